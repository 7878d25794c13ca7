//! What waits, lane by lane: events in memory, and from where on the store holds more.
//!
//! **Invariant:** memory holds at most [`LANE_ROOM`] events a lane and [`ROOM`] in all, with
//! bodies of at most [`BODY_ROOM`] bytes. What finds no room stays where it is, on disk; the lane
//! remembers that there is a backlog and claims it, oldest first, when it has room again.
//!
//! **Invariant:** an event is under way at most once. It is known here from the moment it waits
//! until the store says that its attempt was settled, and what is known is not taken again.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::model::{Event, Key};
use crate::store::{Accepted, Lane, Waiting};

/// How many events may wait in one lane.
const LANE_ROOM: usize = 1024;
/// How many events may wait in all lanes.
const ROOM: usize = 65_536;
/// How many bytes of requests may wait in memory.
const BODY_ROOM: usize = 16 << 20;

#[derive(Default)]
pub(super) struct Lanes {
    lanes: HashMap<Lane, State>,
    /// Every event that waits here or is under way, and whether it is under way.
    known: HashMap<Key, bool>,
    body_bytes: usize,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Waiting>,
    /// The store may hold queued events after this key that are not here.
    backlog: Option<Key>,
    /// Whether the store was asked, and its answer is still to come.
    claiming: bool,
    /// Whether the backlog is to be read from its start once that answer is there.
    restart: bool,
}

/// What a lane gave.
pub(super) struct Taken {
    /// The next event, now under way.
    pub(super) next: Option<Waiting>,
    /// The store is to be asked for what comes after this key.
    pub(super) claim: Option<Key>,
    /// Whether there is more in the lane, or may come.
    pub(super) more: bool,
}

impl Lanes {
    /// An event is queued: it waits here if there is room, and on disk if there is none. Answers
    /// whether it waits here.
    pub(super) fn offer(&mut self, event: Event, accepted: Option<&Arc<Accepted>>) -> bool {
        if self.known.contains_key(&event.key) {
            return false;
        }
        let full = self.known.len() >= ROOM;
        let state = self.lanes.entry(lane_of(&event)).or_default();
        match state.backlog {
            // A claim reads on from that key, so it will find this one.
            Some(after) if event.key > after => return false,
            Some(_) => {}
            None if full || state.waiting.len() >= LANE_ROOM => {
                let oldest = state.waiting.front().map_or(event.key, |it| it.event.key);
                state.backlog = Some(Key(oldest.min(event.key).0 - 1));
                return false;
            }
            None => {}
        }
        let accepted = accepted
            .filter(|it| self.body_bytes + it.request.content.weight() <= BODY_ROOM)
            .cloned();
        self.push(Waiting { event, accepted });
        true
    }

    fn push(&mut self, waiting: Waiting) {
        self.known.insert(waiting.event.key, false);
        self.body_bytes += weight(&waiting);
        self.lanes.entry(lane_of(&waiting.event)).or_default().waiting.push_back(waiting);
    }

    /// The store may hold anything of this lane, older than what is here too.
    pub(super) fn reread(&mut self, lane: &Lane) {
        let state = self.lanes.entry(lane.clone()).or_default();
        state.backlog = Some(Key::default());
        state.restart = state.claiming;
    }

    /// The store's answer to a claim.
    pub(super) fn claimed(&mut self, lane: &Lane, events: Vec<Event>, more: bool) {
        let state = self.lanes.entry(lane.clone()).or_default();
        state.claiming = false;
        state.backlog = match events.last() {
            _ if std::mem::take(&mut state.restart) => Some(Key::default()),
            Some(last) if more => Some(last.key),
            _ => None,
        };
        for event in events {
            if !self.known.contains_key(&event.key) {
                self.push(Waiting { event, accepted: None });
            }
        }
    }

    /// What the lane has, if it may hand out.
    pub(super) fn take(&mut self, lane: &Lane, may_hand_out: bool) -> Taken {
        let Some(state) = self.lanes.get_mut(lane) else {
            return Taken { next: None, claim: None, more: false };
        };
        let (mut next, mut claim) = (None, None);
        if may_hand_out {
            next = state.waiting.pop_front();
            if state.waiting.len() < LANE_ROOM / 4 && !state.claiming {
                claim = state.backlog;
                state.claiming = claim.is_some();
            }
        }
        let more = !state.waiting.is_empty() || state.backlog.is_some() || state.claiming;
        if !more {
            self.lanes.remove(lane);
        }
        if let Some(waiting) = &next {
            self.known.insert(waiting.event.key, true);
            self.body_bytes -= weight(waiting);
        }
        Taken { next, claim, more }
    }

    /// An attempt is settled; answers whether it had been handed out here.
    pub(super) fn settled(&mut self, event: Key) -> bool {
        self.known.remove(&event) == Some(true)
    }

    /// These wait no longer.
    pub(super) fn forget(&mut self, which: impl Fn(&Event) -> bool) {
        let (known, bytes) = (&mut self.known, &mut self.body_bytes);
        for state in self.lanes.values_mut() {
            state.waiting.retain(|waiting| {
                let stays = !which(&waiting.event);
                if !stays {
                    known.remove(&waiting.event.key);
                    *bytes -= weight(waiting);
                }
                stays
            });
        }
    }
}

/// The lane that an event waits in.
pub(super) fn lane_of(event: &Event) -> Lane {
    Lane { connection: event.connection.clone(), session: event.session.clone() }
}

fn weight(waiting: &Waiting) -> usize {
    waiting.accepted.as_ref().map_or(0, |it| it.request.content.weight())
}
