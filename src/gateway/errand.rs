//! What one attempt needs to know, and what goes out for it: URL, headers, body.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Method, header};

use super::prove::{Parcel, Proof, prove, put};
use super::{Gateway, STORE_PAUSE, aim, notices};
use crate::forward::{Failure, Outgoing};
use crate::model::{
    Connection, Content, Destination, DestinationType, ErrorCode, Event, Headers, Id, Key, Kind,
    ORIGINAL_IP, Project, Source, Timestamp, Transformed,
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
    /// Whose it is.
    project: Arc<Project>,
    /// The attempt's name, and when it began.
    pub(super) key: Key,
}

/// Why there is no errand.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Without {
    /// It can never be made.
    Never(ErrorCode),
    /// The gateway ends before it is known: the next one finds the event as it was.
    Ended,
}

impl From<ErrorCode> for Without {
    fn from(code: ErrorCode) -> Self {
        Self::Never(code)
    }
}

/// What goes out to an HTTP destination.
pub(super) struct Addressed {
    /// Its URL as it may be shown to people: without a key that goes in the query.
    pub(super) shown: String,
    /// All of it.
    pub(super) outgoing: Outgoing,
    /// What proves who sent it.
    pub(super) proof: Proof,
}

/// Finds what the attempt needs.
pub(super) async fn find(gateway: &Gateway, waiting: Waiting) -> Result<Errand, Without> {
    let Waiting { event, accepted } = waiting;
    let accepted = match accepted {
        Some(accepted) => accepted,
        None => Arc::new(load(gateway, &event).await?),
    };
    if accepted.content(&event).is_none() {
        return Err(ErrorCode::PayloadMissing.into());
    }
    let snapshot = gateway.catalog.now();
    let connection = snapshot.connections.get(&event.connection).ok_or(ErrorCode::Cancelled)?;
    let source = snapshot.sources.get(&connection.source_id).ok_or(ErrorCode::Cancelled)?;
    let destination =
        snapshot.destinations.get(&connection.destination_id).ok_or(ErrorCode::Cancelled)?;
    let gone = connection.disabled_at.or(connection.deleted_at).is_some()
        || destination.disabled_at.or(destination.deleted_at).is_some();
    if gone {
        return Err(ErrorCode::Cancelled.into());
    }
    let project = snapshot.projects.get(&connection.team_id).ok_or(ErrorCode::InternalError)?;
    Ok(Errand {
        event,
        accepted,
        source: source.clone(),
        connection: connection.clone(),
        destination: destination.clone(),
        project: project.clone(),
        key: gateway.keys.next(),
    })
}

/// What the event was made of, with its own content where that is another.
async fn load(gateway: &Gateway, event: &Event) -> Result<Accepted, Without> {
    let store = &gateway.store;
    let request = patiently(gateway, || store.request(event.request)).await?;
    let mut accepted = Accepted::of(request);
    if event.data != event.request {
        let content = patiently(gateway, || store.content(event.data)).await?;
        accepted.transformed.push(Transformed { key: event.data, content });
    }
    Ok(accepted)
}

/// Asks the store until it answers, or the gateway ends.
async fn patiently<T, F>(gateway: &Gateway, ask: impl Fn() -> F) -> Result<T, Without>
where
    F: Future<Output = store::Result<Option<T>>>,
{
    loop {
        match ask().await {
            Ok(found) => return Ok(found.ok_or(ErrorCode::PayloadMissing)?),
            Err(store::Error::Damaged(_)) => return Err(ErrorCode::PayloadMissing.into()),
            Err(error) => tracing::error!(%error, "cannot read a request; trying again"),
        }
        tokio::select! {
            () = gateway.stop.cancelled() => return Err(Without::Ended),
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

    /// The request for an HTTP destination.
    pub(super) async fn outgoing(&self, gateway: &Gateway) -> Result<Addressed, Failure> {
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
        // It follows from the URL, whatever a rule made of it.
        headers.remove(header::HOST);
        let (method, body) = (self.method(), content.body.clone());
        let parcel =
            Parcel { method: &method, url: Some(&mut url), headers: &mut headers, body: &body };
        let proof = prove(gateway, &self.project, &self.destination, parcel).await?;
        let timeout = gateway.settings.delivery_timeout;
        let outgoing = Outgoing { method, url, headers, body, timeout };
        Ok(Addressed { shown, outgoing, proof })
    }

    /// The session of the listener that it is for, and what that one is sent.
    pub(super) async fn relayed(&self, gateway: &Gateway) -> Result<(Id, Delivery), Failure> {
        let Some(session) = &self.event.session else {
            let reason = "the event is for no listener";
            return Err(Failure::new(ErrorCode::CliUnavailable, reason));
        };
        let content = self.content();
        let mut headers = self.sent_headers(gateway);
        self.add_headers(gateway, &mut headers)?;
        // It follows from the URL, whatever a rule made of it.
        headers.remove(header::HOST);
        let (method, body) = (self.method(), content.body.clone());
        let parcel = Parcel { method: &method, url: None, headers: &mut headers, body: &body };
        prove(gateway, &self.project, &self.destination, parcel).await?;
        let delivery = Delivery {
            attempt: self.key.id(Kind::Attempt),
            event: self.event.key.id(Kind::Event),
            request: self.event.request.id(Kind::Request),
            connection: self.connection.id.clone(),
            number: self.event.attempts + 1,
            method: method.to_string(),
            path: aim::path(&self.destination.config, content).map_err(invalid_url)?,
            headers: Headers::from_map(&headers),
            body,
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
}

fn invalid_url(reason: String) -> Failure {
    Failure::new(ErrorCode::InvalidUrl, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::Settings;
    use crate::gateway::lanes::tests::event;

    #[tokio::test]
    async fn an_event_whose_request_cannot_be_read_before_the_end_is_left_to_the_next_start() {
        let dir = tempfile::tempdir().unwrap();
        let url = "http://127.0.0.1:4400".parse().unwrap();
        let settings = Settings::new(dir.path().to_owned(), url);
        let gateway = Gateway::open(settings, |_| Ok(())).await.unwrap();
        gateway.store.close().await.unwrap();
        gateway.stop.cancel();
        let found = find(&gateway, Waiting { event: event(1), accepted: None }).await;
        assert_eq!(found.err(), Some(Without::Ended));
    }
}
