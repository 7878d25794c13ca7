//! One HTTP request out, and what came back or what went wrong.
//!
//! Used by the gateway towards destinations and by a listener towards localhost. Nothing is
//! followed, decoded or retried here: what came is what is told. A redirect is an answer like any
//! other (the API counts every status but 2xx as a failure).
//!
//! **Invariant:** a refused connection, a bad certificate, a timeout are answers ([`Outcome`]),
//! not errors; the caller writes them down.

mod clock;
mod failure;
mod guard;
mod near;
mod reach;
mod tls;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::{self, Client};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpStream;
use tower::util::MapFuture;
use url::Url;

use self::clock::Dialling;
use self::guard::Dial;
use crate::model::{ErrorCode, Timings};

pub use self::failure::Failure;
pub use self::guard::{Guard, is_private};
pub use self::near::{H2C, UNIX};
pub use self::reach::reach;

/// A request that is to go out.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: Url,
    /// All headers but `content-length`, which follows from the body; `host` follows from the URL
    /// where it is not given.
    pub headers: HeaderMap,
    /// The exact bytes.
    pub body: Bytes,
    /// From the first byte to the last; after that it is [`ErrorCode::Timeout`].
    pub timeout: Duration,
}

/// How it ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An answer came, whatever its status.
    Answered(Answer),
    /// None did.
    Failed(Failure),
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The body as it was sent, up to [`Sender`]'s limit.
    pub body: Bytes,
}

/// How TLS is spoken on the way out.
#[derive(Clone, Debug, Default)]
pub struct Tls {
    /// Whose certificates are taken.
    pub trust: Trust,
    /// Who may vouch for a certificate beside those whom the system trusts.
    pub roots: Vec<CertificateDer<'static>>,
    /// What we show to whoever asks who we are: certificates, our own first, and its key.
    pub identity: Option<(Vec<CertificateDer<'static>>, Arc<PrivateKeyDer<'static>>)>,
    /// Whether HTTP/2 is not offered: there the URL says what the host is called, whatever the
    /// headers say.
    pub only_http1: bool,
}

impl From<Trust> for Tls {
    fn from(trust: Trust) -> Self {
        Self { trust, ..Self::default() }
    }
}

/// Whose certificates are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// Those that the system trusts.
    #[default]
    System,
    /// Anybody's: for a developer's own machine only.
    Anyone,
}

type Body = Full<Bytes>;

type Securing =
    Dialling<MaybeHttpsStream<TokioIo<TcpStream>>, Box<dyn std::error::Error + Send + Sync>>;
/// Opens connections that speak TLS, and marks when they do.
type Secure = MapFuture<HttpsConnector<Dial>, fn(Securing) -> Securing>;

/// Sends requests over kept-alive connections.
pub struct Sender {
    plain: Client<Dial, Body>,
    /// Made at the first `https:`, since reading the system's certificates takes time and memory.
    secure: OnceLock<Client<Secure, Body>>,
    h2c: OnceLock<Client<Dial, Body>>,
    #[cfg(unix)]
    unix: OnceLock<Client<near::Socket, Body>>,
    guard: Guard,
    tls: Tls,
    answer_limit: usize,
}

/// Shorter than what most servers keep, so that it is we who close.
const IDLE: Duration = Duration::from_secs(4);
/// How often an HTTP/2 connection with requests under way is asked whether it is still there.
const PING: Duration = Duration::from_secs(10);
/// A destination that needs more at once is kept in `max_deliveries` and the queue, not in sockets.
const IDLE_SOCKETS: usize = 64;

impl Sender {
    /// A sender that goes where the guard allows, and keeps at most `answer_limit` bytes of an
    /// answer's body.
    pub fn new(guard: Guard, tls: impl Into<Tls>, answer_limit: usize) -> Self {
        let plain = builder().build(Dial::new(guard.clone()));
        Self {
            plain,
            secure: OnceLock::new(),
            h2c: OnceLock::new(),
            #[cfg(unix)]
            unix: OnceLock::new(),
            guard,
            tls: tls.into(),
            answer_limit,
        }
    }

    /// Sends one request and waits for its answer.
    pub async fn send(&self, outgoing: Outgoing) -> Outcome {
        self.within(outgoing).await
    }

    /// The same, and also tells how long its parts took; nothing where nobody was asked.
    pub async fn send_timed(&self, outgoing: Outgoing) -> (Outcome, Option<Timings>) {
        clock::timed(self.within(outgoing)).await
    }

    async fn within(&self, outgoing: Outgoing) -> Outcome {
        let timeout = outgoing.timeout;
        match tokio::time::timeout(timeout, self.exchange(outgoing)).await {
            Ok(Ok(answer)) => Outcome::Answered(answer),
            Ok(Err(failure)) => Outcome::Failed(failure),
            Err(_) => Outcome::Failed(Failure::new(
                ErrorCode::Timeout,
                format!("no complete answer within {timeout:?}"),
            )),
        }
    }

