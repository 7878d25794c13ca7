//! `hookport listen`: events come to a program on this machine, and its answers go back.
//!
//! The listener's updates, looks at the target and the viewer's wishes come together as
//! [`News`], and one of three outlets shows them: the viewer, lines of text, lines of JSON.

mod app;
mod args;
mod busy;
mod expectation;
mod health;
mod missed;
mod ndjson;
mod prepare;
mod seat;
mod target;
mod text;
mod way;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::time::Duration;

use jiff::tz::TimeZone;
use serde_json::Value;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use url::Url;

pub(super) use self::args::Args;
pub(super) use self::prepare::open_session;

use self::app::App;
use self::args::Output;
use self::busy::Busy;
use self::expectation::{Ended, Onlooker};
use self::prepare::Ground;
use self::text::{Lines, Said};
use super::Ctx;
use super::error::{CliError, Exit, Result};
use super::local::{self, Home};
use super::{signal, viewer};
use crate::client::{self, Client};
use crate::model::Timestamp;
use crate::relay::{self, Breakpoint, Dialect, Listener, Update};
use crate::tui::{self, About, Command, News, Tally};

/// How much may happen before the outlet has shown it; then the listener waits.
const BUFFER: usize = 256;

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
    let args = &args.clone().with_routes_of_file()?;
    if args.path.is_some() && (args.sources().len() > 1 || args.sources() == ["*"]) {
        return Err(CliError::usage("--path is for one source, and there are several"));
    }
    if let Some(lost) = args.sources().into_iter().find(|it| args.target_of(it).is_none()) {
        let error =
            CliError::usage(format!("nothing says where what comes from `{lost}` is to go"));
        return Err(error
            .hint("A port or a URL does, as in `hookport listen 3000`.")
            .hint(format!("`--route {lost}=3000` does for one source of several.")));
    }
    args.is_seen_where_it_holds()?;
    args.expectation.begin()?;
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
    let targets = ground.all_targets();
    args.way.fits(&targets)?;
    let mut forwarding = args.way.to(targets[0].clone(), args.max_connections)?;
    forwarding.timeout = args.timeout;
    forwarding.routes = ground.targets.clone();
    let listener = Listener {
        socket: socket.clone(),
        dialect,
        key: client.key().to_owned(),
        project: ground.project.clone(),
        session: ground.session.clone(),
        connections: ground.connections.iter().map(|it| it.id.clone()).collect(),
        filters: args.filters(),
        forwarding,
        breakpoint: Breakpoint::default(),
    };
    let about = about(&ground, args.max_connections);
    if let Some(hold) = &args.hold {
        // Before the first event comes.
        hold.set(&listener.breakpoint, &about);
    }
    announce(ctx, args, home, &ground)?;
    let app = match &*args.command {
        [] => None,
        command => Some(start(command, &ground, &listener).await?),
    };
    if let Some(since) = &args.since {
        let client = client.clone().patient();
        unless_asked(missed::fetch(ctx, &client, &ground, since)).await?;
    }
    let (ended, came_to, left) = session(ctx, args, home, listener, about, app).await?;
    let said_goodbye = ended.map_err(|error| {
        CliError::because(error, Exit::Unreachable, format!("cannot listen at {socket}"))
    })?;
    if said_goodbye {
        if let Some(memory) = &ground.memory {
            memory.ended(left.at, &left.held)?;
        }
        if let Some(seat) = ground.seat {
            seat.leave()?;
        }
    }
    if let Some(first) = left.held.first() {
        let count = left.held.len();
        let were = if count == 1 { "1 event was" } else { &format!("{count} events were") };
        let all = "`--since last` delivers what was held";
        let one = format!("`hookport event retry {first}` one event");
        ctx.ui.status(format_args!("{were} held and not delivered: {all}, {one}."));
    }
    came_to
}

/// How the user left.
struct Left {
    /// When.
    at: Timestamp,
    /// The events that were held.
    held: Vec<String>,
}

/// Starts the program that is the target, and waits until it is one. Events wait meanwhile: the
/// gateway expects this listener already.
async fn start(command: &[OsString], ground: &Ground, listener: &Listener) -> Result<App> {
    let url = ground.sources.first().map_or("", |it| &it.url);
    let mut app = App::start(command, &[("HOOKPORT_SOURCE_URL", url)])?;
    let targets = ground.all_targets();
    let is_up = unless_asked(app.is_up(&targets, &listener.forwarding.tls)).await;
    if is_up.is_err() {
        app.end().await?;
    }
    is_up.map(|()| app)
}

/// Does this, unless the user or the system asks for an end before.
async fn unless_asked<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let stop = CancellationToken::new();
    tokio::select! {
        done = work => done,
        asked = signal::cancel_when_asked(&stop) => {
            asked?;
            Err(CliError::new(Exit::Interrupted, "interrupted before the first event"))
        }
    }
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

