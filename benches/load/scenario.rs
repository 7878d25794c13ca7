//! The scenarios: what is sent how, to whom, and what is measured of it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use reqwest::Method;
use serde_json::{Value, json};

use crate::ledger::{Balance, Ledger, percentile};
use crate::process::{Gateway, Process, cpu};
use crate::publish::{Load, Pace, publish};
use crate::report::Figures;
use crate::sink::Sink;

/// A run without progress for this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the events of a scenario go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    /// A bare server instead of the gateway.
    Bare,
    /// The sink, over HTTP.
    Http,
    /// `MOCK_API`: nowhere, successfully.
    Mock,
    /// The same, through a transformation that changes each event.
    Transformed,
    /// The sink, over HTTP, through a filter and a transformation that changes the headers.
    Ruled,
    /// The sink, through `hookport listen`.
    Listener,
}

impl To {
    /// Whether what is sent arrives nowhere that could count it.
    fn is_nowhere(self) -> bool {
        matches!(self, Self::Mock | Self::Transformed)
    }
}

/// What is sent how, and to whom.
#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    /// Its name in the report.
    pub(crate) name: &'static str,
    to: To,
    /// Whether the connection is paused until everything was sent.
    held: bool,
    /// Events a second; as many as go when there is none.
    rate: Option<f64>,
    /// Bytes of a body.
    size: usize,
    /// How many events, where not the time decides.
    count: Option<usize>,
}

const KIB: usize = 1024;

/// All scenarios, in the order in which they are run.
#[rustfmt::skip]
pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario { name: "bare",              to: To::Bare,     held: false, rate: None,         size: KIB,       count: None },
    Scenario { name: "hold",              to: To::Http,     held: true,  rate: None,         size: KIB,       count: None },
    Scenario { name: "mock",              to: To::Mock,     held: false, rate: None,         size: KIB,       count: None },
    Scenario { name: "transform",         to: To::Transformed, held: false, rate: None,      size: KIB,       count: None },
    Scenario { name: "http",              to: To::Http,     held: false, rate: None,         size: KIB,       count: None },
    Scenario { name: "http-rules",        to: To::Ruled,    held: false, rate: None,         size: KIB,       count: None },
    Scenario { name: "http-paced",        to: To::Http,     held: false, rate: Some(1000.0), size: KIB,       count: None },
    Scenario { name: "listen",            to: To::Listener, held: false, rate: None,         size: KIB,       count: None },
    Scenario { name: "listen-paced",      to: To::Listener, held: false, rate: Some(1000.0), size: KIB,       count: None },
    Scenario { name: "listen-paced-100k", to: To::Listener, held: false, rate: Some(50.0),   size: 100 * KIB, count: None },
    Scenario { name: "listen-drain",      to: To::Listener, held: true,  rate: None,         size: KIB,       count: Some(30_000) },
    Scenario { name: "listen-drain-100k", to: To::Listener, held: true,  rate: None,         size: 100 * KIB, count: Some(3_000) },
];

/// What all scenarios need to know.
#[derive(Clone)]
pub(crate) struct Setting {
    /// The program under test.
    pub(crate) binary: PathBuf,
    /// Connections of the sender.
    pub(crate) connections: usize,
    /// How long a scenario sends.
    pub(crate) time: Duration,
}

