//! Answers a question about counts, out of the counts where they tell, out of the ledger else.
//!
//! Counts are by whole minutes. What a range of time has besides whole minutes is counted in the
//! ledger, but for its end where nothing younger is there. Whole hours are read as such where the
//! buckets of the answer are not shorter.
//!
//! **Invariant:** no answer looks at more than [`MOST`] rows or for longer than [`LONGEST`]; then it
//! says up to when all was counted. What waits now by group is looked at besides, in the bound of
//! [`depth::LOOKED`], and so are the keys that an index gives ([`few`]).

mod depths;
mod facts;
mod few;
mod peaks;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use self::facts::{Test, Texts, fact};
use super::Level;
use super::cells::{self, Cell, FACE, Kind};
use super::depth::{self, EVERY};
use super::groups::{self, Groups, Place};
use super::scan::{self, FACTS, Found, GROUP};
use crate::model::{Key, Timestamp};
use crate::store::sqlite::lists;
use crate::store::sqlite::records::{Both, Names};
use crate::store::{Counted, Field, MeasureQuery, Measured, MeasuredRow, Result, Step};

/// Rows of counts: of a kind and a level, from one bucket on and before another.
const ROWS: &str = "SELECT bucket, subject, cells FROM rollup
    WHERE kind = ?1 AND level = ?2 AND bucket >= ?3 AND bucket < ?4
    ORDER BY bucket, subject";
/// How many rows are looked at.
const MOST: usize = 500_000;
/// How long is looked.
const LONGEST: Duration = Duration::from_secs(1);

/// Counts.
pub(in super::super) fn measure(
    db: &Connection,
    names: &Names,
    query: &MeasureQuery,
) -> Result<Measured> {
    let budget = Budget { rows: MOST, end: Instant::now() + LONGEST, reached: None };
    measure_within(budget, db, names, query)
}

fn measure_within(
    budget: Budget,
    db: &Connection,
    names: &Names,
    query: &MeasureQuery,
) -> Result<Measured> {
    let names = names.read();
    let known = query.subjects.iter().filter_map(|(id, group)| Some((names.number(id)?, *group)));
    let by: Option<Vec<_>> = query.by.iter().map(|it| scan::place(query.counted, *it)).collect();
    // A row more tells that there are more.
    let most = query.limit + 1;
    let mut texts = Texts::new(most);
    let wanted = query.wanted.iter().map(|(field, wanted)| {
        Some((scan::place(query.counted, *field)?, Test::new(wanted, &names, &mut texts)))
    });
    // What things do not have, none of them can be asked for.
    let (Some(by), Some(wanted)) = (by, wanted.collect::<Option<Vec<_>>>()) else {
        return Ok(Measured::default());
    };
    let now = query.now.filter(|it| (query.start..query.end).contains(it));
    let waiting = match now.filter(|_| query.counted == Counted::Depth) {
        Some(now) => depth::seen(db, &names, now)?.into_iter().collect(),
        None => HashMap::new(),
    };
    let mut run = Run {
        db,
        query,
        waiting,
        kind: kind(query.counted),
        subjects: known.collect(),
        wanted,
        groups: Groups::new(query.step, by, most),
        texts,
        untold: false,
        unlooked: depth::LOOKED,
        budget,
    };
    run.all()?;
    Ok(run.finish(&names))
}

fn kind(counted: Counted) -> Kind {
    match counted {
        Counted::Requests => Kind::Requests,
        Counted::Events | Counted::Cases => Kind::Events,
        Counted::Attempts => Kind::Attempts,
        Counted::Executions => Kind::Executions,
        Counted::Depth => Kind::Depth,
    }
}

/// How much may still be looked at.
struct Budget {
    rows: usize,
    end: Instant,
    /// The time in milliseconds up to which everything was seen, once it is used up.
    reached: Option<i64>,
}

