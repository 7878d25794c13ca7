//! 1. Bytes in: find the source, see whether it lets them in, make a `Request`.
//!
//! The order in which a source says no is the API's: deleted, disabled, method, size, content
//! type, unreadable, not verified. All but the first leave a request behind that people can look
//! at, with its cause, and where it was not verified the reason. What a provider only asks (a
//! challenge to be echoed, an address to be confirmed) is answered before or after that, and leaves
//! none. A path that leads out of the source's own (`/e/src_…/../x`) is refused after
//! the method, with the cause `UNKNOWN`, since the API has none for it.
//!
//! **Invariant:** a 200 is sent after the request and its events are on disk. When they cannot be
//! kept the answer is 503 with `Retry-After`, which every sender takes as "come again"; never 400,
//! which many take as "never again".

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, ALLOW, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER,
    X_CONTENT_TYPE_OPTIONS,
};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use serde::de::IgnoredAny;

use super::body::{self, Received};
use super::identify::{self, Check, Proof};
use super::{Gateway, Snapshot, issues, route};
use crate::model::{
    Content, Headers, Key, Kind, ORIGINAL_IP, Rejection, Source, Unproved, climbs, has_attachment,
};
use crate::store::{self, Accepted};
use crate::verify::{self, Handshake};

type Answer = Response<Full<Bytes>>;

/// Receives one request on a source URL and answers it.
pub(super) async fn receive(
    gateway: &Gateway,
    request: Request<Incoming>,
    peer: SocketAddr,
) -> Answer {
    let (parts, body) = request.into_parts();
    if parts.method == Method::OPTIONS {
        return preflight();
    }
    let (source, path) = match addressed(&gateway.catalog.now(), &parts) {
        Ok(addressed) => addressed,
        Err((status, body)) => return json(status, body.to_owned()),
    };
    take(gateway, source, path, parts, body, peer, Way::Url).await
}

/// How a request came to its source.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// By the source's URL, as anybody may send.
    Url,
    /// By somebody with a key of the project, which is proof enough whatever the source asks for.
    Publish,
}

/// Takes a request in for a source and answers it.
pub(super) async fn take(
    gateway: &Gateway,
    source: Arc<Source>,
    path: String,
    parts: Parts,
    body: Incoming,
    peer: SocketAddr,
    way: Way,
) -> Answer {
    let limit = gateway.settings.body_limit;
    let Received { bytes: body, too_large, room } =
        match body::read(body, limit, &gateway.bodies).await {
            Ok(received) => received,
            Err(StatusCode::SERVICE_UNAVAILABLE) => {
                tracing::warn!(source.name = %source.name, "too much comes in at once");
                return come_again("too much at once; please send it again\n", "1");
            }
            Err(status) => return plain(status, "the body did not arrive\n"),
        };
    let body = (!too_large).then_some(body);
    let (accepted, refusal) = match judge(gateway, &source, path, &parts, body, way, peer).await {
        Ok(judged) => judged,
        Err(answer) => return answer,
    };
    let (key, rejection) = (accepted.request.key, accepted.request.rejection);
    let sightings = issues::of(gateway, &accepted);
    let keeper = gateway.clone();
    let keeping = async move {
        keeper.store.accept(Arc::new(accepted)).await?;
        for sighting in sightings {
            issues::see(&keeper, sighting).await;
        }
        Ok::<_, store::Error>(())
    };
    if let Err(error) = room.until(&gateway.tasks, keeping).await {
        tracing::error!(%error, source.name = %source.name, "a request could not be kept");
        return come_again("not kept; please send it again\n", "5");
    }
    answer(gateway, &source, &parts, (key, rejection), refusal)
}

