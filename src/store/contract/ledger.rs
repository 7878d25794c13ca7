//! The ledger: what comes in, how attempts end, and what people do meanwhile.

use super::{
    Again, Amend, Bench, ErrorCode, Event, Id, Ignored, IgnoredCause, Key, Status, Timestamp,
    Trigger, failed, given_up, made, succeeded,
};

const MANUAL: Amend = Amend::Requeue(Trigger::Manual, None);
const LATER: Timestamp = Timestamp(i64::MAX / 2000);

pub(super) async fn what_was_accepted_reads_back_as_it_was(it: Bench) {
    let mut accepted = made(&it.keys, &["web_a", "web_b"], Status::Queued);
    accepted.request.ignored_count = 1;
    accepted.ignored.push(Ignored {
        request: accepted.request.key,
        connection: Id::from("web_c"),
        cause: IgnoredCause::Filtered,
        filtered: vec!["body".to_owned(), "path".to_owned()],
        transformation: None,
    });
    let accepted = it.keep(accepted).await;
    let key = accepted.request.key;
    assert_eq!(it.told(), [format!("accepted {}", key.0)]);

    let request = it.store.request(key).await.unwrap().unwrap();
    assert_eq!(format!("{request:?}"), format!("{:?}", accepted.request));
    for event in &accepted.events {
        assert_eq!(&it.event(event.key).await, event);
    }
    assert_eq!(it.store.ignored(key).await.unwrap(), accepted.ignored);
}

pub(super) async fn a_request_is_accepted_whole_or_not_at_all(it: Bench) {
    let first = it.accept(&["web_a"]).await;
    it.told();
    let mut second = made(&it.keys, &["web_a", "web_b"], Status::Queued);
    second.events[1].key = first.events[0].key;
    assert!(it.store.accept(second.clone().into()).await.is_err());
    assert!(it.store.request(second.request.key).await.unwrap().is_none());
    assert!(it.store.event(second.events[0].key).await.unwrap().is_none());
    assert!(it.told().is_empty());
}

pub(super) async fn a_failing_job_takes_nobody_with_it(it: Bench) {
    let first = it.accept(&["web_a"]).await;
    it.told();
    let mut jobs = Vec::new();
    for place in 0..100 {
        // Each has a connection that nobody has heard of, so that undoing forgets some numbers.
        let connection = format!("web_{place}");
        let mut accepted = made(&it.keys, &[&*connection, "web_z"], Status::Queued);
        if place % 3 == 0 {
            accepted.events[1].key = first.events[0].key;
        }
        jobs.push(accepted);
    }
    let answers = jobs.iter().map(|job| it.store.accept(job.clone().into()));
    let answers = futures_util::future::join_all(answers).await;
    for (place, (job, answer)) in jobs.iter().zip(answers).enumerate() {
        assert_eq!(answer.is_ok(), place % 3 != 0);
        let event = it.store.event(job.events[0].key).await.unwrap();
        assert_eq!(event.as_ref(), answer.is_ok().then_some(&job.events[0]));
    }
    assert_eq!(it.told().len(), 66);
    assert_eq!(it.event_count().await, 1 + 2 * 66);
}

pub(super) async fn an_attempt_is_written_down_with_its_event(it: Bench) {
    let event = it.queued().await;
    let attempt = it.attempt(&event);
    let settled = failed(&event, &attempt, Some(LATER));
    it.settle(&settled).await;
    assert_eq!(it.told(), [format!("settled {} Failed", event.key.0)]);
    assert_eq!(it.event(event.key).await, settled.event);
    let found = it.store.attempt(attempt.key).await.unwrap();
    assert_eq!(found, settled.attempt);
}

pub(super) async fn an_event_may_be_given_up_without_an_attempt(it: Bench) {
    let event = it.queued().await;
    let event =
        Event { status: Status::Failed, error_code: Some(ErrorCode::CliUnavailable), ..event };
    it.settle(&given_up(event.clone())).await;
    assert_eq!(it.event(event.key).await, event);
    let nobody = Event { key: Key(1), ..event };
    assert!(!it.store.settle(given_up(nobody)).await.unwrap());
}

