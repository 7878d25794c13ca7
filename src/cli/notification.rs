//! `hookport notification`: what the gateway tells of itself, as requests to a source.

use reqwest::Method;
use serde_json::Value;

use super::Ctx;
use super::args::Output;
use super::error::Result;
use super::flags::{Flag, Flags, Kind, Table, flag};
use super::verbs::show;
use crate::client::{Query, SOURCES};

/// Say what the gateway tells of itself: each notification becomes a request to a source
///
/// Events of that source notify of nothing.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport notification --enabled --topics issue.opened,event.successful --source alerts
  hookport notification --enabled=false")]
pub(super) struct Notification {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    set: Flags<Set>,
}

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
    let mut body = args.set.body(&client).await?;
    // The newer API wants all three; whoever turns them off names neither topics nor source.
    if body.get("enabled") == Some(&Value::Bool(false)) {
        body.entry("topics").or_insert(Value::Array(Vec::new()));
        body.entry("source_id").or_insert(Value::Null);
    }
    let path = "/notifications/webhooks";
    show(ctx, &client.call(Method::PUT, path, &Query::default(), Some(&Value::Object(body))).await?)
}
