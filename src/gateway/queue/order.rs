//! Lanes whose events go out strictly one after another: those of a group in a destination that
//! wants `order: "strict"`.
//!
//! The order is that in which the events were made, and the lane's head is whatever the store says
//! it is: each next event is claimed when the one before has ended, alone and from the lane's start.
//! So nothing in memory can be out of order, and a restart changes nothing.
//!
//! **A head that fails** keeps its lane waiting for as long as another attempt of it is planned, and
//! so does one that is delayed, or still held while what came after it is not. Once it is given up,
//! or delivered, cancelled or muted, the next one goes out. Other lanes go on.
//!
//! **Invariant:** of each such lane at most one event is under way, and one is in memory; all of them
//! have bodies of at most [`BODY_ROOM`] bytes.

use std::collections::HashMap;

use crate::gateway::lanes::{BODY_ROOM, weight};
use crate::model::{Event, Key, Timestamp, Wait};
use crate::store::{Blocked, Lane, Waiting};

#[derive(Default)]
pub(super) struct Order {
    turns: HashMap<Lane, Turn>,
    /// How many bytes of requests the heads have that are here.
    body_bytes: usize,
}

/// What a lane is about; `since` is when the one before was out of the way, if one was in it.
enum Turn {
    /// Nothing: the store is to be asked for its head.
    Free { since: Timestamp },
    /// The store was asked for its head; `again` when something happened since.
    Claiming { again: bool, since: Option<Timestamp> },
    /// The head is here, and waits for its pace.
    Ready(Box<Waiting>, Option<Timestamp>),
    /// An event is under way.
    UnderWay(Key, Option<Timestamp>),
}

impl Turn {
    fn is_of(&self, event: Key) -> bool {
        matches!(self, Self::UnderWay(key, _) if *key == event)
    }
}

/// What the queue is to do for a lane whose turn it is.
pub(super) enum Step {
    /// Ask the store for its head.
    Claim,
    /// Deliver this; the lane has another turn when it is settled.
    Deliver(Box<Waiting>),
    /// Nothing: there will be word of it.
    Wait,
}

/// What the store's answer means for a lane.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Claimed {
    /// It has a turn.
    Turn,
    /// It waits for what its head waits for.
    Waits(Blocked),
    /// It is empty.
    Nothing,
}

impl Order {
    /// Whether a lane is about something.
    pub(super) fn has(&self, lane: &Lane) -> bool {
        !matches!(self.turns.get(lane), None | Some(Turn::Free { .. }))
    }

    /// Whether an event is under way in a lane, which all others wait for.
    pub(super) fn is_under_way(&self, lane: &Lane) -> bool {
        matches!(self.turns.get(lane), Some(Turn::UnderWay(..)))
    }

    /// Until when an event that is under way had another one before it.
    pub(super) fn held(&self, lane: &Lane) -> Option<(Timestamp, Wait)> {
        match self.turns.get(lane) {
            Some(Turn::UnderWay(_, since)) => since.map(|it| (it, Wait::Order)),
            _ => None,
        }
    }

    /// Nothing is to be remembered of a lane that is about nothing.
    pub(super) fn leave(&mut self, lane: &Lane) {
        if !self.has(lane) {
            self.turns.remove(lane);
        }
    }

    /// Something happened in a lane: what was asked for may be out of date.
    pub(super) fn stir(&mut self, lane: &Lane) {
        if let Some(Turn::Claiming { again, .. }) = self.turns.get_mut(lane) {
            *again = true;
        }
    }

    /// A lane has its turn, and may send one event.
    pub(super) fn step(&mut self, lane: &Lane) -> Step {
        match self.turns.remove(lane) {
            free @ (None | Some(Turn::Free { .. })) => {
                let since = match free {
                    Some(Turn::Free { since }) => Some(since),
                    _ => None,
                };
                self.turns.insert(lane.clone(), Turn::Claiming { again: false, since });
                Step::Claim
            }
            Some(Turn::Ready(waiting, since)) => {
                self.body_bytes -= weight(&waiting);
                self.turns.insert(lane.clone(), Turn::UnderWay(waiting.event.key, since));
                Step::Deliver(waiting)
            }
            Some(turn) => {
                self.turns.insert(lane.clone(), turn);
                Step::Wait
            }
        }
    }

