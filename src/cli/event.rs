//! `hookport event`: what is to go out, and whether it has.

use serde_json::{Value, json};

use super::Ctx;
use super::error::Result;
use super::fixture::Export;
use super::flags::{Flag, Kind, flag};
use super::request::content;
use super::tail::Tail;
use super::verbs::{Get, List, Noun, One, Several};
use super::view::{Column, column, column_by};
use crate::client::{CONNECTIONS, Client, DESTINATIONS, EVENTS, Resource, SOURCES};

/// One request on its way to one destination.
pub(super) enum Event {}

/// What is done with events.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List events, newest first
    List(Box<List<Event>>),
    /// Show the last events, and with `-f` each that comes and what becomes of it
    Tail(Box<Tail<Event>>),
    /// Show one event, with its content
    Get(Get<Event>),
    /// Write the body of an event
    RawBody(One),
    /// Write events, as they went out last, in the words of curl, HTTPie, HAR, raw HTTP or a fixture
    Export(Box<Export<Event>>),
    /// Deliver events now, whatever became of them
    Retry(Several),
    /// Plan no further attempt at events
    Mute(Several),
    /// Take events that wait out of the queue
    Cancel(Several),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Tail(it) => it.run(ctx, "last_attempt_at").await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::RawBody(it) => it.raw_body::<Event>(ctx).await,
        Verb::Export(it) => it.run(ctx).await,
        Verb::Retry(it) => {
            let retry =
                async |client: &Client, id: &str| client.retry(EVENTS, id, &json!({})).await;
            it.each::<Event>(ctx, "retried", retry).await
        }
        Verb::Mute(it) => {
            let mute = async |client: &Client, id: &str| client.act(EVENTS, id, "mute").await;
            it.each::<Event>(ctx, "muted", mute).await
        }
        Verb::Cancel(it) => {
            let cancel = async |client: &Client, id: &str| client.act(EVENTS, id, "cancel").await;
            it.each::<Event>(ctx, "cancelled", cancel).await
        }
    }
}

impl Noun for Event {
    const OF: Resource = EVENTS;
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("CREATED", "created_at"),
        column("STATUS", "status"),
        column_by("ANSWER", answer),
        column("ATTEMPTS", "attempts"),
        column("NEXT ATTEMPT", "next_attempt_at"),
        column("CONNECTION", "webhook_id"),
    ];
    /// The API leaves events for listeners out unless they are asked for; people who run `listen`
    /// want to see them.
    const USUALLY: Option<(&'static str, &'static str)> = Some(("cli_id[all]", "true"));

    #[rustfmt::skip]
    fn filters() -> Vec<Flag> {
        let mut rows = vec![
            flag("id", "id", Kind::Names, "Only the one of this id"),
            flag("status", "status", Kind::Words(&["SCHEDULED", "QUEUED", "HOLD", "SUCCESSFUL", "FAILED", "CANCELLED"]), "Only those that stand so"),
            flag("connection", "webhook_id", Kind::Many(CONNECTIONS), "Only those of this connection"),
            flag("source", "source_id", Kind::Many(SOURCES), "Only those of this source"),
            flag("destination", "destination_id", Kind::Many(DESTINATIONS), "Only those to this destination"),
            flag("attempts", "attempts", Kind::Range, "Only those with so many attempts"),
            flag("response-status", "response_status", Kind::Range, "Only those last answered with this status"),
            flag("error-code", "error_code", Kind::Caps, "Only those that last failed so, like TIMEOUT"),
            flag("delivery-group", "delivery_group", Kind::Texts, "Only those of this group of their destination's"),
            flag("cli-id", "cli_id", Kind::Presence, "Only those for this listener; `any` for all listeners', `none` for others"),
            flag("issue", "issue_id", Kind::Names, "Only those of this issue"),
            flag("event-data-id", "event_data_id", Kind::Texts, "Only those with this content"),
            flag("created-after", "created_at[gte]", Kind::Time, "Only those since"),
            flag("created-before", "created_at[lte]", Kind::Time, "Only those until"),
            flag("successful-at-after", "successful_at[gte]", Kind::Time, "Only those delivered since"),
            flag("successful-at-before", "successful_at[lte]", Kind::Time, "Only those delivered until"),
            flag("last-attempt-at-after", "last_attempt_at[gte]", Kind::Time, "Only those last tried since"),
            flag("last-attempt-at-before", "last_attempt_at[lte]", Kind::Time, "Only those last tried until"),
            flag("next-attempt-at-after", "next_attempt_at[gte]", Kind::Time, "Only those to be tried after"),
            flag("next-attempt-at-before", "next_attempt_at[lte]", Kind::Time, "Only those to be tried before"),
        ];
        rows.extend(content());
        rows
    }
}

/// The last answer's status, or why there was none.
pub(super) fn answer(thing: &Value) -> String {
    match (&thing["response_status"], &thing["error_code"]) {
        (Value::Number(status), _) => status.to_string(),
        (_, Value::String(code)) => code.clone(),
        _ => String::new(),
    }
}
