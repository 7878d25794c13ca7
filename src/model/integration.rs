//! How a provider proves that it sends, kept apart from the sources that it is attached to.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Id, Timestamp};

/// A provider's secrets under a name. Requests are verified by the sources that it is attached to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Integration {
    /// `int_…`
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// For people.
    pub label: String,
    /// The provider's name, in upper case.
    pub provider: String,
    /// `VERIFICATION` and `HANDSHAKE`, for people: what a provider needs is always done.
    pub features: Vec<String>,
    /// The secrets.
    pub configs: Map<String, Value>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}
