//! Connections: the lines between sources and destinations, also called webhooks.

use std::sync::Arc;

use axum::extract::Path;
use serde_json::{Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::form::Form;
use super::named::{self, Named, Which};
use super::query::{Query, exclusive};
use super::resource::{self, Closing, Head, Resource, Scene, Times, holds};
use super::rules;
use super::ruleset::Following;
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Draft, Snapshot, Trie, pending};
use crate::model::{Connection, Destination, Id, Kind, Source, Timestamp};

pub(super) fn routes() -> Table {
    Table::new("Connections")
        .get("/connections", resource::list::<Connection>)
        .says("getConnections(ConnectionQuery): Page<Connection>", "Lists connections.")
        .post("/connections", create)
        .says("createConnection(ConnectionNew): Connection", "Makes a connection.")
        .put("/connections", upsert)
        .says(
            "upsertConnection(ConnectionNew): Connection",
            "Makes a connection, or changes the one that its source has by that name.",
        )
        .get("/connections/count", resource::count::<Connection>)
        .says("countConnections(ConnectionQuery): Count", "Counts connections.")
        .get("/connections/{id}", resource::get::<Connection>)
        .says("getConnection(): Connection", "Shows a connection.")
        .put("/connections/{id}", update)
        .says("updateConnection(ConnectionChange): Connection", "Changes a connection.")
        .delete("/connections/{id}", delete)
        .says("deleteConnection(): Deleted", "Deletes a connection.")
        .put("/connections/{id}/disable", disable)
        .says("disableConnection(): Connection", "Disables a connection.")
        .also("/connections/{id}/archive")
        .put("/connections/{id}/enable", enable)
        .says("enableConnection(): Connection", "Enables a connection and both its ends.")
        .also("/connections/{id}/unarchive")
        .put("/connections/{id}/pause", pause)
        .says("pauseConnection(): Connection", "Holds a connection's events back.")
        .put("/connections/{id}/unpause", unpause)
        .says("unpauseConnection(): Connection", "Lets the events that were held back go.")
        .also_as("/connections", "/webhooks")
}

impl Resource for Connection {
    const OBJECT: Object = Object::Connection;
    const QUERY: Object = Object::ConnectionQuery;
    const ORDERS: &[&str] = &[
        "created_at",
        "updated_at",
        "sources.updated_at",
        "sources.created_at",
        "destinations.updated_at",
        "destinations.created_at",
    ];

    fn all(snapshot: &Snapshot) -> &Trie<Id, Arc<Self>> {
        &snapshot.connections
    }

    fn head(&self) -> Head<'_> {
        Head {
            id: &self.id,
            project: &self.team_id,
            name: self.name.as_deref(),
            disabled_at: self.disabled_at,
            deleted_at: self.deleted_at,
            updated_at: self.updated_at,
            created_at: self.created_at,
        }
    }

    fn show(&self, scene: &Scene<'_>) -> Value {
        // Secrets of what is nested are never shown.
        let scene = &Scene { secrets: false, ..*scene };
        let source = scene.snapshot.sources.get(&self.source_id);
        let destination = scene.snapshot.destinations.get(&self.destination_id);
        json!({
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "full_name": full_name(self, scene.snapshot),
            "description": self.description,
            "source": source.map(|it| it.show(scene)),
            "destination": destination.map(|it| it.show(scene)),
            "rules": crate::rules::to_value(&self.rules),
            "paused_at": self.paused_at,
            "disabled_at": self.disabled_at,
            "updated_at": self.updated_at,
            "created_at": self.created_at,
        })
    }

    fn filter(query: &Query) -> Result<impl Fn(&Self, &Snapshot) -> bool> {
        let (sources, destinations) = (query.ids("source_id")?, query.ids("destination_id")?);
        let paused_at = query.times("paused_at")?;
        let full_name = query.text("full_name")?.map(str::to_lowercase);
        Ok(move |it: &Self, snapshot: &Snapshot| {
            sources.as_ref().is_none_or(|wanted| wanted.contains(&it.source_id))
                && destinations.as_ref().is_none_or(|wanted| wanted.contains(&it.destination_id))
                && holds(&paused_at, it.paused_at)
                && full_name.as_ref().is_none_or(|wanted| {
                    self::full_name(it, snapshot).to_lowercase().contains(wanted)
                })
        })
    }

    fn time(&self, by: &str, snapshot: &Snapshot) -> Timestamp {
        let source = || snapshot.sources.get(&self.source_id);
        let destination = || snapshot.destinations.get(&self.destination_id);
        let time = match by {
            "sources.updated_at" => source().map(|it| it.updated_at),
            "sources.created_at" => source().map(|it| it.created_at),
            "destinations.updated_at" => destination().map(|it| it.updated_at),
            _ => destination().map(|it| it.created_at),
        };
        time.unwrap_or_default()
    }
}

