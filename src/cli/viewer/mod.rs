//! Does what the viewer's user wants of the gateway: `listen`, `demo` and `inspect` share it.

mod past;
mod resend;
mod shelf;
mod transform;
mod watch;

use std::ffi::OsString;
use std::fs::File;
use std::io::Write as _;

use futures_util::{StreamExt as _, stream};
use serde_json::json;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{explain, fixture};
use crate::cli::error::{CliError, Result};
use crate::client::{BOOKMARKS, Client, EVENTS, Query, REQUESTS, Resource, models};
use crate::tui::{Command, News, Past, Reply, Tools};

pub(super) use self::shelf::{put_away, take_out};
pub(super) use self::watch::{everything, ignored};

/// How much is asked of the gateway at once.
const AT_ONCE: usize = 8;
/// The most events that one search answers with.
const FOUND: &str = "250";
/// The shortest text that the API searches for.
const SHORTEST: usize = 3;

/// The user's editor and pager, as the environment says.
pub(super) fn tools() -> Tools {
    let named = |names: &[&str]| {
        names.iter().filter_map(std::env::var_os).find(|it: &OsString| !it.is_empty())
    };
    let (editor, pager) = if cfg!(windows) { ("notepad", "more") } else { ("vi", "less") };
    Tools {
        editor: named(&["VISUAL", "EDITOR"]).unwrap_or_else(|| editor.into()),
        pager: named(&["PAGER"]).unwrap_or_else(|| pager.into()),
    }
}

/// Does it, until `stop` or until nobody wants anything any more.
pub(super) async fn obey(
    client: &Client,
    mut wishes: mpsc::Receiver<Command>,
    news: mpsc::Sender<News>,
    stop: &CancellationToken,
) {
    let wishes = stream::poll_fn(move |context| wishes.poll_recv(context));
    let done = wishes.for_each_concurrent(AT_ONCE, |wish| {
        let news = news.clone();
        async move { drop(news.send(fulfil(client, wish).await).await) }
    });
    tokio::select! {
        () = stop.cancelled() => (),
        () = done => (),
    }
}

async fn fulfil(client: &Client, wish: Command) -> News {
    match wish {
        Command::Retry(events) => retry(client, &events).await,
        Command::Explain(id) => {
            let tree = explain::read(client, &id).await.map(|it| explain::tree(&it));
            News::Reply(Reply::Told { id, tree: tree.map_err(|error| error.to_string()) })
        }
        Command::Load { id, attempt } => {
            let past = past::load(client, &id, attempt.as_deref()).await;
            News::Reply(Reply::Past(past.map_err(|error| (id, error.to_string()))))
        }
        Command::Answer { event, attempt } => match past::answer(client, &attempt).await {
            Ok(attempt) => News::Reply(Reply::Attempt { event, attempt }),
            Err(error) => News::Reply(Reply::Past(Err((event, error.to_string())))),
        },
        Command::Find(text) => match find(client, &text).await {
            Ok((events, is_all)) => News::Reply(Reply::Found { text, events, is_all }),
            Err(error) => News::Warning(format!(
                "`{text}` was searched for only in what is here, enter it again: {error}"
            )),
        },
        Command::Mute(id) => told(act(client, &id, "mute").await, &id, "muted", "mute"),
        Command::Cancel(id) => told(act(client, &id, "cancel").await, &id, "cancelled", "cancel"),
        Command::Bookmark(id) => match bookmark(client, &id).await {
            Ok(made) => News::Note(format!("{id} is bookmarked as {made}")),
            Err(error) => News::Warning(format!("cannot bookmark {id}: {error}")),
        },
        Command::Curl { id, url, changed } => {
            match fixture::as_curl(client, kind(&id), &id, url, changed).await {
                Ok(text) => News::Reply(Reply::Clip("the curl command", text)),
                Err(error) => News::Warning(format!("cannot make a curl command of {id}: {error}")),
            }
        }
        Command::Export(id) => match export(client, &id).await {
            Ok(file) => News::Note(format!("wrote {file}, which `hookport replay` sends again")),
            Err(error) => News::Warning(format!("cannot write {id} to a file: {error}")),
        },
        Command::Fetch(id) => match resend::draft(client, &id).await {
            Ok(draft) => News::Reply(Reply::Fetched(draft)),
            Err(error) => News::Warning(format!("cannot fetch {id}: {error}")),
        },
        Command::Transformations(id) => match transform::all(client, &id).await {
            Ok(all) => News::Reply(Reply::Transformations { id, all }),
            Err(error) => News::Warning(format!("cannot list transformations: {error}")),
        },
        Command::Transform { id, choice } => match transform::tried(client, &id, &choice).await {
            Ok(change) => News::Reply(Reply::Changed(Ok(change))),
            Err(error) => News::Warning(format!("cannot try {} on {id}: {error}", choice.name)),
        },
        Command::Original(id) => {
            let made = transform::made(client, &id).await;
            News::Reply(Reply::Changed(made.map_err(|error| (id, error.to_string()))))
        }
        Command::Send(draft) => {
            let became = resend::send(client, &draft).await;
            News::Reply(Reply::Sent(draft, became.map_err(|error| error.to_string())))
        }
        Command::Elsewhere { id, url } => match resend::elsewhere(client, &id, &url).await {
            Ok(said) => News::Note(said),
            Err(error) => News::Warning(format!("cannot send {id} to {url}: {error}")),
        },
    }
}

