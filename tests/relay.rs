//! Both ends of the relay over real sockets: what crosses it, and what survives when it breaks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::{SinkExt as _, StreamExt as _};
use hookport::model::Id;
use hookport::relay::{self, Breakpoint, Delivery, Dialect, Forwarding, Listener, Update, Verdict};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_util::sync::CancellationToken;

use crate::support::{KEY, PATIENCE, Reply, Served, Target, Wire};

/// A source that leads to whoever listens.
struct Ground {
    source_url: String,
    connection: Id,
    project: Id,
}

impl Ground {
    async fn of(gateway: &Served) -> Self {
        let connection = json!({
            "name": "cli",
            "source": {"name": "relay"},
            "destination": {"name": "cli", "type": "CLI", "config": {"path": "/hooks"}},
        });
        let made = gateway.api().put("/connections", &connection).await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            source_url: text(&made["source"]["url"]),
            connection: Id::from(text(&made["id"]).as_str()),
            project: Id::from(text(&made["team_id"]).as_str()),
        }
    }

    async fn session(&self, gateway: &Served) -> Id {
        let wanted = json!({"webhook_ids": [&*self.connection]});
        let made = gateway.api().post("/cli-sessions", &wanted).await;
        Id::from(made["id"].as_str().unwrap())
    }

    /// A listener that is yet to be started.
    fn listener(&self, socket: &str, session: &Id, target: &str) -> Listener {
        Listener {
            socket: socket.parse().unwrap(),
            dialect: Dialect::V2,
            key: KEY.to_owned(),
            project: self.project.clone(),
            session: session.clone(),
            connections: vec![self.connection.clone()],
            filters: None,
            forwarding: Forwarding::to(target.parse().unwrap()),
            breakpoint: Breakpoint::default(),
        }
    }
}

/// A listener at work, in this process.
struct Listening {
    updates: mpsc::Receiver<Update>,
    stop: CancellationToken,
    task: JoinHandle<anyhow::Result<bool>>,
}

impl Listening {
    /// Starts one, and waits until it is in.
    async fn start(listener: Listener) -> Self {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            let provider = rustls::crypto::aws_lc_rs::default_provider();
            provider.install_default().unwrap();
        });
        let (sender, updates) = mpsc::channel(1024);
        let stop = CancellationToken::new();
        let task = tokio::spawn(relay::listen(listener, sender, stop.clone()));
        let mut res = Self { updates, stop, task };
        res.online().await;
        res
    }

    async fn until(&mut self, wanted: impl Fn(&Update) -> bool) -> Update {
        let waiting = async {
            loop {
                let update = self.updates.recv().await.unwrap();
                if wanted(&update) {
                    return update;
                }
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.unwrap()
    }

    async fn online(&mut self) {
        self.until(|it| matches!(it, Update::Online { .. })).await;
    }

    async fn offline(&mut self) {
        self.until(|it| matches!(it, Update::Offline { .. })).await;
    }

    async fn done(&mut self) {
        self.until(|it| matches!(it, Update::Done { .. })).await;
    }

    /// Stops it in its own way.
    async fn leave(self) {
        assert!(self.stopped().await, "good-bye was said");
    }

    /// Stops it; whether it could say good-bye.
    async fn stopped(self) -> bool {
        self.stop.cancel();
        tokio::time::timeout(PATIENCE, self.task).await.unwrap().unwrap().unwrap()
    }
}

fn socket(gateway: &Served) -> String {
    gateway.url.replace("http://", "ws://") + "/relay"
}

fn address(gateway: &Served) -> std::net::SocketAddr {
    gateway.url.trim_start_matches("http://").parse().unwrap()
}

/// The event, once it has this status.
async fn event(gateway: &Served, id: &str, status: &str) -> Value {
    gateway.api().until(&format!("/events/{id}"), |it| it["status"] == status).await
}

/// The only attempt of an event, in full.
async fn attempt(gateway: &Served, event: &str) -> Value {
    let page = gateway.api().get(&format!("/attempts?event_id={event}")).await;
    let models = page["models"].as_array().unwrap();
    assert_eq!(models.len(), 1, "{page}");
    gateway.api().get(&format!("/attempts/{}", models[0]["id"].as_str().unwrap())).await
}

/// The event that a target got a request of.
fn event_of(received: &crate::support::Received) -> String {
    received.header("x-hookdeck-eventid").unwrap().to_owned()
}

#[tokio::test]
async fn bytes_and_headers_cross_exactly_and_the_answer_comes_back() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let all_bytes: Vec<u8> = (0..=255).collect();
    let target = Target::answering(|_| Reply {
        status: 418,
        headers: vec![("x-answer", "1".to_owned()), ("x-answer", "2".to_owned())],
        body: "a café".into(),
        after: Duration::ZERO,
    })
    .await;
    let session = ground.session(&gateway).await;
    let base = format!("{}/base", target.url);
    let listening = Listening::start(ground.listener(&socket(&gateway), &session, &base)).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/more/path?x=1&x=%20", ground.source_url);
    let request = http
        .put(url)
        .header("content-type", "text/plain")
        .header("x-twice", "1")
        .header("x-twice", "2")
        .body(all_bytes.clone());
    assert_eq!(request.send().await.unwrap().status(), 200);

    let came = target.received(1).await.remove(0);
    assert_eq!((came.method.as_str(), &came.body[..]), ("PUT", &all_bytes[..]));
    assert_eq!(came.path, "/base/hooks/more/path?x=1&x=%20");
    let twice: Vec<_> = came.headers.iter().filter(|(name, _)| name == "x-twice").collect();
    assert_eq!(twice.len(), 2, "{:?}", came.headers);
    assert_eq!(came.header("host"), Some(target.url.trim_start_matches("http://")));
    assert_eq!(came.header("content-length"), Some("256"));

    let id = event_of(&came);
    let event = event(&gateway, &id, "FAILED").await;
    assert_eq!((&event["response_status"], &event["cli_id"]), (&json!(418), &json!(&*session)));
    let attempt = attempt(&gateway, &id).await;
    assert_eq!(attempt["response_status"], 418);
    assert_eq!(attempt["body"], "a café");
    listening.leave().await;
}