    async fn exchange(&self, outgoing: Outgoing) -> Result<Answer, Failure> {
        let Outgoing { method, url, mut headers, body, timeout: _ } = outgoing;
        headers.remove(header::CONTENT_LENGTH);
        if !body.is_empty() || !matches!(method, Method::GET | Method::HEAD | Method::DELETE) {
            // Said even for an empty body, which some servers otherwise wait for.
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.headers_mut() = headers;

        let to = |uri: &str| {
            *request.uri_mut() = dialled(uri)?;
            Ok(request)
        };
        let is_near = self.guard.is_none();
        let sending = match url.scheme() {
            "http" => self.plain.request(to(url.as_str())?),
            "https" => self.secure()?.request(to(url.as_str())?),
            H2C if is_near => self.h2c().request(to(&near::plain(&url))?),
            #[cfg(unix)]
            UNIX if is_near => {
                let mut request = to(&near::Socket::uri(&url))?;
                let localhost = HeaderValue::from_static("localhost");
                request.headers_mut().entry(header::HOST).or_insert(localhost);
                self.unix.get_or_init(|| builder().build(near::Socket)).request(request)
            }
            other => {
                let reason = format!("`{other}:` is not http: or https:");
                return Err(Failure::new(ErrorCode::InvalidUrl, reason));
            }
        };
        clock::asked();
        let sent = sending.await.map_err(|error| {
            clock::failed(&error);
            Failure::of(&error)
        })?;
        clock::answered(sent.extensions());
        let (parts, mut incoming) = sent.into_parts();

        let mut pieces = BytesMut::new();
        let mut whole = Bytes::new();
        while let Some(frame) = incoming.frame().await {
            // However it broke off, it had begun: that is another failure than none at all.
            let broke_off = |error| Failure { code: ErrorCode::BadResponse, ..Failure::of(&error) };
            let Ok(data) = frame.map_err(broke_off)?.into_data() else { continue };
            let room = self.answer_limit.saturating_sub(pieces.len() + whole.len());
            let cut = data.len() > room;
            let data = data.slice(..data.len().min(room));
            // Most answers are one piece, which then needs no copy.
            if whole.is_empty() && pieces.is_empty() {
                whole = data;
            } else {
                if pieces.is_empty() {
                    pieces.extend_from_slice(&std::mem::take(&mut whole));
                }
                pieces.extend_from_slice(&data);
            }
            if cut {
                break;
            }
        }
        let body = if pieces.is_empty() { whole } else { pieces.freeze() };
        Ok(Answer { status: parts.status, headers: parts.headers, body })
    }

    fn secure(&self) -> Result<&Client<Secure, Body>, Failure> {
        if let Some(client) = self.secure.get() {
            return Ok(client);
        }
        let connector = timed(secure_connector(self.guard.clone(), &self.tls)?);
        Ok(self.secure.get_or_init(|| builder().build(connector)))
    }

    fn h2c(&self) -> &Client<Dial, Body> {
        let dial = || Dial::new(self.guard.clone());
        self.h2c.get_or_init(|| builder().http2_only(true).build(dial()))
    }
}

fn dialled(url: &str) -> Result<Uri, Failure> {
    url.parse().map_err(|error| {
        Failure::new(ErrorCode::InvalidUrl, format!("the URL cannot be used: {error}"))
    })
}

fn secure_connector(guard: Guard, tls: &Tls) -> Result<HttpsConnector<Dial>, Failure> {
    let config = tls::config(tls);
    let config = config.map_err(|reason| Failure::new(ErrorCode::InternalError, reason))?;
    Ok(connector_with(guard, config, tls.only_http1))
}

/// Speaks HTTP/2 with those that offer it, where it may, and HTTP/1.1 with all others.
fn connector_with(
    guard: Guard,
    config: rustls::ClientConfig,
    only_http1: bool,
) -> HttpsConnector<Dial> {
    let builder = hyper_rustls::HttpsConnectorBuilder::new().with_tls_config(config).https_only();
    let dial = Dial::new(guard);
    if only_http1 {
        return builder.enable_http1().wrap_connector(dial);
    }
    builder.enable_all_versions().wrap_connector(dial)
}

fn timed(connector: HttpsConnector<Dial>) -> Secure {
    MapFuture::new(connector, clock::until_secured)
}

fn builder() -> legacy::Builder {
    let mut res = Client::builder(TokioExecutor::new());
    res.pool_timer(TokioTimer::new())
        .timer(TokioTimer::new())
        // Many requests share one HTTP/2 connection: that it is dead is found out without them.
        .http2_keep_alive_interval(PING)
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(IDLE_SOCKETS);
    res
}

#[cfg(test)]
mod tests;
