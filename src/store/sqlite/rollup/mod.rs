//! Counts of the ledger by minute, hour and for ever, kept while it changes.
//!
//! Whatever writes the ledger also says what that changes of the counts ([`Tx::count_event`]). These
//! changes are added up in memory and written about once a second, so that a commit pays next to
//! nothing for them. A commit that changes the counts of a minute for the first time since they
//! were written marks that minute as stale, in the same transaction; writing the counts takes the
//! marks away. So after a crash the marks name exactly those minutes whose counts may lack
//! something, and these are counted again out of the ledger ([`rebuild`]), each in a transaction of
//! its own and before anything else is written. A folder that never had counts is all stale.
//!
//! What is too old goes from the ledger and not from the counts: it is counted again as gone, by
//! minute, so that the ledger and what is gone are what the counts are held against.
//!
//! **Invariant:** what is on disk, what waits in memory and what is marked make up the counts of the
//! ledger and of what is gone at any time; `store/contract` compares them after each of its tests.
//!
//! To count something else: a [`Kind`], what a row of it adds ([`Change`]), and where
//! the ledger has it ([`scan`]).

mod answer;
mod cells;
mod depth;
mod groups;
mod pace;
mod rebuild;
mod scan;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use self::cells::{Cell, Face, Kind, NONE};
use super::prune;
use super::rows::Coded as _;
use super::writer::Tx;
use crate::model::{Attempt, ErrorCode, Event, Execution, Id, Key, Request, Status};
use crate::store::{Error, Latencies, Result};

pub(super) use self::answer::measure;
pub(super) use self::depth::{keep, look, standing};
pub(super) use self::pace::{TURN, fold};
#[cfg(test)]
pub(super) use self::rebuild::differences;
pub(super) use self::rebuild::{everything, gone};

/// How long counts wait in memory.
const WAIT: Duration = Duration::from_secs(1);
/// So many rows of counts do not wait.
const MANY: usize = 4096;
/// The mark of a folder that has no counts yet.
const ALL: i64 = -1;

const UNMARK: &str = "DELETE FROM rollup_stale WHERE minute = ?1";

/// By minute, by hour, for ever.
const LEVELS: [Level; 3] = [Level::Minute, Level::Hour, Level::Ever];

/// How much time a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Minute,
    Hour,
    Ever,
}

impl Level {
    /// The bucket that a minute lies in.
    fn bucket(self, minute: i64) -> i64 {
        match self {
            Self::Minute => minute,
            Self::Hour => minute.div_euclid(60),
            Self::Ever => 0,
        }
    }
}

impl Kind {
    /// At which levels it is counted.
    fn levels(self) -> &'static [Level] {
        if matches!(self, Self::Pace | Self::Depth | Self::Groups) { &LEVELS[..1] } else { &LEVELS }
    }
}

/// The numbers of all kinds.
pub(super) fn kinds() -> impl Iterator<Item = i64> {
    rebuild::KINDS.into_iter().chain([Kind::Depth, Kind::Groups]).map(|it| it as i64)
}

/// The minute since 1970 in which a row of the ledger was made.
fn minute_of(key: Key) -> i64 {
    key.0.div_euclid(60_000_000)
}

/// The keys of the rows that were made in a minute, both included.
fn keys_of(minute: i64) -> (Key, Key) {
    (Key(minute * 60_000_000), Key(minute * 60_000_000 + 59_999_999))
}

/// What counts of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) status: Status,
    pub(super) attempts: u32,
    pub(super) error_code: Option<ErrorCode>,
    /// Whether it failed and is to be tried again.
    pub(super) planned: bool,
}

impl Counts {
    /// What counts of this one, as it stands.
    pub(super) fn of(event: &Event) -> Self {
        let Event { status, attempts, error_code, next_attempt_at, .. } = *event;
        let planned = status == Status::Failed && next_attempt_at.is_some();
        Self { status, attempts, error_code, planned }
    }
}

/// What a row of the ledger adds to the counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    kind: Kind,
    minute: i64,
    subject: i64,
    face: Face,
    count: i64,
    sums: [i64; 2],
    longest: i64,
}

