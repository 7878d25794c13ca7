//! Signed JSON tokens, and the public keys that are published as JSON.

use aws_lc_rs::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde_json::Value;

use super::encoding::{Encoding, base64, same};
use super::keys;
use super::outside::{Stop, Want};
use super::scheme::{Algorithm, Hash, hmac};
use super::{Evidence, Reason};

/// A token in three parts, taken apart but not checked.
pub(super) struct Token<'a> {
    pub(super) header: Value,
    /// The first part as it stands.
    pub(super) head: &'a str,
    /// The second part as it stands; empty in a detached one.
    pub(super) payload: &'a str,
    signature: Vec<u8>,
}

impl<'a> Token<'a> {
    /// Reads a token that was found under this name.
    pub(super) fn read(text: &'a str, name: &str) -> Result<Self, Reason> {
        let malformed = || Reason::Malformed(name.to_owned());
        let mut parts = text.trim().split('.');
        let (Some(head), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed());
        };
        let header = base64(head).and_then(|it| serde_json::from_slice(&it).ok());
        let header: Value = header.filter(Value::is_object).ok_or_else(malformed)?;
        let encoding = || Reason::Encoding(name.to_owned(), "base64url");
        let signature = base64(signature).filter(|it| !it.is_empty()).ok_or_else(encoding)?;
        Ok(Self { header, head, payload, signature })
    }

    /// What its payload says.
    pub(super) fn claims(&self, name: &str) -> Result<Value, Reason> {
        let claims = base64(self.payload).and_then(|it| serde_json::from_slice(&it).ok());
        claims.ok_or_else(|| Reason::Malformed(name.to_owned()))
    }

    fn algorithm(&self) -> &str {
        self.header["alg"].as_str().unwrap_or_default()
    }

    /// The bytes that are signed, where this is the payload.
    fn signed(&self, payload: &str) -> Vec<u8> {
        format!("{}.{payload}", self.head).into_bytes()
    }

    /// Checks it by a shared secret.
    pub(super) fn check_secret(&self, secret: &str) -> Result<(), Reason> {
        let hash = match self.algorithm() {
            "HS256" => Hash::Sha256,
            "HS384" => Hash::Sha384,
            "HS512" => Hash::Sha512,
            _ => return Err(Reason::Untrusted("alg".to_owned())),
        };
        let expected = hmac(hash).compute(secret.as_bytes(), &[self.signed(self.payload).into()]);
        if same(&self.signature, &expected) { Ok(()) } else { Err(Reason::Mismatch) }
    }

    /// Checks it by a public RSA key.
    pub(super) fn check_public(&self, key: &[u8]) -> Result<(), Reason> {
        if self.algorithm() != "RS256" {
            return Err(Reason::Untrusted("alg".to_owned()));
        }
        let message = self.signed(self.payload);
        let fits = keys::fits(Algorithm::Rsa(Hash::Sha256), key, &message, &self.signature);
        if fits { Ok(()) } else { Err(Reason::Mismatch) }
    }

    /// Checks it, over this payload, by the key of its `kid` among those that are published: now, if
    /// it was not among those that were before.
    pub(super) fn check_published(
        &self,
        want: &Want,
        payload: &str,
        evidence: &Evidence<'_>,
    ) -> Result<(), Stop> {
        let untrusted = || Reason::Untrusted("kid".to_owned());
        let kid = self.header["kid"].as_str().ok_or_else(untrusted)?;
        let key = match published(want, kid, evidence)? {
            Some(it) => it,
            None => published(&want.clone().again(), kid, evidence)?.ok_or_else(untrusted)?,
        };
        match self.fits(&key, payload) {
            Some(true) => Ok(()),
            Some(false) => Err(Reason::Mismatch.into()),
            None => Err(Reason::Untrusted("alg".to_owned()).into()),
        }
    }

    /// Whether the signature is this key's; `None` where the key is not for this algorithm.
    fn fits(&self, key: &Value, payload: &str) -> Option<bool> {
        let part = |name: &str| base64(key[name].as_str()?);
        let message = self.signed(payload);
        let unparsed: (&'static dyn signature::VerificationAlgorithm, Vec<u8>) =
            match (self.algorithm(), key["kty"].as_str()?) {
                ("RS256" | "RS512", "RSA") => {
                    let key = RsaPublicKeyComponents { n: part("n")?, e: part("e")? };
                    let how = match self.algorithm() {
                        "RS256" => &signature::RSA_PKCS1_2048_8192_SHA256,
                        _ => &signature::RSA_PKCS1_2048_8192_SHA512,
                    };
                    return Some(key.verify(how, &message, &self.signature).is_ok());
                }
                ("ES256", "EC") => {
                    let point = [vec![4], part("x")?, part("y")?].concat();
                    (&signature::ECDSA_P256_SHA256_FIXED, point)
                }
                ("EdDSA", "OKP") => (&signature::ED25519, part("x")?),
                _ => return None,
            };
        let (how, key) = unparsed;
        Some(UnparsedPublicKey::new(how, key).verify(&message, &self.signature).is_ok())
    }
}

/// The key of this name among those that are published.
fn published(want: &Want, kid: &str, evidence: &Evidence<'_>) -> Result<Option<Value>, Stop> {
    let set: Option<Value> = serde_json::from_slice(want.clone().of(evidence)?).ok();
    let set = set.as_ref().and_then(|it| it["keys"].as_array());
    let set = set.ok_or_else(|| want.unusable())?;
    Ok(set.iter().find(|it| it["kid"] == kid).cloned())
}

/// Text or bytes as a token's parts are written.
pub(super) fn part(bytes: &[u8]) -> String {
    Encoding::Base64Url.encode(bytes)
}

/// Makes the signature of a token, given the parts that are signed.
pub(super) fn seal(algorithm: Algorithm, pem: &str, signed: &str) -> Option<String> {
    Some(part(&keys::sign(algorithm, pem, signed.as_bytes())?))
}

/// Refuses a token that is over, or not yet begun, or that has no end; a minute is allowed for clocks.
pub(super) fn in_time(claims: &Value, evidence: &Evidence<'_>) -> Result<(), Reason> {
    const LEEWAY: i64 = 60;
    let now = evidence.now_ms / 1000;
    let seconds = |name: &str| claims[name].as_i64();
    let end = seconds("exp").ok_or_else(|| Reason::Malformed("exp".to_owned()))?;
    let early = seconds("iat").map_or(i64::MIN, |it| it.saturating_sub(now));
    let late = now.saturating_sub(end).max(early);
    if late > LEEWAY {
        return Err(Reason::Old(late.unsigned_abs(), LEEWAY.unsigned_abs()));
    }
    Ok(())
}
