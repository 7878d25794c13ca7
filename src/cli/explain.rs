//! `hookport explain`: what became of a request, and why, as a tree.

use serde_json::Value;

use super::Ctx;
use super::error::{CliError, Result};
use super::view::safe;
use crate::client::{ATTEMPTS, Client, EVENTS, Query, REQUESTS, Resource};
use crate::model::Kind;

/// Tell what became of a request, and why
///
/// Connection by connection: what each rule said of it and which clause of a filter refused, what a
/// transformation changed, what each event waited for, and how each attempt ended.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport explain req_4b6XvY1tGhs2
  hookport explain evt_9KfTq03LmZ8x --output json")]
pub(super) struct Explain {
    #[command(flatten)]
    pub(super) output: super::answer::Output,
    /// The request, or one of its events or attempts
    #[arg(value_name = "ID")]
    id: String,
}

/// Tells it.
pub(super) async fn run(ctx: &Ctx, args: &Explain) -> Result<()> {
    let client = ctx.client().await?;
    let answer = read(&client, &args.id).await?;
    if !ctx.ui.is_for_people() {
        return ctx.ui.answer(&answer);
    }
    ctx.ui.text(&tree(&answer))
}

/// It as a tree, line by line.
pub(super) fn tree(answer: &Value) -> String {
    let mut res = String::new();
    whole(answer).write(&mut res, "", "");
    res
}

/// What the gateway tells of a request, an event or an attempt.
pub(super) async fn read(client: &Client, id: &str) -> Result<Value> {
    let is = |it: &Resource| id.starts_with(it.kind.prefix());
    let Some(of) = [REQUESTS, EVENTS, ATTEMPTS].into_iter().find(is) else {
        let known = [Kind::Request, Kind::Event, Kind::Attempt].map(Kind::prefix).join(", ");
        let message = format!("`{id}` is no id of a request, an event or an attempt");
        return Err(CliError::usage(message).hint(format!("Those begin with {known}.")));
    };
    Ok(client.below(of, id, "explain", &Query::default()).await?)
}

/// A line with those that hang on it.
struct Branch {
    text: String,
    twigs: Vec<Self>,
}

impl Branch {
    fn new(text: impl Into<String>, twigs: Vec<Self>) -> Self {
        Self { text: text.into(), twigs }
    }

    /// Writes it, with what stands before its first line and before all others.
    fn write(&self, to: &mut String, first: &str, others: &str) {
        to.push_str(&format!("{first}{}\n", safe(&self.text)));
        for (place, twig) in self.twigs.iter().enumerate() {
            let last = place + 1 == self.twigs.len();
            let (branch, trunk) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            twig.write(to, &format!("{others}{branch}"), &format!("{others}{trunk}"));
        }
    }
}

fn whole(answer: &Value) -> Branch {
    let request = &answer["request"];
    let head = format!(
        "{} {} {} to {}, {}",
        text(&request["id"]),
        text(&request["method"]),
        text(&request["path"]),
        one_of([&request["source_name"], &request["source_id"]]),
        text(&request["created_at"]),
    );
    let mut twigs = Vec::new();
    if request["verified"] == true {
        twigs.push(Branch::new("verified", vec![]));
    }
    if let Some(reason) = request["verification"]["reason"].as_str() {
        twigs.push(Branch::new(format!("not verified: {reason}"), vec![]));
    }
    if let Some(cause) = request["rejection_cause"].as_str() {
        twigs.push(Branch::new(format!("rejected: {cause}"), vec![]));
    }
    twigs.extend(items(&answer["connections"]).iter().map(connection));
    Branch::new(head, twigs)
}

fn connection(of: &Value) -> Branch {
    let mut head = format!(
        "{} → {}",
        one_of([&of["name"], &of["webhook_id"]]),
        one_of([&of["destination_name"], &"?".into()])
    );
    if let Some(cause) = of["ignored_cause"].as_str() {
        head.push_str(&format!(": no event, {cause}"));
    }
    let rules = items(&of["rules"]);
    let mut twigs: Vec<_> = rules.iter().map(rule).collect();
    if of["changed_since"] == true && !rules.is_empty() {
        let note = "the connection was changed since: its rules are shown as they are now";
        twigs.insert(0, Branch::new(note, vec![]));
    }
    twigs.extend(items(&of["events"]).iter().map(event));
    Branch::new(head, twigs)
}

