//! A hundred destinations that live, beside one that is dead.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use reqwest::Method;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

use crate::ledger::{Ledger, percentile};
use crate::process::Gateway;
use crate::publish::{Load, Pace, publish};
use crate::report::{Figures, Report};
use crate::scenario::{Setting, wait_for_arrivals};
use crate::sink::Sink;

/// How many live.
const LIVING: usize = 100;
/// Events a second, for all that live and for the dead one: five times the share of one that lives.
const RATES: (f64, f64) = (1000.0, 50.0);

/// How a destination is dead.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Death {
    /// It is not.
    None,
    /// It refuses every connection.
    Refuses,
    /// It takes every connection and never answers.
    Silent,
}

/// Sends at a fixed rate and as much as goes, without the dead one and with it.
pub(crate) async fn run(setting: &Setting, report: &mut Report) -> anyhow::Result<()> {
    let mut without: Option<Figures> = None;
    for (name, death) in [
        ("dead none", Death::None),
        ("dead refuses", Death::Refuses),
        ("dead silent", Death::Silent),
    ] {
        let mut figures = beside(death, setting).await?;
        if let Some(without) = &without {
            let ratios = ["ratio_arrived_p50", "ratio_arrived_p99", "ratio_delivered"];
            let ratios: Vec<_> = ratios
                .into_iter()
                .zip(figures.iter().zip(without))
                .map(|(name, ((_, with), (_, without)))| (name, with / without))
                .collect();
            figures.extend(ratios);
        } else {
            without = Some(figures.clone());
        }
        report.add(name, figures);
    }
    Ok(())
}

/// Median and 99th percentile of the arrivals at the living, and how many a second go.
async fn beside(death: Death, setting: &Setting) -> anyhow::Result<Figures> {
    let gateway = Gateway::start(&setting.binary)?;
    let paced = Arc::new(Ledger::new((RATES.0 * setting.time.as_secs_f64()) as usize, 1024));
    let full = Arc::new(Ledger::new((200_000.0 * setting.time.as_secs_f64()) as usize, 1024));
    let (sink, full_sink) = (Sink::start(paced.clone()).await?, Sink::start(full.clone()).await?);
    let http = |address: SocketAddr| json!({"type": "HTTP", "config": {"url": format!("http://{address}")}});
    let (mut urls, mut full_urls) = (Vec::new(), Vec::new());
    for index in 0..LIVING {
        urls.push(gateway.connect(&format!("paced-{index}"), http(sink.address)).await?.0);
        full_urls.push(gateway.connect(&format!("full-{index}"), http(full_sink.address)).await?.0);
    }
    let grave = Grave::dig(death).await?;
    let (dead, connection) = gateway.connect("dead", http(grave.address)).await?;
    let retries =
        json!({"rules": [{"type": "retry", "strategy": "linear", "interval": 1000, "count": 5}]});
    let path = format!("/connections/{}", connection["id"].as_str().unwrap_or_default());
    gateway.api(Method::PUT, &path, Some(&retries)).await?;

    let connections = setting.connections;
    let living = |urls: Vec<Url>, pace| Load { urls, connections, pace, time: setting.time };
    both(&paced, &living(urls, Pace::Open(RATES.0)), &dead, death, setting).await?;
    wait_for_arrivals(&paced).await?;
    ensure!(paced.balance() == Default::default(), "{:?}", paced.balance());
    let took = both(&full, &living(full_urls, Pace::Closed), &dead, death, setting).await?;
    wait_for_arrivals(&full).await?;
    ensure!(full.balance() == Default::default(), "{:?}", full.balance());

    let arrived = paced.arrival_ms();
    let times = full.arrival_times();
    let lasted = times.last().zip(times.first()).map_or(Duration::ZERO, |(b, a)| *b - *a);
    Ok(vec![
        ("arrived_p50_ms", percentile(&arrived, 0.5)),
        ("arrived_p99_ms", percentile(&arrived, 0.99)),
        ("delivered_per_s", full.arrivals() as f64 / lasted.as_secs_f64()),
        ("acknowledged_per_s", full.acknowledged() as f64 / took.as_secs_f64()),
    ])
}

/// Sends to the living, and meanwhile to the dead one if there is one.
async fn both(
    ledger: &Arc<Ledger>,
    load: &Load,
    dead: &Url,
    death: Death,
    setting: &Setting,
) -> anyhow::Result<Duration> {
    if death == Death::None {
        return publish(ledger, load).await;
    }
    let lost = Arc::new(Ledger::new((RATES.1 * setting.time.as_secs_f64()) as usize, 1024));
    let to_dead = Load {
        urls: vec![dead.clone()],
        connections: 4,
        pace: Pace::Open(RATES.1),
        time: setting.time,
    };
    let (took, sent) = tokio::join!(publish(ledger, load), publish(&lost, &to_dead));
    sent?;
    ensure!(lost.balance().refused == 0, "what is for the dead one was refused");
    took
}

/// Where the dead one is.
struct Grave {
    address: SocketAddr,
    accepting: Option<JoinHandle<()>>,
}

impl Grave {
    async fn dig(death: Death) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let accepting = (death == Death::Silent).then(|| {
            tokio::spawn(async move {
                let mut open = Vec::new();
                while let Ok((stream, _)) = listener.accept().await {
                    open.push(stream);
                }
            })
        });
        Ok(Self { address, accepting })
    }
}

impl Drop for Grave {
    fn drop(&mut self) {
        if let Some(accepting) = &self.accepting {
            accepting.abort();
        }
    }
}