#[tokio::test]
async fn an_event_that_waited_for_its_listener_says_so() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let target = Target::start().await;
    let session = ground.session(&gateway).await;
    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let listener = ground.listener(&socket(&gateway), &session, &target.url);
    let listening = Listening::start(listener).await;
    let id = event_of(&target.received(1).await.remove(0));
    event(&gateway, &id, "SUCCESSFUL").await;
    let api = gateway.api().under("/2026-09-01");
    let attempts = api.get(&format!("/attempts?event_id={id}")).await;
    assert_eq!(attempts["models"][0]["waited_for"], "LISTENER");
    listening.leave().await;
}

#[tokio::test]
async fn an_empty_body_has_a_length_and_no_chunks() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let target = Target::start().await;
    let session = ground.session(&gateway).await;
    let listener = ground.listener(&socket(&gateway), &session, &target.url);
    let listening = Listening::start(listener).await;
    gateway.api().send(&ground.source_url, "application/json", "").await;
    let came = target.received(1).await.remove(0);
    assert_eq!(came.header("content-length"), Some("0"));
    assert_eq!(came.header("transfer-encoding"), None);
    listening.leave().await;
}

#[tokio::test]
async fn an_answer_that_was_ready_while_the_wire_was_cut_is_told_later() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let wire = Wire::to(address(&gateway)).await;
    let session = ground.session(&gateway).await;
    let slow = Reply { after: Duration::from_millis(300), ..Reply::status(200) };
    let target = Target::answering(move |_| slow.clone()).await;
    let socket = format!("ws://{}/relay", wire.address);
    let mut listening = Listening::start(ground.listener(&socket, &session, &target.url)).await;

    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let came = target.received(1).await.remove(0);
    wire.cut();
    listening.offline().await;
    listening.done().await;
    wire.mend();
    listening.online().await;
    event(&gateway, &event_of(&came), "SUCCESSFUL").await;
    attempt(&gateway, &event_of(&came)).await;
    assert_eq!(target.so_far().len(), 1, "it was sent again, but not started again");
    listening.leave().await;
}

