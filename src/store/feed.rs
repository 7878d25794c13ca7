//! What the store committed, on its way to the queue, in the order it was committed.
//!
//! **Invariant:** bounded. A store that is far ahead waits in [`Feed::push`]; it never drops a
//! word, and never holds more than [`ROOM`] of them for long.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tokio::sync::Notify;

use super::{Accepted, Lane};
use crate::model::{Event, Id, Key, Timestamp};

/// How many words may wait before the store does.
const ROOM: usize = 4096;

/// Something that the store committed and the queue must know.
#[derive(Clone, Debug)]
pub enum Committed {
    /// A request came in, with its events in whatever status.
    Accepted(Arc<Accepted>),
    /// An attempt ended; this is the event as it now stands.
    Settled(Event),
    /// An event of a request that was there before is now queued, or held where its connection was
    /// paused when it was asked.
    Queued(Event),
    /// These events are no longer queued.
    Removed(HashSet<Key>),
    /// No event of this connection (of this listener only, where one is named) is queued any more.
    Held(Id, Option<Id>),
    /// There may be queued events of this connection that were not told one by one: of these groups,
    /// and of none.
    Backlog(Id, HashSet<Arc<str>>),
    /// The earliest time at which a planned attempt comes due; `None` when none is planned.
    Due(Option<Timestamp>),
    /// What [`Store::claim`](super::Store::claim) found; `more` when there may be others after it.
    Claimed {
        /// The lane that was asked for.
        lane: Lane,
        /// Its queued events, oldest first.
        waiting: Vec<Waiting>,
        /// Whether the limit cut the answer short.
        more: bool,
        /// What the oldest of the lane's group waits for, if that is older than all of these.
        blocked: Option<Blocked>,
    },
    /// What [`Store::groups`](super::Store::groups) found.
    Groups {
        /// The connection that was asked for.
        connection: Id,
        /// Its groups with something queued, in order.
        groups: Vec<Arc<str>>,
        /// Whether the limit cut the answer short.
        more: bool,
    },
}

/// Why an event that is still to go out does not go yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// It is delayed, or tried again, until then.
    Until(Timestamp),
    /// Its connection is paused, or was until now.
    Held,
}

/// An event that waits for its turn.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The event.
    pub event: Event,
    /// Its request, when memory has room for it; otherwise the store is asked again.
    pub accepted: Option<Arc<Accepted>>,
}

/// The way from a store to the queue: one writer, one reader.
#[derive(Clone, Debug, Default)]
pub struct Feed(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    words: Mutex<State>,
    room: Condvar,
    news: Notify,
}

#[derive(Debug, Default)]
struct State {
    words: Vec<Committed>,
    closed: bool,
}

impl Feed {
    /// Says what was committed; blocks while too much is unread. For a thread, not for a task.
    pub fn push(&self, words: impl IntoIterator<Item = Committed>) {
        let mut state = self.0.words.lock().unwrap_or_else(PoisonError::into_inner);
        while state.words.len() >= ROOM && !state.closed {
            state = self.0.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return;
        }
        let before = state.words.len();
        state.words.extend(words);
        if before == 0 && !state.words.is_empty() {
            self.0.news.notify_one();
        }
    }

    /// Everything that is unread; waits until there is something. Cancel safe.
    pub async fn next(&self) -> Vec<Committed> {
        loop {
            let news = self.0.news.notified();
            {
                let mut state = self.0.words.lock().unwrap_or_else(PoisonError::into_inner);
                if !state.words.is_empty() {
                    self.0.room.notify_all();
                    return std::mem::take(&mut state.words);
                }
            }
            news.await;
        }
    }

    /// From now on nobody reads; what is said is dropped. The store keeps it all the same.
    pub fn close(&self) {
        let mut state = self.0.words.lock().unwrap_or_else(PoisonError::into_inner);
        state.closed = true;
        state.words.clear();
        self.0.room.notify_all();
    }
}
