//! What the fuzz target `frame` asks of this room; in no build but the fuzzer's and the tests'.

use bytes::Bytes;

use super::protocol::{Dialect, Frame, Garbage, ToGateway, ToListener};
use super::read_hello;

/// A frame as either end hears it: text in the one dialect, binary in the other.
///
/// It is a word or garbage that can be told to the other end. A word that is spelled again is the
/// same word.
pub fn frame(data: &[u8]) {
    let binary = Frame::Binary(Bytes::copy_from_slice(data));
    hear(Dialect::V2, &binary);
    told(read_hello(binary));
    if let Ok(text) = std::str::from_utf8(data) {
        hear(Dialect::V1, &Frame::Text(text.to_owned()));
    }
}

fn hear(dialect: Dialect, frame: &Frame) {
    if let Some(word) = told(ToListener::decode(dialect, frame.clone())) {
        stays(word.encode(dialect), |it| ToListener::decode(dialect, it).ok()?.encode(dialect));
    }
    if let Some(word) = told(ToGateway::decode(dialect, frame.clone())) {
        stays(word.encode(dialect), |it| ToGateway::decode(dialect, it).ok()?.encode(dialect));
    }
}

fn told<T>(heard: Result<T, Garbage>) -> Option<T> {
    // As much as a close frame holds.
    heard.inspect_err(|it| assert!(it.reason.len() <= 123 && it.code >= 1000)).ok()
}

fn stays(frame: Option<Frame>, again: impl Fn(Frame) -> Option<Frame>) {
    if let Some(frame) = frame {
        assert_eq!(again(frame.clone()), Some(frame));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn frames_of_the_corpus_hold() {
        for file in std::fs::read_dir("fuzz/corpus/frame").unwrap() {
            super::frame(&std::fs::read(file.unwrap().path()).unwrap());
        }
    }
}
