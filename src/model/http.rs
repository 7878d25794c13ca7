//! Headers and bodies, kept as they came.
//!
//! **Invariant:** a body is the same bytes from socket to destination; nothing here ever writes
//! one again. Parsing is for rules and for people who look, and happens only when they ask.

use std::borrow::Cow;
use std::convert::Infallible;

use bytes::Bytes;
use futures_util::{FutureExt as _, stream};
use http::{HeaderMap, HeaderName, HeaderValue};
use multer::{Field, Multipart};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};
use serde_json::{Map, Value};

/// What every part of a URL has as it is; all else may be escaped anywhere (RFC 3986, unreserved).
pub const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Headers in one allocation, as `name: value` lines, in order and with duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Bytes);

impl Headers {
    /// Writes headers down, in their order; names are in lower case.
    pub fn new<'a, I>(headers: impl Fn() -> I) -> Self
    where
        I: Iterator<Item = (&'a str, &'a [u8])>,
    {
        // The exact size, since a vector with room to spare takes a second allocation to share.
        let mut lines =
            Vec::with_capacity(headers().map(|(it, value)| it.len() + value.len() + 3).sum());
        for (name, value) in headers() {
            lines.extend_from_slice(name.as_bytes());
            lines.extend_from_slice(b": ");
            lines.extend_from_slice(value);
            lines.push(b'\n');
        }
        Self(lines.into())
    }

    /// Writes down all headers of an HTTP library's map.
    pub fn from_map(map: &HeaderMap) -> Self {
        Self::new(|| map.iter().map(|(name, value)| (name.as_str(), value.as_bytes())))
    }

    /// Takes lines that an earlier [`Self::as_bytes`] gave.
    pub fn from_stored(lines: Bytes) -> Self {
        Self(lines)
    }

    /// The lines, for a store to keep.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The same headers with one more at the end.
    #[must_use]
    pub fn with(&self, name: &str, value: &[u8]) -> Self {
        Self::new(|| self.iter().chain([(name, value)]))
    }

    /// Each header in order; names are lower case.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        lines(&self.0)
    }

    /// The first value of a header, named in lower case, among lines that [`Self::as_bytes`] gave.
    pub fn in_stored<'a>(stored: &'a [u8], name: &str) -> Option<&'a [u8]> {
        lines(stored).find(|(it, _)| *it == name).map(|(_, value)| value)
    }

    /// The first value of a header, named in lower case.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        Self::in_stored(&self.0, name)
    }

    /// The first value of a header as text, when it is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(|value| std::str::from_utf8(value).ok())
    }

    /// The headers as the API shows them: an object of strings, duplicates joined by `, `.
    pub fn to_value(&self) -> Value {
        let mut res = Map::new();
        for (name, value) in self.iter() {
            let value = String::from_utf8_lossy(value);
            match res.get_mut(name) {
                Some(Value::String(it)) => {
                    it.push_str(", ");
                    it.push_str(&value);
                }
                _ => {
                    res.insert(name.to_owned(), Value::String(value.into_owned()));
                }
            }
        }
        Value::Object(res)
    }

    /// The headers as an object in which each value stands for itself: a text, or a list of them where
    /// there are several.
    pub fn to_lists(&self) -> Value {
        let mut res = Map::new();
        for (name, value) in self.iter() {
            let value = Value::from(String::from_utf8_lossy(value));
            match res.get_mut(name) {
                Some(Value::Array(all)) => all.push(value),
                Some(first) => *first = Value::from(vec![first.take(), value]),
                None => _ = res.insert(name.to_owned(), value),
            }
        }
        Value::Object(res)
    }

    /// Those headers that `keep` wants, as an HTTP library takes them; what is no header any more is
    /// left out.
    pub fn to_map(&self, keep: impl Fn(&str) -> bool) -> HeaderMap {
        let mut res = HeaderMap::with_capacity(24);
        for (name, value) in self.iter().filter(|(name, _)| keep(name)) {
            let (Ok(name), Ok(value)) =
                (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value))
            else {
                continue;
            };
            res.append(name, value);
        }
        res
    }
}

