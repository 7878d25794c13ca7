//! What is done to many at once.

use super::{
    Again, Amend, Bench, ErrorCode, Event, Id, Ignored, IgnoredCause, Key, Order, Status,
    Timestamp, Trigger, failed, made, succeeded,
};
use crate::model::{Bulk, BulkKind};
use crate::store::{Batch, BulkQuery, IgnoredQuery, RequestQuery, Task};
use serde_json::json;

const NOW: Timestamp = Timestamp(1000);
const RETRY: Amend = Amend::Requeue(Trigger::BulkRetry, None);

/// An operation that was not begun yet.
fn asked(it: &Bench, kind: BulkKind, query: &str) -> Bulk {
    let key = it.keys.next();
    Bulk {
        key,
        project: Id::from("tm_a"),
        number: 0,
        kind,
        asked: json!({ "path": query, "id": ["a"] }),
        query: json!({ "path": query }),
        place: Key::default(),
        estimated_count: 5,
        batches: 0,
        handled: 0,
        completed_count: 0,
        failed_count: 0,
        updated_at: key.at(),
        cancelled_at: None,
        completed_at: None,
    }
}

/// One that is under way.
async fn begun(it: &Bench, kind: BulkKind) -> Bulk {
    it.store.begin(asked(it, kind, "/")).await.unwrap().unwrap()
}

fn batch(bulk: &Bulk, to: Key, tasks: Vec<Task>) -> Batch {
    let handled = u32::try_from(tasks.len()).unwrap();
    let from = bulk.place;
    Batch { from, to, handled, completed: 0, failed: 0, tasks, last: false, now: NOW }
}

fn retry(event: &Event) -> Task {
    Task::Amend(event.key, RETRY)
}

async fn advance(it: &Bench, bulk: &Bulk, batch: Batch) -> Bulk {
    it.store.advance(bulk.key, batch).await.unwrap().unwrap()
}

fn all(kind: BulkKind) -> BulkQuery {
    BulkQuery {
        project: Id::from("tm_a"),
        kind,
        keys: None,
        asked: None,
        partial: false,
        in_progress: None,
        created_at: Default::default(),
        cancelled_at: Default::default(),
        completed_at: Default::default(),
        order: Order { descending: true, after: None, limit: 10 },
    }
}

pub(super) async fn operations_are_counted_and_the_same_goes_once_at_a_time(mut it: Bench) {
    let first = begun(&it, BulkKind::EventsRetry).await;
    assert_eq!(first.number, 1);
    let same = asked(&it, BulkKind::EventsRetry, "/");
    assert_eq!(it.store.begin(same).await.unwrap(), None);
    let other = asked(&it, BulkKind::EventsRetry, "/other");
    assert_eq!(it.store.begin(other.clone()).await.unwrap().unwrap().number, 2);
    let cancel = asked(&it, BulkKind::EventsCancel, "/");
    assert_eq!(it.store.begin(cancel).await.unwrap().unwrap().number, 3);
    let mut stranger = asked(&it, BulkKind::EventsRetry, "/");
    stranger.project = Id::from("tm_b");
    assert_eq!(it.store.begin(stranger).await.unwrap().unwrap().number, 1);
    it.reopen().await;
    assert_eq!(it.store.bulk(first.key).await.unwrap(), Some(first.clone()));
    assert_eq!(it.store.open_bulks().await.unwrap().len(), 4);

    let last = Batch { last: true, ..batch(&first, first.key, vec![]) };
    let ended = advance(&it, &first, last).await;
    assert_eq!((ended.completed_at, ended.batches), (Some(NOW), 0));
    let again = asked(&it, BulkKind::EventsRetry, "/");
    assert_eq!(it.store.begin(again).await.unwrap().unwrap().number, 4);

    let found = it.store.bulks(all(BulkKind::EventsRetry)).await.unwrap().items;
    assert_eq!(found.iter().map(|it| it.number).collect::<Vec<_>>(), [4, 2, 1]);
    let open = BulkQuery { in_progress: Some(false), ..all(BulkKind::EventsRetry) };
    assert_eq!(it.store.bulks(open).await.unwrap().items, [ended]);
    for (wanted, partial, count) in [
        (json!({ "path": "/other", "id": ["a"] }), false, 1),
        (json!({ "path": "/other" }), false, 0),
        (json!({ "path": "/other" }), true, 1),
        (json!({ "id": ["a"] }), true, 3),
    ] {
        let query = BulkQuery { asked: Some(wanted), partial, ..all(BulkKind::EventsRetry) };
        assert_eq!(it.store.bulks(query).await.unwrap().items.len(), count);
    }
}

