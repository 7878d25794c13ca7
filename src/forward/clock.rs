//! How long the parts of an exchange take.
//!
//! Sender and connector do not know each other: the pooled client stands between them, and may give
//! a request a connection that was opened for another while it opens one for this. So each exchange
//! runs beside a [`Watch`] of its task; a connector finds there for whom it opens, and leaves its own
//! [`Opening`] with it. Whose connection an answer came over is known by the socket's own address.
//!
//! Nothing is allocated but for a connection that is opened.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::Extensions;
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpInfo;

use crate::model::Timings;

tokio::task_local! {
    static WATCH: Watch;
}

/// What is known of the exchange that this task is about.
#[derive(Default)]
struct Watch {
    /// When the request was handed to the client.
    asked: Cell<Option<Instant>>,
    /// The connection that was opened for it, whoever has it now.
    opening: RefCell<Option<Opening>>,
    /// Whether none could be opened.
    unopened: Cell<bool>,
    /// The address on our side of the connection that carried it, once that is known.
    over: Cell<Option<SocketAddr>>,
    /// When the answer's head was there.
    head: Cell<Option<Instant>>,
}

/// Runs an exchange, and tells how long its parts took: nothing where nobody was asked.
pub(super) async fn timed<T>(exchange: impl Future<Output = T>) -> (T, Option<Timings>) {
    let watched = async {
        let res = exchange.await;
        (res, WATCH.with(|it| it.read(Instant::now())))
    };
    WATCH.scope(Watch::default(), watched).await
}

/// The request is handed to the client.
pub(super) fn asked() {
    note(|it| it.asked.set(Some(Instant::now())));
}

/// The head of the answer is here.
pub(super) fn answered(answer: &Extensions) {
    note(|it| {
        it.head.set(Some(Instant::now()));
        it.over.set(answer.get().map(HttpInfo::local_addr));
    });
}

/// The client gave up.
pub(super) fn failed(error: &legacy::Error) {
    note(|it| {
        let mut extra = Extensions::new();
        if let Some(connected) = error.connect_info() {
            connected.get_extras(&mut extra);
        }
        it.over.set(extra.get().map(HttpInfo::local_addr));
        it.unopened.set(error.is_connect());
    });
}

/// Not everybody who opens a connection is timed.
fn note(what: impl FnOnce(&Watch)) {
    let _ = WATCH.try_with(what);
}

impl Watch {
    fn read(&self, now: Instant) -> Option<Timings> {
        let asked = self.asked.get()?;
        let opening = self.opening.take();
        let own = opening.filter(|it| self.over.get().is_none_or(|over| it.is_from(over)));
        let (mut timings, ready) = match own {
            Some(it) => it.read(now),
            None if self.unopened.get() => return None,
            None => (Timings::default(), Some(asked)),
        };
        if let Some(ready) = ready.filter(|_| !self.unopened.get()) {
            let head = self.head.get();
            timings.first_byte = Some(micros(ready, head.unwrap_or(now)));
            timings.body = head.map(|it| micros(it, now));
        }
        Some(timings)
    }
}

/// A connection that is being opened, and how far it has come.
#[derive(Clone, Debug)]
pub(super) struct Opening(Arc<Mutex<Marks>>);

#[derive(Debug)]
struct Marks {
    began: Instant,
    /// Whether TLS is spoken over it.
    secure: bool,
    /// When the host name was asked for; never where an address is written out.
    looked_up: Option<Instant>,
    found: Option<Instant>,
    connected: Option<Instant>,
    /// Its address on our side.
    from: Option<SocketAddr>,
    secured: Option<Instant>,
}

impl Opening {
    /// Begins to open one, for the exchange that this task is about.
    pub(super) fn begin(secure: bool) -> Self {
        let marks = Marks {
            began: Instant::now(),
            secure,
            looked_up: None,
            found: None,
            connected: None,
            from: None,
            secured: None,
        };
        let res = Self(Arc::new(Mutex::new(marks)));
        note(|it| *it.opening.borrow_mut() = Some(res.clone()));
        res
    }

    /// The host name is asked for.
    pub(super) fn looks_up(&self) {
        self.lock().looked_up = Some(Instant::now());
    }

    /// It has an address that may be dialled.
    pub(super) fn found(&self) {
        self.lock().found = Some(Instant::now());
    }

    /// The socket is open; this is its address on our side.
    pub(super) fn connected(&self, from: Option<SocketAddr>) {
        let mut marks = self.lock();
        (marks.connected, marks.from) = (Some(Instant::now()), from);
    }

    fn is_from(&self, address: SocketAddr) -> bool {
        self.lock().from == Some(address)
    }

    /// How long its parts took so far, and when it was ready.
    fn read(&self, now: Instant) -> (Timings, Option<Instant>) {
        let marks = self.lock();
        let mut res = Timings::default();
        let mut since = marks.began;
        if let Some(asked) = marks.looked_up {
            res.dns = Some(micros(asked, marks.found.unwrap_or(now)));
            let Some(found) = marks.found else { return (res, None) };
            since = found;
        }
        res.connect = Some(micros(since, marks.connected.unwrap_or(now)));
        let Some(connected) = marks.connected.filter(|_| marks.secure) else {
            return (res, marks.connected);
        };
        res.tls = Some(micros(connected, marks.secured.unwrap_or(now)));
        (res, marks.secured)
    }

    fn lock(&self) -> MutexGuard<'_, Marks> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connector at work.
pub(super) type Dialling<T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send>>;

/// Marks when a connection speaks TLS, which it is the outermost connector to know.
pub(super) fn until_secured<T: 'static, E: 'static>(dialling: Dialling<T, E>) -> Dialling<T, E> {
    let opening = WATCH.try_with(|it| it.opening.borrow().clone()).ok().flatten();
    Box::pin(async move {
        let res = dialling.await;
        if let Some(opening) = opening.filter(|_| res.is_ok()) {
            opening.lock().secured = Some(Instant::now());
        }
        res
    })
}

fn micros(from: Instant, to: Instant) -> u32 {
    let took: Duration = to.saturating_duration_since(from);
    u32::try_from(took.as_micros()).unwrap_or(u32::MAX)
}
