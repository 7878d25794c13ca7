//! What a provider asks before it sends anything, or in between, and its answer.
//!
//! These are answered by the gateway itself, and become no request: there is nothing in them for a
//! destination. Two kinds: those that come unsigned ([`before`]), and those that are signed like
//! everything else ([`after`]).
//!
//! **Invariant:** what comes unsigned is echoed or hashed only if it is a plain word. An answer that
//! signs whatever is asked would be a machine to forge requests with: Twitter signs bodies with the
//! same secret and hash as its challenges, and a body is JSON, which no plain word is.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::Evidence;
use super::encoding::Encoding;
use super::outside::is_sns;
use super::place::{field, header};
use super::provider::provider;
use super::scheme::{Hash, hmac};

/// An answer that the gateway gives by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// The status, 2xx.
    pub status: u16,
    /// The content type.
    pub media_type: &'static str,
    /// More headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
    /// A URL of the provider that is to be called for it.
    pub visit: Option<String>,
}

impl Handshake {
    fn empty() -> Self {
        Self {
            status: 200,
            media_type: "text/plain",
            headers: Vec::new(),
            body: String::new(),
            visit: None,
        }
    }

    fn text(body: String) -> Self {
        Self { body, ..Self::empty() }
    }

    fn json(body: &Value) -> Self {
        Self { media_type: "application/json", body: body.to_string(), ..Self::empty() }
    }

    fn header(name: &'static str, value: String) -> Self {
        Self { headers: vec![(name, value)], ..Self::empty() }
    }
}

/// Answers what comes unsigned; `None` for a request like any other.
pub fn before(
    auth_type: &str,
    auth: &Map<String, Value>,
    evidence: &Evidence<'_>,
) -> Option<Handshake> {
    let query = |name: &str| plain(field(evidence.query.as_bytes(), name)?.into_owned());
    let header = |name: &str| plain(header(evidence, name)?.into_owned());
    let secret = |name: &str| auth.get(name).and_then(Value::as_str).filter(|it| !it.is_empty());
    let is_get = evidence.method == "GET";
    if let Some(name) = echoed(auth_type) {
        // Without secrets it is let in as well, so that its secret can be looked up.
        let secret = header(name).filter(|_| !auth.is_empty())?;
        return Some(Handshake::header(name, secret));
    }
    match auth_type {
        "CIRCLE" | "MAILCHIMP" | "TRELLO" => {
            let asked = evidence.method == "HEAD" || (is_get && auth_type == "MAILCHIMP");
            asked.then(Handshake::empty)
        }
        "EBAY" if is_get => {
            let code = query("challenge_code")?;
            let token = secret("verification_token")?;
            // What eBay was told is the URL without the query that it adds.
            let url = evidence.urls.first()?;
            let endpoint = url.split_once('?').map_or(url.as_str(), |(before, _)| before);
            let hash = Sha256::new().chain_update(code).chain_update(token).chain_update(endpoint);
            Some(Handshake::json(
                &json!({ "challengeResponse": HEXLOWER.encode(&hash.finalize()) }),
            ))
        }
        "FACEBOOK" | "WHATSAPP" if is_get && query("hub.mode")? == "subscribe" => {
            query("hub.challenge").map(Handshake::text)
        }
        "STRAVA" if is_get && query("hub.mode")? == "subscribe" => {
            Some(Handshake::json(&json!({ "hub.challenge": query("hub.challenge")? })))
        }
        "FRONTAPP" => Some(Handshake::json(&json!({ "challenge": header("x-front-challenge")? }))),
        "LINKEDIN" if is_get => {
            let code = query("challengeCode").filter(|it| is_word(it))?;
            let proof = keyed(secret("webhook_secret_key")?, &code);
            let answer =
                json!({ "challengeCode": code, "challengeResponse": HEXLOWER.encode(&proof) });
            Some(Handshake::json(&answer))
        }
        "MICROSOFT_GRAPH" | "MICROSOFT_SHAREPOINT" => {
            // A token in this one may be any text, and is shown as nothing but text.
            let token = field(evidence.query.as_bytes(), "validationToken")?.into_owned();
            (token.len() <= 2048).then(|| Handshake::text(token))
        }
        "MONDAY" => {
            let challenge = body(evidence)?["challenge"].as_str().map(str::to_owned);
            Some(Handshake::json(&json!({ "challenge": plain(challenge?)? })))
        }
        "NYLAS" if is_get => query("challenge").map(Handshake::text),
        "OKTA" if is_get => {
            let challenge = header("x-okta-verification-challenge")?;
            Some(Handshake::json(&json!({ "verification": challenge })))
        }
        "OURA" if is_get => Some(Handshake::json(&json!({ "challenge": query("challenge")? }))),
        "RING_CENTRAL" => Some(Handshake::header("validation-token", header("validation-token")?)),
        "SMARTCAR" => {
            let body = body(evidence)?;
            let asked = body["eventType"] == "VERIFY" || body["eventName"] == "verify";
            let challenge = ["/data/challenge", "/payload/challenge"];
            let challenge = challenge.iter().find_map(|it| body.pointer(it)?.as_str());
            let challenge = challenge.filter(|it| asked && is_word(it))?.to_owned();
            let proof = keyed(secret("webhook_secret_key")?, &challenge);
            Some(Handshake::json(&json!({ "challenge": HEXLOWER.encode(&proof) })))
        }
        "TWITTER" if is_get => {
            let token = query("crc_token").filter(|it| is_word(it))?;
            let proof = Encoding::Base64.encode(&keyed(secret("api_key")?, &token));
            Some(Handshake::json(&json!({ "response_token": format!("sha256={proof}") })))
        }
        "VERCEL_LOG_DRAINS" if super::place::header(evidence, "x-vercel-signature").is_none() => {
            let secret = secret("vercel_log_drains_secret")?.to_owned();
            Some(Handshake::header("x-vercel-verify", secret))
        }
        "WOOCOMMERCE" => {
            // The first thing that it sends, when a webhook is saved.
            let unsigned = super::place::header(evidence, "x-wc-webhook-signature").is_none();
            let text = std::str::from_utf8(evidence.body).ok().filter(|_| unsigned)?;
            let id = text.strip_prefix("webhook_id=")?;
            id.bytes().all(|it| it.is_ascii_digit()).then(Handshake::empty)
        }
        _ => None,
    }
}

