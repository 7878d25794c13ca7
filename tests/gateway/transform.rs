//! Requests that transformations change on their way.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Served, Target};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A rule with code of its own.
fn transform(name: &str, body: &str) -> Value {
    let code = format!("addHandler('transform', (request, context) => {{ {body} }});");
    json!({ "type": "transform", "transformation": { "name": name, "code": code } })
}

/// The only event of a request, once its attempt is over.
async fn event_of(api: &Api, sent: &Value) -> Value {
    let path = format!("/requests/{}/events", text(&sent["request_id"]));
    let events = api.until(&path, |it| it["models"][0]["status"] == "SUCCESSFUL").await;
    assert_eq!(events["count"], 1);
    events["models"][0].clone()
}

async fn ignored(api: &Api, sent: &Value) -> Value {
    let path = format!("/requests/{}/ignored_events", text(&sent["request_id"]));
    api.get(&path).await["models"].clone()
}

#[tokio::test]
async fn a_destination_gets_what_a_transformation_made() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let rule = transform(
        "change",
        "request.body.total = request.body.items.length;
         request.headers['x-made-by'] = context.connection.name + process.env.TAIL;
         request.query = 'made=1'; request.path = '/made';
         console.warn('items', request.body.items);
         return request;",
    );
    let mut rule = rule;
    rule["transformation"]["env"] = json!({ "TAIL": "!" });
    let connection = api.connect("shop", &target.url, &json!([rule])).await;
    let transformation = text(&connection["rules"][0]["transformation_id"]);
    assert_eq!(connection["rules"][0]["transformation"], Value::Null);

    let url = format!("{}/orders?page=1", text(&connection["source"]["url"]));
    let sent = api.send(&url, "application/json", r#"{"items": [1, 2]}"#).await;
    let received = target.received(1).await.remove(0);
    assert_eq!(received.body, r#"{"items":[1,2],"total":2}"#);
    assert_eq!(received.path, "/made?made=1");
    assert_eq!(received.header("x-made-by"), Some("shop!"));
    assert_eq!(received.header("x-hookdeck-transformed"), Some("true"));
    assert_eq!(received.header("content-length"), Some("25"));

    let event = event_of(&api, &sent).await;
    let request = api.get(&format!("/requests/{}", text(&sent["request_id"]))).await;
    let data = text(&event["event_data_id"]);
    assert_ne!(event["event_data_id"], request["original_event_data_id"]);
    let event = api.get(&format!("/events/{}", text(&event["id"]))).await;
    assert_eq!(event["data"]["body"], json!({ "items": [1, 2], "total": 2 }));
    assert_eq!(event["data"]["parsed_query"], json!({ "made": "1" }));
    assert_eq!(event["data"]["headers"]["x-hookdeck-transformed"], "true");
    let raw = api.get(&format!("/events/{}/raw_body", text(&event["id"]))).await;
    assert_eq!(raw["body"], r#"{"items":[1,2],"total":2}"#);
    assert_eq!(request["data"]["body"], json!({ "items": [1, 2] }));

    // Lists look at the event's own content.
    let count = async |filter: &str| api.get(&format!("/events?{filter}")).await["count"].clone();
    assert_eq!(count(r#"body={"total":2}"#).await, 1);
    assert_eq!(count(r#"body={"total":3}"#).await, 0);
    assert_eq!(count("path=/orders").await, 0);
    assert_eq!(count(&format!("event_data_id={data}")).await, 1);
    let original = text(&request["original_event_data_id"]);
    assert_eq!(count(&format!("event_data_id={original}")).await, 0);

    let executions = format!("/transformations/{transformation}/executions");
    let listed = api.get(&executions).await["models"][0].clone();
    assert_eq!(listed["log_level"], "warn");
    assert_eq!(listed["logs"], json!([{ "type": "warn", "message": "items [1,2]" }]));
    assert_eq!(listed["webhook_id"], connection["id"]);
    assert_eq!(listed["original_event_data_id"], request["original_event_data_id"]);
    assert_eq!(listed["transformed_event_data_id"], data);
    let one = api.get(&format!("{executions}/{}", text(&listed["id"]))).await;
    assert_eq!(one["original_event_data"]["body"], json!({ "items": [1, 2] }));
    assert_eq!(one["transformed_event_data"]["body"]["total"], 2);
}

#[tokio::test]
async fn a_body_that_no_transformation_touched_stays_the_exact_bytes() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let body = "{ \"big\": 12345678901234567890, \"one\": 1.0 }";
    let rules = json!([transform("same", "return { ...request }")]);
    let connection = api.connect("same", &target.url, &rules).await;
    let sent = api.send(&text(&connection["source"]["url"]), "application/json", body).await;
    let received = target.received(1).await.remove(0);
    assert_eq!(received.body, body);
    assert_eq!(received.header("x-hookdeck-transformed"), None);
    let request = api.get(&format!("/requests/{}", text(&sent["request_id"]))).await;
    let event = event_of(&api, &sent).await;
    assert_eq!(event["event_data_id"], request["original_event_data_id"]);

    let rules = json!([transform("same", "request.headers['x-a'] = 'b'; return request")]);
    let connection = api.connect("same", &target.url, &rules).await;
    api.send(&text(&connection["source"]["url"]), "application/json", body).await;
    let received = target.received(2).await.remove(1);
    assert_eq!((received.body.as_ref(), received.header("x-a")), (body.as_bytes(), Some("b")));
}

#[tokio::test]
async fn a_transformation_that_fails_makes_an_ignored_event() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let rules = json!([transform("broken", "console.log(1); throw new Error('boom')")]);
    let connection = api.connect("broken", &target.url, &rules).await;
    let transformation = text(&connection["rules"][0]["transformation_id"]);
    let sent = api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let request = api.get(&format!("/requests/{}", text(&sent["request_id"]))).await;
    assert_eq!((&request["events_count"], &request["ignored_count"]), (&json!(0), &json!(1)));
    let ignored = ignored(&api, &sent).await;
    assert_eq!(ignored[0]["cause"], "TRANSFORMATION_FAILED");
    assert_eq!(ignored[0]["meta"], json!({ "transformation_id": transformation }));
    let executions = format!("/transformations/{transformation}/executions");
    let run = api.get(&format!("{executions}?log_level=fatal")).await["models"][0].clone();
    assert_eq!(run["transformed_event_data_id"], Value::Null);
    assert_eq!(run["logs"][0], json!({ "type": "log", "message": "1" }));
    let why = text(&run["logs"][1]["message"]);
    assert!(why.starts_with("Error: boom\n    at <VM>:1:"), "{why}");
    assert!(why.ends_with("\n    at (<VM boundary>)"), "{why}");

    // Mended, the request can be sent on its way again.
    let code = "addHandler('transform', (it) => ({ ...it, body: 'mended' }))";
    let change = json!({ "code": code });
    api.put(&format!("/transformations/{transformation}"), &change).await;
    let retry = format!("/requests/{}/retry", text(&sent["request_id"]));
    let retried = api.post(&retry, &json!({})).await;
    assert_eq!(retried["events"].as_array().unwrap().len(), 1);
    assert_eq!(target.received(1).await[0].body, "mended");
    assert_eq!(api.get(&executions).await["count"], 2);
}

#[tokio::test]
async fn rules_run_in_the_order_of_the_version_that_wrote_them() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let add = |name: &str| {
        transform(name, &format!("(request.body.by ??= []).push('{name}'); return request"))
    };
    let filter = json!({ "type": "filter", "body": { "by": "first" } });
    let rules = json!([filter, add("first"), add("second")]);
    let connection = api.connect("order", &target.url, &rules).await;
    let url = text(&connection["source"]["url"]);

    // In order the filter is asked first, and has not seen what it looks for.
    let sent = api.send(&url, "application/json", "{}").await;
    assert_eq!(ignored(&api, &sent).await[0]["cause"], "FILTERED");

    let path = format!("/connections/{}", text(&connection["id"]));
    let written = json!({ "rules": connection["rules"] });
    let old = api.under("/2025-01-01").put(&path, &written).await;
    assert_eq!(old["rules"], connection["rules"], "it is shown as it was written");
    api.send(&url, "application/json", "{}").await;
    let received = target.received(1).await.remove(0);
    assert_eq!(received.body, r#"{"by":["first","second"]}"#, "each went on with what came before");

    // What is not about rules leaves their order alone.
    api.put(&path, &json!({ "description": "still" })).await;
    api.send(&url, "application/json", "{}").await;
    target.received(2).await;

    api.put(&path, &written).await;
    let sent = api.send(&url, "application/json", "{}").await;
    assert_eq!(ignored(&api, &sent).await[0]["cause"], "FILTERED");
}

#[tokio::test]
async fn what_was_transformed_is_delivered_after_a_crash() {
    let (mut gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let rules = json!([transform("made", "request.body = { made: true }; return request")]);
    let connection = api.connect("crash", &target.url, &rules).await;
    let id = text(&connection["id"]);
    api.put(&format!("/connections/{id}/pause"), &json!({})).await;
    let sent = api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    gateway.kill().await;
    gateway.restart().await;
    api.put(&format!("/connections/{id}/unpause"), &json!({})).await;
    assert_eq!(target.received(1).await[0].body, r#"{"made":true}"#);
    event_of(&api, &sent).await;
    // The code is there too.
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    assert_eq!(target.received(2).await[1].body, r#"{"made":true}"#);
}

#[tokio::test]
async fn a_hostile_transformation_does_not_hold_up_other_sources() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let hostile =
        api.connect("hostile", &target.url, &json!([transform("loop", "for (;;) {}")])).await;
    let fine = transform("fine", "request.body = { fine: 1 }; return request");
    let fine = api.connect("fine", &target.url, &json!([fine])).await;
    let plain = api.connect("plain", &target.url, &json!([])).await;
    let url = |it: &Value| text(&it["source"]["url"]);

    let attacks: Vec<_> = (0..20)
        .map(|_| {
            let (api, url) = (api.clone(), url(&hostile));
            tokio::spawn(async move { api.send(&url, "application/json", "{}").await })
        })
        .collect();
    let started = Instant::now();
    for _ in 0..20 {
        api.send(&url(&fine), "application/json", "{}").await;
        api.send(&url(&plain), "application/json", "{}").await;
    }
    // One endless loop takes a second, and twenty of them came first.
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    target.received(40).await;
    for attack in attacks {
        let sent = attack.await.unwrap();
        assert_eq!(ignored(&api, &sent).await[0]["cause"], "TRANSFORMATION_FAILED");
    }
}

#[tokio::test]
async fn a_listener_gets_what_a_transformation_made_and_filters_that() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let rule = transform("made", "request.body.made = true; return request");
    let connection = json!({
        "name": "local", "source": { "name": "local" }, "rules": [rule],
        "destination": { "name": "local", "type": "CLI", "config": { "path": "/" } },
    });
    let connection = api.put("/connections", &connection).await;
    let session = json!({
        "webhook_ids": [connection["id"]], "filters": { "body": { "made": true } },
    });
    let session = text(&api.post("/cli-sessions", &session).await["id"]);
    let sent = api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let path = format!("/requests/{}/events", text(&sent["request_id"]));
    let event = api.get(&path).await["models"][0].clone();
    assert_eq!(event["cli_id"], session, "{event}");
}

#[tokio::test]
async fn two_projects_with_the_same_code_see_nothing_of_each_other() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let first = gateway.api();
    let made = first.post("/projects", &json!({ "name": "second" })).await;
    let second = first.with_key(made["api_key"]["key"].as_str().unwrap());
    let rule = "globalThis.seen ??= []; seen.push(request.body.of);
        return { ...request, body: { seen: [...new Set(seen)] } };";
    let rules = json!([transform("remember", rule)]);
    let first = first.connect("same", &target.url, &rules).await;
    let second = second.connect("same", &target.url, &rules).await;
    let mut count = 0;
    for _ in 0..8 {
        for (of, connection) in [("first", &first), ("second", &second)] {
            let url = text(&connection["source"]["url"]);
            let body = json!({ "of": of }).to_string();
            gateway.api().send(&url, "application/json", body).await;
            count += 1;
            let received = target.received(count).await.pop().unwrap();
            assert_eq!(received.body, json!({ "seen": [of] }).to_string());
        }
    }
}

#[tokio::test]
async fn code_can_be_tried_out() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let run = async |body: Value| api.put("/transformations/run", &body).await;
    let code = "addHandler('transform', (request, { connection }) => {
        console.log(connection?.name ?? 'none', process.env.A);
        return { ...request, body: { was: request.body } };
    })";
    let headers = json!({ "Content-Type": "application/json" });
    let request = json!({
        "headers": headers, "body": { "a": 1 }, "path": "/p", "parsed_query": { "q": "1" },
    });
    let made = run(json!({ "code": code, "env": { "A": "b" }, "request": request })).await;
    assert_eq!(made["log_level"], "info");
    assert_eq!(made["console"], json!([{ "type": "log", "message": "none b" }]));
    assert_eq!(made["request"]["body"], json!({ "was": { "a": 1 } }));
    assert_eq!(made["request"]["path"], "/p");
    assert_eq!(made["request"]["query"], "q=1");
    for name in ["request_id", "transformation_id", "execution_id", "transformation_run_time"] {
        assert_eq!(made[name], Value::Null, "{name}");
    }
    let newest = api.under("/2026-09-01");
    let made =
        newest.put("/transformations/run", &json!({ "code": code, "request": request })).await;
    assert!(made["transformation_run_time"]["end"].is_u64(), "{made}");

    let new = json!({ "name": "kept", "code": code, "env": { "A": "kept" } });
    let kept = api.post("/transformations", &new).await;
    let connection = api.connect("try", &target.url, &json!([])).await;
    let sent = api.send(&text(&connection["source"]["url"]), "application/json", "{\"e\":1}").await;
    let event = event_of(&api, &sent).await;
    let made = run(json!({ "transformation_id": kept["id"], "event_id": event["id"] })).await;
    assert_eq!(made["console"][0]["message"], "try kept");
    assert_eq!(made["request"]["body"], json!({ "was": { "e": 1 } }));
    assert_eq!(made["request_id"], sent["request_id"]);
    assert_eq!(made["transformation_id"], kept["id"]);

    let failed = run(json!({ "code": "addHandler(", "request": request })).await;
    assert_eq!(failed["log_level"], "fatal");
    assert_eq!(failed["request"], Value::Null);
    assert!(text(&failed["console"][0]["message"]).starts_with("SyntaxError: "));
    let executions = format!("/transformations/{}/executions", text(&kept["id"]));
    assert_eq!(api.get(&executions).await["count"], 0, "trying leaves nothing behind");

    let refused = async |body: Value| {
        let (status, answer) = api.call(Method::PUT, "/transformations/run", Some(&body)).await;
        (status, answer["message"].as_str().unwrap_or_default().to_owned())
    };
    let (status, why) = refused(json!({})).await;
    let both = "value must contain at least one of [code, transformation_id]; request is required";
    assert_eq!((status, why.as_str()), (422, both));
    let odd = json!({ "code": "", "request": { "body": 1, "x": 1 } });
    let (status, why) = refused(odd).await;
    let sentences = "request.headers is required; request.x is not allowed";
    assert_eq!((status, why.as_str()), (422, sentences));
    assert_eq!(refused(json!({ "transformation_id": "trs_x" })).await.0, 404);
    let event = json!({ "code": "", "event_id": "evt_x" });
    assert_eq!(refused(event).await.0, 404);
}

#[tokio::test]
async fn transformations_are_made_changed_and_deleted() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let refused =
        async |method: Method, path: &str, body: Value| api.call(method, path, Some(&body)).await;
    let new = json!({ "name": "one", "code": "1", "env": { "A": "b" } });
    let one = api.post("/transformations", &new).await;
    let id = text(&one["id"]);
    assert!(id.starts_with("trs_"));
    assert_eq!((&one["env"], &one["encrypted_env"]), (&json!({ "A": "b" }), &Value::Null));
    let path = format!("/transformations/{id}");
    assert_eq!(api.get(&path).await, one);
    let newest = api.under("/2026-09-01").get(&path).await;
    assert_eq!(newest["code_hash"], "356a192b7913b04c54574d18c28d46e6395428ab");
    assert_eq!(newest["deterministic"], true);

    let (status, taken) = refused(Method::POST, "/transformations", new.clone()).await;
    let mut bare = one.clone();
    bare.as_object_mut().unwrap().remove("env");
    assert_eq!((status, &taken["data"]["transformation"]), (409, &bare));
    assert_eq!(api.get("/transformations").await["models"], json!([bare]));
    let changed = api.put("/transformations", &json!({ "name": "one", "code": "2" })).await;
    assert_eq!((&changed["id"], &changed["code"]), (&one["id"], &json!("2")));
    assert_eq!(changed["env"], json!({ "A": "b" }), "what is not said stays");
    let renamed = api.put(&path, &json!({ "name": "two", "env": null })).await;
    assert_eq!((&renamed["name"], &renamed["env"]), (&json!("two"), &json!({})));
    api.post("/transformations", &new).await;
    let (status, _) = refused(Method::PUT, &path, json!({ "name": "one" })).await;
    assert_eq!(status, 409);

    assert_eq!(api.get("/transformations/count").await["count"], 2);
    assert_eq!(api.get("/transformations?name=two").await["models"][0]["id"], one["id"]);
    assert_eq!(api.get(&format!("/transformations?id={id}")).await["count"], 1);
    let sorted = api.get("/transformations?order_by=name&dir=asc&limit=1").await;
    assert_eq!(sorted["models"][0]["name"], "one");

    let wrong = json!({ "name": "a b", "env": { "A": 1 }, "x": 1 });
    let (status, answer) = refused(Method::POST, "/transformations", wrong).await;
    let sentences = json!([
        "code is required",
        "name with value \"a b\" fails to match the required pattern: /^[A-z0-9-_]+$/",
        "env.A must be a string",
        "x is not allowed",
    ]);
    assert_eq!((status, &answer["data"]), (422, &sentences));

    // One that a rule names stays.
    let rules = json!([{ "type": "transform", "transformation_id": id }]);
    let connection = api.connect("user", "http://127.0.0.1:1", &rules).await;
    assert_eq!(connection["rules"], rules);
    let (status, answer) = refused(Method::DELETE, &path, json!({})).await;
    assert_eq!((status, &answer["data"]["webhook_id"]), (422, &connection["id"]));
    let path_of_user = format!("/connections/{}", text(&connection["id"]));
    api.put(&path_of_user, &json!({ "rules": [] })).await;
    let (status, answer) = refused(Method::DELETE, &path, json!({})).await;
    assert_eq!((status, answer), (200, json!({ "id": id })));
    for gone in [path.clone(), format!("{path}/executions"), format!("{path}/executions/reqt_1")] {
        assert_eq!(api.call(Method::GET, &gone, None).await.0, 404, "{gone}");
    }

    let unknown = json!({ "rules": [{ "type": "transform", "transformation_id": id }] });
    let (status, answer) = refused(Method::PUT, &path_of_user, unknown).await;
    let sentence = "rules[0].transformation_id is not the id of a transformation";
    assert_eq!((status, &answer["data"][0]), (422, &json!(sentence)));
    let nameless = json!({ "rules": [{ "type": "transform", "transformation": { "code": "1" } }] });
    let (_, answer) = refused(Method::PUT, &path_of_user, nameless).await;
    assert_eq!(answer["data"], json!(["rules[0].transformation.name is required"]));
    assert_eq!(api.get("/transformations/count").await["count"], 1, "nothing is made half");
}
