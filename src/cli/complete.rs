//! What a shell is told while somebody types: commands, flags, and the names that there are.
//!
//! The script that `hookport completion` writes runs this program for each question, with
//! [`VARIABLE`] set. Somebody waits with a finger on a key: names that do not come at once are left
//! out, and nothing is ever said about why.
//!
//! To complete another argument: its id in [`known`], or a line in [`command`].

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use clap::{Arg, Command, CommandFactory as _};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;

use super::profile::{self, Choice, variable, web_url};
use super::{Cli, Ctx, ask};
use crate::client::{
    BOOKMARKS, CONNECTIONS, DESTINATIONS, ISSUE_TRIGGERS, Query, Resource, SOURCES,
    TRANSFORMATIONS, models,
};
use crate::verify::{self, SOURCE_TYPES};

/// Set by the shell's script when it asks, with the name of the shell.
const VARIABLE: &str = "HOOKPORT_COMPLETE";

/// How long names may take.
const PATIENCE: Duration = Duration::from_millis(400);

/// Answers a shell that asks; `None` where nobody asked.
pub(super) fn answer(args: &[OsString]) -> Option<ExitCode> {
    variable(VARIABLE)?;
    let here = std::env::current_dir().ok();
    let asked =
        CompleteEnv::with_factory(command).var(VARIABLE).try_complete(args, here.as_deref());
    Some(if asked.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The script that has a shell ask; `None` for a shell that is not known.
pub(super) fn script(shell: &str) -> Option<String> {
    let mut script = Vec::new();
    let shells = Shells::builtins();
    let shell = shells.completer(shell)?;
    shell
        .write_registration(VARIABLE, "hookport", "hookport", "hookport", &mut script)
        .expect("writing to memory does not fail");
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if shell.name() == "zsh" {
        // Zsh reads a file of its functions when the first question is asked, and wants an answer.
        script.push_str("[[ $funcstack[1] = _hookport ]] && _clap_dynamic_completer_hookport\n");
    }
    Some(script)
}

/// The command line, with where to find what its arguments may be.
fn command() -> Command {
    const GROUPS: [(&str, Resource); 6] = [
        ("source", SOURCES),
        ("destination", DESTINATIONS),
        ("connection", CONNECTIONS),
        ("transformation", TRANSFORMATIONS),
        ("bookmark", BOOKMARKS),
        ("issue-trigger", ISSUE_TRIGGERS),
    ];
    let mut root = with_names(Cli::command());
    for (group, of) in GROUPS {
        root = root.mut_subcommand(group, |it| {
            it.mut_subcommands(|verb| {
                verb.mut_args(|arg| if arg.get_id() == "which" { arg.add(names(of)) } else { arg })
            })
        });
    }
    root.mut_arg("profile", |it| it.add(ArgValueCandidates::new(profiles))).mut_subcommand(
        "trigger",
        |it| {
            it.mut_arg("provider", |it| it.add(ArgValueCandidates::new(providers)))
                .mut_arg("event", |it| it.add(ArgValueCandidates::new(events)))
        },
    )
}

/// Arguments that mean the same wherever they stand.
fn with_names(command: Command) -> Command {
    let with_name = |arg: Arg| match known(arg.get_id().as_str()) {
        Some(of) if arg.get_action().takes_values() => arg.add(names(of)),
        _ => arg,
    };
    command.mut_args(with_name).mut_subcommands(with_names)
}

fn known(id: &str) -> Option<Resource> {
    Some(match id {
        "source" | "sources" => SOURCES,
        "destination" => DESTINATIONS,
        "connection" => CONNECTIONS,
        "transformation" | "rule-transform" => TRANSFORMATIONS,
        _ => return None,
    })
}

/// The names of things; where several stand in one word, those for the last.
fn names(of: Resource) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let (before, last) = typed
            .rsplit_once(',')
            .map_or(("", &*typed), |(_, it)| (&typed[..typed.len() - it.len()], it));
        let found = soon(move || {
            let mut found = Vec::new();
            _ = ask(async {
                let client = Ctx { ui: Default::default(), choice: choice() }.client().await?;
                let page = client.list(of, &Query::default().with("limit", "250")).await?;
                found.extend(
                    models(&page).iter().filter_map(|it| Some(it["name"].as_str()?.to_owned())),
                );
                Ok(())
            });
            found
        });
        let fitting = found.iter().filter(|it| it.starts_with(last));
        fitting.map(|it| CompletionCandidate::new(format!("{before}{it}"))).collect()
    })
}

fn profiles() -> Vec<CompletionCandidate> {
    profile::names().unwrap_or_default().into_iter().map(CompletionCandidate::new).collect()
}

fn providers() -> Vec<CompletionCandidate> {
    SOURCE_TYPES.iter().map(|it| CompletionCandidate::new(it.to_lowercase())).collect()
}

/// What the provider that was typed sends.
fn events() -> Vec<CompletionCandidate> {
    let typed = words().into_iter().skip_while(|it| it != "trigger");
    let plain = |it: &str| it.to_uppercase().replace('-', "_");
    let kind =
        typed.skip(1).find_map(|typed| SOURCE_TYPES.iter().find(|it| plain(it) == plain(&typed)));
    let events = kind.into_iter().flat_map(|it| verify::events(it));
    events.map(|it| CompletionCandidate::new(it.name.to_string())).collect()
}

/// What was typed so far.
fn words() -> Vec<String> {
    std::env::args_os().map(|it| it.to_string_lossy().into_owned()).collect()
}

/// The gateway that is meant by what was typed so far.
fn choice() -> Choice {
    let words = words();
    let given = |names: &[&str]| {
        let apart = words.windows(2).find(|it| names.contains(&&*it[0])).map(|it| it[1].clone());
        apart.or_else(|| {
            words
                .iter()
                .find_map(|it| Some(it.strip_prefix(names[0])?.strip_prefix('=')?.to_owned()))
        })
    };
    let url = given(&["--api-url"]).or_else(|| variable("HOOKPORT_API_URL"));
    Choice {
        api_url: url.and_then(|it| web_url(&it).ok()),
        profile: given(&["--profile", "-p"]).or_else(|| variable("HOOKPORT_PROFILE")),
    }
}

/// What comes of it in time; it is left behind when it takes longer.
fn soon<T: Default + Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || _ = send.send(work()));
    receive.recv_timeout(PATIENCE).unwrap_or_default()
}
