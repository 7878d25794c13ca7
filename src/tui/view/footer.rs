//! The last line: what is typed, or what was just said, or else the keys.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Clear, Paragraph};
use unicode_width::UnicodeWidthStr as _;

use super::list::whole;
use crate::tui::app::App;
use crate::tui::change::Choice;
use crate::tui::editor;
use crate::tui::filter::{FORMS, OF_ANSWERS};
use crate::tui::keys::BINDINGS;
use crate::tui::prompt::{Asking, Overlay, Prompt, actions};
use crate::tui::theme::Theme;

/// Draws the footer.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let theme = app.look.theme;
    if let Some(Overlay::Prompt(prompt)) = &app.view.overlay {
        return typed(frame, area, app, prompt);
    }
    let line = match app.notice() {
        Some(notice) => {
            let style = if notice.bad { theme.bad() } else { theme.good() };
            Line::styled(&*notice.text, style)
        }
        None if matches!(app.view.overlay, Some(Overlay::Editor(_))) => editor_keys(theme),
        None => {
            let shown = BINDINGS.iter().filter(|it| !it.brief.is_empty());
            let spans = shown.flat_map(|it| {
                [
                    Span::styled(app.keys.key(it), theme.name()),
                    Span::raw(format!(" {}   ", it.brief)),
                ]
            });
            Line::from_iter(spans)
        }
    };
    frame.render_widget(Paragraph::new(line), area);
}

/// What keys do while a request is changed.
fn editor_keys(theme: Theme) -> Line<'static> {
    let spans = editor::KEYS.iter().flat_map(|(key, brief)| {
        [Span::styled(*key, theme.name()), Span::raw(format!(" {brief}   "))]
    });
    Line::from_iter(spans)
}

/// The line that is typed, what is wrong with it, and above it what may be typed.
fn typed(frame: &mut Frame<'_>, area: Rect, app: &App, prompt: &Prompt) {
    let theme = app.look.theme;
    let label = prompt.label();
    let width = usize::from(area.width).saturating_sub(label.len() + 1);
    let scroll = prompt.input.visual_scroll(width);
    let mut line = Line::from(vec![Span::styled(label, theme.name())]);
    let mut skipped = 0;
    let shown = prompt.input.value().chars().skip_while(|it| {
        skipped += unicode_width::UnicodeWidthChar::width(*it).unwrap_or(0);
        skipped <= scroll
    });
    line.push_span(Span::raw(shown.collect::<String>()));
    if let Some(wrong) = &prompt.wrong {
        line.push_span(Span::styled(format!("   {wrong}"), theme.bad()));
    }
    frame.render_widget(Paragraph::new(line), area);
    let column = label.width() + prompt.input.visual_cursor().saturating_sub(scroll);
    let x = area.x.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
    if x < area.right() {
        frame.set_cursor_position(Position { x, y: area.y });
    }
    above(frame, area, app, prompt);
}

/// What may be typed.
fn above(frame: &mut Frame<'_>, footer: Rect, app: &App, prompt: &Prompt) {
    let theme = app.look.theme;
    let (lines, chosen): (Vec<Line<'_>>, _) = match &prompt.what {
        Asking::Action(chosen) => {
            let found = actions(prompt.input.value());
            let lines = found.into_iter().map(|it| {
                let key = Span::styled(format!("{:>8}  ", app.keys.shown(it)), theme.name());
                Line::from(vec![key, Span::raw(it.about)])
            });
            (lines.collect(), Some(*chosen))
        }
        Asking::Transformation { all, chosen, .. } => {
            let found = Choice::found(all, prompt.input.value());
            let lines = found.into_iter().map(|it| {
                let own = if it.is_own { "  of its connection" } else { "" };
                Line::from(vec![Span::raw(&*it.name), Span::styled(own, theme.quiet())])
            });
            (lines.collect(), Some(*chosen))
        }
        Asking::Filter(_) | Asking::Hold if prompt.input.value().is_empty() => {
            let is_hold = matches!(prompt.what, Asking::Hold);
            let forms = FORMS.iter().filter(|it| !(is_hold && OF_ANSWERS.contains(&it.0[0])));
            let forms = forms.map(|(names, about, _)| {
                let names = names.iter().map(|it| format!("{it}:")).collect::<Vec<_>>().join(" ");
                let names = Span::styled(format!("{names:>22}  "), theme.name());
                Line::from(vec![names, Span::raw(*about)])
            });
            let name = |it: &str| Span::styled(format!("{it:>22}  "), theme.name());
            let more = [
                Line::from(vec![name("word -word"), "anywhere in the line; not in it".into()]),
                Line::from(vec![name(r#"{"body": …}"#), "the language of filter rules".into()]),
                Line::from(vec![name("↑"), "what was typed before".into()]),
            ];
            (forms.chain(more).collect(), None)
        }
        _ => return,
    };
    let most = usize::from(footer.y.saturating_sub(3)).min(15);
    let first = chosen.map_or(0, |it| (it + 1).saturating_sub(most));
    let height = u16::try_from(lines.len().min(most)).unwrap_or(0) + 1;
    let Some(y) = footer.y.checked_sub(height).filter(|_| most > 0) else { return };
    let area = Rect { y, height, ..footer };
    let shown =
        lines.into_iter().enumerate().skip(first).take(most).map(|(at, line)| {
            if Some(at) == chosen { whole(line, theme.selected()) } else { line }
        });
    let block = Block::new().borders(Borders::TOP).border_style(theme.quiet());
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(Vec::from_iter(shown)).block(block), area);
}
