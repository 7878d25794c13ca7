//! What a destination gets, and what is written down of it.

use std::net::SocketAddr;
use std::time::Duration;

use base64::Engine as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::support::{Reply, SIGNING_SECRET, Served, Target};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_delivery_says_what_it_is_and_is_signed() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let connection =
        gateway.api().connect("signed", &format!("{}/hook/", target.url), &json!([])).await;
    let url = format!("{}/orders/7?x=1&x=%20", text(&connection["source"]["url"]));
    let sent = gateway.api().send(&url, "application/json", "{\"id\":7}").await;

    let received = target.received(1).await.remove(0);
    assert_eq!(received.path, "/hook/orders/7?x=1&x=%20");
    assert_eq!(received.method, "POST");
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SIGNING_SECRET.as_bytes()).unwrap();
    mac.update(b"{\"id\":7}");
    let signature = base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes());
    for (name, value) in [
        ("x-hookdeck-signature", signature.as_str()),
        ("x-hookdeck-requestid", &text(&sent["request_id"])),
        ("x-hookdeck-verified", "false"),
        ("x-hookdeck-source-name", "signed"),
        ("x-hookdeck-connection-name", "signed"),
        ("x-hookdeck-destination-name", "signed"),
        ("x-hookdeck-attempt-count", "1"),
        ("x-hookdeck-attempt-trigger", "INITIAL"),
        ("x-hookdeck-will-retry-after", ""),
        ("x-hookdeck-original-ip", "127.0.0.1"),
        ("accept", "application/json, text/plain, */*"),
        ("content-type", "application/json"),
    ] {
        assert_eq!(received.header(name), Some(value), "{name}");
    }
    let event = received.header("x-hookdeck-eventid").unwrap();
    assert_eq!(received.header("idempotency-key"), Some(event));

    let api = gateway.api();
    let event = api.until(&format!("/events/{event}"), |it| it["status"] != "QUEUED").await;
    assert_eq!(event["status"], "SUCCESSFUL");
    assert_eq!(event["attempts"], 1);
    assert_eq!(event["response_status"], 200);
    assert_eq!(event["next_attempt_at"], Value::Null);
    assert!(event["successful_at"].is_string());
}

#[tokio::test]
async fn a_sender_cannot_speak_as_the_gateway() {
    for (args, prefix) in [(&[][..], "x-hookdeck"), (&["--header-prefix", "X-Acme"], "x-acme")] {
        let gateway = Served::with(args).await;
        let target = Target::start().await;
        // Of this one we sign nothing, so that nothing of ours hides what came.
        let connection = json!({"name": "forged", "source": {"name": "forged"}, "destination": {
            "name": "forged", "type": "HTTP", "config": {
                "url": target.url, "auth_type": "BEARER_TOKEN", "auth": {"token": "t"},
            },
        }});
        let connection = gateway.api().put("/connections", &connection).await;
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut request = client.post(text(&connection["source"]["url"])).body("{}");
        for suffix in ["signature", "signature-2", "eventid", "verified", "original-ip", "other"] {
            request = request.header(format!("{prefix}-{suffix}"), "false-claim");
        }
        let request =
            request.header("x-hookdeck-original-ip", "false-claim").header("x-kept", "kept");
        assert_eq!(request.send().await.unwrap().status(), 200);

        let received = target.received(1).await.remove(0);
        for (name, value) in &received.headers {
            assert_ne!(value, "false-claim", "{name}");
            assert!(name.starts_with(prefix) || !name.starts_with("x-hookdeck"), "{name}");
        }
        assert_eq!(received.header("x-kept"), Some("kept"));
        assert_eq!(received.header(&format!("{prefix}-original-ip")), Some("127.0.0.1"));
        assert_eq!(received.header(&format!("{prefix}-signature")), None);

        let event = text(&json!(received.header(&format!("{prefix}-eventid"))));
        let event = gateway.api().get(&format!("/events/{event}")).await;
        let shown = event["data"]["headers"].as_object().unwrap();
        assert!(shown.values().all(|it| it != "false-claim"), "{event}");
    }
}

