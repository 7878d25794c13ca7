//! Transformations: made of files, tried on samples, followed to what they did.

use std::fs;

use insta::assert_snapshot;

use crate::support::{Person, Served};

const CODE: &str = "addHandler('transform', (request, context) => {
  console.log('seen by ' + process.env.NAME);
  request.body.seen = true;
  return request;
});";

#[tokio::test]
async fn code_is_tried_out_before_it_is_used_and_followed_after() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let write = |name: &str, text: &str| fs::write(person.home.path().join(name), text).unwrap();
    write("seen.js", CODE);
    write("env.json", r#"{"NAME":"me"}"#);
    write("sample.json", r#"{"headers":{"content-type":"application/json"},"body":{"order":1}}"#);
    let files = ["--code-file", "seen.js", "--env-file", "env.json"];

    let tried = [&["transformation", "run"], &files[..], &["--request-file", "sample.json"]];
    assert_snapshot!(person.run(&tried.concat()).await, @r#"
    path  /
    headers
      content-type            application/json
      content-length          23
      x-hookdeck-transformed  true
    body
      {
        "order": 1,
        "seen": true
      }
    ------- stderr -------
    log: seen by me
    "#);
    write("broken.js", "addHandler('transform', () => { throw new Error('no') });");
    let broken = ["transformation", "run", "--code-file", "broken.js"];
    let said = person.run(&[&broken[..], &["--request-file", "sample.json"]].concat()).await;
    assert!(said.contains("no") && said.contains("error: the code failed"), "{said}");
    assert!(said.contains("[exit status: 1]"), "{said}");

    let made = [&["transformation", "create", "--name", "seen"], &files[..]].concat();
    person.json(&made).await;
    let ends = ["--source-name", "shop", "--destination-name", "app", "--destination-type"];
    let made = ["connection", "create", "--name", "orders", "--rule-transform", "seen"];
    person.json(&[&made[..], &ends[..], &["MOCK_API"]].concat()).await;
    person.run(&["send", "shop", "--data", r#"{"order":2}"#]).await;
    let event = person.json(&["event", "list"]).await["models"][0]["id"].clone();
    let raw = person.run(&["event", "raw-body", event.as_str().unwrap()]).await;
    assert_snapshot!(raw, @r#"{"order":2,"seen":true}"#);
    let executions = person.json(&["transformation", "executions", "list", "seen"]).await;
    assert_eq!(executions["count"], 1);
    let id = executions["models"][0]["id"].as_str().unwrap().to_owned();
    let execution = person.json(&["transformation", "executions", "get", "seen", &id]).await;
    assert_eq!(execution["original_event_data"]["body"]["order"], 2);
    assert_eq!(execution["transformed_event_data"]["body"]["seen"], true);
    assert_snapshot!(person.run(&["transformation", "delete", "seen", "--force"]).await, @r"
    ------- stderr -------
    error: The transformation cannot be deleted: a rule of connection web_******************** (orders) names it.
    [exit status: 1]
    ");
}
