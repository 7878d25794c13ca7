//! The one thread that writes.
//!
//! It takes every job that waits, does them all in one transaction, commits once, tells the feed
//! in the order in which they were done, and then answers whoever asked. That one sync is shared
//! by all is what makes a durable answer cheap.
//!
//! **Invariant:** a job that fails leaves nothing behind and takes nobody with it. Savepoints cost
//! even when nothing fails, so a group is first done without; only when one of its jobs fails is
//! all of it undone and done again, each job in a savepoint.

use std::fs::File;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rusqlite::{CachedStatement, Connection};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use super::checkpoint::Checkpoint;
use super::records::Names;
use super::rollup::{self, Counting, Rolls};
use crate::store::{Committed, Error, Feed, Result, Vitals};

/// How many jobs may wait.
pub(super) const ROOM: usize = 1024;
/// How many jobs share a commit at most.
const GROUP: usize = 512;
/// How long a caller waits for room.
const PATIENCE: Duration = Duration::from_secs(2);

/// The way to the thread.
pub(super) struct Writer {
    jobs: mpsc::Sender<Order>,
    vitals: Arc<Mutex<Vitals>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// What a job works with.
pub(super) struct Tx<'a> {
    /// The connection, inside a transaction.
    pub(super) db: &'a Connection,
    /// The records' numbers.
    pub(super) names: &'a Names,
    /// Counts that are committed and not written.
    pub(super) rolls: &'a Rolls,
    /// What this transaction does about the counts.
    pub(super) counting: Counting,
    words: Vec<Committed>,
}

impl<'a> Tx<'a> {
    /// A statement, prepared once.
    pub(super) fn sql(&self, sql: &str) -> Result<CachedStatement<'a>> {
        Ok(self.db.prepare_cached(sql)?)
    }

    /// Says something to the feed, once it is committed.
    pub(super) fn tell(&mut self, word: Committed) {
        self.words.push(word);
    }
}

impl Writer {
    /// Starts the thread, from inside a runtime; it keeps `lock` as long as it has the database open.
    pub(super) fn start(
        db: Connection,
        lock: File,
        checkpointer: Connection,
        names: Arc<Names>,
        feed: Feed,
    ) -> Result<Self> {
        let (sender, jobs) = mpsc::channel(ROOM);
        let rolls = Rolls::open(&db)?;
        let vitals = Arc::new(Mutex::new(Vitals::default()));
        let told = vitals.clone();
        let no_thread = |error: std::io::Error| Error::Failed(error.to_string());
        let checkpoint = Checkpoint::start(checkpointer).map_err(no_thread)?;
        let runtime = Handle::current();
        let work = move || {
            // Locals are dropped last to first: the lock goes when the connection is closed.
            let _lock = lock;
            Thread { db, names, rolls, feed, checkpoint, vitals: told, runtime }.run(jobs);
        };
        let thread = thread::Builder::new().name("store-writer".to_owned()).spawn(work);
        Ok(Self { jobs: sender, vitals, thread: Mutex::new(Some(thread.map_err(no_thread)?)) })
    }

    /// Has something done in one transaction.
    pub(super) async fn once<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(move |tx| work(tx).map(ControlFlow::Break)).await
    }

    /// Has something done in as many transactions as it takes, other jobs going in between.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<ControlFlow<T>> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let job = Order::Work(Box::new(Job { work, result: None, reply }));
        if let Err(error) = self.jobs.try_send(job) {
            let sent = self.jobs.send_timeout(error.into_inner(), PATIENCE).await;
            sent.map_err(|_| Error::Busy)?;
        }
        answer.await.unwrap_or(Err(Error::Busy))
    }

    /// How it is doing.
    pub(super) fn vitals(&self) -> Vitals {
        *self.vitals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has everything finished that is waiting, and waits for the end.
    pub(super) async fn close(&self) -> Result<()> {
        // It fails when the thread has ended already.
        let _ = self.jobs.send(Order::Close).await;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(thread) = thread else { return Ok(()) };
        match tokio::task::spawn_blocking(move || thread.join()).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Error::Failed("the writer broke off".to_owned())),
        }
    }
}

enum Order {
    Work(Box<dyn Work>),
    Close,
}

/// A job, whatever it answers.
trait Work: Send {
    /// Does it, or the next part of it. Done again when its transaction was undone.
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<ControlFlow<()>>;
    /// Tells whoever asked how it ended.
    fn answer(self: Box<Self>, outcome: Result<()>);
}

struct Job<F, T> {
    work: F,
    result: Option<T>,
    reply: oneshot::Sender<Result<T>>,
}

impl<F, T> Work for Job<F, T>
where
    F: FnMut(&mut Tx<'_>) -> Result<ControlFlow<T>> + Send,
    T: Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<ControlFlow<()>> {
        Ok(match (self.work)(tx)? {
            ControlFlow::Continue(()) => ControlFlow::Continue(()),
            ControlFlow::Break(result) => {
                self.result = Some(result);
                ControlFlow::Break(())
            }
        })
    }

    fn answer(self: Box<Self>, outcome: Result<()>) {
        let Self { result, reply, .. } = *self;
        let unfinished = || Error::Failed("a job ended without a result".to_owned());
        // Whoever asked may have gone; what is committed stays.
        let _ = reply.send(outcome.and_then(|()| result.ok_or_else(unfinished)));
    }
}

