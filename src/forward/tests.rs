//! Every way in which a request can end, over real sockets.

use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;

/// A server that reads one request and writes these bytes, whatever they are.
async fn answers(bytes: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut buffer = vec![0; 65536];
        let _ = socket.read(&mut buffer).await.unwrap();
        socket.write_all(bytes).await.unwrap();
    });
    address
}

fn outgoing(url: &str) -> Outgoing {
    Outgoing {
        method: Method::POST,
        url: url.parse().unwrap(),
        headers: HeaderMap::new(),
        body: Bytes::from_static(b"hello"),
        timeout: Duration::from_secs(5),
    }
}

async fn failure(sender: &Sender, url: &str) -> ErrorCode {
    match sender.send(outgoing(url)).await {
        Outcome::Failed(failure) => {
            assert!(!failure.reason.is_empty());
            failure.code
        }
        Outcome::Answered(answer) => panic!("answered {}", answer.status),
    }
}

/// Somebody who signs certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
}

/// A certificate, those that are sent with it, and its key.
struct Identity {
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

    fn signed_by_itself() -> Self {
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
fn acceptor(identity: Identity, protocols: &[&[u8]]) -> tokio_rustls::TlsAcceptor {
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
async fn tls_server(identity: Identity) -> String {
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
async fn an_answer_is_told_as_it_came() {
    let address = answers(
        b"HTTP/1.1 302 Found\r\nlocation: /x\r\nset-cookie: a\r\nset-cookie: b\r\ncontent-length: 3\r\n\r\n\xff\x00!",
    )
    .await;
    let outcome = Sender::new(Guard::none(), Trust::System, 1024)
        .send(outgoing(&format!("http://{address}/")))
        .await;
    let Outcome::Answered(answer) = outcome else { panic!("{outcome:?}") };
    assert_eq!(answer.status, 302);
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 2);
    assert_eq!(&answer.body[..], b"\xff\x00!");
}

#[tokio::test]
async fn an_answer_is_cut_at_the_limit() {
    let address = answers(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n0123456789").await;
    let outcome = Sender::new(Guard::none(), Trust::System, 4)
        .send(outgoing(&format!("http://{address}/")))
        .await;
    let Outcome::Answered(answer) = outcome else { panic!("{outcome:?}") };
    assert_eq!(&answer.body[..], b"0123");
}

/// A server that reads one request, writes these bytes and drops the connection without a good-bye.
async fn resets(bytes: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 65536]).await.unwrap();
        socket.write_all(bytes).await.unwrap();
        socket.set_zero_linger().unwrap();
    });
    address
}

#[tokio::test]
async fn each_failure_has_its_name() {
    let sender = Sender::new(Guard::none(), Trust::System, 1024);
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let garbage = answers(b"this is no http\r\n\r\n").await;
    let tls = answers(b"\x15\x03\x01\x00\x02\x02\x46").await;
    let no_status = answers(b"HTTP/1.1 abc\r\n\r\n").await;
    let closes = answers(b"").await;
    let half_a_head = answers(b"HTTP/1.1 200 OK\r\ncontent-le").await;
    let half_a_body = answers(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n01").await;
    let half_a_chunk =
        answers(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n01").await;
    let no_chunk = answers(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n").await;
    let reset = resets(b"").await;
    for (url, code) in [
        (format!("http://{nobody}/"), ErrorCode::ConnectionRefused),
        ("http://no-such-host.invalid/".to_owned(), ErrorCode::DnsLookupFailed),
        (format!("http://{garbage}/"), ErrorCode::BadResponse),
        (format!("http://{tls}/"), ErrorCode::BadResponse),
        (format!("http://{no_status}/"), ErrorCode::BadResponse),
        (format!("http://{closes}/"), ErrorCode::SocketClosed),
        (format!("http://{half_a_head}/"), ErrorCode::SocketClosed),
        (format!("http://{half_a_body}/"), ErrorCode::BadResponse),
        (format!("http://{half_a_chunk}/"), ErrorCode::BadResponse),
        (format!("http://{no_chunk}/"), ErrorCode::BadResponse),
        (format!("http://{reset}/"), ErrorCode::ConnectionReset),
        ("ftp://127.0.0.1/".to_owned(), ErrorCode::InvalidUrl),
        #[cfg(target_os = "linux")]
        ("http://255.255.255.255/".to_owned(), ErrorCode::NetworkUnreachable),
    ] {
        assert_eq!(failure(&sender, &url).await, code, "{url}");
    }
}

#[tokio::test]
async fn a_destination_that_hangs_up_at_once_has_closed_the_connection() {
    let sender = Sender::new(Guard::none(), Trust::System, 1024);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            drop(socket);
        }
    });
    // Which of them it is depends on who is quicker.
    for _ in 0..50 {
        let code = failure(&sender, &url).await;
        assert!(matches!(code, ErrorCode::SocketClosed | ErrorCode::ConnectionReset), "{code:?}");
    }
}

