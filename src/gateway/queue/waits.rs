//! What keeps events: told of one that waits to whoever asks, and of one that goes out to its attempt.
//!
//! Nothing is kept of each event. Whatever holds events back notes when it last did so; an event that
//! was due by then had to wait for it. Of several, the last is told.

use tokio::sync::{Mutex, MutexGuard, mpsc, oneshot};
use tokio::time::Instant;

use super::{GateId, Queue, gate_of};
use crate::gateway::brake::Standing;
use crate::gateway::gate::Passage;
use crate::gateway::lanes::lane_of;
use crate::model::{Event, Timestamp, Wait};

/// How many may ask at once; others wait for their turn.
const ASKERS: usize = 16;

/// The way to ask the queue about an event.
#[derive(Debug)]
pub(in crate::gateway) struct Asks {
    sender: mpsc::Sender<Ask>,
    receiver: Mutex<mpsc::Receiver<Ask>>,
}

/// A question: where a queued event stands.
#[derive(Debug)]
pub(super) struct Ask {
    event: Event,
    answer: oneshot::Sender<Place>,
}

/// Where a queued event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::gateway) enum Place {
    /// An attempt is under way.
    UnderWay,
    /// This keeps it, until then where that is known.
    Kept(Wait, Option<Timestamp>),
    /// Nothing keeps it but others before it.
    InTurn,
}

impl Default for Asks {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel(ASKERS);
        Self { sender, receiver: Mutex::new(receiver) }
    }
}

impl Asks {
    /// Where a queued event stands; `None` where the queue hands out nothing any more.
    pub(in crate::gateway) async fn place(&self, event: Event) -> Option<Place> {
        let (answer, place) = oneshot::channel();
        self.sender.send(Ask { event, answer }).await.ok()?;
        place.await.ok()
    }

    /// The questions, for the queue to answer until it drops them.
    pub(super) async fn answer(&self) -> Answering<'_> {
        Answering(self.receiver.lock().await)
    }
}

/// The questions, as long as somebody answers them.
pub(super) struct Answering<'a>(MutexGuard<'a, mpsc::Receiver<Ask>>);

impl Answering<'_> {
    pub(super) async fn recv(&mut self) -> Option<Ask> {
        self.0.recv().await
    }
}

impl Drop for Answering<'_> {
    fn drop(&mut self) {
        self.0.close();
        // Whoever asked meanwhile learns that there is no answer.
        while self.0.try_recv().is_ok() {}
    }
}

impl Queue {
    pub(super) fn answer(&self, ask: Ask) {
        // Whoever asked may have gone.
        let _ = ask.answer.send(self.place(&ask.event));
    }

    fn place(&self, event: &Event) -> Place {
        let lane = lane_of(event);
        let snapshot = self.gateway.catalog.now();
        let under_way = self.lanes.is_under_way(event.key);
        if let Some(session) = &lane.session {
            // What is under way to a listener that is away waits there.
            let awake = self.gateway.hub.window(session).is_some_and(|it| it > 0);
            let here = under_way && awake;
            return if here { Place::UnderWay } else { Place::Kept(Wait::Listener, None) };
        }
        if under_way {
            return Place::UnderWay;
        }
        let Some(id) = gate_of(&snapshot, &lane) else { return Place::InTurn };
        let gate = self.gates.get(&id).map(|it| &it.gate);
        let busy = gate.is_some_and(|it| it.in_flight > 0);
        if let Some(destination) = snapshot.destinations.get(&id) {
            match self.gateway.brakes.standing(destination, Timestamp::now()) {
                Standing::Held(held) => {
                    return Place::Kept(held.reason.into(), Some(held.until));
                }
                Standing::Tried(why) if busy => return Place::Kept(why.into(), None),
                Standing::Free | Standing::Tried(_) => {}
            }
        }
        let now = Instant::now();
        if let Some(group) = &lane.group {
            if self.blocked.contains(&lane) || self.order.is_under_way(&lane) {
                return Place::Kept(Wait::Order, None);
            }
            let pace = self.gates.get(&id).and_then(|it| it.paces.get(group));
            if pace.is_some_and(|it| matches!(it.gate.passage(usize::MAX, now), Passage::At(_))) {
                return Place::Kept(Wait::GroupRate, None);
            }
        }
        let held = gate.and_then(|it| it.holds(it.passage(self.free(), now)));
        held.map_or(Place::InTurn, |it| Place::Kept(it, None))
    }

    /// What last kept an event that goes out now.
    pub(super) fn waited_for(&self, event: &Event, id: &GateId) -> Option<Wait> {
        let state = self.gates.get(id);
        let gate = state.and_then(|it| it.gate.held());
        let (mut pace, mut order) = (None, None);
        if let Some(group) = event.group.clone().filter(|_| event.session.is_none()) {
            pace = state.and_then(|it| it.paces.get(&group)).and_then(|it| it.gate.held());
            order = self.order.held(&lane_of(event));
        }
        let start = Some((self.gateway.started_at, Wait::Restart));
        let held = [start, gate, pace, order].into_iter().flatten();
        held.filter(|it| it.0 >= event.updated_at).max_by_key(|it| it.0).map(|it| it.1)
    }
}
