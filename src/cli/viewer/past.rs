//! What the API tells of an event or a request, as the viewer takes it.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::kind;
use crate::cli::error::{CliError, Result};
use crate::client::{ATTEMPTS, Client, EVENTS, Query, Resource, models};
use crate::forward::{Answer, Failure, Outcome};
use crate::model::{ErrorCode, Headers, Id, Timestamp, Timings};
use crate::tui::{Past, PastTry};

/// An event with its content and its attempts, one of them with what was answered, or a request that
/// no event was made of.
pub(super) async fn load(client: &Client, id: &str, with: Option<&str>) -> Result<Past> {
    let of = kind(id);
    let thing = client.get(of, id, &Query::default()).await?;
    let body = body(client, of, id).await?;
    let mut past = event(&thing);
    past.content = Some((headers(&thing["data"]), body));
    past.is_whole = true;
    past.tries.clear();
    if of == EVENTS {
        let query = Query::default().with("event_id", id).with("dir", "desc").with("limit", "50");
        let page = client.list(ATTEMPTS, &query).await?;
        let mut tries = Vec::new();
        for listed in models(&page) {
            tries.push(match with.filter(|it| listed["id"] == **it) {
                Some(id) => answer(client, id).await?,
                None => attempt(listed),
            });
        }
        tries.reverse();
        if let Some(one) = models(&page).first() {
            past.method = one["http_method"].as_str().unwrap_or(&past.method).to_owned();
        }
        past.tries = tries;
    }
    if past.tries.is_empty() {
        past.tries.push(untried(past.at));
    }
    Ok(past)
}

/// An attempt with what was answered.
pub(super) async fn answer(client: &Client, id: &str) -> Result<PastTry> {
    let whole = client.get(ATTEMPTS, id, &Query::default()).await?;
    Ok(PastTry { is_answered: true, ..attempt(&whole) })
}

/// The exact bytes of a body.
pub(super) async fn body(client: &Client, of: Resource, id: &str) -> Result<Bytes> {
    let raw = client.below(of, id, "raw_body", &Query::default()).await?;
    Ok(match raw["body_base64"].as_str() {
        Some(exact) => {
            let exact = STANDARD.decode(exact);
            exact
                .map_err(|error| CliError::failed(format!("the body of {id} is damaged: {error}")))?
                .into()
        }
        None => text(&raw, "body").into(),
    })
}

/// Headers, as the API shows them: several of a name as one, with commas between.
pub(super) fn headers(data: &Value) -> Headers {
    let all = data["headers"].as_object().into_iter().flatten();
    let all =
        all.filter_map(|(name, value)| Some((name.to_lowercase(), value.as_str()?.to_owned())));
    let all = Vec::from_iter(all);
    Headers::new(|| all.iter().map(|(name, value)| (name.as_str(), value.as_bytes())))
}

/// Path and query.
pub(super) fn path(data: &Value) -> String {
    let path = data["path"].as_str().filter(|it| !it.is_empty()).unwrap_or("/");
    match data["query"].as_str().filter(|it| !it.is_empty()) {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

/// An event of a list, with its content if that was asked for.
pub(super) fn event(thing: &Value) -> Past {
    let data = &thing["data"];
    let at = at(thing, "created_at");
    Past {
        id: text(thing, "id"),
        at,
        connection: Id::from(text(thing, "webhook_id").as_str()),
        source: text(thing, "source_id"),
        method: data["method"].as_str().unwrap_or("POST").to_uppercase(),
        path: path(data),
        content: data.is_object().then(|| (headers(data), shown_body(data))),
        ignored: None,
        tries: vec![untried(at)],
        is_whole: false,
    }
}

/// A request of a list that no event was made of, for this reason.
pub(super) fn request(thing: &Value, cause: String) -> Past {
    Past { ignored: Some(cause), ..event(thing) }
}

/// A body as lists have it: what was JSON is laid out anew there.
fn shown_body(data: &Value) -> Bytes {
    match &data["body"] {
        Value::Null => Bytes::new(),
        Value::String(text) => text.clone().into(),
        json => json.to_string().into(),
    }
}

/// What stands for attempts where there were none.
fn untried(at: Timestamp) -> PastTry {
    let (id, url) = (String::new(), String::new());
    PastTry { id, number: 0, at, url, end: None, timings: None, is_answered: true }
}

/// An attempt of a list, which does not tell what was answered.
pub(super) fn attempt(of: &Value) -> PastTry {
    let took = Duration::from_millis(of["response_latency"].as_u64().unwrap_or(0));
    PastTry {
        id: text(of, "id"),
        number: of["attempt_number"].as_u64().and_then(|it| it.try_into().ok()).unwrap_or(1),
        at: at(of, "created_at"),
        url: text(of, "requested_url"),
        end: outcome(of).map(|it| (it, took)),
        timings: timings(&of["timings"]),
        is_answered: false,
    }
}

/// How it ended: with a status, or with a word for why not.
fn outcome(of: &Value) -> Option<Outcome> {
    let status = of["response_status"].as_u64().and_then(|it| u16::try_from(it).ok());
    if let Some(status) = status.and_then(|it| StatusCode::from_u16(it).ok()) {
        let mut headers = HeaderMap::new();
        let body = match &of["body"] {
            Value::Null => Bytes::new(),
            Value::String(text) => text.clone().into(),
            json => {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                json.to_string().into()
            }
        };
        return Some(Outcome::Answered(Answer { status, headers, body }));
    }
    let code = of["error_code"].as_str()?;
    let reason = of["error_message"].as_str().unwrap_or(code).to_owned();
    let code = read(&of["error_code"]).unwrap_or(ErrorCode::Unknown);
    Some(Outcome::Failed(Failure::new(code, reason)))
}

fn timings(of: &Value) -> Option<Timings> {
    let part = |name: &str| of[name].as_u64().and_then(|it| u32::try_from(it).ok());
    of.is_object().then(|| Timings {
        dns: part("dns_us"),
        connect: part("connect_us"),
        tls: part("tls_us"),
        first_byte: part("first_byte_us"),
        body: part("body_us"),
    })
}

fn text(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap_or_default().to_owned()
}

fn at(of: &Value, name: &str) -> Timestamp {
    read(&of[name]).unwrap_or_default()
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}
