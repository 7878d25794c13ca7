//! `hookport listen` as a process of its own, between a real gateway and a real target.

mod expect;
#[cfg(unix)]
mod way;

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStdout, Command};

use crate::support::{Api, KEY, PATIENCE, Reply, Served, Target, hookport};

const SCHEMA: &str = include_str!("../../docs/listen-ndjson.schema.json");

/// A listener that says what happens in JSON; each line is held against the published schema.
struct Listening {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    schema: jsonschema::Validator,
    ready: Value,
}

impl Listening {
    /// Starts it, and returns once its line to the gateway is open.
    async fn start(gateway: &Served, args: &[&str]) -> Self {
        let mut command = hookport(&gateway.home);
        command.args(["listen", "--output", "ndjson", "--api-url", &gateway.url]).args(args);
        Self::reading(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()).await
    }

    /// Reads what one says that was started already, until its line to the gateway is open.
    async fn reading(mut child: Child) -> Self {
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let schema = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
        let mut listening = Self { child, lines, schema, ready: Value::Null };
        listening.ready = listening.next("ready").await;
        listening.next("online").await;
        listening
    }

    /// The URL of its source with this name.
    fn url(&self, source: &str) -> String {
        let sources = self.ready["sources"].as_array().unwrap();
        let found = sources.iter().find(|it| it["name"] == source);
        found.unwrap()["url"].as_str().unwrap().to_owned()
    }

    /// The next object of a type; those of other types are passed over.
    async fn next(&mut self, wanted: &str) -> Value {
        loop {
            let line = tokio::time::timeout(PATIENCE, self.lines.next_line()).await;
            let line = line.unwrap_or_else(|_| panic!("no {wanted} came")).unwrap();
            let Some(line) = line else { panic!("it ended: {}", self.said().await) };
            let object: Value = serde_json::from_str(&line).unwrap();
            if let Err(error) = self.schema.validate(&object) {
                panic!("{line}\n{error}");
            }
            if object["type"] == wanted {
                return object;
            }
        }
    }

    async fn said(&mut self) -> String {
        let mut said = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            stderr.read_to_string(&mut said).await.unwrap();
        }
        said
    }

    /// Ctrl-C; answers its last object and how it ended.
    #[cfg(unix)]
    async fn interrupt(mut self) -> (Value, ExitStatus) {
        let kill = format!("kill -INT {}", self.child.id().unwrap());
        assert!(Command::new("sh").args(["-c", &kill]).status().await.unwrap().success());
        let summary = self.next("summary").await;
        (summary, tokio::time::timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap())
    }
}

fn port(target: &Target) -> String {
    target.address.port().to_string()
}

#[cfg(unix)]
#[tokio::test]
async fn an_event_travels_to_the_target_and_its_answer_back() {
    let gateway = Served::with(&["--accept-any-content-type"]).await;
    let target = Target::answering(|_| Reply {
        headers: vec![("x-shop", "open".to_owned()), ("x-shop", "late".to_owned())],
        body: "\u{1F44D} taken".into(),
        ..Reply::status(201)
    })
    .await;
    let mut listening = Listening::start(&gateway, &[&port(&target), "shop"]).await;
    let body: Vec<u8> = (0..=255).collect();
    let url = format!("{}/orders?x=1&x=2", listening.url("shop"));
    gateway.api().send(&url, "image/x-nothing", body.clone()).await;

    let received = target.received(1).await.remove(0);
    assert_eq!((received.method.as_str(), received.path.as_str()), ("POST", "/orders?x=1&x=2"));
    assert_eq!(received.body, body);
    assert_eq!(received.header("content-type"), Some("image/x-nothing"));

    let attempt = listening.next("attempt").await;
    assert_eq!(attempt["request"]["encoding"], "base64");
    assert_eq!(attempt["request"]["query"], "x=1&x=2");
    let response = listening.next("response").await;
    assert_eq!(response["attempt"], attempt["attempt"]);
    assert_eq!((&response["status"], &response["body"]), (&json!(201), &json!("\u{1F44D} taken")));
    let headers = response["headers"].as_array().unwrap();
    assert!(headers.contains(&json!(["x-shop", "open"])));
    assert!(headers.contains(&json!(["x-shop", "late"])));

    let event = format!("/events/{}", attempt["event"].as_str().unwrap());
    let event = gateway.api().until(&event, |it| it["status"] == "SUCCESSFUL").await;
    assert_eq!(event["response_status"], 201);
    assert_eq!(event["cli_id"], listening.ready["session"]);

    let (summary, status) = listening.interrupt().await;
    assert_eq!((&summary["attempts"], &summary["succeeded"]), (&json!(1), &json!(1)));
    assert!(status.success(), "{status}");
}

