//! A listener and an attempt that arrives, for the tests of the listener's end.

use std::time::Duration;

use bytes::Bytes;

use super::super::{Delivery, Dialect};
use super::{Breakpoint, Forwarding, Listener};
use crate::model::{Headers, Id};

/// One whose target nobody is.
pub(super) fn listener(dialect: Dialect) -> Listener {
    Listener {
        socket: "ws://localhost/".parse().unwrap(),
        dialect,
        key: String::new(),
        project: Id::from("tm_1"),
        session: Id::from("cli_1"),
        connections: Vec::new(),
        filters: None,
        forwarding: Forwarding::to("http://localhost:1/".parse().unwrap()),
        breakpoint: Breakpoint::default(),
    }
}

pub(super) fn delivery(attempt: &str, event: &str, number: u32) -> Delivery {
    Delivery {
        attempt: attempt.to_owned(),
        event: event.to_owned(),
        request: "req_1".to_owned(),
        connection: Id::from("web_1"),
        number,
        method: "POST".to_owned(),
        path: "/".to_owned(),
        headers: Headers::default(),
        body: Bytes::new(),
        timeout: Duration::from_secs(1),
    }
}