#[tokio::test]
async fn a_destination_that_speaks_first_speaks_no_http() {
    let sender = Sender::new(Guard::none(), Trust::System, 1024);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                socket.write_all(b"SSH-2.0-server\r\n").await.unwrap();
                while socket.read(&mut [0; 1024]).await.is_ok_and(|it| it > 0) {}
            });
        }
    });
    // It may come before the request is on its way, or after.
    for _ in 0..50 {
        assert_eq!(failure(&sender, &url).await, ErrorCode::BadResponse);
    }
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
async fn an_answer_that_does_not_end_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut outgoing = outgoing(&format!("http://{}/", listener.local_addr().unwrap()));
    outgoing.timeout = Duration::from_millis(50);
    let sender = Sender::new(Guard::none(), Trust::System, 1024);
    let (outcome, _socket) = tokio::join!(sender.send(outgoing), async {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 65536]).await.unwrap();
        socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n01").await.unwrap();
        socket
    });
    assert!(matches!(outcome, Outcome::Failed(it) if it.code == ErrorCode::Timeout));
}

#[tokio::test]
async fn a_silent_destination_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let mut outgoing = outgoing(&url);
    outgoing.timeout = Duration::from_millis(50);
    let outcome = Sender::new(Guard::none(), Trust::System, 1024).send(outgoing).await;
    assert!(matches!(outcome, Outcome::Failed(it) if it.code == ErrorCode::Timeout));
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
async fn reaching_somebody_sends_nothing_and_names_why_nobody_is_there() {
    let patience = Duration::from_secs(5);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: Url = format!("http://{}/path", listener.local_addr().unwrap()).parse().unwrap();
    assert_eq!(reach(&url, &Trust::System.into(), patience).await, Ok(()));
    let (mut socket, _) = listener.accept().await.unwrap();
    assert_eq!(socket.read(&mut [0; 16]).await.unwrap(), 0);
    drop(listener);
    let failure = reach(&url, &Trust::System.into(), patience).await.unwrap_err();
    assert_eq!(failure, Failure::new(ErrorCode::ConnectionRefused, "connection refused"));

    for (trust, expected) in
        [(Trust::System, Err(ErrorCode::SelfSignedCert)), (Trust::Anyone, Ok(()))]
    {
        let url = tls_server(Identity::signed_by_itself()).await.parse().unwrap();
        assert_eq!(reach(&url, &trust.into(), patience).await.map_err(|it| it.code), expected);
    }
}

#[tokio::test]
async fn what_the_guard_refuses_is_named_with_its_rule() {
    let sender = Sender::new(Guard::facing_a_network(Vec::new()), Trust::System, 1024);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "169.254.169.254",
    ] {
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://{host}:{port}/");
            let outcome = sender.send(outgoing(&url)).await;
            let Outcome::Failed(failure) = outcome else { panic!("{url}: {outcome:?}") };
            assert_eq!(failure.code, ErrorCode::NetworkRequestCanceled, "{url}: {failure:?}");
            assert!(failure.reason.contains("--allow-outbound"), "{url}: {failure:?}");
        }
    }
    let nobody_came = tokio::time::timeout(Duration::from_millis(20), listener.accept()).await;
    assert!(nobody_came.is_err());

    let allowed = Guard::facing_a_network(vec!["127.0.0.1/32".parse().unwrap()]);
    let address = answers(b"HTTP/1.1 204 No Content\r\n\r\n").await;
    let sender = Sender::new(allowed, Trust::System, 1024);
    let outcome = sender.send(outgoing(&format!("http://{address}/"))).await;
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

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let address = answers(
        b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
    )
    .await;
    let sender = Sender::new(Guard::none(), Trust::System, 1024);
    let outcome = sender.send(outgoing(&format!("http://{address}/"))).await;
    assert!(matches!(outcome, Outcome::Answered(it) if it.status == 302));
}

/// Long enough to be told from what takes no time.
const LONG: Duration = Duration::from_millis(30);

fn at_least(part: Option<u32>, time: Duration) -> bool {
    part.is_some_and(|it| u128::from(it) >= time.as_micros())
}

