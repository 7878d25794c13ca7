//! What keeps a whole destination waiting: the time that it named itself, and a breaker that opened.
//!
//! - A destination that answers 429, or 503 with a `Retry-After`, is sent nothing more for the time
//!   that it names, an hour at most; where a 429 names none, for a second, and twice as long with
//!   each further one, up to a minute. One event's refusal is so all events' wait, and none of them
//!   uses up its attempts for nothing.
//! - A breaker (`config.circuit_breaker`, off unless asked for) opens after so many failures in a row
//!   and stays open for its pause. What counts is that no answer came, a 5xx or a 429; any other
//!   answer is a sign of life.
//! - After either, events go out one at a time until one is answered well.
//!
//! All of it is in memory: after a start a destination is taken to be well until it says otherwise.
//! Whoever changes the destination lets it go at once. Pure but for the lock: the time is given.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::model::{Breaker, Destination, Id, Timestamp, Wait};

/// The longest that a destination is taken at its word, in milliseconds.
const LONGEST: u64 = 3_600_000;
/// How long a 429 holds that names no time, at first and at most.
const FIRST: u64 = 1000;
const MOST: u64 = 60_000;

/// The brakes of all destinations.
#[derive(Debug, Default)]
pub(super) struct Brakes {
    all: Mutex<HashMap<Id, Brake>>,
    /// How many there are, so that the way of nearly every event asks for no lock.
    some: AtomicUsize,
}

/// How an attempt ended, as far as brakes go.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// The answer's status, where one came.
    pub(super) status: Option<u16>,
    /// Milliseconds that the answer asks to wait.
    pub(super) asks: Option<u64>,
}

/// Why nothing is sent to a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Why {
    /// It asked for that.
    RateLimited,
    /// Its breaker is open.
    CircuitOpen,
}

impl From<Why> for Wait {
    fn from(why: Why) -> Self {
        match why {
            Why::RateLimited => Self::RateLimited,
            Why::CircuitOpen => Self::CircuitOpen,
        }
    }
}

/// That nothing is sent to a destination, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Held {
    /// Why.
    pub(super) reason: Why,
    /// From then on events go out one at a time.
    pub(super) until: Timestamp,
}

/// How a destination may be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// As its limits say.
    Free,
    /// Not at all.
    Held(Held),
    /// One at a time, to see whether it is well again after this.
    Tried(Why),
}

#[derive(Clone, Copy, Debug, Default)]
struct Brake {
    /// Refusals in a row that named no time.
    refusals: u32,
    /// Failures in a row.
    failures: u32,
    held: Option<(Held, Timestamp)>,
    /// How often the breaker opened.
    opened: u64,
}

impl Brakes {
    /// An attempt ended so.
    pub(super) fn note(&self, destination: &Destination, seen: Seen, now: Timestamp) {
        let well = seen.status.is_some_and(|it| it / 100 == 2);
        if well && self.some.load(Ordering::Relaxed) == 0 {
            return;
        }
        let breaker = destination.config.circuit_breaker.as_ref();
        let mut all = self.lock();
        let known = all.get(&destination.id).copied();
        if known.is_none() && !seen.is_refusal() && breaker.is_none() {
            return;
        }
        let mut brake = known.unwrap_or_default();
        // As `standing` has it: what is held no more must not keep a new refusal from holding.
        brake.held = brake.held.filter(|(_, since)| destination.updated_at <= *since);
        brake.note(breaker, seen, now);
        if brake.is_idle() {
            all.remove(&destination.id);
        } else {
            all.insert(destination.id.clone(), brake);
        }
        self.some.store(all.len(), Ordering::Relaxed);
    }

    /// How a destination may be sent to.
    pub(super) fn standing(&self, destination: &Destination, now: Timestamp) -> Standing {
        if self.some.load(Ordering::Relaxed) == 0 {
            return Standing::Free;
        }
        let held = self.lock().get(&destination.id).and_then(|it| it.held);
        let Some((held, since)) = held else { return Standing::Free };
        let no_breaker =
            held.reason == Why::CircuitOpen && destination.config.circuit_breaker.is_none();
        if no_breaker || destination.updated_at > since {
            Standing::Free
        } else if now < held.until {
            Standing::Held(held)
        } else {
            Standing::Tried(held.reason)
        }
    }

    /// Why a destination is sent nothing, if it is.
    pub(super) fn held(&self, destination: &Destination) -> Option<Held> {
        match self.standing(destination, Timestamp::now()) {
            Standing::Held(held) => Some(held),
            Standing::Free | Standing::Tried(_) => None,
        }
    }