pub(super) async fn a_batch_and_its_place_are_one(it: Bench) {
    let event = it.standing(Status::Failed, None).await;
    let bulk = begun(&it, BulkKind::EventsRetry).await;
    let there = advance(&it, &bulk, batch(&bulk, event.key, vec![retry(&event)])).await;
    assert_eq!((there.place, there.batches, there.handled), (event.key, 1, 1));
    assert_eq!(it.told(), [format!("queued {} Queued", event.key.0)]);
    let found = it.event(event.key).await;
    assert_eq!((found.status, found.trigger), (Status::Queued, Trigger::BulkRetry));
    assert_eq!(found.bulk, Some(bulk.key));

    // Once more from where it began: nothing is done twice.
    let again = advance(&it, &bulk, batch(&bulk, event.key, vec![retry(&event)])).await;
    assert_eq!(again, there);
    assert!(it.told().is_empty());

    let stranger = Again { events: vec![event.clone()], ..Again::of(Key(1)) };
    let broken = batch(&there, bulk.key, vec![retry(&event), Task::Add(stranger)]);
    assert!(it.store.advance(bulk.key, broken).await.is_err());
    assert_eq!(it.store.bulk(bulk.key).await.unwrap(), Some(there));
    assert!(it.store.advance(Key(1), batch(&bulk, bulk.key, vec![])).await.unwrap().is_none());
}

pub(super) async fn deliveries_are_counted_by_who_asked(it: Bench) {
    let (good, bad) = (it.queued().await, it.queued().await);
    let bulk = begun(&it, BulkKind::EventsRetry).await;
    it.settle(&failed(&good, &it.attempt(&good), None)).await;
    advance(&it, &bulk, batch(&bulk, bad.key, vec![retry(&good), retry(&bad)])).await;
    assert_eq!(it.store.waiting(bulk.key, 10).await.unwrap(), 2);
    assert_eq!(it.store.waiting(bulk.key, 1).await.unwrap(), 1);
    let (good, bad) = (it.event(good.key).await, it.event(bad.key).await);
    let by_bulk = |event: &Event| {
        let attempt = it.attempt(event);
        crate::model::Attempt { bulk: Some(bulk.key), ..attempt }
    };
    let attempt = by_bulk(&good);
    it.settle(&succeeded(&good, &attempt)).await;
    it.settle(&failed(&bad, &by_bulk(&bad), None)).await;
    let kept = it.store.attempt(attempt.key).await.unwrap().unwrap();
    assert_eq!(kept.bulk, Some(bulk.key));
    let found = it.store.bulk(bulk.key).await.unwrap().unwrap();
    assert_eq!((found.completed_count, found.failed_count), (1, 1));
    assert_eq!(it.store.waiting(bulk.key, 10).await.unwrap(), 0);

    // What a person asks for later is none of the operation's.
    it.amend(&bad, Amend::Requeue(Trigger::Manual, None), NOW).await;
    let bad = it.event(bad.key).await;
    it.settle(&succeeded(&bad, &it.attempt(&bad))).await;
    let found = it.store.bulk(bulk.key).await.unwrap().unwrap();
    assert_eq!((found.completed_count, found.failed_count), (1, 1));

    let mut query = super::lists::newest(10);
    query.bulks = Some(vec![bulk.key]);
    let found = it.store.events(query.clone()).await.unwrap().items;
    let keys: Vec<_> = found.iter().map(|(event, _)| event.key).collect();
    assert_eq!(keys, [bad.key, good.key]);
    query.bulks = Some(vec![Key(1)]);
    assert!(it.store.events(query).await.unwrap().items.is_empty());
}

