//! XML as a tree to look at: an element a line, and nothing of it changed but blanks at the ends of
//! texts and of lines.

use quick_xml::Reader;
use quick_xml::events::Event;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::body::{DEPTH, Way};
use super::document::Entry;

/// Lays it out; where it is no XML, or nested deeper than anybody means it, says what is wrong, and
/// where it can, at which byte.
pub(super) fn lines(text: &str, way: Way<'_>) -> Result<Vec<Entry>, String> {
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event();
        let wrong = |error| format!("{error}, at byte {}", reader.error_position());
        let event = event.map_err(wrong)?;
        let written = |reader: &Reader<_>| slice(text, at, reader.buffer_position());
        match event {
            Event::Text(_) | Event::GeneralRef(_) | Event::CData(_) => {
                tree.text.push_str(written(&reader));
            }
            Event::Start(tag) => {
                tree.has_element = true;
                let node = way.from + at;
                let begin = written(&reader);
                if tree.depth == DEPTH {
                    return Err(format!(
                        "its elements lie in each other deeper than {DEPTH} times"
                    ));
                }
                if way.folded.contains(&node) {
                    let skipped = reader.read_to_end(tag.name());
                    skipped
                        .map_err(|error| format!("{error}, at byte {}", reader.error_position()))?;
                    tree.line(&format!("{begin}…"), way.theme.odd(), Some(node));
                } else {
                    tree.line(begin, way.theme.name(), Some(node));
                    tree.depth += 1;
                    tree.is_begun = true;
                }
            }
            Event::End(_) => tree.end(written(&reader), way.theme.name()),
            Event::Eof if tree.depth > 0 => {
                return Err(format!("{} elements are not closed", tree.depth));
            }
            Event::Eof if !tree.has_element => return Err("there is no element in it".to_owned()),
            Event::Eof => {
                tree.flush();
                return Ok(tree.lines);
            }
            Event::Empty(_) => {
                tree.has_element = true;
                tree.line(written(&reader), way.theme.name(), None);
            }
            _ => tree.line(written(&reader), way.theme.quiet(), None),
        }
    }
}

fn slice(text: &str, from: u64, to: u64) -> &str {
    let place = |it: u64| usize::try_from(it).unwrap_or(usize::MAX);
    text.get(place(from)..place(to)).unwrap_or_default()
}

/// Without blanks around it, and with tabs that a screen shows.
fn seen(text: &str) -> String {
    text.trim().replace('\t', "    ")
}

#[derive(Default)]
struct Tree {
    lines: Vec<Entry>,
    depth: usize,
    /// Text that has no line yet.
    text: String,
    /// Whether the last line is an element that may end there.
    is_begun: bool,
    has_element: bool,
}

impl Tree {
    fn line(&mut self, piece: &str, style: Style, node: Option<u64>) {
        self.flush();
        self.is_begun = false;
        let indent = "  ".repeat(self.depth);
        // Attributes and comments may go over several lines.
        for (at, part) in piece.lines().enumerate() {
            let part = Span::styled(seen(part), style);
            let line = Line::from(vec![Span::raw(indent.clone()), part]);
            self.lines.push(Entry { line, node: node.filter(|_| at == 0) });
        }
    }

    /// A text of one line stays with its element.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        match self.lines.last_mut() {
            Some(last) if self.is_begun && !text.contains('\n') => {
                last.line.push_span(seen(text));
            }
            _ => {
                for line in text.lines() {
                    let indent = "  ".repeat(self.depth);
                    self.lines.push(Line::raw(format!("{indent}{}", seen(line))).into());
                }
                self.is_begun &= text.is_empty();
            }
        }
    }

    fn end(&mut self, piece: &str, style: Style) {
        self.flush();
        self.depth = self.depth.saturating_sub(1);
        match self.lines.last_mut() {
            Some(last) if self.is_begun => {
                last.line.push_span(Span::styled(piece.to_owned(), style));
            }
            _ => self.line(piece, style, None),
        }
        self.is_begun = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::Ground;
    use crate::tui::theme::Theme;
    use crate::tui::view::document::Form;

    fn shown(text: &str, folded: &[usize]) -> Result<String, String> {
        let folded = folded.iter().map(|it| *it as u64).collect();
        let theme = Theme::new(false, Ground::Dark);
        let way = Way { form: Form::LaidOut, folded: &folded, from: 0, width: 80, theme };
        Ok(lines(text, way)?.iter().map(|it| format!("{}\n", it.line)).collect())
    }

    #[test]
    fn each_element_has_a_line_and_its_text_is_as_it_came() {
        let text = "<?xml version=\"1.0\"?>\n<n:a x='1' y=\"&gt;\"><b>1 &amp; 2</b><c\n z=''/>\n\
                    <!-- so\n on --><d>\n\n two\n  lines </d><e></e> tail <f><![CDATA[<raw>]]></f></n:a>";
        insta::assert_snapshot!(shown(text, &[]).unwrap(), @r#"
        <?xml version="1.0"?>
        <n:a x='1' y="&gt;">
          <b>1 &amp; 2</b>
          <c
          z=''/>
          <!-- so
          on -->
          <d>
            two
            lines
          </d>
          <e></e>
          tail
          <f><![CDATA[<raw>]]></f>
        </n:a>
        "#);
    }

    #[test]
    fn an_element_that_is_folded_hides_what_is_in_it() {
        let text = "<a><b><c>1</c></b><b>2</b></a>";
        let inner = text.find("<b>").unwrap();
        insta::assert_snapshot!(shown(text, &[inner]).unwrap(), @r"
        <a>
          <b>…
          <b>2</b>
        </a>
        ");
    }

    #[test]
    fn what_is_no_xml_is_told_with_its_place() {
        for text in ["<a><b></a>", "<a>", "<a", "</a>", "plain text", ""] {
            assert!(shown(text, &[]).is_err(), "{text}");
        }
        assert!(shown(&("<a>".repeat(DEPTH) + &"</a>".repeat(DEPTH)), &[]).is_ok());
        let deep = "<a>".repeat(20_000) + &"</a>".repeat(20_000);
        assert!(shown(&deep, &[]).unwrap_err().contains("128"));
        insta::assert_snapshot!(shown("<a>\n<b></a>", &[]).unwrap_err(), @r"ill-formed document: expected `</b>`, but `</a>` was found, at byte 7");
    }
}
