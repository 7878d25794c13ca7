//! The connections that read.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::folder;
use crate::store::{Error, Result};

/// How many may read at once.
const READERS: usize = 3;
/// How long a caller waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// A few connections, opened when they are first needed and lent out one at a time.
pub(super) struct Readers {
    dir: PathBuf,
    turns: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    /// None yet, for this folder.
    pub(super) fn new(dir: &Path) -> Self {
        let turns = Arc::new(Semaphore::new(READERS));
        Self { dir: dir.to_owned(), turns, idle: Arc::default() }
    }

    /// Runs a question on one of them.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run_on(false, |db, _| ask(db)).await
    }

    /// The same, where `wide` with a second connection if nobody else needs it now.
    pub(super) async fn run_on<T: Send + 'static>(
        &self,
        wide: bool,
        ask: impl FnOnce(&Connection, &mut Option<Connection>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let Ok(Ok(turn)) = timeout(PATIENCE, self.turns.clone().acquire_owned()).await else {
            return Err(Error::Busy);
        };
        let db = self.take()?;
        // One is left for short questions.
        let spare = wide && self.turns.available_permits() > 1;
        let turn_of_second = spare.then(|| self.turns.clone().try_acquire_owned().ok()).flatten();
        let mut second = turn_of_second.as_ref().map(|_| self.take()).transpose()?;
        let (turns, idle) = (self.turns.clone(), self.idle.clone());
        let answer = tokio::task::spawn_blocking(move || {
            // One view of everything, however many statements it takes; rolled back when dropped.
            let answer = match db.unchecked_transaction() {
                Ok(view) => ask(&view, &mut second),
                Err(error) => Err(error.into()),
            };
            // Given back here, for a caller that gives up must not take the connection along.
            if !turns.is_closed() {
                let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
                idle.extend(second.into_iter().chain([db]));
            }
            drop((turn, turn_of_second));
            answer
        });
        answer.await.unwrap_or_else(|_| Err(Error::Failed("a reader broke off".to_owned())))
    }

    fn take(&self) -> Result<Connection> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| folder::reader(&self.dir), Ok)
    }

    /// Lets nobody in any more, and closes those that are idle.
    pub(super) fn close(&self) {
        self.turns.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
