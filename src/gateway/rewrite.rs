//! What a transformation makes of content.
//!
//! Whatever the code did not touch stays as it came: the exact bytes of a body, and all of a request
//! in which nothing differs, which is then no copy. Of what it did touch:
//! - `content-length` is what the new body has, and `x-hookdeck-transformed: true` says so;
//! - a string goes out as it is, anything else as JSON, or as a form where the content type says so
//!   and it is an object; `null` and nothing are an empty body.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::Snapshot;
use crate::model::{Connection, Content, Headers, parse_body, parse_query};
use crate::script::{Body, Input, Returned};

/// The header that says that content was transformed; it goes out with the gateway's own prefix.
pub(super) const TRANSFORMED: &str = "x-hookdeck-transformed";

/// What a script is given of content, and of the connection that it runs on.
pub(super) fn input(
    content: &Content,
    snapshot: &Arc<Snapshot>,
    connection: Option<Arc<Connection>>,
    public_url: &url::Url,
) -> Input {
    let (snapshot, public_url) = (snapshot.clone(), public_url.clone());
    let connection = move || match &connection {
        Some(it) => super::api::connection(&snapshot, it, &public_url).to_string(),
        None => "null".to_owned(),
    };
    let (headers, bytes) = (content.headers.clone(), content.body.clone());
    let body = move || parse_body(headers.text("content-type"), &bytes).to_string();
    let query = (content.query.as_str(), &parse_query(&content.query));
    let headers = content.headers.to_value();
    Input::new(headers, Arc::new(body), query, &content.path, Arc::new(connection))
}

/// The content with what a script changed; `None` when that is nothing.
pub(super) fn apply(content: &Content, returned: Returned) -> Option<Content> {
    if returned == Returned::default() {
        return None;
    }
    let Returned { headers, body, query, path } = returned;
    let mut headers: Vec<(String, Vec<u8>)> = match headers {
        Some(headers) => {
            let text = |value| if let Value::String(it) = value { it.into_bytes() } else { vec![] };
            headers.into_iter().map(|(name, value)| (name, text(value))).collect()
        }
        None => content.headers.iter().map(|(it, value)| (it.to_owned(), value.to_vec())).collect(),
    };
    let content_type = headers.iter().find(|(name, _)| name == "content-type");
    let content_type = content_type.map(|(_, it)| String::from_utf8_lossy(it).into_owned());
    let body = match body {
        None => content.body.clone(),
        Some(Body::Empty) => Bytes::new(),
        Some(Body::Text(text)) => text.into(),
        Some(Body::Json(json)) => written(content_type.as_deref().unwrap_or_default(), json).into(),
    };
    headers.retain(|(name, _)| !["content-length", TRANSFORMED].contains(&name.as_str()));
    headers.push(("content-length".to_owned(), body.len().to_string().into()));
    headers.push((TRANSFORMED.to_owned(), b"true".to_vec()));
    Some(Content {
        method: content.method.clone(),
        path: path.unwrap_or_else(|| content.path.clone()),
        query: query.unwrap_or_else(|| content.query.clone()),
        headers: Headers::new(|| headers.iter().map(|(name, value)| (name.as_str(), &value[..]))),
        body,
    })
}

/// JSON as a body of this type.
fn written(content_type: &str, json: String) -> String {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let form = |json: &str| serde_json::from_str::<Map<String, Value>>(json).ok();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
        && let Some(fields) = form(&json)
    {
        let mut res = url::form_urlencoded::Serializer::new(String::new());
        each(&fields, |name, value| {
            res.append_pair(name, value);
        });
        return res.finish();
    }
    if essence.eq_ignore_ascii_case("multipart/form-data")
        && let Ok(boundary) = multer::parse_boundary(content_type)
        && let Some(fields) = form(&json)
    {
        let mut res = String::new();
        each(&fields, |name, value| {
            let name = name.replace('"', "%22").replace(['\r', '\n'], " ");
            res.push_str(&format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        });
        return res + &format!("--{boundary}--\r\n");
    }
    json
}

/// Each field of a form with its text; a list is a field that repeats.
fn each(fields: &Map<String, Value>, mut add: impl FnMut(&str, &str)) {
    for (name, value) in fields {
        for value in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice) {
            match value {
                Value::String(text) => add(name, text),
                Value::Null => add(name, ""),
                value => add(name, &value.to_string()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn content(content_type: &str, body: &'static str) -> Content {
        let headers = Headers::default().with("content-type", content_type.as_bytes());
        Content {
            method: "POST".to_owned(),
            path: "/a".to_owned(),
            query: "q=1".to_owned(),
            headers: headers.with("content-length", b"99").with("x-b", b"\xe9"),
            body: body.into(),
        }
    }

    #[track_caller]
    fn body(content_type: &str, made: Body, expected: &str) {
        let returned = Returned { body: Some(made), ..Returned::default() };
        let made = apply(&content(content_type, "{}"), returned).unwrap();
        assert_eq!(made.body, expected.as_bytes());
        assert_eq!(made.headers.text("content-length"), Some(&*expected.len().to_string()));
        assert_eq!(made.headers.text(TRANSFORMED), Some("true"));
        assert_eq!(made.headers.get("x-b"), Some(&b"\xe9"[..]));
        assert_eq!(made.headers.iter().count(), 4);
    }

    #[test]
    fn a_body_is_written_as_its_type_says() {
        let form = || Body::Json(json!({ "a": ["1", 2], "b": null, "c d": "&" }).to_string());
        body("application/json", form(), r#"{"a":["1",2],"b":null,"c d":"&"}"#);
        body("application/x-www-form-urlencoded", form(), "a=1&a=2&b=&c+d=%26");
        body("application/x-www-form-urlencoded", Body::Text("raw".into()), "raw");
        body(
            "multipart/form-data; boundary=x",
            Body::Json(json!({ "a": "1" }).to_string()),
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n",
        );
        body("text/plain", Body::Text("text".into()), "text");
        body("application/json", Body::Json("true".into()), "true");
        body("application/json", Body::Empty, "");
    }

    #[test]
    fn what_is_not_touched_stays_the_exact_bytes() {
        let content = content("application/json", "{ \"big\": 12345678901234567890 }");
        assert!(apply(&content, Returned::default()).is_none());
        let path = Returned { path: Some("/b".to_owned()), ..Returned::default() };
        let made = apply(&content, path).unwrap();
        assert_eq!(
            (made.body, made.path.as_str(), made.query.as_str()),
            (content.body, "/b", "q=1")
        );
    }
}
