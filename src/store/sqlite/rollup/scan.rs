//! Counts straight out of the ledger: for what the counts that are kept do not tell apart.

use rusqlite::{CachedStatement, Connection, Params, Row, params};

use super::cells::{FACE, Kind, NONE};
use super::{Change, Counts, minute_of};
use crate::model::{Key, Status};
use crate::store::sqlite::rows::{self, Code};
use crate::store::{Counted, Field, Result};

/// How many numbers tell rows of the ledger apart: those of a cell, as many more, and the group.
pub(super) const FACTS: usize = 2 * FACE + 1;
/// Where the group of deliveries stands among the facts. The ledger has a text, for which each
/// question has numbers of its own.
pub(super) const GROUP: usize = 2 * FACE;

/// A row of the ledger.
pub(super) struct Found<'a> {
    pub(super) key: Key,
    pub(super) change: Change,
    more: [i64; FACE],
    /// The group of its event.
    pub(super) group: Option<&'a str>,
}

impl Found<'_> {
    /// Its facts, but for its group.
    pub(super) fn facts(&self) -> [i64; FACTS] {
        let mut res = [NONE; FACTS];
        res[..FACE].copy_from_slice(&self.change.face);
        res[FACE..GROUP].copy_from_slice(&self.more);
        res
    }
}

/// Where a field stands among the facts; cells tell those below [`FACE`], and all of requests. From
/// [`FACTS`] on it is no fact of the row itself. `None` where the thing has no such field.
pub(super) fn place(counted: Counted, field: Field) -> Option<usize> {
    Some(match (counted, field) {
        (Counted::Requests, Field::Rejection) => 0,
        (Counted::Requests, Field::EventsCount) => 1,
        (Counted::Requests, Field::IgnoredCount) => 3,
        (Counted::Requests, Field::Rejected) => FACE,
        (Counted::Events | Counted::Cases, Field::Status) => 0,
        (Counted::Events | Counted::Cases | Counted::Attempts, Field::ErrorCode) => 1,
        (Counted::Cases, Field::Issue) => FACE,
        // Told by looking among what belongs to those that are asked for, not by the row.
        (Counted::Events, Field::Issue) => FACTS,
        (Counted::Events | Counted::Requests, Field::Bulk) => FACTS + 1,
        (Counted::Attempts, Field::Bulk) => FACE + 1,
        (Counted::Executions, Field::Transformation) => 0,
        (Counted::Executions, Field::Level) => 1,
        (Counted::Executions, Field::Issue) => FACTS,
        (Counted::Events, Field::Data) => FACE,
        (Counted::Events, Field::Session) => FACE + 1,
        (Counted::Events, Field::Attempts) => FACE + 2,
        (Counted::Events, Field::ResponseStatus) => FACE + 3,
        (Counted::Attempts, Field::Successful) => 0,
        (Counted::Attempts, Field::Trigger) => 2,
        (Counted::Attempts, Field::Event) => FACE,
        (Counted::Events | Counted::Attempts | Counted::Depth, Field::Group) => GROUP,
        _ => return None,
    })
}

