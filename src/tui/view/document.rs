//! Lines to look at in the details: laid out once, and again when something is other.

use std::collections::BTreeSet;
use std::sync::Arc;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use serde::{Deserialize, Serialize};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::tui::change::Versus;
use crate::tui::needle::Needle;
use crate::tui::theme::Theme;

/// A line.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Entry {
    /// What it says.
    pub(in crate::tui) line: Line<'static>,
    /// The value that it begins, for whoever folds it.
    pub(in crate::tui) node: Option<u64>,
}

impl<T: Into<Line<'static>>> From<T> for Entry {
    fn from(line: T) -> Self {
        Self { line: line.into(), node: None }
    }
}

/// Lines, and what they were made of.
#[derive(Debug, Default)]
pub(in crate::tui) struct Page {
    /// What they were made of; they are good as long as it is the same.
    pub(super) of: Option<Of>,
    /// The lines, each as wide as the window at most.
    pub(in crate::tui) lines: Vec<Entry>,
}

/// What lines are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Of {
    pub(super) row: u64,
    pub(super) version: u32,
    pub(super) attempt: Box<str>,
    pub(super) stop: Option<String>,
    pub(super) is_whole: bool,
    pub(super) tab: usize,
    pub(super) form: Form,
    pub(super) told: Option<u32>,
    pub(super) versus: Versus,
    pub(super) change: Option<u64>,
    pub(super) others: Option<[(Arc<str>, u32, u32); 2]>,
    pub(super) folded: BTreeSet<u64>,
    pub(super) search: Option<Needle>,
    pub(super) width: u16,
}

/// How bodies are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::tui) enum Form {
    /// By what they are: JSON as a tree, forms as their fields.
    #[default]
    LaidOut,
    /// As text, as it came.
    Text,
    /// In hex.
    Hex,
}

impl Form {
    /// The one after this.
    pub(in crate::tui) fn next(self) -> Self {
        match self {
            Self::LaidOut => Self::Text,
            Self::Text => Self::Hex,
            Self::Hex => Self::LaidOut,
        }
    }
}

/// Breaks a line into as many as it needs, between words where it can; those after the first begin
/// below its first word.
pub(super) fn wrap(entry: Entry, width: u16) -> Vec<Entry> {
    let width = usize::from(width).max(1);
    let Entry { line, node } = entry;
    if line.width() <= width {
        return vec![Entry { line, node }];
    }
    let letters =
        line.spans.iter().flat_map(|span| span.content.chars().map(|it| (it, span.style)));
    let letters = Vec::from_iter(letters);
    let hang = hang(&letters, width);
    let mut res: Vec<Entry> = Vec::new();
    let mut rest = &letters[..];
    while !rest.is_empty() {
        let before = if res.is_empty() { "" } else { &*hang };
        let end = end(rest, width - before.width());
        let mut piece = Line::from(before.to_owned()).style(line.style);
        for alike in rest[..end].chunk_by(|a, b| a.1 == b.1) {
            let text = String::from_iter(alike.iter().map(|it| it.0));
            piece.push_span(Span::styled(text, alike[0].1));
        }
        res.push(piece.into());
        // The blank at which it is broken is seen in the break.
        let is_blank = rest.get(end).is_some_and(|it| it.0 == ' ');
        rest = &rest[end + usize::from(is_blank)..];
    }
    res[0].node = node;
    res
}

/// What the lines after the first begin with: blanks, and the branches of a tree that go on.
fn hang(letters: &[(char, Style)], width: usize) -> String {
    let before = letters.iter().map_while(|(letter, _)| match letter {
        ' ' | '└' | '─' => Some(' '),
        '│' | '├' => Some('│'),
        _ => None,
    });
    let res = String::from_iter(before);
    if res.width() * 2 > width { String::new() } else { res }
}

/// How many letters of a text have room: whole words, unless that leaves half of the line empty.
fn end(text: &[(char, Style)], room: usize) -> usize {
    let mut used = 0;
    let fits = |(letter, _): &&(char, Style)| {
        used += letter.width().unwrap_or(0);
        used <= room
    };
    // One that is wider than the window has to go somewhere.
    let most = text.iter().take_while(fits).count().max(1);
    if most == text.len() {
        return most;
    }
    let blank = text[..=most].iter().rposition(|it| it.0 == ' ');
    blank.filter(|it| it * 2 >= most).unwrap_or(most)
}

/// The line with what is searched for made to be seen.
pub(super) fn marked(entry: Entry, needle: &Needle, theme: Theme) -> Entry {
    let Entry { line, node } = entry;
    let places = needle.places(&line.to_string());
    if places.is_empty() {
        return Entry { line, node };
    }
    let mut res = Line::default().style(line.style);
    let mut at = 0;
    for span in line.spans {
        let mut rest = &*span.content;
        while let Some(letter) = rest.chars().next() {
            // As much as is all inside or all outside of what was found.
            let found = places.iter().find(|it| at < it.end);
            let (inside, end) = match found {
                Some(it) if it.start <= at => (true, it.end),
                Some(it) => (false, it.start),
                None => (false, at + rest.len()),
            };
            let length = (end - at).min(rest.len());
            let length = if rest.is_char_boundary(length) { length } else { letter.len_utf8() };
            let (piece, after) = rest.split_at(length);
            let style = if inside { span.style.patch(theme.found()) } else { span.style };
            res.push_span(Span::styled(piece.to_owned(), style));
            at += length;
            rest = after;
        }
    }
    Entry { line: res, node }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::Ground;

    fn text(lines: &[Entry]) -> String {
        lines.iter().map(|it| format!("{}\n", it.line)).collect()
    }

    #[test]
    fn a_long_line_is_broken_between_characters() {
        let line = Line::from(vec![Span::raw("abc"), Span::raw("日本語")]);
        let entry = Entry { line, node: Some(7) };
        let lines = wrap(entry, 4);
        assert_eq!(text(&lines), "abc\n日本\n語\n");
        assert_eq!(lines.iter().map(|it| it.node).collect::<Vec<_>>(), [Some(7), None, None]);
    }

    #[test]
    fn words_stay_whole_and_go_on_below_the_first() {
        let broken = |line: &str, width| text(&wrap(Line::raw(line.to_owned()).into(), width));
        assert_eq!(broken("├─ one two three", 9), "├─ one\n│  two\n│  three\n");
        assert_eq!(broken("  └─ one two", 10), "  └─ one\n     two\n");
        assert_eq!(broken("one twothreefour", 8), "one twot\nhreefour\n");
        assert_eq!(broken("one  two", 4), "one \ntwo\n");
    }

    proptest::proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_too_wide(line in "[ a-c│é日]{0,40}", width in 4..12u16) {
            let lines = wrap(Line::raw(line.clone()).into(), width);
            for it in &lines {
                proptest::prop_assert!(it.line.width() <= usize::from(width), "{:?}", it.line);
            }
            let letters = |text: &str| text.replace([' ', '│'], "");
            proptest::prop_assert_eq!(letters(&text(&lines)).replace('\n', ""), letters(&line));
        }
    }

    #[test]
    fn what_is_found_is_marked_even_across_styles() {
        let theme = Theme::new(true, Ground::Dark);
        let line = Line::from(vec![Span::raw("a pa"), Span::styled("id é", theme.name())]);
        let marked = marked(line.into(), &Needle::new("paid").unwrap(), theme);
        let found = marked.line.spans.iter().filter(|it| it.style.bg == theme.found().bg);
        assert_eq!(found.map(|it| &*it.content).collect::<Vec<_>>(), ["pa", "id"]);
        assert_eq!(marked.line.to_string(), "a paid é");
    }
}
