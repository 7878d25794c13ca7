//! Makes attempts: a request to the target each, as many at once as the target is to get.

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

use super::super::Delivery;
use super::desk::{Desk, Name};
use super::forwarding::Forwarding;
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
    sender: Sender,
    benches: Semaphore,
    running: TaskTracker,
    updates: mpsc::Sender<Update>,
    /// Who may wait for a viewer that is behind.
    line: Semaphore,
    /// How many updates found no room there either.
    unseen: AtomicU64,
}

impl Workshop {
    pub(super) fn new(listener: Listener, updates: mpsc::Sender<Update>) -> Self {
        let Forwarding { tls, max_connections, .. } = &listener.forwarding;
        Self {
            desk: Desk::new(listener.dialect),
            quit: CancellationToken::new(),
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
                () = shop.make(name, &delivery) => {}
            }
        });
    }

    async fn make(&self, name: Name, delivery: &Delivery) {
        let forwarding = &self.listener.forwarding;
        let url = match forwarding.address(&delivery.connection, &delivery.path) {
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
        let (at, delivered) = (Timestamp::now(), delivery.clone());
        let begun = Update::Attempt { at, delivery: delivered, url: url.clone() };
        // Where the viewer is behind, the target and the gateway need not wait for it.
        let untold = self.updates.try_send(begun).err().map(TrySendError::into_inner);

        let (outcome, took, timings) = self.forward(delivery, url).await;
        let (at, attempt) = (Timestamp::now(), delivery.attempt.clone());
        let done = Update::Done { at, attempt, outcome: outcome.clone(), took, timings };
        self.desk.done(name, outcome);
        match untold {
            None => self.tell_in_turn([done]).await,
            Some(begun) => self.tell_in_turn([begun, done]).await,
        }
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
