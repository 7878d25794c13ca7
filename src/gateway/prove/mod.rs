//! How a delivery proves who sent it: each of the ways that a destination can ask for.
//!
//! What the sender sent under the same header's name is replaced. A secret is only ever put where
//! the destination wants to see it: never into the URL that people are shown, a log or an error.
//!
//! To add a way: a row in [`WAYS`], an arm in [`prove`].

mod google;
mod oauth;
mod sigv4;
mod tokens;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value};
use sha2::Sha256;
use url::{Url, form_urlencoded};

use super::Gateway;
use crate::forward::Failure;
use crate::model::{Auth, Destination, DestinationType, ErrorCode, Project, Timestamp};

pub(super) use self::tokens::Tokens;

/// A way to prove who sent a delivery.
pub(super) struct Way {
    /// What the API calls it.
    pub(super) name: &'static str,
    /// The fields that it needs.
    pub(super) needed: &'static [&'static str],
    /// Those that it may have.
    pub(super) optional: &'static [&'static str],
}

/// All of them.
#[rustfmt::skip]
pub(super) const WAYS: &[Way] = &[
    way("HOOKDECK_SIGNATURE", &[], &[]),
    // Without a secret of its own it signs with the project's.
    way("CUSTOM_SIGNATURE", &["key"], &["signing_secret"]),
    way("BASIC_AUTH", &["username", "password"], &[]),
    way("API_KEY", &["key", "api_key"], &["to"]),
    way("BEARER_TOKEN", &["token"], &[]),
    way("OAUTH2_CLIENT_CREDENTIALS", &["auth_server", "client_id", "client_secret"],
        &["scope", "authentication_type"]),
    way("OAUTH2_AUTHORIZATION_CODE", &["auth_server", "client_id", "client_secret", "refresh_token"],
        &["scope"]),
    way("AWS_SIGNATURE", &["access_key_id", "secret_access_key", "region", "service"], &[]),
    way("GCP_SERVICE_ACCOUNT", &["service_account_key"], &["scope"]),
];

const fn way(
    name: &'static str,
    needed: &'static [&'static str],
    optional: &'static [&'static str],
) -> Way {
    Way { name, needed, optional }
}

/// The way of this name.
pub(super) fn find(name: &str) -> Option<&'static Way> {
    WAYS.iter().find(|it| it.name == name)
}

/// What is wrong with the fields of a way, each with its sentence: what can be seen without asking
/// anybody.
pub(super) fn check(
    name: &str,
    fields: &Map<String, Value>,
    kind: DestinationType,
) -> Option<(&'static str, String)> {
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    let one_of = |key, choices: &[&str]| {
        let other = text(key).is_some_and(|it| !choices.contains(&it));
        other.then(|| (key, format!("must be one of [{}]", choices.join(", "))))
    };
    match name {
        "API_KEY" => one_of("to", &["header", "query"]),
        "OAUTH2_CLIENT_CREDENTIALS" | "OAUTH2_AUTHORIZATION_CODE" => {
            let is_url = text("auth_server").is_none_or(|it| oauth::server(it).is_ok());
            let wrong = (!is_url).then(|| ("auth_server", "must be a valid uri".to_owned()));
            wrong.or_else(|| one_of("authentication_type", oauth::STYLES))
        }
        // What is signed is for one host, and only the listener knows which.
        "AWS_SIGNATURE" if kind == DestinationType::Cli => {
            Some(("service", "is not allowed for a CLI destination".to_owned()))
        }
        "GCP_SERVICE_ACCOUNT" => {
            let key = text("service_account_key").map(google::Account::read)?;
            key.err().map(|why| ("service_account_key", why))
        }
        _ => None,
    }
}

/// What is to be proved to come from us.
pub(super) struct Parcel<'a> {
    /// Its method.
    pub(super) method: &'a Method,
    /// Where it goes; `None` where only a listener knows.
    pub(super) url: Option<&'a mut Url>,
    /// Its headers, to which the proof is added.
    pub(super) headers: &'a mut HeaderMap,
    /// The exact bytes.
    pub(super) body: &'a [u8],
}

/// Whether the proof is a token that was got earlier, so that another might be taken instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// It is, and it is the one of this number.
    Kept(u64),
    /// It was made for this delivery.
    Made,
}

