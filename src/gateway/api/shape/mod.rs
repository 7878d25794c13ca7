//! What bodies, queries and answers look like, said once for each version.
//!
//! The shapes are written in the files beside this one, in a notation close to TypeScript's types:
//!
//! ```text
//! // What it is for, for the documents.
//! Thing = { id: id, name?: text(155), state: "ON" | "OFF" | null, tags: text[] }
//!
//! 2024-09-01:
//! Thing = { id: id, label: text }
//! ```
//!
//! A date begins what that version and those before it have otherwise; the rest they share with
//! the newer ones. Objects are closed, but for `[text]: shape`; `...Other` takes in the fields of
//! another. The words for texts and numbers are in [`notation`].
//!
//! The documents are made from these, and a debug build holds every answer, and every body and
//! query that was taken, against them: they cannot drift from what the handlers do.
//!
//! To add a noun: its file in [`FILES`].

mod check;
mod notation;
mod schema;

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) use self::check::Form;
pub(super) use self::schema::Schemas;
use super::versions::Version;
use crate::verify::SOURCE_TYPES;

/// The files, each of one noun.
const FILES: &[(&str, &str)] = &[
    ("common", include_str!("all.shapes")),
    ("source", include_str!("source.shapes")),
    ("destination", include_str!("destination.shapes")),
    ("connection", include_str!("connection.shapes")),
    ("request", include_str!("request.shapes")),
    ("event", include_str!("event.shapes")),
    ("explain", include_str!("explain.shapes")),
    ("bookmark", include_str!("bookmark.shapes")),
    ("bulk", include_str!("bulk.shapes")),
    ("issue", include_str!("issue.shapes")),
    ("transformation", include_str!("transformation.shapes")),
    ("legacy", include_str!("legacy.shapes")),
    ("account", include_str!("account.shapes")),
    ("metrics", include_str!("metrics.shapes")),
];

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Anything at all.
    Any,
    /// Nothing: there is no such value.
    Never,
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag,
    /// A number within bounds.
    Number { whole: bool, bounds: Bounds },
    /// A text, of a length within bounds.
    Text { format: Option<&'static str>, pattern: Option<&'static str>, bounds: Bounds },
    /// This text.
    Word(String),
    /// A list, of a length within bounds.
    List(Box<Self>, Bounds),
    /// An object of these fields, and where `rest` says so of others.
    Object { fields: Vec<Field>, rest: Option<Box<Self>> },
    /// Any of these.
    OneOf(Vec<Self>),
    /// What has this name, made for an argument where it takes one.
    Named(String, Option<Box<Self>>),
}

/// From and to, both included.
pub(super) type Bounds = (Option<i64>, Option<i64>);

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    /// Empty for one that takes in all fields of its shape.
    pub(super) name: String,
    /// Whether it may be absent.
    pub(super) optional: bool,
    /// What it is for.
    pub(super) about: String,
    /// What it holds.
    pub(super) shape: Shape,
}

/// A named shape.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Definition {
    /// The version up to which it is so; the newest, where there is none.
    until: Option<String>,
    /// What it is for.
    about: String,
    /// What stands for its argument, where it takes one.
    parameter: Option<String>,
    shape: Shape,
}

/// All definitions, by name.
static BOOK: LazyLock<BTreeMap<String, Vec<Definition>>> = LazyLock::new(|| {
    let mut book = BTreeMap::<String, Vec<Definition>>::new();
    for (file, text) in FILES {
        // A test reads them all; what is built in is right or never released.
        let definitions = notation::read(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        for (name, definition) in definitions {
            book.entry(name).or_default().push(definition);
        }
    }
    let types = SOURCE_TYPES.iter().map(|it| Shape::Word((*it).to_owned())).collect();
    let about = "What sends requests: a provider, or anything at all.".to_owned();
    let types = Definition { until: None, about, parameter: None, shape: Shape::OneOf(types) };
    book.insert("SourceType".to_owned(), vec![types]);
    book
});

/// The definition that a version has of a name.
fn find(version: Version, name: &str) -> Option<&'static Definition> {
    let all = BOOK.get(name)?;
    let date = version.date();
    let older = all.iter().filter(|it| it.until.as_deref().is_some_and(|until| date <= until));
    older.min_by_key(|it| &it.until).or_else(|| all.iter().find(|it| it.until.is_none()))
}

/// The shape that a name stands for, with its argument put in.
fn resolve(version: Version, name: &str, argument: Option<&Shape>) -> Option<Shape> {
    let it = find(version, name)?;
    match (&it.parameter, argument) {
        (None, None) => Some(it.shape.clone()),
        (Some(parameter), Some(argument)) => Some(it.shape.with(parameter, argument)),
        _ => None,
    }
}

/// The fields of an object, with those that it takes in.
fn fields(version: Version, own: &[Field]) -> Vec<Field> {
    let whole = |it: &Field| match it.name.is_empty() {
        true => it.shape.fields(version),
        false => vec![it.clone()],
    };
    own.iter().flat_map(whole).collect()
}

impl Shape {
    /// The fields of an object, also of one that is named.
    pub(super) fn fields(&self, version: Version) -> Vec<Field> {
        match self {
            Self::Named(name, argument) => match resolve(version, name, argument.as_deref()) {
                Some(it) => it.fields(version),
                None => panic!("{name} is not defined in {}", version.date()),
            },
            Self::Object { fields, .. } => self::fields(version, fields),
            it => panic!("{it:?} has no fields"),
        }
    }

    /// Reads one shape.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        notation::shape(text)
    }

    /// The same with another shape in place of a name.
    fn with(&self, name: &str, other: &Self) -> Self {
        let again = |it: &Self| it.with(name, other);
        match self {
            Self::Named(own, None) if own == name => other.clone(),
            Self::Named(own, argument) => {
                Self::Named(own.clone(), argument.as_deref().map(|it| Box::new(again(it))))
            }
            Self::List(item, bounds) => Self::List(Box::new(again(item)), *bounds),
            Self::OneOf(all) => Self::OneOf(all.iter().map(again).collect()),
            Self::Object { fields, rest } => Self::Object {
                fields: fields
                    .iter()
                    .map(|it| Field { shape: again(&it.shape), ..it.clone() })
                    .collect(),
                rest: rest.as_deref().map(|it| Box::new(again(it))),
            },
            plain => plain.clone(),
        }
    }

    /// Whether `null` is one of its values, and what it is but for that.
    fn split_null(&self) -> (bool, Vec<&Self>) {
        match self {
            Self::Null => (true, Vec::new()),
            Self::OneOf(all) => {
                let parts: Vec<&Self> = all.iter().filter(|it| **it != Self::Null).collect();
                (parts.len() < all.len(), parts)
            }
            one => (false, vec![one]),
        }
    }
}
