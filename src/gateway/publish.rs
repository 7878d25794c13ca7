//! Another way in than a source's URL: `POST /v1/publish[/path]`, for those who hold a key of the
//! project.
//!
//! It leads to any source, whatever that asks of others, and what comes by it counts as verified. The
//! source is named in a header; that and the key are for the gateway, and are not kept.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use serde_json::json;

use super::ingest::{self, Way};
use super::{Gateway, api};
use crate::model::{Id, Source};

const PATH: &str = "/v1/publish";
const SOURCE_ID: &str = "x-hookdeck-source-id";
const SOURCE_NAME: &str = "x-hookdeck-source-name";

type Answer = Response<Full<Bytes>>;

/// Whether a request is for here.
pub(super) fn is_for(method: &Method, path: &str) -> bool {
    let rest = path.strip_prefix(PATH);
    method == Method::POST && rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

/// Receives one request and answers it.
pub(super) async fn receive(
    gateway: &Gateway,
    request: Request<Incoming>,
    peer: SocketAddr,
) -> Answer {
    let (mut parts, body) = request.into_parts();
    let Some(project) = api::project_of(gateway, &parts.headers) else {
        let message = match parts.headers.contains_key(header::AUTHORIZATION) {
            true => "The API key opens no project",
            false => "No API key was provided through Basic Auth or Bearer Token",
        };
        return refused(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", message);
    };
    let source = match find(gateway, &project, &parts.headers) {
        Ok(source) => source,
        Err(answer) => return *answer,
    };
    let own = [header::AUTHORIZATION.as_str(), SOURCE_ID, SOURCE_NAME, "x-project-id", "x-team-id"];
    for name in own {
        parts.headers.remove(name);
    }
    let rest = parts.uri.path().strip_prefix(PATH).filter(|it| !it.is_empty());
    let path = rest.unwrap_or("/").to_owned();
    ingest::take(gateway, source, path, parts, body, peer, Way::Publish).await
}

/// The source that the headers name, among those of the project.
fn find(gateway: &Gateway, project: &Id, headers: &HeaderMap) -> Result<Arc<Source>, Box<Answer>> {
    let named = |name| headers.get(name).and_then(|it| it.to_str().ok()).map(str::trim);
    let (id, name) = (named(SOURCE_ID), named(SOURCE_NAME));
    if id.is_none() && name.is_none() {
        let message = format!("Missing {SOURCE_ID} or {SOURCE_NAME} header");
        return Err(refused(StatusCode::BAD_REQUEST, "MISSING_PARAMETER", &message).into());
    }
    let snapshot = gateway.catalog.now();
    let found = match id {
        Some(id) => snapshot.sources.get(id),
        None => snapshot
            .sources
            .values()
            .filter(|it| it.deleted_at.is_none() && it.team_id == *project)
            .find(|it| Some(it.name.as_str()) == name),
    };
    match found.filter(|it| it.team_id == *project) {
        Some(source) if source.deleted_at.is_none() => Ok(source.clone()),
        Some(_) => Err(refused(StatusCode::GONE, "GONE", "The source was deleted").into()),
        None => {
            let message = "The project has no such source";
            Err(refused(StatusCode::NOT_FOUND, "NOT_FOUND", message).into())
        }
    }
}

fn refused(status: StatusCode, code: &str, message: &str) -> Answer {
    ingest::json(status, json!({ "message": message, "code": code }).to_string())
}
