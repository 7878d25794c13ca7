//! A request is sent again: changed and signed anew to its source, or as it is to another URL.

use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::Value;
use url::Url;

use super::kind;
use super::past::{body, headers};
use crate::cli::error::{CliError, Result};
use crate::cli::fixture::{Fixture, REDACTED};
use crate::cli::outgoing::{Outgoing, address};
use crate::cli::sign::Signer;
use crate::client::{self, Client, EVENTS, Query, REQUESTS, SOURCES};
use crate::tui::Draft;

/// How long another URL may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Headers of one connection.
const HOPS: [&str; 4] = ["host", "content-length", "connection", "transfer-encoding"];

/// The request of an event as it came, without what the gateway adds and without its proof.
pub(super) async fn draft(client: &Client, id: &str) -> Result<Draft> {
    let request = request_of(client, id).await?;
    let thing = client.get(REQUESTS, &request, &Query::default()).await?;
    let source = thing["source_id"].as_str().unwrap_or_default();
    let whole = client.get(SOURCES, source, &with_auth()).await?;
    let mut fixture = Fixture::received(client, &request).await?;
    fixture.without_secrets(&whole);
    let body = fixture.body().map_err(CliError::failed)?;
    let path = if fixture.path.is_empty() { "/" } else { &fixture.path };
    let path = match &*fixture.query {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    };
    let (method, mut headers) = (fixture.method, fixture.headers);
    headers.retain(|(_, value)| value != REDACTED);
    Ok(Draft { id: id.to_owned(), source: source.to_owned(), method, path, headers, body })
}

/// Sends it to its source, signed as its provider would; says what became of it.
pub(super) async fn send(client: &Client, draft: &Draft) -> Result<String> {
    let source = client.get(SOURCES, &draft.source, &with_auth()).await?;
    let (path, query) = draft.path.split_once('?').unwrap_or((&draft.path, ""));
    let path = if path == "/" { "" } else { path };
    let query = Some(query.to_owned()).filter(|it| !it.is_empty());
    let base = source["url"].as_str().unwrap_or_default();
    let mut outgoing = Outgoing {
        method: verb(&draft.method)?,
        url: address(base, path, query.as_slice())?,
        headers: header_map(&draft.headers),
        body: draft.body.clone(),
    };
    Signer::of(&source).sign(&mut outgoing)?;
    let answered = outgoing.exchange().await?.to_value();
    let request = answered["request_id"].as_str().unwrap_or("?");
    let said = &answered["body"];
    if said["status"] == "REJECTED" {
        let cause = said["cause"].as_str().unwrap_or("unknown");
        return Err(CliError::failed(format!("the source rejected it: {cause} ({request})")));
    }
    Ok(format!("sent: the source answered {}, {request}", answered["status"]))
}

/// Sends what an event delivers, or a request as it came, to a URL; says what that answered.
pub(super) async fn elsewhere(client: &Client, id: &str, url: &Url) -> Result<String> {
    let of = kind(id);
    let thing = client.get(of, id, &Query::default()).await?;
    let headers = headers(&thing["data"]).to_map(|name| !HOPS.contains(&name));
    let body = body(client, of, id).await?;
    let method = verb(&method(&thing))?;
    let http = client::http(url).timeout(PATIENCE).build().map_err(anyhow::Error::from)?;
    let began = Instant::now();
    let answer = http.request(method, url.clone()).headers(headers).body(body).send().await;
    let answer = answer.map_err(|error| {
        let error = anyhow::Error::from(error.without_url());
        CliError::failed(error.root_cause().to_string())
    })?;
    let took = began.elapsed().as_secs_f64() * 1000.0;
    Ok(format!("{url} answered {} in {took:.0} ms", answer.status()))
}

/// The request that an event was made of, or that is named itself.
pub(super) async fn request_of(client: &Client, id: &str) -> Result<String> {
    if kind(id) == REQUESTS {
        return Ok(id.to_owned());
    }
    let event = client.get(EVENTS, id, &Query::default()).await?;
    Ok(event["request_id"].as_str().unwrap_or_default().to_owned())
}

fn with_auth() -> Query {
    Query::default().with("include", "config.auth")
}

fn method(thing: &Value) -> String {
    thing["data"]["method"].as_str().unwrap_or("POST").to_uppercase()
}

fn verb(text: &str) -> Result<Method> {
    text.parse().map_err(|_| CliError::usage(format!("`{text}` is no method")))
}

fn header_map(headers: &[(String, String)]) -> HeaderMap {
    let pairs = headers.iter().filter_map(|(name, value)| {
        Some((name.parse::<HeaderName>().ok()?, HeaderValue::from_str(value).ok()?))
    });
    let mut res = HeaderMap::new();
    pairs.for_each(|(name, value)| _ = res.append(name, value));
    res
}
