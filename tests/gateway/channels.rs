//! Issue triggers' channels: told through webhooks, again when it failed, and beside each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, SIGNING_SECRET, Served, Target};

const PATH: &str = "/notifications/channels";

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Has an issue trigger of the gateway's only destination tell these channels of the first failure.
async fn watch(api: &Api, channels: Value) -> Value {
    let configs = json!({ "strategy": "first_attempt", "connections": "*" });
    let trigger = json!({ "name": "alert", "type": "delivery", "configs": configs,
        "channels": channels });
    api.put("/issue-triggers", &trigger).await
}

/// A connection whose deliveries fail with this status, after one has.
async fn fail(api: &Api, name: &str, status: u16) -> Target {
    let target = Target::answering(move |_| Reply::status(status)).await;
    let connection = api.connect(name, &target.url, &json!([])).await;
    api.send(text(&connection["source"]["url"]), "application/json", "{}").await;
    target
}

fn signature(body: &[u8]) -> String {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SIGNING_SECRET.as_bytes()).unwrap();
    mac.update(body);
    STANDARD.encode(mac.finalize().into_bytes())
}

fn state<'a>(answer: &'a Value, channel: &str) -> &'a Value {
    let models = answer["models"].as_array().unwrap();
    models.iter().find(|it| it["channel"] == channel).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn an_issue_is_told_to_the_webhook_of_each_channel() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let (own, slack, discord) =
        (Target::start().await, Target::start().await, Target::start().await);
    let trigger = watch(
        &api,
        json!({
            "webhook": { "url": format!("{}/hook?key=1", own.url) },
            "slack": { "channel_name": "#ops" },
            "discord": { "channel_name": "ops", "channel_id": "7", "webhook_url": discord.url },
            "email": {},
        }),
    )
    .await;
    let urls = json!({ "slack": format!("{}/services/T0", slack.url) });
    let set = api.put(PATH, &urls).await;
    let origin = json!({ "slack": format!("{}/…", slack.url) });
    assert_eq!(set, json!({ "webhooks": origin, "models": [] }), "a secret is not shown");
    let shown = api.get(&format!("{PATH}?include=url")).await;
    assert_eq!(shown["webhooks"], urls);
    let _shop = fail(&api, "shop", 500).await;

    let received = own.received(1).await.remove(0);
    assert_eq!((received.method.as_str(), received.path.as_str()), ("POST", "/hook?key=1"));
    let proof = received.header("x-hookdeck-signature");
    assert_eq!(proof, Some(&*signature(&received.body)));
    let told: Value = serde_json::from_slice(&received.body).unwrap();
    let id = text(&told["issue"]["id"]);
    assert!(received.header("idempotency-key").unwrap().starts_with(id));
    assert_eq!((&told["topic"], &told["channel"]), (&json!("issue.opened"), &json!("webhook")));
    assert_eq!(told["issue_trigger_id"], trigger["id"]);
    let newest = api.under("/2026-09-01");
    assert_eq!(told["issue"], newest.get(&format!("/issues/{id}")).await);
    let sentence = text(&told["text"]);
    assert!(sentence.contains("response_status 500") && sentence.contains(id), "{sentence}");
    let of_slack = slack.received(1).await.remove(0);
    assert_eq!(of_slack.path, "/services/T0");
    let told: Value = serde_json::from_slice(&of_slack.body).unwrap();
    assert_eq!(told["channel_settings"], json!({ "channel_name": "#ops" }));
    let told: Value = serde_json::from_slice(&discord.received(1).await[0].body).unwrap();
    assert_eq!(text(&told["content"]), sentence);

    let all = |it: &Value| {
        it["models"].as_array().unwrap().iter().filter(|it| it["arrived"] == 1).count() == 3
    };
    let states = api.until(PATH, all).await;
    let of_own = state(&states, "webhook");
    assert_eq!((&of_own["status"], &of_own["last_status"]), (&json!("IDLE"), &json!(200)));
    assert_eq!(of_own["url"], format!("{}/…", own.url));
    // Nobody said where emails go.
    assert_eq!(state(&states, "email"), &Value::Null);
    assert!(!states.to_string().contains("key=1"));
}

