//! Why: what became of a request, connection by connection, rule by rule, attempt by attempt.
//!
//! This gateway's own, and the same in all versions.
//!
//! What was written down is told as it was: what came of a connection, what a transformation made,
//! each attempt. Which clause of a filter refuses is asked again, of the rules as they are now; where
//! the connection was changed since, that is said.

use std::collections::VecDeque;

use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::attempt::Parts;
use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::table::Table;
use super::versions::Object;
use super::{content, event, request};
use crate::gateway::Snapshot;
use crate::gateway::queue::Place;
use crate::model::{
    Attempt, Connection, Content, Difference, Event, Execution, Id, Ignored, IgnoredCause, Key,
    Kind, Request, Status, Timestamp, Trigger, differences,
};
use crate::rules::Rule;
use crate::store::{AttemptQuery, CliFilter, EventQuery, ExecutionQuery, Order, Range};

/// Of how many events, attempts of one and runs of one transformation is told.
const MOST: usize = 250;
/// How many differences between two contents are told.
const MOST_CHANGES: usize = 100;
/// How many milliseconds after what it was run for a run may have its key.
const SOON: i64 = 2;

pub(super) fn routes() -> Table {
    Table::new("Explanations")
        .get("/requests/{id}/explain", of_request)
        .says("explainRequest(): Explanation", "Tells what became of a request, and why.")
        .get("/events/{id}/explain", of_event)
        .says("explainEvent(): Explanation", "Tells the same of an event's request.")
        .get("/attempts/{id}/explain", of_attempt)
        .says("explainAttempt(): Explanation", "Tells the same of an attempt's request.")
}

async fn of_request(Path(id): Path<String>, call: Call) -> Result {
    let found = request::find(&call, &id).await?;
    explain(&call, &id, &found).await
}

async fn of_event(Path(id): Path<String>, call: Call) -> Result {
    let found = event::find(&call, &id).await?;
    let request = call.gateway.store.request(found.request).await?;
    explain(&call, &id, &request.ok_or_else(|| ApiError::not_found(&id))?).await
}

async fn of_attempt(Path(id): Path<String>, call: Call) -> Result {
    let not_found = || ApiError::not_found(&id);
    let key = Key::parse(Kind::Attempt, &id).ok_or_else(not_found)?;
    let attempt = call.gateway.store.attempt(key).await?.ok_or_else(not_found)?;
    let found = event::find(&call, &attempt.event.id(Kind::Event)).await?;
    let request = call.gateway.store.request(found.request).await?;
    explain(&call, &id, &request.ok_or_else(not_found)?).await
}

async fn explain(call: &Call, about: &str, request: &Request) -> Result {
    let store = &call.gateway.store;
    let snapshot = call.gateway.catalog.now().clone();
    let source = snapshot.sources.get(&request.source);
    let ignored = store.ignored(request.key).await?;
    let order = Order { descending: false, after: None, limit: MOST };
    let query =
        EventQuery { request: Some(request.key), cli: CliFilter::All, ..EventQuery::all(order) };
    let events: Vec<_> = store.events(query).await?.items.into_iter().map(|it| it.0).collect();

    let mut asked: Vec<Id> = Vec::new();
    let of_ignored = ignored.iter().map(|it| &it.connection);
    for id in of_ignored.chain(events.iter().map(|it| &it.connection)) {
        if !asked.contains(id) {
            asked.push(id.clone());
        }
    }
    let mut connections = Vec::new();
    for id in asked {
        let made: Vec<_> = events.iter().filter(|it| it.connection == id).collect();
        // Where there are events now, that it made none before is past.
        let ignored = ignored.iter().find(|it| it.connection == id && made.is_empty());
        connections.push(way(call, &snapshot, request, &id, ignored, &made).await?);
    }
    let answer = json!({
        "about": about,
        "request": {
            "id": request.key.id(Kind::Request),
            "created_at": request.key.at(),
            "source_id": request.source,
            "source_name": source.map(|it| &it.name),
            "method": request.content.method,
            "path": request.content.path,
            "verified": request.verified,
            "verification": request.unproved,
            "rejection_cause": request.rejection,
        },
        "connections": connections,
    });
    Ok(Answer::one(Object::Plain, answer))
}

