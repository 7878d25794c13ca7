//! What came with 2023-01-01: rules of type `alert` are gone.
//!
//! So its changelog says; its published schema still has them, and so they are taken there too: see
//! [`v2023_07_01`](super::v2023_07_01).

use super::{Change, Object, same, taken_as_is};

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Connection,
        about: "A connection's rules have no `alert` rule any more; one that is sent is passed over.",
        moved: &[],
        older: same,
        newer: taken_as_is,
    },
    Change {
        on: Object::Ruleset,
        about: "A ruleset's rules have no `alert` rule any more; one that is sent is passed over.",
        moved: &[],
        older: same,
        newer: taken_as_is,
    },
];
