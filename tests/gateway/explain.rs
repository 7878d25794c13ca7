//! Why a request became what it became.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, Served, Target};

/// How long a slow destination takes.
const MOMENT: Duration = Duration::from_millis(150);
/// How long one takes that does not answer within a test.
const FOR_EVER: Duration = Duration::from_secs(600);

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

/// The explained events of a source's requests, oldest first, as each was sent.
async fn told(api: &Api, requests: &[String]) -> Vec<Value> {
    let mut res = Vec::new();
    for request in requests {
        let told = explain(api, "requests", request).await;
        res.push(told["connections"][0]["events"][0].clone());
    }
    res
}

/// The explained event of a request, once it is as wanted.
async fn event_of(api: &Api, request: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let event = |it: &Value| it["connections"][0]["events"][0].clone();
    event(&api.until(&format!("/requests/{request}/explain"), |it| wanted(&event(it))).await)
}

/// Sends so many, and answers their requests.
async fn send_some(api: &Api, connection: &Value, count: usize) -> Vec<String> {
    let mut res = Vec::new();
    for _ in 0..count {
        res.push(send(api, connection, r#"{"tenant":"a"}"#).await);
    }
    res
}

fn delivered(event: &Value) -> bool {
    event["status"] == "SUCCESSFUL"
}

/// What the last attempt of an event waited for, and for how long in all.
fn waits(event: &Value) -> (Vec<&str>, u64) {
    let attempts = event["attempts"].as_array().unwrap();
    let waits = attempts.last().unwrap()["waits"].as_array().unwrap();
    let ms = waits.iter().map(|it| it["ms"].as_u64().unwrap()).sum();
    (waits.iter().map(|it| text(&it["reason"])).collect(), ms)
}

/// A connection to a destination with this in its configuration.
async fn connect_with(api: &Api, name: &str, url: &str, config: Value, rules: Value) -> Value {
    let mut config = config;
    config["url"] = json!(url);
    let connection = json!({
        "name": name, "source": { "name": name }, "rules": rules,
        "destination": { "name": name, "type": "HTTP", "config": config },
    });
    api.put("/connections", &connection).await
}

#[tokio::test]
async fn an_attempt_says_how_long_its_parts_took() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let shop = Target::start().await;
    let connection = api.connect("shop", &shop.url, &json!([])).await;
    let mut parts = Vec::new();
    for _ in 0..2 {
        let request = send(&api, &connection, "{}").await;
        let event = event_of(&api, &request, delivered).await;
        let attempt = event["attempts"][0].clone();
        let id = text(&attempt["id"]);
        let whole = api.get(&format!("/attempts/{id}")).await;
        assert_eq!(whole["timings"], attempt["timings"]);
        assert_eq!(whole["waited_for"], Value::Null);
        let listed = api.get(&format!("/attempts?event_id={}", text(&event["id"]))).await;
        assert_eq!(listed["models"][0]["timings"], attempt["timings"]);
        let older = gateway.api().get(&format!("/attempts/{id}")).await;
        assert_eq!((older.get("timings"), older.get("waited_for")), (None, None));
        parts.push(attempt["timings"].clone());
    }
    let [first, second] = &parts[..] else { panic!("{parts:?}") };
    // The address is written out, and nobody speaks TLS.
    assert_eq!((&first["dns_us"], &first["tls_us"]), (&Value::Null, &Value::Null));
    assert_eq!((&first["reused"], &first["failed_in"]), (&json!(false), &Value::Null));
    for part in ["connect_us", "first_byte_us", "body_us"] {
        assert!(first[part].is_u64(), "{first}");
    }
    assert_eq!((&second["reused"], &second["connect_us"]), (&json!(true), &Value::Null));

    // Over a restart, and of one that failed.
    let nowhere = shop.url.clone();
    drop(shop);
    let request = send(&api, &connection, "{}").await;
    let mut gateway = gateway;
    event_of(&api, &request, |it| it["status"] == "FAILED").await;
    gateway.kill().await;
    gateway.restart().await;
    let event = event_of(&api, &request, |_| true).await;
    let attempt = &event["attempts"][0];
    assert_eq!(attempt["error_code"], "CONNECTION_REFUSED", "{nowhere}");
    assert_eq!(attempt["timings"]["failed_in"], "CONNECT");
    assert_eq!(attempt["timings"]["first_byte_us"], Value::Null);
}

#[tokio::test]
async fn what_an_event_waited_for_is_told_after_it_was_delivered() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let slow = Target::answering(|_| Reply { after: MOMENT, ..Reply::status(200) }).await;
    let policy = |it: Value| json!({ "delivery_policy": it });
    let groups = |it: Value| json!({ "delivery_policy": { "groups": it } });
    for (reason, config) in [
        ("RATE_LIMIT", policy(json!({ "rate": 8, "period": "second" }))),
        ("CONCURRENCY", policy(json!({ "rate": 1, "period": "concurrent" }))),
        ("GROUP_RATE", groups(json!({ "key": "body.tenant", "rate": 8, "rate_period": "second" }))),
        ("ORDER", groups(json!({ "key": "body.tenant", "order": "strict" }))),
    ] {
        let connection = connect_with(&api, reason, &slow.url, config, json!([])).await;
        let requests = send_some(&api, &connection, 3).await;
        event_of(&api, &requests[2], delivered).await;
        let told = told(&api, &requests).await;
        let (reasons, ms) = waits(&told[2]);
        assert_eq!(reasons, [reason]);
        assert!(ms >= 100, "{reason}: {ms}");
        assert_eq!(json!(ms), told[2]["attempts"][0]["waited_ms"]);
        assert_eq!(waits(&told[0]).0, Vec::<&str>::new(), "{reason}: the first waited for nothing");
        let attempt = format!("/attempts/{}", text(&told[2]["attempts"][0]["id"]));
        assert_eq!(api.get(&attempt).await["waited_for"], reason);
    }
}

