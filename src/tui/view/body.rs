//! A body as lines to look at: JSON and XML as trees, a form as its fields, text as it is, all else
//! in hex.

use std::borrow::Cow;
use std::collections::BTreeSet;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use serde::de::IgnoredAny;

use super::document::{Entry, Form};
use super::xml;
use crate::model::unpacked;
use crate::tui::attempt::Message;
use crate::tui::theme::Theme;

/// How many bytes are shown in hex.
const HEX: usize = 2 << 10;
/// From which width on sixteen of them are shown in a line, and not eight.
const WIDE: u16 = 73;

/// How deep values may lie in each other in a tree; indents of more would fill the memory.
pub(super) const DEPTH: usize = 128;

/// How a body is shown.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) form: Form,
    /// Values whose inside is hidden.
    pub(super) folded: &'a BTreeSet<u64>,
    /// Added to each place in the body, so that two bodies on a page have none in common.
    pub(super) from: u64,
    /// How wide the window is.
    pub(super) width: u16,
    pub(super) theme: Theme,
}

/// The lines of a body.
pub(super) fn lines(message: &Message, way: Way<'_>) -> Vec<Entry> {
    let theme = way.theme;
    let is_cut = message.body.len() < message.length;
    let body = &*match way.form {
        Form::Hex => Cow::Borrowed(&message.body[..]),
        _ => unpacked(message.headers.text("content-encoding"), &message.body),
    };
    let mut res = match (way.form, std::str::from_utf8(body)) {
        (Form::Hex, _) => hex(body, way),
        (Form::LaidOut, Ok(text)) if is_form(message) => fields(text, theme),
        (Form::LaidOut, Ok(text)) => laid_out(message, text, way),
        // The cut may have gone through a character.
        (Form::Text, Ok(text)) => plain(text),
        (_, Err(error)) if error.valid_up_to() + 4 > body.len() && is_cut => {
            plain(&String::from_utf8_lossy(&body[..error.valid_up_to()]))
        }
        (Form::Text, Err(_)) => plain(&String::from_utf8_lossy(body)),
        (Form::LaidOut, Err(_)) => hex(body, way),
    };
    if is_cut {
        let text = format!("… {} of {} bytes", message.body.len(), message.length);
        res.push(Line::styled(text, theme.quiet()).into());
    }
    res
}

fn is_form(message: &Message) -> bool {
    kind(message).starts_with("application/x-www-form-urlencoded")
}

fn kind(message: &Message) -> &str {
    message.headers.text("content-type").unwrap_or_default()
}

/// As a tree, where it is one; where it only says so, with what is wrong, as it came.
fn laid_out(message: &Message, text: &str, way: Way<'_>) -> Vec<Entry> {
    let is_xml = kind(message).contains("xml") || text.trim_start().starts_with("<?xml");
    let essence = kind(message).split(';').next().unwrap_or_default().trim_end();
    let is_json = essence.ends_with("/json") || essence.ends_with("+json");
    let (what, tree) = if is_xml {
        ("XML", xml::lines(text, way))
    } else {
        let valid = serde_json::from_str::<IgnoredAny>(text).map_err(|error| error.to_string());
        (if is_json { "JSON" } else { "" }, valid.and_then(|_| json(text, way)))
    };
    tree.unwrap_or_else(|why| {
        let is_odd = !what.is_empty() && !text.is_empty() && message.body.len() == message.length;
        let note = format!("Not laid out as {what}: {why}");
        let note = is_odd.then(|| Line::styled(note, way.theme.bad()));
        note.into_iter().map(Entry::from).chain(plain(text)).collect()
    })
}