    /// How often a destination's breaker has opened.
    pub(super) fn opened(&self, destination: &Id) -> u64 {
        self.lock().get(destination).map_or(0, |it| it.opened)
    }

    /// Forgets all but these.
    pub(super) fn retain(&self, is_there: impl Fn(&Id) -> bool) {
        let mut all = self.lock();
        all.retain(|id, _| is_there(id));
        self.some.store(all.len(), Ordering::Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Id, Brake>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    /// Whether it asks for all of us to wait.
    fn is_refusal(self) -> bool {
        self.status == Some(429) || self.status == Some(503) && self.asks.is_some()
    }

    /// Whether it counts against the destination.
    fn is_failure(self) -> bool {
        self.status.is_none_or(|it| it >= 500 || it == 429)
    }
}

impl Brake {
    fn note(&mut self, breaker: Option<&Breaker>, seen: Seen, now: Timestamp) {
        let (is_held, was_tried) = match self.held {
            Some((held, _)) => (now < held.until, now >= held.until),
            None => (false, false),
        };
        self.failures = if seen.is_failure() { self.failures.saturating_add(1) } else { 0 };
        if seen.is_refusal() {
            match seen.asks {
                Some(asked) => self.hold(Why::RateLimited, now.plus(asked.min(LONGEST)), now),
                // Those that were under way together are one refusal.
                None if is_held => {}
                None => {
                    let wait = FIRST.saturating_mul(1 << self.refusals.min(16)).min(MOST);
                    self.refusals = self.refusals.saturating_add(1);
                    self.hold(Why::RateLimited, now.plus(wait), now);
                }
            }
        } else if !is_held {
            self.refusals = 0;
        }
        let is_circuit = self.held.is_some_and(|it| it.0.reason == Why::CircuitOpen);
        let opens = |it: &Breaker| {
            let is_open = is_held && is_circuit;
            !is_open && (was_tried && is_circuit || self.failures >= it.failures)
        };
        if let Some(breaker) = breaker.filter(|it| seen.is_failure() && opens(it)) {
            self.opened += 1;
            self.hold(Why::CircuitOpen, now.plus(breaker.pause), now);
        } else if was_tried && !seen.is_refusal() {
            // Whatever it answered, it took its turn.
            self.held = None;
        }
    }

    /// Holds until then, or longer where it is held already.
    fn hold(&mut self, reason: Why, until: Timestamp, now: Timestamp) {
        if self.held.is_none_or(|(held, _)| held.until < until) {
            self.held = Some((Held { reason, until }, now));
        }
    }

    fn is_idle(&self) -> bool {
        self.held.is_none() && self.failures == 0 && self.refusals == 0 && self.opened == 0
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{DestinationConfig, DestinationType};

    const WELL: Seen = Seen { status: Some(200), asks: None };
    const BROKEN: Seen = Seen { status: None, asks: None };
    const REFUSED: Seen = Seen { status: Some(429), asks: None };

    fn at(ms: i64) -> Timestamp {
        Timestamp(1_000_000 + ms)
    }

    fn held(reason: Why, until: i64) -> Standing {
        Standing::Held(Held { reason, until: at(until) })
    }

    pub(in crate::gateway) fn destination(breaker: Option<Breaker>) -> Destination {
        Destination {
            id: Id::from("des_1"),
            team_id: Id::from("tm_1"),
            name: "one".to_owned(),
            description: None,
            destination_type: DestinationType::Http,
            config: DestinationConfig { circuit_breaker: breaker, ..DestinationConfig::default() },
            disabled_at: None,
            deleted_at: None,
            updated_at: Timestamp(0),
            created_at: Timestamp(0),
        }
    }

    #[test]
    fn a_destination_that_names_a_time_has_it_and_is_then_tried() {
        let (brakes, destination) = (Brakes::default(), destination(None));
        brakes.note(&destination, WELL, at(0));
        assert_eq!(brakes.standing(&destination, at(0)), Standing::Free);
        for status in [429, 503] {
            let seen = Seen { status: Some(status), asks: Some(5000) };
            brakes.note(&destination, seen, at(0));
            assert_eq!(brakes.standing(&destination, at(4999)), held(Why::RateLimited, 5000));
            // What was under way before does not undo it.
            brakes.note(&destination, WELL, at(10));
            assert_eq!(brakes.standing(&destination, at(4999)), held(Why::RateLimited, 5000));
            assert_eq!(brakes.standing(&destination, at(5000)), Standing::Tried(Why::RateLimited));
            brakes.note(&destination, WELL, at(5001));
            assert_eq!(brakes.standing(&destination, at(5001)), Standing::Free);
        }
        let busy = Seen { status: Some(503), asks: None };
        brakes.note(&destination, busy, at(6000));
        assert_eq!(brakes.standing(&destination, at(6000)), Standing::Free, "it names no time");
    }

    #[test]
    fn a_refusal_without_a_time_waits_longer_each_time() {
        let (brakes, destination) = (Brakes::default(), destination(None));
        let mut now = 0;
        for wait in [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000] {
            brakes.note(&destination, REFUSED, at(now));
            // Another of the same moment.
            brakes.note(&destination, REFUSED, at(now));
            let until = held(Why::RateLimited, now + wait);
            now += wait;
            assert_eq!(brakes.standing(&destination, at(now - 1)), until);
            assert_eq!(brakes.standing(&destination, at(now)), Standing::Tried(Why::RateLimited));
        }
    }

    #[test]
    fn an_hour_is_the_longest_and_a_change_lets_go() {
        let (brakes, mut destination) = (Brakes::default(), destination(None));
        let seen = Seen { status: Some(429), asks: Some(7 * 24 * LONGEST) };
        brakes.note(&destination, seen, at(0));
        let hour = held(Why::RateLimited, LONGEST as i64);
        assert_eq!(brakes.standing(&destination, at(1)), hour);
        destination.updated_at = at(1);
        assert_eq!(brakes.standing(&destination, at(1)), Standing::Free);
    }

    #[test]
    fn what_a_destination_asks_after_a_change_counts_though_it_asked_for_longer_before() {
        let shorter = Seen { status: Some(429), asks: Some(2000) };
        for (seen, wait) in [(REFUSED, 1000), (shorter, 2000)] {
            let (brakes, mut destination) = (Brakes::default(), destination(None));
            let hour = Seen { status: Some(429), asks: Some(LONGEST) };
            brakes.note(&destination, hour, at(0));
            destination.updated_at = at(1);
            brakes.note(&destination, seen, at(10));
            let until = held(Why::RateLimited, 10 + wait);
            assert_eq!(brakes.standing(&destination, at(11)), until);
        }
    }

    #[test]
    fn a_breaker_opens_after_failures_in_a_row_and_closes_after_a_success() {
        let breaker = Breaker { failures: 3, pause: 1000 };
        let (brakes, destination) = (Brakes::default(), destination(Some(breaker)));
        let unlike = Seen { status: Some(404), asks: None };
        for seen in [BROKEN, BROKEN, WELL, BROKEN, BROKEN, unlike, BROKEN, BROKEN] {
            brakes.note(&destination, seen, at(0));
            assert_eq!(brakes.standing(&destination, at(0)), Standing::Free);
        }
        brakes.note(&destination, BROKEN, at(0));
        assert_eq!(brakes.standing(&destination, at(999)), held(Why::CircuitOpen, 1000));
        // Those that were under way change nothing.
        brakes.note(&destination, BROKEN, at(500));
        brakes.note(&destination, WELL, at(500));
        assert_eq!(brakes.standing(&destination, at(999)), held(Why::CircuitOpen, 1000));
        assert_eq!(brakes.standing(&destination, at(1000)), Standing::Tried(Why::CircuitOpen));
        brakes.note(&destination, BROKEN, at(1000));
        assert_eq!(brakes.standing(&destination, at(1999)), held(Why::CircuitOpen, 2000));
        brakes.note(&destination, WELL, at(2000));
        assert_eq!(brakes.standing(&destination, at(2000)), Standing::Free);
        assert_eq!(brakes.opened(&destination.id), 2);
    }

    #[test]
    fn of_what_is_gone_nothing_stays() {
        let (brakes, destination) = (Brakes::default(), destination(None));
        brakes.note(&destination, REFUSED, at(0));
        brakes.retain(|id| *id == destination.id);
        assert_eq!(brakes.standing(&destination, at(1)), held(Why::RateLimited, 1000));
        brakes.retain(|_| false);
        assert_eq!(brakes.some.load(Ordering::Relaxed), 0);
        assert_eq!(brakes.standing(&destination, at(1)), Standing::Free);
    }

    #[test]
    fn without_a_breaker_failures_hold_nothing() {
        let (brakes, destination) = (Brakes::default(), destination(None));
        for _ in 0..1000 {
            brakes.note(&destination, BROKEN, at(0));
        }
        assert_eq!(brakes.standing(&destination, at(0)), Standing::Free);
        assert_eq!(brakes.some.load(Ordering::Relaxed), 0);
    }
}
