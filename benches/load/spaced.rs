//! Limits while thousands wait and others run full: how far apart deliveries are at the target, and
//! how many it has at once.

use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use serde_json::json;

use crate::ledger::{Ledger, percentile};
use crate::process::Gateway;
use crate::publish::{Load, Pace, publish};
use crate::report::Report;
use crate::scenario::Setting;
use crate::sink::Sink;

/// Deliveries a second.
const RATE: usize = 50;
/// Deliveries at once.
const AT_ONCE: usize = 5;
/// How long the target takes for one of those.
const TAKES: Duration = Duration::from_millis(20);

/// Holds both limits against what arrives while the gateway is as busy as it can be.
pub(crate) async fn run(setting: &Setting, report: &mut Report) -> anyhow::Result<()> {
    let gateway = Gateway::start(&setting.binary)?;
    let time = setting.time * 4;
    // More than can go out meanwhile.
    let waiting = (2.0 * RATE as f64 * time.as_secs_f64()) as usize;
    let crowd = (4.0 * AT_ONCE as f64 * time.as_secs_f64() / TAKES.as_secs_f64()) as usize;
    let (spaced, at_once) = (ledger(waiting), ledger(crowd));
    let full = ledger((200_000.0 * time.as_secs_f64()) as usize);
    let target = Sink::start(spaced.clone()).await?;
    let slow = Sink::taking(TAKES, at_once.clone()).await?;
    let other = Sink::start(full.clone()).await?;
    let limited = |sink: &Sink, rate: usize, period: &str| {
        let url = format!("http://{}", sink.address);
        json!({"type": "HTTP", "config": {"url": url, "rate_limit": rate, "rate_limit_period": period}})
    };
    let (to_spaced, _) = gateway.connect("spaced", limited(&target, RATE, "second")).await?;
    let (to_slow, _) = gateway.connect("at-once", limited(&slow, AT_ONCE, "concurrent")).await?;
    let to_other = json!({"type": "HTTP", "config": {"url": format!("http://{}", other.address)}});
    let (to_other, _) = gateway.connect("other", to_other).await?;

    let load =
        |url, connections, time| Load { urls: vec![url], connections, pace: Pace::Closed, time };
    for (ledger, url) in [(&spaced, to_spaced), (&at_once, to_slow)] {
        publish(ledger, &load(url, setting.connections, time)).await?;
    }
    let took = publish(&full, &load(to_other, setting.connections, time)).await?;
    for ledger in [&spaced, &at_once, &full] {
        let balance = ledger.balance();
        ensure!(balance.refused + balance.unexpected + balance.duplicated == 0, "{balance:?}");
    }

    let arrivals = spaced.arrival_times();
    ensure!(arrivals.len() < waiting, "nothing waited any more");
    let mut gaps: Vec<f64> =
        arrivals.windows(2).map(|it| (it[1] - it[0]).as_secs_f64() * 1e3).collect();
    gaps.sort_by(f64::total_cmp);
    // How long it takes for one more than a second may have; never less than that second.
    let rounds = arrivals.windows(RATE + 1).map(|it| (it[RATE] - it[0]).as_secs_f64() * 1e3);
    let most = arrivals.iter().enumerate().map(|(index, first)| {
        arrivals[index..].partition_point(|it| *it < *first + Duration::from_secs(1))
    });
    let lasted =
        arrivals.last().zip(arrivals.first()).map_or(0.0, |(b, a)| (*b - *a).as_secs_f64());
    report.add(
        "spaced",
        vec![
            ("per_s", (arrivals.len() - 1) as f64 / lasted),
            ("most_in_a_second", most.max().unwrap_or(0) as f64),
            ("shortest_51_ms", rounds.fold(f64::INFINITY, f64::min)),
            ("gap_min_ms", percentile(&gaps, 0.0)),
            ("gap_p50_ms", percentile(&gaps, 0.5)),
            ("gap_p99_ms", percentile(&gaps, 0.99)),
            ("most_at_once", slow.most() as f64),
            ("at_once_per_s", at_once.arrivals() as f64 / took.as_secs_f64()),
            ("others_per_s", full.arrivals() as f64 / took.as_secs_f64()),
        ],
    );
    Ok(())
}

fn ledger(capacity: usize) -> Arc<Ledger> {
    Arc::new(Ledger::new(capacity, 1024))
}
