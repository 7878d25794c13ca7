//! What `hookport listen` is told on the command line.

use std::ffi::OsString;
use std::time::Duration;

use serde_json::{Map, Value};
use url::Url;

use super::expectation::Expectation;
use super::is_screen;
use super::target;
use super::way::Way;
use crate::cli::args::duration;
use crate::cli::error::{CliError, Result};
use crate::cli::{flags, manifest};
use crate::tui::Hold;

/// Forward events to a program on this machine
///
/// Without a gateway configured or running, one is started in this process. Sources that do not
/// exist are made, and so is a connection for each that has none to a listener.
///
/// It ends with status 0 on `q`, Ctrl-C or SIGTERM: that is how listening is done. Events that
/// arrive while nobody listens are not kept for it, but `--since` fetches them. Those that arrive
/// while the line is broken are, and so are those that arrive after it was killed, until the same
/// command is run again.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "\
Examples:
  hookport listen 3000                          source `default` to http://localhost:3000
  hookport listen 3000 stripe,github            several sources in one process
  hookport listen --route stripe=3000/hooks --route github=4000
  hookport listen 3000 stripe -- npm run dev    starts the program, and ends with it
  hookport listen 3000 stripe --since last      with what came since the last time
  hookport listen 3000 stripe --hold k:invoice  invoices wait in the viewer to be let through
  hookport listen 3000 '*' --output ndjson      every source, one JSON object a line
  hookport listen 3000 --expect body.type=invoice.paid --count 2 --timeout 60s --fail-on-status '>=400'
  hookport listen http://localhost:3000/hooks stripe --filter-body '{\"type\":{\"$startsWith\":\"invoice.\"}}'")]
pub(in crate::cli) struct Args {
    /// Where to forward to: a port of this machine, a URL (`h2c://` for HTTP/2 without TLS), or a
    /// socket: `unix:app.sock:/hooks` [default: the routes of the nearest `hookport.toml`]
    #[arg(value_name = "PORT_OR_URL", value_parser = target::parse)]
    pub(super) target: Option<Url>,
    /// The sources to listen to, by name, separated by commas; `*` is all there are [default: those
    /// of the routes, or `default`]
    #[arg(value_name = "SOURCES", value_parser = names)]
    pub(super) sources: Option<Names>,
    /// The connection to use, by its name or a part of its path; otherwise all that lead to a listener
    #[arg(value_name = "CONNECTION")]
    pub(super) connection: Option<String>,
    /// The path on the target that the connection leads to; kept at its destination
    #[arg(long, alias = "cli-path", value_name = "PATH", value_parser = path)]
    pub(super) path: Option<String>,
    /// Forward what comes from this source elsewhere: `stripe=4000/hooks` (can be repeated)
    #[arg(long, value_name = "SOURCE=TARGET", value_parser = target::route)]
    pub(super) route: Vec<(String, Url)>,
    /// Fetch what came while nobody listened, since this time (`2h`, `2026-11-24T08:00:00Z`), or
    /// since this command was last ended, with what it held then: `last`
    #[arg(long, value_name = "TIME", value_parser = since)]
    pub(super) since: Option<Since>,
    /// Only events whose body matches this filter
    #[arg(long, value_name = "JSON", value_parser = json)]
    pub(super) filter_body: Option<Value>,
    /// Only events whose headers match this filter
    #[arg(long, value_name = "JSON", value_parser = json)]
    pub(super) filter_headers: Option<Value>,
    /// Only events whose query matches this filter
    #[arg(long, value_name = "JSON", value_parser = json)]
    pub(super) filter_query: Option<Value>,
    /// Only events whose path matches this filter
    #[arg(long, value_name = "JSON", value_parser = json)]
    pub(super) filter_path: Option<Value>,
    /// How many requests the target gets at once
    #[arg(long, value_name = "N", default_value = "50")]
    #[arg(value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=10_000))]
    pub(super) max_connections: usize,
    /// How long the target may take, like `30s` or `2m`; the gateway decides when not given. With
    /// `--expect`, how long all of it may take
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(super) timeout: Option<Duration>,
    /// Hold events that match this before they are forwarded, to be released, changed or dropped in
    /// the viewer: `src:stripe`, `{"body":{…}}`, in the language of its filter; `/` holds all. What is
    /// changed keeps the signatures of what came. Other events go on meanwhile, until twice
    /// `--max-connections` or 64 MiB of bodies are held: then all wait at the gateway
    #[arg(long, value_name = "FILTER", value_parser = Hold::read)]
    pub(super) hold: Option<Hold>,
    /// Do not look whether the target takes connections
    #[arg(long)]
    pub(super) no_healthcheck: bool,
    /// What is shown; `interactive` becomes `compact` where there is no terminal
    #[arg(long, short, value_enum, default_value = "interactive")]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) way: Way,
    #[command(flatten)]
    pub(super) expectation: Expectation,
    /// A program to start, which is the target: nothing is forwarded before it takes connections.
    /// It finds the first source's URL in HOOKPORT_SOURCE_URL, and its exit status becomes this
    /// command's
    #[arg(last = true, value_name = "COMMAND")]
    pub(super) command: Vec<OsString>,
}

