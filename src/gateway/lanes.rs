//! What waits, lane by lane: events in memory, and from where on the store holds more.
//!
//! **Invariant:** memory holds at most [`LANE_ROOM`] events a lane and [`ROOM`] in all, but for one
//! that a lane claims which has next to nothing, with bodies of at most [`BODY_ROOM`] bytes. What
//! finds no room stays where it is, on disk; the lane remembers that there is a backlog and claims it,
//! oldest first, when it has room again.
//!
//! **Invariant:** an event is under way at most once. It is known here from the moment it waits
//! until the store says that its attempt was settled, and what is known is not taken again.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::model::{Event, Key, Timestamp};
use crate::store::{Accepted, Lane, Waiting};

/// How many events may wait in one lane.
const LANE_ROOM: usize = 1024;
/// How many events may wait in all lanes.
const ROOM: usize = 65_536;
/// How many events are claimed at once.
const CLAIM: usize = 256;
/// How many bytes of requests may wait in memory.
pub(super) const BODY_ROOM: usize = 16 << 20;

#[derive(Default)]
pub(super) struct Lanes {
    lanes: HashMap<Lane, State>,
    /// Every event that waits here or is under way, and whether it is under way.
    known: HashMap<Key, bool>,
    body_bytes: usize,
    /// How many events the answers may bring that are still to come.
    asked: usize,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Waiting>,
    /// The store may hold queued events after this key that are not here.
    backlog: Option<Key>,
    /// How many events the store was asked for, where its answer is still to come.
    claiming: Option<usize>,
    /// Whether the backlog is to be read from its start once that answer is there.
    restart: bool,
}

/// What a lane gave.
pub(super) struct Taken {
    /// The next event, now under way.
    pub(super) next: Option<Waiting>,
    /// The store is to be asked for what comes after this key, and at most for so many.
    pub(super) claim: Option<(Key, usize)>,
    /// Whether there is more in the lane, or may come.
    pub(super) more: bool,
}

impl Lanes {
    /// An event is queued: it waits here if there is room, and on disk if there is none. Answers
    /// whether its lane is to have a turn for it.
    pub(super) fn offer(&mut self, event: Event, accepted: Option<&Arc<Accepted>>) -> bool {
        if self.known.contains_key(&event.key) {
            return false;
        }
        let full = self.known.len() >= ROOM;
        let state = self.lanes.entry(lane_of(&event)).or_default();
        if state.backlog.is_some_and(|after| event.key > after) {
            // A claim reads on from that key, so it will find this one.
            return false;
        }
        if full || state.waiting.len() >= LANE_ROOM {
            let oldest = state.waiting.front().map_or(event.key, |it| it.event.key);
            state.backlog = Some(Key(oldest.min(event.key).0 - 1));
            // The claim that is under way began after it.
            state.restart = state.claiming.is_some();
            // Where others wait before it the lane has a turn as it is.
            return state.waiting.is_empty();
        }
        self.push(Waiting { event, accepted: accepted.cloned() });
        true
    }

    fn push(&mut self, mut waiting: Waiting) {
        if self.body_bytes + weight(&waiting) > BODY_ROOM {
            waiting.accepted = None;
        }
        self.known.insert(waiting.event.key, false);
        self.body_bytes += weight(&waiting);
        self.lanes.entry(lane_of(&waiting.event)).or_default().waiting.push_back(waiting);
    }

    /// The store may hold anything of this lane, older than what is here too.
    pub(super) fn reread(&mut self, lane: &Lane) {
        let state = self.lanes.entry(lane.clone()).or_default();
        state.backlog = Some(Key::default());
        state.restart = state.claiming.is_some();
    }

