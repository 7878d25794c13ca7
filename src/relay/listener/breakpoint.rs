//! A breakpoint: attempts are held before they are forwarded, until somebody decides what becomes of
//! each.
//!
//! Whoever listens and whoever decides share one, and it may be changed at any time.
//! **Invariant:** nothing is forwarded that was stopped and not released; what nobody decides on is
//! the gateway's again when its listener goes.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::super::Delivery;

/// A breakpoint; at first it stops nothing. A cheap handle.
#[derive(Clone, Default)]
pub struct Breakpoint(Arc<Mutex<State>>);

/// Whether an attempt is to be held.
type Stops = Arc<dyn Fn(&Delivery) -> bool + Send + Sync>;

#[derive(Default)]
struct State {
    stops: Option<Stops>,
    /// By the attempt's id.
    held: HashMap<String, Held>,
}

struct Held {
    delivery: Arc<Delivery>,
    verdict: oneshot::Sender<Verdict>,
}

/// What becomes of an attempt that is held.
#[derive(Debug)]
pub enum Verdict {
    /// It goes on as it came.
    Release,
    /// It goes on as this, with the ids that it had.
    Changed(Box<Delivery>),
    /// The target does not get it, and the gateway hears so.
    Drop,
}

impl Breakpoint {
    /// From now on it stops these, and no others. What is held stays held.
    pub fn set(&self, stops: impl Fn(&Delivery) -> bool + Send + Sync + 'static) {
        self.state().stops = Some(Arc::new(stops));
    }

    /// From now on it stops nothing, and what was held is released. Answers how many that were.
    pub fn clear(&self) -> usize {
        self.state().stops = None;
        self.release_all()
    }

    /// Releases everything as it came. Answers how many that were.
    pub fn release_all(&self) -> usize {
        let held = std::mem::take(&mut self.state().held);
        held.into_values().filter_map(|it| it.verdict.send(Verdict::Release).ok()).count()
    }

    /// An attempt, as long as it is held.
    pub fn held(&self, attempt: &str) -> Option<Arc<Delivery>> {
        self.state().held.get(attempt).map(|it| it.delivery.clone())
    }

    /// Decides on an attempt; whether it was still held.
    pub fn decide(&self, attempt: &str, verdict: Verdict) -> bool {
        let held = self.state().held.remove(attempt);
        held.is_some_and(|it| it.verdict.send(verdict).is_ok())
    }

    /// An attempt is about to be forwarded. Its stay here, if it is stopped.
    pub(super) fn meet(&self, delivery: &Arc<Delivery>) -> Option<Stay> {
        // It may read a large body, which nobody else is to wait for.
        let stops = self.state().stops.clone()?;
        if !stops(delivery) {
            return None;
        }
        let mut state = self.state();
        // It may have been taken away meanwhile: then nobody expects anything to be held.
        state.stops.as_ref()?;
        let (sender, verdict) = oneshot::channel();
        let held = Held { delivery: delivery.clone(), verdict: sender };
        state.held.insert(delivery.attempt.clone(), held);
        Some(Stay { at: self.clone(), attempt: delivery.attempt.clone(), verdict })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Breakpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Breakpoint").finish_non_exhaustive()
    }
}

/// An attempt's stay at a breakpoint; when it is dropped, nothing can be decided any more.
pub(super) struct Stay {
    at: Breakpoint,
    attempt: String,
    verdict: oneshot::Receiver<Verdict>,
}

impl Stay {
    /// Waits for what is decided; `None` when another attempt has taken its place.
    ///
    /// Cancel safe.
    pub(super) async fn verdict(&mut self) -> Option<Verdict> {
        (&mut self.verdict).await.ok()
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        self.at.state().held.remove(&self.attempt);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::delivery;
    use super::*;

    fn to_orders() -> Breakpoint {
        let breakpoint = Breakpoint::default();
        breakpoint.set(|it| it.path == "/orders");
        breakpoint
    }

    fn arriving(attempt: &str, path: &str) -> Arc<Delivery> {
        Arc::new(Delivery { path: path.to_owned(), ..delivery(attempt, "evt_1", 1) })
    }

    #[tokio::test]
    async fn only_what_it_stops_is_held_and_each_ends_in_what_was_decided() {
        let breakpoint = to_orders();
        assert!(breakpoint.meet(&arriving("atm_1", "/other")).is_none());
        let mut stay = breakpoint.meet(&arriving("atm_2", "/orders")).unwrap();
        assert!(breakpoint.held("atm_1").is_none());
        assert_eq!(breakpoint.held("atm_2").unwrap().path, "/orders");
        assert!(!breakpoint.decide("atm_1", Verdict::Drop));
        assert!(breakpoint.decide("atm_2", Verdict::Drop));
        assert!(!breakpoint.decide("atm_2", Verdict::Release), "once");
        assert!(matches!(stay.verdict().await, Some(Verdict::Drop)));
    }

    #[tokio::test]
    async fn a_changed_breakpoint_holds_on_and_one_that_is_taken_away_releases_all() {
        let breakpoint = to_orders();
        let mut stays =
            ["atm_1", "atm_2"].map(|it| breakpoint.meet(&arriving(it, "/orders")).unwrap());
        breakpoint.set(|it| it.path == "/other");
        assert!(breakpoint.meet(&arriving("atm_3", "/orders")).is_none());
        assert!(breakpoint.held("atm_1").is_some());
        assert_eq!(breakpoint.clear(), 2);
        for stay in &mut stays {
            assert!(matches!(stay.verdict().await, Some(Verdict::Release)));
        }
        assert!(breakpoint.meet(&arriving("atm_4", "/other")).is_none());
    }

    #[test]
    fn nothing_is_decided_on_what_went() {
        let breakpoint = to_orders();
        drop(breakpoint.meet(&arriving("atm_1", "/orders")));
        assert!(breakpoint.held("atm_1").is_none());
        assert!(!breakpoint.decide("atm_1", Verdict::Release));
        assert_eq!(breakpoint.release_all(), 0);
    }
}
