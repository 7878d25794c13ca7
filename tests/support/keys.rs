//! Providers' keys, and a server that gives them out as the providers would.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hookport::verify::public_half;
use serde_json::json;

use super::target::{Received, Reply, Target};

/// A mirror of providers' keys, with the private halves.
pub(crate) struct KeyServer {
    /// For `--key-mirror`.
    pub(crate) url: String,
    /// Private keys in PEM.
    pub(crate) rsa: String,
    pub(crate) ec: String,
    pub(crate) ed: String,
    target: Target,
}

impl KeyServer {
    /// Makes keys and gives their public halves out.
    pub(crate) async fn start() -> Self {
        let rsa = aws_lc_rs::rsa::KeyPair::generate(KeySize::Rsa2048).unwrap();
        let rsa = pem(rsa.as_der().unwrap().as_ref());
        let ec = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let ec = pem(ec.to_pkcs8v1().unwrap().as_ref());
        let ed = pem(Ed25519KeyPair::generate().unwrap().to_pkcs8().unwrap().as_ref());
        let halves = [&rsa, &ec, &ed].map(|it| public_half(it).unwrap());
        let key = rcgen::KeyPair::from_pem(&rsa).unwrap();
        let certificate = rcgen::CertificateParams::default().self_signed(&key).unwrap().pem();
        let was_asked = AtomicBool::new(false);
        let target = Target::answering(move |it| {
            let reply = answer(it, &certificate, &halves);
            // Keys of other names: at one place for ever, at the other for the first who asks.
            let is_old = it.path.contains("/old/")
                || it.path.contains("/changing/") && !was_asked.swap(true, Ordering::SeqCst);
            if !is_old {
                return reply;
            }
            let body = String::from_utf8_lossy(&reply.body).replace("\"sample\"", "\"old\"");
            Reply { body: body.into(), ..reply }
        })
        .await;
        Self { url: target.url.clone(), rsa, ec, ed, target }
    }

    /// What was asked for so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.target.so_far().into_iter().map(|it| it.path).collect()
    }

    /// Waits until it was asked so often.
    pub(crate) async fn asked_times(&self, count: usize) {
        self.target.received(count).await;
    }

    /// The public half of one of its keys, as a source is told it.
    pub(crate) fn public(pem: &str) -> String {
        STANDARD.encode(public_half(pem).unwrap())
    }
}

fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n")
}

fn answer(request: &Received, certificate: &str, [rsa, ec, ed]: &[Vec<u8>; 3]) -> Reply {
    let path = request.path.as_str();
    let text = |der: &[u8]| STANDARD.encode(der);
    let body = if path.ends_with("/too-long") {
        certificate.to_owned() + &"\n".repeat(64 << 10)
    } else if path.ends_with("/moved") {
        let headers = vec![("location", "/sns.pem".to_owned())];
        return Reply { headers, ..Reply::status(302) };
    } else if path.ends_with("/gone") {
        return Reply::status(404);
    } else if path.contains("/slow-") {
        return Reply { after: Duration::from_secs(3600), ..Reply::status(200) };
    } else if path.ends_with(".pem") || path.contains("/certs/") {
        certificate.to_owned()
    } else if path.ends_with("/pem") {
        text(rsa)
    } else if path.ends_with("/oauth2/token") {
        json!({ "access_token": "t" }).to_string()
    } else if path.contains("/public_key/") {
        json!({ "key": text(ec) }).to_string()
    } else if path.contains("/publicKey/") {
        json!({ "data": { "publicKey": text(ec) } }).to_string()
    } else if path.starts_with("/neon.example/") {
        let x = URL_SAFE_NO_PAD.encode(ed);
        json!({ "keys": [{ "kid": "sample", "kty": "OKP", "crv": "Ed25519", "x": x }] }).to_string()
    } else if path.ends_with("jwks.json") || path.ends_with("/v3/certs") {
        let [n, e] = components(rsa).map(|it| URL_SAFE_NO_PAD.encode(it));
        json!({ "keys": [{ "kid": "sample", "kty": "RSA", "n": n, "e": e }] }).to_string()
    } else if path.contains("?Action=ConfirmSubscription") {
        String::new()
    } else {
        return Reply::status(404);
    };
    Reply { body: body.into(), ..Reply::status(200) }
}

/// Modulus and exponent of an RSA key in DER: two numbers in a sequence.
fn components(der: &[u8]) -> [Vec<u8>; 2] {
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
    [n, e].map(|it| it.strip_prefix(&[0]).unwrap_or(it).to_vec())
}