#[tokio::test]
async fn what_an_event_waited_for_before_it_was_queued_is_told_too() {
    let mut gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let shop = Target::answering(|it| match it.number {
        1 => Reply::status(500),
        2 => Reply { headers: vec![("retry-after", "1".to_owned())], ..Reply::status(429) },
        _ => Reply::status(200),
    })
    .await;
    let rules = json!([
        { "type": "delay", "delay": 150 },
        { "type": "retry", "strategy": "linear", "interval": 250, "count": 5 },
    ]);
    let connection = connect_with(&api, "delayed", &shop.url, json!({}), rules).await;
    let request = send(&api, &connection, "{}").await;
    let event = event_of(&api, &request, delivered).await;
    let attempts = event["attempts"].as_array().unwrap();
    let of = |number: usize| attempts[number]["waits"][0].clone();
    assert_eq!((attempts.len(), &of(0)["reason"]), (3, &json!("DELAYED")));
    assert!(of(0)["ms"].as_u64().unwrap() >= 140, "{}", of(0));
    assert_eq!(of(1)["reason"], "RETRY");
    assert!(of(1)["ms"].as_u64().unwrap() >= 240, "{}", of(1));

    let hourly = json!({ "delivery_policy": { "rate": 1, "period": "hour" } });
    let connection = connect_with(&api, "hourly", &shop.url, hourly, json!([])).await;
    let path = format!("/connections/{}", text(&connection["id"]));
    api.put(&format!("{path}/pause"), &json!({})).await;
    let paused = send(&api, &connection, "{}").await;
    event_of(&api, &paused, |it| it["waits_for"]["reason"] == "PAUSED").await;
    api.put(&format!("{path}/unpause"), &json!({})).await;
    let event = event_of(&api, &paused, delivered).await;
    assert_eq!(waits(&event).0, ["PAUSED"]);

    // A limit is not known any more after a start; that there was none is what it waited for.
    let waiting = send(&api, &connection, "{}").await;
    event_of(&api, &waiting, |it| it["waits_for"]["reason"] == "RATE_LIMIT").await;
    gateway.kill().await;
    gateway.restart().await;
    let event = event_of(&api, &waiting, delivered).await;
    assert_eq!(waits(&event).0, ["RESTART"]);
}

