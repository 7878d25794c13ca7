//! Every resource and every error in the shape of every version, also written in it.

use insta::assert_json_snapshot;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::Album;
use crate::support::{Api, Hand, Served, Target};

#[tokio::test]
async fn the_shapes_of_2024_09_01() {
    assert_json_snapshot!("shapes-2024-09-01", shapes("/2024-09-01").await);
}

#[tokio::test]
async fn the_shapes_of_2025_01_01() {
    assert_json_snapshot!("shapes-2025-01-01", shapes("/2025-01-01").await);
}

#[tokio::test]
async fn the_shapes_of_2025_07_01() {
    assert_json_snapshot!("shapes-2025-07-01", shapes("/2025-07-01").await);
}

#[tokio::test]
async fn the_shapes_of_2026_09_01() {
    assert_json_snapshot!("shapes-2026-09-01", shapes("/2026-09-01").await);
}

#[tokio::test]
async fn without_a_version_shapes_are_those_of_the_oldest() {
    assert_json_snapshot!("shapes-2024-09-01", shapes("").await);
}

#[tokio::test]
async fn the_latest_version_is_the_newest() {
    assert_json_snapshot!("shapes-2026-09-01", shapes("/latest").await);
}

/// Everything that a version can be asked for.
pub(super) async fn shapes(version: &str) -> Value {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let (api, hand) = (gateway.api().under(version), Hand::of(version));
    let mut album = Album::default();
    resources(&api, hand, &mut album).await;
    ledger(&api, hand, &mut album).await;
    transformations(&api, hand, &mut album).await;
    errors(&api, hand, &mut album).await;
    Value::Object(album.0)
}

fn get(path: &str) -> (Method, &str, Option<Value>) {
    (Method::GET, path, None)
}

fn post(path: &str, body: Value) -> (Method, &str, Option<Value>) {
    (Method::POST, path, Some(body))
}

fn put(path: &str, body: Value) -> (Method, &str, Option<Value>) {
    (Method::PUT, path, Some(body))
}

async fn resources(api: &Api, hand: Hand<'_>, album: &mut Album) {
    let source = album.take(api, "source: made", post("/sources", hand.source("shop"))).await;
    let one = format!("/sources/{}?{}", source["id"].as_str().unwrap(), hand.include());
    album.take(api, "source: with secrets", get(&one)).await;
    album.take(api, "source: of a provider", put("/sources", hand.provider())).await;
    let plain = hand.named("plain");
    album.take(api, "source: plain", put("/sources", plain)).await;
    let first = "/sources?limit=1&order_by=name&dir=asc";
    let page = album.take(api, "sources: first page", get(first)).await;
    let next = page["pagination"]["next"].as_str().unwrap();
    let next = format!("{first}&next={next}");
    let page = album.take(api, "sources: page in the middle", get(&next)).await;
    let prev = format!("{first}&prev={}", page["pagination"]["prev"].as_str().unwrap());
    assert_eq!(api.get(&prev).await["models"][0][hand.name()], "hub");
    album.take(api, "sources: none", get("/sources?name=nope")).await;
    album.take(api, "sources: counted", get("/sources/count")).await;

    let http = hand.http("backend", "http://127.0.0.1:9/hooks");
    let made = album.take(api, "destination: made", post("/destinations", http)).await;
    let one = format!("/destinations/{}?include=config.auth", made["id"].as_str().unwrap());
    album.take(api, "destination: with secrets where they can be asked for", get(&one)).await;
    album.take(api, "destination: for listeners", put("/destinations", hand.cli("desk"))).await;
    let mock = album.take(api, "destination: mock", put("/destinations", hand.mock("mock"))).await;
    let one = format!("/destinations/{}/disable", mock["id"].as_str().unwrap());
    album.take(api, "destination: disabled", put(&one, json!({}))).await;

    let rules = json!([
        { "type": "filter", "body": { "paid": true } },
        { "type": "delay", "delay": 1000 },
        { "type": "retry", "strategy": "linear", "interval": 60000, "count": 2 },
    ]);
    let destination = hand.http("orders", "http://127.0.0.1:9/orders");
    let connection = hand.connection("orders", destination, rules);
    api.put("/connections", &connection).await;
    album.take(api, "connections: one page", get("/webhooks?full_name=orders")).await;

    album.take(api, "project: listed", get("/teams")).await;
    album.take(api, "project: whose key it is", get("/cli-auth/validate")).await;
    let connection = hand.connection("desk", hand.cli("desk"), json!([]));
    let connection = api.put("/connections", &connection).await;
    let session = json!({ "webhook_ids": [connection["id"]] });
    album.take(api, "cli session: made", post("/cli-sessions", session)).await;
}

