//! The listener's end: connect, forward to the target, answer, come back.

mod breakpoint;
mod desk;
mod door;
mod forwarding;
mod mischief;
mod talk;
#[cfg(test)]
mod tests;
mod workshop;

use std::sync::Arc;
use std::time::Duration;

use rand::RngExt as _;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

pub use self::breakpoint::{Breakpoint, Undecided, Verdict};
pub use self::forwarding::{Forwarding, is_of_connection};
pub use self::mischief::Mischief;

use self::door::{Closed, Door};
use self::talk::End;
use self::workshop::Workshop;
use super::{Delivery, Dialect};
use crate::forward::{Failure, Outcome};
use crate::model::{Id, Timestamp, Timings};

/// The longest body that a listener takes.
const BODY_LIMIT: usize = 64 << 20;
/// How often it is tried to get in for the first time.
const FIRST_TRIES: u32 = 10;
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// A socket that lasted for this long was a good one.
const SETTLED: Duration = Duration::from_secs(5);

/// What a listener needs to know to listen. Holds a secret, so it cannot be printed.
#[derive(Clone)]
pub struct Listener {
    /// The gateway's socket: `ws://127.0.0.1:4400/relay`, `wss://ws.hookdeck.com`.
    pub socket: Url,
    /// Which words to speak there.
    pub dialect: Dialect,
    /// The API key.
    pub key: String,
    /// `tm_…`
    pub project: Id,
    /// The session, from `POST /cli-sessions`.
    pub session: Id,
    /// The connections that it forwards.
    pub connections: Vec<Id>,
    /// The session's filters, repeated so that the gateway can make the session anew.
    pub filters: Option<serde_json::Value>,
    /// Where to forward to, and what is done on the way.
    pub forwarding: Forwarding,
    /// What is held before it is forwarded.
    pub breakpoint: Breakpoint,
}

/// What a listener tells whoever watches it.
#[derive(Clone, Debug)]
pub enum Update {
    /// The socket is open; `missed` events were waiting, where the gateway says so.
    Online {
        /// When.
        at: Timestamp,
        /// How many events came while it was away.
        missed: Option<u64>,
    },
    /// The socket is gone; it is being opened again.
    Offline {
        /// When.
        at: Timestamp,
        /// Why, for people.
        reason: String,
        /// How long until the next try.
        retry_in: Duration,
    },
    /// An attempt arrived and goes to the target.
    Attempt {
        /// When.
        at: Timestamp,
        /// All of it.
        delivery: Delivery,
        /// The URL that it goes to.
        url: Url,
    },
    /// An attempt arrived, and is held until somebody decides.
    Held {
        /// When.
        at: Timestamp,
        /// All of it.
        delivery: Delivery,
        /// The URL that it would go to.
        url: Url,
        /// When the gateway gives it up, where it does not wait for as long as it takes.
        until: Option<Timestamp>,
    },
    /// An attempt that was held goes to the target.
    Released {
        /// When.
        at: Timestamp,
        /// All of it, as it is sent.
        delivery: Delivery,
        /// The URL that it goes to.
        url: Url,
        /// Whether it is another than came.
        changed: bool,
    },
    /// An attempt that was held goes nowhere.
    Dropped {
        /// When.
        at: Timestamp,
        /// Which attempt.
        attempt: String,
        /// Why not.
        failure: Failure,
    },
    /// The target answered, or could not be reached.
    Done {
        /// When.
        at: Timestamp,
        /// Which attempt.
        attempt: String,
        /// How it ended.
        outcome: Outcome,
        /// How long it took.
        took: Duration,
        /// How long the parts of it took, where it was sent.
        timings: Option<Timings>,
    },
    /// Something that the user should know.
    Warning {
        /// When.
        at: Timestamp,
        /// What, for people.
        message: String,
    },
}

/// Listens until `stop`; says good-bye then. Returns early only when it never got in.
///
/// Answers whether the gateway heard the good-bye; if not, it expects the session back.
///
/// A broken socket is opened again, after 0.1 s at first and 10 s at last: for ever once it was
/// open, ten times before. What runs meanwhile goes on, and is told over the next socket. What is
/// held at the stop is not forwarded any more, and left to the gateway.
pub async fn listen(
    listener: Listener,
    updates: mpsc::Sender<Update>,
    stop: CancellationToken,
) -> anyhow::Result<bool> {
    let door = Door::new(&listener)?;
    let shop = Arc::new(Workshop::new(listener, updates, stop.clone()));
    // What still runs when this returns is dropped with it.
    let _quit = shop.quit.clone().drop_guard();
    let mut tries = 0;
    let mut got_in = false;
    let said_goodbye = loop {
        let begun = Instant::now();
        let opened = tokio::select! {
            opened = door.open() => opened,
            () = stop.cancelled() => break false,
        };
        let reason = match opened {
            Ok(socket) => match talk::talk(socket, &shop, &mut got_in, &stop).await {
                End::Finished { said_goodbye } => break said_goodbye,
                End::Lost(reason) => reason,
            },
            Err(Closed::ForGood(reason)) if !got_in => anyhow::bail!(reason),
            Err(Closed::ForGood(reason) | Closed::ForNow(reason)) => reason,
        };
        // One that is let in and thrown out again must not hammer at the door.
        tries = if begun.elapsed() > SETTLED { 0 } else { tries + 1 };
        if !got_in && tries >= FIRST_TRIES {
            anyhow::bail!("{reason}; tried {tries} times");
        }
        let retry_in = pause(tries);
        shop.tell(Update::Offline { at: Timestamp::now(), reason, retry_in });
        tokio::select! {
            () = tokio::time::sleep(retry_in) => {}
            () = stop.cancelled() => break false,
        }
    };
    shop.last_word().await;
    Ok(said_goodbye)
}

/// How long to wait before this try, somewhere between half of it and all of it.
fn pause(tries: u32) -> Duration {
    let longest = SHORTEST_PAUSE.saturating_mul(1 << tries.saturating_sub(1).min(16));
    longest.min(LONGEST_PAUSE).mul_f64(rand::rng().random_range(0.5..1.0))
}
