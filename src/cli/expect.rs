//! What somebody waits for: so many events that match a filter, and none that goes wrong.

use serde_json::{Map, Value};

use crate::rules::{Filter, Subject, parse_filter};

/// Which events are waited for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// What was typed.
    text: String,
    filter: Filter,
}

impl Wanted {
    /// Whether this is one of them.
    pub(super) fn is(&self, subject: &dyn Subject) -> bool {
        self.filter.misses(subject).is_empty()
    }

    /// Why this is none of them: the clauses that do not match.
    pub(super) fn why_not(&self, subject: &dyn Subject) -> String {
        let missed = self.filter.misses(subject).into_iter().map(|it| {
            let found = it.found.map_or("nothing".to_owned(), |it| it.to_string());
            format!("{} is {found}, not {}", it.at, it.wanted)
        });
        missed.collect::<Vec<_>>().join("; ")
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// Reads the API's filter (`{"body": {"type": "a"}}`), or one value (`body.type=a`).
pub(super) fn wanted(text: &str) -> Result<Wanted, String> {
    const NEITHER: &str = "a filter is JSON, such as {\"body\":{\"type\":\"a\"}}, or one value, such \
                           as body.type=a";
    let json = if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))?
    } else {
        let (path, value) = text.split_once('=').ok_or(NEITHER)?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        let nested =
            |inner: Value, name: &str| Value::Object(Map::from_iter([(name.to_owned(), inner)]));
        path.trim().rsplit('.').fold(value, nested)
    };
    let filter = parse_filter(&json, "filter").map_err(|complaints| complaints.join("; "))?;
    if filter == Filter::default() {
        return Err("a filter names at least one of body, headers, query and path".to_owned());
    }
    Ok(Wanted { text: text.to_owned(), filter })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Content, Headers};

    fn content(body: &'static str) -> Content {
        let headers = Headers::default().with("content-type", b"application/json");
        Content { path: "/a".into(), headers, body: body.into(), ..Content::default() }
    }

    #[test]
    fn a_filter_is_json_or_one_value() {
        for text in [r#"{"body":{"a":{"n":1}}}"#, "body.a.n=1"] {
            let wanted = wanted(text).unwrap();
            assert!(wanted.is(&content(r#"{"a":{"n":1}}"#).subject()), "{text}");
            assert!(!wanted.is(&content(r#"{"a":{"n":2}}"#).subject()), "{text}");
        }
        assert!(wanted("path=/a").unwrap().is(&content("{}").subject()));
        let said = wanted("body.a.n=1").unwrap().why_not(&content(r#"{"a":{"n":2}}"#).subject());
        insta::assert_snapshot!(said, @r"body.a.n is 2, not 1");
    }

    #[test]
    fn what_is_no_filter_is_refused_with_the_reason() {
        let refused = |text: &str| wanted(text).unwrap_err();
        insta::assert_snapshot!(refused("stripe"), @r#"a filter is JSON, such as {"body":{"type":"a"}}, or one value, such as body.type=a"#);
        insta::assert_snapshot!(refused("{\"body\""), @r"this is no JSON: EOF while parsing an object at line 1 column 7");
        insta::assert_snapshot!(refused("type=a"), @r"a filter names at least one of body, headers, query and path");
        insta::assert_snapshot!(refused("{}"), @r"a filter names at least one of body, headers, query and path");
        insta::assert_snapshot!(refused(r#"{"body":{"$or":1}}"#), @r"filter.body.$or must be an array");
    }
}
