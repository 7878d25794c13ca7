//! What a file can name, in the file's words, and how the API says the same.
//!
//! A source's and a destination's `config` has no table of its own in a file: its fields stand with
//! the others. Rules name their transformation, not its id.

use serde_json::{Map, Value, json};

use crate::cli::destination::Destination;
use crate::cli::flags;
use crate::cli::source::Source;
use crate::cli::verbs::Noun as _;
use crate::client::{CONNECTIONS, DESTINATIONS, Resource, SOURCES, TRANSFORMATIONS};
use crate::model::SourceConfig;
use crate::rules;

/// A kind of thing, in the order in which they are made: each needs only those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// JavaScript.
    Transformation,
    /// Where requests come in.
    Source,
    /// Where events go.
    Destination,
    /// The line between them.
    Connection,
}

/// A thing as a file says it is to be, or as the gateway has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thing {
    /// What it is.
    pub(super) kind: Kind,
    /// Its name.
    pub(super) name: String,
    /// All else, but for what is as usual.
    pub(super) fields: Map<String, Value>,
}

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Takes {
    /// A text.
    Text,
    /// A word that the API spells in upper case.
    Caps,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number.
    Number,
    /// Yes or no.
    Switch,
    /// A list of texts.
    Texts,
    /// A table of texts.
    Table,
    /// Whatever it is, somebody else looks at it.
    Anything,
}

impl Kind {
    /// All of them.
    pub(super) const ALL: [Self; 4] =
        [Self::Transformation, Self::Source, Self::Destination, Self::Connection];

    /// What the API calls it.
    pub(super) fn of(self) -> Resource {
        match self {
            Self::Transformation => TRANSFORMATIONS,
            Self::Source => SOURCES,
            Self::Destination => DESTINATIONS,
            Self::Connection => CONNECTIONS,
        }
    }

    /// What one of it is called in sentences and in files.
    pub(super) fn name(self) -> &'static str {
        self.of().name
    }

    /// The fields that one may have, each with its dotted path and what it takes. Those of sources
    /// and destinations are those that have a flag.
    pub(super) fn fields(self) -> Vec<(String, Takes)> {
        let rows = match self {
            Self::Source => Source::fields(),
            Self::Destination => Destination::fields(),
            Self::Connection => {
                return own(&[
                    ("source", Takes::Text),
                    ("destination", Takes::Text),
                    ("description", Takes::Text),
                    ("rules", Takes::Anything),
                    ("disabled", Takes::Switch),
                    ("paused", Takes::Switch),
                ]);
            }
            Self::Transformation => return own(&[("file", Takes::Text), ("env", Takes::Table)]),
        };
        let fields = rows.iter().filter(|row| row.at() != "config").map(|row| {
            let takes = match row.kind() {
                flags::Kind::Caps => Takes::Caps,
                flags::Kind::Word(words) => Takes::Word(words),
                flags::Kind::Number => Takes::Number,
                flags::Kind::Switch => Takes::Switch,
                flags::Kind::List => Takes::Texts,
                flags::Kind::JsonFile => Takes::Table,
                flags::Kind::Json => Takes::Anything,
                _ => Takes::Text,
            };
            (row.at().trim_start_matches("config.").to_owned(), takes)
        });
        fields.chain(own(&[("disabled", Takes::Switch)])).collect()
    }
}

/// Fields that are verbs of the API: the field, the one that says since when, and what makes it so,
/// and not so.
pub(super) const STATES: [(&str, &str, [&str; 2]); 2] = [
    ("disabled", "disabled_at", ["disable", "enable"]),
    ("paused", "paused_at", ["pause", "unpause"]),
];

impl Takes {
    /// Whether this is it, or else what is expected; a word that the API spells in upper case is
    /// written so.
    pub(super) fn check(self, value: &mut Value) -> std::result::Result<(), String> {
        let texts = |it: &Value| it.as_array().is_some_and(|it| it.iter().all(Value::is_string));
        let table = |it: &Value| it.as_object().is_some_and(|it| it.values().all(Value::is_string));
        let (is_it, expected) = match self {
            Self::Text => (value.is_string(), "a text".to_owned()),
            Self::Caps => {
                if let Some(word) = value.as_str() {
                    *value = word.to_uppercase().into();
                }
                (value.is_string(), "a word".to_owned())
            }
            Self::Word(words) => {
                let is_one = value.as_str().is_some_and(|it| words.contains(&it));
                (is_one, format!("one of: {}", words.join(", ")))
            }
            Self::Number => (value.is_number(), "a number".to_owned()),
            Self::Switch => (value.is_boolean(), "true or false".to_owned()),
            Self::Texts => (texts(value), "a list of texts".to_owned()),
            Self::Table => (table(value), "a table of texts".to_owned()),
            Self::Anything => (true, String::new()),
        };
        if is_it { Ok(()) } else { Err(format!("expected {expected}")) }
    }
}

