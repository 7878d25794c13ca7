//! Shapes as JSON Schema, as OpenAPI 3.1 has it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Bounds, Field, Shape, fields, find, resolve};
use crate::gateway::api::versions::Version;

/// The schemas of a version, of which those that are asked for become the document's components.
pub(in crate::gateway::api) struct Schemas {
    version: Version,
    named: BTreeSet<String>,
}

impl Schemas {
    /// None yet.
    pub(in crate::gateway::api) fn new(version: Version) -> Self {
        Self { version, named: BTreeSet::new() }
    }

    /// The schema of a shape; what it names becomes a component.
    pub(in crate::gateway::api) fn of(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Any => json!({}),
            Shape::Never => json!({ "not": {} }),
            Shape::Null => json!({ "type": "null" }),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Number { whole, bounds } => {
                let kind = if *whole { "integer" } else { "number" };
                bounded(json!({ "type": kind }), *bounds, ["minimum", "maximum"])
            }
            Shape::Text { format, pattern, bounds } => {
                let mut res = json!({ "type": "string" });
                if let Some(format) = format {
                    res["format"] = json!(format);
                }
                if let Some(pattern) = pattern {
                    res["pattern"] = json!(pattern);
                }
                bounded(res, *bounds, ["minLength", "maxLength"])
            }
            Shape::Word(word) => json!({ "type": "string", "enum": [word] }),
            Shape::List(item, bounds) => {
                let res = json!({ "type": "array", "items": self.of(item) });
                bounded(res, *bounds, ["minItems", "maxItems"])
            }
            Shape::Object { fields, rest } => self.object(fields, rest.as_deref()),
            Shape::OneOf(_) => self.one_of(shape),
            Shape::Named(name, None) => {
                self.named.insert(name.clone());
                json!({ "$ref": format!("#/components/schemas/{name}") })
            }
            Shape::Named(name, argument) => {
                let shape = resolve(self.version, name, argument.as_deref());
                self.of(&shape.unwrap_or(Shape::Any))
            }
        }
    }

    fn object(&mut self, own: &[Field], rest: Option<&Shape>) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for field in fields(self.version, own) {
            let mut schema = self.of(&field.shape);
            if !field.about.is_empty() {
                schema["description"] = json!(field.about);
            }
            if !field.optional {
                required.push(json!(field.name));
            }
            properties.insert(field.name, schema);
        }
        let mut res = json!({ "type": "object" });
        if !properties.is_empty() {
            res["properties"] = Value::Object(properties);
        }
        if !required.is_empty() {
            res["required"] = Value::Array(required);
        }
        res["additionalProperties"] = rest.map_or(json!(false), |it| self.of(it));
        res
    }

    fn one_of(&mut self, shape: &Shape) -> Value {
        let (null, parts) = shape.split_null();
        let word = |it: &&Shape| match it {
            Shape::Word(word) => Some(json!(word)),
            _ => None,
        };
        let words: Option<Vec<Value>> = parts.iter().map(word).collect();
        let mut schemas = match words {
            Some(words) => vec![json!({ "type": "string", "enum": words })],
            None => parts.into_iter().map(|it| self.of(it)).collect(),
        };
        if !null {
            return if schemas.len() == 1 {
                schemas.remove(0)
            } else {
                json!({ "anyOf": schemas })
            };
        }
        if let [Value::Object(one)] = schemas.as_mut_slice()
            && let Some(Value::String(kind)) = one.get("type")
        {
            one["type"] = json!([kind, "null"]);
            if let Some(Value::Array(words)) = one.get_mut("enum") {
                words.push(Value::Null);
            }
            return schemas.remove(0);
        }
        schemas.push(json!({ "type": "null" }));
        json!({ "anyOf": schemas })
    }

    /// The components: whatever was named so far, and what that names in turn.
    pub(in crate::gateway::api) fn components(mut self) -> Value {
        let mut done = BTreeMap::new();
        while let Some(name) = self.named.iter().find(|it| !done.contains_key(*it)).cloned() {
            let definition = find(self.version, &name);
            let date = self.version.date();
            debug_assert!(definition.is_some(), "write {name} of {date} into {}", module_path!());
            let mut schema = definition.map_or(json!({}), |it| self.of(&it.shape));
            if let Some(it) = definition.filter(|it| !it.about.is_empty()) {
                schema["description"] = json!(it.about);
            }
            done.insert(name, schema);
        }
        json!(done)
    }
}

fn bounded(mut schema: Value, (from, to): Bounds, names: [&str; 2]) -> Value {
    for (name, bound) in names.into_iter().zip([from, to]) {
        if let Some(bound) = bound {
            schema[name] = json!(bound);
        }
    }
    schema
}
