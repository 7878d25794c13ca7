//! One attempt in its tabs: what was sent, what came back or why nothing did, how long it took, and
//! what the gateway says of it.

use std::cell::Ref;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders, Paragraph};

use super::body::{self, Way};
use super::document::{Entry, Of, Page, marked, wrap};
use super::list::whole;
use super::{EXPLAIN, TABS, compare, timings};
use crate::tui::app::App;
use crate::tui::attempt::{End, Message, Try, Whole};
use crate::tui::columns::{ms, time};
use crate::tui::history::Row;
use crate::tui::theme::Theme;

/// Where the places in the answer's body begin.
const ANSWER: u64 = 1 << 40;

/// Draws the details of what is selected; beside the list, with a line between them.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App, beside: bool) {
    let theme = app.look.theme;
    let borders = if beside { Borders::TOP | Borders::LEFT } else { Borders::TOP };
    let corner =
        ratatui::symbols::border::Set { top_left: "┬", ..ratatui::symbols::border::PLAIN };
    let block = Block::new().borders(borders).border_set(corner).border_style(theme.quiet());
    let inner = block.inner(area);
    frame.render_widget(block, area);
    app.view.seen.details.set(inner);
    tabs(frame, Rect { x: inner.x, height: area.height.min(1), width: inner.width, ..area }, app);

    let page = page(app);
    let height = usize::from(inner.height);
    let scroll = app.view.scroll.min(page.lines.len().saturating_sub(height));
    let shown = page.lines.iter().enumerate().skip(scroll).take(height).map(|(at, entry)| {
        let is_here = app.view.inside && at == app.view.line;
        let line = entry.line.clone();
        if is_here { whole(line, theme.selected()) } else { line }
    });
    frame.render_widget(Paragraph::new(Vec::from_iter(shown)), inner);
    if let Some(more @ 1..) = page.lines.len().checked_sub(scroll + height) {
        let text = format!(" ␣ {more} more ");
        let width = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
        if let (Some(x), Some(y)) = (area.right().checked_sub(width), area.bottom().checked_sub(1))
            && x > inner.x
            && inner.height > 1
        {
            let text = Span::styled(text, theme.quiet());
            frame.render_widget(Paragraph::new(text), Rect { x, y, width, height: 1 });
        }
    }
}

/// The names of the tabs, the open one to be seen.
fn tabs(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let theme = app.look.theme;
    let mut places = app.view.seen.tabs.borrow_mut();
    places.clear();
    // With their keys where there is room for all of them, and blanks behind them where there is more.
    let all = |more: usize| TABS.iter().map(|it| it.len() + more).sum::<usize>();
    let has_room = |more| all(more) <= usize::from(area.width);
    let mut x = area.x;
    for (tab, name) in TABS.iter().enumerate() {
        let text = match (has_room(4), has_room(3)) {
            (true, _) => format!(" {} {name} ", tab + 1),
            (false, true) => format!(" {} {name}", tab + 1),
            (false, false) => format!(" {name} "),
        };
        let width = u16::try_from(text.len()).unwrap_or(u16::MAX);
        if x + width > area.right() {
            break;
        }
        let style = match (tab == app.view.tab, app.view.inside) {
            (true, true) => theme.selected(),
            (true, false) => theme.strong(),
            (false, _) => theme.quiet(),
        };
        let place = Rect { x, width, ..area };
        frame.render_widget(Span::styled(text, style), place);
        places.push(place);
        x += width;
    }
}

/// The lines of the tab that is open, as wide as the window was when it was drawn last.
pub(in crate::tui) fn page(app: &App) -> Ref<'_, Page> {
    let of = of(app);
    if app.view.seen.page.borrow().of != of {
        let lines = of.as_ref().map_or_else(Vec::new, |it| lines(app, it));
        *app.view.seen.page.borrow_mut() = Page { of, lines };
    }
    app.view.seen.page.borrow()
}

