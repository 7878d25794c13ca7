//! What one project sees of another's, noun by noun: nothing.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Reply, Served, Target};

const CODE: &str = "addHandler('transform', it => { console.error('no'); return it })";
const ALL_TIME: &str = "date_range[start]=2020-01-01&date_range[end]=2100-01-01&measures=count";

/// A project's own: a name for each, with its id.
struct Things(Vec<(&'static str, String)>);

impl Things {
    fn id(&self, name: &str) -> &str {
        let found = self.0.iter().find(|it| it.0 == name);
        &found.unwrap_or_else(|| panic!("no {name}")).1
    }

    /// The text with the ids in the places of their names in braces.
    fn fill(&self, text: &str) -> String {
        let fill = |text: String, (name, id): &(&str, String)| text.replace(name, id);
        self.0.iter().fold(text.to_owned(), fill)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// One of everything.
async fn furnish(api: &Api, target: &Target, host: &str) -> Things {
    let wanted = json!({ "name": "same", "code": CODE });
    let transformation = api.post("/transformations", &wanted).await["id"].take();
    let rules = json!([{ "type": "transform", "transformation_id": transformation }]);
    let connection = api.connect("same", &target.url, &rules).await;
    let url = text(&connection["source"]["url"]);
    api.send(&url, "application/json", "{}").await;
    let events = api.until("/events", |it| it["models"][0]["status"] == "FAILED").await;
    let event = events["models"][0].clone();
    let (failed, complained) = (json!("delivery"), json!("transformation"));
    let has = |issues: &Value, kind: &Value| {
        let mut all = issues["models"].as_array().unwrap().iter();
        all.any(|it| it["type"] == *kind)
    };
    let issues = api.until("/issues", |it| has(it, &failed) && has(it, &complained)).await;
    let executions = format!("/transformations/{}/executions", text(&transformation));
    let execution = api.get(&executions).await["models"][0]["id"].take();
    let attempt = api.get("/attempts").await["models"][0]["id"].take();
    let bookmark = json!({
        "event_data_id": event["event_data_id"], "webhook_id": connection["id"], "label": "same",
    });
    let trigger = json!({
        "name": "same", "type": "transformation", "channels": {},
        "configs": { "log_level": "warn", "transformations": "*" },
    });
    let integration = json!({
        "label": "same", "provider": "API_KEY", "features": ["VERIFICATION"],
        "configs": { "header_key": "x-key", "api_key": "secret" },
    });
    api.post("/teams/current/custom_domains", &json!({ "hostname": host })).await;
    let domain = api.get("/teams/current/custom_domains").await[0]["id"].take();
    let bulk = async |path: &str, query: Value| {
        let made = api.post(&format!("/bulk/{path}"), &json!({ "query": query })).await;
        let one = format!("/bulk/{path}/{}", text(&made["id"]));
        text(&api.until(&one, |it| it["in_progress"] == false).await["id"])
    };
    let one = json!({ "id": event["id"] });
    Things(vec![
        ("{source}", text(&connection["source"]["id"])),
        ("{destination}", text(&connection["destination"]["id"])),
        ("{connection}", text(&connection["id"])),
        ("{transformation}", text(&transformation)),
        ("{execution}", text(&execution)),
        ("{request}", text(&event["request_id"])),
        ("{event}", text(&event["id"])),
        ("{data}", text(&event["event_data_id"])),
        ("{attempt}", text(&attempt)),
        ("{issue}", text(&issues["models"][0]["id"])),
        ("{trigger}", text(&api.post("/issue-triggers", &trigger).await["id"])),
        ("{bookmark}", text(&api.post("/bookmarks", &bookmark).await["id"])),
        ("{integration}", text(&api.post("/integrations", &integration).await["id"])),
        (
            "{ruleset}",
            text(&api.under("/2023-01-01").post("/rulesets", &json!({ "name": "s" })).await["id"]),
        ),
        ("{domain}", text(&domain)),
        ("{bulk}", bulk("events/retry", one).await),
        ("{replay}", bulk("requests/replay", json!({ "id": event["request_id"] })).await),
    ])
}

/// The lists, each with what is in it, and with what can be done to that.
const NOUNS: &[(&str, &str, &[&str])] = &[
    ("/sources", "{source}", &["PUT /disable", "PUT /enable", "PUT ", "DELETE "]),
    ("/destinations", "{destination}", &["PUT /disable", "PUT /enable", "PUT ", "DELETE "]),
    ("/connections", "{connection}", &["PUT /pause", "PUT /unpause", "PUT ", "DELETE "]),
    ("/connections", "{connection}", &["PUT /disable", "PUT /enable"]),
    ("/webhooks", "{connection}", &["PUT ", "DELETE "]),
    ("/transformations", "{transformation}", &["GET /executions", "PUT ", "DELETE "]),
    ("/requests", "{request}", &["GET /raw_body", "GET /events", "GET /ignored_events"]),
    ("/requests", "{request}", &["POST /retry", "POST /replay"]),
    ("/events", "{event}", &["GET /raw_body", "POST /retry", "POST /replay"]),
    ("/events", "{event}", &["PUT /cancel", "PUT /mute"]),
    ("/attempts", "{attempt}", &[]),
    ("/issues", "{issue}", &["PUT ", "DELETE "]),
    ("/issue-triggers", "{trigger}", &["PUT /disable", "PUT /enable", "PUT ", "DELETE "]),
    ("/bookmarks", "{bookmark}", &["GET /raw_body", "POST /trigger", "PUT ", "DELETE "]),
    ("/integrations", "{integration}", &["PUT ", "DELETE "]),
    ("/rulesets", "{ruleset}", &["PUT /archive", "PUT /unarchive", "PUT "]),
    ("/teams/current/custom_domains", "{domain}", &["DELETE "]),
    ("/bulk/events/retry", "{bulk}", &["POST /cancel"]),
    ("/bulk/requests/replay", "{replay}", &["POST /cancel"]),
];

/// What finds something of one's own, and of nobody else's.
const FILTERS: &[&str] = &[
    "/connections?source_id={source}",
    "/connections?destination_id={destination}",
    "/requests?id={request}",
    "/requests?source_id={source}",
    "/events?id={event}",
    "/events?order_by=last_attempt_at&id={event}",
    "/events?webhook_id={connection}",
    "/events?source_id={source}",
    "/events?destination_id={destination}",
    "/events?event_data_id={data}",
    "/events?bulk_retry_id={bulk}",
    "/events?issue_id={issue}",
    "/attempts?event_id={event}",
    "/bookmarks?webhook_id={connection}",
];

/// The same of what is counted.
const COUNTS: &[&str] = &[
    "/metrics/requests?filters[source_id]={source}",
    "/metrics/events?filters[webhook_id]={connection}",
    "/metrics/events?filters[source_id]={source}",
    "/metrics/attempts?filters[destination_id]={destination}",
];

fn speak(api: &Api, path: &str) -> Api {
    // There are rulesets up to this version.
    if path.starts_with("/rulesets") { api.under("/2023-01-01") } else { api.clone() }
}

#[tokio::test]
async fn a_project_sees_and_changes_nothing_of_another() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let failing = Target::answering(|_| Reply::status(500)).await;
    let first = gateway.api();
    let made = first.post("/projects", &json!({ "name": "second" })).await;
    let second = first.with_key(made["api_key"]["key"].as_str().unwrap());
    let ours = furnish(&first, &failing, "ours.hookport.invalid").await;
    let theirs = furnish(&second, &failing, "theirs.hookport.invalid").await;
    let mut wrong = Vec::new();
    for (list, noun, acts) in NOUNS {
        let api = speak(&first, list);
        let (listed, id) = (api.get(list).await.to_string(), theirs.id(noun));
        assert!(listed.contains(ours.id(noun)), "{list}: {listed}");
        if listed.contains(id) {
            wrong.push(format!("{list} lists another's"));
        }
        let is_shown = !list.ends_with("domains");
        for act in acts.iter().chain(is_shown.then_some(&"GET ")) {
            let (method, rest) = act.split_once(' ').unwrap();
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let body = match *list {
                "/issues" => json!({ "status": "RESOLVED" }),
                _ => json!({}),
            };
            let body = matches!(method, Method::PUT | Method::POST).then_some(&body);
            let path = format!("{list}/{id}{rest}");
            let (status, answer) = api.call(method, &path, body).await;
            if status != 404 {
                wrong.push(format!("{act} of {list}: {status} {answer}"));
            }
        }
        if is_shown {
            let own = format!("{list}/{}", ours.id(noun));
            assert_eq!(api.call(Method::GET, &own, None).await.0, 200, "{own}");
        }
        // Nor does a list begin where another's record stands.
        if matches!(*list, "/sources" | "/destinations" | "/connections" | "/issue-triggers")
            || matches!(*list, "/transformations" | "/integrations" | "/bookmarks")
        {
            let told = api.call(Method::GET, &format!("{list}?next={id}"), None).await;
            let stranger = api.call(Method::GET, &format!("{list}?next=nothing"), None).await;
            if told != stranger {
                wrong.push(format!("{list} begins at another's: {told:?}"));
            }
        }
    }
    for filter in FILTERS {
        let (own, strange) = (ours.fill(filter), theirs.fill(filter));
        assert_ne!(first.get(&own).await["count"], 0, "{own}");
        let found = first.get(&strange).await;
        if found["count"] != 0 {
            wrong.push(format!("{filter}: {found}"));
        }
    }
    for count in COUNTS {
        let ask = async |of: &Things| {
            let answer = first.get(&format!("{}&{ALL_TIME}", of.fill(count))).await;
            answer["data"][0]["metrics"]["count"].as_f64().unwrap_or_default()
        };
        assert!(ask(&ours).await > 0.0, "{count}");
        if ask(&theirs).await > 0.0 {
            wrong.push(format!("{count} counts another's"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_project_uses_nothing_of_another() {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let failing = Target::answering(|_| Reply::status(500)).await;
    let first = gateway.api();
    let made = first.post("/projects", &json!({ "name": "second" })).await;
    let second = first.with_key(made["api_key"]["key"].as_str().unwrap());
    let ours = furnish(&first, &failing, "ours.hookport.invalid").await;
    let theirs = furnish(&second, &failing, "theirs.hookport.invalid").await;
    let (source, destination) = (ours.id("{source}"), ours.id("{destination}"));
    let transform = json!([{ "type": "transform", "transformation_id": "{transformation}" }]);
    let of_ours = |path: &str| ours.fill(path);
    let bookmark = json!({ "event_data_id": "{data}", "webhook_id": "{connection}", "label": "x" });
    let asked = [
        (
            "PUT /connections".to_owned(),
            json!({ "name": "x", "source_id": "{source}", "destination_id": destination }),
        ),
        (
            "PUT /connections".to_owned(),
            json!({ "name": "x", "source_id": source, "destination_id": "{destination}" }),
        ),
        (of_ours("PUT /connections/{connection}"), json!({ "rules": transform })),
        (
            "PUT /webhooks".to_owned(),
            json!({
                "name": "x", "source_id": source, "destination_id": destination,
                "ruleset_id": "{ruleset}",
            }),
        ),
        (
            "PUT /transformations/run".to_owned(),
            json!({ "transformation_id": "{transformation}", "request": { "headers": {} } }),
        ),
        ("PUT /transformations/run".to_owned(), json!({ "code": CODE, "event_id": "{event}" })),
        (
            "PUT /transformations/run".to_owned(),
            json!({
                "code": CODE, "webhook_id": "{connection}", "request": { "headers": {} },
            }),
        ),
        ("POST /bookmarks".to_owned(), bookmark.clone()),
        ("POST /bookmarks".to_owned(), {
            let mut bookmark = bookmark;
            bookmark["webhook_id"] = json!(ours.id("{connection}"));
            bookmark
        }),
        (
            "PUT /integrations/".to_owned() + ours.id("{integration}") + "/attach/{source}",
            json!({}),
        ),
        ("PUT /integrations/{integration}/attach/".to_owned() + source, json!({})),
        (
            "PUT /integrations/".to_owned() + ours.id("{integration}") + "/detach/{source}",
            json!({}),
        ),
        (
            "PUT /notifications/webhooks".to_owned(),
            json!({ "enabled": true, "topics": ["issue.opened"], "source_id": "{source}" }),
        ),
        ("POST /cli-sessions".to_owned(), json!({ "webhook_ids": ["{connection}"] })),
        (
            "GET /transformations/".to_owned()
                + ours.id("{transformation}")
                + "/executions/{execution}",
            Value::Null,
        ),
    ];
    let mut wrong = Vec::new();
    for (what, body) in asked {
        let filled = theirs.fill(&what);
        let (method, path) = filled.split_once(' ').unwrap();
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let body: Value = serde_json::from_str(&theirs.fill(&body.to_string())).unwrap();
        let api = if path == "/webhooks" { first.under("/2023-01-01") } else { first.clone() };
        let (status, answer) = api.call(method, path, (!body.is_null()).then_some(&body)).await;
        let is_strange = matches!(status, 404 | 422) && !answer.to_string().contains("not allowed");
        if !is_strange {
            wrong.push(format!("{what} {body}: {status} {answer}"));
        }
    }
    for (path, noun) in [("events/retry", "{event}"), ("requests/replay", "{request}")] {
        let body = json!({ "query": { "id": theirs.id(noun) } });
        let (status, answer) =
            first.call(Method::POST, &format!("/bulk/{path}"), Some(&body)).await;
        if status == 200 {
            let one = format!("/bulk/{path}/{}", text(&answer["id"]));
            let ended = first.until(&one, |it| it["in_progress"] == false).await;
            if ended["completed_count"] != 0 {
                wrong.push(format!("{path} is done to another's: {ended}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
