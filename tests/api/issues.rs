//! Issues, their triggers and notifications in the shape of every version, also written in it.

use insta::assert_json_snapshot;
use reqwest::Method;
use serde_json::{Value, json};

use super::Album;
use crate::support::{Api, Hand, Reply, Served, Target};

#[tokio::test]
async fn issues_in_2024_09_01() {
    assert_json_snapshot!("issues-2024-09-01", shapes("/2024-09-01").await);
}

#[tokio::test]
async fn issues_in_2025_01_01() {
    assert_json_snapshot!("issues-2025-01-01", shapes("/2025-01-01").await);
}

#[tokio::test]
async fn issues_in_2025_07_01() {
    assert_json_snapshot!("issues-2025-07-01", shapes("/2025-07-01").await);
}

#[tokio::test]
async fn issues_in_2026_09_01() {
    assert_json_snapshot!("issues-2026-09-01", shapes("/2026-09-01").await);
}

async fn shapes(version: &str) -> Value {
    let gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let (api, hand) = (gateway.api().under(version), Hand::of(version));
    let mut album = Album::default();
    triggers(&api, &mut album).await;
    issues(&api, hand, &mut album).await;
    Value::Object(album.0)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

async fn triggers(api: &Api, album: &mut Album) {
    const ALL: &str = "/issue-triggers";
    let usual = "/issue-triggers?order_by=type&dir=asc";
    album.take(api, "triggers: those of a new project", (Method::GET, usual, None)).await;
    let few = json!({ "slack": { "channel_name": "#a" }, "opsgenie": {}, "email": {} });
    let mut made = Value::Null;
    for (kind, configs) in [
        ("delivery", json!({ "strategy": "first_attempt", "connections": ["web_a"] })),
        ("transformation", json!({ "log_level": "warn", "transformations": "a*" })),
        ("backpressure", json!({ "delay": 60_000, "destinations": "*" })),
        (
            "request",
            json!({
                "rejection_causes": "*", "excluded_rejection_causes": ["UNKNOWN"], "sources": "*",
            }),
        ),
    ] {
        let body = json!({ "name": kind, "type": kind, "configs": configs, "channels": few });
        let title = format!("trigger: made for {kind}, where there is such a type");
        let answer = album.take(api, &title, (Method::POST, ALL, Some(body))).await;
        if kind == "delivery" {
            made = answer;
        }
    }
    let many = json!({
        "microsoft_teams": { "channel_name": "a" },
        "discord": { "channel_name": "a", "channel_id": "1", "webhook_url": "http://127.0.0.1:9" },
        "betteruptime": { "escalation_policy_id": "1", "escalation_policy_name": "a" },
        "incidentio": {},
        "pagerduty": {},
    });
    let one = format!("{ALL}/{}", text(&made["id"]));
    let body = Some(json!({ "channels": many }));
    let title = "trigger: with more channels, where there are";
    album.take(api, title, (Method::PUT, &one, body)).await;
    let body = Some(json!({ "name": "delivery", "type": "delivery", "channels": null }));
    album.take(api, "trigger: changed by its name", (Method::PUT, ALL, body.clone())).await;
    album.take(api, "409: the name of a trigger", (Method::POST, ALL, body)).await;
    let disable = format!("{one}/disable");
    album.take(api, "trigger: disabled", (Method::PUT, &disable, Some(json!({})))).await;
    album.take(api, "trigger: deleted", (Method::DELETE, &one, None)).await;
    album.take(api, "410: a deleted trigger", (Method::GET, &one, None)).await;
    let unknown = format!("{ALL}/it_nope");
    album.take(api, "404: a trigger", (Method::GET, &unknown, None)).await;
    let body = json!({ "type": "backpressure", "configs": { "delay": 1 }, "channels": {} });
    album.take(api, "422: a trigger", (Method::POST, ALL, Some(body))).await;
}

async fn issues(api: &Api, hand: Hand<'_>, album: &mut Album) {
    let target = Target::answering(|_| Reply::status(500)).await;
    let connection = json!({
        "name": "bad",
        "source": { "name": "bad" },
        "destination": hand.http("bad", &target.url),
    });
    let connection = api.put("/connections", &connection).await;
    api.send(text(&connection["source"]["url"]), "application/json", "{}").await;
    api.until("/issues/count", |it| it["count"] == 1).await;
    let page = album.take(api, "issues: one page", (Method::GET, "/issues", None)).await;
    let one = format!("/issues/{}", text(&page["models"][0]["id"]));
    album.take(api, "issue: of a delivery", (Method::GET, &one, None)).await;
    album.take(api, "issues: counted", (Method::GET, "/issues/count", None)).await;
    let rejected = "/issues?type=request";
    album.take(api, "issues: of requests, if any", (Method::GET, rejected, None)).await;
    let body = Some(json!({ "status": "ACKNOWLEDGED" }));
    album.take(api, "issue: changed", (Method::PUT, &one, body)).await;
    album.take(api, "issue: dismissed", (Method::DELETE, &one, None)).await;
    album.take(api, "404: an issue", (Method::GET, "/issues/iss_nope", None)).await;
    let body = Some(json!({ "status": "FINE" }));
    album.take(api, "422: an issue", (Method::PUT, &one, body)).await;

    let source = &connection["source"]["id"];
    let body = json!({ "enabled": true, "topics": ["event.successful"], "source_id": source });
    let path = "/notifications/webhooks";
    album.take(api, "notifications: set", (Method::PUT, path, Some(body))).await;
    let body = json!({ "enabled": false });
    album.take(api, "notifications: off", (Method::PUT, path, Some(body))).await;
}
