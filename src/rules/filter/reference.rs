//! `$ref`: a path to a value in the same document, such as `order.items[$index].id`.

use serde_json::Value;

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    /// To the field of this name.
    Field(&'a str),
    /// To the element at this index.
    Element(usize),
    /// To the element at the index of the array that is being looked through.
    Current,
}

/// Whether a path can be read.
pub(super) fn is_path(path: &str) -> bool {
    steps(path).is_some()
}

/// The value at a path; `None` when there is none. Each `[$index]` takes the next of `indices`.
pub(super) fn resolve<'a>(document: &'a Value, path: &str, indices: &[usize]) -> Option<&'a Value> {
    let mut indices = indices.iter();
    steps(path)?.into_iter().try_fold(document, |value, step| match step {
        Step::Field(name) => value.as_object()?.get(name),
        Step::Element(index) => value.as_array()?.get(index),
        Step::Current => value.as_array()?.get(*indices.next()?),
    })
}

fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    // `$.a`, `$[0]` and `$` are ways to say `a`, `[0]` and the whole.
    let mut rest = match path.strip_prefix('$') {
        Some(it) if it.is_empty() || it.starts_with(['.', '[']) => it,
        _ if path.is_empty() || path.starts_with('.') => return None,
        _ => path,
    };
    let mut res = Vec::new();
    while !rest.is_empty() {
        if let Some(bracket) = rest.strip_prefix('[') {
            let (inside, after) = bracket.split_once(']')?;
            res.push(bracketed(inside)?);
            rest = after;
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            // A name follows a bracket only after a dot.
            if name.len() == rest.len() && !res.is_empty() {
                return None;
            }
            let (name, after) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
            if name.is_empty() || name == "*" {
                return None;
            }
            res.push(Step::Field(name));
            rest = after;
        }
    }
    Some(res)
}

fn bracketed(inside: &str) -> Option<Step<'_>> {
    let quoted = |quote| inside.strip_prefix(quote)?.strip_suffix(quote);
    match quoted('\'').or_else(|| quoted('"')) {
        Some(name) => Some(Step::Field(name)),
        None if inside == "$index" => Some(Step::Current),
        None if inside.bytes().all(|it| it.is_ascii_digit()) => {
            inside.parse().ok().map(Step::Element)
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(path: &str, indices: &[usize], expected: Value) {
        let document = json!({"a": {"b c": [10, {"d": 20}]}, "e": [[1, 2], [3, 4]], "$f": 5});
        assert_eq!(resolve(&document, path, indices), Some(&expected), "{path}");
    }

    #[test]
    fn a_path_leads_through_fields_and_elements() {
        check("a['b c'][0]", &[], json!(10));
        check("$.a[\"b c\"][1].d", &[], json!(20));
        check("a.b c[1]", &[], json!({"d": 20}));
        check("e[$index][$index]", &[1, 0], json!(3));
        check("e[$index][1]", &[0], json!(2));
        check("$f", &[], json!(5));
        assert_eq!(resolve(&json!([{"id": 1}]), "[0].id", &[]), Some(&json!(1)));
        assert_eq!(resolve(&json!([{"id": 1}]), "$[$index].id", &[0]), Some(&json!(1)));
    }

    #[test]
    fn a_path_to_nowhere_leads_to_nothing() {
        let document = json!({"a": [1]});
        for path in ["b", "a.b", "a[1]", "a[$index]", "a[99999999999999999999999]"] {
            assert_eq!(resolve(&document, path, &[]), None, "{path}");
        }
    }

    #[test]
    fn what_is_no_path_is_not_read() {
        for path in
            ["", ".", "a..b", "a.", "a[", "a[]b", "a[0]b", "a[-1]", "a[*]", "*", "$.", "a[x]"]
        {
            assert!(!is_path(path), "{path}");
        }
    }
}
