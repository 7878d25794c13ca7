//! How the ledger's nouns lie in their tables.

use bytes::Bytes;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Params, Row};

use super::records::Both;
use crate::model::{
    Attempt, BulkKind, Content, ErrorCode, Event, Execution, Headers, Ignored, IgnoredCause, Key,
    Rejection, Request, Status, Timestamp, Timings, Trigger, Wait,
};
use crate::script::Level;
use crate::store::{Error, Result};

/// The columns that [`event`] reads.
pub(super) const EVENT: &str = "key, request, data, connection, session, status, \"trigger\", \
    attempts, retries, last_attempt_at, next_attempt_at, response_status, error_code, \
    successful_at, updated_at, bulk, delivery_group";
/// The columns that [`request`] reads.
pub(super) const REQUEST: &str = "key, project, source, verified, rejection, events, cli_events, \
    ignored, method, path, query, unproved";
/// The columns that [`content`] reads.
pub(super) const CONTENT: &str = "method, path, query, headers, body";
/// The columns that [`ignored`] reads.
pub(super) const IGNORED: &str = "request, connection, cause, filtered, transformation";
/// The columns that [`execution`] reads.
pub(super) const EXECUTION: &str = "key, request, original, transformed, transformation, \
    connection, level, lines, (SELECT issue.key FROM issue INDEXED BY issue_cause
        WHERE type = 1 AND subject = execution.transformation AND detail = execution.level
            AND code = 0 AND EXISTS (SELECT 1 FROM \"case\" AS seen
                WHERE seen.issue = issue.key AND seen.item = execution.key))";
/// The columns that [`attempt`] reads.
pub(super) const ATTEMPT: &str = "key, event, number, \"trigger\", response_status, error_code, \
    requested_url, http_method, delivered_at, responded_at, delivery_latency, response_latency, bulk, \
    reason, dns, connect, tls, first_byte, rest, waited_for";

/// An event out of its columns.
pub(super) fn event(row: &Row<'_>, names: &Both) -> Result<Event> {
    let request = row.get(1)?;
    Ok(Event {
        key: row.get(0)?,
        request,
        data: row.get::<_, Option<Key>>(2)?.unwrap_or(request),
        connection: names.id(row.get(3)?)?,
        session: row.get::<_, Option<i64>>(4)?.map(|it| names.id(it)).transpose()?,
        status: row.get::<_, Code<_>>(5)?.0,
        trigger: row.get::<_, Code<_>>(6)?.0,
        attempts: row.get(7)?,
        retries: row.get(8)?,
        last_attempt_at: row.get(9)?,
        next_attempt_at: row.get(10)?,
        response_status: row.get(11)?,
        error_code: row.get::<_, Option<Code<_>>>(12)?.map(|it| it.0),
        successful_at: row.get(13)?,
        updated_at: row.get(14)?,
        bulk: row.get(15)?,
        group: row.get::<_, Option<String>>(16)?.map(Into::into),
    })
}

/// A request out of its columns, without headers and body.
pub(super) fn request(row: &Row<'_>, names: &Both) -> Result<Request> {
    Ok(Request {
        key: row.get(0)?,
        project: names.id(row.get(1)?)?,
        source: names.id(row.get(2)?)?,
        verified: row.get(3)?,
        unproved: match row.get::<_, Option<String>>(11)? {
            Some(text) => Some(
                serde_json::from_str(&text).map_err(|error| Error::Damaged(error.to_string()))?,
            ),
            None => None,
        },
        rejection: row.get::<_, Option<Code<_>>>(4)?.map(|it| it.0),
        events_count: row.get(5)?,
        cli_events_count: row.get(6)?,
        ignored_count: row.get(7)?,
        content: Content {
            method: row.get(8)?,
            path: row.get(9)?,
            query: row.get(10)?,
            ..Content::default()
        },
    })
}

/// Content out of its columns.
pub(super) fn content(row: &Row<'_>) -> Result<Content> {
    Ok(Content {
        method: row.get(0)?,
        path: row.get(1)?,
        query: row.get(2)?,
        headers: Headers::from_stored(row.get::<_, Vec<u8>>(3)?.into()),
        body: row.get::<_, Vec<u8>>(4)?.into(),
    })
}

