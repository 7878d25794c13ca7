//! A plan for people, and for programs. Neither ever holds a secret.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::{Map, Value, json};
use similar::TextDiff;

use super::plan::{Action, Change, Field};
use crate::cli::view::safe;

const PLUS: Style = AnsiColor::Green.on_default();
const CHANGED: Style = AnsiColor::Yellow.on_default();
const MINUS: Style = AnsiColor::Red.on_default();
const HEAD: Style = Style::new().bold();

impl Action {
    fn sign(self) -> (&'static str, Style) {
        match self {
            Self::Create => ("+", PLUS),
            Self::Update => ("~", CHANGED),
            Self::Replace => ("-/+", MINUS),
            Self::Delete => ("-", MINUS),
        }
    }

    /// How it is called in JSON.
    fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Replace => "replace",
            Self::Delete => "delete",
        }
    }
}

/// The plan, line by line.
pub(super) fn text(changes: &[Change]) -> String {
    let mut res = String::new();
    for change in changes {
        _ = writeln!(res, "{}", line(change));
        let width = change.fields.iter().map(|it| it.path.chars().count()).max();
        for field in &change.fields {
            write_field(&mut res, field, width.unwrap_or_default());
        }
    }
    res
}

/// What is done to a thing, on one line.
pub(super) fn line(change: &Change) -> String {
    let (sign, style) = change.action.sign();
    let kind = change.thing.kind.name();
    format!("{style}{sign}{style:#} {kind} {HEAD}{}{HEAD:#}", safe(&change.thing.name))
}

/// How much there is of it: `2 to create, 1 to change`.
pub(super) fn sum(changes: &[Change], done: bool) -> String {
    let words = match done {
        false => ["to create", "to change", "to replace", "to delete"],
        true => ["created", "changed", "replaced", "deleted"],
    };
    let actions = [Action::Create, Action::Update, Action::Replace, Action::Delete];
    let counts = actions.map(|action| changes.iter().filter(|it| it.action == action).count());
    let some = counts.into_iter().zip(words).filter(|(count, _)| *count > 0);
    let some: Vec<_> = some.map(|(count, word)| format!("{count} {word}")).collect();
    if some.is_empty() { "nothing to do".to_owned() } else { some.join(", ") }
}

/// The plan as JSON: `changes`, each with `action`, `kind`, `name`, `id` and `fields`.
pub(super) fn json(changes: &[Change]) -> Value {
    let changes = changes.iter().map(|it| {
        json!({
            "action": it.action.name(),
            "kind": it.thing.kind.name(),
            "name": it.thing.name,
            "id": it.id,
            "fields": it.fields.iter().map(field_json).collect::<Vec<_>>(),
        })
    });
    json!({ "changes": changes.collect::<Vec<_>>() })
}

fn field_json(field: &Field) -> Value {
    let mut res = Map::new();
    res.insert("path".to_owned(), json!(field.path));
    res.insert("secret".to_owned(), json!(field.is_secret));
    if !field.is_secret {
        res.insert("before".to_owned(), json!(field.before));
        res.insert("after".to_owned(), json!(field.after));
    }
    Value::Object(res)
}

fn write_field(res: &mut String, field: &Field, width: usize) {
    let path = safe(&field.path);
    let (before, after) = (field.before.as_ref(), field.after.as_ref());
    if let ("code", Some(after)) = (path.as_str(), after.and_then(Value::as_str)) {
        _ = writeln!(res, "    {path}");
        let before = before.and_then(Value::as_str).unwrap_or_default();
        for line in diff(before, after, None).lines().filter(|it| !it.starts_with("@@")) {
            _ = writeln!(res, "      {line}");
        }
        return;
    }
    let show = |value: &Value| match field.is_secret {
        true => "(secret)".to_owned(),
        false => value.to_string(),
    };
    let what = match (before, after) {
        (Some(_), Some(_)) if field.is_secret => "(secret changed)".to_owned(),
        (Some(before), Some(after)) => format!("{} -> {}", show(before), show(after)),
        (None, Some(after)) => show(after),
        (Some(before), None) => format!("{} -> (none)", show(before)),
        (None, None) => String::new(),
    };
    _ = writeln!(res, "    {path:width$}  {what}");
}

/// What one text has that the other has not, as `diff -u` says it; with the names of both, or none.
pub(super) fn diff(before: &str, after: &str, names: Option<(&str, &str)>) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut unified = diff.unified_diff();
    if let Some((before, after)) = names {
        unified.header(before, after);
    }
    let mut res = String::new();
    for line in unified.to_string().lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => PLUS,
            Some(b'-') => MINUS,
            _ => Style::new(),
        };
        _ = writeln!(
            res,
            "{style}{}{style:#}",
            line.replace(|it: char| it.is_control() && it != '\t', "\u{fffd}")
        );
    }
    res
}
