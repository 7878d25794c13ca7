//! What waits for each connection, now and when somebody last looked.
//!
//! How many events wait is known from the counts, so that a look costs a few reads for each
//! connection with something waiting, however much that is, and nothing for the others. Only groups
//! of deliveries are counted one event after the other, and so no look goes over more than [`LOOKED`].
//!
//! **Invariant:** nothing of what events hold is written down: of a group its oldest event is, and
//! the ledger says what the group is for as long as it has that.

use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::cells::{self, Cell, Kind, NONE};
use super::{Level, put};
use crate::model::{Key, Status, Timestamp};
use crate::store::sqlite::records::{Both, Names};
use crate::store::sqlite::rows::{self, Code, Coded as _};
use crate::store::sqlite::writer::Tx;
use crate::store::{Result, Standing};

/// Milliseconds that two looks are apart at least; those between share one place.
pub(super) const EVERY: i64 = 10_000;

/// How many events of groups a look goes over at most, of all connections together.
pub(super) const LOOKED: usize = 250_000;
/// How many groups of a connection a look tells apart, those of which the most waits.
const TOLD: usize = 100;
/// In the place of a group: what was not told apart.
pub(super) const REST: i64 = NONE - 1;
/// What is said where there was some of that, or a group is not known any more.
pub(super) fn untold() -> String {
    format!(
        "Not all that waited is told apart by group: a look goes over {LOOKED} events of groups and \
         tells {TOLD} groups of a connection apart, and the groups of events that are forgotten are \
         not known any more."
    )
}

/// What a look saw of one connection.
#[derive(Clone, Debug)]
pub(in super::super) struct Seen {
    pub(super) connection: i64,
    /// All that waits for it.
    pub(super) all: Cell,
    /// The same by group, where it has any: each with its oldest event, those without, and the rest.
    pub(super) groups: Vec<Cell>,
}

/// Looks at what waits at this time.
pub(in super::super) fn look(db: &Connection, names: &Names, now: Timestamp) -> Result<Vec<Seen>> {
    let mut left = LOOKED;
    let seen = seen(db, &names.read(), now)?.into_iter().map(|(connection, all)| {
        let groups = groups(db, connection, &all, now, &mut left)?;
        Ok(Seen { connection, all, groups })
    });
    seen.collect()
}

/// A job: writes down what was seen at this time.
pub(in super::super) fn keep(
    tx: &mut Tx<'_>,
    now: Timestamp,
    seen: &[Seen],
) -> Result<ControlFlow<()>> {
    let minute = now.0.div_euclid(60_000);
    for Seen { connection, all, groups } in seen {
        let row = |kind: Kind| [kind as i64, Level::Minute as i64, minute, *connection];
        let mut cells = kept(tx.db, row(Kind::Depth))?;
        merge(&mut cells, all.clone());
        put(tx.db, row(Kind::Depth), &cells)?;
        let mut cells = kept(tx.db, row(Kind::Groups))?;
        replace(&mut cells, all, groups);
        put(tx.db, row(Kind::Groups), &cells)?;
    }
    Ok(ControlFlow::Break(()))
}

