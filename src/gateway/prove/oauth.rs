//! OAuth 2: what a token server is asked, and what it answers.
//!
//! Where the API's documents leave it open, this is what holds here: without an
//! `authentication_type` credentials go in a Basic header, as RFC 6749 wants every server to take
//! them; with `bearer` the same text goes after that word; a refresh token is sent with the
//! credentials in the form, which the providers' own documents do. An answer without `expires_in`
//! is good for five minutes, and in any case only until the destination says 401.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::put;
use crate::forward::{Answer, Failure, Outcome, Outgoing, Sender};
use crate::model::ErrorCode;

/// Where the credentials of a client can go.
pub(super) const STYLES: &[&str] = &["basic", "bearer", "x-www-form-urlencoded"];

/// How long a token server may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a token is good for whose server does not say.
const UNSAID: Duration = Duration::from_secs(300);
/// How long before its end a token is used no more, at most: deliveries take time.
const MARGIN: Duration = Duration::from_secs(60);

/// What a token server gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Granted {
    /// What is shown to the destination.
    pub(super) token: String,
    /// For how long it is used.
    pub(super) good_for: Duration,
    /// What takes the place of the refresh token that was sent.
    pub(super) refresh_token: Option<String>,
}

/// Reads a token server's URL; an error says what it is, after its name.
pub(super) fn server(url: &str) -> Result<Url, String> {
    match Url::parse(url) {
        Ok(it) if matches!(it.scheme(), "http" | "https") && it.has_host() => Ok(it),
        _ => Err("is no http: or https: URL".to_owned()),
    }
}

/// Asks for a token.
pub(super) struct Ask {
    server: Url,
    headers: HeaderMap,
    form: Vec<(&'static str, String)>,
}

impl Ask {
    /// For a grant of this type.
    pub(super) fn new(server: Url, grant_type: &str) -> Self {
        let form = vec![("grant_type", grant_type.to_owned())];
        Self { server, headers: HeaderMap::new(), form }
    }

    /// With this in the form.
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.form.push((name, value.to_owned()));
        self
    }

    /// With this in the form, where there is something.
    pub(super) fn with_some(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) if !value.is_empty() => self.with(name, value),
            _ => self,
        }
    }

    /// As this client, whose credentials go where the style says.
    pub(super) fn by(mut self, id: &str, secret: &str, style: &str) -> Result<Self, Failure> {
        let word = match style {
            "x-www-form-urlencoded" => {
                return Ok(self.with("client_id", id).with("client_secret", secret));
            }
            "bearer" => "Bearer",
            _ => "Basic",
        };
        // RFC 6749, 2.3.1: each is spelled as in a form first.
        let spell = |it: &str| byte_serialize(it.as_bytes()).collect::<String>();
        let pair = STANDARD.encode(format!("{}:{}", spell(id), spell(secret)));
        put(&mut self.headers, "authorization", &format!("{word} {pair}"))?;
        Ok(self)
    }

    /// Sends it, and reads the answer.
    pub(super) async fn send(mut self, sender: &Sender) -> Result<Granted, Failure> {
        put(&mut self.headers, "content-type", "application/x-www-form-urlencoded")?;
        put(&mut self.headers, "accept", "application/json")?;
        let form = Serializer::new(String::new()).extend_pairs(self.form).finish();
        let outgoing = Outgoing {
            method: Method::POST,
            url: self.server.clone(),
            headers: self.headers,
            body: Bytes::from(form),
            timeout: PATIENCE,
        };
        let host = self.server.host_str().unwrap_or_default();
        match sender.send(outgoing).await {
            Outcome::Answered(answer) => {
                granted(&answer).map_err(|why| failed(format!("the token server at {host} {why}")))
            }
            Outcome::Failed(failure) => Err(failed(format!(
                "the token server at {host} cannot be asked: {}",
                failure.reason
            ))),
        }
    }
}

/// A failure to get a token.
pub(super) fn failed(reason: String) -> Failure {
    Failure::new(ErrorCode::Oauth2HandshakeFailed, reason)
}

/// What an answer grants. An error tells the status and the protocol's own word, and nothing else
/// of what was answered: it may hold secrets.
fn granted(answer: &Answer) -> Result<Granted, String> {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if !answer.status.is_success() {
        let is_word = |it: &&str| {
            it.len() <= 40 && it.bytes().all(|it| it == b'_' || it.is_ascii_lowercase())
        };
        let word = body["error"].as_str().filter(is_word);
        let word = word.map(|it| format!(": {it}")).unwrap_or_default();
        return Err(format!("answered {}{word}", answer.status.as_u16()));
    }
    let text = |name: &str| body[name].as_str().filter(|it| !it.is_empty()).map(str::to_owned);
    // Google calls an identity token by its own name.
    let token = text("access_token").or_else(|| text("id_token"));
    let token =
        token.ok_or_else(|| format!("answered {} without a token", answer.status.as_u16()))?;
    let seconds = &body["expires_in"];
    let seconds = seconds.as_f64().or_else(|| seconds.as_str()?.parse().ok());
    let life = seconds.and_then(|it| Duration::try_from_secs_f64(it).ok()).unwrap_or(UNSAID);
    let good_for = life - MARGIN.min(life / 10);
    Ok(Granted { token, good_for, refresh_token: text("refresh_token") })
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    #[track_caller]
    fn check(status: u16, body: &str, expected: Result<(&str, u64), &str>) {
        let answer = Answer {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::new(),
            body: Bytes::from(body.to_owned()),
        };
        let granted = granted(&answer);
        let granted = granted.as_ref().map(|it| (it.token.as_str(), it.good_for.as_secs()));
        assert_eq!(granted.map_err(String::as_str), expected, "{body}");
    }

    #[test]
    fn a_token_is_used_until_shortly_before_its_end() {
        check(200, r#"{"access_token":"a","expires_in":3600}"#, Ok(("a", 3540)));
        check(200, r#"{"access_token":"a","expires_in":"100"}"#, Ok(("a", 90)));
        check(200, r#"{"access_token":"a","expires_in":0}"#, Ok(("a", 0)));
        check(200, r#"{"access_token":"a","expires_in":-5}"#, Ok(("a", 270)));
        check(200, r#"{"id_token":"a"}"#, Ok(("a", 270)));
    }

    #[test]
    fn what_a_server_says_is_not_repeated_but_for_its_word() {
        check(400, r#"{"error":"invalid_client"}"#, Err("answered 400: invalid_client"));
        check(401, r#"{"error":"Secret s3cr3t is wrong"}"#, Err("answered 401"));
        check(500, "s3cr3t", Err("answered 500"));
        check(200, r#"{"access_token":""}"#, Err("answered 200 without a token"));
        check(200, "token=s3cr3t", Err("answered 200 without a token"));
    }
}