#[tokio::test]
async fn a_target_that_is_down_is_warned_of_and_named_as_the_reason() {
    let gateway = Served::start().await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let args = [&*nobody.to_string(), "shop"];
    let mut listening = Listening::start(&gateway, &args).await;
    gateway.api().send(&listening.url("shop"), "application/json", "{}").await;
    let failure = listening.next("failure").await;
    assert_eq!(
        (&failure["reason"], &failure["code"]),
        (&json!("refused"), &json!("CONNECTION_REFUSED"))
    );
}

#[tokio::test]
async fn a_target_that_is_slow_is_given_up_after_the_timeout() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply { after: PATIENCE * 2, ..Reply::status(200) }).await;
    let args = [&*port(&target), "shop", "--timeout", "300ms"];
    let mut listening = Listening::start(&gateway, &args).await;
    gateway.api().send(&listening.url("shop"), "application/json", "{}").await;
    let failure = listening.next("failure").await;
    assert_eq!(failure["reason"], "timeout");
    assert!(failure["ms"].as_f64().unwrap() >= 300.0);
}

#[tokio::test]
async fn a_target_that_dies_with_a_request_in_hand_is_told_as_reset() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply { after: PATIENCE * 2, ..Reply::status(200) }).await;
    let mut listening = Listening::start(&gateway, &[&port(&target), "shop"]).await;
    gateway.api().send(&listening.url("shop"), "application/json", "{}").await;
    target.received(1).await;
    // Its sockets go as they do when a process is killed.
    drop(target);
    assert_eq!(listening.next("failure").await["reason"], "reset");
}

