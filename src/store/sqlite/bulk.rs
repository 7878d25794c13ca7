//! What is done to many at once: how far it has come, and one batch of it.
//!
//! **Invariant:** a batch and the place that it leads to are committed together, and a batch is
//! done only from the place where the operation stands. So whoever dies in between has neither
//! lost nor doubled anything.

use std::collections::HashSet;
use std::ops::ControlFlow;

use rusqlite::{Connection, Row, params};
use serde_json::Value;

use super::pages::{self, Bounds, Keyed};
use super::records::{Both, Names};
use super::rollup::Counts;
use super::rows::{self, Code};
use super::search;
use super::writer::Tx;
use super::{ledger, pending};
use crate::model::{Bulk, BulkKind, ErrorCode, Event, Key, Status, Timestamp, Trigger};
use crate::store::{Amend, Batch, BulkQuery, Committed, Error, Page, Result, Task};

/// How many events are withdrawn at a time.
const PART: usize = 1000;

const COLUMNS: &str = "key, project, number, kind, asked, query, place, estimated, batches, \
    handled, completed, failed, updated_at, cancelled_at, completed_at";

/// Begins an operation, unless the same is under way.
pub(super) fn begin(tx: &mut Tx<'_>, bulk: &Bulk) -> Result<Option<Bulk>> {
    let project = tx.number(&bulk.project)?;
    let query = bulk.query.to_string();
    let sql = "SELECT 1 FROM bulk INDEXED BY bulk_open WHERE project = ?1 AND kind = ?2
        AND query = ?3 AND cancelled_at IS NULL AND completed_at IS NULL";
    if tx.sql(sql)?.exists(params![project, Code(bulk.kind), query])? {
        return Ok(None);
    }
    let sql = "SELECT ifnull(max(number), 0) + 1 FROM bulk WHERE project = ?1";
    let number: u32 = tx.sql(sql)?.query_one(params![project], |row| row.get(0))?;
    let sql = format!(
        "INSERT INTO bulk ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
            ?14, ?15)"
    );
    tx.sql(&sql)?.execute(params![
        bulk.key,
        project,
        number,
        Code(bulk.kind),
        bulk.asked.to_string(),
        query,
        bulk.place,
        bulk.estimated_count,
        bulk.batches,
        bulk.handled,
        bulk.completed_count,
        bulk.failed_count,
        bulk.updated_at,
        bulk.cancelled_at,
        bulk.completed_at,
    ])?;
    Ok(Some(Bulk { number, ..bulk.clone() }))
}

/// Does a batch, if the operation stands where it begins.
pub(super) fn advance(tx: &mut Tx<'_>, key: Key, batch: &Batch) -> Result<Option<Bulk>> {
    let sql = "UPDATE bulk SET place = ?3, batches = batches + (?4 > 0), handled = handled + ?4,
            completed = completed + ?5, failed = failed + ?6, updated_at = ?7, completed_at = ?8
        WHERE key = ?1 AND place = ?2 AND cancelled_at IS NULL AND completed_at IS NULL";
    let done = batch.last.then_some(batch.now);
    let Batch { from, to, handled, completed, failed, tasks, now, .. } = batch;
    let values = params![key, from, to, handled, completed, failed, now, done];
    if tx.sql(sql)?.execute(values)? > 0 {
        let (mut removed, mut stayed) = (HashSet::new(), 0);
        for task in tasks {
            match task {
                Task::Amend(event, amend) => {
                    if matches!(amend, Amend::Requeue(..)) {
                        let sql = "UPDATE event SET bulk = ?2 WHERE key = ?1";
                        tx.sql(sql)?.execute(params![event, key])?;
                    }
                    match ledger::change(tx, *event, amend, *now)? {
                        // One word for all: the queue looks at everything that waits for each.
                        Some((_, Some(Committed::Removed(keys)))) => removed.extend(keys),
                        Some((_, Some(word))) => tx.tell(word),
                        _ => stayed += 1,
                    }
                }
                Task::Add(again) => {
                    ledger::add(tx, again)?;
                    touched(tx, key, again.request)?;
                }
                Task::Accept(accepted) => {
                    ledger::accept(tx, accepted)?;
                    touched(tx, key, accepted.request.key)?;
                }
            }
        }
        let sql = "UPDATE bulk SET completed = completed + ?2, failed = failed + ?3 WHERE key = ?1";
        let count = i64::try_from(removed.len()).unwrap_or(i64::MAX);
        tx.sql(sql)?.execute(params![key, count, stayed])?;
        if !removed.is_empty() {
            tx.tell(Committed::Removed(removed));
        }
    }
    one(tx.db, tx.names, key)
}

