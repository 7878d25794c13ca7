//! In what two differ: the two events that are marked, or else an attempt and the one before it.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use serde_json::Value;
use similar::TextDiff;

use super::change;
use super::document::Entry;
use crate::model::{Difference, differences, parse_body};
use crate::tui::app::App;
use crate::tui::attempt::{Message, Try, Whole};
use crate::tui::change::Versus;
use crate::tui::columns::{Cell, ms, status, time};
use crate::tui::history::Row;
use crate::tui::theme::Theme;

/// Which tab this is.
pub(in crate::tui) const TAB: usize = 5;
/// How many differences of one part are shown.
const MOST: usize = 200;
/// How many lines of two texts are shown.
const LINES: usize = 1_000;
/// How many bytes of one value are.
const VALUE: usize = 16 << 10;
/// How long two texts are compared for each drawing; what is not found by then is told as other.
const PATIENCE: Duration = Duration::from_millis(20);
/// Lines around those that differ in texts.
const AROUND: usize = 2;

/// One of two.
pub(in crate::tui) struct Side<'a> {
    /// The event.
    pub(in crate::tui) row: &'a Row,
    /// The attempt.
    pub(in crate::tui) one: &'a Try,
}

/// The two that are compared, or why there are none.
pub(in crate::tui) fn pair(app: &App) -> Result<[Side<'_>; 2], &'static str> {
    let marked = app.view.marked.iter().filter_map(|it| app.history.row(*it));
    let marked = Vec::from_iter(marked.filter_map(|row| Some(Side { row, one: row.last()? })));
    if let Ok(both) = <[Side<'_>; 2]>::try_from(marked) {
        return Ok(both);
    }
    let none = "Mark two events with m, or look at an event that was tried twice";
    let (Some(row), Some(one)) = (app.row(), app.attempt()) else { return Err(none) };
    let mut before = row.tries.iter().filter(|it| it.number < one.number && it.number > 0);
    let before = before.next_back().ok_or(none)?;
    Ok([Side { row, one: before }, Side { row, one }])
}

/// The lines.
pub(super) fn lines(app: &App) -> Vec<Entry> {
    let theme = app.look.theme;
    if app.view.versus == Versus::Original {
        return change::lines(app);
    }
    let both = match pair(app) {
        Ok(both) => both,
        Err(why) => {
            let more = "6 again shows what rules made of a request; T tries a transformation";
            return [why, more].map(|it| Line::styled(it, theme.quiet()).into()).into();
        }
    };
    let mut res: Vec<Entry> =
        vec![about(app, &both[0], "−", theme.bad()), about(app, &both[1], "+", theme.good())];
    let [Some(before), Some(after)] = [&both[0], &both[1]].map(|it| it.one.whole.as_deref()) else {
        let is_lost = |it: &Side<'_>| it.one.whole.is_none() && it.one.changed.is_some();
        let text = match both.iter().any(is_lost) {
            true => "What was sent in one was let go to make room, and only this viewer had it",
            false => "The contents of one are no longer here; the gateway is asked for them",
        };
        res.push(Line::styled(text, theme.quiet()).into());
        return res;
    };
    let [was, is] = [&both[0], &both[1]].map(|it| it.row.head(Some(it.one)));
    let mut request = Vec::new();
    for (name, was, is) in [("method", was.0, is.0), ("path", was.1, is.1)] {
        if was != is {
            request.extend(changed(name, was, is, theme));
        }
    }
    request.extend(parts(Some(&before.sent), Some(&after.sent), theme));
    res.extend(section("Request", request, theme));
    res.extend(section("Response", answers(&both, before, after, theme), theme));
    res
}

fn answers(both: &[Side<'_>; 2], before: &Whole, after: &Whole, theme: Theme) -> Vec<Entry> {
    let word = |side: &Side<'_>| match side.one.end.as_ref().map(|it| &it.outcome) {
        None => "none yet".to_owned(),
        Some(Ok(status)) => status.to_string(),
        Some(Err(failure)) => failure.reason.clone(),
    };
    let (was, is) = (word(&both[0]), word(&both[1]));
    let mut res = Vec::new();
    if was != is {
        res.extend(changed("status", &was, &is, theme));
    }
    res.extend(parts(before.answer.as_ref(), after.answer.as_ref(), theme));
    res
}

/// Which it is, how it ended and when.
fn about(app: &App, side: &Side<'_>, sign: &'static str, style: Style) -> Entry {
    let Side { row, one } = side;
    let ended = status(Cell { row, one: Some(one), below: true }, &app.look);
    let took = one.end.as_ref().map(|it| ms(it.took)).unwrap_or_default();
    Line::from(vec![
        Span::styled(sign, style),
        Span::raw(format!(" {} attempt {}  ", row.id, one.number)),
        Span::styled(time(one.at, &app.look.zone), app.look.theme.quiet()),
        Span::raw("  "),
        Span::styled(ended.content.into_owned(), ended.style),
        Span::styled(format!("  {took}"), app.look.theme.quiet()),
    ])
    .into()
}

pub(super) fn section(title: &'static str, lines: Vec<Entry>, theme: Theme) -> Vec<Entry> {
    let mut res = vec![Line::default().into(), Line::styled(title, theme.strong()).into()];
    if lines.is_empty() {
        res.push(Line::styled("no difference", theme.quiet()).into());
    }
    res.extend(lines);
    res
}

/// Bodies and headers.
fn parts(before: Option<&Message>, after: Option<&Message>, theme: Theme) -> Vec<Entry> {
    let (before, after) = match (before, after) {
        (None, None) => return Vec::new(),
        (Some(before), Some(after)) => (before.clone(), after.clone()),
        (before, after) => {
            (before.cloned().unwrap_or_default(), after.cloned().unwrap_or_default())
        }
    };
    let bodies = [&before, &after].map(|it| parse_body(it.headers.text("content-type"), &it.body));
    let headers = [&before, &after].map(|it| it.headers.to_value());
    contents(bodies.each_ref(), headers.each_ref(), theme)
}

/// Bodies and headers, as values.
pub(super) fn contents(bodies: [&Value; 2], headers: [&Value; 2], theme: Theme) -> Vec<Entry> {
    let mut res = match bodies {
        [Value::String(before), Value::String(after)] => texts(before, after, theme),
        [before, after] => values("body", before, after, theme),
    };
    res.extend(values("headers", headers[0], headers[1], theme));
    res
}

pub(super) fn values(at: &str, before: &Value, after: &Value, theme: Theme) -> Vec<Entry> {
    let mut found = Vec::new();
    differences(at, Some(before), Some(after), MOST, &mut found);
    let is_cut = found.len() >= MOST;
    let mut res = Vec::from_iter(found.into_iter().flat_map(|it| told(&it, theme)));
    if is_cut {
        let text = format!("the first {MOST} differences of {at}; there may be more");
        res.push(Line::styled(text, theme.quiet()).into());
    }
    res
}

fn told(difference: &Difference, theme: Theme) -> Vec<Entry> {
    let Difference { at, before, after } = difference;
    match (before, after) {
        (Some(before), Some(after)) => changed(at, &shown(before), &shown(after), theme),
        (before, after) => {
            let (sign, style) =
                if before.is_some() { ("−", theme.bad()) } else { ("+", theme.good()) };
            let value = before.as_ref().or(after.as_ref()).map(shown);
            vec![
                Line::from(vec![
                    Span::styled(format!("{sign} {at}: "), theme.name()),
                    Span::styled(value.unwrap_or_default(), style),
                ])
                .into(),
            ]
        }
    }
}

/// A value as JSON, as far as anybody reads.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    let end = text.floor_char_boundary(VALUE);
    if end == text.len() { text } else { format!("{}… {} bytes", &text[..end], text.len()) }
}

