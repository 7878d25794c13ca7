//! Every way in which a request can end, over real sockets.

mod secure;
mod timings;

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use self::secure::{Identity, tls_server};
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
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let address = answers(
        b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
    )
    .await;
    let sender = Sender::new(Guard::none(), Trust::System, 1024);
    let outcome = sender.send(outgoing(&format!("http://{address}/"))).await;
    assert!(matches!(outcome, Outcome::Answered(it) if it.status == 302));
}
