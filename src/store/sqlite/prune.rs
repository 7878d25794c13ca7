//! Forgets what is too old: a request with all that was made of it.
//!
//! A request goes when nothing was done about it for long enough: its events were not attempted or
//! retried since, and none was added. What is still to be delivered is passed over where it only would
//! make room. Where it is past its age too, and nobody retried, paused or unpaused it lately, it is
//! cancelled, and goes a while later, since an attempt may be under way. Such stragglers are remembered
//! and asked again.
//!
//! **Invariant:** a step is a small transaction, however much there is to do, so that whoever writes
//! meanwhile waits for one step at most. A request with more than [`ROWS`] goes in several, its events
//! first and itself with the last.
//!
//! **Invariant:** counts stay as they are. What goes is added to the counts of what is gone, with
//! which the ledger makes up the same ([`rollup`]).

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::records::Names;
use super::rows::{self, Code};
use super::writer::Tx;
use super::{events, ledger, rollup};
use crate::model::{Id, Key, Status, Timestamp};
use crate::store::{Amend, Counted, Kept, Prune, Pruned, Result};

/// How long after the last change of an event its request goes at the earliest, in milliseconds: an
/// attempt that was under way has ended by then.
const SETTLING: u64 = 600_000;
/// How many events, attempts and executions a step forgets, but for the last event's.
const ROWS: usize = 2000;
/// How many requests of others a step looks over.
const OTHERS: i64 = 1000;
/// The length of a bucket of usage, in microseconds of a key.
const BUCKET: i64 = 600_000_000;
/// Rough bytes of a row with its indexes; of an event with its attempt, twice.
const ROW: usize = 1024;

/// What a request weighs, with what was made of it.
pub(super) fn weight(content: usize, events: usize) -> i64 {
    i64::try_from(content + ROW * (2 + events)).unwrap_or(i64::MAX)
}

/// The bucket of usage that a key lies in.
pub(super) fn bucket(key: Key) -> i64 {
    key.0.div_euclid(BUCKET)
}

/// Does a step.
pub(super) fn step(tx: &mut Tx<'_>, prune: &Prune) -> Result<Pruned> {
    let project = tx.number(&prune.project)?;
    match prune.again {
        Some(after) => stragglers(tx, prune, project, after),
        None => oldest(tx, prune, project),
    }
}

fn oldest(tx: &mut Tx<'_>, prune: &Prune, project: i64) -> Result<Pruned> {
    let sql = "SELECT last FROM pruned WHERE project = ?1";
    let last = rows::first(tx.sql(sql)?, params![project], |row| Ok(row.get::<_, Key>(0)?))?;
    let mut res = Pruned { last: last.unwrap_or_default(), ..Pruned::default() };
    let end = Key::first_at(prune.before);
    let sql = "SELECT key, project FROM request WHERE key > ?1 AND key < ?2 ORDER BY key LIMIT ?3";
    let found = rows::all(tx.sql(sql)?, params![res.last, end, OTHERS], |row| {
        Ok((row.get::<_, Key>(0)?, row.get::<_, i64>(1)?))
    })?;
    res.done = (found.len() as i64) < OTHERS;
    let mut room = ROWS;
    for (request, of) in found {
        if of == project {
            if res.gone + res.stay == prune.limit || room == 0 {
                res.done = false;
                break;
            }
            match forget(tx, request, prune, &mut room, &mut res)? {
                Forgotten::Whole => (),
                Forgotten::Part => {
                    res.done = false;
                    break;
                }
                Forgotten::Nothing => {
                    let sql = "INSERT OR IGNORE INTO straggler (project, request) VALUES (?1, ?2)";
                    tx.sql(sql)?.execute(params![project, request])?;
                }
            }
        }
        res.last = request;
    }
    if last != Some(res.last) {
        let sql = "INSERT OR REPLACE INTO pruned (project, last) VALUES (?1, ?2)";
        tx.sql(sql)?.execute(params![project, res.last])?;
    }
    if res.done {
        let sql = "DELETE FROM usage WHERE project = ?1 AND bucket < ?2";
        tx.sql(sql)?.execute(params![project, bucket(end)])?;
    }
    Ok(res)
}

fn stragglers(tx: &mut Tx<'_>, prune: &Prune, project: i64, after: Key) -> Result<Pruned> {
    let end = Key::first_at(prune.before);
    let sql = "SELECT request FROM straggler WHERE project = ?1 AND request > ?2 AND request < ?3
        ORDER BY request LIMIT ?4";
    let values = params![project, after, end, prune.limit as i64];
    let found = rows::all(tx.sql(sql)?, values, |row| Ok(row.get::<_, Key>(0)?))?;
    let mut res = Pruned { last: after, done: found.len() < prune.limit, ..Pruned::default() };
    let mut room = ROWS;
    for request in found {
        match forget(tx, request, prune, &mut room, &mut res)? {
            Forgotten::Whole => {
                let sql = "DELETE FROM straggler WHERE project = ?1 AND request = ?2";
                tx.sql(sql)?.execute(params![project, request])?;
            }
            Forgotten::Part => {
                res.done = false;
                break;
            }
            Forgotten::Nothing => (),
        }
        res.last = request;
        if room == 0 {
            res.done = false;
            break;
        }
    }
    Ok(res)
}

