//! The store in one folder: SQLite, with one writer and several readers.
//!
//! A write is a job for the [`writer`], which commits all that wait at once. A read runs on one of
//! a few connections of its own ([`readers`]) and never waits for the writer. What people configured
//! lies in it [`sealed`]; what happened is forgotten in time ([`prune`](mod@prune)).
//!
//! **Invariant:** one process owns the folder, from [`open()`] to [`Store::close`].

mod attempted;
mod bulk;
mod checkpoint;
mod events;
mod executions;
mod folder;
mod issues;
mod ledger;
mod lists;
mod messages;
mod pages;
mod pending;
#[cfg(test)]
mod plans;
mod prune;
mod readers;
mod records;
mod rollup;
mod rows;
mod sealed;
mod search;
mod seen;
mod sightings;
mod sweep;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use async_trait::async_trait;

use self::readers::Readers;
use self::records::Names;
pub use self::sealed::{Closed, is_sealed};
use self::writer::Writer;
use super::seal::Sealer;
use super::{
    Accepted, Addressee, Again, Amend, AttemptQuery, Attempted, Batch, BulkQuery, ChannelState,
    Due, Error, EventQuery, ExecutionQuery, Fared, Feed, IgnoredQuery, IssuePlace, IssueQuery,
    Kept, KeyFrom, Lane, Mark, MeasureQuery, Measured, Notice, Page, Prune, Pruned, Record,
    RequestQuery, Result, Settled, Sighted, Sighting, Standing, Store, Verdict, Vitals,
};
use crate::model::{
    Attempt, Bulk, Content, ErrorCode, Event, Execution, Id, Ignored, Issue, Key, Request,
    Timestamp,
};

/// How long a sender waits for its request to be on disk.
///
/// After that it is told to come again, and may be kept twice.
const LONGEST_ACCEPT: Duration = Duration::from_secs(10);

/// Milliseconds that hours are put together apart: a look comes every few seconds, and an hour whose
/// events are tried again and again would be written anew each time.
const FOLD_EVERY: u64 = 5 * 60 * 1000;

/// How many free pages are given back at a time: a megabyte.
const PAGES: usize = 256;

/// A store in one folder.
pub struct Sqlite {
    writer: Writer,
    readers: Readers,
    names: Arc<Names>,
    sealer: Arc<Sealer>,
    feed: Feed,
    /// When hours were put together last, in milliseconds.
    folded: AtomicI64,
}

/// Opens the store in this folder, and makes both where they are missing.
///
/// What it commits it tells `feed`.
pub fn open(dir: &Path, feed: Feed) -> Result<Arc<Sqlite>> {
    open_with(dir, &KeyFrom::beside(dir), feed)
}

/// The same with a master key from elsewhere than the file beside the store.
pub fn open_with(dir: &Path, keys: &KeyFrom, feed: Feed) -> Result<Arc<Sqlite>> {
    let lock = folder::take(dir)?;
    let names = Arc::new(Names::default());
    let mut db = folder::writer(dir)?;
    let sealer = Arc::new(sealed::open(&mut db, keys)?);
    rollup::everything(&mut db)?;
    names.reload(&db)?;
    let writer = Writer::start(db, lock, folder::checkpointer(dir)?, names.clone(), feed.clone())?;
    let readers = Readers::new(dir);
    Ok(Arc::new(Sqlite { writer, readers, names, sealer, feed, folded: AtomicI64::new(i64::MIN) }))
}

#[async_trait]
impl Store for Sqlite {
    async fn last_key(&self) -> Result<Key> {
        self.readers.run(lists::last_key).await
    }

    async fn records(&self) -> Result<Vec<Record>> {
        let sealer = self.sealer.clone();
        self.readers.run(move |db| records::all(db, &sealer)).await
    }

    async fn write(&self, puts: Vec<Record>, drops: Vec<Id>) -> Result<()> {
        let sealer = self.sealer.clone();
        self.writer.once(move |tx| records::write(tx, &sealer, &puts, &drops)).await
    }

    async fn accept(&self, accepted: Arc<Accepted>) -> Result<()> {
        let accept = self.writer.once(move |tx| ledger::accept(tx, &accepted));
        tokio::time::timeout(LONGEST_ACCEPT, accept).await.unwrap_or(Err(Error::Busy))
    }

