//! Bodies as they come in: each up to a limit, all of them together up to a budget.
//!
//! **Invariant:** bodies that are not on disk yet take up no more than the budget, however many
//! senders there are, however slowly they send and however slow the store is. A body that finds no
//! room is refused at once, so that two that are half read never wait for each other; and room is
//! taken as bytes come and not as they are announced, so that nobody holds it with a promise.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body_util::BodyExt as _;
use hyper::body::Body;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::task::TaskTracker;

/// How many bytes of bodies there may be; more only where a single body may be longer.
const BUDGET: usize = 64 << 20;
/// How long a sender may take to send a body.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How many bytes more may come in.
pub(super) struct Budget(Arc<Semaphore>);

impl Budget {
    /// Room for at least one body of this length.
    pub(super) fn new(body_limit: usize) -> Self {
        let bytes = BUDGET.max(body_limit).min(Semaphore::MAX_PERMITS);
        Self(Arc::new(Semaphore::new(bytes)))
    }

    fn take(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        self.0.clone().try_acquire_many_owned(u32::try_from(bytes).ok()?).ok()
    }
}

/// The part of the budget that a body takes; given back when dropped.
#[derive(Debug, Default)]
pub(super) struct Room(Option<OwnedSemaphorePermit>);

impl Room {
    fn grow(&mut self, more: OwnedSemaphorePermit) {
        match &mut self.0 {
            Some(room) => room.merge(more),
            None => self.0 = Some(more),
        }
    }

    /// Stays taken until `work` is done. Should the caller go away, that is in a task of its own:
    /// what the store was given it has, whether or not the sender still waits.
    pub(super) async fn until<T: 'static>(
        self,
        tasks: &TaskTracker,
        work: impl Future<Output = T> + Send + 'static,
    ) -> T {
        let work = async move {
            let res = work.await;
            drop(self);
            res
        };
        let mut lasting = Lasting { work: Some(Box::pin(work)), tasks };
        poll_fn(|context| {
            let work = lasting.work.as_mut().expect("it is there until it is done");
            let polled = work.as_mut().poll(context);
            if polled.is_ready() {
                lasting.work = None;
            }
            polled
        })
        .await
    }
}

/// Work that is finished in a task of its own when this is dropped before.
struct Lasting<'a, T: 'static> {
    work: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
    tasks: &'a TaskTracker,
}

impl<T> Drop for Lasting<'_, T> {
    fn drop(&mut self) {
        if let (Some(work), Ok(runtime)) = (self.work.take(), Handle::try_current()) {
            self.tasks.spawn_on(async move { drop(work.await) }, &runtime);
        }
    }
}

/// A body that came.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// The exact bytes.
    pub(super) bytes: Bytes,
    /// Whether it was longer than the limit; then it is left out.
    pub(super) too_large: bool,
    /// Its part of the budget.
    pub(super) room: Room,
}

