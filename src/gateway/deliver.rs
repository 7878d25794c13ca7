//! 4. Owns *one attempt*: make it, record it, decide what is next.
//!
//! **Invariant:** whatever happens here ends in exactly one `settle`, or in the gateway's end, after
//! which the event is due again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde_json::Value;
use sha2::Sha256;
use url::Url;

use super::Gateway;
use crate::forward::{Answer, Failure, Outcome, Outgoing};
use crate::model::{
    Attempt, Connection, Destination, DestinationType, ErrorCode, Event, Headers, Key, Kind,
    Request, Source, Status, Timestamp, Trigger,
};
use crate::relay::Delivery;
use crate::rules::{self, Next, Rule};
use crate::store::{self, Accepted, Settled, Waiting};

/// How long to wait before the store is asked again for what it could not do.
pub(super) const STORE_PAUSE: Duration = Duration::from_secs(1);

/// Everything that an attempt needs to know.
struct Errand {
    event: Event,
    accepted: Arc<Accepted>,
    source: Arc<Source>,
    connection: Arc<Connection>,
    destination: Arc<Destination>,
    signing_secret: String,
    key: Key,
}

/// Delivers an event once, and settles it.
pub(super) async fn attempt(gateway: Gateway, waiting: Waiting) {
    let event = waiting.event.clone();
    let settled = match errand(&gateway, waiting).await {
        Ok(errand) => deliver(&gateway, errand).await,
        Err(code) => given_up(event, code),
    };
    while let Err(error) = gateway.store.settle(settled.clone()).await {
        tracing::error!(%error, "cannot record an attempt; trying again");
        tokio::select! {
            () = gateway.stop.cancelled() => return,
            () = tokio::time::sleep(STORE_PAUSE) => {}
        }
    }
    if let (Some(session), Some(attempt)) = (&settled.event.session, &settled.attempt) {
        gateway.hub.recorded(session, &attempt.key.id(Kind::Attempt));
    }
}

/// Finds what the attempt needs; an error code when it can never be made.
async fn errand(gateway: &Gateway, waiting: Waiting) -> Result<Errand, ErrorCode> {
    let Waiting { event, accepted } = waiting;
    let accepted = match accepted {
        Some(accepted) => accepted,
        None => {
            let request = load(gateway, event.request).await?;
            Arc::new(Accepted { request, events: Vec::new(), ignored: Vec::new() })
        }
    };
    let snapshot = gateway.catalog.now();
    let connection = snapshot.connections.get(&event.connection).ok_or(ErrorCode::Cancelled)?;
    let source = snapshot.sources.get(&connection.source_id).ok_or(ErrorCode::Cancelled)?;
    let destination =
        snapshot.destinations.get(&connection.destination_id).ok_or(ErrorCode::Cancelled)?;
    let gone = connection.disabled_at.or(connection.deleted_at).is_some()
        || destination.disabled_at.or(destination.deleted_at).is_some();
    if gone {
        return Err(ErrorCode::Cancelled);
    }
    let project = snapshot.projects.get(&connection.team_id).ok_or(ErrorCode::InternalError)?;
    Ok(Errand {
        event,
        accepted,
        source: source.clone(),
        connection: connection.clone(),
        destination: destination.clone(),
        signing_secret: project.signing_secret.clone(),
        key: gateway.keys.next(),
    })
}

async fn load(gateway: &Gateway, key: Key) -> Result<Request, ErrorCode> {
    loop {
        match gateway.store.request(key).await {
            Ok(request) => return request.ok_or(ErrorCode::PayloadMissing),
            Err(store::Error::Damaged(_)) => return Err(ErrorCode::PayloadMissing),
            Err(error) => tracing::error!(%error, "cannot read a request; trying again"),
        }
        tokio::select! {
            () = gateway.stop.cancelled() => return Err(ErrorCode::InternalError),
            () = tokio::time::sleep(STORE_PAUSE) => {}
        }
    }
}

/// Ends an event without an attempt.
fn given_up(event: Event, code: ErrorCode) -> Settled {
    let event = Event {
        status: Status::Failed,
        error_code: Some(code),
        next_attempt_at: None,
        updated_at: Timestamp::now(),
        ..event
    };
    Settled { attempt: None, event }
}

