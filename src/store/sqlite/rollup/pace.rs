//! How many events each second had, of hours that are over.
//!
//! Changes are written to the rows of their minutes ([`Kind::Pace`]), as those of other counts are.
//! Once an hour is over, its minutes are put together in one row for each connection, which takes a
//! sixth of the room and is read a hundred times as fast: a month of minutes is too much for a chart.
//! The row of an hour would be too long to be written anew every second while events come, and so it
//! is where events of hours that are over still change: that waits some minutes, and takes several
//! turns where it is much.
//!
//! **Invariant:** the row of an hour and those of its minutes add up, so nothing depends on when they
//! are put together. What changes later is a row of a minute again until then.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::cells::{self, Cell, Kind, NONE};
use super::{Level, Rows};
use crate::store::sqlite::rows;
use crate::store::sqlite::writer::Tx;
use crate::store::{Error, Result};

/// The seconds of an hour.
pub(super) const HOUR: usize = 3600;
/// How many rows of hours are written in one transaction.
const SOME: usize = 16;
/// How many rows of hours are written in one turn.
pub(in super::super) const TURN: usize = 4096;

/// What tells events apart: status and error code.
pub(super) type Sort = [i64; 2];
/// How many of each sort each second has.
type Seconds = BTreeMap<Sort, BTreeMap<i64, i64>>;

/// A job: puts the minutes of hours that are over together, some at a time, as many hours as are left.
pub(in super::super) fn fold(tx: &mut Tx<'_>, left: &mut usize) -> Result<ControlFlow<()>> {
    let kind = Kind::Pace as i64;
    let minute = Level::Minute as i64;
    let sql = "SELECT max(bucket) FROM rollup WHERE kind = ?1 AND level = ?2";
    let newest = rows::first(tx.sql(sql)?, params![kind, minute], |row| Ok(row.get(0)?))?;
    // Its hour may go on.
    let Some(end) = newest.flatten().map(|it: i64| it - it.rem_euclid(60)) else {
        return Ok(ControlFlow::Break(()));
    };
    for _ in 0..SOME.min(*left) {
        let sql = "SELECT bucket, subject FROM rollup
            WHERE kind = ?1 AND level = ?2 AND bucket < ?3 ORDER BY bucket, subject LIMIT 1";
        let found = rows::first(tx.sql(sql)?, params![kind, minute, end], |row| {
            Ok((Level::Hour.bucket(row.get(0)?), row.get(1)?))
        })?;
        let Some((hour, subject)) = found else { return Ok(ControlFlow::Break(())) };
        fold_hour(tx.db, hour, subject)?;
        *left -= 1;
    }
    Ok(if *left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
}

fn fold_hour(db: &Connection, hour: i64, subject: i64) -> Result<()> {
    let (kind, level) = (Kind::Pace as i64, Level::Hour as i64);
    let sql = "SELECT cells FROM rollup
        WHERE kind = ?1 AND level = ?2 AND bucket = ?3 AND subject = ?4";
    let place = params![kind, level, hour, subject];
    let found = rows::first(db.prepare_cached(sql)?, place, |row| {
        read(row.get_ref(0)?.as_blob().unwrap_or_default())
    })?;
    let mut seconds = found.unwrap_or_default();
    // One by one: all that lie between the first and the last are those of others too.
    for minute in 0..60 {
        let sql = "DELETE FROM rollup
            WHERE kind = ?1 AND level = ?2 AND bucket = ?3 AND subject = ?4 RETURNING cells";
        let place = params![kind, Level::Minute as i64, hour * 60 + minute, subject];
        let cells = rows::first(db.prepare_cached(sql)?, place, |row| {
            cells::read(row.get_ref(0)?.as_blob().unwrap_or_default())
        })?;
        for Cell { face: [second, status, error_code, _], count, .. } in cells.unwrap_or_default() {
            let counts = seconds.entry([status, error_code]).or_default();
            *counts.entry(minute * 60 + second).or_default() += count;
        }
    }
    super::write(db, [kind, level, hour, subject], &write(&seconds))
}

/// Adds what the rows of its hour say of a minute.
pub(super) fn read_minute(db: &Connection, minute: i64, res: &mut Rows) -> Result<()> {
    let first = minute.rem_euclid(60) * 60;
    let sql = "SELECT subject, cells FROM rollup WHERE kind = ?1 AND level = ?2 AND bucket = ?3";
    let hour = params![Kind::Pace as i64, Level::Hour as i64, Level::Hour.bucket(minute)];
    let mut rows = db.prepare_cached(sql)?;
    let mut rows = rows.query(hour)?;
    while let Some(row) = rows.next()? {
        let mut found = Vec::new();
        for run in runs(row.get_ref(1)?.as_blob().unwrap_or_default()) {
            let ([status, error_code], run) = run?;
            each(run, |second, count| {
                let second = second as i64 - first;
                if (0..60).contains(&second) {
                    let face = [second, status, error_code, NONE];
                    found.push(Cell { face, count, ..Cell::default() });
                }
            })?;
        }
        let row = res.entry((Kind::Pace, minute, row.get(0)?)).or_default();
        found.iter().for_each(|it| cells::add(row, it));
    }
    Ok(())
}

/// Writes down seconds: a run for each sort, after its length, so that it can be passed over.
fn write(seconds: &Seconds) -> Vec<u8> {
    let mut res = Vec::new();
    for ([status, error_code], counts) in seconds {
        let counts = counts.iter().filter(|it| *it.1 != 0);
        let mut run = run(counts.map(|(second, count)| (*second, *count)));
        if !run.is_empty() {
            let head = [*status, *error_code, run.len() as i64];
            head.into_iter().for_each(|it| cells::put(&mut res, it));
            res.append(&mut run);
        }
    }
    res
}

/// Writes down seconds and their counts: how far each is from the one before, so that most take two
/// bytes.
pub(super) fn run(counts: impl IntoIterator<Item = (i64, i64)>) -> Vec<u8> {
    let (mut res, mut last) = (Vec::new(), 0);
    for (second, count) in counts {
        cells::put(&mut res, second - last);
        cells::put(&mut res, count);
        last = second;
    }
    res
}

fn read(bytes: &[u8]) -> Result<Seconds> {
    let mut res = Seconds::new();
    for run in runs(bytes) {
        let (sort, run) = run?;
        let counts = res.entry(sort).or_default();
        each(run, |second, count| *counts.entry(second as i64).or_default() += count)?;
    }
    Ok(res)
}

/// The runs of a row, each of one sort.
pub(super) fn runs(mut bytes: &[u8]) -> impl Iterator<Item = Result<(Sort, &[u8])>> {
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let mut next = || {
            let sort = [cells::take(&mut bytes)?, cells::take(&mut bytes)?];
            let length = usize::try_from(cells::take(&mut bytes)?).ok()?;
            let (run, rest) = bytes.split_at_checked(length)?;
            bytes = rest;
            Some((sort, run))
        };
        Some(next().ok_or_else(damaged))
    })
}