impl Change {
    fn request(request: &Request, source: i64) -> Self {
        Self {
            kind: Kind::Requests,
            minute: minute_of(request.key),
            subject: source,
            face: [
                request.rejection.map_or(NONE, super::rows::Coded::code),
                request.events_count.into(),
                request.cli_events_count.into(),
                request.ignored_count.into(),
            ],
            count: 1,
            sums: [0, 0],
            longest: 0,
        }
    }

    fn event(key: Key, event: &Counts, connection: i64) -> Self {
        let error_code = event.error_code.map_or(NONE, super::rows::Coded::code);
        Self {
            kind: Kind::Events,
            minute: minute_of(key),
            subject: connection,
            face: [event.status.code(), error_code, NONE, NONE],
            count: 1,
            sums: [event.attempts.into(), event.planned.into()],
            longest: 0,
        }
    }

    /// What an event of this key adds to its second.
    fn pace(&self, event: Key) -> Self {
        let second = event.0.div_euclid(1_000_000) % 60;
        let [status, error_code, ..] = self.face;
        let face = [second, status, error_code, NONE];
        Self { kind: Kind::Pace, face, sums: [0, 0], ..*self }
    }

    fn attempt(attempt: &Attempt, connection: i64) -> Self {
        let ms = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
        Self {
            kind: Kind::Attempts,
            minute: minute_of(attempt.key),
            subject: connection,
            face: [
                attempt.successful().into(),
                attempt.error_code.map_or(NONE, super::rows::Coded::code),
                attempt.trigger.code(),
                NONE,
            ],
            count: 1,
            sums: [ms(attempt.response_latency), ms(attempt.delivery_latency)],
            longest: ms(attempt.response_latency),
        }
    }

    fn execution(execution: &Execution, transformation: i64, connection: i64) -> Self {
        let successful = execution.transformed.is_some().into();
        Self {
            kind: Kind::Executions,
            minute: minute_of(execution.key),
            subject: connection,
            face: [transformation, execution.level.code(), successful, NONE],
            count: 1,
            sums: [0, 0],
            longest: 0,
        }
    }

    /// The opposite.
    fn back(self) -> Self {
        Self { count: -self.count, sums: self.sums.map(|it| -it), ..self }
    }

    fn cell(&self) -> Cell {
        let mut latencies = Latencies::default();
        if self.kind == Kind::Attempts {
            latencies.add(Latencies::class(self.longest.unsigned_abs()), self.count);
        }
        let Self { face, count, sums, longest, .. } = *self;
        Cell { face, count, sums, longest, latencies }
    }
}

/// A row of counts: kind, minute and subject.
type Row = (Kind, i64, i64);
/// What is to be added to rows of counts.
type Rows = HashMap<Row, Vec<Cell>>;

fn add(rows: &mut Rows, change: &Change) {
    let row = rows.entry((change.kind, change.minute, change.subject)).or_default();
    cells::add(row, &change.cell());
}

/// The writer's part: counts that are committed and not written.
pub(super) struct Rolls {
    waiting: Rows,
    since: Instant,
    /// Minutes that this process marked.
    stale: HashSet<i64>,
    /// Minutes that were marked when it started.
    inherited: Vec<i64>,
    /// Those of them that could not be counted again: their marks stay for the next start.
    given_up: HashSet<i64>,
}

/// What a transaction does about the counts.
#[derive(Default)]
pub(super) struct Counting {
    /// What its jobs changed.
    changes: Vec<Change>,
    /// Whether it wrote what waited.
    flushed: bool,
    /// The minute that it counted again.
    rebuilt: Option<i64>,
    /// What came: project, bucket of usage, bytes.
    weights: Vec<(i64, i64, i64)>,
}

impl Rolls {
    /// For a database that was brought up to date.
    pub(super) fn open(db: &Connection) -> Result<Self> {
        let mut marks = db.prepare("SELECT minute FROM rollup_stale ORDER BY minute")?;
        let inherited = marks.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let (waiting, since) = (Rows::new(), Instant::now());
        Ok(Self { waiting, since, stale: HashSet::new(), inherited, given_up: HashSet::new() })
    }

