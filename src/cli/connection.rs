//! `hookport connection`: the line between a source and a destination, with its rules.

use serde_json::{Map, Value, json};

use super::Ctx;
use super::credentials::{of_destination, of_source, settle_destination, settle_source};
use super::destination::{Destination, reach};
use super::error::{CliError, Result};
use super::flags::{Flag, Kind, flag};
use super::source::{Source, state};
use super::verbs::{Count, Create, Delete, Get, List, Noun, One, Update, Upsert};
use super::view::{Column, column, column_by};
use crate::client::{CONNECTIONS, DESTINATIONS, Resource, SOURCES, TRANSFORMATIONS};

/// What becomes of a source's requests on their way to one destination.
pub(super) enum Connection {}

/// What is done with connections.
#[derive(clap::Subcommand)]
pub(super) enum Verb {
    /// List connections
    List(List<Connection>),
    /// Show one connection, its source and its destination
    Get(Get<Connection>),
    /// Make a connection, and the source and destination that it names
    Create(Box<Create<Connection>>),
    /// Make a connection, or change the one of this name
    Upsert(Box<Upsert<Connection>>),
    /// Change a connection's name, description or rules
    Update(Update<Connection>),
    /// Delete a connection
    Delete(Delete),
    /// Let requests pass through a connection again
    Enable(One),
    /// Let requests pass a connection by
    Disable(One),
    /// Hold events back until the connection is unpaused
    Pause(One),
    /// Deliver what was held back, and what comes
    Unpause(One),
    /// Count connections
    Count(Count<Connection>),
}

/// Does it.
pub(super) async fn run(ctx: &Ctx, verb: &Verb) -> Result<()> {
    match verb {
        Verb::List(it) => it.run(ctx).await,
        Verb::Get(it) => it.run(ctx).await,
        Verb::Create(it) => it.run(ctx).await,
        Verb::Upsert(it) => it.run(ctx).await,
        Verb::Update(it) => it.run(ctx).await,
        Verb::Delete(it) => it.run::<Connection>(ctx).await,
        Verb::Enable(it) => it.act::<Connection>(ctx, "enable", "enabled").await,
        Verb::Disable(it) => it.act::<Connection>(ctx, "disable", "disabled").await,
        Verb::Pause(it) => it.act::<Connection>(ctx, "pause", "paused").await,
        Verb::Unpause(it) => it.act::<Connection>(ctx, "unpause", "unpaused").await,
        Verb::Count(it) => it.run(ctx).await,
    }
}

