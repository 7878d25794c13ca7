//! Adyen: eight fields of the one notification, with colons between.

use super::plain;
use crate::verify::Reason;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "eight fields of the notification", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    let malformed = || Reason::Malformed("notificationItems".to_owned());
    let body = parts.evidence.json().ok_or_else(malformed)?;
    // In JSON there is always one. Of several, the signature of the first would cover no other.
    let [item] = body["notificationItems"].as_array().map(Vec::as_slice).ok_or_else(malformed)?
    else {
        return Err(malformed());
    };
    let item = &item["NotificationRequestItem"];
    let fields = [
        "/pspReference",
        "/originalReference",
        "/merchantAccountCode",
        "/merchantReference",
        "/amount/value",
        "/amount/currency",
        "/eventCode",
        "/success",
    ];
    Ok(fields.map(|it| plain(item.pointer(it))).join(":").into_bytes())
}
