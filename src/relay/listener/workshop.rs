//! Makes attempts: a request to the target each, as many at once as the target is to get.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::{HeaderMap, Method, header};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;

use super::super::Delivery;
use super::desk::{Desk, Name};
use super::{Listener, Update};
use crate::forward::{Failure, Outcome, Outgoing, Sender, Trust};
use crate::model::{ErrorCode, Timestamp};

/// The longest body that is read of an answer.
const ANSWER_LIMIT: usize = 10 << 20;
/// How long a viewer may take at the very end.
const LAST_WORD: Duration = Duration::from_secs(1);
/// Headers that belong to one connection and are not for the next.
const HOP_BY_HOP: [header::HeaderName; 7] = [
    header::CONNECTION,
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

pub(super) struct Workshop {
    pub(super) listener: Listener,
    pub(super) desk: Desk,
    /// Ends everything that runs.
    pub(super) quit: CancellationToken,
    sender: Sender,
    benches: Semaphore,
    running: TaskTracker,
    updates: mpsc::Sender<Update>,
    /// How many updates found no room since the last that did.
    unseen: AtomicU64,
}

impl Workshop {
    pub(super) fn new(listener: Listener, updates: mpsc::Sender<Update>) -> Self {
        let trust = if listener.insecure { Trust::Anyone } else { Trust::System };
        Self {
            desk: Desk::new(listener.dialect),
            quit: CancellationToken::new(),
            sender: Sender::new(trust, ANSWER_LIMIT),
            benches: Semaphore::new(listener.max_connections.clamp(1, Semaphore::MAX_PERMITS)),
            running: TaskTracker::new(),
            updates,
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
        let outcome = match address(&self.listener.target, &delivery.path) {
            Ok(url) => self.forward(delivery, url).await,
            Err(error) => {
                let message = format!("{} cannot be forwarded: {error}", delivery.path);
                self.tell(Update::Warning { at: Timestamp::now(), message });
                Outcome::Failed(Failure::new(ErrorCode::InvalidUrl, error.to_string()))
            }
        };
        self.desk.done(name, outcome);
    }

    async fn forward(&self, delivery: &Delivery, url: Url) -> Outcome {
        let (at, delivered) = (Timestamp::now(), delivery.clone());
        self.tell(Update::Attempt { at, delivery: delivered, url: url.clone() });
        // Never closed while somebody waits for it.
        let _bench = self.benches.acquire().await;
        let begun = Instant::now();
        let outcome = match Method::from_bytes(delivery.method.as_bytes()) {
            Ok(method) => {
                let timeout = delivery.timeout.min(self.listener.timeout.unwrap_or(Duration::MAX));
                let headers = for_the_target(delivery.headers.to_map());
                let body = delivery.body.clone();
                self.sender.send(Outgoing { method, url, headers, body, timeout }).await
            }
            Err(_) => {
                let reason = format!("`{}` is no method", delivery.method);
                Outcome::Failed(Failure::new(ErrorCode::InvalidCharacter, reason))
            }
        };
        self.tell(Update::Done {
            at: Timestamp::now(),
            attempt: delivery.attempt.clone(),
            outcome: outcome.clone(),
            took: begun.elapsed(),
        });
        outcome
    }

    /// Tells whoever watches. A slow viewer must not keep the target from its work: what finds no
    /// room is counted, and the count is told as soon as there is room.
    pub(super) fn tell(&self, update: Update) {
        if self.unseen.load(Ordering::Relaxed) > 0 {
            let Ok(room) = self.updates.try_reserve() else {
                self.unseen.fetch_add(1, Ordering::Relaxed);
                return;
            };
            match self.unseen.swap(0, Ordering::Relaxed) {
                0 => drop(room),
                count => room.send(unseen(count)),
            }
        }
        if let Err(mpsc::error::TrySendError::Full(_)) = self.updates.try_send(update) {
            self.unseen.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Tells at the end what was not told before.
    pub(super) async fn tell_unseen(&self) {
        let count = self.unseen.swap(0, Ordering::Relaxed);
        if count > 0 {
            // A viewer that is gone cannot be told.
            let _ = tokio::time::timeout(LAST_WORD, self.updates.send(unseen(count))).await;
        }
    }
}

fn unseen(count: u64) -> Update {
    let message = format!("{count} updates are not shown here: there were too many at once");
    Update::Warning { at: Timestamp::now(), message }
}

/// The target's scheme, host and path, with the attempt's path and query after them.
fn address(target: &Url, path: &str) -> Result<Url, url::ParseError> {
    let mut base = target.clone();
    base.set_query(None);
    base.set_fragment(None);
    let slash = if path.starts_with('/') { "" } else { "/" };
    Url::parse(&format!("{}{slash}{path}", base.as_str().trim_end_matches('/')))
}

fn for_the_target(mut headers: HeaderMap) -> HeaderMap {
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempts_path_follows_the_targets() {
        let check = |target: &str, path: &str, expected: &str| {
            let url = address(&target.parse().unwrap(), path).unwrap();
            assert_eq!(url.as_str(), expected);
        };
        check("http://localhost:3000", "/", "http://localhost:3000/");
        check("http://localhost:3000", "/a/b?x=%20&x=1", "http://localhost:3000/a/b?x=%20&x=1");
        check("https://app.test/base/?q#f", "/a", "https://app.test/base/a");
        check("http://localhost/base", "a", "http://localhost/base/a");
    }
}
