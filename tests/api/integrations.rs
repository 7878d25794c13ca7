//! Integrations: attached to sources, which then verify with their secrets.

use insta::assert_json_snapshot;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::settled;
use crate::support::{Api, Served};

fn path(integration: &Value) -> String {
    format!("/integrations/{}", integration["id"].as_str().unwrap())
}

/// The status that a source answers to a key.
async fn status(source: &Value, key: &str) -> u16 {
    let request = Client::new().post(source["url"].as_str().unwrap()).header("x-key", key);
    request.json(&json!({})).send().await.unwrap().status().as_u16()
}

fn secret(key: &str) -> Value {
    json!({
        "label": "keys", "provider": "API_KEY", "features": ["VERIFICATION"],
        "configs": { "header_key": "x-key", "api_key": key },
    })
}

async fn begin(version: &str) -> (Served, Api, Value) {
    let gateway = Served::start().await;
    let source = gateway.api().put("/sources", &json!({ "name": "a" })).await;
    let api = gateway.api().under(version);
    (gateway, api, source)
}

#[tokio::test]
async fn a_source_verifies_with_what_is_attached_to_it() {
    let (_gateway, api, source) = begin("/2024-09-01").await;
    let made = api.post("/integrations", &secret("first")).await;
    assert_eq!((made["sources"].clone(), status(&source, "x").await), (json!([]), 200));

    let attach = format!("{}/attach/{}", path(&made), source["id"].as_str().unwrap());
    assert_eq!(api.put(&attach, &json!({})).await, json!({ "success": true }));
    assert_eq!((status(&source, "first").await, status(&source, "x").await), (200, 401));
    let shown = api.get(&path(&made)).await;
    assert_eq!(shown["sources"], json!([source["id"]]));
    let one = format!("/sources/{}", source["id"].as_str().unwrap());
    assert_eq!(api.get(&one).await["verification"]["type"], "API_KEY");

    // A change of the integration is one of its sources.
    let configs = json!({ "configs": { "header_key": "x-key", "api_key": "second" } });
    api.put(&path(&made), &configs).await;
    assert_eq!((status(&source, "second").await, status(&source, "first").await), (200, 401));

    let detach = attach.replace("/attach/", "/detach/");
    assert_eq!(api.put(&detach, &json!({})).await, json!({}));
    assert_eq!(status(&source, "x").await, 200);
    assert_eq!(api.call(Method::PUT, &detach, Some(&json!({}))).await.0, 400);

    api.put(&attach, &json!({})).await;
    assert_eq!(api.call(Method::DELETE, &path(&made), None).await.1, json!({ "id": made["id"] }));
    assert_eq!(status(&source, "x").await, 200);
    assert_eq!(api.call(Method::GET, &path(&made), None).await.0, 404);
}

#[tokio::test]
async fn a_source_that_is_changed_since_has_left_its_integration() {
    let (gateway, api, source) = begin("/2024-09-01").await;
    let made = api.post("/integrations", &secret("first")).await;
    let source_path = format!("/sources/{}", source["id"].as_str().unwrap());
    let attach = format!("{}/attach/{}", path(&made), source["id"].as_str().unwrap());
    api.put(&attach, &json!({})).await;
    api.put(&source_path, &json!({ "verification": null })).await;
    assert_eq!(api.get(&path(&made)).await["sources"], json!([]));
    api.put(&path(&made), &json!({ "configs": { "header_key": "x-key", "api_key": "n" } })).await;
    assert_eq!(status(&source, "x").await, 200);
    let shown = gateway.api().under("/2023-01-01").get(&source_path).await;
    assert_eq!((&shown["integration_id"], &shown["integration"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn the_first_versions_answer_with_bare_values_and_name_providers_in_lower_case() {
    let (_gateway, api, source) = begin("/2022-10-01").await;
    let wanted = json!({
        "label": "doors", "provider": "basic_auth", "features": ["VERIFICATION"],
        "configs": { "name": "me", "password": "p" },
    });
    let made = api.post("/integrations", &wanted).await;
    assert_json_snapshot!("integration-2022-10-01", settled(&made));
    assert_eq!(api.get("/integrations?provider=basic_auth&label=doors").await["count"], 1);
    assert_eq!(api.get("/integrations?provider=github").await["count"], 0);
    let attach = format!("{}/attach/{}", path(&made), source["id"].as_str().unwrap());
    assert_eq!(api.put(&attach, &json!({})).await, json!(true));
    let shown = api.get(&format!("/sources/{}", source["id"].as_str().unwrap())).await;
    assert_eq!(
        (&shown["integration_id"], &shown["integration"]["provider"]),
        (&made["id"], &json!("basic_auth"))
    );
    assert_eq!(api.put(&attach.replace("/attach/", "/detach/"), &json!({})).await, json!(true));
    assert_eq!(api.call(Method::DELETE, &path(&made), None).await, (200, made["id"].clone()));
}

#[tokio::test]
async fn an_integration_that_makes_no_sense_is_refused() {
    let (_gateway, api, _) = begin("/2024-09-01").await;
    let refused = async |body: Value| {
        let (status, answer) = api.call(Method::POST, "/integrations", Some(&body)).await;
        assert_eq!(status, 422, "{answer}");
        answer["data"][0].clone()
    };
    assert_eq!(refused(json!({})).await, "provider is required");
    let nobody = json!({ "provider": "NOBODY" });
    assert_eq!(refused(nobody).await, "provider must be a provider of the API");
    let wrong = json!({ "provider": "GITHUB", "configs": { "webhook_secret_key": 5 } });
    assert_eq!(refused(wrong).await, "configs.webhook_secret_key must be a string");
    let wrong = json!({ "provider": "GITHUB", "features": ["FLYING"] });
    assert_eq!(refused(wrong).await, "features must contain only [VERIFICATION, HANDSHAKE]");
    let extra = json!({ "provider": "GITHUB", "colour": "red" });
    assert_eq!(refused(extra).await, "colour is not allowed");
}
