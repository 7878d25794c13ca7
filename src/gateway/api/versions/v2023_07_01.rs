//! What came with 2023-07-01: rules stand on connections and verification on sources; before, they
//! stood on rulesets and integrations.
//!
//! Both are records that only clients of these versions see, and both are obeyed: a connection that
//! follows a ruleset runs the ruleset's rules, but for those of which it has its own of that type,
//! and a source that an integration is attached to verifies with the integration's secrets. What a
//! newer client writes wins. `ruleset`, `resolved_rules` and `integration` are looked up by
//! [`legacy`](super::super::legacy), which knows them.
//!
//! An `alert` rule is taken and passed over, since a client that sends one sends it with every
//! ruleset; none is ever shown. Alerts are issues and their triggers, which these clients can set up
//! too.

use serde_json::{Map, Value};

use super::{Change, Object, refuse, same};

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Connection,
        about: "A connection has its rules itself; before, those of its `ruleset` and its own were \
                its `resolved_rules`.",
        moved: &[],
        older: same,
        newer: without_alerts,
    },
    Change {
        on: Object::Ruleset,
        about: "There are no rulesets any more.",
        moved: &[],
        older: same,
        newer: without_alerts,
    },
    Change {
        on: Object::Source,
        about: "A source has its `verification` itself; before, it had an `integration`.",
        moved: &[],
        older: |source| {
            source.shift_remove("verification");
        },
        newer: |source| refuse(source, "verification"),
    },
];

fn without_alerts(object: &mut Map<String, Value>) -> Result<(), String> {
    if let Some(Value::Array(rules)) = object.get_mut("rules") {
        rules.retain(|it| it["type"] != "alert");
    }
    Ok(())
}
