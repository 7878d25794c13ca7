//! Every way to verify that is just a row: the generic ones, then providers by name.
//!
//! To add one: add a row. The test below signs a sample by every row and spoils it in every way.
//!
//! Where no tolerance is given, the age is not checked, because the provider (or its own library)
//! does not check it either. Where a provider's library allows less than its senders' clocks and
//! queues need, ours is wider: Paddle's is 5 s.

use serde_json::{Map, Value};

use super::encoding::Encoding;
use super::scheme::{Hash, Hmac, Place, Scheme, digest, hmac, standard};

/// How requests of one type prove who sends them.
#[derive(Clone, Copy)]
pub(super) struct Provider {
    /// The source's type, or its auth type.
    pub(super) name: &'static str,
    how: How,
    /// Another way, which the same provider has used or will.
    also: Option<How>,
    /// The name of the secret in the source's auth.
    pub(super) secret: &'static str,
    /// What else the source's auth must have.
    pub(super) more: &'static [&'static str],
    refusal_status: u16,
}

#[derive(Clone, Copy)]
enum How {
    /// Always the same.
    Fixed(Scheme<'static>),
    /// As the source's auth says.
    Configured(for<'a> fn(&'a Map<String, Value>) -> Scheme<'a>),
}

/// The provider of this name, if it is just a row.
pub(super) fn provider(name: &str) -> Option<&'static Provider> {
    GENERIC.iter().chain(PROVIDERS).find(|it| it.name == name)
}

/// The status that answers a request which failed its check: 401, or 200 where the provider would
/// only send it again, or give up on the source.
pub fn refusal_status(auth_type: &str, auth: &Map<String, Value>) -> u16 {
    match provider(auth_type) {
        Some(it) if it.name == "HMAC" && text(auth, "algorithm") == "md5" => 200,
        Some(it) => it.refusal_status,
        None => 200,
    }
}

impl Provider {
    /// The ways that it signs, the usual first.
    pub(super) fn schemes<'a>(
        &self,
        auth: &'a Map<String, Value>,
    ) -> impl Iterator<Item = Scheme<'a>> + use<'a> {
        [Some(self.how), self.also].into_iter().flatten().map(|how| match how {
            How::Fixed(scheme) => scheme,
            How::Configured(scheme) => scheme(auth),
        })
    }

    const fn new(name: &'static str, how: How, secret: &'static str) -> Self {
        Self { name, how, also: None, secret, more: &[], refusal_status: 200 }
    }

    /// It may sign like this instead.
    const fn or(self, scheme: Hmac<'static>) -> Self {
        Self { also: Some(How::Fixed(Scheme::Hmac(scheme))), ..self }
    }

    /// The secret has this name.
    const fn keyed(self, secret: &'static str) -> Self {
        Self { secret, ..self }
    }

    /// The auth has these too.
    const fn with(self, more: &'static [&'static str]) -> Self {
        Self { more, ..self }
    }

    /// It understands a 401.
    const fn refused(self) -> Self {
        Self { refusal_status: 401, ..self }
    }
}

const SECRET: &str = "webhook_secret_key";

/// A provider that signs.
const fn signs(name: &'static str, scheme: Hmac<'static>) -> Provider {
    Provider::new(name, How::Fixed(Scheme::Hmac(scheme)), SECRET)
}

/// A provider that sends the secret itself.
const fn token(name: &'static str, place: Place<'static>) -> Provider {
    Provider::new(name, How::Fixed(Scheme::Token(place)), SECRET)
}

/// A provider that sends name and password.
const fn basic(name: &'static str) -> Provider {
    Provider::new(name, How::Fixed(Scheme::Basic), "password").with(&["username"])
}

const fn webhook_standard() -> Hmac<'static> {
    standard("webhook-id", "webhook-timestamp", "webhook-signature")
}

const fn svix_standard() -> Hmac<'static> {
    standard("svix-id", "svix-timestamp", "svix-signature")
}