#[tokio::test]
async fn a_dead_webhook_is_tried_again_after_a_restart_and_holds_nobody_up() {
    let mut gateway = Served::start().await;
    let api = gateway.api();
    let lives = Arc::new(AtomicBool::new(false));
    let dead = {
        let lives = lives.clone();
        Target::answering(move |_| {
            Reply::status(if lives.load(Ordering::SeqCst) { 204 } else { 503 })
        })
        .await
    };
    let good = Target::start().await;
    watch(&api, json!({ "webhook": { "url": dead.url }, "pagerduty": {} })).await;
    api.put(PATH, &json!({ "pagerduty": good.url })).await;
    let _first = fail(&api, "first", 500).await;
    let failing = |it: &Value| state(it, "webhook")["status"] == "FAILING";
    let seen = api.until(PATH, failing).await;
    let seen = state(&seen, "webhook");
    assert_eq!((&seen["last_status"], &seen["waiting"]), (&json!(503), &json!(1)));
    assert_eq!(seen["last_error"], "the webhook answered 503");
    assert!(seen["next_attempt_at"].is_string());
    let _second = fail(&api, "second", 404).await;
    good.received(2).await;
    let waits = |it: &Value| state(it, "webhook")["waiting"] == 2;
    api.until(PATH, waits).await;

    gateway.kill().await;
    lives.store(true, Ordering::SeqCst);
    let before = dead.so_far().len();
    gateway.restart().await;
    let received = dead.received(before + 2).await;
    let keys: Vec<_> = received.iter().map(|it| it.header("idempotency-key").unwrap()).collect();
    assert_eq!(keys[0], keys[before], "the same message under the same key");
    assert_ne!(keys[before], keys[before + 1]);
    let idle = |it: &Value| state(it, "webhook")["status"] == "IDLE";
    let seen = api.until(PATH, idle).await;
    let seen = state(&seen, "webhook");
    assert_eq!((&seen["arrived"], &seen["waiting"]), (&json!(2), &json!(0)));
    assert_eq!(seen["last_error"], Value::Null);
}

#[tokio::test]
async fn a_channel_that_leads_back_tells_of_nothing() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let end = Target::answering(|_| Reply::status(500)).await;
    let echo = api.connect("echo", &end.url, &json!([])).await;
    watch(&api, json!({ "webhook": { "url": echo["source"]["url"] } })).await;
    let _shop = fail(&api, "shop", 500).await;
    end.received(1).await;
    let over = |it: &Value| it["models"][0]["status"] == "FAILED";
    api.until(&format!("/events?webhook_id={}", text(&echo["id"])), over).await;
    // Another issue shows that whatever the first would have set off had its time.
    let _other = fail(&api, "other", 500).await;
    end.received(2).await;
    assert_eq!(api.get("/issues/count").await["count"], 2);
}

#[tokio::test]
async fn what_is_no_url_is_refused() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let bad = json!({ "slack": "hooks", "webhook": "http://a.example", "email": 1 });
    let (status, answer) = api.call(Method::PUT, PATH, Some(&bad)).await;
    assert_eq!(status, 422);
    assert_eq!(
        answer["data"],
        json!(["slack must be a valid uri", "email must be a string", "webhook is not allowed"])
    );
    let trigger =
        |channels: Value| json!({ "name": "a", "type": "delivery", "channels": channels });
    for (channels, sentence) in [
        (json!({ "webhook": {} }), "channels.webhook.url is required"),
        (json!({ "webhook": { "url": "x" } }), "channels.webhook.url must be a valid uri"),
    ] {
        let (status, answer) =
            api.call(Method::POST, "/issue-triggers", Some(&trigger(channels))).await;
        assert_eq!((status, text(&answer["data"][0])), (422, sentence));
    }
    // Older clients do not know it.
    let webhook = trigger(json!({ "webhook": { "url": "http://a.example" } }));
    let older = api.under("/2024-09-01");
    let (status, answer) = older.call(Method::POST, "/issue-triggers", Some(&webhook)).await;
    assert_eq!((status, text(&answer["data"][0])), (422, "channels.webhook is not allowed"));
}
