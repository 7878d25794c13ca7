//! What `send` makes of its arguments, a file and a secret.

use std::fs;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::{Person, Served, Target};

/// A source of this type that leads to the target, and whose secret is `s3cret`.
async fn source(person: &Person, name: &str, kind: &str, target: &Target) {
    fs::write(person.home.path().join("secret"), "s3cret").unwrap();
    let create = ["source", "create", "--name", name, "--type", kind];
    let secret = ["--webhook-secret-file", "secret"];
    let id = person.json(&[&create[..], &secret].concat()).await["id"].clone();
    connect(person, name, &["--source-id", id.as_str().unwrap()], target).await;
}

async fn connect(person: &Person, name: &str, source: &[&str], target: &Target) {
    let args = ["connection", "create", "--name", name, "--destination-name", name];
    person.json(&[&args[..], source, &["--destination-url", &target.url]].concat()).await;
}

#[tokio::test]
async fn values_are_set_in_json_and_forms_and_make_json_of_nothing() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    connect(&person, "shop", &["--source-name", "shop"], &target).await;
    let mut count = 0;
    for (args, body, kind) in [
        (
            &["--data", r#"{"id":7,"items":[{"sku":"a"}]}"#, "--set", "items.0.sku=b"][..],
            r#"{"id":7,"items":[{"sku":"b"}]}"#,
            "application/json",
        ),
        (
            &["--data", "a=1&b=2", "--set", "b=x y"],
            "a=1&b=x+y",
            "application/x-www-form-urlencoded",
        ),
        (
            &["--set", "order.id=7", "--set", "order.name=A"],
            r#"{"order":{"id":7,"name":"A"}}"#,
            "application/json",
        ),
        (
            &["--data", "<?xml version=\"1.0\"?><a/>"],
            "<?xml version=\"1.0\"?><a/>",
            "application/xml",
        ),
    ] {
        let said = person.run(&[&["send", "shop"], args].concat()).await;
        assert!(said.contains("200 OK"), "{args:?}: {said}");
        count += 1;
        let came = target.received(count).await.pop().unwrap();
        assert_eq!((&*came.body, came.header("content-type")), (body.as_bytes(), Some(kind)));
    }
    assert_snapshot!(person.run(&["send", "shop", "--data", "hello", "--set", "a=1"]).await, @r"
    ------- stderr -------
    error: only JSON and forms have values that can be set
    [exit status: 2]
    ");
}

#[tokio::test]
async fn what_is_sent_is_signed_freshly_when_asked_for() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway).with("OTHER", "another").with("RIGHT", "s3cret");
    let target = Target::start().await;
    source(&person, "pay", "STRIPE", &target).await;
    let send = ["send", "pay", "--data", r#"{"id":"evt_1","type":"invoice.paid"}"#];
    let said = person.run(&send).await;
    assert!(said.contains("the source rejected it: VERIFICATION_FAILED"), "{said}");
    for args in [&["--resign"][..], &["--resign", "stripe"], &["--resign", "--secret", "env:RIGHT"]]
    {
        let said = person.run(&[&send[..], args].concat()).await;
        assert!(said.contains(", verified, 1 event"), "{args:?}: {said}");
    }
    let said = person.run(&[&send[..], &["--resign", "--secret", "env:OTHER"]].concat()).await;
    assert!(said.contains("wrong secret"), "{said}");
    let said = person.run(&[&send[..], &["--resign", "github"]].concat()).await;
    assert!(said.contains("no `stripe-signature`"), "{said}");

    // A source that asks for nothing is signed for as whoever is named.
    connect(&person, "open", &["--source-name", "open"], &target).await;
    let open = ["send", "open", "--data", "{}", "--resign"];
    assert_snapshot!(person.run(&open).await, @r"
    ------- stderr -------
    error: this source asks for no proof that could be signed
    hint: `--resign PROVIDER --secret FROM` signs as a provider would.
    [exit status: 2]
    ");
    let said = person.run(&[&open[..], &["github", "--secret", "@secret"]].concat()).await;
    assert!(said.contains("1 event"), "{said}");
    let came = target.received(4).await.pop().unwrap();
    assert!(came.header("x-hub-signature-256").is_some_and(|it| it.starts_with("sha256=")));
    assert_snapshot!(person.run(&[&open[..], &["github", "--secret", "s3cret"]].concat()).await, @r"
    ------- stderr -------
    error: a secret on the command line can be seen by others
    hint: `@FILE`, `env:NAME` or `-` say where it is to be read.
    [exit status: 2]
    ");
}

#[tokio::test]
async fn fixtures_are_sent_again_changed_signed_repeated_and_paced() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    source(&person, "hub", "GITHUB", &target).await;
    person.run(&["trigger", "github", "push"]).await;
    person.run(&["trigger", "github", "ping"]).await;
    target.received(2).await;
    let record = ["record", "--created-after", "1h", "--count", "2"];
    let said = person.run(&record).await;
    assert!(said.contains("wrote 2 requests"), "{said}");

    let send = ["send", "hub", "--from", "fixtures", "--path", "/again", "--repeat", "2"];
    let said = person.run(&[&send[..], &["--rate", "10/s", "--resign"]].concat()).await;
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("sent 4 in 0."), "{said}");
    assert!(last.ends_with("4 × 200 OK, 4 events"), "{said}");
    // Four at ten a second take three tenths of one.
    let took: f64 = last.split(' ').nth(3).unwrap().parse().unwrap();
    assert!(took >= 0.3, "{last}");
    assert_eq!(said.lines().filter(|it| it.contains("\"SUCCESS\"")).count(), 4, "{said}");
    let came = target.received(6).await.split_off(2);
    let mut kinds: Vec<_> = came.iter().map(|it| it.header("x-github-event").unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["ping", "ping", "push", "push"]);
    assert!(came.iter().all(|it| it.path == "/again"));

    // Without the signature, which no fixture keeps, all are rejected: that is a failure.
    let said = person.run(&send).await;
    assert!(said.contains("error: 4 of 4 were not taken: 4 × VERIFICATION_FAILED"), "{said}");
    assert!(said.ends_with("[exit status: 1]\n"), "{said}");
}

#[tokio::test]
async fn the_method_is_kept_where_the_gateway_tells_it() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    connect(&person, "shop", &["--source-name", "shop"], &target).await;
    person.run(&["send", "shop", "-X", "PATCH", "--data", "{}"]).await;
    target.received(1).await;
    person.run(&["record", "--created-after", "1h", "--count", "1"]).await;
    person.run(&["send", "shop", "--from", "fixtures"]).await;
    assert_eq!(target.received(2).await[1].method, "PATCH");
    let folder = person.home.path().join("fixtures");
    let file = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let fixture: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(fixture["json"], json!({}));
}
