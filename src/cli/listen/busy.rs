//! Whether the target has nearly as many requests in hand as it may have.

use crate::model::Timestamp;
use crate::relay::Update;

/// How long the target must have had less to do before it is told of again.
const CALM: u64 = 60_000;

/// Counts the requests that the target has in hand.
pub(super) struct Busy {
    open: usize,
    most: usize,
    /// When it last had nearly as many as it may have, if it ever had.
    busy_at: Option<Timestamp>,
}

impl Busy {
    /// Of a target that gets `most` requests at once.
    pub(super) fn new(most: usize) -> Self {
        Self { open: 0, most, busy_at: None }
    }

    /// What to tell the user after this, if anything: when it gets above 80 % for the first time,
    /// or for the first time in a while.
    pub(super) fn note(&mut self, update: &Update) -> Option<String> {
        let now = match update {
            Update::Attempt { at, .. } | Update::Released { at, .. } => {
                self.open += 1;
                *at
            }
            Update::Done { at, .. } => {
                self.open = self.open.saturating_sub(1);
                *at
            }
            // What is held is not in its hand.
            Update::Held { .. } | Update::Dropped { .. } => return None,
            Update::Online { .. } | Update::Offline { .. } | Update::Warning { .. } => return None,
        };
        let Self { open, most, .. } = *self;
        // Whoever lets it have just a few wants it to be busy.
        if most < 5 || open * 5 <= most * 4 {
            return None;
        }
        let before = self.busy_at.replace(now);
        if before.is_some_and(|it| now.since(it) < CALM) {
            return None;
        }
        Some(format!(
            "the target has {open} of at most {most} requests in hand; \
             `--max-connections {}` lets it have more",
            most * 2
        ))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::forward::{Failure, Outcome};
    use crate::model::{ErrorCode, Headers, Id};
    use crate::relay::Delivery;

    fn attempt(at: i64) -> Update {
        let delivery = Delivery {
            attempt: "atm_1".to_owned(),
            event: "evt_1".to_owned(),
            request: "req_1".to_owned(),
            connection: Id::from("web_1"),
            number: 1,
            method: "POST".to_owned(),
            path: "/".to_owned(),
            headers: Headers::default(),
            body: bytes::Bytes::new(),
            timeout: Duration::from_secs(30),
        };
        let url = "http://localhost:3000/".parse().unwrap();
        Update::Attempt { at: Timestamp(at), delivery, url }
    }

    fn done(at: i64) -> Update {
        let outcome = Outcome::Failed(Failure::new(ErrorCode::Timeout, "too slow"));
        let took = Duration::ZERO;
        Update::Done {
            at: Timestamp(at),
            attempt: "atm_1".to_owned(),
            outcome,
            took,
            timings: None,
        }
    }

    #[test]
    fn it_is_told_once_until_it_was_calm_for_a_while() {
        const MINUTE: i64 = CALM.cast_signed();
        let mut busy = Busy::new(10);
        let mut told = |update: fn(i64) -> Update, at: i64, times: usize| {
            (0..times).filter_map(|_| busy.note(&update(at))).collect::<Vec<_>>()
        };
        assert!(told(attempt, 0, 8).is_empty());
        assert!(told(attempt, 0, 1)[0].contains("9 of at most 10"));
        assert!(told(attempt, 0, 1).is_empty());
        // As it is under load: from nothing to all and back, again and again.
        for at in (0..=2 * MINUTE).step_by(500) {
            assert!(told(done, at, 10).is_empty());
            assert!(told(attempt, at, 10).is_empty());
        }
        assert!(told(done, 2 * MINUTE, 10).is_empty());
        assert_eq!(told(attempt, 3 * MINUTE, 10).len(), 1);
    }

    #[test]
    fn what_is_held_is_not_in_its_hand() {
        let mut busy = Busy::new(5);
        let url = || "http://localhost:3000/".parse().unwrap();
        let (at, until) = (Timestamp(0), None);
        let Update::Attempt { delivery, .. } = attempt(0) else { panic!("another update") };
        for _ in 0..9 {
            let delivery = delivery.clone();
            assert_eq!(busy.note(&Update::Held { at, delivery, url: url(), until }), None);
        }
        let release = |delivery| Update::Released { at, delivery, url: url(), changed: false };
        for _ in 0..4 {
            assert_eq!(busy.note(&release(delivery.clone())), None);
        }
        assert!(busy.note(&release(delivery)).is_some());
    }

    #[test]
    fn a_target_that_is_to_have_few_at_once_may_be_busy() {
        assert_eq!(Busy::new(1).note(&attempt(0)), None);
    }
}