    /// The store's answer. `blocked` is what an event before this one waits for.
    pub(super) fn claimed(
        &mut self,
        lane: &Lane,
        head: Option<Waiting>,
        blocked: Option<Blocked>,
    ) -> Claimed {
        let Some(Turn::Claiming { again, since }) = self.turns.get(lane) else {
            return Claimed::Nothing;
        };
        let (again, since) = (*again, *since);
        self.turns.remove(lane);
        match (head, blocked) {
            _ if again => {
                self.turns.extend(since.map(|since| (lane.clone(), Turn::Free { since })));
                Claimed::Turn
            }
            (_, Some(it)) => Claimed::Waits(it),
            (Some(mut head), None) => {
                if self.body_bytes + weight(&head) > BODY_ROOM {
                    head.accepted = None;
                }
                self.body_bytes += weight(&head);
                self.turns.insert(lane.clone(), Turn::Ready(Box::new(head), since));
                Claimed::Turn
            }
            (None, None) => Claimed::Nothing,
        }
    }

    /// An attempt was settled; answers whether it was of such a lane, which then has a turn.
    pub(super) fn settled(&mut self, lane: &Lane, event: Key, now: Timestamp) -> bool {
        match self.turns.get_mut(lane) {
            Some(turn @ Turn::UnderWay(..)) if turn.is_of(event) => {
                *turn = Turn::Free { since: now };
                true
            }
            _ => false,
        }
    }

    /// These wait no longer; answers the lanes that have a turn for it.
    pub(super) fn forget(&mut self, which: impl Fn(&Event) -> bool) -> Vec<Lane> {
        let gone = |turn: &Turn| matches!(turn, Turn::Ready(it, _) if which(&it.event));
        let found = self.turns.iter().filter(|(_, turn)| gone(turn));
        let lanes: Vec<_> = found.map(|(lane, _)| lane.clone()).collect();
        for lane in &lanes {
            if let Some(Turn::Ready(waiting, _)) = self.turns.remove(lane) {
                self.body_bytes -= weight(&waiting);
            }
        }
        lanes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::lanes::tests::{event, lane};

    fn waiting(key: i64) -> Waiting {
        Waiting { event: event(key), accepted: None }
    }

    #[test]
    fn one_after_another_and_each_is_asked_for() {
        let (mut order, lane) = (Order::default(), lane());
        assert!(matches!(order.step(&lane), Step::Claim));
        assert!(matches!(order.step(&lane), Step::Wait));
        assert_eq!(order.claimed(&lane, Some(waiting(1)), None), Claimed::Turn);
        assert!(matches!(order.step(&lane), Step::Deliver(it) if it.event.key == Key(1)));
        assert!(matches!(order.step(&lane), Step::Wait));
        assert_eq!(order.held(&lane), None);
        assert!(!order.settled(&lane, Key(2), Timestamp(1)));
        assert!(order.settled(&lane, Key(1), Timestamp(2)));
        assert!(!order.has(&lane));
        assert!(matches!(order.step(&lane), Step::Claim));
        assert_eq!(order.claimed(&lane, None, None), Claimed::Nothing);
        assert!(!order.has(&lane));
    }

    #[test]
    fn an_event_is_told_until_when_another_was_before_it() {
        let (mut order, lane) = (Order::default(), lane());
        order.step(&lane);
        order.claimed(&lane, Some(waiting(1)), None);
        order.step(&lane);
        order.settled(&lane, Key(1), Timestamp(7));
        order.step(&lane);
        // Asked once more, for something happened meanwhile.
        order.stir(&lane);
        order.claimed(&lane, Some(waiting(2)), None);
        order.step(&lane);
        order.claimed(&lane, Some(waiting(2)), None);
        assert!(matches!(order.step(&lane), Step::Deliver(_)));
        assert_eq!(order.held(&lane), Some((Timestamp(7), Wait::Order)));
    }

    #[test]
    fn a_head_that_is_tried_again_keeps_the_others_waiting() {
        let (mut order, lane) = (Order::default(), lane());
        order.step(&lane);
        let until = Blocked::Until(Timestamp(5000));
        assert_eq!(order.claimed(&lane, Some(waiting(2)), Some(until)), Claimed::Waits(until));
        assert!(matches!(order.step(&lane), Step::Claim), "it is asked for once more");
    }

    #[test]
    fn what_happens_while_the_store_answers_is_not_missed() {
        let (mut order, lane) = (Order::default(), lane());
        order.step(&lane);
        order.stir(&lane);
        assert_eq!(order.claimed(&lane, None, None), Claimed::Turn);
        assert!(matches!(order.step(&lane), Step::Claim));
        order.claimed(&lane, Some(waiting(1)), None);
        assert_eq!(order.forget(|it| it.key == Key(1)), std::slice::from_ref(&lane));
        assert!(matches!(order.step(&lane), Step::Claim));
    }
}
