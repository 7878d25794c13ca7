//! The gateway with a month behind it: counts over events that lie in all of its minutes.
//!
//! No load can be sent into the past, so the store is filled as the gateway fills it, with keys of
//! the past, while no gateway runs.

use std::path::Path;

use anyhow::{Context as _, ensure};
use futures_util::future::try_join_all;
use hookport::model::{Content, ErrorCode, Event, Id, Key, Request, Status, Timestamp, Trigger};
use hookport::store::{Accepted, Feed, Shared, sqlite};
use reqwest::Method;
use serde_json::{Value, json};

use crate::million::time_pages;
use crate::process::Gateway;
use crate::report::Report;
use crate::scenario::Setting;

/// Fewer than after which things are forgotten.
const DAYS: i64 = 28;
/// How many are written at once.
const BATCH: usize = 200;

/// Writes `count` events on two connections, then asks for the counts that charts ask for.
pub(crate) async fn run(
    count: usize,
    queries: usize,
    setting: &Setting,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut gateway = Gateway::start(&setting.binary)?;
    let mock = json!({"type": "MOCK_API", "config": {}});
    let (_, first) = gateway.connect("first", mock.clone()).await?;
    let (_, second) = gateway.connect("second", mock).await?;
    gateway.stop()?;
    fill(&gateway.data(), count, [&first, &second]).await?;
    gateway.restart(false)?;

    let now = jiff::Timestamp::now();
    let start = now - jiff::SignedDuration::from_hours(24 * DAYS - 1);
    let counts = |noun: &str, by: &str| {
        let range = format!("date_range[start]={start}&date_range[end]={now}");
        vec![format!("/metrics/{noun}?{range}&{by}")]
    };
    let all = counts("events", "measures[]=count").remove(0);
    let total = gateway.api(Method::GET, &all, None).await?;
    let total = total["data"][0]["metrics"]["count"].as_u64().context("no count")?;
    // The first hour is outside of what is asked.
    let expected = count as f64 * (1.0 - 1.0 / (24 * DAYS) as f64);
    ensure!((total as f64 - expected).abs() < expected / 1000.0, "{total} of {expected} counted");

    let kinds = [
        ("metrics month", counts("events", "granularity=1d")),
        ("metrics month by hour", counts("events", "granularity=1h")),
        (
            "metrics month by",
            counts("events", "granularity=1d&dimensions[]=webhook_id&dimensions[]=status"),
        ),
        ("metrics month requests", counts("requests", "granularity=1d&dimensions[]=source_id")),
    ];
    time_pages(&gateway, kinds, queries, report).await
}

/// Writes events that are evenly spread over the last month, one in ten of them failed.
async fn fill(data: &Path, count: usize, connections: [&Value; 2]) -> anyhow::Result<()> {
    let feed = Feed::default();
    let store: Shared = sqlite::open(data, feed.clone())?;
    // What is committed is told, and whoever is told must listen.
    let listening = tokio::spawn(async move {
        loop {
            feed.next().await;
        }
    });
    let end = jiff::Timestamp::now().as_microsecond();
    let length = DAYS * 24 * 3600 * 1_000_000;
    let id = |value: &Value| value.as_str().map(Id::from).context("no id");
    let ends = connections
        .map(|it| anyhow::Ok((id(&it["team_id"])?, id(&it["source"]["id"])?, id(&it["id"])?)));
    let [first, second] = ends;
    let ends = [first?, second?];
    let made = |number: usize| {
        let (project, source, connection) = ends[number % 2].clone();
        let key = Key(end - length + number as i64 * (length / count as i64));
        let at = Timestamp(key.0 / 1000);
        let content = Content { method: "POST".into(), path: "/".into(), ..Content::default() };
        let request = Request {
            key,
            project,
            source,
            content,
            verified: false,
            unproved: None,
            rejection: None,
            events_count: 1,
            cli_events_count: 0,
            ignored_count: 0,
        };
        let failed = number % 10 == 9;
        let event = Event {
            key: Key(key.0 + 1),
            request: key,
            data: key,
            connection,
            session: None,
            group: None,
            status: if failed { Status::Failed } else { Status::Successful },
            trigger: Trigger::Initial,
            bulk: None,
            attempts: 1,
            retries: 0,
            last_attempt_at: Some(at),
            next_attempt_at: None,
            response_status: (!failed).then_some(200),
            error_code: failed.then_some(ErrorCode::Timeout),
            successful_at: (!failed).then_some(at),
            updated_at: at,
        };
        Accepted { events: vec![event], ..Accepted::of(request) }
    };
    for batch in (0..count).step_by(BATCH) {
        let batch = batch..(batch + BATCH).min(count);
        let first = batch.start;
        let kept = try_join_all(batch.map(|number| store.accept(made(number).into()))).await;
        kept.with_context(|| format!("cannot keep the events from {first} on"))?;
    }
    // As a gateway does every few seconds.
    store.look(Timestamp(end / 1000)).await?;
    store.close().await?;
    listening.abort();
    Ok(())
}
