//! Where events go.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Id, Timestamp};

/// A program that is to get events: at a URL, at somebody's desk, or nowhere at all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Destination {
    /// `des_…`
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// Unique among the project's destinations.
    pub name: String,
    /// For people.
    pub description: Option<String>,
    /// How it is reached.
    #[serde(rename = "type")]
    pub destination_type: DestinationType,
    /// Where and how fast.
    pub config: DestinationConfig,
    /// Set while nothing is delivered to it.
    pub disabled_at: Option<Timestamp>,
    /// Set once it is gone.
    pub deleted_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How a destination is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DestinationType {
    /// A URL.
    #[serde(rename = "HTTP")]
    Http,
    /// Whoever runs `listen`.
    #[serde(rename = "CLI")]
    Cli,
    /// Nobody: every delivery succeeds at once.
    #[serde(rename = "MOCK_API")]
    MockApi,
}

/// Where to deliver and how fast.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DestinationConfig {
    /// HTTP: the base URL.
    pub url: Option<String>,
    /// CLI: the path on the listener's target.
    pub path: Option<String>,
    /// Deliveries in a period, or open at once; `None` is no limit.
    pub rate_limit: Option<f64>,
    /// What `rate_limit` counts.
    pub rate_limit_period: RatePeriod,
    /// The method to deliver with, when not the request's own.
    pub http_method: Option<String>,
    /// Whether the request's path suffix is left out.
    pub path_forwarding_disabled: bool,
    /// What its events have in common, and what follows from that; `None` is nothing.
    pub groups: Option<Groups>,
    /// When it is left alone for a while; `None` is never.
    pub circuit_breaker: Option<Breaker>,
    /// How deliveries prove who they are.
    pub auth: Auth,
}

/// Groups of a destination's events: each has a pace of its own, and may have an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Groups {
    /// What those of a group have in common: `body.customer_id`.
    pub key: String,
    /// Deliveries of one group in a period, where that is limited.
    pub pace: Option<Pace>,
    /// Groups that have another pace.
    #[serde(default)]
    pub overrides: BTreeMap<String, Pace>,
    /// Whether those of a group go out strictly in the order they were made, one at a time.
    #[serde(default)]
    pub strict: bool,
}

/// Deliveries in a period, evenly spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// So many.
    pub rate: u32,
    /// In this; never [`RatePeriod::Concurrent`].
    pub period: RatePeriod,
}

impl Groups {
    /// How fast a group may go; `None` is as fast as the destination.
    pub fn pace(&self, group: &str) -> Option<Pace> {
        self.overrides.get(group).copied().or(self.pace)
    }
}

/// Leaves a destination alone that fails again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaker {
    /// After so many failures in a row.
    pub failures: u32,
    /// For so many milliseconds.
    pub pause: u64,
}

/// What a rate limit counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RatePeriod {
    /// Deliveries a second, evenly spread.
    #[default]
    Second,
    /// Deliveries a minute, evenly spread.
    Minute,
    /// Deliveries an hour, evenly spread.
    Hour,
    /// Deliveries open at once.
    Concurrent,
}

/// How a delivery proves who sent it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Auth {
    /// `HOOKDECK_SIGNATURE`, `BASIC_AUTH`, `API_KEY`, `BEARER_TOKEN`, `CUSTOM_SIGNATURE`, …
    pub auth_type: String,
    /// The secrets for it. Never shown unless asked for.
    pub auth: Map<String, Value>,
}

impl Default for Auth {
    fn default() -> Self {
        Self { auth_type: "HOOKDECK_SIGNATURE".to_owned(), auth: Map::new() }
    }
}
