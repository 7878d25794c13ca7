//! 3. Owns *when*: what waits, for whom, and whose turn it is.
//!
//! The queue is a fold over what the store committed ([`Feed`](crate::store::Feed)): it asks no
//! database what is due, and two words of the store can never disagree. Events wait in
//! [`Lanes`], one per connection (and listener, or group of the destination's); a lane leads to a
//! *gate*, one per destination (or listener), which knows limits. Gates take turns, one event each,
//! so that no destination waits for another. Of groups there may be one for each event, and so no more
//! of their lanes are in memory than there is [`room`] for.

mod groups;
mod order;
mod room;
mod time;
mod turns;
mod waits;

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use self::groups::Parked;
use self::order::{Claimed, Order};
use self::room::{Beyond, Known, Pace, Seats};
pub(super) use self::waits::{Asks, Place};
use super::brake::Standing;
use super::gate::{Gate, Limit, Passage};
use super::lanes::{Lanes, lane_of};
use super::{Gateway, STORE_PAUSE, Snapshot, deliver, pending};
use crate::model::{Event, Id, Key, Status, Timestamp};
use crate::store::{self, Committed, Lane, Waiting};

/// How many events are promoted at once.
const BATCH: usize = 256;
/// How often it is looked whether all that is left at a stop waits for somebody who is away.
const STOP_LOOK: Duration = Duration::from_millis(50);
/// How often it is looked how old what waits has become; issues are about minutes.
const AGE_LOOK: Duration = Duration::from_secs(10);

/// Hands events to `deliver` until `stop`; then waits for those under way, up to the grace.
pub(super) async fn run(gateway: Gateway, stop: CancellationToken) {
    let mut queue = Queue::new(gateway.clone());
    let mut asks = gateway.asks.answer().await;
    if queue.start(&stop).await.is_none() {
        return gateway.feed.close();
    }
    let mut look = tokio::time::interval(AGE_LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
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
            () = gateway.hub.changed().notified() => queue.look_at_gates(),
            () = gateway.catalog.changed().notified() => queue.look_at_gates(),
            () = tokio::time::sleep_until(wake) => queue.wake_due(),
            Some(ask) = asks.recv() => queue.answer(ask),
            _ = look.tick() => queue.look_at_ages(),
        }
        queue.hand_out();
        queue.bring_in();
    }
    // Nobody reads from here on; the store must not wait for it.
    drop(asks);
    gateway.feed.close();
    queue.under_way.close();
    let over = Instant::now() + gateway.settings.stop_grace;
    // Those that wait for a listener which is away, or for whoever holds them, are not waited for.
    while queue.under_way.len() > gateway.hub.idle() {
        if Instant::now() > over {
            tracing::warn!("deliveries under way were left; they will be made again");
            return;
        }
        let _ = tokio::time::timeout(STOP_LOOK, queue.under_way.wait()).await;
    }
}

