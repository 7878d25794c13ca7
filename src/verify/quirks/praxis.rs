//! Praxis: eleven fields of the notification, one after the other, and the secret.

use serde_json::Value;

use super::plain;
use crate::verify::Reason;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "eleven fields of the notification and the secret", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    let body: Value = serde_json::from_slice(parts.evidence.body)
        .map_err(|_| Reason::Malformed("transaction".to_owned()))?;
    let fields = [
        "/merchant_id",
        "/application_key",
        "/timestamp",
        "/customer/customer_token",
        "/session/order_id",
        "/transaction/tid",
        "/transaction/currency",
        "/transaction/amount",
        "/transaction/conversion_rate",
        "/transaction/processed_currency",
        "/transaction/processed_amount",
    ];
    let mut res = fields.map(|it| plain(body.pointer(it))).concat();
    res.push_str(parts.secret);
    Ok(res.into_bytes())
}
