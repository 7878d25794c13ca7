//! Where counts are added up for one answer: by time, group of subjects and facts.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::cells::{Cell, FACE, Kind, NONE};
use super::scan::FACTS;
use crate::store::{Step, Totals};

/// What one row of the answer is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    /// When its bucket begins, in milliseconds.
    pub(super) bucket: Option<i64>,
    pub(super) group: u32,
    pub(super) facts: Vec<i64>,
}

/// What is added up.
pub(super) struct Groups {
    step: Option<Step>,
    /// Which facts tell groups apart.
    by: Vec<usize>,
    most: usize,
    pub(super) totals: HashMap<Place, Totals>,
    /// Whether there was more than there is room for.
    pub(super) overflowed: bool,
    moments: Moments,
    /// The time that was asked for last, and when its bucket begins.
    begun: (i64, i64),
}

/// What one row of the answer is about: its bucket, its group, and the facts that tell it from others.
type Apart = (Option<i64>, u32, [i64; FACTS]);

/// Things of one minute that are to be added up before the greatest sum is looked for. There are
/// many, but few in a row are of different groups.
#[derive(Default)]
struct Moments {
    minute: i64,
    /// What the moments of the minute came to.
    sums: Vec<(Apart, Vec<[i64; 3]>)>,
    /// Where each group stands among them.
    places: HashMap<Apart, usize>,
    /// The one that was added to last.
    last: usize,
}

impl Moments {
    /// A moment; `None` where it would be of one group more than so many.
    fn of(&mut self, apart: Apart, moment: usize, most: usize) -> Option<&mut [i64; 3]> {
        if self.sums.get(self.last).is_none_or(|it| it.0 != apart) {
            let next = self.sums.len();
            if next >= most && !self.places.contains_key(&apart) {
                return None;
            }
            self.last = *self.places.entry(apart).or_insert(next);
            if self.last == next {
                self.sums.push((apart, Vec::new()));
            }
        }
        let moments = &mut self.sums[self.last].1;
        if moments.len() <= moment {
            moments.resize(moment + 1, [0; 3]);
        }
        Some(&mut moments[moment])
    }
}

impl Groups {
    pub(super) fn new(step: Option<Step>, by: Vec<usize>, most: usize) -> Self {
        Self {
            step,
            by,
            most,
            totals: HashMap::new(),
            overflowed: false,
            moments: Moments::default(),
            begun: (i64::MIN, 0),
        }
    }

    /// When the bucket begins that this time lies in, where there are buckets.
    pub(super) fn bucket(&mut self, at: i64) -> Option<i64> {
        let step = self.step?;
        if self.begun.0 != at {
            self.begun = (at, begin(step, at));
        }
        Some(self.begun.1)
    }

    fn place(&self, bucket: Option<i64>, group: u32, facts: &[i64; FACTS]) -> Place {
        Place { bucket, group, facts: self.by.iter().map(|it| facts[*it]).collect() }
    }

    fn totals(&mut self, place: Place) -> Option<&mut Totals> {
        if self.totals.len() >= self.most && !self.totals.contains_key(&place) {
            self.overflowed = true;
            return None;
        }
        Some(self.totals.entry(place).or_default())
    }

    /// Adds things that were made at `at`, in milliseconds; whether there was room.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        at: i64,
        group: u32,
        facts: &[i64; FACTS],
        cell: &Cell,
    ) -> bool {
        if matches!(kind, Kind::Pace | Kind::Depth) {
            return self.moment(kind, at, group, facts, cell);
        }
        let bucket = self.bucket(at);
        let place = self.place(bucket, group, facts);
        let totals = self.totals(place);
        totals.map(|it| sum_up(it, kind, cell)).is_some()
    }

    /// Has seen a second with so many events; with none, it says nothing.
    pub(super) fn peak(
        &mut self,
        bucket: Option<i64>,
        group: u32,
        facts: &[i64; FACTS],
        count: i64,
    ) {
        if count == 0 {
            return;
        }
        let place = self.place(bucket, group, facts);
        if let Some(totals) = self.totals(place) {
            totals.peak = totals.peak.max(count);
        }
    }

    /// Adds what a second or a look of a minute came to.
    fn moment(
        &mut self,
        kind: Kind,
        at: i64,
        group: u32,
        facts: &[i64; FACTS],
        cell: &Cell,
    ) -> bool {
        let minute = at.div_euclid(60_000);
        if minute != self.moments.minute {
            self.end_minute(kind);
            self.moments.minute = minute;
        }
        let mut apart = (self.bucket(at), group, [NONE; FACTS]);
        for place in &self.by {
            apart.2[*place] = facts[*place];
        }
        let moment = usize::try_from(cell.face[0]).unwrap_or_default();
        let Some(sums) = self.moments.of(apart, moment, self.most) else {
            self.overflowed = true;
            return false;
        };
        sums[0] += cell.count;
        sums[1] += cell.sums[0];
        sums[2] = sums[2].max(cell.longest);
        true
    }

    /// Looks for the greatest sums of a minute that is over.
    pub(super) fn end_minute(&mut self, kind: Kind) {
        for ((bucket, group, facts), moments) in std::mem::take(&mut self.moments).sums {
            let place = self.place(bucket, group, &facts);
            let Some(totals) = self.totals(place) else { continue };
            for [count, sum, longest] in moments {
                if kind == Kind::Pace {
                    totals.peak = totals.peak.max(count);
                } else {
                    totals.depth = totals.depth.max(count);
                    totals.pending = totals.pending.max(sum);
                    totals.age_ms = totals.age_ms.max(longest);
                }
            }
        }
    }
}

