//! Secrets at rest: what people configured is sealed before it is written down.
//!
//! Two keys. Records are sealed with a *data key*, each for its own id, so that none can stand in
//! another's place. The data key lies in the store too, sealed with a *master key* that does not:
//! whoever has the store alone, a backup of it, has no secret. AES-256-GCM, with random nonces, by the
//! library that TLS comes from.
//!
//! The ledger is not sealed. What senders send is as they sent it, and a sender that proves itself by
//! a plain key sends that key.

use std::fmt;
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::RngExt as _;

use super::{Error, Result};

/// Stands before what is sealed, should there ever be another way.
const WAY: u8 = 1;
/// What the data key is sealed for.
const DATA_KEY: &str = "data key";

/// The key of keys. It is shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A new one.
    pub fn random() -> Self {
        Self(rand::rng().random())
    }

    /// Reads 32 bytes in base64 or as hex digits.
    pub fn parse(text: &str) -> std::result::Result<Self, &'static str> {
        let text = text.trim();
        let hex = || {
            let digit = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
            (0..text.len()).step_by(2).map(digit).collect::<Option<Vec<u8>>>()
        };
        let bytes = if text.len() == 64 { hex() } else { STANDARD.decode(text).ok() };
        let bytes = bytes.and_then(|it| it.try_into().ok());
        bytes.map(Self).ok_or("a master key is 32 random bytes in base64, or as 64 hex digits")
    }

    /// It in base64, for where it is kept.
    pub fn to_text(&self) -> String {
        STANDARD.encode(self.0)
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

/// Where a store's master key comes from.
#[derive(Clone, Debug)]
pub enum KeyFrom {
    /// A file that only this user may read. It is made with the store.
    File(PathBuf),
    /// Somebody else keeps it. There are two where it is being changed.
    Given(Vec<MasterKey>),
}

impl KeyFrom {
    /// The usual file beside a store.
    pub fn beside(folder: &Path) -> Self {
        Self::File(folder.join("master.key"))
    }
}

/// Seals and opens what one key is for.
pub(super) struct Sealer(RandomizedNonceKey);

impl Sealer {
    /// With a new key, and that key sealed with this master key.
    pub(super) fn fresh(master: &MasterKey) -> Result<(Self, Vec<u8>)> {
        let key: [u8; 32] = rand::rng().random();
        let wrapped = Self::of(&master.0)?.seal(DATA_KEY, &key)?;
        Ok((Self::of(&key)?, wrapped))
    }

    /// With the key that was sealed with this master key; `None` where it was another.
    pub(super) fn unwrap(wrapped: &[u8], master: &MasterKey) -> Result<Option<Self>> {
        let key = Self::of(&master.0)?.open(DATA_KEY, wrapped);
        key.map(|it| Self::of(&it)).transpose()
    }

    fn of(key: &[u8]) -> Result<Self> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, key);
        key.map(Self).map_err(|_| Error::Failed("a key could not be used".to_owned()))
    }

    /// Seals a text for something of this name.
    pub(super) fn seal(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let mut text = plain.to_vec();
        let nonce = self.0.seal_in_place_append_tag(Aad::from(name.as_bytes()), &mut text);
        let nonce = nonce.map_err(|_| Error::Failed(format!("{name} could not be sealed")))?;
        let mut res = vec![WAY];
        res.extend_from_slice(nonce.as_ref());
        res.append(&mut text);
        Ok(res)
    }

    /// What was sealed for something of this name; `None` where it was not, or not with this key.
    pub(super) fn open(&self, name: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let rest = sealed.strip_prefix(&[WAY])?;
        let (nonce, text) = rest.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let plain = self.0.open_in_place(nonce, Aad::from(name.as_bytes()), &mut text).ok()?;
        Some(plain.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_and_for_its_name_only() {
        let master = MasterKey::random();
        let (sealer, wrapped) = Sealer::fresh(&master).unwrap();
        let sealed = sealer.seal("src_a", b"secret").unwrap();
        assert_ne!(sealed, sealer.seal("src_a", b"secret").unwrap(), "no two are alike");
        let again = Sealer::unwrap(&wrapped, &master).unwrap().unwrap();
        assert_eq!(again.open("src_a", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(again.open("src_b", &sealed), None);
        assert!(Sealer::unwrap(&wrapped, &MasterKey::random()).unwrap().is_none());
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(again.open("src_a", &altered), None, "byte {at}");
        }
        for length in 0..sealed.len() {
            assert_eq!(again.open("src_a", &sealed[..length]), None);
        }
    }

    #[test]
    fn a_master_key_reads_back_in_either_spelling_and_is_not_shown() {
        let key = MasterKey::random();
        assert_eq!(MasterKey::parse(&format!(" {}\n", key.to_text())), Ok(key.clone()));
        let hex: String = key.0.iter().map(|it| format!("{it:02x}")).collect();
        assert_eq!(MasterKey::parse(&hex), Ok(key.clone()));
        let short = STANDARD.encode([7; 31]);
        for bad in ["", "x", "password", &short, &"é".repeat(32), &"zz".repeat(32)] {
            assert!(MasterKey::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(format!("{key:?}"), "MasterKey(..)");
    }
}
