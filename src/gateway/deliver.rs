//! 4. Owns *one attempt*: make it, record it, decide what is next.
//!
//! **Invariant:** whatever happens here ends in exactly one `settle`, or in the gateway's end, after
//! which the event is due again.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::brake::Seen;
use super::errand::{self, Addressed, Errand, Without};
use super::{Gateway, STORE_PAUSE, aim, issues};
use crate::forward::{Answer, Failure, Outcome};
use crate::model::{
    Attempt, DestinationType, ErrorCode, Event, Headers, Kind, Status, Timestamp, Timings, Trigger,
    Wait,
};
use crate::rules::{self, Next};
use crate::store::{Aftermath, Settled, Waiting};

/// How it ended, and how long its parts took, where we sent it over HTTP ourselves.
type Sent = (Outcome, Option<Timings>);

/// How it ended at a listener, and for how long a person held it there.
type Relayed = (Outcome, Duration);

/// Delivers an event once, and settles it. `waited_for` is what had kept it in the queue.
pub(super) async fn attempt(gateway: Gateway, waiting: Waiting, waited_for: Option<Wait>) {
    let event = waiting.event.clone();
    let settled = match errand::find(&gateway, waiting).await {
        Ok(errand) => deliver(&gateway, errand, waited_for).await,
        Err(Without::Never(code)) => given_up(event, code),
        Err(Without::Ended) => return,
    };
    let tells = settled.aftermath.tells();
    loop {
        match gateway.store.settle(settled.clone()).await {
            Ok(true) => break,
            Ok(false) => {
                let event = settled.event.key.id(Kind::Event);
                tracing::warn!(event.id = %event, "forgot an event while an attempt was under way");
                return;
            }
            Err(error) => tracing::error!(%error, "cannot record an attempt; trying again"),
        }
        tokio::select! {
            () = gateway.stop.cancelled() => return,
            () = tokio::time::sleep(STORE_PAUSE) => {}
        }
    }
    if tells {
        gateway.tell.notify_one();
    }
    if let (Some(session), Some(attempt)) = (&settled.event.session, &settled.attempt) {
        gateway.hub.recorded(session, &attempt.key.id(Kind::Attempt));
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
    Settled { attempt: None, event, aftermath: Aftermath::default() }
}

async fn deliver(gateway: &Gateway, errand: Errand, waited_for: Option<Wait>) -> Settled {
    let began = Instant::now();
    let delivered_at = errand.key.at();
    let http_method = errand.method().to_string();
    let mut was_held = Duration::ZERO;
    let (requested_url, (outcome, timings)) = match errand.destination.destination_type {
        DestinationType::MockApi => (aim::MOCK_URL.to_owned(), (mock(), None)),
        DestinationType::Cli => {
            let (path, (outcome, held)) = to_listener(gateway, &errand).await;
            was_held = held;
            (path, (outcome, None))
        }
        DestinationType::Http => over_http(gateway, &errand).await,
    };
    let took = began.elapsed();
    let responded_at = delivered_at.plus(ms(took));
    // How long a person thought says nothing of who answers.
    let response_latency = ms(took.saturating_sub(was_held));

    let for_listener = errand.event.session.is_some();
    if !for_listener {
        // Before it is settled, for then the queue looks what may go out next.
        gateway.brakes.note(&errand.destination, seen(&outcome, responded_at), responded_at);
    }
    let next = next_attempt(&errand, &outcome, responded_at);
    let event = errand.event;
    let mut attempt = Attempt {
        key: errand.key,
        event: event.key,
        number: event.attempts + 1,
        trigger: event.trigger,
        bulk: event.bulk.filter(|_| event.trigger == Trigger::BulkRetry),
        response_status: None,
        error_code: None,
        reason: None,
        requested_url,
        http_method,
        response_headers: Headers::default(),
        response_body: Bytes::new(),
        delivered_at: Some(delivered_at),
        responded_at,
        delivery_latency: delivered_at.since(event.updated_at),
        waited_for,
        response_latency,
        timings,
    };
    match outcome {
        Outcome::Answered(Answer { status, headers, body }) => {
            attempt.response_status = Some(status.as_u16());
            attempt.response_headers = Headers::from_map(&headers);
            attempt.response_body = body;
        }
        Outcome::Failed(Failure { code, reason }) => {
            tracing::debug!(event.id = %event.key.id(Kind::Event), %reason, "an attempt failed");
            (attempt.error_code, attempt.reason) = (Some(code), Some(reason));
        }
    }
    let successful = attempt.successful();
    let aftermath = issues::after(
        gateway,
        &errand.connection,
        &errand.accepted.request,
        &attempt,
        for_listener,
    );
    let event = Event {
        status: if successful { Status::Successful } else { Status::Failed },
        attempts: attempt.number,
        last_attempt_at: Some(delivered_at),
        next_attempt_at: next,
        response_status: attempt.response_status,
        error_code: attempt.error_code,
        successful_at: if successful { Some(responded_at) } else { event.successful_at },
        updated_at: responded_at,
        ..event
    };
    Settled { attempt: Some(attempt), event, aftermath }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// When the retry rule wants another attempt.
///
/// What people ask for leaves a planned attempt where it is: the schedule belongs to the rule.
fn next_attempt(errand: &Errand, outcome: &Outcome, now: Timestamp) -> Option<Timestamp> {
    let event = &errand.event;
    let asked_for = matches!(event.trigger, Trigger::Manual | Trigger::BulkRetry);
    let (status, retry_after) = match outcome {
        Outcome::Answered(answer) if answer.status.is_success() => return None,
        Outcome::Answered(answer) => {
            let told = answer.headers.get(header::RETRY_AFTER).and_then(|it| it.to_str().ok());
            (Some(answer.status.as_u16()), told)
        }
        Outcome::Failed(_) => (None, None),
    };
    match errand.after(status, retry_after, now) {
        Next::Cancelled => None,
        _ if asked_for && event.attempts > 0 => event.next_attempt_at,
        Next::At(time) => Some(Timestamp(time)),
        Next::Nothing => None,
    }
}

/// What an outcome tells of the destination.
fn seen(outcome: &Outcome, now: Timestamp) -> Seen {
    let Outcome::Answered(answer) = outcome else { return Seen::default() };
    let told = answer.headers.get(header::RETRY_AFTER).and_then(|it| it.to_str().ok());
    let asks = told.and_then(|it| rules::asked_wait(it, now.0));
    Seen { status: Some(answer.status.as_u16()), asks }
}

fn mock() -> Outcome {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let body = Bytes::from_static(b"{\"mock\":true}");
    Outcome::Answered(Answer { status: StatusCode::OK, headers, body })
}

/// Sends it to a URL; also says to which, for people to see.
///
/// A destination may take no token any more that was good before: then it gets another one, once,
/// within the same attempt, for nothing is wrong with the event.
async fn over_http(gateway: &Gateway, errand: &Errand) -> (String, Sent) {
    let nowhere = || errand.destination.config.url.clone().unwrap_or_default();
    let Addressed { shown, outgoing, proof } = match errand.outgoing(gateway).await {
        Ok(addressed) => addressed,
        Err(failure) => return (nowhere(), (Outcome::Failed(failure), None)),
    };
    let sent = gateway.sender.send_timed(outgoing).await;
    let refused = matches!(&sent.0, Outcome::Answered(it) if it.status == StatusCode::UNAUTHORIZED);
    if !refused || !gateway.tokens.refused(&errand.destination.id, proof).await {
        return (shown, sent);
    }
    match errand.outgoing(gateway).await {
        Ok(again) => (shown, gateway.sender.send_timed(again.outgoing).await),
        Err(failure) => (shown, (Outcome::Failed(failure), None)),
    }
}

/// Sends it to a listener; also says to which path on its target.
async fn to_listener(gateway: &Gateway, errand: &Errand) -> (String, Relayed) {
    let (session, delivery) = match errand.relayed(gateway).await {
        Ok(relayed) => relayed,
        Err(failure) => {
            let path = errand.destination.config.path.clone().unwrap_or_default();
            return (path, (Outcome::Failed(failure), Duration::ZERO));
        }
    };
    let path = delivery.path.clone();
    let (mut outcome, was_held) = gateway.hub.send(&session, delivery).await;
    if let Outcome::Answered(answer) = &mut outcome {
        // The official CLI sends all of it, however much it is.
        answer.body.truncate(gateway.settings.response_limit);
    }
    (path, (outcome, was_held))
}
