//! The store in one folder: SQLite, with one writer and several readers.
//!
//! A write is a job for the [`writer`], which commits all that wait at once. A read runs on one of
//! a few connections of its own ([`readers`]) and never waits for the writer.
//!
//! **Invariant:** one process owns the folder, from [`open`] to [`Store::close`].

mod checkpoint;
mod events;
mod folder;
mod ledger;
mod lists;
mod pages;
mod pending;
mod readers;
mod records;
mod rows;
mod search;
mod writer;

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;

use self::readers::Readers;
use self::records::Names;
use self::writer::Writer;
use super::{
    Accepted, Amend, AttemptQuery, Error, EventQuery, Feed, Lane, Page, Record, RequestQuery,
    Result, Settled, Store,
};
use crate::model::{Attempt, Content, ErrorCode, Event, Id, Ignored, Key, Request, Timestamp};

/// A store in one folder.
pub struct Sqlite {
    writer: Writer,
    readers: Readers,
    names: Arc<Names>,
    feed: Feed,
}

/// Opens the store in this folder, and makes both where they are missing.
///
/// What it commits it tells `feed`.
pub fn open(dir: &Path, feed: Feed) -> Result<Arc<Sqlite>> {
    let lock = folder::take(dir)?;
    let names = Arc::new(Names::default());
    let db = folder::writer(dir)?;
    names.reload(&db)?;
    let writer = Writer::start(db, lock, folder::checkpointer(dir)?, names.clone(), feed.clone())?;
    let readers = Readers::new(dir);
    Ok(Arc::new(Sqlite { writer, readers, names, feed }))
}

#[async_trait]
impl Store for Sqlite {
    async fn last_key(&self) -> Result<Key> {
        self.readers.run(lists::last_key).await
    }

    async fn records(&self) -> Result<Vec<Record>> {
        self.readers.run(records::all).await
    }

    async fn write(&self, puts: Vec<Record>, drops: Vec<Id>) -> Result<()> {
        self.writer.once(move |tx| records::write(tx, &puts, &drops)).await
    }

    async fn accept(&self, accepted: Arc<Accepted>) -> Result<()> {
        self.writer.once(move |tx| ledger::accept(tx, &accepted)).await
    }

    async fn settle(&self, settled: Settled) -> Result<()> {
        self.writer.once(move |tx| ledger::settle(tx, &settled)).await
    }

    async fn amend(&self, event: Key, amend: Amend, now: Timestamp) -> Result<Option<Event>> {
        self.writer.once(move |tx| ledger::amend(tx, event, amend, now)).await
    }

    async fn add(&self, request: Key, events: Vec<Event>) -> Result<()> {
        self.writer.once(move |tx| ledger::add(tx, request, &events)).await
    }

    async fn hold(&self, connection: &Id, now: Timestamp) -> Result<()> {
        let connection = connection.clone();
        self.writer.run(move |tx| pending::hold(tx, &connection, now)).await
    }

    async fn release(&self, connection: &Id, now: Timestamp) -> Result<()> {
        let connection = connection.clone();
        self.writer.run(move |tx| pending::release(tx, &connection, now)).await
    }

    async fn fail_pending(
        &self,
        connection: &Id,
        session: Option<&Id>,
        code: ErrorCode,
        now: Timestamp,
    ) -> Result<()> {
        let lane = Lane { connection: connection.clone(), session: session.cloned() };
        self.writer.run(move |tx| pending::fail(tx, &lane, code, now)).await
    }

    async fn promote(&self, now: Timestamp, paused: Vec<Id>, limit: usize) -> Result<()> {
        self.writer.once(move |tx| pending::promote(tx, now, &paused, limit)).await
    }

    async fn claim(&self, lane: Lane, after: Key, limit: usize) -> Result<()> {
        self.writer.once(move |tx| pending::claim(tx, &lane, after, limit)).await
    }

    async fn lanes(&self) -> Result<Vec<Lane>> {
        let names = self.names.clone();
        self.readers.run(move |db| pending::lanes(db, &names)).await
    }

    async fn request(&self, key: Key) -> Result<Option<Request>> {
        let names = self.names.clone();
        self.readers.run(move |db| lists::request(db, &names, key)).await
    }

    async fn event(&self, key: Key) -> Result<Option<Event>> {
        let names = self.names.clone();
        self.readers.run(move |db| events::one(db, &names, key)).await
    }

    async fn attempt(&self, key: Key) -> Result<Option<Attempt>> {
        self.readers.run(move |db| lists::attempt(db, key)).await
    }

    async fn requests(&self, query: RequestQuery) -> Result<Page<Request>> {
        let names = self.names.clone();
        self.readers.run(move |db| lists::requests(db, &names, &query)).await
    }

    async fn events(&self, query: EventQuery) -> Result<Page<(Event, Option<Content>)>> {
        let names = self.names.clone();
        self.readers.run(move |db| events::page(db, &names, &query)).await
    }

    async fn attempts(&self, query: AttemptQuery) -> Result<Page<Attempt>> {
        self.readers.run(move |db| lists::attempts(db, &query)).await
    }

    async fn ignored(&self, request: Key) -> Result<Vec<Ignored>> {
        let names = self.names.clone();
        self.readers.run(move |db| lists::ignored(db, &names, request)).await
    }

    async fn ping(&self) -> Result<()> {
        self.writer.once(folder::touch).await
    }

    async fn close(&self) -> Result<()> {
        // A writer that waits for somebody to read the feed would never end.
        self.feed.close();
        self.readers.close();
        self.writer.close().await
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;

        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly(error.to_string())
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Failed(error.to_string()),
        }
    }
}
