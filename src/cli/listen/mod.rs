//! `hookport listen`: events come to a program on this machine, and its answers go back.
//!
//! The listener's updates, looks at the target and the viewer's wishes come together as
//! [`News`], and one of three outlets shows them: the viewer, lines of text, lines of JSON.

mod busy;
mod expectation;
mod health;
mod ndjson;
mod prepare;
mod seat;
mod target;
mod text;

use std::io::IsTerminal as _;
use std::time::Duration;

use jiff::tz::TimeZone;
use reqwest::Method;
use serde_json::{Map, Value};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use url::Url;

pub(super) use self::prepare::open_session;

use self::busy::Busy;
use self::expectation::{Expectation, Onlooker};
use self::prepare::Ground;
use self::text::{Lines, Said};
use super::Ctx;
use super::args::duration;
use super::error::{CliError, Exit, Result};
use super::local::{self, Home};
use super::signal;
use crate::client::{self, Client, EVENTS, Query};
use crate::forward::Trust;
use crate::model::Timestamp;
use crate::relay::{self, Dialect, Listener, Update};
use crate::tui::{self, About, App, Command, News, Tally};

/// How much may happen before the outlet has shown it; then the listener waits.
const BUFFER: usize = 256;

/// Forward events to a program on this machine
///
/// Without a gateway configured or running, one is started in this process. Sources that do not
/// exist are made, and so is a connection for each that has none to a listener.
///
/// It ends with status 0 on `q`, Ctrl-C or SIGTERM: that is how listening is done. Events that
/// arrive while nobody listens are not kept for it. Those that arrive while the line is broken are,
/// and so are those that arrive after it was killed, until the same command is run again.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  hookport listen 3000                          source `default` to http://localhost:3000
  hookport listen 3000 stripe,github            several sources in one process
  hookport listen 3000 '*' --output ndjson      every source, one JSON object a line
  hookport listen 3000 --expect body.type=invoice.paid --count 2 --timeout 60s --fail-on-status '>=400'
  hookport listen http://localhost:3000/hooks stripe --filter-body '{\"type\":{\"$startsWith\":\"invoice.\"}}'")]
pub(super) struct Args {
    /// Where to forward to: a port of this machine, or a URL
    #[arg(value_name = "PORT_OR_URL", value_parser = target::parse)]
    target: Url,
    /// The sources to listen to, by name, separated by commas; `*` is all there are
    #[arg(value_name = "SOURCES", default_value = "default", value_parser = names)]
    sources: Names,
    /// The connection to use, by its name or a part of its path; otherwise all that lead to a listener
    #[arg(value_name = "CONNECTION")]
    connection: Option<String>,
    /// The path on the target that the connection leads to; kept at its destination
    #[arg(long, value_name = "PATH", value_parser = path)]
    path: Option<String>,
    /// Only events whose body matches this filter
    #[arg(long, value_name = "JSON", value_parser = json)]
    filter_body: Option<Value>,
    /// Only events whose headers match this filter
    #[arg(long, value_name = "JSON", value_parser = json)]
    filter_headers: Option<Value>,
    /// Only events whose query matches this filter
    #[arg(long, value_name = "JSON", value_parser = json)]
    filter_query: Option<Value>,
    /// Only events whose path matches this filter
    #[arg(long, value_name = "JSON", value_parser = json)]
    filter_path: Option<Value>,
    /// How many requests the target gets at once
    #[arg(long, value_name = "N", default_value = "50")]
    #[arg(value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=10_000))]
    max_connections: usize,
    /// How long the target may take, like `30s` or `2m`; the gateway decides when not given. With
    /// `--expect`, how long all of it may take
    #[arg(long, value_name = "TIME", value_parser = duration)]
    timeout: Option<Duration>,
    /// Do not look whether the target takes connections
    #[arg(long)]
    no_healthcheck: bool,
    /// Take the target's certificate, whoever signed it
    #[arg(long)]
    insecure: bool,
    /// What is shown; `interactive` becomes `compact` where there is no terminal
    #[arg(long, short, value_enum, default_value = "interactive")]
    output: Output,
    #[command(flatten)]
    expectation: Expectation,
}

/// Names that were written in one argument.
#[derive(Clone, Debug)]
struct Names(Vec<String>);

/// What is shown of what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Output {
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
    /// The session's filters, as the API takes them.
    fn filters(&self) -> Option<Value> {
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

    fn output(&self) -> Output {
        match self.output {
            Output::Interactive if !is_screen() => Output::Compact,
            output => output,
        }
    }
}

/// Whether there is a terminal to fill.
pub(super) fn is_screen() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Whether what fills the terminal may have color.
pub(super) fn has_color() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// Listens until the user has enough.
pub(super) fn run(ctx: &Ctx, args: &Args) -> Result<()> {
    if args.path.is_some() && (args.sources.0.len() > 1 || args.sources.0 == ["*"]) {
        return Err(CliError::usage("--path is for one source, and there are several"));
    }
    super::on_all_threads(async {
        let home = local::gateway_or_start(ctx).await?;
        let res = at(ctx, args, &home).await;
        home.leave().await?;
        res
    })?
}

