//! The end of a list, and what comes to it: `hookport event tail -f`.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::Value;

use super::Ctx;
use super::error::Result;
use super::flags::Flags;
use super::verbs::{Filters, Noun, usual_query};
use super::view;
use crate::client::{self, Client, Query, models};

/// How often the gateway is asked; twice of it in a minute is half of what the API allows a key.
const PAUSE: Duration = Duration::from_secs(1);
/// The most that one page holds.
const PAGE: usize = 250;
/// How many are remembered, so that none is written twice.
const REMEMBERED: usize = 10_000;

/// Which ones, how many, and whether to wait for more.
#[derive(clap::Args)]
pub(super) struct Tail<N: Noun> {
    /// Go on with what comes, and with what becomes of it, until Ctrl-C
    #[arg(long, short)]
    follow: bool,
    /// How many of those that are there, up to 250
    #[arg(long, short = 'n', value_name = "NUMBER", default_value = "10")]
    #[arg(value_parser = clap::value_parser!(u16).range(0..=PAGE as i64))]
    lines: u16,
    #[command(flatten)]
    filters: Flags<Filters<N>>,
}

impl<N: Noun> Tail<N> {
    /// Writes the last ones, oldest first, then each that comes, and again each whose state
    /// changed; `changed_at` is the field that says when.
    pub(super) async fn run(&self, ctx: &Ctx, changed_at: &str) -> Result<()> {
        let client = ctx.client().await?.patient();
        let query = usual_query(&self.filters, &client).await?;
        let mut seen = Seen::default();
        let mut since = jiff::Timestamp::now().to_string();
        let last = query.with("limit", &self.lines.max(1).to_string());
        let last = client.list(N::OF, &last).await?;
        // The newest comes first.
        if let Some(newest) = models(&last).first().and_then(|it| it["created_at"].as_str()) {
            since = newest.to_owned();
        }
        let shown = models(&last).iter().take(self.lines.into()).rev();
        let mut is_first = true;
        write::<N>(ctx, &shown.cloned().collect::<Vec<_>>(), &mut is_first)?;
        for it in models(&last) {
            seen.note(it);
        }
        let mut changed = since.clone();
        if !self.follow {
            return Ok(());
        }
        loop {
            tokio::time::sleep(PAUSE).await;
            for (field, since) in [("created_at", &mut since), (changed_at, &mut changed)] {
                let mut things = since_then(&client, N::OF, &query, field, since).await?;
                things.retain(|it| seen.note(it));
                write::<N>(ctx, &things, &mut is_first)?;
            }
        }
    }
}

/// When the newest thing of a list came, by the gateway's own clock, and its id; where there is none,
/// everything is yet to come.
pub(super) async fn newest(
    client: &Client,
    of: client::Resource,
    query: &Query,
) -> Result<(String, Option<String>)> {
    let page = client.list(of, &query.with("limit", "1")).await?;
    let text = |thing: &Value, name: &str| thing[name].as_str().map(str::to_owned);
    let newest = models(&page).first();
    let since = newest.and_then(|it| text(it, "created_at"));
    let since = since.unwrap_or_else(|| jiff::Timestamp::UNIX_EPOCH.to_string());
    Ok((since, newest.and_then(|it| text(it, "id"))))
}

/// Everything since `since` by this field, oldest first; moves `since` on, once all of it is here.
pub(super) async fn since_then(
    client: &Client,
    of: client::Resource,
    query: &Query,
    field: &str,
    since: &mut String,
) -> Result<Vec<Value>> {
    let mut query = query.clone();
    query.set(&format!("{field}[gte]"), since);
    query.set("order_by", field);
    query.set("dir", "asc");
    query.set("limit", &PAGE.to_string());
    let mut all = Vec::new();
    loop {
        let page = client.list(of, &query).await?;
        all.extend_from_slice(models(&page));
        match page["pagination"]["next"].as_str() {
            Some(next) if !query.has(next) => query.set("next", next),
            _ => break,
        }
    }
    if let Some(last) = all.last().and_then(|it| it[field].as_str()) {
        last.clone_into(since);
    }
    Ok(all)
}

fn write<N: Noun>(ctx: &Ctx, things: &[Value], is_first: &mut bool) -> Result<()> {
    if things.is_empty() {
        return Ok(());
    }
    if ctx.ui.is_for_people() {
        ctx.ui.text(&view::table(N::COLUMNS, things, *is_first))?;
    } else {
        if *is_first {
            ctx.ui.output.check(&things.into())?;
        }
        // One by one, whatever the format: there is no end that could be waited for.
        things.iter().try_for_each(|it| ctx.ui.another(it))?;
    }
    *is_first = false;
    Ok(())
}

/// What was written lately, and how it stood.
#[derive(Default)]
struct Seen(VecDeque<(String, [Value; 2])>);

impl Seen {
    /// Whether this is new, or stands otherwise than when it was written.
    fn note(&mut self, thing: &Value) -> bool {
        let id = thing["id"].as_str().unwrap_or_default();
        let state = [thing["status"].clone(), thing["attempts"].clone()];
        match self.0.iter_mut().rev().find(|(it, _)| it == id) {
            Some((_, known)) if *known == state => false,
            Some((_, known)) => {
                *known = state;
                true
            }
            None => {
                self.0.push_back((id.to_owned(), state));
                if self.0.len() > REMEMBERED {
                    self.0.pop_front();
                }
                true
            }
        }
    }
}
