//! A body, taken apart field by field; what is left at the end is not allowed.
//!
//! The sentences are those of the API's own validator, and name the field by its path in the
//! newest shape; [`versions`](super::versions) puts them into the caller's.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::error::ApiError;
use super::query::{must_be, not_like};
use super::versions::Object;

/// An object of a body that is being read.
pub(super) struct Form {
    fields: Map<String, Value>,
    object: Object,
    path: String,
    problems: Vec<String>,
}

impl Form {
    /// Begins to read a body that is about such an object.
    pub(super) fn new(object: Object, fields: Map<String, Value>) -> Self {
        Self { fields, object, path: String::new(), problems: Vec::new() }
    }

    /// Begins to read an object that stands somewhere in a body, at a path that ends in a dot.
    pub(super) fn at(path: String, object: Object, fields: Map<String, Value>) -> Self {
        Self { fields, object, path, problems: Vec::new() }
    }

    /// Whether a field was sent, `null` included.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Whether a field was sent as `null`.
    pub(super) fn has_null(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(Value::is_null)
    }

    /// Whether a field was sent as this text; takes it then.
    pub(super) fn takes(&mut self, name: &str, text: &str) -> bool {
        let is_it = self.fields.get(name).is_some_and(|it| it == text);
        if is_it {
            self.fields.shift_remove(name);
        }
        is_it
    }

    /// Notes what is wrong with a field.
    pub(super) fn problem(&mut self, name: &str, sentence: &str) {
        self.problems.push(format!("{}{name} {sentence}", self.path));
    }

    /// Notes whole sentences about a field that somebody else read.
    pub(super) fn complain(&mut self, sentences: Vec<String>) {
        self.problems.extend(sentences);
    }

    /// Notes that a field is missing when it is.
    pub(super) fn require(&mut self, name: &str) {
        if !self.has(name) {
            self.problem(name, "is required");
        }
    }

