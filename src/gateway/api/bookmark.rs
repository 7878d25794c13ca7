//! Bookmarks: content worth sending again, through one connection.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::Path;
use serde_json::{Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::form::Form;
use super::page::Paging;
use super::query::Query;
use super::resource::{self, holds};
use super::table::Table;
use super::versions::Object;
use super::{content, event, request};
use crate::gateway::{Draft, Snapshot, route};
use crate::model::{
    Bookmark, Connection, Content, DestinationType, Id, Key, Kind, Request, Source, Timestamp,
};

pub(super) fn routes() -> Table {
    Table::new("Bookmarks")
        .get("/bookmarks", list)
        .says("getBookmarks(BookmarkQuery): Page<Bookmark>", "Lists bookmarks.")
        .post("/bookmarks", create)
        .says("createBookmark(BookmarkNew): Bookmark", "Bookmarks the content of an event.")
        .get("/bookmarks/{id}", one)
        .says("getBookmark(): Bookmark", "Shows a bookmark and its content.")
        .put("/bookmarks/{id}", update)
        .says("updateBookmark(BookmarkChange): Bookmark", "Changes a bookmark.")
        .delete("/bookmarks/{id}", delete)
        .says("deleteBookmark(): DeletedBookmark", "Deletes a bookmark.")
        .get("/bookmarks/{id}/raw_body", raw_body)
        .says("getBookmarkRawBody(): RawBody", "Shows a bookmark's body as it came.")
        .post("/bookmarks/{id}/trigger", trigger)
        .says("triggerBookmark(BookmarkTrigger): Events", "Sends what is bookmarked once more.")
}

/// For how long contents are read for a page; it then ends, as those of the ledger do.
/// How much content one page holds, in bytes, or a little more; the rest is on the next.
const LARGEST: usize = 8 << 20;
const LONGEST: Duration = Duration::from_millis(100);

/// A bookmark as the newest API shows it; `alias` is how it shows the name.
fn show(bookmark: &Bookmark) -> Value {
    json!({
        "id": bookmark.id,
        "team_id": bookmark.team_id,
        "webhook_id": bookmark.webhook_id,
        "event_data_id": bookmark.event_data_id,
        "label": bookmark.label,
        "alias": bookmark.name,
        "last_used_at": bookmark.last_used_at,
        "updated_at": bookmark.updated_at,
        "created_at": bookmark.created_at,
    })
}

async fn list(call: Call) -> Result {
    let query = call.query(Object::BookmarkQuery)?;
    let paging = Paging::read(&query, 100, &["created_at"])?;
    let with_data = content::is_included(&query)?;
    let snapshot = call.gateway.catalog.now().clone();
    let items = select(&call, &snapshot, &query)?;
    let falls = paging.by[0].1;
    let compare = |a: &Bookmark, b: &Bookmark| {
        let order = a.created_at.cmp(&b.created_at);
        let order = if falls { order.reverse() } else { order };
        order.then_with(|| a.id.cmp(&b.id))
    };
    let find = |id: &str| find(&snapshot, &call, id).ok();
    let cut = paging.cut(items, compare, find, |it| it.id.to_string())?;
    let (started, mut bytes, mut made) = (Instant::now(), 0, Vec::new());
    for bookmark in paging.nearest(&cut) {
        let full = bytes > LARGEST || started.elapsed() > LONGEST;
        if with_data && !made.is_empty() && full {
            break;
        }
        let mut res = show(bookmark);
        if with_data && let Some(found) = content_of(&call, &bookmark.event_data_id).await? {
            bytes += found.weight();
            res["data"] = content::show(&found);
        }
        made.push(res);
    }
    let shown = paging.end_early(cut, made, |it| it.id.to_string());
    Ok(paging.answer(&call, Object::Bookmark, shown))
}

/// Those of the project that the filters let through.
fn select<'a>(call: &Call, snapshot: &'a Snapshot, query: &Query) -> Result<Vec<&'a Bookmark>> {
    let (ids, connections) = (query.ids("id")?, query.ids("webhook_id")?);
    let (data, labels) = (query.ids("event_data_id")?, query.texts("label")?);
    let (names, last_used_at) = (query.texts("name")?, query.times("last_used_at")?);
    let wanted = |it: &&Bookmark| {
        it.team_id == call.project
            && ids.as_ref().is_none_or(|all| all.contains(&it.id))
            && connections.as_ref().is_none_or(|all| all.contains(&it.webhook_id))
            && data.as_ref().is_none_or(|all| all.contains(&it.event_data_id))
            && labels.as_ref().is_none_or(|all| all.contains(&&*it.label))
            && names
                .as_ref()
                .is_none_or(|all| it.name.as_deref().is_some_and(|name| all.contains(&name)))
            && holds(&last_used_at, it.last_used_at)
    };
    Ok(snapshot.bookmarks.values().map(|it| &**it).filter(wanted).collect())
}

