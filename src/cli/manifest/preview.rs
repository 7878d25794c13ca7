//! `upsert --dry-run`: what an upsert would change, told as `plan` tells it.
//!
//! The API knows no such question, so it is answered here: what the command says is laid over what
//! there is, as the gateway would do it.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::file::Declared;
use super::live::{complete, with_secrets};
use super::plan::{self, Action, Change};
use super::show;
use super::thing::{Kind, Thing};
use crate::cli::Ctx;
use crate::cli::error::Result;
use crate::client::{Client, Query, Resource, models};

/// Whether it can be told what an upsert of these would change.
pub(in crate::cli) fn is_known(of: Resource) -> bool {
    Kind::ALL.iter().any(|it| it.of() == of)
}

/// Shows what an upsert with this body would change, and changes nothing.
pub(in crate::cli) async fn preview(
    ctx: &Ctx,
    client: &Client,
    of: Resource,
    body: &Value,
) -> Result<()> {
    let mut changes = Vec::new();
    if let Some(kind) = Kind::ALL.into_iter().find(|it| it.of() == of) {
        let mut body = body.clone();
        if kind == Kind::Connection {
            for (end, kind) in [("source", Kind::Source), ("destination", Kind::Destination)] {
                changes.extend(settle_end(client, &mut body, end, kind).await?);
            }
        }
        changes.extend(change(client, kind, &body).await?);
    }
    match ctx.ui.is_for_people() {
        true => ctx.ui.text(&show::text(&changes))?,
        false => ctx.ui.answer(&show::json(&changes))?,
    }
    ctx.ui.status(show::sum(&changes, false));
    Ok(())
}

/// What becomes of the source or destination that a connection's body makes or changes. The body has
/// its name and its id afterwards, however it named it before.
async fn settle_end(
    client: &Client,
    body: &mut Value,
    end: &str,
    kind: Kind,
) -> Result<Option<Change>> {
    let field = format!("{end}_id");
    if let Some(id) = body[&field].as_str() {
        let there = client.get(kind.of(), id, &Query::default()).await?;
        body[end] = json!({ "id": id, "name": there["name"] });
        return Ok(None);
    }
    if !body[end]["name"].is_string() {
        return Ok(None);
    }
    let change = change(client, kind, &body[end]).await?;
    let id = match &change {
        Some(change) => json!(change.id),
        None => find(client, kind, &body[end]).await?.map_or(Value::Null, |it| it["id"].clone()),
    };
    body[end] = json!({ "id": id, "name": body[end]["name"] });
    Ok(change)
}

/// What a body would make, or change of the thing that has its name; `None` where that is nothing.
async fn change(client: &Client, kind: Kind, body: &Value) -> Result<Option<Change>> {
    let live = find(client, kind, body).await?;
    let read = |object: &Value| Thing::read(kind, object, &|_| None);
    let Some(thing) = read(&live.as_ref().map_or_else(|| body.clone(), |it| laid_over(it, body)))
    else {
        return Ok(None);
    };
    let (places, written) = (HashMap::new(), HashMap::new());
    let declared = Declared { thing, at: 0..0, places, written, beside: None };
    let fields = plan::fields(&declared, live.as_ref().and_then(read).as_ref(), true);
    let action = if live.is_some() { Action::Update } else { Action::Create };
    if action == Action::Update && fields.is_empty() {
        return Ok(None);
    }
    let id = live.and_then(|it| it["id"].as_str().map(str::to_owned));
    Ok(Some(Change { action, thing: declared.thing, id, fields }))
}

/// The thing of a body's name, with its secrets; of connections that of the same source.
async fn find(client: &Client, kind: Kind, body: &Value) -> Result<Option<Value>> {
    let name = body["name"].as_str().unwrap_or_default();
    let mut query = Query::default().with("name", name);
    if kind != Kind::Transformation {
        query.push("disabled", "true");
    }
    if kind == Kind::Connection {
        match body["source"]["id"].as_str() {
            Some(source) => query.push("source_id", source),
            None => return Ok(None),
        }
    }
    let found = client.list(kind.of(), &query).await?;
    let Some(found) = models(&found).first() else { return Ok(None) };
    let mut found = [with_secrets(client, kind, found).await?];
    if kind == Kind::Destination {
        complete(client, &mut found).await;
    }
    let [found] = found;
    Ok(Some(found))
}

/// What a thing is once a body was taken: each field of its configuration stays unless it is said.
fn laid_over(live: &Value, body: &Value) -> Value {
    let mut res = live.clone();
    let is_other = body["type"].is_string() && body["type"] != live["type"];
    if let Some(config) = res["config"].as_object_mut().filter(|_| is_other) {
        // They belong to the type.
        for name in ["auth_type", "auth", "url", "path"] {
            config.shift_remove(name);
        }
    }
    for (name, value) in body.as_object().into_iter().flatten() {
        if name != "config" {
            res[name] = value.clone();
        }
    }
    for (name, value) in body["config"].as_object().into_iter().flatten() {
        match (res["config"][name].as_object_mut(), value) {
            (Some(there), Value::Object(more)) if name == "delivery_groups" => {
                there.extend(more.clone());
            }
            _ => res["config"][name] = value.clone(),
        }
    }
    res
}
