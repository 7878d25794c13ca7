//! How each version is written.

use serde_json::{Value, json};

/// How a version is written.
#[derive(Clone, Copy)]
pub(crate) struct Hand<'a> {
    date: &'a str,
}

impl<'a> Hand<'a> {
    /// The hand of a version as paths begin with it.
    pub(crate) fn of(version: &'a str) -> Self {
        let date = match version.trim_start_matches('/') {
            "" => "2024-09-01",
            "latest" => "2026-09-01",
            date => date,
        };
        Self { date }
    }

    /// Where and how is in `config`.
    pub(crate) fn config(self) -> bool {
        self.date >= "2025-01-01"
    }

    /// Names are labels, and connections have `filters`.
    fn labels(self) -> bool {
        self.date < "2021-08-01"
    }

    /// The field that a name is read from.
    pub(crate) fn name(self) -> &'static str {
        if self.labels() { "label" } else { "name" }
    }

    /// The field that says where an event's content is.
    pub(crate) fn data_id(self) -> &'static str {
        if self.date < "2022-07-01" { "event_request_id" } else { "event_data_id" }
    }

    pub(crate) fn named(self, name: &str) -> Value {
        json!({ self.name(): name })
    }

    /// A body with these rules, as far as they can be said.
    pub(crate) fn rules(self, rules: Value) -> Value {
        if !self.labels() {
            return json!({ "rules": rules });
        }
        let rule = rules.as_array().into_iter().flatten().find(|it| it["type"] == "filter");
        let filters = rule.map(|it| json!({ "body": it["body"] }));
        json!({ "filters": filters })
    }

    /// A connection from a source of its own name.
    pub(crate) fn connection(self, name: &str, destination: Value, rules: Value) -> Value {
        let mut res = self.named(name);
        merge(&mut res, self.rules(rules));
        (res["source"], res["destination"]) = (self.named(name), destination);
        res
    }

    pub(crate) fn source(self, name: &str) -> Value {
        let mut config = json!({
            "allowed_http_methods": ["POST"],
            "custom_response": { "content_type": "json", "body": "{\"ok\":true}" },
        });
        let secrets = json!({
            "webhook_secret_key": "s", "algorithm": "sha256",
            "header_key": "x-sign", "encoding": "hex",
        });
        if self.config() {
            config["auth_type"] = json!("HMAC");
            config["auth"] = secrets;
            return json!({ "name": name, "type": "WEBHOOK", "config": config });
        }
        let mut res = self.named(name);
        merge(&mut res, config);
        if self.date >= "2023-07-01" {
            res["verification"] = json!({ "type": "HMAC", "configs": secrets });
        }
        res
    }

    /// A source that verifies as a provider does.
    pub(crate) fn provider(self) -> Value {
        let secrets = json!({ "webhook_secret_key": "s" });
        if self.config() {
            return json!({ "name": "hub", "type": "GITHUB", "config": { "auth": secrets } });
        }
        let mut res = self.named("hub");
        if self.date >= "2023-07-01" {
            res["verification"] = json!({ "type": "github", "configs": secrets });
        }
        res
    }

    pub(crate) fn http(self, name: &str, url: &str) -> Value {
        let mut config = json!({
            "url": url, "http_method": "PUT", "path_forwarding_disabled": true,
        });
        let secrets = json!({ "key": "x-key", "api_key": "secret", "to": "header" });
        if self.date >= "2026-09-01" {
            config["delivery_policy"] = json!({ "rate": 600, "period": "minute" });
        } else {
            config["rate_limit"] = json!(600);
            config["rate_limit_period"] = json!("minute");
        }
        if self.config() {
            config["auth_type"] = json!("API_KEY");
            config["auth"] = secrets;
            return json!({ "name": name, "type": "HTTP", "config": config });
        }
        merge(&mut config, self.named(name));
        config["auth_method"] = json!({ "type": "API_KEY", "config": secrets });
        config
    }

    pub(crate) fn cli(self, name: &str) -> Value {
        if self.config() {
            return json!({ "name": name, "type": "CLI", "config": { "path": "/hooks" } });
        }
        let mut res = self.named(name);
        res["cli_path"] = json!("/hooks");
        res
    }

    pub(crate) fn mock(self, name: &str) -> Value {
        if self.config() {
            return json!({ "name": name, "type": "MOCK_API" });
        }
        let mut res = self.named(name);
        res["url"] = json!("https://mock.hookdeck.com/any");
        res
    }

    pub(crate) fn include(self) -> &'static str {
        if self.config() { "include=config.auth" } else { "include=verification.configs" }
    }
}

fn merge(object: &mut Value, other: Value) {
    let Value::Object(fields) = other else { return };
    for (name, value) in fields {
        object[name] = value;
    }
}
