//! Which session a listener has, for the next one to go on with should this one be killed.
//!
//! Every listener that runs holds the lock of a file that names what it listens to and its session.
//! One that says good-bye takes its file away. One that is killed leaves it behind, unlocked, and
//! the next of its kind goes on with its session: the gateway sends it all that the first was owed.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::model::{Id, Timestamp};

/// A running listener's hold on its session.
#[derive(Debug)]
pub(super) struct Seat {
    folder: PathBuf,
    file: PathBuf,
    /// Locked for as long as this is there, and no longer than the process.
    _lock: File,
}

/// What a listener of some kind leaves for the next one.
#[derive(Debug)]
pub(super) struct Memory {
    /// Where.
    pub(super) folder: PathBuf,
    /// Its name: [`kind`].
    pub(super) kind: String,
}

/// How a listener was ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ended {
    /// When, as the API writes it.
    pub(super) at: String,
    /// The events that it held.
    pub(super) held: Vec<String>,
}

impl Memory {
    /// How one of this kind was last ended.
    pub(super) fn last(&self) -> io::Result<Option<Ended>> {
        let text = match fs::read_to_string(self.file()) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut lines = text.lines().map(str::to_owned);
        let at = lines.next().unwrap_or_default();
        Ok(Some(Ended { at, held: lines.collect() }))
    }

    /// It ended at this time, while it held these events.
    pub(super) fn ended(&self, at: Timestamp, held: &[String]) -> io::Result<()> {
        let _alone = enter(&self.folder)?;
        let lines = std::iter::once(at.to_string()).chain(held.iter().cloned());
        fs::write(self.file(), Vec::from_iter(lines).join("\n"))
    }

    fn file(&self) -> PathBuf {
        // Without a dot, which would make it a seat's.
        self.folder.join(format!("last-{}", self.kind))
    }
}

/// The name of all listeners that want the same: who may go on for whom.
pub(super) fn kind(wanted: &Value) -> String {
    let digest = Sha256::digest(wanted.to_string());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl Seat {
    /// Takes the seat of a listener of this kind that was killed; answers its session too.
    pub(super) fn resume(folder: &Path, kind: &str) -> io::Result<Option<(Self, Id)>> {
        let _alone = enter(folder)?;
        for entry in fs::read_dir(folder)? {
            let file = entry?.path();
            let name =
                file.file_name().and_then(|it| it.to_str()).and_then(|it| it.split_once('.'));
            let Some((_, session)) = name.filter(|(it, _)| *it == kind) else { continue };
            if let Some(lock) = lock(&file)? {
                let session = Id::from(session);
                return Ok(Some((Self { folder: folder.to_owned(), file, _lock: lock }, session)));
            }
        }
        Ok(None)
    }

    /// Takes a seat for a new session.
    pub(super) fn take(folder: &Path, kind: &str, session: &Id) -> io::Result<Self> {
        // It comes from the gateway and becomes the name of a file.
        if !session.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it)) {
            return Err(io::Error::other("the session's id has odd characters"));
        }
        let _alone = enter(folder)?;
        let file = folder.join(format!("{kind}.{session}"));
        let taken = || io::Error::other("another listener has this session");
        let lock = lock(&file)?.ok_or_else(taken)?;
        Ok(Self { folder: folder.to_owned(), file, _lock: lock })
    }

    /// The session is over: nobody is to go on with it.
    pub(super) fn leave(self) -> io::Result<()> {
        let _alone = enter(&self.folder)?;
        fs::remove_file(&self.file)
    }
}

/// Makes the folder where it is missing, and is the only one to look around in it for a moment.
fn enter(folder: &Path) -> io::Result<File> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    // The folder above is the gateway's, should one be started here: nobody else's business.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    let alone = open(&folder.join("lock"))?;
    alone.lock()?;
    Ok(alone)
}

/// The file with its lock; `None` while somebody else has that.
fn lock(file: &Path) -> io::Result<Option<File>> {
    let lock = open(file)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn open(file: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(file)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_seat_that_was_left_behind_is_taken_by_one_that_wants_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("listeners");
        let [kind, other] = [json!(["a", 1]), json!(["a", 2])].map(|it| super::kind(&it));
        assert!(Seat::resume(&folder, &kind).unwrap().is_none());
        let first = Seat::take(&folder, &kind, &Id::from("cli_1")).unwrap();
        let second = Seat::take(&folder, &kind, &Id::from("cli_2")).unwrap();
        assert!(Seat::resume(&folder, &kind).unwrap().is_none(), "both are running");

        drop(first);
        assert!(Seat::resume(&folder, &other).unwrap().is_none(), "it wants something else");
        let (first, session) = Seat::resume(&folder, &kind).unwrap().unwrap();
        assert_eq!(session, Id::from("cli_1"));
        assert!(Seat::resume(&folder, &kind).unwrap().is_none());

        first.leave().unwrap();
        drop(second);
        let (_second, session) = Seat::resume(&folder, &kind).unwrap().unwrap();
        assert_eq!(session, Id::from("cli_2"));
        assert!(Seat::resume(&folder, &kind).unwrap().is_none(), "the first said good-bye");
    }

    #[test]
    fn the_end_of_a_listener_is_remembered_and_is_no_seat() {
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory { folder: folder.path().join("listeners"), kind: kind(&json!("a")) };
        assert_eq!(memory.last().unwrap(), None);
        let at = "1970-01-01T00:00:00.000Z".to_owned();
        for held in [vec![], vec!["evt_1".to_owned(), "evt_2".to_owned()]] {
            memory.ended(Timestamp(0), &held).unwrap();
            assert_eq!(memory.last().unwrap(), Some(Ended { at: at.clone(), held }));
        }
        assert!(Seat::resume(&memory.folder, &memory.kind).unwrap().is_none());
    }

    #[test]
    fn a_session_is_no_path() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Seat::take(folder.path(), "kind", &Id::from("/../../x")).is_err());
    }
}
