//! Speaks to the API of a gateway, ours or a hosted one.
//!
//! Answers are [`Value`]s as they came, so that no field is ever lost on the way to a script.
//! Failures are told apart by what the caller would do about them ([`Error`]).

mod error;
mod login;
mod query;

use std::time::Duration;

use reqwest::Method;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::{Value, json};
use url::Url;

use crate::model::Kind;

pub use self::error::{Error, Result};
pub use self::login::{Login, Offer};
pub use self::query::Query;

/// The dated version that is asked for where nothing else is said. It is the last in which a
/// destination's rate limit lies where the files and `--config` of people have it.
pub const VERSION: &str = "2025-07-01";

/// The version that requests, events and attempts are asked for in. Where the gateway is ours they
/// say more in it: why a sender was not believed, why no answer came, what took how long. They are
/// the same otherwise, and people write nothing in their shape. Hosted Hookdeck speaks it, for the
/// official command line asks for nothing else since its 2.6.
const TELLING: &str = "2026-09-01";

/// What every request of this program calls itself.
pub const USER_AGENT: &str = concat!("hookport/", env!("CARGO_PKG_VERSION"));

/// The longest answer that is read; a page of 255 events with large bodies stays below.
const ANSWER_LIMIT: usize = 256 << 20;

/// How long a gateway may take to let us in.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The longest pause that an API may ask for, which counts calls by the minute.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How long a gateway may be silent before it is given up.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(60);

/// A kind of thing that the API keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resource {
    /// What one of it is called in sentences.
    pub name: &'static str,
    /// Where it lives, below the version.
    pub path: &'static str,
    /// What its ids begin with.
    pub kind: Kind,
    /// Whether people give it names.
    pub named: bool,
}

impl Resource {
    /// The version that it is asked for in.
    fn version(self) -> &'static str {
        match self.kind {
            Kind::Request | Kind::Event | Kind::Attempt => TELLING,
            _ => VERSION,
        }
    }
}

/// Sources.
pub const SOURCES: Resource =
    Resource { name: "source", path: "/sources", kind: Kind::Source, named: true };
/// Destinations.
pub const DESTINATIONS: Resource =
    Resource { name: "destination", path: "/destinations", kind: Kind::Destination, named: true };
/// Connections.
pub const CONNECTIONS: Resource =
    Resource { name: "connection", path: "/connections", kind: Kind::Connection, named: true };
/// Requests.
pub const REQUESTS: Resource =
    Resource { name: "request", path: "/requests", kind: Kind::Request, named: false };
/// Events.
pub const EVENTS: Resource =
    Resource { name: "event", path: "/events", kind: Kind::Event, named: false };
/// Attempts.
pub const ATTEMPTS: Resource =
    Resource { name: "attempt", path: "/attempts", kind: Kind::Attempt, named: false };

/// Transformations.
pub const TRANSFORMATIONS: Resource = Resource {
    name: "transformation",
    path: "/transformations",
    kind: Kind::Transformation,
    named: true,
};
/// Bookmarks.
pub const BOOKMARKS: Resource =
    Resource { name: "bookmark", path: "/bookmarks", kind: Kind::Bookmark, named: true };
/// Issues.
pub const ISSUES: Resource =
    Resource { name: "issue", path: "/issues", kind: Kind::Issue, named: false };
/// Issue triggers.
pub const ISSUE_TRIGGERS: Resource = Resource {
    name: "issue trigger",
    path: "/issue-triggers",
    kind: Kind::IssueTrigger,
    named: true,
};

/// Projects, which the API lists without pages.
pub const PROJECTS: Resource =
    Resource { name: "project", path: "/projects", kind: Kind::Project, named: true };

/// A way to one project of one gateway.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
    key: String,
    /// The project that is meant, where the key opens several.
    project: Option<HeaderValue>,
    /// Whether a call waits when the API asks for a pause.
    patient: bool,
}

