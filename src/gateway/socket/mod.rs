//! Listeners' WebSockets: who is at the door, and what their coming and going means.
//!
//! **Invariant:** a session ends by its listener's good-bye or by long silence, never by a broken
//! socket, by garbage on it or by this gateway's stop: those leave it asleep, and its events wait.
//!
//! A session that is not known is made anew from the handshake, because a listener makes its session
//! once and then comes back with it for ever.

mod pump;

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use tokio::sync::watch;

use self::pump::{End, Pump};
use super::{Gateway, api};
use crate::model::{ErrorCode, Id, Kind, Session, Timestamp};
use crate::relay::{Dialect, HEAD_LIMIT};
use crate::rules::Filter;
use crate::store;

/// How often sessions are looked through for those that stayed away too long.
const SWEEP: Duration = Duration::from_secs(60);
/// Longest name of a session that is taken.
const LONGEST_ID: usize = 64;
/// Bytes of a socket's buffer for reading. The default is eight times as much for every listener.
const READ_BUFFER: usize = 16 << 10;
/// Bytes that JSON may need for one byte of text.
const ESCAPED: usize = 6;

/// Where listeners knock.
pub(super) fn routes() -> Router<Gateway> {
    type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;
    let v1 = async |State(gateway), headers: HeaderMap, upgrade: Upgrade| {
        knock(gateway, Dialect::V1, &headers, upgrade)
    };
    let v2 = async |State(gateway), headers: HeaderMap, upgrade: Upgrade| {
        knock(gateway, Dialect::V2, &headers, upgrade)
    };
    Router::new().route("/", get(v1)).route("/ws", get(v1)).route("/relay", get(v2))
}

/// Lets a listener in, or says why not.
fn knock(
    gateway: Gateway,
    dialect: Dialect,
    headers: &HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(upgrade) = upgrade else {
        return not_a_listener(dialect);
    };
    let upgrade = upgrade.protocols([dialect.subprotocol()]);
    if dialect == Dialect::V2 && upgrade.selected_protocol().is_none() {
        let message = format!("this address speaks `{}` only", dialect.subprotocol());
        return refuse(StatusCode::BAD_REQUEST, &message);
    }
    let session = match identify(&gateway, headers) {
        Ok(session) => session,
        Err((status, message)) => return refuse(status, message),
    };
    let longest = HEAD_LIMIT * 2
        + match dialect {
            Dialect::V1 => gateway.settings.body_limit.saturating_mul(ESCAPED),
            Dialect::V2 => gateway.settings.response_limit,
        };
    let key = Key { revoked: gateway.revoked.subscribe(), headers: headers.clone() };
    // Counted from now on, so that a stop waits for it.
    let token = gateway.tasks.token();
    upgrade
        .read_buffer_size(READ_BUFFER)
        .max_message_size(longest)
        .max_frame_size(longest)
        .on_upgrade(async move |socket| {
            serve(&gateway, session, dialect, socket, key).await;
            drop(token);
        })
}

fn not_a_listener(dialect: Dialect) -> Response {
    let message = format!(
        "this is a hookport gateway; listeners open a WebSocket here (`{}`), the API is at /latest",
        dialect.subprotocol()
    );
    let mut res = refuse(StatusCode::UPGRADE_REQUIRED, &message);
    res.headers_mut().insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    res
}

/// A refusal in the words that listeners know: not the API's, but those of the hosted socket.
fn refuse(status: StatusCode, message: &str) -> Response {
    (status, axum::Json(json!({"error": {"message": message}}))).into_response()
}

