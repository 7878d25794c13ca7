//! Issue triggers: which problems open an issue.
//!
//! What a channel needs beyond this gateway (an account at Slack, a mail server) it does not have.
//! Channels are taken and given back as they are, and told through webhooks: beside the API's own
//! there is `webhook`, which says its URL itself; for the others the project has one (see
//! `notification`). Older versions know `slack`, `opsgenie` and `email` alone, and stay so.

use std::sync::Arc;

use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Result};
use super::destination;
use super::error::ApiError;
use super::form::Form;
use super::query::Query;
use super::resource::{self, Closing, Head, Resource, Scene, Times};
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Snapshot, Trie, issues};
use crate::model::{Causes, Id, IssueTrigger, IssueType, Kind, Rejection, Scope, Timestamp, Watch};

pub(super) fn routes() -> Table {
    Table::new("Issue triggers")
        .get("/issue-triggers", resource::list::<IssueTrigger>)
        .says("getIssueTriggers(IssueTriggerQuery): Page<IssueTrigger>", "Lists issue triggers.")
        .post("/issue-triggers", create)
        .says("createIssueTrigger(IssueTriggerNew): IssueTrigger", "Makes an issue trigger.")
        .put("/issue-triggers", upsert)
        .says(
            "upsertIssueTrigger(IssueTriggerNamed): IssueTrigger",
            "Makes an issue trigger, or changes the one of that name.",
        )
        .get("/issue-triggers/{id}", resource::get::<IssueTrigger>)
        .says("getIssueTrigger(): IssueTrigger", "Shows an issue trigger.")
        .put("/issue-triggers/{id}", update)
        .says("updateIssueTrigger(IssueTriggerChange): IssueTrigger", "Changes an issue trigger.")
        .delete("/issue-triggers/{id}", delete)
        .says("deleteIssueTrigger(): Deleted", "Deletes an issue trigger and its issues.")
        .put("/issue-triggers/{id}/disable", disable)
        .says("disableIssueTrigger(): IssueTrigger", "Lets an issue trigger open no issues.")
        .put("/issue-triggers/{id}/enable", enable)
        .says("enableIssueTrigger(): IssueTrigger", "Lets an issue trigger open issues again.")
}

impl Resource for IssueTrigger {
    const OBJECT: Object = Object::IssueTrigger;
    const QUERY: Object = Object::IssueTriggerQuery;
    const ORDERS: &[&str] = &["created_at", "type"];
    const HIDES_DISABLED: bool = false;

    fn all(snapshot: &Snapshot) -> &Trie<Id, Arc<Self>> {
        &snapshot.issue_triggers
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

    fn show(&self, _: &Scene<'_>) -> Value {
        json!(self)
    }

    fn filter(query: &Query) -> Result<impl Fn(&Self, &Snapshot) -> bool> {
        let types: Vec<IssueType> = query.names("type")?;
        Ok(move |it: &Self, _: &Snapshot| types.is_empty() || types.contains(&kind(&it.watch)))
    }

    /// The only order of its own is that of types, which have their place in the alphabet here.
    fn time(&self, _: &str, _: &Snapshot) -> Timestamp {
        Timestamp(match kind(&self.watch) {
            IssueType::Backpressure => 0,
            IssueType::Delivery => 1,
            IssueType::Request => 2,
            IssueType::Transformation => 3,
        })
    }
}

impl Closing for IssueTrigger {
    fn times(&mut self) -> Times<'_> {
        Times {
            disabled_at: &mut self.disabled_at,
            deleted_at: &mut self.deleted_at,
            updated_at: &mut self.updated_at,
        }
    }
}

fn kind(watch: &Watch) -> IssueType {
    match watch {
        Watch::Delivery { .. } => IssueType::Delivery,
        Watch::Transformation { .. } => IssueType::Transformation,
        Watch::Backpressure { .. } => IssueType::Backpressure,
        Watch::Request { .. } => IssueType::Request,
    }
}

const TYPES: &[&str] = &["delivery", "transformation", "backpressure", "request"];

async fn create(call: Call) -> Result {
    make(call, false).await
}

async fn upsert(call: Call) -> Result {
    make(call, true).await
}

