//! What came with 2022-07-01: the content of events and bookmarks is their `data`, and was their
//! `request`.

use serde_json::{Map, Value, json};

use super::{Change, Object, rename, same};

const MOVED: &[(&str, &str)] = &[("request", "data"), ("event_request_id", "event_data_id")];

pub(super) const CHANGES: &[Change] = &[
    Change {
        on: Object::Event,
        about: "The `data` and `event_data_id` of an event were its `request` and \
                `event_request_id`.",
        moved: MOVED,
        older,
        newer,
    },
    Change {
        on: Object::EventQuery,
        about: "Events are listed with `include=data` and by `event_data_id`, which were \
                `include=request` and `event_request_id`.",
        moved: MOVED,
        older: same,
        newer: newer_query,
    },
    Change {
        on: Object::BulkEventQuery,
        about: "Bulk retries ask for `event_data_id`, which was `event_request_id`.",
        moved: MOVED,
        older: same,
        newer,
    },
    Change {
        on: Object::Bookmark,
        about: "The `data` and `event_data_id` of a bookmark were its `request` and \
                `event_request_id`.",
        moved: MOVED,
        older,
        newer,
    },
    Change {
        on: Object::BookmarkQuery,
        about: "Bookmarks are listed by `event_data_id`, which was `event_request_id`.",
        moved: MOVED,
        older: same,
        newer: newer_query,
    },
];

fn older(object: &mut Map<String, Value>) {
    rename(object, "data", "request");
    rename(object, "event_data_id", "event_request_id");
}

fn newer(object: &mut Map<String, Value>) -> Result<(), String> {
    rename(object, "event_request_id", "event_data_id");
    Ok(())
}

fn newer_query(query: &mut Map<String, Value>) -> Result<(), String> {
    if query.get("include").is_some_and(|it| it == "request") {
        query.insert("include".into(), json!("data"));
    }
    newer(query)
}
