//! What is going on, for Prometheus: `/metrics` and `/metrics/prometheus`.
//!
//! Names that begin with `hookdeck_` are those of the hosted service, so that its dashboards work
//! here; they are counted per source or connection. Those that begin with `hookport_` are about
//! this process. Written by hand: the format is a few lines, and all of it is read out of the store
//! when somebody asks, which a registry of live counters would only double.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode, header};

use super::brake::Why;
use super::{Gateway, Snapshot, api};
use crate::model::{Connection, Destination, Id, Timestamp};
use crate::store::{Counted, MeasureQuery, Result, Totals};

/// Latencies are those of the attempts of this long.
const RECENT: u64 = 5 * 60 * 1000;
/// How often it is looked what waits.
const LOOK: Duration = Duration::from_secs(10);

/// Both addresses; `open` lets those in who have no key, on the first and from this machine only.
pub(super) fn routes(gateway: Gateway, open: bool) -> Router {
    let first = move |State(gateway): State<Gateway>, headers: HeaderMap| async move {
        // A proxy on this machine speaks for somebody who may be anywhere.
        let direct = !["forwarded", "x-forwarded-for"].iter().any(|it| headers.contains_key(*it));
        answer(&gateway, &headers, open && direct).await
    };
    let second = |State(gateway): State<Gateway>, headers: HeaderMap| async move {
        answer(&gateway, &headers, false).await
    };
    Router::new()
        .route("/metrics", get(first))
        .route("/metrics/prometheus", get(second))
        .with_state(gateway)
}

/// Looks what waits, now and then, until the gateway stops.
pub(super) async fn look(gateway: Gateway) {
    while gateway.stop.run_until_cancelled(tokio::time::sleep(LOOK)).await.is_some() {
        if let Err(error) = gateway.store.look(Timestamp::now()).await {
            tracing::warn!(%error, "cannot write down what waits");
        }
    }
}

