//! The terminal, taken over and given back.

use std::io;

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    EventStream,
};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, enable_raw_mode};
use ratatui::backend::CrosstermBackend;
use ratatui::{DefaultTerminal, Frame};

use super::run::Stage;

/// A terminal in raw mode on its alternate screen.
///
/// **Invariant:** it is given back when this is dropped, and before a panic is printed.
pub(super) struct Screen(DefaultTerminal);

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter() -> io::Result<Self> {
        let screen = ratatui::try_init().map(Self)?;
        execute!(io::stdout(), EnableMouseCapture, EnableBracketedPaste)?;
        Ok(screen)
    }
}

impl Stage for Screen {
    type Keys = EventStream;

    fn keys(&mut self) -> EventStream {
        EventStream::new()
    }

    fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.0.draw(render).map(drop)
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    fn leave(&mut self) -> io::Result<()> {
        execute!(io::stdout(), DisableBracketedPaste, DisableMouseCapture)?;
        self.0.show_cursor()?;
        ratatui::try_restore()
    }

    fn enter_again(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, Clear(ClearType::All))?;
        execute!(io::stdout(), EnableMouseCapture, EnableBracketedPaste)?;
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
