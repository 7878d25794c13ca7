//! `--output ndjson`: what happens as one object a line, for programs.
//!
//! The objects are described in `docs/listen-ndjson.schema.json`, which programs rely on: a field
//! may be added, none may go or change its meaning.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use url::Url;

use super::prepare::Ground;
use crate::forward::Outcome;
use crate::model::{Headers, Timestamp};
use crate::relay::{Delivery, Update};
use crate::tui::{Health, News, Tally, word};

/// Everything is in place, and the socket is about to be opened.
pub(super) fn ready(at: Timestamp, ground: &Ground) -> Value {
    let sources = ground.sources.iter();
    let sources = sources.map(|it| json!({"id": it.id, "name": it.name, "url": it.url}));
    let connections = ground.connections.iter().map(|it| {
        json!({
            "id": it.id,
            "name": it.name,
            "source_id": it.source.id,
            "path": it.path(),
            "target": ground.targets.get(&it.id).map(Url::as_str),
        })
    });
    json!({
        "type": "ready",
        "at": at,
        "target": ground.all_targets().first().map(Url::as_str),
        "session": ground.session,
        "sources": Vec::from_iter(sources),
        "connections": Vec::from_iter(connections),
    })
}

/// The object for what happened; `None` when it is nothing that a program would act on.
pub(super) fn object(now: Timestamp, news: &News) -> Option<Value> {
    match news {
        News::Relay(update) => relayed(update),
        News::Warning(message) => Some(warning(now, message)),
        News::Target(Health::Down(reason)) => {
            Some(warning(now, &format!("the target takes no connections: {reason}")))
        }
        News::Target(Health::Up) | News::Note(_) | News::Reply(_) => None,
    }
}

/// What the session came to.
pub(super) fn summary(at: Timestamp, tally: &Tally) -> Value {
    let percentile = |share| tally.percentile(share).map(ms);
    json!({
        "type": "summary",
        "at": at,
        "attempts": tally.attempts,
        "succeeded": tally.succeeded,
        "failed": tally.failed,
        "unanswered": tally.unanswered,
        "p50_ms": percentile(0.5),
        "p95_ms": percentile(0.95),
        "p99_ms": percentile(0.99),
    })
}

fn relayed(update: &Update) -> Option<Value> {
    let object = match update {
        // Only the viewer holds anything.
        Update::Held { .. } | Update::Dropped { .. } => return None,
        Update::Online { at, missed } => json!({"type": "online", "at": at, "missed": missed}),
        Update::Offline { at, reason, retry_in } => {
            json!({"type": "offline", "at": at, "reason": reason, "retry_in_ms": ms(*retry_in)})
        }
        Update::Attempt { at, delivery, url } | Update::Released { at, delivery, url, .. } => {
            json!({
                "type": "attempt",
                "at": at,
                "event": delivery.event,
                "attempt": delivery.attempt,
                "number": delivery.number,
                "connection": delivery.connection,
                "url": url.as_str(),
                "request": request(delivery),
            })
        }
        Update::Done { at, attempt, outcome: Outcome::Answered(answer), took, .. } => {
            let headers = Headers::from_map(&answer.headers);
            let mut object = Map::from_iter([
                ("type".into(), "response".into()),
                ("at".into(), json!(at)),
                ("attempt".into(), json!(attempt)),
                ("status".into(), json!(answer.status.as_u16())),
                ("ms".into(), json!(ms(*took))),
            ]);
            content(&mut object, &headers, &answer.body);
            Value::Object(object)
        }
        Update::Done { at, attempt, outcome: Outcome::Failed(failure), took, .. } => json!({
            "type": "failure",
            "at": at,
            "attempt": attempt,
            "reason": word(failure.code),
            "code": failure.code,
            "message": failure.reason,
            "ms": ms(*took),
        }),
        Update::Warning { at, message } => warning(*at, message),
    };
    Some(object)
}

fn request(delivery: &Delivery) -> Value {
    let (path, query) = delivery.path.split_once('?').unwrap_or((&delivery.path, ""));
    let mut object = Map::from_iter([
        ("id".into(), json!(delivery.request)),
        ("method".into(), json!(delivery.method)),
        ("path".into(), json!(path)),
        ("query".into(), json!(query)),
    ]);
    content(&mut object, &delivery.headers, &delivery.body);
    Value::Object(object)
}

/// Headers and body. Bytes that are no text are told in base64, and a header's one by one.
fn content(object: &mut Map<String, Value>, headers: &Headers, body: &[u8]) {
    let text = |value: &[u8]| match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) => value.iter().copied().map(char::from).collect(),
    };
    let headers = headers.iter().map(|(name, value)| json!([name, text(value)]));
    let (body, encoding) = match std::str::from_utf8(body) {
        Ok(text) => (text.to_owned(), "text"),
        Err(_) => (STANDARD.encode(body), "base64"),
    };
    object.insert("headers".into(), headers.collect());
    object.insert("body".into(), body.into());
    object.insert("encoding".into(), encoding.into());
}

fn warning(at: Timestamp, message: &str) -> Value {
    json!({"type": "warning", "at": at, "message": message})
}

