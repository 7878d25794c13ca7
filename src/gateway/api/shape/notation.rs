//! How shapes are written.
//!
//! Words: `text`, `text(500)` (at most so many characters), `text(3..)`, `id`, `name`, `time`,
//! `url`, `integer`, `integer(0..255)`, `number`, `boolean`, `null`, `unknown` (anything), `never`,
//! and `"THIS"`. `shape[]` is a list, `shape[1..10]` one of so many items, `a | b` either,
//! `Name<shape>` a definition with something put in. `//` before a field or a definition is what
//! the documents say about it.

use super::{Bounds, Definition, Field, Shape};

/// What names look like: the API's own pattern, whose `A-z` lets six more characters in.
const NAME: &str = "^[A-z0-9-_]+$";

/// Reads a file of definitions.
pub(super) fn read(text: &str) -> Result<Vec<(String, Definition)>, String> {
    let mut reader = Reader { rest: text, comment: String::new() };
    let (mut res, mut until) = (Vec::new(), None);
    loop {
        reader.skip();
        if reader.rest.is_empty() {
            return Ok(res);
        }
        let about = std::mem::take(&mut reader.comment);
        let name = reader.word()?;
        if name.starts_with(|it: char| it.is_ascii_digit()) {
            reader.expect(":")?;
            until = Some(name);
            continue;
        }
        let parameter = reader.take("<").then(|| reader.word()).transpose()?;
        if parameter.is_some() {
            reader.expect(">")?;
        }
        reader.expect("=")?;
        let shape = reader.shape()?;
        res.push((name, Definition { until: until.clone(), about, parameter, shape }));
    }
}

/// Reads one shape.
pub(super) fn shape(text: &str) -> Result<Shape, String> {
    let mut reader = Reader { rest: text, comment: String::new() };
    let shape = reader.shape()?;
    reader.skip();
    if reader.rest.is_empty() { Ok(shape) } else { reader.fail("an end") }
}

struct Reader<'a> {
    rest: &'a str,
    /// What the comments before here said, since the last field or definition.
    comment: String,
}

