//! What a row of the table of providers says, and the words to say it.

use serde_json::{Map, Value};

use super::encoding::Encoding;
use super::place::Place;
use super::providers::{GENERIC, PROVIDERS};
use super::quirks::Odd;
use super::scheme::{Hash, Scheme, Seal, hmac, standard};

/// How requests of one type prove who sends them.
#[derive(Clone, Copy)]
pub(super) struct Provider {
    /// The source's type, or its auth type.
    pub(super) name: &'static str,
    how: How,
    /// Other ways, which the same provider has used or will.
    also: &'static [Scheme<'static>],
    /// The name of the secret in the source's auth; empty where there is none.
    pub(super) secret: &'static str,
    /// What else the source's auth must have.
    pub(super) more: &'static [&'static str],
    /// What it may have.
    pub(super) optional: &'static [&'static str],
    pub(super) refusal_status: u16,
    /// The header that it first sends its secret in, and wants to see in the answer; empty for none.
    pub(super) echo: &'static str,
    /// How sure this is.
    pub(super) grounds: Grounds,
}

#[derive(Clone, Copy)]
#[expect(clippy::large_enum_variant, reason = "it stands in a table and is not moved")]
enum How {
    /// Always the same.
    Fixed(Scheme<'static>),
    /// As the source's auth says.
    Configured(for<'a> fn(&'a Map<String, Value>) -> Scheme<'a>),
}

/// Why a row is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grounds {
    /// The provider's own library takes what the row signs, and nothing that is spoiled.
    Library,
    /// Its documentation says so.
    Documents,
    /// Not all of it is known; this is open.
    Unsure(&'static str),
}

/// The provider of this name.
pub(super) fn provider(name: &str) -> Option<&'static Provider> {
    GENERIC.iter().chain(PROVIDERS).find(|it| it.name == name)
}

impl Provider {
    /// The ways that it signs, the usual first.
    pub(super) fn schemes<'a>(
        &self,
        auth: &'a Map<String, Value>,
    ) -> impl Iterator<Item = Scheme<'a>> + use<'a> {
        let first = match self.how {
            How::Fixed(scheme) => scheme,
            How::Configured(scheme) => scheme(auth),
        };
        std::iter::once(first).chain(self.also.iter().copied())
    }

    /// Whether there is nothing that a source has to be told, so that it is always verified.
    pub(super) fn needs_no_secret(&self) -> bool {
        self.secret.is_empty()
    }

    const fn new(name: &'static str, how: How, secret: &'static str) -> Self {
        Self {
            name,
            how,
            also: &[],
            secret,
            more: &[],
            optional: &[],
            refusal_status: 200,
            echo: "",
            grounds: Grounds::Documents,
        }
    }

    /// It may sign like this instead.
    pub(super) const fn or(self, also: &'static [Scheme<'static>]) -> Self {
        Self { also, ..self }
    }

    /// The secret has this name.
    pub(super) const fn keyed(self, secret: &'static str) -> Self {
        Self { secret, ..self }
    }

    /// The auth has these too.
    pub(super) const fn with(self, more: &'static [&'static str]) -> Self {
        Self { more, ..self }
    }

    /// The auth may have these.
    pub(super) const fn maybe(self, optional: &'static [&'static str]) -> Self {
        Self { optional, ..self }
    }

    /// It understands a 401.
    pub(super) const fn refused(self) -> Self {
        Self { refusal_status: 401, ..self }
    }

    /// It tells its secret in this header, and wants it back.
    pub(super) const fn echoed(self, echo: &'static str) -> Self {
        Self { echo, ..self }
    }

    /// Its own library agrees.
    pub(super) const fn proven(self) -> Self {
        Self { grounds: Grounds::Library, ..self }
    }

    /// This is not known for certain.
    pub(super) const fn unsure(self, open: &'static str) -> Self {
        Self { grounds: Grounds::Unsure(open), ..self }
    }
}

