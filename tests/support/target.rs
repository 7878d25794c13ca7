//! A destination on a port of its own: answers as told and remembers the exact bytes that came.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::PATIENCE;

/// A running destination; gone, with its sockets, when dropped.
pub(crate) struct Target {
    /// `http://127.0.0.1:PORT`
    pub(crate) url: String,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    received: Arc<watch::Sender<Vec<Received>>>,
    _tasks: JoinSet<()>,
}

/// What came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// Its place among all that came, from 1.
    pub(crate) number: usize,
    /// The method.
    pub(crate) method: String,
    /// Path and query, as they were sent.
    pub(crate) path: String,
    /// All headers in their order, names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The exact bytes.
    pub(crate) body: Bytes,
}

impl Received {
    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

/// What to answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: u16,
    /// Headers to add.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(crate) body: Bytes,
    /// How long to think first.
    pub(crate) after: Duration,
}

impl Reply {
    /// An answer with this status, at once.
    pub(crate) fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Bytes::new(), after: Duration::ZERO }
    }
}

impl Target {
    /// Answers 200 to everything.
    pub(crate) async fn start() -> Self {
        Self::answering(|_| Reply::status(200)).await
    }

    /// Answers what `answer` says.
    pub(crate) async fn answering(
        answer: impl Fn(&Received) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::at(SocketAddr::from(([127, 0, 0, 1], 0)), answer).await
    }

    /// The same at a given address: a destination that comes back.
    pub(crate) async fn at(
        address: SocketAddr,
        answer: impl Fn(&Received) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let received = Arc::new(watch::Sender::new(Vec::new()));
        let (sink, answer) = (received.clone(), Arc::new(answer));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut sockets = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let (sink, answer) = (sink.clone(), answer.clone());
                let service = service_fn(move |request| {
                    let (sink, answer) = (sink.clone(), answer.clone());
                    async move { take(request, &sink, &*answer).await }
                });
                let http = hyper::server::conn::http1::Builder::new();
                sockets.spawn(async move {
                    let _ = http.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { url: format!("http://{address}"), address, received, _tasks: tasks }
    }

    /// Everything that came so far.
    pub(crate) fn so_far(&self) -> Vec<Received> {
        self.received.borrow().clone()
    }

    /// Everything that came, once it is at least this much.
    #[track_caller]
    pub(crate) fn received(&self, count: usize) -> impl Future<Output = Vec<Received>> {
        let mut received = self.received.subscribe();
        async move {
            let enough = received.wait_for(|it| it.len() >= count);
            let enough = tokio::time::timeout(PATIENCE, enough).await.map(|it| it.unwrap().clone());
            enough.unwrap_or_else(|_| {
                panic!("fewer than {count} requests came: {:?}", received.borrow())
            })
        }
    }
}

async fn take(
    request: Request<Incoming>,
    sink: &watch::Sender<Vec<Received>>,
    answer: &(dyn Fn(&Received) -> Reply + Send + Sync),
) -> hyper::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let text = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
    let headers = head.headers.iter().map(|(it, value)| (it.to_string(), text(value.as_bytes())));
    let mut received = Received {
        number: 0,
        method: head.method.to_string(),
        path: head.uri.to_string(),
        headers: headers.collect(),
        body,
    };
    sink.send_modify(|all| {
        received.number = all.len() + 1;
        all.push(received.clone());
    });
    let reply = answer(&received);
    tokio::time::sleep(reply.after).await;
    let mut response = Response::new(Full::new(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap();
    for (name, value) in reply.headers {
        response.headers_mut().append(name, value.parse().unwrap());
    }
    Ok(response)
}
