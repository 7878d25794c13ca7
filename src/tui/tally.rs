//! Counts and times of a session, in a fixed amount of memory however long it lasts.

use std::time::Duration;

use crate::forward::Outcome;
use crate::relay::Update;

/// What a session came to.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Attempts that arrived.
    pub attempts: u64,
    /// Those that the target answered with 2xx.
    pub succeeded: u64,
    /// Those that it answered otherwise.
    pub failed: u64,
    /// Those that it did not answer.
    pub unanswered: u64,
    times: Times,
}

impl Tally {
    /// Counts what happened.
    pub fn note(&mut self, update: &Update) {
        match update {
            Update::Attempt { .. } | Update::Released { .. } => self.begun(),
            Update::Done { outcome, took, .. } => self.ended(outcome, *took),
            Update::Held { .. } | Update::Dropped { .. } => (),
            Update::Online { .. } | Update::Offline { .. } | Update::Warning { .. } => (),
        }
    }

    /// Counts an attempt.
    pub(super) fn begun(&mut self) {
        self.attempts += 1;
    }

    /// Counts how one ended.
    pub(super) fn ended(&mut self, outcome: &Outcome, took: Duration) {
        match outcome {
            Outcome::Answered(answer) => {
                let success = answer.status.is_success();
                *(if success { &mut self.succeeded } else { &mut self.failed }) += 1;
                self.times.add(took);
            }
            Outcome::Failed(_) => self.unanswered += 1,
        }
    }

    /// How long the target took at most in this share of its answers: 0.5, 0.95, 0.99.
    ///
    /// True to 3 %; `None` before the first answer.
    pub fn percentile(&self, share: f64) -> Option<Duration> {
        self.times.percentile(share)
    }
}

/// Buckets per doubling: each is a 32nd wide.
const STEPS: u64 = 32;

/// A histogram of microseconds, exact below 32 and true to a 32nd above.
#[derive(Clone, Debug, Default)]
struct Times {
    counts: Vec<u32>,
    total: u64,
}

impl Times {
    fn add(&mut self, took: Duration) {
        // An hour is longer than any timeout.
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX).min(3_600_000_000);
        let bucket = bucket(micros);
        if self.counts.len() <= bucket {
            self.counts.resize(bucket + 1, 0);
        }
        self.counts[bucket] = self.counts[bucket].saturating_add(1);
        self.total += 1;
    }

    fn percentile(&self, share: f64) -> Option<Duration> {
        let rank = ((self.total as f64 * share).ceil() as u64).max(1);
        let mut seen = 0;
        let found = self.counts.iter().position(|&count| {
            seen += u64::from(count);
            seen >= rank
        })?;
        Some(Duration::from_micros(greatest(found)))
    }
}

fn bucket(micros: u64) -> usize {
    if micros < STEPS {
        return micros as usize;
    }
    let shift = u64::from(micros.ilog2() - STEPS.ilog2());
    (STEPS * shift + (micros >> shift)) as usize
}

/// The greatest number of microseconds that falls into a bucket.
fn greatest(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    if bucket < STEPS {
        return bucket;
    }
    let shift = bucket / STEPS - 1;
    let step = bucket % STEPS + STEPS;
    ((step + 1) << shift) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bucket_holds_up_to_its_greatest() {
        for micros in (0..5_000).chain([1 << 20, (1 << 20) + 12_345, 3_600_000_000]) {
            let found = bucket(micros);
            assert!(micros <= greatest(found), "{micros}");
            assert!(found == 0 || greatest(found - 1) < micros, "{micros}");
            assert!(greatest(found) - micros <= micros / STEPS, "{micros}");
        }
    }

    #[test]
    fn percentiles_are_of_all_times() {
        let mut times = Times::default();
        assert_eq!(times.percentile(0.5), None);
        for ms in 1..=100 {
            times.add(Duration::from_millis(ms));
        }
        for (share, expected) in [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (0.0, 1.0)] {
            let found = times.percentile(share).unwrap().as_secs_f64() * 1000.0;
            assert!((found / expected - 1.0).abs() < 0.04, "{share}: {found}");
        }
    }
}
