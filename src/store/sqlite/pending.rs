//! What waits: whose turn comes, who is held back, who is given up.
//!
//! What may touch many rows does so in parts of [`PART`], other jobs going in between, and tells
//! the feed with each part what it tells at the end: a crash in between leaves some done.

use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::{Connection, Params, params};

use super::lists;
use super::records::Names;
use super::rollup::Counts;
use super::rows::{self, Code, Coded as _};
use super::writer::Tx;
use crate::model::{ErrorCode, Event, Id, Key, Status, Timestamp, Transformed, Trigger};
use crate::store::{Accepted, Blocked, Committed, Error, Lane, Result, Waiting};

/// How many rows are changed at a time.
const PART: usize = 1000;
/// How many bytes of requests a claim brings, but for the last.
const CLAIM_BYTES: usize = 1 << 20;

/// Holds what is queued or scheduled.
pub(super) fn hold(tx: &mut Tx<'_>, connection: &Id, now: Timestamp) -> Result<ControlFlow<()>> {
    let number = tx.number(connection)?;
    // Only a scheduled event's time ends here: a queued one's is that of a retry.
    let sql = "UPDATE event SET status = ?3, updated_at = ?4,
            next_attempt_at = CASE status WHEN ?5 THEN NULL ELSE next_attempt_at END
        WHERE key IN (SELECT key FROM event WHERE connection = ?1 AND status = ?2 LIMIT ?6)
        RETURNING key, attempts, error_code, delivery_group";
    let (hold, scheduled) = (Code(Status::Hold), Code(Status::Scheduled));
    let mut more = false;
    for status in [Status::Queued, Status::Scheduled] {
        let values = params![number, Code(status), hold, now, scheduled, PART as i64];
        more |= moved(tx, sql, values, number, status, Status::Hold)?.len() == PART;
    }
    tx.tell(Committed::Held(connection.clone(), None));
    Ok(unless(more))
}

/// Queues what is held.
pub(super) fn release(tx: &mut Tx<'_>, connection: &Id, now: Timestamp) -> Result<ControlFlow<()>> {
    let number = tx.number(connection)?;
    let sql = "UPDATE event SET status = ?3, \"trigger\" = ?4, updated_at = ?5
        WHERE key IN (SELECT key FROM event WHERE connection = ?1 AND status = ?2
            ORDER BY key LIMIT ?6)
        RETURNING key, attempts, error_code, delivery_group";
    let (hold, queued) = (Code(Status::Hold), Code(Status::Queued));
    let values = params![number, hold, queued, Code(Trigger::Unpause), now, PART as i64];
    let moved = moved(tx, sql, values, number, Status::Hold, Status::Queued)?;
    let more = moved.len() == PART;
    let groups = moved.into_iter().flatten().map(Into::into).collect();
    tx.tell(Committed::Backlog(connection.clone(), groups));
    Ok(unless(more))
}

/// Gives up what is queued, scheduled or held, and what would be tried again.
pub(super) fn fail(
    tx: &mut Tx<'_>,
    lane: &Lane,
    code: ErrorCode,
    now: Timestamp,
) -> Result<ControlFlow<()>> {
    let connection = tx.number(&lane.connection)?;
    let session = lane.session.as_ref().map(|it| tx.number(it)).transpose()?;
    let of_session = match session {
        Some(_) => "INDEXED BY event_session WHERE session = ?2",
        None => "INDEXED BY event_lane WHERE ?2 IS NULL",
    };
    let (queued, held) = (Status::Queued.code(), Status::Hold.code());
    let mut more = false;
    for which in [
        format!("{of_session} AND status = {queued}"),
        format!("{of_session} AND status = {held}"),
        "INDEXED BY event_planned WHERE (?2 IS NULL OR session = ?2)
            AND next_attempt_at IS NOT NULL AND status IN (0, 4)"
            .to_owned(),
    ] {
        let sql = format!("SELECT {} FROM event {which} AND connection = ?1 LIMIT ?3", rows::EVENT);
        let values = params![connection, session, PART as i64];
        let events = rows::all(tx.sql(&sql)?, values, |row| rows::event(row, &tx.names.read()))?;
        more |= events.len() == PART;
        let sql = "UPDATE event SET status = ?2, error_code = ?3, updated_at = ?4,
            next_attempt_at = NULL WHERE key = ?1";
        for event in events {
            tx.sql(sql)?.execute(params![event.key, Code(Status::Failed), Code(code), now])?;
            let before = Counts::of(&event);
            let after = Counts { status: Status::Failed, error_code: Some(code), ..before };
            tx.recount(event.key, connection, &before, &Counts { planned: false, ..after });
        }
    }
    tx.tell(Committed::Held(lane.connection.clone(), lane.session.clone()));
    Ok(unless(more))
}

