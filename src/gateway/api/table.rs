//! The table of operations: what can be asked, in which versions, and who answers.
//!
//! A route exists only as a row of this table, so nothing is served that the table does not know.
//! The API's documents and the page of operations are made from it.
//!
//! To add an operation, in the `routes()` of its noun:
//!
//! ```ignore
//! Table::new("Sources")
//!     .get("/sources/{id}", resource::get::<Source>)
//!     .says("getSource(SourceInclude): Source", "Shows a source.")
//! ```

use axum::Router;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};
use http::Method;
use tower::util::MapResponseLayer;

use super::shape::Shape;
use super::versions::Version;
use crate::gateway::Gateway;

/// Operations, in reading order.
#[derive(Clone)]
pub(super) struct Table {
    tag: &'static str,
    rows: Vec<Operation>,
}

/// One operation.
#[derive(Clone)]
pub(super) struct Operation {
    /// How it is asked for.
    pub(super) method: Method,
    /// Where, without the version; what varies stands in braces.
    pub(super) path: String,
    /// Its name, what it takes and what it gives: `updateSource(SourceChange): Source`. What a GET
    /// takes is its query, what others take is their body.
    signature: String,
    /// What it does, in one sentence.
    pub(super) summary: &'static str,
    /// The noun that it belongs to.
    pub(super) tag: &'static str,
    /// The first version that has it; none where all have.
    since: Option<Version>,
    /// The last version that has it; none where it is still there.
    until: Option<Version>,
    /// Whether it asks for no key.
    pub(super) open: bool,
    /// Whether it is another's old path.
    pub(super) alias: bool,
    answer: MethodRouter<Gateway>,
}

/// Stands on an answer of a debug build: which operation gave it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said(usize);

/// What an operation takes and gives.
pub(super) struct Signature {
    /// Its name.
    pub(super) name: String,
    /// Its query or body, where it has one.
    pub(super) takes: Option<Shape>,
    /// Its answer.
    pub(super) gives: Shape,
}

impl Table {
    /// An empty one, for operations of this noun.
    pub(super) fn new(tag: &'static str) -> Self {
        Self { tag, rows: Vec::new() }
    }

    /// Adds an operation that looks something up.
    pub(super) fn get<T: 'static>(self, path: &str, answer: impl Handler<T, Gateway>) -> Self {
        self.add(Method::GET, path, on(MethodFilter::GET, answer))
    }

    /// Adds an operation that makes or does something.
    pub(super) fn post<T: 'static>(self, path: &str, answer: impl Handler<T, Gateway>) -> Self {
        self.add(Method::POST, path, on(MethodFilter::POST, answer))
    }

    /// Adds an operation that changes something.
    pub(super) fn put<T: 'static>(self, path: &str, answer: impl Handler<T, Gateway>) -> Self {
        self.add(Method::PUT, path, on(MethodFilter::PUT, answer))
    }

    /// Adds an operation that deletes something.
    pub(super) fn delete<T: 'static>(self, path: &str, answer: impl Handler<T, Gateway>) -> Self {
        self.add(Method::DELETE, path, on(MethodFilter::DELETE, answer))
    }

    fn add(mut self, method: Method, path: &str, answer: MethodRouter<Gateway>) -> Self {
        self.rows.push(Operation {
            method,
            path: path.to_owned(),
            signature: String::new(),
            summary: "",
            tag: self.tag,
            since: None,
            until: None,
            open: false,
            alias: false,
            answer,
        });
        self
    }

    /// Says of the last operation what it takes and gives, and what it does.
    pub(super) fn says(self, signature: &str, summary: &'static str) -> Self {
        self.last(|it| (it.signature, it.summary) = (signature.to_owned(), summary))
    }

    /// Says of the last operation that it came with this version, before which its path meant
    /// something else or nothing. What was only added is served in all versions, as the API does.
    #[cfg_attr(not(test), expect(dead_code, reason = "nothing came that old clients mistake"))]
    pub(super) fn since(self, date: &str) -> Self {
        let version = Version::parse(date);
        assert!(version.is_some(), "no version {date}");
        self.last(|it| it.since = version)
    }

    /// Says of the last operation that this was the last version that had it.
    pub(super) fn until(self, date: &str) -> Self {
        let version = Version::parse(date);
        assert!(version.is_some(), "no version {date}");
        self.last(|it| it.until = version)
    }

    /// Says of the last operation that it asks for no key.
    pub(super) fn open(self) -> Self {
        self.last(|it| it.open = true)
    }

    /// Serves the last operation under an older path as well.
    pub(super) fn also(mut self, path: &str) -> Self {
        if let Some(it) = self.rows.iter().rfind(|it| !it.alias) {
            // Its last word tells it from the first.
            let name = path.rsplit('/').find(|it| !it.starts_with('{')).unwrap_or_default();
            let alias = it.under(path.to_owned(), name);
            self.rows.push(alias);
        }
        self
    }

    /// Serves all operations under an older name of the noun as well.
    pub(super) fn also_as(mut self, newer: &str, older: &str) -> Self {
        let alias = |it: &Operation| {
            let rest = it.path.strip_prefix(newer)?;
            Some(it.under(format!("{older}{rest}"), older.trim_start_matches('/')))
        };
        let aliases: Vec<_> = self.rows.iter().filter_map(alias).collect();
        self.rows.extend(aliases);
        self
    }

    fn last(mut self, edit: impl FnOnce(&mut Operation)) -> Self {
        if let Some(it) = self.rows.iter_mut().rfind(|it| !it.alias) {
            edit(it);
        }
        self
    }

    /// Adds the operations of another noun.
    pub(super) fn merge(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self
    }

    /// What the paths begin with.
    pub(super) fn segments(&self) -> impl Iterator<Item = String> {
        self.rows.iter().filter_map(|it| Some(it.path.split('/').nth(1)?.to_owned()))
    }

    /// The operations that a version has.
    pub(super) fn of(&self, version: Version) -> impl Iterator<Item = &Operation> {
        self.rows.iter().filter(move |it| it.is_in(version))
    }

    /// The table as a page: a row for each operation, a column for each version.
    pub(super) fn page(&self) -> String {
        let versions: Vec<Version> = Version::all().collect();
        let cells = |cell: &dyn Fn(Version) -> String| {
            let cells = versions.iter().rev().map(|it| format!(" {} |", cell(*it)));
            cells.collect::<String>()
        };
        let mut res = String::new();
        let mut tag = "";
        for it in &self.rows {
            if it.tag != tag {
                tag = it.tag;
                res += &format!("\n## {tag}\n\n| operation | what it does |");
                res += &cells(&|version| version.date().to_owned());
                res += &format!("\n|---|---|{}\n", "---|".repeat(versions.len()));
            }
            let summary = if it.alias { "The same, by an older name." } else { it.summary };
            res += &format!("| `{} {}` | {summary} |", it.method, it.path);
            res += &cells(&|version| if it.is_in(version) { "yes" } else { "" }.to_owned());
            res.push('\n');
        }
        res
    }

    /// The operation that gave an answer.
    pub(super) fn said(&self, said: Said) -> Option<&Operation> {
        self.rows.get(said.0)
    }

    /// The routes of a version.
    pub(super) fn router(&self, version: Version) -> Router<Gateway> {
        let rows = self.rows.iter().enumerate().filter(|(_, it)| it.is_in(version));
        rows.fold(Router::new(), |router, (index, it)| {
            let mut answer = it.answer.clone();
            if cfg!(debug_assertions) {
                answer = answer.layer(MapResponseLayer::new(move |mut res: Response| {
                    res.extensions_mut().insert(Said(index));
                    res
                }));
            }
            router.route(&it.path, answer)
        })
    }
}

