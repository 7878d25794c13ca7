//! Names for things: random ids for what people make, growing keys for what happens.
//!
//! A source's id is the secret in its URL, so resource ids are random and hold over 100 bits.
//! Requests, events and attempts are counted in millions, so theirs is a 64-bit key that grows
//! with time: rows lie on disk in the order they were made, and a cursor is a key.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rand::RngExt as _;
use serde::{Deserialize, Serialize};

use super::Timestamp;

/// What an id names; decides its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `tm_`: a project, called team on the wire.
    Project,
    /// `key_`: an API key's record. Never the key itself.
    ApiKey,
    /// `src_`: where requests come in.
    Source,
    /// `des_`: where events go.
    Destination,
    /// `web_`: a connection, once called webhook.
    Connection,
    /// `cli_`: a listener's session.
    Session,
    /// `rls_`: rules that several connections follow.
    Ruleset,
    /// `int_`: a provider's secrets, to be attached to sources.
    Integration,
    /// `dom_`: a host name that leads here.
    Domain,
    /// `req_`: what came in.
    Request,
    /// `evt_`: what is to go out on one connection.
    Event,
    /// `atm_`: one try at delivering an event.
    Attempt,
    /// `it_`: an issue trigger.
    IssueTrigger,
    /// `iss_`: an issue.
    Issue,
    /// `trs_`: a transformation.
    Transformation,
    /// `reqt_`: one run of a transformation on a request.
    Execution,
    /// `bmk_`: a bookmark.
    Bookmark,
    /// `bch_`: something done to many events or requests.
    Bulk,
    /// `edt_`: headers, query, path and body of a request or of a transformed event.
    Data,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 19] = [
        Self::Project,
        Self::ApiKey,
        Self::Source,
        Self::Destination,
        Self::Connection,
        Self::Session,
        Self::Ruleset,
        Self::Integration,
        Self::Domain,
        Self::Request,
        Self::Event,
        Self::Attempt,
        Self::IssueTrigger,
        Self::Issue,
        Self::Transformation,
        Self::Execution,
        Self::Bookmark,
        Self::Bulk,
        Self::Data,
    ];

    /// The prefix that ids of this kind begin with.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Project => "tm_",
            Self::ApiKey => "key_",
            Self::Source => "src_",
            Self::Destination => "des_",
            Self::Connection => "web_",
            Self::Session => "cli_",
            Self::Ruleset => "rls_",
            Self::Integration => "int_",
            Self::Domain => "dom_",
            Self::Request => "req_",
            Self::Event => "evt_",
            Self::Attempt => "atm_",
            Self::IssueTrigger => "it_",
            Self::Issue => "iss_",
            Self::Transformation => "trs_",
            Self::Execution => "reqt_",
            Self::Bookmark => "bmk_",
            Self::Bulk => "bch_",
            Self::Data => "edt_",
        }
    }
}

/// The id of a resource: its kind's prefix and 20 random characters (103 bits).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Arc<str>);

impl Id {
    /// Makes one that nobody has.
    pub fn random(kind: Kind) -> Self {
        const ALPHABET: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let mut rng = rand::rng();
        let tail = (0..20).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())]));
        Self(kind.prefix().chars().chain(tail).collect::<String>().into())
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key of a row of the ledger: the microsecond it was made in, moved on when that was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub i64);

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const WIDTH: usize = 11;

impl Key {
    /// The printed id: the prefix and eleven base-62 digits, which sort as the keys do.
    pub fn id(self, kind: Kind) -> String {
        let mut digits = [b'0'; WIDTH];
        let mut rest = self.0.unsigned_abs();
        for digit in digits.iter_mut().rev() {
            *digit = DIGITS[(rest % 62) as usize];
            rest /= 62;
        }
        let mut res = String::with_capacity(4 + WIDTH);
        res.push_str(kind.prefix());
        res.extend(digits.iter().map(|&digit| char::from(digit)));
        res
    }

    /// Reads a printed id back; `None` for anything that this kind never prints.
    pub fn parse(kind: Kind, id: &str) -> Option<Self> {
        let digits = id.strip_prefix(kind.prefix())?.as_bytes();
        if digits.len() != WIDTH {
            return None;
        }
        let value = digits.iter().try_fold(0u64, |value, digit| {
            let digit = DIGITS.iter().position(|it| it == digit)? as u64;
            value.checked_mul(62)?.checked_add(digit)
        })?;
        i64::try_from(value).ok().map(Self)
    }

    /// When the row was made.
    pub fn at(self) -> Timestamp {
        Timestamp(self.0 / 1000)
    }

    /// The smallest key that a row made at this time or later can have.
    pub fn first_at(time: Timestamp) -> Self {
        Self(time.0.saturating_mul(1000))
    }
}

/// Gives out keys, each greater than every one before it, across restarts too.
#[derive(Debug)]
pub struct Keys(AtomicI64);

impl Keys {
    /// Starts after the greatest key that the store holds.
    pub fn after(last: Key) -> Self {
        Self(AtomicI64::new(last.0))
    }

    /// The next key.
    pub fn next(&self) -> Key {
        self.reserve(1)
    }

    /// The first of `count` keys that follow one another.
    ///
    /// A request and its events take one run of keys, so that the events of a request are a range.
    pub fn reserve(&self, count: usize) -> Key {
        let now = jiff::Timestamp::now().as_microsecond();
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let step = |last: i64| Some(last.saturating_add(1).max(now).saturating_add(count - 1));
        let last = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step);
        let last = last.unwrap_or_else(|last| last);
        Key(last.saturating_add(1).max(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_its_key() {
        for key in [Key(0), Key(61), Key(62), Key(1_763_000_000_000_000), Key(i64::MAX)] {
            assert_eq!(Key::parse(Kind::Event, &key.id(Kind::Event)), Some(key));
        }
    }

    #[test]
    fn ids_sort_as_their_keys() {
        assert!(Key(61).id(Kind::Event) < Key(62).id(Kind::Event));
        assert!(Key(3_843).id(Kind::Event) < Key(3_844).id(Kind::Event));
    }

    #[test]
    fn a_foreign_id_is_no_key() {
        for id in ["", "evt_", "evt_0", "req_00000000001", "evt_0000000000!", "evt_zzzzzzzzzzz"] {
            assert_eq!(Key::parse(Kind::Event, id), None, "{id}");
        }
    }

    #[test]
    fn keys_grow_even_when_the_clock_does_not() {
        let keys = Keys::after(Key(i64::MAX / 2));
        let first = keys.reserve(3);
        assert_eq!(keys.next(), Key(first.0 + 3));
    }

    #[test]
    fn random_ids_differ_and_carry_their_prefix() {
        let id = Id::random(Kind::Source);
        assert!(id.starts_with("src_") && id.len() == 24);
        assert_ne!(id, Id::random(Kind::Source));
    }
}
