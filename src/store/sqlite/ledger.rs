//! What happened, written down: requests come in, attempts end, people step in.

use std::collections::HashSet;

use rusqlite::params;

use super::bulk;
use super::rollup::Counts;
use super::rows::{self, Code};
use super::sightings;
use super::writer::Tx;
use super::{executions, prune, seen};
use crate::model::{
    Attempt, ErrorCode, Event, Execution, Ignored, Key, Request, Status, Timestamp, Transformed,
    Trigger,
};
use crate::store::{Accepted, Again, Amend, Committed, Error, Result, Settled};

/// Bytes of an answer from which on it is weighed by itself.
const LONG_ANSWER: usize = 2048;

/// Keeps a request with its events.
pub(super) fn accept(tx: &mut Tx<'_>, accepted: &std::sync::Arc<Accepted>) -> Result<()> {
    let sifted = (!accepted.marks.is_empty()).then(|| seen::sift(tx, accepted)).transpose()?;
    let accepted = sifted.as_ref().unwrap_or(accepted);
    let request = &accepted.request;
    insert_request(tx, request)?;
    tx.count_request(request)?;
    let weight = prune::weight(accepted.weight(), accepted.events.len());
    tx.weigh(&request.project, request.key, weight)?;
    for event in &accepted.events {
        insert_event(tx, event)?;
        tx.count_event(event)?;
    }
    for ignored in &accepted.ignored {
        insert_ignored(tx, ignored)?;
    }
    insert_executions(tx, &accepted.executions, &accepted.transformed)?;
    tx.tell(Committed::Accepted(accepted.clone()));
    Ok(())
}

fn insert_executions(tx: &mut Tx<'_>, ran: &[Execution], made: &[Transformed]) -> Result<()> {
    for execution in ran {
        executions::insert(tx, execution)?;
        tx.count_execution(execution)?;
    }
    made.iter().try_for_each(|it| executions::insert_transformed(tx, it))
}

/// Adds events to a request that is there, and notes who ignores it now.
pub(super) fn add(tx: &mut Tx<'_>, again: &Again) -> Result<()> {
    let Again { request, events, ignored, executions, transformed } = again;
    let request = *request;
    let for_listeners = events.iter().filter(|it| it.session.is_some()).count();
    let others = events.len() - for_listeners;
    let sql = format!("SELECT {} FROM request WHERE key = ?1", rows::REQUEST);
    let found =
        rows::first(tx.sql(&sql)?, params![request], |row| rows::request(row, &tx.names.read()))?;
    let Some(before) = found else {
        return Err(Error::Failed(format!("there is no request {}", request.0)));
    };
    for event in events {
        insert_event(tx, event)?;
        tx.count_event(event)?;
        tx.sql("INSERT INTO added (request, event) VALUES (?1, ?2)")?
            .execute(params![request, event.key])?;
        tx.sql("DELETE FROM ignored WHERE request = ?1 AND connection = ?2")?
            .execute(params![request, tx.number(&event.connection)?])?;
        // What is held is told too: the pause may have ended since it was judged.
        if matches!(event.status, Status::Queued | Status::Hold) {
            tx.tell(Committed::Queued(event.clone()));
        }
    }
    for ignored in ignored {
        insert_ignored(tx, ignored)?;
    }
    let sql = "SELECT count(*) FROM ignored WHERE request = ?1";
    let after = Request {
        events_count: before.events_count + others as u32,
        cli_events_count: before.cli_events_count + for_listeners as u32,
        ignored_count: tx.sql(sql)?.query_one(params![request], |row| row.get(0))?,
        ..before.clone()
    };
    let sql = "UPDATE request SET events = ?2, cli_events = ?3, ignored = ?4 WHERE key = ?1";
    let counts = params![request, after.events_count, after.cli_events_count, after.ignored_count];
    tx.sql(sql)?.execute(counts)?;
    tx.recount_request(&before, &after)?;
    insert_executions(tx, executions, transformed)?;
    let content = transformed.iter().map(|it| it.content.weight()).sum();
    tx.weigh(&before.project, request, prune::weight(content, events.len()))?;
    let due = super::pending::due(tx)?;
    tx.tell(Committed::Due(due));
    Ok(())
}

