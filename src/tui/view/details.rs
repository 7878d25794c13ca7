//! One attempt: what was sent, and what came back or why nothing did.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph};

use super::body;
use crate::tui::app::App;
use crate::tui::history::{End, Message, Row};
use crate::tui::theme::Theme;
use crate::tui::word;

/// Draws the details of the selected attempt.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let theme = app.look.theme;
    let Some(row) = app.row() else { return };
    let title = format!(" {} · attempt {} ", row.event, row.number);
    let block = Block::new().borders(Borders::TOP).border_style(theme.quiet()).title(title);
    let inner = block.inner(area);
    let lines = lines(row, theme, inner.width);

    let page = usize::from(inner.height);
    let end = lines.len().saturating_sub(page);
    app.page.set(page.saturating_sub(1).max(1));
    app.scroll_end.set(end);
    let block = match end.saturating_sub(app.scroll) {
        0 => block,
        more => block.title(Line::raw(format!(" ␣ {more} more lines ")).right_aligned()),
    };
    let shown = lines.into_iter().skip(app.scroll.min(end)).take(page);
    frame.render_widget(Paragraph::new(Vec::from_iter(shown)).block(block), area);
}

/// Bodies first: with the gateway's own, there are more headers than a small screen has lines.
fn lines(row: &Row, theme: Theme, width: u16) -> Vec<Line<'static>> {
    let mut res = vec![Line::styled(format!("{} {}", row.method, row.url), theme.strong())];
    res.extend(content(&row.sent, theme));
    res.push(Line::raw(""));
    match &row.end {
        None => res.push(Line::styled("The target has not answered yet", theme.quiet())),
        Some(End { took, outcome: Ok((status, answer)) }) => {
            let reason = http::StatusCode::from_u16(*status).ok();
            let reason = reason.and_then(|it| it.canonical_reason()).unwrap_or_default();
            res.push(Line::from(vec![
                Span::styled(format!("{status} {reason}"), theme.status(*status)),
                Span::styled(format!("  {:.1} ms", took.as_secs_f64() * 1000.0), theme.quiet()),
            ]));
            res.extend(content(answer, theme));
            res.extend(headers("Response headers", answer, theme));
        }
        Some(End { took, outcome: Err(failure) }) => {
            res.push(Line::from(vec![
                Span::styled(format!("No answer: {}", failure.reason), theme.bad()),
                Span::styled(format!("  {:.1} ms", took.as_secs_f64() * 1000.0), theme.quiet()),
            ]));
            res.push(Line::raw(advice(word(failure.code))));
        }
    }
    res.extend(headers("Request headers", &row.sent, theme));
    res.into_iter().flat_map(|line| body::wrap(line, width)).collect()
}

fn content(message: &Message, theme: Theme) -> Vec<Line<'static>> {
    if message.gone {
        let text = "Headers and body were let go to make room; the gateway still has them";
        return vec![Line::styled(text, theme.quiet())];
    }
    if message.length == 0 {
        return Vec::new();
    }
    body::lines(message, theme)
}

fn headers(title: &'static str, message: &Message, theme: Theme) -> Vec<Line<'static>> {
    if message.gone {
        return Vec::new();
    }
    let lines = message.headers.iter().map(|(name, value)| {
        Line::from(vec![
            Span::styled(format!("{name}: "), theme.name()),
            Span::raw(String::from_utf8_lossy(value).into_owned()),
        ])
    });
    let title = [Line::raw(""), Line::styled(title, theme.quiet())];
    title.into_iter().chain(lines).collect()
}

/// What to try, for each word that a failure can have.
fn advice(word: &str) -> &'static str {
    match word {
        "refused" => "Is your program running, and on this port?",
        "timeout" => "Your program took the request but did not finish in time; see --timeout.",
        "dns" => "The target's host name has no address; check it for typing mistakes.",
        "tls" => "The target's certificate is not trusted; --insecure takes it anyway.",
        "reset" => "Your program dropped the connection; its own log may say why.",
        _ => "The answer was not HTTP; is this the right port?",
    }
}
