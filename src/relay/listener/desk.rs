//! What a listener has in hand: attempts that run, and answers that are still to be told.
//!
//! It outlives sockets. What is held at a breakpoint runs as well. **Invariant:** an attempt is
//! started once, however often it is sent; an answer that was not told stays until it is, and in v2
//! until the gateway has recorded it.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, oneshot};

use super::super::Delivery;
use super::super::protocol::{Dialect, ToGateway};
use crate::forward::Outcome;

/// How many answers are kept that were told and not recorded.
const KEPT: usize = 1024;
/// How many bytes of bodies they may have.
const KEPT_BYTES: usize = 16 << 20;

/// What names an attempt for good: in v2 its event and its number, which a gateway remembers over
/// a restart; in v1, which tells no number, whatever the gateway calls it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name(String, u32);

pub(super) struct Desk {
    dialect: Dialect,
    state: Mutex<State>,
    /// Rung when there is something to tell.
    pub(super) news: Notify,
}

#[derive(Default)]
struct State {
    attempts: HashMap<Name, Attempt>,
    /// What the gateway last called each.
    names: HashMap<String, Name>,
    /// Attempts of which something is to be told over this socket, in the order in which it came: the
    /// answer, or else whether it is held.
    outbox: VecDeque<Name>,
    /// Answers that were told and not recorded, oldest first.
    told: BTreeMap<u64, Name>,
    told_bytes: usize,
    told_ever: u64,
    running: usize,
    /// The longest body that the gateway takes.
    body_limit: Option<usize>,
    closing: bool,
}

struct Attempt {
    /// What the gateway calls it now.
    id: String,
    /// How it ended, once it has.
    outcome: Option<Outcome>,
    /// Its place in `told`.
    told: Option<u64>,
    /// While it is held; dropped as soon as the gateway does not wait for it any more.
    held: Option<oneshot::Sender<()>>,
}

/// What a socket is to do next.
pub(super) enum Next {
    /// Tell this.
    Word(ToGateway),
    /// Wait for news.
    Nothing,
    /// Everything is done and told, and nothing new is taken.
    Finished,
}

impl Desk {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, state: Mutex::default(), news: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another socket is open: what was told and not recorded is to be told again.
    pub(super) fn reopen(&self, body_limit: Option<usize>) {
        let mut state = self.state();
        state.body_limit = body_limit;
        let told = std::mem::take(&mut state.told);
        state.told_bytes = 0;
        for name in told.into_values().rev() {
            if let Some(attempt) = state.attempts.get_mut(&name) {
                attempt.told = None;
                state.outbox.push_front(name);
            }
        }
    }

    /// An attempt came. Returns its name when it is to be started; otherwise it was already.
    pub(super) fn take(&self, delivery: &Delivery) -> Option<Name> {
        let name = match self.dialect {
            Dialect::V1 => Name(delivery.attempt.clone(), 0),
            Dialect::V2 => Name(delivery.event.clone(), delivery.number),
        };
        let mut guard = self.state();
        let state = &mut *guard;
        let Some(attempt) = state.attempts.get_mut(&name) else {
            if state.closing {
                return None;
            }
            let id = delivery.attempt.clone();
            state.names.insert(id.clone(), name.clone());
            let attempt = Attempt { id, outcome: None, told: None, held: None };
            state.attempts.insert(name.clone(), attempt);
            state.running += 1;
            return Some(name);
        };
        state.names.remove(&attempt.id);
        attempt.id.clone_from(&delivery.attempt);
        state.names.insert(attempt.id.clone(), name.clone());
        if let Some(place) = attempt.told.take() {
            state.told.remove(&place);
            state.told_bytes -= attempt.weight();
            state.outbox.push_back(name);
            self.news.notify_one();
        } else if attempt.held.is_some() {
            state.outbox.push_back(name);
            self.news.notify_one();
        }
        None
    }

    /// An attempt is held from now on. Answers what ends when the gateway gives it up.
    pub(super) fn hold(&self, name: &Name) -> oneshot::Receiver<()> {
        let (held, given_up) = oneshot::channel();
        self.turn(name, Some(held));
        given_up
    }

    /// It is not any more.
    pub(super) fn release(&self, name: &Name) {
        self.turn(name, None);
    }

    fn turn(&self, name: &Name, held: Option<oneshot::Sender<()>>) {
        let mut guard = self.state();
        let state = &mut *guard;
        let Some(attempt) = state.attempts.get_mut(name) else { return };
        if state.names.contains_key(&attempt.id) {
            attempt.held = held;
            state.outbox.push_back(name.clone());
            self.news.notify_one();
        }
    }

    /// An attempt that was not made is the gateway's again.
    pub(super) fn give_back(&self, name: &Name) {
        let mut state = self.state();
        state.running -= 1;
        state.forget(name);
        self.news.notify_one();
    }