fn fields(text: &str, theme: Theme) -> Vec<Entry> {
    let fields = url::form_urlencoded::parse(text.trim_end().as_bytes());
    let line = |(name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| {
        let name = Span::styled(format!("{name} = "), theme.name());
        Line::from(vec![name, Span::raw(value.into_owned())]).into()
    };
    fields.map(line).collect()
}

fn plain(text: &str) -> Vec<Entry> {
    text.lines().map(|line| Line::raw(line.replace('\t', "    ")).into()).collect()
}

fn hex(body: &[u8], way: Way<'_>) -> Vec<Entry> {
    let (theme, shown) = (way.theme, &body[..body.len().min(HEX)]);
    let count = if way.width < WIDE { 8 } else { 16 };
    let mut res = Vec::from_iter(shown.chunks(count).enumerate().map(|(row, bytes)| {
        let codes = bytes.iter().map(|byte| format!("{byte:02x} ")).collect::<String>();
        let letters = bytes.iter().map(|byte| match byte {
            b' '..=b'~' => char::from(*byte),
            _ => '·',
        });
        let line = Line::from(vec![
            Span::styled(format!("{:06x}  ", row * count), theme.quiet()),
            Span::raw(format!("{codes:0$} ", 3 * count)),
            Span::styled(letters.collect::<String>(), theme.name()),
        ]);
        Entry::from(line)
    }));
    if shown.len() < body.len() {
        let text = format!("… {} more bytes", body.len() - HEX);
        res.push(Line::styled(text, theme.quiet()).into());
    }
    res
}

/// Lays JSON out without changing a token: numbers and escapes stay as they were sent. Says so where
/// it is nested too deep.
fn json(text: &str, way: Way<'_>) -> Result<Vec<Entry>, String> {
    let theme = way.theme;
    let mut res = vec![Entry::from(Line::default())];
    let mut depth = 0usize;
    let mut tokens = Tokens { text, at: 0 };
    while let Some((at, token)) = tokens.next() {
        let node = way.from + at as u64;
        match token {
            "{" | "[" => {
                let close = if token == "{" { "}" } else { "]" };
                if tokens.rest().starts_with(close) {
                    tokens.next();
                    push(&mut res, format!("{token}{close}"), theme.quiet());
                    continue;
                }
                if let Some(entry) = res.last_mut() {
                    entry.node = entry.node.or(Some(node));
                }
                if way.folded.contains(&node) {
                    let count = tokens.skip_inside();
                    push(&mut res, format!("{token}… {count}{close}"), theme.odd());
                    continue;
                }
                if depth == DEPTH {
                    return Err(format!("its values lie in each other deeper than {DEPTH} times"));
                }
                push(&mut res, token.to_owned(), theme.quiet());
                depth += 1;
                res.push(Line::raw("  ".repeat(depth)).into());
            }
            "}" | "]" => {
                depth = depth.saturating_sub(1);
                res.push(Line::raw("  ".repeat(depth)).into());
                push(&mut res, token.to_owned(), theme.quiet());
            }
            "," => {
                push(&mut res, token.to_owned(), theme.quiet());
                res.push(Line::raw("  ".repeat(depth)).into());
            }
            ":" => push(&mut res, ": ".to_owned(), theme.quiet()),
            _ => {
                let style = match token.as_bytes().first() {
                    Some(b'"') if tokens.rest().starts_with(':') => theme.name(),
                    Some(b'"') => theme.good(),
                    _ => theme.odd(),
                };
                push(&mut res, token.to_owned(), style);
            }
        }
    }
    Ok(res)
}

fn push(entries: &mut [Entry], piece: String, style: Style) {
    if let Some(entry) = entries.last_mut() {
        entry.line.push_span(Span::styled(piece, style));
    }
}

/// The tokens of valid JSON, each with its place.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// What comes after, without blanks before it.
    fn rest(&self) -> &'a str {
        self.text[self.at..].trim_start()
    }

    fn next(&mut self) -> Option<(usize, &'a str)> {
        let rest = self.rest();
        let at = self.text.len() - rest.len();
        let token = &rest[..length(rest)?];
        self.at = at + token.len();
        Some((at, token))
    }

    /// Goes behind the end of what was just begun; answers how many values it has.
    fn skip_inside(&mut self) -> usize {
        let (mut depth, mut count) = (1, 1);
        while depth > 0
            && let Some((_, token)) = self.next()
        {
            match token {
                "{" | "[" => depth += 1,
                "}" | "]" => depth -= 1,
                "," if depth == 1 => count += 1,
                _ => (),
            }
        }
        count
    }
}

