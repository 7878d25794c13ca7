//! `hookport destination`: where events go.

use serde_json::{Map, Value};

use super::Ctx;
use super::credentials::{of_destination, settle_destination};
use super::error::Result;
use super::flags::{Flag, Kind, flag};
use super::source::{auth, named, state};
use super::verbs::{Count, Create, Delete, Get, List, Noun, One, Update, Upsert};
use super::view::{Column, column, column_by};
use crate::client::{DESTINATIONS, Resource};

/// A program that is to get events.
pub(super) enum Destination {}

/// What is done with destinations.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List destinations
    List(List<Destination>),
    /// Show one destination
    Get(Get<Destination>),
    /// Make a destination
    Create(Create<Destination>),
    /// Make a destination, or change the one of this name
    Upsert(Upsert<Destination>),
    /// Change a destination
    Update(Update<Destination>),
    /// Delete a destination, and its connections
    Delete(Delete),
    /// Deliver to a destination again
    Enable(One),
    /// Deliver nothing to a destination
    Disable(One),
    /// Count destinations
    Count(Count<Destination>),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::Create(it) => it.run(ctx).await,
        Verb::Upsert(it) => it.run(ctx).await,
        Verb::Update(it) => it.run(ctx).await,
        Verb::Delete(it) => it.run::<Destination>(ctx).await,
        Verb::Enable(it) => it.enable::<Destination>(ctx, "destination_id").await,
        Verb::Disable(it) => it.act::<Destination>(ctx, "disable", "disabled").await,
        Verb::Count(it) => it.run(ctx).await,
    }
}

impl Noun for Destination {
    const OF: Resource = DESTINATIONS;
    const COLUMNS: &'static [Column] = &[
        column("NAME", "name"),
        column("TYPE", "type"),
        column_by("STATE", state),
        column_by("TO", address),
        column("ID", "id"),
    ];

    fn filters() -> Vec<Flag> {
        named()
    }

    fn extras() -> Vec<Flag> {
        vec![auth()]
    }

    #[rustfmt::skip]
    fn fields() -> Vec<Flag> {
        vec![
            flag("description", "description", Kind::Text, "What it is for"),
            flag("type", "type", Kind::Word(&["HTTP", "CLI", "MOCK_API"]), "How it is reached"),
            flag("config", "config", Kind::Json, "Its whole configuration"),
            flag("config-file", "config", Kind::JsonFile, "A file with its whole configuration"),
            flag("url", "config.url", Kind::Text, "HTTP: where to deliver"),
            flag("cli-path", "config.path", Kind::Text, "CLI: the path on the listener's target"),
            flag("http-method", "config.http_method", Kind::Word(&["GET", "POST", "PUT", "PATCH", "DELETE"]), "The method to deliver with, whatever the request's was"),
            flag("path-forwarding-disabled", "config.path_forwarding_disabled", Kind::Switch, "Leave out the path that the request had"),
            flag("rate-limit", "config.rate_limit", Kind::Number, "At most this many deliveries in a period"),
            flag("rate-limit-period", "config.rate_limit_period", Kind::Word(&["second", "minute", "hour", "concurrent"]), "The period; `concurrent` counts deliveries under way"),
            flag("delivery-group-key", "config.delivery_groups.key", Kind::Text, "Group events by this path into what comes, like body.customer_id"),
            flag("delivery-group-rate", "config.delivery_groups.rate_limit", Kind::Number, "At most this many deliveries of each group in a period"),
            flag("delivery-group-rate-period", "config.delivery_groups.rate_limit_period", Kind::Word(&["second", "minute", "hour"]), "The period for each group"),
            flag("delivery-group-overrides", "config.delivery_groups.overrides", Kind::Json, "Groups that have another pace, as JSON: {\"vip\": {\"rate_limit\": 5, \"rate_limit_period\": \"second\"}}"),
            flag("delivery-group-order", "config.delivery_groups.order", Kind::Word(&["strict"]), "Deliver each group strictly in order, one at a time; while its head is tried again it waits"),
            flag("circuit-breaker-failures", "config.circuit_breaker.failures", Kind::Number, "Leave it alone for a while after this many failures in a row"),
            flag("circuit-breaker-pause", "config.circuit_breaker.pause", Kind::Number, "For how many milliseconds"),
            flag("auth-type", "config.auth_type", Kind::Caps, "How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT"),
            flag("auth-file", "config.auth", Kind::JsonFile, "A file with the secrets for it, as JSON; `-` is standard input"),
        ]
    }

    fn credentials() -> Vec<Flag> {
        of_destination()
    }

    fn shape(body: &mut Map<String, Value>) -> Result<()> {
        reach(body);
        settle_destination(body)
    }
}

/// A destination with a path on a listener's target is for listeners; that need not be said.
pub(super) fn reach(destination: &mut Map<String, Value>) {
    let has_path = destination.get("config").is_some_and(|it| it["path"].is_string());
    if has_path && !destination.contains_key("type") {
        destination.insert("type".to_owned(), "CLI".into());
    }
}

fn address(destination: &Value) -> String {
    let config = &destination["config"];
    let address = config["url"].as_str().or(config["path"].as_str());
    address.unwrap_or_default().to_owned()
}
