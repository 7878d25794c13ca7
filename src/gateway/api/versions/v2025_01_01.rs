//! What came with 2025-01-01: sources and destinations have a `type` and a `config`.
//!
//! The way back loses nothing but the type of a source that is not its way of verifying, and that
//! of a destination that is a mock, which reads as a URL.

use serde_json::{Map, Value, json};

use super::{Change, Object, refuse, same, taken_as_is};
use crate::gateway::api::query::exclusive;

/// The URL that stands for a mock destination.
const MOCK: &str = "https://mock.hookdeck.com";

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Source,
        about: "A source has a `type`, and how it receives is its `config`; `verification` is \
                `config.auth_type` and `config.auth`.",
        moved: &[
            ("allowed_http_methods", "config.allowed_http_methods"),
            ("custom_response", "config.custom_response"),
            ("verification.type", "config.auth_type"),
            ("verification.configs", "config.auth"),
        ],
        older: older_source,
        newer: newer_source,
    },
    Change {
        on: Object::Destination,
        about: "A destination has a `type`, and where and how it gets events is its `config`; \
                `auth_method` is `config.auth_type` and `config.auth`.",
        moved: &[
            ("url", "config.url"),
            ("cli_path", "config.path"),
            ("rate_limit", "config.rate_limit"),
            ("rate_limit_period", "config.rate_limit_period"),
            ("http_method", "config.http_method"),
            ("path_forwarding_disabled", "config.path_forwarding_disabled"),
            ("auth_method.type", "config.auth_type"),
            ("auth_method.config", "config.auth"),
        ],
        older: older_destination,
        newer: newer_destination,
    },
    Change {
        on: Object::Request,
        about: "A request has no `ingest_priority` any more.",
        moved: &[],
        older: |request| {
            request.insert("ingest_priority".into(), json!("NORMAL"));
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Issue,
        about: "What the cases of a transformation's issue have in common lists `log_level`; before, \
                there is one.",
        moved: &[],
        older: |issue| {
            if let Some(level) =
                issue.get_mut("aggregation_keys").and_then(|it| it.get_mut("log_level"))
            {
                *level = level[0].take();
            }
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::SourceQuery,
        about: "The secrets of a source are asked for with `include=config.auth`.",
        moved: &[],
        older: same,
        newer: |query| {
            match query.shift_remove("include") {
                None => return Ok(()),
                Some(it) if it == "verification.configs" => {}
                Some(_) => return Err("include must be [verification.configs]".into()),
            }
            query.insert("include".into(), json!("config.auth"));
            Ok(())
        },
    },
    Change {
        on: Object::DestinationQuery,
        about: "Destinations are no longer listed by `url` and `cli_path`.",
        moved: &[],
        older: same,
        newer: |query| {
            for (older, newer) in [("url", "config.url"), ("cli_path", "config.path")] {
                if let Some(value) = query.shift_remove(older) {
                    query.insert(newer.into(), value);
                }
            }
            Ok(())
        },
    },
];

fn older_source(source: &mut Map<String, Value>) {
    let Some(Value::Object(mut config)) = source.shift_remove("config") else { return };
    let kind = source.shift_remove("type").unwrap_or_default();
    let authenticated = source.shift_remove("authenticated").unwrap_or_default();
    let verification = if authenticated == true {
        let kind = match config.shift_remove("auth_type") {
            None | Some(Value::Null) => kind,
            Some(kind) => kind,
        };
        // The provider split in two; this is the one that was.
        let kind = if kind == "BRIDGE_XYZ" { json!("BRIDGE") } else { kind };
        match config.shift_remove("auth") {
            None => json!({ "type": kind }),
            Some(configs) => json!({ "type": kind, "configs": configs }),
        }
    } else {
        Value::Null
    };
    source.insert("verification".into(), verification);
    for name in ["allowed_http_methods", "custom_response"] {
        source.insert(name.into(), config.shift_remove(name).unwrap_or_default());
    }
}

fn newer_source(body: &mut Map<String, Value>) -> Result<(), String> {
    refuse(body, "config")?;
    refuse(body, "type")?;
    let mut config = Map::new();
    for name in ["allowed_http_methods", "custom_response"] {
        if let Some(value) = body.shift_remove(name) {
            config.insert(name.into(), value);
        }
    }
    match body.shift_remove("verification") {
        None => {}
        Some(Value::Null) => {
            body.insert("type".into(), json!("WEBHOOK"));
            config.insert("auth_type".into(), Value::Null);
        }
        Some(Value::Object(mut verification)) => {
            let Some(Value::String(kind)) = verification.shift_remove("type") else {
                return Err("verification.type is required".into());
            };
            let kind = match kind.to_uppercase().as_str() {
                "BRIDGE" => "BRIDGE_XYZ".to_owned(),
                kind => kind.to_owned(),
            };
            // A plain source that verifies as this provider does, since the older shape has its
            // own `allowed_http_methods`, which the provider's type would take over.
            body.insert("type".into(), json!("WEBHOOK"));
            config.insert("auth_type".into(), json!(kind));
            if let Some(configs) = verification.shift_remove("configs") {
                config.insert("auth".into(), configs);
            }
            if let Some(name) = verification.keys().next() {
                return Err(format!("verification.{name} is not allowed"));
            }
        }
        Some(_) => return Err("verification does not match any of the allowed types".into()),
    }
    if !config.is_empty() {
        body.insert("config".into(), Value::Object(config));
    }
    Ok(())
}

fn older_destination(destination: &mut Map<String, Value>) {
    let Some(Value::Object(mut config)) = destination.shift_remove("config") else { return };
    let kind = destination.shift_remove("type").unwrap_or_default();
    let url = match kind.as_str() {
        Some("MOCK_API") => json!(MOCK),
        _ => config.shift_remove("url").unwrap_or_default(),
    };
    destination.insert("url".into(), url);
    destination.insert("cli_path".into(), config.shift_remove("path").unwrap_or_default());
    // The older shape has whole numbers only; a slower rate than one a period is one.
    let limit = config.shift_remove("rate_limit").and_then(|it| it.as_f64());
    let limit = limit.map_or(Value::Null, |it| json!(it.floor().max(1.0) as u64));
    destination.insert("rate_limit".into(), limit);
    let period = config.shift_remove("rate_limit_period").unwrap_or(json!("second"));
    destination.insert("rate_limit_period".into(), period);
    for name in ["http_method", "path_forwarding_disabled"] {
        destination.insert(name.into(), config.shift_remove(name).unwrap_or_default());
    }
    let mut method = json!({ "type": config.shift_remove("auth_type") });
    match config.shift_remove("auth") {
        Some(auth) => method["config"] = auth,
        // Those of other types hold more than this, which was not asked for.
        None if method["type"] == "HOOKDECK_SIGNATURE" => method["config"] = json!({}),
        None => {}
    }
    destination.insert("auth_method".into(), method);
}

fn newer_destination(body: &mut Map<String, Value>) -> Result<(), String> {
    refuse(body, "config")?;
    // Live passes over `type`, which this shape does not have.
    body.shift_remove("type");
    let mut config = Map::new();
    let sent =
        |body: &Map<String, Value>, name: &str| body.get(name).is_some_and(|it| !it.is_null());
    match (sent(body, "url"), sent(body, "cli_path")) {
        (true, true) => return Err(exclusive(&["url", "cli_path"])),
        (true, false) => {
            let url = body.shift_remove("url").unwrap_or_default();
            let mock = url.as_str().is_some_and(|it| it.starts_with(MOCK));
            body.insert("type".into(), json!(if mock { "MOCK_API" } else { "HTTP" }));
            if !mock {
                config.insert("url".into(), url);
            }
        }
        (false, true) => {
            body.insert("type".into(), json!("CLI"));
            config.insert("path".into(), body.shift_remove("cli_path").unwrap_or_default());
        }
        (false, false) => {}
    }
    body.shift_remove("url");
    body.shift_remove("cli_path");
    for name in ["rate_limit", "rate_limit_period", "http_method", "path_forwarding_disabled"] {
        if let Some(value) = body.shift_remove(name) {
            config.insert(name.into(), value);
        }
    }
    match body.shift_remove("auth_method") {
        None => {}
        Some(Value::Object(mut method)) => {
            let Some(kind) = method.shift_remove("type") else {
                return Err("auth_method.type is required".into());
            };
            config.insert("auth_type".into(), kind);
            if let Some(auth) = method.shift_remove("config") {
                config.insert("auth".into(), auth);
            }
            if let Some(name) = method.keys().next() {
                return Err(format!("auth_method.{name} is not allowed"));
            }
        }
        Some(_) => return Err("auth_method must be of type object".into()),
    }
    if !config.is_empty() {
        body.insert("config".into(), Value::Object(config));
    }
    Ok(())
}
