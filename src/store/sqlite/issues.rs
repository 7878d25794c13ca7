//! Reads issues.
//!
//! There are as many as there are different causes, which is little beside the ledger; yet a page
//! of them is read like all others, along an index and within bounds.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Row, ToSql, params};
use serde_json::Value;

use super::pages::{CHUNK, LONGEST, MOST};
use super::records::{Both, Names};
use super::rows::{self, Code, Coded};
use super::writer::Tx;
use crate::model::{Case, Cause, Issue, IssueStatus, IssueType, Key, Rejection, Timestamp, Topic};
use crate::script::Level;
use crate::store::{Error, IssueOrder, IssuePlace, IssueQuery, Page, Result};

/// How long issues are counted.
const LONGEST_COUNT: Duration = Duration::from_secs(5);

const ISSUE: &str = "key, project, \"trigger\", type, subject, detail, code, item, attempt, \
    status, opened_at, last_seen_at, dismissed_at, updated_at";

/// One issue.
pub(super) fn one(db: &Connection, names: &Names, key: Key) -> Result<Option<Issue>> {
    get(db, &names.read(), key)
}

/// A page of issues.
pub(super) fn page(
    db: &Connection,
    names: &Names,
    query: &IssueQuery,
) -> Result<Page<Issue, IssuePlace>> {
    let (mut items, mut last) = (Vec::new(), query.after.clone());
    let ended = walk(db, &names.read(), query, |issue| {
        let place = query.place(&issue);
        if allows(query, &issue) {
            if items.len() == query.limit {
                return ControlFlow::Break(());
            }
            items.push(issue);
        }
        last = Some(place);
        ControlFlow::Continue(())
    })?;
    Ok(Page { items, next: if ended { None } else { last } })
}

/// How many issues there are. All are looked at, for as long as a caller may wait: a part of them is
/// no count.
pub(super) fn count(db: &Connection, names: &Names, query: &IssueQuery) -> Result<usize> {
    let (started, mut count, mut query) = (Instant::now(), 0, query.clone());
    loop {
        let mut last = query.after.clone();
        let ended = walk(db, &names.read(), &query, |issue| {
            count += usize::from(allows(&query, &issue));
            last = Some(query.place(&issue));
            ControlFlow::Continue(())
        })?;
        if ended {
            return Ok(count);
        }
        if started.elapsed() > LONGEST_COUNT {
            return Err(Error::Busy);
        }
        query.after = last;
    }
}

/// Whether an event or an execution is a case of an issue.
pub(super) fn is_case(db: &Connection, issue: Key, item: Key) -> Result<bool> {
    let sql = "SELECT 1 FROM \"case\" WHERE issue = ?1 AND item = ?2";
    Ok(db.prepare_cached(sql)?.exists(params![issue, item])?)
}

/// A cause as it lies in its table.
pub(super) struct Columns {
    pub(super) kind: Code<IssueType>,
    pub(super) subject: i64,
    pub(super) detail: i64,
    pub(super) code: i64,
}

impl Columns {
    pub(super) fn of(tx: &Tx<'_>, cause: &Cause) -> Result<Self> {
        let (subject, detail, code) = match cause {
            Cause::Delivery { connection, response_status, error_code } => {
                let code = error_code.map_or(0, |it| it.code() + 1);
                (connection, response_status.unwrap_or(0).into(), code)
            }
            Cause::Transformation { transformation, log_level } => {
                (transformation, log_level.code(), 0)
            }
            Cause::Backpressure { destination, delay } => {
                (destination, i64::try_from(*delay).unwrap_or(i64::MAX), 0)
            }
            Cause::Request { source, rejection } => (source, rejection.code(), 0),
        };
        Ok(Self { kind: Code(cause.issue_type()), subject: tx.number(subject)?, detail, code })
    }
}

/// A case as it lies in its table.
pub(super) fn case(case: Case) -> (Option<Key>, Option<Key>) {
    match case {
        Case::Delivery { event, attempt } => (Some(event), Some(attempt)),
        Case::Transformation { execution: item } | Case::Request { request: item } => {
            (Some(item), None)
        }
        Case::Backpressure => (None, None),
    }
}

