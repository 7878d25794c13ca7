//! Making a signature as a scheme says, and looking for it in a request.

use std::borrow::Cow;

use data_encoding::HEXLOWER;
use hmac::{KeyInit, Mac};
use md5::Md5;
use serde_json::{Map, Value};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::encoding::{base64, same, unhex};
use super::keys;
use super::outside::Stop;
use super::place::field;
use super::scheme::{Algorithm, Hash, Key, Seal, Time};
use super::{Evidence, Reason};

/// What goes into a signature.
pub(super) struct Parts<'a, 'e> {
    pub(super) evidence: &'a Evidence<'e>,
    pub(super) auth: &'a Map<String, Value>,
    pub(super) secret: &'a str,
    /// As the request says it.
    pub(super) time: &'a str,
    pub(super) id: &'a str,
    /// The URL that the sender called.
    pub(super) url: &'a str,
}

impl Parts<'_, '_> {
    /// Path and query of the URL.
    fn path(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url, |(_, rest)| rest);
        rest.find('/').map_or("/", |it| &rest[it..])
    }
}

impl Seal<'_> {
    /// Checks a request against a source's secret.
    pub(super) fn check(
        &self,
        secret: &str,
        auth: &Map<String, Value>,
        evidence: &Evidence<'_>,
    ) -> Result<(), Stop> {
        let name = self.signature.name();
        let signature = self.signature.find(evidence)?;
        let time =
            if self.is_timed() { self.time_of(&signature, evidence)? } else { Cow::Borrowed("") };
        let id = if self.signs("{id}") { self.id.find(evidence)? } else { Cow::Borrowed("") };

        // Who sends more than this many is no provider.
        let candidates: Vec<_> = self.candidates(&signature).take(16).collect();
        if candidates.is_empty() {
            return Err(Reason::Malformed(name.to_owned()).into());
        }
        let length = self.length();
        let decoded: Vec<_> =
            candidates.into_iter().filter_map(|it| self.encoding.decode(it, length)).collect();
        if decoded.is_empty() {
            return Err(Reason::Encoding(name.to_owned(), self.encoding.name()).into());
        }
        let key = match self.key_from {
            Some(find) => find(auth, evidence, false)?,
            None => self.key(secret),
        };
        // Which of its URLs the sender called is not always known; others need not be tried.
        let urls = if self.message.is_some() || self.signs("{url}") || self.signs("{path}") {
            evidence.urls
        } else {
            &[]
        };
        let fits = |key: &[u8]| -> Result<bool, Reason> {
            let at = |url: &str| {
                let parts = Parts { evidence, auth, secret, time: &time, id: &id, url };
                self.fits(key, &parts, &decoded)
            };
            let mut found = at(urls.first().map_or("", String::as_str))?;
            for url in urls.iter().skip(1) {
                found = found || at(url)?;
            }
            Ok(found)
        };
        let mut found = fits(&key)?;
        if let (false, Some(find)) = (found, self.key_from) {
            let now = find(auth, evidence, true)?;
            found = now != key && fits(&now)?;
        }
        if !found {
            return Err(Reason::Mismatch.into());
        }
        let malformed = || Reason::Malformed(self.time.name(name));
        // Else what the body began with could stand there, and the rest verify as a body.
        if self.is_timed() && !self.unit.takes(&time) {
            return Err(malformed().into());
        }
        // The same between URL and body: there is no JSON of which a part at the end is JSON too.
        if self.joins_url_and_body() && evidence.method != "GET" && evidence.json().is_none() {
            return Err(Reason::Malformed("body".to_owned()).into());
        }
        match (self.most(), self.unit.read(&time)) {
            (Some(most), Some(signed_ms)) => Ok(fresh(signed_ms, most, evidence)?),
            _ => Ok(()),
        }
    }

    fn fits(
        &self,
        key: &[u8],
        parts: &Parts<'_, '_>,
        signatures: &[Vec<u8>],
    ) -> Result<bool, Reason> {
        let pieces = self.pieces(parts)?;
        if keys::checking(self.algorithm).is_some() {
            let message = pieces.concat();
            return Ok(signatures.iter().any(|it| keys::fits(self.algorithm, key, &message, it)));
        }
        let expected = self.compute(key, &pieces);
        Ok(signatures.iter().any(|it| same(it, &expected)))
    }

    fn time_of<'b>(
        &self,
        signature: &str,
        evidence: &Evidence<'b>,
    ) -> Result<Cow<'b, str>, Reason> {
        let inside = match self.time {
            Time::At(place) => return place.find(evidence),
            Time::Field(field) => fields(signature, field).next(),
            Time::First => signature.split(',').next().map(str::trim),
        };
        let malformed = || Reason::Malformed(self.signature.name().to_owned());
        inside.map(|it| Cow::Owned(it.to_owned())).ok_or_else(malformed)
    }

    /// The signatures in a header's value.
    fn candidates<'b>(&'b self, value: &'b str) -> impl Iterator<Item = &'b str> {
        let of_field = self.field.map(|name| fields(value, name));
        let whole = match self.field {
            Some(_) => None,
            None => Some(value.split(move |it| Some(it) == self.separator)),
        };
        let bare = move |it: &'b str| it.trim().strip_prefix(self.prefix).unwrap_or(it.trim());
        of_field.into_iter().flatten().chain(whole.into_iter().flatten()).map(bare)
    }

    /// How many bytes a signature has, where it always has the same.
    fn length(&self) -> Option<usize> {
        match self.algorithm {
            Algorithm::Hmac(hash) | Algorithm::Digest(hash) => Some(match hash {
                Hash::Md5 => 16,
                Hash::Sha1 => 20,
                Hash::Sha256 => 32,
                Hash::Sha384 => 48,
                Hash::Sha512 => 64,
            }),
            Algorithm::Ed25519 => Some(64),
            Algorithm::Rsa(_) | Algorithm::Pss(_) | Algorithm::Ecdsa(_) => None,
        }
    }

    /// The key's bytes.
    pub(super) fn key(&self, secret: &str) -> Vec<u8> {
        let key = if keys::checking(self.algorithm).is_some() {
            keys::public(secret)
        } else {
            match self.key {
                Key::Base64IfMarked if !secret.starts_with("whsec_") => None,
                Key::Base64 | Key::Base64IfMarked => {
                    base64(secret.strip_prefix("whsec_").unwrap_or(secret))
                }
                Key::Hex => unhex(secret.trim().as_bytes()),
                Key::Text => None,
            }
        };
        key.unwrap_or_else(|| secret.as_bytes().to_vec())
    }

    /// The signature that a shared secret makes.
    pub(super) fn compute(&self, key: &[u8], pieces: &[Cow<'_, [u8]>]) -> Vec<u8> {
        match self.algorithm {
            Algorithm::Hmac(Hash::Md5) => mac::<hmac::Hmac<Md5>>(key, pieces),
            Algorithm::Hmac(Hash::Sha1) => mac::<hmac::Hmac<Sha1>>(key, pieces),
            Algorithm::Hmac(Hash::Sha256) => mac::<hmac::Hmac<Sha256>>(key, pieces),
            Algorithm::Hmac(Hash::Sha384) => mac::<hmac::Hmac<Sha384>>(key, pieces),
            Algorithm::Hmac(Hash::Sha512) => mac::<hmac::Hmac<Sha512>>(key, pieces),
            Algorithm::Digest(Hash::Md5) => plain::<Md5>(pieces),
            Algorithm::Digest(Hash::Sha1) => plain::<Sha1>(pieces),
            Algorithm::Digest(Hash::Sha256) => plain::<Sha256>(pieces),
            Algorithm::Digest(Hash::Sha384) => plain::<Sha384>(pieces),
            Algorithm::Digest(Hash::Sha512) => plain::<Sha512>(pieces),
            // Whoever checks these has no key to make them with.
            Algorithm::Rsa(_) | Algorithm::Pss(_) | Algorithm::Ecdsa(_) | Algorithm::Ed25519 => {
                Vec::new()
            }
        }
    }

    /// What is signed, piece by piece, so that a large body is not copied.
    pub(super) fn pieces<'b>(
        &'b self,
        parts: &'b Parts<'b, '_>,
    ) -> Result<Vec<Cow<'b, [u8]>>, Reason> {
        if let Some(message) = self.message {
            return Ok(vec![Cow::Owned((message.make)(parts)?)]);
        }
        let body = parts.evidence.body;
        let mut res = Vec::new();
        for piece in self.template.split('{') {
            let (name, text) = piece.split_once('}').unwrap_or(("", piece));
            res.push(match name {
                "" => Cow::Borrowed(&[][..]),
                "body" => Cow::Borrowed(body),
                "sha256" => Cow::Owned(HEXLOWER.encode(&Sha256::digest(body)).into_bytes()),
                "crc32" => Cow::Owned(crc32(body).to_string().into_bytes()),
                "t" => Cow::Borrowed(parts.time.as_bytes()),
                "id" => Cow::Borrowed(parts.id.as_bytes()),
                "method" => Cow::Borrowed(parts.evidence.method.as_bytes()),
                "url" => Cow::Borrowed(parts.url.as_bytes()),
                "path" => Cow::Borrowed(parts.path().as_bytes()),
                "secret" => Cow::Borrowed(parts.secret.as_bytes()),
                name => match name.strip_prefix("form:") {
                    Some(name) => match field(body, name).unwrap_or_default() {
                        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
                    },
                    None => {
                        let value = parts.auth.get(name).and_then(Value::as_str);
                        Cow::Borrowed(value.unwrap_or_default().as_bytes())
                    }
                },
            });
            res.push(Cow::Borrowed(text.as_bytes()));
        }
        Ok(res)
    }
}

