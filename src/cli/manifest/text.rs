//! A file's text, and complaints that point at a line of it.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use crate::cli::error::nearest;

/// Which bytes of the text.
pub(super) type Span = Range<usize>;

/// A file that was read.
pub(super) struct Text {
    /// What people call it.
    pub(super) name: String,
    /// What is in it.
    pub(super) text: String,
}

impl Text {
    /// `hookport.toml:12:3`
    pub(super) fn place(&self, at: &Span) -> String {
        let (line, column, _) = self.find(at);
        format!("{}:{line}:{column}", self.name)
    }

    /// What is wrong, with the line that it is about, and what is expected there.
    pub(super) fn complain(&self, at: &Span, message: &str, expected: &str) -> String {
        let (line, column, shown) = self.find(at);
        let before: String = shown.chars().take(column - 1).collect();
        // Tabs stay, so that the mark stands below what it marks.
        let indent: String = before
            .chars()
            .map(|it| if it == '\t' { "\t".to_owned() } else { " ".repeat(it.to_string().width()) })
            .collect();
        let rest = &shown[before.len()..];
        let marked = &rest[..rest.floor_char_boundary(at.len().min(rest.len()))];
        let marks = "^".repeat(marked.width().max(1));
        let number = line.to_string();
        let gap = " ".repeat(number.len());
        let mut res = format!("{message}\n{gap}--> {}:{line}:{column}\n", self.name);
        _ = write!(res, "{gap} |\n{number} | {shown}\n{gap} | {indent}{marks}");
        if !expected.is_empty() {
            _ = write!(res, " {expected}");
        }
        res
    }

    /// The line and the column where it begins, from 1, and that line.
    fn find(&self, at: &Span) -> (usize, usize, &str) {
        let before = &self.text[..self.text.floor_char_boundary(at.start)];
        let begin = before.rfind('\n').map_or(0, |it| it + 1);
        let line = self.text[begin..].lines().next().unwrap_or_default();
        (before.matches('\n').count() + 1, before[begin..].chars().count() + 1, line)
    }
}

/// Which of the known words was meant, or all of them where that cannot be told.
pub(super) fn meant<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(typed, known.iter().copied()) {
        None if known.is_empty() => "there is none yet".to_owned(),
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("expected one of: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_points_at_the_line() {
        let text = Text { name: "a.toml".into(), text: "x = 1\n\tü = { yy = 2 }\n".into() };
        let at = text.text.find("yy").unwrap();
        insta::assert_snapshot!(text.complain(&(at..at + 2), "what is `yy`?", "a number"), @r"
        what is `yy`?
         --> a.toml:2:8
          |
        2 | 	ü = { yy = 2 }
          | 	      ^^ a number
        ");
        assert_eq!(text.place(&(0..1)), "a.toml:1:1");
        // What lies behind the last line still has a place.
        assert!(text.complain(&(99..99), "m", "").contains("a.toml:3:1"));
    }

    #[test]
    fn a_word_that_is_near_is_what_was_meant() {
        let known = ["rate_limit", "url", "description"];
        assert_eq!(meant("rate_limt", known), "did you mean `rate_limit`?");
        assert_eq!(meant("zzz", known), "expected one of: rate_limit, url, description");
        assert_eq!(meant("x", []), "there is none yet");
    }
}
