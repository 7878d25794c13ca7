//! Every word that crosses the socket, in both dialects.
//!
//! The two enums are the words; `v1` and `v2` spell them. Both ends hold the words only, so that
//! nothing outside of this folder knows how a dialect looks on the wire.
//!
//! To add a word: a variant here, its spelling in `v2`, an arm at the end that hears it. An end
//! that does not know it yet hears [`ToListener::Unknown`] or [`ToGateway::Unknown`], and passes
//! over it.
//!
//! # The handshake, which both dialects share
//!
//! A WebSocket upgrade with `Authorization: Basic base64(KEY:)` (or `Bearer KEY`) and
//!
//! | header | holds |
//! |---|---|
//! | `Sec-WebSocket-Protocol` | the dialect: `hookdeckcli-devproxy-v1` or `hookport-relay-v2` |
//! | `Websocket-Id` | the session, from `POST /cli-sessions` |
//! | `X-Team-Id` | the project |
//! | `X-Webhook-Ids` | the session's connections, joined by commas |
//! | `X-Session-Filters` | base64 of the session's filters as JSON, when it has any |
//!
//! The last two repeat what the session was made with, so that a gateway that forgot it can make
//! it anew. An unknown session is therefore never refused.

mod v1;
mod v2;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::Delivery;
use crate::forward::Outcome;

/// The longest head and the longest headers that a frame may have, each.
pub const HEAD_LIMIT: usize = 512 << 10;

/// Which words a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `hookdeckcli-devproxy-v1`: JSON text frames, text bodies.
    V1,
    /// `hookport-relay-v2`: binary frames, exact bytes.
    V2,
}

impl Dialect {
    /// What the handshake calls it.
    pub const fn subprotocol(self) -> &'static str {
        match self {
            Self::V1 => "hookdeckcli-devproxy-v1",
            Self::V2 => "hookport-relay-v2",
        }
    }

    /// How often each end pings the other.
    pub const fn heartbeat(self) -> Duration {
        match self {
            // What the official CLI does.
            Self::V1 => Duration::from_secs(9),
            Self::V2 => Duration::from_secs(4),
        }
    }

    /// How long the other end may be silent before its socket counts as dead.
    pub const fn patience(self) -> Duration {
        self.heartbeat().saturating_mul(5).checked_div(2).expect("two is not zero")
    }
}

/// One WebSocket message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Text.
    Text(String),
    /// Bytes.
    Binary(Bytes),
}

/// What a gateway says.
#[derive(Clone, Debug)]
pub(super) enum ToListener {
    /// You are in, and this is how things are done here.
    Welcome(Welcome),
    /// Make this attempt, and tell how it ended.
    Attempt(Arc<Delivery>),
    /// How this attempt ended is on record; you may forget your answer.
    Recorded(String),
    /// Something that this end does not know; passed over.
    Unknown,
}

/// What a listener says.
#[derive(Clone, Debug)]
pub(super) enum ToGateway {
    /// Here I am, and this is what I can take. The first word of a socket.
    Hello(Hello),
    /// How an attempt ended.
    Answer {
        /// Which attempt.
        attempt: String,
        /// How it ended.
        outcome: Outcome,
    },
    /// I will not come back: forget my session.
    Goodbye,
    /// Something that this end does not know; passed over.
    Unknown,
}

/// How things are done at a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The longest body of an answer that it takes; longer ones are cut by the listener.
    pub body_limit: usize,
    /// How many events waited for this listener while it was away.
    pub missed: Option<u64>,
}

/// What a listener can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// How many attempts it takes at once; the gateway never has more unanswered.
    pub window: usize,
    /// The longest body that it takes.
    pub body_limit: usize,
}

/// A frame that makes no sense, and the code to close the socket with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Garbage {
    /// 1002 (it breaks the protocol), 1003 (it is of the wrong kind), 1009 (it is too long), …
    pub code: u16,
    /// In words; short enough for a close frame.
    pub reason: String,
}

impl Garbage {
    /// Garbage, with the code to close the socket with.
    pub fn new(code: u16, reason: impl Into<String>) -> Self {
        let mut reason = reason.into();
        // A close frame has room for 123 bytes.
        reason.truncate(reason.floor_char_boundary(120));
        Self { code, reason }
    }

    pub(super) fn breach(reason: impl Into<String>) -> Self {
        Self::new(1002, reason)
    }

    fn wrong_kind(dialect: Dialect) -> Self {
        let reason = match dialect {
            Dialect::V1 => "this dialect has text frames only",
            Dialect::V2 => "this dialect has binary frames only",
        };
        Self::new(1003, reason)
    }
}

impl ToListener {
    /// Spells the word; `None` when the dialect has no such word.
    pub(super) fn encode(&self, dialect: Dialect) -> Option<Frame> {
        match dialect {
            Dialect::V1 => v1::to_listener(self).map(Frame::Text),
            Dialect::V2 => v2::to_listener(self).map(Frame::Binary),
        }
    }

    /// Reads a word.
    pub(super) fn decode(dialect: Dialect, frame: Frame) -> Result<Self, Garbage> {
        match (dialect, frame) {
            (Dialect::V1, Frame::Text(text)) => v1::read_to_listener(&text),
            (Dialect::V2, Frame::Binary(bytes)) => v2::read_to_listener(&bytes),
            _ => Err(Garbage::wrong_kind(dialect)),
        }
    }
}

impl ToGateway {
    /// Spells the word; `None` when the dialect has no such word.
    pub(super) fn encode(&self, dialect: Dialect) -> Option<Frame> {
        match dialect {
            Dialect::V1 => v1::to_gateway(self).map(Frame::Text),
            Dialect::V2 => v2::to_gateway(self).map(Frame::Binary),
        }
    }

    /// Reads a word.
    pub(super) fn decode(dialect: Dialect, frame: Frame) -> Result<Self, Garbage> {
        match (dialect, frame) {
            (Dialect::V1, Frame::Text(text)) => v1::read_to_gateway(&text),
            (Dialect::V2, Frame::Binary(bytes)) => v2::read_to_gateway(&bytes),
            _ => Err(Garbage::wrong_kind(dialect)),
        }
    }
}
