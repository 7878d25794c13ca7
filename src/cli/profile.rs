//! Which gateway is spoken to, and with which key.
//!
//! The gateway: `--api-url`, then HOOKPORT_API_URL, then the profile, then the one that runs for
//! this user. The key: HOOKPORT_API_KEY, then whatever is kept for *that* gateway: a key is never
//! sent to another address than the one it was kept for.
//!
//! A profile is looked for among those of this folder or the nearest one above that has any, then
//! among this user's own. All lie in this user's own folder: what lay in a repository could be
//! changed by whoever writes to that, and would lead keys to a gateway of theirs.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode, utf8_percent_encode,
};
use serde::{Deserialize, Serialize};
use url::Url;

use super::error::{CliError, Exit, Result, nearest};
use super::local;
use super::vault::{Vault, remove, write_private};
use crate::client::{self, Client};

/// The profile that is used when none is named.
const DEFAULT: &str = "default";
/// Below this user's own, a folder for each one that has profiles of its own.
const LOCAL: &str = "folders";
/// What cannot stand in a file's name as it is, so that two names are never the same file.
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');
/// The file with the profiles.
const FILE: &str = "config.toml";

/// A gateway's address and the key that opens it. Has no `Debug`, so that the key is in no log.
#[derive(Clone)]
pub(super) struct Access {
    /// Where the API is.
    pub(super) url: Url,
    /// The API key. Never for a message.
    pub(super) key: String,
    /// The project that is meant, by its id, where the key opens several.
    pub(super) project: Option<String>,
}

impl Access {
    /// The way there.
    pub(super) fn client(&self) -> client::Result<Client> {
        let client = Client::new(self.url.clone(), &self.key)?;
        self.project.as_deref().map_or(Ok(client.clone()), |it| client.in_project(it))
    }
}

/// What the command line says about which gateway is meant.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Choice {
    /// The gateway to speak to, instead of the profile's or the one that runs here
    #[arg(
        long,
        alias = "api-base",
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    project: Option<String>,
}

/// A profile, and where it is kept.
struct Kept {
    url: Url,
    project: Option<String>,
    place: Place,
}

/// What was forgotten, and what was not.
#[derive(Default)]
pub(super) struct Forgotten {
    /// The names of the profiles.
    pub(super) names: Vec<String>,
    /// Why something stays.
    pub(super) problems: Vec<anyhow::Error>,
}

/// A folder with a file of profiles, and with their keys where there is no keyring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    folder: PathBuf,
    is_local: bool,
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
        match self.kept()? {
            Some(kept) => Ok(Some(kept.url)),
            None if self.profile.is_some() => Err(self.unknown()?),
            None => Ok(local::running(&data_dir()?).await),
        }
    }

    /// The gateway that is meant, and its key; `None` when none is named and none is running.
    pub(super) async fn access(&self) -> Result<Option<Access>> {
        let Some(url) = self.url().await? else {
            return Ok(None);
        };
        if let Some(key) = variable("HOOKPORT_API_KEY") {
            return Ok(Some(Access { url, key, project: None }));
        }
        if let Some(kept) = self.kept()?.filter(|it| it.url.origin() == url.origin())
            && let Some(key) = kept.place.vault(self.name()).read()?
        {
            return Ok(Some(Access { url, key, project: kept.project }));
        }
        let data_dir = data_dir()?;
        if local::running(&data_dir).await.is_some_and(|it| it.origin() == url.origin())
            && let Some(key) = local::vault(&data_dir).read()?
        {
            return Ok(Some(Access { url, key, project: None }));
        }
        // Without a key nothing else would notice that nobody is there.
        client::knock(&url).await?;
        Err(CliError::new(Exit::NotAllowed, format!("not logged in to {url}")).hint(
            "`hookport login` stores a key; HOOKPORT_API_KEY gives one for a single command.",
        ))
    }

    /// Keeps an address and its key under the profile's name: in this folder when that is wanted, else
    /// where the profile is, else with this user's. Says where the key is.
    pub(super) fn keep(&self, access: &Access, in_this_folder: bool) -> Result<String> {
        let place = match self.kept()? {
            _ if in_this_folder => Place::here()?,
            Some(kept) => kept.place,
            None => Place::own()?,
        };
        let vault = place.vault(self.name());
        // Whatever fails on the way, no key is left beside an address that it is not for.
        let forgotten = vault.forget();
        let profile = Profile { api_url: access.url.to_string(), project: access.project.clone() };
        place.change(|it| _ = it.profile.insert(self.name().to_owned(), profile))?;
        let kept = vault.write(&access.key);
        if kept.is_err() && forgotten.is_err() {
            place.change(|it| _ = it.profile.remove(self.name()))?;
        }
        Ok(kept?)
    }

    /// Forgets the profile that is seen from here, and its key.
    pub(super) fn forget(&self) -> Result<Forgotten> {
        let mut res = Forgotten::default();
        for place in Place::all()? {
            match place.read() {
                Ok(config) if config.profile.contains_key(self.name()) => {
                    place.forget(self.name(), &mut res);
                    return Ok(res);
                }
                // A key may have been left behind by whoever removed the file.
                Ok(_) => res.problems.extend(place.vault(self.name()).forget_leftover().err()),
                // What lies behind a file that cannot be read is not what is seen from here.
                Err(error) => {
                    let leftover = place.vault(self.name()).forget_leftover();
                    res.problems.extend([Some(error), leftover.err()].into_iter().flatten());
                    return Ok(res);
                }
            }
        }
        Ok(res)
    }

    /// The address that is kept under the profile's name.
    pub(super) fn kept_url(&self) -> Result<Option<Url>> {
        Ok(self.kept()?.map(|it| it.url))
    }

    fn kept(&self) -> Result<Option<Kept>> {
        for place in Place::all()? {
            let Some(profile) = place.read()?.profile.remove(self.name()) else { continue };
            let url = Url::parse(&profile.api_url).with_context(|| {
                format!("profile `{}` in {}", self.name(), place.file().display())
            })?;
            return Ok(Some(Kept { url, project: profile.project, place }));
        }
        Ok(None)
    }

    /// Why there is no such profile.
    fn unknown(&self) -> Result<CliError> {
        let name = self.name();
        let error = CliError::new(Exit::NotAllowed, format!("no profile is called `{name}`"));
        Ok(match nearest(name, names()?.iter().map(String::as_str)) {
            Some(near) => error.hint(format!("Did you mean `{near}`?")),
            None => {
                error.hint(format!("`hookport login --profile {name} --api-url URL` makes it."))
            }
        })
    }
}

