//! What a handler returned: whether it is a request, and in what it differs from the one given.
//!
//! Only what differs counts, part by part, so that a body that the code did not touch stays the
//! exact bytes that came, whatever the language makes of its numbers.

use http::{HeaderName, HeaderValue};
use rquickjs::{Ctx, Function, Object, Value};
use serde_json::{Map, Value as Json};

use super::sandbox::{Failure, Given};
use super::{Body, LONGEST_BODY, Returned};

/// How the API ends a stack.
pub(super) const BOUNDARY: &str = "\n    at (<VM boundary>)";
/// Most bytes of headers, and of a path or query.
const LONGEST: usize = 64 << 10;

/// Reads what the handler returned.
pub(super) fn read<'js>(
    ctx: &Ctx<'js>,
    given: &Given,
    untouched: &Function<'js>,
    value: Value<'js>,
) -> Result<Returned, Failure> {
    if value.is_promise() {
        return Err(wrong("#<Promise> could not be cloned."));
    }
    let Some(request) = value.as_object() else { return Err(no_request()) };
    let mut res = Returned {
        headers: headers(ctx, given, request)?,
        body: match untouched.call((request.clone(),))? {
            true => None,
            false => body(ctx, given, request)?,
        },
        query: text(request, "query")?,
        path: text(request, "path")?,
    };
    if let Some(path) = res.path.as_mut().filter(|it| !it.starts_with('/')) {
        path.insert(0, '/');
    }
    let query = res.query.take().unwrap_or_default();
    let query = query.strip_prefix('?').unwrap_or(&query);
    res.query = (query != given.input.query).then(|| query.to_owned());
    res.path = res.path.filter(|it| *it != given.input.path);
    Ok(res)
}

fn headers<'js>(
    ctx: &Ctx<'js>,
    given: &Given,
    request: &Object<'js>,
) -> Result<Option<Map<String, Json>>, Failure> {
    let json = written(ctx, &request.get("headers")?)?.unwrap_or_default();
    if json.len() > LONGEST {
        return Err(too_long("headers", LONGEST));
    }
    let Ok(headers) = serde_json::from_str::<Json>(&json) else { return Err(no_request()) };
    let changed = json != given.headers && !reads(&given.input.headers, &headers);
    let Json::Object(mut headers) = headers else { return Err(no_request()) };
    if changed {
        headers = tidy(headers)?;
    }
    let is_type = |it: &str| it.split_once('/').is_some_and(|(kind, _)| !kind.trim().is_empty());
    if !headers.get("content-type").and_then(Json::as_str).is_some_and(is_type) {
        return Err(no_request());
    }
    Ok(changed.then_some(headers))
}

/// Headers with names in lower case and strings as values.
fn tidy(headers: Map<String, Json>) -> Result<Map<String, Json>, Failure> {
    let mut res = Map::new();
    for (mut name, value) in headers {
        let value = match value {
            Json::Null => continue,
            Json::String(value) => value,
            Json::Bool(_) | Json::Number(_) => value.to_string(),
            Json::Array(values) if values.iter().all(Json::is_string) => {
                values.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", ")
            }
            _ => return Err(wrong(&format!("the header `{name}` must be a string"))),
        };
        if HeaderName::from_bytes(name.as_bytes()).is_err()
            || HeaderValue::from_bytes(value.as_bytes()).is_err()
        {
            let why = format!("the header `{name}` has characters that no header can have");
            return Err(wrong(&why));
        }
        name.make_ascii_lowercase();
        res.insert(name, Json::String(value));
    }
    Ok(res)
}

fn body<'js>(
    ctx: &Ctx<'js>,
    given: &Given,
    request: &Object<'js>,
) -> Result<Option<Body>, Failure> {
    let body: Value<'_> = request.get("body")?;
    let json = written(ctx, &body)?;
    if json.as_ref().is_some_and(|it| is_same(given.body(), it)) {
        return Ok(None);
    }
    let body = match json {
        _ if body.is_null() || body.is_undefined() => Body::Empty,
        None => return Err(wrong("the body could not be cloned.")),
        // Not what was written a moment ago: that may be a string's own `toJSON`.
        Some(_) if body.is_string() => Body::Text(string(&body, "body")?),
        Some(json) => Body::Json(json),
    };
    match &body {
        Body::Text(text) | Body::Json(text) if text.len() > LONGEST_BODY => {
            Err(too_long("body", LONGEST_BODY))
        }
        _ => Ok(Some(body)),
    }
}

fn text(request: &Object<'_>, name: &str) -> Result<Option<String>, Failure> {
    let value: Value<'_> = request.get(name)?;
    if value.is_null() || value.is_undefined() {
        return Ok(None);
    }
    if !value.is_string() {
        return Err(wrong(&format!("`{name}` must be a string")));
    }
    let text = string(&value, name)?;
    if text.len() > LONGEST { Err(too_long(name, LONGEST)) } else { Ok(Some(text)) }
}

fn string(value: &Value<'_>, name: &str) -> Result<String, Failure> {
    match value.get::<String>() {
        Err(rquickjs::Error::Utf8(_)) => {
            Err(wrong(&format!("`{name}` has half a character in it, which is no text")))
        }
        text => Ok(text?),
    }
}

/// A value as JSON; `None` where JSON has no word for it.
fn written<'js>(ctx: &Ctx<'js>, value: &Value<'js>) -> Result<Option<String>, Failure> {
    Ok(ctx.json_stringify(value.clone())?.map(|it| it.to_string()).transpose()?)
}

/// Whether JSON is what the language makes of JSON that it was given.
fn is_same(before: &str, after: &str) -> bool {
    let parse = |text| serde_json::from_str::<Json>(text);
    before == after
        || matches!((parse(before), parse(after)), (Ok(before), Ok(after)) if reads(&before, &after))
}

/// The same for values: all numbers are floats there, and keys that are indices come first.
fn reads(before: &Json, after: &Json) -> bool {
    fn in_order(map: &Map<String, Json>) -> impl Iterator<Item = &String> {
        map.keys().filter(|it| !is_index(it))
    }
    match (before, after) {
        (Json::Number(before), Json::Number(after)) => before.as_f64() == after.as_f64(),
        (Json::Array(before), Json::Array(after)) => {
            before.len() == after.len()
                && before.iter().zip(after).all(|(before, after)| reads(before, after))
        }
        (Json::Object(before), Json::Object(after)) => {
            before.len() == after.len()
                && in_order(before).eq(in_order(after))
                && after
                    .iter()
                    .all(|(key, after)| before.get(key).is_some_and(|it| reads(it, after)))
        }
        _ => before == after,
    }
}

/// Whether the language takes a key for an index of an array.
fn is_index(key: &str) -> bool {
    key.parse::<u32>().is_ok_and(|it| it < u32::MAX && it.to_string() == key)
}

fn wrong(why: &str) -> Failure {
    Failure::Returned(format!("TypeError: {why}"))
}

fn too_long(part: &str, most: usize) -> Failure {
    Failure::Returned(format!("RangeError: the returned {part} has more than {most} bytes"))
}

/// The API's words for something that is no request, which tell only its authors what is missing.
fn no_request() -> Failure {
    wrong(
        "`undefined` requires parameter 1 to be a string: a handler returns the request, with a \
         `content-type` among its headers",
    )
}
