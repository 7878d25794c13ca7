//! Whether a request really came from who it says.
//!
//! Pure: no clock, no socket, no store. A failed check is an answer, not an error, and its reason
//! never holds the value that was expected.
//!
//! [`scheme`] has the few ways in which almost everyone signs, as data; [`providers`] says which
//! provider signs how, one row each; [`config`] says what is wrong with what people configure.
//! What a provider asks before it sends anything (a challenge to be echoed) is no part of this.

mod config;
mod encoding;
mod providers;
mod scheme;
mod sign;
mod signature;
mod types;

use std::fmt;

use serde_json::{Map, Value};

pub use self::config::{Known, known, validate};
pub use self::providers::refusal_status;
pub use self::sign::{Sample, Signed, sign};
pub use self::types::SOURCE_TYPES;

use self::providers::provider;

/// What a check may look at.
pub struct Evidence<'a> {
    /// The first value of a header, named in lower case.
    pub header: &'a dyn Fn(&str) -> Option<&'a [u8]>,
    /// The raw query string, without `?`.
    pub query: &'a str,
    /// The exact bytes that were sent.
    pub body: &'a [u8],
    /// Milliseconds since 1970.
    pub now_ms: i64,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The sender proved who they are.
    Verified,
    /// No proof was asked for.
    NotAsked,
    /// The sender did not prove who they are.
    Failed(Reason),
}

/// Why a check failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The request has no such header or field.
    Missing(String),
    /// The header or field is there, but not in the form that the provider sends.
    Malformed(String),
    /// The signature is not as many bytes, in this encoding, as it should be.
    Encoding(String, &'static str),
    /// The signature is right, but this many seconds from now, and only so many are allowed.
    Old(u64, u64),
    /// The signature does not fit. A wrong secret and an altered body look the same.
    Mismatch,
    /// The key, or name and password, are others.
    WrongKey,
    /// The source has no such secret, so nothing can fit.
    Unset(&'static str),
    /// Nobody here knows how this provider signs.
    NotBuilt,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "the request has no `{name}`"),
            Self::Malformed(name) => write!(f, "`{name}` is not in the form that is expected"),
            Self::Encoding(name, encoding) => write!(f, "`{name}` is no signature in {encoding}"),
            Self::Old(seconds, most) => {
                write!(f, "it was signed {seconds} s away from now, and {most} s is the most")
            }
            Self::Mismatch => {
                f.write_str("the signature does not fit: wrong secret, or the body was altered")
            }
            Self::WrongKey => f.write_str("the key, or name and password, are wrong"),
            Self::Unset(name) => write!(f, "the source has no `{name}`"),
            Self::NotBuilt => f.write_str("verification of this provider is not built yet"),
        }
    }
}

/// Checks a request by what a source was given: the auth type of a generic source, or the type of
/// any other, and the secrets for it.
pub fn check(auth_type: &str, auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Verdict {
    if auth.is_empty() {
        return Verdict::NotAsked;
    }
    let Some(provider) = provider(auth_type) else {
        return Verdict::Failed(Reason::NotBuilt);
    };
    let mut res = Verdict::NotAsked;
    for scheme in provider.schemes(auth) {
        match (scheme.check(provider.secret, auth, evidence), &res) {
            (Verdict::Verified, _) => return Verdict::Verified,
            // Of several ways to sign, the one that was tried tells most.
            (verdict, Verdict::NotAsked | Verdict::Failed(Reason::Missing(_))) => res = verdict,
            _ => (),
        }
    }
    res
}
