//! What the gateway keeps goes out in other programs' words, and comes back from theirs.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use insta::assert_snapshot;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::support::{Person, Received, Served, Target};

/// A source `shop` that leads to the target.
async fn shop(person: &Person, target: &Target) -> String {
    let args = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    let ends = ["--destination-name", "app", "--destination-url", &target.url];
    let made = person.json(&[&args[..], &ends].concat()).await;
    made["source"]["url"].as_str().unwrap().to_owned()
}

async fn newest(person: &Person, what: &str) -> String {
    let listed = person.json(&[what, "list", "--limit", "1"]).await;
    listed["models"][0]["id"].as_str().unwrap().to_owned()
}

/// What a command writes, byte for byte.
async fn bytes(person: &Person, args: &[&str]) -> Vec<u8> {
    let output = person.command(args).output().await.unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Bodies that shells, terminals and parsers stumble over.
fn bodies() -> Vec<Vec<u8>> {
    let mut res: Vec<Vec<u8>> = [
        r#"{"it's":"\"quoted\" $HOME `id` \\ !"}"#,
        "'",
        "''\\''",
        "@/etc/passwd",
        "-d",
        "a=1&b=%20+",
        "line\nline\r\n\ttab",
        "\u{1b}[31mred\u{7}",
        "čeština 日本 🦀 \u{85}",
        "%s\\n%d",
        "BODY\n",
        " leading and trailing ",
        "\n",
    ]
    .map(|it| it.as_bytes().to_vec())
    .to_vec();
    res.push((0..=255).collect());
    res.push(b"\0".to_vec());
    // In base64 it is `BODY`.
    res.push(b"\x04\xe0\xd8".to_vec());
    res.push("x'\"".repeat(60_000).into_bytes());
    res
}

/// The headers that a gateway adds; but for what proves who sent it, and the one of which it knows only
/// what the next attempt has.
#[cfg(unix)]
fn added(it: &Received) -> std::collections::BTreeMap<&str, &str> {
    let headers = it.headers.iter().map(|(name, value)| (&**name, &**value));
    let is_added = |it: &str| it.starts_with("x-hookdeck-") || it == "idempotency-key";
    let is_told = |it: &str| !it.ends_with("-signature") && !it.ends_with("-will-retry-after");
    headers.filter(|(it, _)| is_added(it) && is_told(it)).collect()
}

#[cfg(unix)]
#[tokio::test]
async fn what_curl_sends_again_is_what_came_byte_for_byte() {
    if std::process::Command::new("curl").arg("--version").output().is_err() {
        // Its shell's half is tested in `fixture/shell.rs`, without it.
        return;
    }
    let gateway = Served::with(&["--accept-any-content-type", "--api-rate-limit", "0"]).await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    let url = shop(&person, &target).await;
    let http = reqwest::Client::new();
    let mut count = 0;
    for body in bodies() {
        let sent = http.put(format!("{url}/a%20b?q='1'&r[]=$2")).body(body.clone());
        let sent =
            sent.header("content-type", "application/x-odd; a='b'").header("x-dollar", "$(id)");
        assert_eq!(sent.send().await.unwrap().status(), 200);
        count += 1;
        let first = target.received(count).await.pop().unwrap();
        for what in ["request", "event"] {
            let id = newest(&person, what).await;
            let last = target.received(count).await.pop().unwrap();
            if what == "event" {
                gateway.api().until(&format!("/events/{id}"), |it| it["attempts"] == 1).await;
            }
            let command = bytes(&person, &[what, "export", &id]).await;
            let mut shell = tokio::process::Command::new("sh");
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("again.sh"), &command).unwrap();
            shell.arg("again.sh").current_dir(folder.path()).stdin(Stdio::null());
            let ran = shell.output().await.unwrap();
            let shown = String::from_utf8_lossy(&command).chars().take(400).collect::<String>();
            assert!(ran.status.success(), "{shown}\n{}", String::from_utf8_lossy(&ran.stderr));
            count += 1;
            let again = target.received(count).await.pop().unwrap();
            let of = |it: &Received| (it.method.clone(), it.path.clone(), it.body.clone());
            assert_eq!(of(&again), of(&first), "{what}: {shown}");
            for name in ["content-type", "x-dollar"] {
                assert_eq!(again.header(name), first.header(name), "{what}: {shown}");
            }
            if what == "event" {
                // What the gateway added is of the attempt that was made, not of the next one.
                assert_eq!(added(&again), added(&last), "{shown}");
            }
        }
    }
}

