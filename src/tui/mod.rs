//! The live view of a listener.
//!
//! It knows news and keys, not sockets: it is given [`News`] and returns [`Command`]s, and whoever
//! runs it carries them out. `app` is what we know and where we are, and changes in one pure
//! function; `view` draws it; `keys` and `columns` are the tables that both read.

mod app;
mod columns;
mod history;
mod keys;
mod tally;
mod term;
#[cfg(test)]
mod tests;
mod theme;
mod view;

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use crossterm::event::{Event, EventStream, KeyEventKind};
use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;
use url::Url;

use crate::model::{ErrorCode, Id, Timestamp};
use crate::relay::Update;

pub use self::app::{App, Command, Input};
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
    /// Where it is forwarded to, each once.
    pub targets: Vec<Url>,
    /// Where times of day are told.
    pub zone: jiff::tz::TimeZone,
    /// Whether there may be color.
    pub color: bool,
}

/// What a viewer is told.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all that comes in numbers is the large one")]
pub enum News {
    /// Something came over the socket, or the socket came or went.
    Relay(Update),
    /// The target was looked at.
    Target(Health),
    /// Something that was asked for was done.
    Note(String),
    /// Something is not as it should be.
    Warning(String),
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
/// happens. Commands that find no room are dropped: nobody presses keys that fast.
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
        let input = tokio::select! {
            // Keys first, so that a flood of news cannot lock the user out; then the drawing, so
            // that it is seen.
            biased;
            event = events.next() => match event.transpose()? {
                Some(Event::Key(key)) if key.kind != KeyEventKind::Release => Input::Key(key),
                Some(_) => Input::Tick,
                None => return Ok(()),
            },
            _ = frame.tick(), if stale => {
                screen.draw(|frame| view::render(frame, frame.area(), app))?;
                stale = false;
                continue;
            }
            item = news.recv() => match item {
                Some(item) => Input::News(item),
                None => return Ok(()),
            },
            _ = clock.tick() => Input::Tick,
        };
        stale = true;
        match app.update(Timestamp::now(), input) {
            Some(Command::Quit) => return Ok(()),
            Some(command) => drop(commands.try_send(command)),
            None => (),
        }
    }
}
