//! The greatest number of events in a second, out of the counts.
//!
//! The row of an hour and those of its minutes add up ([`pace`]), and so do those of several
//! connections. So all rows of an hour are read before its greatest seconds are looked for, for one
//! group after the other.

use std::ops::Range;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::{Row, params};

use super::{ROWS, Run, by_hour};
use crate::store::Result;
use crate::store::sqlite::rollup::cells::{self, FACE, Kind, NONE};
use crate::store::sqlite::rollup::scan::FACTS;
use crate::store::sqlite::rollup::{Level, pace};

/// What one row of the answer is about, but for its bucket: its group, and the facts that tell it
/// from others.
type Apart = (u32, [i64; FACTS]);

/// What was read of an hour.
#[derive(Default)]
struct Hour {
    bytes: Vec<u8>,
    /// Where runs of seconds lie among the bytes.
    runs: Vec<(Apart, Range<usize>)>,
}

impl Hour {
    fn add(&mut self, apart: Apart, run: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(run);
        self.runs.push((apart, start..self.bytes.len()));
    }
}

impl Run<'_> {
    /// Looks for the greatest seconds of the minutes from one on and before another; of an hour that
    /// may not be looked at to its end, for none.
    pub(super) fn peaks(&mut self, from: i64, to: i64) -> Result<()> {
        let (kind, hour, minute) = (Kind::Pace as i64, Level::Hour as i64, Level::Minute as i64);
        let (first, past) = (from.div_euclid(60), to.saturating_add(59).div_euclid(60));
        let mut statements = [self.db.prepare_cached(ROWS)?, self.db.prepare_cached(ROWS)?];
        let [hours, minutes] = &mut statements;
        let mut sides = [
            (Level::Hour, hours.query(params![kind, hour, first, past])?),
            (Level::Minute, minutes.query(params![kind, minute, from, to])?),
        ];
        for (_, rows) in &mut sides {
            rows.advance()?;
        }
        let mut seconds = vec![0; pace::HOUR];
        loop {
            let mut next = None;
            for (level, rows) in &sides {
                let hour = rows.get().map(|row| hour_of(*level, row)).transpose()?;
                next = [next, hour].into_iter().flatten().min();
            }
            let Some(hour) = next else { break };
            let mut found = Hour::default();
            for (level, rows) in &mut sides {
                while let Some(row) = rows.get()
                    && hour_of(*level, row)? == hour
                    && self.read(*level, row, &mut found)?
                {
                    rows.advance()?;
                }
            }
            if let Some(reached) = &mut self.budget.reached {
                *reached = (hour * 60).max(from) * 60_000;
                break;
            }
            let within = (from - hour * 60) * 60..(to - hour * 60) * 60;
            self.look_for_peaks(hour, found, &within, &mut seconds)?;
        }
        Ok(())
    }

    /// Takes in a row; `false` where no more may be looked at.
    fn read(&mut self, level: Level, row: &Row<'_>, found: &mut Hour) -> Result<bool> {
        let (bucket, subject): (i64, i64) = (row.get(0)?, row.get(1)?);
        let minutes = if level == Level::Hour { 60 } else { 1 };
        if !self.budget.spend(bucket * minutes * 60_000) {
            return Ok(false);
        }
        let Some(group) = self.subjects.get(&subject).copied() else { return Ok(true) };
        let bytes = row.get_ref(2)?.as_blob().unwrap_or_default();
        if level == Level::Hour {
            for run in pace::runs(bytes) {
                let (sort, run) = run?;
                if let Some(facts) = self.facts(sort) {
                    found.add((group, facts), run);
                }
            }
        } else {
            for cell in cells::read(bytes)? {
                let [second, status, error_code, _] = cell.face;
                if let Some(facts) = self.facts([status, error_code]) {
                    let second = bucket.rem_euclid(60) * 60 + second;
                    found.add((group, facts), &pace::run([(second, cell.count)]));
                }
            }
        }
        Ok(true)
    }

    /// The facts that tell events of a sort from others, where these are asked for.
    fn facts(&self, [status, error_code]: pace::Sort) -> Option<[i64; FACTS]> {
        let face: [i64; FACE] = [status, error_code, NONE, NONE];
        let fact = |place: usize| face.get(place).copied().unwrap_or(NONE);
        let mut res = [NONE; FACTS];
        for place in self.groups_by() {
            res[place] = fact(place);
        }
        self.wanted.iter().all(|(place, test)| test.allows(fact(*place))).then_some(res)
    }

    /// Adds up the seconds of an hour, as far as they lie within a range, and keeps the greatest of
    /// each bucket; `seconds` are 0 before and after.
    fn look_for_peaks(
        &mut self,
        hour: i64,
        mut found: Hour,
        within: &Range<i64>,
        seconds: &mut [i64],
    ) -> Result<()> {
        found.runs.sort_unstable_by_key(|it| it.0);
        for runs in found.runs.chunk_by(|a, b| a.0 == b.0) {
            let [((group, facts), _), ..] = runs else { continue };
            // Minutes in which there is something, one bit each.
            let mut minutes = 0u64;
            for (_, run) in runs {
                pace::each(&found.bytes[run.clone()], |second, count| {
                    if within.contains(&(second as i64)) {
                        seconds[second] += count;
                        minutes |= 1 << (second / 60);
                    }
                })?;
            }
            let mut greatest = (None, 0);
            while minutes != 0 {
                let minute = minutes.trailing_zeros();
                minutes &= minutes - 1;
                let seconds = &mut seconds[minute as usize * 60..][..60];
                let peak = seconds.iter().copied().max().unwrap_or_default();
                seconds.fill(0);
                // The clock and the calendar are asked no more often than they have to.
                let begin = if by_hour(self.query.step) {
                    hour * 60
                } else {
                    hour * 60 + i64::from(minute)
                };
                let bucket = self.groups.bucket(begin * 60_000);
                if bucket != greatest.0 {
                    self.groups.peak(greatest.0, *group, facts, greatest.1);
                    greatest = (bucket, 0);
                }
                greatest.1 = greatest.1.max(peak);
            }
            self.groups.peak(greatest.0, *group, facts, greatest.1);
        }
        Ok(())
    }
}

/// The hour that a row stands for, or lies in.
fn hour_of(level: Level, row: &Row<'_>) -> Result<i64> {
    let bucket: i64 = row.get(0)?;
    Ok(if level == Level::Hour { bucket } else { Level::Hour.bucket(bucket) })
}
