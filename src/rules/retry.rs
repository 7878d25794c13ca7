//! The retry rule: whether and when a failed attempt is followed by another.
//!
//! Where the API's documents leave it open, this is what holds here:
//! - With a rule, the rule says *whether*: its count and its statuses. `Retry-After` says *when*.
//! - Without a rule, a destination that sends `Retry-After` has asked for another attempt and gets
//!   it; without the header there is none.
//! - What never answered has no status, and is retried whatever statuses the rule lists.
//! - A list of statuses that begins with an exclusion begins with every status:
//!   `["!401"]` is all but 401.
//! - 410 says that the destination is gone for good: nothing follows, a retry that was planned before
//!   neither, unless the rule lists statuses and 410 is among them.
//! - A `Retry-After` that cannot be read, or is more than a week ahead, is as if it were not there.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::parse::Fields;

/// No event is retried more often by itself.
const MOST_RETRIES: u32 = 50;
/// No retry is planned further ahead: of the event's making by a rule, of the answer by its
/// `Retry-After`.
const HORIZON_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Nobody is there any more, and nobody will be.
const GONE: u16 = 410;
/// What a rule means that does not say; the API's dashboard offers the same.
const DEFAULT_COUNT: u32 = 5;
const DEFAULT_INTERVAL_MS: u64 = 30_000;

/// When to try again, and how often.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Retry {
    /// How the waits grow.
    pub strategy: Strategy,
    /// Milliseconds to the first retry; 30 seconds when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<u64>,
    /// How many retries may follow the first attempt; 5 when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Which statuses to retry, the last that fits decides; all but 2xx when not given.
    #[serde(default)]
    pub response_status_codes: Option<Vec<String>>,
}

/// How the waits between retries grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strategy {
    /// Not at all.
    Linear,
    /// Each is twice the one before.
    Exponential,
}

/// How an attempt ended, as far as retrying goes.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// The answer's status; `None` when none came.
    pub status: Option<u16>,
    /// The answer's `Retry-After`.
    pub retry_after: Option<&'a str>,
    /// How many automatic retries the event has had.
    pub retries: u32,
    /// When the attempt ended, in milliseconds since 1970.
    pub now_ms: i64,
    /// When the event was made, in milliseconds since 1970.
    pub created_ms: i64,
}

/// What follows an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another one at this time, in milliseconds since 1970.
    At(i64),
    /// Nothing: it was delivered, or there is no rule, or the rule is used up.
    Nothing,
    /// Nothing, and what was planned before falls away too: the destination asked for that.
    Cancelled,
}

/// What follows an attempt that ended like this.
pub fn next_retry(rule: Option<&Retry>, outcome: &Outcome<'_>) -> Next {
    if outcome.status.is_some_and(|it| it / 100 == 2) {
        return Next::Nothing;
    }
    let asked = outcome.retry_after.and_then(|it| RetryAfter::read(it, outcome.now_ms));
    if asked == Some(RetryAfter::Never) {
        return Next::Cancelled;
    }
    let is_meant =
        |rule: &Retry| rule.response_status_codes.is_some() && rule.wants(outcome.status);
    if outcome.status == Some(GONE) && !rule.is_some_and(is_meant) {
        return Next::Cancelled;
    }
    let allowed = match rule {
        None => MOST_RETRIES,
        Some(rule) if !rule.wants(outcome.status) => 0,
        Some(rule) => rule.count.unwrap_or(DEFAULT_COUNT).min(MOST_RETRIES),
    };
    if outcome.retries >= allowed {
        return Next::Nothing;
    }
    match (asked, rule) {
        (Some(RetryAfter::At(time)), _) => Next::At(time),
        (_, Some(rule)) => {
            let time = outcome.now_ms.saturating_add(rule.wait_ms(outcome.retries));
            let end = outcome.created_ms.saturating_add(HORIZON_MS);
            if time <= end { Next::At(time) } else { Next::Nothing }
        }
        (_, None) => Next::Nothing,
    }
}

