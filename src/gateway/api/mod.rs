//! The REST API, in its newest shape; `versions` makes the older ones of it.
//!
//! One door: it reads the version off the path, asks who is there and how often, hands the call to
//! the routes, and writes their answer in the version's shape. Handlers return values, not bytes.
//!
//! Where sources of knowledge disagree, what was seen of the live API goes before its published
//! schema, and that before its documentation.
//!
//! To add a noun: its file with `routes()`, and one `.merge` in [`operations`].

mod account;
mod attempt;
mod auth;
mod bookmark;
mod bulk;
mod call;
mod connection;
mod content;
mod destination;
mod document;
mod domain;
mod error;
mod event;
mod execution;
mod explain;
mod form;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod integration;
mod issue;
mod issue_trigger;
mod legacy;
mod limit;
mod metrics;
mod named;
mod notification;
mod page;
mod policy;
mod project;
mod query;
mod request;
mod resource;
mod rules;
mod ruleset;
mod session;
mod shape;
mod source;
mod table;
mod transformation;
mod versions;
mod witness;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::uri::{PathAndQuery, Uri};
use http::{HeaderValue, Method, StatusCode, header};
use tower::ServiceExt as _;

pub(super) use self::auth::{is_known, project_of};
pub(super) use self::bulk::{Asked, Target, asked};
use self::call::{Answer, STRINGS};
use self::error::ApiError;
pub(super) use self::event::requeue;
use self::limit::Limits;
pub(super) use self::notification::payload as notification;
use self::table::{Said, Table};
use self::versions::Version;
use self::witness::Heard;
use super::Gateway;
use crate::store;

/// Everything under `/{version}` and without a version.
pub fn router(gateway: Gateway) -> Router {
    let table = operations();
    let routes = Version::all().map(|_| OnceLock::new()).collect();
    let usual = Version::parse(&gateway.settings.usual_version).unwrap_or(Version::NEWEST);
    let door = Door { gateway, limits: Limits::default(), usual, table, routes };
    Router::new().fallback(enter).with_state(Arc::new(door))
}

/// All that can be asked, in any version.
fn operations() -> Table {
    source::routes()
        .merge(destination::routes())
        .merge(connection::routes())
        .merge(request::routes())
        .merge(event::routes())
        .merge(attempt::routes())
        .merge(transformation::routes())
        .merge(bulk::routes())
        .merge(bookmark::routes())
        .merge(metrics::routes())
        .merge(issue::routes())
        .merge(issue_trigger::routes())
        .merge(notification::routes())
        .merge(session::routes())
        .merge(account::routes())
        .merge(project::routes())
        .merge(ruleset::routes())
        .merge(integration::routes())
        .merge(domain::routes())
        .merge(explain::routes())
        .merge(document::routes())
}

/// A connection as `GET /connections/{id}` shows it in the newest version that was published, for
/// code that transforms what comes on it.
pub(super) fn connection(
    snapshot: &super::Snapshot,
    connection: &crate::model::Connection,
    public_url: &url::Url,
) -> serde_json::Value {
    use self::resource::Resource as _;
    let scene = resource::Scene { snapshot, public_url, brakes: None, secrets: false };
    let mut res = connection.show(&scene);
    if let Some(published) = Version::parse("2025-07-01") {
        versions::older(published, versions::Object::Connection, &mut res);
    }
    res
}

/// The page of operations and versions, in Markdown.
pub fn operations_page() -> String {
    format!(
        "# Operations\n\nWhat the API can be asked, in each of its versions. This page is made from \
         the gateway's own table, out of which it also serves.\n{}",
        operations().page()
    )
}

/// What a path without a version gets unless it is set.
pub const USUAL_VERSION: &str = versions::OLDEST;

/// Whether the API has such a version: a date, or `latest`.
pub fn is_version(date: &str) -> bool {
    Version::parse(date).is_some()
}

/// What changed in the API: each change with the version that it came with, newest first.
pub fn changelog() -> impl Iterator<Item = (&'static str, &'static str)> {
    versions::changelog()
}

/// Whether paths of the API begin with this, in any version or with none before it.
pub(super) fn begins_with(segment: &str) -> bool {
    static FIRST: LazyLock<HashSet<String>> = LazyLock::new(|| operations().segments().collect());
    is_dated(segment) || FIRST.contains(segment)
}

struct Door {
    gateway: Gateway,
    limits: Limits,
    /// What a path without a version gets.
    usual: Version,
    table: Table,
    /// Those of each version, newest first; made when it is first asked, since most never are.
    routes: Vec<OnceLock<Router>>,
}

impl Door {
    fn routes(&self, version: Version) -> Router {
        let make = || self.table.router(version).with_state(self.gateway.clone());
        self.routes[version.steps()].get_or_init(make).clone()
    }
}

