//! The terminal lent to somebody else: the user's editor, the pager, the shell.
//!
//! What happens meanwhile is taken in, and seen afterwards.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::Stdio;

use tempfile::NamedTempFile;
use tokio::process::Command as Process;
use tokio::sync::mpsc;

use super::News;
use super::app::{App, Command, Effect, Input};
use super::draft::Draft;
use crate::model::Timestamp;

/// The user's own programs, with their arguments.
#[derive(Clone, Debug)]
pub struct Tools {
    /// What texts are changed in.
    pub editor: OsString,
    /// What long texts are read in.
    pub pager: OsString,
}

/// Lends it for this, and answers what came of it.
pub(super) async fn terminal(
    app: &mut App,
    to: Effect,
    news: &mut mpsc::Receiver<News>,
    commands: &mpsc::Sender<Command>,
) -> Option<Input> {
    let tools = app.about.tools.clone();
    let work = async {
        match to {
            Effect::Suspend => {
                suspend().map(|()| None).map_err(|it| ("cannot stop here".into(), it))
            }
            Effect::Page(text) => page(&tools, text).await.map(|()| None),
            Effect::Edit(draft) => edit(&tools, draft).await,
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
            if let Effect::Ask(command) = effect {
                // What finds no room is asked for again by who looks at it.
                drop(commands.try_send(command));
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

async fn edit(tools: &Tools, draft: Draft) -> Result<Option<Input>, Failed> {
    let Some(text) = draft.text() else {
        let error = io::Error::other("it is no text, which an editor would need");
        return Err((format!("the body of {} cannot be changed", draft.id), error));
    };
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
    let mut words = shown.split_whitespace();
    let mut process = Process::new(words.next().unwrap_or_default());
    process.args(words).arg(file.path()).stdin(Stdio::inherit()).kill_on_drop(true);
    match process.status().await {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err((what, io::Error::other(status.to_string()))),
        Err(error) => Err((what, error)),
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
