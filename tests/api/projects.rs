//! Projects, each with keys of its own, and what one sees of another: nothing.

use hookport::store::{Feed, Store as _, sqlite};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Served, Target};

/// A project of this name, and a key of it.
async fn project(api: &Api, name: &str) -> (Value, Api) {
    let made = api.post("/projects", &json!({ "name": name })).await;
    let key = made["api_key"]["key"].as_str().unwrap();
    (made["id"].clone(), api.with_key(key))
}

#[tokio::test]
async fn a_key_sees_its_own_project_only() {
    let target = Target::start().await;
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let first = gateway.api();
    let (_, second) = project(&first, "second").await;
    let mut made = Vec::new();
    for api in [&first, &second] {
        let connection = api.connect("same", &target.url, &json!([])).await;
        api.send(connection["source"]["url"].as_str().unwrap(), "application/json", "{}").await;
        let event = api.until("/events", |it| it["models"][0]["status"] == "SUCCESSFUL").await;
        let attempt = api.get("/attempts").await["models"][0]["id"].take();
        let [source, destination] =
            ["source", "destination"].map(|it| connection[it]["id"].clone());
        let event = event["models"][0].clone();
        let ids = [source, destination, connection["id"].clone(), event["request_id"].clone()];
        made.push([&ids[..], &[event["id"].clone(), attempt]].concat());
    }
    let lists = ["sources", "destinations", "connections", "requests", "events", "attempts"];
    for (own, other, api) in [(0, 1, &first), (1, 0, &second)] {
        for (list, (mine, theirs)) in lists.iter().zip(made[own].iter().zip(&made[other])) {
            let page = api.get(&format!("/{list}")).await;
            assert_eq!((&page["count"], &page["models"][0]["id"]), (&json!(1), mine), "{list}");
            let path = format!("/{list}/{}", theirs.as_str().unwrap());
            assert_eq!(api.call(Method::GET, &path, None).await.0, 404, "{path}");
        }
        let theirs = made[other][4].as_str().unwrap();
        assert_eq!(api.get(&format!("/attempts?event_id={theirs}")).await["count"], 0);
        assert_eq!(
            api.get(&format!("/events?order_by=last_attempt_at&id={theirs}")).await["count"],
            0
        );
        assert_eq!(api.get("/connections/count").await["count"], 1);
        let retry = format!("/events/{theirs}/retry");
        assert_eq!(api.call(Method::POST, &retry, Some(&json!({}))).await.0, 404);
    }
}

#[tokio::test]
async fn the_first_key_opens_every_project_and_others_only_theirs() {
    let gateway = Served::start().await;
    let first = gateway.api();
    let (id, second) = project(&first, "second").await;
    second.put("/sources", &json!({ "name": "theirs" })).await;
    let listed = first.get("/projects").await;
    assert_eq!(listed[1]["name"], "[hookport] second");
    assert_eq!(second.get("/teams").await.as_array().unwrap().len(), 1);

    let http = reqwest::Client::new();
    let own = listed[0]["id"].as_str().unwrap();
    for (key, project, status) in [
        (crate::support::KEY, id.as_str().unwrap(), 200),
        (crate::support::KEY, "tm_nope", 403),
        (second.key(), own, 403),
    ] {
        let request = http.get(format!("{}/2026-09-01/sources", gateway.url));
        let request = request.bearer_auth(key).header("x-project-id", project);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{project}");
        if status == 200 {
            let page: Value = answer.json().await.unwrap();
            assert_eq!(page["models"][0]["name"], "theirs");
        }
    }
    for (method, path) in
        [(Method::POST, "/projects".to_owned()), (Method::DELETE, format!("/projects/{own}"))]
    {
        let (status, _) = second.call(method, &path, Some(&json!({ "name": "x" }))).await;
        assert_eq!(status, 403);
    }
    assert_eq!(second.call(Method::GET, &format!("/projects/{own}"), None).await.0, 404);
    assert_eq!(second.call(Method::GET, &format!("/projects/{own}/keys"), None).await.0, 404);
}