fn rule(of: &Value) -> Branch {
    let outcome = text(&of["outcome"]).to_lowercase().replace('_', " ");
    let mut head = format!("{} {outcome}", text(&of["type"]));
    if let Some(delay) = of["delay_ms"].as_u64() {
        head.push_str(&format!(", {delay} ms"));
    }
    if let Some(execution) = of["execution_id"].as_str() {
        head.push_str(&format!(", {execution}"));
    }
    let missed = items(&of["misses"]).iter().map(|it| {
        let found = match &it["found"] {
            Value::Null => "is not there".to_owned(),
            found => format!("is {found}"),
        };
        format!("{} must be {}, {found}", text(&it["at"]), it["wanted"])
    });
    let logs = items(&of["logs"])
        .iter()
        .map(|it| format!("{}: {}", text(&it["type"]), text(&it["message"])));
    let changed = items(&of["changes"]).iter().map(|it| {
        let at = text(&it["at"]);
        match (it.get("before"), it.get("after")) {
            (Some(before), Some(after)) => format!("{at}: {before} → {after}"),
            (None, Some(after)) => format!("{at}: new, {after}"),
            (before, _) => format!("{at}: gone, {}", before.unwrap_or(&Value::Null)),
        }
    });
    let twigs = missed.chain(logs).chain(changed).map(|it| Branch::new(it, vec![]));
    Branch::new(head, twigs.collect())
}

fn event(of: &Value) -> Branch {
    let mut head = format!("{} {}", text(&of["id"]), text(&of["status"]));
    if let Some(listener) = of["cli_id"].as_str() {
        head.push_str(&format!(", for the listener {listener}"));
    }
    let waits = &of["waits_for"];
    if waits["reason"].is_string() {
        head.push_str(&format!(", waits for {}", reason(waits)));
        if let Some(since) = waits["since"].as_str() {
            head.push_str(&format!(" since {since}"));
        }
        if let Some(until) = waits["until"].as_str() {
            head.push_str(&format!(" until {until}"));
        }
    }
    Branch::new(head, items(&of["attempts"]).iter().map(attempt).collect())
}

fn attempt(of: &Value) -> Branch {
    let ended = match (&of["response_status"], of["error_code"].as_str()) {
        (Value::Number(status), _) => status.to_string(),
        (_, code) => {
            let why = of["error_message"].as_str().map(|it| format!(", {it}"));
            format!("{}{}", code.unwrap_or("?"), why.unwrap_or_default())
        }
    };
    let head = format!(
        "{} {} at {}: waited {} ms, {ended} after {} ms",
        text(&of["id"]),
        text(&of["trigger"]).to_lowercase().replace('_', " "),
        text(&of["created_at"]),
        of["waited_ms"],
        of["took_ms"],
    );
    let mut twigs = Vec::new();
    let waits = items(&of["waits"]).iter();
    let waits: Vec<_> = waits.map(|it| format!("{} ms for {}", it["ms"], reason(it))).collect();
    if !waits.is_empty() {
        twigs.push(Branch::new(format!("waited {}", waits.join(", then ")), vec![]));
    }
    if of["timings"].is_object() {
        twigs.push(Branch::new(timings(&of["timings"]), vec![]));
    }
    Branch::new(head, twigs)
}

/// What somebody waits for, in words.
fn reason(of: &Value) -> String {
    let code = text(&of["reason"]);
    let words = match code {
        "PAUSED" => "the end of a pause",
        "DELAYED" => "the end of its delay",
        "RETRY" => "the time of its retry",
        "RATE_LIMIT" => "the destination's rate limit",
        "CONCURRENCY" => "others under way to the destination",
        "GROUP_RATE" => "the pace of its group",
        "ORDER" => "those before it in its group",
        "RATE_LIMITED" => "the pause that the destination asked for",
        "CIRCUIT_OPEN" => "the destination's circuit breaker",
        "LISTENER" => "its listener",
        "CAPACITY" => "room in the gateway",
        "RESTART" => "the gateway to start",
        "TURN" => "its turn",
        "UNDER_WAY" => "the answer to an attempt",
        _ => return code.to_lowercase().replace('_', " "),
    };
    words.to_owned()
}

fn timings(of: &Value) -> String {
    let parts = [
        ("dns", "dns_us"),
        ("connect", "connect_us"),
        ("tls", "tls_us"),
        ("first byte", "first_byte_us"),
        ("body", "body_us"),
    ];
    let took = parts.into_iter().filter_map(|(name, at)| {
        let micros = of[at].as_f64()?;
        Some(format!("{name} {} ms", micros / 1000.0))
    });
    let connection = (of["reused"] == true).then(|| "an open connection".to_owned());
    let failed = of["failed_in"].as_str();
    let failed = failed.map(|it| format!("failed in {}", it.to_lowercase().replace('_', " ")));
    connection.into_iter().chain(took).chain(failed).collect::<Vec<_>>().join(", ")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("?")
}

