//! Every list walked from end to end and back, page by page.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Api, Served, Target};

/// How many there are at least of everything.
const MANY: usize = 7;

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn ids(page: &Value) -> Vec<Value> {
    page["models"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect()
}

/// Walks a list with this limit, and back; each page is named by its ids.
async fn walk(api: &Api, list: &str, limit: usize) -> (Vec<Vec<Value>>, Vec<Vec<Value>>) {
    let first = format!("{list}limit={limit}");
    let at = |page: &Value, way: &str| {
        page["pagination"][way].as_str().map(|cursor| format!("{first}&{way}={cursor}"))
    };
    let mut page = api.get(&first).await;
    assert_eq!(at(&page, "prev"), None, "before the first of {first}");
    let mut there = vec![ids(&page)];
    while let Some(next) = at(&page, "next") {
        page = api.get(&next).await;
        there.push(ids(&page));
        assert!(there.len() <= 100, "{next} comes to no end: {there:?}");
    }
    let mut back = vec![ids(&page)];
    while let Some(prev) = at(&page, "prev") {
        page = api.get(&prev).await;
        back.push(ids(&page));
        // Turning round again leads where we came from.
        let again = api.get(&at(&page, "next").unwrap_or_else(|| panic!("after {prev}"))).await;
        assert_eq!(ids(&again), back[back.len() - 2], "after {prev}");
        assert!(back.len() <= 100, "{prev} comes to no end: {back:?}");
    }
    back.reverse();
    (there, back)
}

/// Walks a list in these orders, down and up.
async fn walk_all(api: &Api, list: &str, orders: &[&str]) {
    for order in orders {
        let order: String = order.split('+').map(|it| format!("order_by[]={it}&")).collect();
        for dir in ["desc", "asc"] {
            let list = format!("{list}?{order}dir={dir}&");
            let whole = api.get(&format!("{list}limit=255")).await;
            let whole = ids(&whole);
            assert!(whole.len() >= MANY, "{list} {whole:?}");
            for limit in 1..=5 {
                let (there, back) = walk(api, &list, limit).await;
                let pages: Vec<_> = whole.chunks(limit).collect();
                assert_eq!(there, pages, "{list}limit={limit}");
                assert_eq!(back, pages, "{list}limit={limit}, back");
            }
        }
    }
}

/// Many at once, so that some are of one instant.
async fn post(api: &Api, path: &str, body: impl Fn(usize) -> Value) -> Vec<Value> {
    let bodies: Vec<_> = (0..MANY).map(body).collect();
    join_all(bodies.iter().map(|it| api.post(path, it))).await
}

#[tokio::test]
async fn resources_are_walked_there_and_back() {
    const TIMES: &[&str] = &["created_at"];
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let api = gateway.api();
    post(&api, "/connections", |at| {
        json!({
            "name": format!("c{at}"), "source": { "name": format!("s{at}") },
            "destination": { "name": format!("d{}", at / 2), "type": "MOCK_API" },
        })
    })
    .await;
    post(&api, "/destinations", |at| json!({ "name": format!("m{at}"), "type": "MOCK_API" })).await;
    let code = "addHandler('transform', (request) => request)";
    post(&api, "/transformations", |at| json!({ "name": format!("t{at}"), "code": code })).await;
    post(&api, "/issue-triggers", |at| {
        json!({
            "type": "delivery", "name": format!("i{at}"), "channels": { "email": {} },
            "configs": { "strategy": "final_attempt", "connections": format!("c{at}") },
        })
    })
    .await;
    let old = api.under("/2023-01-01");
    let rules = json!([{ "type": "delay", "delay": 1000 }]);
    post(&old, "/rulesets", |at| json!({ "name": format!("r{at}"), "rules": rules })).await;
    let configs = json!({ "header_key": "x-key", "api_key": "k" });
    post(&old, "/integrations", |at| {
        json!({
            "label": format!("i{at}"), "provider": "API_KEY", "features": ["VERIFICATION"],
            "configs": configs,
        })
    })
    .await;

    walk_all(&api, "/sources", TIMES).await;
    walk_all(&api, "/destinations", TIMES).await;
    walk_all(&api, "/transformations", TIMES).await;
    walk_all(&api, "/issue-triggers", &["created_at", "type", "type+created_at"]).await;
    walk_all(&old, "/rulesets", TIMES).await;
    walk_all(&old, "/integrations", TIMES).await;
    let orders = [
        "updated_at",
        "sources.created_at",
        "destinations.updated_at",
        "destinations.created_at+created_at",
    ];
    walk_all(&api, "/connections", &orders).await;
    walk_all(&api, "/webhooks", TIMES).await;
}

#[tokio::test]
async fn what_happened_is_walked_there_and_back() {
    const TIMES: &[&str] = &["created_at"];
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let (api, target) = (gateway.api(), Target::start().await);
    // What of one request is sent, and what is ignored.
    let code = "addHandler('transform', (request) => request)";
    let transform =
        json!([{ "type": "transform", "transformation": { "name": "t", "code": code } }]);
    let no = json!([{ "type": "filter", "body": { "paid": true } }]);
    let none = json!([]);
    let mut made = Vec::new();
    for at in 0..MANY {
        for (name, rules, url) in [
            ("fine", if at == 0 { &transform } else { &none }, &*target.url),
            ("lost", &none, "http://127.0.0.1:9"),
            ("out", &no, &*target.url),
        ] {
            let name = format!("{name}{at}");
            let connection = json!({
                "name": name, "source": { "name": "s" }, "rules": rules,
                "destination": { "name": name, "type": "HTTP", "config": { "url": url } },
            });
            made.push(api.put("/connections", &connection).await);
        }
    }
    let url = text(&made[0]["source"]["url"]).to_owned();
    let sent = join_all((0..MANY).map(|_| api.send(&url, "application/json", "{}"))).await;
    let attempts = MANY * MANY * 2;
    for status in ["SUCCESSFUL", "FAILED"] {
        let all = format!("/events?limit=255&status={status}");
        api.until(&all, |it| it["count"] == attempts / 2).await;
    }
    api.until("/attempts?limit=255", |it| it["count"] == attempts).await;
    api.until("/issues", |it| it["count"] == MANY).await;

    let request = format!("/requests/{}", text(&sent[0]["request_id"]));
    let event = api.get(&format!("{request}/events")).await["models"][0].take();
    post(&api, "/bookmarks", |at| {
        json!({
            "event_data_id": event["event_data_id"], "webhook_id": event["webhook_id"],
            "label": format!("b{at}"),
        })
    })
    .await;
    let times = ["created_at", "last_attempt_at"];
    walk_all(&api, &format!("{request}/events"), &times).await;
    walk_all(&api, &format!("{request}/ignored_events"), &["id", "created_at"]).await;
    walk_all(&api, "/bookmarks", TIMES).await;
    let orders = ["created_at", "first_seen_at", "last_seen_at", "opened_at", "status"];
    walk_all(&api, "/issues", &orders).await;
    walk_all(&api, "/issues", &["status+last_seen_at"]).await;
    walk_all(&api, "/requests", &["created_at", "ingested_at"]).await;
    let transformation = text(&made[0]["rules"][0]["transformation_id"]);
    walk_all(&api, &format!("/transformations/{transformation}/executions"), TIMES).await;
    walk_all(&api, "/events", &["last_attempt_at"]).await;
    walk_all(&api, "/attempts", TIMES).await;
    for it in made.iter().filter(|it| text(&it["name"]).starts_with("fine")) {
        let query = json!({ "webhook_id": it["id"], "status": "SUCCESSFUL" });
        api.post("/bulk/events/retry", &json!({ "query": query })).await;
    }
    walk_all(&api, "/bulk/events/retry", TIMES).await;
}