/// Whether a time is near enough to now.
pub(super) fn fresh(signed_ms: i64, within: u64, evidence: &Evidence<'_>) -> Result<(), Reason> {
    let seconds = evidence.now_ms.abs_diff(signed_ms) / 1000;
    if seconds > within { Err(Reason::Old(seconds, within)) } else { Ok(()) }
}

fn mac<M: Mac + KeyInit>(key: &[u8], pieces: &[Cow<'_, [u8]>]) -> Vec<u8> {
    let mut res = <M as KeyInit>::new_from_slice(key).expect("an HMAC takes a key of any length");
    pieces.iter().for_each(|it| res.update(it));
    res.finalize().into_bytes().to_vec()
}

fn plain<D: Digest>(pieces: &[Cow<'_, [u8]>]) -> Vec<u8> {
    let mut res = D::new();
    pieces.iter().for_each(|it| res.update(it));
    res.finalize().to_vec()
}

/// The checksum that zip and PNG have, too.
fn crc32(bytes: &[u8]) -> u32 {
    const OF_BYTE: [u32; 256] = {
        let mut res = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let mut sum = byte as u32;
            let mut bit = 0;
            while bit < 8 {
                sum = (sum >> 1) ^ (0xedb8_8320 * (sum & 1));
                bit += 1;
            }
            res[byte] = sum;
            byte += 1;
        }
        res
    };
    let next = |sum: u32, byte: &u8| {
        let [low, ..] = sum.to_le_bytes();
        OF_BYTE[usize::from(low ^ byte)] ^ (sum >> 8)
    };
    !bytes.iter().fold(u32::MAX, next)
}

/// The values of a field in a header like `t=1, v1=a, v1=b`.
fn fields<'a>(value: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    value.split([',', ';', ' ']).filter_map(move |it| {
        let (key, value) = it.split_once(['=', ':'])?;
        (key.trim() == name).then_some(value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn fields_are_found_however_they_are_separated() {
        for text in ["t=1, v1=a==,v1=b", "t=1;v1=a==;v1=b", "t:1,v1:a==,v1:b"] {
            assert_eq!(fields(text, "v1").collect::<Vec<_>>(), ["a==", "b"], "{text}");
        }
    }
}
