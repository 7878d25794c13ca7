//! Arguments that many commands share.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior, interval};

use super::answer::Output;
use crate::client::Query;

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
    /// List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is
    /// not written again
    #[arg(long, value_name = "TIME", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "2s", value_parser = duration)]
    #[arg(conflicts_with_all = ["all", "next", "prev"])]
    pub(super) watch: Option<Duration>,
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

/// Reads `30s`, `1m 30s`, `500ms`, or seconds as a number.
pub(super) fn duration(text: &str) -> std::result::Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().map(Duration::try_from_secs_f64);
    let parsed = match seconds {
        Some(parsed) => parsed.ok(),
        None => text.parse::<jiff::SignedDuration>().ok().and_then(|it| it.try_into().ok()),
    };
    let parsed = parsed.filter(|it| !it.is_zero());
    parsed.ok_or_else(|| "a time is written like `30s`, `1m 30s` or `500ms`".to_owned())
}

/// Reads how many a second, as `5` or `5/s`.
pub(super) fn rate(text: &str) -> std::result::Result<f64, String> {
    let number = text.trim_end_matches("/s").parse().ok();
    number
        .filter(|it| (0.001..=10_000.0).contains(it))
        .ok_or_else(|| "a rate is a number a second".to_owned())
}

/// Keeps what is done again and again below a rate.
pub(super) struct Pace(Option<Interval>);

impl Pace {
    /// At most so many a second, from now on; without a rate, as many as can be.
    pub(super) fn new(rate: Option<f64>) -> Self {
        Self(rate.map(|it| {
            let mut ticks = interval(Duration::from_secs_f64(1.0 / it));
            // What took long is not made up for: it would be more than so many a second.
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            ticks
        }))
    }

    /// Returns when the next may begin.
    pub(super) async fn wait(&mut self) {
        if let Some(ticks) = &mut self.0 {
            ticks.tick().await;
        }
    }
}

/// Reads a change, `path=value`.
pub(super) fn setting(text: &str) -> std::result::Result<(String, String), String> {
    let (path, value) = text.split_once('=').ok_or("a change is `path=value`")?;
    if path.is_empty() {
        return Err("a path has at least one name".to_owned());
    }
    Ok((path.to_owned(), value.to_owned()))
}

/// A group of commands about one kind of thing.
#[derive(clap::Args)]
pub(super) struct Group<V: clap::Subcommand> {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(subcommand)]
    pub(super) verb: V,
}