/// The rows between two keys, both included, oldest first, until `take` wants no more.
pub(super) fn between(
    db: &Connection,
    counted: Counted,
    (low, high): (Key, Key),
    take: impl FnMut(&Found<'_>) -> bool,
) -> Result<()> {
    let (sql, read) = statement(counted, "BETWEEN ?1 AND ?2 ORDER BY 1");
    each(db.prepare_cached(&sql)?, (low, high), read, take)
}

/// These rows, as far as they are there.
pub(super) fn these(
    db: &Connection,
    counted: Counted,
    keys: &[Key],
    mut take: impl FnMut(&Found<'_>) -> bool,
) -> Result<()> {
    let (sql, read) = statement(counted, "= ?1");
    for key in keys {
        each(db.prepare_cached(&sql)?, (key,), read, &mut take)?;
    }
    Ok(())
}

/// The events between two keys that are cases of an issue, oldest first.
pub(super) fn of_issue(
    db: &Connection,
    issue: i64,
    (low, high): (Key, Key),
    mut take: impl FnMut(&Found<'_>) -> bool,
) -> Result<()> {
    let sql = format!(
        "SELECT {EVENT} FROM \"case\" JOIN event ON event.key = item
            WHERE issue = ?3 AND item BETWEEN ?1 AND ?2 ORDER BY item"
    );
    let mut rows = db.prepare_cached(&sql)?;
    let mut rows = rows.query((low, high, issue))?;
    while let Some(row) = rows.next()? {
        let mut found = event(row)?;
        found.more = [issue, NONE, NONE, NONE];
        if !take(&found) {
            break;
        }
    }
    Ok(())
}

/// The events for a listener between two keys, at most so many.
pub(super) fn of_session(
    db: &Connection,
    session: i64,
    (low, high): (Key, Key),
    most: usize,
) -> Result<Vec<Key>> {
    let sql = "SELECT key FROM event INDEXED BY event_session
        WHERE session = ?1 AND key BETWEEN ?2 AND ?3 LIMIT ?4";
    let values = params![session, low, high, most as i64];
    rows::all(db.prepare_cached(sql)?, values, |row| Ok(row.get(0)?))
}

/// The events of a group of a connection that stand so, between two keys, at most so many.
pub(super) fn of_group(
    db: &Connection,
    (connection, status, group): (i64, Status, &str),
    (low, high): (Key, Key),
    most: usize,
) -> Result<Vec<Key>> {
    let sql = "SELECT key FROM event INDEXED BY event_group
        WHERE connection = ?1 AND status = ?2 AND delivery_group = ?3 AND key BETWEEN ?4 AND ?5
        LIMIT ?6";
    let values = params![connection, Code(status), group, low, high, most as i64];
    rows::all(db.prepare_cached(sql)?, values, |row| Ok(row.get(0)?))
}

/// What belongs to these, which are of a kind, between two keys, at most so many of each.
pub(super) fn belonging(
    db: &Connection,
    (counted, field): (Counted, Field),
    owners: &[i64],
    (low, high): (Key, Key),
    most: usize,
) -> Result<Vec<Key>> {
    let sql = match (counted, field) {
        (Counted::Requests, _) => {
            "SELECT request FROM bulk_request
                WHERE bulk = ?1 AND request BETWEEN ?2 AND ?3 LIMIT ?4"
        }
        (_, Field::Bulk) => {
            "SELECT key FROM event INDEXED BY event_bulk
                WHERE bulk = ?1 AND key BETWEEN ?2 AND ?3 LIMIT ?4"
        }
        _ => "SELECT item FROM \"case\" WHERE issue = ?1 AND item BETWEEN ?2 AND ?3 LIMIT ?4",
    };
    let mut res = Vec::new();
    for owner in owners {
        let values = (owner, low, high, most as i64);
        res.extend(rows::all(db.prepare_cached(sql)?, values, |row| Ok(row.get::<_, Key>(0)?))?);
    }
    res.sort_unstable();
    res.dedup();
    Ok(res)
}

type Read = for<'a> fn(&'a Row<'_>) -> rusqlite::Result<Found<'a>>;

const EVENT: &str = "key, connection, status, error_code, attempts, \
    next_attempt_at IS NOT NULL, \
    ifnull(data, request), session, response_status, delivery_group";

fn statement(counted: Counted, which: &str) -> (String, Read) {
    match counted {
        Counted::Requests => {
            let columns = "key, source, rejection, events, cli_events, ignored";
            (format!("SELECT {columns} FROM request WHERE key {which}"), request)
        }
        Counted::Events | Counted::Cases => {
            (format!("SELECT {EVENT} FROM event WHERE key {which}"), event)
        }
        Counted::Executions => {
            let columns = "key, connection, transformation, level, transformed IS NOT NULL";
            (format!("SELECT {columns} FROM execution WHERE key {which}"), execution)
        }
        Counted::Attempts | Counted::Depth => {
            let columns = "attempt.key, connection, attempt.response_status, attempt.error_code, \
                attempt.\"trigger\", response_latency, delivery_latency, event, attempt.bulk, \
                delivery_group";
            let tables = "attempt JOIN event ON event.key = attempt.event";
            (format!("SELECT {columns} FROM {tables} WHERE attempt.key {which}"), attempt)
        }
    }
}

fn each(
    mut statement: CachedStatement<'_>,
    params: impl Params,
    read: Read,
    mut take: impl FnMut(&Found<'_>) -> bool,
) -> Result<()> {
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        if !take(&read(row)?) {
            break;
        }
    }
    Ok(())
}

fn some(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(row.get::<_, Option<i64>>(column)?.unwrap_or(NONE))
}

fn request<'a>(row: &'a Row<'_>) -> rusqlite::Result<Found<'a>> {
    let key = row.get(0)?;
    let face = [some(row, 2)?, row.get(3)?, row.get(4)?, row.get(5)?];
    let change = Change {
        kind: Kind::Requests,
        minute: minute_of(key),
        subject: row.get(1)?,
        face,
        count: 1,
        sums: [0, 0],
        longest: 0,
    };
    let rejected = (face[0] != NONE).into();
    Ok(Found { key, change, more: [rejected, NONE, NONE, NONE], group: None })
}

fn event<'a>(row: &'a Row<'_>) -> rusqlite::Result<Found<'a>> {
    let (key, status) = (row.get(0)?, row.get::<_, Code<Status>>(2)?.0);
    let counts = Counts {
        status,
        error_code: row.get::<_, Option<Code<_>>>(3)?.map(|it| it.0),
        attempts: row.get(4)?,
        planned: status == Status::Failed && row.get(5)?,
    };
    let change = Change::event(key, &counts, row.get(1)?);
    let more = [some(row, 6)?, some(row, 7)?, row.get(4)?, some(row, 8)?];
    Ok(Found { key, change, more, group: row.get_ref(9)?.as_str_or_null()? })
}

fn execution<'a>(row: &'a Row<'_>) -> rusqlite::Result<Found<'a>> {
    let key = row.get(0)?;
    let change = Change {
        kind: Kind::Executions,
        minute: minute_of(key),
        subject: row.get(1)?,
        face: [row.get(2)?, row.get(3)?, row.get(4)?, NONE],
        count: 1,
        sums: [0, 0],
        longest: 0,
    };
    Ok(Found { key, change, more: [NONE; FACE], group: None })
}

fn attempt<'a>(row: &'a Row<'_>) -> rusqlite::Result<Found<'a>> {
    let key = row.get(0)?;
    let (status, error) = (some(row, 2)?, some(row, 3)?);
    let successful = error == NONE && status / 100 == 2;
    let change = Change {
        kind: Kind::Attempts,
        minute: minute_of(key),
        subject: row.get(1)?,
        face: [successful.into(), error, row.get(4)?, NONE],
        count: 1,
        sums: [row.get(5)?, row.get(6)?],
        longest: row.get(5)?,
    };
    let more = [row.get(7)?, some(row, 8)?, NONE, NONE];
    Ok(Found { key, change, more, group: row.get_ref(9)?.as_str_or_null()? })
}
