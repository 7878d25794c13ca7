//! Which problems become issues, and what people can make of them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, Served, Target};

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Sends to a connection's source, and answers its event once that is given up.
async fn fail(api: &Api, connection: &Value) -> Value {
    api.send(text(&connection["source"]["url"]), "application/json", "{}").await;
    let events = format!("/events?limit=1&webhook_id={}", text(&connection["id"]));
    let over = |it: &Value| it["models"][0]["status"] == "FAILED";
    api.until(&events, over).await["models"][0].take()
}

async fn issues(api: &Api) -> Vec<Value> {
    api.get("/issues?dir=asc").await["models"].as_array().unwrap().clone()
}

/// The triggers of a new gateway by their types.
async fn usual(api: &Api, kind: &str) -> Value {
    api.get(&format!("/issue-triggers?type={kind}")).await["models"][0].take()
}

#[tokio::test]
async fn a_new_project_has_triggers_for_what_goes_wrong() {
    let mut gateway = Served::start().await;
    let triggers =
        gateway.api().get("/issue-triggers?order_by=type&dir=asc").await["models"].take();
    let configs: Vec<_> = triggers.as_array().unwrap().iter().map(|it| &it["configs"]).collect();
    assert_eq!(
        configs,
        [
            &json!({ "delay": 3_600_000, "destinations": "*" }),
            &json!({ "strategy": "final_attempt", "connections": "*" }),
            &json!({ "log_level": "error", "transformations": "*" }),
        ]
    );
    let delivery = format!("/issue-triggers/{}", text(&triggers[1]["id"]));
    gateway.api().call(Method::DELETE, &delivery, None).await;
    gateway.kill().await;
    gateway.restart().await;
    let types: Vec<_> = gateway.api().get("/issue-triggers?order_by=type&dir=asc").await["models"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["type"].clone())
        .collect();
    assert_eq!(types, ["backpressure", "transformation"], "what was deleted does not come back");
}

