//! The line between a source and a destination, with its rules.

use serde::{Deserialize, Serialize};

use super::{Id, Timestamp};
use crate::rules::Rule;

/// What becomes of a source's requests on their way to one destination.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Connection {
    /// `web_…`
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// Unique among the source's connections, when it has one.
    pub name: Option<String>,
    /// For people.
    pub description: Option<String>,
    /// Where requests come from. Never changes.
    pub source_id: Id,
    /// Where events go. Never changes.
    pub destination_id: Id,
    /// What is asked of each request.
    pub rules: Vec<Rule>,
    /// The ruleset that it follows, where a client of a version that has them said so; what it says
    /// is in `rules` too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruleset_id: Option<Id>,
    /// Whether transformations have their place among the rules. Before 2025-07-01 they were asked
    /// first, so that is how rules are asked that were written through an older version.
    #[serde(default)]
    pub rules_in_order: bool,
    /// Since when it tells duplicates as it does now; what was seen before does not count.
    #[serde(default)]
    pub deduplicates_since: Timestamp,
    /// Set while events are held back.
    pub paused_at: Option<Timestamp>,
    /// Set while requests pass it by.
    pub disabled_at: Option<Timestamp>,
    /// Set once it is gone.
    pub deleted_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}
