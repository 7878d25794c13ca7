//! The official Hookdeck CLI's commands and flags beside ours, as a page.
//!
//! What stands there is true of our command line: whatever is named here and is not there is a
//! complaint of [`page`], and so is a flag of theirs without a counterpart. That it is all of theirs is
//! held by `tests/clients/table.py`, which asks theirs.
//!
//! To add a command of theirs: a row of [`ROWS`], its flags by name where ours are called the same,
//! also by another name of ours, and with what there is instead otherwise.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory as _};

/// A command of theirs.
struct Row {
    /// What it is called there.
    theirs: &'static str,
    /// What it is called here; empty where there is none, and `other` says why.
    ours: &'static str,
    /// Its flags that ours knows by their names, each list with what stands before all of them.
    same: &'static [(&'static str, &'static str)],
    /// Its other flags, each with what there is instead.
    other: &'static [(&'static str, &'static str)],
}

const SOURCE: &str = "description webhook-secret api-key basic-auth-user basic-auth-pass hmac-secret \
    hmac-algo allowed-http-methods custom-response-body custom-response-content-type config config-file";
const DESTINATION: &str = "description url cli-path http-method auth-method bearer-token \
    basic-auth-user basic-auth-pass api-key api-key-header api-key-to custom-signature-key \
    custom-signature-secret rate-limit rate-limit-period delivery-group-key delivery-group-rate \
    delivery-group-rate-period delivery-group-overrides";
const CONFIG: &str = "config config-file";
const END: &str = "path-forwarding-disabled oauth2-auth-server oauth2-auth-type oauth2-client-id \
    oauth2-client-secret oauth2-refresh-token oauth2-scopes aws-access-key-id \
    aws-secret-access-key aws-region aws-service gcp-service-account-key gcp-scope";
const RULES: &str = "rule-retry-strategy rule-retry-count rule-retry-interval \
    rule-retry-response-status-codes rule-filter-body rule-filter-headers rule-filter-query \
    rule-filter-path rule-transform-name rule-transform-code rule-transform-env rule-delay \
    rule-deduplicate-window rule-deduplicate-include-fields rule-deduplicate-exclude-fields rules \
    rules-file";
const PAGE: &str = "order-by dir limit next prev output";
const EVENTS: &str = "status connection-id source-id destination-id delivery-group attempts \
    response-status error-code cli-id issue-id body headers parsed-query path created-after \
    created-before successful-at-after successful-at-before last-attempt-at-after \
    last-attempt-at-before";
const REQUESTS: &str = "id status verified rejection-cause source-id body headers parsed-query path \
    created-after created-before ingested-at-after ingested-at-before";
const ISSUES: &str = "type status issue-trigger-id";
const MEASURED: &str = "start end measures dimensions granularity output";

const KEY: &str =
    "a key is no argument, which others can see: HOOKPORT_API_KEY, or `hookport login`";