    /// An attempt has ended.
    pub(super) fn done(&self, name: Name, mut outcome: Outcome) {
        let mut guard = self.state();
        let state = &mut *guard;
        state.running -= 1;
        if let (Outcome::Answered(answer), Some(limit)) = (&mut outcome, state.body_limit) {
            answer.body.truncate(limit);
        }
        if let Some(attempt) = state.attempts.get_mut(&name) {
            if state.names.contains_key(&attempt.id) {
                attempt.outcome = Some(outcome);
                state.outbox.push_back(name);
            } else {
                state.attempts.remove(&name);
            }
        }
        self.news.notify_one();
    }

    /// The gateway has recorded how this attempt ended.
    pub(super) fn recorded(&self, id: &str) {
        let mut state = self.state();
        let Some(name) = state.names.remove(id) else { return };
        let Some(attempt) = state.attempts.get_mut(&name) else { return };
        attempt.held = None;
        // One that still runs was too slow for the gateway; `done` sees that it has no name.
        if attempt.outcome.is_some() {
            state.forget(&name);
        }
    }

    /// Nothing new is taken from here on.
    pub(super) fn close(&self) {
        self.state().closing = true;
        self.news.notify_one();
    }

    pub(super) fn next(&self) -> Next {
        let mut guard = self.state();
        let state = &mut *guard;
        while let Some(name) = state.outbox.pop_front() {
            // Of one that is in line twice, all is told by now.
            let found = state.attempts.get(&name).filter(|it| it.told.is_none());
            let Some(attempt) = found else { continue };
            let id = attempt.id.clone();
            let Some(outcome) = attempt.outcome.clone() else {
                let is_held = attempt.held.is_some();
                let word = if is_held { ToGateway::Held(id) } else { ToGateway::Released(id) };
                return Next::Word(word);
            };
            let word = ToGateway::Answer { attempt: id, outcome };
            match self.dialect {
                Dialect::V1 => state.forget(&name),
                Dialect::V2 => state.keep(name),
            }
            return Next::Word(word);
        }
        if state.closing && state.running == 0 { Next::Finished } else { Next::Nothing }
    }
}

impl Attempt {
    fn weight(&self) -> usize {
        match &self.outcome {
            Some(Outcome::Answered(answer)) => answer.body.len(),
            _ => 0,
        }
    }
}

