//! A program that is started together with the listener, and is its target.

use std::ffi::OsString;
use std::process::ExitStatus;
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::cli::error::{CliError, Exit, Result};
use crate::forward::{self, Tls};

/// How often it is looked whether it takes connections yet.
const PAUSE: Duration = Duration::from_millis(100);
/// How long one look takes at most.
const PATIENCE: Duration = Duration::from_secs(1);
/// The status of a program that was ended by SIGTERM.
const TERMINATED: u8 = 128 + 15;
/// The status of one that was ended by Ctrl-C.
const INTERRUPTED: u8 = 128 + 2;
/// How long two processes take at most to hear of the same Ctrl-C.
const TOGETHER: Duration = Duration::from_millis(500);
/// How long it may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(10);

/// The program. It is killed when this is dropped.
pub(super) struct App {
    name: String,
    child: Child,
}

impl App {
    /// Starts it, with more variables than our own.
    pub(super) fn start(command: &[OsString], variables: &[(&str, &str)]) -> Result<Self> {
        let (program, args) = command.split_first().expect("there is a command");
        let name = program.to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.args(args).envs(variables.iter().copied()).kill_on_drop(true);
        let child = command.spawn().map_err(|error| {
            CliError::because(error, Exit::Failed, format!("cannot start `{name}`"))
        })?;
        Ok(Self { name, child })
    }

    /// Waits until every target takes connections; an error when it ends before.
    pub(super) async fn is_up(&mut self, targets: &[Url], tls: &Tls) -> Result<()> {
        let looking = async {
            for target in targets {
                while forward::reach(target, tls, PATIENCE).await.is_err() {
                    tokio::time::sleep(PAUSE).await;
                }
            }
        };
        tokio::select! {
            () = looking => Ok(()),
            status = self.child.wait() => {
                let message = format!("`{}` ended before it took connections", self.name);
                // Also one that thinks that it did well was to be the target.
                Err(CliError::with_code(code(status?).max(1), message))
            }
        }
    }

    /// Stops the session when the program ends, and the program when the session does. Its status is
    /// the command's where it ended by itself; answers whether it did.
    pub(super) async fn accompany(&mut self, stop: &CancellationToken) -> Result<bool> {
        let status = tokio::select! {
            status = self.child.wait() => status?,
            () = stop.cancelled() => return self.end().await.map(|()| false),
        };
        let code = code(status);
        // A terminal's Ctrl-C reaches both of us, and which is heard of first is chance.
        let was_asked = matches!(code, TERMINATED | INTERRUPTED)
            && tokio::time::timeout(TOGETHER, stop.cancelled()).await.is_ok();
        stop.cancel();
        if code == 0 || was_asked {
            return Ok(!was_asked);
        }
        let message = format!("`{}` ended with status {code}", self.name);
        Err(CliError::with_code(code, message))
    }

    /// Ends the program. However it ends when it is asked to is fine.
    pub(super) async fn end(&mut self) -> Result<()> {
        self.ask_to_end();
        if tokio::time::timeout(GRACE, self.child.wait()).await.is_err() {
            self.child.kill().await?;
            return Err(CliError::failed(format!("`{}` did not end within {GRACE:?}", self.name)));
        }
        Ok(())
    }

    /// What we were asked, passed on; a terminal asks both of us.
    #[cfg(unix)]
    fn ask_to_end(&mut self) {
        let id = self.child.id().and_then(|it| i32::try_from(it).ok());
        if let Some(id) = id.and_then(rustix::process::Pid::from_raw) {
            // It may have ended just now.
            _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
        }
    }

    #[cfg(not(unix))]
    fn ask_to_end(&mut self) {
        // There is no way to ask; it may have ended just now.
        _ = self.child.start_kill();
    }
}

/// The status as shells tell it: 128 and the signal for one that was ended by a signal.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status).map(|it| it + 128);
    #[cfg(not(unix))]
    let signal = None;
    let code = status.code().or(signal).unwrap_or(1);
    u8::try_from(code).unwrap_or(1)
}
