//! `hookport bookmark`: contents worth keeping, to be sent through a connection again.

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::Ctx;
use super::error::Result;
use super::fixture::Export;
use super::flags::{Flag, Flags, Kind, flag};
use super::verbs::{Delete, Fields, Get, List, Noun, One, Update, said, show};
use super::view::{Column, column};
use crate::client::{BOOKMARKS, CONNECTIONS, Client, EVENTS, Query, Resource};

/// A content worth keeping.
pub(super) enum Bookmark {}

/// What is done with bookmarks.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List bookmarks
    List(List<Bookmark>),
    /// Show one bookmark
    Get(Get<Bookmark>),
    /// Bookmark the content of an event, to be sent through its connection again
    Create(Create),
    /// Change a bookmark
    Update(Update<Bookmark>),
    /// Delete a bookmark
    Delete(Delete),
    /// Write the body of a bookmark, as it came
    RawBody(One),
    /// Write bookmarks in the words of curl, HTTPie, HAR, raw HTTP or a fixture
    Export(Export<Bookmark>),
    /// Send the content of a bookmark through its connection again
    Trigger(One),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::Create(it) => create(ctx, it).await,
        Verb::Update(it) => it.run(ctx).await,
        Verb::Delete(it) => it.run::<Bookmark>(ctx).await,
        Verb::RawBody(it) => it.raw_body::<Bookmark>(ctx).await,
        Verb::Export(it) => it.run(ctx).await,
        Verb::Trigger(it) => {
            let client = ctx.client().await?;
            trigger(ctx, &client, &it.id(&client, BOOKMARKS).await?).await
        }
    }
}

/// Which content, and how it is called.
#[derive(clap::Args)]
pub(super) struct Create {
    /// The event whose content it is
    #[arg(value_name = "EVENT", required_unless_present = "event-data-id")]
    event: Option<String>,
    /// Its name, by which `hookport trigger` sends it
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    fields: Flags<Fields<Bookmark>>,
}

async fn create(ctx: &Ctx, args: &Create) -> Result<()> {
    let client = ctx.client().await?;
    let mut body = Map::new();
    if let Some(id) = &args.event {
        let event = client.get(EVENTS, id, &Query::default()).await?;
        for field in ["event_data_id", "webhook_id"] {
            body.insert(field.to_owned(), event[field].clone());
        }
        // It must have a label; people who give a name need no other.
        let label = args.name.as_ref().unwrap_or(id);
        body.insert("label".to_owned(), label.as_str().into());
    }
    body.extend(args.name.iter().map(|it| ("name".to_owned(), it.as_str().into())));
    body.extend(args.fields.body(&client).await?);
    let made = client.create(BOOKMARKS, &Value::Object(body)).await?;
    ctx.ui.status("created bookmark");
    show(ctx, &made)
}

/// Sends what is bookmarked.
pub(super) async fn trigger(ctx: &Ctx, client: &Client, id: &str) -> Result<()> {
    let path = format!("{}/{id}/trigger", BOOKMARKS.path);
    let events = client.call(Method::POST, &path, &Query::default(), Some(&json!({}))).await?;
    said(ctx, "triggered", BOOKMARKS, id, &events)?;
    if ctx.ui.is_for_people() {
        for event in events.as_array().into_iter().flatten() {
            ctx.ui.line(event["id"].as_str().unwrap_or_default())?;
        }
    }
    Ok(())
}

impl Noun for Bookmark {
    const OF: Resource = BOOKMARKS;
    const COLUMNS: &'static [Column] = &[
        column("NAME", "alias"),
        column("LABEL", "label"),
        column("CONNECTION", "webhook_id"),
        column("LAST USED", "last_used_at"),
        column("ID", "id"),
    ];

    #[rustfmt::skip]
    fn filters() -> Vec<Flag> {
        vec![
            flag("id", "id", Kind::Texts, "Only the one of this id"),
            flag("name", "name", Kind::Texts, "Only the one of this name"),
            flag("label", "label", Kind::Texts, "Only those of this label"),
            flag("connection", "webhook_id", Kind::Many(CONNECTIONS), "Only those for this connection"),
            flag("event-data-id", "event_data_id", Kind::Texts, "Only those of this content"),
            flag("last-used-after", "last_used_at[gte]", Kind::Time, "Only those used since"),
            flag("last-used-before", "last_used_at[lte]", Kind::Time, "Only those used until"),
        ]
    }

    fn fields() -> Vec<Flag> {
        vec![
            flag("label", "label", Kind::Text, "What it shows, for people"),
            flag(
                "event-data-id",
                "event_data_id",
                Kind::Text,
                "The content: `event_data_id` of an event",
            ),
            flag(
                "connection",
                "webhook_id",
                Kind::One(CONNECTIONS),
                "The connection to send it through",
            ),
        ]
    }
}