    async fn settle(&self, settled: Settled) -> Result<bool> {
        self.writer.once(move |tx| ledger::settle(tx, &settled)).await
    }

    async fn amend(&self, event: Key, amend: Amend, now: Timestamp) -> Result<Option<Event>> {
        self.writer.once(move |tx| ledger::amend(tx, event, &amend, now)).await
    }

    async fn add(&self, again: Again) -> Result<()> {
        self.writer.once(move |tx| ledger::add(tx, &again)).await
    }

    async fn seen(&self, marks: Vec<Mark>, now: Timestamp) -> Result<bool> {
        let names = self.names.clone();
        self.readers.run(move |db| seen::any(db, &names, &marks, now)).await
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
        let (connection, session) = (connection.clone(), session.cloned());
        let lane = Lane { connection, session, group: None };
        self.writer.run(move |tx| pending::fail(tx, &lane, code, now)).await
    }

    async fn promote(&self, now: Timestamp, paused: Vec<Id>, limit: usize) -> Result<()> {
        self.writer.once(move |tx| pending::promote(tx, now, &paused, limit)).await
    }

    async fn claim(&self, lane: Lane, after: Key, limit: usize) -> Result<()> {
        self.writer.once(move |tx| pending::claim(tx, &lane, after, limit)).await
    }

    async fn groups(&self, connection: Id, after: Option<Arc<str>>, limit: usize) -> Result<()> {
        self.writer.once(move |tx| pending::groups(tx, &connection, after.as_deref(), limit)).await
    }

    async fn lanes(&self) -> Result<Vec<Lane>> {
        let names = self.names.clone();
        self.readers.run(move |db| pending::lanes(db, &names)).await
    }

    async fn request(&self, key: Key) -> Result<Option<Request>> {
        let names = self.names.clone();
        self.readers.run(move |db| lists::request(db, &names, key)).await
    }

    async fn content(&self, data: Key) -> Result<Option<Content>> {
        self.readers.run(move |db| lists::content(db, data)).await
    }

    async fn execution(&self, key: Key) -> Result<Option<Execution>> {
        let names = self.names.clone();
        self.readers.run(move |db| executions::one(db, &names, key)).await
    }

    async fn executions(&self, query: ExecutionQuery) -> Result<Page<Execution>> {
        let names = self.names.clone();
        self.readers.run(move |db| executions::page(db, &names, &query)).await
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
        let wide = !query.search.is_empty();
        self.readers
            .run_on(wide, move |db, second| lists::requests(db, second, &names, &query))
            .await
    }

    async fn events(&self, query: EventQuery) -> Result<Page<(Event, Option<Content>)>> {
        let names = self.names.clone();
        let wide = !query.search.is_empty();
        self.readers.run_on(wide, move |db, second| events::page(db, second, &names, &query)).await
    }

    async fn attempted(
        &self,
        query: EventQuery,
        after: Option<Attempted>,
    ) -> Result<Page<(Event, Option<Content>), Attempted>> {
        let names = self.names.clone();
        self.readers.run(move |db| attempted::page(db, &names, &query, after)).await
    }

    async fn attempts(&self, query: AttemptQuery) -> Result<Page<Attempt>> {
        let names = self.names.clone();
        self.readers.run(move |db| lists::attempts(db, &names, &query)).await
    }

    async fn ignored(&self, request: Key) -> Result<Vec<Ignored>> {
        let names = self.names.clone();
        self.readers.run(move |db| lists::ignored(db, &names, request)).await
    }

    async fn sight(&self, sighting: Sighting) -> Result<Sighted> {
        self.writer.once(move |tx| sightings::sight(tx, &sighting)).await
    }

    async fn issue(&self, key: Key) -> Result<Option<Issue>> {
        let names = self.names.clone();
        self.readers.run(move |db| issues::one(db, &names, key)).await
    }

    async fn issues(&self, query: IssueQuery) -> Result<Page<Issue, IssuePlace>> {
        let names = self.names.clone();
        self.readers.run(move |db| issues::page(db, &names, &query)).await
    }

