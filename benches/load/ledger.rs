//! Every event that was sent, and what became of it.
//!
//! **Invariant:** the sender, the target and this ledger share one clock. A body carries its number
//! at a fixed place, and everything else in it is known, so that the target can tell a lost, a
//! doubled, a foreign and a damaged one from each other.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Where the event's number stands in a body: sixteen hexadecimal digits.
const NUMBER: std::ops::Range<usize> = 36..52;

/// What was sent and what arrived, in one run of the load.
pub(crate) struct Ledger {
    epoch: Instant,
    body: Vec<u8>,
    next: AtomicUsize,
    due: Vec<AtomicU64>,
    acknowledged: Vec<AtomicU64>,
    arrived: Vec<AtomicU64>,
    arrivals: AtomicUsize,
    duplicated: AtomicUsize,
    unexpected: AtomicUsize,
    refused: AtomicUsize,
}

/// What does not add up; all zero in a run that counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Balance {
    /// Acknowledged and never arrived.
    pub(crate) lost: usize,
    /// Arrived again.
    pub(crate) duplicated: usize,
    /// Arrived damaged, or never sent.
    pub(crate) unexpected: usize,
    /// Not answered with 200.
    pub(crate) refused: usize,
}

impl Ledger {
    /// Room for `capacity` events with bodies of `size` bytes.
    pub(crate) fn new(capacity: usize, size: usize) -> Self {
        let run: u64 = rand::random();
        let mut body =
            format!(r#"{{"run":"{run:016x}","number":"{:016x}","text":""#, 0).into_bytes();
        let filler = b"The quick brown fox jumps over the lazy dog. ".iter().cycle();
        let missing = size.saturating_sub(body.len() + 2);
        body.extend(filler.take(missing));
        body.extend_from_slice(b"\"}");
        let column = || (0..capacity).map(|_| AtomicU64::new(0)).collect();
        Self {
            epoch: Instant::now(),
            body,
            next: AtomicUsize::new(0),
            due: column(),
            acknowledged: column(),
            arrived: column(),
            arrivals: AtomicUsize::new(0),
            duplicated: AtomicUsize::new(0),
            unexpected: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
        }
    }

    /// A body, numbered 0 until [`Self::number`] writes another number into it.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    /// Writes an event's number into a copy of [`Self::body`].
    pub(crate) fn number(event: usize, body: &mut [u8]) {
        let mut rest = event;
        for digit in body[NUMBER].iter_mut().rev() {
            *digit = b"0123456789abcdef"[rest % 16];
            rest /= 16;
        }
    }

    /// The next event to send; `None` when there is no room for more.
    pub(crate) fn take(&self) -> Option<usize> {
        let event = self.next.fetch_add(1, Ordering::Relaxed);
        (event < self.due.len()).then_some(event)
    }

    /// An event is to be sent now, or was to be sent at `due`.
    pub(crate) fn send(&self, event: usize, due: Instant) {
        let nanos = due.saturating_duration_since(self.epoch).as_nanos() as u64;
        self.due[event].store(nanos.max(1), Ordering::Relaxed);
    }

    /// The answer to an event came.
    pub(crate) fn answer(&self, event: usize, status: u16) {
        if status == 200 {
            self.acknowledged[event].store(self.now(), Ordering::Relaxed);
        } else {
            self.refused.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A body arrived at the target.
    pub(crate) fn arrive(&self, body: &[u8]) {
        match self.read(body) {
            Some(event) if self.due[event].load(Ordering::Relaxed) > 0 => {
                let first = self.arrived[event].compare_exchange(
                    0,
                    self.now(),
                    Ordering::Relaxed,
                    Ordering::Relaxed,
                );
                let count = if first.is_ok() { &self.arrivals } else { &self.duplicated };
                count.fetch_add(1, Ordering::Relaxed);
            }
            _ => _ = self.unexpected.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// How many different events arrived.
    pub(crate) fn arrivals(&self) -> usize {
        self.arrivals.load(Ordering::Relaxed)
    }

    /// How many events were answered with 200.
    pub(crate) fn acknowledged(&self) -> usize {
        self.sent().filter(|&event| self.acknowledged[event].load(Ordering::Relaxed) > 0).count()
    }

    /// When the last event arrived; the start when none did.
    pub(crate) fn last_arrival(&self) -> Instant {
        let last = self.arrived.iter().map(|it| it.load(Ordering::Relaxed)).max();
        self.epoch + Duration::from_nanos(last.unwrap_or(0))
    }

    /// When each event arrived, counted from the beginning, sorted.
    pub(crate) fn arrival_times(&self) -> Vec<Duration> {
        let times = self.arrived.iter().map(|it| it.load(Ordering::Relaxed)).filter(|it| *it > 0);
        let mut res: Vec<_> = times.map(Duration::from_nanos).collect();
        res.sort();
        res
    }

    /// Milliseconds from when each event was due to its acknowledgement, sorted.
    pub(crate) fn acknowledgement_ms(&self) -> Vec<f64> {
        self.latencies(&self.acknowledged)
    }

    /// Milliseconds from when each event was due to its arrival, sorted.
    pub(crate) fn arrival_ms(&self) -> Vec<f64> {
        self.latencies(&self.arrived)
    }

    /// What does not add up; call it when everything should have arrived.
    pub(crate) fn balance(&self) -> Balance {
        let lost = self.sent().filter(|&event| {
            self.acknowledged[event].load(Ordering::Relaxed) > 0
                && self.arrived[event].load(Ordering::Relaxed) == 0
        });
        Balance {
            lost: lost.count(),
            duplicated: self.duplicated.load(Ordering::Relaxed),
            unexpected: self.unexpected.load(Ordering::Relaxed),
            refused: self.refused.load(Ordering::Relaxed),
        }
    }

    fn now(&self) -> u64 {
        self.epoch.elapsed().as_nanos() as u64
    }

    fn sent(&self) -> impl Iterator<Item = usize> {
        0..self.next.load(Ordering::Relaxed).min(self.due.len())
    }

    fn read(&self, body: &[u8]) -> Option<usize> {
        let same = body.len() == self.body.len()
            && body[..NUMBER.start] == self.body[..NUMBER.start]
            && body[NUMBER.end..] == self.body[NUMBER.end..];
        let digits = same.then(|| std::str::from_utf8(&body[NUMBER]).ok()).flatten()?;
        usize::from_str_radix(digits, 16).ok().filter(|&event| event < self.due.len())
    }

    fn latencies(&self, column: &[AtomicU64]) -> Vec<f64> {
        let mut res: Vec<f64> = self
            .sent()
            .filter_map(|event| {
                let (due, end) = (&self.due[event], column[event].load(Ordering::Relaxed));
                let nanos = end.saturating_sub(due.load(Ordering::Relaxed));
                (end > 0).then_some(nanos as f64 / 1e6)
            })
            .collect();
        res.sort_by(f64::total_cmp);
        res
    }
}

/// The value below which this share of the sorted values lie; 0 of nothing.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> f64 {
    let index = (sorted.len() as f64 * share) as usize;
    sorted.get(index.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}