/// An attempt out of its columns, without the answer's headers and body.
pub(super) fn attempt(row: &Row<'_>) -> Result<Attempt> {
    Ok(Attempt {
        key: row.get(0)?,
        event: row.get(1)?,
        number: row.get(2)?,
        trigger: row.get::<_, Code<_>>(3)?.0,
        response_status: row.get(4)?,
        error_code: row.get::<_, Option<Code<_>>>(5)?.map(|it| it.0),
        requested_url: row.get(6)?,
        http_method: row.get(7)?,
        response_headers: Headers::default(),
        response_body: Bytes::new(),
        delivered_at: row.get(8)?,
        responded_at: row.get(9)?,
        delivery_latency: row.get::<_, i64>(10)?.unsigned_abs(),
        response_latency: row.get::<_, i64>(11)?.unsigned_abs(),
        bulk: row.get(12)?,
        reason: row.get(13)?,
        timings: Some(Timings {
            dns: row.get(14)?,
            connect: row.get(15)?,
            tls: row.get(16)?,
            first_byte: row.get(17)?,
            body: row.get(18)?,
        })
        .filter(|it| *it != Timings::default()),
        waited_for: row.get::<_, Option<Code<_>>>(19)?.map(|it| it.0),
    })
}

/// What was ignored, out of its columns.
pub(super) fn ignored(row: &Row<'_>, names: &Both) -> Result<Ignored> {
    let filtered: String = row.get(3)?;
    Ok(Ignored {
        request: row.get(0)?,
        connection: names.id(row.get(1)?)?,
        cause: row.get::<_, Code<_>>(2)?.0,
        filtered: filtered.split_terminator(',').map(str::to_owned).collect(),
        transformation: row.get::<_, Option<i64>>(4)?.map(|it| names.id(it)).transpose()?,
    })
}

/// An execution out of its columns.
pub(super) fn execution(row: &Row<'_>, names: &Both) -> Result<Execution> {
    let (key, request) = (row.get(0)?, row.get(1)?);
    let lines: String = row.get(7)?;
    let damaged = |error| Error::Damaged(format!("execution {key:?}: {error}"));
    Ok(Execution {
        key,
        request,
        original: row.get::<_, Option<Key>>(2)?.unwrap_or(request),
        transformed: row.get(3)?,
        transformation: names.id(row.get(4)?)?,
        connection: names.id(row.get(5)?)?,
        issue: row.get(8)?,
        level: row.get::<_, Code<_>>(6)?.0,
        lines: serde_json::from_str(&lines).map_err(damaged)?,
    })
}

/// Everything that a statement finds.
pub(super) fn all<T>(
    mut statement: CachedStatement<'_>,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut rows = statement.query(params)?;
    let mut res = Vec::new();
    while let Some(row) = rows.next()? {
        res.push(read(row)?);
    }
    Ok(res)
}

/// The first row that a statement finds.
pub(super) fn first<T>(
    mut statement: CachedStatement<'_>,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    statement.query(params)?.next()?.map(&mut read).transpose()
}

/// One of a few values, as its place in [`Coded::ALL`].
pub(super) struct Code<T>(pub(super) T);

/// What has only a few values.
pub(super) trait Coded: Copy + PartialEq + 'static {
    /// All of them. Places are what is on disk: add at the end, never move.
    const ALL: &'static [Self];

    /// The place of this one.
    fn code(self) -> i64 {
        let place = Self::ALL.iter().zip(0..).find(|(it, _)| **it == self);
        place.expect("every value has its place").1
    }
}

impl<T: Coded> ToSql for Code<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.code().into())
    }
}

impl<T: Coded> FromSql for Code<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let code = value.as_i64()?;
        let value = usize::try_from(code).ok().and_then(|it| T::ALL.get(it));
        value.copied().map(Self).ok_or(FromSqlError::OutOfRange(code))
    }
}

