//! The gateway that runs for this user: how it is started, and how other commands find it.
//!
//! A gateway that answers leaves a note in its data folder and takes it away when it stops. A note
//! that was left behind names an address where no gateway answers, and is passed over.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::Ctx;
use super::error::{CliError, Exit, Result};
use super::profile::{Access, data_dir, variable};
use super::secrets::Place;
use super::vault::{Vault, remove, write_private};
use crate::client::{self, Client};
use crate::gateway::{Gateway, SHORTEST_KEY, Settings};
use crate::model::Timestamp;
use crate::store;

/// Where a gateway listens when nothing else is said.
pub(super) const ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 4400);

/// How long a gateway on this machine may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a gateway that is just starting may take to leave its note.
const START: Duration = Duration::from_secs(10);

/// How long a gateway that is stopping may take to let go of its folder.
const END: Duration = Duration::from_secs(20);

/// What a gateway writes down where its user's commands find it.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    /// Where its API is.
    url: String,
    /// Its process.
    pid: u32,
    /// When it began to answer.
    started_at: Timestamp,
    /// Whether it ends with a command that needed one, rather than when it is stopped.
    #[serde(default)]
    passing: bool,
}

/// A note that is taken away when this is dropped.
struct Posted(PathBuf);

impl Drop for Posted {
    fn drop(&mut self) {
        // Whoever reads a note that could not be taken away finds nobody there.
        _ = remove(&self.0);
    }
}

/// A gateway in this process.
pub(super) struct Running {
    /// Where its API is.
    pub(super) url: Url,
    /// Where the key is that was made at this start, if one was.
    pub(super) made_key_in: Option<String>,
    task: JoinHandle<anyhow::Result<()>>,
    posted: Posted,
}

impl Running {
    /// Opens a gateway and serves on sockets that are bound already; returns once it answers.
    ///
    /// It serves until `stop`.
    pub(super) async fn start(
        settings: Settings,
        listener: TcpListener,
        ingest: Option<TcpListener>,
        stop: CancellationToken,
    ) -> Result<Self> {
        Self::begin(settings, listener, ingest, stop, false).await
    }

    async fn begin(
        settings: Settings,
        listener: TcpListener,
        ingest: Option<TcpListener>,
        stop: CancellationToken,
        passing: bool,
    ) -> Result<Self> {
        check_secret("HOOKPORT_API_KEY", settings.first_key.as_deref())?;
        check_secret("HOOKPORT_SIGNING_SECRET", settings.first_secret.as_deref())?;
        let folder = settings.data_dir.clone();
        let url = url_of(listener.local_addr()?);
        let mut made_key_in = None;
        let keep_key = |key: &str| {
            made_key_in = Some(vault(&folder).write(key)?);
            Ok(())
        };
        let gateway = Gateway::open(settings, keep_key).await?;
        let task = tokio::spawn(gateway.serve(listener, ingest, stop));
        if !answers(&url).await {
            return Err(CliError::failed(format!("the gateway does not answer on {url}")));
        }
        let started_at = Timestamp::now();
        let note = Note { url: url.to_string(), pid: std::process::id(), started_at, passing };
        let text = serde_json::to_vec_pretty(&note).expect("a note has string keys only");
        let path = note_in(&folder);
        write_private(&path, &text)?;
        Ok(Self { url, made_key_in, task, posted: Posted(path) })
    }

    /// Returns when it has stopped, and everything is on disk.
    pub(super) async fn stopped(self) -> Result<()> {
        let ended = self.task.await;
        drop(self.posted);
        ended.map_err(|error| CliError::because(error, Exit::Bug, "the gateway broke"))??;
        Ok(())
    }
}

/// A gateway to work with, found or started.
pub(super) struct Home {
    /// The way to its API.
    pub(super) client: Client,
    /// The one that was started for this command, in this process.
    own: Mutex<Option<Own>>,
    /// The folder of one that is another command's own, and ends with it.
    passing: Option<PathBuf>,
}

type Own = (Running, CancellationToken);

