//! The sender: keep-alive connections, as little CPU as possible on each.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use url::Url;

use crate::ledger::Ledger;

/// When the next event is sent.
#[derive(Clone, Copy)]
pub(crate) enum Pace {
    /// When the last one was answered, on each connection.
    Closed,
    /// So many a second, whatever becomes of them.
    Open(f64),
}

/// A load.
#[derive(Clone)]
pub(crate) struct Load {
    /// Source URLs, alike but for the id; the connections take turns.
    pub(crate) urls: Vec<Url>,
    /// Connections open at once.
    pub(crate) connections: usize,
    /// When the next event is sent.
    pub(crate) pace: Pace,
    /// How long; the ledger's room ends it too.
    pub(crate) time: Duration,
}

/// Sends events until the time or the ledger's room is over; answers how long it took.
pub(crate) async fn publish(ledger: &Arc<Ledger>, load: &Load) -> anyhow::Result<Duration> {
    let mut lines = Vec::new();
    for index in 0..load.connections {
        let line = Line::open(&load.urls[index % load.urls.len()], ledger.body()).await?;
        lines.push((index, line));
    }

    let start = Instant::now();
    let (tickets, over) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicBool::new(false)));
    let mut senders = JoinSet::new();
    let paths: Arc<[String]> = load.urls.iter().map(|it| it.path().to_owned()).collect();
    for (mut turn, mut line) in lines {
        let (ledger, tickets, over) = (ledger.clone(), tickets.clone(), over.clone());
        let (paths, step) = (paths.clone(), load.connections);
        let (pace, end) = (load.pace, start + load.time);
        senders.spawn(async move {
            loop {
                if let Pace::Open(_) = pace {
                    // The semaphore is closed when there are no more tickets.
                    let Ok(ticket) = tickets.acquire().await else { break };
                    ticket.forget();
                } else if Instant::now() >= end || over.load(Ordering::Relaxed) {
                    break;
                }
                let Some(event) = ledger.take() else { break };
                let due = match pace {
                    Pace::Closed => Instant::now(),
                    Pace::Open(rate) => start + Duration::from_secs_f64(event as f64 / rate),
                };
                ledger.send(event, due);
                line.aim(&paths[turn % paths.len()]);
                turn += step;
                let status = line.post(event).await.inspect_err(|_| {
                    over.store(true, Ordering::Relaxed);
                    tickets.close();
                })?;
                ledger.answer(event, status);
            }
            anyhow::Ok(())
        });
    }
    if let Pace::Open(rate) = load.pace {
        let count = (rate * load.time.as_secs_f64()) as usize;
        let tickets = tickets.clone();
        let pacer = std::thread::spawn(move || {
            for event in 0..count {
                let due = start + Duration::from_secs_f64(event as f64 / rate);
                #[expect(clippy::disallowed_methods, reason = "tokio only knows milliseconds")]
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
                tickets.add_permits(1);
            }
            tickets
        });
        let tickets = tokio::task::spawn_blocking(|| pacer.join()).await?;
        let Ok(tickets) = tickets else { bail!("the pacer panicked") };
        while tickets.available_permits() > 0 && !tickets.is_closed() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tickets.close();
    }
    while let Some(sender) = senders.join_next().await {
        sender??;
    }
    Ok(start.elapsed())
}

/// One keep-alive connection that posts the ledger's body over and over, or gets pages.
pub(crate) struct Line {
    stream: TcpStream,
    request: Vec<u8>,
    body_at: usize,
    answer: Vec<u8>,
}

impl Line {
    /// Opens a connection for posting `body` to `url`.
    pub(crate) async fn open(url: &Url, body: &[u8]) -> anyhow::Result<Self> {
        let length = body.len();
        let head = format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\nuser-agent: load/1.0\r\naccept: */*\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\
             x-github-event: push\r\nx-github-delivery: 72d3162e-cc78-11e3-81ab-4c9367dc0958\r\n\
             x-hub-signature-256: sha256={:064}\r\n\r\n",
            url.path(),
            url.authority(),
            7
        );
        let mut request = head.into_bytes();
        let body_at = request.len();
        request.extend_from_slice(body);
        let address = url.socket_addrs(|| None)?;
        let stream = TcpStream::connect(&address[..]).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, request, body_at, answer: Vec::with_capacity(16 << 10) })
    }

    /// Posts to this path from now on, which is as long as the one before.
    fn aim(&mut self, path: &str) {
        const METHOD: usize = "POST ".len();
        self.request[METHOD..METHOD + path.len()].copy_from_slice(path.as_bytes());
    }

    /// Posts one event and answers the status.
    pub(crate) async fn post(&mut self, event: usize) -> anyhow::Result<u16> {
        Ledger::number(event, &mut self.request[self.body_at..]);
        self.stream.write_all(&self.request).await?;
        self.read().await
    }

    /// Gets a page; answers the status and the body.
    pub(crate) async fn get(&mut self, path: &str, key: &str) -> anyhow::Result<(u16, &[u8])> {
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {key}\r\n\r\n"
        );
        self.stream.write_all(head.as_bytes()).await?;
        let status = self.read().await?;
        let body = find(&self.answer, b"\r\n\r\n").map_or(0, |it| it + 4);
        Ok((status, &self.answer[body..]))
    }

    /// Reads one whole answer.
    async fn read(&mut self) -> anyhow::Result<u16> {
        self.answer.clear();
        let mut whole = None;
        while whole.is_none_or(|length| self.answer.len() < length) {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                bail!("the connection was closed in the middle of an answer");
            }
            if whole.is_none()
                && let Some(end) = find(&self.answer, b"\r\n\r\n")
            {
                whole = Some(end + 4 + content_length(&self.answer[..end])?);
            }
        }
        let status = self.answer.get(9..12).and_then(|it| std::str::from_utf8(it).ok());
        status.and_then(|it| it.parse().ok()).context("an answer has no status")
    }
}

fn content_length(head: &[u8]) -> anyhow::Result<usize> {
    let name = b"\r\ncontent-length: ";
    let start = find(head, name).context("an answer has no content-length")? + name.len();
    let digits = head[start..].iter().take_while(|it| it.is_ascii_digit());
    Ok(digits.fold(0, |value, digit| value * 10 + usize::from(digit - b'0')))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|it| it == what)
}
