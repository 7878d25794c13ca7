//! Projects and the keys that open them.
//!
//! The API has only the list of projects, for its command line; the rest is this gateway's own. A
//! key opens one project. The first key opens them all: it may make and delete projects, and with
//! `X-Project-ID` (or `X-Team-ID`) act in any of them, which is how the official command line
//! changes its project.

use axum::extract::Path;
use serde_json::{Value, json};

use super::account::ORGANIZATION;
use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::form::Form;
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Snapshot, api_key, found, new_key, secret};
use crate::model::{ApiKey, FormerSecret, Id, Project, Retention, Timestamp};

/// Milliseconds.
const DAY: u64 = 24 * 3600 * 1000;

/// The most days that can be asked for: a century.
const LONGEST: u64 = 36_500;

pub(super) fn routes() -> Table {
    Table::new("Projects")
        .get("/projects", list)
        .says("getProjects(): Project[]", "Lists the projects that the key opens.")
        .post("/projects", create)
        .says("createProject(ProjectNew): ProjectMade", "Makes a project and a key that opens it.")
        .get("/projects/{id}", one)
        .says("getProject(): ProjectWhole", "Shows a project; `current` is the call's.")
        .put("/projects/{id}", update)
        .says(
            "updateProject(ProjectChange): Project",
            "Renames a project, or sets how long it keeps what it received.",
        )
        .delete("/projects/{id}", remove)
        .says("deleteProject(): Deleted", "Deletes a project that nothing is in, and its keys.")
        .get("/projects/{id}/keys", keys)
        .says("getKeys(): Key[]", "Lists the keys of a project, by what they begin with.")
        .post("/projects/{id}/keys", create_key)
        .says("createKey(KeyNew): KeyMade", "Makes a key, which is shown this once.")
        .delete("/projects/{id}/keys/{key}", revoke)
        .says("deleteKey(): Deleted", "Revokes a key.")
        .get("/projects/{id}/secret", signing_secret)
        .says("getProjectSecret(): ProjectSecret", "Shows the secret that signs deliveries.")
        .post("/projects/{id}/secret/roll", roll_secret)
        .says(
            "rollProjectSecret(SecretRoll): ProjectSecret",
            "Makes another secret; for a time, both sign.",
        )
        .also_as("/projects", "/teams")
}

/// Those that the key opens; a bare list, as the official command line wants it.
async fn list(call: Call) -> Result {
    let snapshot = call.gateway.catalog.now();
    let mut projects: Vec<_> =
        snapshot.projects.values().filter(|it| opens(&call, &it.id)).collect();
    projects.sort_by_key(|it| it.created_at);
    let shown = projects.into_iter().map(|it| {
        let mut res = show(it);
        res["name"] = json!(format!("[{ORGANIZATION}] {}", it.name));
        res
    });
    Ok(Answer::one(Object::Plain, shown.collect()))
}

async fn one(Path(id): Path<String>, call: Call) -> Result {
    let project = find(&call, &call.gateway.catalog.now(), &id)?.clone();
    let kept = call.gateway.store.kept().await?;
    let kept = kept.into_iter().find(|it| it.project == project.id);
    let mut res = show(&project);
    res["storage"] = json!({
        "bytes": kept.as_ref().map_or(0, |it| it.bytes),
        "since": kept.map(|it| it.since),
    });
    Ok(Answer::one(Object::Plain, res))
}

/// Makes a project with a first key, which is shown this once.
async fn create(call: Call) -> Result {
    if !call.caller.all_projects {
        return Err(ApiError::forbidden("Only the gateway's first API key makes projects."));
    }
    let mut form = call.form(Object::Plain)?;
    form.require("name");
    let name = name(&mut form);
    form.finish()?;
    let key = api_key();
    let record = new_key(&key);
    let made = call.gateway.catalog.change(|draft| {
        let name = name.unwrap_or_default();
        check_name(draft.snapshot(), None, &name)?;
        Ok::<_, ApiError>(found(draft, &name, secret(), record.clone()))
    });
    let made = made.await?;
    let mut res = show(&made);
    res["api_key"] = show_new(&ApiKey { project: made.id, ..record }, &key);
    Ok(Answer::one(Object::Plain, res))
}

