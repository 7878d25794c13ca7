//! Sources: where requests come in.

use std::sync::Arc;

use serde_json::{Value, json};

use super::call::Result;
use super::form::Form;
use super::named::{self, Named};
use super::query::Query;
use super::resource::{self, Closing, Head, Resource, Scene, Times};
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Draft, Snapshot, Trie};
use crate::model::{Connection, CustomResponse, Id, Kind, Source, SourceConfig, Timestamp};
use crate::verify;

/// Methods that a source can let in.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

pub(super) fn routes() -> Table {
    Table::new("Sources")
        .get("/sources", resource::list::<Source>)
        .says("getSources(SourceQuery): Page<Source>", "Lists sources.")
        .post("/sources", named::create::<Source>)
        .says("createSource(SourceNew): Source", "Makes a source.")
        .put("/sources", named::upsert::<Source>)
        .says("upsertSource(SourceNew): Source", "Makes a source, or changes the one of that name.")
        .get("/sources/count", resource::count::<Source>)
        .says("countSources(SourceQuery): Count", "Counts sources.")
        .get("/sources/{id}", resource::get::<Source>)
        .says("getSource(SourceInclude): Source", "Shows a source.")
        .put("/sources/{id}", named::update::<Source>)
        .says("updateSource(SourceChange): Source", "Changes a source.")
        .delete("/sources/{id}", named::delete::<Source>)
        .says("deleteSource(): Deleted", "Deletes a source and its connections.")
        .put("/sources/{id}/disable", named::disable::<Source>)
        .says("disableSource(): Source", "Disables a source and its connections.")
        .also("/sources/{id}/archive")
        .put("/sources/{id}/enable", named::enable::<Source>)
        .says("enableSource(): Source", "Enables a source; its connections one by one.")
        .also("/sources/{id}/unarchive")
}

impl Resource for Source {
    const OBJECT: Object = Object::Source;
    const QUERY: Object = Object::SourceQuery;
    const ORDERS: &[&str] = &["created_at", "updated_at", "name"];

    fn all(snapshot: &Snapshot) -> &Trie<Id, Arc<Self>> {
        &snapshot.sources
    }

    fn head(&self) -> Head<'_> {
        Head {
            id: &self.id,
            project: &self.team_id,
            name: Some(&self.name),
            disabled_at: self.disabled_at,
            deleted_at: self.deleted_at,
            updated_at: self.updated_at,
            created_at: self.created_at,
        }
    }

    fn show(&self, scene: &Scene<'_>) -> Value {
        let mut config = json!({
            "allowed_http_methods": self.config.allowed_http_methods,
            "custom_response": self.config.custom_response,
        });
        if let Some(auth_type) = &self.config.auth_type {
            config["auth_type"] = json!(auth_type);
        }
        if let Some(auth) = self.config.auth.as_ref().filter(|_| scene.secrets) {
            config["auth"] = json!(auth);
        }
        let base = scene.public_url.as_str().trim_end_matches('/');
        json!({
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "description": self.description,
            "url": match self.source_type.as_str() {
                "PUBLISH_API" => format!("{base}/v1/publish"),
                _ => format!("{base}/e/{}", self.id),
            },
            "type": self.source_type,
            "authenticated": self.config.auth.is_some(),
            "config": config,
            "disabled_at": self.disabled_at,
            "updated_at": self.updated_at,
            "created_at": self.created_at,
        })
    }

    fn filter(query: &Query) -> Result<impl Fn(&Self, &Snapshot) -> bool> {
        let types: Option<Vec<String>> =
            query.texts("type")?.map(|it| it.into_iter().map(str::to_owned).collect());
        Ok(move |it: &Self, _: &Snapshot| {
            types.as_ref().is_none_or(|types| types.contains(&it.source_type))
        })
    }

    fn time(&self, _: &str, _: &Snapshot) -> Timestamp {
        self.created_at
    }
}

impl Closing for Source {
    fn times(&mut self) -> Times<'_> {
        Times {
            disabled_at: &mut self.disabled_at,
            deleted_at: &mut self.deleted_at,
            updated_at: &mut self.updated_at,
        }
    }
}

