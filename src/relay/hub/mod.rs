//! The gateway's end: who is listening, who is expected back, and what each still owes an answer.
//!
//! A session is *live* while it has a socket, *asleep* while it is expected back, and unknown once
//! it is forgotten. What it owes outlives its sockets: an attempt that was unanswered when one
//! broke is sent again over the next.
//!
//! **Invariant:** a socket never has more attempts unanswered than its listener said it takes, and as
//! many again while it holds that many; nor more than [`BODIES`](super::BODIES) bytes of them and one
//! body.
//! **Invariant:** every [`Hub::send`] ends in exactly one outcome, or is dropped by its caller, and
//! then leaves nothing behind.

mod line;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use self::line::{Line, Next};
use super::protocol::{Dialect, Frame, Garbage, Hello, ToGateway, ToListener, Welcome};
use super::{Delivery, Outcome};
use crate::forward::Failure;
use crate::model::{ErrorCode, Id, Session};
use crate::rules::{Filter, Plan, Subject};

/// What a listener may take on top of an attempt's timeout, for the way there and back.
const GRACE: Duration = Duration::from_secs(5);
/// The most that a listener may ask to be sent at once.
const WIDEST: usize = 1024;

/// All listeners of a gateway. A cheap handle.
#[derive(Clone, Default)]
pub struct Hub(Arc<Inner>);

#[derive(Default)]
struct Inner {
    known: RwLock<Known>,
    changed: Notify,
    /// How many attempts take nothing but time.
    idle: Arc<AtomicUsize>,
}

/// Read by every request for a listener, written when a session comes or goes.
#[derive(Default)]
struct Known {
    sessions: HashMap<Id, Arc<Order>>,
    by_connection: HashMap<Id, Vec<Arc<Order>>>,
}

/// A session's standing order, and the line to whoever gave it.
struct Order {
    session: Session,
    filter: Option<Filter>,
    line: Arc<Line>,
}

impl Hub {
    /// Makes a session known without a socket: just made, or remembered from before a restart.
    ///
    /// Until it comes it is asleep: requests make events for it, which wait in the store.
    pub fn expect(&self, session: Session) {
        let filter = session.filters.clone().and_then(|it| serde_json::from_value(it).ok());
        {
            let mut known = self.0.known.write().unwrap_or_else(PoisonError::into_inner);
            let line = known.remove(&session.id).map(|it| it.line.clone());
            let line = line.unwrap_or_else(|| Arc::new(Line::new(self.0.idle.clone())));
            known.insert(Arc::new(Order { session, filter, line }));
        }
        self.0.changed.notify_one();
    }

    /// Forgets a session: it said good-bye, or did not come back in time.
    pub fn forget(&self, session: &Id) {
        let order = self.0.known.write().unwrap_or_else(PoisonError::into_inner).remove(session);
        if let Some(order) = order {
            order.line.cut();
            self.0.changed.notify_one();
        }
    }

