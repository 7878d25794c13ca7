//! What is wrong with a schema, before it is ever used.
//!
//! An operator whose operand is of the wrong type can never match. That is somebody's mistake, and
//! a rule that quietly lets nothing through is the worst way to learn of it.

use serde_json::{Map, Value};

use super::operators::operator;
use super::reference::is_path;

/// Schemas nested deeper are refused.
const DEEPEST: usize = 64;

/// Says what is wrong with the schema for one part of a request.
pub(super) fn check(schema: &Value, at: &str, complaints: &mut Vec<String>) {
    if schema.is_array() {
        complaints.push(format!("{at} must be one of [string, number, boolean, object, null]"));
    } else {
        walk(schema, at, 0, complaints);
    }
}

/// Says which keys of a schema for headers can never be there, because headers are lower case.
pub(super) fn check_header_names(schema: &Value, at: &str, complaints: &mut Vec<String>) {
    let Value::Object(keys) = schema else { return };
    for (key, value) in keys {
        match (key.as_str(), value) {
            ("$or" | "$and", Value::Array(schemas)) => {
                for (index, it) in schemas.iter().enumerate() {
                    check_header_names(it, &format!("{at}.{key}[{index}]"), complaints);
                }
            }
            ("$not", it) => check_header_names(it, &format!("{at}.{key}"), complaints),
            _ if !key.starts_with('$') && key.bytes().any(|it| it.is_ascii_uppercase()) => {
                complaints
                    .push(format!("{at}.{key} must be in lower case, as all headers here are"));
            }
            _ => (),
        }
    }
}

fn walk(schema: &Value, at: &str, depth: usize, complaints: &mut Vec<String>) {
    if depth > DEEPEST {
        complaints.push(format!("{at} is nested too deep"));
        return;
    }
    match schema {
        Value::Object(keys) => {
            for (key, operand) in keys {
                walk_key(key, operand, &format!("{at}.{key}"), depth + 1, complaints);
            }
        }
        Value::Array(list) => {
            for (index, it) in list.iter().enumerate() {
                walk(it, &format!("{at}[{index}]"), depth + 1, complaints);
            }
        }
        _ => (),
    }
}

fn walk_key(key: &str, operand: &Value, at: &str, depth: usize, complaints: &mut Vec<String>) {
    match (key, operand, operator(key)) {
        ("$or", Value::Array(schemas), _) if schemas.is_empty() => {
            complaints.push(format!("{at} must contain at least 1 items"));
        }
        ("$or" | "$and", Value::Array(_), _) | ("$not", _, _) => {
            walk(operand, at, depth, complaints);
        }
        ("$or" | "$and", _, _) => complaints.push(format!("{at} must be an array")),
        ("$ref", Value::String(path), _) if is_path(path) => (),
        ("$ref", _, _) => complaints.push(format!("{at} must be a path such as order.items[0].id")),
        (_, _, Some(operator)) => match reference(operand) {
            Some(path) => walk_key("$ref", path, &format!("{at}.$ref"), depth, complaints),
            None if (operator.accepts)(operand) => (),
            None => complaints.push(format!("{at} must be {}", operator.takes)),
        },
        (_, _, None) => walk(operand, at, depth, complaints),
    }
}

/// The path of an operand that is found elsewhere in the document.
fn reference(operand: &Value) -> Option<&Value> {
    operand.as_object().filter(|it: &&Map<_, _>| it.len() == 1)?.get("$ref")
}