#[tokio::test]
async fn secrets_are_left_out_unless_they_are_asked_for() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    shop(&person, &target).await;
    let send = ["send", "shop", "--data", r#"{"id":7}"#, "--path", "/eu", "--query", "a=1"];
    let headers = ["-H", "authorization: Bearer s3cret", "-H", "user-agent: shop"];
    person.run(&[&send[..], &headers].concat()).await;
    target.received(1).await;
    let request = newest(&person, "request").await;
    let export = ["request", "export", &request];
    assert_snapshot!(person.run(&export).await, @r#"
    curl 'http://127.0.0.1:*****/e/src_********************/eu?a=1' \
      -H 'user-agent: shop' \
      -H 'content-type: application/json' \
      --data-raw '{"id":7}'
    ------- stderr -------
    hint: Secrets were left out; `--include-auth` adds authorization.
    "#);
    let all = person.run(&[&export[..], &["--include-auth"]].concat()).await;
    assert!(all.contains("-H 'authorization: Bearer s3cret'") && !all.contains("hint"), "{all}");
    assert_snapshot!(person.run(&[&export[..], &["--as", "httpie"]].concat()).await, @r#"
    http --ignore-stdin POST 'http://127.0.0.1:*****/e/src_********************/eu?a=1' \
      user-agent:shop \
      content-type:application/json \
      --raw='{"id":7}'
    ------- stderr -------
    hint: Secrets were left out; `--include-auth` adds authorization.
    "#);
    assert_snapshot!(person.run(&[&export[..], &["--as", "fixture"]].concat()).await, @r#"
    {
      "method": "POST",
      "path": "/eu",
      "query": "a=1",
      "headers": [
        [
          "authorization",
          "[redacted]"
        ],
        [
          "user-agent",
          "shop"
        ],
        [
          "content-type",
          "application/json"
        ]
      ],
      "json": {
        "id": 7
      }
    }
    ------- stderr -------
    hint: Secrets were left out; `--include-auth` adds authorization.
    "#);
    let raw = [&export[..], &["--as", "raw", "--url", "https://a.test/hooks"]].concat();
    assert_snapshot!(person.run(&raw).await.replace('\r', "␍"), @r#"
    POST /hooks/eu?a=1 HTTP/1.1␍
    host: a.test␍
    user-agent: shop␍
    content-type: application/json␍
    content-length: 8␍
    ␍
    {"id":7}------- stderr -------
    hint: Secrets were left out; `--include-auth` adds authorization.
    "#);
}

#[tokio::test]
async fn a_secret_in_a_url_is_in_no_export_of_an_event_or_attempt() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    let made = json!({
        "name": "keyed",
        "source": { "name": "keyed", "type": "WEBHOOK", "config": {
            "auth_type": "API_KEY", "auth": { "header_key": "x-acme", "api_key": "s3cret" },
        } },
        "destination": { "name": "app", "type": "HTTP", "config": {
            "url": target.url.replace("://", "://user:s3cret@"),
        } },
    });
    gateway.api().put("/connections", &made).await;
    let url = person.json(&["source", "get", "keyed"]).await["url"].clone();
    let url = format!("{}/a//b/?x=1&x-acme=s3cret", url.as_str().unwrap());
    let sent = reqwest::Client::new().post(url).body("{}").send().await.unwrap();
    assert_eq!(sent.status(), 200);
    let came = target.received(1).await.remove(0);
    gateway.api().until("/attempts", |it| it["models"][0]["status"] == "SUCCESSFUL").await;
    for what in ["request", "event", "attempt"] {
        let id = newest(&person, what).await;
        for format in ["curl", "httpie", "har", "raw", "fixture"] {
            let export = [what, "export", &id, "--as", format];
            let said = person.run(&export).await;
            assert!(!said.contains("s3cret"), "{what} as {format}: {said}");
            assert!(said.contains("adds `x-acme` of the query"), "{what} as {format}: {said}");
            let all = person.run(&[&export[..], &["--include-auth"]].concat()).await;
            assert!(all.contains("s3cret"), "{what} as {format}: {all}");
            let has_user = what != "request" && format != "fixture";
            assert_eq!(said.contains("user and password of the URL"), has_user, "{said}");
            let user = "authorization: Basic dXNlcjpzM2NyZXQ=";
            assert_eq!(all.contains(user), has_user && format == "raw", "{what} {format}: {all}");
        }
        // Whatever slashes it has.
        let path = came.path.split('?').next().unwrap();
        let said = person.run(&[what, "export", &id]).await;
        assert!(path.ends_with("/a//b/") && said.contains(&format!("{path}?x=1'")), "{said}");
        let elsewhere = ["--as", "har", "--url", "http://a.test/hooks"];
        let har = bytes(&person, &[&[what, "export", &id][..], &elsewhere].concat()).await;
        let har: Value = serde_json::from_slice(&har).unwrap();
        let request = &har["log"]["entries"][0]["request"];
        assert_eq!(request["url"], "http://a.test/hooks/a//b/?x=1", "{what}");
        assert_eq!(request["queryString"], json!([{ "name": "x", "value": "1" }]), "{what}");
    }
}

#[tokio::test]
async fn many_are_exported_by_what_they_are() {
    let gateway = Served::with(&["--header-prefix", "x-acme"]).await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    let url = shop(&person, &target).await;
    for body in ["1", "2", "3"] {
        person.run(&["send", "shop", "--data", body]).await;
    }
    target.received(3).await;
    gateway.api().until("/events?status=SUCCESSFUL", |it| it["count"] == 3).await;
    let export = ["event", "export", "--created-after", "1h", "--as"];
    let har = bytes(&person, &[&export[..], &["har"]].concat()).await;
    let har: Value = serde_json::from_slice(&har).unwrap();
    let entries = har["log"]["entries"].as_array().unwrap();
    let bodies = entries.iter().map(|it| &it["request"]["postData"]["text"]);
    assert_eq!(bodies.collect::<Vec<_>>(), ["1", "2", "3"]);
    assert!(entries.iter().all(|it| it["response"]["status"] == 200));
    // What the gateway adds goes by the name that it was given.
    let fixtures = bytes(&person, &[&export[..], &["fixture"]].concat()).await;
    let fixtures = String::from_utf8(fixtures).unwrap();
    assert!(!fixtures.contains("x-acme") && !fixtures.contains("idempotency-key"), "{fixtures}");
    let none = ["request", "export", "--source", "shop", "--created-before", "1h", "--as", "raw"];
    assert_snapshot!(person.run(&none).await, @r"
    ------- stderr -------
    no requests
    ");

    let id = newest(&person, "event").await;
    assert_snapshot!(person.run(&["event", "export", &id, "--status", "failed"]).await, @r"
    ------- stderr -------
    error: ids or filters say which ones, not both
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["event", "export"]).await, @r"
    ------- stderr -------
    error: which ones?
    hint: Ids say it, or filters: `hookport event export --created-after 1h`.
    [exit status: 2]
    ");
    let odd = http::HeaderValue::from_bytes(b"caf\xe9").unwrap();
    let sent = reqwest::Client::new().post(&url).header("x-odd", odd).body("{}");
    assert_eq!(sent.send().await.unwrap().status(), 200);
    let id = newest(&person, "request").await;
    let said = person.run(&["request", "export", &id]).await;
    assert!(said.contains("warning: bytes that are no UTF-8 were lost in x-odd\n"), "{said}");
    person.run(&["source", "delete", "shop", "--force"]).await;
    assert_snapshot!(person.run(&["request", "export", &id]).await, @r"
    ------- stderr -------
    error: req_*********** cannot be exported
      caused by: its source is no more
    hint: `--url http://localhost:3000` says where else.
    [exit status: 2]
    ");
    // What proved who sent it is not known any more.
    let elsewhere = ["request", "export", &id, "--as", "raw", "--url", "http://a.test"];
    assert_snapshot!(person.run(&elsewhere).await.replace('\r', "␍"), @r"
    POST / HTTP/1.1␍
    host: a.test␍
    x-odd: caf�␍
    content-length: 2␍
    ␍
    {}------- stderr -------
    warning: bytes that are no UTF-8 were lost in x-odd
    warning: nobody knows any more what proves who sent 1 request: it may be in a body still
    ");
}

#[tokio::test]
async fn what_cannot_be_exported_does_not_keep_the_rest_from_it() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    shop(&person, &target).await;
    let listen = ["listen", &target.address.port().to_string(), "shop", "--output", "ndjson"];
    let mut listen = person.command(&listen).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(listen.stdout.take().unwrap()).lines();
    while !lines.next_line().await.unwrap().expect("it is online").contains(r#""online""#) {}
    person.run(&["send", "shop", "--data", "1", "--path", "/eu"]).await;
    target.received(2).await;
    let settled = "/events?cli_id[all]=true&status=SUCCESSFUL";
    gateway.api().until(settled, |it| it["count"] == 2).await;

    let export = ["event", "export", "--created-after", "1h", "--as"];
    let har = bytes(&person, &[&export[..], &["har"]].concat()).await;
    let har: Value = serde_json::from_slice(&har).unwrap();
    let entries = har["log"]["entries"].as_array().unwrap();
    assert!(entries.iter().all(|it| it["response"]["status"] == 200), "{har}");
    let mut urls: Vec<_> =
        entries.iter().map(|it| it["request"]["url"].as_str().unwrap()).collect();
    urls.sort_by_key(|it| it.len());
    assert_eq!(urls, ["http://localhost/eu", &format!("{}/eu", target.url)]);
    let said = person.run(&[&export[..], &["har"]].concat()).await;
    let stands = "warning: 1 event went to whoever listens, for whom `http://localhost` stands\n";
    assert!(said.ends_with(stands), "{said}");

    let said = person.run(&[&export[..], &["httpie"]].concat()).await;
    assert!(said.starts_with("http --ignore-stdin POST"), "{said}");
    let (_, said) = said.split_once("------- stderr -------\n").unwrap();
    assert_snapshot!(said, @r"
    warning: evt_*********** cannot be exported: it goes to whoever listens
    error: 1 of 2 could not be exported
    hint: `--url http://localhost:3000` says where else.
    [exit status: 1]
    ");

    let event = newest(&person, "event").await;
    let two = ["event", "export", "evt_none", &event, "--as", "har", "--url", "http://a.test"];
    let said = person.run(&two).await;
    let (har, said) = said.split_once("------- stderr -------\n").unwrap();
    let har: Value = serde_json::from_str(har).unwrap();
    assert_eq!(har["log"]["entries"][0]["request"]["url"], "http://a.test/eu");
    assert!(said.contains("cannot be exported: no event has the id"), "{said}");
    assert!(said.ends_with("1 of 2 could not be exported\n[exit status: 1]\n"), "{said}");
}

#[tokio::test]
async fn an_archive_has_an_entry_for_each_attempt_and_comes_back() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::answering(|it| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(br#"{"taken":true}"#).unwrap();
        let body = packed.finish().unwrap().into();
        let headers = [
            ("content-type", "application/json"),
            ("content-encoding", "gzip"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2, c"),
        ];
        let headers = headers.map(|(name, value)| (name, value.to_owned())).to_vec();
        crate::support::Reply {
            body,
            headers,
            ..crate::support::Reply::status(200 + it.number as u16)
        }
    })
    .await;
    shop(&person, &target).await;
    let odd = "a=1&b=\u{e9}";
    person.run(&["send", "shop", "--data", odd, "--path", "/eu"]).await;
    target.received(1).await;
    let event = newest(&person, "event").await;
    person.run(&["event", "retry", &event]).await;
    target.received(2).await;
    gateway.api().until("/attempts", |it| it["count"] == 2).await;

    let archive = bytes(&person, &["event", "export", &event, "--as", "har"]).await;
    let har: Value = serde_json::from_slice(&archive).unwrap();
    let entries = har["log"]["entries"].as_array().unwrap();
    let statuses: Vec<_> = entries.iter().map(|it| &it["response"]["status"]).collect();
    assert_eq!(statuses, [&json!(201), &json!(202)]);
    assert_eq!(har["log"]["version"], "1.2");
    for (entry, number, trigger) in [(&entries[0], "1", "INITIAL"), (&entries[1], "2", "MANUAL")] {
        let headers = entry["request"]["headers"].as_array().unwrap();
        let value = |name: &str| &headers.iter().find(|it| it["name"] == name).unwrap()["value"];
        assert_eq!(value("x-hookdeck-attempt-count"), number);
        assert_eq!(value("x-hookdeck-attempt-trigger"), trigger);
    }
    assert_eq!(entries[0]["request"]["url"], json!(format!("{}/eu", target.url)));
    assert_eq!(entries[0]["request"]["postData"]["text"], odd);
    // However it was packed, and with each of its headers.
    let response = &entries[0]["response"];
    assert_eq!(response["content"]["text"], r#"{"taken":true}"#);
    let cookie = |value: &str| json!({ "name": "set-cookie", "value": value });
    let headers = response["headers"].as_array().unwrap();
    assert!(headers.contains(&cookie("a=1")) && headers.contains(&cookie("b=2, c")), "{response}");
    let shown = person.json(&["attempt", "get", &newest(&person, "attempt").await]).await;
    assert_eq!(shown["response_headers"]["set-cookie"], json!(["a=1", "b=2, c"]));
    let exact = STANDARD.decode(shown["body_base64"].as_str().unwrap()).unwrap();
    assert!(exact.starts_with(b"\x1f\x8b"), "{shown}");
    assert!(entries[0]["time"].as_f64().unwrap() > 0.0, "{}", entries[0]);
    let attempt = newest(&person, "attempt").await;
    let one = bytes(&person, &["attempt", "export", &attempt, "--as", "har"]).await;
    let one: Value = serde_json::from_slice(&one).unwrap();
    assert_eq!(one["log"]["entries"].as_array().unwrap().len(), 1);

    fs::write(person.home.path().join("two.har"), &archive).unwrap();
    let said = person.run(&["send", "shop", "--from", "two.har", "--path", ""]).await;
    assert!(said.contains("sent 2 in "), "{said}");
    for came in target.received(4).await.split_off(2) {
        assert_eq!((&*came.body, &*came.path), (odd.as_bytes(), "/"));
    }
}

#[tokio::test]
async fn what_other_programs_wrote_is_sent_and_kept_as_fixtures() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    let url = shop(&person, &target).await;
    let curl = format!(
        "curl '{url}/eu?a=1' -H 'Content-Type: application/json' -H 'Authorization: x' \\\n  \
         --data-raw $'{{\"it\\'s\":1}}' --compressed | jq ."
    );
    let said = person.run_with(&["send", "shop", "--from", "-"], &curl).await;
    assert!(said.contains("200 OK"), "{said}");
    let came = target.received(1).await.remove(0);
    assert_eq!((&*came.body, &*came.path), (&br#"{"it's":1}"#[..], "/eu?a=1"));
    assert_eq!(came.header("authorization"), Some("x"));

    let said = person.run_with(&["record", "--from", "-"], &curl).await;
    assert_snapshot!(said, @r"
    fixtures/stdin.json
    ------- stderr -------
    wrote 1 request to fixtures
    ");
    let kept = fs::read_to_string(person.home.path().join("fixtures/stdin.json")).unwrap();
    assert!(kept.contains("[redacted]") && !kept.contains("\"x\""), "{kept}");

    // A list of the API, in both ways to write it.
    let list = ["request", "list", "--limit", "1", "--include-data", "--output"];
    for (format, number) in [("json", 2), ("ndjson", 3)] {
        let listed = bytes(&person, &[&list[..], &[format]].concat()).await;
        fs::write(person.home.path().join("list"), listed).unwrap();
        let said = person.run(&["send", "shop", "--from", "list"]).await;
        assert!(said.contains("200 OK"), "{said}");
        assert_eq!(target.received(number).await[number - 1].body, came.body);
    }
    // What a listener wrote.
    let lines = [
        json!({ "type": "ready", "at": "2026-11-24T08:00:00.000Z", "sources": [] }),
        json!({ "type": "attempt", "at": "2026-11-24T08:00:00.000Z", "request": {
            "id": "req_1", "method": "PUT", "path": "/", "query": "b=2",
            "headers": [["x-hookdeck-eventid", "evt_1"], ["x-a", "1"], ["x-a", "2"]],
            "body": "eyJhIjoxfQ==", "encoding": "base64",
        } }),
    ];
    let lines: String = lines.iter().map(|it| format!("{it}\n")).collect();
    let said = person.run_with(&["send", "shop", "--from", "-"], &lines).await;
    assert!(said.contains("200 OK"), "{said}");
    let came = target.received(4).await.remove(3);
    assert_eq!((&*came.method, &*came.path, &*came.body), ("PUT", "/?b=2", &b"{\"a\":1}"[..]));

    // Standard input is what the command has, unless the command itself comes from there.
    let curl = "curl --data-binary @- -H content-type:text/plain http://a.test/";
    fs::write(person.home.path().join("again.sh"), curl).unwrap();
    let said = person.run_with(&["send", "shop", "--from", "again.sh"], "typed").await;
    assert!(said.contains("200 OK"), "{said}");
    assert_eq!(target.received(5).await.remove(4).body, "typed");
    let said = person.run_with(&["send", "shop", "--from", "-"], curl).await;
    assert!(said.contains("`@-` is where the command itself comes from"), "{said}");

    let bare = bytes(&person, &["request", "list", "--output", "json"]).await;
    let bare = String::from_utf8(bare).unwrap();
    let said = person.run_with(&["send", "shop", "--from", "-"], &bare).await;
    assert!(said.contains("has no content, which `--include-data` adds to a list"), "{said}");
    let said = person.run_with(&["send", "shop", "--from", "-"], "wget a.test").await;
    assert_snapshot!(said, @r"
    ------- stderr -------
    error: `-` is no fixture: it holds neither JSON nor a curl command
    hint: HAR, curl commands, and JSON of `listen` and of lists are read too.
    [exit status: 2]
    ");
}

#[tokio::test]
async fn a_bookmark_is_a_named_fixture() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let target = Target::start().await;
    shop(&person, &target).await;
    person.run(&["send", "shop", "--data", r#"{"total":9000}"#, "--path", "/eu"]).await;
    target.received(1).await;
    let event = newest(&person, "event").await;
    let made = person.json(&["bookmark", "create", &event, "--name", "big-order"]).await;
    assert_eq!((&made["alias"], &made["label"]), (&json!("big-order"), &json!("big-order")));
    assert_snapshot!(person.run(&["trigger", "big-order"]).await, @r"
    evt_***********
    ------- stderr -------
    triggered bookmark bmk_********************
    ");
    let again = target.received(2).await.remove(1);
    assert_eq!((&*again.body, &*again.path), (&br#"{"total":9000}"#[..], "/eu"));
    for extra in [&["push"][..], &["--source", "shop"], &["--set", "total=1"], &["--secret", "-"]] {
        let said = person.run_with(&[&["trigger", "big-order"], extra].concat(), "s").await;
        assert!(said.contains("the bookmark `big-order` is sent as it was kept"), "{said}");
        assert!(said.ends_with("[exit status: 2]\n"), "{said}");
    }
    let fixture = bytes(&person, &["bookmark", "export", "big-order", "--as", "fixture"]).await;
    let fixture: Value = serde_json::from_slice(&fixture).unwrap();
    assert_eq!((&fixture["json"], &fixture["path"]), (&json!({ "total": 9000 }), &json!("/eu")));
    person.run(&["connection", "delete", "orders", "--force"]).await;
    let export = ["bookmark", "export", "big-order", "--as", "httpie"];
    assert_snapshot!(person.run(&export).await, @r"
    ------- stderr -------
    error: bmk_******************** cannot be exported
      caused by: its connection is no more
    hint: `--url http://localhost:3000` says where else.
    [exit status: 2]
    ");
    let elsewhere = [&export[..], &["--url", "http://a.test"]].concat();
    let said = person.run(&elsewhere).await;
    assert!(said.contains("http://a.test/eu"), "{said}");
    assert!(
        said.contains("warning: nobody knows any more what proves who sent 1 bookmark"),
        "{said}"
    );
    assert_snapshot!(person.run(&["trigger", "small-order"]).await, @r"
    ------- stderr -------
    error: no provider is called `small-order`
    hint: `hookport trigger --list` shows all.
    hint: `hookport bookmark list` shows what is kept under a name.
    [exit status: 2]
    ");
    assert_snapshot!(person.run(&["bookmark", "create"]).await, @r"
    ------- stderr -------
    error: the following required arguments were not provided:
      <EVENT>

    Usage: hookport bookmark create --api-url <URL> <EVENT>

    For more information, try '--help'.
    [exit status: 2]
    ");
}
