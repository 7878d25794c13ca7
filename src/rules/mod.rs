//! What a connection does with a request.
//!
//! Pure: no clock, no socket, no store. A rule that refuses is an answer, not an error.
//!
//! To add a rule: one file here, one variant of [`Rule`], one arm of [`judge`].

mod delay;
mod filter;
mod parse;
mod retry;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::delay::Delay;
pub use self::filter::Filter;
pub use self::parse::{parse, parse_filter, to_value};
pub use self::retry::{Next, Outcome, Retry, Strategy, next_retry};

/// What rules look at. Implementers parse each part when it is first asked for.
pub trait Subject {
    /// An object of strings; names are lower case.
    fn headers(&self) -> &Value;
    /// JSON, the fields of a form, or text.
    fn body(&self) -> &Value;
    /// An object of strings and lists of strings.
    fn query(&self) -> &Value;
    /// Begins with `/`.
    fn path(&self) -> &str;
}

/// One rule of a connection.
#[expect(clippy::large_enum_variant, reason = "a connection has few rules, each in use")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Rule {
    /// Lets through only what matches.
    Filter(Filter),
    /// Keeps events back for a time.
    Delay(Delay),
    /// Says whether and when to try again.
    Retry(Retry),
}

/// What will be delivered if no later rule objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Milliseconds to keep the event back; 0 is not at all.
    pub delay_ms: u64,
}

/// Why a rule refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A filter did not match in these parts: `body`, `headers`, `path`, `query`.
    Filtered(Vec<&'static str>),
}

/// Asks each rule in turn; the first that refuses ends it.
pub fn judge(rules: &[Rule], subject: &dyn Subject) -> ControlFlow<Refusal, Plan> {
    rules.iter().try_fold(Plan::default(), |plan, rule| match rule {
        Rule::Filter(it) => it.apply(subject, plan),
        Rule::Delay(it) => ControlFlow::Continue(it.apply(plan)),
        // It speaks after an attempt, in `next_retry`.
        Rule::Retry(_) => ControlFlow::Continue(plan),
    })
}
