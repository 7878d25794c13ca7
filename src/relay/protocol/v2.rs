//! `hookport-relay-v2`: exact bytes both ways, a reason for every failure, and a way to come back.
//!
//! Written so that others can implement it. The handshake is told one floor up.
//!
//! # Frames
//!
//! Every word is one binary WebSocket message. Numbers are big-endian:
//!
//! ```text
//! u32 length of the head | u32 length of the headers | head | headers | body, to the end
//! ```
//!
//! The *head* is a JSON object; its `type` names the word. The *headers* are HTTP headers, each as
//! `name: value` and a line feed, names in lower case, values as the bytes they are, in order and
//! with duplicates. The *body* is the exact bytes of an HTTP body. Words that carry no HTTP message
//! have neither. Head and headers may have 512 KiB each, the body as much as the other end said
//! in its first word. An end that gets anything else closes with 1002 (a breach), 1003 (not
//! binary) or 1009 (too long) and a reason. Unknown words and unknown fields are passed over.
//!
//! # Words
//!
//! | from | `type` | fields | part |
//! |---|---|---|---|
//! | listener | `hello` | `window`, `body_limit` | first word; how many attempts at once, how long |
//! | gateway | `welcome` | `body_limit`, `missed` | its answer; `missed` events waited, or null |
//! | gateway | `attempt` | `attempt`, `event`, `request`, `connection`, `number`, `method`, `path`, `timeout_ms`, headers, body | make this request of the target |
//! | listener | `answer` | `attempt`, `status`, headers, body | the target answered |
//! | listener | `failure` | `attempt`, `code`, `reason` | it did not; `code` is the API's error code |
//! | listener | `held` | `attempt` | it waits for a person; its time stands still |
//! | listener | `released` | `attempt` | it goes on, and its time begins anew |
//! | gateway | `recorded` | `attempt` | the end of this attempt is on disk |
//! | listener | `goodbye` | | it will not come back |
//!
//! `path` is path and query, to be added to the target's own path.
//!
//! # Manners
//!
//! *Window.* The gateway never has more attempts unanswered than `hello` allows.
//!
//! *Heartbeat.* Each end sends a WebSocket ping every 4 s, and drops the socket when it has heard
//! nothing at all for 10 s.
//!
//! *Coming back.* A socket that ends without `goodbye` is expected back: the session stays, and
//! its events wait. The listener opens another socket with the same session. The gateway then
//! sends every unanswered attempt again, and the listener every answer that is not `recorded`.
//!
//! *Holding.* A listener may take as long as it likes over an attempt that it holds: the gateway does
//! not call it overdue until it is released, and then gives it its whole `timeout_ms` again. It counts
//! as unanswered all the time, so a listener holds as many as its window, and the rest waits at the
//! gateway. A socket that ends also ends what it held: the listener says `held` again whenever such an
//! attempt comes again. One that is `recorded` while it is held was given up, and is not made.
//!
//! *Once.* `event` and `number` together name an attempt for good, also over a restart of the
//! gateway, after which the same attempt comes with another `attempt`. A listener that still runs
//! it does not start it anew, and one that still has its answer sends that; either way under the
//! newest `attempt`. It keeps answers until they are `recorded`, and when it has too many, it
//! forgets the oldest that it has sent.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::{BufMut as _, Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};

use super::super::Delivery;
use super::{Garbage, HEAD_LIMIT, Hello, ToGateway, ToListener, Welcome};
use crate::forward::{Answer, Failure, Outcome};
use crate::model::{ErrorCode, Headers, Id};

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum ListenerHead<'a> {
    Welcome(Welcome),
    Attempt {
        attempt: Cow<'a, str>,
        event: Cow<'a, str>,
        request: Cow<'a, str>,
        connection: Cow<'a, str>,
        number: u32,
        method: Cow<'a, str>,
        path: Cow<'a, str>,
        timeout_ms: u64,
    },
    Recorded {
        attempt: Cow<'a, str>,
    },
    #[serde(other)]
    Unknown,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum GatewayHead<'a> {
    Hello(Hello),
    Answer {
        attempt: Cow<'a, str>,
        status: u16,
    },
    Failure {
        attempt: Cow<'a, str>,
        #[serde(default = "unknown", deserialize_with = "known_code")]
        code: ErrorCode,
        reason: Cow<'a, str>,
    },
    Held {
        attempt: Cow<'a, str>,
    },
    Released {
        attempt: Cow<'a, str>,
    },
    Goodbye,
    #[serde(other)]
    Unknown,
}

fn unknown() -> ErrorCode {
    ErrorCode::Unknown
}

/// A code that a later version may have and this one has not is no breach.
fn known_code<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<ErrorCode, D::Error> {
    let code = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(code).unwrap_or(ErrorCode::Unknown))
}

pub(super) fn to_listener(word: &ToListener) -> Option<Bytes> {
    Some(match word {
        ToListener::Welcome(it) => pack(&ListenerHead::Welcome(*it), &[], &[]),
        ToListener::Attempt(it) => {
            let head = ListenerHead::Attempt {
                attempt: Cow::from(&it.attempt),
                event: Cow::from(&it.event),
                request: Cow::from(&it.request),
                connection: Cow::from(&*it.connection),
                number: it.number,
                method: Cow::from(&it.method),
                path: Cow::from(&it.path),
                timeout_ms: u64::try_from(it.timeout.as_millis()).unwrap_or(u64::MAX),
            };
            pack(&head, it.headers.as_bytes(), &it.body)
        }
        ToListener::Recorded(attempt) => {
            pack(&ListenerHead::Recorded { attempt: Cow::from(attempt) }, &[], &[])
        }
        ToListener::Unknown => return None,
    })
}

