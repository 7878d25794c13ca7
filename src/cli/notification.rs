//! `hookport notification`: what the gateway tells of itself, as requests to a source, and where
//! issue triggers' channels lead.

use reqwest::Method;
use serde_json::Value;

use super::Ctx;
use super::answer::Output;
use super::error::Result;
use super::flags::{Flag, Flags, Kind, Table, flag};
use super::verbs::show;
use super::view::{Column, column, sheet, table};
use crate::client::{Query, SOURCES};

/// Say what the gateway tells of itself: each notification becomes a request to a source
///
/// Events of that source notify of nothing.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport notification --enabled --topics issue.opened,event.successful --source alerts
  hookport notification --enabled=false
  hookport notification channels")]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Notification {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    set: Flags<Set>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What else is told, and how.
#[derive(clap::Subcommand)]
enum Verb {
    /// Show or set the webhooks that issue triggers' channels lead to
    ///
    /// An issue trigger that names a channel, like `slack`, has each issue that it opens sent to
    /// that channel's webhook here, as JSON. A channel `webhook`, and `discord` where it has a
    /// `webhook_url`, say themselves where they lead.
    #[command(after_help = "\
Examples:
  hookport notification channels
  hookport notification channels --slack https://hooks.slack.com/services/T0/B0/X
  hookport notification channels --slack ''")]
    Channels(Channels),
}

/// The webhooks.
#[derive(clap::Args)]
struct Channels {
    #[command(flatten)]
    set: Flags<SetChannels>,
    /// Show URLs whole
    #[arg(long)]
    include_url: bool,
}

/// Where each channel leads.
enum SetChannels {}

impl Table for SetChannels {
    #[rustfmt::skip]
    fn rows() -> Vec<Flag> {
        vec![
            flag("slack", "slack", Kind::Text, "A URL for Slack; nothing takes it away"),
            flag("microsoft-teams", "microsoft_teams", Kind::Text, "A URL for Microsoft Teams"),
            flag("discord", "discord", Kind::Text, "A URL for Discord"),
            flag("betteruptime", "betteruptime", Kind::Text, "A URL for Better Uptime"),
            flag("incidentio", "incidentio", Kind::Text, "A URL for incident.io"),
            flag("pagerduty", "pagerduty", Kind::Text, "A URL for PagerDuty"),
            flag("opsgenie", "opsgenie", Kind::Text, "A URL for Opsgenie"),
            flag("email", "email", Kind::Text, "A URL of something that sends emails"),
        ]
    }
}

const CHANNELS: &[Column] = &[
    column("TRIGGER", "issue_trigger_id"),
    column("CHANNEL", "channel"),
    column("STATUS", "status"),
    column("WAITING", "waiting"),
    column("ARRIVED", "arrived"),
    column("GIVEN UP", "given_up"),
    column("LAST ATTEMPT", "last_attempt_at"),
    column("LAST ERROR", "last_error"),
];

/// What can be said about notifications.
pub(super) enum Set {}

impl Table for Set {
    #[rustfmt::skip]
    fn rows() -> Vec<Flag> {
        vec![
            flag("enabled", "enabled", Kind::Switch, "Whether any are sent"),
            flag("topics", "topics", Kind::List, "What is told: issue.opened, issue.updated, event.successful"),
            flag("source", "source_id", Kind::One(SOURCES), "The source that they go to"),
        ]
    }
}

/// Says it.
pub(super) async fn run(ctx: &Ctx, args: &Notification) -> Result<()> {
    let client = ctx.client().await?;
    if let Some(Verb::Channels(it)) = &args.verb {
        return channels(ctx, it).await;
    }
    let mut body = args.set.body(&client).await?;
    // The newer API wants all three; whoever turns them off names neither topics nor source.
    if body.get("enabled") == Some(&Value::Bool(false)) {
        body.entry("topics").or_insert(Value::Array(Vec::new()));
        body.entry("source_id").or_insert(Value::Null);
    }
    let path = "/notifications/webhooks";
    show(ctx, &client.call(Method::PUT, path, &Query::default(), Some(&Value::Object(body))).await?)
}

async fn channels(ctx: &Ctx, args: &Channels) -> Result<()> {
    let client = ctx.client().await?;
    let path = "/notifications/channels";
    let mut query = Query::default();
    if !args.set.is_empty() {
        let mut body = args.set.body(&client).await?;
        for url in body.values_mut().filter(|it| *it == "") {
            *url = Value::Null;
        }
        client.call(Method::PUT, path, &query, Some(&Value::Object(body))).await?;
    }
    if args.include_url {
        query.push("include", "url");
    }
    let found = client.call(Method::GET, path, &query, None).await?;
    if ctx.ui.is_for_people() {
        let states = found["models"].as_array().map_or(&[][..], Vec::as_slice);
        ctx.ui.text(&sheet(&found["webhooks"]))?;
        ctx.ui.text(&table(CHANNELS, states, true))
    } else {
        ctx.ui.answer(&found)
    }
}
