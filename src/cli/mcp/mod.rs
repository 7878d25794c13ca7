//! `hookport mcp`: the gateway for agents, as tools of the Model Context Protocol on standard input
//! and output.
//!
//! Few tools with few parameters: an agent picks among ten better than among fifty. Those that change
//! or send something are there only when they are allowed by a flag.

mod read;
mod write;

use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::model::{CallToolResult, Implementation, ServerCapabilities, ServerConfig};
use rmcp::{ServerHandler, ServiceExt as _, tool_handler};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Ctx;
use super::error::{self, CliError};
use crate::client::{self, Client, Query, Resource};

/// Serve the gateway's tools to an agent, over standard input and output
///
/// Speaks the Model Context Protocol. Without `--allow-write` an agent can look at everything and
/// change nothing.
#[derive(clap::Args)]
#[command(after_help = "\
In an agent's configuration:
  {\"mcpServers\": {\"hookport\": {\"command\": \"hookport\", \"args\": [\"mcp\"]}}}")]
pub(super) struct Mcp {
    /// Let it send, trigger, retry and run transformations
    #[arg(long)]
    allow_write: bool,
}

/// Serves until the agent goes.
pub(super) async fn run(ctx: &Ctx, args: &Mcp) -> error::Result<()> {
    let mut router = Server::looking();
    if args.allow_write {
        router += Server::doing();
    }
    let server = Server { client: ctx.client().await?.patient(), router };
    let (input, output) = rmcp::transport::stdio();
    let serving = server.serve((input, output)).await;
    let serving =
        serving.map_err(|error| CliError::failed(format_args!("no agent came: {error}")))?;
    serving.waiting().await.map_err(anyhow::Error::from)?;
    Ok(())
}

/// What an agent speaks to.
#[derive(Clone)]
struct Server {
    client: Client,
    router: ToolRouter<Self>,
}

#[tool_handler(router = self.router)]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("hookport", env!("CARGO_PKG_VERSION")))
            .with_instructions(
                "An event gateway: sources take requests; connections make events of them, which are \
                 delivered to destinations in attempts. `explain` tells why something did or did not \
                 arrive. Ids begin with req_, evt_, atm_, src_, des_, web_ (connections).",
            )
    }
}

/// What there is to look at.
#[derive(Clone, Copy, Debug, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Noun {
    Sources,
    Destinations,
    Connections,
    Requests,
    Events,
    Attempts,
    Transformations,
    Bookmarks,
    Issues,
    IssueTriggers,
}

impl Noun {
    fn resource(self) -> Resource {
        match self {
            Self::Sources => client::SOURCES,
            Self::Destinations => client::DESTINATIONS,
            Self::Connections => client::CONNECTIONS,
            Self::Requests => client::REQUESTS,
            Self::Events => client::EVENTS,
            Self::Attempts => client::ATTEMPTS,
            Self::Transformations => client::TRANSFORMATIONS,
            Self::Bookmarks => client::BOOKMARKS,
            Self::Issues => client::ISSUES,
            Self::IssueTriggers => client::ISSUE_TRIGGERS,
        }
    }
}

/// What a tool answers: the API's object, or why there is none, with what to try.
fn answer(done: error::Result<Value>) -> CallToolResult {
    match done {
        Ok(object @ Value::Object(_)) => CallToolResult::structured(object),
        Ok(other) => CallToolResult::structured(json!({ "answer": other })),
        Err(error) => CallToolResult::structured_error(
            json!({ "error": error.to_string(), "hints": error.hints() }),
        ),
    }
}

/// The API's query of what an agent wrote as an object: `{"status": ["FAILED"], "attempts": {"gte": 2}}`.
fn query(filters: Option<Map<String, Value>>) -> Query {
    fn push(query: &mut Query, name: &str, value: Value) {
        match value {
            Value::Null => (),
            Value::String(text) => query.push(name, text),
            Value::Array(all) => {
                for (index, value) in all.into_iter().enumerate() {
                    push(query, &format!("{name}[{index}]"), value);
                }
            }
            // What content is matched against is JSON to the API too.
            Value::Object(it) if ["body", "headers", "parsed_query"].contains(&name) => {
                query.push(name, Value::Object(it).to_string());
            }
            Value::Object(parts) => {
                for (part, value) in parts {
                    push(query, &format!("{name}[{part}]"), value);
                }
            }
            other => query.push(name, other.to_string()),
        }
    }
    let mut res = Query::default();
    for (name, value) in filters.into_iter().flatten() {
        push(&mut res, &name, value);
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_become_the_query_that_the_api_reads() {
        let filters = json!({
            "status": ["FAILED", "HOLD"],
            "attempts": { "gte": 2 },
            "body": { "type": { "$startsWith": "a" } },
            "verified": false,
        });
        let Value::Object(filters) = filters else { unreachable!() };
        let query = query(Some(filters));
        let pairs = query.pairs().iter().map(|(name, value)| format!("{name}={value}"));
        insta::assert_snapshot!(pairs.collect::<Vec<_>>().join("\n"), @r#"
        status[0]=FAILED
        status[1]=HOLD
        attempts[gte]=2
        body={"type":{"$startsWith":"a"}}
        verified=false
        "#);
    }
}
