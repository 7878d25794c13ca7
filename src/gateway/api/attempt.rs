//! Attempts: each try at delivering an event.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::Path;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value, json};

use super::call::{Answer, Call, OWN, Result};
use super::error::ApiError;
use super::event;
use super::page::Paging;
use super::query::Query;
use super::table::Table;
use super::versions::Object;
use crate::model::{
    Attempt, Connection, ErrorCode, Id, Key, Kind, Timestamp, Trigger, Wait, parse_body, unpacked,
};
use crate::store::{AttemptQuery, EventQuery, Order};

pub(super) fn routes() -> Table {
    Table::new("Attempts")
        .get("/attempts", list)
        .says("getAttempts(AttemptQuery): Page<Attempt>", "Lists attempts.")
        .get("/attempts/{id}", one)
        .says("getAttempt(): AttemptWhole", "Shows an attempt and what was answered.")
}

/// An attempt as the newest API shows it in lists.
#[derive(Serialize)]
pub(super) struct Shown {
    id: String,
    team_id: Option<Id>,
    event_id: String,
    destination_id: Option<Id>,
    response_status: Option<u16>,
    attempt_number: u32,
    trigger: Trigger,
    error_code: Option<ErrorCode>,
    #[serde(flatten)]
    own: Option<Own>,
    bulk_retry_id: Option<String>,
    status: &'static str,
    successful_at: Option<Timestamp>,
    delivered_at: Option<Timestamp>,
    responded_at: Timestamp,
    delivery_latency: u64,
    response_latency: u64,
    updated_at: Timestamp,
    created_at: Timestamp,
}

/// What is this gateway's own.
#[derive(Serialize)]
struct Own {
    error_message: Option<String>,
    waited_for: Option<Wait>,
    timings: Option<Parts>,
}

impl Own {
    fn of(attempt: &Attempt) -> Self {
        Self {
            error_message: attempt.reason.clone(),
            waited_for: attempt.waited_for,
            timings: Parts::of(attempt),
        }
    }
}

/// How long the parts of an attempt took.
#[derive(Serialize)]
pub(super) struct Parts {
    reused: bool,
    dns_us: Option<u32>,
    connect_us: Option<u32>,
    tls_us: Option<u32>,
    first_byte_us: Option<u32>,
    body_us: Option<u32>,
    failed_in: Option<&'static str>,
}

impl Parts {
    /// Those of an attempt, where they were measured.
    pub(super) fn of(attempt: &Attempt) -> Option<Self> {
        let it = attempt.timings?;
        let parts = [
            (it.body, "BODY"),
            (it.first_byte, "FIRST_BYTE"),
            (it.tls, "TLS"),
            (it.connect, "CONNECT"),
            (it.dns, "DNS"),
        ];
        let last = parts.into_iter().find(|it| it.0.is_some());
        Some(Self {
            reused: it.reused(),
            dns_us: it.dns,
            connect_us: it.connect,
            tls_us: it.tls,
            first_byte_us: it.first_byte,
            body_us: it.body,
            failed_in: attempt.error_code.and(last).map(|it| it.1),
        })
    }
}

/// Shows an attempt as in lists.
pub(super) fn show(attempt: &Attempt, connection: Option<&Connection>) -> Shown {
    let successful = attempt.successful();
    Shown {
        id: attempt.key.id(Kind::Attempt),
        team_id: connection.map(|it| it.team_id.clone()),
        event_id: attempt.event.id(Kind::Event),
        destination_id: connection.map(|it| it.destination_id.clone()),
        response_status: attempt.response_status,
        attempt_number: attempt.number,
        trigger: attempt.trigger,
        error_code: attempt.error_code,
        own: None,
        bulk_retry_id: attempt.bulk.map(|it| it.id(Kind::Bulk)),
        status: if successful { "SUCCESSFUL" } else { "FAILED" },
        successful_at: successful.then_some(attempt.responded_at),
        delivered_at: attempt.delivered_at,
        responded_at: attempt.responded_at,
        delivery_latency: attempt.delivery_latency,
        response_latency: attempt.response_latency,
        updated_at: attempt.responded_at,
        created_at: attempt.key.at(),
    }
}