pub(super) fn read_to_listener(frame: &Bytes) -> Result<ToListener, Garbage> {
    let parts = unpack(frame)?;
    Ok(match parts.head()? {
        ListenerHead::Welcome(it) => ToListener::Welcome(it),
        ListenerHead::Attempt {
            attempt,
            event,
            request,
            connection,
            number,
            method,
            path,
            timeout_ms,
        } => ToListener::Attempt(Arc::new(Delivery {
            attempt: attempt.into_owned(),
            event: event.into_owned(),
            request: request.into_owned(),
            connection: Id::from(&*connection),
            number,
            method: method.into_owned(),
            path: path.into_owned(),
            headers: Headers::from_stored(parts.headers),
            body: parts.body,
            timeout: Duration::from_millis(timeout_ms),
        })),
        ListenerHead::Recorded { attempt } => ToListener::Recorded(attempt.into_owned()),
        ListenerHead::Unknown => ToListener::Unknown,
    })
}

pub(super) fn to_gateway(word: &ToGateway) -> Option<Bytes> {
    Some(match word {
        ToGateway::Hello(it) => pack(&GatewayHead::Hello(*it), &[], &[]),
        ToGateway::Answer { attempt, outcome: Outcome::Answered(answer) } => {
            let head =
                GatewayHead::Answer { attempt: Cow::from(attempt), status: answer.status.as_u16() };
            pack(&head, Headers::from_map(&answer.headers).as_bytes(), &answer.body)
        }
        ToGateway::Answer { attempt, outcome: Outcome::Failed(failure) } => {
            let head = GatewayHead::Failure {
                attempt: Cow::from(attempt),
                code: failure.code,
                reason: Cow::from(&failure.reason),
            };
            pack(&head, &[], &[])
        }
        ToGateway::Held(attempt) => {
            pack(&GatewayHead::Held { attempt: Cow::from(attempt) }, &[], &[])
        }
        ToGateway::Released(attempt) => {
            pack(&GatewayHead::Released { attempt: Cow::from(attempt) }, &[], &[])
        }
        ToGateway::Goodbye => pack(&GatewayHead::Goodbye, &[], &[]),
        ToGateway::Unknown => return None,
    })
}

pub(super) fn read_to_gateway(frame: &Bytes) -> Result<ToGateway, Garbage> {
    let parts = unpack(frame)?;
    Ok(match parts.head()? {
        GatewayHead::Hello(it) => ToGateway::Hello(it),
        GatewayHead::Answer { attempt, status } => {
            let status = StatusCode::from_u16(status)
                .map_err(|_| Garbage::breach(format!("{status} is no status")))?;
            let headers = parts.headers();
            let answer = Answer { status, headers, body: parts.body };
            ToGateway::Answer { attempt: attempt.into_owned(), outcome: Outcome::Answered(answer) }
        }
        GatewayHead::Failure { attempt, code, reason } => ToGateway::Answer {
            attempt: attempt.into_owned(),
            outcome: Outcome::Failed(Failure::new(code, reason)),
        },
        GatewayHead::Held { attempt } => ToGateway::Held(attempt.into_owned()),
        GatewayHead::Released { attempt } => ToGateway::Released(attempt.into_owned()),
        GatewayHead::Goodbye => ToGateway::Goodbye,
        GatewayHead::Unknown => ToGateway::Unknown,
    })
}

fn pack(head: &impl Serialize, headers: &[u8], body: &[u8]) -> Bytes {
    let head = serde_json::to_vec(head).expect("heads have string keys only");
    let length = |part: &[u8]| u32::try_from(part.len()).unwrap_or(u32::MAX);
    let mut res = BytesMut::with_capacity(8 + head.len() + headers.len() + body.len());
    res.put_u32(length(&head));
    res.put_u32(length(headers));
    res.extend_from_slice(&head);
    res.extend_from_slice(headers);
    res.extend_from_slice(body);
    res.freeze()
}

struct Parts {
    head: Bytes,
    headers: Bytes,
    body: Bytes,
}

impl Parts {
    fn head<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Garbage> {
        serde_json::from_slice(&self.head)
            .map_err(|error| Garbage::breach(format!("the head of a frame: {error}")))
    }

    fn headers(&self) -> HeaderMap {
        Headers::from_stored(self.headers.clone()).to_map(|_| true)
    }
}

/// Takes a frame apart without copying it.
fn unpack(frame: &Bytes) -> Result<Parts, Garbage> {
    let length = |at: usize| {
        let bytes = frame.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    let (Some(head), Some(headers)) = (length(0), length(4)) else {
        return Err(Garbage::breach("a frame is shorter than its two lengths"));
    };
    if head > HEAD_LIMIT || headers > HEAD_LIMIT {
        return Err(Garbage::breach(format!("head and headers may have {HEAD_LIMIT} bytes each")));
    }
    let (head_end, headers_end) = (8 + head, 8 + head + headers);
    if frame.len() < headers_end {
        return Err(Garbage::breach("a frame is shorter than its lengths say"));
    }
    Ok(Parts {
        head: frame.slice(8..head_end),
        headers: frame.slice(head_end..headers_end),
        body: frame.slice(headers_end..),
    })
}
