//! Bytes as text, and whether two secrets are the same.

use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine as _};
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE, HEXUPPER};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const BASE64_URL: GeneralPurpose =
    GeneralPurpose::new(&URL_SAFE, LENIENT.with_encode_padding(false));

/// How a signature is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Read in either case.
    Hex,
    /// The same, written in upper case.
    UpperHex,
    /// Read in either alphabet, padded or not.
    Base64,
    /// The same, written in the alphabet for URLs, without padding.
    Base64Url,
    /// Written as hex; read as hex or as base64.
    HexOrBase64,
    /// Base64 of the text in hex.
    HexInBase64,
    /// Base64, escaped as in a query.
    EscapedBase64,
}

impl Encoding {
    /// To follow "in".
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Hex | Self::UpperHex => "hex",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
            Self::HexOrBase64 => "hex or base64",
            Self::HexInBase64 => "hex within base64",
            Self::EscapedBase64 => "base64, escaped as in a query",
        }
    }

    /// Writes bytes.
    pub(super) fn encode(self, bytes: &[u8]) -> String {
        match self {
            Self::Hex | Self::HexOrBase64 => HEXLOWER.encode(bytes),
            Self::UpperHex => HEXUPPER.encode(bytes),
            Self::Base64 => BASE64.encode(bytes),
            Self::Base64Url => BASE64_URL.encode(bytes),
            Self::HexInBase64 => BASE64.encode(HEXLOWER.encode(bytes)),
            Self::EscapedBase64 => {
                url::form_urlencoded::byte_serialize(BASE64.encode(bytes).as_bytes()).collect()
            }
        }
    }

    /// Reads so many bytes, or some where it is not known how many; `None` when the text is not that.
    pub(super) fn decode(self, text: &str, length: Option<usize>) -> Option<Vec<u8>> {
        let fits = |it: &Vec<u8>| length.map_or(!it.is_empty(), |length| it.len() == length);
        match self {
            Self::Hex | Self::UpperHex => unhex(text.as_bytes()).filter(fits),
            Self::Base64 | Self::Base64Url => base64(text).filter(fits),
            Self::HexOrBase64 => {
                unhex(text.as_bytes()).filter(fits).or_else(|| base64(text).filter(fits))
            }
            Self::HexInBase64 => unhex(&base64(text)?).filter(fits),
            Self::EscapedBase64 => {
                let plain = percent_encoding::percent_decode_str(text).decode_utf8().ok()?;
                base64(&plain).filter(fits)
            }
        }
    }
}

/// Reads hex in either case.
pub(super) fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    HEXLOWER_PERMISSIVE.decode(text).ok()
}

/// Reads base64 in either alphabet, padded or not.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).or_else(|_| BASE64_URL.decode(text)).ok()
}

/// Whether a text that is to be a secret holds none: nothing but a mark that it is one is known to all.
pub(super) fn is_blank(secret: &str) -> bool {
    let secret = secret.trim();
    secret.strip_prefix("whsec_").unwrap_or(secret).is_empty()
}

/// Whether two secrets are the same, in a time that tells nothing about where they differ.
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    let mac = |secret: &[u8]| {
        Hmac::<Sha256>::new_from_slice(b"compare")
            .expect("an HMAC takes a key of any length")
            .chain_update(secret)
    };
    mac(a).verify_slice(&mac(b).finalize().into_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_reads_what_it_writes() {
        let bytes: Vec<u8> = (0..=255).collect();
        for encoding in [
            Encoding::Hex,
            Encoding::UpperHex,
            Encoding::Base64,
            Encoding::Base64Url,
            Encoding::HexOrBase64,
            Encoding::HexInBase64,
            Encoding::EscapedBase64,
        ] {
            let text = encoding.encode(&bytes);
            assert_eq!(encoding.decode(&text, Some(256)).as_ref(), Some(&bytes), "{text}");
            assert_eq!(encoding.decode(&text, None).as_ref(), Some(&bytes), "{text}");
            assert_eq!(encoding.decode(&text, Some(255)), None);
            assert_eq!(encoding.decode("!", Some(1)), None);
            assert_eq!(encoding.decode("", None), None);
        }
    }

    #[test]
    fn base64_is_read_in_either_alphabet_padded_or_not() {
        for text in ["+/+/+w==", "+/+/+w", "-_-_-w==", "-_-_-w"] {
            assert_eq!(base64(text).as_deref(), Some(&[0xfb, 0xff, 0xbf, 0xfb][..]), "{text}");
        }
    }

    #[test]
    fn hex_is_read_in_either_case_and_whole() {
        assert_eq!(unhex(b"aBc0"), Some(vec![0xab, 0xc0]));
        assert_eq!(unhex(b"abc"), None);
        assert_eq!(unhex("é".as_bytes()), None);
    }

    #[test]
    fn secrets_are_the_same_only_when_they_are() {
        assert!(same(b"secret", b"secret"));
        assert!(!same(b"secret", b"secreT"));
        assert!(!same(b"secret", b"secret "));
        assert!(same(b"", b""));
    }
}
