//! The few ways in which almost everyone signs, as data.
//!
//! A scheme is built from words that read like the provider's own documentation:
//! `hmac(Hash::Sha256).header("stripe-signature").field("v1").over("{t}.{body}").within(300)`.
//!
//! To add a word: a field of [`Hmac`] and a `const fn` that sets it. Two providers should want it.

use std::borrow::Cow;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::encoding::{Encoding, base64, same};
use super::{Evidence, Reason, Verdict};

/// One way to prove who sends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scheme<'a> {
    /// A signature, made with a shared secret.
    Hmac(Hmac<'a>),
    /// The shared secret itself.
    Token(Place<'a>),
    /// Name and password, as HTTP sends them.
    Basic,
}

/// Where a request carries something.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    /// In a header, named in any case.
    Header(&'a str),
    /// In a header or, failing that, in the query.
    HeaderOrQuery(&'a str),
    /// In the JSON body, at this pointer.
    Body(&'a str),
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha512,
}

/// What the secret's text says about the key's bytes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    /// They are it.
    Text,
    /// They are in base64; `whsec_` may stand before it.
    Base64,
    /// They are in base64 if `whsec_` stands before it, else they are it.
    Base64IfMarked,
}

/// How a time is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unit {
    Seconds,
    Millis,
    Iso,
}

/// Where the time of signing is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Time<'a> {
    /// In a field of the signature's own header.
    Field(&'a str),
    /// In a place of its own.
    At(Place<'a>),
}

/// A signature over parts of the request; how it is made and checked is in [`super::signature`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Hmac<'a> {
    pub(super) hash: Hash,
    /// False where the secret is not the key of an HMAC, but part of what is hashed.
    pub(super) keyed: bool,
    pub(super) key: Key,
    pub(super) signature: Place<'a>,
    /// What may stand before it.
    pub(super) prefix: &'a str,
    /// What stands between several, of which one must fit.
    pub(super) separator: Option<char>,
    /// The name of its field in a header of several.
    pub(super) field: Option<&'a str>,
    pub(super) encoding: Encoding,
    /// What is signed: text, with the names of parts in braces. `body`; `sha256`, its hash in hex;
    /// `t` and `id`, from their places; `secret`; or a field of the source's auth.
    pub(super) template: &'a str,
    pub(super) time: Time<'a>,
    pub(super) unit: Unit,
    /// How many seconds from now the time may be; 0 is any.
    pub(super) within: u64,
    pub(super) id: Place<'a>,
}

/// An HMAC of the body, in hex; more is said by the words that follow.
pub(super) const fn hmac<'a>(hash: Hash) -> Hmac<'a> {
    Hmac {
        hash,
        keyed: true,
        key: Key::Text,
        signature: Place::Header(""),
        prefix: "",
        separator: None,
        field: None,
        encoding: Encoding::Hex,
        template: "{body}",
        time: Time::Field("t"),
        unit: Unit::Seconds,
        within: 0,
        id: Place::Header(""),
    }
}

/// A hash of secret and body, in hex: what is hashed says where the secret goes.
pub(super) const fn digest<'a>(hash: Hash) -> Hmac<'a> {
    Hmac { keyed: false, ..hmac(hash) }
}

/// Standard Webhooks, whose headers begin with `webhook-`, or did with `svix-`.
pub(super) const fn standard<'a>(id: &'a str, time: &'a str, signature: &'a str) -> Hmac<'a> {
    let signed = hmac(Hash::Sha256).header(signature).after("v1,").several(' ').base64();
    let stamped = signed.id(Place::Header(id)).time(Place::Header(time)).within(300);
    Hmac { key: Key::Base64, ..stamped.over("{id}.{t}.{body}") }
}

impl<'a> Hmac<'a> {
    /// The signature is in this header.
    pub(super) const fn header(self, name: &'a str) -> Self {
        self.at(Place::Header(name))
    }

    /// The signature is there.
    pub(super) const fn at(self, signature: Place<'a>) -> Self {
        Self { signature, ..self }
    }

    /// This may stand before it.
    pub(super) const fn after(self, prefix: &'a str) -> Self {
        Self { prefix, ..self }
    }

    /// There may be several, with this between them.
    pub(super) const fn several(self, separator: char) -> Self {
        Self { separator: Some(separator), ..self }
    }

    /// The header has several fields; the signature is this one, the time is `t`.
    pub(super) const fn field(self, name: &'a str) -> Self {
        Self { field: Some(name), ..self }
    }

    /// The time is this field of the header.
    pub(super) const fn time_field(self, name: &'a str) -> Self {
        Self { time: Time::Field(name), ..self }
    }

    /// The time is there.
    pub(super) const fn time(self, place: Place<'a>) -> Self {
        Self { time: Time::At(place), ..self }
    }

    /// The time is in milliseconds.
    pub(super) const fn millis(self) -> Self {
        Self { unit: Unit::Millis, ..self }
    }

    /// The time is a date as ISO 8601 writes it.
    pub(super) const fn iso(self) -> Self {
        Self { unit: Unit::Iso, ..self }
    }