/// Reads a body. Fails with 503 when there is no room for it.
pub(super) async fn read<B>(
    mut body: B,
    limit: usize,
    budget: &Budget,
) -> Result<Received, StatusCode>
where
    B: Body<Data = Bytes> + Unpin,
{
    let too_large = || Received { too_large: true, ..Received::default() };
    if body.size_hint().lower() > limit as u64 {
        return Ok(too_large());
    }
    let collect = async {
        let mut pieces: Option<BytesMut> = None;
        let mut whole = Bytes::new();
        let mut room = Room::default();
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else {
                continue;
            };
            if whole.len() + pieces.as_ref().map_or(0, BytesMut::len) + data.len() > limit {
                return Ok(too_large());
            }
            room.grow(budget.take(data.len()).ok_or(StatusCode::SERVICE_UNAVAILABLE)?);
            // Most bodies are one piece, which then needs no copy.
            match &mut pieces {
                Some(pieces) => pieces.extend_from_slice(&data),
                None if whole.is_empty() => whole = data,
                None => {
                    let mut all = BytesMut::with_capacity(whole.len() + data.len());
                    all.extend_from_slice(&std::mem::take(&mut whole));
                    all.extend_from_slice(&data);
                    pieces = Some(all);
                }
            }
        }
        let bytes = pieces.map_or(whole, BytesMut::freeze);
        Ok(Received { bytes, too_large: false, room })
    };
    tokio::time::timeout(TIMEOUT, collect).await.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::poll;
    use futures_util::stream::{self, Stream, StreamExt as _};
    use http_body_util::{Full, StreamBody};
    use hyper::body::Frame;
    use tokio::sync::oneshot;

    use super::*;

    type Piece = Result<Frame<Bytes>, Infallible>;

    fn budget(bytes: usize) -> Budget {
        Budget(Arc::new(Semaphore::new(bytes)))
    }

    fn piece(length: usize) -> Piece {
        Ok(Frame::data(Bytes::from(vec![b'x'; length])))
    }

    /// A body whose second piece comes when told.
    fn halves(length: usize) -> (oneshot::Sender<()>, StreamBody<impl Stream<Item = Piece>>) {
        let (go, told) = oneshot::channel();
        let second = Box::pin(async move {
            let _ = told.await;
            piece(length)
        });
        let pieces = stream::once(async move { piece(length) }).boxed();
        (go, StreamBody::new(pieces.chain(stream::once(second))))
    }

    #[tokio::test]
    async fn a_body_without_room_is_refused_and_takes_none() {
        let budget = budget(100);
        let first = read(Full::new(Bytes::from(vec![0; 60])), 100, &budget).await.unwrap();
        let second = read(Full::new(Bytes::from(vec![0; 60])), 100, &budget).await;
        assert_eq!(second.unwrap_err(), StatusCode::SERVICE_UNAVAILABLE);
        let third = read(Full::new(Bytes::from(vec![0; 40])), 100, &budget).await.unwrap();
        drop((first, third));
        let whole = read(Full::new(Bytes::from(vec![0; 100])), 100, &budget).await.unwrap();
        assert_eq!((whole.bytes.len(), whole.too_large), (100, false));
    }

    #[tokio::test]
    async fn two_bodies_that_are_half_read_do_not_wait_for_each_other() {
        let budget = budget(100);
        let ((go_one, one), (go_two, two)) = (halves(40), halves(40));
        let mut one = Box::pin(read(one, 100, &budget));
        let mut two = Box::pin(read(two, 100, &budget));
        assert!(poll!(&mut one).is_pending() && poll!(&mut two).is_pending());
        go_one.send(()).unwrap();
        assert_eq!(one.await.unwrap_err(), StatusCode::SERVICE_UNAVAILABLE);
        go_two.send(()).unwrap();
        assert_eq!(two.await.unwrap().bytes.len(), 80);
    }

    #[tokio::test]
    async fn a_body_that_is_too_long_gives_its_room_back() {
        let budget = budget(100);
        let (go, body) = halves(60);
        go.send(()).unwrap();
        assert!(read(body, 100, &budget).await.unwrap().too_large);
        assert_eq!(budget.0.available_permits(), 100);
    }

    #[tokio::test]
    async fn room_stays_taken_until_the_store_is_done_even_when_the_sender_is_gone() {
        let (budget, tasks) = (budget(100), TaskTracker::new());
        let received = read(Full::new(Bytes::from(vec![0; 60])), 100, &budget).await.unwrap();
        let (done, store) = oneshot::channel::<()>();
        let mut keeping = Box::pin(received.room.until(&tasks, store));
        assert!(poll!(&mut keeping).is_pending());
        drop(keeping);
        tokio::task::yield_now().await;
        assert_eq!(budget.0.available_permits(), 40);
        done.send(()).unwrap();
        tasks.close();
        tasks.wait().await;
        assert_eq!(budget.0.available_permits(), 100);
    }

    #[test]
    fn the_longest_body_has_room() {
        assert_eq!(Budget::new(10 << 20).0.available_permits(), BUDGET);
        assert_eq!(Budget::new(BUDGET + 1).0.available_permits(), BUDGET + 1);
    }
}
