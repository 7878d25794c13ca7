//! What waits for each connection, now and when somebody last looked.
//!
//! How many events wait is known from the counts, so that a look costs a few reads for each
//! connection with something waiting, however much that is, and nothing for the others.

use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::cells::{self, Cell, Kind, NONE};
use super::{Level, put, write_out};
use crate::model::{Status, Timestamp};
use crate::store::sqlite::records::{Both, Names};
use crate::store::sqlite::rows::{self, Code, Coded as _};
use crate::store::sqlite::writer::Tx;
use crate::store::{Result, Standing};

/// Milliseconds that two looks are apart at least; those between share one place.
pub(super) const EVERY: i64 = 10_000;

/// A job: writes down what waits at this time.
pub(in super::super) fn look(tx: &mut Tx<'_>, now: Timestamp) -> Result<ControlFlow<()>> {
    if write_out(tx)?.is_continue() {
        return Ok(ControlFlow::Continue(()));
    }
    let minute = now.0.div_euclid(60_000);
    for (subject, cell) in seen(tx.db, &tx.names.read(), now)? {
        let row = [Kind::Depth as i64, Level::Minute as i64, minute, subject];
        let sql = "SELECT cells FROM rollup
            WHERE kind = ?1 AND level = ?2 AND bucket = ?3 AND subject = ?4";
        let found = rows::first(tx.sql(sql)?, params![row[0], row[1], row[2], row[3]], |row| {
            cells::read(row.get_ref(0)?.as_blob().unwrap_or_default())
        })?;
        let mut cells = found.unwrap_or_default();
        merge(&mut cells, cell);
        put(tx.db, row, &cells)?;
    }
    Ok(ControlFlow::Break(()))
}

/// What a look at this time sees of each connection with something waiting.
pub(super) fn seen(db: &Connection, names: &Both, now: Timestamp) -> Result<Vec<(i64, Cell)>> {
    let place = now.0.rem_euclid(60_000) / EVERY;
    let cell = |(subject, standing): (i64, Standing)| {
        let pending = standing.queued + standing.scheduled + standing.held;
        let cell = Cell {
            face: [place, NONE, NONE, NONE],
            count: standing.queued,
            sums: [pending, 0],
            longest: standing.oldest.map_or(0, |it| now.since(it) as i64),
            ..Cell::default()
        };
        (pending > 0).then_some((subject, cell))
    };
    Ok(waiting(db, names)?.into_iter().filter_map(cell).collect())
}

/// Puts what a look saw with what others saw in the same minute.
pub(super) fn merge(cells: &mut Vec<Cell>, mut cell: Cell) {
    if let Some(before) = cells.iter().position(|it| it.face == cell.face) {
        let before = cells.swap_remove(before);
        cell.count = cell.count.max(before.count);
        cell.sums[0] = cell.sums[0].max(before.sums[0]);
        cell.longest = cell.longest.max(before.longest);
    }
    cells.push(cell);
}

/// What waits for each connection that ever had an event.
pub(in super::super) fn standing(db: &Connection, names: &Names) -> Result<Vec<Standing>> {
    Ok(waiting(db, &names.read())?.into_iter().map(|it| it.1).collect())
}

fn waiting(db: &Connection, names: &Both) -> Result<Vec<(i64, Standing)>> {
    let sql = "SELECT subject, cells FROM rollup
        WHERE kind = ?1 AND level = ?2 AND bucket = 0 ORDER BY subject";
    let (kind, level) = (Kind::Events as i64, Level::Ever as i64);
    let found = rows::all(db.prepare_cached(sql)?, params![kind, level], |row| {
        Ok((row.get(0)?, cells::read(row.get_ref(1)?.as_blob().unwrap_or_default())?))
    })?;
    let mut res = Vec::new();
    for (subject, cells) in found {
        let count = |status: Status| {
            cells.iter().filter(|it| it.face[0] == status.code()).map(|it| it.count).sum()
        };
        let queued = count(Status::Queued);
        let standing = Standing {
            connection: names.id(subject)?,
            queued,
            scheduled: count(Status::Scheduled),
            held: count(Status::Hold),
            oldest: if queued > 0 { oldest(db, subject)? } else { None },
        };
        res.push((subject, standing));
    }
    Ok(res)
}

/// Since when the first of those waits that wait for their turn.
fn oldest(db: &Connection, connection: i64) -> Result<Option<Timestamp>> {
    let sql = "SELECT updated_at FROM event INDEXED BY event_lane
        WHERE connection = ?1 AND status = ?2 ORDER BY key LIMIT 1";
    let values = params![connection, Code(Status::Queued)];
    rows::first(db.prepare_cached(sql)?, values, |row| Ok(row.get(0)?))
}
