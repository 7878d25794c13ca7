//! The API as its clients of every age see it, over real sockets.

mod bookmarks;
mod bulk;
mod document;
mod domains;
mod etags;
mod hangup;
mod integrations;
mod isolation;
mod issues;
mod ledger;
mod metrics;
mod older;
mod projects;
mod rulesets;
mod shapes;
mod terraform;
mod walk;

use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::support::{Api, settle};

/// What was asked, one after the other, and the answers without what differs between runs.
#[derive(Default)]
struct Album(Map<String, Value>);

impl Album {
    /// Asks, and keeps the status and the answer under this title.
    async fn take(
        &mut self,
        api: &Api,
        title: &str,
        (method, path, body): (Method, &str, Option<Value>),
    ) -> Value {
        let (status, answer) = api.call(method, path, body.as_ref()).await;
        let shown = json!({ "status": status, "answer": settled(&answer) });
        assert!(self.0.insert(title.to_owned(), shown).is_none(), "{title} twice");
        answer
    }
}

/// The answer without what differs between runs.
fn settled(answer: &Value) -> Value {
    match answer {
        Value::String(text) => json!(settle(text)),
        Value::Array(items) => items.iter().map(settled).collect(),
        Value::Object(fields) => {
            let settled = |(name, value): (&String, &Value)| match name.as_str() {
                "delivery_latency" | "response_latency" | "transformation_run_time" | "date" => {
                    (name.clone(), json!("*"))
                }
                took if took.ends_with("_us") && value.is_number() => (name.clone(), json!("*")),
                _ => (name.clone(), settled(value)),
            };
            Value::Object(fields.iter().map(settled).collect())
        }
        value => value.clone(),
    }
}
