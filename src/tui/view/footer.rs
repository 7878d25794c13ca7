//! The last line: what was just said, or else the keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::tui::app::App;
use crate::tui::keys::BINDINGS;

/// Draws the footer.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let theme = app.look.theme;
    let line = match app.notice() {
        Some(notice) => {
            let style = if notice.bad { theme.bad() } else { theme.good() };
            Line::styled(&*notice.text, style)
        }
        None => {
            let shown = BINDINGS.iter().filter(|it| !it.brief.is_empty());
            let spans = shown.flat_map(|it| {
                [Span::styled(it.shown, theme.name()), Span::raw(format!(" {}   ", it.brief))]
            });
            Line::from_iter(spans)
        }
    };
    frame.render_widget(Paragraph::new(line), area);
}
