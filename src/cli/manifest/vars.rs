//! Variables in text: `${NAME}`, `${NAME:-otherwise}`, and `$${` where `${` is meant.

use std::collections::BTreeSet;

/// Why a text stands for nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// There is no variable of this name.
    Missing(String),
    /// What follows `${` is no name, or does not end.
    Malformed,
}

/// Whether a text has variables; one without stands for itself.
pub(super) fn has_any(text: &str) -> bool {
    text.replace("$${", "").contains("${")
}

/// Puts the variables' values in their places. One that is empty is not there, as in a shell.
pub(super) fn expand(
    text: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Problem> {
    let (mut res, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("${") {
        if rest[..at].ends_with('$') {
            res.push_str(&rest[..at]);
            res.push('{');
            rest = &rest[at + 2..];
            continue;
        }
        res.push_str(&rest[..at]);
        let (inner, after) = rest[at + 2..].split_once('}').ok_or(Problem::Malformed)?;
        let (name, otherwise) = match inner.split_once(":-") {
            Some((name, otherwise)) => (name, Some(otherwise)),
            None => (inner, None),
        };
        if !is_name(name) {
            return Err(Problem::Malformed);
        }
        let value = variable(name).or_else(|| otherwise.map(str::to_owned));
        res.push_str(&value.ok_or_else(|| Problem::Missing(name.to_owned()))?);
        rest = after;
    }
    res.push_str(rest);
    Ok(res)
}

/// The names of all variables that a text has.
pub(super) fn names(text: &str) -> BTreeSet<String> {
    let names = std::cell::RefCell::new(BTreeSet::new());
    // What is no variable in the end does no harm here.
    _ = expand(text, &|name| {
        names.borrow_mut().insert(name.to_owned());
        Some(String::new())
    });
    names.into_inner()
}

/// The text that stands for this one.
pub(super) fn escape(text: &str) -> String {
    text.replace("${", "$${")
}

/// A variable's name, made of words.
pub(super) fn name(words: &[&str]) -> String {
    let joined = words.join("_").to_uppercase();
    let name = joined.replace(|it: char| !it.is_ascii_alphanumeric(), "_");
    if name.starts_with(|it: char| it.is_ascii_digit()) { format!("_{name}") } else { name }
}

fn is_name(text: &str) -> bool {
    let is_part = |it: char| it.is_ascii_alphanumeric() || it == '_';
    text.chars().all(is_part) && text.starts_with(|it: char| !it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(text: &str) -> Result<String, Problem> {
        super::expand(text, &|name| (name == "A").then(|| "${x}".to_owned()))
    }

    #[test]
    fn variables_are_put_in_their_places() {
        for (text, expected) in [
            ("plain $in {x}", "plain $in {x}"),
            // What a variable holds is not looked at again.
            ("<${A}>", "<${x}>"),
            ("${B:-b}/${B:-}", "b/"),
            ("${A:-b}", "${x}"),
            ("$${A} $$", "${A} $$"),
        ] {
            assert_eq!(expand(text).as_deref(), Ok(expected), "{text}");
            assert_eq!(expand(&escape(text)).as_deref(), Ok(text));
        }
        assert!(has_any("a${B}") && !has_any("$${B}"));
    }

    #[test]
    fn what_stands_for_nothing_is_refused() {
        assert_eq!(expand("${B}"), Err(Problem::Missing("B".into())));
        for text in ["${", "${}", "${1}", "${a b}", "${a-b}"] {
            assert_eq!(expand(text), Err(Problem::Malformed), "{text}");
        }
    }

    #[test]
    fn a_name_is_made_of_words() {
        assert_eq!(name(&["my-shop", "api_key"]), "MY_SHOP_API_KEY");
        assert_eq!(name(&["1st", "key"]), "_1ST_KEY");
    }
}
