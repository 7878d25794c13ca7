//! The few ways in which almost everyone signs, as data.
//!
//! A scheme is built from words that read like the provider's own documentation:
//! `hmac(Hash::Sha256).header("stripe-signature").field("v1").over("{t}.{body}").within(300)`.
//!
//! To add a word: a field of [`Seal`] and a `const fn` that sets it. Two providers should want it.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::encoding::{Encoding, base64, is_blank, same};
use super::outside::{KeyFrom, Stop};
use super::place::Place;
use super::quirks::Odd;
use super::seal::Parts;
use super::{Evidence, Reason};

/// One way to prove who sends.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scheme<'a> {
    /// A signature.
    Seal(Seal<'a>),
    /// The shared secret itself.
    Token(Place<'a>),
    /// Name and password, as HTTP sends them.
    Basic,
    /// Something that no words here describe.
    Odd(&'a Odd),
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// How a signature comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// With a shared secret.
    Hmac(Hash),
    /// As a plain hash, with a shared secret in what is hashed.
    Digest(Hash),
    /// With the provider's RSA key.
    Rsa(Hash),
    /// The same, padded as PSS has it.
    Pss(Hash),
    /// With the provider's key on the curve P-256.
    Ecdsa(Hash),
    /// With the provider's key on another curve.
    Ed25519,
}

/// What the secret's text says about the key's bytes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    /// They are it.
    Text,
    /// They are in hex.
    Hex,
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
    /// It is no time, but a word that is used once.
    Nonce,
}

/// How many seconds from now the time of signing may be, either way, where its provider names no
/// tolerance: what Stripe does and Standard Webhooks advise.
const USUAL: u64 = 300;

/// How far from now the time of signing may be.
#[derive(Clone, Copy, Debug)]
enum Within {
    /// Nothing is known of it: [`USUAL`] seconds where a time is signed.
    Usual,
    /// So many seconds.
    Seconds(u64),
}

/// Where the time of signing is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Time<'a> {
    /// In a field of the signature's own header.
    Field(&'a str),
    /// It is what the signature's own header begins with.
    First,
    /// In a place of its own.
    At(Place<'a>),
}

/// What a provider signs that no template says.
#[derive(Clone, Copy)]
pub(super) struct Message {
    /// For the docs, to follow "of".
    pub(super) about: &'static str,
    pub(super) make: fn(&Parts<'_, '_>) -> Result<Vec<u8>, Reason>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.about)
    }
}

/// A signature over parts of the request; how it is made and checked is in [`super::seal`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Seal<'a> {
    pub(super) algorithm: Algorithm,
    pub(super) key: Key,
    /// Where the provider's key comes from, if not out of the source's auth.
    pub(super) key_from: Option<KeyFrom>,
    pub(super) signature: Place<'a>,
    /// What may stand before it.
    pub(super) prefix: &'a str,
    /// What stands between several, of which one must fit.
    pub(super) separator: Option<char>,
    /// The name of its field in a header of several.
    pub(super) field: Option<&'a str>,
    pub(super) encoding: Encoding,
    /// What is signed: text, with the names of parts in braces. `body`; `sha256`, its hash in hex;
    /// `crc32`, its checksum in decimal; `t` and `id`, from their places; `method`, `url` and
    /// `path`; `form:NAME`; `secret`; or a field of the source's auth.
    pub(super) template: &'a str,
    /// What is signed instead, where it takes code to tell.
    pub(super) message: Option<Message>,
    pub(super) time: Time<'a>,
    pub(super) unit: Unit,
    /// How many seconds from now the time may be.
    within: Within,
    pub(super) id: Place<'a>,
}

/// A signature of the body, in hex; more is said by the words that follow.
const fn seal<'a>(algorithm: Algorithm) -> Seal<'a> {
    Seal {
        algorithm,
        key: Key::Text,
        key_from: None,
        signature: Place::Header(""),
        prefix: "",
        separator: None,
        field: None,
        encoding: Encoding::Hex,
        template: "{body}",
        message: None,
        time: Time::Field("t"),
        unit: Unit::Seconds,
        within: Within::Usual,
        id: Place::Header(""),
    }
}

/// An HMAC of the body, in hex.
pub(super) const fn hmac<'a>(hash: Hash) -> Seal<'a> {
    seal(Algorithm::Hmac(hash))
}

/// A hash of secret and body, in hex: what is hashed says where the secret goes.
pub(super) const fn digest<'a>(hash: Hash) -> Seal<'a> {
    seal(Algorithm::Digest(hash))
}

/// An RSA signature of the body, in base64.
pub(super) const fn rsa<'a>(hash: Hash) -> Seal<'a> {
    seal(Algorithm::Rsa(hash)).base64()
}

/// The same, padded as PSS has it.
pub(super) const fn pss<'a>(hash: Hash) -> Seal<'a> {
    seal(Algorithm::Pss(hash)).base64()
}

/// An ECDSA signature of the body, in base64.
pub(super) const fn ecdsa<'a>(hash: Hash) -> Seal<'a> {
    seal(Algorithm::Ecdsa(hash)).base64()
}

/// An Ed25519 signature of the body, in base64.
pub(super) const fn ed25519<'a>() -> Seal<'a> {
    seal(Algorithm::Ed25519).base64()
}