#[tokio::test]
async fn events_that_are_given_up_for_the_same_reason_are_one_issue() {
    let mut gateway = Served::start().await;
    let api = gateway.api();
    let status = |number| if number == 3 { 404 } else { 500 };
    let target = Target::answering(move |it| Reply::status(status(it.number))).await;
    let connection = api.connect("shop", &target.url, &json!([])).await;
    let first = fail(&api, &connection).await;
    let [issue] = &issues(&api).await[..] else { panic!("not one issue") };
    assert_eq!(issue["type"], "delivery");
    assert_eq!(issue["status"], "OPENED");
    assert_eq!(
        issue["aggregation_keys"],
        json!({ "webhook_id": [connection["id"]], "response_status": [500], "error_code": [] })
    );
    assert_eq!(issue["reference"]["event_id"], first["id"]);
    assert_eq!(issue["data"]["trigger_event"], first);
    assert_eq!(issue["data"]["trigger_attempt"]["id"], issue["reference"]["attempt_id"]);

    let second = fail(&api, &connection).await;
    assert_eq!(issues(&api).await.len(), 1);
    fail(&api, &connection).await;
    let both = issues(&api).await;
    assert_eq!(both.len(), 2);
    assert_eq!(both[1]["aggregation_keys"]["response_status"], json!([404]));
    assert_eq!(api.get("/issues/count").await, json!({ "count": 2 }));

    gateway.kill().await;
    gateway.restart().await;
    assert_eq!(issues(&api).await, both);
    let events = format!("/events?dir=asc&issue_id={}", text(&issue["id"]));
    let events = api.get(&events).await["models"].take();
    assert_eq!(events, json!([first, second]));
    let trigger = usual(&api, "delivery").await;
    for (filter, count) in [
        (format!("issue_trigger_id={}", text(&trigger["id"])), 2),
        ("issue_trigger_id=it_nobody".to_owned(), 0),
        ("type=delivery&status=OPENED".to_owned(), 2),
        ("type[]=backpressure&type[]=request".to_owned(), 0),
        ("aggregation_keys[response_status]=404".to_owned(), 1),
        (r#"aggregation_keys={"response_status":[404,500]}"#.to_owned(), 2),
        ("dismissed_at[any]=true".to_owned(), 0),
        ("merged_with=iss_any".to_owned(), 0),
    ] {
        let counted = api.get(&format!("/issues/count?{filter}")).await;
        assert_eq!(counted, json!({ "count": count }), "{filter}");
    }
    let first = api.get("/issues?limit=1&order_by=last_seen_at").await;
    assert_eq!(first["models"][0]["id"], both[1]["id"]);
    let next = text(&first["pagination"]["next"]);
    let second = api.get(&format!("/issues?limit=1&order_by=last_seen_at&next={next}")).await;
    assert_eq!(second["models"][0]["id"], both[0]["id"]);
    let prev = text(&second["pagination"]["prev"]);
    let back = api.get(&format!("/issues?limit=1&order_by=last_seen_at&prev={prev}")).await;
    assert_eq!(back["models"], first["models"]);
}

#[tokio::test]
async fn a_retry_that_is_still_to_come_is_no_issue_unless_first_attempts_are() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::answering(|_| Reply::status(500)).await;
    let rules =
        json!([{ "type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 1 }]);
    let connection = api.connect("shop", &target.url, &rules).await;
    fail(&api, &connection).await;
    assert_eq!(issues(&api).await.len(), 0);

    let trigger = usual(&api, "delivery").await;
    let trigger = format!("/issue-triggers/{}", text(&trigger["id"]));
    let configs = json!({ "strategy": "first_attempt", "connections": "*" });
    api.put(&trigger, &json!({ "configs": configs })).await;
    let event = fail(&api, &connection).await;
    let [issue] = &issues(&api).await[..] else { panic!("not one issue") };
    assert_eq!(issue["reference"]["event_id"], event["id"], "the change counts at once");
    let path = format!("/events/{}", text(&event["id"]));
    let issue = format!("/issues/{}", text(&issue["id"]));
    api.put(&issue, &json!({ "status": "RESOLVED" })).await;
    api.post(&format!("{path}/retry"), &json!({})).await;
    api.until(&path, |it| it["attempts"] == 2 && it["status"] == "FAILED").await;
    assert_eq!(api.get(&issue).await["status"], "RESOLVED", "a later attempt is not the first");
}

#[tokio::test]
async fn the_most_specific_trigger_alone_decides() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::answering(|_| Reply::status(500)).await;
    let rules =
        json!([{ "type": "retry", "strategy": "linear", "interval": 3_600_000, "count": 1 }]);
    let shop = api.connect("shop-eu", &target.url, &rules).await;
    let desk = api.connect("desk", &target.url, &rules).await;
    let make = |name: &'static str, strategy: &'static str, connections: Value| {
        let configs = json!({ "strategy": strategy, "connections": connections });
        let body = json!({ "name": name, "type": "delivery", "configs": configs, "channels": {} });
        let api = api.clone();
        async move { api.put("/issue-triggers", &body).await["id"].take() }
    };
    let first = "first_attempt";
    let shops = make("shops", first, json!("shop*")).await;
    fail(&api, &desk).await;
    assert_eq!(api.get("/issues/count").await["count"], 0, "desk is no shop");
    fail(&api, &shop).await;
    let of = |it: &Value| format!("/issues/count?issue_trigger_id={}", text(it));
    assert_eq!(api.get(&of(&shops)).await["count"], 1);
    let both = make("both", first, json!([shop["id"], desk["id"]])).await;
    let one = make("one", "final_attempt", json!([desk["id"]])).await;
    fail(&api, &desk).await;
    assert_eq!(api.get(&of(&both)).await["count"], 1, "the longer list goes first");
    api.put(&format!("/issue-triggers/{}/disable", text(&both)), &json!({})).await;
    let resolved = api.get("/issues?order_by=created_at").await["models"].take();
    for issue in resolved.as_array().unwrap() {
        api.put(&format!("/issues/{}", text(&issue["id"])), &json!({ "status": "RESOLVED" })).await;
    }
    fail(&api, &desk).await;
    fail(&api, &shop).await;
    assert_eq!(api.get("/issues/count?status=OPENED").await["count"], 1);
    let open = api.get("/issues?status=OPENED").await["models"].take();
    assert_eq!(open[0]["aggregation_keys"]["webhook_id"], json!([shop["id"]]));
    assert_eq!(api.get(&of(&one)).await["count"], 0);
}

#[tokio::test]
async fn people_judge_issues_and_a_trigger_takes_its_own_along() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::answering(|_| Reply::status(500)).await;
    let connection = api.connect("shop", &target.url, &json!([])).await;
    fail(&api, &connection).await;
    let issue = issues(&api).await[0].clone();
    let path = format!("/issues/{}", text(&issue["id"]));
    let changed = api.put(&path, &json!({ "status": "ACKNOWLEDGED" })).await;
    assert_eq!(changed["status"], "ACKNOWLEDGED");
    let (status, dismissed) = api.call(Method::DELETE, &path, None).await;
    assert_eq!((status, dismissed["dismissed_at"].is_string()), (200, true));
    assert_eq!(api.get("/issues/count?dismissed_at[any]=true").await["count"], 1);
    fail(&api, &connection).await;
    let again = api.get(&path).await;
    assert_eq!((&again["status"], &again["dismissed_at"]), (&json!("OPENED"), &Value::Null));
    assert!(text(&again["opened_at"]) > text(&issue["opened_at"]));
    assert_eq!(again["first_seen_at"], issue["first_seen_at"]);

    let trigger = usual(&api, "delivery").await;
    let trigger = format!("/issue-triggers/{}", text(&trigger["id"]));
    let (status, gone) = api.call(Method::DELETE, &trigger, None).await;
    assert_eq!((status, gone["id"].is_string()), (200, true));
    assert_eq!(api.call(Method::GET, &path, None).await.0, 404);
    fail(&api, &connection).await;
    assert_eq!(issues(&api).await.len(), 0, "nobody watches");
}

#[tokio::test]
async fn rejected_requests_are_an_issue_where_somebody_asks_for_it() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let source = api.put("/sources", &json!({ "name": "lonely" })).await;
    let send = || api.send(text(&source["url"]), "application/json", "{}");
    send().await;
    assert_eq!(issues(&api).await.len(), 0);
    let configs = json!({
        "rejection_causes": "*",
        "excluded_rejection_causes": ["NO_CONNECTION"],
        "sources": "*",
    });
    let body = json!({ "name": "r", "type": "request", "configs": configs, "channels": null });
    api.put("/issue-triggers", &body).await;
    send().await;
    assert_eq!(issues(&api).await.len(), 0);
    let configs = json!({ "rejection_causes": ["NO_CONNECTION"], "sources": [source["id"]] });
    let body = json!({ "name": "r", "type": "request", "configs": configs, "channels": null });
    api.put("/issue-triggers", &body).await;
    let answer = send().await;
    let [issue] = &issues(&api).await[..] else { panic!("not one issue") };
    let keys = json!({ "source_id": [source["id"]], "rejection_cause": ["NO_CONNECTION"] });
    assert_eq!(issue["aggregation_keys"], keys);
    assert_eq!(issue["reference"], json!({ "request_id": answer["request_id"] }));
    assert_eq!(issue["data"]["request"]["id"], answer["request_id"]);
    assert_eq!(api.under("/2024-09-01").get("/issues").await["count"], 0, "it knows none of those");
}

