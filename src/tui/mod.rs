//! The live view of a listener.
//!
//! It knows news and keys, not sockets: it is given [`News`] and returns [`Command`]s, and whoever
//! runs it carries them out. `app` is what we know and where we are, and changes in one pure
//! function, which answers what is to be done ([`Effect`]); `intake` is the part of it for news,
//! `act` and `walk` for keys and mouse; `view` draws it; `keys`, `columns` and the short forms of `filter` are tables that both
//! read. What happened is in `history`, which of it is shown in `listing`.

mod act;
mod app;
mod columns;
mod draft;
mod filter;
mod history;
mod intake;
mod keys;
mod kind;
#[cfg(test)]
mod laws;
mod lend;
mod listing;
mod needle;
mod past;
mod prompt;
mod pulse;
mod tally;
mod term;
#[cfg(test)]
mod tests;
mod theme;
mod view;
mod walk;

use std::collections::{HashMap, VecDeque};
use std::io;
use std::time::Duration;

use crossterm::event::EventStream;
use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;
use url::Url;

use crate::model::{ErrorCode, Id, Timestamp};
use crate::relay::Update;

pub use self::app::{App, Command, Effect, Input};
pub use self::draft::Draft;
pub use self::lend::Tools;
pub use self::past::{Past, PastTry};
pub use self::tally::Tally;

/// The shortest time between two drawings.
const FRAME: Duration = Duration::from_millis(33);

/// What is known of a listener before anything happens.
#[derive(Clone, Debug)]
pub struct About {
    /// Its sources, by name, with the URL to send to.
    pub sources: Vec<(String, String)>,
    /// Which of them each connection comes from.
    pub connections: HashMap<Id, String>,
    /// The names of those connections that have one.
    pub names: HashMap<Id, String>,
    /// Where it is forwarded to, each once; nowhere where the past is looked at.
    pub targets: Vec<Url>,
    /// How many requests the targets get at once.
    pub most: usize,
    /// Where times of day are told.
    pub zone: jiff::tz::TimeZone,
    /// Whether there may be color.
    pub color: bool,
    /// The user's own programs.
    pub tools: Tools,
}

/// What a viewer is told.
#[derive(Clone, Debug)]
pub enum News {
    /// Something came over the socket, or the socket came or went.
    Relay(Update),
    /// The target was looked at.
    Target(Health),
    /// Something that was asked for was done.
    Note(String),
    /// Something is not as it should be.
    Warning(String),
    /// The gateway answers what it was asked.
    Reply(Reply),
}

/// What the gateway answers to a [`Command`].
#[derive(Clone, Debug)]
pub enum Reply {
    /// What became of an event, and why, as a tree; or why that is not known.
    Told {
        /// `evt_…` or `req_…`
        id: String,
        /// The tree's lines.
        tree: Result<String, String>,
    },
    /// An event with its contents, or which one was not to be had, and why.
    Past(Result<Past, (String, String)>),
    /// The events that have a text in them.
    Found {
        /// The text.
        text: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// A request that is to be changed.
    Fetched(Draft),
}

/// Whether the target takes connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// It does.
    Up,
    /// It does not, for this reason.
    Down(String),
}

/// One word for why no answer came, the same on every output.
pub fn word(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Timeout => "timeout",
        ErrorCode::DnsLookupFailed => "dns",
        ErrorCode::ConnectionRefused
        | ErrorCode::HostUnreachable
        | ErrorCode::NetworkUnreachable
        | ErrorCode::NetworkError
        | ErrorCode::NetworkRequestCanceled => "refused",
        ErrorCode::ConnectionReset | ErrorCode::SocketClosed => "reset",
        ErrorCode::SelfSignedCert
        | ErrorCode::ErrTlsCertAltnameInvalid
        | ErrorCode::ErrSslWrongVersionNumber
        | ErrorCode::SslErrorCaUnknown
        | ErrorCode::UnableToGetIssuerCert
        | ErrorCode::SslCertExpired => "tls",
        ErrorCode::BadResponse
        | ErrorCode::Cancelled
        | ErrorCode::MissingUrl
        | ErrorCode::InvalidUrl
        | ErrorCode::InvalidCharacter
        | ErrorCode::Cli
        | ErrorCode::CliUnavailable
        | ErrorCode::ProtocolError
        | ErrorCode::PayloadMissing
        | ErrorCode::InternalError
        | ErrorCode::BulkRetryCancelled
        | ErrorCode::Oauth2HandshakeFailed
        | ErrorCode::Unknown => "protocol",
    }
}

/// Shows the app until the user quits or the news end.
///
/// The screen is drawn here and nowhere else, at most about 30 times a second, however much
/// happens.
pub async fn run(
    app: &mut App,
    news: &mut mpsc::Receiver<News>,
    commands: &mpsc::Sender<Command>,
) -> io::Result<()> {
    let mut screen = term::Screen::enter()?;
    let mut events = EventStream::new();
    let mut clock = tokio::time::interval(Duration::from_secs(1));
    let mut frame = tokio::time::interval(FRAME);
    frame.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut stale = true;
    loop {
        let is_behind = app.is_behind();
        let input = tokio::select! {
            // Keys first, so that a flood of news cannot lock the user out; then the drawing, so
            // that it is seen.
            biased;
            event = events.next() => match event.transpose()? {
                Some(event) => Input::Terminal(event),
                None => return Ok(()),
            },
            _ = frame.tick(), if stale => {
                screen.draw(|frame| view::render(frame, frame.area(), app))?;
                stale = false;
                continue;
            }
            _ = clock.tick() => Input::Tick,
            item = news.recv() => match item {
                Some(item) => Input::News(item),
                None => return Ok(()),
            },
            () = std::future::ready(()), if is_behind => Input::Idle,
        };
        stale = true;
        let mut effects = VecDeque::from(app.update(Timestamp::now(), input));
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Quit => return Ok(()),
                Effect::Copy(text) => screen.copy(&text)?,
                Effect::Ask(command) => {
                    if commands.try_send(command).is_err() {
                        let text = "too much was asked of the gateway at once; try again";
                        app.update(Timestamp::now(), Input::News(News::Warning(text.to_owned())));
                    }
                }
                Effect::Suspend | Effect::Page(_) | Effect::Edit(_) => {
                    // Who has the terminal has the keys too.
                    drop(events);
                    screen.leave()?;
                    let input = lend::terminal(app, effect, news, commands).await;
                    screen.enter_again()?;
                    events = EventStream::new();
                    effects.extend(
                        input.map(|it| app.update(Timestamp::now(), it)).into_iter().flatten(),
                    );
                }
            }
        }
    }
}
