//! Why the API did not do it, told apart by what the caller would do about it.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use serde_json::Value;
use url::Url;

use super::Resource;

/// What a call returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why it was not done. No message ever holds a key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The key is missing, wrong or was taken back.
    #[error("{0}")]
    Unauthorized(String),
    /// The key may not do this.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// It is there no more.
    #[error("{0}")]
    Gone(String),
    /// Nothing of a kind has this name.
    #[error("no {} is called `{name}`", .of.name)]
    NoneCalled {
        /// The kind.
        of: Resource,
        /// The name.
        name: String,
        /// The names that there are, or the first of them.
        others: Vec<String>,
    },
    /// More than one thing has this name.
    #[error("{message}")]
    Ambiguous {
        /// What is ambiguous.
        message: String,
        /// Those that have it: the id of each, and what tells it from the others.
        candidates: Vec<String>,
    },
    /// It is there already.
    #[error("{message}")]
    Conflict {
        /// What the gateway says.
        message: String,
        /// What the gateway says about it.
        data: Value,
    },
    /// What was asked makes no sense to the gateway.
    #[error("{}", .0.join("; "))]
    Invalid(Vec<String>),
    /// Too many requests; come back after this time.
    #[error("too many requests to the API")]
    RateLimited(Option<Duration>),
    /// Nobody answers there, or not in time.
    #[error("cannot reach the gateway at {url}")]
    Unreachable {
        /// Where it was looked for.
        url: Url,
        /// What went wrong.
        source: reqwest::Error,
    },
    /// The gateway failed.
    #[error("the gateway failed with status {status}: {message}")]
    Server {
        /// The answer's status.
        status: u16,
        /// What the gateway says.
        message: String,
    },
    /// What answered is no gateway.
    #[error("{0}")]
    Unreadable(String),
}

impl Error {
    pub(super) fn unreachable(base: &Url, source: reqwest::Error) -> Self {
        Self::Unreachable { url: base.clone(), source: source.without_url() }
    }

    /// The same, said of one thing: the API's own words do not name what it did not find.
    pub(super) fn about(self, of: Resource, id: &str) -> Self {
        match self {
            Self::NotFound(_) => Self::NotFound(format!("no {} has the id `{id}`", of.name)),
            Self::Gone(_) => Self::Gone(format!("the {} `{id}` was deleted", of.name)),
            other => other,
        }
    }

    pub(super) fn refused(status: StatusCode, headers: &HeaderMap, text: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(text).unwrap_or_default();
        let data = body["data"].clone();
        let messages = || {
            let list = data.as_array().into_iter().flatten();
            let mut res: Vec<_> = list.filter_map(Value::as_str).map(String::from).collect();
            if let (true, Some(message)) = (res.is_empty(), data["message"].as_str()) {
                res.push(message.to_owned());
            }
            if res.is_empty() {
                res.push(message(status, &body, text));
            }
            res
        };
        match status.as_u16() {
            401 => Self::Unauthorized("the gateway does not know this API key".into()),
            403 => Self::Forbidden(message(status, &body, text)),
            404 => Self::NotFound(message(status, &body, text)),
            410 => Self::Gone(message(status, &body, text)),
            409 => Self::Conflict { message: message(status, &body, text), data },
            429 => {
                let seconds = headers.get(RETRY_AFTER).and_then(|it| it.to_str().ok());
                let seconds = seconds.and_then(|it| it.parse().ok());
                Self::RateLimited(seconds.and_then(|it| Duration::try_from_secs_f64(it).ok()))
            }
            400..500 => Self::Invalid(messages()),
            300..400 => {
                let to = headers.get(LOCATION).and_then(|it| it.to_str().ok());
                let to = to.unwrap_or("another address");
                Self::Unreadable(format!("this is not the API: it leads on to {to}"))
            }
            status_code => {
                Self::Server { status: status_code, message: message(status, &body, text) }
            }
        }
    }
}

/// The gateway's own words, or the beginning of what is not JSON, or the status' name.
fn message(status: StatusCode, body: &Value, text: &[u8]) -> String {
    if let Some(message) = body["message"].as_str() {
        return message.to_owned();
    }
    let text = String::from_utf8_lossy(&text[..text.len().min(300)]);
    let line = text.lines().next().unwrap_or_default().trim();
    let is_words = !line.is_empty() && !line.starts_with(['<', '{', '[']);
    if is_words {
        return line.to_owned();
    }
    status.canonical_reason().unwrap_or("an unknown status").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, body: &str, expected: &str) {
        let status = StatusCode::from_u16(status).unwrap();
        let error = Error::refused(status, &HeaderMap::new(), body.as_bytes());
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn an_error_says_what_the_gateway_says() {
        check(
            422,
            r#"{"data":["name is required","url is not allowed"],"status":422}"#,
            "name is required; url is not allowed",
        );
        check(
            422,
            r#"{"message":"Unprocessable Entity","data":{"message":"HTTP needs a url"}}"#,
            "HTTP needs a url",
        );
        check(404, r#"{"message":"Not Found","data":{"id":"x"}}"#, "Not Found");
        check(404, "<!DOCTYPE html>\n<pre>Cannot GET /x</pre>", "not found");
        check(401, "Unauthorized", "the gateway does not know this API key");
        check(503, "", "the gateway failed with status 503: service unavailable");
    }
}
