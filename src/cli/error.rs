//! The one error of the command line: whose fault it is, what happened, why, what to try.
//!
//! Errors of the rooms below become it here and nowhere else.

use std::fmt;
use std::io;
use std::process::ExitCode;

use super::ui::Ui;
use crate::client;
use crate::store;

/// What a command returns.
pub(super) type Result<T> = std::result::Result<T, CliError>;

/// How the program ends. Scripts rely on these numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done.
    Done = 0,
    /// Refused, or failed.
    Failed = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// Not logged in, or not allowed.
    NotAllowed = 3,
    /// There is no such thing.
    NotFound = 4,
    /// It is there already.
    Conflict = 5,
    /// The gateway cannot be reached.
    Unreachable = 6,
    /// A bug of ours.
    Bug = 70,
    /// Gave up waiting.
    TimedOut = 124,
    /// Interrupted.
    Interrupted = 130,
}

/// Every way to end, with what it means; the man page is made of it.
pub(super) const EXITS: &[(Exit, &str)] = &[
    (Exit::Done, "done"),
    (Exit::Failed, "refused, or failed"),
    (Exit::Usage, "the command line makes no sense"),
    (Exit::NotAllowed, "not logged in, or not allowed"),
    (Exit::NotFound, "there is no such thing"),
    (Exit::Conflict, "it is there already"),
    (Exit::Unreachable, "the gateway cannot be reached"),
    (Exit::Bug, "a bug of hookport"),
    (Exit::TimedOut, "gave up waiting"),
    (Exit::Interrupted, "interrupted"),
];

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command failed, for the person at the keyboard.
#[derive(Debug)]
pub(super) struct CliError {
    code: u8,
    error: anyhow::Error,
    hints: Vec<String>,
}

impl CliError {
    /// An error that was found here. The message is a fragment that reads after `error: `.
    pub(super) fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self::with_code(exit as u8, message)
    }

    /// The same with another program's exit status.
    pub(super) fn with_code(code: u8, message: impl fmt::Display) -> Self {
        Self { code, error: anyhow::anyhow!("{message}"), hints: Vec::new() }
    }

    /// The command was understood, and could not be done.
    pub(super) fn failed(message: impl fmt::Display) -> Self {
        Self::new(Exit::Failed, message)
    }

    /// The command line makes no sense.
    pub(super) fn usage(message: impl fmt::Display) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Says what was being done when a lower error came; that one is printed as its cause.
    pub(super) fn because(
        cause: impl Into<anyhow::Error>,
        exit: Exit,
        message: impl fmt::Display,
    ) -> Self {
        let error = cause.into().context(message.to_string());
        Self { code: exit as u8, error, hints: Vec::new() }
    }

    /// What to try.
    pub(super) fn hints(&self) -> &[String] {
        &self.hints
    }

    /// Says what was being done when this came; it is printed as the cause.
    pub(super) fn within(mut self, message: impl fmt::Display) -> Self {
        self.error = self.error.context(message.to_string());
        self
    }

    /// Adds what to try: a sentence that names a command.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Whether whatever else is asked of the gateway would fail so too, and whatever else is written.
    pub(super) fn is_about_all(&self) -> bool {
        let codes = [Exit::Unreachable, Exit::NotAllowed].map(|it| it as u8);
        codes.contains(&self.code) || self.is::<io::Error>(|_| true)
    }

    /// Whether a lower error of this kind, for which `is` holds, is among the causes.
    pub(super) fn is<E: std::error::Error + Send + Sync + 'static>(
        &self,
        is: impl Fn(&E) -> bool,
    ) -> bool {
        self.error.chain().any(|cause| cause.downcast_ref::<E>().is_some_and(&is))
    }

    /// Says it, and how the program ends. A closed pipe is no error: the reader had enough.
    pub(super) fn report(&self, ui: &Ui) -> ExitCode {
        if self.is::<io::Error>(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return Exit::Done.into();
        }
        ui.error(&self.error, &self.hints);
        self.code.into()
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.error)
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self { code: Exit::Failed as u8, error: error.into(), hints: Vec::new() }
    }
}