fn of(app: &App) -> Option<Of> {
    let (place, row) = (app.place()?, app.row()?);
    let attempt = app.attempt();
    let others = compare::pair(app).ok().filter(|_| app.view.tab == compare::TAB);
    let others =
        others.map(|both| both.map(|it| (it.row.id.clone(), it.one.number, it.row.version)));
    let told = app.told.as_ref().filter(|it| it.id == row.id && app.view.tab == EXPLAIN);
    Some(Of {
        row: place.row,
        version: row.version,
        attempt: attempt.map_or_else(Box::default, |it| it.id.clone()),
        stop: attempt.and_then(|it| app.told_of_stop(it)),
        is_whole: attempt
            .and_then(|it| it.whole.as_ref())
            .is_some_and(|it| it.is_sent && it.is_answered),
        tab: app.view.tab,
        form: app.view.form,
        told: told.map(|it| it.version),
        versus: app.view.versus,
        change: app.change_and_count().map(|it| it.0),
        others,
        folded: app.view.folded.clone(),
        search: app.view.search.clone(),
        width: app.view.seen.details.get().width,
    })
}

fn lines(app: &App, of: &Of) -> Vec<Entry> {
    let theme = app.look.theme;
    let Some(row) = app.row() else { return Vec::new() };
    let attempt = app.attempt();
    let mut res = head(app, row, attempt);
    let sent_way = Way { form: of.form, folded: &of.folded, from: 0, width: of.width, theme };
    let answer_way = Way { from: ANSWER, ..sent_way };
    let whole = attempt.and_then(|it| it.whole.as_deref());
    match (of.tab, attempt, whole) {
        (EXPLAIN, ..) => res.extend(explained(app, row)),
        (compare::TAB, ..) => res = compare::lines(app),
        (timings::TAB, Some(attempt), _) => res.extend(timings::lines(app, row, attempt)),
        (_, one, None) => {
            let text = match one.is_some_and(|it| it.changed.is_some()) {
                true => "What was sent was let go to make room, and only this viewer had it",
                false => "Its contents were let go to make room; the gateway is asked for them",
            };
            res.push(Line::styled(text, theme.quiet()).into());
        }
        (tab, Some(attempt), Some(whole)) => {
            let answered = answered(row, attempt, whole, theme);
            match tab {
                1 => {
                    res.extend(headers(&whole.sent, theme));
                    res.extend(blank());
                    res.extend(body::lines(&whole.sent, sent_way));
                }
                2 => {
                    res.extend(answered);
                    if let Some(answer) = &whole.answer {
                        res.extend(headers(answer, theme));
                        res.extend(blank());
                        res.extend(body::lines(answer, answer_way));
                    }
                }
                _ => {
                    res.extend(blank());
                    res.extend(body::lines(&whole.sent, sent_way));
                    res.extend(blank());
                    res.extend(answered);
                    let answer = whole.answer.as_ref();
                    res.extend(answer.into_iter().flat_map(|it| body::lines(it, answer_way)));
                }
            }
        }
        (_, None, _) => (),
    }
    let res = res.into_iter().flat_map(|it| wrap(it, of.width));
    match &of.search {
        Some(needle) => res.map(|it| marked(it, needle, theme)).collect(),
        None => res.collect(),
    }
}

fn blank() -> [Entry; 1] {
    [Line::default().into()]
}

/// What it is, where it went, and which attempt is looked at.
fn head(app: &App, row: &Row, attempt: Option<&Try>) -> Vec<Entry> {
    let theme = app.look.theme;
    let (method, path) = row.head(attempt);
    let url = attempt.and_then(|it| it.whole.as_ref()).map(|it| &*it.url);
    let url = url.filter(|it| !it.is_empty()).unwrap_or(path);
    let mut about = vec![row.id.to_string()];
    if let Some(attempt) = attempt.filter(|it| it.number > 0) {
        about.push(match row.last().map_or(1, |it| it.number) {
            1 => "attempt 1".to_owned(),
            last => format!("attempt {} of {last}", attempt.number),
        });
    }
    about.extend(
        [&row.source, &row.connection].iter().filter(|it| !it.is_empty()).map(|it| it.to_string()),
    );
    about.push(time(attempt.map_or(row.at, |it| it.at), &app.look.zone));
    let mut res = vec![
        Line::styled(format!("{method} {url}"), theme.strong()).into(),
        Line::styled(about.join(" · "), theme.quiet()).into(),
    ];
    if let Some(text) = attempt.and_then(|it| app.told_of_stop(it)) {
        res.push(Line::styled(text, theme.odd()).into());
    }
    if let Some(cause) = &row.ignored {
        let cause = cause.to_lowercase().replace('_', " ");
        let text = format!("No event was made of it: {cause}. 5 tells why; e sends it again.");
        res.push(Line::styled(text, theme.odd()).into());
    }
    res
}