    fn is_due(&self) -> bool {
        !self.waiting.is_empty() && (self.since.elapsed() >= WAIT || self.waiting.len() >= MANY)
    }

    /// Whether a transaction should begin with [`Tx::catch_up`].
    pub(super) fn is_behind(&self) -> bool {
        !self.inherited.is_empty() || self.is_due()
    }

    /// A transaction was committed.
    pub(super) fn committed(&mut self, counting: Counting) {
        if let Some(minute) = counting.rebuilt {
            self.inherited.retain(|it| *it != minute);
            // The ledger had it, and the mark was taken away.
            self.waiting.retain(|row, _| row.1 != minute);
            self.stale.remove(&minute);
        }
        if counting.flushed {
            self.waiting.clear();
            self.stale.clear();
        }
        if self.waiting.is_empty() {
            self.since = Instant::now();
        }
        for change in &counting.changes {
            self.stale.insert(change.minute);
            add(&mut self.waiting, change);
        }
    }

    /// Lets what waits wait longer, since it could not be written.
    pub(super) fn put_off(&mut self, error: &Error) {
        tracing::error!(%error, "counts could not be written");
        self.since = Instant::now();
        // It stays marked, so that the next start tries again.
        self.given_up.extend(self.inherited.pop());
    }
}

impl Counting {
    /// How many changes there are, for [`Self::truncate`].
    pub(super) fn len(&self) -> [usize; 2] {
        [self.changes.len(), self.weights.len()]
    }

    /// Forgets the changes of a job that was undone.
    pub(super) fn truncate(&mut self, [changes, weights]: [usize; 2]) {
        self.changes.truncate(changes);
        self.weights.truncate(weights);
    }
}

