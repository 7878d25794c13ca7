//! Over all rows: what each signs is verified, and spoiled in every way it is not.

use proptest::prelude::{Strategy as _, any, prop, prop_assert, prop_oneof, proptest};

use super::*;

#[test]
fn rows_are_in_order_and_types_that_the_api_has() {
    let names: Vec<_> = PROVIDERS.iter().map(|it| it.name).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    for name in names {
        assert!(SOURCE_TYPES.contains(&name), "{name}");
    }
}

#[test]
fn every_type_is_a_row_or_carries_no_proof() {
    let without = SOURCE_TYPES.iter().filter(|it| provider(it).is_none()).count();
    assert_eq!((PROVIDERS.len() + without, without), (SOURCE_TYPES.len(), 13));
}

#[test]
fn templates_name_only_what_there_is() {
    let known = ["body", "sha256", "crc32", "t", "id", "method", "url", "path", "secret"];
    for provider in all() {
        let [auth, _] = secrets(provider);
        for scheme in provider.schemes(&auth) {
            let Scheme::Seal(scheme) = scheme else { continue };
            for piece in scheme.template.split('{').skip(1) {
                let (name, _) = piece.split_once('}').unwrap();
                let known = known.contains(&name)
                    || name.starts_with("form:")
                    || provider.more.contains(&name)
                    || provider.secret == name;
                assert!(known, "{}: {name}", provider.name);
            }
        }
    }
}

#[test]
fn what_a_provider_signs_is_verified() {
    for (provider, _, signed) in rows() {
        let [auth, _] = secrets(provider);
        assert_eq!(
            receive(provider, &auth, &signed, NOW_MS),
            Verdict::Verified,
            "{}",
            provider.name
        );
    }
}

#[test]
fn every_sample_can_be_signed() {
    for provider in PROVIDERS {
        let [auth, _] = secrets(provider);
        for event in events(provider.name) {
            let body = event.body.bytes();
            let key = private(provider).map(|it| it[0].as_str());
            let sample = Sample { private_key: key, ..Sample::new(URL, &body, NOW_MS) };
            let mut signed = sign(provider.name, &auth, &sample).unwrap();
            signed.headers.extend(event.headers);
            let verdict = receive(provider, &auth, &signed, NOW_MS);
            assert_eq!(verdict, Verdict::Verified, "{} {}", provider.name, event.name);
        }
    }
}

#[test]
fn nothing_is_verified_that_carries_no_proof() {
    for provider in all() {
        let [auth, _] = secrets(provider);
        let bare = Signed { body: b"{}".to_vec(), ..Signed::default() };
        let verdict = receive(provider, &auth, &bare, NOW_MS);
        let missing = matches!(verdict, Verdict::Failed(Reason::Missing(_)));
        assert!(missing, "{}: {verdict:?}", provider.name);
    }
}

#[test]
fn another_secret_does_not_fit() {
    for (provider, _, signed) in rows() {
        let [auth, other] = secrets(provider);
        let outside = OUTSIDE.contains(&provider.name);
        let auth = if outside { auth } else { other };
        let verdict = receive_with(provider, &auth, &signed, NOW_MS, 1);
        let refused = [Reason::Mismatch, Reason::WrongKey].map(Verdict::Failed);
        assert!(refused.contains(&verdict), "{}: {verdict:?}", provider.name);
    }
}

#[test]
fn one_byte_changed_does_not_fit() {
    // What is signed of the bodies of those that sign no whole body.
    let signed_parts = [
        ("ADYEN", "4200", "4201"),
        ("AWS_SNS", "pear", "bear"),
        ("EXACT_ONLINE", "104", "105"),
        ("FAVRO", "msg_1", "msg_2"),
        ("MAILCHIMP", "sent", "bent"),
        ("MAILGUN", "msg_1", "msg_2"),
        ("PAYMOB", "4200", "4201"),
        ("PAYPRO_GLOBAL", "42.00", "43.00"),
        ("PRAXIS", "order-1001", "order-1002"),
        ("QUOTER", "quo_1", "quo_2"),
        ("TREEZOR", "VALIDATED", "PENDING"),
        ("TWILIO", "received", "rejected"),
        ("USPS", "Delivered", "Lost"),
    ];
    signing_rows(|provider, auth, _, signed| {
        let mut altered = signed.clone();
        match signed_parts.iter().find(|(name, ..)| *name == provider.name) {
            Some((_, part, other)) => {
                let text = String::from_utf8(signed.body).unwrap();
                assert!(text.contains(part), "{}: {text}", provider.name);
                altered.body = text.replacen(part, other, 1).into_bytes();
            }
            None => altered.body[2] ^= 1,
        }
        let verdict = receive(provider, auth, &altered, NOW_MS);
        assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{}", provider.name);
    });
}

