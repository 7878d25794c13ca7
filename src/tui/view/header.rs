//! Where requests come in, where they go, whether both ends are there, and how it goes.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::tui::Health;
use crate::tui::app::{App, Link};
use crate::tui::columns::ms;
use crate::tui::keys::Action;

/// How many sources are listed; of more, the number is told.
const SOURCES: usize = 5;

/// How many lines the header takes: at most half of a low screen.
pub(super) fn height(area: Rect, app: &App) -> u16 {
    let lines = lines(app, area.width).len();
    u16::try_from(lines).unwrap_or(u16::MAX).min(area.height / 2)
}

/// Draws the header.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    frame.render_widget(Paragraph::new(lines(app, area.width)), area);
    let line = Rect { height: area.height.min(1), ..area };
    // The target is at the left of the same line, so longer words need a wider screen.
    let room = usize::from(area.width);
    let link = link(app).into_iter().find(|it| it.width() + 34 <= room || it.width() < 2);
    let link = link.unwrap_or_default();
    let left = line.width.saturating_sub(u16::try_from(link.width()).unwrap_or(u16::MAX));
    let right = Rect { x: line.x + left, width: line.width - left, ..line };
    frame.render_widget(Paragraph::new(link).alignment(Alignment::Right), right);
}

fn lines(app: &App, width: u16) -> Vec<Line<'_>> {
    let theme = app.look.theme;
    let targets = app.about.targets.iter().map(|it| it.as_str().trim_end_matches('/'));
    let targets = targets.collect::<Vec<_>>().join(", ");
    let mut head = Line::from(Span::styled("hookport", theme.strong()));
    if targets.is_empty() {
        head.push_span(Span::styled(" at ", theme.quiet()));
        head.push_span(Span::raw(&*app.about.gateway));
    } else {
        head.push_span(Span::styled(" → ", theme.quiet()));
        head.push_span(Span::raw(targets));
    }
    let mut res = vec![head];
    match &app.health {
        Some(Health::Up) => res[0].push_span(Span::styled(" ●", theme.good())),
        Some(Health::Down(reason)) => {
            res[0].push_span(Span::styled(" ○", theme.bad()));
            res.push(Line::styled(
                format!("  the target takes no connections ({reason}): is your program running?"),
                theme.odd(),
            ));
        }
        None => (),
    }
    res.extend(breakpoint(app));
    if app.tally.attempts > 0 {
        res.push(figures(app, usize::from(width)));
    }
    if !app.shows_sources() {
        return res;
    }
    let widest = app.about.sources.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, url) in app.about.sources.iter().take(SOURCES) {
        res.push(Line::from(vec![
            Span::styled(format!("{name:widest$}  "), theme.name()),
            Span::raw(&**url),
        ]));
    }
    if let Some(more) = app.about.sources.len().checked_sub(SOURCES + 1) {
        res.push(Line::styled(format!("and {} more", more + 1), theme.quiet()));
    }
    res
}

/// What is stopped, how much is held, and what can be done with that.
fn breakpoint(app: &App) -> Option<Line<'_>> {
    let theme = app.look.theme;
    if app.hold.is_none() && app.held.is_empty() {
        return None;
    }
    let mut line = Line::from(Span::styled("breakpoint   ", theme.quiet()));
    if !app.held.is_empty() {
        let (held, is_full) = (app.held.len(), app.is_full());
        let text = if is_full { ": nothing else comes" } else { "" };
        let style = if is_full { theme.bad() } else { theme.odd() };
        line.push_span(Span::styled(format!("{held} held{text}"), style));
        for (action, word) in [
            (Action::Release, "release"),
            (Action::ReleaseAll, "all"),
            (Action::Edit, "edit"),
            (Action::Drop, "drop"),
        ] {
            line.push_span(Span::styled(format!("   {}", app.key_of(action)), theme.name()));
            line.push_span(Span::raw(format!(" {word}")));
        }
        line.push_span(Span::raw("   "));
    }
    // At the end, for it may be long.
    line.extend(app.hold.as_ref().map(|it| Span::styled(it.text(), theme.odd())));
    Some(line)
}

/// How much comes, how it ends and how long it takes; what there is room for.
fn figures(app: &App, width: usize) -> Line<'static> {
    let (theme, tally) = (app.look.theme, &app.tally);
    let ended = tally.succeeded + tally.failed + tally.unanswered;
    let mut parts: Vec<(String, Style)> = Vec::new();
    parts.push((format!("{:.1}/s", app.pulse.rate()), Style::new()));
    if ended > 0 {
        let share = tally.succeeded as f64 / ended as f64 * 100.0;
        let style = if tally.succeeded == ended { theme.good() } else { theme.bad() };
        // What failed is not rounded away.
        let share = if tally.succeeded < ended { share.min(99.9) } else { share };
        parts.push((format!("{share:.1}% ok"), style));
    }
    let open = app.history.under_way().saturating_sub(app.held.len());
    let most = app.about.most.max(1);
    if open > most {
        parts.push((format!("{most} in flight"), Style::new()));
        parts.push((format!("{} waiting", open - most), theme.odd()));
    } else {
        parts.push((format!("{open} in flight"), theme.quiet()));
    }
    for (share, name) in [(0.5, "p50"), (0.95, "p95"), (0.99, "p99")] {
        if let Some(took) = tally.percentile(share) {
            parts.push((format!("{name} {}", ms(took)), theme.quiet()));
        }
    }
    let mut line = Line::default();
    for (text, style) in parts {
        if line.width() + text.len() + 2 > width {
            break;
        }
        line.push_span(Span::styled(text, style));
        line.push_span(Span::raw("  "));
    }
    // The rest of the line is the last seconds, at the right.
    let room = width.saturating_sub(line.width());
    let bars = app.pulse.bars(room);
    line.push_span(Span::raw(" ".repeat(room.saturating_sub(bars.chars().count()))));
    line.push_span(Span::styled(bars, theme.name()));
    line
}

/// Where the socket stands, in many words, in few, and in one sign.
fn link(app: &App) -> [Line<'_>; 3] {
    let theme = app.look.theme;
    let few = |sign, style, words| {
        let line = Line::from(vec![Span::styled(sign, style), Span::raw(" "), Span::raw(words)]);
        [line.clone(), line, Line::styled(sign, style)]
    };
    match &app.link {
        Link::None => few("", theme.quiet(), "nothing is forwarded"),
        Link::Connecting => few("○", theme.odd(), "connecting"),
        Link::Online => few("●", theme.good(), "online"),
        Link::Offline { reason, again } => {
            let left = app.countdown(*again).as_secs_f64().ceil();
            let when = if left > 0.0 { format!("again in {left} s") } else { "trying".to_owned() };
            [format!("○ offline ({reason}), {when}"), format!("○ offline, {when}"), "○".to_owned()]
                .map(|words| Line::styled(words, theme.bad()))
        }
    }
}
