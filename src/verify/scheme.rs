//! The few ways in which almost everyone signs, as data.
//!
//! A scheme is built from words that read like the provider's own documentation:
//! `hmac(Hash::Sha256).header("stripe-signature").field("v1").over("{t}.{body}").within(300)`.
//!
//! To add a word: a field of [`Hmac`] and a `const fn` that sets it. Two providers should want it.

use std::borrow::Cow;

use hmac::{KeyInit, Mac};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use md5::Md5;
use serde_json::{Map, Value};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::encoding::{Encoding, base64, hex, same};
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
enum Key {
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

/// A signature over parts of the request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hmac<'a> {
    hash: Hash,
    /// False where the secret is not the key of an HMAC, but part of what is hashed.
    keyed: bool,
    key: Key,
    pub(super) signature: Place<'a>,
    /// What may stand before it.
    pub(super) prefix: &'a str,
    /// What stands between several, of which one must fit.
    separator: Option<char>,
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

    fn check(&self, secret: &str, auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Verdict {
        match self.find(secret, auth, evidence) {
            Ok(()) => Verdict::Verified,
            Err(reason) => Verdict::Failed(reason),
        }
    }

    fn find(
        &self,
        secret: &str,
        auth: &Map<String, Value>,
        evidence: &Evidence<'_>,
    ) -> Result<(), Reason> {
        let name = self.signature.name();
        let signature = self.signature.find(evidence)?;
        let time = if self.signs("{t}") || self.within > 0 {
            match self.time {
                Time::At(place) => place.find(evidence)?,
                Time::Field(field) => fields(&signature, field)
                    .next()
                    .map(|it| Cow::Owned(it.to_owned()))
                    .ok_or_else(|| Reason::Malformed(name.to_owned()))?,
            }
        } else {
            Cow::Borrowed("")
        };
        let id = if self.signs("{id}") { self.id.find(evidence)? } else { Cow::Borrowed("") };
        let expected =
            self.compute(secret, auth, &Parts { body: evidence.body, time: &time, id: &id });

        // Who sends more than this many is no provider.
        let candidates: Vec<_> = self.candidates(&signature).take(16).collect();
        if candidates.is_empty() {
            return Err(Reason::Malformed(name.to_owned()));
        }
        let decoded: Vec<_> = candidates
            .into_iter()
            .filter_map(|it| self.encoding.decode(it, expected.len()))
            .collect();
        if decoded.is_empty() {
            return Err(Reason::Encoding(name.to_owned(), self.encoding.name()));
        }
        if !decoded.iter().any(|it| same(it, &expected)) {
            return Err(Reason::Mismatch);
        }
        if self.within > 0 {
            let signed_ms = self.unit.read(&time);
            let signed_ms = signed_ms.ok_or_else(|| Reason::Malformed(self.time.name(name)))?;
            let seconds = evidence.now_ms.abs_diff(signed_ms) / 1000;
            if seconds > self.within {
                return Err(Reason::Old(seconds, self.within));
            }
        }
        Ok(())
    }

    /// Whether a part is among what is signed.
    pub(super) fn signs(&self, part: &str) -> bool {
        self.template.contains(part)
    }

    /// The signatures in a header's value.
    fn candidates<'b>(&'b self, value: &'b str) -> impl Iterator<Item = &'b str> {
        let of_field = self.field.map(|name| fields(value, name));
        let whole = match self.field {
            Some(_) => None,
            None => Some(value.split(move |it| Some(it) == self.separator)),
        };
        let bare = move |it: &'b str| it.trim().strip_prefix(self.prefix).unwrap_or(it.trim());
        of_field.into_iter().flatten().chain(whole.into_iter().flatten()).map(bare)
    }

    /// The signature.
    pub(super) fn compute(
        &self,
        secret: &str,
        auth: &Map<String, Value>,
        parts: &Parts<'_>,
    ) -> Vec<u8> {
        let key = match self.key {
            Key::Base64IfMarked if !secret.starts_with("whsec_") => None,
            Key::Base64 | Key::Base64IfMarked => {
                base64(secret.strip_prefix("whsec_").unwrap_or(secret))
            }
            Key::Text => None,
        };
        let key = key.unwrap_or_else(|| secret.as_bytes().to_vec());
        let pieces = self.pieces(secret, auth, parts);
        match (self.keyed, self.hash) {
            (true, Hash::Md5) => mac::<hmac::Hmac<Md5>>(&key, &pieces),
            (true, Hash::Sha1) => mac::<hmac::Hmac<Sha1>>(&key, &pieces),
            (true, Hash::Sha256) => mac::<hmac::Hmac<Sha256>>(&key, &pieces),
            (true, Hash::Sha512) => mac::<hmac::Hmac<Sha512>>(&key, &pieces),
            (false, Hash::Md5) => plain::<Md5>(&pieces),
            (false, Hash::Sha1) => plain::<Sha1>(&pieces),
            (false, Hash::Sha256) => plain::<Sha256>(&pieces),
            (false, Hash::Sha512) => plain::<Sha512>(&pieces),
        }
    }

    /// What is signed, piece by piece, so that a large body is not copied.
    fn pieces<'b>(
        &'b self,
        secret: &'b str,
        auth: &'b Map<String, Value>,
        parts: &Parts<'b>,
    ) -> Vec<Cow<'b, [u8]>> {
        let mut res = Vec::new();
        for piece in self.template.split('{') {
            let (name, text) = piece.split_once('}').unwrap_or(("", piece));
            res.push(match name {
                "" => Cow::Borrowed(&[][..]),
                "body" => Cow::Borrowed(parts.body),
                "sha256" => Cow::Owned(hex(&Sha256::digest(parts.body)).into_bytes()),
                "t" => Cow::Borrowed(parts.time.as_bytes()),
                "id" => Cow::Borrowed(parts.id.as_bytes()),
                "secret" => Cow::Borrowed(secret.as_bytes()),
                field => {
                    let value = auth.get(field).and_then(Value::as_str).unwrap_or_default();
                    Cow::Borrowed(value.as_bytes())
                }
            });
            res.push(Cow::Borrowed(text.as_bytes()));
        }
        res
    }
}

/// What goes into a signature, besides secrets.
pub(super) struct Parts<'a> {
    pub(super) body: &'a [u8],
    pub(super) time: &'a str,
    pub(super) id: &'a str,
}

fn mac<M: Mac + KeyInit>(key: &[u8], pieces: &[Cow<'_, [u8]>]) -> Vec<u8> {
    let mut res = <M as KeyInit>::new_from_slice(key).expect("an HMAC takes a key of any length");
    pieces.iter().for_each(|it| res.update(it));
    res.finalize().into_bytes().to_vec()
}

fn plain<D: Digest>(pieces: &[Cow<'_, [u8]>]) -> Vec<u8> {
    let mut res = D::new();
    pieces.iter().for_each(|it| res.update(it));
    res.finalize().to_vec()
}

/// The values of a field in a header like `t=1, v1=a, v1=b`.
fn fields<'a>(value: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    value.split([',', ';', ' ']).filter_map(move |it| {
        let (key, value) = it.split_once('=')?;
        (key.trim() == name).then_some(value.trim())
    })
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

    fn find<'b>(self, evidence: &Evidence<'b>) -> Result<Cow<'b, str>, Reason> {
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
    fn name(self, header: &str) -> String {
        match self {
            Self::Field(_) => header.to_owned(),
            Self::At(place) => place.name().to_owned(),
        }
    }
}

impl Unit {
    /// Milliseconds since 1970.
    fn read(self, text: &str) -> Option<i64> {
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
