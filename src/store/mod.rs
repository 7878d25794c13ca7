//! What must not be lost.
//!
//! Two families of questions. *Records* are what people configured: a few thousand, all of them
//! known in memory to the gateway, so they are only ever read at the start. The *ledger* is what
//! happened: millions of rows, of which the gateway keeps in memory only what it is about to
//! deliver.
//!
//! **Invariant:** one method, one transaction. When a method that writes returns `Ok`, what it
//! wrote survives the loss of power.
//!
//! **Invariant:** whatever a store commits that concerns the queue it tells its [`Feed`], in the
//! order it was committed. The queue is a fold over that, so that it can never miss an event or
//! take one twice.
//!
//! To add a store: a folder with `impl Store`, one line in `contract.rs`, one arm in `open`.

mod bulk;
mod channel;
#[cfg(test)]
mod contract;
mod feed;
mod issue;
mod measure;
mod query;
mod retention;
mod seal;
pub mod sqlite;

use std::sync::Arc;

use async_trait::async_trait;

use crate::model::{
    Attempt, Bulk, Content, Event, Execution, Id, Ignored, Issue, Key, Kind, Request, Timestamp,
    Transformed, Trigger,
};
use crate::rules::Fingerprint;

pub use self::bulk::{Again, Batch, BulkQuery, IgnoredQuery, Task};
pub use self::channel::{Addressee, ChannelState, Due, Fared, Message};
pub use self::feed::{Blocked, Committed, Feed, Waiting};
pub use self::issue::{
    Aftermath, IssueOrder, IssuePlace, IssueQuery, Notice, Sighted, Sighting, Verdict,
};
pub use self::measure::{
    Counted, Fact, Field, Latencies, MeasureQuery, Measured, MeasuredRow, Standing, Step, Totals,
    Vitals, Wanted,
};
pub use self::query::{
    AttemptQuery, Attempted, CliFilter, EventQuery, ExecutionQuery, Order, Page, Range,
    RequestQuery, Search,
};
pub use self::retention::{Kept, Prune, Pruned};
pub use self::seal::{KeyFrom, MasterKey};

/// A store that may be shared.
pub type Shared = Arc<dyn Store>;

/// Something that people configured, as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub id: Id,
    /// All of it, as JSON.
    pub json: String,
}

/// A request with all that its connections made of it.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// What came in.
    pub request: Request,
    /// What is to go out.
    pub events: Vec<Event>,
    /// What is not.
    pub ignored: Vec<Ignored>,
    /// Which transformations ran.
    pub executions: Vec<Execution>,
    /// What they made, as far as it is not what they were given.
    pub transformed: Vec<Transformed>,
    /// What connections that let through no duplicates are to remember of it.
    pub marks: Vec<Mark>,
}

impl Accepted {
    /// A request of which nothing was made yet.
    pub fn of(request: Request) -> Self {
        Self {
            request,
            events: Vec::new(),
            ignored: Vec::new(),
            executions: Vec::new(),
            transformed: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Writes down in the request how much was made of it.
    pub fn count(&mut self) {
        fn count<T>(items: impl Iterator<Item = T>) -> u32 {
            u32::try_from(items.count()).unwrap_or(u32::MAX)
        }
        let request = &mut self.request;
        request.cli_events_count = count(self.events.iter().filter(|it| it.session.is_some()));
        request.events_count = count(self.events.iter()) - request.cli_events_count;
        request.ignored_count = count(self.ignored.iter());
    }

    /// What an event of this request holds: what the request does, or what transformations made of
    /// it. `None` when that is not here.
    pub fn content(&self, event: &Event) -> Option<&Content> {
        if event.data == self.request.key {
            return Some(&self.request.content);
        }
        self.transformed.iter().find(|it| it.key == event.data).map(|it| &it.content)
    }

    /// Rough number of bytes that it takes up in memory.
    pub fn weight(&self) -> usize {
        let transformed = self.transformed.iter().map(|it| it.content.weight());
        self.request.content.weight() + transformed.sum::<usize>()
    }
}

/// That something came on a connection that lets through no duplicates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The connection.
    pub connection: Id,
    /// What it has in common with its duplicates.
    pub fingerprint: Fingerprint,
    /// Only what came within so many milliseconds before counts.
    pub window_ms: u64,
    /// Only what came then or later counts.
    pub since: Timestamp,
}

/// How an attempt leaves its event.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The attempt; `None` when the event was given up without one.
    pub attempt: Option<Attempt>,
    /// The event as it now stands.
    pub event: Event,
    /// What follows from it.
    pub aftermath: Aftermath,
}

