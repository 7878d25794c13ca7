//! Every word that crosses the socket, in both dialects.
//!
//! The two enums are the words; `v1` and `v2` spell them. Both ends hold the words only, so that
//! nothing outside of this folder knows how a dialect looks on the wire.
//!
//! To add a word: a variant here, its spelling in `v2`, an arm at the end that hears it. An end
//! that does not know it yet hears [`ToListener::Unknown`] or [`ToGateway::Unknown`], and passes
//! over it.
//!
//! # The handshake, which both dialects share
//!
//! A WebSocket upgrade with `Authorization: Basic base64(KEY:)` (or `Bearer KEY`) and
//!
//! | header | holds |
//! |---|---|
//! | `Sec-WebSocket-Protocol` | the dialect: `hookdeckcli-devproxy-v1` or `hookport-relay-v2` |
//! | `Websocket-Id` | the session, from `POST /cli-sessions` |
//! | `X-Team-Id` | the project |
//! | `X-Webhook-Ids` | the session's connections, joined by commas |
//! | `X-Session-Filters` | base64 of the session's filters as JSON, when it has any |
//!
//! The last two repeat what the session was made with, so that a gateway that forgot it can make
//! it anew. An unknown session is therefore never refused.

mod v1;
mod v2;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::Delivery;
use crate::forward::Outcome;

/// The longest head and the longest headers that a frame may have, each.
pub const HEAD_LIMIT: usize = 512 << 10;

/// Which words a listener speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `hookdeckcli-devproxy-v1`: JSON text frames, text bodies.
    V1,
    /// `hookport-relay-v2`: binary frames, exact bytes.
    V2,
}

impl Dialect {
    /// What the handshake calls it.
    pub const fn subprotocol(self) -> &'static str {
        match self {
            Self::V1 => "hookdeckcli-devproxy-v1",
            Self::V2 => "hookport-relay-v2",
        }
    }

    /// How often each end pings the other.
    pub const fn heartbeat(self) -> Duration {
        match self {
            // What the official CLI does.
            Self::V1 => Duration::from_secs(9),
            Self::V2 => Duration::from_secs(4),
        }
    }

    /// How long the other end may be silent before its socket counts as dead.
    pub const fn patience(self) -> Duration {
        self.heartbeat().saturating_mul(5).checked_div(2).expect("two is not zero")
    }
}

/// One WebSocket message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Text.
    Text(String),
    /// Bytes.
    Binary(Bytes),
}

/// What a gateway says.
#[derive(Clone, Debug)]
pub(super) enum ToListener {
    /// You are in, and this is how things are done here.
    Welcome(Welcome),
    /// Make this attempt, and tell how it ended.
    Attempt(Arc<Delivery>),
    /// How this attempt ended is on record; you may forget your answer.
    Recorded(String),
    /// Something that this end does not know; passed over.
    Unknown,
}

/// What a listener says.
#[derive(Clone, Debug)]
pub(super) enum ToGateway {
    /// Here I am, and this is what I can take. The first word of a socket.
    Hello(Hello),
    /// How an attempt ended.
    Answer {
        /// Which attempt.
        attempt: String,
        /// How it ended.
        outcome: Outcome,
    },
    /// I hold this attempt until somebody decides: its time stands still.
    Held(String),
    /// It goes on, and so does its time, from its beginning.
    Released(String),
    /// I will not come back: forget my session.
    Goodbye,
    /// Something that this end does not know; passed over.
    Unknown,
}

/// How things are done at a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The longest body of an answer that it takes; longer ones are cut by the listener.
    pub body_limit: usize,
    /// How many events waited for this listener while it was away.
    pub missed: Option<u64>,
    /// How many other listeners get what comes over its connections too.
    #[serde(default)]
    pub others: usize,
}

/// What a listener can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// How many attempts it takes at once; the gateway never has more unanswered.
    pub window: usize,
    /// The longest body that it takes.
    pub body_limit: usize,
}

/// A frame that makes no sense, and the code to close the socket with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Garbage {
    /// 1002 (it breaks the protocol), 1003 (it is of the wrong kind), 1009 (it is too long), …
    pub code: u16,
    /// In words; short enough for a close frame.
    pub reason: String,
}

impl Garbage {
    /// Garbage, with the code to close the socket with.
    pub fn new(code: u16, reason: impl Into<String>) -> Self {
        let mut reason = reason.into();
        // A close frame has room for 123 bytes.
        reason.truncate(reason.floor_char_boundary(120));
        Self { code, reason }
    }

    pub(super) fn breach(reason: impl Into<String>) -> Self {
        Self::new(1002, reason)
    }

    fn wrong_kind(dialect: Dialect) -> Self {
        let reason = match dialect {
            Dialect::V1 => "this dialect has text frames only",
            Dialect::V2 => "this dialect has binary frames only",
        };
        Self::new(1003, reason)
    }
}