/// Answers what is signed, once it is verified or where no proof was asked for; `None` for a request
/// like any other.
pub fn after(
    auth_type: &str,
    auth: &Map<String, Value>,
    evidence: &Evidence<'_>,
) -> Option<Handshake> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match auth_type {
        "AWS_SNS" => {
            let body = body(evidence)?;
            let asked = body["Type"] == "SubscriptionConfirmation";
            let url = text(&body["SubscribeURL"]).filter(|it| asked && is_sns(it))?;
            Some(Handshake { visit: Some(url), ..Handshake::empty() })
        }
        "DISCORD" => {
            // Interactions begin with a 1 and other events with a 0; there, a 1 is an event.
            let body = body(evidence)?;
            match body["type"].as_i64() {
                Some(0) => Some(Handshake { status: 204, ..Handshake::empty() }),
                Some(1) if body.get("event").is_none() => {
                    Some(Handshake::json(&json!({ "type": 1 })))
                }
                _ => None,
            }
        }
        "SLACK" => {
            let body = body(evidence)?;
            let challenge = text(&body["challenge"]).filter(|_| body["type"] == "url_verification");
            challenge.and_then(plain).map(Handshake::text)
        }
        "TEBEX" => {
            let body = body(evidence)?;
            let asked = body["type"] == "validation.webhook";
            asked.then(|| Handshake::json(&json!({ "id": body["id"] })))
        }
        "TWITCH" => {
            let kind = header(evidence, "twitch-eventsub-message-type")?;
            let asked = kind == "webhook_callback_verification";
            text(&body(evidence)?["challenge"]).filter(|_| asked).map(Handshake::text)
        }
        "ZOOM" => {
            let body = body(evidence)?;
            let asked = body["event"] == "endpoint.url_validation";
            let token = text(&body["payload"]["plainToken"]).filter(|_| asked)?;
            let secret = auth.get("webhook_secret_key").and_then(Value::as_str)?;
            let proof = HEXLOWER.encode(&keyed(secret, &token));
            Some(Handshake::json(&json!({ "plainToken": token, "encryptedToken": proof })))
        }
        _ => None,
    }
}

