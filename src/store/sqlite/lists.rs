//! Reads requests, what they hold, and attempts.

use std::collections::HashSet;

use bytes::Bytes;
use rusqlite::{Connection, ToSql, params};

use super::bulk;
use super::pages::{self, Bounds, Keyed};
use super::records::{Both, Names};
use super::rows::{self, Code, Coded as _};
use super::search::Finder;
use super::sweep::{self, Rows};
use crate::model::{Attempt, Content, Headers, Id, Ignored, IgnoredCause, Key, Rejection, Request};
use crate::store::{AttemptQuery, IgnoredQuery, Page, Range, RequestQuery, Result};

/// The greatest key of all tables that have one.
pub(super) fn last_key(db: &Connection) -> Result<Key> {
    let sql = "SELECT max(ifnull((SELECT max(key) FROM request), 0),
        ifnull((SELECT max(key) FROM event), 0), ifnull((SELECT max(key) FROM attempt), 0),
        ifnull((SELECT max(key) FROM execution), 0), ifnull((SELECT max(key) FROM issue), 0),
        ifnull((SELECT max(key) FROM bulk), 0))";
    Ok(db.prepare_cached(sql)?.query_one([], |row| row.get(0))?)
}

/// One request with its content.
pub(super) fn request(db: &Connection, names: &Names, key: Key) -> Result<Option<Request>> {
    let sql = format!("SELECT {}, headers, body FROM request WHERE key = ?1", rows::REQUEST);
    let names = names.read();
    rows::first(db.prepare_cached(&sql)?, params![key], |row| {
        let mut request = rows::request(row, &names)?;
        request.content.headers = Headers::from_stored(row.get::<_, Vec<u8>>("headers")?.into());
        request.content.body = row.get::<_, Vec<u8>>("body")?.into();
        Ok(request)
    })
}

