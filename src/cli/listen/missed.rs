//! What came while nobody listened, fetched: such requests made no event, and are asked to make one.
//! What was held when the last listener left made one, and is tried again.

use serde_json::{Value, json};

use super::args::Since;
use super::prepare::{Ground, every};
use super::seat::Ended;
use crate::cli::Ctx;
use crate::cli::error::Result;
use crate::client::{Client, EVENTS, Error, Query, REQUESTS, models};

/// Has everything made anew that came since then, over connections of this listener, and was ignored
/// because nobody was there; since the last time, what was held then too. Says how many that were.
pub(super) async fn fetch(
    ctx: &Ctx,
    client: &Client,
    ground: &Ground,
    since: &Since,
) -> Result<()> {
    let last = || ground.memory.as_ref().map(|it| it.last()).transpose();
    let mut count = 0;
    let since = match since {
        Since::Moment(moment) => moment.clone(),
        Since::Last => match last()?.flatten() {
            Some(Ended { at, held }) => {
                for event in &held {
                    count += usize::from(again(client, event).await?);
                }
                at
            }
            None => {
                ctx.ui.status("This command runs for the first time here: nothing was missed.");
                return Ok(());
            }
        },
    };
    for source in &ground.sources {
        let query = Query::default()
            .with("source_id", &source.id)
            .with("created_at[gte]", &since)
            .with("ignored_count[gte]", "1")
            .with("dir", "asc");
        for request in every::<Value>(client, REQUESTS, query).await? {
            let id = request["id"].as_str().unwrap_or_default();
            let missed = missed(client, ground, id).await?;
            if !missed.is_empty() {
                client.retry(REQUESTS, id, &json!({ "webhook_ids": missed })).await?;
                count += missed.len();
            }
        }
    }
    let requests = if count == 1 { "request" } else { "requests" };
    ctx.ui.status(format_args!("{count} {requests} came meanwhile; all of them come now."));
    Ok(())
}

/// Has an event that was held tried again, unless it was meanwhile, or is gone.
async fn again(client: &Client, event: &str) -> Result<bool> {
    let trying = async {
        let is_left = client.get(EVENTS, event, &Query::default()).await?["status"] == "FAILED";
        if is_left {
            client.retry(EVENTS, event, &json!({})).await?;
        }
        Ok(is_left)
    };
    match trying.await {
        // Its connection may be gone too.
        Err(Error::NotFound(_) | Error::Gone(_) | Error::Invalid(_)) => Ok(false),
        tried => Ok(tried?),
    }
}

/// The connections of this listener that made no event of a request because nobody was there.
async fn missed(client: &Client, ground: &Ground, request: &str) -> Result<Vec<String>> {
    let mut query = Query::default().with("limit", "250");
    let mut ignored = Vec::new();
    loop {
        let page = client.below(REQUESTS, request, "ignored_events", &query).await?;
        ignored.extend_from_slice(models(&page));
        match page["pagination"]["next"].as_str() {
            Some(next) if !query.has(next) => query.set("next", next),
            _ => break,
        }
    }
    let ours = |it: &&Value| {
        it["cause"] == "CLI_DISCONNECTED"
            && ground.connections.iter().any(|ours| it["webhook_id"] == *ours.id)
    };
    let ids = ignored.iter().filter(ours).filter_map(|it| it["webhook_id"].as_str());
    let mut ids: Vec<_> = ids.map(str::to_owned).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
