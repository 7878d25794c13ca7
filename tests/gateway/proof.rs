//! How deliveries prove who sent them, where others have to give the proof; and the signing secret
//! while it is rolled.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, KeyServer, Person, Reply, SIGNING_SECRET, Served, Target};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A token server that counts: `t1`, `t2`, …, each for so many seconds.
async fn token_server(seconds: u64) -> Target {
    Target::answering(move |it| {
        let granted = json!({
            "access_token": format!("t{}", it.number), "token_type": "Bearer",
            "expires_in": seconds, "refresh_token": format!("r{}", it.number),
        });
        Reply { body: granted.to_string().into(), ..Reply::status(200) }
    })
    .await
}

/// A connection to a destination with this proof; the source's URL.
async fn connect(api: &Api, url: &str, auth_type: &str, auth: &Value) -> String {
    let connection = json!({"name": "proved", "source": {"name": "proved"}, "destination": {
        "name": "proved", "type": "HTTP",
        "config": { "url": url, "auth_type": auth_type, "auth": auth },
    }});
    text(&api.put("/connections", &connection).await["source"]["url"])
}

#[tokio::test]
async fn a_token_is_asked_for_once_and_shown_to_all_deliveries() {
    let (gateway, target, tokens) =
        (Served::start().await, Target::start().await, token_server(3600).await);
    let api = gateway.api();
    let auth = json!({
        "auth_server": format!("{}/token", tokens.url), "client_id": "a:b", "client_secret": "s s",
        "scope": "x y",
    });
    let url = connect(&api, &target.url, "OAUTH2_CLIENT_CREDENTIALS", &auth).await;
    for _ in 0..20 {
        api.send(&url, "application/json", "{}").await;
    }
    for received in target.received(20).await {
        assert_eq!(received.header("authorization"), Some("Bearer t1"));
        assert_eq!(received.header("x-hookdeck-signature"), None);
    }
    let asked = tokens.so_far();
    assert_eq!(asked.len(), 1);
    let basic = format!("Basic {}", STANDARD.encode("a%3Ab:s+s"));
    assert_eq!(asked[0].header("authorization"), Some(basic.as_str()));
    assert_eq!(asked[0].header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(asked[0].body, "grant_type=client_credentials&scope=x+y");
    assert_eq!((asked[0].method.as_str(), asked[0].path.as_str()), ("POST", "/token"));
}

#[tokio::test]
async fn credentials_go_where_the_destination_says_and_new_ones_count_at_once() {
    let (gateway, target, tokens) =
        (Served::start().await, Target::start().await, token_server(3600).await);
    let api = gateway.api();
    for (number, (style, header, body)) in [
        ("bearer", Some("Bearer aTpz"), "grant_type=client_credentials"),
        (
            "x-www-form-urlencoded",
            None,
            "grant_type=client_credentials&client_id=i&client_secret=s",
        ),
        ("basic", Some("Basic aTpz"), "grant_type=client_credentials"),
    ]
    .into_iter()
    .enumerate()
    {
        let auth = json!({
            "auth_server": tokens.url, "client_id": "i", "client_secret": "s",
            "authentication_type": style,
        });
        let url = connect(&api, &target.url, "OAUTH2_CLIENT_CREDENTIALS", &auth).await;
        api.send(&url, "application/json", "{}").await;
        let received = target.received(number + 1).await.remove(number);
        let expected = format!("Bearer t{}", number + 1);
        assert_eq!(received.header("authorization"), Some(expected.as_str()));
        let asked = tokens.so_far().remove(number);
        assert_eq!((asked.header("authorization"), &*asked.body), (header, body.as_bytes()));
    }
}

#[tokio::test]
async fn an_identity_token_is_for_the_url_that_the_destination_has_now() {
    let (gateway, keys) = (Served::start().await, KeyServer::start().await);
    let (first, second, tokens) =
        (Target::start().await, Target::start().await, token_server(3600).await);
    let key = json!({
        "client_email": "a@b.test", "private_key": keys.rsa, "token_uri": tokens.url,
    });
    let auth = json!({ "service_account_key": key.to_string() });
    for (number, target) in [&first, &second].into_iter().enumerate() {
        let url = connect(&gateway.api(), &target.url, "GCP_SERVICE_ACCOUNT", &auth).await;
        for _ in 0..2 {
            gateway.api().send(&url, "application/json", "{}").await;
        }
        for received in target.received(2).await {
            let expected = format!("Bearer t{}", number + 1);
            assert_eq!(received.header("authorization"), Some(expected.as_str()));
        }
        let asked = String::from_utf8(tokens.so_far()[number].body.to_vec()).unwrap();
        let claims = asked.split('.').nth(1).unwrap();
        let claims: Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        assert_eq!(claims["target_audience"], target.url);
    }
}

#[tokio::test]
async fn a_token_that_is_taken_no_more_is_replaced_within_the_attempt() {
    let (gateway, tokens) = (Served::start().await, token_server(3600).await);
    // Takes the first token once, then only later ones.
    let target = Target::answering(|it| {
        let first = it.header("authorization") == Some("Bearer t1");
        Reply::status(if first && it.number > 1 { 401 } else { 200 })
    })
    .await;
    let api = gateway.api();
    let auth = json!({ "auth_server": tokens.url, "client_id": "i", "client_secret": "s" });
    let url = connect(&api, &target.url, "OAUTH2_CLIENT_CREDENTIALS", &auth).await;
    for count in [1, 3] {
        api.send(&url, "application/json", "{}").await;
        target.received(count).await;
    }
    let events = api
        .until("/events", |it| {
            let all = it["models"].as_array().unwrap();
            all.len() == 2 && all.iter().all(|it| it["status"] == "SUCCESSFUL")
        })
        .await;
    assert!(events["models"].as_array().unwrap().iter().all(|it| it["attempts"] == 1));
    assert_eq!(tokens.so_far().len(), 2);
}

#[tokio::test]
async fn a_token_that_is_never_taken_is_no_endless_loop() {
    let (gateway, tokens) = (Served::start().await, token_server(3600).await);
    let target = Target::answering(|_| Reply::status(401)).await;
    let api = gateway.api();
    let auth = json!({ "auth_server": tokens.url, "client_id": "i", "client_secret": "s" });
    let url = connect(&api, &target.url, "OAUTH2_CLIENT_CREDENTIALS", &auth).await;
    api.send(&url, "application/json", "{}").await;
    api.until("/events", |it| it["models"][0]["response_status"] == 401).await;
    assert_eq!((tokens.so_far().len(), target.so_far().len()), (1, 1), "it was new");
    api.send(&url, "application/json", "{}").await;
    target.received(3).await;
    api.until("/events", |it| it["models"][0]["response_status"] == 401).await;
    assert_eq!((tokens.so_far().len(), target.so_far().len()), (2, 3));
}

#[tokio::test]
async fn a_refresh_token_that_was_replaced_is_kept() {
    let (gateway, target, tokens) =
        (Served::start().await, Target::start().await, token_server(0).await);
    let api = gateway.api();
    let auth = json!({
        "auth_server": tokens.url, "client_id": "i", "client_secret": "s", "refresh_token": "r0",
    });
    let url = connect(&api, &target.url, "OAUTH2_AUTHORIZATION_CODE", &auth).await;
    for count in 1..=3 {
        api.send(&url, "application/json", "{}").await;
        target.received(count).await;
    }
    let sent: Vec<_> =
        tokens.so_far().iter().map(|it| String::from_utf8(it.body.to_vec()).unwrap()).collect();
    let expected = ["r0", "r1", "r2"].map(|it| {
        format!("grant_type=refresh_token&refresh_token={it}&client_id=i&client_secret=s")
    });
    assert_eq!(sent, expected);
    let id = text(&api.get("/destinations").await["models"][0]["id"]);
    let kept = api.get(&format!("/destinations/{id}?include=config.auth")).await;
    assert_eq!(kept["config"]["auth"]["refresh_token"], "r3");
}

#[tokio::test]
async fn a_handshake_that_fails_is_named_and_tells_no_secret() {
    let gateway = Served::start().await;
    let (api, target) = (gateway.api(), Target::start().await);
    let tokens = Target::answering(|_| Reply {
        body: r#"{"error":"invalid_client","error_description":"s3cr3t is wrong"}"#.into(),
        ..Reply::status(400)
    })
    .await;
    let auth = json!({ "auth_server": tokens.url, "client_id": "i", "client_secret": "s3cr3t" });
    let url = connect(&api, &target.url, "OAUTH2_CLIENT_CREDENTIALS", &auth).await;
    api.send(&url, "application/json", "{}").await;
    let failed = |it: &Value| it["models"][0]["status"] == "FAILED";
    let event = api.until("/events", failed).await["models"][0].clone();
    assert_eq!(event["error_code"], "OAUTH2_HANDSHAKE_FAILED");
    let attempt = api.under("/2026-09-01").get("/attempts").await["models"][0].clone();
    assert_eq!(
        attempt["error_message"],
        "the token server at 127.0.0.1 answered 400: invalid_client"
    );
    assert!(target.so_far().is_empty());
}

#[tokio::test]
async fn token_servers_are_behind_the_guard_too() {
    let gateway = Served::with(&["--guard-outbound"]).await;
    let (api, tokens) = (gateway.api(), token_server(60).await);
    let auth = json!({ "auth_server": tokens.url, "client_id": "i", "client_secret": "s" });
    let url = connect(&api, "https://example.com", "OAUTH2_CLIENT_CREDENTIALS", &auth).await;
    api.send(&url, "application/json", "{}").await;
    let failed = |it: &Value| it["models"][0]["status"] == "FAILED";
    api.until("/events", failed).await;
    let attempt = api.under("/2026-09-01").get("/attempts").await["models"][0].clone();
    assert_eq!(attempt["error_code"], "OAUTH2_HANDSHAKE_FAILED");
    assert!(text(&attempt["error_message"]).contains("is this machine itself"), "{attempt}");
    assert!(tokens.so_far().is_empty());
}

#[tokio::test]
async fn an_aws_signature_covers_what_arrives() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let auth = json!({
        "access_key_id": "AKIDEXAMPLE", "secret_access_key": "secret", "region": "eu-west-1",
        "service": "execute-api",
    });
    let url = connect(&api, &target.url, "AWS_SIGNATURE", &auth).await;
    api.send(&format!("{url}/a%20b?y=1&x=a+b"), "application/json", "{}").await;
    let received = target.received(1).await.remove(0);
    assert_eq!(received.path, "/a%20b?y=1&x=a%20b");
    let authorization = received.header("authorization").unwrap();
    assert!(authorization.contains("/eu-west-1/execute-api/aws4_request"), "{authorization}");
    assert!(
        authorization.contains("SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date"),
        "{authorization}"
    );
    assert_eq!(received.header("x-hookdeck-signature"), None);
}

