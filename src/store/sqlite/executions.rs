//! Keeps and reads what transformations did.

use rusqlite::{Connection, params};

use super::pages::{self, Bounds, Keyed};
use super::records::Names;
use super::rows::{self, Code, Coded as _};
use super::writer::Tx;
use crate::model::{Execution, Key, Transformed};
use crate::script::Level;
use crate::store::{ExecutionQuery, Page, Result};

/// Keeps a run.
pub(super) fn insert(tx: &Tx<'_>, execution: &Execution) -> Result<()> {
    let sql = "INSERT INTO execution (key, request, original, transformed, transformation,
            connection, level, lines)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    tx.sql(sql)?.execute(params![
        execution.key,
        execution.request,
        (execution.original != execution.request).then_some(execution.original),
        execution.transformed,
        tx.number(&execution.transformation)?,
        tx.number(&execution.connection)?,
        Code(execution.level),
        serde_json::to_string(&execution.lines).expect("lines have string keys only"),
    ])?;
    Ok(())
}

/// Keeps what a run made.
pub(super) fn insert_transformed(tx: &Tx<'_>, made: &Transformed) -> Result<()> {
    let sql = "INSERT INTO transformed (key, method, path, query, headers, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let content = &made.content;
    tx.sql(sql)?.execute(params![
        made.key,
        content.method,
        content.path,
        content.query,
        content.headers.as_bytes(),
        &content.body[..],
    ])?;
    Ok(())
}

/// One run.
pub(super) fn one(db: &Connection, names: &Names, key: Key) -> Result<Option<Execution>> {
    let sql = format!("SELECT {} FROM execution WHERE key = ?1", rows::EXECUTION);
    let names = names.read();
    rows::first(db.prepare_cached(&sql)?, params![key], |row| rows::execution(row, &names))
}

/// The request that content was made of, when a transformation made it.
pub(super) fn request_of(db: &Connection, data: Key) -> Result<Option<Key>> {
    let sql = "SELECT request FROM execution WHERE key = ?1";
    rows::first(db.prepare_cached(sql)?, params![data], |row| Ok(row.get(0)?))
}

/// A page of runs.
pub(super) fn page(
    db: &Connection,
    names: &Names,
    query: &ExecutionQuery,
) -> Result<Page<Execution>> {
    let names = names.read();
    let bounds = Bounds::new(query.order, &query.created_at);
    // One that never ran has no number, and no slice.
    let number = names.number(&query.transformation);
    let levels = if query.levels.is_empty() { Level::ALL } else { &query.levels };
    let slices: Vec<_> = number.iter().flat_map(|_| levels).copied().collect();
    let read = |level: &Level, bounds: Bounds, limit| {
        let sql = format!(
            "SELECT {} FROM execution INDEXED BY execution_level
            WHERE transformation = ?4 AND level = ?5 AND {}",
            rows::EXECUTION,
            bounds.sql()
        );
        let values = params![bounds.low, bounds.high, limit as i64, number, Code(*level)];
        rows::all(db.prepare_cached(&sql)?, values, |row| rows::execution(row, &names))
    };
    pages::page(slices, bounds, query.order.limit, read, |it| {
        Ok(query.connections.as_ref().is_none_or(|wanted| wanted.contains(&it.connection))
            && query
                .issues
                .as_ref()
                .is_none_or(|wanted| it.issue.is_some_and(|it| wanted.contains(&it)))
            && query.created_at.allows(Some(it.key.at().0)))
    })
}

impl Keyed for Execution {
    fn key(&self) -> Key {
        self.key
    }
}
