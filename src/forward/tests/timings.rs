//! How long the parts of an exchange are told to take.

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::secure::{Identity, acceptor};
use super::*;

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
