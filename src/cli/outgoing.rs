//! A request on its way to a source, and what the source answers.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use url::Url;

use super::error::{CliError, Exit, Result};
use super::view::safe;
use crate::client::{self, Client, Query, SOURCES};
use crate::model::{Headers, climbs};

/// The longest answer that is read; a source answers with a few words.
const ANSWER_LIMIT: usize = 1 << 20;

/// A request that is to go somewhere.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// What a source answered.
pub(super) struct Answered {
    /// The status.
    pub(super) status: StatusCode,
    headers: Headers,
    /// The body.
    pub(super) text: Vec<u8>,
}

impl Outgoing {
    /// Sends it.
    pub(super) async fn exchange(self) -> Result<Answered> {
        let http = client::http(&self.url).build().map_err(|it| unreachable(&self.url, it))?;
        self.exchange_over(&http).await
    }

    /// Sends it over connections that are kept for the next one.
    pub(super) async fn exchange_over(self, http: &reqwest::Client) -> Result<Answered> {
        let Self { method, url, headers, body } = self;
        let request = http.request(method, url.clone()).headers(headers).body(body);
        let mut answer = request.send().await.map_err(|error| unreachable(&url, error))?;
        let mut text = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| unreachable(&url, error))? {
            text.extend_from_slice(&chunk);
            if text.len() > ANSWER_LIMIT {
                return Err(CliError::failed("the source's answer is longer than 1 MiB"));
            }
        }
        Ok(Answered { status: answer.status(), headers: Headers::from_map(answer.headers()), text })
    }
}

impl Answered {
    /// Status, headers and body, and the request that was kept.
    pub(super) fn to_value(&self) -> Value {
        let body = self.body().unwrap_or_else(|| String::from_utf8_lossy(&self.text).into());
        json!({
            "status": self.status.as_u16(),
            "request_id": self.request_id(),
            "headers": self.headers.to_value(),
            "body": body,
        })
    }

    /// The id of the request that was kept of it.
    pub(super) fn request_id(&self) -> Option<String> {
        self.body()?["request_id"].as_str().map(str::to_owned)
    }

    fn body(&self) -> Option<Value> {
        serde_json::from_slice(&self.text).ok()
    }
}

/// A source, by its name or id.
pub(super) async fn source(client: &Client, name: &str, query: &Query) -> Result<Value> {
    let id = match client.id_of(SOURCES, name).await {
        Err(error @ client::Error::NoneCalled { .. }) => {
            let hint = format!("`hookport source create --name {name}` makes it.");
            return Err(CliError::from(error).hint(hint));
        }
        id => id?,
    };
    Ok(client.get(SOURCES, &id, query).await?)
}

/// A URL, mostly a source's, with more path and more query. A path that leads out of it is refused,
/// and so is a URL that has a query itself.
pub(super) fn address(base: &str, path: &str, query: &[String]) -> Result<Url> {
    let is_whole = Url::parse(base).is_ok_and(|it| it.query().or(it.fragment()).is_some());
    if is_whole {
        return Err(CliError::usage(
            "a URL to send to has no `?` and no `#`: what is sent brings its own query",
        ));
    }
    // To a URL, some characters are as good as none.
    let plain = path.split(['?', '#']).next().unwrap_or_default().replace(['\t', '\r', '\n'], "");
    if climbs(&plain) {
        let path = safe(path);
        return Err(CliError::usage(format!("the path `{path}` leads out of the URL before it")));
    }
    let mut text = base.to_owned();
    if !path.is_empty() {
        let before = base.strip_suffix('/').unwrap_or(base);
        text = format!("{before}/{}", path.strip_prefix('/').unwrap_or(path));
    }
    for (index, part) in query.iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(part);
    }
    Url::parse(&text)
        .map_err(|error| CliError::because(error, Exit::Failed, "the source has no URL"))
}

fn unreachable(url: &Url, error: reqwest::Error) -> CliError {
    client::Error::Unreachable { url: url.clone(), source: error.without_url() }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_and_query_follow_the_source() {
        let url = address("http://h/e/src_1", "/a/b", &["x=1".into(), "y=2".into()]).unwrap();
        assert_eq!(url.as_str(), "http://h/e/src_1/a/b?x=1&y=2");
        for (base, path, expected) in [
            ("http://h/e/src_1", "", "http://h/e/src_1"),
            ("http://h/hooks/", "", "http://h/hooks/"),
            ("http://h/hooks/", "/a", "http://h/hooks/a"),
            ("http://h/hooks", "//a//b/", "http://h/hooks//a//b/"),
            ("http://h", "a", "http://h/a"),
        ] {
            assert_eq!(address(base, path, &[]).unwrap().as_str(), expected);
        }
    }

    #[test]
    fn a_path_does_not_lead_out_of_the_url_before_it() {
        for path in ["/..", "/%2e%2e/src_2", "/a/..%2f..%2fb", "..\\a", "/.\t./a"] {
            let error = address("http://h/e/src_1", path, &[]).unwrap_err().to_string();
            assert!(error.contains("leads out of the URL"), "{path}: {error}");
        }
        assert!(address("http://h/e/src_1", "/a?next=/../b", &[]).is_ok());
        assert!(address("http://h/hooks?x=1", "/a", &[]).is_err());
    }
}
