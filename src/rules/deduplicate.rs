//! The deduplicate rule: lets through only the first of several alike.
//!
//! What makes two requests alike is a digest of the rule and of what it looks at; who keeps the
//! digests decides whether one was seen. Where the API's documents leave it open, this holds here:
//! - A rule that names no fields looks at headers, body, query and path, and two that are alike to
//!   it are alike in all of them but the header that the gateway adds, the sender's address.
//! - The window begins with the one that went through. Those that are ignored do not prolong it,
//!   or a sender that repeats itself for ever would be heard only once.
//! - The digest holds the rule's fields, so that rules of one connection do not mix.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::Subject;
use super::parse::Fields;

/// Bounds on the window, in milliseconds.
const WINDOW_MS: std::ops::RangeInclusive<u64> = 1_000..=3_600_000;
/// The parts of a request in which fields are.
const PARTS: [&str; 4] = ["headers", "body", "query", "path"];
/// Headers that came with the gateway and not with the request.
const OURS: &str = "x-hookdeck-original-ip";

/// Lets through only the first of several alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduplicate {
    /// For this long after it, in milliseconds: a second to an hour.
    #[serde(rename = "window")]
    pub window_ms: u64,
    /// Only these fields count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_fields: Option<Vec<String>>,
    /// All but these fields count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude_fields: Option<Vec<String>>,
}

/// What tells requests apart that a rule looks at.
pub type Fingerprint = [u8; 16];

impl Deduplicate {
    /// The same for all that are alike to this rule.
    pub fn fingerprint(&self, subject: &dyn Subject) -> Fingerprint {
        let mut digest = Sha256::new();
        // The lengths keep neighbors apart.
        let mut add = |text: &str| {
            digest.update(text.len().to_le_bytes());
            digest.update(text);
        };
        add(&self.window_ms.to_string());
        if let Some(fields) = &self.include_fields {
            for field in fields {
                add(field);
                let path = read(field).unwrap_or_default();
                let mut found = Vec::new();
                if let Some((Step::Name(part), rest)) = path.split_first() {
                    collect(&part_of(subject, part), rest, &mut found);
                }
                add(&found.len().to_string());
                found.iter().for_each(|it| add(it));
            }
        } else {
            let excluded = self.exclude_fields.as_deref().unwrap_or_default();
            excluded.iter().for_each(|it| add(it));
            let paths: Vec<_> = excluded.iter().filter_map(|it| read(it).ok()).collect();
            for part in PARTS {
                let mut value = part_of(subject, part);
                if let Value::Object(headers) = &mut value
                    && part == "headers"
                {
                    headers.remove(OURS);
                }
                for path in &paths {
                    match path.split_first() {
                        Some((Step::Name(it), [])) if it == part => value = Value::Null,
                        Some((Step::Name(it), rest)) if it == part => drop_at(&mut value, rest),
                        _ => {}
                    }
                }
                add(&value.to_string());
            }
        }
        let mut res = Fingerprint::default();
        res.copy_from_slice(&digest.finalize()[..16]);
        res
    }

    /// Reads a rule as the API gives it.
    pub(super) fn parse(fields: &mut Fields<'_>) -> Self {
        fields.only(&["type", "window", "include_fields", "exclude_fields"]);
        let window = fields.required("window").is_some();
        let window_ms = fields.integer("window", *WINDOW_MS.end());
        if window && fields.given("window").is_none() {
            fields.complain("window must be a number");
        }
        if window_ms.is_some_and(|it| it < *WINDOW_MS.start()) {
            fields.complain("window must be greater than or equal to 1000");
        }
        let include_fields = names(fields, "include_fields");
        let exclude_fields = names(fields, "exclude_fields");
        if fields.given("include_fields").is_some() && fields.given("exclude_fields").is_some() {
            fields.complain(
                "value contains a conflict between exclusive peers \
                 [include_fields, exclude_fields]",
            );
        }
        Self { window_ms: window_ms.unwrap_or_default(), include_fields, exclude_fields }
    }
}

