//! One HTTP request out, and what came back or what went wrong.
//!
//! Used by the gateway towards destinations and by a listener towards localhost. Nothing is
//! followed, decoded or retried here: what came is what is told.
//!
//! **Invariant:** a refused connection, a bad certificate, a timeout are answers ([`Outcome`]),
//! not errors; the caller writes them down.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::model::ErrorCode;

/// A request that is to go out.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: Url,
    /// All headers but `host` and `content-length`, which follow from URL and body.
    pub headers: HeaderMap,
    /// The exact bytes.
    pub body: Bytes,
    /// From the first byte to the last; after that it is [`ErrorCode::Timeout`].
    pub timeout: Duration,
}

/// How it ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An answer came, whatever its status.
    Answered(Answer),
    /// None did.
    Failed(Failure),
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The body as it was sent, up to [`Sender`]'s limit.
    pub body: Bytes,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The API's name for it.
    pub code: ErrorCode,
    /// In words, for people: "connection refused".
    pub reason: String,
}
