//! Lists of what happened: their orders and filters, and what may be done to it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, Served, Target};

/// A gateway with one connection to this target, and the connection.
async fn connected(target: &Target) -> (Served, Api, Value) {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let api = gateway.api();
    let connection = api.connect("one", &target.url, &json!([])).await;
    (gateway, api, connection)
}

/// Sends to the connection's source and answers the event once it is settled.
async fn settled(api: &Api, connection: &Value, status: &str) -> Value {
    let url = connection["source"]["url"].as_str().unwrap();
    let sent = api.send(url, "application/json", "{}").await;
    let events = format!("/requests/{}/events", sent["request_id"].as_str().unwrap());
    let done = |it: &Value| it["models"][0]["status"] == status;
    api.until(&events, done).await["models"][0].take()
}

fn ids(page: &Value) -> Vec<&Value> {
    page["models"].as_array().unwrap().iter().map(|it| &it["id"]).collect()
}

#[tokio::test]
async fn events_are_listed_by_their_last_attempt() {
    let target = Target::start().await;
    let (_gateway, api, connection) = connected(&target).await;
    let mut made = Vec::new();
    for _ in 0..4 {
        made.push(settled(&api, &connection, "SUCCESSFUL").await);
    }
    let pause = format!("/connections/{}/pause", connection["id"].as_str().unwrap());
    api.put(&pause, &json!({})).await;
    settled(&api, &connection, "HOLD").await;
    api.put(&pause.replace("/pause", "/unpause"), &json!({})).await;
    api.until("/events?status=SUCCESSFUL", |it| it["count"] == 5).await;
    // The first is now the last that was attempted.
    let retry = format!("/events/{}/retry", made[0]["id"].as_str().unwrap());
    api.post(&retry, &json!({})).await;
    api.until("/attempts", |it| it["count"] == 6).await;

    let all = api.get("/events?order_by=last_attempt_at").await;
    assert_eq!(all["pagination"]["order_by"], "last_attempt_at");
    assert_eq!((&all["count"], ids(&all)[0]), (&json!(5), &made[0]["id"]));
    let times = all["models"].as_array().unwrap().iter().map(|it| &it["last_attempt_at"]);
    let times: Vec<_> = times.map(|it| it.as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");

    for dir in ["desc", "asc"] {
        let whole = api.get(&format!("/events?order_by=last_attempt_at&dir={dir}")).await;
        let list = format!("/events?order_by=last_attempt_at&dir={dir}&limit=2");
        let first = api.get(&list).await;
        let cursor = |page: &Value, way: &str| page["pagination"][way].as_str().map(str::to_owned);
        let at = |way: &str, cursor: Option<String>| format!("{list}&{way}={}", cursor.unwrap());
        let second = api.get(&at("next", cursor(&first, "next"))).await;
        let third = api.get(&at("next", cursor(&second, "next"))).await;
        assert_eq!((cursor(&first, "prev"), cursor(&third, "next")), (None, None));
        let pages = [ids(&first), ids(&second), ids(&third)].concat();
        assert_eq!(pages, ids(&whole), "{dir}");
        let back = api.get(&at("prev", cursor(&third, "prev"))).await;
        assert_eq!(ids(&back), ids(&second));
    }

    let request = made[0]["request_id"].as_str().unwrap();
    let events = format!("/requests/{request}/events?order_by=last_attempt_at");
    assert_eq!(ids(&api.get(&events).await), [&made[0]["id"]]);
    let bare = format!("/events?order_by=last_attempt_at&next={}", made[0]["id"].as_str().unwrap());
    assert_eq!(api.call(Method::GET, &bare, None).await.0, 422);
}

#[tokio::test]
async fn every_error_code_of_the_api_can_be_asked_for() {
    let target = Target::answering(|_| Reply::status(500)).await;
    let (_gateway, api, connection) = connected(&target).await;
    settled(&api, &connection, "FAILED").await;
    for code in ["TTL_EXPIRED", "Z_DATA_ERROR", "TIMEOUT", "NOT_FOUND", "CANCELLED"] {
        let found = api.get(&format!("/events?error_code={code}")).await;
        assert_eq!(found["count"], 0, "{code}");
    }
    assert_eq!(api.get("/events?error_code[]=NOT_FOUND&error_code[]=CLI").await["count"], 0);
    assert_eq!(api.call(Method::GET, "/events?error_code=NOPE", None).await.0, 422);
}

#[tokio::test]
async fn filters_find_what_a_version_shows() {
    let (_gateway, api, connection) = connected(&Target::start().await).await;
    let id = connection["id"].as_str().unwrap();
    api.put(&format!("/connections/{id}/pause"), &json!({})).await;
    let event = settled(&api, &connection, "HOLD").await;
    let cancel = format!("/events/{}/cancel", event["id"].as_str().unwrap());
    api.put(&cancel, &json!({})).await;
    let nowhere = api.connect("nowhere", "http://hookport.invalid:1", &json!([])).await;
    settled(&api, &nowhere, "FAILED").await;

    let found = async |version: &str, query: &str| {
        let page = api.under(version).get(&format!("/events?dir=asc&{query}")).await;
        let models = page["models"].as_array().unwrap().iter();
        let shown = models.map(|it| [&it["status"], &it["error_code"]].map(Value::clone));
        Value::from_iter(shown.map(Value::from_iter))
    };
    let (old, new) = ("/2024-09-01", "/2025-07-01");
    let cancelled = json!(["FAILED", "CANCELLED"]);
    let lost = json!(["FAILED", "DNS_LOOKUP_FAILED"]);
    assert_eq!(found(old, "status=FAILED").await, json!([cancelled, lost]));
    assert_eq!(found(old, "error_code=CANCELLED").await, json!([cancelled]));
    assert_eq!(found(old, "error_code=DNS_LOOKUP_FAILED").await, json!([lost]));
    assert_eq!(found(old, "status=FAILED&error_code=CANCELLED").await, json!([cancelled]));
    assert_eq!(found(old, "status=HOLD&error_code=CANCELLED").await, json!([]));
    assert_eq!(found(new, "status=FAILED").await, json!([lost]));
    assert_eq!(found(new, "status=CANCELLED").await, json!([["CANCELLED", null]]));
    assert_eq!(found(new, "error_code=CANCELLED").await, json!([["CANCELLED", null]]));
}

#[tokio::test]
async fn an_event_that_can_go_nowhere_is_not_retried() {
    let target = Target::start().await;
    let (_gateway, api, connection) = connected(&target).await;
    let event = settled(&api, &connection, "SUCCESSFUL").await;
    let one = format!("/events/{}", event["id"].as_str().unwrap());
    let retry = format!("{one}/retry");
    let refused = async |noun: &str, how: &str| {
        let (status, answer) = api.call(Method::POST, &retry, Some(&json!({}))).await;
        assert_eq!(status, 422, "{answer}");
        let message = answer["message"].as_str().unwrap();
        assert!(message.contains(noun) && message.contains(how), "{message}");
        let now = api.get(&one).await;
        assert_eq!((&now["status"], &now["updated_at"]), (&event["status"], &event["updated_at"]));
    };
    let path = |noun: &str, id: &Value| format!("/{noun}s/{}", id.as_str().unwrap());
    let connection_path = path("connection", &connection["id"]);
    api.put(&format!("{connection_path}/disable"), &json!({})).await;
    refused("connection", "disabled").await;
    api.put(&format!("{connection_path}/enable"), &json!({})).await;
    for noun in ["source", "destination"] {
        let end = path(noun, &connection[noun]["id"]);
        api.put(&format!("{end}/disable"), &json!({})).await;
        refused(noun, "disabled").await;
        api.put(&format!("{connection_path}/enable"), &json!({})).await;
    }
    let retried = api.post(&retry, &json!({})).await;
    assert_eq!(retried["status"], "QUEUED");
    target.received(2).await;
}

#[tokio::test]
async fn what_was_ignored_is_listed_by_id() {
    let (_gateway, api, _) = connected(&Target::start().await).await;
    let rules = json!([{ "type": "filter", "body": { "paid": true } }]);
    let mut source = Value::Null;
    for name in ["a", "b", "c"] {
        let connection = json!({
            "name": name, "source": { "name": "many" }, "rules": rules,
            "destination": { "name": name, "type": "MOCK_API" },
        });
        source = api.put("/connections", &connection).await["source"].take();
    }
    let sent = api.send(source["url"].as_str().unwrap(), "application/json", "{}").await;
    let list = format!("/requests/{}/ignored_events", sent["request_id"].as_str().unwrap());
    let page = api.get(&list).await;
    let usual = json!({ "order_by": "id", "dir": "asc", "limit": 250 });
    assert_eq!(page["pagination"], usual);
    let up = ids(&page);
    assert!(up.len() == 3 && up.is_sorted_by_key(|it| it.as_str()), "{up:?}");
    let down = api.get(&format!("{list}?dir=desc")).await;
    assert!(ids(&down).iter().eq(up.iter().rev()));
}

#[tokio::test]
async fn a_filter_that_a_version_does_not_know_is_passed_over() {
    let target = Target::start().await;
    let (gateway, api, connection) = connected(&target).await;
    settled(&api, &connection, "SUCCESSFUL").await;
    let old = gateway.api().under("/2024-09-01");
    for (list, in_old, in_new) in [
        ("/sources?type=GITHUB", 1, 0),
        ("/destinations?type=CLI", 1, 0),
        ("/destinations?url=http://nowhere", 0, 1),
        ("/destinations?cli_path[any]=true", 0, 1),
        ("/requests?created_at[gt]=2100-01-01", 1, 0),
        ("/requests?cli_events_count=5", 1, 0),
        ("/events?next_attempt_at[any]=true", 1, 0),
        ("/attempts?id=atm_00000000001", 1, 0),
    ] {
        assert_eq!(old.get(list).await["count"], in_old, "{list} before");
        assert_eq!(api.get(list).await["count"], in_new, "{list} now");
    }
}