impl Scenario {
    /// The figure that is compared with the bare server's requests per second.
    pub(crate) fn headline(&self) -> &'static str {
        match self {
            Self { rate: Some(_), .. } => "none: the rate is given",
            Self { to: To::Bare, .. } | Self { held: true, .. } => "acknowledged_per_s",
            _ => "delivered_per_s",
        }
    }

    /// Runs it once on a gateway of its own.
    pub(crate) async fn run(&self, setting: &Setting) -> anyhow::Result<Figures> {
        if self.to == To::Bare {
            return self.run_bare(setting).await;
        }
        let gateway = Gateway::start(&setting.binary)?;
        let (idle, _) = gateway.process.memory();
        let mut figures = self.run_on(&gateway, self.name, setting).await?;
        let (_, peak) = gateway.process.memory();
        figures.extend([("idle_mib", idle), ("peak_mib", peak)]);
        Ok(figures)
    }

    /// Runs it once on a gateway that is there, with a source of this name.
    pub(crate) async fn run_on(
        &self,
        gateway: &Gateway,
        name: &str,
        setting: &Setting,
    ) -> anyhow::Result<Figures> {
        let ledger = Arc::new(self.ledger(setting));
        let sink = Sink::start(ledger.clone()).await?;
        let destination = match self.to {
            To::Listener => json!({"type": "CLI", "config": {"path": "/"}}),
            To::Mock | To::Transformed => json!({"type": "MOCK_API", "config": {}}),
            To::Bare | To::Http | To::Ruled => {
                json!({"type": "HTTP", "config": {"url": format!("http://{}", sink.address)}})
            }
        };
        let (source, connection) = gateway.connect(name, destination).await?;
        let id = connection["id"].as_str().context("a connection without an id")?;
        if let Some(rules) = self.rules(name) {
            let rules = json!({ "rules": rules });
            gateway.api(Method::PUT, &format!("/connections/{id}"), Some(&rules)).await?;
        }
        let path = |verb| format!("/connections/{id}/{verb}");
        let only = format!("&webhook_id={id}");

        let mut figures = Figures::new();
        let listener = if self.to == To::Listener {
            let listener = gateway.listen(sink.address.port(), name)?;
            let end = Instant::now() + PATIENCE;
            while !sink.probed() {
                if Instant::now() > end {
                    bail!("nothing came through the listener within {PATIENCE:?}");
                }
                gateway.probe(&source).await?;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            figures.push(("listener_idle_mib", listener.memory().0));
            Some(listener)
        } else {
            None
        };
        gateway.settled(&only, PATIENCE).await?;
        if self.held {
            gateway.api(Method::PUT, &path("pause"), Some(&json!({}))).await?;
        }

        let before = Usage::of(gateway, listener.as_ref())?;
        let mut start = Instant::now();
        let took = publish(&ledger, &self.load(source, setting)).await?;
        let count = ledger.acknowledged() as f64;
        figures.extend(acknowledgements(&ledger, took));
        let between = Usage::of(gateway, listener.as_ref())?;
        if self.held {
            figures.extend(between.since(&before, count));
            gateway.api(Method::PUT, &path("unpause"), Some(&json!({}))).await?;
            start = Instant::now();
        }

        let mut balance = Balance { refused: ledger.balance().refused, ..Balance::default() };
        if !self.to.is_nowhere() {
            wait_for_arrivals(&ledger).await?;
            balance = ledger.balance();
        }
        let delivered = gateway.settled(&only, PATIENCE).await?;
        let settled_in = start.elapsed();
        let after = Usage::of(gateway, listener.as_ref())?;
        if self.to.is_nowhere() {
            let stored = gateway.walk(&format!("{only}&status=SUCCESSFUL")).await?;
            balance.lost = (count as usize).abs_diff(stored);
            figures.push(("delivered_per_s", count / settled_in.as_secs_f64()));
        } else {
            let delivering = ledger.last_arrival().saturating_duration_since(start);
            figures.push(("delivered_per_s", count / delivering.as_secs_f64()));
        }
        if !delivered || balance != Balance::default() {
            bail!("{name}: the books do not balance: {balance:?}, all successful: {delivered}");
        }
        if self.held {
            let spent = (after.gateway - between.gateway).as_secs_f64();
            figures.push(("delivery_cpu_us", spent * 1e6 / count));
        } else {
            figures.extend(after.since(&before, count));
            if !self.to.is_nowhere() {
                figures.extend(spread(&ledger.arrival_ms(), ARRIVED));
            }
        }
        if let Some(listener) = &listener {
            let spent = (after.listener - before.listener).as_secs_f64();
            figures.push(("listener_cpu_us", spent * 1e6 / count));
            figures.push(("listener_peak_mib", listener.memory().1));
        }
        Ok(figures)
    }

    /// What the connection does with what comes.
    fn rules(&self, name: &str) -> Option<Value> {
        let transform = |change: &str| {
            let code = format!(
                "addHandler('transform', (request) => {{
                    request.headers['x-transformed-by'] = 'code';
                    {change}
                    return request;
                }})"
            );
            json!({"type": "transform", "transformation": {"name": name, "code": code}})
        };
        match self.to {
            To::Transformed => {
                let change = "request.body.seen = Object.keys(request.body).length;";
                Some(json!([transform(change)]))
            }
            To::Ruled => {
                let filter = json!({"type": "filter", "body": {"text": {"$startsWith": "The "}}});
                Some(json!([filter, transform("")]))
            }
            _ => None,
        }
    }

    async fn run_bare(&self, setting: &Setting) -> anyhow::Result<Figures> {
        let (process, url) = Process::bare()?;
        let ledger = Arc::new(self.ledger(setting));
        let before = (process.cpu(), cpu("self"));
        let took = publish(&ledger, &self.load(url, setting)).await?;
        let spent = (process.cpu() - before.0, cpu("self") - before.1);
        let count = ledger.acknowledged() as f64;
        if ledger.balance().refused > 0 {
            bail!("the bare server refused something");
        }
        let mut figures = acknowledgements(&ledger, took);
        figures.push(("cpu_us", spent.0.as_secs_f64() * 1e6 / count));
        figures.push(("load_cpu_us", spent.1.as_secs_f64() * 1e6 / count));
        Ok(figures)
    }

    fn ledger(&self, setting: &Setting) -> Ledger {
        // More than any server here can take in that time.
        let most = setting.time.as_secs_f64() * self.rate.unwrap_or(200_000.0);
        Ledger::new(self.count.unwrap_or(most as usize + 1), self.size)
    }

    fn load(&self, url: url::Url, setting: &Setting) -> Load {
        Load {
            urls: vec![url],
            connections: setting.connections,
            pace: self.rate.map_or(Pace::Closed, Pace::Open),
            time: if self.count.is_some() { PATIENCE } else { setting.time },
        }
    }
}

