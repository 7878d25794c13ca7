//! The terminal, taken over and given back.

use std::io;
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    EventStream,
};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, enable_raw_mode};
use ratatui::backend::CrosstermBackend;
use ratatui::{DefaultTerminal, Frame};
use tokio::sync::Notify;

use super::run::Stage;

/// Whether the terminal is taken over; of the process, as the terminal is.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);
/// What a panic said that took the terminal away.
static PANIC: Mutex<String> = Mutex::new(String::new());
/// Rung when one did.
static LOST: Notify = Notify::const_new();

/// A terminal in raw mode on its alternate screen.
///
/// **Invariant:** it is given back when this is dropped, and before a panic is printed.
pub(super) struct Screen(DefaultTerminal);

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter() -> io::Result<Self> {
        watch_panics();
        let screen = Self(DefaultTerminal::new(CrosstermBackend::new(io::stdout()))?);
        take()?;
        Ok(screen)
    }
}

/// Takes it over.
fn take() -> io::Result<()> {
    IS_TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, Clear(ClearType::All))?;
    execute!(io::stdout(), EnableMouseCapture, EnableBracketedPaste)
}

/// Gives it back, once for each time that it was taken.
fn give_back() -> io::Result<()> {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        execute!(io::stdout(), DisableBracketedPaste, DisableMouseCapture, Show)?;
        ratatui::try_restore()?;
    }
    Ok(())
}

/// Has panics give it back.
fn watch_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            lose(info);
            before(info);
        }));
    });
}

/// Gives it back before a panic is printed, in whichever part of the program it is.
fn lose(info: &PanicHookInfo<'_>) {
    if IS_TAKEN.load(Ordering::SeqCst) {
        // When this fails the terminal is gone, and nobody is left to tell.
        drop(give_back());
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let said = info.payload_as_str().unwrap_or("it did not say why");
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = format!("{said}, {place}");
        LOST.notify_one();
    }
}

/// Waits until a panic takes the terminal away; answers what it said. Where this is still waited for,
/// the panic was in another task, and the viewer can go on.
pub(super) async fn lost() -> String {
    LOST.notified().await;
    PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

impl Stage for Screen {
    type Keys = EventStream;

    fn keys(&mut self) -> EventStream {
        EventStream::new()
    }

    fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        // What was taken away is taken over again before anything is drawn.
        if IS_TAKEN.load(Ordering::SeqCst) {
            self.0.draw(render)?;
        }
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    fn leave(&mut self) -> io::Result<()> {
        give_back()
    }

    fn enter_again(&mut self) -> io::Result<()> {
        take()?;
        // A new one knows of nothing that is on the screen. Clearing the old one would ask the
        // terminal where its cursor is, and wait for an answer among the keys.
        self.0 = DefaultTerminal::new(CrosstermBackend::new(io::stdout()))?;
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // When this fails the terminal is gone, and nobody is left to tell.
        drop(self.leave());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_elsewhere_gives_the_terminal_back_and_is_told_of() {
        watch_panics();
        IS_TAKEN.store(true, Ordering::SeqCst);
        drop(std::panic::catch_unwind(|| panic!("a test of panics")));
        assert!(!IS_TAKEN.load(Ordering::SeqCst));
        assert!(lost().await.contains("a test of panics, src"));
    }
}
