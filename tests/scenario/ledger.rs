//! What happens with what people configured: requests, events, and all that is done to them.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::chapters::CODE;
use super::story::{Story, id, text};

/// A handler that always fails.
const BROKEN: &str = "addHandler('transform', () => { throw new Error('no'); });";

/// Lets requests through connections of all kinds, and asks everything about them.
pub(super) async fn tell(story: &mut Story<'_>) {
    let good = connect(story, "good", "", json!([])).await;
    let changed = connect(story, "changed", "", json!([transform("seen", CODE)])).await;
    let failing =
        json!([{ "type": "retry", "strategy": "linear", "interval": 3600000, "count": 3 }]);
    let failing = connect(story, "failing", "/fail", failing).await;
    let filtered = json!([{ "type": "filter", "body": { "paid": true } }]);
    let filtered = connect(story, "filtered", "", filtered).await;
    let broken = connect(story, "broken", "", json!([transform("broken", BROKEN)])).await;
    let held = connect(story, "held", "", json!([])).await;
    story.act(&format!("/connections/{{{}}}/pause", id(&held))).await;
    for it in [&good, &changed, &failing, &filtered, &broken, &held, &held] {
        story.send(&it["source"], r#"{"paid":false}"#).await;
    }
    let delivered = story.wait(&events_of(&good), |it| it["status"] == "SUCCESSFUL").await;
    let failed = story.wait(&events_of(&failing), |it| it["status"] == "FAILED").await;
    story.wait(&events_of(&changed), |it| it["status"] == "SUCCESSFUL").await;
    let waiting = story.wait(&events_of(&held), |it| it["status"] == "HOLD").await;
    events(story, &delivered, &failed, &waiting).await;
    executions(story, &changed).await;
    requests(story, &good, &filtered).await;
    issues(story, &failing).await;
    bookmarks(story, &delivered).await;
    bulk(story, &[&good, &failing, &filtered, &held]).await;
    metrics(story).await;
    for it in [&good, &failing] {
        story.delete(&format!("/connections/{{{}}}", id(it))).await;
        story.delete(&format!("/destinations/{{{}}}", id(&it["destination"]))).await;
        story.delete(&format!("/sources/{{{}}}", id(&it["source"]))).await;
    }
}

async fn connect(story: &mut Story<'_>, name: &str, path: &str, rules: Value) -> Value {
    let url = format!("{}{path}", story.target.url);
    let destination = story.hand.http(name, &url);
    let connection = story.hand.connection(name, destination, rules);
    story.put("/connections", connection).await
}

fn transform(name: &str, code: &str) -> Value {
    json!({ "type": "transform", "transformation": { "name": name, "code": code } })
}

/// The list of a connection's events.
fn events_of(connection: &Value) -> String {
    format!("/events?webhook_id={}", id(connection))
}

async fn events(story: &mut Story<'_>, delivered: &Value, failed: &Value, waiting: &Value) {
    story.list("/events?status=SUCCESSFUL&include=data").await;
    story.list("/events?order_by=created_at&dir=asc&limit=2").await;
    for event in [delivered, failed, waiting] {
        let one = format!("/events/{{{}}}", id(event));
        story.get(&one).await;
        story.get(&format!("{one}/raw_body")).await;
    }
    let attempts = format!("/attempts?event_id={}", id(failed));
    story.list(&attempts).await;
    let tried = story.list(&format!("/attempts?event_id={}", id(delivered))).await;
    story.get(&format!("/attempts/{{{}}}", id(&tried))).await;
    story.put(&format!("/events/{{{}}}/mute", id(failed)), json!({})).await;
    story.put(&format!("/events/{{{}}}/cancel", id(waiting)), json!({})).await;
    story.post(&format!("/events/{{{}}}/retry", id(failed)), json!({})).await;
    story.post(&format!("/events/{{{}}}/replay", id(delivered)), json!({})).await;
}

async fn executions(story: &mut Story<'_>, connection: &Value) {
    let rule = &connection["rules"][0];
    let list = format!("/transformations/{{{}}}/executions", text(rule, "transformation_id"));
    let one = story.list(&list).await;
    story.get(&format!("{list}/{{{}}}", id(&one))).await;
}

async fn requests(story: &mut Story<'_>, good: &Value, filtered: &Value) {
    story.list("/requests?include=data").await;
    let of = |it: &Value| format!("/requests?source_id={}", id(&it["source"]));
    let taken = story.list(&of(good)).await;
    let one = format!("/requests/{{{}}}", id(&taken));
    story.get(&one).await;
    story.get(&format!("{one}/raw_body")).await;
    story.list(&format!("{one}/events")).await;
    story.post(&format!("{one}/replay"), json!({})).await;
    let ignored = story.list(&of(filtered)).await;
    let one = format!("/requests/{{{}}}", id(&ignored));
    story.list(&format!("{one}/ignored_events")).await;
    let retry = json!({ "webhook_ids": [filtered["id"]] });
    story.post(&format!("{one}/retry"), retry).await;
}

async fn issues(story: &mut Story<'_>, failing: &Value) {
    story.wait("/issues?type=transformation", |it| it["status"] == "OPENED").await;
    let issue = story.wait("/issues?type=delivery", |it| it["status"] == "OPENED").await;
    story.list("/issues").await;
    story.list("/issues?type=delivery&status=OPENED").await;
    story.list("/issues?type=transformation").await;
    story.get("/issues/count").await;
    let one = format!("/issues/{{{}}}", id(&issue));
    story.get(&one).await;
    story.list(&format!("{}&issue_id={}", events_of(failing), id(&issue))).await;
    let range = range();
    let only = format!("{range}&measures[]=count&filters[issue_id]={}", id(&issue));
    story.get(&format!("/metrics/events-by-issue?{only}")).await;
    story.put(&one, json!({ "status": "ACKNOWLEDGED" })).await;
    story.delete(&one).await;
}

async fn bookmarks(story: &mut Story<'_>, event: &Value) {
    let list = "/bookmarks";
    let bookmark = json!({
        "event_data_id": event["event_data_id"], "webhook_id": event["webhook_id"],
        "label": "an order", "name": "order",
    });
    let made = story.post(list, bookmark).await;
    story.list("/bookmarks?name=order").await;
    let one = format!("{list}/{{{}}}", id(&made));
    story.get(&one).await;
    story.put(&one, json!({ "label": "the order" })).await;
    story.get(&format!("{one}/raw_body")).await;
    let trigger = if story.hand.config() { json!({}) } else { json!({ "target": "http" }) };
    story.post(&format!("{one}/trigger"), trigger).await;
    story.delete(&one).await;
}

/// Each kind of operation: planned, asked for, looked at, and cancelled.
async fn bulk(story: &mut Story<'_>, [good, failing, filtered, held]: &[&Value; 4]) {
    // Its retry from before has failed too by then.
    let of = |it: &Value| json!({ "webhook_id": it["id"] });
    story.wait(&events_of(failing), |it| it["status"] == "FAILED").await;
    let kinds = [
        ("events/retry", of(failing)),
        ("events/cancel", of(held)),
        ("requests/retry", json!({ "source_id": filtered["source"]["id"] })),
        ("requests/replay", json!({ "source_id": good["source"]["id"] })),
        ("ignored-events/retry", json!({ "cause": "FILTERED", "webhook_id": filtered["id"] })),
    ];
    for (kind, query) in kinds {
        let list = format!("/bulk/{kind}");
        let asked = query.to_string();
        let asked = utf8_percent_encode(&asked, NON_ALPHANUMERIC);
        story.get(&format!("{list}/plan?query={asked}")).await;
        let made = story.post(&list, json!({ "query": query })).await;
        let one = format!("{list}/{{{}}}", id(&made));
        story.get(&one).await;
        story.post(&format!("{one}/cancel"), json!({})).await;
        story.list(&list).await;
    }
}

/// The day around now.
fn range() -> String {
    let now = jiff::Timestamp::now();
    let [start, end] = [-23, 1].map(|it| now + jiff::SignedDuration::from_hours(it));
    format!("date_range[start]={start}&date_range[end]={end}")
}

async fn metrics(story: &mut Story<'_>) {
    let kinds = [
        ("requests", "count", "source_id"),
        ("events", "count", "webhook_id"),
        ("attempts", "response_latency_avg", "destination_id"),
        ("queue-depth", "max_depth", "destination_id"),
        ("transformations", "error_rate", "transformation_id"),
        ("events-pending-timeseries", "count", "destination_id"),
    ];
    for (kind, measure, dimension) in kinds {
        let asked = format!("/metrics/{kind}?{}&measures[]={measure}", range());
        story.get(&asked).await;
        story.get(&format!("{asked}&granularity=1h&dimensions[]={dimension}")).await;
    }
}