#[tokio::test]
async fn an_attempt_that_runs_while_the_gateway_dies_is_not_made_twice() {
    let mut gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let slow = Reply { after: Duration::from_millis(300), ..Reply::status(200) };
    let target = Target::answering(move |_| slow.clone()).await;
    let listener = ground.listener(&socket(&gateway), &session, &target.url);
    let mut listening = Listening::start(listener).await;

    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let came = target.received(1).await.remove(0);
    gateway.kill().await;
    listening.offline().await;
    gateway.restart().await;
    listening.online().await;
    event(&gateway, &event_of(&came), "SUCCESSFUL").await;
    assert_eq!(target.so_far().len(), 1);
    listening.leave().await;
}

#[tokio::test]
async fn events_wait_for_a_listener_that_was_lost_and_not_for_one_that_left() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let wire = Wire::to(address(&gateway)).await;
    let session = ground.session(&gateway).await;
    let target = Target::start().await;
    let socket = format!("ws://{}/relay", wire.address);
    let mut listening = Listening::start(ground.listener(&socket, &session, &target.url)).await;
    wire.cut();
    listening.offline().await;
    for _ in 0..3 {
        gateway.api().send(&ground.source_url, "application/json", "{}").await;
    }
    assert!(target.so_far().is_empty());
    wire.mend();
    let online = listening.until(|it| matches!(it, Update::Online { .. })).await;
    assert!(matches!(online, Update::Online { missed: Some(3), .. }), "{online:?}");
    for came in target.received(3).await {
        event(&gateway, &event_of(&came), "SUCCESSFUL").await;
    }
    listening.leave().await;
    let sent = gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let request = sent["request_id"].as_str().unwrap();
    let ignored = gateway.api().get(&format!("/requests/{request}/ignored_events")).await;
    assert_eq!(ignored["models"][0]["cause"], "CLI_DISCONNECTED", "{ignored}");
}

#[tokio::test]
async fn what_waits_for_a_listener_that_leaves_fails() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let never = Reply { after: PATIENCE * 2, ..Reply::status(200) };
    let target = Target::answering(move |_| never.clone()).await;
    let mut listener = ground.listener(&socket(&gateway), &session, &target.url);
    listener.forwarding.max_connections = 1;
    let listening = Listening::start(listener).await;
    for _ in 0..2 {
        gateway.api().send(&ground.source_url, "application/json", "{}").await;
    }
    let came = target.received(1).await.remove(0);
    listening.leave().await;
    let failed = event(&gateway, &event_of(&came), "FAILED").await;
    assert_eq!(failed["error_code"], "CLI_UNAVAILABLE");
    let all = |it: &Value| it["models"].as_array().unwrap().len() == 2;
    let events = format!("/events?cli_id={}&status=FAILED", &*session);
    let events = gateway.api().until(&events, all).await;
    for event in events["models"].as_array().unwrap() {
        assert_eq!(event["error_code"], "CLI_UNAVAILABLE", "{event}");
    }
}

#[tokio::test]
async fn a_retry_of_what_was_for_a_listener_that_left_is_for_one_that_is_there() {
    let mut gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let first = Target::start().await;
    let listening =
        Listening::start(ground.listener(&socket(&gateway), &session, &first.url)).await;
    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let id = event_of(&first.received(1).await[0]);
    event(&gateway, &id, "SUCCESSFUL").await;
    listening.leave().await;

    gateway.api().post(&format!("/events/{id}/retry"), &json!({})).await;
    let failed = event(&gateway, &id, "FAILED").await;
    assert_eq!(failed["error_code"], "CLI_UNAVAILABLE", "nobody listens");
    gateway.kill().await;
    gateway.restart().await;

    let session = ground.session(&gateway).await;
    let second = Target::start().await;
    let listening =
        Listening::start(ground.listener(&socket(&gateway), &session, &second.url)).await;
    gateway.api().post(&format!("/events/{id}/retry"), &json!({})).await;
    assert_eq!(event_of(&second.received(1).await[0]), id);
    let done = event(&gateway, &id, "SUCCESSFUL").await;
    assert_eq!(done["cli_id"], *session);
    listening.leave().await;
}

