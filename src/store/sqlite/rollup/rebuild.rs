//! Counts the ledger again.

use rusqlite::{Connection, params};

use super::cells::{self, Cell, Kind};
use super::{ALL, Rows, add, apply, keys_of, minute_of, pace, scan};
use crate::model::Key;
use crate::store::{Counted, Result};

const COUNTED: [Counted; 4] =
    [Counted::Requests, Counted::Events, Counted::Attempts, Counted::Executions];
/// What is counted out of the ledger.
pub(super) const KINDS: [Kind; 5] =
    [Kind::Requests, Kind::Events, Kind::Attempts, Kind::Pace, Kind::Executions];

/// Corrects the counts of one minute.
pub(super) fn minute(db: &Connection, minute: i64) -> Result<()> {
    let mut rows = of_ledger(db, minute)?;
    let mut kept = read(db, KEPT, minute)?;
    pace::read_minute(db, minute, &mut kept)?;
    for (row, cells) in kept {
        let row = rows.entry(row).or_default();
        for cell in cells {
            cells::add(row, &opposite(&cell));
        }
    }
    apply(db, &rows)
}

/// Counts a ledger that was never counted, minute by minute.
pub(in super::super) fn everything(db: &mut Connection) -> Result<()> {
    let tx = db.transaction()?;
    if tx.prepare("SELECT 1 FROM rollup_stale WHERE minute = ?1")?.exists(params![ALL])? {
        let mut from = Key(0);
        while let Some(key) = next(&tx, from)? {
            minute(&tx, minute_of(key))?;
            from = Key(keys_of(minute_of(key)).1.0 + 1);
        }
        tx.execute("DELETE FROM rollup_stale", [])?;
    }
    Ok(tx.commit()?)
}

/// The first key from here on.
fn next(db: &Connection, from: Key) -> Result<Option<Key>> {
    let mut res: Option<Key> = None;
    for table in ["request", "event", "attempt", "execution"] {
        let sql = format!("SELECT key FROM {table} WHERE key >= ?1 ORDER BY key LIMIT 1");
        let found = super::super::rows::first(db.prepare_cached(&sql)?, params![from], |row| {
            Ok(row.get::<_, Key>(0)?)
        })?;
        res = [res, found].into_iter().flatten().min();
    }
    for kind in KINDS {
        let sql = "SELECT minute FROM rollup_gone WHERE kind = ?1 AND minute >= ?2
            ORDER BY minute LIMIT 1";
        let values = params![kind as i64, minute_of(from)];
        let found = super::super::rows::first(db.prepare_cached(sql)?, values, |row| {
            Ok(keys_of(row.get(0)?).0)
        })?;
        res = [res, found].into_iter().flatten().min();
    }
    Ok(res)
}

/// What the ledger says of a minute.
fn of_ledger(db: &Connection, minute: i64) -> Result<Rows> {
    let mut rows = Rows::new();
    for counted in COUNTED {
        scan::between(db, counted, keys_of(minute), |found| {
            add(&mut rows, &found.change);
            if counted == Counted::Events {
                add(&mut rows, &found.change.pace(found.key));
            }
            true
        })?;
    }
    for (row, cells) in read(db, GONE, minute)? {
        let row = rows.entry(row).or_default();
        cells.iter().for_each(|it| cells::add(row, it));
    }
    Ok(rows)
}

/// Counts rows of the ledger as gone, which they are to be in the same transaction.
pub(in super::super) fn gone(db: &Connection, counted: Counted, keys: &[Key]) -> Result<()> {
    let mut rows = Rows::new();
    scan::these(db, counted, keys, |found| {
        add(&mut rows, &found.change);
        if counted == Counted::Events {
            add(&mut rows, &found.change.pace(found.key));
        }
        true
    })?;
    for ((kind, minute, subject), more) in rows {
        let place = params![kind as i64, minute, subject];
        let sql = "SELECT cells FROM rollup_gone WHERE kind = ?1 AND minute = ?2 AND subject = ?3";
        let found = super::super::rows::first(db.prepare_cached(sql)?, place, |row| {
            cells::read(row.get_ref(0)?.as_blob().unwrap_or_default())
        })?;
        let mut all = found.unwrap_or_default();
        more.iter().for_each(|it| cells::add(&mut all, it));
        let sql = "INSERT OR REPLACE INTO rollup_gone (kind, minute, subject, cells)
            VALUES (?1, ?2, ?3, ?4)";
        let values = params![kind as i64, minute, subject, cells::write(&all)];
        db.prepare_cached(sql)?.execute(values)?;
    }
    Ok(())
}

