//! How often a key may ask: so many requests in each minute, counted from its first.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue, StatusCode};

use super::error::ApiError;
use crate::model::{Id, Timestamp};

const WINDOW: Duration = Duration::from_secs(60);

/// The windows of all keys. There are as many as keys, which are few and rarely revoked.
#[derive(Debug, Default)]
pub(super) struct Limits(Mutex<HashMap<Id, (Instant, u32)>>);

/// Where a key stands in its window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    most: u32,
    used: u32,
    rest: Duration,
}

impl Limits {
    /// Counts one request.
    pub(super) fn count(&self, key: &Id, most: u32, now: Instant) -> Standing {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.entry(key.clone()).or_insert((now, 0));
        if now.duration_since(window.0) >= WINDOW {
            *window = (now, 0);
        }
        window.1 = window.1.saturating_add(1);
        Standing { most, used: window.1, rest: WINDOW.saturating_sub(now.duration_since(window.0)) }
    }
}

impl Standing {
    /// Refuses the request when it is one too many.
    pub(super) fn check(self) -> Result<(), ApiError> {
        if self.used <= self.most {
            return Ok(());
        }
        let message = format!("Too many requests: this key may make {} a minute.", self.most);
        Err(ApiError::new(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", message))
    }

    /// Tells the caller, on every answer, as live does. An answer that says itself when to come
    /// again, as one of a busy store does, knows better.
    pub(super) fn tell(self, headers: &mut HeaderMap) {
        let reset = Timestamp::now().plus(u64::try_from(self.rest.as_millis()).unwrap_or(0));
        let lines = [
            ("x-ratelimit-limit", self.most.to_string()),
            ("x-ratelimit-remaining", self.most.saturating_sub(self.used).to_string()),
            ("x-ratelimit-reset", reset.to_string()),
            ("retry-after", format!("{:.3}", self.rest.as_secs_f64())),
        ];
        for (name, value) in lines {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.entry(name).or_insert(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;
    use crate::model::Kind;

    #[test]
    fn an_answer_that_says_when_to_come_again_is_left_so() {
        let standing = Limits::default().count(&Id::random(Kind::ApiKey), 2, Instant::now());
        let mut headers = HeaderMap::new();
        standing.tell(&mut headers);
        assert_eq!(headers["retry-after"], "60.000");
        let mut headers = HeaderMap::from_iter([(header::RETRY_AFTER, HeaderValue::from(7))]);
        standing.tell(&mut headers);
        assert_eq!((&headers["retry-after"], headers.len()), (&HeaderValue::from(7), 4));
    }

    #[test]
    fn a_key_has_its_own_window_and_gets_a_new_one_each_minute() {
        let (limits, now) = (Limits::default(), Instant::now());
        let (one, other) = (Id::random(Kind::ApiKey), Id::random(Kind::ApiKey));
        assert!(limits.count(&one, 2, now).check().is_ok());
        assert!(limits.count(&one, 2, now).check().is_ok());
        assert!(limits.count(&one, 2, now + WINDOW / 2).check().is_err());
        assert!(limits.count(&other, 2, now).check().is_ok());
        assert!(limits.count(&one, 2, now + WINDOW).check().is_ok());
    }
}
