//! What stands after the `?`: arrays, operators and JSON, in any of the API's spellings.
//!
//! `k=a&k=b`, `k[]=a&k[]=b` and `k[0]=a&k[1]=b` are the same list; `k[gte]=a` nests. Names that
//! nobody asks for are passed over, as the API does. By hand, since `serde_qs` refuses a query that
//! spells one name in two ways and wants its shape known beforehand; both are for each client to
//! choose here.
//!
//! **Invariant:** bounded: [`MOST`] pairs, [`DEEPEST`] brackets; what goes beyond is passed over.

use serde_json::{Map, Value, json};

use super::error::ApiError;
use crate::model::{Id, Timestamp};
use crate::store::Range;

/// How many pairs of name and value are read.
const MOST: usize = 1000;
/// How many brackets may follow a name.
pub(super) const DEEPEST: usize = 8;

/// A query, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Query(pub(super) Map<String, Value>);

impl Query {
    /// Reads a raw query string.
    pub(super) fn parse(raw: &str) -> Self {
        let mut res = Value::Object(Map::new());
        for (name, value) in url::form_urlencoded::parse(raw.as_bytes()).take(MOST) {
            let path: Vec<&str> = name.split('[').map(|it| it.trim_end_matches(']')).collect();
            if path.len() <= DEEPEST && !path[0].is_empty() {
                put(&mut res, &path, value.into_owned());
            }
        }
        match lists(res) {
            Value::Object(map) => Self(map),
            // Names that are numbers only: nobody asks for those.
            _ => Self::default(),
        }
    }

    /// Takes filters that were sent as JSON for what a query string would say.
    ///
    /// Values of `as_json` stay as they are: they are JSON in a query string too.
    pub(super) fn of_json(filters: &Map<String, Value>, as_json: &[&str]) -> Self {
        fn texts(value: &Value) -> Value {
            match value {
                Value::String(text) => json!(text),
                Value::Array(items) => items.iter().map(texts).collect(),
                Value::Object(map) => {
                    map.iter().map(|(name, it)| (name.clone(), texts(it))).collect()
                }
                scalar => json!(scalar.to_string()),
            }
        }
        let read = |(name, value): (&String, &Value)| {
            let value = if as_json.contains(&&**name) { value.clone() } else { texts(value) };
            (name.clone(), value)
        };
        Self(filters.iter().map(read).collect())
    }

