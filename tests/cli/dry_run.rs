//! `upsert --dry-run`: what would change, and nothing changes.

use std::fs;

use insta::assert_snapshot;

use crate::support::{Person, Served};

#[tokio::test]
async fn an_upsert_tells_what_it_would_change_and_changes_nothing() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let write = |name: &str, text: &str| fs::write(person.home.path().join(name), text).unwrap();
    write("secret", "s3cret");
    let shop = ["source", "upsert", "shop", "--type", "stripe", "--webhook-secret-file", "secret"];
    assert_snapshot!(person.run(&[&shop[..], &["--dry-run"]].concat()).await, @r#"
    + source shop
        type                     "STRIPE"
        auth.webhook_secret_key  (secret)
    ------- stderr -------
    1 to create
    "#);
    assert_eq!(person.run(&["source", "count"]).await, "0\n");
    person.json(&shop).await;
    assert_snapshot!(person.run(&[&shop[..], &["--dry-run"]].concat()).await, @r"
    ------- stderr -------
    nothing to do
    ");
    write("secret", "another");
    let more = ["--allowed-http-methods", "POST", "--description", "Orders", "--dry-run"];
    assert_snapshot!(person.run(&[&shop[..], &more].concat()).await, @r#"
    ~ source shop
        description              "Orders"
        auth.webhook_secret_key  (secret changed)
    ------- stderr -------
    1 to change
    "#);

    let orders = ["connection", "upsert", "orders", "--source-name", "shop"];
    let to = ["--destination-name", "app", "--destination-url", "http://127.0.0.1:1/a"];
    let rules = ["--rule-retry-strategy", "linear", "--rule-retry-count", "3"];
    let all = [&orders[..], &to, &rules].concat();
    assert_snapshot!(person.run(&[&all[..], &["--dry-run"]].concat()).await, @r#"
    + destination app
        url  "http://127.0.0.1:1/a"
    + connection orders
        source             "shop"
        destination        "app"
        rules[0].type      "retry"
        rules[0].strategy  "linear"
        rules[0].count     3
    ------- stderr -------
    2 to create
    "#);
    person.json(&all).await;
    assert_snapshot!(person.run(&[&all[..], &["--dry-run"]].concat()).await, @r"
    ------- stderr -------
    nothing to do
    ");
    let other = ["--destination-name", "app", "--destination-rate-limit", "5"];
    let rules = ["--rule-retry-strategy", "linear", "--rule-retry-count", "5"];
    let changed = [&orders[..], &other, &rules, &["--dry-run"]].concat();
    assert_snapshot!(person.run(&changed).await, @r"
    ~ destination app
        rate_limit  5
    ~ connection orders
        rules[0].count  3 -> 5
    ------- stderr -------
    2 to change
    ");
    let told = person.json(&changed).await;
    assert_eq!(told["changes"][1]["fields"][0]["after"], 5);

    write("eur.js", "one();\ntwo();\n");
    let eur = ["transformation", "upsert", "eur", "--code-file", "eur.js"];
    person.json(&eur).await;
    write("eur.js", "one();\nthree();\n");
    assert_snapshot!(person.run(&[&eur[..], &["--dry-run"]].concat()).await, @r"
    ~ transformation eur
        code
           one();
          -two();
          +three();
    ------- stderr -------
    1 to change
    ");
    let shown = person.json(&["transformation", "get", "eur"]).await;
    assert_eq!(shown["code"], "one();\ntwo();\n");
}