async fn answer(gateway: &Gateway, headers: &HeaderMap, open: bool) -> Response {
    let project = api::project_of(gateway, headers);
    if project.is_none() && !open {
        return (StatusCode::UNAUTHORIZED, "Unauthorized").into_response();
    }
    match text(gateway, project.as_ref()).await {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
            .into_response(),
        Err(error) => {
            tracing::error!(%error, "metrics could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// All of it, of one project or of all.
async fn text(gateway: &Gateway, project: Option<&Id>) -> Result<String> {
    let now = Timestamp::now();
    let standing = gateway.store.standing().await?;
    let snapshot = gateway.catalog.now().clone();
    let mine = |it: &Id| project.is_none_or(|project| project == it);
    let mut sources: Vec<_> = snapshot.sources.values().filter(|it| mine(&it.team_id)).collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    let mut connections: Vec<_> =
        snapshot.connections.values().filter(|it| mine(&it.team_id)).collect();
    connections.sort_by(|a, b| a.id.cmp(&b.id));

    let ids: Vec<_> = sources.iter().map(|it| it.id.clone()).collect();
    let requests = count(gateway, Counted::Requests, &ids, Timestamp(0)).await?;
    let ids: Vec<_> = connections.iter().map(|it| it.id.clone()).collect();
    let events = count(gateway, Counted::Events, &ids, Timestamp(0)).await?;
    let attempts = count(gateway, Counted::Attempts, &ids, Timestamp(0)).await?;
    let since = Timestamp(now.0.saturating_sub(RECENT as i64));
    let recent = count(gateway, Counted::Attempts, &ids, since).await?;
    let of = |all: &HashMap<Id, Totals>, id: &Id| all.get(id).cloned().unwrap_or_default();

    let mut page = Page::default();
    page.family("hookdeck_requests_total", "counter", "Requests that sources received.");
    for source in &sources {
        let labels = source_labels(&snapshot, &source.id, &source.team_id);
        let totals = of(&requests, &source.id);
        let accepted = totals.count - totals.rejected;
        for (status, value) in
            [("total", totals.count), ("accepted", accepted), ("rejected", totals.rejected)]
        {
            page.sample("status", status, &labels, value);
        }
    }
    page.family(
        "hookdeck_events_total",
        "counter",
        "Events that were made; successful and failed ones since the gateway started, ignored ones \
         by source.",
    );
    for source in &sources {
        let labels = source_labels(&snapshot, &source.id, &source.team_id);
        page.sample("status", "ignored", &labels, of(&requests, &source.id).ignored);
    }
    for connection in &connections {
        let labels = labels(&snapshot, connection);
        let ended = gateway.tally.of(&connection.id);
        page.sample("status", "total", &labels, of(&events, &connection.id).count);
        page.sample("status", "successful", &labels, ended.successful);
        page.sample("status", "failed", &labels, ended.failed);
    }
    page.family("hookdeck_attempts_total", "counter", "Attempts at delivering events.");
    for connection in &connections {
        let labels = labels(&snapshot, connection);
        let totals = of(&attempts, &connection.id);
        page.sample("status", "total", &labels, totals.count);
        page.sample("status", "delivered", &labels, totals.successful);
        page.sample("status", "failed", &labels, totals.failed);
    }

    let standing: HashMap<_, _> = standing.iter().map(|it| (&it.connection, it)).collect();
    let waiting = connections.iter().map(|it| (labels(&snapshot, it), standing.get(&it.id)));
    let waiting: Vec<_> = waiting.collect();
    page.family("hookdeck_queue_depth", "gauge", "Events that wait for their turn.");
    for (labels, standing) in &waiting {
        page.sample("", "", labels, standing.map_or(0, |it| it.queued));
    }
    page.family("hookdeck_queue_age_seconds", "gauge", "How long the oldest of them has waited.");
    for (labels, standing) in &waiting {
        let oldest = standing.and_then(|it| it.oldest);
        page.sample("", "", labels, oldest.map_or(0, |it| now.since(it)) as f64 / 1e3);
    }
    page.family("hookdeck_pending_events", "gauge", "Events that are still to be delivered.");
    for (labels, standing) in &waiting {
        page.sample("status", "queued", labels, standing.map_or(0, |it| it.queued));
        page.sample("status", "scheduled", labels, standing.map_or(0, |it| it.scheduled));
        page.sample("status", "hold", labels, standing.map_or(0, |it| it.held));
    }
    page.family(
        "hookdeck_response_latency_seconds",
        "gauge",
        "How long attempts of the last five minutes took, off by one part in sixteen at most.",
    );
    for connection in connections.iter().filter(|it| recent.contains_key(&it.id)) {
        let labels = labels(&snapshot, connection);
        let totals = of(&recent, &connection.id);
        for (name, share) in [("0.5", 0.5), ("0.95", 0.95), ("0.99", 0.99)] {
            let ms = totals.latencies.quantile(share).min(totals.longest_ms);
            page.sample("quantile", name, &labels, ms as f64 / 1e3);
        }
    }
    let mut destinations: Vec<_> =
        snapshot.destinations.values().filter(|it| mine(&it.team_id)).collect();
    destinations.sort_by(|a, b| a.id.cmp(&b.id));
    brakes(gateway, &snapshot, &destinations, &mut page);
    process(gateway, &mut page);
    Ok(page.0)
}

/// Which destinations are left alone for a while.
fn brakes(
    gateway: &Gateway,
    snapshot: &Snapshot,
    destinations: &[&Arc<Destination>],
    page: &mut Page,
) {
    let labels = |it: &Destination| {
        let project = snapshot.projects.get(&it.team_id).map(|it| it.name.clone());
        [
            ("destination_id", it.id.to_string()),
            ("destination_name", it.name.clone()),
            ("project", project.unwrap_or_default()),
        ]
    };
    page.family(
        "hookport_destination_held",
        "gauge",
        "Destinations that are sent nothing for a while, and why.",
    );
    for destination in destinations {
        if let Some(held) = gateway.brakes.held(destination) {
            let reason = match held.reason {
                Why::RateLimited => "rate_limited",
                Why::CircuitOpen => "circuit_open",
            };
            page.sample("reason", reason, &labels(destination), 1);
        }
    }
    page.family("hookport_circuit_opened_total", "counter", "How often circuit breakers opened.");
    for destination in destinations.iter().filter(|it| it.config.circuit_breaker.is_some()) {
        page.sample("", "", &labels(destination), gateway.brakes.opened(&destination.id));
    }
}

/// What this process is doing.
fn process(gateway: &Gateway, page: &mut Page) {
    let vitals = gateway.store.vitals();
    page.single("hookport_store_commits_total", "counter", "Transactions.", vitals.commits);
    page.single(
        "hookport_store_commit_seconds_total",
        "counter",
        "How long it took, all together, to have them on disk.",
        vitals.commit_time.as_secs_f64(),
    );
    let open = gateway.settings.max_connections.saturating_sub(gateway.sockets.available_permits());
    page.single("hookport_open_connections", "gauge", "Sockets that are open.", open);
    page.family("hookport_build_info", "gauge", "Which version this is.");
    page.sample("version", env!("CARGO_PKG_VERSION"), &[], 1);
    page.single(
        "process_start_time_seconds",
        "gauge",
        "When the gateway started, in seconds since 1970.",
        gateway.started_at.0 as f64 / 1e3,
    );
    // On Linux only; the second number is pages in memory, of 4 KiB on all that we know.
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    if let Some(pages) = statm.split(' ').nth(1).and_then(|it| it.parse::<u64>().ok()) {
        let name = "process_resident_memory_bytes";
        page.single(name, "gauge", "Memory that is in use.", pages * 4096);
    }
}

/// Counts by subject, from one time up to now.
async fn count(
    gateway: &Gateway,
    counted: Counted,
    subjects: &[Id],
    start: Timestamp,
) -> Result<HashMap<Id, Totals>> {
    let query = MeasureQuery {
        counted,
        start,
        end: Timestamp(i64::MAX),
        step: None,
        subjects: subjects.iter().cloned().zip(0..).collect(),
        wanted: Vec::new(),
        by: Vec::new(),
        peak: false,
        now: None,
        limit: subjects.len(),
    };
    let rows = gateway.store.measure(query).await?.rows.into_iter();
    Ok(rows.map(|row| (subjects[row.group as usize].clone(), row.totals)).collect())
}

type Labels = [(&'static str, String)];

fn source_labels(snapshot: &Snapshot, source: &Id, project: &Id) -> Vec<(&'static str, String)> {
    let name = snapshot.sources.get(source).map(|it| it.name.clone()).unwrap_or_default();
    let project = snapshot.projects.get(project).map(|it| it.name.clone()).unwrap_or_default();
    vec![("source_id", source.to_string()), ("source_name", name), ("project", project)]
}

fn labels(snapshot: &Snapshot, connection: &Connection) -> Vec<(&'static str, String)> {
    let destination = snapshot.destinations.get(&connection.destination_id);
    let destination = destination.map(|it| it.name.clone()).unwrap_or_default();
    let mut res = source_labels(snapshot, &connection.source_id, &connection.team_id);
    res.extend([
        ("webhook_id", connection.id.to_string()),
        ("connection_name", connection.name.clone().unwrap_or_default()),
        ("destination_id", connection.destination_id.to_string()),
        ("destination_name", destination),
    ]);
    res
}

/// The text that Prometheus reads: families of samples.
#[derive(Default)]
struct Page(String, &'static str);

impl Page {
    fn family(&mut self, name: &'static str, kind: &str, help: &str) {
        self.1 = name;
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn single(
        &mut self,
        name: &'static str,
        kind: &str,
        help: &str,
        value: impl std::fmt::Display,
    ) {
        self.family(name, kind, help);
        self.sample("", "", &[], value);
    }

    /// A sample of the last family, with one label more than its others where that has a name.
    fn sample(&mut self, label: &str, of: &str, others: &Labels, value: impl std::fmt::Display) {
        let first = (label, of);
        let others = others.iter().map(|(name, of)| (*name, of.as_str()));
        let all = [first].into_iter().filter(|it| !it.0.is_empty()).chain(others);
        let all: Vec<_> = all.map(|(name, of)| format!("{name}=\"{}\"", escape(of))).collect();
        let labels = if all.is_empty() { String::new() } else { format!("{{{}}}", all.join(",")) };
        let _ = writeln!(self.0, "{}{labels} {value}", self.1);
    }
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_carry_their_labels_escaped() {
        let mut page = Page::default();
        page.family("a_total", "counter", "Things.");
        page.sample("status", "ok", &[("name", "a\"b\\c\n".to_owned())], 3);
        page.single("b", "gauge", "One.", 0.5);
        assert_eq!(
            page.0,
            "# HELP a_total Things.\n# TYPE a_total counter\n\
             a_total{status=\"ok\",name=\"a\\\"b\\\\c\\n\"} 3\n\
             # HELP b One.\n# TYPE b gauge\nb 0.5\n"
        );
    }
}
