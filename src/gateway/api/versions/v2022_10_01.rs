//! What came with 2022-10-01: requests can be retried in bulk, and bulk retries have one shape.

use serde_json::Value;

use super::{Change, Object, rename, taken_as_is};

/// Fields of a bulk operation, as (older, newer).
const MOVED: &[(&str, &str)] = &[
    ("estimated_batch_count", "estimated_batch"),
    ("processed_batch_count", "processed_batch"),
    ("estimated_event_count", "estimated_count"),
    ("delivered_event_count", "completed_count"),
    ("failed_event_count", "failed_count"),
];

pub(super) const CHANGES: &[Change] = &[Change {
    on: Object::Bulk,
    about: "The counts of bulk retries have names that fit requests too: `estimated_batch`, \
            `processed_batch`, `estimated_count`, `completed_count` and `failed_count`. The last \
            events that were processed and completed are not told any more; before, they are null.",
    moved: MOVED,
    older: |bulk| {
        for (older, newer) in MOVED {
            rename(bulk, newer, older);
        }
        for gone in ["completed_event_id", "last_processed_event_id"] {
            bulk.insert(gone.into(), Value::Null);
        }
    },
    newer: taken_as_is,
}];
