//! Google Pub/Sub: a token of Google's that says which account sends, and to whom.
//!
//! Nothing of the body is signed: the token proves the sender, and TLS the rest.

use serde_json::{Map, Value, json};

use super::Odd;
use crate::verify::outside::{Stop, Want, required};
use crate::verify::scheme::{Algorithm, Hash};
use crate::verify::sign::{Sample, Signed};
use crate::verify::{Evidence, Reason, jws};

const NAME: &str = "authorization";

pub(in crate::verify) const ODD: Odd = Odd {
    about: "OpenID token (RS256) for `audience` of `service_account_email`, header \
        `authorization`, key from `www.googleapis.com`; the body is not signed",
    check,
    sign,
    private: true,
};

fn check(auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Result<(), Stop> {
    let given = required(evidence, NAME)?;
    let (kind, given) = given.split_once(' ').unwrap_or_default();
    if !kind.eq_ignore_ascii_case("bearer") {
        return Err(Reason::Malformed(NAME.to_owned()).into());
    }
    let token = jws::Token::read(given, NAME)?;
    let want = Want::get("https://www.googleapis.com/oauth2/v3/certs");
    // They change every few days, and the next is there before it is used.
    let want = Want { keep_s: 3600, ..want };
    token.check_published(&want, token.payload, evidence)?;
    let claims = token.claims(NAME)?;
    let expected =
        |name: &'static str| auth.get(name).and_then(Value::as_str).ok_or(Reason::Unset(name));
    let issuers = ["accounts.google.com", "https://accounts.google.com"];
    let is_google = claims["iss"].as_str().is_some_and(|it| issuers.contains(&it));
    for (claim, fits) in [
        ("iss", is_google),
        ("aud", claims["aud"] == *expected("audience")?),
        ("email", claims["email"] == *expected("service_account_email")?),
        ("email_verified", claims["email_verified"] == true),
    ] {
        if !fits {
            return Err(Reason::Foreign(claim.to_owned()).into());
        }
    }
    Ok(jws::in_time(&claims, evidence)?)
}

fn sign(auth: &Map<String, Value>, sample: &Sample<'_>, into: &mut Signed) -> Option<()> {
    let now = sample.now_ms / 1000;
    let claims = json!({
        "aud": auth.get("audience")?, "azp": "113774264463038321964",
        "email": auth.get("service_account_email")?, "email_verified": true,
        "exp": now + 3600, "iat": now, "iss": "https://accounts.google.com",
        "sub": "113774264463038321964",
    })
    .to_string();
    let head = json!({ "alg": "RS256", "kid": "sample", "typ": "JWT" }).to_string();
    let signed = format!("{}.{}", jws::part(head.as_bytes()), jws::part(claims.as_bytes()));
    let signature = jws::seal(Algorithm::Rsa(Hash::Sha256), sample.private_key?, &signed)?;
    into.headers.push((NAME.to_owned(), format!("Bearer {signed}.{signature}")));
    Some(())
}
