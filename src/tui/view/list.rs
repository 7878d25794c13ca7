//! The attempts, one row each, newest last.

use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Borders, Paragraph, Row, Table, Wrap};

use crate::tui::app::App;
use crate::tui::columns::COLUMNS;

/// Draws the list.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let theme = app.look.theme;
    let block = Block::new().borders(Borders::TOP).border_style(theme.quiet()).title(title(app));
    let Some(selected) = app.selected() else {
        let hint = Paragraph::new(hint(app)).wrap(Wrap { trim: false });
        frame.render_widget(hint.block(block), area);
        return;
    };
    // The frame's line above, and the titles.
    let height = usize::from(area.height).saturating_sub(2);
    let rows = app.history.rows();
    let lowest = selected.saturating_sub(height.saturating_sub(1));
    let last = rows.len().saturating_sub(height);
    let top = if app.follows() { last } else { app.top.get().clamp(lowest, selected).min(last) };
    app.top.set(top);

    let columns: Vec<_> = COLUMNS.iter().filter(|it| it.from <= area.width).collect();
    let widths = columns.iter().map(|it| match it.width {
        0 => Constraint::Fill(1),
        width => Constraint::Length(width),
    });
    let lines = rows.iter().enumerate().skip(top).take(height).map(|(index, row)| {
        let line = Row::new(columns.iter().map(|it| (it.cell)(row, &app.look)));
        if index == selected { line.style(theme.selected()) } else { line }
    });
    let titles = Row::new(columns.iter().map(|it| it.title)).style(theme.quiet());
    frame.render_widget(Table::new(lines, widths).header(titles).block(block), area);
}

fn title(app: &App) -> String {
    let tally = &app.tally;
    let attempts = if tally.attempts == 1 { "attempt" } else { "attempts" };
    let mut res = format!(" {} {attempts} · {} ok", tally.attempts, tally.succeeded);
    for (count, what) in [
        (tally.failed, "failed"),
        (tally.unanswered, "unanswered"),
        (app.history.dropped, "no longer shown"),
    ] {
        if count > 0 {
            res += &format!(" · {count} {what}");
        }
    }
    if let Some(took) = tally.percentile(0.5) {
        res += &format!(" · p50 {:.1} ms", took.as_secs_f64() * 1000.0);
    }
    if !app.follows() {
        res += " · G follows the newest";
    }
    res + " "
}

fn hint(app: &App) -> Vec<Line<'_>> {
    let mut res = vec![Line::raw(""), Line::raw("Waiting for the first event. To send one:")];
    if let Some((_, url)) = app.about.sources.first() {
        res.push(Line::raw(""));
        res.push(Line::raw(format!("  curl -d hello=world {url}")));
    }
    res
}
