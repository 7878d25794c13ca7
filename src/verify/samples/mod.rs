//! What providers send, to be signed: bodies in the shape of their own, with values of ours.
//!
//! To add one: a file here with its events by name, each with `headers` and a `body` (or a `form`),
//! and a row below. Whoever has no file sends something small. The first event is the usual one.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::types::SOURCE_TYPES;

#[rustfmt::skip]
const FILES: &[(&str, &str)] = &[
    ("ADYEN", include_str!("adyen.json")),
    ("AIRCALL", include_str!("aircall.json")),
    ("AIRTABLE", include_str!("airtable.json")),
    ("ASANA", include_str!("asana.json")),
    ("AWS_SNS", include_str!("aws_sns.json")),
    ("BIGCOMMERCE", include_str!("bigcommerce.json")),
    ("CHARGEBEE_BILLING", include_str!("chargebee_billing.json")),
    ("CIRCLE", include_str!("circle.json")),
    ("CLOUDSIGNAL", include_str!("cloudsignal.json")),
    ("COINBASE", include_str!("coinbase.json")),
    ("CUSTOMERIO", include_str!("customerio.json")),
    ("DISCORD", include_str!("discord.json")),
    ("DOCUSIGN", include_str!("docusign.json")),
    ("EBAY", include_str!("ebay.json")),
    ("ELEVENLABS", include_str!("elevenlabs.json")),
    ("EXACT_ONLINE", include_str!("exact_online.json")),
    ("FACEBOOK", include_str!("facebook.json")),
    ("FAVRO", include_str!("favro.json")),
    ("FIREBLOCKS", include_str!("fireblocks.json")),
    ("GITHUB", include_str!("github.json")),
    ("GITLAB", include_str!("gitlab.json")),
    ("GOCARDLESS", include_str!("gocardless.json")),
    ("GOOGLE_PUBSUB", include_str!("google_pubsub.json")),
    ("HUBSPOT", include_str!("hubspot.json")),
    ("INTERCOM", include_str!("intercom.json")),
    ("LINEAR", include_str!("linear.json")),
    ("MAILCHIMP", include_str!("mailchimp.json")),
    ("MAILGUN", include_str!("mailgun.json")),
    ("MERAKI", include_str!("meraki.json")),
    ("MONDAY", include_str!("monday.json")),
    ("NEON", include_str!("neon.json")),
    ("OKTA", include_str!("okta.json")),
    ("OPENAI", include_str!("openai.json")),
    ("PADDLE", include_str!("paddle.json")),
    ("PAYMOB", include_str!("paymob.json")),
    ("PAYPAL", include_str!("paypal.json")),
    ("PAYPRO_GLOBAL", include_str!("paypro_global.json")),
    ("PAYSTACK", include_str!("paystack.json")),
    ("PIPEDRIVE", include_str!("pipedrive.json")),
    ("POLAR", include_str!("polar.json")),
    ("POSTMARK", include_str!("postmark.json")),
    ("PRAXIS", include_str!("praxis.json")),
    ("PYLON", include_str!("pylon.json")),
    ("QUOTER", include_str!("quoter.json")),
    ("RAZORPAY", include_str!("razorpay.json")),
    ("RECURLY", include_str!("recurly.json")),
    ("REPLICATE", include_str!("replicate.json")),
    ("RESEND", include_str!("resend.json")),
    ("SANITY", include_str!("sanity.json")),
    ("SENDGRID", include_str!("sendgrid.json")),
    ("SHOPIFY", include_str!("shopify.json")),
    ("SLACK", include_str!("slack.json")),
    ("SMARTCAR", include_str!("smartcar.json")),
    ("SQUARE", include_str!("square.json")),
    ("STRIPE", include_str!("stripe.json")),
    ("SVIX", include_str!("svix.json")),
    ("TELNYX", include_str!("telnyx.json")),
    ("TIKTOK", include_str!("tiktok.json")),
    ("TIKTOK_SHOP", include_str!("tiktok_shop.json")),
    ("TREEZOR", include_str!("treezor.json")),
    ("TRELLO", include_str!("trello.json")),
    ("TWILIO", include_str!("twilio.json")),
    ("TWITCH", include_str!("twitch.json")),
    ("TWITTER", include_str!("twitter.json")),
    ("TYPEFORM", include_str!("typeform.json")),
    ("USPS", include_str!("usps.json")),
    ("VERCEL", include_str!("vercel.json")),
    ("WHATSAPP", include_str!("whatsapp.json")),
    ("WOOCOMMERCE", include_str!("woocommerce.json")),
    ("WORKOS", include_str!("workos.json")),
    ("XERO", include_str!("xero.json")),
    ("ZENDESK", include_str!("zendesk.json")),
    ("ZOOM", include_str!("zoom.json")),
];

