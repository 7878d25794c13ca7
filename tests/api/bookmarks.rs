//! Bookmarks: content that is sent again.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Served, Target};

#[tokio::test]
async fn a_bookmark_sends_its_content_through_its_connection_only() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let (api, target) = (gateway.api(), Target::start().await);
    let connection = api.connect("one", &target.url, &json!([])).await;
    let beside = json!({
        "name": "beside", "source_id": connection["source"]["id"],
        "destination": { "name": "mock", "type": "MOCK_API" },
    });
    api.put("/connections", &beside).await;
    let url = format!("{}/orders?page=2", connection["source"]["url"].as_str().unwrap());
    api.send(&url, "application/json", "{\"order\": 7}").await;
    target.received(1).await;
    let list = format!("/events?webhook_id={}", connection["id"].as_str().unwrap());
    let event = api.until(&list, |it| it["models"][0]["status"] == "SUCCESSFUL").await;
    let event = event["models"][0].clone();

    let body = json!({
        "event_data_id": event["event_data_id"], "webhook_id": connection["id"],
        "label": "An order", "name": "order",
    });
    let made = api.post("/bookmarks", &body).await;
    assert_eq!((&made["alias"], &made["last_used_at"]), (&json!("order"), &Value::Null));
    let one = format!("/bookmarks/{}", made["id"].as_str().unwrap());
    assert_eq!(api.get(&one).await["data"]["body"], json!({ "order": 7 }));
    assert_eq!(api.get(&format!("{one}/raw_body")).await["body"], "{\"order\": 7}");
    for (query, count) in [
        ("", 1),
        ("?name=order&label=An+order", 1),
        ("?name=other", 0),
        ("?webhook_id=web_x", 0),
        ("?last_used_at[any]=true", 0),
    ] {
        assert_eq!(api.get(&format!("/bookmarks{query}")).await["count"], count, "{query}");
    }
    let (status, taken) = api.call(Method::POST, "/bookmarks", Some(&body)).await;
    assert_eq!((status, &taken["data"]["id"]), (409, &made["id"]));
    let strange =
        json!({ "event_data_id": "edt_nope", "webhook_id": connection["id"], "label": "x" });
    assert_eq!(api.call(Method::POST, "/bookmarks", Some(&strange)).await.0, 404);

    let trigger = format!("{one}/trigger");
    let events = api.post(&trigger, &json!({ "target": "http" })).await;
    assert_eq!(events.as_array().unwrap().len(), 1);
    assert_eq!(events[0]["webhook_id"], connection["id"]);
    assert_ne!(events[0]["request_id"], event["request_id"]);
    let received = target.received(2).await;
    assert_eq!(
        (&received[1].body[..], &*received[1].path),
        (&b"{\"order\": 7}"[..], "/orders?page=2")
    );
    assert!(api.get(&one).await["last_used_at"].is_string());
    assert_eq!(api.call(Method::POST, &trigger, Some(&json!({ "target": "cli" }))).await.0, 422);

    let renamed = api.put(&one, &json!({ "label": "Another", "name": "order" })).await;
    assert_eq!((&renamed["label"], &renamed["alias"]), (&json!("Another"), &json!("order")));
    let disable = format!("/connections/{}/disable", connection["id"].as_str().unwrap());
    api.put(&disable, &json!({})).await;
    assert_eq!(api.call(Method::POST, &trigger, Some(&json!({}))).await.0, 422);

    let second = api.post("/projects", &json!({ "name": "second" })).await;
    let second = api.with_key(second["api_key"]["key"].as_str().unwrap());
    assert_eq!(second.get("/bookmarks").await["count"], 0);
    assert_eq!(second.call(Method::DELETE, &one, None).await.0, 404);
    assert_eq!(api.call(Method::DELETE, &one, None).await.1, json!({ "id": made["id"] }));
    assert_eq!(api.call(Method::GET, &one, None).await.0, 404);
}

#[tokio::test]
async fn a_bookmark_goes_to_whoever_listens() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let (api, target) = (gateway.api(), Target::start().await);
    let first = api.connect("one", &target.url, &json!([])).await;
    api.send(first["source"]["url"].as_str().unwrap(), "text/plain", "hello").await;
    let event = api.until("/events", |it| it["count"] == 1).await["models"][0].take();
    let desk = json!({
        "name": "desk", "source": { "name": "desk" },
        "destination": { "name": "desk", "type": "CLI", "config": { "path": "/" } },
    });
    let desk = api.put("/connections", &desk).await;
    let body = json!({
        "event_data_id": event["event_data_id"], "webhook_id": desk["id"], "label": "hello",
    });
    let made = api.post("/bookmarks", &body).await;
    let trigger = format!("/bookmarks/{}/trigger", made["id"].as_str().unwrap());
    assert_eq!(api.post(&trigger, &json!({})).await, json!([]), "nobody listens");
    let session = api.post("/cli-sessions", &json!({ "webhook_ids": [desk["id"]] })).await;
    let events = api.post(&trigger, &json!({ "target": "cli" })).await;
    assert_eq!(events[0]["cli_id"], session["id"]);
    let raw = format!("/events/{}/raw_body", events[0]["id"].as_str().unwrap());
    assert_eq!(api.get(&raw).await["body"], "hello");
}