#[tokio::test]
async fn an_answer_is_written_down() {
    let gateway = Served::start().await;
    let target = Target::answering(|_| Reply {
        body: "{\"no\":true}".into(),
        headers: vec![("content-type", "application/json".to_owned())],
        ..Reply::status(422)
    })
    .await;
    let api = gateway.api();
    let connection = api.connect("answers", &target.url, &json!([])).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let received = target.received(1).await.remove(0);
    let event = received.header("x-hookdeck-eventid").unwrap().to_owned();
    api.until(&format!("/events/{event}"), |it| it["status"] == "FAILED").await;
    let attempts = api.get(&format!("/attempts?event_id={event}")).await;
    let id = text(&attempts["models"][0]["id"]);
    let attempt = api.get(&format!("/attempts/{id}")).await;
    assert_eq!(attempt["status"], "FAILED");
    assert_eq!(attempt["response_status"], 422);
    assert_eq!(attempt["error_code"], Value::Null);
    assert_eq!(attempt["body"], json!({"no": true}));
    assert_eq!(attempt["requested_url"], format!("{}/", target.url));
    assert_eq!(attempt["http_method"], "POST");
    assert_eq!(attempt["attempt_number"], 1);
}

#[tokio::test]
async fn a_destination_that_cannot_be_reached_is_named() {
    let gateway = Served::with(&["--delivery-timeout", "1s"]).await;
    let api = gateway.api();
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let slow =
        Target::answering(|_| Reply { after: Duration::from_secs(30), ..Reply::status(200) }).await;
    for (name, url, code) in [
        ("refuses", format!("http://{nobody}"), "CONNECTION_REFUSED"),
        ("unknown", "http://no-such-host.invalid".to_owned(), "DNS_LOOKUP_FAILED"),
        ("slow", slow.url.clone(), "TIMEOUT"),
        ("babbles", format!("http://{}", babbler().await), "BAD_RESPONSE"),
    ] {
        let connection = api.connect(name, &url, &json!([])).await;
        api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
        let list = format!("/events?webhook_id={}", text(&connection["id"]));
        let failed = |it: &Value| it["models"][0]["status"] == "FAILED";
        let events = api.until(&list, failed).await;
        assert_eq!(events["models"][0]["error_code"], code);
        assert_eq!(events["models"][0]["response_status"], Value::Null);
    }
}

/// A server that speaks no HTTP.
async fn babbler() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 65536]).await.unwrap();
        socket.write_all(b"220 mail.test ready\r\n").await.unwrap();
    });
    address
}

#[tokio::test]
async fn a_destination_gets_the_proof_that_it_asked_for() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::start().await;
    let kinds = [
        ("BASIC_AUTH", json!({"username": "u", "password": "p"}), "authorization", "Basic dTpw"),
        ("BEARER_TOKEN", json!({"token": "t-1"}), "authorization", "Bearer t-1"),
        ("API_KEY", json!({"key": "x-k", "api_key": "v"}), "x-k", "v"),
    ];
    for (number, (auth_type, auth, header, value)) in kinds.into_iter().enumerate() {
        let connection = json!({
            "name": auth_type,
            "source": {"name": auth_type},
            "destination": {"name": auth_type, "type": "HTTP", "config": {
                "url": target.url, "auth_type": auth_type, "auth": auth,
            }},
        });
        let connection = api.put("/connections", &connection).await;
        api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
        let received = target.received(number + 1).await.remove(number);
        assert_eq!(received.header(header), Some(value));
        assert_eq!(received.header("x-hookdeck-signature"), None);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_named() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::start().await;
    let config = json!({
        "url": target.url, "auth_type": "API_KEY", "auth": {"key": "x-k", "api_key": "two\nlines"},
    });
    let connection = json!({"name": "broken", "source": {"name": "broken"}, "destination": {
        "name": "broken", "type": "HTTP", "config": config,
    }});
    let connection = api.put("/connections", &connection).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let events = api.until("/events", |it| it["models"][0]["status"] == "FAILED").await;
    assert_eq!(events["models"][0]["error_code"], "INVALID_CHARACTER");
    assert!(target.so_far().is_empty());
}

#[tokio::test]
async fn a_mock_destination_takes_everything() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let connection = json!({
        "name": "mock", "source": {"name": "mock"},
        "destination": {"name": "mock", "type": "MOCK_API"},
    });
    let connection = api.put("/connections", &connection).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    api.until("/events", |it| it["models"][0]["status"] == "SUCCESSFUL").await;
}

