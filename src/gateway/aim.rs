//! Where a delivery goes, and how: pure, so that the API can say it before it happens.

use http::Method;
use url::Url;

use crate::model::{Content, Destination, DestinationConfig, DestinationType};

/// What stands for a destination that is a mock.
pub(super) const MOCK_URL: &str = "https://mock.hookdeck.com";

/// The URL, or the path on a listener's target.
pub(super) fn at(destination: &Destination, content: &Content) -> String {
    let config = &destination.config;
    match destination.destination_type {
        DestinationType::Cli => path(config, content),
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
/// one of its own.
pub(super) fn url(
    base: &str,
    config: &DestinationConfig,
    content: &Content,
) -> Result<Url, url::ParseError> {
    let mut url = Url::parse(base)?;
    if !config.path_forwarding_disabled && content.path != "/" {
        let path = format!("{}{}", url.path().trim_end_matches('/'), content.path);
        url.set_path(&path);
    }
    if url.query().is_none() && !content.query.is_empty() {
        url.set_query(Some(&content.query));
    }
    Ok(url)
}

/// The path on a listener's target, with the query.
pub(super) fn path(config: &DestinationConfig, content: &Content) -> String {
    let base = config.path.as_deref().unwrap_or("/");
    let mut path = if config.path_forwarding_disabled || content.path == "/" {
        base.to_owned()
    } else {
        format!("{}{}", base.trim_end_matches('/'), content.path)
    };
    if !content.query.is_empty() {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(&content.query);
    }
    path
}
