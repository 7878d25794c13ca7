//! Events: what is to go out, and what became of it.

use std::sync::Arc;

use axum::extract::Path;
use http::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};

use super::bulk;
use super::call::{Answer, Call, OWN, Result};
use super::content;
use super::error::ApiError;
use super::page::Paging;
use super::query::Query;
use super::request;
use super::resource::Resource;
use super::table::Table;
use super::versions::Object;
use crate::gateway::brake::Held;
use crate::gateway::{Gateway, Snapshot, Trie, aim, errand, pending};
use crate::model::{
    Content, ErrorCode, Event, Headers, Id, Key, Kind, Status, Timestamp, Transformed, Trigger,
};
use crate::store::{Accepted, Amend, CliFilter, EventQuery, Order, Waiting};

pub(super) fn routes() -> Table {
    Table::new("Events")
        .get("/events", list)
        .says("getEvents(EventQuery): Page<Event>", "Lists events.")
        .get("/events/{id}", one)
        .says("getEvent(): Event", "Shows an event and its content.")
        .get("/events/{id}/raw_body", raw_body)
        .says("getEventRawBody(): RawBody", "Shows an event's body as it came.")
        .post("/events/{id}/retry", retry)
        .says("retryEvent(): RetriedEvent", "Delivers an event again, at once.")
        .post("/events/{id}/replay", replay)
        .says("replayEvent(Replay): ReplayedRequest", "Makes new requests of an event's request.")
        .put("/events/{id}/cancel", cancel)
        .says("cancelEvent(): Event", "Ends an event that is still to be delivered.")
        .put("/events/{id}/mute", mute)
        .says("muteEvent(): Event", "Ends the retries of an event.")
}

