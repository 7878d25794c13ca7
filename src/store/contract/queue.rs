//! What waits, and what the queue is told of it.

use super::{
    Aftermath, Amend, Bench, Blocked, Committed, ErrorCode, Event, Id, Keys, Lane, Settled, Status,
    Timestamp, Trigger, lane, made,
};

const NOW: Timestamp = Timestamp(1000);

pub(super) async fn a_claim_reads_a_lane_in_order_and_says_if_there_is_more(it: Bench) {
    let mut keys = Vec::new();
    for _ in 0..3 {
        keys.push(it.accept(&["web_a"]).await.events[0].key);
    }
    it.told();
    it.store.claim(lane("web_a"), keys[0], 1).await.unwrap();
    it.store.claim(lane("web_a"), keys[0], 2).await.unwrap();
    let (second, third) = (keys[1].0, keys[2].0);
    assert_eq!(
        it.told(),
        [
            format!("claimed web_a None [{second}] true"),
            format!("claimed web_a None [{second}, {third}] false"),
        ]
    );
}

pub(super) async fn a_claim_brings_the_requests_and_not_too_many_bytes(it: Bench) {
    let mut keys = Vec::new();
    for length in [10, 1 << 20, 10] {
        let mut accepted = made(&it.keys, &["web_a"], Status::Queued);
        accepted.request.content.body = vec![7; length].into();
        keys.push(it.keep(accepted).await.events[0].key);
    }
    it.told();
    it.store.claim(lane("web_a"), super::Key::default(), 10).await.unwrap();
    let mut words = it.feed.next().await;
    let Some(Committed::Claimed { waiting, more: true, .. }) = words.pop() else {
        panic!("{words:?}");
    };
    let lengths = waiting.iter().map(|it| it.accepted.as_ref().unwrap().request.content.body.len());
    assert_eq!(lengths.collect::<Vec<_>>(), [10, 1 << 20]);
    it.store.claim(lane("web_a"), keys[1], 10).await.unwrap();
    assert_eq!(it.told(), [format!("claimed web_a None [{}] false", keys[2].0)]);
}

pub(super) async fn a_claim_is_for_its_lane_only(it: Bench) {
    let mut accepted = made(&it.keys, &["web_a", "web_a", "web_b", "web_a"], Status::Queued);
    accepted.events[1].session = Some(Id::from("cli_a"));
    accepted.events[3].status = Status::Hold;
    let events = it.keep(accepted).await.events;
    it.told();
    for (session, found) in [(None, &events[0]), (Some(Id::from("cli_a")), &events[1])] {
        let lane = Lane { connection: Id::from("web_a"), session: session.clone(), group: None };
        it.store.claim(lane, super::Key::default(), 10).await.unwrap();
        assert_eq!(it.told(), [format!("claimed web_a {session:?} [{}] false", found.key.0)]);
    }
    it.store.claim(lane("web_nobody"), super::Key::default(), 10).await.unwrap();
    assert_eq!(it.told(), ["claimed web_nobody None [] false"]);
}

pub(super) async fn a_group_has_a_lane_and_knows_what_it_waits_for(it: Bench) {
    let mut accepted = made(&it.keys, &["web_a"; 6], Status::Queued);
    let groups = [None, Some("x"), Some("x"), Some("y"), Some(""), Some("z")];
    for (event, group) in accepted.events.iter_mut().zip(groups) {
        event.group = group.map(Into::into);
    }
    let events = it.keep(accepted).await.events;
    it.amend(&events[5], Amend::Cancel, NOW).await;
    it.told();
    let mut lanes: Vec<_> =
        it.store.lanes().await.unwrap().into_iter().map(|it| it.group).collect();
    lanes.sort();
    assert_eq!(lanes, [None, Some("".into())], "of groups the first");
    for (after, limit, expected) in [
        (None, 2, "groups web_a [\"\", \"x\"] true"),
        (None, 9, "groups web_a [\"\", \"x\", \"y\"] false"),
        (Some("x"), 1, "groups web_a [\"y\"] true"),
        (Some("y"), 1, "groups web_a [] false"),
    ] {
        it.store.groups(Id::from("web_a"), after.map(Into::into), limit).await.unwrap();
        assert_eq!(it.told(), [expected]);
    }

    let grouped = |group: &str| Lane { group: Some(group.into()), ..lane("web_a") };
    let claim = async |lane: Lane| {
        it.store.claim(lane, super::Key::default(), 10).await.unwrap();
        match it.feed.next().await.pop() {
            Some(Committed::Claimed { waiting, blocked, .. }) => {
                (waiting.iter().map(|it| it.event.key).collect::<Vec<_>>(), blocked)
            }
            word => panic!("{word:?}"),
        }
    };
    assert_eq!(claim(lane("web_a")).await, (vec![events[0].key], None));
    assert_eq!(claim(grouped("x")).await, (vec![events[1].key, events[2].key], None));
    // The head failed and is tried again later: the others learn of it, and other groups do not.
    let head = Event {
        status: Status::Failed,
        attempts: 1,
        next_attempt_at: Some(Timestamp(5000)),
        ..events[1].clone()
    };
    let attempt = Some(it.attempt(&events[1]));
    it.settle(&Settled { attempt, event: head, aftermath: Aftermath::default() }).await;
    it.told();
    let until = Some(Blocked::Until(Timestamp(5000)));
    assert_eq!(claim(grouped("x")).await, (vec![events[2].key], until));
    assert_eq!(claim(grouped("y")).await, (vec![events[3].key], None));
    // Once nothing more is planned of it, it keeps nobody waiting.
    it.amend(&events[1], Amend::Mute, NOW).await;
    it.told();
    assert_eq!(claim(grouped("x")).await, (vec![events[2].key], None));

    it.store.hold(&Id::from("web_a"), NOW).await.unwrap();
    it.told();
    it.store.release(&Id::from("web_a"), NOW).await.unwrap();
    let Some(Committed::Backlog(_, groups)) = it.feed.next().await.pop() else { panic!() };
    let mut groups: Vec<_> = groups.iter().map(|it| &**it).collect();
    groups.sort_unstable();
    assert_eq!(groups, ["", "x", "y"]);
}

