//! Where requests come in, where they go, and whether both ends are there.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::tui::Health;
use crate::tui::app::{App, Link};

/// How many sources are listed; of more, the number is told.
const SOURCES: usize = 5;

/// How many lines the header takes: at most half of a low screen.
pub(super) fn height(area: Rect, app: &App) -> u16 {
    let lines = lines(app).len();
    u16::try_from(lines).unwrap_or(u16::MAX).min(area.height / 2)
}

/// Draws the header.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    frame.render_widget(Paragraph::new(lines(app)), area);
    let line = Rect { height: area.height.min(1), ..area };
    // The target is at the left of the same line, so longer words need a wider screen.
    let room = usize::from(area.width);
    let link = link(app).into_iter().find(|it| it.width() + 34 <= room || it.width() < 2);
    let link = link.unwrap_or_default();
    let left = line.width.saturating_sub(u16::try_from(link.width()).unwrap_or(u16::MAX));
    let right = Rect { x: line.x + left, width: line.width - left, ..line };
    frame.render_widget(Paragraph::new(link).alignment(Alignment::Right), right);
}

fn lines(app: &App) -> Vec<Line<'_>> {
    let theme = app.look.theme;
    let targets = app.about.targets.iter().map(|it| it.as_str().trim_end_matches('/'));
    let targets = targets.collect::<Vec<_>>().join(", ");
    let mut res = vec![Line::from(vec![
        Span::styled("hookport", theme.strong()),
        Span::styled(" → ", theme.quiet()),
        Span::raw(targets),
    ])];
    if let Some(Health::Down(reason)) = &app.health {
        res.push(Line::styled(
            format!("  the target takes no connections ({reason}): is your program running?"),
            theme.odd(),
        ));
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

/// Where the socket stands, in many words, in few, and in one sign.
fn link(app: &App) -> [Line<'_>; 3] {
    let theme = app.look.theme;
    let few = |sign, style, words| {
        let line = Line::from(vec![Span::styled(sign, style), Span::raw(" "), Span::raw(words)]);
        [line.clone(), line, Line::styled(sign, style)]
    };
    match &app.link {
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