impl ToListener {
    /// Spells the word; `None` when the dialect has no such word.
    pub(super) fn encode(&self, dialect: Dialect) -> Option<Frame> {
        match dialect {
            Dialect::V1 => v1::to_listener(self).map(Frame::Text),
            Dialect::V2 => v2::to_listener(self).map(Frame::Binary),
        }
    }

    /// Reads a word.
    pub(super) fn decode(dialect: Dialect, frame: Frame) -> Result<Self, Garbage> {
        match (dialect, frame) {
            (Dialect::V1, Frame::Text(text)) => v1::read_to_listener(&text),
            (Dialect::V2, Frame::Binary(bytes)) => v2::read_to_listener(&bytes),
            _ => Err(Garbage::wrong_kind(dialect)),
        }
    }
}

impl ToGateway {
    /// Spells the word; `None` when the dialect has no such word.
    pub(super) fn encode(&self, dialect: Dialect) -> Option<Frame> {
        match dialect {
            Dialect::V1 => v1::to_gateway(self).map(Frame::Text),
            Dialect::V2 => v2::to_gateway(self).map(Frame::Binary),
        }
    }

    /// Reads a word.
    pub(super) fn decode(dialect: Dialect, frame: Frame) -> Result<Self, Garbage> {
        match (dialect, frame) {
            (Dialect::V1, Frame::Text(text)) => v1::read_to_gateway(&text),
            (Dialect::V2, Frame::Binary(bytes)) => v2::read_to_gateway(&bytes),
            _ => Err(Garbage::wrong_kind(dialect)),
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
    use proptest::prelude::*;

    use super::*;
    use crate::forward::{Answer, Failure};
    use crate::model::{ErrorCode, Headers, Id};

    fn headers() -> impl Strategy<Value = HeaderMap> {
        let value = prop::collection::vec(prop_oneof![32u8..127, 128u8..], 0..20);
        prop::collection::vec(("[a-z][a-z0-9-]{0,10}", value), 0..8).prop_map(|pairs| {
            let mut res = HeaderMap::new();
            for (name, value) in pairs {
                let name: HeaderName = name.parse().unwrap();
                res.append(name, HeaderValue::from_bytes(&value).unwrap());
            }
            res
        })
    }

    fn bytes() -> impl Strategy<Value = Bytes> {
        prop::collection::vec(any::<u8>(), 0..200).prop_map(Bytes::from)
    }

    fn delivery(headers: &HeaderMap, body: Bytes, path: String, number: u32) -> Delivery {
        Delivery {
            attempt: "atm_1".to_owned(),
            event: "evt_1".to_owned(),
            request: "req_1".to_owned(),
            connection: Id::from("web_1"),
            number,
            method: "POST".to_owned(),
            path,
            headers: Headers::from_map(headers),
            body,
            timeout: Duration::from_millis(1234),
        }
    }

    proptest! {
        #[test]
        fn v2_carries_an_attempt_exactly(
            headers in headers(), body in bytes(), path in ".*", number: u32,
        ) {
            let sent = delivery(&headers, body, path, number);
            let frame = ToListener::Attempt(Arc::new(sent.clone())).encode(Dialect::V2).unwrap();
            let ToListener::Attempt(came) = ToListener::decode(Dialect::V2, frame).unwrap() else {
                panic!("another word");
            };
            prop_assert_eq!(format!("{came:?}"), format!("{sent:?}"));
            prop_assert_eq!(came.headers.to_map(|_| true), headers);
        }

        #[test]
        fn v2_carries_an_answer_exactly(headers in headers(), body in bytes(), status in 100u16..1000) {
            let status = StatusCode::from_u16(status).unwrap();
            let answer = Answer { status, headers: headers.clone(), body: body.clone() };
            let outcome = Outcome::Answered(answer);
            let word = ToGateway::Answer { attempt: "atm_1".to_owned(), outcome };
            let frame = word.encode(Dialect::V2).unwrap();
            let Ok(ToGateway::Answer { attempt, outcome: Outcome::Answered(came) }) =
                ToGateway::decode(Dialect::V2, frame)
            else {
                panic!("another word");
            };
            prop_assert_eq!(attempt, "atm_1");
            prop_assert_eq!(came.status, status);
            prop_assert_eq!(came.headers, headers);
            prop_assert_eq!(came.body, body);
        }

        #[test]
        fn v1_carries_text_exactly(text in ".*", path in "/.*", value in "[ -~]*") {
            let mut headers = HeaderMap::new();
            headers.append("x-a", HeaderValue::from_str(&value).unwrap());
            headers.append("x-a", HeaderValue::from_static("second"));
            headers.append("accept-encoding", HeaderValue::from_static("gzip"));
            let sent = delivery(&headers, Bytes::from(text.clone()), path.clone(), 1);
            let frame = ToListener::Attempt(Arc::new(sent)).encode(Dialect::V1).unwrap();
            let ToListener::Attempt(came) = ToListener::decode(Dialect::V1, frame).unwrap() else {
                panic!("another word");
            };
            prop_assert_eq!(&came.body[..], text.as_bytes());
            prop_assert_eq!(&came.path, &path);
            let joined = format!("{value}, second");
            prop_assert_eq!(came.headers.iter().collect::<Vec<_>>(), [("x-a", joined.as_bytes())]);
        }

        #[test]
        fn any_bytes_are_a_word_or_garbage(bytes in bytes(), text in ".*", head in "[{}\":a-z]*") {
            let mut likely = vec![0, 0, 0, u8::try_from(head.len()).unwrap_or(9), 0, 0, 0, 2];
            likely.extend_from_slice(head.as_bytes());
            likely.extend_from_slice(&bytes);
            for frame in [Frame::Binary(bytes), Frame::Binary(likely.into()), Frame::Text(text)] {
                for dialect in [Dialect::V1, Dialect::V2] {
                    let _ = ToListener::decode(dialect, frame.clone());
                    let _ = ToGateway::decode(dialect, frame.clone());
                }
            }
        }
    }

    #[test]
    fn v2_names_a_failure() {
        let outcome = Outcome::Failed(Failure::new(ErrorCode::ConnectionRefused, "nobody there"));
        let word = ToGateway::Answer { attempt: "atm_1".to_owned(), outcome };
        let frame = word.encode(Dialect::V2).unwrap();
        let came = ToGateway::decode(Dialect::V2, frame);
        let Ok(ToGateway::Answer { outcome: Outcome::Failed(came), .. }) = came else {
            panic!("{came:?}");
        };
        assert_eq!(came, Failure::new(ErrorCode::ConnectionRefused, "nobody there"));
    }

    #[test]
    fn v2_says_what_is_held_and_what_goes_on_and_v1_cannot() {
        let check = |word: ToGateway| {
            assert_eq!(word.encode(Dialect::V1), None);
            ToGateway::decode(Dialect::V2, word.encode(Dialect::V2).unwrap()).unwrap()
        };
        let held = check(ToGateway::Held("atm_1".to_owned()));
        assert!(matches!(&held, ToGateway::Held(it) if it == "atm_1"), "{held:?}");
        let released = check(ToGateway::Released("atm_1".to_owned()));
        assert!(matches!(&released, ToGateway::Released(it) if it == "atm_1"), "{released:?}");
    }

    #[test]
    fn v1_reads_what_the_official_cli_says() {
        let check = |text: &str| ToGateway::decode(Dialect::V1, Frame::Text(text.to_owned()));
        let answered = r#"{"event":"attempt_response","body":
            {"attempt_id":"atm_1","cli_path":"/","status":201,"data":"\u003cb\u003e"}}"#;
        let Ok(ToGateway::Answer { outcome: Outcome::Answered(it), .. }) = check(answered) else {
            panic!("not answered");
        };
        assert_eq!((it.status.as_u16(), &it.body[..]), (201, &b"<b>"[..]));
        let failed = r#"{"event":"attempt_response","body":{"attempt_id":"atm_1","error":true}}"#;
        let Ok(ToGateway::Answer { outcome: Outcome::Failed(it), .. }) = check(failed) else {
            panic!("not failed");
        };
        assert_eq!(it.code, ErrorCode::Cli);
        assert!(matches!(check(r#"{"event":"new"}"#), Ok(ToGateway::Unknown)));
        assert_eq!(check("{").unwrap_err().code, 1002);
    }

    #[test]
    fn a_frame_of_the_wrong_kind_is_garbage() {
        let text = Frame::Text("{}".to_owned());
        assert_eq!(ToGateway::decode(Dialect::V2, text).unwrap_err().code, 1003);
        let bytes = Frame::Binary(Bytes::new());
        assert_eq!(ToGateway::decode(Dialect::V1, bytes).unwrap_err().code, 1003);
    }

    #[test]
    fn v2_passes_over_what_it_does_not_know() {
        let check = |head: &str| {
            let mut frame = u32::try_from(head.len()).unwrap().to_be_bytes().to_vec();
            frame.extend_from_slice(&[0; 4]);
            frame.extend_from_slice(head.as_bytes());
            ToGateway::decode(Dialect::V2, Frame::Binary(frame.into()))
        };
        assert!(matches!(check(r#"{"type":"later","x":1}"#), Ok(ToGateway::Unknown)));
        assert!(matches!(check(r#"{"type":"goodbye","x":1}"#), Ok(ToGateway::Goodbye)));
        let failure = r#"{"type":"failure","attempt":"atm_1","code":"LATER","reason":"?"}"#;
        let came = check(failure);
        let Ok(ToGateway::Answer { outcome: Outcome::Failed(came), .. }) = came else {
            panic!("{came:?}");
        };
        assert_eq!(came.code, ErrorCode::Unknown);
    }
}
