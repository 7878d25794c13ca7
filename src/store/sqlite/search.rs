//! Whether content holds what somebody looks for.
//!
//! Most content does not, and for most of that a look at the raw bytes tells: what is wanted of the
//! body as text must stand in it as such, unless the body's format may write it otherwise. Only
//! what is left is parsed.

use std::cell::Cell;
use std::fmt;

use memchr::memmem;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::model::{Content, Headers, is_json, parse_query};
use crate::store::Search;

/// Bodies that are longer are not looked into.
const LONGEST_BODY: usize = 2_500_000;
/// How many pairs of values are compared for one row, which is some tens of milliseconds. Content
/// that would need more is as if it were too long: lists in it hold hundreds of thousands of values,
/// and nobody waits for those while a page is looked for.
const MOST_PAIRS: usize = 3_000_000;

/// A search that is asked of many rows.
pub(super) struct Finder<'a> {
    search: &'a Search,
    /// Each must stand in the body of what is looked for.
    needles: Vec<memmem::Finder<'static>>,
    /// What begins a character of JSON that is written by its number.
    escape: memmem::Finder<'static>,
}

impl<'a> Finder<'a> {
    /// Makes ready.
    pub(super) fn new(search: &'a Search) -> Self {
        let mut needles = Vec::new();
        if let Some(body) = &search.body {
            collect(body, &mut needles);
        }
        // The longest is the least likely to stand there by chance.
        needles.sort_by_key(|it| std::cmp::Reverse(it.len()));
        let needles = needles.iter().map(|it| memmem::Finder::new(it).into_owned()).collect();
        Self { search, needles, escape: memmem::Finder::new("\\u") }
    }

    /// Whether content of these headers and this body may be it. Where it says no, [`Self::finds`]
    /// does too.
    pub(super) fn may_find(&self, headers: &[u8], body: &[u8]) -> bool {
        let Some(wanted) = &self.search.body else { return true };
        if body.len() > LONGEST_BODY {
            return false;
        }
        let stands = self.needles.iter().all(|it| it.find(body).is_some())
            || self.escape.find(body).is_some()
            || is_form(headers);
        let wanted = Wanted { value: wanted, pairs: &Cell::new(MOST_PAIRS) };
        stands && json_contains(headers, body, wanted).unwrap_or(true)
    }

    /// Whether all that is asked for is there.
    pub(super) fn finds(&self, content: &Content) -> bool {
        let Search { term, headers, body, query, path } = self.search;
        let pairs = Cell::new(MOST_PAIRS);
        let holds = |value: &Value, wanted| Wanted { value: wanted, pairs: &pairs }.is_in(value);
        path.as_ref().is_none_or(|it| content.path.contains(&**it))
            && query.as_ref().is_none_or(|it| holds(&parse_query(&content.query), it))
            && headers.as_ref().is_none_or(|it| holds(&content.headers.to_value(), it))
            && term.as_ref().is_none_or(|it| mentions(content, it))
            && body.as_ref().is_none_or(|it| {
                let wanted = Wanted { value: it, pairs: &pairs };
                content.body.len() <= LONGEST_BODY && body_contains(content, wanted)
            })
    }
}