/// Shows issues to `look` in order, until it has enough. Answers whether it saw all.
fn walk(
    db: &Connection,
    names: &Both,
    query: &IssueQuery,
    mut look: impl FnMut(Issue) -> ControlFlow<()>,
) -> Result<bool> {
    let started = Instant::now();
    if let Some(keys) = &query.keys {
        let some = among(db, names, query, keys)?;
        return Ok(some.into_iter().all(|it| look(it).is_continue()));
    }
    let Some(project) = names.number(&query.project) else { return Ok(true) };
    let (mut after, mut looked) = (query.after.clone(), 0);
    loop {
        let issues = read(db, names, query, project, after.as_ref())?;
        let ended = issues.len() < CHUNK;
        for issue in issues {
            if looked >= MOST || started.elapsed() > LONGEST {
                return Ok(false);
            }
            looked += 1;
            after = Some(query.place(&issue));
            if look(issue).is_break() {
                return Ok(false);
            }
        }
        if ended {
            return Ok(true);
        }
    }
}

/// Those of a few that come after the place where the query begins, in order.
fn among(db: &Connection, names: &Both, query: &IssueQuery, keys: &[Key]) -> Result<Vec<Issue>> {
    let compare = |a: &IssuePlace, b: &IssuePlace| {
        let key = [(a.issue.0, b.issue.0)];
        let pairs = a.by.iter().copied().zip(b.by.iter().copied()).chain(key);
        let dirs = query.order.iter().map(|it| it.1).chain([falls(query)]);
        let orders =
            pairs.zip(dirs).map(|((a, b), falls)| if falls { b.cmp(&a) } else { a.cmp(&b) });
        orders.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    };
    let mut res = Vec::new();
    for key in keys {
        if let Some(issue) = get(db, names, *key)? {
            let place = query.place(&issue);
            if query.after.as_ref().is_none_or(|it| compare(&place, it).is_gt()) {
                res.push((place, issue));
            }
        }
    }
    res.sort_by(|a, b| compare(&a.0, &b.0));
    res.dedup_by(|a, b| a.0 == b.0);
    Ok(res.into_iter().map(|it| it.1).collect())
}

/// The next rows of an index after a place.
fn read(
    db: &Connection,
    names: &Both,
    query: &IssueQuery,
    project: i64,
    after: Option<&IssuePlace>,
) -> Result<Vec<Issue>> {
    let index = match query.order.first() {
        None | Some((IssueOrder::Made, _)) => "issue_made",
        Some((IssueOrder::Opened, _)) => "issue_opened",
        Some((IssueOrder::Seen, _)) => "issue_seen",
        Some((IssueOrder::Status, _)) => "issue_status",
    };
    let by = query.order.iter().map(|(by, falls)| (column(*by), *falls));
    let by: Vec<_> = by.chain([("key", falls(query))]).collect();
    let dir = |falls| if falls { "DESC" } else { "ASC" };
    let order: Vec<_> = by.iter().map(|(it, falls)| format!("{it} {}", dir(*falls))).collect();
    let mut beyond = String::new();
    let mut values: Vec<&dyn ToSql> = vec![&project, &(CHUNK as i64)];
    if let Some(place) = after {
        // Each column in turn: beyond the place, or there and the next ones beyond it.
        beyond = by.iter().enumerate().rev().fold("0".to_owned(), |rest, (at, (it, falls))| {
            let (value, than) = (at + 3, if *falls { '<' } else { '>' });
            format!("({it} {than} ?{value} OR {it} = ?{value} AND {rest})")
        });
        // Which the first column alone bounds, for the index.
        let than = if by[0].1 { "<=" } else { ">=" };
        beyond = format!("AND {} {than} ?3 AND {beyond}", by[0].0);
        values.extend(place.by.iter().map(|it| it as &dyn ToSql));
        values.push(&place.issue);
    }
    let sql = format!(
        "SELECT {ISSUE} FROM issue INDEXED BY {index} WHERE project = ?1 {beyond}
        ORDER BY {} LIMIT ?2",
        order.join(", ")
    );
    rows::all(db.prepare_cached(&sql)?, &*values, |row| issue(row, names))
}

fn column(by: IssueOrder) -> &'static str {
    match by {
        IssueOrder::Made => "key",
        IssueOrder::Opened => "opened_at",
        IssueOrder::Seen => "last_seen_at",
        IssueOrder::Status => "status",
    }
}

/// Whether issues that are otherwise alike are listed newest first.
fn falls(query: &IssueQuery) -> bool {
    query.order.last().is_some_and(|it| it.1)
}