/// What is other now: below one another, so that a long value is seen beside the other.
pub(super) fn changed(at: &str, before: &str, after: &str, theme: Theme) -> Vec<Entry> {
    vec![
        Line::styled(format!("  {at}"), theme.name()).into(),
        Line::styled(format!("− {before}"), theme.bad()).into(),
        Line::styled(format!("+ {after}"), theme.good()).into(),
    ]
}

fn texts(before: &str, after: &str, theme: Theme) -> Vec<Entry> {
    if before == after {
        return Vec::new();
    }
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(before, after);
    let unified = diff.unified_diff().context_radius(AROUND).to_string();
    let line = |line: &str| {
        let style = match line.as_bytes().first() {
            Some(b'+') => theme.good(),
            Some(b'-') => theme.bad(),
            Some(b'@') => theme.quiet(),
            _ => Style::new(),
        };
        Line::styled(line.to_owned(), style).into()
    };
    let mut lines = unified.lines();
    let mut res = Vec::from_iter(lines.by_ref().take(LINES).map(line));
    let left = lines.count();
    if left > 0 {
        let text = format!("the first {LINES} lines; {left} more are not shown");
        res.push(Line::styled(text, theme.quiet()).into());
    }
    res
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::tui::Ground;

    #[test]
    fn long_texts_are_compared_in_a_bounded_time_and_what_is_left_out_is_said() {
        let text = |word: &str| (0..20_000).map(|it| format!("{word}{it}\n")).collect::<String>();
        let began = Instant::now();
        let lines = texts(&text("a"), &text("b"), Theme::new(false, Ground::default()));
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        assert_eq!(lines.len(), LINES + 1);
        let last = lines[LINES].line.to_string();
        assert_eq!(last, "the first 1000 lines; 39001 more are not shown");
    }
}
