//! 3. Owns *when*: what waits, for whom, and whose turn it is.
//!
//! The queue is a fold over what the store committed ([`Feed`](crate::store::Feed)): it asks no
//! database what is due, and two words of the store can never disagree. Events wait in *lanes*, one
//! per connection (and listener); a lane leads to a *gate*, one per destination (or listener),
//! which knows limits. Gates take turns, one event each, so that no destination waits for another.
//!
//! **Invariant:** memory holds at most [`LANE_ROOM`] events a lane and [`ROOM`] in all, with
//! bodies of at most [`BODY_ROOM`] bytes. What finds no room stays where it is, on disk; the lane
//! remembers that there is a backlog and claims it, oldest first, when it has room again.
//!
//! **Invariant:** an event is under way at most once. It is known here from the moment it waits
//! until the store says that its attempt was settled, and what is known is not taken again.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::gate::{Gate, Limit, Passage};
use super::{Gateway, Snapshot, deliver};
use crate::model::{Event, Id, Key, Status, Timestamp};
use crate::store::{self, Accepted, Committed, Lane, Waiting};

/// How many events may wait in one lane.
const LANE_ROOM: usize = 1024;
/// How many events may wait in all lanes.
const ROOM: usize = 65_536;
/// How many bytes of requests may wait in memory.
const BODY_ROOM: usize = 16 << 20;
/// How many events are claimed or promoted at once.
const BATCH: usize = 256;
/// How often it is looked whether all that is left at a stop waits for somebody who is away.
const STOP_LOOK: Duration = Duration::from_millis(50);

/// Hands events to `deliver` until `stop`; then waits for those under way, up to the grace.
pub(super) async fn run(gateway: Gateway, stop: CancellationToken) {
    let mut queue = Queue::new(gateway.clone());
    queue.start();
    loop {
        let wake = queue.next_wake();
        tokio::select! {
            biased;
            () = stop.cancelled() => break,
            words = gateway.feed.next() => {
                for word in words {
                    queue.learn(word);
                }
            }
            () = gateway.hub.changed().notified() => queue.look_at_listeners(),
            () = tokio::time::sleep_until(wake) => queue.wake_due(),
        }
        queue.hand_out();
    }
    // Nobody reads from here on; the store must not wait for it.
    gateway.feed.close();
    queue.under_way.close();
    let over = Instant::now() + gateway.settings.stop_grace;
    // Those that wait for a listener which is away are not waited for.
    while queue.under_way.len() > gateway.hub.asleep() {
        if Instant::now() > over {
            tracing::warn!("deliveries under way were left; they will be made again");
            return;
        }
        let _ = tokio::time::timeout(STOP_LOOK, queue.under_way.wait()).await;
    }
}

/// Where a lane leads: a destination, or a listener's session.
type GateId = Id;

struct Queue {
    gateway: Gateway,
    lanes: HashMap<Lane, LaneState>,
    gates: HashMap<GateId, GateState>,
    /// Gates that may have something to hand out, in the order of their turns.
    turns: VecDeque<GateId>,
    /// Gates that had no share of a full house; they get a turn when any delivery ends.
    crowded: Vec<GateId>,
    /// Gates that wait for their rate.
    timed: BinaryHeap<Reverse<(Instant, GateId)>>,
    /// Every event that waits here or is under way, and whether it is under way.
    known: HashMap<Key, bool>,
    /// When the earliest planned attempt comes due.
    due: Option<Timestamp>,
    /// Whether the store was asked to promote what is due.
    promoting: bool,
    body_bytes: usize,
    under_way: TaskTracker,
    total_under_way: usize,
}

#[derive(Default)]
struct LaneState {
    waiting: VecDeque<Waiting>,
    /// The store may hold queued events after this key that are not here.
    backlog: Option<Key>,
    /// Whether the store was asked, and its answer is still to come.
    claiming: bool,
    /// Whether the backlog is to be read from its start once that answer is there.
    restart: bool,
}