fn about(ground: &Ground, most: usize) -> About {
    let connections = ground.connections.iter();
    let names = ground.connections.iter().filter_map(|it| Some((it.id.clone(), it.name.clone()?)));
    let source = |it: &prepare::Source| (it.id.to_string(), it.name.clone());
    About {
        sources: ground.sources.iter().map(|it| (it.name.clone(), it.url.clone())).collect(),
        source_names: ground.sources.iter().map(source).collect(),
        connections: connections.map(|it| (it.id.clone(), it.source.name.clone())).collect(),
        names: names.collect(),
        gateway: String::new(),
        targets: ground.all_targets(),
        most,
        zone: TimeZone::system(),
        color: has_color(),
        tools: viewer::tools(),
    }
}

/// Says where to send to, before the first event.
fn announce(ctx: &Ctx, args: &Args, home: &Home, ground: &Ground) -> Result<()> {
    match args.output() {
        Output::Interactive => return Ok(()),
        Output::Ndjson => {
            let ready = ndjson::ready(Timestamp::now(), ground);
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
        let ends = ground.connections.iter().filter(|it| it.source.id == source.id);
        let ends = ends.map(|it| ground.end(it)).collect::<Vec<_>>().join(", ");
        ctx.ui.status(format_args!("{:widest$}  {} → {ends}", source.name, source.url));
    }
    if let Some(source) = ground.sources.first() {
        ctx.ui.status(format_args!("Try it:  curl -d hello=world {}", source.url));
    }
    Ok(())
}

/// One session, from the first connection to the good-bye.
///
/// Answers whether good-bye was said, what the session came to, which is what was expected of it and the
/// program's own end, and how it was left. The outer error is the outlet's, the first inner one the
/// listener's.
async fn session(
    ctx: &Ctx,
    args: &Args,
    home: &Home,
    listener: Listener,
    about: About,
    app: Option<App>,
) -> Result<(anyhow::Result<bool>, Result<()>, Left)> {
    let stop = CancellationToken::new();
    let (updates, incoming) = mpsc::channel(BUFFER);
    let (news, mut shown) = mpsc::channel(BUFFER);
    let (commands, wishes) = mpsc::channel(16);

    let (tls, breakpoint) = (listener.forwarding.tls.clone(), listener.breakpoint.clone());
    let targets = about.targets.clone();
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
    let (told, sources) = (news.clone(), about.source_names.clone());
    let (client, until) = (&home.client, &stop);
    // It has a sender of news of its own, which must be gone when it has ended.
    let obey = async move {
        let ignored = async {
            match args.output() {
                Output::Interactive => viewer::ignored(client, &sources, &told).await,
                _ => std::future::pending().await,
            }
        };
        tokio::select! {
            () = viewer::obey(client, wishes, told.clone(), until) => (),
            () = ignored => (),
        }
    };
    let look = async {
        if args.no_healthcheck {
            drop(news);
        } else {
            health::watch(&targets, &tls, news, &stop).await;
        }
    };
    let show = async {
        let res = show(ctx, args, about, &mut shown, commands, &breakpoint).await;
        stop.cancel();
        // Whatever still comes is for nobody, and must not wait.
        while shown.recv().await.is_some() {}
        res
    };
    let asked = signal::cancel_when_asked(&stop);
    // What comes from here on finds nobody.
    let at = async {
        stop.cancelled().await;
        Timestamp::now()
    };
    let late = end_after(args.expectation.limit(args.timeout), &stop);
    let accompany = async {
        match app {
            Some(mut app) => app.accompany(&stop).await,
            None => Ok(false),
        }
    };
    let (ended, (), (), (), (), shown, asked, at, is_late, app) =
        tokio::join!(relay, inform, stand_in, obey, look, show, asked, at, late, accompany);
    asked?;
    let held = shown?;
    let ended = ended.map_err(anyhow::Error::from).flatten();
    // The report is written whatever became of the program.
    let by = match &app {
        _ if is_late => Ended::Late,
        Ok(false) => Ended::Asked,
        Ok(true) | Err(_) => Ended::Program,
    };
    let verdict = if ended.is_ok() { onlooker.verdict(by) } else { Ok(()) };
    Ok((ended, verdict.and(app.map(|_| ())), Left { at, held }))
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

/// Shows what happens until it ends or the user has seen enough, and then what it came to. Answers the
/// events that are held then.
async fn show(
    ctx: &Ctx,
    args: &Args,
    about: About,
    news: &mut mpsc::Receiver<News>,
    commands: mpsc::Sender<Command>,
    breakpoint: &Breakpoint,
) -> Result<Vec<String>> {
    let output = args.output();
    if output == Output::Interactive {
        let mut app = viewer::take_out(about)?;
        app.holds(args.hold.clone());
        tui::run(&mut app, news, &commands, breakpoint).await?;
        viewer::put_away(ctx, &app);
        ctx.ui.status(text::summary(app.tally()));
        return Ok(app.held_events());
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
        ctx.ui.line(ndjson::summary(Timestamp::now(), &tally))?;
        return Ok(Vec::new());
    }
    ctx.ui.status(text::summary(&tally));
    Ok(Vec::new())
}