impl Named for Source {
    const NOUN: &str = "source";

    fn named<'a>(snapshot: &'a Snapshot, project: &Id, name: &str) -> Option<&'a Self> {
        snapshot.source_named(project, name)
    }

    fn fresh(project: &Id, now: Timestamp) -> Self {
        Self {
            id: Id::random(Kind::Source),
            team_id: project.clone(),
            name: String::new(),
            description: None,
            source_type: "WEBHOOK".to_owned(),
            config: SourceConfig::default(),
            integration_id: None,
            disabled_at: None,
            deleted_at: None,
            updated_at: now,
            created_at: now,
        }
    }

    fn edit(&mut self, form: &mut Form) {
        if let Some(description) = form.text("description", 500) {
            self.description = description;
        }
        let (kind, auth) = (sender(self).to_owned(), self.config.auth.clone());
        let mut auth_sent = false;
        if let Some(source_type) = form.some_text("type", 155)
            && source_type != self.source_type
        {
            let usual =
                SourceConfig::usual_methods(&self.source_type) == self.config.allowed_http_methods;
            if usual {
                self.config.allowed_http_methods = SourceConfig::usual_methods(&source_type);
            }
            (self.config.auth_type, self.config.auth) = (None, None);
            self.source_type = source_type;
        }
        if let Some(mut config) = form.form("config") {
            auth_sent = config.has("auth");
            edit_config(&mut self.config, &mut config, &self.source_type);
            form.close(config);
        }
        // The older shapes say in another way who sends, and do not repeat the secrets.
        if !auth_sent && sender(self) == kind {
            self.config.auth = auth;
        }
        let config = &mut self.config;
        config.auth = config.auth.take().filter(|it| !it.is_empty());
        let auth_type = config.auth_type.as_deref();
        match verify::validate(&self.source_type, auth_type, config.auth.as_ref()) {
            Ok(auth_type) => config.auth_type = auth_type.map(str::to_owned),
            Err(sentences) => {
                for (path, sentence) in sentences.iter().filter_map(|it| it.split_once(' ')) {
                    form.problem(path, sentence);
                }
            }
        }
    }

    fn rename(&mut self, name: String) {
        self.name = name;
    }

    fn put(self, draft: &mut Draft) {
        draft.put_source(self);
    }

    fn has(&self, connection: &Connection) -> bool {
        connection.source_id == self.id
    }
}

/// Who proves that they send: a provider, or a way to do it.
fn sender(source: &Source) -> &str {
    source.config.auth_type.as_deref().unwrap_or(&source.source_type)
}

/// Takes what a body says about how a source receives.
fn edit_config(config: &mut SourceConfig, form: &mut Form, source_type: &str) {
    match form.texts("allowed_http_methods") {
        None => {}
        Some(None) => config.allowed_http_methods = SourceConfig::usual_methods(source_type),
        Some(Some(methods)) if methods.iter().all(|it| METHODS.contains(&it.as_str())) => {
            config.allowed_http_methods = methods;
        }
        Some(Some(_)) => {
            let sentence = format!("must contain only [{}]", METHODS.join(", "));
            form.problem("allowed_http_methods", &sentence);
        }
    }
    if form.has_null("custom_response") {
        form.take("custom_response");
        config.custom_response = None;
    } else if let Some(mut response) = form.form("custom_response") {
        response.require("content_type");
        response.require("body");
        let content_type = response.word("content_type", &["json", "text", "xml"]);
        let body = response.some_text("body", 1000);
        form.close(response);
        if let (Some(content_type), Some(body)) = (content_type, body) {
            config.custom_response = Some(CustomResponse { content_type, body });
        }
    }
    if let Some(auth_type) = form.text("auth_type", 155) {
        if auth_type != config.auth_type {
            config.auth = None;
        }
        config.auth_type = auth_type;
    }
    if let Some(auth) = form.object("auth") {
        config.auth = auth;
    }
}
