//! Where a listener forwards to, and what it does to requests on the way.

use std::collections::HashMap;
use std::time::Duration;

use http::{HeaderMap, HeaderName};
use url::Url;

use super::mischief::Mischief;
use crate::forward::Tls;
use crate::model::{Headers, Id, climbs};

/// Headers that belong to one connection and are not for the next.
const HOP_BY_HOP: &[&str] = &[
    "connection",
    "host",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Where a listener forwards to, and what it does to requests on the way.
#[derive(Clone, Debug)]
pub struct Forwarding {
    /// Where to forward to; an attempt's path is added to its path.
    pub target: Url,
    /// Where to forward the attempts of particular connections to instead.
    pub routes: HashMap<Id, Url>,
    /// How long a target may take; `None` leaves it to the gateway.
    pub timeout: Option<Duration>,
    /// How many requests the targets get at once.
    pub max_connections: usize,
    /// How TLS is spoken with targets.
    pub tls: Tls,
    /// Headers that each request has, whatever came under their names.
    pub set: HeaderMap,
    /// Headers that no request has.
    pub strip: Vec<HeaderName>,
    /// What is done wrong on purpose.
    pub mischief: Mischief,
}

impl Forwarding {
    /// To this target, 50 requests at once, with nothing changed.
    pub fn to(target: Url) -> Self {
        Self {
            target,
            routes: HashMap::new(),
            timeout: None,
            max_connections: 50,
            tls: Tls::default(),
            set: HeaderMap::new(),
            strip: Vec::new(),
            mischief: Mischief::default(),
        }
    }

    /// Where attempts of this connection go to; their paths are added to its path.
    pub(super) fn target_of(&self, connection: &Id) -> &Url {
        self.routes.get(connection).unwrap_or(&self.target)
    }

    /// The headers to send of those that came.
    pub(super) fn headers(&self, came: &Headers) -> HeaderMap {
        let is_kept = |name: &str| {
            !is_of_connection(name) && !self.strip.iter().any(|it| it.as_str() == name)
        };
        let mut headers = came.to_map(is_kept);
        for name in self.set.keys() {
            headers.remove(name);
        }
        headers.extend(self.set.clone());
        headers
    }
}

/// Whether a header, named in lower case, belongs to one connection, so that none is sent of those that
/// came.
pub fn is_of_connection(name: &str) -> bool {
    HOP_BY_HOP.contains(&name)
}

/// The target's scheme, host and path, with the attempt's path and query after them.
///
/// A gateway that is not ours may send a path that leads out of the target's; it is refused.
pub(super) fn address(target: &Url, path: &str) -> Result<Url, String> {
    if climbs(path.split(['?', '#']).next().unwrap_or_default()) {
        return Err("it leads out of the target's own path".to_owned());
    }
    let mut base = target.clone();
    base.set_query(None);
    base.set_fragment(None);
    let slash = if path.starts_with('/') { "" } else { "/" };
    Url::parse(&format!("{}{slash}{path}", base.as_str().trim_end_matches('/')))
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn an_attempts_path_follows_the_targets() {
        let check = |target: &str, path: &str, expected: &str| {
            let url = address(&target.parse().unwrap(), path).unwrap();
            assert_eq!(url.as_str(), expected);
        };
        check("http://localhost:3000", "/", "http://localhost:3000/");
        check("http://localhost:3000", "/a/b?x=%20&x=1", "http://localhost:3000/a/b?x=%20&x=1");
        check("https://app.test/base/?q#f", "/a", "https://app.test/base/a");
        check("http://localhost/base", "a", "http://localhost/base/a");
        check("http://localhost/base", "/a?b=/../c", "http://localhost/base/a?b=/../c");
        let target = "http://localhost/base".parse().unwrap();
        for path in ["/../admin", "..", "/a/%2e%2E/../admin?x", "/..\\admin", "/..#x"] {
            assert!(address(&target, path).is_err(), "{path}");
        }
    }

    #[test]
    fn headers_are_set_and_stripped_and_those_of_the_connection_stay() {
        let came = Headers::default()
            .with("host", b"hooks.example.com")
            .with("x-a", b"1")
            .with("x-a", b"2")
            .with("cookie", b"c")
            .with("x-b", b"3");
        let mut forwarding = Forwarding::to("http://localhost".parse().unwrap());
        forwarding.strip.push(HeaderName::from_static("cookie"));
        forwarding.set.insert("x-a", HeaderValue::from_static("mine"));
        forwarding.set.insert("host", HeaderValue::from_static("app.test"));
        let headers = forwarding.headers(&came);
        let mut headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        assert_eq!(headers, ["host: app.test", "x-a: mine", "x-b: 3"]);
    }
}
