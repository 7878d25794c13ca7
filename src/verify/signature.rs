//! Making a signature as a scheme says, and looking for it in a request.

use std::borrow::Cow;

use hmac::{KeyInit, Mac};
use md5::Md5;
use serde_json::{Map, Value};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::encoding::{base64, hex, same};
use super::scheme::{Hash, Hmac, Key, Time};
use super::{Evidence, Reason, Verdict};

impl Hmac<'_> {
    /// Checks a request against a source's secret.
    pub(super) fn check(
        &self,
        secret: &str,
        auth: &Map<String, Value>,
        evidence: &Evidence<'_>,
    ) -> Verdict {
        match self.find(secret, auth, evidence) {
            Ok(()) => Verdict::Verified,
            Err(reason) => Verdict::Failed(reason),
        }
    }

    fn find(
        &self,
        secret: &str,
        auth: &Map<String, Value>,
        evidence: &Evidence<'_>,
    ) -> Result<(), Reason> {
        let name = self.signature.name();
        let signature = self.signature.find(evidence)?;
        let time = if self.signs("{t}") || self.within > 0 {
            match self.time {
                Time::At(place) => place.find(evidence)?,
                Time::Field(field) => fields(&signature, field)
                    .next()
                    .map(|it| Cow::Owned(it.to_owned()))
                    .ok_or_else(|| Reason::Malformed(name.to_owned()))?,
            }
        } else {
            Cow::Borrowed("")
        };
        let id = if self.signs("{id}") { self.id.find(evidence)? } else { Cow::Borrowed("") };
        let expected =
            self.compute(secret, auth, &Parts { body: evidence.body, time: &time, id: &id });

        // Who sends more than this many is no provider.
        let candidates: Vec<_> = self.candidates(&signature).take(16).collect();
        if candidates.is_empty() {
            return Err(Reason::Malformed(name.to_owned()));
        }
        let decoded: Vec<_> = candidates
            .into_iter()
            .filter_map(|it| self.encoding.decode(it, expected.len()))
            .collect();
        if decoded.is_empty() {
            return Err(Reason::Encoding(name.to_owned(), self.encoding.name()));
        }
        if !decoded.iter().any(|it| same(it, &expected)) {
            return Err(Reason::Mismatch);
        }
        if self.within > 0 {
            let signed_ms = self.unit.read(&time);
            let signed_ms = signed_ms.ok_or_else(|| Reason::Malformed(self.time.name(name)))?;
            let seconds = evidence.now_ms.abs_diff(signed_ms) / 1000;
            if seconds > self.within {
                return Err(Reason::Old(seconds, self.within));
            }
        }
        Ok(())
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

    /// The signature.
    pub(super) fn compute(
        &self,
        secret: &str,
        auth: &Map<String, Value>,
        parts: &Parts<'_>,
    ) -> Vec<u8> {
        let key = match self.key {
            Key::Base64IfMarked if !secret.starts_with("whsec_") => None,
            Key::Base64 | Key::Base64IfMarked => {
                base64(secret.strip_prefix("whsec_").unwrap_or(secret))
            }
            Key::Text => None,
        };
        let key = key.unwrap_or_else(|| secret.as_bytes().to_vec());
        let pieces = self.pieces(secret, auth, parts);
        match (self.keyed, self.hash) {
            (true, Hash::Md5) => mac::<hmac::Hmac<Md5>>(&key, &pieces),
            (true, Hash::Sha1) => mac::<hmac::Hmac<Sha1>>(&key, &pieces),
            (true, Hash::Sha256) => mac::<hmac::Hmac<Sha256>>(&key, &pieces),
            (true, Hash::Sha512) => mac::<hmac::Hmac<Sha512>>(&key, &pieces),
            (false, Hash::Md5) => plain::<Md5>(&pieces),
            (false, Hash::Sha1) => plain::<Sha1>(&pieces),
            (false, Hash::Sha256) => plain::<Sha256>(&pieces),
            (false, Hash::Sha512) => plain::<Sha512>(&pieces),
        }
    }

    /// What is signed, piece by piece, so that a large body is not copied.
    fn pieces<'b>(
        &'b self,
        secret: &'b str,
        auth: &'b Map<String, Value>,
        parts: &Parts<'b>,
    ) -> Vec<Cow<'b, [u8]>> {
        let mut res = Vec::new();
        for piece in self.template.split('{') {
            let (name, text) = piece.split_once('}').unwrap_or(("", piece));
            res.push(match name {
                "" => Cow::Borrowed(&[][..]),
                "body" => Cow::Borrowed(parts.body),
                "sha256" => Cow::Owned(hex(&Sha256::digest(parts.body)).into_bytes()),
                "t" => Cow::Borrowed(parts.time.as_bytes()),
                "id" => Cow::Borrowed(parts.id.as_bytes()),
                "secret" => Cow::Borrowed(secret.as_bytes()),
                field => {
                    let value = auth.get(field).and_then(Value::as_str).unwrap_or_default();
                    Cow::Borrowed(value.as_bytes())
                }
            });
            res.push(Cow::Borrowed(text.as_bytes()));
        }
        res
    }
}

/// What goes into a signature, besides secrets.
pub(super) struct Parts<'a> {
    pub(super) body: &'a [u8],
    pub(super) time: &'a str,
    pub(super) id: &'a str,
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

/// The values of a field in a header like `t=1, v1=a, v1=b`.
fn fields<'a>(value: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    value.split([',', ';', ' ']).filter_map(move |it| {
        let (key, value) = it.split_once('=')?;
        (key.trim() == name).then_some(value.trim())
    })
}