#[tokio::test]
async fn what_cannot_be_right_is_refused() {
    let gateway = Served::start().await;
    let api = gateway.api();
    for (auth_type, auth, sentence) in [
        ("AWS_SIGNATURE", json!({ "region": "x" }), "config.auth.access_key_id is required"),
        (
            "OAUTH2_CLIENT_CREDENTIALS",
            json!({ "auth_server": "nowhere", "client_id": "i", "client_secret": "s" }),
            "config.auth.auth_server must be a valid uri",
        ),
        (
            "GCP_SERVICE_ACCOUNT",
            json!({ "service_account_key": "{}" }),
            "config.auth.service_account_key must be the JSON of a service account's key",
        ),
        ("ONLY_A_NOD", json!({}), "config.auth_type must be one of [HOOKDECK_SIGNATURE"),
    ] {
        let destination = json!({ "name": "odd", "type": "HTTP", "config": {
            "url": "https://example.com", "auth_type": auth_type, "auth": auth,
        }});
        let (status, answer) = api.call(Method::PUT, "/destinations", Some(&destination)).await;
        assert_eq!(status, 422, "{answer}");
        assert!(answer.to_string().contains(sentence), "{sentence}: {answer}");
    }
    let listener = json!({ "name": "desk", "type": "CLI", "config": {
        "path": "/", "auth_type": "AWS_SIGNATURE", "auth": {
            "access_key_id": "a", "secret_access_key": "b", "region": "c", "service": "d",
        },
    }});
    let (status, answer) = api.call(Method::PUT, "/destinations", Some(&listener)).await;
    assert_eq!(status, 422, "{answer}");
    assert!(answer.to_string().contains("is not allowed for a CLI destination"), "{answer}");
}