/// Adds the proof that the destination asked for.
pub(super) async fn prove(
    gateway: &Gateway,
    project: &Project,
    destination: &Destination,
    parcel: Parcel<'_>,
) -> Result<Proof, Failure> {
    let Parcel { method, url, headers, body } = parcel;
    let auth = &destination.config.auth;
    let needed = |key: &str| needed(auth, key);
    match auth.auth_type.as_str() {
        "BASIC_AUTH" => {
            let pair = format!("{}:{}", needed("username")?, needed("password")?);
            put(headers, "authorization", &format!("Basic {}", STANDARD.encode(pair)))?;
        }
        "BEARER_TOKEN" => put(headers, "authorization", &format!("Bearer {}", needed("token")?))?,
        "API_KEY" => match (text(auth, "to"), url) {
            (Some("query"), Some(url)) => put_in_query(url, needed("key")?, needed("api_key")?),
            _ => put(headers, needed("key")?, needed("api_key")?)?,
        },
        "CUSTOM_SIGNATURE" => match text(auth, "signing_secret") {
            Some(secret) => put(headers, needed("key")?, &sign(secret, body))?,
            None => sign_for(project, headers, needed("key")?, body)?,
        },
        "AWS_SIGNATURE" => {
            let url = url.ok_or_else(|| unset("a URL"))?;
            let key = sigv4::Key {
                id: needed("access_key_id")?,
                secret: needed("secret_access_key")?,
                region: needed("region")?,
                service: needed("service")?,
            };
            sigv4::sign(&key, method, url, headers, body, Timestamp::now())?;
        }
        "OAUTH2_CLIENT_CREDENTIALS" | "OAUTH2_AUTHORIZATION_CODE" | "GCP_SERVICE_ACCOUNT" => {
            let (token, proof) = gateway.tokens.get(gateway, destination).await?;
            put(headers, "authorization", &format!("Bearer {token}"))?;
            return Ok(proof);
        }
        _ => {
            let name = format!("{}-signature", gateway.settings.header_prefix);
            sign_for(project, headers, &name, body)?;
        }
    }
    Ok(Proof::Made)
}

/// Signs with the project's secret, and while that is being rolled with the one before too.
fn sign_for(
    project: &Project,
    headers: &mut HeaderMap,
    name: &str,
    body: &[u8],
) -> Result<(), Failure> {
    put(headers, name, &sign(&project.signing_secret, body))?;
    match project.former_secret(Timestamp::now()) {
        Some(secret) => put(headers, &format!("{name}-2"), &sign(secret, body)),
        None => Ok(()),
    }
}

/// Base64 of the HMAC-SHA256 of the exact body, as `x-hookdeck-signature` has it.
pub(super) fn sign(secret: &str, body: &[u8]) -> String {
    STANDARD.encode(hmac(secret.as_bytes(), body))
}

/// Whether this is what [`sign`] makes of it, in a time that tells nothing about where it differs.
pub(super) fn is_signed(secret: &str, body: &[u8], signature: &str) -> bool {
    let given = STANDARD.decode(signature);
    given.is_ok_and(|it| mac(secret.as_bytes(), body).verify_slice(&it).is_ok())
}

fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    mac(key, text).finalize().into_bytes().into()
}

fn mac(key: &[u8], text: &[u8]) -> Hmac<Sha256> {
    let mac = Hmac::new_from_slice(key).expect("an HMAC takes a key of any length");
    mac.chain_update(text)
}

/// Sets a header.
pub(super) fn put(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Failure> {
    let invalid = |reason| Failure::new(ErrorCode::InvalidCharacter, reason);
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| invalid(format!("`{name}` is no header")))?;
    let value = HeaderValue::from_str(value)
        .map_err(|_| invalid(format!("the value of `{name}` cannot be a header")))?;
    headers.insert(header, value);
    Ok(())
}

/// Sets a parameter: one of that name from the sender would stand before it.
fn put_in_query(url: &mut Url, name: &str, value: &str) {
    if let Some(query) = url.query() {
        // As they are written, for a destination may care.
        let is_other =
            |it: &&str| form_urlencoded::parse(it.as_bytes()).all(|(key, _)| key != name);
        let others = query.split('&').filter(is_other).collect::<Vec<_>>().join("&");
        url.set_query(Some(others.as_str()).filter(|it| !it.is_empty()));
    }
    url.query_pairs_mut().append_pair(name, value);
}

fn text<'a>(auth: &'a Auth, key: &str) -> Option<&'a str> {
    auth.auth.get(key).and_then(Value::as_str)
}

fn needed<'a>(auth: &'a Auth, key: &str) -> Result<&'a str, Failure> {
    text(auth, key).ok_or_else(|| unset(&format!("`config.auth.{key}`")))
}

fn unset(what: &str) -> Failure {
    Failure::new(ErrorCode::InternalError, format!("the destination has not set {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_the_query_takes_the_place_of_the_senders_own() {
        for (query, expected) in [
            ("", "?key=k%26+v"),
            ("?a=1", "?a=1&key=k%26+v"),
            ("?key=forged", "?key=k%26+v"),
            ("?a=%20+b&key=x&k%65y&KEY=y&key", "?a=%20+b&KEY=y&key=k%26+v"),
        ] {
            let mut url: Url = format!("https://example.com/{query}").parse().unwrap();
            put_in_query(&mut url, "key", "k& v");
            assert_eq!(url.as_str(), format!("https://example.com/{expected}"));
        }
    }

    #[test]
    fn a_signature_is_known_again_and_no_other_is() {
        let signature = sign("secret", b"text");
        assert!(is_signed("secret", b"text", &signature));
        for other in [sign("other", b"text"), sign("secret", b"texT"), String::new(), "?".into()] {
            assert!(!is_signed("secret", b"text", &other), "{other}");
        }
    }
}
