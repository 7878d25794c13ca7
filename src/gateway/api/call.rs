//! What a handler gets and what it gives back, both in the newest shape.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};

use super::auth::{self, Caller};
use super::error::ApiError;
use super::form::Form;
use super::legacy;
use super::query::Query;
use super::versions::{self, Object, Version};
use super::witness::Heard;
use crate::gateway::Gateway;
use crate::model::Id;

/// Longest body of a call: a transformation's code may have 5 MB.
const LONGEST_BODY: usize = 6 << 20;

/// Since when what is this gateway's own is shown of events and attempts. Handlers ask for it, and
/// no change of the versions takes it away again, so that lists need not be gone through for it.
pub(super) const OWN: &str = "2026-09-01";

/// A call of somebody who may make it.
pub(super) struct Call {
    /// The gateway that is asked.
    pub(super) gateway: Gateway,
    /// The project that the caller means, and their key opens.
    pub(super) project: Id,
    /// Whose key it is.
    pub(super) caller: Caller,
    version: Version,
    query: String,
    body: Bytes,
}

impl Call {
    /// Whether the caller's version is that of this date or newer.
    pub(super) fn is_since(&self, date: &str) -> bool {
        self.version.date() >= date
    }

    /// What stands after the `?`.
    pub(super) fn query(&self, object: Object) -> Result<Query, ApiError> {
        let mut value = Value::Object(Query::parse(&self.query).0);
        // What the first version called it, of every list.
        if !self.is_since("2021-08-01")
            && let Some(query) = value.as_object_mut()
            && let Some(cursor) = query.shift_remove("previous")
        {
            query.entry("prev").or_insert(cursor);
        }
        let problems = versions::newer(self.version, object, &mut value);
        match value {
            _ if !problems.is_empty() => Err(ApiError::invalid(problems)),
            Value::Object(map) => Ok(Query(map)),
            _ => Ok(Query::default()),
        }
    }

    /// A field of the body as it was sent.
    pub(super) fn sent(&self, name: &str) -> Value {
        let body = serde_json::from_slice::<Value>(&self.body).unwrap_or_default();
        body.get(name).cloned().unwrap_or_default()
    }

    /// Makes something that is not all of the query or the body as handlers know it.
    pub(super) fn newer(&self, object: Object, value: &mut Value) -> Result<(), ApiError> {
        let problems = versions::newer(self.version, object, value);
        if problems.is_empty() { Ok(()) } else { Err(ApiError::invalid(problems)) }
    }

    /// The body, to be read field by field; none is as good as `{}`.
    pub(super) fn form(&self, object: Object) -> Result<Form, ApiError> {
        if self.body.is_empty() {
            return self.read(object, Value::Object(Map::new()));
        }
        let value = serde_json::from_slice(&self.body)
            .map_err(|error| ApiError::bad_request(format!("The body is not JSON: {error}")))?;
        self.read(object, value)
    }

    fn read(&self, object: Object, mut value: Value) -> Result<Form, ApiError> {
        let problems = versions::newer(self.version, object, &mut value);
        match value {
            _ if !problems.is_empty() => Err(ApiError::invalid(problems)),
            Value::Object(map) => Ok(Form::new(object, map)),
            _ => Err(ApiError::invalid(vec!["\"value\" must be of type object".to_owned()])),
        }
    }
}

impl FromRequest<Gateway> for Call {
    type Rejection = ApiError;

    async fn from_request(request: Request, gateway: &Gateway) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let caller = parts.extensions.get::<Caller>().ok_or_else(auth::unauthorized)?;
        let caller = caller.clone();
        let project = auth::choose_project(gateway, &caller, &parts.headers)?;
        let body = axum::body::to_bytes(body, LONGEST_BODY).await.map_err(|error| {
            // Too long, or broken off; then nobody reads this.
            tracing::debug!(%error, "the body of a call could not be read");
            let message = format!("The body is longer than {LONGEST_BODY} bytes.");
            ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", message)
        })?;
        if let Some(heard) = parts.extensions.get::<Heard>() {
            heard.body(&body);
        }
        Ok(Self {
            gateway: gateway.clone(),
            project,
            caller,
            version: parts.extensions.get().copied().unwrap_or(Version::NEWEST),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            body,
        })
    }
}

/// What a handler gives back.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// In the newest shape; of a page, the objects are its `models`.
    Shown { object: Object, value: Value, page: bool },
    /// Written already, since the caller's version has it so too.
    Written(Vec<u8>),
}

/// Why whatever we show can be written.
pub(super) const STRINGS: &str = "keys are strings";

/// What every handler returns.
pub(super) type Result<T = Answer, E = ApiError> = std::result::Result<T, E>;

impl Answer {
    /// One object.
    pub(super) fn one(object: Object, value: Value) -> Self {
        Self::Shown { object, value, page: false }
    }

    /// A page of objects: an envelope whose `models` they are.
    ///
    /// A tree of a hundred objects takes three times as long to make as its text, so it is made
    /// only for versions that have them otherwise.
    pub(super) fn page(call: &Call, object: Object, envelope: &impl Serialize) -> Self {
        if versions::is_same(call.version, object) {
            return Self::Written(serde_json::to_vec(envelope).expect(STRINGS));
        }
        let value = serde_json::to_value(envelope).expect(STRINGS);
        Self::Shown { object, value, page: true }
    }

    /// The text in the shape of a version.
    pub(super) fn write(self, gateway: &Gateway, version: Version) -> Vec<u8> {
        match self {
            Self::Written(text) => text,
            Self::Shown { object, mut value, page } => {
                let part = if page { value.get_mut("models") } else { Some(&mut value) };
                if let Some(part) = part {
                    legacy::look_up(gateway, version, object, part);
                    versions::older(version, object, part);
                }
                serde_json::to_vec(&value).expect(STRINGS)
            }
        }
    }
}

impl IntoResponse for Answer {
    /// Carries itself to the door, which knows the version to write it in.
    fn into_response(self) -> Response {
        let mut res = Response::new(Body::empty());
        res.extensions_mut().insert(self);
        res
    }
}
