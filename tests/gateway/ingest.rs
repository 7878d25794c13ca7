//! What a source lets in, what it answers, and what is kept of it.

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Served, Target};

fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

async fn post(url: &str, content_type: &str, body: impl Into<reqwest::Body>) -> Response {
    client().post(url).header("content-type", content_type).body(body).send().await.unwrap()
}

async fn source(gateway: &Served, body: &Value) -> Value {
    gateway.api().post("/sources", body).await
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_body_of_any_bytes_arrives_as_it_was_sent() {
    let gateway = Served::with(&["--accept-any-content-type"]).await;
    let target = Target::start().await;
    let connection = gateway.api().connect("bytes", &target.url, &json!([])).await;
    let url = text(&connection["source"]["url"]);
    let all_bytes: Vec<u8> = (0..=255).collect();
    let spaced = br#"{ "a" : 1.0,  "b":"\u00e9" }"#.to_vec();
    let bodies = [
        ("application/octet-stream", all_bytes.clone()),
        ("application/json", spaced),
        ("text/plain", b"\xff\xfe not utf-8 \x00".to_vec()),
        ("application/json", Vec::new()),
    ];
    for (number, (content_type, body)) in bodies.into_iter().enumerate() {
        assert_eq!(post(&url, content_type, body.clone()).await.status(), 200);
        let received = target.received(number + 1).await.remove(number);
        assert_eq!(received.body, body, "{content_type}");
        assert_eq!(received.header("content-type"), Some(content_type));
        assert_eq!(received.header("content-length"), Some(body.len().to_string().as_str()));
    }
}

#[tokio::test]
async fn what_is_refused_is_kept_with_its_cause() {
    let gateway = Served::with(&["--body-limit", "1000"]).await;
    let target = Target::start().await;
    let connection = gateway.api().connect("strict", &target.url, &json!([])).await;
    let url = text(&connection["source"]["url"]);
    let long = "x".repeat(1001);
    for (method, content_type, body, status, cause) in [
        (Method::GET, "application/json", "{}", 405, "UNSUPPORTED_HTTP_METHOD"),
        (Method::POST, "image/png", "png", 415, "UNSUPPORTED_CONTENT_TYPE"),
        (Method::POST, FORM, &form("f; filename=f.png"), 415, "UNSUPPORTED_CONTENT_TYPE"),
        (Method::POST, "application/json", "{\"a\":", 400, "UNPARSABLE_JSON"),
        (Method::POST, "application/vnd.api+json", "nope", 400, "UNPARSABLE_JSON"),
        (Method::POST, "text/plain", &long, 413, "PAYLOAD_TOO_LARGE"),
    ] {
        let request = client().request(method, &url).header("content-type", content_type);
        let answer = request.body(body.to_owned()).send().await.unwrap();
        assert_eq!(answer.status(), status, "{cause}");
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["cause"], cause);
        let kept = gateway.api().get(&format!("/requests/{}", text(&answer["request_id"]))).await;
        assert_eq!(kept["rejection_cause"], cause);
        assert_eq!(kept["verified"], false);
        assert_eq!(kept["events_count"], 0);
    }
    assert!(target.so_far().is_empty());
}

const FORM: &str = "multipart/form-data; boundary=xx";

/// A form with one part of this name.
fn form(name: &str) -> String {
    format!("--xx\r\nContent-Disposition: form-data; name={name}\r\n\r\nvalue\r\n--xx--\r\n")
}

#[tokio::test]
async fn rules_see_the_fields_of_a_form_and_the_destination_gets_its_bytes() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let rules = json!([{"type": "filter", "body": {"wanted": "value"}}]);
    let connection = gateway.api().connect("forms", &target.url, &rules).await;
    let url = text(&connection["source"]["url"]);
    for name in ["other", "wanted"] {
        assert_eq!(post(&url, FORM, form(name)).await.status(), 200);
    }
    let received = target.received(1).await;
    assert_eq!(received[0].body, form("wanted"));
    assert_eq!(received[0].header("content-type"), Some(FORM));
    let requests = gateway.api().get("/requests?include=data&dir=asc").await;
    assert_eq!(requests["models"][0]["data"]["body"], json!({"other": "value"}));
    assert_eq!(requests["models"][0]["ignored_count"], 1);
}

#[tokio::test]
async fn json_must_be_json_even_where_every_content_type_is_taken() {
    let gateway = Served::with(&["--accept-any-content-type"]).await;
    let url = text(&source(&gateway, &json!({"name": "any"})).await["url"]);
    assert_eq!(post(&url, "image/png", "{\"a\":").await.status(), 200);
    let answer = post(&url, "application/json", "{\"a\":").await;
    assert_eq!(answer.status(), 400);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["cause"], "UNPARSABLE_JSON");
}

#[tokio::test]
async fn a_source_without_connections_keeps_what_comes() {
    let gateway = Served::start().await;
    let source = source(&gateway, &json!({"name": "alone"})).await;
    let answer: Value =
        post(&text(&source["url"]), "application/json", "{\"a\":1}").await.json().await.unwrap();
    assert_eq!(answer["status"], "SUCCESS");
    let id = text(&answer["request_id"]);
    let kept = gateway.api().get(&format!("/requests/{id}")).await;
    assert_eq!(kept["rejection_cause"], "NO_CONNECTION");
    assert_eq!(kept["data"]["body"], json!({"a": 1}));
    let raw = gateway.api().get(&format!("/requests/{id}/raw_body")).await;
    assert_eq!(raw, json!({"body": "{\"a\":1}"}));
}