/// Waits until everything that was acknowledged arrived, or nothing arrives any more.
pub(crate) async fn wait_for_arrivals(ledger: &Ledger) -> anyhow::Result<()> {
    let wanted = ledger.acknowledged();
    let (mut last, mut since) = (0, Instant::now());
    while ledger.arrivals() < wanted {
        if ledger.arrivals() > last {
            (last, since) = (ledger.arrivals(), Instant::now());
        }
        if since.elapsed() > PATIENCE {
            bail!("{last} of {wanted} events arrived, and no more within {PATIENCE:?}");
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Ok(())
}

/// What was used up to a moment.
struct Usage {
    gateway: Duration,
    listener: Duration,
    load: Duration,
    size: f64,
    written: f64,
    commits: u32,
}

impl Usage {
    fn of(gateway: &Gateway, listener: Option<&Process>) -> anyhow::Result<Self> {
        Ok(Self {
            gateway: gateway.process.cpu(),
            listener: listener.map(Process::cpu).unwrap_or_default(),
            load: cpu("self"),
            size: gateway.size(),
            written: gateway.process.written(),
            commits: gateway.commits()?,
        })
    }

    fn since(&self, before: &Self, count: f64) -> Figures {
        let micros = |it: Duration| it.as_secs_f64() * 1e6 / count;
        let commits = self.commits.wrapping_sub(before.commits);
        vec![
            ("cpu_us", micros(self.gateway - before.gateway)),
            ("load_cpu_us", micros(self.load - before.load)),
            ("disk_bytes", (self.size - before.size) / count),
            ("written_bytes", (self.written - before.written) / count),
            ("commits", f64::from(commits) / count),
        ]
    }
}

const ACKNOWLEDGED: [&str; 3] =
    ["acknowledged_p50_ms", "acknowledged_p99_ms", "acknowledged_p99.9_ms"];
const ARRIVED: [&str; 3] = ["arrived_p50_ms", "arrived_p99_ms", "arrived_p99.9_ms"];

fn acknowledgements(ledger: &Ledger, took: Duration) -> Figures {
    let latencies = ledger.acknowledgement_ms();
    let mut res = vec![("acknowledged_per_s", latencies.len() as f64 / took.as_secs_f64())];
    res.extend(spread(&latencies, ACKNOWLEDGED));
    res
}

fn spread(sorted: &[f64], names: [&'static str; 3]) -> Figures {
    names.into_iter().zip([0.5, 0.99, 0.999].map(|it| percentile(sorted, it))).collect()
}
