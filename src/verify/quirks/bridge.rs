//! Bridge (stablecoins): the hash of time and body is what is signed, and so is hashed twice.

use sha2::{Digest as _, Sha256};

use crate::verify::Reason;
use crate::verify::scheme::Message;
use crate::verify::seal::Parts;

pub(in crate::verify) const MESSAGE: Message =
    Message { about: "the SHA-256 of `{t}.{body}`", make };

fn make(parts: &Parts<'_, '_>) -> Result<Vec<u8>, Reason> {
    let hash = Sha256::new().chain_update(parts.time).chain_update(".");
    Ok(hash.chain_update(parts.evidence.body).finalize().to_vec())
}