/// The seconds of a run, each below [`HOUR`], with their counts.
pub(super) fn each(mut run: &[u8], mut take: impl FnMut(usize, i64)) -> Result<()> {
    let mut second = 0;
    while !run.is_empty() {
        let (more, count) = cells::take(&mut run).zip(cells::take(&mut run)).ok_or_else(damaged)?;
        second += more;
        let place = usize::try_from(second).ok().filter(|it| *it < HOUR).ok_or_else(damaged)?;
        take(place, count);
    }
    Ok(())
}

fn damaged() -> Error {
    Error::Damaged("a count of seconds".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::super::{FOLD_EVERY as EVERY, Sqlite, faults, open, rollup};
    use super::*;
    use crate::model::{Key, Keys, Status, Timestamp};
    use crate::store::contract::made;
    use crate::store::{Feed, Store as _};

    /// How many rows of minutes and of hours there are once it was looked at this time.
    async fn count(store: &Sqlite, now: Timestamp) -> [i64; 2] {
        store.writer.run(rollup::write_out).await.unwrap();
        store.look(now).await.unwrap();
        let count = |db: &Connection| -> Result<[i64; 2]> {
            let sql = "-- Of a test.\nSELECT count(*) FROM rollup WHERE kind = ?1 AND level = ?2";
            let count = |level: Level| {
                db.query_row(sql, [Kind::Pace as i64, level as i64], |row| row.get(0))
            };
            Ok([count(Level::Minute)?, count(Level::Hour)?])
        };
        store.readers.run(count).await.unwrap()
    }

    #[tokio::test]
    async fn minutes_are_put_together_once_their_hour_is_over() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let accept = async |minute: i64, second: i64| {
            let keys = Keys::after(Key(minute * 60_000_000 + second * 1_000_000));
            let accepted = made(&keys, &["web_a", "web_b"], Status::Queued);
            store.accept(accepted.into()).await.unwrap();
        };
        for minute in 0..60 {
            accept(100_000_020 + minute, 0).await;
        }
        let mut now = Timestamp(0);
        assert_eq!(count(&store, now).await, [120, 0]);
        accept(100_000_080, 0).await;
        now = now.plus(EVERY);
        assert_eq!(count(&store, now).await, [2, 2]);
        // More comes to an hour that is over, and a minute of the one before.
        accept(100_000_020, 1).await;
        accept(100_000_019, 59).await;
        assert_eq!(count(&store, now.plus(EVERY - 1)).await, [6, 2], "not at each look");
        now = now.plus(EVERY);
        assert_eq!(count(&store, now).await, [2, 4]);
        // No more than may be in one turn; what is left is next in the one after.
        accept(100_000_018, 1).await;
        accept(100_000_021, 1).await;
        let mut left = 3;
        store.writer.run(rollup::write_out).await.unwrap();
        store.writer.run(move |tx| fold(tx, &mut left)).await.unwrap();
        assert_eq!(count(&store, now.plus(1)).await, [3, 4]);
        assert_eq!(count(&store, now.plus(EVERY)).await, [2, 4]);
        store.close().await.unwrap();
        drop(store);
        assert_eq!(faults(dir.path()).await, [""; 0]);
    }

    #[test]
    fn seconds_read_back_as_they_were_but_for_those_that_came_to_nothing() {
        let mut seconds = Seconds::new();
        seconds.insert([1, NONE], [(0, 1), (1, -7), (64, i64::MAX), (3599, 1)].into());
        seconds.insert([4, 300], [(3599, i64::MIN)].into());
        let mut more = seconds.clone();
        more.entry([4, 300]).or_default().insert(7, 0);
        more.insert([2, 2], [(5, 0)].into());
        let bytes = write(&more);
        assert_eq!(read(&bytes).unwrap(), seconds);
        assert_eq!(write(&Seconds::new()), [0; 0]);
        assert!(read(&bytes[..bytes.len() - 1]).is_err());
        let late = [([0, 0], [(3600, 1)].into())].into();
        assert!(read(&write(&late)).is_err());
    }
}
