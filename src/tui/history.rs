//! What happened, one row for each event, in a bounded amount of memory.
//!
//! **Invariant:** at most [`ROWS`] rows of [`TRIES`] attempts each, at most [`ROOM`] bytes of headers
//! and bodies, and nothing of an attempt that is no longer here, but for some [`SPARE`] places. The
//! oldest rows go first; before them go the contents of the oldest attempts, which the gateway still
//! has.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use super::attempt::{End, Head, Try, Whole};
use super::hold::Stop;
use super::kind;
use super::past::{Past, PastTry};
use crate::forward::Outcome;
use crate::model::{Timestamp, Timings};
use crate::relay::Delivery;

/// How many rows are kept.
pub(super) const ROWS: usize = 100_000;
/// How many attempts of one event are.
const TRIES: usize = 50;
/// How many bytes of headers and bodies are kept.
const ROOM: usize = 16 << 20;
/// How many bytes of one path are kept.
const PATH: usize = 512;
/// How many places of contents that went are let stand before they are cleared away in one go.
const SPARE: usize = 10_000;

/// The rows, oldest first, each with a number that it keeps.
#[derive(Debug, Default)]
pub(super) struct History {
    rows: VecDeque<Row>,
    /// How many rows went to make room: the number of the oldest.
    gone: u64,
    /// How many of them are of requests that no event was made of.
    ignored: u64,
    by_id: HashMap<Arc<str>, u64>,
    /// Attempts that have not ended, and the row of each.
    under_way: HashMap<Box<str>, u64>,
    /// Attempts that have their contents, oldest first; and some that had.
    whole: VecDeque<(u64, Box<str>)>,
    /// How many of them there were when those that had were cleared away.
    cleared: usize,
    weight: usize,
}

/// One event.
#[derive(Debug)]
pub(super) struct Row {
    /// When it arrived.
    pub(super) at: Timestamp,
    /// `evt_…`, or `req_…` of a request that no event was made of.
    pub(super) id: Arc<str>,
    /// The name of the source that it came through.
    pub(super) source: Arc<str>,
    /// The name of its connection; empty where it has none.
    pub(super) connection: Arc<str>,
    /// The method.
    pub(super) method: Box<str>,
    /// Path and query on the target.
    pub(super) path: Box<str>,
    /// What it tells of, in its sender's words: `invoice.paid`.
    pub(super) kind: Box<str>,
    /// Why no event was made of it.
    pub(super) ignored: Option<Box<str>>,
    /// The attempts, oldest first.
    pub(super) tries: Vec<Try>,
    /// Rises with each change of it.
    pub(super) version: u32,
}

impl Row {
    /// The latest attempt.
    pub(super) fn last(&self) -> Option<&Try> {
        self.tries.last()
    }

    /// Method and path of this attempt of it.
    pub(super) fn head<'a>(&'a self, one: Option<&'a Try>) -> (&'a str, &'a str) {
        match one.and_then(|it| it.changed.as_deref()) {
            Some(Head { method, path }) => (method, path),
            None => (&self.method, &self.path),
        }
    }

    fn find(&mut self, attempt: &str) -> Option<&mut Try> {
        self.tries.iter_mut().rev().find(|it| *it.id == *attempt)
    }
}

/// The names by which a row is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The source's.
    pub(super) source: Arc<str>,
    /// The connection's.
    pub(super) connection: Arc<str>,
}

impl History {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The number of the oldest row, which is how many went before it.
    pub(super) fn gone(&self) -> u64 {
        self.gone
    }

    /// The number that the next row will have.
    pub(super) fn end_number(&self) -> u64 {
        self.gone + self.rows.len() as u64
    }

    /// How many requests there are that no event was made of.
    pub(super) fn ignored(&self) -> u64 {
        self.ignored
    }

    /// How many attempts have not ended.
    pub(super) fn under_way(&self) -> usize {
        self.under_way.len()
    }

    /// The row of this number, if it is still there.
    pub(super) fn row(&self, number: u64) -> Option<&Row> {
        self.rows.get(usize::try_from(number.checked_sub(self.gone)?).ok()?)
    }

    fn row_mut(&mut self, number: u64) -> Option<&mut Row> {
        self.rows.get_mut(usize::try_from(number.checked_sub(self.gone)?).ok()?)
    }

