//! What the gateway does with an event from its arrival to its end, over real sockets.

mod brake;
mod channels;
mod deduplicate;
mod delivery;
mod explain;
mod groups;
mod ingest;
mod issues;
mod notices;
mod proof;
mod publish;
mod queue;
mod retry;
#[cfg(unix)]
mod stop;
mod transform;
mod verify;
