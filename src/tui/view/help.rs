//! Every key and what it does.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph};

use crate::tui::app::App;
use crate::tui::keys::BINDINGS;

/// Draws the help.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let theme = app.look.theme;
    let lines = BINDINGS.iter().map(|it| {
        Line::from(vec![Span::styled(format!("{:>8}  ", it.shown), theme.name()), it.about.into()])
    });
    let block = Block::new().borders(Borders::TOP).border_style(theme.quiet()).title(" keys ");
    frame.render_widget(Paragraph::new(Vec::from_iter(lines)).block(block), area);
}
