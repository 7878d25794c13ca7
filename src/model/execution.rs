//! One run of a transformation on a request.

use super::{Content, Id, Key};
use crate::script::{Level, Line};

/// A run that was kept: whatever came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Execution {
    /// Its name, and when it was made.
    pub key: Key,
    /// The request.
    pub request: Key,
    /// The content that it was given: the request's key, or that of a transformed copy.
    pub original: Key,
    /// The content that it made: the same when it changed nothing, its own key when it did; `None`
    /// when it failed.
    pub transformed: Option<Key>,
    /// What was run.
    pub transformation: Id,
    /// The connection whose rule asked for it.
    pub connection: Id,
    /// The issue that it is a case of.
    pub issue: Option<Key>,
    /// How grave it was.
    pub level: Level,
    /// What it said.
    pub lines: Vec<Line>,
}

/// Content that a transformation made.
#[derive(Clone, Debug)]
pub struct Transformed {
    /// The key of the execution that made it.
    pub key: Key,
    /// What it made.
    pub content: Content,
}