    async fn count_issues(&self, query: IssueQuery) -> Result<usize> {
        let names = self.names.clone();
        self.readers.run(move |db| issues::count(db, &names, &query)).await
    }

    async fn judge(
        &self,
        issue: Key,
        verdict: Verdict,
        now: Timestamp,
        notify: bool,
    ) -> Result<Option<Issue>> {
        self.writer.once(move |tx| sightings::judge(tx, issue, verdict, now, notify)).await
    }

    async fn forget_issues(&self, trigger: &Id) -> Result<()> {
        let trigger = trigger.clone();
        self.writer.run(move |tx| sightings::forget(tx, &trigger)).await
    }

    async fn notices(&self, limit: usize) -> Result<Vec<Notice>> {
        let names = self.names.clone();
        self.readers.run(move |db| sightings::notices(db, &names, limit)).await
    }

    async fn told(
        &self,
        notice: &Notice,
        accepted: Option<Arc<Accepted>>,
        channels: Vec<Addressee>,
        now: Timestamp,
    ) -> Result<()> {
        let notice = notice.clone();
        self.writer
            .once(move |tx| sightings::told(tx, &notice, accepted.as_ref(), &channels, now))
            .await
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Due> {
        let names = self.names.clone();
        self.readers.run(move |db| messages::due(db, &names, now, limit)).await
    }

    async fn fared(&self, message: i64, fared: Fared, now: Timestamp) -> Result<()> {
        self.writer.once(move |tx| messages::fared(tx, message, &fared, now)).await
    }

    async fn channels(&self, project: &Id) -> Result<Vec<ChannelState>> {
        let (names, project) = (self.names.clone(), project.clone());
        self.readers.run(move |db| messages::states(db, &names, &project)).await
    }

    async fn measure(&self, query: MeasureQuery) -> Result<Measured> {
        self.writer.run(rollup::write_out).await?;
        let names = self.names.clone();
        self.readers.run(move |db| rollup::measure(db, &names, &query)).await
    }

    async fn look(&self, now: Timestamp) -> Result<()> {
        self.writer.run(rollup::write_out).await?;
        let names = self.names.clone();
        let seen = self.readers.run(move |db| rollup::look(db, &names, now)).await?;
        self.writer.run(move |tx| rollup::keep(tx, now, &seen)).await?;
        // A clock that was set back is no reason to wait.
        if now.0.abs_diff(self.folded.load(Relaxed)) < FOLD_EVERY {
            return Ok(());
        }
        self.folded.store(now.0, Relaxed);
        let mut left = rollup::TURN;
        self.writer.run(move |tx| rollup::fold(tx, &mut left)).await
    }

    async fn standing(&self) -> Result<Vec<Standing>> {
        self.writer.run(rollup::write_out).await?;
        let names = self.names.clone();
        self.readers.run(move |db| rollup::standing(db, &names)).await
    }

    fn vitals(&self) -> Vitals {
        self.writer.vitals()
    }

    async fn all_ignored(&self, query: IgnoredQuery) -> Result<Page<Ignored>> {
        let names = self.names.clone();
        self.readers.run(move |db| lists::all_ignored(db, &names, &query)).await
    }

    async fn begin(&self, bulk: Bulk) -> Result<Option<Bulk>> {
        self.writer.once(move |tx| bulk::begin(tx, &bulk)).await
    }

    async fn advance(&self, bulk: Key, batch: Batch) -> Result<Option<Bulk>> {
        self.writer.once(move |tx| bulk::advance(tx, bulk, &batch)).await
    }

    async fn withdraw(&self, bulk: Key, now: Timestamp) -> Result<Option<Bulk>> {
        self.writer.run(move |tx| bulk::withdraw(tx, bulk, now)).await
    }

    async fn withdraw_rest(&self, now: Timestamp) -> Result<()> {
        for bulk in self.readers.run(bulk::half_withdrawn).await? {
            self.withdraw(bulk, now).await?;
        }
        Ok(())
    }

    async fn bulk(&self, key: Key) -> Result<Option<Bulk>> {
        let names = self.names.clone();
        self.readers.run(move |db| bulk::one(db, &names, key)).await
    }

    async fn bulks(&self, query: BulkQuery) -> Result<Page<Bulk>> {
        let names = self.names.clone();
        self.readers.run(move |db| bulk::page(db, &names, &query)).await
    }

    async fn open_bulks(&self) -> Result<Vec<Bulk>> {
        let names = self.names.clone();
        self.readers.run(move |db| bulk::open(db, &names)).await
    }

    async fn waiting(&self, bulk: Key, most: usize) -> Result<usize> {
        self.readers.run(move |db| bulk::waiting(db, bulk, most)).await
    }

    async fn prune(&self, prune: Prune) -> Result<Pruned> {
        self.writer.once(move |tx| prune::step(tx, &prune)).await
    }

    async fn kept(&self) -> Result<Vec<Kept>> {
        let names = self.names.clone();
        self.readers.run(move |db| prune::kept(db, &names)).await
    }

    async fn fits(&self, project: &Id, bytes: u64) -> Result<Option<Timestamp>> {
        let (names, project) = (self.names.clone(), project.clone());
        self.readers.run(move |db| prune::fits(db, &names, &project, bytes)).await
    }

    async fn shrink(&self) -> Result<bool> {
        self.writer.once(|tx| prune::shrink(tx, PAGES)).await
    }

    async fn forget_counts(&self, minutes: Timestamp, hours: Timestamp) -> Result<()> {
        self.writer.run(move |tx| prune::forget_counts(tx, minutes, hours)).await
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

/// What is wrong in a folder, once nobody uses it any more: counts that are not those of its
/// ledger, and statements that read without an index or a bound.
#[cfg(test)]
pub(super) async fn faults(dir: &Path) -> Vec<String> {
    let store = loop {
        match open(dir, Feed::default()) {
            Err(Error::InUse(_)) => std::thread::yield_now(),
            store => break store,
        }
    };
    // What was opened as something else than a store has no counts.
    let Ok(store) = store else { return Vec::new() };
    let found = async {
        store.writer.run(rollup::write_out).await?;
        store.readers.run(|db| Ok([rollup::differences(db)?, plans::unbounded(db)?].concat())).await
    };
    let found = found.await;
    found.unwrap_or_else(|error| vec![error.to_string()])
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

impl Drop for Sqlite {
    fn drop(&mut self) {
        // The writer ends by itself when nobody can ask it any more, unless the feed keeps it.
        self.feed.close();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};

    use futures_util::FutureExt as _;
    use futures_util::future::{BoxFuture, join_all};

    use super::*;
    use crate::model::{BulkKind, Keys, Kind, Status, Trigger};
    use crate::store::contract::made;

    fn record(id: usize, length: usize) -> Record {
        let id = Id::from(format!("src_{id}").as_str());
        Record { kind: Kind::Source, id, json: "x".repeat(length) }
    }

    /// Keeps the writer busy until the sender is dropped, so that what is asked meanwhile waits.
    fn block(store: &Arc<Sqlite>) -> (Sender<()>, BoxFuture<'static, Result<()>>) {
        let (go_on, wait) = channel::<()>();
        let (started, has_started) = channel();
        let store = store.clone();
        let mut block = Box::pin(async move {
            let wait = move |_: &mut writer::Tx<'_>| {
                let _ = started.send(());
                let _ = wait.recv();
                Ok(())
            };
            store.writer.once(wait).await
        });
        assert!((&mut block).now_or_never().is_none());
        has_started.recv().unwrap();
        (go_on, block)
    }

    #[tokio::test]
    async fn what_a_crash_left_of_a_cancelled_operation_is_withdrawn() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let keys = Keys::after(Key::default());
        let accepted = made(&keys, &["web_a", "web_b"], Status::Queued);
        let (events, bulk) = (accepted.events.clone(), keys.next());
        store.accept(Arc::new(accepted)).await.unwrap();
        let (key, kind) = (events[0].key, rows::Code(BulkKind::EventsRetry));
        let between_two_parts = move |tx: &mut writer::Tx<'_>| {
            let sql =
                "INSERT INTO bulk (key, project, number, kind, asked, query, place, estimated,
                    batches, handled, completed, failed, updated_at, cancelled_at)
                VALUES (?1, 1, 1, ?2, '{}', '{}', 0, 1, 1, 1, 0, 0, 5, 5)";
            tx.db.execute(sql, rusqlite::params![bulk, kind])?;
            let sql = "UPDATE event SET bulk = ?1, \"trigger\" = ?2 WHERE key = ?3";
            let values = rusqlite::params![bulk, rows::Code(Trigger::BulkRetry), key];
            tx.db.execute(sql, values)?;
            Ok(())
        };
        store.writer.once(between_two_parts).await.unwrap();
        store.withdraw_rest(Timestamp(7)).await.unwrap();
        let found = store.event(key).await.unwrap().unwrap();
        let why = Some(ErrorCode::BulkRetryCancelled);
        assert_eq!((found.status, found.error_code), (Status::Failed, why));
        assert_eq!(store.event(events[1].key).await.unwrap().as_ref(), Some(&events[1]));
        let found = store.bulk(bulk).await.unwrap().unwrap();
        assert_eq!((found.cancelled_at, found.failed_count), (Some(Timestamp(5)), 1));
    }

