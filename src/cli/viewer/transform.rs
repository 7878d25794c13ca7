//! What transformations make of a request: which there are, one that is tried, and what was made.

use reqwest::Method;
use serde_json::{Value, json};

use super::kind;
use super::resend::request_of;
use crate::cli::error::Result;
use crate::cli::fixture::is_added;
use crate::client::{self, CONNECTIONS, Client, EVENTS, Query, REQUESTS, TRANSFORMATIONS};
use crate::tui::{Change, Choice, Tried};

/// All transformations, those of the event's connection first, in the order of its rules.
pub(super) async fn all(client: &Client, id: &str) -> Result<Vec<Choice>> {
    let own = own(client, id).await?;
    let found = client.all(TRANSFORMATIONS, Query::default()).await?;
    let place = |id: &str| own.iter().position(|it| it == id);
    let choice = |it: &Value| {
        let id = text(it, "id");
        Choice { is_own: place(&id).is_some(), name: text(it, "name"), id }
    };
    let mut res = Vec::from_iter(found.iter().map(choice));
    res.sort_by_key(|it| (place(&it.id).unwrap_or(usize::MAX), it.name.clone()));
    Ok(res)
}

/// The transformations of the connection that the event came over.
async fn own(client: &Client, id: &str) -> Result<Vec<String>> {
    if kind(id) == REQUESTS {
        return Ok(Vec::new());
    }
    let event = client.get(EVENTS, id, &Query::default()).await?;
    let connection = client.get(CONNECTIONS, &text(&event, "webhook_id"), &Query::default()).await;
    let connection = match connection {
        // It was deleted since.
        Err(client::Error::NotFound(_) | client::Error::Gone(_)) => return Ok(Vec::new()),
        connection => connection?,
    };
    let rules = connection["rules"].as_array().into_iter().flatten();
    let own = rules.filter_map(|it| it["transformation_id"].as_str().map(str::to_owned));
    Ok(own.collect())
}

/// Tries one on the request as it came.
pub(super) async fn tried(client: &Client, id: &str, choice: &Choice) -> Result<Change> {
    let before = request(client, &request_of(client, id).await?).await?;
    let mut body = json!({ "transformation_id": choice.id });
    if kind(id) == EVENTS {
        body["event_id"] = id.into();
    } else {
        let part = |name: &str| (name.to_owned(), before[name].clone());
        let parts = ["headers", "body", "path", "query"].map(part).into_iter();
        body["request"] = Value::Object(parts.filter(|(_, it)| !it.is_null()).collect());
    }
    let path = format!("{}/run", TRANSFORMATIONS.path);
    let ran = client.call(Method::PUT, &path, &Query::default(), Some(&body)).await?;
    let console = ran["console"].as_array().into_iter().flatten();
    let console = console.map(|it| (text(it, "type"), text(it, "message"))).collect();
    let tried = Some(Tried { name: choice.name.clone(), console });
    let after = Some(&ran["request"]).filter(|it| it.is_object());
    // The gateway marks what code went over.
    let after = after.map(|it| without_added(it, &Value::Null));
    let before = without_added(&before, &Value::Null);
    Ok(Change { id: id.to_owned(), tried, before, after })
}

/// What became of an event's request on its connection.
pub(super) async fn made(client: &Client, id: &str) -> Result<Change> {
    let event = client.get(EVENTS, id, &Query::default()).await?;
    let before = request(client, &text(&event, "request_id")).await?;
    let added = &event["data"]["appended_headers"];
    let [before, after] = [&before, &event["data"]].map(|it| without_added(it, added));
    Ok(Change { id: id.to_owned(), tried: None, before, after: Some(after) })
}

/// Without headers that no rule made: those of one hop, and what the gateway adds to all it sends.
fn without_added(data: &Value, added: &Value) -> Value {
    let mut res = data.clone();
    if let Some(headers) = res["headers"].as_object_mut() {
        headers.retain(|name, _| !is_added(name, added));
    }
    res
}

async fn request(client: &Client, id: &str) -> Result<Value> {
    Ok(client.get(REQUESTS, id, &Query::default()).await?["data"].take())
}

fn text(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap_or_default().to_owned()
}
