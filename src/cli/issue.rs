//! `hookport issue` and `hookport issue-trigger`: what went wrong more than once, and what counts
//! as that.

use serde_json::{Map, Value, json};

use super::Ctx;
use super::error::Result;
use super::flags::{Flag, Kind, flag};
use super::verbs::{Count, Create, Delete, Get, List, Noun, One, Update, Upsert};
use super::view::{Column, column, column_by};
use crate::client::{ISSUE_TRIGGERS, ISSUES, Resource};

const TYPES: &[&str] = &["delivery", "transformation", "backpressure", "request"];

/// Something that went wrong, as often as it did.
pub(super) enum Issue {}

/// What opens issues.
pub(super) enum IssueTrigger {}

/// What is done with issues.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List issues, newest first
    List(List<Issue>),
    /// Show one issue
    Get(Get<Issue>),
    /// Say how an issue stands
    Update(Update<Issue>),
    /// Dismiss an issue; it opens again when it happens again
    Dismiss(Delete),
    /// Count issues
    Count(Count<Issue>),
}

/// What is done with issue triggers.
#[derive(clap::Subcommand)]
pub(super) enum TriggerVerb {
    /// List issue triggers
    List(List<IssueTrigger>),
    /// Show one issue trigger
    Get(Get<IssueTrigger>),
    /// Make an issue trigger
    Create(Create<IssueTrigger>),
    /// Make an issue trigger, or change the one of this name
    Upsert(Upsert<IssueTrigger>),
    /// Change an issue trigger, for issues to come
    Update(Update<IssueTrigger>),
    /// Delete an issue trigger, and its issues
    Delete(Delete),
    /// Let an issue trigger open issues again
    Enable(One),
    /// Let an issue trigger open no issues
    Disable(One),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::Update(it) => it.run(ctx).await,
        Verb::Dismiss(it) => it.run::<Issue>(ctx).await,
        Verb::Count(it) => it.run(ctx).await,
    }
}

/// Does it to triggers.
pub(super) async fn run_trigger(ctx: &Ctx, verb: &TriggerVerb) -> Result<()> {
    match verb {
        TriggerVerb::List(it) => it.run(ctx).await,
        TriggerVerb::Get(it) => it.run(ctx).await,
        TriggerVerb::Create(it) => it.run(ctx).await,
        TriggerVerb::Upsert(it) => it.run(ctx).await,
        TriggerVerb::Update(it) => it.run(ctx).await,
        TriggerVerb::Delete(it) => it.run::<IssueTrigger>(ctx).await,
        TriggerVerb::Enable(it) => it.act::<IssueTrigger>(ctx, "enable", "enabled").await,
        TriggerVerb::Disable(it) => it.act::<IssueTrigger>(ctx, "disable", "disabled").await,
    }
}

impl Noun for Issue {
    const OF: Resource = ISSUES;
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("TYPE", "type"),
        column("STATUS", "status"),
        column("OPENED", "opened_at"),
        column("LAST SEEN", "last_seen_at"),
        column_by("WHAT", what),
    ];

    #[rustfmt::skip]
    fn filters() -> Vec<Flag> {
        vec![
            flag("id", "id", Kind::Names, "Only the one of this id"),
            flag("trigger", "issue_trigger_id", Kind::Many(ISSUE_TRIGGERS), "Only those that this trigger opened"),
            flag("type", "type", Kind::Words(TYPES), "Only those of this type"),
            flag("status", "status", Kind::Words(&["OPENED", "IGNORED", "ACKNOWLEDGED", "RESOLVED"]), "Only those that stand so"),
            flag("aggregation-keys", "aggregation_keys", Kind::Json, "Only those about this, like {\"webhook_id\":[\"web_1\"]}"),
            flag("created-after", "created_at[gte]", Kind::Time, "Only those since"),
            flag("created-before", "created_at[lte]", Kind::Time, "Only those until"),
            flag("last-seen-after", "last_seen_at[gte]", Kind::Time, "Only those last seen since"),
            flag("last-seen-before", "last_seen_at[lte]", Kind::Time, "Only those last seen until"),
            flag("dismissed", "dismissed_at[any]", Kind::Switch, "Only dismissed ones, or with =false only others"),
        ]
    }

    #[rustfmt::skip]
    fn fields() -> Vec<Flag> {
        vec![flag("status", "status", Kind::Word(&["OPENED", "IGNORED", "ACKNOWLEDGED", "RESOLVED"]), "How it stands")]
    }
}

impl Noun for IssueTrigger {
    const OF: Resource = ISSUE_TRIGGERS;
    const COLUMNS: &'static [Column] = &[
        column("NAME", "name"),
        column("TYPE", "type"),
        column_by("STATE", super::source::state),
        column("ID", "id"),
    ];

    fn filters() -> Vec<Flag> {
        vec![
            flag("name", "name", Kind::Text, "Only the one of this name"),
            flag("type", "type", Kind::Words(TYPES), "Only those of this type"),
            flag("disabled", "disabled_at[any]", Kind::Switch, "Only disabled ones"),
        ]
    }

    fn fields() -> Vec<Flag> {
        let mut rows = Self::changes();
        rows.push(flag("type", "type", Kind::Word(TYPES), "What kind of issues it opens"));
        rows
    }

    #[rustfmt::skip]
    fn changes() -> Vec<Flag> {
        vec![
            flag("configs", "configs", Kind::Json, "When it opens one, like {\"strategy\":\"final_attempt\",\"connections\":\"*\"}"),
            flag("configs-file", "configs", Kind::JsonFile, "A file with when it opens one"),
            flag("channels", "channels", Kind::Json, "Where it says so, like {\"email\":{}}"),
            flag("channels-file", "channels", Kind::JsonFile, "A file with where it says so"),
        ]
    }

    fn shape(body: &mut Map<String, Value>) -> Result<()> {
        // The API wants them of a new trigger, even if there are none.
        if body.contains_key("type") {
            body.entry("channels").or_insert(json!({}));
        }
        Ok(())
    }
}

/// What an issue is about: the values that its events have in common.
fn what(issue: &Value) -> String {
    let keys = issue["aggregation_keys"].as_object().into_iter().flatten();
    let values = keys.flat_map(|(_, value)| match value {
        Value::Array(values) => values.clone(),
        value => vec![value.clone()],
    });
    let text = |value: Value| value.as_str().map_or(value.to_string(), str::to_owned);
    values.filter(|it| !it.is_null()).map(text).collect::<Vec<_>>().join(" ")
}
