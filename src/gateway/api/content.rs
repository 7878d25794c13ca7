//! What requests and events carry: how it is shown, and how it is searched.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::call::{Answer, Result};
use super::query::{Query, wrong};
use super::versions::Object;
use crate::model::{Content, parse_query};
use crate::store::Search;

/// Bodies above this are not searched; the API calls them large.
const LARGE: usize = 2_500_000;

/// How many values a filter on JSON may have. Each may be compared with each that content has.
const MOST_VALUES: usize = 1000;

/// Content as the API shows it.
pub(super) fn show(content: &Content) -> Value {
    let query = Some(&content.query).filter(|it| !it.is_empty());
    let body = match content.parsed_body() {
        body @ (Value::Object(_) | Value::Array(_) | Value::String(_)) => body,
        // The API knows no other body than those: `7` is text.
        body => Value::String(body.to_string()),
    };
    json!({
        "path": content.path,
        "query": query,
        "parsed_query": parse_query(&content.query),
        "headers": content.headers.to_value(),
        "body": body,
        "is_large_payload": content.body.len() > LARGE,
    })
}

/// The body as it came, as far as JSON can carry it: in one that is no text, what is none is
/// replaced, and `body_base64`, a field of ours, has the exact bytes.
pub(super) fn raw_body(content: &Content) -> Answer {
    let text = String::from_utf8_lossy(&content.body);
    let value = match text {
        Cow::Borrowed(text) => json!({ "body": text }),
        Cow::Owned(text) => json!({ "body": text, "body_base64": STANDARD.encode(&content.body) }),
    };
    Answer::one(Object::Plain, value)
}

/// Whether `include=data` stands in a query.
pub(super) fn is_included(query: &Query) -> Result<bool> {
    Ok(query.choice("include", &["data"])?.is_some())
}

/// What the content of the listed must hold.
pub(super) fn search(query: &Query) -> Result<Search> {
    let term = query.text("search_term")?;
    if term.is_some_and(|it| it.chars().count() < 3) {
        return Err(wrong("search_term", "length must be at least 3 characters long"));
    }
    Ok(Search {
        term: term.map(str::to_owned),
        headers: bounded(query, "headers")?,
        body: bounded(query, "body")?,
        query: bounded(query, "parsed_query")?,
        path: query.text("path")?.map(str::to_owned),
    })
}

/// JSON that is looked for in other JSON.
pub(super) fn bounded(query: &Query, name: &str) -> Result<Option<Value>> {
    let wanted = query.json(name)?;
    if wanted.as_ref().is_some_and(|it| count(it) > MOST_VALUES) {
        return Err(wrong(name, &format!("must have at most {MOST_VALUES} values")));
    }
    Ok(wanted)
}

/// How many values there are in one, itself among them.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_for_too_much_is_refused() {
        let search = |name: &str, wanted: Value| {
            let fields = [(name.to_owned(), wanted)].into_iter().collect();
            super::search(&Query::of_json(&fields, &[name])).is_ok()
        };
        let many = |count: usize| json!((1..count).collect::<Vec<_>>());
        for name in ["body", "headers", "parsed_query"] {
            assert!(search(name, many(MOST_VALUES)), "{name}");
            assert!(!search(name, many(MOST_VALUES + 1)), "{name}");
            assert!(!search(name, json!({ "a": [many(600), { "b": many(600) }] })), "{name}");
        }
    }

    #[test]
    fn a_body_is_shown_as_object_list_or_text() {
        let shown = |body: &'static str| {
            let content = Content { body: body.into(), ..Content::default() };
            show(&content)["body"].take()
        };
        assert_eq!(shown(r#"{"a":1}"#), json!({ "a": 1 }));
        assert_eq!(shown("[7]"), json!([7]));
        assert_eq!(shown("\"a\""), json!("a"));
        for text in ["7", "true", "null", "", "{"] {
            assert_eq!(shown(text), json!(text));
        }
    }
}
