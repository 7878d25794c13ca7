//! Reads whom a bulk operation is about.
//!
//! The filters are those of the lists, in JSON. Live passes over what it does not know, and so does
//! more than was asked for; here that is refused.

use serde_json::{Map, Value};

use super::super::call::Result;
use super::super::error::ApiError;
use super::super::form::Form;
use super::super::query::Query;
use super::super::versions::Object;
use super::super::{event, request, resource};
use crate::gateway::Gateway;
use crate::model::{BulkKind, Connection, Id, Source, Status};
use crate::store::{CliFilter, EventQuery, IgnoredQuery, Order, RequestQuery};

/// Filters of events.
const OF_EVENTS: &[&str] = &[
    "id",
    "status",
    "webhook_id",
    "destination_id",
    "source_id",
    "attempts",
    "response_status",
    "successful_at",
    "created_at",
    "error_code",
    "cli_id",
    "last_attempt_at",
    "next_attempt_at",
    "search_term",
    "headers",
    "body",
    "parsed_query",
    "path",
    "cli_user_id",
    "issue_id",
    "event_data_id",
    "bulk_retry_id",
];

/// Filters of requests.
const OF_REQUESTS: &[&str] = &[
    "id",
    "status",
    "rejection_cause",
    "source_id",
    "verified",
    "search_term",
    "headers",
    "body",
    "parsed_query",
    "path",
    "ignored_count",
    "events_count",
    "cli_events_count",
    "created_at",
    "ingested_at",
    "bulk_retry_id",
];

/// Filters of what was ignored.
const OF_IGNORED: &[&str] = &["cause", "webhook_id", "transformation_id"];

/// Filters whose values are JSON.
const JSON: &[&str] = &["headers", "body", "parsed_query"];

/// From its oldest on.
const ORDER: Order = Order { descending: false, after: None, limit: 0 };

/// Whom a bulk operation is about; order and length are still to be set.
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
#[derive(Clone, Debug)]
pub(in crate::gateway) enum Asked {
    /// Events.
    Events(EventQuery),
    /// Requests that are asked about again.
    Requests(RequestQuery),
    /// Requests of which new ones are made.
    Replay(RequestQuery, Target),
    /// What was ignored.
    Ignored(IgnoredQuery),
}

/// Where a request is replayed to; nothing is the source that it came to.
#[derive(Clone, Debug, Default)]
pub(in crate::gateway) struct Target {
    /// All that is open of this source, or those of its connections that are named.
    pub(in crate::gateway) source: Option<Id>,
    /// Only these connections.
    pub(in crate::gateway) connections: Option<Vec<Id>>,
}

/// Reads the query of an operation, in the newest shape.
pub(super) fn read(
    gateway: &Gateway,
    project: &Id,
    kind: BulkKind,
    query: &Map<String, Value>,
) -> Result<Asked> {
    read_inner(gateway, project, kind, query).map_err(|error| error.inside("query"))
}

fn read_inner(
    gateway: &Gateway,
    project: &Id,
    kind: BulkKind,
    query: &Map<String, Value>,
) -> Result<Asked> {
    let mut query = query.clone();
    let target = match kind {
        BulkKind::RequestsReplay => query.shift_remove("target"),
        _ => None,
    };
    let known = match kind {
        BulkKind::EventsRetry | BulkKind::EventsCancel => OF_EVENTS,
        BulkKind::RequestsRetry | BulkKind::RequestsReplay => OF_REQUESTS,
        BulkKind::IgnoredRetry => OF_IGNORED,
    };
    let strangers = query.keys().filter(|it| !known.contains(&it.as_str()));
    let sentences: Vec<_> = strangers.map(|it| format!("{it} is not allowed")).collect();
    if !sentences.is_empty() {
        return Err(ApiError::invalid(sentences));
    }
    let query = Query::of_json(&query, JSON);
    let requests = || request::filters(gateway, project, &query, ORDER);
    Ok(match kind {
        BulkKind::EventsRetry => Asked::Events(events(gateway, project, &query)?),
        BulkKind::EventsCancel => Asked::Events(cancellable(events(gateway, project, &query)?)),
        BulkKind::RequestsRetry => Asked::Requests(RequestQuery { retriable: true, ..requests()? }),
        BulkKind::RequestsReplay => {
            let target = target.map(|it| read_target(gateway, project, it)).transpose()?;
            Asked::Replay(requests()?, target.unwrap_or_default())
        }
        BulkKind::IgnoredRetry => Asked::Ignored(ignored(gateway, project, &query)?),
    })
}

fn events(gateway: &Gateway, project: &Id, query: &Query) -> Result<EventQuery> {
    event::filters(gateway, project, query, CliFilter::Without, ORDER)
}

/// Those that can be cancelled among what was asked for.
fn cancellable(mut query: EventQuery) -> EventQuery {
    let can_be = [Status::Scheduled, Status::Queued, Status::Hold];
    let asked = |it: &Status| query.statuses.is_empty() || query.statuses.contains(it);
    let left: Vec<_> = can_be.into_iter().filter(asked).collect();
    if left.is_empty() {
        query.keys = Some(Vec::new());
    }
    query.statuses = left;
    query
}

fn ignored(gateway: &Gateway, project: &Id, query: &Query) -> Result<IgnoredQuery> {
    let wanted = query.ids("webhook_id")?;
    let snapshot = gateway.catalog.now();
    let all = snapshot.connections.values().filter(|it| it.team_id == *project);
    let connections = all
        .filter(|it| wanted.as_ref().is_none_or(|wanted| wanted.contains(&it.id)))
        .map(|it| it.id.clone())
        .collect();
    Ok(IgnoredQuery {
        connections,
        causes: query.names("cause")?,
        transformation: query.text("transformation_id")?.map(Id::from),
        order: ORDER,
    })
}

/// Reads where requests are to be replayed to.
pub(super) fn read_target(gateway: &Gateway, project: &Id, value: Value) -> Result<Target> {
    let Value::Object(fields) = value else {
        return Err(ApiError::invalid(vec!["target must be of type object".to_owned()]));
    };
    let mut form = Form::new(Object::Plain, fields);
    let target = take_target(gateway, project, &mut form);
    form.finish().map_err(|error| error.inside("target"))?;
    target
}

/// Takes `source_id` and `webhook_ids` out of a form.
pub(in crate::gateway::api) fn take_target(
    gateway: &Gateway,
    project: &Id,
    form: &mut Form,
) -> Result<Target> {
    let source = form.text("source_id", 255).flatten().map(|it| Id::from(&*it));
    let connections = form.texts("webhook_ids").flatten();
    let snapshot = gateway.catalog.now();
    if let Some(source) = &source {
        resource::find::<Source>(&snapshot, project, source)?;
    }
    let mut res = Vec::new();
    for id in connections.iter().flatten() {
        let connection = resource::find::<Connection>(&snapshot, project, id)?;
        if source.as_ref().is_some_and(|it| *it != connection.source_id) {
            form.problem("webhook_ids", &format!("must be connections of the source: {id}"));
        }
        res.push(connection.id.clone());
    }
    let connections = Some(res).filter(|it| !it.is_empty());
    Ok(Target { source, connections })
}