/// What one connection made of it.
async fn way(
    call: &Call,
    snapshot: &Snapshot,
    request: &Request,
    id: &Id,
    ignored: Option<&Ignored>,
    made: &[&Event],
) -> Result<Value> {
    let connection = snapshot.connections.get(id);
    let destination = connection.and_then(|it| snapshot.destinations.get(&it.destination_id));
    let mut events = Vec::new();
    for it in made {
        events.push(story(call, it).await?);
    }
    let rules = match connection {
        None => Vec::new(),
        // Its rules were never asked.
        Some(_) if ignored.is_some_and(|it| it.cause == IgnoredCause::Disabled) => Vec::new(),
        Some(it) => {
            let since = made.first().map_or(request.key, |it| it.key);
            asked(call, request, it, ignored, since).await?
        }
    };
    Ok(json!({
        "webhook_id": id,
        "name": connection.and_then(|it| it.name.as_ref()),
        "destination_name": destination.map(|it| &it.name),
        "changed_since": connection.is_none_or(|it| it.updated_at > request.key.at()),
        "ignored_cause": ignored.map(|it| it.cause),
        "rules": rules,
        "events": events,
    }))
}

/// What each rule of a connection says of a request, in the order in which they are asked.
async fn asked(
    call: &Call,
    request: &Request,
    connection: &Connection,
    ignored: Option<&Ignored>,
    since: Key,
) -> Result<Vec<Value>> {
    let transforms = |it: &&Rule| matches!(it, Rule::Transform(_));
    let mut rules: Vec<_> = connection.rules.iter().collect();
    if !connection.rules_in_order {
        // The sort is stable.
        rules.sort_by_key(|it| !transforms(it));
    }
    let mut content = request.content.clone();
    let (mut res, mut over) = (Vec::new(), false);
    let mut known: Vec<(Id, VecDeque<Execution>)> = Vec::new();
    for rule in rules {
        let mut told = Map::new();
        let outcome = match rule {
            _ if over => "NOT_ASKED",
            Rule::Filter(it) => {
                let misses = it.misses(&content.subject());
                over = !misses.is_empty();
                told.insert("misses".to_owned(), json!(misses));
                if over { "REFUSED" } else { "PASSED" }
            }
            Rule::Deduplicate(_) => {
                over = ignored.is_some_and(|it| it.cause == IgnoredCause::Duplicate);
                if over { "REFUSED" } else { "PASSED" }
            }
            Rule::Delay(it) => {
                told.insert("delay_ms".to_owned(), json!(it.delay_ms));
                "PASSED"
            }
            Rule::Retry(_) => "PASSED",
            Rule::Transform(it) => {
                let id = Id::from(it.transformation_id.as_str());
                told.insert("transformation_id".to_owned(), json!(id));
                let known_runs = known.iter().position(|it| it.0 == id);
                let place = match known_runs {
                    Some(place) => place,
                    None => {
                        let runs = runs(call, request, connection, &id, since).await?;
                        known.push((id, runs));
                        known.len() - 1
                    }
                };
                match known[place].1.pop_front() {
                    None => "NOT_ASKED",
                    Some(run) => {
                        let made = made(call, &run).await?;
                        over = run.transformed.is_none();
                        let changes = made.as_ref().map(|it| changes(&content, it));
                        told.insert("changes".to_owned(), json!(changes.unwrap_or_default()));
                        told.insert("execution_id".to_owned(), json!(run.key.id(Kind::Execution)));
                        told.insert("logs".to_owned(), json!(run.lines));
                        match made {
                            _ if over => "FAILED",
                            None => "UNCHANGED",
                            Some(made) => {
                                content = made;
                                "CHANGED"
                            }
                        }
                    }
                }
            }
        };
        let mut step = json!({ "type": rule.name(), "outcome": outcome });
        for (name, value) in told {
            step[name] = value;
        }
        res.push(step);
    }
    Ok(res)
}

/// The runs of a transformation for a request on a connection, oldest first: those that belong to
/// the events that were made then, since a request may be asked again.
async fn runs(
    call: &Call,
    request: &Request,
    connection: &Connection,
    transformation: &Id,
    since: Key,
) -> Result<VecDeque<Execution>> {
    let from = since.at().0;
    let query = ExecutionQuery {
        transformation: transformation.clone(),
        levels: Vec::new(),
        connections: Some(vec![connection.id.clone()]),
        issues: None,
        created_at: Range { gte: Some(from), lte: Some(from + SOON), ..Range::default() },
        order: Order { descending: false, after: None, limit: MOST },
    };
    let found = call.gateway.store.executions(query).await?.items;
    Ok(found.into_iter().filter(|it| it.request == request.key).collect())
}