pub(super) async fn a_cancelled_event_stays_so_unless_the_attempt_succeeded(it: Bench) {
    let event = it.queued().await;
    let attempt = it.attempt(&event);
    it.amend(&event, Amend::Cancel, LATER).await;
    it.settle(&failed(&event, &attempt, Some(LATER))).await;
    let found = it.event(event.key).await;
    assert_eq!((found.status, found.next_attempt_at), (Status::Cancelled, None));
    assert_eq!((found.attempts, found.error_code), (1, Some(ErrorCode::Timeout)));
    let key = event.key.0;
    assert_eq!(it.told(), [format!("removed [{key}]"), format!("settled {key} Cancelled")]);

    let event = it.queued().await;
    let attempt = it.attempt(&event);
    it.amend(&event, Amend::Cancel, LATER).await;
    it.settle(&succeeded(&event, &attempt)).await;
    assert_eq!(it.event(event.key).await.status, Status::Successful);
}

pub(super) async fn an_event_muted_during_an_attempt_is_not_tried_again(it: Bench) {
    let event = it.queued().await;
    let attempt = it.attempt(&event);
    it.amend(&event, Amend::Mute, LATER).await;
    assert!(it.told().is_empty());
    it.settle(&failed(&event, &attempt, Some(LATER))).await;
    let found = it.event(event.key).await;
    assert_eq!((found.status, found.next_attempt_at), (Status::Failed, None));
}

pub(super) async fn an_event_requeued_during_an_attempt_is_queued_once_more(it: Bench) {
    for success in [false, true] {
        let event = it.queued().await;
        let attempt = it.attempt(&event);
        it.amend(&event, MANUAL, LATER).await;
        let settled = if success {
            succeeded(&event, &attempt)
        } else {
            failed(&event, &attempt, Some(LATER))
        };
        it.settle(&settled).await;
        let found = it.event(event.key).await;
        assert_eq!((found.status, found.trigger), (Status::Queued, Trigger::Manual));
        assert_eq!(found.next_attempt_at, settled.event.next_attempt_at);
        assert_eq!(found.attempts, 1);
        let key = event.key.0;
        let ended = format!("settled {key} {:?}", settled.event.status);
        let queued = format!("queued {key} Queued");
        assert_eq!(it.told(), [queued.clone(), ended, queued]);
    }
}

pub(super) async fn an_event_requeued_and_held_during_an_attempt_stays_held(it: Bench) {
    let event = it.queued().await;
    let attempt = it.attempt(&event);
    it.amend(&event, MANUAL, LATER).await;
    it.store.hold(&event.connection, LATER).await.unwrap();
    it.told();
    it.settle(&failed(&event, &attempt, None)).await;
    assert_eq!(it.event(event.key).await.status, Status::Hold);
    assert_eq!(it.told(), [format!("settled {} Failed", event.key.0)]);
}

pub(super) async fn an_attempt_made_after_a_requeue_is_the_one_that_was_asked_for(it: Bench) {
    let event = it.queued().await;
    let event = it.amend(&event, MANUAL, event.key.at()).await;
    let attempt = it.attempt(&event);
    it.settle(&failed(&event, &attempt, None)).await;
    assert_eq!(it.event(event.key).await.status, Status::Failed);
}

pub(super) async fn an_event_given_up_during_an_attempt_is_not_tried_again(it: Bench) {
    let event = it.queued().await;
    let attempt = it.attempt(&event);
    it.store
        .fail_pending(&event.connection, None, ErrorCode::Cancelled, event.key.at())
        .await
        .unwrap();
    it.settle(&failed(&event, &attempt, Some(LATER))).await;
    let found = it.event(event.key).await;
    assert_eq!((found.status, found.next_attempt_at), (Status::Failed, None));
    assert_eq!(found.error_code, Some(ErrorCode::Timeout));
}