/// Writes down how an attempt ended; `false` where its event is gone.
pub(super) fn settle(tx: &mut Tx<'_>, settled: &Settled) -> Result<bool> {
    let sql = "SELECT status, \"trigger\", requeued_at, muted, last_attempt, attempts, error_code,
            next_attempt_at IS NOT NULL, bulk FROM event WHERE key = ?1";
    let found = rows::first(tx.sql(sql)?, params![settled.event.key], |row| {
        let meanwhile = Meanwhile {
            status: row.get::<_, Code<_>>(0)?.0,
            trigger: row.get::<_, Code<_>>(1)?.0,
            requeued_at: row.get(2)?,
            muted: row.get(3)?,
            bulk: row.get(8)?,
            withdrawn: row
                .get::<_, Option<Code<ErrorCode>>>(6)?
                .is_some_and(|it| it.0 == ErrorCode::BulkRetryCancelled),
        };
        let before = Counts {
            status: meanwhile.status,
            attempts: row.get(5)?,
            error_code: row.get::<_, Option<Code<_>>>(6)?.map(|it| it.0),
            planned: meanwhile.status == Status::Failed && row.get(7)?,
        };
        Ok((meanwhile, row.get::<_, Option<Key>>(4)?, before))
    })?;
    let Some((meanwhile, mut last, before)) = found else {
        if let (Some(bulk), Trigger::BulkRetry) = (settled.event.bulk, settled.event.trigger) {
            bulk::delivered(tx, bulk, settled.event.status == Status::Successful, false)?;
        }
        tx.tell(Committed::Settled(Event { next_attempt_at: None, ..settled.event.clone() }));
        return Ok(false);
    };
    let outcome = meanwhile.outcome(settled);
    let again = meanwhile.again(settled).then(|| Event {
        status: meanwhile.status,
        trigger: meanwhile.trigger,
        bulk: meanwhile.bulk,
        ..outcome.clone()
    });

    if let Some(attempt) = &settled.attempt {
        insert_attempt(tx, attempt, last)?;
        weigh_answer(tx, attempt, settled.event.request)?;
        tx.count_attempt(attempt, &outcome)?;
        last = Some(attempt.key);
    }
    let after = again.as_ref().unwrap_or(&outcome);
    update(tx, after, last)?;
    tx.recount_event(&before, after)?;
    sightings::follow(tx, settled, &outcome, again.is_some())?;
    if let (Some(bulk), Trigger::BulkRetry) = (settled.event.bulk, settled.event.trigger) {
        let successful = outcome.status == Status::Successful;
        bulk::delivered(tx, bulk, successful, meanwhile.taken_back(bulk))?;
    }
    tx.tell(Committed::Settled(outcome));
    if let Some(event) = again
        && event.status == Status::Queued
    {
        tx.tell(Committed::Queued(event));
    }
    Ok(true)
}

/// What people did to an event since its attempt began, as far as its row tells.
///
/// While an attempt is under way the row says queued, as it did before. How the attempt ended
/// replaces that, and this is all that stands against it:
/// - cancelled: it stays so, unless the attempt succeeded;
/// - failed, which the end of its connection or listener makes of a queued event: how the attempt
///   ended is told, but no other is planned. The end of a bulk operation that asked for the attempt
///   comes too late for it, and changes nothing;
/// - muted, now or ever: no automatic attempt is planned;
/// - requeued after the attempt began: it is queued once more, or held if that came after. An
///   attempt that began later than that is the one that was asked for.
struct Meanwhile {
    status: Status,
    trigger: Trigger,
    requeued_at: Option<Timestamp>,
    muted: bool,
    bulk: Option<Key>,
    /// Whether it failed only because the bulk operation that asked for the attempt was cancelled.
    withdrawn: bool,
}

impl Meanwhile {
    /// The event as the attempt left it.
    fn outcome(&self, settled: &Settled) -> Event {
        let mut event = settled.event.clone();
        if event.status == Status::Successful {
            return event;
        }
        if self.status == Status::Cancelled {
            event.status = Status::Cancelled;
        }
        let given_up = self.status == Status::Failed && !self.withdrawn;
        if self.muted || given_up || self.status == Status::Cancelled {
            event.next_attempt_at = None;
        }
        event
    }

