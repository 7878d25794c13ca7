//! Runs people's own JavaScript on requests, in bounds.
//!
//! A script is code that calls `addHandler('transform', (request, context) => request)`, with
//! variables of its own in `process.env`. It sees the language and nothing else: no clock but
//! `Date`, no timer, file, socket or module, and a promise is of no use to it. [`Engine`] has the
//! threads and decides whose turn it is; [`sandbox`] is one script on one of them.
//!
//! **Invariant:** whatever a script does, it ends: with what it made of the request, or with an
//! error, within [`TIME`] from its start or a little more. It has [`MEMORY`] bytes, can say
//! [`console::LINES`] lines, and holds up no other script for longer than that.

mod console;
mod effort;
mod engine;
mod returned;
mod sandbox;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

pub use self::engine::{Busy, Engine};

/// How long a script may run for one request.
pub const TIME: Duration = Duration::from_secs(1);
/// How much memory a script may have, in bytes.
pub const MEMORY: usize = 64 << 20;
/// The longest body that a script may return, in bytes.
pub const LONGEST_BODY: usize = 10 << 20;

/// Somebody's code with its variables.
#[derive(Clone)]
pub struct Script {
    digest: [u8; 32],
    code: Arc<str>,
    env: Arc<BTreeMap<String, String>>,
}

impl Script {
    /// Code that has these in `process.env`, of whoever goes by these names.
    ///
    /// Only what one owner runs may meet in one sandbox, where globals outlive a request, and is
    /// left out together: whoever has the same code as another notices nothing of that.
    pub fn new(owner: [&str; 2], code: &str, env: &BTreeMap<String, String>) -> Self {
        let mut digest = Sha256::new();
        // The lengths keep what is code and what is not apart.
        let texts = env.iter().flat_map(|(name, value)| [name.as_str(), value]);
        for text in owner.into_iter().chain([code]).chain(texts) {
            digest.update(text.len().to_le_bytes());
            digest.update(text);
        }
        Self { digest: digest.finalize().into(), code: code.into(), env: Arc::new(env.clone()) }
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The variables are secrets.
        f.debug_struct("Script").field("code", &self.code.len()).finish_non_exhaustive()
    }
}

/// What a script is given.
#[derive(Clone)]
pub struct Input {
    headers: Value,
    body: Load,
    query: String,
    parsed_query: String,
    path: String,
    connection: Load,
}

/// Makes JSON that a script may look at, or not: asked only when it does.
pub type Load = Arc<dyn Fn() -> String + Send + Sync>;

impl Input {
    /// Takes the parts of a request as rules see them, and what makes `context.connection`.
    pub fn new(
        headers: Value,
        body: Load,
        (query, parsed_query): (&str, &Value),
        path: &str,
        connection: Load,
    ) -> Self {
        let (query, path) = (query.to_owned(), path.to_owned());
        Self { headers, body, query, parsed_query: parsed_query.to_string(), path, connection }
    }
}

/// What came of running a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The gravest of what it said; [`Level::Fatal`] when it failed, [`Level::Info`] when it said
    /// nothing.
    pub level: Level,
    /// What it said, and last, when it failed, why.
    pub lines: Vec<Line>,
    /// What it returned; `None` when it failed.
    pub returned: Option<Returned>,
}

/// What a script returned, as far as it is not what it was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returned {
    /// Other headers: values are strings, names in lower case, `content-type` among them.
    pub headers: Option<Map<String, Value>>,
    /// Another body.
    pub body: Option<Body>,
    /// Another query.
    pub query: Option<String>,
    /// Another path.
    pub path: Option<String>,
}

/// A body that a script made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// None: it was `null` or left out.
    Empty,
    /// A string.
    Text(String),
    /// Anything else, as JSON.
    Json(String),
}

/// Something that a script said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// How it was said.
    #[serde(rename = "type")]
    pub method: Method,
    /// What.
    pub message: String,
}

/// A method of `console`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// `console.error`, and why a script failed.
    Error,
    /// `console.log`
    Log,
    /// `console.warn`
    Warn,
    /// `console.info`
    Info,
    /// `console.debug`
    Debug,
}

impl Method {
    fn level(self) -> Level {
        match self {
            Self::Debug => Level::Debug,
            Self::Log | Self::Info => Level::Info,
            Self::Warn => Level::Warn,
            Self::Error => Level::Error,
        }
    }
}

/// How grave a run was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It said something, nothing graver than this.
    Debug,
    /// It said nothing, or this.
    Info,
    /// It warned.
    Warn,
    /// It told of an error and went on.
    Error,
    /// It failed.
    Fatal,
}

impl Run {
    fn new(said: Vec<Line>, outcome: Result<Returned, String>) -> Self {
        let mut lines = said;
        let level = lines.iter().map(|it| it.method.level()).max().unwrap_or(Level::Info);
        match outcome {
            Ok(returned) => Self { level, lines, returned: Some(returned) },
            Err(message) => {
                lines.push(Line { method: Method::Error, message });
                Self { level: Level::Fatal, lines, returned: None }
            }
        }
    }
}
