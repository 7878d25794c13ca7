//! Bodies that were packed for the way: gzip, deflate, brotli.
//!
//! For people who look at them. What is kept, and what is sent on, stays as it came.

use std::borrow::Cow;
use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// How many bytes are unpacked; of what is longer there is the beginning.
const LONGEST: u64 = 1 << 20;
/// How many bytes of a brotli stream are read at once.
const PIECE: usize = 4 << 10;

/// A body as it was before it got this `content-encoding`. What is cut off has a beginning; what cannot
/// be unpacked at all is as it came.
pub fn unpacked<'a>(encoding: Option<&str>, body: &'a [u8]) -> Cow<'a, [u8]> {
    let mut res = Cow::Borrowed(body);
    // The last one was put on last.
    for coding in encoding.unwrap_or_default().rsplit(',') {
        match without(&coding.trim().to_ascii_lowercase(), &res) {
            Some(plain) => res = Cow::Owned(plain),
            None => return Cow::Borrowed(body),
        }
    }
    res
}

fn without(coding: &str, body: &[u8]) -> Option<Vec<u8>> {
    let reader: &mut dyn Read = match coding {
        "gzip" | "x-gzip" => &mut MultiGzDecoder::new(body),
        "deflate" => &mut ZlibDecoder::new(body),
        "br" => &mut Decompressor::new(body, PIECE),
        _ => return None,
    };
    let mut res = Vec::new();
    let read = reader.take(LONGEST).read_to_end(&mut res);
    (read.is_ok() || !res.is_empty()).then_some(res)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_was_packed_is_unpacked_as_far_as_it_goes() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(b"hello").unwrap();
        let (zlib, brotli) = (zlib.finish().unwrap(), b"\x0b\x02\x80hello\x03".to_vec());
        let text = "hello ".repeat(99_999);
        let whole = gzip(text.as_bytes());
        let twice = gzip(&gzip(b"hello"));
        for (encoding, body, expected) in [
            ("GZIP", &*whole, text.as_bytes()),
            ("gzip, x-gzip", &twice, b"hello"),
            ("deflate", &zlib, b"hello"),
            ("br", &brotli, b"hello"),
            ("gzip", b"hello", b"hello"),
            ("zstd", b"hello", b"hello"),
            ("", b"hello", b"hello"),
        ] {
            assert!(unpacked(Some(encoding), body) == expected, "{encoding}");
        }
        let cut = unpacked(Some("gzip"), &whole[..whole.len() - 9]);
        assert!(text.as_bytes().starts_with(&cut) && !cut.is_empty());
    }

    #[test]
    fn what_grows_without_end_does_not() {
        let bomb = gzip(&vec![0; 2 * LONGEST as usize]);
        assert_eq!(unpacked(Some("gzip"), &bomb).len() as u64, LONGEST);
    }
}