pub(super) async fn what_is_delayed_or_held_stands_before_what_came_after_it(it: Bench) {
    let mut accepted = made(&it.keys, &["web_a"; 4], Status::Queued);
    for event in &mut accepted.events {
        event.group = Some("x".into());
    }
    accepted.events[0].status = Status::Scheduled;
    accepted.events[0].next_attempt_at = Some(Timestamp(5000));
    accepted.events[1].status = Status::Hold;
    let events = it.keep(accepted).await.events;
    it.told();
    let claim = async || {
        let lane = Lane { group: Some("x".into()), ..lane("web_a") };
        it.store.claim(lane, super::Key::default(), 1).await.unwrap();
        match it.feed.next().await.pop() {
            Some(Committed::Claimed { waiting, blocked, .. }) => (waiting[0].event.key, blocked),
            word => panic!("{word:?}"),
        }
    };
    assert_eq!(claim().await, (events[2].key, Some(Blocked::Until(Timestamp(5000)))));
    it.amend(&events[0], Amend::Cancel, NOW).await;
    it.told();
    assert_eq!(claim().await, (events[2].key, Some(Blocked::Held)));
    it.store.release(&Id::from("web_a"), NOW).await.unwrap();
    it.told();
    assert_eq!(claim().await, (events[1].key, None));
}

pub(super) async fn lanes_are_those_with_queued_events(it: Bench) {
    let mut accepted =
        made(&it.keys, &["web_a", "web_a", "web_b", "web_c", "web_c", "web_d"], Status::Queued);
    accepted.events[1].session = Some(Id::from("cli_a"));
    accepted.events[2].status = Status::Successful;
    accepted.events[3].session = Some(Id::from("cli_a"));
    accepted.events[4].session = Some(Id::from("cli_b"));
    it.keep(accepted).await;
    let mut lanes: Vec<_> = it.store.lanes().await.unwrap();
    lanes.sort_by_key(|it| (it.connection.clone(), it.session.clone()));
    let lanes: Vec<_> = lanes.iter().map(|it| (&*it.connection, it.session.as_deref())).collect();
    assert_eq!(
        lanes,
        [
            ("web_a", None),
            ("web_a", Some("cli_a")),
            ("web_c", Some("cli_a")),
            ("web_c", Some("cli_b")),
            ("web_d", None),
        ]
    );
}

pub(super) async fn what_is_due_is_queued_and_the_next_time_told(it: Bench) {
    let scheduled = it.standing(Status::Scheduled, Some(NOW)).await;
    let failed = it.standing(Status::Failed, Some(Timestamp(999))).await;
    let later = it.standing(Status::Failed, Some(Timestamp(1001))).await;
    it.store.promote(NOW, vec![], 10).await.unwrap();
    let queued = |event: &Event| format!("queued {} Queued", event.key.0);
    assert_eq!(it.told(), [queued(&failed), queued(&scheduled), "due Some(1001)".to_owned()]);
    let found = it.event(failed.key).await;
    assert_eq!((found.trigger, found.next_attempt_at), (Trigger::Automatic, None));
    assert_eq!(found.retries, 1);
    let found = it.event(scheduled.key).await;
    assert_eq!((found.trigger, found.retries), (Trigger::Initial, 0));

    it.store.promote(Timestamp(1001), vec![], 10).await.unwrap();
    assert_eq!(it.told(), [queued(&later), "due None".to_owned()]);
}

