//! Tools that send or change something; there only with `--allow-write`.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Method;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::CallToolResult;
use rmcp::{tool, tool_router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Server, answer};
use crate::cli::error::{CliError, Result};
use crate::cli::outgoing::{Outgoing, address, source};
use crate::cli::trigger;
use crate::client::{EVENTS, Query, REQUESTS, TRANSFORMATIONS};

/// What is sent.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct Message {
    /// The source, by its name or id.
    source: String,
    /// The body: JSON, or a text that is sent as it is.
    body: Value,
    /// More headers.
    headers: Option<Map<String, Value>>,
    /// What follows the source's own path.
    path: Option<String>,
}

/// What is triggered.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct Trigger {
    /// The provider, e.g. stripe, github, shopify.
    provider: String,
    /// The event, e.g. invoice.paid; the provider's first when not given.
    event: Option<String>,
    /// The source; the only one of the provider's type when not given.
    source: Option<String>,
    /// Values of the sample to change, by path: {"data.object.amount_paid": 1200}.
    set: Option<Map<String, Value>>,
}

/// What is delivered again.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct Retry {
    /// An event (`evt_…`), or a request (`req_…`), whose events are made anew.
    id: String,
}

/// What is run.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
struct Run {
    /// The JavaScript: addHandler("transform", (request, context) => request).
    code: Option<String>,
    /// A transformation that is there, by its name or id, in the place of code.
    transformation: Option<String>,
    /// The request to run it on: {"headers": {}, "body": {}, "path": "/", "query": ""}.
    request: Option<Value>,
    /// An event to run it on, in the place of a request.
    event_id: Option<String>,
}

#[tool_router(router = doing, vis = "pub(super)")]
impl Server {
    /// Send a request to a source, as a sender would.
    #[tool(annotations(read_only_hint = false, destructive_hint = false))]
    async fn send(&self, Parameters(it): Parameters<Message>) -> CallToolResult {
        answer(self.post(it).await)
    }

    /// Send a source a realistic sample of its provider's, freshly signed.
    #[tool(annotations(read_only_hint = false, destructive_hint = false))]
    async fn trigger(&self, Parameters(it): Parameters<Trigger>) -> CallToolResult {
        answer(self.sample(it).await)
    }

    /// Deliver an event now, or make the events of a request anew.
    #[tool(annotations(read_only_hint = false, destructive_hint = false))]
    async fn retry(&self, Parameters(it): Parameters<Retry>) -> CallToolResult {
        let of = if it.id.starts_with(REQUESTS.kind.prefix()) { REQUESTS } else { EVENTS };
        answer(self.client.retry(of, &it.id, &json!({})).await.map_err(CliError::from))
    }

    /// Try a transformation on a request or an event; nothing is kept or delivered.
    #[tool(annotations(read_only_hint = false, destructive_hint = false))]
    async fn run_transformation(&self, Parameters(it): Parameters<Run>) -> CallToolResult {
        answer(self.transform(it).await)
    }

    async fn post(&self, it: Message) -> Result<Value> {
        let source = source(&self.client, &it.source, &Query::default()).await?;
        let url = source["url"].as_str().unwrap_or_default();
        let url = address(url, it.path.as_deref().unwrap_or_default(), &[])?;
        let (body, content_type) = match it.body {
            Value::String(text) => (Bytes::from(text), "text/plain"),
            json => (json.to_string().into(), "application/json"),
        };
        let mut headers = HeaderMap::new();
        headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        for (name, value) in it.headers.into_iter().flatten() {
            let wrong = || CliError::usage(format_args!("`{name}` is no header"));
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let parsed: HeaderName = name.parse().map_err(|_| wrong())?;
            headers.insert(parsed, text.parse().map_err(|_| wrong())?);
        }
        let outgoing = Outgoing { method: Method::POST, url, headers, body };
        Ok(outgoing.exchange().await?.to_value())
    }

    async fn sample(&self, it: Trigger) -> Result<Value> {
        let set = it.set.into_iter().flatten().map(|(path, value)| (path, value.to_string()));
        let sample = trigger::Wanted {
            provider: &it.provider,
            event: it.event.as_deref(),
            source: it.source.as_deref(),
            set: &set.collect::<Vec<_>>(),
            secret: None,
        };
        let (outgoing, _) = sample.made(&self.client).await?;
        Ok(outgoing.exchange().await?.to_value())
    }

    async fn transform(&self, it: Run) -> Result<Value> {
        let mut body = Map::new();
        if let Some(which) = &it.transformation {
            let id = self.client.id_of(TRANSFORMATIONS, which).await?;
            body.insert("transformation_id".to_owned(), id.into());
        }
        let given = [
            ("code", it.code.map(Value::from)),
            ("request", it.request),
            ("event_id", it.event_id.map(Value::from)),
        ];
        for (name, value) in given {
            body.extend(value.map(|it| (name.to_owned(), it)));
        }
        let path = format!("{}/run", TRANSFORMATIONS.path);
        let body = Value::Object(body);
        Ok(self.client.call(Method::PUT, &path, &Query::default(), Some(&body)).await?)
    }
}
