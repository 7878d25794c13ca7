//! What can be asked of the ledger's lists.

use std::sync::Arc;

use serde_json::Value;

use crate::model::{ErrorCode, Id, Key, Rejection, Status, Timestamp};
use crate::script::Level;

/// In which order a list is read, from where, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Newest first.
    pub descending: bool,
    /// Only what comes after this key in that order.
    pub after: Option<Key>,
    /// At most this many.
    pub limit: usize,
}

/// A place in the order of last attempts, where several events may have one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempted {
    /// When the event was last attempted.
    pub at: Timestamp,
    /// The event.
    pub event: Key,
}

/// Part of a list.
#[derive(Clone, Debug)]
pub struct Page<T, Place = Key> {
    /// What was found, in the order that was asked for.
    pub items: Vec<T>,
    /// Where to go on, when the list may have more: the place of the last row that was looked at.
    ///
    /// It is not always the last item's: a search looks at a bounded number of rows, and a page of
    /// it may be short, or empty, with more to come.
    pub next: Option<Place>,
}

/// Bounds on a number or a time in milliseconds; all that are given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// Equal to one of these, when there are any.
    pub one_of: Vec<i64>,
    /// Greater than.
    pub gt: Option<i64>,
    /// At least.
    pub gte: Option<i64>,
    /// Less than.
    pub lt: Option<i64>,
    /// At most.
    pub lte: Option<i64>,
    /// `true`: there is a value; `false`: there is none.
    pub any: Option<bool>,
}

impl Range {
    /// Whether a value is within all bounds; no value is within none.
    pub(super) fn allows(&self, value: Option<i64>) -> bool {
        let Some(value) = value else {
            return self.any != Some(true) && *self == Self { any: self.any, ..Self::default() };
        };
        (self.one_of.is_empty() || self.one_of.contains(&value))
            && self.gt.is_none_or(|it| value > it)
            && self.gte.is_none_or(|it| value >= it)
            && self.lt.is_none_or(|it| value < it)
            && self.lte.is_none_or(|it| value <= it)
            && self.any != Some(false)
    }
}

/// What the content must hold; all that are given must hold. Not the language of filter rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// Text somewhere in body, headers, query or path, in any case.
    pub term: Option<String>,
    /// JSON that the headers contain.
    pub headers: Option<Value>,
    /// JSON that the body contains.
    pub body: Option<Value>,
    /// JSON that the parsed query contains.
    pub query: Option<Value>,
    /// Text in the path.
    pub path: Option<String>,
}

impl Search {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Which events, as to listeners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CliFilter {
    /// Those that are for no listener.
    #[default]
    Without,
    /// Those that are for any listener.
    With,
    /// Those that are for one of these listeners.
    Only(Vec<Id>),
    /// All.
    All,
}

/// Which events.
#[derive(Clone, Debug)]
pub struct EventQuery {
    /// Only these.
    pub keys: Option<Vec<Key>>,
    /// Of one of these connections.
    pub connections: Option<Vec<Id>>,
    /// In one of these statuses; any when empty.
    pub statuses: Vec<Status>,
    /// For listeners or not.
    pub cli: CliFilter,
    /// That one of these bulk operations was the last to ask for.
    pub bulks: Option<Vec<Key>>,
    /// Of this request.
    pub request: Option<Key>,
    /// Cases of one of these issues.
    pub issues: Option<Vec<Key>>,
    /// With this content.
    pub data: Option<Key>,
    /// Number of attempts.
    pub attempts: Range,
    /// The last answer's status.
    pub response_status: Range,
    /// One of these codes; any when empty. Whoever was taken out counts as cancelled.
    pub error_codes: Vec<ErrorCode>,
    /// In one of these groups, or in none.
    pub groups: Option<Vec<Option<Arc<str>>>>,
    /// When it was made.
    pub created_at: Range,
    /// When it was last attempted.
    pub last_attempt_at: Range,
    /// When it is next attempted.
    pub next_attempt_at: Range,
    /// When it was delivered.
    pub successful_at: Range,
    /// What its content holds.
    pub search: Search,
    /// Whether the content is wanted too.
    pub with_content: bool,
    /// Order, start and length.
    pub order: Order,
}

impl EventQuery {
    /// All events, in this order.
    pub fn all(order: Order) -> Self {
        Self {
            keys: None,
            connections: None,
            statuses: Vec::new(),
            cli: CliFilter::All,
            bulks: None,
            request: None,
            issues: None,
            data: None,
            attempts: Range::default(),
            response_status: Range::default(),
            error_codes: Vec::new(),
            groups: None,
            created_at: Range::default(),
            last_attempt_at: Range::default(),
            next_attempt_at: Range::default(),
            successful_at: Range::default(),
            search: Search::default(),
            with_content: false,
            order,
        }
    }
}

/// Which requests.
#[derive(Clone, Debug)]
pub struct RequestQuery {
    /// Only these.
    pub keys: Option<Vec<Key>>,
    /// Of one of these sources.
    pub sources: Option<Vec<Id>>,
    /// Rejected (`true`) or accepted (`false`).
    pub rejected: Option<bool>,
    /// Rejected for one of these causes; any when empty.
    pub rejections: Vec<Rejection>,
    /// Whether the sender proved who they are.
    pub verified: Option<bool>,
    /// That one of these bulk operations did something to.
    pub bulks: Option<Vec<Key>>,
    /// Only those of which a retry may make something: [`Request::may_be_retried`].
    ///
    /// [`Request::may_be_retried`]: crate::model::Request::may_be_retried
    pub retriable: bool,
    /// Number of events.
    pub events_count: Range,
    /// Number of events for listeners.
    pub cli_events_count: Range,
    /// Number of connections that made none.
    pub ignored_count: Range,
    /// When it came.
    pub created_at: Range,
    /// What its content holds.
    pub search: Search,
    /// Whether the content is wanted too; headers and body are empty otherwise.
    pub with_content: bool,
    /// Order, start and length.
    pub order: Order,
}

impl RequestQuery {
    /// All requests, in this order.
    pub fn all(order: Order) -> Self {
        Self {
            keys: None,
            sources: None,
            rejected: None,
            rejections: Vec::new(),
            verified: None,
            bulks: None,
            retriable: false,
            events_count: Range::default(),
            cli_events_count: Range::default(),
            ignored_count: Range::default(),
            created_at: Range::default(),
            search: Search::default(),
            with_content: false,
            order,
        }
    }
}

/// Which attempts.
#[derive(Clone, Debug)]
pub struct AttemptQuery {
    /// Only these.
    pub keys: Option<Vec<Key>>,
    /// Of one of these events.
    pub events: Option<Vec<Key>>,
    /// Of events of one of these connections.
    pub connections: Option<Vec<Id>>,
    /// Order, start and length.
    pub order: Order,
}

/// Which runs of a transformation.
#[derive(Clone, Debug)]
pub struct ExecutionQuery {
    /// Of this one.
    pub transformation: Id,
    /// As grave as one of these; any when empty.
    pub levels: Vec<Level>,
    /// Of one of these connections.
    pub connections: Option<Vec<Id>>,
    /// Cases of one of these issues.
    pub issues: Option<Vec<Key>>,
    /// When it was.
    pub created_at: Range,
    /// Order, start and length.
    pub order: Order,
}