    /// Takes a field as it is.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.shift_remove(name)
    }

    /// Takes a text of at most `longest` characters; `Some(None)` is `null`.
    pub(super) fn text(&mut self, name: &str, longest: usize) -> Option<Option<String>> {
        match self.take(name)? {
            Value::Null => Some(None),
            Value::String(text) if text.chars().count() <= longest => Some(Some(text)),
            Value::String(_) => {
                let must = "length must be less than or equal to";
                self.problem(name, &format!("{must} {longest} characters long"));
                None
            }
            _ => {
                self.problem(name, "must be a string");
                None
            }
        }
    }

    /// Takes a text that may not be `null`.
    pub(super) fn some_text(&mut self, name: &str, longest: usize) -> Option<String> {
        let text = self.text(name, longest)?;
        if text.is_none() {
            self.problem(name, "must be a string");
        }
        text
    }

    /// Takes a name as sources, destinations and connections have one.
    pub(super) fn name(&mut self) -> Option<Option<String>> {
        let name = self.text("name", 155)?;
        // The API's pattern is `^[A-z0-9-_]+$`, whose `A-z` lets six more characters in.
        let fits = |it: char| matches!(it, 'A'..='z' | '0'..='9' | '-');
        if name.as_deref().is_some_and(|it| it.is_empty() || !it.chars().all(fits)) {
            let sentence = match name.as_deref() {
                None | Some("") => "is not allowed to be empty".to_owned(),
                Some(name) => not_like(name, "/^[A-z0-9-_]+$/"),
            };
            self.problem("name", &sentence);
            return None;
        }
        Some(name)
    }

    /// Takes `true` or `false`.
    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.take(name)? {
            Value::Bool(it) => Some(it),
            _ => {
                self.problem(name, "must be a boolean");
                None
            }
        }
    }

    /// Takes one of these words; `Some(None)` is `null`.
    pub(super) fn choice(&mut self, name: &str, choices: &[&str]) -> Option<Option<String>> {
        match self.take(name)? {
            Value::Null => Some(None),
            Value::String(it) if choices.contains(&it.as_str()) => Some(Some(it)),
            _ => {
                self.problem(name, &must_be(choices));
                None
            }
        }
    }

    /// Takes one of these words, not `null`, as what it names.
    pub(super) fn word<T: DeserializeOwned>(&mut self, name: &str, words: &[&str]) -> Option<T> {
        let sent = self.choice(name, words)?;
        if sent.is_none() {
            self.problem(name, &format!("must be one of [{}]", words.join(", ")));
        }
        serde_json::from_value(Value::String(sent?)).ok()
    }

    /// Takes a list of texts; `Some(None)` is `null`.
    pub(super) fn texts(&mut self, name: &str) -> Option<Option<Vec<String>>> {
        let value = self.take(name)?;
        if value.is_null() {
            return Some(None);
        }
        let Value::Array(items) = value else {
            self.problem(name, "must be an array");
            return None;
        };
        let mut res = Vec::new();
        for (at, item) in items.into_iter().enumerate() {
            match item {
                Value::String(text) => res.push(text),
                _ => self.problem(&format!("{name}[{at}]"), "must be a string"),
            }
        }
        Some(Some(res))
    }

    /// Takes an object as it is; `Some(None)` is `null`.
    pub(super) fn object(&mut self, name: &str) -> Option<Option<Map<String, Value>>> {
        match self.take(name)? {
            Value::Null => Some(None),
            Value::Object(map) => Some(Some(map)),
            _ => {
                self.problem(name, "must be of type object");
                None
            }
        }
    }

    /// Takes an object to read in turn; give it back with [`Self::close`].
    pub(super) fn form(&mut self, name: &str) -> Option<Self> {
        let fields = self.object(name)?;
        let path = format!("{}{name}.", self.path);
        let fields = fields.unwrap_or_default();
        Some(Self { fields, object: self.object, path, problems: Vec::new() })
    }

    /// Begins to read an object that was taken out of this one; give it back with [`Self::close`].
    pub(super) fn inner(&self, name: &str, fields: Map<String, Value>) -> Self {
        let path = format!("{}{name}.", self.path);
        Self { fields, object: self.object, path, problems: Vec::new() }
    }

    /// Ends the reading of an inner object.
    pub(super) fn close(&mut self, inner: Self) {
        self.problems.extend(inner.into_problems());
    }

    /// Ends the reading: an error if anything was wrong.
    pub(super) fn finish(self) -> Result<(), ApiError> {
        let object = self.object;
        let problems = self.into_problems();
        if problems.is_empty() {
            return Ok(());
        }
        Err(ApiError::invalid(problems).about(object))
    }

    fn into_problems(mut self) -> Vec<String> {
        let path = &self.path;
        self.problems.extend(self.fields.keys().map(|it| format!("{path}{it} is not allowed")));
        self.problems
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(value: Value) -> Form {
        Form::new(Object::Plain, value.as_object().cloned().unwrap_or_default())
    }

    #[test]
    fn what_nobody_took_is_not_allowed_and_named_by_its_path() {
        let mut outer = form(json!({ "name": "a", "config": { "url": 1, "x": 2 }, "y": 3 }));
        assert_eq!(outer.name(), Some(Some("a".into())));
        let mut config = outer.form("config").unwrap();
        assert_eq!(config.text("url", 10), None);
        outer.close(config);
        assert_eq!(
            outer.finish().unwrap_err().sentences,
            ["config.url must be a string", "config.x is not allowed", "y is not allowed"]
        );
    }

    #[test]
    fn what_is_no_text_of_a_list_is_named_by_its_place() {
        let mut lists = form(json!({ "a": ["x", 7, null], "b": "x", "c": ["x"], "name": "a b" }));
        for name in ["a", "b"] {
            lists.texts(name);
        }
        assert_eq!(lists.texts("c"), Some(Some(vec!["x".to_owned()])));
        lists.name();
        assert_eq!(
            lists.finish().unwrap_err().sentences,
            [
                "a[1] must be a string",
                "a[2] must be a string",
                "b must be an array",
                "name with value \"a b\" fails to match the required pattern: /^[A-z0-9-_]+$/",
            ]
        );
    }

    #[test]
    fn names_follow_the_pattern_of_the_api() {
        for good in ["a", "A-b_9", "x".repeat(155).as_str(), "odd[but]^legal"] {
            assert!(form(json!({ "name": good })).name().is_some(), "{good}");
        }
        for bad in ["", "a b", "ä", "a/b", "x".repeat(156).as_str()] {
            assert!(form(json!({ "name": bad })).name().is_none(), "{bad}");
        }
    }
}
