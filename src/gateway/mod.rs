//! The server: source URLs, rules, queue, delivery and the REST API.
//!
//! In the order of an event's walk: `ingest`, `route`, `queue`, `deliver`. Around them: `publish`
//! (the way in for those who hold a key), `prove` (how deliveries say who sent them), `brake` (which
//! destinations are left alone for a while), `serve` (the accept loop and the order of stopping),
//! `body` (what is still coming in), `rewrite` (what a transformation makes of content), `bulk` (what
//! is done to many at once), `identify` and `keyring` (who sends, and providers' keys), `api` (the
//! REST API), `socket` (listeners' WebSockets), `catalog` (what is configured), `pending` (what a
//! change of that means for events), `issues`, `notices` and `channels` (what goes wrong, and who is
//! told), `domains` and `dns` (host names of people's own), `retention` (what is forgotten),
//! `prometheus` and `tally` (what is going on, in figures), `settings`.

mod aim;
pub mod api;
mod body;
mod brake;
mod bulk;
mod catalog;
mod channels;
mod deliver;
mod dns;
mod domains;
mod errand;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod gate;
mod group;
mod identify;
mod ingest;
mod issues;
mod keyring;
mod lanes;
mod notices;
mod pending;
mod prometheus;
mod prove;
mod publish;
mod queue;
mod retention;
mod rewrite;
mod route;
mod serve;
mod settings;
mod socket;
mod tally;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use rand::RngExt as _;
use sha2::{Digest as _, Sha256};
use tokio::sync::{Notify, Semaphore, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::forward::{Guard, Sender, Trust};
use crate::model::{ApiKey, Id, Keys, Kind, Notifications, Project, Retention, Timestamp};
use crate::relay::Hub;
use crate::script::Engine;
use crate::store::{self, Feed, sqlite};

use self::body::Budget;
pub use self::catalog::{Catalog, Draft, Snapshot, Trie};
use self::dns::Dns;
use self::keyring::Keyring;
pub use self::settings::Settings;
use self::tally::Tally;

/// How long to wait before the store is asked again for what it could not do.
const STORE_PAUSE: Duration = Duration::from_secs(1);

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
    /// What the store committed, for the queue to read.
    feed: Feed,
    /// Rung when the store has something to be told of.
    tell: Notify,
    /// Rung when a channel is to be sent something.
    sendable: Notify,
    /// Room for bodies that are not on disk yet.
    bodies: Budget,
    /// Where transformations run.
    scripts: Engine,
    /// The way out to HTTP destinations.
    sender: Sender,
    /// What destinations want to see of us, where others give it.
    tokens: prove::Tokens,
    /// The way to ask whose a host name is.
    dns: Dns,
    /// Keys of providers, and the way to them.
    keyring: Keyring,
    /// A permit for each socket that may be open.
    sockets: Arc<Semaphore>,
    /// Which destinations are sent nothing for a while.
    brakes: brake::Brakes,
    /// The way to ask the queue what an event waits for.
    asks: queue::Asks,
    /// What became of events since the start.
    tally: Tally,
    /// When it was opened.
    started_at: Timestamp,
    /// Rung when a bulk operation was begun.
    bulks: Notify,
    /// Says that keys were revoked, to the sockets that they opened.
    revoked: watch::Sender<()>,
    /// Rung when listeners' sockets are to close: near the end of stopping.
    pub stop: CancellationToken,
    /// Everything that must have ended before the store is closed.
    pub tasks: TaskTracker,
}

