//! Whether a sender is who they say: what `verify` needs for that, and what becomes of its verdict.
//!
//! A URL that is signed is the one that the sender called, which may differ from what arrived: a
//! proxy before the gateway, or a name of somebody's own. So several are tried, and each of them is
//! the gateway's: under its public URL; under a custom domain; and as a proxy on this machine says,
//! which alone is believed in `X-Forwarded-Host` and `-Proto`. The `Host` header that a stranger
//! writes is not among them, so that what was signed for another address is not taken here.

use std::net::SocketAddr;
use std::sync::LazyLock;

use http::header::HOST;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use serde_json::{Map, Value};

use super::{Gateway, domains};
use crate::model::{Source, Timestamp, Unproved};
use crate::verify::{self, Evidence, Handshake, Reason, Verdict};

/// The address as it was before it was found to be a source's; an extension of the request.
#[derive(Clone, Debug)]
pub(super) struct Called(pub(super) Uri);

/// What was found.
pub(super) enum Proof {
    /// Who it is, or that nobody asked.
    Taken {
        /// Whether it was proved.
        verified: bool,
    },
    /// It was not proved.
    Refused {
        /// Why.
        why: Unproved,
        /// What the sender is answered, if not as usual.
        status: Option<StatusCode>,
    },
    /// It is a question of the provider's, with its answer.
    Asked(Handshake),
}

/// What one request is checked by; all that is asked of it is about the same body.
pub(super) struct Check<'a> {
    gateway: &'a Gateway,
    source: &'a Source,
    parts: &'a Parts,
    auth: &'a Map<String, Value>,
    urls: Vec<String>,
    parsed: verify::Parsed,
}

/// The secrets of a source that has none.
static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);

impl<'a> Check<'a> {
    pub(super) fn new(
        gateway: &'a Gateway,
        source: &'a Source,
        parts: &'a Parts,
        peer: SocketAddr,
    ) -> Self {
        let auth = source.config.auth.as_ref().unwrap_or(&NONE);
        let urls = if verify::asks_for_url(kind(source), auth) {
            urls(gateway, parts, peer)
        } else {
            Vec::new()
        };
        Self { gateway, source, parts, auth, urls, parsed: verify::Parsed::default() }
    }

    /// The answer to what a provider asks before it sends anything.
    pub(super) fn before(&self, body: &[u8]) -> Option<Handshake> {
        self.with(body, &[], |evidence| verify::before(self.kind(), self.auth, evidence))
    }

    /// Whether it is proved who sends.
    pub(super) async fn prove(&self, body: &[u8]) -> Proof {
        if self.source.source_type == "PUBLISH_API" {
            // Its only way in is the other one.
            let why = Unproved {
                code: "PUBLISH_ONLY".to_owned(),
                reason: "this source takes only what is published with an API key".to_owned(),
            };
            return Proof::Refused { why, status: Some(StatusCode::UNAUTHORIZED) };
        }
        let (kind, auth) = (self.kind(), self.auth);
        let verdict = if auth.is_empty() && !verify::always_checked(kind) {
            Verdict::NotAsked
        } else {
            self.verdict(body).await
        };
        match verdict {
            Verdict::Failed(reason) => self.refuse(&reason),
            Verdict::Needs(_) => self.refuse(&Reason::NoKey("its provider".to_owned())),
            found @ (Verdict::Verified | Verdict::NotAsked) => {
                let asked = self.with(body, &[], |it| verify::after(kind, auth, it));
                let verified = found == Verdict::Verified;
                asked.map_or(Proof::Taken { verified }, Proof::Asked)
            }
        }
    }

    async fn verdict(&self, body: &[u8]) -> Verdict {
        /// A token, and with it a key; nobody needs more.
        const MOST: usize = 3;
        let mut fetched = Vec::new();
        loop {
            let verdict = self.with(body, &fetched, |it| verify::check(self.kind(), self.auth, it));
            match verdict {
                Verdict::Needs(want) if fetched.len() < MOST => {
                    let body = self.gateway.keyring.get(&want).await;
                    fetched.push((want, body.map(|it| it.to_vec())));
                }
                verdict => {
                    if let Verdict::Failed(Reason::NoKey(_)) = verdict {
                        fetched.iter().for_each(|(want, _)| self.gateway.keyring.doubt(want));
                    }
                    return verdict;
                }
            }
        }
    }

    fn refuse(&self, reason: &Reason) -> Proof {
        let (source, kind) = (self.source, self.kind());
        tracing::info!(source.name = %source.name, %reason, "a request did not prove its sender");
        let status = match reason {
            // It may be genuine, and is welcome once the key can be had.
            Reason::NoKey(_) => Some(StatusCode::SERVICE_UNAVAILABLE),
            _ if verify::refusal_status(kind, self.auth) == 401 => Some(StatusCode::UNAUTHORIZED),
            _ => None,
        };
        let why = Unproved { code: reason.code().to_owned(), reason: reason.to_string() };
        Proof::Refused { why, status }
    }

    /// A provider's own type says how it signs; a generic source says it apart.
    fn kind(&self) -> &str {
        kind(self.source)
    }

    fn with<T>(
        &self,
        body: &[u8],
        fetched: &[verify::Fetched],
        ask: impl FnOnce(&Evidence<'_>) -> T,
    ) -> T {
        let header = |name: &str| self.parts.headers.get(name).map(HeaderValue::as_bytes);
        ask(&Evidence {
            method: self.parts.method.as_str(),
            urls: &self.urls,
            header: &header,
            query: self.parts.uri.query().unwrap_or_default(),
            body,
            parsed: &self.parsed,
            now_ms: Timestamp::now().0,
            fetched,
        })
    }
}

/// Who signs what comes to a source.
pub(super) fn kind(source: &Source) -> &str {
    source.config.auth_type.as_deref().unwrap_or(&source.source_type)
}

/// The URLs that a sender may have called to get here, the likeliest first.
fn urls(gateway: &Gateway, parts: &Parts, peer: SocketAddr) -> Vec<String> {
    let called = parts.extensions.get::<Called>().map_or(&parts.uri, |it| &it.0);
    let path = called.path_and_query().map_or("/", |it| it.as_str());
    let public = &gateway.settings.public_url;
    let mut res = Vec::new();
    if let Some(host) = domains::named(&gateway.catalog.now(), &parts.headers) {
        res.push(format!("{}://{host}{path}", public.scheme()));
    }
    if peer.ip().is_loopback() {
        let text = |name: &'static str| {
            let value = parts.headers.get(HeaderName::from_static(name))?.to_str().ok()?;
            value.rsplit(',').next().map(str::trim).filter(|it| !it.is_empty())
        };
        let proxied = text("x-forwarded-proto");
        let host = text("x-forwarded-host").or_else(|| {
            // A proxy that leaves the host as it was says only how it was called.
            parts.headers.get(HOST)?.to_str().ok().filter(|_| proxied.is_some())
        });
        if let Some(host) = host {
            res.push(format!("{}://{host}{path}", proxied.unwrap_or("https")));
        }
    }
    res.push(gateway.settings.link(path.trim_start_matches('/')));
    res
}

/// Writes a handshake's headers.
pub(super) fn write_headers(handshake: &Handshake, headers: &mut HeaderMap) {
    for (name, value) in &handshake.headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
