//! Which rows the list shows, and in which order.
//!
//! A change of what is wanted is worked through step by step ([`Listing::go_on`]), so that no key
//! waits for a hundred thousand rows.

use std::cmp::Reverse;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::attempt::Try;
use super::filter::{Filter, Found};
use super::history::{History, Row};

/// How much is looked at in one step: this many rows, or this many KiB of contents.
const STEP: usize = 1_000;

/// The rows that are shown, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// In the order in which they came.
    came: VecDeque<u64>,
    /// In the order that is wanted, where that is another; as of the last [`Self::arrange`].
    arranged: Vec<u64>,
    /// Rows of which nobody knows whether they are wanted.
    blind: BTreeSet<u64>,
    /// The first row that was not looked at yet.
    next: u64,
    /// What is wanted.
    pub(super) filter: Filter,
    /// Which part of it.
    pub(super) lens: Lens,
    /// Over which source.
    pub(super) source: Option<Arc<str>>,
    /// In which order.
    pub(super) sort: Sort,
    /// Where it stands still: what comes from this row on is left for later.
    pub(super) paused_at: Option<u64>,
}

/// Which part of the events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lens {
    /// All.
    #[default]
    All,
    /// Not answered with 2xx.
    Failed,
    /// Answered with 2xx.
    Good,
    /// Not answered yet.
    Open,
    /// Of which no event was made.
    Ignored,
}

/// An order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Sort {
    /// The newest last.
    #[default]
    Time,
    /// The slowest first.
    Took,
    /// The worst first: no answer, then by status.
    Status,
}

impl Lens {
    /// All, in their order.
    pub(super) const ALL: [Self; 5] =
        [Self::All, Self::Failed, Self::Good, Self::Open, Self::Ignored];

    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Failed => "failed",
            Self::Good => "ok",
            Self::Open => "under way",
            Self::Ignored => "ignored",
        }
    }

    fn holds(self, row: &Row) -> bool {
        let end = row.last().and_then(|it| it.end.as_ref());
        let good = row.last().and_then(Try::status).is_some_and(|it| it / 100 == 2);
        match self {
            Self::All => true,
            Self::Failed => end.is_some() && !good,
            Self::Good => good,
            Self::Open => row.ignored.is_none() && end.is_none(),
            Self::Ignored => row.ignored.is_some(),
        }
    }
}

impl Sort {
    /// All, in their order.
    pub(super) const ALL: [Self; 3] = [Self::Time, Self::Took, Self::Status];

    /// What is first, in words.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Time => "by time",
            Self::Took => "slowest first",
            Self::Status => "worst first",
        }
    }
}

/// The one after this, and after the last the first.
pub(super) fn after<T: Copy + PartialEq>(all: &[T], it: T) -> T {
    let place = all.iter().position(|other| *other == it).unwrap_or_default();
    all[(place + 1) % all.len()]
}

impl Listing {
    /// How many rows are shown.
    pub(super) fn len(&self) -> usize {
        if self.sort == Sort::Time { self.came.len() } else { self.arranged.len() }
    }

    /// The row at this place.
    pub(super) fn at(&self, place: usize) -> Option<u64> {
        match self.sort {
            Sort::Time => self.came.get(place).copied(),
            _ => self.arranged.get(place).copied(),
        }
    }

    /// Where a row is shown; one that is not, where it would be.
    pub(super) fn place(&self, number: u64) -> usize {
        match self.sort {
            Sort::Time => self.came.partition_point(|it| *it < number),
            _ => self.arranged.iter().position(|it| *it == number).unwrap_or_default(),
        }
    }

    /// The place that is looked at when none was chosen.
    pub(super) fn front(&self) -> Option<usize> {
        let last = self.len().checked_sub(1)?;
        Some(if self.sort == Sort::Time { last } else { 0 })
    }

    /// Whether anything is left out.
    pub(super) fn is_part(&self) -> bool {
        !self.filter.is_empty() || self.lens != Lens::All || self.source.is_some()
    }

