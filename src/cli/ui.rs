//! The one mouth: answers on standard output, everything about the answer on standard error.

use std::fmt;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use super::answer::Output;
use super::error::{CliError, Result};
use super::view::safe;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// Speaks to whoever started the command. Colors go to terminals only, and obey NO_COLOR.
#[derive(Clone, Debug, Default)]
pub(super) struct Ui {
    /// How answers are written.
    pub(super) output: Output,
}

impl Ui {
    /// Writes an answer as it stands, with whatever line ends it has.
    pub(super) fn write(&self, answer: &[u8]) -> Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(answer)?;
        Ok(out.flush()?)
    }

    /// Writes text of an answer, which ends its own lines; styles in it are for terminals.
    pub(super) fn text(&self, text: &str) -> Result<()> {
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// Writes a line of an answer; styles in it are for terminals.
    pub(super) fn line(&self, line: impl fmt::Display) -> Result<()> {
        let mut out = anstream::stdout().lock();
        writeln!(out, "{line}")?;
        Ok(out.flush()?)
    }

    /// Whether a command may choose its own words.
    pub(super) fn is_for_people(&self) -> bool {
        self.output.is_for_people()
    }

    /// How many columns an answer may have: the terminal's, or 80.
    pub(super) fn width(&self) -> usize {
        let terminal = io::stdout().is_terminal().then(crossterm::terminal::size);
        terminal.and_then(io::Result::ok).map_or(80, |(columns, _)| columns.into())
    }

    /// Empties the terminal, if answers go to one.
    pub(super) fn clear(&self) -> Result<()> {
        use crossterm::{cursor::MoveTo, execute, terminal};
        let mut out = io::stdout();
        if out.is_terminal() {
            execute!(out, terminal::Clear(terminal::ClearType::All), MoveTo(0, 0))?;
        }
        Ok(())
    }

    /// Writes an answer of the API as was asked.
    pub(super) fn answer(&self, answer: &Value) -> Result<()> {
        self.output.check(answer)?;
        self.another(answer)
    }

    /// Writes an answer that follows others, whatever fields it lacks.
    pub(super) fn another(&self, answer: &Value) -> Result<()> {
        let text = self.output.written(answer)?;
        if self.output.is_table() {
            return self.text(&text);
        }
        self.write_shown(text.as_bytes())
    }

    /// Writes an answer as it stands; to a terminal, which is not to obey what came from outside, as
    /// text that only shows it.
    pub(super) fn write_shown(&self, answer: &[u8]) -> Result<()> {
        if !io::stdout().is_terminal() {
            return self.write(answer);
        }
        self.write(shown(&String::from_utf8_lossy(answer)).as_bytes())
    }

    /// Says what was done, or is being done; styles in it are for terminals.
    pub(super) fn status(&self, text: impl fmt::Display) {
        // Nothing is left to tell, and no one to tell it to, when standard error is closed.
        _ = writeln!(anstream::stderr().lock(), "{text}");
    }

    /// Shows how many of these are done, on a terminal only.
    pub(super) fn progress(&self, of: u64) -> ProgressBar {
        let style = ProgressStyle::with_template("{bar:40} {pos} of {len}, {eta} left");
        ProgressBar::new(of).with_style(style.expect("the template is one"))
    }

    /// Says what may be wrong.
    pub(super) fn warning(&self, text: impl fmt::Display) {
        self.say(format_args!("{WARNING}warning:{WARNING:#} "), &text);
    }

    /// Says what to try next.
    pub(super) fn hint(&self, text: impl fmt::Display) {
        self.say(format_args!("{HINT}hint:{HINT:#} "), &text);
    }

    /// Says why the command failed. Called once, at the top.
    pub(super) fn error(&self, error: &anyhow::Error, hints: &[String]) {
        self.say(format_args!("{ERROR}error:{ERROR:#} "), &error);
        for cause in error.chain().skip(1) {
            self.say("  caused by: ", &cause);
        }
        for hint in hints {
            self.hint(hint);
        }
    }

    /// Asks a yes-or-no question; without a terminal nobody could answer it.
    pub(super) fn confirm(&self, question: &str, flag: &str) -> Result<bool> {
        if !is_interactive() {
            return Err(CliError::usage("cannot ask for confirmation: no terminal is attached")
                .hint(format!("`{flag}` does it without asking.")));
        }
        let mut err = anstream::stderr().lock();
        write!(err, "{question} [y/N] ")?;
        err.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    fn say(&self, what: impl fmt::Display, text: &dyn fmt::Display) {
        self.status(format_args!("{what}{}", shown(&text.to_string())));
    }
}

/// A text without what a terminal would obey, but for tabs and line ends.
fn shown(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let parts = text.split_inclusive(['\n', '\t']).map(|it| {
        let plain = it.trim_end_matches(['\n', '\t']);
        safe(plain) + &it[plain.len()..]
    });
    parts.collect()
}

/// Whether there is somebody to ask.
pub(super) fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_shown_what_it_would_obey() {
        assert_eq!(shown("a\r\n\tb\u{1b}[31m\u{9b}1m\n\nc"), "a\n\tb\\u{1b}[31m\\u{9b}1m\n\nc");
    }
}