const GENERIC: &[Provider] = &[
    Provider::new("API_KEY", How::Configured(configured_key), "api_key")
        .with(&["header_key"])
        .refused(),
    basic("BASIC_AUTH").refused(),
    Provider::new("HMAC", How::Configured(configured_hmac), SECRET)
        .with(&["algorithm", "encoding", "header_key"])
        .refused(),
];

const MD5: Hash = Hash::Md5;
const SHA1: Hash = Hash::Sha1;
const SHA256: Hash = Hash::Sha256;
const SHA512: Hash = Hash::Sha512;

const fn header(name: &'static str) -> Place<'static> {
    Place::Header(name)
}

#[rustfmt::skip]
const PROVIDERS: &[Provider] = &[
    signs("AIPRISE", hmac(SHA256).header("x-hmac-signature")),
    signs("AIRTABLE", hmac(SHA256).header("x-airtable-content-mac").after("hmac-sha256=").secret_in_base64()),
    signs("AIRWALLEX", hmac(SHA256).header("x-signature").time(header("x-timestamp")).over("{t}{body}")),
    signs("AKENEO", hmac(SHA256).header("x-akeneo-request-signature").time(header("x-akeneo-request-timestamp")).over("{t}.{body}").within(300)),
    signs("ALCHEMY", hmac(SHA256).header("x-alchemy-signature")),
    signs("ASANA", hmac(SHA256).header("x-hook-signature")),
    signs("ASHBY", hmac(SHA256).header("ashby-signature").after("sha256=")),
    signs("ATTENTIVE", hmac(SHA256).header("x-attentive-hmac-sha256")),
    signs("BIGCOMMERCE", webhook_standard().secret_in_text()),
    signs("BUNNY_STREAM", hmac(SHA256).header("x-bunnystream-signature")),
    basic("CHARGEBEE_BILLING"),
    signs("CLAUDE", webhook_standard()),
    signs("CLIO", hmac(SHA256).header("x-hook-signature")),
    signs("CLOUDINARY", digest(SHA1).header("x-cld-signature").time(header("x-cld-timestamp")).over("{body}{t}{secret}").within(7200)),
    token("CLOUDSIGNAL", Place::Body("/apikey")).keyed("api_key"),
    signs("COMMERCELAYER", hmac(SHA256).header("x-commercelayer-signature").base64()),
    signs("COURIER", hmac(SHA256).header("courier-signature").field("signature").over("{t}.{body}").millis()),
    signs("CURSOR", hmac(SHA256).header("x-webhook-signature").after("sha256=")),
    signs("CUSTOMERIO", hmac(SHA256).header("x-cio-signature").time(header("x-cio-timestamp")).over("v0:{t}:{body}")),
    signs("DOCUSIGN", hmac(SHA256).header("x-docusign-signature-1").base64()).or(hmac(SHA256).header("x-docusign-signature-2").base64()),
    signs("ELEVENLABS", hmac(SHA256).header("elevenlabs-signature").field("v0").over("{t}.{body}").within(1800)),
    signs("ENODE", hmac(SHA1).header("x-enode-signature").after("sha1=")),
    signs("FACEBOOK", hmac(SHA256).header("x-hub-signature-256").after("sha256=")),
    signs("FASTSPRING", hmac(SHA256).header("x-fs-signature").base64()),
    signs("FIREFLIES", hmac(SHA256).header("x-hub-signature").after("sha256=")),
    signs("FLEXPORT", hmac(SHA256).header("x-hub-signature-256").after("sha256=")),
    signs("FRONTAPP", hmac(SHA256).header("x-front-signature").base64().time(header("x-front-request-timestamp")).over("{t}:{body}")).or(hmac(SHA1).header("x-front-signature").base64()),
    signs("GEMINI", webhook_standard()),
    signs("GITHUB", hmac(SHA256).header("x-hub-signature-256").after("sha256=")),
    token("GITLAB", header("x-gitlab-token")).keyed("api_key"),
    signs("GOCARDLESS", hmac(SHA256).header("webhook-signature")),
    basic("GREENDOT"),
    signs("INTERCOM", hmac(SHA1).header("x-hub-signature").after("sha1=")),
    signs("LINEAR", hmac(SHA256).header("linear-signature")),
    signs("LINKEDIN", hmac(SHA256).header("x-li-signature").over("hmacsha256={body}")),
    signs("LITHIC", webhook_standard()),
    signs("MAILGUN", hmac(SHA256).at(Place::Body("/signature/signature")).time(Place::Body("/signature/timestamp")).id(Place::Body("/signature/token")).over("{t}{id}").within(900)),
    token("MERAKI", Place::Body("/sharedSecret")).keyed("api_key"),
    signs("NMI", hmac(SHA256).header("webhook-signature").field("s").over("{t}.{body}")),
    signs("NUVEMSHOP", hmac(SHA256).header("x-linkedstore-hmac-sha256")),
    signs("NYLAS", hmac(SHA256).header("x-nylas-signature")),
    token("OKTA", header("authorization")),
    signs("OPENAI", webhook_standard().secret_in_base64_if_marked()),
    signs("ORB", hmac(SHA256).header("x-orb-signature").after("v1=").time(header("x-orb-timestamp")).iso().over("v1:{t}:{body}").within(300)),
    signs("OURA", hmac(SHA256).header("x-oura-signature").encoded(Encoding::UpperHex).time(header("x-oura-timestamp")).over("{t}{body}")),
    signs("PADDLE", hmac(SHA256).header("paddle-signature").time_field("ts").field("h1").over("{t}:{body}").within(300)),
    signs("PAYSTACK", hmac(SHA512).header("x-paystack-signature")),
    signs("PERSONA", hmac(SHA256).header("persona-signature").field("v1").over("{t}.{body}")),
    signs("PICQER", hmac(SHA256).header("x-picqer-signature").base64()),
    basic("PIPEDRIVE"),
    signs("POLAR", webhook_standard().secret_in_text()),
    basic("POSTMARK"),
    signs("PYLON", hmac(SHA256).header("pylon-webhook-signature").after("hs256=").time(header("pylon-webhook-timestamp")).over("{t}.{body}")),
    signs("RAZORPAY", hmac(SHA256).header("x-razorpay-signature")),
    signs("RECHARGE", hmac(SHA256).header("x-recharge-webhook-signature").field("v1").over("{t}.{body}").within(172_800)).or(digest(SHA256).header("x-recharge-hmac-sha256").over("{secret}{body}")),
    signs("REPLICATE", webhook_standard().within(0)),
    signs("RESEND", svix_standard()).or(webhook_standard()),
    signs("RETELL", hmac(SHA256).header("x-retell-signature").time_field("v").field("d").over("{body}{t}").millis().within(300)),
    signs("REVOLUT", hmac(SHA256).header("revolut-signature").several(',').after("v1=").time(header("revolut-request-timestamp")).over("v1.{t}.{body}").millis().within(300)),
    token("RING_CENTRAL", header("verification-token")).keyed("token"),
    signs("SANITY", hmac(SHA256).header("sanity-webhook-signature").field("v1").encoded(Encoding::Base64Url).over("{t}.{body}").millis()),
    signs("SCRAPFLY", hmac(SHA256).header("x-scrapfly-webhook-signature").encoded(Encoding::UpperHex)),
    signs("SHIPBOB", webhook_standard()),
    signs("SHIPHERO", hmac(SHA256).header("x-shiphero-hmac-sha256").base64()),
    signs("SHOPIFY", hmac(SHA256).header("x-shopify-hmac-sha256").base64()).refused(),
    signs("SHOPLINE", hmac(SHA256).header("x-shopline-hmac-sha256").encoded(Encoding::HexOrBase64)),
    signs("SLACK", hmac(SHA256).header("x-slack-signature").after("v0=").time(header("x-slack-request-timestamp")).over("v0:{t}:{body}").within(300)),
    signs("SMARTCAR", hmac(SHA256).header("sc-signature")),
    signs("SOLIDGATE", hmac(SHA512).header("signature").encoded(Encoding::HexInBase64).id(header("merchant")).over("{id}{body}{id}")),
    signs("STATSIG", hmac(SHA256).header("x-statsig-signature").after("v0=").time(header("x-statsig-request-timestamp")).over("v0:{t}:{body}").millis()),
    signs("STRIPE", hmac(SHA256).header("stripe-signature").field("v1").over("{t}.{body}").within(300)),
    signs("SVIX", svix_standard()).or(webhook_standard()),
    signs("SYNCTERA", hmac(SHA256).header("synctera-signature").several('.').time(header("request-timestamp")).over("{t}.{body}").within(300)),
    signs("TALLY", hmac(SHA256).header("tally-signature").base64()),
    signs("TEBEX", hmac(SHA256).header("x-signature").over("{sha256}")),
    signs("TIKTOK", hmac(SHA256).header("tiktok-signature").field("s").over("{t}.{body}")),
    signs("TIKTOK_SHOP", hmac(SHA256).header("authorization").over("{app_key}{body}")).with(&["app_key"]),
    signs("TWITCH", hmac(SHA256).header("twitch-eventsub-message-signature").after("sha256=").id(header("twitch-eventsub-message-id")).time(header("twitch-eventsub-message-timestamp")).iso().over("{id}{t}{body}").within(600)),
    signs("TWITTER", hmac(SHA256).header("x-twitter-webhooks-signature").after("sha256=").base64()).keyed("api_key").refused(),
    signs("TYPEFORM", hmac(SHA256).header("typeform-signature").after("sha256=").base64()),
    signs("UBER", hmac(SHA256).header("x-uber-signature")),
    signs("VERCEL", hmac(SHA1).header("x-vercel-signature")),
    signs("VERCEL_LOG_DRAINS", hmac(SHA1).header("x-vercel-signature")),
    signs("WHATSAPP", hmac(SHA256).header("x-hub-signature-256").after("sha256=")),
    signs("WOOCOMMERCE", hmac(SHA256).header("x-wc-webhook-signature").base64()),
    signs("WORKOS", hmac(SHA256).header("workos-signature").field("v1").over("{t}.{body}").millis().within(180)),
    signs("XERO", hmac(SHA256).header("x-xero-signature").base64()).refused(),
    signs("ZENDESK", hmac(SHA256).header("x-zendesk-webhook-signature").base64().time(header("x-zendesk-webhook-signature-timestamp")).over("{t}{body}")),
    signs("ZOOM", hmac(SHA256).header("x-zm-signature").after("v0=").time(header("x-zm-request-timestamp")).over("v0:{t}:{body}")).refused(),
];

fn configured_key(auth: &Map<String, Value>) -> Scheme<'_> {
    Scheme::Token(Place::HeaderOrQuery(text(auth, "header_key")))
}