impl Reader<'_> {
    fn fail<T>(&self, expected: &str) -> Result<T, String> {
        let place: String = self.rest.chars().take(40).collect();
        Err(format!("expected {expected} at `{place}`"))
    }

    /// Skips blanks; keeps what comments say.
    fn skip(&mut self) {
        loop {
            let rest = self.rest.trim_start();
            let Some(comment) = rest.strip_prefix("//") else {
                self.rest = rest;
                return;
            };
            let (line, rest) = comment.split_once('\n').unwrap_or((comment, ""));
            if !self.comment.is_empty() {
                self.comment.push(' ');
            }
            self.comment.push_str(line.trim());
            self.rest = rest;
        }
    }

    fn take(&mut self, mark: &str) -> bool {
        self.skip();
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, mark: &str) -> Result<(), String> {
        if self.take(mark) { Ok(()) } else { self.fail(&format!("`{mark}`")) }
    }

    fn word(&mut self) -> Result<String, String> {
        self.skip();
        let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '$');
        let end = self.rest.find(|it| !is_part(it)).unwrap_or(self.rest.len());
        if end == 0 {
            return self.fail("a name");
        }
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(word.to_owned())
    }

    fn quoted(&mut self) -> Result<String, String> {
        let Some((text, rest)) = self.rest.split_once('"') else { return self.fail("`\"`") };
        self.rest = rest;
        Ok(text.to_owned())
    }

    fn shape(&mut self) -> Result<Shape, String> {
        self.take("|");
        let mut all = vec![self.part()?];
        while self.take("|") {
            all.push(self.part()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Shape::OneOf(all) })
    }

    fn part(&mut self) -> Result<Shape, String> {
        let mut res = self.first()?;
        // A list's bracket follows at once; what begins on a new line is something else.
        while let Some(rest) = self.rest.strip_prefix('[') {
            self.rest = rest;
            res = Shape::List(Box::new(res), self.bounds("]")?);
        }
        Ok(res)
    }

    fn first(&mut self) -> Result<Shape, String> {
        if self.take("{") {
            return self.object();
        }
        if self.take("(") {
            let res = self.shape()?;
            self.expect(")")?;
            return Ok(res);
        }
        if self.take("\"") {
            return Ok(Shape::Word(self.quoted()?));
        }
        let word = self.word()?;
        let bounds = |reader: &mut Self| match reader.rest.strip_prefix('(') {
            None => Ok((None, None)),
            Some(rest) => {
                reader.rest = rest;
                reader.bounds(")")
            }
        };
        let text = |format, pattern, bounds| Shape::Text { format, pattern, bounds };
        Ok(match word.as_str() {
            "unknown" => Shape::Any,
            "never" => Shape::Never,
            "null" => Shape::Null,
            "boolean" => Shape::Flag,
            "integer" => Shape::Number { whole: true, bounds: bounds(self)? },
            "number" => Shape::Number { whole: false, bounds: bounds(self)? },
            "text" => text(None, None, bounds(self)?),
            "id" => text(None, None, (None, Some(255))),
            "name" => text(None, Some(NAME), (None, Some(155))),
            "time" => text(Some("date-time"), None, (None, None)),
            "url" => text(Some("uri"), None, (None, None)),
            _ if word.starts_with(|it: char| it.is_ascii_uppercase()) => {
                let argument = self.rest.starts_with('<').then(|| {
                    self.expect("<")?;
                    let res = self.shape()?;
                    self.expect(">")?;
                    Ok::<_, String>(Box::new(res))
                });
                Shape::Named(word, argument.transpose()?)
            }
            _ => return self.fail(&format!("a shape instead of `{word}`")),
        })
    }

    /// Reads `500`, `3..`, `0..255` or nothing, and what ends it.
    fn bounds(&mut self, end: &str) -> Result<Bounds, String> {
        let Some((inner, rest)) = self.rest.split_once(end) else { return self.fail(end) };
        let number = |text: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| format!("`{text}` is no number")),
        };
        self.rest = rest;
        match inner.split_once("..") {
            Some((from, to)) => Ok((number(from)?, number(to)?)),
            None => Ok((None, number(inner)?)),
        }
    }

    fn object(&mut self) -> Result<Shape, String> {
        let (mut fields, mut rest) = (Vec::new(), None);
        self.comment.clear();
        while !self.take("}") {
            let about = std::mem::take(&mut self.comment);
            if self.take("[") {
                self.word()?;
                self.expect("]")?;
                self.expect(":")?;
                rest = Some(Box::new(self.shape()?));
            } else if self.take("...") {
                let shape = self.shape()?;
                fields.push(Field { name: String::new(), optional: false, about, shape });
            } else {
                let name = if self.take("\"") { self.quoted()? } else { self.word()? };
                let optional = self.take("?");
                self.expect(":")?;
                let shape = self.shape()?;
                fields.push(Field { name, optional, about, shape });
            }
            if !self.take(",") {
                self.expect("}")?;
                break;
            }
        }
        self.comment.clear();
        Ok(Shape::Object { fields, rest })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &Shape) {
        assert_eq!(shape(text).as_ref(), Ok(expected), "{text}");
    }

    #[test]
    fn a_shape_reads_as_it_is_written() {
        let text = |bounds| Shape::Text { format: None, pattern: None, bounds };
        check("text(3..)", &text((Some(3), None)));
        check("text(5)[1..2]", &Shape::List(Box::new(text((None, Some(5)))), (Some(1), Some(2))));
        check(
            "( \"A\" | null )[]",
            &Shape::List(
                Box::new(Shape::OneOf(vec![Shape::Word("A".into()), Shape::Null])),
                (None, None),
            ),
        );
        let field = |name: &str, optional, about: &str, shape| Field {
            name: name.into(),
            optional,
            about: about.into(),
            shape,
        };
        check(
            "{ // First.\n a: boolean, b?: unknown, ...Page<Thing>, [text]: null }",
            &Shape::Object {
                fields: vec![
                    field("a", false, "First.", Shape::Flag),
                    field("b", true, "", Shape::Any),
                    field(
                        "",
                        false,
                        "",
                        Shape::Named(
                            "Page".into(),
                            Some(Box::new(Shape::Named("Thing".into(), None))),
                        ),
                    ),
                ],
                rest: Some(Box::new(Shape::Null)),
            },
        );
        for bad in ["", "{ a }", "texts", "\"a", "{ a: text b: text }", "text text", "text(x)"] {
            assert!(shape(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn definitions_have_a_version_and_a_purpose() {
        let text = "// What it is.\nA = text\nList<T> = T[]\n\n2024-09-01:\n// Was.\nA = null";
        let read = read(text).unwrap();
        let heads: Vec<_> = read
            .iter()
            .map(|(name, it)| {
                (&**name, it.until.as_deref(), &*it.about, it.parameter.as_deref().unwrap_or(""))
            })
            .collect();
        let expected = [
            ("A", None, "What it is.", ""),
            ("List", None, "", "T"),
            ("A", Some("2024-09-01"), "Was.", ""),
        ];
        assert_eq!(heads, expected);
    }
}
