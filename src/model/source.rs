//! Where requests come in.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Id, Timestamp};

/// A URL that somebody sends webhooks to, and how they are received there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// `src_…`; the secret in its URL.
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// Unique among the project's sources.
    pub name: String,
    /// For people.
    pub description: Option<String>,
    /// `WEBHOOK`, `HTTP`, `PUBLISH_API` or a provider's name, in upper case.
    #[serde(rename = "type")]
    pub source_type: String,
    /// How requests are received.
    pub config: SourceConfig,
    /// The integration that was attached last, whose secrets its `config` has unless it was changed
    /// since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub integration_id: Option<Id>,
    /// Set while it refuses everything.
    pub disabled_at: Option<Timestamp>,
    /// Set once it is gone; its URL then answers 410.
    pub deleted_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How a source receives.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceConfig {
    /// Methods that are let in, of `GET POST PUT PATCH DELETE`.
    pub allowed_http_methods: Vec<String>,
    /// What a sender is answered instead of the usual JSON.
    pub custom_response: Option<CustomResponse>,
    /// How senders prove who they are: `HMAC`, `BASIC_AUTH`, `API_KEY` or a provider's name.
    pub auth_type: Option<String>,
    /// The secrets for it. Never shown unless asked for.
    pub auth: Option<Map<String, Value>>,
}

impl Default for SourceConfig {
    fn default() -> Self {
        Self {
            allowed_http_methods: ["POST", "PUT", "PATCH", "DELETE"].map(String::from).to_vec(),
            custom_response: None,
            auth_type: None,
            auth: None,
        }
    }
}

impl SourceConfig {
    /// What a source of this type lets in unless told: a provider's webhooks are POSTs.
    pub fn usual_methods(source_type: &str) -> Vec<String> {
        match source_type {
            "WEBHOOK" | "HTTP" | "MANAGED" | "PUBLISH_API" | "HOOKDECK_OUTPOST" => {
                Self::default().allowed_http_methods
            }
            _ => vec!["POST".to_owned()],
        }
    }
}

/// An answer of the user's choice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CustomResponse {
    /// `json`, `text` or `xml`.
    pub content_type: String,
    /// At most 1,000 characters.
    pub body: String,
}

impl CustomResponse {
    /// The content type as HTTP spells it.
    pub fn media_type(&self) -> &'static str {
        match self.content_type.as_str() {
            "json" => "application/json",
            "xml" => "text/xml",
            _ => "text/plain",
        }
    }
}