async fn list(call: Call) -> Result {
    let query = call.query(Object::AttemptQuery)?;
    let paging = Paging::read(&query, 50, &["created_at"])?;
    let asked = AttemptQuery {
        keys: event::keys(&query, "id", Kind::Attempt)?,
        events: event::keys(&query, "event_id", Kind::Event)?,
        connections: event::connections(&call.gateway, &call.project, &Query::default())?,
        order: paging.order(Kind::Attempt)?,
    };
    let page = call.gateway.store.attempts(asked).await?;
    let events = page.items.iter().map(|it| it.event).collect();
    let connections = self::connections(&call, events).await?;
    let cut = paging.arrange(page, Kind::Attempt, |it| it.key);
    let tells_own = call.is_since(OWN);
    let cut = cut.map(|it| Shown {
        own: tells_own.then(|| Own::of(&it)),
        ..show(&it, connections.get(&it.event).map(|it| &**it))
    });
    Ok(paging.answer(&call, Object::Attempt, cut))
}

async fn one(Path(id): Path<String>, call: Call) -> Result {
    let not_found = || ApiError::not_found(&id);
    let key = Key::parse(Kind::Attempt, &id).ok_or_else(not_found)?;
    let attempt = call.gateway.store.attempt(key).await?.ok_or_else(not_found)?;
    let connections = connections(&call, vec![attempt.event]).await?;
    let connection = connections.get(&attempt.event).map(|it| &**it);
    if connection.is_some_and(|it| it.team_id != call.project) {
        return Err(not_found());
    }
    let own = call.is_since(OWN).then(|| Own::of(&attempt));
    let shown = Shown { own, ..show(&attempt, connection) };
    let mut res = whole(&attempt, &shown);
    if call.is_since(OWN) && attempt.response_status.is_some() {
        res["response_headers"] = attempt.response_headers.to_lists();
        if std::str::from_utf8(&attempt.response_body).is_err() {
            res["body_base64"] = STANDARD.encode(&attempt.response_body).into();
        }
    }
    Ok(Answer::one(Object::Attempt, res))
}

/// Shows an attempt, how it was made and what was answered.
pub(super) fn show_whole(attempt: &Attempt, connection: Option<&Connection>) -> Value {
    whole(attempt, &show(attempt, connection))
}

fn whole(attempt: &Attempt, shown: &Shown) -> Value {
    let mut res = json!(shown);
    res["body"] = body(attempt);
    res["requested_url"] = json!(attempt.requested_url);
    res["http_method"] = json!(attempt.http_method);
    res
}

/// The answer's body, unpacked: JSON where it is an object, text otherwise; `null` when there was none.
pub(super) fn body(attempt: &Attempt) -> Value {
    if attempt.response_status.is_none() {
        return Value::Null;
    }
    let headers = &attempt.response_headers;
    let body = unpacked(headers.text("content-encoding"), &attempt.response_body);
    match parse_body(headers.text("content-type"), &body) {
        object @ Value::Object(_) => object,
        _ => Value::String(String::from_utf8_lossy(&body).into_owned()),
    }
}

/// The connections that events were made by, by event.
async fn connections(call: &Call, mut events: Vec<Key>) -> Result<HashMap<Key, Arc<Connection>>> {
    events.sort_unstable();
    events.dedup();
    let order = Order { descending: false, after: None, limit: events.len() };
    let query = EventQuery { keys: Some(events), ..EventQuery::all(order) };
    let events = call.gateway.store.events(query).await?.items;
    let snapshot = call.gateway.catalog.now();
    let connection = |id: &str| snapshot.connections.get(id).cloned();
    let pairs = events.iter().map(|(it, _)| Some((it.key, connection(&it.connection)?)));
    Ok(pairs.flatten().collect())
}
