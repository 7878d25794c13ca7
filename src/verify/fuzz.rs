//! What the fuzz target `signature` asks of this room; in no build but the fuzzer's and the tests'.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::provider::{Provider, provider};
use super::scheme::{Algorithm, Scheme};
use super::sign::{Sample, sign};
use super::{Evidence, Parsed, Verdict, after, before, check};

const NOW_MS: i64 = 1_600_000_000_000;
const HOST: &str = "https://gateway.example";
const PATH: &str = "/e/src_1";
/// Public keys whose private halves nobody kept.
const RSA: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsTTRLf9ppjbICTpisc+WN6c0Gz/qtWNGhxjU\
    ntN6eCcBRwkruXhJCvkj030D++ziqm4izQG+VO40ThHaUQfmLt/8qCNDbdw40Ok4h0F5QnC5azMkVhfgsJv8TqBow/l02e\
    hgcXOqKcFNF93tyLZX4exHTCkw3gmqk9n23++UWAiWRi+P/A7lxn3pMEIA8u7FOUpN/bNk9R/4WbG+ddUFi5hhC2zY+UVU\
    DzYoD7BPMTGWMQu/eplzTxvym589Kk9KaILJ+mIAY1AeSPo/K+i48l6iMw1vuxP+XpHo6W7dyC+JtDpBMpS+21RtV3XyAp\
    Ktfv78sRLjdRwA7dXEgudOdQIDAQAB";
const EC: &str = "BItSjuQLtrHh0pLCSX+IVUNIoY0xnZyLriuNRjq6YnZvnFPFA0p5Rm7EPXZQ2tMDl4hasNhCq6jEnFem/\
    jaXjww=";
const ED: &str = "T6a42Vb3YyCANBExivXNQhNyWRmv9omnovbRLfJXYqw=";

/// A request as HTTP spells it, with the source's type before the method.
///
/// The source's secrets are a hash of all of it, so that nothing in it can have been made with them:
/// what is verified is forged. A header `config` says what a source may be told of hash and encoding,
/// and each header `fetched` is an answer of the provider's, which then may vouch for anything. At
/// last the provider signs the body itself, and that is verified.
pub fn signature(data: &[u8]) {
    let Some((head, body)) = cut(data, b"\n\n") else { return };
    let mut lines = head.split(|it| *it == b'\n');
    let line = String::from_utf8_lossy(lines.next().unwrap_or_default());
    let mut words = line.splitn(3, ' ');
    let mut word = || words.next().unwrap_or_default();
    let (Some(provider), method, target) = (provider(word()), word(), word()) else { return };
    let headers: Vec<_> = lines.filter_map(|it| cut(it, b": ")).collect();
    let request = Request { method, target, headers: &headers, body };

    let config = request.header("config").map(String::from_utf8_lossy);
    let auth = secrets(provider, config.as_deref(), data);
    let answers = headers.iter().filter(|(name, _)| *name == b"fetched");
    let mut answers = answers.map(|(_, value)| value.to_vec());
    let (mut fetched, mut vouched) = (Vec::new(), false);
    for _ in 0..3 {
        let verdict = request.evidence(&fetched, |it| {
            _ = (before(provider.name, &auth, it), after(provider.name, &auth, it));
            check(provider.name, &auth, it)
        });
        match verdict {
            Verdict::Needs(want) => {
                let answer = answers.next();
                vouched |= answer.is_some();
                fetched.push((want, answer));
            }
            Verdict::Failed(reason) => {
                let told = reason.to_string();
                let secret =
                    |it: &Value| it.as_str().is_some_and(|it| it.len() == 64 && told.contains(it));
                assert!(!auth.values().any(secret), "{}: {told}", provider.name);
                break;
            }
            verdict => {
                assert!(vouched || verdict != Verdict::Verified, "{} is forged", provider.name);
                break;
            }
        }
    }

    let url = format!("{HOST}{PATH}");
    let sample = Sample::new(&url, body, NOW_MS);
    let Some(signed) = sign(provider.name, &auth, &sample) else { return };
    let headers = signed.headers.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes()));
    let headers: Vec<_> = headers.collect();
    let and = if signed.query.is_empty() { "" } else { "?" };
    let target = format!("{PATH}{and}{}", signed.query);
    let request =
        Request { method: "POST", target: &target, headers: &headers, body: &signed.body };
    let verdict = request.evidence(&[], |it| check(provider.name, &auth, it));
    assert!(
        matches!(verdict, Verdict::Verified | Verdict::Needs(_)),
        "{} signed this itself: {verdict:?}",
        provider.name
    );
}

struct Request<'a> {
    method: &'a str,
    target: &'a str,
    headers: &'a [(&'a [u8], &'a [u8])],
    body: &'a [u8],
}

impl Request<'_> {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.iter().find(|(it, _)| *it == name.as_bytes()).map(|(_, value)| *value)
    }

    fn evidence<T>(&self, fetched: &[super::Fetched], ask: impl FnOnce(&Evidence<'_>) -> T) -> T {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        ask(&Evidence {
            method: self.method,
            urls: &[format!("{HOST}{}", self.target)],
            header: &|name| self.header(name),
            query,
            body: self.body,
            now_ms: NOW_MS,
            fetched,
            parsed: &Parsed::default(),
        })
    }
}

/// Something for each field of the source's auth that says who signs.
fn secrets(provider: &Provider, config: Option<&str>, data: &[u8]) -> Map<String, Value> {
    let (hash, encoding) = config.and_then(|it| it.split_once(' ')).unwrap_or(("sha256", "hex"));
    let optional = provider.optional.iter().filter(|_| config.is_some());
    let names = [&provider.secret].into_iter().chain(provider.more).chain(optional);
    let value = |name: &str| match name {
        "header_key" => "x-proof".to_owned(),
        "algorithm" => hash.to_owned(),
        "encoding" => encoding.to_owned(),
        "environment" => "SANDBOX".to_owned(),
        "neon_auth_url" => "https://neon.example/auth".to_owned(),
        _ if name == provider.secret => public_key(provider)
            .map_or_else(|| HEXLOWER.encode(&Sha256::digest(data)), str::to_owned),
        _ => HEXLOWER.encode(&Sha256::new().chain_update(name).chain_update(data).finalize()),
    };
    let named = names.filter(|it| !it.is_empty());
    named.map(|it| ((*it).to_owned(), value(it).into())).collect()
}

/// The public key that a provider signs with, where it has one of its own.
fn public_key(provider: &Provider) -> Option<&'static str> {
    let none = Map::new();
    match provider.schemes(&none).next()? {
        Scheme::Seal(it) => match it.algorithm {
            Algorithm::Rsa(_) | Algorithm::Pss(_) => Some(RSA),
            Algorithm::Ecdsa(_) => Some(EC),
            Algorithm::Ed25519 => Some(ED),
            Algorithm::Hmac(_) | Algorithm::Digest(_) => None,
        },
        Scheme::Odd(it) => it.private.then_some(RSA),
        Scheme::Token(_) | Scheme::Basic => None,
    }
}

/// What stands before the first of these, and what after it.
fn cut<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let found = memchr::memmem::find(bytes, at)?;
    Some((&bytes[..found], &bytes[found + at.len()..]))
}

#[cfg(test)]
mod tests {
    #[test]
    fn signatures_of_the_corpus_hold() {
        for file in std::fs::read_dir("fuzz/corpus/signature").unwrap() {
            super::signature(&std::fs::read(file.unwrap().path()).unwrap());
        }
    }
}
