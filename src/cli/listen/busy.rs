//! Whether the target has nearly as many requests in hand as it may have.

use crate::relay::Update;

/// Counts the requests that the target has in hand.
pub(super) struct Busy {
    open: usize,
    most: usize,
    /// Whether it was told, and has not been calm since.
    told: bool,
}

impl Busy {
    /// Of a target that gets `most` requests at once.
    pub(super) fn new(most: usize) -> Self {
        Self { open: 0, most, told: false }
    }

    /// What to tell the user after this, if anything: once each time that it gets above 80 %.
    pub(super) fn note(&mut self, update: &Update) -> Option<String> {
        match update {
            Update::Attempt { .. } => self.open += 1,
            Update::Done { .. } => self.open = self.open.saturating_sub(1),
            Update::Online { .. } | Update::Offline { .. } | Update::Warning { .. } => (),
        }
        let Self { open, most, told } = *self;
        // Calm is below half, so that it is not told again and again around one number.
        self.told = told && open * 2 > most;
        // Whoever lets it have just a few wants it to be busy.
        if told || most < 5 || open * 5 <= most * 4 {
            return None;
        }
        self.told = true;
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
    use crate::model::{ErrorCode, Headers, Id, Timestamp};
    use crate::relay::Delivery;

    fn attempt() -> Update {
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
        Update::Attempt { at: Timestamp(0), delivery, url }
    }

    fn done() -> Update {
        let outcome = Outcome::Failed(Failure::new(ErrorCode::Timeout, "too slow"));
        let took = Duration::ZERO;
        Update::Done { at: Timestamp(0), attempt: "atm_1".to_owned(), outcome, took }
    }

    #[test]
    fn it_is_told_once_until_it_was_calm_in_between() {
        let mut busy = Busy::new(10);
        let mut told = |update: fn() -> Update, times: usize| {
            (0..times).filter_map(|_| busy.note(&update())).collect::<Vec<_>>()
        };
        assert!(told(attempt, 8).is_empty());
        assert!(told(attempt, 1)[0].contains("9 of at most 10"));
        assert!(told(attempt, 1).is_empty());
        assert!(told(done, 4).is_empty());
        assert!(told(attempt, 4).is_empty());
        assert!(told(done, 5).is_empty());
        assert_eq!(told(attempt, 5).len(), 1);
    }

    #[test]
    fn a_target_that_is_to_have_few_at_once_may_be_busy() {
        assert_eq!(Busy::new(1).note(&attempt()), None);
    }
}
