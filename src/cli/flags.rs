//! Flags as rows: what a value is called on the command line, and where it goes.
//!
//! The filters of a list go into its query, the fields of a thing into its JSON. Both are tables
//! of [`Flag`]s in the group's file; parser, help, completions and man page follow from the rows.
//!
//! To add a filter or a field: add its row. To add a kind of value: a variant of [`Kind`], how it
//! is read (`Kind::arg`), and how it is written (`Flags::query`, `Flags::body`).

use std::borrow::Cow;
use std::io::Read as _;
use std::marker::PhantomData;

use clap::builder::{PossibleValuesParser, TypedValueParser as _, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};
use serde_json::{Map, Value};

use super::error::{CliError, Exit, Result};
use super::sign::{secret, unreadable};
use crate::client::{Client, Query, Resource};

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Flag {
    /// Its name, without the dashes.
    name: Cow<'static, str>,
    /// Where its value goes: the name in a query, or the dotted path in a body.
    at: Cow<'static, str>,
    /// What values it takes.
    kind: Kind,
    /// What it does, for the help.
    help: &'static str,
    /// Of which part of the thing it is, when it is not of the thing itself.
    part: Option<&'static str>,
}

/// What values a flag takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A word of the API, which spells it in upper case.
    Caps,
    /// Several texts: the flag can be repeated.
    Texts,
    /// Several names or ids, which hold no commas: the flag can be repeated, or have them between.
    Names,
    /// Names with a value each, with commas between them; a name alone takes it from the environment.
    Pairs,
    /// Several texts, `any` for whatever there is, or `none`.
    Presence,
    /// Texts with commas between them.
    List,
    /// A number.
    Number,
    /// Numbers, also as `>=3`, `<3`, `any`, `none`.
    Range,
    /// Yes, when it stands alone, or `=true`, or `=false`.
    Switch,
    /// This word is added, when the flag is there.
    Include(&'static str),
    /// One of these words, in any case.
    Word(&'static [&'static str]),
    /// Several of these words.
    Words(&'static [&'static str]),
    /// A time, a date, or how long ago.
    Time,
    /// JSON.
    Json,
    /// JSON, or a text that stands for itself.
    JsonOrText,
    /// A file with JSON; `-` is standard input.
    JsonFile,
    /// A file with text; `-` is standard input.
    TextFile,
    /// A file with a secret; `-` is standard input.
    SecretFile,
    /// Where a secret is: `@FILE`, `env:NAME`, or `-` for standard input.
    Secret,
    /// A thing, by its name or id.
    One(Resource),
    /// Several things, by their names or ids.
    Many(Resource),
}

/// What people who come from the hosted CLI type, and what it is called here.
const ALSO: [(&str, &str); 4] = [
    ("issue-id", "issue"),
    ("issue-trigger-id", "trigger"),
    ("measures", "measure"),
    ("dimensions", "dimension"),
];

/// A table of flags, as a type that the parser can be told about.
pub(super) trait Table {
    /// The rows, in the order of the help; a later row's value wins over an earlier one's.
    fn rows() -> Vec<Flag>;
}

/// The values that were given for the flags of a table.
pub(super) struct Flags<T> {
    given: Vec<(Flag, Vec<String>)>,
    table: PhantomData<fn() -> T>,
}

/// A row.
pub(super) const fn flag(
    name: &'static str,
    at: &'static str,
    kind: Kind,
    help: &'static str,
) -> Flag {
    Flag { name: Cow::Borrowed(name), at: Cow::Borrowed(at), kind, help, part: None }
}

impl Flag {
    /// The same flag for a part of something: `--url` of a destination becomes
    /// `--destination-url` of a connection.
    pub(super) fn of(&self, part: &'static str) -> Self {
        Self {
            name: format!("{part}-{}", self.name).into(),
            at: format!("{part}.{}", self.at).into(),
            kind: self.kind,
            help: self.help,
            part: Some(part),
        }
    }

    /// Where its value goes.
    pub(super) fn at(&self) -> &str {
        &self.at
    }

