//! What is past its time goes in small steps, whole, and the counts stay.

use std::collections::HashSet;
use std::sync::Arc;

use super::{
    Accepted, Amend, Bench, Content, Id, Key, Settled, Status, Timestamp, Trigger, failed, made,
    succeeded,
};
use crate::store::{
    Aftermath, Counted, IssueQuery, Kept, MeasureQuery, Prune, Pruned, Sighting, Totals,
};

/// Later than all that a test does, by more than what an attempt may take.
fn later() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond()).plus(3_600_000)
}

fn all_of(project: &str) -> Prune {
    Prune {
        project: Id::from(project),
        before: later(),
        cancel_before: Some(later()),
        now: later(),
        keep: Arc::default(),
        again: None,
        limit: 100,
    }
}

async fn counted(it: &Bench, counted: Counted) -> Totals {
    let query = MeasureQuery {
        counted,
        start: Timestamp(0),
        end: Timestamp(i64::MAX),
        step: None,
        subjects: ["web_a", "src_a"].map(|it| (Id::from(it), 0)).into(),
        wanted: Vec::new(),
        by: Vec::new(),
        peak: false,
        now: None,
        limit: 10,
    };
    it.store.measure(query).await.unwrap().rows.pop().unwrap().totals
}

async fn is_there(it: &Bench, accepted: &Accepted) -> bool {
    let request = it.store.request(accepted.request.key).await.unwrap().is_some();
    let event = it.store.event(accepted.events[0].key).await.unwrap().is_some();
    assert_eq!(request, event, "whole or not at all");
    request
}

pub(super) async fn what_is_old_goes_with_all_that_was_made_of_it_and_counts_stay(mut it: Bench) {
    let accepted = it.accept(&["web_a"]).await;
    let event = accepted.events[0].clone();
    let (first, second) = (it.attempt(&event), it.attempt(&event));
    let sighting = super::issues::answered(&it, "web_a", 500, event.key);
    let issue = sighting.issue;
    let aftermath = Aftermath {
        sighting: Some(Sighting {
            case: crate::model::Case::Delivery { event: event.key, attempt: first.key },
            ..sighting
        }),
        ..Aftermath::default()
    };
    let settled = Settled { aftermath, ..failed(&event, &first, None) };
    it.settle(&settled).await;
    it.settle(&succeeded(&settled.event, &second)).await;
    let before = [
        counted(&it, Counted::Requests).await,
        counted(&it, Counted::Events).await,
        counted(&it, Counted::Attempts).await,
    ];
    // Others are not asked.
    assert_eq!(it.store.prune(all_of("tm_b")).await.unwrap().gone, 0);
    let early = Prune { before: accepted.request.key.at(), ..all_of("tm_a") };
    assert_eq!(it.store.prune(early).await.unwrap().gone, 0);
    let pruned = it.store.prune(all_of("tm_a")).await.unwrap();
    assert_eq!((pruned.gone, pruned.stay, pruned.done), (1, 0, true));
    it.reopen().await;
    assert!(!is_there(&it, &accepted).await);
    for attempt in [first, second] {
        assert!(it.store.attempt(attempt.key).await.unwrap().is_none());
    }
    let after = [
        counted(&it, Counted::Requests).await,
        counted(&it, Counted::Events).await,
        counted(&it, Counted::Attempts).await,
    ];
    assert_eq!(after, before);
    // An issue outlives its cases.
    let issues = it.store.issues(IssueQuery::all(Id::from("tm_a"), 9)).await.unwrap().items;
    assert_eq!(issues.iter().map(|it| it.key).collect::<Vec<_>>(), [issue]);
}

pub(super) async fn steps_are_small_and_go_on_where_the_last_one_ended(it: Bench) {
    let mut all = Vec::new();
    for _ in 0..7 {
        let accepted = it.accept(&["web_a"]).await;
        let event = &accepted.events[0];
        it.settle(&succeeded(event, &it.attempt(event))).await;
        all.push(accepted);
    }
    for (gone, done) in [(3, false), (3, false), (1, true), (0, true)] {
        let Pruned { gone: some, done: is_done, .. } =
            it.store.prune(Prune { limit: 3, ..all_of("tm_a") }).await.unwrap();
        assert_eq!((some, is_done), (gone, done));
    }
    for accepted in &all {
        assert!(!is_there(&it, accepted).await);
    }
}

