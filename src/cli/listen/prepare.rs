//! What must be there before anybody can listen: sources, their CLI connections, a session.
//!
//! What is missing is made, under the names that the official CLI gives: a source is of type
//! WEBHOOK, and its connection `cli-{source}` leads to a CLI destination of the same name.

use std::collections::{BTreeMap, HashMap};

use reqwest::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

use super::Args;
use super::seat::{self, Memory, Seat};
use crate::cli::Ctx;
use crate::cli::error::{CliError, Exit, Result};
use crate::cli::profile::data_dir;
use crate::client::{self, CONNECTIONS, Client, DESTINATIONS, Query, Resource, SOURCES, models};
use crate::model::Id;
use crate::relay::Dialect;

/// Stands for every source of the project.
const ALL: &str = "*";

/// What a listener stands on.
#[derive(Debug)]
pub(super) struct Ground {
    /// The project that all of it belongs to.
    pub(super) project: Id,
    /// The session to connect as.
    pub(super) session: Id,
    /// What keeps the session for the next listener, should this one be killed.
    pub(super) seat: Option<Seat>,
    /// Where events come from.
    pub(super) sources: Vec<Source>,
    /// What they come over.
    pub(super) connections: Vec<Connection>,
    /// Where the events of each connection go.
    pub(super) targets: HashMap<Id, Url>,
    /// Where it is remembered when the same command was last ended; `None` for who has no home.
    pub(super) memory: Option<Memory>,
}

impl Ground {
    /// All targets, each once.
    pub(super) fn all_targets(&self) -> Vec<Url> {
        let mut res: Vec<Url> = Vec::new();
        for target in self.connections.iter().filter_map(|it| self.targets.get(&it.id)) {
            if !res.contains(target) {
                res.push(target.clone());
            }
        }
        res
    }

    /// Where a connection's requests go: its target, and what stands before their own path.
    pub(super) fn end(&self, connection: &Connection) -> String {
        let target = self.targets.get(&connection.id).map_or("", Url::as_str);
        let path = connection.path().trim_end_matches('/');
        format!("{}{path}", target.trim_end_matches('/'))
    }
}

/// A source.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Source {
    /// `src_…`
    pub(super) id: Id,
    /// Its name.
    pub(super) name: String,
    /// Where to send to.
    pub(super) url: String,
    team_id: Id,
}

