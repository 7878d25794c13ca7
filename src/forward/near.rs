//! Servers that a listener reaches in ways of their own: a Unix socket, or HTTP/2 without TLS.
//!
//! The URL says which: `unix://%2Ftmp%2Fapp.sock/hooks` has a socket's path for its host, and
//! `h2c://localhost:3000/hooks` a server that is known to speak HTTP/2. Only a [`Sender`] without a
//! guard understands them; a gateway's destinations are `http:` and `https:`.
//!
//! [`Sender`]: super::Sender

use url::Url;

/// The scheme of a URL whose host is the path of a socket.
pub const UNIX: &str = "unix";
/// The scheme of HTTP/2 without TLS, which is spoken from the first byte on.
pub const H2C: &str = "h2c";

/// What is dialled for the URL of a server that speaks HTTP/2 without TLS.
pub(super) fn plain(url: &Url) -> String {
    url.as_str().replacen(H2C, "http", 1)
}

#[cfg(unix)]
pub(super) use self::socket::Socket;

#[cfg(unix)]
mod socket {
    use std::error::Error;
    use std::ffi::OsStr;
    use std::io;
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::{Path, PathBuf};
    use std::task::{Context, Poll};

    use data_encoding::HEXLOWER;
    use http::Uri;
    use hyper_util::rt::TokioIo;
    use percent_encoding::percent_decode_str;
    use tokio::net::UnixStream;

    use super::super::clock::{Dialling, Opening};
    use super::{UNIX, Url};

    /// Connects to sockets of this machine.
    #[derive(Clone, Copy, Debug)]
    pub(in super::super) struct Socket;

    impl Socket {
        /// What to dial for a URL. The HTTP library takes no `%` in a host, so the path is hex there.
        pub(in super::super) fn uri(url: &Url) -> String {
            let path: Vec<u8> = percent_decode_str(url.host_str().unwrap_or_default()).collect();
            let rest = &url[url::Position::BeforePath..];
            format!("{UNIX}://{}{rest}", HEXLOWER.encode(&path))
        }
    }

    impl tower::Service<Uri> for Socket {
        type Response = TokioIo<UnixStream>;
        type Error = Box<dyn Error + Send + Sync>;
        type Future = Dialling<Self::Response, Self::Error>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, uri: Uri) -> Self::Future {
            let opening = Opening::begin(false);
            Box::pin(async move {
                let path = HEXLOWER.decode(uri.host().unwrap_or_default().as_bytes())?;
                let path = PathBuf::from(OsStr::from_bytes(&path));
                let stream = UnixStream::connect(&path).await;
                let stream = stream.map_err(|error| nobody_there(error, &path))?;
                opening.connected(None);
                Ok(TokioIo::new(stream))
            })
        }
    }

    /// That a file is missing is what a refused connection is elsewhere: nobody listens.
    fn nobody_there(error: io::Error, path: &Path) -> io::Error {
        if error.kind() != io::ErrorKind::NotFound {
            return error;
        }
        let path = path.display();
        io::Error::new(io::ErrorKind::ConnectionRefused, format!("there is no socket at {path}"))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{Failure, Guard, Outcome, Outgoing, Sender, Trust, reach};
    use crate::model::ErrorCode;

    async fn failure(guard: Guard, url: &str) -> Failure {
        let sender = Sender::new(guard, Trust::System, 1024);
        let outgoing = Outgoing {
            method: http::Method::POST,
            url: url.parse().unwrap(),
            headers: http::HeaderMap::new(),
            body: bytes::Bytes::new(),
            timeout: Duration::from_secs(5),
        };
        match sender.send(outgoing).await {
            Outcome::Failed(failure) => failure,
            Outcome::Answered(answer) => panic!("answered {}", answer.status),
        }
    }

    #[tokio::test]
    async fn a_guarded_sender_knows_neither() {
        for url in ["unix://%2Ftmp%2Fapp.sock/", "h2c://localhost:3000/"] {
            let failure = failure(Guard::at_home(Vec::new()), url).await;
            assert_eq!(failure.code, ErrorCode::InvalidUrl, "{url}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_socket_that_is_missing_is_named() {
        let url = "unix://%2Fnowhere%2Fmy%20app.sock/hooks";
        let expected = Failure::new(
            ErrorCode::ConnectionRefused,
            "there is no socket at /nowhere/my app.sock",
        );
        assert_eq!(failure(Guard::none(), url).await, expected);
        let tls = Trust::System.into();
        let looked = reach(&url.parse().unwrap(), &tls, Duration::from_secs(5)).await;
        assert_eq!(looked, Err(expected));
    }
}
