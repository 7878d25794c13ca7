//! `hookport project`: what everything on a gateway belongs to, and the keys that open it.

mod choose;

use std::time::Duration;

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::Ctx;
use super::error::Result;
use super::serve::duration;
use super::view::{self, Column, column};
use crate::client::{self, PROJECTS, Query};

/// What is done with projects.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List the projects that the key opens
    List(choose::Filter),
    /// Mean another project from now on, among those that the key opens
    Use(choose::Use),
    /// Make a project, and a key that opens it, which is shown this once
    Create {
        /// What it is called
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Give a project another name
    Rename {
        /// Which one: its name or its id, or `current`
        #[arg(value_name = "NAME or ID")]
        id: String,
        /// What it is called from now on
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Show what a project takes up and how long that is kept, or set it
    ///
    /// What it received is forgotten some days after the last thing that was done about it, or once
    /// what came later takes up too much; bookmarked content stays, and counts do. What is still to be
    /// delivered does not go to make room; after those days it is cancelled.
    Retention {
        #[command(flatten)]
        of: Of,
        /// Keep it for so many days; 0 is for ever
        #[arg(long, value_name = "NUMBER")]
        days: Option<u32>,
        /// Keep no more than roughly this, like `20GiB`; 0 is no bound
        #[arg(long, value_name = "SIZE", value_parser = super::serve::size)]
        size: Option<usize>,
    },
    /// Delete a project that nothing is in, and its keys
    Delete {
        /// Which one: its name or its id
        #[arg(value_name = "NAME or ID")]
        id: String,
    },
    /// Show the secret that signs deliveries, or roll it
    #[command(args_conflicts_with_subcommands = true)]
    Secret {
        #[command(subcommand)]
        verb: Option<SecretVerb>,
        #[command(flatten)]
        of: Of,
    },
    /// Manage the keys of a project
    Key {
        #[command(subcommand)]
        verb: KeyVerb,
    },
}

/// What is done with the signing secret.
#[derive(clap::Subcommand)]
pub(super) enum SecretVerb {
    /// Make another secret, which is shown; for a time, both sign
    ///
    /// Deliveries are signed with the new one in x-hookdeck-signature, and with the one before in
    /// x-hookdeck-signature-2 until the time is over.
    Roll {
        #[command(flatten)]
        of: Of,
        /// How long the secret before signs too
        #[arg(long, value_name = "TIME", default_value = "24h", value_parser = duration)]
        overlap: Duration,
    },
}

/// What is done with keys.
#[derive(clap::Subcommand)]
pub(super) enum KeyVerb {
    /// List keys, by what they begin with
    List(Of),
    /// Make a key, which is shown this once
    Create {
        #[command(flatten)]
        of: Of,
        /// What it is for
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Revoke a key: from now on it opens nothing
    Revoke {
        #[command(flatten)]
        of: Of,
        /// The key's id
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// Whose keys.
#[derive(clap::Args)]
pub(super) struct Of {
    /// The project, by its name or its id
    #[arg(long, value_name = "NAME or ID", default_value = "current")]
    project: String,
}

const LISTED: &[Column] =
    &[column("ID", "id"), column("CREATED", "created_at"), column("NAME", "name")];
const KEYS: &[Column] = &[
    column("ID", "id"),
    column("CREATED", "created_at"),
    column("BEGINS WITH", "prefix"),
    column("ALL PROJECTS", "all_projects"),
    column("NAME", "name"),
];

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => {
            let found = it.of(&ctx.client().await?.projects().await?);
            write(ctx, &found, LISTED)
        }
        Verb::Use(it) => it.run(ctx).await,
        Verb::Create { name } => {
            let body = json!({ "name": name });
            answer(ctx, Method::POST, &["projects"], Some(&body)).await
        }
        Verb::Rename { id, name } => {
            let body = json!({ "name": name });
            let id = id_of(ctx, id).await?;
            answer(ctx, Method::PUT, &["projects", &id], Some(&body)).await
        }
        Verb::Retention { of, days, size } => {
            let id = id_of(ctx, &of.project).await?;
            let path = ["projects", &id];
            let mut retention = Map::new();
            retention.extend(days.map(|it| ("days".to_owned(), json!(it))));
            retention.extend(size.map(|it| ("bytes".to_owned(), json!(it))));
            if !retention.is_empty() {
                let body = json!({ "retention": retention });
                call(ctx, Method::PUT, &path, Some(&body)).await?;
            }
            answer(ctx, Method::GET, &path, None).await
        }
        Verb::Delete { id } => {
            let id = id_of(ctx, id).await?;
            answer(ctx, Method::DELETE, &["projects", &id], None).await
        }
        Verb::Secret { verb: None, of } => {
            let id = id_of(ctx, &of.project).await?;
            let found = call(ctx, Method::GET, &["projects", &id, "secret"], None).await?;
            secret(ctx, &found)
        }
        Verb::Secret { verb: Some(SecretVerb::Roll { of, overlap }), .. } => {
            let id = id_of(ctx, &of.project).await?;
            let path = ["projects", &id, "secret", "roll"];
            let body = json!({ "overlap": u64::try_from(overlap.as_millis()).unwrap_or(u64::MAX) });
            let rolled = call(ctx, Method::POST, &path, Some(&body)).await?;
            if let Some(until) = rolled["former_expires_at"].as_str() {
                ctx.ui.status(format_args!("the secret before signs too until {until}"));
            }
            secret(ctx, &rolled)
        }
        Verb::Key { verb: KeyVerb::List(of) } => {
            let id = id_of(ctx, &of.project).await?;
            list(ctx, &["projects", &id, "keys"], KEYS).await
        }
        Verb::Key { verb: KeyVerb::Create { of, name } } => {
            let body = json!({ "name": name });
            let id = id_of(ctx, &of.project).await?;
            answer(ctx, Method::POST, &["projects", &id, "keys"], Some(&body)).await
        }
        Verb::Key { verb: KeyVerb::Revoke { of, id } } => {
            let project = id_of(ctx, &of.project).await?;
            answer(ctx, Method::DELETE, &["projects", &project, "keys", id], None).await
        }
    }
}

/// The id of what a person calls by its name or its id.
async fn id_of(ctx: &Ctx, which: &str) -> Result<String> {
    if which == "current" || client::is_id(PROJECTS, which) {
        return Ok(which.to_owned());
    }
    let mut all = call(ctx, Method::GET, &["projects"], None).await?;
    // The API shows it behind the organization's: `[hookport] shop`.
    let behind = format!("] {which}");
    if let Some(all) = all.as_array_mut() {
        all.retain(|it| it["name"].as_str().is_some_and(|it| it == which || it.ends_with(&behind)));
    }
    Ok(client::only(PROJECTS, which, all.as_array().map_or(&[], Vec::as_slice))?)
}

/// Lists what the API answers as a bare list.
async fn list(ctx: &Ctx, path: &[&str], columns: &[Column]) -> Result<()> {
    write(ctx, &call(ctx, Method::GET, path, None).await?, columns)
}

fn write(ctx: &Ctx, found: &Value, columns: &[Column]) -> Result<()> {
    if ctx.ui.is_for_people() {
        let things = found.as_array().map_or(&[][..], Vec::as_slice);
        ctx.ui.text(&view::table(columns, things, true))
    } else {
        ctx.ui.answer(found)
    }
}

/// In text the secret alone, for whoever puts it somewhere.
fn secret(ctx: &Ctx, answer: &Value) -> Result<()> {
    if ctx.ui.is_for_people() {
        ctx.ui.line(answer["signing_secret"].as_str().unwrap_or_default())
    } else {
        ctx.ui.answer(answer)
    }
}

async fn answer(ctx: &Ctx, method: Method, path: &[&str], body: Option<&Value>) -> Result<()> {
    let answer = call(ctx, method, path, body).await?;
    if ctx.ui.is_for_people() { ctx.ui.text(&view::sheet(&answer)) } else { ctx.ui.answer(&answer) }
}

async fn call(ctx: &Ctx, method: Method, path: &[&str], body: Option<&Value>) -> Result<Value> {
    // Ids are letters, digits and `_`; whatever else somebody typed stays in its place.
    let encode = |it: &&str| {
        let it = percent_encoding::utf8_percent_encode(it, percent_encoding::NON_ALPHANUMERIC);
        format!("/{}", it.to_string().replace("%5F", "_"))
    };
    let path: String = path.iter().map(encode).collect();
    Ok(ctx.client().await?.call(method, &path, &Query::default(), body).await?)
}
