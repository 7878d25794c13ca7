//! What came with 2025-07-01.

use serde_json::{Map, Value, json};

use super::{Change, Object, refuse, same, taken_as_is};

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Connection,
        about: "Filters and transformations run in the order of `rules`; before, transformations \
                ran first whatever the order. Delay and retry have no place in it.",
        moved: &[],
        older: same,
        // No change to the rules as they are sent: a client that reads its own list back must find
        // it in the order that it wrote.
        newer: taken_as_is,
    },
    Change {
        on: Object::Connection,
        about: "A connection can have `deduplicate` rules; before, they are not shown, and rules \
                that are written take their place.",
        moved: &[],
        older: |connection| {
            for name in ["rules", "resolved_rules"] {
                if let Some(Value::Array(rules)) = connection.get_mut(name) {
                    rules.retain(|it| it["type"] != "deduplicate");
                }
            }
        },
        newer: |connection| match connection.get("rules") {
            Some(Value::Array(rules)) if rules.iter().any(|it| it["type"] == "deduplicate") => {
                Err("Invalid rule type".into())
            }
            _ => Ok(()),
        },
    },
    Change {
        on: Object::Execution,
        about: "`transformed_event_data_id` of an execution that failed is null; before, it is \
                empty.",
        moved: &[],
        older: |execution| {
            if let Some(id @ Value::Null) = execution.get_mut("transformed_event_data_id") {
                *id = json!("");
            }
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Event,
        about: "An event can be `CANCELLED`; before, it reads as `FAILED` with `error_code` \
                `CANCELLED`.",
        moved: &[],
        older: |event| {
            if event.get("status").is_some_and(|it| it == "CANCELLED") {
                event.insert("status".into(), json!("FAILED"));
                event.insert("error_code".into(), json!("CANCELLED"));
            }
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Event,
        about: "An event says its `delivery_group`, where its destination has groups.",
        moved: &[],
        older: |event| {
            event.shift_remove("delivery_group");
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Destination,
        about: "A destination has `config.delivery_groups`: events that share a value of their \
                content, each group with a pace of its own.",
        moved: &[],
        older: |destination| {
            if let Some(Value::Object(config)) = destination.get_mut("config") {
                config.shift_remove("delivery_groups");
            }
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Event,
        about: "`error_code` of events tells more; before, what is new reads as the nearest.",
        moved: &[],
        older: older_error_code,
        newer: taken_as_is,
    },
    Change {
        on: Object::Attempt,
        about: "`error_code` of attempts tells more; before, what is new reads as the nearest.",
        moved: &[],
        older: older_error_code,
        newer: taken_as_is,
    },
    Change {
        on: Object::EventData,
        about: "An event's `data` tells its `url`, its `method` and which headers were added.",
        moved: &[],
        older: |data| {
            for name in ["url", "method", "appended_headers"] {
                data.shift_remove(name);
            }
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Retried,
        about: "A request can be retried on all its connections: `webhook_ids` is optional.",
        moved: &[],
        older: same,
        newer: |body| match body.contains_key("webhook_ids") {
            true => Ok(()),
            false => Err("webhook_ids is required".into()),
        },
    },
    Change {
        on: Object::SourceQuery,
        about: "Sources can be listed by `type`.",
        moved: &[],
        older: same,
        newer: |query| without(query, &["type"]),
    },
    Change {
        on: Object::DestinationQuery,
        about: "Destinations can be listed by `type`.",
        moved: &[],
        older: same,
        newer: |query| without(query, &["type"]),
    },
    Change {
        on: Object::RequestQuery,
        about: "Requests can be listed by `created_at` and `cli_events_count`.",
        moved: &[],
        older: same,
        newer: |query| without(query, &["created_at", "cli_events_count"]),
    },
    Change {
        on: Object::EventQuery,
        about: "Events are listed by the status and error code that they have in each version.",
        moved: &[],
        older: same,
        newer: newer_event_query,
    },
    Change {
        on: Object::EventQuery,
        about: "Events can be listed by `next_attempt_at`.",
        moved: &[],
        older: same,
        newer: |query| without(query, &["next_attempt_at"]),
    },
    Change {
        on: Object::IssueQuery,
        about: "There are issues of the types `backpressure` and `request`; before, the first are \
                only listed when they are asked for, since clients know no such answer.",
        moved: &[],
        older: same,
        newer: |query| only_types(query, &["delivery", "transformation"], OLDER_TYPES),
    },
    Change {
        on: Object::IssueTriggerQuery,
        about: "There are issue triggers of the type `request`; before, they are not listed.",
        moved: &[],
        older: same,
        newer: |query| only_types(query, OLDER_TYPES, OLDER_TYPES),
    },
    Change {
        on: Object::IssueTrigger,
        about: "An issue trigger has more channels than `slack`, `opsgenie` and `email`, and may be \
                of the type `request`.",
        moved: &[],
        older: |trigger| {
            if let Some(Value::Object(channels)) = trigger.get_mut("channels") {
                channels.retain(|name, _| OLDER_CHANNELS.contains(&name.as_str()));
            }
        },
        newer: newer_trigger,
    },
    Change {
        on: Object::Notifications,
        about: "`enabled`, `topics` and `source_id` are required; before, what is left out stays as \
                it was.",
        moved: &[],
        older: same,
        // Which handlers know as `null`.
        newer: |body| {
            for name in ["enabled", "topics", "source_id"] {
                body.entry(name).or_insert(Value::Null);
            }
            Ok(())
        },
    },
    Change {
        on: Object::Bulk,
        about: "A bulk operation tells its `type`.",
        moved: &[],
        older: |bulk| {
            bulk.shift_remove("type");
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::BulkEventQuery,
        about: "Bulk operations concern events by the status and error code that they have in each \
                version.",
        moved: &[],
        older: same,
        newer: newer_event_query,
    },
    Change {
        on: Object::BulkEventQuery,
        about: "Bulk operations can concern events by `next_attempt_at`.",
        moved: &[],
        older: same,
        newer: |query| refuse(query, "next_attempt_at"),
    },
    Change {
        on: Object::BulkRequestQuery,
        about: "Bulk operations can concern requests by `created_at` and `cli_events_count`.",
        moved: &[],
        older: same,
        newer: |query| {
            refuse(query, "created_at")?;
            refuse(query, "cli_events_count")
        },
    },
    Change {
        on: Object::AttemptQuery,
        about: "Attempts can be listed by `id`.",
        moved: &[],
        older: same,
        newer: |query| without(query, &["id"]),
    },
];

/// Drops filters that the version does not know, as it drops every unknown one.
fn without(query: &mut Map<String, Value>, names: &[&str]) -> Result<(), String> {
    query.retain(|name, _| !names.contains(&name.as_str()));
    Ok(())
}

const OLDER_TYPES: &[&str] = &["delivery", "transformation", "backpressure"];
const OLDER_CHANNELS: &[&str] = &["slack", "opsgenie", "email"];

fn newer_trigger(trigger: &mut Map<String, Value>) -> Result<(), String> {
    if trigger.get("type").is_some_and(|it| it == "request") {
        return Err(format!("type must be one of [{}]", OLDER_TYPES.join(", ")));
    }
    let channels = trigger.get("channels").and_then(Value::as_object);
    let newer = channels.and_then(|it| it.keys().find(|it| !OLDER_CHANNELS.contains(&it.as_str())));
    match newer {
        None => Ok(()),
        Some(name) => Err(format!("channels.{name} is not allowed")),
    }
}

/// Asks for the usual types where none are asked for, and for none that are not known.
fn only_types(
    query: &mut Map<String, Value>,
    usual: &[&str],
    known: &[&str],
) -> Result<(), String> {
    let mut asked = texts(query, "type");
    if asked.iter().any(|it| !known.iter().any(|known| it == known)) {
        return Err(format!("type must be one of [{}]", known.join(", ")));
    }
    if asked.is_empty() {
        asked.extend(usual.iter().map(|it| json!(it)));
    }
    query.insert("type".into(), asked.into());
    Ok(())
}

/// Codes that came with this version, with what stood for them before.
const CODES: &[(&str, &str)] = &[
    ("BAD_RESPONSE", "PROTOCOL_ERROR"),
    ("NETWORK_UNREACHABLE", "HOST_UNREACHABLE"),
    ("NETWORK_REQUEST_CANCELED", "HOST_UNREACHABLE"),
    ("UNABLE_TO_GET_ISSUER_CERT", "SSL_ERROR_CA_UNKNOWN"),
    ("PAYLOAD_MISSING", "DATA_ARCHIVED"),
    ("NETWORK_ERROR", "UNKNOWN"),
    ("INVALID_CHARACTER", "UNKNOWN"),
    ("INVALID_URL", "UNKNOWN"),
    ("INTERNAL_ERROR", "UNKNOWN"),
];

fn older_error_code(object: &mut Map<String, Value>) {
    let code = object.get("error_code").and_then(Value::as_str);
    if let Some((_, older)) = CODES.iter().find(|it| code == Some(it.0)) {
        object.insert("error_code".into(), json!(older));
    }
}

/// Asks for whatever reads as what is asked for.
fn newer_event_query(query: &mut Map<String, Value>) -> Result<(), String> {
    let codes = texts(query, "error_code");
    let newer = CODES.iter().filter(|(_, older)| codes.iter().any(|it| it == older));
    let newer = codes.iter().cloned().chain(newer.map(|(newer, _)| json!(newer)));
    let newer: Vec<Value> = newer.collect();
    if !newer.is_empty() {
        query.insert("error_code".into(), newer.into());
    }
    // One that was taken out has the code `CANCELLED` and no other.
    let mut statuses = texts(query, "status");
    if !codes.is_empty() && !codes.iter().any(|it| it == "CANCELLED") {
        if statuses.is_empty() {
            let others = ["SCHEDULED", "QUEUED", "HOLD", "SUCCESSFUL", "FAILED"];
            statuses.extend(others.map(Value::from));
        }
    } else if statuses.iter().any(|it| it == "FAILED") {
        statuses.push(json!("CANCELLED"));
    }
    if !statuses.is_empty() {
        query.insert("status".into(), statuses.into());
    }
    Ok(())
}

/// A filter's texts, of which there may be one or several.
fn texts(query: &Map<String, Value>, name: &str) -> Vec<Value> {
    match query.get(name) {
        None => Vec::new(),
        Some(Value::Array(texts)) => texts.clone(),
        Some(text) => vec![text.clone()],
    }
}