/// The facts of a cell; those that cells do not have are missing.
pub(super) fn facts(kind: Kind, cell: &Cell) -> [i64; FACTS] {
    let mut res = [NONE; FACTS];
    // The moment of a look is none.
    if kind != Kind::Depth {
        res[..FACE].copy_from_slice(&cell.face);
    }
    if kind == Kind::Requests {
        res[FACE] = (cell.face[0] != NONE).into();
    }
    res
}

fn sum_up(totals: &mut Totals, kind: Kind, cell: &Cell) {
    let (count, [first, second, third, fourth]) = (cell.count, cell.face);
    totals.count += count;
    match kind {
        Kind::Requests => {
            let rejected = first != NONE;
            totals.rejected += if rejected { count } else { 0 };
            totals.discarded += if !rejected && second + third == 0 { count } else { 0 };
            totals.events += second * count;
            totals.ignored += fourth * count;
        }
        Kind::Events => {
            use crate::model::Status;
            use crate::store::sqlite::rows::Coded as _;

            let status = usize::try_from(first).ok().and_then(|it| Status::ALL.get(it));
            match status {
                Some(Status::Successful) => totals.successful += count,
                Some(Status::Failed) => totals.failed += count,
                Some(Status::Scheduled) => totals.scheduled += count,
                Some(Status::Queued) => totals.queued += count,
                Some(Status::Hold) => totals.held += count,
                Some(Status::Cancelled) | None => {}
            }
            totals.attempts += cell.sums[0];
            totals.planned += cell.sums[1];
        }
        Kind::Attempts => {
            *(if first == 1 { &mut totals.successful } else { &mut totals.failed }) += count;
            totals.answered += if second == NONE { count } else { 0 };
            totals.response_ms += cell.sums[0];
            totals.delivery_ms += cell.sums[1];
            totals.longest_ms = totals.longest_ms.max(cell.longest);
            for (class, count) in cell.latencies.iter() {
                totals.latencies.add(class, count);
            }
        }
        Kind::Executions => {
            *(if third == 1 { &mut totals.successful } else { &mut totals.failed }) += count;
            if let Some(level) =
                usize::try_from(second).ok().and_then(|it| totals.levels.get_mut(it))
            {
                *level += count;
            }
        }
        Kind::Pace | Kind::Depth | Kind::Groups => {}
    }
}

const WEEK: i64 = 7 * 86_400;
/// From the first day of 1970 to the first Monday, in seconds.
const FIRST_MONDAY: i64 = 4 * 86_400;

/// When the bucket begins that a time lies in, both in milliseconds.
pub(super) fn begin(step: Step, at: i64) -> i64 {
    match step {
        Step::Seconds(seconds) => {
            let offset = if seconds % WEEK == 0 { FIRST_MONDAY * 1000 } else { 0 };
            let length = seconds.max(1) * 1000;
            (at - offset).div_euclid(length) * length + offset
        }
        Step::Months(months) => {
            let at = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
            let date = at.to_zoned(TimeZone::UTC).date();
            let since = (i64::from(date.year()) - 1970) * 12 + i64::from(date.month()) - 1;
            let first = since.div_euclid(months.max(1)) * months.max(1);
            let year = i16::try_from(1970 + first.div_euclid(12)).unwrap_or(1970);
            let month = i8::try_from(first.rem_euclid(12) + 1).unwrap_or(1);
            let day = Date::new(year, month, 1).unwrap_or_default();
            let begin = day.to_zoned(TimeZone::UTC).map(|it| it.timestamp());
            begin.unwrap_or_default().as_millisecond()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;

    #[track_caller]
    fn check(step: Step, at: &str, expected: &str) {
        let at = Timestamp::parse(at).unwrap();
        assert_eq!(Timestamp(begin(step, at.0)), Timestamp::parse(expected).unwrap());
    }

    #[test]
    fn buckets_lie_on_the_calendar() {
        check(Step::Seconds(300), "2026-03-11T10:07:59.999Z", "2026-03-11T10:05:00Z");
        check(Step::Seconds(86_400), "2026-03-11T10:07:00Z", "2026-03-11");
        check(Step::Seconds(WEEK), "2026-03-11T10:07:00Z", "2026-03-09");
        check(Step::Seconds(WEEK), "2026-03-09T00:00:00Z", "2026-03-09");
        check(Step::Months(1), "2026-03-31T23:59:59Z", "2026-03-01");
        check(Step::Months(3), "2026-03-31T23:59:59Z", "2026-01-01");
        check(Step::Months(12), "2026-12-31T23:59:59Z", "2026-01-01");
    }
}
