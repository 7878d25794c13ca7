//! Who sends: what is proved is let in, and what is not is kept, answered and not delivered.

use hookport::verify::{Sample, sign};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use crate::support::{KEY, SIGNING_SECRET, Served, Target};

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
        let sample = Sample { body: br#"{"id":1}"#, id: "msg_1", now_ms };
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
            "config.auth cannot be checked: verification of DISCORD is not built yet; \
             leave it out to take requests unverified",
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