impl Tx<'_> {
    /// A request came in.
    pub(super) fn count_request(&mut self, request: &Request) -> Result<()> {
        let source = self.number(&request.source)?;
        self.counting.changes.push(Change::request(request, source));
        Ok(())
    }

    /// A request, or more that was made of one, takes up so many bytes.
    pub(super) fn weigh(&mut self, project: &Id, key: Key, bytes: i64) -> Result<()> {
        let project = self.number(project)?;
        self.counting.weights.push((project, prune::bucket(key), bytes));
        Ok(())
    }

    /// A request is another.
    pub(super) fn recount_request(&mut self, before: &Request, after: &Request) -> Result<()> {
        let source = self.number(&before.source)?;
        self.counting.changes.push(Change::request(before, source).back());
        self.counting.changes.push(Change::request(after, source));
        Ok(())
    }

    /// An event was made.
    pub(super) fn count_event(&mut self, event: &Event) -> Result<()> {
        let connection = self.number(&event.connection)?;
        let change = Change::event(event.key, &Counts::of(event), connection);
        self.counting.changes.extend([change.pace(event.key), change]);
        Ok(())
    }

    /// An event stands otherwise than before.
    pub(super) fn recount_event(&mut self, before: &Counts, after: &Event) -> Result<()> {
        let connection = self.number(&after.connection)?;
        self.recount(after.key, connection, before, &Counts::of(after));
        Ok(())
    }

    /// The same for an event of the connection of this number.
    pub(super) fn recount(&mut self, key: Key, connection: i64, before: &Counts, after: &Counts) {
        if before != after {
            let before = Change::event(key, before, connection).back();
            let after = Change::event(key, after, connection);
            if before.face != after.face {
                self.counting.changes.extend([before.pace(key), after.pace(key)]);
            }
            self.counting.changes.extend([before, after]);
        }
    }

    /// An attempt ended.
    pub(super) fn count_attempt(&mut self, attempt: &Attempt, event: &Event) -> Result<()> {
        let connection = self.number(&event.connection)?;
        self.counting.changes.push(Change::attempt(attempt, connection));
        Ok(())
    }

    /// A transformation ran.
    pub(super) fn count_execution(&mut self, execution: &Execution) -> Result<()> {
        let transformation = self.number(&execution.transformation)?;
        let connection = self.number(&execution.connection)?;
        self.counting.changes.push(Change::execution(execution, transformation, connection));
        Ok(())
    }

    /// Does what is due, before any job of this transaction.
    pub(super) fn catch_up(&mut self) -> Result<()> {
        if let Some(minute) = self.rolls.inherited.last().copied() {
            rebuild::minute(self.db, minute)?;
            self.sql(UNMARK)?.execute(params![minute])?;
            self.counting.rebuilt = Some(minute);
        } else if self.rolls.is_due() {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what was committed before this transaction.
    fn flush(&mut self) -> Result<()> {
        if !self.counting.flushed && !self.rolls.waiting.is_empty() {
            apply(self.db, &self.rolls.waiting)?;
            for minute in self.rolls.stale.difference(&self.rolls.given_up) {
                self.sql(UNMARK)?.execute(params![minute])?;
            }
            self.counting.flushed = true;
        }
        Ok(())
    }

    /// Marks what the jobs changed, at the end of the transaction.
    pub(super) fn mark_stale(&mut self) -> Result<()> {
        let mut last = None;
        for change in &self.counting.changes {
            let minute = change.minute;
            // What a flush wrote or a rebuild counted has no mark any more.
            let unmarked = self.counting.flushed || self.counting.rebuilt == Some(minute);
            let known = self.rolls.stale.contains(&minute) && !unmarked;
            if last != Some(minute) && !known {
                let sql = "INSERT OR IGNORE INTO rollup_stale (minute) VALUES (?1)";
                self.sql(sql)?.execute(params![minute])?;
            }
            last = Some(minute);
        }
        prune::weigh(self, &self.counting.weights)
    }
}

/// A job: writes all counts of what was committed before it.
pub(super) fn write_out(tx: &mut Tx<'_>) -> Result<ControlFlow<()>> {
    if !tx.rolls.inherited.is_empty() {
        // One of them is made up for at the start of each transaction.
        return Ok(ControlFlow::Continue(()));
    }
    tx.flush()?;
    Ok(ControlFlow::Break(()))
}

/// Adds to rows of counts, at all levels.
fn apply(db: &Connection, rows: &Rows) -> Result<()> {
    let mut all: HashMap<(Kind, Level, i64, i64), Vec<Cell>> = HashMap::new();
    for ((kind, minute, subject), more) in rows {
        for level in kind.levels() {
            let row = all.entry((*kind, *level, level.bucket(*minute), *subject)).or_default();
            more.iter().for_each(|cell| cells::add(row, cell));
        }
    }
    for ((kind, level, bucket, subject), more) in all {
        let (kind, level) = (kind as i64, level as i64);
        let sql = "SELECT cells FROM rollup
            WHERE kind = ?1 AND level = ?2 AND bucket = ?3 AND subject = ?4";
        let row = params![kind, level, bucket, subject];
        let found = super::rows::first(db.prepare_cached(sql)?, row, |row| {
            cells::read(row.get_ref(0)?.as_blob().unwrap_or_default())
        })?;
        let mut cells = found.unwrap_or_default();
        more.iter().for_each(|cell| cells::add(&mut cells, cell));
        put(db, [kind, level, bucket, subject], &cells)?;
    }
    Ok(())
}

/// Writes a row of counts.
fn put(db: &Connection, place: [i64; 4], cells: &[Cell]) -> Result<()> {
    write(db, place, &cells::write(cells))
}

/// Writes these bytes to a row of counts; one that came to nothing is none.
fn write(db: &Connection, [kind, level, bucket, subject]: [i64; 4], bytes: &[u8]) -> Result<()> {
    let sql = if bytes.is_empty() {
        "DELETE FROM rollup
            WHERE kind = ?1 AND level = ?2 AND bucket = ?3 AND subject = ?4 AND ?5 IS NOT NULL"
    } else {
        "INSERT OR REPLACE INTO rollup (kind, level, bucket, subject, cells)
            VALUES (?1, ?2, ?3, ?4, ?5)"
    };
    db.prepare_cached(sql)?.execute(params![kind, level, bucket, subject, bytes])?;
    Ok(())
}
