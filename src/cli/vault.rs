//! Keeps API keys: in the system's keyring, or else in a file that only this user can read.
//!
//! **Invariant:** a key is never printed, never part of an error, never on a command line.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::Context as _;
use keyring::v1::Error;

/// A locked keyring waits for its owner, for ever if it must. We do not.
const PATIENCE: Duration = Duration::from_secs(3);

/// One place for one key.
#[derive(Clone, Debug)]
pub(super) struct Vault {
    /// What the keyring knows it as.
    account: String,
    /// Where it is when there is no keyring.
    file: PathBuf,
}

impl Vault {
    /// The place of the key that the keyring knows as `account`.
    pub(super) fn new(account: impl Into<String>, file: PathBuf) -> Self {
        Self { account: account.into(), file }
    }

    /// The key, if there is one.
    pub(super) fn read(&self) -> anyhow::Result<Option<String>> {
        match fs::read_to_string(&self.file) {
            Ok(key) => return Ok(Some(key.trim().to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", self.file.display()));
            }
        }
        match ask(&self.account, |entry| entry.get_password()) {
            Some(Ok(key)) => Ok(Some(key)),
            // A keyring that fails has kept nothing: then the file would be there.
            Some(Err(_)) => Ok(None),
            None => Err(silent()),
        }
    }

    /// Keeps a key, and says where.
    pub(super) fn write(&self, key: &str) -> anyhow::Result<String> {
        let kept = key.to_owned();
        let answer = ask(&self.account, move |entry| entry.set_password(&kept));
        if let Some(Ok(())) = answer {
            remove(&self.file)?;
            return Ok("the system's keyring".to_owned());
        }
        write_private(&self.file, key.as_bytes())?;
        let file = self.file.display();
        Ok(if answer.is_none() { format!("{file}: {}", silent()) } else { file.to_string() })
    }

    /// Forgets the key; an error when the keyring may still have it.
    pub(super) fn forget(&self) -> anyhow::Result<()> {
        self.remove(false)
    }

    /// Forgets a key that may be there; no keyring has none.
    pub(super) fn forget_leftover(&self) -> anyhow::Result<()> {
        self.remove(true)
    }

    fn remove(&self, may_be_nowhere: bool) -> anyhow::Result<()> {
        let was_in_file = remove(&self.file)?;
        match ask(&self.account, |entry| entry.delete_credential()).ok_or_else(silent)? {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            // Without a keyring it was in the file.
            Err(Error::NoDefaultStore) if was_in_file || may_be_nowhere => Ok(()),
            Err(error) => Err(error).context("the system's keyring cannot be reached"),
        }
    }
}

/// One place for one key in the keyring, and nowhere else.
#[derive(Clone, Debug)]
pub(super) struct Keyring(String);

impl Keyring {
    /// The place that the keyring knows as `account`.
    pub(super) fn new(account: impl Into<String>) -> Self {
        Self(account.into())
    }

    /// The key, if there is one.
    pub(super) fn read(&self) -> anyhow::Result<Option<String>> {
        match ask(&self.0, |entry| entry.get_password()).ok_or_else(silent)? {
            Ok(key) => Ok(Some(key)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error).context("the system's keyring cannot be read"),
        }
    }

    /// Keeps a key.
    pub(super) fn write(&self, key: String) -> anyhow::Result<()> {
        let written = ask(&self.0, move |entry| entry.set_password(&key)).ok_or_else(silent)?;
        written.context("the system's keyring keeps nothing")
    }

    /// Forgets the key.
    pub(super) fn forget(&self) {
        ask(&self.0, |entry| entry.delete_credential());
    }
}

/// Asks the keyring, on a thread that is left behind when it does not answer.
fn ask<T: Send + 'static>(
    account: &str,
    question: impl FnOnce(keyring::Entry) -> keyring::v1::Result<T> + Send + 'static,
) -> Option<keyring::v1::Result<T>> {
    if super::profile::variable("HOOKPORT_NO_KEYRING").is_some() {
        return Some(Err(Error::NoDefaultStore));
    }
    let (send, receive) = mpsc::channel();
    let account = account.to_owned();
    std::thread::spawn(move || {
        _ = send.send(keyring::Entry::new("hookport", &account).and_then(question));
    });
    receive.recv_timeout(PATIENCE).ok()
}

fn silent() -> anyhow::Error {
    let seconds = PATIENCE.as_secs();
    anyhow::anyhow!("the system's keyring did not answer within {seconds} s; it may be locked")
}

/// Writes a file that only this user can read, whole or not at all.
pub(super) fn write_private(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let write = || {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut draft = path.as_os_str().to_owned();
        draft.push(format!(".{}", std::process::id()));
        let draft = PathBuf::from(draft);
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&draft)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Removes a file; `false` when there was none.
pub(super) fn remove(path: &Path) -> anyhow::Result<bool> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        removed => {
            removed.map(|()| true).with_context(|| format!("cannot remove {}", path.display()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn only_its_owner_reads_a_private_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("key");
        write_private(&path, b"secret").unwrap();
        write_private(&path, b"newer").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "newer");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