const ENDS: &str = "the API gives a connection no other ends: make another";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row("", "", &[("", "profile color log-level api-base")], &[
        ("insecure", "`hookport listen -k`, for the target; a gateway's certificate is always verified"),
        ("device-name", "`hookport ci --name`; else it is the host's name"),
        ("hookdeck-config", "`--profile` names one of several logins; `hookport login --local` keeps one for a folder, and `hookport login --from-hookdeck` takes theirs over"),
        ("api-key", KEY),
        ("cli-key", KEY),
        ("ws-base", "found by the gateway's address"),
        ("dashboard-base", "there is no dashboard"),
        ("console-base", "there is no console"),
        ("version", "`hookport version`"),
    ]),
    row("listen", "listen", &[("", "path cli-path max-connections output no-healthcheck filter-body filter-headers filter-query filter-path")], &[
        ("cli-key", KEY),
        ("no-wss", "the gateway's address says whether there is TLS"),
    ]),
    row("login", "login", &[("", "interactive local")], &[("cli-key", KEY)]),
    row("logout", "logout", &[("", "all")], &[]),
    row("ci", "ci", &[("", "local name")], &[("api-key", KEY)]),
    row("whoami", "whoami", &[], &[]),
    row("project list", "project list", &[("", "output type")], &[]),
    row("project use", "project use", &[("", "local")], &[]),
    row("telemetry", "", &[], &[("", "nothing is told to anybody")]),
    row("version", "version", &[], &[]),
    row("completion", "completion", &[("", "shell")], &[]),
    row("gateway mcp", "mcp", &[], &[]),

    row("gateway source list", "source list", &[("", "disabled limit name type output")], &[]),
    row("gateway source get", "source get", &[("", "include-auth output")], &[]),
    row("gateway source create", "source create", &[("", "name type output"), ("", SOURCE)], &[]),
    row("gateway source update", "source update", &[("", "name type output"), ("", SOURCE)], &[]),
    row("gateway source upsert", "source upsert", &[("", "type dry-run output"), ("", SOURCE)], &[]),
    row("gateway source delete", "source delete", &[("", "force")], &[]),
    row("gateway source enable", "source enable", &[], &[]),
    row("gateway source disable", "source disable", &[], &[]),
    row("gateway source count", "source count", &[("", "disabled name type")], &[]),

    row("gateway destination list", "destination list", &[("", "disabled limit name type output")], &[]),
    row("gateway destination get", "destination get", &[("", "include-auth output")], &[]),
    row("gateway destination create", "destination create", &[("", "name type output"), ("", DESTINATION), ("", CONFIG)], &[]),
    row("gateway destination update", "destination update", &[("", "name type output"), ("", DESTINATION), ("", CONFIG)], &[]),
    row("gateway destination upsert", "destination upsert", &[("", "type dry-run output"), ("", DESTINATION), ("", CONFIG)], &[]),
    row("gateway destination delete", "destination delete", &[("", "force")], &[]),
    row("gateway destination enable", "destination enable", &[], &[]),
    row("gateway destination disable", "destination disable", &[], &[]),
    row("gateway destination count", "destination count", &[("", "disabled name type")], &[]),

    row("gateway connection list", "connection list", &[("", "name source-id destination-id disabled limit output")], &[]),
    row("gateway connection get", "connection get", &[("", "output")], &[
        ("include-source-auth", "`hookport source get --include-auth`"),
        ("include-destination-auth", "`hookport destination get --include-auth`"),
    ]),
    row("gateway connection create", "connection create", &[("", "name description output source-id destination-id"), ("", RULES),
        ("source-", "name type"), ("source-", SOURCE), ("destination-", "name type"), ("destination-", DESTINATION), ("destination-", END)], &[]),
    row("gateway connection upsert", "connection upsert", &[("", "dry-run description output source-id destination-id"), ("", RULES),
        ("source-", "name type"), ("source-", SOURCE), ("destination-", "name type"), ("destination-", DESTINATION), ("destination-", END)], &[]),
    row("gateway connection update", "connection update", &[("", "name description output"), ("", RULES)], &[
        ("source-id", ENDS),
        ("destination-id", ENDS),
    ]),
    row("gateway connection delete", "connection delete", &[("", "force")], &[]),
    row("gateway connection enable", "connection enable", &[], &[]),
    row("gateway connection disable", "connection disable", &[], &[]),
    row("gateway connection pause", "connection pause", &[], &[]),
    row("gateway connection unpause", "connection unpause", &[], &[]),

    row("gateway event list", "event list", &[("", "id"), ("", EVENTS), ("", PAGE)], &[]),
    row("gateway event get", "event get", &[("", "output")], &[]),
    row("gateway event retry", "event retry", &[], &[]),
    row("gateway event cancel", "event cancel", &[], &[]),
    row("gateway event mute", "event mute", &[], &[]),
    row("gateway event raw-body", "event raw-body", &[], &[]),

    row("gateway request list", "request list", &[("", REQUESTS), ("", PAGE)], &[]),
    row("gateway request get", "request get", &[("", "output")], &[]),
    row("gateway request raw-body", "request raw-body", &[], &[]),
    row("gateway request events", "request events", &[("", EVENTS), ("", PAGE)], &[]),
    row("gateway request ignored-events", "request ignored-events", &[("", "limit next prev output")], &[]),
    row("gateway request retry", "request retry", &[("", "connection-ids")], &[]),

    row("gateway attempt list", "attempt list", &[("", "event-id"), ("", PAGE)], &[]),
    row("gateway attempt get", "attempt get", &[("", "output")], &[]),

    row("gateway issue list", "issue list", &[("", ISSUES), ("", PAGE)], &[]),
    row("gateway issue get", "issue get", &[("", "output")], &[]),
    row("gateway issue update", "issue update", &[("", "status output")], &[]),
    row("gateway issue dismiss", "issue dismiss", &[("", "force output")], &[]),
    row("gateway issue count", "issue count", &[("", ISSUES)], &[]),

    row("gateway transformation list", "transformation list", &[("", "id name"), ("", PAGE)], &[]),
    row("gateway transformation get", "transformation get", &[("", "output")], &[]),
    row("gateway transformation count", "transformation count", &[("", "name output")], &[]),
    row("gateway transformation delete", "transformation delete", &[("", "force")], &[]),
    row("gateway transformation create", "transformation create", &[("", "name code code-file env output")], &[]),
    row("gateway transformation update", "transformation update", &[("", "name code code-file env output")], &[]),
    row("gateway transformation upsert", "transformation upsert", &[("", "code code-file env dry-run output")], &[]),
    row("gateway transformation run", "transformation run", &[("", "code code-file id request request-file connection-id env output")], &[]),
    row("gateway transformation executions list", "transformation executions list", &[("", "connection-id issue-id"), ("", PAGE)], &[
        ("log-level", "`--level`: the other is how much this program tells"),
        ("created-at", "`--created-after`, `--created-before`"),
    ]),
    row("gateway transformation executions get", "transformation executions get", &[("", "output")], &[]),

    row("gateway metrics events", "metrics events", &[("", MEASURED), ("", "source-id destination-id connection-id delivery-group status issue-id")], &[]),
    row("gateway metrics requests", "metrics requests", &[("", MEASURED), ("", "source-id status")], &[]),
    row("gateway metrics attempts", "metrics attempts", &[("", MEASURED), ("", "destination-id delivery-group status")], &[]),
    row("gateway metrics transformations", "metrics transformations", &[("", MEASURED), ("", "connection-id issue-id")], &[]),
];

