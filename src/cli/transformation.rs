//! `hookport transformation`: JavaScript that changes requests on their way.

use reqwest::Method;
use serde_json::Value;

use super::Ctx;
use super::error::{CliError, Result};
use super::flags::{Flag, Flags, Kind, Table, flag};
use super::verbs::{Count, Create, Delete, Get, List, Noun, One, Update, Upsert, show};
use super::view::{Column, column};
use crate::client::{CONNECTIONS, Query, Resource, TRANSFORMATIONS};

/// JavaScript that changes requests on their way.
pub(super) enum Transformation {}

/// One run of a transformation.
pub(super) enum Execution {}

/// What is done with transformations.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List transformations
    List(List<Transformation>),
    /// Show one transformation, with its code
    Get(Get<Transformation>),
    /// Make a transformation
    Create(Create<Transformation>),
    /// Make a transformation, or change the one of this name
    Upsert(Upsert<Transformation>),
    /// Change a transformation, for all connections that use it
    Update(Update<Transformation>),
    /// Delete a transformation that no connection uses
    Delete(Delete),
    /// Count transformations
    Count(Count<Transformation>),
    Run(Run),
    /// Look at what a transformation did to requests
    #[command(subcommand)]
    Executions(ExecutionVerb),
}

/// What is done with the runs of a transformation.
#[derive(clap::Subcommand)]
pub(super) enum ExecutionVerb {
    /// List runs, newest first
    List(Executions),
    /// Show one run, with what went in and what came out
    Get(Of),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::Create(it) => it.run(ctx).await,
        Verb::Upsert(it) => it.run(ctx).await,
        Verb::Update(it) => it.run(ctx).await,
        Verb::Delete(it) => it.run::<Transformation>(ctx).await,
        Verb::Count(it) => it.run(ctx).await,
        Verb::Run(it) => it.run(ctx).await,
        Verb::Executions(ExecutionVerb::List(it)) => it.run(ctx).await,
        Verb::Executions(ExecutionVerb::Get(it)) => it.run(ctx).await,
    }
}

impl Noun for Transformation {
    const OF: Resource = TRANSFORMATIONS;
    const COLUMNS: &'static [Column] =
        &[column("NAME", "name"), column("UPDATED", "updated_at"), column("ID", "id")];

    fn filters() -> Vec<Flag> {
        vec![
            flag("id", "id", Kind::Names, "Only the one of this id"),
            flag("name", "name", Kind::Names, "Only those of this name"),
        ]
    }

    fn fields() -> Vec<Flag> {
        code().to_vec()
    }
}

/// What a transformation is made of. Its environment may hold secrets, so it can come from a file or
/// from this environment.
fn code() -> [Flag; 4] {
    [
        flag("code", "code", Kind::Text, "Its JavaScript"),
        flag(
            "code-file",
            "code",
            Kind::TextFile,
            "A file with its JavaScript; `-` is standard input",
        ),
        flag(
            "env",
            "env",
            Kind::Pairs,
            "Its `process.env`, as NAME=VALUE, or NAME for what this environment has",
        ),
        flag("env-file", "env", Kind::JsonFile, "A file with its `process.env`, as a JSON object"),
    ]
}

/// Try a transformation on a request, or on an event
///
/// Nothing is kept or delivered. The changed request goes to standard output, what the code wrote
/// to its console to standard error. The status is 1 when the code failed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport transformation run orders-to-eur --event evt_0aZ
  hookport transformation run --code-file new.js --request-file sample.json")]
pub(super) struct Run {
    /// Which one: its name or its id; none where the code is given
    #[arg(value_name = "NAME or ID", conflicts_with = "id")]
    which: Option<String>,
    // What people who come from the hosted CLI type.
    #[arg(long, hide = true)]
    id: Option<String>,
    #[command(flatten)]
    sample: Flags<Sample>,
}

/// What a transformation is tried on.
pub(super) enum Sample {}

impl Table for Sample {
    #[rustfmt::skip]
    fn rows() -> Vec<Flag> {
        let mut rows = code().to_vec();
        rows.extend([
            flag("event", "event_id", Kind::Text, "The event to try it on"),
            flag("request", "request", Kind::Json, "The request to try it on: {\"headers\":…,\"body\":…,\"path\":…,\"query\":…}"),
            flag("request-file", "request", Kind::JsonFile, "A file with the request to try it on"),
            flag("connection", "webhook_id", Kind::One(CONNECTIONS), "The connection that the code sees as its own"),
        ]);
        rows
    }
}

impl Run {
    async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let mut body = self.sample.body(&client).await?;
        if let Some(which) = self.which.as_ref().or(self.id.as_ref()) {
            let id = client.id_of(TRANSFORMATIONS, which).await?;
            body.insert("transformation_id".to_owned(), id.into());
        }
        let path = format!("{}/run", TRANSFORMATIONS.path);
        let query = Query::default();
        let ran = client.call(Method::PUT, &path, &query, Some(&Value::Object(body))).await?;
        if ctx.ui.is_for_people() {
            for line in ran["console"].as_array().into_iter().flatten() {
                let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
                ctx.ui.status(format_args!("{}: {}", text("type"), text("message")));
            }
        }
        if !ctx.ui.is_for_people() || ran["request"].is_object() {
            show(ctx, if ctx.ui.is_for_people() { &ran["request"] } else { &ran })?;
        }
        if ran["log_level"] == "fatal" {
            return Err(CliError::failed("the code failed"));
        }
        Ok(())
    }
}

/// Which transformation, and which of its runs.
#[derive(clap::Args)]
pub(super) struct Executions {
    #[command(flatten)]
    one: One,
    #[command(flatten)]
    list: List<Execution>,
}

impl Executions {
    async fn run(&self, ctx: &Ctx) -> Result<()> {
        let id = self.one.id(&ctx.client().await?, TRANSFORMATIONS).await?;
        self.list.run_below(ctx, TRANSFORMATIONS, &id, "executions").await
    }
}

/// Which run of which transformation.
#[derive(clap::Args)]
pub(super) struct Of {
    #[command(flatten)]
    one: One,
    /// The run's id
    #[arg(value_name = "EXECUTION")]
    execution: String,
}

impl Of {
    async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let id = self.one.id(&client, TRANSFORMATIONS).await?;
        let what = format!("executions/{}", self.execution);
        show(ctx, &client.below(TRANSFORMATIONS, &id, &what, &Query::default()).await?)
    }
}

impl Noun for Execution {
    const OF: Resource = Resource { name: "execution", named: false, ..TRANSFORMATIONS };
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("CREATED", "created_at"),
        column("LEVEL", "log_level"),
        column("CONNECTION", "webhook_id"),
        column("ISSUE", "issue_id"),
    ];

    #[rustfmt::skip]
    fn filters() -> Vec<Flag> {
        vec![
            flag("level", "log_level", Kind::Words(&["debug", "info", "warn", "error", "fatal"]), "Only those that wrote this at worst"),
            flag("connection", "webhook_id", Kind::Many(CONNECTIONS), "Only those for this connection"),
            flag("issue", "issue_id", Kind::Names, "Only those of this issue"),
            flag("created-after", "created_at[gte]", Kind::Time, "Only those since"),
            flag("created-before", "created_at[lte]", Kind::Time, "Only those until"),
        ]
    }
}