/// Reads a request; `false` at the end of the connection.
async fn reads(socket: &mut (impl AsyncRead + Unpin)) -> bool {
    socket.read(&mut [0; 65536]).await.is_ok_and(|it| it > 0)
}

#[tokio::test]
async fn each_part_of_an_exchange_is_timed_and_an_open_connection_needs_few() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://localhost:{}/", listener.local_addr().unwrap().port());
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        while reads(&mut socket).await {
            tokio::time::sleep(LONG).await;
            socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n").await.unwrap();
            tokio::time::sleep(2 * LONG).await;
            socket.write_all(b"ok").await.unwrap();
        }
    });
    let sender = Sender::new(Guard::none(), Trust::System, 1024);
    let begun = std::time::Instant::now();
    let (_, timings) = sender.send_timed(outgoing(&url)).await;
    let whole = begun.elapsed().as_micros();
    let timings = timings.unwrap();
    assert!(timings.dns.is_some() && timings.connect.is_some(), "{timings:?}");
    assert_eq!((timings.tls, timings.reused()), (None, false));
    assert!(at_least(timings.first_byte, LONG) && at_least(timings.body, 2 * LONG), "{timings:?}");
    let parts = [timings.dns, timings.connect, timings.first_byte, timings.body];
    let sum: u32 = parts.into_iter().flatten().sum();
    assert!(u128::from(sum) <= whole, "{timings:?} in {whole}");

    let (_, timings) = sender.send_timed(outgoing(&url)).await;
    let timings = timings.unwrap();
    assert_eq!((timings.dns, timings.connect, timings.tls), (None, None, None));
    assert!(timings.reused() && at_least(timings.first_byte, LONG), "{timings:?}");
    server.abort();
}

#[tokio::test]
async fn of_a_failure_the_last_part_is_the_one_that_failed() {
    let sender = Sender::new(Guard::none(), Trust::Anyone, 1024);
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = silent.local_addr().map(|it| (it, silent)).unwrap();
    let nobody = {
        let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
        gone.local_addr().unwrap()
    };
    let cut = answers(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n01").await;
    // Which parts there are: dns, connect, tls, first byte, body.
    for (url, parts) in [
        ("http://nobody.invalid/".to_owned(), [true, false, false, false, false]),
        (format!("http://{nobody}/"), [false, true, false, false, false]),
        (format!("https://localhost:{}/", nobody.port()), [true, true, false, false, false]),
        (format!("https://{}/", silent.0), [false, true, true, false, false]),
        (format!("http://{}/", silent.0), [false, true, false, true, false]),
        (format!("http://{cut}/"), [false, true, false, true, true]),
    ] {
        let outgoing = Outgoing { timeout: 5 * LONG, ..outgoing(&url) };
        let (outcome, timings) = sender.send_timed(outgoing).await;
        assert!(matches!(outcome, Outcome::Failed(_)), "{url}");
        let it = timings.unwrap();
        let found = [it.dns, it.connect, it.tls, it.first_byte, it.body];
        assert_eq!(found.map(|it| it.is_some()), parts, "{url}: {it:?}");
    }
    let refused = Sender::new(Guard::facing_a_network(Vec::new()), Trust::System, 1024);
    let (_, timings) = refused.send_timed(outgoing(&format!("http://{nobody}/"))).await;
    assert_eq!(timings, None, "nobody was asked");
}

#[tokio::test]
async fn a_connection_that_was_opened_for_another_is_told_as_open() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    let acceptor = acceptor(Identity::signed_by_itself(), &[b"http/1.1"]);
    let (dialled, seen) = tokio::sync::oneshot::channel();
    let server = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let mut socket = acceptor.accept(socket).await.unwrap();
        assert!(reads(&mut socket).await);
        dialled.send(()).unwrap();
        // The second has dialled, and is spoken to by nobody.
        let _silent = listener.accept().await.unwrap();
        for _ in 0..2 {
            socket.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
            reads(&mut socket).await;
        }
    });
    let sender = Sender::new(Guard::none(), Trust::Anyone, 1024);
    let ((_, first), (outcome, second)) = tokio::join!(sender.send_timed(outgoing(&url)), async {
        seen.await.unwrap();
        sender.send_timed(outgoing(&url)).await
    });
    assert!(matches!(outcome, Outcome::Answered(it) if it.status == 204));
    let (first, second) = (first.unwrap(), second.unwrap());
    assert!(first.tls.is_some() && first.first_byte.is_some(), "{first:?}");
    assert!(second.reused() && second.tls.is_none(), "{second:?}");
    server.abort();
}