    /// One text.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, ApiError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(it)) => Ok(Some(it)),
            Some(_) => Err(wrong(name, "must be a string")),
        }
    }

    /// One of these texts.
    pub(super) fn choice<'a>(
        &'a self,
        name: &str,
        choices: &[&str],
    ) -> Result<Option<&'a str>, ApiError> {
        match self.text(name)? {
            Some(it) if !choices.contains(&it) => Err(not_one_of(name, choices)),
            it => Ok(it),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, ApiError> {
        match self.text(name)? {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(wrong(name, "must be a boolean")),
        }
    }

    /// A text or a list of texts.
    pub(super) fn texts(&self, name: &str) -> Result<Option<Vec<&str>>, ApiError> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        let items = match value {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
        texts.map(Some).ok_or_else(|| wrong(name, NO_TEXTS))
    }

    /// An id or a list of ids; a list may also be written with commas.
    pub(super) fn ids(&self, name: &str) -> Result<Option<Vec<Id>>, ApiError> {
        let texts = self.texts(name)?;
        Ok(texts.map(|texts| texts.iter().flat_map(|it| it.split(',')).map(Id::from).collect()))
    }

    /// One or more of the names of `T`, as the API writes them.
    pub(super) fn names<T: serde::de::DeserializeOwned>(
        &self,
        name: &str,
    ) -> Result<Vec<T>, ApiError> {
        let texts = self.texts(name)?.unwrap_or_default();
        texts.into_iter().map(|text| Self::name(name, text)).collect()
    }

    /// What has this name among those of `T`.
    pub(super) fn name<T: serde::de::DeserializeOwned>(
        name: &str,
        text: &str,
    ) -> Result<T, ApiError> {
        serde_json::from_value(Value::String(text.to_owned())).map_err(|error| {
            // "unknown variant `X`, expected one of …" names the choices.
            let text = error.to_string();
            let choices = text.split_once("expected ").map_or("a known one", |it| it.1);
            wrong(name, &format!("must be {}", choices.replace('`', "")))
        })
    }

    /// JSON: as text, or spelled with brackets.
    pub(super) fn json(&self, name: &str) -> Result<Option<Value>, ApiError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => match serde_json::from_str(text) {
                Ok(value) => Ok(Some(value)),
                Err(error) => Err(wrong(name, &format!("must be JSON: {error}"))),
            },
            Some(value) => Ok(Some(value.clone())),
        }
    }

    /// A number, several, or bounds on it.
    pub(super) fn numbers(&self, name: &str) -> Result<Range, ApiError> {
        self.range(name, "must be a number", |text| text.parse().ok())
    }

    /// A time, or bounds on it.
    pub(super) fn times(&self, name: &str) -> Result<Range, ApiError> {
        self.range(name, NO_TIME, |text| Timestamp::parse(text).map(|it| it.0))
    }

    fn range(
        &self,
        name: &str,
        must: &str,
        read: impl Fn(&str) -> Option<i64>,
    ) -> Result<Range, ApiError> {
        let mut res = Range::default();
        let read = |path: &str, value: &Value| {
            value.as_str().and_then(&read).ok_or_else(|| wrong(path, must))
        };
        match self.0.get(name) {
            None => {}
            Some(Value::String(text)) if text.is_empty() || text == "null" => {
                res.any = Some(false);
            }
            Some(Value::Object(operators)) => {
                for (operator, value) in operators {
                    let path = format!("{name}.{operator}");
                    let bound = match operator.as_str() {
                        "gt" => &mut res.gt,
                        "gte" | "ge" => &mut res.gte,
                        "lt" => &mut res.lt,
                        // The schema has `le` where the documentation has `lt`; live takes both.
                        "lte" | "le" => &mut res.lte,
                        "any" => {
                            res.any = Some(value.as_str() == Some("true"));
                            continue;
                        }
                        // Asks for those with a value and those without: no bound.
                        "all" => continue,
                        _ => return Err(wrong(&path, "is not allowed")),
                    };
                    *bound = Some(read(&path, value)?);
                }
            }
            Some(Value::Array(values)) => {
                for value in values {
                    res.one_of.push(read(name, value)?);
                }
            }
            Some(value) => res.one_of.push(read(name, value)?),
        }
        Ok(res)
    }
}

/// What the API says of what is neither text nor texts.
pub(super) const NO_TEXTS: &str = "must be one of [string, array]";
/// What it says of what is no time.
pub(super) const NO_TIME: &str = "must be in ISO 8601 date format";

/// What it says of a text that has not the form it should have.
pub(super) fn not_like(text: &str, pattern: &str) -> String {
    format!("with value \"{text}\" fails to match the required pattern: {pattern}")
}

/// A sentence about a parameter.
pub(super) fn wrong(name: &str, sentence: &str) -> ApiError {
    ApiError::invalid(vec![format!("{name} {sentence}")])
}

/// What it says where only one of these may be sent.
pub(super) fn exclusive(names: &[&str]) -> String {
    format!("value contains a conflict between exclusive peers [{}]", names.join(", "))
}

fn not_one_of(name: &str, choices: &[&str]) -> ApiError {
    wrong(name, &must_be(choices))
}

/// What the API says where only these words will do.
pub(super) fn must_be(choices: &[&str]) -> String {
    let one_of = if choices.len() == 1 { "" } else { "one of " };
    format!("must be {one_of}[{}]", choices.join(", "))
}

