//! What came with 2022-03-01: alert rules have no `interval`.
//!
//! They are passed over altogether, with or without one: see [`v2023_07_01`](super::v2023_07_01).

use super::{Change, Object, same, taken_as_is};

pub(super) const CHANGES: &[Change] = &[Change {
    on: Object::Ruleset,
    about: "An alert rule has no `interval` any more.",
    moved: &[],
    older: same,
    newer: taken_as_is,
}];
