//! The columns of the list, one row each.
//!
//! To add one: a row here. A column appears as soon as the screen is wide enough for it.

use jiff::tz::TimeZone;
use ratatui::text::Span;

use super::history::{End, Row};
use super::theme::Theme;
use super::{About, word};
use crate::model::Timestamp;

/// A column.
pub(super) struct Column {
    /// What stands above it.
    pub(super) title: &'static str,
    /// How many cells it takes; 0 is what the others leave.
    pub(super) width: u16,
    /// How wide the screen must be to show it.
    pub(super) from: u16,
    /// What stands in it.
    pub(super) cell: for<'a> fn(&'a Row, &Look) -> Span<'a>,
}

/// What cells need to know besides their row.
pub(super) struct Look {
    /// The styles.
    pub(super) theme: Theme,
    /// Where times of day are told.
    pub(super) zone: TimeZone,
}

/// The columns that there is room for, and something to tell in.
pub(super) fn shown(width: u16, about: &About) -> impl Iterator<Item = &'static Column> {
    let several = about.sources.len() > 1;
    COLUMNS.iter().filter(move |it| it.from <= width && (several || it.title != SOURCE))
}

const SOURCE: &str = "SOURCE";

/// All columns, from left to right.
#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    Column { title: "TIME", width: 8, from: 34, cell: |row, look| Span::raw(time(row.at, &look.zone)) },
    Column { title: "STATUS", width: 8, from: 0, cell: status },
    Column { title: "METHOD", width: 7, from: 46, cell: |row, _| Span::raw(&*row.method) },
    Column { title: "PATH", width: 0, from: 0, cell: |row, _| Span::raw(&*row.path) },
    Column { title: "      MS", width: 8, from: 56, cell: |row, look| Span::styled(ms(row), look.theme.quiet()) },
    Column { title: SOURCE, width: 14, from: 76, cell: |row, _| Span::raw(&*row.source) },
    Column { title: "TRY", width: 3, from: 64, cell: number },
    Column { title: "EVENT", width: 15, from: 110, cell: |row, look| Span::styled(&*row.event, look.theme.quiet()) },
];

/// A time of day.
pub(super) fn time(at: Timestamp, zone: &TimeZone) -> String {
    let time = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    time.to_zoned(zone.clone()).strftime("%H:%M:%S").to_string()
}

fn status<'a>(row: &'a Row, look: &Look) -> Span<'a> {
    match &row.end {
        None => Span::styled("…", look.theme.quiet()),
        Some(End { outcome: Ok((status, _)), .. }) => {
            Span::styled(status.to_string(), look.theme.status(*status))
        }
        Some(End { outcome: Err(failure), .. }) => {
            Span::styled(word(failure.code), look.theme.bad())
        }
    }
}

fn ms(row: &Row) -> String {
    let Some(end) = &row.end else { return String::new() };
    let ms = end.took.as_secs_f64() * 1000.0;
    if ms < 10.0 { format!("{ms:>8.1}") } else { format!("{ms:>8.0}") }
}

fn number<'a>(row: &'a Row, look: &Look) -> Span<'a> {
    let style = if row.number == 1 { look.theme.quiet() } else { look.theme.odd() };
    Span::styled(row.number.to_string(), style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_always_has_room() {
        for width in 20..200 {
            let shown = COLUMNS.iter().filter(|it| it.from <= width);
            let taken: u16 = shown.map(|it| it.width + 1).sum();
            assert!(taken + 8 <= width, "{width}: {taken}");
        }
    }
}
