//! `hookport secrets`: the key that a gateway's secrets are sealed with, and where it is kept.

use std::path::{Path, PathBuf};

use super::Ctx;
use super::error::{CliError, Exit, Result};
use super::profile::{data_dir, variable};
use super::vault::Keyring;
use crate::store::sqlite::{is_sealed, rotate};
use crate::store::{Error, KeyFrom, MasterKey};

/// What is done with the key.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// Seal all secrets of a gateway anew, with a new key
    ///
    /// The gateway must not be running. A key in a file or in the keyring is replaced there; one in
    /// `HOOKPORT_MASTER_KEY` is followed by the one in `HOOKPORT_NEW_MASTER_KEY`. It takes a moment,
    /// however much the gateway has received.
    Rotate(Rotate),
}

/// Whose key.
#[derive(clap::Args)]
pub(super) struct Rotate {
    /// Where the gateway keeps everything [default: the platform's data folder]
    #[arg(long, env = "HOOKPORT_DATA_DIR", value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    #[command(flatten)]
    key: Place,
}

/// Where the key is; `HOOKPORT_MASTER_KEY` goes before both.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Place {
    /// The file with the key that secrets are sealed with [default: `master.key` in the data folder]
    #[arg(long, env = "HOOKPORT_KEY_FILE", value_name = "FILE", conflicts_with = "key_in_keyring")]
    key_file: Option<PathBuf>,
    /// Keep that key in the system's keyring
    #[arg(long, env = "HOOKPORT_KEY_IN_KEYRING")]
    key_in_keyring: bool,
}

impl Place {
    /// What the environment alone says, for commands that run a gateway only in passing.
    pub(super) fn of_environment() -> Self {
        Self {
            key_file: variable("HOOKPORT_KEY_FILE").map(PathBuf::from),
            key_in_keyring: variable("HOOKPORT_KEY_IN_KEYRING").is_some_and(|it| it == "true"),
        }
    }

    /// The key, or where it is. A keyring gets one for a store that has none.
    pub(super) fn key(&self, folder: &Path) -> Result<KeyFrom> {
        if let Some(key) = of_variable("HOOKPORT_MASTER_KEY")? {
            return Ok(KeyFrom::Given(vec![key]));
        }
        if !self.key_in_keyring {
            let file = self.key_file.clone();
            return Ok(file.map_or_else(|| KeyFrom::beside(folder), KeyFrom::File));
        }
        let [place, next] = places(folder);
        let mut keys = Vec::new();
        for text in [place.read()?, next.read()?].into_iter().flatten() {
            keys.push(MasterKey::parse(&text).map_err(CliError::failed)?);
        }
        if keys.is_empty() && !is_sealed(folder).map_err(anyhow::Error::from)? {
            let key = MasterKey::random();
            place.write(key.to_text())?;
            keys.push(key);
        }
        Ok(KeyFrom::Given(keys))
    }
}

/// Does it.
pub(super) fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    let Verb::Rotate(args) = verb;
    let folder = args.data_dir.clone().map_or_else(data_dir, Ok)?;
    if !is_sealed(&folder).map_err(anyhow::Error::from)? {
        return Err(CliError::failed(format!("{} holds no secrets yet", folder.display()))
            .hint("The first start of a gateway makes its key."));
    }
    let keys = args.key.key(&folder)?;
    let by_variable = of_variable("HOOKPORT_MASTER_KEY")?.is_some();
    let in_keyring = args.key.key_in_keyring && !by_variable;
    let mut next = None;
    if by_variable {
        next = of_variable("HOOKPORT_NEW_MASTER_KEY")?;
        if next.is_none() {
            return Err(CliError::usage("`HOOKPORT_NEW_MASTER_KEY` must hold the new key")
                .hint("`openssl rand -base64 32` makes one."));
        }
    } else if in_keyring {
        let key = MasterKey::random();
        // There before anything is sealed with it; the one before it stays as long.
        places(&folder)[1].write(key.to_text())?;
        next = Some(key);
    }
    let count = rotate(&folder, &keys, next.clone()).map_err(|error| match error {
        Error::InUse(_) => {
            CliError::because(error, Exit::Failed, "a running gateway's key cannot be changed")
                .hint("Stop the gateway first.")
        }
        error => CliError::because(error, Exit::Failed, "the key was not changed"),
    })?;
    if let Some(key) = next.filter(|_| in_keyring) {
        let [place, next] = places(&folder);
        place.write(key.to_text())?;
        next.forget();
    }
    ctx.ui.status(format_args!("sealed {count} things anew, with a new key"));
    Ok(())
}

/// What the keyring knows a store's key as, and the one that is to follow it.
fn places(folder: &Path) -> [Keyring; 2] {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = format!("master key of {}", folder.display());
    [Keyring::new(name.clone()), Keyring::new(format!("next {name}"))]
}

fn of_variable(name: &str) -> Result<Option<MasterKey>> {
    let read = |text: String| {
        MasterKey::parse(&text).map_err(|why| CliError::usage(format!("`{name}`: {why}")))
    };
    variable(name).map(read).transpose()
}
