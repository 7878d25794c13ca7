//! What was made of a request, beside the request as it came.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use serde_json::Value;

use super::compare::{changed, contents, section, values};
use super::document::Entry;
use crate::tui::app::App;
use crate::tui::change::Change;
use crate::tui::theme::Theme;

/// The lines.
pub(super) fn lines(app: &App) -> Vec<Entry> {
    let theme = app.look.theme;
    let quiet = |text: &'static str| vec![Line::styled(text, theme.quiet()).into()];
    match app.change() {
        Some(change) => told(change, theme),
        None if app.row().is_some_and(|it| it.ignored.is_some()) => {
            quiet("No event was made of it. T tries a transformation on it")
        }
        None => quiet("The gateway is asked …"),
    }
}

fn told(change: &Change, theme: Theme) -> Vec<Entry> {
    let mut res = vec![match &change.tried {
        Some(tried) => Line::from(vec![
            Span::styled(tried.name.clone(), theme.strong()),
            Span::styled(", tried on the request as it came; nothing is kept", theme.quiet()),
        ]),
        None => Line::from(vec![
            Span::styled("− ", theme.bad()),
            Span::raw("the request as it came  "),
            Span::styled("+ ", theme.good()),
            Span::raw("what its connection made of it"),
        ]),
    }];
    for (level, message) in change.tried.iter().flat_map(|it| &it.console) {
        let style = match &**level {
            "error" | "fatal" => theme.bad(),
            "warn" => theme.odd(),
            _ => Style::new(),
        };
        // Each line of it is one.
        res.extend(message.lines().map(|it| {
            Line::from(vec![
                Span::styled(format!("{level}: "), theme.name()),
                Span::styled(it.to_owned(), style),
            ])
        }));
    }
    let mut res = Vec::from_iter(res.into_iter().map(Entry::from));
    match &change.after {
        Some(after) => {
            res.extend(section("Request", differing(&change.before, after, theme), theme));
        }
        None => res.push(Line::styled("The code failed, and made no request", theme.bad()).into()),
    }
    res
}

/// In what two contents differ, as the API shows them.
fn differing(before: &Value, after: &Value, theme: Theme) -> Vec<Entry> {
    let mut res = Vec::new();
    let path = |it: &Value| it["path"].as_str().unwrap_or_default().to_owned();
    let (was, is) = (path(before), path(after));
    if was != is {
        res.extend(changed("path", &was, &is, theme));
    }
    res.extend(values("query", &before["parsed_query"], &after["parsed_query"], theme));
    let part = |name: &str| [&before[name], &after[name]];
    res.extend(contents(part("body"), part("headers"), theme));
    res
}
