//! How long each key takes in a full viewer: from the press to the frame that shows it.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use hookport::relay::Breakpoint;
use hookport::tui::{App, News, bound_keys, play};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use tokio::sync::mpsc;

use super::{Nowhere, Pressed, about, event};

/// As many as a viewer keeps.
const ROWS: u64 = 100_000;
/// How often each is pressed.
const TIMES: usize = 10;
/// The longest that a key may take.
const TARGET: Duration = Duration::from_millis(50);
/// How many of the slowest are told.
const SLOWEST: usize = 12;
/// Those that give the terminal away, or end it all.
const ELSEWHERE: [&str; 3] = ["page", "suspend", "quit"];

/// A viewer, and who presses its keys.
struct Typist {
    press: mpsc::UnboundedSender<Pressed>,
    drawn: Receiver<Duration>,
    took: BTreeMap<String, Vec<Duration>>,
}

impl Typist {
    /// Presses it; answers after which time it was to be seen.
    fn press(&mut self, key: KeyEvent) -> Duration {
        self.press
            .send((key, std::time::Instant::now()))
            .expect("the viewer reads keys to the end");
        self.drawn.recv().expect("every key is followed by a frame")
    }

    fn measure(&mut self, name: &str, key: KeyEvent) {
        let took = self.press(key);
        self.took.entry(name.to_owned()).or_default().push(took);
    }

    fn type_in(&mut self, name: &str, text: &str) {
        for letter in text.chars() {
            let code = if letter == '\r' { KeyCode::Enter } else { KeyCode::Char(letter) };
            self.measure(name, plain(code));
        }
    }

    /// Back to the list, with the details beside it.
    fn go_back(&mut self) {
        for code in [KeyCode::Esc; 6].into_iter().chain([KeyCode::Char('d')]) {
            self.press(plain(code));
        }
    }
}

fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// Fills a viewer, and presses each key of its table and types what is long to look for.
pub(super) fn measure() {
    let (news, mut shown) = mpsc::channel(256);
    let (press, pressed) = mpsc::unbounded_channel();
    let (seen, drawn) = channel();
    let viewport = Viewport::Fixed(Rect::new(0, 0, 120, 40));
    let backend = CrosstermBackend::new(std::io::sink());
    let terminal = Terminal::with_options(backend, TerminalOptions { viewport });
    let terminal = terminal.expect("nothing can be wrong with nowhere");
    let stage = Nowhere { seen: Some(seen), ..Nowhere::new(terminal, pressed) };
    let viewer = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let (commands, mut asked) = mpsc::channel(64);
        let mut app = App::new(about());
        let breakpoint = Breakpoint::default();
        let playing = async {
            tokio::select! {
                res = play(stage, &mut app, &mut shown, &commands, &breakpoint) => res,
                // Nobody answers.
                () = async { while asked.recv().await.is_some() {} } => Ok(()),
            }
        };
        runtime.and_then(|it| it.block_on(playing)).expect("nowhere takes everything");
    });
    for number in 0..ROWS {
        for update in event(number) {
            news.blocking_send(News::Relay(update)).expect("the viewer takes what comes");
        }
    }

    let mut typist = Typist { press, drawn, took: BTreeMap::new() };
    for _ in 0..TIMES {
        for (name, key) in bound_keys().filter(|(name, _)| !ELSEWHERE.contains(&&**name)) {
            typist.measure(&name, key);
            typist.go_back();
        }
        typist.type_in("a filter, as it is typed", "fp:orders -s:5xx body:filler t:>1ms\r");
        typist.go_back();
        typist.type_in("a rule, as it is typed", "f{\"body\":{\"number\":{\"$gte\":99000}}}\r");
        typist.go_back();
        typist.type_in("a search that finds nothing", "/it is nowhere\r");
        typist.type_in("the same again", "nN");
        typist.go_back();
        // In another order, where what is chosen has no place that is known.
        typist.type_in("in another order", "o");
        typist.type_in("in another order", "jkjkGg");
        typist.type_in("in another order", "oo");
    }
    tell(typist.took);
    drop(typist.press);
    viewer.join().expect("the viewer does not panic");
}

fn tell(took: BTreeMap<String, Vec<Duration>>) {
    let mut rows: Vec<_> = took
        .into_iter()
        .map(|(name, mut all)| {
            all.sort_unstable();
            (all[all.len() - 1], all[all.len() / 2], name, all.len())
        })
        .collect();
    rows.sort_unstable_by(|a, b| b.cmp(a));
    let ms = |it: Duration| it.as_secs_f64() * 1e3;
    let over = rows.iter().filter(|it| it.0 > TARGET).count();
    anstream::println!("\n{ROWS} rows, 120×40, from a key to the frame that shows it\n");
    anstream::println!("{:<34}{:>10}{:>13}{:>8}", "key", "p50", "longest", "keys");
    for (longest, middle, name, count) in rows.iter().take(SLOWEST) {
        let (middle, longest) = (ms(*middle), ms(*longest));
        anstream::println!("{name:<34}{middle:>7.1} ms{longest:>10.1} ms{count:>8}");
    }
    let more = rows.len().saturating_sub(SLOWEST);
    anstream::println!("and {more} more; {over} of them all took longer than {TARGET:?} once");
}