/// Forgets every profile of this user, those of all folders among them, with its key.
pub(super) fn forget_all() -> Result<Forgotten> {
    let mut res = Forgotten::default();
    for place in Place::everywhere()? {
        match place.read() {
            Ok(config) => config.profile.keys().for_each(|it| place.forget(it, &mut res)),
            Err(error) => res.problems.push(error),
        }
    }
    Ok(res)
}

/// The names of all profiles that are seen from here.
pub(super) fn names() -> Result<Vec<String>> {
    let mut res = Vec::new();
    for place in Place::all()? {
        res.extend(place.read()?.profile.into_keys());
    }
    Ok(res)
}

impl Place {
    /// Where profiles are looked for, the nearest first.
    fn all() -> Result<Vec<Self>> {
        let own = Self::own()?;
        let here = std::env::current_dir().unwrap_or_default();
        let near = here.ancestors().map(|it| own.of(it)).find(|it| it.file().is_file());
        Ok(near.into_iter().chain([own]).collect())
    }

    /// All that there are of this user.
    fn everywhere() -> Result<Vec<Self>> {
        let own = Self::own()?;
        let folder = own.folder.join(LOCAL);
        let entries = match fs::read_dir(&folder) {
            // None were made for a folder yet.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![own]),
            entries => entries.and_then(Iterator::collect::<io::Result<Vec<_>>>),
        };
        let entries = entries.with_context(|| format!("cannot read {}", folder.display()))?;
        let local = entries.into_iter().map(|it| Self { folder: it.path(), is_local: true });
        Ok(local.chain([own]).collect())
    }

    /// This user's own.
    fn own() -> Result<Self> {
        Ok(Self { folder: config_dir()?, is_local: false })
    }

    /// The one of this folder, which need not be there.
    fn here() -> Result<Self> {
        Ok(Self::own()?.of(&std::env::current_dir()?))
    }

    /// Below this one, the one of a folder.
    fn of(&self, folder: &Path) -> Self {
        let name = percent_encode(folder.as_os_str().as_encoded_bytes(), NAME).to_string();
        Self { folder: self.folder.join(LOCAL).join(name), is_local: true }
    }

    fn file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    fn vault(&self, name: &str) -> Vault {
        let safe = utf8_percent_encode(name, NAME);
        let account = match self.is_local {
            true => format!("profile {name} of {}", self.folder.display()),
            false => format!("profile {name}"),
        };
        Vault::new(account, self.folder.join(format!("{safe}.key")))
    }

    /// What a profile of this place is called where those of several places are told.
    fn title(&self, name: &str) -> String {
        match self.folder.file_name().filter(|_| self.is_local) {
            Some(of) => {
                let of = percent_decode(of.as_encoded_bytes()).decode_utf8_lossy();
                format!("{name} of {of}")
            }
            None => name.to_owned(),
        }
    }

    fn read(&self) -> anyhow::Result<Config> {
        let file = self.file();
        match fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text)
                .with_context(|| format!("cannot understand {}", file.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
        }
    }

    fn change(&self, edit: impl FnOnce(&mut Config)) -> anyhow::Result<()> {
        let mut config = self.read()?;
        edit(&mut config);
        let text = toml::to_string(&config).context("a profile cannot be written as TOML")?;
        write_private(&self.file(), text.as_bytes())
    }

    /// Forgets a profile and its key, each even where the other stays.
    fn forget(&self, name: &str, so_far: &mut Forgotten) {
        let key = self.vault(name).forget();
        let key = key.with_context(|| format!("the key of profile `{name}` may still be kept"));
        let profile = self.change(|it| _ = it.profile.remove(name)).and_then(|()| {
            let is_empty = self.is_local && self.read()?.profile.is_empty();
            Ok(is_empty && remove(&self.file())?)
        });
        so_far.names.extend(profile.is_ok().then(|| self.title(name)));
        so_far.problems.extend(key.err().into_iter().chain(profile.err()));
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
