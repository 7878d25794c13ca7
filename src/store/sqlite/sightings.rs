//! Issues, written down: what is seen, what people make of it, and what is to be told of.

use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::params;

use super::issues::{self, Columns};
use super::ledger;
use super::messages;
use super::rows::{self, Code};
use super::writer::Tx;
use crate::model::{Case, Event, Id, Issue, IssueStatus, Key, Status, Timestamp, Topic};
use crate::store::{Accepted, Addressee, Notice, Result, Settled, Sighted, Sighting, Verdict};

/// How much later a case must be for its time to be written down, in milliseconds.
const FINEST: u64 = 1000;
/// How many rows are forgotten at a time.
const PART: usize = 1000;

/// Adds a case to its issue.
pub(super) fn sight(tx: &mut Tx<'_>, sighting: &Sighting) -> Result<Sighted> {
    let res = match known(tx, sighting)? {
        None => {
            open(tx, sighting)?;
            Sighted::Opened(sighting.issue)
        }
        Some(found) if found.is_closed() => {
            open_again(tx, sighting, found.key)?;
            Sighted::Reopened(found.key)
        }
        Some(found) => {
            if sighting.at.since(found.last_seen_at) >= FINEST {
                tx.sql("UPDATE issue SET last_seen_at = ?2 WHERE key = ?1")?
                    .execute(params![found.key, sighting.at])?;
            }
            Sighted::Seen(found.key)
        }
    };
    let (Sighted::Opened(key) | Sighted::Reopened(key) | Sighted::Seen(key)) = res;
    if let Case::Delivery { event: item, .. } | Case::Transformation { execution: item } =
        sighting.case
    {
        let sql = "INSERT OR IGNORE INTO \"case\" (issue, item) VALUES (?1, ?2)";
        tx.sql(sql)?.execute(params![key, item])?;
    }
    if sighting.notify && !matches!(res, Sighted::Seen(_)) {
        notice(tx, &sighting.project, Topic::IssueOpened, key, None)?;
    }
    Ok(res)
}

/// Does what follows from an attempt that left its event as `outcome`, or `again` in the queue.
pub(super) fn follow(
    tx: &mut Tx<'_>,
    settled: &Settled,
    outcome: &Event,
    again: bool,
) -> Result<()> {
    let aftermath = &settled.aftermath;
    if let Some(sighting) = &aftermath.sighting {
        let planned = again || outcome.next_attempt_at.is_some();
        if outcome.status == Status::Failed && !(planned && aftermath.final_only) {
            sight(tx, sighting)?;
        }
    }
    if let (Some((project, topic)), Some(attempt)) = (&aftermath.notice, &settled.attempt) {
        notice(tx, project, *topic, outcome.key, Some(attempt.key))?;
    }
    Ok(())
}

/// Does what somebody wants of an issue.
pub(super) fn judge(
    tx: &mut Tx<'_>,
    key: Key,
    verdict: Verdict,
    now: Timestamp,
    notify: bool,
) -> Result<Option<Issue>> {
    let Some(mut issue) = issues::one(tx.db, tx.names, key)? else { return Ok(None) };
    match verdict {
        Verdict::Status(status) => {
            if status == IssueStatus::Opened {
                if issue.status == IssueStatus::Resolved || issue.dismissed_at.is_some() {
                    issue.opened_at = now;
                }
                // What somebody opens is to be seen.
                issue.dismissed_at = None;
            }
            issue.status = status;
        }
        Verdict::Dismiss => issue.dismissed_at = issue.dismissed_at.or(Some(now)),
    }
    issue.updated_at = now;
    let sql = "UPDATE issue SET status = ?2, opened_at = ?3, dismissed_at = ?4, updated_at = ?5
        WHERE key = ?1";
    let Issue { opened_at, dismissed_at, .. } = issue;
    tx.sql(sql)?.execute(params![key, Code(issue.status), opened_at, dismissed_at, now])?;
    if notify {
        notice(tx, &issue.project, Topic::IssueUpdated, key, None)?;
    }
    Ok(Some(issue))
}

