//! The retry rule: whether and when a failed attempt is followed by another.

use serde::{Deserialize, Serialize};

/// When to try again, and how often.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Retry {
    /// How the waits grow.
    pub strategy: Strategy,
    /// Milliseconds to the first retry.
    #[serde(default)]
    pub interval: Option<u64>,
    /// How many retries may follow the first attempt.
    #[serde(default)]
    pub count: Option<u32>,
    /// Which statuses to retry; all but 2xx when not given.
    #[serde(default)]
    pub response_status_codes: Option<Vec<String>>,
}

/// How the waits between retries grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strategy {
    /// Not at all.
    Linear,
    /// Each is twice the one before.
    Exponential,
}

/// How an attempt ended, as far as retrying goes.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// The answer's status; `None` when none came.
    pub status: Option<u16>,
    /// The answer's `Retry-After`.
    pub retry_after: Option<&'a str>,
    /// How many automatic retries the event has had.
    pub retries: u32,
    /// When the attempt ended, in milliseconds since 1970.
    pub now_ms: i64,
    /// When the event was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// When to try again, in milliseconds since 1970; `None` when not.
pub fn next_retry(_rule: Option<&Retry>, _outcome: &Outcome<'_>) -> Option<i64> {
    None
}