/// How an attempt ended, in a line or two.
fn answered(row: &Row, attempt: &Try, whole: &Whole, theme: Theme) -> Vec<Entry> {
    let Some(End { took, outcome }) = &attempt.end else {
        if attempt.is_held() {
            return Vec::new();
        }
        let text = match (&row.ignored, attempt.number) {
            (Some(_), _) => return Vec::new(),
            (None, 0) => "It was not tried yet; 5 tells what it waits for",
            (None, _) => "The target has not answered yet",
        };
        return vec![Line::styled(text, theme.quiet()).into()];
    };
    let took = if attempt.is_unsent() { String::new() } else { format!("  {}", ms(*took)) };
    let took = Span::styled(took, theme.quiet());
    match outcome {
        Ok(status) => {
            let reason = http::StatusCode::from_u16(*status).ok();
            let reason = reason.and_then(|it| it.canonical_reason()).unwrap_or_default();
            let mut line =
                Line::from(Span::styled(format!("{status} {reason}"), theme.status(*status)));
            line.push_span(took);
            if whole.answer.as_ref().is_some_and(|it| it.length == 0) {
                line.push_span(Span::styled("  no body", theme.quiet()));
            }
            vec![line.into()]
        }
        Err(failure) => {
            let reason = Span::styled(format!("No answer: {}", failure.reason), theme.bad());
            vec![
                Line::from(vec![reason, took]).into(),
                Line::raw(advice(attempt.why().unwrap_or_default())).into(),
            ]
        }
    }
}

fn headers(message: &Message, theme: Theme) -> Vec<Entry> {
    let lines = message.headers.iter().map(|(name, value)| {
        let name = Span::styled(format!("{name}: "), theme.name());
        Line::from(vec![name, Span::raw(String::from_utf8_lossy(value).into_owned())]).into()
    });
    lines.collect()
}

fn explained(app: &App, row: &Row) -> Vec<Entry> {
    let theme = app.look.theme;
    let line = |text: &str, style| Line::styled(text.to_owned(), style).into();
    match app.told.as_ref().filter(|it| it.id == row.id).map(|it| &it.tree) {
        None => vec![line("", theme.quiet()), line("The gateway is asked …", theme.quiet())],
        Some(Ok(tree)) => {
            let lines = tree.lines().map(|it| line(it, ratatui::style::Style::new()));
            blank().into_iter().chain(lines).collect()
        }
        Some(Err(why)) => vec![line("", theme.quiet()), line(why, theme.bad())],
    }
}

/// All of what is looked at, without style, for a pager.
pub(in crate::tui) fn plain(app: &App) -> Option<String> {
    let mut of = of(app)?;
    of.width = u16::MAX;
    of.search = None;
    of.folded.clear();
    let lines = lines(app, &of);
    // What came from outside is for a terminal that is not to obey it.
    let clean = |it: &Entry| it.line.to_string().replace(char::is_control, "\u{fffd}");
    Some(lines.iter().map(|it| clean(it) + "\n").collect())
}

/// What to try, for each word that a failure can have.
fn advice(word: &str) -> &'static str {
    match word {
        "refused" => "Is your program running, and on this port?",
        "timeout" => "Your program took the request but did not finish in time; see --timeout.",
        "dns" => "The target's host name has no address; check it for typing mistakes.",
        "tls" => "The target's certificate is not trusted; --insecure takes it anyway.",
        "dropped" | "expired" => "Your program did not get it; r delivers the event again.",
        "reset" => "Your program dropped the connection; its own log may say why.",
        _ => "The answer was not HTTP; is this the right port?",
    }
}