pub(super) async fn what_is_due_on_a_paused_connection_is_held(it: Bench) {
    let event = it.standing(Status::Failed, Some(NOW)).await;
    let other = it.standing(Status::Failed, Some(NOW)).await;
    it.store.promote(NOW, vec![event.connection.clone()], 1).await.unwrap();
    // Told, for the pause may have ended since.
    assert_eq!(it.told(), [format!("queued {} Hold", event.key.0), "due Some(1000)".to_owned()]);
    let found = it.event(event.key).await;
    assert_eq!((found.status, found.next_attempt_at), (Status::Hold, None));
    assert_eq!(found.retries, 1, "a retry that is held counts as one that is not");
    assert_eq!(it.event(other.key).await, other);
}

pub(super) async fn a_requeued_event_is_not_due_a_second_time(it: Bench) {
    let event = it.standing(Status::Failed, Some(NOW)).await;
    it.amend(&event, Amend::Requeue(Trigger::Manual, None), NOW).await;
    it.told();
    it.store.promote(NOW, vec![], 10).await.unwrap();
    assert_eq!(it.told(), ["due None"]);
}

pub(super) async fn a_pause_holds_what_waits_and_an_unpause_queues_it(it: Bench) {
    let queued = it.queued().await;
    let scheduled = it.standing(Status::Scheduled, Some(NOW)).await;
    let failed = it.standing(Status::Failed, Some(NOW)).await;
    let other = it.accept(&["web_b"]).await.events.remove(0);
    it.told();

    it.store.hold(&queued.connection, NOW).await.unwrap();
    assert_eq!(it.told(), ["held web_a None"]);
    for event in [&queued, &scheduled] {
        let found = it.event(event.key).await;
        assert_eq!((found.status, found.next_attempt_at), (Status::Hold, None));
    }
    for event in [&failed, &other] {
        assert_eq!(&it.event(event.key).await, event);
    }

    it.store.release(&queued.connection, NOW).await.unwrap();
    assert_eq!(it.told(), ["backlog web_a"]);
    for event in [&queued, &scheduled] {
        let found = it.event(event.key).await;
        assert_eq!((found.status, found.trigger), (Status::Queued, Trigger::Unpause));
    }
}

pub(super) async fn a_pause_of_thousands_is_whole(it: Bench) {
    let connections = vec!["web_a"; 2_500];
    let accepted = it.accept(&connections).await;
    let connection = Id::from("web_a");
    it.store.hold(&connection, NOW).await.unwrap();
    assert!(it.store.lanes().await.unwrap().is_empty());
    it.store.release(&connection, NOW).await.unwrap();
    it.told();
    it.store.claim(lane("web_a"), accepted.request.key, 2_500).await.unwrap();
    let keys: Vec<_> = accepted.events.iter().map(|it| it.key.0).collect();
    assert_eq!(it.told(), [format!("claimed web_a None {keys:?} false")]);
}

pub(super) async fn giving_up_fails_what_waits(it: Bench) {
    let waiting = [
        it.standing(Status::Queued, None).await,
        it.standing(Status::Scheduled, Some(NOW)).await,
        it.standing(Status::Hold, None).await,
        it.standing(Status::Failed, Some(NOW)).await,
    ];
    let done = it.standing(Status::Successful, None).await;
    it.store.fail_pending(&done.connection, None, ErrorCode::Cancelled, NOW).await.unwrap();
    assert_eq!(it.told(), ["held web_a None"]);
    for event in waiting {
        let expected = Event {
            status: Status::Failed,
            error_code: Some(ErrorCode::Cancelled),
            next_attempt_at: None,
            updated_at: NOW,
            ..event
        };
        assert_eq!(it.event(expected.key).await, expected);
    }
    assert_eq!(it.event(done.key).await, done);
}

pub(super) async fn giving_up_a_listener_leaves_the_others(it: Bench) {
    let keys: &Keys = &it.keys;
    let mut accepted = made(keys, &["web_a", "web_a", "web_a"], Status::Queued);
    accepted.events[0].session = Some(Id::from("cli_a"));
    accepted.events[1].session = Some(Id::from("cli_b"));
    let events = it.keep(accepted).await.events;
    it.told();
    let session = Id::from("cli_a");
    it.store
        .fail_pending(&Id::from("web_a"), Some(&session), ErrorCode::CliUnavailable, NOW)
        .await
        .unwrap();
    assert_eq!(it.told(), [format!("held web_a {:?}", Some(session))]);
    assert_eq!(it.event(events[0].key).await.status, Status::Failed);
    for event in &events[1..] {
        assert_eq!(&it.event(event.key).await, event);
    }
}
