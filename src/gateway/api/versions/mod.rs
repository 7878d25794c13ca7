//! Older shapes of the API.
//!
//! Handlers know today's shape only. What an older client sends is made newer change by change,
//! oldest first; what it gets is made older again, newest first. Objects inside objects are walked
//! through [`Object::parts`].
//!
//! To add a version: its date at the head of [`VERSIONS`] and a file with its changes. To retire
//! one: remove both.

mod support;
mod v2021_08_01;
mod v2022_03_01;
mod v2022_07_01;
mod v2022_10_01;
mod v2022_11_01;
mod v2023_01_01;
mod v2023_07_01;
mod v2024_03_01;
mod v2024_09_01;
mod v2025_01_01;
mod v2025_07_01;
mod v2026_09_01;

use serde_json::{Map, Value};

pub(in crate::gateway) use self::support::OLDEST;

/// Every supported version with what came with it, newest first.
const VERSIONS: &[(&str, &[Change])] = &[
    ("2026-09-01", v2026_09_01::CHANGES),
    ("2025-07-01", v2025_07_01::CHANGES),
    ("2025-01-01", v2025_01_01::CHANGES),
    ("2024-09-01", v2024_09_01::CHANGES),
    ("2024-03-01", v2024_03_01::CHANGES),
    ("2023-07-01", v2023_07_01::CHANGES),
    ("2023-01-01", v2023_01_01::CHANGES),
    ("2022-11-01", v2022_11_01::CHANGES),
    ("2022-10-01", v2022_10_01::CHANGES),
    ("2022-07-01", v2022_07_01::CHANGES),
    ("2022-03-01", v2022_03_01::CHANGES),
    ("2021-08-01", v2021_08_01::CHANGES),
    // The first: nothing came before it.
    ("2020-01-01", &[]),
];

/// A version of the API: how many steps it is behind the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version(usize);

impl Version {
    /// What handlers speak.
    pub(super) const NEWEST: Self = Self(0);

    /// Reads the first segment of a path: a date, or `latest`.
    pub(super) fn parse(segment: &str) -> Option<Self> {
        if segment == "latest" {
            return Some(Self::NEWEST);
        }
        VERSIONS.iter().position(|(date, _)| *date == segment).map(Self)
    }

    /// Every version, newest first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..VERSIONS.len()).map(Self)
    }

    /// Its name.
    pub(super) const fn date(self) -> &'static str {
        VERSIONS[self.0].0
    }

    /// How many steps it is behind the newest.
    pub(super) const fn steps(self) -> usize {
        self.0
    }

    /// Whether it came before another.
    pub(super) const fn is_before(self, other: Self) -> bool {
        self.0 > other.0
    }
}

/// One way in which a version differs from the one before it.
struct Change {
    /// What it changed.
    on: Object,
    /// What it is, for the changelog of the API.
    about: &'static str,
    /// Fields that moved, as (older, newer) paths; errors name the one that the caller knows.
    moved: &'static [(&'static str, &'static str)],
    /// Makes an answer older.
    older: fn(&mut Map<String, Value>),
    /// Makes what was sent newer; a sentence without its subject's path when that cannot be.
    newer: fn(&mut Map<String, Value>) -> Result<(), String>,
}

/// What an answer or a body is, as far as shapes differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// Something that is the same in all versions.
    Plain,
    /// A source, or what makes one.
    Source,
    /// A destination, or what makes one.
    Destination,
    /// A connection, or what makes one.
    Connection,
    /// A request.
    Request,
    /// An event.
    Event,
    /// An event's content.
    EventData,
    /// An attempt.
    Attempt,
    /// An event that was retried.
    RetriedEvent,
    /// An issue.
    Issue,
    /// The case for which an issue was opened.
    IssueData,
    /// An issue trigger, or what makes one.
    IssueTrigger,
    /// What is told of, or what asks for it.
    Notifications,
    /// A request that was retried, with its new events; or what asks for it.
    Retried,
    /// Requests that were made of an old one, with their events.
    Replayed,
    /// What a connection made no event of; or filters of those, as bulk operations have them.
    Ignored,
    /// A bulk operation.
    Bulk,
    /// What begins a bulk operation on events.
    BulkEvents,
    /// What begins a bulk operation on requests.
    BulkRequests,
    /// What begins a bulk operation on what was ignored.
    BulkIgnored,
    /// Which events it is about; unlike in a list, what the version does not know is refused.
    BulkEventQuery,
    /// Which requests it is about, likewise.
    BulkRequestQuery,
    /// A bookmark, or what makes one.
    Bookmark,
    /// That a bookmark was deleted.
    DeletedBookmark,
    /// A ruleset, or what makes one.
    Ruleset,
    /// An integration, or what makes one.
    Integration,
    /// That an integration was deleted.
    DeletedIntegration,
    /// That an integration was attached to a source.
    Attached,
    /// That an integration was detached from a source.
    Detached,
    /// How many issues there are.
    IssueCount,
    /// What has a name that was asked for.
    Taken,
    /// A transformation, or what makes one.
    Transformation,
    /// A run of a transformation that was kept.
    Execution,
    /// What tries a transformation out, or what came of it.
    TransformationRun,
    /// Filters of sources.
    SourceQuery,
    /// Filters of destinations.
    DestinationQuery,
    /// Filters of connections.
    ConnectionQuery,
    /// Filters of rulesets.
    RulesetQuery,
    /// Filters of integrations.
    IntegrationQuery,
    /// Filters of bookmarks.
    BookmarkQuery,
    /// Filters of requests.
    RequestQuery,
    /// Filters of events.
    EventQuery,
    /// Filters of attempts.
    AttemptQuery,
    /// Filters of issues.
    IssueQuery,
    /// Filters of issue triggers.
    IssueTriggerQuery,
}

