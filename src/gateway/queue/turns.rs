//! Which gates have a turn, and which lanes in them.

use std::cmp::Reverse;

use tokio::time::Instant;

use super::room::Known;
use super::{GateId, GateState, Queue, gate_of};
use crate::store::Lane;

impl Queue {
    /// Puts the lane's gate among those that take turns.
    pub(super) fn take_turn(&mut self, lane: &Lane) {
        let Some(id) = gate_of(&self.gateway.catalog.now(), lane) else {
            return;
        };
        let state = self.gates.entry(id.clone()).or_insert_with(GateState::new);
        match state.known.get_mut(lane) {
            Some(known) if known.in_row => {}
            Some(known) => {
                known.in_row = true;
                state.lanes.push_back(lane.clone());
            }
            None => {
                state.known.insert(lane.clone(), Known { in_row: true, _seat: self.seats.take() });
                state.lanes.push_back(lane.clone());
            }
        }
        if !state.in_turns {
            state.in_turns = true;
            self.turns.push_back(id);
        }
    }

    pub(super) fn turn_again(&mut self, id: GateId) {
        if let Some(state) = self.gates.get_mut(&id)
            && !state.in_turns
        {
            state.in_turns = true;
            self.turns.push_back(id);
        }
    }

    /// A delivery has ended: its own gate may go on, and so may those that found the house full.
    pub(super) fn ended(&mut self, lane: &Lane) {
        self.total_under_way -= 1;
        let id = gate_of(&self.gateway.catalog.now(), lane);
        if let Some(id) = id {
            if let Some(state) = self.gates.get_mut(&id) {
                state.gate.in_flight = state.gate.in_flight.saturating_sub(1);
            }
            self.turn_again(id);
        }
        for id in std::mem::take(&mut self.crowded) {
            self.turn_again(id);
        }
    }

    /// A gate has a turn at this time, unless it has one before: a gate that is held is looked at with
    /// each event that comes for it.
    pub(super) fn turn_later(&mut self, id: GateId, at: Instant) {
        if let Some(state) =
            self.gates.get_mut(&id).filter(|it| it.turn_at.is_none_or(|it| at < it))
        {
            state.turn_at = Some(at);
            self.timed.push(Reverse((at, id)));
        }
    }
}