const KEPT: &str = "SELECT subject, cells FROM rollup
    WHERE kind = ?1 AND level = 0 AND bucket = ?2";
const GONE: &str = "SELECT subject, cells FROM rollup_gone WHERE kind = ?1 AND minute = ?2";

/// What counts of one sort say of a minute.
fn read(db: &Connection, sql: &str, minute: i64) -> Result<Rows> {
    let mut res = Rows::new();
    for kind in KINDS {
        let mut rows = db.prepare_cached(sql)?;
        let mut rows = rows.query(params![kind as i64, minute])?;
        while let Some(row) = rows.next()? {
            let cells = cells::read(row.get_ref(1)?.as_blob().unwrap_or_default())?;
            res.insert((kind, minute, row.get(0)?), cells);
        }
    }
    Ok(res)
}

fn opposite(cell: &Cell) -> Cell {
    let mut latencies = crate::store::Latencies::default();
    for (class, count) in cell.latencies.iter() {
        latencies.add(class, -count);
    }
    let sums = cell.sums.map(|it| -it);
    Cell { face: cell.face, count: -cell.count, sums, longest: 0, latencies }
}

/// Where counts and ledger differ; for tests.
#[cfg(test)]
pub(in super::super) fn differences(db: &Connection) -> Result<Vec<String>> {
    use std::collections::{BTreeSet, HashMap};

    use super::{LEVELS, Level};

    let mut expected: HashMap<[i64; 4], Vec<Cell>> = HashMap::new();
    let mut from = Key(0);
    while let Some(key) = next(db, from)? {
        for ((kind, minute, subject), cells) in of_ledger(db, minute_of(key))? {
            for level in kind.levels() {
                let row = [kind as i64, *level as i64, level.bucket(minute), subject];
                let row = expected.entry(row).or_default();
                cells.iter().for_each(|cell| cells::add(row, cell));
            }
        }
        from = Key(keys_of(minute_of(key)).1.0 + 1);
    }
    let mut kept: HashMap<[i64; 4], Vec<Cell>> = HashMap::new();
    let mut hours = BTreeSet::new();
    for kind in KINDS {
        for level in LEVELS {
            let sql = "SELECT bucket, subject, cells FROM rollup WHERE kind = ?1 AND level = ?2";
            let mut rows = db.prepare(sql)?;
            let mut rows = rows.query(params![kind as i64, level as i64])?;
            while let Some(row) = rows.next()? {
                if (kind, level) == (Kind::Pace, Level::Hour) {
                    hours.insert(row.get::<_, i64>(0)?);
                    continue;
                }
                let place = [kind as i64, level as i64, row.get(0)?, row.get(1)?];
                kept.insert(place, cells::read(row.get_ref(2)?.as_blob().unwrap_or_default())?);
            }
        }
    }
    for minute in hours.into_iter().flat_map(|it| it * 60..it * 60 + 60) {
        let mut rows = Rows::new();
        pace::read_minute(db, minute, &mut rows)?;
        for ((kind, minute, subject), cells) in rows {
            let row = kept.entry([kind as i64, Level::Minute as i64, minute, subject]).or_default();
            cells.iter().for_each(|cell| cells::add(row, cell));
        }
    }
    let mut res = Vec::new();
    for (place, mut kept) in kept {
        let mut wanted = expected.remove(&place).unwrap_or_default();
        kept.retain(|it| !it.is_nothing());
        kept.sort_by_key(|it| it.face);
        wanted.sort_by_key(|it| it.face);
        if kept != wanted {
            res.push(format!("{place:?}: {kept:?}, not {wanted:?}"));
        }
    }
    res.extend(expected.iter().map(|(place, cells)| format!("{place:?}: nothing, not {cells:?}")));
    Ok(res)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::super::super::writer::Tx;
    use super::super::super::{Sqlite, faults, open, rollup};
    use super::*;
    use crate::model::{Keys, Status, Timestamp};
    use crate::store::contract::made;
    use crate::store::{Feed, Store as _};

    /// Two minutes of the future, of which no clock makes keys.
    const MINUTES: [i64; 2] = [100_000_000, 100_000_001];

    /// A store that some process died with, which left the marks of these minutes.
    async fn inherited(dir: &Path) -> Arc<Sqlite> {
        let store = open(dir, Feed::default()).unwrap();
        let mark = |tx: &mut Tx<'_>| {
            for minute in MINUTES {
                tx.sql("INSERT INTO rollup_stale (minute) VALUES (?1)")?.execute([minute])?;
            }
            Ok(())
        };
        store.writer.once(mark).await.unwrap();
        store.close().await.unwrap();
        drop(store);
        open(dir, Feed::default()).unwrap()
    }

    /// Makes what a process that is killed now leaves behind.
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir(to).unwrap();
        for file in ["hookport.db", "hookport.db-wal", "master.key"] {
            std::fs::copy(from.join(file), to.join(file)).unwrap();
        }
    }

    async fn accept(store: &Sqlite, keys: &Keys) {
        store.accept(made(keys, &["web_a"], Status::Queued).into()).await.unwrap();
    }

    #[tokio::test]
    async fn a_minute_that_changes_while_it_is_counted_again_is_marked_again() {
        let dir = tempfile::tempdir().unwrap();
        let [one, other] = ["one", "other"].map(|it| dir.path().join(it));
        let store = inherited(&one).await;
        let keys = Keys::after(keys_of(MINUTES[0]).0);
        // The later minute is counted again first, then the earlier one, which changes both times
        // and once more.
        for _ in 0..3 {
            accept(&store, &keys).await;
        }
        copy(&one, &other);
        assert_eq!(faults(&other).await, [""; 0]);
    }

    #[tokio::test]
    async fn a_minute_whose_hour_was_put_together_is_counted_again() {
        let dir = tempfile::tempdir().unwrap();
        let [one, other] = ["one", "other"].map(|it| dir.path().join(it));
        let store = open(&one, Feed::default()).unwrap();
        let keys = Keys::after(keys_of(MINUTES[0]).0);
        accept(&store, &keys).await;
        accept(&store, &Keys::after(keys_of(MINUTES[0] + 60).0)).await;
        store.writer.run(rollup::write_out).await.unwrap();
        store.look(Timestamp(0)).await.unwrap();
        // What is counted of it since is not written before the process is killed.
        accept(&store, &keys).await;
        copy(&one, &other);
        assert_eq!(faults(&other).await, [""; 0]);
    }

    #[tokio::test]
    async fn a_minute_that_cannot_be_counted_again_is_left_to_the_next_start() {
        let dir = tempfile::tempdir().unwrap();
        let store = inherited(dir.path()).await;
        let keys = Keys::after(keys_of(MINUTES[1]).0);
        let harm = |tx: &mut Tx<'_>| {
            let sql = "INSERT INTO rollup (kind, level, bucket, subject, cells)
                VALUES (?1, 0, ?2, 99, x'80')";
            tx.sql(sql)?.execute([Kind::Events as i64, MINUTES[0]])?;
            Ok(())
        };
        store.writer.once(harm).await.unwrap();
        accept(&store, &Keys::after(keys_of(MINUTES[0]).0)).await;
        accept(&store, &keys).await;
        store.close().await.unwrap();
        drop(store);

        let heal = |db: &Connection| {
            db.execute("DELETE FROM rollup WHERE subject = 99", []).unwrap();
            let mut marks = db.prepare("SELECT minute FROM rollup_stale").unwrap();
            let marks = marks.query_map([], |row| row.get(0)).unwrap();
            marks.map(|it| it.unwrap()).collect::<Vec<i64>>()
        };
        let marks = heal(&Connection::open(dir.path().join("hookport.db")).unwrap());
        assert_eq!(marks, [MINUTES[0]]);
        assert_eq!(faults(dir.path()).await, [""; 0]);
    }
}