#[tokio::test]
async fn a_transformation_that_fails_is_an_issue_and_one_that_warns_where_somebody_asks() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::start().await;
    let code = "addHandler('transform', request => { \
        if (request.body.bad) throw new Error('no'); console.warn('hm'); return request; })";
    let rule = json!({ "type": "transform", "transformation": { "name": "t", "code": code } });
    let connection = api.connect("shop", &target.url, &json!([rule])).await;
    let url = text(&connection["source"]["url"]);
    api.send(url, "application/json", "{}").await;
    assert_eq!(issues(&api).await.len(), 0, "a warning is no error");
    api.send(url, "application/json", r#"{"bad":true}"#).await;
    let [issue] = &issues(&api).await[..] else { panic!("not one issue") };
    let transformation = &connection["rules"][0]["transformation_id"];
    assert_eq!(issue["type"], "transformation");
    assert_eq!(
        issue["aggregation_keys"],
        json!({ "transformation_id": [transformation], "log_level": ["fatal"] })
    );
    let execution = &issue["data"]["transformation_execution"];
    assert_eq!(execution["id"], issue["reference"]["transformation_execution_id"]);
    assert_eq!(execution["issue_id"], issue["id"]);
    let executions = format!("/transformations/{}/executions", text(transformation));
    let of_issue = format!("{executions}?issue_id={}", text(&issue["id"]));
    assert_eq!(api.get(&of_issue).await["models"], json!([execution]));
    let all = api.get(&executions).await["models"].take();
    assert_eq!((&all[0]["issue_id"], &all[1]["issue_id"]), (&issue["id"], &Value::Null));

    let trigger = usual(&api, "transformation").await;
    let trigger = format!("/issue-triggers/{}", text(&trigger["id"]));
    let configs = json!({ "log_level": "warn", "transformations": "t" });
    api.put(&trigger, &json!({ "configs": configs })).await;
    api.send(url, "application/json", "{}").await;
    let both = issues(&api).await;
    assert_eq!(both[1]["aggregation_keys"]["log_level"], json!(["warn"]));
    let older = api.under("/2024-09-01").get("/issues?dir=asc").await["models"].take();
    assert_eq!(older[1]["aggregation_keys"]["log_level"], "warn");
}

