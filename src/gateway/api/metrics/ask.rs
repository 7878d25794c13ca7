//! Reads what is to be counted.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::ROWS;
use super::table::{Endpoint, Measure, Of, PEAK};
use crate::gateway::Snapshot;
use crate::gateway::api::call::{Call, Result};
use crate::gateway::api::error::ApiError;
use crate::gateway::api::query::{NO_TIME, Query, not_like};
use crate::model::{ErrorCode, Id, Key, Kind, Timestamp};
use crate::store::{Counted, Fact, Field, MeasureQuery, Step, Wanted};

/// A question, and how its answer is to be shown.
pub(super) struct Asked {
    pub(super) query: MeasureQuery,
    pub(super) measures: Vec<Measure>,
    pub(super) dimensions: Vec<(&'static str, Of)>,
    /// The subjects of each group, one for each dimension that is about them.
    pub(super) groups: Vec<Vec<Id>>,
    pub(super) granularity: Option<String>,
}

impl Asked {
    /// Reads it, or says all that is wrong with it.
    pub(super) fn read(endpoint: &Endpoint, query: &Query, call: &Call) -> Result<Self> {
        let mut reader = Reader { problems: Vec::new() };
        let (start, end) = reader.range(query.json("date_range")?);
        let granularity = query.text("granularity")?.map(str::to_owned);
        let step = granularity.as_deref().and_then(|it| reader.step(it));
        let named = |name: &str| query.texts(name).map(|it| it.unwrap_or_default());
        let mut measures = reader.choose("measures", &named("measures")?, endpoint.measures);
        let dimensions = reader.choose("dimensions", &named("dimensions")?, endpoint.dimensions);
        if !query.0.contains_key("measures") {
            measures = endpoint.measures.to_vec();
        }
        let mut filters = Filters::default();
        match query.json("filters")? {
            None => {}
            Some(Value::Object(map)) => reader.filters(map, endpoint, &mut filters),
            Some(_) => reader.wrong("filters", "must be of type object"),
        }
        if endpoint.counted == Counted::Cases
            && !filters.wanted.iter().any(|it| it.0 == Field::Issue)
        {
            reader.wrong("filters.issue_id", "is required");
        }
        if !reader.problems.is_empty() {
            return Err(ApiError::invalid(reader.problems));
        }

        let mut groups = Groups::default();
        let snapshot = call.gateway.catalog.now();
        let told: Vec<Of> = dimensions.iter().map(|it| it.1).collect();
        let subjects = if filters.nothing {
            HashMap::new()
        } else if endpoint.counted == Counted::Requests {
            filters.sources(&snapshot, &call.project, &told, &mut groups)
        } else {
            filters.connections(&snapshot, &call.project, &told, &mut groups)
        };
        let by = told.iter().filter_map(|it| match it {
            Of::Field(field) => Some(*field),
            _ => None,
        });
        let query = MeasureQuery {
            counted: endpoint.counted,
            start,
            end,
            step,
            subjects,
            wanted: filters.wanted,
            by: by.collect(),
            peak: measures.iter().any(|it| it.0 == PEAK),
            now: Some(Timestamp::now()),
            limit: ROWS,
        };
        Ok(Self { query, measures, dimensions, groups: groups.all, granularity })
    }
}

const LEVELS: &[&str] = &["error", "warn", "info", "debug", "fatal"];
const STATUSES: &[&str] = &["SUCCESSFUL", "FAILED", "QUEUED", "CANCELLED", "HOLD", "SCHEDULED"];
const REJECTIONS: &[&str] = &[
    "SOURCE_DISABLED",
    "NO_CONNECTION",
    "VERIFICATION_FAILED",
    "UNSUPPORTED_HTTP_METHOD",
    "UNSUPPORTED_CONTENT_TYPE",
    "UNPARSABLE_JSON",
    "PAYLOAD_TOO_LARGE",
    "INGESTION_FATAL",
    "UNKNOWN",
];

/// What filters leave.
#[derive(Default)]
struct Filters {
    sources: Option<Vec<Id>>,
    connections: Option<Vec<Id>>,
    destinations: Option<Vec<Id>>,
    wanted: Vec<(Field, Wanted)>,
    /// Whether something is asked for that nothing has.
    nothing: bool,
}

impl Filters {
    fn sources(
        &self,
        snapshot: &Snapshot,
        project: &Id,
        told: &[Of],
        groups: &mut Groups,
    ) -> HashMap<Id, u32> {
        let sources = snapshot.sources.values().filter(|it| it.team_id == *project);
        let sources = sources.filter(|it| asked(self.sources.as_ref(), &it.id));
        sources
            .map(|it| {
                let subjects = told.iter().filter(|of| **of == Of::Source).map(|_| it.id.clone());
                (it.id.clone(), groups.of(subjects.collect()))
            })
            .collect()
    }

