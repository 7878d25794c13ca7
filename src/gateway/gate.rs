//! What one destination, or one listener, may have under way: its rate limit, its concurrency and
//! its fair share of the gateway.
//!
//! Pure: the time is given.

use std::time::Duration;

use tokio::time::Instant;

use crate::model::{DestinationConfig, RatePeriod, Timestamp, Wait};

/// The most that one destination may have under way when it sets no limit itself.
const MOST: usize = 128;

/// What holds a gate's deliveries back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    /// Only its fair share.
    Share,
    /// One every so often, since rates are evenly spread, and never more than `round` in so many times
    /// that.
    Spaced { space: Duration, round: u32 },
    /// So many at once.
    Concurrent(usize),
    /// So many at once, as a listener wants it; 0 while it sleeps.
    Window(usize),
}

impl Limit {
    /// The limit that a destination asks for.
    pub(super) fn of(config: &DestinationConfig) -> Self {
        let Some(rate) = config.rate_limit.filter(|rate| *rate > 0.0) else {
            return Self::Share;
        };
        // At least one, or nothing would ever go out.
        Self::spaced(rate, config.rate_limit_period)
            .unwrap_or_else(|| Self::Concurrent((rate as usize).max(1)))
    }

    /// So many in a period; `None` where it is those under way that count.
    pub(super) fn spaced(rate: f64, period: RatePeriod) -> Option<Self> {
        let period: f64 = match period {
            RatePeriod::Second => 1.0,
            RatePeriod::Minute => 60.0,
            RatePeriod::Hour => 3600.0,
            RatePeriod::Concurrent => return None,
        };
        // A rate so small that its spacing overflows is as good as once a year.
        let longest = 365.0 * 24.0 * 3600.0;
        let space = Duration::from_secs_f64((period / rate).min(longest));
        Some(Self::Spaced { space, round: rate.ceil() as u32 })
    }
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
    /// How many went in this round.
    gone: u32,
    /// By how much the latest of them went after it might have.
    latest: Duration,
    /// What last held one back here, and when that was last seen.
    held: Option<(Timestamp, Wait)>,
}

impl Gate {
    /// Nothing under way.
    pub(super) fn new(limit: Limit, now: Instant) -> Self {
        let (gone, latest) = (0, Duration::ZERO);
        Self { limit, in_flight: 0, next_at: now, gone, latest, held: None }
    }

    /// It has this limit from now on. What was held back by a wider spacing waits for this one.
    pub(super) fn limit(&mut self, limit: Limit, now: Instant) {
        if limit == self.limit {
            return;
        }
        if let Limit::Spaced { space, .. } = limit {
            self.begin_round(self.next_at.min(now + space));
        }
        self.limit = limit;
    }

    fn begin_round(&mut self, at: Instant) {
        (self.next_at, self.gone, self.latest) = (at, 0, Duration::ZERO);
    }

