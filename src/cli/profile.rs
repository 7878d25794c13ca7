//! Which gateway is spoken to, and with which key.
//!
//! The gateway: `--api-url`, then HOOKPORT_API_URL, then the profile, then the one that runs for
//! this user. The key: HOOKPORT_API_KEY, then whatever is kept for *that* gateway: a key is never
//! sent to another address than the one it was kept for.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use url::Url;

use super::error::{CliError, Exit, Result};
use super::local;
use super::vault::{Vault, write_private};
use crate::client;

/// The profile that is used when none is named.
const DEFAULT: &str = "default";

/// A gateway's address and the key that opens it. Has no `Debug`, so that the key is in no log.
#[derive(Clone)]
pub(super) struct Access {
    /// Where the API is.
    pub(super) url: Url,
    /// The API key. Never for a message.
    pub(super) key: String,
}

/// What the command line says about which gateway is meant.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Choice {
    /// The gateway to speak to, instead of the profile's or the one that runs here
    #[arg(
        long,
        global = true,
        env = "HOOKPORT_API_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    #[arg(help_heading = "Global options", value_parser = web_url)]
    pub(super) api_url: Option<Url>,
    /// The profile to use: an address and a key that `hookport login` kept
    #[arg(long, short, global = true, env = "HOOKPORT_PROFILE", value_name = "NAME")]
    #[arg(help_heading = "Global options")]
    pub(super) profile: Option<String>,
}

/// The file with the profiles.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Config {
    /// By name.
    #[serde(default)]
    profile: BTreeMap<String, Profile>,
}

/// An address that was logged in to. Its key is in a [`Vault`].
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Profile {
    api_url: String,
}

impl Choice {
    /// The profile's name.
    pub(super) fn name(&self) -> &str {
        self.profile.as_deref().filter(|it| !it.is_empty()).unwrap_or(DEFAULT)
    }

    /// The address of the gateway that is meant; `None` when none is named and none is running.
    pub(super) async fn url(&self) -> Result<Option<Url>> {
        if let Some(url) = &self.api_url {
            return Ok(Some(url.clone()));
        }
        if let Some(profile) = self.kept_url()? {
            return Ok(Some(profile));
        }
        if self.profile.is_some() {
            let message = format!("no profile is called `{}`", self.name());
            let hint =
                format!("`hookport login --profile {} --api-url URL` makes it.", self.name());
            return Err(CliError::new(Exit::NotAllowed, message).hint(hint));
        }
        Ok(local::running(&data_dir()?).await)
    }

    /// The gateway that is meant, and its key; `None` when none is named and none is running.
    pub(super) async fn access(&self) -> Result<Option<Access>> {
        let Some(url) = self.url().await? else {
            return Ok(None);
        };
        if let Some(key) = variable("HOOKPORT_API_KEY") {
            return Ok(Some(Access { url, key }));
        }
        let Some(key) = self.kept_key(&url).await? else {
            // Without a key nothing else would notice that nobody is there.
            client::knock(&url).await?;
            return Err(CliError::new(Exit::NotAllowed, format!("not logged in to {url}")).hint(
                "`hookport login` stores a key; HOOKPORT_API_KEY gives one for a single command.",
            ));
        };
        Ok(Some(Access { url, key }))
    }

    /// Keeps an address and its key under the profile's name, and says where the key is.
    pub(super) fn keep(&self, access: &Access) -> Result<String> {
        let place = self.vault()?.write(&access.key)?;
        change(|config| {
            config
                .profile
                .insert(self.name().to_owned(), Profile { api_url: access.url.to_string() });
        })?;
        Ok(place)
    }

    /// Forgets the profile and its key; `false` when there was none.
    pub(super) fn forget(&self) -> Result<bool> {
        let was_there = self.kept_url()?.is_some();
        self.vault()?.forget()?;
        if was_there {
            change(|config| {
                config.profile.remove(self.name());
            })?;
        }
        Ok(was_there)
    }

    async fn kept_key(&self, url: &Url) -> Result<Option<String>> {
        if self.kept_url()?.is_some_and(|it| it.origin() == url.origin())
            && let Some(key) = self.vault()?.read()?
        {
            return Ok(Some(key));
        }
        let data_dir = data_dir()?;
        match local::running(&data_dir).await {
            Some(it) if it.origin() == url.origin() => Ok(local::vault(&data_dir).read()?),
            _ => Ok(None),
        }
    }

    fn kept_url(&self) -> Result<Option<Url>> {
        let file = config_file()?;
        let Some(profile) = read(&file)?.profile.remove(self.name()) else {
            return Ok(None);
        };
        let url = Url::parse(&profile.api_url)
            .with_context(|| format!("profile `{}` in {}", self.name(), file.display()))?;
        Ok(Some(url))
    }

    fn vault(&self) -> Result<Vault> {
        let safe = self.name().replace(|it: char| !it.is_alphanumeric() && it != '-', "_");
        let file = config_file()?.with_file_name(format!("{safe}.key"));
        Ok(Vault::new(format!("profile {}", self.name()), file))
    }
}

/// Where a gateway of this user keeps its data, when nothing else is said.
pub(super) fn data_dir() -> Result<PathBuf> {
    match variable("HOOKPORT_DATA_DIR") {
        Some(path) => Ok(path.into()),
        None => Ok(folders()?.data_dir().to_owned()),
    }
}

/// Reads a URL of the web: `localhost:4400` is one too, but not what was meant.
pub(super) fn web_url(text: &str) -> std::result::Result<Url, String> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url),
        _ => Err("this is no URL like http://127.0.0.1:4400".to_owned()),
    }
}

/// An environment variable; one that is empty is not there.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|it| !it.is_empty())
}

fn folders() -> Result<directories::ProjectDirs> {
    directories::ProjectDirs::from("", "", "hookport").ok_or_else(|| {
        CliError::failed("this user has no home folder")
            .hint("Set HOME, or HOOKPORT_DATA_DIR to where data may be kept.")
    })
}

/// Where this user's profiles are.
pub(super) fn config_dir() -> Result<PathBuf> {
    Ok(folders()?.config_dir().to_owned())
}

fn config_file() -> Result<PathBuf> {
    Ok(config_dir()?.join("config.toml"))
}

fn read(file: &Path) -> anyhow::Result<Config> {
    match fs::read_to_string(file) {
        Ok(text) => {
            toml::from_str(&text).with_context(|| format!("cannot understand {}", file.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

fn change(edit: impl FnOnce(&mut Config)) -> Result<()> {
    let file = config_file()?;
    let mut config = read(&file)?;
    edit(&mut config);
    let text = toml::to_string(&config).context("a profile cannot be written as TOML")?;
    Ok(write_private(&file, text.as_bytes())?)
}
