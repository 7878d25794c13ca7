//! The page of providers in the docs, written from the table.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::encoding::Encoding;
use super::handshake;
use super::provider::{Grounds, Provider, provider};
use super::reason::Reason;
use super::samples::{events, has_file};
use super::scheme::{Algorithm, Hash, Scheme, Seal, Time};
use super::types::SOURCE_TYPES;

/// The page.
pub fn page() -> String {
    let mut res = "\
# Providers

Written by a test from `src/verify/providers.rs`: every source type, how its requests are verified,
on what grounds that is believed, what the gateway answers by itself, and the samples that
`hookport trigger` sends.

Grounds: **library**, the provider's own library takes what we sign and refuses what is spoiled;
**documents**, its documentation says so; **unsure**, something of it is not published, and what
that is. A signed time may be as old as the provider's own library or documentation allows, and 300 s
where they do not say; where no age is named, no time of sending is signed. `{url}` is the URL that the
sender called: set `--public-url` where the gateway stands behind a proxy.

| Type | Verified by | Secrets | Grounds | Handshake | Samples |
|---|---|---|---|---|---|
"
    .to_owned();
    for name in SOURCE_TYPES {
        let handshake = handshake::described(name);
        let samples = match has_file(name) {
            true => events(name).iter().map(|it| format!("`{}`", it.name)).collect::<Vec<_>>(),
            false => Vec::new(),
        };
        let (how, secrets, grounds) = match provider(name) {
            Some(it) => (how(it), secrets(it), grounds(it)),
            None if matches!(*name, "HTTP" | "WEBHOOK") => {
                ("as `config.auth_type` says".to_owned(), String::new(), String::new())
            }
            None if *name == "PUBLISH_API" => {
                ("the project's API key".to_owned(), String::new(), String::new())
            }
            None => ("its requests carry no proof".to_owned(), String::new(), String::new()),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            res,
            "| {name} | {how} | {secrets} | {grounds} | {handshake} | {} |",
            samples.join(", ")
        );
    }
    res.push_str(
        "
## Reasons

What is refused says why: in `verification` of the request, as a `code`, which never changes, and a
`reason` in words. A wrong secret and an altered body can be told apart only where the provider signs
a hash of the body beside it.

| Code | Reason, for example |
|---|---|
",
    );
    for reason in Reason::samples() {
        let _ = writeln!(res, "| `{}` | {reason} |", reason.code());
    }
    res
}

fn how(provider: &Provider) -> String {
    let none = Map::<String, Value>::new();
    let ways: Vec<_> = provider.schemes(&none).map(|it| scheme(&it)).collect();
    // A bar would end the cell.
    ways.join("; or ").replace('|', "\\|").replace('\n', "⏎")
}

fn secrets(provider: &Provider) -> String {
    let required = provider.more.iter().chain(Some(&provider.secret)).filter(|it| !it.is_empty());
    let required = required.map(|it| format!("`{it}`"));
    let optional = provider.optional.iter().map(|it| format!("`{it}`?"));
    required.chain(optional).collect::<Vec<_>>().join(", ")
}

fn grounds(provider: &Provider) -> String {
    match provider.grounds {
        Grounds::Library => "library".to_owned(),
        Grounds::Documents => "documents".to_owned(),
        Grounds::Unsure(open) => format!("unsure: {open}"),
    }
}

fn scheme(scheme: &Scheme<'_>) -> String {
    match scheme {
        Scheme::Seal(it) => seal(it),
        Scheme::Token(place) => format!("the secret itself, {}", place.described()),
        Scheme::Basic => "name and password, header `authorization`".to_owned(),
        Scheme::Odd(odd) => odd.about.to_owned(),
    }
}

fn seal(seal: &Seal<'_>) -> String {
    let what = match seal.message {
        Some(it) => it.about.to_owned(),
        None => format!("`{}`", seal.template),
    };
    let mut res = format!(
        "{} of {what} in {}, {}",
        algorithm(seal.algorithm),
        encoding(seal.encoding),
        seal.signature.described()
    );
    if let Some(field) = seal.field {
        let _ = write!(res, " field `{field}`");
    }
    if !seal.prefix.is_empty() {
        let _ = write!(res, " after `{}`", seal.prefix);
    }
    if let (Time::At(place), true) = (seal.time, seal.is_timed()) {
        let _ = write!(res, ", time in {}", place.described());
    }
    if seal.signs("{id}") {
        let _ = write!(res, ", id in {}", seal.id.described());
    }
    if seal.key_from.is_some() {
        res.push_str(", key from the provider");
    }
    if let Some(most) = seal.most() {
        let _ = write!(res, ", at most {most} s old");
    }
    res
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::UpperHex => "upper-case hex",
        other => other.name(),
    }
}

fn algorithm(algorithm: Algorithm) -> String {
    let hash = |it| match it {
        Hash::Md5 => "MD5",
        Hash::Sha1 => "SHA-1",
        Hash::Sha256 => "SHA-256",
        Hash::Sha384 => "SHA-384",
        Hash::Sha512 => "SHA-512",
    };
    match algorithm {
        Algorithm::Hmac(it) => format!("HMAC-{}", hash(it)),
        Algorithm::Digest(it) => format!("plain {}", hash(it)),
        Algorithm::Rsa(it) => format!("RSA-{}", hash(it)),
        Algorithm::Pss(it) => format!("RSA-PSS-{}", hash(it)),
        Algorithm::Ecdsa(it) => format!("ECDSA P-256 {}", hash(it)),
        Algorithm::Ed25519 => "Ed25519".to_owned(),
    }
}
