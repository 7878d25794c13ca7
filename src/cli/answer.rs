//! How an answer is written: which fields of it, through which jq filter, in which format.

use jaq_core::data::JustLut;
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Filter, Vars, unwrap_valr};
use jaq_json::Val;
use serde_json::{Map, Value};

use super::error::{CliError, Result, nearest};
use super::view;

/// How the answer is written.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Output {
    /// How to write the answer: `text`, `json` (the API's object), `ndjson` (one object a line),
    /// `yaml` or `csv` (one row each, what lies deeper as JSON)
    #[arg(long, short, global = true, value_enum, default_value = "text", value_name = "FORMAT")]
    #[arg(hide_possible_values = true, help_heading = "Global options")]
    pub(super) output: Format,
    /// Only these fields, with commas between them; dots lead inside: `id,data.body.type`. One that
    /// nothing of the first answer has is refused; what lacks it has `null`
    #[arg(long, global = true, value_delimiter = ',', value_name = "FIELDS")]
    #[arg(help_heading = "Global options")]
    fields: Vec<String>,
    /// What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is
    /// given
    #[arg(long, global = true, value_name = "FILTER", value_parser = filter)]
    #[arg(conflicts_with = "fields", help_heading = "Global options")]
    jq: Option<String>,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// The API's object, indented.
    Json,
    /// One object a line.
    Ndjson,
    /// YAML.
    Yaml,
    /// Comma-separated values, with a head.
    Csv,
}

impl Output {
    /// Whether a command may choose its own words, which is so when nothing else is asked for.
    pub(super) fn is_for_people(&self) -> bool {
        self.output == Format::Text && self.fields.is_empty() && self.jq.is_none()
    }

    /// Whether an answer becomes a table, which is safe to print and may have styles.
    pub(super) fn is_table(&self) -> bool {
        self.output == Format::Text && self.jq.is_none()
    }

    /// The answer, as it was asked for.
    pub(super) fn written(&self, answer: &Value) -> Result<String> {
        if let Some(program) = &self.jq {
            let made = run(program, answer)?;
            return match self.output {
                Format::Csv => self.spelled(&Value::Array(made), true),
                Format::Yaml => {
                    let all: Result<Vec<_>> =
                        made.iter().map(|it| self.spelled(it, true)).collect();
                    Ok(all?.join("---\n"))
                }
                _ => made.iter().map(|it| self.spelled(it, true)).collect(),
            };
        }
        if self.fields.is_empty() {
            return self.spelled(answer, false);
        }
        let picked = |it: &Value| pick(it, &self.fields);
        let answer = match answer {
            Value::Array(all) => all.iter().map(picked).collect(),
            answer if answer["models"].is_array() => {
                let mut answer = answer.clone();
                answer["models"] = rows(&answer).iter().map(picked).collect();
                answer
            }
            one => picked(one),
        };
        self.spelled(&answer, false)
    }

    /// Refuses a field that nothing of an answer has; it would be empty in every line. Where answers
    /// follow each other the first tells it, and what others lack is `null`.
    pub(super) fn check(&self, answer: &Value) -> Result<()> {
        let things = match answer {
            Value::Array(all) => all,
            answer => {
                answer["models"].as_array().map_or(std::slice::from_ref(answer), Vec::as_slice)
            }
        };
        let first = |field: &str| field.split('.').next().unwrap_or_default().to_owned();
        let has = |field: &String| things.iter().any(|it| it.get(first(field)).is_some());
        let Some(lost) = self.fields.iter().find(|it| !things.is_empty() && !has(it)) else {
            return Ok(());
        };
        let error = CliError::usage(format_args!("nothing here has a field `{}`", first(lost)));
        let mut known: Vec<&str> = Vec::new();
        for name in things.iter().filter_map(Value::as_object).flat_map(Map::keys) {
            if !known.contains(&name.as_str()) {
                known.push(name);
            }
        }
        Err(match nearest(&first(lost), known.iter().copied()) {
            Some(near) => error.hint(format!("Did you mean `{near}`?")),
            None => error.hint(format!("There are: {}.", known.join(", "))),
        })
    }

