//! Carries deliveries to people's own machines, over one socket each.
//!
//! Two dialects on one hub: `hookdeckcli-devproxy-v1`, which the official CLI speaks, and our
//! `hookport-relay-v2`. The hub ([`Hub`]) is the gateway's end, the listener the other. Neither
//! end knows the gateway: it calls [`Hub::send`] and gets an [`Outcome`].

#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod hub;
mod listener;
mod protocol;

use std::time::Duration;

use bytes::Bytes;

use crate::forward::Outcome;
use crate::model::{Headers, Id};

pub use self::hub::{Attachment, Hub, V1_HELLO, most_held, read_hello, welcome};
pub use self::listener::{
    Breakpoint, Forwarding, Listener, Mischief, Undecided, Update, Verdict, is_of_connection,
    listen,
};
pub use self::protocol::{Dialect, Frame, Garbage, HEAD_LIMIT, Hello, Welcome};

/// How many bytes of bodies a listener has in hand when it is sent nothing more.
pub const BODIES: usize = 64 << 20;

/// One attempt, on its way to a listener.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// `atm_…`; answers name it.
    pub attempt: String,
    /// `evt_…`
    pub event: String,
    /// `req_…`
    pub request: String,
    /// `web_…`
    pub connection: Id,
    /// How many attempts of this event, this one included.
    pub number: u32,
    /// The method to use.
    pub method: String,
    /// Path on the target and query: the destination's path, the request's suffix, `?` and query.
    pub path: String,
    /// Headers to send, the gateway's own included.
    pub headers: Headers,
    /// The exact bytes.
    pub body: Bytes,
    /// How long the target may take.
    pub timeout: Duration,
}
