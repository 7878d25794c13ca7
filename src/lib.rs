//! hookport: an event gateway, its command line and its live viewer in one binary.
//!
//! # The rooms
//!
//! Imports point down this list, never up or sideways inside one floor; `tests/house.rs` holds it.
//!
//! | floor | room | what it is for |
//! |---|---|---|
//! | 5 | [`cli`] | the command line: arguments in, one exit status out |
//! | 4 | [`gateway`] | the server: source URLs, rules, queue, delivery, the REST API |
//! | 4 | [`tui`] | the live view; knows updates and keys, not sockets |
//! | 3 | [`relay`] | carries deliveries to people's own machines, over one socket each |
//! | 2 | [`client`] | speaks to the API |
//! | 2 | [`forward`] | one HTTP request out, and what came back or what went wrong |
//! | 2 | [`store`] | what must not be lost |
//! | 1 | [`model`] | the nouns: source, destination, connection, request, event, attempt |
//! | 0 | [`script`] | runs people's own JavaScript on a request, in bounds |
//! | 0 | [`rules`] | what a connection does with a request |
//! | 0 | [`verify`] | whether a request really came from who it says |
//!
//! # The walk of one event
//!
//! 1. `gateway/ingest.rs` takes bytes from a source URL, finds the source, verifies, and makes a
//!    [`model::Request`].
//! 2. `gateway/route.rs` asks each connection's rules, and hands request and events to the store
//!    in one piece. The sender's 200 is sent when they are on disk, not before.
//! 3. The store tells `gateway/queue.rs` what it committed, in the order it committed it. The
//!    queue owns *when*: lanes, pauses, rate limits, retries that come due.
//! 4. `gateway/deliver.rs` owns *one attempt*: it sends it over HTTP ([`forward`]) or over a
//!    listener's socket ([`relay`]), and settles it in the store with what is to happen next.
//!
//! The store is the only thing between 2 and 3, which is why a crash anywhere loses nothing that
//! was answered with 200.

pub mod cli;
pub mod client;
pub mod forward;
pub mod gateway;
pub mod model;
pub mod relay;
pub mod rules;
pub mod script;
pub mod store;
pub mod tui;
pub mod verify;
