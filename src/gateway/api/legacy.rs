//! What only clients of older versions see of connections and sources: rulesets and integrations.
//!
//! [`versions`] changes the shape of what it is given and knows nothing else; what older shapes have
//! and the newest has not is looked up here, before the answer is made older.

use serde_json::Value;

use super::versions::{self, Object, Version};
use crate::gateway::Gateway;

/// The version that put rules and verification where they are.
pub(super) const RULES_STAND_ALONE: &str = "2023-07-01";

/// Adds to the connections and sources in an answer what the version shows of them besides.
pub(super) fn look_up(_gateway: &Gateway, version: Version, object: Object, value: &mut Value) {
    if version.date() >= RULES_STAND_ALONE {
        return;
    }
    versions::each(value, object, Object::Connection, &mut |connection| {
        let rules = connection.get("rules").cloned().unwrap_or_default();
        connection.insert("ruleset".into(), Value::Null);
        connection.insert("resolved_rules".into(), rules);
    });
    versions::each(value, object, Object::Source, &mut |source| {
        source.insert("integration_id".into(), Value::Null);
        source.insert("integration".into(), Value::Null);
    });
}