fn own(fields: &[(&str, Takes)]) -> Vec<(String, Takes)> {
    fields.iter().map(|(name, takes)| ((*name).to_owned(), *takes)).collect()
}

/// What the gateway calls things by: ids in the place of names.
pub(super) type Id<'a> = &'a dyn Fn(Kind, &str) -> Option<String>;

impl Thing {
    /// Reads an object of the API; `None` for one without a name, which no file can tell of.
    /// `transformation` knows the names that belong to ids.
    pub(super) fn read(
        kind: Kind,
        object: &Value,
        transformation: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        let mut fields = Map::new();
        let mut take = |name: &str, value: &Value| {
            let mut value = value.clone();
            tidy(&mut value);
            if !is_nothing(&value) {
                fields.insert(name.to_owned(), value);
            }
        };
        match kind {
            Kind::Source | Kind::Destination => {
                take("type", &object["type"]);
                take("description", &object["description"]);
                for (name, value) in object["config"].as_object().into_iter().flatten() {
                    take(name, value);
                }
            }
            Kind::Connection => {
                take("source", &object["source"]["name"]);
                take("destination", &object["destination"]["name"]);
                take("description", &object["description"]);
                let rules = named(&object["rules"], transformation);
                let rules = settled(&rules).unwrap_or(rules);
                if rules.as_array().is_some_and(|it| !it.is_empty()) {
                    fields.insert("rules".to_owned(), rules);
                }
            }
            Kind::Transformation => {
                take("env", &object["env"]);
                fields.insert("code".to_owned(), object["code"].clone());
            }
        }
        for (state, since, _) in STATES {
            if object[since].is_string() {
                fields.insert(state.to_owned(), true.into());
            }
        }
        let name = object["name"].as_str()?.to_owned();
        if !fields.contains_key("rate_limit") {
            fields.shift_remove("rate_limit_period");
        }
        let mut res = Self { kind, name, fields };
        let is_usual =
            |(field, value): &(&String, &Value)| res.usual(field).as_ref() == Some(*value);
        let usual: Vec<String> =
            res.fields.iter().filter(is_usual).map(|(field, _)| field.clone()).collect();
        for field in usual {
            res.fields.shift_remove(&field);
        }
        Some(res)
    }

    /// What a field is when nothing is said of it; `None` where it then is not there at all.
    pub(super) fn usual(&self, field: &str) -> Option<Value> {
        let kind = self.fields.get("type").and_then(Value::as_str);
        match (self.kind, field) {
            (Kind::Source, "auth_type") => kind.map(Value::from),
            (Kind::Source, "allowed_http_methods") => {
                kind.map(|it| json!(SourceConfig::usual_methods(it)))
            }
            (Kind::Destination, "auth_type") => Some(json!("HOOKDECK_SIGNATURE")),
            (Kind::Destination, "rate_limit_period") => Some(json!("second")),
            (Kind::Destination, "path_forwarding_disabled") => Some(json!(false)),
            (_, "disabled" | "paused") => Some(json!(false)),
            _ => None,
        }
    }

    /// Whether the gateway decides what a field is when the file says nothing of it: who sends or
    /// receives may have been given a secret that no file knows, and what somebody paused by hand is
    /// to stay so.
    pub(super) fn leaves(field: &str) -> bool {
        matches!(field, "allowed_http_methods" | "auth_type" | "auth" | "disabled" | "paused")
    }

