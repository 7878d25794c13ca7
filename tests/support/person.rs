//! Somebody who runs commands: with an empty environment and a home of their own.

use std::process::Stdio;

use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::PATIENCE;
use super::served::Served;

/// Who runs commands.
pub(crate) struct Person {
    /// Where their files are.
    pub(crate) home: TempDir,
    env: Vec<(String, String)>,
}

impl Person {
    /// Somebody who never used hookport.
    pub(crate) fn new() -> Self {
        let env = [("TZ", "UTC"), ("HOOKPORT_NO_KEYRING", "1")];
        let env = env.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Self { home: TempDir::new().unwrap(), env }
    }

    /// Somebody who uses this gateway.
    pub(crate) fn at(gateway: &Served) -> Self {
        Self::new()
            .with("HOOKPORT_API_URL", &gateway.url)
            .with("HOOKPORT_API_KEY", super::served::KEY)
    }

    /// The same person with one more variable.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The command that runs the program with these arguments.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hookport"));
        command.env_clear().env("HOME", self.home.path()).envs(self.env.iter().cloned());
        // Windows opens no socket without it.
        command.envs(std::env::var_os("SystemRoot").map(|it| ("SystemRoot", it)));
        command.current_dir(self.home.path()).args(args).stdin(Stdio::null()).kill_on_drop(true);
        command
    }

    /// Runs a command. Answers what it said and how it ended, without what differs between runs.
    pub(crate) async fn run(&self, args: &[&str]) -> String {
        self.run_with(args, "").await
    }

    /// Runs a command that reads this.
    pub(crate) async fn run_with(&self, args: &[&str], stdin: &str) -> String {
        let (exit, stdout, stderr) = self.end(args, stdin).await;
        let mut said = stdout;
        if !stderr.is_empty() {
            said.push_str("------- stderr -------\n");
            said.push_str(&stderr);
        }
        if exit != 0 {
            said.push_str(&format!("[exit status: {exit}]\n"));
        }
        settle(&said.replace(&*self.home.path().to_string_lossy(), "$HOME"))
    }

    /// Runs a command that answers with JSON and succeeds.
    pub(crate) async fn json(&self, args: &[&str]) -> serde_json::Value {
        let args = [args, &["--output", "json"]].concat();
        let (exit, stdout, stderr) = self.end(&args, "").await;
        assert_eq!(exit, 0, "{args:?}: {stderr}");
        serde_json::from_str(&stdout).unwrap()
    }

    async fn end(&self, args: &[&str], stdin: &str) -> (i32, String, String) {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        // A command that reads nothing may be gone before it is written to.
        let _ = pipe.write_all(stdin.as_bytes()).await;
        drop(pipe);
        let ended = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
        let ended = ended.unwrap_or_else(|_| panic!("{args:?} did not end")).unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (ended.status.code().unwrap_or(-1), text(ended.stdout), text(ended.stderr))
    }
}

/// The text without what differs between runs: the tails of ids, ports, times, errors' numbers.
fn settle(text: &str) -> String {
    const PREFIXES: [&str; 8] = ["src_", "des_", "web_", "req_", "evt_", "atm_", "tm_", "cli_"];
    let mut res = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let tail = |at: usize| rest[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let prefix = PREFIXES
            .into_iter()
            .find(|it| rest.starts_with(it) && [11, 20].contains(&tail(it.len())));
        if let Some(prefix) = prefix {
            let length = tail(prefix.len());
            res.push_str(prefix);
            res.push_str(&"*".repeat(length));
            rest = &rest[prefix.len() + length..];
        } else if let Some(after) = rest.strip_prefix("127.0.0.1:") {
            let port = after.bytes().take_while(u8::is_ascii_digit).count();
            res.push_str("127.0.0.1:");
            // Ports below 10 are named by tests on purpose.
            res.push_str(if port > 1 { "*****" } else { &after[..port] });
            rest = &after[port..];
        } else if let Some(after) = rest.strip_prefix(" (os error ") {
            rest = after.split_once(')').map_or(after, |(_, after)| after);
        } else if let Some(after) = time(rest) {
            res.push_str("****-**-** **:**:**");
            rest = after;
        } else {
            res.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    res
}

/// What follows a time like `2026-11-24 08:00:00`.
fn time(text: &str) -> Option<&str> {
    let pattern = b"dddd-dd-dd dd:dd:dd";
    let head = text.as_bytes().get(..pattern.len())?;
    let fits = head.iter().zip(pattern).all(|(it, wanted)| match wanted {
        b'd' => it.is_ascii_digit(),
        wanted => it == wanted,
    });
    fits.then(|| &text[pattern.len()..])
}
