//! The gateway with a long past: pages, start, memory and ingest with many events stored.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use rand::RngExt as _;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;
use url::form_urlencoded::byte_serialize;

use crate::ledger::{Ledger, percentile};
use crate::process::{Gateway, KEY};
use crate::publish::{Line, Load, Pace, publish};
use crate::report::{Figures, Report};
use crate::scenario::{Scenario, Setting};
use crate::sink::Sink;

/// Longer than any prefill takes.
const LONG: Duration = Duration::from_secs(1800);

/// Stores `count` events through the front door, then measures; `hold` is the scenario whose
/// ingest is compared with that of an empty gateway.
pub(crate) async fn run(
    count: usize,
    rounds: usize,
    queries: usize,
    hold: &Scenario,
    setting: &Setting,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut gateway = Gateway::start(&setting.binary)?;
    let ledger = Arc::new(Ledger::new(count, 1024));
    let sink = Sink::start(ledger.clone()).await?;
    let http = |path: &str| json!({"type": "HTTP", "config": {"url": format!("http://{}{path}", sink.address)}});
    let mock = json!({"type": "MOCK_API", "config": {}});
    let (mock_a, connection) = gateway.connect("mock-a", mock.clone()).await?;
    let (mock_b, _) = gateway.connect("mock-b", mock).await?;
    let (failing, _) = gateway.connect("failing", http("/fail")).await?;
    let (held, paused) = gateway.connect("held", http("/")).await?;
    let pause = format!("/connections/{}/pause", text(&paused, "id"));
    gateway.api(Method::PUT, &pause, Some(&json!({}))).await?;

    // Of eight connections of the sender, six send what succeeds, one what fails, one what waits.
    let load = Load {
        urls: [&mock_a, &mock_b, &mock_a, &failing, &mock_a, &mock_b, &mock_a, &held]
            .map(Url::clone)
            .to_vec(),
        connections: setting.connections,
        pace: Pace::Closed,
        time: LONG,
    };
    let took = publish(&ledger, &load).await?;
    ensure!(ledger.balance().refused == 0, "the prefill was refused");
    gateway.settled("", LONG).await?;
    let stored = gateway.walk("").await?;
    ensure!(stored == count, "{stored} of {count} events are stored");
    let mut figures: Figures = vec![
        ("events", stored as f64),
        ("prefill_per_s", count as f64 / took.as_secs_f64()),
        ("disk_bytes", gateway.size() / count as f64),
        ("prefill_peak_mib", gateway.process.memory().1),
    ];

    gateway.restart(true)?;
    figures.push(("ready_ms", gateway.ready.as_secs_f64() * 1e3));
    gateway.restart(false)?;
    figures.push(("ready_after_kill_ms", gateway.ready.as_secs_f64() * 1e3));
    pages(&gateway, &connection, queries, report).await?;
    search(&gateway, queries.div_ceil(10), report).await?;
    figures.push(("idle_mib", gateway.process.memory().0));
    report.add("million", figures);

    for round in 0..rounds {
        let empty = Gateway::start(&setting.binary)?;
        let name = format!("hold-{round}");
        let before = hold.run_on(&empty, &name, setting).await?;
        drop(empty);
        let after = hold.run_on(&gateway, &name, setting).await?;
        let rate = |figures: &Figures| {
            figures.iter().find(|(name, _)| *name == "acknowledged_per_s").map(|(_, value)| *value)
        };
        let (before, after) = rate(&before).zip(rate(&after)).context("hold gives its rate")?;
        report.add(
            "million",
            vec![
                ("acknowledged_per_s", after),
                ("ingest_ratio_to_empty", after / before),
                ("peak_mib", gateway.process.memory().1),
            ],
        );
    }
    Ok(())
}

/// Asks for pages of 100 in many ways.
async fn pages(
    gateway: &Gateway,
    connection: &Value,
    queries: usize,
    report: &mut Report,
) -> anyhow::Result<()> {
    let (id, source, destination) = (
        text(connection, "id"),
        text(&connection["source"], "id"),
        text(&connection["destination"], "id"),
    );
    let depths = depths(gateway).await?;
    let deep = |filter: &str| {
        depths.iter().map(|id| format!("/events?limit=100&next={id}{filter}")).collect()
    };
    let one = |path: String| vec![path];
    let newest = gateway.api(Method::GET, "/attempts?limit=1&dir=desc", None).await?;
    let oldest = gateway.api(Method::GET, "/attempts?limit=1&dir=asc", None).await?;
    let at = |page: &Value| text(&page["models"][0], "created_at").parse::<jiff::Timestamp>();
    let middle = at(&oldest)? + at(&newest)?.duration_since(at(&oldest)?) / 2;
    let attempts = one(format!("/attempts?limit=100&created_at[lte]={middle}"));
    let kinds: [(&str, Vec<String>); 14] = [
        ("pages all", one("/events?limit=100".into())),
        ("pages status", one("/events?limit=100&status=FAILED".into())),
        ("pages webhook_id", one(format!("/events?limit=100&webhook_id={id}"))),
        (
            "pages webhook_id+status",
            one(format!("/events?limit=100&webhook_id={id}&status=SUCCESSFUL")),
        ),
        (
            "pages webhook_id+absent",
            one(format!("/events?limit=100&webhook_id={id}&status=FAILED")),
        ),
        ("pages source_id", one(format!("/events?limit=100&source_id={source}"))),
        ("pages destination_id", one(format!("/events?limit=100&destination_id={destination}"))),
        ("pages deep", deep("")),
        ("pages deep+status", deep("&status=HOLD")),
        ("pages requests", one(format!("/requests?limit=100&source_id={source}"))),
        ("pages attempts", one("/attempts?limit=100".into())),
        ("pages attempts deep", attempts),
        ("pages issues", one("/issues?limit=100".into())),
        ("event", depths.iter().map(|id| format!("/events/{id}")).collect()),
    ];
    time_pages(gateway, kinds, queries, report).await
}