impl Client {
    /// Prepares to speak to the API at `base`, which may have a path of its own.
    pub fn new(base: Url, key: &str) -> Result<Self> {
        let mut token = HeaderValue::from_str(&format!("Bearer {key}")).map_err(|_| {
            Error::Unauthorized("the API key holds characters that no key has".into())
        })?;
        token.set_sensitive(true);
        Self::with(base, key, HeaderMap::from_iter([(AUTHORIZATION, token)]))
    }

    /// Somebody who has no key yet.
    fn stranger(base: Url) -> Result<Self> {
        Self::with(base, "", HeaderMap::new())
    }

    fn with(base: Url, key: &str, headers: HeaderMap) -> Result<Self> {
        let http = http(&base)
            .read_timeout(SILENCE_TIMEOUT)
            .default_headers(headers)
            .build()
            .map_err(|error| Error::unreachable(&base, error))?;
        Ok(Self { http, base, key: key.to_owned(), project: None, patient: false })
    }

    /// The same in one of the projects that the key opens, by its id.
    pub fn in_project(self, id: &str) -> Result<Self> {
        let id = HeaderValue::from_str(id).map_err(|_| {
            Error::NotFound("the project's id holds characters that no id has".into())
        })?;
        Ok(Self { project: Some(id), ..self })
    }

    /// The same for work that takes many calls: one that is too many is made again when the API
    /// says, in a minute at most.
    #[must_use]
    pub fn patient(self) -> Self {
        Self { patient: true, ..self }
    }

    /// Where the API is.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// The key that opens it. For the relay's socket; never for a message.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// One thing, by its id.
    pub async fn get(&self, of: Resource, id: &str, query: &Query) -> Result<Value> {
        let res = self.call_in(of.version(), Method::GET, &at(of, id), query, None).await;
        res.map_err(|error| error.about(of, id))
    }

    /// All things that a query selects, page by page.
    pub async fn all(&self, of: Resource, mut query: Query) -> Result<Vec<Value>> {
        query.set("limit", "250");
        let mut res = Vec::new();
        loop {
            let page = self.list(of, &query).await?;
            res.extend_from_slice(models(&page));
            match page["pagination"]["next"].as_str() {
                Some(next) => query.set("next", next),
                None => return Ok(res),
            }
        }
    }

    /// One page of things.
    pub async fn list(&self, of: Resource, query: &Query) -> Result<Value> {
        self.call_in(of.version(), Method::GET, of.path, query, None).await
    }

    /// One page of things as the newest version has them, which tells more where the gateway is
    /// ours; `None` where there is no such version.
    pub async fn list_whole(&self, of: Resource, query: &Query) -> Option<Value> {
        self.call_in("latest", Method::GET, of.path, query, None).await.ok()
    }

    /// Makes one.
    pub async fn create(&self, of: Resource, body: &Value) -> Result<Value> {
        self.call_in(of.version(), Method::POST, of.path, &Query::default(), Some(body)).await
    }

    /// Makes one, or changes the one of this name.
    pub async fn upsert(&self, of: Resource, body: &Value) -> Result<Value> {
        self.call_in(of.version(), Method::PUT, of.path, &Query::default(), Some(body)).await
    }

    /// Changes one.
    pub async fn update(&self, of: Resource, id: &str, body: &Value) -> Result<Value> {
        let res = self
            .call_in(of.version(), Method::PUT, &at(of, id), &Query::default(), Some(body))
            .await;
        res.map_err(|error| error.about(of, id))
    }

    /// Deletes one.
    pub async fn delete(&self, of: Resource, id: &str) -> Result<Value> {
        let res =
            self.call_in(of.version(), Method::DELETE, &at(of, id), &Query::default(), None).await;
        res.map_err(|error| error.about(of, id))
    }

