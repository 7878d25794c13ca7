//! Counts over time: what was received, delivered and is waiting.
//!
//! All endpoints are rows of one table ([`table`]); what is asked is read by it ([`ask`]), the store
//! counts, and the totals are shown by it again.
//!
//! - A range holds its start and not its end. Buckets are aligned to the calendar in UTC, weeks
//!   begin on Monday; those without anything in them are left out. Without `granularity` all is in
//!   one bucket, which is shown even when it is empty, unless it is told apart by dimensions.
//! - Measures that nobody names are all that there are: the schema asks for none, the
//!   documentation for one at least.
//! - A filter or dimension that an endpoint does not have is refused. Whoever had it passed over
//!   would take the whole for the part.
//! - Ages and latencies are milliseconds. Percentiles are off by one part in sixteen at most.

mod ask;
mod table;

use std::time::Instant;

use serde_json::{Map, Value, json};

use self::ask::Asked;
use self::table::{ENDPOINTS, Endpoint, Of};
use super::call::{Answer, Call, Result};
use super::table::Table;
use super::versions::Object;
use crate::model::Kind;
use crate::store::{Fact, Field, MeasuredRow, Totals};

/// How many rows an answer has at most.
const ROWS: usize = 10_000;

pub(super) fn routes() -> Table {
    ENDPOINTS.iter().fold(Table::new("Metrics"), |table, it| {
        let signature = format!("{}({}): Metrics", it.name, it.asks);
        table.get(it.path, move |call: Call| answer(it, call)).says(&signature, it.about)
    })
}

async fn answer(endpoint: &'static Endpoint, call: Call) -> Result {
    let started = Instant::now();
    let query = call.query(Object::Plain)?;
    let asked = Asked::read(endpoint, &query, &call)?;
    let measured = call.gateway.store.measure(asked.query.clone()).await?;
    let mut data: Vec<_> = measured.rows.iter().map(|row| asked.show(row)).collect();
    if data.is_empty() && asked.query.step.is_none() && asked.dimensions.is_empty() {
        let nothing =
            MeasuredRow { bucket: None, group: 0, facts: Vec::new(), totals: Totals::default() };
        data.push(asked.show(&nothing));
    }
    let mut metadata = json!({
        "granularity": asked.granularity,
        "query_time_ms": started.elapsed().as_secs_f64() * 1e3,
        "row_count": data.len(),
        "row_limit": ROWS,
        "truncated": measured.warning.is_some(),
    });
    if let Some(warning) = measured.warning {
        metadata["warning"] = json!(warning);
    }
    Ok(Answer::one(Object::Plain, json!({ "data": data, "metadata": metadata })))
}

impl Asked {
    fn show(&self, row: &MeasuredRow) -> Value {
        let (mut subjects, mut facts) = (0, row.facts.iter());
        let mut dimensions = Map::new();
        for (name, of) in &self.dimensions {
            let value = match of {
                Of::Field(field) => facts.next().map_or(Value::Null, |it| fact(*field, it)),
                Of::Nothing => Value::Null,
                Of::Source | Of::Connection | Of::Destination => {
                    let group = self.groups.get(row.group as usize);
                    subjects += 1;
                    group.and_then(|it| it.get(subjects - 1)).map_or(Value::Null, |it| json!(it))
                }
            };
            dimensions.insert((*name).to_owned(), value);
        }
        let metrics = self.measures.iter().map(|(name, of)| ((*name).to_owned(), of(&row.totals)));
        let metrics: Map<_, _> = metrics.map(|(name, it)| (name, number(it))).collect();
        json!({ "time_bucket": row.bucket, "dimensions": dimensions, "metrics": metrics })
    }
}

/// A fact as the API writes it.
fn fact(field: Field, fact: &Fact) -> Value {
    match fact {
        Fact::None => Value::Null,
        Fact::Status(it) => json!(it),
        Fact::Error(it) => json!(it),
        Fact::Rejection(it) => json!(it),
        Fact::Trigger(it) => json!(it),
        Fact::Level(it) => json!(it),
        Fact::Rejected(it) => json!(if *it { "REJECTED" } else { "ACCEPTED" }),
        Fact::Successful(it) => json!(if *it { "SUCCESSFUL" } else { "FAILED" }),
        Fact::Key(it) => json!(it.id(match field {
            Field::Data => Kind::Data,
            Field::Issue => Kind::Issue,
            Field::Bulk => Kind::Bulk,
            _ => Kind::Event,
        })),
        Fact::Id(it) => json!(it),
        Fact::Number(it) => json!(it),
        Fact::Text(it) => json!(it),
    }
}

/// Whole numbers without a point.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as i64) } else { json!(value) }
}
