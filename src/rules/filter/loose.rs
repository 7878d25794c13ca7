//! When two values are alike, as JavaScript has it: `1` and `"1"`, `false` and `0`.

use std::cmp::Ordering;

use serde_json::Value;

/// JavaScript's `==` on two values that are neither objects nor arrays.
pub(super) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Null, _) | (_, Value::Null) => a.is_null() && b.is_null(),
        _ => matches!((number(a), number(b)), (Some(a), Some(b)) if a == b),
    }
}

/// JavaScript's `===` on two values that are neither objects nor arrays.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

/// Whether two values have the same JSON text, for values of which at least one is an object or
/// an array. The order of keys counts.
pub(super) fn same_text(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_part(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((a_key, a), (b_key, b))| a_key == b_key && same_part(a, b))
        }
        (Value::String(text), other) | (other, Value::String(text)) => {
            let printed = other.to_string();
            printed == *text
        }
        _ => false,
    }
}

fn same_part(a: &Value, b: &Value) -> bool {
    if is_primitive(a) && is_primitive(b) {
        same(a, b)
    } else {
        same_text(a, b) && !(a.is_string() || b.is_string())
    }
}

/// JavaScript's `<`, `==` and `>` on strings and numbers; `None` where it has no order.
pub(super) fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    let ordered = |it: &Value| it.is_string() || it.is_number();
    match (a, b) {
        // By UTF-16 units, which is not the order of characters beyond U+FFFF.
        (Value::String(a), Value::String(b)) => Some(a.encode_utf16().cmp(b.encode_utf16())),
        _ if ordered(a) && ordered(b) => number(a)?.partial_cmp(&number(b)?),
        _ => None,
    }
}

/// Neither an object nor an array.
pub(super) fn is_primitive(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

/// JavaScript's `Number(value)`; `None` where that is not a number.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Null => Some(0.0),
        Value::Bool(it) => Some(f64::from(u8::from(*it))),
        Value::Number(it) => it.as_f64(),
        Value::String(it) => number_of_text(it),
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn number_of_text(text: &str) -> Option<f64> {
    let text =
        text.trim_matches(|it: char| it.is_whitespace() && it != '\u{85}' || it == '\u{feff}');
    let digits = |radix| {
        let digits = &text[2..];
        let all = !digits.is_empty() && digits.chars().all(|it| it.is_digit(radix));
        let add = |sum: f64, it: char| {
            sum * f64::from(radix) + f64::from(it.to_digit(radix).unwrap_or(0))
        };
        all.then(|| digits.chars().fold(0.0, add))
    };
    match text {
        "" => Some(0.0),
        "Infinity" | "+Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ if text.starts_with("0x") || text.starts_with("0X") => digits(16),
        _ if text.starts_with("0o") || text.starts_with("0O") => digits(8),
        _ if text.starts_with("0b") || text.starts_with("0B") => digits(2),
        // Rust would also read `inf` and `nan`.
        _ if text.bytes().all(|it| it.is_ascii_digit() || b".eE+-".contains(&it)) => {
            text.parse().ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn alike(a: Value, b: Value, expected: bool) {
        assert_eq!(equal(&a, &b), expected, "{a} == {b}");
        assert_eq!(equal(&b, &a), expected, "{b} == {a}");
    }

    #[test]
    fn values_are_alike_as_javascript_has_it() {
        alike(json!("1"), json!(1), true);
        alike(json!(" 1.0 "), json!(1), true);
        alike(json!("0x10"), json!(16), true);
        alike(json!("1e3"), json!(1000), true);
        alike(json!("1_000"), json!(1000), false);
        alike(json!("Infinity"), json!(1), false);
        alike(json!("inf"), json!(1), false);
        alike(json!("nan"), json!("NaN"), false);
        alike(json!(1), json!(1.0), true);
        alike(json!(0), json!(-0.0), true);
        alike(json!(false), json!(0), true);
        alike(json!(""), json!(0), true);
        alike(json!(""), json!(false), true);
        alike(json!("1"), json!(true), true);
        alike(json!("true"), json!(true), false);
        alike(json!("a"), json!("A"), false);
        alike(json!("1"), json!("1.0"), false);
        alike(json!(null), json!(null), true);
        for other in [json!(0), json!(""), json!(false), json!("null")] {
            alike(json!(null), other, false);
        }
    }

    #[test]
    fn strings_compare_by_letters_and_all_else_by_number() {
        let cmp = |a: Value, b: Value| compare(&a, &b);
        assert_eq!(cmp(json!("10"), json!("9")), Some(Ordering::Less));
        assert_eq!(cmp(json!("10"), json!(9)), Some(Ordering::Greater));
        assert_eq!(cmp(json!(""), json!(0)), Some(Ordering::Equal));
        assert_eq!(cmp(json!("ten"), json!(9)), None);
        assert_eq!(cmp(json!(true), json!(0)), None);
        assert_eq!(cmp(json!("\u{ff5e}"), json!("\u{1f600}")), Some(Ordering::Greater));
    }

    #[test]
    fn objects_and_arrays_compare_by_their_text() {
        let same = |a: Value, b: Value| same_text(&a, &b);
        assert!(same(json!([1, {"a": 2.0}]), json!([1.0, {"a": 2}])));
        assert!(same(json!([1, 2]), json!("[1,2]")));
        assert!(!same(json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1})));
        assert!(!same(json!([1]), json!(["1"])));
        assert!(!same(json!([[1]]), json!(["[1]"])));
        assert!(!same(json!([1]), json!(1)));
    }
}
