//! Destinations: where events go.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use url::Url;

use super::call::Result;
use super::form::Form;
use super::named::{self, Named};
use super::policy;
use super::query::Query;
use super::resource::{self, Closing, Head, Resource, Scene, Times};
use super::table::Table;
use super::versions::Object;
use crate::gateway::{Draft, Snapshot, Trie, prove};
use crate::model::{
    Auth, Connection, Destination, DestinationConfig, DestinationType, Id, Kind, Timestamp,
};

/// Methods to deliver with.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

pub(super) fn routes() -> Table {
    Table::new("Destinations")
        .get("/destinations", resource::list::<Destination>)
        .says("getDestinations(DestinationQuery): Page<Destination>", "Lists destinations.")
        .post("/destinations", named::create::<Destination>)
        .says("createDestination(DestinationNew): Destination", "Makes a destination.")
        .put("/destinations", named::upsert::<Destination>)
        .says(
            "upsertDestination(DestinationNew): Destination",
            "Makes a destination, or changes the one of that name.",
        )
        .get("/destinations/count", resource::count::<Destination>)
        .says("countDestinations(DestinationQuery): Count", "Counts destinations.")
        .get("/destinations/{id}", resource::get::<Destination>)
        .says("getDestination(DestinationInclude): Destination", "Shows a destination.")
        .put("/destinations/{id}", named::update::<Destination>)
        .says("updateDestination(DestinationChange): Destination", "Changes a destination.")
        .delete("/destinations/{id}", named::delete::<Destination>)
        .says("deleteDestination(): Deleted", "Deletes a destination and its connections.")
        .put("/destinations/{id}/disable", named::disable::<Destination>)
        .says("disableDestination(): Destination", "Disables a destination and its connections.")
        .also("/destinations/{id}/archive")
        .put("/destinations/{id}/enable", named::enable::<Destination>)
        .says(
            "enableDestination(): Destination",
            "Enables a destination; its connections one by one.",
        )
        .also("/destinations/{id}/unarchive")
}

impl Resource for Destination {
    const OBJECT: Object = Object::Destination;
    const QUERY: Object = Object::DestinationQuery;
    const ORDERS: &[&str] = &["created_at", "updated_at", "name"];

    fn all(snapshot: &Snapshot) -> &Trie<Id, Arc<Self>> {
        &snapshot.destinations
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
        json!({
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "description": self.description,
            "type": self.destination_type,
            "config": show_config(self.destination_type, &self.config, scene.secrets),
            "held": scene.brakes.and_then(|it| it.held(self)),
            "disabled_at": self.disabled_at,
            "updated_at": self.updated_at,
            "created_at": self.created_at,
        })
    }

    fn filter(query: &Query) -> Result<impl Fn(&Self, &Snapshot) -> bool> {
        let types: Vec<DestinationType> = query.names("type")?;
        // Filters of the shape before `config`, which `versions` brings here.
        let texts = |name: &str| {
            query.texts(name).map(|it| it.map(|it| it.into_iter().map(str::to_owned).collect()))
        };
        let urls: Option<Vec<String>> = texts("config.url")?;
        let (paths, any_path) = match query.0.get("config.path") {
            Some(Value::Object(operators)) => (None, operators.get("any").map(|any| any == "true")),
            _ => (texts("config.path")?, None),
        };
        let one_of = |wanted: &Option<Vec<String>>, it: &Option<String>| {
            wanted.as_ref().is_none_or(|wanted| it.as_ref().is_some_and(|it| wanted.contains(it)))
        };
        Ok(move |it: &Self, _: &Snapshot| {
            (types.is_empty() || types.contains(&it.destination_type))
                && one_of(&urls, &it.config.url)
                && one_of(&paths, &it.config.path)
                && any_path.is_none_or(|any| any == it.config.path.is_some())
        })
    }

    fn time(&self, _: &str, _: &Snapshot) -> Timestamp {
        self.created_at
    }
}

impl Closing for Destination {
    fn times(&mut self) -> Times<'_> {
        Times {
            disabled_at: &mut self.disabled_at,
            deleted_at: &mut self.deleted_at,
            updated_at: &mut self.updated_at,
        }
    }
}

fn show_config(kind: DestinationType, config: &DestinationConfig, secrets: bool) -> Value {
    let mut res = Map::new();
    match kind {
        DestinationType::Http => res.insert("url".to_owned(), json!(config.url)),
        DestinationType::Cli => res.insert("path".to_owned(), json!(config.path)),
        DestinationType::MockApi => None,
    };
    // Nobody's own desk is spared by a rate limit.
    if kind != DestinationType::Cli {
        res.insert("delivery_policy".to_owned(), policy::show(config));
        res.insert("circuit_breaker".to_owned(), json!(config.circuit_breaker));
    }
    res.insert("path_forwarding_disabled".to_owned(), json!(config.path_forwarding_disabled));
    res.insert("http_method".to_owned(), json!(config.http_method));
    res.insert("auth_type".to_owned(), json!(config.auth.auth_type));
    if secrets {
        res.insert("auth".to_owned(), json!(config.auth.auth));
    }
    Value::Object(res)
}

