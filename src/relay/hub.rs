//! The gateway's end: who is listening, who is expected back, and what each still owes an answer.

use std::sync::Arc;

use tokio::sync::Notify;

use super::{Delivery, Outcome};
use crate::model::{Id, Session};
use crate::rules::Subject;

/// All listeners of a gateway. A cheap handle.
#[derive(Clone, Default)]
pub struct Hub(Arc<Inner>);

#[derive(Default)]
struct Inner {
    changed: Notify,
}

/// Which words a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `hookdeckcli-devproxy-v1`: JSON text frames, text bodies.
    V1,
    /// `hookport-relay-v2`: binary frames, exact bytes.
    V2,
}

/// A socket's hold on its session.
pub struct Attachment {}

impl Hub {
    /// Makes a session known without a socket: just made, or remembered from before a restart.
    ///
    /// Until it comes it is asleep: requests make events for it, which wait in the store.
    pub fn expect(&self, _session: Session) {}

    /// Forgets a session: it said good-bye, or did not come back in time.
    pub fn forget(&self, _session: &Id) {}

    /// The sessions, live or asleep, that forward this connection and want this request.
    pub fn audience(&self, _connection: &Id, _subject: &dyn Subject) -> Vec<Id> {
        Vec::new()
    }

    /// How many attempts a session takes at once; 0 while it is asleep or unknown.
    pub fn window(&self, _session: &Id) -> usize {
        0
    }

    /// Rung when a session comes, goes to sleep or is forgotten.
    pub fn changed(&self) -> &Notify {
        &self.0.changed
    }

    /// Sends one attempt to a session and waits for its answer.
    ///
    /// When the socket breaks meanwhile, the attempt is sent again once the session is back. When
    /// the session is forgotten, the outcome is `CLI_UNAVAILABLE`.
    pub async fn send(&self, _session: &Id, _delivery: Delivery) -> Outcome {
        std::future::pending().await
    }
}