    fn connections(
        &self,
        snapshot: &Snapshot,
        project: &Id,
        told: &[Of],
        groups: &mut Groups,
    ) -> HashMap<Id, u32> {
        let connections = snapshot.connections.values().filter(|it| {
            it.team_id == *project
                && asked(self.connections.as_ref(), &it.id)
                && asked(self.sources.as_ref(), &it.source_id)
                && asked(self.destinations.as_ref(), &it.destination_id)
        });
        connections
            .map(|it| {
                let subjects = told.iter().filter_map(|of| match of {
                    Of::Source => Some(it.source_id.clone()),
                    Of::Connection => Some(it.id.clone()),
                    Of::Destination => Some(it.destination_id.clone()),
                    Of::Field(_) | Of::Nothing => None,
                });
                (it.id.clone(), groups.of(subjects.collect()))
            })
            .collect()
    }
}

fn asked(wanted: Option<&Vec<Id>>, id: &Id) -> bool {
    wanted.is_none_or(|it| it.contains(id))
}

/// Subjects that are shown together.
#[derive(Default)]
struct Groups {
    all: Vec<Vec<Id>>,
    numbers: HashMap<Vec<Id>, u32>,
}

impl Groups {
    fn of(&mut self, subjects: Vec<Id>) -> u32 {
        let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(subjects.clone()).or_insert(next);
        if number == next {
            self.all.push(subjects);
        }
        number
    }
}

/// Reads, and notes what is wrong.
struct Reader {
    problems: Vec<String>,
}

impl Reader {
    fn wrong(&mut self, path: &str, sentence: &str) {
        self.problems.push(format!("{path} {sentence}"));
    }

    fn range(&mut self, value: Option<Value>) -> (Timestamp, Timestamp) {
        let map = match value {
            None => {
                self.wrong("date_range", "is required");
                return Default::default();
            }
            Some(Value::Object(map)) => map,
            Some(_) => {
                self.wrong("date_range", "must be of type object");
                return Default::default();
            }
        };
        let mut time = |name: &str| {
            let path = format!("date_range.{name}");
            let Some(value) = map.get(name) else {
                self.wrong(&path, "is required");
                return Timestamp::default();
            };
            value.as_str().and_then(Timestamp::parse).unwrap_or_else(|| {
                self.wrong(&path, NO_TIME);
                Timestamp::default()
            })
        };
        let (start, end) = (time("start"), time("end"));
        if self.problems.is_empty() && end < start {
            self.wrong("date_range.end", "must be greater than or equal to date_range.start");
        }
        for name in map.keys().filter(|it| !["start", "end"].contains(&it.as_str())) {
            self.wrong(&format!("date_range.{name}"), "is not allowed");
        }
        (start, end)
    }

    fn step(&mut self, text: &str) -> Option<Step> {
        let (digits, unit) =
            text.split_at(text.len() - text.chars().last().map_or(0, char::len_utf8));
        let number =
            digits.parse::<i64>().ok().filter(|_| digits.bytes().all(|it| it.is_ascii_digit()));
        let (most, seconds) = match unit {
            "s" => (60, 1),
            "m" => (60, 60),
            "h" => (24, 3600),
            "d" => (31, 86_400),
            "w" => (4, 7 * 86_400),
            "M" => (12, 0),
            _ => (0, 0),
        };
        match number {
            Some(number) if (1..=most).contains(&number) => Some(match unit {
                "M" => Step::Months(number),
                _ => Step::Seconds(number * seconds),
            }),
            Some(_) if most > 0 => {
                self.wrong("granularity", &format!("must be from 1{unit} to {most}{unit}"));
                None
            }
            _ => {
                let sentence = not_like(text, "/^(\\d+)(s|m|h|d|w|M)$/");
                self.wrong("granularity", &sentence);
                None
            }
        }
    }

