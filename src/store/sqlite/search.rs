//! Whether content holds what somebody looks for.

use serde_json::Value;

use crate::model::{Content, parse_query};
use crate::store::Search;

/// Bodies that are longer are not looked into.
const LONGEST_BODY: usize = 2_500_000;

/// Whether all that is asked for is there.
pub(super) fn finds(search: &Search, content: &Content) -> bool {
    let Search { term, headers, body, query, path } = search;
    path.as_ref().is_none_or(|it| content.path.contains(&**it))
        && query.as_ref().is_none_or(|it| contains(&parse_query(&content.query), it))
        && headers.as_ref().is_none_or(|it| contains(&content.headers.to_value(), it))
        && term.as_ref().is_none_or(|it| mentions(content, it))
        && body.as_ref().is_none_or(|it| {
            content.body.len() <= LONGEST_BODY && contains(&content.parsed_body(), it)
        })
}

/// Whether every key and element that is wanted is there, at whatever depth.
pub(super) fn contains(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::Object(value), Value::Object(wanted)) => wanted
            .iter()
            .all(|(key, wanted)| value.get(key).is_some_and(|value| contains(value, wanted))),
        (Value::Array(value), Value::Array(wanted)) => {
            wanted.iter().all(|wanted| value.iter().any(|value| contains(value, wanted)))
        }
        _ => value == wanted,
    }
}

fn mentions(content: &Content, term: &str) -> bool {
    let term = term.to_lowercase();
    let body = if content.body.len() <= LONGEST_BODY { &content.body[..] } else { &[] };
    let parts =
        [content.path.as_bytes(), content.query.as_bytes(), content.headers.as_bytes(), body];
    parts.iter().any(|part| String::from_utf8_lossy(part).to_lowercase().contains(&term))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Headers;

    #[track_caller]
    fn check(value: Value, wanted: Value, expected: bool) {
        assert_eq!(contains(&value, &wanted), expected, "{wanted} in {value}");
    }

    #[test]
    fn json_is_contained_when_every_given_part_is() {
        check(json!({"a": {"b": 1, "c": 2}, "d": 3}), json!({"a": {"c": 2}}), true);
        check(json!({"a": {"b": 1}}), json!({"a": {"b": 2}}), false);
        check(json!({"a": 1}), json!({"b": 1}), false);
        check(json!({"a": [{"b": 1, "c": 1}, {"b": 2}]}), json!({"a": [{"b": 2}, {"c": 1}]}), true);
        check(json!({"a": [1, 2]}), json!({"a": [3]}), false);
        check(json!({"a": [1, 2]}), json!({"a": []}), true);
        check(json!({"a": 1}), json!({}), true);
        check(json!([1]), json!({}), false);
        check(json!("text"), json!("text"), true);
        check(json!({"a": "1"}), json!({"a": 1}), false);
    }

    #[test]
    fn a_term_is_found_anywhere_in_any_case() {
        let headers = Headers::default().with("x-kind", b"Ping");
        let content = Content {
            path: "/Orders".to_owned(),
            query: "page=Two".to_owned(),
            headers: headers.with("content-type", b"application/json"),
            body: r#"{"name": "Müller"}"#.into(),
            ..Content::default()
        };
        let finds = |term: &str| {
            let search = Search { term: Some(term.to_owned()), ..Search::default() };
            super::finds(&search, &content)
        };
        assert!(["orders", "TWO", "x-KIND: ping", "MÜLLER"].into_iter().all(finds));
        assert!(!finds("nothing"));
        let body = Search { body: Some(json!({"name": "Müller"})), ..Search::default() };
        assert!(super::finds(&body, &content));
        let path = Search { path: Some("rder".to_owned()), ..body };
        assert!(super::finds(&path, &content));
        let query = Search { query: Some(json!({"page": "Three"})), ..path };
        assert!(!super::finds(&query, &content));
    }
}
