//! What is done to requests on the way to the target: headers, TLS, and faults on purpose.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use url::Url;

use crate::cli::args::duration;
use crate::cli::error::{CliError, Exit, Result};
use crate::cli::send;
use crate::forward::{H2C, Tls, Trust};
use crate::relay::{Forwarding, Mischief};

/// What is done to requests on the way.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Way {
    /// Give each request this header, in the place of what came under its name (can be repeated)
    #[arg(long, short = 'H', value_name = "HEADER", value_parser = send::header)]
    #[arg(help_heading = TARGET)]
    header: Vec<(HeaderName, HeaderValue)>,
    /// Take this header away from each request (can be repeated)
    #[arg(long, value_name = "NAME", value_parser = name, help_heading = TARGET)]
    strip_header: Vec<HeaderName>,
    /// Tell the target that it is called so, instead of the host in its URL; it gets HTTP/1.1 then
    #[arg(long, value_name = "HOST", help_heading = TARGET)]
    host_header: Option<HeaderValue>,
    /// Trust whoever these certificates vouch for, as PEM
    #[arg(long, value_name = "FILE", conflicts_with = "insecure", help_heading = TARGET)]
    ca: Option<PathBuf>,
    /// Show this certificate to a target that asks for one, as PEM
    #[arg(long, value_name = "FILE", requires = "key", help_heading = TARGET)]
    cert: Option<PathBuf>,
    /// The private key of `--cert`, as PEM
    #[arg(long, value_name = "FILE", requires = "cert", help_heading = TARGET)]
    key: Option<PathBuf>,
    /// Take the target's certificate, whoever signed it
    #[arg(long, short = 'k', help_heading = TARGET)]
    insecure: bool,
    /// Keep each request back for so long
    #[arg(long, value_name = "TIME", value_parser = duration, help_heading = FAULTS)]
    delay: Option<Duration>,
    /// Answer a share of the requests with this status; the target gets nothing (can be repeated)
    #[arg(long, value_name = "STATUS:SHARE", value_parser = fault, help_heading = FAULTS)]
    fault: Vec<(StatusCode, f64)>,
    /// Lose a share of the requests, as though the connection broke
    #[arg(long, value_name = "SHARE", value_parser = share, num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "100%", help_heading = FAULTS)]
    drop: Option<f64>,
    /// Give the target a share of the requests twice
    #[arg(long, value_name = "SHARE", value_parser = share, num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "100%", help_heading = FAULTS)]
    duplicate: Option<f64>,
}

const TARGET: &str = "On the way to the target";
const FAULTS: &str = "Faults on purpose";

impl Way {
    /// The way to this target.
    pub(super) fn to(&self, target: Url, max_connections: usize) -> Result<Forwarding> {
        let mut set = HeaderMap::new();
        for (name, value) in &self.header {
            set.append(name, value.clone());
        }
        if let Some(host) = &self.host_header {
            set.insert(header::HOST, host.clone());
        }
        let mischief = Mischief {
            delay: self.delay.unwrap_or_default(),
            faults: self.fault.clone(),
            drop: self.drop.unwrap_or_default(),
            duplicate: self.duplicate.unwrap_or_default(),
        };
        // Shares are written in percent, and their sum is not exact.
        if mischief.share() > 1.0 + 1e-9 {
            return Err(CliError::usage(
                "faults, drops and duplicates are more than 100% together",
            ));
        }
        let strip = self.strip_header.clone();
        let tls = self.tls()?;
        Ok(Forwarding { max_connections, tls, set, strip, mischief, ..Forwarding::to(target) })
    }

    /// An error where one of the targets cannot be given what was asked for.
    pub(super) fn fits(&self, targets: &[Url]) -> Result<()> {
        match targets.iter().find(|it| self.names_the_host() && it.scheme() == H2C) {
            None => Ok(()),
            Some(it) => Err(CliError::usage(format!(
                "a host of another name needs HTTP/1.1, and `{it}` is spoken to in HTTP/2"
            ))),
        }
    }

