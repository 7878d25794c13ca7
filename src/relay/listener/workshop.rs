//! Makes attempts: a request to the target each, as many at once as the target is to get, once the
//! breakpoint lets it pass.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;

use super::super::{Delivery, Dialect};
use super::breakpoint::{Stay, Verdict};
use super::desk::{Desk, Name};
use super::forwarding::{Forwarding, address};
use super::mischief::Fate;
use super::{Listener, Update};
use crate::forward::{Answer, Failure, Guard, Outcome, Outgoing, Sender};
use crate::model::{ErrorCode, Timestamp, Timings};

/// The longest body that is read of an answer.
const ANSWER_LIMIT: usize = 10 << 20;
/// How many attempts may wait to be seen, on top of the room that the viewer's channel has.
const LINE: usize = 4096;
/// How long a viewer may take at the very end.
const LAST_WORD: Duration = Duration::from_secs(2);

pub(super) struct Workshop {
    pub(super) listener: Listener,
    pub(super) desk: Desk,
    /// Ends everything that runs.
    pub(super) quit: CancellationToken,
    /// From when on nothing is held or released any more.
    stop: CancellationToken,
    sender: Sender,
    benches: Semaphore,
    running: TaskTracker,
    updates: mpsc::Sender<Update>,
    /// Who may wait for a viewer that is behind.
    line: Semaphore,
    /// How many updates found no room there either.
    unseen: AtomicU64,
}

/// What becomes of an attempt that was held.
enum After {
    /// It goes on.
    Forward {
        /// As it is sent.
        delivery: Arc<Delivery>,
        /// Where to.
        url: Url,
        /// Whether it is another than came.
        changed: bool,
    },
    /// It ends here.
    Failed(Failure),
    /// It is left to the gateway.
    GivenBack,
}

impl Workshop {
    pub(super) fn new(
        listener: Listener,
        updates: mpsc::Sender<Update>,
        stop: CancellationToken,
    ) -> Self {
        let Forwarding { tls, max_connections, .. } = &listener.forwarding;
        Self {
            desk: Desk::new(listener.dialect),
            quit: CancellationToken::new(),
            stop,
            sender: Sender::new(Guard::none(), tls.clone(), ANSWER_LIMIT),
            benches: Semaphore::new((*max_connections).clamp(1, Semaphore::MAX_PERMITS)),
            running: TaskTracker::new(),
            updates,
            line: Semaphore::new(LINE),
            unseen: AtomicU64::new(0),
            listener,
        }
    }

    /// Starts an attempt, unless it was started already.
    pub(super) fn take(self: &Arc<Self>, delivery: Arc<Delivery>) {
        let Some(name) = self.desk.take(&delivery) else { return };
        let shop = self.clone();
        self.running.spawn(async move {
            tokio::select! {
                () = shop.quit.cancelled() => {}
                () = shop.make(name, delivery) => {}
            }
        });
    }

    async fn make(&self, name: Name, delivery: Arc<Delivery>) {
        let target = self.listener.forwarding.target_of(&delivery.connection);
        let url = match address(target, &delivery.path) {
            Ok(url) => url,
            Err(error) => {
                let message = format!("`{}` cannot be forwarded: {error}", delivery.path);
                let failure = Failure::new(ErrorCode::InvalidUrl, error);
                self.desk.done(name, Outcome::Failed(failure));
                return self
                    .tell_in_turn([Update::Warning { at: Timestamp::now(), message }])
                    .await;
            }
        };
        let stay = self.listener.breakpoint.meet(&delivery, target).await;
        let was_held = stay.is_some();
        let (delivery, url, begun) = match stay {
            None => {
                let (at, delivered) = (Timestamp::now(), Delivery::clone(&delivery));
                let begun = Update::Attempt { at, delivery: delivered, url: url.clone() };
                (delivery, url, begun)
            }
            Some(stay) => match self.hold(&name, &delivery, url, stay).await {
                After::Forward { delivery, url, changed } => {
                    let (at, delivered) = (Timestamp::now(), Delivery::clone(&delivery));
                    let begun =
                        Update::Released { at, delivery: delivered, url: url.clone(), changed };
                    (delivery, url, begun)
                }
                After::Failed(failure) => {
                    let (at, attempt) = (Timestamp::now(), delivery.attempt.clone());
                    self.desk.done(name, Outcome::Failed(failure.clone()));
                    return self.tell_for_sure([Update::Dropped { at, attempt, failure }]).await;
                }
                After::GivenBack => return self.desk.give_back(&name),
            },
        };
        // Where the viewer is behind, the target and the gateway need not wait for it.
        let untold = self.updates.try_send(begun).err().map(TrySendError::into_inner);

        let (outcome, took, timings) = self.forward(&delivery, url).await;
        let (at, attempt) = (Timestamp::now(), delivery.attempt.clone());
        let done = Update::Done { at, attempt, outcome: outcome.clone(), took, timings };
        self.desk.done(name, outcome);
        match untold {
            None => self.tell_in_turn([done]).await,
            Some(begun) if was_held => self.tell_for_sure([begun, done]).await,
            Some(begun) => self.tell_in_turn([begun, done]).await,
        }
    }