/// What became of a request that is too old.
enum Forgotten {
    /// It is gone.
    Whole,
    /// Some of its events are; it is asked again.
    Part,
    /// It has to stay.
    Nothing,
}

/// Forgets a request with all that was made of it, or as much of that as there is room for.
fn forget(
    tx: &mut Tx<'_>,
    request: Key,
    prune: &Prune,
    room: &mut usize,
    res: &mut Pruned,
) -> Result<Forgotten> {
    let mut events = events::of_request(tx.db, request)?;
    let mut ran = keys(
        tx,
        "SELECT key FROM execution INDEXED BY execution_request
        WHERE request = ?1",
        request,
    )?;
    let bookmarked = prune.keep.contains(&request) || ran.iter().any(|it| prune.keep.contains(it));
    if bookmarked || !may_go(tx, &events, prune, res)? {
        res.stay += 1;
        return Ok(Forgotten::Nothing);
    }
    let all = events.len() + ran.len();
    let (mut attempts, mut some) = (Vec::new(), 0);
    for event in &events {
        if *room == 0 {
            break;
        }
        let its = attempts_of(tx, *event)?;
        *room = room.saturating_sub(1 + its.len());
        attempts.extend(its);
        some += 1;
    }
    events.truncate(some);
    ran.truncate(*room);
    *room -= ran.len();
    let is_whole = events.len() + ran.len() == all;
    let requests = if is_whole { vec![request] } else { Vec::new() };
    for (counted, all) in [
        (Counted::Requests, &requests),
        (Counted::Events, &events),
        (Counted::Attempts, &attempts),
        (Counted::Executions, &ran),
    ] {
        rollup::gone(tx.db, counted, all)?;
    }
    for event in &events {
        let sql = "DELETE FROM added WHERE request = ?1 AND event = ?2";
        tx.sql(sql)?.execute(params![request, event])?;
    }
    for (sql, all) in [
        ("DELETE FROM attempt WHERE key = ?1", &attempts),
        ("DELETE FROM \"case\" WHERE item = ?1", &events),
        ("DELETE FROM event WHERE key = ?1", &events),
        ("DELETE FROM \"case\" WHERE item = ?1", &ran),
        ("DELETE FROM transformed WHERE key = ?1", &ran),
        ("DELETE FROM execution WHERE key = ?1", &ran),
        ("DELETE FROM ignored WHERE request = ?1", &requests),
        ("DELETE FROM request WHERE key = ?1", &requests),
    ] {
        for key in all {
            tx.sql(sql)?.execute(params![key])?;
        }
    }
    if !is_whole {
        return Ok(Forgotten::Part);
    }
    res.gone += 1;
    Ok(Forgotten::Whole)
}

/// Whether nothing of these is to come or was done lately. What is to come and past its age is
/// cancelled.
fn may_go(tx: &mut Tx<'_>, events: &[Key], prune: &Prune, res: &mut Pruned) -> Result<bool> {
    let mut all = true;
    for event in events {
        // The last that was done about it, but for what cancels it here.
        let sql = "SELECT status, next_attempt_at IS NOT NULL, updated_at,
                max(ifnull(last_attempt_at, 0), ifnull(requeued_at, 0))
            FROM event WHERE key = ?1";
        let found = rows::first(tx.sql(sql)?, params![event], |row| {
            let (updated_at, touched): (Timestamp, Timestamp) = (row.get(2)?, row.get(3)?);
            Ok((row.get::<_, Code<Status>>(0)?.0, row.get::<_, bool>(1)?, updated_at, touched))
        })?;
        let Some((status, planned, updated_at, touched)) = found else { continue };
        let end = match status {
            Status::Queued | Status::Scheduled | Status::Hold => Some(Amend::Cancel),
            Status::Failed if planned => Some(Amend::Mute),
            Status::Failed | Status::Successful | Status::Cancelled => None,
        };
        let last = event.at().max(touched);
        let may_end = prune.cancel_before.is_some_and(|it| last.max(updated_at) < it);
        if let Some(amend) = end.as_ref().filter(|_| may_end) {
            if let Some((_, Some(word))) = ledger::change(tx, *event, amend, prune.now)? {
                tx.tell(word);
            }
            res.cancelled += 1;
        }
        let settled = prune.now.since(updated_at) >= SETTLING;
        all &= last < prune.before && end.is_none() && settled;
    }
    Ok(all)
}