/// Does something that must be done, however often the store says that it cannot.
async fn insist<T, A>(what: &'static str, act: impl Fn() -> A) -> T
where
    A: Future<Output = store::Result<T>>,
{
    loop {
        match act().await {
            Ok(done) => return done,
            Err(error) => tracing::error!(%error, "cannot {what}; trying again"),
        }
        tokio::time::sleep(STORE_PAUSE).await;
    }
}

/// Where a lane leads: a destination, or a listener's session.
type GateId = Id;

struct Queue {
    gateway: Gateway,
    lanes: Lanes,
    gates: HashMap<GateId, GateState>,
    /// Gates that may have something to hand out, in the order of their turns.
    turns: VecDeque<GateId>,
    /// Gates that had no share of a full house; they get a turn when any delivery ends.
    crowded: Vec<GateId>,
    /// Gates that wait for their rate, or for their destination.
    timed: BinaryHeap<Reverse<(Instant, GateId)>>,
    /// Lanes whose events go strictly one after another.
    order: Order,
    /// The lanes and paces that are in memory.
    seats: Seats,
    /// Connections with groups that found no room.
    beyond: Beyond,
    /// Lanes that wait for their group's pace, or for their head to be tried again.
    parked: BinaryHeap<Reverse<Parked>>,
    /// Those of them that wait for their head.
    blocked: HashSet<Lane>,
    /// When the earliest planned attempt comes due.
    due: Option<Timestamp>,
    /// Whether the store was asked to promote what is due.
    promoting: bool,
    under_way: TaskTracker,
    total_under_way: usize,
}

struct GateState {
    gate: Gate,
    /// Lanes that may have something to hand out, in the order of their turns.
    lanes: VecDeque<Lane>,
    /// Every lane of which something is in memory.
    known: HashMap<Lane, Known>,
    /// How fast each group may go, of those that may not go as they like.
    paces: HashMap<Arc<str>, Pace>,
    in_turns: bool,
    /// When it has a turn without anything happening: the earliest of its entries among the timed.
    turn_at: Option<Instant>,
}

impl GateState {
    fn new() -> Self {
        Self {
            gate: Gate::new(Limit::Share, Instant::now()),
            lanes: VecDeque::new(),
            known: HashMap::new(),
            paces: HashMap::new(),
            in_turns: false,
            turn_at: None,
        }
    }
}

impl Queue {
    fn new(gateway: Gateway) -> Self {
        Self {
            gateway,
            lanes: Lanes::default(),
            gates: HashMap::new(),
            turns: VecDeque::new(),
            crowded: Vec::new(),
            timed: BinaryHeap::new(),
            order: Order::default(),
            seats: Seats::default(),
            beyond: Beyond::default(),
            parked: BinaryHeap::new(),
            blocked: HashSet::new(),
            due: None,
            promoting: false,
            under_way: TaskTracker::new(),
            total_under_way: 0,
        }
    }

    /// What was left when the gateway last stopped, however it stopped, comes first: until that
    /// is known, what is accepted waits in the feed. `None` when told to stop meanwhile.
    async fn start(&mut self, stop: &CancellationToken) -> Option<()> {
        let find = || self.gateway.store.lanes();
        for lane in stop.run_until_cancelled(insist("find what was left", find)).await? {
            match lane.group {
                Some(_) => self.beyond.add(&lane.connection),
                None => self.reread(&lane),
            }
        }
        let gateway = self.gateway.clone();
        self.insist("make up for changes before the last stop", move || {
            let gateway = gateway.clone();
            async move { pending::follow_all(&gateway).await }
        });
        self.promote();
        self.bring_in();
        self.hand_out();
        Some(())
    }

    /// Does so aside, and goes on meanwhile; the answer comes through the feed.
    fn insist<F, A>(&self, what: &'static str, act: F)
    where
        F: Fn() -> A + Send + 'static,
        A: Future<Output = store::Result<()>> + Send,
    {
        let stop = self.gateway.stop.clone();
        self.gateway.tasks.spawn(async move { stop.run_until_cancelled(insist(what, act)).await });
    }

    fn learn(&mut self, word: Committed) {
        match word {
            Committed::Accepted(accepted) => {
                for event in &accepted.events {
                    self.keep_up(event);
                    match event.status {
                        Status::Queued => self.offer(event.clone(), Some(&accepted)),
                        _ => self.plan(event.next_attempt_at),
                    }
                }
            }
            Committed::Queued(event) => {
                self.keep_up(&event);
                if event.status == Status::Queued {
                    self.offer(event, None);
                }
            }
            Committed::Settled(event) => {
                self.gateway.tally.settled(&event);
                let lane = lane_of(&event);
                if self.lanes.settled(event.key) {
                    self.ended(&lane);
                }
                if lane.group.is_some() {
                    self.settled_in_group(&lane, event.key);
                }
                self.plan(event.next_attempt_at);
            }
            Committed::Removed(keys) => self.forget(|event| keys.contains(&event.key)),
            Committed::Held(connection, session) => self.forget(|event| {
                event.connection == connection && (session.is_none() || event.session == session)
            }),
            Committed::Backlog(connection, groups) => {
                for lane in self.lanes_of(&connection, groups) {
                    self.reread(&lane);
                }
            }
            Committed::Due(due) => {
                self.promoting = false;
                self.due = due;
            }
            Committed::Claimed { lane, waiting, blocked, .. } if self.order.has(&lane) => {
                match self.order.claimed(&lane, waiting.into_iter().next(), blocked) {
                    Claimed::Turn => self.take_turn(&lane),
                    Claimed::Waits(blocked) => self.block(lane, blocked),
                    Claimed::Nothing => self.rest(&lane),
                }
            }
            Committed::Groups { connection, groups, more } => self.found(&connection, groups, more),
            Committed::Claimed { lane, waiting, more, .. } => {
                self.lanes.claimed(&lane, waiting, more);
                self.take_turn(&lane);
            }
        }
    }

    /// An event that was made while its connection was paused or unpaused may have missed that.
    fn keep_up(&self, event: &Event) {
        let holds = pending::holds(&self.gateway.catalog.now(), &event.connection);
        let (held, queued) = (event.status == Status::Hold, event.status == Status::Queued);
        if (held && !holds) || (queued && holds) {
            let (gateway, connection) = (self.gateway.clone(), event.connection.clone());
            self.insist("hold or release what waits", move || {
                let (gateway, connection) = (gateway.clone(), connection.clone());
                async move { pending::follow(&gateway, &connection).await }
            });
        }
    }

    fn lanes_of(&self, connection: &Id, groups: HashSet<Arc<str>>) -> Vec<Lane> {
        let snapshot = self.gateway.catalog.now();
        let for_listeners =
            snapshot.sessions.values().filter(|it| it.connections.contains(connection));
        let sessions = for_listeners.map(|it| (Some(it.id.clone()), None));
        let groups = groups.into_iter().map(|it| (None, Some(it)));
        sessions
            .chain(groups)
            .chain([(None, None)])
            .map(|(session, group)| Lane { connection: connection.clone(), session, group })
            .collect()
    }

    /// How many more deliveries the gateway has room for.
    fn free(&self) -> usize {
        // What waits for a listener that is away, or that holds it, keeps nobody else from anything.
        let busy = self.total_under_way.saturating_sub(self.gateway.hub.idle());
        self.gateway.settings.max_deliveries.saturating_sub(busy)
    }

    /// Hands out events, one a gate and turn, until every gate is empty, closed or full.
    fn hand_out(&mut self) {
        let gateway = self.gateway.clone();
        let snapshot = gateway.catalog.now();
        let (now, at) = (Instant::now(), Timestamp::now());
        while let Some(id) = self.turns.pop_front() {
            let free = self.free();
            let Some(state) = self.gates.get_mut(&id) else { continue };
            state.in_turns = false;
            if let Some(destination) = snapshot.destinations.get(&id) {
                match gateway.brakes.standing(destination, at) {
                    Standing::Free => {}
                    Standing::Held(held) => {
                        state.gate.hold(held.reason.into(), at);
                        let wait = held.until.since(at);
                        self.turn_later(id, now + Duration::from_millis(wait));
                        continue;
                    }
                    // Its turn comes again when that one has ended.
                    Standing::Tried(why) if state.gate.in_flight > 0 => {
                        state.gate.hold(why.into(), at);
                        continue;
                    }
                    Standing::Tried(_) => {}
                }
            }
            state.gate.limit(limit_of(&gateway, &snapshot, &id), now);
            let passage = state.gate.passage(free, now);
            if let Some(wait) = state.gate.holds(passage) {
                state.gate.hold(wait, at);
            }
            match passage {
                Passage::Open => {}
                Passage::Full => continue,
                Passage::At(time) => {
                    self.turn_later(id, time);
                    continue;
                }
                Passage::Crowded => {
                    self.crowded.push(id);
                    continue;
                }
            }
            if let Some(waiting) = self.next_of(&id, &snapshot, now) {
                self.start_delivery(waiting, &id, now);
                self.turn_again(id);
            }
        }
    }

    /// The next event of a gate, from its lanes in turn; asks the store for what waits on disk.
    fn next_of(&mut self, id: &GateId, snapshot: &Snapshot, now: Instant) -> Option<Waiting> {
        let lanes = self.gates.get(id)?.lanes.len();
        for _ in 0..lanes {
            let lane = self.gates.get_mut(id)?.lanes.pop_front()?;
            if lane.group.is_some() {
                match self.next_of_group(id, lane, snapshot, now) {
                    None => continue,
                    next => return next,
                }
            }
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
            if taken.next.is_some() {
                return taken.next;
            }
        }
        None
    }

    fn start_delivery(&mut self, waiting: Waiting, id: &GateId, now: Instant) {
        if let Some(state) = self.gates.get_mut(id) {
            state.gate.pass(now);
        }
        self.total_under_way += 1;
        let waited_for = self.waited_for(&waiting.event, id);
        self.under_way.spawn(deliver::attempt(self.gateway.clone(), waiting, waited_for));
    }

    fn claim(&self, lane: Lane, after: Key, limit: usize) {
        let gateway = self.gateway.clone();
        self.insist("claim what waits on disk", move || {
            let (gateway, lane) = (gateway.clone(), lane.clone());
            async move { gateway.store.claim(lane, after, limit).await }
        });
    }

    /// A listener came, went to sleep or was forgotten, or a limit is another.
    fn look_at_gates(&mut self) {
        let snapshot = self.gateway.catalog.now();
        let is_live =
            |id: &Id| snapshot.destinations.get(id).is_some_and(|it| it.deleted_at.is_none());
        self.gates.retain(|id, state| {
            snapshot.sessions.contains_key(id)
                || is_live(id)
                || !state.known.is_empty()
                || state.gate.in_flight > 0
        });
        self.gateway.brakes.retain(is_live);
        self.gateway.tokens.retain(is_live);
        self.crowded.clear();
        self.timed.clear();
        self.look_at_parked();
        for state in self.gates.values_mut() {
            state.turn_at = None;
        }
        for id in self.gates.keys().cloned().collect::<Vec<_>>() {
            self.turn_again(id);
        }
    }
}

fn is_paused(snapshot: &Snapshot, lane: &Lane) -> bool {
    snapshot.connections.get(&lane.connection).is_none_or(|it| it.paused_at.is_some())
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
        // To whoever is forgotten nothing is sent: it fails at once.
        None => gateway.hub.window(id).map_or(Limit::Share, Limit::Window),
    }
}