    /// Adds an attempt, to the row of its event or a new one; one that comes again takes its own
    /// place. Answers the row's number.
    pub(super) fn begin(
        &mut self,
        at: Timestamp,
        delivery: Delivery,
        url: String,
        names: &Names,
    ) -> u64 {
        let number = self.number(&delivery.event).unwrap_or_else(|| {
            self.push(Row {
                at,
                id: delivery.event.into(),
                source: names.source.clone(),
                connection: names.connection.clone(),
                method: delivery.method.into(),
                path: cut(&delivery.path, PATH).into(),
                kind: kind::of(&delivery.headers, &delivery.body).into(),
                ignored: None,
                tries: Vec::new(),
                version: 0,
            })
        });
        let id: Box<str> = delivery.attempt.into();
        let Some(row) = self.row_mut(number) else { return number };
        row.version += 1;
        let whole = Whole::sent(url, delivery.headers, &delivery.body);
        let known = row.find(&id).map(|known| {
            (known.end, known.stop) = (None, None);
            known.changed.take().is_some()
        });
        self.under_way.insert(id.clone(), number);
        if let Some(was_changed) = known {
            // It comes as it came before somebody changed it.
            if was_changed {
                self.fill(number, &id, whole);
            }
            return number;
        }
        let (place, whole) = (delivery.number, Some(Box::new(whole)));
        self.add(
            number,
            [Try { id, number: place, at, end: None, whole, stop: None, changed: None }],
        );
        number
    }

    /// Writes down how an attempt ended; answers the number of its row, if that is still there.
    pub(super) fn end(
        &mut self,
        attempt: &str,
        outcome: Outcome,
        took: Duration,
        timings: Option<Timings>,
    ) -> Option<u64> {
        let number = self.under_way.remove(attempt)?;
        let row = self.row_mut(number)?;
        row.version += 1;
        let found = row.find(attempt)?;
        let before = found.weight();
        let (end, answer) = End::of((outcome, took));
        if let Some(whole) = &mut found.whole {
            (whole.answer, whole.timings) = (answer, timings);
        }
        found.end = Some(end);
        let after = found.weight();
        self.weight = self.weight - before + after;
        self.make_room();
        Some(number)
    }

    /// Writes down that an attempt of this row was stopped.
    pub(super) fn stop(&mut self, number: u64, attempt: &str, stop: Stop) {
        if let Some(found) = self.row_mut(number).and_then(|row| row.find(attempt)) {
            found.stop = Some(stop);
        }
    }

    /// An attempt that was held goes on, as this; answers the number of its row, if that is still
    /// there.
    pub(super) fn release(
        &mut self,
        delivery: Delivery,
        url: String,
        is_changed: bool,
    ) -> Option<u64> {
        let number = *self.under_way.get(&*delivery.attempt)?;
        let row = self.row_mut(number)?;
        row.version += 1;
        if !is_changed {
            row.find(&delivery.attempt)?.stop = Some(Stop::Released);
            return Some(number);
        }
        let found = row.find(&delivery.attempt)?;
        found.stop = Some(Stop::Changed);
        let (method, path) = (delivery.method.into(), cut(&delivery.path, PATH).into());
        found.changed = Some(Box::new(Head { method, path }));
        let whole = Whole::sent(url, delivery.headers, &delivery.body);
        self.fill(number, &delivery.attempt, whole);
        Some(number)
    }

    /// Has an attempt have these contents.
    fn fill(&mut self, number: u64, attempt: &str, whole: Whole) {
        let Some(found) = self.row_mut(number).and_then(|row| row.find(attempt)) else { return };
        let before = found.weight();
        let is_new = found.whole.replace(Box::new(whole)).is_none();
        let after = found.weight();
        self.weight = self.weight - before + after;
        if is_new {
            self.whole.push_back((number, attempt.into()));
        }
        self.make_room();
    }