    /// The sessions, live or asleep, that forward this connection and want this request.
    pub fn audience(&self, connection: &Id, subject: &dyn Subject) -> Vec<Id> {
        let orders = {
            let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner);
            known.by_connection.get(connection).cloned().unwrap_or_default()
        };
        let wanted = |order: &Arc<Order>| {
            let filter = order.filter.as_ref();
            filter.is_none_or(|it| it.apply(subject, Plan::default()).is_continue())
        };
        orders.into_iter().filter(wanted).map(|it| it.session.id.clone()).collect()
    }

    /// A session that forwards this connection, one with a socket before one without.
    pub fn listener_of(&self, connection: &Id) -> Option<Id> {
        let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner);
        let orders = known.by_connection.get(connection)?;
        let order = orders.iter().max_by_key(|it| it.line.window())?;
        Some(order.session.id.clone())
    }

    /// How many other sessions with a socket forward one of this one's connections.
    pub fn others(&self, session: &Id) -> usize {
        let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner);
        let Some(order) = known.sessions.get(session) else { return 0 };
        let shared = order.session.connections.iter().filter_map(|it| known.by_connection.get(it));
        let others = shared.flatten().filter(|it| it.session.id != *session);
        let live = others.filter(|it| it.line.window() > 0).map(|it| &it.session.id);
        live.collect::<HashSet<_>>().len()
    }

    /// How many attempts a session may have unanswered now, with those that it holds; 0 while it is
    /// asleep, `None` when it is unknown.
    pub fn window(&self, session: &Id) -> Option<usize> {
        self.line(session).map(|it| it.window())
    }

    /// How many attempts wait for sessions that are asleep, or are held by their listeners until a
    /// person decides: they take time, but nothing else.
    pub fn idle(&self) -> usize {
        self.0.idle.load(Ordering::Relaxed)
    }

    /// Rung when a session comes, goes to sleep, holds an attempt or is forgotten.
    pub fn changed(&self) -> &Notify {
        &self.0.changed
    }

    /// Sends one attempt to a session and waits for its answer. Also tells for how long of the time
    /// that this took its listener held it.
    ///
    /// When the socket breaks meanwhile, the attempt is sent again once the session is back. When
    /// the session is forgotten, the outcome is `CLI_UNAVAILABLE`. The attempt's time runs from
    /// when it was last sent or released, so that it does not run out while the listener is away or
    /// holds it.
    pub async fn send(&self, session: &Id, delivery: Delivery) -> (Outcome, Duration) {
        let nobody = || (line::gone(), Duration::ZERO);
        let Some(line) = self.line(session) else { return nobody() };
        let limit = delivery.timeout + GRACE;
        let attempt = delivery.attempt.clone();
        let (answer, mut outcome) = oneshot::channel();
        line.push(delivery, limit, answer);
        // However this ends, also by being dropped: nobody waits for the answer any more.
        let _over = Over { line: &line, attempt: &attempt };
        let mut due = Instant::now() + limit;
        loop {
            match tokio::time::timeout_at(due, &mut outcome).await {
                Ok(ended) => return ended.unwrap_or_else(|_| nobody()),
                Err(_) => match line.overdue(&attempt, limit) {
                    Ok(later) => due = later,
                    Err(was_held) => return (timed_out(limit), was_held),
                },
            }
        }
    }

    /// Tells a session that the end of an attempt is on disk, so that it forgets its answer.
    pub fn recorded(&self, session: &Id, attempt: &str) {
        if let Some(line) = self.line(session) {
            line.recorded(attempt);
        }
    }

    /// Gives a session its socket, in place of one that it may still have; `None` when it is not
    /// known.
    pub fn attach(&self, session: &Id, dialect: Dialect, hello: Hello) -> Option<Attachment> {
        let line = self.line(session)?;
        let hello = Hello { window: hello.window.clamp(1, WIDEST), ..hello };
        let (number, news) = line.open(dialect, hello);
        self.0.changed.notify_one();
        Some(Attachment { hub: self.clone(), line, number, news, dialect })
    }

    fn line(&self, session: &Id) -> Option<Arc<Line>> {
        let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner);
        known.sessions.get(session).map(|it| it.line.clone())
    }
}

impl Known {
    fn insert(&mut self, order: Arc<Order>) {
        for connection in &order.session.connections {
            self.by_connection.entry(connection.clone()).or_default().push(order.clone());
        }
        self.sessions.insert(order.session.id.clone(), order);
    }

    fn remove(&mut self, session: &Id) -> Option<Arc<Order>> {
        let order = self.sessions.remove(session)?;
        for connection in &order.session.connections {
            if let Some(orders) = self.by_connection.get_mut(connection) {
                orders.retain(|it| it.session.id != *session);
                if orders.is_empty() {
                    self.by_connection.remove(connection);
                }
            }
        }
        Some(order)
    }
}

/// How many attempts are held at a session that takes so many at once when nothing else comes to it
/// any more.
pub fn most_held(window: usize) -> usize {
    2 * window.clamp(1, WIDEST)
}

fn timed_out(limit: Duration) -> Outcome {
    let reason = format!("the listener did not answer within {limit:?}");
    Outcome::Failed(Failure::new(ErrorCode::Timeout, reason))
}

struct Over<'a> {
    line: &'a Line,
    attempt: &'a str,
}

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.line.take_back(self.attempt);
    }
}

/// A socket's hold on its session. When it is dropped, the session goes to sleep.
pub struct Attachment {
    hub: Hub,
    line: Arc<Line>,
    /// Which of the session's sockets this is.
    number: u64,
    news: Arc<Notify>,
    dialect: Dialect,
}

