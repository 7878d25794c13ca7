//! What a source is configured with, and what a sender is told.

use super::*;

#[test]
fn a_generic_hmac_takes_every_algorithm_and_encoding() {
    let row = provider("HMAC").unwrap();
    for algorithm in ["md5", "sha1", "sha256", "sha512"] {
        for encoding in ["hex", "base64", "base64url"] {
            let auth = auth(json!({
                "webhook_secret_key": "k", "header_key": "X-My-Signature",
                "algorithm": algorithm, "encoding": encoding,
            }));
            let scheme = row.schemes(&auth).next().unwrap();
            let sample = Sample::new(URL, b"{}", NOW_MS);
            let mut signed = signed(&scheme, row, &auth, &sample).unwrap();
            assert_eq!(receive(row, &auth, &signed, 0), Verdict::Verified);
            // What stands before the signature may be left out.
            let (_, value) = &mut signed.headers[0];
            *value = value.strip_prefix(algorithm).unwrap()[1..].to_owned();
            assert_eq!(receive(row, &auth, &signed, 0), Verdict::Verified);
        }
    }
}

fn evidence<'a>(header: &'a dyn Fn(&str) -> Option<&'a [u8]>, query: &'a str) -> Evidence<'a> {
    let parsed = Box::leak(Box::default());
    Evidence {
        method: "POST",
        urls: &[],
        header,
        query,
        body: b"",
        parsed,
        now_ms: 0,
        fetched: &[],
    }
}

#[test]
fn an_api_key_may_come_in_the_query() {
    let auth = auth(json!({"header_key": "X-Key", "api_key": "a b"}));
    let verdict = |query| check("API_KEY", &auth, &evidence(&|_| None, query));
    assert_eq!(verdict("x=1&X-Key=a%20b"), Verdict::Verified);
    assert_eq!(verdict("X-Key=a"), Verdict::Failed(Reason::WrongKey));
    assert_eq!(verdict("x-key=a%20b"), Verdict::Failed(Reason::Missing("X-Key".to_owned())));
}

#[test]
fn the_secret_of_an_audience_may_come_in_the_query() {
    let auth = auth(json!({"webhook_secret_key": "k"}));
    let verdict = |query| check("MAILCHIMP", &auth, &evidence(&|_| None, query));
    assert_eq!(verdict("secret=k"), Verdict::Verified);
    assert_eq!(verdict("secret=l"), Verdict::Failed(Reason::WrongKey));
}

#[test]
fn no_auth_asks_for_nothing_and_a_missing_secret_fits_nothing() {
    let row = provider("GITHUB").unwrap();
    let request = Signed::default();
    assert_eq!(receive(row, &Map::new(), &request, 0), Verdict::NotAsked);
    let unset = Verdict::Failed(Reason::Unset("webhook_secret_key"));
    assert_eq!(receive(row, &auth(json!({"webhook_secret_key": ""})), &request, 0), unset);
    let (svix, _, signed) = rows().find(|(it, ..)| it.name == "SVIX").unwrap();
    let blank = auth(json!({"webhook_secret_key": "whsec_"}));
    assert_eq!(receive(svix, &blank, &signed, NOW_MS), unset);
    assert_eq!(receive(row, &auth(json!({"other": 1})), &request, 0), unset);
}

#[test]
fn what_carries_no_proof_is_not_verified() {
    let auth = auth(json!({"key": "k"}));
    let verdict = check("STRAVA", &auth, &evidence(&|_| None, ""));
    assert_eq!(verdict, Verdict::Failed(Reason::NoProof));
    assert!(always_checked("AWS_SNS"));
    assert!(!always_checked("GITHUB") && !always_checked("STRAVA"));
}

#[test]
fn only_some_are_answered_with_401() {
    let none = Map::new();
    for name in ["HMAC", "API_KEY", "BASIC_AUTH", "SHOPIFY", "ZOOM", "XERO", "TWITTER", "DISCORD"] {
        assert_eq!(refusal_status(name, &none), 401, "{name}");
    }
    assert_eq!(refusal_status("HMAC", &auth(json!({"algorithm": "md5"}))), 200);
    for name in ["GITHUB", "STRIPE", "POSTMARK", "AWS_SNS", "NOBODY"] {
        assert_eq!(refusal_status(name, &none), 200, "{name}");
    }
}

#[test]
fn every_reason_has_a_code_of_its_own() {
    let mut codes = Reason::samples().map(|it| it.code()).to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Reason::samples().len());
}

#[test]
fn only_those_that_sign_it_are_told_the_url() {
    let none = Map::new();
    for name in ["TWILIO", "SQUARE", "TRELLO", "HUBSPOT", "FAVRO", "WALMART", "ALIPAY", "EBAY"] {
        assert!(asks_for_url(name, &none), "{name}");
    }
    for name in ["GITHUB", "STRIPE", "WEBHOOK", "POSTMARK", "WIX"] {
        assert!(!asks_for_url(name, &none), "{name}");
    }
}