/// Starts a gateway that may not send to this machine, and fails to send to it.
#[tokio::test]
async fn a_guarded_gateway_refuses_with_the_rule_and_sends_where_it_is_allowed() {
    let target = Target::start().await;
    let local = format!("http://localhost:{}", target.address.port());
    // A proxy in front lets others in.
    let public = ["--public-url", "https://hooks.example.com"];
    let mut sent = 0;
    for (args, delivered) in [
        (&["--guard-outbound"][..], false),
        (&["--guard-outbound", "--allow-outbound", "127.0.0.0/8,::1"][..], true),
        (&public[..], false),
        (&[public[0], public[1], "--allow-outbound", "127.0.0.0/8,::1"][..], true),
        (&["--public-url", "http://10.1.2.3"][..], true),
    ] {
        let gateway = Served::with(args).await;
        let api = gateway.api();
        let connection = api.connect("guarded", &local, &json!([])).await;
        let url = format!("{}/e/{}", gateway.url, text(&connection["source"]["id"]));
        api.send(&url, "application/json", "{}").await;
        let settled = |it: &Value| it["models"][0]["attempts"] == 1;
        let event = api.until("/events", settled).await["models"][0].clone();
        let path = format!("/attempts?event_id={}", text(&event["id"]));
        let attempt = api.under("/2026-09-01").get(&path).await["models"][0].clone();
        if delivered {
            assert_eq!(event["status"], "SUCCESSFUL");
            assert_eq!(attempt["error_message"], Value::Null);
            sent += 1;
        } else {
            assert_eq!(attempt["error_code"], "NETWORK_REQUEST_CANCELED");
            let message = text(&attempt["error_message"]);
            assert!(message.contains("is this machine itself"), "{message}");
        }
        assert_eq!(target.so_far().len(), sent, "{args:?}");
    }
}

#[tokio::test]
async fn method_path_and_query_follow_the_destination() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let target = Target::start().await;
    for (number, (config, expected)) in [
        (json!({"url": format!("{}/base", target.url)}), ("POST", "/base/sent/on?x=1")),
        (
            json!({"url": format!("{}/base?own=2", target.url), "http_method": "PUT"}),
            ("PUT", "/base/sent/on?own=2"),
        ),
        (
            json!({
                "url": format!("{}/base", target.url), "path_forwarding_disabled": true,
                "http_method": null,
            }),
            ("POST", "/base?x=1"),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let connection = json!({"name": "aimed", "source": {"name": "aimed"}, "destination": {
            "name": "aimed", "type": "HTTP", "config": config,
        }});
        let connection = api.put("/connections", &connection).await;
        let url = format!("{}/sent/on?x=1", text(&connection["source"]["url"]));
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = client.post(url).header("te", "trailers").header("x-kept", "a").body("{}");
        let request = request.header("x-kept", "b").header("user-agent", "sender/1");
        assert_eq!(request.send().await.unwrap().status(), 200);
        let received = target.received(number + 1).await.remove(number);
        assert_eq!((received.method.as_str(), received.path.as_str()), expected);
        let kept: Vec<_> = received.headers.iter().filter(|it| it.0 == "x-kept").collect();
        assert_eq!(kept.len(), 2, "{:?}", received.headers);
        assert_eq!(received.header("user-agent"), Some("sender/1"));
        assert_eq!(received.header("te"), None, "it was for the connection to us");
    }
}

#[tokio::test]
async fn a_redirect_is_a_failed_attempt_and_nobody_follows_it() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let elsewhere = Target::start().await;
    let location = elsewhere.url.clone();
    let target = Target::answering(move |_| Reply {
        headers: vec![("location", location.clone())],
        ..Reply::status(302)
    })
    .await;
    let connection = api.connect("moved", &target.url, &json!([])).await;
    api.send(&text(&connection["source"]["url"]), "application/json", "{}").await;
    let failed = |it: &Value| it["models"][0]["status"] == "FAILED";
    let event = api.until("/events", failed).await["models"][0].clone();
    assert_eq!((&event["response_status"], &event["error_code"]), (&json!(302), &Value::Null));
    assert!(elsewhere.so_far().is_empty());
}
