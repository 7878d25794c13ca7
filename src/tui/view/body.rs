//! A body as lines to look at: JSON laid out, text as it is, anything else in hex.

use ratatui::text::{Line, Span};
use serde::de::IgnoredAny;
use unicode_width::UnicodeWidthChar as _;

use crate::tui::history::Message;
use crate::tui::theme::Theme;

/// How many bytes are shown in hex.
const HEX: usize = 2 << 10;

/// The lines of a body.
pub(super) fn lines(message: &Message, theme: Theme) -> Vec<Line<'static>> {
    let body = &message.body;
    let mut res = match std::str::from_utf8(body) {
        Ok(text) if serde_json::from_str::<IgnoredAny>(text).is_ok() => json(text, theme),
        // The cut may have gone through a character.
        Ok(text) => plain(text),
        Err(error) if error.valid_up_to() + 4 > body.len() && body.len() < message.length => {
            plain(&String::from_utf8_lossy(&body[..error.valid_up_to()]))
        }
        Err(_) => hex(body, theme),
    };
    if body.len() < message.length {
        let text = format!("… {} of {} bytes", body.len(), message.length);
        res.push(Line::styled(text, theme.quiet()));
    }
    res
}

/// Breaks a line into as many as it needs.
pub(super) fn wrap(line: Line<'static>, width: u16) -> Vec<Line<'static>> {
    let width = usize::from(width).max(1);
    if line.width() <= width {
        return vec![line];
    }
    let mut res = vec![Line::default().style(line.style)];
    let mut used = 0;
    for span in line.spans {
        let mut piece = String::new();
        for letter in span.content.chars() {
            let wide = letter.width().unwrap_or(0);
            if used + wide > width {
                push(&mut res, std::mem::take(&mut piece), span.style);
                res.push(Line::default().style(line.style));
                used = 0;
            }
            piece.push(letter);
            used += wide;
        }
        push(&mut res, piece, span.style);
    }
    res
}

fn push(lines: &mut [Line<'static>], piece: String, style: ratatui::style::Style) {
    if let Some(line) = lines.last_mut() {
        line.push_span(Span::styled(piece, style));
    }
}

fn plain(text: &str) -> Vec<Line<'static>> {
    text.lines().map(|line| Line::raw(line.replace('\t', "    "))).collect()
}

fn hex(body: &[u8], theme: Theme) -> Vec<Line<'static>> {
    let shown = &body[..body.len().min(HEX)];
    let mut res = Vec::from_iter(shown.chunks(16).enumerate().map(|(row, bytes)| {
        let codes = bytes.iter().map(|byte| format!("{byte:02x} ")).collect::<String>();
        let letters = bytes.iter().map(|byte| match byte {
            b' '..=b'~' => char::from(*byte),
            _ => '·',
        });
        Line::from(vec![
            Span::styled(format!("{:06x}  ", row * 16), theme.quiet()),
            Span::raw(format!("{codes:48} ")),
            Span::styled(letters.collect::<String>(), theme.name()),
        ])
    }));
    if shown.len() < body.len() {
        res.push(Line::styled(format!("… {} more bytes", body.len() - HEX), theme.quiet()));
    }
    res
}

/// Lays JSON out without changing a token: numbers and escapes stay as they were sent.
fn json(text: &str, theme: Theme) -> Vec<Line<'static>> {
    let mut res = vec![Line::default()];
    let mut depth = 0usize;
    let mut rest = text.trim_start();
    let tokens = std::iter::from_fn(|| {
        let length = token(rest)?;
        let (token, after) = rest.split_at(length);
        rest = after.trim_start();
        // An empty object or array stays in one piece.
        if matches!(token, "{" | "[") && rest.starts_with(['}', ']']) {
            let pair = if token == "{" { "{}" } else { "[]" };
            rest = rest[1..].trim_start();
            return Some((pair, rest.starts_with(':')));
        }
        Some((token, rest.starts_with(':')))
    });
    let break_line = |lines: &mut Vec<Line<'static>>, depth: usize| {
        lines.push(Line::raw("  ".repeat(depth)));
    };
    for (token, names) in tokens {
        let style = match token.as_bytes()[0] {
            b'"' if names => theme.name(),
            b'"' => theme.good(),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => theme.quiet(),
            _ => theme.odd(),
        };
        if matches!(token, "}" | "]") {
            depth = depth.saturating_sub(1);
            break_line(&mut res, depth);
        }
        let shown = if token == ":" { ": " } else { token };
        push(&mut res, shown.to_owned(), style);
        if matches!(token, "{" | "[") {
            depth += 1;
        }
        if matches!(token, "{" | "[" | ",") {
            break_line(&mut res, depth);
        }
    }
    res
}

/// How long the first token of valid JSON is.
fn token(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    match bytes.first()? {
        b'"' => {
            let mut escaped = false;
            let end = bytes[1..].iter().position(|byte| {
                let ends = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                ends
            });
            Some(end? + 2)
        }
        b'{' | b'}' | b'[' | b']' | b',' | b':' => Some(1),
        _ => {
            let ends = |byte: &u8| b"{}[],: \t\r\n".contains(byte);
            Some(bytes.iter().position(ends).unwrap_or(bytes.len()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[Line<'_>]) -> String {
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn json_is_laid_out_and_no_token_changes() {
        let sent = r#" {"a":[1.50, 123456789012345678901234567890,{}],"b\"":"\u00e9:,","c":[ ]} "#;
        insta::assert_snapshot!(text(&json(sent, Theme::new(true))), @r#"
        {
          "a": [
            1.50,
            123456789012345678901234567890,
            {}
          ],
          "b\"": "\u00e9:,",
          "c": []
        }
        "#);
    }

    #[test]
    fn a_body_that_is_no_text_is_shown_in_hex() {
        let lines = hex(b"\x00\xffhello, binary world", Theme::new(false));
        insta::assert_snapshot!(text(&lines), @r"
        000000  00 ff 68 65 6c 6c 6f 2c 20 62 69 6e 61 72 79 20  ··hello, binary 
        000010  77 6f 72 6c 64                                   world
        ");
    }

    #[test]
    fn a_long_line_is_broken_between_characters() {
        let line = Line::from(vec![Span::raw("abc"), Span::raw("日本語")]);
        assert_eq!(text(&wrap(line, 4)), "abc\n日本\n語\n");
    }
}