fn one_of(values: [&Value; 2]) -> &str {
    values.into_iter().find_map(Value::as_str).unwrap_or("?")
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[][..], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_request_is_a_tree() {
        let answer = json!({
            "about": "req_1",
            "request": {
                "id": "req_1", "created_at": "2026-01-01T00:00:00.000Z", "source_id": "src_1",
                "source_name": "shop", "method": "POST", "path": "/orders", "verified": true,
                "verification": null, "rejection_cause": null,
            },
            "connections": [
                {
                    "webhook_id": "web_1", "name": "orders", "destination_name": "api",
                    "changed_since": false, "ignored_cause": null,
                    "rules": [
                        { "type": "filter", "outcome": "PASSED", "misses": [] },
                        {
                            "type": "transform", "outcome": "CHANGED", "execution_id": "reqt_1",
                            "logs": [{ "type": "log", "message": "a\u{1b}" }],
                            "changes": [{ "at": "body.a", "before": 1, "after": 2 }],
                        },
                    ],
                    "events": [{
                        "id": "evt_1", "status": "FAILED", "cli_id": null,
                        "waits_for": {
                            "reason": "RETRY", "since": "2026-01-01T00:00:05.010Z",
                            "until": "2026-01-01T00:01:00.000Z",
                        },
                        "attempts": [{
                            "id": "atm_1", "trigger": "INITIAL",
                            "created_at": "2026-01-01T00:00:00.010Z", "response_status": null,
                            "error_code": "TIMEOUT", "error_message": "no answer",
                            "waited_ms": 10, "took_ms": 5000,
                            "waits": [
                                { "reason": "DELAYED", "ms": 1000 },
                                { "reason": "RATE_LIMIT", "ms": 10 },
                            ],
                            "timings": {
                                "reused": false, "dns_us": 1250, "connect_us": 4_998_000,
                                "tls_us": null, "first_byte_us": null, "body_us": null,
                                "failed_in": "CONNECT",
                            },
                        }, {
                            "id": "atm_2", "trigger": "AUTOMATIC",
                            "created_at": "2026-01-01T00:01:00.000Z", "response_status": 200,
                            "error_code": null, "error_message": null,
                            "waited_ms": 0, "took_ms": 1, "waits": [],
                            "timings": {
                                "reused": true, "dns_us": null, "connect_us": null,
                                "tls_us": null, "first_byte_us": 800, "body_us": 20,
                                "failed_in": null,
                            },
                        }],
                    }],
                },
                {
                    "webhook_id": "web_2", "name": null, "destination_name": null,
                    "changed_since": true, "ignored_cause": "FILTERED",
                    "rules": [{
                        "type": "filter", "outcome": "REFUSED",
                        "misses": [{ "at": "body.total", "wanted": { "$gt": 5 }, "found": null }],
                    }],
                    "events": [],
                },
            ],
        });
        let mut res = String::new();
        whole(&answer).write(&mut res, "", "");
        insta::assert_snapshot!(res, @r#"
        req_1 POST /orders to shop, 2026-01-01T00:00:00.000Z
        ├─ verified
        ├─ orders → api
        │  ├─ filter passed
        │  ├─ transform changed, reqt_1
        │  │  ├─ log: a\u{1b}
        │  │  └─ body.a: 1 → 2
        │  └─ evt_1 FAILED, waits for the time of its retry since 2026-01-01T00:00:05.010Z until 2026-01-01T00:01:00.000Z
        │     ├─ atm_1 initial at 2026-01-01T00:00:00.010Z: waited 10 ms, TIMEOUT, no answer after 5000 ms
        │     │  ├─ waited 1000 ms for the end of its delay, then 10 ms for the destination's rate limit
        │     │  └─ dns 1.25 ms, connect 4998 ms, failed in connect
        │     └─ atm_2 automatic at 2026-01-01T00:01:00.000Z: waited 0 ms, 200 after 1 ms
        │        └─ an open connection, first byte 0.8 ms, body 0.02 ms
        └─ web_2 → ?: no event, FILTERED
           ├─ the connection was changed since: its rules are shown as they are now
           └─ filter refused
              └─ body.total must be {"$gt":5}, is not there
        "#);
    }
}
