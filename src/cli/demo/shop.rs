//! The demo's target: a small program that takes webhooks and remembers exactly what came.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use url::Url;

/// The path at which the shop is busy at first: it answers 503 this often before it takes a
/// request.
pub(super) const BUSY: (&str, usize) = ("/shopify", 2);

/// The header in which the gateway names the request that a delivery was made of.
const REQUEST_ID: &str = "x-hookdeck-requestid";

/// A running shop.
#[derive(Clone)]
pub(super) struct Shop {
    /// Where it is.
    pub(super) url: Url,
    /// What came, by the id of the request that it was made of.
    arrived: Arc<watch::Sender<HashMap<String, Vec<Arrival>>>>,
}

/// One delivery.
#[derive(Clone, Debug)]
pub(super) struct Arrival {
    /// When the shop had all of it.
    pub(super) at: Instant,
    /// The exact bytes.
    pub(super) body: Bytes,
    /// What the shop answered.
    pub(super) status: StatusCode,
}

impl Shop {
    /// Opens a shop on a free port; it closes at `stop`.
    pub(super) async fn open(stop: CancellationToken) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let url = Url::parse(&url).expect("an address makes a URL");
        let shop = Self { url, arrived: Arc::default() };
        let router = Router::new().fallback(take).with_state(shop.clone());
        #[expect(clippy::disallowed_methods, reason = "only this process speaks to it")]
        let serving = axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned());
        let _until_stop = tokio::spawn(serving.into_future());
        Ok(shop)
    }

    /// All deliveries of a request, once the shop has taken one; `None` when that takes too long.
    pub(super) async fn taken(&self, request: &str, patience: Duration) -> Option<Vec<Arrival>> {
        let mut arrived = self.arrived.subscribe();
        let taken = arrived.wait_for(|all| {
            all.get(request).and_then(|it| it.last()).is_some_and(|it| it.status.is_success())
        });
        let all = tokio::time::timeout(patience, taken).await.ok()?.ok()?;
        all.get(request).cloned()
    }

    /// Whether anything was ever delivered of a request.
    pub(super) fn saw(&self, request: &str) -> bool {
        self.arrived.borrow().contains_key(request)
    }
}

async fn take(
    State(shop): State<Shop>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, &'static str) {
    let at = Instant::now();
    let request = headers.get(REQUEST_ID).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let mut status = StatusCode::OK;
    shop.arrived.send_modify(|all| {
        let before = all.entry(request.to_owned()).or_default();
        if uri.path() == BUSY.0 && before.len() < BUSY.1 {
            status = StatusCode::SERVICE_UNAVAILABLE;
        }
        before.push(Arrival { at, body, status });
    });
    let words = if status.is_success() { "thank you" } else { "too busy, come again" };
    (status, words)
}
