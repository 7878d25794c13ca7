//! The terminal lent to somebody else: the user's editor, the pager, the shell.
//!
//! What happens meanwhile is taken in, and seen afterwards.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::NamedTempFile;
use tokio::process::Command as Process;
use tokio::sync::mpsc;

use super::News;
use super::app::{App, Input};
use super::draft::Draft;
use super::effect::{Command, Effect};
use crate::model::Timestamp;

/// The user's own programs, with their arguments.
#[derive(Clone, Debug)]
pub struct Tools {
    /// What texts are changed in.
    pub editor: OsString,
    /// What long texts are read in.
    pub pager: OsString,
}

/// Lends it for this, and answers what came of it; what needs the terminal meanwhile is left for
/// afterwards.
pub(super) async fn terminal(
    app: &mut App,
    to: Effect,
    news: &mut mpsc::Receiver<News>,
    commands: &mpsc::Sender<Command>,
    afterwards: &mut VecDeque<Effect>,
) -> Option<Input> {
    let tools = app.about.tools.clone();
    let work = async {
        match to {
            Effect::Suspend => {
                suspend().map(|()| None).map_err(|it| ("cannot stop here".into(), it))
            }
            Effect::Page(text) => page(&tools, text).await.map(|()| None),
            Effect::Edit(draft, text) => edit(&tools, draft, &text).await,
            _ => Ok(None),
        }
    };
    let mut work = std::pin::pin!(work);
    let mut is_open = true;
    let done = loop {
        let item = tokio::select! {
            done = &mut work => break done,
            item = news.recv(), if is_open => item,
        };
        let Some(item) = item else {
            is_open = false;
            continue;
        };
        for effect in app.update(Timestamp::now(), Input::News(item)) {
            match effect {
                Effect::Ask(command) => {
                    if let Err(error) = commands.try_send(command) {
                        app.refused(&error.into_inner());
                    }
                }
                other => afterwards.push_back(other),
            }
        }
    };
    done.unwrap_or_else(|(what, error)| {
        Some(Input::News(News::Warning(format!("{what}: {error}"))))
    })
}

/// What was tried, and why it failed.
type Failed = (String, io::Error);

async fn page(tools: &Tools, text: String) -> Result<(), Failed> {
    let file = write(text.as_bytes()).map_err(|it| ("cannot write a file".to_owned(), it))?;
    run(&tools.pager, &file).await
}

async fn edit(tools: &Tools, draft: Draft, text: &str) -> Result<Option<Input>, Failed> {
    let file = write(text.as_bytes()).map_err(|it| ("cannot write a file".to_owned(), it))?;
    run(&tools.editor, &file).await?;
    let text = std::fs::read_to_string(file.path());
    let text = text.map_err(|it| ("cannot read what was written".to_owned(), it))?;
    Ok(Some(Input::Edited(draft, text)))
}

/// A file that only this user can read, and that goes when it is dropped.
fn write(text: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("hookport-").suffix(".http").tempfile()?;
    file.write_all(text)?;
    file.flush()?;
    Ok(file)
}

/// Runs a program on a file, as shells run what `$EDITOR` says.
async fn run(program: &OsString, file: &NamedTempFile) -> Result<(), Failed> {
    let shown = program.to_string_lossy().into_owned();
    let what = format!("`{shown}` did not do it");
    let words = match words(&shown) {
        Ok(words) => words,
        Err(why) => return Err((what, io::Error::new(io::ErrorKind::InvalidInput, why))),
    };
    let mut process = Process::new(words.first().map_or("", String::as_str));
    process.args(words.iter().skip(1)).arg(file.path()).kill_on_drop(true);
    let lent = Lent::begin();
    let ended = process.stdin(Stdio::inherit()).status().await;
    // A Ctrl-C that ended it came to us too, before its end did: whoever waits for signals has its
    // turn while the terminal still counts as lent.
    tokio::task::yield_now().await;
    drop(lent);
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err((what, io::Error::other(status.to_string()))),
        Err(error) => Err((what, error)),
    }
}

/// A command as words: as shells read them, where backslashes are no part of paths.
fn words(command: &str) -> Result<Vec<String>, shell_words::ParseError> {
    if cfg!(windows) {
        return Ok(command.split_whitespace().map(str::to_owned).collect());
    }
    shell_words::split(command)
}

/// Whether another program has the terminal; of the process, as signals are.
static IS_LENT: AtomicBool = AtomicBool::new(false);

/// Whether another program has the terminal, so that Ctrl-C is meant for that.
pub fn is_lent() -> bool {
    IS_LENT.load(Ordering::SeqCst)
}

/// Another program has the terminal as long as this lives.
struct Lent;

impl Lent {
    fn begin() -> Self {
        IS_LENT.store(true, Ordering::SeqCst);
        Self
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        IS_LENT.store(false, Ordering::SeqCst);
    }
}

/// Stops until the shell wants us to go on.
#[cfg(unix)]
fn suspend() -> io::Result<()> {
    use rustix::process::{Signal, kill_current_process_group};
    Ok(kill_current_process_group(Signal::TSTP)?)
}

#[cfg(not(unix))]
fn suspend() -> io::Result<()> {
    Err(io::Error::other("this system's shells do not go on with what was stopped"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn an_editor_is_read_as_shells_read_it() {
        assert_eq!(words("\"/My App/ed\" -w").unwrap(), ["/My App/ed", "-w"]);
        assert!(words("ed 'open").is_err());
    }
}
