//! What fails around a gateway, one thing at a time: targets, senders, sockets, disk, folder.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::support::{Api, KEY, PATIENCE, Reply, Served, Target, hookport};

/// Longer than any test.
const FOR_EVER: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_slow_target_delays_no_other() {
    let slow = Target::answering(|_| Reply { after: FOR_EVER, ..Reply::status(200) }).await;
    let quick = Target::start().await;
    let served = Served::with(&["--api-rate-limit", "0"]).await;
    let api = served.api();
    let slowly = source(&api.connect("slow", &slow.url, &json!([])).await);
    let quickly = source(&api.connect("quick", &quick.url, &json!([])).await);
    for _ in 0..50 {
        api.send(&slowly, "text/plain", "slow").await;
    }
    for number in 0..20 {
        api.send(&quickly, "text/plain", "quick").await;
        quick.received(number + 1).await;
    }
    let all = |it: &Value| it["models"].as_array().unwrap().len() == 20;
    api.until("/events?status=SUCCESSFUL", all).await;
}

#[tokio::test]
async fn an_event_whose_target_died_over_it_comes_again() {
    let dying = Target::answering(|_| Reply { after: FOR_EVER, ..Reply::status(200) }).await;
    let address = dying.address;
    let served = Served::start().await;
    let api = served.api();
    let retry = json!([{"type": "retry", "strategy": "linear", "interval": 100, "count": 50}]);
    let url = source(&api.connect("dying", &dying.url, &retry).await);
    api.send(&url, "text/plain", "once more").await;
    let first = dying.received(1).await;
    drop(dying);

    // Down for good for a moment, so that a connection is refused too.
    let refused = api.until("/events", |it| it["models"][0]["error_code"] == "CONNECTION_REFUSED");
    let event = refused.await["models"][0]["id"].as_str().unwrap().to_owned();
    let revived = Target::at(address, |_| Reply::status(200)).await;
    let again = revived.received(1).await;
    assert_eq!(again[0].body, first[0].body);
    assert_eq!(again[0].header("x-hookdeck-eventid"), Some(event.as_str()));
    api.until("/events", |it| it["models"][0]["status"] == "SUCCESSFUL").await;
    let attempts = api.get(&format!("/attempts?event_id={event}&dir=asc")).await;
    let code = &attempts["models"][0]["error_code"];
    assert!(code == "CONNECTION_RESET" || code == "SOCKET_CLOSED", "{attempts}");
}

#[tokio::test]
async fn a_head_that_does_not_end_is_cut_off() {
    let served = Served::with(&["--header-timeout", "1s"]).await;
    let mut stream = TcpStream::connect(served.url.trim_start_matches("http://")).await.unwrap();
    stream.write_all(b"POST / HTTP/1.1\r\nhost: somewhere\r\nx-more: ").await.unwrap();
    let mut rest = Vec::new();
    let closed = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
    assert!(closed.is_ok(), "it still waits for the rest of the head");
}

#[tokio::test]
async fn a_body_that_breaks_off_makes_no_event() {
    let target = Target::start().await;
    let served = Served::start().await;
    let api = served.api();
    let url = source(&api.connect("half", &target.url, &json!([])).await);
    let path = url.strip_prefix(&served.url).unwrap();
    let mut stream = TcpStream::connect(served.url.trim_start_matches("http://")).await.unwrap();
    let half = format!(
        "POST {path} HTTP/1.1\r\nhost: somewhere\r\ncontent-type: text/plain\r\n\
         content-length: 1000\r\n\r\nhalf"
    );
    stream.write_all(half.as_bytes()).await.unwrap();
    drop(stream);
    api.send(&url, "text/plain", "whole").await;
    assert_eq!(target.received(1).await[0].body, "whole");
    assert_eq!(api.get("/events").await["models"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_and_recorded() {
    let target = Target::start().await;
    let served = Served::with(&["--body-limit", "1000"]).await;
    let api = served.api();
    let url = source(&api.connect("long", &target.url, &json!([])).await);
    let send = |length| {
        let request = Client::builder().no_proxy().build().unwrap().post(&url);
        request.header("content-type", "text/plain").body("x".repeat(length)).send()
    };
    assert_eq!(send(1001).await.unwrap().status(), 413);
    assert_eq!(send(1000).await.unwrap().status(), 200);
    let requests = api.get("/requests?status=rejected").await;
    assert_eq!(requests["models"].as_array().unwrap().len(), 1, "{requests}");
    assert_eq!(requests["models"][0]["rejection_cause"], "PAYLOAD_TOO_LARGE");
    assert_eq!(target.received(1).await[0].body.len(), 1000);
}

#[tokio::test]
async fn bodies_that_do_not_end_fill_no_memory_and_stop_no_small_one() {
    let target = Target::start().await;
    let served = Served::start().await;
    let api = served.api();
    let url = source(&api.connect("flood", &target.url, &json!([])).await);
    let path = url.strip_prefix(&served.url).unwrap();
    let body = 10 << 20;
    // Seven of them are more than there is room for; each is a byte short of its end.
    let flood = (0..7).map(|_| {
        let address = served.url.trim_start_matches("http://");
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: somewhere\r\ncontent-type: text/plain\r\n\
             content-length: {body}\r\n\r\n"
        );
        Box::pin(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            // Fails for one that was refused before it sent everything.
            let _ = stream.write_all(&vec![b'x'; body - 1]).await;
            let mut answer = vec![0; 1024];
            let length = stream.read(&mut answer).await.unwrap();
            String::from_utf8_lossy(&answer[..length]).into_owned()
        })
    });
    let first = futures_util::future::select_all(flood);
    let (answer, _, still_there) = tokio::time::timeout(PATIENCE, first).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.contains("\r\nretry-after: 1\r\n"), "{answer}");
    api.send(&url, "text/plain", "small").await;
    assert_eq!(target.received(1).await[0].body, "small");
    drop(still_there);
    assert_eq!(count(&api, "/requests").await, 1);
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let served = Served::start().await;
    let request = Client::builder().no_proxy().build().unwrap().get(&served.url);
    let answer = request.header("x-long", "x".repeat(300_000)).send().await.unwrap();
    assert_eq!(answer.status(), 431);
}