    #[tokio::test]
    async fn a_second_process_is_refused_until_the_first_lets_go() {
        let dir = tempfile::tempdir().unwrap();
        let first = open(dir.path(), Feed::default()).unwrap();
        let Err(Error::InUse(folder)) = open(dir.path(), Feed::default()) else {
            panic!("opened twice");
        };
        assert_eq!(folder, dir.path().display().to_string());
        first.close().await.unwrap();
        let second = open(dir.path(), Feed::default()).unwrap();
        drop(second);
        while let Err(error) = open(dir.path(), Feed::default()) {
            assert!(matches!(error, Error::InUse(_)), "{error}");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        let Err(Error::ReadOnly(why)) = open(&file, Feed::default()) else {
            panic!("opened a file as a folder");
        };
        assert!(why.starts_with(&format!("{}: ", file.display())), "{why}");

        std::fs::create_dir(dir.path().join("hookport.db")).unwrap();
        let Err(Error::ReadOnly(why)) = open(dir.path(), Feed::default()) else {
            panic!("opened a folder as a file");
        };
        assert!(why.contains("hookport.db"), "{why}");
    }

    #[test]
    fn a_file_that_is_no_store_is_damaged() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("hookport.db"), "x".repeat(5000)).unwrap();
        let Err(Error::Damaged(why)) = open(dir.path(), Feed::default()) else {
            panic!("opened garbage");
        };
        assert!(why.contains("hookport.db"), "{why}");
    }

    #[tokio::test]
    async fn a_store_of_a_newer_version_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let newer = |tx: &mut writer::Tx<'_>| Ok(tx.db.pragma_update(None, "user_version", 99)?);
        store.writer.once(newer).await.unwrap();
        store.close().await.unwrap();
        assert!(matches!(open(dir.path(), Feed::default()), Err(Error::Failed(_))));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_folder_is_closed_to_others() {
        use std::os::unix::fs::PermissionsExt as _;

        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("new");
        let _store = open(&folder, Feed::default()).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        for file in std::fs::read_dir(&folder).unwrap() {
            assert_eq!(mode(&file.unwrap().path()), 0o600);
        }
    }

    #[tokio::test]
    async fn a_sender_is_not_kept_waiting_by_a_disk_that_hangs() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let (go_on, block) = block(&store);
        tokio::time::pause();
        let accepted = Arc::new(made(&Keys::after(Key::default()), &["web_a"], Status::Queued));
        assert!(matches!(store.accept(accepted.clone()).await, Err(Error::Busy)));
        tokio::time::resume();
        drop(go_on);
        block.await.unwrap();
        store.close().await.unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let kept = store.request(accepted.request.key).await.unwrap();
        assert!(kept.is_some(), "nobody was told that it was not kept for good");
    }

    #[tokio::test]
    async fn a_full_disk_keeps_nothing_half_and_loses_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let limit = |pages: i64| {
            move |tx: &mut writer::Tx<'_>| {
                tx.db.pragma_update(None, "max_page_count", pages)?;
                Ok(())
            }
        };
        store.writer.once(limit(100)).await.unwrap();
        // Each has two records, of which the second may be the one that does not fit.
        let jobs = (0..40).map(|place| {
            let puts = vec![record(2 * place, 10), record(2 * place + 1, 20_000)];
            store.write(puts, vec![])
        });
        let answers = join_all(jobs).await;
        let kept: Vec<_> = (0..40).filter(|place| answers[*place].is_ok()).collect();
        assert!(!kept.is_empty() && kept.len() < 40);
        for answer in &answers {
            assert!(matches!(answer, Ok(()) | Err(Error::Full)), "{answer:?}");
        }
        let pairs: Vec<_> = kept
            .iter()
            .flat_map(|place| [record(2 * place, 10), record(2 * place + 1, 20_000)])
            .collect();
        assert_eq!(store.records().await.unwrap(), pairs);

        store.writer.once(limit(100_000)).await.unwrap();
        store.write(vec![record(100, 20_000)], vec![]).await.unwrap();
        store.close().await.unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        assert_eq!(store.records().await.unwrap().len(), pairs.len() + 1);
    }

    #[tokio::test]
    async fn a_transaction_that_is_lost_is_an_error_for_all_and_told_to_nobody() {
        let dir = tempfile::tempdir().unwrap();
        let feed = Feed::default();
        let store = open(dir.path(), feed.clone()).unwrap();
        let (go_on, block) = block(&store);
        let block = tokio::spawn(block);
        // SQLite itself does this when a disk fails.
        let lose = |tx: &mut writer::Tx<'_>| -> Result<()> {
            tx.db.execute_batch("ROLLBACK")?;
            Err(Error::Full)
        };
        let write = |place| store.write(vec![record(place, 1)], vec![]);
        let connection = Id::from("web_a");
        let release = store.release(&connection, Timestamp(1));
        let group =
            futures_util::future::join4(write(1), release, store.writer.once(lose), write(2));
        let mut group = Box::pin(group);
        assert!(futures_util::poll!(&mut group).is_pending());
        drop(go_on);
        let (first, second, third, fourth) = group.await;
        assert!(first.is_err() && second.is_err() && third.is_err() && fourth.is_err());
        block.await.unwrap().unwrap();
        assert!(feed.next().now_or_never().is_none());

        assert_eq!(store.records().await.unwrap(), []);
        store.write(vec![record(3, 1)], vec![]).await.unwrap();
        assert_eq!(store.records().await.unwrap(), [record(3, 1)]);
    }

    #[tokio::test]
    async fn a_store_that_may_not_be_written_to_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        store.write(vec![record(1, 1)], vec![]).await.unwrap();
        let forbid = |tx: &mut writer::Tx<'_>| Ok(tx.db.pragma_update(None, "query_only", true)?);
        store.writer.once(forbid).await.unwrap();
        let answer = store.write(vec![record(2, 1)], vec![]).await;
        assert!(matches!(answer, Err(Error::ReadOnly(_))), "{answer:?}");
        assert!(matches!(store.ping().await, Err(Error::ReadOnly(_))));
        assert_eq!(store.records().await.unwrap(), [record(1, 1)]);
    }

    #[tokio::test]
    async fn what_was_answered_outlives_a_crash() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(&dir.path().join("one"), Feed::default()).unwrap();
        for place in 0..50 {
            store.write(vec![record(place, 100)], vec![]).await.unwrap();
        }
        // What a process that is killed here leaves behind.
        let other = dir.path().join("other");
        std::fs::create_dir(&other).unwrap();
        for file in ["hookport.db", "hookport.db-wal", "master.key"] {
            std::fs::copy(dir.path().join("one").join(file), other.join(file)).unwrap();
        }
        let other = open(&other, Feed::default()).unwrap();
        assert_eq!(other.records().await.unwrap(), store.records().await.unwrap());
        assert_eq!(other.records().await.unwrap().len(), 50);
    }

    #[tokio::test]
    async fn who_finds_no_room_is_told_that_the_store_is_busy() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let (go_on, block) = block(&store);
        let mut waiting: Vec<_> = (0..writer::ROOM).map(|_| store.ping()).collect();
        for it in &mut waiting {
            assert!(futures_util::poll!(it).is_pending());
        }
        tokio::time::pause();
        assert!(matches!(store.ping().await, Err(Error::Busy)));
        tokio::time::resume();
        drop(go_on);
        block.await.unwrap();
        assert!(join_all(waiting).await.iter().all(Result::is_ok));
    }
}
