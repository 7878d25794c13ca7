//! `hookdeckcli-devproxy-v1`: what the official CLI speaks.
//!
//! Text frames of JSON, `{"event": …, "body": …}`. Its limits are kept, not mended: bodies are
//! text (bytes that are not become U+FFFD), headers are an object of strings, an answer has no
//! headers, and a failure has no cause. The listener's good-bye is a close frame with code 1000.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::Delivery;
use super::{Garbage, ToGateway, ToListener};
use crate::forward::{Answer, Failure, Outcome};
use crate::model::{ErrorCode, Headers, Id};

#[derive(Serialize)]
struct Said<B> {
    event: &'static str,
    body: B,
}

#[derive(Deserialize)]
struct Heard {
    event: String,
    #[serde(default)]
    body: Value,
}

#[derive(Serialize, Deserialize)]
struct AttemptBody {
    attempt_id: String,
    event_id: String,
    webhook_id: String,
    cli_path: String,
    request: AttemptRequest,
}

#[derive(Serialize, Deserialize)]
struct AttemptRequest {
    method: String,
    /// Milliseconds.
    #[serde(default)]
    timeout: u64,
    #[serde(default)]
    headers: Option<Map<String, Value>>,
    #[serde(default)]
    data_string: String,
}

#[derive(Serialize, Deserialize)]
struct AnswerBody {
    attempt_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cli_path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    data: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    error: bool,
}

/// What the official CLI takes for a missing timeout.
const TIMEOUT: Duration = Duration::from_secs(30);

pub(super) fn to_listener(word: &ToListener) -> Option<String> {
    let ToListener::Attempt(it) = word else { return None };
    let Value::Object(mut headers) = it.headers.to_value() else { return None };
    // The CLI would pass it on, get a compressed answer, and spoil it on the way back.
    headers.remove("accept-encoding");
    let slash = if it.path.starts_with('/') { "" } else { "/" };
    let body = AttemptBody {
        attempt_id: it.attempt.clone(),
        event_id: it.event.clone(),
        webhook_id: it.connection.to_string(),
        cli_path: format!("{slash}{}", it.path),
        request: AttemptRequest {
            method: it.method.clone(),
            timeout: u64::try_from(it.timeout.as_millis()).unwrap_or(u64::MAX),
            headers: Some(headers),
            data_string: String::from_utf8_lossy(&it.body).into_owned(),
        },
    };
    Some(print(&Said { event: "attempt", body }))
}

pub(super) fn read_to_listener(text: &str) -> Result<ToListener, Garbage> {
    let message = read(text)?;
    if message.event != "attempt" {
        return Ok(ToListener::Unknown);
    }
    let it: AttemptBody = serde_json::from_value(message.body)
        .map_err(|error| Garbage::breach(format!("an attempt cannot be read: {error}")))?;
    let mut headers = HeaderMap::new();
    for (name, value) in it.request.headers.unwrap_or_default() {
        let (Ok(name), Some(value)) = (HeaderName::try_from(name), value.as_str()) else {
            continue;
        };
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.append(name, value);
        }
    }
    let headers = Headers::from_map(&headers);
    let number = headers.text("x-hookdeck-attempt-count").and_then(|it| it.parse().ok());
    let timeout = match it.request.timeout {
        0 => TIMEOUT,
        ms => Duration::from_millis(ms),
    };
    Ok(ToListener::Attempt(Arc::new(Delivery {
        attempt: it.attempt_id,
        event: it.event_id,
        request: headers.text("x-hookdeck-requestid").unwrap_or_default().to_owned(),
        connection: Id::from(it.webhook_id.as_str()),
        number: number.unwrap_or_default(),
        method: it.request.method,
        path: it.cli_path,
        headers,
        body: Bytes::from(it.request.data_string),
        timeout,
    })))
}

pub(super) fn to_gateway(word: &ToGateway) -> Option<String> {
    let ToGateway::Answer { attempt, outcome } = word else { return None };
    let mut body = AnswerBody {
        attempt_id: attempt.clone(),
        cli_path: None,
        status: None,
        data: None,
        error: false,
    };
    match outcome {
        Outcome::Answered(answer) => {
            body.status = Some(answer.status.as_u16());
            body.data = Some(String::from_utf8_lossy(&answer.body).into_owned());
        }
        Outcome::Failed(_) => body.error = true,
    }
    Some(print(&Said { event: "attempt_response", body }))
}

pub(super) fn read_to_gateway(text: &str) -> Result<ToGateway, Garbage> {
    let message = read(text)?;
    if message.event != "attempt_response" {
        return Ok(ToGateway::Unknown);
    }
    let it: AnswerBody = serde_json::from_value(message.body)
        .map_err(|error| Garbage::breach(format!("an answer cannot be read: {error}")))?;
    let status = it.status.and_then(|status| StatusCode::from_u16(status).ok());
    let outcome = match status {
        Some(status) if !it.error => Outcome::Answered(Answer {
            status,
            headers: HeaderMap::new(),
            body: Bytes::from(it.data.unwrap_or_default()),
        }),
        _ => Outcome::Failed(Failure::new(
            ErrorCode::Cli,
            "the listener got no answer from its target, and its dialect does not say why",
        )),
    };
    Ok(ToGateway::Answer { attempt: it.attempt_id, outcome })
}

fn read(text: &str) -> Result<Heard, Garbage> {
    serde_json::from_str(text)
        .map_err(|error| Garbage::breach(format!("a frame is no message: {error}")))
}

fn print(message: &impl Serialize) -> String {
    serde_json::to_string(message).expect("messages have string keys only")
}
