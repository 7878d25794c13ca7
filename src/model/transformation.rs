//! Code that makes another request of a request.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha1::{Digest as _, Sha1};

use super::{Id, Timestamp};

/// Code with its variables, for rules to name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Transformation {
    /// `trs_…`
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// Unique among the project's transformations.
    pub name: String,
    /// JavaScript.
    pub code: String,
    /// What the code finds in `process.env`; secrets.
    pub env: BTreeMap<String, String>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Transformation {
    /// SHA-1 of the code, in hex.
    pub fn code_hash(&self) -> String {
        use std::fmt::Write as _;
        Sha1::digest(&self.code).iter().fold(String::with_capacity(40), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Whether the same request comes to the same always, as far as the code's text tells: it names
    /// nothing that knows the time or chance.
    pub fn is_deterministic(&self) -> bool {
        !["Date", "random", "performance"].iter().any(|it| self.code.contains(it))
    }
}
