//! Reads events.

use std::sync::Arc;

use rusqlite::{Connection, params};

use super::executions;
use super::issues;
use super::lists::content;
use super::pages::{self, Bounds, Keyed};
use super::pending::{connections, listened};
use super::records::{Both, Names};
use super::rows::{self, Code, Coded as _};
use super::search::Finder;
use super::sweep::{self, Rows};
use crate::model::{Content, ErrorCode, Event, Id, Key, Status};
use crate::store::{CliFilter, EventQuery, Page, Result};

/// So many slices are merged; a list that would need more walks all events.
const SLICES: usize = 300;

/// One event.
pub(super) fn one(db: &Connection, names: &Names, key: Key) -> Result<Option<Event>> {
    get(db, &names.read(), key)
}

/// A page of events.
pub(super) fn page(
    db: &Connection,
    second: &mut Option<Connection>,
    names: &Names,
    query: &EventQuery,
) -> Result<Page<(Event, Option<Content>)>> {
    let names = names.read();
    let bounds = Bounds::new(query.order, &query.created_at);
    let (finder, limit) = (Finder::new(&query.search), query.order.limit);
    let slices = slices(db, &names, query)?;
    if !query.search.is_empty() && matches!(slices[..], [Slice::All]) {
        let read = |db: &Connection, row: &rusqlite::Row<'_>| {
            let mut row = (rows::event(row, &names)?, None);
            Ok(keep(db, query, &finder, &mut row)?.then_some(row))
        };
        // Content that is not the request's is kept elsewhere, and asked in full.
        let select = format!(
            "SELECT event.{}, headers, body FROM event
             LEFT JOIN request ON request.key = event.request AND event.data IS NULL",
            rows::EVENT
        );
        let columns = rows::EVENT.split(',').count();
        let rows = Rows { table: "event", select, columns, finder: &finder, read: &read };
        return sweep::page(db, second, &rows, bounds, limit);
    }
    let read = |slice: &Slice, bounds: Bounds, limit| slice.read(db, &names, bounds, limit);
    let mut last = None;
    pages::page(slices, bounds, limit, read, |row| {
        // Only where several issues have it is it in several slices.
        let again = last.replace(row.0.key) == Some(row.0.key);
        Ok(!again && keep(db, query, &finder, row)?)
    })
}

/// Whether an event is wanted; reads its content where that is.
pub(super) fn keep(
    db: &Connection,
    query: &EventQuery,
    finder: &Finder<'_>,
    (event, found): &mut (Event, Option<Content>),
) -> Result<bool> {
    if !allows(query, event) {
        return Ok(false);
    }
    if let Some(issues) = &query.issues {
        let of = |it: &Key| issues::is_case(db, *it, event.key);
        if !issues.iter().map(of).collect::<Result<Vec<_>>>()?.contains(&true) {
            return Ok(false);
        }
    }
    if query.with_content || !query.search.is_empty() {
        *found = content(db, event.data)?;
    }
    let searched = query.search.is_empty() || found.as_ref().is_some_and(|it| finder.finds(it));
    if !query.with_content {
        *found = None;
    }
    Ok(searched)
}

impl Keyed for (Event, Option<Content>) {
    fn key(&self) -> Key {
        self.0.key
    }
}

/// A part of the events that an index holds in the order of their keys.
enum Slice {
    All,
    Keys(Vec<Key>),
    Lane { connection: i64, status: Status },
    Group { connection: i64, status: Status, group: Arc<str> },
    Bulk { bulk: Key, status: Status },
    Listener { session: i64, status: Status, connection: i64 },
    Cases(Key),
}

impl Slice {
    fn read(
        &self,
        db: &Connection,
        names: &Both,
        bounds: Bounds,
        limit: usize,
    ) -> Result<Vec<(Event, Option<Content>)>> {
        let read = |filter: &str, values: &[&dyn rusqlite::ToSql]| {
            let sql = format!("SELECT {} FROM event {filter} {}", rows::EVENT, bounds.sql());
            let bounds: [&dyn rusqlite::ToSql; 3] = [&bounds.low, &bounds.high, &(limit as i64)];
            let values = [&bounds, values].concat();
            rows::all(db.prepare_cached(&sql)?, &*values, |row| {
                Ok((rows::event(row, names)?, None))
            })
        };
        match self {
            Self::All => read("WHERE", &[]),
            Self::Cases(issue) => {
                let cases = "(SELECT item AS key FROM \"case\" WHERE issue = ?4)";
                let sql = format!("SELECT key FROM {cases} WHERE {}", bounds.sql());
                let values = params![bounds.low, bounds.high, limit as i64, issue];
                let keys =
                    rows::all(db.prepare_cached(&sql)?, values, |row| Ok(row.get::<_, Key>(0)?))?;
                let events = keys.into_iter().map(|key| get(db, names, key));
                let found = events.filter_map(Result::transpose);
                found.map(|it| it.map(|event| (event, None))).collect()
            }
            Self::Keys(keys) => {
                let events = bounds.choose(keys, limit).into_iter().map(|key| get(db, names, key));
                let found = events.filter_map(Result::transpose);
                found.map(|it| it.map(|event| (event, None))).collect()
            }
            Self::Lane { connection, status } => read(
                "INDEXED BY event_lane WHERE connection = ?4 AND status = ?5 AND",
                &[connection, &Code(*status)],
            ),
            Self::Group { connection, status, group } => read(
                "INDEXED BY event_group WHERE connection = ?4 AND status = ?5
                    AND delivery_group = ?6 AND",
                &[connection, &Code(*status), &&**group],
            ),
            Self::Bulk { bulk, status } => read(
                "INDEXED BY event_bulk WHERE bulk = ?4 AND status = ?5 AND",
                &[bulk, &Code(*status)],
            ),
            Self::Listener { session, status, connection } => read(
                "INDEXED BY event_session WHERE session = ?4 AND status = ?5 AND connection = ?6 AND",
                &[session, &Code(*status), connection],
            ),
        }
    }
}

