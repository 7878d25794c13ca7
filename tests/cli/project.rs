//! Projects and their keys, from making to revoking.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Person, Served};

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
    assert_eq!(asked(&person, &["projects", "delete", id]).await["id"], id);
    let refused = owner.command(&["project", "list"]).output().await.unwrap();
    assert_eq!(refused.status.code(), Some(3));
}
