//! Wix: the body is a token.

use serde_json::{Map, Value, json};

use super::Odd;
use crate::verify::keys::public;
use crate::verify::outside::Stop;
use crate::verify::scheme::{Algorithm, Hash};
use crate::verify::sign::{Sample, Signed};
use crate::verify::{Evidence, Reason, jws};

const NAME: &str = "body";

pub(in crate::verify) const ODD: Odd = Odd {
    about: "the body is a JWT (RS256); the secret is the app's public key",
    check,
    sign,
    private: true,
};

fn check(auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Result<(), Stop> {
    let name = "webhook_secret_key";
    let key = auth.get(name).and_then(Value::as_str).ok_or(Reason::Unset(name))?;
    let key = public(key).ok_or(Reason::Unset(name))?;
    let text = std::str::from_utf8(evidence.body).ok().filter(|it| it.contains('.'));
    let text = text.ok_or_else(|| Reason::Missing(NAME.to_owned()))?;
    let token = jws::Token::read(text, NAME)?;
    token.check_public(&key)?;
    Ok(jws::in_time(&token.claims(NAME)?, evidence)?)
}

fn sign(_: &Map<String, Value>, sample: &Sample<'_>, into: &mut Signed) -> Option<()> {
    let now = sample.now_ms / 1000;
    let data = String::from_utf8_lossy(&into.body);
    let claims = json!({ "data": data, "iat": now, "exp": now + 3600 }).to_string();
    let head = jws::part(br#"{"alg":"RS256","typ":"JWT"}"#);
    let signed = format!("{head}.{}", jws::part(claims.as_bytes()));
    let signature = jws::seal(Algorithm::Rsa(Hash::Sha256), sample.private_key?, &signed)?;
    into.body = format!("{signed}.{signature}").into_bytes();
    Some(())
}
