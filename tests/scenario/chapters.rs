//! What people configure, chapter by chapter; [`ledger`] tells what happens with it in between.

use serde_json::{Value, json};

use super::story::{Story, id, text};
use super::{ledger, own};

/// A handler that says something and changes nothing.
pub(super) const CODE: &str =
    "addHandler('transform', (request) => { console.log('seen'); return request; });";

/// The whole story: makes one of everything, lets events through, and takes it all down again.
pub(super) async fn tell(story: &mut Story<'_>) {
    let source = sources(story).await;
    let destination = destinations(story).await;
    transformations(story).await;
    for list in ["/webhooks", "/connections"] {
        connections(story, list, &source, &destination).await;
    }
    triggers(story).await;
    notifications(story).await;
    integrations(story, &source).await;
    domains(story).await;
    ledger::tell(story).await;
    own::tell(story).await;
}

/// Everything that can be done to a resource but what is particular to it. `make` gives a new one
/// of this name; answers one that is left at work.
async fn resource(story: &mut Story<'_>, list: &str, make: impl Fn(&str) -> Value) -> Value {
    let made = story.post(list, make("one")).await;
    let other = story.put(list, make("other")).await;
    story.put(list, make("one")).await;
    story.list(&format!("{list}?limit=1")).await;
    story.list(&format!("{list}?name=one")).await;
    story.get(&format!("{list}/count")).await;
    let one = format!("{list}/{{{}}}", id(&made));
    story.get(&one).await;
    story.put(&one, json!({ "description": "the one" })).await;
    for action in ["disable", "enable", "archive", "unarchive"] {
        story.act(&format!("{one}/{action}")).await;
    }
    story.delete(&format!("{list}/{{{}}}", id(&other))).await;
    made
}

async fn sources(story: &mut Story<'_>) -> Value {
    let hand = story.hand;
    let source = resource(story, "/sources", |name| hand.source(name)).await;
    story.put("/sources", hand.provider()).await;
    story.get(&format!("/sources/{{{}}}?{}", id(&source), hand.include())).await;
    source
}

async fn destinations(story: &mut Story<'_>) -> Value {
    let url = story.target.url.clone();
    let hand = story.hand;
    let destination = resource(story, "/destinations", |name| hand.http(name, &url)).await;
    story.get(&format!("/destinations/{{{}}}?include=config.auth", id(&destination))).await;
    destination
}

async fn transformations(story: &mut Story<'_>) {
    let list = "/transformations";
    let code = |name: &str| json!({ "name": name, "code": CODE, "env": { "KEY": "value" } });
    let made = story.post(list, code("one")).await;
    let other = story.put(list, code("other")).await;
    story.list("/transformations?name=one").await;
    story.get("/transformations/count").await;
    let one = format!("{list}/{{{}}}", id(&made));
    story.get(&one).await;
    story.put(&one, json!({ "name": "one", "code": CODE })).await;
    let request = json!({
        "headers": { "content-type": "application/json" }, "body": { "a": 1 }, "path": "/",
        "query": "", "parsed_query": {},
    });
    let run = json!({ "transformation_id": made["id"], "request": request });
    story.put("/transformations/run", run).await;
    story.put("/transformations/run", json!({ "code": CODE, "request": request })).await;
    story.delete(&format!("{list}/{{{}}}", id(&other))).await;
}

/// Under either of their names; those of the older one are gone afterwards.
async fn connections(story: &mut Story<'_>, list: &str, source: &Value, destination: &Value) {
    let rules = json!([
        { "type": "filter", "body": { "paid": true } },
        { "type": "delay", "delay": 1000 },
        { "type": "retry", "strategy": "linear", "interval": 60000, "count": 2 },
    ]);
    let hand = story.hand;
    let line = |name: &str| {
        let mut line = hand.rules(rules.clone());
        line[hand.name()] = json!(name);
        line["source_id"] = source["id"].clone();
        line["destination_id"] = destination["id"].clone();
        line
    };
    let made = resource(story, list, line).await;
    let one = format!("{list}/{{{}}}", id(&made));
    story.act(&format!("{one}/pause")).await;
    story.act(&format!("{one}/unpause")).await;
    let ways =
        ["source_id", "destination_id"].map(|it| (it, text(&made[&it[..it.len() - 3]], "id")));
    for (name, id) in ways {
        story.list(&format!("{list}?{name}={id}")).await;
    }
    if list == "/webhooks" {
        story.delete(&one).await;
    }
}

async fn triggers(story: &mut Story<'_>) {
    let list = "/issue-triggers";
    let kinds = [
        ("delivery", json!({ "strategy": "first_attempt", "connections": "*" })),
        ("transformation", json!({ "log_level": "error", "transformations": "*" })),
        ("backpressure", json!({ "delay": 60000, "destinations": "*" })),
    ];
    for (kind, configs) in &kinds {
        let trigger = json!({
            "type": kind, "name": format!("my {kind}"), "configs": configs,
            "channels": { "email": {} },
        });
        story.put(list, trigger).await;
    }
    let (kind, configs) = &kinds[0];
    let trigger = json!({
        "type": kind, "configs": configs, "channels": { "slack": { "channel_name": "#ops" } },
    });
    let made = story.post(list, trigger).await;
    story.list("/issue-triggers?type=delivery").await;
    let one = format!("{list}/{{{}}}", id(&made));
    story.get(&one).await;
    story.put(&one, json!({ "name": "another" })).await;
    story.act(&format!("{one}/disable")).await;
    story.act(&format!("{one}/enable")).await;
    story.delete(&one).await;
}

async fn notifications(story: &mut Story<'_>) {
    let source = story.put("/sources", story.hand.named("news")).await;
    let told = json!({ "enabled": true, "topics": ["issue.opened"], "source_id": source["id"] });
    story.put("/notifications/webhooks", told).await;
}

async fn integrations(story: &mut Story<'_>, source: &Value) {
    let list = "/integrations";
    let integration = json!({
        "label": "hub", "provider": "GITHUB", "features": ["VERIFICATION"],
        "configs": { "webhook_secret_key": "secret" },
    });
    let made = story.post(list, integration).await;
    story.list(list).await;
    let one = format!("{list}/{{{}}}", id(&made));
    let source = id(source);
    story.get(&one).await;
    story.put(&one, json!({ "label": "octopus" })).await;
    story.put(&format!("{one}/attach/{{{source}}}"), json!({})).await;
    story.get(&one).await;
    story.put(&format!("{one}/detach/{{{source}}}"), json!({})).await;
    story.delete(&one).await;
}

async fn domains(story: &mut Story<'_>) {
    let list = "/teams/current/custom_domains";
    story.post(list, json!({ "hostname": "hooks.example.com" })).await;
    let made = story.list(list).await;
    story.delete(&format!("{list}/{{{}}}", id(&made))).await;
}
