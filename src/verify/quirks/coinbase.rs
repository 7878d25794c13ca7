//! Coinbase, which sends through Hook0: some headers are signed, and the signature names them.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value};

use super::Odd;
use crate::verify::outside::{Stop, required};
use crate::verify::place::header;
use crate::verify::scheme::{Hash, Seal, hmac};
use crate::verify::seal::fresh;
use crate::verify::sign::{Sample, Signed};
use crate::verify::{Evidence, Reason};

const NAME: &str = "x-hook0-signature";
const SCHEME: Seal<'static> = hmac(Hash::Sha256);
/// As Hook0's own client has it.
const WITHIN: u64 = 300;

pub(in crate::verify) const ODD: Odd = Odd {
    about: "HMAC-SHA-256 of time, named headers and body in hex, header `x-hook0-signature`, \
        at most 300 s old",
    check,
    sign,
    private: false,
};

fn check(auth: &Map<String, Value>, evidence: &Evidence<'_>) -> Result<(), Stop> {
    let secret = secret(auth)?;
    let given = required(evidence, NAME)?;
    let field = |name: &str| {
        let mut fields = given.split(',').filter_map(|it| it.trim().split_once('='));
        fields.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let malformed = || Reason::Malformed(NAME.to_owned());
    let time = field("t").ok_or_else(malformed)?;
    let (start, signature) = match (field("v1"), field("h")) {
        (Some(signature), Some(names)) => {
            let values = names
                .split(' ')
                .map(|it| header(evidence, it).ok_or_else(|| Reason::Missing(it.to_owned())));
            let values = values.collect::<Result<Vec<_>, _>>()?;
            (format!("{time}.{names}.{}.", values.join(".")), signature)
        }
        _ => (format!("{time}."), field("v0").ok_or_else(malformed)?),
    };
    let expected = SCHEME.compute(secret.as_bytes(), &pieces(&start, evidence.body));
    let signature = crate::verify::encoding::unhex(signature.as_bytes())
        .filter(|it| it.len() == expected.len())
        .ok_or_else(|| Reason::Encoding(NAME.to_owned(), "hex"))?;
    if !crate::verify::encoding::same(&signature, &expected) {
        return Err(Reason::Mismatch.into());
    }
    let seconds = time.parse::<i64>().ok().and_then(|it| it.checked_mul(1000));
    Ok(fresh(seconds.ok_or_else(malformed)?, WITHIN, evidence)?)
}

fn sign(auth: &Map<String, Value>, sample: &Sample<'_>, into: &mut Signed) -> Option<()> {
    let time = (sample.now_ms / 1000).to_string();
    let secret = secret(auth).ok()?;
    into.headers.push(("x-event-id".to_owned(), sample.id.to_owned()));
    let start = format!("{time}.x-event-id.{}.", sample.id);
    let signature =
        HEXLOWER.encode(&SCHEME.compute(secret.as_bytes(), &pieces(&start, &into.body)));
    into.headers.push((NAME.to_owned(), format!("t={time},h=x-event-id,v1={signature}")));
    Some(())
}

fn pieces<'a>(start: &'a str, body: &'a [u8]) -> [std::borrow::Cow<'a, [u8]>; 2] {
    [start.as_bytes().into(), body.into()]
}

fn secret(auth: &Map<String, Value>) -> Result<&str, Reason> {
    let name = "webhook_secret_key";
    auth.get(name).and_then(Value::as_str).filter(|it| !it.is_empty()).ok_or(Reason::Unset(name))
}
