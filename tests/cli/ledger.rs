//! Sending, and looking at what became of it.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{Person, Reply, Served, Target};

#[tokio::test]
async fn what_was_sent_can_be_followed_to_its_attempts() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target =
        Target::answering(|it| Reply::status(if it.number == 1 { 500 } else { 200 })).await;
    let url = format!("{}/hooks", target.url);
    let made = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    person
        .json(&[&made[..], &["--destination-name", "d", "--destination-url", &url]].concat())
        .await;

    let sent = ["send", "shop", "--data", "-", "--path", "/eu", "--query", "a=1"];
    let sent = [&sent[..], &["--header", "x-topic: orders"]].concat();
    assert_snapshot!(person.run_with(&sent, r#"{"id":7}"#).await, @r#"
    {"status":"SUCCESS","message":"Request kept. Inspect it at http://127.0.0.1:*****/requests/req_***********","request_id":"req_***********"}
    ------- stderr -------
    200 OK, request req_***********, 1 event
    "#);
    let came = &target.received(1).await[0];
    assert_eq!((came.path.as_str(), &came.body[..]), ("/hooks/eu?a=1", &br#"{"id":7}"#[..]));
    assert_eq!(came.header("x-topic"), Some("orders"));
    assert_eq!(came.header("content-type"), Some("application/json"));

    gateway.api().until("/attempts", |it| it["count"] == 1).await;
    assert_snapshot!(person.run(&["request", "list"]).await, @r"
    ID               RECEIVED             STATUS    EVENTS  FOR LISTENERS  IGNORED  SOURCE                    WHY
    req_***********  ****-**-** **:**:**  accepted  1       0              0        src_********************
    ");
    assert_snapshot!(person.run(&["event", "list", "--status", "failed"]).await, @r"
    ID               CREATED              STATUS  ANSWER  ATTEMPTS  NEXT ATTEMPT  CONNECTION
    evt_***********  ****-**-** **:**:**  FAILED  500     1                       web_********************
    ");
    assert_snapshot!(person.run(&["event", "list", "--attempts", ">=2"]).await, @r"
    ------- stderr -------
    no events
    ");

    let event = person.json(&["event", "list"]).await["models"][0]["id"].clone();
    let event = event.as_str().unwrap();
    assert_snapshot!(person.run(&["event", "raw-body", event]).await, @r#"{"id":7}"#);
    assert_snapshot!(person.run(&["event", "retry", event]).await, @r"
    ------- stderr -------
    retried event evt_***********
    ");
    gateway.api().until("/attempts", |it| it["count"] == 2).await;
    assert_snapshot!(person.run(&["event", "list"]).await, @r"
    ID               CREATED              STATUS      ANSWER  ATTEMPTS  NEXT ATTEMPT  CONNECTION
    evt_***********  ****-**-** **:**:**  SUCCESSFUL  200     2                       web_********************
    ");
    let attempts = person.run(&["attempt", "list", "--event-id", event, "--dir", "asc"]).await;
    assert_eq!(attempts.lines().filter(|it| it.contains("FAILED")).count(), 1, "{attempts}");
    assert_eq!(attempts.lines().filter(|it| it.contains("SUCCESSFUL")).count(), 1, "{attempts}");

    let request = person.json(&["request", "list"]).await["models"][0]["id"].clone();
    let request = request.as_str().unwrap();
    assert_eq!(person.json(&["request", "events", request]).await["count"], 1);
    assert_snapshot!(person.run(&["request", "ignored-events", request]).await, @r"
    ------- stderr -------
    no ignored events
    ");
    assert_snapshot!(person.run(&["request", "raw-body", request]).await, @r#"{"id":7}"#);
}

#[tokio::test]
async fn why_a_sender_was_not_believed_and_why_no_answer_came_is_shown() {
    let gateway = Served::start().await;
    let (person, api) = (Person::at(&gateway), gateway.api());
    let config = json!({ "auth": { "webhook_secret_key": "it is secret" } });
    let source = json!({ "name": "signed", "type": "GITHUB", "config": config });
    let url = api.post("/sources", &source).await["url"].as_str().unwrap().to_owned();
    let request = api.send(&url, "application/json", "{}").await["request_id"].clone();
    let shown = person.run(&["request", "get", request.as_str().unwrap()]).await;
    assert!(shown.contains("the request has no `x-hub-signature-256`"), "{shown}");
    let code = person.json(&["request", "list"]).await["models"][0]["verification"]["code"].clone();
    let listed = person.run(&["request", "list"]).await;
    assert!(listed.contains(code.as_str().unwrap()), "{listed}");

    let nowhere = Target::start().await.url;
    let connection = api.connect("nowhere", &nowhere, &json!([])).await;
    api.send(connection["source"]["url"].as_str().unwrap(), "application/json", "{}").await;
    let attempts = api.until("/attempts", |it| it["count"] == 1).await;
    let attempt = attempts["models"][0]["id"].as_str().unwrap();
    let shown = person.run(&["attempt", "get", attempt]).await;
    for part in ["error_message", "connection refused", "failed_in", "CONNECT"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[tokio::test]
async fn a_source_that_refuses_is_a_failure_with_its_answer() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    person.json(&["source", "create", "--name", "shop"]).await;
    let image = ["send", "shop", "--data", "x", "--content-type", "image/png"];
    assert_snapshot!(person.run(&image).await, @r#"
    {"status":"REJECTED","cause":"UNSUPPORTED_CONTENT_TYPE","message":"the gateway does not take this content type, or none with files in it. Inspect it at http://127.0.0.1:*****/requests/req_***********","request_id":"req_***********"}
    ------- stderr -------
    error: the source answered 415 Unsupported Media Type
    hint: `hookport request get req_***********` shows what was kept of it.
    [exit status: 1]
    "#);
}

#[tokio::test]
async fn a_source_that_rejects_what_it_answers_200_to_is_a_failure_too() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    person.json(&["source", "create", "--name", "shop"]).await;
    assert_snapshot!(person.run(&["send", "shop", "--data", "x"]).await, @r#"
    {"status":"SUCCESS","message":"Request kept. Inspect it at http://127.0.0.1:*****/requests/req_***********","request_id":"req_***********"}
    ------- stderr -------
    error: the source rejected it: NO_CONNECTION
    hint: `hookport request get req_***********` shows what was kept of it.
    [exit status: 1]
    "#);
}

#[tokio::test]
async fn several_events_are_retried_at_once_and_one_that_is_not_there_stops_no_other() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let names = ["--source-name", "shop", "--destination-name", "app", "--destination-type"];
    let args = [&["connection", "create"], &names[..], &["MOCK_API"]].concat();
    person.json(&args).await;
    for _ in 0..2 {
        person.run(&["send", "shop", "--data", "x"]).await;
    }
    let events = person.json(&["event", "list"]).await;
    let id = |at: usize| events["models"][at]["id"].as_str().unwrap_or_default();
    assert_snapshot!(person.run(&["event", "retry", id(0), "evt_nobody", id(1)]).await, @r"
    ------- stderr -------
    retried event evt_***********
    not retried: event evt_nobody: no event has the id `evt_nobody`
    retried event evt_***********
    error: no event has the id `evt_nobody`
    [exit status: 4]
    ");
}

#[tokio::test]
async fn sending_alone_starts_a_gateway_and_stops_it() {
    let person = Person::new();
    assert_snapshot!(person.run(&["send", "nope", "--data", "x"]).await, @r"
    ------- stderr -------
    no gateway is running; one was started for this command
    error: no source is called `nope`
    hint: `hookport source list` shows what there is.
    hint: `hookport source create --name nope` makes it.
    [exit status: 4]
    ");
    let data = walk(person.home.path());
    assert!(data.iter().any(|it| it.ends_with("hookport.db")), "{data:?}");
    assert!(!data.iter().any(|it| it.ends_with("gateway.json")), "{data:?}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|it| it.is_dir());
    files.extend(folders.iter().flat_map(|it| walk(it)));
    files
}

#[tokio::test]
async fn what_became_of_a_request_is_a_tree() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let args = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    let ends = ["--destination-name", "app", "--destination-url", "http://127.0.0.1:1"];
    person.json(&[&args[..], &ends[..]].concat()).await;
    person.run(&["send", "shop", "--data", "hello"]).await;
    let failed = |it: &Value| it["models"][0]["status"] == "FAILED";
    let page = gateway.api().until("/events", failed).await;
    let tree = person.run(&["explain", page["models"][0]["id"].as_str().unwrap()]).await;
    let lines: Vec<_> =
        tree.lines().map(|it| it.trim_start_matches(['│', '├', '└', '─', ' '])).collect();
    assert!(lines[0].contains(" POST / to shop, "), "{tree}");
    assert_eq!(lines[1], "orders → app");
    assert!(lines[2].ends_with(" FAILED"), "{tree}");
    assert!(lines[3].contains("CONNECTION_REFUSED, connection refused after "), "{tree}");
    assert_snapshot!(person.run(&["explain", "src_1"]).await, @r"
    ------- stderr -------
    error: `src_1` is no id of a request, an event or an attempt
    hint: Those begin with req_, evt_, atm_.
    [exit status: 2]
    ");
}
