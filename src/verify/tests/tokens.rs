//! Signed tokens: whose they are, for whom and how long.

use super::*;

#[test]
fn an_old_token_does_not_fit() {
    let day = 24 * 3600 * 1000;
    for name in ["COINBASE", "FUSIONAUTH", "GOOGLE_PUBSUB", "NEON", "WIX"] {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        let old = |now_ms| {
            let verdict = receive(provider, &auth, &signed, now_ms);
            matches!(verdict, Verdict::Failed(Reason::Old(..)))
        };
        assert!(old(NOW_MS - day) && old(NOW_MS + day), "{name}");
    }
}

#[test]
fn a_token_that_never_ends_is_refused() {
    let (wix, ..) = rows().find(|(it, ..)| it.name == "WIX").unwrap();
    let [auth, _] = secrets(wix);
    let head = jws::part(br#"{"alg":"RS256","typ":"JWT"}"#);
    let verdict = |claims: Value| {
        let signed = format!("{head}.{}", jws::part(claims.to_string().as_bytes()));
        let signature = jws::seal(Algorithm::Rsa(Hash::Sha256), &KEYS.rsa[0], &signed).unwrap();
        let body = format!("{signed}.{signature}").into_bytes();
        receive(wix, &auth, &Signed { body, ..Signed::default() }, NOW_MS)
    };
    let now = NOW_MS / 1000;
    assert_eq!(verdict(json!({ "iat": now, "exp": now + 60 })), Verdict::Verified);
    let malformed = Verdict::Failed(Reason::Malformed("exp".to_owned()));
    assert_eq!(verdict(json!({ "iat": now })), malformed);
}

#[test]
fn a_token_for_another_audience_or_of_another_account_is_refused() {
    let (provider, _, signed) = rows().find(|(it, ..)| it.name == "GOOGLE_PUBSUB").unwrap();
    for (name, claim) in [("audience", "aud"), ("service_account_email", "email")] {
        let [mut auth, _] = secrets(provider);
        auth.insert(name.to_owned(), "another".into());
        let verdict = receive(provider, &auth, &signed, NOW_MS);
        assert_eq!(verdict, Verdict::Failed(Reason::Foreign(claim.to_owned())), "{name}");
    }
}

#[test]
fn a_token_that_says_it_is_not_signed_is_refused() {
    for name in ["FUSIONAUTH", "GOOGLE_PUBSUB"] {
        let (provider, _, mut signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        for (_, value) in &mut signed.headers {
            if let Some(rest) = value.split_once('.').map(|(_, rest)| rest.to_owned()) {
                let bearer = if value.starts_with("Bearer ") { "Bearer " } else { "" };
                let head = jws::part(br#"{"alg":"none","kid":"sample"}"#);
                *value = format!("{bearer}{head}.{rest}");
            }
        }
        let verdict = receive(provider, &auth, &signed, NOW_MS);
        assert_eq!(verdict, Verdict::Failed(Reason::Untrusted("alg".to_owned())), "{name}");
    }
}
