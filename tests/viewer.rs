//! The live viewer of the built binary, in a terminal.

use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::support::{PATIENCE, Served, Target, hookport};

/// A program in a terminal of 100 columns and 30 lines.
struct Terminal {
    screen: Arc<Mutex<vt100::Parser>>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn std::io::Write + Send>,
    child: Box<dyn Child + Send + Sync>,
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

impl Terminal {
    fn start(gateway: &Served, args: &[&str]) -> Self {
        Self::with(gateway, args, &[])
    }

    fn with(gateway: &Served, args: &[&str], variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        let plain = hookport(&gateway.home);
        let mut command = CommandBuilder::new(plain.as_std().get_program());
        command.env_clear();
        for (name, value) in plain.as_std().get_envs() {
            command.env(name, value.unwrap());
        }
        command.env("TERM", "xterm-256color");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        variables.iter().for_each(|(name, value)| command.env(name, value));
        command.args(args);
        let child = pty.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(30), cells(100), 0)));
        let (mut reader, sink) = (pty.master.try_clone_reader().unwrap(), screen.clone());
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                sink.lock().unwrap().process(&buffer[..count]);
            }
        });
        let keys = pty.master.take_writer().unwrap();
        Self { screen, master: pty.master, keys, child }
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn is_full_screen(&self) -> bool {
        self.screen.lock().unwrap().screen().alternate_screen()
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen is as wanted.
    async fn until(&self, wanted: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let text = self.text();
            if wanted(&text) {
                return text;
            }
            assert!(start.elapsed() < PATIENCE, "the screen stays:\n{text}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn ended(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "it does not end:\n{}", self.text());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.child.kill());
    }
}

#[tokio::test]
async fn an_event_is_seen_opened_and_retried_and_q_gives_the_terminal_back() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let port = target.address.port().to_string();
    let mut terminal =
        Terminal::start(&gateway, &["listen", &port, "shop", "--api-url", &gateway.url]);
    let text = terminal.until(|it| it.contains("online") && it.contains("curl")).await;
    assert!(terminal.is_full_screen());
    let url = text.split_whitespace().find(|it| it.contains("/e/")).unwrap();

    gateway.api().send(&format!("{url}/orders"), "application/json", r#"{"coffee":2}"#).await;
    terminal.until(|it| it.contains("/orders") && it.contains("200")).await;
    terminal.press("d");
    terminal.until(|it| it.contains(r#""coffee": 2"#) && it.contains("200 OK")).await;
    terminal.press("r");
    terminal.until(|it| it.contains("2 attempts")).await;
    target.received(2).await;

    // A smaller terminal is drawn anew, down to one that holds next to nothing.
    for (rows, cols) in [(24, 80), (3, 10)] {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        terminal.master.resize(size).unwrap();
        terminal.screen.lock().unwrap().screen_mut().set_size(cells(rows), cells(cols));
        terminal.until(|it| it.contains("hookport")).await;
    }

    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
    assert!(!terminal.is_full_screen());
    assert!(!terminal.screen.lock().unwrap().screen().hide_cursor());
}

#[tokio::test]
async fn what_came_is_searched_filtered_explained_changed_and_sent_again() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let port = target.address.port().to_string();
    let args = ["listen", &port, "shop", "--api-url", &gateway.url];
    // An editor as good as any: it changes the file that it is given.
    let mut terminal = Terminal::with(&gateway, &args, &[("VISUAL", "sed -i s/beans/leaves/")]);
    let text = terminal.until(|it| it.contains("online") && it.contains("curl")).await;
    let url = text.split_whitespace().find(|it| it.contains("/e/")).unwrap().to_owned();
    for (path, body) in [("/coffee", r#"{"type":"coffee.made","of":"beans"}"#), ("/tea", "{}")] {
        gateway.api().send(&format!("{url}{path}"), "application/json", body).await;
        terminal.until(|it| it.contains(path) && it.contains("200")).await;
    }

    terminal.press("d/beans\r");
    terminal.until(|it| it.contains(r#""of": "beans""#) && it.contains("coffee.made")).await;
    terminal.press("5");
    terminal.until(|it| it.contains("SUCCESSFUL") && it.contains("└─")).await;
    terminal.press("4");
    terminal.until(|it| it.contains("first byte")).await;
    terminal.press("fp:tea\r");
    terminal.until(|it| it.contains("1 of 2 events") && !it.contains("/coffee")).await;
    // Escape once for what is searched for, and once for the filter.
    terminal.press("\x1b");
    terminal.until(|it| !it.contains("/beans")).await;
    terminal.press("\x1b");
    terminal.until(|it| it.contains(" 2 events") && !it.contains("of 2 events")).await;

    terminal.press("g1e");
    let sent = target.received(3).await.pop().unwrap();
    let changed = r#"{"type":"coffee.made","of":"leaves"}"#;
    assert_eq!((&*sent.path, &*sent.body), ("/coffee", changed.as_bytes()));
    terminal.until(|it| it.contains("3 events")).await;
    assert!(terminal.is_full_screen());
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
}

#[tokio::test]
async fn the_demo_plays_in_the_viewer_and_is_summed_up_afterwards() {
    let gateway = Served::start().await;
    let mut terminal = Terminal::start(&gateway, &["demo"]);
    terminal.until(|it| it.contains("stripe invoice.paid: verified")).await;
    assert!(terminal.is_full_screen());
    terminal.press("q");
    assert_eq!(terminal.ended().await, 0);
    let text = terminal.until(|it| it.contains("as they should")).await;
    assert!(text.contains("✓ stripe") && !terminal.is_full_screen(), "{text}");
}
