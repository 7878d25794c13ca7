//! Where a delivery goes, and how: pure, so that the API can say it before it happens.
//!
//! **Invariant:** whatever a sender writes, a delivery stays under the destination's own path. A
//! path with a `..` in it, however it is spelled, is refused where it comes in and again here. It
//! is not passed on as it is, since then the target might resolve it; and not resolved or encoded
//! either, since then the target would get another path than was sent.

use http::Method;
use url::Url;

use crate::model::{Content, Destination, DestinationConfig, DestinationType, climbs};

/// What stands for a destination that is a mock.
pub(super) const MOCK_URL: &str = "https://mock.hookdeck.com";

/// The URL, or the path on a listener's target.
pub(super) fn at(destination: &Destination, content: &Content) -> String {
    let config = &destination.config;
    match destination.destination_type {
        DestinationType::Cli => {
            path(config, content).unwrap_or_else(|_| config.path.clone().unwrap_or_default())
        }
        DestinationType::MockApi => MOCK_URL.to_owned(),
        DestinationType::Http => {
            let base = config.url.as_deref().unwrap_or_default();
            url(base, config, content).map_or_else(|_| base.to_owned(), String::from)
        }
    }
}

/// The destination's own method, or the request's.
pub(super) fn method(destination: &Destination, content: &Content) -> Method {
    let method = destination.config.http_method.as_ref().unwrap_or(&content.method);
    Method::from_bytes(method.as_bytes()).unwrap_or(Method::POST)
}

/// The destination's URL with the request's path suffix, and its query unless the destination has
/// one of its own. An error says why there can be none.
pub(super) fn url(
    base: &str,
    config: &DestinationConfig,
    content: &Content,
) -> Result<Url, String> {
    let mut url = Url::parse(base).map_err(|error| format!("`{base}` is no URL: {error}"))?;
    let suffix = suffix(config, content)?;
    if !suffix.is_empty() {
        let path = format!("{}{suffix}", url.path().trim_end_matches('/'));
        url.set_path(&path);
    }
    if url.query().is_none() && !content.query.is_empty() {
        url.set_query(Some(&content.query));
    }
    Ok(url)
}

/// The path on a listener's target, with the query. An error says why there can be none.
pub(super) fn path(config: &DestinationConfig, content: &Content) -> Result<String, String> {
    let base = config.path.as_deref().unwrap_or("/");
    let mut path = match suffix(config, content)? {
        "" => base.to_owned(),
        suffix => format!("{}{suffix}", base.trim_end_matches('/')),
    };
    if !content.query.is_empty() {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(&content.query);
    }
    Ok(path)
}

/// What of the request's path goes on; begins with `/` unless it is empty.
fn suffix<'a>(config: &DestinationConfig, content: &'a Content) -> Result<&'a str, String> {
    if config.path_forwarding_disabled || content.path == "/" {
        return Ok("");
    }
    if climbs(&content.path) {
        return Err("the request's path leads out of the destination's".to_owned());
    }
    Ok(&content.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_stays_under_the_destinations_path() {
        let check = |sent: &str, expected: Option<&str>| {
            let content = Content { path: sent.to_owned(), ..Content::default() };
            let config =
                DestinationConfig { path: Some("/hooks".to_owned()), ..Default::default() };
            let url = url("https://host.test/hooks", &config, &content);
            assert_eq!(url.as_ref().map(Url::path).ok(), expected, "{sent}");
            assert_eq!(path(&config, &content).as_deref().ok(), expected, "{sent}");
        };
        check("/", Some("/hooks"));
        check("/orders/7", Some("/hooks/orders/7"));
        check("/a..b//%2f;c", Some("/hooks/a..b//%2f;c"));
        for path in ["/../admin", "/a/../../admin", "/%2e%2e/admin", "/..\\admin", "/..%2fadmin"] {
            check(path, None);
        }
    }
}
