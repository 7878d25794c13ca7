//! A request as a text to be changed: a line with method and path, headers, an empty line, the body.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method};
use serde::de::IgnoredAny;

/// A request that is to go to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it was made of: `evt_…` or `req_…`, or the attempt that is held.
    pub id: String,
    /// The source, by its id; empty for what is held and goes on to its target.
    pub source: String,
    /// The method.
    pub method: String,
    /// What follows the source's own path, and the query.
    pub path: String,
    /// Names and values, without what the gateway adds and without the proof of who sent it.
    pub headers: Vec<(String, String)>,
    /// The exact bytes.
    pub body: Bytes,
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// The line, from 0.
    pub(super) line: usize,
    /// What.
    pub(super) why: String,
}

impl Draft {
    /// Whether it is an attempt that is held at the breakpoint.
    pub(super) fn is_held(&self) -> bool {
        self.source.is_empty()
    }

    /// It as a text; `None` where the body is none.
    pub(super) fn text(&self) -> Option<String> {
        let body = std::str::from_utf8(&self.body).ok()?;
        let mut res = format!("{} {}\n", self.method, self.path);
        for (name, value) in &self.headers {
            res += &format!("{name}: {value}\n");
        }
        Some(res + "\n" + body)
    }

    /// The request that the text says now, or what is wrong with it.
    ///
    /// An editor's newline at the very end is no part of a body that had none, and nor are carriage
    /// returns; a body that had some keeps what the editor left of them.
    pub(super) fn changed(&self, text: &str) -> Result<Self, Wrong> {
        if self.text().as_deref() == Some(text) {
            return Ok(self.clone());
        }
        let end = ["\n\n", "\n\r\n"].into_iter().filter_map(|it| Some((text.find(it)?, it)));
        let (head, body) = match end.min() {
            Some((at, end)) => (&text[..at], &text[at + end.len()..]),
            None => (text.trim_end(), ""),
        };
        let mut lines = head.lines().enumerate();
        let first = lines.next().map_or("", |(_, it)| it);
        let wrong = |why| Err(Wrong { line: 0, why });
        let (method, path) = first.split_once(' ').unwrap_or((first, "/"));
        let method = method.to_uppercase();
        if method.is_empty() || method.parse::<Method>().is_err() {
            return wrong(format!("the first line is `{first}`, and not a method and a path"));
        }
        let path = path.trim();
        if !path.starts_with('/') || path.contains(char::is_whitespace) {
            return wrong(format!("`{path}` is no path: one begins with `/` and has no blanks"));
        }
        let header = |(line, text)| header(text).map_err(|why| Wrong { line, why });
        let headers = lines.map(header).collect::<Result<_, _>>()?;
        let had_returns = self.body.windows(2).any(|it| it == b"\r\n");
        let body = if had_returns { body.to_owned() } else { body.replace("\r\n", "\n") };
        let newline = if had_returns { body.strip_suffix("\r\n") } else { body.strip_suffix('\n') };
        let newline = newline.filter(|_| !self.body.ends_with(b"\n"));
        let body = Bytes::copy_from_slice(newline.unwrap_or(&body).as_bytes());
        let path = path.to_owned();
        Ok(Self { id: self.id.clone(), source: self.source.clone(), method, path, headers, body })
    }

    /// Why the body of what was made of this is no JSON any more, and where in the text, if it was.
    pub(super) fn broken(&self, changed: &Self) -> Option<Wrong> {
        serde_json::from_slice::<IgnoredAny>(&self.body).ok()?;
        let error = serde_json::from_slice::<IgnoredAny>(&changed.body).err()?;
        // A line with the method before the headers, and an empty one behind them.
        let line = changed.headers.len() + 1 + error.line();
        Some(Wrong { line, why: format!("the body is no JSON any more: {error}") })
    }
}

fn header(line: &str) -> Result<(String, String), String> {
    let wrong = || format!("`{line}` is no header: one is `name: value`");
    let (name, value) = line.split_once(':').ok_or_else(wrong)?;
    let (name, value) = (name.trim(), value.trim());
    name.parse::<HeaderName>().map_err(|_| wrong())?;
    HeaderValue::from_str(value).map_err(|_| wrong())?;
    Ok((name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(body: &str) -> Draft {
        Draft {
            id: "evt_1".to_owned(),
            source: "src_1".to_owned(),
            method: "POST".to_owned(),
            path: "/orders?n=1".to_owned(),
            headers: vec![("content-type".to_owned(), "text/plain".to_owned())],
            body: Bytes::copy_from_slice(body.as_bytes()),
        }
    }

    #[test]
    fn a_request_is_a_text_that_can_be_changed() {
        let draft = draft("{}");
        let text = draft.text().unwrap();
        assert_eq!(text, "POST /orders?n=1\ncontent-type: text/plain\n\n{}");
        let text = text.replace("POST", "put").replace("text/plain", "a/b\nX-New:  1 ");
        let changed = draft.changed(&text.replace("{}", "{\n\n1}\n")).unwrap();
        assert_eq!((&*changed.method, &*changed.body), ("PUT", b"{\n\n1}".as_slice()));
        let headers = [("content-type", "a/b"), ("X-New", "1")];
        assert_eq!(changed.headers, headers.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn an_editor_that_ends_lines_in_its_own_way_changes_no_body() {
        let draft = draft("{\n}");
        let text = draft.text().unwrap().replace('\n', "\r\n");
        assert_eq!(draft.changed(&(text + "\r\n")), Ok(draft));
    }

    #[test]
    fn what_is_no_request_is_refused_in_words() {
        for (text, expected) in [
            ("", "the first line is ``"),
            ("P{ST /", "not a method"),
            ("POST orders", "`orders` is no path"),
            ("POST /a b", "`/a b` is no path"),
            ("POST /\nno colon\n\nbody", "`no colon` is no header"),
        ] {
            let error = draft("").changed(text).unwrap_err();
            assert!(error.why.contains(expected), "{error:?}");
        }
        let error = draft("").changed("POST /\na: b\nno colon\n\n").unwrap_err();
        assert_eq!(error.line, 2);
        let binary = Draft { body: Bytes::from_static(b"\xff"), ..draft("") };
        assert_eq!(binary.text(), None);
    }

    #[test]
    fn a_body_that_is_no_json_any_more_is_known_with_its_place() {
        let draft = draft("{\n  \"a\": 1\n}");
        let text = draft.text().unwrap();
        let changed = |from: &str, to: &str| draft.changed(&text.replace(from, to)).unwrap();
        let broken = draft.broken(&changed("1", "1,,")).unwrap();
        assert!(broken.why.contains("no JSON any more"), "{broken:?}");
        assert!(text.lines().nth(broken.line).unwrap().contains("\"a\""), "{broken:?}");
        assert_eq!(draft.broken(&changed("1", "2")), None);
        assert_eq!(changed("1", "1,,").broken(&draft), None);
    }

    proptest! {
        #[test]
        fn a_text_that_was_not_changed_is_the_same_request(body in "[a\r\n\u{e9}]*") {
            let draft = draft(&body);
            let text = draft.text().unwrap();
            prop_assert_eq!(draft.changed(&text), Ok(draft.clone()));
        }

        #[test]
        fn a_body_stays_as_it_was_when_its_head_is_changed(body in "[a\r\n\u{e9}]*") {
            let draft = draft(&body);
            let text = draft.text().unwrap().replacen("POST", "PUT", 1);
            let expected = Draft { method: "PUT".to_owned(), ..draft.clone() };
            prop_assert_eq!(draft.changed(&text), Ok(expected));
        }
    }
}
