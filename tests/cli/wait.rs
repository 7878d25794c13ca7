//! Scripts that wait for events, and what they are told when none come.

use insta::assert_snapshot;

use crate::support::{Person, Served};

async fn to_a_mock() -> (Served, Person) {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let args = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    let ends = ["--destination-name", "d", "--destination-type", "MOCK_API"];
    person.json(&[&args[..], &ends[..]].concat()).await;
    (gateway, person)
}

#[tokio::test]
async fn waiting_ends_when_so_many_events_match() {
    let (_gateway, person) = to_a_mock().await;
    let wait = ["wait", "event", "--match", "body.type=paid", "--count", "2", "--created-after"];
    let wait =
        [&wait[..], &["1h", "--fields", "status,data.body.n", "--output", "ndjson"]].concat();
    let sending = async {
        for (n, kind) in [(1, "paid"), (2, "other"), (3, "paid"), (4, "paid")] {
            let body = format!(r#"{{"type":"{kind}","n":{n}}}"#);
            person.run(&["send", "shop", "--data", &body]).await;
        }
    };
    let (said, ()) = tokio::join!(person.run(&wait), sending);
    let numbers: Vec<_> = said.lines().filter_map(|it| it.split("body.n\":").nth(1)).collect();
    assert_eq!(numbers, ["1}", "3}"], "{said}");
}

#[tokio::test]
async fn waiting_in_vain_says_what_came_instead() {
    let (_gateway, person) = to_a_mock().await;
    person.run(&["send", "shop", "--data", r#"{"type":"other"}"#]).await;
    let wait = ["wait", "event", "--match", "body.type=paid", "--created-after", "1h"];
    assert_snapshot!(person.run(&[&wait[..], &["--timeout", "1s"]].concat()).await, @r#"
    ------- stderr -------
    error: 0 of 1 events came within 1 s
    hint: evt_*********** does not match: body.type is "other", not "paid".
    [exit status: 124]
    "#);
    assert_snapshot!(person.run(&["wait", "event", "--match", "paid"]).await, @r#"
    ------- stderr -------
    error: invalid value 'paid' for '--match <FILTER>': a filter is JSON, such as {"body":{"type":"a"}}, or one value, such as body.type=a

    For more information, try '--help'.
    [exit status: 2]
    "#);
}
