//! Somebody who runs commands: with an empty environment and a home of their own.

use std::process::Stdio;

use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::served::Served;
use super::{PATIENCE, settle};

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

    /// The same person without a variable.
    #[must_use]
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.env.retain(|(it, _)| it != name);
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
