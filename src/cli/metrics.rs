//! `hookport metrics`: how much, how often and how fast, as a table.

use reqwest::Method;
use serde_json::Value;

use super::Ctx;
use super::error::Result;
use super::flags::{Flag, Flags, Kind, Table, flag};
use super::view;
use crate::client::{CONNECTIONS, DESTINATIONS, Query, SOURCES, TRANSFORMATIONS};

/// Of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum What {
    /// What came in
    Requests,
    /// What is to go out
    Events,
    /// Tries at delivering
    Attempts,
    /// Events of one issue
    EventsByIssue,
    /// What waits for a destination
    QueueDepth,
    /// Runs of transformations
    Transformations,
    /// What waits, over time
    EventsPendingTimeseries,
}

/// Show how much, how often and how fast
///
/// Without `--granularity` one row for the whole time, else one for each part of it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport metrics events --start 24h --granularity 1h --measure count --measure error_rate
  hookport metrics events --granularity 1h --plot
  hookport metrics attempts --measure response_latency_p95 --dimension destination_id")]
pub(super) struct Metrics {
    #[command(flatten)]
    pub(super) output: super::answer::Output,
    /// Of what
    #[arg(value_enum)]
    what: What,
    #[command(flatten)]
    which: Flags<Which>,
    /// Draw a bar for each row instead of a table
    #[arg(long)]
    plot: bool,
}

/// Which measures of what time.
pub(super) enum Which {}

impl Table for Which {
    #[rustfmt::skip]
    fn rows() -> Vec<Flag> {
        vec![
            flag("start", "date_range[start]", Kind::Time, "From when; a day ago when nothing is said"),
            flag("end", "date_range[end]", Kind::Time, "Until when; now when nothing is said"),
            flag("granularity", "granularity", Kind::Text, "How long a part is: 30s, 5m, 1h, 1d, 1w, 1M"),
            flag("measure", "measures", Kind::Names, "What is measured; `count` when nothing is said"),
            flag("dimension", "dimensions", Kind::Names, "Apart for each value of this, like `status`"),
            flag("source", "filters[source_id]", Kind::One(SOURCES), "Only of this source"),
            flag("destination", "filters[destination_id]", Kind::One(DESTINATIONS), "Only of this destination"),
            flag("connection", "filters[webhook_id]", Kind::One(CONNECTIONS), "Only of this connection"),
            flag("transformation", "filters[transformation_id]", Kind::One(TRANSFORMATIONS), "Only of this transformation"),
            flag("delivery-group", "filters[delivery_group]", Kind::Texts, "Only of this delivery group"),
            flag("issue", "filters[issue_id]", Kind::Text, "Only of this issue"),
            flag("status", "filters[status]", Kind::Caps, "Only of this status"),
        ]
    }
}

/// Shows it.
pub(super) async fn run(ctx: &Ctx, args: &Metrics) -> Result<()> {
    let client = ctx.client().await?;
    let given = args.which.query(&client).await?;
    let now = jiff::Timestamp::now();
    let day_ago = now - jiff::SignedDuration::from_hours(24);
    let mut query = Query::default();
    for (name, value) in given.pairs() {
        // These are lists to the API, also when they hold one.
        let is_list = matches!(name.as_str(), "measures" | "dimensions");
        query.push(if is_list { format!("{name}[0]") } else { name.clone() }, value);
    }
    let usual = [
        ("date_range[start]", day_ago.to_string()),
        ("date_range[end]", now.to_string()),
        ("measures[0]", usual_measure(args.what).to_owned()),
    ];
    for (name, value) in usual {
        if !query.pairs().iter().any(|(it, _)| it == name) {
            query.push(name, value);
        }
    }
    let name = clap::ValueEnum::to_possible_value(&args.what).expect("none is skipped");
    let path = format!("/metrics/{}", name.get_name());
    let answer = client.call(Method::GET, &path, &query, None).await?;
    if !ctx.ui.is_for_people() {
        return ctx.ui.answer(&answer);
    }
    let rows = answer["data"].as_array().or(answer.as_array()).map_or(&[][..], Vec::as_slice);
    if let Some(warning) = answer["metadata"]["warning"].as_str() {
        ctx.ui.warning(warning);
    }
    let table: Vec<_> = rows.iter().map(flat).collect();
    if !args.plot {
        return ctx.ui.text(&view::grid(&table));
    }
    let names = |it: &Value| it.as_object().into_iter().flat_map(|it| it.keys()).cloned().collect();
    let first = rows.first().unwrap_or(&Value::Null);
    let (measures, dimensions): (Vec<String>, Vec<String>) =
        (names(&first["metrics"]), names(&first["dimensions"]));
    let by = first["time_bucket"].is_string().then_some("time_at");
    let by: Vec<_> = by.into_iter().chain(dimensions.iter().map(String::as_str)).collect();
    let charts = measures.iter().map(|of| view::bars(&table, &by, of, ctx.ui.width()));
    ctx.ui.text(&charts.collect::<Vec<_>>().join("\n"))
}

fn usual_measure(what: What) -> &'static str {
    if what == What::QueueDepth { "max_depth" } else { "count" }
}

/// A row's time, dimensions and metrics, side by side.
fn flat(row: &Value) -> Vec<(String, Value)> {
    let time =
        row["time_bucket"].is_string().then(|| ("time_at".into(), row["time_bucket"].clone()));
    let parts = ["dimensions", "metrics"].into_iter().filter_map(|it| row[it].as_object());
    let cells = parts.flatten().map(|(name, value)| (name.clone(), value.clone()));
    time.into_iter().chain(cells).collect()
}
