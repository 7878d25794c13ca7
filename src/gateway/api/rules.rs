//! The rules that a body gives to a connection.

use serde_json::Value;

use super::call::{Call, Result};
use super::form::Form;
use super::named::Which;
use super::query::exclusive;
use super::transformation;
use super::versions::Object;
use crate::gateway::Draft;
use crate::model::Connection;
use crate::rules::{self, Rule};

/// Takes the rules, where there are any. A transformation that is given whole is made, or changed
/// when there is one of that name, and the rule then names it.
pub(super) fn take(
    connection: &mut Connection,
    form: &mut Form,
    draft: &mut Draft,
    call: &Call,
) -> Result<()> {
    let mut json = match form.take("rules") {
        None => return Ok(()),
        Some(Value::Null) => Value::Array(Vec::new()),
        Some(json) => json,
    };
    for (place, rule) in json.as_array_mut().into_iter().flatten().enumerate() {
        name_transformation(rule, &format!("rules[{place}]"), form, draft, call)?;
    }
    let rules = match rules::parse(&json) {
        Ok(rules) => rules,
        Err(sentences) => {
            form.complain(sentences);
            return Ok(());
        }
    };
    let known = &draft.snapshot().transformations;
    for (place, rule) in rules.iter().enumerate() {
        let Rule::Transform(rule) = rule else { continue };
        let found = known.get(rule.transformation_id.as_str());
        if found.is_none_or(|it| it.team_id != call.project) {
            let field = format!("rules[{place}].transformation_id");
            form.problem(&field, "is not the id of a transformation");
        }
    }
    let deduplicate = |rules: &[Rule]| -> Vec<Rule> {
        rules.iter().filter(|it| matches!(it, Rule::Deduplicate(_))).cloned().collect()
    };
    if deduplicate(&rules) != deduplicate(&connection.rules) {
        connection.deduplicates_since = connection.updated_at;
    }
    connection.rules = rules;
    connection.rules_in_order = call.is_since("2025-07-01");
    Ok(())
}

/// Makes the transformation that a rule holds, and puts its id in its place.
fn name_transformation(
    rule: &mut Value,
    at: &str,
    form: &mut Form,
    draft: &mut Draft,
    call: &Call,
) -> Result<()> {
    let Some(rule) = rule.as_object_mut().filter(|it| {
        it.get("type").is_some_and(|it| it == "transform") && it.contains_key("transformation")
    }) else {
        return Ok(());
    };
    match rule.shift_remove("transformation") {
        None | Some(Value::Null) => {}
        Some(_) if rule.get("transformation_id").is_some_and(|it| !it.is_null()) => {
            let names = ["transformation", "transformation_id"];
            form.complain(vec![format!("{at} {}", exclusive(&names).trim_start_matches("value "))]);
        }
        Some(Value::Object(fields)) => {
            let path = format!("{at}.transformation.");
            let mut inner = Form::at(path, Object::Connection, fields);
            let it = transformation::write(draft, &call.project, &mut inner, Which::Named)?;
            form.close(inner);
            rule.insert("transformation_id".to_owned(), Value::String(it.id.to_string()));
            draft.put_transformation(it);
        }
        Some(_) => form.problem(&format!("{at}.transformation"), "must be of type object"),
    }
    Ok(())
}
