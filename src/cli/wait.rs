//! `hookport wait`: until something has come that scripts wait for, without forwarding anything.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::Value;

use super::Ctx;
use super::answer::Output;
use super::args::duration;
use super::error::{CliError, Exit, Result};
use super::event::Event;
use super::expect::{Wanted, wanted};
use super::flags::Flags;
use super::tail::since_then;
use super::verbs::{Filters, Noun as _};
use super::view;
use crate::client::EVENTS;
use crate::rules::Subject;

/// How often the gateway is asked.
const PAUSE: Duration = Duration::from_millis(500);

/// Wait until something has come
#[derive(clap::Args)]
pub(super) struct Wait {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(subcommand)]
    what: What,
}

/// What is waited for.
#[derive(clap::Subcommand)]
enum What {
    Event(Box<Events>),
}

/// Wait until there are so many events that match
///
/// Counts events since the command began, or since `--created-after`, that every filter of `event
/// list` and `--match` take. Shows them, and ends with status 0; with 124 when the time is over.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport wait event --source stripe --match body.type=invoice.paid --timeout 30s
  hookport wait event --status SUCCESSFUL --count 3 --created-after 5m")]
struct Events {
    /// Only those whose content matches: the API's filter, `{\"body\":{\"type\":\"a\"}}`, or one
    /// value, `body.type=a`
    #[arg(long, value_name = "FILTER", value_parser = wanted)]
    r#match: Option<Wanted>,
    /// How many
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=10_000))]
    count: u32,
    /// How long to wait at most
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    timeout: Duration,
    #[command(flatten)]
    filters: Flags<Filters<Event>>,
}

/// Waits.
pub(super) async fn run(ctx: &Ctx, args: &Wait) -> Result<()> {
    let What::Event(args) = &args.what;
    let client = ctx.client().await?;
    let mut query = args.filters.query(&client).await?;
    if let Some((name, value)) = Event::USUALLY
        && !query.asks("cli_id")
    {
        query.push(name, value);
    }
    query.push("include", "data");
    let began = jiff::Timestamp::now().to_string();
    let asked = query.pairs().iter().find(|(name, _)| name == "created_at[gte]");
    let since = asked.map_or(began, |(_, value)| value.clone());
    let count = args.count as usize;
    let mut last = None;
    let mut found: Vec<Value> = Vec::new();
    let looking = async {
        loop {
            // An event of before may have come to match: all of them are asked for each time.
            let mut from = since.clone();
            let all = since_then(ctx, &client, EVENTS, &query, "created_at", &mut from).await?;
            let (matching, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| {
                args.r#match.as_ref().is_none_or(|wanted| wanted.is(&Data::of(it)))
            });
            last = others.into_iter().next_back();
            let mut ids = HashSet::new();
            found = matching;
            found.retain(|it| ids.insert(it["id"].to_string()));
            if found.len() >= count {
                return Result::<()>::Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    let over = match tokio::time::timeout(args.timeout, looking).await {
        Ok(looked) => {
            looked?;
            false
        }
        Err(_) => true,
    };
    found.truncate(count);
    match (ctx.ui.is_for_people(), &*found) {
        (_, []) => (),
        (true, found) => ctx.ui.text(&view::table(Event::COLUMNS, found, true))?,
        (false, found) => found.iter().try_for_each(|it| ctx.ui.answer(it))?,
    }
    if !over {
        return Ok(());
    }
    let (found, seconds) = (found.len(), args.timeout.as_secs_f64());
    let message = format!("{found} of {count} events came within {seconds} s");
    let error = CliError::new(Exit::TimedOut, message);
    Err(match (&args.r#match, last) {
        (Some(wanted), Some(last)) => {
            let id = last["id"].as_str().unwrap_or_default();
            error.hint(format!("{id} does not match: {}.", wanted.why_not(&Data::of(&last))))
        }
        _ => error,
    })
}

/// An event's content, as the API tells it.
struct Data<'a>(&'a Value);

impl<'a> Data<'a> {
    fn of(event: &'a Value) -> Self {
        Self(&event["data"])
    }
}

impl Subject for Data<'_> {
    fn headers(&self) -> &Value {
        &self.0["headers"]
    }

    fn body(&self) -> &Value {
        &self.0["body"]
    }

    fn query(&self) -> &Value {
        &self.0["parsed_query"]
    }

    fn path(&self) -> &str {
        self.0["path"].as_str().unwrap_or_default()
    }
}