/// Queues what has come due, or holds it.
pub(super) fn promote(tx: &mut Tx<'_>, now: Timestamp, paused: &[Id], limit: usize) -> Result<()> {
    let sql = format!(
        "SELECT {} FROM event INDEXED BY event_due
         WHERE next_attempt_at <= ?1 AND status IN (0, 4) ORDER BY next_attempt_at, key LIMIT ?2",
        rows::EVENT
    );
    let events = rows::all(tx.sql(&sql)?, params![now, limit as i64], |row| {
        rows::event(row, &tx.names.read())
    })?;
    let sql = "UPDATE event SET status = ?2, \"trigger\" = ?3, retries = ?4, updated_at = ?5,
        next_attempt_at = NULL WHERE key = ?1";
    for event in events {
        let before = Counts::of(&event);
        let held = paused.contains(&event.connection);
        let retried = event.status == Status::Failed;
        let event = Event {
            status: if held { Status::Hold } else { Status::Queued },
            trigger: if retried { Trigger::Automatic } else { event.trigger },
            retries: event.retries + u32::from(retried),
            next_attempt_at: None,
            updated_at: now,
            ..event
        };
        let (status, trigger) = (Code(event.status), Code(event.trigger));
        let values = params![event.key, status, trigger, event.retries, now];
        tx.sql(sql)?.execute(values)?;
        tx.recount_event(&before, &event)?;
        // What is held is told too: the pause may have ended meanwhile.
        tx.tell(Committed::Queued(event));
    }
    let due = due(tx)?;
    tx.tell(Committed::Due(due));
    Ok(())
}

/// The earliest time at which something comes due.
pub(super) fn due(tx: &Tx<'_>) -> Result<Option<Timestamp>> {
    let sql = "SELECT next_attempt_at FROM event INDEXED BY event_due
        WHERE next_attempt_at IS NOT NULL AND status IN (0, 4) ORDER BY next_attempt_at LIMIT 1";
    rows::first(tx.sql(sql)?, [], |row| Ok(row.get(0)?))
}

/// Reads on in a lane.
pub(super) fn claim(tx: &mut Tx<'_>, lane: &Lane, after: Key, limit: usize) -> Result<()> {
    let connection = tx.number(&lane.connection)?;
    let session = lane.session.as_ref().map(|it| tx.number(it)).transpose()?;
    let index = match (&session, &lane.group) {
        (Some(_), _) => "event_session",
        (None, Some(_)) => "event_group",
        (None, None) => "event_lane",
    };
    let of_session = if session.is_some() { "session = ?3" } else { "session IS ?3" };
    let of_group = match (&session, &lane.group) {
        (None, Some(_)) => "delivery_group = ?6",
        // Events that were made before their destination had groups, or while it had none.
        (None, None) => "delivery_group IS NULL AND ?6 IS NULL",
        (Some(_), _) => "?6 IS NULL",
    };
    let sql = format!(
        "SELECT {} FROM event INDEXED BY {index}
         WHERE connection = ?1 AND status = ?2 AND {of_session} AND {of_group} AND key > ?4
         ORDER BY key LIMIT ?5",
        rows::EVENT
    );
    let (queued, group) = (Code(Status::Queued), lane.group.as_deref());
    let values = params![connection, queued, session, after, limit as i64 + 1, group];
    let events = rows::all(tx.sql(&sql)?, values, |row| rows::event(row, &tx.names.read()))?;
    let (mut waiting, mut bytes) = (Vec::new(), 0);
    let found = events.len();
    for event in events.into_iter().take(limit) {
        let accepted = match accepted(tx, &event) {
            // Whoever delivers it finds that too, and what it means.
            Err(Error::Damaged(_)) => None,
            accepted => accepted?,
        };
        bytes += accepted.as_ref().map_or(0, Accepted::weight);
        waiting.push(Waiting { event, accepted: accepted.map(Arc::new) });
        if bytes >= CLAIM_BYTES {
            break;
        }
    }
    let more = found > waiting.len();
    let oldest = waiting.first().map(|it| it.event.key);
    let blocked = match (&lane.group, oldest) {
        (Some(group), Some(oldest)) => blocked(tx, connection, group, oldest)?,
        _ => None,
    };
    tx.tell(Committed::Claimed { lane: lane.clone(), waiting, more, blocked });
    Ok(())
}

/// What the oldest event of a group waits for that is older than this one and still to go.
fn blocked(tx: &Tx<'_>, connection: i64, group: &str, than: Key) -> Result<Option<Blocked>> {
    let mut oldest: Option<(Key, Blocked)> = None;
    for (status, index) in [
        (Status::Failed, "event_group_planned WHERE next_attempt_at IS NOT NULL"),
        (Status::Scheduled, "event_group WHERE TRUE"),
        (Status::Hold, "event_group WHERE TRUE"),
    ] {
        let sql = format!(
            "SELECT key, next_attempt_at FROM event INDEXED BY {index} AND status = {}
                AND connection = ?1 AND delivery_group = ?2 AND key < ?3
             ORDER BY key LIMIT 1",
            status.code()
        );
        let found = rows::first(tx.sql(&sql)?, params![connection, group, than], |row| {
            Ok((row.get::<_, Key>(0)?, row.get::<_, Option<Timestamp>>(1)?))
        })?;
        let Some((key, at)) = found else { continue };
        if oldest.is_none_or(|(it, _)| key < it) {
            // What is held may have a time, but that is not what it waits for.
            let at = at.filter(|_| status != Status::Hold);
            oldest = Some((key, at.map_or(Blocked::Held, Blocked::Until)));
        }
    }
    Ok(oldest.map(|(_, it)| it))
}

