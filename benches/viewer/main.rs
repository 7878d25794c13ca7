//! What the live viewer costs while much happens, and how long a key waits then.
//!
//! The viewer runs on a thread of its own, with a terminal that goes nowhere; its time on the
//! processor is that thread's. Events come at a fixed rate, each with its answer, and keys beside
//! them; every key must be seen.
//!
//! Then a viewer is filled, and each key pressed in it (`rows`).
//!
//!     cargo bench --bench viewer
//!     cargo bench --bench viewer -- rows      # the second part alone

mod rows;

use std::io::{self, Sink};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc as mpsc_std};
use std::time::{Duration, Instant};

use bytes::Bytes;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use futures_util::Stream;
use futures_util::stream::poll_fn;
use hookport::forward::{Answer, Outcome};
use hookport::model::{Headers, Id, Timestamp};
use hookport::relay::{Breakpoint, Delivery, Update};
use hookport::tui::{About, App, News, Stage, Tools, play};
use http::{HeaderMap, StatusCode};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use tokio::sync::mpsc;

/// Events a second.
const RATE: u64 = 5_000;
/// How long they come.
const TIME: Duration = Duration::from_secs(10);
/// How often a key is pressed.
const PRESS: Duration = Duration::from_millis(50);

/// A key, and when it was pressed.
type Pressed = (KeyEvent, Instant);

/// A terminal that goes nowhere.
struct Nowhere {
    terminal: Terminal<CrosstermBackend<Sink>>,
    keys: Option<mpsc::UnboundedReceiver<Pressed>>,
    waits: Arc<Waits>,
    /// Told of each key that is shown, with the time since it was pressed, by who wants to know.
    seen: Option<mpsc_std::Sender<Duration>>,
}

impl Nowhere {
    fn new(
        terminal: Terminal<CrosstermBackend<Sink>>,
        keys: mpsc::UnboundedReceiver<Pressed>,
    ) -> Self {
        Self { terminal, keys: Some(keys), waits: Arc::default(), seen: None }
    }
}

/// How long keys waited until they were read.
#[derive(Default)]
struct Waits {
    count: AtomicU64,
    longest_us: AtomicU64,
    /// When the one that was read last was pressed, until it is shown.
    last: Mutex<Option<Instant>>,
}

impl Stage for Nowhere {
    type Keys = std::pin::Pin<Box<dyn Stream<Item = io::Result<Event>> + Send>>;

    fn keys(&mut self) -> Self::Keys {
        let (mut keys, waits) = (self.keys.take().expect("keys are read once"), self.waits.clone());
        Box::pin(poll_fn(move |context| {
            keys.poll_recv(context).map(|pressed| {
                let (key, at) = pressed?;
                let waited = u64::try_from(at.elapsed().as_micros()).unwrap_or(u64::MAX);
                waits.count.fetch_add(1, Ordering::Relaxed);
                waits.longest_us.fetch_max(waited, Ordering::Relaxed);
                *waits.last.lock().expect("no other thread has it") = Some(at);
                Some(Ok(Event::Key(key)))
            })
        }))
    }

    fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(render)?;
        let last = self.waits.last.lock().expect("no other thread has it").take();
        if let (Some(seen), Some(pressed)) = (&self.seen, last) {
            seen.send(pressed.elapsed()).expect("who presses a key waits for this");
        }
        Ok(())
    }

    fn copy(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn leave(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn enter_again(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn main() {
    if std::env::args().any(|it| it == "rows") {
        return rows::measure();
    }
    if !cfg!(unix) {
        anstream::println!("only Unix tells how long one thread had the processor");
        return;
    }
    anstream::println!("{RATE} events a second for {TIME:?}, a key every {PRESS:?}\n");
    anstream::println!("{:<34}{:>12}{:>16}{:>8}", "screen", "of a core", "longest key", "keys");
    let filter = "fs:2xx path\r";
    for (what, width, height, keys) in [
        ("80×24, list", 80, 24, "jk"),
        ("120×40, list and details", 120, 40, "jk"),
        ("200×60, list and details", 200, 60, "jkG"),
        ("120×40, another filter each time", 120, 40, filter),
    ] {
        let (share, longest, count) = measure(width, height, keys);
        anstream::println!(
            "{what:<34}{:>10.1} %{:>13.1} ms{count:>8}",
            share * 100.0,
            longest * 1e3
        );
    }
    rows::measure();
}

/// The share of a core, the longest time a key waited, and how many were pressed.
#[expect(clippy::disallowed_methods, reason = "these threads are nobody else's")]
fn measure(width: u16, height: u16, keys: &'static str) -> (f64, f64, u64) {
    let (news, mut shown) = mpsc::channel(256);
    let (press, pressed) = mpsc::unbounded_channel();
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    let backend = CrosstermBackend::new(io::sink());
    let terminal = Terminal::with_options(backend, TerminalOptions { viewport });
    let terminal = terminal.expect("nothing can be wrong with nowhere");
    let stage = Nowhere::new(terminal, pressed);
    let waits = stage.waits.clone();

    let viewer = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let (commands, _asked) = mpsc::channel(64);
        let mut app = App::new(about());
        let began = processor_time();
        let breakpoint = Breakpoint::default();
        let playing = play(stage, &mut app, &mut shown, &commands, &breakpoint);
        runtime.and_then(|it| it.block_on(playing)).expect("nowhere takes everything");
        processor_time() - began
    });
    let typist = std::thread::spawn(move || {
        let began = Instant::now();
        let mut count = 0;
        for letter in keys.chars().cycle() {
            if began.elapsed() > TIME {
                break;
            }
            let code = if letter == '\r' { KeyCode::Enter } else { KeyCode::Char(letter) };
            let key = KeyEvent::new(code, KeyModifiers::NONE);
            press.send((key, Instant::now())).expect("the viewer reads keys to the end");
            count += 1;
            std::thread::sleep(PRESS);
        }
        // The viewer ends when there are no keys any more, which is not yet.
        (count, press)
    });

    let (began, mut number) = (Instant::now(), 0);
    while began.elapsed() < TIME {
        let due = (began.elapsed().as_secs_f64() * RATE as f64) as u64;
        while number < due {
            for update in event(number) {
                news.blocking_send(News::Relay(update)).expect("the viewer takes what comes");
            }
            number += 1;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let (count, press): (u64, _) = typist.join().expect("typing cannot fail");
    drop(press);
    let busy: Duration = viewer.join().expect("the viewer does not panic");
    drop(news);
    assert_eq!(waits.count.load(Ordering::Relaxed), count, "a key was lost");
    assert!(number >= RATE * TIME.as_secs() * 99 / 100, "only {number} events were taken");
    let longest = waits.longest_us.load(Ordering::Relaxed) as f64 / 1e6;
    (busy.as_secs_f64() / TIME.as_secs_f64(), longest, count)
}

/// How long this thread had the processor.
#[cfg(unix)]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(not(unix))]
fn processor_time() -> Duration {
    unreachable!("the processor's time is only asked for on Unix")
}

fn about() -> About {
    About {
        sources: vec![("shop".to_owned(), "http://127.0.0.1:4400/e/src_1".to_owned())],
        source_names: [("src_1".to_owned(), "shop".to_owned())].into(),
        connections: [(Id::from("web_1"), "shop".to_owned())].into(),
        names: [(Id::from("web_1"), "cli-shop".to_owned())].into(),
        gateway: "http://127.0.0.1:4400".to_owned(),
        targets: vec!["http://localhost:3000/".parse().expect("it is a URL")],
        most: 50,
        zone: jiff::tz::TimeZone::UTC,
        color: true,
        tools: Tools { editor: "vi".into(), pager: "less".into() },
    }
}

/// An attempt and its answer, with about a kilobyte each way.
fn event(number: u64) -> [Update; 2] {
    let (at, attempt) = (Timestamp::now(), format!("atm_{number:011}"));
    let headers = Headers::default()
        .with("content-type", b"application/json")
        .with("x-hookdeck-signature", b"NZqJYLfNXER1omVnDBxP+1JwinhSFGVied4i0J4FgZs=");
    let filler = "x".repeat(900);
    let body = format!(r#"{{"type":"order.paid","number":{number},"filler":"{filler}"}}"#);
    let delivery = Delivery {
        attempt: attempt.clone(),
        event: format!("evt_{number:011}"),
        request: format!("req_{number:011}"),
        connection: Id::from("web_1"),
        number: 1,
        method: "POST".to_owned(),
        path: format!("/path/of/orders?n={number}"),
        headers,
        body: body.into(),
        timeout: Duration::from_secs(30),
    };
    let url = "http://localhost:3000/path/of/orders".parse().expect("it is a URL");
    let status =
        if number.is_multiple_of(50) { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK };
    let body = Bytes::from_static(&[b'y'; 900]);
    let outcome = Outcome::Answered(Answer { status, headers: HeaderMap::new(), body });
    let took = Duration::from_micros(500 + number % 1000);
    [
        Update::Attempt { at, delivery, url },
        Update::Done { at, attempt, outcome, took, timings: None },
    ]
}