impl Named for Destination {
    const NOUN: &str = "destination";

    fn named<'a>(snapshot: &'a Snapshot, project: &Id, name: &str) -> Option<&'a Self> {
        snapshot.destination_named(project, name)
    }

    fn fresh(project: &Id, now: Timestamp) -> Self {
        Self {
            id: Id::random(Kind::Destination),
            team_id: project.clone(),
            name: String::new(),
            description: None,
            destination_type: DestinationType::Http,
            config: DestinationConfig::default(),
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
        let kind = match form.choice("type", &["HTTP", "CLI", "MOCK_API"]).flatten().as_deref() {
            Some("CLI") => DestinationType::Cli,
            Some("MOCK_API") => DestinationType::MockApi,
            Some(_) => DestinationType::Http,
            None => self.destination_type,
        };
        if kind != self.destination_type {
            self.destination_type = kind;
            (self.config.url, self.config.path) = (None, None);
        }
        let mut sent = false;
        let (field, has_field) = match kind {
            DestinationType::Http => ("url", self.config.url.is_some()),
            DestinationType::Cli => ("path", self.config.path.is_some()),
            DestinationType::MockApi => ("", true),
        };
        if let Some(mut config) = form.form("config") {
            sent = config.has(field);
            edit_config(&mut self.config, &mut config, kind);
            form.close(config);
        }
        if !has_field && !sent {
            form.problem(&format!("config.{field}"), "is required");
        }
    }

    fn rename(&mut self, name: String) {
        self.name = name;
    }

    fn put(self, draft: &mut Draft) {
        draft.put_destination(self);
    }

    fn has(&self, connection: &Connection) -> bool {
        connection.destination_id == self.id
    }
}

fn edit_config(config: &mut DestinationConfig, form: &mut Form, kind: DestinationType) {
    match kind {
        DestinationType::Http => {
            if let Some(url) = form.some_text("url", 2048) {
                if is_target(&url) {
                    config.url = Some(url);
                } else {
                    form.problem("url", "must be a valid uri");
                }
            }
        }
        DestinationType::Cli => {
            if let Some(path) = form.some_text("path", 2048) {
                if path.starts_with('/') {
                    config.path = Some(path);
                } else {
                    form.problem("path", "must start with /");
                }
            }
        }
        DestinationType::MockApi => {}
    }
    if let Some(method) = form.choice("http_method", METHODS) {
        config.http_method = method;
    }
    if let Some(disabled) = form.flag("path_forwarding_disabled") {
        config.path_forwarding_disabled = disabled;
    }
    policy::edit(config, form, kind);
    policy::edit_breaker(config, form, kind);
    edit_auth(&mut config.auth, form, kind);
}

fn edit_auth(auth: &mut Auth, form: &mut Form, kind: DestinationType) {
    let name = match form.text("auth_type", 155) {
        None => auth.auth_type.clone(),
        Some(None) => Auth::default().auth_type,
        Some(Some(name)) => name,
    };
    let Some(way) = prove::find(&name) else {
        let names: Vec<&str> = prove::WAYS.iter().map(|it| it.name).collect();
        form.take("auth");
        form.problem("auth_type", &format!("must be one of [{}]", names.join(", ")));
        return;
    };
    let sent = form.has("auth");
    if !sent && name == auth.auth_type {
        return;
    }
    let mut fields = Map::new();
    if let Some(mut secrets) = form.form("auth") {
        for name in way.needed {
            secrets.require(name);
        }
        for name in way.optional {
            // One that is null is one that was not sent.
            if secrets.has_null(name) {
                secrets.take(name);
            }
        }
        for name in way.needed.iter().chain(way.optional) {
            if let Some(text) = secrets.some_text(name, 4096) {
                fields.insert((*name).to_owned(), json!(text));
            }
        }
        if let Some((field, sentence)) = prove::check(&name, &fields, kind) {
            secrets.problem(field, &sentence);
        }
        form.close(secrets);
    } else if !sent && !way.needed.is_empty() {
        form.problem("auth", "is required");
    }
    *auth = Auth { auth_type: name, auth: fields };
}

/// Whether deliveries can go to this URL.
pub(super) fn is_target(url: &str) -> bool {
    Url::parse(url).is_ok_and(|it| matches!(it.scheme(), "http" | "https") && it.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_url_with_a_host_can_be_delivered_to() {
        for good in ["http://localhost:3000", "https://example.com/a?b=c", "http://[::1]/"] {
            assert!(is_target(good), "{good}");
        }
        for bad in ["example.com", "ftp://example.com", "http://", "/path", "javascript:1", ""] {
            assert!(!is_target(bad), "{bad}");
        }
    }
}