    /// Does to one what a verb of the API says: `enable`, `pause`, `mute`, `cancel`, …
    pub async fn act(&self, of: Resource, id: &str, verb: &str) -> Result<Value> {
        let path = format!("{}/{verb}", at(of, id));
        let res = self
            .call_in(of.version(), Method::PUT, &path, &Query::default(), Some(&json!({})))
            .await;
        res.map_err(|error| error.about(of, id))
    }

    /// Makes it happen again: an event's delivery, a request's events.
    pub async fn retry(&self, of: Resource, id: &str, body: &Value) -> Result<Value> {
        let path = format!("{}/retry", at(of, id));
        let res =
            self.call_in(of.version(), Method::POST, &path, &Query::default(), Some(body)).await;
        res.map_err(|error| error.about(of, id))
    }

    /// A list, or whatever else there is below one thing.
    pub async fn below(&self, of: Resource, id: &str, what: &str, query: &Query) -> Result<Value> {
        let path = format!("{}/{what}", at(of, id));
        let res = self.call_in(of.version(), Method::GET, &path, query, None).await;
        res.map_err(|error| error.about(of, id))
    }

    /// Who the key belongs to.
    pub async fn whoami(&self) -> Result<Value> {
        self.call(Method::GET, "/cli-auth/validate", &Query::default(), None).await
    }

    /// The projects that the key opens, as a bare list.
    pub async fn projects(&self) -> Result<Value> {
        // Older versions call them teams.
        self.call_in(TELLING, Method::GET, "/projects", &Query::default(), None).await
    }

    /// The id of what a person calls by its name or its id.
    pub async fn id_of(&self, of: Resource, name_or_id: &str) -> Result<String> {
        if !of.named || is_id(of, name_or_id) {
            return Ok(name_or_id.to_owned());
        }
        let query = Query::default().with("name", name_or_id);
        let mut found = self.list(of, &query).await?;
        if models(&found).is_empty() {
            // What is disabled is listed only when it is asked for.
            found = self.list(of, &query.with("disabled", "true")).await?;
        }
        match only(of, name_or_id, models(&found)) {
            Err(Error::NoneCalled { of, name, .. }) => {
                let query = Query::default().with("limit", "250").with("disabled", "true");
                // They only help to find what was meant.
                let all = self.list(of, &query).await.unwrap_or_default();
                let names = models(&all).iter().filter_map(|it| it["name"].as_str());
                Err(Error::NoneCalled { of, name, others: names.map(str::to_owned).collect() })
            }
            only => only,
        }
    }

    /// Asks anything of the API: `path` is what stands after the version.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        query: &Query,
        body: Option<&Value>,
    ) -> Result<Value> {
        self.call_in(VERSION, method, path, query, body).await
    }

    async fn call_in(
        &self,
        version: &str,
        method: Method,
        path: &str,
        query: &Query,
        body: Option<&Value>,
    ) -> Result<Value> {
        let mut url = self.base.clone();
        url.set_path(&format!("{}/{version}{path}", self.base.path().trim_end_matches('/')));
        loop {
            let mut request = self.http.request(method.clone(), url.clone()).query(query.pairs());
            if let Some(body) = body {
                request = request.json(body);
            }
            if let Some(project) = &self.project {
                // It has been called both.
                request = request.header("x-team-id", project).header("x-project-id", project);
            }
            match self.answer(request).await {
                // What is refused so was not begun.
                Err(Error::RateLimited(wait)) if self.patient => {
                    let wait = wait.unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
                    tracing::info!("the API asks for a pause of {wait:.0?}");
                    tokio::time::sleep(wait).await;
                }
                res => return res,
            }
        }
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Value> {
        let unreachable = |error| Error::unreachable(&self.base, error);
        let mut answer = request.send().await.map_err(unreachable)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut text = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
            if text.len() + chunk.len() > ANSWER_LIMIT {
                return Err(Error::Unreadable("the answer is longer than 256 MiB".into()));
            }
            text.extend_from_slice(&chunk);
        }
        if !status.is_success() {
            return Err(Error::refused(status, &headers, &text));
        }
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&text).map_err(|error| {
            Error::Unreadable(format!("{} does not speak this API: {error}", self.base))
        })
    }
}

