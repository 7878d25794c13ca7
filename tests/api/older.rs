//! The older versions: each in what it differs from the next, and what only they can do.

use std::collections::{BTreeMap, BTreeSet};

use insta::assert_snapshot;
use reqwest::Method;
use serde_json::{Value, json};

use super::shapes::shapes;
use crate::support::{Served, Target};

/// Older than what has a snapshot of its own, newest first, after the one that they end at.
const DATES: [&str; 10] = [
    "2024-09-01",
    "2024-03-01",
    "2023-07-01",
    "2023-01-01",
    "2022-11-01",
    "2022-10-01",
    "2022-07-01",
    "2022-03-01",
    "2021-08-01",
    "2020-01-01",
];

#[tokio::test]
async fn the_shapes_of_older_versions() {
    let mut album = Vec::new();
    for date in DATES {
        album.push(shapes(&format!("/{date}")).await);
    }
    let mut lines = Vec::new();
    for (dates, shapes) in DATES.windows(2).zip(album.windows(2)) {
        lines.push(format!("# {} (-) has, in place of {} (+)\n", dates[1], dates[0]));
        lines.push(differences(&shapes[0], &shapes[1]));
    }
    assert_snapshot!("shapes-older", lines.join("\n"));
}

/// What differs from one album to the next, each difference where it is first seen.
fn differences(newer: &Value, older: &Value) -> String {
    let (newer, older) = (leaves(newer), leaves(older));
    let mut seen = BTreeSet::new();
    let mut res = String::new();
    let paths: BTreeSet<_> = newer.keys().chain(older.keys()).collect();
    for path in paths {
        let (new, old) = (newer.get(path), older.get(path));
        for (sign, value, other) in [('+', new, old), ('-', old, new)] {
            let Some(value) = value.filter(|_| new != old) else { continue };
            // The same field of the same kind of object, wherever it stands.
            let name = path.rsplit('/').take(2).collect::<Vec<_>>().join("/");
            if seen.insert((sign, name, value.clone(), other.is_none())) {
                res.push_str(&format!("{sign} {path}: {value}\n"));
            }
        }
    }
    res
}

fn leaves(value: &Value) -> BTreeMap<String, String> {
    fn walk(value: &Value, path: &str, res: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                for (name, value) in fields {
                    walk(value, &format!("{path}/{name}"), res);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for (at, value) in items.iter().enumerate() {
                    walk(value, &format!("{path}/{at}"), res);
                }
            }
            value => {
                res.insert(path.trim_start_matches('/').to_owned(), value.to_string());
            }
        }
    }
    let mut res = BTreeMap::new();
    walk(value, "", &mut res);
    res
}

#[tokio::test]
async fn a_version_out_of_support_answers_and_names_its_successor() {
    let gateway = Served::start().await;
    for (version, successor) in [("/2024-03-01", Some("2024-09-01")), ("/2024-09-01", None)] {
        for (path, status) in [("/sources", 200), ("/sources/src_nope", 404), ("/nope", 404)] {
            let answer = gateway.api().under(version).ask(Method::GET, path, None).await;
            assert_eq!(answer.status(), status);
            let header = |name: &str| answer.headers().get(name).map(|it| it.to_str().unwrap());
            let wanted = successor.map(|it| format!("</{it}{path}>; rel=\"successor-version\""));
            assert_eq!(header("link"), wanted.as_deref());
            assert_eq!(header("deprecation").is_some(), successor.is_some());
            assert_eq!(header("sunset").is_some(), successor.is_some());
        }
    }
}

#[tokio::test]
async fn paths_without_a_version_get_the_one_that_is_set() {
    let gateway = Served::with(&["--usual-version", "2023-07-01"]).await;
    let source = gateway.api().under("").put("/sources", &json!({ "name": "a" })).await;
    assert!(source.get("archived_at").is_some() && source.get("disabled_at").is_none());
}

