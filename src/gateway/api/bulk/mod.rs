//! Bulk operations: one thing done to everything that a query finds.
//!
//! All are asked for, listed, planned and cancelled alike; `gateway/bulk.rs` does them.

mod asked;

use axum::extract::Path;
use serde_json::{Map, Value, json};

use self::asked::read;
pub(super) use self::asked::take_target;
pub(in crate::gateway) use self::asked::{Asked, Target};
use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::page::Paging;
use super::query::Query;
use super::table::Table;
use super::versions::Object;
use super::{content, event};
use crate::gateway::{Gateway, bulk};
use crate::model::{Bulk, BulkKind, Key, Kind, Timestamp};
use crate::store::BulkQuery;

/// Where each kind is asked for, and what the documents call it.
const KINDS: &[(&str, BulkKind, &str, &str)] = &[
    ("/bulk/events/retry", BulkKind::EventsRetry, "EventBulkRetry", "EventBulkRetries"),
    ("/bulk/events/cancel", BulkKind::EventsCancel, "EventBulkCancel", "EventBulkCancels"),
    ("/bulk/requests/retry", BulkKind::RequestsRetry, "RequestBulkRetry", "RequestBulkRetries"),
    ("/bulk/requests/replay", BulkKind::RequestsReplay, "RequestBulkReplay", "RequestBulkReplays"),
    (
        "/bulk/ignored-events/retry",
        BulkKind::IgnoredRetry,
        "IgnoredEventBulkRetry",
        "IgnoredEventBulkRetries",
    ),
];

pub(super) fn routes() -> Table {
    KINDS.iter().fold(Table::new("Bulk operations"), |table, &(path, kind, noun, nouns)| {
        table
            .get(path, move |call: Call| list(kind, call))
            .says(
                &format!("get{nouns}({noun}Query): Page<BulkOperation>"),
                "Lists bulk operations of this kind.",
            )
            .post(path, move |call: Call| create(kind, call))
            .says(
                &format!("create{noun}({noun}New): BulkOperation"),
                "Begins to do this to all that the query finds.",
            )
            .get(&format!("{path}/plan"), move |call: Call| plan(kind, call))
            .says(
                &format!("generate{noun}Plan({noun}Filter): BulkPlan"),
                "Estimates how much there would be to do.",
            )
            .get(&format!("{path}/{{id}}"), move |Path(id): Path<String>, call: Call| {
                one(kind, id, call)
            })
            .says(&format!("get{noun}(): BulkOperation"), "Shows how far an operation has come.")
            .post(&format!("{path}/{{id}}/cancel"), move |Path(id): Path<String>, call: Call| {
                cancel(kind, id, call)
            })
            .says(&format!("cancel{noun}(): BulkOperation"), "Ends an operation before its time.")
    })
}

/// Whom an operation is about, as things stand; `None` where that is gone, such as a source that it
/// replays to.
pub(in crate::gateway) fn asked(gateway: &Gateway, bulk: &Bulk) -> Option<Asked> {
    read(gateway, &bulk.project, bulk.kind, bulk.query.as_object()?).ok()
}

/// An operation as the newest API shows it.
fn show(bulk: &Bulk) -> Value {
    let progress = match bulk.completed_at {
        Some(_) => 1.0,
        None if bulk.estimated_count == 0 => 0.0,
        None => (f64::from(bulk.handled) / f64::from(bulk.estimated_count)).min(1.0),
    };
    json!({
        "id": bulk.key.id(Kind::Bulk),
        "team_id": bulk.project,
        "type": bulk.kind.name(),
        "query": bulk.asked,
        "created_at": bulk.key.at(),
        "updated_at": bulk.updated_at,
        "cancelled_at": bulk.cancelled_at,
        "completed_at": bulk.completed_at,
        "estimated_batch": batches(bulk.estimated_count),
        "estimated_count": bulk.estimated_count,
        "processed_batch": bulk.batches,
        "completed_count": bulk.completed_count,
        "failed_count": bulk.failed_count,
        "in_progress": bulk.in_progress(),
        "progress": progress,
        "number": bulk.number,
    })
}

fn batches(count: u32) -> u32 {
    count.div_ceil(bulk::BATCH)
}

/// What a body and a query are to the versions.
fn objects(kind: BulkKind) -> (Object, Object) {
    match kind {
        BulkKind::EventsRetry | BulkKind::EventsCancel => {
            (Object::BulkEvents, Object::BulkEventQuery)
        }
        BulkKind::RequestsRetry | BulkKind::RequestsReplay => {
            (Object::BulkRequests, Object::BulkRequestQuery)
        }
        BulkKind::IgnoredRetry => (Object::BulkIgnored, Object::Ignored),
    }
}