#[tokio::test]
async fn while_a_secret_is_rolled_both_sign() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let (api, person) = (gateway.api(), Person::at(&gateway));
    let connection = api.connect("rolled", &target.url, &json!([])).await;
    let url = text(&connection["source"]["url"]);
    let custom = json!({"name": "custom", "source": {"name": "rolled"}, "destination": {
        "name": "custom", "type": "HTTP", "config": {
            "url": target.url, "auth_type": "CUSTOM_SIGNATURE", "auth": { "key": "x-mine" },
        },
    }});
    let shown = person.command(&["project", "secret"]).output().await.unwrap();
    assert_eq!(String::from_utf8(shown.stdout).unwrap(), format!("{SIGNING_SECRET}\n"));

    let rolled = person.command(&["project", "secret", "roll", "--overlap", "1h"]).output().await;
    let rolled = String::from_utf8(rolled.unwrap().stdout).unwrap().trim().to_owned();
    assert_ne!(rolled, SIGNING_SECRET);
    api.send(&url, "application/json", "{}").await;
    let received = target.received(1).await.remove(0);
    assert_eq!(received.header("x-hookdeck-signature"), Some(&*signature(&rolled)));
    assert_eq!(received.header("x-hookdeck-signature-2"), Some(&*signature(SIGNING_SECRET)));
    api.put("/connections", &custom).await;
    api.send(&url, "application/json", "{}").await;
    let all = target.received(3).await;
    let mine = all.iter().find(|it| it.header("x-mine").is_some()).unwrap();
    assert_eq!(mine.header("x-mine-2"), Some(&*signature(SIGNING_SECRET)));

    let path = "/projects/current/secret";
    let shown = api.get(path).await;
    assert_eq!(shown["signing_secret"], rolled);
    assert!(shown["former_expires_at"].is_string());
    let at_once = api.post(&format!("{path}/roll"), &json!({ "overlap": 0 })).await;
    assert_eq!(at_once["former_expires_at"], Value::Null);
    api.send(&url, "application/json", "{}").await;
    let last = target.received(5).await;
    for received in &last[3..] {
        assert_eq!(received.header("x-hookdeck-signature-2"), None);
        assert_eq!(received.header("x-mine-2"), None);
    }
    let too_long = json!({ "overlap": 2_592_000_001_u64 });
    assert_eq!(api.call(Method::POST, &format!("{path}/roll"), Some(&too_long)).await.0, 422);
}

fn signature(secret: &str) -> String {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(b"{}");
    STANDARD.encode(mac.finalize().into_bytes())
}

#[tokio::test]
async fn a_token_server_that_is_down_is_asked_once_for_all_who_wait() {
    let (gateway, target) = (Served::start().await, Target::start().await);
    let api = gateway.api();
    let tokens = Target::answering(|_| Reply {
        after: std::time::Duration::from_millis(1500),
        ..Reply::status(503)
    })
    .await;
    let auth = json!({ "auth_server": tokens.url, "client_id": "i", "client_secret": "s" });
    let url = connect(&api, &target.url, "OAUTH2_CLIENT_CREDENTIALS", &auth).await;
    for _ in 0..20 {
        api.send(&url, "application/json", "{}").await;
    }
    api.until("/events?status=FAILED", |it| it["count"] == 20).await;
    // One for those that came while it thought, and perhaps one for those that came after.
    let asked = tokens.so_far().len();
    assert!((1..=3).contains(&asked), "{asked}");
}
