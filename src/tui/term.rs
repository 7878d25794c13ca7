//! The terminal, taken over and given back.

use std::io;

use ratatui::{DefaultTerminal, Frame};

/// A terminal in raw mode on its alternate screen.
///
/// **Invariant:** it is given back when this is dropped, and before a panic is printed.
pub(super) struct Screen(DefaultTerminal);

impl Screen {
    /// Takes the terminal over.
    pub(super) fn enter() -> io::Result<Self> {
        ratatui::try_init().map(Self)
    }

    /// Draws one frame.
    pub(super) fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.0.draw(render).map(drop)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // When this fails the terminal is gone, and nobody is left to tell.
        drop(self.0.show_cursor());
        drop(ratatui::try_restore());
    }
}
