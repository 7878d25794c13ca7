//! `hookport secrets`: the key that a gateway's secrets are sealed with, and where it is kept.

use std::path::{Path, PathBuf};

use super::Ctx;
use super::error::{CliError, Exit, Result};
use super::profile::{data_dir, variable};
use super::vault::Keyring;
use crate::store::sqlite::{Closed, is_sealed};
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
        let places = places(folder);
        let mut keys = kept(&places)?;
        if keys.is_empty() && !is_sealed(folder).map_err(anyhow::Error::from)? {
            let key = MasterKey::random();
            places[0].write(key.to_text())?;
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
    // Nobody may open the store from here on, nor may another change be under way: where one broke
    // off, the only key may be among those that this one replaces.
    let store = Closed::take(&folder).map_err(why)?;
    let given = of_variable("HOOKPORT_MASTER_KEY")?;
    let count = if given.is_none() && args.key.key_in_keyring {
        rotate_kept(&store, &places(&folder))?
    } else {
        let mut next = None;
        if given.is_some() {
            next = of_variable("HOOKPORT_NEW_MASTER_KEY")?;
            if next.is_none() {
                return Err(CliError::usage("`HOOKPORT_NEW_MASTER_KEY` must hold the new key")
                    .hint("`openssl rand -base64 32` makes one."));
            }
        }
        store.rotate(&args.key.key(&folder)?, next).map_err(why)?
    };
    ctx.ui.status(format_args!("sealed {count} things anew, with a new key"));
    Ok(())
}

fn why(error: Error) -> CliError {
    match error {
        Error::InUse(_) => {
            CliError::because(error, Exit::Failed, "a running gateway's key cannot be changed")
                .hint("Stop the gateway first.")
        }
        error => CliError::because(error, Exit::Failed, "the key was not changed"),
    }
}

/// Changes the key of a store whose key is kept in the first of these places, and there alone but for
/// the time of a change. Wherever this is broken off, one of the two has the store's key.
fn rotate_kept(store: &Closed, places: &[impl Keeps; 2]) -> Result<usize> {
    let [place, coming] = places;
    let keys = kept(places)?;
    let key = store.key_of(&keys).map_err(why)?;
    // A change that broke off is ended first: its key is about to lose the other place.
    if keys.first() != Some(&key) {
        place.write(key.to_text())?;
    }
    let next = MasterKey::random();
    // There before anything is sealed with it; the one before it stays as long.
    coming.write(next.to_text())?;
    let count = store.rotate(&KeyFrom::Given(vec![key]), Some(next.clone())).map_err(why)?;
    place.write(next.to_text())?;
    coming.forget();
    Ok(count)
}

/// The keys that are kept there, in this order.
fn kept(places: &[impl Keeps; 2]) -> Result<Vec<MasterKey>> {
    let mut res = Vec::new();
    for place in places {
        if let Some(text) = place.read()? {
            res.push(MasterKey::parse(&text).map_err(CliError::failed)?);
        }
    }
    Ok(res)
}

/// What keeps a key; tests have no keyring.
trait Keeps {
    fn read(&self) -> anyhow::Result<Option<String>>;
    fn write(&self, key: String) -> anyhow::Result<()>;
    fn forget(&self);
}

impl Keeps for Keyring {
    fn read(&self) -> anyhow::Result<Option<String>> {
        self.read()
    }

    fn write(&self, key: String) -> anyhow::Result<()> {
        self.write(key)
    }

    fn forget(&self) {
        self.forget();
    }
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

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;
    use crate::store::{Feed, Store as _, sqlite};

    /// A place that keeps so many more keys, and then nothing.
    struct Memory(RefCell<Option<String>>, Cell<usize>);

    impl Memory {
        fn with(key: Option<&MasterKey>) -> Self {
            Self(RefCell::new(key.map(MasterKey::to_text)), Cell::new(usize::MAX))
        }
    }

    impl Keeps for Memory {
        fn read(&self) -> anyhow::Result<Option<String>> {
            Ok(self.0.borrow().clone())
        }

        fn write(&self, key: String) -> anyhow::Result<()> {
            let left = self.1.get().checked_sub(1);
            self.1.set(left.ok_or_else(|| anyhow::anyhow!("it is locked"))?);
            *self.0.borrow_mut() = Some(key);
            Ok(())
        }

        fn forget(&self) {
            *self.0.borrow_mut() = None;
        }
    }

    #[tokio::test]
    async fn a_change_that_broke_off_is_ended_before_the_next_begins() {
        let dir = tempfile::tempdir().unwrap();
        let first = MasterKey::random();
        let places = [Memory::with(Some(&first)), Memory::with(None)];
        let opened = || {
            let keys = KeyFrom::Given(kept(&places).unwrap());
            sqlite::open_with(dir.path(), &keys, Feed::default()).unwrap()
        };
        let rotated = || rotate_kept(&Closed::take(dir.path()).map_err(why)?, &places);
        opened().close().await.unwrap();
        // After the store was sealed with the new key, it does not come into its place.
        places[0].1.set(0);
        rotated().unwrap_err();
        let second = kept(&places).unwrap()[1].clone();
        assert_eq!(kept(&places).unwrap()[0], first);
        // The same again, while a gateway runs, and while its place still keeps nothing.
        let running = opened();
        rotated().unwrap_err();
        running.close().await.unwrap();
        rotated().unwrap_err();
        assert_eq!(kept(&places).unwrap(), [first, second.clone()]);
        // It comes there, and then the next one does not.
        places[0].1.set(1);
        rotated().unwrap_err();
        assert_eq!(kept(&places).unwrap()[0], second);
        opened().close().await.unwrap();
        // The next one is not even written down.
        places[0].1.set(usize::MAX);
        places[1].1.set(0);
        rotated().unwrap_err();
        opened().close().await.unwrap();
        places[1].1.set(usize::MAX);
        rotated().unwrap();
        assert_eq!(kept(&places).unwrap().len(), 1);
        opened().close().await.unwrap();
    }
}