/// Makes a trigger, or where `upsert` changes the one that has the name.
async fn make(call: Call, upsert: bool) -> Result {
    let mut form = call.form(Object::IssueTrigger)?;
    let written = call.gateway.catalog.change(|draft| {
        let snapshot = draft.snapshot();
        form.require("type");
        form.require("channels");
        if upsert {
            form.require("name");
        }
        let asked = form.word::<String>("type", TYPES);
        let name = name(&mut form, upsert);
        let same = name.as_deref();
        let same = same.and_then(|it| resource::named::<IssueTrigger>(snapshot, &call.project, it));
        let now = Timestamp::now();
        let mut trigger = match same {
            Some(same) if upsert => same.clone(),
            Some(same) => return Err(taken(&call, same)),
            None => IssueTrigger {
                id: Id::random(Kind::IssueTrigger),
                team_id: call.project.clone(),
                name,
                watch: usual(asked.as_deref()),
                channels: None,
                disabled_at: None,
                deleted_at: None,
                updated_at: now,
                created_at: now,
            },
        };
        if asked.is_some_and(|it| json!(kind(&trigger.watch)) != it) {
            form.problem("type", "of an issue trigger cannot be changed");
        }
        edit(&mut trigger, &mut form);
        form.finish()?;
        trigger.updated_at = now;
        draft.put_issue_trigger(trigger.clone());
        Ok::<_, ApiError>(trigger)
    });
    Ok(resource::shown(&call.gateway, &written.await?, false))
}

async fn update(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::IssueTrigger)?;
    let written = call.gateway.catalog.change(|draft| {
        let snapshot = draft.snapshot();
        let mut trigger = resource::find::<IssueTrigger>(snapshot, &call.project, &id)?.clone();
        if form.has("name") {
            let name = name(&mut form, false);
            let same = name.as_deref();
            let same =
                same.and_then(|it| resource::named::<IssueTrigger>(snapshot, &call.project, it));
            if let Some(same) = same.filter(|it| it.id != trigger.id) {
                return Err(taken(&call, same));
            }
            trigger.name = name;
        }
        edit(&mut trigger, &mut form);
        match form.text("disabled_at", 255) {
            None => {}
            Some(None) => trigger.disabled_at = None,
            Some(Some(text)) => match Timestamp::parse(&text) {
                Some(time) => trigger.disabled_at = Some(time),
                None => form.problem("disabled_at", super::query::NO_TIME),
            },
        }
        form.finish()?;
        trigger.updated_at = Timestamp::now();
        draft.put_issue_trigger(trigger.clone());
        Ok::<_, ApiError>(trigger)
    });
    Ok(resource::shown(&call.gateway, &written.await?, false))
}

async fn disable(Path(id): Path<String>, call: Call) -> Result {
    let trigger = mark(&call, &id, |times, now| {
        times.disabled_at.get_or_insert(now);
    });
    Ok(resource::shown(&call.gateway, &trigger.await?, false))
}

async fn enable(Path(id): Path<String>, call: Call) -> Result {
    let trigger = mark(&call, &id, |times, _| *times.disabled_at = None).await?;
    Ok(resource::shown(&call.gateway, &trigger, false))
}

/// Deletes it with the issues that it opened. Should the gateway end in between, the next start
/// makes up for it.
async fn delete(Path(id): Path<String>, call: Call) -> Result {
    let trigger = mark(&call, &id, |times, now| *times.deleted_at = Some(now)).await?;
    call.gateway.store.forget_issues(&trigger.id).await?;
    Ok(Answer::one(Object::Plain, json!({ "id": id })))
}