const SECRET: &str = "webhook_secret_key";

/// A provider that signs.
pub(super) const fn signs(name: &'static str, scheme: Seal<'static>) -> Provider {
    Provider::new(name, How::Fixed(Scheme::Seal(scheme)), SECRET)
}

/// A provider that sends the secret itself.
pub(super) const fn token(name: &'static str, place: Place<'static>) -> Provider {
    Provider::new(name, How::Fixed(Scheme::Token(place)), SECRET)
}

/// A provider that sends name and password.
pub(super) const fn basic(name: &'static str) -> Provider {
    Provider::new(name, How::Fixed(Scheme::Basic), "password").with(&["username"])
}

/// A provider that no words describe.
pub(super) const fn odd(name: &'static str, odd: &'static Odd) -> Provider {
    Provider::new(name, How::Fixed(Scheme::Odd(odd)), SECRET)
}

/// A provider that signs as the source's auth says.
pub(super) const fn configured(
    name: &'static str,
    scheme: for<'a> fn(&'a Map<String, Value>) -> Scheme<'a>,
) -> Provider {
    Provider::new(name, How::Configured(scheme), SECRET)
}

/// A provider of which is known only that it has a shared secret. What most do is tried; a source
/// may say more.
pub(super) const fn guessed(name: &'static str) -> Provider {
    configured(name, configured_guess)
        .maybe(&["algorithm", "encoding", "header_key"])
        .unsure("header and signed text are not published: tried is an HMAC of the body")
}

pub(super) const fn webhook_standard() -> Seal<'static> {
    standard("webhook-id", "webhook-timestamp", "webhook-signature")
}

pub(super) const fn svix_standard() -> Seal<'static> {
    standard("svix-id", "svix-timestamp", "svix-signature")
}

pub(super) fn configured_key(auth: &Map<String, Value>) -> Scheme<'_> {
    Scheme::Token(Place::HeaderOrQuery(text(auth, "header_key")))
}

pub(super) fn configured_hmac(auth: &Map<String, Value>) -> Scheme<'_> {
    let (hash, prefix) = match text(auth, "algorithm") {
        "md5" => (Hash::Md5, "md5="),
        "sha1" => (Hash::Sha1, "sha1="),
        "sha512" => (Hash::Sha512, "sha512="),
        _ => (Hash::Sha256, "sha256="),
    };
    let encoding = match text(auth, "encoding") {
        "base64" => Encoding::Base64,
        "base64url" => Encoding::Base64Url,
        _ => Encoding::Hex,
    };
    let scheme = hmac(hash).at(Place::Header(text(auth, "header_key")));
    Scheme::Seal(scheme.after(prefix).encoded(encoding))
}

/// Vapi signs as its user tells it to, and by default like this.
pub(super) fn configured_vapi(auth: &Map<String, Value>) -> Scheme<'_> {
    match configured_hmac(auth) {
        Scheme::Seal(it) if it.signature.name().is_empty() => {
            Scheme::Seal(it.header("x-vapi-signature"))
        }
        other => other,
    }
}

fn configured_guess(auth: &Map<String, Value>) -> Scheme<'_> {
    const USUAL: &[&str] = &[
        "x-signature",
        "x-webhook-signature",
        "x-hub-signature-256",
        "x-hmac-signature",
        "webhook-signature",
        "signature",
    ];
    match configured_hmac(auth) {
        Scheme::Seal(it) if it.signature.name().is_empty() => {
            let it = it.at(Place::AnyHeader(USUAL));
            let told = !text(auth, "encoding").is_empty();
            Scheme::Seal(if told { it } else { it.encoded(Encoding::HexOrBase64) })
        }
        other => other,
    }
}

fn text<'a>(auth: &'a Map<String, Value>, name: &str) -> &'a str {
    auth.get(name).and_then(Value::as_str).unwrap_or_default()
}
