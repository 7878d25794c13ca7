//! What has to be done so that the gateway is as a file says; and in which fields the two differ.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::file::{Declared, Manifest, wrong};
use super::live::{Found, Live};
use super::text::meant;
use super::thing::{Kind, Thing};
use crate::cli::error::Result;

/// What is done to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// It is made.
    Create,
    /// It is changed.
    Update,
    /// It is deleted and made anew: its ends cannot change.
    Replace,
    /// It is deleted.
    Delete,
}

/// One thing that has to be done.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// What.
    pub(super) action: Action,
    /// To which thing: as it is to be, or of one that goes, as it is.
    pub(super) thing: Thing,
    /// Its id, unless it is made.
    pub(super) id: Option<String>,
    /// What becomes different; nothing of one that goes.
    pub(super) fields: Vec<Field>,
}

/// A part of a thing that is different before and after.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    /// Its dotted path.
    pub(super) path: String,
    /// What it is; nothing when it is not there.
    pub(super) before: Option<Value>,
    /// What it is to be.
    pub(super) after: Option<Value>,
    /// Whether nobody is to see either.
    pub(super) is_secret: bool,
}

impl Field {
    /// The name of the whole that it is a part of.
    pub(super) fn name(&self) -> &str {
        self.path.split(['.', '[']).next().unwrap_or_default()
    }
}

/// What `apply` does, in its order. With `prune`, what the file does not name goes.
pub(super) fn apply(manifest: &Manifest, live: &Live, prune: bool) -> Result<Vec<Change>> {
    check_names(manifest, live)?;
    let mut res = Vec::new();
    for declared in &manifest.declared {
        let thing = declared.thing.clone();
        let Some(found) = live.find(&thing) else {
            let fields = fields(declared, None, false);
            res.push(Change { action: Action::Create, thing, id: None, fields });
            continue;
        };
        let fields = fields(declared, Some(&found.thing), false);
        let is_end = |it: &Field| thing.kind == Kind::Connection && it.path == "destination";
        let action = if fields.iter().any(is_end) { Action::Replace } else { Action::Update };
        if !fields.is_empty() {
            res.push(Change { action, thing, id: Some(found.id.clone()), fields });
        }
    }
    if prune {
        let used = used(manifest, live);
        let goes = |it: &&Found| {
            let name = (it.thing.kind, it.thing.name.as_str());
            !it.is_desk && !is_declared(manifest, live, it) && !used.contains(&name)
        };
        res.extend(deletions(live.found.iter().filter(goes)));
    }
    Ok(res)
}

/// What `destroy` does, in its order: all that the file names goes, and the connections of it.
pub(super) fn destroy(manifest: &Manifest, live: &Live) -> Vec<Change> {
    let named = |it: &Found| is_declared(manifest, live, it);
    let ends: BTreeSet<_> = live
        .found
        .iter()
        .filter(|it| named(it))
        .map(|it| (it.thing.kind, &*it.thing.name))
        .collect();
    let is_end = |it: &Found, field: &str, kind: Kind| {
        let name = it.thing.fields.get(field).and_then(Value::as_str);
        it.thing.kind == Kind::Connection && name.is_some_and(|name| ends.contains(&(kind, name)))
    };
    deletions(live.found.iter().filter(|it| {
        named(it)
            || is_end(it, "source", Kind::Source)
            || is_end(it, "destination", Kind::Destination)
    }))
}

fn deletions<'a>(found: impl DoubleEndedIterator<Item = &'a Found>) -> Vec<Change> {
    let delete = |it: &Found| Change {
        action: Action::Delete,
        thing: it.thing.clone(),
        id: Some(it.id.clone()),
        fields: Vec::new(),
    };
    // Connections go first: what they lead between cannot do without them later.
    found.rev().map(delete).collect()
}

fn is_declared(manifest: &Manifest, live: &Live, found: &Found) -> bool {
    let is_it = |it: &Declared| live.find(&it.thing).is_some_and(|it| it.id == found.id);
    manifest.declared.iter().any(is_it)
}

/// What connections lead between, and run, that stay: the file's, those of listeners, and those that
/// have no name, which no file can name.
fn used<'a>(manifest: &'a Manifest, live: &'a Live) -> BTreeSet<(Kind, &'a str)> {
    let declared = manifest.declared.iter().map(|it| &it.thing);
    let desks = live.found.iter().filter(|it| it.is_desk).map(|it| &it.thing);
    let all = declared.chain(desks).chain(&live.nameless).flat_map(references);
    all.map(|(kind, name, _)| (kind, name)).collect()
}

