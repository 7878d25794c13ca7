//! What is done to many events or requests at once.

use std::collections::HashMap;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{Api, Reply, Served, Target};

const RETRY: &str = "/bulk/events/retry";

async fn gateway() -> (Served, Api) {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let api = gateway.api();
    (gateway, api)
}

/// Sends so many requests to a connection's source, the place of each in its body.
async fn send(api: &Api, connection: &Value, count: usize) {
    let url = connection["source"]["url"].as_str().unwrap().to_owned();
    let mut sending = JoinSet::new();
    for first in 0..8 {
        let (api, url) = (api.clone(), url.clone());
        sending.spawn(async move {
            for place in (first..count).step_by(8) {
                api.send(&url, "application/json", format!("{{\"place\":{place}}}")).await;
            }
        });
    }
    while let Some(sent) = sending.join_next().await {
        sent.unwrap();
    }
}

/// Waits until so many of a connection's events are as wanted, at most a page.
async fn settled(api: &Api, connection: &Value, status: &str, count: usize) {
    let id = connection["id"].as_str().unwrap();
    let events = format!("/events?webhook_id={id}&status={status}&limit=255");
    api.until(&events, |it| it["count"] == count).await;
}

/// Waits until an operation has ended, and answers it.
async fn ended(api: &Api, path: &str, bulk: &Value) -> Value {
    let one = format!("{path}/{}", bulk["id"].as_str().unwrap());
    api.until(&one, |it| it["in_progress"] == false).await
}

async fn refused(api: &Api, path: &str, query: Value) -> (u16, Value) {
    api.call(Method::POST, path, Some(&json!({ "query": query }))).await
}

#[tokio::test]
async fn events_are_retried_many_at_once() {
    let (_gateway, api) = gateway().await;
    let target =
        Target::answering(|it| Reply::status(if it.number <= 4 { 500 } else { 200 })).await;
    let connection = api.connect("one", &target.url, &json!([])).await;
    let other = api.connect("other", "http://127.0.0.1:9", &json!([])).await;
    send(&api, &connection, 4).await;
    send(&api, &other, 1).await;
    settled(&api, &connection, "FAILED", 4).await;
    settled(&api, &other, "FAILED", 1).await;

    let query = json!({ "webhook_id": connection["id"], "status": "FAILED" });
    let plan = format!("{RETRY}/plan?query={query}");
    assert_eq!(api.get(&plan).await, json!({ "estimated_batch": 1, "estimated_count": 4 }));
    assert_eq!(api.get(&format!("{RETRY}/plan")).await["estimated_count"], 5);

    let begun = api.post(RETRY, &json!({ "query": query })).await;
    assert_eq!((&begun["type"], &begun["number"]), (&json!("events.retry"), &json!(1)));
    assert_eq!((&begun["query"], &begun["estimated_count"]), (&query, &json!(4)));
    let done = ended(&api, RETRY, &begun).await;
    assert_eq!(done["progress"], 1.0);
    let counts = ["completed_count", "failed_count", "processed_batch"].map(|it| &done[it]);
    assert_eq!(counts, [4, 0, 1]);
    assert_eq!(target.so_far().len(), 8);
    let trigger = target.so_far()[7].header("x-hookdeck-attempt-trigger").unwrap().to_owned();
    assert_eq!(trigger, "BULK_RETRY");
    let id = begun["id"].as_str().unwrap();
    let events = api.get(&format!("/events?bulk_retry_id={id}")).await;
    assert_eq!(events["count"], 4);
    let event = events["models"][0]["id"].as_str().unwrap();
    let attempts = api.get(&format!("/attempts?event_id={event}")).await;
    let asked = |at: usize| attempts["models"][at]["bulk_retry_id"].as_str();
    assert_eq!((asked(0), asked(1)), (Some(id), None));
    settled(&api, &other, "FAILED", 1).await;

    let listed = api.get(&format!("{RETRY}?query={{\"status\":\"FAILED\"}}")).await;
    assert_eq!(listed["count"], 0);
    let partly = format!("{RETRY}?query={{\"status\":\"FAILED\"}}&query_partial_match=true");
    assert_eq!(api.get(&partly).await["models"][0]["id"], begun["id"]);
    assert_eq!(api.get(&format!("{RETRY}?in_progress=true")).await["count"], 0);
    assert_eq!(api.get(&format!("{RETRY}?completed_at[any]=true")).await["count"], 1);
    assert_eq!(api.get("/bulk/events/cancel").await["count"], 0);
    let elsewhere = format!("/bulk/requests/retry/{id}");
    assert_eq!(api.call(Method::GET, &elsewhere, None).await.0, 404);
}

