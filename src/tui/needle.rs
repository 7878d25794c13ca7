//! A text that is looked for: in small letters it is found in capitals too.

use std::ops::Range;

use memchr::{memchr2_iter, memmem};

/// What is looked for; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    text: String,
    /// Whether capitals are as good as small letters.
    any_case: bool,
}

impl Needle {
    /// Takes a text, if there is any.
    pub(super) fn new(text: &str) -> Option<Self> {
        let any_case = !text.contains(char::is_uppercase);
        (!text.is_empty()).then(|| Self { text: text.to_owned(), any_case })
    }

    /// As it was typed.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is somewhere in there.
    pub(super) fn is_in(&self, bytes: impl AsRef<[u8]>) -> bool {
        self.find(bytes.as_ref(), 0).is_some()
    }

    /// Everywhere it is, in order, none over another.
    pub(super) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut res: Vec<Range<usize>> = Vec::new();
        while let Some(start) = self.find(text.as_bytes(), res.last().map_or(0, |it| it.end)) {
            res.push(start..start + self.text.len());
        }
        res
    }

    fn find(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let needle = self.text.as_bytes();
        let rest = bytes.get(from..)?;
        if !self.any_case {
            return memmem::find(rest, needle).map(|it| it + from);
        }
        let first = needle[0];
        let mut starts = memchr2_iter(first, first.to_ascii_uppercase(), rest);
        let fits = |start: &usize| {
            let found = rest.get(*start..start + needle.len());
            found.is_some_and(|it| it.eq_ignore_ascii_case(needle))
        };
        starts.find(fits).map(|it| it + from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_find_capitals_and_capitals_only_themselves() {
        let needle = |it| Needle::new(it).unwrap();
        assert_eq!(needle("paid").places("Paid, PAID and unpaid"), [0..4, 6..10, 17..21]);
        assert_eq!(needle("PAID").places("Paid, PAID, PAID"), [6..10, 12..16]);
        assert_eq!(needle("aa").places("aaaaa"), [0..2, 2..4]);
        assert!(needle("é").is_in("café") && !needle("x").is_in(""));
        assert_eq!(Needle::new(""), None);
    }
}
