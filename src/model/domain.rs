//! A host name of one's own, under which a project's sources can be reached.

use serde::{Deserialize, Serialize};

use super::{Id, Timestamp};

/// A host name that leads, or is to lead, to this gateway.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Domain {
    /// `dom_…`
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// In lower case, without a port. Nobody else's.
    pub hostname: String,
    /// What the gateway answers there, and nobody else can.
    pub token: String,
    /// Set once it was seen that the name leads here; from then on its sources can be reached.
    pub active_at: Option<Timestamp>,
    /// What was seen instead, the last time that it was tried.
    pub error: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
}