async fn deliver(gateway: &Gateway, errand: Errand) -> Settled {
    let began = Instant::now();
    let delivered_at = errand.key.at();
    let method = method(&errand);
    let (requested_url, outcome) = match errand.destination.destination_type {
        DestinationType::MockApi => (MOCK_URL.to_owned(), mock()),
        DestinationType::Cli => to_listener(gateway, &errand, &method).await,
        DestinationType::Http => over_http(gateway, &errand, &method).await,
    };
    let response_latency = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let responded_at = delivered_at.plus(response_latency);

    let next = next_attempt(&errand, &outcome, responded_at);
    let event = errand.event;
    let mut attempt = Attempt {
        key: errand.key,
        event: event.key,
        number: event.attempts + 1,
        trigger: event.trigger,
        response_status: None,
        error_code: None,
        requested_url,
        http_method: method.to_string(),
        response_headers: Headers::default(),
        response_body: bytes::Bytes::new(),
        delivered_at: Some(delivered_at),
        responded_at,
        delivery_latency: delivered_at.since(event.updated_at),
        response_latency,
    };
    match outcome {
        Outcome::Answered(Answer { status, headers, body }) => {
            attempt.response_status = Some(status.as_u16());
            attempt.response_headers = Headers::from_map(&headers, |_| true);
            attempt.response_body = body;
        }
        Outcome::Failed(Failure { code, reason }) => {
            tracing::debug!(event.id = %event.key.id(Kind::Event), %reason, "an attempt failed");
            attempt.error_code = Some(code);
        }
    }
    let successful = attempt.successful();
    let event = Event {
        status: if successful { Status::Successful } else { Status::Failed },
        attempts: attempt.number,
        retries: event.retries + u32::from(event.trigger == Trigger::Automatic),
        last_attempt_at: Some(delivered_at),
        next_attempt_at: next,
        response_status: attempt.response_status,
        error_code: attempt.error_code,
        successful_at: if successful { Some(responded_at) } else { event.successful_at },
        updated_at: responded_at,
        ..event
    };
    Settled { attempt: Some(attempt), event }
}

/// When the retry rule wants another attempt.
///
/// A manual attempt leaves a planned one where it is: the schedule belongs to the rule.
fn next_attempt(errand: &Errand, outcome: &Outcome, now: Timestamp) -> Option<Timestamp> {
    let event = &errand.event;
    let (status, retry_after) = match outcome {
        Outcome::Answered(answer) if answer.status.is_success() => return None,
        Outcome::Answered(answer) => {
            let told = answer.headers.get(header::RETRY_AFTER).and_then(|it| it.to_str().ok());
            (Some(answer.status.as_u16()), told)
        }
        Outcome::Failed(_) => (None, None),
    };
    match planned(errand, status, retry_after, now) {
        Next::Cancelled => None,
        _ if event.trigger == Trigger::Manual && event.attempts > 0 => event.next_attempt_at,
        Next::At(time) => Some(Timestamp(time)),
        Next::Nothing => None,
    }
}

fn planned(
    errand: &Errand,
    status: Option<u16>,
    retry_after: Option<&str>,
    now: Timestamp,
) -> Next {
    // A listener's user is there and retries by hand.
    if errand.destination.destination_type == DestinationType::Cli {
        return Next::Nothing;
    }
    let rule = errand.connection.rules.iter().find_map(|rule| match rule {
        Rule::Retry(it) => Some(it),
        _ => None,
    });
    let retries = errand.event.retries + u32::from(errand.event.trigger == Trigger::Automatic);
    let outcome = rules::Outcome {
        status,
        retry_after,
        retries,
        now_ms: now.0,
        created_ms: errand.event.key.at().0,
    };
    rules::next_retry(rule, &outcome)
}

fn method(errand: &Errand) -> Method {
    let method = errand.destination.config.http_method.as_ref();
    let method = method.unwrap_or(&errand.accepted.request.content.method);
    Method::from_bytes(method.as_bytes()).unwrap_or(Method::POST)
}

const MOCK_URL: &str = "https://mock.hookdeck.com";

fn mock() -> Outcome {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let body = bytes::Bytes::from_static(b"{\"mock\":true}");
    Outcome::Answered(Answer { status: http::StatusCode::OK, headers, body })
}