struct GateState {
    gate: Gate,
    lanes: VecDeque<Lane>,
    in_turns: bool,
}

impl Queue {
    fn new(gateway: Gateway) -> Self {
        Self {
            gateway,
            lanes: HashMap::new(),
            gates: HashMap::new(),
            turns: VecDeque::new(),
            crowded: Vec::new(),
            timed: BinaryHeap::new(),
            known: HashMap::new(),
            due: None,
            promoting: false,
            body_bytes: 0,
            under_way: TaskTracker::new(),
            total_under_way: 0,
        }
    }

    /// What was left when the gateway last stopped, however it stopped, comes due again.
    fn start(&mut self) {
        self.promote();
        let gateway = self.gateway.clone();
        self.insist("find what was left", move || {
            let gateway = gateway.clone();
            async move {
                let lanes = gateway.store.lanes().await?;
                let connections: HashSet<Id> = lanes.into_iter().map(|it| it.connection).collect();
                let words = connections.into_iter().map(Committed::Backlog).collect::<Vec<_>>();
                let feed = gateway.feed.clone();
                let _ = tokio::task::spawn_blocking(move || feed.push(words)).await;
                Ok(())
            }
        });
    }

    /// Does something that must be done, however often the store says that it cannot.
    fn insist<F, A>(&self, what: &'static str, act: F)
    where
        F: Fn() -> A + Send + 'static,
        A: Future<Output = store::Result<()>> + Send,
    {
        self.gateway.tasks.spawn({
            let stop = self.gateway.stop.clone();
            async move {
                while let Err(error) = act().await {
                    tracing::error!(%error, "cannot {what}; trying again");
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = tokio::time::sleep(deliver::STORE_PAUSE) => {}
                    }
                }
            }
        });
    }

    fn learn(&mut self, word: Committed) {
        match word {
            Committed::Accepted(accepted) => {
                for event in &accepted.events {
                    match event.status {
                        Status::Queued => self.offer(event.clone(), Some(&accepted)),
                        _ => self.plan(event.next_attempt_at),
                    }
                }
            }
            Committed::Queued(event) => self.offer(event, None),
            Committed::Settled(event) => {
                if self.known.remove(&event.key) == Some(true) {
                    self.ended(&lane_of(&event));
                }
                self.plan(event.next_attempt_at);
            }
            Committed::Removed(key) => self.forget_waiting(|event| event.key == key),
            Committed::Held(connection, session) => self.forget_waiting(|event| {
                event.connection == connection && (session.is_none() || event.session == session)
            }),
            Committed::Backlog(connection) => {
                for lane in self.lanes_of(&connection) {
                    let state = self.lane(&lane);
                    state.backlog = Some(Key::default());
                    state.restart = state.claiming;
                    self.take_turn(&lane);
                }
            }
            Committed::Due(due) => {
                self.promoting = false;
                self.due = due;
            }
            Committed::Claimed { lane, events, more } => {
                let state = self.lane(&lane);
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
                self.take_turn(&lane);
            }
        }
    }

    /// An event is queued: it waits here if there is room, and on disk if there is none.
    fn offer(&mut self, event: Event, accepted: Option<&Arc<Accepted>>) {
        if self.known.contains_key(&event.key) {
            return;
        }
        let full = self.known.len() >= ROOM;
        let state = self.lane(&lane_of(&event));
        match state.backlog {
            // A claim reads on from that key, so it will find this one.
            Some(after) if event.key > after => return,
            Some(_) => {}
            None if full || state.waiting.len() >= LANE_ROOM => {
                let oldest = state.waiting.front().map_or(event.key, |it| it.event.key);
                state.backlog = Some(Key(oldest.min(event.key).0 - 1));
                return;
            }
            None => {}
        }
        let accepted = accepted
            .filter(|it| self.body_bytes + it.request.content.weight() <= BODY_ROOM)
            .cloned();
        let lane = lane_of(&event);
        self.push(Waiting { event, accepted });
        self.take_turn(&lane);
    }

