//! What one attempt needs to know, and what goes out for it: URL, headers, proof of who sent it.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde_json::Value;
use sha2::Sha256;
use url::Url;

use super::{Gateway, STORE_PAUSE, aim, notices};
use crate::forward::{Failure, Outgoing};
use crate::model::{
    Connection, Content, Destination, DestinationType, ErrorCode, Event, Headers, Id, Key, Kind,
    ORIGINAL_IP, Source, Timestamp, Transformed,
};
use crate::relay::Delivery;
use crate::rules::{self, Next, Rule};
use crate::store::{self, Accepted, Waiting};

/// Everything that an attempt needs to know.
pub(super) struct Errand {
    /// The event, as it was before.
    pub(super) event: Event,
    /// Its request.
    pub(super) accepted: Arc<Accepted>,
    /// Where it came from.
    pub(super) source: Arc<Source>,
    /// What it goes out on.
    pub(super) connection: Arc<Connection>,
    /// Where it goes.
    pub(super) destination: Arc<Destination>,
    signing_secret: String,
    /// The attempt's name, and when it began.
    pub(super) key: Key,
}

/// Finds what the attempt needs; an error code when it can never be made.
pub(super) async fn find(gateway: &Gateway, waiting: Waiting) -> Result<Errand, ErrorCode> {
    let Waiting { event, accepted } = waiting;
    let accepted = match accepted {
        Some(accepted) => accepted,
        None => Arc::new(load(gateway, &event).await?),
    };
    if accepted.content(&event).is_none() {
        return Err(ErrorCode::PayloadMissing);
    }
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

/// What the event was made of, with its own content where that is another.
async fn load(gateway: &Gateway, event: &Event) -> Result<Accepted, ErrorCode> {
    let store = &gateway.store;
    let request = patiently(gateway, || store.request(event.request)).await?;
    let mut accepted = Accepted::of(request);
    if event.data != event.request {
        let content = patiently(gateway, || store.content(event.data)).await?;
        accepted.transformed.push(Transformed { key: event.data, content });
    }
    Ok(accepted)
}

/// Asks the store until it answers.
async fn patiently<T, F>(gateway: &Gateway, ask: impl Fn() -> F) -> Result<T, ErrorCode>
where
    F: Future<Output = store::Result<Option<T>>>,
{
    loop {
        match ask().await {
            Ok(found) => return found.ok_or(ErrorCode::PayloadMissing),
            Err(store::Error::Damaged(_)) => return Err(ErrorCode::PayloadMissing),
            Err(error) => tracing::error!(%error, "cannot read a request; trying again"),
        }
        tokio::select! {
            () = gateway.stop.cancelled() => return Err(ErrorCode::InternalError),
            () = tokio::time::sleep(STORE_PAUSE) => {}
        }
    }
}

impl Errand {
    /// What goes out: what the sender sent, or what transformations made of it.
    pub(super) fn content(&self) -> &Content {
        self.accepted.content(&self.event).expect("looked for when the errand was found")
    }

    /// The method to deliver with.
    pub(super) fn method(&self) -> Method {
        aim::method(&self.destination, self.content())
    }

    /// What the connection's retry rule says of an attempt that ended like this.
    pub(super) fn after(
        &self,
        status: Option<u16>,
        retry_after: Option<&str>,
        now: Timestamp,
    ) -> Next {
        // A listener's user is there and retries by hand.
        if self.destination.destination_type == DestinationType::Cli {
            return Next::Nothing;
        }
        let rule = self.connection.rules.iter().find_map(|rule| match rule {
            Rule::Retry(it) => Some(it),
            _ => None,
        });
        let retries = self.event.retries;
        let created_ms = self.event.key.at().0;
        let outcome = rules::Outcome { status, retry_after, retries, now_ms: now.0, created_ms };
        rules::next_retry(rule, &outcome)
    }

    /// The request for an HTTP destination, and its URL as it may be shown to people: without a
    /// key that goes in the query.
    pub(super) fn outgoing(&self, gateway: &Gateway) -> Result<(String, Outgoing), Failure> {
        let Some(base) = &self.destination.config.url else {
            return Err(Failure::new(ErrorCode::MissingUrl, "the destination has no URL"));
        };
        let content = self.content();
        let mut url = aim::url(base, &self.destination.config, content).map_err(invalid_url)?;
        let shown = url.to_string();
        let mut headers = self.sent_headers(gateway);
        let accept = HeaderValue::from_static("application/json, text/plain, */*");
        headers.insert(header::ACCEPT, accept);
        self.add_headers(gateway, &mut headers)?;
        self.prove(gateway, &mut headers, Some(&mut url))?;
        let (method, body) = (self.method(), content.body.clone());
        let timeout = gateway.settings.delivery_timeout;
        Ok((shown, Outgoing { method, url, headers, body, timeout }))
    }

    /// The session of the listener that it is for, and what that one is sent.
    pub(super) fn relayed(&self, gateway: &Gateway) -> Result<(Id, Delivery), Failure> {
        let Some(session) = &self.event.session else {
            let reason = "the event is for no listener";
            return Err(Failure::new(ErrorCode::CliUnavailable, reason));
        };
        let content = self.content();
        let mut headers = self.sent_headers(gateway);
        self.add_headers(gateway, &mut headers)?;
        self.prove(gateway, &mut headers, None)?;
        let delivery = Delivery {
            attempt: self.key.id(Kind::Attempt),
            event: self.event.key.id(Kind::Event),
            request: self.event.request.id(Kind::Request),
            connection: self.connection.id.clone(),
            number: self.event.attempts + 1,
            method: self.method().to_string(),
            path: aim::path(&self.destination.config, content).map_err(invalid_url)?,
            headers: Headers::from_map(&headers),
            body: content.body.clone(),
            timeout: gateway.settings.delivery_timeout,
        };
        Ok((session.clone(), delivery))
    }

    /// The headers that the sender sent, but for those in which only the gateway speaks: whoever
    /// sends may not say that they are us.
    pub(super) fn sent_headers(&self, gateway: &Gateway) -> HeaderMap {
        let prefix = gateway.settings.header_prefix.as_str();
        let ours = |it: &str| it.strip_prefix(prefix).is_some_and(|it| it.starts_with('-'));
        let content = self.content();
        content.headers.to_map(|it| !ours(it) && it != ORIGINAL_IP)
    }

    /// Adds what the API adds to every delivery.
    pub(super) fn add_headers(
        &self,
        gateway: &Gateway,
        headers: &mut HeaderMap,
    ) -> Result<(), Failure> {
        let event = self.event.key.id(Kind::Event);
        let now = Timestamp::now();
        let will_retry_after = match self.after(None, None, now) {
            Next::At(time) => Timestamp(time).since(now).div_ceil(1000).to_string(),
            Next::Nothing | Next::Cancelled => String::new(),
        };
        let trigger = serde_json::to_value(self.event.trigger).unwrap_or_default();
        let verified = if self.accepted.request.verified { "true" } else { "false" };
        let original_ip = self.accepted.request.content.headers.text(ORIGINAL_IP);
        for (suffix, value) in [
            ("eventid", event.as_str()),
            ("requestid", &self.event.request.id(Kind::Request)),
            ("original-ip", original_ip.unwrap_or_default()),
            ("verified", verified),
            ("event-url", &gateway.settings.link(&format!("events/{event}"))),
            ("source-name", &self.source.name),
            ("connection-name", self.connection.name.as_deref().unwrap_or_default()),
            ("destination-name", &self.destination.name),
            ("attempt-count", &(self.event.attempts + 1).to_string()),
            ("attempt-trigger", trigger.as_str().unwrap_or_default()),
            ("will-retry-after", &will_retry_after),
        ] {
            put(headers, &format!("{}-{suffix}", gateway.settings.header_prefix), value)?;
        }
        if let Some(mark) = notices::mark_of(&gateway.catalog.now(), &self.accepted.request) {
            put(headers, notices::MARK, &mark)?;
        }
        if self.event.data != self.event.request {
            let name = format!("{}-transformed", gateway.settings.header_prefix);
            put(headers, &name, "true")?;
        }
        put(headers, "idempotency-key", &event)
    }

    /// Adds the proof of who sent it that the destination asked for.
    fn prove(
        &self,
        gateway: &Gateway,
        headers: &mut HeaderMap,
        url: Option<&mut Url>,
    ) -> Result<(), Failure> {
        let auth = &self.destination.config.auth;
        let body = &self.content().body;
        let text = |key: &str| auth.auth.get(key).and_then(Value::as_str);
        let needed = |key: &str| {
            let reason = format!("the destination's `config.auth.{key}` is not set");
            text(key).ok_or_else(|| Failure::new(ErrorCode::InternalError, reason))
        };
        match auth.auth_type.as_str() {
            "BASIC_AUTH" => {
                let pair = format!("{}:{}", needed("username")?, needed("password")?);
                put(headers, "authorization", &format!("Basic {}", STANDARD.encode(pair)))
            }
            "BEARER_TOKEN" => {
                put(headers, "authorization", &format!("Bearer {}", needed("token")?))
            }
            "API_KEY" => match (text("to"), url) {
                (Some("query"), Some(url)) => {
                    url.query_pairs_mut().append_pair(needed("key")?, needed("api_key")?);
                    Ok(())
                }
                _ => put(headers, needed("key")?, needed("api_key")?),
            },
            "CUSTOM_SIGNATURE" => {
                let secret = text("signing_secret").unwrap_or(&self.signing_secret);
                put(headers, needed("key")?, &sign(secret, body))
            }
            _ => {
                let name = format!("{}-signature", gateway.settings.header_prefix);
                put(headers, &name, &sign(&self.signing_secret, body))
            }
        }
    }
}

fn invalid_url(reason: String) -> Failure {
    Failure::new(ErrorCode::InvalidUrl, reason)
}

fn put(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Failure> {
    let invalid = |reason| Failure::new(ErrorCode::InvalidCharacter, reason);
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| invalid(format!("`{name}` is no header")))?;
    let value = HeaderValue::from_str(value)
        .map_err(|_| invalid(format!("the value of `{name}` cannot be a header")))?;
    headers.insert(header, value);
    Ok(())
}

/// Base64 of the HMAC-SHA256 of the exact body, as `x-hookdeck-signature` has it.
pub(super) fn sign(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .expect("an HMAC takes a key of any length");
    mac.update(body);
    STANDARD.encode(mac.finalize().into_bytes())
}