impl Closing for Connection {
    fn times(&mut self) -> Times<'_> {
        Times {
            disabled_at: &mut self.disabled_at,
            deleted_at: &mut self.deleted_at,
            updated_at: &mut self.updated_at,
        }
    }
}

/// Source and connection, as live shows it; a connection without a name goes by its destination.
pub(super) fn full_name(connection: &Connection, snapshot: &Snapshot) -> String {
    let source = snapshot.sources.get(&connection.source_id).map_or("", |it| &it.name);
    let destination = snapshot.destinations.get(&connection.destination_id);
    let name = connection.name.as_deref().or(destination.map(|it| it.name.as_str()));
    format!("{source} -> {}", name.unwrap_or_default())
}

async fn create(call: Call) -> Result {
    write(call, false).await
}

async fn upsert(call: Call) -> Result {
    write(call, true).await
}

/// Makes a connection, or where `upsert` changes the one that its source has by that name.
async fn write(call: Call, upsert: bool) -> Result {
    let mut form = call.form(Object::Connection)?;
    let gateway = &call.gateway;
    let written = gateway.catalog.change(|draft| {
        let source = end::<Source>(draft, &call.project, &mut form)?;
        let destination = end::<Destination>(draft, &call.project, &mut form)?;
        let name = form.name().flatten();
        let old = source.as_ref().zip(destination.as_ref()).and_then(|(source, destination)| {
            same(draft.snapshot(), source, destination, name.as_deref())
        });
        let now = Timestamp::now();
        let mut connection = match old {
            Some(old) if upsert => Connection::clone(old),
            // Without a name there may be several between the same two ends.
            Some(old) if name.is_some() => {
                let scene = Scene::new(gateway, draft.snapshot());
                return Err(ApiError::exists(json!({ "webhook": old.show(&scene) })));
            }
            _ => Connection {
                id: Id::random(Kind::Connection),
                team_id: call.project.clone(),
                name,
                description: None,
                source_id: source.clone().unwrap_or_else(|| Id::from("")),
                destination_id: destination.clone().unwrap_or_else(|| Id::from("")),
                rules: Vec::new(),
                ruleset_id: None,
                rules_in_order: true,
                deduplicates_since: now,
                paused_at: None,
                disabled_at: None,
                deleted_at: None,
                updated_at: now,
                created_at: now,
            },
        };
        let following = Following::read(&call, draft, &mut form, &connection)?;
        edit(&mut connection, &mut form, draft, &call)?;
        form.finish()?;
        following.apply(draft, &mut connection);
        if destination.is_some_and(|it| it != connection.destination_id) {
            let message = "An existing connection's destination cannot be replaced.";
            return Err(ApiError::unprocessable(message));
        }
        draft.put_connection(connection.clone());
        Ok(connection)
    });
    Ok(resource::shown(gateway, &written.await?, false))
}

/// The source or destination that a body names by id, or makes or changes by its name.
fn end<T: Named>(draft: &mut Draft, project: &Id, form: &mut Form) -> Result<Option<Id>> {
    let field = format!("{}_id", T::NOUN);
    if form.has_null(T::NOUN) {
        form.take(T::NOUN);
    }
    match (form.text(&field, 255).flatten(), form.form(T::NOUN)) {
        (Some(id), None) => {
            let found = resource::find::<T>(draft.snapshot(), project, &id)?;
            Ok(Some(found.head().id.clone()))
        }
        (None, Some(mut inner)) => {
            let it = named::write::<T>(draft, project, &mut inner, Which::Named)?;
            form.close(inner);
            let id = it.head().id.clone();
            it.put(draft);
            Ok(Some(id))
        }
        (Some(_), Some(_)) => {
            form.complain(vec![exclusive(&[T::NOUN, &field])]);
            Ok(None)
        }
        (None, None) => {
            form.problem(&format!("{}.name", T::NOUN), "is required");
            Ok(None)
        }
    }
}

