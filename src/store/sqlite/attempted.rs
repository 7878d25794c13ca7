//! Reads events in the order of their last attempts.
//!
//! Only those that were attempted: a list of what is still to come is by the time of creation. The
//! order moves while it is read: an event that is attempted meanwhile goes to its newest end.

use std::time::Instant;

use rusqlite::{Connection, params};

use super::events;
use super::pages::{CHUNK, LONGEST, MOST};
use super::records::{Both, Names};
use super::rows;
use super::search::Finder;
use crate::model::{Content, Event, Key, Timestamp};
use crate::store::{Attempted, EventQuery, Page, Result};

type Row = (Event, Option<Content>);

/// A page, which looks at no more than any other does.
pub(super) fn page(
    db: &Connection,
    names: &Names,
    query: &EventQuery,
    after: Option<Attempted>,
) -> Result<Page<Row, Attempted>> {
    let (started, names, limit) = (Instant::now(), names.read(), query.order.limit);
    let chunk = (limit + 1).clamp(2, CHUNK);
    let few = events::few(db, query)?;
    let finder = Finder::new(&query.search);
    let (mut items, mut last, mut looked) = (Vec::new(), after, 0);
    loop {
        let rows = match &few {
            Some(keys) => among(db, &names, keys, query.order.descending, last)?,
            None => read(db, &names, query, last, chunk)?,
        };
        let ended = few.is_some() || rows.len() < chunk;
        for mut row in rows {
            let place = place(&row.0);
            if events::keep(db, query, &finder, &mut row)? {
                if items.len() == limit {
                    return Ok(Page { items, next: last });
                }
                items.push(row);
            }
            last = place.or(last);
            looked += 1;
            if looked >= MOST || started.elapsed() > LONGEST {
                return Ok(Page { items, next: last });
            }
        }
        if ended {
            return Ok(Page { items, next: None });
        }
    }
}

fn place(event: &Event) -> Option<Attempted> {
    event.last_attempt_at.map(|at| Attempted { at, event: event.key })
}

/// Those of a few that come after a place, in order.
fn among(
    db: &Connection,
    names: &Both,
    keys: &[Key],
    descending: bool,
    after: Option<Attempted>,
) -> Result<Vec<Row>> {
    let mut res = Vec::new();
    for key in keys {
        let found = events::get(db, names, *key)?.map(|event| (place(&event), event));
        if let Some((Some(place), event)) = found
            && after.is_none_or(|it| if descending { place < it } else { place > it })
        {
            res.push((place, event));
        }
    }
    res.sort_by_key(|(place, _)| *place);
    res.dedup_by_key(|(place, _)| *place);
    if descending {
        res.reverse();
    }
    Ok(res.into_iter().map(|(_, event)| (event, None)).collect())
}

/// The next rows of the index after a place, within the bounds on the time.
fn read(
    db: &Connection,
    names: &Both,
    query: &EventQuery,
    after: Option<Attempted>,
    limit: usize,
) -> Result<Vec<Row>> {
    let range = &query.last_attempt_at;
    let low = [range.gt, range.gte, range.one_of.iter().min().copied()];
    let high = [range.lt, range.lte, range.one_of.iter().max().copied()];
    let mut low = low.into_iter().flatten().max().unwrap_or(i64::MIN);
    let mut high = high.into_iter().flatten().min().unwrap_or(i64::MAX);
    // The bound on the time is what is looked up; the place only leaves out some of that time.
    let (then, order, after) = if query.order.descending {
        let after = after.unwrap_or(Attempted { at: Timestamp(i64::MAX), event: Key(i64::MAX) });
        high = high.min(after.at.0);
        ("<", "DESC", after)
    } else {
        let after = after.unwrap_or(Attempted { at: Timestamp(i64::MIN), event: Key(i64::MIN) });
        low = low.max(after.at.0);
        (">", "ASC", after)
    };
    let sql = format!(
        "SELECT {} FROM event INDEXED BY event_attempted
        WHERE last_attempt_at BETWEEN ?1 AND ?2 AND (last_attempt_at, key) {then} (?3, ?4)
        ORDER BY last_attempt_at {order}, key {order} LIMIT ?5",
        rows::EVENT
    );
    let values = params![low, high, after.at, after.event, limit as i64];
    rows::all(db.prepare_cached(&sql)?, values, |row| Ok((rows::event(row, names)?, None)))
}
