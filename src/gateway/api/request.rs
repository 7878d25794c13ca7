//! Requests: what came in.

use std::sync::Arc;

use axum::extract::Path;
use serde::Serialize;
use serde_json::{Value, json};

use super::bulk::{self, Target};
use super::call::{Answer, Call, OWN, Result};
use super::error::ApiError;
use super::page::Paging;
use super::query::{Query, exclusive, wrong};
use super::table::Table;
use super::versions::Object;
use super::{content, event, resource};
use crate::gateway::{Gateway, issues, route};
use crate::model::{
    Connection, Event, Id, Ignored, IgnoredCause, Key, Kind, Rejection, Request, Timestamp,
    Unproved,
};
use crate::store::{Accepted, Order, Range, RequestQuery};

pub(super) fn routes() -> Table {
    Table::new("Requests")
        .get("/requests", list)
        .says("getRequests(RequestQuery): Page<Request>", "Lists requests.")
        .get("/requests/{id}", one)
        .says("getRequest(): Request", "Shows a request and its content.")
        .get("/requests/{id}/raw_body", raw_body)
        .says("getRequestRawBody(): RawBody", "Shows a request's body as it came.")
        .post("/requests/{id}/retry", retry)
        .says("retryRequest(RequestRetry): RetriedRequest", "Asks a request's connections again.")
        .post("/requests/{id}/replay", replay)
        .says("replayRequest(Replay): ReplayedRequest", "Makes new requests of a request.")
        .get("/requests/{id}/events", events)
        .says("getRequestEvents(EventQuery): Page<Event>", "Lists the events of a request.")
        .get("/requests/{id}/ignored_events", ignored_events)
        .says(
            "getRequestIgnoredEvents(IgnoredEventQuery): Page<IgnoredEvent>",
            "Lists the connections that made no event of a request, and why.",
        )
}

/// A request as the newest API shows it; `data` where it was asked for.
#[derive(Serialize)]
pub(super) struct Shown {
    id: String,
    team_id: Id,
    verified: bool,
    original_event_data_id: String,
    rejection_cause: Option<Rejection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verification: Option<Option<Unproved>>,
    ingested_at: Timestamp,
    source_id: Id,
    events_count: u32,
    cli_events_count: u32,
    ignored_count: u32,
    updated_at: Timestamp,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

pub(super) fn show(request: &Request, with_data: bool) -> Shown {
    let created_at = request.key.at();
    Shown {
        id: request.key.id(Kind::Request),
        team_id: request.project.clone(),
        verified: request.verified,
        original_event_data_id: request.key.id(Kind::Data),
        rejection_cause: request.rejection,
        verification: None,
        ingested_at: created_at,
        source_id: request.source.clone(),
        events_count: request.events_count,
        cli_events_count: request.cli_events_count,
        ignored_count: request.ignored_count,
        updated_at: created_at,
        created_at,
        data: with_data.then(|| content::show(&request.content)),
    }
}

async fn list(call: Call) -> Result {
    let query = call.query(Object::RequestQuery)?;
    let paging = Paging::read_one(&query, 50, &["created_at", "ingested_at"])?;
    let order = paging.order(Kind::Request)?;
    let asked = filters(&call.gateway, &call.project, &query, order)?;
    let with_data = asked.with_content;
    let page = call.gateway.store.requests(asked).await?;
    let cut = paging.arrange(page, Kind::Request, |it| it.key);
    let says_why = call.is_since(OWN);
    let cut = cut.map(|it| Shown {
        verification: says_why.then(|| it.unproved.clone()),
        ..show(&it, with_data)
    });
    Ok(paging.answer(&call, Object::Request, cut))
}

/// The requests of a project that the filters leave.
pub(super) fn filters(
    gateway: &Gateway,
    project: &Id,
    query: &Query,
    order: Order,
) -> Result<RequestQuery> {
    let keys = event::keys(query, "id", Kind::Request)?;
    let rejected = query.choice("status", &["accepted", "rejected"])?.map(|it| it == "rejected");
    // Requests are kept as they come: both times are one.
    let mut created_at = query.times("created_at")?;
    let ingested_at = query.times("ingested_at")?;
    if created_at == Range::default() {
        created_at = ingested_at;
    } else if ingested_at != Range::default() {
        return Err(ApiError::invalid(vec![exclusive(&["created_at", "ingested_at"])]));
    }
    Ok(RequestQuery {
        keys,
        sources: sources(gateway, project, query)?,
        rejected,
        rejections: query.names("rejection_cause")?,
        verified: query.flag("verified")?,
        bulks: event::keys(query, "bulk_retry_id", Kind::Bulk)?,
        events_count: query.numbers("events_count")?,
        cli_events_count: query.numbers("cli_events_count")?,
        ignored_count: query.numbers("ignored_count")?,
        created_at,
        search: content::search(query)?,
        with_content: content::is_included(query)?,
        ..RequestQuery::all(order)
    })
}

/// The sources that the filter leaves; `None` where it leaves all.
fn sources(gateway: &Gateway, project: &Id, query: &Query) -> Result<Option<Vec<Id>>> {
    let sources = query.ids("source_id")?;
    let snapshot = gateway.catalog.now();
    if sources.is_none() && snapshot.is_only(project) {
        return Ok(None);
    }
    let left = snapshot.sources.values().filter(|it| {
        it.team_id == *project && sources.as_ref().is_none_or(|it_| it_.contains(&it.id))
    });
    Ok(Some(left.map(|it| it.id.clone()).collect()))
}

async fn one(Path(id): Path<String>, call: Call) -> Result {
    let request = find(&call, &id).await?;
    let verification = call.is_since(OWN).then(|| request.unproved.clone());
    Ok(Answer::one(Object::Request, json!(Shown { verification, ..show(&request, true) })))
}

async fn raw_body(Path(id): Path<String>, call: Call) -> Result {
    Ok(content::raw_body(&find(&call, &id).await?.content))
}

async fn events(Path(id): Path<String>, call: Call) -> Result {
    let request = find(&call, &id).await?;
    event::page(&call, &call.query(Object::EventQuery)?, Some(request.key)).await
}

async fn ignored_events(Path(id): Path<String>, call: Call) -> Result {
    let request = find(&call, &id).await?;
    let query = call.query(Object::Plain)?;
    let paging = Paging::read(&query, 250, &["id", "created_at"])?;
    let ids = query.texts("id")?;
    let ignored: Vec<(String, Ignored)> = call
        .gateway
        .store
        .ignored(request.key)
        .await?
        .into_iter()
        .map(|it| (format!("{id}:{}", it.connection), it))
        .filter(|(id, _)| ids.as_ref().is_none_or(|ids| ids.contains(&id.as_str())))
        .collect();
    let falls = paging.by[0].1;
    let compare = |a: &(String, Ignored), b: &(String, Ignored)| {
        if falls { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) }
    };
    let find = |id: &str| ignored.iter().find(|it| it.0 == id);
    let cut = paging.cut(ignored.iter().collect(), compare, find, |it| it.0.clone())?;
    let show = |(id, ignored): &(String, Ignored)| {
        let meta = match ignored.cause {
            IgnoredCause::Filtered => json!(ignored.filtered),
            IgnoredCause::TransformationFailed => {
                json!({ "transformation_id": ignored.transformation })
            }
            _ => Value::Null,
        };
        json!({
            "id": id,
            "team_id": request.project,
            "webhook_id": ignored.connection,
            "cause": ignored.cause,
            "request_id": request.key.id(Kind::Request),
            "meta": meta,
            "created_at": request.key.at(),
        })
    };
    Ok(paging.answer(&call, Object::Ignored, cut.map(show)))
}

