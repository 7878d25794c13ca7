//! What follows a failed attempt, and what people can do about it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Reply, Served, Target};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A destination that fails until it is told to work.
async fn repairable() -> (Target, Arc<AtomicBool>) {
    let works = Arc::new(AtomicBool::new(false));
    let told = works.clone();
    let status = move || if told.load(Ordering::SeqCst) { 200 } else { 503 };
    (Target::answering(move |_| Reply::status(status())).await, works)
}

async fn only_event(gateway: &Served, wanted: impl Fn(&Value) -> bool) -> Value {
    let list = gateway.api().until("/events", |it| wanted(&it["models"][0])).await;
    list["models"][0].clone()
}

async fn attempts(gateway: &Served, event: &Value) -> Vec<(u64, String, String)> {
    let list = format!("/attempts?dir=asc&event_id={}", text(&event["id"]));
    let list = gateway.api().get(&list).await;
    let row = |it: &Value| {
        (it["attempt_number"].as_u64().unwrap(), text(&it["trigger"]), text(&it["status"]))
    };
    list["models"].as_array().unwrap().iter().map(row).collect()
}

fn row(number: u64, trigger: &str, status: &str) -> (u64, String, String) {
    (number, trigger.to_owned(), status.to_owned())
}

#[tokio::test]
async fn a_failed_event_is_tried_again_until_it_succeeds() {
    let gateway = Served::start().await;
    let target = Target::answering(|it| Reply::status(if it.number < 3 { 500 } else { 200 })).await;
    let rule = json!([{"type": "retry", "strategy": "linear", "interval": 50, "count": 5}]);
    let connection = gateway.api().connect("again", &target.url, &rule).await;
    gateway.api().send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let event = only_event(&gateway, |it| it["status"] == "SUCCESSFUL").await;
    assert_eq!(event["attempts"], 3);
    assert_eq!(event["next_attempt_at"], Value::Null);
    assert_eq!(
        attempts(&gateway, &event).await,
        [
            row(1, "INITIAL", "FAILED"),
            row(2, "AUTOMATIC", "FAILED"),
            row(3, "AUTOMATIC", "SUCCESSFUL"),
        ]
    );
    let counts: Vec<_> = target
        .so_far()
        .iter()
        .map(|it| it.header("x-hookdeck-attempt-count").unwrap().to_owned())
        .collect();
    assert_eq!(counts, ["1", "2", "3"]);
}

#[tokio::test]
async fn retries_end_with_their_count() {
    let gateway = Served::start().await;
    let (target, _) = repairable().await;
    let rule = json!([{"type": "retry", "strategy": "exponential", "interval": 10, "count": 2}]);
    let connection = gateway.api().connect("count", &target.url, &rule).await;
    gateway.api().send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let event = only_event(&gateway, |it| {
        it["attempts"] == 3 && it["status"] == "FAILED" && it["next_attempt_at"].is_null()
    })
    .await;
    assert_eq!(event["response_status"], 503);
}

