//! What came with 2023-01-01: rules of type `alert` are gone.
//!
//! Alerts are issues and their triggers, which these clients can set up too. An alert rule that is
//! sent is taken and passed over, since a client that sends one sends it with every ruleset; none
//! is ever shown.

use serde_json::{Map, Value};

use super::{Change, Object, same};

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Connection,
        about: "A connection's rules have no `alert` rule any more; one that is sent is passed over.",
        moved: &[],
        older: same,
        newer: without_alerts,
    },
    Change {
        on: Object::Ruleset,
        about: "A ruleset's rules have no `alert` rule any more; one that is sent is passed over.",
        moved: &[],
        older: same,
        newer: without_alerts,
    },
];

fn without_alerts(object: &mut Map<String, Value>) -> Result<(), String> {
    if let Some(Value::Array(rules)) = object.get_mut("rules") {
        rules.retain(|it| it["type"] != "alert");
    }
    Ok(())
}
