//! In a debug build: holds what goes in and out against what the documents say.
//!
//! An answer that is not of the shape that its operation gives, or one to a body that is not of the
//! shape that it takes, becomes a 500 that says what is wrong: tests fail on it, and so the documents
//! cannot drift. Queries are open, and may be taken in more forms than a document tells: of those
//! the log tells. A release build does none of this.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use http::{Method, StatusCode};
use serde_json::Value;

use super::error::ApiError;
use super::query::Query;
use super::shape::{Form, Shape};
use super::table::Operation;
use super::versions::Version;

/// What was asked.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    version: Version,
    query: String,
    body: Arc<OnceLock<Bytes>>,
}

impl Heard {
    /// Begins to listen to a call.
    pub(super) fn new(version: Version, query: &str) -> Self {
        Self { version, query: query.to_owned(), body: Arc::default() }
    }

    /// Keeps the body of the call.
    pub(super) fn body(&self, body: &Bytes) {
        // There is one body.
        let _ = self.body.set(body.clone());
    }

    /// Says what of a call that was answered with 200 is not as the operation's document says.
    pub(super) fn check(&self, it: &Operation, answer: &[u8]) -> Result<(), ApiError> {
        let complain = |what: &str, sentence: String| {
            let (method, path, date) = (&it.method, &it.path, self.version.date());
            let message =
                format!("{method} {path} in {date}: {what} is not as described: {sentence}");
            tracing::error!(message);
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Err(ApiError::new(status, "NOT_AS_DESCRIBED", message))
        };
        let signature = match it.signature() {
            Ok(signature) => signature,
            Err(sentence) => return complain("the signature", sentence),
        };
        let check = |shape: &Shape, value: &Value, form| shape.check(self.version, value, form);
        let json = |text: &[u8]| serde_json::from_slice::<Value>(text).unwrap_or_default();
        if let Err(sentence) = check(&signature.gives, &json(answer), Form::Json) {
            return complain("the answer", sentence);
        }
        let Some(takes) = signature.takes else { return Ok(()) };
        if it.method == Method::GET {
            let query = Value::Object(Query::parse(&self.query).0);
            if let Err(sentence) = check(&takes, &query, Form::Query) {
                tracing::warn!(path = it.path, %sentence, "a query is not as described");
            }
            return Ok(());
        }
        match self.body.get() {
            Some(body) if !body.is_empty() => {
                check(&takes, &json(body), Form::Json).or_else(|it| complain("the body", it))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::operations;
    use super::*;

    #[test]
    fn what_is_not_as_described_is_found_whichever_way_it_goes() {
        let table = operations();
        let check = |name: &str, query: &str, body: &'static str, answer: &str| {
            let mut all = table.of(Version::NEWEST);
            let it = all.find(|it| it.signature().is_ok_and(|it| it.name == name)).unwrap();
            let heard = Heard::new(Version::NEWEST, query);
            heard.body(&Bytes::from_static(body.as_bytes()));
            heard.check(it, answer.as_bytes()).is_ok()
        };
        assert!(check("countSources", "disabled=true&other=1", "", r#"{"count":1}"#));
        assert!(!check("countSources", "", "", r#"{"count":1,"other":1}"#));
        assert!(check("countSources", "disabled=maybe", "", r#"{"count":1}"#));
        assert!(check("renameClient", "", "7", r#"{"id":"a"}"#));
        assert!(check("createSession", "", r#"{"webhook_ids":[]}"#, r#"{"id":"a"}"#));
        assert!(!check("createSession", "", r#"{"webhook_ids":7}"#, r#"{"id":"a"}"#));
    }
}
