//! Twilio and Mandrill: the URL, then each field of the form by name, sorted.
//!
//! Of a JSON body Twilio signs only the URL, which has the body's hash in it.

use sha2::{Digest as _, Sha256};
use url::form_urlencoded;

use crate::verify::Reason;
use crate::verify::encoding::{same, unhex};
use crate::verify::place::{field, header};
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "the URL and the form's fields, sorted", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    let body = parts.evidence.body;
    if let Some(hash) = field(parts.evidence.query.as_bytes(), "bodySHA256") {
        let hash = unhex(hash.as_bytes());
        let hash = hash.ok_or_else(|| Reason::Malformed("bodySHA256".to_owned()))?;
        // Anybody can write a hash into a URL, so the signature of the URL is looked at as well.
        if !same(&hash, &Sha256::digest(body)) {
            return Err(Reason::Altered);
        }
        return Ok(parts.url.as_bytes().to_vec());
    }
    let mut res = parts.url.as_bytes().to_vec();
    let content_type = header(parts.evidence, "content-type").unwrap_or_default();
    if content_type.starts_with("application/json") && !body.is_empty() {
        // Nothing would be signed of it.
        return Err(Reason::Missing("bodySHA256".to_owned()));
    }
    let mut fields: Vec<_> = form_urlencoded::parse(body).collect();
    fields.sort();
    fields.dedup();
    for (name, value) in fields {
        res.extend_from_slice(name.as_bytes());
        res.extend_from_slice(value.as_bytes());
    }
    Ok(res)
}
