//! What the fuzz target `ingest` asks of this room; in no build but the fuzzer's and the tests'.

use std::path::Path;
use std::str::FromStr as _;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::ingest::{self, Way};
use super::{Gateway, Settings, aim, body};
use crate::model::{
    Connection, Content, Destination, DestinationConfig, DestinationType, Id, ORIGINAL_IP,
    Rejection, Source, SourceConfig, Timestamp, climbs,
};
use crate::rules;

/// Where deliveries go.
const TARGET: &str = "https://target.example/base";
/// The longest body that is received.
const BODY_LIMIT: usize = 2048;

/// A gateway that takes requests and keeps none.
pub struct Ingest {
    gateway: Gateway,
    runtime: Runtime,
}

impl Ingest {
    /// Opens a gateway in an empty folder, with the sources `/e/src_0` and on.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let settings = Settings {
            body_limit: BODY_LIMIT,
            ..Settings::new(folder.to_owned(), "http://127.0.0.1:4400".parse()?)
        };
        let gateway = runtime.block_on(async {
            let gateway = Gateway::open(settings, |_| Ok(())).await?;
            gateway
                .catalog
                .change(|draft| {
                    let project = draft.snapshot().projects.keys().next().cloned();
                    let project = project.unwrap_or_else(|| Id::from("tm_1"));
                    draft.put_destination(destination(&project, "des_http", DestinationType::Http));
                    draft.put_destination(destination(&project, "des_cli", DestinationType::Cli));
                    for (index, (kind, config)) in sources().into_iter().enumerate() {
                        let source = source(&project, index, kind, config)?;
                        if kind != "POSTMARK" {
                            for name in ["http", "cli", "ruled"] {
                                draft.put_connection(connection(&source, name));
                            }
                        }
                        draft.put_source(source);
                    }
                    anyhow::Ok(())
                })
                .await?;
            anyhow::Ok(gateway)
        })?;
        Ok(Self { gateway, runtime })
    }

    /// A request as HTTP spells it, with line feeds alone.
    ///
    /// What would be kept is what came: the exact body, the headers but for those of the connection,
    /// path and query. It is refused, or each of the source's connections says something about it;
    /// and where it would be delivered to is below the destination.
    pub fn take(&self, data: &[u8]) {
        let Some((parts, sent)) = request(data) else { return };
        let gateway = &self.gateway;
        let snapshot = gateway.catalog.now().clone();
        let Ok((source, path)) = ingest::addressed(&snapshot, &parts) else { return };
        let judged = async {
            let full = Full::new(sent.clone());
            let received = body::read(full, BODY_LIMIT, &gateway.bodies).await.ok()?;
            let body = (!received.too_large).then_some(received.bytes);
            let peer = ([127, 0, 0, 1], 9).into();
            Some(ingest::judge(gateway, &source, path, &parts, body, Way::Url, peer).await)
        };
        let judged = self.runtime.block_on(judged).expect("there is room for one body");
        let (accepted, refusal) = match judged {
            Ok(judged) => judged,
            Err(answer) => {
                let fits = answer.status().is_success()
                    || answer.status() == StatusCode::SERVICE_UNAVAILABLE;
                return assert!(fits, "{}", answer.status());
            }
        };

        let (kept, rejection) = (&accepted.request.content, accepted.request.rejection);
        let too_large = sent.len() > BODY_LIMIT;
        assert_eq!(kept.body, if too_large { Bytes::new() } else { sent });
        assert_eq!(kept.headers.to_map(|it| it != ORIGINAL_IP), kept_headers(&parts.headers));
        assert!(parts.uri.path().ends_with(&kept.path) || kept.path == "/");
        let routes = snapshot.routes(&source.id).len();
        let made = accepted.events.len() + accepted.ignored.len();
        assert_eq!(made, if rejection.is_none() { routes } else { 0 });
        assert!(rejection.is_some() || !too_large && !climbs(parts.uri.path()));
        for config in snapshot.destinations.values().map(|it| &it.config) {
            stays_below(config, kept);
        }

        let answer =
            ingest::answer(gateway, &source, &parts, (accepted.request.key, rejection), refusal);
        let status = answer.status();
        let fits = !status.is_server_error() || status == StatusCode::SERVICE_UNAVAILABLE;
        assert!(
            fits && (rejection.is_some() || status == StatusCode::OK),
            "{rejection:?}: {status}"
        );
        if rejection.is_some_and(|it| it != Rejection::NoConnection) && status.is_client_error() {
            let body = answer.into_body().collect().now_or_never().expect("it is all there");
            let body = body.map(|it| it.to_bytes()).unwrap_or_default();
            assert!(body.is_empty() || serde_json::from_slice::<Value>(&body).is_ok());
        }
    }
}