    /// The store's answer to a claim.
    pub(super) fn claimed(&mut self, lane: &Lane, found: Vec<Waiting>, more: bool) {
        let state = self.lanes.entry(lane.clone()).or_default();
        self.asked -= state.claiming.take().unwrap_or_default();
        state.backlog = match found.last() {
            _ if std::mem::take(&mut state.restart) => Some(Key::default()),
            Some(last) if more => Some(last.event.key),
            _ => None,
        };
        for waiting in found {
            if !self.known.contains_key(&waiting.event.key) {
                self.push(waiting);
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
            if state.waiting.len() < LANE_ROOM / 4 && state.claiming.is_none() {
                // At least one, or a lane that comes late would never go on.
                let room = ROOM.saturating_sub(self.known.len() + self.asked).clamp(1, CLAIM);
                claim = state.backlog.map(|after| (after, room));
                state.claiming = claim.map(|it| it.1);
                self.asked += state.claiming.unwrap_or_default();
            }
        }
        let is_asked = state.backlog.is_some() || state.claiming.is_some();
        let more = is_asked || !state.waiting.is_empty();
        if !more {
            self.lanes.remove(lane);
        }
        if let Some(waiting) = &next {
            self.known.insert(waiting.event.key, true);
            self.body_bytes -= weight(waiting);
        }
        Taken { next, claim, more }
    }

    /// Since when the event that is next in a lane could have gone out.
    pub(super) fn oldest(&self, lane: &Lane) -> Option<Timestamp> {
        let next = self.lanes.get(lane)?.waiting.front()?;
        Some(next.event.updated_at)
    }

    /// Whether an event is under way.
    pub(super) fn is_under_way(&self, event: Key) -> bool {
        self.known.get(&event) == Some(&true)
    }

    /// An event is under way that did not wait here; answers whether it was not already.
    pub(super) fn begin(&mut self, event: Key) -> bool {
        let is_new = !self.known.contains_key(&event);
        if is_new {
            self.known.insert(event, true);
        }
        is_new
    }

    /// A lane's events wait here no more, but on disk.
    pub(super) fn leave(&mut self, lane: &Lane) {
        let Some(state) = self.lanes.remove(lane) else { return };
        self.asked -= state.claiming.unwrap_or_default();
        for waiting in state.waiting {
            self.known.remove(&waiting.event.key);
            self.body_bytes -= weight(&waiting);
        }
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
    let (connection, session) = (event.connection.clone(), event.session.clone());
    // Whoever listens gets them as they come.
    let group = event.group.clone().filter(|_| session.is_none());
    Lane { connection, session, group }
}

/// How many bytes of its request an event keeps in memory.
pub(super) fn weight(waiting: &Waiting) -> usize {
    waiting.accepted.as_ref().map_or(0, |it| it.weight())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Id, Status};

    pub(in crate::gateway) fn event(key: i64) -> Event {
        Event::new(Key(key), Key(key), Id::from("web_a"), Status::Queued, Timestamp(0))
    }

    fn waiting(key: i64) -> Waiting {
        Waiting { event: event(key), accepted: None }
    }

    pub(in crate::gateway) fn lane() -> Lane {
        lane_of(&event(1))
    }

    /// What the lane hands out, and what it then wants to be told by the store.
    fn drain(lanes: &mut Lanes) -> (Vec<i64>, Option<Key>) {
        let mut keys = Vec::new();
        loop {
            let taken = lanes.take(&lane(), true);
            keys.extend(taken.next.iter().map(|it| it.event.key.0));
            if taken.next.is_none() || taken.claim.is_some() {
                return (keys, taken.claim.map(|it| it.0));
            }
        }
    }

    #[test]
    fn what_finds_no_room_is_claimed_when_there_is_some() {
        let mut lanes = Lanes::default();
        let many = LANE_ROOM as i64 + 10;
        for key in 1..=many {
            assert_eq!(lanes.offer(event(key), None), key <= LANE_ROOM as i64);
        }
        // It begins again before the oldest that is here, for what is known is not taken twice.
        assert_eq!(drain(&mut lanes).1, Some(Key(0)));
        lanes.claimed(&lane(), (1..=many).map(waiting).collect(), false);
        let (rest, claim) = drain(&mut lanes);
        assert_eq!(rest.last(), Some(&many));
        assert_eq!(claim, None);
    }

    #[test]
    fn a_lane_that_comes_to_a_full_house_has_a_turn_and_claims_one() {
        let mut lanes = Lanes::default();
        for key in 0..ROOM as i64 {
            let other = Id::from(format!("web_{}", key % 100).as_str());
            lanes.offer(Event { connection: other, ..event(1000 + key) }, None);
        }
        assert!(lanes.offer(event(5), None), "it has to ask the store");
        assert_eq!(lanes.take(&lane(), true).claim, Some((Key(4), 1)));
        lanes.claimed(&lane(), vec![waiting(5)], false);
        assert_eq!(lanes.take(&lane(), true).next.map(|it| it.event.key), Some(Key(5)));
    }

    #[test]
    fn many_lanes_claim_no_more_at_once_than_there_is_room_for() {
        let mut lanes = Lanes::default();
        let mut asked = 0;
        for number in 0..1000 {
            let lane = Lane { connection: Id::from(format!("web_{number}").as_str()), ..lane() };
            lanes.reread(&lane);
            asked += lanes.take(&lane, true).claim.map_or(0, |it| it.1);
        }
        assert!((ROOM..ROOM + 1000).contains(&asked), "{asked}");
    }

    #[test]
    fn an_older_event_finds_no_more_room_than_a_newer_one() {
        let mut lanes = Lanes::default();
        for key in 0..LANE_ROOM as i64 + 1 {
            lanes.offer(event(1000 + key), None);
        }
        assert!(!lanes.offer(event(5), None), "requeued, and from before the backlog");
        assert_eq!(lanes.known.len(), LANE_ROOM);
        assert_eq!(lanes.lanes[&lane()].backlog, Some(Key(4)));
    }

    #[test]
    fn what_comes_too_late_for_a_claim_is_found_by_the_next() {
        let mut lanes = Lanes::default();
        for key in 0..LANE_ROOM as i64 + 1 {
            lanes.offer(event(1000 + key), None);
        }
        assert_eq!(drain(&mut lanes).1, Some(Key(999)));
        lanes.reread(&lane());
        lanes.claimed(&lane(), vec![waiting(1000 + LANE_ROOM as i64)], false);
        assert_eq!(drain(&mut lanes).1, Some(Key::default()));
    }

    #[test]
    fn what_is_known_is_not_taken_again_until_it_is_settled() {
        let mut lanes = Lanes::default();
        assert!(lanes.offer(event(1), None));
        assert!(!lanes.offer(event(1), None));
        assert_eq!(drain(&mut lanes).0, [1]);
        assert!(!lanes.offer(event(1), None), "it is under way");
        assert!(lanes.settled(Key(1)));
        assert!(lanes.offer(event(1), None));
    }

    #[test]
    fn a_lane_is_as_old_as_what_is_next_in_it() {
        let mut lanes = Lanes::default();
        assert_eq!(lanes.oldest(&lane()), None);
        for key in [1, 2] {
            lanes.offer(Event { updated_at: Timestamp(key), ..event(key) }, None);
        }
        assert_eq!(lanes.oldest(&lane()), Some(Timestamp(1)));
        lanes.take(&lane(), true);
        assert_eq!(lanes.oldest(&lane()), Some(Timestamp(2)));
    }

    #[test]
    fn what_is_forgotten_waits_no_longer() {
        let mut lanes = Lanes::default();
        lanes.offer(event(1), None);
        lanes.offer(event(2), None);
        lanes.forget(|it| it.key == Key(1));
        assert_eq!(drain(&mut lanes).0, [2]);
        assert!(!lanes.settled(Key(1)));
    }
}