/// Listens at this gateway.
async fn at(ctx: &Ctx, args: &Args, home: &Home) -> Result<()> {
    let client = &home.client;
    let (socket, dialect) = socket(client).await?;
    let ground = prepare::prepare(ctx, client, args, dialect).await?;
    let listener = Listener {
        socket: socket.clone(),
        dialect,
        key: client.key().to_owned(),
        project: ground.project.clone(),
        session: ground.session.clone(),
        connections: ground.connections.iter().map(|it| it.id.clone()).collect(),
        filters: args.filters(),
        target: args.target.clone(),
        timeout: args.timeout,
        max_connections: args.max_connections,
        insecure: args.insecure,
    };
    let about = about(args, &ground);
    announce(ctx, args, home, &ground)?;
    let ended = session(ctx, args, home, listener, about).await?;
    let said_goodbye = ended.map_err(|error| {
        CliError::because(error, Exit::Unreachable, format!("cannot listen at {socket}"))
    })?;
    if let Some(seat) = ground.seat.filter(|_| said_goodbye) {
        seat.leave()?;
    }
    Ok(())
}

/// Where the socket is, and what is spoken there: our own dialect where the gateway is ours.
pub(super) async fn socket(client: &Client) -> Result<(Url, Dialect)> {
    let mut url = client.base().clone();
    if url.host_str() == Some("api.hookdeck.com") {
        let hosted = Url::parse("wss://ws.hookdeck.com").expect("it is a URL");
        return Ok((hosted, Dialect::V1));
    }
    let base = url.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("{base}/healthz"));
    let http = client::http(&url).timeout(Duration::from_secs(10)).build();
    let answer = match http.map_err(anyhow::Error::from)?.get(url.clone()).send().await {
        Ok(answer) => answer.json::<Value>().await.unwrap_or_default(),
        Err(_) => Value::Null,
    };
    let is_ours = answer["name"] == env!("CARGO_PKG_NAME");
    let scheme = if url.scheme() == "https" { "wss" } else { "ws" };
    url.set_scheme(scheme).expect("http and ws are schemes of one kind");
    if is_ours {
        url.set_path(&format!("{base}/relay"));
        return Ok((url, Dialect::V2));
    }
    url.set_path(&format!("{base}/"));
    Ok((url, Dialect::V1))
}

fn about(args: &Args, ground: &Ground) -> About {
    let connections = ground.connections.iter();
    About {
        sources: ground.sources.iter().map(|it| (it.name.clone(), it.url.clone())).collect(),
        connections: connections.map(|it| (it.id.clone(), it.source.name.clone())).collect(),
        target: args.target.clone(),
        zone: TimeZone::system(),
        color: has_color(),
    }
}

/// Says where to send to, before the first event.
fn announce(ctx: &Ctx, args: &Args, home: &Home, ground: &Ground) -> Result<()> {
    let target = args.target.as_str().trim_end_matches('/');
    match args.output() {
        Output::Interactive => return Ok(()),
        Output::Ndjson => {
            let ready = ndjson::ready(Timestamp::now(), ground, args.target.as_str());
            return ctx.ui.line(ready);
        }
        Output::Compact | Output::Quiet => (),
    }
    if home.is_own() {
        let url = home.client.base().as_str().trim_end_matches('/');
        ctx.ui.status(format_args!("Started a gateway at {url}"));
    }
    let widest = ground.sources.iter().map(|it| it.name.len()).max().unwrap_or(0);
    for source in &ground.sources {
        let paths = ground.connections.iter().filter(|it| it.source.id == source.id);
        let paths = Vec::from_iter(paths.map(|it| it.path().trim_end_matches('/')));
        ctx.ui.status(format_args!(
            "{:widest$}  {} → {target}{}",
            source.name,
            source.url,
            paths.join(&format!(", {target}"))
        ));
    }
    if let Some(source) = ground.sources.first() {
        ctx.ui.status(format_args!("Try it:  curl -d hello=world {}", source.url));
    }
    Ok(())
}