/// The narrowest slices in which everything lies that is asked for.
fn slices(db: &Connection, names: &Both, query: &EventQuery) -> Result<Vec<Slice>> {
    if let Some(keys) = few(db, query)? {
        return Ok(vec![Slice::Keys(keys)]);
    }
    let numbers = |ids: &[Id]| ids.iter().filter_map(|id| names.number(id)).collect::<Vec<_>>();
    let asked = query.connections.as_deref().map(numbers);
    let statuses = if query.statuses.is_empty() { Status::ALL } else { &query.statuses };

    let mut res = Vec::new();
    if let Some(issues) = &query.issues {
        res.extend(issues.iter().map(|it| Slice::Cases(*it)));
    } else if let Some(bulks) = &query.bulks {
        let of = |&bulk| statuses.iter().map(move |&status| Slice::Bulk { bulk, status });
        res.extend(bulks.iter().flat_map(of));
    } else if let CliFilter::Only(sessions) = &query.cli {
        for session in numbers(sessions) {
            for &status in statuses {
                let connections = listened(db, session, status)?;
                let slice = |connection| Slice::Listener { session, status, connection };
                res.extend(connections.into_iter().map(slice));
            }
        }
    } else if let Some(groups) = grouped(query) {
        for connection in asked.map_or_else(|| connections(db), Ok)? {
            for &status in statuses {
                let slice = |it: &Arc<str>| Slice::Group { connection, status, group: it.clone() };
                res.extend(groups.iter().map(slice));
            }
        }
    } else if asked.is_some() || !query.statuses.is_empty() {
        for connection in asked.map_or_else(|| connections(db), Ok)? {
            res.extend(statuses.iter().map(|&status| Slice::Lane { connection, status }));
        }
    } else {
        res.push(Slice::All);
    }
    Ok(if res.len() > SLICES { vec![Slice::All] } else { res })
}

/// The groups that are asked for, unless those without are asked for too.
fn grouped(query: &EventQuery) -> Option<Vec<Arc<str>>> {
    query.groups.as_ref()?.iter().cloned().collect()
}

/// The events among which all must be that is asked for, where those are few.
pub(super) fn few(db: &Connection, query: &EventQuery) -> Result<Option<Vec<Key>>> {
    if let Some(keys) = &query.keys {
        return Ok(Some(keys.clone()));
    }
    if let Some(request) = query.request {
        return of_request(db, request).map(Some);
    }
    // Those who share content are events of the request that it is of.
    let Some(data) = query.data else { return Ok(None) };
    of_request(db, executions::request_of(db, data)?.unwrap_or(data)).map(Some)
}

/// The events of a request: those that follow its key, and those that were added later.
pub(super) fn of_request(db: &Connection, request: Key) -> Result<Vec<Key>> {
    let sql = "SELECT event.key FROM request JOIN event ON event.key > request.key
            AND event.key <= request.key + request.events + request.cli_events
        WHERE request.key = ?1 AND event.request = ?1
        UNION SELECT event FROM added WHERE request = ?1";
    rows::all(db.prepare_cached(sql)?, params![request], |row| Ok(row.get(0)?))
}

pub(super) fn get(db: &Connection, names: &Both, key: Key) -> Result<Option<Event>> {
    let sql = format!("SELECT {} FROM event WHERE key = ?1", rows::EVENT);
    rows::first(db.prepare_cached(&sql)?, params![key], |row| rows::event(row, names))
}

/// Whether an event passes every filter but the search.
pub(super) fn allows(query: &EventQuery, event: &Event) -> bool {
    let time = |it: Option<crate::model::Timestamp>| it.map(|it| it.0);
    query.keys.as_ref().is_none_or(|it| it.contains(&event.key))
        && query.connections.as_ref().is_none_or(|it| it.contains(&event.connection))
        && (query.statuses.is_empty() || query.statuses.contains(&event.status))
        && match &query.cli {
            CliFilter::All => true,
            CliFilter::Without => event.session.is_none(),
            CliFilter::With => event.session.is_some(),
            CliFilter::Only(ids) => event.session.as_ref().is_some_and(|it| ids.contains(it)),
        }
        && query.bulks.as_ref().is_none_or(|it| event.bulk.is_some_and(|bulk| it.contains(&bulk)))
        && query.request.is_none_or(|it| it == event.request)
        && query.data.is_none_or(|it| it == event.data)
        && query.attempts.allows(Some(event.attempts.into()))
        && query.response_status.allows(event.response_status.map(Into::into))
        && (query.error_codes.is_empty()
            || event.error_code.is_some_and(|it| query.error_codes.contains(&it))
            || event.status == Status::Cancelled
                && query.error_codes.contains(&ErrorCode::Cancelled))
        && query.groups.as_ref().is_none_or(|it| it.contains(&event.group))
        && query.created_at.allows(Some(event.key.at().0))
        && query.last_attempt_at.allows(time(event.last_attempt_at))
        && query.next_attempt_at.allows(time(event.next_attempt_at))
        && query.successful_at.allows(time(event.successful_at))
}
