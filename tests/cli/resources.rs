//! Sources, destinations and connections, from making to deleting.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{Person, Served};

#[tokio::test]
async fn a_connection_lives_and_dies() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let made = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    let to = ["--destination-name", "backend", "--destination-url", "http://127.0.0.1:9/hooks"];
    let rules = ["--rule-filter-body", r#"{"paid":true}"#, "--rule-retry-strategy", "linear"];
    assert_snapshot!(person.run(&[&made[..], &to, &rules].concat()).await, @r#"
    id          web_********************
    team_id     tm_********************
    name        orders
    full_name   shop -> orders
    updated_at  ****-**-** **:**:**
    created_at  ****-**-** **:**:**
    source
      id             src_********************
      team_id        tm_********************
      name           shop
      url            http://127.0.0.1:*****/e/src_********************
      type           WEBHOOK
      authenticated  false
      updated_at     ****-**-** **:**:**
      created_at     ****-**-** **:**:**
      config
        allowed_http_methods  POST, PUT, PATCH, DELETE
    destination
      id          des_********************
      team_id     tm_********************
      name        backend
      type        HTTP
      updated_at  ****-**-** **:**:**
      created_at  ****-**-** **:**:**
      config
        url                       http://127.0.0.1:9/hooks
        rate_limit_period         second
        path_forwarding_disabled  false
        auth_type                 HOOKDECK_SIGNATURE
    rules
      {"type":"filter","body":{"paid":true}}
      {"type":"retry","strategy":"linear","response_status_codes":null}
    ------- stderr -------
    created connection
    "#);
    assert_snapshot!(person.run(&["connections", "list"]).await, @r"
    NAME    SOURCE  DESTINATION  STATE    ID
    orders  shop    backend      enabled  web_********************
    ");
    assert_snapshot!(person.run(&["connection", "pause", "orders"]).await, @r"
    ------- stderr -------
    paused connection web_********************
    ");
    assert_snapshot!(person.run(&["connection", "list", "--paused"]).await, @r"
    NAME    SOURCE  DESTINATION  STATE   ID
    orders  shop    backend      paused  web_********************
    ");
    assert_snapshot!(person.run(&["connection", "unpause", "orders"]).await, @r"
    ------- stderr -------
    unpaused connection web_********************
    ");
    assert_snapshot!(person.run(&["connection", "disable", "orders"]).await, @r"
    ------- stderr -------
    disabled connection web_********************
    ");
    assert_snapshot!(person.run(&["connection", "list"]).await, @r"
    ------- stderr -------
    no connections
    hint: `--disabled` shows disabled ones too.
    ");
    assert_snapshot!(person.run(&["connection", "enable", "orders"]).await, @r"
    ------- stderr -------
    enabled connection web_********************
    ");
    assert_snapshot!(person.run(&["connection", "delete", "orders"]).await, @r"
    ------- stderr -------
    error: cannot ask for confirmation: no terminal is attached
    hint: `--force` does it without asking.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["connection", "delete", "orders", "--force"]).await, @r"
    ------- stderr -------
    deleted connection web_********************
    ");
    assert_snapshot!(person.run(&["connection", "count"]).await, @"0");
    assert_snapshot!(person.run(&["source", "list"]).await, @r"
    NAME  TYPE     STATE    URL                                                ID
    shop  WEBHOOK  enabled  http://127.0.0.1:*****/e/src_********************  src_********************
    ");
}

#[tokio::test]
async fn json_is_the_object_of_the_api_with_no_field_dropped() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let made = person.json(&["source", "create", "--name", "shop", "--type", "webhook"]).await;
    let id = made["id"].as_str().unwrap();
    assert_eq!(made, gateway.api().get(&format!("/sources/{id}")).await);
    assert_eq!(person.json(&["source", "get", "shop"]).await, made);
    assert_eq!(person.json(&["source", "list"]).await, gateway.api().get("/sources").await);
    let lines = person.run(&["source", "list", "--output", "ndjson"]).await;
    assert_eq!(lines.lines().count(), 1);
}

#[tokio::test]
async fn every_page_is_read_when_all_is_asked_for() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    for name in ["a", "b", "c"] {
        person.json(&["source", "create", "--name", name]).await;
    }
    let by_name = ["source", "list", "--limit", "1", "--order-by", "name", "--dir", "asc"];
    assert_snapshot!(person.run(&by_name).await, @r"
    NAME  TYPE     STATE    URL                                                ID
    a     WEBHOOK  enabled  http://127.0.0.1:*****/e/src_********************  src_********************
    ------- stderr -------
    hint: There is more: --next src_********************
    ");
    let all = person.json(&[&by_name[..], &["--all"]].concat()).await;
    let models = all["models"].as_array().unwrap();
    let names: Vec<_> = models.iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!((names, &all["count"]), (vec!["a", "b", "c"], &json!(3)));
}

#[tokio::test]
async fn secrets_come_from_files_and_are_shown_on_demand_only() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let secret = ["source", "create", "--name", "pay", "--type", "stripe"];
    let secret = [&secret[..], &["--webhook-secret-file", "-", "--output", "json"]].concat();
    let made = person.run_with(&secret, "whsec_1234\n").await;
    assert!(!made.contains("whsec_1234"), "{made}");
    let shown = person.json(&["source", "get", "pay", "--include-auth"]).await;
    assert_eq!(shown["config"]["auth"]["webhook_secret_key"], "whsec_1234");

    std::fs::write(person.home.path().join("auth.json"), r#"{"token":"tk_1234"}"#).unwrap();
    let bearer = ["destination", "upsert", "api", "--url", "http://127.0.0.1:9"];
    let bearer = [&bearer[..], &["--auth-type", "bearer_token", "--auth-file", "auth.json"]];
    person.json(&bearer.concat()).await;
    let shown = person.json(&["destination", "get", "api", "--include-auth"]).await;
    assert_eq!(shown["config"]["auth"], json!({ "token": "tk_1234" }));
}

#[tokio::test]
async fn an_update_changes_what_was_said_and_nothing_else() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let url = ["--url", "http://127.0.0.1:9/a", "--rate-limit", "5"];
    person.json(&[&["destination", "create", "--name", "d"], &url[..]].concat()).await;
    let changed = ["destination", "update", "d", "--name", "e", "--url", "http://127.0.0.1:9/b"];
    let changed = person.json(&changed).await;
    assert_eq!((&changed["name"], &changed["config"]["rate_limit"]), (&json!("e"), &json!(5)));
    let cli = person.json(&["destination", "create", "--name", "desk", "--cli-path", "/x"]).await;
    assert_eq!((&cli["type"], &cli["config"]["path"]), (&json!("CLI"), &json!("/x")));
    assert_eq!(person.json(&["destination", "list"]).await["count"], Value::from(2));
}

#[tokio::test]
async fn a_destinations_groups_and_breaker_are_flags() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let made = person
        .command(&[
            "destination",
            "create",
            "--name",
            "grouped",
            "--url",
            "https://example.com",
            "--delivery-group-key",
            "body.customer_id",
            "--delivery-group-rate",
            "5",
            "--delivery-group-rate-period",
            "minute",
            "--delivery-group-overrides",
            r#"{"vip": {"rate_limit": 9, "rate_limit_period": "second"}}"#,
            "--delivery-group-order",
            "strict",
            "--circuit-breaker-failures",
            "3",
            "--circuit-breaker-pause",
            "5000",
        ])
        .output()
        .await
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let found = gateway.api().under("/2026-09-01").get("/destinations?name=grouped").await;
    let config = &found["models"][0]["config"];
    assert_eq!(
        config["delivery_policy"]["groups"],
        json!({
            "key": "body.customer_id", "rate": 5, "rate_period": "minute",
            "overrides": { "vip": { "rate": 9, "rate_period": "second" } }, "order": "strict",
        })
    );
    assert_eq!(config["circuit_breaker"], json!({ "failures": 3, "pause": 5000 }));
}
