//! Destinations that are left alone for a while: those that ask for it, and those with a breaker.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use serde_json::{Value, json};

use crate::support::{Reply, Served, Target};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A destination that answers this status, and names a time where there is one.
async fn telling(after: Option<&'static str>) -> (Target, Arc<AtomicU16>) {
    let status = Arc::new(AtomicU16::new(200));
    let told = status.clone();
    let target = Target::answering(move |_| {
        let status = told.load(Ordering::SeqCst);
        let after = after.filter(|_| status != 200);
        let headers = after.iter().map(|it| ("retry-after", (*it).to_owned())).collect();
        Reply { headers, ..Reply::status(status) }
    })
    .await;
    (target, status)
}

async fn metrics(gateway: &Served) -> String {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = http.get(format!("{}/metrics", gateway.url)).send().await.unwrap();
    answer.text().await.unwrap()
}

#[tokio::test]
async fn a_refusal_of_one_event_holds_all_of_the_destination() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let (target, status) = telling(Some("3600")).await;
    let connection = api.connect("busy", &target.url, &json!([])).await;
    let url = text(&connection["source"]["url"]);
    let destination = format!("/destinations/{}", text(&connection["destination"]["id"]));
    assert_eq!(api.get(&destination).await["held"], Value::Null);
    status.store(429, Ordering::SeqCst);
    api.send(&url, "application/json", "1").await;
    let held = api.until(&destination, |it| !it["held"].is_null()).await["held"].clone();
    assert_eq!(held["reason"], "RATE_LIMITED");
    api.send(&url, "application/json", "2").await;
    let waits = |it: &Value| it["models"][0]["status"] == "QUEUED";
    let event = api.until("/events", waits).await["models"][0].clone();
    let event = format!("/events/{}", text(&event["id"]));
    assert_eq!(api.get(&event).await["waits_for"], held);
    let page = metrics(&gateway).await;
    let line = "hookport_destination_held{reason=\"rate_limited\",destination_id=";
    assert!(page.contains(line), "{page}");
    assert_eq!(target.so_far().len(), 1);
    assert_eq!(gateway.api().get(&destination).await.get("held"), None, "older versions know none");

    // Whoever changes the destination lets it go.
    status.store(200, Ordering::SeqCst);
    api.put(&destination, &json!({ "description": "well again" })).await;
    api.until(&event, |it| it["status"] == "SUCCESSFUL").await;
}

#[tokio::test]
async fn after_the_time_it_is_tried_with_one_and_then_with_all() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let (target, status) = telling(Some("1")).await;
    let connection = api.connect("soon", &target.url, &json!([])).await;
    let url = text(&connection["source"]["url"]);
    status.store(503, Ordering::SeqCst);
    api.send(&url, "application/json", "0").await;
    target.received(1).await;
    let newest = api.under("/2026-09-01");
    let destination = format!("/destinations/{}", text(&connection["destination"]["id"]));
    newest.until(&destination, |it| !it["held"].is_null()).await;
    for number in 1..=20 {
        api.send(&url, "application/json", number.to_string()).await;
    }
    assert_eq!(target.so_far().len(), 1);
    status.store(200, Ordering::SeqCst);
    target.received(21).await;
    api.until("/events?status=SUCCESSFUL", |it| it["count"].as_u64() >= Some(20)).await;
    assert_eq!(newest.get(&destination).await["held"], Value::Null);
}

#[tokio::test]
async fn a_breaker_opens_is_seen_and_closes() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let (target, status) = telling(None).await;
    let connection = api
        .put(
            "/connections",
            &json!({"name": "fuse", "source": {"name": "fuse"}, "destination": {
                "name": "fuse", "type": "HTTP", "config": {
                    "url": target.url, "circuit_breaker": { "failures": 3, "pause": 1000 },
                },
            }}),
        )
        .await;
    let breaker = &connection["destination"]["config"]["circuit_breaker"];
    assert_eq!(*breaker, json!({ "failures": 3, "pause": 1000 }));
    let url = text(&connection["source"]["url"]);
    let destination = format!("/destinations/{}", text(&connection["destination"]["id"]));
    status.store(500, Ordering::SeqCst);
    for count in 1..=3 {
        api.send(&url, "application/json", "{}").await;
        target.received(count).await;
    }
    let held = api.until(&destination, |it| !it["held"].is_null()).await["held"].clone();
    assert_eq!(held["reason"], "CIRCUIT_OPEN");
    let page = metrics(&gateway).await;
    assert!(page.contains("hookport_circuit_opened_total{destination_id="), "{page}");
    status.store(200, Ordering::SeqCst);
    for _ in 0..5 {
        api.send(&url, "application/json", "{}").await;
    }
    target.received(8).await;
    api.until(&destination, |it| it["held"].is_null()).await;

    // Taken away, it is gone; one that makes no sense is refused.
    let change = json!({ "config": { "circuit_breaker": null } });
    let changed = api.put(&destination, &change).await;
    assert_eq!(changed["config"]["circuit_breaker"], Value::Null);
    for wrong in [json!({ "failures": 0 }), json!({ "pause": 10 }), json!({ "odd": 1 })] {
        let change = json!({ "config": { "circuit_breaker": wrong } });
        assert_eq!(api.call(reqwest::Method::PUT, &destination, Some(&change)).await.0, 422);
    }
}

#[tokio::test]
async fn what_is_gone_is_tried_no_more_and_opens_an_issue() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target =
        Target::answering(|it| Reply::status(if it.number == 1 { 500 } else { 410 })).await;
    let rule = json!([{"type": "retry", "strategy": "linear", "interval": 50, "count": 10}]);
    let connection = api.connect("gone", &target.url, &rule).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let ended = |it: &Value| {
        let event = &it["models"][0];
        event["response_status"] == 410 && event["status"] == "FAILED"
    };
    let event = api.until("/events", ended).await["models"][0].clone();
    assert_eq!((&event["attempts"], &event["next_attempt_at"]), (&json!(2), &Value::Null));
    let is_told = |it: &Value| {
        let issues = it["models"].as_array().unwrap().iter();
        issues
            .flat_map(|it| it["aggregation_keys"]["response_status"].as_array())
            .flatten()
            .any(|it| *it == 410)
    };
    api.until("/issues", is_told).await;
    assert_eq!(target.so_far().len(), 2);
}

#[tokio::test]
async fn what_is_found_to_be_gone_by_hand_is_not_tried_by_itself_either() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target =
        Target::answering(|it| Reply::status(if it.number == 1 { 500 } else { 410 })).await;
    let rule = json!([{"type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 10}]);
    let connection = api.connect("gone", &target.url, &rule).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let planned = |it: &Value| it["models"][0]["next_attempt_at"].is_string();
    let event = text(&api.until("/events", planned).await["models"][0]["id"]);
    api.post(&format!("/events/{event}/retry"), &json!({})).await;
    let answered = |it: &Value| it["models"][0]["response_status"] == 410;
    let event = api.until("/events", answered).await["models"][0].clone();
    assert_eq!((&event["status"], &event["next_attempt_at"]), (&json!("FAILED"), &Value::Null));
}