type Refusal = (StatusCode, &'static str);

/// Finds the session that a listener comes for, or makes it anew from what its handshake says.
fn identify(gateway: &Gateway, headers: &HeaderMap) -> Result<Session, Refusal> {
    let project = api::project_of(gateway, headers)
        .ok_or((StatusCode::UNAUTHORIZED, "the API key is missing or unknown"))?;
    let id = text(headers, "websocket-id").unwrap_or_default();
    let is_id = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if id.is_empty() || id.len() > LONGEST_ID || !id.bytes().all(is_id) {
        return Err((StatusCode::BAD_REQUEST, "`Websocket-Id` must name a session"));
    }
    // A session is kept under the id that its listener gives it, which must be nothing else's.
    if Kind::ALL.iter().any(|it| *it != Kind::Session && id.starts_with(it.prefix())) {
        return Err((StatusCode::BAD_REQUEST, "`Websocket-Id` names something that is no session"));
    }
    let snapshot = gateway.catalog.now();
    let seen_at = Timestamp::now();
    if let Some(session) = snapshot.sessions.get(id) {
        if session.project != project {
            return Err((StatusCode::FORBIDDEN, "the session is another project's"));
        }
        return Ok(Session { seen_at, ..session.as_ref().clone() });
    }
    let named = text(headers, "x-webhook-ids").unwrap_or_default().split(',').map(str::trim);
    let connections: Vec<_> = named
        .filter_map(|it| snapshot.connections.get(it))
        .filter(|it| it.team_id == project && it.deleted_at.is_none())
        .map(|it| it.id.clone())
        .collect();
    if connections.is_empty() {
        tracing::warn!(session.id = id, "an unknown listener came that names no connection");
    }
    let filters = text(headers, "x-session-filters").and_then(read_filters);
    Ok(Session { id: Id::from(id), project, connections, filters, seen_at })
}

/// What `X-Session-Filters` holds; nothing when it cannot be read.
fn read_filters(encoded: &str) -> Option<Value> {
    let json = STANDARD.decode(encoded).ok()?;
    let filters = serde_json::from_slice(&json).ok()?;
    serde_json::from_value::<Filter>(Value::clone(&filters)).ok()?;
    Some(filters)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The key that opened a socket.
struct Key {
    revoked: watch::Receiver<()>,
    headers: HeaderMap,
}

impl Key {
    /// Waits until it opens nothing any more.
    async fn until_revoked(mut self, gateway: &Gateway) {
        while api::is_known(gateway, &self.headers) {
            // The sender is the gateway's own, and there as long as this.
            if self.revoked.changed().await.is_err() {
                return;
            }
        }
    }
}

/// Serves a listener from its coming to its going.
async fn serve(gateway: &Gateway, session: Session, dialect: Dialect, socket: WebSocket, key: Key) {
    let id = session.id.clone();
    let pump = Pump::new(gateway, dialect, socket);
    // Its record must be there before its events: after a restart it is how they are found.
    if let Err(error) = keep(gateway, session.clone()).await {
        tracing::error!(session.id = %id, %error, "cannot record that a listener came");
        pump.refuse("the gateway cannot write to its store; come again").await;
        return;
    }
    gateway.hub.expect(session.clone());
    tracing::info!(session.id = %id, ?dialect, "a listener came");
    let end = pump.run(&id, key.until_revoked(gateway)).await;
    if matches!(end, End::Goodbye) {
        tracing::info!(session.id = %id, "a listener said good-bye");
        forget(gateway, &session).await;
        return;
    }
    tracing::info!(session.id = %id, reason = %end, "a listener went away; it is expected back");
    let session = Session { seen_at: Timestamp::now(), ..session };
    if gateway.catalog.now().sessions.contains_key(&id)
        && let Err(error) = keep(gateway, session).await
    {
        tracing::error!(session.id = %id, %error, "cannot record that a listener went away");
    }
}

async fn keep(gateway: &Gateway, session: Session) -> store::Result<()> {
    gateway
        .catalog
        .change(|draft| {
            draft.put_session(session);
            Ok::<_, store::Error>(())
        })
        .await
}

/// The listener is not coming back: its events fail, and there will be no new ones.
async fn forget(gateway: &Gateway, session: &Session) {
    gateway.hub.forget(&session.id);
    let dropped = gateway.catalog.change(|draft| {
        draft.drop_session(&session.id);
        Ok::<_, store::Error>(())
    });
    let mut res = dropped.await;
    for connection in &session.connections {
        let (code, now) = (ErrorCode::CliUnavailable, Timestamp::now());
        let failed = gateway.store.fail_pending(connection, Some(&session.id), code, now).await;
        res = res.and(failed);
    }
    if let Err(error) = res {
        // What of its events is left fails when its turn comes, since nobody knows the session.
        tracing::error!(session.id = %session.id, %error, "cannot forget a listener");
    }
}

/// Forgets sessions that stayed away for longer than `settings.session_memory`, until the stop.
pub(super) async fn sweep(gateway: Gateway) {
    let memory = u64::try_from(gateway.settings.session_memory.as_millis()).unwrap_or(u64::MAX);
    loop {
        tokio::select! {
            () = gateway.stop.cancelled() => return,
            () = tokio::time::sleep(SWEEP) => {}
        }
        let now = Timestamp::now();
        let sessions: Vec<_> = gateway.catalog.now().sessions.values().cloned().collect();
        for session in sessions {
            let asleep = gateway.hub.window(&session.id).is_none_or(|it| it == 0);
            if asleep && now.since(session.seen_at) > memory {
                tracing::info!(session.id = %session.id, "a listener stayed away too long");
                forget(&gateway, &session).await;
            }
        }
    }
}