    /// What values it takes.
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    fn arg(&self) -> Arg {
        let name = self.name.clone().into_owned();
        let help = match self.kind {
            Kind::Texts | Kind::Names | Kind::Presence | Kind::Words(_) | Kind::Many(_) => {
                format!("{} (can be repeated)", self.help)
            }
            Kind::Secret => format!("{}, by where it is: `@FILE`, `env:NAME`, `-`", self.help),
            _ => self.help.to_owned(),
        };
        let arg = Arg::new(name.clone()).long(name).help(help).action(self.kind.action());
        let arg = match self.part {
            Some(part) => arg.help_heading(format!("Options of the {part}")),
            None => arg,
        };
        let arg = arg.value_name(self.kind.value_name()).value_parser(self.kind.parser());
        let also = ALSO.iter().filter(|(_, name)| *name == self.name).map(|(also, _)| *also);
        let arg = arg.aliases(also.collect::<Vec<_>>());
        match self.kind {
            Kind::Include(word) => arg.num_args(0).default_missing_value(word),
            Kind::Switch => arg.num_args(0..=1).require_equals(true).default_missing_value("true"),
            Kind::Word(_) => arg.ignore_case(true),
            Kind::Words(_) => arg.ignore_case(true).value_delimiter(','),
            Kind::Range => arg.allow_hyphen_values(true),
            Kind::Names | Kind::Pairs => arg.value_delimiter(','),
            // People who come from the hosted CLI type `--source-id`.
            Kind::One(_) => arg.alias(format!("{}-id", self.name)),
            Kind::Many(_) => arg.alias(format!("{}-id", self.name)).value_delimiter(','),
            _ if self.kind.is_file() => arg.value_hint(ValueHint::FilePath),
            _ => arg,
        }
    }
}

impl Kind {
    fn action(self) -> ArgAction {
        match self {
            Self::Texts
            | Self::Names
            | Self::Pairs
            | Self::Presence
            | Self::Range
            | Self::Words(_)
            | Self::Many(_) => ArgAction::Append,
            _ => ArgAction::Set,
        }
    }

    fn is_file(self) -> bool {
        matches!(self, Self::JsonFile | Self::TextFile | Self::SecretFile)
    }

    fn value_name(self) -> &'static str {
        match self {
            Self::Text | Self::Texts | Self::Names | Self::Presence | Self::Caps => "TEXT",
            Self::List => "A,B",
            Self::Pairs => "NAME=VALUE",
            Self::Secret => "FROM",
            Self::Number => "NUMBER",
            Self::Range => "[OP]NUMBER",
            Self::Switch | Self::Include(_) => "BOOL",
            Self::Word(_) | Self::Words(_) => "WORD",
            Self::Time => "TIME",
            Self::Json | Self::JsonOrText => "JSON",
            Self::JsonFile | Self::TextFile | Self::SecretFile => "FILE",
            Self::One(_) | Self::Many(_) => "NAME or ID",
        }
    }

    fn parser(self) -> ValueParser {
        match self {
            Self::Word(words) | Self::Words(words) => PossibleValuesParser::new(words)
                .map(|typed| {
                    let word = words.iter().find(|it| it.eq_ignore_ascii_case(&typed));
                    word.map_or(typed.clone(), |&it| it.to_owned())
                })
                .into(),
            Self::Switch => PossibleValuesParser::new(["true", "false"]).into(),
            Self::Number => ValueParser::from(number),
            Self::Range => ValueParser::from(range),
            Self::Time => ValueParser::from(time),
            Self::Json => ValueParser::from(json),
            Self::Caps => ValueParser::from(caps),
            _ => ValueParser::string(),
        }
    }
}

impl<T: Table> clap::FromArgMatches for Flags<T> {
    fn from_arg_matches(matches: &ArgMatches) -> std::result::Result<Self, clap::Error> {
        let given = T::rows().into_iter().filter_map(|flag| {
            let values = matches.get_many::<String>(&flag.name)?.cloned().collect();
            Some((flag, values))
        });
        Ok(Self { given: given.collect(), table: PhantomData })
    }

