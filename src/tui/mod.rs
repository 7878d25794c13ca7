//! The live view of a listener.
//!
//! It knows news and keys, not sockets: it is given [`News`] and returns [`Command`]s, and whoever
//! runs it carries them out. `app` is what we know and where we are, and changes in one pure
//! function, which answers what is to be done ([`Effect`]); `intake` is the part of it for news,
//! `act` and `walk` for keys and mouse; `view` draws it; `keys`, `columns` and the short forms of
//! `filter` are tables that both read. What happened is in `history`, which of it is shown in `listing`. What is held at the
//! breakpoint, and what becomes of it, is in `hold`: of all that the viewer wants, only this is done
//! at once and here, for nobody else has to be asked.

mod act;
mod app;
mod attempt;
mod change;
mod columns;
mod draft;
mod editor;
mod effect;
mod filter;
mod glance;
mod history;
mod hold;
mod intake;
mod keymap;
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
mod run;
mod tally;
mod term;
#[cfg(test)]
mod tests;
mod theme;
mod typed;
mod view;
mod walk;
mod wishes;

use std::collections::HashMap;

use url::Url;

use crate::model::{ErrorCode, Id};
use crate::relay::Update;

pub use self::app::{App, Input};
pub use self::change::{Change, Choice, Tried};
pub use self::draft::Draft;
pub use self::effect::{Command, Effect};
pub use self::hold::{Deed, Hold};
pub use self::keymap::{action_names, bound_keys};
pub use self::lend::{Tools, is_lent};
pub use self::past::{Past, PastTry};
pub use self::run::{Stage, play, run};
pub use self::tally::Tally;
pub use self::wishes::{Ground, Remembered, Wishes};

/// What is known of a listener before anything happens.
#[derive(Clone, Debug)]
pub struct About {
    /// Its sources, by name, with the URL to send to.
    pub sources: Vec<(String, String)>,
    /// Their names, by their ids.
    pub source_names: HashMap<String, String>,
    /// Which of them each connection comes from.
    pub connections: HashMap<Id, String>,
    /// The names of those connections that have one.
    pub names: HashMap<Id, String>,
    /// Where the gateway is, for where nothing is forwarded.
    pub gateway: String,
    /// Where it is forwarded to, each once; nowhere where only what came is looked at.
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
    /// An attempt that was made elsewhere.
    Attempt {
        /// `evt_…`
        event: String,
        /// How it went.
        attempt: PastTry,
    },
    /// The events that have a text in them.
    Found {
        /// The text.
        text: String,
        /// They, with their contents.
        events: Vec<Past>,
        /// Whether there are no others.
        is_all: bool,
    },
    /// A text for the clipboard, and what it is.
    Clip(&'static str, String),
    /// A request that is to be changed.
    Fetched(Draft),
    /// The transformations that can be tried on an event or request.
    Transformations {
        /// `evt_…` or `req_…`
        id: String,
        /// Those of its connection first.
        all: Vec<Choice>,
    },
    /// What was made of a request, or of which that cannot be told, and why.
    Changed(Result<Change, (String, String)>),
    /// What became of a request that was changed and sent, or why it was not taken.
    Sent(Draft, Result<String, String>),
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
        // What nobody was to get.
        ErrorCode::Cancelled => "dropped",
        ErrorCode::BadResponse
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
