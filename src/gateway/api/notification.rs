//! Notifications: what people are told of by requests into one of their own sources, and where
//! issue triggers' channels lead.

use serde_json::{Map, Value, json};
use url::Url;

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::issue_trigger::CHANNELS;
use super::query::Query;
use super::table::Table;
use super::versions::Object;
use super::{attempt, connection, content, destination, issue, resource};
use crate::gateway::{Gateway, Snapshot, channels};
use crate::model::{Connection, Kind, Project, Source, Topic};
use crate::store::{self, ChannelState, Notice};

pub(super) fn routes() -> Table {
    Table::new("Notifications")
        .put("/notifications/webhooks", toggle)
        .says(
            "toggleWebhookNotifications(NotificationsChange): Notifications",
            "Sets of what, if anything, a source is told.",
        )
        .get("/notifications/channels", get_channels)
        .says(
            "getChannels(ChannelsQuery): Channels",
            "Shows the webhooks of issue triggers' channels, and how they take it.",
        )
        .put("/notifications/channels", set_channels)
        .says(
            "updateChannels(ChannelsChange): Channels",
            "Sets the webhooks that channels without one of their own lead to.",
        )
}

/// The channel that says itself where it leads.
const OWN: &str = "webhook";
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

async fn get_channels(call: Call) -> Result {
    let whole = call.query(Object::Plain)?.choice("include", &["url"])?.is_some();
    show_channels(&call, whole).await
}

/// Sets those that are named; `null` takes one away.
async fn set_channels(call: Call) -> Result {
    let mut form = call.form(Object::Plain)?;
    let written = call.gateway.catalog.change(|draft| {
        let project = draft.snapshot().projects.get(&call.project);
        let project = project.ok_or_else(|| ApiError::not_found(&call.project))?;
        let mut project = Project::clone(project);
        for (name, ..) in CHANNELS.iter().filter(|it| it.0 != OWN) {
            match form.text(name, 2048) {
                None => {}
                Some(None) => _ = project.channels.remove(*name),
                Some(Some(url)) if destination::is_target(&url) => {
                    project.channels.insert((*name).to_owned(), url);
                }
                Some(Some(_)) => form.problem(name, "must be a valid uri"),
            }
        }
        form.finish()?;
        draft.put_project(project);
        Ok::<_, ApiError>(())
    });
    written.await?;
    show_channels(&call, false).await
}

async fn show_channels(call: &Call, whole: bool) -> Result {
    let states = call.gateway.store.channels(&call.project).await?;
    let snapshot = call.gateway.catalog.now();
    let project = snapshot.projects.get(&call.project);
    let project = project.ok_or_else(|| ApiError::not_found(&call.project))?;
    let shown = |url: &str| if whole { url.to_owned() } else { guarded(url) };
    let urls: Map<_, _> =
        project.channels.iter().map(|(name, url)| (name.clone(), json!(shown(url)))).collect();
    let models = states.iter().map(|it| {
        let ChannelState { of, last_error, next_attempt_at, .. } = it;
        let trigger = snapshot.issue_triggers.get(&of.trigger);
        let url = trigger.and_then(|trigger| channels::url(project, trigger, &of.channel));
        json!({
            "issue_trigger_id": of.trigger,
            "channel": of.channel,
            "url": url.map(shown),
            "status": match (last_error, next_attempt_at) {
                (Some(_), _) => "FAILING",
                (None, Some(_)) => "SENDING",
                (None, None) => "IDLE",
            },
            "waiting": it.waiting,
            "arrived": it.arrived,
            "given_up": it.given_up,
            "last_attempt_at": it.last_attempt_at,
            "last_status": it.last_status,
            "last_error": last_error,
            "next_attempt_at": next_attempt_at,
        })
    });
    let models: Vec<_> = models.collect();
    Ok(Answer::one(Object::Plain, json!({ "webhooks": urls, "models": models })))
}

/// A URL without what only its owner knows.
fn guarded(url: &str) -> String {
    let origin = Url::parse(url).map(|it| it.origin().ascii_serialization());
    format!("{}/…", origin.unwrap_or_default())
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
