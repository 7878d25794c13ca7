//! What one session owes an answer, over however many sockets it takes.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use super::super::protocol::{Dialect, Hello, ToListener};
use super::super::{BODIES, Delivery, Outcome};
use crate::forward::Failure;
use crate::model::ErrorCode;

/// How many receipts wait for a session that is away. Older ones are dropped: the listener keeps
/// no more answers than this either.
const RECEIPTS: usize = 1024;
/// How often an attempt may be out when its listener sends garbage.
const STRIKES: u8 = 3;

/// The line to one session.
pub(super) struct Line {
    state: Mutex<State>,
    /// How many attempts of all sessions take nothing but time. Changed under `state` only.
    idle: Arc<AtomicUsize>,
}

#[derive(Default)]
struct State {
    /// The socket, while there is one.
    socket: Option<Socket>,
    /// How many sockets there have been.
    sockets: u64,
    /// What somebody waits for, by attempt.
    owed: HashMap<String, Owed>,
    /// How many attempts were ever pushed.
    pushed: u64,
    /// What is still to go over this socket, oldest first. May name what nobody waits for any more.
    waiting: VecDeque<String>,
    /// How many went over this socket and are unanswered.
    out: usize,
    /// How many of those their listener holds.
    held: usize,
    /// Bytes of the bodies of all that went.
    bytes: usize,
    /// How many the hub counts as idle.
    idle: usize,
    /// Attempts whose end is on disk, still to be told.
    receipts: VecDeque<String>,
    /// Nobody will come back.
    cut: bool,
}

struct Socket {
    number: u64,
    dialect: Dialect,
    hello: Hello,
    news: Arc<Notify>,
}

struct Owed {
    delivery: Arc<Delivery>,
    order: u64,
    limit: Duration,
    stage: Stage,
    strikes: u8,
    /// For how long it was held, up to when its listener held it last.
    was_held: Duration,
    answer: oneshot::Sender<Ended>,
}

/// How an attempt ended, and for how long of the time that it took it was held.
pub(super) type Ended = (Outcome, Duration);

/// How far an attempt has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It is still to go over this socket.
    Waiting,
    /// It went, and at this time it is too late for an answer.
    Out(Instant),
    /// It went, and since then its listener holds it: its time stands still.
    Held(Instant),
}

/// What a socket is to do next.
pub(super) enum Next {
    /// Say this.
    Word(ToListener),
    /// Wait for news.
    Nothing,
    /// Close: another socket has the session, or nobody.
    Over,
}

/// What becomes of attempts for a session that is not coming back.
pub(super) fn gone() -> Outcome {
    let reason = "the listener is gone";
    Outcome::Failed(Failure::new(ErrorCode::CliUnavailable, reason))
}

