//! Looks through what rows hold, for lists that no index narrows.
//!
//! Rows are read in order together with the bytes of their content, in stretches that grow; where a
//! second connection is to be had, two stretches at a time. Only what may be wanted by its bytes
//! is made into something and asked in full.
//!
//! **Invariant:** a page looks at no more than [`MOST`] rows and for no longer than [`LONGEST`], and
//! then says where to go on.

use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::pages::{Bounds, Keyed, MOST};
use super::search::Finder;
use crate::model::Key;
use crate::store::{Page, Result};

/// How long is looked for one page.
const LONGEST: Duration = Duration::from_millis(140);
/// How many rows the first stretch has.
const SHORT: usize = 256;
/// How many rows a stretch has at most.
const LONG: usize = 8192;

/// What is looked through.
pub(super) struct Rows<'a, T> {
    /// The table that has the keys.
    pub(super) table: &'static str,
    /// A statement up to its `WHERE`: the key, what `read` reads, and last headers and body, which
    /// are null where the content is kept elsewhere.
    pub(super) select: String,
    /// How many columns stand before headers and body.
    pub(super) columns: usize,
    /// What is looked for.
    pub(super) finder: &'a Finder<'a>,
    /// Makes a row into what the list shows, if it passes all filters and the search.
    pub(super) read: &'a Read<'a, T>,
}

/// What makes a row into what a list shows.
pub(super) type Read<'a, T> =
    dyn Fn(&Connection, &rusqlite::Row<'_>) -> Result<Option<T>> + Sync + 'a;

/// What a stretch holds.
struct Stretch<T> {
    found: Vec<T>,
    looked: usize,
    last: Option<Key>,
    /// Whether time was up before its end.
    cut: bool,
}

/// A page of what is found.
pub(super) fn page<T: Keyed + Send>(
    db: &Connection,
    second: &mut Option<Connection>,
    rows: &Rows<'_, T>,
    mut bounds: Bounds,
    limit: usize,
) -> Result<Page<T>> {
    let end = Instant::now() + LONGEST;
    let (mut items, mut looked, mut length) = (Vec::new(), 0, SHORT);
    loop {
        let stretches = match second.take() {
            None => vec![look(db, rows, bounds, length, end)?],
            Some(other) => {
                let (res, other) = both(db, other, rows, bounds, length, end);
                *second = Some(other);
                res?
            }
        };
        let (mut ended, mut cut) = (true, false);
        for stretch in stretches {
            // What comes after a stretch that was cut is not next.
            if cut {
                break;
            }
            looked += stretch.looked;
            (ended, cut) = (stretch.looked < length && !stretch.cut, stretch.cut);
            for item in stretch.found {
                if items.len() == limit {
                    return Ok(Page { next: items.last().map(Keyed::key), items });
                }
                items.push(item);
            }
            bounds = stretch.last.map_or(bounds, |it| bounds.beyond(it));
        }
        if ended {
            return Ok(Page { items, next: None });
        }
        if cut || looked >= MOST || Instant::now() > end {
            let next = if bounds.descending { bounds.high.0 + 1 } else { bounds.low.0 - 1 };
            return Ok(Page { items, next: Some(Key(next)) });
        }
        length = (length * 2).min(LONG);
    }
}

/// A stretch and the one after it; the connection comes back whatever happens.
fn both<T: Keyed + Send>(
    db: &Connection,
    other: Connection,
    rows: &Rows<'_, T>,
    bounds: Bounds,
    length: usize,
    end: Instant,
) -> (Result<Vec<Stretch<T>>>, Connection) {
    let middle = match middle(db, rows.table, bounds, length) {
        Ok(Some(middle)) => middle,
        // The rest is no longer than one.
        Ok(None) => return (look(db, rows, bounds, length, end).map(|it| vec![it]), other),
        Err(error) => return (Err(error), other),
    };
    thread::scope(|scope| {
        let after = bounds.beyond(middle);
        let helper = scope.spawn(move || (look(&other, rows, after, length, end), other));
        let first = look(db, rows, bounds, length, end);
        match helper.join() {
            Ok((second, other)) => (first.and_then(|first| Ok(vec![first, second?])), other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The key of the last row of a stretch; `None` when there are fewer.
fn middle(db: &Connection, table: &str, bounds: Bounds, length: usize) -> Result<Option<Key>> {
    let order = if bounds.descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT key FROM {table} WHERE key BETWEEN ?1 AND ?2 ORDER BY key {order}
         LIMIT 1 OFFSET ?3"
    );
    let values = params![bounds.low, bounds.high, length as i64 - 1];
    super::rows::first(db.prepare_cached(&sql)?, values, |row| Ok(row.get(0)?))
}

fn look<T>(
    db: &Connection,
    rows: &Rows<'_, T>,
    bounds: Bounds,
    length: usize,
    end: Instant,
) -> Result<Stretch<T>> {
    let order = if bounds.descending { "DESC" } else { "ASC" };
    let sql = format!(
        "{} WHERE {table}.key BETWEEN ?1 AND ?2 ORDER BY {table}.key {order} LIMIT ?3",
        rows.select,
        table = rows.table
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut found = statement.query(params![bounds.low, bounds.high, length as i64])?;
    let mut res = Stretch { found: Vec::new(), looked: 0, last: None, cut: false };
    while let Some(row) = found.next()? {
        let bytes = |column| row.get_ref(column).ok().and_then(|it| it.as_blob().ok());
        let (headers, body) = (bytes(rows.columns), bytes(rows.columns + 1));
        let may =
            headers.zip(body).is_none_or(|(headers, body)| rows.finder.may_find(headers, body));
        if may && let Some(item) = (rows.read)(db, row)? {
            res.found.push(item);
        }
        res.looked += 1;
        res.last = Some(row.get(0)?);
        if res.looked.is_multiple_of(64) && Instant::now() > end {
            res.cut = res.looked < length;
            break;
        }
    }
    Ok(res)
}
