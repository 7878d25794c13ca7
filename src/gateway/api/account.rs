//! Who one is and what one may see, as command lines ask it.
//!
//! A gateway of one's own has no accounts: whoever holds a key is logged in. The way of the
//! official command line through a browser or as a guest would hand a key to whoever asks, so both
//! are refused, with what to do instead.

use axum::extract::{Path, State};
use http::{HeaderMap, Uri};
use serde_json::{Value, json};

use super::auth;
use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::query::Query;
use super::table::Table;
use super::versions::Object;
use crate::gateway::Gateway;
use crate::model::{Id, Project};

pub(super) fn routes() -> Table {
    Table::new("Command line")
        .post("/cli-auth", refuse)
        .says("startLogin(unknown): never", "Refuses to log a stranger in.")
        .open()
        .get("/cli-auth/poll", poll)
        .says("pollLogin({ key: text }): Login", "Says whether a login is done.")
        .open()
        .get("/cli-auth/validate", validate)
        .says("validateKey(): Identity", "Says whose key it is.")
        .post("/cli-auth/ci", ci)
        .says("logInCi(unknown): Login", "Logs a machine in, with the project's key.")
        .post("/cli/guest", refuse)
        .says("createGuest(unknown): never", "Refuses to make an account for a guest.")
        .open()
        .put("/cli/{id}", rename)
        .says("renameClient(unknown): { id: text }", "Takes a machine's name.")
}

/// Refuses to make a key for a stranger.
async fn refuse() -> ApiError {
    ApiError::forbidden(
        "This gateway gives no keys away. Log in with the API key that was made at its first \
         start: `hookport login`, or `hookdeck login --cli-key KEY`.",
    )
}

/// Says whether a login is done: it is, for whoever has a key already.
async fn poll(State(gateway): State<Gateway>, uri: Uri) -> Result {
    let query = Query::parse(uri.query().unwrap_or_default());
    let key = query.text("key")?.unwrap_or_default();
    let holder = auth::holder(&gateway, key).ok_or_else(auth::unauthorized)?;
    logged_in(&gateway, &holder.project, key)
}

/// Exchanges a project's key for one of this machine; here it is the same.
async fn ci(headers: HeaderMap, call: Call) -> Result {
    let key = auth::presented(&headers).unwrap_or_default();
    logged_in(&call.gateway, &call.project, &key)
}

fn logged_in(gateway: &Gateway, project: &Id, key: &str) -> Result {
    let mut res = identity(gateway, project)?;
    res["claimed"] = json!(true);
    res["key"] = json!(key);
    Ok(Answer::one(Object::Plain, res))
}

async fn validate(call: Call) -> Result {
    Ok(Answer::one(Object::Plain, identity(&call.gateway, &call.project)?))
}

/// Takes a new name of a machine, which nothing here shows.
async fn rename(Path(id): Path<String>, _call: Call) -> Answer {
    Answer::one(Object::Plain, json!({ "id": id }))
}

/// What the official command line shows as the organization.
pub(super) const ORGANIZATION: &str = "hookport";

/// Everything that any of its versions reads. It needs a user to let one choose a project.
fn identity(gateway: &Gateway, project: &Id) -> Result<Value> {
    let project = self::project(gateway, project)?;
    Ok(json!({
        "user_id": "usr_self_hosted",
        "user_name": "self-hosted",
        "user_email": null,
        "user_is_guest": false,
        "organization_id": "org_self_hosted",
        "organization_name": ORGANIZATION,
        "team_id": project.id,
        "team_name": project.name,
        "team_name_no_org": project.name,
        "team_type": "event_gateway",
        "team_mode": "inbound",
        "client_id": "cli_self_hosted",
    }))
}

fn project(gateway: &Gateway, id: &Id) -> Result<std::sync::Arc<Project>> {
    let snapshot = gateway.catalog.now();
    snapshot.projects.get(id).cloned().ok_or_else(|| ApiError::not_found(id))
}