impl Gateway {
    /// Opens the store, reads what is configured, and makes the first project if there is none.
    ///
    /// When that needs a key that nobody gave, one is made and handed to `keep_key`. Only then is
    /// its hash written, so that a start which breaks off leaves no project that nothing opens.
    pub async fn open(
        settings: Settings,
        keep_key: impl FnOnce(&str) -> anyhow::Result<()>,
    ) -> anyhow::Result<Self> {
        let feed = Feed::default();
        let folder = settings.data_dir.clone();
        let store: store::Shared = {
            let (folder, feed) = (folder.clone(), feed.clone());
            let keys = settings.master_key.clone();
            tokio::task::spawn_blocking(move || sqlite::open_with(&folder, &keys, feed)).await??
        };
        let catalog = Catalog::open(store.clone())
            .await
            .with_context(|| format!("cannot read the store in {}", folder.display()))?;
        let keys = Keys::after(store.last_key().await?);
        let bodies = Budget::new(settings.body_limit);
        let allowed = settings.allow_outbound.clone();
        let guard = if settings.guard_outbound {
            Guard::facing_a_network(allowed)
        } else {
            Guard::at_home(allowed)
        };
        let keyring = Keyring::new(settings.key_mirror.clone(), guard.clone());
        let sender = Sender::new(guard, Trust::System, settings.response_limit);
        let dns = Dns::new(settings.dns_server);
        let sockets = Arc::new(Semaphore::new(settings.max_connections));
        let gateway = Self(Arc::new(Parts {
            settings,
            store,
            catalog,
            hub: Hub::default(),
            keys,
            feed,
            tell: Notify::new(),
            sendable: Notify::new(),
            bodies,
            scripts: Engine::default(),
            sender,
            tokens: prove::Tokens::default(),
            dns,
            keyring,
            sockets,
            brakes: brake::Brakes::default(),
            asks: queue::Asks::default(),
            tally: Tally::default(),
            started_at: Timestamp::now(),
            bulks: Notify::new(),
            revoked: watch::Sender::new(()),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }));
        gateway.make_first_project(keep_key).await?;
        issues::begin(&gateway).await?;
        for session in gateway.catalog.now().sessions.values() {
            gateway.hub.expect(session.as_ref().clone());
        }
        Ok(gateway)
    }

    async fn make_first_project(
        &self,
        keep_key: impl FnOnce(&str) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        if !self.catalog.now().projects.is_empty() {
            return Ok(());
        }
        let key = match &self.settings.first_key {
            Some(key) => key.clone(),
            None => {
                let key = api_key();
                keep_key(&key)?;
                key
            }
        };
        anyhow::ensure!(key.len() >= SHORTEST_KEY, "an API key has at least 12 characters");
        let signing_secret = self.settings.first_secret.clone().unwrap_or_else(secret);
        let change = self.catalog.change(|draft| {
            found(draft, "Default", signing_secret, ApiKey { all_projects: true, ..new_key(&key) });
            Ok::<_, store::Error>(())
        });
        Ok(change.await?)
    }
}

impl Deref for Gateway {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Puts a new project with the key that opens it, and with all that every project begins with.
pub(crate) fn found(draft: &mut Draft, name: &str, secret: String, key: ApiKey) -> Project {
    let project = Project {
        id: Id::random(Kind::Project),
        name: name.to_owned(),
        signing_secret: secret,
        former_secret: None,
        notifications: Notifications::default(),
        channels: BTreeMap::new(),
        retention: Retention::default(),
        created_at: key.created_at,
    };
    draft.put_api_key(ApiKey { project: project.id.clone(), ..key });
    draft.put_project(project.clone());
    for trigger in issues::usual_triggers(&project.id) {
        draft.put_issue_trigger(trigger);
    }
    project
}

/// The record of a new key, which opens no project yet.
pub(crate) fn new_key(key: &str) -> ApiKey {
    ApiKey {
        id: Id::random(Kind::ApiKey),
        project: Id::from(""),
        sha256: hash_key(key),
        name: None,
        prefix: key.chars().take(key.chars().count() / 4).collect(),
        all_projects: false,
        created_at: Timestamp::now(),
    }
}

/// A new API key.
pub(crate) fn api_key() -> String {
    format!("hp_{}", secret())
}

/// Shortest API key that is taken, in characters.
pub const SHORTEST_KEY: usize = 12;

/// What is kept of an API key: its SHA-256 in hex.
pub fn hash_key(key: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(key).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A new secret: 40 letters and digits, over 200 bits.
pub fn secret() -> String {
    let mut rng = rand::rng();
    (0..40).map(|_| char::from(rng.sample(rand::distr::Alphanumeric))).collect()
}
