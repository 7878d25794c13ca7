//! Exact Online: the text of `Content`, as it stands in the body.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::verify::Reason;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "the body's `Content` as it stands there", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow, rename = "Content")]
        content: Cow<'a, RawValue>,
    }
    let body: Body<'_> = serde_json::from_slice(parts.evidence.body)
        .map_err(|_| Reason::Malformed("Content".to_owned()))?;
    Ok(body.content.get().as_bytes().to_vec())
}
