//! The command line's manners: real arguments, a real gateway, what is said where, how it ends.

mod answer;
mod complete;
mod doctor;
mod dry_run;
mod exits;
mod export;
mod fixtures;
mod habits;
mod ledger;
mod login;
mod manifest;
mod many;
mod mcp;
mod names;
mod project;
mod resources;
mod secrets;
mod send;
mod serve;
mod transformation;
mod trigger;
mod wait;
