//! What an event has in common with those that share a pace, or an order, on their way to a
//! destination: a value of its content, by the path that the destination names.

use std::sync::Arc;

use serde_json::Value;

use crate::rules::Subject;

/// The group of events in which the path leads nowhere, or to `null`.
const UNKNOWN: &str = "__unknown__";
/// How many bytes of a value count; longer ones that begin alike are one group.
const LONGEST: usize = 256;

/// The group of an event with this content. The path is as the API takes it: `headers`, `body`,
/// `query` or `path`, then names and places with dots before them.
pub(super) fn of(path: &str, subject: &dyn Subject) -> Arc<str> {
    let mut parts = path.split('.');
    let (root, whole);
    let start = match parts.next() {
        Some("headers") => subject.headers(),
        Some("body") => subject.body(),
        Some("query") => subject.query(),
        _ => {
            whole = Value::from(subject.path());
            root = &whole;
            root
        }
    };
    let found = parts.try_fold(start, |value, part| match value {
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => value.get(part),
    });
    let mut text = match found {
        None | Some(Value::Null) => return Arc::from(UNKNOWN),
        Some(Value::String(text)) => text.clone(),
        // Scalars as they are written, everything else as JSON.
        Some(value) => value.to_string(),
    };
    text.truncate(text.floor_char_boundary(LONGEST));
    Arc::from(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Content(Value, Value);

    impl Subject for Content {
        fn headers(&self) -> &Value {
            &self.1
        }
        fn body(&self) -> &Value {
            &self.0
        }
        fn query(&self) -> &Value {
            &self.1
        }
        fn path(&self) -> &str {
            "/a/b"
        }
    }

    #[test]
    fn a_group_is_what_the_path_leads_to() {
        let body = json!({
            "id": "x", "n": 7, "on": true, "no": null, "deep": { "list": [{ "id": 1 }, 2] },
            "long": "ä".repeat(200), "nothing": "",
        });
        let content = Content(body, json!({ "x-tenant": "t" }));
        for (path, expected) in [
            ("body.id", "x"),
            ("body.n", "7"),
            ("body.on", "true"),
            ("body.nothing", ""),
            ("body.no", UNKNOWN),
            ("body.other", UNKNOWN),
            ("body.id.more", UNKNOWN),
            ("body.deep.list.0.id", "1"),
            ("body.deep.list.1", "2"),
            ("body.deep.list.2", UNKNOWN),
            ("body.deep.list.x", UNKNOWN),
            ("body.deep", r#"{"list":[{"id":1},2]}"#),
            ("headers.x-tenant", "t"),
            ("query.x-tenant", "t"),
            ("path", "/a/b"),
            ("path.a", UNKNOWN),
            ("body.long", &"ä".repeat(128)),
        ] {
            assert_eq!(&*of(path, &content), expected, "{path}");
        }
    }
}
