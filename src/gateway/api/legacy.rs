//! What only clients of older versions see of connections and sources: rulesets and integrations.
//!
//! [`versions`] changes the shape of what it is given and knows nothing else; what older shapes have
//! and the newest has not is looked up here, before the answer is made older.

use serde_json::Value;

use super::versions::{self, Object, Version};
use super::{integration, ruleset};
use crate::gateway::Gateway;

/// The version that put rules on connections and verification on sources.
pub(super) const RULES_STAND_ALONE: &str = "2023-07-01";

/// Adds to the connections and sources in an answer what the version shows of them besides.
pub(super) fn look_up(gateway: &Gateway, version: Version, object: Object, value: &mut Value) {
    if version.date() >= RULES_STAND_ALONE {
        return;
    }
    let snapshot = gateway.catalog.now();
    versions::each(value, object, Object::Connection, &mut |connection| {
        ruleset::look_up(&snapshot, connection);
    });
    versions::each(value, object, Object::Source, &mut |source| {
        integration::look_up(&snapshot, source);
    });
}
