//! What is on its way to channels, written down and read.
//!
//! Each channel has a queue of its own and a time at which it is due, so that one that is dead
//! waits by itself.

use rusqlite::{Connection, params};

use super::records::Names;
use super::rows::{self, Code};
use super::writer::Tx;
use crate::model::{Key, Timestamp, Topic};
use crate::store::{Addressee, ChannelState, Due, Fared, Message, Result};

/// How many messages wait for one channel at most; then the oldest go.
const MOST: i64 = 1000;

/// Puts a message at the end of each channel's queue.
pub(super) fn put(
    tx: &Tx<'_>,
    to: &[Addressee],
    topic: Topic,
    issue: Key,
    now: Timestamp,
) -> Result<()> {
    for it in to {
        let (project, trigger) = (tx.number(&it.project)?, tx.number(&it.trigger)?);
        let sql = "INSERT INTO addressee (project, \"trigger\", channel, due_at, waiting)
            VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT (\"trigger\", channel) DO UPDATE
            SET waiting = waiting + 1, due_at = coalesce(due_at, ?4)
            RETURNING number, waiting";
        let values = params![project, trigger, it.channel, now];
        let (number, waiting): (i64, i64) =
            tx.sql(sql)?.query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sql = "INSERT INTO message (addressee, topic, issue) VALUES (?1, ?2, ?3)";
        tx.sql(sql)?.execute(params![number, Code(topic), issue])?;
        if waiting > MOST {
            let sql = "DELETE FROM message WHERE number = (SELECT number FROM message
                INDEXED BY message_addressee WHERE addressee = ?1 ORDER BY number LIMIT 1)";
            tx.sql(sql)?.execute(params![number])?;
            let sql = "UPDATE addressee SET waiting = waiting - 1, given_up = given_up + 1
                WHERE number = ?1";
            tx.sql(sql)?.execute(params![number])?;
        }
    }
    Ok(())
}

/// What may be sent now.
pub(super) fn due(db: &Connection, names: &Names, now: Timestamp, limit: usize) -> Result<Due> {
    let sql =
        "SELECT message.number, project, \"trigger\", channel, topic, issue, attempts, failures
        FROM addressee INDEXED BY addressee_due JOIN message ON message.number =
            (SELECT number FROM message INDEXED BY message_addressee
                WHERE addressee = addressee.number ORDER BY number LIMIT 1)
        WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2";
    let names = names.read();
    let messages = rows::all(db.prepare_cached(sql)?, params![now, limit as i64], |row| {
        Ok(Message {
            number: row.get(0)?,
            to: Addressee {
                project: names.id(row.get(1)?)?,
                trigger: names.id(row.get(2)?)?,
                channel: row.get(3)?,
            },
            topic: row.get::<_, Code<_>>(4)?.0,
            issue: row.get(5)?,
            attempts: row.get(6)?,
            failures: row.get(7)?,
        })
    })?;
    let sql = "SELECT due_at FROM addressee INDEXED BY addressee_due WHERE due_at > ?1
        ORDER BY due_at LIMIT 1";
    let next = rows::first(db.prepare_cached(sql)?, params![now], |row| Ok(row.get(0)?))?;
    Ok(Due { messages, next })
}

/// Writes down how a message fared. One that went meanwhile, with its trigger or because there were
/// too many, leaves no trace.
pub(super) fn fared(tx: &Tx<'_>, message: i64, fared: &Fared, now: Timestamp) -> Result<()> {
    let sql = "SELECT addressee FROM message WHERE number = ?1";
    let found = rows::first(tx.sql(sql)?, params![message], |row| Ok(row.get::<_, i64>(0)?))?;
    let Some(to) = found else { return Ok(()) };
    let stays = match fared {
        Fared::Arrived { status } => {
            let sql = "UPDATE addressee SET failures = 0, arrived = arrived + 1,
                last_attempt_at = ?2, last_status = ?3, last_error = NULL WHERE number = ?1";
            tx.sql(sql)?.execute(params![to, now, status])?;
            false
        }
        Fared::Failed { status, error, given_up, .. } => {
            let sql = "UPDATE addressee SET failures = failures + 1, given_up = given_up + ?5,
                last_attempt_at = ?2, last_status = ?3, last_error = ?4 WHERE number = ?1";
            tx.sql(sql)?.execute(params![to, now, status, error, given_up])?;
            !given_up
        }
        Fared::Dropped => false,
    };
    if stays {
        let sql = "UPDATE message SET attempts = attempts + 1 WHERE number = ?1";
        tx.sql(sql)?.execute(params![message])?;
    } else {
        tx.sql("DELETE FROM message WHERE number = ?1")?.execute(params![message])?;
        tx.sql("UPDATE addressee SET waiting = waiting - 1 WHERE number = ?1")?
            .execute(params![to])?;
    }
    let next = if let Fared::Failed { next, .. } = fared { *next } else { now };
    let sql = "UPDATE addressee SET due_at = CASE WHEN waiting > 0 THEN ?2 END WHERE number = ?1";
    tx.sql(sql)?.execute(params![to, next])?;
    Ok(())
}

/// How the channels of a project take what they are told.
pub(super) fn states(
    db: &Connection,
    names: &Names,
    project: &crate::model::Id,
) -> Result<Vec<ChannelState>> {
    let sql = "SELECT project, \"trigger\", channel, waiting, arrived, given_up, last_attempt_at,
            last_status, last_error, due_at
        FROM addressee INDEXED BY addressee_project WHERE project = ?1";
    let names = names.read();
    let Some(project) = names.number(project) else { return Ok(Vec::new()) };
    let count = |it: i64| it.unsigned_abs();
    rows::all(db.prepare_cached(sql)?, params![project], |row| {
        Ok(ChannelState {
            of: Addressee {
                project: names.id(row.get(0)?)?,
                trigger: names.id(row.get(1)?)?,
                channel: row.get(2)?,
            },
            waiting: count(row.get(3)?),
            arrived: count(row.get(4)?),
            given_up: count(row.get(5)?),
            last_attempt_at: row.get(6)?,
            last_status: row.get(7)?,
            last_error: row.get(8)?,
            next_attempt_at: row.get(9)?,
        })
    })
}

/// Forgets the channels of a trigger, with what they were still to be told: few enough for one
/// part.
pub(super) fn forget(tx: &Tx<'_>, trigger: i64) -> Result<()> {
    let sql = "DELETE FROM message WHERE addressee IN
        (SELECT number FROM addressee INDEXED BY addressee_channel WHERE \"trigger\" = ?1)";
    tx.sql(sql)?.execute(params![trigger])?;
    tx.sql("DELETE FROM addressee WHERE \"trigger\" = ?1")?.execute(params![trigger])?;
    Ok(())
}
