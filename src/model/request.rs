//! What came in.

use std::cell::OnceCell;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Headers, Id, Key, parse_body, parse_query};
use crate::rules::Subject;

/// An HTTP request that a source received: kept whether or not anything came of it.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its name, and when it came.
    pub key: Key,
    /// The project that it belongs to.
    pub project: Id,
    /// The source that received it.
    pub source: Id,
    /// What was sent.
    pub content: Content,
    /// Whether the sender proved who they are; false also where nothing was asked.
    pub verified: bool,
    /// Why not, where something was asked.
    pub unproved: Option<Unproved>,
    /// Why nothing became of it, when nothing did.
    pub rejection: Option<Rejection>,
    /// How many events were made of it, those for listeners apart.
    pub events_count: u32,
    /// How many events were made of it for listeners.
    pub cli_events_count: u32,
    /// How many connections made no event of it.
    pub ignored_count: u32,
}

impl Request {
    /// Whether asking its connections again can come to something else: not where all of them made
    /// an event of it, and not where it cannot be read.
    pub fn may_be_retried(&self) -> bool {
        match self.rejection {
            None => self.ignored_count > 0,
            Some(
                Rejection::UnsupportedHttpMethod
                | Rejection::UnsupportedContentType
                | Rejection::UnparsableJson
                | Rejection::PayloadTooLarge
                | Rejection::Unknown,
            ) => false,
            Some(
                Rejection::SourceDisabled
                | Rejection::NoConnection
                | Rejection::VerificationFailed
                | Rejection::IngestionFatal,
            ) => true,
        }
    }
}

/// Why a sender did not prove who they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unproved {
    /// For programs; these never change.
    pub code: String,
    /// For people.
    pub reason: String,
}

/// The header in which the sender's address is kept; it goes out with the gateway's own prefix.
pub const ORIGINAL_IP: &str = "x-hookdeck-original-ip";

/// Method, path, query, headers and body, as they were sent.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// In upper case.
    pub method: String,
    /// What follows the source's own path; begins with `/`.
    pub path: String,
    /// What follows the `?`, as it was sent; empty when there was none.
    pub query: String,
    /// Without those that belong to the connection (`host`, `connection`, …), and with
    /// [`ORIGINAL_IP`].
    pub headers: Headers,
    /// The exact bytes.
    pub body: Bytes,
}

impl Content {
    /// The body as rules and people see it.
    pub fn parsed_body(&self) -> Value {
        parse_body(self.headers.text("content-type"), &self.body)
    }

    /// Rough number of bytes that it takes up in memory.
    pub fn weight(&self) -> usize {
        256 + self.path.len() + self.query.len() + self.headers.as_bytes().len() + self.body.len()
    }

    /// A view for rules, in which each part is parsed when it is first asked for.
    pub fn subject(&self) -> impl Subject + '_ {
        Lazy {
            content: self,
            headers: OnceCell::new(),
            body: OnceCell::new(),
            query: OnceCell::new(),
        }
    }
}

struct Lazy<'a> {
    content: &'a Content,
    headers: OnceCell<Value>,
    body: OnceCell<Value>,
    query: OnceCell<Value>,
}

impl Subject for Lazy<'_> {
    fn headers(&self) -> &Value {
        self.headers.get_or_init(|| self.content.headers.to_value())
    }

    fn body(&self) -> &Value {
        self.body.get_or_init(|| self.content.parsed_body())
    }

    fn query(&self) -> &Value {
        self.query.get_or_init(|| parse_query(&self.content.query))
    }

    fn path(&self) -> &str {
        &self.content.path
    }
}

/// Why nothing became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Rejection {
    /// The source is disabled.
    SourceDisabled,
    /// The source has no connection.
    NoConnection,
    /// The sender did not prove who they are.
    VerificationFailed,
    /// The source does not let this method in.
    UnsupportedHttpMethod,
    /// The gateway does not take this content type.
    UnsupportedContentType,
    /// It said JSON and was not.
    UnparsableJson,
    /// The body is longer than the gateway takes.
    PayloadTooLarge,
    /// We failed.
    IngestionFatal,
    /// None that the API has a name for: its path leads out of the source's.
    Unknown,
}
