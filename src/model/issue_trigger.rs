//! What people want to be told of: which problems open an issue.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Id, Rejection, Timestamp};
use crate::script::Level;

/// Which problems open an issue, and who is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IssueTrigger {
    /// `it_…`
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// Unique among the project's, when it has one.
    pub name: Option<String>,
    /// What it watches.
    #[serde(flatten)]
    pub watch: Watch,
    /// Who is told, as it was sent: `slack`, `email` and the like.
    pub channels: Option<Map<String, Value>>,
    /// Set while it opens nothing.
    pub disabled_at: Option<Timestamp>,
    /// Set once it is gone.
    pub deleted_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What a trigger watches: the API's `type` and `configs`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "configs", rename_all = "snake_case")]
pub enum Watch {
    /// Attempts that fail.
    Delivery {
        /// Which of an event's attempts count.
        strategy: Strategy,
        /// Of which connections.
        connections: Scope,
    },
    /// Transformations that complain.
    Transformation {
        /// How loudly, at least.
        log_level: Level,
        /// Which transformations.
        transformations: Scope,
    },
    /// Queues that grow old.
    Backpressure {
        /// How old the oldest event in it may get, in milliseconds.
        delay: u64,
        /// Of which destinations.
        destinations: Scope,
    },
    /// Requests that are rejected.
    Request {
        /// For which causes.
        rejection_causes: Causes,
        /// For which not, where the causes are all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        excluded_rejection_causes: Option<Vec<Rejection>>,
        /// At which sources.
        sources: Scope,
    },
}

/// Which of an event's attempts open an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// The first, when it fails.
    FirstAttempt,
    /// Any that fails and after which none is planned.
    FinalAttempt,
}

/// Names that match a pattern, or ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scope {
    /// A name in which each `*` stands for any characters.
    Pattern(String),
    /// These.
    Ids(Vec<Id>),
}

/// Why a request may have been rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Causes {
    /// For any reason; `*` on the wire.
    All,
    /// For one of these.
    Only(Vec<Rejection>),
}

impl IssueTrigger {
    /// How specific it is: of all triggers that watch something, the greatest answer runs.
    ///
    /// A longer list of ids before a shorter one, ids before a pattern, a pattern with more letters
    /// before one with fewer, and `*` last; among requests then causes that are listed before all
    /// but some, and those before all. The documentation says no more than that; of two that are as
    /// specific as each other the newer one runs, so that one's own goes before the usual one.
    pub fn specificity(&self) -> impl Ord + use<> {
        let causes = match &self.watch {
            Watch::Request { rejection_causes: Causes::Only(list), .. } => (2, list.len()),
            Watch::Request { excluded_rejection_causes: Some(_), .. } => (1, 0),
            _ => (0, 0),
        };
        (self.watch.scope().specificity(), causes, self.created_at, self.id.clone())
    }
}

impl Watch {
    /// What it watches that kind of problem on.
    pub fn scope(&self) -> &Scope {
        match self {
            Self::Delivery { connections: scope, .. }
            | Self::Transformation { transformations: scope, .. }
            | Self::Backpressure { destinations: scope, .. }
            | Self::Request { sources: scope, .. } => scope,
        }
    }
}

impl Scope {
    /// Everything.
    pub fn all() -> Self {
        Self::Pattern("*".to_owned())
    }

    /// Whether it covers what has this id, and this name where it has one.
    pub fn covers(&self, id: &Id, name: Option<&str>) -> bool {
        match self {
            Self::Pattern(pattern) => matches(pattern, name.unwrap_or_default()),
            Self::Ids(ids) => ids.contains(id),
        }
    }

    fn specificity(&self) -> (usize, usize) {
        match self {
            Self::Ids(ids) => (1, ids.len()),
            Self::Pattern(pattern) => (0, pattern.chars().filter(|it| *it != '*').count()),
        }
    }
}

impl Causes {
    /// Whether a cause is one of them.
    pub fn cover(&self, cause: Rejection) -> bool {
        match self {
            Self::All => true,
            Self::Only(list) => list.contains(&cause),
        }
    }
}

impl Serialize for Causes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str("*"),
            Self::Only(list) => list.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Causes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Text(String),
            List(Vec<Rejection>),
        }
        match Either::deserialize(deserializer)? {
            Either::Text(text) if text == "*" => Ok(Self::All),
            Either::Text(_) => Err(serde::de::Error::custom("must be `*` or a list")),
            Either::List(list) => Ok(Self::Only(list)),
        }
    }
}

/// Whether a text is like a pattern, in which each `*` stands for any characters.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let tail = parts.pop().unwrap_or_default();
    for part in parts {
        // The first place will do: whatever a later one leaves, this one leaves too.
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
    }
    text.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        let check = |pattern, text, expected| {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        };
        check("*", "", true);
        check("*", "any", true);
        check("shop", "shop", true);
        check("shop", "shops", false);
        check("shop*", "shop-eu", true);
        check("shop*", "my-shop", false);
        check("*-eu", "shop-eu", true);
        check("*-eu", "shop-eu-1", false);
        check("*op*", "shop", true);
        check("a*b*c", "a-b-b-c", true);
        check("a*b*c", "acb", false);
        check("ab*ba", "aba", false);
        check("a**b", "ab", true);
    }

    fn trigger(watch: Value) -> IssueTrigger {
        let mut record = json!({ "id": "it_a", "team_id": "tm_a" });
        for (name, value) in watch.as_object().unwrap() {
            record[name] = value.clone();
        }
        for name in ["name", "channels", "disabled_at", "deleted_at"] {
            record[name] = Value::Null;
        }
        record["updated_at"] = json!("2026-01-01T00:00:00.000Z");
        record["created_at"] = json!("2026-01-01T00:00:00.000Z");
        let read: IssueTrigger = serde_json::from_value(record.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), record, "it reads back as it was");
        read
    }

    #[test]
    fn the_more_specific_goes_first() {
        let delivery = |connections: Value| {
            let configs = json!({ "strategy": "final_attempt", "connections": connections });
            trigger(json!({ "type": "delivery", "configs": configs }))
        };
        let request = |causes: Value, excluded: Option<Value>, sources: Value| {
            let mut configs = json!({ "rejection_causes": causes, "sources": sources });
            if let Some(excluded) = excluded {
                configs["excluded_rejection_causes"] = excluded;
            }
            trigger(json!({ "type": "request", "configs": configs }))
        };
        let rising = [
            delivery(json!("*")),
            delivery(json!("a*")),
            delivery(json!("abc*")),
            delivery(json!(["web_a"])),
            delivery(json!(["web_a", "web_b"])),
        ];
        assert!(rising.windows(2).all(|it| it[0].specificity() < it[1].specificity()));
        let rising = [
            request(json!("*"), None, json!("*")),
            request(json!("*"), Some(json!(["UNKNOWN"])), json!("*")),
            request(json!(["NO_CONNECTION"]), None, json!("*")),
            request(json!(["NO_CONNECTION", "UNKNOWN"]), None, json!("*")),
            request(json!("*"), None, json!(["src_a"])),
        ];
        assert!(rising.windows(2).all(|it| it[0].specificity() < it[1].specificity()));
    }
}
