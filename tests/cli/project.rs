//! Projects and their keys, from making to revoking.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{Person, Served, Target};

async fn asked(person: &Person, args: &[&str]) -> Value {
    let output = person.command(&[args, &["--output", "json"]].concat()).output().await.unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn a_project_and_its_keys_live_and_die() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let made = asked(&person, &["project", "create", "shop"]).await;
    let id = made["id"].as_str().unwrap();
    let owner = Person::new()
        .with("HOOKPORT_API_URL", &gateway.url)
        .with("HOOKPORT_API_KEY", made["api_key"]["key"].as_str().unwrap());
    assert_snapshot!(owner.run(&["project", "list"]).await, @r"
    ID                       CREATED              NAME
    tm_********************  ****-**-** **:**:**  [hookport] shop
    ");
    let key = asked(&owner, &["project", "key", "create", "--name", "laptop"]).await;
    let keys = asked(&person, &["project", "key", "list", "--project", id]).await;
    let names: Vec<_> = keys.as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(names, [&Value::Null, &Value::from("laptop")]);
    let revoked = asked(&owner, &["project", "key", "revoke", key["id"].as_str().unwrap()]).await;
    assert_eq!(revoked["id"], key["id"]);
    assert_eq!(asked(&owner, &["project", "rename", "current", "store"]).await["name"], "store");
    let keys = asked(&person, &["project", "key", "list", "--project", "store"]).await;
    assert_eq!(keys.as_array().unwrap().len(), 1);
    assert_eq!(asked(&person, &["projects", "delete", "store"]).await["id"], id);
    assert_snapshot!(person.run(&["project", "delete", "store"]).await, @r"
    ------- stderr -------
    error: no project is called `store`
    hint: `hookport project list` shows what there is.
    [exit status: 4]
    ");
    let refused = owner.command(&["project", "list"]).output().await.unwrap();
    assert_eq!(refused.status.code(), Some(3));
}

#[tokio::test]
async fn how_long_a_project_keeps_what_it_received_is_shown_and_set() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let usual = person.json(&["project", "retention"]).await;
    assert_eq!(usual["retention"], json!({ "days": 30, "bytes": 20_u64 << 30 }));
    assert_eq!(usual["storage"], json!({ "bytes": 0, "since": null }));
    let target = Target::start().await;
    let connection = gateway.api().connect("shop", &target.url, &json!([])).await;
    let url = connection["source"]["url"].as_str().unwrap();
    let body = json!("x".repeat(50_000)).to_string();
    gateway.api().send(url, "application/json", body).await;
    let set = person.json(&["project", "retention", "--days", "7", "--size", "1GiB"]).await;
    assert_eq!(set["retention"], json!({ "days": 7, "bytes": 1 << 30 }));
    assert!(set["storage"]["bytes"].as_u64().unwrap() > 50_000, "{set}");
    assert!(set["storage"]["since"].is_string());
    let kept = person.json(&["project", "retention", "--days", "0"]).await;
    assert_eq!(kept["retention"], json!({ "days": 0, "bytes": 1 << 30 }));

    let bad = json!({ "retention": { "days": -1, "bytes": "much", "months": 1 } });
    let path = "/projects/current";
    let (status, answer) = gateway.api().call(reqwest::Method::PUT, path, Some(&bad)).await;
    assert_eq!(status, 422);
    let sentences = json!([
        "retention.days must be greater than or equal to 0",
        "retention.bytes must be a number",
        "retention.months is not allowed",
    ]);
    assert_eq!(answer["data"], sentences);
}