/// The header in which a provider tells its secret before it sends anything, and wants to see it in the
/// answer.
pub fn echoed(auth_type: &str) -> Option<&'static str> {
    provider(auth_type).map(|it| it.echo).filter(|it| !it.is_empty())
}

/// What a provider wants to read in the answer to every request, and the content type.
pub fn acknowledgement(auth_type: &str) -> Option<(&'static str, &'static str)> {
    match auth_type {
        "ADYEN" => Some(("text/plain", "[accepted]")),
        "ALIPAY" => Some((
            "application/json",
            r#"{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}"#,
        )),
        _ => None,
    }
}

/// What is done, for the docs; empty where there is nothing.
pub(super) fn described(name: &str) -> &'static str {
    match name {
        "ADYEN" => "answers `[accepted]`",
        "ALIPAY" => "answers with its `result`",
        "ASANA" | "CLIO" => "echoes `x-hook-secret`",
        "AWS_SNS" => "calls `SubscribeURL`",
        "CIRCLE" | "TRELLO" => "answers HEAD",
        "DISCORD" => "answers PING",
        "EBAY" => "hashes `challenge_code`",
        "FACEBOOK" | "STRAVA" | "WHATSAPP" => "echoes `hub.challenge`",
        "FRONTAPP" => "echoes `x-front-challenge`",
        "LINKEDIN" => "signs `challengeCode`",
        "MAILCHIMP" => "answers GET and HEAD",
        "MICROSOFT_GRAPH" | "MICROSOFT_SHAREPOINT" => "echoes `validationToken`",
        "MONDAY" | "NYLAS" | "OURA" => "echoes `challenge`",
        "OKTA" => "echoes `x-okta-verification-challenge`",
        "RING_CENTRAL" => "echoes `validation-token`",
        "SLACK" => "answers `url_verification`",
        "SMARTCAR" => "signs the challenge of VERIFY",
        "TEBEX" => "answers `validation.webhook`",
        "TWITCH" => "answers `webhook_callback_verification`",
        "TWITTER" => "signs `crc_token`",
        "VERCEL_LOG_DRAINS" => "answers with `x-vercel-verify`",
        "WOOCOMMERCE" => "takes the first, unsigned ping",
        "XERO" => "intent to receive: 401 for what is forged",
        "ZOOM" => "answers `endpoint.url_validation`",
        _ => "",
    }
}

fn body<'a>(evidence: &'a Evidence<'_>) -> Option<&'a Value> {
    evidence.json().filter(|it| it.is_object())
}

fn keyed(secret: &str, text: &str) -> Vec<u8> {
    hmac(Hash::Sha256).compute(secret.as_bytes(), &[text.as_bytes().into()])
}

/// A text that is one word: nothing that could be a body, or mean something to a browser.
fn plain(text: String) -> Option<String> {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"-_.~+/=:".contains(&it);
    (!text.is_empty() && text.len() <= 512 && text.bytes().all(is_plain)).then_some(text)
}

