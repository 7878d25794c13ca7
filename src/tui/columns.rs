//! The columns of the list, one row each.
//!
//! To add one: a row here. A column appears as soon as the list is wide enough for it.

use std::time::Duration;

use jiff::tz::TimeZone;
use ratatui::text::Span;

use super::About;
use super::attempt::{End, Try};
use super::history::Row;
use super::hold::Stop;
use super::theme::Theme;
use crate::model::Timestamp;

/// A column.
pub(super) struct Column {
    /// What stands above it.
    pub(super) title: &'static str,
    /// How many cells it takes; 0 is what the others leave.
    pub(super) width: u16,
    /// How wide the list must be to show it.
    pub(super) from: u16,
    /// What stands in it.
    pub(super) cell: for<'a> fn(Cell<'a>, &Look) -> Span<'a>,
}

/// What a line of the list is about.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    /// The event.
    pub(super) row: &'a Row,
    /// The attempt; of an event's own line the latest.
    pub(super) one: Option<&'a Try>,
    /// Whether it is an attempt's line, below the event's.
    pub(super) below: bool,
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
    let sources = about.sources.len() > 1;
    let connections = about.connections.len() > about.sources.len();
    COLUMNS.iter().filter(move |it| {
        let tells = match it.title {
            SOURCE => sources,
            CONNECTION => connections,
            _ => true,
        };
        tells && it.from <= width
    })
}

const SOURCE: &str = "SOURCE";
const CONNECTION: &str = "CONNECTION";

/// All columns, from left to right.
#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    Column { title: "TIME", width: 8, from: 36, cell: |it, look| Span::raw(time(it.one.map_or(it.row.at, |one| one.at), &look.zone)) },
    Column { title: "STATUS", width: 8, from: 0, cell: status },
    Column { title: "METHOD", width: 6, from: 70, cell: |it, _| Span::raw(if it.below { "" } else { it.row.head(it.one).0 }) },
    Column { title: "PATH", width: 0, from: 0, cell: path },
    Column { title: "KIND", width: 18, from: 56, cell: |it, look| Span::styled(if it.below { "" } else { &*it.row.kind }, look.theme.name()) },
    Column { title: SOURCE, width: 12, from: 86, cell: |it, _| Span::raw(if it.below { "" } else { &*it.row.source }) },
    Column { title: CONNECTION, width: 14, from: 110, cell: |it, _| Span::raw(if it.below { "" } else { &*it.row.connection }) },
    Column { title: "  TOOK", width: 8, from: 44, cell: took },
    Column { title: "TRY", width: 3, from: 74, cell: number },
    Column { title: "EVENT", width: 15, from: 130, cell: |it, look| Span::styled(if it.below { it.one.map_or("", |one| &one.id) } else { &*it.row.id }, look.theme.quiet()) },
];

/// Why no event was made, where the API's word is too long for the column.
#[rustfmt::skip]
const CAUSES: &[(&str, &str)] = &[
    ("VERIFICATION_FAILED", "unproven"), ("TRANSFORMATION_FAILED", "bad code"),
    ("CLI_DISCONNECTED", "unheard"), ("DUPLICATE", "repeated"), ("SOURCE_DISABLED", "disabled"),
    ("NO_CONNECTION", "no route"), ("UNSUPPORTED_HTTP_METHOD", "bad verb"),
    ("UNSUPPORTED_CONTENT_TYPE", "bad type"), ("UNPARSABLE_JSON", "bad JSON"),
    ("PAYLOAD_TOO_LARGE", "too big"), ("INGESTION_FATAL", "fatal"),
];

/// A time of day.
pub(super) fn time(at: Timestamp, zone: &TimeZone) -> String {
    let time = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    time.to_zoned(zone.clone()).strftime("%H:%M:%S").to_string()
}

/// How it ended, in one word.
pub(super) fn status<'a>(of: Cell<'a>, look: &Look) -> Span<'a> {
    if let Some(cause) = &of.row.ignored {
        let short = CAUSES.iter().find(|(it, _)| *it == &**cause);
        let cause = short.map_or_else(|| cause.to_lowercase().replace('_', " "), |it| it.1.into());
        return Span::styled(cause, look.theme.quiet());
    }
    match of.one.and_then(|it| it.end.as_ref()) {
        None if of.one.is_some_and(Try::is_held) => Span::styled("held", look.theme.odd()),
        None => {
            let waits = of.one.is_none_or(|it| it.number == 0);
            Span::styled(if waits { "waits" } else { "…" }, look.theme.quiet())
        }
        Some(End { outcome: Ok(status), .. }) => {
            Span::styled(status.to_string(), look.theme.status(*status))
        }
        Some(End { outcome: Err(_), .. }) => {
            let why = of.one.and_then(Try::why).unwrap_or_default();
            Span::styled(why, look.theme.bad())
        }
    }
}

fn path<'a>(of: Cell<'a>, look: &Look) -> Span<'a> {
    match of.one {
        Some(one) if of.below => {
            Span::styled(format!("└ attempt {}", one.number), look.theme.quiet())
        }
        Some(Try { stop: Some(Stop::Changed), .. }) => {
            Span::styled(format!("✎ {}", of.row.head(of.one).1), look.theme.odd())
        }
        _ => Span::raw(&*of.row.path),
    }
}

fn took<'a>(of: Cell<'a>, look: &Look) -> Span<'a> {
    let end = of.one.filter(|it| !it.is_unsent()).and_then(|it| it.end.as_ref());
    let text = end.map_or_else(String::new, |it| format!("{:>8}", ms(it.took)));
    Span::styled(text, look.theme.quiet())
}

/// A duration, with as many digits as say something.
pub(super) fn ms(took: Duration) -> String {
    let ms = took.as_secs_f64() * 1000.0;
    match ms {
        ..10.0 => format!("{ms:.1} ms"),
        ..10_000.0 => format!("{ms:.0} ms"),
        _ => format!("{:.1} s", ms / 1000.0),
    }
}

fn number<'a>(of: Cell<'a>, look: &Look) -> Span<'a> {
    match of.one.map_or(0, |it| it.number) {
        0 => Span::raw(""),
        1 => Span::styled("  1", look.theme.quiet()),
        number => Span::styled(format!("{number:>3}"), look.theme.odd()),
    }
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

    #[test]
    fn the_short_words_fit_into_the_column() {
        let status = COLUMNS.iter().find(|it| it.title == "STATUS").unwrap();
        for (_, short) in CAUSES {
            assert!(short.len() <= status.width.into(), "{short}");
        }
    }

    #[test]
    fn a_duration_has_as_many_digits_as_say_something() {
        let shown = [300, 4_000, 12_345, 700_000, 12_340_000].map(Duration::from_micros).map(ms);
        assert_eq!(shown, ["0.3 ms", "4.0 ms", "12 ms", "700 ms", "12.3 s"]);
    }
}
