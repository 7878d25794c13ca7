//! Whether somebody is there: a connection that is opened, and closed again unused.

use std::time::Duration;

use http::Uri;
use tower::ServiceExt as _;
use url::Url;

use super::guard::{Dial, Guard};
use super::{Failure, Tls, secure_connector};
use crate::model::ErrorCode;

/// Opens a connection to a URL's host, TLS included where the URL asks for it.
///
/// The far end sees a connection without a request. Nothing is guarded: it is for a listener.
pub async fn reach(url: &Url, tls: &Tls, timeout: Duration) -> Result<(), Failure> {
    let uri: Uri = url.as_str().parse().map_err(|error| {
        Failure::new(ErrorCode::InvalidUrl, format!("the URL cannot be used: {error}"))
    })?;
    let opening = async {
        if url.scheme() == "https" {
            let opened = secure_connector(Guard::none(), tls)?.oneshot(uri).await;
            opened.map(drop).map_err(|error| Failure::of(&*error))
        } else {
            let opened = Dial::new(Guard::none()).oneshot(uri).await;
            opened.map(drop).map_err(|error| Failure::of(&*error))
        }
    };
    tokio::time::timeout(timeout, opening).await.unwrap_or_else(|_| {
        Err(Failure::new(ErrorCode::Timeout, format!("no connection within {timeout:?}")))
    })
}