/// One session, from the first connection to the good-bye.
///
/// Answers whether good-bye was said. The outer error is the outlet's, the inner one the listener's.
async fn session(
    ctx: &Ctx,
    args: &Args,
    home: &Home,
    listener: Listener,
    about: About,
) -> Result<anyhow::Result<bool>> {
    let stop = CancellationToken::new();
    let (updates, incoming) = mpsc::channel(BUFFER);
    let (news, mut shown) = mpsc::channel(BUFFER);
    let (commands, wishes) = mpsc::channel(16);

    let relay = tokio::spawn(relay::listen(listener, updates, stop.clone()));
    let relay = async {
        let ended = relay.await;
        stop.cancel();
        ended
    };
    let offline = Notify::new();
    let mut onlooker = Onlooker::new(&args.expectation);
    let inform =
        pass_on(incoming, args.max_connections, news.clone(), &offline, &mut onlooker, &stop);
    let stand_in = stand_in(home, &offline, news.clone(), &stop);
    let obey = obey(&home.client, wishes, news.clone(), &stop);
    let trust = if args.insecure { Trust::Anyone } else { Trust::System };
    let look = async {
        if args.no_healthcheck {
            drop(news);
        } else {
            health::watch(&args.target, trust, news, &stop).await;
        }
    };
    let show = async {
        let res = show(ctx, args.output(), about, &mut shown, commands).await;
        stop.cancel();
        // Whatever still comes is for nobody, and must not wait.
        while shown.recv().await.is_some() {}
        res
    };
    let asked = signal::cancel_when_asked(&stop);
    let late = end_after(args.expectation.limit(args.timeout), &stop);
    let (ended, (), (), (), (), shown, asked, is_late) =
        tokio::join!(relay, inform, stand_in, obey, look, show, asked, late);
    asked?;
    shown?;
    let ended = ended.map_err(anyhow::Error::from).flatten();
    if ended.is_ok() {
        onlooker.verdict(is_late)?;
    }
    Ok(ended)
}

/// Stops after this time, unless it is over before; answers whether it was this that stopped it.
async fn end_after(limit: Option<Duration>, stop: &CancellationToken) -> bool {
    let Some(limit) = limit else { return false };
    let is_late = tokio::time::timeout(limit, stop.cancelled()).await.is_err();
    stop.cancel();
    is_late
}

/// Passes the listener's updates on, warns when the target is kept very busy, and stops when what
/// is expected came, or what must not.
async fn pass_on(
    mut updates: mpsc::Receiver<Update>,
    most: usize,
    news: mpsc::Sender<News>,
    offline: &Notify,
    onlooker: &mut Onlooker<'_>,
    stop: &CancellationToken,
) {
    let mut busy = Busy::new(most);
    while let Some(update) = updates.recv().await {
        if onlooker.note(&update) {
            stop.cancel();
        }
        if matches!(update, Update::Offline { .. }) {
            offline.notify_one();
        }
        let warning = busy.note(&update).map(News::Warning);
        for item in [Some(News::Relay(update)), warning].into_iter().flatten() {
            drop(news.send(item).await);
        }
    }
}

/// Takes the place of a gateway that went with the command that had it.
async fn stand_in(
    home: &Home,
    offline: &Notify,
    news: mpsc::Sender<News>,
    stop: &CancellationToken,
) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = offline.notified() => {}
        }
        let item = match home.stand_in().await {
            Ok(false) => continue,
            Ok(true) => {
                News::Note("the gateway ended with its command; this one runs it now".into())
            }
            Err(error) => {
                News::Warning(format!("the gateway has ended, and cannot be started: {error}"))
            }
        };
        drop(news.send(item).await);
    }
}

/// Does what the viewer's user wants of the gateway.
pub(super) async fn obey(
    client: &Client,
    mut wishes: mpsc::Receiver<Command>,
    news: mpsc::Sender<News>,
    stop: &CancellationToken,
) {
    loop {
        let wish = tokio::select! {
            () = stop.cancelled() => return,
            wish = wishes.recv() => wish,
        };
        let Some(Command::Retry { event }) = wish else { return };
        let path = format!("{}/{event}/retry", EVENTS.path);
        let done = client.call(Method::POST, &path, &Query::default(), Some(&Value::Null)).await;
        let item = match done {
            Ok(_) => News::Note(format!("another attempt of {event} is on its way")),
            Err(error) => News::Warning(format!("cannot retry {event}: {error}")),
        };
        drop(news.send(item).await);
    }
}

/// Shows what happens until it ends or the user has seen enough, and then what it came to.
async fn show(
    ctx: &Ctx,
    output: Output,
    about: About,
    news: &mut mpsc::Receiver<News>,
    commands: mpsc::Sender<Command>,
) -> Result<()> {
    if output == Output::Interactive {
        let mut app = App::new(about);
        tui::run(&mut app, news, &commands).await?;
        ctx.ui.status(text::summary(app.tally()));
        return Ok(());
    }
    let mut tally = Tally::default();
    let mut lines = Lines::new(output == Output::Quiet, about.zone, about.connections);
    while let Some(item) = news.recv().await {
        if let News::Relay(update) = &item {
            tally.note(update);
        }
        if output == Output::Ndjson {
            if let Some(object) = ndjson::object(Timestamp::now(), &item) {
                ctx.ui.line(object)?;
            }
            continue;
        }
        match lines.say(item) {
            Some(Said::Answer(line)) => ctx.ui.line(line)?,
            Some(Said::Status(line)) => ctx.ui.status(line),
            Some(Said::Warning(line)) => ctx.ui.warning(line),
            None => (),
        }
    }
    if output == Output::Ndjson {
        return ctx.ui.line(ndjson::summary(Timestamp::now(), &tally));
    }
    ctx.ui.status(text::summary(&tally));
    Ok(())
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