impl Operation {
    /// Whether a version has it.
    pub(super) fn is_in(&self, version: Version) -> bool {
        !self.since.is_some_and(|it| version.is_before(it))
            && !self.until.is_some_and(|it| it.is_before(version))
    }

    /// Its signature, read.
    pub(super) fn signature(&self) -> Result<Signature, String> {
        let parts = self.signature.split_once('(').and_then(|(name, rest)| {
            let (takes, gives) = rest.rsplit_once("): ")?;
            Some((name.to_owned(), takes.trim(), gives))
        });
        let (name, takes, gives) = parts.ok_or("no `name(what it takes): what it gives`")?;
        let takes = (!takes.is_empty()).then(|| Shape::read(takes)).transpose()?;
        Ok(Signature { name, takes, gives: Shape::read(gives)? })
    }

    /// The same under another path and name.
    fn under(&self, path: String, name: &str) -> Self {
        let signature = self.signature.replacen('(', &format!("_{name}("), 1);
        Self { path, signature, alias: true, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::operations;
    use super::*;

    async fn nothing() {}

    #[test]
    fn a_version_has_what_came_by_then_and_is_not_gone() {
        let table = Table::new("Things")
            .get("/a", nothing)
            .get("/b", nothing)
            .since("2025-07-01")
            .get("/c", nothing)
            .until("2025-01-01");
        let paths = |date| {
            let version = Version::parse(date).unwrap();
            table.of(version).map(|it| it.path.clone()).collect::<String>()
        };
        assert_eq!(paths("2024-09-01"), "/a/c");
        assert_eq!(paths("2025-01-01"), "/a/c");
        assert_eq!(paths("2025-07-01"), "/a/b");
        assert_eq!(paths("latest"), "/a/b");
    }

    #[test]
    fn an_alias_answers_as_the_first_and_has_a_name_of_its_own() {
        let table = Table::new("Things")
            .put("/things/{id}/disable", nothing)
            .says("disableThing(): Thing", "Disables a thing.")
            .also("/things/{id}/archive")
            .also_as("/things", "/stuff");
        let rows: Vec<_> = table.rows.iter().map(|it| (&*it.path, &*it.signature)).collect();
        let expected = [
            ("/things/{id}/disable", "disableThing(): Thing"),
            ("/things/{id}/archive", "disableThing_archive(): Thing"),
            ("/stuff/{id}/disable", "disableThing_stuff(): Thing"),
            ("/stuff/{id}/archive", "disableThing_archive_stuff(): Thing"),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_says_what_it_does() {
        let (table, mut names) = (operations(), BTreeSet::new());
        for it in &table.rows {
            let what = format!("{} {}: {}", it.method, it.path, it.signature);
            assert!(it.summary.ends_with('.'), "{what}: no summary");
            let name = it.signature().map(|it| it.name).unwrap_or_else(|no| panic!("{what}: {no}"));
            assert!(names.insert(name), "{what}: the name is taken");
        }
    }
}
