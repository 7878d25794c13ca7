//! Over all rows: what each signs is verified, and spoiled in every way it is not.

use std::sync::LazyLock;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
use proptest::prelude::{Strategy as _, any, prop, prop_assert, prop_oneof, proptest};
use serde_json::{Map, Value, json};

use super::encoding::Encoding;
use super::provider::{Provider, provider};
use super::providers::{GENERIC, PROVIDERS};
use super::scheme::{Algorithm, Hash, Scheme, Seal, Time};
use super::sign::{Sample, Signed, signed};
use super::*;

const NOW_MS: i64 = 1_600_000_000_000;
const URL: &str = "https://gateway.example/e/src_1/hooks?a=1";

/// Private keys of each kind, in PEM, and others.
struct Keys {
    rsa: [String; 2],
    ec: [String; 2],
    ed: [String; 2],
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys {
    rsa: std::array::from_fn(|_| {
        let key = aws_lc_rs::rsa::KeyPair::generate(KeySize::Rsa2048).unwrap();
        pem(key.as_der().unwrap().as_ref())
    }),
    ec: std::array::from_fn(|_| {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        pem(key.to_pkcs8v1().unwrap().as_ref())
    }),
    ed: std::array::from_fn(|_| {
        let key = Ed25519KeyPair::generate().unwrap();
        pem(key.to_pkcs8().unwrap().as_ref())
    }),
});

/// A certificate of each RSA key.
static CERTIFICATES: LazyLock<[String; 2]> = LazyLock::new(|| {
    KEYS.rsa.each_ref().map(|it| {
        let key = rcgen::KeyPair::from_pem(it).unwrap();
        rcgen::CertificateParams::default().self_signed(&key).unwrap().pem()
    })
});

fn pem(der: &[u8]) -> String {
    let text = Encoding::Base64.encode(der);
    format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n")
}

fn auth(json: Value) -> Map<String, Value> {
    json.as_object().unwrap().clone()
}

/// The private keys that a row's samples are signed with, where it takes one.
fn private(provider: &Provider) -> Option<&'static [String; 2]> {
    let none = Map::new();
    let scheme = provider.schemes(&none).next().unwrap();
    match scheme {
        Scheme::Seal(it) => match it.algorithm {
            Algorithm::Rsa(_) | Algorithm::Pss(_) => Some(&KEYS.rsa),
            Algorithm::Ecdsa(_) => Some(&KEYS.ec),
            Algorithm::Ed25519 => Some(&KEYS.ed),
            _ => None,
        },
        Scheme::Odd(it) if it.private && provider.name == "NEON" => Some(&KEYS.ed),
        Scheme::Odd(it) if it.private => Some(&KEYS.rsa),
        _ => None,
    }
}

/// Some secrets for a provider, and others.
fn secrets(provider: &Provider) -> [Map<String, Value>; 2] {
    [0, 1].map(|index| {
        let mut res = auth(json!({
            "username": "user", "header_key": "X-Proof", "algorithm": "sha256", "encoding": "base64",
            "app_key": "app", "client_id": "id", "dev_id": "dev", "environment": "SANDBOX",
            "verification_token": "token", "service_account_email": "sender@example.com",
        }));
        if provider.grounds != provider::Grounds::Documents && provider.name != "HMAC" {
            // Those that may be told more are tried as they are without.
            for name in ["header_key", "algorithm", "encoding"] {
                res.remove(name);
            }
        }
        let is_outside = OUTSIDE.contains(&provider.name);
        let key = private(provider).filter(|_| !is_outside);
        let secret = match (key, provider.secret) {
            (Some(keys), _) => Encoding::Base64.encode(&public_half(&keys[index]).unwrap()),
            (None, "neon_auth_url") => "https://neon.example/auth".to_owned(),
            (None, "environment") => "SANDBOX".to_owned(),
            _ if provider.name == "ADYEN" => ["44782def", "44782dea"][index].to_owned(),
            _ => ["c2VjcmV0", "b3RoZXIh"][index].to_owned(),
        };
        if !provider.secret.is_empty() {
            res.insert(provider.secret.to_owned(), secret.into());
        }
        res
    })
}

/// Rows whose key is the provider's own, somewhere else.
const OUTSIDE: &[&str] =
    &["AWS_SNS", "CIRCLE", "EBAY", "FIREBLOCKS", "GOOGLE_PUBSUB", "NEON", "PAYPAL", "VOLUME"];