pub(super) async fn a_cancelled_operation_fails_what_it_queued(it: Bench) {
    let planned = it.standing(Status::Failed, Some(Timestamp(i64::MAX / 2000))).await;
    let (delivered, other) = (it.queued().await, it.queued().await);
    let bulk = begun(&it, BulkKind::EventsRetry).await;
    let tasks = vec![retry(&planned), retry(&delivered)];
    let there = advance(&it, &bulk, batch(&bulk, delivered.key, tasks)).await;
    let event = it.event(delivered.key).await;
    it.settle(&succeeded(&event, &it.attempt(&event))).await;
    it.told();

    let ended = it.store.withdraw(bulk.key, NOW).await.unwrap().unwrap();
    assert_eq!((ended.cancelled_at, ended.completed_at), (Some(NOW), None));
    assert_eq!((ended.completed_count, ended.failed_count), (1, 1));
    assert_eq!(it.told()[0], format!("removed [{}]", planned.key.0));
    let found = it.event(planned.key).await;
    let code = Some(ErrorCode::BulkRetryCancelled);
    assert_eq!((found.status, found.error_code), (Status::Failed, code));
    assert_eq!(found.next_attempt_at, planned.next_attempt_at, "that was the rule's, and stays");
    assert_eq!(it.event(delivered.key).await.status, Status::Successful);
    assert_eq!(it.event(other.key).await, other);

    let late = advance(&it, &bulk, batch(&there, other.key, vec![retry(&other)])).await;
    assert_eq!(late, ended);
    assert_eq!(it.event(other.key).await, other);
    assert_eq!(it.store.withdraw(bulk.key, NOW.plus(5)).await.unwrap(), Some(ended));
    assert_eq!(it.store.withdraw(Key(1), NOW).await.unwrap(), None);
    assert!(it.store.open_bulks().await.unwrap().is_empty());
}

pub(super) async fn what_is_under_way_when_its_operation_is_cancelled_is_counted_once(it: Bench) {
    let (good, bad, again) = (it.queued().await, it.queued().await, it.queued().await);
    let bulk = begun(&it, BulkKind::EventsRetry).await;
    let tasks = [&good, &bad, &again].map(retry).into();
    advance(&it, &bulk, batch(&bulk, again.key, tasks)).await;
    let (good, bad) = (it.event(good.key).await, it.event(bad.key).await);
    let first = it.event(again.key).await;
    let counts = async |bulk: Key| {
        let found = it.store.bulk(bulk).await.unwrap().unwrap();
        (found.completed_count, found.failed_count)
    };
    let [of_good, of_bad, of_first] = [&good, &bad, &first].map(|event| it.attempt(event));
    it.store.withdraw(bulk.key, NOW).await.unwrap();
    assert_eq!(counts(bulk.key).await, (0, 3));

    // Another operation asks for one of them before the first has heard of it.
    let other = asked(&it, BulkKind::EventsRetry, "/other");
    let other = it.store.begin(other).await.unwrap().unwrap();
    let now = other.key.at().plus(1);
    let asked = Batch { now, ..batch(&other, again.key, vec![retry(&again)]) };
    advance(&it, &other, asked).await;

    it.settle(&succeeded(&good, &of_good)).await;
    it.settle(&failed(&bad, &of_bad, None)).await;
    it.settle(&failed(&first, &of_first, None)).await;
    assert_eq!(counts(bulk.key).await, (1, 2));
    assert_eq!(counts(other.key).await, (0, 0));

    let second = it.event(again.key).await;
    it.settle(&succeeded(&second, &it.attempt(&second))).await;
    assert_eq!((counts(bulk.key).await, counts(other.key).await), ((1, 2), (1, 0)));
}

