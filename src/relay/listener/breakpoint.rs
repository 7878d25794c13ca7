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
use url::Url;

use super::super::Delivery;
use super::forwarding::address;

/// The longest body that is looked into without giving way to others.
const SHORT: usize = 256 << 10;

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
    /// Where its path is added to.
    target: Url,
    verdict: oneshot::Sender<Decided>,
}

/// A verdict, and the URL that what was changed goes to.
type Decided = (Verdict, Option<Url>);

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

/// Why a verdict is not taken; what is held still is held then.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecided {
    /// There is nothing to decide on.
    #[error("it is held no longer: it was released, dropped or given up before")]
    Gone,
    /// It was changed to go where nothing can go, for this reason.
    #[error("it cannot go to that path: {0}")]
    Nowhere(String),
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
        held.into_values().filter_map(|it| it.verdict.send((Verdict::Release, None)).ok()).count()
    }

    /// An attempt, as long as it is held.
    pub fn held(&self, attempt: &str) -> Option<Arc<Delivery>> {
        self.state().held.get(attempt).map(|it| it.delivery.clone())
    }

    /// Decides on an attempt.
    ///
    /// # Errors
    ///
    /// When it is not held any more, or was changed to go where nothing can go.
    pub fn decide(&self, attempt: &str, verdict: Verdict) -> Result<(), Undecided> {
        let mut state = self.state();
        let held = state.held.get(attempt).ok_or(Undecided::Gone)?;
        let url = match &verdict {
            Verdict::Changed(it) => Some(address(&held.target, &it.path)),
            Verdict::Release | Verdict::Drop => None,
        };
        let url = url.transpose().map_err(Undecided::Nowhere)?;
        let held = state.held.remove(attempt).ok_or(Undecided::Gone)?;
        held.verdict.send((verdict, url)).map_err(|_| Undecided::Gone)
    }

    /// An attempt is about to be forwarded to this target. Its stay here, if it is stopped.
    pub(super) async fn meet(&self, delivery: &Arc<Delivery>, target: &Url) -> Option<Stay> {
        let stops = self.state().stops.clone()?;
        let is_stopped = if delivery.body.len() <= SHORT {
            stops(delivery)
        } else {
            let delivery = delivery.clone();
            // What cannot be told is held rather than lost.
            tokio::task::spawn_blocking(move || stops(&delivery)).await.unwrap_or(true)
        };
        if !is_stopped {
            return None;
        }
        let mut state = self.state();
        // It may have been taken away meanwhile: then nobody expects anything to be held.
        state.stops.as_ref()?;
        let (sender, verdict) = oneshot::channel();
        let held = Held { delivery: delivery.clone(), target: target.clone(), verdict: sender };
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
    verdict: oneshot::Receiver<Decided>,
}

impl Stay {
    /// Waits for what is decided; `None` when another attempt has taken its place.
    ///
    /// Cancel safe.
    pub(super) async fn verdict(&mut self) -> Option<Decided> {
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
    use std::time::Duration;

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

    async fn meet(breakpoint: &Breakpoint, delivery: &Arc<Delivery>) -> Option<Stay> {
        breakpoint.meet(delivery, &"http://localhost/base".parse().unwrap()).await
    }

    #[tokio::test]
    async fn only_what_it_stops_is_held_and_each_ends_in_what_was_decided() {
        let breakpoint = to_orders();
        assert!(meet(&breakpoint, &arriving("atm_1", "/other")).await.is_none());
        let mut stay = meet(&breakpoint, &arriving("atm_2", "/orders")).await.unwrap();
        assert!(breakpoint.held("atm_1").is_none());
        assert_eq!(breakpoint.held("atm_2").unwrap().path, "/orders");
        assert_eq!(breakpoint.decide("atm_1", Verdict::Drop), Err(Undecided::Gone));
        assert_eq!(breakpoint.decide("atm_2", Verdict::Drop), Ok(()));
        assert_eq!(breakpoint.decide("atm_2", Verdict::Release), Err(Undecided::Gone), "once");
        assert!(matches!(stay.verdict().await, Some((Verdict::Drop, None))));
    }

    #[tokio::test]
    async fn what_is_changed_to_go_where_nothing_can_go_is_held_still() {
        let breakpoint = to_orders();
        let mut stay = meet(&breakpoint, &arriving("atm_1", "/orders")).await.unwrap();
        let change = |path: &str| {
            let changed = Delivery { path: path.to_owned(), ..delivery("atm_1", "evt_1", 1) };
            breakpoint.decide("atm_1", Verdict::Changed(Box::new(changed)))
        };
        let refused = change("/a/../../admin");
        assert!(matches!(refused, Err(Undecided::Nowhere(_))), "{refused:?}");
        assert_eq!(change("/a?b"), Ok(()));
        let Some((Verdict::Changed(_), Some(url))) = stay.verdict().await else { panic!("other") };
        assert_eq!(url.as_str(), "http://localhost/base/a?b");
    }

    #[tokio::test]
    async fn a_long_body_is_looked_into_while_others_go_on() {
        let breakpoint = Breakpoint::default();
        let (going, gone) = std::sync::mpsc::channel();
        let gone = Mutex::new(gone);
        breakpoint.set(move |_| gone.lock().unwrap().recv_timeout(Duration::from_secs(5)).is_ok());
        let body = vec![b'.'; SHORT + 1].into();
        let long = Arc::new(Delivery { body, ..delivery("atm_1", "evt_1", 1) });
        let goes_on = async { going.send(()).unwrap() };
        let (stay, ()) = tokio::join!(meet(&breakpoint, &long), goes_on);
        assert!(stay.is_some());
    }

    #[tokio::test]
    async fn a_changed_breakpoint_holds_on_and_one_that_is_taken_away_releases_all() {
        let breakpoint = to_orders();
        let [first, second] = ["atm_1", "atm_2"].map(|it| arriving(it, "/orders"));
        let stays = [meet(&breakpoint, &first).await, meet(&breakpoint, &second).await];
        breakpoint.set(|it| it.path == "/other");
        assert!(meet(&breakpoint, &arriving("atm_3", "/orders")).await.is_none());
        assert!(breakpoint.held("atm_1").is_some());
        assert_eq!(breakpoint.clear(), 2);
        for stay in stays {
            let verdict = stay.unwrap().verdict().await;
            assert!(matches!(verdict, Some((Verdict::Release, None))), "{verdict:?}");
        }
        assert!(meet(&breakpoint, &arriving("atm_4", "/other")).await.is_none());
    }

    #[tokio::test]
    async fn nothing_is_decided_on_what_went() {
        let breakpoint = to_orders();
        drop(meet(&breakpoint, &arriving("atm_1", "/orders")).await);
        assert!(breakpoint.held("atm_1").is_none());
        assert_eq!(breakpoint.decide("atm_1", Verdict::Release), Err(Undecided::Gone));
        assert_eq!(breakpoint.release_all(), 0);
    }
}