/// The attempts of an event, which lie in a chain.
fn attempts_of(tx: &Tx<'_>, event: Key) -> Result<Vec<Key>> {
    let sql = "SELECT last_attempt FROM event WHERE key = ?1";
    let mut next = rows::first(tx.sql(sql)?, params![event], |row| Ok(row.get(0)?))?.flatten();
    let mut res: Vec<Key> = Vec::new();
    while let Some(attempt) = next {
        res.push(attempt);
        let sql = "SELECT previous FROM attempt WHERE key = ?1";
        next = rows::first(tx.sql(sql)?, params![attempt], |row| Ok(row.get(0)?))?.flatten();
    }
    Ok(res)
}

fn keys(tx: &Tx<'_>, sql: &str, request: Key) -> Result<Vec<Key>> {
    rows::all(tx.sql(sql)?, params![request], |row| Ok(row.get(0)?))
}

/// What each project takes up; also of one that has nothing but what was passed over once, which
/// counts no more and may go since.
pub(super) fn kept(db: &Connection, names: &Names) -> Result<Vec<Kept>> {
    let sql = "SELECT project, sum(bytes), min(bucket) FROM usage GROUP BY project";
    let used = rows::all(db.prepare_cached(sql)?, [], |row| {
        let since = Key(row.get::<_, i64>(2)?.saturating_mul(BUCKET)).at();
        Ok((row.get::<_, i64>(0)?, (row.get::<_, i64>(1)?.unsigned_abs(), since)))
    })?;
    let mut all: BTreeMap<i64, (u64, Timestamp)> = used.into_iter().collect();
    // A step for each project, however much was passed over.
    let sql = "SELECT project, request FROM straggler WHERE project > ?1
        ORDER BY project, request LIMIT 1";
    let mut next = db.prepare_cached(sql)?;
    let mut last = i64::MIN;
    while let Some(row) = next.query(params![last])?.next()? {
        last = row.get(0)?;
        let since = row.get::<_, Key>(1)?.at();
        all.entry(last).and_modify(|it| it.1 = it.1.min(since)).or_insert((0, since));
    }
    let names = names.read();
    let named = all
        .into_iter()
        .map(|(project, (bytes, since))| Ok(Kept { project: names.id(project)?, bytes, since }));
    named.collect()
}

/// From when on what a project received fits into so many bytes; `None` where all of it does.
pub(super) fn fits(
    db: &Connection,
    names: &Names,
    project: &Id,
    bytes: u64,
) -> Result<Option<Timestamp>> {
    let Some(project) = names.read().number(project) else { return Ok(None) };
    let sql = "SELECT bucket, bytes FROM usage WHERE project = ?1 ORDER BY bucket DESC";
    let mut found = db.prepare_cached(sql)?;
    let mut found = found.query(params![project])?;
    let mut sum = 0_u64;
    while let Some(row) = found.next()? {
        sum = sum.saturating_add(row.get::<_, i64>(1)?.unsigned_abs());
        if sum > bytes {
            let after = row.get::<_, i64>(0)? + 1;
            return Ok(Some(Key(after.saturating_mul(BUCKET)).at()));
        }
    }
    Ok(None)
}

/// Adds up what came in one transaction.
pub(super) fn weigh(tx: &Tx<'_>, weights: &[(i64, i64, i64)]) -> Result<()> {
    let mut sums: HashMap<(i64, i64), i64> = HashMap::new();
    for (project, bucket, bytes) in weights {
        *sums.entry((*project, *bucket)).or_default() += bytes;
    }
    for ((project, bucket), bytes) in sums {
        let sql = "INSERT INTO usage (project, bucket, bytes) VALUES (?1, ?2, ?3)
            ON CONFLICT (project, bucket) DO UPDATE SET bytes = bytes + excluded.bytes";
        tx.sql(sql)?.execute(params![project, bucket, bytes])?;
    }
    Ok(())
}

/// Gives some free pages of the file back to the disk; whether there are more to give.
///
/// A twentieth of the file stays free: what comes next is written there.
pub(super) fn shrink(tx: &Tx<'_>, pages: usize) -> Result<bool> {
    let count =
        |what: &str| -> Result<i64> { Ok(tx.db.pragma_query_value(None, what, |row| row.get(0))?) };
    let spare = count("page_count")? / 20;
    let free = count("freelist_count")?;
    let some = (free - spare).min(pages as i64);
    if some <= 0 {
        return Ok(false);
    }
    let mut vacuum = tx.db.prepare(&format!("PRAGMA incremental_vacuum({some})"))?;
    let mut steps = vacuum.query([])?;
    while steps.next()?.is_some() {}
    // Where the file was made without, nothing happens, ever.
    Ok(count("freelist_count")? < free && free - some > spare)
}

