//! Every key and what it does, in as many columns as there is room for.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear, Paragraph};

use crate::tui::app::App;
use crate::tui::keys::{BINDINGS, Group};

/// How wide a column is.
const WIDTH: u16 = 72;

/// Draws the help, from its `scroll`th line on.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App, scroll: usize) {
    let theme = app.look.theme;
    let block = Block::new().borders(Borders::TOP).border_style(theme.quiet()).title(" keys ");
    let inner = block.inner(area);

    let groups = Group::ALL.map(|it| lines(it, app));
    let all: usize = groups.iter().map(Vec::len).sum();
    let count = usize::from((inner.width / WIDTH).max(1));
    // A column ends with a group.
    let most = all.div_ceil(count);
    let mut columns: Vec<Vec<Line<'_>>> = vec![Vec::new()];
    for group in groups {
        let is_full =
            columns.last().is_some_and(|it| !it.is_empty() && it.len() + group.len() / 2 > most);
        if is_full && columns.len() < count {
            columns.push(Vec::new());
        }
        if let Some(column) = columns.last_mut() {
            column.extend(group);
        }
    }
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let below = longest.saturating_sub(usize::from(inner.height));
    let scroll = scroll.min(below);
    let how = if below > 0 { " ↓ ↑ scroll, Esc closes " } else { " Esc closes " };
    frame.render_widget(Clear, area);
    frame.render_widget(block.title(Line::raw(how).right_aligned()), area);
    for (place, column) in columns.into_iter().enumerate() {
        let x = inner.x + u16::try_from(place).unwrap_or(0) * WIDTH;
        let width = if count == 1 { inner.width } else { WIDTH.min(inner.right() - x) };
        let shown = Vec::from_iter(column.into_iter().skip(scroll));
        frame.render_widget(Paragraph::new(shown), Rect { x, width, ..inner });
    }
}

fn lines(group: Group, app: &App) -> Vec<Line<'static>> {
    let theme = app.look.theme;
    let rows = BINDINGS.iter().filter(|it| it.group == group).map(|it| {
        let keys = Span::styled(format!("{:>8}  ", app.keys.shown(it)), theme.name());
        Line::from(vec![keys, Span::raw(it.about)])
    });
    let title = Line::styled(format!("{:>8}", group.title()), theme.strong());
    [title].into_iter().chain(rows).chain([Line::default()]).collect()
}
