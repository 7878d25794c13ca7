//! Why a request became what it became.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, Served, Target};

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Sends a body to a connection's source; answers the request's id.
async fn send(api: &Api, connection: &Value, body: &'static str) -> String {
    let url = text(&connection["source"]["url"]);
    text(&api.send(url, "application/json", body).await["request_id"]).to_owned()
}

async fn explain(api: &Api, what: &str, id: &str) -> Value {
    api.get(&format!("/{what}/{id}/explain")).await
}

#[tokio::test]
async fn each_rule_says_what_it_did_and_each_event_how_it_went() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let shop = Target::answering(|_| Reply::status(500)).await;
    let code =
        "addHandler('transform', it => { console.log('seen'); it.body.total *= 2; return it; })";
    let rules = json!([
        { "type": "filter", "body": { "kind": "order", "total": { "$gte": 10 } } },
        { "type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 1 },
        { "type": "transform", "transformation": { "name": "double", "code": code } },
    ]);
    let connection = api.connect("shop", &shop.url, &rules).await;

    // Since 2025-07-01 rules are asked in their order.
    let refused = send(&api, &connection, r#"{"kind":"order","total":3}"#).await;
    let told = explain(&api, "requests", &refused).await;
    let way = &told["connections"][0];
    assert_eq!(told["request"]["path"], "/");
    assert_eq!((&way["ignored_cause"], &way["events"]), (&json!("FILTERED"), &json!([])));
    let misses = json!([{ "at": "body.total", "wanted": { "$gte": 10 }, "found": 3 }]);
    assert_eq!(
        way["rules"][0],
        json!({ "type": "filter", "outcome": "REFUSED", "misses": misses })
    );
    assert_eq!(way["rules"][2]["outcome"], "NOT_ASKED");
    assert_eq!(way["changed_since"], false);

    let taken = send(&api, &connection, r#"{"kind":"order","total":30}"#).await;
    let failed = |it: &Value| it["models"][0]["status"] == "FAILED";
    let events = api.until(&format!("/requests/{taken}/events"), failed).await;
    let event = text(&events["models"][0]["id"]).to_owned();
    let told = explain(&api, "events", &event).await;
    let way = &told["connections"][0];
    assert_eq!(way["ignored_cause"], Value::Null);
    let rule = &way["rules"][2];
    assert_eq!((&rule["type"], &rule["outcome"]), (&json!("transform"), &json!("CHANGED")));
    assert_eq!(rule["logs"], json!([{ "type": "log", "message": "seen" }]));
    let changes = rule["changes"].as_array().unwrap();
    let total = json!({ "at": "body.total", "before": 30, "after": 60 });
    assert!(changes.contains(&total), "{changes:?}");
    let of_event = &way["events"][0];
    assert_eq!((&of_event["id"], &of_event["status"]), (&json!(event), &json!("FAILED")));
    assert_eq!(of_event["waits_for"]["reason"], "RETRY");
    let attempt = &of_event["attempts"][0];
    assert_eq!(
        (&attempt["trigger"], &attempt["response_status"]),
        (&json!("INITIAL"), &json!(500))
    );
    // The same tree, whichever of its parts is asked about.
    let by_attempt = explain(&api, "attempts", text(&attempt["id"])).await;
    assert_eq!(by_attempt["connections"], told["connections"]);
    assert_eq!(by_attempt["about"], attempt["id"]);
}

#[tokio::test]
async fn what_was_rejected_says_so_and_what_is_held_says_what_for() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let shop = Target::start().await;
    let connection = api.connect("shop", &shop.url, &json!([])).await;
    let path = format!("/connections/{}/pause", text(&connection["id"]));
    api.put(&path, &json!({})).await;
    let request = send(&api, &connection, "{}").await;
    let told = explain(&api, "requests", &request).await;
    assert_eq!(told["connections"][0]["events"][0]["waits_for"]["reason"], "PAUSED");

    let config = json!({ "auth": { "webhook_secret_key": "it is secret" } });
    let signed = json!({ "name": "signed", "type": "GITHUB", "config": config });
    let signed = api.post("/sources", &signed).await;
    let answer = api.send(text(&signed["url"]), "application/json", "{}").await;
    let told = explain(&api, "requests", text(&answer["request_id"])).await;
    assert_eq!(told["request"]["rejection_cause"], "VERIFICATION_FAILED");
    let why = text(&told["request"]["verification"]["reason"]);
    assert_eq!(why, "the request has no `x-hub-signature-256`");

    let lonely = api.post("/sources", &json!({ "name": "lonely" })).await;
    let answer = api.send(text(&lonely["url"]), "application/json", "{}").await;
    let told = explain(&api, "requests", text(&answer["request_id"])).await;
    assert_eq!(told["request"]["rejection_cause"], "NO_CONNECTION");
    assert_eq!(told["connections"], json!([]));
    assert_eq!(api.call(Method::GET, "/requests/req_nobody/explain", None).await.0, 404);
}
