//! Does what a plan says, one call to the API after the other, and stops at the first that fails.

use std::collections::HashMap;

use serde_json::Value;

use super::file::{Declared, Manifest};
use super::live::Live;
use super::plan::{Action, Change, Field};
use super::show;
use super::text::Span;
use super::thing::{Kind, STATES};
use crate::cli::Ctx;
use crate::cli::error::{CliError, Result};
use crate::client::{self, Client, Error};

/// Does it, and says what was done. The ids of what was made are in the changes afterwards.
pub(super) async fn run(
    ctx: &Ctx,
    client: &Client,
    manifest: &Manifest,
    live: &Live,
    changes: &mut [Change],
) -> Result<()> {
    let mut ids: HashMap<(Kind, String), String> = HashMap::new();
    for it in &live.found {
        ids.insert((it.thing.kind, it.thing.name.clone()), it.id.clone());
    }
    let all = changes.len();
    for (done, change) in changes.iter_mut().enumerate() {
        let answer = carry_out(client, change, &ids).await;
        let answer = answer.map_err(|error| failed(error, manifest, change, done, all))?;
        if let Some(id) = answer["id"].as_str().filter(|_| change.action != Action::Delete) {
            change.id = Some(id.to_owned());
            ids.insert((change.thing.kind, change.thing.name.clone()), id.to_owned());
        }
        if ctx.ui.is_for_people() {
            let url = answer["url"].as_str().filter(|_| change.action == Action::Create);
            let url = url.map(|it| format!("  {it}")).unwrap_or_default();
            ctx.ui.line(format_args!("{}{url}", show::line(change)))?;
        }
    }
    for (done, change) in changes.iter().enumerate() {
        let enacted = enact(client, change).await;
        enacted.map_err(|error| failed(error, manifest, change, done, all))?;
    }
    Ok(())
}

/// Makes a thing disabled or paused, or not, where that changes.
async fn enact(client: &Client, change: &Change) -> client::Result<()> {
    let Some(id) = change.id.as_deref().filter(|_| change.action != Action::Delete) else {
        return Ok(());
    };
    for (state, _, verbs) in STATES {
        let Some(field) = change.fields.iter().find(|it| it.path == state) else { continue };
        let is_so = field.after == Some(true.into());
        // What was just made is neither.
        if is_so || change.action == Action::Update {
            client.act(change.thing.kind.of(), id, verbs[usize::from(!is_so)]).await?;
        }
    }
    Ok(())
}

async fn carry_out(
    client: &Client,
    change: &Change,
    ids: &HashMap<(Kind, String), String>,
) -> client::Result<Value> {
    let (thing, of) = (&change.thing, change.thing.kind.of());
    let id = |kind, name: &str| ids.get(&(kind, name.to_owned())).cloned();
    let there = change.id.as_deref().unwrap_or_default();
    match change.action {
        Action::Delete => return client.delete(of, there).await,
        Action::Replace => {
            match client.delete(of, there).await {
                // Gone already, when this is the second time that it is tried.
                Err(Error::NotFound(_) | Error::Gone(_)) | Ok(_) => (),
                Err(error) => return Err(error),
            }
        }
        Action::Create | Action::Update => (),
    }
    let changed = change.fields.iter().map(Field::name);
    let cleared: Vec<&str> = changed.filter(|it| !thing.fields.contains_key(*it)).collect();
    client.upsert(of, &thing.body(&cleared, &id)).await
}

fn failed(error: Error, manifest: &Manifest, change: &Change, done: usize, all: usize) -> CliError {
    let thing = &change.thing;
    let what = match change.action {
        Action::Create => "make",
        Action::Update => "change",
        Action::Replace => "replace",
        Action::Delete => "delete",
    };
    let message = format!("cannot {what} {} `{}`", thing.kind.name(), thing.name);
    let is_it = |it: &&Declared| it.thing.kind == thing.kind && it.thing.name == thing.name;
    let error = match (manifest.declared.iter().find(is_it), &error) {
        (Some(declared), Error::Invalid(sentences)) => {
            let point = |it: &String| manifest.text.complain(place(declared, it), &message, it);
            CliError::failed(Vec::from_iter(sentences.iter().map(point)).join("\nerror: "))
        }
        _ => CliError::from(error).within(message),
    };
    error.hint(match done {
        0 => "Nothing was done.".to_owned(),
        _ => format!("{done} of {all} were done and stay; the same command goes on from there."),
    })
}

/// Where the file says what a sentence of the API is about, or what is nearest to it.
fn place<'a>(declared: &'a Declared, sentence: &str) -> &'a Span {
    let path = sentence.split(' ').next().unwrap_or_default();
    let mut path = path.trim_start_matches("config.");
    loop {
        match (declared.places.get(path), path.rfind(['.', '['])) {
            (Some(at), _) => return at,
            (None, Some(end)) => path = &path[..end],
            (None, None) => return &declared.at,
        }
    }
}