    fn spelled(&self, answer: &Value, is_made: bool) -> Result<String> {
        let text = match (self.output, answer) {
            (Format::Text, Value::String(text)) if is_made => format!("{text}\n"),
            (Format::Text, answer) if is_made => format!("{answer}\n"),
            (Format::Text, answer) => {
                let cells = |row: &Value| {
                    self.fields.iter().map(|it| (it.clone(), row[it].clone())).collect()
                };
                view::grid(&rows(answer).iter().map(cells).collect::<Vec<_>>())
            }
            (Format::Json, answer) => format!("{answer:#}\n"),
            (Format::Ndjson, answer) => format!("{answer}\n"),
            (Format::Yaml, answer) => {
                serde_saphyr::to_string(answer).map_err(anyhow::Error::from)?
            }
            (Format::Csv, answer) => csv(rows(answer))?,
        };
        Ok(text)
    }
}

/// The things in an answer: those of a list, or the one that it is.
fn rows(answer: &Value) -> &[Value] {
    match answer {
        Value::Array(all) => all,
        answer => answer["models"]
            .as_array()
            .or(answer["data"].as_array())
            .map_or(std::slice::from_ref(answer), Vec::as_slice),
    }
}

/// An object of the fields at these paths, under the names that they were asked for by.
fn pick(thing: &Value, fields: &[String]) -> Value {
    let at = |path: &String| {
        let inner = |value: &Value, name: &str| match value {
            Value::Array(all) => name.parse().ok().and_then(|at: usize| all.get(at)).cloned(),
            value => value.get(name).cloned(),
        };
        path.split('.').try_fold(thing.clone(), |value, name| inner(&value, name))
    };
    Value::Object(fields.iter().map(|it| (it.clone(), at(it).unwrap_or_default())).collect())
}

/// A row for each, below the names of all their fields.
fn csv(things: &[Value]) -> Result<String> {
    let mut names = Map::new();
    for thing in things {
        match thing {
            Value::Object(fields) => {
                names.extend(fields.keys().map(|it| (it.clone(), Value::Null)));
            }
            _ => _ = names.insert("value".to_owned(), Value::Null),
        }
    }
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = (|| {
        writer.write_record(names.keys())?;
        for thing in things {
            match thing {
                Value::Object(fields) => {
                    let row = names.keys().map(|it| fields.get(it).map(cell).unwrap_or_default());
                    writer.write_record(row)?;
                }
                value => writer.write_record([cell(value)])?,
            }
        }
        csv::Result::Ok(())
    })();
    written.map_err(anyhow::Error::from)?;
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(String::from_utf8(bytes).expect("it is made of texts"))
}

/// Looks whether jq would take it.
fn filter(program: &str) -> std::result::Result<String, String> {
    compile(program).map(|_| program.to_owned())
}

fn compile(program: &str) -> std::result::Result<Filter<JustLut<Val>>, String> {
    let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let arena = Arena::default();
    let modules = Loader::new(definitions)
        .load(&arena, File { code: program, path: () })
        .map_err(|_| "this is no jq filter".to_owned())?;
    Compiler::default().with_funs(functions).compile(modules).map_err(|errors| {
        let names =
            errors.iter().flat_map(|(_, errors)| errors).map(|(name, _)| format!("`{name}`"));
        format!("jq knows no {}", names.collect::<Vec<_>>().join(", "))
    })
}