#[tokio::test]
async fn a_manual_retry_leaves_the_schedule_where_it_is() {
    let gateway = Served::start().await;
    let (target, works) = repairable().await;
    let rule = json!([{"type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 2}]);
    let connection = gateway.api().connect("manual", &target.url, &rule).await;
    gateway.api().send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let planned = only_event(&gateway, |it| it["next_attempt_at"].is_string()).await;
    assert_eq!(planned["status"], "FAILED");
    let path = format!("/events/{}", text(&planned["id"]));

    gateway.api().post(&format!("{path}/retry"), &json!({})).await;
    let failed = only_event(&gateway, |it| it["attempts"] == 2).await;
    assert_eq!(failed["next_attempt_at"], planned["next_attempt_at"]);

    works.store(true, Ordering::SeqCst);
    gateway.api().post(&format!("{path}/retry"), &json!({})).await;
    let done = only_event(&gateway, |it| it["status"] == "SUCCESSFUL").await;
    assert_eq!(done["next_attempt_at"], Value::Null);
    assert_eq!(
        attempts(&gateway, &done).await,
        [row(1, "INITIAL", "FAILED"), row(2, "MANUAL", "FAILED"), row(3, "MANUAL", "SUCCESSFUL"),]
    );
}

#[tokio::test]
async fn a_muted_event_plans_nothing_more() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let (target, _) = repairable().await;
    let rule = json!([{"type": "retry", "strategy": "linear", "interval": 2_000, "count": 1}]);
    let connection = api.connect("mute", &target.url, &rule).await;
    let url = text(&connection["source"]["url"]);
    api.send(&url, "application/json", "1").await;
    let planned = only_event(&gateway, |it| it["next_attempt_at"].is_string()).await;
    let path = format!("/events/{}", text(&planned["id"]));
    let muted = api.put(&format!("{path}/mute"), &json!({})).await;
    assert_eq!(muted["next_attempt_at"], Value::Null);
    assert_eq!(muted["status"], "FAILED");

    // Another that was planned later has its time: then that of the muted one has passed.
    api.send(&url, "application/json", "2").await;
    only_event(&gateway, |it| it["attempts"] == 2).await;
    let bodies: Vec<_> = target.so_far().into_iter().map(|it| it.body).collect();
    assert_eq!(bodies, ["1", "2", "2"]);
    let still = api.get(&path).await;
    assert_eq!((&still["attempts"], &still["updated_at"]), (&json!(1), &muted["updated_at"]));
}

#[tokio::test]
async fn a_destination_may_ask_when_to_come_again() {
    let gateway = Served::start().await;
    let target = Target::answering(|it| {
        let after = if it.number == 1 { "1" } else { "-1" };
        Reply { headers: vec![("retry-after", after.to_owned())], ..Reply::status(429) }
    })
    .await;
    let rule = json!([{"type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 5}]);
    let connection = gateway.api().connect("later", &target.url, &rule).await;
    gateway.api().send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let event = only_event(&gateway, |it| it["attempts"] == 2).await;
    assert_eq!(event["next_attempt_at"], Value::Null, "-1 ends it");
}

#[tokio::test]
async fn a_paused_connection_holds_and_lets_go() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::start().await;
    let connection = api.connect("pause", &target.url, &json!([])).await;
    let path = format!("/connections/{}", text(&connection["id"]));
    api.put(&format!("{path}/pause"), &json!({})).await;
    for _ in 0..3 {
        api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    }
    let held = api.get("/events").await;
    for event in held["models"].as_array().unwrap() {
        assert_eq!(event["status"], "HOLD");
    }
    assert!(target.so_far().is_empty());
    api.put(&format!("{path}/unpause"), &json!({})).await;
    target.received(3).await;
    let event = only_event(&gateway, |it| it["status"] == "SUCCESSFUL").await;
    assert_eq!(attempts(&gateway, &event).await, [row(1, "UNPAUSE", "SUCCESSFUL")]);
}

#[tokio::test]
async fn a_delayed_event_waits_and_a_cancelled_one_stays() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::start().await;
    let later = json!([{"type": "delay", "delay": 3_600_000}]);
    let connection = api.connect("later", &target.url, &later).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let event = only_event(&gateway, |it| it["status"] == "SCHEDULED").await;
    assert!(event["next_attempt_at"].is_string());
    let path = format!("/events/{}/cancel", text(&event["id"]));
    let cancelled = api.put(&path, &json!({})).await;
    assert_eq!(cancelled["status"], "CANCELLED");

    let soon = json!([{"type": "delay", "delay": 100}]);
    let connection = api.connect("soon", &target.url, &soon).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    target.received(1).await;
    let event = only_event(&gateway, |it| it["status"] == "SUCCESSFUL").await;
    assert_eq!(attempts(&gateway, &event).await, [row(1, "INITIAL", "SUCCESSFUL")]);
}

/// A failed event with a planned attempt after which its connection ends in this way.
async fn ended(name: &str, method: Method, verb: &str) -> Value {
    let gateway = Served::start().await;
    let api = gateway.api();
    let (target, _) = repairable().await;
    let rule = json!([{"type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 2}]);
    let connection = api.connect(name, &target.url, &rule).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    only_event(&gateway, |it| it["next_attempt_at"].is_string()).await;
    let path = format!("/connections/{}{verb}", text(&connection["id"]));
    let (status, answer) = api.call(method, &path, None).await;
    assert_eq!(status, 200, "{answer}");
    only_event(&gateway, |it| it["next_attempt_at"].is_null()).await
}

#[tokio::test]
async fn a_disabled_connection_ends_what_it_had_planned() {
    let event = ended("disabled", Method::PUT, "/disable").await;
    assert_eq!((&event["status"], &event["error_code"]), (&json!("FAILED"), &json!("CANCELLED")));
}

#[tokio::test]
async fn a_deleted_connection_ends_what_it_had_planned() {
    let event = ended("deleted", Method::DELETE, "").await;
    assert_eq!((&event["status"], &event["error_code"]), (&json!("FAILED"), &json!("CANCELLED")));
}
