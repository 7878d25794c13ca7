//! USPS: the envelope's time, then its payload as it stands in the body.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::verify::Reason;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "the body's `timestamp`, then its `payload`", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    #[derive(Deserialize)]
    struct Envelope<'a> {
        timestamp: String,
        #[serde(borrow)]
        payload: Cow<'a, RawValue>,
    }
    let envelope: Envelope<'_> = serde_json::from_slice(parts.evidence.body)
        .map_err(|_| Reason::Malformed("payload".to_owned()))?;
    let raw = envelope.payload.get();
    // A payload that is a text is signed as that text.
    let text = serde_json::from_str::<String>(raw);
    Ok([envelope.timestamp.as_str(), text.as_deref().unwrap_or(raw)].concat().into_bytes())
}
