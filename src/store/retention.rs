//! What is forgotten because it is old, or because there is too much of it.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::{Id, Key, Timestamp};

/// A step of forgetting what a project received.
#[derive(Clone, Debug)]
pub struct Prune {
    /// The project.
    pub project: Id,
    /// Only what came, and of which nothing was done since, before this time.
    pub before: Timestamp,
    /// What is still to be delivered is cancelled where nothing was done about it since this time,
    /// and stays as it is otherwise: none is cancelled only to make room.
    pub cancel_before: Option<Timestamp>,
    /// The time it is.
    pub now: Timestamp,
    /// Content that is kept whatever its age: somebody bookmarked it.
    pub keep: Arc<HashSet<Key>>,
    /// Where the last step ended among requests that were passed over once; none where those are not
    /// asked again.
    pub again: Option<Key>,
    /// At most so many requests with all that was made of them.
    pub limit: usize,
}

/// What a step did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// How many requests are gone.
    pub gone: usize,
    /// How many stay for now.
    pub stay: usize,
    /// How many events were still to be delivered, and are not any more.
    pub cancelled: usize,
    /// Where it ended, for [`Prune::again`].
    pub last: Key,
    /// Whether there is no more to do.
    pub done: bool,
}

/// What a project takes up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The project, which may be deleted.
    pub project: Id,
    /// Roughly how many bytes, but for what was once past its time and had to stay.
    pub bytes: u64,
    /// About when the oldest of it came.
    pub since: Timestamp,
}