/// Whether a text is a single word of base64 or the like: no JSON but a number, and no form.
fn is_word(text: &str) -> bool {
    let word = text.trim_end_matches('=');
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"-_+/".contains(&it);
    !word.is_empty() && text.len() <= 512 && word.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Parsed;

    /// Asks with a method, a query, a header and a body.
    fn ask(
        name: &str,
        method: &str,
        query: &str,
        (header_name, value): (&str, &str),
        body: &str,
    ) -> [Option<Handshake>; 2] {
        let auth = json!({
            "webhook_secret_key": "k", "api_key": "k", "verification_token": "token",
            "vercel_log_drains_secret": "drain",
        });
        let header = |it: &str| (it == header_name).then_some(value.as_bytes());
        let urls = [format!("https://h/e/src_1?{query}")];
        let evidence = Evidence {
            method,
            urls: &urls,
            header: &header,
            query,
            body: body.as_bytes(),
            parsed: &Parsed::default(),
            now_ms: 0,
            fetched: &[],
        };
        let auth = auth.as_object().unwrap();
        [before(name, auth, &evidence), after(name, auth, &evidence)]
    }

    #[track_caller]
    fn answers(name: &str, method: &str, query: &str, header: (&str, &str), body: &str, it: &str) {
        let [before, after] = ask(name, method, query, header, body);
        let answer = before.or(after).unwrap_or_else(|| panic!("{name} has no answer"));
        assert_eq!(answer.body, it, "{name}");
        assert!(!described(name).is_empty(), "{name}");
    }

    const NONE: (&str, &str) = ("", "");

    #[test]
    fn challenges_are_answered_as_each_provider_wants() {
        let hub = "hub.mode=subscribe&hub.challenge=12&hub.verify_token=x";
        answers("FACEBOOK", "GET", hub, NONE, "", "12");
        answers("WHATSAPP", "GET", hub, NONE, "", "12");
        answers("STRAVA", "GET", hub, NONE, "", r#"{"hub.challenge":"12"}"#);
        answers("NYLAS", "GET", "challenge=c1", NONE, "", "c1");
        let oura = "verification_token=v&challenge=c1";
        answers("OURA", "GET", oura, NONE, "", r#"{"challenge":"c1"}"#);
        answers("MICROSOFT_GRAPH", "POST", "validationToken=a%20b", NONE, "", "a b");
        answers("MONDAY", "POST", "", NONE, r#"{"challenge":"c1"}"#, r#"{"challenge":"c1"}"#);
        let okta = ("x-okta-verification-challenge", "c1");
        answers("OKTA", "GET", "", okta, "", r#"{"verification":"c1"}"#);
        answers("FRONTAPP", "POST", "", ("x-front-challenge", "c"), "{}", r#"{"challenge":"c"}"#);
        answers("TRELLO", "HEAD", "", NONE, "", "");
        answers("MAILCHIMP", "GET", "", NONE, "", "");
        answers("WOOCOMMERCE", "POST", "", NONE, "webhook_id=12", "");
        let slack = r#"{"type":"url_verification","challenge":"c1"}"#;
        answers("SLACK", "POST", "", NONE, slack, "c1");
        answers("DISCORD", "POST", "", NONE, r#"{"type":1}"#, r#"{"type":1}"#);
        let tebex = r#"{"type":"validation.webhook","id":"i1"}"#;
        answers("TEBEX", "POST", "", NONE, tebex, r#"{"id":"i1"}"#);
        let kind = ("twitch-eventsub-message-type", "webhook_callback_verification");
        answers("TWITCH", "POST", "", kind, r#"{"challenge":"c1"}"#, "c1");
    }

    #[test]
    fn challenges_that_want_a_proof_get_the_right_one() {
        // Computed by Python's hmac and hashlib.
        answers(
            "TWITTER",
            "GET",
            "crc_token=c1",
            NONE,
            "",
            r#"{"response_token":"sha256=5slr7z56wQ/ylvQFQuPI2NMkAMNt/tVXceY0Aj3pdBo="}"#,
        );
        let zoom = r#"{"event":"endpoint.url_validation","payload":{"plainToken":"c1"}}"#;
        answers(
            "ZOOM",
            "POST",
            "",
            NONE,
            zoom,
            r#"{"plainToken":"c1","encryptedToken":"e6c96bef3e7ac10ff296f40542e3c8d8d32400c36dfed55771e634023de9741a"}"#,
        );
        answers(
            "LINKEDIN",
            "GET",
            "challengeCode=c1",
            NONE,
            "",
            r#"{"challengeCode":"c1","challengeResponse":"e6c96bef3e7ac10ff296f40542e3c8d8d32400c36dfed55771e634023de9741a"}"#,
        );
        answers(
            "SMARTCAR",
            "POST",
            "",
            NONE,
            r#"{"eventType":"VERIFY","data":{"challenge":"c1"}}"#,
            r#"{"challenge":"e6c96bef3e7ac10ff296f40542e3c8d8d32400c36dfed55771e634023de9741a"}"#,
        );
        answers(
            "EBAY",
            "GET",
            "challenge_code=c1",
            NONE,
            "",
            r#"{"challengeResponse":"652d99557149dec594c8467a75cb32ddc035e264edea244dbc0a5787b3fa92f4"}"#,
        );
    }

    #[test]
    fn secrets_that_are_told_in_headers_are_told_back() {
        for (name, header, expected) in [
            ("ASANA", ("x-hook-secret", "s1"), ("x-hook-secret", "s1")),
            ("CLIO", ("x-hook-secret", "s1"), ("x-hook-secret", "s1")),
            ("RING_CENTRAL", ("validation-token", "t1"), ("validation-token", "t1")),
            ("VERCEL_LOG_DRAINS", NONE, ("x-vercel-verify", "drain")),
        ] {
            let [before, _] = ask(name, "POST", "", header, "{}");
            let headers = before.unwrap().headers;
            assert_eq!(headers, [(expected.0, expected.1.to_owned())], "{name}");
        }
    }

    #[test]
    fn nothing_is_signed_that_could_be_a_body() {
        for (name, query) in [
            ("TWITTER", "crc_token=%7B%22a%22%3A1%7D"),
            ("LINKEDIN", "challengeCode=%7B%7D"),
            ("TWITTER", "crc_token="),
            ("TWITTER", "crc_token=user%3D1"),
            ("TWITTER", "crc_token=a%3Ab"),
            ("FACEBOOK", "hub.mode=subscribe&hub.challenge=%3Cscript%3E"),
        ] {
            assert_eq!(ask(name, "GET", query, NONE, ""), [None, None], "{name} {query}");
        }
        let smartcar = r#"{"eventType":"VERIFY","data":{"challenge":"{\"a\":1}"}}"#;
        assert_eq!(ask("SMARTCAR", "POST", "", NONE, smartcar), [None, None]);
    }

    #[test]
    fn only_the_notification_service_itself_is_called() {
        let ask = |url: &str| {
            let body = json!({ "Type": "SubscriptionConfirmation", "SubscribeURL": url });
            let [_, after] = ask("AWS_SNS", "POST", "", NONE, &body.to_string());
            after.and_then(|it| it.visit)
        };
        let url = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
        assert_eq!(ask(url).as_deref(), Some(url));
        for url in [
            "http://sns.eu-west-1.amazonaws.com/",
            "https://sns.eu-west-1.amazonaws.com.evil.test/",
            "https://evil.test/sns.eu-west-1.amazonaws.com",
            "https://u@sns.eu-west-1.amazonaws.com/",
            "https://sns.eu-west-1.amazonaws.com:8443/",
            "https://sns.a.b.amazonaws.com/",
            "https://sns.s3.amazonaws.com/",
        ] {
            assert_eq!(ask(url), None, "{url}");
        }
    }

    #[test]
    fn an_ordinary_request_is_none_of_these() {
        for name in crate::verify::SOURCE_TYPES {
            assert_eq!(ask(name, "POST", "a=1", ("x-a", "1"), r#"{"id":1}"#)[1], None, "{name}");
            if *name != "VERCEL_LOG_DRAINS" {
                let [before, _] = ask(name, "POST", "a=1", ("x-a", "1"), r#"{"id":1}"#);
                assert_eq!(before, None, "{name}");
            }
        }
    }
}
