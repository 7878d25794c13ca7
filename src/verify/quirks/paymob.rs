//! Paymob: the values of twenty fields of the transaction, one after the other.

use super::plain;
use crate::verify::Reason;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "twenty fields of the transaction", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    let malformed = || Reason::Malformed("obj".to_owned());
    let body = parts.evidence.json().ok_or_else(malformed)?;
    let transaction = body.get("obj").filter(|it| it.is_object()).ok_or_else(malformed)?;
    let fields = [
        "/amount_cents",
        "/created_at",
        "/currency",
        "/error_occured",
        "/has_parent_transaction",
        "/id",
        "/integration_id",
        "/is_3d_secure",
        "/is_auth",
        "/is_capture",
        "/is_refunded",
        "/is_standalone_payment",
        "/is_voided",
        "/order/id",
        "/owner",
        "/pending",
        "/source_data/pan",
        "/source_data/sub_type",
        "/source_data/type",
        "/success",
    ];
    Ok(fields.map(|it| plain(transaction.pointer(it))).concat().into_bytes())
}
