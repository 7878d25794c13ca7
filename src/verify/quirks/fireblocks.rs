//! Fireblocks: a detached token over the body, by a key that is published for each environment.

use serde_json::{Map, Value, json};

use super::Odd;
use crate::verify::outside::{Stop, Want, required};
use crate::verify::scheme::{Algorithm, Hash};
use crate::verify::sign::{Sample, Signed};
use crate::verify::{Evidence, Reason, jws};

const NAME: &str = "fireblocks-webhook-signature";

pub(in crate::verify) const ODD: Odd = Odd {
    about: "detached JWS (RS512) of the body, header `fireblocks-webhook-signature`, \
        key from `keys.fireblocks.io`",
    check,
    sign,
    private: true,
};

fn check(auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Result<(), Stop> {
    let name = "environment";
    let environment = auth.get(name).and_then(Value::as_str).ok_or(Reason::Unset(name))?;
    let host = match environment {
        "EU" => "eu-keys",
        "EU2" => "eu2-keys",
        "SANDBOX" => "sandbox-keys",
        _ => "keys",
    };
    let given = required(evidence, NAME)?;
    let token = jws::Token::read(&given, NAME)?;
    let want = Want::get(format!("https://{host}.fireblocks.io/.well-known/jwks.json"));
    token.check_published(&want, &jws::part(evidence.body), evidence)
}

fn sign(_: &Map<String, Value>, sample: &Sample<'_>, into: &mut Signed) -> Option<()> {
    let head = json!({ "alg": "RS512", "kid": "sample" }).to_string();
    let head = jws::part(head.as_bytes());
    let signed = format!("{head}.{}", jws::part(&into.body));
    let signature = jws::seal(Algorithm::Rsa(Hash::Sha512), sample.private_key?, &signed)?;
    into.headers.push((NAME.to_owned(), format!("{head}..{signature}")));
    Some(())
}
