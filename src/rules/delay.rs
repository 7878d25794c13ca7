//! The delay rule: events are kept back for a fixed time.

use serde::{Deserialize, Serialize};

use super::Plan;

/// Keeps events back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    /// For this long, in milliseconds.
    #[serde(rename = "delay")]
    pub delay_ms: u64,
}

impl Delay {
    /// Adds the delay to the plan.
    pub fn apply(&self, plan: Plan) -> Plan {
        Plan { delay_ms: plan.delay_ms.saturating_add(self.delay_ms) }
    }
}
