//! Until when a version is supported, and what is said to those who use one that no longer is.
//!
//! The API supports a version until a year after the next one came, at the least. This gateway
//! supports all from [`OLDEST`] on, and answers in the others too, with the headers of RFC 9745 and
//! RFC 8594: since when there is a newer one, until when the version was supported, and which
//! version came after it. All of it follows from the dates of the versions; no clock is asked, so
//! that an answer never changes by itself.

use http::{HeaderMap, HeaderValue, header};
use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::{VERSIONS, Version};

/// The oldest version that is supported; what a path without a version gets unless it is set.
///
/// It is the newest of those that the documents of the first API know, and so what their readers
/// expect.
pub(in crate::gateway) const OLDEST: &str = "2024-09-01";

impl Version {
    /// Says, of one that is not supported any more, what to use instead of it on this path.
    pub(in crate::gateway::api) fn tell(self, path: &str, headers: &mut HeaderMap) {
        let Some((next, _)) = self.0.checked_sub(1).and_then(|it| VERSIONS.get(it)) else { return };
        if self.date() >= OLDEST {
            return;
        }
        let Ok(date) = next.parse::<Date>() else { return };
        let start = |date: Date| date.to_zoned(TimeZone::UTC).map(|it| it.timestamp());
        if let Ok(since) = start(date) {
            put(headers, "deprecation", format!("@{}", since.as_second()));
        }
        if let Ok(until) = start(date.saturating_add(1.year())) {
            put(headers, "sunset", http_date(until));
        }
        // What could end the URL is not repeated.
        let plain = path.bytes().all(|it| it.is_ascii_alphanumeric() || b"/-_.~%:".contains(&it));
        let path = if plain { path } else { "" };
        let link = format!("</{next}{path}>; rel=\"successor-version\"");
        put(headers, header::LINK.as_str(), link);
    }
}

fn put(headers: &mut HeaderMap, name: &'static str, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}

fn http_date(time: Timestamp) -> String {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&time).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(date: &str, path: &str) -> Vec<String> {
        let mut headers = HeaderMap::new();
        Version::parse(date).unwrap().tell(path, &mut headers);
        headers.iter().map(|(name, it)| format!("{name}: {}", it.to_str().unwrap())).collect()
    }

    #[test]
    fn a_version_out_of_support_names_its_successor() {
        assert_eq!(
            told("2023-01-01", "/sources/src_1"),
            [
                "deprecation: @1688169600",
                "sunset: Mon, 01 Jul 2024 00:00:00 GMT",
                "link: </2023-07-01/sources/src_1>; rel=\"successor-version\"",
            ]
        );
        assert_eq!(told("2024-03-01", "/a>b")[2], "link: </2024-09-01>; rel=\"successor-version\"");
    }

    #[test]
    fn a_supported_version_says_nothing() {
        for date in [OLDEST, "2025-01-01", "2026-09-01", "latest"] {
            assert!(told(date, "/").is_empty(), "{date}");
        }
    }
}