    /// Holds an attempt until somebody decides, the gateway gives it up, or we stop.
    async fn hold(&self, name: &Name, delivery: &Arc<Delivery>, url: Url, mut stay: Stay) -> After {
        let given_up = self.desk.hold(name);
        let (at, begun) = (Timestamp::now(), Instant::now());
        // Only our own dialect has a word that makes the gateway wait.
        let patience = (self.listener.dialect == Dialect::V1).then_some(delivery.timeout);
        let until = patience.map(|it| at.plus(u64::try_from(it.as_millis()).unwrap_or(u64::MAX)));
        let (delivered, held_from) = (Delivery::clone(delivery), url.clone());
        let held = Update::Held { at, delivery: delivered, url: held_from, until };
        // A viewer that is gone decides nothing, but then we stop.
        let _ = self.updates.send(held).await;
        let is_over = async {
            match patience {
                Some(patience) => tokio::time::sleep_until(begun + patience).await,
                None => _ = given_up.await,
            }
        };
        let verdict = tokio::select! {
            // What was decided before the stop is done, unless nobody waits for it.
            biased;
            () = is_over => {
                let reason = "the gateway gave it up while it was held at the breakpoint";
                return After::Failed(Failure::new(ErrorCode::Timeout, reason));
            }
            verdict = stay.verdict() => verdict,
            () = self.stop.cancelled() => None,
        };
        let (mut sent, url, changed) = match verdict {
            None => return After::GivenBack,
            Some((Verdict::Release, _)) => (Delivery::clone(delivery), url, false),
            Some((Verdict::Changed(it), changed)) => (*it, changed.unwrap_or(url), true),
            Some((Verdict::Drop, _)) => {
                let reason = "dropped at the listener's breakpoint";
                return After::Failed(Failure::new(ErrorCode::Cancelled, reason));
            }
        };
        if patience.is_some() {
            // More than is left the gateway would not wait for.
            sent.timeout = sent.timeout.saturating_sub(begun.elapsed());
        }
        self.desk.release(name);
        After::Forward { delivery: Arc::new(sent), url, changed }
    }

    async fn forward(&self, delivery: &Delivery, url: Url) -> (Outcome, Duration, Option<Timings>) {
        // Never closed while somebody waits for it.
        let _bench = self.benches.acquire().await;
        let begun = Instant::now();
        let Forwarding { mischief, timeout, .. } = &self.listener.forwarding;
        if !mischief.delay.is_zero() {
            tokio::time::sleep(mischief.delay).await;
        }
        let (outcome, timings) = match Method::from_bytes(delivery.method.as_bytes()) {
            Ok(method) => {
                let timeout = delivery.timeout.min(timeout.unwrap_or(Duration::MAX));
                let headers = self.listener.forwarding.headers(&delivery.headers);
                let body = delivery.body.clone();
                let outgoing = Outgoing { method, url, headers, body, timeout };
                match mischief.fate() {
                    Fate::Forward => self.sender.send_timed(outgoing).await,
                    Fate::Twice => {
                        self.sender.send(outgoing.clone()).await;
                        self.sender.send_timed(outgoing).await
                    }
                    Fate::Fault(status) => {
                        let words = b"answered in the target's place, as --fault says";
                        let body = Bytes::from_static(words);
                        let answer = Answer { status, headers: HeaderMap::new(), body };
                        (Outcome::Answered(answer), None)
                    }
                    Fate::Drop => {
                        let reason = "dropped on purpose, as --drop says";
                        (Outcome::Failed(Failure::new(ErrorCode::ConnectionReset, reason)), None)
                    }
                }
            }
            Err(_) => {
                let reason = format!("`{}` is no method", delivery.method);
                (Outcome::Failed(Failure::new(ErrorCode::InvalidCharacter, reason)), None)
            }
        };
        (outcome, begun.elapsed(), timings)
    }

    /// Tells what may not be missed, however slow the viewer is; what nobody has room for any more
    /// is counted.
    async fn tell_in_turn<const N: usize>(&self, updates: [Update; N]) {
        let Ok(_place) = self.line.try_acquire() else {
            self.unseen.fetch_add(N as u64, Ordering::Relaxed);
            return;
        };
        self.tell_for_sure(updates).await;
    }

    /// Tells what is never left out: of what was held, that it is not any more. There cannot be many.
    async fn tell_for_sure<const N: usize>(&self, updates: [Update; N]) {
        self.tell_unseen().await;
        for update in updates {
            // A viewer that is gone misses nothing.
            let _ = self.updates.send(update).await;
        }
    }