pub(super) async fn events_are_cancelled_many_at_once(it: Bench) {
    let waiting = [it.queued().await, it.standing(Status::Hold, None).await];
    let done = it.standing(Status::Successful, None).await;
    let bulk = begun(&it, BulkKind::EventsCancel).await;
    let all = waiting.iter().chain([&done]);
    let tasks = all.map(|event| Task::Amend(event.key, Amend::Cancel)).collect();
    let there = advance(&it, &bulk, batch(&bulk, done.key, tasks)).await;
    assert_eq!((there.completed_count, there.failed_count), (2, 1));
    let [first, second] = waiting.map(|event| event.key);
    assert_eq!(it.told(), [format!("removed [{}, {}]", first.0, second.0)]);
    assert_eq!(it.event(first).await.status, Status::Cancelled);
    assert_eq!(it.event(done.key).await, done);
}

pub(super) async fn what_was_ignored_becomes_an_event_and_is_ignored_no_more(it: Bench) {
    let ignore = |request: Key, connection: &str, cause, why: &str| Ignored {
        request,
        connection: Id::from(connection),
        cause,
        filtered: if cause == IgnoredCause::Filtered { vec![why.to_owned()] } else { Vec::new() },
        transformation: (cause == IgnoredCause::TransformationFailed).then(|| Id::from(why)),
    };
    let mut accepted = made(&it.keys, &[], Status::Queued);
    let request = accepted.request.key;
    accepted.ignored = vec![
        ignore(request, "web_a", IgnoredCause::Filtered, "body"),
        ignore(request, "web_b", IgnoredCause::TransformationFailed, "trs_a"),
    ];
    accepted.request.ignored_count = 2;
    it.keep(accepted).await;
    let mut other = made(&it.keys, &["web_c"], Status::Queued);
    other.ignored = vec![ignore(other.request.key, "web_a", IgnoredCause::Disabled, "")];
    other.request.ignored_count = 1;
    let other = it.keep(other).await;

    let find =
        async |connections: &[&str], causes: &[IgnoredCause], transformation: Option<&str>| {
            let query = IgnoredQuery {
                connections: connections.iter().map(|it| Id::from(*it)).collect(),
                causes: causes.to_vec(),
                transformation: transformation.map(Id::from),
                order: Order { descending: false, after: None, limit: 10 },
            };
            let found = it.store.all_ignored(query).await.unwrap().items;
            found.iter().map(|it| (it.request, it.connection.to_string())).collect::<Vec<_>>()
        };
    let [a, b] = ["web_a", "web_b"].map(|it| (request, it.to_owned()));
    let of_other = (other.request.key, "web_a".to_owned());
    assert_eq!(
        find(&["web_a", "web_b"], &[], None).await,
        [a.clone(), b.clone(), of_other.clone()]
    );
    assert_eq!(find(&["web_a"], &[IgnoredCause::Disabled], None).await, [of_other]);
    assert_eq!(find(&["web_a", "web_b"], &[], Some("trs_a")).await, [b]);
    assert_eq!(find(&["web_b"], &[IgnoredCause::Filtered], None).await, []);
    assert_eq!(find(&["web_nobody"], &[], None).await, []);

    let bulk = begun(&it, BulkKind::IgnoredRetry).await;
    let mut events = made(&it.keys, &["web_b"], Status::Queued).events;
    (events[0].request, events[0].data) = (request, request);
    let ignored = vec![ignore(request, "web_a", IgnoredCause::Filtered, "path")];
    let task = Task::Add(Again { events, ignored: ignored.clone(), ..Again::of(request) });
    advance(&it, &bulk, batch(&bulk, request, vec![task])).await;
    assert_eq!(it.store.ignored(request).await.unwrap(), ignored);
    let found = it.store.request(request).await.unwrap().unwrap();
    assert_eq!((found.events_count, found.ignored_count), (1, 1));
    let order = Order { descending: false, after: None, limit: 10 };
    let query = RequestQuery { bulks: Some(vec![bulk.key]), ..RequestQuery::all(order) };
    let found = it.store.requests(query).await.unwrap().items;
    assert_eq!(found.iter().map(|it| it.key).collect::<Vec<_>>(), [request]);
    let retriable = RequestQuery { retriable: true, ..RequestQuery::all(order) };
    assert_eq!(it.store.requests(retriable).await.unwrap().items.len(), 2);
}
