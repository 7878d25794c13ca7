//! What a connection does with a request.
//!
//! Pure: no clock, no socket, no store. A rule that refuses is an answer, not an error.
//!
//! To add a rule: one file here, one variant of [`Rule`], one arm of [`Asking::next`].

mod deduplicate;
mod delay;
mod filter;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod parse;
mod retry;
mod transform;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::deduplicate::{Deduplicate, Fingerprint};
pub use self::delay::Delay;
pub use self::filter::{Filter, Miss};
pub use self::parse::{parse, parse_filter, to_value};
pub use self::retry::{Next, Outcome, Retry, Statuses, Strategy, asked_wait, next_retry};
pub use self::transform::Transform;

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
    /// Goes on with what a transformation makes of it.
    Transform(Transform),
    /// Lets through only the first of several alike.
    Deduplicate(Deduplicate),
}

impl Rule {
    /// What the API calls it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Filter(_) => "filter",
            Self::Delay(_) => "delay",
            Self::Retry(_) => "retry",
            Self::Transform(_) => "transform",
            Self::Deduplicate(_) => "deduplicate",
        }
    }
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

/// Rules that are being asked, one after the other.
#[derive(Clone, Debug)]
pub struct Asking<'a> {
    rules: &'a [Rule],
    in_order: bool,
    /// The place of the next rule; the list is gone through twice where transformations are first.
    at: usize,
    plan: Plan,
}

/// How far the asking came.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<'a> {
    /// All let it through.
    Passed(Plan),
    /// One refused; the others are not asked.
    Refused(Refusal),
    /// Ask on with what this makes of the request.
    Transform(&'a Transform),
    /// Ask on, unless one with this fingerprint was seen within the rule's window.
    Deduplicate(&'a Deduplicate, Fingerprint),
}

impl<'a> Asking<'a> {
    /// Begins to ask: in their order, or all transformations before the others.
    pub fn new(rules: &'a [Rule], in_order: bool) -> Self {
        let at = if in_order { rules.len() } else { 0 };
        Self { rules, in_order, at, plan: Plan::default() }
    }

    /// Asks on, until a rule has something to say.
    pub fn next(&mut self, subject: &dyn Subject) -> Answer<'a> {
        while let Some(rule) = self.rule(self.at) {
            self.at += 1;
            match rule {
                Some(Rule::Filter(it)) => match it.apply(subject, self.plan) {
                    ControlFlow::Continue(plan) => self.plan = plan,
                    ControlFlow::Break(refusal) => return Answer::Refused(refusal),
                },
                Some(Rule::Delay(it)) => self.plan = it.apply(self.plan),
                Some(Rule::Transform(it)) => return Answer::Transform(it),
                Some(Rule::Deduplicate(it)) => {
                    return Answer::Deduplicate(it, it.fingerprint(subject));
                }
                // A retry rule speaks after an attempt, in `next_retry`.
                Some(Rule::Retry(_)) | None => {}
            }
        }
        Answer::Passed(self.plan)
    }

    /// Whether a transformation is still to come.
    pub fn transforms(&self) -> bool {
        (self.at..2 * self.rules.len())
            .any(|it| matches!(self.rule(it), Some(Some(Rule::Transform(_)))))
    }

    /// The rule at a place, when it is that one's turn; `None` at the end.
    fn rule(&self, at: usize) -> Option<Option<&'a Rule>> {
        let (first, rule) = match at.checked_sub(self.rules.len()) {
            None => (true, &self.rules[at]),
            Some(at) => (false, self.rules.get(at)?),
        };
        let early = !self.in_order && matches!(rule, Rule::Transform(_));
        Some((first == early).then_some(rule))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Nothing;

    impl Subject for Nothing {
        fn headers(&self) -> &Value {
            &Value::Null
        }

        fn body(&self) -> &Value {
            &Value::Null
        }

        fn query(&self) -> &Value {
            &Value::Null
        }

        fn path(&self) -> &str {
            "/"
        }
    }

    #[track_caller]
    fn asked(rules: Value, in_order: bool, expected: &[&str]) {
        let rules = parse(&rules).unwrap();
        let mut asking = Asking::new(&rules, in_order);
        let mut told = Vec::new();
        loop {
            let transforms = asking.transforms();
            match asking.next(&Nothing) {
                Answer::Passed(plan) => told.push(format!("passed {}", plan.delay_ms)),
                Answer::Refused(_) => told.push("refused".to_owned()),
                Answer::Transform(it) => {
                    assert!(transforms);
                    told.push(it.transformation_id.clone());
                    continue;
                }
                Answer::Deduplicate(..) => {
                    told.push("deduplicate".to_owned());
                    continue;
                }
            }
            assert_eq!(told, expected);
            return;
        }
    }

    #[test]
    fn rules_are_asked_in_order_or_transformations_first() {
        let rules = json!([
            { "type": "delay", "delay": 5 },
            { "type": "transform", "transformation_id": "a" },
            { "type": "deduplicate", "window": 1000 },
            { "type": "retry", "strategy": "linear" },
            { "type": "transform", "transformation_id": "b" },
        ]);
        asked(rules.clone(), true, &["a", "deduplicate", "b", "passed 5"]);
        asked(rules, false, &["a", "b", "deduplicate", "passed 5"]);
        asked(json!([]), true, &["passed 0"]);
        asked(json!([]), false, &["passed 0"]);
    }

    #[test]
    fn the_first_that_refuses_ends_it() {
        let rules = json!([
            { "type": "filter", "path": "/other" },
            { "type": "transform", "transformation_id": "a" },
        ]);
        asked(rules.clone(), true, &["refused"]);
        asked(rules, false, &["a", "refused"]);
    }
}
