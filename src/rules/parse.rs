//! Rules as the API gives and shows them.
//!
//! Shapes are closed: what a rule does not know is refused, not passed over. Sentences about a
//! rule's own fields name the field, as the API does; unknown keys and places inside a filter are
//! named by their whole path.

use serde_json::{Map, Value};

use super::{Deduplicate, Delay, Filter, Retry, Rule, Transform};

/// Reads a connection's `rules`; when it cannot, says everything that is wrong.
pub fn parse(json: &Value) -> Result<Vec<Rule>, Vec<String>> {
    let Value::Array(list) = json else {
        return Err(vec!["rules must be an array".to_owned()]);
    };
    let mut complaints = Vec::new();
    let mut rules = Vec::with_capacity(list.len());
    for (index, rule) in list.iter().enumerate() {
        let at = format!("rules[{index}]");
        let Value::Object(map) = rule else {
            complaints.push(format!("{at} must be of type object"));
            continue;
        };
        let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
        let fields = &mut Fields { at, map, complaints: &mut complaints };
        match kind {
            "filter" => rules.push(Rule::Filter(Filter::parse(fields))),
            "delay" => rules.push(Rule::Delay(Delay::parse(fields))),
            "retry" => rules.push(Rule::Retry(Retry::parse(fields))),
            "transform" => rules.push(Rule::Transform(Transform::parse(fields))),
            "deduplicate" => rules.push(Rule::Deduplicate(Deduplicate::parse(fields))),
            _ => fields.complain("Invalid rule type"),
        }
    }
    // A second one would never be asked.
    if rules.iter().filter(|it| matches!(it, Rule::Retry(_))).count() > 1 {
        complaints.push("rules must contain at most one retry rule".to_owned());
    }
    if complaints.is_empty() { Ok(rules) } else { Err(complaints) }
}

/// Reads the parts of a filter that stand alone, as a listener's session has them at `at`.
pub fn parse_filter(json: &Value, at: &str) -> Result<Filter, Vec<String>> {
    let Value::Object(map) = json else {
        return Err(vec![format!("{at} must be of type object")]);
    };
    let mut complaints = Vec::new();
    let fields = &mut Fields { at: at.to_owned(), map, complaints: &mut complaints };
    let filter = Filter::parse(fields);
    if complaints.is_empty() { Ok(filter) } else { Err(complaints) }
}

/// Rules as the API shows them, in their order.
pub fn to_value(rules: &[Rule]) -> Value {
    serde_json::to_value(rules).expect("rules have string keys only")
}

/// The fields of one rule, and where to say what is wrong with them.
pub(super) struct Fields<'a> {
    /// Where the rule is.
    pub(super) at: String,
    /// The rule.
    pub(super) map: &'a Map<String, Value>,
    /// What is wrong so far.
    pub(super) complaints: &'a mut Vec<String>,
}

impl<'a> Fields<'a> {
    /// The largest number that every reader of JSON takes exactly.
    pub(super) const MOST: u64 = (1 << 53) - 1;

    /// Says what is wrong.
    pub(super) fn complain(&mut self, sentence: &str) {
        self.complaints.push(sentence.to_owned());
    }

    /// Refuses every field but these.
    pub(super) fn only(&mut self, names: &[&str]) {
        for key in self.map.keys().filter(|it| !names.contains(&it.as_str())) {
            self.complaints.push(format!("{}.{key} is not allowed", self.at));
        }
    }

