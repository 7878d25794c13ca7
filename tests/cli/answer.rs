//! How answers are written: fields, jq, formats; lists that go on; charts.

use std::process::Stdio;

use insta::assert_snapshot;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout};

use crate::support::{PATIENCE, Person, Reply, Served, Target};

/// A command that goes on, line by line; killed when dropped.
struct Going {
    _child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Going {
    fn start(person: &Person, args: &[&str]) -> Self {
        let mut child = person.command(args).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { _child: child, lines }
    }

    async fn line(&mut self) -> String {
        let line = tokio::time::timeout(PATIENCE, self.lines.next_line()).await;
        line.expect("no line came").unwrap().expect("it has ended")
    }
}

async fn two_sources() -> (Served, Person) {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    person.json(&["source", "create", "--name", "shop", "--description", "a, \"b\""]).await;
    person.json(&["source", "create", "--name", "bank"]).await;
    (gateway, person)
}

#[tokio::test]
async fn a_list_is_written_as_it_is_asked_for() {
    let (_gateway, person) = two_sources().await;
    let list = ["source", "list", "--order-by", "name", "--dir", "desc"];
    let fields = [&list[..], &["--fields", "name,description"]].concat();
    assert_snapshot!(person.run(&fields).await, @r#"
    NAME  DESCRIPTION
    shop  a, "b"
    bank
    "#);
    assert_snapshot!(person.run(&[&fields[..], &["--output", "csv"]].concat()).await, @r#"
    name,description
    shop,"a, ""b"""
    bank,
    "#);
    assert_snapshot!(person.run(&[&fields[..], &["--output", "ndjson"]].concat()).await, @r#"
    {"name":"shop","description":"a, \"b\""}
    {"name":"bank","description":null}
    "#);
    let yaml = [&fields[..], &["--output", "yaml", "--all", "--limit", "1"]].concat();
    assert_snapshot!(person.run(&yaml).await, @r#"
    pagination:
      order_by: name
      dir: desc
      limit: 1
      prev: src_********************
    count: 2
    models:
    - name: shop
      description: a, "b"
    - name: bank
      description: null
    "#);
    let jq = [&list[..], &["--jq", ".models[].name"]].concat();
    assert_snapshot!(person.run(&jq).await, @r"
    shop
    bank
    ");
    let one = ["source", "get", "shop", "--fields", "name,config.allowed_http_methods"];
    assert_snapshot!(person.run(&one).await, @r"
    NAME  CONFIG.ALLOWED HTTP METHODS
    shop  POST, PUT, PATCH, DELETE
    ");
}

#[tokio::test]
async fn a_jq_filter_that_cannot_be_is_refused_before_anything_is_asked() {
    let nobody = Person::new();
    assert_snapshot!(nobody.run(&["source", "list", "--jq", ".models[", ]).await, @r"
    ------- stderr -------
    error: invalid value '.models[' for '--jq <FILTER>': this is no jq filter

    For more information, try '--help'.
    [exit status: 2]
    ");
    assert_snapshot!(nobody.run(&["source", "list", "--jq", "nope"]).await, @r"
    ------- stderr -------
    error: invalid value 'nope' for '--jq <FILTER>': jq knows no `nope`

    For more information, try '--help'.
    [exit status: 2]
    ");
}

#[tokio::test]
async fn a_watched_list_is_written_again_when_it_changed() {
    let (_gateway, person) = two_sources().await;
    let count = ["source", "list", "--watch=100ms", "--jq", ".models | length"];
    let mut watched = Going::start(&person, &count);
    assert_eq!(watched.line().await, "2");
    person.json(&["source", "create", "--name", "third"]).await;
    assert_eq!(watched.line().await, "3");
}

#[tokio::test]
async fn a_tail_shows_what_is_there_and_follows_what_becomes_of_it() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let args = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    let ends = ["--destination-name", "d", "--destination-type", "MOCK_API"];
    person.json(&[&args[..], &ends[..]].concat()).await;
    let send = ["send", "shop", "--data", "{}"];
    person.run(&send).await;
    gateway.api().until("/events", |it| it["models"][0]["status"] == "SUCCESSFUL").await;
    assert_snapshot!(person.run(&["event", "tail"]).await, @r"
    ID               CREATED              STATUS      ANSWER  ATTEMPTS  NEXT ATTEMPT  CONNECTION
    evt_***********  ****-**-** **:**:**  SUCCESSFUL  200     1                       web_********************
    ");

    let tail = ["event", "tail", "-f", "-n", "0", "--jq", "[.status, .attempts] | tostring"];
    let mut tail = Going::start(&person, &tail);
    person.json(&["connection", "pause", "orders"]).await;
    // Whatever was sent before the first look is not shown: send until something is.
    let line = loop {
        person.run(&send).await;
        match tokio::time::timeout(std::time::Duration::from_secs(2), tail.line()).await {
            Ok(line) => break line,
            Err(_) => continue,
        }
    };
    assert_eq!(line, r#"["HOLD",0]"#);
    person.json(&["connection", "unpause", "orders"]).await;
    while tail.line().await != r#"["SUCCESSFUL",1]"# {}
}

#[tokio::test]
async fn counts_are_drawn_as_bars() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let args = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    let ends = ["--destination-name", "d", "--destination-type", "MOCK_API"];
    person.json(&[&args[..], &ends[..]].concat()).await;
    for _ in 0..3 {
        person.run(&["send", "shop", "--data", "{}"]).await;
    }
    gateway.api().until("/events?status=SUCCESSFUL", |it| it["count"] == 3).await;
    let plot = ["metrics", "events", "--dimension", "status", "--plot"];
    assert_snapshot!(person.run(&plot).await, @r"
    COUNT
    SUCCESSFUL  3  █████████████████████████████████████████████████████████████████
    ");
}

#[tokio::test]
async fn work_of_many_calls_waits_when_the_api_asks_for_a_pause() {
    let api = Target::answering(|it| match it.number {
        1 => Reply { headers: vec![("retry-after", "1".to_owned())], ..Reply::status(429) },
        _ => Reply {
            body: r#"{"models":[],"count":0,"pagination":{}}"#.into(),
            ..Reply::status(200)
        },
    })
    .await;
    let person = Person::new()
        .with("HOOKPORT_API_URL", &api.url)
        .with("HOOKPORT_API_KEY", "a-key-for-tests-only");
    assert_eq!(person.run(&["event", "tail"]).await, "");
    assert_eq!(api.received(2).await.len(), 2);
}

#[tokio::test]
async fn what_lacks_a_field_has_null_and_ends_no_stream() {
    let api = Target::answering(|it| {
        let body = match it.path.contains("next=") {
            false => {
                r#"{"models":[{"id":"evt_1"},{"id":"evt_2","data":{"body":1}}],"count":2,
                    "pagination":{"next":"evt_2"}}"#
            }
            true => r#"{"models":[{"id":"evt_3"}],"count":1,"pagination":{}}"#,
        };
        Reply { body: body.into(), ..Reply::status(200) }
    })
    .await;
    let person = Person::new().with("HOOKPORT_API_URL", &api.url).with("HOOKPORT_API_KEY", "any");
    let list = ["event", "list", "--all", "--output", "ndjson", "--fields"];
    assert_snapshot!(person.run(&[&list[..], &["id,data.body"]].concat()).await, @r#"
    {"id":"evt_1","data.body":null}
    {"id":"evt_2","data.body":1}
    {"id":"evt_3","data.body":null}
    "#);
    assert_snapshot!(person.run(&[&list[..], &["id,date"]].concat()).await, @r"
    ------- stderr -------
    error: nothing here has a field `date`
    hint: Did you mean `data`?
    [exit status: 2]
    ");
    // The newest stands last there.
    let tail = ["event", "tail", "--output", "ndjson", "--fields", "id,data.body"];
    assert_snapshot!(person.run(&tail).await, @r#"
    {"id":"evt_2","data.body":1}
    {"id":"evt_1","data.body":null}
    "#);
}