pub(super) async fn a_request_with_thousands_of_events_goes_in_several_steps(it: Bench) {
    let many = it.keep(made(&it.keys, &["web_a"; 4500], Status::Successful)).await;
    let small = it.keep(made(&it.keys, &["web_a"], Status::Successful)).await;
    let before = [counted(&it, Counted::Requests).await, counted(&it, Counted::Events).await];
    for (gone, done) in [(0, false), (0, false), (2, true)] {
        let pruned = it.store.prune(all_of("tm_a")).await.unwrap();
        assert_eq!((pruned.gone, pruned.stay, pruned.done), (gone, 0, done));
        // What is left of it is there to be seen until the end.
        assert_eq!(it.store.request(many.request.key).await.unwrap().is_some(), !done);
    }
    assert!(!is_there(&it, &many).await && !is_there(&it, &small).await);
    let after = [counted(&it, Counted::Requests).await, counted(&it, Counted::Events).await];
    assert_eq!(after, before);
}

pub(super) async fn what_is_to_come_is_cancelled_and_goes_later(it: Bench) {
    let queued = it.accept(&["web_a"]).await;
    let planned = it.accept(&["web_a"]).await;
    let event = planned.events[0].clone();
    let next = Some(later().plus(1));
    it.settle(&failed(&event, &it.attempt(&event), next)).await;
    it.told();
    let now = event.key.at().plus(5000);
    let prune = Prune { now, ..all_of("tm_a") };
    let pruned = it.store.prune(prune.clone()).await.unwrap();
    assert_eq!((pruned.gone, pruned.stay, pruned.done), (0, 2, true));
    assert_eq!(pruned.cancelled, 2);
    assert_eq!(it.told(), [format!("removed [{}]", queued.events[0].key.0)]);
    assert_eq!(it.event(queued.events[0].key).await.status, Status::Cancelled);
    assert_eq!(it.event(event.key).await.next_attempt_at, None);

    // The attempt that was under way ends as ever.
    let event = &queued.events[0];
    it.settle(&succeeded(event, &it.attempt(event))).await;
    let again = Prune { again: Some(Key::default()), ..prune };
    assert_eq!(it.store.prune(again.clone()).await.unwrap().stay, 2, "not yet");
    let first = Prune { limit: 1, now: later(), ..again };
    let one = it.store.prune(first.clone()).await.unwrap();
    assert_eq!((one.gone, one.done), (1, false));
    let two = it.store.prune(Prune { again: Some(one.last), ..first.clone() }).await.unwrap();
    assert_eq!(two.gone, 1);
    assert!(!is_there(&it, &queued).await && !is_there(&it, &planned).await);
    assert!(it.store.prune(first).await.unwrap().done);
}

pub(super) async fn what_is_to_come_is_not_cancelled_to_make_room(it: Bench) {
    let next = Some(later().plus(1));
    let mut waiting = Vec::new();
    for status in [Status::Queued, Status::Scheduled, Status::Hold, Status::Failed] {
        waiting.push(it.standing(status, next.filter(|_| status != Status::Hold)).await);
    }
    let ended = it.accept(&["web_a"]).await;
    it.settle(&succeeded(&ended.events[0], &it.attempt(&ended.events[0]))).await;
    it.told();
    for cancel_before in [None, Some(waiting[0].key.at())] {
        let prune = Prune { cancel_before, ..all_of("tm_a") };
        it.store.prune(prune.clone()).await.unwrap();
        let again = Prune { again: Some(Key::default()), ..prune };
        let pruned = it.store.prune(again).await.unwrap();
        assert_eq!((pruned.gone, pruned.stay, pruned.cancelled), (0, 4, 0));
    }
    assert!(!is_there(&it, &ended).await);
    assert!(it.told().is_empty());
    for event in &waiting {
        assert_eq!(&it.event(event.key).await, event);
    }
    // What was delivered since goes as ever.
    it.settle(&succeeded(&waiting[0], &it.attempt(&waiting[0]))).await;
    let again = Prune { again: Some(Key::default()), cancel_before: None, ..all_of("tm_a") };
    assert_eq!(it.store.prune(again).await.unwrap().gone, 1);
}

