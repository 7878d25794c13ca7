//! The other way round: a request signed as a provider would sign it, from the same row.

use serde_json::{Map, Value};

use super::encoding::Encoding;
use super::keys;
use super::outside::marks;
use super::place::Place;
use super::provider::{Provider, provider};
use super::scheme::{Scheme, Seal, Time};
use super::seal::Parts;
use super::{Evidence, Parsed};

/// What is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// Where it goes, as the sender writes it.
    pub url: &'a str,
    /// The body.
    pub body: &'a [u8],
    /// The message's id, for providers that sign one.
    pub id: &'a str,
    /// When it is signed, in milliseconds since 1970.
    pub now_ms: i64,
    /// The provider's private key in PEM, for those that have one.
    pub private_key: Option<&'a str>,
}

impl<'a> Sample<'a> {
    /// A body that is posted somewhere.
    pub fn new(url: &'a str, body: &'a [u8], now_ms: i64) -> Self {
        Self { method: "POST", url, body, id: "msg_1", now_ms, private_key: None }
    }
}

/// What a provider would send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// The headers that prove it; names are lower case.
    pub headers: Vec<(String, String)>,
    /// What the URL's query has besides; mostly nothing.
    pub query: String,
    /// The body; changed where the proof is in it.
    pub body: Vec<u8>,
}

/// Signs a request; `None` when requests of this type carry no proof, a secret is missing, or the
/// private key is.
pub fn sign(auth_type: &str, auth: &Map<String, Value>, sample: &Sample<'_>) -> Option<Signed> {
    let provider = provider(auth_type)?;
    let scheme = provider.schemes(auth).next()?;
    signed(&scheme, provider, auth, sample)
}

/// Whether requests of this type are signed with a private key that only the provider has.
pub fn takes_private_key(auth_type: &str, auth: &Map<String, Value>) -> bool {
    let scheme = provider(auth_type).and_then(|it| it.schemes(auth).next());
    scheme.is_some_and(|it| match it {
        Scheme::Seal(it) => keys::checking(it.algorithm).is_some(),
        Scheme::Odd(it) => it.private,
        Scheme::Token(_) | Scheme::Basic => false,
    })
}

/// What a source calls the secret that requests of this type, or auth type, are signed with; `None`
/// where there is no single one.
pub fn secret_field(auth_type: &str) -> Option<&'static str> {
    provider(auth_type).map(|it| it.secret).filter(|it| !it.is_empty())
}

/// Signs a request by one scheme.
pub(super) fn signed(
    scheme: &Scheme<'_>,
    provider: &Provider,
    auth: &Map<String, Value>,
    sample: &Sample<'_>,
) -> Option<Signed> {
    let secret = |name: &str| auth.get(name).and_then(Value::as_str);
    let mut res = Signed { body: sample.body.to_vec(), ..Signed::default() };
    for (place, value) in marks(provider.name) {
        place.put(value, &mut res);
    }
    match scheme {
        Scheme::Seal(it) => {
            let secret = secret(provider.secret).unwrap_or_default();
            seal(it, secret, auth, sample, &mut res)?;
        }
        Scheme::Token(place) => place.put(secret(provider.secret)?, &mut res),
        Scheme::Basic => {
            let both = format!("{}:{}", secret("username")?, secret("password")?);
            let both = Encoding::Base64.encode(both.as_bytes());
            Place::Header("authorization").put(&format!("Basic {both}"), &mut res);
        }
        Scheme::Odd(odd) => (odd.sign)(auth, sample, &mut res)?,
    }
    Some(res)
}

fn seal(
    scheme: &Seal<'_>,
    secret: &str,
    auth: &Map<String, Value>,
    sample: &Sample<'_>,
    res: &mut Signed,
) -> Option<()> {
    let time = scheme.unit.write(sample.now_ms);
    if let (Time::At(place), true) = (scheme.time, scheme.is_timed()) {
        place.put(&time, res);
    }
    if scheme.signs("{id}") {
        scheme.id.put(sample.id, res);
    }
    if let Place::Body(_) = scheme.signature {
        // The body is written anew now, so that what is signed of it stays as it is.
        scheme.signature.put("", res);
    }
    let signature = {
        let header = |name: &str| {
            let (_, value) = res.headers.iter().find(|(it, _)| it == name)?;
            Some(value.as_bytes())
        };
        let urls = [sample.url.to_owned()];
        let evidence = Evidence {
            method: sample.method,
            urls: &urls,
            header: &header,
            query: sample.url.split_once('?').map_or("", |(_, query)| query),
            body: &res.body,
            parsed: &Parsed::default(),
            now_ms: sample.now_ms,
            fetched: &[],
        };
        let parts = Parts {
            evidence: &evidence,
            auth,
            secret,
            time: &time,
            id: sample.id,
            url: sample.url,
        };
        let pieces = scheme.pieces(&parts).ok()?;
        match keys::checking(scheme.algorithm) {
            Some(_) => keys::sign(scheme.algorithm, sample.private_key?, &pieces.concat())?,
            None => scheme.compute(&scheme.key(secret), &pieces),
        }
    };
    let signature = format!("{}{}", scheme.prefix, scheme.encoding.encode(&signature));
    let value = match (scheme.field, scheme.time) {
        (Some(field), Time::Field(time_field)) => {
            format!("{time_field}={time},{field}={signature}")
        }
        (Some(field), _) => format!("{field}={signature}"),
        (None, Time::First) => format!("{time},{signature}"),
        (None, _) => signature,
    };
    scheme.signature.put(&value, res);
    Some(())
}
