//! The only test binary: laws first, then each room, then whole stories.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where and stop")]

mod api;
mod cli;
mod crash;
mod demo;
mod faults;
mod gateway;
mod generated;
mod house;
#[cfg(unix)]
mod install;
mod listen;
mod relay;
mod scenario;
#[allow(dead_code, unused_imports, reason = "its users move in room by room")]
mod support;
mod viewer;