/// What the providers would answer, with the public halves of these keys.
fn outside(want: &Want, index: usize) -> Option<Vec<u8>> {
    let public = |keys: &[String; 2]| public_half(&keys[index]).unwrap();
    let text = |der: &[u8]| Encoding::Base64.encode(der);
    let url = want.url.as_str();
    let answer = if url.ends_with(".pem") || url.contains("/certs/") {
        CERTIFICATES[index].clone()
    } else if url.ends_with("/pem") {
        text(&public(&KEYS.rsa))
    } else if url.ends_with("/oauth2/token") {
        assert!(want.form.is_some() && want.authorization.is_some());
        json!({ "access_token": "t", "expires_in": 7200 }).to_string()
    } else if url.contains("/public_key/") {
        assert_eq!(want.authorization.as_deref(), Some("Bearer t"));
        let key = text(&public(&KEYS.ec));
        let key = format!("-----BEGIN PUBLIC KEY-----{key}-----END PUBLIC KEY-----");
        json!({ "key": key, "algorithm": "ECDSA", "digest": "SHA1" }).to_string()
    } else if url.contains("/publicKey/") {
        json!({ "data": { "publicKey": text(&public(&KEYS.ec)) } }).to_string()
    } else if url.starts_with("https://neon.example/") {
        let x = Encoding::Base64Url.encode(&public(&KEYS.ed));
        json!({ "keys": [{ "kid": "sample", "kty": "OKP", "crv": "Ed25519", "x": x }] }).to_string()
    } else if url.ends_with("jwks.json") || url.ends_with("/certs") {
        let (n, e) = components(&public(&KEYS.rsa));
        let [n, e] = [n, e].map(|it| Encoding::Base64Url.encode(&it));
        json!({ "keys": [{ "kid": "sample", "kty": "RSA", "n": n, "e": e }] }).to_string()
    } else {
        return None;
    };
    Some(answer.into_bytes())
}

/// Modulus and exponent of an RSA key in DER: two numbers in a sequence.
fn components(der: &[u8]) -> (Vec<u8>, Vec<u8>) {
    fn take(der: &[u8]) -> (&[u8], &[u8]) {
        let (length, rest) = match der[1] {
            0x82 => (usize::from(der[2]) << 8 | usize::from(der[3]), &der[4..]),
            0x81 => (usize::from(der[2]), &der[3..]),
            short => (usize::from(short), &der[2..]),
        };
        rest.split_at(length)
    }
    let (inside, _) = take(der);
    let (n, rest) = take(inside);
    let (e, _) = take(rest);
    (n.strip_prefix(&[0]).unwrap_or(n).to_vec(), e.to_vec())
}

fn receive(
    provider: &Provider,
    auth: &Map<String, Value>,
    signed: &Signed,
    now_ms: i64,
) -> Verdict {
    receive_with(provider, auth, signed, now_ms, 0)
}

/// Checks, and fetches what is needed.
fn receive_with(
    provider: &Provider,
    auth: &Map<String, Value>,
    signed: &Signed,
    now_ms: i64,
    key: usize,
) -> Verdict {
    let query = [URL.split_once('?').unwrap().1, &signed.query].join("&");
    let urls = ["https://elsewhere.example/".to_owned(), URL.to_owned()];
    let mut fetched = Vec::new();
    for _ in 0..3 {
        let header = |name: &str| {
            let (_, value) = signed.headers.iter().find(|(it, _)| it == name)?;
            Some(value.as_bytes())
        };
        let evidence = Evidence {
            method: "POST",
            urls: &urls,
            header: &header,
            query: &query,
            body: &signed.body,
            now_ms,
            fetched: &fetched,
        };
        match check(provider.name, auth, &evidence) {
            Verdict::Needs(want) => {
                let answer = outside(&want, key);
                fetched.push((want, answer));
            }
            verdict => return verdict,
        }
    }
    panic!("{} wants more and more", provider.name);
}

fn all() -> impl Iterator<Item = &'static Provider> {
    GENERIC.iter().chain(PROVIDERS)
}

/// The sample that a row signs: the usual one of its type.
fn body(provider: &Provider) -> Vec<u8> {
    events(provider.name)[0].body.bytes()
}

/// Every row, every way that it signs, and a request that it signed.
fn rows() -> impl Iterator<Item = (&'static Provider, usize, Signed)> {
    all().flat_map(|provider| {
        let [auth, _] = secrets(provider);
        let body = body(provider);
        let key = private(provider).map(|it| it[0].as_str());
        let sample = Sample { private_key: key, ..Sample::new(URL, &body, NOW_MS) };
        let all: Vec<_> = provider
            .schemes(&auth)
            // Nobody signs with SHA-1 any more; what was signed so is verified by a test below.
            .filter(
                |it| !matches!(it, Scheme::Seal(it) if it.algorithm == Algorithm::Rsa(Hash::Sha1)),
            )
            .map(|scheme| {
                let signed = signed(&scheme, provider, &auth, &sample);
                signed.unwrap_or_else(|| panic!("{} does not sign", provider.name))
            })
            .collect();
        all.into_iter().enumerate().map(move |(index, it)| (provider, index, it))
    })
}

