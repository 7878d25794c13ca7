//! PayPro Global: six fields of the form, with the validation key among them.

use crate::verify::Reason;
use crate::verify::place::field;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "six fields of the form and the secret", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    let value = |name: &str| field(parts.evidence.body, name).unwrap_or_default();
    let before = ["ORDER_ID", "ORDER_STATUS", "ORDER_TOTAL_AMOUNT", "CUSTOMER_EMAIL"].map(value);
    let after = ["TEST_MODE", "IPN_TYPE_NAME"].map(value);
    Ok([before.concat(), parts.secret.to_owned(), after.concat()].concat().into_bytes())
}