async fn enter(State(door): State<Arc<Door>>, mut request: Request) -> Response {
    let asked = (request.method().clone(), request.uri().path().to_owned());
    let Some((version, uri)) = read_version(request.uri(), door.usual) else {
        return unknown_path(&asked.0, &asked.1);
    };
    let path = uri.path().to_owned();
    *request.uri_mut() = uri;
    request.extensions_mut().insert(version);
    let caller =
        auth::presented(request.headers()).and_then(|key| auth::holder(&door.gateway, &key));
    let most = door.gateway.settings.api_rate_limit;
    let standing = caller
        .as_ref()
        .filter(|_| most > 0)
        .map(|caller| door.limits.count(&caller.key, most, Instant::now()));
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    let heard = cfg!(debug_assertions)
        .then(|| Heard::new(version, request.uri().query().unwrap_or_default()));
    if let Some(heard) = &heard {
        request.extensions_mut().insert(heard.clone());
    }
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut res = match standing.map_or(Ok(()), limit::Standing::check) {
        // A task of its own ends what it began also when the caller hangs up: a change that is on
        // disk must be in memory too.
        Ok(()) => {
            let answer = door.routes(version).oneshot(request);
            match door.gateway.tasks.spawn(answer).await {
                Ok(Ok(res)) => res,
                Ok(Err(never)) => match never {},
                Err(error) => {
                    let (method, path) = &asked;
                    let reason = format!("{method} {path} broke off: {error}");
                    ApiError::from(store::Error::Failed(reason)).into_response()
                }
            }
        }
        Err(error) => error.into_response(),
    };
    let gateway = &door.gateway;
    if let Some(answer) = res.extensions_mut().remove::<Answer>() {
        let text = answer.write(gateway, version);
        let said = res.extensions().get::<Said>().and_then(|it| door.table.said(*it));
        let checked = heard.map_or(Ok(()), |heard| {
            heard.check(said.expect("every answer is some operation's"), &text)
        });
        res = match checked {
            Ok(()) => write(StatusCode::OK, text),
            Err(error) => write_error(gateway, error, version),
        };
        if asked.0 == Method::GET {
            res = not_modified(res, known.as_ref());
        }
    } else if let Some(error) = res.extensions_mut().remove::<ApiError>() {
        res = write_error(gateway, error, version);
    } else if matches!(res.status(), StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) {
        res = unknown_path(&asked.0, &asked.1);
    }
    if let Some(standing) = standing {
        standing.tell(res.headers_mut());
    }
    version.tell(&path, res.headers_mut());
    res
}

/// The version that a path begins with, and the rest; `None` where there is nothing to be found.
fn read_version(uri: &Uri, usual: Version) -> Option<(Version, Uri)> {
    let path = uri.path();
    // `CONNECT host:1` has no path, `OPTIONS *` none that begins anywhere.
    let segment = path.strip_prefix('/')?.split('/').next().unwrap_or_default();
    if !is_dated(segment) {
        return Some((usual, uri.clone()));
    }
    let version = Version::parse(segment)?;
    let rest = &path[1 + segment.len()..];
    let rest = if rest.is_empty() { "/" } else { rest };
    let rest = match uri.query() {
        Some(query) => format!("{rest}?{query}"),
        None => rest.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(rest).ok()?);
    Some((version, Uri::from_parts(parts).ok()?))
}

/// Whether a path's first segment is there to say the version, be it one that there is or not.
fn is_dated(segment: &str) -> bool {
    segment == "latest" || segment.len() == 10 && segment.parse::<jiff::civil::Date>().is_ok()
}

fn write(status: StatusCode, bytes: Vec<u8>) -> Response {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    // Weak, as live's: two answers of one tag say the same.
    let tag = format!("W/\"{:x}-{:016x}\"", bytes.len(), hasher.finish());
    let mut res = Response::new(Body::from(bytes));
    *res.status_mut() = status;
    let headers = res.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::ETAG, HeaderValue::try_from(tag).expect("a tag is ASCII"));
    res
}

/// Leaves the body out for somebody who has it.
fn not_modified(mut res: Response, known: Option<&HeaderValue>) -> Response {
    let tag = res.headers().get(header::ETAG).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let known = known.and_then(|it| it.to_str().ok()).unwrap_or_default();
    // Compared weakly, as the rules for this header want; ours have no commas in them.
    let strong = |it: &str| it.trim().trim_start_matches("W/").to_owned();
    if known.split(',').any(|it| it.trim() == "*" || strong(it) == strong(tag)) {
        *res.status_mut() = StatusCode::NOT_MODIFIED;
        *res.body_mut() = Body::empty();
        res.headers_mut().remove(header::CONTENT_TYPE);
    }
    res
}

fn write_error(gateway: &Gateway, mut error: ApiError, version: Version) -> Response {
    if error.status == StatusCode::UNAUTHORIZED {
        return plain(error.status, "text/plain; charset=utf-8", "Unauthorized".to_owned());
    }
    versions::older_sentences(version, error.object, &mut error.sentences);
    if let Some(data) = &mut error.data {
        legacy::look_up(gateway, version, error.object, data);
        versions::older(version, error.object, data);
    }
    let text = serde_json::to_vec(&error.to_value()).expect(STRINGS);
    let mut res = write(error.status, text);
    if let Some(seconds) = error.retry_after {
        res.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    res
}

/// What live's framework says to a path or method that it does not know.
fn unknown_path(method: &Method, path: &str) -> Response {
    let path = path.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Error</title>\n</head>\n<body>\n<pre>Cannot {method} {path}</pre>\n</body>\n\
         </html>\n"
    );
    plain(StatusCode::NOT_FOUND, "text/html; charset=utf-8", page)
}

fn plain(status: StatusCode, content_type: &'static str, text: String) -> Response {
    let mut res = Response::new(Body::from(text));
    *res.status_mut() = status;
    res.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    res
}
