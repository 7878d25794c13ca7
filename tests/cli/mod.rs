//! The command line's manners: real arguments, a real gateway, what is said where, how it ends.

mod exits;
mod ledger;
mod login;
mod project;
mod resources;
mod serve;
