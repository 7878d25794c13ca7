//! For tests: every statement that is run, and how SQLite would find its rows.
//!
//! A statement that walks through a whole table answers fast in a test and never for a million
//! rows. So each one that any test runs is held against the plan that SQLite makes of it.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

use crate::store::Result;

/// Tables that may be read whole, for they stay small whatever happens.
const SMALL: &[&str] = &[
    // What people configure: a few thousand.
    "record",
    // Minutes whose counts were not written yet: those of the last seconds.
    "rollup_stale",
    // What people are still to be told of, which is taken as fast as it comes.
    "notice",
    // What projects take up, by ten minutes of what is kept: some thousand for each.
    "usage",
    // What people asked to be done to many: a row each time, and looked through once at a start.
    "bulk",
];

/// Tables of which the head is read, in the order of their rows and with a limit.
const HEADS: &[&str] = &["seen"];

/// Indexes that hold few rows of their tables, and may be read whole.
const FEW: &[&str] = &["bulk USING INDEX bulk_open"];

/// What other statements stand for.
const PLAIN: &[&str] =
    &["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "CREATE", "EXPLAIN", "--"];

static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
static FINE: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Notes whatever is run on this connection.
pub(super) fn watch(db: &mut Connection) -> rusqlite::Result<()> {
    let note = |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(statement, _) = event {
            let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
            let sql = statement.sql();
            if !seen.contains(&*sql) {
                seen.insert(sql.into_owned());
            }
        }
    };
    db.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note))
}

/// The statements that were run and read without an index or a bound.
pub(super) fn unbounded(db: &Connection) -> Result<Vec<String>> {
    let seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let mut res = Vec::new();
    for sql in seen {
        let is_plain = PLAIN.iter().any(|it| sql.trim_start().starts_with(it));
        if is_plain || FINE.lock().unwrap_or_else(PoisonError::into_inner).contains(&sql) {
            continue;
        }
        // A table of a newer shape than this folder's, or of a test's own.
        let Ok(mut plan) = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")) else { continue };
        let mut steps = plan.raw_query();
        let before = res.len();
        while let Some(step) = steps.next()? {
            let step: String = step.get(3)?;
            if is_unbounded(db, &sql, &step)? {
                res.push(format!("{step}: {sql}"));
            }
        }
        if res.len() == before {
            FINE.lock().unwrap_or_else(PoisonError::into_inner).insert(sql);
        }
    }
    Ok(res)
}

fn is_unbounded(db: &Connection, sql: &str, step: &str) -> Result<bool> {
    let has_limit = sql.contains("LIMIT");
    if step.contains("TEMP B-TREE FOR ORDER BY") {
        // All is read before the first row comes.
        return Ok(has_limit);
    }
    let Some(rest) = step.strip_prefix("SCAN ") else { return Ok(false) };
    let name = rest.split(' ').next().unwrap_or_default();
    let table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1";
    // Neither a part of the statement itself nor something small.
    let is_table = db.prepare_cached(table)?.exists([name])?;
    let in_order = has_limit && (rest.contains("USING") || HEADS.contains(&name));
    Ok(is_table && !SMALL.contains(&name) && !FEW.contains(&rest) && !in_order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_through_a_table_is_found() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE a (k INTEGER PRIMARY KEY, b, c); CREATE INDEX ab ON a (b)")
            .unwrap();
        let unbounded = |sql: &str| {
            let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let mut steps = plan.raw_query();
            let mut res = false;
            while let Some(step) = steps.next().unwrap() {
                res |= is_unbounded(&db, sql, &step.get::<_, String>(3).unwrap()).unwrap();
            }
            res
        };
        assert!(unbounded("SELECT * FROM a WHERE c = ?1"));
        assert!(unbounded("SELECT count(*) FROM a"));
        assert!(unbounded("SELECT * FROM a WHERE b = ?1 ORDER BY c LIMIT 1"));
        assert!(!unbounded("SELECT * FROM a WHERE b = ?1"));
        assert!(!unbounded("SELECT max(k) FROM a"));
        assert!(!unbounded("SELECT * FROM a ORDER BY b LIMIT 10"));
        assert!(!unbounded("WITH c (k) AS (SELECT 1) SELECT * FROM c"));
    }
}
