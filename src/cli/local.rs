//! The gateway that runs for this user: how it is found, and how one is started in process.
//!
//! A gateway that answers leaves a note in its data folder and takes it away when it stops. A note
//! that was left behind names an address where nobody answers, and is passed over.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use super::Ctx;
use super::error::{CliError, Exit, Result};
use super::vault::{Vault, remove, write_private};
use crate::client::{self, Client};
use crate::model::Timestamp;

/// How long a gateway on this machine may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a gateway writes down where its user's commands find it.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    /// Where its API is.
    url: String,
    /// Its process.
    pid: u32,
    /// When it began to answer.
    started_at: Timestamp,
}

/// A note that is taken away when this is dropped.
#[derive(Debug)]
pub(super) struct Posted(PathBuf);

impl Drop for Posted {
    fn drop(&mut self) {
        // Whoever reads a note that could not be taken away finds nobody there.
        _ = remove(&self.0);
    }
}

/// Tells this user's other commands where the gateway is.
pub(super) fn post(data_dir: &Path, url: &Url) -> anyhow::Result<Posted> {
    let note = Note { url: url.to_string(), pid: std::process::id(), started_at: Timestamp::now() };
    let text = serde_json::to_vec_pretty(&note).expect("a note has string keys only");
    let path = path(data_dir);
    write_private(&path, &text)?;
    Ok(Posted(path))
}

/// Where the gateway is that answers for this folder, if one does.
pub(super) async fn running(data_dir: &Path) -> Option<Url> {
    let note: Note = serde_json::from_slice(&fs::read(path(data_dir)).ok()?).ok()?;
    let url = Url::parse(&note.url).ok()?;
    let http = client::http(&url).tls_certs_only([]).timeout(PATIENCE).build().ok()?;
    let answer = http.get(url.join("/healthz").ok()?).send().await.ok()?;
    answer.status().is_success().then_some(url)
}

/// Where the key that a gateway made for its user is kept.
pub(super) fn vault(data_dir: &Path) -> Vault {
    let folder = fs::canonicalize(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    Vault::new(format!("gateway {}", folder.display()), data_dir.join("api.key"))
}

/// A gateway to work with, found or started.
pub(super) struct Home {
    /// The way to its API.
    pub(super) client: Client,
    /// Whether it was started for this command, in this process.
    pub(super) is_own: bool,
}

impl Home {
    /// Lets go of the gateway; one that was started for this command stops, gracefully.
    pub(super) async fn leave(self) -> Result<()> {
        Ok(())
    }
}

/// The gateway that the command line, the environment or the profile name, or that runs for this
/// user; when there is none, one that is started in this process on the user's data folder.
pub(super) async fn gateway_or_start(ctx: &Ctx) -> Result<Home> {
    match ctx.choice.access().await? {
        Some(access) => Ok(Home { client: Client::new(access.url, &access.key)?, is_own: false }),
        None => Err(CliError::new(Exit::Unreachable, "no gateway is running")),
    }
}

fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("gateway.json")
}