fn names(fields: &mut Fields<'_>, name: &str) -> Option<Vec<String>> {
    let given = fields.given(name)?;
    let Some(items) = given.as_array() else {
        fields.complain(&format!("{name} must be an array"));
        return None;
    };
    let mut list = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match item.as_str() {
            Some(field) => list.push(field.to_owned()),
            None => fields.complain(&format!("{name}[{at}] must be a string")),
        }
    }
    if items.is_empty() {
        fields.complain(&format!("{name} must contain at least 1 items"));
    }
    for field in &list {
        if let Err(why) = read(field) {
            fields.complain(&format!("Invalid field path: {field}. {why}"));
        }
    }
    Some(list)
}

/// A step on the way to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// `.name`
    Name(String),
    /// `[n]`
    Index(usize),
    /// `[*]`
    Each,
}

/// Reads `body.items[*].sku`.
fn read(field: &str) -> Result<Vec<Step>, &'static str> {
    const SHAPE: &str = "It must be a path such as body.items[*].sku";
    let mut steps = Vec::new();
    for piece in field.split('.') {
        let (name, places) = piece.split_at(piece.find('[').unwrap_or(piece.len()));
        if name.is_empty() {
            return Err(SHAPE);
        }
        steps.push(Step::Name(name.to_owned()));
        for place in places.split_inclusive(']') {
            let place = place.strip_prefix('[').and_then(|it| it.strip_suffix(']')).ok_or(SHAPE)?;
            steps.push(match place {
                "*" => Step::Each,
                number => Step::Index(number.parse().map_err(|_| SHAPE)?),
            });
        }
    }
    match steps.as_slice() {
        [Step::Name(part), ..] if !PARTS.contains(&part.as_str()) => {
            Err("Must start with: headers, body, query, path")
        }
        // All others would be alike: what is not there is empty.
        [Step::Name(part), _, ..] if part == "path" => Err("A path has no fields"),
        [Step::Name(part), _, _, ..] if part == "headers" => Err("A header has no fields"),
        [.., Step::Name(_)] => {
            if let [Step::Name(part), Step::Name(name), ..] = steps.as_mut_slice()
                && part == "headers"
            {
                name.make_ascii_lowercase();
            }
            Ok(steps)
        }
        _ => Err("Array notation must be followed by a property name"),
    }
}

fn part_of(subject: &dyn Subject, part: &str) -> Value {
    match part {
        "headers" => subject.headers().clone(),
        "body" => subject.body().clone(),
        "query" => subject.query().clone(),
        _ => subject.path().into(),
    }
}

/// The texts at a path; what is not there is an empty one.
fn collect(value: &Value, path: &[Step], found: &mut Vec<String>) {
    let next = match path.split_first() {
        None => {
            found.push(match value {
                Value::String(text) => text.clone(),
                value => value.to_string(),
            });
            return;
        }
        Some((Step::Each, rest)) => {
            for item in value.as_array().into_iter().flatten() {
                collect(item, rest, found);
            }
            return;
        }
        Some((Step::Name(name), rest)) => value.get(name).map(|it| (it, rest)),
        Some((Step::Index(place), rest)) => value.get(place).map(|it| (it, rest)),
    };
    match next {
        Some((value, rest)) => collect(value, rest, found),
        None => found.push(String::new()),
    }
}