/// Milliseconds that a `Retry-After` asks to wait from now on; `None` where it names no time.
pub fn asked_wait(retry_after: &str, now_ms: i64) -> Option<u64> {
    match RetryAfter::read(retry_after, now_ms)? {
        RetryAfter::At(time) => u64::try_from(time.saturating_sub(now_ms)).ok(),
        RetryAfter::Never => None,
    }
}

impl Retry {
    /// Reads a rule as the API gives it.
    pub(super) fn parse(fields: &mut Fields<'_>) -> Self {
        fields.only(&["type", "strategy", "interval", "count", "response_status_codes"]);
        let strategy = match fields.required("strategy") {
            Some(Value::String(it)) if it == "exponential" => Strategy::Exponential,
            Some(Value::String(it)) if it == "linear" => Strategy::Linear,
            Some(_) => {
                fields.complain("strategy must be one of [linear, exponential]");
                Strategy::Linear
            }
            None => Strategy::Linear,
        };
        Self {
            strategy,
            interval: fields.integer("interval", HORIZON_MS as u64),
            count: fields.integer("count", MOST_RETRIES.into()).and_then(|it| it.try_into().ok()),
            response_status_codes: codes(fields),
        }
    }

    /// Whether it is about an attempt that ended with this status, or with none.
    fn wants(&self, status: Option<u16>) -> bool {
        let (Some(status), Some(codes)) = (status, &self.response_status_codes) else {
            return true;
        };
        let mut wanted = codes.first().is_some_and(|first| first.starts_with('!'));
        for code in codes.iter().filter_map(|it| Statuses::read(it)) {
            if (code.low..=code.high).contains(&status) {
                wanted = code.includes;
            }
        }
        wanted
    }

    /// Milliseconds from the end of an attempt to the next, after this many retries.
    fn wait_ms(&self, retries: u32) -> i64 {
        let interval = self.interval.unwrap_or(DEFAULT_INTERVAL_MS);
        let factor = match self.strategy {
            Strategy::Linear => 1,
            Strategy::Exponential => 1_u64.checked_shl(retries).unwrap_or(u64::MAX),
        };
        i64::try_from(interval.saturating_mul(factor)).unwrap_or(i64::MAX)
    }
}

fn codes(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    const NAME: &str = "response_status_codes";
    let Value::Array(list) = fields.given(NAME)? else {
        fields.complain("response_status_codes must be an array");
        return None;
    };
    match list.len() {
        0 => fields.complain("response_status_codes must contain at least 1 items"),
        11.. => {
            fields.complain("response_status_codes must contain less than or equal to 10 items");
        }
        _ => (),
    }
    let mut res = Vec::with_capacity(list.len().min(10));
    for (index, code) in list.iter().enumerate().take(10) {
        let text = match code {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        if Statuses::read(&text).is_none() {
            fields.complain(&format!(
                "{NAME}[{index}] must be a status such as 404, 500-599, >=500, <500 or !501"
            ));
        }
        res.push(text);
    }
    Some(res)
}

/// Some statuses, as one word: `404`, `500-599`, `>=500`, `<500`, or all but one, `!501`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statuses {
    includes: bool,
    low: u16,
    high: u16,
}

impl Statuses {
    /// Whether this is one of them.
    pub fn has(&self, status: u16) -> bool {
        (self.low..=self.high).contains(&status) == self.includes
    }

