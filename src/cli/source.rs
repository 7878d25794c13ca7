//! `hookport source`: where requests come in.

use serde_json::{Map, Value};

use super::Ctx;
use super::credentials::{of_source, settle_source};
use super::error::Result;
use super::flags::{Flag, Kind, flag};
use super::verbs::{Count, Create, Delete, Get, List, Noun, One, Update, Upsert};
use super::view::{Column, column, column_by};
use crate::client::{Resource, SOURCES};

/// A URL that somebody sends webhooks to.
pub(super) enum Source {}

/// What is done with sources.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List sources
    List(List<Source>),
    /// Show one source
    Get(Get<Source>),
    /// Make a source
    Create(Create<Source>),
    /// Make a source, or change the one of this name
    Upsert(Upsert<Source>),
    /// Change a source
    Update(Update<Source>),
    /// Delete a source, and its connections
    Delete(Delete),
    /// Let a source receive again
    Enable(One),
    /// Let a source refuse everything
    Disable(One),
    /// Count sources
    Count(Count<Source>),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::Create(it) => it.run(ctx).await,
        Verb::Upsert(it) => it.run(ctx).await,
        Verb::Update(it) => it.run(ctx).await,
        Verb::Delete(it) => it.run::<Source>(ctx).await,
        Verb::Enable(it) => it.enable::<Source>(ctx, "source_id").await,
        Verb::Disable(it) => it.act::<Source>(ctx, "disable", "disabled").await,
        Verb::Count(it) => it.run(ctx).await,
    }
}

impl Noun for Source {
    const OF: Resource = SOURCES;
    const COLUMNS: &'static [Column] = &[
        column("NAME", "name"),
        column("TYPE", "type"),
        column_by("STATE", state),
        column("URL", "url"),
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
            flag("type", "type", Kind::Caps, "WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE"),
            flag("config", "config", Kind::Json, "Its whole configuration"),
            flag("config-file", "config", Kind::JsonFile, "A file with its whole configuration"),
            flag("allowed-http-methods", "config.allowed_http_methods", Kind::List, "Methods that it lets in, like POST,PUT"),
            flag("custom-response-content-type", "config.custom_response.content_type", Kind::Word(&["json", "text", "xml"]), "What kind of answer senders get"),
            flag("custom-response-body", "config.custom_response.body", Kind::Text, "The answer that senders get"),
            flag("auth-type", "config.auth_type", Kind::Caps, "How senders prove who they are: HMAC, BASIC_AUTH, API_KEY"),
            flag("auth-file", "config.auth", Kind::JsonFile, "A file with the secrets for it, as JSON; `-` is standard input"),
            flag("webhook-secret-file", "config.auth.webhook_secret_key", Kind::SecretFile, "A file with the provider's signing secret; `-` is standard input"),
        ]
    }

    fn credentials() -> Vec<Flag> {
        of_source()
    }

    fn shape(body: &mut Map<String, Value>) -> Result<()> {
        settle_source(body)
    }
}

/// The filters of things that people name.
#[rustfmt::skip]
pub(super) fn named() -> Vec<Flag> {
    vec![
        flag("id", "id", Kind::Names, "Only the one of this id"),
        flag("name", "name", Kind::Names, "Only those of this name"),
        flag("type", "type", Kind::Caps, "Only those of this type"),
        flag("disabled", "disabled", Kind::Switch, "Disabled ones too"),
        flag("disabled-after", "disabled_at[gte]", Kind::Time, "Only those disabled since"),
        flag("disabled-before", "disabled_at[lte]", Kind::Time, "Only those disabled until"),
    ]
}

/// The flag that shows secrets.
pub(super) fn auth() -> Flag {
    flag("include-auth", "include", Kind::Include("config.auth"), "Show its secrets too")
}

/// Whether a thing is in use.
pub(super) fn state(thing: &Value) -> String {
    let is_set = |name: &str| thing[name].is_string();
    match (is_set("disabled_at"), is_set("paused_at")) {
        (true, _) => "disabled",
        (false, true) => "paused",
        (false, false) => "enabled",
    }
    .to_owned()
}