async fn create(kind: BulkKind, call: Call) -> Result {
    let mut form = call.form(objects(kind).0)?;
    let query = form.object("query").flatten().unwrap_or_default();
    form.finish()?;
    // Where requests go to says nothing about which.
    if query.keys().all(|it| it == "target" && kind == BulkKind::RequestsReplay) {
        let message = "Empty query object is not allowed";
        return Err(ApiError::bad_request(message).with(json!({ "query": {} })));
    }
    let found = read(&call.gateway, &call.project, kind, &query)?;
    let key = call.gateway.keys.next();
    let bulk = Bulk {
        key,
        project: call.project.clone(),
        number: 0,
        kind,
        asked: call.sent("query"),
        query: sorted(Value::Object(query)),
        place: Key::default(),
        estimated_count: bulk::estimate(&call.gateway, found, key).await?,
        batches: 0,
        handled: 0,
        completed_count: 0,
        failed_count: 0,
        updated_at: key.at(),
        cancelled_at: None,
        completed_at: None,
    };
    let open = call.gateway.store.open_bulks().await?;
    let same = |it: &Bulk| (&it.project, it.kind, &it.query) == (&bulk.project, kind, &bulk.query);
    if open.iter().any(same) {
        return Err(in_progress());
    }
    if bulk.estimated_count == 0 {
        return Err(none(kind));
    }
    let begun = call.gateway.store.begin(bulk).await?.ok_or_else(in_progress)?;
    call.gateway.bulks.notify_one();
    Ok(Answer::one(Object::Bulk, show(&begun)))
}

fn in_progress() -> ApiError {
    refused("Batch operation using same query is currently in progress, wait until it has ended.")
}

fn none(kind: BulkKind) -> ApiError {
    let things = match kind {
        BulkKind::EventsRetry | BulkKind::EventsCancel => "events",
        BulkKind::RequestsRetry | BulkKind::RequestsReplay => "requests",
        BulkKind::IgnoredRetry => "ignored events",
    };
    refused(&format!(
        "The query filter for the batch operations does not include any {things}. Use another."
    ))
}

fn refused(message: &str) -> ApiError {
    ApiError::unprocessable(message).with(json!({ "message": message }))
}

/// The same JSON with the keys of all objects sorted.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        Value::Object(map) => {
            let mut fields: Vec<_> = map.into_iter().map(|(name, it)| (name, sorted(it))).collect();
            fields.sort_by(|a, b| a.0.cmp(&b.0));
            fields.into_iter().collect()
        }
        value => value,
    }
}

/// How much there would be to do; without a query, of all.
async fn plan(kind: BulkKind, call: Call) -> Result {
    let asked = call.query(Object::Plain)?.json("query")?.unwrap_or_else(|| json!({}));
    let mut asked = match asked {
        Value::Null => Value::Object(Map::new()),
        asked => asked,
    };
    call.newer(objects(kind).1, &mut asked).map_err(|error| error.inside("query"))?;
    let Value::Object(query) = asked else {
        return Err(super::query::wrong("query", "must be of type object"));
    };
    let found = read(&call.gateway, &call.project, kind, &query)?;
    let count = bulk::estimate(&call.gateway, found, call.gateway.keys.next()).await?;
    let plan = json!({ "estimated_batch": batches(count), "estimated_count": count });
    Ok(Answer::one(Object::Plain, plan))
}

async fn list(kind: BulkKind, call: Call) -> Result {
    let query = call.query(Object::Plain)?;
    let paging = Paging::read(&query, 100, &["created_at"])?;
    let partial = query.flag("query_partial_match")? == Some(true);
    let json = if partial { content::bounded } else { Query::json };
    let asked = BulkQuery {
        project: call.project.clone(),
        kind,
        keys: event::keys(&query, "id", Kind::Bulk)?,
        asked: json(&query, "query")?,
        partial,
        in_progress: query.flag("in_progress")?,
        created_at: query.times("created_at")?,
        cancelled_at: query.times("cancelled_at")?,
        completed_at: query.times("completed_at")?,
        order: paging.order(Kind::Bulk)?,
    };
    let page = call.gateway.store.bulks(asked).await?;
    let cut = paging.arrange_by_id(page, Kind::Bulk, |it| it.key);
    Ok(paging.answer(&call, Object::Bulk, cut.map(|it| show(&it))))
}

async fn one(kind: BulkKind, id: String, call: Call) -> Result {
    Ok(Answer::one(Object::Bulk, show(&find(kind, &id, &call).await?)))
}

/// Ends it; one that has ended already stays as it is.
async fn cancel(kind: BulkKind, id: String, call: Call) -> Result {
    let bulk = find(kind, &id, &call).await?;
    let ended = call.gateway.store.withdraw(bulk.key, Timestamp::now()).await?;
    Ok(Answer::one(Object::Bulk, show(&ended.unwrap_or(bulk))))
}

async fn find(kind: BulkKind, id: &str, call: &Call) -> Result<Bulk> {
    let not_found = || ApiError::not_found(id);
    let key = Key::parse(Kind::Bulk, id).ok_or_else(not_found)?;
    let bulk = call.gateway.store.bulk(key).await?.ok_or_else(not_found)?;
    if (&bulk.project, bulk.kind) == (&call.project, kind) { Ok(bulk) } else { Err(not_found()) }
}
