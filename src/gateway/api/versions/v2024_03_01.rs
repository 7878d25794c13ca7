//! What came with 2024-03-01: what was archived is disabled, and the names of source verification
//! are those of destination authentication.
//!
//! Its changelog says that `username` was `user`, the schema of the version before that it was
//! `name`: `name` is shown, and either is taken. A destination that is limited to so many at once,
//! which the version before cannot say, shows no limit there: one that is written back stays.

use serde_json::{Map, Value, json};

use super::{Change, Object, rename, same, taken_as_is, values};

/// Queries in which what is disabled was archived.
const fn of_query(on: Object, about: &'static str) -> Change {
    Change { on, about, moved: ARCHIVED, older: same, newer: newer_archived }
}

/// Objects that are disabled and were archived.
const fn of_object(on: Object, about: &'static str) -> Change {
    Change { on, about, moved: ARCHIVED, older: older_archived, newer: newer_archived }
}

const ARCHIVED: &[(&str, &str)] = &[("archived_at", "disabled_at"), ("archived", "disabled")];

pub(super) const CHANGES: &[Change] = &[
    of_object(Object::Source, "A source is disabled, and was archived: `disabled_at`."),
    of_object(Object::Destination, "A destination is disabled, and was archived: `disabled_at`."),
    of_object(Object::Connection, "A connection is disabled, and was archived: `disabled_at`."),
    of_object(Object::Ruleset, "What is archived of rulesets is called so: `archived_at`."),
    of_query(Object::RulesetQuery, "Rulesets are listed by `archived` and `archived_at`."),
    of_query(Object::SourceQuery, "Sources are listed by `disabled` and `disabled_at`."),
    of_query(Object::DestinationQuery, "Destinations are listed by `disabled` and `disabled_at`."),
    of_query(Object::ConnectionQuery, "Connections are listed by `disabled` and `disabled_at`."),
    Change {
        on: Object::Ignored,
        about: "The cause `DISABLED` of ignored events was `ARCHIVED`.",
        moved: &[],
        older: |ignored| older_value(ignored, "cause", IGNORED),
        newer: |query| newer_value(query, "cause", IGNORED),
    },
    Change {
        on: Object::Request,
        about: "The rejection causes `SOURCE_DISABLED` and `NO_CONNECTION` were `SOURCE_ARCHIVED` \
                and `NO_WEBHOOK`.",
        moved: &[],
        older: |request| older_value(request, "rejection_cause", REJECTED),
        newer: taken_as_is,
    },
    Change {
        on: Object::RequestQuery,
        about: "Requests are listed by `SOURCE_DISABLED` and `NO_CONNECTION`, which were \
                `SOURCE_ARCHIVED` and `NO_WEBHOOK`.",
        moved: &[],
        older: same,
        newer: |query| newer_value(query, "rejection_cause", REJECTED),
    },
    Change {
        on: Object::BulkRequestQuery,
        about: "Bulk retries of requests ask for `SOURCE_DISABLED` and `NO_CONNECTION`, which were \
                `SOURCE_ARCHIVED` and `NO_WEBHOOK`.",
        moved: &[],
        older: same,
        newer: |query| newer_value(query, "rejection_cause", REJECTED),
    },
    Change {
        on: Object::Source,
        about: "The types of source verification are in upper case; both are taken.",
        moved: &[],
        older: |source| {
            if let Some(Value::Object(verification)) = source.get_mut("verification") {
                lower_case(verification, "type");
            }
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Source,
        about: "The `username` of basic authentication, Postmark and Pipedrive was `name`.",
        moved: &[("verification.configs.name", "verification.configs.username")],
        older: |source| {
            if let Some(Value::Object(configs)) = source["verification"].get_mut("configs") {
                rename(configs, "username", "name");
            }
        },
        newer: |source| {
            let Some(Value::Object(verification)) = source.get_mut("verification") else {
                return Ok(());
            };
            if let Some(Value::Object(configs)) = verification.get_mut("configs") {
                newer_username(configs);
            }
            Ok(())
        },
    },
    Change {
        on: Object::Integration,
        about: "The provider of an integration is in upper case, and the `username` of its \
                `configs` was `name`.",
        moved: &[("configs.name", "configs.username")],
        older: |integration| {
            lower_case(integration, "provider");
            if let Some(Value::Object(configs)) = integration.get_mut("configs") {
                rename(configs, "username", "name");
            }
        },
        newer: |integration| {
            upper_case(integration, "provider");
            if let Some(Value::Object(configs)) = integration.get_mut("configs") {
                newer_username(configs);
            }
            Ok(())
        },
    },
    Change {
        on: Object::IntegrationQuery,
        about: "Integrations are listed by their provider in upper case.",
        moved: &[],
        older: same,
        newer: |query| {
            upper_case(query, "provider");
            Ok(())
        },
    },
    Change {
        on: Object::Destination,
        about: "A rate limit can be of deliveries that are open at once: `concurrent`.",
        moved: &[],
        older: |destination| {
            if destination.get("rate_limit_period").is_some_and(|it| it == "concurrent") {
                destination.shift_remove("rate_limit");
                destination.shift_remove("rate_limit_period");
            }
        },
        newer: taken_as_is,
    },
];

const IGNORED: &[(&str, &str)] = &[("DISABLED", "ARCHIVED")];
const REJECTED: &[(&str, &str)] =
    &[("SOURCE_DISABLED", "SOURCE_ARCHIVED"), ("NO_CONNECTION", "NO_WEBHOOK")];

fn older_archived(object: &mut Map<String, Value>) {
    rename(object, "disabled_at", "archived_at");
}

fn newer_archived(object: &mut Map<String, Value>) -> Result<(), String> {
    rename(object, "archived_at", "disabled_at");
    rename(object, "archived", "disabled");
    Ok(())
}

/// Puts the older name for a value that has one.
fn older_value(object: &mut Map<String, Value>, name: &str, names: &[(&str, &str)]) {
    let value = object.get_mut(name);
    let found = names.iter().find(|(newer, _)| value.as_deref().is_some_and(|it| it == newer));
    if let (Some(value), Some((_, older))) = (value, found) {
        *value = json!(older);
    }
}

/// Puts the newer names for all values of a filter that have one.
fn newer_value(
    query: &mut Map<String, Value>,
    name: &str,
    names: &[(&str, &str)],
) -> Result<(), String> {
    for value in values(query, name) {
        if let Some((newer, _)) = names.iter().find(|(_, older)| value == older) {
            *value = json!(newer);
        }
    }
    Ok(())
}

fn lower_case(object: &mut Map<String, Value>, name: &str) {
    if let Some(Value::String(text)) = object.get_mut(name) {
        *text = text.to_ascii_lowercase();
    }
}

fn upper_case(object: &mut Map<String, Value>, name: &str) {
    if let Some(Value::String(text)) = object.get_mut(name) {
        *text = text.to_ascii_uppercase();
    }
}

fn newer_username(configs: &mut Map<String, Value>) {
    for older in ["name", "user"] {
        rename(configs, older, "username");
    }
}