/// Types of sources, and how each is configured.
fn sources() -> Vec<(&'static str, Value)> {
    let all = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    vec![
        ("WEBHOOK", json!({ "allowed_http_methods": all })),
        (
            "WEBHOOK",
            json!({ "allowed_http_methods": ["POST"], "auth_type": "HMAC", "auth": {
            "webhook_secret_key": "secret", "header_key": "x-sig", "algorithm": "sha256", "encoding": "hex",
        } }),
        ),
        (
            "WEBHOOK",
            json!({ "allowed_http_methods": all, "custom_response": {
            "content_type": "xml", "body": "<ok/>",
        } }),
        ),
        (
            "STRIPE",
            json!({ "allowed_http_methods": ["POST"], "auth": { "webhook_secret_key": "secret" } }),
        ),
        (
            "SLACK",
            json!({ "allowed_http_methods": ["POST"], "auth": { "webhook_secret_key": "secret" } }),
        ),
        (
            "ASANA",
            json!({ "allowed_http_methods": ["POST"], "auth": { "webhook_secret_key": "secret" } }),
        ),
        ("MICROSOFT_GRAPH", json!({ "allowed_http_methods": all })),
        ("MONDAY", json!({ "allowed_http_methods": ["POST"] })),
        ("PUBLISH_API", json!({ "allowed_http_methods": ["POST"] })),
        ("POSTMARK", json!({ "allowed_http_methods": ["POST"] })),
    ]
}

fn source(project: &Id, index: usize, kind: &str, config: Value) -> anyhow::Result<Source> {
    let mut full = serde_json::to_value(SourceConfig::default())?;
    for (name, value) in config.as_object().into_iter().flatten() {
        full[name] = value.clone();
    }
    Ok(Source {
        id: Id::from(&*format!("src_{index}")),
        team_id: project.clone(),
        name: format!("source-{index}"),
        description: None,
        source_type: kind.to_owned(),
        config: serde_json::from_value(full)?,
        integration_id: None,
        disabled_at: None,
        deleted_at: None,
        updated_at: Timestamp(0),
        created_at: Timestamp(0),
    })
}

fn destination(project: &Id, id: &str, destination_type: DestinationType) -> Destination {
    Destination {
        id: Id::from(id),
        team_id: project.clone(),
        name: id.to_owned(),
        description: None,
        destination_type,
        config: DestinationConfig {
            url: Some(TARGET.to_owned()),
            path: Some("/base".to_owned()),
            ..DestinationConfig::default()
        },
        disabled_at: None,
        deleted_at: None,
        updated_at: Timestamp(0),
        created_at: Timestamp(0),
    }
}

fn connection(source: &Source, name: &str) -> Connection {
    let rules = json!([
        { "type": "filter", "body": { "$or": [{ "a": { "$exist": true } }, { "b": { "$gt": 1 } }] },
          "headers": { "$not": { "x-no": "1" } }, "query": { "$not": { "q": [1] } },
          "path": { "$not": { "$endsWith": "no" } } },
        { "type": "deduplicate", "window": 1000, "include_fields": ["body.a[*].b", "headers", "query.c"] },
        { "type": "delay", "delay": 5 },
    ]);
    let is_ruled = name == "ruled";
    Connection {
        id: Id::from(&*format!("web_{}_{name}", &*source.id)),
        team_id: source.team_id.clone(),
        name: Some(name.to_owned()),
        description: None,
        source_id: source.id.clone(),
        destination_id: Id::from(if name == "cli" { "des_cli" } else { "des_http" }),
        rules: if is_ruled { rules::parse(&rules).unwrap_or_default() } else { Vec::new() },
        ruleset_id: None,
        rules_in_order: true,
        deduplicates_since: Timestamp(0),
        paused_at: None,
        disabled_at: None,
        deleted_at: None,
        updated_at: Timestamp(0),
        created_at: Timestamp(0),
    }
}

/// Reads method, URI, headers and body.
fn request(data: &[u8]) -> Option<(Parts, Bytes)> {
    let end = memchr::memmem::find(data, b"\n\n")?;
    let mut lines = data[..end].split(|it| *it == b'\n');
    let line = std::str::from_utf8(lines.next()?).ok()?;
    let (method, uri) = line.split_once(' ')?;
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.method = Method::from_bytes(method.as_bytes()).ok()?;
    parts.uri = Uri::from_str(uri).ok()?;
    for line in lines {
        let colon = memchr::memchr(b':', line)?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        parts.headers.append(name, HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?);
    }
    Some((parts, Bytes::copy_from_slice(&data[end + 2..])))
}

fn kept_headers(sent: &HeaderMap) -> HeaderMap {
    let kept = sent.iter().filter(|(name, _)| ingest::is_kept(name.as_str()));
    let mut res = HeaderMap::new();
    for (name, value) in kept {
        res.append(name, value.clone());
    }
    res
}

fn stays_below(config: &DestinationConfig, content: &Content) {
    if let Ok(url) = aim::url(TARGET, config, content) {
        assert!(url.as_str().starts_with(TARGET), "{url}");
        let rest = &url.path()["/base".len()..];
        assert!((rest.is_empty() || rest.starts_with('/')) && !climbs(rest), "{url}");
    }
    if let Ok(path) = aim::path(config, content) {
        assert!(path.starts_with("/base"), "{path}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_of_the_corpus_hold() {
        let folder = tempfile::tempdir().unwrap();
        let ingest = Ingest::open(folder.path()).unwrap();
        for file in std::fs::read_dir("fuzz/corpus/ingest").unwrap() {
            ingest.take(&std::fs::read(file.unwrap().path()).unwrap());
        }
    }
}
