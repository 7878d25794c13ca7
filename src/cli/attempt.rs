//! `hookport attempt`: each try at delivering an event.

use super::Ctx;
use super::error::Result;
use super::event::answer;
use super::fixture::Export;
use super::flags::{Flag, Kind, flag};
use super::verbs::{Get, List, Noun};
use super::view::{Column, column, column_by};
use crate::client::{ATTEMPTS, Resource};

/// One try at delivering an event.
pub(super) enum Attempt {}

/// What is done with attempts.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List attempts, newest first
    List(List<Attempt>),
    /// Show one attempt, with the answer that came
    Get(Get<Attempt>),
    /// Write attempts in the words of curl, HTTPie, HAR, raw HTTP or a fixture
    Export(Export<Attempt>),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::Export(it) => it.run(ctx).await,
    }
}

impl Noun for Attempt {
    const OF: Resource = ATTEMPTS;
    const COLUMNS: &'static [Column] = &[
        column("ID", "id"),
        column("CREATED", "created_at"),
        column("STATUS", "status"),
        column_by("ANSWER", answer),
        column("NUMBER", "attempt_number"),
        column("TRIGGER", "trigger"),
        column("MS", "response_latency"),
        column("EVENT", "event_id"),
    ];

    fn filters() -> Vec<Flag> {
        vec![
            flag("id", "id", Kind::Names, "Only the one of this id"),
            flag("event-id", "event_id", Kind::Names, "Only those of this event"),
        ]
    }
}
