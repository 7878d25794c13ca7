//! What comes to the gateway without passing here: what it made no event of, and, where nothing is
//! forwarded, all events and their attempts.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc;

use super::past::{attempt, event, request};
use crate::cli::error::Result;
use crate::cli::tail::{newest, since_then};
use crate::client::{ATTEMPTS, Client, EVENTS, Query, REQUESTS, models};
use crate::model::Timestamp;
use crate::relay::Update;
use crate::tui::{News, Past, Reply};

/// How often the gateway is asked; with three lists this is less than half of what a key may ask.
const PAUSE: Duration = Duration::from_secs(2);
/// The most that one page holds.
const PAGE: usize = 250;
/// Of how many ignored requests in one go the cause is asked for, one by one.
const CAUSES: usize = 20;

/// Tells of requests that no event was made of, as they come, without end.
///
/// A gateway that is away for a while is told of elsewhere; it is asked again.
pub(in crate::cli) async fn ignored(
    client: &Client,
    sources: &HashMap<String, String>,
    news: &mpsc::Sender<News>,
) {
    let mut query = of_sources(sources).with("events_count", "0").with("cli_events_count", "0");
    query.push("include", "data");
    let mut since = loop {
        match newest(client, REQUESTS, &of_sources(sources)).await {
            Ok((since, _)) => break since,
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    };
    let mut seen = HashSet::new();
    loop {
        tokio::time::sleep(PAUSE).await;
        let found = since_then(client, REQUESTS, &query, "created_at", &mut since).await;
        let Ok(found) = found else { continue };
        let fresh = Vec::from_iter(found.iter().filter(|it| !seen.contains(&it["id"])));
        for (place, thing) in fresh.into_iter().enumerate() {
            let cause = cause(client, thing, place < CAUSES).await;
            tell(news, request(thing, cause)).await;
        }
        // What comes later is asked for from the last of these on, and that one is told again.
        seen = found.iter().map(|it| it["id"].clone()).collect();
    }
}

/// Why no event was made of a request.
async fn cause(client: &Client, thing: &Value, ask: bool) -> String {
    if let Some(cause) = thing["rejection_cause"].as_str() {
        return cause.to_owned();
    }
    let id = thing["id"].as_str().unwrap_or_default();
    let query = Query::default().with("limit", "1");
    let listed = match ask {
        true => client.below(REQUESTS, id, "ignored_events", &query).await.unwrap_or_default(),
        false => Value::Null,
    };
    let cause = models(&listed).first().and_then(|it| it["cause"].as_str());
    cause.unwrap_or("IGNORED").to_owned()
}

/// Tells of the latest `count` events with their attempts, and then of what comes, without end.
///
/// Fails only before it has told of the past. No sources are all of them.
pub(in crate::cli) async fn everything(
    client: &Client,
    sources: &HashMap<String, String>,
    count: usize,
    news: &mpsc::Sender<News>,
) -> Result<()> {
    let query = of_sources(sources).with("cli_id[all]", "true").with("include", "data");
    let mut events = first(client, &query, count).await?;
    events.reverse();
    let since = match events.last().and_then(|it| it["created_at"].as_str()) {
        Some(since) => since.to_owned(),
        None => newest(client, EVENTS, &query).await?.0,
    };
    let oldest = events.first().map_or_else(|| since.clone(), |it| text(it, "created_at"));
    for thing in &events {
        tell(news, event(thing)).await;
    }
    let (listed, known) = attempts(client, &oldest, &HashSet::new()).await?;
    tell_attempts(&listed, news).await;
    let seen = events.iter().map(|it| it["id"].clone()).collect();
    tell_link(news, Update::Online { at: Timestamp::now(), missed: None }).await;
    let known = Known { since, oldest, seen, attempts: known };
    tokio::select! {
        () = go_on(client, &query, known, news) => (),
        () = ignored(client, sources, news) => (),
    }
    Ok(())
}

/// What was told already.
struct Known {
    /// When the latest event came.
    since: String,
    /// When the first one that is shown did.
    oldest: String,
    /// Events that came as late as `since`, by their ids, and maybe others.
    seen: HashSet<Value>,
    /// The latest attempts, by their ids.
    attempts: HashSet<String>,
}

/// Tells of what comes; when the gateway is away, of that, and asks again.
async fn go_on(client: &Client, query: &Query, mut known: Known, news: &mpsc::Sender<News>) {
    let mut is_away = false;
    loop {
        tokio::time::sleep(PAUSE).await;
        let res = round(client, query, &mut known, news).await;
        let at = Timestamp::now();
        let was_away = std::mem::replace(&mut is_away, res.is_err());
        if let Err(error) = res {
            let reason = error.to_string();
            tell_link(news, Update::Offline { at, reason, retry_in: PAUSE }).await;
        } else if was_away {
            tell_link(news, Update::Online { at, missed: None }).await;
        }
    }
}

/// Asks once. What was not told because something failed is asked for again.
async fn round(
    client: &Client,
    query: &Query,
    known: &mut Known,
    news: &mpsc::Sender<News>,
) -> Result<()> {
    // The attempts first: the event of each is told by then.
    let (listed, read) = attempts(client, &known.oldest, &known.attempts).await?;
    let found = since_then(client, EVENTS, query, "created_at", &mut known.since).await?;
    for thing in found.iter().filter(|it| !known.seen.contains(&it["id"])) {
        tell(news, event(thing)).await;
    }
    known.seen = found.iter().map(|it| it["id"].clone()).collect();
    tell_attempts(&listed, news).await;
    known.attempts = read;
    Ok(())
}

/// The latest things of a list, newest first.
async fn first(client: &Client, query: &Query, count: usize) -> Result<Vec<Value>> {
    let mut query = query.clone();
    let mut res = Vec::new();
    while res.len() < count {
        query.set("limit", &(count - res.len()).min(PAGE).to_string());
        let page = client.list(EVENTS, &query).await?;
        res.extend_from_slice(models(&page));
        match page["pagination"]["next"].as_str() {
            Some(next) => query.set("next", next),
            None => break,
        }
    }
    Ok(res)
}

/// The attempts since `oldest` that are not known yet, newest first, and what is known then.
async fn attempts(
    client: &Client,
    oldest: &str,
    known: &HashSet<String>,
) -> Result<(Vec<Value>, HashSet<String>)> {
    let mut query = Query::default().with("limit", &PAGE.to_string());
    let mut fresh = Vec::new();
    let mut read = HashSet::new();
    loop {
        let page = client.list(ATTEMPTS, &query).await?;
        let listed = models(&page);
        let new = listed.iter().filter(|it| {
            it["created_at"].as_str() >= Some(oldest) && !known.contains(&text(it, "id"))
        });
        let before = fresh.len();
        fresh.extend(new.cloned());
        read.extend(listed.iter().map(|it| text(it, "id")));
        let is_all_new = fresh.len() - before == listed.len();
        match page["pagination"]["next"].as_str() {
            Some(next) if is_all_new => query.set("next", next),
            _ => break,
        }
    }
    Ok((fresh, read))
}

/// Tells of attempts, oldest first.
async fn tell_attempts(listed: &[Value], news: &mpsc::Sender<News>) {
    for thing in listed.iter().rev() {
        let event = text(thing, "event_id");
        drop(news.send(News::Reply(Reply::Attempt { event, attempt: attempt(thing) })).await);
    }
}

/// Tells whether the gateway is there.
async fn tell_link(news: &mpsc::Sender<News>, update: Update) {
    drop(news.send(News::Relay(update)).await);
}

/// What asks for these sources; for all, where none is named.
fn of_sources(sources: &HashMap<String, String>) -> Query {
    let mut ids: Vec<_> = sources.keys().cloned().collect();
    ids.sort_unstable();
    let mut query = Query::default();
    query.push_all("source_id", &ids);
    query
}

async fn tell(news: &mpsc::Sender<News>, past: Past) {
    drop(news.send(News::Reply(Reply::Past(Ok(past)))).await);
}

fn text(thing: &Value, name: &str) -> String {
    thing[name].as_str().unwrap_or_default().to_owned()
}
