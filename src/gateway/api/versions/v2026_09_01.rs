//! What came with 2026-09-01, as far as its one published client shows it.

use serde_json::{Map, Value, json};

use super::{Change, Object, taken_as_is};

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Ignored,
        about: "What was ignored as a duplicate says so: its `cause` is `DUPLICATE`. Before, there \
                is no word for it, and it reads as `FILTERED` by nothing in particular.",
        moved: &[],
        older: |ignored| {
            if ignored.get("cause").is_some_and(|it| it == "DUPLICATE") {
                ignored.insert("cause".into(), json!("FILTERED"));
            }
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Transformation,
        about: "A transformation tells the `code_hash` of its code, and whether it is \
                `deterministic`.",
        moved: &[],
        older: |it| {
            it.shift_remove("code_hash");
            it.shift_remove("deterministic");
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::TransformationRun,
        about: "Trying a transformation out tells its `transformation_run_time`.",
        moved: &[],
        older: |it| {
            it.shift_remove("transformation_run_time");
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Destination,
        about: "How fast a destination gets events is its `config.delivery_policy` {rate, period}, \
            in place of `config.rate_limit` and `config.rate_limit_period`. This gateway's own are \
            its `config.circuit_breaker` {failures, pause} and `held` {reason, until}.",
        moved: &[
            ("config.rate_limit", "config.delivery_policy.rate"),
            ("config.rate_limit_period", "config.delivery_policy.period"),
            ("config.delivery_groups", "config.delivery_policy.groups"),
        ],
        older: |destination| {
            destination.shift_remove("held");
            let listeners = destination["type"] == "CLI";
            let Some(Value::Object(config)) = destination.get_mut("config") else { return };
            config.shift_remove("circuit_breaker");
            let policy = config.shift_remove("delivery_policy").unwrap_or_default();
            if listeners {
                return;
            }
            // Before `path_forwarding_disabled`, where the API has them; the order is for people.
            let at = config.keys().position(|it| it == "url").map_or(0, |it| it + 1);
            let period = if policy.is_null() { json!("second") } else { policy["period"].clone() };
            config.shift_insert(at, "rate_limit".into(), policy["rate"].clone());
            config.shift_insert(at + 1, "rate_limit_period".into(), period);
            if let Some(Value::Object(mut groups)) = policy.get("groups").cloned() {
                groups.shift_remove("order");
                rename_paces(&mut groups, |(older, newer)| (newer, older));
                config.shift_insert(at + 2, "delivery_groups".into(), Value::Object(groups));
            }
        },
        newer: |destination| {
            let Some(Value::Object(config)) = destination.get_mut("config") else { return Ok(()) };
            policy_of(config);
            Ok(())
        },
    },
];

/// What a group's pace is called, before and after.
const PACE: [(&str, &str); 2] = [("rate_limit", "rate"), ("rate_limit_period", "rate_period")];

/// Calls the paces of groups otherwise; `way` says from what to what.
fn rename_paces(
    groups: &mut Map<String, Value>,
    way: fn((&'static str, &'static str)) -> (&'static str, &'static str),
) {
    let rename = |pace: &mut Map<String, Value>| {
        for (from, to) in PACE.map(way) {
            if let Some(value) = pace.shift_remove(from) {
                pace.insert(to.into(), value);
            }
        }
    };
    rename(groups);
    let overrides = groups.get_mut("overrides").and_then(Value::as_object_mut);
    overrides.into_iter().flatten().filter_map(|(_, it)| it.as_object_mut()).for_each(rename);
}

/// Puts limit and period, as far as they were sent, into a policy.
fn policy_of(config: &mut Map<String, Value>) {
    let moves =
        [("rate_limit", "rate"), ("rate_limit_period", "period"), ("delivery_groups", "groups")];
    let mut policy = Map::new();
    for (older, newer) in moves {
        if let Some(value) = config.shift_remove(older) {
            policy.insert(newer.into(), value);
        }
    }
    if policy.get("rate").is_some_and(Value::is_null) {
        // A limit that is lifted: the period says nothing then.
        policy.shift_remove("period");
    }
    if let Some(Value::Object(groups)) = policy.get_mut("groups") {
        rename_paces(groups, |it| it);
    }
    if !policy.is_empty() {
        config.insert("delivery_policy".into(), Value::Object(policy));
    }
}