struct Thread {
    db: Connection,
    names: Arc<Names>,
    rolls: Rolls,
    feed: Feed,
    checkpoint: Checkpoint,
    vitals: Arc<Mutex<Vitals>>,
    runtime: Handle,
}

type Steps = Vec<Result<ControlFlow<()>>>;

impl Thread {
    fn run(mut self, mut jobs: mpsc::Receiver<Order>) {
        let mut orders = Vec::with_capacity(GROUP);
        let mut group: Vec<Box<dyn Work>> = Vec::with_capacity(GROUP);
        loop {
            if group.is_empty() {
                if jobs.blocking_recv_many(&mut orders, GROUP) == 0 {
                    break;
                }
            } else {
                // Something has more to do; whatever came meanwhile is done along with it.
                let more = std::iter::from_fn(|| jobs.try_recv().ok());
                orders.extend(more.take(GROUP));
            }
            for order in orders.drain(..) {
                match order {
                    Order::Work(job) => group.push(job),
                    Order::Close => jobs.close(),
                }
            }
            if !group.is_empty() {
                self.group(&mut group);
            }
        }
        self.write_counts();
        self.checkpoint.finish(&self.db);
    }

    /// Writes the counts that wait, so that the next start finds them whole.
    fn write_counts(&mut self) {
        let mut tx = self.tx();
        let written = tx.sql("BEGIN IMMEDIATE").and_then(|mut it| Ok(it.execute([])?));
        let written = written.and_then(|_| rollup::write_out(&mut tx));
        let written = written.and_then(|_| Ok(tx.sql("COMMIT")?.execute([])?));
        if let Err(error) = written {
            // They are counted again then.
            tracing::warn!(%error, "the counts could not be written");
            self.undo();
        }
    }

    fn tx(&self) -> Tx<'_> {
        let counting = Counting::default();
        Tx { db: &self.db, names: &self.names, rolls: &self.rolls, counting, words: Vec::new() }
    }

    /// Does the jobs of a group and answers them; leaves those that have more to do.
    fn group(&mut self, group: &mut Vec<Box<dyn Work>>) {
        let mut done = self.commit(group, false);
        if done.is_err() {
            self.undo();
            done = self.commit(group, true);
        }
        let (steps, words, counting) = done.unwrap_or_else(|error| {
            self.undo();
            let steps = group.iter().map(|_| Err(error.clone())).collect();
            (steps, Vec::new(), Counting::default())
        });
        self.rolls.committed(counting);
        if !words.is_empty() {
            self.feed.push(words);
        }
        let jobs = std::mem::take(group);
        let mut answers = Vec::with_capacity(jobs.len());
        for (job, step) in jobs.into_iter().zip(steps) {
            match step {
                Ok(ControlFlow::Continue(())) => group.push(job),
                Ok(ControlFlow::Break(())) => answers.push((job, Ok(()))),
                Err(error) => answers.push((job, Err(error))),
            }
        }
        // From this thread each answer would be a system call of its own, to wake a worker; from
        // a worker most are none.
        self.runtime.spawn(async move {
            for (job, outcome) in answers {
                job.answer(outcome);
            }
        });
        self.checkpoint.committed(&self.db);
    }

    /// One transaction. An error means that nothing of it was kept.
    fn commit(
        &mut self,
        group: &mut [Box<dyn Work>],
        guarded: bool,
    ) -> Result<(Steps, Vec<Committed>, Counting)> {
        let mut tx = self.tx();
        tx.sql("BEGIN IMMEDIATE")?.execute([])?;
        if !guarded
            && tx.rolls.is_behind()
            && let Err(error) = tx.catch_up()
        {
            // Counts must not be what keeps people from writing.
            self.rolls.put_off(&error);
            return Err(error);
        }
        let mut steps = Vec::with_capacity(group.len());
        for job in group {
            let step = if guarded { guard(&mut tx, job.as_mut())? } else { Ok(job.run(&mut tx)?) };
            steps.push(step);
        }
        tx.mark_stale()?;
        let started = Instant::now();
        tx.sql("COMMIT")?.execute([])?;
        let mut vitals = self.vitals.lock().unwrap_or_else(PoisonError::into_inner);
        vitals.commits += 1;
        vitals.commit_time += started.elapsed();
        Ok((steps, tx.words, tx.counting))
    }

    fn undo(&self) {
        // Some failures have undone it already.
        if !self.db.is_autocommit()
            && let Err(error) = self.db.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a transaction could not be rolled back");
        }
        if let Err(error) = self.names.reload(&self.db) {
            tracing::error!(%error, "the records' numbers could not be read again");
        }
    }
}

/// A job in a savepoint. The outer error means that the whole transaction is gone.
fn guard(tx: &mut Tx<'_>, job: &mut dyn Work) -> Result<Result<ControlFlow<()>>> {
    let (words, changes) = (tx.words.len(), tx.counting.len());
    tx.sql("SAVEPOINT job")?.execute([])?;
    let step = job.run(tx);
    if let Err(error) = &step {
        if tx.db.is_autocommit() {
            return Err(error.clone());
        }
        tx.sql("ROLLBACK TO job")?.execute([])?;
        tx.words.truncate(words);
        tx.counting.truncate(changes);
        tx.names.reload(tx.db)?;
    }
    tx.sql("RELEASE job")?.execute([])?;
    Ok(step)
}