/// The things on a page.
pub fn models(page: &Value) -> &[Value] {
    page["models"].as_array().map_or(&[], Vec::as_slice)
}

/// What every HTTP client of the command line is made of.
///
/// Nothing is followed or sent again behind the caller's back, and this machine's own addresses
/// are never asked for through a proxy. Where there is nothing to verify, the system's certificates
/// are not read: that takes most of a command's start.
pub fn http(base: &Url) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT_TIMEOUT);
    let builder = if is_local(base) { builder.no_proxy() } else { builder };
    if base.scheme() == "http" { builder.tls_certs_only([]) } else { builder }
}

/// Whether anybody answers at an address, whatever they say.
pub async fn knock(base: &Url) -> Result<()> {
    let unreachable = |error| Error::unreachable(base, error);
    let http = http(base).timeout(CONNECT_TIMEOUT).build().map_err(unreachable)?;
    http.get(base.clone()).send().await.map(drop).map_err(unreachable)
}

/// Whether a URL leads to this machine.
pub fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The id of the only thing that has this name.
pub fn only(of: Resource, name: &str, found: &[Value]) -> Result<String> {
    match found {
        [one] => Ok(one["id"].as_str().unwrap_or_default().to_owned()),
        [] => Err(Error::NoneCalled { of, name: name.to_owned(), others: Vec::new() }),
        several => Err(Error::Ambiguous {
            message: format!("several {}s are called `{name}`", of.name),
            candidates: several.iter().map(candidate).collect(),
        }),
    }
}

/// Whether this is an id, and no name that begins like one: after the prefix, hosted ids have at least
/// ten letters and digits, ours have twenty.
pub fn is_id(of: Resource, text: &str) -> bool {
    let tail = text.strip_prefix(of.kind.prefix());
    tail.is_some_and(|it| it.len() >= 10 && it.bytes().all(|it| it.is_ascii_alphanumeric()))
}

/// One of several of a name: its id, and what tells it from the others.
fn candidate(thing: &Value) -> String {
    let id = thing["id"].as_str().unwrap_or_default();
    match thing["full_name"].as_str().or(thing["type"].as_str()) {
        Some(more) => format!("{id} ({more})"),
        None => id.to_owned(),
    }
}

fn at(of: Resource, id: &str) -> String {
    let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
    // Ids are letters, digits and `_`; the encoding is for whatever else somebody typed.
    format!("{}/{}", of.path, id.to_string().replace("%5F", "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_as_an_id_cannot_leave_its_place_in_the_path() {
        assert_eq!(at(EVENTS, "evt_0aZ"), "/events/evt_0aZ");
        assert_eq!(at(EVENTS, "../sources?x"), "/events/%2E%2E%2Fsources%3Fx");
    }

    #[test]
    fn a_name_that_begins_like_an_id_is_a_name() {
        for (text, expected) in [
            ("web_0aZ3kQ9mP2xV7cLdR5tY", true),
            ("web_BoMLSxRTIGQA", true),
            ("web_shop", false),
            ("web_shop-orders-eu", false),
            ("src_0aZ3kQ9mP2xV7cLdR5tY", false),
        ] {
            assert_eq!(is_id(CONNECTIONS, text), expected, "{text}");
        }
    }

    #[test]
    fn only_this_machine_is_local() {
        for (url, local) in [
            ("http://127.0.0.1:4400", true),
            ("http://localhost:1", true),
            ("http://[::1]:4400", true),
            ("https://api.hookdeck.com", false),
            ("http://127.0.0.1.example.com", false),
        ] {
            assert_eq!(is_local(&Url::parse(url).unwrap()), local, "{url}");
        }
    }
}
