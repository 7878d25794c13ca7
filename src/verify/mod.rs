//! Whether a request really came from who it says.
//!
//! Pure: no clock, no socket, no store. A failed check is an answer, not an error, and its reason
//! never holds the value that was expected. A check that needs a key from elsewhere says so
//! ([`Verdict::Needs`]) and is made again once somebody has fetched it.
//!
//! [`scheme`] has the few ways in which almost everyone signs, as data; [`providers`] says which
//! provider signs how, one row each, and [`quirks`] what no words say; [`config`] says what is wrong
//! with what people configure; [`handshake`] answers what a provider asks before it sends anything;
//! [`samples`] has what providers send, to be signed by the same rows.

mod config;
mod encoding;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod handshake;
mod jws;
mod keys;
mod outside;
mod page;
mod place;
mod proof;
mod provider;
mod providers;
mod quirks;
mod reason;
mod samples;
mod scheme;
mod seal;
mod sign;
mod types;

use std::sync::OnceLock;

use serde_json::{Map, Value};

pub use self::config::{Known, known, validate};
pub use self::handshake::{Handshake, acknowledgement, after, before, echoed};
pub use self::keys::{is_private, public_half};
pub use self::outside::{Fetched, Want};
pub use self::page::page;
pub use self::proof::{Proof, proofs};
pub use self::reason::Reason;
pub use self::samples::{Event, Said, events};
pub use self::sign::{Sample, Signed, secret_field, sign, takes_private_key};
pub use self::types::SOURCE_TYPES;

use self::outside::Stop;
use self::provider::provider;
use self::scheme::Scheme;

/// What a check may look at.
pub struct Evidence<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The URL that the sender called, or those that it may have called.
    pub urls: &'a [String],
    /// The first value of a header, named in lower case.
    pub header: &'a dyn Fn(&str) -> Option<&'a [u8]>,
    /// The raw query string, without `?`.
    pub query: &'a str,
    /// The exact bytes that were sent.
    pub body: &'a [u8],
    /// The same as JSON, once somebody asked for that.
    pub parsed: &'a Parsed,
    /// Milliseconds since 1970.
    pub now_ms: i64,
    /// What the check needed before, and was fetched.
    pub fetched: &'a [Fetched],
}

/// A body as JSON, read once for all that is asked of a request.
#[derive(Debug, Default)]
pub struct Parsed(OnceLock<Option<Value>>);

impl Evidence<'_> {
    /// The body as JSON; `None` where it is none.
    fn json(&self) -> Option<&Value> {
        self.parsed.0.get_or_init(|| serde_json::from_slice(self.body).ok()).as_ref()
    }
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
    /// It cannot be told without this.
    Needs(Want),
}

/// Checks a request by what a source was given: the auth type of a generic source, or the type of
/// any other, and the secrets for it.
pub fn check(auth_type: &str, auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Verdict {
    let provider = provider(auth_type);
    if auth.is_empty() && !provider.is_some_and(provider::Provider::needs_no_secret) {
        return Verdict::NotAsked;
    }
    let Some(provider) = provider else { return Verdict::Failed(Reason::NoProof) };
    // Of several ways to sign, the one that came furthest tells most.
    let far = |reason: &Reason| match reason {
        Reason::Missing(_) => 0,
        Reason::Malformed(_) | Reason::Encoding(..) => 1,
        Reason::Mismatch => 2,
        _ => 3,
    };
    let mut res: Option<Reason> = None;
    for scheme in provider.schemes(auth) {
        match scheme.check(provider.secret, auth, evidence) {
            Ok(()) => return Verdict::Verified,
            Err(Stop::Needs(want)) => return Verdict::Needs(want),
            Err(Stop::Failed(reason)) => {
                if res.as_ref().is_none_or(|it| far(it) < far(&reason)) {
                    res = Some(reason);
                }
            }
        }
    }
    res.map_or(Verdict::NotAsked, Verdict::Failed)
}

/// Whether requests of this type are checked though nobody gave a secret for it: where the
/// provider's key is public, and all that a source could do without is forged.
pub fn always_checked(auth_type: &str) -> bool {
    provider(auth_type).is_some_and(provider::Provider::needs_no_secret)
}

/// Whether it matters under which URL a request of this type came.
pub fn asks_for_url(auth_type: &str, auth: &Map<String, Value>) -> bool {
    let about_url = |it: Scheme<'_>| match it {
        Scheme::Seal(it) => it.message.is_some() || it.signs("{url}") || it.signs("{path}"),
        _ => false,
    };
    // eBay's challenge is answered with a hash of it.
    auth_type == "EBAY" || provider(auth_type).is_some_and(|it| it.schemes(auth).any(about_url))
}

/// The status that answers a request which failed its check: 401, or 200 where the provider would
/// only send it again, or give up on the source.
pub fn refusal_status(auth_type: &str, auth: &Map<String, Value>) -> u16 {
    match provider(auth_type) {
        Some(it) if it.name == "HMAC" && auth.get("algorithm").is_some_and(|it| it == "md5") => 200,
        Some(it) => it.refusal_status,
        None => 200,
    }
}

#[cfg(test)]
mod tests;
