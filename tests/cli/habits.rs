//! What people who come from the official command line type.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::{Person, Served};

#[tokio::test]
async fn its_words_are_understood() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let destination = ["--destination-name", "books", "--destination-cli-path", "/"];
    person
        .json(
            &[
                &["gateway", "connection", "upsert", "ledger", "--source-name", "shop"],
                &destination[..],
            ]
            .concat(),
        )
        .await;
    let listed = person
        .json(&["gateway", "connections", "list", "--source-id", "shop", "--color", "off"])
        .await;
    assert_eq!(listed["models"][0]["name"], "ledger");
    let events = ["gateway", "event", "list", "--status", "failed,hold", "--id", "evt_1,evt_2"];
    assert_eq!(person.json(&events).await["count"], 0);
    let metrics = ["gateway", "metrics", "events", "--measures", "count,failed_count"];
    let metrics =
        person.json(&[&metrics[..], &["--dimensions", "source_id,status"]].concat()).await;
    assert!(metrics.to_string().contains("data") || metrics.is_array(), "{metrics}");
    assert_eq!(person.run(&["-v"]).await, person.run(&["version"]).await);
}

#[tokio::test]
async fn a_secret_is_given_by_where_it_is() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway).with("SENDER", "s3cret-of-a-sender");
    std::fs::write(person.home.path().join("token"), "t0ken-of-a-target\n").unwrap();
    let create = ["source", "create", "--name", "signed", "--hmac-secret", "env:SENDER"];
    person.json(&create).await;
    let source = person.json(&["source", "get", "signed", "--include-auth"]).await;
    assert_eq!(source["config"]["auth_type"], "HMAC");
    let auth = json!({
        "algorithm": "sha256", "encoding": "hex", "header_key": "x-webhook-signature",
        "webhook_secret_key": "s3cret-of-a-sender",
    });
    assert_eq!(source["config"]["auth"], auth);

    person.json(&["source", "create", "--name", "keyed", "--api-key", "env:SENDER"]).await;
    let source = person.json(&["source", "get", "keyed", "--include-auth"]).await;
    let auth = json!({ "header_key": "x-api-key", "api_key": "s3cret-of-a-sender" });
    assert_eq!(source["config"]["auth"], auth);

    let create = ["destination", "create", "--name", "target", "--url", "http://127.0.0.1:9"];
    person.json(&[&create[..], &["--bearer-token", "@token"]].concat()).await;
    let destination = person.json(&["destination", "get", "target", "--include-auth"]).await;
    assert_eq!(destination["config"]["auth"], json!({ "token": "t0ken-of-a-target" }));

    let said = person.run(&["source", "create", "--name", "x", "--api-key", "s3cret"]).await;
    assert_snapshot!(said, @r"
    ------- stderr -------
    error: what `--api-key` was given cannot be used
      caused by: a secret on the command line can be seen by others
    hint: `@FILE`, `env:NAME` or `-` say where it is to be read.
    [exit status: 2]
    ");
    let both = ["--api-key", "env:SENDER", "--hmac-secret", "env:SENDER"];
    let said = person.run(&[&["source", "create", "--name", "x"], &both[..]].concat()).await;
    assert_snapshot!(said, @r"
    ------- stderr -------
    error: credentials of several kinds were given: HMAC, API_KEY
    hint: One kind at a time can be in use.
    [exit status: 2]
    ");
}

#[tokio::test]
async fn a_connection_makes_the_transformation_that_it_names() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway).with("GREETING", "hello");
    let code =
        "addHandler('transform', (request) => ({ ...request, body: { to: process.env.NAME } }))";
    let ends = ["--source-name", "shop", "--destination-name", "d", "--destination-cli-path", "/"];
    let rule = ["--rule-transform-name", "greet", "--rule-transform-code", code];
    let env = ["--rule-transform-env", "GREETING,NAME=you"];
    person.json(&[&["connection", "create", "--name", "c"], &ends[..], &rule, &env].concat()).await;
    let made = person.json(&["transformation", "get", "greet"]).await;
    assert_eq!(made["env"], json!({ "GREETING": "hello", "NAME": "you" }));
    let request = [
        "--request",
        r#"{"headers":{"content-type":"application/json"},"body":{}}"#,
        "--env",
        "NAME=me",
    ];
    let ran =
        person.json(&[&["transformation", "run", "--id", "greet"], &request[..]].concat()).await;
    assert_eq!(ran["request"]["body"]["to"], "me");
    let executions = person.json(&["transformation", "executions", "list", "greet"]).await;
    assert_eq!(executions["count"], 0);
    let missing = ["transformation", "create", "--name", "x", "--code", code, "--env", "NOWHERE"];
    assert_snapshot!(person.run(&missing).await, @r"
    ------- stderr -------
    error: cannot take `NOWHERE` from the environment
      caused by: environment variable not found
    hint: `NOWHERE=VALUE` gives it a value.
    [exit status: 2]
    ");
}