/// How long the first token of valid JSON is.
fn length(rest: &str) -> Option<usize> {
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
    use crate::model::Headers;
    use crate::tui::Ground;

    fn way(folded: &BTreeSet<u64>, width: u16) -> Way<'_> {
        let theme = Theme::new(true, Ground::Dark);
        Way { form: Form::LaidOut, folded, from: 0, width, theme }
    }

    fn shown(content_type: &str, body: &str, form: Form, folded: &[u64]) -> String {
        let headers = Headers::default().with("content-type", content_type.as_bytes());
        let folded = folded.iter().copied().collect();
        let way = Way { form, ..way(&folded, 80) };
        let lines = lines(&Message::new(headers, body.as_bytes()), way);
        lines.iter().map(|it| format!("{}\n", it.line)).collect()
    }

    #[test]
    fn json_is_laid_out_and_no_token_changes() {
        let sent = r#" {"a":[1.50, 123456789012345678901234567890,{}],"b\"":"\u00e9:,","c":[ ]} "#;
        insta::assert_snapshot!(shown("a/b", sent, Form::LaidOut, &[]), @r#"
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
    fn a_body_that_was_packed_is_shown_as_it_was_and_in_hex_as_it_came() {
        let headers = Headers::default().with("content-encoding", b"br");
        let message = Message::new(headers, b"\x0b\x02\x80hello\x03");
        let first = |form: Form| {
            let folded = BTreeSet::new();
            let way = Way { form, ..way(&folded, 80) };
            lines(&message, way)[0].line.to_string()
        };
        assert_eq!(first(Form::LaidOut), "hello");
        assert_eq!(first(Form::Text), "hello");
        assert!(first(Form::Hex).starts_with("000000  0b 02 80 68 "), "{}", first(Form::Hex));
    }

    #[test]
    fn a_value_that_is_folded_says_how_much_is_in_it() {
        let sent = r#"{"a":[1,{"b":[2,3]}],"c":{"d":"},{"}}"#;
        let (list, object) = (sent.find('[').unwrap() as u64, sent.rfind(":{").unwrap() as u64 + 1);
        insta::assert_snapshot!(shown("a/b", sent, Form::LaidOut, &[list, object]), @r#"
        {
          "a": [… 2],
          "c": {… 1}
        }
        "#);
        assert_eq!(shown("a/b", sent, Form::LaidOut, &[0]), "{… 2}\n");
    }

    #[test]
    fn a_form_is_its_fields_and_any_body_its_text_or_its_bytes() {
        let kind = "application/x-www-form-urlencoded; charset=utf-8";
        let sent = "From=%2B49+30&Body=a%26b";
        assert_eq!(shown(kind, sent, Form::LaidOut, &[]), "From = +49 30\nBody = a&b\n");
        assert_eq!(shown(kind, sent, Form::Text, &[]), format!("{sent}\n"));
        assert!(shown(kind, "ab", Form::Hex, &[]).starts_with("000000  61 62 "));
        assert_eq!(shown("", "{\"a\":1}", Form::Text, &[]), "{\"a\":1}\n");
    }

    #[test]
    fn a_body_that_is_not_what_its_type_says_is_shown_with_what_is_wrong() {
        let sent = "{\"a\": 1,\n \"b\": }";
        insta::assert_snapshot!(shown("application/json", sent, Form::LaidOut, &[]), @r#"
        Not laid out as JSON: expected value at line 2 column 7
        {"a": 1,
         "b": }
        "#);
        assert_eq!(shown("text/plain", sent, Form::LaidOut, &[]), format!("{sent}\n"));
        assert_eq!(shown("application/json", "", Form::LaidOut, &[]), "");
        assert_eq!(shown("application/x-ndjson", "{}\n{}", Form::LaidOut, &[]), "{}\n{}\n");
        let deep = "[".repeat(30_000) + &"]".repeat(30_000);
        let shown_deep = shown("application/json; charset=utf-8", &deep, Form::LaidOut, &[]);
        assert!(shown_deep.starts_with("Not laid out") && shown_deep.ends_with(&(deep + "\n")));
        let soap = shown("application/soap+xml", "<a><b>1</b></a>", Form::LaidOut, &[]);
        assert_eq!(soap, "<a>\n  <b>1</b>\n</a>\n");
    }

    #[test]
    fn a_body_that_is_no_text_is_shown_in_hex() {
        let folded = BTreeSet::new();
        let text = |width: u16| -> String {
            let lines = hex(b"\x00\xffhello, binary world", way(&folded, width));
            lines.iter().map(|it| format!("{}\n", it.line)).collect()
        };
        insta::assert_snapshot!(text(60), @r"
        000000  00 ff 68 65 6c 6c 6f 2c  ··hello,
        000008  20 62 69 6e 61 72 79 20   binary 
        000010  77 6f 72 6c 64           world
        ");
        insta::assert_snapshot!(text(WIDE), @r"
        000000  00 ff 68 65 6c 6c 6f 2c 20 62 69 6e 61 72 79 20  ··hello, binary 
        000010  77 6f 72 6c 64                                   world
        ");
    }
}
