//! Groups of a destination's events: each goes at its own pace, and in its own order where that is
//! wanted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Api, Reply, Served, Target};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A connection to a destination with these groups and this rule; the connection.
async fn connect(api: &Api, url: &str, policy: &Value, rules: &Value) -> Value {
    let connection = json!({
        "name": "grouped", "source": {"name": "grouped"}, "rules": rules,
        "destination": {"name": "grouped", "type": "HTTP", "config": {
            "url": url, "delivery_policy": policy,
        }},
    });
    api.put("/connections", &connection).await
}

/// Sends one of a group, with its number.
async fn send(api: &Api, connection: &Value, group: &str, number: u64) {
    let body = json!({ "tenant": group, "n": number }).to_string();
    api.send(&text(&connection["source"]["url"]), "application/json", body).await;
}

/// The numbers of each group, in the order in which they came.
fn by_group(bodies: &[Value]) -> HashMap<String, Vec<u64>> {
    let mut res: HashMap<String, Vec<u64>> = HashMap::new();
    for body in bodies {
        res.entry(text(&body["tenant"])).or_default().push(body["n"].as_u64().unwrap());
    }
    res
}

fn bodies(target: &Target) -> Vec<Value> {
    target.so_far().iter().map(|it| serde_json::from_slice(&it.body).unwrap()).collect()
}

#[tokio::test]
async fn each_group_goes_at_its_own_pace_and_delays_no_other() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let sink = arrived.clone();
    let target = Target::answering(move |it| {
        let body: Value = serde_json::from_slice(&it.body).unwrap();
        sink.lock().unwrap().push((text(&body["tenant"]), Instant::now()));
        Reply::status(200)
    })
    .await;
    let policy = json!({ "groups": {
        "key": "body.tenant", "rate": 10, "rate_period": "second",
        "overrides": { "slow": { "rate": 1, "rate_period": "hour" } },
    }});
    let connection = connect(&api, &target.url, &policy, &json!([])).await;
    let shown = &connection["destination"]["config"]["delivery_policy"];
    assert_eq!(shown["groups"]["overrides"]["slow"], json!({ "rate": 1, "rate_period": "hour" }));
    // Far more of a slow one first than what waits in memory for a moment.
    for number in 0..20 {
        send(&api, &connection, "slow", number).await;
    }
    for number in 0..5 {
        for group in ["a", "b", "c"] {
            send(&api, &connection, group, number).await;
        }
    }
    target.received(16).await;
    let arrived = arrived.lock().unwrap().clone();
    for group in ["a", "b", "c"] {
        let times: Vec<_> = arrived.iter().filter(|it| it.0 == group).map(|it| it.1).collect();
        assert_eq!(times.len(), 5);
        let took = times[4] - times[0];
        assert!(took > Duration::from_millis(350), "{group} took {took:?}");
    }
    assert_eq!(arrived.iter().filter(|it| it.0 == "slow").count(), 1);
    let listed = api.get("/events?delivery_group=slow&limit=100").await;
    assert_eq!(listed["count"], 20);
    assert_eq!(listed["models"][0]["delivery_group"], "slow");
    let two = "/events?delivery_group[]=a&delivery_group[]=b&status=SUCCESSFUL";
    api.until(two, |it| it["count"] == 10).await;
    assert_eq!(api.get("/events?delivery_group=null").await["count"], 0);

    // A wider pace lets them go.
    let wider = json!({ "config": { "delivery_policy": { "groups": { "key": "body.tenant" } } } });
    let destination = format!("/destinations/{}", text(&connection["destination"]["id"]));
    api.put(&destination, &wider).await;
    target.received(35).await;
}