    fn choose<T: Copy>(
        &mut self,
        name: &str,
        asked: &[&str],
        choices: &'static [(&'static str, T)],
    ) -> Vec<(&'static str, T)> {
        let mut res: Vec<(&str, T)> = Vec::new();
        for (place, text) in asked.iter().enumerate() {
            match choices.iter().find(|it| it.0 == *text) {
                Some(found) if res.iter().all(|it| it.0 != found.0) => res.push(*found),
                Some(_) => {}
                None => {
                    let names: Vec<_> = choices.iter().map(|it| it.0).collect();
                    let sentence = format!("must be one of [{}]", names.join(", "));
                    self.wrong(&format!("{name}.{place}"), &sentence);
                }
            }
        }
        res
    }

    fn filters(&mut self, map: Map<String, Value>, endpoint: &Endpoint, filters: &mut Filters) {
        for (name, value) in map {
            let path = format!("filters.{name}");
            let Some((_, of)) = endpoint.filters.iter().find(|it| it.0 == name) else {
                self.wrong(&path, "is not allowed");
                continue;
            };
            if let Of::Field(field @ (Field::EventsCount | Field::IgnoredCount)) = of {
                let bounds = self.bounds(&path, &value);
                filters.wanted.push((*field, bounds));
                continue;
            }
            let values = match value {
                Value::Array(items) => items,
                one => vec![one],
            };
            let mut texts = Vec::new();
            for value in values {
                match value {
                    Value::String(it) => texts.push(it),
                    Value::Number(it) => texts.push(it.to_string()),
                    Value::Null => texts.push("null".to_owned()),
                    _ => self.wrong(&path, "must be a string"),
                }
            }
            let ids = || Some(texts.iter().map(|it| Id::from(it.as_str())).collect());
            match of {
                Of::Source => filters.sources = ids(),
                Of::Connection => filters.connections = ids(),
                Of::Destination => filters.destinations = ids(),
                Of::Nothing => {
                    filters.nothing |= texts.iter().all(|it| !["", "null"].contains(&it.as_str()));
                }
                Of::Field(field) => {
                    let facts = texts.iter().filter_map(|it| self.fact(&path, *field, it));
                    filters.wanted.push((*field, Wanted::OneOf(facts.collect())));
                }
            }
        }
    }

    fn bounds(&mut self, path: &str, value: &Value) -> Wanted {
        let (mut low, mut high) = (0, i64::MAX);
        let Value::Object(map) = value else {
            self.wrong(path, "must be of type object");
            return Wanted::Between(low, high);
        };
        for (name, value) in map {
            let path = format!("{path}.{name}");
            let bound = match name.as_str() {
                "min" => &mut low,
                "max" => &mut high,
                _ => {
                    self.wrong(&path, "is not allowed");
                    continue;
                }
            };
            if let Some(number) = self.number(&path, &text(value), 0, i64::MAX) {
                *bound = number;
            }
        }
        Wanted::Between(low, high)
    }

    fn number(&mut self, path: &str, text: &str, least: i64, most: i64) -> Option<i64> {
        match text.parse::<i64>() {
            Ok(number) if number < least => {
                self.wrong(path, &format!("must be greater than or equal to {least}"));
                None
            }
            Ok(number) if number > most => {
                self.wrong(path, &format!("must be less than or equal to {most}"));
                None
            }
            Ok(number) => Some(number),
            Err(_) => {
                self.wrong(path, "must be an integer");
                None
            }
        }
    }

    /// What a text says of a field; `None` for what nothing can be.
    fn fact(&mut self, path: &str, field: Field, text: &str) -> Option<Fact> {
        match field {
            Field::Status => self.one_of(path, text, STATUSES).map(Fact::Status),
            Field::Rejection => self.one_of(path, text, REJECTIONS).map(Fact::Rejection),
            Field::Rejected => {
                let found = self.choice(path, text, &["ACCEPTED", "REJECTED"])?;
                Some(Fact::Rejected(found == 1))
            }
            Field::Successful => {
                let found = self.choice(path, text, &["FAILED", "SUCCESSFUL"])?;
                Some(Fact::Successful(found == 1))
            }
            // These are any text in the schema; what is no name of ours nothing has.
            Field::ErrorCode => Query::name::<ErrorCode>(path, text).ok().map(Fact::Error),
            Field::Trigger => Query::name(path, text).ok().map(Fact::Trigger),
            Field::Data => Key::parse(Kind::Data, text).map(Fact::Key),
            Field::Event => Key::parse(Kind::Event, text).map(Fact::Key),
            Field::Issue => Key::parse(Kind::Issue, text).map(Fact::Key),
            Field::Bulk => Key::parse(Kind::Bulk, text).map(Fact::Key),
            Field::Session | Field::Transformation => Some(Fact::Id(Id::from(text))),
            // Those without are written as `null`, as in lists of events.
            Field::Group if text == "null" => Some(Fact::None),
            Field::Group => Some(Fact::Text(text.into())),
            // An empty one is a choice of the schema, and nothing has it.
            Field::Level if text.is_empty() => None,
            Field::Level => self.one_of(path, text, LEVELS).map(Fact::Level),
            Field::Attempts => self.number(path, text, 0, i64::MAX).map(Fact::Number),
            Field::ResponseStatus => self.number(path, text, 100, 599).map(Fact::Number),
            Field::EventsCount | Field::IgnoredCount => None,
        }
    }

    fn choice(&mut self, path: &str, text: &str, choices: &[&str]) -> Option<usize> {
        let found = choices.iter().position(|it| *it == text);
        if found.is_none() {
            self.wrong(path, &format!("must be one of [{}]", choices.join(", ")));
        }
        found
    }

    fn one_of<T: serde::de::DeserializeOwned>(
        &mut self,
        path: &str,
        text: &str,
        choices: &[&str],
    ) -> Option<T> {
        self.choice(path, text, choices)?;
        Query::name(path, text).ok()
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
