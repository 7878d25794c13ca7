//! Rules that several connections follow, as versions of the API up to 2023-01-01 have them.

use serde::{Deserialize, Serialize};

use super::{Id, Timestamp};
use crate::rules::Rule;

/// A set of rules with a name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ruleset {
    /// `rls_…`
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// Unique among the project's rulesets.
    pub name: String,
    /// What the connections that follow it do, but for what they do themselves.
    pub rules: Vec<Rule>,
    /// Whether new connections of those versions follow it.
    pub is_team_default: bool,
    /// Set once it is archived.
    pub disabled_at: Option<Timestamp>,
    /// Never set: rulesets are not deleted.
    pub deleted_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}