impl ToSql for Key {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Key {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl ToSql for Timestamp {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Timestamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl Coded for Status {
    const ALL: &'static [Self] = &[
        Self::Scheduled,
        Self::Queued,
        Self::Hold,
        Self::Successful,
        Self::Failed,
        Self::Cancelled,
    ];
}

impl Coded for Trigger {
    const ALL: &'static [Self] =
        &[Self::Initial, Self::Manual, Self::BulkRetry, Self::Unpause, Self::Automatic];
}

impl Coded for Wait {
    const ALL: &'static [Self] = &[
        Self::RateLimit,
        Self::Concurrency,
        Self::GroupRate,
        Self::Order,
        Self::RateLimited,
        Self::CircuitOpen,
        Self::Listener,
        Self::Capacity,
        Self::Restart,
    ];
}

impl Coded for IgnoredCause {
    const ALL: &'static [Self] = &[
        Self::Disabled,
        Self::Filtered,
        Self::TransformationFailed,
        Self::CliDisconnected,
        Self::Duplicate,
    ];
}

impl Coded for Level {
    const ALL: &'static [Self] = &[Self::Debug, Self::Info, Self::Warn, Self::Error, Self::Fatal];
}

impl Coded for Rejection {
    const ALL: &'static [Self] = &[
        Self::SourceDisabled,
        Self::NoConnection,
        Self::VerificationFailed,
        Self::UnsupportedHttpMethod,
        Self::UnsupportedContentType,
        Self::UnparsableJson,
        Self::PayloadTooLarge,
        Self::IngestionFatal,
        Self::Unknown,
    ];
}

impl Coded for BulkKind {
    const ALL: &'static [Self] = &[
        Self::EventsRetry,
        Self::EventsCancel,
        Self::RequestsRetry,
        Self::RequestsReplay,
        Self::IgnoredRetry,
    ];
}

impl Coded for ErrorCode {
    const ALL: &'static [Self] = &[
        Self::BadResponse,
        Self::Cancelled,
        Self::Timeout,
        Self::DnsLookupFailed,
        Self::ConnectionRefused,
        Self::ConnectionReset,
        Self::SocketClosed,
        Self::HostUnreachable,
        Self::NetworkUnreachable,
        Self::NetworkError,
        Self::MissingUrl,
        Self::InvalidUrl,
        Self::InvalidCharacter,
        Self::Cli,
        Self::CliUnavailable,
        Self::SelfSignedCert,
        Self::ErrTlsCertAltnameInvalid,
        Self::ErrSslWrongVersionNumber,
        Self::SslErrorCaUnknown,
        Self::UnableToGetIssuerCert,
        Self::SslCertExpired,
        Self::ProtocolError,
        Self::PayloadMissing,
        Self::InternalError,
        Self::Unknown,
        Self::BulkRetryCancelled,
        Self::NetworkRequestCanceled,
        Self::Oauth2HandshakeFailed,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn complete<T: Coded + std::fmt::Debug>(last: T) {
        assert_eq!(T::ALL.last(), Some(&last));
        for (place, value) in T::ALL.iter().enumerate() {
            assert_eq!(T::ALL.iter().position(|it| it == value), Some(place), "{value:?} twice");
        }
    }

    #[test]
    fn every_value_has_one_place() {
        complete(Status::Cancelled);
        complete(Trigger::Automatic);
        complete(Wait::Restart);
        complete(IgnoredCause::Duplicate);
        complete(Level::Fatal);
        complete(Rejection::Unknown);
        complete(ErrorCode::Oauth2HandshakeFailed);
        complete(BulkKind::IgnoredRetry);
        // Counted by the compiler: a new value makes the number of the last one differ.
        assert_eq!(Status::ALL.len(), Status::Cancelled as usize + 1);
        assert_eq!(Trigger::ALL.len(), Trigger::Automatic as usize + 1);
        assert_eq!(Wait::ALL.len(), Wait::Restart as usize + 1);
        assert_eq!(IgnoredCause::ALL.len(), IgnoredCause::Duplicate as usize + 1);
        assert_eq!(Level::ALL.len(), Level::Fatal as usize + 1);
        assert_eq!(Rejection::ALL.len(), Rejection::Unknown as usize + 1);
        assert_eq!(ErrorCode::ALL.len(), ErrorCode::Oauth2HandshakeFailed as usize + 1);
        assert_eq!(BulkKind::ALL.len(), BulkKind::IgnoredRetry as usize + 1);
    }
}
