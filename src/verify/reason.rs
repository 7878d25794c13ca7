//! Why a check failed: a sentence for people and a code for programs.

use std::fmt;

/// Why a check failed. None of them holds the value that was expected.
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
    /// The signature does not fit, and what it is made of tells no more: the secret or the body.
    Mismatch,
    /// The key, or name and password, are others.
    WrongKey,
    /// The signature is right, but of another body.
    Altered,
    /// It is signed for somebody else: another account, another address.
    Foreign(String),
    /// The source has no such secret, so nothing can fit.
    Unset(&'static str),
    /// The provider's key, which is kept elsewhere, cannot be had.
    NoKey(String),
    /// The request names a key that is not kept by the provider.
    Untrusted(String),
    /// Requests of this type carry no proof.
    NoProof,
}

impl Reason {
    /// The same for programs; these never change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "MISSING_SIGNATURE",
            Self::Malformed(_) => "MALFORMED_SIGNATURE",
            Self::Encoding(..) => "WRONG_ENCODING",
            Self::Old(..) => "OLD_TIMESTAMP",
            Self::Mismatch => "WRONG_SECRET_OR_ALTERED_BODY",
            Self::WrongKey => "WRONG_SECRET",
            Self::Altered => "ALTERED_BODY",
            Self::Foreign(_) => "SIGNED_FOR_ANOTHER",
            Self::Unset(_) => "NO_SECRET",
            Self::NoKey(_) => "KEY_UNAVAILABLE",
            Self::Untrusted(_) => "UNTRUSTED_KEY",
            Self::NoProof => "NO_PROOF",
        }
    }

    /// One of each.
    pub(super) fn samples() -> [Self; 12] {
        let header = || "x-signature".to_owned();
        [
            Self::Missing(header()),
            Self::Malformed(header()),
            Self::Encoding(header(), "hex"),
            Self::Old(400, 300),
            Self::Mismatch,
            Self::WrongKey,
            Self::Altered,
            Self::Foreign("aud".to_owned()),
            Self::Unset("webhook_secret_key"),
            Self::NoKey("api.paypal.com".to_owned()),
            Self::Untrusted("paypal-cert-url".to_owned()),
            Self::NoProof,
        ]
    }
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
            Self::Altered => f.write_str("the signature is right, but the body was altered"),
            Self::Foreign(name) => write!(f, "it is signed for somebody else: `{name}` is another"),
            Self::Unset(name) => write!(f, "the source has no `{name}`"),
            Self::NoKey(place) => write!(f, "the provider's key could not be had from {place}"),
            Self::Untrusted(name) => write!(f, "`{name}` names a key that is not the provider's"),
            Self::NoProof => f.write_str("requests of this type carry no proof"),
        }
    }
}
