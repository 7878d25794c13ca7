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
//! **Invariant:** of each such lane at most one event is under way.

use std::collections::HashMap;

use crate::model::{Event, Key};
use crate::store::{Blocked, Lane, Waiting};

#[derive(Default)]
pub(super) struct Order(HashMap<Lane, Turn>);

/// What a lane is about.
enum Turn {
    /// The store was asked for its head; `again` when something happened since.
    Claiming { again: bool },
    /// The head is here, and waits for its pace.
    Ready(Box<Waiting>),
    /// An event is under way.
    UnderWay(Key),
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
    /// Whether a lane is known here.
    pub(super) fn has(&self, lane: &Lane) -> bool {
        self.0.contains_key(lane)
    }

    /// Something happened in a lane: what was asked for may be out of date.
    pub(super) fn stir(&mut self, lane: &Lane) {
        if let Some(Turn::Claiming { again }) = self.0.get_mut(lane) {
            *again = true;
        }
    }

    /// A lane has its turn, and may send one event.
    pub(super) fn step(&mut self, lane: &Lane) -> Step {
        match self.0.remove(lane) {
            None => {
                self.0.insert(lane.clone(), Turn::Claiming { again: false });
                Step::Claim
            }
            Some(Turn::Ready(waiting)) => {
                self.0.insert(lane.clone(), Turn::UnderWay(waiting.event.key));
                Step::Deliver(waiting)
            }
            Some(turn) => {
                self.0.insert(lane.clone(), turn);
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
        let Some(Turn::Claiming { again }) = self.0.get(lane) else { return Claimed::Nothing };
        let again = *again;
        self.0.remove(lane);
        match (head, blocked) {
            _ if again => Claimed::Turn,
            (_, Some(it)) => Claimed::Waits(it),
            (Some(head), None) => {
                self.0.insert(lane.clone(), Turn::Ready(Box::new(head)));
                Claimed::Turn
            }
            (None, None) => Claimed::Nothing,
        }
    }

    /// An attempt was settled; answers whether it was of such a lane, which then has a turn.
    pub(super) fn settled(&mut self, lane: &Lane, event: Key) -> bool {
        let is_it = matches!(self.0.get(lane), Some(Turn::UnderWay(key)) if *key == event);
        if is_it {
            self.0.remove(lane);
        }
        is_it
    }

    /// These wait no longer; answers the lanes that have a turn for it.
    pub(super) fn forget(&mut self, which: impl Fn(&Event) -> bool) -> Vec<Lane> {
        let gone = |turn: &Turn| matches!(turn, Turn::Ready(it) if which(&it.event));
        let lanes: Vec<_> =
            self.0.iter().filter(|(_, turn)| gone(turn)).map(|(lane, _)| lane.clone()).collect();
        for lane in &lanes {
            self.0.remove(lane);
        }
        lanes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::lanes::tests::{event, lane};
    use crate::model::Timestamp;

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
        assert!(!order.settled(&lane, Key(2)));
        assert!(order.settled(&lane, Key(1)));
        assert!(matches!(order.step(&lane), Step::Claim));
        assert_eq!(order.claimed(&lane, None, None), Claimed::Nothing);
        assert!(!order.has(&lane));
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