    fn update_from_arg_matches(
        &mut self,
        matches: &ArgMatches,
    ) -> std::result::Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<T: Table> clap::Args for Flags<T> {
    fn augment_args(command: Command) -> Command {
        command.args(T::rows().iter().map(Flag::arg))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<T> Flags<T> {
    /// Whether no flag was given.
    pub(super) fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// What was given, as the query of a list.
    pub(super) async fn query(&self, client: &Client) -> Result<Query> {
        let mut query = Query::default();
        for (flag, values) in &self.given {
            let at = &*flag.at;
            match flag.kind {
                Kind::Range | Kind::Presence => {
                    let (operators, plain): (Vec<_>, Vec<_>) =
                        values.iter().cloned().partition(|it| it.starts_with('['));
                    for (operator, value) in operators.iter().filter_map(|it| it.split_once('=')) {
                        query.push(format!("{at}{operator}"), value);
                    }
                    for presence in plain.iter().filter(|it| *it == "any" || *it == "none") {
                        query.push(format!("{at}[any]"), (presence == "any").to_string());
                    }
                    let plain: Vec<_> =
                        plain.into_iter().filter(|it| it != "any" && it != "none").collect();
                    query.push_all(at, &plain);
                }
                Kind::Many(of) => {
                    let mut ids = Vec::new();
                    for value in values {
                        ids.push(client.id_of(of, value).await?);
                    }
                    query.push_all(at, &ids);
                }
                _ => query.push_all(at, values),
            }
        }
        Ok(query)
    }

    /// What was given, as a query that stands in a body: `a[gte]=1` is `{"a":{"gte":1}}` there.
    pub(super) async fn query_json(&self, client: &Client) -> Result<Map<String, Value>> {
        let numbers = self.given.iter().filter(|it| matches!(it.0.kind, Kind::Range));
        let numbers: Vec<_> = numbers.map(|(flag, _)| flag.at.clone()).collect();
        let mut res = Map::new();
        for (name, text) in self.query(client).await?.pairs() {
            let (name, part) = name.split_once('[').unwrap_or((name, ""));
            let part = part.trim_end_matches(']');
            let value = match text.as_str() {
                "true" | "false" => Value::Bool(text == "true"),
                _ if numbers.iter().any(|it| it == name) => parse(name, text)?,
                _ if matches!(name, "body" | "headers" | "parsed_query") => parse(name, text)?,
                _ => Value::from(text.as_str()),
            };
            let there = res.entry(name).or_insert(Value::Null);
            match (part, part.parse::<usize>(), there) {
                ("", _, there) => *there = value,
                (_, Ok(_), Value::Array(there)) => there.push(value),
                (_, Ok(_), there) => *there = Value::from(vec![value]),
                (_, Err(_), there) => there[part] = value,
            }
        }
        Ok(res)
    }

    /// What was given, as the JSON of a thing.
    pub(super) async fn body(&self, client: &Client) -> Result<Map<String, Value>> {
        let mut body = Map::new();
        let reads = |(flag, values): &&(Flag, Vec<String>)| {
            let may_read = flag.kind.is_file() || matches!(flag.kind, Kind::Secret);
            may_read && values.last().is_some_and(|it| it == "-" || it == "@-")
        };
        if self.given.iter().filter(reads).count() > 1 {
            return Err(CliError::usage("only one flag can read standard input"));
        }
        for (flag, values) in &self.given {
            let Some(text) = values.last() else { continue };
            let value = match flag.kind {
                Kind::Number | Kind::Json | Kind::Switch => parse(&flag.name, text)?,
                Kind::JsonOrText => {
                    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str()))
                }
                Kind::JsonFile => parse(&flag.name, &read(&flag.name, text)?)?,
                Kind::TextFile => Value::from(read(&flag.name, text)?),
                Kind::SecretFile => Value::from(read(&flag.name, text)?.trim()),
                Kind::Secret => Value::from(secret(text).map_err(|it| {
                    it.within(format_args!("what `--{}` was given cannot be used", flag.name))
                })?),
                Kind::Pairs => values.iter().map(|it| pair(it)).collect::<Result<_>>()?,
                Kind::List => text.split(',').map(|it| Value::from(it.trim())).collect(),
                Kind::One(of) => Value::from(client.id_of(of, text).await?),
                _ => Value::from(text.as_str()),
            };
            put(&mut body, &flag.at, value);
        }
        Ok(body)
    }
}

/// Reads `NAME=VALUE`, or takes the value of `NAME` from the environment.
fn pair(text: &str) -> Result<(String, Value)> {
    if let Some((name, value)) = text.split_once('=') {
        return Ok((name.to_owned(), value.into()));
    }
    let value = std::env::var(text).map_err(|error| {
        let why = anyhow::anyhow!(unreadable(&error));
        CliError::because(why, Exit::Usage, format!("cannot take `{text}` from the environment"))
            .hint(format!("`{text}=VALUE` gives it a value."))
    })?;
    Ok((text.to_owned(), value.into()))
}

/// Puts a value at a dotted path; an object is merged into one that is there.
fn put(body: &mut Map<String, Value>, at: &str, value: Value) {
    if let Some((first, rest)) = at.split_once('.') {
        let inner = body.entry(first).or_insert_with(|| Value::Object(Map::new()));
        if !inner.is_object() {
            *inner = Value::Object(Map::new());
        }
        if let Value::Object(inner) = inner {
            put(inner, rest, value);
        }
        return;
    }
    match (body.get_mut(at), value) {
        (Some(Value::Object(there)), Value::Object(more)) => there.extend(more),
        (_, value) => {
            body.insert(at.to_owned(), value);
        }
    }
}

fn parse(flag: &str, text: &str) -> Result<Value> {
    serde_json::from_str(text)
        .map_err(|error| CliError::usage(format!("what `--{flag}` was given is no JSON: {error}")))
}

/// Reads a file, or standard input for `-`.
pub(super) fn read(flag: &str, path: &str) -> Result<String> {
    let mut text = String::new();
    let read = match path {
        "-" => std::io::stdin().lock().read_to_string(&mut text).map(|_| text),
        path => std::fs::read_to_string(path),
    };
    read.map_err(|error| {
        CliError::because(error, Exit::Usage, format!("`--{flag}` cannot read `{path}`"))
    })
}

fn number(text: &str) -> std::result::Result<String, String> {
    let number: serde_json::Number =
        serde_json::from_str(text).map_err(|_| "this is no number".to_owned())?;
    Ok(number.to_string())
}

/// Reads `3`, `>=3`, `any`; an operator becomes `[gte]=3`.
fn range(text: &str) -> std::result::Result<String, String> {
    let text = text.trim();
    if matches!(text, "any" | "none") {
        return Ok(text.to_owned());
    }
    const OPERATORS: [(&str, &str); 5] =
        [(">=", "[gte]="), ("<=", "[lte]="), (">", "[gt]="), ("<", "[lt]="), ("=", "")];
    let operator =
        OPERATORS.iter().find_map(|(sign, name)| Some((text.strip_prefix(sign)?, *name)));
    let (digits, name) = operator.unwrap_or((text, ""));
    let digits: u64 = digits.trim().parse().map_err(|_| {
        "this is no number; also understood are `>=3`, `<3`, `any` and `none`".to_owned()
    })?;
    Ok(format!("{name}{digits}"))
}

/// Reads `2026-11-24T08:00:00Z`, `2026-11-24`, or `2h` for two hours ago.
pub(super) fn time(text: &str) -> std::result::Result<String, String> {
    let now = jiff::Zoned::now();
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Ok(time.to_string());
    }
    if let Ok(time) = text.parse::<jiff::civil::DateTime>() {
        let time = time.to_zoned(now.time_zone().clone()).map_err(|error| error.to_string())?;
        return Ok(time.timestamp().to_string());
    }
    let ago: jiff::Span = text.trim_end_matches("ago").trim().parse().map_err(|_| {
        "this is no time; understood are `2026-11-24T08:00:00Z`, `2026-11-24` and `2h`".to_owned()
    })?;
    let time = now.checked_sub(ago.abs()).map_err(|error| error.to_string())?;
    Ok(time.timestamp().to_string())
}

