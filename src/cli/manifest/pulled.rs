//! What a file would be that says what the gateway has.
//!
//! A file that is there is edited, not written anew: where it says the same, it stays as it is, with
//! its comments and its variables. No secret is ever written: a variable stands for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike};

use super::file::{Declared, Manifest};
use super::live::{Found, Live};
use super::plan::{self, Field};
use super::show;
use super::thing::{Kind, Thing};
use super::vars;
use crate::cli::Ctx;
use crate::cli::error::{CliError, Exit, Result};

/// What has to be written.
pub(super) struct Pulled {
    /// Only those that change.
    pub(super) files: Vec<Page>,
    /// What the file cannot say, or should not.
    pub(super) notes: Vec<String>,
    /// Variables that were put in the place of secrets, each with its secret.
    variables: BTreeMap<String, Value>,
    /// Variables that the file has already, whatever they hold.
    taken: BTreeSet<String>,
    /// Files that belong to a thing already, in lower case: some systems tell no other.
    owned: BTreeSet<String>,
    /// What paths in the file are below.
    folder: PathBuf,
}

/// A file, before and after.
pub(super) struct Page {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What is in it; nothing when it is not there.
    pub(super) before: Option<String>,
    after: String,
}

impl Page {
    /// What changes in it.
    pub(super) fn diff(&self) -> String {
        let name = self.path.display().to_string();
        let before = if self.before.is_some() { &name } else { "/dev/null" };
        let before_text = self.before.as_deref().unwrap_or_default();
        show::diff(before_text, &self.after, Some((before, &name)))
    }

    /// Writes it.
    pub(super) fn write(&self) -> Result<()> {
        let write = || {
            if let Some(folder) = self.path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&self.path, &self.after)
        };
        write().map_err(|error| {
            let message = format!("cannot write {}", self.path.display());
            CliError::because(error, Exit::Failed, message)
        })
    }
}