/// A job: forgets the counts of minutes, and those of hours, before these times, in parts.
pub(super) fn forget_counts(
    tx: &Tx<'_>,
    minutes: Timestamp,
    hours: Timestamp,
) -> Result<ControlFlow<()>> {
    const PART: i64 = 100;
    let mut some = 0;
    for kind in rollup::kinds() {
        for (level, before) in [(0, minutes.0 / 60_000), (1, hours.0 / 3_600_000)] {
            let sql = "DELETE FROM rollup WHERE kind = ?1 AND level = ?2
                AND (bucket, subject) IN (SELECT bucket, subject FROM rollup
                    WHERE kind = ?1 AND level = ?2 AND bucket < ?3 LIMIT ?4)";
            some += tx.sql(sql)?.execute(params![kind, level, before, PART])?;
        }
        let sql = "DELETE FROM rollup_gone WHERE kind = ?1 AND (minute, subject) IN
            (SELECT minute, subject FROM rollup_gone WHERE kind = ?1 AND minute < ?2 LIMIT ?3)";
        some += tx.sql(sql)?.execute(params![kind, minutes.0 / 60_000, PART])?;
    }
    Ok(if some == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Sqlite, open};
    use super::*;
    use crate::model::{Content, Keys};
    use crate::store::contract::made;
    use crate::store::{Feed, Store as _};

    async fn fill(store: &Sqlite, keys: &Keys, count: usize) {
        let all = (0..count).map(|_| {
            let mut accepted = made(keys, &["web_a"], Status::Successful);
            let body = vec![b'x'; 4000].into();
            accepted.request.content = Content { body, ..accepted.request.content };
            store.accept(Arc::new(accepted))
        });
        for it in futures_util::future::join_all(all).await {
            it.unwrap();
        }
    }

    #[tokio::test]
    async fn the_file_shrinks_and_requests_come_in_meanwhile() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let keys = Keys::after(Key::default());
        fill(&store, &keys, 2000).await;
        let now = Timestamp(jiff::Timestamp::now().as_millisecond()).plus(3_600_000);
        let prune = Prune {
            project: Id::from("tm_a"),
            before: keys.next().at().plus(1),
            cancel_before: None,
            now,
            keep: Arc::default(),
            again: None,
            limit: 50,
        };
        let mut gone = 0;
        loop {
            // Both are asked at once, and share a transaction: what comes in waits for one step.
            let step = store.prune(prune.clone());
            let (step, ()) = tokio::join!(step, fill(&store, &keys, 1));
            let step = step.unwrap();
            assert!(step.gone + step.stay <= 50);
            gone += step.gone;
            if step.done {
                break;
            }
        }
        assert!(gone >= 2000, "{gone}");
        store.close().await.unwrap();
        drop(store);
        let path = dir.path().join("hookport.db");
        let length = || std::fs::metadata(&path).unwrap().len();
        let before = length();
        assert!(before > 8_000_000, "{before}");

        let store = open(dir.path(), Feed::default()).unwrap();
        let mut steps = 0;
        while store.shrink().await.unwrap() {
            steps += 1;
        }
        assert!(steps > 4, "{steps}, a megabyte at a time");
        store.close().await.unwrap();
        assert!(length() < before / 4, "{} of {before}", length());
    }

    #[tokio::test]
    async fn old_counts_go_and_those_of_all_time_stay() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        fill(&store, &Keys::after(Key::default()), 3).await;
        let rows = |level: i64| {
            let store = store.clone();
            async move {
                store.writer.run(rollup::write_out).await.unwrap();
                let count = move |db: &Connection| -> Result<i64> {
                    let sql = "-- Of a test.\nSELECT count(*) FROM rollup WHERE level = ?1";
                    Ok(db.query_row(sql, [level], |it| it.get(0))?)
                };
                store.readers.run(count).await.unwrap()
            }
        };
        let [minutes, hours, ever]: [i64; 3] = [rows(0).await, rows(1).await, rows(2).await];
        assert!(minutes > 0 && hours > 0 && ever > 0);
        let now = Timestamp(jiff::Timestamp::now().as_millisecond());
        let later = now.plus(7_200_000);
        store.forget_counts(Timestamp(0), Timestamp(0)).await.unwrap();
        assert_eq!(rows(0).await, minutes);
        store.forget_counts(later, Timestamp(0)).await.unwrap();
        assert_eq!([rows(0).await, rows(1).await, rows(2).await], [0, hours, ever]);
        store.forget_counts(later, later).await.unwrap();
        assert_eq!([rows(0).await, rows(1).await, rows(2).await], [0, 0, ever]);
    }
}
