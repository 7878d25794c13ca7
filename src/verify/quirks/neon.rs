//! Neon Auth: a detached token over the time and the body, by a key of the project's own.

use serde_json::{Map, Value, json};
use url::Url;

use super::Odd;
use crate::verify::outside::{Stop, Want, required};
use crate::verify::scheme::Algorithm;
use crate::verify::seal::fresh;
use crate::verify::sign::{Sample, Signed};
use crate::verify::{Evidence, Reason, jws};

const NAME: &str = "x-neon-signature";
const TIME: &str = "x-neon-timestamp";
/// As Neon's documentation advises.
const WITHIN: u64 = 300;

pub(in crate::verify) const ODD: Odd = Odd {
    about: "detached JWS (EdDSA) of time and body, header `x-neon-signature`, key from \
        `neon_auth_url`, at most 300 s old",
    check,
    sign,
    private: true,
};

fn check(auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Result<(), Stop> {
    let name = "neon_auth_url";
    let base = auth.get(name).and_then(Value::as_str).ok_or(Reason::Unset(name))?;
    // The source's owner says where; nothing of the request has a word in it.
    let https = Url::parse(base).is_ok_and(|it| it.scheme() == "https");
    if !https {
        return Err(Reason::Unset(name).into());
    }
    let given = required(evidence, NAME)?;
    let time = required(evidence, TIME)?;
    let token = jws::Token::read(&given, NAME)?;
    let want = format!("{}/.well-known/jwks.json", base.trim_end_matches('/'));
    token.check_published(&Want::get(want), &payload(&time, evidence.body), evidence)?;
    let signed_ms = time.parse().map_err(|_| Reason::Malformed(TIME.to_owned()))?;
    Ok(fresh(signed_ms, WITHIN, evidence)?)
}

fn sign(_: &Map<String, Value>, sample: &Sample<'_>, into: &mut Signed) -> Option<()> {
    let time = sample.now_ms.to_string();
    let head = json!({ "alg": "EdDSA", "kid": "sample" }).to_string();
    let head = jws::part(head.as_bytes());
    let signed = format!("{head}.{}", payload(&time, &into.body));
    let signature = jws::seal(Algorithm::Ed25519, sample.private_key?, &signed)?;
    into.headers.push((TIME.to_owned(), time));
    into.headers.push((NAME.to_owned(), format!("{head}..{signature}")));
    Some(())
}

/// The body in base64, after the time, in base64 again.
fn payload(time: &str, body: &[u8]) -> String {
    jws::part(format!("{time}.{}", jws::part(body)).as_bytes())
}