async fn create(call: Call) -> Result {
    let mut form = call.form(Object::Bookmark)?;
    for name in ["event_data_id", "webhook_id", "label"] {
        form.require(name);
    }
    let now = Timestamp::now();
    let nothing = || Id::from("");
    let fresh = Bookmark {
        id: Id::random(Kind::Bookmark),
        team_id: call.project.clone(),
        webhook_id: nothing(),
        event_data_id: nothing(),
        label: String::new(),
        name: None,
        last_used_at: None,
        updated_at: now,
        created_at: now,
    };
    write(&call, form, |_| Ok(fresh)).await
}

async fn update(Path(id): Path<String>, call: Call) -> Result {
    let form = call.form(Object::Bookmark)?;
    write(&call, form, |draft| Ok(find(draft.snapshot(), &call, &id)?.clone())).await
}

/// Takes what a body says about a bookmark, and puts it.
async fn write(
    call: &Call,
    mut form: Form,
    which: impl FnOnce(&Draft) -> Result<Bookmark> + Send,
) -> Result {
    let data = form.some_text("event_data_id", 255).map(|it| Id::from(&*it));
    let connection = form.some_text("webhook_id", 255);
    let label = form.some_text("label", 255);
    let name = form.name();
    form.finish()?;
    if let Some(data) = &data {
        content_of(call, data).await?.ok_or_else(|| ApiError::not_found(data))?;
    }
    let written = call.gateway.catalog.change(|draft| {
        let mut bookmark = which(draft)?;
        let snapshot = draft.snapshot();
        if let Some(id) = &connection {
            let found = resource::find::<Connection>(snapshot, &call.project, id)?;
            bookmark.webhook_id = found.id.clone();
        }
        bookmark.event_data_id = data.unwrap_or(bookmark.event_data_id);
        bookmark.label = label.unwrap_or(bookmark.label);
        bookmark.name = name.unwrap_or(bookmark.name);
        let is_same = |it: &&Arc<Bookmark>| {
            it.team_id == call.project
                && it.id != bookmark.id
                && it.name.is_some()
                && it.name == bookmark.name
        };
        if let Some(same) = snapshot.bookmarks.values().find(is_same) {
            return Err(ApiError::exists(json!({ "id": same.id, "resource_type": "bookmark" })));
        }
        bookmark.updated_at = Timestamp::now();
        draft.put_bookmark(bookmark.clone());
        Ok(bookmark)
    });
    Ok(Answer::one(Object::Bookmark, show(&written.await?)))
}

async fn one(Path(id): Path<String>, call: Call) -> Result {
    let bookmark = find(&call.gateway.catalog.now(), &call, &id)?.clone();
    let mut res = show(&bookmark);
    if let Some(found) = content_of(&call, &bookmark.event_data_id).await? {
        res["data"] = content::show(&found);
    }
    Ok(Answer::one(Object::Bookmark, res))
}