impl Object {
    /// The objects inside, by the field that holds one or a list of them.
    const fn parts(self) -> &'static [(&'static str, Self)] {
        match self {
            Self::Connection => &[
                ("source", Self::Source),
                ("destination", Self::Destination),
                ("ruleset", Self::Ruleset),
            ],
            Self::Source => &[("integration", Self::Integration)],
            Self::Event | Self::Bookmark => &[("data", Self::EventData)],
            // The newest answers the event itself, older ones one inside.
            Self::RetriedEvent => &[("event", Self::Event), ("data", Self::EventData)],
            Self::Issue => &[("data", Self::IssueData)],
            Self::IssueData => &[
                ("trigger_event", Self::Event),
                ("trigger_attempt", Self::Attempt),
                ("transformation_execution", Self::Execution),
                ("destination", Self::Destination),
                ("request", Self::Request),
            ],
            Self::BulkEvents => &[("query", Self::BulkEventQuery)],
            Self::BulkRequests => &[("query", Self::BulkRequestQuery)],
            Self::BulkIgnored => &[("query", Self::Ignored)],
            Self::Replayed => &[("requests", Self::Request), ("events", Self::Event)],
            Self::Taken => &[
                ("webhook", Self::Connection),
                ("issue_trigger", Self::IssueTrigger),
                ("transformation", Self::Transformation),
            ],
            Self::Retried => &[("request", Self::Request), ("events", Self::Event)],
            _ => &[],
        }
    }

    /// Whether it is such an object.
    fn is(self, wanted: Self) -> bool {
        self == wanted || (self == Self::RetriedEvent && wanted == Self::Event)
    }

    /// Whether it is such an object, or has one inside.
    fn has(self, wanted: Self) -> bool {
        self.is(wanted) || self.parts().iter().any(|(_, part)| part.has(wanted))
    }
}

/// Whether the version has such an object as the newest has it.
pub(super) fn is_same(version: Version, object: Object) -> bool {
    VERSIONS[..version.0].iter().all(|(_, changes)| changes.iter().all(|it| !object.has(it.on)))
}

/// Makes an answer as the version has it. Of a page, `value` is the list of its models.
pub(super) fn older(version: Version, object: Object, value: &mut Value) {
    for (_, changes) in &VERSIONS[..version.0] {
        for change in changes.iter().filter(|it| object.has(it.on)) {
            let mut apply = |map: &mut Map<String, Value>, _: &[&str]| (change.older)(map);
            walk(value, object, change.on, &mut Vec::new(), &mut apply);
        }
    }
    if let Some(whole) = value.get_mut(WHOLE) {
        *value = whole.take();
    }
}

/// The field whose value takes the place of the whole answer; no answer has one of this name.
const WHOLE: &str = "(whole)";

/// Goes through an answer in the newest shape for the objects of one kind.
pub(super) fn each(
    value: &mut Value,
    object: Object,
    wanted: Object,
    apply: &mut dyn FnMut(&mut Map<String, Value>),
) {
    walk(value, object, wanted, &mut Vec::new(), &mut |map, _| apply(map));
}

/// Makes what a client of the version sent as handlers know it; says what cannot be.
pub(super) fn newer(version: Version, object: Object, value: &mut Value) -> Vec<String> {
    let mut problems = Vec::new();
    for (_, changes) in VERSIONS[..version.0].iter().rev() {
        for change in *changes {
            let mut apply = |map: &mut Map<String, Value>, path: &[&str]| {
                if let Err(sentence) = (change.newer)(map) {
                    let path: String = path.iter().flat_map(|it| [it, "."]).collect();
                    problems.push(path + &sentence);
                }
            };
            walk(value, object, change.on, &mut Vec::new(), &mut apply);
        }
    }
    problems
}

/// Rewrites sentences about fields of an object so that they name them as the version does.
pub(super) fn older_sentences(version: Version, object: Object, sentences: &mut [String]) {
    for sentence in sentences {
        let (path, rest) = sentence.split_at(sentence.find(' ').unwrap_or(sentence.len()));
        let part = object.parts().iter().find_map(|(name, part)| {
            let inner = path.strip_prefix(name)?.strip_prefix('.')?;
            Some((&path[..path.len() - inner.len()], inner, *part))
        });
        let (outer, inner, object) = part.unwrap_or(("", path, object));
        *sentence = format!("{outer}{}{rest}", older_path(version, object, inner));
    }
}

