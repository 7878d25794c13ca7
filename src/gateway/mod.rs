//! The server: source URLs, rules, queue, delivery and the REST API.
//!
//! In the order of an event's walk: `ingest`, `route`, `queue`, `deliver`. Beside them: `api` (the
//! REST API), `socket` (listeners' WebSockets), `catalog` (what is configured), `settings`.

pub mod api;
mod catalog;
mod settings;

use std::ops::Deref;
use std::sync::Arc;

use crate::model::Keys;
use crate::relay::Hub;
use crate::store;

pub use self::catalog::{Catalog, Draft, Route, Snapshot};
pub use self::settings::Settings;

/// A gateway: a cheap handle on everything that its parts share.
#[derive(Clone)]
pub struct Gateway(Arc<Parts>);

/// What a gateway's parts share.
pub struct Parts {
    /// What was set.
    pub settings: Settings,
    /// What must not be lost.
    pub store: store::Shared,
    /// What is configured.
    pub catalog: Catalog,
    /// Who is listening.
    pub hub: Hub,
    /// Where keys for requests, events and attempts come from.
    pub keys: Keys,
}

impl Deref for Gateway {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
