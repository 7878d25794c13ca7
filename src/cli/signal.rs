//! Being asked to stop: by Ctrl-C, by SIGTERM, or by the terminal that closes.

use std::io;

use tokio_util::sync::CancellationToken;

use super::error::Exit;
use crate::tui;

/// Cancels `stop` when the user or the system asks; asked once more, the process ends at once.
///
/// Returns when `stop` is cancelled, by whomever.
pub(super) async fn cancel_when_asked(stop: &CancellationToken) -> io::Result<()> {
    tokio::select! {
        () = stop.cancelled() => return Ok(()),
        res = asked() => res?,
    }
    stop.cancel();
    // Outlives this function on purpose: it is for the time in which everything is being ended.
    let _impatient = tokio::spawn(async {
        if asked().await.is_ok() {
            std::process::exit(Exit::Interrupted as i32);
        }
    });
    Ok(())
}

#[cfg(unix)]
async fn asked() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut term, mut hangup) = (signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    tokio::select! {
        res = interrupted() => res,
        _ = term.recv() => Ok(()),
        _ = hangup.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn asked() -> io::Result<()> {
    interrupted().await
}

/// Ctrl-C, unless it is meant for the editor or pager that has the terminal.
async fn interrupted() -> io::Result<()> {
    loop {
        tokio::signal::ctrl_c().await?;
        if !tui::is_lent() {
            return Ok(());
        }
    }
}
