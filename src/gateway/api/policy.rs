//! How fast a destination gets events, all of them and those of each group, and when it is left alone.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use super::form::Form;
use crate::model::{Breaker, DestinationConfig, DestinationType, Groups, Pace, RatePeriod};

/// The most that a group may get in a period.
const MOST: u64 = 100_000;
/// What a group's pace may be counted in.
const PERIODS: &[&str] = &["second", "minute", "hour"];

/// The policy, as the newest API shows it; `null` where there is none.
pub(super) fn show(config: &DestinationConfig) -> Value {
    if config.rate_limit.is_none() && config.groups.is_none() {
        return Value::Null;
    }
    let rate = config.rate_limit.map(|rate| {
        // A whole number is written as one.
        if rate.fract() == 0.0 { json!(rate as u64) } else { json!(rate) }
    });
    let mut res = json!({ "rate": rate, "period": config.rate_limit_period });
    if let Some(groups) = &config.groups {
        res["groups"] = show_groups(groups);
    }
    res
}

fn show_groups(groups: &Groups) -> Value {
    let pace = |it: &Pace| json!({ "rate": it.rate, "rate_period": it.period });
    let overrides: Map<String, Value> =
        groups.overrides.iter().map(|(group, it)| (group.clone(), pace(it))).collect();
    json!({
        "key": groups.key,
        "rate": groups.pace.map(|it| it.rate),
        "rate_period": groups.pace.map(|it| it.period),
        "overrides": overrides,
        "order": groups.strict.then_some("strict"),
    })
}

/// Changes it as a body says.
pub(super) fn edit(config: &mut DestinationConfig, form: &mut Form, kind: DestinationType) {
    if form.has_null("delivery_policy") {
        form.take("delivery_policy");
        (config.rate_limit, config.groups) = (None, None);
        return;
    }
    let Some(mut policy) = form.form("delivery_policy") else { return };
    if kind == DestinationType::Cli {
        // Older versions write it back as they read it: a limit that is `null`.
        if policy.has_null("rate") && !policy.has("groups") {
            return;
        }
        form.problem("delivery_policy", "is not allowed for a CLI destination");
        return;
    }
    if policy.has_null("groups") {
        policy.take("groups");
        config.groups = None;
    } else if let Some(mut groups) = policy.form("groups") {
        config.groups = read_groups(&mut groups);
        policy.close(groups);
    }
    match policy.take("rate") {
        None => {}
        Some(Value::Null) => config.rate_limit = None,
        Some(rate) => match rate.as_f64() {
            Some(rate) if rate > 0.0 => config.rate_limit = Some(rate),
            _ => policy.problem("rate", "must be a positive number"),
        },
    }
    let periods = &["second", "minute", "hour", "concurrent"];
    if let Some(period) = policy.choice("period", periods).flatten() {
        config.rate_limit_period = read_period(&period);
    }
    let at_once = config.rate_limit_period == RatePeriod::Concurrent;
    if at_once && config.rate_limit.is_some_and(|it| it < 1.0) {
        policy.problem("rate", "must be greater than or equal to 1");
    }
    form.close(policy);
}

fn read_period(name: &str) -> RatePeriod {
    match name {
        "minute" => RatePeriod::Minute,
        "hour" => RatePeriod::Hour,
        "concurrent" => RatePeriod::Concurrent,
        _ => RatePeriod::Second,
    }
}

/// Reads groups whole: what is not said is not so.
fn read_groups(form: &mut Form) -> Option<Groups> {
    form.require("key");
    let key = form.some_text("key", 256);
    if key.as_deref().is_some_and(|it| !is_key(it)) {
        form.problem("key", "must be headers, body, query or path, and names after dots");
    }
    let pace = read_pace(form);
    let strict = form.choice("order", &["strict"]).flatten().is_some();
    let mut overrides = BTreeMap::new();
    for (group, value) in form.object("overrides").flatten().unwrap_or_default() {
        let name = format!("overrides.{group}");
        let Value::Object(fields) = value else {
            form.problem(&name, "must be of type object");
            continue;
        };
        let mut inner = form.inner(&name, fields);
        inner.require("rate");
        inner.require("rate_period");
        if let Some(pace) = read_pace(&mut inner) {
            overrides.insert(group, pace);
        }
        form.close(inner);
    }
    Some(Groups { key: key?, pace, overrides, strict })
}

fn read_pace(form: &mut Form) -> Option<Pace> {
    let rate = match form.take("rate") {
        None | Some(Value::Null) => None,
        Some(rate) => {
            let rate = rate.as_u64().filter(|it| (1..=MOST).contains(it));
            if rate.is_none() {
                form.problem("rate", "must be an integer from 1 to 100000");
            }
            rate
        }
    };
    let period = form.choice("rate_period", PERIODS).flatten();
    let period = period.as_deref().map_or(RatePeriod::Second, read_period);
    rate.map(|rate| Pace { rate: rate as u32, period })
}

/// As the API has it: `^(headers|body|query|path)(\.[\w-]+)*$`.
fn is_key(text: &str) -> bool {
    let mut parts = text.split('.');
    let fits = |it: &str| {
        !it.is_empty()
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-'))
    };
    parts.next().is_some_and(|it| ["headers", "body", "query", "path"].contains(&it))
        && parts.all(fits)
}

/// Changes when it is left alone as a body says.
pub(super) fn edit_breaker(config: &mut DestinationConfig, form: &mut Form, kind: DestinationType) {
    if form.has_null("circuit_breaker") {
        form.take("circuit_breaker");
        config.circuit_breaker = None;
        return;
    }
    let Some(mut breaker) = form.form("circuit_breaker") else { return };
    if kind == DestinationType::Cli {
        form.problem("circuit_breaker", "is not allowed for a CLI destination");
        return;
    }
    let mut number = |name: &str, usual: u64, range: RangeInclusive<u64>| match breaker.take(name) {
        None => usual,
        Some(sent) => sent.as_u64().filter(|it| range.contains(it)).unwrap_or_else(|| {
            let (low, high) = (range.start(), range.end());
            breaker.problem(name, &format!("must be an integer from {low} to {high}"));
            usual
        }),
    };
    let failures = number("failures", 5, 1..=1000) as u32;
    let pause = number("pause", 30_000, 1000..=86_400_000);
    config.circuit_breaker = Some(Breaker { failures, pause });
    form.close(breaker);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_path_into_what_comes() {
        for good in ["body", "body.customer_id", "headers.x-tenant", "query.a.0", "path"] {
            assert!(is_key(good), "{good}");
        }
        for bad in ["", "bodies", "body.", "body..a", ".body", "body.a b", "body[0]"] {
            assert!(!is_key(bad), "{bad}");
        }
    }
}
