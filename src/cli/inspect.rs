//! `hookport inspect`: the viewer over what came, without forwarding anything.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::error::{CliError, Result};
use super::listen::{has_color, is_screen};
use super::{Ctx, signal, viewer};
use crate::client::{CONNECTIONS, Client, Query, SOURCES};
use crate::model::Id;
use crate::relay::Breakpoint;
use crate::tui::{self, About};

/// How many events are shown at most.
const MOST: u32 = 100_000;

/// Look at what came and what became of it, in the viewer
///
/// The viewer of `listen`, over what the gateway has: the latest events with their attempts, what
/// comes while it is looked at, and what was rejected or filtered. Nothing is forwarded here.
#[derive(clap::Args)]
#[command(after_help = after_help())]
pub(super) struct Inspect {
    /// The sources, by their names or ids [default: all]
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// How many events of the past
    #[arg(long, short = 'n', value_name = "NUMBER", default_value = "1000")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST)))]
    last: u32,
}

fn after_help() -> String {
    format!(
        "\
Examples:
  hookport inspect
  hookport inspect stripe shop --last 5000

Keys and colors are chosen in `viewer.toml`, in hookport's configuration folder:
  theme = \"light\"
  [keys]
  retry = [\"R\", \"ctrl-r\"]
  mute = []

Actions: {}",
        tui::action_names().join(" ")
    )
}

/// Shows it until the user has seen enough.
pub(super) async fn run(ctx: &Ctx, args: &Inspect) -> Result<()> {
    if !is_screen() {
        return Err(CliError::usage("the viewer needs a terminal")
            .hint("`hookport event list` and `hookport event tail -f` do without."));
    }
    let client = ctx.client().await?.patient();
    let about = about(&client, &args.sources).await?;
    // Who names none means those too that are made from now on.
    let is_all = args.sources.is_empty();
    let sources = if is_all { HashMap::new() } else { about.source_names.clone() };
    let (news, mut shown) = mpsc::channel(256);
    let (commands, wishes) = mpsc::channel(64);
    let mut app = viewer::take_out(about)?;
    // Nothing comes to it, as nothing is forwarded.
    let (stop, breakpoint) = (CancellationToken::new(), Breakpoint::default());
    let count = usize::try_from(args.last).unwrap_or(usize::MAX);
    tokio::select! {
        res = tui::run(&mut app, &mut shown, &commands, &breakpoint) => res?,
        res = viewer::everything(&client, &sources, count, &news) => res?,
        () = viewer::obey(&client, wishes, news.clone(), &stop) => (),
        res = signal::cancel_when_asked(&stop) => res?,
    }
    viewer::put_away(ctx, &app);
    Ok(())
}

async fn about(client: &Client, wanted: &[String]) -> Result<About> {
    let mut ids = Vec::new();
    for it in wanted {
        ids.push(client.id_of(SOURCES, it).await?);
    }
    let text = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
    let mut sources = client.all(SOURCES, Query::default()).await?;
    sources.retain(|it| ids.is_empty() || ids.contains(&text(it, "id")));
    let connections = client.all(CONNECTIONS, Query::default()).await?;
    let mut names = HashMap::new();
    let mut of = HashMap::new();
    for it in &connections {
        let id = Id::from(text(it, "id").as_str());
        of.insert(id.clone(), text(&it["source"], "name"));
        names.extend(it["name"].as_str().map(|name| (id, name.to_owned())));
    }
    Ok(About {
        sources: sources.iter().map(|it| (text(it, "name"), text(it, "url"))).collect(),
        source_names: sources.iter().map(|it| (text(it, "id"), text(it, "name"))).collect(),
        connections: of,
        names,
        gateway: client.base().as_str().trim_end_matches('/').to_owned(),
        targets: Vec::new(),
        most: 0,
        zone: TimeZone::system(),
        color: has_color(),
        tools: viewer::tools(),
    })
}
