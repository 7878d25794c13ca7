//! How schemas fit documents.
//!
//! A schema that is no object or array fits a value like itself; on an array it fits when it fits
//! any element. An object's every key must fit; an array's every element must be found.
//!
//! **Invariant:** ends for any document and any schema, of any shape and depth, without a panic.

use serde_json::{Map, Value};

use super::loose::{equal, is_primitive};
use super::operators::{eq, operator};
use super::reference::resolve;

/// What is nested deeper than this, which is twice what JSON from outside can be, is not looked into.
const DEEPEST: usize = 256;

/// Whether a document fits a schema.
pub(super) fn matches(document: &Value, schema: &Value) -> bool {
    Matching { document }.whole(document, schema, &Trail { outer: None, index: None, depth: 0 })
}

/// Where a document does not fit a schema: the keys that lead to each place, what is wanted there and
/// what is there, if anything is. Nothing where it fits.
pub(super) fn misses(document: &Value, schema: &Value) -> Vec<(Vec<String>, Value, Option<Value>)> {
    let (mut res, trail) = (Vec::new(), Trail { outer: None, index: None, depth: 0 });
    let matching = Matching { document };
    match (document, schema) {
        (Value::Object(fields), Value::Object(keys)) => {
            matching.missing(document, (fields, keys), &trail, &mut Vec::new(), &mut res);
        }
        _ if matching.whole(document, schema, &trail) => {}
        _ => res.push((Vec::new(), schema.clone(), Some(document.clone()))),
    }
    res
}

/// One document being matched.
struct Matching<'a> {
    /// All of it, for `$ref`.
    document: &'a Value,
}

/// How matching got here.
struct Trail<'a> {
    outer: Option<&'a Self>,
    /// Which element of an array was gone into, when one was.
    index: Option<usize>,
    depth: usize,
}

impl Trail<'_> {
    fn deeper(&self) -> Trail<'_> {
        Trail { outer: Some(self), index: None, depth: self.depth + 1 }
    }

    fn at(&self, index: usize) -> Trail<'_> {
        Trail { index: Some(index), ..self.deeper() }
    }

    /// The indices on the way, the first first.
    fn indices(&self) -> Vec<usize> {
        let steps = std::iter::successors(Some(self), |it| it.outer);
        let mut res: Vec<_> = steps.filter_map(|it| it.index).collect();
        res.reverse();
        res
    }
}

