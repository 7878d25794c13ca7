//! What agents are served, asked by the protocol's own client.

use rmcp::ServiceExt as _;
use rmcp::model::CallToolRequestParams;
use rmcp::service::{RoleClient, RunningService};
use rmcp::transport::TokioChildProcess;
use serde_json::{Value, json};

use crate::support::{Person, Served};

struct Agent(RunningService<RoleClient, ()>);

impl Agent {
    async fn start(person: &Person, args: &[&str]) -> Self {
        let command = person.command(&[&["mcp"], args].concat());
        Self(().serve(TokioChildProcess::new(command).unwrap()).await.unwrap())
    }

    async fn tools(&self) -> Vec<String> {
        let tools = self.0.list_all_tools().await.unwrap();
        tools.into_iter().map(|it| it.name.into_owned()).collect()
    }

    /// What a tool answers, and whether it is an error.
    async fn call(&self, tool: &'static str, arguments: Value) -> (Value, bool) {
        let arguments = arguments.as_object().unwrap().clone();
        let params = CallToolRequestParams::new(tool).with_arguments(arguments);
        let res = self.0.call_tool(params).await.unwrap();
        (res.structured_content.unwrap(), res.is_error.unwrap_or(false))
    }
}

#[tokio::test]
async fn an_agent_looks_at_everything_and_changes_nothing_unless_it_may() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let reader = Agent::start(&person, &[]).await;
    assert_eq!(reader.tools().await, ["explain", "get", "list", "metrics", "wait_for_event"]);
    let writer = Agent::start(&person, &["--allow-write"]).await;
    let more = ["retry", "run_transformation", "send", "trigger"];
    let tools = writer.tools().await;
    assert!(more.iter().all(|it| tools.contains(&(*it).to_owned())), "{tools:?}");
}

#[tokio::test]
async fn an_agent_sends_waits_and_is_told_why() {
    let gateway = Served::start().await;
    let person = Person::at(&gateway);
    let args = ["connection", "create", "--name", "orders", "--source-name", "shop"];
    let ends = ["--destination-name", "d", "--destination-type", "MOCK_API"];
    let filter = ["--rule-filter-body", r#"{"type":"paid"}"#];
    person.json(&[&args[..], &ends[..], &filter[..]].concat()).await;
    let agent = Agent::start(&person, &["--allow-write"]).await;

    let paid = json!({ "source": "shop", "body": { "type": "paid" } });
    let (sent, failed) = agent.call("send", paid).await;
    assert!(!failed && sent["status"] == 200, "{sent}");
    let wanted = json!({ "matching": "body.type=paid", "since": "2020-01-01T00:00:00Z" });
    let (found, failed) = agent.call("wait_for_event", wanted).await;
    assert!(!failed, "{found}");
    assert_eq!(found["models"][0]["data"]["body"]["type"], "paid");

    let other = json!({ "source": "shop", "body": { "type": "other" } });
    let (sent, _) = agent.call("send", other).await;
    let (why, failed) = agent.call("explain", json!({ "id": sent["request_id"] })).await;
    assert!(!failed && why.to_string().contains("body.type"), "{why}");
    let requests = json!({ "what": "requests", "filters": { "ignored_count": { "gte": 1 } } });
    let (listed, _) = agent.call("list", requests).await;
    assert_eq!(listed["count"], 1, "{listed}");
    let (error, failed) = agent.call("get", json!({ "what": "events", "id": "evt_0" })).await;
    assert!(failed && error["error"].is_string(), "{error}");
    let nothing = json!({ "matching": "body.type=none", "timeout_seconds": 1 });
    let (error, failed) = agent.call("wait_for_event", nothing).await;
    assert!(failed && error["error"] == "0 of 1 events came within 1 s", "{error}");
}
