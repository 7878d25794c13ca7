//! What happens in the demo: who takes part, and which webhooks come.
//!
//! To add one: a scene here, and a [`Part`] if its sender is new.

use serde_json::{Value, json};

use super::shop::BUSY;

/// A source with its connection.
pub(super) struct Part {
    /// The name of all of it.
    pub(super) name: &'static str,
    /// The source's type, which decides how signatures are checked.
    pub(super) kind: &'static str,
    /// What the sender signs with, where signatures are checked.
    pub(super) secret: Option<&'static str>,
    /// Whether events go over HTTP; otherwise a listener forwards them.
    pub(super) over_http: bool,
}

/// Everyone.
#[rustfmt::skip]
pub(super) const PARTS: &[Part] = &[
    Part { name: "stripe", kind: "STRIPE", secret: Some("whsec_demo_of_coffee"), over_http: false },
    Part { name: "github", kind: "GITHUB", secret: Some("a secret between octocats"), over_http: false },
    Part { name: "slack", kind: "SLACK", secret: Some("8f742231b10e8888abcd99yyyzzz85a5"), over_http: false },
    Part { name: "uploads", kind: "WEBHOOK", secret: None, over_http: false },
    Part { name: "shopify", kind: "SHOPIFY", secret: Some("shpss_demo_of_coffee"), over_http: true },
];

impl Part {
    /// The part of this name.
    pub(super) fn of(name: &str) -> &'static Self {
        PARTS.iter().find(|it| it.name == name).expect("every scene's source is a part")
    }

    /// The rules of its connection.
    pub(super) fn rules(&self) -> Value {
        match self.name {
            "github" => json!([{"type": "filter", "headers": {"x-github-event": "push"}}]),
            "shopify" => {
                json!([{"type": "retry", "strategy": "linear", "interval": 200, "count": 5}])
            }
            _ => json!([]),
        }
    }
}

/// One webhook.
pub(super) struct Scene {
    /// Where it is sent.
    pub(super) source: &'static str,
    /// What it tells, in its sender's words.
    pub(super) event: &'static str,
    /// Its headers, the signature apart.
    pub(super) headers: &'static [(&'static str, &'static str)],
    /// Its body.
    pub(super) body: &'static [u8],
    /// What must become of it.
    pub(super) ending: Ending,
}

/// What becomes of a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The shop takes it.
    Taken,
    /// The shop takes it after some tries.
    TakenAfter(usize),
    /// The connection's filter makes no event of it.
    Filtered,
    /// It is forged, and turned away.
    TurnedAway,
}

const JSON: (&str, &str) = ("content-type", "application/json");

/// Bytes that no text holds, in every order of two.
const PICTURE: &[u8] = &{
    let mut bytes = [0; 4096];
    let mut index = 0;
    while index < bytes.len() {
        bytes[index] = (index * 167 + index / 256) as u8;
        index += 1;
    }
    bytes
};

/// What comes, in this order.
pub(super) const SCENES: &[Scene] = &[
    Scene {
        source: "stripe",
        event: "invoice.paid",
        headers: &[JSON],
        body: include_bytes!("samples/stripe.json"),
        ending: Ending::Taken,
    },
    Scene {
        source: "github",
        event: "push",
        headers: &[JSON, ("x-github-event", "push")],
        body: include_bytes!("samples/github.json"),
        ending: Ending::Taken,
    },
    Scene {
        source: "github",
        event: "star",
        headers: &[JSON, ("x-github-event", "star")],
        body: include_bytes!("samples/github-star.json"),
        ending: Ending::Filtered,
    },
    Scene {
        source: "slack",
        event: "app_mention",
        headers: &[JSON],
        body: include_bytes!("samples/slack.json"),
        ending: Ending::Taken,
    },
    Scene {
        source: "stripe",
        event: "invoice.paid",
        headers: &[JSON],
        body: include_bytes!("samples/stripe.json"),
        ending: Ending::TurnedAway,
    },
    Scene {
        source: "uploads",
        event: "picture",
        headers: &[("content-type", "application/octet-stream")],
        body: PICTURE,
        ending: Ending::Taken,
    },
    Scene {
        source: "shopify",
        event: "orders/create",
        headers: &[JSON, ("x-shopify-topic", "orders/create")],
        body: include_bytes!("samples/shopify.json"),
        ending: Ending::TakenAfter(BUSY.1 + 1),
    },
];
