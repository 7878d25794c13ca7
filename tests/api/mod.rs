//! The API as its clients of every age see it, over real sockets.

mod ledger;
