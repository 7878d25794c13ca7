//! Notifications: what people are told of by requests into one of their own sources.

use serde_json::{Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::query::Query;
use super::table::Table;
use super::versions::Object;
use super::{attempt, connection, content, issue, resource};
use crate::gateway::{Gateway, Snapshot};
use crate::model::{Connection, Kind, Project, Source, Topic};
use crate::store::{self, Notice};

pub(super) fn routes() -> Table {
    Table::new("Notifications").put("/notifications/webhooks", toggle).says(
        "toggleWebhookNotifications(NotificationsChange): Notifications",
        "Sets of what, if anything, a source is told.",
    )
}

const TOPICS: &[&str] =
    &["issue.opened", "issue.updated", "deprecated.attempt-failed", "event.successful"];

/// Sets it. What is `null`, as older clients' left out fields are here, stays as it was.
async fn toggle(call: Call) -> Result {
    let mut form = call.form(Object::Notifications)?;
    let written = call.gateway.catalog.change(|draft| {
        let snapshot = draft.snapshot();
        let project = snapshot.projects.get(&call.project);
        let project = project.ok_or_else(|| ApiError::not_found(&call.project))?;
        let mut project = Project::clone(project);
        let it = &mut project.notifications;
        for name in ["enabled", "topics", "source_id"] {
            form.require(name);
        }
        if form.has_null("enabled") {
            form.take("enabled");
        }
        it.enabled = form.flag("enabled").unwrap_or(it.enabled);
        if let Some(topics) = form.texts("topics").flatten() {
            let read = topics.iter().map(|topic| Query::name::<Topic>("topics", topic).ok());
            match read.collect() {
                Some(topics) => it.topics = topics,
                None => {
                    let sentence = format!("must contain only [{}]", TOPICS.join(", "));
                    form.problem("topics", &sentence);
                }
            }
        }
        if let Some(id) = form.text("source_id", 255).flatten() {
            let source = resource::find::<Source>(snapshot, &call.project, &id)?;
            it.source_id = Some(source.id.clone());
        }
        if it.enabled && it.source_id.is_none() {
            form.require("source_id");
        }
        form.finish()?;
        let answer = project.notifications.clone();
        draft.put_project(project);
        Ok::<_, ApiError>(answer)
    });
    let written = written.await?;
    let answer = json!({
        "enabled": written.enabled,
        "topics": written.topics,
        // The API has a text there, of a project that never named a source too.
        "source_id": written.source_id.as_deref().unwrap_or_default(),
    });
    Ok(Answer::one(Object::Notifications, answer))
}

/// What a notification says; `None` where what it is about is gone.
pub(in crate::gateway) async fn payload(
    gateway: &Gateway,
    notice: &Notice,
) -> store::Result<Option<Value>> {
    match notice.topic {
        Topic::IssueOpened | Topic::IssueUpdated => {
            let Some(it) = gateway.store.issue(notice.item).await? else { return Ok(None) };
            let data = issue::data(gateway, &it).await?;
            Ok(Some(json!({ "topic": notice.topic, "issue": issue::show(&it, data) })))
        }
        Topic::AttemptFailed | Topic::EventSuccessful => attempted(gateway, notice).await,
    }
}

/// What was sent, and what the destination answered.
async fn attempted(gateway: &Gateway, notice: &Notice) -> store::Result<Option<Value>> {
    let attempt = gateway.store.attempt(notice.attempt.unwrap_or_default());
    let (event, attempt) = tokio::try_join!(gateway.store.event(notice.item), attempt)?;
    let (Some(event), Some(attempt)) = (event, attempt) else { return Ok(None) };
    let sent = gateway.store.content(event.data).await?;
    let snapshot = gateway.catalog.now();
    let Some(connection) = snapshot.connections.get(&event.connection) else { return Ok(None) };
    Ok(Some(json!({
        "topic": notice.topic,
        "event_id": event.key.id(Kind::Event),
        "event_data": sent.map(|it| content::show(&it)),
        "attempt_id": attempt.key.id(Kind::Attempt),
        "attempt_response": attempt::body(&attempt),
        "connection": ends(connection, &snapshot),
    })))
}

fn ends(it: &Connection, snapshot: &Snapshot) -> Value {
    let source = snapshot.sources.get(&it.source_id);
    let destination = snapshot.destinations.get(&it.destination_id);
    json!({
        "id": it.id,
        "name": it.name,
        "full_name": connection::full_name(it, snapshot),
        "source": { "id": it.source_id, "name": source.map(|it| &it.name) },
        "destination": { "id": it.destination_id, "name": destination.map(|it| &it.name) },
    })
}