fn caps(text: &str) -> std::result::Result<String, String> {
    Ok(text.to_uppercase())
}

fn json(text: &str) -> std::result::Result<String, String> {
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("this is no JSON: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_an_operator_and_a_number() {
        for (text, expected) in
            [("3", "3"), ("=3", "3"), (">=3", "[gte]=3"), ("< 500", "[lt]=500"), ("none", "none")]
        {
            assert_eq!(range(text).as_deref(), Ok(expected), "{text}");
        }
        assert!(range(">=x").is_err());
    }

    #[test]
    fn a_time_is_a_moment_or_how_long_ago() {
        assert_eq!(time("2026-11-24T08:00:00Z").as_deref(), Ok("2026-11-24T08:00:00Z"));
        assert!(time("2026-11-24").is_ok());
        let hour_ago: jiff::Timestamp = time("1h").unwrap().parse().unwrap();
        let passed = jiff::Timestamp::now().duration_since(hour_ago).as_secs();
        assert!((3600..3660).contains(&passed), "{passed}");
        assert!(time("soon").is_err());
    }

    #[test]
    fn values_find_their_place_and_join_what_is_there() {
        let mut body = Map::new();
        put(&mut body, "config", serde_json::json!({ "url": "http://a", "rate_limit": 5 }));
        put(&mut body, "config.url", Value::from("http://b"));
        put(&mut body, "config", serde_json::json!({ "http_method": "POST" }));
        let expected = serde_json::json!({
            "config": { "url": "http://b", "rate_limit": 5, "http_method": "POST" },
        });
        assert_eq!(Value::Object(body), expected);
    }
}
