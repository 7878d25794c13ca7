//! What is on its way to channels: people's own webhooks, by which issue triggers tell of issues.

use crate::model::{Id, Key, Timestamp, Topic};

/// Where a message goes: one channel of one issue trigger.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Addressee {
    /// The project.
    pub project: Id,
    /// The trigger that opened the issue.
    pub trigger: Id,
    /// The channel, by the API's name for it: `slack`, `webhook`.
    pub channel: String,
}

/// Something that one channel is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its place among all; given by the store, and to no second one.
    pub number: i64,
    /// Who is told.
    pub to: Addressee,
    /// What kind of thing.
    pub topic: Topic,
    /// The issue.
    pub issue: Key,
    /// How often it was tried.
    pub attempts: u32,
    /// How often in a row this channel could not be told, of whatever.
    pub failures: u32,
}

/// What may be sent now: for each channel that is due, the oldest of its messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Those, at most as many as were asked for.
    pub messages: Vec<Message>,
    /// When the next channel is due that is not yet.
    pub next: Option<Timestamp>,
}

/// How a message fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fared {
    /// It arrived.
    Arrived {
        /// The answer's status.
        status: u16,
    },
    /// It did not.
    Failed {
        /// The answer's status, where one came.
        status: Option<u16>,
        /// Why, for people.
        error: String,
        /// When the channel is tried again.
        next: Timestamp,
        /// Whether it is with another message then.
        given_up: bool,
    },
    /// There is nobody to be told any more, or nothing.
    Dropped,
}

/// How a channel takes what it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelState {
    /// Which.
    pub of: Addressee,
    /// How many messages wait.
    pub waiting: u64,
    /// How many arrived.
    pub arrived: u64,
    /// How many were given up.
    pub given_up: u64,
    /// When it was last tried.
    pub last_attempt_at: Option<Timestamp>,
    /// The status of the last answer; none where the last attempt got none.
    pub last_status: Option<u16>,
    /// Why the last attempt failed; none where it did not.
    pub last_error: Option<String>,
    /// When it is tried next, while something waits.
    pub next_attempt_at: Option<Timestamp>,
}