#[tokio::test]
async fn garbage_on_a_relay_socket_ends_that_socket_only() {
    let target = Target::start().await;
    let served = Served::start().await;
    let api = served.api();
    let cli = json!({"name": "cli", "source": {"name": "cli"},
        "destination": {"name": "cli", "type": "CLI", "config": {"path": "/"}}});
    let connection = api.put("/connections", &cli).await;
    let session = api.post("/cli-sessions", &json!({"webhook_ids": [connection["id"]]})).await;
    let garbage: [(&str, &str, Message); 5] = [
        ("/relay", "hookport-relay-v2", Message::binary(vec![0xff; 100])),
        ("/relay", "hookport-relay-v2", Message::binary(vec![])),
        ("/relay", "hookport-relay-v2", Message::text("{}")),
        ("/", "hookdeckcli-devproxy-v1", Message::binary(vec![0; 10])),
        ("/", "hookdeckcli-devproxy-v1", Message::text("{\"event\":")),
    ];
    for (path, dialect, message) in garbage {
        let url = format!("{}{path}", served.url.replace("http", "ws"));
        let mut request = url.into_client_request().unwrap();
        for (name, value) in [
            ("authorization", format!("Bearer {KEY}").as_str()),
            ("sec-websocket-protocol", dialect),
            ("websocket-id", session["id"].as_str().unwrap()),
            ("x-webhook-ids", connection["id"].as_str().unwrap()),
        ] {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        socket.send(message.clone()).await.unwrap();
        let closing = async {
            while let Some(Ok(message)) = socket.next().await {
                if let Message::Close(frame) = message {
                    return frame.map(|it| u16::from(it.code));
                }
            }
            None
        };
        let code = tokio::time::timeout(PATIENCE, closing).await;
        assert!(matches!(code, Ok(Some(1002 | 1003))), "{dialect} {message:?}: {code:?}");
    }
    // No WebSocket at all after the handshake's first half.
    let mut raw = TcpStream::connect(served.url.trim_start_matches("http://")).await.unwrap();
    raw.write_all(&[0x81, 0xfe, 0xff, 0xff, 0x00]).await.unwrap();

    let url = source(&api.connect("http", &target.url, &json!([])).await);
    api.send(&url, "text/plain", "still here").await;
    assert_eq!(target.received(1).await[0].body, "still here");
}

#[tokio::test]
async fn a_second_gateway_on_a_folder_is_refused() {
    let served = Served::start().await;
    let error = refusal(&mut serve_in(&served.home, &served.home.path().join("data"))).await;
    assert!(error.contains("another gateway is using"), "{error}");
    served.api().get("/sources").await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_cannot_be_written_to_is_named_at_the_start() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = refusal(&mut serve_in(&home, &file.join("data"))).await;
    assert!(error.contains(file.to_str().unwrap()), "{error}");

    // Permissions do not stop root, a read-only file system does.
    let Some(mut command) = with_mount(&home, "ro").await else { return };
    let data = home.path().join("data");
    command.arg(env!("CARGO_BIN_EXE_hookport")).args(["serve", "--listen", "127.0.0.1:0"]);
    let error = refusal(command.arg("--data-dir").arg(&data)).await;
    assert!(error.contains(data.to_str().unwrap()), "{error}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_refuses_and_loses_nothing() {
    let home = tempfile::tempdir().unwrap();
    let Some(command) = with_mount(&home, "size=8m").await else { return };
    let served = Served::through(command, home, &["--api-rate-limit", "0"]).await;
    let (api, target) = (served.api(), Target::start().await);
    let url = source(&api.connect("full", &target.url, &json!([])).await);
    let client = Client::builder().no_proxy().build().unwrap();
    let send = async |number: usize| {
        let body = format!("{number} {}", "x".repeat(4000));
        let request = client.post(&url).header("content-type", "text/plain").body(body);
        let response = request.send().await.unwrap();
        if response.status() == 503 {
            assert!(response.headers().contains_key("retry-after"));
        }
        response.status().as_u16()
    };
    let mut accepted = Vec::new();

    // The mount is the gateway's own; the only way to it from outside is through the gateway.
    let ballast = format!("/proc/{}/root{}", served.pid(), served.home.path().display());
    let ballast = Path::new(&ballast).join("data/ballast");
    fill(&ballast);
    let mut refused = 0;
    for number in 0..5000 {
        match send(number).await {
            200 => accepted.push(number),
            503 => refused += 1,
            status => panic!("a source answered {status} when the disk was full"),
        }
        if refused == 20 {
            break;
        }
    }
    assert_eq!(refused, 20, "the disk never got full");
    let ready = client.get(format!("{}/readyz", served.url)).send().await.unwrap();
    assert_eq!(ready.status(), 503);
    let shown = api.get("/requests?limit=1").await;
    assert!(shown["models"].is_array(), "a full disk must not keep anyone from reading");

    std::fs::remove_file(&ballast).unwrap();
    let recovering = async {
        while send(9999).await != 200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, recovering).await.expect("it refuses though there is room");
    accepted.push(9999);
    api.until("/events?status=QUEUED", |it| it["models"] == json!([])).await;
    let arrived = target.received(accepted.len()).await;
    for number in &accepted {
        let start = format!("{number} ");
        assert!(arrived.iter().any(|it| it.body.starts_with(start.as_bytes())), "{number} is lost");
    }
    for list in ["/requests", "/events"] {
        assert_eq!(count(&api, list).await, accepted.len(), "{list}");
    }
}

/// Writes until nothing more fits.
#[cfg(target_os = "linux")]
fn fill(ballast: &Path) {
    let mut file = std::fs::File::create(ballast).unwrap();
    for size in [65_536, 4096, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}

/// A command that runs what it is given with a small file system of its own at `data`.
///
/// `None`, said on stderr, where one may not mount: as an ordinary user on a system that gives
/// those no namespaces.
#[cfg(unix)]
#[expect(clippy::print_stderr, reason = "whoever reads the output should know what was not tried")]
async fn with_mount(home: &tempfile::TempDir, options: &str) -> Option<Command> {
    let data = home.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    for namespace in ["-m", "-rm"] {
        let mount = format!("mount -t tmpfs -o {options} tmpfs '{}'", data.display());
        let start = |script: &str| {
            let mut command = Command::new("unshare");
            command.args([namespace, "sh", "-c", &format!("{mount} && {script}"), "sh"]);
            command.env("HOME", home.path()).env("HOOKPORT_API_KEY", KEY).kill_on_drop(true);
            command
        };
        if start("true").output().await.is_ok_and(|it| it.status.success()) {
            return Some(start("exec \"$@\""));
        }
    }
    eprintln!("not tried: this user may not mount a file system");
    None
}

fn serve_in(home: &tempfile::TempDir, data: &Path) -> Command {
    let mut command = hookport(home);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(data);
    command
}

/// What a command that must fail at once says about it.
async fn refusal(command: &mut Command) -> String {
    let ended = tokio::time::timeout(PATIENCE, command.output()).await;
    let output = ended.expect("it should have ended").unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn source(connection: &Value) -> String {
    connection["source"]["url"].as_str().unwrap().to_owned()
}

async fn count(api: &Api, list: &str) -> usize {
    let (mut res, mut cursor) = (0, String::new());
    loop {
        let (status, page) =
            api.call(Method::GET, &format!("{list}?limit=250{cursor}"), None).await;
        assert_eq!(status, 200, "{page}");
        res += page["models"].as_array().unwrap().len();
        let Some(next) = page["pagination"]["next"].as_str() else { return res };
        cursor = format!("&next={next}");
    }
}
