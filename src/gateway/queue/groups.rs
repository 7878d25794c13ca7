//! What the queue does for groups of a destination's events: each has its own lane, which waits for
//! the pace of its group and, where the destination wants that, for those before it.
//!
//! A lane that may not go on is *parked*, out of its gate's way: among a million groups only those
//! are looked at that may go on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::order::Step;
use super::room::Pace;
use super::{GateId, Queue, gate_of, is_paused};
use crate::gateway::Snapshot;
use crate::gateway::gate::{Gate, Limit, Passage};
use crate::gateway::lanes::lane_of;
use crate::model::{Event, Key, Timestamp, Wait};
use crate::store::{Accepted, Blocked, Lane, Waiting};

/// How often it is looked at most whether a head that is to be tried again still is.
const LOOK: Duration = Duration::from_secs(60);
/// How soon it is looked again for an event that is still under way from before there was an order.
const SOON: Duration = Duration::from_secs(1);

/// A lane that waits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Parked {
    /// Until then.
    pub(super) until: Instant,
    gate: GateId,
    lane: Lane,
    /// Whether it waits for its head, and not for its pace.
    blocked: bool,
}

impl Queue {
    fn is_strict(&self, lane: &Lane) -> bool {
        if lane.group.is_none() {
            return false;
        }
        let snapshot = self.gateway.catalog.now();
        let gate = gate_of(&snapshot, lane);
        let destination = gate.and_then(|it| snapshot.destinations.get(&it).cloned());
        destination.is_some_and(|it| it.config.groups.as_ref().is_some_and(|it| it.strict))
    }

    /// An event is queued; a request comes with one that is new.
    pub(super) fn offer(&mut self, event: Event, accepted: Option<&Arc<Accepted>>) {
        let lane = lane_of(&event);
        if !self.admits(&lane) {
            return;
        }
        if self.is_strict(&lane) {
            // A new one stands behind the head, whatever that waits for.
            if accepted.is_none() || !self.blocked.contains(&lane) {
                self.stir(&lane);
            }
        } else if self.beyond.has(&lane) && !self.knows(&lane) {
            // Older ones may have found no room.
            self.reread(&lane);
        } else if self.lanes.offer(event, accepted) {
            self.take_turn(&lane);
        }
    }

    /// The store may hold anything of this lane.
    pub(super) fn reread(&mut self, lane: &Lane) {
        if !self.admits(lane) {
            return;
        }
        if self.is_strict(lane) {
            self.stir(lane);
        } else {
            // It may have been strict until now.
            self.blocked.remove(lane);
            self.order.leave(lane);
            self.lanes.reread(lane);
            self.take_turn(lane);
        }
    }

    /// These wait no longer.
    pub(super) fn forget(&mut self, which: impl Fn(&Event) -> bool) {
        self.lanes.forget(&which);
        for lane in self.order.forget(which) {
            self.take_turn(&lane);
        }
    }

    /// An attempt of a group's event was settled: the next in its order may go.
    pub(super) fn settled_in_group(&mut self, lane: &Lane, event: Key) {
        if self.order.settled(lane, event, Timestamp::now()) || self.blocked.contains(lane) {
            self.reread(lane);
        }
    }

    fn stir(&mut self, lane: &Lane) {
        self.blocked.remove(lane);
        self.order.stir(lane);
        self.take_turn(lane);
    }

    /// A lane waits for its head. That may be muted or cancelled meanwhile, of which there is no word,
    /// so it is looked after now and then.
    pub(super) fn block(&mut self, lane: Lane, head: Blocked) {
        let wait = match head {
            Blocked::Until(time) => Duration::from_millis(time.since(Timestamp::now())).min(LOOK),
            // There will be word when it is let go.
            Blocked::Held => LOOK,
        };
        self.park(lane, wait.max(Duration::from_millis(1)));
    }

    fn park(&mut self, lane: Lane, wait: Duration) {
        let Some(gate) = gate_of(&self.gateway.catalog.now(), &lane) else { return };
        if self.blocked.insert(lane.clone()) {
            let until = Instant::now() + wait;
            self.parked.push(Reverse(Parked { until, gate, lane, blocked: true }));
        }
    }