/// Milliseconds, to the microsecond.
fn ms(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::*;
    use crate::forward::{Answer, Failure};
    use crate::model::{ErrorCode, Id};

    const SCHEMA: &str = include_str!("../../../docs/listen-ndjson.schema.json");

    /// Holds an object against the schema, and the schema against the object's fields.
    #[track_caller]
    fn check(object: &Value) {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<_> = validator.iter_errors(object).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{object:#}\n{errors:?}");
        let described = &schema["$defs"][object["type"].as_str().unwrap()]["properties"];
        for (field, value) in object.as_object().unwrap() {
            assert!(described.get(field).is_some(), "{field} is not described");
            for field in value.as_object().into_iter().flatten().map(|(field, _)| field) {
                let inner = &described["request"]["properties"];
                assert!(inner.get(field).is_some(), "request.{field} is not described");
            }
        }
    }

    fn attempt(body: &'static [u8]) -> Update {
        let headers = Headers::default().with("x-a", b"1").with("x-a", b"caf\xe9");
        Update::Attempt {
            at: Timestamp(0),
            delivery: Delivery {
                attempt: "atm_1".to_owned(),
                event: "evt_1".to_owned(),
                request: "req_1".to_owned(),
                connection: Id::from("web_1"),
                number: 2,
                method: "POST".to_owned(),
                path: "/orders?x=1&x=2".to_owned(),
                headers,
                body: Bytes::from_static(body),
                timeout: Duration::from_secs(30),
            },
            url: "http://localhost:3000/orders?x=1&x=2".parse().unwrap(),
        }
    }

    fn done(outcome: Outcome) -> Update {
        let took = Duration::from_micros(1_234);
        Update::Done { at: Timestamp(0), attempt: "atm_1".to_owned(), outcome, took, timings: None }
    }

    #[test]
    fn everything_that_happens_is_as_the_schema_says() {
        let mut headers = HeaderMap::new();
        headers.append("set-cookie", HeaderValue::from_static("a=1"));
        headers.append("set-cookie", HeaderValue::from_static("b=2"));
        let answer = Answer { status: StatusCode::OK, headers, body: Bytes::from_static(b"\xff") };
        let failure = Failure::new(ErrorCode::Timeout, "no complete answer within 1s");
        let updates = [
            attempt(b"{}"),
            attempt(b"\x00\xff"),
            done(Outcome::Answered(answer)),
            done(Outcome::Failed(failure)),
            Update::Online { at: Timestamp(0), missed: Some(12) },
            Update::Online { at: Timestamp(0), missed: None },
            Update::Offline {
                at: Timestamp(0),
                reason: "closed".to_owned(),
                retry_in: Duration::from_millis(500),
            },
            Update::Warning { at: Timestamp(0), message: "careful".to_owned() },
        ];
        let mut tally = Tally::default();
        check(&summary(Timestamp(0), &tally));
        for update in updates {
            tally.note(&update);
            check(&object(Timestamp(0), &News::Relay(update)).unwrap());
        }
        check(&summary(Timestamp(0), &tally));
        let down = News::Target(Health::Down("connection refused".to_owned()));
        check(&object(Timestamp(0), &down).unwrap());
    }

    #[test]
    fn bytes_that_are_no_text_are_told_in_base64() {
        let object = relayed(&attempt(b"\x00\xff")).unwrap();
        assert_eq!(object["request"]["encoding"], "base64");
        assert_eq!(object["request"]["body"], "AP8=");
        assert_eq!(object["request"]["headers"], json!([["x-a", "1"], ["x-a", "café"]]));
        assert_eq!(object["request"]["query"], "x=1&x=2");
        assert_eq!(relayed(&attempt("é".as_bytes())).unwrap()["request"]["body"], "é");
    }

    const EVERY: [ErrorCode; 25] = [
        ErrorCode::BadResponse,
        ErrorCode::Cancelled,
        ErrorCode::Timeout,
        ErrorCode::DnsLookupFailed,
        ErrorCode::ConnectionRefused,
        ErrorCode::ConnectionReset,
        ErrorCode::SocketClosed,
        ErrorCode::HostUnreachable,
        ErrorCode::NetworkUnreachable,
        ErrorCode::NetworkError,
        ErrorCode::MissingUrl,
        ErrorCode::InvalidUrl,
        ErrorCode::InvalidCharacter,
        ErrorCode::Cli,
        ErrorCode::CliUnavailable,
        ErrorCode::SelfSignedCert,
        ErrorCode::ErrTlsCertAltnameInvalid,
        ErrorCode::ErrSslWrongVersionNumber,
        ErrorCode::SslErrorCaUnknown,
        ErrorCode::UnableToGetIssuerCert,
        ErrorCode::SslCertExpired,
        ErrorCode::ProtocolError,
        ErrorCode::PayloadMissing,
        ErrorCode::InternalError,
        ErrorCode::Unknown,
    ];

    #[test]
    fn every_error_code_has_a_reason_of_the_schema() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let reasons = schema["$defs"]["failure"]["properties"]["reason"]["enum"].clone();
        let reasons = reasons.as_array().unwrap();
        // Counted by the compiler: a new code makes the number of the last one differ.
        assert_eq!(EVERY.len(), ErrorCode::Unknown as usize + 1);
        for code in EVERY {
            // Only the viewer's user cancels what is held.
            let is_told = reasons.contains(&json!(word(code)));
            assert_eq!(is_told, code != ErrorCode::Cancelled, "{code:?}");
            assert_eq!(EVERY.iter().filter(|it| **it == code).count(), 1, "{code:?} twice");
        }
    }
}
