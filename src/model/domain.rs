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
    /// Set once it was verified; from then on its sources can be reached, should it lead here.
    pub active_at: Option<Timestamp>,
    /// By what.
    #[serde(default)]
    pub proof: Option<Proof>,
    /// What was seen instead, the last time that it was tried: a sentence for each way.
    #[serde(default)]
    pub errors: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What shows whose a host name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// It leads here: this gateway answers the token under it.
    Http,
    /// Whoever has its DNS entries put the token there.
    Dns,
}
