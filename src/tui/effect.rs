//! What the outside must do for the viewer, and what is asked of the gateway.

use url::Url;

use super::change::Choice;
use super::draft::Draft;
use super::hold::Deed;

/// What the outside must now do.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Stop.
    Quit,
    /// Give the terminal back until the shell wants us to go on.
    Suspend,
    /// Put this on the clipboard.
    Copy(String),
    /// Show this in the pager.
    Page(String),
    /// Have this request changed in the user's own editor, from this text on.
    Edit(Draft, String),
    /// Ask this of the gateway.
    Ask(Command),
    /// Do this at the breakpoint.
    Breakpoint(Deed),
}

/// What is asked of the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Another attempt of each of these events.
    Retry(Vec<String>),
    /// What became of this, and why.
    Explain(String),
    /// The contents of this event or request, and its attempts.
    Load {
        /// `evt_…` or `req_…`
        id: String,
        /// The attempt of which the answer is wanted too.
        attempt: Option<String>,
    },
    /// What was answered in an attempt.
    Answer {
        /// `evt_…`
        event: String,
        /// `atm_…`
        attempt: String,
    },
    /// The events that have this text in them.
    Find(String),
    /// No further attempt of this event.
    Mute(String),
    /// This event out of the queue.
    Cancel(String),
    /// This event's content kept as a bookmark.
    Bookmark(String),
    /// The request of this event, as it came, to be changed.
    Fetch(String),
    /// The transformations that can be tried on the request of this event.
    Transformations(String),
    /// One of them tried on it.
    Transform {
        /// `evt_…` or `req_…`
        id: String,
        /// Which.
        choice: Choice,
    },
    /// The request of this event, as it came, and what its connection made of it.
    Original(String),
    /// A command of `curl` that sends the request of this event.
    Curl {
        /// `evt_…` or `req_…`
        id: String,
        /// Where to, where that is known.
        url: Option<String>,
        /// What was sent, where that was changed at the breakpoint.
        changed: Option<Draft>,
    },
    /// This event's request as a file.
    Export(String),
    /// A request to a source, signed anew.
    Send(Draft),
    /// The request of this event, to another URL.
    Elsewhere {
        /// `evt_…` or `req_…`
        id: String,
        /// Where to.
        url: Url,
    },
}