#[tokio::test]
async fn a_gateway_that_dies_and_comes_back_is_told_and_nothing_is_lost() {
    let mut gateway = Served::start().await;
    let target = Target::start().await;
    let mut listening = Listening::start(&gateway, &[&port(&target), "shop"]).await;
    let url = listening.url("shop");
    gateway.api().send(&url, "application/json", r#"{"n":1}"#).await;
    listening.next("response").await;
    gateway.kill().await;
    let offline = listening.next("offline").await;
    assert!(offline["retry_in_ms"].as_f64().unwrap() > 0.0);
    gateway.restart().await;
    // Whether it is back by then or not, the session is remembered and the event waits for it.
    gateway.api().send(&url, "application/json", r#"{"n":2}"#).await;
    listening.next("online").await;
    assert_eq!(target.received(2).await[1].body, r#"{"n":2}"#);
    listening.next("response").await;
}

/// Holds the first request that comes for ever, and takes all others.
async fn holds_the_first() -> Target {
    let long = |number| if number == 1 { PATIENCE * 10 } else { Duration::ZERO };
    Target::answering(move |it| Reply { after: long(it.number), ..Reply::status(200) }).await
}

/// Waits until so many events of listeners are there and all of them succeeded.
async fn all_succeeded(api: &Api, count: usize) {
    let done = |it: &Value| it["status"] == "SUCCESSFUL" && it["attempts"] == 1;
    api.until("/events?cli_id[any]=true", |it| {
        let events = it["models"].as_array().unwrap();
        events.len() == count && events.iter().all(done)
    })
    .await;
}

/// How often each body came.
fn bodies(target: &Target) -> Vec<String> {
    let text = |it: crate::support::Received| String::from_utf8(it.body.to_vec()).unwrap();
    let mut res = Vec::from_iter(target.so_far().into_iter().map(text));
    res.sort();
    res
}

#[tokio::test]
async fn a_killed_listener_gets_what_it_was_owed_when_it_is_started_again() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = holds_the_first().await;
    let args = [&*port(&target), "shop"];
    let mut listening = Listening::start(&gateway, &args).await;
    let (url, session) = (listening.url("shop"), listening.ready["session"].clone());
    api.send(&url, "application/json", "1").await;
    target.received(1).await;
    listening.child.kill().await.unwrap();
    for body in ["2", "3"] {
        api.send(&url, "application/json", body).await;
    }

    let listening = Listening::start(&gateway, &args).await;
    assert_eq!(listening.ready["session"], session);
    all_succeeded(&api, 3).await;
    // The first was in the target's hands when the listener died, and only that comes twice.
    assert_eq!(bodies(&target), ["1", "1", "2", "3"]);
    // Nobody else is expected any more: one event for each request.
    api.send(&url, "application/json", "4").await;
    all_succeeded(&api, 4).await;

    // One that runs keeps its session for itself, and one that said good-bye is not gone on for.
    let other = Listening::start(&gateway, &args).await;
    assert_ne!(other.ready["session"], session);
    #[cfg(unix)]
    {
        listening.interrupt().await;
        let next = Listening::start(&gateway, &args).await;
        assert_ne!(next.ready["session"], session);
    }
}

#[tokio::test]
async fn what_a_gateway_in_the_same_process_accepted_is_delivered_after_a_kill() {
    let home = TempDir::new().unwrap();
    let target = holds_the_first().await;
    let start = || {
        let mut command = hookport(&home);
        // One at a time, so that the others are still to be sent when it is killed.
        let args = ["listen", &port(&target), "--max-connections", "1", "--output", "ndjson"];
        command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        Listening::reading(command.spawn().unwrap())
    };
    let mut listening = start().await;
    let (url, session) = (listening.url("default"), listening.ready["session"].clone());
    for body in ["1", "2", "3"] {
        Api::new("", "").send(&url, "application/json", body).await;
    }
    target.received(1).await;
    listening.child.kill().await.unwrap();

    let listening = start().await;
    assert_eq!(listening.ready["session"], session);
    let url = listening.url("default");
    let gateway = url.split_once("/e/").unwrap().0;
    all_succeeded(&Api::new(gateway, KEY), 3).await;
    assert_eq!(bodies(&target), ["1", "1", "2", "3"]);
}

#[tokio::test]
async fn filters_keep_other_events_away() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let filter = r#"{"kind": {"$startsWith": "invoice."}}"#;
    let args = [&*port(&target), "shop", "--filter-body", filter];
    let mut listening = Listening::start(&gateway, &args).await;
    for kind in ["customer.created", "invoice.paid"] {
        let body = json!({"kind": kind}).to_string();
        gateway.api().send(&listening.url("shop"), "application/json", body).await;
    }
    let attempt = listening.next("attempt").await;
    assert!(attempt["request"]["body"].as_str().unwrap().contains("invoice.paid"));
    listening.next("response").await;
    assert_eq!(target.so_far().len(), 1);
    let requests = gateway.api().get("/requests?dir=asc").await;
    let id = requests["models"][0]["id"].as_str().unwrap();
    let ignored = gateway.api().get(&format!("/requests/{id}/ignored_events")).await;
    assert_eq!(ignored["models"][0]["cause"], "FILTERED", "somebody listens: {ignored}");
}

#[tokio::test]
async fn several_sources_come_through_one_process() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let mut listening = Listening::start(&gateway, &[&port(&target), "stripe,github"]).await;
    for (source, path) in [("stripe", "/s"), ("github", "/g")] {
        let url = format!("{}{path}", listening.url(source));
        gateway.api().send(&url, "application/json", "{}").await;
        let connection = listening.next("attempt").await["connection"].clone();
        let connections = listening.ready["connections"].as_array().unwrap();
        let connection = connections.iter().find(|it| it["id"] == connection).unwrap();
        assert_eq!(connection["name"], format!("cli-{source}"));
    }
    let paths: Vec<_> = target.received(2).await.into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["/s", "/g"]);
    // All of them are there under their names the next time.
    let again = Listening::start(&gateway, &[&port(&target), "*"]).await;
    assert_eq!(again.ready["sources"].as_array().unwrap().len(), 2);
    assert_eq!(again.ready["connections"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_path_is_kept_at_the_destination_and_put_before_the_requests_own() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    for (count, path, expected) in [(1, "/hooks", "/hooks/a"), (2, "/other", "/other/a")] {
        let args = [&*port(&target), "shop", "--path", path];
        let mut listening = Listening::start(&gateway, &args).await;
        assert_eq!(listening.ready["connections"][0]["path"], path);
        let url = format!("{}/a", listening.url("shop"));
        gateway.api().send(&url, "application/json", "{}").await;
        listening.next("response").await;
        assert_eq!(target.so_far().last().unwrap().path, expected);
        // A listener that is killed before its answer is recorded leaves the event to the next one.
        let delivered = "/events?status=SUCCESSFUL&cli_id[any]=true";
        gateway.api().until(delivered, |it| it["count"] == count).await;
    }
}

#[tokio::test]
async fn alone_on_a_new_machine_it_starts_a_gateway_and_says_where_to_send() {
    let home = TempDir::new().unwrap();
    let target = Target::start().await;
    let mut command = hookport(&home);
    command.args(["listen", &port(&target)]);
    // Like a small container, which has no certificates: over plain HTTP nothing needs them.
    command.env("SSL_CERT_FILE", "/nowhere").env("SSL_CERT_DIR", "/nowhere");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut until = async |wanted: &str| {
        let mut all = String::new();
        loop {
            let line = tokio::time::timeout(PATIENCE, said.next_line()).await;
            let Some(line) = line.unwrap().unwrap() else { panic!("it ended:\n{all}") };
            if line.contains(wanted) {
                return line;
            }
            all += &(line + "\n");
        }
    };
    let hint = until("curl").await;
    until("Connected").await;
    let url = hint.split_whitespace().find(|it| it.starts_with("http")).unwrap();
    let form = "application/x-www-form-urlencoded";
    Api::new("", "").send(url, form, "hello=world").await;
    let received = target.received(1).await.remove(0);
    assert_eq!(received.body, "hello=world");
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = tokio::time::timeout(PATIENCE, answers.next_line()).await.unwrap().unwrap().unwrap();
    assert!(line.contains(" 200 ") && line.contains("default"), "{line}");
}

/// The first runs a gateway that the second uses too.
#[cfg(unix)]
#[tokio::test]
async fn a_gateway_that_ends_with_its_listener_goes_on_with_another() {
    let home = TempDir::new().unwrap();
    let target = Target::start().await;
    let start = async |source: &str| {
        let mut command = hookport(&home);
        command.args(["listen", &port(&target), source, "--output", "ndjson"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        Listening::reading(child).await
    };
    let first = start("shop").await;
    let mut second = start("orders").await;
    let (_, status) = first.interrupt().await;
    assert!(status.success());
    second.next("offline").await;
    second.next("online").await;
    Api::new("", "").send(&second.url("orders"), "text/plain", "still there").await;
    assert_eq!(target.received(1).await.remove(0).body, "still there");
    let (summary, status) = second.interrupt().await;
    assert!(status.success(), "{summary}");
}

#[tokio::test]
async fn what_makes_no_sense_ends_with_status_2_and_says_why() {
    let home = TempDir::new().unwrap();
    for (args, expected) in [
        (&["listen"][..], "nothing says where what comes from `default` is to go"),
        (&["listen", "--route", "a=3000", "b"], "neither a port nor a URL"),
        (&["listen", "stripe"], "neither a port nor a URL"),
        (&["listen", "http://localhost:3000/?x=1"], "no `?`"),
        (&["listen", "3000", "a", "--filter-body", "{"], "it is not JSON"),
        (&["listen", "3000", "a,b", "--path", "/x"], "--path is for one source"),
        (&["listen", "3000", "a", "--path", "x"], "a path begins with `/`"),
        (&["listen", "3000", "a", "--output", "JSON"], "possible values"),
        (&["listen", "3000", "a", "--max-connections", "0"], "--max-connections"),
        (&["listen", "3000", "a", "b", "c"], "unexpected argument"),
        (&["listen", "3000", "--hold", "s:5xx"], "ask about an answer"),
        (&["listen", "3000", "--hold", " "], "`/` holds everything"),
        (&["listen", "3000", "--hold", "/"], "there is no terminal"),
        (&["listen", "3000", "--hold", "/", "-o", "quiet"], "`--output` says"),
        (&["listen", "3000", "--hold", "/", "--", "x"], "writes on the same screen"),
    ] {
        let output = hookport(&home).args(args).output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains(expected), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[tokio::test]
async fn a_connection_that_is_not_there_ends_with_status_4() {
    let gateway = Served::start().await;
    let args = ["listen", "3000", "shop", "cli-other", "--api-url", &gateway.url];
    let output = hookport(&gateway.home).args(args).output();
    let output = tokio::time::timeout(Duration::from_secs(20), output).await.unwrap().unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`cli-other`"));
}

#[tokio::test]
async fn a_connection_that_is_disabled_is_said() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let connection = json!({
        "name": "cli-shop",
        "source": {"name": "shop"},
        "destination": {"name": "cli-shop", "type": "CLI", "config": {"path": "/"}},
    });
    let connection = api.put("/connections", &connection).await;
    let disable = format!("/connections/{}/disable", connection["id"].as_str().unwrap());
    api.put(&disable, &json!({})).await;
    let args = ["listen", "3000", "shop", "--api-url", &gateway.url];
    let output = hookport(&gateway.home).args(args).output();
    let output = tokio::time::timeout(Duration::from_secs(20), output).await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("hookport connection enable cli-shop"), "{said}");
}
