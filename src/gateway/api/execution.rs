//! Executions: what transformations did, and trying one out.

use std::sync::Arc;

use axum::extract::Path;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Result};
use super::content;
use super::error::ApiError;
use super::event;
use super::form::Form;
use super::page::Paging;
use super::query::Query;
use super::resource;
use super::transformation::{LONGEST_CODE, env};
use super::versions::Object;
use crate::gateway::{Snapshot, rewrite};
use crate::model::{
    Connection, Content, Execution, Headers, Id, Key, Kind, Timestamp, Transformation,
};
use crate::script::{Level, Line, Script};
use crate::store::ExecutionQuery;

/// A run as the newest API shows it; content where it was asked for.
#[derive(Serialize)]
pub(super) struct Shown {
    id: String,
    transformed_event_data_id: Option<String>,
    original_event_data_id: String,
    transformation_id: Id,
    team_id: Id,
    webhook_id: Id,
    log_level: Level,
    logs: Vec<Line>,
    issue_id: Option<String>,
    updated_at: Timestamp,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    original_event_data: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transformed_event_data: Option<Value>,
}

/// Shows a run without content.
pub(super) fn show(it: Execution, project: &Id) -> Shown {
    Shown {
        id: it.key.id(Kind::Execution),
        transformed_event_data_id: it.transformed.map(|it| it.id(Kind::Data)),
        original_event_data_id: it.original.id(Kind::Data),
        transformation_id: it.transformation,
        team_id: project.clone(),
        webhook_id: it.connection,
        log_level: it.level,
        logs: it.lines,
        issue_id: it.issue.map(|it| it.id(Kind::Issue)),
        updated_at: it.key.at(),
        created_at: it.key.at(),
        original_event_data: None,
        transformed_event_data: None,
    }
}

/// `GET /transformations/{id}/executions`.
pub(super) async fn list(Path(id): Path<String>, call: Call) -> Result {
    let query = call.query(Object::Plain)?;
    let paging = Paging::read(&query, 50, &["created_at"])?;
    let asked = filters(&call, &id, &query, &paging)?;
    let page = call.gateway.store.executions(asked).await?;
    let cut = paging.arrange(page, Kind::Execution, |it| it.key);
    Ok(paging.answer(&call, Object::Execution, cut.map(|it| show(it, &call.project))))
}

fn filters(call: &Call, id: &str, query: &Query, paging: &Paging) -> Result<ExecutionQuery> {
    let snapshot = call.gateway.catalog.now();
    let transformation = resource::find::<Transformation>(&snapshot, &call.project, id)?;
    Ok(ExecutionQuery {
        transformation: transformation.id.clone(),
        levels: query.names("log_level")?,
        connections: query.ids("webhook_id")?,
        issues: event::keys(query, "issue_id", Kind::Issue)?,
        created_at: query.times("created_at")?,
        order: paging.order(Kind::Execution)?,
    })
}

/// `GET /transformations/{id}/executions/{execution_id}`.
pub(super) async fn one(Path((id, execution)): Path<(String, String)>, call: Call) -> Result {
    resource::find::<Transformation>(&call.gateway.catalog.now(), &call.project, &id)?;
    let not_found = || ApiError::not_found(&execution);
    let key = Key::parse(Kind::Execution, &execution).ok_or_else(not_found)?;
    let store = &call.gateway.store;
    let found = store.execution(key).await?.filter(|it| *it.transformation == *id);
    let found = found.ok_or_else(not_found)?;
    let (original, transformed) = (found.original, found.transformed);
    let mut shown = show(found, &call.project);
    shown.original_event_data = store.content(original).await?.as_ref().map(content::show);
    if let Some(transformed) = transformed {
        let content = store.content(transformed).await?;
        shown.transformed_event_data = content.as_ref().map(content::show);
    }
    Ok(Answer::one(Object::Execution, json!(shown)))
}