fn configured_hmac(auth: &Map<String, Value>) -> Scheme<'_> {
    let (hash, prefix) = match text(auth, "algorithm") {
        "md5" => (MD5, "md5="),
        "sha1" => (SHA1, "sha1="),
        "sha512" => (SHA512, "sha512="),
        _ => (SHA256, "sha256="),
    };
    let encoding = match text(auth, "encoding") {
        "base64" => Encoding::Base64,
        "base64url" => Encoding::Base64Url,
        _ => Encoding::Hex,
    };
    let scheme = hmac(hash).at(Place::Header(text(auth, "header_key")));
    Scheme::Hmac(scheme.after(prefix).encoded(encoding))
}

fn text<'a>(auth: &'a Map<String, Value>, name: &str) -> &'a str {
    auth.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy as _, any, prop, prop_assert, prop_oneof, proptest};
    use serde_json::json;

    use super::*;
    use crate::verify::sign::{Sample, Signed, signed};
    use crate::verify::{Evidence, Reason, SOURCE_TYPES, Verdict, check};

    const NOW_MS: i64 = 1_600_000_000_000;
    const SAMPLE: Sample<'_> = Sample { body: br#"{"id":1}"#, id: "msg_1", now_ms: NOW_MS };

    fn auth(json: Value) -> Map<String, Value> {
        json.as_object().unwrap().clone()
    }

    /// Some secrets for a provider, and others.
    fn secrets(provider: &Provider) -> [Map<String, Value>; 2] {
        ["c2VjcmV0", "b3RoZXIh"].map(|secret| {
            let mut res = auth(json!({
                "username": "user", "header_key": "X-Proof", "algorithm": "sha256",
                "encoding": "base64", "app_key": "app",
            }));
            res.insert(provider.secret.to_owned(), secret.into());
            res
        })
    }

    fn receive(
        provider: &Provider,
        auth: &Map<String, Value>,
        signed: &Signed,
        now_ms: i64,
    ) -> Verdict {
        let header = |name: &str| {
            let (_, value) = signed.headers.iter().find(|(it, _)| it == name)?;
            Some(value.as_bytes())
        };
        let body = &signed.body;
        check(provider.name, auth, &Evidence { header: &header, query: "", body, now_ms })
    }

    /// Every row, every way that it signs, and a request that it signed.
    fn rows() -> impl Iterator<Item = (&'static Provider, usize, Signed)> {
        GENERIC.iter().chain(PROVIDERS).flat_map(|provider| {
            let [auth, _] = secrets(provider);
            let all: Vec<_> = provider
                .schemes(&auth)
                .map(|scheme| signed(&scheme, provider.secret, &auth, &SAMPLE).unwrap())
                .collect();
            all.into_iter().enumerate().map(move |(index, it)| (provider, index, it))
        })
    }

    /// Calls with what is signed by a row that signs.
    fn signing_rows(test: impl Fn(&'static Provider, &Map<String, Value>, &Hmac<'_>, Signed)) {
        for (provider, index, signed) in rows() {
            let [auth, _] = secrets(provider);
            if let Some(Scheme::Hmac(scheme)) = provider.schemes(&auth).nth(index) {
                test(provider, &auth, &scheme, signed);
            }
        }
    }

    #[test]
    fn rows_are_in_order_and_types_that_the_api_has() {
        let names: Vec<_> = PROVIDERS.iter().map(|it| it.name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        for name in names {
            assert!(SOURCE_TYPES.contains(&name), "{name}");
        }
    }

    #[test]
    fn templates_name_only_what_there_is() {
        for (provider, index, _) in rows() {
            let [auth, _] = secrets(provider);
            let Some(Scheme::Hmac(scheme)) = provider.schemes(&auth).nth(index) else { continue };
            for piece in scheme.template.split('{').skip(1) {
                let (name, _) = piece.split_once('}').unwrap();
                let known = ["body", "sha256", "t", "id", "secret"].contains(&name);
                assert!(known || provider.more.contains(&name), "{}: {name}", provider.name);
            }
        }
    }

    #[test]
    fn what_a_provider_signs_is_verified() {
        for (provider, _, signed) in rows() {
            let [auth, _] = secrets(provider);
            assert_eq!(
                receive(provider, &auth, &signed, NOW_MS),
                Verdict::Verified,
                "{}",
                provider.name
            );
        }
    }

    #[test]
    fn nothing_is_verified_that_carries_no_proof() {
        for (provider, _, _) in rows() {
            let [auth, _] = secrets(provider);
            let bare = Signed { body: b"{}".to_vec(), ..Signed::default() };
            let verdict = receive(provider, &auth, &bare, NOW_MS);
            let missing = matches!(verdict, Verdict::Failed(Reason::Missing(_)));
            assert!(missing, "{}: {verdict:?}", provider.name);
        }
    }

    #[test]
    fn another_secret_does_not_fit() {
        for (provider, _, signed) in rows() {
            let [_, other] = secrets(provider);
            let verdict = receive(provider, &other, &signed, NOW_MS);
            let refused = [Reason::Mismatch, Reason::WrongKey].map(Verdict::Failed);
            assert!(refused.contains(&verdict), "{}: {verdict:?}", provider.name);
        }
    }

    #[test]
    fn one_byte_changed_does_not_fit() {
        signing_rows(|provider, auth, scheme, signed| {
            let mut altered = signed.clone();
            if scheme.signs("{body}") || scheme.signs("{sha256}") {
                altered.body[2] ^= 1;
            } else {
                // Mailgun signs no body, only time and token, and sends them in it.
                altered.body =
                    String::from_utf8(signed.body).unwrap().replace("msg_1", "msg_2").into();
            }
            let verdict = receive(provider, auth, &altered, NOW_MS);
            assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{}", provider.name);
        });
    }

    #[test]
    fn another_time_or_id_does_not_fit() {
        signing_rows(|provider, auth, scheme, signed| {
            for (name, value) in &signed.headers {
                let is_proof = name.eq_ignore_ascii_case(scheme.signature.name());
                let is_signed = scheme.signs("{t}") || scheme.signs("{id}");
                if is_proof || !is_signed {
                    continue;
                }
                let mut altered = signed.clone();
                // A digit, so that it stays a time.
                let other = value.replacen('1', "2", 1);
                altered.headers.retain(|(it, _)| it != name);
                altered.headers.push((name.clone(), other));
                let verdict = receive(provider, auth, &altered, NOW_MS);
                assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{} {name}", provider.name);
            }
        });
    }

    #[test]
    fn an_old_signature_fits_only_where_age_is_not_checked() {
        signing_rows(|provider, auth, scheme, signed| {
            let most = scheme.within;
            let away = i64::try_from(most + 2).unwrap() * 1000;
            for now_ms in [NOW_MS + away, NOW_MS - away] {
                let expected = match most {
                    0 => Verdict::Verified,
                    _ => Verdict::Failed(Reason::Old(most + 2, most)),
                };
                assert_eq!(receive(provider, auth, &signed, now_ms), expected, "{}", provider.name);
            }
        });
    }

    #[test]
    fn a_signature_in_another_encoding_is_called_that() {
        signing_rows(|provider, auth, scheme, mut signed| {
            let name = scheme.signature.name();
            let Some((_, value)) =
                signed.headers.iter_mut().find(|(it, _)| it.eq_ignore_ascii_case(name))
            else {
                return;
            };
            // Half a signature is none, however it is written.
            value.truncate(value.len() - 10);
            let verdict = receive(provider, auth, &signed, NOW_MS);
            let is_encoding = matches!(&verdict, Verdict::Failed(Reason::Encoding(..)));
            assert!(is_encoding, "{}: {verdict:?}", provider.name);
        });
    }

    #[test]
    fn a_header_without_the_field_is_called_malformed() {
        let auth = auth(json!({"webhook_secret_key": "k"}));
        let headers = vec![("stripe-signature".to_owned(), "t=1600000000".to_owned())];
        let request = Signed { headers, body: b"{}".to_vec() };
        let verdict = receive(provider("STRIPE").unwrap(), &auth, &request, NOW_MS);
        assert_eq!(verdict, Verdict::Failed(Reason::Malformed("stripe-signature".to_owned())));
    }

    /// Checks a request that was signed by somebody else's code.
    #[track_caller]
    fn genuine(name: &str, secret: &str, headers: &[(&str, &str)], body: &str, now: i64) {
        let row = provider(name).unwrap();
        let headers = headers.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let request = Signed { headers, body: body.as_bytes().to_vec() };
        let auth = auth(json!({row.secret: secret}));
        assert_eq!(receive(row, &auth, &request, now * 1000), Verdict::Verified, "{name}");
        let mut altered = request.clone();
        altered.body.push(b' ');
        let verdict = receive(row, &auth, &altered, now * 1000);
        assert_eq!(verdict, Verdict::Failed(Reason::Mismatch), "{name}");
    }

    #[test]
    fn requests_that_others_signed_are_verified() {
        // From GitHub's documentation.
        genuine(
            "GITHUB",
            "It's a Secret to Everybody",
            &[(
                "x-hub-signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
            )],
            "Hello, World!",
            0,
        );
        // From the libraries of Standard Webhooks.
        genuine(
            "SVIX",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            &[
                ("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                ("svix-timestamp", "1614265330"),
                ("svix-signature", "v1a,x v1,x= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ],
            r#"{"test": 2432232314}"#,
            1_614_265_330,
        );
        // Computed by Python's hmac and hashlib.
        let body = r#"{"id":1}"#;
        let of_body = "1VB1oHttB+ixAW/9te/WkDGW99qVMMxQXJuniMBwypY=";
        genuine(
            "TWITTER",
            "k",
            &[("x-twitter-webhooks-signature", &format!("sha256={of_body}"))],
            body,
            0,
        );
        genuine(
            "TEBEX",
            "k",
            &[("x-signature", "bf66f5722baf51c14e0e303fd0503544af694919d90d4680e12edb60950e067a")],
            body,
            0,
        );
        genuine(
            "SOLIDGATE",
            "k",
            &[
                ("merchant", "pub"),
                (
                    "signature",
                    "YzFhZjk4ZDIwM2NhZjc4NWFkMzcyZDc2OTZhNDlhM2NlYzNkM2Y5NmNhNjU5Y2IzMWUxY2JmZjMxYTEw\
                     MTU3OTRkZTU5Zjk1ZTMxZTk0YWY3MjM2ZWYwYTcyOTI3OWZhYzMxMjRiZWU5MjFmODRiZTVkNzBhNGEw\
                     N2YzMTQwZTA=",
                ),
            ],
            body,
            0,
        );
        genuine(
            "CLOUDINARY",
            "k",
            &[
                ("x-cld-timestamp", "1600000000"),
                ("x-cld-signature", "8f69279071d6e759969f577e8101aa24e1aecda8"),
            ],
            body,
            1_600_000_000,
        );
        genuine(
            "RECHARGE",
            "k",
            &[(
                "x-recharge-hmac-sha256",
                "81a43900ccfe2ab2ddec727ed6ef74b8511fb5d6de510a4590cceb9e42e0578f",
            )],
            body,
            0,
        );
        genuine(
            "LINKEDIN",
            "k",
            &[(
                "x-li-signature",
                "6b5e235739f07647734839b280aba368fcf41866e2c42a43454e991ff85a8d3e",
            )],
            body,
            0,
        );
        genuine(
            "SANITY",
            "k",
            &[(
                "sanity-webhook-signature",
                "t=1600000000000,v1=xL4Y2nPbUbofTYtU1ztF_TJo9zkEL1hJA6rvGkvKlqs",
            )],
            body,
            0,
        );
        genuine(
            "ENODE",
            "k",
            &[("x-enode-signature", "sha1=9c0673e7087d8b1a227e56b8f00188c3bab84998")],
            body,
            0,
        );
        genuine(
            "PAYSTACK",
            "k",
            &[(
                "x-paystack-signature",
                "d86ff20468b6f037422093ddd5f9c744a6cd1c19adf5bc018c9f6f3a6656cdddddaa88a9aad403650a\
                 09eec74cdd7c60a337a2e35c416fa4b9663d2cec98cf97",
            )],
            body,
            0,
        );
    }

    #[test]
    fn a_generic_hmac_takes_every_algorithm_and_encoding() {
        let row = provider("HMAC").unwrap();
        for algorithm in ["md5", "sha1", "sha256", "sha512"] {
            for encoding in ["hex", "base64", "base64url"] {
                let auth = auth(json!({
                    "webhook_secret_key": "k", "header_key": "X-My-Signature",
                    "algorithm": algorithm, "encoding": encoding,
                }));
                let scheme = row.schemes(&auth).next().unwrap();
                let mut signed = signed(&scheme, row.secret, &auth, &SAMPLE).unwrap();
                assert_eq!(receive(row, &auth, &signed, 0), Verdict::Verified);
                // What stands before the signature may be left out.
                let (_, value) = &mut signed.headers[0];
                *value = value.strip_prefix(algorithm).unwrap()[1..].to_owned();
                assert_eq!(receive(row, &auth, &signed, 0), Verdict::Verified);
            }
        }
    }

    #[test]
    fn an_api_key_may_come_in_the_query() {
        let auth = auth(json!({"header_key": "X-Key", "api_key": "a b"}));
        let verdict = |query| {
            let header = |_: &str| None;
            check("API_KEY", &auth, &Evidence { header: &header, query, body: b"", now_ms: 0 })
        };
        assert_eq!(verdict("x=1&X-Key=a%20b"), Verdict::Verified);
        assert_eq!(verdict("X-Key=a"), Verdict::Failed(Reason::WrongKey));
        assert_eq!(verdict("x-key=a%20b"), Verdict::Failed(Reason::Missing("X-Key".to_owned())));
    }

    #[test]
    fn no_auth_asks_for_nothing_and_a_missing_secret_fits_nothing() {
        let row = provider("GITHUB").unwrap();
        let request = Signed::default();
        assert_eq!(receive(row, &Map::new(), &request, 0), Verdict::NotAsked);
        let unset = Verdict::Failed(Reason::Unset("webhook_secret_key"));
        assert_eq!(receive(row, &auth(json!({"webhook_secret_key": ""})), &request, 0), unset);
        assert_eq!(receive(row, &auth(json!({"other": 1})), &request, 0), unset);
    }

    #[test]
    fn a_provider_that_is_not_built_verifies_nothing() {
        let header = |_: &str| None;
        let evidence = Evidence { header: &header, query: "", body: b"", now_ms: 0 };
        let auth = auth(json!({"public_key": "k"}));
        assert_eq!(check("DISCORD", &auth, &evidence), Verdict::Failed(Reason::NotBuilt));
    }

    #[test]
    fn only_some_are_answered_with_401() {
        let none = Map::new();
        for name in ["HMAC", "API_KEY", "BASIC_AUTH", "SHOPIFY", "ZOOM", "XERO", "TWITTER"] {
            assert_eq!(refusal_status(name, &none), 401, "{name}");
        }
        assert_eq!(refusal_status("HMAC", &auth(json!({"algorithm": "md5"}))), 200);
        for name in ["GITHUB", "STRIPE", "POSTMARK", "AWS_SNS", "NOBODY"] {
            assert_eq!(refusal_status(name, &none), 200, "{name}");
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_is_answered_and_never_verified_by_chance(
            row in 0..GENERIC.len() + PROVIDERS.len(),
            headers in prop::collection::vec(
                prop_oneof![
                    "[ -~]{0,40}".prop_map(String::into_bytes),
                    "(t=|v1=|v1,|v0=|sha256=|[0-9a-f]{2}|[, ;=.])*".prop_map(String::into_bytes),
                    prop::collection::vec(any::<u8>(), 0..40),
                ],
                4,
            ),
            body in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..64),
                r#"\{"(signature|apikey|sharedSecret)":("[a-z]{0,3}"|[0-9]{0,3}|\{\})\}"#
                    .prop_map(String::into_bytes),
            ],
            query in "[ -~]{0,40}",
            secret in "[ -~]{1,40}",
            now_ms in any::<i64>(),
        ) {
            let row = GENERIC.iter().chain(PROVIDERS).nth(row).unwrap();
            let [mut auth, _] = secrets(row);
            auth.insert(row.secret.to_owned(), format!("{secret} and more").into());
            // Which header gets which of them depends on its name's length only.
            let header = |name: &str| Some(headers[name.len() % 4].as_slice());
            let evidence = Evidence { header: &header, query: &query, body: &body, now_ms };
            let failed = matches!(check(row.name, &auth, &evidence), Verdict::Failed(_));
            prop_assert!(failed, "{}", row.name);
        }
    }
}
