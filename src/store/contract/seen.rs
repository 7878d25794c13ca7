//! Connections that let through no duplicates.

use std::sync::Arc;

use super::{Accepted, Bench, Id, IgnoredCause, Key, Keys, Status, Timestamp, made};
use crate::store::Mark;

const WINDOW_MS: u64 = 60_000;

fn mark(connection: &str, what: u8) -> Mark {
    Mark {
        connection: Id::from(connection),
        fingerprint: [what; 16],
        window_ms: WINDOW_MS,
        since: Timestamp::default(),
    }
}

/// A request on these connections, of which the first lets through no duplicates.
fn marked(keys: &Keys, connections: &[&str], what: u8) -> Accepted {
    let marks = vec![mark(connections[0], what)];
    Accepted { marks, ..made(keys, connections, Status::Queued) }
}

/// What became of a request: its events, and the causes for which it was ignored.
async fn became(it: &Bench, request: Key) -> (Vec<Key>, Vec<IgnoredCause>) {
    let mut query = super::lists::newest(100);
    query.request = Some(request);
    let events = it.store.events(query).await.unwrap().items;
    let ignored = it.store.ignored(request).await.unwrap();
    let kept = it.store.request(request).await.unwrap().unwrap();
    assert_eq!(kept.events_count as usize, events.len());
    assert_eq!(kept.ignored_count as usize, ignored.len());
    (
        events.into_iter().map(|(it, _)| it.key).collect(),
        ignored.into_iter().map(|it| it.cause).collect(),
    )
}

async fn is_duplicate(it: &Bench, accepted: Accepted) -> bool {
    let request = it.keep(accepted).await.request.key;
    became(it, request).await.1 == [IgnoredCause::Duplicate]
}

pub(super) async fn of_two_alike_the_first_goes_through(it: Bench) {
    assert!(!is_duplicate(&it, marked(&it.keys, &["web_a"], 1)).await);
    it.told();
    let second = marked(&it.keys, &["web_a"], 1);
    let now = second.request.key.at();
    assert!(it.store.seen(second.marks.clone(), now).await.unwrap());
    assert!(!it.store.seen(vec![mark("web_a", 2), mark("web_b", 1)], now).await.unwrap());
    let (request, event) = (second.request.key, second.events[0].key);
    assert!(is_duplicate(&it, second).await);
    assert_eq!(it.told(), [format!("accepted {}", request.0)]);
    assert!(it.store.event(event).await.unwrap().is_none());
    assert!(!is_duplicate(&it, marked(&it.keys, &["web_a"], 2)).await);
    assert!(!is_duplicate(&it, marked(&it.keys, &["web_b"], 1)).await);
}

pub(super) async fn of_many_alike_at_once_one_goes_through(it: Bench) {
    let all: Vec<_> = (0..50).map(|_| marked(&it.keys, &["web_a"], 1)).collect();
    let jobs = all.iter().map(|accepted| it.store.accept(Arc::new(accepted.clone())));
    for answer in futures_util::future::join_all(jobs).await {
        answer.unwrap();
    }
    let mut passed = 0;
    for accepted in all {
        passed += became(&it, accepted.request.key).await.0.len();
    }
    assert_eq!(passed, 1);
}

pub(super) async fn a_window_ends_and_begins_with_the_one_that_went_through(it: Bench) {
    let first = marked(&it.keys, &["web_a"], 1);
    let at = |ms: u64| {
        let keys = Keys::after(Key::first_at(first.request.key.at().plus(ms)));
        marked(&keys, &["web_a"], 1)
    };
    assert!(!is_duplicate(&it, first.clone()).await);
    assert!(is_duplicate(&it, at(WINDOW_MS / 2)).await);
    assert!(is_duplicate(&it, at(WINDOW_MS - 1)).await);
    // The ignored ones have not prolonged it.
    assert!(!is_duplicate(&it, at(WINDOW_MS + 1)).await);
    assert!(is_duplicate(&it, at(WINDOW_MS + 2)).await);
}

pub(super) async fn what_was_seen_before_a_change_does_not_count(it: Bench) {
    assert!(!is_duplicate(&it, marked(&it.keys, &["web_a"], 1)).await);
    let mut later = marked(&it.keys, &["web_a"], 1);
    later.marks[0].since = later.request.key.at().plus(1);
    assert!(!is_duplicate(&it, later).await);
}

pub(super) async fn a_duplicate_takes_only_its_own_connection_out(it: Bench) {
    assert!(!is_duplicate(&it, marked(&it.keys, &["web_a"], 1)).await);
    let second = it.keep(marked(&it.keys, &["web_a", "web_b", "web_c"], 1)).await;
    let (mut events, causes) = became(&it, second.request.key).await;
    assert_eq!(causes, [IgnoredCause::Duplicate]);
    // They follow their request without a gap.
    events.sort();
    let first = second.request.key.0 + 1;
    assert_eq!(events, [Key(first), Key(first + 1)]);
    assert_eq!(it.event(events[0]).await.connection, Id::from("web_b"));
}

pub(super) async fn what_was_not_kept_was_not_seen(it: Bench) {
    let there = it.accept(&["web_b"]).await;
    let mut broken = marked(&it.keys, &["web_a"], 1);
    broken.events[0].key = there.events[0].key;
    let fine = marked(&it.keys, &["web_a"], 1);
    let (broken, kept) = futures_util::future::join(
        it.store.accept(Arc::new(broken)),
        it.store.accept(Arc::new(fine.clone())),
    )
    .await;
    assert!(broken.is_err());
    kept.unwrap();
    assert_eq!(became(&it, fine.request.key).await.0.len(), 1);
}

pub(super) async fn what_was_seen_is_known_after_reopening(mut it: Bench) {
    assert!(!is_duplicate(&it, marked(&it.keys, &["web_a"], 1)).await);
    it.reopen().await;
    assert!(is_duplicate(&it, marked(&it.keys, &["web_a"], 1)).await);
}

pub(super) async fn what_nobody_can_be_a_duplicate_of_is_forgotten(it: Bench) {
    let first = marked(&it.keys, &["web_a"], 0);
    let began = first.request.key.at();
    assert!(!is_duplicate(&it, first).await);
    for what in 1..20 {
        assert!(!is_duplicate(&it, marked(&it.keys, &["web_a"], what)).await);
    }
    let hours_later = Keys::after(Key::first_at(began.plus(4_000_000)));
    for what in 100..120 {
        assert!(!is_duplicate(&it, marked(&hours_later, &["web_a"], what)).await);
    }
    let endless = Mark { window_ms: u64::MAX, ..mark("web_a", 0) };
    let now = hours_later.next().at();
    assert!(!it.store.seen(vec![endless], now).await.unwrap(), "it is still there");
    let recent = Mark { window_ms: u64::MAX, ..mark("web_a", 110) };
    assert!(it.store.seen(vec![recent], now).await.unwrap());
}
