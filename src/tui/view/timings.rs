//! How long the parts of an attempt took, below one another, and how all attempts went.

use ratatui::text::{Line, Span};

use super::document::Entry;
use crate::model::Timings;
use crate::tui::app::App;
use crate::tui::attempt::Try;
use crate::tui::columns::{Cell, ms, status, time};
use crate::tui::history::Row;
use crate::tui::theme::Theme;

/// Which tab this is.
pub(in crate::tui) const TAB: usize = 3;
/// How wide the longest bar is.
const WIDTH: u64 = 30;

/// The lines.
pub(super) fn lines(app: &App, row: &Row, attempt: &Try) -> Vec<Entry> {
    let theme = app.look.theme;
    let mut res = vec![Line::default().into()];
    let timings = attempt.whole.as_ref().and_then(|it| it.timings);
    match timings {
        Some(timings) => res.extend(parts(&timings, theme)),
        None => {
            let text = "How long its parts took is not known of this attempt";
            res.push(Line::styled(text, theme.quiet()).into());
        }
    }
    res.push(Line::default().into());
    for one in row.tries.iter().filter(|it| it.number > 0) {
        let is_this = one.id == attempt.id;
        let number = format!("{} attempt {:<4}", if is_this { "›" } else { " " }, one.number);
        let took = one.end.as_ref().map(|it| ms(it.took)).unwrap_or_default();
        let cell = Cell { row, one: Some(one), below: true };
        res.push(
            Line::from(vec![
                Span::styled(number, if is_this { theme.strong() } else { theme.quiet() }),
                Span::raw(format!("{}  ", time(one.at, &app.look.zone))),
                Span::styled(
                    format!("{:<9}", status(cell, &app.look).content),
                    status(cell, &app.look).style,
                ),
                Span::styled(took, theme.quiet()),
            ])
            .into(),
        );
    }
    res
}

fn parts(timings: &Timings, theme: Theme) -> Vec<Entry> {
    let parts = [
        ("name lookup", timings.dns),
        ("connection", timings.connect),
        ("tls", timings.tls),
        ("first byte", timings.first_byte),
        ("the rest", timings.body),
    ];
    let total: u64 = parts.iter().filter_map(|(_, it)| it.map(u64::from)).sum();
    let mut begun = 0;
    let mut res = Vec::new();
    if timings.reused() {
        res.push(Line::styled("over a connection that was open", theme.quiet()).into());
    }
    for (name, took) in parts {
        let Some(took) = took.map(u64::from) else { continue };
        let cells = |micros: u64| (micros * WIDTH).checked_div(total).unwrap_or(0);
        let before = " ".repeat(cells(begun) as usize);
        let bar = "█".repeat((cells(begun + took) - cells(begun)).max(1) as usize);
        begun += took;
        let took = std::time::Duration::from_micros(took);
        res.push(
            Line::from(vec![
                Span::styled(format!("{name:<12}"), theme.name()),
                Span::raw(format!("{:>9}  {before}", ms(took))),
                Span::styled(bar, theme.good()),
            ])
            .into(),
        );
    }
    res
}
