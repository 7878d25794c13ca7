//! Which lanes of groups are in memory, and how those come in that found no room.
//!
//! A group is whatever senders write, so there may be one for each event. Its lane is in memory from
//! when something of it is queued until nothing is, and its pace until it is as good as a new one.
//! Where there is no room for another, its events stay in the store, and the connection is noted as
//! one with groups *beyond*. Once there is room its groups are read from the store in their order,
//! from the first to the last, and once more while others find no room. Until then no lane of it is
//! made without reading what lies in the store, so that none goes out of turn.
//!
//! **Invariant:** memory holds at most [`ROOM`] lanes and paces, and of a destination no more than
//! there is room for others; but each may have one, and each lane a pace. That is some 64 MB.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use tokio::time::Instant;

use super::{GateState, Queue, gate_of};
use crate::gateway::gate::Gate;
use crate::model::Id;
use crate::store::Lane;

/// How many lanes and paces are in memory.
const ROOM: usize = 65_536;
/// How many groups are asked for at once.
const SOME: usize = 256;
/// How many connections are looked at at once for whether there is room.
const LOOKED: usize = 64;

/// What has a place in memory keeps one of these.
type Seat = Arc<()>;

/// The places in memory.
pub(super) struct Seats {
    all: Seat,
    room: usize,
}

impl Default for Seats {
    fn default() -> Self {
        Self { all: Seat::default(), room: ROOM }
    }
}

impl Seats {
    pub(super) fn take(&self) -> Seat {
        self.all.clone()
    }

    /// How many more a gate may have: as many as would leave so many to the others. One that has none
    /// may always have one.
    fn free(&self, gate: Option<&GateState>) -> usize {
        let own = gate.map_or(0, |it| it.known.len() + it.paces.len());
        let left = self.room.saturating_sub(Arc::strong_count(&self.all) - 1);
        left.saturating_sub(own).max(usize::from(own == 0))
    }

    /// How many are worth a question to the store: not each single one, where there are few.
    fn worth(&self) -> usize {
        (self.room / 16).clamp(1, SOME)
    }
}

/// A lane of which something is in memory.
pub(super) struct Known {
    /// Whether it is in its gate's row, or comes there when its pace allows; otherwise there will be
    /// word of it.
    pub(super) in_row: bool,
    pub(super) _seat: Seat,
}

/// How fast a group may go.
pub(super) struct Pace {
    pub(super) gate: Gate,
    pub(super) _seat: Seat,
}

/// Connections with groups that found no room.
#[derive(Default)]
pub(super) struct Beyond {
    readings: HashMap<Id, Reading>,
    /// The same, in the order of their turns.
    turns: VecDeque<Id>,
}

/// How far a connection's groups were read.
#[derive(Default)]
struct Reading {
    /// Up to this one.
    after: Option<Arc<str>>,
    /// Whether the store was asked for more.
    asked: bool,
    /// Whether another found no room since it began.
    again: bool,
}

impl Beyond {
    /// A group of this connection finds no room, or may have found none.
    pub(super) fn add(&mut self, connection: &Id) {
        match self.readings.get_mut(connection) {
            Some(reading) => reading.again = reading.asked || reading.after.is_some(),
            None => {
                self.readings.insert(connection.clone(), Reading::default());
                self.turns.push_back(connection.clone());
            }
        }
    }

    /// Whether there may be events of a lane that nobody knows here.
    pub(super) fn has(&self, lane: &Lane) -> bool {
        lane.group.is_some() && self.readings.contains_key(&lane.connection)
    }
}

impl Queue {
    /// Whether a lane is in memory.
    pub(super) fn knows(&self, lane: &Lane) -> bool {
        self.gate_state(&lane.connection).is_some_and(|it| it.known.contains_key(lane))
    }

    /// Whether a lane may be in memory. One that may not is noted.
    pub(super) fn admits(&mut self, lane: &Lane) -> bool {
        if lane.group.is_none() || self.knows(lane) {
            return true;
        }
        let has_room = self.free_of(&lane.connection) > 0;
        if !has_room {
            self.beyond.add(&lane.connection);
        }
        has_room
    }

    fn gate_state(&self, connection: &Id) -> Option<&GateState> {
        let snapshot = self.gateway.catalog.now();
        self.gates.get(&snapshot.connections.get(connection)?.destination_id)
    }