pub(super) async fn what_was_asked_for_lately_is_not_cancelled_for_its_age(it: Bench) {
    let (retried, unpaused) = (it.accept(&["web_a"]).await, it.accept(&["web_b"]).await);
    let (retried, unpaused) = (&retried.events[0], &unpaused.events[0]);
    it.settle(&succeeded(retried, &it.attempt(retried))).await;
    it.store.hold(&unpaused.connection, unpaused.key.at()).await.unwrap();
    let lately = later();
    it.amend(retried, Amend::Requeue(Trigger::Manual, None), lately).await;
    it.store.release(&unpaused.connection, lately).await.unwrap();
    it.told();
    let prune = Prune { before: lately, cancel_before: Some(lately), ..all_of("tm_a") };
    let pruned = it.store.prune(Prune { now: lately.plus(1), ..prune }).await.unwrap();
    assert_eq!((pruned.gone, pruned.stay, pruned.cancelled), (0, 2, 0));
    assert!(it.told().is_empty());
    for event in [retried, unpaused] {
        assert_eq!(it.event(event.key).await.status, Status::Queued);
    }
}

pub(super) async fn an_attempt_whose_event_is_gone_ends_all_the_same(it: Bench) {
    let event = it.queued().await;
    let attempt = it.attempt(&event);
    it.amend(&event, Amend::Cancel, event.key.at()).await;
    assert_eq!(it.store.prune(all_of("tm_a")).await.unwrap().gone, 1);
    it.told();
    let next = Some(later());
    assert!(!it.store.settle(failed(&event, &attempt, next)).await.unwrap());
    assert_eq!(it.told(), [format!("settled {} Failed", event.key.0)]);
    assert!(it.store.event(event.key).await.unwrap().is_none());
    assert!(it.store.attempt(attempt.key).await.unwrap().is_none());
}

pub(super) async fn what_was_tried_lately_or_is_bookmarked_stays(it: Bench) {
    let (tried, kept) = (it.accept(&["web_a"]).await, it.accept(&["web_a"]).await);
    for accepted in [&tried, &kept] {
        let event = &accepted.events[0];
        it.settle(&succeeded(event, &it.attempt(event))).await;
    }
    let last = it.event(tried.events[0].key).await.last_attempt_at.unwrap();
    let before = Prune { before: last, ..all_of("tm_a") };
    let keep = Arc::new(HashSet::from([kept.request.key]));
    let pruned = it.store.prune(Prune { keep: keep.clone(), ..before }).await.unwrap();
    assert_eq!(pruned.gone, 0);
    let all = Prune { keep, ..all_of("tm_a") };
    it.store.prune(all.clone()).await.unwrap();
    it.store.prune(Prune { again: Some(Key::default()), ..all }).await.unwrap();
    assert!(!is_there(&it, &tried).await);
    assert!(is_there(&it, &kept).await);
    // The project is known by what stayed, though it received nothing since.
    let left = it.store.kept().await.unwrap();
    let since = kept.request.key.at();
    assert_eq!(left, [Kept { project: Id::from("tm_a"), bytes: 0, since }]);
    let all = Prune { again: Some(Key::default()), ..all_of("tm_a") };
    it.store.prune(all).await.unwrap();
    assert!(!is_there(&it, &kept).await, "the bookmark is gone");
    assert_eq!(it.store.kept().await.unwrap(), []);
}

pub(super) async fn what_a_project_takes_up_is_known_by_when_it_came(it: Bench) {
    assert_eq!(it.store.kept().await.unwrap(), []);
    let first = made(&it.keys, &["web_a"], Status::Successful);
    let mut second = made(&it.keys, &["web_a"], Status::Successful);
    // An hour later, and much more of it.
    let hour = 3_600_000_000;
    second.request.key = Key(second.request.key.0 + hour);
    for event in &mut second.events {
        (event.key, event.request) = (Key(event.key.0 + hour), second.request.key);
        event.data = second.request.key;
    }
    let body = vec![b'x'; 500_000].into();
    second.request.content = Content { body, ..second.request.content };
    it.keep(first.clone()).await;
    it.keep(second.clone()).await;
    let kept = it.store.kept().await.unwrap().remove(0);
    assert_eq!(kept.project, Id::from("tm_a"));
    assert!((500_000..520_000).contains(&kept.bytes), "{}", kept.bytes);
    assert!(first.request.key.at().since(kept.since) < 600_000);

    let project = Id::from("tm_a");
    assert_eq!(it.store.fits(&project, kept.bytes).await.unwrap(), None);
    let since = it.store.fits(&project, kept.bytes - 1).await.unwrap().unwrap();
    assert!(since > first.request.key.at() && since < second.request.key.at());
    let before = Prune { before: since, ..all_of("tm_a") };
    assert_eq!(it.store.prune(before).await.unwrap().gone, 1);
    let left = it.store.kept().await.unwrap().remove(0);
    assert!(left.bytes < kept.bytes && left.since > kept.since);
    assert!(it.store.request(second.request.key).await.unwrap().is_some());
}
