//! The listener's end: connect, forward to the target, answer, come back.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{Delivery, Dialect};
use crate::forward::Outcome;
use crate::model::{Id, Timestamp};

/// What a listener needs to know to listen.
#[derive(Clone, Debug)]
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
    /// Where to forward to; an attempt's path is added to its path.
    pub target: Url,
    /// How long the target may take; `None` leaves it to the gateway.
    pub timeout: Option<Duration>,
    /// How many requests the target gets at once.
    pub max_connections: usize,
    /// Whether the target's certificate is taken on trust.
    pub insecure: bool,
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
pub async fn listen(
    _listener: Listener,
    _updates: mpsc::Sender<Update>,
    _stop: CancellationToken,
) -> anyhow::Result<()> {
    Ok(())
}