fn touched(tx: &Tx<'_>, bulk: Key, request: Key) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO bulk_request (bulk, request) VALUES (?1, ?2)";
    tx.sql(sql)?.execute(params![bulk, request])?;
    Ok(())
}

/// Counts how a delivery ended that an operation asked for, if it does not yet count as failed.
pub(super) fn delivered(tx: &Tx<'_>, bulk: Key, successful: bool, as_failed: bool) -> Result<()> {
    let completed = i64::from(successful);
    let failed = i64::from(!successful) - i64::from(as_failed);
    let sql = "UPDATE bulk SET completed = completed + ?3, failed = failed + ?4
        WHERE key = ?1 AND kind = ?2";
    let values = params![bulk, Code(BulkKind::EventsRetry), completed, failed];
    tx.sql(sql)?.execute(values)?;
    Ok(())
}

/// Ends an operation, and fails what waits because of it.
pub(super) fn withdraw(
    tx: &mut Tx<'_>,
    key: Key,
    now: Timestamp,
) -> Result<ControlFlow<Option<Bulk>>> {
    let sql = "UPDATE bulk SET cancelled_at = ?2, updated_at = ?2
        WHERE key = ?1 AND cancelled_at IS NULL AND completed_at IS NULL";
    tx.sql(sql)?.execute(params![key, now])?;
    let bulk = one(tx.db, tx.names, key)?;
    // One that came to its end before it was cancelled has nothing to take back.
    if bulk.as_ref().is_none_or(|it| it.cancelled_at.is_none()) {
        return Ok(ControlFlow::Break(bulk));
    }
    let sql = format!(
        "SELECT {} FROM event INDEXED BY event_bulk
         WHERE bulk = ?1 AND status = ?2 AND \"trigger\" = ?3 LIMIT ?4",
        rows::EVENT
    );
    let change = "UPDATE event SET status = ?2, error_code = ?3, updated_at = ?4,
            next_attempt_at = ?5 WHERE key = ?1";
    let mut removed = HashSet::new();
    let mut more = false;
    for status in [Status::Queued, Status::Hold, Status::Scheduled] {
        let values = params![key, Code(status), Code(Trigger::BulkRetry), PART as i64];
        let events = rows::all(tx.sql(&sql)?, values, |row| rows::event(row, &tx.names.read()))?;
        more |= events.len() == PART;
        for event in events {
            let before = Counts::of(&event);
            let failed = Event {
                status: Status::Failed,
                error_code: Some(ErrorCode::BulkRetryCancelled),
                // What waits for a delay has only that time; the others may have that of a planned
                // retry, which nobody took back.
                next_attempt_at: event.next_attempt_at.filter(|_| status != Status::Scheduled),
                updated_at: now,
                ..event
            };
            let (status, code) = (Code(failed.status), failed.error_code.map(Code));
            let values = params![failed.key, status, code, now, failed.next_attempt_at];
            tx.sql(change)?.execute(values)?;
            tx.recount_event(&before, &failed)?;
            removed.insert(failed.key);
        }
    }
    if !removed.is_empty() {
        let count = i64::try_from(removed.len()).unwrap_or(i64::MAX);
        let sql = "UPDATE bulk SET failed = failed + ?2 WHERE key = ?1 AND kind = ?3";
        tx.sql(sql)?.execute(params![key, count, Code(BulkKind::EventsRetry)])?;
        tx.tell(Committed::Removed(removed));
        let due = pending::due(tx)?;
        tx.tell(Committed::Due(due));
    }
    if more {
        return Ok(ControlFlow::Continue(()));
    }
    Ok(ControlFlow::Break(one(tx.db, tx.names, key)?))
}

/// Operations that were cancelled and yet have something queued: a crash came between the parts.
pub(super) fn half_withdrawn(db: &Connection) -> Result<Vec<Key>> {
    let sql = "SELECT key FROM bulk WHERE cancelled_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM event INDEXED BY event_bulk WHERE bulk = bulk.key
                AND status IN (?1, ?2, ?3) AND \"trigger\" = ?4)";
    let [queued, hold, scheduled] = [Status::Queued, Status::Hold, Status::Scheduled].map(Code);
    let values = params![queued, hold, scheduled, Code(Trigger::BulkRetry)];
    rows::all(db.prepare_cached(sql)?, values, |row| Ok(row.get(0)?))
}

