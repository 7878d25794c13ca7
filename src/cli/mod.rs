//! The command line: arguments in, one exit status out.
//!
//! A command is a file with its arguments and one function. It gets a [`Ctx`], speaks through
//! [`ui::Ui`] only, and returns a [`CliError`], which is printed once, here.

mod answer;
mod args;
mod attempt;
mod bookmark;
mod bulk;
mod complete;
mod connection;
mod credentials;
mod demo;
mod destination;
mod doctor;
mod error;
mod event;
mod expect;
mod explain;
mod fixture;
mod flags;
pub mod generate;
mod inspect;
mod issue;
mod junit;
mod listen;
mod local;
mod login;
mod manifest;
mod mcp;
mod metrics;
mod notification;
mod outgoing;
mod profile;
mod project;
mod request;
mod secrets;
mod send;
mod serve;
mod sign;
mod signal;
mod source;
mod tail;
mod transformation;
mod trigger;
mod ui;
mod vault;
mod verbs;
mod view;
mod viewer;
mod wait;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::Parser as _;
use clap_complete::Shell;

use self::answer::Output;
use self::args::Group;
use self::error::{CliError, Exit, Result};
use self::profile::{Access, Choice};
use self::ui::Ui;
use crate::client::Client;

/// An event gateway, its command line and its live viewer in one program
#[derive(clap::Parser)]
#[command(name = "hookport", version, propagate_version = false, max_term_width = 100)]
#[command(disable_help_subcommand = true, disable_version_flag = true)]
struct Cli {
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    log: Log,
    /// Whether there are colors: `auto`, `always` or `never`; `auto` obeys NO_COLOR
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_enum)]
    #[arg(hide_possible_values = true, help_heading = "Global options")]
    color: Color,
    /// Print version
    // The official command line calls it `-v`.
    #[arg(long, short = 'V', short_alias = 'v', action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

/// Whether there are colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Color {
    /// In terminals, unless NO_COLOR is set.
    Auto,
    /// Everywhere.
    #[value(alias = "on")]
    Always,
    /// Nowhere.
    #[value(alias = "off")]
    Never,
}

/// What is written to standard error about the inner workings.
#[derive(Clone, Debug, clap::Args)]
struct Log {
    /// How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a
    /// filter like `hookport::gateway=debug`
    #[arg(long, global = true, env = "HOOKPORT_LOG", value_name = "LEVEL")]
    #[arg(help_heading = "Global options")]
    log_level: Option<String>,
    /// How it is told: `text`, or `json`, one object a line
    #[arg(long, global = true, env = "HOOKPORT_LOG_FORMAT", value_name = "FORMAT")]
    #[arg(value_enum, default_value = "text", hide_possible_values = true)]
    #[arg(help_heading = "Global options")]
    log_format: LogFormat,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum LogFormat {
    /// For people.
    Text,
    /// One object a line.
    Json,
}

/// What can be done.
#[derive(clap::Subcommand)]
enum Command {
    Listen(Box<listen::Args>),
    Inspect(inspect::Inspect),
    /// See it work: webhooks of several senders, delivered to a program, all in this process
    Demo,
    /// Run the gateway
    Serve(Box<serve::Serve>),
    Send(Box<send::Send>),
    Trigger(Box<trigger::Trigger>),
    Plan(manifest::Plan),
    Apply(manifest::Apply),
    Diff(manifest::Diff),
    Pull(manifest::Pull),
    Destroy(manifest::Destroy),
    /// Manage sources, where requests come in
    #[command(visible_alias = "sources")]
    Source(Group<source::Verb>),
    /// Manage destinations, where events go
    #[command(visible_alias = "destinations")]
    Destination(Group<destination::Verb>),
    /// Manage connections, the lines between them with their rules
    #[command(visible_alias = "connections")]
    Connection(Group<connection::Verb>),
    /// Manage requests, what came in
    #[command(visible_alias = "requests")]
    Request(Group<request::Verb>),
    /// Manage events, what is to go out
    #[command(visible_alias = "events")]
    Event(Group<event::Verb>),
    /// Look at attempts, each try at delivering an event
    #[command(visible_alias = "attempts")]
    Attempt(Group<attempt::Verb>),
    /// Manage transformations, JavaScript that changes requests on their way
    #[command(visible_alias = "transformations")]
    Transformation(Group<transformation::Verb>),
    /// Manage bookmarks, contents worth keeping
    #[command(visible_alias = "bookmarks")]
    Bookmark(Group<bookmark::Verb>),
    /// Look after issues, what went wrong more than once
    #[command(visible_alias = "issues")]
    Issue(Group<issue::Verb>),
    /// Manage issue triggers, what opens issues
    #[command(visible_alias = "issue-triggers")]
    IssueTrigger(Group<issue::TriggerVerb>),
    /// Do the same thing to many
    Bulk(Group<bulk::Verb>),
    Metrics(Box<metrics::Metrics>),
    Explain(explain::Explain),
    Wait(wait::Wait),
    Record(Box<fixture::record::Record>),
    Replay(fixture::replay::Replay),
    Notification(Box<notification::Notification>),
    /// Manage projects, what everything belongs to, and their keys
    #[command(visible_alias = "projects")]
    Project(Group<project::Verb>),
    /// Change the key that the gateway's secrets are sealed with
    Secrets(Group<secrets::Verb>),
    Login(login::Login),
    Ci(login::Ci),
    Logout(login::Logout),
    Whoami(login::Whoami),
    Doctor(doctor::Doctor),
    Mcp(mcp::Mcp),
    /// Write the script that completes commands, flags and names in a shell
    ///
    /// Names of sources, connections, profiles and whatever else there is are asked for as they are
    /// needed.
    #[command(after_help = "\
For every shell to come, a line in the shell's own file:
  bash        source <(hookport completion bash)                             in ~/.bashrc
  zsh         source <(hookport completion zsh)                              in ~/.zshrc, after compinit
  fish        hookport completion fish | source                              in ~/.config/fish/config.fish
  PowerShell  hookport completion powershell | Out-String | Invoke-Expression  in $PROFILE
  elvish      eval (hookport completion elvish | slurp)                      in ~/.config/elvish/rc.elv")]
    Completion {
        /// The shell [default: the one that SHELL names]
        #[arg(value_name = "SHELL", conflicts_with = "named")]
        shell: Option<Shell>,
        #[arg(long = "shell", id = "named", value_name = "SHELL", hide = true)]
        named: Option<Shell>,
    },
    /// Write the manual, as `man` reads it
    Man,
    /// Write the version
    Version,
}

/// What every command is given.
struct Ctx {
    /// Where it speaks.
    ui: Ui,
    /// Which gateway is meant.
    choice: Choice,
}

impl Ctx {
    /// The same, with answers written as is asked.
    fn writing(mut self, output: &Output) -> Self {
        self.ui.output = output.clone();
        self
    }