#[test]
fn one_byte_changed_does_not_fit_the_odd_ones_either() {
    for (name, expected) in [
        ("COINBASE", Reason::Mismatch),
        ("FIREBLOCKS", Reason::Mismatch),
        ("FUSIONAUTH", Reason::Altered),
        ("NEON", Reason::Mismatch),
    ] {
        let (provider, _, mut signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        signed.body[2] ^= 1;
        let verdict = receive(provider, &auth, &signed, NOW_MS);
        assert_eq!(verdict, Verdict::Failed(expected), "{name}");
    }
    // The body of Wix is the proof, and that of Google's is not signed.
    let (provider, _, mut signed) = rows().find(|(it, ..)| it.name == "WIX").unwrap();
    let [auth, _] = secrets(provider);
    let text = String::from_utf8(signed.body.clone()).unwrap();
    let mut parts: Vec<_> = text.split('.').map(str::to_owned).collect();
    parts[1] = jws::part(br#"{"data":"forged"}"#);
    signed.body = parts.join(".").into_bytes();
    let verdict = receive(provider, &auth, &signed, NOW_MS);
    assert_eq!(verdict, Verdict::Failed(Reason::Mismatch));
}

#[test]
fn another_url_does_not_fit() {
    let mut seen = Vec::new();
    signing_rows(|provider, auth, scheme, _| {
        let about_url = scheme.message.is_some_and(|it| it.about.contains("URL"));
        if !(about_url || scheme.signs("{url}") || scheme.signs("{path}")) {
            return;
        }
        let body = body(provider);
        let key = private(provider).map(|it| it[0].as_str());
        for url in [
            "https://gateway.example/e/src_2/hooks?a=1",
            "https://gateway.example/e/src_1/hooks?a=2",
        ] {
            let sample = Sample { private_key: key, ..Sample::new(url, &body, NOW_MS) };
            let signed = signed(&Scheme::Seal(*scheme), provider, auth, &sample).unwrap();
            let verdict = receive(provider, auth, &signed, NOW_MS);
            assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{} {url}", provider.name);
        }
    });
    for (provider, ..) in rows() {
        let [auth, _] = secrets(provider);
        if provider.schemes(&auth).any(|it| matches!(it, Scheme::Seal(it) if it.signs("{url}"))) {
            seen.push(provider.name);
        }
    }
    seen.dedup();
    assert_eq!(seen, ["FAVRO", "HUBSPOT", "SQUARE", "TRELLO"]);
}

#[test]
fn a_signature_in_another_encoding_is_called_that() {
    signing_rows(|provider, auth, scheme, mut signed| {
        let name = scheme.signature.name();
        let Some((_, value)) =
            signed.headers.iter_mut().find(|(it, _)| it.eq_ignore_ascii_case(name))
        else {
            return;
        };
        if keys::checking(scheme.algorithm).is_some() {
            // These differ in length, so it takes more to see that it is none.
            let length = value.len();
            value.replace_range(length / 2.., "!");
        } else {
            // Half a signature is none, however it is written.
            value.truncate(value.len() - 10);
        }
        let verdict = receive(provider, auth, &signed, NOW_MS);
        let is_encoding =
            matches!(&verdict, Verdict::Failed(Reason::Encoding(..) | Reason::Malformed(_)));
        assert!(is_encoding, "{}: {verdict:?}", provider.name);
    });
}

#[test]
fn a_header_without_the_field_is_called_malformed() {
    let auth = auth(json!({"webhook_secret_key": "k"}));
    let headers = vec![("stripe-signature".to_owned(), "t=1600000000".to_owned())];
    let request = Signed { headers, body: b"{}".to_vec(), ..Signed::default() };
    let verdict = receive(provider("STRIPE").unwrap(), &auth, &request, NOW_MS);
    assert_eq!(verdict, Verdict::Failed(Reason::Malformed("stripe-signature".to_owned())));
}

proptest! {
    #[test]
    fn whatever_comes_is_answered_and_never_verified_by_chance(
        row in 0..GENERIC.len() + PROVIDERS.len(),
        headers in prop::collection::vec(
            prop_oneof![
                "[ -~]{0,40}".prop_map(String::into_bytes),
                "(t=|v1=|v1,|v0=|sha256=|[0-9a-f]{2}|[, ;=.])*".prop_map(String::into_bytes),
                "eyJhbGciOiJIUzI1NiJ9\\.[A-Za-z0-9]{0,20}\\.[A-Za-z0-9]{0,20}"
                    .prop_map(String::into_bytes),
                prop::collection::vec(any::<u8>(), 0..40),
            ],
            4,
        ),
        body in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..64),
            r#"\{"(signature|apikey|sharedSecret|token|Signature|HashCode)":("[a-z]{0,3}"|[0-9]{0,3}|\{\})\}"#
                .prop_map(String::into_bytes),
        ],
        query in "[ -~]{0,40}",
        secret in "[ -~]{1,40}",
        now_ms in any::<i64>(),
    ) {
        let row = all().nth(row).unwrap();
        let [mut auth, _] = secrets(row);
        auth.insert(row.secret.to_owned(), format!("{secret} and more").into());
        // Which header gets which of them depends on its name's length only.
        let header = |name: &str| Some(headers[name.len() % 4].as_slice());
        let urls = [URL.to_owned()];
        let evidence = Evidence {
            method: "POST",
            urls: &urls,
            header: &header,
            query: &query,
            body: &body,
            parsed: &Parsed::default(),
            now_ms,
            fetched: &[],
        };
        let failed = matches!(
            check(row.name, &auth, &evidence),
            Verdict::Failed(_) | Verdict::Needs(_)
        );
        prop_assert!(failed, "{}", row.name);
        before(row.name, &auth, &evidence);
        after(row.name, &auth, &evidence);
    }
}
