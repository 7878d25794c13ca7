//! Programs that the load starts, and what the system says about them.
//!
//! Figures come from `/proc`, so they are there on Linux only and are left out elsewhere.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

/// The key of every gateway here.
pub(crate) const KEY: &str = "bench-key-0123456789";

/// A running program; killed when dropped.
pub(crate) struct Process {
    child: Child,
    /// Kept open, so that the program can go on writing.
    stdout: BufReader<ChildStdout>,
}

impl Process {
    fn start(command: &mut Command) -> anyhow::Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let stdout = child.stdout.take().context("stdout is a pipe")?;
        Ok(Self { child, stdout: BufReader::new(stdout) })
    }

    /// Starts a program that says `listening on URL`, and waits for that.
    fn server(command: &mut Command) -> anyhow::Result<(Self, Url)> {
        let mut process = Self::start(command)?;
        let mut line = String::new();
        process.stdout.read_line(&mut line)?;
        let url = line.trim().strip_prefix("listening on ");
        let url = url.with_context(|| format!("not a ready line: {line:?}"))?;
        Ok((process, url.parse()?))
    }

    /// The bare server, which is this program in another mode.
    pub(crate) fn bare() -> anyhow::Result<(Self, Url)> {
        Self::server(Command::new(std::env::current_exe()?).arg("--bare-server"))
    }

    /// CPU that it used so far.
    pub(crate) fn cpu(&self) -> Duration {
        cpu(&self.child.id().to_string())
    }

    /// Memory that it holds, and the most that it ever held, in MiB.
    pub(crate) fn memory(&self) -> (f64, f64) {
        (self.status("VmRSS:"), self.status("VmHWM:"))
    }

    /// Bytes that it caused to be written to disk.
    pub(crate) fn written(&self) -> f64 {
        let io = std::fs::read_to_string(format!("/proc/{}/io", self.child.id()));
        field(&io.unwrap_or_default(), "write_bytes:")
    }

    /// Asks it to stop, and waits until it did.
    fn stop(&mut self) -> anyhow::Result<()> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status()?;
        let status = self.child.wait()?;
        if !status.success() {
            bail!("the gateway stopped with {status}");
        }
        Ok(())
    }

    /// Ends it as a power cut would.
    fn kill(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }

    fn status(&self, name: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        field(&status.unwrap_or_default(), name) / 1024.0
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// CPU that a process used so far, by its id or `self`.
pub(crate) fn cpu(process: &str) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name, in parentheses, may hold anything; user and system time are 11 fields after it.
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|it| it.parse::<u64>().ok())
        .sum();
    // Linux counts these in hundredths of a second on every architecture.
    Duration::from_millis(ticks * 10)
}

fn field(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|it| it.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|it| it.parse().ok()).unwrap_or(0.0)
}

/// `hookport serve` on a folder of its own.
pub(crate) struct Gateway {
    /// The process.
    pub(crate) process: Process,
    /// Its address.
    pub(crate) url: Url,
    /// From starting the process to its ready line.
    pub(crate) ready: Duration,
    binary: PathBuf,
    folder: TempDir,
    http: reqwest::Client,
}