#[tokio::test]
async fn what_was_archived_is_disabled() {
    let gateway = Served::start().await;
    let [old, new] = ["/2023-07-01", "/2024-03-01"].map(|it| gateway.api().under(it));
    let source = new.put("/sources", &json!({ "name": "a" })).await;
    let one = format!("/sources/{}", source["id"].as_str().unwrap());
    let archived = old.put(&format!("{one}/archive"), &json!({})).await;
    assert_eq!(archived["archived_at"], new.get(&one).await["disabled_at"]);
    assert_eq!(old.get("/sources").await["count"], 0);
    assert_eq!(old.get("/sources?archived=true").await["count"], 1);
    assert_eq!(old.get("/sources?archived_at[any]=true").await["count"], 1);
    old.put(&format!("{one}/unarchive"), &json!({})).await;
    assert_eq!(old.get("/sources").await["count"], 1);
}

#[tokio::test]
async fn causes_are_named_and_asked_for_in_the_words_of_the_version() {
    let gateway = Served::start().await;
    let [old, new] = ["/2023-07-01", "/2024-03-01"].map(|it| gateway.api().under(it));
    let source = new.put("/sources", &json!({ "name": "a" })).await;
    new.send(source["url"].as_str().unwrap(), "application/json", "{}").await;
    let cause = |page: Value| page["models"][0]["rejection_cause"].clone();
    assert_eq!(cause(new.get("/requests?rejection_cause=NO_CONNECTION").await), "NO_CONNECTION");
    assert_eq!(cause(old.get("/requests?rejection_cause=NO_WEBHOOK").await), "NO_WEBHOOK");
    assert_eq!(old.get("/requests?rejection_cause=SOURCE_ARCHIVED").await["count"], 0);
}

#[tokio::test]
async fn a_retried_event_is_inside_with_an_attempt_that_is_null() {
    let target = Target::start().await;
    let gateway = Served::start().await;
    let api = gateway.api();
    let connection = api.connect("a", &target.url, &json!([])).await;
    api.send(connection["source"]["url"].as_str().unwrap(), "application/json", "{}").await;
    let done = |it: &Value| it["models"][0]["status"] == "SUCCESSFUL";
    let id = api.until("/events", done).await["models"][0]["id"].take();
    let retry = format!("/events/{}/retry", id.as_str().unwrap());
    for (version, field) in [("/2024-03-01", "event_data_id"), ("/2022-03-01", "event_request_id")]
    {
        let answer = api.under(version).post(&retry, &json!({})).await;
        assert_eq!((&answer["event"]["id"], &answer["attempt"]), (&id, &Value::Null));
        assert!(answer["event"][field].is_string(), "{answer}");
        assert_eq!(answer.as_object().unwrap().len(), 2, "{answer}");
    }
    assert_eq!(api.under("/2024-09-01").post(&retry, &json!({})).await["id"], id);
}

#[tokio::test]
async fn the_first_version_has_labels_and_filters() {
    let gateway = Served::start().await;
    let [old, new] = ["/2020-01-01", "/2024-09-01"].map(|it| gateway.api().under(it));
    let wanted = json!({
        "label": "Github to My API",
        "source": { "label": "Github" },
        "destination": { "label": "My API", "url": "http://127.0.0.1:9/hooks" },
        "filters": { "body": { "paid": true } },
    });
    let made = old.post("/webhooks", &wanted).await;
    assert_eq!(made["label"], "github-to-my-api");
    assert_eq!(made["source"]["alias"], "github");
    assert_eq!(made["url"], made["source"]["url"]);
    assert_eq!(made["filters"]["body"], json!({ "paid": true }));
    let shown = new.get(&format!("/connections/{}", made["id"].as_str().unwrap())).await;
    assert_eq!(shown["name"], "github-to-my-api");
    // The first is that of the default ruleset, which every connection of that version follows.
    assert_eq!(shown["rules"][0]["type"], "retry");
    assert_eq!(shown["rules"][1]["body"], json!({ "paid": true }));
    assert_eq!(old.get("/sources?alias=github").await["count"], 1);
    let (status, answer) = old.call(Method::POST, "/sources", Some(&json!({}))).await;
    assert_eq!((status, &answer["data"][0]), (422, &json!("label is required")));
}
