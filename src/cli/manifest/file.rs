//! Reads a `hookport.toml`: what is to be there, where each word of it stands, and what is wrong.
//!
//! Everything that is wrong is said at once, each with its line.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use toml_edit::{Document, Item, TableLike};

use super::text::{Span, Text, meant};
use super::thing::{self, Kind, Takes, Thing};
use super::vars::{self, Problem};
use crate::cli::error::{CliError, Exit, Result};

/// What a file is called where nobody says otherwise.
pub(super) const NAME: &str = "hookport.toml";

/// What `[listen]` holds.
const LISTEN: &str = "listen";

/// Looks a variable up.
pub(super) type Variables<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A file that makes sense.
pub(super) struct Manifest {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What is in it.
    pub(super) text: Text,
    /// What it declares, in the order in which things are made.
    pub(super) declared: Vec<Declared>,
    /// Where `listen` is to lead events, in the file's order.
    pub(super) routes: Vec<Route>,
}

/// A thing that a file declares.
pub(super) struct Declared {
    /// What it is to be.
    pub(super) thing: Thing,
    /// Where its name stands.
    pub(super) at: Span,
    /// Where each of its parts stands, by dotted path.
    pub(super) places: HashMap<String, Span>,
    /// Parts that hold variables, as they are written, by dotted path.
    pub(super) written: HashMap<String, String>,
    /// The file that its code or its rules are in, below the folder of the manifest.
    pub(super) beside: Option<PathBuf>,
}

impl Manifest {
    /// Whether it declares one of this kind and name.
    pub(super) fn names(&self, kind: Kind, name: &str) -> bool {
        self.declared.iter().any(|it| it.thing.kind == kind && it.thing.name == name)
    }
}

impl Declared {
    /// Whether a part, or a part of it, holds variables.
    pub(super) fn is_written(&self, path: &str) -> bool {
        self.written.keys().any(|it| {
            it.strip_prefix(path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }
}

/// Where the events of a source are to go on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Route {
    /// The source.
    pub(in crate::cli) name: String,
    /// A port or URL, and perhaps a path.
    pub(in crate::cli) target: String,
    /// `hookport.toml:12:3`
    pub(in crate::cli) place: String,
    at: Span,
}

impl Route {
    /// Where it stands.
    pub(super) fn at(&self) -> &Span {
        &self.at
    }
}

/// The file that is meant: the one that was named, or else the nearest from here up.
pub(super) fn find(named: Option<&Path>) -> Result<Option<PathBuf>> {
    if let Some(named) = named {
        return Ok(Some(named.to_owned()));
    }
    let here = std::env::current_dir()?;
    let found = here.ancestors().map(|it| it.join(NAME)).find(|it| it.is_file());
    // As short as people would write it.
    Ok(found.map(|it| it.strip_prefix(&here).map(Path::to_owned).unwrap_or(it)))
}

/// Reads a whole file.
pub(super) fn read(path: &Path, variable: Variables<'_>) -> Result<Manifest> {
    read_as(path, variable, false)
}

/// Reads a whole file; variables that are not there are empty.
pub(super) fn read_without_secrets(path: &Path, variable: Variables<'_>) -> Result<Manifest> {
    read_as(path, variable, true)
}

fn read_as(path: &Path, variable: Variables<'_>, forgiving: bool) -> Result<Manifest> {
    let (text, document) = open(path)?;
    let mut reader = Reader { text: &text, variable, forgiving, complaints: Vec::new() };
    let mut declared = Vec::new();
    let root = document.as_table();
    reader.known(root, Kind::ALL.map(Kind::name).into_iter().chain([LISTEN]));
    for kind in Kind::ALL {
        for (name, at, item) in reader.tables(root, kind.name()) {
            if let Some(table) = reader.table(item, &at, &format!("{} `{name}`", kind.name())) {
                declared.push(reader.declared(kind, name, at, table, path));
            }
        }
    }
    let routes = reader.routes(root);
    let complaints = reader.complaints;
    end(complaints)?;
    Ok(Manifest { path: path.to_owned(), text, declared, routes })
}

/// Reads the routes of a file and looks at nothing else, so that no variable of another part needs
/// to be there.
pub(super) fn read_routes(path: &Path, variable: Variables<'_>) -> Result<Vec<Route>> {
    let (text, document) = open(path)?;
    let mut reader = Reader { text: &text, variable, forgiving: false, complaints: Vec::new() };
    let routes = reader.routes(document.as_table());
    let complaints = reader.complaints;
    end(complaints)?;
    Ok(routes)
}

fn open(path: &Path) -> Result<(Text, Document<String>)> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| {
        let exit = match error.kind() {
            std::io::ErrorKind::NotFound => Exit::NotFound,
            _ => Exit::Failed,
        };
        CliError::because(error, exit, format!("cannot read {name}"))
    })?;
    let document = Document::parse(text.clone());
    let text = Text { name, text };
    match document {
        Ok(document) => Ok((text, document)),
        Err(error) => {
            let at = error.span().unwrap_or_default();
            let message = error.message().replace('\n', ", ");
            Err(wrong([text.complain(&at, "this is no TOML", &message)]))
        }
    }
}