    /// The time may be so many seconds from now, either way.
    pub(super) const fn within(self, seconds: u64) -> Self {
        Self { within: seconds, ..self }
    }

    /// The message's id is there.
    pub(super) const fn id(self, place: Place<'a>) -> Self {
        Self { id: place, ..self }
    }

    /// The signature is in base64.
    pub(super) const fn base64(self) -> Self {
        self.encoded(Encoding::Base64)
    }

    /// The signature is written like this.
    pub(super) const fn encoded(self, encoding: Encoding) -> Self {
        Self { encoding, ..self }
    }

    /// The secret is in base64.
    pub(super) const fn secret_in_base64(self) -> Self {
        Self { key: Key::Base64, ..self }
    }

    /// The secret is in base64 when it begins with `whsec_`, and text when not.
    pub(super) const fn secret_in_base64_if_marked(self) -> Self {
        Self { key: Key::Base64IfMarked, ..self }
    }

    /// The secret is text, whatever it looks like.
    pub(super) const fn secret_in_text(self) -> Self {
        Self { key: Key::Text, ..self }
    }

    /// This is signed, instead of the body alone.
    pub(super) const fn over(self, template: &'a str) -> Self {
        Self { template, ..self }
    }

    /// Whether a part is among what is signed.
    pub(super) fn signs(&self, part: &str) -> bool {
        self.template.contains(part)
    }
}

impl Scheme<'_> {
    /// Checks a request against the secret that a source has under this name.
    pub(super) fn check(
        &self,
        secret_name: &'static str,
        auth: &Map<String, Value>,
        evidence: &Evidence<'_>,
    ) -> Verdict {
        let secret = |name: &'static str| match auth.get(name).and_then(Value::as_str) {
            Some(it) if !it.is_empty() => Ok(it),
            _ => Err(Reason::Unset(name)),
        };
        let found = match self {
            Self::Hmac(it) => match secret(secret_name) {
                Ok(secret) => return it.check(secret, auth, evidence),
                Err(reason) => Err(reason),
            },
            Self::Token(place) => secret(secret_name).and_then(|secret| {
                let given = place.find(evidence)?;
                same(given.as_bytes(), secret.as_bytes()).then_some(()).ok_or(Reason::WrongKey)
            }),
            Self::Basic => secret("username").and_then(|username| {
                let expected = format!("{username}:{}", secret("password")?);
                let header = Place::Header("authorization").find(evidence)?;
                let malformed = || Reason::Malformed("authorization".to_owned());
                let (kind, given) = header.split_once(' ').ok_or_else(malformed)?;
                if !kind.eq_ignore_ascii_case("basic") {
                    return Err(malformed());
                }
                let given = base64(given.trim()).ok_or_else(malformed)?;
                same(&given, expected.as_bytes()).then_some(()).ok_or(Reason::WrongKey)
            }),
        };
        found.map_or_else(Verdict::Failed, |()| Verdict::Verified)
    }
}

impl<'a> Place<'a> {
    /// What a person would call it.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Header(name) | Self::HeaderOrQuery(name) | Self::Body(name) => name,
        }
    }

    pub(super) fn find<'b>(self, evidence: &Evidence<'b>) -> Result<Cow<'b, str>, Reason> {
        let header =
            |name: &str| (evidence.header)(&name.to_ascii_lowercase()).map(String::from_utf8_lossy);
        let found =
            match self {
                Self::Header(name) => header(name),
                Self::HeaderOrQuery(name) => header(name).or_else(|| {
                    let mut pairs = url::form_urlencoded::parse(evidence.query.as_bytes());
                    pairs.find(|(key, _)| key == name).map(|(_, value)| value)
                }),
                Self::Body(pointer) => serde_json::from_slice::<Value>(evidence.body)
                    .ok()
                    .and_then(|body| match body.pointer(pointer)? {
                        Value::String(text) => Some(Cow::Owned(text.clone())),
                        Value::Number(number) => Some(Cow::Owned(number.to_string())),
                        _ => None,
                    }),
            };
        found.ok_or_else(|| Reason::Missing(self.name().to_owned()))
    }
}

impl Time<'_> {
    pub(super) fn name(self, header: &str) -> String {
        match self {
            Self::Field(_) => header.to_owned(),
            Self::At(place) => place.name().to_owned(),
        }
    }
}

impl Unit {
    /// Milliseconds since 1970.
    pub(super) fn read(self, text: &str) -> Option<i64> {
        match self {
            Self::Seconds => text.parse::<i64>().ok()?.checked_mul(1000),
            Self::Millis => text.parse().ok(),
            Self::Iso => {
                let zoneless = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok();
                let time = text.parse::<jiff::Timestamp>().ok();
                let time = time.or_else(|| zoneless().map(|it| it.timestamp()));
                time.map(|it| it.as_millisecond())
            }
        }
    }

    /// A time as the provider would write it.
    pub(super) fn write(self, now_ms: i64) -> String {
        match self {
            Self::Seconds => (now_ms / 1000).to_string(),
            Self::Millis => now_ms.to_string(),
            Self::Iso => jiff::Timestamp::from_millisecond(now_ms)
                .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
                .to_string(),
        }
    }
}