impl Home {
    /// Whether the gateway runs in this process, and ends with it.
    pub(super) fn is_own(&self) -> bool {
        self.own.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Starts a gateway at the same address when the one that was there was another command's own,
    /// and went with it; answers whether it did.
    ///
    /// One that was started with `hookport serve` is whoever's that stopped it.
    pub(super) async fn stand_in(&self) -> Result<bool> {
        let (Some(folder), false) = (&self.passing, self.is_own()) else {
            return Ok(false);
        };
        let deadline = tokio::time::Instant::now() + END;
        loop {
            if running(folder).await.is_some() {
                return Ok(false);
            }
            let sockets = self.client.base().socket_addrs(|| None)?;
            match start_own(folder, &sockets).await {
                Ok((_, own)) => {
                    *self.own.lock().unwrap_or_else(PoisonError::into_inner) = Some(own);
                    return Ok(true);
                }
                // It is still ending, or another command was faster and is not quite there yet.
                Err(error) if is_in_use(&error) && tokio::time::Instant::now() < deadline => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Lets go of the gateway; one that was started for this command stops, gracefully.
    pub(super) async fn leave(self) -> Result<()> {
        let own = self.own.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some((running, stop)) = own else {
            return Ok(());
        };
        stop.cancel();
        running.stopped().await
    }
}

/// The gateway that the command line, the environment or the profile name, or that runs for this
/// user; when there is none, one that is started in this process on the user's data folder.
pub(super) async fn gateway_or_start(ctx: &Ctx) -> Result<Home> {
    let folder = data_dir()?;
    if let Some(access) = ctx.choice.access().await? {
        return found(access, folder);
    }
    let any_port = SocketAddr::new(ADDRESS.ip(), 0);
    match start_own(&folder, &[ADDRESS, any_port]).await {
        Ok((client, own)) => Ok(Home { client, own: Mutex::new(Some(own)), passing: None }),
        // Another command is starting one at this moment: it will be there soon.
        Err(error) if is_in_use(&error) => {
            let deadline = tokio::time::Instant::now() + START;
            while running(&folder).await.is_none() && tokio::time::Instant::now() < deadline {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            found(ctx.choice.access().await?.ok_or(error)?, folder)
        }
        Err(error) => Err(error),
    }
}

fn found(access: Access, folder: PathBuf) -> Result<Home> {
    let note = note_of(&folder).filter(|it| it.passing);
    let is_it =
        |note: &Note| Url::parse(&note.url).is_ok_and(|it| it.origin() == access.url.origin());
    let passing = note.as_ref().is_some_and(is_it).then_some(folder);
    Ok(Home { client: access.client()?, own: Mutex::default(), passing })
}

fn is_in_use(error: &CliError) -> bool {
    error.is::<store::Error>(|it| matches!(it, store::Error::InUse(_)))
}

/// Starts a gateway for this command, at the first of these addresses that is free.
async fn start_own(folder: &Path, addresses: &[SocketAddr]) -> Result<(Client, Own)> {
    let listener = TcpListener::bind(addresses).await?;
    let mut settings = Settings::new(folder.to_owned(), url_of(listener.local_addr()?));
    settings.api_rate_limit = 0;
    settings.master_key = Place::of_environment().key(folder)?;
    settings.first_key = variable("HOOKPORT_API_KEY");
    settings.first_secret = variable("HOOKPORT_SIGNING_SECRET");
    let given_key = settings.first_key.clone();
    let stop = CancellationToken::new();
    let running = Running::begin(settings, listener, None, stop.clone(), true).await?;
    match given_key.map_or_else(|| own_key(folder), Ok) {
        Ok(key) => Ok((Client::new(running.url.clone(), &key)?, (running, stop))),
        Err(error) => {
            stop.cancel();
            running.stopped().await?;
            Err(error)
        }
    }
}

fn own_key(folder: &Path) -> Result<String> {
    vault(folder).read()?.ok_or_else(|| {
        let message = format!("the API key for {} is not kept here", folder.display());
        CliError::new(Exit::NotAllowed, message)
            .hint("Set HOOKPORT_API_KEY to the key that was given when this folder was first used.")
    })
}

/// Where the gateway is that answers for this folder, if one does.
pub(super) async fn running(data_dir: &Path) -> Option<Url> {
    let url = Url::parse(&note_of(data_dir)?.url).ok()?;
    answers(&url).await.then_some(url)
}

fn note_of(data_dir: &Path) -> Option<Note> {
    serde_json::from_slice(&fs::read(note_in(data_dir)).ok()?).ok()
}

/// Where the key that a gateway made for its user is kept.
pub(super) fn vault(data_dir: &Path) -> Vault {
    let folder = fs::canonicalize(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    Vault::new(format!("gateway {}", folder.display()), data_dir.join("api.key"))
}

/// The URL of whoever listens at an address; one that stands for all addresses is this machine's.
pub(super) fn url_of(mut address: SocketAddr) -> Url {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    Url::parse(&format!("http://{address}")).expect("a socket address is a URL's authority")
}

async fn answers(url: &Url) -> bool {
    let ask = async {
        let http = client::http(url).timeout(PATIENCE).build()?;
        http.get(url.as_str().trim_end_matches('/').to_owned() + "/healthz")
            .send()
            .await?
            .json()
            .await
    };
    let answer: reqwest::Result<Value> = ask.await;
    answer.is_ok_and(|it| it["name"] == env!("CARGO_PKG_NAME"))
}

fn check_secret(name: &str, secret: Option<&str>) -> Result<()> {
    match secret {
        Some(it) if it.chars().count() < SHORTEST_KEY => Err(CliError::usage(format!(
            "{name} is too short: it needs at least {SHORTEST_KEY} characters"
        ))),
        _ => Ok(()),
    }
}

fn note_in(data_dir: &Path) -> PathBuf {
    data_dir.join("gateway.json")
}
