//! A text that is looked for: in small letters it is found in capitals too.

use std::ops::Range;

use memchr::{memchr2_iter, memmem};

/// The longest text that is looked through letter by letter, and the longest needle that is not.
const SHORT: usize = 256;
/// How much of a long one is looked through at once.
const PIECE: usize = 4 << 10;

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
        if rest.len() > SHORT && needle.len() <= SHORT {
            return self.find_in_small_letters(rest).map(|it| it + from);
        }
        let first = needle[0];
        let mut starts = memchr2_iter(first, first.to_ascii_uppercase(), rest);
        let fits = |start: &usize| {
            let found = rest.get(*start..start + needle.len());
            found.is_some_and(|it| it.eq_ignore_ascii_case(needle))
        };
        starts.find(fits).map(|it| it + from)
    }

    /// The same for long texts, where a first letter that is everywhere would cost much: piece by
    /// piece, each a copy in small letters, and so far over the next that nothing lies between two.
    fn find_in_small_letters(&self, text: &[u8]) -> Option<usize> {
        let needle = memmem::Finder::new(&self.text);
        let mut copy = [0; PIECE];
        let starts = (0..text.len()).step_by(PIECE - SHORT);
        starts.into_iter().find_map(|start| {
            let piece = &text[start..text.len().min(start + PIECE)];
            let copy = &mut copy[..piece.len()];
            copy.copy_from_slice(piece);
            copy.make_ascii_lowercase();
            needle.find(copy).map(|it| it + start)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_looked_through_like_a_short_one() {
        let needle = Needle::new("paid").unwrap();
        for place in [0, SHORT, PIECE - SHORT - 2, PIECE - 2, 3 * PIECE + 1] {
            let mut text = "p".repeat(4 * PIECE);
            text.replace_range(place..place + 4, "PaiD");
            assert_eq!(needle.places(&text).first(), Some(&(place..place + 4)), "{place}");
        }
        assert!(!needle.is_in("p".repeat(4 * PIECE)));
        let long = "a".repeat(2 * SHORT);
        assert!(Needle::new(&long).unwrap().is_in("A".repeat(3 * SHORT)));
    }

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
