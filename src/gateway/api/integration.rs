//! Integrations: a provider's secrets, kept apart from the sources that they are attached to.
//!
//! An integration is a record, so that one can be there without a source. What verifies is the
//! source: attaching writes provider and secrets into it, changing the integration writes them
//! again, and detaching takes them out. A source whose verification was changed since has left the
//! integration.
//!
//! The changelog of 2022-11-01 lets detaching answer `{success}`, the published schemas of all
//! versions since an empty object; the schemas are followed.

use axum::extract::Path;
use serde_json::{Map, Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::form::Form;
use super::page::Paging;
use super::resource;
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Draft, Snapshot};
use crate::model::{Id, Integration, Kind, Source, Timestamp};
use crate::verify::{self, Known};

/// What an integration can be for.
const FEATURES: &[&str] = &["VERIFICATION", "HANDSHAKE"];

pub(super) fn routes() -> Table {
    Table::new("Integrations")
        .get("/integrations", list)
        .says("getIntegrations(IntegrationQuery): Page<Integration>", "Lists integrations.")
        .post("/integrations", create)
        .says("createIntegration(IntegrationNew): Integration", "Makes an integration.")
        .get("/integrations/{id}", one)
        .says("getIntegration(): Integration", "Shows an integration.")
        .put("/integrations/{id}", update)
        .says(
            "updateIntegration(IntegrationNew): Integration",
            "Changes an integration, and how its sources verify.",
        )
        .delete("/integrations/{id}", delete)
        .says(
            "deleteIntegration(): DeletedIntegration",
            "Deletes an integration and detaches its sources.",
        )
        .put("/integrations/{id}/attach/{source_id}", attach)
        .says("attachIntegration(): Attached", "Lets a source verify with an integration.")
        .put("/integrations/{id}/detach/{source_id}", detach)
        .says("detachIntegration(): Detached", "Lets a source verify nothing any more.")
}

async fn list(call: Call) -> Result {
    let query = call.query(Object::IntegrationQuery)?;
    let paging = Paging::read(&query, 100, &["created_at"])?;
    let (label, provider) = (query.text("label")?, query.text("provider")?);
    let snapshot = call.gateway.catalog.now();
    let found = snapshot.integrations.values().map(|it| &**it).filter(|it| {
        it.team_id == call.project
            && label.is_none_or(|wanted| it.label == wanted)
            && provider.is_none_or(|wanted| it.provider == wanted)
    });
    let falls = paging.by[0].1;
    let compare = |a: &Integration, b: &Integration| {
        let order = (a.created_at, &a.id).cmp(&(b.created_at, &b.id));
        if falls { order.reverse() } else { order }
    };
    let find = |id: &str| find(&snapshot, &call.project, id).ok();
    let cut = paging.cut(found.collect(), compare, find, |it| it.id.to_string())?;
    Ok(paging.answer(&call, Object::Integration, cut.map(|it| show(&snapshot, it))))
}

async fn one(Path(id): Path<String>, call: Call) -> Result {
    let snapshot = call.gateway.catalog.now();
    let found = find(&snapshot, &call.project, &id)?;
    Ok(Answer::one(Object::Integration, show(&snapshot, found)))
}

async fn create(call: Call) -> Result {
    let mut form = call.form(Object::Integration)?;
    form.require("provider");
    let now = Timestamp::now();
    let mut integration = Integration {
        id: Id::random(Kind::Integration),
        team_id: call.project.clone(),
        label: String::new(),
        provider: String::new(),
        features: vec!["VERIFICATION".to_owned()],
        configs: Map::new(),
        updated_at: now,
        created_at: now,
    };
    edit(&mut integration, &mut form);
    form.finish()?;
    write(&call, |_| Ok(integration)).await
}

async fn update(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Integration)?;
    write(&call, |snapshot| {
        let mut integration = find(snapshot, &call.project, &id)?.clone();
        edit(&mut integration, &mut form);
        form.finish()?;
        integration.updated_at = Timestamp::now();
        Ok(integration)
    })
    .await
}

/// Puts an integration, and its secrets into the sources that had the former ones.
async fn write(call: &Call, make: impl FnOnce(&Snapshot) -> Result<Integration> + Send) -> Result {
    let written = call.gateway.catalog.change(|draft| {
        let integration = make(draft.snapshot())?;
        for source in attached(draft.snapshot(), &integration.id) {
            connect(draft, source, Some(&integration));
        }
        draft.put_integration(integration.clone());
        Ok::<_, ApiError>(integration)
    });
    let written = written.await?;
    Ok(Answer::one(Object::Integration, show(&call.gateway.catalog.now(), &written)))
}

fn edit(integration: &mut Integration, form: &mut Form) {
    if let Some(label) = form.some_text("label", 255) {
        integration.label = label;
    }
    if let Some(provider) = form.some_text("provider", 155) {
        if verify::known(auth_type(&provider)) == Known::Unknown {
            form.problem("provider", "must be a provider of the API");
        }
        if integration.provider != provider {
            integration.configs = Map::new();
        }
        integration.provider = provider;
    }
    if integration.label.is_empty() {
        integration.label.clone_from(&integration.provider);
    }
    if let Some(features) = form.texts("features").flatten() {
        if features.iter().any(|it| !FEATURES.contains(&it.as_str()) && it != "POLLING") {
            form.problem("features", &format!("must contain only [{}]", FEATURES.join(", ")));
        }
        integration.features = features;
    }
    if let Some(configs) = form.object("configs").flatten() {
        let kind = auth_type(&integration.provider);
        let checked = Some(&configs).filter(|it| !it.is_empty() && !kind.is_empty());
        let valid = match checked {
            None => Ok(None),
            Some(configs) => verify::validate("WEBHOOK", Some(kind), Some(configs)),
        };
        if let Err(sentences) = valid {
            let own = |it: String| it.replacen("config.auth", "configs", 1);
            form.complain(sentences.into_iter().map(own).collect());
        }
        integration.configs = configs;
    }
}