impl State {
    /// It was told; it stays until it is recorded, or too many others were told since.
    fn keep(&mut self, name: Name) {
        let Some(attempt) = self.attempts.get_mut(&name) else { return };
        self.told_ever += 1;
        attempt.told = Some(self.told_ever);
        self.told_bytes += attempt.weight();
        self.told.insert(self.told_ever, name);
        while self.told.len() > KEPT || self.told_bytes > KEPT_BYTES {
            let Some((_, oldest)) = self.told.pop_first() else { break };
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, name: &Name) {
        let Some(attempt) = self.attempts.remove(name) else { return };
        self.names.remove(&attempt.id);
        if let Some(place) = attempt.told {
            self.told.remove(&place);
            self.told_bytes -= attempt.weight();
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};
    use tokio::sync::oneshot::error::TryRecvError;

    use super::super::tests::delivery;
    use super::*;
    use crate::forward::Answer;

    fn answer(length: usize) -> Outcome {
        let (headers, body) = (HeaderMap::new(), Bytes::from(vec![b'.'; length]));
        Outcome::Answered(Answer { status: StatusCode::OK, headers, body })
    }

    /// The attempts that are told now.
    fn told(desk: &Desk) -> Vec<String> {
        let mut res = Vec::new();
        while let Next::Word(ToGateway::Answer { attempt, .. }) = desk.next() {
            res.push(attempt);
        }
        res
    }

    #[test]
    fn an_attempt_that_is_sent_again_is_started_once_and_answered_by_its_newest_name() {
        let desk = Desk::new(Dialect::V2);
        let name = desk.take(&delivery("atm_1", "evt_1", 1)).unwrap();
        assert!(desk.take(&delivery("atm_1", "evt_1", 1)).is_none());
        // A gateway that was restarted knows the attempt by another name.
        assert!(desk.take(&delivery("atm_2", "evt_1", 1)).is_none());
        desk.done(name, answer(0));
        assert_eq!(told(&desk), ["atm_2"]);
        assert!(desk.take(&delivery("atm_3", "evt_1", 1)).is_none());
        assert_eq!(told(&desk), ["atm_3"]);
        assert!(desk.take(&delivery("atm_4", "evt_1", 2)).is_some(), "a retry is another attempt");
    }

    #[test]
    fn an_answer_is_told_again_over_the_next_socket_until_it_is_recorded() {
        let desk = Desk::new(Dialect::V2);
        for (attempt, event) in [("atm_1", "evt_1"), ("atm_2", "evt_2"), ("atm_3", "evt_3")] {
            let name = desk.take(&delivery(attempt, event, 1)).unwrap();
            desk.done(name, answer(0));
            if attempt != "atm_3" {
                assert_eq!(told(&desk), [attempt]);
            }
        }
        desk.recorded("atm_1");
        desk.reopen(None);
        assert_eq!(told(&desk), ["atm_2", "atm_3"]);
        desk.recorded("atm_2");
        desk.recorded("atm_3");
        desk.reopen(None);
        assert!(told(&desk).is_empty());
        assert!(desk.state().attempts.is_empty() && desk.state().names.is_empty());
        assert_eq!(desk.state().told_bytes, 0);
    }

    #[test]
    fn what_is_held_is_told_and_told_again_when_it_comes_again() {
        let desk = Desk::new(Dialect::V2);
        let said = || match desk.next() {
            Next::Word(ToGateway::Held(id)) => format!("held {id}"),
            Next::Word(ToGateway::Released(id)) => format!("released {id}"),
            Next::Word(ToGateway::Answer { attempt, .. }) => format!("answer {attempt}"),
            Next::Word(_) | Next::Nothing | Next::Finished => String::new(),
        };
        let name = desk.take(&delivery("atm_1", "evt_1", 1)).unwrap();
        let mut given_up = desk.hold(&name);
        assert_eq!((said(), said()), ("held atm_1".to_owned(), String::new()));
        desk.reopen(None);
        assert_eq!(said(), "");
        assert!(desk.take(&delivery("atm_2", "evt_1", 1)).is_none());
        assert_eq!(said(), "held atm_2");
        assert!(given_up.try_recv().is_err_and(|it| it == TryRecvError::Empty));
        // What was to be told and is no longer true is not told; an answer goes once.
        desk.release(&name);
        desk.done(name, answer(0));
        assert_eq!((said(), said()), ("answer atm_2".to_owned(), String::new()));
        desk.recorded("atm_2");
        assert!(desk.state().attempts.is_empty() && desk.state().told.is_empty());
    }

    #[test]
    fn what_the_gateway_does_not_wait_for_is_held_no_longer() {
        let desk = Desk::new(Dialect::V2);
        let name = desk.take(&delivery("atm_1", "evt_1", 1)).unwrap();
        let mut given_up = desk.hold(&name);
        desk.recorded("atm_1");
        assert!(given_up.try_recv().is_err_and(|it| it == TryRecvError::Closed));
        assert!(desk.hold(&name).try_recv().is_err_and(|it| it == TryRecvError::Closed));
    }

    #[test]
    fn what_is_given_back_keeps_nobody_from_leaving_and_may_come_again() {
        let desk = Desk::new(Dialect::V2);
        let name = desk.take(&delivery("atm_1", "evt_1", 1)).unwrap();
        let _given_up = desk.hold(&name);
        desk.give_back(&name);
        assert!(desk.take(&delivery("atm_1", "evt_1", 1)).is_some());
        desk.give_back(&name);
        desk.close();
        assert!(matches!(desk.next(), Next::Finished));
    }

    #[test]
    fn too_many_answers_are_not_kept() {
        let desk = Desk::new(Dialect::V2);
        for number in 0..3 {
            let name = desk.take(&delivery(&format!("atm_{number}"), "evt_1", number)).unwrap();
            desk.done(name, answer(KEPT_BYTES / 2));
        }
        assert_eq!(told(&desk).len(), 3);
        desk.reopen(None);
        assert_eq!(told(&desk), ["atm_1", "atm_2"]);
    }

    #[test]
    fn an_attempt_that_the_gateway_gave_up_leaves_nothing_behind() {
        let desk = Desk::new(Dialect::V2);
        let name = desk.take(&delivery("atm_1", "evt_1", 1)).unwrap();
        desk.recorded("atm_1");
        desk.done(name, answer(0));
        assert!(told(&desk).is_empty());
        assert!(desk.state().attempts.is_empty());
    }

    #[test]
    fn a_body_is_cut_to_what_the_gateway_takes() {
        let desk = Desk::new(Dialect::V2);
        desk.reopen(Some(2));
        let name = desk.take(&delivery("atm_1", "evt_1", 1)).unwrap();
        desk.done(name, answer(3));
        let Next::Word(ToGateway::Answer { outcome: Outcome::Answered(it), .. }) = desk.next()
        else {
            panic!("no answer");
        };
        assert_eq!(&it.body[..], b"..");
    }

    #[test]
    fn a_closing_desk_finishes_what_runs_and_takes_nothing_new() {
        let desk = Desk::new(Dialect::V1);
        let name = desk.take(&delivery("atm_1", "evt_1", 1)).unwrap();
        desk.close();
        assert!(desk.take(&delivery("atm_2", "evt_2", 1)).is_none());
        assert!(matches!(desk.next(), Next::Nothing));
        desk.done(name, answer(0));
        assert_eq!(told(&desk), ["atm_1"]);
        assert!(matches!(desk.next(), Next::Finished));
        assert!(desk.state().attempts.is_empty(), "v1 has no word for recorded");
    }
}
