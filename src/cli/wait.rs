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
use super::tail::{newest, since_then};
use super::verbs::{Filters, Noun as _, usual_query};
use super::view;
use crate::client::{Client, EVENTS, Query, Resource};
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
    /// Only those whose content matches: the API's filter, `{"body":{"type":"a"}}`, or one
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
    let client = ctx.client().await?.patient();
    let query = usual_query(&args.filters, &client).await?;
    let asked = query.pairs().iter().find(|(name, _)| name == "created_at[gte]");
    let since = asked.map(|(_, value)| value.clone());
    let (wanted, count, timeout) = (args.r#match.clone(), args.count as usize, args.timeout);
    let waiting = Waiting { wanted, count, timeout, since, query };
    let found = wait(&client, EVENTS, &waiting).await?;
    match (ctx.ui.is_for_people(), &*found.events) {
        (_, []) => (),
        (true, events) => ctx.ui.text(&view::table(Event::COLUMNS, events, true))?,
        (false, events) => {
            ctx.ui.output.check(&events.into())?;
            events.iter().try_for_each(|it| ctx.ui.another(it))?;
        }
    }
    found.error.map_or(Ok(()), Err)
}

/// What is waited for.
pub(super) struct Waiting {
    /// What their content is to match.
    pub(super) wanted: Option<Wanted>,
    /// How many.
    pub(super) count: usize,
    /// How long at most.
    pub(super) timeout: Duration,
    /// From when on they count; from now on when nothing is said.
    pub(super) since: Option<String>,
    /// What else the API is to select.
    pub(super) query: Query,
}

/// What came.
pub(super) struct Found {
    /// As many as were wanted, or those that came in time.
    pub(super) events: Vec<Value>,
    /// What is to be said when they are fewer.
    pub(super) error: Option<CliError>,
}

/// Waits until there are as many as are wanted, or until the time is over.
pub(super) async fn wait(client: &Client, of: Resource, waiting: &Waiting) -> Result<Found> {
    let Waiting { wanted, count, timeout, since, query } = waiting;
    let (since, before) = match since {
        Some(since) => (since.clone(), None),
        None => newest(client, of, &Query::default().with("cli_id[all]", "true")).await?,
    };
    let query = query.with("include", "data");
    let mut last = None;
    let mut events: Vec<Value> = Vec::new();
    let looking = async {
        loop {
            // An event of before may have come to match: all of them are asked for each time.
            let mut from = since.clone();
            let mut all = since_then(client, of, &query, "created_at", &mut from).await?;
            all.retain(|it| before.as_deref().is_none_or(|before| it["id"] != before));
            let (matching, others): (Vec<_>, Vec<_>) = all
                .into_iter()
                .partition(|it| wanted.as_ref().is_none_or(|wanted| wanted.is(&Data::of(it))));
            last = others.into_iter().next_back();
            let mut ids = HashSet::new();
            events = matching;
            events.retain(|it| ids.insert(it["id"].to_string()));
            if events.len() >= *count {
                return Result::<()>::Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    let is_late = match tokio::time::timeout(*timeout, looking).await {
        Ok(looked) => {
            looked?;
            false
        }
        Err(_) => true,
    };
    events.truncate(*count);
    let error = is_late.then(|| {
        let (found, seconds) = (events.len(), timeout.as_secs_f64());
        let message = format!("{found} of {count} events came within {seconds} s");
        let error = CliError::new(Exit::TimedOut, message);
        match (wanted, last) {
            (Some(wanted), Some(last)) => {
                let id = last["id"].as_str().unwrap_or_default();
                error.hint(format!("{id} does not match: {}.", wanted.why_not(&Data::of(&last))))
            }
            _ => error,
        }
    });
    Ok(Found { events, error })
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