/// What a source calls the provider: one of them was split in two since.
fn auth_type(provider: &str) -> &str {
    if provider == "BRIDGE" { "BRIDGE_XYZ" } else { provider }
}

async fn delete(Path(id): Path<String>, call: Call) -> Result {
    let deleted = call.gateway.catalog.change(|draft| {
        let id = find(draft.snapshot(), &call.project, &id)?.id.clone();
        for source in attached(draft.snapshot(), &id) {
            connect(draft, source, None);
        }
        draft.drop_integration(&id);
        Ok::<_, ApiError>(id)
    });
    Ok(Answer::one(Object::DeletedIntegration, json!({ "id": deleted.await? })))
}

async fn attach(Path((id, source)): Path<(String, String)>, call: Call) -> Result {
    let done = call.gateway.catalog.change(|draft| {
        let snapshot = draft.snapshot();
        let integration = find(snapshot, &call.project, &id)?.clone();
        let source = resource::find::<Source>(snapshot, &call.project, &source)?.clone();
        connect(draft, source, Some(&integration));
        Ok::<_, ApiError>(())
    });
    done.await?;
    Ok(Answer::one(Object::Attached, json!({ "success": true })))
}

async fn detach(Path((id, source)): Path<(String, String)>, call: Call) -> Result {
    let done = call.gateway.catalog.change(|draft| {
        let snapshot = draft.snapshot();
        let integration = find(snapshot, &call.project, &id)?;
        let source = resource::find::<Source>(snapshot, &call.project, &source)?;
        if !is_attached(source, integration) {
            let message = "The integration is not attached to this source.";
            return Err(ApiError::bad_request(message).with(json!({ "source_id": source.id })));
        }
        let source = source.clone();
        connect(draft, source, None);
        Ok(())
    });
    done.await?;
    Ok(Answer::one(Object::Detached, json!({})))
}

/// Writes an integration's secrets into a source, or takes them out of it.
fn connect(draft: &mut Draft, mut source: Source, integration: Option<&Integration>) {
    let configs = integration.map(|it| &it.configs).filter(|it| !it.is_empty());
    let kind = integration.map(|it| auth_type(&it.provider));
    let fits = |kind: &str| source.source_type == "WEBHOOK" || source.source_type == kind;
    if !kind.is_none_or(fits) {
        // A source of another provider's type could not verify as this one.
        source.source_type = "WEBHOOK".to_owned();
    }
    // A provider's type says it all; a generic one says it apart, and only with secrets.
    let apart = source.source_type == "WEBHOOK" && configs.is_some();
    source.config.auth_type = kind.filter(|_| apart).map(str::to_owned);
    source.config.auth = configs.cloned();
    source.integration_id = integration.map(|it| it.id.clone());
    source.updated_at = Timestamp::now();
    draft.put_source(source);
}

/// Whether a source verifies with an integration, still.
fn is_attached(source: &Source, integration: &Integration) -> bool {
    let configs = Some(&integration.configs).filter(|it| !it.is_empty());
    source.deleted_at.is_none()
        && source.integration_id.as_ref() == Some(&integration.id)
        && source.config.auth.as_ref() == configs
}

fn attached(snapshot: &Snapshot, id: &Id) -> Vec<Source> {
    let Some(integration) = snapshot.integrations.get(id) else { return Vec::new() };
    let mut res: Vec<_> = snapshot
        .sources
        .values()
        .filter(|it| is_attached(it, integration))
        .map(|it| Source::clone(it))
        .collect();
    res.sort_by(|a, b| a.id.cmp(&b.id));
    res
}

fn find<'a>(snapshot: &'a Snapshot, project: &Id, id: &str) -> Result<&'a Integration> {
    let found = snapshot.integrations.get(id).filter(|it| it.team_id == *project);
    found.map(|it| &**it).ok_or_else(|| ApiError::not_found(id))
}

fn show(snapshot: &Snapshot, integration: &Integration) -> Value {
    let sources = attached(snapshot, &integration.id);
    json!({
        "id": integration.id,
        "team_id": integration.team_id,
        "label": integration.label,
        "provider": integration.provider,
        "features": integration.features,
        "configs": integration.configs,
        "sources": sources.iter().map(|it| &it.id).collect::<Vec<_>>(),
        "updated_at": integration.updated_at,
        "created_at": integration.created_at,
    })
}

/// Puts into a source, as an answer has it, the integration that is attached to it.
pub(super) fn look_up(snapshot: &Snapshot, source: &mut Map<String, Value>) {
    let id = source.get("id").and_then(Value::as_str).unwrap_or_default();
    let record = snapshot.sources.get(id);
    let integration = record.and_then(|record| {
        let found = snapshot.integrations.get(record.integration_id.as_ref()?)?;
        is_attached(record, found).then_some(found)
    });
    let brief = integration.map(|it| {
        json!({
            "id": it.id, "label": it.label, "provider": it.provider, "features": it.features,
        })
    });
    source.insert("integration_id".into(), json!(integration.map(|it| &it.id)));
    source.insert("integration".into(), json!(brief));
}
