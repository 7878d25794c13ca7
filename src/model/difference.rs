//! In what one JSON value differs from another, as deep as one key or element alone does.

use serde_json::Value;

/// A place at which two values differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The keys that lead there, with dots between, and places in lists: `body.lines[1].id`.
    pub at: String,
    /// What was there; `None` where nothing was.
    pub before: Option<Value>,
    /// What is there; `None` where nothing is.
    pub after: Option<Value>,
}

/// Adds what differs below `at` to those found, up to `most` of them in all.
pub fn differences(
    at: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    most: usize,
    found: &mut Vec<Difference>,
) {
    if before == after || found.len() >= most {
        return;
    }
    match (before, after) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let new = after.keys().filter(|it| !before.contains_key(*it));
            for key in before.keys().chain(new) {
                let at = format!("{at}.{key}");
                differences(&at, before.get(key), after.get(key), most, found);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                let at = format!("{at}[{index}]");
                differences(&at, Some(before), Some(after), most, found);
            }
        }
        _ => {
            let (before, after) = (before.cloned(), after.cloned());
            found.push(Difference { at: at.to_owned(), before, after });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_is_told_where_it_is() {
        let (before, after) = (
            json!({ "a": 1, "b": { "c": [1, 2], "d": 1 }, "e": [1] }),
            json!({ "a": 1, "b": { "c": [1, 3] }, "e": [1, 2], "f": null }),
        );
        let mut res = Vec::new();
        differences("body", Some(&before), Some(&after), 10, &mut res);
        let told = res.iter().map(|it| json!([it.at, it.before, it.after]));
        assert_eq!(
            told.collect::<Value>(),
            json!([
                ["body.b.c[1]", 2, 3],
                ["body.b.d", 1, null],
                ["body.e", [1], [1, 2]],
                ["body.f", null, null],
            ])
        );
        assert_eq!((&res[3].before, &res[3].after), (&None, &Some(Value::Null)));
        let mut few = Vec::new();
        differences("body", Some(&before), Some(&after), 2, &mut few);
        assert_eq!(few.len(), 2);
    }
}