    /// How TLS is spoken with the target.
    pub(super) fn tls(&self) -> Result<Tls> {
        let trust = if self.insecure { Trust::Anyone } else { Trust::System };
        let roots = self.ca.as_deref().map(certificates).transpose()?.unwrap_or_default();
        let identity = match (&self.cert, &self.key) {
            (Some(cert), Some(key)) => {
                let read = PrivateKeyDer::from_pem_file(key);
                let read = read.map_err(|error| unreadable(key, "a private key", error))?;
                Some((certificates(cert)?, Arc::new(read)))
            }
            _ => None,
        };
        Ok(Tls { trust, roots, identity, only_http1: self.names_the_host() })
    }

    /// Whether the host is called otherwise than in the URL, which HTTP/2 has no way to say.
    fn names_the_host(&self) -> bool {
        self.host_header.is_some() || self.header.iter().any(|(name, _)| name == header::HOST)
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let read = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<std::result::Result<Vec<_>, _>>);
    let read = read.map_err(|error| unreadable(path, "certificates", error))?;
    if read.is_empty() {
        return Err(unreadable(path, "certificates", pem::Error::NoItemsFound));
    }
    Ok(read)
}

fn unreadable(path: &Path, what: &str, error: pem::Error) -> CliError {
    let message = format!("cannot read {what} from `{}`", path.display());
    CliError::because(anyhow::anyhow!("{error}"), Exit::Usage, message)
}

fn name(text: &str) -> std::result::Result<HeaderName, String> {
    text.parse().map_err(|_| "this is no header's name".to_owned())
}

/// Reads `500:10%`.
fn fault(text: &str) -> std::result::Result<(StatusCode, f64), String> {
    let (status, part) = text.split_once(':').unwrap_or((text, "100%"));
    let status = status.parse().map_err(|_| "a fault is a status and a share, like 500:10%")?;
    Ok((status, share(part)?))
}

/// Reads `10%`.
fn share(text: &str) -> std::result::Result<f64, String> {
    let number = text.strip_suffix('%').and_then(|it| it.trim().parse::<f64>().ok());
    let number = number.filter(|it| (0.0..=100.0).contains(it));
    number.map(|it| it / 100.0).ok_or_else(|| "a share is written from 0% to 100%".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        way: Way,
    }

    fn way(args: &[&str]) -> Result<Forwarding> {
        let line = Line::try_parse_from([&["listen"], args].concat());
        let target = "https://localhost".parse().unwrap();
        line.map_err(CliError::usage)?.way.to(target, 5)
    }

    #[test]
    fn faults_are_shares_that_fit_together() {
        let way_ =
            way(&["--fault", "500:10%", "--fault", "429:5.5%", "--drop=4.5%", "--duplicate=80%"]);
        let mischief = way_.unwrap().mischief;
        assert_eq!(
            mischief.faults,
            [(StatusCode::INTERNAL_SERVER_ERROR, 0.1), (StatusCode::TOO_MANY_REQUESTS, 0.055)]
        );
        assert_eq!((mischief.drop, mischief.duplicate), (0.045, 0.8));
        assert_eq!(way(&["--drop"]).unwrap().mischief.drop, 1.0);
        for wrong in ["--drop=5", "--drop=101%", "--fault=5xx:1%", "--fault=500:"] {
            assert!(way(&[wrong]).is_err(), "{wrong}");
        }
        let error = way(&["--drop=60%", "--duplicate=50%"]).err().unwrap();
        insta::assert_snapshot!(error, @r"faults, drops and duplicates are more than 100% together");
    }

    #[test]
    fn headers_are_set_and_the_host_is_one_of_them() {
        let way =
            way(&["-H", "x-a: 1", "--header", "x-a: 2", "--host-header", "app.test"]).unwrap();
        let set: Vec<_> = way
            .set
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        assert_eq!(set, ["x-a: 1", "x-a: 2", "host: app.test"]);
    }

    #[test]
    fn a_file_that_holds_no_certificate_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().to_str().unwrap();
        let error = way(&["--ca", path]).err().unwrap().to_string();
        assert!(error.starts_with(&format!("cannot read certificates from `{path}`: ")), "{error}");
    }
}