#[tokio::test]
async fn a_target_never_gets_more_at_once_than_it_is_to_get() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let slow = Duration::from_millis(50);
    let target = Target::answering({
        let (open, most) = (open.clone(), most.clone());
        move |_| {
            most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let open = open.clone();
            tokio::spawn(async move {
                tokio::time::sleep(slow).await;
                open.fetch_sub(1, Ordering::SeqCst);
            });
            Reply { after: slow, ..Reply::status(200) }
        }
    })
    .await;
    let mut listener = ground.listener(&socket(&gateway), &session, &target.url);
    listener.forwarding.max_connections = 3;
    let listening = Listening::start(listener).await;
    for _ in 0..20 {
        gateway.api().send(&ground.source_url, "application/json", "{}").await;
    }
    target.received(20).await;
    assert!(most.load(Ordering::SeqCst) <= 3, "{most:?}");
    listening.leave().await;
}

#[tokio::test]
async fn a_failure_has_its_name() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let never = Reply { after: PATIENCE * 2, ..Reply::status(200) };
    let slow = Target::answering(move |_| never.clone()).await;
    let cases = [
        (format!("http://{nobody}"), "CONNECTION_REFUSED"),
        ("http://no-such-host.invalid".to_owned(), "DNS_LOOKUP_FAILED"),
        (slow.url.clone(), "TIMEOUT"),
    ];
    for (target, code) in cases {
        let session = ground.session(&gateway).await;
        let mut listener = ground.listener(&socket(&gateway), &session, &target);
        listener.forwarding.timeout = Some(Duration::from_millis(200));
        let listening = Listening::start(listener).await;
        gateway.api().send(&ground.source_url, "application/json", "{}").await;
        let failed = |it: &Value| it["models"][0]["status"] == "FAILED";
        let events = format!("/events?cli_id={}", &*session);
        let events = gateway.api().until(&events, failed).await;
        assert_eq!(events["models"][0]["error_code"], code, "{target}");
        listening.leave().await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_gateway_that_stops_in_its_own_way_is_come_back_to() {
    let mut gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let target = Target::start().await;
    let listener = ground.listener(&socket(&gateway), &session, &target.url);
    let mut listening = Listening::start(listener).await;
    assert!(gateway.stop().await.success());
    let offline = listening.until(|it| matches!(it, Update::Offline { .. })).await;
    let Update::Offline { reason, .. } = offline else { panic!("{offline:?}") };
    assert!(reason.contains("the gateway stops"), "{reason}");
    gateway.restart().await;
    listening.online().await;
    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let came = target.received(1).await.remove(0);
    event(&gateway, &event_of(&came), "SUCCESSFUL").await;
    listening.leave().await;
}

#[tokio::test]
async fn a_listener_that_stops_while_the_gateway_is_away_knows_that_it_said_no_goodbye() {
    let mut gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let listener = ground.listener(&socket(&gateway), &session, "http://127.0.0.1:9");
    let mut listening = Listening::start(listener).await;
    gateway.kill().await;
    listening.offline().await;
    assert!(!listening.stopped().await);
}

#[tokio::test]
async fn a_wrong_key_is_refused_at_once() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let mut listener = ground.listener(&socket(&gateway), &session, "http://127.0.0.1:9");
    listener.key = "not-the-key-at-all".to_owned();
    let (updates, _keep) = mpsc::channel(16);
    let listening = relay::listen(listener, updates, CancellationToken::new());
    let ended = tokio::time::timeout(PATIENCE, listening).await.unwrap();
    assert!(ended.unwrap_err().to_string().contains("API key"), "it says why");
}