impl Pulled {
    /// What would have to be written into this file, of which `old` is what it says now.
    pub(super) fn new(path: &Path, old: Option<&Manifest>, live: &Live) -> Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let (files, notes, variables) = (Vec::new(), Vec::new(), BTreeMap::new());
        let before = old.map(|it| it.text.text.clone());
        let taken = vars::names(before.as_deref().unwrap_or_default());
        let beside =
            old.into_iter().flat_map(|it| &it.declared).filter_map(|it| it.beside.as_ref());
        let owned = beside.map(|it| it.to_string_lossy().to_lowercase()).collect();
        let mut res = Self { files, notes, variables, taken, owned, folder };
        let mut document: DocumentMut =
            before.as_deref().unwrap_or_default().parse().map_err(anyhow::Error::from)?;
        for declared in old.map_or(&[][..], |it| &it.declared) {
            let kind = declared.thing.kind.name();
            let Some(tables) = document.get_mut(kind).and_then(Item::as_table_like_mut) else {
                continue;
            };
            match live.find(&declared.thing) {
                None => _ = tables.remove(&declared.thing.name),
                Some(found) => {
                    let table = tables.get_mut(&declared.thing.name);
                    if let Some(table) = table.and_then(Item::as_table_like_mut) {
                        res.edit(table, declared, &found.thing)?;
                    }
                }
            }
        }
        let declared = |it: &Found| {
            let declared = old.into_iter().flat_map(|it| &it.declared);
            declared.filter_map(|it| live.find(&it.thing)).any(|found| found.id == it.id)
        };
        for found in live.found.iter().filter(|it| !it.is_desk && !declared(it)) {
            res.add(&mut document, &found.thing)?;
        }
        for Thing { name: id, .. } in &live.nameless {
            res.notes.push(format!("connection {id} has no name, and a file tells them by name"));
        }
        let after = document.to_string();
        if before.as_ref() != Some(&after) {
            res.files.insert(0, Page { path: path.to_owned(), before, after });
        }
        Ok(res)
    }

    /// The names of the variables that were put in the place of secrets.
    pub(super) fn variables(&self) -> Vec<&str> {
        self.variables.keys().map(String::as_str).collect()
    }

    /// Says what a file cannot.
    pub(super) fn tell(&self, ctx: &Ctx) {
        for note in &self.notes {
            ctx.ui.warning(note);
        }
    }

    /// Adds a thing that the file does not name yet.
    fn add(&mut self, document: &mut DocumentMut, thing: &Thing) -> Result<()> {
        let is_first = document.is_empty();
        let mut parent = Table::new();
        parent.set_implicit(true);
        let kind = document.entry(thing.kind.name()).or_insert(Item::Table(parent));
        let Some(tables) = kind.as_table_like_mut() else { return Ok(()) };
        if tables.contains_key(&thing.name) {
            let what = format!("{} `{}`", thing.kind.name(), thing.name);
            self.notes.push(format!("there is a second {what}, of another source: rename one"));
            return Ok(());
        }
        let mut table = Table::new();
        table.decor_mut().set_prefix(if is_first { "" } else { "\n" });
        for (name, value) in &thing.fields {
            match name.as_str() {
                "code" => {
                    let file = self.free("transformations", &thing.name, "js");
                    let code = value.as_str().unwrap_or_default();
                    self.page(self.folder.join(&file), code.to_owned())?;
                    table.insert("file", file.into());
                }
                "type" if is_plain(thing, value) => (),
                "auth" | "env" => {
                    let fields = value.as_object().into_iter().flatten();
                    let mut inner = InlineTable::new();
                    for (field, value) in fields {
                        if let Some(value) = self.part(thing, name, field, value) {
                            inner.insert(field, value);
                        }
                    }
                    table.insert(name, Item::Value(inner.into()));
                }
                _ => self.set(&mut table, thing, name, value)?,
            }
        }
        table.sort_values_by(|one, _, other, _| place(one.get()).cmp(&place(other.get())));
        tables.insert(&thing.name, Item::Table(table));
        Ok(())
    }

    /// Makes a table say what the gateway has.
    fn edit(&mut self, table: &mut dyn TableLike, declared: &Declared, live: &Thing) -> Result<()> {
        let fields = plan::fields(declared, Some(live), true);
        for parts in fields.chunk_by(|one, other| one.name() == other.name()) {
            let name = parts[0].name();
            if matches!(name, "auth" | "env") {
                for part in parts {
                    self.edit_part(table, declared, live, name, part);
                }
            } else if parts.iter().any(|it| declared.is_written(&it.path)) {
                self.note(live, name);
            } else if let Some(value) = live.fields.get(name) {
                match (name, &declared.beside, value) {
                    ("code", Some(path), Value::String(code)) => {
                        self.page(path.clone(), code.clone())?;
                    }
                    ("rules", Some(path), rules) => self.page(path.clone(), pretty(rules))?,
                    _ => self.set(table, live, name, value)?,
                }
            } else {
                table.remove(name);
            }
        }
        Ok(())
    }

    fn edit_part(
        &mut self,
        table: &mut dyn TableLike,
        declared: &Declared,
        live: &Thing,
        name: &str,
        part: &Field,
    ) {
        let field = part.path.split_once('.').map_or("", |(_, field)| field);
        if declared.is_written(&part.path) && part.before.is_some() {
            return self.note(live, &part.path);
        }
        let new = Item::Value(InlineTable::new().into());
        let Some(inner) = table.entry(name).or_insert(new).as_table_like_mut() else { return };
        match &part.before {
            None => _ = inner.remove(field),
            Some(value) => {
                if let Some(value) = self.part(live, name, field, value) {
                    inner.insert(field, Item::Value(value));
                }
            }
        }
        if inner.is_empty() {
            table.remove(name);
        }
    }

    /// Notes that a variable gives something else than the gateway has: whose fault that is nobody
    /// here knows, and what stands at the gateway may be a secret.
    fn note(&mut self, live: &Thing, path: &str) {
        let what = format!("{} `{}`", live.kind.name(), live.name);
        self.notes.push(format!(
            "at the gateway, {what} has another `{path}` than the environment gives"
        ));
    }

    /// A part of `auth` or `env`: a variable, unless it is no secret.
    fn part(
        &mut self,
        thing: &Thing,
        name: &str,
        field: &str,
        value: &Value,
    ) -> Option<toml_edit::Value> {
        if !Thing::is_secret(&format!("{name}.{field}")) {
            return toml(value);
        }
        let plain = vars::name(&[&thing.name, field]);
        let long = vars::name(&[thing.kind.name(), &thing.name, field]);
        let more = (2..).map(|number| format!("{long}_{number}"));
        let is_free = |it: &String| {
            !self.taken.contains(it) && self.variables.get(it).is_none_or(|it| it == value)
        };
        let variable = [plain, long.clone()].into_iter().chain(more).find(is_free)?;
        let text = format!("${{{variable}}}");
        self.variables.insert(variable, value.clone());
        Some(text.into())
    }

    fn set(
        &mut self,
        table: &mut dyn TableLike,
        thing: &Thing,
        name: &str,
        value: &Value,
    ) -> Result<()> {
        let item = match (toml(value), value) {
            (Some(toml_edit::Value::Array(mut list)), Value::Array(items))
                if items.iter().any(Value::is_object) =>
            {
                for item in list.iter_mut() {
                    item.decor_mut().set_prefix("\n  ");
                }
                list.set_trailing("\n");
                list.set_trailing_comma(true);
                list.into()
            }
            (Some(value), _) => value,
            // TOML has no null, and a filter may ask for one.
            (None, _) => {
                let file = self.free(name, &thing.name, "json");
                self.page(self.folder.join(&file), pretty(value))?;
                file.into()
            }
        };
        table.insert(name, Item::Value(item));
        Ok(())
    }

    /// A file for a thing that no other thing has.
    fn free(&mut self, folder: &str, name: &str, extension: &str) -> String {
        let name = file_name(name);
        let plain = format!("{folder}/{name}.{extension}");
        let more = (2..).map(|number| format!("{folder}/{name}_{number}.{extension}"));
        let mut paths = [plain.clone()].into_iter().chain(more);
        let owned = &mut self.owned;
        let own = |it: &String| owned.insert(self.folder.join(it).to_string_lossy().to_lowercase());
        paths.find(own).unwrap_or(plain)
    }

    fn page(&mut self, path: PathBuf, after: String) -> Result<()> {
        let before = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        if before.as_ref() != Some(&after) {
            self.files.push(Page { path, before, after });
        }
        Ok(())
    }
}