/// What an id is of.
fn kind(id: &str) -> Resource {
    if id.starts_with(REQUESTS.kind.prefix()) { REQUESTS } else { EVENTS }
}

/// Whether an id is a plain name, as all of the API are.
fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_' || it == b'-')
}

/// Writes it into the folder that this was started in; says where. Nothing is written over.
async fn export(client: &Client, id: &str) -> Result<String> {
    // It comes from the gateway, and must not name a place elsewhere.
    if !is_plain(id) {
        return Err(CliError::failed("its id is no name for a file"));
    }
    let text = fixture::as_fixture(client, kind(id), id).await?;
    let name = format!("{id}.json");
    let mut file = File::create_new(&name)?;
    file.write_all(&text)?;
    Ok(name)
}

fn told(done: Result<()>, id: &str, well: &str, what: &str) -> News {
    match done {
        Ok(()) => News::Note(format!("{id} is {well}")),
        Err(error) => News::Warning(format!("cannot {what} {id}: {error}")),
    }
}

async fn retry(client: &Client, events: &[String]) -> News {
    let mut failed = None;
    let mut done = 0;
    for event in events {
        match client.retry(EVENTS, event, &json!({})).await {
            Ok(_) => done += 1,
            Err(error) => failed = failed.or(Some(format!("cannot retry {event}: {error}"))),
        }
    }
    match (failed, events) {
        (Some(why), [_]) => News::Warning(why),
        (Some(why), _) => News::Warning(format!("{done} of {} retried; {why}", events.len())),
        (None, [event]) => News::Note(format!("another attempt of {event} is on its way")),
        (None, _) => News::Note(format!("another attempt of {done} events is on its way")),
    }
}

async fn act(client: &Client, id: &str, verb: &str) -> Result<()> {
    client.act(EVENTS, id, verb).await?;
    Ok(())
}

async fn bookmark(client: &Client, id: &str) -> Result<String> {
    let event = client.get(EVENTS, id, &Query::default()).await?;
    let label = format!("{id} {}", event["data"]["path"].as_str().unwrap_or_default());
    let content = json!({
        "event_data_id": event["event_data_id"],
        "webhook_id": event["webhook_id"],
        "label": label,
    });
    let made = client.create(BOOKMARKS, &content).await?;
    Ok(made["id"].as_str().unwrap_or_default().to_owned())
}

/// The events that have a text in them, and whether these are all.
async fn find(client: &Client, text: &str) -> Result<(Vec<Past>, bool)> {
    if text.chars().count() < SHORTEST {
        return Ok((Vec::new(), false));
    }
    let query = Query::default().with("search_term", text).with("limit", FOUND);
    let query = query.with("cli_id[all]", "true").with("include", "data");
    let page = client.list(EVENTS, &query).await?;
    let is_all = page["pagination"]["next"].is_null();
    Ok((models(&page).iter().map(past::event).collect(), is_all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_become_files() {
        assert!(is_plain("evt_Ab-1"));
        for id in ["", "../evt", "a/b", "a\\b", "C:x", ".."] {
            assert!(!is_plain(id), "{id}");
        }
    }
}