/// What must stand in a body that contains this, if it is JSON without escapes by number, or text.
///
/// A float has many spellings; a whole number is only equal to one that is spelled the same. Of
/// text, what JSON escapes otherwise ends a needle, and so does the sign that stands for what is no
/// UTF-8.
fn collect(wanted: &Value, needles: &mut Vec<String>) {
    match wanted {
        Value::String(text) => needle(text, needles),
        Value::Number(number) if !number.is_f64() => needles.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|it| collect(it, needles)),
        Value::Object(map) => {
            for (key, value) in map {
                needle(key, needles);
                collect(value, needles);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn needle(text: &str, needles: &mut Vec<String>) {
    let ends =
        |it: char| matches!(it, '"' | '\\' | '/' | char::REPLACEMENT_CHARACTER) || it.is_control();
    let longest = text.split(ends).max_by_key(|it| it.len());
    needles.extend(longest.filter(|it| !it.is_empty()).map(str::to_owned));
}

/// Whether headers may be those of a form, which writes text in other ways.
fn is_form(headers: &[u8]) -> bool {
    ["urlencoded", "multipart"]
        .iter()
        .any(|word| headers.windows(word.len()).any(|it| it.eq_ignore_ascii_case(word.as_bytes())))
}

/// Whether a body holds what is wanted.
fn body_contains(content: &Content, wanted: Wanted<'_>) -> bool {
    json_contains(content.headers.as_bytes(), &content.body, wanted)
        .unwrap_or_else(|| wanted.is_in(&content.parsed_body()))
}

/// The same where the body is JSON, `None` elsewhere. It is looked through while it is read, so that
/// nothing is made of what nobody asked for.
fn json_contains(headers: &[u8], body: &[u8], wanted: Wanted<'_>) -> Option<bool> {
    let content_type = Headers::in_stored(headers, "content-type").unwrap_or_default();
    if !is_json(std::str::from_utf8(content_type).unwrap_or_default()) {
        return None;
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    match wanted.deserialize(&mut reader) {
        Ok(found) if reader.end().is_ok() => Some(found),
        // What takes too long to compare is not what is wanted.
        Err(_) if wanted.pairs.get() == 0 => Some(false),
        _ => None,
    }
}

/// Whether every key and element that is wanted is there, at whatever depth.
pub(super) fn contains(value: &Value, wanted: &Value) -> bool {
    Wanted { value: wanted, pairs: &Cell::new(MOST_PAIRS) }.is_in(value)
}

/// Tells of a value, while it is read, whether it contains this. Of keys that repeat the last counts.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    value: &'a Value,
    /// How many pairs of values may still be compared; where there are none left, it breaks off.
    pairs: &'a Cell<usize>,
}

impl<'a> Wanted<'a> {
    /// The same of another value.
    fn of(self, value: &'a Value) -> Self {
        Self { value, ..self }
    }

    fn is_in(self, value: &Value) -> bool {
        self.deserialize(value).unwrap_or(false)
    }
}

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        let left = self.pairs.get().checked_sub(1);
        let left = left.ok_or_else(|| serde::de::Error::custom("too many values to compare"))?;
        self.pairs.set(left);
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(self.value.is_null())
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        Ok(*self.value == value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<bool, E> {
        Ok(*self.value == value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<bool, E> {
        Ok(*self.value == value)
    }

    fn visit_f64<E>(self, value: f64) -> Result<bool, E> {
        // A float is none of the whole numbers, not even where it has the value of one.
        Ok(self.value.is_f64() && *self.value == value)
    }

    fn visit_str<E>(self, value: &str) -> Result<bool, E> {
        Ok(*self.value == *value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        let Value::Array(wanted) = self.value else {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(false);
        };
        let mut missing: Vec<_> = wanted.iter().collect();
        while let Some(item) = items.next_element::<Value>()? {
            missing.retain(|it| !self.of(it).is_in(&item));
            if self.pairs.get() == 0 {
                // Not read to its end, it is not what is wanted.
                return Ok(false);
            }
        }
        Ok(missing.is_empty())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<bool, A::Error> {
        let nothing = Map::new();
        let wanted = self.value.as_object();
        let mut found = vec![false; wanted.map_or(0, Map::len)];
        while let Some(place) = entries.next_key_seed(Among(wanted.unwrap_or(&nothing)))? {
            match place {
                Some((place, wanted)) => found[place] = entries.next_value_seed(self.of(wanted))?,
                None => drop(entries.next_value::<IgnoredAny>()?),
            }
        }
        Ok(wanted.is_some() && found.into_iter().all(|it| it))
    }
}

/// Reads a key: where it stands among those that are wanted, and what is wanted of its value.
struct Among<'a>(&'a Map<String, Value>);

impl<'de, 'a> DeserializeSeed<'de> for Among<'a> {
    type Value = Option<(usize, &'a Value)>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_str(self)
    }
}

impl<'a> Visitor<'_> for Among<'a> {
    type Value = Option<(usize, &'a Value)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let mut wanted = self.0.iter().enumerate();
        Ok(wanted.find(|(_, (it, _))| *it == key).map(|(place, (_, value))| (place, value)))
    }
}

fn mentions(content: &Content, term: &str) -> bool {
    let term = term.to_lowercase();
    let body = if content.body.len() <= LONGEST_BODY { &content.body[..] } else { &[] };
    let parts =
        [content.path.as_bytes(), content.query.as_bytes(), content.headers.as_bytes(), body];
    parts.iter().any(|part| {
        if part.is_ascii() {
            // Nothing but its own letters is a letter in the other case there.
            return memmem::find(&part.to_ascii_lowercase(), term.as_bytes()).is_some();
        }
        String::from_utf8_lossy(part).to_lowercase().contains(&term)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: Value, wanted: Value, expected: bool) {
        assert_eq!(contains(&value, &wanted), expected, "{wanted} in {value}");
    }

    #[test]
    fn one_row_is_not_looked_at_for_ever() {
        // A thousand values, each of which is compared with nearly all that the body has.
        let wanted: Vec<_> = (0..999).map(|it| json!([it])).collect();
        let end = wanted.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let finds = |others: usize| {
            let body = format!("[{}{end}]", "[1000],".repeat(others)).into();
            let headers = Headers::default().with("content-type", b"application/json");
            let content = Content { headers, body, ..Content::default() };
            let search = Search { body: Some(json!(wanted)), ..Search::default() };
            Finder::new(&search).finds(&content)
        };
        assert!(finds(100));
        assert!(!finds(300_000), "it gave up");
    }

    /// The same as [`contains`], said plainly.
    fn stands_in(value: &Value, wanted: &Value) -> bool {
        match (value, wanted) {
            (Value::Object(value), Value::Object(wanted)) => wanted
                .iter()
                .all(|(key, wanted)| value.get(key).is_some_and(|value| stands_in(value, wanted))),
            (Value::Array(value), Value::Array(wanted)) => {
                wanted.iter().all(|wanted| value.iter().any(|value| stands_in(value, wanted)))
            }
            _ => value == wanted,
        }
    }

    #[test]
    fn of_keys_that_repeat_the_last_counts() {
        let search = |wanted| Search { body: Some(wanted), ..Search::default() };
        let headers = Headers::default().with("content-type", b"application/json");
        let content = Content { headers, body: r#"{"a":1,"a":2}"#.into(), ..Content::default() };
        assert!(Finder::new(&search(json!({"a": 2}))).finds(&content));
        assert!(!Finder::new(&search(json!({"a": 1}))).finds(&content));
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
            Finder::new(&search).finds(&content)
        };
        assert!(["orders", "TWO", "x-KIND: ping", "MÜLLER"].into_iter().all(finds));
        assert!(!finds("nothing"));
        let body = Search { body: Some(json!({"name": "Müller"})), ..Search::default() };
        assert!(Finder::new(&body).finds(&content));
        let path = Search { path: Some("rder".to_owned()), ..body };
        assert!(Finder::new(&path).finds(&content));
        let query = Search { query: Some(json!({"page": "Three"})), ..path };
        assert!(!Finder::new(&query).finds(&content));
    }

    /// JSON with few different parts, so that things are found in one another.
    fn json() -> impl Strategy<Value = Value> {
        let text =
            || proptest::sample::select(vec!["", "a", "ab", "é", "a\"b/", "\u{fffd}x", "a b&c=1%"]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-2..12i64).prop_map(Value::from),
            proptest::sample::select(vec![1.0, 0.1, 1e20, -0.0]).prop_map(Value::from),
            text().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 12, 3, move |inner| {
            let object = proptest::collection::vec((text(), inner.clone()), 0..3);
            prop_oneof![
                proptest::collection::vec(inner, 0..3).prop_map(Value::from),
                object.prop_map(|it| it.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
            ]
        })
    }

    /// The same JSON in another spelling.
    fn respell(text: &str, how: u8) -> Vec<u8> {
        let plain = match how {
            0 => text.to_owned(),
            1 => text.replace('/', "\\/").replace("1.0", "1.00").replace("1e20", "1E+20"),
            2 => text.replace('a', "\\u0061").replace('é', "\\u00e9"),
            3 => text.replace(':', " :\n").replace(',', ", "),
            _ => text.replace('é', "\u{fffd}"),
        };
        let mut bytes = plain.into_bytes();
        if how == 5 {
            bytes.push(0xe9);
        }
        bytes
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn what_may_not_be_it_is_not_it(
            body in json(),
            wanted in json(),
            how in 0..6u8,
            kind in 0..5usize,
            part in any::<bool>(),
        ) {
            let content_type = [
                "application/json",
                "text/plain",
                "application/x-www-form-URLencoded",
                "Multipart/form-data; boundary=x",
                "",
            ][kind];
            let bytes = match &body {
                Value::Object(map) if kind == 2 => {
                    let mut form = url::form_urlencoded::Serializer::new(String::new());
                    for (key, value) in map {
                        form.append_pair(key, value.as_str().unwrap_or("a b"));
                    }
                    form.finish().into_bytes()
                }
                body => respell(&body.to_string(), how),
            };
            let headers = Headers::default().with("content-type", content_type.as_bytes());
            let content = Content { headers, body: bytes.into(), ..Content::default() };
            // Often something that is there, in the spelling that it was parsed to.
            let wanted = if part { content.parsed_body() } else { wanted };
            let search = Search { body: Some(wanted), ..Search::default() };
            let finder = Finder::new(&search);
            let may = finder.may_find(content.headers.as_bytes(), &content.body);
            prop_assert!(may || !finder.finds(&content));
            let wanted = search.body.as_ref().unwrap();
            prop_assert_eq!(finder.finds(&content), stands_in(&content.parsed_body(), wanted));
        }
    }

    #[test]
    fn what_does_not_stand_there_is_not_parsed() {
        let search = Search { body: Some(json!({"id": "evt_1", "n": 42})), ..Search::default() };
        let finder = Finder::new(&search);
        let json = b"content-type: application/json\n";
        assert!(finder.may_find(json, br#"{"n": 42, "id": "evt_1"}"#));
        assert!(!finder.may_find(json, br#"{"n": 42, "id": "evt_2"}"#));
        assert!(!finder.may_find(json, br#"{"n": 43, "id": "evt_1"}"#));
        assert!(finder.may_find(json, br#"{"n": 42, "id": "\u0065vt_1"}"#));
        assert!(finder.may_find(b"content-type: multipart/form-data\n", b"n=42"));
    }
}
