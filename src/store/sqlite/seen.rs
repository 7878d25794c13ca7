//! What connections saw that let through no duplicates.
//!
//! **Invariant:** a mark is written with the request that it is of, in one transaction: it stands
//! for something that was kept, and what was kept has left its mark.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::records::Names;
use super::writer::Tx;
use crate::model::{Id, Ignored, IgnoredCause, Key, Timestamp};
use crate::store::{Accepted, Mark, Result};

/// The longest window, in milliseconds; older marks are forgotten.
const LONGEST_WINDOW: u64 = 3_600_000;
/// How many old marks are forgotten for each that is made.
const FORGOTTEN: i64 = 2;

/// Takes out what is a duplicate, and remembers the rest.
pub(super) fn sift(tx: &Tx<'_>, accepted: &Arc<Accepted>) -> Result<Arc<Accepted>> {
    let now = accepted.request.key.at();
    let mut duplicates: Vec<&Id> = Vec::new();
    for mark in &accepted.marks {
        if duplicates.contains(&&mark.connection) {
            continue;
        }
        let connection = tx.number(&mark.connection)?;
        let last = last(tx.db, connection, mark)?;
        if last.is_some_and(|last| counts(mark, last, now)) {
            duplicates.push(&mark.connection);
        } else {
            remember(tx, connection, mark, now)?;
        }
    }
    if duplicates.is_empty() {
        return Ok(accepted.clone());
    }
    let mut rest = Accepted::clone(accepted);
    rest.events.retain(|it| !duplicates.contains(&&it.connection));
    rest.ignored.retain(|it| !duplicates.contains(&&it.connection));
    rest.ignored.extend(duplicates.into_iter().map(|connection| Ignored {
        request: accepted.request.key,
        connection: connection.clone(),
        cause: IgnoredCause::Duplicate,
        filtered: Vec::new(),
        transformation: None,
    }));
    // The events of a request follow its key without a gap.
    for (event, key) in rest.events.iter_mut().zip(rest.request.key.0 + 1..) {
        event.key = Key(key);
    }
    rest.count();
    Ok(Arc::new(rest))
}

/// Whether any of these was seen within its window.
pub(super) fn any(db: &Connection, names: &Names, marks: &[Mark], now: Timestamp) -> Result<bool> {
    let names = names.read();
    for mark in marks {
        if let Some(connection) = names.number(&mark.connection)
            && last(db, connection, mark)?.is_some_and(|last| counts(mark, last, now))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// When the same was last let through.
fn last(db: &Connection, connection: i64, mark: &Mark) -> Result<Option<Timestamp>> {
    let sql = "SELECT at FROM seen WHERE connection = ?1 AND fingerprint = ?2";
    let mut find = db.prepare_cached(sql)?;
    Ok(find.query_row(params![connection, mark.fingerprint], |row| row.get(0)).optional()?)
}

/// Whether it makes a duplicate of what comes now. Of two that come at once the later may be
/// written first.
fn counts(mark: &Mark, last: Timestamp, now: Timestamp) -> bool {
    last >= mark.since && now.since(last) < mark.window_ms
}

fn remember(tx: &Tx<'_>, connection: i64, mark: &Mark, now: Timestamp) -> Result<()> {
    // A new row at the end in place of the old one, so that age is order.
    tx.sql("INSERT OR REPLACE INTO seen (connection, fingerprint, at) VALUES (?1, ?2, ?3)")?
        .execute(params![connection, mark.fingerprint, now])?;
    let oldest = Timestamp(now.0.saturating_sub_unsigned(LONGEST_WINDOW));
    let sql = "DELETE FROM seen WHERE pk IN
        (SELECT pk FROM (SELECT pk, at FROM seen ORDER BY pk LIMIT ?2) WHERE at < ?1)";
    tx.sql(sql)?.execute(params![oldest, FORGOTTEN])?;
    Ok(())
}