#[tokio::test]
async fn a_key_is_shown_once_and_opens_nothing_when_it_is_revoked() {
    let mut gateway = Served::start().await;
    let api = gateway.api();
    let made = api.post("/projects/current/keys", &json!({ "name": "laptop" })).await;
    let other = api.with_key(made["key"].as_str().unwrap());
    assert_eq!(other.get("/sources").await["count"], 0);

    let listed = api.get("/projects/current/keys").await;
    assert_eq!(listed[1]["name"], "laptop");
    let (key, prefix) = (made["key"].as_str().unwrap(), listed[1]["prefix"].as_str().unwrap());
    assert!(key.starts_with(prefix) && prefix.len() < key.len() / 2);
    assert!(!listed.to_string().contains(key));
    let data = std::fs::read(gateway.home.path().join("data/hookport.db")).unwrap();
    let log = std::fs::read(gateway.home.path().join("data/hookport.db-wal")).unwrap_or_default();
    let holds = |bytes: &[u8]| bytes.windows(key.len()).any(|it| it == key.as_bytes());
    assert!(!holds(&data) && !holds(&log));

    let own = format!("/projects/current/keys/{}", listed[0]["id"].as_str().unwrap());
    assert_eq!(api.call(Method::DELETE, &own, None).await.0, 422);
    assert_eq!(other.call(Method::DELETE, &own, None).await.0, 403);
    let revoked = format!("/projects/current/keys/{}", made["id"].as_str().unwrap());
    assert_eq!(api.call(Method::DELETE, &revoked, None).await.0, 200);
    assert_eq!(other.call(Method::GET, "/sources", None).await.0, 401);
    gateway.kill().await;
    gateway.restart().await;
    assert_eq!(other.call(Method::GET, "/sources", None).await.0, 401);
    assert_eq!(api.get("/projects/current/keys").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_project_is_renamed_and_deleted_when_nothing_is_in_it() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let (id, second) = project(&api, "second").await;
    let one = format!("/projects/{}", id.as_str().unwrap());
    let (status, answer) =
        api.call(Method::POST, "/projects", Some(&json!({ "name": "second" }))).await;
    assert_eq!((status, &answer["data"]["id"]), (409, &id));
    assert_eq!(second.put(&one, &json!({ "name": "third" })).await["name"], "third");
    assert_eq!(second.get("/cli-auth/validate").await["team_name"], "third");

    let source = second.put("/sources", &json!({ "name": "a" })).await;
    assert_eq!(api.call(Method::DELETE, &one, None).await.0, 422);
    let source = format!("/sources/{}", source["id"].as_str().unwrap());
    assert_eq!(second.call(Method::DELETE, &source, None).await.0, 200);
    assert_eq!(api.call(Method::DELETE, "/projects/current", None).await.0, 422);
    assert_eq!(api.call(Method::DELETE, &one, None).await.0, 200);
    assert_eq!(second.call(Method::GET, "/sources", None).await.0, 401);
    assert_eq!(api.get("/projects").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_a_deleted_project_received_is_in_nobodys_lists() {
    let target = Target::start().await;
    let gateway = Served::start().await;
    let api = gateway.api();
    let (id, second) = project(&api, "second").await;
    let connection = second.connect("theirs", &target.url, &json!([])).await;
    second.send(connection["source"]["url"].as_str().unwrap(), "application/json", "{}").await;
    second.until("/events", |it| it["models"][0]["status"] == "SUCCESSFUL").await;
    for end in ["source", "destination"] {
        let path = format!("/{end}s/{}", connection[end]["id"].as_str().unwrap());
        assert_eq!(second.call(Method::DELETE, &path, None).await.0, 200);
    }
    let one = format!("/projects/{}", id.as_str().unwrap());
    assert_eq!(api.call(Method::DELETE, &one, None).await.0, 200);
    for list in ["requests", "events", "attempts"] {
        assert_eq!(api.get(&format!("/{list}")).await["count"], 0, "{list}");
    }
}

#[tokio::test]
async fn a_deleted_project_leaves_no_secrets_and_no_names_behind() {
    let mut gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let api = gateway.api();
    let (id, second) = project(&api, "second").await;
    let secret = "a-secret-of-the-second-project";
    let code = "addHandler('transform', it => it)";
    let transformation = json!({ "name": "a", "code": code, "env": { "KEY": secret } });
    second.post("/transformations", &transformation).await;
    let integration = json!({
        "label": "a", "provider": "API_KEY", "features": ["VERIFICATION"],
        "configs": { "header_key": "x-key", "api_key": secret },
    });
    second.under("/2024-09-01").post("/integrations", &integration).await;
    second.under("/2023-01-01").post("/rulesets", &json!({ "name": secret })).await;
    let domain = json!({ "hostname": "hooks.hookport.invalid" });
    second.post("/teams/current/custom_domains", &domain).await;
    let session = json!({ "webhook_ids": [], "filters": { "body": { "key": secret } } });
    second.post("/cli-sessions", &session).await;
    let one = format!("/projects/{}", id.as_str().unwrap());
    assert_eq!(api.call(Method::DELETE, &one, None).await.0, 200);
    api.post("/teams/current/custom_domains", &domain).await;
    gateway.kill().await;
    let records = records(&gateway.home.path().join("data")).await;
    assert!(records.contains("hooks.hookport.invalid"), "{records}");
    assert!(!records.contains(secret), "{records}");
}

/// All that is configured, as it is on disk.
async fn records(folder: &std::path::Path) -> String {
    let store = sqlite::open(folder, Feed::default()).unwrap();
    store.records().await.unwrap().into_iter().map(|it| it.json).collect()
}
