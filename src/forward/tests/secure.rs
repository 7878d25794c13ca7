//! TLS: each breach with its name, and HTTP/2 where it is offered.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;

/// Somebody who signs certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
}

/// A certificate, those that are sent with it, and its key.
pub(super) struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap().der().clone();
        Self { issuer: Issuer::new(params, key), certificate }
    }

    fn vouches_for(&self, host: &str, until: i32) -> Identity {
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        params.not_after = rcgen::date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Identity::new(certificate.der().clone(), &key)
    }
}

impl Identity {
    fn new(certificate: CertificateDer<'static>, key: &KeyPair) -> Self {
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        Self { chain: vec![certificate], key }
    }

    pub(super) fn signed_by_itself() -> Self {
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let key = KeyPair::generate().unwrap();
        Self::new(params.self_signed(&key).unwrap().der().clone(), &key)
    }

    fn with(mut self, issuer: &Authority) -> Self {
        self.chain.push(issuer.certificate.clone());
        self
    }
}

/// Shows this certificate, and offers these protocols.
pub(super) fn acceptor(identity: Identity, protocols: &[&[u8]]) -> tokio_rustls::TlsAcceptor {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(identity.chain, identity.key)
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|it| it.to_vec()).collect();
    tokio_rustls::TlsAcceptor::from(Arc::new(config))
}

/// A server that shows this certificate and answers 204; its URL.
pub(super) async fn tls_server(identity: Identity) -> String {
    let acceptor = acceptor(identity, &[]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        if let Ok(mut socket) = acceptor.accept(socket).await {
            let mut buffer = vec![0; 65536];
            let _ = socket.read(&mut buffer).await.unwrap();
            socket.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
            socket.shutdown().await.unwrap();
        }
    });
    url
}

#[tokio::test]
async fn each_breach_of_tls_has_its_name() {
    let (known, unknown) = (Authority::new("known"), Authority::new("unknown"));
    let mut roots = RootCertStore::empty();
    roots.add(known.certificate.clone()).unwrap();
    let config = tls::trusting(roots).unwrap();
    let secure = builder().build(timed(connector_with(Guard::none(), config, false)));
    let secure = OnceLock::from(secure);
    let sender = Sender { secure, ..Sender::new(Guard::none(), Trust::System, 1024) };

    let good = tls_server(known.vouches_for("localhost", 4000)).await;
    let outcome = sender.send(outgoing(&good)).await;
    assert!(matches!(outcome, Outcome::Answered(it) if it.status == 204));

    let plain = answers(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let alert = answers(b"\x15\x03\x03\x00\x02\x02\x28").await;
    let closes = answers(b"").await;
    let reset = resets(b"").await;
    for (url, code) in [
        (tls_server(Identity::signed_by_itself()).await, ErrorCode::SelfSignedCert),
        (tls_server(known.vouches_for("localhost", 2001)).await, ErrorCode::SslCertExpired),
        (
            tls_server(known.vouches_for("elsewhere.test", 4000)).await,
            ErrorCode::ErrTlsCertAltnameInvalid,
        ),
        (
            tls_server(unknown.vouches_for("localhost", 4000)).await,
            ErrorCode::UnableToGetIssuerCert,
        ),
        (
            tls_server(unknown.vouches_for("localhost", 4000).with(&unknown)).await,
            ErrorCode::SslErrorCaUnknown,
        ),
        (format!("https://{plain}/"), ErrorCode::ErrSslWrongVersionNumber),
        (format!("https://{alert}/"), ErrorCode::ProtocolError),
        (format!("https://{closes}/"), ErrorCode::SocketClosed),
        (format!("https://{reset}/"), ErrorCode::ConnectionReset),
    ] {
        assert_eq!(failure(&sender, &url).await, code, "{url}");
    }
}

#[tokio::test]
async fn a_self_signed_certificate_is_named_and_may_be_trusted() {
    let url = tls_server(Identity::signed_by_itself()).await;
    let code = failure(&Sender::new(Guard::none(), Trust::System, 1024), &url).await;
    assert_eq!(code, ErrorCode::SelfSignedCert);

    let url = tls_server(Identity::signed_by_itself()).await;
    let outcome = Sender::new(Guard::none(), Trust::Anyone, 1024).send(outgoing(&url)).await;
    assert!(matches!(outcome, Outcome::Answered(it) if it.status == 204));
}

#[tokio::test]
async fn a_server_that_offers_http_2_gets_it_on_one_connection() {
    let known = Authority::new("known");
    let mut roots = RootCertStore::empty();
    roots.add(known.certificate.clone()).unwrap();
    let config = tls::trusting(roots).unwrap();
    let secure = builder().build(timed(connector_with(Guard::none(), config, false)));
    let secure = OnceLock::from(secure);
    let sender = Sender { secure, ..Sender::new(Guard::none(), Trust::System, 1024) };

    let acceptor = acceptor(known.vouches_for("localhost", 4000), &[b"h2", b"http/1.1"]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/a?b=c", listener.local_addr().unwrap().port());
    let seen = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let socket = acceptor.accept(socket).await.unwrap();
        let mut h2 = h2::server::handshake(socket).await.unwrap();
        let mut seen = Vec::new();
        while seen.len() < 2 {
            let (request, mut respond) = h2.accept().await.unwrap().unwrap();
            seen.push(request.uri().to_string());
            let response = http::Response::builder().status(204).body(()).unwrap();
            respond.send_response(response, true).unwrap();
        }
        // The answers are on their way once the connection has ended in peace.
        h2.graceful_shutdown();
        let _ = h2.accept().await;
        seen
    });
    for _ in 0..2 {
        let outcome = sender.send(outgoing(&url)).await;
        assert!(matches!(&outcome, Outcome::Answered(it) if it.status == 204), "{outcome:?}");
    }
    assert_eq!(seen.await.unwrap(), [url.clone(), url]);
}
