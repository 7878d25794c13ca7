//! The transform rule: a script makes another request of it.
//!
//! Which script is all that the rule says; it is run by whoever asks the rules, since a run takes
//! time and a thread.

use serde::{Deserialize, Serialize};

use super::parse::Fields;

/// Goes on with what a transformation makes of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transform {
    /// `trs_…`
    pub transformation_id: String,
}

impl Transform {
    /// Reads a rule as the API shows it: a transformation that is given whole is made before.
    pub(super) fn parse(fields: &mut Fields<'_>) -> Self {
        fields.only(&["type", "transformation_id"]);
        let id = fields.given("transformation_id");
        match id {
            None => fields
                .complain("value must contain at least one of [transformation_id, transformation]"),
            Some(id) if !id.is_string() => fields.complain("transformation_id must be a string"),
            Some(_) => {}
        }
        let transformation_id = id.and_then(|it| it.as_str()).unwrap_or_default().to_owned();
        Self { transformation_id }
    }
}
