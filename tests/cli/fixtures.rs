//! Requests become files, and files requests again, whose answers are looked at.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Person, Reply, Served, Target};

/// A source of signed GitHub webhooks that leads to the target.
async fn github(person: &Person, target: &Target) {
    fs::write(person.home.path().join("secret"), "s3cret").unwrap();
    let source = ["source", "create", "--name", "hub", "--type", "GITHUB"];
    person.json(&[&source[..], &["--webhook-secret-file", "secret"]].concat()).await;
    let args = ["connection", "create", "--name", "hub-app", "--source-id"];
    let id = person.json(&["source", "get", "hub"]).await["id"].clone();
    let url = format!("{}/hooks", target.url);
    let ends = [id.as_str().unwrap(), "--destination-name", "app", "--destination-url", &url];
    person.json(&[&args[..], &ends[..]].concat()).await;
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn what_was_recorded_is_replayed_signed_anew_and_asserted() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::answering(|it| {
        let status = if it.path.contains("hooks") { 200 } else { 418 };
        Reply { body: r#"{"taken":true,"n":1}"#.into(), ..Reply::status(status) }
    })
    .await;
    github(&person, &target).await;
    person.run(&["trigger", "github", "push", "--set", "pusher.email=secret@example.com"]).await;
    let sent = target.received(1).await.remove(0);

    let record = ["record", "--source", "hub", "--created-after", "1h", "--count", "1"];
    let said = person.run(&[&record[..], &["--redact", "pusher.email"]].concat()).await;
    assert!(said.ends_with("wrote 1 request to fixtures\n"), "{said}");
    let folder = person.home.path().join("fixtures");
    let [name] = &*files(&folder) else { panic!("{said}") };
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let signature = sent.header("x-hub-signature-256").unwrap();
    assert!(!text.contains(signature) && !text.contains("secret@example.com"), "{text}");
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/fixture.schema.json")).unwrap();
    let fixture: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&fixture), "{text}");

    let replay = ["replay", "fixtures", "--assert", "--junit", "report.xml", "--to"];
    let said = person.run(&[&replay[..], &["hub"]].concat()).await;
    assert!(said.trim_end().ends_with("  ok"), "{said}");
    let again = target.received(2).await.remove(1);
    assert_ne!(again.header("x-hub-signature-256"), Some(signature), "signed anew");
    assert_eq!(again.header("x-github-event"), sent.header("x-github-event"));
    let verified = person.json(&["request", "list"]).await["models"][0]["verified"].clone();
    assert_eq!(verified, true);

    // Once more into the same folder: what is there stays.
    let again = ["record", "--created-after", "1h", "--timeout", "2s"];
    let said = person.run(&again).await;
    assert!(said.contains("is there already") && said.contains("wrote 1 request "), "{said}");
    for extra in files(&folder).iter().filter(|it| *it != name) {
        fs::remove_file(folder.join(extra)).unwrap();
    }

    // The same file, straight to a URL that answers otherwise, and with another expectation.
    let elsewhere = format!("{}/elsewhere", target.url);
    let said = person.run(&[&replay[..], &[&elsewhere]].concat()).await;
    assert!(said.contains("FAILED: it was answered 418, not 200-299"), "{said}");
    assert!(said.ends_with("[exit status: 1]\n"), "{said}");
    let report = fs::read_to_string(person.home.path().join("report.xml")).unwrap();
    assert!(report.contains(r#"tests="1" failures="1""#), "{report}");
    let mut fixture = fixture;
    fixture["expect"] = json!({ "status": "418", "body": { "n": 2 } });
    fs::write(folder.join(name), fixture.to_string()).unwrap();
    let said = person.run(&[&replay[..], &[&elsewhere]].concat()).await;
    assert!(said.contains("FAILED: body.n of the answer is 1, not 2"), "{said}");
    fixture["expect"]["body"] = json!({ "n": { "$gte": 1 } });
    fs::write(folder.join(name), fixture.to_string()).unwrap();
    let said = person.run(&[&replay[..], &[&elsewhere]].concat()).await;
    assert!(said.trim_end().ends_with("  ok"), "{said}");
}

#[tokio::test]
async fn a_replay_that_goes_nowhere_says_why() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let fixture = json!({ "json": { "type": "a" } }).to_string();
    fs::write(person.home.path().join("a.json"), fixture).unwrap();
    person.json(&["source", "create", "--name", "alone"]).await;
    let said = person.run(&["replay", "a.json", "--to", "alone", "--assert"]).await;
    assert!(said.contains("FAILED: no connection made an event of req_"), "{said}");
    let nobody = person.run(&["replay", "a.json", "--to", "http://127.0.0.1:1/"]).await;
    assert!(nobody.contains("FAILED: http://127.0.0.1:1/ did not answer: "), "{nobody}");
    let said = person.run(&["replay", "b.json", "--to", "alone"]).await;
    assert!(said.contains("error: cannot read `b.json`"), "{said}");
    assert!(said.ends_with("[exit status: 2]\n"), "{said}");
}
