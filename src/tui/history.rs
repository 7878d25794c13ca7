//! The latest attempts, one row each, in a bounded amount of memory.
//!
//! **Invariant:** at most [`ROWS`] rows, and at most [`ROOM`] bytes of headers and bodies. The
//! oldest rows go first; before them go the contents of the oldest.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;

use crate::forward::{Failure, Outcome};
use crate::model::{Headers, Timestamp};
use crate::relay::Delivery;

/// How many rows are kept.
const ROWS: usize = 1_000;
/// How many bytes of headers and bodies are kept.
const ROOM: usize = 4 << 20;
/// How many bytes of one body are kept.
const BODY: usize = 64 << 10;

/// The rows, oldest first.
#[derive(Debug, Default)]
pub(super) struct History {
    rows: VecDeque<Row>,
    /// How many rows went to make room.
    pub(super) dropped: u64,
    /// How many of the oldest rows have given up their contents.
    lean: usize,
    weight: usize,
}

/// One attempt.
#[derive(Debug)]
pub(super) struct Row {
    /// When it arrived.
    pub(super) at: Timestamp,
    /// `atm_…`
    pub(super) attempt: String,
    /// `evt_…`
    pub(super) event: String,
    /// The name of the source that it came through.
    pub(super) source: String,
    /// Which attempt of the event it is.
    pub(super) number: u32,
    /// The method.
    pub(super) method: String,
    /// Path and query on the target.
    pub(super) path: String,
    /// The whole URL.
    pub(super) url: String,
    /// What was sent to the target.
    pub(super) sent: Message,
    /// How it ended, once it has.
    pub(super) end: Option<End>,
}

/// How an attempt ended.
#[derive(Debug)]
pub(super) struct End {
    /// How long the target took.
    pub(super) took: Duration,
    /// The answer's status and what it said, or why there is none.
    pub(super) outcome: Result<(u16, Message), Failure>,
}

/// Headers and a body, as far as they are kept.
#[derive(Debug)]
pub(super) struct Message {
    /// All headers; empty once they were let go.
    pub(super) headers: Headers,
    /// The beginning of the body; empty once it was let go.
    pub(super) body: Bytes,
    /// How long the whole body was.
    pub(super) length: usize,
    /// Whether the contents were let go to make room.
    pub(super) gone: bool,
}

impl Message {
    fn new(headers: Headers, body: &[u8]) -> Self {
        // A copy: a slice would keep all of the frame that it came in.
        let kept = Bytes::copy_from_slice(&body[..body.len().min(BODY)]);
        Self { headers, body: kept, length: body.len(), gone: false }
    }

    fn weight(&self) -> usize {
        self.headers.as_bytes().len() + self.body.len()
    }

    fn let_go(&mut self) {
        self.headers = Headers::default();
        self.body = Bytes::new();
        self.gone = true;
    }
}

impl Row {
    fn weight(&self) -> usize {
        let answer = match &self.end {
            Some(End { outcome: Ok((_, message)), .. }) => message.weight(),
            _ => 0,
        };
        self.sent.weight() + answer
    }

    fn let_go(&mut self) {
        self.sent.let_go();
        if let Some(End { outcome: Ok((_, message)), .. }) = &mut self.end {
            message.let_go();
        }
    }
}

impl History {
    /// The rows, oldest first.
    pub(super) fn rows(&self) -> &VecDeque<Row> {
        &self.rows
    }

    /// Adds an attempt; an attempt that comes again takes its own row again.
    pub(super) fn begin(&mut self, at: Timestamp, delivery: Delivery, url: String, source: String) {
        if let Some(row) = self.find(&delivery.attempt) {
            row.end = None;
            return;
        }
        if self.rows.len() == ROWS {
            let row = self.rows.pop_front();
            self.weight -= row.map_or(0, |row| row.weight());
            self.lean = self.lean.saturating_sub(1);
            self.dropped += 1;
        }
        let row = Row {
            at,
            source,
            url,
            sent: Message::new(delivery.headers, &delivery.body),
            attempt: delivery.attempt,
            event: delivery.event,
            number: delivery.number,
            method: delivery.method,
            path: delivery.path,
            end: None,
        };
        self.weight += row.weight();
        self.rows.push_back(row);
        self.make_room();
    }

    /// Writes down how an attempt ended, in its row if that is still there.
    pub(super) fn end(&mut self, attempt: &str, outcome: Outcome, took: Duration) {
        let Some(row) = self.find(attempt) else { return };
        let before = row.weight();
        let outcome = match outcome {
            Outcome::Answered(answer) => {
                let headers = Headers::from_map(&answer.headers);
                Ok((answer.status.as_u16(), Message::new(headers, &answer.body)))
            }
            Outcome::Failed(failure) => Err(failure),
        };
        row.end = Some(End { took, outcome });
        if row.sent.gone {
            row.let_go();
        }
        let after = row.weight();
        self.weight = self.weight - before + after;
        self.make_room();
    }

    fn find(&mut self, attempt: &str) -> Option<&mut Row> {
        // From the end: what is under way is young.
        self.rows.iter_mut().rev().find(|row| row.attempt == attempt)
    }

    fn make_room(&mut self) {
        while self.weight > ROOM {
            let Some(row) = self.rows.get_mut(self.lean) else { return };
            self.weight -= row.weight();
            row.let_go();
            self.lean += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::tests::{answered, delivery};

    fn full(body: usize) -> History {
        let mut history = History::default();
        for number in 0..ROWS + 5 {
            let mut delivery = delivery(number);
            delivery.body = vec![b'x'; body].into();
            let attempt = delivery.attempt.clone();
            history.begin(Timestamp(0), delivery, String::new(), String::new());
            history.end(&attempt, answered(200, &"y".repeat(body)), Duration::ZERO);
        }
        history
    }

    #[test]
    fn the_oldest_rows_go_first_and_are_counted() {
        let history = full(10);
        assert_eq!((history.rows().len(), history.dropped), (ROWS, 5));
        assert_eq!(history.rows()[0].attempt, delivery(5).attempt);
        assert_eq!(history.weight, history.rows().iter().map(Row::weight).sum::<usize>());
    }

    #[test]
    fn large_bodies_are_cut_and_old_ones_let_go() {
        let history = full(1 << 20);
        assert!(history.weight <= ROOM);
        assert_eq!(history.weight, history.rows().iter().map(Row::weight).sum::<usize>());
        assert!(history.rows()[0].sent.gone);
        let last = history.rows().back().unwrap();
        assert_eq!(
            (last.sent.body.len(), last.sent.length, last.sent.gone),
            (BODY, 1 << 20, false)
        );
    }

    #[test]
    fn an_attempt_that_comes_again_takes_its_own_row() {
        let mut history = History::default();
        for _ in 0..2 {
            history.begin(Timestamp(0), delivery(1), String::new(), String::new());
        }
        assert_eq!(history.rows().len(), 1);
    }

    #[test]
    fn an_end_without_its_row_is_passed_over() {
        let mut history = History::default();
        history.end("atm_unknown", answered(200, ""), Duration::ZERO);
        assert!(history.rows().is_empty());
    }
}
