//! Treezor: `object_payload` as PHP would write it.

use std::fmt::Write as _;

use crate::verify::Reason;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "the body's `object_payload` as PHP writes it", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    let malformed = || Reason::Malformed("object_payload".to_owned());
    let body = parts.evidence.json().ok_or_else(malformed)?;
    let payload = body.get("object_payload").ok_or_else(malformed)?;
    Ok(as_php(&payload.to_string()).into_bytes())
}

/// JSON with slashes and everything beyond ASCII escaped.
fn as_php(json: &str) -> String {
    let mut res = String::with_capacity(json.len());
    for it in json.chars() {
        match it {
            '/' => res.push_str("\\/"),
            _ if it.is_ascii() => res.push(it),
            _ => {
                for unit in it.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(res, "\\u{unit:04x}");
                }
            }
        }
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_and_letters_are_escaped_as_php_does() {
        assert_eq!(as_php(r#"{"a":"é/😀\n"}"#), r#"{"a":"\u00e9\/\ud83d\ude00\n"}"#);
    }
}
