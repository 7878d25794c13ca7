//! The other way round: a request signed as a provider would sign it, from the same row.

use serde_json::{Map, Value, json};

use super::encoding::Encoding;
use super::providers::provider;
use super::scheme::{Hmac, Place, Scheme, Time};
use super::signature::Parts;

/// What is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// The body.
    pub body: &'a [u8],
    /// The message's id, for providers that sign one.
    pub id: &'a str,
    /// When it is signed, in milliseconds since 1970.
    pub now_ms: i64,
}

/// What a provider would send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// The headers that prove it; names are lower case.
    pub headers: Vec<(String, String)>,
    /// The body; changed where the proof is in it.
    pub body: Vec<u8>,
}

/// Signs a request; `None` when nobody here knows how, or a secret is missing.
pub fn sign(auth_type: &str, auth: &Map<String, Value>, sample: &Sample<'_>) -> Option<Signed> {
    let provider = provider(auth_type)?;
    let scheme = provider.schemes(auth).next()?;
    signed(&scheme, provider.secret, auth, sample)
}

/// Signs a request by one scheme.
pub(super) fn signed(
    scheme: &Scheme<'_>,
    secret_name: &str,
    auth: &Map<String, Value>,
    sample: &Sample<'_>,
) -> Option<Signed> {
    let secret = |name: &str| auth.get(name).and_then(Value::as_str);
    let mut res = Signed { headers: Vec::new(), body: sample.body.to_vec() };
    match scheme {
        Scheme::Hmac(it) => hmac(it, secret(secret_name)?, auth, sample, &mut res),
        Scheme::Token(place) => res.put(*place, secret(secret_name)?),
        Scheme::Basic => {
            let both = format!("{}:{}", secret("username")?, secret("password")?);
            let both = Encoding::Base64.encode(both.as_bytes());
            res.put(Place::Header("authorization"), &format!("Basic {both}"));
        }
    }
    Some(res)
}

fn hmac(
    scheme: &Hmac<'_>,
    secret: &str,
    auth: &Map<String, Value>,
    sample: &Sample<'_>,
    res: &mut Signed,
) {
    let time = scheme.unit.write(sample.now_ms);
    if let Time::At(place) = scheme.time {
        res.put(place, &time);
    }
    if scheme.signs("{id}") {
        res.put(scheme.id, sample.id);
    }
    let parts = Parts { body: &res.body, time: &time, id: sample.id };
    let signature = scheme.encoding.encode(&scheme.compute(secret, auth, &parts));
    let signature = format!("{}{signature}", scheme.prefix);
    let value = match (scheme.field, scheme.time) {
        (Some(field), Time::Field(time_field)) => {
            format!("{time_field}={time},{field}={signature}")
        }
        (Some(field), Time::At(_)) => format!("{field}={signature}"),
        (None, _) => signature,
    };
    res.put(scheme.signature, &value);
}

impl Signed {
    fn put(&mut self, place: Place<'_>, value: &str) {
        match place {
            Place::Header(name) | Place::HeaderOrQuery(name) => {
                self.headers.push((name.to_ascii_lowercase(), value.to_owned()));
            }
            Place::Body(pointer) => {
                let body = serde_json::from_slice(&self.body).ok();
                let mut body = body.filter(Value::is_object).unwrap_or_else(|| json!({}));
                let mut at = &mut body;
                for name in pointer.split('/').skip(1) {
                    if !at.is_object() {
                        *at = json!({});
                    }
                    at = &mut at[name];
                }
                *at = value.into();
                self.body = body.to_string().into_bytes();
            }
        }
    }
}