/// What happens at a provider, and what it says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// As the provider calls it.
    pub name: String,
    /// Headers that go with it; names are lower case.
    pub headers: Vec<(String, String)>,
    /// What is said.
    pub body: Said,
}

/// A body before it is bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// In JSON.
    Json(Value),
    /// As a form.
    Form(Vec<(String, String)>),
}

impl Said {
    /// Reads JSON, or what is called a form; `None` where it is neither.
    pub fn read(content_type: &str, body: &[u8]) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Some(Self::Form(form_urlencoded::parse(body).into_owned().collect()));
        }
        serde_json::from_slice(body).ok().map(Self::Json)
    }

    /// The bytes.
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Json(value) => value.to_string().into_bytes(),
            Self::Form(fields) => {
                let mut pairs = form_urlencoded::Serializer::new(String::new());
                pairs.extend_pairs(fields).finish().into_bytes()
            }
        }
    }

    /// Sets a value, at a path like `data.items.0.price`. In JSON, a text that reads as JSON is that.
    pub fn set(&mut self, path: &str, text: &str) {
        match self {
            Self::Json(value) => {
                let new = serde_json::from_str(text).unwrap_or_else(|_| text.into());
                let pointer: String = path.split('.').map(|it| format!("/{it}")).collect();
                super::place::set(value, &pointer, new);
            }
            Self::Form(fields) => {
                fields.retain(|(name, _)| name != path);
                fields.push((path.to_owned(), text.to_owned()));
            }
        }
    }

    /// What HTTP calls it.
    pub fn media_type(&self) -> &'static str {
        match self {
            Self::Json(_) => "application/json",
            Self::Form(_) => "application/x-www-form-urlencoded",
        }
    }
}

/// The events of a type that there are samples of, the usual first; there is always one.
pub fn events(source_type: &str) -> Vec<Event> {
    let Some((_, text)) = FILES.iter().find(|(name, _)| *name == source_type) else {
        let body = json!({
            "id": "evt_1", "type": "sample", "created_at": "2026-03-02T08:14:05Z", "data": {},
        });
        return vec![Event {
            name: "sample".to_owned(),
            headers: Vec::new(),
            body: Said::Json(body),
        }];
    };
    let read: Read = serde_json::from_str(text).expect("the test has read every file");
    read.0
}

/// Types of which there is a file.
pub(super) fn has_file(source_type: &str) -> bool {
    debug_assert!(SOURCE_TYPES.contains(&source_type));
    FILES.iter().any(|(name, _)| *name == source_type)
}

/// A file, in its order.
struct Read(Vec<Event>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: Option<Value>,
    form: Option<serde_json::Map<String, Value>>,
}

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Read;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("events by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
                let mut res = Vec::new();
                while let Some((name, entry)) = map.next_entry::<String, Entry>()? {
                    let text = |it: Value| it.as_str().map(str::to_owned).unwrap_or_default();
                    let body = match (entry.body, entry.form) {
                        (Some(body), None) => Said::Json(body),
                        (None, Some(form)) => {
                            Said::Form(form.into_iter().map(|(k, it)| (k, text(it))).collect())
                        }
                        _ => return Err(serde::de::Error::custom("either `body` or `form`")),
                    };
                    res.push(Event { name, headers: entry.headers.into_iter().collect(), body });
                }
                Ok(Read(res))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_belongs_to_a_type() {
        assert!(FILES.is_sorted_by(|(a, _), (b, _)| a < b));
        for (name, _) in FILES {
            assert!(SOURCE_TYPES.contains(name), "{name}");
            let events = events(name);
            assert!(!events.is_empty(), "{name}");
            for event in events {
                assert!(!event.body.bytes().is_empty(), "{name} {}", event.name);
                assert!(event.headers.iter().all(|(it, _)| *it == it.to_lowercase()), "{name}");
            }
        }
        assert!(FILES.len() >= 30);
    }

    #[test]
    fn the_first_event_is_the_usual_one() {
        assert_eq!(events("GITHUB")[0].name, "push");
        assert_eq!(events("STRIPE")[0].name, "payment_intent.succeeded");
        assert_eq!(events("REPAY")[0].name, "sample");
    }

    #[test]
    fn values_are_set_by_their_path() {
        let mut said = Said::Json(json!({"a": [{"b": 1}], "c": "x"}));
        said.set("a.0.b", "2");
        said.set("c", "y z");
        said.set("d.e", "true");
        let expected = json!({"a": [{"b": 2}], "c": "y z", "d": {"e": true}});
        assert_eq!(said, Said::Json(expected));
        let mut said = Said::Form(vec![("a".into(), "1".into()), ("b".into(), "2".into())]);
        said.set("a", "3 4");
        assert_eq!(said.bytes(), b"b=2&a=3+4");
    }
}