async fn update(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    let name = name(&mut form);
    let (mut days, mut bytes) = (None, None);
    if let Some(mut retention) = form.form("retention") {
        days = number(&mut retention, "days", LONGEST).map(|it| u32::try_from(it).unwrap_or(0));
        bytes = number(&mut retention, "bytes", i64::MAX as u64);
        form.close(retention);
    }
    form.finish()?;
    let changed = call.gateway.catalog.change(|draft| {
        let mut project = find(&call, draft.snapshot(), &id)?.clone();
        if let Some(name) = name {
            check_name(draft.snapshot(), Some(&project.id), &name)?;
            project.name = name;
        }
        let Retention { days: for_days, bytes: up_to } = project.retention;
        let (days, bytes) = (days.unwrap_or(for_days), bytes.unwrap_or(up_to));
        project.retention = Retention { days, bytes };
        draft.put_project(project.clone());
        Ok::<_, ApiError>(project)
    });
    Ok(Answer::one(Object::Plain, show(&changed.await?)))
}

/// Deletes a project that receives and sends nothing any more, with all that is left in it.
async fn remove(Path(id): Path<String>, call: Call) -> Result {
    if !call.caller.all_projects {
        return Err(ApiError::forbidden("Only the gateway's first API key deletes projects."));
    }
    let removed = call.gateway.catalog.change(|draft| {
        let snapshot = draft.snapshot();
        let id = find(&call, snapshot, &id)?.id.clone();
        if id == call.caller.project {
            let message = "This is the project of the API key itself.";
            return Err(ApiError::unprocessable(message));
        }
        let sources = snapshot.sources.values().map(|it| (&it.team_id, it.deleted_at));
        let destinations = snapshot.destinations.values().map(|it| (&it.team_id, it.deleted_at));
        if sources.chain(destinations).any(|it| it == (&id, None)) {
            let message = "The project has sources or destinations: delete them first.";
            return Err(ApiError::unprocessable(message));
        }
        let triggers = draft.drop_project(&id);
        Ok::<_, ApiError>((id, triggers))
    });
    let (id, triggers) = removed.await?;
    call.gateway.revoked.send_replace(());
    // Should the gateway end in between, the next start makes up for it.
    for trigger in triggers {
        call.gateway.store.forget_issues(&trigger).await?;
    }
    Ok(Answer::one(Object::Plain, json!({ "id": id })))
}

/// The keys of a project, without what they open it with.
async fn keys(Path(id): Path<String>, call: Call) -> Result {
    let snapshot = call.gateway.catalog.now();
    let project = find(&call, &snapshot, &id)?;
    let mut keys: Vec<_> = keys_of(&snapshot, &project.id).collect();
    keys.sort_by_key(|it| it.created_at);
    Ok(Answer::one(Object::Plain, keys.into_iter().map(show_key).collect()))
}

/// Makes another key, which is shown this once.
async fn create_key(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    let name = form.text("name", 155).flatten();
    form.finish()?;
    let key = api_key();
    let made = call.gateway.catalog.change(|draft| {
        let project = find(&call, draft.snapshot(), &id)?.id.clone();
        let record = ApiKey { project, name, ..new_key(&key) };
        draft.put_api_key(record.clone());
        Ok::<_, ApiError>(record)
    });
    Ok(Answer::one(Object::Plain, show_new(&made.await?, &key)))
}

/// From now on the key opens nothing, and what it opened closes.
async fn revoke(Path((id, key)): Path<(String, String)>, call: Call) -> Result {
    let revoked = call.gateway.catalog.change(|draft| {
        let snapshot = draft.snapshot();
        let project = find(&call, snapshot, &id)?;
        let found = keys_of(snapshot, &project.id).find(|it| *it.id == *key).cloned();
        let found = found.ok_or_else(|| ApiError::not_found(&key))?;
        // Who could not be let in again must not be let out.
        if found.id == call.caller.key {
            let message = "An API key cannot revoke itself: use another.";
            return Err(ApiError::unprocessable(message));
        }
        if found.all_projects && !call.caller.all_projects {
            let message = "Only a key that opens all projects revokes one that does.";
            return Err(ApiError::forbidden(message));
        }
        draft.drop_api_key(&found);
        Ok::<_, ApiError>(found.id.clone())
    });
    let revoked = revoked.await?;
    call.gateway.revoked.send_replace(());
    Ok(Answer::one(Object::Plain, json!({ "id": revoked })))
}