    /// The next event of a group's lane, which has left its gate's row.
    pub(super) fn next_of_group(
        &mut self,
        id: &GateId,
        lane: Lane,
        snapshot: &Snapshot,
        now: Instant,
    ) -> Option<Waiting> {
        let group = lane.group.clone()?;
        let groups = snapshot.destinations.get(id).and_then(|it| it.config.groups.as_ref());
        let pace = groups.and_then(|it| it.pace(&group));
        let space = pace.and_then(|it| Limit::spaced(it.rate.into(), it.period));
        if let Some(limit) = space {
            let seats = &self.seats;
            let pace = self.gates.get_mut(id)?.paces.entry(group.clone());
            let pace =
                pace.or_insert_with(|| Pace { gate: Gate::new(limit, now), _seat: seats.take() });
            let gate = &mut pace.gate;
            gate.limit(limit, now);
            if let Passage::At(until) = gate.passage(usize::MAX, now) {
                gate.hold(Wait::GroupRate, Timestamp::now());
                let gate = id.clone();
                self.parked.push(Reverse(Parked { until, gate, lane, blocked: false }));
                return None;
            }
        }
        let is_strict = groups.is_some_and(|it| it.strict) || self.order.has(&lane);
        let next = if is_strict {
            self.strictly_next(id, lane, snapshot)
        } else {
            let taken = self.lanes.take(&lane, !is_paused(snapshot, &lane));
            if let Some((after, limit)) = taken.claim {
                self.claim(lane.clone(), after, limit);
            }
            let state = self.gates.get_mut(id)?;
            if taken.more {
                state.lanes.push_back(lane);
            } else {
                state.known.remove(&lane);
            }
            taken.next
        };
        if next.is_some()
            && space.is_some()
            && let Some(pace) = self.gates.get_mut(id).and_then(|it| it.paces.get_mut(&group))
        {
            pace.gate.pass(now);
            // Only its spacing counts here.
            pace.gate.in_flight = 0;
        }
        next
    }

    fn strictly_next(&mut self, id: &GateId, lane: Lane, snapshot: &Snapshot) -> Option<Waiting> {
        if let Some(known) = self.gates.get_mut(id)?.known.get_mut(&lane) {
            known.in_row = false;
        }
        if is_paused(snapshot, &lane) {
            // The end of the pause is told.
            self.rest(&lane);
            return None;
        }
        match self.order.step(&lane) {
            Step::Claim => {
                // What waited here before there was an order is on disk as well.
                self.lanes.leave(&lane);
                self.claim(lane, Key::default(), 1);
                None
            }
            Step::Deliver(waiting) if self.lanes.begin(waiting.event.key) => Some(*waiting),
            Step::Deliver(waiting) => {
                self.order.settled(&lane, waiting.event.key, Timestamp::now());
                self.park(lane, SOON);
                None
            }
            Step::Wait => None,
        }
    }

    /// Lanes whose time has come.
    pub(super) fn wake_parked(&mut self, now: Instant) {
        while let Some(Reverse(first)) = self.parked.peek()
            && first.until <= now
        {
            let Some(Reverse(Parked { gate, lane, blocked, .. })) = self.parked.pop() else {
                break;
            };
            if !blocked {
                self.unpark(gate, lane);
            } else if self.blocked.remove(&lane) {
                self.reread(&lane);
            }
        }
    }

    /// Limits may be others: what waits for its pace is looked at once more, and so is what waits for
    /// its head where there is no order any more.
    pub(super) fn look_at_parked(&mut self) {
        let parked = std::mem::take(&mut self.parked).into_vec();
        let (blocked, others): (Vec<_>, Vec<_>) =
            parked.into_iter().partition(|it| it.0.blocked && self.is_strict(&it.0.lane));
        self.parked = BinaryHeap::from(blocked);
        for Reverse(Parked { gate, lane, blocked, .. }) in others {
            if !blocked {
                self.unpark(gate, lane);
            } else if self.blocked.contains(&lane) {
                self.reread(&lane);
            }
        }
    }

    fn unpark(&mut self, gate: GateId, lane: Lane) {
        if let Some(state) = self.gates.get_mut(&gate) {
            state.lanes.push_back(lane);
            self.turn_again(gate);
        }
    }
}
