//! What one destination, or one listener, may have under way: its rate limit, its concurrency and
//! its fair share of the gateway.
//!
//! Pure: the time is given.

use std::time::Duration;

use tokio::time::Instant;

use crate::model::{DestinationConfig, RatePeriod};

/// The most that one destination may have under way when it sets no limit itself.
const MOST: usize = 128;

/// What holds a gate's deliveries back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    /// Only its fair share.
    Share,
    /// One every so often: rates are evenly spread.
    Spaced(Duration),
    /// So many at once; 0 while a listener sleeps.
    Concurrent(usize),
}

impl Limit {
    /// The limit that a destination asks for.
    pub(super) fn of(config: &DestinationConfig) -> Self {
        let Some(rate) = config.rate_limit.filter(|rate| *rate > 0.0) else {
            return Self::Share;
        };
        match spacing(rate, config.rate_limit_period) {
            Some(space) => Self::Spaced(space),
            // At least one, or nothing would ever go out.
            None => Self::Concurrent((rate as usize).max(1)),
        }
    }
}

/// From one delivery to the next; `None` where it is those under way that count.
pub(super) fn spacing(rate: f64, period: RatePeriod) -> Option<Duration> {
    let period: f64 = match period {
        RatePeriod::Second => 1.0,
        RatePeriod::Minute => 60.0,
        RatePeriod::Hour => 3600.0,
        RatePeriod::Concurrent => return None,
    };
    // A rate so small that its spacing overflows is as good as once a year.
    let longest = 365.0 * 24.0 * 3600.0;
    Some(Duration::from_secs_f64((period / rate).min(longest)))
}

/// Whether a gate lets another delivery out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Passage {
    /// Yes.
    Open,
    /// From then on.
    At(Instant),
    /// When one of its own has ended, or its limit has changed.
    Full,
    /// When any delivery of the gateway has ended.
    Crowded,
}

/// How one destination stands.
#[derive(Debug)]
pub(super) struct Gate {
    /// What holds it back.
    limit: Limit,
    /// What it has under way.
    pub(super) in_flight: usize,
    /// When the next may go, where the limit is a spacing.
    next_at: Instant,
}

impl Gate {
    /// Nothing under way.
    pub(super) fn new(limit: Limit, now: Instant) -> Self {
        Self { limit, in_flight: 0, next_at: now }
    }

    /// It has this limit from now on. What was held back by a wider spacing waits for this one.
    pub(super) fn limit(&mut self, limit: Limit, now: Instant) {
        if let Limit::Spaced(space) = limit {
            self.next_at = self.next_at.min(now + space);
        }
        self.limit = limit;
    }

    /// Whether another may go out, when the gateway has room for `free` more.
    ///
    /// The fair share is a part of what is still free, so that a few slow destinations can never
    /// take everything: the more they hold, the less each may hold, and one that holds nothing
    /// always gets its first.
    pub(super) fn passage(&self, free: usize, now: Instant) -> Passage {
        match self.limit {
            Limit::Concurrent(most) if self.in_flight >= most => return Passage::Full,
            Limit::Spaced(_) if now < self.next_at => return Passage::At(self.next_at),
            _ => {}
        }
        let share = (free / 4).clamp(1, MOST);
        if self.in_flight < share {
            Passage::Open
        } else if share == MOST {
            Passage::Full
        } else {
            Passage::Crowded
        }
    }

    /// One goes out.
    pub(super) fn pass(&mut self, now: Instant) {
        self.in_flight += 1;
        if let Limit::Spaced(space) = self.limit {
            // Counted from when it was due, unless that is long ago: no drift, and no burst.
            let due = self.next_at.max(now.checked_sub(space).unwrap_or(now));
            self.next_at = due + space;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(rate: f64, period: RatePeriod) -> DestinationConfig {
        DestinationConfig {
            rate_limit: Some(rate),
            rate_limit_period: period,
            ..DestinationConfig::default()
        }
    }

    #[test]
    fn a_rate_is_evenly_spread() {
        let spaced = |ms| Limit::Spaced(Duration::from_millis(ms));
        assert_eq!(Limit::of(&config(10.0, RatePeriod::Second)), spaced(100));
        assert_eq!(Limit::of(&config(4.0, RatePeriod::Minute)), spaced(15_000));
        assert_eq!(Limit::of(&config(3600.0, RatePeriod::Hour)), spaced(1_000));
        assert_eq!(Limit::of(&config(3.0, RatePeriod::Concurrent)), Limit::Concurrent(3));
        assert_eq!(Limit::of(&DestinationConfig::default()), Limit::Share);
    }

    #[test]
    fn a_spaced_gate_neither_drifts_nor_bursts() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut gate = Gate::new(Limit::Spaced(Duration::from_millis(100)), start);
        assert_eq!(gate.passage(1000, at(0)), Passage::Open);
        gate.pass(at(0));
        assert_eq!(gate.passage(1000, at(99)), Passage::At(at(100)));
        gate.pass(at(103));
        assert_eq!(gate.passage(1000, at(199)), Passage::At(at(200)));
        gate.pass(at(1000));
        assert_eq!(gate.passage(1000, at(1050)), Passage::Open, "one that was missed may follow");
        gate.pass(at(1050));
        assert!(matches!(gate.passage(1000, at(1050)), Passage::At(_)), "but not more");
    }

    #[test]
    fn a_wider_limit_counts_from_now() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut gate = Gate::new(Limit::Spaced(Duration::from_secs(3600)), start);
        gate.pass(start);
        gate.limit(Limit::Spaced(Duration::from_millis(100)), at(1000));
        assert_eq!(gate.passage(1000, at(1000)), Passage::At(at(1100)));
        gate.limit(Limit::Spaced(Duration::from_millis(100)), at(1050));
        assert_eq!(gate.passage(1000, at(1100)), Passage::Open);
    }

    #[test]
    fn a_crowd_leaves_room_for_a_newcomer() {
        let now = Instant::now();
        let mut gate = Gate::new(Limit::Share, now);
        gate.in_flight = 20;
        assert_eq!(gate.passage(1024, now), Passage::Open);
        assert_eq!(gate.passage(40, now), Passage::Crowded);
        assert_eq!(Gate::new(Limit::Share, now).passage(0, now), Passage::Open);
        gate.in_flight = MOST;
        assert_eq!(gate.passage(10_000, now), Passage::Full);
    }

    #[test]
    fn a_concurrent_gate_counts() {
        let now = Instant::now();
        let mut gate = Gate::new(Limit::Concurrent(1), now);
        gate.pass(now);
        assert_eq!(gate.passage(1024, now), Passage::Full);
        let asleep = Gate::new(Limit::Concurrent(0), now);
        assert_eq!(asleep.passage(1024, now), Passage::Full);
    }
}
