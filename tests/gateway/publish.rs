//! Publishing: a way in with a key, whatever the source asks of others.

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{KEY, Served, Target};

async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response = request.body("{\"a\":1}").send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or_default())
}

#[tokio::test]
async fn whoever_has_a_key_may_publish_to_any_source() {
    let gateway = Served::with(&["--api-rate-limit", "1"]).await;
    let unlimited = Served::with(&["--api-rate-limit", "0"]).await;
    let (api, target) = (unlimited.api(), Target::start().await);
    let client = Client::builder().no_proxy().build().unwrap();
    let post = |path: &str| {
        let request = client.post(format!("{}/v1/publish{path}", unlimited.url));
        request.header("content-type", "application/json")
    };
    let source = json!({
        "name": "shop", "type": "GITHUB", "config": { "auth": { "webhook_secret_key": "s" } },
    });
    let made = json!({
        "name": "shop", "source": source,
        "destination": { "name": "shop", "type": "HTTP", "config": { "url": target.url } },
    });
    let connection = api.put("/connections", &made).await;
    let source = connection["source"]["id"].as_str().unwrap();

    let by_name =
        post("/orders?page=2").bearer_auth(KEY).header("x-hookdeck-source-name", " shop ");
    let (status, published) = answer(by_name).await;
    assert_eq!((status, &published["status"]), (200, &json!("SUCCESS")), "{published}");
    let by_id = post("").basic_auth(KEY, None::<&str>).header("X-Hookdeck-Source-Id", source);
    assert_eq!(answer(by_id).await.0, 200);
    let received = target.received(2).await;
    let first = received.iter().find(|it| it.path == "/orders?page=2").unwrap();
    assert_eq!(first.header("x-hookdeck-verified"), Some("true"));
    assert_eq!(first.header("content-type"), Some("application/json"));
    assert!(
        first.header("x-hookdeck-source-id").is_none() && first.header("authorization").is_none()
    );
    let request = format!("/requests/{}", published["request_id"].as_str().unwrap());
    let request = api.get(&request).await;
    assert_eq!((&request["verified"], &request["data"]["path"]), (&json!(true), &json!("/orders")));
    let kept = request["data"]["headers"].as_object().unwrap();
    assert!(!kept.contains_key("authorization") && !kept.contains_key("x-hookdeck-source-name"));

    let (status, answered) = answer(post("").header("x-hookdeck-source-name", "shop")).await;
    assert_eq!((status, &answered["code"]), (401, &json!("UNAUTHORIZED")));
    let wrong =
        post("").bearer_auth("no-key-of-this-gateway").header("x-hookdeck-source-name", "shop");
    assert_eq!(answer(wrong).await.0, 401);
    let (status, answered) = answer(post("").bearer_auth(KEY)).await;
    assert_eq!((status, &answered["code"]), (400, &json!("MISSING_PARAMETER")));
    let second = api.post("/projects", &json!({ "name": "second" })).await;
    let second = second["api_key"]["key"].as_str().unwrap();
    let theirs = post("").bearer_auth(second).header("x-hookdeck-source-id", source);
    assert_eq!(answer(theirs).await.0, 404);

    // It is no call of the API, so it is not counted as one.
    gateway.api().put("/sources", &json!({ "name": "quick" })).await;
    for _ in 0..3 {
        let url = format!("{}/v1/publish", gateway.url);
        let quick = client.post(url).bearer_auth(KEY).header("x-hookdeck-source-name", "quick");
        assert_eq!(answer(quick.header("content-type", "application/json")).await.0, 200);
    }
}

#[tokio::test]
async fn some_sources_are_only_published_to() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let api = gateway.api();
    let source = api.put("/sources", &json!({ "name": "jobs", "type": "PUBLISH_API" })).await;
    assert_eq!(source["url"], format!("{}/v1/publish", gateway.url));
    let client = Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/e/{}", gateway.url, source["id"].as_str().unwrap());
    assert_eq!(answer(client.post(url)).await.0, 401);
    let rejected = api.get("/requests?rejection_cause=VERIFICATION_FAILED").await;
    assert_eq!(rejected["models"][0]["source_id"], source["id"]);
    let url = source["url"].as_str().unwrap();
    let published = client.post(url).bearer_auth(KEY).header("x-hookdeck-source-name", "jobs");
    assert_eq!(answer(published).await.0, 200);
    assert_eq!(api.get("/requests?verified=true").await["count"], 1);
}
