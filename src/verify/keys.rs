//! Signatures that are made with a private key and checked with the public one.

use std::time::Duration;

use aws_lc_rs::digest::{Digest as Prehashed, SHA256};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    self, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RsaKeyPair, UnparsedPublicKey,
    VerificationAlgorithm,
};
use rustls::pki_types::{CertificateDer, UnixTime};
use sha1::Digest as _;

use super::encoding::{base64, unhex};
use super::scheme::{Algorithm, Hash};

/// How a public key checks, `None` for what is no public-key algorithm or is not taken.
pub(super) fn checking(algorithm: Algorithm) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match algorithm {
        Algorithm::Rsa(Hash::Sha1) => &signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Algorithm::Rsa(Hash::Sha256) => &signature::RSA_PKCS1_2048_8192_SHA256,
        Algorithm::Rsa(Hash::Sha512) => &signature::RSA_PKCS1_2048_8192_SHA512,
        Algorithm::Pss(Hash::Sha512) => &signature::RSA_PSS_2048_8192_SHA512,
        Algorithm::Ecdsa(Hash::Sha1) => &signature::ECDSA_P256_SHA1_ASN1,
        Algorithm::Ecdsa(Hash::Sha256) => &signature::ECDSA_P256_SHA256_ASN1,
        Algorithm::Ed25519 => &signature::ED25519,
        _ => return None,
    })
}

/// Whether a signature is one of this message, by this public key.
pub(super) fn fits(algorithm: Algorithm, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    checking(algorithm)
        .is_some_and(|it| UnparsedPublicKey::new(it, key).verify(message, signature).is_ok())
}

/// The bytes of a public key out of the text that people paste: PEM, a certificate, base64 or hex.
pub(super) fn public(text: &str) -> Option<Vec<u8>> {
    // Out of an environment variable, lines often end in these two characters.
    let text = text.replace("\\n", "\n");
    let text = text.trim();
    let Some((_, rest)) = text.split_once("-----BEGIN ") else {
        return unhex(text.as_bytes()).filter(|it| it.len() == 32).or_else(|| bare(text));
    };
    let (label, rest) = rest.split_once("-----")?;
    let der = bare(rest.split("-----END").next()?)?;
    if label != "CERTIFICATE" {
        return Some(der);
    }
    let certificate = CertificateDer::from(der);
    let certificate = webpki::EndEntityCert::try_from(&certificate).ok()?;
    Some(certificate.subject_public_key_info().as_ref().to_vec())
}

/// Whether the certificate in this PEM is good at a time, in milliseconds since 1970; `None` where there
/// is none.
///
/// Only its dates are asked for. Who issued it cannot be: providers publish it alone, without those that
/// stand between it and a root. It is believed because of the host that it comes from.
pub(super) fn is_in_time(pem: &str, now_ms: i64) -> Option<bool> {
    let (_, rest) = pem.split_once("-----BEGIN CERTIFICATE-----")?;
    let der = CertificateDer::from(bare(rest.split("-----END").next()?)?);
    let certificate = webpki::EndEntityCert::try_from(&der).ok()?;
    let now = UnixTime::since_unix_epoch(Duration::from_millis(now_ms.try_into().ok()?));
    let usage = webpki::KeyUsage::server_auth();
    // Dates are looked at first; without a root the rest must fail.
    let found = certificate.verify_for_usage(&[], &[], &[], now, usage, None, None).err();
    let is_out = matches!(
        found,
        Some(
            webpki::Error::CertExpired { .. }
                | webpki::Error::CertNotValidYet { .. }
                | webpki::Error::InvalidCertValidity
        )
    );
    Some(!is_out)
}

/// Whether these bytes are a key for this algorithm.
pub(super) fn is_public(algorithm: Algorithm, key: &[u8]) -> bool {
    checking(algorithm).is_none_or(|it| UnparsedPublicKey::new(it, key).parse().is_ok())
}

/// Signs a message with a private key in PEM; `None` when it is no such key, or none that signs so.
pub(super) fn sign(algorithm: Algorithm, pem: &str, message: &[u8]) -> Option<Vec<u8>> {
    let der = private(pem)?;
    let random = SystemRandom::new();
    match algorithm {
        Algorithm::Rsa(hash) | Algorithm::Pss(hash) => {
            let encoding: &'static dyn signature::RsaEncoding = match (algorithm, hash) {
                (Algorithm::Rsa(_), Hash::Sha256) => &signature::RSA_PKCS1_SHA256,
                (Algorithm::Rsa(_), Hash::Sha512) => &signature::RSA_PKCS1_SHA512,
                (Algorithm::Pss(_), Hash::Sha512) => &signature::RSA_PSS_SHA512,
                _ => return None,
            };
            let key = RsaKeyPair::from_pkcs8(&der).or_else(|_| RsaKeyPair::from_der(&der)).ok()?;
            let mut res = vec![0; key.public_modulus_len()];
            key.sign(encoding, &random, message, &mut res).ok()?;
            Some(res)
        }
        Algorithm::Ecdsa(hash) => {
            let how = &signature::ECDSA_P256_SHA256_ASN1_SIGNING;
            let key = EcdsaKeyPair::from_pkcs8(how, &der).ok()?;
            let signed = match hash {
                Hash::Sha256 => key.sign(&random, message),
                // ECDSA takes the hash for a number: SHA-1's is the same with zeros before it.
                Hash::Sha1 => {
                    let mut number = [0; 32];
                    number[12..].copy_from_slice(&sha1::Sha1::digest(message));
                    key.sign_digest(&Prehashed::import_less_safe(&number, &SHA256).ok()?)
                }
                _ => return None,
            };
            signed.ok().map(|it| it.as_ref().to_vec())
        }
        Algorithm::Ed25519 => {
            let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).ok()?;
            Some(key.sign(message).as_ref().to_vec())
        }
        Algorithm::Hmac(_) | Algorithm::Digest(_) => None,
    }
}

/// The public half of a private key in PEM, as bytes that [`fits`] takes.
pub fn public_half(pem: &str) -> Option<Vec<u8>> {
    let der = private(pem)?;
    let of_rsa = |it: RsaKeyPair| it.public_key().as_ref().to_vec();
    let rsa = RsaKeyPair::from_pkcs8(&der).map(of_rsa).ok();
    rsa.or_else(|| {
        let how = &signature::ECDSA_P256_SHA256_ASN1_SIGNING;
        let key = EcdsaKeyPair::from_pkcs8(how, &der).ok()?;
        Some(key.public_key().as_ref().to_vec())
    })
    .or_else(|| {
        let key = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).ok()?;
        Some(key.public_key().as_ref().to_vec())
    })
}

/// Whether this text is a private key in PEM.
pub fn is_private(text: &str) -> bool {
    text.contains("PRIVATE KEY-----")
}

fn private(pem: &str) -> Option<Vec<u8>> {
    let (_, rest) = pem.split_once("PRIVATE KEY-----")?;
    bare(rest.split("-----END").next()?)
}

/// Base64 with lines and spaces in it.
fn bare(text: &str) -> Option<Vec<u8>> {
    let text: String = text.split_whitespace().collect();
    base64(&text).filter(|it| !it.is_empty())
}
