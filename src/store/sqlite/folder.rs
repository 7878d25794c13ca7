//! The folder: its lock, its connections, and the shape of what is in it.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::writer::Tx;
use crate::store::{Error, Result};

/// Every change of the shape, oldest first; `user_version` counts those that were applied.
///
/// To add one: a file with the next number, a line here. A released file is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_attempted.sql"),
    include_str!("migrations/0003_executions.sql"),
    include_str!("migrations/0004_issues.sql"),
    include_str!("migrations/0005_bulk.sql"),
    include_str!("migrations/0006_rollups.sql"),
    include_str!("migrations/0007_channels.sql"),
    include_str!("migrations/0008_pace.sql"),
    include_str!("migrations/0009_reasons.sql"),
    include_str!("migrations/0010_groups.sql"),
    include_str!("migrations/0011_unproved.sql"),
    include_str!("migrations/0012_sealed.sql"),
    include_str!("migrations/0013_retention.sql"),
    include_str!("migrations/0014_scrub.sql"),
    include_str!("migrations/0015_seconds.sql"),
    include_str!("migrations/0016_timings.sql"),
];
const VERSION: i64 = MIGRATIONS.len() as i64;

/// Makes the folder where it is missing, and takes it for as long as the file is open.
pub(super) fn take(dir: &Path) -> Result<File> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    // Bodies and secrets are in there: nobody else's business.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| refused(dir, error))?;

    let path = dir.join("lock");
    let lock = private(&path)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(dir.display().to_string())),
        Err(TryLockError::Error(error)) => Err(refused(&path, error)),
    }
}

/// That the system does not let us.
pub(super) fn refused(path: &Path, error: std::io::Error) -> Error {
    Error::ReadOnly(format!("{}: {error}", path.display()))
}

/// Opens a file that only this user may read; the folder may have been there before, open to all.
pub(super) fn private(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| refused(path, error))
}

/// The connection that writes, after it has brought the shape up to date.
pub(super) fn writer(dir: &Path) -> Result<Connection> {
    let path = path(dir);
    // SQLite gives the files beside it the same rights.
    private(&path)?;
    let mut db = Connection::open(&path).map_err(|error| at(&path, error))?;
    #[cfg(test)]
    super::plans::watch(&mut db)?;
    // Pages of 8 KiB would waste less (1.7 KB a request of 1 KiB instead of 2.1), but cost a tenth
    // more CPU, for each commit writes whole pages.
    db.pragma_update(None, "page_size", 4096)?;
    let pages: i64 = db
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .map_err(|error| at(&path, error))?;
    if pages == 0 {
        // So that the file can shrink without being written anew. In one that is there it would be a
        // write, and do nothing.
        db.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    }
    db.pragma_update(None, "journal_mode", "WAL").map_err(|error| at(&path, error))?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", false)?;
    db.pragma_update(None, "cache_size", -12 * 1024)?;
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    // A log that was long once is cut to this when it starts again.
    db.pragma_update(None, "journal_size_limit", 64 << 20)?;
    db.set_prepared_statement_cache_capacity(64);
    migrate(&mut db).map_err(|error| at(&path, error))?;
    Ok(db)
}

/// The connection that only moves the log into the file.
pub(super) fn checkpointer(dir: &Path) -> Result<Connection> {
    let path = path(dir);
    let db = Connection::open(&path).map_err(|error| at(&path, error))?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    db.pragma_update(None, "cache_size", -256)?;
    Ok(db)
}

/// A connection that only reads.
pub(super) fn reader(dir: &Path) -> Result<Connection> {
    let path = path(dir);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    #[cfg_attr(not(test), expect(unused_mut, reason = "tests watch it"))]
    let mut db = Connection::open_with_flags(&path, flags).map_err(|error| at(&path, error))?;
    #[cfg(test)]
    super::plans::watch(&mut db)?;
    db.pragma_update(None, "query_only", true)?;
    db.pragma_update(None, "cache_size", -2 * 1024)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// Moves the whole log into the file, and empties it; an error where somebody kept it from that for
/// longer than SQLite waits.
pub(super) fn flush(db: &Connection) -> Result<()> {
    let is_busy: bool = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if is_busy {
        return Err(Error::Failed(
            "somebody else reads the store: its log cannot be emptied".into(),
        ));
    }
    Ok(())
}

/// A store as a version that knew so many changes of the shape left it.
#[cfg(test)]
pub(super) fn older(dir: &Path, version: usize) -> Connection {
    let db = Connection::open(path(dir)).unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    for migration in &MIGRATIONS[..version] {
        db.execute_batch(migration).unwrap();
    }
    db.pragma_update(None, "user_version", version as i64).unwrap();
    db
}

/// Writes a page that says what it said before, so that a commit has something to keep.
pub(super) fn touch(tx: &mut Tx<'_>) -> Result<()> {
    Ok(tx.db.pragma_update(None, "user_version", VERSION)?)
}

/// The file of the store in a folder.
pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join("hookport.db")
}

/// Names the file in those errors whose cause is outside.
fn at(path: &Path, error: impl Into<Error>) -> Error {
    match error.into() {
        Error::ReadOnly(why) => Error::ReadOnly(format!("{}: {why}", path.display())),
        Error::Damaged(why) => Error::Damaged(format!("{}: {why}", path.display())),
        error => error,
    }
}

fn migrate(db: &mut Connection) -> Result<()> {
    let applied: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if applied > VERSION {
        return Err(Error::Failed("it was written by a newer version of hookport".to_owned()));
    }
    if applied < VERSION {
        let tx = db.transaction()?;
        for migration in MIGRATIONS.iter().skip(applied.unsigned_abs() as usize) {
            tx.execute_batch(migration)?;
        }
        tx.pragma_update(None, "user_version", VERSION)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_somebody_still_reads_is_not_said_to_be_empty() {
        let dir = tempfile::tempdir().unwrap();
        let db = writer(dir.path()).unwrap();
        db.busy_timeout(std::time::Duration::ZERO).unwrap();
        let other = Connection::open(path(dir.path())).unwrap();
        other.execute_batch("BEGIN; SELECT * FROM record").unwrap();
        db.pragma_update(None, "user_version", VERSION).unwrap();
        assert!(flush(&db).is_err());
        other.execute_batch("COMMIT").unwrap();
        flush(&db).unwrap();
    }
}
