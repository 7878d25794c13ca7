//! Tools that look at things and change nothing.

use std::time::Duration;

use reqwest::Method;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::CallToolResult;
use rmcp::{tool, tool_router};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Noun, Server, answer, query};
use crate::cli::error::{CliError, Result};
use crate::cli::expect::wanted;
use crate::cli::explain;
use crate::cli::wait::{self, Waiting};
use crate::client::{EVENTS, Query};

/// Which ones.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct List {
    /// What is listed.
    what: Noun,
    /// The API's filters, e.g. {"status": "FAILED", "created_at": {"gte": "2026-11-24T08:00:00Z"},
    /// "body": {"type": "invoice.paid"}}. Connections are `webhook_id`.
    filters: Option<Map<String, Value>>,
    /// At most this many, 20 when not given, 250 at most.
    limit: Option<u16>,
    /// `pagination.next` of the page before.
    next: Option<String>,
}

/// Which one.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct Get {
    /// What it is.
    what: Noun,
    /// Its id, or its name where it has one.
    id: String,
}

/// Of which one.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct Id {
    /// Its id: `req_…`, `evt_…` or `atm_…`.
    id: String,
}

/// What is counted.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct Metrics {
    /// events, requests, attempts, transformations, queue-depth, events-by-issue, or
    /// events-pending-timeseries.
    of: String,
    /// E.g. count, failed_count, error_rate, response_latency_p95.
    measures: Vec<String>,
    /// From when, in RFC 3339.
    start: String,
    /// Until when, in RFC 3339.
    end: String,
    /// How long each part is: 1m, 1h, 1d. One number for all of the time when not given.
    granularity: Option<String>,
    /// Apart for each value of these, e.g. status, webhook_id.
    dimensions: Option<Vec<String>>,
    /// E.g. {"status": "FAILED"}.
    filters: Option<Map<String, Value>>,
}

/// What is waited for.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct Wait {
    /// Only events whose content matches: {"body": {"type": "a"}} as text, or one value: body.type=a.
    matching: Option<String>,
    /// How many; 1 when not given.
    count: Option<u32>,
    /// How many seconds to wait at most; 30 when not given, 600 at most.
    timeout_seconds: Option<u64>,
    /// Events since this time count, in RFC 3339; from now on when not given.
    since: Option<String>,
    /// The API's filters, e.g. {"status": "SUCCESSFUL"}.
    filters: Option<Map<String, Value>>,
}

#[tool_router(router = looking, vis = "pub(super)")]
impl Server {
    /// List sources, connections, events and everything else, newest first.
    #[tool(annotations(read_only_hint = true))]
    async fn list(&self, Parameters(it): Parameters<List>) -> CallToolResult {
        let mut query = query(it.filters);
        if matches!(it.what, Noun::Events) && !query.asks("cli_id") {
            query.push("cli_id[all]", "true");
        }
        query.set("limit", &it.limit.unwrap_or(20).clamp(1, 250).to_string());
        if let Some(next) = &it.next {
            query.set("next", next);
        }
        answer(self.client.list(it.what.resource(), &query).await.map_err(CliError::from))
    }

    /// Show one thing, with its content.
    #[tool(annotations(read_only_hint = true))]
    async fn get(&self, Parameters(it): Parameters<Get>) -> CallToolResult {
        let of = it.what.resource();
        let got = async {
            let id = self.client.id_of(of, &it.id).await?;
            self.client.get(of, &id, &Query::default()).await
        };
        answer(got.await.map_err(CliError::from))
    }

    /// Tell what became of a request, event or attempt, and why: verification, each rule and the
    /// clause that refused, what it waited for, attempts, what is next.
    #[tool(annotations(read_only_hint = true))]
    async fn explain(&self, Parameters(it): Parameters<Id>) -> CallToolResult {
        answer(explain::read(&self.client, &it.id).await)
    }

    /// Count events, requests, attempts or runs over time.
    #[tool(annotations(read_only_hint = true))]
    async fn metrics(&self, Parameters(it): Parameters<Metrics>) -> CallToolResult {
        answer(self.count(it).await)
    }

    /// Wait until so many events that match have come, and show them.
    #[tool(annotations(read_only_hint = true))]
    async fn wait_for_event(&self, Parameters(it): Parameters<Wait>) -> CallToolResult {
        answer(self.wait(it).await)
    }

    async fn count(&self, it: Metrics) -> Result<Value> {
        let is_word = it.of.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
        if !is_word || it.of.is_empty() {
            return Err(CliError::usage(format_args!("`{}` cannot be counted", it.of)));
        }
        let mut asked = Query::default();
        asked.push("date_range[start]", it.start);
        asked.push("date_range[end]", it.end);
        for (name, values) in
            [("measures", it.measures), ("dimensions", it.dimensions.unwrap_or_default())]
        {
            for (index, value) in values.into_iter().enumerate() {
                asked.push(format!("{name}[{index}]"), value);
            }
        }
        if let Some(granularity) = it.granularity {
            asked.push("granularity", granularity);
        }
        for (name, value) in query(it.filters).pairs() {
            let (head, tail) = name.split_at(name.find('[').unwrap_or(name.len()));
            asked.push(format!("filters[{head}]{tail}"), value);
        }
        Ok(self.client.call(Method::GET, &format!("/metrics/{}", it.of), &asked, None).await?)
    }

    async fn wait(&self, it: Wait) -> Result<Value> {
        let mut query = query(it.filters);
        if !query.asks("cli_id") {
            query.push("cli_id[all]", "true");
        }
        let waiting = Waiting {
            wanted: it.matching.as_deref().map(wanted).transpose().map_err(CliError::usage)?,
            count: it.count.unwrap_or(1).clamp(1, 1000) as usize,
            timeout: Duration::from_secs(it.timeout_seconds.unwrap_or(30).clamp(1, 600)),
            since: it.since,
            query,
        };
        let found = wait::wait(&self.client, EVENTS, &waiting).await?;
        found.error.map_or_else(|| Ok(serde_json::json!({ "models": found.events })), Err)
    }
}
