//! AWS Signature Version 4, in headers, as API Gateway, Lambda URLs, SQS and others check it.
//!
//! What is signed is the host, the time, the digest of the body and the content type: headers that
//! nobody on the way changes. Path and query are sent in the one spelling that is signed, since a
//! server signs what it received. By hand: the published crate brings a dozen others for these lines,
//! and AWS's own test suite holds them.

use data_encoding::HEXLOWER;
use http::HeaderMap;
use http::{Method, header};
use percent_encoding::{percent_decode_str, utf8_percent_encode};
use sha2::{Digest as _, Sha256};
use url::Url;

use super::{hmac, put};
use crate::forward::Failure;
use crate::model::{ErrorCode, Timestamp, UNRESERVED};

/// What it is signed with.
pub(super) struct Key<'a> {
    pub(super) id: &'a str,
    pub(super) secret: &'a str,
    pub(super) region: &'a str,
    pub(super) service: &'a str,
}

/// Adds the signature to a request's headers, and writes its URL as it was signed.
pub(super) fn sign(
    key: &Key<'_>,
    method: &Method,
    url: &mut Url,
    headers: &mut HeaderMap,
    body: &[u8],
    now: Timestamp,
) -> Result<(), Failure> {
    let query = url.query().map(|it| pairs(it).join("&"));
    url.set_query(query.as_deref());
    if key.service == "s3" {
        url.set_path(&spelled(url.path()));
    }
    let time = time(now)?;
    let digest = HEXLOWER.encode(&Sha256::digest(body));
    put(headers, "x-amz-date", &time)?;
    put(headers, "x-amz-content-sha256", &digest)?;
    let host = url.host_str().unwrap_or_default();
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let mut signed = vec![("host", host), ("x-amz-content-sha256", digest.clone())];
    signed.push(("x-amz-date", time.clone()));
    if let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()) {
        signed.insert(0, ("content-type", kind.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    let (names, signature) = signature(key, method, url, &signed, &digest, &time);
    let scope = scope(key, &time);
    put(
        headers,
        "authorization",
        &format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
            key.id
        ),
    )
}

/// The names of the headers that are signed, which come in order, and the signature.
fn signature(
    key: &Key<'_>,
    method: &Method,
    url: &Url,
    headers: &[(&str, String)],
    digest: &str,
    time: &str,
) -> (String, String) {
    let names = headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let path = if key.service == "s3" { url.path().to_owned() } else { twice(url.path()) };
    let mut query = url.query().map(pairs).unwrap_or_default();
    query.sort();
    let query = query.join("&");
    let request = format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{digest}");
    let scope = scope(key, time);
    let text =
        format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", HEXLOWER.encode(&Sha256::digest(request)));
    let mut secret = format!("AWS4{}", key.secret).into_bytes();
    for part in scope.split('/') {
        secret = hmac(&secret, part.as_bytes()).to_vec();
    }
    (names, HEXLOWER.encode(&hmac(&secret, text.as_bytes())))
}

fn scope(key: &Key<'_>, time: &str) -> String {
    let day = time.get(..8).unwrap_or_default();
    format!("{day}/{}/{}/aws4_request", key.region, key.service)
}

fn time(now: Timestamp) -> Result<String, Failure> {
    let failed = |_| Failure::new(ErrorCode::InternalError, "the clock shows no date");
    let now = jiff::Timestamp::from_millisecond(now.0).map_err(failed)?;
    Ok(now.strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// Each name and value of a query in the one spelling, in their order. A `+` is a space.
fn pairs(query: &str) -> Vec<String> {
    let parts = query.split('&').filter(|it| !it.is_empty());
    let respell = |it: &str| spelled(&it.replace('+', "%20")).replace('/', "%2F");
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            format!("{}={}", respell(name), respell(value))
        })
        .collect()
}

/// A text in its one spelling, whichever it had; slashes stay.
fn spelled(text: &str) -> String {
    let text: Vec<u8> = percent_decode_str(text).collect();
    let parts = text
        .split(|it| *it == b'/')
        .map(|part| percent_encoding::percent_encode(part, UNRESERVED).to_string());
    parts.collect::<Vec<_>>().join("/")
}

/// A path as all services but S3 sign it: what is spelled is spelled once more, and several slashes
/// are one.
fn twice(path: &str) -> String {
    let mut res = String::with_capacity(path.len());
    for (at, part) in path.split('/').enumerate() {
        if at > 0 && !res.ends_with('/') {
            res.push('/');
        }
        res.extend(utf8_percent_encode(part, UNRESERVED));
    }
    res
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the published test suite signs with.
    const KEY: Key<'_> = Key {
        id: "AKIDEXAMPLE",
        secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        region: "us-east-1",
        service: "service",
    };
    const TIME: &str = "20150830T123600Z";
    const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[track_caller]
    fn check(method: Method, target: &str, more: &[(&str, &str)], body: &str, expected: &str) {
        let url = Url::parse(&format!("https://example.amazonaws.com{target}")).unwrap();
        let mut headers = vec![("host", "example.amazonaws.com".to_owned())];
        headers.push(("x-amz-date", TIME.to_owned()));
        headers.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
        headers.sort();
        let digest = HEXLOWER.encode(&Sha256::digest(body));
        let (_, signature) = signature(&KEY, &method, &url, &headers, &digest, TIME);
        assert_eq!(signature, expected, "{method} {target}");
    }

    #[test]
    fn the_published_test_suite_holds() {
        let (get, post) = (Method::GET, Method::POST);
        let vanilla = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
        check(get.clone(), "/", &[], "", vanilla);
        // `get-vanilla-query-order-key-case`, `get-vanilla-query-unreserved`.
        let query = "/?Param2=value2&Param1=value1";
        let sorted = "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500";
        check(get.clone(), query, &[], "", sorted);
        let all = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let unreserved = "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197";
        check(get.clone(), &format!("/?{all}={all}"), &[], "", unreserved);
        // `normalize-path/get-slashes`, `get-slash-dot-slash`, `get-relative`.
        check(get.clone(), "//", &[], "", vanilla);
        check(get.clone(), "/./", &[], "", vanilla);
        check(get.clone(), "/example/..", &[], "", vanilla);
        // `post-vanilla`, `post-x-www-form-urlencoded`.
        let posted = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
        check(post.clone(), "/", &[], "", posted);
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let form = "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";
        check(post, "/", &kind, "Param1=value1", form);
    }

    #[test]
    fn what_is_sent_is_spelled_as_it_was_signed() {
        let mut url = Url::parse("https://a.test:8443/x y/(1)?b=1 2&a=c+d&e&f=%c3%a4/").unwrap();
        let mut headers = HeaderMap::new();
        let now = Timestamp(1_440_938_160_000);
        sign(&KEY, &Method::POST, &mut url, &mut headers, b"", now).unwrap();
        assert_eq!(url.as_str(), "https://a.test:8443/x%20y/(1)?b=1%202&a=c%20d&e=&f=%C3%A4%2F");
        assert_eq!(headers["x-amz-date"], TIME);
        assert_eq!(headers["x-amz-content-sha256"], NOTHING);
        let authorization = headers["authorization"].to_str().unwrap();
        let begins = "AWS4-HMAC-SHA256 \
             Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=";
        assert!(authorization.starts_with(begins), "{authorization}");

        let s3 = Key { service: "s3", ..KEY };
        sign(&s3, &Method::PUT, &mut url, &mut headers, b"", now).unwrap();
        assert_eq!(url.path(), "/x%20y/%281%29");
    }
}
