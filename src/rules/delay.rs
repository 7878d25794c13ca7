//! The delay rule: events are kept back for a fixed time.

use serde::{Deserialize, Serialize};

use super::Plan;
use super::parse::Fields;

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

    /// Reads a rule as the API gives it.
    pub(super) fn parse(fields: &mut Fields<'_>) -> Self {
        fields.only(&["type", "delay"]);
        let given = fields.required("delay").is_some();
        let delay_ms = fields.integer("delay", Fields::MOST);
        if given && fields.given("delay").is_none() {
            fields.complain("delay must be a number");
        }
        Self { delay_ms: delay_ms.unwrap_or(0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_add_up_and_never_overflow() {
        let plan = Delay { delay_ms: 5 }.apply(Delay { delay_ms: 7 }.apply(Plan::default()));
        assert_eq!(plan.delay_ms, 12);
        assert_eq!(Delay { delay_ms: u64::MAX }.apply(plan).delay_ms, u64::MAX);
    }
}