/// What a request or an event holds, by the key of its data.
pub(super) fn content(db: &Connection, data: Key) -> Result<Option<Content>> {
    for table in ["request", "transformed"] {
        let sql = format!("SELECT {} FROM {table} WHERE key = ?1", rows::CONTENT);
        let found = rows::first(db.prepare_cached(&sql)?, params![data], rows::content)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// One attempt with the answer's headers and body.
pub(super) fn attempt(db: &Connection, key: Key) -> Result<Option<Attempt>> {
    let Some(mut attempt) = bare_attempt(db, key)? else { return Ok(None) };
    let sql = "SELECT response_headers, response_body FROM attempt WHERE key = ?1";
    let (headers, body): (Vec<u8>, Vec<u8>) =
        db.prepare_cached(sql)?.query_one(params![key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    attempt.response_headers = Headers::from_stored(headers.into());
    attempt.response_body = Bytes::from(body);
    Ok(Some(attempt))
}

/// What was ignored of a request.
pub(super) fn ignored(db: &Connection, names: &Names, request: Key) -> Result<Vec<Ignored>> {
    let names = names.read();
    let sql = format!("SELECT {} FROM ignored WHERE request = ?1", rows::IGNORED);
    rows::all(db.prepare_cached(&sql)?, params![request], |row| rows::ignored(row, &names))
}

/// A page of what was ignored, in the order of requests.
pub(super) fn all_ignored(
    db: &Connection,
    names: &Names,
    query: &IgnoredQuery,
) -> Result<Page<Ignored>> {
    let names = names.read();
    let causes = if query.causes.is_empty() { IgnoredCause::ALL } else { &query.causes };
    let connections = query.connections.iter().filter_map(|it| names.number(it));
    let of = |connection| causes.iter().map(move |&cause| (connection, cause));
    let bounds = Bounds::new(query.order, &Range::default());
    let read = |(connection, cause): &(i64, IgnoredCause), bounds: Bounds, limit: usize| {
        let sql = format!(
            "SELECT request AS key, connection, cause, filtered, transformation
             FROM ignored INDEXED BY ignored_lane WHERE connection = ?4 AND cause = ?5 AND {}",
            bounds.sql()
        );
        let values = params![bounds.low, bounds.high, limit as i64, connection, Code(*cause)];
        rows::all(db.prepare_cached(&sql)?, values, |row| rows::ignored(row, &names))
    };
    let slices = connections.flat_map(of).collect();
    pages::page(slices, bounds, query.order.limit, read, |it| {
        Ok(query.transformation.as_ref().is_none_or(|id| it.transformation.as_ref() == Some(id)))
    })
}

/// A page of requests.
pub(super) fn requests(
    db: &Connection,
    second: &mut Option<Connection>,
    names: &Names,
    query: &RequestQuery,
) -> Result<Page<Request>> {
    let names = names.read();
    let slices: Vec<Slice> = if let Some(bulks) = &query.bulks {
        bulks.iter().map(|&it| Slice::Bulk(it)).collect()
    } else if let Some(keys) = &query.keys {
        vec![Slice::Keys(keys.clone())]
    } else if query.rejected == Some(true) || !query.rejections.is_empty() {
        let causes = if query.rejections.is_empty() { Rejection::ALL } else { &query.rejections };
        causes.iter().map(|&it| Slice::Rejected(it)).collect()
    } else if let Some(sources) = &query.sources {
        sources.iter().filter_map(|it| names.number(it)).map(Slice::Source).collect()
    } else {
        vec![Slice::All]
    };
    let bounds = Bounds::new(query.order, &query.created_at);
    let finder = Finder::new(&query.search);
    if !query.search.is_empty() && matches!(slices[..], [Slice::All]) {
        let read = |db: &Connection, row: &rusqlite::Row<'_>| {
            let mut request = rows::request(row, &names)?;
            Ok(keep(db, query, &finder, &mut request)?.then_some(request))
        };
        let select = format!("SELECT {}, headers, body FROM request", rows::REQUEST);
        let columns = rows::REQUEST.split(',').count();
        let rows = Rows { table: "request", select, columns, finder: &finder, read: &read };
        return sweep::page(db, second, &rows, bounds, query.order.limit);
    }
    let read = |slice: &Slice, bounds: Bounds, limit| match slice {
        Slice::Keys(keys) => {
            let requests = bounds.choose(keys, limit).into_iter();
            requests.filter_map(|key| bare_request(db, &names, key).transpose()).collect()
        }
        Slice::Bulk(bulk) => {
            let keys = bulk::requests(db, *bulk, bounds, limit)?.into_iter();
            keys.filter_map(|key| bare_request(db, &names, key).transpose()).collect()
        }
        slice => {
            let (filter, value): (_, &[&dyn ToSql]) = match slice {
                Slice::Source(it) => ("INDEXED BY request_source WHERE source = ?4 AND", &[it]),
                Slice::Rejected(it) => {
                    ("INDEXED BY request_rejection WHERE rejection = ?4 AND", &[&Code(*it)])
                }
                Slice::All | Slice::Keys(_) | Slice::Bulk(_) => ("WHERE", &[]),
            };
            let sql = format!("SELECT {} FROM request {filter} {}", rows::REQUEST, bounds.sql());
            let bounds: [&dyn ToSql; 3] = [&bounds.low, &bounds.high, &(limit as i64)];
            let values = [&bounds, value].concat();
            rows::all(db.prepare_cached(&sql)?, &*values, |row| rows::request(row, &names))
        }
    };
    pages::page(slices, bounds, query.order.limit, read, |request| {
        keep(db, query, &finder, request)
    })
}

/// Whether a request is wanted; reads its content where that is.
fn keep(
    db: &Connection,
    query: &RequestQuery,
    finder: &Finder<'_>,
    request: &mut Request,
) -> Result<bool> {
    if !allows(query, request) {
        return Ok(false);
    }
    if !query.with_content && query.search.is_empty() {
        return Ok(true);
    }
    let Some(found) = content(db, request.key)? else { return Ok(false) };
    let wanted = query.search.is_empty() || finder.finds(&found);
    if query.with_content {
        request.content = found;
    }
    Ok(wanted)
}

/// A page of attempts.
pub(super) fn attempts(
    db: &Connection,
    names: &Names,
    query: &AttemptQuery,
) -> Result<Page<Attempt>> {
    let names = names.read();
    let numbers = |ids: &Vec<Id>| ids.iter().filter_map(|it| names.number(it)).collect();
    let connections: Option<HashSet<i64>> = query.connections.as_ref().map(numbers);
    let slice = match (&query.keys, &query.events) {
        (Some(keys), _) => Some(keys.clone()),
        (None, Some(events)) => Some(of_events(db, events)?),
        (None, None) => None,
    };
    let bounds = Bounds::new(query.order, &Range::default());
    let read = |slice: &Option<Vec<Key>>, bounds: Bounds, limit| match slice {
        Some(keys) => {
            let attempts = bounds.choose(keys, limit).into_iter();
            attempts.filter_map(|key| bare_attempt(db, key).transpose()).collect()
        }
        None => {
            let sql = format!("SELECT {} FROM attempt WHERE {}", rows::ATTEMPT, bounds.sql());
            let values = params![bounds.low, bounds.high, limit as i64];
            rows::all(db.prepare_cached(&sql)?, values, rows::attempt)
        }
    };
    pages::page(vec![slice], bounds, query.order.limit, read, |attempt| {
        if query.events.as_ref().is_some_and(|it| !it.contains(&attempt.event)) {
            return Ok(false);
        }
        let Some(wanted) = &connections else { return Ok(true) };
        let sql = "SELECT connection FROM event WHERE key = ?1";
        let connection =
            rows::first(db.prepare_cached(sql)?, params![attempt.event], |row| Ok(row.get(0)?))?;
        Ok(connection.is_some_and(|it| wanted.contains(&it)))
    })
}

/// The keys of these events' attempts, by their chains.
pub(super) fn of_events(db: &Connection, events: &[Key]) -> Result<Vec<Key>> {
    let sql = "WITH RECURSIVE chain (key) AS (
            SELECT last_attempt FROM event WHERE key = ?1 AND last_attempt IS NOT NULL
            UNION ALL
            SELECT previous FROM chain JOIN attempt USING (key) WHERE previous IS NOT NULL
        ) SELECT key FROM chain";
    let mut res = Vec::new();
    for event in events {
        res.extend(rows::all(db.prepare_cached(sql)?, params![event], |row| {
            Ok(row.get::<_, Key>(0)?)
        })?);
    }
    Ok(res)
}

/// A part of the requests that an index holds in the order of their keys.
enum Slice {
    All,
    Keys(Vec<Key>),
    Source(i64),
    Rejected(Rejection),
    Bulk(Key),
}

impl Keyed for Request {
    fn key(&self) -> Key {
        self.key
    }
}

impl Keyed for Ignored {
    fn key(&self) -> Key {
        self.request
    }
}

impl Keyed for Attempt {
    fn key(&self) -> Key {
        self.key
    }
}

fn bare_request(db: &Connection, names: &Both, key: Key) -> Result<Option<Request>> {
    let sql = format!("SELECT {} FROM request WHERE key = ?1", rows::REQUEST);
    rows::first(db.prepare_cached(&sql)?, params![key], |row| rows::request(row, names))
}

fn bare_attempt(db: &Connection, key: Key) -> Result<Option<Attempt>> {
    let sql = format!("SELECT {} FROM attempt WHERE key = ?1", rows::ATTEMPT);
    rows::first(db.prepare_cached(&sql)?, params![key], rows::attempt)
}

/// Whether a request passes every filter but the search.
fn allows(query: &RequestQuery, request: &Request) -> bool {
    query.keys.as_ref().is_none_or(|it| it.contains(&request.key))
        && query.sources.as_ref().is_none_or(|it| it.contains(&request.source))
        && query.rejected.is_none_or(|it| it == request.rejection.is_some())
        && (query.rejections.is_empty()
            || request.rejection.is_some_and(|it| query.rejections.contains(&it)))
        && query.verified.is_none_or(|it| it == request.verified)
        && (!query.retriable || request.may_be_retried())
        && query.events_count.allows(Some(request.events_count.into()))
        && query.cli_events_count.allows(Some(request.cli_events_count.into()))
        && query.ignored_count.allows(Some(request.ignored_count.into()))
        && query.created_at.allows(Some(request.key.at().0))
}
