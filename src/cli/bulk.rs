//! `hookport bulk`: the same thing done to many, whatever the filters of a list select.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::Ctx;
use super::error::{CliError, Result};
use super::event::Event;
use super::flags::{Flag, Flags, Kind, Table, flag};
use super::request::Request;
use super::verbs::{Filters, Get, List, Noun, One, said, show};
use super::view::{Column, column};
use crate::client::{CONNECTIONS, Client, Query, Resource, TRANSFORMATIONS};
use crate::model;

/// How often it is asked how far an operation is.
const PAUSE: Duration = Duration::from_millis(500);

/// What can be done to many.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// Deliver many events again
    #[command(subcommand)]
    EventsRetry(Box<Operation<EventsRetry>>),
    /// Take many events out of the queue
    #[command(subcommand)]
    EventsCancel(Box<Operation<EventsCancel>>),
    /// Make the events of many requests anew
    #[command(subcommand)]
    RequestsRetry(Box<Operation<RequestsRetry>>),
    /// Try many ignored events again
    #[command(subcommand)]
    IgnoredEventsRetry(Box<Operation<IgnoredEventsRetry>>),
}

/// What is done with one kind of operation.
#[derive(clap::Subcommand)]
pub(super) enum Operation<B: Bulk> {
    /// List operations, newest first
    List(List<B>),
    /// Show one operation, and how far it is
    Get(Get<B>),
    /// Say how many it would be
    Plan(Plan<B>),
    /// Begin an operation
    Create(Create<B>),
    /// Stop an operation
    Cancel(One),
}

/// A kind of operation on many.
pub(super) trait Bulk: Noun {
    /// Selects what it is done to.
    type Selection: Table + 'static;
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::EventsRetry(it) => it.run(ctx).await,
        Verb::EventsCancel(it) => it.run(ctx).await,
        Verb::RequestsRetry(it) => it.run(ctx).await,
        Verb::IgnoredEventsRetry(it) => it.run(ctx).await,
    }
}

impl<B: Bulk> Operation<B> {
    async fn run(&self, ctx: &Ctx) -> Result<()> {
        match self {
            Self::List(it) => it.run(ctx).await,
            Self::Get(it) => it.run(ctx).await,
            Self::Plan(it) => it.run(ctx).await,
            Self::Create(it) => it.run(ctx).await,
            Self::Cancel(it) => cancel::<B>(ctx, it).await,
        }
    }
}

/// What it would be done to.
#[derive(clap::Args)]
pub(super) struct Plan<B: Bulk> {
    #[command(flatten)]
    selection: Flags<B::Selection>,
}

impl<B: Bulk> Plan<B> {
    async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let selection = Value::Object(self.selection.query_json(&client).await?);
        show(ctx, &plan::<B>(&client, &selection).await?)
    }
}

async fn plan<B: Bulk>(client: &Client, selection: &Value) -> Result<Value> {
    let query = Query::default().with("query", &selection.to_string());
    let path = format!("{}/plan", B::OF.path);
    Ok(client.call(Method::GET, &path, &query, None).await?)
}

/// What it is done to.
#[derive(clap::Args)]
pub(super) struct Create<B: Bulk> {
    #[command(flatten)]
    selection: Flags<B::Selection>,
    /// Do not ask
    #[arg(long, short)]
    force: bool,
    /// Wait until it is done, and show how far it is
    #[arg(long)]
    wait: bool,
}

impl<B: Bulk> Create<B> {
    async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let selection = Value::Object(self.selection.query_json(&client).await?);
        if !self.force {
            let count = plan::<B>(&client, &selection).await?["estimated_count"].clone();
            if !ctx.ui.confirm(&format!("Begin a {} of {count}?", B::OF.name), "--force")? {
                ctx.ui.status("nothing was begun");
                return Ok(());
            }
        }
        let operation = client.create(B::OF, &json!({ "query": selection })).await?;
        if ctx.ui.is_for_people() {
            ctx.ui.status(format_args!("began a {}", B::OF.name));
        }
        if self.wait {
            return wait::<B>(ctx, &client, operation).await;
        }
        show(ctx, &operation)
    }
}

