//! Arguments that many commands share.

use super::ui::Format;
use crate::client::Query;

/// How the answer is written.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Output {
    /// How to write the answer: `text`, `json` (the API's object) or `ndjson` (one object a line)
    #[arg(long, global = true, value_enum, default_value = "text", value_name = "FORMAT")]
    #[arg(hide_possible_values = true, help_heading = "Global options")]
    pub(super) output: Format,
}

/// Which part of a list, in which order.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Page {
    /// At most this many, up to 250
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=250))]
    limit: Option<u16>,
    /// Go on from here: the cursor that the page before ended with
    #[arg(long, value_name = "CURSOR", conflicts_with_all = ["prev", "all"])]
    next: Option<String>,
    /// Go back from here: the cursor that the page after began with
    #[arg(long, value_name = "CURSOR", conflicts_with = "all")]
    prev: Option<String>,
    /// What to sort by; most things know `created_at`
    #[arg(long, value_name = "FIELD")]
    order_by: Option<String>,
    /// Newest (or last) first, or oldest first
    #[arg(long, value_name = "DIR", value_parser = ["desc", "asc"], ignore_case = true)]
    dir: Option<String>,
    /// Read every page
    #[arg(long)]
    pub(super) all: bool,
}

impl Page {
    /// Adds what was given to the query of a list.
    pub(super) fn add_to(&self, query: &mut Query) {
        let limit = self.limit.map(|it| it.to_string());
        let limit = limit.or_else(|| self.all.then(|| "250".to_owned()));
        let dir = self.dir.as_ref().map(|it| it.to_lowercase());
        for (name, value) in [
            ("limit", &limit),
            ("next", &self.next),
            ("prev", &self.prev),
            ("order_by", &self.order_by),
            ("dir", &dir),
        ] {
            if let Some(value) = value {
                query.push(name, value);
            }
        }
    }
}

/// A group of commands about one kind of thing.
#[derive(clap::Args)]
pub(super) struct Group<V: clap::Subcommand> {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(subcommand)]
    pub(super) verb: V,
}