    /// How many more groups of a connection may be in memory.
    fn free_of(&self, connection: &Id) -> usize {
        self.seats.free(self.gate_state(connection))
    }

    fn has_any(&self, connection: &Id) -> bool {
        self.gate_state(connection).is_some_and(|it| it.known.len() + it.paces.len() > 0)
    }

    /// Asks for groups that found no room, as far as there is some.
    pub(super) fn bring_in(&mut self) {
        for _ in 0..self.beyond.turns.len().min(LOOKED) {
            let Some(connection) = self.beyond.turns.pop_front() else { break };
            let free = self.free_of(&connection).min(SOME);
            let enough = free >= self.seats.worth() || (free > 0 && !self.has_any(&connection));
            let Some(reading) = self.beyond.readings.get_mut(&connection) else { continue };
            if enough && !reading.asked {
                reading.asked = true;
                let (gateway, after) = (self.gateway.clone(), reading.after.clone());
                let of = connection.clone();
                self.insist("read which groups wait on disk", move || {
                    let (gateway, of, after) = (gateway.clone(), of.clone(), after.clone());
                    async move { gateway.store.groups(of, after, free).await }
                });
            }
            self.beyond.turns.push_back(connection);
        }
    }

    /// The store's answer: the next groups of a connection with something queued.
    pub(super) fn found(&mut self, connection: &Id, groups: Vec<Arc<str>>, mut more: bool) {
        let mut after = None;
        for group in groups {
            let (connection, session) = (connection.clone(), None);
            let lane = Lane { connection, session, group: Some(group.clone()) };
            if !self.knows(&lane) {
                if self.free_of(&lane.connection) == 0 {
                    more = true;
                    break;
                }
                self.reread(&lane);
            }
            after = Some(group);
        }
        let Some(reading) = self.beyond.readings.get_mut(connection) else { return };
        reading.asked = false;
        if more {
            reading.after = after.or(reading.after.take());
        } else if reading.again {
            *reading = Reading::default();
        } else {
            self.beyond.readings.remove(connection);
        }
    }

    /// Nothing of a lane is here any more that had its turn.
    pub(super) fn rest(&mut self, lane: &Lane) {
        if self.order.has(lane) || self.blocked.contains(lane) {
            return;
        }
        self.order.leave(lane);
        let gate = gate_of(&self.gateway.catalog.now(), lane);
        if let Some(state) = gate.and_then(|it| self.gates.get_mut(&it))
            && state.known.get(lane).is_some_and(|it| !it.in_row)
        {
            state.known.remove(lane);
        }
    }