/// What verifies deliveries.
async fn signing_secret(Path(id): Path<String>, call: Call) -> Result {
    let snapshot = call.gateway.catalog.now();
    Ok(Answer::one(Object::Plain, show_secret(find(&call, &snapshot, &id)?)))
}

/// Makes another secret. The one before signs too for a while, in a header of its own, so that
/// whoever verifies can take the new one into use without missing a delivery; one that was still
/// signing from a roll before that signs no more.
async fn roll_secret(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    let overlap = match form.take("overlap") {
        None => DAY,
        Some(overlap) => match overlap.as_u64().filter(|it| *it <= 30 * DAY) {
            Some(overlap) => overlap,
            None => {
                form.problem("overlap", "must be an integer from 0 to 2592000000");
                0
            }
        },
    };
    form.finish()?;
    let rolled = call.gateway.catalog.change(|draft| {
        let mut project = find(&call, draft.snapshot(), &id)?.clone();
        let former = std::mem::replace(&mut project.signing_secret, secret());
        let until = Timestamp::now().plus(overlap);
        project.former_secret = (overlap > 0).then_some(FormerSecret { secret: former, until });
        draft.put_project(project.clone());
        Ok::<_, ApiError>(project)
    });
    Ok(Answer::one(Object::Plain, show_secret(&rolled.await?)))
}

/// Whether the caller's key opens a project.
fn opens(call: &Call, project: &Id) -> bool {
    call.caller.all_projects || *project == call.caller.project
}

/// A project that the key opens; `current` is the one that the call is in.
pub(super) fn find<'a>(call: &Call, snapshot: &'a Snapshot, id: &str) -> Result<&'a Project> {
    let wanted = if id == "current" { &*call.project } else { id };
    let found = snapshot.projects.get(wanted).filter(|it| opens(call, &it.id));
    found.map(|it| &**it).ok_or_else(|| ApiError::not_found(id))
}

fn keys_of<'a>(snapshot: &'a Snapshot, project: &Id) -> impl Iterator<Item = &'a ApiKey> {
    snapshot.api_keys.values().map(|it| &**it).filter(move |it| it.project == *project)
}

fn name(form: &mut Form) -> Option<String> {
    let name = form.some_text("name", 155)?;
    if name.trim().is_empty() {
        form.problem("name", "is not allowed to be empty");
        return None;
    }
    Some(name)
}

/// Takes a whole number from 0 up to some.
fn number(form: &mut Form, name: &str, most: u64) -> Option<u64> {
    let value = form.take(name)?;
    let sentence = match value.as_u64() {
        Some(number) if number <= most => return Some(number),
        Some(_) => format!("must be less than or equal to {most}"),
        None if value.as_i64().is_some() => "must be greater than or equal to 0".to_owned(),
        None if value.is_number() => "must be an integer".to_owned(),
        None => "must be a number".to_owned(),
    };
    form.problem(name, &sentence);
    None
}

fn check_name(snapshot: &Snapshot, own: Option<&Id>, name: &str) -> Result<()> {
    let taken = snapshot.projects.values().find(|it| it.name == name && Some(&it.id) != own);
    match taken {
        Some(it) => Err(ApiError::exists(json!({ "id": it.id, "resource_type": "project" }))),
        None => Ok(()),
    }
}

fn show(project: &Project) -> Value {
    json!({
        "id": project.id,
        "name": project.name,
        "type": "event_gateway",
        "mode": "inbound",
        "retention": project.retention,
        "created_at": project.created_at,
    })
}

fn show_secret(project: &Project) -> Value {
    let former = project.former_secret.as_ref().filter(|it| Timestamp::now() < it.until);
    json!({
        "project_id": project.id,
        "signing_secret": project.signing_secret,
        "former_expires_at": former.map(|it| it.until),
    })
}

fn show_key(key: &ApiKey) -> Value {
    json!({
        "id": key.id,
        "project_id": key.project,
        "name": key.name,
        "prefix": key.prefix,
        "all_projects": key.all_projects,
        "created_at": key.created_at,
    })
}

/// A key that nobody has seen yet.
fn show_new(record: &ApiKey, key: &str) -> Value {
    let mut res = show_key(record);
    res["key"] = json!(key);
    res
}