fn lines(stored: &[u8]) -> impl Iterator<Item = (&str, &[u8])> {
    stored.split(|byte| *byte == b'\n').filter_map(|line| {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = std::str::from_utf8(&line[..colon]).ok()?;
        Some((name, line.get(colon + 2..)?))
    })
}

/// A body as rules and people see it.
///
/// JSON that parses is JSON, a form is an object of its fields, everything else is text.
pub fn parse_body(content_type: Option<&str>, body: &[u8]) -> Value {
    let content_type = content_type.unwrap_or_default();
    let essence = essence(content_type);
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return parse_query(&String::from_utf8_lossy(body));
    }
    let copy = || Bytes::copy_from_slice(body);
    if let Some(fields) = parts(content_type, copy).and_then(fields) {
        return fields;
    }
    if is_json(content_type)
        && let Ok(value) = serde_json::from_slice(body)
    {
        return value;
    }
    Value::String(String::from_utf8_lossy(body).into_owned())
}

/// Whether a body of this type is JSON if it parses; one of no type may be too.
pub fn is_json(content_type: &str) -> bool {
    let essence = essence(content_type);
    essence.is_empty()
        || essence.eq_ignore_ascii_case("application/json")
        || essence.to_ascii_lowercase().ends_with("+json")
}

/// A content type without its parameters.
fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// A query string or form as an object; a key that repeats becomes a list.
pub fn parse_query(query: &str) -> Value {
    let mut res = Map::new();
    for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
        put_field(&mut res, &key, value.into_owned());
    }
    Value::Object(res)
}

/// Whether a body is a form with a file in it.
pub fn has_attachment(content_type: &str, body: &Bytes) -> bool {
    let Some(mut parts) = parts(content_type, || body.clone()) else { return false };
    let looking = async {
        while let Ok(Some(part)) = parts.next_field().await {
            if is_file(&part) {
                return true;
            }
        }
        false
    };
    looking.now_or_never().unwrap_or(false)
}

/// The parts of a `multipart/form-data` body; whoever reads them never waits, since it is all there.
///
/// Every request is asked for its parts, so those of another type cost next to nothing: `body` is
/// made for none of them.
fn parts(content_type: &str, body: impl FnOnce() -> Bytes) -> Option<Multipart<'static>> {
    const KIND: &str = "multipart/";
    content_type.trim_start().get(..KIND.len()).filter(|it| it.eq_ignore_ascii_case(KIND))?;
    let boundary = multer::parse_boundary(content_type).ok()?;
    Some(Multipart::new(stream::iter([Ok::<_, Infallible>(body())]), boundary))
}

/// The fields of a form as an object, without its files; `None` when it cannot be read.
fn fields(mut parts: Multipart<'_>) -> Option<Value> {
    let reading = async {
        let mut res = Map::new();
        while let Some(part) = parts.next_field().await.ok()? {
            if let Some(name) = part.name().filter(|_| !is_file(&part)).map(str::to_owned) {
                let value = part.bytes().await.ok()?;
                put_field(&mut res, &name, String::from_utf8_lossy(&value).into_owned());
            }
        }
        Some(Value::Object(res))
    };
    reading.now_or_never().flatten()
}

/// A browser sends the part of a file that nobody chose too, without a name.
fn is_file(part: &Field<'_>) -> bool {
    part.file_name().is_some_and(|it| !it.is_empty())
}