impl Budget {
    /// One more row, of this time; whether it may be looked at.
    fn spend(&mut self, at: i64) -> bool {
        if self.reached.is_some() {
            return false;
        }
        // The clock is asked now and then only.
        let late = self.rows.is_multiple_of(1024) && Instant::now() > self.end;
        if self.rows == 0 || late {
            self.reached = Some(at);
            return false;
        }
        self.rows -= 1;
        true
    }

    /// Leaves half of what there is, and answers the other half.
    fn halve(&mut self) -> Self {
        let (now, rows) = (Instant::now(), self.rows / 2);
        self.rows -= rows;
        Self { rows, end: now + self.end.saturating_duration_since(now) / 2, reached: None }
    }
}

/// A stretch of time and where its counts are read; all without their ends.
#[derive(Debug, PartialEq, Eq)]
enum Stretch {
    Ledger(i64, i64),
    Counts(Level, i64, i64),
}

struct Run<'a> {
    db: &'a Connection,
    query: &'a MeasureQuery,
    /// What waits now, of subjects in whose last minute it was not counted yet.
    waiting: HashMap<i64, Cell>,
    kind: Kind,
    subjects: HashMap<i64, u32>,
    wanted: Vec<(usize, Test)>,
    groups: Groups,
    texts: Texts,
    /// Whether more waited than was told apart by group.
    untold: bool,
    /// How many events of groups may still be looked at, of those that wait now.
    unlooked: usize,
    budget: Budget,
}

