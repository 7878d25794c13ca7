//! The REST API, in its newest shape; `versions` makes the older ones of it.

use axum::Router;

use super::Gateway;

/// Every route of the API.
pub(super) fn router(_gateway: Gateway) -> Router {
    Router::new()
}
