//! Listeners' sessions: what somebody asks for before the WebSocket.

use serde_json::{Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::form::Form;
use super::resource;
use super::table::Table;
use super::versions::Object;
use crate::model::{Connection, Id, Kind, Session, Timestamp};
use crate::rules;

pub(super) fn routes() -> Table {
    Table::new("Command line")
        .post("/cli-sessions", create)
        .says("createSession(SessionNew): Session", "Makes a session for a listener to come.")
}

/// Makes a session that is expected to come: from now on requests make events for it.
async fn create(call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    form.require("webhook_ids");
    let connections = form.texts("webhook_ids").flatten().unwrap_or_default();
    let filters = filters(&mut form);
    // Older clients also send the source of the connections; it says nothing more.
    form.take("source_id");
    form.finish()?;
    let session = Session {
        id: Id::random(Kind::Session),
        project: call.project.clone(),
        connections: connections.iter().map(|it| Id::from(it.as_str())).collect(),
        filters,
        seen_at: Timestamp::now(),
    };
    call.gateway
        .catalog
        .change(|draft| {
            for id in &session.connections {
                resource::find::<Connection>(draft.snapshot(), &call.project, id)?;
            }
            draft.put_session(session.clone());
            Ok::<_, ApiError>(())
        })
        .await?;
    let id = session.id.clone();
    call.gateway.hub.expect(session);
    Ok(Answer::one(Object::Plain, json!({ "id": id })))
}

/// Reads `filters`, which are those of a filter rule.
fn filters(form: &mut Form) -> Option<Value> {
    let filters = Value::Object(form.object("filters")??);
    if let Err(sentences) = rules::parse_filter(&filters, "filters") {
        form.complain(sentences);
    }
    Some(filters)
}