    /// How many rows were not looked at yet.
    pub(super) fn behind(&self, history: &History) -> u64 {
        let end = self.paused_at.unwrap_or(u64::MAX).min(history.end_number());
        end.saturating_sub(self.next.max(history.gone()))
    }

    /// How many came since it stands still.
    pub(super) fn held(&self, history: &History) -> u64 {
        self.paused_at.map_or(0, |it| history.end_number().saturating_sub(it))
    }

    /// A row is new, or changed.
    pub(super) fn note(&mut self, history: &History, found: &Found, number: u64) {
        self.forget(history.gone());
        if number == self.next && self.paused_at.is_none_or(|it| number < it) {
            self.next = number + 1;
        }
        if self.next <= number {
            return;
        }
        let Some(row) = history.row(number) else { return };
        let place = self.came.partition_point(|it| *it < number);
        let is_there = self.came.get(place) == Some(&number);
        match (self.wants(row, found), is_there) {
            (true, false) => self.came.insert(place, number),
            (false, true) => _ = self.came.remove(place),
            _ => (),
        }
        if self.is_blind(row, found) {
            self.blind.insert(number);
        } else {
            self.blind.remove(&number);
        }
    }

    /// How many rows may be wanted: what would tell is neither here nor searched by the gateway.
    pub(super) fn blind(&self) -> usize {
        self.blind.len()
    }

    /// Something else is wanted.
    pub(super) fn want(&mut self, filter: Filter) {
        if self.filter.text != filter.text {
            self.filter = filter;
            self.anew();
        }
    }

    /// What is wanted has changed: everything is looked at again.
    pub(super) fn anew(&mut self) {
        self.came.clear();
        self.blind.clear();
        self.arranged.clear();
        self.next = 0;
    }

    /// Looks at some of the rows that were not looked at yet.
    pub(super) fn go_on(&mut self, history: &History, found: &Found) {
        self.next = self.next.max(history.gone());
        self.forget(history.gone());
        let mut done = 0;
        while done < STEP
            && self.behind(history) > 0
            && let Some(row) = history.row(self.next)
        {
            if self.wants(row, found) {
                self.came.push_back(self.next);
            } else if self.is_blind(row, found) {
                self.blind.insert(self.next);
            }
            self.next += 1;
            done += 1 + if self.filter.is_deep() { weight(row) >> 10 } else { 0 };
        }
        if self.behind(history) == 0 {
            self.arrange(history);
        }
    }

    /// Puts them into the order that is wanted.
    pub(super) fn arrange(&mut self, history: &History) {
        if self.sort == Sort::Time {
            self.arranged = Vec::new();
            return;
        }
        // The newest first of those that are alike.
        let keyed =
            self.came.iter().filter_map(|it| Some((key(self.sort, history.row(*it)?), *it)));
        let mut keyed = Vec::from_iter(keyed);
        keyed.sort_unstable_by_key(|it| Reverse(*it));
        self.arranged = keyed.into_iter().map(|(_, it)| it).collect();
    }

    fn forget(&mut self, gone: u64) {
        while self.came.front().is_some_and(|it| *it < gone) {
            self.came.pop_front();
        }
        while self.blind.first().is_some_and(|it| *it < gone) {
            self.blind.pop_first();
        }
    }

    fn is_blind(&self, row: &Row, found: &Found) -> bool {
        self.lens.holds(row)
            && self.source.as_ref().is_none_or(|it| *it == row.source)
            && self.filter.is_blind(row, found)
    }

    fn wants(&self, row: &Row, found: &Found) -> bool {
        self.lens.holds(row)
            && self.source.as_ref().is_none_or(|it| *it == row.source)
            && self.filter.wants(row, found)
    }
}

/// What rows are ordered by, the greatest first.
fn key(sort: Sort, row: &Row) -> (u16, Duration) {
    let end = row.last().and_then(|it| it.end.as_ref());
    let took = end.map_or(Duration::ZERO, |it| it.took);
    match sort {
        Sort::Time | Sort::Took => (0, took),
        Sort::Status => match end.map(|it| &it.outcome) {
            Some(Err(_)) => (u16::MAX, Duration::ZERO),
            Some(Ok(status)) => (*status, Duration::ZERO),
            None => (0, Duration::ZERO),
        },
    }
}

