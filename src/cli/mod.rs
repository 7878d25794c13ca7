//! The command line: arguments in, one exit status out.
//!
//! A command is a file with its arguments and one function. It gets a [`Ctx`], speaks through
//! [`ui::Ui`] only, and returns a [`CliError`], which is printed once, here.

mod args;
mod connection;
mod destination;
mod error;
mod flags;
mod listen;
mod local;
mod profile;
mod serve;
mod signal;
mod source;
mod ui;
mod vault;
mod verbs;
mod view;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use self::args::{Group, Output};
use self::error::{CliError, Exit, Result};
use self::profile::Choice;
use self::ui::Ui;
use crate::client::Client;

/// An event gateway, its command line and its live viewer in one program
#[derive(clap::Parser)]
#[command(name = "hookport", version, propagate_version = false, max_term_width = 100)]
#[command(disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    log: Log,
    #[command(subcommand)]
    command: Command,
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
    /// Run the gateway
    Serve(Box<serve::Serve>),
    /// Manage sources: where requests come in
    #[command(visible_alias = "sources")]
    Source(Group<source::Verb>),
    /// Manage destinations: where events go
    #[command(visible_alias = "destinations")]
    Destination(Group<destination::Verb>),
    /// Manage connections: the lines between them, with their rules
    #[command(visible_alias = "connections")]
    Connection(Group<connection::Verb>),
    /// Print the version
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
    fn writing(mut self, output: Output) -> Self {
        self.ui.format = output.output;
        self
    }

    /// The way to the gateway that is meant.
    async fn client(&self) -> Result<Client> {
        let access = self.choice.access().await?.ok_or_else(|| {
            CliError::new(Exit::Unreachable, "no gateway is named and none is running")
                .hint("`hookport serve` starts one here.")
                .hint("`hookport login --api-url URL` remembers one elsewhere.")
        })?;
        Ok(Client::new(access.url, &access.key)?)
    }
}

/// Runs the command that the arguments name.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let ui = Ui::default();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too, and a closed pipe is no reason to complain.
            _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { ExitCode::SUCCESS };
        }
    };
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(cli, ui))) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => error.report(&ui),
        Err(_) => CliError::new(Exit::Bug, "this is a bug of hookport")
            .hint("Please report it, with the lines above.")
            .report(&ui),
    }
}

fn run(cli: Cli, ui: Ui) -> Result<()> {
    start_log(&cli.log, if matches!(cli.command, Command::Serve(_)) { "info" } else { "warn" })?;
    let ctx = Ctx { ui, choice: cli.choice };
    match cli.command {
        Command::Listen(args) => listen::run(&ctx, &args),
        Command::Serve(it) => on_all_threads(serve::run(&ctx.writing(it.output), &it))?,
        Command::Source(it) => on_one_thread(source::run(&ctx.writing(it.output), &it.verb))?,
        Command::Destination(it) => {
            on_one_thread(destination::run(&ctx.writing(it.output), &it.verb))?
        }
        Command::Connection(it) => {
            on_one_thread(connection::run(&ctx.writing(it.output), &it.verb))?
        }
        Command::Version => ctx.ui.line(concat!("hookport ", env!("CARGO_PKG_VERSION"))),
    }
}

/// A runtime with one thread, for commands that ask and print.
fn on_one_thread<T>(work: impl Future<Output = T>) -> Result<T> {
    install_tls();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
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
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
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
}