fn put_field(form: &mut Map<String, Value>, key: &str, value: String) {
    let value = Value::String(value);
    match form.get_mut(key) {
        None => {
            form.insert(key.to_owned(), value);
        }
        Some(Value::Array(list)) => list.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

/// Whether a path leads out of where it is put: `..` stands in it, plainly or in one of the ways
/// that some servers take for it (`%2e%2e`, `..%2f`, `..\`, `..;`).
pub fn climbs(path: &str) -> bool {
    let plain: Cow<'_, [u8]> = percent_decode_str(path).into();
    plain
        .split(|byte| matches!(byte, b'/' | b'\\'))
        .any(|segment| segment == b".." || segment.starts_with(b"..;"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_that_leads_out_is_known_in_every_spelling() {
        for path in [
            "/..",
            "/../",
            "/a/../b",
            "/%2e%2e/a",
            "/.%2E/a",
            "/..%2fa",
            "/a%2f..%2fb",
            "/..\\a",
            "/..%5ca",
            "/..;/a",
            "/..;x=1/a",
        ] {
            assert!(climbs(path), "{path}");
        }
        for path in ["", "/", "/a", "/.", "/./a", "/...", "/a..b", "/..a", "/a..", "/%252e", "/%2e"]
        {
            assert!(!climbs(path), "{path}");
        }
    }

    #[test]
    fn headers_keep_order_duplicates_and_bytes() {
        let mut map = HeaderMap::new();
        map.append("x-b", HeaderValue::from_static("1: 2"));
        map.append("x-a", HeaderValue::from_bytes(b"\xe9").unwrap());
        map.append("x-b", HeaderValue::from_static(""));
        let headers = Headers::from_map(&map);
        let all: Vec<_> = headers.iter().collect();
        assert_eq!(all, [("x-b", &b"1: 2"[..]), ("x-b", b""), ("x-a", b"\xe9")]);
        assert_eq!(headers.to_map(|_| true), map);
        assert_eq!(headers.to_map(|it| it == "x-a").len(), 1);
        assert_eq!(headers.to_value(), json!({"x-b": "1: 2, ", "x-a": "\u{fffd}"}));
        assert_eq!(headers.with("x-c", b"3").get("x-c"), Some(&b"3"[..]));
    }

    #[test]
    fn a_body_is_parsed_by_its_type() {
        assert_eq!(parse_body(Some("application/json; charset=utf-8"), b"[1]"), json!([1]));
        assert_eq!(parse_body(Some("application/vnd.api+JSON"), b"{}"), json!({}));
        assert_eq!(parse_body(Some("application/json"), b"{"), json!("{"));
        assert_eq!(parse_body(Some("text/plain"), b"[1]"), json!("[1]"));
        let form = parse_body(Some("application/x-www-form-urlencoded"), b"a=1&b=x+y&a=2");
        assert_eq!(form, json!({"a": ["1", "2"], "b": "x y"}));
    }

    #[test]
    fn a_form_of_several_parts_is_an_object_of_its_fields() {
        const TYPE: &str = "Multipart/Form-Data; boundary=\"x y\"";
        let form = |parts: &[(&str, &str)]| {
            let part = |(head, value): &(_, _)| {
                format!("--x y\r\ncontent-disposition: form-data; {head}\r\n\r\n{value}\r\n")
            };
            Bytes::from(parts.iter().map(part).collect::<String>() + "--x y--\r\n")
        };
        let fields = form(&[("name=\"a\"", "1\r\n2"), ("name=b", ""), ("name=\"a\"", "--x")]);
        let parsed = json!({"a": ["1\r\n2", "--x"], "b": ""});
        assert_eq!(parse_body(Some(TYPE), &fields), parsed);
        assert!(!has_attachment(TYPE, &fields));

        let file = form(&[("name=a", "1"), ("name=f; filename=\"f.png\"", "png"), ("name=b", "2")]);
        assert_eq!(parse_body(Some(TYPE), &file), json!({"a": "1", "b": "2"}));
        assert!(has_attachment(TYPE, &file));
        assert!(has_attachment(TYPE, &file.slice(..file.len() - 20)));
        let unchosen = form(&[("name=\"f\"; filename=\"\"", "")]);
        assert_eq!(parse_body(Some(TYPE), &unchosen), json!({"f": ""}));
        assert!(!has_attachment(TYPE, &unchosen));

        let cut = &fields[..fields.len() - 20];
        assert_eq!(parse_body(Some(TYPE), cut), json!(String::from_utf8_lossy(cut)));
        assert_eq!(parse_body(Some("multipart/form-data"), b"x"), json!("x"));
        assert_eq!(parse_body(Some("multipart/mixed; boundary=x"), b"x"), json!("x"));
    }
}