/// The names that a connection holds, each with the path where.
fn references(thing: &Thing) -> Vec<(Kind, &str, String)> {
    if thing.kind != Kind::Connection {
        return Vec::new();
    }
    let ends = [(Kind::Source, "source"), (Kind::Destination, "destination")];
    let ends = ends.into_iter().filter_map(|(kind, field)| {
        Some((kind, thing.fields.get(field)?.as_str()?, field.to_owned()))
    });
    let rules = thing.fields.get("rules").and_then(Value::as_array).into_iter().flatten();
    let rules = rules.enumerate().filter_map(|(index, rule)| {
        let name = rule["transformation"].as_str().filter(|_| rule["type"] == "transform")?;
        Some((Kind::Transformation, name, format!("rules[{index}].transformation")))
    });
    ends.chain(rules).collect()
}

/// Refuses names of what is neither in the file nor at the gateway.
fn check_names(manifest: &Manifest, live: &Live) -> Result<()> {
    let names = |kind: Kind| -> BTreeSet<&str> {
        let declared = manifest.declared.iter().map(|it| &it.thing);
        let all = declared.chain(live.found.iter().map(|it| &it.thing));
        all.filter(|it| it.kind == kind).map(|it| it.name.as_str()).collect()
    };
    let mut complaints = Vec::new();
    for declared in &manifest.declared {
        for (kind, name, path) in references(&declared.thing) {
            let known = names(kind);
            if !known.contains(name) {
                let at = declared.places.get(&path).unwrap_or(&declared.at);
                let message =
                    format!("no {} is called `{name}`, here or at the gateway", kind.name());
                complaints.push(manifest.text.complain(at, &message, &meant(name, known)));
            }
        }
    }
    for (declared, end) in manifest.declared.iter().flat_map(|it| contradictions(manifest, it)) {
        let at = declared.places.get("disabled").unwrap_or(&declared.at);
        let message = format!("a connection is not enabled while its {end} is disabled");
        complaints.push(manifest.text.complain(at, &message, "enabling it would enable that"));
    }
    let known = names(Kind::Source);
    for route in manifest.routes.iter().filter(|it| !known.contains(&*it.name)) {
        let message = format!("no source is called `{}`, here or at the gateway", route.name);
        let expected = meant(&route.name, known.iter().copied());
        complaints.push(manifest.text.complain(route.at(), &message, &expected));
    }
    if complaints.is_empty() { Ok(()) } else { Err(wrong(complaints)) }
}

/// The ends of a connection that are to be disabled while it is to be enabled.
fn contradictions<'a>(
    manifest: &'a Manifest,
    connection: &'a Declared,
) -> impl Iterator<Item = (&'a Declared, &'static str)> {
    let disabled = |it: &Thing, so: bool| it.fields.get("disabled") == Some(&so.into());
    let ends = references(&connection.thing).into_iter().filter_map(move |(kind, name, _)| {
        let is_it = |it: &&Declared| it.thing.kind == kind && it.thing.name == name;
        let end = manifest.declared.iter().find(is_it)?;
        disabled(&end.thing, true).then_some((connection, kind.name()))
    });
    ends.filter(move |_| disabled(&connection.thing, false))
}

/// Where a thing of a file and the same thing at the gateway differ: before is there, after here.
///
/// What the gateway decides where a file is silent ([`Thing::leaves`]) only counts with `all`.
pub(super) fn fields(declared: &Declared, live: Option<&Thing>, all: bool) -> Vec<Field> {
    let thing = &declared.thing;
    let (empty, mut res) = (Map::new(), Vec::new());
    let there = live.map_or(&empty, |it| &it.fields);
    let only_there = there.keys().filter(|it| !thing.fields.contains_key(*it));
    for name in thing.fields.keys().chain(only_there) {
        if !thing.fields.contains_key(name) && Thing::leaves(name) && !all {
            continue;
        }
        // What is not said is as usual.
        let usual = live.and_then(|_| thing.usual(name));
        let there = there.get(name).or(usual.as_ref());
        let here = thing.fields.get(name).or(usual.as_ref());
        let (before, after) = (leaves(name, there), leaves(name, here));
        let find = |leaves: &[(String, Value)], path: &str| {
            leaves.iter().find(|(it, _)| it == path).map(|(_, value)| value.clone())
        };
        let gone = before.iter().filter(|(path, _)| find(&after, path).is_none());
        for (path, _) in after.iter().chain(gone) {
            let (before, after) = (find(&before, path), find(&after, path));
            let is_secret = declared.is_written(path) || Thing::is_secret(path);
            if before != after {
                res.push(Field { path: path.clone(), before, after, is_secret });
            }
        }
    }
    res
}

/// The parts of a value that have no parts, each with its path.
fn leaves(path: &str, value: Option<&Value>) -> Vec<(String, Value)> {
    let Some(value) = value else { return Vec::new() };
    match value {
        Value::Object(fields) if !fields.is_empty() => fields
            .iter()
            .flat_map(|(name, value)| leaves(&format!("{path}.{name}"), Some(value)))
            .collect(),
        Value::Array(items) if items.iter().any(|it| it.is_object() || it.is_array()) => items
            .iter()
            .enumerate()
            .flat_map(|(index, value)| leaves(&format!("{path}[{index}]"), Some(value)))
            .collect(),
        _ => vec![(path.to_owned(), value.clone())],
    }
}
