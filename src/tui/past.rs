//! What the gateway tells of what happened before, or elsewhere.

use std::time::Duration;

use bytes::Bytes;

use crate::forward::Outcome;
use crate::model::{Headers, Id, Timestamp, Timings};

/// An event, or a request that no event was made of.
#[derive(Clone, Debug)]
pub struct Past {
    /// `evt_…` or `req_…`
    pub id: String,
    /// When it came.
    pub at: Timestamp,
    /// The connection; empty where there is none.
    pub connection: Id,
    /// The source's id.
    pub source: String,
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Headers and body, where they were asked for.
    pub content: Option<(Headers, Bytes)>,
    /// Why no event was made of it.
    pub ignored: Option<String>,
    /// Its attempts, oldest first: all of them, or the latest alone.
    pub tries: Vec<PastTry>,
    /// Whether these are all.
    pub is_whole: bool,
}

/// An attempt.
#[derive(Clone, Debug)]
pub struct PastTry {
    /// `atm_…`; empty where only its number is known.
    pub id: String,
    /// Counts all attempts of the event from 1.
    pub number: u32,
    /// When it was made.
    pub at: Timestamp,
    /// Where it went.
    pub url: String,
    /// How it ended, and after which time; `None` while it is under way.
    pub end: Option<(Outcome, Duration)>,
    /// How long the parts of it took.
    pub timings: Option<Timings>,
    /// Whether all that was answered is there, or there is none.
    pub is_answered: bool,
}