pub(super) async fn a_pause_during_an_attempt_does_not_hide_how_it_ended(it: Bench) {
    let event = it.queued().await;
    let attempt = it.attempt(&event);
    it.store.hold(&event.connection, event.key.at()).await.unwrap();
    let settled = succeeded(&event, &attempt);
    it.settle(&settled).await;
    assert_eq!(it.event(event.key).await, settled.event);
}

pub(super) async fn a_requeue_keeps_the_time_of_a_planned_retry(it: Bench) {
    for (status, expected) in [
        (Status::Failed, Some(LATER)),
        (Status::Queued, Some(LATER)),
        (Status::Scheduled, None),
        (Status::Hold, None),
    ] {
        let event = it.standing(status, Some(LATER)).await;
        let found = it.amend(&event, MANUAL, event.key.at()).await;
        assert_eq!(found, it.event(event.key).await);
        assert_eq!((found.status, found.next_attempt_at), (Status::Queued, expected));
        assert_eq!(it.told(), [format!("queued {} Queued", event.key.0)]);
    }
}

pub(super) async fn a_mute_leaves_a_delay_alone(it: Bench) {
    let event = it.standing(Status::Scheduled, Some(LATER)).await;
    assert_eq!(it.amend(&event, Amend::Mute, LATER).await.next_attempt_at, Some(LATER));
    let event = it.standing(Status::Failed, Some(LATER)).await;
    assert_eq!(it.amend(&event, Amend::Mute, LATER).await.next_attempt_at, None);
    assert_eq!(it.event(event.key).await.next_attempt_at, None);
}

pub(super) async fn only_what_waits_can_be_cancelled(it: Bench) {
    for status in [Status::Queued, Status::Scheduled, Status::Hold] {
        let event = it.standing(status, Some(LATER)).await;
        let found = it.amend(&event, Amend::Cancel, LATER).await;
        assert_eq!((found.status, found.next_attempt_at), (Status::Cancelled, None));
        assert_eq!(it.told(), [format!("removed [{}]", event.key.0)]);
    }
    for status in [Status::Failed, Status::Successful, Status::Cancelled] {
        let event = it.standing(status, None).await;
        assert_eq!(it.amend(&event, Amend::Cancel, LATER).await, event);
        assert!(it.told().is_empty());
    }
}

pub(super) async fn nobody_amends_what_is_not_there(it: Bench) {
    for amend in [MANUAL, Amend::Mute, Amend::Cancel] {
        assert_eq!(it.store.amend(Key(1), amend, LATER).await.unwrap(), None);
    }
}

pub(super) async fn events_can_be_added_to_a_request(it: Bench) {
    let accepted = it.accept(&["web_a"]).await;
    it.accept(&["web_b"]).await;
    it.told();
    let mut more = made(&it.keys, &["web_c", "web_d", "web_e"], Status::Queued).events;
    for event in &mut more {
        (event.request, event.data) = (accepted.request.key, accepted.request.key);
    }
    more[1].status = Status::Scheduled;
    more[1].next_attempt_at = Some(LATER);
    more[2].status = Status::Hold;
    let again = Again { events: more.clone(), ..Again::of(accepted.request.key) };
    it.store.add(again.clone()).await.unwrap();
    let queued = format!("queued {} Queued", more[0].key.0);
    // Told, for the pause may have ended since.
    let held = format!("queued {} Hold", more[2].key.0);
    assert_eq!(it.told(), [queued, held, format!("due {:?}", Some(LATER.0))]);

    let request = it.store.request(accepted.request.key).await.unwrap().unwrap();
    assert_eq!(request.events_count, 4);
    assert_eq!(request.content.body, accepted.request.content.body);
    let mut query = super::lists::newest(10);
    query.request = Some(accepted.request.key);
    let found = it.store.events(query).await.unwrap().items;
    let found: Vec<_> = found.into_iter().map(|(event, _)| event).collect();
    more.reverse();
    assert_eq!(found, [more, accepted.events.clone()].concat());
    assert!(it.store.add(Again { request: Key(1), ..again }).await.is_err());
}