async fn delete(Path(id): Path<String>, call: Call) -> Result {
    call.gateway
        .catalog
        .change(|draft| {
            let id = find(draft.snapshot(), &call, &id)?.id.clone();
            draft.drop_bookmark(&id);
            Ok::<_, ApiError>(())
        })
        .await?;
    Ok(Answer::one(Object::DeletedBookmark, json!({ "id": id })))
}

async fn raw_body(Path(id): Path<String>, call: Call) -> Result {
    let data = find(&call.gateway.catalog.now(), &call, &id)?.event_data_id.clone();
    let found = content_of(&call, &data).await?.ok_or_else(|| ApiError::not_found(&data))?;
    Ok(content::raw_body(&found))
}

/// Makes a new request of the content, for the bookmark's connection only, through rules as they now
/// are. Of content that a transformation made it is the request's own: the rules make the rest again.
///
/// `target` is from when a destination could be a URL and a listener at once. It is taken where it
/// says what the destination is, in every version.
async fn trigger(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    let target = form.choice("target", &["http", "cli"]).flatten();
    let snapshot = call.gateway.catalog.now().clone();
    let bookmark = find(&snapshot, &call, &id)?.clone();
    let connection =
        resource::find::<Connection>(&snapshot, &call.project, &bookmark.webhook_id)?.clone();
    let source = resource::find::<Source>(&snapshot, &call.project, &connection.source_id)?;
    let destination = snapshot.destinations.get(&connection.destination_id);
    let for_listeners = destination.is_some_and(|it| it.destination_type == DestinationType::Cli);
    if target.is_some_and(|it| (it == "cli") != for_listeners) {
        form.problem("target", "must be what the connection's destination is");
    }
    form.finish()?;
    if let Some(closed) = event::closed(&snapshot, &connection.id) {
        let message = format!("The bookmark cannot be sent: its {closed}.");
        return Err(ApiError::unprocessable(message));
    }
    let data = &bookmark.event_data_id;
    let (_, request) = found(&call, data).await?.ok_or_else(|| ApiError::not_found(data))?;
    let (gateway, only) = (&call.gateway, std::slice::from_ref(&connection.id));
    let made = route::anew(gateway, source, request.content, request.verified, Some(only)).await?;
    let (_, events) = request::keep(&call, made).await?;
    call.gateway
        .catalog
        .change(|draft| {
            // It may be deleted meanwhile.
            if let Some(now) = draft.snapshot().bookmarks.get(&bookmark.id) {
                let mut used = Bookmark::clone(now);
                used.last_used_at = Some(Timestamp::now());
                draft.put_bookmark(used);
            }
            Ok::<_, ApiError>(())
        })
        .await?;
    let events = events.iter().map(|it| json!(event::show(it, &snapshot, None))).collect();
    Ok(Answer::one(Object::Event, events))
}

fn find<'a>(snapshot: &'a Snapshot, call: &Call, id: &str) -> Result<&'a Bookmark> {
    let found = snapshot.bookmarks.get(id).filter(|it| it.team_id == call.project);
    found.map(|it| &**it).ok_or_else(|| ApiError::not_found(id))
}

/// What is bookmarked, where it is the project's.
async fn content_of(call: &Call, data: &Id) -> Result<Option<Content>> {
    Ok(found(call, data).await?.map(|it| it.0))
}

/// The same with its request, whose content it is unless a transformation made it.
async fn found(call: &Call, data: &Id) -> Result<Option<(Content, Request)>> {
    let Some(key) = Key::parse(Kind::Data, data) else { return Ok(None) };
    let store = &call.gateway.store;
    let request = match store.execution(key).await? {
        Some(execution) => execution.request,
        None => key,
    };
    let request = store.request(request).await?.filter(|it| it.project == call.project);
    let Some(request) = request else { return Ok(None) };
    let content = if request.key == key {
        request.content.clone()
    } else {
        let Some(content) = store.content(key).await? else { return Ok(None) };
        content
    };
    Ok(Some((content, request)))
}
