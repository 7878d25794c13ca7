//! What can be counted of the ledger, over time and by what tells one thing from another.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::model::{ErrorCode, Id, Key, Rejection, Status, Timestamp, Trigger};
use crate::script::Level;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Requests, by when they came; their subject is the source.
    Requests,
    /// Events, by when they were made; their subject is the connection.
    Events,
    /// Attempts, by when they began; their subject is the event's connection.
    Attempts,
    /// Events that are cases of issues, once for each issue, which must be named; as [`Self::Events`].
    Cases,
    /// Runs of transformations, by when they began; their subject is the connection.
    Executions,
    /// What waited when somebody looked; its subject is the connection.
    Depth,
}

/// What tells one counted thing from another, besides its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Of runs: what was run.
    Transformation,
    /// Of runs: how grave it was.
    Level,
    /// Of requests: why one was rejected.
    Rejection,
    /// Of requests: whether one was rejected.
    Rejected,
    /// Of requests: how many events were made, those for listeners apart.
    EventsCount,
    /// Of requests: how many connections made none.
    IgnoredCount,
    /// Of events: where it stands.
    Status,
    /// Of events and attempts: what went wrong.
    ErrorCode,
    /// Of events: its content.
    Data,
    /// Of events: the listener that it is for.
    Session,
    /// Of events: how many attempts were made.
    Attempts,
    /// Of events: the last answer.
    ResponseStatus,
    /// Of requests, events and attempts: an operation on many that asked for it.
    Bulk,
    /// Of events and runs: an issue that it is a case of.
    Issue,
    /// Of attempts: whether the destination took it.
    Successful,
    /// Of attempts: what asked for it.
    Trigger,
    /// Of attempts: the event.
    Event,
    /// Of events, attempts and what waited: the group of the destination's deliveries.
    Group,
}

/// What a field says of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Nothing.
    None,
    /// Where an event stands.
    Status(Status),
    /// What went wrong.
    Error(ErrorCode),
    /// How grave a run was.
    Level(Level),
    /// Why a request was rejected.
    Rejection(Rejection),
    /// What asked for an attempt.
    Trigger(Trigger),
    /// Whether a request was rejected.
    Rejected(bool),
    /// Whether an attempt was successful.
    Successful(bool),
    /// A row of the ledger.
    Key(Key),
    /// Something that people configured.
    Id(Id),
    /// A number.
    Number(i64),
    /// A text of an event's content.
    Text(Arc<str>),
}

/// Which facts are wanted of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One of these.
    OneOf(Vec<Fact>),
    /// A number from here to there, both included.
    Between(i64, i64),
}

/// How long a bucket of time is. Buckets are aligned to the calendar in UTC; weeks begin on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many seconds.
    Seconds(i64),
    /// So many months.
    Months(i64),
}

/// What is to be counted.
#[derive(Clone, Debug)]
pub struct MeasureQuery {
    /// What.
    pub counted: Counted,
    /// From when on.
    pub start: Timestamp,
    /// Up to, but not including, when.
    pub end: Timestamp,
    /// In buckets of this length; all in one without.
    pub step: Option<Step>,
    /// The subjects that count, each with the group that it is shown in.
    pub subjects: HashMap<Id, u32>,
    /// What must be so of whatever counts.
    pub wanted: Vec<(Field, Wanted)>,
    /// What is told apart.
    pub by: Vec<Field>,
    /// Whether [`Totals::peak`] is wanted, which costs extra.
    pub peak: bool,
    /// For [`Counted::Depth`]: what waits counts as if somebody looked now, at this time.
    pub now: Option<Timestamp>,
    /// At most this many rows.
    pub limit: usize,
}

/// What was counted.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// By time, then by group and facts.
    pub rows: Vec<MeasuredRow>,
    /// Why not everything is in it, if so.
    pub warning: Option<String>,
}

/// One row of what was counted.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredRow {
    /// When its bucket begins; `None` where all is in one.
    pub bucket: Option<Timestamp>,
    /// The group of the subjects in it.
    pub group: u32,
    /// One for each field of [`MeasureQuery::by`].
    pub facts: Vec<Fact>,
    /// How many there were, and of what kind.
    pub totals: Totals,
}