/// Takes out what is at a path.
fn drop_at(value: &mut Value, path: &[Step]) {
    match path.split_first() {
        Some((Step::Name(name), [])) => {
            value.as_object_mut().and_then(|it: &mut Map<_, _>| it.remove(name));
        }
        Some((Step::Name(name), rest)) => {
            if let Some(value) = value.get_mut(name) {
                drop_at(value, rest);
            }
        }
        Some((Step::Index(place), rest)) => {
            if let Some(value) = value.get_mut(place) {
                drop_at(value, rest);
            }
        }
        Some((Step::Each, rest)) => {
            for item in value.as_array_mut().into_iter().flatten() {
                drop_at(item, rest);
            }
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Parts {
        headers: Value,
        body: Value,
        query: Value,
        path: String,
    }

    impl Subject for Parts {
        fn headers(&self) -> &Value {
            &self.headers
        }

        fn body(&self) -> &Value {
            &self.body
        }

        fn query(&self) -> &Value {
            &self.query
        }

        fn path(&self) -> &str {
            &self.path
        }
    }

    fn of(body: Value) -> Parts {
        let headers = json!({ "x-id": "1", OURS: "127.0.0.1" });
        Parts { headers, body, query: json!({ "q": "1" }), path: "/a".to_owned() }
    }

    fn rule(fields: &Value) -> Deduplicate {
        let mut rule = fields.clone();
        rule["window"] = json!(1000);
        serde_json::from_value(rule).unwrap()
    }

    #[track_caller]
    fn alike(fields: Value, one: &Parts, other: &Parts, expected: bool) {
        let rule = rule(&fields);
        assert_eq!(rule.fingerprint(one) == rule.fingerprint(other), expected, "{fields}");
    }

    #[test]
    fn without_fields_all_of_the_request_counts() {
        let none = json!({});
        alike(none.clone(), &of(json!({"a": 1})), &of(json!({"a": 1})), true);
        alike(none.clone(), &of(json!({"a": 1})), &of(json!({"a": 2})), false);
        let mut elsewhere = of(json!({}));
        elsewhere.headers[OURS] = json!("10.0.0.1");
        alike(none.clone(), &of(json!({})), &elsewhere, true);
        elsewhere.headers["x-id"] = json!("2");
        alike(none.clone(), &of(json!({})), &elsewhere, false);
        let other_path = Parts { path: "/b".to_owned(), ..of(json!({})) };
        alike(none.clone(), &of(json!({})), &other_path, false);
        let other_query = Parts { query: json!({}), ..of(json!({})) };
        alike(none, &of(json!({})), &other_query, false);
    }

    #[test]
    fn only_included_fields_count() {
        let id = json!({ "include_fields": ["body.id", "headers.X-Id"] });
        alike(id.clone(), &of(json!({"id": 1, "at": 1})), &of(json!({"id": 1, "at": 2})), true);
        alike(id.clone(), &of(json!({"id": 1})), &of(json!({"id": 2})), false);
        // Nothing is as good as an empty text, and text as its number.
        alike(id.clone(), &of(json!({})), &of(json!({"id": ""})), true);
        alike(id.clone(), &of(json!({"id": 1})), &of(json!({"id": "1"})), true);
        alike(id.clone(), &of(json!("text")), &of(json!("other")), true);
        let mut other = of(json!({"id": 1}));
        other.headers["x-id"] = json!("2");
        alike(id, &of(json!({"id": 1})), &other, false);
        let whole = json!({ "include_fields": ["body"] });
        alike(whole.clone(), &of(json!("text")), &of(json!("text")), true);
        alike(whole, &of(json!({"a": 1})), &of(json!({"a": 2})), false);
        let neighbors = json!({ "include_fields": ["body.a", "body.b"] });
        alike(neighbors, &of(json!({"a": "x", "b": ""})), &of(json!({"a": "", "b": "x"})), false);
    }

    #[test]
    fn lists_are_looked_into_by_place_or_as_a_whole() {
        let first = json!({ "include_fields": ["body.items[0].sku"] });
        let each = json!({ "include_fields": ["body.items[*].sku"] });
        let one = of(json!({"items": [{"sku": 1, "n": 1}, {"sku": 2}]}));
        let other = of(json!({"items": [{"sku": 1, "n": 2}, {"sku": 3}]}));
        alike(first, &one, &other, true);
        alike(each.clone(), &one, &other, false);
        alike(each.clone(), &one, &of(json!({"items": [{"sku": 1}, {"sku": 2, "n": 9}]})), true);
        alike(each, &of(json!({"items": [{"sku": ""}]})), &of(json!({"items": []})), false);
    }

    #[test]
    fn excluded_fields_do_not_count() {
        let rest = json!({ "exclude_fields": ["body.at", "body.items[*].at", "headers"] });
        let mut other = of(json!({"at": 2, "items": [{"at": 3, "n": 1}]}));
        other.headers = json!({ "x-id": "5" });
        alike(rest.clone(), &of(json!({"at": 1, "items": [{"n": 1}]})), &other, true);
        alike(rest, &of(json!({"at": 1, "items": [{"n": 2}]})), &other, false);
    }

    #[test]
    fn two_rules_do_not_share_what_they_saw() {
        let (one, other) =
            (json!({"include_fields": ["body.a"]}), json!({"include_fields": ["body.b"]}));
        let same = of(json!({"a": 1, "b": 1}));
        assert_ne!(rule(&one).fingerprint(&same), rule(&other).fingerprint(&same));
    }
}