#[tokio::test]
async fn nobody_does_anything_to_another_project() {
    let (_gateway, first) = gateway().await;
    let second = first.post("/projects", &json!({ "name": "second" })).await;
    let second = first.with_key(second["api_key"]["key"].as_str().unwrap());
    for api in [&first, &second] {
        let connection = api.connect("same", "http://127.0.0.1:9", &json!([])).await;
        send(api, &connection, 2).await;
        settled(api, &connection, "FAILED", 2).await;
    }
    let theirs = second.get("/events").await["models"][0]["id"].take();
    let (status, _) = refused(&first, RETRY, json!({ "id": theirs })).await;
    assert_eq!(status, 422);
    let query = json!({ "query": { "status": "FAILED" } });
    let begun = first.post(RETRY, &query).await;
    assert_eq!(begun["estimated_count"], 2);
    ended(&first, RETRY, &begun).await;
    for path in ["/bulk/requests/replay", "/bulk/requests/retry", "/bulk/events/cancel"] {
        refused(&first, path, json!({ "path": "/" })).await;
    }
    assert_eq!(second.get("/attempts").await["count"], 2);
    assert_eq!(second.get("/requests").await["count"], 2);
    assert_eq!(second.get(RETRY).await["count"], 0);
    let one = format!("{RETRY}/{}", begun["id"].as_str().unwrap());
    assert_eq!(second.call(Method::GET, &one, None).await.0, 404);
    let begun = second.post(RETRY, &query).await;
    assert_eq!((&begun["number"], &begun["estimated_count"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn an_operation_is_never_wider_than_what_was_asked_for() {
    let (_gateway, api) = gateway().await;
    let connection = api.connect("one", "http://127.0.0.1:9", &json!([])).await;
    send(&api, &connection, 1).await;
    settled(&api, &connection, "FAILED", 1).await;
    for path in [RETRY, "/bulk/events/cancel", "/bulk/requests/retry", "/bulk/requests/replay"] {
        let (status, answer) = refused(&api, path, json!({})).await;
        assert_eq!((status, &answer["data"]), (400, &json!({ "query": {} })), "{path}");
        let unknown = json!({ "connection_id": connection["id"], "id": "x_1" });
        let (status, answer) = refused(&api, path, unknown).await;
        assert_eq!(
            (status, &answer["data"]),
            (422, &json!(["query.connection_id is not allowed"]))
        );
        let (status, answer) = refused(&api, path, json!({ "path": "/nowhere" })).await;
        assert_eq!(status, 422);
        assert!(answer["message"].as_str().unwrap().contains("does not include any"), "{answer}");
    }
    let (status, _) = refused(&api, "/bulk/requests/replay", json!({ "target": {} })).await;
    assert_eq!(status, 400);
    let (status, answer) = refused(&api, RETRY, json!({ "attempts": { "above": 1 } })).await;
    assert_eq!((status, &answer["data"]), (422, &json!(["query.attempts.above is not allowed"])));
    let old = api.under("/2024-09-01");
    let later = json!({ "next_attempt_at": { "any": true } });
    let (status, answer) = refused(&old, RETRY, later).await;
    assert_eq!((status, &answer["data"]), (422, &json!(["query.next_attempt_at is not allowed"])));
    assert_eq!(api.call(Method::POST, RETRY, Some(&json!({ "all": true }))).await.0, 422);
    assert_eq!(api.get(RETRY).await["count"], 0);
    assert_eq!(api.get("/attempts").await["count"], 1);
}

#[tokio::test]
async fn the_same_goes_once_at_a_time_and_can_be_cancelled() {
    let (_gateway, api) = gateway().await;
    let target = Target::start().await;
    let connection = api.connect("one", &target.url, &json!([])).await;
    send(&api, &connection, 150).await;
    settled(&api, &connection, "SUCCESSFUL", 150).await;
    let slow =
        json!({ "config": { "url": target.url, "rate_limit": 1, "rate_limit_period": "minute" } });
    let destination = connection["destination"]["id"].as_str().unwrap();
    api.put(&format!("/destinations/{destination}"), &slow).await;

    let query = json!({ "webhook_id": [connection["id"]], "status": ["SUCCESSFUL", "FAILED"] });
    let begun = api.post(RETRY, &json!({ "query": query })).await;
    let same = json!({ "status": ["SUCCESSFUL", "FAILED"], "webhook_id": [connection["id"]] });
    let (status, answer) = refused(&api, RETRY, same).await;
    assert_eq!(status, 422);
    assert!(answer["message"].as_str().unwrap().contains("currently in progress"), "{answer}");

    // One batch is on its way, and no more: what is live would stand behind it.
    let one = format!("{RETRY}/{}", begun["id"].as_str().unwrap());
    let first = api.until(&one, |it| it["processed_batch"] == 1).await;
    assert_eq!((&first["in_progress"], &first["estimated_batch"]), (&json!(true), &json!(2)));
    let cancelled = api.post(&format!("{one}/cancel"), &json!({})).await;
    assert_eq!(cancelled["in_progress"], false);
    assert!(cancelled["cancelled_at"].is_string() && cancelled["completed_at"].is_null());
    let failed = api.get("/events?error_code=BULK_RETRY_CANCELLED&status=FAILED&limit=255").await;
    let count = failed["count"].as_u64().unwrap();
    assert!((98..=100).contains(&count), "{count} of a batch were still waiting");
    assert_eq!(api.get("/events?status=QUEUED").await["count"].as_u64().unwrap(), 0);
    assert!(target.so_far().len() <= 152, "{}", target.so_far().len());
    assert_eq!(api.post(&format!("{one}/cancel"), &json!({})).await["id"], begun["id"]);
}

#[tokio::test]
async fn events_are_cancelled_many_at_once() {
    let (_gateway, api) = gateway().await;
    let target = Target::start().await;
    let connection = api.connect("one", &target.url, &json!([])).await;
    let id = connection["id"].as_str().unwrap();
    send(&api, &connection, 1).await;
    settled(&api, &connection, "SUCCESSFUL", 1).await;
    api.put(&format!("/connections/{id}/pause"), &json!({})).await;
    send(&api, &connection, 3).await;
    settled(&api, &connection, "HOLD", 3).await;
    let cancel = "/bulk/events/cancel";
    let begun = api.post(cancel, &json!({ "query": { "webhook_id": id } })).await;
    let done = ended(&api, cancel, &begun).await;
    assert_eq!((&done["completed_count"], &done["failed_count"]), (&json!(3), &json!(0)));
    settled(&api, &connection, "CANCELLED", 3).await;
    let (status, _) = refused(&api, cancel, json!({ "status": "SUCCESSFUL" })).await;
    assert_eq!(status, 422, "what is delivered cannot be cancelled");
}

#[tokio::test]
async fn what_was_ignored_or_rejected_is_asked_about_again() {
    let (_gateway, api) = gateway().await;
    let target = Target::start().await;
    let never = json!([{ "type": "filter", "body": { "place": 1 } }]);
    let connection = api.connect("one", &target.url, &never).await;
    let id = connection["id"].as_str().unwrap();
    send(&api, &connection, 3).await;
    settled(&api, &connection, "SUCCESSFUL", 1).await;
    let ignored = "/bulk/ignored-events/retry";
    let query = json!({ "query": { "cause": "FILTERED", "webhook_id": id } });
    let begun = api.post(ignored, &query).await;
    assert_eq!(begun["estimated_count"], 2);
    let done = ended(&api, ignored, &begun).await;
    assert_eq!((&done["completed_count"], &done["failed_count"]), (&json!(0), &json!(2)));

    let open = json!([{ "type": "filter", "body": { "place": { "$lt": 2 } } }]);
    api.put(&format!("/connections/{id}"), &json!({ "rules": open })).await;
    let begun = api.post(ignored, &query).await;
    let done = ended(&api, ignored, &begun).await;
    assert_eq!((&done["completed_count"], &done["failed_count"]), (&json!(1), &json!(1)));
    settled(&api, &connection, "SUCCESSFUL", 2).await;
    assert_eq!(api.get("/requests?ignored_count=1").await["count"], 1);

    // The one that is left, and those that came before there was a connection.
    let source = json!({ "name": "early" });
    let source = api.put("/sources", &source).await;
    api.send(source["url"].as_str().unwrap(), "application/json", "{}").await;
    api.put(&format!("/connections/{id}"), &json!({ "rules": [] })).await;
    let retry = "/bulk/requests/retry";
    let plan = format!("{retry}/plan?query={{\"source_id\":{}}}", connection["source"]["id"]);
    assert_eq!(api.get(&plan).await["estimated_count"], 1);
    let begun = api.post(retry, &json!({ "query": { "verified": false } })).await;
    assert_eq!(begun["estimated_count"], 2);
    let done = ended(&api, retry, &begun).await;
    assert_eq!((&done["completed_count"], &done["failed_count"]), (&json!(1), &json!(1)));
    settled(&api, &connection, "SUCCESSFUL", 3).await;
    let requests = format!("/requests?bulk_retry_id={}", begun["id"].as_str().unwrap());
    assert_eq!(api.get(&requests).await["count"], 2);
    let places: Vec<_> = target.so_far().iter().map(|it| it.body.clone()).collect();
    assert_eq!(places, [r#"{"place":1}"#, r#"{"place":0}"#, r#"{"place":2}"#]);
}

#[tokio::test]
async fn requests_are_replayed_as_new_ones() {
    let (_gateway, api) = gateway().await;
    let target = Target::start().await;
    let connection = api.connect("one", &target.url, &json!([])).await;
    let early = api.put("/sources", &json!({ "name": "early" })).await;
    api.send(early["url"].as_str().unwrap(), "application/json", "{\"place\":7}").await;
    let rejected = api.get("/requests?status=rejected").await;
    let one = format!("/requests/{}/replay", rejected["models"][0]["id"].as_str().unwrap());
    let replayed = api.post(&one, &json!({})).await;
    assert_eq!(replayed["requests"][0]["rejection_cause"], "NO_CONNECTION");
    assert_eq!(replayed["events"], json!([]));

    let replayed = api.post(&one, &json!({ "source_id": connection["source"]["id"] })).await;
    assert_eq!(replayed["requests"][0]["source_id"], connection["source"]["id"]);
    assert_eq!(replayed["events"][0]["webhook_id"], connection["id"]);
    settled(&api, &connection, "SUCCESSFUL", 1).await;
    let (status, _) = api.call(Method::POST, &one, Some(&json!({ "webhook_id": 1 }))).await;
    assert_eq!(status, 422);

    let replay = "/bulk/requests/replay";
    let query = json!({
        "source_id": early["id"], "target": { "webhook_ids": [connection["id"]] },
    });
    let begun = api.post(replay, &json!({ "query": query })).await;
    assert_eq!((&begun["estimated_count"], &begun["query"]), (&json!(2), &query));
    let done = ended(&api, replay, &begun).await;
    assert_eq!(done["completed_count"], 2);
    settled(&api, &connection, "SUCCESSFUL", 3).await;
    assert!(target.so_far().iter().all(|it| it.body == "{\"place\":7}"));
    let (status, _) = refused(&api, replay, json!({ "path": "/", "target": { "x": 1 } })).await;
    assert_eq!(status, 422);
}

/// Loses the rest of every body that holds this, as a bad sector would.
fn damage(gateway: &Served, body: &str) {
    let path = gateway.home.path().join("data/hookport.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let size: u16 = db.query_row("PRAGMA page_size", [], |row| row.get(0)).unwrap();
    drop(db);
    let mut data = std::fs::read(&path).unwrap();
    for page in data.chunks_mut(size.into()) {
        if page.windows(body.len()).any(|it| it == body.as_bytes()) {
            // Where a long body goes on: nowhere.
            page[..4].fill(0xff);
        }
    }
    std::fs::write(&path, data).unwrap();
}

#[tokio::test]
async fn an_operation_passes_over_what_is_damaged() {
    let (mut gateway, api) = gateway().await;
    let target = Target::start().await;
    let connection = api.connect("one", &target.url, &json!([])).await;
    let url = connection["source"]["url"].as_str().unwrap();
    let start = "x".repeat(100_000);
    let damaged = format!("{start}{}{start}", "damaged".repeat(30_000));
    api.send(url, "text/plain", damaged).await;
    api.send(url, "text/plain", "sound").await;
    settled(&api, &connection, "SUCCESSFUL", 2).await;
    gateway.kill().await;
    damage(&gateway, "damageddamaged");
    gateway.restart().await;

    let replay = "/bulk/requests/replay";
    let query = json!({ "query": { "source_id": connection["source"]["id"] } });
    let begun = api.post(replay, &query).await;
    let done = ended(&api, replay, &begun).await;
    assert_eq!((&done["completed_count"], &done["failed_count"]), (&json!(1), &json!(1)));
    assert_eq!(target.received(3).await[2].body, "sound");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_in_the_middle_neither_loses_nor_doubles_anything() {
    const COUNT: usize = 1500;
    let (mut gateway, api) = gateway().await;
    let target = Target::start().await;
    let connection = api.connect("one", &target.url, &json!([])).await;
    send(&api, &connection, COUNT).await;
    target.received(COUNT).await;
    api.until("/events?status=QUEUED", |it| it["count"] == 0).await;

    let query = json!({ "query": { "webhook_id": connection["id"], "attempts": 1 } });
    let begun = api.post(RETRY, &query).await;
    assert_eq!(begun["estimated_count"], COUNT);
    for kills in 1..=2 {
        target.received(COUNT + kills * COUNT / 3).await;
        gateway.kill().await;
        gateway.restart().await;
    }
    let done = ended(&api, RETRY, &begun).await;
    let counts = ["completed_count", "failed_count"].map(|it| done[it].as_u64().unwrap());
    assert_eq!(counts, [COUNT as u64, 0]);

    let mut attempts: HashMap<String, usize> = HashMap::new();
    let mut page = "/attempts?limit=255".to_owned();
    loop {
        let found = api.get(&page).await;
        for attempt in found["models"].as_array().unwrap() {
            if attempt["bulk_retry_id"] == begun["id"] {
                *attempts.entry(attempt["event_id"].as_str().unwrap().to_owned()).or_default() += 1;
            }
        }
        let Some(next) = found["pagination"]["next"].as_str() else { break };
        page = format!("/attempts?limit=255&next={next}");
    }
    assert_eq!(attempts.len(), COUNT);
    assert!(attempts.values().all(|it| *it == 1), "each is written down once");
    // What was on its way when it was killed may come twice, and no more than that.
    let extra = target.so_far().len() - 2 * COUNT;
    assert!(extra <= 2 * 150, "{extra} came more often than needed");
}
