//! Moves the log into the database file, beside the writer and not in its way.
//!
//! A thread with a connection of its own moves most of it while the writer goes on. When the log
//! has become long, the writer moves the little that is left itself: only when all of it has been
//! moved does SQLite begin it again from the start.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;

/// So many pages in the log that were not moved wake the thread.
const MANY: i64 = 2_000;
/// A log of this many pages is begun again.
const LONG: i64 = 6_000;
/// So few pages the writer moves itself.
const FEW: i64 = 1_000;
/// The writer looks at the log after this many commits.
const EVERY: u32 = 8;

/// The writer's side.
pub(super) struct Checkpoint {
    wake: SyncSender<()>,
    thread: JoinHandle<()>,
    commits: u32,
}

impl Checkpoint {
    /// Starts the thread.
    pub(super) fn start(db: Connection) -> std::io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        let thread = thread::Builder::new().name("store-checkpoint".to_owned());
        let thread = thread.spawn(move || run(&db, &woken))?;
        Ok(Self { wake, thread, commits: 0 })
    }

    /// For the writer, after each commit.
    pub(super) fn committed(&mut self, db: &Connection) {
        self.commits = self.commits.wrapping_add(1);
        if !self.commits.is_multiple_of(EVERY) {
            return;
        }
        let Some((pages, moved)) = checkpoint(db, "NOOP") else { return };
        if pages - moved > MANY {
            // One that is under way already sees the newest pages too, or is woken once more.
            let _ = self.wake.try_send(());
        } else if pages > LONG && pages - moved < FEW {
            checkpoint(db, "PASSIVE");
        }
    }

    /// Ends the thread, moves all there is and empties the log.
    pub(super) fn finish(self, db: &Connection) {
        drop(self.wake);
        if self.thread.join().is_err() {
            tracing::error!("the checkpoint thread broke off");
        }
        checkpoint(db, "TRUNCATE");
    }
}

fn run(db: &Connection, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        checkpoint(db, "PASSIVE");
    }
}

/// How many pages the log has, and how many of them were moved.
fn checkpoint(db: &Connection, mode: &str) -> Option<(i64, i64)> {
    let row = db
        .prepare_cached(&format!("PRAGMA wal_checkpoint({mode})"))
        .and_then(|mut it| it.query_row([], |row| Ok((row.get(1)?, row.get(2)?))));
    // Nothing is lost when it fails: what is not moved stays in the log.
    row.inspect_err(|error| tracing::warn!(%error, "a checkpoint failed")).ok()
}
