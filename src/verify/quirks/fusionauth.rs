//! FusionAuth: a token that holds the body's hash.
//!
//! It may also be signed with a key pair; the API asks for a shared secret only.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::Odd;
use crate::verify::encoding::{Encoding, base64, same};
use crate::verify::outside::{Stop, required};
use crate::verify::scheme::{Hash, hmac};
use crate::verify::seal::fresh;
use crate::verify::sign::{Sample, Signed};
use crate::verify::{Evidence, Reason, jws};

const NAME: &str = "x-fusionauth-signature-jwt";
const CLAIM: &str = "request_body_sha256";
/// How many seconds ago a token may have been made that does not say when it ends.
const WITHIN: u64 = 300;

pub(in crate::verify) const ODD: Odd = Odd {
    about: "JWT (HS256, HS384 or HS512) with the body's SHA-256, \
        header `x-fusionauth-signature-jwt`",
    check,
    sign,
    private: false,
};

fn check(auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Result<(), Stop> {
    let secret = secret(auth)?;
    let given = required(evidence, NAME)?;
    let token = jws::Token::read(&given, NAME)?;
    token.check_secret(secret)?;
    let claims = token.claims(NAME)?;
    let hash = claims[CLAIM].as_str().and_then(base64);
    let hash = hash.ok_or_else(|| Reason::Malformed(CLAIM.to_owned()))?;
    if !same(&hash, &Sha256::digest(evidence.body)) {
        return Err(Reason::Altered.into());
    }
    // Its documentation names no other claim: whatever of these the token says counts.
    match (claims.get("exp"), claims["iat"].as_i64()) {
        (Some(_), _) => jws::in_time(&claims, evidence)?,
        (None, Some(made)) => fresh(made.saturating_mul(1000), WITHIN, evidence)?,
        (None, None) => (),
    }
    Ok(())
}

fn sign(auth: &Map<String, Value>, sample: &Sample<'_>, into: &mut Signed) -> Option<()> {
    let hash = Encoding::Base64.encode(&Sha256::digest(&into.body));
    let claims = json!({ "iat": sample.now_ms / 1000, CLAIM: hash }).to_string();
    let head = jws::part(br#"{"alg":"HS256","typ":"JWT"}"#);
    let signed = format!("{head}.{}", jws::part(claims.as_bytes()));
    let key = secret(auth).ok()?.as_bytes();
    let signature = hmac(Hash::Sha256).compute(key, &[signed.as_bytes().into()]);
    into.headers.push((NAME.to_owned(), format!("{signed}.{}", jws::part(&signature))));
    Some(())
}

fn secret(auth: &Map<String, Value>) -> Result<&str, Reason> {
    let name = "webhook_secret_key";
    auth.get(name).and_then(Value::as_str).filter(|it| !it.is_empty()).ok_or(Reason::Unset(name))
}