/// Whether an issue passes every filter.
fn allows(query: &IssueQuery, issue: &Issue) -> bool {
    let made = Some(issue.key.at().0);
    let kind = issue.cause.issue_type();
    query.project == issue.project
        && query.triggers.as_ref().is_none_or(|it| it.contains(&issue.trigger))
        && (query.types.is_empty() || query.types.contains(&kind))
        && (query.statuses.is_empty() || query.statuses.contains(&issue.status))
        && query.created_at.allows(made)
        && query.first_seen_at.allows(made)
        && query.last_seen_at.allows(Some(issue.last_seen_at.0))
        && query.dismissed_at.allows(issue.dismissed_at.map(|it| it.0))
        && (query.aggregation.is_empty() || has(&issue.cause.aggregation_keys(), query))
}

/// Whether every part that is asked for has one of the values that are.
fn has(keys: &Value, query: &IssueQuery) -> bool {
    // A number may have been written as text.
    let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    query.aggregation.iter().all(|(name, wanted)| {
        let values = keys[name].as_array().map_or(&[][..], Vec::as_slice);
        values.iter().any(|value| wanted.iter().any(|it| text(it) == text(value)))
    })
}

fn get(db: &Connection, names: &Both, key: Key) -> Result<Option<Issue>> {
    let sql = format!("SELECT {ISSUE} FROM issue WHERE key = ?1");
    rows::first(db.prepare_cached(&sql)?, params![key], |row| issue(row, names))
}

fn issue(row: &Row<'_>, names: &Both) -> Result<Issue> {
    let kind = row.get::<_, Code<IssueType>>(3)?.0;
    let (subject, detail) = (names.id(row.get(4)?)?, row.get::<_, i64>(5)?);
    let cause = match kind {
        IssueType::Delivery => Cause::Delivery {
            connection: subject,
            response_status: u16::try_from(detail).ok().filter(|it| *it > 0),
            error_code: match row.get::<_, i64>(6)? {
                0 => None,
                code => Some(coded(code - 1)?),
            },
        },
        IssueType::Transformation => {
            Cause::Transformation { transformation: subject, log_level: coded::<Level>(detail)? }
        }
        IssueType::Backpressure => {
            Cause::Backpressure { destination: subject, delay: detail.unsigned_abs() }
        }
        IssueType::Request => {
            Cause::Request { source: subject, rejection: coded::<Rejection>(detail)? }
        }
    };
    let item = row.get::<_, Option<Key>>(7)?.unwrap_or_default();
    let case = match kind {
        IssueType::Delivery => Case::Delivery {
            event: item,
            attempt: row.get::<_, Option<Key>>(8)?.unwrap_or_default(),
        },
        IssueType::Transformation => Case::Transformation { execution: item },
        IssueType::Backpressure => Case::Backpressure,
        IssueType::Request => Case::Request { request: item },
    };
    Ok(Issue {
        key: row.get(0)?,
        project: names.id(row.get(1)?)?,
        trigger: names.id(row.get(2)?)?,
        cause,
        case,
        status: row.get::<_, Code<_>>(9)?.0,
        opened_at: row.get(10)?,
        last_seen_at: row.get(11)?,
        dismissed_at: row.get::<_, Option<Timestamp>>(12)?,
        updated_at: row.get(13)?,
    })
}

/// The value that has this place among all.
fn coded<T: Coded>(code: i64) -> Result<T> {
    let value = usize::try_from(code).ok().and_then(|it| T::ALL.get(it));
    value.copied().ok_or_else(|| Error::Damaged(format!("an issue with the code {code}")))
}

impl Coded for IssueType {
    const ALL: &'static [Self] =
        &[Self::Delivery, Self::Transformation, Self::Backpressure, Self::Request];
}

impl Coded for IssueStatus {
    const ALL: &'static [Self] = &[Self::Opened, Self::Ignored, Self::Acknowledged, Self::Resolved];
}

impl Coded for Topic {
    const ALL: &'static [Self] =
        &[Self::IssueOpened, Self::IssueUpdated, Self::AttemptFailed, Self::EventSuccessful];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_one_place() {
        for (place, it) in IssueType::ALL.iter().enumerate() {
            assert_eq!(*it as usize, place);
        }
        for (place, it) in IssueStatus::ALL.iter().enumerate() {
            assert_eq!(*it as usize, place);
        }
        for (place, it) in Topic::ALL.iter().enumerate() {
            assert_eq!(*it as usize, place);
        }
        let last = (IssueType::Request, IssueStatus::Resolved);
        assert_eq!(IssueType::ALL.last(), Some(&last.0));
        assert_eq!(IssueStatus::ALL.last(), Some(&last.1));
        assert_eq!(Topic::ALL.last(), Some(&Topic::EventSuccessful));
    }
}
