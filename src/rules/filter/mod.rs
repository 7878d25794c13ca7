//! The filter rule: lets through only what matches in every given part.
//!
//! Its language is in [`matching`] (how schemas fit documents), [`operators`] (what `$gt` and the
//! like mean), [`loose`] (when two values are alike) and [`mod@reference`] (`$ref`). [`schema`] says
//! what is wrong with a schema before it is ever used.
//!
//! The language is that of the API's own published matcher, simple-json-match 1.3, sentence by
//! sentence, but for these, which let through what that one could never match:
//! - `$and` and `$not` hold on any value, where there only on objects: `{"a": {"$not": 2}}`. They
//!   also hold beside an operator, where there they are passed over.
//! - `$in` and `$nin` look into arrays: `["a", "b"]` is `$in` `["b"]`, and contains `"b"`.
//! - `$ref` reads the part of the request everywhere, under `$or` and inside arrays too. What it
//!   finds is data and never itself a schema: objects and arrays compare as `$eq` does.
//!
//! Under an array, `$not` is about single elements, as every schema is: `{"tags": {"$not": "x"}}`
//! finds a tag other than `x`. That no tag is `x` is `{"$not": {"tags": "x"}}`.
//!
//! A name that begins with `$` and is none of the operators is a field's, as it is there: `$gtt` is a
//! misspelt `$gt` or a field of a document that has such names, and only its writer knows which.

mod loose;
mod matching;
mod operators;
mod reference;
mod schema;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::matching::{matches, misses};
use super::parse::Fields;
use super::{Plan, Refusal, Subject};

/// Lets through only requests that match in every given part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// What headers must match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<Value>,
    /// What the body must match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// What the parsed query must match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<Value>,
    /// What the path must match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Value>,
}

/// A clause of a filter that does not match.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Miss {
    /// Where: the part, and the keys that lead there, with dots between.
    pub at: String,
    /// What must be there.
    pub wanted: Value,
    /// What is there; `None` where nothing is.
    pub found: Option<Value>,
}

impl Filter {
    /// Refuses with the names of the parts that do not match.
    pub fn apply(&self, subject: &dyn Subject, plan: Plan) -> ControlFlow<Refusal, Plan> {
        // A part is parsed when it is first asked for, so it is asked for only by a schema.
        let misses = |schema: &Option<Value>, part: &dyn Fn(&Value) -> bool| {
            schema.as_ref().is_some_and(|schema| !part(schema))
        };
        let missed: Vec<_> = [
            ("body", misses(&self.body, &|it| matches(subject.body(), it))),
            ("headers", misses(&self.headers, &|it| matches(subject.headers(), it))),
            ("path", misses(&self.path, &|it| matches(&subject.path().into(), it))),
            ("query", misses(&self.query, &|it| matches(subject.query(), it))),
        ]
        .into_iter()
        .filter_map(|(name, missed)| missed.then_some(name))
        .collect();
        if missed.is_empty() {
            ControlFlow::Continue(plan)
        } else {
            ControlFlow::Break(Refusal::Filtered(missed))
        }
    }

    /// Each clause that does not match, for people to see.
    pub fn misses(&self, subject: &dyn Subject) -> Vec<Miss> {
        let mut res = Vec::new();
        let mut look = |part: &str, schema: &Option<Value>, document: &dyn Fn() -> Value| {
            let Some(schema) = schema else { return };
            for (keys, wanted, found) in misses(&document(), schema) {
                let at = [part].into_iter().chain(keys.iter().map(String::as_str));
                res.push(Miss { at: at.collect::<Vec<_>>().join("."), wanted, found });
            }
        };
        look("body", &self.body, &|| subject.body().clone());
        look("headers", &self.headers, &|| subject.headers().clone());
        look("path", &self.path, &|| subject.path().into());
        look("query", &self.query, &|| subject.query().clone());
        res
    }

    /// Reads a rule as the API gives it.
    pub(super) fn parse(fields: &mut Fields<'_>) -> Self {
        fields.only(&["type", "headers", "body", "query", "path"]);
        let mut part = |name: &str| {
            let schema = fields.given(name)?;
            schema::check(schema, &format!("{}.{name}", fields.at), fields.complaints);
            if name == "headers" {
                schema::check_header_names(
                    schema,
                    &format!("{}.{name}", fields.at),
                    fields.complaints,
                );
            }
            Some(schema.clone())
        };
        Self {
            headers: part("headers"),
            body: part("body"),
            query: part("query"),
            path: part("path"),
        }
    }
}