/// One operation.
pub(super) fn one(db: &Connection, names: &Names, key: Key) -> Result<Option<Bulk>> {
    get(db, &names.read(), key)
}

fn get(db: &Connection, names: &Both, key: Key) -> Result<Option<Bulk>> {
    let sql = format!("SELECT {COLUMNS} FROM bulk WHERE key = ?1");
    rows::first(db.prepare_cached(&sql)?, params![key], |row| bulk(row, names))
}

/// A page of operations.
pub(super) fn page(db: &Connection, names: &Names, query: &BulkQuery) -> Result<Page<Bulk>> {
    let names = names.read();
    let Some(project) = names.number(&query.project) else {
        return Ok(Page { items: Vec::new(), next: None });
    };
    let bounds = Bounds::new(query.order, &query.created_at);
    let read = |keys: &Option<Vec<Key>>, bounds: Bounds, limit: usize| match keys {
        Some(keys) => {
            let keys = bounds.choose(keys, limit).into_iter();
            keys.filter_map(|it| get(db, &names, it).transpose()).collect()
        }
        None => {
            let sql = format!(
                "SELECT {COLUMNS} FROM bulk INDEXED BY bulk_list
                 WHERE project = ?4 AND kind = ?5 AND {}",
                bounds.sql()
            );
            let (limit, kind) = (limit as i64, Code(query.kind));
            let values = params![bounds.low, bounds.high, limit, project, kind];
            rows::all(db.prepare_cached(&sql)?, values, |row| bulk(row, &names))
        }
    };
    let slices = vec![query.keys.clone()];
    pages::page(slices, bounds, query.order.limit, read, |it| Ok(allows(query, it)))
}

fn allows(query: &BulkQuery, bulk: &Bulk) -> bool {
    let time = |it: Option<Timestamp>| it.map(|it| it.0);
    bulk.project == query.project
        && bulk.kind == query.kind
        && query.in_progress.is_none_or(|it| it == bulk.in_progress())
        && query.created_at.allows(Some(bulk.key.at().0))
        && query.cancelled_at.allows(time(bulk.cancelled_at))
        && query.completed_at.allows(time(bulk.completed_at))
        && query.asked.as_ref().is_none_or(|it| {
            if query.partial { search::contains(&bulk.asked, it) } else { bulk.asked == *it }
        })
}

/// Operations that have more to do.
pub(super) fn open(db: &Connection, names: &Names) -> Result<Vec<Bulk>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM bulk INDEXED BY bulk_open
         WHERE cancelled_at IS NULL AND completed_at IS NULL ORDER BY key"
    );
    let names = names.read();
    rows::all(db.prepare_cached(&sql)?, [], |row| bulk(row, &names))
}

/// How many events of an operation are queued.
pub(super) fn waiting(db: &Connection, key: Key, most: usize) -> Result<usize> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM event INDEXED BY event_bulk
        WHERE bulk = ?1 AND status = ?2 LIMIT ?3)";
    let values = params![key, Code(Status::Queued), most as i64];
    let count: i64 = db.prepare_cached(sql)?.query_one(values, |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Keys of requests that an operation did something to, in order.
pub(super) fn requests(
    db: &Connection,
    key: Key,
    bounds: Bounds,
    limit: usize,
) -> Result<Vec<Key>> {
    let sql =
        format!("SELECT request AS key FROM bulk_request WHERE bulk = ?4 AND {}", bounds.sql());
    let values = params![bounds.low, bounds.high, limit as i64, key];
    rows::all(db.prepare_cached(&sql)?, values, |row| Ok(row.get(0)?))
}

impl Keyed for Bulk {
    fn key(&self) -> Key {
        self.key
    }
}

fn bulk(row: &Row<'_>, names: &Both) -> Result<Bulk> {
    let json = |at: usize| -> Result<Value> {
        let text: String = row.get(at)?;
        serde_json::from_str(&text)
            .map_err(|error| Error::Damaged(format!("a bulk operation's query: {error}")))
    };
    Ok(Bulk {
        key: row.get(0)?,
        project: names.id(row.get(1)?)?,
        number: row.get(2)?,
        kind: row.get::<_, Code<_>>(3)?.0,
        asked: json(4)?,
        query: json(5)?,
        place: row.get(6)?,
        estimated_count: row.get(7)?,
        batches: row.get(8)?,
        handled: row.get(9)?,
        completed_count: row.get(10)?,
        failed_count: row.get(11)?,
        updated_at: row.get(12)?,
        cancelled_at: row.get(13)?,
        completed_at: row.get(14)?,
    })
}
