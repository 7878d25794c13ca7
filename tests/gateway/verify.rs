//! Who sends: what is proved is let in, and what is not is kept, answered and not delivered.

use hookport::verify::{Sample, sign};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use crate::support::{KEY, KeyServer, SIGNING_SECRET, Served, Target};

async fn post(url: &str, headers: &[(String, String)], body: &[u8]) -> Response {
    let client = Client::builder().no_proxy().build().unwrap();
    let mut request = client.post(url).header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.body(body.to_vec()).send().await.unwrap()
}

/// A connection from a source of this type, with these secrets, to a target; the source's URL.
async fn connect(gateway: &Served, target: &Target, source_type: &str, auth: &Value) -> String {
    let connection = json!({
        "name": source_type,
        "source": { "name": source_type, "type": source_type, "config": { "auth": auth } },
        "destination": { "name": source_type, "type": "HTTP", "config": { "url": target.url } },
    });
    let connection = gateway.api().put("/connections", &connection).await;
    assert_eq!(connection["source"]["authenticated"], json!(true));
    connection["source"]["url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_a_provider_signs_is_delivered_and_what_others_send_is_kept() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let key = json!({ "webhook_secret_key": "s3cret" });
    let hmac = json!({
        "webhook_secret_key": "s3cret", "header_key": "X-Proof", "algorithm": "sha512",
        "encoding": "base64",
    });
    let basic = json!({ "username": "user", "password": "pass" });
    let rows = [
        ("GITHUB", "GITHUB", key.clone(), 200),
        ("STRIPE", "STRIPE", key.clone(), 200),
        ("SHOPIFY", "SHOPIFY", key, 401),
        ("HTTP", "HMAC", hmac, 401),
        ("WEBHOOK", "BASIC_AUTH", basic, 401),
    ];
    for (number, (source_type, auth_type, auth, refusal)) in rows.into_iter().enumerate() {
        let url = connect(&gateway, &target, source_type, &auth).await;
        let now_ms = jiff::Timestamp::now().as_millisecond();
        let sample = Sample::new(&url, br#"{"id":1}"#, now_ms);
        let signed = sign(auth_type, auth.as_object().unwrap(), &sample).unwrap();

        assert_eq!(post(&url, &signed.headers, &signed.body).await.status(), 200, "{source_type}");
        target.received(number + 1).await;

        let forged = post(&url, &[], b"{}").await;
        assert_eq!(forged.status(), refusal, "{source_type}");
        if refusal == 401 {
            assert_eq!(forged.text().await.unwrap(), "");
        }
    }
    let lists = [
        ("/requests?rejection_cause=VERIFICATION_FAILED", false),
        ("/requests?status=accepted", true),
    ];
    for (path, verified) in lists {
        let requests = gateway.api().get(path).await;
        let requests = requests["models"].as_array().unwrap();
        assert_eq!(requests.len(), 5, "{path}");
        assert!(requests.iter().all(|it| it["verified"] == json!(verified)), "{path}");
    }
}

#[tokio::test]
async fn the_log_tells_what_was_forged_and_no_secret() {
    let gateway = Served::with(&["--log-level", "debug"]).await;
    let target = Target::start().await;
    let auth = json!({ "webhook_secret_key": "s3cret" });
    let url = connect(&gateway, &target, "GITHUB", &auth).await;
    let headers =
        ["x-hub-signature-256", "authorization"].map(|it| (it.to_owned(), "pr00f".into()));
    let answer = post(&format!("{url}/path?token=t0ken"), &headers, b"{\"b0dy\":1}").await;
    assert_eq!(answer.status(), 200);

    let log = std::fs::read_to_string(gateway.home.path().join("stderr")).unwrap();
    let line = log.lines().find(|it| it.contains("a request did not prove its sender")).unwrap();
    assert!(line.contains("GITHUB"), "{line}");
    let id = url.rsplit('/').next().unwrap();
    for secret in [id, "s3cret", "pr00f", "t0ken", "b0dy", KEY, SIGNING_SECRET] {
        assert!(!log.contains(secret), "`{secret}` is in the log:\n{log}");
    }
}

#[tokio::test]
async fn secrets_that_could_verify_nothing_are_refused() {
    let gateway = Served::start().await;
    for (source_type, auth, sentence) in [
        (
            "GITHUB",
            json!({ "webhook_secret_key": "" }),
            "config.auth.webhook_secret_key is not allowed to be empty",
        ),
        ("GITHUB", json!({ "api_key": "k" }), "config.auth.webhook_secret_key is required"),
        ("HTTP", json!({ "foo": "k" }), "config.auth_type is required"),
        (
            "DISCORD",
            json!({ "public_key": "k" }),
            "config.auth.public_key must be a public key, in PEM, base64 or hex",
        ),
    ] {
        let config = json!({ "auth": auth });
        let source = json!({ "name": "wrong", "type": source_type, "config": config });
        let (status, answer) = gateway.api().call(Method::POST, "/sources", Some(&source)).await;
        assert_eq!((status, &answer["data"][0]), (422, &json!(sentence)));

        let destination = json!({ "name": "d", "type": "MOCK_API" });
        let connection = json!({ "name": "c", "source": source, "destination": destination });
        let (status, answer) =
            gateway.api().call(Method::POST, "/connections", Some(&connection)).await;
        assert_eq!((status, &answer["data"][0]), (422, &json!(format!("source.{sentence}"))));
    }
    assert_eq!(gateway.api().get("/sources").await["models"], json!([]));
}

/// What was kept of the last request, but for what differs between runs.
async fn last(gateway: &Served) -> Value {
    let requests = gateway.api().under("/2026-09-01").get("/requests?limit=1").await;
    let it = &requests["models"][0];
    json!([it["verified"], it["rejection_cause"], it["verification"]["code"]])
}

fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

fn pairs(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn each_way_to_fail_has_a_reason_of_its_own() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let auth = json!({ "webhook_secret_key": "s3cret" });
    let url = connect(&gateway, &target, "STRIPE", &auth).await;
    let signed = |secret: &str, age_ms: i64| {
        let auth = json!({ "webhook_secret_key": secret });
        let sample = Sample::new(&url, br#"{"id":1}"#, now_ms() - age_ms);
        sign("STRIPE", auth.as_object().unwrap(), &sample).unwrap()
    };
    let expect = async |code: &str| {
        let expected = json!([false, "VERIFICATION_FAILED", code]);
        assert_eq!(last(&gateway).await, expected);
    };
    post(&url, &[], b"{}").await;
    expect("MISSING_SIGNATURE").await;
    post(&url, &signed("another", 0).headers, br#"{"id":1}"#).await;
    expect("WRONG_SECRET_OR_ALTERED_BODY").await;
    post(&url, &signed("s3cret", 0).headers, br#"{"id":2}"#).await;
    expect("WRONG_SECRET_OR_ALTERED_BODY").await;
    post(&url, &signed("s3cret", 400_000).headers, br#"{"id":1}"#).await;
    expect("OLD_TIMESTAMP").await;
    post(&url, &pairs(&[("stripe-signature", "t=1,v1=zz")]), b"{}").await;
    expect("WRONG_ENCODING").await;
    post(&url, &pairs(&[("stripe-signature", "x")]), b"{}").await;
    expect("MALFORMED_SIGNATURE").await;
    post(&url, &signed("s3cret", 0).headers, br#"{"id":1}"#).await;
    assert_eq!(last(&gateway).await, json!([true, null, null]));

    let newest = gateway.api().under("/2026-09-01");
    let failed = newest.get("/requests?rejection_cause=VERIFICATION_FAILED").await;
    let text = failed.to_string();
    assert!(!text.contains("s3cret") && text.contains("and 300 s is the most"), "{text}");
}

#[tokio::test]
async fn what_a_provider_asks_is_answered_and_becomes_no_request() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let auth = json!({ "webhook_secret_key": "s3cret" });
    let client = Client::builder().no_proxy().build().unwrap();

    // By GET, which the source does not take otherwise.
    let url = connect(&gateway, &target, "WHATSAPP", &auth).await;
    let asked = format!("{url}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=x");
    let answer = client.get(asked).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/plain");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert_eq!((answer.status().as_u16(), &*answer.text().await.unwrap()), (200, "42"));
    assert_eq!(client.get(&url).send().await.unwrap().status(), 405);

    // Signed like everything else, and not answered when it is not.
    let url = connect(&gateway, &target, "SLACK", &auth).await;
    let body = br#"{"type":"url_verification","challenge":"c1"}"#;
    let signed =
        sign("SLACK", auth.as_object().unwrap(), &Sample::new(&url, body, now_ms())).unwrap();
    let answer = post(&url, &signed.headers, body).await;
    assert_eq!((answer.status().as_u16(), &*answer.text().await.unwrap()), (200, "c1"));
    let answer = post(&url, &[], body).await.text().await.unwrap();
    assert!(answer.contains("VERIFICATION_FAILED"), "{answer}");

    // Zoom's answer is a signature: a stranger gets none.
    let url = connect(&gateway, &target, "ZOOM", &auth).await;
    let body = br#"{"event":"endpoint.url_validation","payload":{"plainToken":"t"}}"#;
    assert_eq!(post(&url, &[], body).await.status(), 401);

    // A source without secrets tells Asana's secret back, and keeps it for its owner to see.
    let source = json!({ "name": "asana", "type": "ASANA" });
    let source = gateway.api().put("/sources", &source).await;
    let url = source["url"].as_str().unwrap();
    let answer = post(url, &pairs(&[("x-hook-secret", "h1")]), b"{}").await;
    assert_eq!(answer.headers()["x-hook-secret"], "h1");

    let all = gateway.api().get("/requests").await;
    let all = all["models"].as_array().unwrap();
    let causes: Vec<_> = all.iter().map(|it| it["rejection_cause"].clone()).collect();
    let expected = json!([
        "NO_CONNECTION",
        "VERIFICATION_FAILED",
        "VERIFICATION_FAILED",
        "UNSUPPORTED_HTTP_METHOD"
    ]);
    assert_eq!(json!(causes), expected);
}

#[tokio::test]
async fn keys_that_a_provider_keeps_are_fetched_once() {
    let keys = KeyServer::start().await;
    let gateway = Served::with(&["--key-mirror", &keys.url]).await;
    let target = Target::start().await;
    let none = json!({});
    let source = json!({ "name": "sns", "type": "AWS_SNS" });
    let url = gateway.api().put("/sources", &source).await["url"].as_str().unwrap().to_owned();
    let body = hookport::verify::events("AWS_SNS")[0].body.bytes();
    let sample = Sample { private_key: Some(&keys.rsa), ..Sample::new(&url, &body, now_ms()) };
    let signed = sign("AWS_SNS", none.as_object().unwrap(), &sample).unwrap();
    for _ in 0..3 {
        post(&url, &[], &signed.body).await;
        // It has no connection, and is verified though nobody gave a secret.
        assert_eq!(last(&gateway).await, json!([true, "NO_CONNECTION", null]));
    }
    assert_eq!(keys.asked().len(), 1, "{:?}", keys.asked());
    post(&url, &[], br#"{"Type":"Notification","Message":"forged"}"#).await;
    assert_eq!(last(&gateway).await[2], "MISSING_SIGNATURE");

    // A subscription is confirmed by calling back, and only once it is verified.
    let mut asked: Value = serde_json::from_slice(&body).unwrap();
    let callback = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
    asked["Type"] = "SubscriptionConfirmation".into();
    asked["Token"] = "t".into();
    asked["SubscribeURL"] = callback.into();
    let body = asked.to_string().into_bytes();
    post(&url, &[], &body).await;
    assert_eq!(keys.asked().len(), 1);
    let sample = Sample { body: &body, ..sample };
    let signed = sign("AWS_SNS", none.as_object().unwrap(), &sample).unwrap();
    assert_eq!(post(&url, &[], &signed.body).await.status(), 200);
    assert_eq!(
        keys.asked()[1..],
        ["/sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=t"]
    );

    // What cannot be had is no proof against the sender: it may come again.
    let auth = json!({ "webhook_id": "w1" });
    let url = connect(&gateway, &target, "PAYPAL", &auth).await;
    let sample = Sample { private_key: Some(&keys.rsa), ..Sample::new(&url, b"{}", now_ms()) };
    let mut signed = sign("PAYPAL", auth.as_object().unwrap(), &sample).unwrap();
    assert_eq!(post(&url, &signed.headers, &signed.body).await.status(), 200);
    target.received(1).await;
    for place in ["gone", "too-long", "moved"] {
        for (name, value) in &mut signed.headers {
            if name == "paypal-cert-url" {
                *value = format!("https://api.paypal.com/v1/notifications/certs/{place}");
            }
        }
        post(&url, &signed.headers, &signed.body).await;
        let expected = json!([false, "VERIFICATION_FAILED", "KEY_UNAVAILABLE"]);
        assert_eq!(last(&gateway).await, expected, "{place}");
    }
    let answer = post(&url, &signed.headers, &signed.body).await;
    assert_eq!(
        (answer.status().as_u16(), answer.headers()["retry-after"].clone()),
        (503, "60".parse().unwrap())
    );
    let expected = json!([false, "VERIFICATION_FAILED", "KEY_UNAVAILABLE"]);
    assert_eq!(last(&gateway).await, expected);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_keeps_no_other_waiting() {
    let keys = KeyServer::start().await;
    let gateway = Served::with(&["--key-mirror", &keys.url]).await;
    let target = Target::start().await;
    let auth = json!({ "api_key": "k" });
    let circle = connect(&gateway, &target, "CIRCLE", &auth).await;
    let sample = Sample { private_key: Some(&keys.ec), ..Sample::new(&circle, b"{}", now_ms()) };
    let signed = sign("CIRCLE", auth.as_object().unwrap(), &sample).unwrap();
    let mut waiting = tokio::task::JoinSet::new();
    for number in 0..40 {
        let (url, mut signed) = (circle.clone(), signed.clone());
        for (_, value) in signed.headers.iter_mut().filter(|(name, _)| name == "x-circle-key-id") {
            *value = format!("slow-{number}");
        }
        waiting.spawn(async move { post(&url, &signed.headers, &signed.body).await.status() });
    }
    keys.asked_times(4).await;
    let auth = json!({ "environment": "PRODUCTION" });
    let url = connect(&gateway, &target, "VOLUME", &auth).await;
    let sample = Sample { private_key: Some(&keys.rsa), ..Sample::new(&url, b"{}", now_ms()) };
    let signed = sign("VOLUME", auth.as_object().unwrap(), &sample).unwrap();
    assert_eq!(post(&url, &signed.headers, &signed.body).await.status(), 200);
    target.received(1).await;
    assert_eq!(keys.asked().len(), 5, "few at a time ask the same one: {:?}", keys.asked());
}

#[tokio::test]
async fn a_key_with_another_name_is_looked_for_once() {
    let keys = KeyServer::start().await;
    let gateway = Served::with(&["--key-mirror", &keys.url]).await;
    let target = Target::start().await;
    let send = async |url: &str, auth: &Value| {
        let sample = Sample { private_key: Some(&keys.ed), ..Sample::new(url, b"{}", now_ms()) };
        let signed = sign("NEON", auth.as_object().unwrap(), &sample).unwrap();
        post(url, &signed.headers, &signed.body).await;
        last(&gateway).await
    };
    // Nobody's key: whoever made it up is told so, and the provider is not asked each time.
    let auth = json!({ "neon_auth_url": "https://neon.example/old" });
    let url = connect(&gateway, &target, "NEON", &auth).await;
    for _ in 0..3 {
        let expected = json!([false, "VERIFICATION_FAILED", "UNTRUSTED_KEY"]);
        assert_eq!(send(&url, &auth).await, expected);
        assert_eq!(keys.asked().len(), 2, "{:?}", keys.asked());
    }
    // The provider changed its keys after they were fetched.
    let auth = json!({ "neon_auth_url": "https://neon.example/changing" });
    let url = connect(&gateway, &target, "NEON", &auth).await;
    for _ in 0..3 {
        assert_eq!(send(&url, &auth).await, json!([true, null, null]));
        assert_eq!(keys.asked().len(), 4, "{:?}", keys.asked());
    }
}

#[tokio::test]
async fn a_signed_url_is_the_one_that_the_sender_called() {
    let gateway = Served::with(&["--public-url", "https://hooks.example/in"]).await;
    let target = Target::start().await;
    let auth = json!({ "webhook_secret_key": "s3cret" });
    let told = connect(&gateway, &target, "SQUARE", &auth).await;
    assert!(told.starts_with("https://hooks.example/in/e/src_"), "{told}");
    let path = told.split_once("/in").unwrap().1;
    let here = format!("{}{path}?a=1", gateway.url);
    let send = async |url: &str, headers: &[(&str, &str)]| {
        let sample = Sample::new(url, br#"{"id":1}"#, now_ms());
        let mut signed = sign("SQUARE", auth.as_object().unwrap(), &sample).unwrap();
        signed.headers.extend(pairs(headers));
        post(&here, &signed.headers, &signed.body).await;
        last(&gateway).await[0].clone()
    };
    assert_eq!(send(&format!("{told}?a=1"), &[]).await, json!(true));
    // A proxy on this machine says how it was called.
    let called = format!("https://tunnel.example{path}?a=1");
    let forwarded = [("x-forwarded-host", "tunnel.example"), ("x-forwarded-proto", "https")];
    assert_eq!(send(&called, &forwarded).await, json!(true));
    assert_eq!(send(&called, &[]).await, json!(false));
    // For another path, query or host it was signed in vain.
    assert_eq!(send(&told, &[]).await, json!(false));
    assert_eq!(send("https://hooks.example/in/e/src_x?a=1", &[]).await, json!(false));
}

#[tokio::test]
async fn a_signed_url_may_be_under_a_name_of_ones_own() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let auth = json!({ "webhook_secret_key": "s3cret" });
    connect(&gateway, &target, "TRELLO", &auth).await;
    let list = "/teams/current/custom_domains";
    gateway.api().post(list, &json!({ "hostname": "localhost" })).await;
    gateway.api().until(list, |it| it[0]["status"] == "active").await;

    let called = format!("{}/TRELLO?a=1", gateway.url.replace("127.0.0.1", "localhost"));
    let send = async |signed_for: &str| {
        let sample = Sample::new(signed_for, b"{}", now_ms());
        let signed = sign("TRELLO", auth.as_object().unwrap(), &sample).unwrap();
        post(&called, &signed.headers, &signed.body).await;
        last(&gateway).await[0].clone()
    };
    assert_eq!(send(&called).await, json!(true));
    assert_eq!(send(&called.replace("TRELLO", "trello")).await, json!(false));
}