/// An event's request, with the content that was made for the event.
fn accepted(tx: &Tx<'_>, event: &Event) -> Result<Option<Accepted>> {
    let Some(request) = lists::request(tx.db, tx.names, event.request)? else { return Ok(None) };
    let mut accepted = Accepted::of(request);
    if event.data != event.request {
        let content = lists::content(tx.db, event.data)?;
        accepted.transformed.extend(content.map(|it| Transformed { key: event.data, content: it }));
    }
    Ok(Some(accepted))
}

/// Every lane with something queued: a few steps per connection and listener, whatever they hold.
pub(super) fn lanes(db: &Connection, names: &Names) -> Result<Vec<Lane>> {
    let queued = Code(Status::Queued);
    let names = names.read();
    let mut res = Vec::new();
    for connection in connections(db)? {
        let sql = "SELECT 1 FROM event INDEXED BY event_lane
            WHERE connection = ?1 AND status = ?2 AND session IS NULL AND delivery_group IS NULL
            LIMIT 1";
        let found = db.prepare_cached(sql)?.exists(params![connection, queued])?;
        if found {
            res.push(Lane { connection: names.id(connection)?, session: None, group: None });
        }
        if let group @ Some(_) = next_group(db, connection, None)? {
            res.push(Lane { connection: names.id(connection)?, session: None, group });
        }
    }
    for session in each(db, "session", "event_session", "session > ?1")? {
        for connection in listened(db, session, Status::Queued)? {
            let session = Some(names.id(session)?);
            res.push(Lane { connection: names.id(connection)?, session, group: None });
        }
    }
    Ok(res)
}

/// Tells which groups of a connection have something queued, by jumping from each to the next.
pub(super) fn groups(
    tx: &mut Tx<'_>,
    connection: &Id,
    after: Option<&str>,
    limit: usize,
) -> Result<()> {
    let number = tx.number(connection)?;
    let (mut groups, mut more) = (Vec::<Arc<str>>::new(), true);
    while more && groups.len() < limit {
        let last = groups.last().map(|it| &**it).or(after);
        let next = next_group(tx.db, number, last)?;
        more = next.is_some();
        groups.extend(next);
    }
    tx.tell(Committed::Groups { connection: connection.clone(), groups, more });
    Ok(())
}

/// The first group of a connection with something queued after this one.
fn next_group(db: &Connection, connection: i64, after: Option<&str>) -> Result<Option<Arc<str>>> {
    // Two statements, for SQLite looks among all where a bound may be absent.
    let beyond = if after.is_some() { "delivery_group > ?3" } else { "?3 IS NULL" };
    let sql = format!(
        "SELECT delivery_group FROM event INDEXED BY event_group
        WHERE connection = ?1 AND status = ?2 AND delivery_group IS NOT NULL AND {beyond}
        ORDER BY delivery_group LIMIT 1"
    );
    let values = params![connection, Code(Status::Queued), after];
    let found = rows::first(db.prepare_cached(&sql)?, values, |row| Ok(row.get::<_, String>(0)?))?;
    Ok(found.map(Into::into))
}

/// The number of every connection that has events.
pub(super) fn connections(db: &Connection) -> Result<Vec<i64>> {
    each(db, "connection", "event_lane", "connection > ?1")
}

/// The number of every connection that has events in this status for this listener.
pub(super) fn listened(db: &Connection, session: i64, status: Status) -> Result<Vec<i64>> {
    let status = status.code();
    let beyond = format!("session = {session} AND status = {status} AND connection > ?1");
    each(db, "connection", "event_session", &beyond)
}

/// The different values of an index's column, by jumping from each to the next.
fn each(db: &Connection, column: &str, index: &str, beyond: &str) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT {column} FROM event INDEXED BY {index} WHERE {beyond} ORDER BY {column} LIMIT 1"
    );
    // Not cached: some of these statements are made for one value.
    let mut next = db.prepare(&sql)?;
    let mut res = Vec::new();
    let mut last = i64::MIN;
    while let Some(row) = next.query(params![last])?.next()? {
        last = row.get(0)?;
        res.push(last);
    }
    Ok(res)
}

/// Moves events of a connection from one status to another, and answers the group of each.
fn moved(
    tx: &mut Tx<'_>,
    sql: &str,
    values: impl Params,
    connection: i64,
    from: Status,
    to: Status,
) -> Result<Vec<Option<String>>> {
    let found = rows::all(tx.sql(sql)?, values, |row| {
        let error_code = row.get::<_, Option<Code<_>>>(2)?.map(|it| it.0);
        let counts = Counts { status: from, attempts: row.get(1)?, error_code, planned: false };
        Ok((row.get(0)?, counts, row.get(3)?))
    })?;
    for (key, before, _) in &found {
        tx.recount(*key, connection, before, &Counts { status: to, ..*before });
    }
    Ok(found.into_iter().map(|(_, _, group)| group).collect())
}

fn unless(more: bool) -> ControlFlow<()> {
    if more { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}
