//! How much came in each of the last seconds: the sparkline, and the rate of just now.

use crate::model::Timestamp;

/// How many seconds are remembered.
const SECONDS: usize = 120;
/// Over how many of them the rate is told.
const JUST_NOW: usize = 10;

/// Counts by second, in a fixed amount of memory.
#[derive(Clone, Debug)]
pub(super) struct Pulse {
    counts: [u32; SECONDS],
    /// The second that the last count is of.
    second: i64,
    /// How many seconds were counted since the start.
    lived: usize,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { counts: [0; SECONDS], second: 0, lived: 0 }
    }
}

impl Pulse {
    /// Time went on to here.
    pub(super) fn tick(&mut self, now: Timestamp) {
        let second = now.0.div_euclid(1000);
        let passed = if self.lived == 0 { 1 } else { second - self.second };
        // A clock that was set back starts no second anew.
        let Ok(passed @ 1..) = usize::try_from(passed) else { return };
        self.lived = self.lived.saturating_add(passed);
        let passed = passed.min(SECONDS);
        self.counts.copy_within(passed.., 0);
        self.counts[SECONDS - passed..].fill(0);
        self.second = second;
    }

    /// One more came, at this time; what came too long ago is not counted.
    pub(super) fn beat(&mut self, now: Timestamp, at: Timestamp) {
        self.tick(now);
        let age = usize::try_from(self.second - at.0.div_euclid(1000)).unwrap_or(0);
        if let Some(count) = self.counts.iter_mut().rev().nth(age) {
            *count = count.saturating_add(1);
        }
    }

    /// How many came a second just now, the second that runs left out where there are others.
    pub(super) fn rate(&self) -> f64 {
        let whole = self.lived.saturating_sub(1).clamp(1, JUST_NOW);
        let skipped = usize::from(self.lived > 1);
        let counts = self.counts.iter().rev().skip(skipped).take(whole);
        counts.map(|it| f64::from(*it)).sum::<f64>() / whole as f64
    }

    /// The last `width` seconds, a bar for each, the highest of them full.
    pub(super) fn bars(&self, width: usize) -> String {
        const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        let shown = &self.counts[SECONDS - width.min(SECONDS)..];
        let most = shown.iter().copied().max().unwrap_or(0).max(1);
        let bar = |count: &u32| match count {
            0 => BARS[0],
            count => BARS[(u64::from(*count) * 8).div_ceil(u64::from(most)) as usize],
        };
        shown.iter().map(bar).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_second_has_its_bar_and_idle_ones_none() {
        let mut pulse = Pulse::default();
        for (second, count) in [(0, 1), (1, 8), (3, 4)] {
            for _ in 0..count {
                let now = Timestamp(second * 1000 + 500);
                pulse.beat(now, now);
            }
        }
        assert_eq!(pulse.bars(5), " ▁█ ▄");
        assert!((pulse.rate() - 3.0).abs() < 0.001, "{}", pulse.rate());
        pulse.tick(Timestamp(1_000_000));
        assert_eq!((pulse.bars(4), pulse.rate()), ("    ".to_owned(), 0.0));
    }

    #[test]
    fn a_clock_that_is_set_back_does_no_harm() {
        let mut pulse = Pulse::default();
        pulse.beat(Timestamp(10_000), Timestamp(10_000));
        pulse.beat(Timestamp(-5_000), Timestamp(20_000));
        pulse.beat(Timestamp(10_000), Timestamp(-500_000));
        assert_eq!(pulse.bars(3), "  █");
    }
}