    /// Paces that hold nothing back any more are as good as new ones.
    pub(super) fn forget_paces(&mut self, now: Instant) {
        for state in self.gates.values_mut() {
            state.paces.retain(|_, it| !it.gate.is_rested(now));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use super::*;
    use crate::gateway::brake::tests::destination;
    use crate::gateway::catalog::tests::connection as connection_to;
    use crate::gateway::{Gateway, Settings};
    use crate::model::{
        Content, DestinationConfig, Event, Groups, Key, RatePeriod, Request, Status,
    };
    use crate::store::{Accepted, Aftermath, Settled};

    const GROUPS: i64 = 40;
    const LITTLE: usize = 8;

    /// A queue with little room.
    async fn queue(dir: &std::path::Path) -> Queue {
        let settings = Settings::new(dir.to_owned(), "http://127.0.0.1:4400".parse().unwrap());
        let gateway = Gateway::open(settings, |_| Ok(())).await.unwrap();
        let mut queue = Queue::new(gateway);
        queue.seats.room = LITTLE;
        queue
    }

    /// Makes a connection to a destination of its own with groups; the destination.
    async fn connect(queue: &Queue, connection: &str, groups: Groups) -> Id {
        let config = DestinationConfig { groups: Some(groups), ..DestinationConfig::default() };
        let to = Id::from(format!("des_{connection}").as_str());
        let destination = crate::model::Destination { id: to.clone(), config, ..destination(None) };
        let connection = connection_to(connection, &destination);
        let put = queue.gateway.catalog.change(|draft| {
            draft.put_destination(destination);
            draft.put_connection(connection);
            Ok::<_, crate::store::Error>(())
        });
        put.await.unwrap();
        to
    }

    fn groups(strict: bool, rate: Option<u32>) -> Groups {
        let pace = rate.map(|rate| crate::model::Pace { rate, period: RatePeriod::Hour });
        Groups { key: "body.id".to_owned(), pace, overrides: BTreeMap::new(), strict }
    }

    async fn send(gateway: &Gateway, connection: &str, group: i64) {
        let key = gateway.keys.reserve(2);
        let connection = Id::from(connection);
        let event = Event::new(Key(key.0 + 1), key, connection, Status::Queued, key.at());
        let event = Event { group: Some(format!("{group}").into()), ..event };
        let request = Request {
            key,
            project: Id::from("tm_1"),
            source: Id::from("src_a"),
            content: Content::default(),
            verified: false,
            unproved: None,
            rejection: None,
            events_count: 1,
            cli_events_count: 0,
            ignored_count: 0,
        };
        let accepted = Accepted { events: vec![event], ..Accepted::of(request) };
        gateway.store.accept(accepted.into()).await.unwrap();
    }

    /// Takes and settles so many events of a gate; the keys of each group in their order.
    async fn drain(queue: &mut Queue, gate: &Id, count: usize) -> BTreeMap<Arc<str>, Vec<Key>> {
        let gateway = queue.gateway.clone();
        let mut res = BTreeMap::<_, Vec<_>>::new();
        while res.values().map(Vec::len).sum::<usize>() < count {
            let words = tokio::time::timeout(Duration::from_secs(20), gateway.feed.next()).await;
            for word in words.unwrap_or_else(|_| panic!("nothing comes after {res:?}")) {
                queue.learn(word);
            }
            queue.bring_in();
            let state = &queue.gates[gate];
            assert!(state.known.len() + state.paces.len() <= LITTLE, "{}", state.known.len());
            let mut gone = Vec::new();
            let snapshot = gateway.catalog.now().clone();
            while let Some(waiting) = queue.next_of(gate, &snapshot, Instant::now()) {
                queue.total_under_way += 1;
                gone.push(waiting.event);
            }
            for event in gone {
                let group = event.group.clone().unwrap();
                res.entry(group).or_default().push(event.key);
                let event = Event { status: Status::Successful, ..event };
                let settled = Settled { attempt: None, event, aftermath: Aftermath::default() };
                assert!(gateway.store.settle(settled).await.unwrap());
            }
        }
        res
    }

    #[tokio::test]
    async fn groups_that_find_no_room_wait_on_disk_and_go_in_their_order() {
        for strict in [false, true] {
            let dir = tempfile::tempdir().unwrap();
            let mut queue = queue(dir.path()).await;
            let gate = connect(&queue, "web_a", groups(strict, None)).await;
            for number in 0..GROUPS * 2 {
                send(&queue.gateway, "web_a", number % GROUPS).await;
            }
            let mut gone = drain(&mut queue, &gate, LITTLE).await;
            // There is room again, and older ones of the same groups lie on disk.
            for group in (0..GROUPS).rev() {
                send(&queue.gateway, "web_a", group).await;
            }
            let so_far: usize = gone.values().map(Vec::len).sum();
            for (group, keys) in drain(&mut queue, &gate, GROUPS as usize * 3 - so_far).await {
                gone.entry(group).or_default().extend(keys);
            }
            assert_eq!(gone.len(), GROUPS as usize);
            assert!(gone.values().all(|it| it.len() == 3 && it.is_sorted()), "{gone:?}");
            // Everything was found: nothing is looked for on disk any more.
            while !queue.beyond.readings.is_empty() {
                queue.bring_in();
                queue.gateway.feed.next().await.into_iter().for_each(|it| queue.learn(it));
            }
            queue.gateway.store.close().await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_destination_has_room_however_many_groups_wait_for_another() {
        let dir = tempfile::tempdir().unwrap();
        let mut queue = queue(dir.path()).await;
        let slow = connect(&queue, "web_slow", groups(false, Some(1))).await;
        let other = connect(&queue, "web_other", groups(false, None)).await;
        for number in 0..GROUPS * 2 {
            send(&queue.gateway, "web_slow", number % GROUPS).await;
        }
        let gone = drain(&mut queue, &slow, 2).await;
        assert!(gone.values().all(|it| it.len() == 1), "each waits for its pace");
        for number in 0..GROUPS {
            send(&queue.gateway, "web_other", number).await;
        }
        let gone = drain(&mut queue, &other, GROUPS as usize).await;
        assert_eq!(gone.len(), GROUPS as usize);
        queue.gateway.store.close().await.unwrap();
    }
}