impl Noun for Connection {
    const OF: Resource = CONNECTIONS;
    const COLUMNS: &'static [Column] = &[
        column("NAME", "name"),
        column("SOURCE", "source.name"),
        column("DESTINATION", "destination.name"),
        column_by("STATE", state),
        column("ID", "id"),
    ];

    #[rustfmt::skip]
    fn filters() -> Vec<Flag> {
        vec![
            flag("id", "id", Kind::Names, "Only the one of this id"),
            flag("name", "name", Kind::Names, "Only those of this name"),
            flag("full-name", "full_name", Kind::Text, "Only those whose source, own or destination name holds this"),
            flag("source", "source_id", Kind::Many(SOURCES), "Only those of this source"),
            flag("destination", "destination_id", Kind::Many(DESTINATIONS), "Only those to this destination"),
            flag("disabled", "disabled", Kind::Switch, "Disabled ones too"),
            flag("disabled-after", "disabled_at[gte]", Kind::Time, "Only those disabled since"),
            flag("disabled-before", "disabled_at[lte]", Kind::Time, "Only those disabled until"),
            flag("paused", "paused_at[any]", Kind::Switch, "Only paused ones"),
            flag("paused-after", "paused_at[gte]", Kind::Time, "Only those paused since"),
            flag("paused-before", "paused_at[lte]", Kind::Time, "Only those paused until"),
        ]
    }

    #[rustfmt::skip]
    fn fields() -> Vec<Flag> {
        let name = flag("name", "name", Kind::Text, "Its name; it is made, or changed, with the connection");
        let mut rows = Self::changes();
        rows.push(flag("source", "source_id", Kind::One(SOURCES), "The source, when it is there already"));
        rows.push(flag("destination", "destination_id", Kind::One(DESTINATIONS), "The destination, when it is there already"));
        rows.push(name.of("source"));
        rows.extend(Source::fields().iter().map(|row| row.of("source")));
        rows.push(name.of("destination"));
        rows.extend(Destination::fields().iter().map(|row| row.of("destination")));
        rows
    }

    fn credentials() -> Vec<Flag> {
        let source = of_source().into_iter().map(|row| row.of("source"));
        source.chain(of_destination().iter().map(|row| row.of("destination"))).collect()
    }

    #[rustfmt::skip]
    fn changes() -> Vec<Flag> {
        vec![
            flag("description", "description", Kind::Text, "What it is for"),
            flag("rules", "rules", Kind::Json, "All its rules, as a list"),
            flag("rules-file", "rules", Kind::JsonFile, "A file with all its rules, as a list"),
            flag("rule-filter-body", "rule.filter.body", Kind::Json, "Let only requests pass whose body matches"),
            flag("rule-filter-headers", "rule.filter.headers", Kind::Json, "Let only requests pass whose headers match"),
            flag("rule-filter-query", "rule.filter.query", Kind::Json, "Let only requests pass whose query matches"),
            flag("rule-filter-path", "rule.filter.path", Kind::JsonOrText, "Let only requests pass whose path matches"),
            flag("rule-transform", "rule.transform.transformation_id", Kind::One(TRANSFORMATIONS), "Change requests with this transformation"),
            flag("rule-transform-name", "rule.transform.transformation.name", Kind::Text, "Change requests with a transformation of this name, which is made, or changed"),
            flag("rule-transform-code", "rule.transform.transformation.code", Kind::Text, "Its JavaScript"),
            flag("rule-transform-code-file", "rule.transform.transformation.code", Kind::TextFile, "A file with its JavaScript"),
            flag("rule-transform-env", "rule.transform.transformation.env", Kind::Pairs, "Its `process.env`, as NAME=VALUE, or NAME for what this environment has"),
            flag("rule-deduplicate-window", "rule.deduplicate.window", Kind::Number, "Ignore what came before within so many milliseconds"),
            flag("rule-deduplicate-include-fields", "rule.deduplicate.include_fields", Kind::List, "What makes two requests the same, like body.id,headers.x-id"),
            flag("rule-deduplicate-exclude-fields", "rule.deduplicate.exclude_fields", Kind::List, "What makes no difference between two requests"),
            flag("rule-delay", "rule.delay.delay", Kind::Number, "Wait this many milliseconds before the first attempt"),
            flag("rule-retry-strategy", "rule.retry.strategy", Kind::Word(&["linear", "exponential"]), "Try again after a failure: evenly, or ever more slowly"),
            flag("rule-retry-count", "rule.retry.count", Kind::Number, "How often to try again"),
            flag("rule-retry-interval", "rule.retry.interval", Kind::Number, "How many milliseconds to wait before trying again"),
            flag("rule-retry-response-status-codes", "rule.retry.response_status_codes", Kind::List, "Try again only after these answers, like 500-599,!501"),
        ]
    }

    fn shape(body: &mut Map<String, Value>) -> Result<()> {
        if let Some(Value::Object(source)) = body.get_mut("source") {
            settle_source(source)?;
        }
        if let Some(Value::Object(destination)) = body.get_mut("destination") {
            reach(destination);
            settle_destination(destination)?;
        }
        let Some(Value::Object(single)) = body.remove("rule") else {
            return Ok(());
        };
        if body.contains_key("rules") {
            return Err(CliError::usage("rules are given as a list and one by one")
                .hint("Use either `--rules` or the `--rule-…` flags."));
        }
        body.insert("rules".to_owned(), rules(single));
        Ok(())
    }
}

/// Rules that were given one by one, in the order that the hosted CLI sends them too.
fn rules(mut single: Map<String, Value>) -> Value {
    let in_order =
        ["transform", "filter", "deduplicate", "delay", "retry"].into_iter().filter_map(|kind| {
            let mut rule = json!({ "type": kind });
            let Some(Value::Object(fields)) = single.remove(kind) else {
                return None;
            };
            rule.as_object_mut()?.extend(fields);
            Some(rule)
        });
    in_order.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_given_one_by_one_become_a_list() {
        let mut body = json!({
            "rule": { "retry": { "strategy": "linear" }, "filter": { "body": { "a": 1 } } },
            "destination": { "name": "d", "config": { "path": "/" } },
        });
        Connection::shape(body.as_object_mut().unwrap()).unwrap();
        let expected = json!({
            "destination": { "name": "d", "config": { "path": "/" }, "type": "CLI" },
            "rules": [
                { "type": "filter", "body": { "a": 1 } },
                { "type": "retry", "strategy": "linear" },
            ],
        });
        assert_eq!(body, expected);
    }
}