/// What is wrong with a file, as the error of a command.
pub(super) fn wrong(complaints: impl IntoIterator<Item = String>) -> CliError {
    CliError::usage(Vec::from_iter(complaints).join("\nerror: "))
}

fn end(mut complaints: Vec<(usize, String)>) -> Result<()> {
    complaints.sort();
    if complaints.is_empty() {
        return Ok(());
    }
    Err(wrong(complaints.into_iter().map(|(_, complaint)| complaint)))
}

/// Reads tables, and notes what is wrong with them.
struct Reader<'a> {
    text: &'a Text,
    variable: Variables<'a>,
    /// Whether variables that are not there are empty.
    forgiving: bool,
    complaints: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn complain(&mut self, at: &Span, message: &str, expected: &str) {
        self.complaints.push((at.start, self.text.complain(at, message, expected)));
    }

    /// Refuses keys that mean nothing.
    fn known<'k>(&mut self, table: &dyn TableLike, known: impl Iterator<Item = &'k str> + Clone) {
        for (name, _) in table.iter().filter(|(name, _)| known.clone().all(|it| it != *name)) {
            let message = format!("`{name}` is not known here");
            self.complain(&key(table, name), &message, &meant(name, known.clone()));
        }
    }

    /// The tables of a table, `[source.…]` of `source`, each with its name and where that stands.
    fn tables<'t>(&mut self, root: &'t dyn TableLike, name: &str) -> Vec<(String, Span, &'t Item)> {
        let Some(item) = root.get(name) else { return Vec::new() };
        let at = key(root, name);
        let Some(table) = self.table(item, &at, &format!("`{name}`")) else { return Vec::new() };
        table.iter().map(|(name, item)| (name.to_owned(), key(table, name), item)).collect()
    }

    fn table<'t>(&mut self, item: &'t Item, at: &Span, what: &str) -> Option<&'t dyn TableLike> {
        let table = item.as_table_like();
        if table.is_none() {
            self.complain(at, &format!("{what} is no table"), "expected a table");
        }
        table
    }

    fn routes(&mut self, root: &dyn TableLike) -> Vec<Route> {
        let listen = root.get(LISTEN).and_then(Item::as_table_like);
        if let (None, Some(_)) = (listen, root.get(LISTEN)) {
            self.complain(&key(root, LISTEN), "`listen` is no table", "expected a table");
        }
        let Some(listen) = listen else { return Vec::new() };
        self.known(listen, ["routes"].into_iter());
        let mut res = Vec::new();
        for (name, at, item) in self.tables(listen, "routes") {
            let (mut places, mut written) = (HashMap::new(), HashMap::new());
            let value = self.value(item, "", &mut places, &mut written);
            let target = match value {
                Value::String(text) => text,
                Value::Number(port) if port.is_u64() => port.to_string(),
                _ => {
                    let message = format!("route `{name}` leads nowhere");
                    self.complain(&at, &message, "expected a port or a URL");
                    continue;
                }
            };
            res.push(Route { name, target, place: self.text.place(&at), at });
        }
        res
    }

    fn declared(
        &mut self,
        kind: Kind,
        name: String,
        at: Span,
        table: &dyn TableLike,
        path: &Path,
    ) -> Declared {
        let (mut places, mut written) = (HashMap::new(), HashMap::new());
        let mut fields = Map::new();
        for (field, item) in table.iter() {
            places.insert(field.to_owned(), key(table, field));
            let value = self.value(item, field, &mut places, &mut written);
            fields.insert(field.to_owned(), value);
        }
        let thing = Thing { kind, name, fields };
        let mut res = Declared { thing, at, places, written, beside: None };
        self.check(&mut res, "");
        self.require(&res);
        self.beside(&mut res, path.parent().unwrap_or(Path::new("")));
        self.rules(&mut res);
        let fields = &mut res.thing.fields;
        for (name, value) in &mut *fields {
            if !matches!(name.as_str(), "rules" | "code") {
                thing::tidy(value);
            }
        }
        // What need not be said.
        let usual = match kind {
            Kind::Source => "WEBHOOK",
            Kind::Destination if fields.contains_key("path") => "CLI",
            Kind::Destination => "HTTP",
            _ => return res,
        };
        let said = fields.shift_remove("type");
        fields.shift_insert(0, "type".to_owned(), said.unwrap_or(usual.into()));
        res
    }

    /// A value as JSON, with its variables in their places.
    fn value(
        &mut self,
        item: &Item,
        path: &str,
        places: &mut HashMap<String, Span>,
        written: &mut HashMap<String, String>,
    ) -> Value {
        let at = item.span().unwrap_or_default();
        let mut list = |this: &mut Self, items: &mut dyn Iterator<Item = (Item, Span)>| -> Value {
            let items = items.enumerate().map(|(index, (item, at))| {
                let path = format!("{path}[{index}]");
                places.insert(path.clone(), at);
                this.value(&item, &path, places, written)
            });
            items.collect()
        };
        if let Some(array) = item.as_array() {
            let mut items =
                array.iter().map(|it| (Item::Value(it.clone()), it.span().unwrap_or_default()));
            return list(self, &mut items);
        }
        if let Some(tables) = item.as_array_of_tables() {
            let mut items =
                tables.iter().map(|it| (Item::Table(it.clone()), it.span().unwrap_or_default()));
            return list(self, &mut items);
        }
        if let Some(table) = item.as_table_like() {
            let mut res = Map::new();
            for (name, item) in table.iter() {
                let path = format!("{path}.{name}");
                places.insert(path.clone(), key(table, name));
                res.insert(name.to_owned(), self.value(item, &path, places, written));
            }
            return Value::Object(res);
        }
        match item.as_value() {
            Some(toml_edit::Value::String(text)) => {
                if vars::has_any(text.value()) {
                    written.insert(path.to_owned(), text.value().clone());
                }
                self.expand(text.value(), &at)
            }
            Some(toml_edit::Value::Integer(it)) => json!(it.value()),
            Some(toml_edit::Value::Float(it)) => json!(it.value()),
            Some(toml_edit::Value::Boolean(it)) => json!(it.value()),
            Some(toml_edit::Value::Datetime(it)) => json!(it.value().to_string()),
            _ => Value::Null,
        }
    }

    fn expand(&mut self, text: &str, at: &Span) -> Value {
        let source = &self.text.text[at.clone()];
        match vars::expand(text, self.variable) {
            Ok(text) => text.into(),
            Err(Problem::Missing(_)) if self.forgiving => {
                let variable = |name: &str| Some((self.variable)(name).unwrap_or_default());
                vars::expand(text, &variable).unwrap_or_default().into()
            }
            Err(Problem::Missing(name)) => {
                // Where it stands inside the text, if it is not written with escapes.
                let inside = source.find(&format!("${{{name}")).map(|it| at.start + it);
                let at = inside.map_or(at.clone(), |it| it..it + name.len() + 3);
                let message = format!("the environment has no variable `{name}`");
                let expected = format!("set it, or write `${{{name}:-…}}` for what else it is");
                self.complain(&at, &message, &expected);
                Value::String(String::new())
            }
            Err(Problem::Malformed) => {
                let expected = "expected `${NAME}`; `$${` is a plain `${`";
                self.complain(at, "a variable that is none", expected);
                Value::String(String::new())
            }
        }
    }

    /// Refuses keys that mean nothing, and values that are of another type.
    fn check(&mut self, declared: &mut Declared, path: &str) {
        let rows = declared.thing.kind.fields();
        let mut fields = std::mem::take(&mut declared.thing.fields);
        self.check_fields(&rows, declared, &mut fields, path);
        declared.thing.fields = fields;
    }

    fn check_fields(
        &mut self,
        rows: &[(String, Takes)],
        declared: &Declared,
        fields: &mut Map<String, Value>,
        path: &str,
    ) {
        let below = |row: &str| row.strip_prefix(path).map(str::to_owned);
        let known: Vec<String> = rows.iter().filter_map(|(row, _)| below(row)).collect();
        let known: Vec<&str> = known.iter().filter_map(|it| it.split('.').next()).collect();
        for (name, value) in fields {
            let path = format!("{path}{name}");
            let at = declared.places.get(&path).unwrap_or(&declared.at);
            if !known.contains(&name.as_str()) {
                let mut known = known.clone();
                known.dedup();
                let message = format!("`{name}` is not known here");
                self.complain(at, &message, &meant(name, known));
                continue;
            }
            let takes = rows.iter().find(|(row, _)| *row == path).map(|(_, takes)| *takes);
            match (takes, value) {
                (Some(takes), value) => {
                    if let Err(expected) = takes.check(value) {
                        self.complain(at, &format!("`{name}` cannot be this"), &expected);
                    }
                }
                (None, Value::Object(inner)) => {
                    self.check_fields(rows, declared, inner, &format!("{path}."));
                }
                (None, _) => {
                    self.complain(at, &format!("`{name}` cannot be this"), "expected a table");
                }
            }
        }
    }

    fn require(&mut self, declared: &Declared) {
        let needed: &[&str] = match declared.thing.kind {
            Kind::Connection => &["source", "destination"],
            Kind::Transformation => &["file"],
            _ => &[],
        };
        for field in needed.iter().filter(|it| !declared.thing.fields.contains_key(**it)) {
            let what = format!("{} `{}`", declared.thing.kind.name(), declared.thing.name);
            self.complain(&declared.at, &format!("{what} has no `{field}`"), "it needs one");
        }
    }

    /// Reads the file that code, or rules, are in.
    fn beside(&mut self, declared: &mut Declared, folder: &Path) {
        let thing = &mut declared.thing;
        let (field, becomes) = match thing.kind {
            Kind::Transformation => ("file", "code"),
            Kind::Connection => ("rules", "rules"),
            _ => return,
        };
        let Some(Value::String(file)) = thing.fields.get(field) else { return };
        let at = declared.places.get(field).unwrap_or(&declared.at);
        let path = folder.join(file);
        let content = fs::read_to_string(&path).map_err(|error| error.to_string());
        let content = content.and_then(|text| match thing.kind {
            Kind::Transformation => Ok(Value::String(text)),
            _ => serde_json::from_str(&text).map_err(|error| format!("it is no JSON: {error}")),
        });
        declared.beside = Some(path);
        match content {
            Ok(content) => {
                thing.fields.shift_remove(field);
                thing.fields.insert(becomes.to_owned(), content);
            }
            Err(error) => {
                let message = format!("cannot read {file}");
                self.complain(at, &message, &error);
            }
        }
    }

    /// Brings rules into the shape that the gateway shows them in.
    fn rules(&mut self, declared: &mut Declared) {
        let Some(rules) = declared.thing.fields.get_mut("rules") else { return };
        let all_at = declared.places.get("rules").unwrap_or(&declared.at);
        let mut are_good = true;
        for (index, rule) in rules.as_array().into_iter().flatten().enumerate() {
            let place = format!("rules[{index}]");
            let at = declared.places.get(&place).unwrap_or(all_at);
            for sentence in thing::settled(&json!([rule])).err().into_iter().flatten() {
                are_good = false;
                let sentence = sentence.replace("rules[0]", &place);
                let (path, rest) = sentence.split_once(' ').unwrap_or((&sentence, ""));
                let inside = [path.to_owned(), format!("{place}.{path}")];
                let found = inside.iter().find_map(|it| declared.places.get(it));
                let at = found.unwrap_or(at);
                match (path, found) {
                    ("Invalid", _) => {
                        let types = "filter, transform, deduplicate, delay or retry";
                        let message = format!("`{place}` is no rule");
                        self.complain(at, &message, &format!("expected a `type`: {types}"));
                    }
                    // Of the two ways that the API has to say it, a file knows one.
                    ("value", _) if rest.contains("[transformation_id, ") => {
                        self.complain(at, "`transformation` is required", "expected its name");
                    }
                    (_, Some(_)) => self.complain(at, &format!("`{path}` {rest}"), ""),
                    (_, None) => self.complain(at, &sentence, ""),
                }
            }
        }
        match thing::settled(rules) {
            Ok(settled) => *rules = settled,
            Err(sentences) if are_good => self.complain(all_at, &sentences.join("; "), ""),
            Err(_) => (),
        }
    }
}

