//! What came with 2022-11-01: every answer is an object; some were a bare text, number or boolean.

use serde_json::{Map, Value, json};

use super::{Change, Object, WHOLE, taken_as_is};

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::DeletedBookmark,
        about: "Deleting a bookmark answers `{id}`; before, the bare id.",
        moved: &[],
        older: |answer| only(answer, "id"),
        newer: taken_as_is,
    },
    Change {
        on: Object::DeletedIntegration,
        about: "Deleting an integration answers `{id}`; before, the bare id.",
        moved: &[],
        older: |answer| only(answer, "id"),
        newer: taken_as_is,
    },
    Change {
        on: Object::Attached,
        about: "Attaching an integration answers `{success}`; before, `true`.",
        moved: &[],
        older: |answer| only(answer, "success"),
        newer: taken_as_is,
    },
    Change {
        on: Object::Detached,
        about: "Detaching an integration answers an object; before, `true`.",
        moved: &[],
        older: |answer| {
            answer.insert(WHOLE.into(), json!(true));
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::IssueCount,
        about: "Counting issues answers `{count}`; before, the bare number.",
        moved: &[],
        older: |answer| only(answer, "count"),
        newer: taken_as_is,
    },
];

fn only(answer: &mut Map<String, Value>, field: &str) {
    let value = answer.shift_remove(field).unwrap_or_default();
    *answer = Map::from_iter([(WHOLE.to_owned(), value)]);
}
