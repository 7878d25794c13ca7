//! Every operator that compares a value with an operand, one row each.
//!
//! To add one: add a row. `$or`, `$and`, `$not` and `$ref` are not here: they are about schemas,
//! and [`super::matching`] knows them.

use std::cmp::Ordering;

use serde_json::Value;

use super::loose::{compare, equal, is_primitive, same, same_text};

/// An operator.
pub(super) struct Operator {
    /// Its name, with the `$`.
    pub(super) name: &'static str,
    /// What its operand must be, to follow "must be".
    pub(super) takes: &'static str,
    /// Whether an operand is that.
    pub(super) accepts: fn(&Value) -> bool,
    /// Whether a value, or its absence, is as the operand wants.
    pub(super) holds: fn(Option<&Value>, &Value) -> bool,
}

/// All of them.
#[rustfmt::skip]
const OPERATORS: &[Operator] = &[
    Operator { name: "$eq", takes: ANY, accepts: |_| true, holds: eq },
    Operator { name: "$neq", takes: ANY, accepts: |_| true, holds: |value, operand| !eq(value, operand) },
    Operator { name: "$gt", takes: SCALAR, accepts: is_scalar, holds: |a, b| order(a, b).is_some_and(Ordering::is_gt) },
    Operator { name: "$gte", takes: SCALAR, accepts: is_scalar, holds: |a, b| order(a, b).is_some_and(Ordering::is_ge) },
    Operator { name: "$lt", takes: SCALAR, accepts: is_scalar, holds: |a, b| order(a, b).is_some_and(Ordering::is_lt) },
    Operator { name: "$lte", takes: SCALAR, accepts: is_scalar, holds: |a, b| order(a, b).is_some_and(Ordering::is_le) },
    Operator { name: "$in", takes: SCALARS, accepts: are_scalars, holds: |a, b| contained(a, b) == Some(true) },
    Operator { name: "$nin", takes: SCALARS, accepts: are_scalars, holds: |a, b| contained(a, b) == Some(false) },
    Operator { name: "$startsWith", takes: STRINGS, accepts: are_strings, holds: |a, b| any_string(a, b, |a, b| a.starts_with(b)) },
    Operator { name: "$endsWith", takes: STRINGS, accepts: are_strings, holds: |a, b| any_string(a, b, |a, b| a.ends_with(b)) },
    Operator { name: "$exist", takes: "a boolean", accepts: Value::is_boolean, holds: |value, wanted| wanted.as_bool() == Some(value.is_some()) },
];

const ANY: &str = "anything";
const SCALAR: &str = "a string or a number";
const SCALARS: &str = "an array of strings and numbers, or a string to look for";
const STRINGS: &str = "a string or an array of strings";

/// The operator of this name.
pub(super) fn operator(name: &str) -> Option<&'static Operator> {
    if !name.starts_with('$') {
        return None;
    }
    OPERATORS.iter().find(|it| it.name == name)
}

fn is_scalar(operand: &Value) -> bool {
    operand.is_string() || operand.is_number()
}

fn are_scalars(operand: &Value) -> bool {
    operand.as_array().map_or(is_scalar(operand), |list| list.iter().all(is_scalar))
}

fn are_strings(operand: &Value) -> bool {
    operand.as_array().map_or(operand.is_string(), |list| list.iter().all(Value::is_string))
}

/// Alike; objects and arrays by their text.
pub(super) fn eq(value: Option<&Value>, operand: &Value) -> bool {
    match value {
        // What is not there is like nothing but null.
        None => operand.is_null(),
        Some(value) if is_primitive(value) && is_primitive(operand) => equal(value, operand),
        Some(value) => same_text(value, operand),
    }
}

fn order(value: Option<&Value>, operand: &Value) -> Option<Ordering> {
    compare(value?, operand)
}

/// Whether a value is in a list, or a text or a list contains an operand. `None` where neither
/// question makes sense.
fn contained(value: Option<&Value>, operand: &Value) -> Option<bool> {
    if !are_scalars(operand) {
        return None;
    }
    match (value?, operand) {
        (Value::Object(_), _) => None,
        (Value::Array(values), Value::Array(list)) => {
            Some(values.iter().any(|value| list.iter().any(|it| same(value, it))))
        }
        (Value::Array(values), operand) => Some(values.iter().any(|value| same(value, operand))),
        (value, Value::Array(list)) => Some(list.iter().any(|it| same(value, it))),
        (Value::String(text), Value::String(part)) => Some(text.contains(part.as_str())),
        (Value::String(text), Value::Number(part)) => Some(text.contains(&part.to_string())),
        _ => None,
    }
}

fn any_string(value: Option<&Value>, operand: &Value, test: fn(&str, &str) -> bool) -> bool {
    let Some(Value::String(text)) = value else { return false };
    match operand {
        Value::String(it) => test(text, it),
        Value::Array(list) if are_strings(operand) => {
            list.iter().filter_map(Value::as_str).any(|it| test(text, it))
        }
        _ => false,
    }
}