    fn push(&mut self, waiting: Waiting) {
        self.known.insert(waiting.event.key, false);
        self.body_bytes += weight(&waiting);
        let lane = lane_of(&waiting.event);
        self.lane(&lane).waiting.push_back(waiting);
    }

    fn lane(&mut self, lane: &Lane) -> &mut LaneState {
        match self.lanes.entry(lane.clone()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(LaneState::default()),
        }
    }

    fn lanes_of(&self, connection: &Id) -> Vec<Lane> {
        let snapshot = self.gateway.catalog.now();
        let for_listeners =
            snapshot.sessions.values().filter(|it| it.connections.contains(connection));
        let sessions = for_listeners.map(|it| Some(it.id.clone()));
        sessions
            .chain([None])
            .map(|session| Lane { connection: connection.clone(), session })
            .collect()
    }

    fn forget_waiting(&mut self, which: impl Fn(&Event) -> bool) {
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

    /// Puts the lane's gate among those that take turns.
    fn take_turn(&mut self, lane: &Lane) {
        let Some(id) = gate_of(&self.gateway.catalog.now(), lane) else {
            return;
        };
        let state = self.gates.entry(id.clone()).or_insert_with(|| GateState {
            gate: Gate::new(Limit::Share, Instant::now()),
            lanes: VecDeque::new(),
            in_turns: false,
        });
        if !state.lanes.contains(lane) {
            state.lanes.push_back(lane.clone());
        }
        if !state.in_turns {
            state.in_turns = true;
            self.turns.push_back(id);
        }
    }

    fn turn_again(&mut self, id: GateId) {
        if let Some(state) = self.gates.get_mut(&id)
            && !state.in_turns
        {
            state.in_turns = true;
            self.turns.push_back(id);
        }
    }

    /// A delivery has ended: its own gate may go on, and so may those that found the house full.
    fn ended(&mut self, lane: &Lane) {
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

    /// Hands out events, one a gate and turn, until every gate is empty, closed or full.
    fn hand_out(&mut self) {
        let gateway = self.gateway.clone();
        let snapshot = gateway.catalog.now();
        let now = Instant::now();
        while let Some(id) = self.turns.pop_front() {
            // What waits for a listener that is away keeps nobody else from anything.
            let busy = self.total_under_way.saturating_sub(gateway.hub.asleep());
            let free = gateway.settings.max_deliveries.saturating_sub(busy);
            let Some(state) = self.gates.get_mut(&id) else { continue };
            state.in_turns = false;
            state.gate.limit = limit_of(&gateway, &snapshot, &id);
            match state.gate.passage(free, now) {
                Passage::Open => {}
                Passage::Full => continue,
                Passage::At(time) => {
                    self.timed.push(Reverse((time, id)));
                    continue;
                }
                Passage::Crowded => {
                    self.crowded.push(id);
                    continue;
                }
            }
            if let Some(waiting) = self.next_of(&id, &snapshot) {
                self.start_delivery(waiting, &id, now);
                self.turn_again(id);
            }
        }
    }

    /// The next event of a gate, from its lanes in turn; asks the store for what waits on disk.
    fn next_of(&mut self, id: &GateId, snapshot: &Snapshot) -> Option<Waiting> {
        let lanes = self.gates.get(id)?.lanes.len();
        for _ in 0..lanes {
            let lane = self.gates.get_mut(id)?.lanes.pop_front()?;
            let paused =
                snapshot.connections.get(&lane.connection).is_none_or(|it| it.paused_at.is_some());
            let Some(state) = self.lanes.get_mut(&lane) else { continue };
            let waiting = if paused { None } else { state.waiting.pop_front() };
            if !paused
                && state.waiting.len() < LANE_ROOM / 4
                && !state.claiming
                && let Some(after) = state.backlog
            {
                state.claiming = true;
                self.claim(lane.clone(), after);
            }
            let more = self
                .lanes
                .get(&lane)
                .is_some_and(|it| !it.waiting.is_empty() || it.backlog.is_some() || it.claiming);
            if more {
                self.gates.get_mut(id)?.lanes.push_back(lane);
            } else {
                self.lanes.remove(&lane);
            }
            if let Some(waiting) = waiting {
                self.body_bytes -= weight(&waiting);
                return Some(waiting);
            }
        }
        None
    }

    fn start_delivery(&mut self, waiting: Waiting, id: &GateId, now: Instant) {
        self.known.insert(waiting.event.key, true);
        if let Some(state) = self.gates.get_mut(id) {
            state.gate.pass(now);
        }
        self.total_under_way += 1;
        self.under_way.spawn(deliver::attempt(self.gateway.clone(), waiting));
    }

    fn claim(&self, lane: Lane, after: Key) {
        let gateway = self.gateway.clone();
        self.insist("claim what waits on disk", move || {
            let (gateway, lane) = (gateway.clone(), lane.clone());
            async move { gateway.store.claim(lane, after, BATCH).await }
        });
    }

    fn plan(&mut self, at: Option<Timestamp>) {
        if let Some(at) = at {
            self.due = Some(self.due.map_or(at, |due| due.min(at)));
        }
    }

    fn promote(&mut self) {
        self.promoting = true;
        let gateway = self.gateway.clone();
        self.insist("queue what is due", move || {
            let gateway = gateway.clone();
            async move {
                let paused = {
                    let snapshot = gateway.catalog.now();
                    let connections = snapshot.connections.values();
                    let paused = connections.filter(|it| it.paused_at.is_some());
                    paused.map(|it| it.id.clone()).collect()
                };
                gateway.store.promote(Timestamp::now(), paused, BATCH).await
            }
        });
    }

    /// When something is to be done without a word from the store.
    fn next_wake(&self) -> Instant {
        let now = Instant::now();
        let timed = self.timed.peek().map(|Reverse((at, _))| *at);
        let due = self
            .due
            .filter(|_| !self.promoting)
            .map(|due| now + Duration::from_millis(due.since(Timestamp::now())));
        // Without either, a long time: every other wake-up comes by word.
        let far = now + Duration::from_secs(3600);
        [timed, due].into_iter().flatten().fold(far, Instant::min)
    }

    fn wake_due(&mut self) {
        let now = Instant::now();
        while let Some(Reverse((at, _))) = self.timed.peek()
            && *at <= now
        {
            if let Some(Reverse((_, id))) = self.timed.pop() {
                self.turn_again(id);
            }
        }
        if !self.promoting && self.due.is_some_and(|due| due <= Timestamp::now()) {
            self.promote();
        }
    }

    /// A listener came, went to sleep or was forgotten.
    fn look_at_listeners(&mut self) {
        let snapshot = self.gateway.catalog.now();
        let listens = |id: &GateId| snapshot.sessions.contains_key(id);
        self.gates.retain(|id, state| {
            listens(id) || snapshot.destinations.contains_key(id) || state.gate.in_flight > 0
        });
        let listeners: Vec<_> = self.gates.keys().filter(|id| listens(id)).cloned().collect();
        let crowded = std::mem::take(&mut self.crowded);
        for id in listeners.into_iter().chain(crowded) {
            self.turn_again(id);
        }
    }
}

fn lane_of(event: &Event) -> Lane {
    Lane { connection: event.connection.clone(), session: event.session.clone() }
}

fn gate_of(snapshot: &Snapshot, lane: &Lane) -> Option<GateId> {
    match &lane.session {
        Some(session) => Some(session.clone()),
        None => snapshot.connections.get(&lane.connection).map(|it| it.destination_id.clone()),
    }
}

fn limit_of(gateway: &Gateway, snapshot: &Snapshot, id: &GateId) -> Limit {
    match snapshot.destinations.get(id) {
        Some(destination) => Limit::of(&destination.config),
        None => Limit::Concurrent(gateway.hub.window(id)),
    }
}

fn weight(waiting: &Waiting) -> usize {
    waiting.accepted.as_ref().map_or(0, |it| it.request.content.weight())
}
