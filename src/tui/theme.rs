//! What things look like.

use ratatui::style::{Color, Modifier, Style};

use super::Ground;

/// The styles of one session; without color only weight tells things apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme {
    color: bool,
    ground: Ground,
}

impl Theme {
    /// With color or without, on this ground.
    pub(super) fn new(color: bool, ground: Ground) -> Self {
        Self { color, ground }
    }

    fn tint(self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }

    /// Went well.
    pub(super) fn good(self) -> Style {
        self.tint(Color::Green)
    }

    /// Deserves a look.
    pub(super) fn odd(self) -> Style {
        // Yellow on white is nothing to read.
        self.tint(if self.ground == Ground::Light { Color::Magenta } else { Color::Yellow })
    }

    /// Went wrong.
    pub(super) fn bad(self) -> Style {
        self.tint(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// Frames and what is beside the point.
    pub(super) fn quiet(self) -> Style {
        if self.color {
            Style::new().fg(Color::DarkGray)
        } else {
            Style::new().add_modifier(Modifier::DIM)
        }
    }

    /// Titles.
    pub(super) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Names: of headers, of fields, of keys to press.
    pub(super) fn name(self) -> Style {
        self.tint(if self.ground == Ground::Light { Color::Blue } else { Color::Cyan })
    }

    /// The row that is selected.
    pub(super) fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The row that was selected before keys moved elsewhere.
    pub(super) fn selected_before(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED | Modifier::DIM)
    }

    /// What was searched for.
    pub(super) fn found(self) -> Style {
        if self.color {
            Style::new().fg(Color::Black).bg(Color::Yellow)
        } else {
            Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
        }
    }

    /// A status of HTTP.
    pub(super) fn status(self, status: u16) -> Style {
        match status {
            200..300 => self.good(),
            300..400 => self.odd(),
            _ => self.bad(),
        }
    }
}