fn weight(row: &Row) -> usize {
    row.tries.iter().filter_map(|it| it.whole.as_ref()).map(|it| it.weight()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;
    use crate::tui::history::Names;
    use crate::tui::tests::{answered, delivery};

    struct Stage {
        history: History,
        listing: Listing,
    }

    impl Stage {
        fn new() -> Self {
            Self { history: History::default(), listing: Listing::default() }
        }

        fn begin(&mut self, number: usize) {
            let names = Names::default();
            let row = self.history.begin(Timestamp(0), delivery(number), String::new(), &names);
            self.listing.note(&self.history, &Found::new(), row);
        }

        fn end(&mut self, number: usize, status: u16, ms: u64) {
            let took = Duration::from_millis(ms);
            let attempt = delivery(number).attempt;
            let row = self.history.end(&attempt, answered(status, ""), took, None).unwrap();
            self.listing.note(&self.history, &Found::new(), row);
        }

        fn work(&mut self) -> usize {
            let mut steps = 0;
            while self.listing.behind(&self.history) > 0 {
                self.listing.go_on(&self.history, &Found::new());
                steps += 1;
            }
            steps
        }

        fn shown(&self) -> Vec<u64> {
            (0..self.listing.len()).filter_map(|it| self.listing.at(it)).collect()
        }
    }

    #[test]
    fn a_row_comes_and_goes_as_its_attempts_end() {
        let mut stage = Stage::new();
        stage.listing.lens = Lens::Failed;
        (0..4).for_each(|it| stage.begin(it));
        assert_eq!(stage.shown(), [0; 0]);
        stage.end(2, 500, 1);
        stage.end(1, 404, 1);
        stage.end(0, 200, 1);
        assert_eq!(stage.shown(), [1, 2]);
        // The same rows, looked at anew.
        stage.listing.anew();
        stage.work();
        assert_eq!(stage.shown(), [1, 2]);
        stage.listing.lens = Lens::Open;
        stage.listing.anew();
        stage.work();
        assert_eq!(stage.shown(), [3]);
    }

    #[test]
    fn what_comes_while_it_stands_still_is_shown_when_it_goes_on() {
        let mut stage = Stage::new();
        (0..2).for_each(|it| stage.begin(it));
        stage.listing.paused_at = Some(2);
        (2..5).for_each(|it| stage.begin(it));
        stage.end(1, 200, 1);
        assert_eq!((stage.shown(), stage.listing.held(&stage.history)), (vec![0, 1], 3));
        stage.listing.filter = Filter::read("orders").unwrap();
        stage.listing.anew();
        stage.work();
        assert_eq!(stage.shown(), [0, 1]);
        stage.listing.paused_at = None;
        stage.work();
        assert_eq!(stage.shown(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn the_slowest_and_the_worst_come_first() {
        let mut stage = Stage::new();
        (0..4).for_each(|it| stage.begin(it));
        for (number, status, ms) in [(0, 200, 10), (1, 500, 30), (2, 404, 20)] {
            stage.end(number, status, ms);
        }
        for (sort, expected) in
            [(Sort::Took, [1, 2, 0, 3]), (Sort::Status, [1, 2, 0, 3]), (Sort::Time, [0, 1, 2, 3])]
        {
            stage.listing.sort = sort;
            stage.listing.arrange(&stage.history);
            assert_eq!(stage.shown(), expected);
        }
    }

    #[test]
    fn many_rows_are_looked_at_in_several_steps() {
        let mut stage = Stage::new();
        (0..3 * STEP).for_each(|it| stage.begin(it));
        stage.listing.anew();
        assert_eq!(stage.work(), 3);
        assert_eq!(stage.listing.len(), 3 * STEP);
    }
}
