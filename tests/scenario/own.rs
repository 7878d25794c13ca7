//! What the gateway has beside what is published: projects and their keys, what command lines ask
//! for, and the documents.

use serde_json::{Value, json};

use super::story::{Story, id};

/// Asks for all of it, when there is something to ask about.
pub(super) async fn tell(story: &mut Story<'_>) {
    for list in ["/projects", "/teams"] {
        projects(story, list).await;
    }
    let connection = story.list("/connections").await;
    command_line(story, &connection).await;
    channels(story).await;
    for list in ["/requests", "/events", "/attempts"] {
        let one = story.list(list).await;
        story.get(&format!("{list}/{{{}}}/explain", id(&one))).await;
    }
    story.get("/openapi").await;
}

async fn projects(story: &mut Story<'_>, list: &str) {
    let made = story.post(list, json!({ "name": "second" })).await;
    story.list(list).await;
    let one = format!("{list}/{{{}}}", id(&made));
    story.get(&one).await;
    story.put(&one, json!({ "name": "another" })).await;
    story.get(&format!("{one}/secret")).await;
    story.post(&format!("{one}/secret/roll"), json!({ "overlap": 1000 })).await;
    let keys = format!("{one}/keys");
    let key = story.post(&keys, json!({ "name": "laptop" })).await;
    story.list(&keys).await;
    story.delete(&format!("{keys}/{{{}}}", id(&key))).await;
    story.delete(&one).await;
}

async fn channels(story: &mut Story<'_>) {
    let path = "/notifications/channels";
    story.put(path, json!({ "slack": "https://hooks.example/T0", "email": null })).await;
    story.get(path).await;
    story.get(&format!("{path}?include=url")).await;
}

async fn command_line(story: &mut Story<'_>, connection: &Value) {
    let key = story.api.key().to_owned();
    story.get("/cli-auth/validate").await;
    story.get(&format!("/cli-auth/poll?key={key}")).await;
    story.post("/cli-auth/ci", json!({})).await;
    for machine in ["cli_1", &"m".repeat(300)] {
        story.put(&format!("/cli/{{{machine}}}"), json!({ "device_name": "laptop" })).await;
    }
    story.post("/cli-sessions", json!({ "webhook_ids": [connection["id"]] })).await;
    for stranger in ["/cli-auth", "/cli/guest"] {
        story.post(stranger, json!({})).await;
    }
}
