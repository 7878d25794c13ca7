//! An OpenAPI document, and whether what a gateway answered is what it says.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, ValidationError, Validator};
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::story::{Call, nameless};
use crate::support::Api;

/// Where the official documents contradict what the live API answers, or themselves, with what
/// should stand there and how we know. Nothing else is overlooked.
const CORRECTIONS: &str = include_str!("../clients/corrections.json");

/// What a version promises.
pub(super) struct Document {
    /// Whose it is.
    pub(super) name: String,
    /// Each operation, as a [`Call`] names it, and the schema of its 200; none where it has no 200
    /// since it always refuses.
    promises: BTreeMap<String, Option<Value>>,
    components: Value,
}

impl Document {
    /// The gateway's own.
    pub(super) async fn served(api: &Api) -> Self {
        let (status, document) = api.call(Method::GET, "/openapi", None).await;
        assert_eq!(status, 200, "{document}");
        Self::read("its own document", document)
    }

    /// The official one, where it is at hand.
    pub(super) fn official(version: &str) -> Option<Self> {
        let folder = PathBuf::from(std::env::var_os("HOOKPORT_OFFICIAL_DOCUMENTS")?);
        let text = std::fs::read(folder.join(format!("openapi-{version}.json"))).unwrap();
        let mut document: Value = serde_json::from_slice(&text).unwrap();
        let corrections: Vec<Value> = serde_json::from_str(CORRECTIONS).unwrap();
        let ours = |it: &&Value| it["versions"].as_array().unwrap().contains(&json!(version));
        for it in corrections.iter().filter(ours) {
            for place in it["places"].as_array().unwrap() {
                let place = place.as_str().unwrap();
                let wrong = document.pointer_mut(place);
                let wrong = wrong.unwrap_or_else(|| panic!("{version} has no {place}"));
                *wrong = match &it["right"] {
                    Value::String(_) => json!({ "anyOf": wrong["oneOf"].take() }),
                    right => right.clone(),
                };
            }
        }
        Some(Self::read("the official document", document))
    }

    fn read(name: &str, mut document: Value) -> Self {
        let mut promises = BTreeMap::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            let methods = methods.as_object().unwrap().iter();
            for (method, operation) in methods.filter(|(it, _)| *it != "parameters") {
                let of = |content| operation.pointer(&format!("/responses/200{content}"));
                let schema = of("/content/application~1json/schema").cloned();
                let promise = of("").map(|_| plain(schema.unwrap_or(json!({}))));
                promises.insert(format!("{} {}", method.to_uppercase(), nameless(path)), promise);
            }
        }
        let components = plain(document["components"].take());
        Self { name: name.to_owned(), promises, components }
    }

    /// Its operations, as a [`Call`] names them, in order.
    pub(super) fn operations(&self) -> Vec<&str> {
        self.promises.keys().map(String::as_str).collect()
    }

    /// Each operation that was not asked or did not answer as promised, and why.
    pub(super) fn check(&self, calls: &[Call]) -> Vec<String> {
        let broken = |(operation, promise): (&String, &Option<Value>)| {
            let asked: Vec<_> = calls.iter().filter(|it| it.operation == *operation).collect();
            if asked.is_empty() {
                return Some(format!("{operation}: nobody asked"));
            }
            let validator = promise.as_ref().map(|it| self.validator(it));
            let problem = asked.iter().find_map(|call| problem(call, validator.as_ref()))?;
            Some(format!("{operation}: {problem}"))
        };
        self.promises.iter().filter_map(broken).collect()
    }

    fn validator(&self, promise: &Value) -> Validator {
        let schema = json!({ "allOf": [promise], "components": self.components });
        let options = jsonschema::options().with_draft(Draft::Draft202012);
        options.should_validate_formats(true).build(&schema).unwrap()
    }
}

fn problem(call: &Call, validator: Option<&Validator>) -> Option<String> {
    let Call { asked, status, answer, missed, .. } = call;
    if *status != validator.map_or(403, |_| 200) {
        let answer: String = answer.to_string().chars().take(300).collect();
        return Some(format!("{status} to {asked}: {answer}"));
    }
    if let Some(missed) = missed {
        return Some(format!("{asked}: {missed}"));
    }
    let mut whys = Vec::new();
    for error in validator.into_iter().flat_map(|it| it.iter_errors(answer)) {
        explain(&error, &mut whys);
    }
    (!whys.is_empty()).then(|| format!("{asked}: {}", whys.join("; ")))
}

/// Says what is wrong; where nothing of several fits, what is wrong with each of them.
fn explain(error: &ValidationError<'_>, whys: &mut Vec<String>) {
    if let ValidationErrorKind::AnyOf { context } = error.kind() {
        return context.iter().flatten().for_each(|it| explain(it, whys));
    }
    let place = error.instance_path();
    let why: String = error.to_string().chars().take(200).collect();
    whys.push(format!("{place}: {why}"));
}

/// A schema of OpenAPI 3.0 in the words of JSON Schema, which has a type for null instead of a
/// `nullable`.
fn plain(schema: Value) -> Value {
    match schema {
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(fields) => nullable(fields.into_iter().map(|(k, v)| (k, plain(v))).collect()),
        value => value,
    }
}

fn nullable(mut schema: Map<String, Value>) -> Value {
    if schema.get("nullable").and_then(Value::as_bool).is_none() {
        return Value::Object(schema);
    }
    if schema.remove("nullable") == Some(json!(true)) {
        return json!({ "anyOf": [schema, { "type": "null" }] });
    }
    Value::Object(schema)
}