impl Gateway {
    /// Starts one with nothing in it.
    pub(crate) fn start(binary: &Path) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let http = reqwest::Client::builder().no_proxy().build()?;
        let (process, url, ready) = serve(binary, folder.path())?;
        Ok(Self { process, url, ready, binary: binary.to_owned(), folder, http })
    }

    /// Starts it again on the same folder, after a clean stop or after a SIGKILL.
    pub(crate) fn restart(&mut self, clean: bool) -> anyhow::Result<()> {
        if clean {
            self.process.stop()?;
        } else {
            self.process.kill();
        }
        (self.process, self.url, self.ready) = serve(&self.binary, self.folder.path())?;
        Ok(())
    }

    /// Stops it, and waits until it did.
    pub(crate) fn stop(&mut self) -> anyhow::Result<()> {
        self.process.stop()
    }

    /// Where it keeps everything.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// `hookport listen PORT SOURCE` for this gateway.
    pub(crate) fn listen(&self, port: u16, source: &str) -> anyhow::Result<Process> {
        let mut command = Command::new(&self.binary);
        command
            .args(["listen", &port.to_string(), source, "--output", "quiet"])
            .env("HOOKPORT_API_URL", self.url.as_str())
            .env("HOOKPORT_API_KEY", KEY)
            .env("HOME", self.folder.path());
        Process::start(&mut command)
    }

    /// Asks the API; anything but 2xx is an error.
    pub(crate) async fn api(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<Value> {
        let url = self.url.join(&format!("/2025-07-01{path}"))?;
        let mut request = self.http.request(method, url).bearer_auth(KEY);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await?;
        let (status, text) = (response.status(), response.text().await?);
        if !status.is_success() {
            bail!("{path}: {status} {text}");
        }
        Ok(serde_json::from_str(&text)?)
    }

    /// Makes source, destination and connection; answers the source's URL and the connection.
    pub(crate) async fn connect(
        &self,
        name: &str,
        destination: Value,
    ) -> anyhow::Result<(Url, Value)> {
        let mut to = destination;
        to["name"] = json!(format!("to-{name}"));
        let wanted = json!({"name": name, "source": {"name": name}, "destination": to});
        self.put_connection(&wanted).await
    }

    async fn put_connection(&self, wanted: &Value) -> anyhow::Result<(Url, Value)> {
        let connection = self.api(Method::PUT, "/connections", Some(wanted)).await?;
        let url = connection["source"]["url"].as_str().context("a source without a URL")?;
        Ok((url.parse()?, connection))
    }

    /// Makes a connection of this name from a source to a `MOCK_API` destination, which are made if
    /// they are not there; answers the source's URL and the connection.
    pub(crate) async fn join(
        &self,
        name: &str,
        source: &str,
        mock: &str,
    ) -> anyhow::Result<(Url, Value)> {
        let to = json!({"name": mock, "type": "MOCK_API", "config": {}});
        let wanted = json!({"name": name, "source": {"name": source}, "destination": to});
        self.put_connection(&wanted).await
    }

    /// Waits until nothing that `filter` selects is queued any more; answers whether all of it
    /// was delivered.
    pub(crate) async fn settled(&self, filter: &str, within: Duration) -> anyhow::Result<bool> {
        let end = Instant::now() + within;
        while self.any("QUEUED", filter).await? {
            if Instant::now() > end {
                bail!("events are still queued after {within:?}");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(!self.any("FAILED", filter).await? && !self.any("HOLD", filter).await?)
    }

    /// Bytes of all that it keeps.
    pub(crate) fn size(&self) -> f64 {
        let entries = std::fs::read_dir(self.data()).into_iter().flatten();
        entries.flatten().filter_map(|it| it.metadata().ok()).map(|it| it.len() as f64).sum()
    }

    /// How many transactions its database has had, modulo 2^32.
    ///
    /// SQLite counts them in its index of the log (https://sqlite.org/walformat.html, `iChange`).
    pub(crate) fn commits(&self) -> anyhow::Result<u32> {
        let index = std::fs::read(self.data().join("hookport.db-shm"))?;
        let count = index.get(8..12).and_then(|it| it.try_into().ok());
        Ok(u32::from_ne_bytes(count.context("the index of the log has no head")?))
    }

    /// Counts all events of a status, or all there are, by walking through the pages.
    pub(crate) async fn walk(&self, filter: &str) -> anyhow::Result<usize> {
        let (mut res, mut cursor) = (0, String::new());
        loop {
            let path = format!("/events?limit=250{filter}{cursor}");
            let page = self.api(Method::GET, &path, None).await?;
            res += page["models"].as_array().map_or(0, Vec::len);
            let Some(next) = page["pagination"]["next"].as_str() else { return Ok(res) };
            cursor = format!("&next={next}");
        }
    }

    async fn any(&self, status: &str, filter: &str) -> anyhow::Result<bool> {
        for listeners in ["", "&cli_id[any]=true"] {
            let path = format!("/events?limit=1&status={status}{filter}{listeners}");
            let page = self.api(Method::GET, &path, None).await?;
            if page["models"].as_array().is_some_and(|it| !it.is_empty()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Sends something to a source that is no event of the load.
    pub(crate) async fn probe(&self, source: &Url) -> anyhow::Result<()> {
        let url = format!("{source}/probe");
        self.http.post(url).json(&json!({})).send().await?.error_for_status()?;
        Ok(())
    }
}

fn serve(binary: &Path, folder: &Path) -> anyhow::Result<(Process, Url, Duration)> {
    let mut command = Command::new(binary);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--api-rate-limit", "0", "--data-dir"])
        .arg(folder.join("data"))
        .env("HOOKPORT_API_KEY", KEY)
        .env("HOME", folder);
    let start = Instant::now();
    let (process, url) = Process::server(&mut command)?;
    Ok((process, url, start.elapsed()))
}
