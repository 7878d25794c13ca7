//! What came with 2022-10-01: requests can be retried in bulk, and bulk retries have one shape.

use super::Change;

pub(super) const CHANGES: &[Change] = &[];