    /// Reads the word; a status is 200 to 599.
    pub fn read(text: &str) -> Option<Self> {
        let range = |low, high| Some(Self { includes: true, low, high });
        if let Some(status) = text.strip_prefix('!') {
            let status = status_code(status)?;
            return Some(Self { includes: false, low: status, high: status });
        }
        if let Some((low, high)) = text.split_once('-') {
            let (low, high) = (status_code(low)?, status_code(high)?);
            return if low <= high { range(low, high) } else { None };
        }
        let digits = text.trim_start_matches(['<', '>', '=']);
        let status = status_code(digits)?;
        match &text[..text.len() - digits.len()] {
            "" | "=" | "==" => range(status, status),
            ">" => range(status + 1, u16::MAX),
            ">=" | "=>" => range(status, u16::MAX),
            "<" => range(0, status - 1),
            "<=" | "=<" => range(0, status),
            _ => None,
        }
    }
}

/// Three digits, 200 to 599.
fn status_code(text: &str) -> Option<u16> {
    let is_code = text.len() == 3 && text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|it| is_code && (200..600).contains(it))
}

/// What a destination asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RetryAfter {
    /// An attempt at this time; never before now.
    At(i64),
    /// No further attempts.
    Never,
}

impl RetryAfter {
    fn read(text: &str, now_ms: i64) -> Option<Self> {
        let text = text.trim();
        let time = match text.parse::<i64>() {
            Ok(-1) => return Some(Self::Never),
            Ok(seconds) if seconds < 0 => return None,
            Ok(seconds) => now_ms.saturating_add(seconds.saturating_mul(1000)),
            Err(_) => date_ms(text)?.max(now_ms),
        };
        (time <= now_ms.saturating_add(HORIZON_MS)).then_some(Self::At(time))
    }
}