/// Standard Webhooks, whose headers begin with `webhook-`, or did with `svix-`.
pub(super) const fn standard<'a>(id: &'a str, time: &'a str, signature: &'a str) -> Seal<'a> {
    let signed = hmac(Hash::Sha256).header(signature).after("v1,").several(' ').base64();
    let stamped = signed.id(Place::Header(id)).time(Place::Header(time)).within(300);
    Seal { key: Key::Base64, ..stamped.over("{id}.{t}.{body}") }
}

impl<'a> Seal<'a> {
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

    /// The time stands before the signatures, all of them with commas between.
    pub(super) const fn time_first(self) -> Self {
        Self { time: Time::First, ..self }.several(',')
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

    /// What stands for the time is a word that is used once.
    pub(super) const fn nonce(self) -> Self {
        Self { unit: Unit::Nonce, ..self }
    }

    /// The time may be so many seconds from now, either way.
    pub(super) const fn within(self, seconds: u64) -> Self {
        Self { within: Within::Seconds(seconds), ..self }
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

    /// The secret is in hex.
    pub(super) const fn secret_in_hex(self) -> Self {
        Self { key: Key::Hex, ..self }
    }

    /// The secret is text, whatever it looks like.
    pub(super) const fn secret_in_text(self) -> Self {
        Self { key: Key::Text, ..self }
    }

    /// The provider keeps its key elsewhere.
    pub(super) const fn key_from(self, find: KeyFrom) -> Self {
        Self { key_from: Some(find), ..self }
    }

    /// This is signed, instead of the body alone.
    pub(super) const fn over(self, template: &'a str) -> Self {
        Self { template, ..self }
    }

    /// What is signed takes code to tell.
    pub(super) const fn over_what(self, message: Message) -> Self {
        Self { message: Some(message), template: "", ..self }
    }

    /// Whether a part is among what is signed.
    pub(super) fn signs(&self, part: &str) -> bool {
        self.template.contains(part)
    }

    /// Whether the time is looked at.
    pub(super) fn is_timed(&self) -> bool {
        let is_told = matches!(self.within, Within::Seconds(_));
        self.signs("{t}") || is_told || matches!(self.time, Time::First)
    }

    /// Whether nothing tells where the URL ends and the body begins.
    pub(super) fn joins_url_and_body(&self) -> bool {
        self.signs("{url}{body}") || self.signs("{body}{url}")
    }

    /// How many seconds from now the time may be; `None` where there is none, or it is a nonce.
    pub(super) fn most(&self) -> Option<u64> {
        match (self.within, self.unit) {
            _ if !self.is_timed() => None,
            (_, Unit::Nonce) => None,
            (Within::Usual, _) => Some(USUAL),
            (Within::Seconds(seconds), _) => Some(seconds),
        }
    }
}

impl Scheme<'_> {
    /// Checks a request against the secret that a source has under this name.
    pub(super) fn check(
        &self,
        secret_name: &'static str,
        auth: &Map<String, Value>,
        evidence: &Evidence<'_>,
    ) -> Result<(), Stop> {
        let secret = |name: &'static str| match auth.get(name).and_then(Value::as_str) {
            Some(it) if !is_blank(it) => Ok(it),
            _ => Err(Reason::Unset(name)),
        };
        match self {
            Self::Seal(it) if it.key_from.is_some() => it.check("", auth, evidence),
            Self::Seal(it) => it.check(secret(secret_name)?, auth, evidence),
            Self::Odd(odd) => (odd.check)(auth, evidence),
            Self::Token(place) => {
                let secret = secret(secret_name)?;
                let given = place.find(evidence)?;
                let fits = same(given.as_bytes(), secret.as_bytes());
                if fits { Ok(()) } else { Err(Reason::WrongKey.into()) }
            }
            Self::Basic => {
                let expected = format!("{}:{}", secret("username")?, secret("password")?);
                let header = Place::Header("authorization").find(evidence)?;
                let malformed = || Reason::Malformed("authorization".to_owned());
                let (kind, given) = header.split_once(' ').ok_or_else(malformed)?;
                if !kind.eq_ignore_ascii_case("basic") {
                    return Err(malformed().into());
                }
                let given = base64(given.trim()).ok_or_else(malformed)?;
                let fits = same(&given, expected.as_bytes());
                if fits { Ok(()) } else { Err(Reason::WrongKey.into()) }
            }
        }
    }
}

impl Time<'_> {
    pub(super) fn name(self, header: &str) -> String {
        match self {
            Self::Field(_) | Self::First => header.to_owned(),
            Self::At(place) => place.name().to_owned(),
        }
    }
}

impl Unit {
    /// Whether a text stands for a time, or is a nonce where that is what is sent: nothing that a body
    /// begins with may be moved into it.
    pub(super) fn takes(self, text: &str) -> bool {
        let is_nonce = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'_';
        match self {
            Self::Nonce => !text.is_empty() && text.bytes().all(is_nonce),
            _ => self.read(text).is_some(),
        }
    }

    /// Milliseconds since 1970. Which unit it is, not every provider says, and some have changed it, so
    /// that is seen from the text: seconds before the year 5138 have no more than eleven digits.
    pub(super) fn read(self, text: &str) -> Option<i64> {
        const SECONDS: u64 = 100_000_000_000;
        match (self, text.parse::<i64>()) {
            (Self::Nonce, _) => None,
            (_, Ok(it)) if it.unsigned_abs() < SECONDS => Some(it * 1000),
            (_, Ok(it)) => Some(it),
            _ => {
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
            Self::Millis | Self::Nonce => now_ms.to_string(),
            Self::Iso => jiff::Timestamp::from_millisecond(now_ms)
                .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
                .to_string(),
        }
    }
}
