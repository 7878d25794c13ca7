//! One try at delivering an event, and how it ended.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{Headers, Key, Timestamp};

/// One try at delivering an event; written down when it has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Its name, and when it began.
    pub key: Key,
    /// The event.
    pub event: Key,
    /// Counts all attempts of the event from 1.
    pub number: u32,
    /// What asked for it.
    pub trigger: Trigger,
    /// The bulk operation that asked for it, where one did.
    pub bulk: Option<Key>,
    /// The answer's status, when one came.
    pub response_status: Option<u16>,
    /// What went wrong, when no answer came.
    pub error_code: Option<ErrorCode>,
    /// The same in words, for people. It names no secret.
    pub reason: Option<String>,
    /// Where it was sent; a listener's attempts have the path on its target.
    pub requested_url: String,
    /// How it was sent.
    pub http_method: String,
    /// The answer's headers, where the far end tells them.
    pub response_headers: Headers,
    /// The answer's body, up to a limit.
    pub response_body: Bytes,
    /// When it was sent.
    pub delivered_at: Option<Timestamp>,
    /// When the answer was complete, or the failure known.
    pub responded_at: Timestamp,
    /// Milliseconds that the event waited since it was due.
    pub delivery_latency: u64,
    /// What kept it from going out at once, if anything did.
    pub waited_for: Option<Wait>,
    /// Milliseconds from sending to the end.
    pub response_latency: u64,
    /// How long its parts took, where it was sent over HTTP by the gateway itself.
    pub timings: Option<Timings>,
}

impl Attempt {
    /// Whether the destination took it: any 2xx.
    pub fn successful(&self) -> bool {
        self.error_code.is_none() && self.response_status.is_some_and(|it| it / 100 == 2)
    }
}

/// How long the parts of an attempt took, in microseconds, up to 71 minutes each.
///
/// What never began has none: of a failure the last part that has one is where it failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    /// Looking up the host name; never where the URL has an address.
    pub dns: Option<u32>,
    /// Opening the connection; never where one was open already.
    pub connect: Option<u32>,
    /// Agreeing on TLS.
    pub tls: Option<u32>,
    /// From when the connection was ready to the head of the answer, the sending included.
    pub first_byte: Option<u32>,
    /// The rest of the answer.
    pub body: Option<u32>,
}

impl Timings {
    /// Whether the connection was open already.
    pub fn reused(&self) -> bool {
        self.dns.is_none() && self.connect.is_none()
    }
}

/// What keeps a queued event from going out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Wait {
    /// The destination's rate limit.
    RateLimit,
    /// As many are under way to the destination as may be.
    Concurrency,
    /// The pace of its group.
    GroupRate,
    /// Those before it in its group, which go one after another.
    Order,
    /// The destination asked for a pause, with a 429 or a `Retry-After`.
    RateLimited,
    /// The destination's breaker is open.
    CircuitOpen,
    /// The listener that it is for is away, or has as much as it takes at once.
    Listener,
    /// The gateway has as much under way as may be, in all or to one destination.
    Capacity,
    /// The gateway was not running.
    Restart,
}

/// What asked for an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Trigger {
    /// The request.
    Initial,
    /// A person.
    Manual,
    /// A bulk operation.
    BulkRetry,
    /// The end of a pause.
    Unpause,
    /// The retry rule.
    Automatic,
}

/// Why no answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorCode {
    /// The answer was no HTTP, or broke off.
    BadResponse,
    /// The connection, source or destination was disabled or deleted.
    Cancelled,
    /// No whole answer within the time.
    Timeout,
    /// The host name has no address.
    DnsLookupFailed,
    /// Nobody listens at that port.
    ConnectionRefused,
    /// The far end dropped the connection.
    ConnectionReset,
    /// The far end closed the connection before it answered.
    SocketClosed,
    /// No way to the host.
    HostUnreachable,
    /// No way to the network.
    NetworkUnreachable,
    /// The network failed in another way.
    NetworkError,
    /// The destination has no URL.
    MissingUrl,
    /// The URL cannot be read.
    InvalidUrl,
    /// A header or the URL holds what may not be sent.
    InvalidCharacter,
    /// The listener could not reach its target, and did not say why.
    Cli,
    /// The listener is gone.
    CliUnavailable,
    /// The certificate is signed by itself.
    SelfSignedCert,
    /// The certificate is for another name.
    ErrTlsCertAltnameInvalid,
    /// The far end does not speak TLS there.
    ErrSslWrongVersionNumber,
    /// The certificate is signed by nobody that we know.
    SslErrorCaUnknown,
    /// The certificate's issuer is missing.
    UnableToGetIssuerCert,
    /// The certificate is out of date.
    SslCertExpired,
    /// A breach of TLS, or of the relay's protocol.
    ProtocolError,
    /// The content of the event is gone.
    PayloadMissing,
    /// We failed.
    InternalError,
    /// We do not know.
    Unknown,
    /// The bulk operation that had asked for the attempt was cancelled before it was made.
    BulkRetryCancelled,
    /// The guard of the way out does not let us go there.
    NetworkRequestCanceled,
    /// Nobody gave us the token that the destination wants to see.
    Oauth2HandshakeFailed,
}