/// Decides what becomes of a request, before any of it is kept; with the status of the answer, if
/// that is not the usual one. An error is an answer to what leaves nothing behind. There is no body
/// where it was too long.
pub(super) async fn judge(
    gateway: &Gateway,
    source: &Source,
    path: String,
    parts: &Parts,
    body: Option<Bytes>,
    way: Way,
    peer: SocketAddr,
) -> Result<(Accepted, Option<StatusCode>), Answer> {
    let (too_large, body) = (body.is_none(), body.unwrap_or_default());
    let check = Check::new(gateway, source, parts, peer);
    if way == Way::Url
        && source.disabled_at.is_none()
        && let Some(handshake) = check.before(&body)
    {
        return Err(answer_handshake(gateway, source, &handshake).await);
    }
    let mut why: Option<Unproved> = None;
    let (verified, rejection, refusal) =
        match rejected(gateway, source, parts, &body, too_large, way) {
            Some(cause) => (false, Some(cause), None),
            None if way == Way::Publish => (true, None, None),
            None => match check.prove(&body).await {
                Proof::Asked(handshake) => {
                    return Err(answer_handshake(gateway, source, &handshake).await);
                }
                Proof::Taken { verified } => (verified, None, None),
                Proof::Refused { why: told, status } => {
                    why = Some(told);
                    (false, Some(Rejection::VerificationFailed), status)
                }
            },
        };

    let query = parts.uri.query().unwrap_or_default();
    let content = Content {
        method: parts.method.as_str().to_owned(),
        path,
        query: query.to_owned(),
        headers: stored_headers(&parts.headers, peer.ip()),
        body,
    };
    let made = route::make(gateway, source, content, verified, rejection).await;
    let Ok(mut accepted) = made else {
        tracing::warn!(source.name = %source.name, "too much waits for transformations");
        return Err(come_again("too much waits for transformations; please send it again\n", "1"));
    };
    accepted.request.unproved = why;
    Ok((accepted, refusal))
}

/// Answers what is on disk.
pub(super) fn answer(
    gateway: &Gateway,
    source: &Source,
    parts: &Parts,
    (key, rejection): (Key, Option<Rejection>),
    refusal: Option<StatusCode>,
) -> Answer {
    let query = parts.uri.query().unwrap_or_default();
    match rejection {
        None | Some(Rejection::NoConnection | Rejection::SourceDisabled) => {
            let mut answer = success(gateway, source, query, key);
            // So that its secret can be looked up in the request that told it.
            if let Some(name) = verify::echoed(identify::kind(source))
                && let Some(secret) = parts.headers.get(name)
            {
                answer.headers_mut().insert(name, secret.clone());
            }
            answer
        }
        Some(cause) => {
            let mut answer = refused(gateway, cause, refusal, key);
            if cause == Rejection::UnsupportedHttpMethod
                && let Ok(allowed) =
                    HeaderValue::from_str(&source.config.allowed_http_methods.join(", "))
            {
                answer.headers_mut().insert(ALLOW, allowed);
            }
            answer
        }
    }
}