#[tokio::test]
async fn a_trigger_says_what_is_wrong_with_it() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let refused = |body: Value| {
        let api = api.clone();
        async move {
            let (status, mut answer) = api.call(Method::POST, "/issue-triggers", Some(&body)).await;
            assert_eq!(status, 422, "{body}: {answer}");
            answer["data"].take()
        }
    };
    assert_eq!(refused(json!({})).await, json!(["type is required", "channels is required"]));
    for (kind, configs, sentences) in [
        (
            "delivery",
            json!({ "strategy": "any", "x": 1 }),
            json!([
                "configs.strategy must be one of [first_attempt, final_attempt]",
                "configs.connections is required",
                "configs.x is not allowed",
            ]),
        ),
        (
            "backpressure",
            json!({ "delay": 59_999, "destinations": 7 }),
            json!([
                "configs.delay must be greater than or equal to 60000",
                "configs.destinations must be one of [string, array]",
            ]),
        ),
        (
            "transformation",
            json!({ "log_level": "loud", "transformations": "*" }),
            json!(["configs.log_level must be one of [debug, info, warn, error, fatal]"]),
        ),
    ] {
        let body = json!({ "type": kind, "configs": configs, "channels": {} });
        assert_eq!(refused(body).await, sentences);
    }
    let channels = json!({ "discord": { "channel_name": "a" }, "email": null, "pigeon": {} });
    assert_eq!(
        refused(json!({ "type": "delivery", "channels": channels })).await,
        json!([
            "channels.discord.channel_id is required",
            "channels.email must be of type object",
            "channels.pigeon is not allowed",
        ])
    );
    let (_, answer) = api
        .call(Method::POST, "/issue-triggers", Some(&json!({ "type": null, "channels": {} })))
        .await;
    assert!(text(&answer["data"][0]).starts_with("type must be one of ["), "{answer}");
    let body = json!({ "name": "a", "type": "delivery", "channels": { "email": {} } });
    let made = api.post("/issue-triggers", &body).await;
    assert_eq!(made["configs"], json!({ "strategy": "final_attempt", "connections": "*" }));
    let (status, taken) = api.call(Method::POST, "/issue-triggers", Some(&body)).await;
    assert_eq!((status, &taken["data"]["issue_trigger"]), (409, &made));
    let body = json!({ "name": "a", "type": "backpressure", "channels": null });
    assert_eq!(api.call(Method::PUT, "/issue-triggers", Some(&body)).await.0, 422);
}