/// Waits until an operation is over; what could not be done makes the command fail.
async fn wait<B: Bulk>(ctx: &Ctx, client: &Client, mut operation: Value) -> Result<()> {
    let id = operation["id"].as_str().unwrap_or_default().to_owned();
    let count = |of: &Value, name: &str| of[name].as_u64().unwrap_or_default();
    let bar = ctx.ui.progress(count(&operation, "estimated_count"));
    while operation["in_progress"] == true {
        bar.set_position(count(&operation, "completed_count") + count(&operation, "failed_count"));
        tokio::time::sleep(PAUSE).await;
        operation = client.get(B::OF, &id, &Query::default()).await?;
    }
    bar.finish_and_clear();
    show(ctx, &operation)?;
    match count(&operation, "failed_count") {
        0 if operation["cancelled_at"].is_string() => Err(CliError::failed("it was cancelled")),
        0 => Ok(()),
        failed => Err(CliError::failed(format_args!("{failed} could not be done"))),
    }
}

async fn cancel<B: Bulk>(ctx: &Ctx, one: &One) -> Result<()> {
    let client = ctx.client().await?;
    let path = format!("{}/{}/cancel", B::OF.path, one.which());
    let answer = client.call(Method::POST, &path, &Query::default(), Some(&json!({}))).await?;
    said(ctx, "cancelled", B::OF, one.which(), &answer)
}

/// Makes a kind of operation of its path, its name and what selects for it.
macro_rules! bulk {
    ($(#[$doc:meta] $kind:ident $name:literal $path:literal $selection:ty,)*) => {$(
        #[$doc]
        pub(super) enum $kind {}

        impl Noun for $kind {
            const OF: Resource = Resource {
                name: $name,
                path: $path,
                kind: model::Kind::Bulk,
                named: false,
            };
            const COLUMNS: &'static [Column] = COLUMNS;

            fn filters() -> Vec<Flag> {
                filters()
            }
        }

        impl Bulk for $kind {
            type Selection = $selection;
        }
    )*};
}

bulk! {
    /// Events delivered again.
    EventsRetry "bulk retry" "/bulk/events/retry" Filters<Event>,
    /// Events taken out of the queue.
    EventsCancel "bulk cancellation" "/bulk/events/cancel" Filters<Event>,
    /// Requests whose events are made anew.
    RequestsRetry "bulk retry" "/bulk/requests/retry" Filters<Request>,
    /// Ignored events that are tried again.
    IgnoredEventsRetry "bulk retry" "/bulk/ignored-events/retry" IgnoredEvents,
}

const COLUMNS: &[Column] = &[
    column("ID", "id"),
    column("CREATED", "created_at"),
    column("PROGRESS", "progress"),
    column("DONE", "completed_count"),
    column("FAILED", "failed_count"),
    column("OF", "estimated_count"),
    column("COMPLETED", "completed_at"),
    column("CANCELLED", "cancelled_at"),
];

fn filters() -> Vec<Flag> {
    vec![
        flag("id", "id", Kind::Texts, "Only the one of this id"),
        flag("in-progress", "in_progress", Kind::Switch, "Only those that are not done yet"),
        flag("created-after", "created_at[gte]", Kind::Time, "Only those since"),
        flag("created-before", "created_at[lte]", Kind::Time, "Only those until"),
    ]
}

/// Selects ignored events.
pub(super) enum IgnoredEvents {}

impl Table for IgnoredEvents {
    #[rustfmt::skip]
    fn rows() -> Vec<Flag> {
        vec![
            flag("cause", "cause", Kind::Words(&["DISABLED", "FILTERED", "TRANSFORMATION_FAILED", "CLI_DISCONNECTED"]), "Only those ignored for this cause"),
            flag("connection", "webhook_id", Kind::Many(CONNECTIONS), "Only those of this connection"),
            flag("transformation", "transformation_id", Kind::One(TRANSFORMATIONS), "Only those that this transformation failed on"),
        ]
    }
}