/// What somebody wants of an event that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amend {
    /// Deliver it now, whatever its status; to this listener, where one is named.
    Requeue(Trigger, Option<Id>),
    /// Plan no further automatic attempt.
    Mute,
    /// Take it out of the queue.
    Cancel,
}

/// Why the store could not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Another process has this folder.
    #[error("another gateway is using {0}")]
    InUse(String),
    /// The folder or file may not be written to.
    #[error("the store cannot be written to: {0}")]
    ReadOnly(String),
    /// The key to what is sealed in it is not there, or another one.
    #[error("the store is locked: {0}")]
    Locked(String),
    /// No room.
    #[error("the disk is full")]
    Full,
    /// Too much is waiting to be written, or the store is closing; the caller may come again.
    #[error("the store is busy")]
    Busy,
    /// What the store holds makes no sense.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// Anything else.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// What a method of a store returns.
pub type Result<T> = std::result::Result<T, Error>;

/// The questions that the gateway asks of its store.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// The greatest key in the ledger.
    async fn last_key(&self) -> Result<Key>;

    /// All records, in the order in which they were first put.
    async fn records(&self) -> Result<Vec<Record>>;
    /// Puts records, replacing those of the same id, and drops others; all or none.
    async fn write(&self, puts: Vec<Record>, drops: Vec<Id>) -> Result<()>;

    /// Keeps a request with all that was made of it. Tells the feed [`Committed::Accepted`].
    ///
    /// Of a connection with a [`Mark`] that was seen within its window nothing is kept but that it
    /// was ignored as a duplicate; one that was not is remembered with the request. So of two
    /// that come at once one goes through, and none is lost to one that was not kept.
    async fn accept(&self, accepted: Arc<Accepted>) -> Result<()>;
    /// Records how an attempt ended, and answers whether there still is such an event. Tells the feed
    /// [`Committed::Settled`].
    ///
    /// Where the event was cancelled while the attempt was under way, it stays cancelled unless
    /// the attempt succeeded. What follows is written down with it. Where it was forgotten meanwhile
    /// nothing is written down, and the feed is told all the same: its place in the queue is free.
    async fn settle(&self, settled: Settled) -> Result<bool>;
    /// Changes one event, and answers how it then stands; `None` when there is no such event.
    ///
    /// `Requeue` makes it [`Status::Queued`](crate::model::Status::Queued) and keeps a planned
    /// retry's time; `Mute` clears that time; `Cancel` does something only to an event that is
    /// queued, scheduled or held. Tells the feed [`Committed::Queued`] or [`Committed::Removed`].
    async fn amend(&self, event: Key, amend: Amend, now: Timestamp) -> Result<Option<Event>>;
    /// Adds events and executions to a request that is there already, and notes which connections
    /// ignore it now. Duplicates are no matter here: it is one of itself.
    async fn add(&self, again: Again) -> Result<()>;
    /// Whether any of these was seen within its window before this time.
    async fn seen(&self, marks: Vec<Mark>, now: Timestamp) -> Result<bool>;

    /// Holds all queued and scheduled events of a connection. Tells [`Committed::Held`].
    async fn hold(&self, connection: &Id, now: Timestamp) -> Result<()>;
    /// Queues all held events of a connection. Tells [`Committed::Backlog`].
    async fn release(&self, connection: &Id, now: Timestamp) -> Result<()>;
    /// Fails all pending events of a connection, or of one listener on it, with this code, those
    /// among them that failed before and would be tried again. Tells [`Committed::Held`].
    async fn fail_pending(
        &self,
        connection: &Id,
        session: Option<&Id>,
        code: crate::model::ErrorCode,
        now: Timestamp,
    ) -> Result<()>;

    /// Queues events whose time has come, at most `limit`, and holds those of paused connections.
    /// For one that failed this counts as a retry.
    ///
    /// Tells the feed [`Committed::Queued`] for each, then [`Committed::Due`] with the time of the
    /// earliest that is still to come.
    async fn promote(&self, now: Timestamp, paused: Vec<Id>, limit: usize) -> Result<()>;
    /// Reads queued events of a lane after a key with their requests, oldest first, at most
    /// `limit`, and fewer when the requests are large.
    ///
    /// Tells the feed [`Committed::Claimed`], so that the answer stands in order with the rest; of a
    /// group also whether an older event of it is still to go: delayed, held, or tried again.
    async fn claim(&self, lane: Lane, after: Key, limit: usize) -> Result<()>;
    /// Tells the feed [`Committed::Groups`]: the groups of a connection with something queued, at most
    /// so many of those after this one.
    async fn groups(&self, connection: Id, after: Option<Arc<str>>, limit: usize) -> Result<()>;
    /// Every lane that has queued events; of the groups of a connection only the first.
    async fn lanes(&self) -> Result<Vec<Lane>>;

    /// One request, with its content.
    async fn request(&self, key: Key) -> Result<Option<Request>>;
    /// What a request or an event holds, by the key of its data.
    async fn content(&self, data: Key) -> Result<Option<Content>>;
    /// One run of a transformation.
    async fn execution(&self, key: Key) -> Result<Option<Execution>>;
    /// A page of the runs of a transformation.
    async fn executions(&self, query: ExecutionQuery) -> Result<Page<Execution>>;
    /// One event.
    async fn event(&self, key: Key) -> Result<Option<Event>>;
    /// One attempt.
    async fn attempt(&self, key: Key) -> Result<Option<Attempt>>;
    /// A page of requests.
    async fn requests(&self, query: RequestQuery) -> Result<Page<Request>>;
    /// A page of events, with their content where the query asks for it.
    async fn events(&self, query: EventQuery) -> Result<Page<(Event, Option<Content>)>>;
    /// A page of those events that were attempted, in the order of their last attempts; of the
    /// query's own order only direction and length count.
    async fn attempted(
        &self,
        query: EventQuery,
        after: Option<Attempted>,
    ) -> Result<Page<(Event, Option<Content>), Attempted>>;
    /// A page of attempts. Response headers and bodies are left out.
    async fn attempts(&self, query: AttemptQuery) -> Result<Page<Attempt>>;
    /// What was ignored of a request.
    async fn ignored(&self, request: Key) -> Result<Vec<Ignored>>;

    /// Adds a case to its issue, and opens that where it is new, resolved or dismissed; an ignored
    /// one stays as it is. The time of the last sighting is kept to the second, so that a
    /// destination that fails at full load costs no more than a row for each case.
    async fn sight(&self, sighting: Sighting) -> Result<Sighted>;
    /// One issue.
    async fn issue(&self, key: Key) -> Result<Option<Issue>>;
    /// A page of issues.
    async fn issues(&self, query: IssueQuery) -> Result<Page<Issue, IssuePlace>>;
    /// How many issues there are, whatever the query's order and limit. Where they are too many to be
    /// counted in a few seconds, the store is busy.
    async fn count_issues(&self, query: IssueQuery) -> Result<usize>;
    /// Changes an issue, has people told of it where that is wanted, and answers how it then
    /// stands; `None` when there is no such issue.
    async fn judge(
        &self,
        issue: Key,
        verdict: Verdict,
        now: Timestamp,
        notify: bool,
    ) -> Result<Option<Issue>>;
    /// Forgets all issues that a trigger opened, with their cases, and its channels.
    async fn forget_issues(&self, trigger: &Id) -> Result<()>;

    /// What is still to be told of, oldest first, at most `limit`.
    async fn notices(&self, limit: usize) -> Result<Vec<Notice>>;
    /// Keeps the request that tells of something, or none where nobody wants it any more; it is then
    /// told. Tells the feed [`Committed::Accepted`].
    ///
    /// These channels are told too: each gets a message in its queue, which is bounded.
    async fn told(
        &self,
        notice: &Notice,
        accepted: Option<Arc<Accepted>>,
        channels: Vec<Addressee>,
        now: Timestamp,
    ) -> Result<()>;
    /// What channels are to be sent now: at most `limit` of them, the longest due first.
    async fn due(&self, now: Timestamp, limit: usize) -> Result<Due>;
    /// Writes down how a message fared.
    async fn fared(&self, message: i64, fared: Fared, now: Timestamp) -> Result<()>;
    /// How the channels of a project take what they are told.
    async fn channels(&self, project: &Id) -> Result<Vec<ChannelState>>;

    /// Counts what is in the ledger. Everything counts that was written before it was asked.
    async fn measure(&self, query: MeasureQuery) -> Result<Measured>;
    /// Writes down what waits for each connection at this time, for [`Counted::Depth`], and every few
    /// minutes puts counts together that are not going to change much any more.
    async fn look(&self, now: Timestamp) -> Result<()>;
    /// What waits for each connection.
    async fn standing(&self) -> Result<Vec<Standing>>;
    /// How the store itself is doing since it was opened.
    fn vitals(&self) -> Vitals;
    /// A page of what was ignored, in the order of requests.
    ///
    /// What several connections ignored of one request may be cut in two: whoever goes on begins
    /// before the last request of a page that says `next`.
    async fn all_ignored(&self, query: IgnoredQuery) -> Result<Page<Ignored>>;

    /// Begins a bulk operation and answers it with its number; `None` while one of the same project
    /// and kind with the same query is in progress.
    async fn begin(&self, bulk: Bulk) -> Result<Option<Bulk>>;
    /// Does a batch of an operation, and answers how it then stands. Nothing is done where the
    /// operation has ended, or stands elsewhere than where the batch begins.
    ///
    /// Tells the feed what each of the tasks tells by itself.
    async fn advance(&self, bulk: Key, batch: Batch) -> Result<Option<Bulk>>;
    /// Ends an operation before its time, fails what it queued and was not delivered yet with
    /// [`ErrorCode::BulkRetryCancelled`](crate::model::ErrorCode::BulkRetryCancelled), and answers
    /// how it then stands; `None` when there is none. Tells the feed [`Committed::Removed`].
    async fn withdraw(&self, bulk: Key, now: Timestamp) -> Result<Option<Bulk>>;
    /// Withdraws what a crash left of operations that were cancelled: many events are withdrawn in
    /// parts.
    async fn withdraw_rest(&self, now: Timestamp) -> Result<()>;
    /// One bulk operation.
    async fn bulk(&self, key: Key) -> Result<Option<Bulk>>;
    /// A page of bulk operations.
    async fn bulks(&self, query: BulkQuery) -> Result<Page<Bulk>>;
    /// All operations, of whatever project, that have more to do; oldest first.
    async fn open_bulks(&self) -> Result<Vec<Bulk>>;
    /// How many of an operation's events are queued, counted up to `most`.
    async fn waiting(&self, bulk: Key, most: usize) -> Result<usize>;

    /// Does a step of forgetting what is too old. Tells [`Committed::Removed`] of what is cancelled.
    async fn prune(&self, prune: Prune) -> Result<Pruned>;
    /// What each project takes up that has something which may go, now or later.
    async fn kept(&self) -> Result<Vec<Kept>>;
    /// From when on what a project received fits into so many bytes; `None` where all of it does.
    async fn fits(&self, project: &Id, bytes: u64) -> Result<Option<Timestamp>>;
    /// Gives some free room back to the disk; whether there is more to give.
    async fn shrink(&self) -> Result<bool>;
    /// Forgets the counts of minutes, and those of hours, that are before these times.
    async fn forget_counts(&self, minutes: Timestamp, hours: Timestamp) -> Result<()>;

    /// Does nothing, durably: answers once a write would be on disk.
    async fn ping(&self) -> Result<()>;
    /// Finishes what is waiting to be written, and lets go of the files.
    async fn close(&self) -> Result<()>;
}

/// What shares a queue: the events of one connection, or of one listener or one group on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lane {
    /// The connection.
    pub connection: Id,
    /// The listener, where the destination is one.
    pub session: Option<Id>,
    /// The group of the destination's events, where it has some.
    pub group: Option<Arc<str>>,
}
