//! What the gateway has: all that a file can name.

use std::collections::HashMap;

use serde_json::Value;

use super::thing::{Kind, Thing};
use crate::cli::error::Result;
use crate::client::{Client, DESTINATIONS, Query, Resource, models};

/// All that the project has.
pub(super) struct Live {
    /// In the order in which things are made.
    pub(super) found: Vec<Found>,
    /// Connections that have no name; their ids stand for it.
    pub(super) nameless: Vec<Thing>,
}

/// A thing that is there.
pub(super) struct Found {
    /// What it is.
    pub(super) thing: Thing,
    /// Its id.
    pub(super) id: String,
    /// Whether `hookport listen` made it for itself.
    pub(super) is_desk: bool,
}

impl Live {
    /// Asks the gateway. Secrets are only asked for where `open` says so, since that is a call for
    /// each thing: lists do not show them.
    pub(super) async fn read(client: &Client, open: impl Fn(Kind, &str) -> bool) -> Result<Self> {
        let mut res = Self { found: Vec::new(), nameless: Vec::new() };
        let mut names = HashMap::new();
        for kind in Kind::ALL {
            let mut objects = every(client, kind.of()).await?;
            for object in &mut objects {
                if may_have_secrets(kind, object)
                    && open(kind, object["name"].as_str().unwrap_or_default())
                {
                    *object = with_secrets(client, kind, object).await?;
                }
            }
            if kind == Kind::Destination {
                complete(client, &mut objects).await;
            }
            for object in &mut objects {
                let id = object["id"].as_str().unwrap_or_default().to_owned();
                let is_nameless = !object["name"].is_string();
                if is_nameless {
                    object["name"] = id.clone().into();
                }
                match Thing::read(kind, object, &|id| names.get(id).cloned()) {
                    Some(thing) if is_nameless => res.nameless.push(thing),
                    None => (),
                    Some(thing) => {
                        if kind == Kind::Transformation {
                            names.insert(id.clone(), thing.name.clone());
                        }
                        res.found.push(Found { thing, id, is_desk: Thing::is_desk(object) });
                    }
                }
            }
        }
        Ok(res)
    }

    /// The one that a thing of a file is. A connection's name is its source's to give.
    pub(super) fn find(&self, wanted: &Thing) -> Option<&Found> {
        let source = |it: &Thing| it.fields.get("source").cloned();
        self.found.iter().find(|it| {
            it.thing.kind == wanted.kind
                && it.thing.name == wanted.name
                && (wanted.kind != Kind::Connection || source(&it.thing) == source(wanted))
        })
    }
}

/// All of a kind, disabled ones too.
async fn every(client: &Client, of: Resource) -> Result<Vec<Value>> {
    let mut query = Query::default();
    if of != Kind::Transformation.of() {
        query.push("disabled", "true");
    }
    let mut res = client.all(of, query).await?;
    // Oldest first, as they were made.
    res.reverse();
    Ok(res)
}

fn may_have_secrets(kind: Kind, object: &Value) -> bool {
    match kind {
        Kind::Transformation => object.get("env").is_none(),
        Kind::Source => object["authenticated"] == true,
        Kind::Destination => object["config"]["auth_type"] != "HOOKDECK_SIGNATURE",
        Kind::Connection => false,
    }
}

/// The same thing as a single one is shown, secrets included.
pub(super) async fn with_secrets(client: &Client, kind: Kind, object: &Value) -> Result<Value> {
    let id = object["id"].as_str().unwrap_or_default();
    let mut query = Query::default();
    if matches!(kind, Kind::Source | Kind::Destination) {
        query.push("include", "config.auth");
    }
    Ok(client.get(kind.of(), id, &query).await?)
}

/// Adds what only this gateway's newest version tells of a destination.
pub(super) async fn complete(client: &Client, destinations: &mut [Value]) {
    let mut query = Query::default().with("limit", "250").with("disabled", "true");
    loop {
        let Some(page) = client.list_whole(DESTINATIONS, &query).await else { return };
        for whole in models(&page) {
            let same = destinations.iter_mut().find(|it| it["id"] == whole["id"]);
            let Some(config) = same.and_then(|it| it["config"].as_object_mut()) else { continue };
            if let Some(breaker) = whole["config"].get("circuit_breaker") {
                config.insert("circuit_breaker".to_owned(), breaker.clone());
            }
            let order = &whole["config"]["delivery_policy"]["groups"]["order"];
            if let Some(groups) = config.get_mut("delivery_groups").filter(|it| it.is_object()) {
                groups["order"] = order.clone();
            }
        }
        match page["pagination"]["next"].as_str() {
            Some(next) => query.set("next", next),
            None => return,
        }
    }
}
