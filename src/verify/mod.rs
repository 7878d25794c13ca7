//! Whether a request really came from who it says.
//!
//! Pure: no clock, no socket, no store. A failed check is an answer, not an error.

/// What a check may look at.
pub struct Evidence<'a> {
    /// The first value of a header, named in lower case.
    pub header: &'a dyn Fn(&str) -> Option<&'a [u8]>,
    /// The raw query string, without `?`.
    pub query: &'a str,
    /// The exact bytes that were sent.
    pub body: &'a [u8],
    /// Milliseconds since 1970.
    pub now_ms: i64,
}
