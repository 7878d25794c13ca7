//! Every way in which a request can end, over real sockets.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
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

async fn tls_server() -> SocketAddr {
    let params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let private = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        if let Ok(mut socket) = acceptor.accept(socket).await {
            let mut buffer = vec![0; 65536];
            let _ = socket.read(&mut buffer).await.unwrap();
            socket.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
            socket.shutdown().await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn an_answer_is_told_as_it_came() {
    let address = answers(
        b"HTTP/1.1 302 Found\r\nlocation: /x\r\nset-cookie: a\r\nset-cookie: b\r\ncontent-length: 3\r\n\r\n\xff\x00!",
    )
    .await;
    let outcome =
        Sender::new(Trust::System, 1024).send(outgoing(&format!("http://{address}/"))).await;
    let Outcome::Answered(answer) = outcome else { panic!("{outcome:?}") };
    assert_eq!(answer.status, 302);
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 2);
    assert_eq!(&answer.body[..], b"\xff\x00!");
}

#[tokio::test]
async fn an_answer_is_cut_at_the_limit() {
    let address = answers(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n0123456789").await;
    let outcome = Sender::new(Trust::System, 4).send(outgoing(&format!("http://{address}/"))).await;
    let Outcome::Answered(answer) = outcome else { panic!("{outcome:?}") };
    assert_eq!(&answer.body[..], b"0123");
}

#[tokio::test]
async fn each_failure_has_its_name() {
    let sender = Sender::new(Trust::System, 1024);
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let garbage = answers(b"this is no http\r\n\r\n").await;
    let closes = answers(b"").await;
    let plain = answers(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let cut = answers(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n01").await;
    for (url, code) in [
        (format!("http://{nobody}/"), ErrorCode::ConnectionRefused),
        ("http://no-such-host.invalid/".to_owned(), ErrorCode::DnsLookupFailed),
        (format!("http://{garbage}/"), ErrorCode::ProtocolError),
        (format!("http://{closes}/"), ErrorCode::SocketClosed),
        (format!("http://{cut}/"), ErrorCode::SocketClosed),
        (format!("https://{plain}/"), ErrorCode::ErrSslWrongVersionNumber),
        ("ftp://127.0.0.1/".to_owned(), ErrorCode::InvalidUrl),
    ] {
        assert_eq!(failure(&sender, &url).await, code, "{url}");
    }
}

#[tokio::test]
async fn a_silent_destination_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let mut outgoing = outgoing(&url);
    outgoing.timeout = Duration::from_millis(50);
    let outcome = Sender::new(Trust::System, 1024).send(outgoing).await;
    assert!(matches!(outcome, Outcome::Failed(it) if it.code == ErrorCode::Timeout));
}

#[tokio::test]
async fn a_self_signed_certificate_is_named_and_may_be_trusted() {
    let url = format!("https://localhost:{}/", tls_server().await.port());
    let code = failure(&Sender::new(Trust::System, 1024), &url).await;
    assert_eq!(code, ErrorCode::SelfSignedCert);

    let url = format!("https://localhost:{}/", tls_server().await.port());
    let outcome = Sender::new(Trust::Anyone, 1024).send(outgoing(&url)).await;
    assert!(matches!(outcome, Outcome::Answered(it) if it.status == 204));
}

#[tokio::test]
async fn reaching_somebody_sends_nothing_and_names_why_nobody_is_there() {
    let patience = Duration::from_secs(5);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url: Url = format!("http://{}/path", listener.local_addr().unwrap()).parse().unwrap();
    assert_eq!(reach(&url, Trust::System, patience).await, Ok(()));
    let (mut socket, _) = listener.accept().await.unwrap();
    assert_eq!(socket.read(&mut [0; 16]).await.unwrap(), 0);
    drop(listener);
    let failure = reach(&url, Trust::System, patience).await.unwrap_err();
    assert_eq!(failure, Failure::new(ErrorCode::ConnectionRefused, "connection refused"));

    for (trust, expected) in
        [(Trust::System, Err(ErrorCode::SelfSignedCert)), (Trust::Anyone, Ok(()))]
    {
        let url = format!("https://localhost:{}/", tls_server().await.port()).parse().unwrap();
        assert_eq!(reach(&url, trust, patience).await.map_err(|it| it.code), expected);
    }
}