impl From<anyhow::Error> for CliError {
    fn from(error: anyhow::Error) -> Self {
        let hint = match error.chain().find_map(|it| it.downcast_ref::<store::Error>()) {
            Some(store::Error::InUse(_)) => {
                "Stop it first, or use another folder with `--data-dir`."
            }
            Some(store::Error::Locked(_)) => {
                "Give it the key that it had: `--key-file`, `--key-in-keyring` or \
                 `HOOKPORT_MASTER_KEY`. Nothing was changed."
            }
            Some(store::Error::ReadOnly(_)) => {
                "`--data-dir` names a folder that this user may write to."
            }
            Some(store::Error::Full) => {
                "Make room, or use a folder on another disk with `--data-dir`."
            }
            _ => return Self { code: Exit::Failed as u8, error, hints: Vec::new() },
        };
        Self { code: Exit::Failed as u8, error, hints: vec![hint.to_owned()] }
    }
}

/// How much alike two words must be for one to be taken for the other.
const ALIKE: f64 = 0.8;

/// Which of the known words was meant by one that is not among them, where that can be told.
pub(super) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let plain = |it: &str| it.to_lowercase().replace('_', "-");
    let typed = plain(typed);
    let near = known.into_iter().map(|it| (strsim::jaro_winkler(&typed, &plain(it)), it));
    let (alike, word) = near.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (alike >= ALIKE).then_some(word)
}

impl From<client::Error> for CliError {
    fn from(error: client::Error) -> Self {
        use client::Error;
        match error {
            Error::NoneCalled { of, ref name, ref others } => {
                let hint = match nearest(name, others.iter().map(String::as_str)) {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("`hookport {} list` shows what there is.", of.name.replace(' ', "-")),
                };
                Self::new(Exit::NotFound, error).hint(hint)
            }
            Error::Unauthorized(_) => Self::new(Exit::NotAllowed, error)
                .hint("`hookport login` stores a key for this gateway; HOOKPORT_API_KEY gives one for a single command."),
            Error::Forbidden(_) => Self::new(Exit::NotAllowed, error),
            Error::NotFound(_) | Error::Gone(_) => Self::new(Exit::NotFound, error),
            Error::Ambiguous { ref candidates, .. } => {
                let hint = format!("Give the id of the one you mean: {}", candidates.join(", "));
                Self::new(Exit::Conflict, error).hint(hint)
            }
            Error::Conflict { ref data, .. } => {
                let id = data["id"].as_str().or(data["webhook"]["id"].as_str());
                let which = id.map_or("the one that is there".to_owned(), |it| format!("`{it}`"));
                let hint = format!("`upsert` instead of `create` changes {which}.");
                Self::new(Exit::Conflict, error).hint(hint)
            }
            Error::RateLimited(after) => {
                let wait = after.map_or("a minute".to_owned(), |it| format!("{:.0} s", it.as_secs_f64().ceil()));
                Self::new(Exit::Failed, error).hint(format!("Try again in {wait}."))
            }
            Error::Unreachable { ref url, ref source } => {
                let hint = if client::is_local(url) {
                    "Is the gateway running? `hookport serve` starts one."
                } else {
                    "Check the address and the network; `--api-url` names another gateway."
                };
                let cause = anyhow::anyhow!("{}", root_cause(source));
                Self::because(cause, Exit::Unreachable, error).hint(hint)
            }
            Error::Unreadable(_) => Self::new(Exit::Failed, error)
                .hint("Is this the address of a gateway's API? `--api-url` names another."),
            Error::Invalid(_) | Error::Server { .. } => Self::new(Exit::Failed, error),
        }
    }
}

/// What lies under layers that say no more than that something lies under them.
fn root_cause(error: &dyn std::error::Error) -> &dyn std::error::Error {
    let mut res = error;
    while let Some(cause) = res.source() {
        res = cause;
    }
    res
}
