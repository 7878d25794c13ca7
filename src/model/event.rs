//! What is to go out on one connection, and what was not to.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ErrorCode, Id, Key, Timestamp, Trigger};

/// One request on its way to one destination.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name, and when it was made.
    pub key: Key,
    /// The request that it was made of.
    pub request: Key,
    /// Where its content is kept: the request's key, or that of a transformed copy.
    pub data: Key,
    /// The connection that made it; source and destination are the connection's.
    pub connection: Id,
    /// The listener that it is for, when its destination is one.
    pub session: Option<Id>,
    /// What it shares with others of its destination that has groups.
    pub group: Option<Arc<str>>,
    /// Where it stands.
    pub status: Status,
    /// What asked for the next attempt.
    pub trigger: Trigger,
    /// The bulk operation that last asked for it, if any did.
    pub bulk: Option<Key>,
    /// How many attempts were made.
    pub attempts: u32,
    /// How many of them the retry rule asked for; manual ones do not use up its count.
    pub retries: u32,
    /// When the last attempt was made.
    pub last_attempt_at: Option<Timestamp>,
    /// When the next attempt is due, if one is planned.
    pub next_attempt_at: Option<Timestamp>,
    /// The last attempt's answer.
    pub response_status: Option<u16>,
    /// What went wrong at the last attempt, when no answer came.
    pub error_code: Option<ErrorCode>,
    /// When it was delivered.
    pub successful_at: Option<Timestamp>,
    /// When anything of this last changed.
    pub updated_at: Timestamp,
}

impl Event {
    /// One that was just made, with the content of its request.
    pub fn new(key: Key, request: Key, connection: Id, status: Status, now: Timestamp) -> Self {
        Self {
            key,
            request,
            data: request,
            connection,
            session: None,
            group: None,
            status,
            trigger: Trigger::Initial,
            bulk: None,
            attempts: 0,
            retries: 0,
            last_attempt_at: None,
            next_attempt_at: None,
            response_status: None,
            error_code: None,
            successful_at: None,
            updated_at: now,
        }
    }
}

/// Where an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// Waits for a delay rule.
    Scheduled,
    /// Waits for its turn, or is being delivered.
    Queued,
    /// Waits for its connection to be unpaused.
    Hold,
    /// Delivered.
    Successful,
    /// The last attempt failed; another may be planned.
    Failed,
    /// Taken out by somebody.
    Cancelled,
}

/// A connection that made no event of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// The request.
    pub request: Key,
    /// The connection.
    pub connection: Id,
    /// Why.
    pub cause: IgnoredCause,
    /// Which parts did not match, for [`IgnoredCause::Filtered`]: `body`, `headers`, `path`,
    /// `query`.
    pub filtered: Vec<String>,
    /// Which transformation failed, for [`IgnoredCause::TransformationFailed`].
    pub transformation: Option<Id>,
}

/// Why a connection made no event of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IgnoredCause {
    /// The connection or its destination is disabled.
    Disabled,
    /// A filter did not match.
    Filtered,
    /// A transformation failed.
    TransformationFailed,
    /// Nobody listens, and nobody is expected back.
    CliDisconnected,
    /// One that was alike came a moment before. The API has no name for this in any version that
    /// was published; older ones see it as filtered.
    Duplicate,
}