/// Calls with what is signed by a row that signs.
fn signing_rows(test: impl Fn(&'static Provider, &Map<String, Value>, &Seal<'_>, Signed)) {
    for (provider, index, signed) in rows() {
        let [auth, _] = secrets(provider);
        if let Some(Scheme::Seal(scheme)) = provider.schemes(&auth).nth(index) {
            test(provider, &auth, &scheme, signed);
        }
    }
}

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
fn another_time_or_id_does_not_fit() {
    signing_rows(|provider, auth, scheme, signed| {
        for (name, value) in &signed.headers {
            let is_proof = name.eq_ignore_ascii_case(scheme.signature.name());
            let is_mark = name.contains("cert-url") || name.contains("auth-algo");
            let is_signed = scheme.signs("{t}") || scheme.signs("{id}");
            if is_proof || is_mark || !is_signed {
                continue;
            }
            let mut altered = signed.clone();
            // A digit, so that it stays a time.
            let other = value.replacen('1', "2", 1);
            altered.headers.retain(|(it, _)| it != name);
            altered.headers.push((name.clone(), other));
            let verdict = receive(provider, auth, &altered, NOW_MS);
            assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{} {name}", provider.name);
        }
    });
}

#[test]
fn nothing_of_the_body_can_be_moved_into_the_time() {
    let seen = std::cell::RefCell::new(Vec::new());
    signing_rows(|provider, auth, scheme, signed| {
        // What stands between them goes along, except where there is nothing.
        let Some((_, rest)) = scheme.template.split_once("{t}") else { return };
        let Some(between) = rest.strip_suffix("{body}") else { return };
        let Time::At(place) = scheme.time else { return };
        let body = match between {
            "" => signed.body,
            _ => format!(r#"{{"a":"x{between}y"}}"#).into_bytes(),
        };
        let key = private(provider).map(|it| it[0].as_str());
        let sample = Sample { private_key: key, ..Sample::new(URL, &body, NOW_MS) };
        let signed = sign::signed(&Scheme::Seal(*scheme), provider, auth, &sample).unwrap();
        assert_eq!(receive(provider, auth, &signed, NOW_MS), Verdict::Verified);

        let whole = String::from_utf8(signed.body.clone()).unwrap();
        let (moved, left) = match between {
            "" => whole.split_at(5),
            _ => whole.split_once(between).unwrap(),
        };
        let mut cut = signed.clone();
        let (_, time) = cut.headers.iter_mut().find(|(it, _)| it == place.name()).unwrap();
        *time = format!("{time}{between}{moved}");
        cut.body = left.as_bytes().to_vec();
        let verdict = receive(provider, auth, &cut, NOW_MS);
        let malformed = Verdict::Failed(Reason::Malformed(place.name().to_owned()));
        assert_eq!(verdict, malformed, "{}", provider.name);
        seen.borrow_mut().push(provider.name);
    });
    for name in ["AIRWALLEX", "DISCORD", "OURA", "SENDGRID", "ZENDESK", "CUSTOMERIO", "SLACK"] {
        assert!(seen.borrow().contains(&name), "{name}");
    }
}

#[test]
fn nothing_of_the_body_can_be_moved_into_the_time_within_a_header() {
    for (name, between, header) in [
        ("BONDSMITH", "", "bond-signature"),
        ("BONDSMITH", ".", "bond-signature"),
        ("NMI", ".", "webhook-signature"),
        ("COURIER", ".", "courier-signature"),
    ] {
        let provider = provider(name).unwrap();
        let [auth, _] = secrets(provider);
        let scheme = provider.schemes(&auth).find(
            |it| matches!(it, Scheme::Seal(it) if it.template == format!("{{t}}{between}{{body}}")),
        );
        let body = br#"{"a":1.5}"#;
        let mut cut =
            signed(&scheme.unwrap(), provider, &auth, &Sample::new(URL, body, NOW_MS)).unwrap();
        assert_eq!(receive(provider, &auth, &cut, NOW_MS), Verdict::Verified, "{name}");
        let (_, value) = cut.headers.iter_mut().find(|(it, _)| it == header).unwrap();
        let (time, rest) = value.split_once(',').unwrap();
        *value = format!("{time}{between}{{\"a\":1,{rest}");
        cut.body = match between {
            "" => br#".5}"#.to_vec(),
            _ => b"5}".to_vec(),
        };
        let verdict = receive(provider, &auth, &cut, NOW_MS);
        // Of two ways to sign, the other does not fit.
        let refused = [Reason::Malformed(header.to_owned()), Reason::Mismatch];
        let refused = refused.map(Verdict::Failed);
        assert!(refused.contains(&verdict), "{name} {between:?}: {verdict:?}");
    }
}

#[test]
fn a_time_is_a_number_or_a_date_and_a_nonce_a_word() {
    use scheme::Unit;
    for unit in [Unit::Seconds, Unit::Millis, Unit::Iso] {
        for text in ["1600000000", "1600000000000", "2026-03-02T08:14:05Z", "2026-03-02T08:14:05"] {
            assert!(unit.takes(text), "{text}");
        }
        for text in ["", "1600000000{", "1600000000.{\"a\":1", "1600000000a", "f3c1e9a2"] {
            assert!(!unit.takes(text), "{text}");
        }
    }
    for unit in [Unit::Seconds, Unit::Millis] {
        for text in ["1600000000", "1600000000000", "2020-09-13T12:26:40Z"] {
            assert_eq!(unit.read(text), Some(NOW_MS), "{text}");
        }
    }
    assert!(Unit::Nonce.takes("f3c1-e9_a2"));
    assert!(!Unit::Nonce.takes("") && !Unit::Nonce.takes("f3c1.{\"a\":1"));
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
fn an_old_signature_fits_only_where_no_time_is_signed() {
    signing_rows(|provider, auth, scheme, signed| {
        let most = scheme.most();
        assert_eq!(
            scheme.signs("{t}") && provider.name != "NMI",
            most.is_some() && scheme.message.is_none(),
            "{}",
            provider.name
        );
        let away = most.unwrap_or(24 * 3600) + 2;
        let away_ms = i64::try_from(away).unwrap() * 1000;
        for now_ms in [NOW_MS + away_ms, NOW_MS - away_ms] {
            let expected = match most {
                None => Verdict::Verified,
                Some(most) => Verdict::Failed(Reason::Old(away, most)),
            };
            assert_eq!(receive(provider, auth, &signed, now_ms), expected, "{}", provider.name);
        }
    });
}

#[test]
fn an_old_token_does_not_fit() {
    let day = 24 * 3600 * 1000;
    for (name, later) in [
        ("COINBASE", true),
        ("FUSIONAUTH", false),
        ("GOOGLE_PUBSUB", true),
        ("NEON", true),
        ("WIX", true),
    ] {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        let old = |now_ms| {
            let verdict = receive(provider, &auth, &signed, now_ms);
            matches!(verdict, Verdict::Failed(Reason::Old(..)))
        };
        assert!(old(NOW_MS - day), "{name}");
        // A token that does not say when it ends is good for ever.
        assert_eq!(old(NOW_MS + day), later, "{name}");
    }
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

#[test]
fn keys_from_outside_come_from_their_own_hosts_only() {
    let (provider, _, signed) = rows().find(|(it, ..)| it.name == "AWS_SNS").unwrap();
    let text = String::from_utf8(signed.body.clone()).unwrap();
    let (_, own) = outside::marks("AWS_SNS")[0];
    let told = |url: &str| {
        let body = text.replace(own, url).into_bytes();
        receive(provider, &Map::new(), &Signed { body, ..signed.clone() }, NOW_MS)
    };
    for other in [
        "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-0a.pem",
        "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.txt",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-0a.pem",
        // A bucket with the name `sns`, and others that are no region.
        "https://sns.s3.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.s3.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.a-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.us-east-1-.amazonaws.com/SimpleNotificationService-0a.pem",
        // An answer of the service's that says what others put there.
        "https://sns.us-east-1.amazonaws.com/?Action=GetTopicAttributes&z=.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem?z=.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem#.pem",
        "https://sns.us-east-1.amazonaws.com/x/SimpleNotificationService-0a.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a/x.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-.pem",
        "https://sns.us-east-1.amazonaws.com/k.pem",
        "https://u@sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-0a.pem",
    ] {
        let untrusted = Verdict::Failed(Reason::Untrusted("SigningCertURL".into()));
        assert_eq!(told(other), untrusted, "{other}");
    }
    for region in ["us-gov-west-1.amazonaws.com", "cn-north-1.amazonaws.com.cn"] {
        let url = format!("https://sns.{region}/SimpleNotificationService-0a.pem");
        assert_eq!(told(&url), Verdict::Verified, "{url}");
    }
}

#[test]
fn paypals_certificates_come_from_its_own_place_for_them_only() {
    let (provider, _, signed) = rows().find(|(it, ..)| it.name == "PAYPAL").unwrap();
    let [auth, _] = secrets(provider);
    let told = |url: &str| {
        let mut signed = signed.clone();
        signed.headers.retain(|(name, _)| name != "paypal-cert-url");
        signed.headers.push(("paypal-cert-url".to_owned(), url.to_owned()));
        receive(provider, &auth, &signed, NOW_MS)
    };
    for other in [
        "https://paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://www.paypal.com/v1/notifications/certs/CERT-1",
        "https://x.api.paypal.com/v1/notifications/certs/CERT-1",
        "http://api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/",
        "https://api.paypal.com/v1/notifications/certs/../x/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/CERT-1?a=1",
        "https://api.paypal.com/v1/notifications/certs/CERT-1#a",
        "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
    ] {
        let untrusted = Verdict::Failed(Reason::Untrusted("paypal-cert-url".into()));
        assert_eq!(told(other), untrusted, "{other}");
    }
    for host in ["api", "api-m", "api.sandbox", "api-m.sandbox"] {
        let url =
            format!("https://{host}.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594");
        assert_eq!(told(&url), Verdict::Verified, "{url}");
    }
}

#[test]
fn what_a_request_names_is_a_certificate_or_no_key() {
    let key = public_half(&KEYS.rsa[0]).unwrap();
    let bare = Encoding::Base64.encode(&key);
    let labelled = format!("-----BEGIN PUBLIC KEY-----\n{bare}\n-----END PUBLIC KEY-----\n");
    let certificate = &CERTIFICATES[0];
    let inside = format!("<Attributes>{certificate}</Attributes>");
    for name in ["AWS_SNS", "PAYPAL"] {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        let (_, url) = outside::marks(name)[0];
        let verdict = |answer: &str| {
            let fetched = [(Want::to_visit(url), Some(answer.as_bytes().to_vec()))];
            verdict_of(provider, &auth, &signed, &fetched)
        };
        assert_eq!(verdict(certificate), Verdict::Verified, "{name}");
        for answer in [&bare, &labelled, &inside] {
            let verdict = verdict(answer);
            assert!(matches!(verdict, Verdict::Failed(Reason::NoKey(_))), "{name}: {verdict:?}");
        }
    }
}

#[test]
fn a_certificate_counts_from_its_first_day_to_its_last() {
    const FIRST_MS: i64 = 1_577_836_800_000;
    const LAST_MS: i64 = 1_609_459_200_000;
    const DAY_MS: i64 = 24 * 3_600_000;
    let key = rcgen::KeyPair::from_pem(&KEYS.rsa[0]).unwrap();
    let mut params = rcgen::CertificateParams::default();
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2021, 1, 1);
    let dated = params.self_signed(&key).unwrap().pem();
    for name in ["AWS_SNS", "PAYPAL"] {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        let (mark, url) = outside::marks(name)[0];
        let fetched = [(Want::to_visit(url), Some(dated.clone().into_bytes()))];
        let at = |now_ms| verdict_at(provider, &auth, &signed, &fetched, now_ms);
        let untrusted =
            Verdict::Failed(Reason::Untrusted(mark.name().trim_matches('/').to_owned()));
        for out in [FIRST_MS - DAY_MS, LAST_MS + DAY_MS] {
            assert_eq!(at(out), untrusted, "{name}");
        }
        assert_ne!(at(LAST_MS - DAY_MS), untrusted, "{name}");
        assert_eq!(verdict_of(provider, &auth, &signed, &fetched), Verdict::Verified, "{name}");
    }
}

/// Checks with what was fetched, and fetches nothing.
fn verdict_of(
    provider: &Provider,
    auth: &Map<String, Value>,
    signed: &Signed,
    fetched: &[Fetched],
) -> Verdict {
    verdict_at(provider, auth, signed, fetched, NOW_MS)
}

fn verdict_at(
    provider: &Provider,
    auth: &Map<String, Value>,
    signed: &Signed,
    fetched: &[Fetched],
    now_ms: i64,
) -> Verdict {
    let header = |name: &str| {
        let (_, value) = signed.headers.iter().find(|(it, _)| it == name)?;
        Some(value.as_bytes())
    };
    let evidence = Evidence {
        method: "POST",
        urls: &[],
        header: &header,
        query: "",
        body: &signed.body,
        now_ms,
        fetched,
    };
    check(provider.name, auth, &evidence)
}

#[test]
fn a_key_that_cannot_be_had_is_called_that() {
    for name in OUTSIDE {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == *name).unwrap();
        let [auth, _] = secrets(provider);
        let verdict = |fetched: &[Fetched]| verdict_of(provider, &auth, &signed, fetched);
        let Verdict::Needs(want) = verdict(&[]) else { panic!("{name} needs nothing") };
        assert!(want.url.starts_with("https://"), "{name}");
        for answer in [None, Some(b"<html>".to_vec())] {
            let verdict = verdict(&[(want.clone(), answer)]);
            assert!(matches!(verdict, Verdict::Failed(Reason::NoKey(_))), "{name}: {verdict:?}");
        }
    }
}

#[test]
fn a_key_that_the_provider_changed_is_asked_for_again() {
    for name in ["VOLUME", "NEON", "FIREBLOCKS", "GOOGLE_PUBSUB"] {
        let (provider, _, signed) = rows().find(|(it, ..)| it.name == name).unwrap();
        let [auth, _] = secrets(provider);
        let verdict = |fetched: &[Fetched]| verdict_of(provider, &auth, &signed, fetched);
        let Verdict::Needs(want) = verdict(&[]) else { panic!("{name} needs nothing") };
        assert!(!want.again, "{name}");
        // A key without a name is another now; of those with names, there are others.
        let old = match outside(&want, 1).map(|it| String::from_utf8(it).unwrap()) {
            Some(it) => it.replace("\"sample\"", "\"old\"").into_bytes(),
            None => panic!("{name} has no key"),
        };
        let old = (want.clone(), Some(old));
        let Verdict::Needs(again) = verdict(std::slice::from_ref(&old)) else {
            panic!("{name} does not ask again")
        };
        assert!(again.again && again.at_first() == want, "{name}");
        let new = (again.clone(), outside(&want, 0));
        assert_eq!(verdict(&[old.clone(), new]), Verdict::Verified, "{name}");
        // Who brings a key of their own is refused then.
        let same = (again, old.1.clone());
        let refused = [Reason::Mismatch, Reason::Untrusted("kid".to_owned())];
        let refused = refused.map(Verdict::Failed);
        assert!(refused.contains(&verdict(&[old, same])), "{name}");
    }
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

#[test]
fn of_a_json_body_twilio_signs_the_hash_in_the_url() {
    use sha2::Digest as _;
    let provider = provider("TWILIO").unwrap();
    let [auth, _] = secrets(provider);
    let body = br#"{"a":1}"#.to_vec();
    let hash = encoding::hex(&sha2::Sha256::digest(&body));
    let url = format!("https://h/e/src_1?bodySHA256={hash}");
    let scheme = provider.schemes(&auth).next().unwrap();
    let urls = [url.clone()];
    // The URL alone is signed.
    let Scheme::Seal(seal) = scheme else { panic!("not a signature") };
    let key = auth["webhook_secret_key"].as_str().unwrap().as_bytes();
    let proof = Encoding::Base64.encode(&seal.compute(key, &[url.as_bytes().into()]));
    let verdict = |body: &[u8]| {
        let header = |name: &str| match name {
            "x-twilio-signature" => Some(proof.as_bytes()),
            "content-type" => Some(&b"application/json"[..]),
            _ => None,
        };
        let query = url.split_once('?').unwrap().1;
        let evidence = Evidence {
            method: "POST",
            urls: &urls,
            header: &header,
            query,
            body,
            now_ms: NOW_MS,
            fetched: &[],
        };
        check("TWILIO", &auth, &evidence)
    };
    assert_eq!(verdict(&body), Verdict::Verified);
    assert_eq!(verdict(br#"{"a":2}"#), Verdict::Failed(Reason::Altered));
}

/// Checks a request that was signed by somebody else's code.
#[track_caller]
fn genuine(name: &str, secret: &str, headers: &[(&str, &str)], body: &str, now: i64) {
    let row = provider(name).unwrap();
    let headers = headers.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let request = Signed { headers, body: body.as_bytes().to_vec(), ..Signed::default() };
    let auth = auth(json!({row.secret: secret}));
    assert_eq!(receive(row, &auth, &request, now * 1000), Verdict::Verified, "{name}");
    let mut altered = request.clone();
    altered.body.push(b' ');
    let verdict = receive(row, &auth, &altered, now * 1000);
    assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{name}");
}

#[test]
fn requests_that_others_signed_are_verified() {
    // From GitHub's documentation.
    genuine(
        "GITHUB",
        "It's a Secret to Everybody",
        &[(
            "x-hub-signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        )],
        "Hello, World!",
        0,
    );
    // From the libraries of Standard Webhooks.
    genuine(
        "SVIX",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        &[
            ("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("svix-timestamp", "1614265330"),
            ("svix-signature", "v1a,x v1,x= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        ],
        r#"{"test": 2432232314}"#,
        1_614_265_330,
    );
    // Computed by Python's hmac and hashlib.
    let body = r#"{"id":1}"#;
    let of_body = "1VB1oHttB+ixAW/9te/WkDGW99qVMMxQXJuniMBwypY=";
    genuine(
        "TWITTER",
        "k",
        &[("x-twitter-webhooks-signature", &format!("sha256={of_body}"))],
        body,
        0,
    );
    genuine(
        "TEBEX",
        "k",
        &[("x-signature", "bf66f5722baf51c14e0e303fd0503544af694919d90d4680e12edb60950e067a")],
        body,
        0,
    );
    genuine(
        "SOLIDGATE",
        "k",
        &[
            ("merchant", "pub"),
            (
                "signature",
                "YzFhZjk4ZDIwM2NhZjc4NWFkMzcyZDc2OTZhNDlhM2NlYzNkM2Y5NmNhNjU5Y2IzMWUxY2JmZjMxYTEw\
                 MTU3OTRkZTU5Zjk1ZTMxZTk0YWY3MjM2ZWYwYTcyOTI3OWZhYzMxMjRiZWU5MjFmODRiZTVkNzBhNGEw\
                 N2YzMTQwZTA=",
            ),
        ],
        body,
        0,
    );
    genuine(
        "CLOUDINARY",
        "k",
        &[
            ("x-cld-timestamp", "1600000000"),
            ("x-cld-signature", "8f69279071d6e759969f577e8101aa24e1aecda8"),
        ],
        body,
        1_600_000_000,
    );
    genuine(
        "RECHARGE",
        "k",
        &[(
            "x-recharge-hmac-sha256",
            "81a43900ccfe2ab2ddec727ed6ef74b8511fb5d6de510a4590cceb9e42e0578f",
        )],
        body,
        0,
    );
    genuine(
        "LINKEDIN",
        "k",
        &[("x-li-signature", "6b5e235739f07647734839b280aba368fcf41866e2c42a43454e991ff85a8d3e")],
        body,
        0,
    );
    genuine(
        "SANITY",
        "k",
        &[(
            "sanity-webhook-signature",
            "t=1600000000000,v1=xL4Y2nPbUbofTYtU1ztF_TJo9zkEL1hJA6rvGkvKlqs",
        )],
        body,
        1_600_000_000,
    );
    genuine(
        "ENODE",
        "k",
        &[("x-enode-signature", "sha1=9c0673e7087d8b1a227e56b8f00188c3bab84998")],
        body,
        0,
    );
    genuine(
        "PAYSTACK",
        "k",
        &[(
            "x-paystack-signature",
            "d86ff20468b6f037422093ddd5f9c744a6cd1c19adf5bc018c9f6f3a6656cdddddaa88a9aad403650a\
             09eec74cdd7c60a337a2e35c416fa4b9663d2cec98cf97",
        )],
        body,
        0,
    );
}

/// Checks what somebody else's code signed, with a URL and keys of their own.
#[track_caller]
fn genuine_at(name: &str, auth_: Value, url: &str, headers: &[(&str, &str)], body: &str, now: i64) {
    let auth = auth(auth_);
    let urls = [url.to_owned()];
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let verdict = |body: &[u8]| {
        let header = |name: &str| {
            let (_, value) = headers.iter().find(|(it, _)| *it == name)?;
            Some(value.as_bytes())
        };
        let certificate = (Want::to_visit(CERTIFICATE_URL), Some(CERTIFICATE.as_bytes().to_vec()));
        let evidence = Evidence {
            method: "POST",
            urls: &urls,
            header: &header,
            query,
            body,
            now_ms: now * 1000,
            fetched: &[certificate],
        };
        check(name, &auth, &evidence)
    };
    assert_eq!(verdict(body.as_bytes()), Verdict::Verified, "{name}");
    let altered = ["hello", "1130", "18005"].iter().find_map(|part| {
        body.contains(part).then(|| body.replacen(part, &part.replace(['h', '1'], "7"), 1))
    });
    let altered = altered.unwrap();
    assert_ne!(altered, body, "{name}");
    assert_eq!(verdict(altered.as_bytes()), Verdict::Failed(Reason::Mismatch), "{name}");
}

#[test]
fn the_vectors_of_providers_own_libraries_are_verified() {
    // From Twilio's libraries.
    genuine_at(
        "TWILIO",
        json!({ "webhook_secret_key": "12345" }),
        "https://mycompany.com/myapp.php?foo=1&bar=2",
        &[("x-twilio-signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")],
        "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309\
         &To=%2B18005551212",
        0,
    );
    // From Adyen's.
    genuine_at(
        "ADYEN",
        json!({
            "webhook_secret_key":
                "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056",
        }),
        URL,
        &[],
        r#"{"live":"false","notificationItems":[{"NotificationRequestItem":{"additionalData":
            {"hmacSignature":"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="},
            "amount":{"currency":"EUR","value":1130},"pspReference":"7914073381342284",
            "eventCode":"AUTHORISATION","eventDate":"2014-08-06T17:15:34.121+02:00",
            "merchantAccountCode":"TestMerchant","operations":["CANCEL","CAPTURE","REFUND"],
            "merchantReference":"TestPayment-1407325143704","paymentMethod":"visa",
            "success":"true"}}]}"#,
        0,
    );
    // From SendGrid's; the body ends in a line break.
    genuine_at(
        "SENDGRID",
        json!({
            "webhook_secret_key":
                "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpV\
                 KS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==",
        }),
        URL,
        &[
            (
                "x-twilio-email-event-webhook-signature",
                "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh8\
                 9M15TluLtEZtM=",
            ),
            ("x-twilio-email-event-webhook-timestamp", "1600112502"),
        ],
        "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\",\
         \"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\",\
         \"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\",\
         \"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\
         \"timestamp\":1600112492}]\r\n",
        1_600_112_502,
    );
}

const CERTIFICATE_URL: &str = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem";

#[test]
fn what_is_signed_with_sha_1_and_a_certificate_is_verified() {
    // By OpenSSL, as the notification service does by default.
    genuine_at(
        "AWS_SNS",
        json!({}),
        URL,
        &[],
        &json!({
            "Type": "Notification", "MessageId": "m1", "TopicArn": "arn:aws:sns:us-east-1:1:t",
            "Message": "hello", "Timestamp": "2026-03-02T08:14:05.000Z", "SignatureVersion": "1",
            "SigningCertURL": CERTIFICATE_URL,
            "Signature": "mfC8OMqhcM05BNB+KRzkjihdXk3iONLM+nirLkgy10hCX2cmZkYhDnskHCmqRO8dr5PvwihGT/oO\
                +bH4yAqvNWO+BcHrGIArWH8E3vnuh9opBgnESH1M+5zCHGfwYrA/tyXjs00PtahMFxWGdc9o+hXs\
                3+VIsUFDTKSuipuZBIHjYgjBEpOz1a+EL8Ne8Opc+R5cGNJ/V59E7HIxZDgwtEVaax3Ex2PEG6JE\
                UV9o9Lezmo4uPyvBF9HLCWNp7TeO+vPCJtpfuACrX6mdXWLJ6C68Eslm/E+fEyTvfDaGoJSkP38p\
                VLCkkeNjWoZzzrcQR6+3vPcfvFdP+RPtk4d9xw==",
        })
        .to_string(),
        1_795_824_000,
    );
}

const CERTIFICATE: &str = "\
    -----BEGIN CERTIFICATE-----\n\
    MIIDGzCCAgOgAwIBAgIUPv5qLfbTHZlOE4hiP0JZKWWujgswDQYJKoZIhvcNAQEL\n\
    BQAwHDEaMBgGA1UEAwwRc25zLmFtYXpvbmF3cy5jb20wIBcNMjYxMTI3MTQ1MDA4\n\
    WhgPMjEyNjExMDMxNDUwMDhaMBwxGjAYBgNVBAMMEXNucy5hbWF6b25hd3MuY29t\n\
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6aEkc+P8xTddU4Fy9U+0\n\
    PnjY0XsJab2N7OFdCGUt0nt1zJ0vJxUyoScj+f8VVJlDYCK4PMaPD8pSu7QU4ZAI\n\
    YWg/ZnlJiTBp6cWu9y/0ZbarZnr57CP6aVnE+eJ7XlDvCEUWmfnnboxKVGqLTS15\n\
    Lrzi0iNkrQ0MTZQm5ML9Xj+mL/M6GbpUGLoBH4b+IvoxKnbT9vWymEzLr3IVORX2\n\
    tr/4B+BAE6qP8K6vjx5shh+xWzKawhbRheIp11Rn58JKWAYFWcKhMA06W7F81ySQ\n\
    QBOQ3KqYtjgWSAPX5LeAdJmLWurmTGa9AS9nZKlLfvl1xQoCSrT84Z+JhK2gJ5gB\n\
    AQIDAQABo1MwUTAdBgNVHQ4EFgQUy5rpbEL2GyFuftak1aAwhK04A7UwHwYDVR0j\n\
    BBgwFoAUy5rpbEL2GyFuftak1aAwhK04A7UwDwYDVR0TAQH/BAUwAwEB/zANBgkq\n\
    hkiG9w0BAQsFAAOCAQEAs8rNatVvqxzRi8OxVCooVRuudNdzJ6bu6PYDQGFebM1w\n\
    zwLJ/OiLo6sOqlS9OXc4YuE0nJs/nSZXV05uWIpy+074c7HbKaA5gpl4d/WL6wbF\n\
    jZdnZ0XV1q8MCc5CWt0SpISEqk02pvn1H4NRg6AAkqP6DL5VQtRl/aQdt26UzEUS\n\
    ACTJxegIiNMTBLCscmsMTXtH8+m1LNAWKocTUhG8BcArnlNmgq4htKsALsD35Wu6\n\
    xAttx2C/GdGv0XDaY0rR5siynVqTy+cPDi/HYM09T67JJeZ9FXFzcHDaXQnKC9bp\n\
    w/LqP9TPAaMq8GAts+0Qw5eqcZE9mRr983yqIGXDsQ==\n\
    -----END CERTIFICATE-----\n";

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
    Evidence { method: "POST", urls: &[], header, query, body: b"", now_ms: 0, fetched: &[] }
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