    async fn tell_unseen(&self) {
        let count = self.unseen.swap(0, Ordering::Relaxed);
        if count > 0 {
            let message =
                format!("{count} updates are not shown here: there were too many at once");
            let _ = self.updates.send(Update::Warning { at: Timestamp::now(), message }).await;
        }
    }

    /// Tells without waiting.
    pub(super) fn tell(self: &Arc<Self>, update: Update) {
        if let Err(TrySendError::Full(update)) = self.updates.try_send(update) {
            let shop = self.clone();
            self.running.spawn(async move { shop.tell_in_turn([update]).await });
        }
    }

    /// Waits for a viewer that is behind, and tells it what it missed.
    pub(super) async fn last_word(&self) {
        self.running.close();
        let telling = async {
            self.running.wait().await;
            self.tell_unseen().await;
        };
        let _ = tokio::time::timeout(LAST_WORD, telling).await;
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::protocol::ToGateway;
    use super::super::desk::Next;
    use super::super::tests::{delivery, listener};
    use super::*;

    /// A workshop whose breakpoint stops everything, with an attempt that it holds, and when the
    /// gateway gives that up.
    async fn holding(
        dialect: Dialect,
        stop: &CancellationToken,
    ) -> (Arc<Workshop>, mpsc::Receiver<Update>, Option<Timestamp>) {
        let listener = listener(dialect);
        listener.breakpoint.set(|_| true);
        let (updates, mut told) = mpsc::channel(1);
        let shop = Arc::new(Workshop::new(listener, updates, stop.clone()));
        shop.take(Arc::new(delivery("atm_1", "evt_1", 1)));
        let Some(Update::Held { at, until, .. }) = told.recv().await else { panic!("not held") };
        assert!(until.is_none_or(|it| it.since(at) == 1000));
        (shop, told, until)
    }

    #[tokio::test(start_paused = true)]
    async fn a_gateway_that_cannot_be_told_to_wait_is_answered_when_its_time_is_over() {
        let (shop, mut told, until) = holding(Dialect::V1, &CancellationToken::new()).await;
        assert!(until.is_some());
        let dropped = told.recv().await;
        let Some(Update::Dropped { failure, .. }) = dropped else { panic!("{dropped:?}") };
        assert_eq!(failure.code, ErrorCode::Timeout);
        // Of what stood still before, this dialect has no word.
        while let Next::Word(word) = shop.desk.next() {
            assert!(matches!(word, ToGateway::Answer { .. } | ToGateway::Held(_)), "{word:?}");
        }
        assert!(shop.listener.breakpoint.decide("atm_1", Verdict::Release).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_gateway_that_can_be_told_waits_for_ever_but_what_it_gives_up_is_not_made() {
        let (shop, mut told, until) = holding(Dialect::V2, &CancellationToken::new()).await;
        assert_eq!(until, None);
        tokio::time::sleep(Duration::from_secs(3600)).await;
        assert!(shop.listener.breakpoint.held("atm_1").is_some());
        shop.desk.recorded("atm_1");
        let dropped = told.recv().await;
        assert!(matches!(dropped, Some(Update::Dropped { .. })), "{dropped:?}");
        assert!(shop.listener.breakpoint.decide("atm_1", Verdict::Release).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_held_at_the_stop_is_left_to_the_gateway_at_once() {
        let stop = CancellationToken::new();
        let (shop, _told, _) = holding(Dialect::V2, &stop).await;
        let begun = Instant::now();
        stop.cancel();
        shop.desk.close();
        while !matches!(shop.desk.next(), Next::Finished) {
            shop.desk.news.notified().await;
        }
        assert_eq!(begun.elapsed(), Duration::ZERO, "it is not waited for like what runs");
        assert!(shop.listener.breakpoint.decide("atm_1", Verdict::Release).is_err());
        shop.last_word().await;
    }

    #[tokio::test]
    async fn that_something_is_not_held_any_more_is_told_however_far_behind_the_viewer_is() {
        for verdict in [Verdict::Release, Verdict::Drop] {
            let (shop, mut told, _) = holding(Dialect::V2, &CancellationToken::new()).await;
            // Nobody else may wait for the viewer, and its channel is full.
            shop.line.forget_permits(LINE);
            shop.tell(Update::Warning { at: Timestamp::now(), message: "full".to_owned() });
            assert!(shop.listener.breakpoint.decide("atm_1", verdict).is_ok());
            while !matches!(shop.desk.next(), Next::Word(ToGateway::Answer { .. })) {
                shop.desk.news.notified().await;
            }
            let heard = async {
                while let Some(update) = told.recv().await {
                    if matches!(update, Update::Released { .. } | Update::Dropped { .. }) {
                        return;
                    }
                }
            };
            tokio::time::timeout(LAST_WORD, heard).await.unwrap();
        }
    }
}
