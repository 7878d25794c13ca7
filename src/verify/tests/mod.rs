//! What providers sign, made by the rows themselves, and what becomes of it.

mod answers;
mod edges;
mod fetched;
mod rows;
mod tokens;
mod vectors;

use std::sync::LazyLock;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
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
            parsed: &Parsed::default(),
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
    verdict_on(provider, auth, signed, &[], fetched, now_ms)
}

fn verdict_on(
    provider: &Provider,
    auth: &Map<String, Value>,
    signed: &Signed,
    urls: &[String],
    fetched: &[Fetched],
    now_ms: i64,
) -> Verdict {
    let header = |name: &str| {
        let (_, value) = signed.headers.iter().find(|(it, _)| it == name)?;
        Some(value.as_bytes())
    };
    let evidence = Evidence {
        method: "POST",
        urls,
        header: &header,
        query: "",
        body: &signed.body,
        parsed: &Parsed::default(),
        now_ms,
        fetched,
    };
    check(provider.name, auth, &evidence)
}
