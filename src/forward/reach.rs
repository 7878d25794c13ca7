//! Whether somebody is there: a connection that is opened, and closed again unused.

use std::time::Duration;

use tower::ServiceExt as _;
use url::Url;

#[cfg(unix)]
use super::UNIX;
use super::guard::{Dial, Guard};
use super::{Failure, H2C, Tls, dialled, near, secure_connector};
use crate::model::ErrorCode;

/// Opens a connection to a URL's host, TLS included where the URL asks for it.
///
/// The far end sees a connection without a request. Nothing is guarded: it is for a listener.
pub async fn reach(url: &Url, tls: &Tls, timeout: Duration) -> Result<(), Failure> {
    let opening = async {
        let opened = match url.scheme() {
            "https" => {
                let connector = secure_connector(Guard::none(), tls)?;
                connector.oneshot(dialled(url.as_str())?).await.map(drop)
            }
            #[cfg(unix)]
            UNIX => near::Socket.oneshot(dialled(&near::Socket::uri(url))?).await.map(drop),
            H2C => Dial::new(Guard::none()).oneshot(dialled(&near::plain(url))?).await.map(drop),
            _ => Dial::new(Guard::none()).oneshot(dialled(url.as_str())?).await.map(drop),
        };
        opened.map_err(|error| Failure::of(&*error))
    };
    tokio::time::timeout(timeout, opening).await.unwrap_or_else(|_| {
        Err(Failure::new(ErrorCode::Timeout, format!("no connection within {timeout:?}")))
    })
}
