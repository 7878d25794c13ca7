//! What the queue does without a word from the store: when something comes due, and when it has
//! waited for too long.

use std::cmp::Reverse;
use std::time::Duration;

use tokio::time::Instant;

use super::{BATCH, Queue};
use crate::gateway::issues;
use crate::model::Timestamp;

impl Queue {
    pub(super) fn plan(&mut self, at: Option<Timestamp>) {
        if let Some(at) = at {
            self.due = Some(self.due.map_or(at, |due| due.min(at)));
        }
    }

    pub(super) fn promote(&mut self) {
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
    pub(super) fn next_wake(&self) -> Instant {
        let now = Instant::now();
        let timed = self.timed.peek().map(|Reverse((at, _))| *at);
        let due = self
            .due
            .filter(|_| !self.promoting)
            .map(|due| now + Duration::from_millis(due.since(Timestamp::now())));
        // Without either, a long time: every other wake-up comes by word.
        let far = now + Duration::from_secs(3600);
        let parked = self.parked.peek().map(|Reverse(it)| it.until);
        [timed, parked, due].into_iter().flatten().fold(far, Instant::min)
    }

    pub(super) fn wake_due(&mut self) {
        let now = Instant::now();
        while let Some(Reverse((at, _))) = self.timed.peek()
            && *at <= now
        {
            let Some(Reverse((at, id))) = self.timed.pop() else { break };
            if let Some(state) = self.gates.get_mut(&id).filter(|it| it.turn_at == Some(at)) {
                state.turn_at = None;
            }
            self.turn_again(id);
        }
        self.wake_parked(now);
        if !self.promoting && self.due.is_some_and(|due| due <= Timestamp::now()) {
            self.promote();
        }
    }

    /// Sees which destinations have let something wait for too long.
    pub(super) fn look_at_ages(&mut self) {
        self.forget_paces(Instant::now());
        for (id, state) in &self.gates {
            let oldest = state.known.keys().filter_map(|it| self.lanes.oldest(it)).min();
            if let Some(sighting) = oldest.and_then(|it| issues::pressed(&self.gateway, id, it)) {
                let gateway = self.gateway.clone();
                self.gateway.tasks.spawn(async move { issues::see(&gateway, sighting).await });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::brake::Seen;
    use crate::gateway::brake::tests::destination;
    use crate::gateway::queue::GateState;
    use crate::gateway::{Gateway, Settings};

    #[tokio::test]
    async fn a_gate_that_is_held_waits_once_however_often_it_is_looked_at() {
        let dir = tempfile::tempdir().unwrap();
        let url = "http://127.0.0.1:4400".parse().unwrap();
        let settings = Settings::new(dir.path().to_owned(), url);
        let gateway = Gateway::open(settings, |_| Ok(())).await.unwrap();
        let destination = destination(None);
        let id = destination.id.clone();
        let put = gateway.catalog.change(|draft| {
            draft.put_destination(destination.clone());
            Ok::<_, crate::store::Error>(())
        });
        put.await.unwrap();
        let refused = Seen { status: Some(429), asks: Some(3_600_000) };
        gateway.brakes.note(&destination, refused, Timestamp::now());

        let mut queue = Queue::new(gateway.clone());
        queue.gates.insert(id.clone(), GateState::new());
        for _ in 0..1000 {
            queue.turn_again(id.clone());
            queue.hand_out();
        }
        // Times are read anew each time, and may be a moment earlier now and then.
        assert!((1..10).contains(&queue.timed.len()), "{}", queue.timed.len());
        gateway.store.close().await.unwrap();
    }
}