/// Where a field stands among the others of a new table.
fn place(name: &str) -> usize {
    let first = ["type", "source", "destination", "file", "description"];
    let last = ["rules"];
    match first.iter().position(|it| *it == name) {
        Some(index) => index,
        None if last.contains(&name) => first.len() + 1,
        None => first.len(),
    }
}

/// Whether the type of a thing need not be said.
fn is_plain(thing: &Thing, kind: &Value) -> bool {
    match thing.kind {
        Kind::Source => kind == "WEBHOOK",
        _ => kind == "HTTP" || kind == "CLI",
    }
}

/// A name as that of a file, which whoever gave the name cannot make another folder's.
fn file_name(name: &str) -> String {
    name.replace(|it: char| !it.is_alphanumeric() && it != '-' && it != '_', "_")
}

fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).expect("a JSON value has string keys only");
    text + "\n"
}

/// The value as TOML; `None` where there is a null in it.
fn toml(value: &Value) -> Option<toml_edit::Value> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(it) => (*it).into(),
        Value::Number(it) => match it.as_i64() {
            Some(whole) => whole.into(),
            None => it.as_f64()?.into(),
        },
        Value::String(it) => vars::escape(it).into(),
        Value::Array(items) => {
            Array::from_iter(items.iter().map(toml).collect::<Option<Vec<_>>>()?).into()
        }
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| Some((name, toml(value)?)));
            let fields = fields.collect::<Option<Vec<_>>>()?;
            InlineTable::from_iter(fields).into()
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(kind: Kind, name: &str, fields: Value) -> Found {
        let Value::Object(fields) = fields else { panic!("{fields} are no fields") };
        let thing = Thing { kind, name: name.to_owned(), fields };
        Found { thing, id: format!("{kind:?} {name}"), is_desk: false }
    }

    #[test]
    fn no_secret_is_written_and_two_never_share_a_variable() {
        let auth = |token: &str| json!({ "auth": { "token": token } });
        let live = Live {
            found: vec![
                found(Kind::Source, "shop", auth("a")),
                found(Kind::Source, "copy", auth("a")),
                found(Kind::Destination, "shop", auth("b")),
            ],
            nameless: vec![found(Kind::Connection, "web_1", json!({})).thing],
        };
        let pulled = Pulled::new(Path::new("none/hookport.toml"), None, &live).unwrap();
        insta::assert_snapshot!(pulled.files[0].after, @r#"
        [source.shop]
        auth = { token = "${SHOP_TOKEN}" }

        [source.copy]
        auth = { token = "${COPY_TOKEN}" }

        [destination.shop]
        auth = { token = "${DESTINATION_SHOP_TOKEN}" }
        "#);
        assert_eq!(pulled.variables(), ["COPY_TOKEN", "DESTINATION_SHOP_TOKEN", "SHOP_TOKEN"]);
        assert_eq!(pulled.notes, ["connection web_1 has no name, and a file tells them by name"]);
    }

    #[test]
    fn what_the_file_has_already_is_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hookport.toml");
        fs::write(&path, "[source.shop]\nauth = { token = \"${SHOP_TOKEN}\" }\n").unwrap();
        let old = super::super::file::read(&path, &|_| Some("a".to_owned())).unwrap();
        let auth = |token: &str| json!({ "auth": { "token": token } });
        let code = |code: &str| json!({ "code": code });
        let live = Live {
            found: vec![
                found(Kind::Source, "shop", auth("a")),
                found(Kind::Destination, "shop", auth("b")),
                found(Kind::Destination, "Shop", auth("c")),
                found(Kind::Transformation, "tax.eur", code("1")),
                found(Kind::Transformation, "Tax_eur", code("2")),
            ],
            nameless: Vec::new(),
        };
        let pulled = Pulled::new(&path, Some(&old), &live).unwrap();
        let variables = ["DESTINATION_SHOP_TOKEN", "DESTINATION_SHOP_TOKEN_2"];
        assert_eq!(pulled.variables(), variables);
        let files: Vec<_> = pulled.files.iter().map(|it| it.path.file_name().unwrap()).collect();
        assert_eq!(files, ["hookport.toml", "tax_eur.js", "Tax_eur_2.js"]);
    }

    #[test]
    fn whoever_names_a_transformation_does_not_choose_the_folder() {
        let code = json!({ "code": "x" });
        let found = vec![found(Kind::Transformation, "../../a b", code)];
        let live = Live { found, nameless: Vec::new() };
        let pulled = Pulled::new(Path::new("none/hookport.toml"), None, &live).unwrap();
        let paths: Vec<_> = pulled.files.iter().map(|it| it.path.to_str().unwrap()).collect();
        let file = Path::new("none").join("transformations/______a_b.js");
        assert_eq!(paths, ["none/hookport.toml", file.to_str().unwrap()]);
    }
}
