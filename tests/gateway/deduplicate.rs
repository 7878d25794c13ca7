//! Connections that let through only the first of several alike.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Served, Target};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn by_id() -> Value {
    json!({ "type": "deduplicate", "window": 3_600_000, "include_fields": ["body.id"] })
}

/// The causes for which connections ignored a request.
async fn causes(api: &Api, sent: &Value) -> Vec<Value> {
    let path = format!("/requests/{}/ignored_events", text(&sent["request_id"]));
    let ignored = api.get(&path).await;
    ignored["models"].as_array().unwrap().iter().map(|it| it["cause"].clone()).collect()
}

#[tokio::test]
async fn a_duplicate_is_ignored_and_says_so() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let connection = api.connect("once", &target.url, &json!([by_id()])).await;
    let url = text(&connection["source"]["url"]);
    let send = async |id: u32, at: u32| {
        let body = json!({ "id": id, "at": at }).to_string();
        api.send(&url, "application/json", body).await
    };
    send(1, 1).await;
    let duplicate = send(1, 2).await;
    send(2, 3).await;
    let mut bodies: Vec<_> = target.received(2).await.into_iter().map(|it| it.body).collect();
    bodies.sort();
    assert_eq!(bodies, [r#"{"id":1,"at":1}"#, r#"{"id":2,"at":3}"#]);

    let newest = api.under("/2026-09-01");
    assert_eq!(causes(&newest, &duplicate).await, ["DUPLICATE"]);
    // Versions that were published have no word for it.
    assert_eq!(causes(&api, &duplicate).await, ["FILTERED"]);
    let request = api.get(&format!("/requests/{}", text(&duplicate["request_id"]))).await;
    assert_eq!((&request["events_count"], &request["ignored_count"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn of_many_alike_at_once_one_goes_through() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let connection = api.connect("once", &target.url, &json!([by_id()])).await;
    let url = text(&connection["source"]["url"]);
    let send = async |_| api.send(&url, "application/json", r#"{"id":1}"#).await;
    let sent = futures_util::future::join_all((0..40).map(send)).await;
    let newest = api.under("/2026-09-01");
    let mut ignored = 0;
    for sent in &sent {
        ignored += causes(&newest, sent).await.len();
    }
    assert_eq!(ignored, 39);
    target.received(1).await;
    // Whatever is still to come has come when this one has.
    api.send(&url, "application/json", r#"{"id":2}"#).await;
    assert_eq!(target.received(2).await.len(), 2);
}

#[tokio::test]
async fn a_duplicate_is_known_after_a_crash() {
    let (mut gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let connection = api.connect("once", &target.url, &json!([by_id()])).await;
    let url = text(&connection["source"]["url"]);
    api.send(&url, "application/json", r#"{"id":1}"#).await;
    gateway.kill().await;
    gateway.restart().await;
    let sent = api.send(&url, "application/json", r#"{"id":1}"#).await;
    assert_eq!(causes(&api.under("/2026-09-01"), &sent).await, ["DUPLICATE"]);
    target.received(1).await;
}

#[tokio::test]
async fn a_change_of_the_rule_forgets_what_was_seen() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let connection = api.connect("once", &target.url, &json!([by_id()])).await;
    let (url, id) = (text(&connection["source"]["url"]), text(&connection["id"]));
    let api = api.under("/2026-09-01");
    let is_duplicate = async || {
        let sent = api.send(&url, "application/json", r#"{"id":1}"#).await;
        !causes(&api, &sent).await.is_empty()
    };
    let write = async |rules: Value| {
        api.put(&format!("/connections/{id}"), &json!({ "rules": rules })).await;
    };
    assert!(!is_duplicate().await);
    write(json!([{ "type": "delay", "delay": 1 }, by_id()])).await;
    assert!(is_duplicate().await, "the rule is the same");
    write(json!([])).await;
    assert!(!is_duplicate().await);
    write(json!([by_id()])).await;
    assert!(!is_duplicate().await, "it was changed in between");
    assert!(is_duplicate().await);
}

#[tokio::test]
async fn what_a_later_rule_drops_was_seen_all_the_same() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let filter = json!({ "type": "filter", "body": { "wanted": true } });
    let connection = api.connect("once", "http://127.0.0.1:1", &json!([by_id(), filter])).await;
    let url = text(&connection["source"]["url"]);
    let api = api.under("/2026-09-01");
    let first = api.send(&url, "application/json", r#"{"id":1}"#).await;
    assert_eq!(causes(&api, &first).await, ["FILTERED"]);
    let second = api.send(&url, "application/json", r#"{"id":1,"wanted":true}"#).await;
    assert_eq!(causes(&api, &second).await, ["DUPLICATE"]);

    // Asked about again, a request is no duplicate of itself.
    let retry = format!("/requests/{}/retry", text(&second["request_id"]));
    let retried = api.post(&retry, &json!({})).await;
    assert_eq!(retried["events"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn no_transformation_runs_for_a_duplicate_that_is_known() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let code = "addHandler('transform', (it) => ({ ...it, body: { made: it.body.id } }))";
    let transform =
        json!({ "type": "transform", "transformation": { "name": "made", "code": code } });
    let connection = api.connect("once", &target.url, &json!([by_id(), transform])).await;
    let url = text(&connection["source"]["url"]);
    for _ in 0..3 {
        api.send(&url, "application/json", r#"{"id":1}"#).await;
    }
    let id = text(&connection["rules"][1]["transformation_id"]);
    assert_eq!(api.get(&format!("/transformations/{id}/executions")).await["count"], 1);
    assert_eq!(target.received(1).await[0].body, r#"{"made":1}"#);

    // After a transformation it is what that made which counts.
    let made = json!({ "type": "deduplicate", "window": 1000, "include_fields": ["body.made"] });
    let rules = json!([{ "type": "transform", "transformation_id": id }, made]);
    api.put(&format!("/connections/{}", text(&connection["id"])), &json!({ "rules": rules })).await;
    let api = api.under("/2026-09-01");
    let first = api.send(&url, "application/json", r#"{"id":5,"n":1}"#).await;
    assert_eq!(causes(&api, &first).await, [] as [&str; 0]);
    let second = api.send(&url, "application/json", r#"{"id":5,"n":2}"#).await;
    assert_eq!(causes(&api, &second).await, ["DUPLICATE"]);
}

#[tokio::test]
async fn older_versions_have_no_deduplicate_rules() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let filter = json!({ "type": "filter", "path": "/a" });
    let connection = api.connect("once", "http://127.0.0.1:1", &json!([by_id(), filter])).await;
    assert_eq!(connection["rules"], json!([by_id(), filter]));
    let (path, old) =
        (format!("/connections/{}", text(&connection["id"])), api.under("/2025-01-01"));
    assert_eq!(old.get(&path).await["rules"], json!([filter]));
    let rules = json!({ "rules": [by_id()] });
    let (status, answer) = old.call(Method::PUT, &path, Some(&rules)).await;
    assert_eq!((status, &answer["data"]), (422, &json!(["Invalid rule type"])));
}

#[tokio::test]
async fn what_is_asked_for_again_by_hand_is_no_duplicate() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let all = json!({ "name": "all", "source": { "name": "once" }, "rules": [] });
    let mut sends = Vec::new();
    for (name, rules) in [("once", json!([by_id()])), ("all", json!([]))] {
        let mut connection = all.clone();
        connection["name"] = json!(name);
        connection["rules"] = rules;
        connection["destination"] =
            json!({ "name": name, "type": "HTTP", "config": { "url": target.url } });
        sends.push(api.put("/connections", &connection).await);
    }
    let url = text(&sends[0]["source"]["url"]);
    let sent = api.send(&url, "application/json", r#"{"id":1}"#).await;
    target.received(2).await;
    let request = format!("/requests/{}", text(&sent["request_id"]));

    // The answer shows what is kept, with its keys.
    let is_kept = async |events: &Value, count: usize| {
        let events = events.as_array().unwrap();
        assert_eq!(events.len(), count);
        for event in events {
            let kept = api.get(&format!("/events/{}", text(&event["id"]))).await;
            assert_eq!(kept["webhook_id"], event["webhook_id"]);
            assert_eq!(kept["request_id"], event["request_id"]);
        }
    };
    let replayed = api.post(&format!("{request}/replay"), &json!({})).await;
    assert_eq!(replayed["requests"][0]["events_count"], 2);
    is_kept(&replayed["events"], 2).await;
    target.received(4).await;

    let connection = text(&sends[0]["id"]);
    let event = api.get(&format!("{request}/events?webhook_id={connection}")).await;
    let event = &event["models"][0];
    let replayed = api.post(&format!("/events/{}/replay", text(&event["id"])), &json!({})).await;
    is_kept(&replayed["events"], 1).await;
    let bookmark = json!({
        "event_data_id": event["event_data_id"], "webhook_id": connection, "label": "again",
    });
    let bookmark = api.post("/bookmarks", &bookmark).await;
    let trigger = format!("/bookmarks/{}/trigger", text(&bookmark["id"]));
    is_kept(&api.post(&trigger, &json!({})).await, 1).await;
    target.received(6).await;

    // What comes by itself still is one.
    let api = api.under("/2026-09-01");
    let duplicate = api.send(&url, "application/json", r#"{"id":1}"#).await;
    assert_eq!(causes(&api, &duplicate).await, ["DUPLICATE"]);
}