/// Asks its connections again: all that there were when it came, or only some of them.
async fn retry(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Retried)?;
    let only = form.texts("webhook_ids").flatten();
    form.finish()?;
    let request = find(&call, &id).await?;
    if !request.may_be_retried() {
        // The API's own words.
        let message = "Request is not eligible for retry because it not rejected or has no \
                       ignored events";
        return Err(ApiError::bad_request(message).with(json!({ "request_id": id })));
    }
    let only = only.map(|ids| connections(&call, &request, &ids)).transpose()?;
    let again = route::again(&call.gateway, &request, only.as_deref()).await?;
    call.gateway.store.add(again.clone()).await?;
    for sighting in issues::complaints(&call.gateway, &request, &again.executions) {
        issues::see(&call.gateway, sighting).await;
    }
    let request = find(&call, &id).await?;
    let snapshot = call.gateway.catalog.now();
    let events: Vec<_> = again.events.iter().map(|it| event::show(it, &snapshot, None)).collect();
    let value = json!({ "request": show(&request, false), "events": events });
    Ok(Answer::one(Object::Retried, value))
}

/// Makes new requests of it, through rules as they now are; the old one stays as it is.
async fn replay(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    let target = bulk::take_target(&call.gateway, &call.project, &mut form)?;
    form.finish()?;
    replay_to(&call, &find(&call, &id).await?, &target).await
}

/// The same, to a given target.
pub(super) async fn replay_to(call: &Call, request: &Request, target: &Target) -> Result {
    let (mut requests, mut events) = (Vec::new(), Vec::new());
    for made in crate::gateway::bulk::replay(&call.gateway, request, target).await? {
        let (request, made) = keep(call, made).await?;
        requests.push(show(&request, false));
        let snapshot = call.gateway.catalog.now();
        events.extend(made.iter().map(|it| event::show(it, &snapshot, None)));
    }
    let value = json!({ "requests": requests, "events": events });
    Ok(Answer::one(Object::Replayed, value))
}

/// Keeps a request that was made anew. All of its events are kept: it leaves no marks, without which
/// the store looks for no duplicates.
pub(super) async fn keep(call: &Call, made: Accepted) -> Result<(Request, Vec<Event>)> {
    debug_assert!(made.marks.is_empty(), "the store may leave events out");
    let made = Arc::new(made);
    call.gateway.store.accept(made.clone()).await?;
    for sighting in issues::of(&call.gateway, &made) {
        issues::see(&call.gateway, sighting).await;
    }
    Ok((made.request.clone(), made.events.clone()))
}

fn connections(call: &Call, request: &Request, ids: &[String]) -> Result<Vec<Id>> {
    let snapshot = call.gateway.catalog.now();
    let find = |id: &String| {
        let connection = resource::find::<Connection>(&snapshot, &call.project, id)?;
        if connection.source_id == request.source {
            return Ok(connection.id.clone());
        }
        Err(wrong("webhook_ids", &format!("must be connections of the request's source: {id}")))
    };
    ids.iter().map(find).collect()
}

pub(super) async fn find(call: &Call, id: &str) -> Result<Request> {
    let not_found = || ApiError::not_found(id);
    let key = Key::parse(Kind::Request, id).ok_or_else(not_found)?;
    let request = call.gateway.store.request(key).await?.ok_or_else(not_found)?;
    if request.project == call.project { Ok(request) } else { Err(not_found()) }
}
