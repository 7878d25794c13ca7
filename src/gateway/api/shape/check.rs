//! Whether a value is as its shape says.

use serde_json::{Map, Value};

use super::{Bounds, Field, Shape, fields, resolve};
use crate::gateway::api::versions::Version;
use crate::model::Timestamp;

/// How a value came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::gateway::api) enum Form {
    /// As JSON.
    Json,
    /// After the `?`: all is text, and names that nobody knows are passed over.
    Query,
}

/// What is wrong with a value, and where.
#[derive(Debug, PartialEq, Eq)]
struct Wrong {
    path: String,
    what: String,
}

impl Shape {
    /// Says what is wrong with a value, the path first.
    pub(in crate::gateway::api) fn check(
        &self,
        version: Version,
        value: &Value,
        form: Form,
    ) -> Result<(), String> {
        let scene = Scene { version, form };
        scene.check(self, value, "").map_err(|it| format!("{} {}", it.path, it.what))
    }
}

#[derive(Clone, Copy)]
struct Scene {
    version: Version,
    form: Form,
}

impl Scene {
    fn check(self, shape: &Shape, value: &Value, path: &str) -> Result<(), Wrong> {
        let wrong = |what: String| Err(Wrong { path: path.to_owned(), what });
        let ok = |holds: bool, what: &str| {
            if holds { Ok(()) } else { wrong(format!("is no {what}: {}", short(value))) }
        };
        match shape {
            Shape::Any => Ok(()),
            Shape::Never => ok(false, "value that may be"),
            Shape::Null => {
                ok(value.is_null() || self.is_text(value, |it| matches!(it, "" | "null")), "null")
            }
            Shape::Flag => {
                let flag = |it: &str| matches!(it, "true" | "false");
                ok(value.is_boolean() || self.is_text(value, flag), "boolean")
            }
            Shape::Number { whole, bounds } => {
                let fits = |it: f64| (!whole || it.fract() == 0.0) && within(*bounds, it);
                let text = |it: &str| it.parse().is_ok_and(fits);
                ok(value.as_f64().is_some_and(fits) || self.is_text(value, text), "such number")
            }
            Shape::Text { format, pattern, bounds } => {
                let Some(text) = value.as_str() else { return ok(false, "text") };
                let length = text.chars().count() as f64;
                ok(within(*bounds, length), "text of such length")?;
                // There is one pattern, that of names.
                let named = |it: char| matches!(it, 'A'..='z' | '0'..='9' | '-');
                ok(pattern.is_none() || text.chars().all(named), "name")?;
                let known = *format != Some("date-time") || Timestamp::parse(text).is_some();
                ok(known, "time")
            }
            Shape::Word(word) => ok(value == word.as_str(), &format!("\"{word}\"")),
            Shape::List(item, bounds) => {
                let Value::Array(items) = value else { return ok(false, "list") };
                ok(within(*bounds, items.len() as f64), "list of such length")?;
                let each = |(at, it)| self.check(item, it, &format!("{path}[{at}]"));
                items.iter().enumerate().try_for_each(each)
            }
            Shape::Object { fields, rest } => {
                let Value::Object(map) = value else { return ok(false, "object") };
                self.check_fields(fields, rest.as_deref(), map, path)
            }
            Shape::OneOf(all) => {
                let wrongs = all.iter().map(|it| self.check(it, value, path));
                // Of what it could have been, the one that it comes nearest to.
                let mut nearest: Option<Wrong> = None;
                for wrong in wrongs {
                    match wrong {
                        Ok(()) => return Ok(()),
                        Err(it)
                            if nearest.as_ref().is_none_or(|n| n.path.len() < it.path.len()) =>
                        {
                            nearest = Some(it);
                        }
                        Err(_) => {}
                    }
                }
                let nearest = nearest.filter(|it| it.path.len() > path.len());
                Err(nearest.unwrap_or_else(|| Wrong {
                    path: path.to_owned(),
                    what: format!("is none of those that may be: {}", short(value)),
                }))
            }
            Shape::Named(name, argument) => {
                match resolve(self.version, name, argument.as_deref()) {
                    Some(shape) => self.check(&shape, value, path),
                    None => wrong(format!("has a shape that is not defined: {name}")),
                }
            }
        }
    }

    fn check_fields(
        self,
        own: &[Field],
        rest: Option<&Shape>,
        map: &Map<String, Value>,
        path: &str,
    ) -> Result<(), Wrong> {
        let all = fields(self.version, own);
        let at =
            |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for field in &all {
            match map.get(&field.name) {
                Some(value) => self.check(&field.shape, value, &at(&field.name))?,
                None if field.optional || self.form == Form::Query => {}
                None => return Err(Wrong { path: at(&field.name), what: "is absent".to_owned() }),
            }
        }
        for (name, value) in map.iter().filter(|it| !all.iter().any(|field| field.name == *it.0)) {
            match rest {
                Some(shape) => self.check(shape, value, &at(name))?,
                None if self.form == Form::Query && path.is_empty() => {}
                None => {
                    let what = "is not allowed".to_owned();
                    return Err(Wrong { path: at(name), what });
                }
            }
        }
        Ok(())
    }

    /// Whether a value is such a text where everything is text.
    fn is_text(self, value: &Value, is_it: impl Fn(&str) -> bool) -> bool {
        self.form == Form::Query && value.as_str().is_some_and(is_it)
    }
}

fn within((from, to): Bounds, it: f64) -> bool {
    from.is_none_or(|from| it >= from as f64) && to.is_none_or(|to| it <= to as f64)
}

/// The beginning of a value.
fn short(value: &Value) -> String {
    let text = value.to_string();
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(shape: &str, value: &Value, expected: &str) {
        let shape = Shape::read(shape).unwrap();
        let found = shape.check(Version::NEWEST, value, Form::Json);
        assert_eq!(found.err().unwrap_or_default(), expected, "{value}");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_path() {
        let shape = "{ a: { b?: integer(1..3)[] } | null, at?: time, [text]: \"x\" | \"y\" }";
        check(shape, &json!({ "a": null }), "");
        check(shape, &json!({ "a": { "b": [1, 3] }, "c": "x" }), "");
        check(shape, &json!({ "a": { "b": [1, 4] } }), "a.b[1] is no such number: 4");
        check(shape, &json!({ "a": { "c": 1 } }), "a.c is not allowed");
        check(shape, &json!({ "a": 7 }), "a is none of those that may be: 7");
        check(shape, &json!({ "a": null, "c": "z" }), "c is none of those that may be: \"z\"");
        check(shape, &json!({ "a": null, "at": "now" }), "at is no time: \"now\"");
        check(shape, &json!({}), "a is absent");
    }

    #[test]
    fn a_query_is_text_and_open() {
        let shape = Shape::read("{ n: integer | integer[], on: boolean }").unwrap();
        let check = |value| shape.check(Version::NEWEST, &value, Form::Query);
        assert!(check(json!({ "n": "7", "on": "true", "other": "x" })).is_ok());
        assert!(check(json!({ "n": ["7", "8"] })).is_ok());
        assert!(check(json!({ "n": "x" })).is_err());
    }
}
