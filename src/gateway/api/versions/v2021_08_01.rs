//! What came with 2021-08-01: one `name` in place of `label` and `alias`, and `rules` in place of
//! columns.
//!
//! There is one name now, of few characters. A client of the version before that sends only a label
//! gets a name that is made of it, and reads it back as label and as alias. A ruleset's columns are
//! its retry rule; alerts are off (`alert_strategy` null), since nothing keeps them. A connection's
//! `filters` are its first filter rule, and take the place of all its own rules when they are sent,
//! for that version knows no others.

use serde_json::{Map, Value, json};

use super::{Change, Object, rename, same, taken_as_is};

const NAMED: &[(&str, &str)] = &[("label", "name")];

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Source,
        about: "The `name` of a source was its `alias`, and it had a `label` too.",
        moved: NAMED,
        older: older_name,
        newer: newer_name,
    },
    Change {
        on: Object::Destination,
        about: "The `name` of a destination was its `alias`, and it had a `label` too.",
        moved: NAMED,
        older: older_name,
        newer: newer_name,
    },
    Change {
        on: Object::Ruleset,
        about: "The `name` of a ruleset was its `alias`, and it had a `label` too.",
        moved: NAMED,
        older: older_name,
        newer: newer_name,
    },
    Change {
        on: Object::Connection,
        about: "The `name` of a connection was its `alias`, and it had a `label` too.",
        moved: NAMED,
        older: older_name,
        newer: newer_name,
    },
    Change {
        on: Object::SourceQuery,
        about: "Sources are listed by `name`, which was `alias` or `label`.",
        moved: &[],
        older: same,
        newer: newer_query,
    },
    Change {
        on: Object::DestinationQuery,
        about: "Destinations are listed by `name`, which was `alias` or `label`.",
        moved: &[],
        older: same,
        newer: newer_query,
    },
    Change {
        on: Object::ConnectionQuery,
        about: "Connections are listed by `name`, which was `alias` or `label`.",
        moved: &[],
        older: same,
        newer: newer_query,
    },
    Change {
        on: Object::RulesetQuery,
        about: "Rulesets are listed by `name`, which was `alias` or `label`.",
        moved: &[],
        older: same,
        newer: newer_query,
    },
    Change {
        on: Object::Ruleset,
        about: "A ruleset has a list of `rules`; before, it had columns: `retry_count`, \
                `retry_interval`, `retry_strategy`, `alert_strategy` and `alert_interval`.",
        moved: &[],
        older: older_ruleset,
        newer: newer_ruleset,
    },
    Change {
        on: Object::Connection,
        about: "A connection has a list of `rules`; before, it had `filters` {body, headers}, and \
                the `url` of its source.",
        moved: &[],
        older: older_connection,
        newer: newer_connection,
    },
    Change {
        on: Object::Event,
        about: "An event has no `duplicate_event_id` any more.",
        moved: &[],
        older: |event| {
            if event.contains_key("webhook_id") {
                event.insert("duplicate_event_id".into(), Value::Null);
            }
        },
        newer: taken_as_is,
    },
];

fn older_name(object: &mut Map<String, Value>) {
    let label = match object.get("name") {
        None => return,
        Some(Value::Null) => object.get("full_name").cloned().unwrap_or_default(),
        Some(name) => name.clone(),
    };
    rename(object, "name", "alias");
    let at = object.keys().position(|it| it == "alias").unwrap_or_default();
    object.shift_insert(at, "label".into(), label);
}

fn newer_name(object: &mut Map<String, Value>) -> Result<(), String> {
    let label = object.shift_remove("label");
    match (object.shift_remove("alias"), label) {
        (Some(Value::Null) | None, Some(Value::String(label))) => {
            object.insert("name".into(), json!(name_of(&label)));
        }
        (Some(Value::Null) | None, None) => {}
        (Some(alias), _) if !alias.is_null() => {
            object.insert("name".into(), alias);
        }
        (_, Some(_)) => return Err("label must be a string".into()),
        _ => {}
    }
    Ok(())
}

/// `Shopify to My API` is `shopify-to-my-api`.
fn name_of(label: &str) -> String {
    let words = label.split(|it: char| !it.is_ascii_alphanumeric() && it != '_');
    let words: Vec<String> =
        words.filter(|it| !it.is_empty()).map(str::to_ascii_lowercase).collect();
    words.join("-").chars().take(155).collect()
}

fn newer_query(query: &mut Map<String, Value>) -> Result<(), String> {
    rename(query, "label", "name");
    rename(query, "alias", "name");
    Ok(())
}

fn older_ruleset(ruleset: &mut Map<String, Value>) {
    let rules = ruleset.shift_remove("rules").unwrap_or_default();
    let rules = rules.as_array().map(Vec::as_slice).unwrap_or_default();
    let retry = rules.iter().find(|it| it["type"] == "retry");
    for (older, newer) in RETRY {
        let value = retry.map(|it| it[*newer].clone());
        ruleset.insert((*older).into(), value.unwrap_or_default());
    }
    for name in ALERT {
        ruleset.insert((*name).into(), Value::Null);
    }
}

/// Columns of a ruleset with the fields of the retry rule that they are.
const RETRY: &[(&str, &str)] =
    &[("retry_count", "count"), ("retry_interval", "interval"), ("retry_strategy", "strategy")];
const ALERT: &[&str] = &["alert_strategy", "alert_interval"];

fn newer_ruleset(ruleset: &mut Map<String, Value>) -> Result<(), String> {
    for name in ALERT {
        ruleset.shift_remove(*name);
    }
    let mut retry = Map::from_iter([("type".to_owned(), json!("retry"))]);
    for (older, newer) in RETRY {
        if let Some(value) = ruleset.shift_remove(*older).filter(|it| !it.is_null()) {
            retry.insert((*newer).into(), value);
        }
    }
    if retry.len() > 1 {
        // The strategy was always there, and `linear` was its default.
        retry.entry("strategy").or_insert(json!("linear"));
        ruleset.insert("rules".into(), json!([retry]));
    }
    Ok(())
}

fn older_connection(connection: &mut Map<String, Value>) {
    connection.shift_remove("resolved_rules");
    let Some(rules) = connection.shift_remove("rules") else { return };
    let rules = rules.as_array().map(Vec::as_slice).unwrap_or_default();
    let filters = rules
        .iter()
        .find(|it| it["type"] == "filter")
        .map(|it| json!({ "body": it["body"], "headers": it["headers"] }));
    connection.insert("filters".into(), filters.unwrap_or_default());
    let url = connection["source"]["url"].clone();
    connection.insert("url".into(), url);
}

fn newer_connection(connection: &mut Map<String, Value>) -> Result<(), String> {
    match connection.shift_remove("filters") {
        None => {}
        Some(Value::Null) => {
            connection.insert("rules".into(), json!([]));
        }
        Some(Value::Object(mut filter)) => {
            filter.insert("type".into(), json!("filter"));
            connection.insert("rules".into(), json!([filter]));
        }
        Some(_) => return Err("filters must be of type object".into()),
    }
    Ok(())
}