/// An event as the newest API shows it; `data` where it was asked for.
#[derive(Serialize)]
pub(super) struct Shown {
    id: String,
    team_id: Option<Id>,
    webhook_id: Id,
    source_id: Option<Id>,
    destination_id: Option<Id>,
    event_data_id: String,
    request_id: String,
    attempts: u32,
    last_attempt_at: Option<Timestamp>,
    next_attempt_at: Option<Timestamp>,
    response_status: Option<u16>,
    error_code: Option<ErrorCode>,
    status: Status,
    successful_at: Option<Timestamp>,
    cli_id: Option<Id>,
    delivery_group: Option<Arc<str>>,
    updated_at: Timestamp,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

/// Shows an event.
pub(super) fn show(event: &Event, snapshot: &Snapshot, data: Option<Value>) -> Shown {
    let connection = snapshot.connections.get(&event.connection);
    Shown {
        id: event.key.id(Kind::Event),
        team_id: connection.map(|it| it.team_id.clone()),
        webhook_id: event.connection.clone(),
        source_id: connection.map(|it| it.source_id.clone()),
        destination_id: connection.map(|it| it.destination_id.clone()),
        event_data_id: event.data.id(Kind::Data),
        request_id: event.request.id(Kind::Request),
        attempts: event.attempts,
        last_attempt_at: event.last_attempt_at,
        next_attempt_at: event.next_attempt_at,
        response_status: event.response_status,
        error_code: event.error_code,
        status: event.status,
        successful_at: event.successful_at,
        cli_id: event.session.clone(),
        delivery_group: event.group.clone(),
        updated_at: event.updated_at,
        created_at: event.key.at(),
        data,
    }
}

const LAST_ATTEMPT: &str = "last_attempt_at";

async fn list(call: Call) -> Result {
    let query = call.query(Object::EventQuery)?;
    page(&call, &query, None).await
}

/// The events of a project, or of one request.
///
/// In the order of last attempts those that were never attempted have no place.
///
/// Those for listeners are left out of the first unless asked for, as live does; of a request all
/// are shown, since there one looks for what became of it.
pub(super) async fn page(call: &Call, query: &Query, request: Option<Key>) -> Result {
    let Call { gateway, project, .. } = call;
    let paging = Paging::read_one(query, 50, &["created_at", LAST_ATTEMPT])?;
    let usual = if request.is_some() { CliFilter::All } else { CliFilter::Without };
    let cut = if paging.by[0].0 == LAST_ATTEMPT {
        let (order, after) = paging.order_by_attempt()?;
        let asked = EventQuery { request, ..filters(gateway, project, query, usual, order)? };
        paging.arrange_by_attempt(call.gateway.store.attempted(asked, after).await?)
    } else {
        let order = paging.order(Kind::Event)?;
        let asked = EventQuery { request, ..filters(gateway, project, query, usual, order)? };
        let page = call.gateway.store.events(asked).await?;
        paging.arrange(page, Kind::Event, |(event, _)| event.key)
    };
    let snapshot = call.gateway.catalog.now();
    let show = |(event, content): (Event, Option<Content>)| {
        let data = content.map(|it| show_data(&event, &it, &snapshot));
        show(&event, &snapshot, data)
    };
    Ok(paging.answer(call, Object::Event, cut.map(show)))
}

/// The events of a project that the filters leave.
pub(super) fn filters(
    gateway: &Gateway,
    project: &Id,
    query: &Query,
    usual: CliFilter,
    order: Order,
) -> Result<EventQuery> {
    let mut only = keys(query, "id", Kind::Event)?;
    // Nothing here has a user, so nothing matches this.
    let none = ["cli_user_id"];
    let error_codes = error_codes(query)?;
    if none.iter().any(|it| query.0.contains_key(*it)) || error_codes == Some(Vec::new()) {
        only = Some(Vec::new());
    }
    let mut data = None;
    if let Some(ids) = query.ids("event_data_id")? {
        match ids.as_slice() {
            [id] => data = Some(Key::parse(Kind::Data, id).unwrap_or_default()),
            _ => return Err(super::query::wrong("event_data_id", "must be a string")),
        }
    }
    Ok(EventQuery {
        keys: only,
        connections: connections(gateway, project, query)?,
        issues: keys(query, "issue_id", Kind::Issue)?,
        statuses: query.names("status")?,
        cli: listeners(query, usual)?,
        bulks: keys(query, "bulk_retry_id", Kind::Bulk)?,
        data,
        attempts: query.numbers("attempts")?,
        response_status: query.numbers("response_status")?,
        error_codes: error_codes.unwrap_or_default(),
        groups: query.texts("delivery_group")?.map(|it| {
            // The API writes those without as `null`.
            it.into_iter().map(|it| (it != "null").then(|| Arc::from(it))).collect()
        }),
        created_at: query.times("created_at")?,
        last_attempt_at: query.times("last_attempt_at")?,
        next_attempt_at: query.times("next_attempt_at")?,
        successful_at: query.times("successful_at")?,
        search: content::search(query)?,
        with_content: content::is_included(query)?,
        ..EventQuery::all(order)
    })
}

/// Codes of the API with which nothing ends here.
const FOREIGN_CODES: &[&str] = &[
    "CANCELLED_PAST_RETENTION",
    "DATA_ARCHIVED",
    "NOT_FOUND",
    "TOO_MANY_REDIRECTS",
    "TTL_EXPIRED",
    "Z_DATA_ERROR",
];

/// The codes that are asked for; those that never occur are none.
fn error_codes(query: &Query) -> Result<Option<Vec<ErrorCode>>> {
    let Some(texts) = query.texts("error_code")? else { return Ok(None) };
    let ours = texts.into_iter().filter(|it| !FOREIGN_CODES.contains(it));
    ours.map(|it| Query::name("error_code", it)).collect::<Result<_>>().map(Some)
}

/// Reads ids of the ledger; what is none matches nothing.
pub(super) fn keys(query: &Query, name: &str, kind: Kind) -> Result<Option<Vec<Key>>> {
    let ids = query.ids(name)?;
    Ok(ids.map(|ids| ids.iter().filter_map(|it| Key::parse(kind, it)).collect()))
}

/// The connections that the filters leave; `None` where they leave all.
pub(super) fn connections(
    gateway: &Gateway,
    project: &Id,
    query: &Query,
) -> Result<Option<Vec<Id>>> {
    let connections = query.ids("webhook_id")?;
    let (sources, destinations) = (query.ids("source_id")?, query.ids("destination_id")?);
    let snapshot = gateway.catalog.now();
    let none = connections.is_none() && sources.is_none() && destinations.is_none();
    if none && snapshot.is_only(project) {
        return Ok(None);
    }
    let left = snapshot.connections.values().filter(|it| {
        it.team_id == *project
            && connections.as_ref().is_none_or(|wanted| wanted.contains(&it.id))
            && sources.as_ref().is_none_or(|wanted| wanted.contains(&it.source_id))
            && destinations.as_ref().is_none_or(|wanted| wanted.contains(&it.destination_id))
    });
    Ok(Some(left.map(|it| it.id.clone()).collect()))
}

fn listeners(query: &Query, usual: CliFilter) -> Result<CliFilter> {
    Ok(match query.0.get("cli_id") {
        None => usual,
        Some(Value::Object(operators)) => match operators.get("any").and_then(Value::as_str) {
            Some("true") => CliFilter::With,
            Some("false") => CliFilter::Without,
            _ => CliFilter::All,
        },
        Some(_) => CliFilter::Only(query.ids("cli_id")?.unwrap_or_default()),
    })
}

/// Content as the destination of an event gets it.
fn show_data(event: &Event, content: &Content, snapshot: &Snapshot) -> Value {
    let mut res = content::show(content);
    let connection = snapshot.connections.get(&event.connection);
    let destination = connection.and_then(|it| snapshot.destinations.get(&it.destination_id));
    if let Some(destination) = destination {
        res["url"] = json!(aim::at(destination, content));
        res["method"] = json!(aim::method(destination, content).as_str());
    }
    res
}

async fn one(Path(id): Path<String>, call: Call) -> Result {
    let event = find(&call, &id).await?;
    let snapshot = call.gateway.catalog.now().clone();
    let mut data = None;
    if let Some(accepted) = made_of(&call, &event).await? {
        data = accepted.content(&event).map(|it| show_data(&event, it, &snapshot));
        if let Some(data) = &mut data {
            add_headers(&call, &event, accepted, data).await;
        }
    }
    let mut res = json!(show(&event, &snapshot, data));
    if call.is_since(OWN) {
        res["waits_for"] = json!(waits_for(&call.gateway, &event, &snapshot));
    }
    Ok(Answer::one(Object::Event, res))
}

/// What keeps a queued event's destination from being sent anything, if something does.
pub(super) fn waits_for(gateway: &Gateway, event: &Event, snapshot: &Snapshot) -> Option<Held> {
    if event.status != Status::Queued || event.session.is_some() {
        return None;
    }
    let connection = snapshot.connections.get(&event.connection)?;
    gateway.brakes.held(snapshot.destinations.get(&connection.destination_id)?)
}

/// What an event was made of, with its own content where that is another.
async fn made_of(call: &Call, event: &Event) -> Result<Option<Accepted>> {
    let store = &call.gateway.store;
    let Some(request) = store.request(event.request).await? else { return Ok(None) };
    let mut res = Accepted::of(request);
    if event.data != event.request
        && let Some(content) = store.content(event.data).await?
    {
        res.transformed.push(Transformed { key: event.data, content });
    }
    Ok(Some(res))
}

/// Adds the headers that the next attempt will have, but for the proof of who sent it: that may be
/// a secret. An event that can have no next attempt gets none.
async fn add_headers(call: &Call, event: &Event, accepted: Accepted, data: &mut Value) {
    let waiting = Waiting { event: event.clone(), accepted: Some(Arc::new(accepted)) };
    let Ok(errand) = errand::find(&call.gateway, waiting).await else { return };
    let mut added = HeaderMap::new();
    if errand.add_headers(&call.gateway, &mut added).is_ok() {
        let sent = errand.sent_headers(&call.gateway);
        data["headers"] = Headers::from_map(&sent).to_value();
        data["appended_headers"] = added.keys().map(http::HeaderName::as_str).collect();
        for (name, value) in &added {
            data["headers"][name.as_str()] = json!(String::from_utf8_lossy(value.as_bytes()));
        }
    }
}

async fn raw_body(Path(id): Path<String>, call: Call) -> Result {
    let event = find(&call, &id).await?;
    let content = call.gateway.store.content(event.data).await?;
    Ok(content::raw_body(&content.ok_or_else(|| ApiError::not_found(&id))?))
}

/// Delivers it again, at once; a planned retry stays planned. An event that can go nowhere stays
/// as it is: what became of it is worth more than another failure.
async fn retry(Path(id): Path<String>, call: Call) -> Result {
    let event = find(&call, &id).await?;
    let again = requeue(&call.gateway, &event, Trigger::Manual).map_err(|closed| {
        ApiError::unprocessable(format!("The event cannot be delivered: its {closed}."))
    })?;
    let event = amend(&call, &id, again).await?;
    Ok(Answer::one(Object::RetriedEvent, event))
}

/// Makes new requests of its request; for its own connection, unless told otherwise.
async fn replay(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    let mut target = bulk::take_target(&call.gateway, &call.project, &mut form)?;
    form.finish()?;
    let event = find(&call, &id).await?;
    if target.source.is_none() && target.connections.is_none() {
        target.connections = Some(vec![event.connection.clone()]);
    }
    let request = call.gateway.store.request(event.request).await?;
    let request = request.ok_or_else(|| ApiError::not_found(&id))?;
    request::replay_to(&call, &request, &target).await
}

/// How an event is delivered again; an error says what keeps it from that.
pub(in crate::gateway) fn requeue(
    gateway: &Gateway,
    event: &Event,
    trigger: Trigger,
) -> Result<Amend, String> {
    if let Some(closed) = closed(&gateway.catalog.now(), &event.connection) {
        return Err(closed);
    }
    // Whoever listened then is gone for good; whoever listens now wants to see it.
    let gone = event.session.as_ref().is_some_and(|it| gateway.hub.window(it).is_none());
    let session = if gone { gateway.hub.listener_of(&event.connection) } else { None };
    Ok(Amend::Requeue(trigger, session))
}

/// Which end of a connection, if any, or that itself is closed, and how.
pub(super) fn closed(snapshot: &Snapshot, id: &Id) -> Option<String> {
    fn state<T: Resource>(all: &Trie<Id, Arc<T>>, noun: &str, id: &Id) -> Option<String> {
        let head = all.get(id).map(|it| it.head());
        match head {
            Some(it) if it.deleted_at.is_none() && it.disabled_at.is_none() => None,
            Some(it) if it.deleted_at.is_none() => Some(format!("{noun} {id} is disabled")),
            _ => Some(format!("{noun} {id} is deleted")),
        }
    }
    let connections = &snapshot.connections;
    let connection = connections.get(id);
    let ends = connection.and_then(|it| {
        state(&snapshot.destinations, "destination", &it.destination_id)
            .or_else(|| state(&snapshot.sources, "source", &it.source_id))
    });
    ends.or_else(|| state(connections, "connection", id))
}

async fn mute(Path(id): Path<String>, call: Call) -> Result {
    find(&call, &id).await?;
    let event = amend(&call, &id, Amend::Mute).await?;
    Ok(Answer::one(Object::Event, event))
}

async fn cancel(Path(id): Path<String>, call: Call) -> Result {
    let event = find(&call, &id).await?;
    if !matches!(event.status, Status::Queued | Status::Scheduled | Status::Hold) {
        return Err(ApiError::unprocessable(
            "Only an event that is QUEUED, SCHEDULED or on HOLD can be cancelled.",
        ));
    }
    let event = amend(&call, &id, Amend::Cancel).await?;
    Ok(Answer::one(Object::Event, event))
}

async fn amend(call: &Call, id: &str, amend: Amend) -> Result<Value> {
    let key = Key::parse(Kind::Event, id).unwrap_or_default();
    let amended = call.gateway.store.amend(key, amend, Timestamp::now()).await?;
    let mut event = amended.ok_or_else(|| ApiError::not_found(id))?;
    let snapshot = call.gateway.catalog.now().clone();
    let connection = snapshot.connections.get(&event.connection);
    if event.status == Status::Queued && connection.is_some_and(|it| it.paused_at.is_some()) {
        // It waits for the end of the pause like all others.
        pending::follow(&call.gateway, &event.connection).await?;
        event = find(call, id).await?;
    }
    Ok(json!(show(&event, &snapshot, None)))
}

/// An event of the caller's project.
pub(super) async fn find(call: &Call, id: &str) -> Result<Event> {
    let not_found = || ApiError::not_found(id);
    let key = Key::parse(Kind::Event, id).ok_or_else(not_found)?;
    let event = call.gateway.store.event(key).await?.ok_or_else(not_found)?;
    let snapshot = call.gateway.catalog.now();
    let connection = snapshot.connections.get(&event.connection);
    if connection.is_some_and(|it| it.team_id != call.project) {
        return Err(not_found());
    }
    Ok(event)
}