/// Puts a value at a path of names; an empty name is the next place of a list.
fn put(place: &mut Value, path: &[&str], text: String) {
    let Some((name, rest)) = path.split_first() else {
        match place {
            Value::Array(list) => list.push(Value::String(text)),
            Value::String(first) => {
                let first = Value::String(std::mem::take(first));
                *place = Value::Array(vec![first, Value::String(text)]);
            }
            Value::Null => *place = Value::String(text),
            // One name both with operators and without; the operators stand.
            _ => {}
        }
        return;
    };
    if name.is_empty() {
        if !place.is_array() {
            let first = place.take();
            *place = Value::Array(if first.is_null() { vec![] } else { vec![first] });
        }
        if let Value::Array(list) = place {
            let mut item = Value::Null;
            put(&mut item, rest, text);
            list.push(item);
        }
        return;
    }
    if !place.is_object() {
        *place = Value::Object(Map::new());
    }
    if let Value::Object(map) = place {
        put(map.entry(*name).or_insert(Value::Null), rest, text);
    }
}

/// Makes lists of objects whose names are all numbers.
fn lists(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(lists).collect()),
        Value::Object(map) => {
            let numbers: Option<Vec<usize>> = map.keys().map(|it| it.parse().ok()).collect();
            let items = map.into_iter().map(|(name, value)| (name, lists(value)));
            match numbers {
                Some(numbers) if !numbers.is_empty() => {
                    let mut numbered: Vec<_> =
                        numbers.into_iter().zip(items.map(|(_, value)| value)).collect();
                    numbered.sort_by_key(|(number, _)| *number);
                    Value::Array(numbered.into_iter().map(|(_, value)| value).collect())
                }
                _ => Value::Object(items.collect()),
            }
        }
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &Value) {
        assert_eq!(Value::Object(Query::parse(raw).0), *expected, "{raw}");
    }

    #[test]
    fn three_spellings_are_one_list() {
        let list = json!({ "id": ["a", "b"] });
        check("id=a&id=b", &list);
        check("id[]=a&id[]=b", &list);
        check("id[0]=a&id[1]=b", &list);
        check("id%5B1%5D=b&id%5B0%5D=a", &list);
        check("id=a&id[]=b", &list);
    }

    #[test]
    fn operators_and_json_nest() {
        check("t[gte]=1&t[lt]=2", &json!({ "t": { "gte": "1", "lt": "2" } }));
        check("body[a][b]=1", &json!({ "body": { "a": { "b": "1" } } }));
        check("body[0][a]=1&body[0][b]=2", &json!({ "body": [{ "a": "1", "b": "2" }] }));
        check("", &json!({}));
        check("a=&=b&[c]=d", &json!({ "a": "" }));
        assert_eq!(Query::parse("body={\"a\":1}").json("body").unwrap(), Some(json!({ "a": 1 })));
        assert!(Query::parse("body={").json("body").is_err());
    }

    #[test]
    fn bounds_are_read_with_either_spelling_of_less() {
        let range = Query::parse("n[gte]=1&n[le]=5&n[any]=true").numbers("n").unwrap();
        let expected = Range { gte: Some(1), lte: Some(5), any: Some(true), ..Range::default() };
        assert_eq!(range, expected);
        assert_eq!(Query::parse("n=1&n=2").numbers("n").unwrap().one_of, [1, 2]);
        assert_eq!(Query::parse("n[0]=7").numbers("n").unwrap().one_of, [7]);
        assert_eq!(Query::parse("t=2026-01-01").times("t").unwrap().one_of, [1_767_225_600_000]);
        assert!(Query::parse("n[contains]=1").numbers("n").is_err());
        assert!(Query::parse("n=many").numbers("n").is_err());
    }

    #[test]
    fn what_goes_too_deep_or_too_far_is_passed_over() {
        check(&format!("a{}=1", "[b]".repeat(50)), &json!({}));
        let many = (0..5000).map(|it| format!("k{it}=1")).collect::<Vec<_>>().join("&");
        assert_eq!(Query::parse(&many).0.len(), MOST);
    }
}
