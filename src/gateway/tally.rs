//! What became of events since the gateway started, for counters that never fall.
//!
//! How many events stand as failed falls when one is tried again with success, so it is no counter.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::model::{Event, Id, Status};

/// Counts, by connection, events that were delivered and events that were given up.
#[derive(Debug, Default)]
pub(super) struct Tally(Mutex<HashMap<Id, Ended>>);

/// How events of a connection ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ended {
    /// Delivered.
    pub(super) successful: u64,
    /// Failed, with no other attempt planned.
    pub(super) failed: u64,
}

impl Tally {
    /// An attempt ended and left its event so.
    pub(super) fn settled(&self, event: &Event) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = match all.get_mut(&event.connection) {
            Some(ended) => ended,
            None => all.entry(event.connection.clone()).or_default(),
        };
        match event.status {
            Status::Successful => ended.successful += 1,
            Status::Failed if event.next_attempt_at.is_none() => ended.failed += 1,
            _ => {}
        }
    }

    /// How those of a connection ended.
    pub(super) fn of(&self, connection: &Id) -> Ended {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(connection).copied().unwrap_or_default()
    }
}