/// What a row of counts holds.
pub(super) fn kept(db: &Connection, [kind, level, bucket, subject]: [i64; 4]) -> Result<Vec<Cell>> {
    let sql = "SELECT cells FROM rollup
        WHERE kind = ?1 AND level = ?2 AND bucket = ?3 AND subject = ?4";
    let found = rows::first(db.prepare_cached(sql)?, [kind, level, bucket, subject], |row| {
        cells::read(row.get_ref(0)?.as_blob().unwrap_or_default())
    })?;
    Ok(found.unwrap_or_default())
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

/// Puts what a look saw of groups in the place of what another saw at the same moment: groups of both
/// would be counted twice.
pub(super) fn replace(cells: &mut Vec<Cell>, all: &Cell, groups: &[Cell]) {
    cells.retain(|it| it.face[0] != all.face[0]);
    cells.extend_from_slice(groups);
}

/// A group of which something waits.
struct Group {
    queued: i64,
    oldest: Key,
}

/// Tells apart what waits for a connection at this time; nothing where there are no groups.
pub(super) fn groups(
    db: &Connection,
    connection: i64,
    all: &Cell,
    now: Timestamp,
    left: &mut usize,
) -> Result<Vec<Cell>> {
    if all.count == 0 {
        return Ok(Vec::new());
    }
    let (mut told, grouped, is_whole) = grouped(db, connection, left)?;
    if grouped == 0 && is_whole {
        return Ok(Vec::new());
    }
    told.sort_unstable_by_key(|it| std::cmp::Reverse(it.queued));
    told.truncate(TOLD);
    let among_told: i64 = told.iter().map(|it| it.queued).sum();
    let cell = |group, count, since: Option<Timestamp>| Cell {
        face: [all.face[0], group, NONE, NONE],
        count,
        longest: since.map_or(0, |it| now.since(it) as i64),
        ..Cell::default()
    };
    let mut res = Vec::new();
    for group in told {
        let sql = "SELECT updated_at FROM event WHERE key = ?1";
        let since = rows::first(db.prepare_cached(sql)?, [group.oldest], |row| Ok(row.get(0)?))?;
        res.push(cell(group.oldest.0, group.queued, since));
    }
    let alone = if is_whole { all.count - grouped } else { 0 };
    if alone > 0 {
        let sql = "SELECT updated_at FROM event INDEXED BY event_lane
            WHERE connection = ?1 AND status = ?2 AND delivery_group IS NULL ORDER BY key LIMIT 1";
        let values = params![connection, Code(Status::Queued)];
        let since = rows::first(db.prepare_cached(sql)?, values, |row| Ok(row.get(0)?))?;
        // The counts are those of a moment ago: what they know and nobody finds has gone meanwhile.
        res.extend(since.map(|it| cell(NONE, alone, Some(it))));
    }
    let rest = if is_whole { grouped } else { all.count } - among_told;
    if rest > 0 {
        res.push(cell(REST, rest, None));
    }
    Ok(res)
}

/// The groups of which the most waits, how much waits in all of them, and whether it was looked at to
/// the end.
fn grouped(db: &Connection, connection: i64, left: &mut usize) -> Result<(Vec<Group>, i64, bool)> {
    let sql = "SELECT delivery_group, key FROM event INDEXED BY event_group
        WHERE connection = ?1 AND status = ?2 AND delivery_group IS NOT NULL
        ORDER BY delivery_group, key LIMIT ?3";
    let mut found = db.prepare_cached(sql)?;
    let mut found = found.query(params![connection, Code(Status::Queued), *left as i64 + 1])?;
    let (mut told, mut last, mut all) = (Vec::new(), String::new(), 0);
    while let Some(row) = found.next()? {
        if *left == 0 {
            return Ok((told, all, false));
        }
        *left -= 1;
        let group = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        match told.last_mut() {
            Some(Group { queued, .. }) if last == group => *queued += 1,
            _ => {
                // Never many more than are told.
                if told.len() >= 2 * TOLD {
                    told.sort_unstable_by_key(|it: &Group| std::cmp::Reverse(it.queued));
                    told.truncate(TOLD);
                }
                last = group.to_owned();
                told.push(Group { queued: 1, oldest: row.get(1)? });
            }
        }
        all += 1;
    }
    Ok((told, all, true))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Keys;
    use crate::store::contract::made;
    use crate::store::sqlite::{Sqlite, open, rollup};
    use crate::store::{Feed, Store as _};

    #[tokio::test]
    async fn a_look_goes_over_no_more_events_than_it_may() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let keys = Keys::after(Key::default());
        for group in [Some("a"), Some("b"), Some("a"), None] {
            let mut accepted = made(&keys, &["web_a"], Status::Queued);
            accepted.events[0].group = group.map(Into::into);
            store.accept(accepted.into()).await.unwrap();
        }
        store.writer.run(rollup::write_out).await.unwrap();
        for (left, expected) in [
            (0, vec![(REST, 4)]),
            (1, vec![(0, 1), (REST, 3)]),
            (2, vec![(0, 2), (REST, 2)]),
            (3, vec![(0, 2), (0, 1), (NONE, 1)]),
        ] {
            assert_eq!(told(&store, left, 0).await, expected, "{left}");
        }
    }

    #[tokio::test]
    async fn counts_that_are_older_than_the_events_make_none_up() {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path(), Feed::default()).unwrap();
        let keys = Keys::after(Key::default());
        let mut accepted = made(&keys, &["web_a"], Status::Queued);
        accepted.events[0].group = Some("a".into());
        store.accept(accepted.into()).await.unwrap();
        store.writer.run(rollup::write_out).await.unwrap();
        assert_eq!(told(&store, 9, 0).await, [(0, 1)]);
        assert_eq!(told(&store, 9, 1).await, [(0, 1)], "one of group a was delivered meanwhile");
    }

    /// What is told apart by a look that goes over so many events, where the counts know of so many
    /// that are gone.
    async fn told(store: &Sqlite, left: usize, gone: i64) -> Vec<(i64, i64)> {
        let names = store.names.clone();
        let look = move |db: &Connection| {
            let (connection, mut all) = seen(db, &names.read(), Timestamp(0))?.remove(0);
            all.count += gone;
            groups(db, connection, &all, Timestamp(0), &mut left.clone())
        };
        let found = store.readers.run(look).await.unwrap();
        found.iter().map(|it| (it.face[1].min(0), it.count)).collect()
    }
}