/// What a run made, where that is something else than what it was given.
async fn made(call: &Call, run: &Execution) -> Result<Option<Content>> {
    match run.transformed.filter(|it| *it != run.original) {
        None => Ok(None),
        Some(data) => Ok(call.gateway.store.content(data).await?),
    }
}

/// What an event waited for, waits for, and how its attempts ended.
async fn story(call: &Call, event: &Event) -> Result<Value> {
    let query = AttemptQuery {
        keys: None,
        events: Some(vec![event.key]),
        connections: None,
        order: Order { descending: false, after: None, limit: MOST },
    };
    let tries = call.gateway.store.attempts(query).await?.items;
    let ends = tries.iter().map(|it| it.responded_at);
    let since = std::iter::once(event.key.at()).chain(ends);
    let attempts: Vec<_> = tries.iter().zip(since).map(|(it, since)| try_of(it, since)).collect();
    Ok(json!({
        "id": event.key.id(Kind::Event),
        "created_at": event.key.at(),
        "status": event.status,
        "cli_id": event.session,
        "waits_for": waits_for(call, event).await,
        "attempts": attempts,
    }))
}

fn try_of(attempt: &Attempt, since: Timestamp) -> Value {
    json!({
        "id": attempt.key.id(Kind::Attempt),
        "created_at": attempt.key.at(),
        "trigger": attempt.trigger,
        "requested_url": attempt.requested_url,
        "response_status": attempt.response_status,
        "error_code": attempt.error_code,
        "error_message": attempt.reason,
        "waited_ms": attempt.delivery_latency,
        "waits": waits(attempt, since),
        "took_ms": attempt.response_latency,
        "timings": Parts::of(attempt),
    })
}

/// What an attempt had waited for since that time.
///
/// Until it was queued, what asked for the attempt says what that was; from then on, the queue did.
fn waits(attempt: &Attempt, since: Timestamp) -> Vec<Value> {
    let in_queue = i64::try_from(attempt.delivery_latency).unwrap_or(i64::MAX);
    let queued = Timestamp(attempt.key.at().0.saturating_sub(in_queue));
    let until_queued = match attempt.trigger {
        Trigger::Initial => Some("DELAYED"),
        Trigger::Unpause => Some("PAUSED"),
        Trigger::Automatic => Some("RETRY"),
        // Nobody waits for what nobody asked for yet.
        Trigger::Manual | Trigger::BulkRetry => None,
    };
    let first = until_queued.map(|it| json!({ "reason": it, "ms": queued.since(since) }));
    let then = attempt.waited_for;
    let then = then.map(|it| json!({ "reason": it, "ms": attempt.delivery_latency }));
    first.into_iter().chain(then).filter(|it| it["ms"] != 0).collect()
}

/// What an event waits for now, and until when where that is known.
async fn waits_for(call: &Call, event: &Event) -> Option<Value> {
    let planned = event.next_attempt_at;
    let (reason, until) = match event.status {
        Status::Hold => (json!("PAUSED"), None),
        Status::Scheduled => (json!("DELAYED"), planned),
        Status::Failed if planned.is_some() => (json!("RETRY"), planned),
        Status::Queued => match call.gateway.asks.place(event.clone()).await {
            Some(Place::UnderWay) => (json!("UNDER_WAY"), None),
            Some(Place::Kept(wait, until)) => (json!(wait), until),
            Some(Place::InTurn) | None => (json!("TURN"), None),
        },
        Status::Successful | Status::Failed | Status::Cancelled => return None,
    };
    Some(json!({ "reason": reason, "since": event.updated_at, "until": until }))
}

/// In what one content differs from another.
fn changes(before: &Content, after: &Content) -> Vec<Value> {
    let (before, after) = (content::show(before), content::show(after));
    let mut found = Vec::new();
    for part in ["path", "query", "headers", "body"] {
        differences(part, Some(&before[part]), Some(&after[part]), MOST_CHANGES, &mut found);
    }
    let told = |it: Difference| {
        let mut res = json!({ "at": it.at });
        for (name, value) in [("before", it.before), ("after", it.after)] {
            if let Some(value) = value {
                res[name] = value;
            }
        }
        res
    };
    found.into_iter().map(told).collect()
}
