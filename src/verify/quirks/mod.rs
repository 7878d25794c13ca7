//! What a few providers sign that no words of a scheme say, one file each.
//!
//! Most are only about *what* is signed: a [`Message`](super::scheme::Message), which the words
//! then say how to sign. The others are an [`Odd`] with a check and a sample of their own.

pub(super) mod adyen;
pub(super) mod aws_sns;
pub(super) mod bridge;
pub(super) mod coinbase;
pub(super) mod exact_online;
pub(super) mod fireblocks;
pub(super) mod fusionauth;
pub(super) mod google_pubsub;
pub(super) mod neon;
pub(super) mod paymob;
pub(super) mod paypro;
pub(super) mod praxis;
pub(super) mod treezor;
pub(super) mod twilio;
pub(super) mod usps;
pub(super) mod wix;

use std::fmt;

use serde_json::{Map, Value};

use super::Evidence;
use super::outside::Stop;
use super::sign::{Sample, Signed};

/// A way of its own to prove who sends.
pub(super) struct Odd {
    /// For the docs.
    pub(super) about: &'static str,
    /// Checks a request.
    pub(super) check: fn(&Map<String, Value>, &Evidence<'_>) -> Result<(), Stop>,
    /// Signs a sample that is filled in, but for the proof.
    pub(super) sign: fn(&Map<String, Value>, &Sample<'_>, &mut Signed) -> Option<()>,
    /// Whether a sample takes the provider's private key.
    pub(super) private: bool,
}

impl fmt::Debug for Odd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.about)
    }
}

/// A value in JSON as it stands in a signed text: nothing for none.
fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