impl Attachment {
    /// The next frame for the socket; `None` once another socket has the session, or nobody.
    ///
    /// Cancel safe.
    pub async fn next(&self) -> Option<Frame> {
        loop {
            match self.line.next(self.number) {
                Next::Word(word) => {
                    if let Some(frame) = word.encode(self.dialect) {
                        return Some(frame);
                    }
                }
                Next::Nothing => self.news.notified().await,
                Next::Over => return None,
            }
        }
    }

    /// The next frame, when there is one already.
    pub fn next_now(&self) -> Option<Frame> {
        while let Next::Word(word) = self.line.next(self.number) {
            let frame = word.encode(self.dialect);
            if frame.is_some() {
                return frame;
            }
        }
        None
    }

    /// Takes a frame that the socket received. `Ok(true)` when it was a good-bye.
    pub fn hear(&self, frame: Frame) -> Result<bool, Garbage> {
        match ToGateway::decode(self.dialect, frame)? {
            ToGateway::Answer { attempt, outcome } => {
                self.line.answered(self.number, &attempt, outcome);
            }
            ToGateway::Held(attempt) => {
                if self.line.held(self.number, &attempt) {
                    self.hub.0.changed.notify_one();
                }
            }
            ToGateway::Released(attempt) => self.line.released(self.number, &attempt),
            ToGateway::Goodbye => return Ok(true),
            ToGateway::Hello(_) | ToGateway::Unknown => {}
        }
        Ok(false)
    }

    /// The socket brought garbage and will be closed for it.
    ///
    /// It may have been an answer. An attempt that was out each of three times fails, so that one
    /// bad answer cannot keep its listener from all others for ever.
    pub fn violated(&self) {
        self.line.violated(self.number);
    }
}

impl Drop for Attachment {
    fn drop(&mut self) {
        if self.line.close(self.number) {
            self.hub.0.changed.notify_one();
        }
    }
}

/// What a v1 listener can take: what the official CLI forwards at once, and bodies of any length.
pub const V1_HELLO: Hello = Hello { window: 50, body_limit: usize::MAX };

/// Reads the first frame of a v2 socket.
pub fn read_hello(frame: Frame) -> Result<Hello, Garbage> {
    match ToGateway::decode(Dialect::V2, frame)? {
        ToGateway::Hello(hello) => Ok(hello),
        _ => Err(Garbage::breach("the first word must be `hello`")),
    }
}