impl Run<'_> {
    fn all(&mut self) -> Result<()> {
        if self.query.counted == Counted::Depth {
            let (from, to) = (self.query.start.0, self.query.end.0);
            let (from, to) =
                (from.div_euclid(60_000), to.saturating_add(59_999).div_euclid(60_000));
            return if self.asks_for(GROUP) {
                self.depths(from, to)
            } else {
                self.counts(Kind::Depth, Level::Minute, from, to)
            };
        }
        if self.query.counted == Counted::Cases {
            let bounds = keys(self.query.start.0, self.query.end.0);
            let issues = self.test(Field::Issue).unwrap_or_default().to_vec();
            for issue in issues {
                self.look(|db, _, take| scan::of_issue(db, issue, bounds, take))?;
            }
            return Ok(());
        }
        if let Some(keys) = self.few()? {
            let keys = keys.into_iter().filter(|it| self.is_within(*it)).collect::<Vec<_>>();
            // To whom they belong is not among their facts, and no question any more.
            self.wanted.retain(|it| it.0 < FACTS);
            return self.look(|db, counted, take| scan::these(db, counted, &keys, take));
        }
        let last = lists::last_key(self.db)?.at().0;
        for stretch in stretches(self.query, self.is_counted(), last) {
            if self.budget.reached.is_some() {
                break;
            }
            match stretch {
                Stretch::Ledger(from, to) => {
                    let bounds = keys(from, to);
                    self.look(|db, counted, take| scan::between(db, counted, bounds, take))?;
                }
                Stretch::Counts(level, from, to) if self.query.peak => {
                    self.with_peaks(level, from, to)?;
                }
                Stretch::Counts(level, from, to) => self.counts(self.kind, level, from, to)?,
            }
        }
        Ok(())
    }

    /// Adds up counts and looks for their greatest seconds, with half of what may be looked at for
    /// each, so that neither leaves the other nothing.
    fn with_peaks(&mut self, level: Level, from: i64, to: i64) -> Result<()> {
        let minutes = if level == Level::Hour { 60 } else { 1 };
        let half = self.budget.halve();
        let other = std::mem::replace(&mut self.budget, half);
        self.peaks(from * minutes, to * minutes)?;
        let spent = std::mem::replace(&mut self.budget, other);
        self.budget.rows += spent.rows;
        // What this did not come to is not counted either.
        let to = spent.reached.map_or(to, |it| it.div_euclid(minutes * 60_000));
        self.counts(self.kind, level, from, to)?;
        self.budget.reached = self.budget.reached.or(spent.reached);
        Ok(())
    }

    fn is_within(&self, key: Key) -> bool {
        (self.query.start..self.query.end).contains(&key.at())
    }

    /// Whether the counts that are kept tell it all.
    fn is_counted(&self) -> bool {
        let told = |place: &usize| *place < FACE || self.kind == Kind::Requests && *place < FACTS;
        let places = || self.groups_by().chain(self.wanted.iter().map(|it| it.0));
        let fits = match self.query.step {
            Some(Step::Seconds(seconds)) => seconds % 60 == 0,
            Some(Step::Months(_)) | None => true,
        };
        fits && places().all(|it| told(&it))
    }

    /// Whether this fact is a question.
    fn asks_for(&self, place: usize) -> bool {
        self.groups_by().chain(self.wanted.iter().map(|it| it.0)).any(|it| it == place)
    }

    fn groups_by(&self) -> impl Iterator<Item = usize> {
        self.query.by.iter().filter_map(|it| scan::place(self.query.counted, *it))
    }

    fn test(&self, field: Field) -> Option<&[i64]> {
        let place = scan::place(self.query.counted, field)?;
        self.wanted.iter().find_map(|(it, test)| match test {
            Test::OneOf(facts) if *it == place => Some(facts.as_slice()),
            _ => None,
        })
    }

    /// Adds up rows of the ledger.
    fn look(
        &mut self,
        each: impl FnOnce(&Connection, Counted, &mut dyn FnMut(&Found<'_>) -> bool) -> Result<()>,
    ) -> Result<()> {
        let asks_for_group = self.asks_for(GROUP);
        let Self { db, query, kind, subjects, wanted, groups, texts, budget, .. } = self;
        each(db, query.counted, &mut |found| {
            let at = found.key.at().0;
            if !budget.spend(at) {
                return false;
            }
            let Some(group) = subjects.get(&found.change.subject) else { return true };
            let mut facts = found.facts();
            if asks_for_group {
                facts[GROUP] = texts.number(found.group);
            }
            if !wanted.iter().all(|(place, test)| test.allows(facts[*place])) {
                return true;
            }
            // Only now, since what is not counted needs no number.
            let Some(number) = texts.add(facts[GROUP], found.group) else {
                groups.overflowed = true;
                return true;
            };
            facts[GROUP] = number;
            let added = groups.add(*kind, at, *group, &facts, &found.change.cell());
            if added && query.peak {
                let pace = found.change.pace(found.key).cell();
                groups.add(Kind::Pace, at, *group, &facts, &pace);
            }
            true
        })?;
        groups.end_minute(Kind::Pace);
        Ok(())
    }

    /// Adds up counts.
    fn counts(&mut self, kind: Kind, level: Level, from: i64, to: i64) -> Result<()> {
        let mut rows = self.db.prepare_cached(ROWS)?;
        let mut rows = rows.query(params![kind as i64, level as i64, from, to])?;
        let length = if level == Level::Hour { 3_600_000 } else { 60_000 };
        let mut cells = Vec::new();
        while let Some(row) = rows.next()? {
            let at = row.get::<_, i64>(0)?.saturating_mul(length);
            if !self.budget.spend(at) {
                break;
            }
            let subject = row.get(1)?;
            let Some(group) = self.subjects.get(&subject) else { continue };
            cells::read_into(&mut cells, row.get_ref(2)?.as_blob().unwrap_or_default())?;
            if self.query.now.is_some_and(|it| it.0 - it.0.rem_euclid(60_000) == at)
                && let Some(cell) = self.waiting.remove(&subject)
            {
                depth::merge(&mut cells, cell);
            }
            for cell in &cells {
                if kind == Kind::Depth {
                    let looked = at + cell.face[0] * EVERY;
                    if looked + EVERY <= self.query.start.0 || looked >= self.query.end.0 {
                        continue;
                    }
                }
                let facts = groups::facts(kind, cell);
                if self.wanted.iter().all(|(place, test)| test.allows(facts[*place])) {
                    self.groups.add(kind, at, *group, &facts, cell);
                }
            }
        }
        // Those of whom nobody saw anything in this minute yet, which is the last one.
        if let Some(now) = self.query.now {
            let at = now.0 - now.0.rem_euclid(60_000);
            for (subject, cell) in std::mem::take(&mut self.waiting) {
                let Some(group) = self.subjects.get(&subject) else { continue };
                self.groups.add(kind, at, *group, &groups::facts(kind, &cell), &cell);
            }
        }
        self.groups.end_minute(kind);
        Ok(())
    }

    fn finish(self, names: &Both) -> Measured {
        let Self { query, groups, budget, texts, untold, .. } = self;
        let mut overflowed = groups.overflowed;
        let mut rows: Vec<_> = groups.totals.into_iter().collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        overflowed |= rows.len() > query.limit;
        rows.truncate(query.limit);
        let warning = match budget.reached {
            Some(at) => Some(format!(
                "There is more to count than one question may look at: what is before {} was \
                 counted, and of what is later a part at most. Ask for less time, or for fewer \
                 things apart.",
                Timestamp(at)
            )),
            None if overflowed => Some(format!(
                "There are more than {} rows; the rest was left out. Ask for less time, longer \
                 buckets or fewer things apart.",
                query.limit
            )),
            None if untold => Some(depth::untold()),
            None => None,
        };
        let row = |(place, totals): (Place, _)| MeasuredRow {
            bucket: place.bucket.map(Timestamp),
            group: place.group,
            facts: query
                .by
                .iter()
                .zip(place.facts)
                .map(|(it, code)| fact(*it, code, names, &texts))
                .collect(),
            totals,
        };
        Measured { rows: rows.into_iter().map(row).collect(), warning }
    }
}

/// The keys of what was made from one time on and before another.
fn keys(from: i64, to: i64) -> (Key, Key) {
    (Key::first_at(Timestamp(from)), Key(Key::first_at(Timestamp(to)).0.saturating_sub(1)))
}

/// Takes a time apart; `last` is the time of the newest row of the ledger.
fn stretches(query: &MeasureQuery, counted: bool, last: i64) -> Vec<Stretch> {
    let (start, end) = (query.start.0, query.end.0);
    let up = |time: i64, length: i64| time.saturating_add(length - 1).div_euclid(length);
    // Nothing is younger, so the rest of its minute and hour is empty.
    let end_up = |time: i64, length| {
        if end > last { up(time, length) } else { time.div_euclid(length) }
    };
    let (first, past) = (up(start, 60_000), end_up(end, 60_000));
    if !counted || first >= past {
        return if start < end { vec![Stretch::Ledger(start, end)] } else { vec![] };
    }
    if query.step.is_none() && start <= 0 && end > last && !query.peak {
        return vec![Stretch::Counts(Level::Ever, 0, 1)];
    }
    let (first_hour, past_hour) = (up(first, 60), end_up(past, 60));
    let mut res = Vec::new();
    if start < first * 60_000 {
        res.push(Stretch::Ledger(start, first * 60_000));
    }
    if by_hour(query.step) && first_hour < past_hour {
        res.push(Stretch::Counts(Level::Minute, first, first_hour * 60));
        res.push(Stretch::Counts(Level::Hour, first_hour, past_hour));
        res.push(Stretch::Counts(Level::Minute, past_hour * 60, past));
    } else {
        res.push(Stretch::Counts(Level::Minute, first, past));
    }
    if past * 60_000 < end {
        res.push(Stretch::Ledger(past * 60_000, end));
    }
    res.retain(|it| !matches!(it, Stretch::Counts(_, from, to) if from >= to));
    res
}

/// Whether buckets hold whole hours.
fn by_hour(step: Option<Step>) -> bool {
    match step {
        Some(Step::Seconds(seconds)) => seconds % 3600 == 0,
        Some(Step::Months(_)) | None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Keys, Status};
    use crate::store::contract::made;
    use crate::store::sqlite::open;
    use crate::store::{Feed, Store as _};

    const HOUR: i64 = 3_600_000;

    fn query(step: Option<Step>) -> MeasureQuery {
        MeasureQuery {
            counted: Counted::Events,
            start: Timestamp(0),
            end: Timestamp(0),
            step,
            subjects: HashMap::new(),
            wanted: Vec::new(),
            by: Vec::new(),
            peak: false,
            now: None,
            limit: 10,
        }
    }

    #[track_caller]
    fn check(step: Option<Step>, start: i64, end: i64, last: i64, expected: &[Stretch]) {
        let query = MeasureQuery { start: Timestamp(start), end: Timestamp(end), ..query(step) };
        assert_eq!(stretches(&query, true, last), expected);
        let ledger = if start < end { vec![Stretch::Ledger(start, end)] } else { vec![] };
        assert_eq!(stretches(&query, false, last), ledger);
    }

    #[test]
    fn a_range_is_read_from_the_coarsest_counts_that_tell_it() {
        use Level::{Ever, Hour, Minute};
        use Stretch::{Counts, Ledger};

        let (start, end) = (HOUR + 90_500, 4 * HOUR + 119_000);
        let minutes = [
            Ledger(start, HOUR + 120_000),
            Counts(Minute, 62, 241),
            Ledger(4 * HOUR + 60_000, end),
        ];
        check(Some(Step::Seconds(60)), start, end, end, &minutes);
        let hours = [
            Ledger(start, HOUR + 120_000),
            Counts(Minute, 62, 120),
            Counts(Hour, 2, 4),
            Counts(Minute, 240, 241),
            Ledger(4 * HOUR + 60_000, end),
        ];
        check(Some(Step::Seconds(3600)), start, end, end, &hours);
        check(None, start, end, end, &hours);
        let newest = [Ledger(start, HOUR + 120_000), Counts(Minute, 62, 120), Counts(Hour, 2, 5)];
        check(Some(Step::Months(1)), start, end, end - 1, &newest);
        check(None, 0, i64::MAX, end, &[Counts(Ever, 0, 1)]);
        check(None, HOUR + 1, HOUR + 60_001, HOUR * 2, &[Ledger(HOUR + 1, HOUR + 60_001)]);
        check(None, 5, 5, 7, &[]);
    }

    #[tokio::test]
    async fn what_is_before_the_end_of_the_budget_is_counted_with_its_greatest_seconds() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        // Keys are never older than the clock.
        let first = 1_666_667;
        for hour in first..first + 4 {
            let keys = Keys::after(Key(hour * HOUR * 1000));
            store.accept(made(&keys, &["web_a"], Status::Queued).into()).await.unwrap();
        }
        store.look(Timestamp(0)).await.unwrap();
        for (rows, expected) in [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (7, 3), (8, 4)] {
            let query = MeasureQuery {
                start: Timestamp(first * HOUR),
                end: Timestamp((first + 4) * HOUR),
                subjects: HashMap::from([(Id::from("web_a"), 0)]),
                peak: true,
                ..query(Some(Step::Seconds(3600)))
            };
            let budget = Budget { rows, end: Instant::now() + LONGEST, reached: None };
            let names = store.names.clone();
            let measured = store
                .readers
                .run(move |db| measure_within(budget, db, &names, &query))
                .await
                .unwrap();
            let found = measured
                .rows
                .iter()
                .map(|it| (it.bucket.unwrap().0 / HOUR - first, it.totals.count, it.totals.peak));
            let all: Vec<_> = (0..expected).map(|hour| (hour, 1, 1)).collect();
            assert_eq!(found.collect::<Vec<_>>(), all, "with {rows} rows");
            let until = Timestamp((first + expected) * HOUR).to_string();
            assert_eq!(measured.warning.is_some(), expected < 4, "with {rows} rows");
            assert!(measured.warning.is_none_or(|it| it.contains(&until)), "with {rows} rows");
        }
    }

    #[test]
    fn a_budget_ends_and_says_when() {
        let end = Instant::now() + LONGEST;
        let mut budget = Budget { rows: 2, end, reached: None };
        assert!(budget.spend(1) && budget.spend(2) && !budget.spend(3) && !budget.spend(4));
        assert_eq!(budget.reached, Some(3));
    }
}