/// The connection of a source that has this name; of those without one, that between these two.
fn same<'a>(
    snapshot: &'a Snapshot,
    source: &Id,
    destination: &Id,
    name: Option<&str>,
) -> Option<&'a Connection> {
    let is_it = |it: &&Connection| {
        it.name.as_deref() == name && (name.is_some() || it.destination_id == *destination)
    };
    snapshot.routes(source).iter().map(|it| &**it).find(is_it)
}

fn edit(
    connection: &mut Connection,
    form: &mut Form,
    draft: &mut Draft,
    call: &Call,
) -> Result<()> {
    if let Some(description) = form.text("description", 500) {
        connection.description = description;
    }
    connection.updated_at = Timestamp::now();
    rules::take(connection, form, draft, call)
}

/// `PUT /connections/{id}`: name, description and rules; its ends stay what they are.
async fn update(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Connection)?;
    let gateway = &call.gateway;
    let written = gateway.catalog.change(|draft| {
        let old = resource::find::<Connection>(draft.snapshot(), &call.project, &id)?.clone();
        let following = Following::read(&call, draft, &mut form, &old)?;
        let snapshot = draft.snapshot();
        let mut connection = old.clone();
        if let Some(name) = form.name() {
            connection.name = name;
        }
        let (source, destination) = (&old.source_id, &old.destination_id);
        let name = connection.name.as_deref();
        if let Some(other) = name.and_then(|it| same(snapshot, source, destination, Some(it)))
            && other.id != old.id
        {
            let scene = Scene::new(gateway, snapshot);
            return Err(ApiError::exists(json!({ "webhook": other.show(&scene) })));
        }
        edit(&mut connection, &mut form, draft, &call)?;
        form.finish()?;
        following.apply(draft, &mut connection);
        draft.put_connection(connection.clone());
        Ok(connection)
    });
    Ok(resource::shown(gateway, &written.await?, false))
}

async fn delete(Path(id): Path<String>, call: Call) -> Result {
    change(&call, &id, |_, connection, now| connection.deleted_at = Some(now)).await?;
    Ok(Answer::one(Object::Plain, json!({ "id": id })))
}

async fn disable(Path(id): Path<String>, call: Call) -> Result {
    change(&call, &id, |_, connection, now| {
        connection.disabled_at.get_or_insert(now);
    })
    .await
}

/// Enables the connection, and the two that it connects.
async fn enable(Path(id): Path<String>, call: Call) -> Result {
    change(&call, &id, |draft, connection, now| {
        connection.disabled_at = None;
        open::<Source>(draft, &connection.source_id, now);
        open::<Destination>(draft, &connection.destination_id, now);
    })
    .await
}

fn open<T: Named>(draft: &mut Draft, id: &Id, now: Timestamp) {
    let closed = T::all(draft.snapshot()).get(id).filter(|it| it.head().disabled_at.is_some());
    if let Some(mut it) = closed.map(|it| T::clone(it)) {
        *it.times().disabled_at = None;
        *it.times().updated_at = now;
        it.put(draft);
    }
}

async fn pause(Path(id): Path<String>, call: Call) -> Result {
    change(&call, &id, |_, connection, now| {
        connection.paused_at.get_or_insert(now);
    })
    .await
}

async fn unpause(Path(id): Path<String>, call: Call) -> Result {
    change(&call, &id, |_, connection, _| connection.paused_at = None).await
}

/// Changes whether and how it passes events, and makes those that are pending follow.
async fn change(
    call: &Call,
    id: &str,
    edit: impl FnOnce(&mut Draft, &mut Connection, Timestamp) + Send,
) -> Result {
    let written = call.gateway.catalog.change(|draft| {
        let found = resource::find::<Connection>(draft.snapshot(), &call.project, id)?;
        let (mut connection, now) = (found.clone(), Timestamp::now());
        edit(draft, &mut connection, now);
        connection.updated_at = now;
        draft.put_connection(connection.clone());
        Ok::<_, ApiError>(connection)
    });
    let connection = written.await?;
    pending::follow(&call.gateway, &connection.id).await?;
    Ok(resource::shown(&call.gateway, &connection, false))
}