    /// Whether the operation that asked for the attempt was cancelled since, and counts it as failed.
    /// The code that says so stays where somebody else asked for another attempt.
    fn taken_back(&self, bulk: Key) -> bool {
        let asked_for = self.trigger == Trigger::BulkRetry && self.bulk == Some(bulk);
        self.withdrawn && (self.status == Status::Failed || !asked_for)
    }

    /// Whether it is to be delivered once more.
    fn again(&self, settled: &Settled) -> bool {
        let began = settled.attempt.as_ref().map_or(settled.event.updated_at, |it| it.key.at());
        matches!(self.status, Status::Queued | Status::Hold)
            && self.requeued_at.is_some_and(|it| it > began)
    }
}

/// Does what somebody wants of an event.
pub(super) fn amend(
    tx: &mut Tx<'_>,
    key: Key,
    amend: &Amend,
    now: Timestamp,
) -> Result<Option<Event>> {
    let Some((event, word)) = change(tx, key, amend, now)? else { return Ok(None) };
    if let Some(word) = word {
        tx.tell(word);
    }
    Ok(Some(event))
}

/// The same, and answers also what the feed is to be told of it.
pub(super) fn change(
    tx: &mut Tx<'_>,
    key: Key,
    amend: &Amend,
    now: Timestamp,
) -> Result<Option<(Event, Option<Committed>)>> {
    let sql = format!("SELECT {}, last_attempt FROM event WHERE key = ?1", rows::EVENT);
    let found = rows::first(tx.sql(&sql)?, params![key], |row| {
        Ok((rows::event(row, &tx.names.read())?, row.get::<_, Option<Key>>(17)?))
    })?;
    let Some((mut event, last)) = found else { return Ok(None) };
    let before = Counts::of(&event);
    let mut word = None;
    match amend {
        Amend::Requeue(trigger, session) => {
            if let Some(session) = session {
                let sql = "UPDATE event SET session = ?2 WHERE key = ?1";
                tx.sql(sql)?.execute(params![key, tx.number(session)?])?;
                event.session = Some(session.clone());
            }
            // A delay and a pause end here; the time of a retry stays what it was.
            if matches!(event.status, Status::Scheduled | Status::Hold) {
                event.next_attempt_at = None;
            }
            event.status = Status::Queued;
            event.trigger = *trigger;
            let sql = "UPDATE event SET requeued_at = ?2 WHERE key = ?1";
            tx.sql(sql)?.execute(params![key, now])?;
            event.updated_at = now;
            word = Some(Committed::Queued(event.clone()));
        }
        Amend::Mute => {
            // The time of a scheduled event is that of its first attempt, which still comes.
            if event.status != Status::Scheduled {
                event.next_attempt_at = None;
            }
            tx.sql("UPDATE event SET muted = 1 WHERE key = ?1")?.execute(params![key])?;
            event.updated_at = now;
        }
        Amend::Cancel => {
            if !matches!(event.status, Status::Queued | Status::Scheduled | Status::Hold) {
                return Ok(Some((event, None)));
            }
            event.status = Status::Cancelled;
            event.next_attempt_at = None;
            event.updated_at = now;
            word = Some(Committed::Removed(HashSet::from([key])));
        }
    }
    update(tx, &event, last)?;
    tx.recount_event(&before, &event)?;
    Ok(Some((event, word)))
}

fn insert_request(tx: &Tx<'_>, request: &Request) -> Result<()> {
    let sql = "INSERT INTO request (key, project, source, verified, rejection, events, cli_events,
            ignored, method, path, query, headers, body, unproved)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let text = |it| serde_json::to_string(it).expect("it is two texts");
    let unproved = request.unproved.as_ref().map(text);
    let content = &request.content;
    tx.sql(sql)?.execute(params![
        request.key,
        tx.number(&request.project)?,
        tx.number(&request.source)?,
        request.verified,
        request.rejection.map(Code),
        request.events_count,
        request.cli_events_count,
        request.ignored_count,
        content.method,
        content.path,
        content.query,
        content.headers.as_bytes(),
        &content.body[..],
        unproved,
    ])?;
    Ok(())
}