impl Line {
    pub(super) fn new(idle: Arc<AtomicUsize>) -> Self {
        Self { state: Mutex::default(), idle }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts anew what waits for somebody who is away, or for a person.
    fn count(&self, state: &mut State) {
        let idle = if state.socket.is_some() { state.held } else { state.owed.len() };
        // It wraps round, and so does what is added.
        self.idle.fetch_add(idle.wrapping_sub(state.idle), Ordering::Relaxed);
        state.idle = idle;
    }

    pub(super) fn window(&self) -> usize {
        let state = self.state();
        let Some(window) = state.socket.as_ref().map(|it| it.hello.window) else { return 0 };
        // Where there is no room for more bytes, more is not read from the store either.
        if state.bytes < BODIES { state.room(window) } else { state.owed.len() }
    }

    pub(super) fn push(&self, delivery: Delivery, limit: Duration, answer: oneshot::Sender<Ended>) {
        let mut state = self.state();
        if state.cut {
            // Nobody to answer: the sender hears so by `answer` being dropped.
            return;
        }
        let attempt = delivery.attempt.clone();
        let (delivery, order) = (Arc::new(delivery), state.pushed);
        state.pushed += 1;
        let (stage, was_held) = (Stage::Waiting, Duration::ZERO);
        let owed = Owed { delivery, order, limit, stage, strikes: 0, was_held, answer };
        state.owed.insert(attempt.clone(), owed);
        state.waiting.push_back(attempt);
        self.count(&mut state);
        state.ring();
    }

    /// When to ask again whether this attempt is overdue; when it is now, for how long it was held.
    pub(super) fn overdue(&self, attempt: &str, limit: Duration) -> Result<Instant, Duration> {
        let (now, state) = (Instant::now(), self.state());
        let owed = state.owed.get(attempt);
        match owed.map(|it| (it.stage, it.was_held)) {
            Some((Stage::Out(due), was_held)) if due <= now => Err(was_held),
            Some((Stage::Out(due), _)) => Ok(due),
            // Not out, or held, so its time does not run; or just answered, which the sender will see.
            Some((Stage::Waiting | Stage::Held(_), _)) | None => Ok(now + limit),
        }
    }

    /// Nobody waits for this attempt's answer any more.
    pub(super) fn take_back(&self, attempt: &str) {
        let mut state = self.state();
        if state.settle(attempt).is_some() {
            self.count(&mut state);
            state.ring();
        }
    }

    /// The listener holds an attempt; whether that is news.
    pub(super) fn held(&self, number: u64, attempt: &str) -> bool {
        let mut state = self.state();
        let is_news = state.turn(number, attempt, |owed| {
            matches!(owed.stage, Stage::Out(_)).then(|| Stage::Held(Instant::now()))
        });
        state.held += usize::from(is_news);
        self.count(&mut state);
        if is_news {
            // It makes room for others.
            state.ring();
        }
        is_news
    }

    /// An attempt that was held goes on.
    pub(super) fn released(&self, number: u64, attempt: &str) {
        let mut state = self.state();
        let is_news = state.turn(number, attempt, |owed| {
            matches!(owed.stage, Stage::Held(_)).then(|| Stage::Out(Instant::now() + owed.limit))
        });
        state.held -= usize::from(is_news);
        self.count(&mut state);
    }

    /// An answer came, over a socket that the session has.
    pub(super) fn answered(&self, number: u64, attempt: &str, outcome: Outcome) {
        let mut state = self.state();
        if !state.has(number) {
            return;
        }
        if let Some(owed) = state.settle(attempt) {
            owed.end(outcome);
            self.count(&mut state);
            state.ring();
        }
    }

    pub(super) fn recorded(&self, attempt: &str) {
        let mut state = self.state();
        if state.socket.as_ref().is_some_and(|it| it.dialect == Dialect::V1) {
            return;
        }
        if state.receipts.len() == RECEIPTS {
            state.receipts.pop_front();
        }
        state.receipts.push_back(attempt.to_owned());
        state.ring();
    }

    /// A new socket has the session from now on. Returns its number, and what rings for it.
    pub(super) fn open(&self, dialect: Dialect, hello: Hello) -> (u64, Arc<Notify>) {
        let mut state = self.state();
        state.ring();
        state.unsend();
        state.sockets += 1;
        let (number, news) = (state.sockets, Arc::new(Notify::new()));
        state.socket = Some(Socket { number, dialect, hello, news: news.clone() });
        self.count(&mut state);
        (number, news)
    }

    /// The socket is gone; whether the session is now asleep.
    pub(super) fn close(&self, number: u64) -> bool {
        let mut state = self.state();
        if !state.has(number) {
            return false;
        }
        state.socket = None;
        state.unsend();
        self.count(&mut state);
        true
    }

    /// The session is not coming back.
    pub(super) fn cut(&self) {
        let mut state = self.state();
        state.cut = true;
        state.ring();
        state.socket = None;
        for owed in std::mem::take(&mut state.owed).into_values() {
            owed.end(gone());
        }
        self.count(&mut state);
    }

    /// The listener broke the protocol, perhaps by its answer to one of these attempts. One that
    /// does so every time must not keep its listener from ever getting past it.
    pub(super) fn violated(&self, number: u64) {
        let mut state = self.state();
        if !state.has(number) {
            return;
        }
        let mut fatal = Vec::new();
        for (attempt, owed) in state.owed.iter_mut().filter(|(_, it)| it.stage != Stage::Waiting) {
            owed.strikes += 1;
            if owed.strikes == STRIKES {
                fatal.push(attempt.clone());
            }
        }
        for owed in fatal.iter().filter_map(|it| state.settle(it)) {
            let reason = "the listener broke the protocol each time it had this attempt";
            owed.end(Outcome::Failed(Failure::new(ErrorCode::ProtocolError, reason)));
        }
        self.count(&mut state);
    }

    pub(super) fn next(&self, number: u64) -> Next {
        let mut state = self.state();
        let Some(hello) = state.socket.as_ref().filter(|it| it.number == number).map(|it| it.hello)
        else {
            return Next::Over;
        };
        if let Some(attempt) = state.receipts.pop_front() {
            return Next::Word(ToListener::Recorded(attempt));
        }
        while state.out < state.room(hello.window) && state.bytes < BODIES {
            let Some(attempt) = state.waiting.pop_front() else { break };
            let Some(owed) = state.owed.get_mut(&attempt) else { continue };
            if owed.delivery.body.len() > hello.body_limit {
                if let Some(owed) = state.settle(&attempt) {
                    let length = owed.delivery.body.len();
                    owed.end(too_long(length, hello.body_limit));
                }
                continue;
            }
            owed.stage = Stage::Out(Instant::now() + owed.limit);
            let delivery = owed.delivery.clone();
            state.out += 1;
            state.bytes += delivery.body.len();
            return Next::Word(ToListener::Attempt(delivery));
        }
        Next::Nothing
    }
}

fn too_long(length: usize, limit: usize) -> Outcome {
    let reason = format!("the body has {length} bytes, and the listener takes {limit}");
    Outcome::Failed(Failure::new(ErrorCode::Cli, reason))
}

impl Owed {
    /// For how long its listener held it until now.
    fn held_for(&self) -> Duration {
        match self.stage {
            Stage::Held(since) => self.was_held + since.elapsed(),
            Stage::Waiting | Stage::Out(_) => self.was_held,
        }
    }