async fn over_http(gateway: &Gateway, errand: &Errand, method: &Method) -> (String, Outcome) {
    let config = &errand.destination.config;
    let Some(base) = &config.url else {
        return (String::new(), failed(ErrorCode::MissingUrl, "the destination has no URL"));
    };
    let url = match target(base, errand) {
        Ok(url) => url,
        Err(error) => return (base.clone(), failed(ErrorCode::InvalidUrl, &error.to_string())),
    };
    let mut headers = errand.accepted.request.content.headers.to_map();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json, text/plain, */*"));
    let mut url = url;
    if let Err(reason) = add_headers(gateway, errand, &mut headers, Some(&mut url)) {
        return (url.into(), failed(ErrorCode::InvalidCharacter, &reason));
    }
    // The record must not show a key that goes in the query.
    let shown = target(base, errand).map_or_else(|_| base.clone(), String::from);
    let body = errand.accepted.request.content.body.clone();
    let timeout = gateway.settings.delivery_timeout;
    let outgoing = Outgoing { method: method.clone(), url, headers, body, timeout };
    (shown, gateway.sender.send(outgoing).await)
}

/// The destination's URL with the request's path suffix, and its query unless the destination has
/// one of its own.
fn target(base: &str, errand: &Errand) -> Result<Url, url::ParseError> {
    let mut url = Url::parse(base)?;
    let content = &errand.accepted.request.content;
    if !errand.destination.config.path_forwarding_disabled && content.path != "/" {
        let path = format!("{}{}", url.path().trim_end_matches('/'), content.path);
        url.set_path(&path);
    }
    if url.query().is_none() && !content.query.is_empty() {
        url.set_query(Some(&content.query));
    }
    Ok(url)
}

async fn to_listener(gateway: &Gateway, errand: &Errand, method: &Method) -> (String, Outcome) {
    let content = &errand.accepted.request.content;
    let config = &errand.destination.config;
    let base = config.path.as_deref().unwrap_or("/");
    let mut path = if config.path_forwarding_disabled || content.path == "/" {
        base.to_owned()
    } else {
        format!("{}{}", base.trim_end_matches('/'), content.path)
    };
    if !content.query.is_empty() {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(&content.query);
    }
    let Some(session) = &errand.event.session else {
        return (path, failed(ErrorCode::CliUnavailable, "the event is for no listener"));
    };
    let mut headers = content.headers.to_map();
    if let Err(reason) = add_headers(gateway, errand, &mut headers, None) {
        return (path, failed(ErrorCode::InvalidCharacter, &reason));
    }
    let delivery = Delivery {
        attempt: errand.key.id(Kind::Attempt),
        event: errand.event.key.id(Kind::Event),
        request: errand.event.request.id(Kind::Request),
        connection: errand.connection.id.clone(),
        number: errand.event.attempts + 1,
        method: method.to_string(),
        path: path.clone(),
        headers: Headers::from_map(&headers, |_| true),
        body: content.body.clone(),
        timeout: gateway.settings.delivery_timeout,
    };
    let mut outcome = gateway.hub.send(session, delivery).await;
    if let Outcome::Answered(answer) = &mut outcome {
        // The official CLI sends all of it, however much it is.
        answer.body.truncate(gateway.settings.response_limit);
    }
    (path, outcome)
}

fn failed(code: ErrorCode, reason: &str) -> Outcome {
    Outcome::Failed(Failure::new(code, reason))
}

/// Adds what the API adds to every delivery, and the destination's proof of who sent it.
fn add_headers(
    gateway: &Gateway,
    errand: &Errand,
    headers: &mut HeaderMap,
    url: Option<&mut Url>,
) -> Result<(), String> {
    let Errand { event, accepted, source, connection, destination, .. } = errand;
    let event_id = event.key.id(Kind::Event);
    let now = Timestamp::now();
    let will_retry_after = match planned(errand, None, None, now) {
        Next::At(time) => Timestamp(time).since(now).div_ceil(1000).to_string(),
        Next::Nothing | Next::Cancelled => String::new(),
    };
    let trigger = serde_json::to_value(event.trigger).unwrap_or_default();
    let mut own = |suffix: &str, value: &str| {
        let name = format!("{}-{suffix}", gateway.settings.header_prefix);
        put(headers, &name, value)
    };
    own("eventid", &event_id)?;
    own("requestid", &event.request.id(Kind::Request))?;
    own("verified", if accepted.request.verified { "true" } else { "false" })?;
    own("event-url", &gateway.settings.link(&format!("events/{event_id}")))?;
    own("source-name", &source.name)?;
    own("connection-name", connection.name.as_deref().unwrap_or_default())?;
    own("destination-name", &destination.name)?;
    own("attempt-count", &(event.attempts + 1).to_string())?;
    own("attempt-trigger", trigger.as_str().unwrap_or_default())?;
    own("will-retry-after", &will_retry_after)?;
    put(headers, "idempotency-key", &event_id)?;
    prove(gateway, errand, headers, url)
}

fn put(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), String> {
    let header =
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}` is no header"))?;
    let value = HeaderValue::from_str(value)
        .map_err(|_| format!("the value of `{name}` cannot be a header"))?;
    headers.insert(header, value);
    Ok(())
}

fn prove(
    gateway: &Gateway,
    errand: &Errand,
    headers: &mut HeaderMap,
    url: Option<&mut Url>,
) -> Result<(), String> {
    let auth = &errand.destination.config.auth;
    let body = &errand.accepted.request.content.body;
    let text = |key: &str| auth.auth.get(key).and_then(Value::as_str);
    let needed = |key: &str| text(key).ok_or_else(|| format!("`config.auth.{key}` is not set"));
    match auth.auth_type.as_str() {
        "BASIC_AUTH" => {
            let pair = format!("{}:{}", needed("username")?, needed("password")?);
            put(headers, "authorization", &format!("Basic {}", STANDARD.encode(pair)))
        }
        "BEARER_TOKEN" => put(headers, "authorization", &format!("Bearer {}", needed("token")?)),
        "API_KEY" => match (text("to"), url) {
            (Some("query"), Some(url)) => {
                url.query_pairs_mut().append_pair(needed("key")?, needed("api_key")?);
                Ok(())
            }
            _ => put(headers, needed("key")?, needed("api_key")?),
        },
        "CUSTOM_SIGNATURE" => {
            let secret = text("signing_secret").unwrap_or(&errand.signing_secret);
            put(headers, needed("key")?, &sign(secret, body))
        }
        _ => {
            let name = format!("{}-signature", gateway.settings.header_prefix);
            put(headers, &name, &sign(&errand.signing_secret, body))
        }
    }
}

/// Base64 of the HMAC-SHA256 of the exact body, as `x-hookdeck-signature` has it.
fn sign(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .expect("an HMAC takes a key of any length");
    mac.update(body);
    STANDARD.encode(mac.finalize().into_bytes())
}
