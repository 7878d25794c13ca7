//! How much of the processor a run took, which a busy machine does not lengthen.

use std::time::Duration;
#[cfg(not(unix))]
use std::time::Instant;

/// Measures from a moment on, for the thread that it is on.
pub(super) struct Effort {
    #[cfg(unix)]
    since: Duration,
    /// Where the system does not tell, time is taken for effort.
    #[cfg(not(unix))]
    since: Instant,
}

#[cfg(unix)]
impl Effort {
    /// Begins.
    pub(super) fn start() -> Self {
        Self { since: of_thread() }
    }

    /// How much it was since.
    pub(super) fn so_far(&self) -> Duration {
        of_thread().saturating_sub(self.since)
    }
}

#[cfg(unix)]
fn of_thread() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

#[cfg(not(unix))]
impl Effort {
    /// Begins.
    pub(super) fn start() -> Self {
        Self { since: Instant::now() }
    }

    /// How much it was since.
    pub(super) fn so_far(&self) -> Duration {
        self.since.elapsed()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_no_effort_and_counting_is() {
        let effort = Effort::start();
        std::thread::park_timeout(Duration::from_millis(50));
        let waited = effort.so_far();
        assert!(waited < Duration::from_millis(25), "{waited:?}");
        let mut sum = 0_u64;
        while effort.so_far() < Duration::from_millis(25) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
    }
}