fn older_path(version: Version, object: Object, path: &str) -> String {
    let changes = VERSIONS[..version.0].iter().flat_map(|(_, changes)| *changes);
    let moved = changes.filter(|it| it.on == object).flat_map(|it| it.moved);
    moved.fold(path.to_owned(), |path, (old, new)| match path.strip_prefix(new) {
        Some("") => (*old).to_owned(),
        Some(rest) if rest.starts_with('.') => format!("{old}{rest}"),
        _ => path,
    })
}

/// Each change with the version that it came with, newest first.
pub(super) fn changelog() -> impl Iterator<Item = (&'static str, &'static str)> {
    VERSIONS.iter().flat_map(|(date, changes)| changes.iter().map(move |it| (*date, it.about)))
}

/// What is done with an object, and the path to it.
type Apply<'a> = dyn FnMut(&mut Map<String, Value>, &[&str]) + 'a;

/// Goes through a value for the objects of one kind.
fn walk(
    value: &mut Value,
    object: Object,
    wanted: Object,
    path: &mut Vec<&'static str>,
    apply: &mut Apply<'_>,
) {
    match value {
        Value::Array(items) => {
            for item in items {
                walk(item, object, wanted, path, apply);
            }
        }
        Value::Object(map) => {
            for (name, part) in object.parts() {
                if let Some(value) = map.get_mut(*name) {
                    path.push(name);
                    walk(value, *part, wanted, path, apply);
                    path.pop();
                }
            }
            if object.is(wanted) {
                apply(map, path);
            }
        }
        _ => {}
    }
}

/// For changes that concern only what is sent.
fn same(_: &mut Map<String, Value>) {}

/// For changes that concern only what is answered.
fn taken_as_is(_: &mut Map<String, Value>) -> Result<(), String> {
    Ok(())
}

/// Gives a field another name, in its place.
fn rename(object: &mut Map<String, Value>, from: &str, to: &str) {
    let Some(at) = object.keys().position(|it| it == from) else { return };
    let value = object.shift_remove(from).unwrap_or_default();
    object.shift_remove(to);
    object.shift_insert(at.min(object.len()), to.to_owned(), value);
}

/// A filter's values, of which there may be one or several.
fn values<'a>(query: &'a mut Map<String, Value>, name: &str) -> &'a mut [Value] {
    match query.get_mut(name) {
        None => &mut [],
        Some(Value::Array(values)) => values,
        Some(value) => std::slice::from_mut(value),
    }
}

/// Refuses a field that came with a version, as older shapes have to; or a filter, without which more
/// would be done than was meant.
fn refuse(body: &mut Map<String, Value>, name: &str) -> Result<(), String> {
    match body.shift_remove(name) {
        None => Ok(()),
        Some(_) => Err(format!("{name} is not allowed")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn then(date: &str) -> Version {
        Version::parse(date).unwrap()
    }

    #[test]
    fn versions_are_dates_and_newest_first() {
        assert!(VERSIONS.windows(2).all(|it| it[0].0 > it[1].0));
        assert!(VERSIONS.iter().all(|(date, _)| date.parse::<jiff::civil::Date>().is_ok()));
        assert_eq!(Version::parse("latest"), Some(Version::NEWEST));
        assert_eq!(Version::parse("2020-01-01"), Some(Version(VERSIONS.len() - 1)));
        assert_eq!(Version::parse("2023-01-02"), None);
    }

    #[test]
    fn what_no_later_change_concerns_is_the_same() {
        let is = |date: &str, object| is_same(then(date), object);
        assert!(is("2025-07-01", Object::Event) && is("2025-07-01", Object::Attempt));
        assert!(!is("2025-07-01", Object::Connection), "a destination is inside");
        assert!(!is("2025-01-01", Object::Event) && !is("2024-09-01", Object::Request));
        assert!(is("2026-09-01", Object::Connection) && is("2020-01-01", Object::Plain));
    }

    #[test]
    fn every_change_says_what_it_is() {
        for (_, about) in changelog() {
            assert!(about.ends_with('.'), "{about}");
        }
    }

    #[test]
    fn errors_name_fields_as_the_caller_knows_them() {
        let check = |object, newer: &str, older: &str| {
            let mut sentences = [newer.to_owned()];
            older_sentences(then("2024-09-01"), object, &mut sentences);
            assert_eq!(sentences[0], older);
        };
        let (destination, connection) = (Object::Destination, Object::Connection);
        check(destination, "config.url is required", "url is required");
        check(destination, "config.delivery_policy.rate is x", "rate_limit is x");
        check(
            connection,
            "destination.config.auth.k is x",
            "destination.auth_method.config.k is x",
        );
        check(connection, "source.config.auth.k is x", "source.verification.configs.k is x");
        check(connection, "config.url is not allowed", "config.url is not allowed");
        check(Object::Plain, "x", "x");
    }

    #[test]
    fn a_problem_inside_is_named_by_its_path() {
        let mut body = json!({ "source": { "name": "a", "config": {} } });
        let problems = newer(then("2024-09-01"), Object::Connection, &mut body);
        assert_eq!(problems, ["source.config is not allowed"]);
    }
}
