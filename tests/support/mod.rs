//! What several tests need: a destination, the built gateway as a process, and its API.

mod api;
mod hand;
mod hosted;
mod keys;
mod person;
mod served;
mod settle;
mod target;
mod terminal;
mod wire;

pub(crate) use self::api::Api;
pub(crate) use self::hand::Hand;
pub(crate) use self::hosted::{Hosted, MACHINE_KEY, PROJECT_KEY};
pub(crate) use self::keys::KeyServer;
pub(crate) use self::person::Person;
pub(crate) use self::served::{KEY, SIGNING_SECRET, Served, hookport};
pub(crate) use self::settle::settle;
pub(crate) use self::target::{Received, Reply, Target};
pub(crate) use self::terminal::{Terminal, cells};
pub(crate) use self::wire::Wire;

/// How long a test waits for what must come.
pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
