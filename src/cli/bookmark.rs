//! `hookport bookmark`: contents worth keeping, to be sent through a connection again.

use reqwest::Method;
use serde_json::json;

use super::Ctx;
use super::error::Result;
use super::flags::{Flag, Kind, flag};
use super::verbs::{Create, Delete, Get, List, Noun, One, Update, said};
use super::view::{Column, column};
use crate::client::{BOOKMARKS, CONNECTIONS, Query, Resource};

/// A content worth keeping.
pub(super) enum Bookmark {}

/// What is done with bookmarks.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List bookmarks
    List(List<Bookmark>),
    /// Show one bookmark
    Get(Get<Bookmark>),
    /// Bookmark the content of an event or a request
    Create(Create<Bookmark>),
    /// Change a bookmark
    Update(Update<Bookmark>),
    /// Delete a bookmark
    Delete(Delete),
    /// Write the body of a bookmark, as it came
    RawBody(One),
    /// Send the content of a bookmark through its connection again
    Trigger(One),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::Create(it) => it.run(ctx).await,
        Verb::Update(it) => it.run(ctx).await,
        Verb::Delete(it) => it.run::<Bookmark>(ctx).await,
        Verb::RawBody(it) => it.raw_body::<Bookmark>(ctx).await,
        Verb::Trigger(it) => trigger(ctx, it).await,
    }
}

async fn trigger(ctx: &Ctx, one: &One) -> Result<()> {
    let client = ctx.client().await?;
    let id = one.id(&client, BOOKMARKS).await?;
    let path = format!("{}/{id}/trigger", BOOKMARKS.path);
    let events = client.call(Method::POST, &path, &Query::default(), Some(&json!({}))).await?;
    said(ctx, "triggered", BOOKMARKS, &id, &events)?;
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
