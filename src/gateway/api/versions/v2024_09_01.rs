//! What came with 2024-09-01: attempts are made when they are delivered, and have no state.

use serde_json::{Value, json};

use super::{Change, Object, taken_as_is};

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::RetriedEvent,
        about: "Retrying an event answers the event; before, it answered `{event, attempt}`, with \
                an `attempt` that is always null.",
        moved: &[],
        older: |event| {
            let whole = std::mem::take(event);
            event.insert("event".into(), Value::Object(whole));
            event.insert("attempt".into(), Value::Null);
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Attempt,
        about: "Attempts have no `state` any more; before, all that are listed are `COMPLETED`.",
        moved: &[],
        older: |attempt| {
            attempt.insert("state".into(), json!("COMPLETED"));
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Ignored,
        about: "The `meta` of a filtered event lists every part that did not match; before, it was \
                the first of them.",
        moved: &[],
        older: |ignored| {
            if let Some(Value::Array(parts)) = ignored.get_mut("meta") {
                let first = parts.first_mut().map(Value::take);
                ignored.insert("meta".into(), first.unwrap_or_default());
            }
        },
        newer: taken_as_is,
    },
    Change {
        on: Object::Ignored,
        about: "An ignored event has no `updated_at` any more: it never changes.",
        moved: &[],
        older: |ignored| {
            let created_at = ignored.get("created_at").cloned().unwrap_or_default();
            ignored.insert("updated_at".into(), created_at);
        },
        newer: taken_as_is,
    },
];