/// Answers every request with what is no HTTP.
async fn babbler() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let _ = socket.read(&mut [0; 4096]).await;
            let _ = socket.write_all(b"good day\r\n\r\n").await;
        }
    });
    url
}

/// A connection from a source of its own to this URL; answers it.
async fn connect(api: &Api, hand: Hand<'_>, name: &str, url: &str, rules: Value) -> Value {
    let connection = hand.connection(name, hand.http(name, url), rules);
    api.put("/connections", &connection).await
}

/// Sends to a connection's source, and answers what became of it once it is as wanted.
async fn send(api: &Api, connection: &Value, wanted: &str) -> Value {
    let url = format!("{}/a?b=1", connection["source"]["url"].as_str().unwrap());
    api.send(&url, "application/json", r#"{"paid":false}"#).await;
    let events = format!("/events?webhook_id={}", connection["id"].as_str().unwrap());
    let settled = |it: &Value| it["models"][0]["status"] == wanted;
    api.until(&events, settled).await["models"][0].take()
}

async fn ledger(api: &Api, hand: Hand<'_>, album: &mut Album) {
    let target = Target::start().await;
    let connection = connect(api, hand, "good", &target.url, json!([])).await;
    let event = send(api, &connection, "SUCCESSFUL").await;
    let source = connection["source"]["id"].as_str().unwrap();
    let requests = format!("/requests?source_id={source}");
    let listed = album.take(api, "requests: one page", get(&requests)).await;
    let request = listed["models"][0]["id"].as_str().unwrap();
    album.take(api, "request: one", get(&format!("/requests/{request}"))).await;
    album.take(api, "request: as it came", get(&format!("/requests/{request}/raw_body"))).await;
    let events = format!("/requests/{request}/events?include=data");
    album.take(api, "events: of a request", get(&events)).await;
    let id = event["id"].as_str().unwrap();
    let bookmark = json!({
        hand.data_id(): event[hand.data_id()], "webhook_id": connection["id"], "label": "A good one",
        "name": "good",
    });
    album.take(api, "event: delivered", get(&format!("/events/{id}"))).await;
    let attempts = format!("/attempts?event_id={id}&limit=1");
    let attempts = album.take(api, "attempts: one page", get(&attempts)).await;
    let attempt = attempts["models"][0]["id"].as_str().unwrap();
    album.take(api, "attempt: one", get(&format!("/attempts/{attempt}"))).await;

    let broken = connect(api, hand, "broken", &babbler().await, json!([])).await;
    let event = send(api, &broken, "FAILED").await;
    album.0.insert("event: failed".to_owned(), super::settled(&event));
    let attempts = format!("/attempts?event_id={}", event["id"].as_str().unwrap());
    album.take(api, "attempts: a failed one", get(&attempts)).await;

    let held = connect(api, hand, "held", &target.url, json!([])).await;
    let id = held["id"].as_str().unwrap();
    let pause = format!("/connections/{id}/pause");
    api.put(&pause, &json!({})).await;
    let event = send(api, &held, "HOLD").await;
    let cancel = format!("/events/{}/cancel", event["id"].as_str().unwrap());
    album.take(api, "event: cancelled", put(&cancel, json!({}))).await;

    let paid = json!([{ "type": "filter", "body": { "paid": true } }]);
    let filtered = connect(api, hand, "filtered", &target.url, paid).await;
    for _ in 0..2 {
        api.send(filtered["source"]["url"].as_str().unwrap(), "application/json", "{}").await;
    }
    let source = filtered["source"]["id"].as_str().unwrap();
    let listed = api.get(&format!("/requests?source_id={source}")).await;
    let request = listed["models"][0]["id"].as_str().unwrap();
    let ignored = format!("/requests/{request}/ignored_events");
    album.take(api, "ignored events: one page", get(&ignored)).await;
    let all = hand.rules(json!([]));
    api.put(&format!("/connections/{}", filtered["id"].as_str().unwrap()), &all).await;
    let retry = format!("/requests/{request}/retry");
    let all = post(&retry, json!({}));
    album.take(api, "request: retried on all that ignored it, where that may be", all).await;
    let request = listed["models"][1]["id"].as_str().unwrap();
    let retry = format!("/requests/{request}/retry");
    let only = post(&retry, json!({ "webhook_ids": [filtered["id"]] }));
    album.take(api, "request: retried on one connection", only).await;
    let replay = format!("/requests/{request}/replay");
    album.take(api, "request: replayed", post(&replay, json!({}))).await;
    bulk(api, &broken, album).await;
    bookmarks(api, bookmark, album).await;
}

async fn bookmarks(api: &Api, body: Value, album: &mut Album) {
    let made = album.take(api, "bookmark: made", post("/bookmarks", body.clone())).await;
    let one = format!("/bookmarks/{}", made["id"].as_str().unwrap());
    album.take(api, "bookmark: one", get(&one)).await;
    album.take(api, "bookmarks: listed", get("/bookmarks?include=data")).await;
    album.take(api, "bookmark: as it came", get(&format!("{one}/raw_body"))).await;
    album.take(api, "bookmark: renamed", put(&one, json!({ "label": "The best" }))).await;
    let target = json!({ "target": "http" });
    album.take(api, "bookmark: sent", post(&format!("{one}/trigger"), target)).await;
    album.take(api, "409: the name of a bookmark", post("/bookmarks", body)).await;
    album.take(api, "422: a bookmark of nothing", post("/bookmarks", json!({}))).await;
    album.take(api, "bookmark: deleted", (Method::DELETE, &one, None)).await;
    album.take(api, "404: a bookmark", get(&one)).await;
    api.until("/events?status=QUEUED", |it| it["count"] == 0).await;
}

async fn bulk(api: &Api, broken: &Value, album: &mut Album) {
    // What was asked for before is under way no more.
    api.until("/events?status=QUEUED", |it| it["count"] == 0).await;
    let path = "/bulk/events/retry";
    let query = json!({ "webhook_id": broken["id"], "status": "FAILED" });
    album.take(api, "bulk: planned", get(&format!("{path}/plan?query={query}"))).await;
    let body = json!({ "query": query });
    let begun = album.take(api, "bulk: begun", post(path, body.clone())).await;
    let one = format!("{path}/{}", begun["id"].as_str().unwrap());
    api.until(&one, |it| it["in_progress"] == false).await;
    album.take(api, "bulk: one", get(&one)).await;
    album.take(api, "bulk: listed", get(path)).await;
    album.take(api, "bulk: cancelled too late", post(&format!("{one}/cancel"), json!({}))).await;
    album.take(api, "404: a bulk operation", get(&format!("{path}/bch_nope"))).await;
    album.take(api, "400: a bulk operation on all", post(path, json!({ "query": {} }))).await;
    let wrong = json!({ "query": { "status": "NOPE" } });
    album.take(api, "422: a bulk operation on what cannot be", post(path, wrong)).await;
    let none = json!({ "query": { "webhook_id": "web_nope" } });
    album.take(api, "422: a bulk operation on nothing", post(path, none)).await;
    for path in ["/bulk/events/cancel", "/bulk/requests/retry", "/bulk/ignored-events/retry"] {
        album
            .take(api, &format!("bulk: nothing planned: {path}"), get(&format!("{path}/plan")))
            .await;
    }
}

async fn transformations(api: &Api, hand: Hand<'_>, album: &mut Album) {
    let code = "addHandler('transform', (request) => {
        console.log('paid', request.body.paid);
        if (request.body.fail) throw new Error('boom');
        return { ...request, body: { paid: true } };
    })";
    let new = json!({ "name": "pay", "code": code, "env": { "KEY": "value" } });
    let made = album.take(api, "transformation: made", post("/transformations", new.clone())).await;
    album.take(api, "409: the name of a transformation", post("/transformations", new)).await;
    let path = format!("/transformations/{}", made["id"].as_str().unwrap());
    album.take(api, "transformations: one page", get("/transformations")).await;
    album.take(api, "transformations: counted", get("/transformations/count")).await;
    let (id, headers) = (&made["id"], json!({ "content-type": "application/json" }));
    let request = json!({ "headers": headers, "body": { "paid": false }, "path": "/a" });
    let run = json!({ "transformation_id": id, "request": request });
    album.take(api, "transformation: tried out", put("/transformations/run", run)).await;
    let run = json!({ "code": "throw 1", "request": request });
    album.take(api, "transformation: tried out and failed", put("/transformations/run", run)).await;
    album.take(api, "422: tried out on nothing", put("/transformations/run", json!({}))).await;

    let newest = api.under("/latest");
    let rules = json!([
        { "type": "transform", "transformation_id": id },
        { "type": "deduplicate", "window": 3_600_000, "include_fields": ["body.paid"] },
    ]);
    let url = "http://127.0.0.1:9";
    let made = connect(&newest, Hand::of("/latest"), "paying", url, rules).await;
    let one = format!("/connections/{}", made["id"].as_str().unwrap());
    album.take(api, "connection: with a transformation", get(&one)).await;
    let (mut sent, source) = (Vec::new(), made["source"]["url"].as_str().unwrap());
    for body in [r#"{"paid":false}"#, r#"{"fail":true}"#, r#"{"paid":0}"#] {
        let answer = api.send(source, "application/json", body).await;
        sent.push(answer["request_id"].as_str().unwrap().to_owned());
    }
    let executions = format!("{path}/executions");
    let page = album.take(api, "executions: one page", get(&executions)).await;
    for (title, place) in [("execution: that failed", 1), ("execution: one", 2)] {
        let one = format!("{executions}/{}", page["models"][place]["id"].as_str().unwrap());
        album.take(api, title, get(&one)).await;
    }
    for (title, request) in [
        ("ignored events: of a transformation", &sent[1]),
        ("ignored events: of a duplicate", &sent[2]),
    ] {
        album.take(api, title, get(&format!("/requests/{request}/ignored_events"))).await;
    }
    let rule = hand.rules(json!([{ "type": "transform", "transformation_id": "trs_nope" }]));
    album.take(api, "422: a transformation that is none", put(&one, rule)).await;
    album.take(api, "422: a transformation in use", (Method::DELETE, &path, None)).await;
    newest.put(&one, &json!({ "rules": [] })).await;
    album.take(api, "transformation: deleted", (Method::DELETE, &path, None)).await;
    album.take(api, "404: a transformation", get(&path)).await;
}

