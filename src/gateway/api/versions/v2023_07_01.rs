//! What came with 2023-07-01: rules stand on connections and verification on sources; before, they
//! stood on rulesets and integrations.
//!
//! Both are records that only clients of these versions see, and both are obeyed: a connection that
//! follows a ruleset runs the ruleset's rules, but for those of which it has its own of that type,
//! and a source that an integration is attached to verifies with the integration's secrets. What a
//! newer client writes wins. `ruleset`, `resolved_rules` and `integration` are looked up by
//! [`legacy`](super::super::legacy), which knows them.

use super::{Change, Object, refuse, same, taken_as_is};

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Connection,
        about: "A connection has its rules itself; before, those of its `ruleset` and its own were \
                its `resolved_rules`.",
        moved: &[],
        older: same,
        newer: taken_as_is,
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