impl Matching<'_> {
    /// Whether a value fits a schema that stands for all of it: the document, and what `$or`,
    /// `$and` and `$not` hold. Operators are about fields, so an object has none here.
    fn whole(&self, value: &Value, schema: &Value, trail: &Trail<'_>) -> bool {
        if trail.depth > DEEPEST {
            return false;
        }
        match (value, schema) {
            (Value::Object(fields), Value::Object(keys)) => self.fields(value, fields, keys, trail),
            (Value::Array(_), Value::Object(keys)) if keys.contains_key("$not") => {
                // Here, unlike under a field, `$not` is about the array and not about its elements.
                !self.whole(value, &keys["$not"], &trail.deeper())
                    && (keys.len() == 1 || self.value(value, schema, trail))
            }
            _ => self.value(value, schema, trail),
        }
    }

    /// Whether the value of a field, or an element, fits a schema.
    fn value(&self, value: &Value, schema: &Value, trail: &Trail<'_>) -> bool {
        if trail.depth > DEEPEST {
            return false;
        }
        match (value, schema) {
            (Value::Array(list), Value::Array(wanted)) => {
                wanted.iter().all(|schema| self.any(list, schema, trail))
            }
            (Value::Array(list), Value::Object(keys)) => {
                match self.operators(Some(value), keys, trail) {
                    Some(holds) => holds,
                    None => self.any(list, schema, trail),
                }
            }
            (Value::Array(list), _) => self.any(list, schema, trail),
            (_, Value::Object(keys)) => self.single(value, keys, trail),
            (_, Value::Array(wanted)) => value.is_object() && wanted.is_empty(),
            _ => is_primitive(value) && equal(value, schema),
        }
    }

    /// Whether any element fits.
    fn any(&self, list: &[Value], schema: &Value, trail: &Trail<'_>) -> bool {
        list.iter().enumerate().any(|(index, it)| self.value(it, schema, &trail.at(index)))
    }

    /// Whether a value that is no array fits an object.
    fn single(&self, value: &Value, keys: &Map<String, Value>, trail: &Trail<'_>) -> bool {
        if let Some(Value::Array(schemas)) = keys.get("$or") {
            return schemas.iter().any(|it| self.whole(value, it, &trail.deeper()));
        }
        if let Some(Value::String(path)) = keys.get("$ref") {
            return eq(Some(value), self.resolve(path, trail));
        }
        match (self.operators(Some(value), keys, trail), value) {
            (Some(false), _) => false,
            // Whatever else stands beside an operator is passed over.
            (Some(true), _) => {
                keys.iter().all(|(key, it)| self.logic(value, key, it, trail).unwrap_or(true))
            }
            (None, Value::Object(fields)) => self.fields(value, fields, keys, trail),
            // Other keys ask for fields, which this value has not.
            (None, _) => {
                let fits = |key, it| self.logic(value, key, it, trail).unwrap_or(false);
                !keys.is_empty() && keys.iter().all(|(key, it)| fits(key, it))
            }
        }
    }

    /// Whether an object fits key by key; what it has beyond them does not matter.
    fn fields(
        &self,
        value: &Value,
        fields: &Map<String, Value>,
        keys: &Map<String, Value>,
        trail: &Trail<'_>,
    ) -> bool {
        keys.iter().all(|(key, schema)| {
            if let ("$or", Value::Array(schemas)) = (key.as_str(), schema) {
                return schemas.iter().any(|it| self.whole(value, it, &trail.deeper()));
            }
            if let Some(fits) = self.logic(value, key, schema, trail) {
                return fits;
            }
            match (fields.get(key), schema) {
                (Some(value), _) => self.value(value, schema, &trail.deeper()),
                // Nothing fits what is not there, but for a schema that asks for just that.
                (None, Value::Object(keys)) => {
                    keys.get("$exist") == Some(&Value::Bool(false))
                        && self.operators(None, keys, trail) == Some(true)
                }
                (None, _) => false,
            }
        })
    }

    /// Looks for what does not fit among the fields of an object, as deep as one key alone is to blame.
    fn missing(
        &self,
        value: &Value,
        (fields, keys): (&Map<String, Value>, &Map<String, Value>),
        trail: &Trail<'_>,
        path: &mut Vec<String>,
        res: &mut Vec<(Vec<String>, Value, Option<Value>)>,
    ) {
        for (key, schema) in keys {
            let alone = Map::from_iter([(key.clone(), schema.clone())]);
            if self.fields(value, fields, &alone, trail) {
                continue;
            }
            path.push(key.clone());
            let found = fields.get(key);
            match (found, schema) {
                (Some(inner @ Value::Object(fields)), Value::Object(keys))
                    if !keys.keys().any(|it| it.starts_with('$')) =>
                {
                    self.missing(inner, (fields, keys), &trail.deeper(), path, res);
                }
                _ => res.push((path.clone(), schema.clone(), found.cloned())),
            }
            path.pop();
        }
    }

    /// Whether every operator among the keys holds; `None` when there is no operator.
    fn operators(
        &self,
        value: Option<&Value>,
        keys: &Map<String, Value>,
        trail: &Trail<'_>,
    ) -> Option<bool> {
        let mut res = None;
        for (name, operand) in keys {
            let Some(operator) = operator(name) else { continue };
            let operand = match operand.get("$ref") {
                Some(Value::String(path)) => self.resolve(path, trail),
                _ => operand,
            };
            if !(operator.holds)(value, operand) {
                return Some(false);
            }
            res = Some(true);
        }
        res
    }

    /// What `$and` and `$not` say of a value; `None` when the key is neither.
    fn logic(&self, value: &Value, key: &str, schema: &Value, trail: &Trail<'_>) -> Option<bool> {
        match (key, schema) {
            ("$and", Value::Array(schemas)) => {
                Some(schemas.iter().all(|it| self.whole(value, it, &trail.deeper())))
            }
            ("$not", schema) => Some(!self.whole(value, schema, &trail.deeper())),
            _ => None,
        }
    }

    fn resolve(&self, path: &str, trail: &Trail<'_>) -> &Value {
        resolve(self.document, path, &trail.indices()).unwrap_or(&Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
    use proptest::strategy::{Just, Strategy, Union};
    use serde_json::json;

    use super::*;

    /// Checks rows of document, schema, and whether they match.
    #[track_caller]
    fn check<const N: usize>(rows: [(Value, Value, bool); N]) {
        for (document, schema, expected) in rows {
            assert_eq!(matches(&document, &schema), expected, "{schema} on {document}");
        }
    }

    #[test]
    fn what_does_not_fit_is_found() {
        let document = json!({"order": {"total": 5, "lines": [1]}, "kind": "a"});
        let misses = |schema| {
            let found = misses(&document, &schema);
            found.into_iter().map(|(at, wanted, is)| json!([at.join("."), wanted, is])).collect()
        };
        let check = |schema, expected: Value| assert_eq!(Value::Array(misses(schema)), expected);
        check(json!({"kind": "a", "order": {"total": {"$gt": 4}}}), json!([]));
        check(
            json!({"kind": "b", "order": {"total": {"$gt": 5}, "lines": 1, "by": "me"}}),
            json!([
                ["kind", "b", "a"],
                ["order.total", {"$gt": 5}, 5],
                ["order.by", "me", null],
            ]),
        );
        let either = json!([{"kind": "b"}, {"kind": "c"}]);
        check(json!({ "$or": either }), json!([["$or", either, null]]));
        check(json!("a"), json!([["", "a", document]]));
    }

    #[test]
    fn the_reference_truth_table_holds() {
        check([
            (json!({"t": ["x", "y"]}), json!({"t": "x"}), true),
            (json!({"t": ["x", "y"]}), json!({"t": ["x", "z"]}), false),
            (
                json!({"i": [{"a": 1, "b": 2}, {"a": 2, "b": 1}]}),
                json!({"i": {"a": 1, "b": 1}}),
                false,
            ),
            (json!({"t": [1, 2]}), json!({"t": {"$eq": [1, 2]}}), true),
            (json!({"t": [1, 2]}), json!({"t": {"$eq": 1}}), false),
            (json!({"t": [1, 9]}), json!({"t": {"$gt": 5}}), false),
            (json!({}), json!({"t": {"$neq": "a"}}), false),
            (json!({}), json!({"t": {"$nin": ["a"]}}), false),
            (json!({"t": null}), json!({"t": {"$exist": true}}), true),
            (json!("/orders/1"), json!({"$startsWith": "/orders"}), true),
            (json!([{"id": 1}]), json!({"id": 1}), true),
            (json!({"a": 2, "b": 1}), json!({"a": {"$gt": {"$ref": "b"}}}), true),
        ]);
    }

    #[test]
    fn plain_values_are_alike_loosely() {
        check([
            (json!({"a": "1"}), json!({"a": 1}), true),
            (json!({"a": false}), json!({"a": 0}), true),
            (json!({"a": ""}), json!({"a": 0}), true),
            (json!({"a": "true"}), json!({"a": true}), false),
            (json!({"a": null}), json!({"a": null}), true),
            (json!({"a": 0}), json!({"a": null}), false),
            (json!({"a": "X"}), json!({"a": "x"}), false),
            (json!({"a": {"b": 1}}), json!({"a": 1}), false),
            (json!({"a": {"b": 1}}), json!({"a": null}), false),
            (json!(1), json!("1"), true),
        ]);
    }

    #[test]
    fn an_object_fits_key_by_key() {
        check([
            (json!({"a": 1, "b": 2}), json!({"a": 1}), true),
            (json!({"a": 1}), json!({"a": 1, "b": 2}), false),
            (json!({"a": {"b": {"c": 1}}}), json!({"a": {"b": {"c": 1}}}), true),
            (json!({}), json!({}), true),
            (json!({"a": 1}), json!({}), true),
            (json!({"a": {}}), json!({"a": {}}), true),
            (json!({"a": 1}), json!({"a": {}}), false),
            (json!("text"), json!({}), false),
            (json!({}), json!(null), false),
            (json!({}), json!({"a": null}), false),
            (json!({"a": 1}), json!({"a": {"b": 1}}), false),
        ]);
    }

    #[test]
    fn an_array_fits_when_an_element_does() {
        check([
            (json!({"a": [1, 2]}), json!({"a": "2"}), true),
            (json!({"a": [[1], [[2]]]}), json!({"a": 2}), true),
            (json!({"a": []}), json!({"a": 1}), false),
            (json!({"a": [{"b": 1, "c": 2}]}), json!({"a": {"b": 1, "c": 2}}), true),
            (json!({"a": [[{"b": 1}]]}), json!({"a": {"b": 1}}), true),
            (json!({"a": [1, 2, 3]}), json!({"a": [3, 1]}), true),
            (json!({"a": [{"b": 1}, {"b": 2}]}), json!({"a": [{"b": 1}, {"b": 2}]}), true),
            (json!({"a": [1]}), json!({"a": []}), true),
            (json!({"a": []}), json!({"a": []}), true),
            (json!({"a": 1}), json!({"a": [1]}), false),
            (json!({"a": 1}), json!({"a": []}), false),
            (json!({"a": {"b": 1}}), json!({"a": []}), true),
            (json!({"a": []}), json!({"a": {}}), false),
            (json!([1, 2]), json!(2), true),
            (json!([1, 2]), json!([2]), true),
        ]);
    }

    #[test]
    fn eq_and_neq_compare_whole_values() {
        check([
            (json!({"a": "1"}), json!({"a": {"$eq": 1}}), true),
            (json!({"a": {"b": 1, "c": 2}}), json!({"a": {"$eq": {"b": 1, "c": 2}}}), true),
            (json!({"a": {"b": 1, "c": 2}}), json!({"a": {"$eq": {"c": 2, "b": 1}}}), false),
            (json!({"a": {"b": 1, "c": 2}}), json!({"a": {"$eq": {"b": 1}}}), false),
            (json!({"a": [1, 3]}), json!({"a": [{"$eq": 3}]}), true),
            (json!({"a": [1, 3]}), json!({"a": {"$neq": 3}}), true),
            (json!({"a": 3}), json!({"a": {"$neq": "3"}}), false),
            (json!({"a": null}), json!({"a": {"$eq": null}}), true),
            (json!({"a": null}), json!({"a": {"$neq": 0}}), true),
        ]);
    }

    #[test]
    fn order_is_by_letter_between_strings_and_by_number_otherwise() {
        check([
            (json!({"a": "10"}), json!({"a": {"$lt": "9"}}), true),
            (json!({"a": "10"}), json!({"a": {"$gt": 9}}), true),
            (json!({"a": 5}), json!({"a": {"$gte": 5, "$lte": 5}}), true),
            (json!({"a": 5}), json!({"a": {"$gt": 5}}), false),
            (json!({"a": 5}), json!({"a": {"$lt": 5}}), false),
            (json!({"a": "x"}), json!({"a": {"$gte": 0}}), false),
            (json!({"a": true}), json!({"a": {"$gte": 0}}), false),
            (json!({"a": null}), json!({"a": {"$gte": 0}}), false),
            (json!({"a": 5}), json!({"a": {"$gte": null}}), false),
            (json!({"a": [9]}), json!({"a": {"$gt": 5}}), false),
            (json!({"a": [1, 9]}), json!({"a": [{"$gt": 5}]}), true),
        ]);
    }

    #[test]
    fn in_and_nin_look_into_lists_and_texts() {
        check([
            (json!({"a": "x"}), json!({"a": {"$in": ["x", "y"]}}), true),
            (json!({"a": "1"}), json!({"a": {"$in": [1]}}), false),
            (json!({"a": 1}), json!({"a": {"$in": [1.0]}}), true),
            (json!({"a": "wxyz"}), json!({"a": {"$in": "xy"}}), true),
            (json!({"a": "a5"}), json!({"a": {"$in": 5}}), true),
            (json!({"a": 5}), json!({"a": {"$in": "5"}}), false),
            (json!({"a": true}), json!({"a": {"$in": [true]}}), false),
            (json!({"a": true}), json!({"a": {"$in": ["x"]}}), false),
            (json!({"a": "z"}), json!({"a": {"$nin": ["x"]}}), true),
            (json!({"a": "x"}), json!({"a": {"$nin": ["x"]}}), false),
            (json!({"a": null}), json!({"a": {"$nin": ["x"]}}), true),
            (json!({"a": "x"}), json!({"a": {"$nin": [null]}}), false),
            (json!({"a": {"b": 1}}), json!({"a": {"$nin": ["x"]}}), false),
            // More than the reference, which knows no arrays here.
            (json!({"a": ["x", "y"]}), json!({"a": {"$in": ["y"]}}), true),
            (json!({"a": ["x", "y"]}), json!({"a": {"$in": "y"}}), true),
            (json!({"a": ["x", "y"]}), json!({"a": {"$in": ["z"]}}), false),
            (json!({"a": ["x", "y"]}), json!({"a": {"$nin": ["z"]}}), true),
            (json!({"a": ["x", "y"]}), json!({"a": {"$nin": ["y"]}}), false),
        ]);
    }

    #[test]
    fn beginnings_and_ends_are_of_strings() {
        check([
            (json!({"a": "order.paid"}), json!({"a": {"$startsWith": "order."}}), true),
            (json!({"a": "order.paid"}), json!({"a": {"$endsWith": ".paid"}}), true),
            (json!({"a": "order.paid"}), json!({"a": {"$startsWith": ["x", "order"]}}), true),
            (json!({"a": "order.paid"}), json!({"a": {"$endsWith": []}}), false),
            (json!({"a": "order.paid"}), json!({"a": {"$endsWith": ["paid", 1]}}), false),
            (json!({"a": 12}), json!({"a": {"$startsWith": "1"}}), false),
            (json!({"a": 12}), json!({"a": {"$startsWith": 1}}), false),
            (json!({"a": ["xa"]}), json!({"a": [{"$startsWith": "x"}]}), true),
        ]);
    }

    #[test]
    fn exist_is_about_the_key() {
        check([
            (json!({"a": 0}), json!({"a": {"$exist": true}}), true),
            (json!({"a": []}), json!({"a": {"$exist": true}}), true),
            (json!({"a": {}}), json!({"a": {"$exist": true}}), true),
            (json!({"a": 0}), json!({"a": {"$exist": false}}), false),
            (json!({"a": null}), json!({"a": {"$exist": false}}), false),
            (json!({}), json!({"a": {"$exist": false}}), true),
            (json!({}), json!({"a": {"$exist": true}}), false),
            (json!({}), json!({"a": {"b": {"$exist": false}}}), false),
            (json!({"a": {}}), json!({"a": {"b": {"$exist": false}}}), true),
            (json!({}), json!({"a": {"$exist": false, "$neq": "x"}}), true),
            (json!({}), json!({"a": {"$exist": false, "$eq": "x"}}), false),
            (json!({"a": [{"b": 1}, {"c": 1}]}), json!({"a": {"b": {"$exist": false}}}), true),
        ]);
    }

    #[test]
    fn or_wins_under_a_field_and_is_one_of_all_in_an_object() {
        check([
            (json!({"a": 1}), json!({"$or": [{"a": 1}, {"a": 2}]}), true),
            (json!({"a": 3}), json!({"$or": [{"a": 1}, {"a": 2}]}), false),
            (json!({"a": 1, "b": 1}), json!({"$or": [{"a": 1}], "b": 2}), false),
            (json!({"a": {"b": 2}}), json!({"a": {"$or": [{"b": 1}, {"b": 2}]}}), true),
            (json!({"a": 2}), json!({"a": {"$or": [1, 2]}}), true),
            (json!({"a": 9}), json!({"a": {"$or": [1, {"$gt": 5}]}}), true),
            (json!({"a": 1}), json!({"a": {"$or": [1, 2], "$gt": 5}}), true),
            (json!({"a": [7, 2]}), json!({"a": {"$or": [1, 2]}}), true),
            (json!({"a": 1}), json!({"$or": []}), false),
            (json!({"a": 1}), json!({"a": {"$or": []}}), false),
            (json!("x"), json!({"$or": ["x", "y"]}), true),
        ]);
    }

    #[test]
    fn and_asks_for_all() {
        check([
            (json!({"a": 1, "b": 2}), json!({"$and": [{"a": 1}, {"b": 2}]}), true),
            (json!({"a": 1, "b": 2}), json!({"$and": [{"a": 1}, {"b": 3}]}), false),
            (json!({"a": 1}), json!({"$and": []}), true),
            (json!({"a": {"b": 1}}), json!({"a": {"$and": [{"b": 1}]}}), true),
            // More than the reference, which knows only objects here.
            (json!({"a": 3}), json!({"a": {"$and": [{"$gt": 1}, {"$lt": 5}]}}), true),
            (json!({"a": 7}), json!({"a": {"$and": [{"$gt": 1}, {"$lt": 5}]}}), false),
            (json!({"a": 7}), json!({"a": {"$gt": 1, "$and": [{"$lt": 5}]}}), false),
        ]);
    }

    #[test]
    fn not_turns_a_schema_round() {
        check([
            (json!({"a": 1}), json!({"$not": {"a": 2}}), true),
            (json!({"a": 2}), json!({"$not": {"a": 2}}), false),
            (json!({"a": 1, "b": 1}), json!({"$not": {"a": 2}, "b": 1}), true),
            (json!({"a": 1, "b": 1}), json!({"$not": {"a": 2}, "b": 2}), false),
            (json!({"a": 2, "b": 1}), json!({"$not": {"a": 2}, "b": 1}), false),
            (json!({"a": {"b": 1}}), json!({"a": {"$not": {"b": 2}}}), true),
            (json!({"a": ["x", "y"]}), json!({"$not": {"a": "x"}}), false),
            (json!([{"a": 1}, {"a": 2}]), json!({"$not": {"a": 1}}), false),
            (json!([{"a": 1}, {"a": 2}]), json!({"a": 1, "$not": {"a": 3}}), true),
            (json!("/a"), json!({"$not": {"$startsWith": "/b"}}), true),
            (json!({}), json!({"a": {"$not": 1}}), false),
            // More than the reference, which knows only objects here.
            (json!({"a": 1}), json!({"a": {"$not": 2}}), true),
            (json!({"a": "xy"}), json!({"a": {"$not": {"$endsWith": "y"}}}), false),
            (json!({"a": "xy"}), json!({"a": {"$startsWith": "x", "$not": "xy"}}), false),
            (json!({"a": ["x", "y"]}), json!({"a": {"$not": "x"}}), true),
        ]);
    }

    #[test]
    fn a_reference_stands_for_what_it_leads_to() {
        let orders = json!({
            "limit": 5,
            "orders": [{"n": 1, "max": 0}, {"n": 7, "max": 9, "items": [{"id": 1}, {"id": 2}]}],
            "ids": [[0], [3, 2]],
        });
        check([
            (json!({"a": 1, "b": "1"}), json!({"a": {"$ref": "b"}}), true),
            (json!({"a": 1, "b": 2}), json!({"a": {"$ref": "b"}}), false),
            (json!({"a": 1, "b": {"c": [0, 1]}}), json!({"a": {"$ref": "b.c[1]"}}), true),
            (json!({"a": 1}), json!({"a": {"$ref": "nowhere"}}), false),
            (json!({"a": null}), json!({"a": {"$ref": "nowhere"}}), true),
            (json!({"a": 1}), json!({"a": {"$gt": {"$ref": "nowhere"}}}), false),
            (json!({"a": {"c": 1}, "b": {"c": 1}}), json!({"a": {"$ref": "b"}}), true),
            (json!([{"a": 1, "b": 1}]), json!({"a": {"$ref": "[0].b"}}), true),
            (orders.clone(), json!({"orders": {"n": {"$gt": {"$ref": "limit"}}}}), true),
            (
                orders.clone(),
                json!({"orders": {"n": {"$lt": {"$ref": "orders[$index].max"}}}}),
                true,
            ),
            (orders.clone(), json!({"orders": {"n": {"$ref": "orders[$index].max"}}}), false),
            (
                orders.clone(),
                json!({"orders": {"items": {"id": {"$ref": "ids[$index][$index]"}}}}),
                true,
            ),
            (orders, json!({"orders": {"n": {"$or": [{"$gt": {"$ref": "limit"}}]}}}), true),
        ]);
    }

    #[test]
    fn what_a_sender_writes_is_never_a_schema() {
        check([
            (json!({"a": 1, "b": {"$exist": true}}), json!({"a": {"$ref": "b"}}), false),
            (json!({"a": 1, "b": {"$ref": "a"}}), json!({"a": {"$eq": {"$ref": "b"}}}), false),
        ]);
    }

    #[test]
    fn an_unknown_operator_is_a_key_like_any_other() {
        check([
            (json!({"a": 1}), json!({"a": {"$regex": "1"}}), false),
            (json!({"a": {"$regex": "1"}}), json!({"a": {"$regex": 1}}), true),
            (json!({"a": 1}), json!({"$gt": 0}), false),
        ]);
    }

    #[test]
    fn what_is_nested_too_deep_does_not_match() {
        let nest = |key: &str| (0..1000).fold(json!(1), |it, _| json!({key: it}));
        let lists = (0..1000).fold(json!(1), |it, _| json!([it]));
        assert!(!matches(&nest("a"), &nest("a")));
        assert!(!matches(&lists, &json!(1)));
        // Whatever the answer, there is one.
        matches(&json!({}), &nest("$not"));
        matches(&lists, &nest("$not"));
    }

    fn any_document() -> impl Strategy<Value = Value> {
        let leaf = Union::new([
            Just(Value::Null).boxed(),
            any::<bool>().prop_map(Value::from).boxed(),
            (-3..3_i64).prop_map(Value::from).boxed(),
            any::<f64>().prop_map(Value::from).boxed(),
            "[0-9a-c]{0,2}".prop_map(Value::from).boxed(),
        ]);
        leaf.prop_recursive(4, 24, 4, |inner| {
            Union::new([
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from).boxed(),
                prop::collection::vec(("[a-c]", inner), 0..4)
                    .prop_map(|list| Value::Object(list.into_iter().collect()))
                    .boxed(),
            ])
        })
    }

    fn any_schema() -> impl Strategy<Value = Value> {
        const KEYS: [&str; 18] = [
            "a",
            "b",
            "c",
            "$eq",
            "$neq",
            "$gt",
            "$gte",
            "$lt",
            "$lte",
            "$in",
            "$nin",
            "$startsWith",
            "$endsWith",
            "$exist",
            "$or",
            "$and",
            "$not",
            "$ref",
        ];
        let reference = Union::new(["a", "b[0]", "a[$index].b", "[0]", "$"].map(Just));
        let reference = reference.prop_map(|it| json!({"$ref": it}));
        let leaf = Union::new([any_document().boxed(), reference.boxed()]);
        leaf.prop_recursive(4, 24, 4, |inner| {
            Union::new([
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from).boxed(),
                prop::collection::vec((prop::sample::select(&KEYS[..]), inner), 0..3)
                    .prop_map(|list| {
                        list.into_iter().map(|(key, it)| (key.to_owned(), it)).collect()
                    })
                    .prop_map(Value::Object)
                    .boxed(),
            ])
        })
    }

    proptest! {
        #[test]
        fn any_schema_on_any_document_has_an_answer(document in any_document(), schema in any_schema()) {
            let answer = matches(&document, &schema);
            prop_assert_eq!(answer, matches(&document, &schema));
        }

        #[test]
        fn something_misses_where_it_does_not_match(
            document in any_document(),
            schema in any_schema(),
        ) {
            prop_assert_eq!(misses(&document, &schema).is_empty(), matches(&document, &schema));
        }

        #[test]
        fn the_empty_object_matches_every_object(document in any_document()) {
            let fits = matches(&document, &json!({}));
            prop_assert!(fits || !document.is_object());
        }

        #[test]
        fn not_is_the_opposite(document in any_document(), schema in any_schema()) {
            let not = json!({"$not": schema.clone()});
            prop_assert_eq!(matches(&document, &not), !matches(&document, &schema));
        }

        #[test]
        fn or_is_either_and_and_is_both(document in any_document(), a in any_schema(), b in any_schema()) {
            let (fits_a, fits_b) = (matches(&document, &a), matches(&document, &b));
            let or = json!({"$or": [a.clone(), b.clone()]});
            if !document.is_array() {
                prop_assert_eq!(matches(&document, &or), fits_a || fits_b);
                prop_assert_eq!(matches(&document, &json!({"$and": [a, b]})), fits_a && fits_b);
            }
        }

        #[test]
        fn a_document_without_arrays_matches_itself(document in any_document()) {
            fn plain(value: &Value) -> bool {
                match value {
                    Value::Array(_) => false,
                    Value::Object(fields) => fields.values().all(plain),
                    _ => true,
                }
            }
            prop_assert!(!plain(&document) || matches(&document, &document));
        }
    }
}