fn insert_event(tx: &Tx<'_>, event: &Event) -> Result<()> {
    let sql = "INSERT INTO event (key, request, data, connection, session, status, \"trigger\",
            attempts, retries, last_attempt_at, next_attempt_at, response_status, error_code,
            successful_at, updated_at, bulk, delivery_group)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    tx.sql(sql)?.execute(params![
        event.key,
        event.request,
        (event.data != event.request).then_some(event.data),
        tx.number(&event.connection)?,
        event.session.as_ref().map(|it| tx.number(it)).transpose()?,
        Code(event.status),
        Code(event.trigger),
        event.attempts,
        event.retries,
        event.last_attempt_at,
        event.next_attempt_at,
        event.response_status,
        event.error_code.map(Code),
        event.successful_at,
        event.updated_at,
        event.bulk,
        event.group.as_deref(),
    ])?;
    Ok(())
}

fn insert_ignored(tx: &Tx<'_>, ignored: &Ignored) -> Result<()> {
    let sql =
        "INSERT OR REPLACE INTO ignored (request, connection, cause, filtered, transformation)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.sql(sql)?.execute(params![
        ignored.request,
        tx.number(&ignored.connection)?,
        Code(ignored.cause),
        ignored.filtered.join(","),
        ignored.transformation.as_ref().map(|it| tx.number(it)).transpose()?,
    ])?;
    Ok(())
}

fn insert_attempt(tx: &Tx<'_>, attempt: &Attempt, previous: Option<Key>) -> Result<()> {
    let sql = "INSERT INTO attempt (key, event, previous, number, \"trigger\", response_status,
            error_code, requested_url, http_method, delivered_at, responded_at, delivery_latency,
            response_latency, response_headers, response_body, bulk, reason, dns, connect, tls,
            first_byte, rest, waited_for)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
            ?19, ?20, ?21, ?22, ?23)";
    let timings = attempt.timings.unwrap_or_default();
    tx.sql(sql)?.execute(params![
        attempt.key,
        attempt.event,
        previous,
        attempt.number,
        Code(attempt.trigger),
        attempt.response_status,
        attempt.error_code.map(Code),
        attempt.requested_url,
        attempt.http_method,
        attempt.delivered_at,
        attempt.responded_at,
        i64::try_from(attempt.delivery_latency).unwrap_or(i64::MAX),
        i64::try_from(attempt.response_latency).unwrap_or(i64::MAX),
        attempt.response_headers.as_bytes(),
        &attempt.response_body[..],
        attempt.bulk,
        attempt.reason,
        timings.dns,
        timings.connect,
        timings.tls,
        timings.first_byte,
        timings.body,
        attempt.waited_for.map(Code),
    ])?;
    Ok(())
}

/// Counts an answer that is longer than what every attempt is taken for.
fn weigh_answer(tx: &mut Tx<'_>, attempt: &Attempt, request: Key) -> Result<()> {
    let length = attempt.response_body.len();
    if length < LONG_ANSWER {
        return Ok(());
    }
    let sql = "SELECT project FROM request WHERE key = ?1";
    let found = rows::first(tx.sql(sql)?, params![request], |row| Ok(row.get::<_, i64>(0)?))?;
    let Some(project) = found else { return Ok(()) };
    let project = tx.names.read().id(project)?;
    tx.weigh(&project, request, i64::try_from(length).unwrap_or(i64::MAX))
}

/// Writes an event as it now stands; what it is made of never changes.
fn update(tx: &Tx<'_>, event: &Event, last_attempt: Option<Key>) -> Result<()> {
    let sql = "UPDATE event SET status = ?2, \"trigger\" = ?3, attempts = ?4, retries = ?5,
            last_attempt = ?6, last_attempt_at = ?7, next_attempt_at = ?8, response_status = ?9,
            error_code = ?10, successful_at = ?11, updated_at = ?12
        WHERE key = ?1";
    tx.sql(sql)?.execute(params![
        event.key,
        Code(event.status),
        Code(event.trigger),
        event.attempts,
        event.retries,
        last_attempt,
        event.last_attempt_at,
        event.next_attempt_at,
        event.response_status,
        event.error_code.map(Code),
        event.successful_at,
        event.updated_at,
    ])?;
    Ok(())
}
