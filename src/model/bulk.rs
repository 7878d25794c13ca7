//! What is done to many events or requests at once.

use serde_json::Value;

use super::{Id, Key, Timestamp};

/// One thing done to everything that a query finds, batch by batch.
///
/// No list of what it found is kept: the operation is its query, its own key, before which all was
/// made that it concerns, and the place up to which it has worked.
#[derive(Clone, Debug, PartialEq)]
pub struct Bulk {
    /// Its name, and when it was asked for. What was made later is none of its business.
    pub key: Key,
    /// The project that it belongs to.
    pub project: Id,
    /// Counts all of the project's operations from 1.
    pub number: u32,
    /// What is done, and to what.
    pub kind: BulkKind,
    /// Whom it is done to, as it was asked.
    pub asked: Value,
    /// The same in today's words and with sorted keys: two that ask the same are equal.
    pub query: Value,
    /// Up to where it has worked, in the order of keys.
    pub place: Key,
    /// How many were found when it was asked for, as far as was looked.
    pub estimated_count: u32,
    /// How many batches are done.
    pub batches: u32,
    /// How many events, requests or ignored events were in them.
    pub handled: u32,
    /// How many ended well: retried events that were delivered; else those that something was done
    /// to.
    pub completed_count: u32,
    /// How many did not: retried events whose delivery failed or can never be made; else those that
    /// nothing could be done to, or that made no event again.
    pub failed_count: u32,
    /// When anything of this last changed.
    pub updated_at: Timestamp,
    /// Set when somebody ended it before its time.
    pub cancelled_at: Option<Timestamp>,
    /// Set when its last batch was done; deliveries may still be under way.
    pub completed_at: Option<Timestamp>,
}

impl Bulk {
    /// Whether there is more to do.
    pub fn in_progress(&self) -> bool {
        self.cancelled_at.or(self.completed_at).is_none()
    }
}

/// What a bulk operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkKind {
    /// Delivers events again.
    EventsRetry,
    /// Takes events out of the queue.
    EventsCancel,
    /// Asks connections again what they make of requests.
    RequestsRetry,
    /// Makes new requests of old ones.
    RequestsReplay,
    /// Asks the connections that ignored requests again.
    IgnoredRetry,
}

impl BulkKind {
    /// What the API calls it; the first was seen, the others are made like it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EventsRetry => "events.retry",
            Self::EventsCancel => "events.cancel",
            Self::RequestsRetry => "requests.retry",
            Self::RequestsReplay => "requests.replay",
            Self::IgnoredRetry => "ignored-events.retry",
        }
    }
}
