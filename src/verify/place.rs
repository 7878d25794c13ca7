//! Where a request carries something: read there, and written there when a sample is signed.

use std::borrow::Cow;

use serde_json::{Value, json};
use url::form_urlencoded;

use super::encoding::{Encoding, base64};
use super::sign::Signed;
use super::{Evidence, Reason};

/// Where a request carries something.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    /// In a header, named in any case.
    Header(&'a str),
    /// In a header or, failing that, in the query.
    HeaderOrQuery(&'a str),
    /// In the first of these headers that there is, where it is not known which.
    AnyHeader(&'a [&'a str]),
    /// In the query.
    Query(&'a str),
    /// In a field of the form that is the body.
    Form(&'a str),
    /// In the JSON body, at this pointer.
    Body(&'a str),
    /// In a header that is JSON in base64, at this pointer.
    Packed(&'a str, &'a str),
}

impl<'a> Place<'a> {
    /// What a person would call it.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Header(name)
            | Self::HeaderOrQuery(name)
            | Self::Query(name)
            | Self::Form(name)
            | Self::Body(name)
            | Self::Packed(name, _) => name,
            Self::AnyHeader(names) => names.first().copied().unwrap_or_default(),
        }
    }

    /// The same with the kind of place, for the docs.
    pub(super) fn described(self) -> String {
        let name = self.name();
        match self {
            Self::Header(_) | Self::Packed(..) => format!("header `{name}`"),
            Self::HeaderOrQuery(_) => format!("header or query `{name}`"),
            Self::AnyHeader(names) => format!("header `{}`", names.join("` or `")),
            Self::Query(_) => format!("query `{name}`"),
            Self::Form(_) => format!("form field `{name}`"),
            Self::Body(_) => format!("body `{name}`"),
        }
    }

    pub(super) fn find<'b>(self, evidence: &Evidence<'b>) -> Result<Cow<'b, str>, Reason> {
        let missing = || Reason::Missing(self.name().to_owned());
        let found = match self {
            Self::Header(name) => header(evidence, name),
            Self::AnyHeader(names) => names.iter().find_map(|it| header(evidence, it)),
            Self::HeaderOrQuery(name) => {
                header(evidence, name).or_else(|| field(evidence.query.as_bytes(), name))
            }
            Self::Query(name) => field(evidence.query.as_bytes(), name),
            Self::Form(name) => field(evidence.body, name),
            Self::Body(pointer) => evidence.json().and_then(|it| at(it, pointer)).map(Cow::Owned),
            Self::Packed(name, pointer) => {
                let text = header(evidence, name).ok_or_else(missing)?;
                let packed = base64(text.trim()).and_then(|it| serde_json::from_slice(&it).ok());
                let packed = packed.ok_or_else(|| Reason::Malformed(name.to_owned()))?;
                at(&packed, pointer).map(Cow::Owned)
            }
        };
        found.ok_or_else(missing)
    }

    /// Writes it into a sample.
    pub(super) fn put(self, value: &str, into: &mut Signed) {
        match self {
            Self::Header(_) | Self::HeaderOrQuery(_) | Self::AnyHeader(_) => {
                into.headers.push((self.name().to_ascii_lowercase(), value.to_owned()));
            }
            Self::Query(name) => {
                let mut pairs = form_urlencoded::Serializer::new(std::mem::take(&mut into.query));
                into.query = pairs.append_pair(name, value).finish();
            }
            Self::Form(name) => {
                let old = form_urlencoded::parse(&into.body).filter(|(key, _)| key != name);
                let mut pairs = form_urlencoded::Serializer::new(String::new());
                pairs.extend_pairs(old).append_pair(name, value);
                into.body = pairs.finish().into_bytes();
            }
            Self::Body(pointer) => {
                let body = serde_json::from_slice(&into.body).ok();
                let mut body = body.filter(Value::is_object).unwrap_or_else(|| json!({}));
                set(&mut body, pointer, value.into());
                into.body = body.to_string().into_bytes();
            }
            Self::Packed(name, pointer) => {
                let old = into.headers.iter().position(|(it, _)| it == name);
                let old = old.map(|it| into.headers.remove(it).1);
                let old = old.and_then(|it| serde_json::from_slice(&base64(&it)?).ok());
                let mut packed = old.unwrap_or_else(|| json!({}));
                set(&mut packed, pointer, value.into());
                let text = Encoding::Base64.encode(packed.to_string().as_bytes());
                into.headers.push((name.to_owned(), text));
            }
        }
    }
}

/// The first value of a header.
pub(super) fn header<'b>(evidence: &Evidence<'b>, name: &str) -> Option<Cow<'b, str>> {
    (evidence.header)(&name.to_ascii_lowercase()).map(String::from_utf8_lossy)
}

/// A field of a form or a query.
pub(super) fn field<'b>(form: &'b [u8], name: &str) -> Option<Cow<'b, str>> {
    form_urlencoded::parse(form).find(|(key, _)| key == name).map(|(_, value)| value)
}

fn at(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Sets a value in JSON, with the objects on the way there. Elements of lists must be there.
pub(super) fn set(value: &mut Value, pointer: &str, new: Value) {
    let mut at = value;
    for name in pointer.split('/').skip(1) {
        let index = name.parse::<usize>().ok();
        at = match (index, at.is_array()) {
            (Some(index), true) => match at.get_mut(index) {
                Some(it) => it,
                None => return,
            },
            _ => {
                if !at.is_object() {
                    *at = json!({});
                }
                &mut at[name]
            }
        };
    }
    *at = new;
}
