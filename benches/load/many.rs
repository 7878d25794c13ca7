//! Many of a kind: a thousand connections on one source, and ten thousand sources.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use url::Url;

use crate::ledger::{Ledger, percentile};
use crate::process::Gateway;
use crate::publish::{Load, Pace, publish};
use crate::report::{Figures, Report};
use crate::scenario::Setting;

/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(120);
/// Bytes of a body.
const SIZE: usize = 1024;

/// Sends `requests` to a source with so many connections: all to one destination, then each to one of
/// its own.
pub(crate) async fn connections(
    count: usize,
    requests: usize,
    setting: &Setting,
    report: &mut Report,
) -> anyhow::Result<()> {
    for (name, own) in [("many-connections one", false), ("many-connections each", true)] {
        let gateway = Gateway::start(&setting.binary)?;
        let mut source = None;
        for index in 0..count {
            let to = if own { index } else { 0 };
            let (url, _) =
                gateway.join(&format!("c{index}"), "wide", &format!("mock-{to}")).await?;
            source = Some(url);
        }
        let url = source.context("no connection")?;
        let ledger = Arc::new(Ledger::new(requests, SIZE));
        let load = Load {
            urls: vec![url],
            connections: setting.connections,
            pace: Pace::Closed,
            time: LONG,
        };
        let (before, start) = (gateway.process.cpu(), Instant::now());
        let took = publish(&ledger, &load).await?;
        ensure!(gateway.settled("", LONG).await?, "not all was delivered");
        let settled = start.elapsed();
        let spent = gateway.process.cpu() - before;
        let (expected, stored) = (requests * count, gateway.walk("&status=SUCCESSFUL").await?);
        ensure!(stored == expected, "{stored} of {expected} events were delivered");
        let acknowledged = ledger.acknowledgement_ms();
        ensure!(acknowledged.len() == requests, "something was refused");
        let events = expected as f64;
        report.add(
            name,
            vec![
                ("acknowledged_per_s", requests as f64 / took.as_secs_f64()),
                ("acknowledged_p50_ms", percentile(&acknowledged, 0.5)),
                ("acknowledged_p99_ms", percentile(&acknowledged, 0.99)),
                ("delivered_per_s", events / settled.as_secs_f64()),
                ("cpu_us", spent.as_secs_f64() * 1e6 / events),
                ("peak_mib", gateway.process.memory().1),
            ],
        );
    }
    Ok(())
}

/// Sends as much as goes to one of so many sources, then to all of them in turn, and to the only one
/// of another gateway; `rounds` times.
pub(crate) async fn sources(
    count: usize,
    rounds: usize,
    setting: &Setting,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut gateway = Gateway::start(&setting.binary)?;
    let (start, mut urls, mut last) = (Instant::now(), Vec::new(), Duration::ZERO);
    for index in 0..count {
        let began = Instant::now();
        let name = format!("s{index:05}");
        urls.push(gateway.join(&name, &name, "mock-0").await?.0);
        last = began.elapsed();
    }
    let mut figures: Figures = vec![
        ("made_per_s", count as f64 / start.elapsed().as_secs_f64()),
        ("last_made_ms", last.as_secs_f64() * 1e3),
    ];
    gateway.restart(true)?;
    figures.push(("ready_ms", gateway.ready.as_secs_f64() * 1e3));
    gateway.restart(false)?;
    figures.push(("ready_after_kill_ms", gateway.ready.as_secs_f64() * 1e3));
    figures.push(("idle_mib", gateway.process.memory().0));
    report.add("many-sources", figures);
    let urls = urls.iter().map(|it| gateway.url.join(it.path())).collect::<Result<Vec<_>, _>>()?;

    let empty = Gateway::start(&setting.binary)?;
    let (only, _) = empty.join("only", "only", "mock-0").await?;
    for _ in 0..rounds {
        let alone = ingest(&empty, vec![only.clone()], setting).await?;
        let one = ingest(&gateway, vec![urls[0].clone()], setting).await?;
        let all = ingest(&gateway, urls.clone(), setting).await?;
        report.add(
            "many-sources",
            vec![
                ("alone_acknowledged_per_s", alone),
                ("one_acknowledged_per_s", one),
                ("all_acknowledged_per_s", all),
                ("ratio_one_to_alone", one / alone),
                ("ratio_all_to_one", all / one),
                ("peak_mib", gateway.process.memory().1),
            ],
        );
    }
    Ok(())
}

/// How many a second are acknowledged, delivery beside it.
async fn ingest(gateway: &Gateway, urls: Vec<Url>, setting: &Setting) -> anyhow::Result<f64> {
    let most = setting.time.as_secs_f64() * 200_000.0;
    let ledger = Arc::new(Ledger::new(most as usize + 1, SIZE));
    let load =
        Load { urls, connections: setting.connections, pace: Pace::Closed, time: setting.time };
    let took = publish(&ledger, &load).await?;
    ensure!(ledger.balance().refused == 0, "something was refused");
    ensure!(gateway.settled("", LONG).await?, "not all was delivered");
    Ok(ledger.acknowledged() as f64 / took.as_secs_f64())
}