#[tokio::test]
async fn a_destination_that_asks_for_a_pause_is_told_as_what_others_waited_for() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let busy = Target::answering(|it| match it.number {
        1 => Reply { headers: vec![("retry-after", "1".to_owned())], ..Reply::status(429) },
        _ => Reply::status(200),
    })
    .await;
    let connection = connect_with(&api, "busy", &busy.url, json!({}), json!([])).await;
    let first = send(&api, &connection, "{}").await;
    event_of(&api, &first, |it| it["status"] == "FAILED").await;
    let second = send(&api, &connection, "{}").await;
    let waits_for = event_of(&api, &second, |_| true).await["waits_for"].clone();
    assert_eq!(waits_for["reason"], "RATE_LIMITED");
    assert!(waits_for["until"].is_string() && waits_for["since"].is_string(), "{waits_for}");
    let event = event_of(&api, &second, delivered).await;
    let (reasons, ms) = waits(&event);
    assert_eq!(reasons, ["RATE_LIMITED"]);
    assert!(ms >= 500, "{ms}");
}

#[tokio::test]
async fn an_open_circuit_and_a_full_house_are_told_as_what_events_waited_for() {
    let gateway = Served::with(&["--max-deliveries", "1"]).await;
    let api = gateway.api().under("/2026-09-01");
    let broken =
        Target::answering(|it| Reply::status(if it.number == 1 { 500 } else { 200 })).await;
    let breaker = json!({ "circuit_breaker": { "failures": 1, "pause": 1000 } });
    let connection = connect_with(&api, "broken", &broken.url, breaker, json!([])).await;
    let first = send(&api, &connection, "{}").await;
    event_of(&api, &first, |it| it["status"] == "FAILED").await;
    let second = send(&api, &connection, "{}").await;
    let event = event_of(&api, &second, delivered).await;
    let (reasons, ms) = waits(&event);
    assert_eq!(reasons, ["CIRCUIT_OPEN"]);
    assert!(ms >= 500, "{ms}");

    let slow = Target::answering(|_| Reply { after: MOMENT, ..Reply::status(200) }).await;
    let connection = connect_with(&api, "full", &slow.url, json!({}), json!([])).await;
    let requests = send_some(&api, &connection, 3).await;
    event_of(&api, &requests[2], delivered).await;
    let told = told(&api, &requests).await;
    assert_eq!(waits(&told[2]).0, ["CAPACITY"]);
    assert_eq!(waits(&told[0]).0, [""; 0], "the first waited for nothing");
}

#[tokio::test]
async fn limits_groups_and_what_is_under_way_are_told_apart_while_an_event_waits() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let never = Target::answering(|_| Reply { after: FOR_EVER, ..Reply::status(200) }).await;
    let shop = Target::start().await;
    let policy = |it: Value| json!({ "delivery_policy": it });
    let groups = |it: Value| json!({ "delivery_policy": { "groups": it } });
    let hourly = json!({ "key": "body.tenant", "rate": 1, "rate_period": "hour" });
    for (reason, first, url, config) in [
        ("RATE_LIMIT", None, &shop.url, policy(json!({ "rate": 1, "period": "hour" }))),
        ("GROUP_RATE", None, &shop.url, groups(hourly)),
        (
            "CONCURRENCY",
            Some("UNDER_WAY"),
            &never.url,
            policy(json!({ "rate": 1, "period": "concurrent" })),
        ),
        (
            "ORDER",
            Some("UNDER_WAY"),
            &never.url,
            groups(json!({ "key": "body.tenant", "order": "strict" })),
        ),
    ] {
        let connection = connect_with(&api, reason, url, config, json!([])).await;
        let requests = send_some(&api, &connection, 2).await;
        let is = |wanted: Option<&'static str>| {
            move |it: &Value| match wanted {
                Some(wanted) => it["waits_for"]["reason"] == wanted,
                None => delivered(it),
            }
        };
        event_of(&api, &requests[0], is(first)).await;
        event_of(&api, &requests[1], is(Some(reason))).await;
    }
}