async fn errors(api: &Api, hand: Hand<'_>, album: &mut Album) {
    album.take(api, "404: a source", get("/sources/src_nope")).await;
    album.take(api, "404: an event", get("/events/evt_nope")).await;
    album.take(api, "403: no keys for strangers", post("/cli/guest", json!({}))).await;

    let taken = hand.source("shop");
    album.take(api, "409: the name of a source", post("/sources", taken)).await;
    let taken = hand.http("backend", "http://127.0.0.1:9");
    album.take(api, "409: the name of a destination", post("/destinations", taken)).await;
    let taken = hand.connection("orders", hand.mock("mock"), json!([]));
    album.take(api, "409: the name of a connection", post("/connections", taken)).await;

    let source = api.put("/sources", &hand.named("gone")).await;
    let gone = format!("/sources/{}", source["id"].as_str().unwrap());
    album.take(api, "source: deleted", (Method::DELETE, &gone, None)).await;
    album.take(api, "410: a deleted source", get(&gone)).await;

    album.take(api, "422: a source without a name", post("/sources", json!({}))).await;
    let (mut source, mut destination) = (hand.source("a"), hand.http("b", "nowhere"));
    for place in ["/verification/configs", "/config/auth"] {
        source.pointer_mut(place).into_iter().for_each(|it| *it = json!({ "key": "" }));
    }
    for place in ["/rate_limit", "/config/rate_limit", "/config/delivery_policy/rate"] {
        destination.pointer_mut(place).into_iter().for_each(|it| *it = json!("fast"));
    }
    let rules = json!([{ "type": "nope" }]);
    let mut wrong = hand.rules(rules);
    (wrong["source"], wrong["destination"]) = (source, destination);
    album.take(api, "422: a connection with much that is wrong", put("/connections", wrong)).await;
    album.take(api, "422: a query", get("/events?status=NOPE&limit=x")).await;
    let events = api.get("/events?status=SUCCESSFUL&dir=asc").await;
    let done = format!("/events/{}/cancel", events["models"][0]["id"].as_str().unwrap());
    album.take(api, "422: cancelled too late", put(&done, json!({}))).await;
    let request =
        format!("/requests/{}/retry", events["models"][0]["request_id"].as_str().unwrap());
    let retry = post(&request, json!({ "webhook_ids": [] }));
    album.take(api, "400: a request that may not be retried", retry).await;
}