/// From when on what was missed is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// From a moment on, as the API writes it.
    Moment(String),
    /// From when the same command was last ended.
    Last,
}

/// Names that were written in one argument.
#[derive(Clone, Debug)]
pub(super) struct Names(Vec<String>);

/// What is shown of what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Output {
    /// A viewer that fills the terminal.
    Interactive,
    /// One line for each attempt.
    Compact,
    /// One JSON object a line, as docs/listen-ndjson.schema.json says.
    Ndjson,
    /// Only what goes wrong.
    Quiet,
}

impl Args {
    /// Where nothing is said about where to forward to: what the nearest `hookport.toml` says.
    pub(super) fn with_routes_of_file(mut self) -> Result<Self> {
        if self.target.is_none() && self.route.is_empty() && self.sources.is_none() {
            let (file, routes) = manifest::routes()?.unwrap_or_default();
            let folder = file.parent().unwrap_or(&file);
            for route in routes {
                let target = target::parse_beside(&route.target, folder)
                    .map_err(|error| CliError::usage(format!("{}: {error}", route.place)))?;
                self.route.push((route.name, target));
            }
        }
        Ok(self)
    }

    /// The names of the sources to listen to, each once.
    pub(super) fn sources(&self) -> Vec<&str> {
        let given = self.sources.iter().flat_map(|it| &it.0).map(String::as_str);
        let routed = self.route.iter().map(|(source, _)| source.as_str());
        let mut res: Vec<&str> = Vec::new();
        for name in given.chain(routed) {
            if !res.contains(&name) {
                res.push(name);
            }
        }
        if res.is_empty() {
            res.push("default");
        }
        res
    }

    /// Where what comes from this source goes, where anywhere.
    pub(super) fn target_of(&self, source: &str) -> Option<&Url> {
        let route = self.route.iter().find(|(it, _)| it == source).map(|(_, target)| target);
        route.or(self.target.as_ref())
    }

    /// The session's filters, as the API takes them.
    pub(super) fn filters(&self) -> Option<Value> {
        let parts = [
            ("body", &self.filter_body),
            ("headers", &self.filter_headers),
            ("query", &self.filter_query),
            ("path", &self.filter_path),
        ];
        let given = parts.into_iter().filter_map(|(name, it)| Some((name, it.clone()?)));
        let given = Map::from_iter(given.map(|(name, it)| (name.to_owned(), it)));
        (!given.is_empty()).then_some(Value::Object(given))
    }

    /// What is held needs somebody who looks at it.
    pub(super) fn is_seen_where_it_holds(&self) -> Result<()> {
        if self.hold.is_none() || self.output() == Output::Interactive {
            return Ok(());
        }
        let why = if self.output != Output::Interactive {
            "and `--output` says that there is to be none"
        } else if !self.command.is_empty() {
            "and a program that is started writes on the same screen"
        } else {
            "and there is no terminal for it"
        };
        let message = format!("--hold needs the viewer, where what is held is released, {why}");
        Err(CliError::usage(message))
    }

    pub(super) fn output(&self) -> Output {
        match self.output {
            // A program that is started writes on the same screen.
            Output::Interactive if !is_screen() || !self.command.is_empty() => Output::Compact,
            output => output,
        }
    }
}

fn names(text: &str) -> std::result::Result<Names, String> {
    let names = Vec::from_iter(text.split(',').map(|name| name.trim().to_owned()));
    let is_empty = names.iter().any(String::is_empty);
    if is_empty { Err("a source's name is missing".to_owned()) } else { Ok(Names(names)) }
}

fn json(text: &str) -> std::result::Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))
}

fn path(text: &str) -> std::result::Result<String, String> {
    let is_path = text.starts_with('/') && !text.contains(['?', '#', ' ']);
    is_path.then(|| text.to_owned()).ok_or_else(|| "a path begins with `/`".to_owned())
}

fn since(text: &str) -> std::result::Result<Since, String> {
    if text == "last" { Ok(Since::Last) } else { flags::time(text).map(Since::Moment) }
}