/// The source that a request is for, and what follows the source's own path.
pub(super) fn addressed(
    snapshot: &Snapshot,
    parts: &Parts,
) -> Result<(Arc<Source>, String), (StatusCode, &'static str)> {
    let rest = parts.uri.path().strip_prefix("/e/").unwrap_or_default();
    let end = rest.find('/').unwrap_or(rest.len());
    let Some(source) = snapshot.sources.get(&rest[..end]) else {
        return Err((StatusCode::NOT_FOUND, r#"{"message":"no such source"}"#));
    };
    if source.deleted_at.is_some() {
        let body = r#"{"status":"DELETED","message":"this source was deleted"}"#;
        return Err((StatusCode::GONE, body));
    }
    let path = if end == rest.len() { "/" } else { &rest[end..] };
    Ok((source.clone(), path.to_owned()))
}

fn rejected(
    gateway: &Gateway,
    source: &Source,
    parts: &Parts,
    body: &Bytes,
    too_large: bool,
    way: Way,
) -> Option<Rejection> {
    if source.disabled_at.is_some() {
        return Some(Rejection::SourceDisabled);
    }
    let method = parts.method.as_str();
    let allowed = way == Way::Publish
        || source.config.allowed_http_methods.iter().any(|it| it == method)
        || also_allowed(parts.uri.query().unwrap_or_default(), method);
    if !allowed {
        return Some(Rejection::UnsupportedHttpMethod);
    }
    if climbs(parts.uri.path()) {
        return Some(Rejection::Unknown);
    }
    if too_large {
        return Some(Rejection::PayloadTooLarge);
    }
    if body.is_empty() {
        return None;
    }
    let content_type = text(&parts.headers, &CONTENT_TYPE);
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let is_taken = || taken(essence) && !has_attachment(content_type, body);
    if !(gateway.settings.any_content_type || is_taken()) {
        return Some(Rejection::UnsupportedContentType);
    }
    let unreadable = is_json(essence) && serde_json::from_slice::<IgnoredAny>(body).is_err();
    unreadable.then_some(Rejection::UnparsableJson)
}

fn is_json(essence: &str) -> bool {
    essence.eq_ignore_ascii_case("application/json")
        || (has_prefix(essence, "application/") && essence.to_ascii_lowercase().ends_with("+json"))
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|it| it.eq_ignore_ascii_case(prefix))
}

/// The API's list of content types; a request that names none is taken. Of forms the API takes the
/// fields and no files.
fn taken(essence: &str) -> bool {
    const TAKEN: &[&str] = &[
        "",
        "application/jwt",
        "application/x-ndjson",
        "application/x-www-form-urlencoded",
        "application/xml",
        "multipart/form-data",
        "text/plain",
        "text/xml",
    ];
    is_json(essence) || TAKEN.iter().any(|it| essence.eq_ignore_ascii_case(it))
}

/// `?x-hookdeck-allow-methods=get,head` lets more methods in.
fn also_allowed(query: &str, method: &str) -> bool {
    query.contains("x-hookdeck-allow-methods")
        && url::form_urlencoded::parse(query.as_bytes())
            .filter(|(key, _)| key == "x-hookdeck-allow-methods")
            .any(|(_, value)| value.split(',').any(|it| it.trim().eq_ignore_ascii_case(method)))
}

/// Answers what a provider asks, and calls what it wants called.
async fn answer_handshake(gateway: &Gateway, source: &Source, handshake: &Handshake) -> Answer {
    if let Some(url) = &handshake.visit
        && !gateway.keyring.visit(url).await
    {
        return come_again("its provider could not be called back; please ask again\n", "60");
    }
    tracing::info!(source.name = %source.name, "a provider's question was answered");
    let status = StatusCode::from_u16(handshake.status).unwrap_or(StatusCode::OK);
    let mut answer = with_type(status, handshake.media_type, handshake.body.clone());
    identify::write_headers(handshake, answer.headers_mut());
    answer
}

/// The headers as they are kept: without those that speak of one connection or one hop and say
/// nothing to a destination, and with the sender's address.
fn stored_headers(headers: &HeaderMap, peer: IpAddr) -> Headers {
    let ip = address(headers, peer).to_string();
    Headers::new(|| {
        let sent = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        sent.filter(|(name, _)| is_kept(name)).chain([(ORIGINAL_IP, ip.as_bytes())])
    })
}

pub(super) fn is_kept(name: &str) -> bool {
    let dropped = matches!(
        name,
        "accept"
            | "accept-encoding"
            | "connection"
            | "expect"
            | "forwarded"
            | "host"
            | "keep-alive"
            | "proxy-authorization"
            | "proxy-connection"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
            | "via"
            | "x-real-ip"
            | ORIGINAL_IP
    );
    !(dropped || name.starts_with("x-forwarded-") || name.starts_with("cf-"))
}

fn address(headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    if peer.is_loopback()
        && let Some(told) = headers.get("x-forwarded-for").and_then(|it| it.to_str().ok())
        // A proxy on this machine adds the address that it saw at the end; what stands before it
        // is the sender's own word.
        && let Some(Ok(last)) = told.rsplit(',').next().map(|it| it.trim().parse())
    {
        return last;
    }
    peer
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default()
}

fn success(gateway: &Gateway, source: &Source, query: &str, key: Key) -> Answer {
    if query.contains("x-hookdeck-response")
        && let Some(answer) = asked_for(query)
    {
        return answer;
    }
    if let Some(custom) = &source.config.custom_response {
        return with_type(StatusCode::OK, custom.media_type(), custom.body.clone());
    }
    if let Some((media_type, body)) = verify::acknowledgement(identify::kind(source)) {
        return with_type(StatusCode::OK, media_type, body.to_owned());
    }
    let id = key.id(Kind::Request);
    let link = gateway.settings.link("requests/");
    json(
        StatusCode::OK,
        format!(
            "{{\"status\":\"SUCCESS\",\"message\":\"Request kept. Inspect it at {link}{id}\",\
             \"request_id\":\"{id}\"}}"
        ),
    )
}

/// `?x-hookdeck-response[json]={}`, `[text]=`, `[xml]=`: an answer of the sender's own choice;
/// `?x-hookdeck-response` or `=null` is an empty one.
fn asked_for(query: &str) -> Option<Answer> {
    url::form_urlencoded::parse(query.as_bytes()).find_map(|(name, value)| {
        let media_type = match name.strip_prefix("x-hookdeck-response")? {
            "" => return Some(plain(StatusCode::OK, "")),
            "[json]" => "application/json",
            "[text]" => "text/plain",
            "[xml]" => "application/xml",
            _ => return None,
        };
        Some(with_type(StatusCode::OK, media_type, value.into_owned()))
    })
}

fn refused(gateway: &Gateway, cause: Rejection, refusal: Option<StatusCode>, key: Key) -> Answer {
    match refusal {
        Some(StatusCode::SERVICE_UNAVAILABLE) => {
            return come_again("the provider's key could not be had; please send it again\n", "60");
        }
        Some(status) => return plain(status, ""),
        None => (),
    }
    let (status, why) = match cause {
        Rejection::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "the body is too long"),
        Rejection::UnsupportedHttpMethod => {
            (StatusCode::METHOD_NOT_ALLOWED, "the source does not take this method")
        }
        Rejection::UnsupportedContentType => {
            let why = "the gateway does not take this content type, or none with files in it";
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, why)
        }
        Rejection::UnparsableJson => (StatusCode::BAD_REQUEST, "the body is not the JSON it says"),
        Rejection::Unknown => {
            (StatusCode::BAD_REQUEST, "the path leads out of the source's own, with its `..`")
        }
        _ => (StatusCode::OK, "the request was kept and not used"),
    };
    let id = key.id(Kind::Request);
    let body = serde_json::json!({
        "status": "REJECTED",
        "cause": cause,
        "message": format!("{why}. Inspect it at {}", gateway.settings.link(&format!("requests/{id}"))),
        "request_id": id,
    });
    json(status, body.to_string())
}

fn come_again(why: &'static str, seconds: &'static str) -> Answer {
    let mut answer = plain(StatusCode::SERVICE_UNAVAILABLE, why);
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
    answer
}

fn preflight() -> Answer {
    let mut answer = plain(StatusCode::NO_CONTENT, "");
    let headers = answer.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET,HEAD,PUT,PATCH,DELETE,POST,OPTIONS"),
    );
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    answer
}

pub(super) fn json(status: StatusCode, body: String) -> Answer {
    with_type(status, "application/json", body)
}

fn plain(status: StatusCode, body: &'static str) -> Answer {
    with_type(status, "text/plain", body.to_owned())
}

fn with_type(status: StatusCode, media_type: &'static str, body: String) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    // What is said here senders and sources' owners choose, on the origin where the API is.
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}