#[tokio::test]
async fn a_strict_group_keeps_its_order_while_its_head_fails_and_over_a_restart() {
    let mut gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    // The first of `stuck` fails until it was tried three times.
    let tries = Arc::new(Mutex::new(0));
    let counted = tries.clone();
    let target = Target::answering(move |it| {
        let body: Value = serde_json::from_slice(&it.body).unwrap();
        let is_head = body["tenant"] == "stuck" && body["n"] == 0;
        let mut tries = counted.lock().unwrap();
        *tries += u32::from(is_head);
        Reply::status(if is_head && *tries < 3 { 500 } else { 200 })
    })
    .await;
    let policy = json!({ "groups": { "key": "body.tenant", "order": "strict" } });
    let rules = json!([{"type": "retry", "strategy": "linear", "interval": 1000, "count": 10}]);
    let connection = connect(&api, &target.url, &policy, &rules).await;
    for number in 0..10 {
        for group in ["stuck", "free"] {
            send(&api, &connection, group, number).await;
        }
    }
    // All of the other group, and the head that failed.
    target.received(11).await;
    gateway.kill().await;
    gateway.restart().await;
    api.until("/events?status=SUCCESSFUL&limit=100", |it| it["count"] == 20).await;
    let came = by_group(&bodies(&target));
    // What was under way when it was killed may come twice, but next to itself.
    let mut free = came["free"].clone();
    free.dedup();
    assert_eq!(free, (0..10).collect::<Vec<_>>());
    let mut stuck = came["stuck"].clone();
    stuck.dedup();
    assert_eq!(stuck, (0..10).collect::<Vec<_>>());
    assert!(*tries.lock().unwrap() >= 3);
}

#[tokio::test]
async fn a_strict_group_waits_for_what_is_delayed() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let target = Target::start().await;
    let policy = json!({ "groups": { "key": "body.tenant", "order": "strict" } });
    let delay = json!([{"type": "delay", "delay": 1000}]);
    let connection = connect(&api, &target.url, &policy, &delay).await;
    send(&api, &connection, "one", 0).await;
    connect(&api, &target.url, &policy, &json!([])).await;
    for number in 1..4 {
        send(&api, &connection, "one", number).await;
    }
    send(&api, &connection, "other", 0).await;
    target.received(5).await;
    assert_eq!(text(&bodies(&target)[0]["tenant"]), "other");
    assert_eq!(by_group(&bodies(&target))["one"], [0, 1, 2, 3]);
}

#[tokio::test]
async fn a_head_that_is_given_up_lets_the_next_go() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let target = Target::answering(|it| {
        let body: Value = serde_json::from_slice(&it.body).unwrap();
        Reply::status(if body["n"] == 0 { 500 } else { 200 })
    })
    .await;
    let policy = json!({ "groups": { "key": "body.tenant", "order": "strict" } });
    let rules = json!([{"type": "retry", "strategy": "linear", "interval": 200, "count": 2}]);
    let connection = connect(&api, &target.url, &policy, &rules).await;
    for number in 0..3 {
        send(&api, &connection, "one", number).await;
    }
    target.received(5).await;
    assert_eq!(by_group(&bodies(&target))["one"], [0, 0, 0, 1, 2]);
}