/// Spells the answer to a `hello`.
pub fn welcome(welcome: Welcome) -> Option<Frame> {
    ToListener::Welcome(welcome).encode(Dialect::V2)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use serde_json::{Value, json};

    use super::super::BODIES;
    use super::*;
    use crate::forward::Answer;
    use crate::model::{Content, Headers, Kind, Timestamp};

    fn session(hub: &Hub, connections: &[&str], filters: Option<Value>) -> Id {
        let id = Id::random(Kind::Session);
        hub.expect(Session {
            id: id.clone(),
            project: Id::from("tm_1"),
            connections: connections.iter().map(|it| Id::from(*it)).collect(),
            filters,
            seen_at: Timestamp(0),
        });
        id
    }

    fn delivery(attempt: &str) -> Delivery {
        Delivery {
            attempt: attempt.to_owned(),
            event: "evt_1".to_owned(),
            request: "req_1".to_owned(),
            connection: Id::from("web_1"),
            number: 1,
            method: "POST".to_owned(),
            path: "/".to_owned(),
            headers: Headers::default(),
            body: Bytes::from_static(b"\xff"),
            timeout: Duration::from_secs(10),
        }
    }

    fn send(hub: &Hub, session: &Id, attempt: &str) -> tokio::task::JoinHandle<Outcome> {
        let (hub, session, delivery) = (hub.clone(), session.clone(), delivery(attempt));
        tokio::spawn(async move { hub.send(&session, delivery).await.0 })
    }

    fn attach(hub: &Hub, session: &Id, window: usize) -> Attachment {
        hub.attach(session, Dialect::V2, Hello { window, body_limit: 1024 }).unwrap()
    }

    async fn next_attempt(socket: &Attachment) -> String {
        match ToListener::decode(Dialect::V2, socket.next().await.unwrap()).unwrap() {
            ToListener::Attempt(it) => it.attempt.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn answer(socket: &Attachment, attempt: &str) {
        let answer = Answer {
            status: http::StatusCode::OK,
            headers: http::HeaderMap::new(),
            body: Bytes::new(),
        };
        let (attempt, outcome) = (attempt.to_owned(), Outcome::Answered(answer));
        let frame = ToGateway::Answer { attempt, outcome }.encode(Dialect::V2).unwrap();
        assert!(!socket.hear(frame).unwrap());
    }

    #[track_caller]
    fn failed_with(outcome: Outcome, code: ErrorCode) {
        assert!(matches!(&outcome, Outcome::Failed(it) if it.code == code), "{outcome:?}");
    }

    #[tokio::test]
    async fn an_audience_is_who_forwards_the_connection_and_wants_the_request() {
        let hub = Hub::default();
        let all = session(&hub, &["web_1", "web_2"], None);
        let some = session(&hub, &["web_1"], Some(json!({"body": {"a": 1}})));
        let ask = |connection: &str, body: &'static str| {
            let content =
                Content { body: Bytes::from_static(body.as_bytes()), ..Content::default() };
            hub.audience(&Id::from(connection), &content.subject())
        };
        assert_eq!(ask("web_1", r#"{"a": 1}"#), [all.clone(), some.clone()]);
        assert_eq!(ask("web_2", r#"{"a": 1}"#), std::slice::from_ref(&all));
        assert_eq!(ask("web_3", r#"{"a": 1}"#), []);
        hub.forget(&all);
        assert_eq!(ask("web_1", r#"{"a": 1}"#), [some]);
        assert_eq!(ask("web_2", r#"{"a": 1}"#), []);
    }

    #[tokio::test]
    async fn an_attempt_is_answered() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        assert_eq!(hub.window(&id), Some(0));
        let socket = attach(&hub, &id, 2);
        assert_eq!(hub.window(&id), Some(2));
        let sent = send(&hub, &id, "atm_1");
        assert_eq!(next_attempt(&socket).await, "atm_1");
        answer(&socket, "atm_1");
        assert!(matches!(sent.await.unwrap(), Outcome::Answered(_)));
        hub.recorded(&id, "atm_1");
        let word = ToListener::decode(Dialect::V2, socket.next().await.unwrap()).unwrap();
        assert!(matches!(word, ToListener::Recorded(it) if it == "atm_1"));
        drop(socket);
        assert_eq!(hub.window(&id), Some(0));
    }

    #[tokio::test]
    async fn no_more_is_out_than_the_window_allows() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let socket = attach(&hub, &id, 1);
        let first = send(&hub, &id, "atm_1");
        assert_eq!(next_attempt(&socket).await, "atm_1");
        let second = send(&hub, &id, "atm_2");
        tokio::task::yield_now().await;
        assert!(socket.next_now().is_none());
        answer(&socket, "atm_1");
        assert_eq!(next_attempt(&socket).await, "atm_2");
        // A sender that gives up makes room as well.
        second.abort();
        assert!(second.await.is_err());
        let third = send(&hub, &id, "atm_3");
        assert_eq!(next_attempt(&socket).await, "atm_3");
        answer(&socket, "atm_3");
        assert!(matches!(first.await.unwrap(), Outcome::Answered(_)));
        assert!(matches!(third.await.unwrap(), Outcome::Answered(_)));
    }

    #[tokio::test]
    async fn what_was_unanswered_is_sent_again_over_the_next_socket() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let socket = attach(&hub, &id, 9);
        let sends = ["atm_1", "atm_2", "atm_3"].map(|it| send(&hub, &id, it));
        for attempt in ["atm_1", "atm_2", "atm_3"] {
            assert_eq!(next_attempt(&socket).await, attempt);
        }
        answer(&socket, "atm_2");
        assert_eq!(hub.idle(), 0);
        drop(socket);
        assert_eq!(hub.idle(), 2);
        let old = attach(&hub, &id, 9);
        assert_eq!(hub.idle(), 0);
        // The gateway may see the new socket before it sees the end of the old one.
        let new = attach(&hub, &id, 9);
        assert!(old.next().await.is_none());
        drop(old);
        assert_eq!(hub.window(&id), Some(9));
        assert_eq!(next_attempt(&new).await, "atm_1");
        assert_eq!(next_attempt(&new).await, "atm_3");
        answer(&new, "atm_3");
        answer(&new, "atm_1");
        for sent in sends {
            assert!(matches!(sent.await.unwrap(), Outcome::Answered(_)));
        }
    }

    #[tokio::test]
    async fn a_forgotten_session_is_unavailable() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let socket = attach(&hub, &id, 9);
        let sent = send(&hub, &id, "atm_1");
        assert_eq!(next_attempt(&socket).await, "atm_1");
        let given_up = send(&hub, &id, "atm_0");
        assert_eq!(next_attempt(&socket).await, "atm_0");
        drop(socket);
        assert_eq!(hub.idle(), 2);
        given_up.abort();
        assert!(given_up.await.is_err());
        assert_eq!(hub.idle(), 1);
        hub.forget(&id);
        assert_eq!(hub.idle(), 0);
        failed_with(sent.await.unwrap(), ErrorCode::CliUnavailable);
        failed_with(send(&hub, &id, "atm_2").await.unwrap(), ErrorCode::CliUnavailable);
        assert!(hub.attach(&id, Dialect::V1, V1_HELLO).is_none());
        assert_eq!(hub.idle(), 0);
    }

    #[tokio::test]
    async fn a_socket_ends_with_its_session() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let socket = attach(&hub, &id, 9);
        hub.forget(&id);
        assert!(socket.next().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn time_runs_only_while_the_attempt_is_out() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let sent = send(&hub, &id, "atm_1");
        tokio::time::sleep(Duration::from_secs(3600)).await;
        let socket = attach(&hub, &id, 9);
        let begun = Instant::now();
        assert_eq!(next_attempt(&socket).await, "atm_1");
        failed_with(sent.await.unwrap(), ErrorCode::Timeout);
        assert_eq!(begun.elapsed().as_secs(), 15);
    }

    fn say(socket: &Attachment, word: ToGateway) {
        assert!(!socket.hear(word.encode(Dialect::V2).unwrap()).unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn time_stands_still_while_an_attempt_is_held_and_begins_anew_when_it_is_released() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let socket = attach(&hub, &id, 9);
        let sent = send(&hub, &id, "atm_1");
        assert_eq!(next_attempt(&socket).await, "atm_1");
        tokio::time::sleep(Duration::from_secs(14)).await;
        say(&socket, ToGateway::Held("atm_1".to_owned()));
        assert_eq!(hub.idle(), 1);
        tokio::time::sleep(Duration::from_secs(3600)).await;
        assert!(!sent.is_finished());
        say(&socket, ToGateway::Released("atm_1".to_owned()));
        assert_eq!(hub.idle(), 0);
        let begun = Instant::now();
        failed_with(sent.await.unwrap(), ErrorCode::Timeout);
        assert_eq!(begun.elapsed().as_secs(), 15);
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_lost_socket_held_is_sent_again_and_its_time_runs_until_it_is_held_again() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let lost = attach(&hub, &id, 9);
        let sent = send(&hub, &id, "atm_1");
        assert_eq!(next_attempt(&lost).await, "atm_1");
        say(&lost, ToGateway::Held("atm_1".to_owned()));
        let socket = attach(&hub, &id, 9);
        // What the lost one says, or what is said of what did not go yet, means nothing.
        say(&lost, ToGateway::Held("atm_1".to_owned()));
        say(&socket, ToGateway::Held("atm_1".to_owned()));
        assert_eq!(hub.idle(), 0);
        let begun = Instant::now();
        assert_eq!(next_attempt(&socket).await, "atm_1");
        failed_with(sent.await.unwrap(), ErrorCode::Timeout);
        assert_eq!(begun.elapsed().as_secs(), 15);
    }

    #[tokio::test]
    async fn what_is_held_takes_nobodys_place_until_as_many_are_held_as_are_taken() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let socket = attach(&hub, &id, 1);
        let sends = ["atm_1", "atm_2", "atm_3"].map(|it| send(&hub, &id, it));
        let first = next_attempt(&socket).await;
        say(&socket, ToGateway::Held(first.clone()));
        assert_eq!(hub.window(&id), Some(2));
        let second = next_attempt(&socket).await;
        say(&socket, ToGateway::Held(second.clone()));
        tokio::task::yield_now().await;
        assert_eq!((hub.window(&id), most_held(1)), (Some(2), 2));
        assert!(socket.next_now().is_none());
        answer(&socket, &first);
        let third = next_attempt(&socket).await;
        for attempt in [second, third] {
            answer(&socket, &attempt);
        }
        assert_eq!((hub.idle(), hub.window(&id)), (0, Some(1)));
        for sent in sends {
            assert!(matches!(sent.await.unwrap(), Outcome::Answered(_)));
        }
    }

    #[tokio::test]
    async fn no_more_bytes_are_out_than_a_listener_is_to_keep() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let hello = Hello { window: 9, body_limit: usize::MAX };
        let socket = hub.attach(&id, Dialect::V2, hello).unwrap();
        let body = Bytes::from(vec![b'.'; BODIES]);
        let sends = ["atm_1", "atm_2"].map(|it| {
            let delivery = Delivery { body: body.clone(), ..delivery(it) };
            let (hub, id) = (hub.clone(), id.clone());
            tokio::spawn(async move { hub.send(&id, delivery).await.0 })
        });
        assert!(socket.next().await.is_some());
        tokio::task::yield_now().await;
        assert!(socket.next_now().is_none());
        // Nor does the gateway read more of them.
        assert_eq!(hub.window(&id), Some(2));
        drop(socket);
        assert!(hub.attach(&id, Dialect::V2, hello).unwrap().next_now().is_some());
        sends.iter().for_each(tokio::task::JoinHandle::abort);
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_that_a_person_took_is_told_however_it_ends() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let sending = |attempt: &str| {
            let (hub, id, delivery) = (hub.clone(), id.clone(), delivery(attempt));
            tokio::spawn(async move { hub.send(&id, delivery).await.1.as_secs() })
        };
        let hour = Duration::from_secs(3600);
        let sends = ["atm_1", "atm_2", "atm_3"].map(sending);
        let socket = attach(&hub, &id, 9);
        for attempt in ["atm_1", "atm_2", "atm_3"] {
            assert_eq!(next_attempt(&socket).await, attempt);
            say(&socket, ToGateway::Held(attempt.to_owned()));
        }
        tokio::time::sleep(hour).await;
        say(&socket, ToGateway::Released("atm_1".to_owned()));
        say(&socket, ToGateway::Released("atm_2".to_owned()));
        tokio::time::sleep(Duration::from_secs(1)).await;
        answer(&socket, "atm_1");
        // The second is overdue, and the third held twice when its session is forgotten.
        let socket = attach(&hub, &id, 9);
        for attempt in ["atm_2", "atm_3"] {
            assert_eq!(next_attempt(&socket).await, attempt);
        }
        say(&socket, ToGateway::Held("atm_3".to_owned()));
        tokio::time::sleep(hour).await;
        hub.forget(&id);
        let [first, second, third] = sends;
        assert_eq!((first.await.unwrap(), second.await.unwrap()), (3600, 3600));
        assert_eq!(third.await.unwrap(), 7201);
    }

    #[tokio::test]
    async fn an_attempt_that_breaks_its_listener_each_time_fails_in_the_end() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let sent = send(&hub, &id, "atm_1");
        for _ in 0..3 {
            let socket = attach(&hub, &id, 9);
            assert_eq!(next_attempt(&socket).await, "atm_1");
            let garbage = socket.hear(Frame::Binary(Bytes::from_static(b"\0"))).unwrap_err();
            assert_eq!(garbage.code, 1002);
            socket.violated();
        }
        failed_with(sent.await.unwrap(), ErrorCode::ProtocolError);
    }

    #[tokio::test]
    async fn a_body_that_is_too_long_for_the_listener_is_not_sent() {
        let hub = Hub::default();
        let id = session(&hub, &["web_1"], None);
        let socket = hub.attach(&id, Dialect::V2, Hello { window: 1, body_limit: 0 }).unwrap();
        let sent = send(&hub, &id, "atm_1");
        tokio::select! {
            outcome = sent => failed_with(outcome.unwrap(), ErrorCode::Cli),
            frame = socket.next() => panic!("{frame:?}"),
        }
    }
}