    /// A field, unless it is absent or null.
    pub(super) fn given(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|it| !it.is_null())
    }

    /// A field that must be there.
    pub(super) fn required(&mut self, name: &str) -> Option<&'a Value> {
        let res = self.map.get(name);
        if res.is_none() {
            self.complaints.push(format!("{name} is required"));
        }
        res
    }

    /// A field that is a whole number from 0 to `most`, unless it is absent or null.
    pub(super) fn integer(&mut self, name: &str, most: u64) -> Option<u64> {
        let value = self.given(name)?;
        let whole = value.as_u64().or_else(|| {
            let float = value.as_f64().filter(|it| it.fract() == 0.0 && *it >= 0.0)?;
            // Saturates, and is then too large.
            Some(float as u64)
        });
        match (value, whole) {
            (_, Some(whole)) if whole <= most => return Some(whole),
            (_, Some(_)) => {
                self.complaints.push(format!("{name} must be less than or equal to {most}"));
            }
            (Value::Number(it), None) if it.as_f64().is_some_and(|it| it < 0.0) => {
                self.complaints.push(format!("{name} must be greater than or equal to 0"));
            }
            (Value::Number(_), None) => {
                self.complaints.push(format!("{name} must be an integer"));
            }
            _ => self.complaints.push(format!("{name} must be a number")),
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
    use proptest::strategy::{Just, Strategy as _, Union};
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn refuses(rules: Value, expected: &[&str]) {
        match parse(&rules) {
            Ok(rules) => panic!("took {rules:?}"),
            Err(complaints) => assert_eq!(complaints, expected, "{rules}"),
        }
    }

    #[track_caller]
    fn takes(rule: Value) {
        let rules = json!([rule]);
        assert_eq!(parse(&rules).map(|_| ()), Ok(()), "{rules}");
    }

    #[test]
    fn rules_are_shown_as_they_were_given() {
        let given = json!([
            {"type": "retry", "strategy": "linear", "interval": 1000, "count": 3,
             "response_status_codes": ["500-599", "!501"]},
            {"type": "filter", "headers": {"x-b": 1, "x-a": {"$exist": true}}, "path": "/a"},
            {"type": "delay", "delay": 5},
            {"type": "filter", "body": {"z": [1.5, null]}},
        ]);
        assert_eq!(to_value(&parse(&given).unwrap()).to_string(), given.to_string());
    }

    #[test]
    fn unset_statuses_are_shown_as_null_and_other_unset_fields_not_at_all() {
        let given = json!([{"type": "retry", "strategy": "exponential", "count": null}]);
        let shown = json!([
            {"type": "retry", "strategy": "exponential", "response_status_codes": null},
        ]);
        assert_eq!(to_value(&parse(&given).unwrap()), shown);
        assert_eq!(parse(&shown), parse(&given));
    }

    #[test]
    fn a_rule_that_is_none_is_refused() {
        refuses(json!({}), &["rules must be an array"]);
        refuses(json!([5]), &["rules[0] must be of type object"]);
        refuses(json!([{}]), &["Invalid rule type"]);
        refuses(json!([{"type": "transformation"}]), &["Invalid rule type"]);
        refuses(json!([{"type": 5}]), &["Invalid rule type"]);
    }

    #[test]
    fn a_transform_rule_names_its_transformation() {
        takes(json!({"type": "transform", "transformation_id": "trs_1"}));
        refuses(
            json!([{"type": "transform"}]),
            &["value must contain at least one of [transformation_id, transformation]"],
        );
        refuses(
            json!([{"type": "transform", "transformation_id": 5}]),
            &["transformation_id must be a string"],
        );
    }

    #[test]
    fn a_deduplicate_rule_has_a_window_and_one_list_of_fields() {
        let rule = |name: &str, value: Value| json!([{"type": "deduplicate", "window": 1000, name: value}]);
        takes(rule("window", json!(3_600_000))[0].clone());
        takes(rule("include_fields", json!(["headers", "body.a[0][*].b", "path"]))[0].clone());
        refuses(json!([{"type": "deduplicate"}]), &["window is required"]);
        refuses(rule("window", json!(null)), &["window must be a number"]);
        refuses(rule("window", json!(999)), &["window must be greater than or equal to 1000"]);
        refuses(
            rule("window", json!(3_600_001)),
            &["window must be less than or equal to 3600000"],
        );
        refuses(
            rule("include_fields", json!([])),
            &["include_fields must contain at least 1 items"],
        );
        refuses(rule("exclude_fields", json!("body")), &["exclude_fields must be an array"]);
        refuses(
            rule("include_fields", json!(["path", 7, "headers.x"])),
            &["include_fields[1] must be a string"],
        );
        for (field, why) in [
            ("path.id", "A path has no fields"),
            ("path[0].id", "A path has no fields"),
            ("headers.x.y", "A header has no fields"),
        ] {
            let sentence = format!("Invalid field path: {field}. {why}");
            refuses(rule("include_fields", json!([field])), &[&sentence]);
        }
        refuses(
            rule("include_fields", json!(["id"])),
            &["Invalid field path: id. Must start with: headers, body, query, path"],
        );
        refuses(
            rule("include_fields", json!(["body.a[0]"])),
            &["Invalid field path: body.a[0]. Array notation must be followed by a property name"],
        );
        for shapeless in ["", "body.", "body..a", "body.a[x].b", "body.a[0.b", "body.a]0[.b"] {
            assert!(parse(&rule("include_fields", json!([shapeless]))).is_err(), "{shapeless}");
        }
        let both = json!([{"type": "deduplicate", "window": 1000,
            "include_fields": ["body"], "exclude_fields": ["body"]}]);
        refuses(
            both,
            &["value contains a conflict between exclusive peers [include_fields, exclude_fields]"],
        );
    }

    #[test]
    fn unknown_fields_are_refused_by_their_path() {
        refuses(json!([{"type": "delay", "delay": 1, "foo": 2}]), &["rules[0].foo is not allowed"]);
        refuses(
            json!([{"type": "filter"}, {"type": "filter", "Body": {}}]),
            &["rules[1].Body is not allowed"],
        );
        refuses(
            json!([{"type": "retry", "strategy": "linear", "delay": 2}]),
            &["rules[0].delay is not allowed"],
        );
    }

    #[test]
    fn milliseconds_are_whole_and_not_negative() {
        let delay = |delay: Value| json!([{"type": "delay", "delay": delay}]);
        takes(delay(json!(0))[0].clone());
        takes(delay(json!(5.0))[0].clone());
        refuses(json!([{"type": "delay"}]), &["delay is required"]);
        refuses(delay(json!(-1)), &["delay must be greater than or equal to 0"]);
        refuses(delay(json!(-1.5)), &["delay must be greater than or equal to 0"]);
        refuses(delay(json!(1.5)), &["delay must be an integer"]);
        refuses(delay(json!("5")), &["delay must be a number"]);
        refuses(delay(json!(null)), &["delay must be a number"]);
        refuses(delay(json!(1e300)), &["delay must be less than or equal to 9007199254740991"]);
    }

    #[test]
    fn a_retry_rule_has_a_strategy_and_sensible_numbers() {
        let retry = |name: &str, value: Value| json!([{"type": "retry", "strategy": "linear", name: value}]);
        refuses(json!([{"type": "retry"}]), &["strategy is required"]);
        refuses(retry("strategy", json!("x")), &["strategy must be one of [linear, exponential]"]);
        refuses(retry("interval", json!(-5)), &["interval must be greater than or equal to 0"]);
        refuses(
            retry("interval", json!(604_800_001)),
            &["interval must be less than or equal to 604800000"],
        );
        refuses(retry("count", json!(51)), &["count must be less than or equal to 50"]);
        refuses(retry("count", json!(true)), &["count must be a number"]);
        takes(retry("count", json!(0))[0].clone());
        refuses(
            json!([{"type": "retry", "strategy": "linear"}, {"type": "retry", "strategy": "linear"}]),
            &["rules must contain at most one retry rule"],
        );
    }

    #[test]
    fn statuses_to_retry_are_one_to_ten_and_readable() {
        let codes = |codes: Value| json!([{"type": "retry", "strategy": "linear", "response_status_codes": codes}]);
        takes(codes(json!(["404", 404, "500-599", ">=500", "<500", "!501"]))[0].clone());
        takes(codes(json!(null))[0].clone());
        refuses(codes(json!("500")), &["response_status_codes must be an array"]);
        refuses(codes(json!([])), &["response_status_codes must contain at least 1 items"]);
        refuses(
            codes(json!(vec!["500"; 11])),
            &["response_status_codes must contain less than or equal to 10 items"],
        );
        refuses(
            codes(json!(["500", "5xx"])),
            &[
                "response_status_codes[1] must be a status such as 404, 500-599, >=500, <500 or !501",
            ],
        );
        refuses(
            codes(json!([{}])),
            &[
                "response_status_codes[0] must be a status such as 404, 500-599, >=500, <500 or !501",
            ],
        );
    }

    #[test]
    fn a_filter_that_could_never_match_is_refused_by_its_path() {
        let body = |schema: Value| json!([{"type": "filter", "body": schema}]);
        refuses(
            body(json!({"a": {"$gt": true}})),
            &["rules[0].body.a.$gt must be a string or a number"],
        );
        refuses(
            body(json!({"a": [{"$in": [1, null]}]})),
            &["rules[0].body.a[0].$in must be an array of strings and numbers, \
               or a string to look for"],
        );
        refuses(
            body(json!({"$and": [{"a": {"$startsWith": 1}}]})),
            &["rules[0].body.$and[0].a.$startsWith must be a string or an array of strings"],
        );
        refuses(
            body(json!({"a": {"$exist": "true"}})),
            &["rules[0].body.a.$exist must be a boolean"],
        );
        refuses(body(json!({"$or": {"a": 1}})), &["rules[0].body.$or must be an array"]);
        refuses(body(json!({"$or": []})), &["rules[0].body.$or must contain at least 1 items"]);
        refuses(
            body(json!({"a": {"$not": {"$ref": "a..b"}}})),
            &["rules[0].body.a.$not.$ref must be a path such as order.items[0].id"],
        );
        refuses(
            body(json!({"a": {"$gt": {"$ref": 5}}})),
            &["rules[0].body.a.$gt.$ref must be a path such as order.items[0].id"],
        );
        refuses(
            body(json!([1])),
            &["rules[0].body must be one of [string, number, boolean, object, null]"],
        );
        refuses(
            json!([{"type": "filter", "headers": {"$or": [{"X-A": "1"}], "x-b": "2"}}]),
            &["rules[0].headers.$or[0].X-A must be in lower case, as all headers here are"],
        );
        let deep = (0..80).fold(json!(1), |it, _| json!({"a": it}));
        assert!(parse(&body(deep)).unwrap_err()[0].ends_with(" is nested too deep"));
    }

    #[test]
    fn filters_that_can_match_are_taken() {
        for schema in [
            json!(null),
            json!("text"),
            json!(5),
            json!({"a": {"$gte": {"$ref": "b[$index].c"}, "$lt": "z"}}),
            json!({"a": {"$in": "text"}, "b": {"$nin": ["x", 1]}}),
            json!({"$not": {"a": {"$endsWith": ["x"]}}, "$schema": "http://example.com"}),
            json!({"$and": [], "X-Upper": 1}),
        ] {
            takes(json!({"type": "filter", "body": schema}));
        }
    }

    #[test]
    fn a_session_filter_is_read_by_its_own_path() {
        let filter = parse_filter(&json!({"body": {"a": 1}, "path": null}), "filters").unwrap();
        assert_eq!(filter, Filter { body: Some(json!({"a": 1})), ..Filter::default() });
        let complaints = parse_filter(&json!({"cookies": 1}), "filters").unwrap_err();
        assert_eq!(complaints, ["filters.cookies is not allowed"]);
    }

    proptest! {
        #[test]
        fn whatever_is_given_is_taken_whole_or_refused_with_a_reason(rules in any_rules()) {
            match parse(&rules) {
                Ok(taken) => prop_assert_eq!(parse(&to_value(&taken)), Ok(taken)),
                Err(complaints) => prop_assert!(!complaints.is_empty()),
            }
        }
    }

    fn any_rules() -> impl proptest::strategy::Strategy<Value = Value> {
        const NAMES: [&str; 16] = [
            "type",
            "strategy",
            "interval",
            "count",
            "response_status_codes",
            "delay",
            "body",
            "headers",
            "path",
            "$or",
            "$in",
            "$ref",
            "transformation_id",
            "window",
            "include_fields",
            "exclude_fields",
        ];
        const WORDS: [&str; 10] = [
            "filter",
            "delay",
            "retry",
            "transform",
            "deduplicate",
            "linear",
            "500",
            "a[0]",
            "body.a",
            "",
        ];
        let leaf = Union::new([
            Just(Value::Null).boxed(),
            any::<bool>().prop_map(Value::from).boxed(),
            any::<i64>().prop_map(Value::from).boxed(),
            any::<f64>().prop_map(Value::from).boxed(),
            prop::sample::select(&WORDS[..]).prop_map(Value::from).boxed(),
        ]);
        leaf.prop_recursive(5, 32, 5, |inner| {
            let field = (prop::sample::select(&NAMES[..]).prop_map(str::to_owned), inner.clone());
            Union::new([
                prop::collection::vec(inner, 0..3).prop_map(Value::from).boxed(),
                prop::collection::vec(field, 0..5)
                    .prop_map(|list| Value::Object(list.into_iter().collect()))
                    .boxed(),
            ])
        })
        .prop_map(|it| if it.is_array() { it } else { json!([it]) })
    }
}
