//! Who it all belongs to, who may ask, and who is listening.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Id, Timestamp};

/// What everything belongs to; the wire calls it team.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Project {
    /// `tm_…`
    pub id: Id,
    /// Shown to people.
    pub name: String,
    /// Signs deliveries (`x-hookdeck-signature`).
    pub signing_secret: String,
    /// The secret before, which signs too until everybody knows the new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_secret: Option<FormerSecret>,
    /// What is told of, and where.
    #[serde(default)]
    pub notifications: Notifications,
    /// Webhooks by the channels that they stand for: where issue triggers that name a channel, and
    /// not where it leads, tell of issues.
    #[serde(default)]
    pub channels: BTreeMap<String, String>,
    /// How long what it received is kept.
    #[serde(default)]
    pub retention: Retention,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Project {
    /// The secret that signs beside the present one, while it still does.
    pub fn former_secret(&self, now: Timestamp) -> Option<&str> {
        self.former_secret.as_ref().filter(|it| now < it.until).map(|it| it.secret.as_str())
    }
}

/// A signing secret that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerSecret {
    /// It.
    pub secret: String,
    /// From then on it signs no more.
    pub until: Timestamp,
}

/// How long what a project received is kept: whichever comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// So many days after the last thing that was done about it; 0 is for ever.
    pub days: u32,
    /// Until what came since takes up more than roughly so many bytes; 0 is no bound.
    pub bytes: u64,
}

impl Default for Retention {
    fn default() -> Self {
        Self { days: 30, bytes: 20 << 30 }
    }
}

/// What a project wants to be told of by requests into one of its own sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notifications {
    /// Whether anything is told at all.
    pub enabled: bool,
    /// What.
    pub topics: Vec<Topic>,
    /// The source that gets it; none until one was named.
    pub source_id: Option<Id>,
}

/// What can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Topic {
    /// An issue was opened, or opened again.
    #[serde(rename = "issue.opened")]
    IssueOpened,
    /// Somebody changed an issue.
    #[serde(rename = "issue.updated")]
    IssueUpdated,
    /// An attempt failed.
    #[serde(rename = "deprecated.attempt-failed")]
    AttemptFailed,
    /// An event was delivered.
    #[serde(rename = "event.successful")]
    EventSuccessful,
}

/// A key that opens a project. Only its hash is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApiKey {
    /// `key_…`, the record's own name.
    pub id: Id,
    /// The project that it opens.
    pub project: Id,
    /// SHA-256 of the key, in hex. The keys are long and random, so no slow hash is needed.
    pub sha256: String,
    /// What it is for, for people.
    #[serde(default)]
    pub name: Option<String>,
    /// What the key begins with, a quarter of it, so that people know it again.
    #[serde(default)]
    pub prefix: String,
    /// Whether it may make and delete projects, and act in any of them: the first key may.
    #[serde(default = "first_key")]
    pub all_projects: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Records from before there were several projects are of the first key.
fn first_key() -> bool {
    true
}

/// A listener's standing order: which connections it forwards, for as long as it may come back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// `cli_…`; an event that waits for this listener carries it as `cli_id`.
    pub id: Id,
    /// The project that it listens to.
    pub project: Id,
    /// The connections that it forwards.
    pub connections: Vec<Id>,
    /// What it wants to see: a filter rule's `body`, `headers`, `query` and `path`.
    pub filters: Option<Value>,
    /// When it was last connected, or made; it is forgotten some time after.
    pub seen_at: Timestamp,
}
