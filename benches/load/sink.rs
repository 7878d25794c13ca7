//! The target, and the bare server that everything is compared with.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::ledger::Ledger;

/// A target that answers 200 at once and writes what arrives into a ledger.
///
/// Below `/fail` it answers 500. What arrives at `/probe` is not for the ledger: it only shows that
/// the way is open.
pub(crate) struct Sink {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    probed: Arc<AtomicBool>,
    at_once: Arc<AtOnce>,
    accepting: JoinHandle<()>,
}

/// How many requests are in hand, and how many were at most.
#[derive(Default)]
struct AtOnce {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Sink {
    /// Listens on a free port.
    pub(crate) async fn start(ledger: Arc<Ledger>) -> anyhow::Result<Self> {
        Self::taking(Duration::ZERO, ledger).await
    }

    /// The same, but takes so long for each.
    pub(crate) async fn taking(time: Duration, ledger: Arc<Ledger>) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (address, probed) = (listener.local_addr()?, Arc::new(AtomicBool::new(false)));
        let (seen, at_once) = (probed.clone(), Arc::new(AtOnce::default()));
        let accepting = tokio::spawn(serve(listener, time, at_once.clone(), move |path, body| {
            if path.starts_with("/probe") {
                seen.store(true, Ordering::Relaxed);
                return StatusCode::OK;
            }
            ledger.arrive(body);
            if path.starts_with("/fail") {
                StatusCode::INTERNAL_SERVER_ERROR
            } else {
                StatusCode::OK
            }
        }));
        Ok(Self { address, probed, at_once, accepting })
    }

    /// How many requests it had in hand at most.
    pub(crate) fn most(&self) -> usize {
        self.at_once.most.load(Ordering::Relaxed)
    }

    /// Whether anything arrived at `/probe`.
    pub(crate) fn probed(&self) -> bool {
        self.probed.load(Ordering::Relaxed)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A server that reads each request, answers 200 and keeps nothing.
pub(crate) async fn bare_server() -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    anstream::println!("listening on http://{}", listener.local_addr()?);
    serve(listener, Duration::ZERO, Arc::default(), |_, _| StatusCode::OK).await;
    Ok(())
}

async fn serve(
    listener: TcpListener,
    takes: Duration,
    at_once: Arc<AtOnce>,
    answer: impl Fn(&str, &[u8]) -> StatusCode + Clone + Send + Sync + 'static,
) {
    while let Ok((stream, _)) = listener.accept().await {
        let (answer, at_once) = (answer.clone(), at_once.clone());
        let service = service_fn(move |request: Request<Incoming>| {
            let (answer, at_once) = (answer.clone(), at_once.clone());
            async move {
                let in_hand = at_once.now.fetch_add(1, Ordering::Relaxed) + 1;
                at_once.most.fetch_max(in_hand, Ordering::Relaxed);
                let path = request.uri().path().to_owned();
                let body = request.into_body().collect().await.map(|it| it.to_bytes());
                let status = match body {
                    Ok(body) => answer(&path, &body),
                    Err(_) => StatusCode::BAD_REQUEST,
                };
                if !takes.is_zero() {
                    tokio::time::sleep(takes).await;
                }
                at_once.now.fetch_sub(1, Ordering::Relaxed);
                let mut response = Response::new(Full::new(Bytes::from_static(b"{\"ok\":true}")));
                *response.status_mut() = status;
                Ok::<_, Infallible>(response)
            }
        });
        tokio::spawn(async move {
            // Without this, small answers on a reused connection wait for the other end's ACK.
            _ = stream.set_nodelay(true);
            _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}
