//! What is done to many, kept for later, or counted: bulk operations, bookmarks, issues, metrics.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{Person, Served};

/// A source `shop` whose one event, to where nobody is, has failed.
async fn failed(person: &Person) -> Value {
    let args = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    let ends = ["--destination-name", "app", "--destination-url", "http://127.0.0.1:1"];
    person.json(&[&args[..], &ends[..]].concat()).await;
    person.run(&["send", "shop", "--data", "hello"]).await;
    until(person, &["event", "list", "--status", "FAILED"], |page| page["count"] == 1).await
        ["models"][0]
        .clone()
}

/// What a command answers, once it is what is waited for.
async fn until(person: &Person, args: &[&str], wanted: impl Fn(&Value) -> bool) -> Value {
    let asking = async {
        loop {
            let answer = person.json(args).await;
            if wanted(&answer) {
                return answer;
            }
        }
    };
    tokio::time::timeout(crate::support::PATIENCE, asking).await.unwrap()
}

#[tokio::test]
async fn many_events_are_retried_after_a_plan() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let event = failed(&person).await;
    let bulk = |verb| ["bulk", "events-retry", verb];
    let plan = person.json(&[&bulk("plan")[..], &["--status", "FAILED"]].concat()).await;
    assert_eq!(plan["estimated_count"], 1);
    let create = [&bulk("create")[..], &["--status", "FAILED", "--attempts", ">=1"]].concat();
    assert_snapshot!(person.run(&create).await, @r"
    ------- stderr -------
    error: cannot ask for confirmation: no terminal is attached
    hint: `--force` does it without asking.
    [exit status: 2]
    ");
    let begun = person.json(&[&create[..], &["--force"]].concat()).await;
    assert_eq!(begun["query"], json!({ "status": "FAILED", "attempts": { "gte": 1 } }));
    let id = begun["id"].as_str().unwrap();
    until(&person, &[&bulk("get")[..], &[id]].concat(), |it| it["completed_at"].is_string()).await;
    assert_eq!(person.json(&bulk("list")).await["count"], 1);
    let event = person.json(&["event", "get", event["id"].as_str().unwrap()]).await;
    assert_eq!(event["attempts"], 2);
}

#[tokio::test]
async fn a_bookmark_is_sent_again_and_an_issue_is_resolved() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let event = failed(&person).await;
    let data = event["event_data_id"].as_str().unwrap();
    let create = ["bookmark", "create", "--name", "hello", "--label", "A greeting"];
    person
        .json(&[&create[..], &["--event-data-id", data, "--connection", "orders"]].concat())
        .await;
    assert_snapshot!(person.run(&["bookmark", "list"]).await, @r"
    NAME   LABEL       CONNECTION                LAST USED  ID
    hello  A greeting  web_********************             bmk_********************
    ");
    assert_eq!(person.run(&["bookmark", "raw-body", "hello"]).await, "hello");
    assert_snapshot!(person.run(&["bookmark", "trigger", "hello"]).await, @r"
    evt_***********
    ------- stderr -------
    triggered bookmark bmk_********************
    ");

    let issues = person.json(&["issue", "list"]).await;
    let id = issues["models"][0]["id"].as_str().unwrap();
    assert_eq!(issues["models"][0]["type"], "delivery");
    let resolved = person.json(&["issue", "update", id, "--status", "resolved"]).await;
    assert_eq!(resolved["status"], "RESOLVED");
    assert_snapshot!(person.run(&["issue", "dismiss", id, "--force"]).await, @r"
    ------- stderr -------
    deleted issue iss_***********
    ");
    let configs = r#"{"strategy":"first_attempt","connections":"orders"}"#;
    let create = ["issue-trigger", "create", "--name", "early", "--type", "delivery"];
    let trigger = person.json(&[&create[..], &["--configs", configs]].concat()).await;
    assert_eq!(trigger["configs"]["strategy"], "first_attempt");
}

#[tokio::test]
async fn metrics_are_a_table_and_notifications_are_set() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    failed(&person).await;
    let args = ["metrics", "events", "--measure", "count", "--measure", "error_rate"];
    assert_snapshot!(person.run(&[&args[..], &["--dimension", "status"]].concat()).await, @r"
    STATUS  COUNT  ERROR RATE
    FAILED  1      1
    ");
    let set = ["notification", "--enabled", "--topics", "issue.opened", "--source", "shop"];
    assert_eq!(person.json(&set).await["enabled"], true);
    assert_eq!(person.json(&["notification", "--enabled=false"]).await["enabled"], false);

    let channels = ["notification", "channels"];
    let set = ["--slack", "https://hooks.example/T0/secret", "--email", "http://mail.example/x"];
    assert_snapshot!(person.run(&[&channels[..], &set].concat()).await, @r"
    email  http://mail.example/…
    slack  https://hooks.example/…
    TRIGGER  CHANNEL  STATUS  WAITING  ARRIVED  GIVEN UP  LAST ATTEMPT  LAST ERROR
    ");
    let taken = person.json(&[&channels[..], &["--email", "", "--include-url"]].concat()).await;
    let left = json!({ "slack": "https://hooks.example/T0/secret" });
    assert_eq!(taken, json!({ "webhooks": left, "models": [] }));
}
