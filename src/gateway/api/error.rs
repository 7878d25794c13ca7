//! What the API says when it cannot do what was asked.
//!
//! Live there are two families: `{level, handled, report, data: [sentences], status, code}` for a
//! body that does not validate, and `{code, status, message, data}` for all else. Ours is their
//! union, so that a client of either finds its fields. `message` of the first family, which live
//! does not send, holds the sentences: people see it before they see `data`.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};

use super::versions::Object;
use crate::script;
use crate::store;

/// Why not, for the caller.
#[derive(Clone, Debug)]
pub(super) struct ApiError {
    /// The HTTP status, repeated in the body.
    pub(super) status: StatusCode,
    /// The API's name for it.
    code: &'static str,
    /// For people.
    message: String,
    /// What goes with it, such as the id that was not found.
    pub(super) data: Option<Box<Value>>,
    /// Sentences about the body, which name its fields: `config.url is required`.
    pub(super) sentences: Vec<String>,
    /// What sentences and data are about.
    pub(super) object: Object,
    /// Seconds after which the same request may succeed.
    pub(super) retry_after: Option<u64>,
}

impl ApiError {
    /// An error with a message; `code` as the API spells it.
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            data: None,
            sentences: Vec::new(),
            object: Object::Plain,
            retry_after: None,
        }
    }

    /// The same with something for programs to read.
    pub(super) fn with(mut self, data: Value) -> Self {
        self.data = Some(Box::new(data));
        self
    }

    /// The same, with sentences or data about such an object.
    pub(super) fn about(mut self, object: Object) -> Self {
        self.object = object;
        self
    }

    /// The same about what is inside a field.
    pub(super) fn inside(mut self, field: &str) -> Self {
        for sentence in &mut self.sentences {
            *sentence = format!("{field}.{sentence}");
        }
        self
    }

    /// The request makes no sense.
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    /// There is no such thing.
    pub(super) fn not_found(id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", "Not Found").with(json!({ "id": id }))
    }

    /// There was such a thing.
    pub(super) fn gone() -> Self {
        Self::new(StatusCode::GONE, "GONE", "Resource was deleted").with(json!({ "deleted": true }))
    }

    /// The name is taken; `data` tells by whom.
    pub(super) fn exists(data: Value) -> Self {
        Self::new(StatusCode::CONFLICT, "RESOURCE_ALREADY_EXISTS", "Resource already exists")
            .with(data)
            .about(Object::Taken)
    }

    /// The caller may not do this.
    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "FORBIDDEN", message)
    }

    /// Fields of the body or query are not as they must be; one sentence for each.
    pub(super) fn invalid(sentences: Vec<String>) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self { sentences, ..Self::new(status, "UNPROCESSABLE_ENTITY", "") }
    }

    /// What was asked for is well-formed and cannot be done as things stand.
    pub(super) fn unprocessable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "UNPROCESSABLE_ENTITY", message)
    }

    /// The body that goes out.
    pub(super) fn to_value(&self) -> Value {
        let (status, code) = (self.status.as_u16(), self.code);
        if self.sentences.is_empty() {
            let mut res = json!({
                "handled": true,
                "code": code,
                "status": status,
                "message": self.message,
            });
            if let Some(data) = &self.data {
                res["data"] = Value::clone(data);
            }
            return res;
        }
        json!({
            "level": "info",
            "handled": true,
            "report": true,
            "data": self.sentences,
            "status": status,
            "code": code,
            "message": self.sentences.join("; "),
        })
    }
}

impl From<store::Error> for ApiError {
    fn from(error: store::Error) -> Self {
        let unavailable = |message: &str, seconds| Self {
            retry_after: Some(seconds),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", message)
        };
        match error {
            store::Error::Busy => unavailable("the store is busy", 1),
            store::Error::Full => unavailable("the store's disk is full", 60),
            error => {
                tracing::error!(%error, "the API could not do its work");
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                Self::new(status, "INTERNAL_SERVER_ERROR", "Internal Server Error")
            }
        }
    }
}

impl From<script::Busy> for ApiError {
    fn from(busy: script::Busy) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self { retry_after: Some(1), ..Self::new(status, "SERVICE_UNAVAILABLE", busy.to_string()) }
    }
}

impl IntoResponse for ApiError {
    /// Carries itself to the door, which knows the version to write it in.
    fn into_response(self) -> Response {
        let mut res = Response::new(Body::empty());
        *res.status_mut() = self.status;
        res.extensions_mut().insert(self);
        res
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_families_have_code_status_message_and_data() {
        let invalid = ApiError::invalid(vec!["name is required".into(), "url is wrong".into()]);
        assert_eq!(
            invalid.to_value(),
            json!({
                "level": "info", "handled": true, "report": true,
                "data": ["name is required", "url is wrong"],
                "status": 422, "code": "UNPROCESSABLE_ENTITY",
                "message": "name is required; url is wrong",
            })
        );
        assert_eq!(
            ApiError::not_found("src_1").to_value(),
            json!({
                "handled": true, "code": "NOT_FOUND", "status": 404, "message": "Not Found",
                "data": { "id": "src_1" },
            })
        );
    }

    #[test]
    fn the_cause_of_an_internal_error_stays_inside() {
        let error = ApiError::from(store::Error::Damaged("row 7 of secrets".into()));
        assert!(!error.to_value().to_string().contains("secrets"));
    }
}
