//! What can go wrong on the way out, with the API's name for each.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper_util::client::legacy::connect::dns::Name;
use rustls::CertificateError;

use super::clock::Opening;
use super::guard::{Guard, Refused};
use super::tls::BadIssuer;
use crate::model::ErrorCode;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The API's name for it.
    pub code: ErrorCode,
    /// In words, for people: `connection refused`.
    pub reason: String,
}

impl Failure {
    /// A failure with its reason in words.
    pub fn new(code: ErrorCode, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }

    /// Finds the name for an error of the HTTP library: the innermost cause that we know.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Self {
        let mut innermost = error;
        let mut code = None;
        let mut cause = Some(error);
        while let Some(it) = cause {
            if let Some(found) = name(it) {
                code = Some(found);
            }
            innermost = it;
            // An io::Error hides what it wraps from `source` one level deep.
            cause = match it.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
                Some(inner) => Some(inner),
                None => it.source(),
            };
        }
        // The system's own errors have numbers in their words; their kinds do not.
        let reason = match innermost.downcast_ref::<io::Error>() {
            Some(error) if error.raw_os_error().is_some() && name(innermost).is_some() => {
                error.kind().to_string()
            }
            _ => innermost.to_string(),
        };
        Self { code: code.unwrap_or(ErrorCode::NetworkError), reason }
    }
}

fn name(error: &(dyn Error + 'static)) -> Option<ErrorCode> {
    if error.is::<DnsFailure>() {
        return Some(ErrorCode::DnsLookupFailed);
    }
    if error.is::<Refused>() {
        return Some(ErrorCode::NetworkRequestCanceled);
    }
    if let Some(error) = error.downcast_ref::<h2::Error>() {
        return match error.get_io() {
            Some(error) => name(error),
            // The far end took back what it had begun; else it spoke no HTTP/2.
            None if error.is_remote() => Some(ErrorCode::ConnectionReset),
            None => Some(ErrorCode::BadResponse),
        };
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return match error.kind() {
            io::ErrorKind::ConnectionRefused => Some(ErrorCode::ConnectionRefused),
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => {
                Some(ErrorCode::ConnectionReset)
            }
            io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof => {
                Some(ErrorCode::SocketClosed)
            }
            io::ErrorKind::HostUnreachable => Some(ErrorCode::HostUnreachable),
            io::ErrorKind::NetworkUnreachable => Some(ErrorCode::NetworkUnreachable),
            io::ErrorKind::TimedOut => Some(ErrorCode::Timeout),
            _ => None,
        };
    }
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(tls_name(error));
    }
    if let Some(error) = error.downcast_ref::<hyper::Error>() {
        // The last two are a connection that was closed before the request was on its way.
        if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
            return Some(ErrorCode::SocketClosed);
        }
        // hyper has no question for a server that speaks first; nothing else that is not ours is left
        // without a cause of its own.
        let unasked = error.source().is_none() && !error.is_user();
        return (error.is_parse() || unasked).then_some(ErrorCode::BadResponse);
    }
    None
}

fn tls_name(error: &rustls::Error) -> ErrorCode {
    match error {
        rustls::Error::InvalidCertificate(error) => match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                ErrorCode::SslCertExpired
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                ErrorCode::ErrTlsCertAltnameInvalid
            }
            CertificateError::Other(other) => match other.0.downcast_ref::<BadIssuer>() {
                Some(BadIssuer::Itself) => ErrorCode::SelfSignedCert,
                Some(BadIssuer::Missing) => ErrorCode::UnableToGetIssuerCert,
                None => ErrorCode::SslErrorCaUnknown,
            },
            _ => ErrorCode::SslErrorCaUnknown,
        },
        // What a server that speaks plain HTTP answers to a TLS greeting.
        rustls::Error::InvalidMessage(_) => ErrorCode::ErrSslWrongVersionNumber,
        _ => ErrorCode::ProtocolError,
    }
}

/// A host name without an address.
#[derive(Debug)]
struct DnsFailure {
    host: String,
    cause: Option<io::Error>,
}

impl fmt::Display for DnsFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "no address for `{}`: {cause}", self.host),
            None => write!(f, "no address for `{}`", self.host),
        }
    }
}

impl Error for DnsFailure {}

/// Asks the system for addresses, and says so when it is the name that failed, or when none of them
/// may be dialled.
#[derive(Clone, Debug)]
pub(super) struct Resolver {
    guard: Guard,
    opening: Opening,
}

impl Resolver {
    /// Answers what the guard lets through, for one connection.
    pub(super) fn new(guard: Guard, opening: Opening) -> Self {
        Self { guard, opening }
    }
}

type Addresses = std::vec::IntoIter<SocketAddr>;
type Answering = Pin<Box<dyn Future<Output = Result<Addresses, io::Error>> + Send>>;

impl tower::Service<Name> for Resolver {
    type Response = Addresses;
    type Error = io::Error;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Answering {
        let Self { guard, opening } = self.clone();
        opening.looks_up();
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::net::lookup_host((host.as_str(), 0)).await;
            let found = found.map(Iterator::collect::<Vec<_>>);
            let (mut allowed, mut refused) = (Vec::new(), None);
            match found {
                Ok(addresses) => {
                    for address in addresses {
                        match guard.judge(address.ip()) {
                            Ok(()) => allowed.push(address),
                            Err(why) => refused = refused.or(Some(why)),
                        }
                    }
                }
                Err(cause) => {
                    return Err(io::Error::other(DnsFailure { host, cause: Some(cause) }));
                }
            }
            match refused {
                Some(refused) if allowed.is_empty() => Err(io::Error::other(refused)),
                None if allowed.is_empty() => {
                    Err(io::Error::other(DnsFailure { host, cause: None }))
                }
                _ => {
                    opening.found();
                    Ok(allowed.into_iter())
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those that no test can have from a real network everywhere, and those that they stand beside.
    #[test]
    fn every_failure_of_the_system_has_its_name() {
        for (kind, code) in [
            (io::ErrorKind::ConnectionRefused, ErrorCode::ConnectionRefused),
            (io::ErrorKind::ConnectionReset, ErrorCode::ConnectionReset),
            (io::ErrorKind::ConnectionAborted, ErrorCode::ConnectionReset),
            (io::ErrorKind::BrokenPipe, ErrorCode::SocketClosed),
            (io::ErrorKind::UnexpectedEof, ErrorCode::SocketClosed),
            (io::ErrorKind::HostUnreachable, ErrorCode::HostUnreachable),
            (io::ErrorKind::NetworkUnreachable, ErrorCode::NetworkUnreachable),
            (io::ErrorKind::TimedOut, ErrorCode::Timeout),
            (io::ErrorKind::PermissionDenied, ErrorCode::NetworkError),
        ] {
            assert_eq!(Failure::of(&io::Error::from(kind)).code, code, "{kind}");
            let wrapped = io::Error::other(io::Error::from(kind));
            assert_eq!(Failure::of(&wrapped).code, code, "{kind}, wrapped");
        }
    }
}
