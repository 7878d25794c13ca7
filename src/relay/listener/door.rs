//! Opens a socket at a gateway.
//!
//! The handshake goes through the same HTTP client as the API's calls, for its proxies, and because
//! the hosted gateway may leave out the subprotocol in its answer, which the WebSocket library
//! would not forgive.

use std::error::Error;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use reqwest::Upgraded;
use serde_json::Value;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use url::Url;

use super::super::protocol::HEAD_LIMIT;
use super::{BODY_LIMIT, Listener};
use crate::client;

pub(super) type Socket = WebSocketStream<Upgraded>;

/// How long a gateway may take to let us in.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of the socket's buffer for reading.
const READ_BUFFER: usize = 16 << 10;

/// Why there is no socket.
pub(super) enum Closed {
    /// The key is wrong, or may not do this: it is no use to try again.
    ForGood(String),
    /// Another time, perhaps.
    ForNow(String),
}

/// Where to knock, and what to say there.
pub(super) struct Door {
    http: reqwest::Client,
    url: Url,
    headers: HeaderMap,
}

impl Door {
    pub(super) fn new(listener: &Listener) -> anyhow::Result<Self> {
        let mut url = listener.socket.clone();
        let scheme = match url.scheme() {
            "wss" | "https" => "https",
            _ => "http",
        };
        anyhow::ensure!(url.set_scheme(scheme).is_ok(), "`{url}` is no address of a socket");
        Ok(Self { http: client::http(&url).build()?, url, headers: headers(listener)? })
    }

    pub(super) async fn open(&self) -> Result<Socket, Closed> {
        let opening = tokio::time::timeout(PATIENCE, self.knock()).await;
        opening.unwrap_or_else(|_| Err(Closed::ForNow(format!("no answer within {PATIENCE:?}"))))
    }

    async fn knock(&self) -> Result<Socket, Closed> {
        let key = generate_key();
        let request = self
            .http
            .get(self.url.clone())
            .headers(self.headers.clone())
            .header(header::SEC_WEBSOCKET_KEY, &key);
        let response = request.send().await.map_err(|error| Closed::ForNow(innermost(&error)))?;
        let status = response.status();
        if status != StatusCode::SWITCHING_PROTOCOLS {
            let text = response.bytes().await.unwrap_or_default();
            let message = refusal(status, &text);
            return Err(match status {
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Closed::ForGood(message),
                _ => Closed::ForNow(message),
            });
        }
        let accepted = response.headers().get(header::SEC_WEBSOCKET_ACCEPT);
        if accepted.is_none_or(|it| *it != derive_accept_key(key.as_bytes())) {
            return Err(Closed::ForNow("what answers there is no gateway".to_owned()));
        }
        let stream = response.upgrade().await.map_err(|error| Closed::ForNow(innermost(&error)))?;
        let longest = BODY_LIMIT + 2 * HEAD_LIMIT;
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .max_message_size(Some(longest))
            .max_frame_size(Some(longest));
        Ok(WebSocketStream::from_raw_socket(stream, Role::Client, Some(config)).await)
    }
}

fn headers(listener: &Listener) -> anyhow::Result<HeaderMap> {
    let mut res = HeaderMap::new();
    let mut put = |name: &'static str, value: &str| {
        let mut value = HeaderValue::from_str(value)?;
        value.set_sensitive(name == "authorization");
        res.insert(name, value);
        anyhow::Ok(())
    };
    put("connection", "Upgrade")?;
    put("upgrade", "websocket")?;
    put("sec-websocket-version", "13")?;
    put("sec-websocket-protocol", listener.dialect.subprotocol())?;
    put("authorization", &format!("Basic {}", STANDARD.encode(format!("{}:", listener.key))))?;
    put("websocket-id", &listener.session)?;
    put("x-team-id", &listener.project)?;
    put("x-webhook-ids", &listener.connections.join(","))?;
    if let Some(filters) = &listener.filters {
        put("x-session-filters", &STANDARD.encode(filters.to_string()))?;
    }
    Ok(res)
}

fn refusal(status: StatusCode, text: &[u8]) -> String {
    let body: Value = serde_json::from_slice(text).unwrap_or_default();
    let said = body["error"]["message"].as_str().or(body["message"].as_str());
    match said {
        Some(said) => format!("the gateway refused: {said} ({status})"),
        None => format!("the gateway refused with status {status}"),
    }
}

/// The cause at the bottom, which is the one that means something to people.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