/// Reads a date as HTTP or ISO 8601 writes it; one without a zone is UTC.
fn date_ms(text: &str) -> Option<i64> {
    let http = || rfc2822::DateTimeParser::new().parse_timestamp(text).ok();
    let zoneless = || {
        let time = text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok()?;
        Some(time.timestamp())
    };
    let time = text.parse::<Timestamp>().ok().or_else(http).or_else(zoneless)?;
    Some(time.as_millisecond())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert, proptest};
    use proptest::strategy::Strategy as _;

    use super::*;

    const NOW: i64 = 1_767_225_600_000; // 2026-01-01T00:00:00Z
    const FAILED: Outcome<'_> =
        Outcome { status: Some(500), retry_after: None, retries: 0, now_ms: NOW, created_ms: NOW };

    fn linear(interval: u64, count: u32) -> Retry {
        Retry {
            strategy: Strategy::Linear,
            interval: Some(interval),
            count: Some(count),
            response_status_codes: None,
        }
    }

    fn only(codes: &[&str]) -> Retry {
        let codes = codes.iter().map(|it| (*it).to_owned()).collect();
        Retry { response_status_codes: Some(codes), ..linear(1000, 5) }
    }

    #[test]
    fn a_linear_rule_waits_the_same_time_each_time() {
        let rule = linear(1000, 3);
        for retries in 0..3 {
            let outcome = Outcome { retries, ..FAILED };
            assert_eq!(next_retry(Some(&rule), &outcome), Next::At(NOW + 1000));
        }
        assert_eq!(next_retry(Some(&rule), &Outcome { retries: 3, ..FAILED }), Next::Nothing);
    }

    #[test]
    fn an_exponential_rule_doubles() {
        let hour = 3_600_000;
        let rule = Retry { strategy: Strategy::Exponential, ..linear(hour, 3) };
        for (retries, hours) in [(0, 1), (1, 2), (2, 4)] {
            let outcome = Outcome { retries, ..FAILED };
            assert_eq!(next_retry(Some(&rule), &outcome), Next::At(NOW + hours * hour as i64));
        }
    }

    #[test]
    fn a_rule_that_does_not_say_retries_five_times_from_thirty_seconds() {
        let rule = Retry { interval: None, count: None, ..linear(0, 0) };
        assert_eq!(next_retry(Some(&rule), &FAILED), Next::At(NOW + 30_000));
        assert_eq!(next_retry(Some(&rule), &Outcome { retries: 5, ..FAILED }), Next::Nothing);
    }

    #[test]
    fn no_rule_a_count_of_nothing_and_a_success_end_it() {
        assert_eq!(next_retry(None, &FAILED), Next::Nothing);
        assert_eq!(next_retry(Some(&linear(1, 0)), &FAILED), Next::Nothing);
        let delivered = Outcome { status: Some(204), retry_after: Some("5"), ..FAILED };
        assert_eq!(next_retry(Some(&linear(1, 5)), &delivered), Next::Nothing);
        assert_eq!(next_retry(Some(&only(&["200-599"])), &delivered), Next::Nothing);
    }

    #[test]
    fn nothing_is_retried_more_than_fifty_times_or_after_a_week() {
        let rule = linear(1, 1000);
        assert_eq!(next_retry(Some(&rule), &Outcome { retries: 49, ..FAILED }), Next::At(NOW + 1));
        assert_eq!(next_retry(Some(&rule), &Outcome { retries: 50, ..FAILED }), Next::Nothing);
        let last = Outcome { created_ms: NOW + 1 - HORIZON_MS, ..FAILED };
        assert_eq!(next_retry(Some(&rule), &last), Next::At(NOW + 1));
        let late = Outcome { created_ms: NOW - HORIZON_MS, ..FAILED };
        assert_eq!(next_retry(Some(&rule), &late), Next::Nothing);
    }

    #[track_caller]
    fn wants(codes: &[&str], status: u16, expected: bool) {
        assert_eq!(only(codes).wants(Some(status)), expected, "{codes:?} on {status}");
    }

    #[test]
    fn the_last_statement_that_fits_decides() {
        wants(&["404"], 404, true);
        wants(&["404"], 405, false);
        wants(&["500-599"], 500, true);
        wants(&["500-599"], 599, true);
        wants(&["500-599"], 499, false);
        wants(&[">=500"], 500, true);
        wants(&[">500"], 500, false);
        wants(&[">500"], 501, true);
        wants(&["<500"], 499, true);
        wants(&["<500"], 500, false);
        wants(&["<=500"], 500, true);
        wants(&["=500"], 500, true);
        wants(&["500", "!500"], 500, false);
        wants(&["!500", "500"], 500, true);
        wants(&["500-599", "!501"], 501, false);
        wants(&["500-599", "!501"], 502, true);
        wants(&["!401"], 401, false);
        wants(&["!401"], 500, true);
    }

    #[test]
    fn what_never_answered_is_retried_whatever_statuses_are_listed() {
        let outcome = Outcome { status: None, ..FAILED };
        assert_eq!(next_retry(Some(&only(&["404"])), &outcome), Next::At(NOW + 1000));
    }

    #[test]
    fn a_statement_that_makes_no_sense_is_not_read() {
        for text in ["", "99", "199", "600", "5xx", "599-500", "><500", "!!500", "!500-599", "+50"]
        {
            assert!(Statuses::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_gone_is_tried_no_more_unless_it_is_listed() {
        let gone = Outcome { status: Some(410), retry_after: Some("5"), ..FAILED };
        assert_eq!(next_retry(Some(&linear(1000, 5)), &gone), Next::Cancelled);
        assert_eq!(next_retry(None, &gone), Next::Cancelled);
        assert_eq!(next_retry(Some(&only(&["500-599"])), &gone), Next::Cancelled);
        assert_eq!(next_retry(Some(&only(&["400-499"])), &gone), Next::At(NOW + 5000));
    }

    #[track_caller]
    fn asked(text: &str, expected: Next) {
        let outcome = Outcome { retry_after: Some(text), ..FAILED };
        assert_eq!(next_retry(Some(&linear(1000, 5)), &outcome), expected, "{text}");
    }

    #[test]
    fn retry_after_says_when() {
        asked("120", Next::At(NOW + 120_000));
        asked(" 0 ", Next::At(NOW));
        asked("Thu, 01 Jan 2026 00:02:00 GMT", Next::At(NOW + 120_000));
        asked("2026-01-01T00:02:00Z", Next::At(NOW + 120_000));
        asked("2026-01-01T01:02:00+01:00", Next::At(NOW + 120_000));
        asked("2026-01-01T00:02:00", Next::At(NOW + 120_000));
        asked("604800", Next::At(NOW + HORIZON_MS));
    }

    #[test]
    fn a_retry_after_in_the_past_is_now() {
        asked("Wed, 31 Dec 2025 23:59:00 GMT", Next::At(NOW));
        asked("2020-01-01", Next::At(NOW));
    }

    #[test]
    fn a_retry_after_that_is_too_far_or_unreadable_counts_for_nothing() {
        for text in ["604801", "9223372036854775807", "2027-01-01", "soon", "", "-2", "1.5"] {
            asked(text, Next::At(NOW + 1000));
        }
    }

    #[test]
    fn minus_one_cancels_with_and_without_a_rule() {
        asked("-1", Next::Cancelled);
        let outcome = Outcome { retry_after: Some("-1"), ..FAILED };
        assert_eq!(next_retry(None, &outcome), Next::Cancelled);
    }

    #[test]
    fn without_a_rule_retry_after_alone_asks_for_an_attempt_up_to_fifty_times() {
        let outcome = Outcome { retry_after: Some("5"), retries: 49, ..FAILED };
        assert_eq!(next_retry(None, &outcome), Next::At(NOW + 5000));
        assert_eq!(next_retry(None, &Outcome { retries: 50, ..outcome }), Next::Nothing);
    }

    #[test]
    fn with_a_rule_retry_after_cannot_stretch_count_or_statuses() {
        let outcome = Outcome { retry_after: Some("5"), retries: 1, ..FAILED };
        assert_eq!(next_retry(Some(&linear(1, 1)), &outcome), Next::Nothing);
        assert_eq!(next_retry(Some(&only(&["404"])), &outcome), Next::Nothing);
    }

    fn any_rule() -> impl proptest::strategy::Strategy<Value = Retry> {
        let codes =
            prop::option::of(prop::collection::vec("[!<>=]{0,2}[0-9]{0,4}(-[0-9]{3})?", 0..4));
        (any::<bool>(), any::<Option<u64>>(), any::<Option<u32>>(), codes).prop_map(
            |(doubles, interval, count, response_status_codes)| Retry {
                strategy: if doubles { Strategy::Exponential } else { Strategy::Linear },
                interval,
                count,
                response_status_codes,
            },
        )
    }

    proptest! {
        #[test]
        fn a_retry_is_never_in_the_past_nor_beyond_the_horizon(
            rule in prop::option::of(any_rule()),
            status in any::<Option<u16>>(),
            header in prop::option::of("-?[0-9]{0,19}|[ -~]{0,40}"),
            retries in any::<u32>(),
            now_ms in 0..i64::MAX,
            age_ms in any::<i64>(),
        ) {
            let created_ms = now_ms.saturating_sub(age_ms);
            let retry_after = header.as_deref();
            let outcome = Outcome { status, retry_after, retries, now_ms, created_ms };
            if let Next::At(time) = next_retry(rule.as_ref(), &outcome) {
                prop_assert!(time >= now_ms);
                let ends = created_ms.max(now_ms).saturating_add(HORIZON_MS);
                prop_assert!(time <= ends);
                prop_assert!(retries < MOST_RETRIES);
            }
        }

        #[test]
        fn an_exponential_wait_is_twice_the_one_before_or_as_long_as_can_be(
            interval in 1..u64::MAX, retries in 0..200_u32,
        ) {
            let rule = Retry { strategy: Strategy::Exponential, ..linear(interval, 50) };
            let (this, next) = (rule.wait_ms(retries), rule.wait_ms(retries + 1));
            prop_assert!(next == this.saturating_mul(2) || next == i64::MAX);
            prop_assert!(this > 0);
        }
    }
}