    fn end(self, outcome: Outcome) {
        let held_for = self.held_for();
        // The sender may have given up a moment ago.
        let _ = self.answer.send((outcome, held_for));
    }
}

impl State {
    /// How many may be unanswered over a socket that takes so many: those that are held take nobody's
    /// place, unless they are more than that themselves.
    fn room(&self, window: usize) -> usize {
        window + self.held.min(window)
    }

    fn has(&self, number: u64) -> bool {
        self.socket.as_ref().is_some_and(|it| it.number == number)
    }

    fn ring(&self) {
        if let Some(socket) = &self.socket {
            socket.news.notify_one();
        }
    }

    fn settle(&mut self, attempt: &str) -> Option<Owed> {
        let owed = self.owed.remove(attempt)?;
        if owed.stage != Stage::Waiting {
            self.out -= 1;
            self.bytes -= owed.delivery.body.len();
        }
        self.held -= usize::from(matches!(owed.stage, Stage::Held(_)));
        Some(owed)
    }

    /// Brings an attempt that went over this socket to another stage; whether it is there now.
    fn turn(&mut self, number: u64, attempt: &str, next: impl Fn(&Owed) -> Option<Stage>) -> bool {
        if !self.has(number) {
            return false;
        }
        let Some(owed) = self.owed.get_mut(attempt) else { return false };
        let Some(stage) = next(owed) else { return false };
        owed.was_held = owed.held_for();
        owed.stage = stage;
        true
    }

    /// Everything that is owed is to be sent again, in the order in which it came.
    fn unsend(&mut self) {
        let mut owed: Vec<_> = self.owed.iter_mut().collect();
        owed.sort_by_key(|(_, it)| it.order);
        self.waiting.clear();
        for (attempt, owed) in owed {
            owed.was_held = owed.held_for();
            owed.stage = Stage::Waiting;
            self.waiting.push_back(attempt.clone());
        }
        (self.out, self.held, self.bytes) = (0, 0, 0);
    }
}