async fn mark(call: &Call, id: &str, mark: impl Fn(Times<'_>, Timestamp)) -> Result<IssueTrigger> {
    let written = call.gateway.catalog.change(|draft| {
        let found = resource::find::<IssueTrigger>(draft.snapshot(), &call.project, id)?;
        let (mut trigger, now) = (found.clone(), Timestamp::now());
        mark(trigger.times(), now);
        trigger.updated_at = now;
        draft.put_issue_trigger(trigger.clone());
        Ok::<_, ApiError>(trigger)
    });
    written.await
}

fn taken(call: &Call, same: &IssueTrigger) -> ApiError {
    let snapshot = call.gateway.catalog.now();
    let shown = same.show(&Scene::new(&call.gateway, &snapshot));
    ApiError::exists(json!({ "issue_trigger": shown }))
}

/// Takes a name, which may be anything.
fn name(form: &mut Form, required: bool) -> Option<String> {
    if required { form.some_text("name", 255) } else { form.text("name", 255).flatten() }
}

/// What a trigger of a type watches until told: the same as that of a new project.
fn usual(asked: Option<&str>) -> Watch {
    match asked {
        Some("transformation") => issues::usual_transformation(),
        Some("backpressure") => issues::usual_backpressure(),
        Some("request") => issues::usual_request(),
        _ => issues::usual_delivery(),
    }
}

/// Takes what a body says about a trigger, but for its name and type.
fn edit(trigger: &mut IssueTrigger, form: &mut Form) {
    if let Some(mut configs) = form.form("configs") {
        if let Some(watch) = watch(kind(&trigger.watch), &mut configs) {
            trigger.watch = watch;
        }
        form.close(configs);
    }
    if form.has_null("channels") {
        form.take("channels");
        trigger.channels = None;
    } else if let Some(mut channels) = form.form("channels") {
        trigger.channels = Some(self::channels(&mut channels));
        form.close(channels);
    }
}

/// Reads `configs`; what is wrong with it is noted in the form.
fn watch(kind: IssueType, configs: &mut Form) -> Option<Watch> {
    Some(match kind {
        IssueType::Delivery => {
            configs.require("strategy");
            let strategy = configs.word("strategy", &["first_attempt", "final_attempt"]);
            let connections = scope(configs, "connections");
            Watch::Delivery { strategy: strategy?, connections: connections? }
        }
        IssueType::Transformation => {
            configs.require("log_level");
            let levels = ["debug", "info", "warn", "error", "fatal"];
            let log_level = configs.word("log_level", &levels);
            let transformations = scope(configs, "transformations");
            Watch::Transformation { log_level: log_level?, transformations: transformations? }
        }
        IssueType::Backpressure => {
            configs.require("delay");
            let delay = delay(configs);
            let destinations = scope(configs, "destinations");
            Watch::Backpressure { delay: delay?, destinations: destinations? }
        }
        IssueType::Request => {
            configs.require("rejection_causes");
            let all = configs.takes("rejection_causes", "*");
            let causes = if all { Some(Causes::All) } else { causes(configs, "rejection_causes") };
            let excluded = match configs.has("excluded_rejection_causes") {
                true => match self::causes(configs, "excluded_rejection_causes") {
                    Some(Causes::Only(list)) => Some(list),
                    _ => None,
                },
                false => None,
            };
            if !all && excluded.is_some() {
                let sentence = "is only allowed when rejection_causes is *";
                configs.problem("excluded_rejection_causes", sentence);
            }
            let sources = scope(configs, "sources");
            Watch::Request {
                rejection_causes: causes?,
                excluded_rejection_causes: excluded,
                sources: sources?,
            }
        }
    })
}

fn delay(form: &mut Form) -> Option<u64> {
    const BOUNDS: std::ops::RangeInclusive<u64> = 60_000..=86_400_000;
    let value = form.take("delay")?;
    let whole = value.as_u64().or_else(|| {
        // As JavaScript writes a whole number.
        value.as_f64().filter(|it| it.fract() == 0.0 && *it >= 0.0).map(|it| it as u64)
    });
    let sentence = match whole {
        Some(delay) if BOUNDS.contains(&delay) => return Some(delay),
        Some(delay) if delay < 60_000 => "must be greater than or equal to 60000",
        Some(_) => "must be less than or equal to 86400000",
        None if value.is_number() => "must be an integer",
        None => "must be a number",
    };
    form.problem("delay", sentence);
    None
}

fn scope(form: &mut Form, name: &str) -> Option<Scope> {
    form.require(name);
    let value = form.take(name)?;
    match serde_json::from_value(value) {
        Ok(scope) => Some(scope),
        Err(_) => {
            form.problem(name, super::query::NO_TEXTS);
            None
        }
    }
}

fn causes(form: &mut Form, name: &str) -> Option<Causes> {
    let value = form.take(name)?;
    match serde_json::from_value::<Vec<Rejection>>(value) {
        Ok(list) => Some(Causes::Only(list)),
        Err(error) => {
            // "unknown variant `X`, expected one of …" names the choices.
            let text = error.to_string().replace('`', "");
            let choices = text.split_once("expected one of ").map(|it| it.1);
            let choices = choices.map(|it| format!("must contain only [{it}]"));
            form.problem(name, choices.as_deref().unwrap_or("must be * or an array"));
            None
        }
    }
}

/// The channels that there are: the texts of each, and how many of them it must have. The API knows
/// all but the last.
pub(super) const CHANNELS: &[(&str, &[&str], usize)] = &[
    ("slack", &["channel_name"], 1),
    ("microsoft_teams", &["channel_name"], 1),
    ("discord", &["channel_name", "channel_id", "webhook_url"], 2),
    ("betteruptime", &["escalation_policy_id", "escalation_policy_name"], 2),
    ("incidentio", &["severity_id", "severity_name"], 0),
    ("pagerduty", &[], 0),
    ("opsgenie", &[], 0),
    ("email", &[], 0),
    ("webhook", &["url"], 1),
];

fn channels(form: &mut Form) -> Map<String, Value> {
    let mut res = Map::new();
    for (channel, texts, required) in CHANNELS {
        if form.has_null(channel) {
            form.problem(channel, "must be of type object");
            form.take(channel);
        }
        let Some(mut inner) = form.form(channel) else { continue };
        let mut settings = Map::new();
        for (at, name) in texts.iter().enumerate() {
            if at < *required {
                inner.require(name);
            }
            let is_url = name.ends_with("url");
            if let Some(text) = inner.some_text(name, if is_url { 2048 } else { 255 }) {
                if is_url && !destination::is_target(&text) {
                    inner.problem(name, "must be a valid uri");
                }
                settings.insert((*name).to_owned(), json!(text));
            }
        }
        form.close(inner);
        res.insert((*channel).to_owned(), Value::Object(settings));
    }
    res
}