    /// Whether another may go out, when the gateway has room for `free` more.
    ///
    /// The fair share is a part of what is still free, so that a few slow destinations can never
    /// take everything: the more they hold, the less each may hold, and one that holds nothing
    /// always gets its first.
    pub(super) fn passage(&self, free: usize, now: Instant) -> Passage {
        match self.limit {
            Limit::Concurrent(most) | Limit::Window(most) if self.in_flight >= most => {
                return Passage::Full;
            }
            Limit::Spaced { .. } if now < self.next_at => return Passage::At(self.next_at),
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

    /// Whether its pace is as good as a new one's: what went before leaves no trace in it.
    pub(super) fn is_rested(&self, now: Instant) -> bool {
        match self.limit {
            Limit::Spaced { space, .. } => now > self.next_at + space,
            _ => true,
        }
    }

    /// What holds back where passage is so.
    pub(super) fn holds(&self, passage: Passage) -> Option<Wait> {
        match (passage, self.limit) {
            (Passage::Open, _) => None,
            (Passage::At(_), _) => Some(Wait::RateLimit),
            (Passage::Full, Limit::Concurrent(most)) if self.in_flight >= most => {
                Some(Wait::Concurrency)
            }
            (Passage::Full, Limit::Window(most)) if self.in_flight >= most => Some(Wait::Listener),
            (Passage::Full | Passage::Crowded, _) => Some(Wait::Capacity),
        }
    }

    /// This holds back whatever is here at this time.
    pub(super) fn hold(&mut self, wait: Wait, at: Timestamp) {
        self.held = Some((at, wait));
    }

    /// What last held one back here, and when that was last seen.
    pub(super) fn held(&self) -> Option<(Timestamp, Wait)> {
        self.held
    }

    /// One goes out.
    ///
    /// Within a round each is due one space after the last was due, however late that went: there is
    /// no drift. The next round begins as late as the latest of this one went, so that none goes sooner
    /// than a whole round after the one as many places before it. What is late by more than a space
    /// begins a round of its own: nothing is made up for.
    pub(super) fn pass(&mut self, now: Instant) {
        self.in_flight += 1;
        let Limit::Spaced { space, round } = self.limit else { return };
        let late = now.saturating_duration_since(self.next_at);
        if late > space {
            self.begin_round(now);
        } else {
            self.latest = self.latest.max(late);
        }
        self.gone += 1;
        self.next_at += space;
        if self.gone >= round {
            self.begin_round(self.next_at + self.latest);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        let spaced = |ms, round| Limit::Spaced { space: Duration::from_millis(ms), round };
        assert_eq!(Limit::of(&config(10.0, RatePeriod::Second)), spaced(100, 10));
        assert_eq!(Limit::of(&config(4.0, RatePeriod::Minute)), spaced(15_000, 4));
        assert_eq!(Limit::of(&config(3600.0, RatePeriod::Hour)), spaced(1_000, 3600));
        assert_eq!(Limit::of(&config(0.5, RatePeriod::Second)), spaced(2_000, 1));
        assert_eq!(Limit::of(&config(3.0, RatePeriod::Concurrent)), Limit::Concurrent(3));
        assert_eq!(Limit::of(&DestinationConfig::default()), Limit::Share);
    }

    fn every(ms: u64, round: u32) -> Limit {
        Limit::Spaced { space: Duration::from_millis(ms), round }
    }

    #[test]
    fn a_spaced_gate_neither_drifts_nor_bursts() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut gate = Gate::new(every(100, 10), start);
        assert_eq!(gate.passage(1000, at(0)), Passage::Open);
        gate.pass(at(0));
        assert_eq!(gate.passage(1000, at(99)), Passage::At(at(100)));
        gate.pass(at(103));
        assert_eq!(gate.passage(1000, at(199)), Passage::At(at(200)));
        gate.pass(at(1000));
        assert_eq!(gate.passage(1000, at(1050)), Passage::At(at(1100)), "what was missed is gone");
    }

    /// When each goes, if the gate is asked so long after the next may go.
    fn gone(limit: Limit, late_us: &[u64]) -> Vec<Instant> {
        let start = Instant::now();
        let (mut gate, mut next, mut res) = (Gate::new(limit, start), start, Vec::new());
        for late in late_us {
            let now = next + Duration::from_micros(*late);
            gate.limit(limit, now);
            assert_eq!(gate.passage(usize::MAX, now), Passage::Open);
            gate.pass(now);
            gate.in_flight -= 1;
            res.push(now);
            next = match gate.passage(usize::MAX, now) {
                Passage::At(time) => time,
                _ => now,
            };
        }
        res
    }

    proptest! {
        #[test]
        fn in_no_period_more_go_than_the_limit_says(
            rate in 1..200_u32,
            period in prop::sample::select(&[RatePeriod::Second, RatePeriod::Minute, RatePeriod::Hour][..]),
            late_us in prop::collection::vec(prop_oneof![9 => 0..3000_u64, 1 => 0..3_000_000_u64], 1..900),
        ) {
            let limit = Limit::of(&config(rate.into(), period));
            let Limit::Spaced { space, round } = limit else { panic!("{limit:?}") };
            prop_assert_eq!(round, rate);
            let gone = gone(limit, &late_us);
            for (first, last) in gone.iter().zip(gone.iter().skip(round as usize)) {
                prop_assert!(*last - *first >= space * round);
            }
        }

        #[test]
        fn a_pace_loses_no_more_than_the_latest_of_each_round(
            round in 1..100_u32, late_us in prop::collection::vec(0..2000_u64, 1..900),
        ) {
            let gone = gone(every(10, round), &late_us);
            let rounds = late_us.len() as u32 / round + 1;
            let longest = Duration::from_millis(10) * late_us.len() as u32
                + Duration::from_millis(2) * rounds;
            prop_assert!(gone[gone.len() - 1] - gone[0] <= longest);
        }
    }

    #[test]
    fn a_wider_limit_counts_from_now() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut gate = Gate::new(every(3_600_000, 1), start);
        gate.pass(start);
        gate.limit(every(100, 10), at(1000));
        assert_eq!(gate.passage(1000, at(1000)), Passage::At(at(1100)));
        gate.limit(every(100, 10), at(1050));
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
