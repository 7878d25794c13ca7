//! `hookport request`: what came in.

use serde_json::{Value, json};

use super::Ctx;
use super::error::Result;
use super::event::Event;
use super::fixture::Export;
use super::flags::{Flag, Kind, flag};
use super::verbs::{Get, List, Noun, One, said};
use super::view::{Column, column, column_by};
use crate::client::{CONNECTIONS, REQUESTS, Resource, SOURCES};

/// An HTTP request that a source received.
pub(super) enum Request {}

/// A connection that made no event of a request.
pub(super) enum Ignored {}

/// What is done with requests.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List requests, newest first
    List(Box<List<Request>>),
    /// Show one request, with its content
    Get(Get<Request>),
    /// Write the body of a request, as it came
    RawBody(One),
    /// Write requests in the words of curl, HTTPie, HAR, raw HTTP or a fixture
    Export(Box<Export<Request>>),
    /// Make the events of a request anew
    Retry(Retry),
    /// List the events that were made of a request
    Events(Box<Of<Event>>),
    /// List the connections that made no event of a request, and why
    IgnoredEvents(Of<Ignored>),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::RawBody(it) => it.raw_body::<Request>(ctx).await,
        Verb::Export(it) => it.run(ctx).await,
        Verb::Retry(it) => it.run(ctx).await,
        Verb::Events(it) => it.run(ctx, "events").await,
        Verb::IgnoredEvents(it) => it.run(ctx, "ignored_events").await,
    }
}

/// Which request, and which part of what became of it.
#[derive(clap::Args)]
pub(super) struct Of<N: Noun> {
    #[command(flatten)]
    one: One,
    #[command(flatten)]
    list: List<N>,
}

impl<N: Noun> Of<N> {
    async fn run(&self, ctx: &Ctx, what: &str) -> Result<()> {
        self.list.run_below(ctx, REQUESTS, self.one.which(), what).await
    }
}

/// Which request, and for whom.
#[derive(clap::Args)]
pub(super) struct Retry {
    #[command(flatten)]
    one: One,
    /// Only for this connection (can be repeated) [default: all of its source]
    #[arg(long, aliases = ["connection-id", "connection-ids"], value_name = "NAME or ID")]
    #[arg(value_delimiter = ',')]
    connection: Vec<String>,
}

impl Retry {
    async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let id = self.one.id(&client, REQUESTS).await?;
        let mut connections = Vec::new();
        for it in &self.connection {
            connections.push(client.id_of(CONNECTIONS, it).await?);
        }
        let body =
            if connections.is_empty() { json!({}) } else { json!({ "webhook_ids": connections }) };
        let answer = client.retry(REQUESTS, &id, &body).await?;
        said(ctx, "retried", REQUESTS, &id, &answer)?;
        if ctx.ui.is_for_people() {
            for event in answer["events"].as_array().into_iter().flatten() {
                ctx.ui.line(event["id"].as_str().unwrap_or_default())?;
            }
        }
        Ok(())
    }
}

impl Noun for Request {
    const OF: Resource = REQUESTS;
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("RECEIVED", "created_at"),
        column_by("STATUS", status),
        column("EVENTS", "events_count"),
        column("FOR LISTENERS", "cli_events_count"),
        column("IGNORED", "ignored_count"),
        column("SOURCE", "source_id"),
        column("WHY", "verification.code"),
    ];

    #[rustfmt::skip]
    fn filters() -> Vec<Flag> {
        let mut rows = vec![
            flag("id", "id", Kind::Names, "Only the one of this id"),
            flag("status", "status", Kind::Word(&["accepted", "rejected"]), "Only accepted or rejected ones"),
            flag("rejection-cause", "rejection_cause", Kind::Words(&["SOURCE_DISABLED", "NO_CONNECTION", "VERIFICATION_FAILED", "UNSUPPORTED_HTTP_METHOD", "UNSUPPORTED_CONTENT_TYPE", "UNPARSABLE_JSON", "PAYLOAD_TOO_LARGE", "INGESTION_FATAL", "UNKNOWN"]), "Only those rejected for this cause"),
            flag("source", "source_id", Kind::Many(SOURCES), "Only those of this source"),
            flag("verified", "verified", Kind::Switch, "Only those whose sender proved who they are"),
            flag("events-count", "events_count", Kind::Range, "Only those of which so many events were made"),
            flag("cli-events-count", "cli_events_count", Kind::Range, "Only those of which so many events for listeners were made"),
            flag("ignored-count", "ignored_count", Kind::Range, "Only those of which so many connections made no event"),
            flag("created-after", "created_at[gte]", Kind::Time, "Only those since"),
            flag("created-before", "created_at[lte]", Kind::Time, "Only those until"),
            flag("ingested-at-after", "ingested_at[gte]", Kind::Time, "Only those received since"),
            flag("ingested-at-before", "ingested_at[lte]", Kind::Time, "Only those received until"),
        ];
        rows.extend(content());
        rows
    }
}

/// The filters of things that have a content.
#[rustfmt::skip]
pub(super) fn content() -> [Flag; 6] {
    [
        flag("search-term", "search_term", Kind::Text, "Only those whose content holds this text"),
        flag("body", "body", Kind::Json, "Only those whose body contains this JSON"),
        flag("headers", "headers", Kind::Json, "Only those whose headers contain this JSON"),
        flag("parsed-query", "parsed_query", Kind::Json, "Only those whose query contains this JSON"),
        flag("path", "path", Kind::Text, "Only those whose path holds this text"),
        flag("include-data", "include", Kind::Include("data"), "With their content"),
    ]
}

impl Noun for Ignored {
    const OF: Resource = Resource { name: "ignored event", ..REQUESTS };
    const COLUMNS: &'static [Column] =
        &[column("CONNECTION", "webhook_id"), column("CAUSE", "cause"), column("MORE", "meta")];

    fn filters() -> Vec<Flag> {
        vec![flag("id", "id", Kind::Names, "Only the one of this id")]
    }
}

fn status(request: &Value) -> String {
    request["rejection_cause"].as_str().unwrap_or("accepted").to_owned()
}
