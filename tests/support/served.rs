//! The built binary, serving from a folder of its own.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use super::{Api, PATIENCE};

/// The API key of every gateway that tests start.
pub(crate) const KEY: &str = "a-key-for-tests-only";

/// A gateway in a process of its own; killed when dropped.
pub(crate) struct Served {
    /// `http://127.0.0.1:PORT`; the same after a restart.
    pub(crate) url: String,
    /// Its home: data, what it said on stderr, and whatever else a test puts there.
    pub(crate) home: TempDir,
    args: Vec<String>,
    child: Child,
}

impl Served {
    /// Starts one on an empty folder.
    pub(crate) async fn start() -> Self {
        Self::with(&[]).await
    }

    /// Starts one with more arguments.
    pub(crate) async fn with(args: &[&str]) -> Self {
        let home = TempDir::new().unwrap();
        let args: Vec<_> = args.iter().map(|&it| it.to_owned()).collect();
        let (child, url) = serve(hookport(&home), &home, "127.0.0.1:0", &args).await;
        Self { url, home, args, child }
    }

    /// Starts one through a command that runs what it is given, on a home that is there.
    pub(crate) async fn through(mut wrapper: Command, home: TempDir, args: &[&str]) -> Self {
        let args: Vec<_> = args.iter().map(|&it| it.to_owned()).collect();
        wrapper.arg(env!("CARGO_BIN_EXE_hookport"));
        let (child, url) = serve(wrapper, &home, "127.0.0.1:0", &args).await;
        Self { url, home, args, child }
    }

    /// Its API.
    pub(crate) fn api(&self) -> Api {
        Api::new(&self.url, KEY)
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id().unwrap()
    }

    /// SIGKILL: it gets no chance to do anything. Waits until it is gone.
    pub(crate) async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// Starts it again, on the same folder and port; it must be gone.
    pub(crate) async fn restart(&mut self) {
        let address = self.url.trim_start_matches("http://");
        let (child, _) = serve(hookport(&self.home), &self.home, address, &self.args).await;
        self.child = child;
    }

    /// SIGTERM: it stops in its own way. Answers how it ended.
    #[cfg(unix)]
    pub(crate) async fn stop(&mut self) -> ExitStatus {
        let kill = format!("kill -TERM {}", self.pid());
        assert!(Command::new("sh").args(["-c", &kill]).status().await.unwrap().success());
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        ended.unwrap_or_else(|_| panic!("it did not stop:\n{}", said(&self.home))).unwrap()
    }
}

/// The signing secret of every gateway that tests start.
pub(crate) const SIGNING_SECRET: &str = "a-secret-for-tests-only";

/// The built binary with an empty environment and this home.
pub(crate) fn hookport(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hookport"));
    command.env_clear().env("HOME", home.path()).env("HOOKPORT_API_KEY", KEY);
    command.env("HOOKPORT_SIGNING_SECRET", SIGNING_SECRET);
    // Windows opens no socket without it.
    command.envs(std::env::var_os("SystemRoot").map(|it| ("SystemRoot", it)));
    command.stdin(Stdio::null()).kill_on_drop(true);
    command
}

async fn serve(
    mut command: Command,
    home: &TempDir,
    address: &str,
    args: &[String],
) -> (Child, String) {
    let stderr = std::fs::OpenOptions::new().append(true).create(true).open(stderr(home)).unwrap();
    command.args(["serve", "--listen", address, "--data-dir"]).arg(home.path().join("data"));
    let mut child = command.args(args).stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = tokio::time::timeout(PATIENCE, lines.next_line()).await;
    let url = ready.ok().and_then(|line| line.unwrap());
    let url = url.as_deref().and_then(|line| line.strip_prefix("listening on "));
    let url = url.unwrap_or_else(|| panic!("it did not get ready:\n{}", said(home))).to_owned();
    // What else it may say is read, so that it never waits for a reader.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (child, url)
}

fn stderr(home: &TempDir) -> PathBuf {
    home.path().join("stderr")
}

fn said(home: &TempDir) -> String {
    std::fs::read_to_string(stderr(home)).unwrap_or_default()
}
