//! The REST API, in its newest shape; `versions` makes the older ones of it.