/// `PUT /transformations/run`: runs code, or a transformation, on a request that is given or on that
/// of an event, before anything was made of it. Nothing of it is kept.
pub(super) async fn run(call: Call) -> Result {
    let mut form = call.form(Object::TransformationRun)?;
    let snapshot = call.gateway.catalog.now().clone();
    let transformation = match form.text("transformation_id", 255).flatten() {
        None => None,
        Some(id) => Some(resource::find::<Transformation>(&snapshot, &call.project, &id)?),
    };
    let script = script(&mut form, &call.project, transformation);
    let event = form.text("event_id", 255).flatten();
    let connection = form.text("webhook_id", 255).flatten();
    let given = given(&mut form);
    if given.is_none() && event.is_none() {
        form.require("request");
    }
    form.finish()?;
    let mut connection = connection.map(|id| find_connection(&call, &snapshot, &id)).transpose()?;
    let (content, request) = match event {
        None => (given.unwrap_or_default(), None),
        Some(id) => {
            let event = event::find(&call, &id).await?;
            let content = call.gateway.store.content(event.request).await?;
            if connection.is_none() {
                connection = snapshot.connections.get(&event.connection).cloned();
            }
            let request = event.request.id(Kind::Request);
            (content.ok_or_else(|| ApiError::not_found(&id))?, Some(request))
        }
    };

    let public_url = &call.gateway.settings.public_url;
    let input = rewrite::input(&content, &snapshot, connection, public_url);
    let start = Timestamp::now();
    let run = call.gateway.scripts.run(&script, input).await?;
    let end = Timestamp::now();
    let mut answer = json!({
        "request_id": request,
        "transformation_id": transformation.map(|it| &it.id),
        "execution_id": null,
        "log_level": run.level,
        "console": run.lines,
    });
    if let Some(returned) = run.returned {
        let mut made = content::show(&rewrite::apply(&content, returned).unwrap_or(content));
        made.as_object_mut().map(|it| it.shift_remove("is_large_payload"));
        answer["request"] = made;
        answer["transformation_run_time"] = json!({ "start": start.0, "end": end.0 });
    }
    Ok(Answer::one(Object::TransformationRun, answer))
}

/// What a project wants to run: code that is given, or that of a transformation, whose variables it
/// has unless others are given.
fn script(form: &mut Form, project: &Id, transformation: Option<&Transformation>) -> Script {
    let code = form.text("code", LONGEST_CODE).flatten();
    if code.is_none() && transformation.is_none() {
        form.complain(vec![
            "value must contain at least one of [code, transformation_id]".to_owned(),
        ]);
    }
    let env = env(form).or_else(|| transformation.map(|it| it.env.clone())).unwrap_or_default();
    let code = code.as_deref().or(transformation.map(|it| it.code.as_str()));
    let owner = [&**project, transformation.map_or("", |it| &it.id)];
    Script::new(owner, code.unwrap_or_default(), &env)
}

/// The request that a body gives.
fn given(form: &mut Form) -> Option<Content> {
    if form.has_null("request") {
        form.take("request");
    }
    let mut request = form.form("request")?;
    request.require("headers");
    let headers = request.object("headers").flatten().unwrap_or_default();
    let mut lines: Vec<(String, String)> = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        match value {
            Value::String(value) if is_header(&name, &value) => {
                lines.push((name.to_ascii_lowercase(), value));
            }
            _ => request.problem(&format!("headers.{name}"), "must be a string"),
        }
    }
    let body = match request.take("body") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(json) => json.to_string(),
    };
    let path = request.text("path", 65_536).flatten().unwrap_or_default();
    let query = request.text("query", 65_536).flatten();
    let parsed_query = request.object("parsed_query").flatten().unwrap_or_default();
    form.close(request);
    Some(Content {
        method: "POST".to_owned(),
        path: if path.starts_with('/') { path } else { format!("/{path}") },
        query: query.unwrap_or_else(|| spelled(&parsed_query)),
        headers: Headers::new(|| lines.iter().map(|(name, value)| (&**name, value.as_bytes()))),
        body: body.into(),
    })
}

fn is_header(name: &str, value: &str) -> bool {
    http::HeaderName::from_bytes(name.as_bytes()).is_ok()
        && http::HeaderValue::from_bytes(value.as_bytes()).is_ok()
}

/// A query as it is sent; only texts, since others have more than one spelling.
fn spelled(query: &Map<String, Value>) -> String {
    let pairs = query.iter().filter_map(|(name, value)| Some((name, value.as_str()?)));
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn find_connection(call: &Call, snapshot: &Snapshot, id: &str) -> Result<Arc<Connection>> {
    let id = resource::find::<Connection>(snapshot, &call.project, id)?.id.clone();
    snapshot.connections.get(&id).cloned().ok_or_else(|| ApiError::not_found(&id))
}