#[tokio::test]
async fn what_one_version_wrote_others_read_and_change() {
    let gateway = Served::start().await;
    let [old, newer, new] =
        ["/2024-09-01", "/2025-07-01", "/2026-09-01"].map(|it| gateway.api().under(it));
    let policy = json!({ "rate": 0.5, "period": "minute" });
    let config = json!({ "url": "http://127.0.0.1:9", "delivery_policy": policy });
    let made = json!({ "name": "slow", "type": "HTTP", "config": config });
    let made = new.put("/destinations", &made).await;
    let slow = format!("/destinations/{}", made["id"].as_str().unwrap());
    let shown = newer.get(&slow).await;
    assert_eq!(shown["config"]["rate_limit"], 0.5);
    // There is no half there.
    let shown = old.get(&slow).await;
    assert_eq!((&shown["rate_limit"], &shown["rate_limit_period"]), (&json!(1), &json!("minute")));
    old.put(&slow, &json!({ "rate_limit": null, "rate_limit_period": "second" })).await;
    assert_eq!(new.get(&slow).await["config"]["delivery_policy"], Value::Null);
    old.put(&slow, &json!({ "cli_path": "/desk" })).await;
    assert_eq!(new.get(&slow).await["type"], "CLI");

    let source = newer.put("/sources", &Hand::of("/2025-07-01").provider()).await;
    let source = format!("/sources/{}", source["id"].as_str().unwrap());
    old.put(&source, &json!({ "verification": null })).await;
    assert_eq!(new.get(&source).await["authenticated"], false);
}