    /// The way to the gateway that is meant.
    async fn client(&self) -> Result<Client> {
        Ok(self.access().await?.client()?)
    }

    /// The gateway that is meant, and its key.
    async fn access(&self) -> Result<Access> {
        self.choice.access().await?.ok_or_else(|| {
            CliError::new(Exit::Unreachable, "no gateway is named and none is running")
                .hint("`hookport serve` starts one here.")
                .hint("`hookport login --api-url URL` remembers one elsewhere.")
        })
    }
}

/// Runs the command that the arguments name.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut args: Vec<OsString> = args.into_iter().collect();
    if let Some(answered) = complete::answer(&args) {
        return answered;
    }
    // The official command line has most of its commands below this word.
    let first = first_word(&args);
    if args.get(first).is_some_and(|it| it == "gateway") {
        args.remove(first);
    }
    let ui = Ui::default();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too, and a closed pipe is no reason to complain.
            _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    ended(&ui, || run(cli, Ui::default()))
}

/// Where the first word is that is neither an option for all commands nor its value.
fn first_word(args: &[OsString]) -> usize {
    const VALUED: &[&str] =
        &["-p", "--profile", "--api-url", "--api-base", "--color", "--log-level", "--log-format"];
    let mut at = 1;
    while let Some(option) =
        args.get(at).and_then(|it| it.to_str()).filter(|it| it.starts_with('-'))
    {
        at += if VALUED.contains(&option) { 2 } else { 1 };
    }
    at
}

/// Does it, says why it failed if it did, and how the program ends. What panics is a bug of ours.
fn ended(ui: &Ui, work: impl FnOnce() -> Result<()>) -> ExitCode {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
        Ok(Ok(())) => Exit::Done.into(),
        Ok(Err(error)) => error.report(ui),
        Err(_) => CliError::new(Exit::Bug, "this is a bug of hookport")
            .hint("Please report it, with the lines above.")
            .report(ui),
    }
}

