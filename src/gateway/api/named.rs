//! What sources and destinations have in common beyond [`resource`]: a name that
//! is theirs alone, so that they can be made or changed by it, also inside a connection.

use axum::extract::Path;
use serde_json::json;

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::form::Form;
use super::resource::{self, Closing, Resource, Times};
use super::versions::Object;
use crate::gateway::{Draft, Snapshot, pending};
use crate::model::{Connection, Id, Timestamp};

/// A resource with a name of its own, which connections lead from or to.
pub(super) trait Named: Closing {
    /// What the API calls it.
    const NOUN: &str;
    /// One that nothing was said about yet.
    fn fresh(project: &Id, now: Timestamp) -> Self;
    /// Takes what a body says about it, but for its name.
    fn edit(&mut self, form: &mut Form);
    /// Notes what is wrong with it as things stand.
    fn check(&self, _: &Snapshot, _: &mut Form) {}
    /// Gives it another name.
    fn rename(&mut self, name: String);
    /// Writes it down.
    fn put(self, draft: &mut Draft);
    /// Whether a connection leads from or to it.
    fn has(&self, connection: &Connection) -> bool;
    /// The one of a project that has this name and is not deleted.
    fn named<'a>(snapshot: &'a Snapshot, project: &Id, name: &str) -> Option<&'a Self> {
        resource::named(snapshot, project, name)
    }
}

/// Which one a body is about.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    /// A new one.
    New,
    /// The one that has the name that the body gives, or a new one.
    Named,
    /// This one.
    Id(&'a str),
}

/// `POST /{kind}`.
pub(super) async fn create<T: Named>(call: Call) -> Result {
    answer::<T>(call, Which::New).await
}

/// `PUT /{kind}`.
pub(super) async fn upsert<T: Named>(call: Call) -> Result {
    answer::<T>(call, Which::Named).await
}

/// `PUT /{kind}/{id}`.
pub(super) async fn update<T: Named>(Path(id): Path<String>, call: Call) -> Result {
    answer::<T>(call, Which::Id(&id)).await
}

async fn answer<T: Named>(call: Call, which: Which<'_>) -> Result {
    let mut form = call.form(T::OBJECT)?;
    let written = call.gateway.catalog.change(|draft| {
        let it = write::<T>(draft, &call.project, &mut form, which)?;
        form.finish()?;
        it.clone().put(draft);
        Ok::<_, ApiError>(it)
    });
    Ok(resource::shown(&call.gateway, &written.await?, false))
}

/// Makes what a body asks for, not yet put; what is wrong with the body is noted in the form.
pub(super) fn write<T: Named>(
    draft: &Draft,
    project: &Id,
    form: &mut Form,
    which: Which<'_>,
) -> Result<T> {
    let snapshot = draft.snapshot();
    let now = Timestamp::now();
    if !matches!(which, Which::Id(_)) {
        form.require("name");
    }
    let name = match form.name() {
        Some(None) => {
            form.problem("name", "must be a string");
            None
        }
        name => name.flatten(),
    };
    let same = name.as_ref().and_then(|name| T::named(snapshot, project, name));
    let mut it = match (which, same) {
        (Which::Id(id), _) => resource::find::<T>(snapshot, project, id)?.clone(),
        (Which::Named, Some(same)) => same.clone(),
        _ => T::fresh(project, now),
    };
    if let Some(same) = same.map(Resource::head).filter(|same| same.id != it.head().id) {
        return Err(ApiError::exists(json!({ "id": same.id, "resource_type": T::NOUN })));
    }
    it.edit(form);
    it.check(snapshot, form);
    if let Some(name) = name {
        it.rename(name);
    }
    *it.times().updated_at = now;
    Ok(it)
}

/// `PUT /{kind}/{id}/disable`: it and its connections.
pub(super) async fn disable<T: Named>(Path(id): Path<String>, call: Call) -> Result {
    let it = close::<T>(&call, &id, |times, now| {
        times.disabled_at.get_or_insert(now);
    });
    Ok(resource::shown(&call.gateway, &it.await?, false))
}

/// `DELETE /{kind}/{id}`: it and its connections.
pub(super) async fn delete<T: Named>(Path(id): Path<String>, call: Call) -> Result {
    close::<T>(&call, &id, |times, now| *times.deleted_at = Some(now)).await?;
    Ok(Answer::one(Object::Plain, json!({ "id": id })))
}

/// `PUT /{kind}/{id}/enable`: it alone; its connections are enabled one by one.
pub(super) async fn enable<T: Named>(Path(id): Path<String>, call: Call) -> Result {
    let written = call.gateway.catalog.change(|draft| {
        let mut it = resource::find::<T>(draft.snapshot(), &call.project, &id)?.clone();
        *it.times().disabled_at = None;
        *it.times().updated_at = Timestamp::now();
        it.clone().put(draft);
        Ok::<_, ApiError>(it)
    });
    Ok(resource::shown(&call.gateway, &written.await?, false))
}

/// Disables or deletes it, does the same to its connections, and ends their pending events.
async fn close<T: Named>(call: &Call, id: &str, mark: impl Fn(Times<'_>, Timestamp)) -> Result<T> {
    let now = Timestamp::now();
    let (it, connections) = call
        .gateway
        .catalog
        .change(|draft| {
            let mut it = resource::find::<T>(draft.snapshot(), &call.project, id)?.clone();
            mark(it.times(), now);
            *it.times().updated_at = now;
            it.clone().put(draft);
            let all = draft.snapshot().connections.values();
            let connections: Vec<_> =
                all.filter(|other| other.deleted_at.is_none() && it.has(other)).cloned().collect();
            for connection in &connections {
                let mut connection = Connection::clone(connection);
                mark(connection.times(), now);
                connection.updated_at = now;
                draft.put_connection(connection);
            }
            Ok::<_, ApiError>((it, connections))
        })
        .await?;
    for connection in connections {
        pending::follow(&call.gateway, &connection.id).await?;
    }
    Ok(it)
}
