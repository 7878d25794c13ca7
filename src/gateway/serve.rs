//! The accept loop, and the order in which everything stops.
//!
//! hyper is driven directly and not through `axum::serve`, which sets no timer: a client that never
//! ends its headers would hold its socket for ever.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::IntoResponse as _;
use axum::routing::get;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use super::identify::Called;
use super::{
    Gateway, api, bulk, channels, domains, ingest, notices, prometheus, publish, queue, retention,
    socket,
};

/// How long requests in hand may take at a stop.
const REQUEST_GRACE: Duration = Duration::from_secs(5);
/// How much of a request's head, or of a body that nobody reads yet, a socket may fill memory with.
const READ_AHEAD: usize = 64 << 10;
/// How long to wait when the system has no sockets left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What a socket serves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Source URLs only: this socket may face the internet.
    Ingest,
    /// Everything but source URLs.
    Api,
    /// Everything.
    Both,
}

impl Gateway {
    /// Serves until `stop`, then finishes what it began, in this order: no new connections,
    /// requests in hand, deliveries under way up to `settings.stop_grace`, listeners' sockets,
    /// the store.
    ///
    /// With `ingest`, source URLs are served there and only there; `/v1/publish` on both, to whoever
    /// has a key.
    pub async fn serve(
        self,
        listener: TcpListener,
        ingest: Option<TcpListener>,
        stop: CancellationToken,
    ) -> anyhow::Result<()> {
        let no_more_claims = CancellationToken::new();
        let mut queue = tokio::spawn(queue::run(self.clone(), no_more_claims.clone()));
        self.tasks.spawn(socket::sweep(self.clone()));
        domains::watch_all(&self);
        self.tasks.spawn(bulk::work(self.clone()));
        self.tasks.spawn(prometheus::look(self.clone()));
        self.tasks.spawn(notices::run(self.clone()));
        self.tasks.spawn(channels::run(self.clone()));
        self.tasks.spawn(retention::run(self.clone()));
        let local = listener.local_addr().is_ok_and(|it| it.ip().is_loopback());

        let door = Door {
            gateway: self.clone(),
            router: router(&self, local),
            permits: self.sockets.clone(),
            stop: stop.clone(),
            open: TaskTracker::new(),
        };
        let accept = async {
            match ingest {
                None => door.accept(listener, Side::Both).await,
                Some(ingest) => {
                    let api = door.accept(listener, Side::Api);
                    tokio::join!(api, door.accept(ingest, Side::Ingest));
                }
            }
        };
        tokio::select! {
            () = accept => {}
            // Nothing would be delivered any more, and soon nothing taken.
            ended = &mut queue => anyhow::bail!("the queue broke off: {ended:?}"),
        }

        door.open.close();
        if tokio::time::timeout(REQUEST_GRACE, door.open.wait()).await.is_err() {
            // They were not answered, so nothing is owed.
            tracing::warn!("requests in hand were cut");
        }
        no_more_claims.cancel();
        queue.await?;
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(REQUEST_GRACE, self.tasks.wait()).await.is_err() {
            tracing::warn!("some listeners' sockets did not close in time");
        }
        self.store.close().await?;
        Ok(())
    }
}

fn router(gateway: &Gateway, local: bool) -> Router {
    let health = Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .with_state(gateway.clone());
    let sockets = socket::routes().with_state(gateway.clone());
    let metrics = prometheus::routes(gateway.clone(), local);
    api::router(gateway.clone()).merge(health).merge(sockets).merge(metrics)
}

async fn healthz() -> impl axum::response::IntoResponse {
    axum::Json(serde_json::json!({
        "status": "ok",
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
    }))
}

async fn readyz(State(gateway): State<Gateway>) -> axum::response::Response {
    match gateway.store.ping().await {
        Ok(()) => axum::Json(serde_json::json!({"status": "ready"})).into_response(),
        Err(error) => {
            let body = serde_json::json!({"status": "not ready", "reason": error.to_string()});
            (StatusCode::SERVICE_UNAVAILABLE, axum::Json(body)).into_response()
        }
    }
}

/// What every socket's loop shares.
struct Door {
    gateway: Gateway,
    router: Router,
    permits: Arc<Semaphore>,
    stop: CancellationToken,
    /// Every connection that is open, but for those that became WebSockets.
    open: TaskTracker,
}

impl Door {
    async fn accept(&self, listener: TcpListener, side: Side) {
        loop {
            // Taken before accepting, so that pressure is felt by the kernel's queue.
            let permit = tokio::select! {
                () = self.stop.cancelled() => return,
                permit = self.permits.clone().acquire_owned() => permit,
            };
            let accepted = tokio::select! {
                () = self.stop.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let connection = self.connection(stream, peer, side);
                    self.open.spawn(async move {
                        connection.await;
                        drop(permit);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    fn connection(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        side: Side,
    ) -> impl Future<Output = ()> + Send + 'static {
        // Small answers must not wait for more to send.
        let _ = stream.set_nodelay(true);
        let (gateway, router) = (self.gateway.clone(), self.router.clone());
        let service = service_fn(move |request: Request<Incoming>| {
            let (gateway, router) = (gateway.clone(), router.clone());
            async move { Ok::<_, Infallible>(respond(gateway, router, request, peer, side).await) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.gateway.settings.header_timeout)
            .max_buf_size(READ_AHEAD)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let stop = self.stop.clone();
        async move {
            let mut connection = pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                () = stop.cancelled() => {
                    // The request in hand is finished; an idle connection ends at once.
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%peer, %error, "a connection broke");
            }
        }
    }
}

type Answer = Response<Either<Full<Bytes>, Body>>;

async fn respond(
    gateway: Gateway,
    router: Router,
    mut request: Request<Incoming>,
    peer: SocketAddr,
    side: Side,
) -> Answer {
    if let Some(token) = domains::token(&gateway.catalog.now(), &request) {
        return Response::new(Either::Left(Full::from(token)));
    }
    let address = domains::address(&gateway.settings, &gateway.catalog.now(), &request);
    if let Some(address) = address {
        let called = std::mem::replace(request.uri_mut(), address);
        request.extensions_mut().insert(Called(called));
    }
    let path = request.uri().path();
    if publish::is_for(request.method(), path) {
        // On either socket: whoever comes has a key.
        return publish::receive(&gateway, request, peer).await.map(Either::Left);
    }
    let is_ingest = path.starts_with("/e/");
    let mine = match side {
        Side::Both => true,
        Side::Ingest => is_ingest || path == "/healthz",
        Side::Api => !is_ingest,
    };
    if !mine {
        let mut answer = Response::new(Either::Left(Full::default()));
        *answer.status_mut() = StatusCode::NOT_FOUND;
        return answer;
    }
    if is_ingest {
        return ingest::receive(&gateway, request, peer).await.map(Either::Left);
    }
    let answer = router.oneshot(request.map(Body::new)).await;
    match answer {
        Ok(answer) => answer.map(Either::Right),
        Err(never) => match never {},
    }
}