/// Where a key stands.
fn key(table: &dyn TableLike, name: &str) -> Span {
    table.get_key_value(name).and_then(|(key, _)| key.span()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(name: &str) -> Option<String> {
        (name == "SECRET").then(|| "s3cret".to_owned())
    }

    fn read(text: &str) -> Result<Manifest> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        fs::write(&path, text).unwrap();
        super::read(&path, &variable)
    }

    /// What is wrong with a file, without the folder that it was in.
    #[track_caller]
    fn refused(text: &str) -> String {
        let Err(error) = read(text) else { panic!("it was taken") };
        let said = error.to_string();
        let words = said.split(' ').map(|word| match word.find(NAME) {
            Some(at) if word.starts_with('/') || word.contains(":\\") => &word[at..],
            _ => word,
        });
        Vec::from_iter(words).join(" ")
    }

    #[test]
    fn a_thing_is_what_its_table_says_with_variables_in_their_places() {
        let text = "
            [source.shop]
            type = 'stripe'
            auth = { webhook_secret_key = '${SECRET}' }
            [destination.backend]
            url = '${URL:-http://localhost}/$${x}'
            rate_limit = 5.0
            [destination.desk]
            path = '/'
            [listen]
            routes = { shop = 3000, desk = '${PORT:-4000}/hooks' }
        ";
        let manifest = read(text).unwrap();
        let fields = |at: usize| serde_json::to_value(&manifest.declared[at].thing.fields).unwrap();
        let auth = json!({ "webhook_secret_key": "s3cret" });
        assert_eq!(fields(0), json!({ "type": "STRIPE", "auth": auth }));
        let url = "http://localhost/${x}";
        assert_eq!(fields(1), json!({ "url": url, "rate_limit": 5, "type": "HTTP" }));
        assert_eq!(fields(2), json!({ "path": "/", "type": "CLI" }));
        assert!(manifest.declared[0].is_written("auth"));
        assert!(!manifest.declared[0].is_written("auth.webhook"));
        let routes: Vec<_> = manifest.routes.iter().map(|it| (&*it.name, &*it.target)).collect();
        assert_eq!(routes, [("shop", "3000"), ("desk", "4000/hooks")]);
        assert!(manifest.routes[1].place.ends_with("hookport.toml:11:37"));
    }

    #[test]
    fn what_is_no_toml_is_shown_where_it_ends_to_be_one() {
        insta::assert_snapshot!(refused("[source.shop]\ntype = \n"), @r"
        this is no TOML
         --> hookport.toml:2:8
          |
        2 | type = 
          |        ^ string values must be quoted, expected literal string
        ");
        insta::assert_snapshot!(refused("[source.shop]\n[source.shop]\n"), @r"
        this is no TOML
         --> hookport.toml:2:9
          |
        2 | [source.shop]
          |         ^^^^ duplicate key
        ");
    }

    #[test]
    fn a_key_that_means_nothing_is_shown_with_the_one_that_was_meant() {
        let text = "
[sources.shop]
[destination.backend]
rate_limt = 5
delivery_groups = { key = 'body.id', rat_limit = 1 }
xyz = 1
[connection.orders]
source = 'a'
destination = 'b'
retry = {}
[listen]
route = {}
";
        insta::assert_snapshot!(refused(text), @r"
        `sources` is not known here
         --> hookport.toml:2:2
          |
        2 | [sources.shop]
          |  ^^^^^^^ did you mean `source`?
        error: `rate_limt` is not known here
         --> hookport.toml:4:1
          |
        4 | rate_limt = 5
          | ^^^^^^^^^ did you mean `rate_limit`?
        error: `rat_limit` is not known here
         --> hookport.toml:5:38
          |
        5 | delivery_groups = { key = 'body.id', rat_limit = 1 }
          |                                      ^^^^^^^^^ did you mean `rate_limit`?
        error: `xyz` is not known here
         --> hookport.toml:6:1
          |
        6 | xyz = 1
          | ^^^ expected one of: description, type, url, path, http_method, path_forwarding_disabled, rate_limit, rate_limit_period, delivery_groups, circuit_breaker, auth_type, auth, disabled
        error: `retry` is not known here
          --> hookport.toml:10:1
           |
        10 | retry = {}
           | ^^^^^ expected one of: source, destination, description, rules, disabled, paused
        error: `route` is not known here
          --> hookport.toml:12:1
           |
        12 | route = {}
           | ^^^^^ did you mean `routes`?
        ");
    }

    #[test]
    fn a_value_of_another_type_is_shown_with_what_is_expected() {
        let text = "
[source]
shop = 5
[source.desk]
type = 5
allowed_http_methods = 'POST'
custom_response = 'thanks'
auth = { n = 1 }
[destination.backend]
rate_limit = '5'
rate_limit_period = 'day'
path_forwarding_disabled = 1
[connection.orders]
source = 'a'
[transformation.eur]
[listen.routes]
shop = true
";
        insta::assert_snapshot!(refused(text), @r"
        source `shop` is no table
         --> hookport.toml:3:1
          |
        3 | shop = 5
          | ^^^^ expected a table
        error: `type` cannot be this
         --> hookport.toml:5:1
          |
        5 | type = 5
          | ^^^^ expected a word
        error: `allowed_http_methods` cannot be this
         --> hookport.toml:6:1
          |
        6 | allowed_http_methods = 'POST'
          | ^^^^^^^^^^^^^^^^^^^^ expected a list of texts
        error: `custom_response` cannot be this
         --> hookport.toml:7:1
          |
        7 | custom_response = 'thanks'
          | ^^^^^^^^^^^^^^^ expected a table
        error: `auth` cannot be this
         --> hookport.toml:8:1
          |
        8 | auth = { n = 1 }
          | ^^^^ expected a table of texts
        error: `rate_limit` cannot be this
          --> hookport.toml:10:1
           |
        10 | rate_limit = '5'
           | ^^^^^^^^^^ expected a number
        error: `rate_limit_period` cannot be this
          --> hookport.toml:11:1
           |
        11 | rate_limit_period = 'day'
           | ^^^^^^^^^^^^^^^^^ expected one of: second, minute, hour, concurrent
        error: `path_forwarding_disabled` cannot be this
          --> hookport.toml:12:1
           |
        12 | path_forwarding_disabled = 1
           | ^^^^^^^^^^^^^^^^^^^^^^^^ expected true or false
        error: connection `orders` has no `destination`
          --> hookport.toml:13:13
           |
        13 | [connection.orders]
           |             ^^^^^^ it needs one
        error: transformation `eur` has no `file`
          --> hookport.toml:15:17
           |
        15 | [transformation.eur]
           |                 ^^^ it needs one
        error: route `shop` leads nowhere
          --> hookport.toml:17:1
           |
        17 | shop = true
           | ^^^^ expected a port or a URL
        ");
    }

    #[test]
    fn a_rule_is_held_against_what_rules_may_be() {
        let text = "
[connection.orders]
source = 'a'
destination = 'b'
rules = [
  { type = 'retry', strategy = 'linear', cuont = 5 },
  { type = 'filter', body = { a = { '$gt' = true } } },
  { type = 'deduplicate' },
  { type = 'transform' },
  { typ = 'delay' },
  { type = 'delay', delay = 1.5 },
]
[connection.twice]
source = 'a'
destination = 'b'
rules = [{ type = 'retry', strategy = 'linear' }, { type = 'retry', strategy = 'linear' }]
";
        insta::assert_snapshot!(refused(text), @r"
        `rules[0].cuont` is not allowed
         --> hookport.toml:6:42
          |
        6 |   { type = 'retry', strategy = 'linear', cuont = 5 },
          |                                          ^^^^^
        error: `rules[1].body.a.$gt` must be a string or a number
         --> hookport.toml:7:37
          |
        7 |   { type = 'filter', body = { a = { '$gt' = true } } },
          |                                     ^^^^^
        error: window is required
         --> hookport.toml:8:3
          |
        8 |   { type = 'deduplicate' },
          |   ^^^^^^^^^^^^^^^^^^^^^^^^
        error: `transformation` is required
         --> hookport.toml:9:3
          |
        9 |   { type = 'transform' },
          |   ^^^^^^^^^^^^^^^^^^^^^^ expected its name
        error: `rules[4]` is no rule
          --> hookport.toml:10:3
           |
        10 |   { typ = 'delay' },
           |   ^^^^^^^^^^^^^^^^^ expected a `type`: filter, transform, deduplicate, delay or retry
        error: `delay` must be an integer
          --> hookport.toml:11:21
           |
        11 |   { type = 'delay', delay = 1.5 },
           |                     ^^^^^
        error: rules must contain at most one retry rule
          --> hookport.toml:16:1
           |
        16 | rules = [{ type = 'retry', strategy = 'linear' }, { type = 'retry', strategy = 'linear' }]
           | ^^^^^
        ");
    }

    #[test]
    fn a_variable_that_is_not_there_is_named_with_its_place() {
        let text = "
[source.shop]
auth = { webhook_secret_key = 'x${SECRET}${MISSING}', algorithm = '${}' }
";
        let said = refused(text);
        assert!(!said.contains("s3cret"), "{said}");
        insta::assert_snapshot!(said, @r"
        the environment has no variable `MISSING`
         --> hookport.toml:3:42
          |
        3 | auth = { webhook_secret_key = 'x${SECRET}${MISSING}', algorithm = '${}' }
          |                                          ^^^^^^^^^^ set it, or write `${MISSING:-…}` for what else it is
        error: a variable that is none
         --> hookport.toml:3:67
          |
        3 | auth = { webhook_secret_key = 'x${SECRET}${MISSING}', algorithm = '${}' }
          |                                                                   ^^^^^ expected `${NAME}`; `$${` is a plain `${`
        ");
        let said = refused("[transformation.eur]\nfile = 'none/eur.js'\n");
        assert!(said.starts_with("cannot read none/eur.js\n --> hookport.toml:2:1\n"), "{said}");
    }

    #[test]
    fn routes_are_read_without_the_variables_of_other_parts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        fs::write(&path, "[source.shop]\ndescription = '${NONE}'\n[listen.routes]\nshop = 3000\n")
            .unwrap();
        let routes = read_routes(&path, &variable).unwrap();
        assert_eq!((&*routes[0].name, &*routes[0].target), ("shop", "3000"));
    }
}
