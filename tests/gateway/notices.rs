//! What people are told of, and what never.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Received, Reply, Served, Target};

const ALL: [&str; 4] =
    ["issue.opened", "issue.updated", "deprecated.attempt-failed", "event.successful"];

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn body(received: &Received) -> Value {
    serde_json::from_slice(&received.body).unwrap()
}

/// A source that is told of these topics, leading to this URL.
async fn told(api: &Api, url: &str, topics: &[&str]) -> Value {
    let connection = api.connect("bell", url, &json!([])).await;
    let source = &connection["source"]["id"];
    let wanted = json!({ "enabled": true, "topics": topics, "source_id": source });
    assert_eq!(api.put("/notifications/webhooks", &wanted).await, wanted);
    connection
}

#[tokio::test]
async fn a_delivery_is_told_with_the_answer_of_its_destination() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let bell = Target::start().await;
    let of_bell = told(&api, &bell.url, &["event.successful"]).await;
    let answer = Reply {
        headers: vec![("content-type", "application/json".to_owned())],
        body: r#"{"stored":7}"#.into(),
        ..Reply::status(201)
    };
    let shop = Target::answering(move |_| answer.clone()).await;
    let code = "addHandler('transform', it => { it.body.stamped = 1; return it; })";
    let stamp = json!({ "type": "transform", "transformation": { "name": "stamp", "code": code } });
    let connection = api.connect("shop", &shop.url, &json!([stamp])).await;
    let url = format!("{}/orders?page=1", text(&connection["source"]["url"]));
    api.send(&url, "application/json", r#"{"paid":true}"#).await;

    let received = &bell.received(1).await[0];
    assert_eq!((received.method.as_str(), received.path.as_str()), ("POST", "/"));
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert_eq!(received.header("x-hookdeck-verified"), Some("true"));
    let told = body(received);
    let event = format!("/events?webhook_id={}", text(&connection["id"]));
    let event = api.get(&event).await["models"][0].take();
    let attempts = format!("/attempts?event_id={}", text(&event["id"]));
    assert_eq!(told["topic"], "event.successful");
    assert_eq!(told["event_id"], event["id"]);
    assert_eq!(told["attempt_id"], api.get(&attempts).await["models"][0]["id"]);
    assert_eq!(told["attempt_response"], json!({ "stored": 7 }));
    assert_eq!(told["event_data"]["body"], json!({ "paid": true, "stamped": 1 }));
    assert_eq!(told["event_data"]["path"], "/orders");
    let ends = |it: &Value| json!({ "id": it["id"], "name": it["name"] });
    assert_eq!(
        told["connection"],
        json!({
            "id": connection["id"],
            "name": "shop",
            "full_name": connection["full_name"],
            "source": ends(&connection["source"]),
            "destination": ends(&connection["destination"]),
        })
    );
    let requests = format!("/requests?source_id={}", text(&of_bell["source"]["id"]));
    assert_eq!(api.get(&requests).await["models"][0]["verified"], true);
}

#[tokio::test]
async fn issues_are_told_when_they_open_and_when_somebody_changes_them() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let bell = Target::start().await;
    told(&api, &bell.url, &ALL).await;
    let shop = Target::answering(|_| Reply::status(500)).await;
    let connection = api.connect("shop", &shop.url, &json!([])).await;
    let send = || api.send(text(&connection["source"]["url"]), "application/json", "{}");
    send().await;
    // Of one attempt both are written down at once, and told in no certain order.
    let mut first: Vec<_> = bell.received(2).await.iter().map(body).collect();
    first.sort_by_key(|it| it["topic"].to_string());
    assert_eq!(first[0]["topic"], "deprecated.attempt-failed");
    assert_eq!(first[1]["topic"], "issue.opened");
    let id = text(&first[1]["issue"]["id"]);
    let newest = api.under("/2026-09-01");
    assert_eq!(first[1]["issue"], newest.get(&format!("/issues/{id}")).await);
    assert_eq!(first[0]["event_id"], first[1]["issue"]["reference"]["event_id"]);

    api.put(&format!("/issues/{id}"), &json!({ "status": "RESOLVED" })).await;
    let told = body(&bell.received(3).await[2]);
    assert_eq!((&told["topic"], &told["issue"]["id"]), (&json!("issue.updated"), &json!(id)));
    assert_eq!(told["issue"]["status"], "RESOLVED");
    api.call(Method::DELETE, &format!("/issues/{id}"), None).await;
    assert!(body(&bell.received(4).await[3])["issue"]["dismissed_at"].is_string());
}