/// All that a jq filter makes of a value.
fn run(program: &str, input: &Value) -> Result<Vec<Value>> {
    let filter = compile(program).map_err(CliError::usage)?;
    let input: Val = serde_json::from_value(input.clone()).map_err(anyhow::Error::from)?;
    let context = jaq_core::Ctx::<JustLut<Val>>::new(&filter.lut, Vars::new([]));
    let made = filter.id.run((context, input)).map(|it| {
        let value =
            unwrap_valr(it).map_err(|error| CliError::failed(format_args!("jq: {error}")))?;
        let text = value.to_string();
        serde_json::from_str(&text)
            .map_err(|_| CliError::failed(format_args!("jq made what is no JSON: {text}")))
    });
    made.collect()
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use serde_json::json;

    use super::*;

    fn list() -> Value {
        json!({ "count": 2, "pagination": {}, "models": [
            { "id": "evt_1", "attempts": 1, "data": { "body": { "type": "a, \"b\"" } }, "tags": ["x"] },
            { "id": "evt_2", "attempts": 2, "data": null, "extra": true },
        ] })
    }

    fn output(format: Format, fields: &str, jq: Option<&str>) -> Output {
        let fields = fields.split(',').filter(|it| !it.is_empty()).map(str::to_owned).collect();
        Output { output: format, fields, jq: jq.map(str::to_owned) }
    }

    #[test]
    fn a_list_as_csv_has_a_column_for_each_field_of_any_thing() {
        assert_snapshot!(output(Format::Csv, "", None).written(&list()).unwrap(), @r#"
        id,attempts,data,tags,extra
        evt_1,1,"{""body"":{""type"":""a, \""b\""""}}","[""x""]",
        evt_2,2,,,true
        "#);
        let fields = output(Format::Csv, "id,data.body.type,tags.0", None);
        assert_snapshot!(fields.written(&list()).unwrap(), @r#"
        id,data.body.type,tags.0
        evt_1,"a, ""b""",x
        evt_2,,
        "#);
    }

    #[test]
    fn fields_are_picked_by_path_and_keep_the_list_around_them() {
        assert_snapshot!(output(Format::Text, "id,data.body.type", None).written(&list()).unwrap(), @r#"
        [1mID[0m     [1mDATA.BODY.TYPE[0m
        evt_1  a, "b"
        evt_2
        "#);
        assert_snapshot!(output(Format::Ndjson, "id,attempts", None).written(&list()).unwrap(), @r#"{"count":2,"pagination":{},"models":[{"id":"evt_1","attempts":1},{"id":"evt_2","attempts":2}]}"#);
        assert_snapshot!(output(Format::Yaml, "id", None).written(&list()).unwrap(), @r"
        count: 2
        pagination: {}
        models:
        - id: evt_1
        - id: evt_2
        ");
        assert_snapshot!(output(Format::Json, "attempts", None).written(&list()["models"][0]).unwrap(), @r#"
        {
          "attempts": 1
        }
        "#);
    }

    #[test]
    fn a_field_that_nothing_has_is_refused_with_what_was_meant() {
        let refused = |fields: &str| {
            let error = output(Format::Csv, fields, None).check(&list()).unwrap_err();
            format!("{error} ({})", error.hints().join(" "))
        };
        assert_snapshot!(refused("id,atempts"), @"nothing here has a field `atempts` (Did you mean `attempts`?)");
        assert_snapshot!(refused("nowhere.to.go"), @"nothing here has a field `nowhere` (There are: id, attempts, data, tags, extra.)");
        let empty = json!({ "models": [], "count": 0 });
        assert!(output(Format::Csv, "id", None).check(&empty).is_ok());
    }

    #[test]
    fn a_jq_filter_makes_lines_and_texts_lose_their_quotes() {
        let text = output(Format::Text, "", Some(".models[] | .id, {a: .attempts}"));
        assert_snapshot!(text.written(&list()).unwrap(), @r#"
        evt_1
        {"a":1}
        evt_2
        {"a":2}
        "#);
        let csv = output(Format::Csv, "", Some(".models[] | {id, attempts}"));
        assert_snapshot!(csv.written(&list()).unwrap(), @r"
        id,attempts
        evt_1,1
        evt_2,2
        ");
        let yaml = output(Format::Yaml, "", Some(".models[] | {id}"));
        assert_snapshot!(yaml.written(&list()).unwrap(), @r"
        id: evt_1
        ---
        id: evt_2
        ");
        let json = output(Format::Json, "", Some(".models[0].id"));
        assert_snapshot!(json.written(&list()).unwrap(), @r#""evt_1""#);
    }

    #[test]
    fn what_jq_cannot_read_or_do_is_said() {
        assert_snapshot!(filter(".a |").unwrap_err(), @r"this is no jq filter");
        assert_snapshot!(filter("nothing(1)").unwrap_err(), @r"jq knows no `nothing`");
        let error = output(Format::Text, "", Some(".count.x")).written(&list()).unwrap_err();
        assert_snapshot!(error, @r#"jq: cannot index 2 with "x""#);
    }
}