/// Asks for each of these paths in turn, over one keep-alive connection.
pub(crate) async fn time_pages(
    gateway: &Gateway,
    kinds: impl IntoIterator<Item = (&str, Vec<String>)>,
    queries: usize,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut line = Line::open(&gateway.url, b"").await?;
    for (name, paths) in kinds {
        let (mut latencies, mut length) = (Vec::new(), 0);
        for query in 0..queries {
            let path = format!("/2025-07-01{}", paths[query % paths.len()]);
            let start = Instant::now();
            let (status, body) = line.get(&path, KEY).await?;
            let took = start.elapsed();
            if status != 200 {
                bail!("{path}: {status} {}", String::from_utf8_lossy(body));
            }
            length += body.len();
            latencies.push(took.as_secs_f64() * 1e3);
        }
        latencies.sort_by(f64::total_cmp);
        report.add(
            name,
            vec![
                ("p50_ms", percentile(&latencies, 0.5)),
                ("p99_ms", percentile(&latencies, 0.99)),
                ("bytes", length as f64 / queries as f64),
            ],
        );
    }
    Ok(())
}

/// How many of the newest events are searched.
const SEARCHED: usize = 100_000;

/// Looks for a body that none of the newest events has, from page to page until the end.
async fn search(gateway: &Gateway, queries: usize, report: &mut Report) -> anyhow::Result<()> {
    let (mut seen, mut since, mut cursor) = (0, String::new(), String::new());
    while seen < SEARCHED {
        let path = format!("/events?limit=250&dir=desc{cursor}");
        let page = gateway.api(Method::GET, &path, None).await?;
        let models = page["models"].as_array().context("a page without events")?;
        seen += models.len();
        since = models.last().map_or(since, |it| text(it, "created_at").to_owned());
        let Some(next) = page["pagination"]["next"].as_str() else { break };
        cursor = format!("&next={next}");
    }
    let bodies = [
        ("search absent", json!({"number": "none has this"})),
        // The bytes stand in each body, as another field's name: all of them must be parsed.
        ("search elsewhere", json!({"text": "number"})),
    ];
    let mut line = Line::open(&gateway.url, b"").await?;
    for (name, body) in bodies {
        let body: String = byte_serialize(body.to_string().as_bytes()).collect();
        let (mut latencies, mut pages) = (Vec::new(), 0);
        for _ in 0..queries {
            let (start, mut cursor) = (Instant::now(), String::new());
            loop {
                pages += 1;
                let path =
                    format!("/2025-07-01/events?body={body}&created_at[gte]={since}{cursor}");
                let (status, page) = line.get(&path, KEY).await?;
                ensure!(status == 200, "{path}: {status} {}", String::from_utf8_lossy(page));
                let page: Value = serde_json::from_slice(page)?;
                ensure!(page["models"] == json!([]), "{path} found something");
                let Some(next) = page["pagination"]["next"].as_str() else { break };
                cursor = format!("&next={next}");
            }
            latencies.push(start.elapsed().as_secs_f64() * 1e3);
        }
        latencies.sort_by(f64::total_cmp);
        report.add(
            name,
            vec![
                ("events", seen as f64),
                ("p50_ms", percentile(&latencies, 0.5)),
                ("p99_ms", percentile(&latencies, 0.99)),
                ("pages", f64::from(pages) / queries as f64),
            ],
        );
    }
    Ok(())
}

/// Ids of events at random depths of the list.
async fn depths(gateway: &Gateway) -> anyhow::Result<Vec<String>> {
    let bound = async |dir| {
        let page = gateway.api(Method::GET, &format!("/events?limit=1&dir={dir}"), None).await?;
        let at: jiff::Timestamp = text(&page["models"][0], "created_at").parse()?;
        anyhow::Ok(at.as_millisecond())
    };
    let (first, last) = (bound("asc").await?, bound("desc").await?);
    let mut res = Vec::new();
    while res.len() < 20 {
        let at = jiff::Timestamp::from_millisecond(rand::rng().random_range(first..=last))?;
        let path = format!("/events?limit=1&created_at[lte]={at}");
        let page = gateway.api(Method::GET, &path, None).await?;
        res.extend(page["models"][0]["id"].as_str().map(str::to_owned));
    }
    Ok(res)
}

fn text<'a>(object: &'a Value, field: &str) -> &'a str {
    object[field].as_str().unwrap_or_default()
}