/// Sums over things that were counted; those that have no meaning for them are 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All of them.
    pub count: i64,
    /// Requests that were rejected.
    pub rejected: i64,
    /// Requests that were accepted, and of which no event was made.
    pub discarded: i64,
    /// Events of the requests, those for listeners apart.
    pub events: i64,
    /// Connections that made no event of the requests.
    pub ignored: i64,
    /// Events, attempts and runs that succeeded.
    pub successful: i64,
    /// Events, attempts and runs that failed.
    pub failed: i64,
    /// Events that wait for a delay.
    pub scheduled: i64,
    /// Events that wait for their turn.
    pub queued: i64,
    /// Events that wait for the end of a pause.
    pub held: i64,
    /// Failed events for which another attempt is planned.
    pub planned: i64,
    /// Attempts made of the events.
    pub attempts: i64,
    /// The most that were made in one second.
    pub peak: i64,
    /// Attempts that the destination answered, whatever it said.
    pub answered: i64,
    /// Milliseconds until the attempts ended, all together.
    pub response_ms: i64,
    /// The longest of them.
    pub longest_ms: i64,
    /// Milliseconds that the events waited for these attempts, all together.
    pub delivery_ms: i64,
    /// The attempts by how long they took.
    pub latencies: Latencies,
    /// Runs by how grave they were: debug, info, warn, error and fatal.
    pub levels: [i64; 5],
    /// Events that waited for their turn, at the worst moment.
    pub depth: i64,
    /// Milliseconds that the oldest of them had waited, at the worst moment.
    pub age_ms: i64,
    /// Events that were still to be delivered, held and delayed ones too, at the worst moment.
    pub pending: i64,
}

/// How many things took how long, in classes of which each is at most an eighth wide: a quantile
/// is wrong by at most one part in sixteen, and below 16 ms not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latencies(Vec<i64>);

impl Latencies {
    /// Below this every millisecond is a class of its own.
    const EXACT: u64 = 16;

    /// The class of a number of milliseconds.
    pub fn class(ms: u64) -> u8 {
        if ms < Self::EXACT {
            return ms as u8;
        }
        let power = u64::from(63 - ms.leading_zeros());
        (Self::EXACT + (power - 4) * 8 + ((ms >> (power - 3)) & 7)).min(255) as u8
    }

    /// The middle of a class, in milliseconds.
    fn middle(class: usize) -> i64 {
        let class = class as i64;
        let Some(beyond) = class.checked_sub(Self::EXACT as i64).filter(|it| *it >= 0) else {
            return class;
        };
        let width = 1 << (beyond / 8 + 1);
        (8 + beyond % 8) * width + width / 2
    }

    /// Counts some of a class.
    pub fn add(&mut self, class: u8, count: i64) {
        let class = usize::from(class);
        if self.0.len() <= class {
            self.0.resize(class + 1, 0);
        }
        self.0[class] += count;
    }

    /// The classes that are not empty.
    pub fn iter(&self) -> impl Iterator<Item = (u8, i64)> {
        self.0
            .iter()
            .enumerate()
            .filter(|it| *it.1 != 0)
            .map(|(class, count)| (class as u8, *count))
    }

    /// What this share of them, from 0 to 1, did not take longer than; 0 without any.
    pub fn quantile(&self, share: f64) -> i64 {
        let all: i64 = self.0.iter().sum();
        let wanted = (all as f64 * share).ceil() as i64;
        let mut seen = 0;
        for (class, count) in self.0.iter().enumerate() {
            seen += count;
            if *count > 0 && seen >= wanted {
                return Self::middle(class);
            }
        }
        0
    }
}

/// What waits for one connection at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The connection.
    pub connection: Id,
    /// Events that wait for their turn.
    pub queued: i64,
    /// Events that wait for a delay.
    pub scheduled: i64,
    /// Events that wait for the end of a pause.
    pub held: i64,
    /// When the oldest of those that wait for their turn was made.
    pub oldest: Option<Timestamp>,
}

/// How a store is doing since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vitals {
    /// Transactions.
    pub commits: u64,
    /// How long it took to have them on disk, all together.
    pub commit_time: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_wrong_by_one_part_in_sixteen_at_most() {
        for ms in (0..2000).chain([4095, 4096, 60_000, 999_999, 40_000_000]) {
            let mut latencies = Latencies::default();
            latencies.add(Latencies::class(ms), 3);
            let found = latencies.quantile(0.5);
            let wrong = found.abs_diff(ms as i64);
            assert!(wrong * 16 <= ms, "{ms} ms became {found}");
        }
    }

    #[test]
    fn a_quantile_is_the_value_below_which_the_share_lies() {
        let mut latencies = Latencies::default();
        for ms in 1..=10 {
            latencies.add(Latencies::class(ms), 10);
        }
        assert_eq!(latencies.quantile(0.5), 5);
        assert_eq!(latencies.quantile(0.95), 10);
        assert_eq!(latencies.quantile(0.901), 10);
        assert_eq!(latencies.quantile(0.9), 9);
        assert_eq!(Latencies::default().quantile(0.99), 0);
    }
}
