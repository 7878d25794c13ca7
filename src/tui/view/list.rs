//! The attempts, one row each, newest last.

use ratatui::Frame;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph, Row, Table, Wrap};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::tui::app::App;
use crate::tui::columns::{self, Column};

/// Draws the list.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let theme = app.look.theme;
    let block = Block::new().borders(Borders::TOP).border_style(theme.quiet());
    let block = block.title(title(app, usize::from(area.width)));
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

    let columns = Vec::from_iter(columns::shown(area.width, &app.about));
    let taken: u16 = columns.iter().map(|it| it.width + 1).sum();
    let left = area.width.saturating_sub(taken.saturating_sub(1));
    let width = |it: &Column| if it.width == 0 { left } else { it.width };
    let widths = columns.iter().map(|it| Constraint::Length(width(it)));
    let lines = rows.iter().enumerate().skip(top).take(height).map(|(index, row)| {
        let cells = columns.iter().map(|it| fit((it.cell)(row, &app.look), width(it)));
        let line = Row::new(cells);
        if index == selected { line.style(theme.selected()) } else { line }
    });
    let titles = Row::new(columns.iter().map(|it| it.title)).style(theme.quiet());
    frame.render_widget(Table::new(lines, widths).header(titles).block(block), area);
}

/// The text, or as much of it as there is room for and a sign that there is more.
fn fit(text: Span<'_>, width: u16) -> Span<'_> {
    let width = usize::from(width);
    if text.width() <= width {
        return text;
    }
    let mut res = String::new();
    for letter in text.content.chars() {
        let wide = letter.width().unwrap_or(0);
        if res.width() + wide + 1 > width {
            break;
        }
        res.push(letter);
    }
    Span::styled(res + "…", text.style)
}

/// What it came to so far, in a line of this width.
fn title(app: &App, width: usize) -> String {
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
    let follow = if app.follows() { "" } else { " · G follows the newest" };
    if let Some(took) = tally.percentile(0.5) {
        let p50 = format!(" · p50 {:.1} ms", took.as_secs_f64() * 1000.0);
        if res.width() + p50.width() + follow.width() < width {
            res += &p50;
        }
    }
    res + follow + " "
}

fn hint(app: &App) -> Vec<Line<'_>> {
    let mut res = vec![Line::raw(""), Line::raw("Waiting for the first event. To send one:")];
    if let Some((_, url)) = app.about.sources.first() {
        res.push(Line::raw(""));
        res.push(Line::raw(format!("  curl -d hello=world {url}")));
    }
    res
}
