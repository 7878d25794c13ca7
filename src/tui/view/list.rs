//! The events, one line each with the attempts of those that are unfolded, newest last.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph, Wrap};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::tui::app::{App, Place};
use crate::tui::attempt::Try;
use crate::tui::columns::{self, Cell, Column};
use crate::tui::listing::{Lens, Sort};

/// What stands before the columns: whether it is marked, and whether it can be unfolded.
const GUTTER: u16 = 2;

/// Draws the list.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let theme = app.look.theme;
    let (left, right) = titles(app, usize::from(area.width));
    let block = Block::new().borders(Borders::TOP).border_style(theme.quiet());
    let block = block.title(left).title(Line::styled(right, theme.odd()).right_aligned());
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let Some(selected) = app.place() else {
        app.view.seen.list.set(Rect::ZERO);
        let hint = Paragraph::new(hint(app)).wrap(Wrap { trim: false });
        frame.render_widget(hint, inner);
        return;
    };

    let columns = Vec::from_iter(columns::shown(area.width, &app.about));
    let taken: u16 = columns.iter().map(|it| it.width + 1).sum::<u16>() + GUTTER;
    let left = area.width.saturating_sub(taken.saturating_sub(1));
    let width = |it: &Column| if it.width == 0 { left } else { it.width };
    let titles = columns.iter().map(|it| (Span::raw(it.title), width(it)));
    let [head, body] = [0, 1].map(|skip| Rect {
        y: inner.y + skip.min(inner.height),
        height: if skip == 0 { inner.height.min(1) } else { inner.height.saturating_sub(1) },
        ..inner
    });
    frame.render_widget(line("  ", titles).style(theme.quiet()), head);
    app.view.seen.list.set(body);

    let top = top(app, selected, usize::from(body.height));
    app.view.seen.top.set(top);
    let mut lines = Vec::new();
    let mut at = app.view.listing.place(top.row);
    while lines.len() < usize::from(body.height)
        && let Some(number) = app.view.listing.at(at)
    {
        at += 1;
        // It may be gone since the rows were put in order.
        let Some(row) = app.history.row(number) else { continue };
        let skipped = if number == top.row { top.below } else { 0 };
        for below in skipped..app.height(number) {
            let one = below.checked_sub(1).map_or_else(|| row.last(), |it| row.tries.get(it));
            let cell = Cell { row, one, below: below > 0 };
            let cells = columns.iter().map(|it| ((it.cell)(cell, &app.look), width(it)));
            let line = line(gutter(app, number, below, row.tries.len()), cells);
            let line = if row.ignored.is_some() { line.patch_style(theme.quiet()) } else { line };
            let is_held = one.is_some_and(Try::is_held);
            let line = if is_held { line.patch_style(theme.odd()) } else { line };
            let is_selected = Place { row: number, below } == selected;
            lines.push(match (is_selected, app.view.inside) {
                (true, false) => whole(line, theme.selected()),
                (true, true) => whole(line, theme.selected_before()),
                (false, _) => line,
            });
        }
    }
    frame.render_widget(Paragraph::new(lines), body);
}

/// The first line in the window: as it was, if the selected one is in it then.
fn top(app: &App, selected: Place, height: usize) -> Place {
    let (listing, height) = (&app.view.listing, height.max(1));
    // So many lines before the place, or as many as there are.
    let before = |place: Place, lines: usize| {
        let mut top = place;
        let mut left = lines;
        loop {
            let step = top.below.min(left);
            (top.below, left) = (top.below - step, left - step);
            let at = listing.place(top.row).checked_sub(1).and_then(|it| listing.at(it));
            let (Some(row), 1..) = (at, left) else { return (top, left) };
            (top, left) = (Place { row, below: app.height(row) - 1 }, left - 1);
        }
    };
    let key = |it: Place| (listing.place(it.row), it.below);
    let last = listing.len().checked_sub(1).and_then(|it| listing.at(it));
    let last = last.map_or(selected, |row| Place { row, below: app.height(row) - 1 });
    // The end of the list is at the end of the window, unless all of it has room.
    let (latest, _) = before(last, height - 1);
    let (lowest, _) = before(selected, height - 1);
    if app.follows() && listing.sort == Sort::Time {
        return latest;
    }
    let seen = app.view.seen.top.get();
    let wanted = if key(seen) > key(selected) { selected } else { seen };
    let wanted = if key(wanted) < key(lowest) { lowest } else { wanted };
    if key(wanted) > key(latest) { latest } else { wanted }
}