#[tokio::test]
async fn our_listener_speaks_the_official_dialect_too() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let target = Target::answering(|_| Reply { body: "naïve".into(), ..Reply::status(202) }).await;
    let url = gateway.url.replace("http://", "ws://");
    let mut listener = ground.listener(&url, &session, &target.url);
    listener.dialect = Dialect::V1;
    let listening = Listening::start(listener).await;
    let body = "{\"text\":\"\u{1f980} \\u0000 </script>\"}";
    gateway.api().send(&ground.source_url, "application/json", body).await;
    let came = target.received(1).await.remove(0);
    assert_eq!(&came.body[..], body.as_bytes());
    event(&gateway, &event_of(&came), "SUCCESSFUL").await;
    let attempt = attempt(&gateway, &event_of(&came)).await;
    assert_eq!((&attempt["response_status"], &attempt["body"]), (&json!(202), &json!("naïve")));
    listening.leave().await;
    let sent = gateway.api().send(&ground.source_url, "application/json", body).await;
    let request = sent["request_id"].as_str().unwrap();
    let ignored = gateway.api().get(&format!("/requests/{request}/ignored_events")).await;
    assert_eq!(ignored["models"][0]["cause"], "CLI_DISCONNECTED", "{ignored}");
}

/// A socket without a listener, to say on it what none would say.
async fn raw(gateway: &Served, dialect: Dialect, headers: &[(&'static str, String)]) -> RawSocket {
    handshake(gateway, dialect, headers).await.unwrap()
}

type RawSocket =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

async fn handshake(
    gateway: &Served,
    dialect: Dialect,
    headers: &[(&'static str, String)],
) -> Result<RawSocket, tokio_tungstenite::tungstenite::Error> {
    let path = if dialect == Dialect::V1 { "/" } else { "/relay" };
    let url = gateway.url.replace("http://", "ws://") + path;
    let mut request = url.into_client_request().unwrap();
    let token = format!("Basic {}", BASE64_STANDARD.encode(format!("{KEY}:")));
    let own =
        [("authorization", token), ("sec-websocket-protocol", dialect.subprotocol().to_owned())];
    for (name, value) in own.iter().chain(headers) {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    Ok(tokio_tungstenite::connect_async(request).await?.0)
}

#[cfg(unix)]
#[tokio::test]
async fn a_gateway_that_stops_does_not_wait_for_a_listener_that_is_away() {
    let mut gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let mut socket = raw(&gateway, Dialect::V1, &[("websocket-id", session.to_string())]).await;
    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    while !socket.next().await.unwrap().unwrap().is_text() {}
    drop(socket);
    let begun = std::time::Instant::now();
    assert!(gateway.stop().await.success());
    assert!(begun.elapsed() < Duration::from_secs(8), "the grace is for who is there");
}

#[tokio::test]
async fn garbage_closes_the_socket_and_loses_nothing() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let id = [("websocket-id", session.to_string())];
    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let cases = [
        (Dialect::V1, Message::text("{"), 1002),
        (Dialect::V1, Message::binary(vec![0]), 1003),
        (Dialect::V2, Message::text("hello"), 1003),
        (Dialect::V2, Message::binary(vec![0xff; 100]), 1002),
        (Dialect::V2, Message::binary(vec![0; 8 << 20]), 1009),
    ];
    for (dialect, garbage, code) in cases {
        let mut socket = raw(&gateway, dialect, &id).await;
        // The gateway may close before it has read all of it.
        let _ = socket.send(garbage).await;
        let closed = async {
            while let Some(message) = socket.next().await {
                match message {
                    Ok(Message::Close(Some(frame))) => return Some(u16::from(frame.code)),
                    Ok(_) => {}
                    Err(_) => return None,
                }
            }
            None
        };
        let closed = tokio::time::timeout(PATIENCE, closed).await.unwrap();
        // Where it is too long, the close frame may be lost with what was not read.
        assert!(closed == Some(code) || (code == 1009 && closed.is_none()), "{code}: {closed:?}");
    }
    let target = Target::start().await;
    let listener = ground.listener(&socket(&gateway), &session, &target.url);
    let listening = Listening::start(listener).await;
    let came = target.received(1).await.remove(0);
    event(&gateway, &event_of(&came), "SUCCESSFUL").await;
    listening.leave().await;
}

#[tokio::test]
async fn an_unknown_session_is_made_anew_from_its_handshake() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let filters = json!({"body": {"wanted": true}}).to_string();
    let headers = [
        ("websocket-id", "a-session-from-another-life".to_owned()),
        ("x-webhook-ids", format!("web_unknown, {}", &*ground.connection)),
        ("x-session-filters", BASE64_STANDARD.encode(filters)),
    ];
    let mut socket = raw(&gateway, Dialect::V1, &headers).await;
    let waiting = |it: &Value| it["models"][0]["status"] == "QUEUED";
    // The handshake is answered before the session is known.
    let unwanted = async {
        loop {
            gateway.api().send(&ground.source_url, "application/json", "{\"wanted\":true}").await;
            let events = "/events?cli_id=a-session-from-another-life";
            let page = gateway.api().get(events).await;
            if waiting(&page) || !page["models"].as_array().unwrap().is_empty() {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, unwanted).await.unwrap();
    gateway.api().send(&ground.source_url, "application/json", "{\"wanted\":false}").await;
    let message = tokio::time::timeout(PATIENCE, async {
        loop {
            if let Message::Text(text) = socket.next().await.unwrap().unwrap() {
                return serde_json::from_str::<Value>(&text).unwrap();
            }
        }
    });
    let message = message.await.unwrap();
    let attempt = &message["body"];
    assert_eq!(attempt["request"]["data_string"], "{\"wanted\":true}");
    assert_eq!(attempt["cli_path"], "/hooks");
    let answer = json!({
        "event": "attempt_response",
        "body": {"attempt_id": attempt["attempt_id"], "cli_path": "/hooks", "error": true},
    });
    socket.send(Message::text(answer.to_string())).await.unwrap();
    let failed = event(&gateway, attempt["event_id"].as_str().unwrap(), "FAILED").await;
    assert_eq!(failed["error_code"], "CLI");
}

#[tokio::test]
async fn a_listener_cannot_take_the_id_of_something_else() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    for id in [ground.source_url.rsplit('/').next().unwrap(), &*ground.connection, "tm_0", "key_0"]
    {
        let refused = handshake(&gateway, Dialect::V1, &[("websocket-id", id.to_owned())]).await;
        let Err(tokio_tungstenite::tungstenite::Error::Http(answer)) = refused else {
            panic!("{id}: {refused:?}")
        };
        assert_eq!(answer.status(), 400, "{id}");
    }
}

/// The next attempt that is held.
async fn held(listening: &mut Listening) -> Delivery {
    match listening.until(|it| matches!(it, Update::Held { .. })).await {
        Update::Held { delivery, until: None, .. } => delivery,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_held_outlives_its_socket_and_its_gateway_and_goes_out_once() {
    let mut gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let wire = Wire::to(address(&gateway)).await;
    let session = ground.session(&gateway).await;
    let target = Target::start().await;
    let socket = format!("ws://{}/relay", wire.address);
    let listener = ground.listener(&socket, &session, &target.url);
    let breakpoint = listener.breakpoint.clone();
    breakpoint.set(|_| true);
    let mut listening = Listening::start(listener).await;
    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let delivery = held(&mut listening).await;

    wire.cut();
    listening.offline().await;
    wire.mend();
    listening.online().await;
    gateway.kill().await;
    listening.offline().await;
    gateway.restart().await;
    listening.online().await;
    assert!(target.so_far().is_empty());
    assert_eq!(breakpoint.decide(&delivery.attempt, Verdict::Release), Ok(()));
    assert_eq!(event_of(&target.received(1).await[0]), delivery.event);
    event(&gateway, &delivery.event, "SUCCESSFUL").await;
    attempt(&gateway, &delivery.event).await;
    // Who has left makes no other attempt, and has ended those that it made.
    listening.leave().await;
    assert_eq!(target.so_far().len(), 1);
}

#[tokio::test]
async fn what_is_held_goes_out_changed_or_not_at_all() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let target = Target::start().await;
    let listener = ground.listener(&socket(&gateway), &session, &target.url);
    let breakpoint = listener.breakpoint.clone();
    breakpoint.set(|it| it.path.starts_with("/hooks/held"));
    let mut listening = Listening::start(listener).await;
    for path in ["/held", "/held", "/free"] {
        let url = format!("{}{path}", ground.source_url);
        gateway.api().send(&url, "application/json", "{}").await;
    }
    let (dropped, changed) = (held(&mut listening).await, held(&mut listening).await);
    assert_eq!(target.received(1).await[0].path, "/hooks/free");
    assert_eq!(breakpoint.decide(&dropped.attempt, Verdict::Drop), Ok(()));
    let failed = event(&gateway, &dropped.event, "FAILED").await;
    assert_eq!(failed["error_code"], "CANCELLED");
    assert_eq!((&failed["attempts"], &failed["next_attempt_at"]), (&json!(1), &Value::Null));

    let (path, body) = ("/hooks/other?x".to_owned(), "other".into());
    let sent = Delivery { method: "PUT".to_owned(), path, body, ..changed.clone() };
    assert_eq!(breakpoint.decide(&changed.attempt, Verdict::Changed(Box::new(sent))), Ok(()));
    let released = listening.until(|it| matches!(it, Update::Released { .. })).await;
    assert!(matches!(released, Update::Released { changed: true, .. }), "{released:?}");
    let came = target.received(2).await.pop().unwrap();
    assert_eq!(
        (&*came.method, &*came.path, &came.body[..]),
        ("PUT", "/hooks/other?x", &b"other"[..])
    );
    event(&gateway, &changed.event, "SUCCESSFUL").await;
    // What became of the other was waited for meanwhile, and that is no time of the target.
    let attempt = attempt(&gateway, &changed.event).await;
    let at = |name: &str| attempt[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    let took = at("responded_at").as_millisecond() - at("delivered_at").as_millisecond();
    assert!(attempt["response_latency"].as_i64().unwrap() < took, "{attempt}");
    listening.leave().await;
}

#[tokio::test]
async fn what_is_held_when_its_listener_leaves_is_the_gateways_again() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let session = ground.session(&gateway).await;
    let target = Target::start().await;
    let listener = ground.listener(&socket(&gateway), &session, &target.url);
    listener.breakpoint.set(|_| true);
    let mut listening = Listening::start(listener).await;
    gateway.api().send(&ground.source_url, "application/json", "{}").await;
    let delivery = held(&mut listening).await;
    listening.leave().await;
    let failed = event(&gateway, &delivery.event, "FAILED").await;
    assert_eq!(failed["error_code"], "CLI_UNAVAILABLE");
    assert!(target.so_far().is_empty());
}

#[tokio::test]
async fn who_is_no_listener_is_told_so() {
    let gateway = Served::start().await;
    for path in ["/", "/ws", "/relay"] {
        let answer =
            reqwest::Client::new().get(format!("{}{path}", gateway.url)).send().await.unwrap();
        assert_eq!(answer.status(), 426, "{path}");
        assert!(answer.text().await.unwrap().contains("WebSocket"));
    }
}

#[tokio::test]
async fn a_key_that_is_revoked_closes_the_sockets_that_it_opened() {
    let gateway = Served::start().await;
    let ground = Ground::of(&gateway).await;
    let target = Target::start().await;
    let made = gateway.api().post("/projects/current/keys", &json!({})).await;
    let key = made["key"].as_str().unwrap().to_owned();
    let (own, other) = (ground.session(&gateway).await, ground.session(&gateway).await);
    let with_key = |session: &Id, key: &str| Listener {
        key: key.to_owned(),
        ..ground.listener(&socket(&gateway), session, &target.url)
    };
    let mut revoked = Listening::start(with_key(&own, &key)).await;
    let stays = Listening::start(with_key(&other, KEY)).await;
    let path = format!("/projects/current/keys/{}", made["id"].as_str().unwrap());
    gateway.api().call(reqwest::Method::DELETE, &path, None).await;
    revoked.offline().await;
    // It is not let in again, and the other listens on.
    let sent = reqwest::Client::builder().no_proxy().build().unwrap().post(&ground.source_url);
    sent.body("{}").header("content-type", "application/json").send().await.unwrap();
    target.received(1).await;
    stays.leave().await;
    assert_eq!(target.so_far().len(), 1);
}
