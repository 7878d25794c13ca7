//! Whose certificates are taken on the way out, and why one is not.

use std::fmt;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore,
    SignatureScheme,
};

use super::{Tls, Trust};

/// Why an issuer is not trusted, in the two cases that the API tells from all others.
#[derive(Debug)]
pub(super) enum BadIssuer {
    /// The certificate is signed by itself.
    Itself,
    /// The server did not send its issuer's certificate.
    Missing,
}

impl fmt::Display for BadIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Itself => "the certificate is signed by itself",
            Self::Missing => "the certificate's issuer is unknown and was not sent",
        })
    }
}

impl std::error::Error for BadIssuer {}

/// How to speak TLS as a client. Fails when the system has no usable certificates.
pub(super) fn config(tls: &Tls) -> Result<ClientConfig, String> {
    let mut config = match tls.trust {
        Trust::Anyone => verified_by(Arc::new(TrustAnyone(provider())))?,
        Trust::System => {
            let mut roots = RootCertStore::empty();
            let found = rustls_native_certs::load_native_certs();
            roots.add_parsable_certificates(found.certs);
            for root in &tls.roots {
                roots.add(root.clone()).map_err(|error| format!("cannot trust a root: {error}"))?;
            }
            if roots.is_empty() {
                return Err("this system has no trusted certificates".to_owned());
            }
            trusting(roots)?
        }
    };
    if let Some((chain, key)) = &tls.identity {
        let key = CertifiedKey::from_der(chain.clone(), key.clone_key(), &provider());
        let key = key.map_err(|error| format!("certificate and key do not fit: {error}"))?;
        config.client_auth_cert_resolver = Arc::new(SingleCertAndKey::from(key));
    }
    Ok(config)
}

/// How to speak TLS with those that these vouch for.
pub(super) fn trusting(roots: RootCertStore) -> Result<ClientConfig, String> {
    let provider = provider();
    let inner = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .build()
        .map_err(|error| error.to_string())?;
    verified_by(Arc::new(TrustSome { inner, provider }))
}

fn verified_by(verifier: Arc<dyn ServerCertVerifier>) -> Result<ClientConfig, String> {
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .dangerous();
    Ok(builder.with_custom_certificate_verifier(verifier).with_no_client_auth())
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// The usual verification; only its refusals are named more precisely.
#[derive(Debug)]
struct TrustSome {
    inner: Arc<WebPkiServerVerifier>,
    provider: Arc<CryptoProvider>,
}

impl TrustSome {
    fn signed_by_itself(
        &self,
        certificate: &CertificateDer<'_>,
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> bool {
        let mut alone = RootCertStore::empty();
        if alone.add(certificate.clone().into_owned()).is_err() {
            return false;
        }
        let verifier =
            WebPkiServerVerifier::builder_with_provider(Arc::new(alone), self.provider.clone())
                .build();
        // Whatever else is wrong with it: were it its own issuer, that would not be unknown.
        verifier.is_ok_and(|it| {
            !matches!(
                it.verify_server_cert(certificate, &[], name, &[], now),
                Err(Error::InvalidCertificate(CertificateError::UnknownIssuer))
            )
        })
    }
}

impl ServerCertVerifier for TrustSome {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let res = self.inner.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        let Err(Error::InvalidCertificate(
            CertificateError::UnknownIssuer | CertificateError::Other(_),
        )) = &res
        else {
            return res;
        };
        let reason = if self.signed_by_itself(end_entity, server_name, now) {
            BadIssuer::Itself
        } else if intermediates.is_empty() {
            BadIssuer::Missing
        } else {
            return res;
        };
        Err(Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(reason)))))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// Takes every certificate, as `--insecure` says.
#[derive(Debug)]
struct TrustAnyone(Arc<CryptoProvider>);

impl ServerCertVerifier for TrustAnyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
