//! Rules as the API gives and shows them.
//!
//! Shapes are closed: what a rule does not know is refused, not passed over. Sentences about a
//! rule's own fields name the field, as the API does; unknown keys and places inside a filter are
//! named by their whole path.

use serde_json::{Map, Value};

use super::{Delay, Filter, Retry, Rule};

/// Reads a connection's `rules`; when it cannot, says everything that is wrong.
pub fn parse(json: &Value) -> Result<Vec<Rule>, Vec<String>> {
    let Value::Array(list) = json else {
        return Err(vec!["rules must be an array".to_owned()]);
    };
    let mut complaints = Vec::new();
    let mut rules = Vec::with_capacity(list.len());
    for (index, rule) in list.iter().enumerate() {
        let at = format!("rules[{index}]");
        let Value::Object(map) = rule else {
            complaints.push(format!("{at} must be of type object"));
            continue;
        };
        let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
        let fields = &mut Fields { at, map, complaints: &mut complaints };
        match kind {
            "filter" => rules.push(Rule::Filter(Filter::parse(fields))),
            "delay" => rules.push(Rule::Delay(Delay::parse(fields))),
            "retry" => rules.push(Rule::Retry(Retry::parse(fields))),
            "transform" | "deduplicate" => fields.complain(&format!(
                "this gateway does not run {kind} rules yet: remove rules[{index}]"
            )),
            _ => fields.complain("Invalid rule type"),
        }
    }
    // A second one would never be asked.
    if rules.iter().filter(|it| matches!(it, Rule::Retry(_))).count() > 1 {
        complaints.push("rules must contain at most one retry rule".to_owned());
    }
    if complaints.is_empty() { Ok(rules) } else { Err(complaints) }
}

/// Rules as the API shows them, in their order.
pub fn to_value(rules: &[Rule]) -> Value {
    serde_json::to_value(rules).expect("rules have string keys only")
}

/// The fields of one rule, and where to say what is wrong with them.
pub(super) struct Fields<'a> {
    /// Where the rule is.
    pub(super) at: String,
    /// The rule.
    pub(super) map: &'a Map<String, Value>,
    /// What is wrong so far.
    pub(super) complaints: &'a mut Vec<String>,
}

impl<'a> Fields<'a> {
    /// The largest number that every reader of JSON takes exactly.
    pub(super) const MOST: u64 = (1 << 53) - 1;

    /// Says what is wrong.
    pub(super) fn complain(&mut self, sentence: &str) {
        self.complaints.push(sentence.to_owned());
    }

    /// Refuses every field but these.
    pub(super) fn only(&mut self, names: &[&str]) {
        for key in self.map.keys().filter(|it| !names.contains(&it.as_str())) {
            self.complaints.push(format!("{}.{key} is not allowed", self.at));
        }
    }

    /// A field, unless it is absent or null.
    pub(super) fn given(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|it| !it.is_null())
    }

    /// A field that must be there.
    pub(super) fn required(&mut self, name: &str) -> Option<&'a Value> {
        let res = self.map.get(name);
        if res.is_none() {
            self.complaints.push(format!("{name} is required"));
        }
        res
    }

    /// A field that is a whole number from 0 to `most`, unless it is absent or null.
    pub(super) fn integer(&mut self, name: &str, most: u64) -> Option<u64> {
        let value = self.given(name)?;
        let whole = value.as_u64().or_else(|| {
            let float = value.as_f64().filter(|it| it.fract() == 0.0 && *it >= 0.0)?;
            // Saturates, and is then too large.
            Some(float as u64)
        });
        match (value, whole) {
            (_, Some(whole)) if whole <= most => return Some(whole),
            (_, Some(_)) => {
                self.complaints.push(format!("{name} must be less than or equal to {most}"));
            }
            (Value::Number(it), None) if it.as_f64().is_some_and(|it| it < 0.0) => {
                self.complaints.push(format!("{name} must be greater than or equal to 0"));
            }
            (Value::Number(_), None) => {
                self.complaints.push(format!("{name} must be an integer"));
            }
            _ => self.complaints.push(format!("{name} must be a number")),
        }
        None
    }
}