#[tokio::test]
async fn a_body_that_is_no_text_can_be_got_back() {
    let gateway = Served::start().await;
    let source = source(&gateway, &json!({"name": "binary"})).await;
    let client = reqwest::Client::new();
    let sent = client.post(text(&source["url"])).body(&b"\xff\x00a"[..]).send().await.unwrap();
    let answer: Value = sent.json().await.unwrap();
    let raw = format!("/requests/{}/raw_body", text(&answer["request_id"]));
    let raw = gateway.api().get(&raw).await;
    assert_eq!(raw, json!({"body": "\u{fffd}\0a", "body_base64": "/wBh"}));
}

#[tokio::test]
async fn a_disabled_source_is_quiet_and_a_deleted_one_is_gone() {
    let gateway = Served::start().await;
    let api = gateway.api();
    let source = source(&gateway, &json!({"name": "ends"})).await;
    let (id, url) = (text(&source["id"]), text(&source["url"]));
    api.put(&format!("/sources/{id}/disable"), &json!({})).await;
    let answer = post(&url, "application/json", "{}").await;
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    let kept = api.get(&format!("/requests/{}", text(&answer["request_id"]))).await;
    assert_eq!(kept["rejection_cause"], "SOURCE_DISABLED");

    let (status, _) = api.call(Method::DELETE, &format!("/sources/{id}"), None).await;
    assert_eq!(status, 200);
    let answer = post(&url, "application/json", "{}").await;
    assert_eq!(answer.status(), 410);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["status"], "DELETED");
    assert_eq!(post(&format!("{url}x"), "application/json", "{}").await.status(), 404);
}

#[tokio::test]
async fn a_source_answers_as_it_was_told() {
    let gateway = Served::start().await;
    let custom = json!({"name": "polite", "type": "WEBHOOK", "config": {
        "allowed_http_methods": ["GET", "POST"],
        "custom_response": {"content_type": "xml", "body": "<ok/>"},
    }});
    let source = source(&gateway, &custom).await;
    let url = text(&source["url"]);
    let answer = client().get(&url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/xml");
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    assert_eq!(answer.text().await.unwrap(), "<ok/>");
    let mut odd = custom.clone();
    odd["config"]["custom_response"]["content_type"] = Value::Null;
    let (status, answer) = gateway.api().call(Method::PUT, "/sources", Some(&odd)).await;
    assert_eq!(status, 422);
    let sentence = "config.custom_response.content_type must be one of [json, text, xml]";
    assert_eq!(answer["data"], json!([sentence]));

    for (query, content_type, body) in [
        ("?x-hookdeck-response[json]=%7B%22a%22%3A1%7D", "application/json", "{\"a\":1}"),
        ("?x-hookdeck-response[text]=hi", "text/plain", "hi"),
        ("?x-hookdeck-response[xml]=%3Ca/%3E", "application/xml", "<a/>"),
        ("?x-hookdeck-response=null", "text/plain", ""),
        ("?x-hookdeck-response", "text/plain", ""),
    ] {
        let answer = post(&format!("{url}{query}"), "application/json", "{}").await;
        assert_eq!(answer.headers()["content-type"], content_type, "{query}");
        // What anybody may put on the origin of the API runs nothing there.
        assert_eq!(answer.headers()["content-security-policy"], "sandbox", "{query}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{query}");
        assert_eq!(answer.text().await.unwrap(), body, "{query}");
    }
    let put = client().put(format!("{url}?x-hookdeck-allow-methods=put")).send().await.unwrap();
    assert_eq!(put.status(), 200);
    let preflight = client().request(Method::OPTIONS, &url).send().await.unwrap();
    assert_eq!(preflight.status(), 204);
    assert_eq!(preflight.headers()["access-control-max-age"], "86400");
}

#[tokio::test]
async fn headers_of_the_connection_are_not_kept() {
    let gateway = Served::start().await;
    let source = source(&gateway, &json!({"name": "heads"})).await;
    let answer = client()
        .post(text(&source["url"]))
        .header("Content-Type", "text/plain")
        .header("X-Twice", "a")
        .header("X-Twice", "b")
        .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
        .header("Accept", "text/html")
        .header("User-Agent", "tester/1")
        .body("hi")
        .send()
        .await
        .unwrap();
    let answer: Value = answer.json().await.unwrap();
    let kept = gateway.api().get(&format!("/requests/{}", text(&answer["request_id"]))).await;
    assert_eq!(
        kept["data"]["headers"],
        json!({
            "content-type": "text/plain",
            "x-twice": "a, b",
            "user-agent": "tester/1",
            "content-length": "2",
            "x-hookdeck-original-ip": "203.0.113.9",
        })
    );
}

#[tokio::test]
async fn no_path_leads_out_of_the_destinations_own() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let base = format!("{}/hooks", target.url);
    let connection = gateway.api().connect("walled", &base, &json!([])).await;
    let url = text(&connection["source"]["url"]);
    let source = url.strip_prefix(&gateway.url).unwrap();
    // By hand, since clients resolve such paths themselves.
    for path in ["/../../admin", "/a/../../../admin", "/%2e%2e/admin", "/..%2Fadmin", "/..\\admin"]
    {
        let answer = raw_post(&gateway, &format!("{source}{path}?q")).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{path}: {answer}");
        let answer: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        let kept = gateway.api().get(&format!("/requests/{}", text(&answer["request_id"]))).await;
        assert_eq!(kept["rejection_cause"], "UNKNOWN");
        assert_eq!(kept["data"]["path"], path);
    }
    let answer = raw_post(&gateway, &format!("{source}/a..b/.../c?q=/../d")).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let received = target.received(1).await;
    assert_eq!(received[0].path, "/hooks/a..b/.../c?q=/../d");
    assert_eq!(received.len(), 1);
}

async fn raw_post(gateway: &Served, path: &str) -> String {
    let mut stream = TcpStream::connect(gateway.url.trim_start_matches("http://")).await.unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: somewhere\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
