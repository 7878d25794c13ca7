//! A request that is changed: its text, and below it what stands in the way.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Paragraph};

use super::document::wrap;
use crate::tui::app::App;
use crate::tui::editor::{Editor, Hitch};

/// Draws it.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App, editor: &Editor) {
    let theme = app.look.theme;
    let draft = &editor.draft;
    let source = app.about.source_names.get(&draft.source).unwrap_or(&draft.source);
    let title = match draft.is_held() {
        true => {
            let until = app.held.get(&draft.id).and_then(|it| it.until);
            let left = until.map(|it| format!(", {} s left", app.seconds_to(it)));
            format!(" held: {}{}, signed as it came ", draft.id, left.unwrap_or_default())
        }
        false => format!(" to {source}, from {} ", draft.id),
    };
    let at = editor.area.cursor();
    let place = Line::raw(format!(" {}:{} ", at.0 + 1, at.1 + 1)).right_aligned();
    let block = Block::bordered().border_style(theme.name()).title(title).title_bottom(place);
    let inner = block.inner(area);
    frame.render_widget(Clear, area);
    frame.render_widget(block, area);

    let (said, style) = match &editor.hitch {
        None => (String::new(), theme.quiet()),
        Some(Hitch::Wrong(why)) => (why.clone(), theme.bad()),
        Some(Hitch::Doubt(why)) => (format!("{why}. ^S again sends it all the same"), theme.odd()),
        Some(Hitch::Loss) => {
            ("Esc again throws away what was typed; ^S sends it".to_owned(), theme.odd())
        }
    };
    let lines = match &editor.hitch {
        Some(_) => wrap(Line::styled(said, style).into(), inner.width),
        None => Vec::new(),
    };
    let lines = lines.into_iter().map(|it| it.line);
    let lines = Vec::from_iter(lines.take(usize::from(inner.height / 2)));
    let height = u16::try_from(lines.len()).unwrap_or(0);
    let [text, below] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(height)]).areas(inner);
    frame.render_widget(&editor.area, text);
    frame.render_widget(Paragraph::new(lines), below);
}