/// A connection to a CLI destination.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Connection {
    /// `web_…`
    pub(super) id: Id,
    /// Its name, when it has one.
    pub(super) name: Option<String>,
    /// Where its events come from.
    pub(super) source: Source,
    destination: Destination,
    paused_at: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Destination {
    id: Id,
    name: String,
    #[serde(default)]
    config: Config,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Config {
    path: Option<String>,
}

impl Connection {
    /// What is put before the request's own path on the target.
    pub(super) fn path(&self) -> &str {
        self.destination.config.path.as_deref().unwrap_or("/")
    }

    fn is_called(&self, wanted: &str) -> bool {
        self.name.as_deref() == Some(wanted)
            || (wanted.starts_with('/') && self.path().contains(wanted))
    }
}

/// Finds what is there and makes what is missing.
pub(super) async fn prepare(
    ctx: &Ctx,
    client: &Client,
    args: &Args,
    dialect: Dialect,
) -> Result<Ground> {
    let sources = sources(ctx, client, &args.sources()).await?;
    let mut connections = existing(client, &sources).await?;
    if let Some(wanted) = &args.connection {
        connections.retain(|it| it.is_called(wanted));
    }
    for source in &sources {
        if connections.iter().any(|it| it.source.id == source.id) {
            continue;
        }
        if let Some(wanted) = &args.connection {
            let message =
                format!("no CLI connection of source `{}` is called `{wanted}`", source.name);
            return Err(CliError::new(Exit::NotFound, message).hint(
                "Without a connection named, all of them are listened to; a missing one is made.",
            ));
        }
        let path = args.path.as_deref().unwrap_or("/");
        connections.push(connect(client, source, path).await?);
    }
    if let Some(path) = &args.path {
        redirect(ctx, client, &mut connections, path).await?;
    }
    for paused in connections.iter().filter(|it| it.paused_at.is_some()) {
        let name = paused.name.as_deref().unwrap_or(&paused.id);
        ctx.ui.warning(format_args!("connection `{name}` is paused, so its events are held back"));
        ctx.ui.hint(format_args!("`hookport connection unpause {name}` lets them go."));
    }
    let project = sources.first().map(|it| it.team_id.clone());
    let project = project.expect("there is at least one source");
    let mut ids: Vec<_> = connections.iter().map(|it| it.id.clone()).collect();
    ids.sort_unstable();
    let targets = targets(args, &connections)?;
    let ways: BTreeMap<&str, &str> =
        targets.iter().map(|(id, target)| (&**id, target.as_str())).collect();
    let kind = seat::kind(&json!([project, ids, ways, args.filters()]));
    // Who has no home at all has nowhere to remember anything.
    let folder = data_dir().ok().map(|it| it.join("listeners"));
    let memory = folder.map(|folder| Memory { folder, kind });
    let (session, seat) = match (dialect, &memory) {
        (Dialect::V2, Some(memory)) => sit_down(ctx, client, args, memory, &ids).await?,
        _ => (open_session(client, &ids, args.filters()).await?, None),
    };
    Ok(Ground { project, session, seat, sources, connections, targets, memory })
}

/// The session of a listener that was killed, or else a new one.
///
/// A session that the gateway has forgotten is as good as a new one: the handshake makes it anew.
async fn sit_down(
    ctx: &Ctx,
    client: &Client,
    args: &Args,
    memory: &Memory,
    connections: &[Id],
) -> Result<(Id, Option<Seat>)> {
    let Memory { folder, kind } = memory;
    let left = Seat::resume(folder, kind);
    if let Ok(Some((seat, session))) = left {
        return Ok((session, Some(seat)));
    }
    let session = open_session(client, connections, args.filters()).await?;
    let taken = left.and_then(|_| Seat::take(folder, kind, &session));
    // Listening works without; it is only when it is killed that something would be missed.
    let seat = taken.map_err(|error| {
        let folder = folder.display();
        ctx.ui.warning(format_args!("cannot remember this session in {folder}: {error}"));
    });
    Ok((session, seat.ok()))
}

/// Where the events of each connection go.
fn targets(args: &Args, connections: &[Connection]) -> Result<HashMap<Id, Url>> {
    let target = |it: &Connection| {
        let source = &it.source.name;
        let target = args.target_of(source).cloned().ok_or_else(|| {
            CliError::usage(format!("nothing says where what comes from `{source}` is to go")).hint(
                format!("`--route {source}=3000` does, and so does a port before the sources."),
            )
        });
        Ok((it.id.clone(), target?))
    };
    connections.iter().map(target).collect()
}

async fn sources(ctx: &Ctx, client: &Client, names: &[&str]) -> Result<Vec<Source>> {
    if names.contains(&ALL) {
        let sources: Vec<Source> = every(client, SOURCES, Query::default()).await?;
        if sources.is_empty() {
            return Err(CliError::new(Exit::NotFound, "there is no source yet")
                .hint("`hookport listen 3000 my-source` makes one of that name."));
        }
        return Ok(sources);
    }
    let mut res: Vec<Source> = Vec::new();
    for name in names {
        if res.iter().all(|it| it.name != **name) {
            res.push(source(ctx, client, name).await?);
        }
    }
    Ok(res)
}

async fn source(ctx: &Ctx, client: &Client, name: &str) -> Result<Source> {
    let query = Query::default().with("name", name);
    if let Some(found) = models(&client.list(SOURCES, &query).await?).first() {
        return read(found.clone());
    }
    let disabled = client.list(SOURCES, &query.with("disabled", "true")).await?;
    if !models(&disabled).is_empty() {
        return Err(CliError::failed(format!("source `{name}` is disabled"))
            .hint(format!("`hookport source enable {name}` lets it receive again.")));
    }
    let made = client.create(SOURCES, &json!({"name": name, "type": "WEBHOOK"})).await?;
    ctx.ui.status(format_args!("Made source `{name}`."));
    read(made)
}

async fn existing(client: &Client, sources: &[Source]) -> Result<Vec<Connection>> {
    let mut res: Vec<Connection> = Vec::new();
    // So many ids fit into any server's idea of a URL.
    for some in sources.chunks(100) {
        let ids: Vec<_> = some.iter().map(|it| it.id.to_string()).collect();
        let mut query = Query::default();
        query.push_all("source_id", &ids);
        for connection in every::<Value>(client, CONNECTIONS, query).await? {
            if connection["destination"]["type"] == "CLI" {
                res.push(read(connection)?);
            }
        }
    }
    Ok(res)
}

async fn connect(client: &Client, source: &Source, path: &str) -> Result<Connection> {
    let name = format!("cli-{}", source.name);
    let query = Query::default().with("name", &name).with("source_id", &source.id);
    let disabled = client.list(CONNECTIONS, &query.with("disabled", "true")).await?;
    if !models(&disabled).is_empty() {
        return Err(CliError::failed(format!("connection `{name}` is disabled"))
            .hint(format!("`hookport connection enable {name}` lets its events pass again.")));
    }
    let connection = json!({
        "name": name,
        "source_id": source.id,
        "destination": {"name": name, "type": "CLI", "config": {"path": path}},
    });
    read(client.create(CONNECTIONS, &connection).await?)
}

/// Sends the only connection's events to another path, now and from now on.
async fn redirect(
    ctx: &Ctx,
    client: &Client,
    connections: &mut [Connection],
    path: &str,
) -> Result<()> {
    let [connection] = connections else {
        let names = connections.iter().map(|it| it.name.as_deref().unwrap_or(&it.id));
        let message = format!("--path is for one connection, and there are {}", connections.len());
        return Err(CliError::usage(message).hint(format!(
            "Name the one you mean after the source: {}",
            Vec::from_iter(names).join(", ")
        )));
    };
    if connection.path() == path {
        return Ok(());
    }
    let destination = &mut connection.destination;
    let change = json!({"config": {"path": path}});
    client.update(DESTINATIONS, &destination.id, &change).await?;
    destination.config.path = Some(path.to_owned());
    ctx.ui.status(format_args!("Destination `{}` now leads to {path}", destination.name));
    Ok(())
}

/// Makes a session for these connections, to connect as.
pub(in crate::cli) async fn open_session(
    client: &Client,
    connections: &[Id],
    filters: Option<Value>,
) -> Result<Id> {
    #[derive(Deserialize)]
    struct Session {
        #[serde(alias = "Id")]
        id: Id,
    }
    let mut body = json!({"webhook_ids": connections});
    if let Some(filters) = filters {
        body["filters"] = filters;
    }
    let made = client.call(Method::POST, "/cli-sessions", &Query::default(), Some(&body)).await?;
    Ok(read::<Session>(made)?.id)
}

/// All things of a list.
pub(super) async fn every<T: DeserializeOwned>(
    client: &Client,
    of: Resource,
    query: Query,
) -> Result<Vec<T>> {
    client.all(of, query).await?.into_iter().map(read).collect()
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T> {
    Ok(serde_json::from_value(value).map_err(|error| {
        client::Error::Unreadable(format!("the answer makes no sense: {error}"))
    })?)
}
