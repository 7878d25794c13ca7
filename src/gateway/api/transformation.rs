//! Transformations: code for rules to run.
//!
//! `env` is a secret on disk, and shown only of a single one that is asked for or changed: live does so
//! too, and clients compare it with what they wrote. Lists, and who took a name, leave it out. They do
//! not say `null`: that is what takes it away, and clients write back what they read.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Path;
use serde_json::{Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::execution;
use super::form::Form;
use super::named::Which;
use super::query::Query;
use super::resource::{self, Head, Resource, Scene};
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Draft, Snapshot, Trie};
use crate::model::{Id, Kind, Timestamp, Transformation};
use crate::rules::Rule;

/// The longest code, in characters.
pub(super) const LONGEST_CODE: usize = 5 << 20;

pub(super) fn routes() -> Table {
    Table::new("Transformations")
        .get("/transformations", resource::list::<Transformation>)
        .says(
            "getTransformations(TransformationQuery): Page<Transformation>",
            "Lists transformations.",
        )
        .post("/transformations", create)
        .says("createTransformation(TransformationNew): Transformation", "Makes a transformation.")
        .put("/transformations", upsert)
        .says(
            "upsertTransformation(TransformationNew): Transformation",
            "Makes a transformation, or changes the one of that name.",
        )
        .get("/transformations/count", resource::count::<Transformation>)
        .says("getTransformationsCount(TransformationQuery): Count", "Counts transformations.")
        .put("/transformations/run", execution::run)
        .says("testTransformation(TransformationRun): TransformationResult", "Tries code out.")
        .get("/transformations/{id}", one)
        .says("getTransformation(): Transformation", "Shows a transformation.")
        .put("/transformations/{id}", update)
        .says(
            "updateTransformation(TransformationChange): Transformation",
            "Changes a transformation.",
        )
        .delete("/transformations/{id}", delete)
        .says("deleteTransformation(): Deleted", "Deletes a transformation that no rule names.")
        .get("/transformations/{id}/executions", execution::list)
        .says(
            "getTransformationExecutions(ExecutionQuery): Page<Execution>",
            "Lists the runs of a transformation.",
        )
        .get("/transformations/{id}/executions/{execution_id}", execution::one)
        .says(
            "getTransformationExecution(): Execution",
            "Shows a run of a transformation, with what it was given and what it made.",
        )
}

impl Resource for Transformation {
    const OBJECT: Object = Object::Transformation;
    const QUERY: Object = Object::Plain;
    const ORDERS: &[&str] = &["created_at", "updated_at", "name"];

    fn all(snapshot: &Snapshot) -> &Trie<Id, Arc<Self>> {
        &snapshot.transformations
    }

    fn head(&self) -> Head<'_> {
        Head {
            id: &self.id,
            project: &self.team_id,
            name: Some(&self.name),
            disabled_at: None,
            deleted_at: None,
            updated_at: self.updated_at,
            created_at: self.created_at,
        }
    }

    fn show(&self, scene: &Scene<'_>) -> Value {
        let mut res = show(self);
        if scene.secrets {
            res["env"] = json!(self.env);
        }
        res
    }

    fn filter(_: &Query) -> Result<impl Fn(&Self, &Snapshot) -> bool> {
        Ok(|_: &Self, _: &Snapshot| true)
    }

    fn time(&self, _: &str, _: &Snapshot) -> Timestamp {
        self.created_at
    }
}

/// Without what is secret of it.
fn show(it: &Transformation) -> Value {
    json!({
        "id": it.id,
        "team_id": it.team_id,
        "name": it.name,
        "code": it.code,
        "code_hash": it.code_hash(),
        "deterministic": it.is_deterministic(),
        "encrypted_env": null,
        "iv": null,
        "updated_at": it.updated_at,
        "created_at": it.created_at,
    })
}

