//! Rulesets: what the connections of older clients do is written in one place, and obeyed.

use insta::assert_json_snapshot;
use reqwest::Method;
use serde_json::{Value, json};

use super::settled;
use crate::support::{Api, Served};

fn retry(count: u32) -> Value {
    json!({
        "type": "retry", "strategy": "linear", "interval": 60000, "count": count,
        "response_status_codes": null,
    })
}

fn body(name: &str) -> Value {
    json!({
        "name": name, "source": { "name": name },
        "destination": { "name": name, "url": "http://127.0.0.1:9" },
    })
}

/// The rules that a connection really has.
async fn rules(gateway: &Served, connection: &Value) -> Value {
    let one = format!("/connections/{}", connection["id"].as_str().unwrap());
    gateway.api().get(&one).await["rules"].take()
}

async fn connect(api: &Api, name: &str, more: Value) -> Value {
    let mut body = body(name);
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    api.post("/webhooks", &body).await
}

#[tokio::test]
async fn connections_follow_their_ruleset_but_for_rules_of_their_own() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2023-01-01");
    let delay = json!({ "type": "delay", "delay": 1000 });
    let alert = json!({ "type": "alert", "strategy": "each_attempt" });
    let wanted = json!({ "name": "calm", "rules": [retry(2), delay, alert] });
    let ruleset = api.post("/rulesets", &wanted).await;
    assert_json_snapshot!("ruleset-2023-01-01", settled(&ruleset));

    let follows = json!({ "ruleset_id": ruleset["id"] });
    let one = connect(&api, "one", follows.clone()).await;
    assert_eq!(one["rules"], json!([]));
    assert_eq!(one["resolved_rules"], json!([retry(2), delay]));
    assert_eq!(one["ruleset"]["id"], ruleset["id"]);
    let two =
        connect(&api, "two", json!({ "ruleset_id": ruleset["id"], "rules": [retry(9)] })).await;
    assert_eq!(two["rules"], json!([retry(9)]));
    assert_eq!(rules(&gateway, &two).await, json!([delay, retry(9)]));

    let at = format!("/rulesets/{}", ruleset["id"].as_str().unwrap());
    api.put(&at, &json!({ "rules": [retry(3)] })).await;
    assert_eq!(rules(&gateway, &one).await, json!([retry(3)]));
    assert_eq!(rules(&gateway, &two).await, json!([retry(9)]));

    // Archived, it still holds.
    assert!(api.put(&format!("{at}/archive"), &json!({})).await["archived_at"].is_string());
    assert_eq!(api.get("/rulesets").await["count"], 0);
    assert_eq!(api.get("/rulesets?archived=true").await["count"], 1);
    assert_eq!(rules(&gateway, &one).await, json!([retry(3)]));

    // What a newer client writes is obeyed, and is the connection's own.
    let id = one["id"].as_str().unwrap();
    gateway.api().put(&format!("/connections/{id}"), &json!({ "rules": [retry(3), delay] })).await;
    let shown = api.get(&format!("/webhooks/{id}")).await;
    assert_eq!((&shown["rules"], &shown["ruleset"]["name"]), (&json!([delay]), &json!("calm")));
    let own = json!({ "ruleset": { "name": "calm", "rules": [retry(4)] } });
    let shown = api.put(&format!("/webhooks/{id}"), &own).await;
    assert_eq!(shown["resolved_rules"], json!([retry(4), delay]));
}

#[tokio::test]
async fn a_connection_without_a_ruleset_follows_the_default() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2023-01-01");
    let one = connect(&api, "one", json!({})).await;
    assert_eq!(one["ruleset"]["is_team_default"], true);
    assert_eq!(rules(&gateway, &one).await[0]["count"], 5);
    let other = json!({ "name": "other", "rules": [retry(1)], "is_team_default": true });
    api.post("/rulesets", &other).await;
    let two = connect(&api, "two", json!({})).await;
    assert_eq!(two["ruleset"]["name"], "other");
    let defaults = api.get("/rulesets").await["models"].take();
    let defaults = defaults.as_array().unwrap().iter().filter(|it| it["is_team_default"] == true);
    assert_eq!(defaults.count(), 1);
    // Newer clients know nothing of it, and get none.
    let three = gateway.api().connect("three", "http://127.0.0.1:9", &json!([])).await;
    assert_eq!(three["rules"], json!([]));
    let shown = api.get(&format!("/webhooks/{}", three["id"].as_str().unwrap())).await;
    assert_eq!(shown["ruleset"], Value::Null);
}

#[tokio::test]
async fn the_first_version_has_columns_in_place_of_rules() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2020-01-01");
    let wanted = json!({
        "label": "Ruleset 2", "description": "Wait 2 minutes", "retry_count": 5,
        "retry_interval": 7_200_000, "alert_interval": 3_600_000, "alert_strategy": "last_attempt",
    });
    let ruleset = api.post("/rulesets", &wanted).await;
    assert_json_snapshot!("ruleset-2020-01-01", settled(&ruleset));
    let wanted = json!({
        "label": "Stripe", "source": { "label": "Stripe" },
        "destination": { "label": "My API", "url": "http://127.0.0.1:9" },
        "ruleset_id": ruleset["id"], "filters": { "body": { "paid": true } },
    });
    let made = api.post("/webhooks", &wanted).await;
    assert_eq!(
        (&made["ruleset"]["label"], &made["ruleset"]["retry_count"]),
        (&json!("ruleset-2"), &json!(5))
    );
    let rules = rules(&gateway, &made).await;
    assert_eq!((&rules[0]["interval"], &rules[1]["type"]), (&json!(7_200_000), &json!("filter")));
}

#[tokio::test]
async fn newer_versions_have_no_rulesets() {
    let gateway = Served::start().await;
    let ruleset =
        gateway.api().under("/2023-01-01").post("/rulesets", &json!({ "name": "a" })).await;
    for version in ["/2023-07-01", "/2024-09-01", "/2025-07-01"] {
        let api = gateway.api().under(version);
        assert_eq!(api.call(Method::GET, "/rulesets", None).await.0, 404);
        let body = json!({ "name": "a", "source": { "name": "a" }, "ruleset_id": ruleset["id"] });
        let (status, answer) = api.call(Method::PUT, "/connections", Some(&body)).await;
        assert_eq!(status, 422);
        assert!(
            answer["message"].as_str().unwrap().contains("ruleset_id is not allowed"),
            "{answer}"
        );
    }
}
