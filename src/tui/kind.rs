//! What an event tells of, in its sender's own words: from a header, or else from the payload.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use crate::model::Headers;

/// The longest body that is looked into.
const LONGEST: usize = 64 << 10;
/// The longest word that is taken.
const WORD: usize = 64;

/// Headers that say it, by whole name.
const HEADERS: [&str; 12] = [
    "x-github-event",
    "x-gitlab-event",
    "x-gitea-event",
    "x-event-key",
    "x-shopify-topic",
    "x-wc-webhook-topic",
    "x-event-type",
    "x-event-name",
    "x-topic",
    "ce-type",
    "x-webhook-event",
    "x-hook-event",
];

/// Where payloads say it, in the order in which they are believed.
#[derive(Deserialize)]
struct Payload {
    #[serde(default, rename = "type")]
    kind: Value,
    #[serde(default)]
    event: Value,
    #[serde(default, alias = "eventType", alias = "EventType")]
    event_type: Value,
    #[serde(default, alias = "eventName")]
    event_name: Value,
    #[serde(default)]
    topic: Value,
    #[serde(default)]
    action: Value,
}

/// The word for it; empty where there is none.
pub(super) fn of(headers: &Headers, body: &Bytes) -> String {
    let payload = (body.len() <= LONGEST && body.first() == Some(&b'{'))
        .then(|| serde_json::from_slice::<Payload>(body).ok())
        .flatten();
    let action = payload.as_ref().and_then(|it| word(&it.action));
    if let Some(said) = HEADERS.iter().find_map(|it| headers.text(it)) {
        let said = match action {
            // GitHub's `pull_request` is opened, closed or labelled.
            Some(action) if headers.get("x-github-event").is_some() => format!("{said}.{action}"),
            _ => said.to_owned(),
        };
        return said.chars().take(WORD).collect();
    }
    let Some(payload) = &payload else { return String::new() };
    let Payload { kind, event, event_type, event_name, topic, .. } = payload;
    let inner = [&event["type"], &event["name"]];
    let said = [event_type, event_name, event].into_iter().chain(inner);
    // Slack wraps what happened: `event_callback` says less than the event inside.
    let wraps = event.is_object() && word(inner[0]).is_some();
    let outer = (!wraps).then_some(kind);
    outer.into_iter().chain(said).chain([topic, kind]).find_map(word).or(action).unwrap_or_default()
}

fn word(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let is_word = !text.is_empty() && text.len() <= WORD && !text.contains(char::is_whitespace);
    is_word.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: (&str, &str), body: &'static str, expected: &str) {
        let headers = Headers::default().with(header.0, header.1.as_bytes());
        assert_eq!(of(&headers, &Bytes::from_static(body.as_bytes())), expected);
    }

    #[test]
    fn senders_say_what_happened_in_a_header_or_in_the_payload() {
        check(("x-github-event", "push"), "{}", "push");
        check(("x-github-event", "pull_request"), r#"{"action":"opened"}"#, "pull_request.opened");
        check(("x-shopify-topic", "orders/create"), r#"{"type":"x"}"#, "orders/create");
        check(("a", "b"), r#"{"type":"invoice.paid"}"#, "invoice.paid");
        check(("a", "b"), r#"{"type":"event_callback","event":{"type":"message"}}"#, "message");
        check(("a", "b"), r#"{"event":"charge.success"}"#, "charge.success");
        check(("a", "b"), r#"{"eventType":"SUBSCRIBED","data":{}}"#, "SUBSCRIBED");
        check(("a", "b"), r#"{"action":"created"}"#, "created");
        check(("a", "b"), r#"{"type":7,"action":"two words"}"#, "");
        check(("a", "b"), "type=form", "");
        check(("a", "b"), r#"{"type":"#, "");
    }
}