async fn one(Path(id): Path<String>, call: Call) -> Result {
    let snapshot = call.gateway.catalog.now();
    let found = resource::find::<Transformation>(&snapshot, &call.project, &id)?;
    Ok(resource::shown(&call.gateway, found, true))
}

async fn create(call: Call) -> Result {
    answer(call, Which::New).await
}

async fn upsert(call: Call) -> Result {
    answer(call, Which::Named).await
}

async fn update(Path(id): Path<String>, call: Call) -> Result {
    answer(call, Which::Id(&id)).await
}

async fn answer(call: Call, which: Which<'_>) -> Result {
    let mut form = call.form(Object::Transformation)?;
    let written = call.gateway.catalog.change(|draft| {
        let it = write(draft, &call.project, &mut form, which)?;
        form.finish()?;
        draft.put_transformation(it.clone());
        Ok::<_, ApiError>(it)
    });
    Ok(resource::shown(&call.gateway, &written.await?, true))
}

/// Makes what a body asks for, not yet put; what is wrong with the body is noted in the form.
pub(super) fn write(
    draft: &Draft,
    project: &Id,
    form: &mut Form,
    which: Which<'_>,
) -> Result<Transformation> {
    let (snapshot, now) = (draft.snapshot(), Timestamp::now());
    if !matches!(which, Which::Id(_)) {
        form.require("name");
        form.require("code");
    }
    let name = match form.name() {
        Some(None) => {
            form.problem("name", "must be a string");
            None
        }
        name => name.flatten(),
    };
    let same =
        name.as_ref().and_then(|it| resource::named::<Transformation>(snapshot, project, it));
    let mut it = match (which, same) {
        (Which::Id(id), _) => resource::find::<Transformation>(snapshot, project, id)?.clone(),
        (Which::Named, Some(same)) => same.clone(),
        _ => Transformation {
            id: Id::random(Kind::Transformation),
            team_id: project.clone(),
            name: String::new(),
            code: String::new(),
            env: BTreeMap::new(),
            updated_at: now,
            created_at: now,
        },
    };
    if let Some(same) = same.filter(|same| same.id != it.id) {
        return Err(ApiError::exists(json!({ "transformation": show(same) })));
    }
    if let Some(code) = form.some_text("code", LONGEST_CODE) {
        it.code = code;
    }
    if let Some(env) = env(form) {
        it.env = env;
    }
    if let Some(name) = name {
        it.name = name;
    }
    it.updated_at = now;
    Ok(it)
}

/// Takes the variables, if any were sent; `null` is none.
pub(super) fn env(form: &mut Form) -> Option<BTreeMap<String, String>> {
    let env = form.object("env")?.unwrap_or_default();
    let mut res = BTreeMap::new();
    for (name, value) in env {
        match value {
            Value::String(value) => {
                res.insert(name, value);
            }
            _ => form.problem(&format!("env.{name}"), "must be a string"),
        }
    }
    Some(res)
}

/// Deletes it, unless a rule names it: then it says which connection's.
async fn delete(Path(id): Path<String>, call: Call) -> Result {
    let deleted = call.gateway.catalog.change(|draft| {
        let snapshot = draft.snapshot();
        let found = resource::find::<Transformation>(snapshot, &call.project, &id)?.id.clone();
        let names_it =
            |rule: &Rule| matches!(rule, Rule::Transform(it) if it.transformation_id == id);
        let user = snapshot
            .connections
            .values()
            .find(|it| it.deleted_at.is_none() && it.rules.iter().any(names_it));
        if let Some(user) = user {
            let name = user.name.as_deref().map(|it| format!(" ({it})")).unwrap_or_default();
            let message = format!(
                "The transformation cannot be deleted: a rule of connection {}{name} names it.",
                user.id
            );
            return Err(ApiError::unprocessable(message).with(json!({ "webhook_id": user.id })));
        }
        draft.drop_transformation(&found);
        Ok(())
    });
    deleted.await?;
    Ok(Answer::one(Object::Plain, json!({ "id": id })))
}
