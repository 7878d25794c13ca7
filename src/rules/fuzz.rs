//! What the fuzz target `filter` asks of this room; in no build but the fuzzer's and the tests'.

use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::{Filter, Plan, Subject, parse_filter};

/// A request whose parts are those of a JSON object.
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

/// A filter in the first line, and in the rest the parts of a request; both are JSON.
///
/// Whether or not it is taken as a rule, it has an answer, the same each time; what does not match
/// can be told, clause by clause; and `$not` is the opposite. What is taken is shown as it was given.
pub fn filter(data: &[u8]) {
    let mut lines = data.splitn(2, |it| *it == b'\n');
    let mut json = || serde_json::from_slice::<Value>(lines.next()?).ok();
    let (Some(given), Some(mut request)) = (json(), json()) else { return };
    match parse_filter(&given, "filter") {
        Ok(taken) => {
            let shown = serde_json::to_value(&taken).expect("filters have string keys only");
            assert_eq!(parse_filter(&shown, "filter"), Ok(taken));
        }
        Err(complaints) => assert!(!complaints.is_empty()),
    }

    let mut part = |name: &str| request.get_mut(name).map(Value::take).unwrap_or_default();
    let subject = Parts {
        headers: part("headers"),
        body: part("body"),
        query: part("query"),
        path: part("path").as_str().unwrap_or("/").to_owned(),
    };
    let Ok(filter) = serde_json::from_value::<Filter>(given) else { return };
    let passes =
        |it: &Filter| matches!(it.apply(&subject, Plan::default()), ControlFlow::Continue(_));
    assert_eq!(passes(&filter), filter.misses(&subject).is_empty());
    if let Some(schema) = filter.body {
        let body = |schema: Value| Filter { body: Some(schema), ..Filter::default() };
        let opposite = passes(&body(json!({ "$not": schema.clone() })));
        assert_ne!(passes(&body(schema)), opposite);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn filters_of_the_corpus_hold() {
        for file in std::fs::read_dir("fuzz/corpus/filter").unwrap() {
            super::filter(&std::fs::read(file.unwrap().path()).unwrap());
        }
    }
}