    /// Takes in what the gateway tells of an event; answers the number of its row.
    pub(super) fn past(&mut self, past: Past, names: &Names) -> u64 {
        let Past { id, at, source, method, path, content, ignored, tries, is_whole, .. } = past;
        let number = self.number(&id).unwrap_or_else(|| {
            let named = if names.source.is_empty() { source.into() } else { names.source.clone() };
            let kind = content.as_ref().map(|(headers, body)| kind::of(headers, body));
            self.push(Row {
                at,
                id: id.into(),
                source: named,
                connection: names.connection.clone(),
                method: method.into(),
                path: cut(&path, PATH).into(),
                kind: kind.unwrap_or_default().into(),
                ignored: ignored.map(Into::into),
                tries: Vec::new(),
                version: 0,
            })
        });
        let Some(row) = self.row_mut(number) else { return number };
        row.version += 1;
        let mut told = Vec::new();
        if is_whole {
            // What was changed here the gateway does not know.
            let is_ours = |it: &Try| it.stop == Some(Stop::Changed);
            let is_told = |it: &Try| {
                it.id.is_empty() || !is_ours(it) && tries.iter().any(|one| *one.id == *it.id)
            };
            told.extend(row.tries.extract_if(.., |it| is_told(it)));
        }
        let removed: usize = told.iter().map(Try::weight).sum();
        let (mut new, mut filled) = (Vec::new(), Vec::new());
        for one in tries {
            let mut one = Try::of(one, content.as_ref(), is_whole);
            if let Some(known) = row.tries.iter_mut().find(|it| it.number == one.number) {
                // It is told again, maybe since it ended.
                known.end = known.end.take().or(one.end);
                let lacks = known.stop != Some(Stop::Changed) && known.whole.is_none();
                if let Some(whole) = one.whole.filter(|_| lacks) {
                    // By another id, where the gateway lost the first of an attempt that it made anew.
                    if known.end.is_some() {
                        known.id = one.id;
                    }
                    filled.push((known.id.clone(), *whole));
                }
                continue;
            }
            let before = told.iter().position(|it| it.id == one.id);
            if let Some(before) = before {
                one.answered_as(told.swap_remove(before));
            }
            new.push(one);
        }
        self.weight -= removed;
        self.add(number, new);
        for (id, whole) in filled {
            self.fill(number, &id, whole);
        }
        number
    }

    /// Takes in an attempt that was made elsewhere; answers the number of its row, if there is one.
    pub(super) fn attempt(&mut self, event: &str, attempt: PastTry) -> Option<u64> {
        let number = self.number(event)?;
        let row = self.row_mut(number)?;
        row.version += 1;
        let PastTry { id, number: place, at, url, end, timings, is_answered } = attempt;
        let (end, answer) = end.map(End::of).unzip();
        let answer = answer.flatten().filter(|_| is_answered);
        if let Some(known) = row.tries.iter_mut().find(|it| it.number == place) {
            let before = known.weight();
            known.end = known.end.take().or(end);
            if let Some(whole) = &mut known.whole
                && is_answered
                && !whole.is_answered
            {
                (whole.url, whole.answer, whole.timings) = (url, answer, timings);
                whole.is_answered = true;
            }
            let after = known.weight();
            self.weight = self.weight - before + after;
            self.make_room();
            return Some(number);
        }
        // The request is the same in each.
        let first = row.tries.first().and_then(|it| it.whole.as_ref());
        let sent = first.map(|it| (it.sent.clone(), it.is_sent));
        let untried = row.tries.extract_if(.., |it| it.number == 0);
        let removed: usize = untried.map(|it| it.weight()).sum();
        let whole = sent.map(|(sent, is_sent)| {
            Box::new(Whole { url, sent, answer, timings, is_sent, is_answered })
        });
        self.weight -= removed;
        self.add(
            number,
            [Try { id: id.into(), number: place, at, end, whole, stop: None, changed: None }],
        );
        Some(number)
    }

    /// The number of the row of this event or request.
    pub(super) fn number(&self, id: &str) -> Option<u64> {
        self.by_id.get(id).copied()
    }

    /// Adds attempts to a row, which keeps the latest.
    fn add(&mut self, number: u64, new: impl IntoIterator<Item = Try>) {
        let place = number.checked_sub(self.gone).and_then(|it| usize::try_from(it).ok());
        let Some(row) = place.and_then(|it| self.rows.get_mut(it)) else { return };
        for one in new {
            self.weight += one.weight();
            if one.whole.is_some() {
                self.whole.push_back((number, one.id.clone()));
            }
            row.tries.push(one);
        }
        row.tries.sort_by_key(|it| it.number);
        let surplus = row.tries.len().saturating_sub(TRIES);
        for one in row.tries.drain(..surplus) {
            self.weight -= one.weight();
            self.under_way.remove(&one.id);
        }
        self.make_room();
    }

    fn push(&mut self, row: Row) -> u64 {
        if self.rows.len() == ROWS
            && let Some(oldest) = self.rows.pop_front()
        {
            self.weight -= oldest.tries.iter().map(Try::weight).sum::<usize>();
            self.by_id.remove(&oldest.id);
            self.ignored -= u64::from(oldest.ignored.is_some());
            for it in &oldest.tries {
                self.under_way.remove(&it.id);
            }
            self.gone += 1;
        }
        let number = self.end_number();
        self.ignored += u64::from(row.ignored.is_some());
        self.by_id.insert(row.id.clone(), number);
        self.rows.push_back(row);
        number
    }