fn gutter(app: &App, number: u64, below: usize, tries: usize) -> &'static str {
    let is_marked = below == 0 && app.view.marked.contains(&number);
    let is_open = app.view.unfolded.contains(&number);
    match (is_marked, below == 0 && tries > 1, is_open) {
        (true, true, true) => "•▾",
        (true, true, false) => "•▸",
        (true, false, _) => "• ",
        (false, true, true) => " ▾",
        (false, true, false) => " ▸",
        (false, false, _) => "  ",
    }
}

/// A line of cells, each as wide as it may be.
fn line<'a>(gutter: &'static str, cells: impl Iterator<Item = (Span<'a>, u16)>) -> Line<'a> {
    let mut res = Line::from(gutter);
    for (cell, width) in cells {
        let cell = fit(cell, width);
        let blank = usize::from(width + 1).saturating_sub(cell.width());
        res.push_span(cell);
        res.push_span(Span::raw(" ".repeat(blank)));
    }
    res
}

/// The line in one style: turned round, colors of its own would be patches.
pub(super) fn whole(line: Line<'_>, style: Style) -> Line<'_> {
    let spans = line.spans.into_iter().map(|it| Span::raw(it.content));
    Line::from_iter(spans).style(style)
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

/// What it came to so far, and what is shown of it, in a line of this width.
fn titles(app: &App, width: usize) -> (String, String) {
    let (tally, listing) = (&app.tally, &app.view.listing);
    let count = |count: u64, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    let events = (app.history.len() as u64).saturating_sub(app.history.ignored());
    let shown = match listing.is_part() {
        true => format!("{} of {}", listing.len(), count(events, "event")),
        false => count(events, "event"),
    };
    let mut counts = vec![shown];
    if tally.attempts > events {
        counts.push(count(tally.attempts, "attempt"));
    }
    let numbers = [
        (tally.succeeded, "ok"),
        (tally.failed, "failed"),
        (tally.unanswered, "unanswered"),
        (app.history.ignored(), "ignored"),
        (app.history.gone(), "no longer here"),
    ];
    let numbers = numbers.iter().filter(|(it, _)| *it > 0);
    counts.extend(numbers.map(|(count, what)| format!("{count} {what}")));

    let mut state = Vec::new();
    let behind = listing.behind(&app.history);
    if behind > 0 {
        state.push(format!("{behind} to look at"));
    }
    if listing.blind() > 0 {
        state.push(format!("{} not looked into", listing.blind()));
    }
    if listing.lens != Lens::All {
        state.push(listing.lens.word().to_owned());
    }
    state.extend(listing.source.as_ref().map(|it| it.to_string()));
    if !listing.filter.is_empty() {
        state.push(listing.filter.text.clone());
    }
    state.extend(app.view.search.as_ref().map(|it| format!("/{}", it.text())));
    if listing.sort != Sort::Time {
        state.push(listing.sort.word().to_owned());
    }
    if !app.view.marked.is_empty() {
        state.push(format!("{} marked", app.view.marked.len()));
    }
    if listing.paused_at.is_some() {
        state.push(format!("paused, {} more", listing.held(&app.history)));
    } else if !app.follows() {
        state.push("G follows".to_owned());
    }
    let right = if state.is_empty() { String::new() } else { format!(" {} ", state.join(" · ")) };
    let mut left = format!(" {} ", counts.join(" · "));
    while left.width() + right.width() > width && counts.len() > 1 {
        counts.pop();
        left = format!(" {} … ", counts.join(" · "));
    }
    (left, right)
}

fn hint(app: &App) -> Vec<Line<'_>> {
    if app.history.len() > 0 {
        return vec![Line::raw(""), Line::raw("Nothing of what came is as wanted. Esc shows all.")];
    }
    let mut res = vec![Line::raw(""), Line::raw("Waiting for the first event. To send one:")];
    if let Some((_, url)) = app.about.sources.first() {
        res.push(Line::raw(""));
        res.push(Line::raw(format!("  curl -d hello=world {url}")));
    }
    res
}