#[tokio::test]
async fn notifications_are_told_of_by_no_notifications_however_they_go_round() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let end = Target::answering(|_| Reply::status(500)).await;
    // The bell leads into another source of the same project, and from there to where all fails.
    let echo = api.connect("echo", &end.url, &json!([])).await;
    let bell = told(&api, text(&echo["source"]["url"]), &ALL).await;
    // What people write for a chat, and what takes all headers away.
    let code = "addHandler('transform', it => \
        ({ ...it, headers: { 'content-type': 'application/json' }, body: { text: 'hello' } }))";
    let chat = json!({ "type": "transform", "transformation": { "name": "chat", "code": code } });
    api.put(&format!("/connections/{}", text(&bell["id"])), &json!({ "rules": [chat] })).await;
    let shop = Target::start().await;
    let connection = api.connect("shop", &shop.url, &json!([])).await;
    api.send(text(&connection["source"]["url"]), "application/json", "{}").await;
    end.received(1).await;
    let over = |it: &Value| it["models"][0]["status"] == "FAILED";
    api.until(&format!("/events?webhook_id={}", text(&echo["id"])), over).await;
    // Two more events show that whatever the first would have set off had its turn.
    for all in [2, 3] {
        api.send(text(&connection["source"]["url"]), "application/json", "{}").await;
        end.received(all).await;
    }
    let count = |it: &Value| format!("/requests?source_id={}", text(&it["source"]["id"]));
    assert_eq!(api.get(&count(&bell)).await["count"], 3);
    assert_eq!(api.get(&count(&echo)).await["count"], 3);
    assert_eq!(api.get("/issues/count").await["count"], 0);

    // Whoever only says that they are a notification is told of.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let forged = client.post(text(&echo["source"]["url"])).header("hookport-notification", "me");
    forged.send().await.unwrap();
    api.until("/issues/count", |it| it["count"] == 1).await;
}

#[tokio::test]
async fn what_is_to_be_told_waits_for_the_gateway_to_come_back() {
    let mut gateway = Served::start().await;
    let api = gateway.api();
    let bell = Target::start().await;
    told(&api, &bell.url, &["issue.opened"]).await;
    let shop = Target::answering(|_| Reply::status(500)).await;
    let connection = api.connect("shop", &shop.url, &json!([])).await;
    api.send(text(&connection["source"]["url"]), "application/json", "{}").await;
    shop.received(1).await;
    gateway.kill().await;
    gateway.restart().await;
    // Whether it was killed before the attempt was settled or after, it is told.
    let told = body(&bell.received(1).await[0]);
    assert_eq!(told["topic"], "issue.opened");
    assert_eq!(told["issue"]["aggregation_keys"]["webhook_id"], json!([connection["id"]]));
}

#[tokio::test]
async fn what_is_not_asked_for_is_not_told() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let off = json!({ "enabled": false, "topics": [], "source_id": "" });
    assert_eq!(api.under("/2024-09-01").put("/notifications/webhooks", &json!({})).await, off);
    let refused = |body: Value| {
        let api = api.clone();
        async move { api.call(Method::PUT, "/notifications/webhooks", Some(&body)).await }
    };
    let (status, answer) = refused(json!({ "enabled": true, "topics": ["x"] })).await;
    assert_eq!(status, 422);
    assert_eq!(answer["data"][0], "source_id is required");
    let unknown = json!({ "enabled": true, "topics": [], "source_id": "src_nobody" });
    assert_eq!(refused(unknown).await.0, 404);

    let bell = Target::start().await;
    let connection = told(&api, &bell.url, &["issue.opened"]).await;
    let shop = Target::start().await;
    let of_shop = api.connect("shop", &shop.url, &json!([])).await;
    api.send(text(&of_shop["source"]["url"]), "application/json", "{}").await;
    shop.received(1).await;
    let older = api.under("/2024-09-01");
    let kept = older.put("/notifications/webhooks", &json!({ "enabled": false })).await;
    let source = &connection["source"]["id"];
    let kept_topics = json!(["issue.opened"]);
    assert_eq!(kept, json!({ "enabled": false, "topics": kept_topics, "source_id": source }));
    assert_eq!(bell.so_far().len(), 0);
}