    fn make_room(&mut self) {
        while self.weight > ROOM
            && let Some((number, id)) = self.whole.pop_front()
        {
            let Some(found) = self.row_mut(number).and_then(|row| row.find(&id)) else { continue };
            let weight = found.weight();
            found.whole = None;
            self.weight -= weight;
        }
        // What names contents that went is of no use.
        if self.whole.len() > 2 * self.cleared + SPARE {
            let mut all = std::mem::take(&mut self.whole);
            let mut seen = HashSet::new();
            all.retain(|(number, id)| {
                let found = self.row_mut(*number).and_then(|row| row.find(id));
                found.is_some_and(|it| it.whole.is_some()) && seen.insert(id.clone())
            });
            self.cleared = all.len();
            self.whole = all;
        }
    }
}

/// As much of a text as fits into so many bytes.
fn cut(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::attempt::BODY;
    use crate::tui::tests::{answered, delivery, ignored};

    fn weight(history: &History) -> usize {
        history.rows.iter().flat_map(|row| &row.tries).map(Try::weight).sum()
    }

    fn after(rows: usize, body: usize) -> History {
        let mut history = History::default();
        for number in 0..rows {
            let mut delivery = delivery(number);
            delivery.body = vec![b'x'; body].into();
            let attempt = delivery.attempt.clone();
            history.begin(Timestamp(0), delivery, String::new(), &Names::default());
            history.end(&attempt, answered(200, &"y".repeat(body)), Duration::ZERO, None);
        }
        history
    }

    #[test]
    fn the_oldest_rows_go_first_and_are_counted() {
        let history = after(ROWS + 5, 10);
        assert_eq!((history.len(), history.gone()), (ROWS, 5));
        assert_eq!(*history.row(5).unwrap().id, *delivery(5).event);
        assert!(history.row(4).is_none());
        assert_eq!((history.weight, history.by_id.len()), (weight(&history), ROWS));
        assert!(history.whole.len() <= 2 * ROWS + SPARE && history.under_way() == 0);
    }

    #[test]
    fn large_bodies_are_cut_and_old_ones_let_go() {
        let history = after(200, 1 << 20);
        assert!(history.weight <= ROOM);
        assert_eq!(history.weight, weight(&history));
        assert!(history.row(0).unwrap().tries[0].whole.is_none());
        let last = history.row(199).unwrap().last().unwrap().whole.as_ref().unwrap();
        assert_eq!((last.sent.body.len(), last.sent.length), (BODY, 1 << 20));
    }

    #[test]
    fn attempts_of_one_event_share_its_row_and_one_that_comes_again_its_place() {
        let mut history = History::default();
        for number in [1, 1, 2] {
            let mut delivery = delivery(1);
            delivery.attempt = format!("atm_{number}");
            delivery.number = number;
            history.begin(Timestamp(0), delivery, String::new(), &Names::default());
        }
        assert_eq!((history.len(), history.under_way()), (1, 2));
        let numbers: Vec<_> = history.row(0).unwrap().tries.iter().map(|it| it.number).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn an_event_that_is_tried_without_end_keeps_its_latest_attempts() {
        let mut history = History::default();
        for number in 1..=70 {
            let mut delivery = delivery(1);
            delivery.attempt = format!("atm_{number}");
            delivery.number = number;
            history.begin(Timestamp(0), delivery, String::new(), &Names::default());
        }
        assert_eq!(history.row(0).unwrap().tries.len(), TRIES);
        assert_eq!(history.row(0).unwrap().last().unwrap().number, 70);
        assert_eq!(history.weight, weight(&history));
    }

    /// An attempt that was made elsewhere and ended well.
    fn tried(number: u32, is_answered: bool) -> PastTry {
        PastTry {
            id: format!("atm_{number}"),
            number,
            at: Timestamp(0),
            url: String::new(),
            end: Some((answered(200, "yes"), Duration::ZERO)),
            timings: None,
            is_answered,
        }
    }

    #[test]
    fn what_is_no_longer_here_takes_no_room_in_whatever_order_things_come() {
        let mut history = History::default();
        // Attempts that never end, those that were made elsewhere, and all of it told again.
        for number in (1..=4 * SPARE as u32).step_by(2) {
            let mut delivery = delivery(1);
            delivery.attempt = format!("atm_{number}");
            delivery.number = number;
            history.begin(Timestamp(0), delivery, String::new(), &Names::default());
            history.attempt(&crate::tui::tests::delivery(1).event, tried(number + 1, false));
            let tries = vec![tried(number, true), tried(number + 1, false)];
            let id = crate::tui::tests::delivery(1).event;
            history.past(Past { id, tries, ignored: None, ..ignored() }, &Names::default());
        }
        assert_eq!(history.row(0).unwrap().tries.len(), TRIES);
        assert_eq!(history.weight, weight(&history));
        assert!(history.under_way() <= TRIES, "{}", history.under_way());
        assert!(history.whole.len() <= SPARE + 2 * TRIES, "{}", history.whole.len());
    }

    #[test]
    fn what_was_answered_is_added_and_stays_when_the_rest_is_told_again() {
        let mut history = History::default();
        let told = |is_answered| {
            let tries = vec![tried(1, is_answered), tried(2, false)];
            Past { tries, ignored: None, ..ignored() }
        };
        let shown = |history: &History| {
            let tries = &history.row(0).unwrap().tries;
            let answers = tries.iter().map(|it| it.whole.as_ref().unwrap().answer.is_some());
            answers.collect::<Vec<_>>()
        };
        history.past(told(false), &Names::default());
        assert_eq!(shown(&history), [false, false]);
        history.attempt(&ignored().id, tried(2, true));
        assert_eq!(shown(&history), [false, true]);
        history.past(told(true), &Names::default());
        assert_eq!(shown(&history), [true, true]);
        assert_eq!(history.weight, weight(&history));
    }

    /// An attempt that went on as another.
    fn changed(history: &mut History, body: usize) {
        let names = Names::default();
        history.begin(Timestamp(0), delivery(1), String::new(), &names);
        let (method, path) = ("PUT".to_owned(), "/other".to_owned());
        let sent = Delivery { method, path, body: vec![b'x'; body].into(), ..delivery(1) };
        history.release(sent, String::new(), true);
        history.end(&delivery(1).attempt, answered(200, ""), Duration::ZERO, None);
    }

    #[test]
    fn a_change_at_the_breakpoint_is_one_of_that_attempt_alone() {
        let mut history = History::default();
        changed(&mut history, 1);
        let own = ("POST", "/orders?n=1");
        let row = history.row(0).unwrap();
        assert_eq!((&*row.method, &*row.path), own);
        assert_eq!(row.head(row.last()), ("PUT", "/other"));
        let again = Delivery { attempt: "atm_again".to_owned(), number: 2, ..delivery(1) };
        history.begin(Timestamp(0), again, String::new(), &Names::default());
        let row = history.row(0).unwrap();
        assert_eq!((row.head(row.tries.first()), row.head(row.last())), (("PUT", "/other"), own));
        // The same attempt comes once more as it came before.
        history.begin(Timestamp(0), delivery(1), String::new(), &Names::default());
        let first = &history.row(0).unwrap().tries[0];
        assert_eq!(history.row(0).unwrap().head(Some(first)), own);
        assert_eq!(first.whole.as_ref().unwrap().sent.body, delivery(1).body);
        assert_eq!(history.weight, weight(&history));
    }

    #[test]
    fn contents_that_were_let_go_come_back_by_whatever_id_the_gateway_knows_the_attempt() {
        let mut history = History::default();
        history.begin(Timestamp(0), delivery(1), String::new(), &Names::default());
        history.end(&delivery(1).attempt, answered(200, ""), Duration::ZERO, None);
        for number in 2..300 {
            let body = vec![b'x'; 1 << 20].into();
            let large = Delivery { body, ..delivery(number) };
            history.begin(Timestamp(0), large, String::new(), &Names::default());
        }
        assert!(history.row(0).unwrap().tries[0].whole.is_none());
        let [one] = <[PastTry; 1]>::try_from(ignored().tries).unwrap();
        let one = PastTry { id: "atm_other".to_owned(), number: 1, ..one };
        let past = Past { id: delivery(1).event, ignored: None, tries: vec![one], ..ignored() };
        history.past(past, &Names::default());
        let row = history.row(0).unwrap();
        assert_eq!((row.tries.len(), &*row.tries[0].id), (1, "atm_other"));
        assert!(row.tries[0].whole.is_some());
        assert_eq!(history.weight, weight(&history));
    }

    #[test]
    fn an_end_without_its_row_is_passed_over() {
        let mut history = History::default();
        assert_eq!(history.end("atm_unknown", answered(200, ""), Duration::ZERO, None), None);
        assert_eq!(history.len(), 0);
    }
}