const fn row(
    theirs: &'static str,
    ours: &'static str,
    same: &'static [(&'static str, &'static str)],
    other: &'static [(&'static str, &'static str)],
) -> Row {
    Row { theirs, ours, same, other }
}

/// The page, and what it says that is not so.
pub fn page() -> (String, Vec<String>) {
    let mut root = crate::cli::Cli::command();
    root.build();
    let mut wrong = Vec::new();
    let mut page = "\
# The official CLI's commands here

What the Hookdeck CLI 2.6 can be told, and what `hookport` is told for the same. The word `gateway` may
stay before a command, groups have their plurals too, and flags are called the same unless something
else is said. A flag for a secret takes here where the secret is: `@FILE`, `env:NAME`, or `-` for
standard input. Tests hold this page against both command lines.

| `hookdeck` | `hookport` | flags |
|---|---|---|
"
    .to_owned();
    for row in ROWS {
        let Some(ours) = find(&root, row.ours) else {
            wrong.push(format!("there is no `hookport {}`", row.ours));
            continue;
        };
        let mut cells = Vec::new();
        for name in row.same.iter().flat_map(|(before, names)| {
            names.split_whitespace().map(move |name| format!("{before}{name}"))
        }) {
            match ours.get_arguments().find(|it| takes(it, &name)).and_then(Arg::get_long) {
                Some(long) if long == name => cells.push(format!("`--{name}`")),
                // Hidden ones are only there for habit.
                Some(long) => cells.push(format!("`--{name}` (`--{long}`)")),
                None => wrong.push(format!("`hookport {}` has no `--{name}`", row.ours)),
            }
        }
        for (name, instead) in row.other {
            wrong.extend(untrue(&root, ours, instead));
            let name = if name.is_empty() { String::new() } else { format!("`--{name}`: ") };
            cells.push(format!("{name}{instead}"));
        }
        let shown = |name: &str| match name {
            "" => "(any)".to_owned(),
            name => format!("`{name}`"),
        };
        let here = if row.ours.is_empty() && !row.theirs.is_empty() {
            "-".to_owned()
        } else {
            shown(row.ours)
        };
        _ = writeln!(page, "| {} | {here} | {} |", shown(row.theirs), cells.join("; "));
    }
    (page, wrong)
}

/// The command of these words; what is no command is what its argument may be.
fn find<'a>(root: &'a Command, words: &str) -> Option<&'a Command> {
    words.split_whitespace().try_fold(root, |command, word| {
        let values = command.get_positionals().next().map(Arg::get_possible_values);
        let is_value = values.unwrap_or_default().iter().any(|it| it.get_name() == word);
        command.find_subcommand(word).or(is_value.then_some(command))
    })
}

fn takes(arg: &Arg, name: &str) -> bool {
    arg.get_long() == Some(name) || arg.get_all_aliases().unwrap_or_default().contains(&name)
}

/// What is quoted in a sentence and is not there.
fn untrue(root: &Command, ours: &Command, sentence: &str) -> Vec<String> {
    let quoted = sentence.split('`').skip(1).step_by(2);
    let missing = quoted.filter(|quoted| {
        let (words, flags): (Vec<_>, Vec<_>) =
            quoted.split_whitespace().partition(|it| !it.starts_with('-'));
        let command = match &words[..] {
            [] => Some(ours),
            ["hookport", words @ ..] => find(root, &words.join(" ")),
            _ => None,
        };
        let has = |command: &Command, flag: &str| {
            command.get_arguments().any(|arg| match flag.strip_prefix("--") {
                Some(long) => takes(arg, long),
                None => arg.get_short().is_some_and(|it| flag == format!("-{it}")),
            })
        };
        !command.is_some_and(|command| flags.iter().all(|flag| has(command, flag)))
    });
    missing.map(|it| format!("there is no `{it}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_held_to_what_it_quotes() {
        let mut root = crate::cli::Cli::command();
        root.build();
        for (sentence, count) in [
            ("`hookport listen -k` or `hookport metrics events --start`", 0),
            ("`--profile`", 0),
            ("`hookport lisen`", 1),
            ("`hookport listen --no-such` and `--profil`", 2),
        ] {
            assert_eq!(untrue(&root, &root, sentence).len(), count, "{sentence}");
        }
    }
}