#[tokio::test]
async fn who_writes_back_what_they_read_loses_no_secret() {
    let gateway = Served::start().await;
    let versions = ["/2024-09-01", "/2025-01-01", "/2025-07-01", "/2026-09-01"];
    let new = Hand::of("/2026-09-01");
    let latest = gateway.api().under("/latest");
    let of_source = [new.source("own"), new.provider()].map(|it| ("/sources", it));
    let of_destination = [new.http("far", "http://127.0.0.1:9"), new.cli("desk"), new.mock("mock")]
        .map(|it| ("/destinations", it));
    for (list, made) in of_source.into_iter().chain(of_destination) {
        let made = latest.put(list, &made).await;
        let one = format!("{list}/{}", made["id"].as_str().unwrap());
        let secrets = format!("{one}?include=config.auth");
        let before = latest.get(&secrets).await;
        for version in versions {
            let api = gateway.api().under(version);
            let mut shown = api.get(&one).await;
            // What is the gateway's own to say.
            for name in [
                "id",
                "team_id",
                "authenticated",
                "held",
                "disabled_at",
                "updated_at",
                "created_at",
            ] {
                shown.as_object_mut().unwrap().remove(name);
            }
            if list == "/sources" {
                shown.as_object_mut().unwrap().remove("url");
            }
            api.put(&one, &shown).await;
            let now = latest.get(&secrets).await;
            assert_eq!(now["config"]["auth"], before["config"]["auth"], "{version}: {shown}");
        }
    }
}

#[tokio::test]
async fn what_is_no_path_is_named_on_a_page() {
    let gateway = Served::start().await;
    let nowhere = ["", "/2024-09-01", "/2026-09-01", "/2023-01-01", "/2025-07-02"];
    for version in nowhere {
        let api = gateway.api().under(version);
        for (method, path) in [(Method::GET, "/nope"), (Method::DELETE, "/events")] {
            let (status, page) = api.call(method.clone(), path, None).await;
            assert_eq!(status, 404);
            let wanted = format!("<pre>Cannot {method} {version}{path}</pre>");
            assert!(page.as_str().unwrap().contains(&wanted), "{page}");
        }
    }
}

#[tokio::test]
async fn a_request_without_a_path_is_answered() {
    let gateway = Served::start().await;
    let address = gateway.url.trim_start_matches("http://");
    for head in ["CONNECT host:1 HTTP/1.1", "OPTIONS * HTTP/1.1"] {
        let mut socket = TcpStream::connect(address).await.unwrap();
        let request = format!("{head}\r\nhost: host\r\nconnection: close\r\n\r\n");
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 404 "), "{head}: {answer:?}");
    }
}

#[tokio::test]
async fn a_key_that_asks_too_often_is_told_when_to_come_again() {
    let gateway = Served::with(&["--api-rate-limit", "1"]).await;
    let mut told = Vec::new();
    for _ in 0..2 {
        let response = gateway.api().ask(Method::GET, "/sources", None).await;
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let (limit, left) = (header("x-ratelimit-limit"), header("x-ratelimit-remaining"));
        let (reset, after) = (header("x-ratelimit-reset"), header("retry-after"));
        assert_eq!(crate::support::settle(&reset), "****-**-** **:**:**");
        let after: f64 = after.parse().unwrap();
        assert!((0.0..=60.0).contains(&after), "{after}");
        let answer = (response.status().as_u16(), limit, left);
        told.push((answer, response.text().await.unwrap()));
    }
    let [(first, _), (second, body)] = &told[..] else { panic!("{told:?}") };
    assert_eq!(*first, (200, "1".to_owned(), "0".to_owned()));
    assert_eq!(*second, (429, "1".to_owned(), "0".to_owned()));
    let message = "Too many requests: this key may make 1 a minute.";
    let code = "TOO_MANY_REQUESTS";
    let wanted = json!({ "handled": true, "code": code, "status": 429, "message": message });
    assert_eq!(serde_json::from_str::<Value>(body).unwrap(), wanted);
}