/// Forgets what a trigger opened, in parts.
pub(super) fn forget(tx: &mut Tx<'_>, trigger: &Id) -> Result<ControlFlow<()>> {
    let number = tx.number(trigger)?;
    let sql = "SELECT key FROM issue INDEXED BY issue_trigger WHERE \"trigger\" = ?1 LIMIT 1";
    let Some(key) = rows::first(tx.sql(sql)?, params![number], |row| Ok(row.get::<_, Key>(0)?))?
    else {
        messages::forget(tx, number)?;
        return Ok(ControlFlow::Break(()));
    };
    let sql = "DELETE FROM \"case\" WHERE issue = ?1
        AND item IN (SELECT item FROM \"case\" WHERE issue = ?1 LIMIT ?2)";
    if tx.sql(sql)?.execute(params![key, PART as i64])? < PART {
        tx.sql("DELETE FROM issue WHERE key = ?1")?.execute(params![key])?;
    }
    Ok(ControlFlow::Continue(()))
}

/// What is still to be told of.
pub(super) fn notices(
    db: &rusqlite::Connection,
    names: &super::records::Names,
    limit: usize,
) -> Result<Vec<Notice>> {
    let sql = "SELECT number, project, topic, item, attempt FROM notice ORDER BY number LIMIT ?1";
    let names = names.read();
    rows::all(db.prepare_cached(sql)?, params![limit as i64], |row| {
        Ok(Notice {
            number: row.get(0)?,
            project: names.id(row.get(1)?)?,
            topic: row.get::<_, Code<_>>(2)?.0,
            item: row.get(3)?,
            attempt: row.get(4)?,
        })
    })
}

/// Keeps the request that tells of something, and what channels are to be told of it.
pub(super) fn told(
    tx: &mut Tx<'_>,
    notice: &Notice,
    accepted: Option<&Arc<Accepted>>,
    channels: &[Addressee],
    now: Timestamp,
) -> Result<()> {
    let gone = tx.sql("DELETE FROM notice WHERE number = ?1")?.execute(params![notice.number])?;
    // Once only, even where it is asked for twice.
    if gone == 0 {
        return Ok(());
    }
    messages::put(tx, channels, notice.topic, notice.item, now)?;
    accepted.map_or(Ok(()), |it| ledger::accept(tx, it))
}

fn notice(tx: &Tx<'_>, project: &Id, topic: Topic, item: Key, attempt: Option<Key>) -> Result<()> {
    let sql = "INSERT INTO notice (project, topic, item, attempt) VALUES (?1, ?2, ?3, ?4)";
    tx.sql(sql)?.execute(params![tx.number(project)?, Code(topic), item, attempt])?;
    Ok(())
}

struct Found {
    key: Key,
    status: IssueStatus,
    last_seen_at: Timestamp,
    dismissed: bool,
}

impl Found {
    /// Whether another case opens it again.
    fn is_closed(&self) -> bool {
        self.status == IssueStatus::Resolved
            || self.dismissed && self.status != IssueStatus::Ignored
    }
}

fn known(tx: &Tx<'_>, sighting: &Sighting) -> Result<Option<Found>> {
    let Columns { kind, subject, detail, code } = Columns::of(tx, &sighting.cause)?;
    let sql = "SELECT key, status, last_seen_at, dismissed_at IS NOT NULL FROM issue
        INDEXED BY issue_cause WHERE type = ?1 AND subject = ?2 AND detail = ?3 AND code = ?4";
    rows::first(tx.sql(sql)?, params![kind, subject, detail, code], |row| {
        Ok(Found {
            key: row.get(0)?,
            status: row.get::<_, Code<_>>(1)?.0,
            last_seen_at: row.get(2)?,
            dismissed: row.get(3)?,
        })
    })
}

fn open(tx: &Tx<'_>, sighting: &Sighting) -> Result<()> {
    let Columns { kind, subject, detail, code } = Columns::of(tx, &sighting.cause)?;
    let (item, attempt) = issues::case(sighting.case);
    let sql = "INSERT INTO issue (key, project, \"trigger\", type, subject, detail, code, item,
            attempt, status, opened_at, last_seen_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?11)";
    tx.sql(sql)?.execute(params![
        sighting.issue,
        tx.number(&sighting.project)?,
        tx.number(&sighting.trigger)?,
        kind,
        subject,
        detail,
        code,
        item,
        attempt,
        Code(IssueStatus::Opened),
        sighting.at,
    ])?;
    Ok(())
}

fn open_again(tx: &Tx<'_>, sighting: &Sighting, key: Key) -> Result<()> {
    let (item, attempt) = issues::case(sighting.case);
    let sql = "UPDATE issue SET status = ?2, \"trigger\" = ?3, item = ?4, attempt = ?5,
            opened_at = ?6, last_seen_at = ?6, updated_at = ?6, dismissed_at = NULL
        WHERE key = ?1";
    let trigger = tx.number(&sighting.trigger)?;
    let opened = Code(IssueStatus::Opened);
    tx.sql(sql)?.execute(params![key, opened, trigger, item, attempt, sighting.at])?;
    Ok(())
}