#[tokio::test]
async fn a_head_that_is_retried_by_hand_frees_its_group_at_once() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let target =
        Target::answering(|it| Reply::status(if it.number == 1 { 500 } else { 200 })).await;
    let policy = json!({ "groups": { "key": "body.tenant", "order": "strict" } });
    let rules = json!([{"type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 2}]);
    let connection = connect(&api, &target.url, &policy, &rules).await;
    send(&api, &connection, "one", 0).await;
    let planned = |it: &Value| it["models"][0]["next_attempt_at"].is_string();
    let head = text(&api.until("/events", planned).await["models"][0]["id"]);
    for number in 1..4 {
        send(&api, &connection, "one", number).await;
    }
    assert_eq!(target.so_far().len(), 1);
    api.post(&format!("/events/{head}/retry"), &json!({})).await;
    target.received(5).await;
    assert_eq!(by_group(&bodies(&target))["one"], [0, 0, 1, 2, 3]);
}

#[tokio::test]
async fn a_group_that_need_not_keep_its_order_any_more_goes_on() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let target =
        Target::answering(|it| Reply::status(if it.number == 1 { 500 } else { 200 })).await;
    let policy = |order: &Value| json!({ "groups": { "key": "body.tenant", "order": order } });
    let rules = json!([{"type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 2}]);
    let connection = connect(&api, &target.url, &policy(&json!("strict")), &rules).await;
    send(&api, &connection, "one", 0).await;
    api.until("/events", |it| it["models"][0]["next_attempt_at"].is_string()).await;
    for number in 1..4 {
        send(&api, &connection, "one", number).await;
    }
    assert_eq!(target.so_far().len(), 1);
    connect(&api, &target.url, &policy(&Value::Null), &rules).await;
    target.received(4).await;
    let mut came = by_group(&bodies(&target))["one"].clone();
    came.sort_unstable();
    assert_eq!(came, [0, 1, 2, 3]);
}

#[tokio::test]
async fn a_pause_holds_groups_and_lets_go_of_them() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let target = Target::start().await;
    for order in [Value::Null, json!("strict")] {
        let policy = json!({ "groups": { "key": "body.tenant", "order": order } });
        let connection = connect(&api, &target.url, &policy, &json!([])).await;
        let before = target.so_far().len();
        let path = format!("/connections/{}", text(&connection["id"]));
        api.put(&format!("{path}/pause"), &json!({})).await;
        for number in 0..4 {
            send(&api, &connection, ["a", "b"][number as usize % 2], number).await;
        }
        assert_eq!(target.so_far().len(), before);
        api.put(&format!("{path}/unpause"), &json!({})).await;
        target.received(before + 4).await;
    }
}

#[tokio::test]
async fn older_versions_call_groups_by_their_own_names() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let groups = json!({
        "key": "headers.x-tenant", "rate_limit": 5, "rate_limit_period": "minute",
        "overrides": { "vip": { "rate_limit": 50, "rate_limit_period": "second" } },
    });
    let destination = json!({ "name": "old", "type": "HTTP", "config": {
        "url": "https://example.com", "rate_limit": null, "delivery_groups": groups,
    }});
    let made = api.put("/destinations", &destination).await;
    assert_eq!(made["config"]["delivery_groups"], groups);
    let path = format!("/destinations/{}", text(&made["id"]));
    let newest = api.under("/2026-09-01").get(&path).await;
    assert_eq!(newest["config"]["delivery_policy"]["groups"]["rate"], 5);
    assert_eq!(api.under("/2025-01-01").get(&path).await["config"].get("delivery_groups"), None);
    for wrong in [
        json!({ "rate": 5 }),
        json!({ "key": "cookies.x" }),
        json!({ "key": "body.a", "rate": 0 }),
        json!({ "key": "body.a", "overrides": { "x": { "rate": 1 } } }),
        json!({ "key": "body.a", "order": "loose" }),
    ] {
        let change = json!({ "config": { "delivery_policy": { "groups": wrong } } });
        let newest = api.under("/2026-09-01");
        let (status, answer) = newest.call(reqwest::Method::PUT, &path, Some(&change)).await;
        assert_eq!(status, 422, "{answer}");
    }
}

#[tokio::test]
async fn order_holds_among_many_groups_whose_attempts_fail_now_and_then() {
    let gateway = Served::start().await;
    let api = gateway.api().under("/2026-09-01");
    let target =
        Target::answering(|it| Reply::status(if it.number % 4 == 0 { 503 } else { 200 })).await;
    let policy = json!({ "groups": { "key": "body.tenant", "order": "strict" } });
    let rules = json!([{"type": "retry", "strategy": "linear", "interval": 5, "count": 50}]);
    let connection = connect(&api, &target.url, &policy, &rules).await;
    const GROUPS: u64 = 12;
    const EACH: u64 = 15;
    for number in 0..GROUPS * EACH {
        send(&api, &connection, &format!("g{}", number % GROUPS), number / GROUPS).await;
    }
    let all = json!(GROUPS * EACH);
    api.until("/events?status=SUCCESSFUL&limit=250", |it| it["count"] == all).await;
    let came = by_group(&bodies(&target));
    assert_eq!(came.len() as u64, GROUPS);
    for (group, mut numbers) in came {
        // Each as often as it took, but never before one that was made earlier.
        numbers.dedup();
        assert_eq!(numbers, (0..EACH).collect::<Vec<_>>(), "{group}");
    }
}