    /// What the API is to be told, so that the thing becomes this. `cleared` are the fields that
    /// the gateway has and this has not.
    pub(super) fn body(&self, cleared: &[&str], id: Id<'_>) -> Value {
        let mut body = json!({ "name": self.name });
        let mut fields = self.fields.clone();
        for field in cleared {
            let is_of_another_type = matches!(*field, "url" | "path");
            if !is_of_another_type {
                fields.insert((*field).to_owned(), self.usual(field).unwrap_or_default());
            }
        }
        for (state, ..) in STATES {
            fields.shift_remove(state);
        }
        match self.kind {
            Kind::Transformation => {
                body["code"] = fields.remove("code").unwrap_or_default();
                body["env"] = fields.remove("env").unwrap_or_default();
            }
            Kind::Source | Kind::Destination => {
                for name in ["type", "description"] {
                    if let Some(value) = fields.shift_remove(name) {
                        body[name] = value;
                    }
                }
                body["config"] = Value::Object(fields);
            }
            Kind::Connection => {
                for (end, kind) in [("source", Kind::Source), ("destination", Kind::Destination)] {
                    let name = fields.get(end).and_then(Value::as_str).unwrap_or_default();
                    body[format!("{end}_id")] = json!(id(kind, name));
                }
                body["description"] = fields.remove("description").unwrap_or_default();
                let rules = fields.remove("rules").filter(Value::is_array);
                let mut rules = rules.unwrap_or_else(|| json!([]));
                for rule in rules.as_array_mut().into_iter().flatten() {
                    if let Some(name) = rule["transformation"].as_str().map(str::to_owned) {
                        rule["transformation_id"] = json!(id(Kind::Transformation, &name));
                        rule.as_object_mut().map(|it| it.shift_remove("transformation"));
                    }
                }
                body["rules"] = rules;
            }
        }
        body
    }

    /// Whether nobody is to see what stands there.
    pub(super) fn is_secret(path: &str) -> bool {
        match path.split_once('.') {
            Some(("auth", field)) => !SHOWN.contains(&field),
            Some(("env", _)) => true,
            _ => false,
        }
    }

    /// Whether `hookport listen` makes such a thing for itself, by its name and where it leads.
    pub(super) fn is_desk(object: &Value) -> bool {
        let destination = object.get("destination").unwrap_or(object);
        destination["type"] == "CLI"
            && object["name"].as_str().is_some_and(|it| it.starts_with("cli-"))
    }
}

/// Parts of an `auth` that are no secrets.
const SHOWN: &[&str] = &[
    "algorithm",
    "encoding",
    "header_key",
    "key",
    "to",
    "username",
    "environment",
    "auth_server",
    "client_id",
    "scope",
    "authentication_type",
    "access_key_id",
    "region",
    "service",
];

/// Rules as the API shows them, with their own nulls left out, or what is wrong with them: sentences
/// as the API has them. Transformations go by their names before and after.
pub(super) fn settled(rules: &Value) -> Result<Value, Vec<String>> {
    let parsed = rules::parse(&swapped(rules, "transformation", "transformation_id"))?;
    let mut res = swapped(&rules::to_value(&parsed), "transformation_id", "transformation");
    for rule in res.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        rule.retain(|_, value| !value.is_null());
    }
    Ok(res)
}

/// Rules with names in the place of ids; an id that nobody knows stays.
fn named(rules: &Value, transformation: &dyn Fn(&str) -> Option<String>) -> Value {
    let mut res = swapped(rules, "transformation_id", "transformation");
    for rule in res.as_array_mut().into_iter().flatten() {
        if let Some(name) = rule["transformation"].as_str().and_then(transformation) {
            rule["transformation"] = name.into();
        }
    }
    res
}

fn swapped(rules: &Value, from: &str, to: &str) -> Value {
    let mut res = rules.clone();
    for rule in res.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        if rule.get("type").is_some_and(|it| it == "transform")
            && let Some(value) = rule.shift_remove(from)
        {
            rule.insert(to.to_owned(), value);
        }
    }
    res
}

/// Takes away what says nothing, and writes whole numbers as such.
pub(super) fn tidy(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(tidy);
            fields.retain(|_, value| !is_nothing(value));
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Number(number) => {
            let whole = number.as_f64().filter(|it| it.fract() == 0.0 && it.abs() < 1e15);
            if let Some(whole) = whole.filter(|_| number.is_f64()) {
                *value = json!(whole as i64);
            }
        }
        _ => (),
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_object().is_some_and(Map::is_empty)
}
