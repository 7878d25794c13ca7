//! Amazon SNS: names and values of some fields of the message, a line each.

use super::plain;
use crate::verify::Reason;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "the message's fields by name, a line each", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    let malformed = || Reason::Malformed("Type".to_owned());
    let body = parts.evidence.json().ok_or_else(malformed)?;
    let names: &[&str] = match body["Type"].as_str() {
        // A subject is signed only where there is one.
        Some("Notification") => {
            &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
        }
        Some("SubscriptionConfirmation" | "UnsubscribeConfirmation") => {
            &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        }
        _ => return Err(malformed()),
    };
    let lines = names.iter().filter(|it| body.get(**it).is_some_and(|it| !it.is_null()));
    let lines = lines.map(|it| format!("{it}\n{}\n", plain(body.get(*it))));
    Ok(lines.collect::<String>().into_bytes())
}