fn run(cli: Cli, ui: Ui) -> Result<()> {
    match cli.color {
        Color::Auto => (),
        Color::Always => ColorChoice::Always.write_global(),
        Color::Never => ColorChoice::Never.write_global(),
    }
    start_log(&cli.log, if matches!(cli.command, Command::Serve(_)) { "info" } else { "warn" })?;
    let ctx = Ctx { ui, choice: cli.choice };
    match cli.command {
        Command::Listen(args) => listen::run(&ctx, &args),
        Command::Inspect(it) => on_all_threads(inspect::run(&ctx, &it))?,
        Command::Demo => demo::run(&ctx),
        Command::Serve(it) => on_all_threads(serve::run(&ctx, &it))?,
        Command::Send(it) => on_all_threads(send::run(&ctx.writing(&it.output), &it))?,
        Command::Trigger(it) => on_all_threads(trigger::run(&ctx.writing(&it.output), &it))?,
        Command::Plan(it) => ask(manifest::plan(&ctx.writing(&it.output), &it)),
        Command::Apply(it) => ask(manifest::apply(&ctx.writing(&it.output), &it)),
        Command::Diff(it) => ask(manifest::diff(&ctx.writing(&it.output), &it)),
        Command::Pull(it) => ask(manifest::pull(&ctx.writing(&it.output), &it)),
        Command::Destroy(it) => ask(manifest::destroy(&ctx.writing(&it.output), &it)),
        Command::Source(it) => ask(source::run(&ctx.writing(&it.output), &it.verb)),
        Command::Destination(it) => ask(destination::run(&ctx.writing(&it.output), &it.verb)),
        Command::Connection(it) => ask(connection::run(&ctx.writing(&it.output), &it.verb)),
        Command::Request(it) => ask(request::run(&ctx.writing(&it.output), &it.verb)),
        Command::Event(it) => ask(event::run(&ctx.writing(&it.output), &it.verb)),
        Command::Attempt(it) => ask(attempt::run(&ctx.writing(&it.output), &it.verb)),
        Command::Transformation(it) => ask(transformation::run(&ctx.writing(&it.output), &it.verb)),
        Command::Bookmark(it) => ask(bookmark::run(&ctx.writing(&it.output), &it.verb)),
        Command::Issue(it) => ask(issue::run(&ctx.writing(&it.output), &it.verb)),
        Command::IssueTrigger(it) => ask(issue::run_trigger(&ctx.writing(&it.output), &it.verb)),
        Command::Bulk(it) => ask(bulk::run(&ctx.writing(&it.output), &it.verb)),
        Command::Metrics(it) => ask(metrics::run(&ctx.writing(&it.output), &it)),
        Command::Explain(it) => ask(explain::run(&ctx.writing(&it.output), &it)),
        Command::Record(it) => ask(fixture::record::run(&ctx, &it)),
        Command::Replay(it) => ask(fixture::replay::run(&ctx, &it)),
        Command::Wait(it) => ask(wait::run(&ctx.writing(&it.output), &it)),
        Command::Project(it) => ask(project::run(&ctx.writing(&it.output), &it.verb)),
        Command::Notification(it) => ask(notification::run(&ctx.writing(&it.output), &it)),
        Command::Secrets(it) => secrets::run(&ctx.writing(&it.output), &it.verb),
        Command::Login(it) => ask(login::login(&ctx.writing(&it.output), &it)),
        Command::Ci(it) => ask(login::ci(&ctx.writing(&it.output), &it)),
        Command::Logout(it) => login::logout(&ctx, &it),
        Command::Whoami(it) => ask(login::whoami(&ctx.writing(&it.output))),
        Command::Mcp(it) => on_all_threads(mcp::run(&ctx, &it))?,
        Command::Doctor(it) => ask(doctor::run(&ctx.writing(&it.output))),
        Command::Completion { shell, named } => {
            let shell = shell.or(named).or_else(Shell::from_env).ok_or_else(|| {
                CliError::usage("which shell?").hint("`hookport completion bash` says which.")
            })?;
            ctx.ui.text(&generate::completion(shell))
        }
        Command::Man => ctx.ui.text(&generate::man()),
        Command::Version => ctx.ui.line(concat!("hookport ", env!("CARGO_PKG_VERSION"))),
    }
}

/// Runs a command that asks the gateway and prints: one thread is enough.
fn ask(command: impl Future<Output = Result<()>>) -> Result<()> {
    install_tls();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(command)
}

/// A runtime with a thread for each core, for commands that serve.
fn on_all_threads<T>(work: impl Future<Output = T>) -> Result<T> {
    install_tls();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
}

fn install_tls() {
    // Fails only when one is installed already, and there is no other one in this program.
    _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

fn start_log(log: &Log, default: &str) -> Result<()> {
    let filter = log.log_level.as_deref().filter(|it| !it.is_empty()).unwrap_or(default);
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .map_err(|error| CliError::usage(format!("`{filter}` is no log level: {error}")))?;
    let in_color = anstream::AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(in_color)
        .with_writer(io::stderr)
        .with_target(false);
    match log.log_format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn each_shell_is_told_what_it_needs() {
        use clap::ValueEnum as _;
        let mut root = Cli::command();
        let help = root.find_subcommand_mut("completion").unwrap().render_long_help().to_string();
        for shell in Shell::value_variants() {
            let script = format!("hookport completion {shell}");
            assert!(help.contains(&script), "{script}: {help}");
        }
        // Only these two know it.
        assert_eq!(help.matches("source <(").count(), 2, "{help}");
    }

    #[test]
    fn what_breaks_is_a_bug_of_ours_and_ends_with_70() {
        assert_eq!(ended(&Ui::default(), || panic!("on purpose")), ExitCode::from(70));
        let usage = || Err(CliError::usage("what?"));
        assert_eq!(ended(&Ui::default(), usage), ExitCode::from(2));
    }
}
