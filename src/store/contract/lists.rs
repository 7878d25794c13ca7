//! Lists equal what a plain filter over all rows finds.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::json;

use super::{Bench, ErrorCode, Event, Id, Key, Keys, Order, Status, Timestamp, failed, made};
use crate::model::{Rejection, Request};
use crate::store::{
    AttemptQuery, Attempted, CliFilter, EventQuery, Page, Range, RequestQuery, Search, Shared,
};

pub(super) fn newest(limit: usize) -> EventQuery {
    EventQuery::all(Order { descending: true, after: None, limit })
}

/// Reads a list to its end, a page at a time.
async fn events(store: &Shared, mut query: EventQuery) -> Vec<Event> {
    let mut res = Vec::new();
    loop {
        let Page { items, next } = store.events(query.clone()).await.unwrap();
        assert!(items.len() <= query.order.limit);
        res.extend(items.into_iter().map(|(event, _)| event));
        if next.is_none() {
            return res;
        }
        query.order.after = next;
    }
}

/// Reads a list in the order of last attempts from a place to its end, a page at a time.
async fn attempted(store: &Shared, query: EventQuery, mut after: Option<Attempted>) -> Vec<Event> {
    let mut res = Vec::new();
    loop {
        let Page { items, next } = store.attempted(query.clone(), after).await.unwrap();
        assert!(items.len() <= query.order.limit);
        res.extend(items.into_iter().map(|(event, _)| event));
        if next.is_none() {
            return res;
        }
        after = next;
    }
}

/// Reads a list to its end, a page at a time.
async fn requests(store: &Shared, mut query: RequestQuery) -> Vec<Request> {
    let mut res = Vec::new();
    loop {
        let Page { items, next } = store.requests(query.clone()).await.unwrap();
        res.extend(items);
        if next.is_none() {
            return res;
        }
        query.order.after = next;
    }
}

/// What every bound means, said once more.
fn within(range: &Range, value: Option<i64>) -> bool {
    let bounded = [range.gt, range.gte, range.lt, range.lte].iter().any(Option::is_some);
    match value {
        None => range.any != Some(true) && range.one_of.is_empty() && !bounded,
        Some(value) => {
            range.any != Some(false)
                && (range.one_of.is_empty() || range.one_of.contains(&value))
                && range.gt.is_none_or(|it| value > it)
                && range.gte.is_none_or(|it| value >= it)
                && range.lt.is_none_or(|it| value < it)
                && range.lte.is_none_or(|it| value <= it)
        }
    }
}

fn some_of<T: Clone + std::fmt::Debug + 'static>(
    all: &[T],
) -> impl Strategy<Value = Vec<T>> + use<T> {
    proptest::sample::subsequence(all.to_vec(), 0..=all.len())
}

fn ids(all: &[&str]) -> Vec<Id> {
    all.iter().map(|it| Id::from(*it)).collect()
}

fn range(low: i64, high: i64) -> impl Strategy<Value = Range> {
    let bound = move || proptest::option::weighted(0.1, low..=high);
    let one_of = prop_oneof![9 => Just(vec![]), 1 => proptest::collection::vec(low..=high, 1..3)];
    let any = proptest::option::weighted(0.1, any::<bool>());
    (one_of, bound(), bound(), bound(), bound(), any)
        .prop_map(|(one_of, gt, gte, lt, lte, any)| Range { one_of, gt, gte, lt, lte, any })
}

fn order() -> impl Strategy<Value = Order> {
    (any::<bool>(), proptest::option::weighted(0.3, 0..60_000i64), 1..20usize)
        .prop_map(|(descending, after, limit)| Order { descending, after: after.map(Key), limit })
}

const STATUSES: [Status; 6] = [
    Status::Scheduled,
    Status::Queued,
    Status::Hold,
    Status::Successful,
    Status::Failed,
    Status::Cancelled,
];
const CONNECTIONS: [&str; 4] = ["web_a", "web_b", "web_c", "web_d"];
const SESSIONS: [&str; 2] = ["cli_a", "cli_b"];
const CODES: [ErrorCode; 2] = [ErrorCode::Timeout, ErrorCode::Cli];
const CANCELLED: ErrorCode = ErrorCode::Cancelled;

fn event_query() -> impl Strategy<Value = EventQuery> {
    let connections = proptest::option::weighted(0.4, some_of(&ids(&CONNECTIONS)));
    let cli = prop_oneof![
        Just(CliFilter::Without),
        Just(CliFilter::With),
        Just(CliFilter::All),
        some_of(&ids(&SESSIONS)).prop_map(CliFilter::Only),
    ];
    let statuses = prop_oneof![Just(vec![]), some_of(&STATUSES)];
    let request = proptest::option::weighted(0.1, (0..20i64).prop_map(|it| Key(it * 3000)));
    let codes = prop_oneof![4 => Just(vec![]), 1 => some_of(&[CODES[0], CODES[1], CANCELLED])];
    let ranges = (range(0, 3), range(200, 203), range(0, 60), range(0, 60));
    (connections, cli, statuses, request, codes, ranges, order()).prop_map(
        |(connections, cli, statuses, request, error_codes, ranges, order)| {
            let (attempts, response_status, created_at, last_attempt_at) = ranges;
            EventQuery {
                connections,
                cli,
                statuses,
                request,
                error_codes,
                attempts,
                response_status,
                created_at,
                last_attempt_at,
                ..EventQuery::all(order)
            }
        },
    )
}

fn wants(query: &EventQuery, event: &Event) -> bool {
    let cli = match &query.cli {
        CliFilter::Without => event.session.is_none(),
        CliFilter::With => event.session.is_some(),
        CliFilter::Only(ids) => ids.iter().any(|it| Some(it) == event.session.as_ref()),
        CliFilter::All => true,
    };
    cli && query.connections.as_ref().is_none_or(|it| it.contains(&event.connection))
        && (query.statuses.is_empty() || query.statuses.contains(&event.status))
        && query.request.is_none_or(|it| event.request == it)
        && (query.error_codes.is_empty()
            || query.error_codes.iter().any(|it| Some(*it) == event.error_code)
            || event.status == Status::Cancelled && query.error_codes.contains(&CANCELLED))
        && within(&query.attempts, Some(event.attempts.into()))
        && within(&query.response_status, event.response_status.map(i64::from))
        && within(&query.created_at, Some(event.key.0 / 1000))
        && within(&query.last_attempt_at, event.last_attempt_at.map(|it| it.0))
        && after(query.order, event.key)
}

fn after(order: Order, key: Key) -> bool {
    order.after.is_none_or(|it| if order.descending { key < it } else { key > it })
}

pub(super) async fn a_list_is_every_row_that_passes_the_filters(it: Bench) {
    let mut runner = TestRunner::deterministic();
    let mut draw =
        |strategy: &BoxedStrategy<usize>| strategy.new_tree(&mut runner).unwrap().current();
    let any = (0..1_000_000usize).boxed();
    let mut all = Vec::new();
    // Keys that are few microseconds apart, so that ranges of times cut between them.
    for place in 0..20i64 {
        let chosen = CONNECTIONS.map(|_| CONNECTIONS[draw(&any) % 4]);
        let mut accepted = made(&Keys::after(Key::default()), &chosen, Status::Queued);
        accepted.request.key = Key(place * 3000);
        for (event, at) in accepted.events.iter_mut().zip(1..) {
            let status = STATUSES[draw(&any) % STATUSES.len()];
            let session = [None, None, Some("cli_a"), Some("cli_b")][draw(&any) % 4];
            *event = Event {
                key: Key(place * 3000 + at),
                request: accepted.request.key,
                data: accepted.request.key,
                status,
                session: session.map(Id::from),
                attempts: (draw(&any) % 4) as u32,
                response_status: [None, Some(200), Some(202)][draw(&any) % 3],
                error_code: [None, Some(CODES[0]), Some(CODES[1])][draw(&any) % 3],
                last_attempt_at: [None, Some(Timestamp(draw(&any) as i64 % 60))][draw(&any) % 2],
                ..event.clone()
            };
        }
        all.extend(it.keep(accepted).await.events);
    }

    let mut queries = TestRunner::deterministic();
    for _ in 0..500 {
        let query = event_query().new_tree(&mut queries).unwrap().current();
        let mut expected: Vec<_> =
            all.iter().filter(|event| wants(&query, event)).cloned().collect();
        if query.order.descending {
            expected.reverse();
        }
        assert_eq!(events(&it.store, query.clone()).await, expected, "{query:?}");

        // The same by the last attempt, from some place in it.
        let query = EventQuery { order: Order { after: None, ..query.order }, ..query };
        let place = |it: &Event| Some(Attempted { at: it.last_attempt_at?, event: it.key });
        let wanted = all.iter().filter(|it| place(it).is_some() && wants(&query, it));
        let mut expected: Vec<_> = wanted.cloned().collect();
        expected.sort_by_key(place);
        if query.order.descending {
            expected.reverse();
        }
        let from = draw(&any) % (expected.len() + 1);
        let after = from.checked_sub(1).and_then(|it| place(&expected[it]));
        let found = attempted(&it.store, query.clone(), after).await;
        assert_eq!(found, expected[from..], "{after:?} {query:?}");
    }
}

pub(super) async fn a_list_of_requests_is_every_row_that_passes_the_filters(it: Bench) {
    const REJECTIONS: [Option<Rejection>; 3] =
        [None, Some(Rejection::NoConnection), Some(Rejection::UnparsableJson)];
    let mut all = Vec::new();
    for place in 0..60usize {
        let mut accepted = made(&Keys::after(Key::default()), &[], Status::Queued);
        accepted.request.key = Key(place as i64 * 1000);
        accepted.request.source = Id::from(["src_a", "src_b", "src_c"][place * 7 % 3]);
        accepted.request.rejection = REJECTIONS[place * 11 % 5 % 3];
        accepted.request.verified = place % 2 == 0;
        accepted.request.ignored_count = (place % 4) as u32;
        all.push(it.keep(accepted).await.request);
    }
    let sources = proptest::option::of(some_of(&ids(&["src_a", "src_b", "src_c"])));
    let rejected = proptest::option::of(any::<bool>());
    let rejections = some_of(&[Rejection::NoConnection, Rejection::UnparsableJson]);
    let verified = proptest::option::of(any::<bool>());
    let query = (sources, rejected, rejections, verified, range(0, 3), range(0, 60), order());
    let query = query.prop_map(
        |(sources, rejected, rejections, verified, ignored_count, created_at, order)| {
            RequestQuery {
                sources,
                rejected,
                rejections,
                verified,
                ignored_count,
                created_at,
                ..RequestQuery::all(order)
            }
        },
    );
    let wants = |query: &RequestQuery, request: &Request| {
        query.sources.as_ref().is_none_or(|it| it.contains(&request.source))
            && query.rejected.is_none_or(|it| it == request.rejection.is_some())
            && (query.rejections.is_empty()
                || query.rejections.iter().any(|it| Some(*it) == request.rejection))
            && query.verified.is_none_or(|it| it == request.verified)
            && within(&query.ignored_count, Some(request.ignored_count.into()))
            && within(&query.created_at, Some(request.key.0 / 1000))
            && after(query.order, request.key)
    };
    let mut runner = TestRunner::deterministic();
    for _ in 0..300 {
        let query = query.new_tree(&mut runner).unwrap().current();
        let mut expected: Vec<_> =
            all.iter().filter(|it| wants(&query, it)).map(|it| it.key).collect();
        if query.order.descending {
            expected.reverse();
        }
        let found = requests(&it.store, query.clone()).await;
        let found: Vec<_> = found.iter().map(|it| it.key).collect();
        assert_eq!(found, expected, "{query:?}");
    }
}

pub(super) async fn a_range_without_a_value_is_a_question_too(it: Bench) {
    let queued = it.queued().await;
    let event = it.queued().await;
    let settled = failed(&event, &it.attempt(&event), Some(Timestamp(5)));
    it.settle(&settled).await;
    for (any, found) in [(true, event.key), (false, queued.key)] {
        let next_attempt_at = Range { any: Some(any), ..Range::default() };
        let query = EventQuery { next_attempt_at, ..newest(10) };
        let found_events = events(&it.store, query).await;
        assert_eq!(found_events.iter().map(|it| it.key).collect::<Vec<_>>(), [found]);
    }
}

pub(super) async fn content_is_searched(it: Bench) {
    let accepted = it.accept(&["web_a"]).await;
    let mut other = made(&it.keys, &["web_a"], Status::Queued);
    other.request.content.body = bytes::Bytes::from_static(b"{\"c\": \"Needle\"}");
    other.request.content.path = "/elsewhere".to_owned();
    let other = it.keep(other).await;

    let search = Search::default;
    let body = Some(json!({"a": {"b": [2]}}));
    for (search, found) in [
        (Search { body, ..search() }, &accepted),
        (Search { path: Some("where".to_owned()), ..search() }, &other),
        (Search { term: Some("nEEDLE".to_owned()), ..search() }, &other),
    ] {
        let query = EventQuery { search: search.clone(), with_content: true, ..newest(10) };
        let page = it.store.events(query).await.unwrap();
        assert_eq!((page.items.len(), page.next), (1, None));
        assert_eq!(page.items[0].0, found.events[0]);
        let content = page.items[0].1.as_ref().unwrap();
        assert_eq!(content.body, found.request.content.body);

        let order = Order { descending: true, after: None, limit: 10 };
        let query = RequestQuery { search, ..RequestQuery::all(order) };
        let page = it.store.requests(query).await.unwrap();
        assert_eq!(page.items.len(), 1);
        assert_eq!(page.items[0].key, found.request.key);
        assert!(page.items[0].content.body.is_empty());
    }
    let headers = Some(json!({"content-type": "text/plain"}));
    let query = EventQuery { search: Search { headers, ..search() }, ..newest(10) };
    assert!(it.store.events(query).await.unwrap().items.is_empty());
}

pub(super) async fn a_search_finds_the_same_however_it_is_looked_for(it: Bench) {
    let mut all = Vec::new();
    for place in 0..700i64 {
        let mut accepted = made(&it.keys, &["web_a"], Status::Queued);
        let escaped = if place % 3 == 0 { "n\\u0061me" } else { "name" };
        let body = format!("{{\"{escaped}\": \"of {}\", \"n\": {}}}", place % 50, place % 7);
        accepted.request.content.body = body.into();
        all.push(accepted);
    }
    let kept = all.iter().map(|accepted| it.store.accept(accepted.clone().into()));
    assert!(futures_util::future::join_all(kept).await.iter().all(Result::is_ok));
    for (wanted, fits) in [
        (json!({"name": "of 7"}), (|it| it % 50 == 7) as fn(usize) -> bool),
        (json!({"n": 3, "name": "of 3"}), |it| it % 7 == 3 && it % 50 == 3),
        (json!({"name": "of nothing"}), |_| false),
        (json!({}), |_| true),
    ] {
        let search = Search { body: Some(wanted.clone()), ..Search::default() };
        for (descending, limit) in [(true, 5), (false, 7), (true, 2000)] {
            let mut expected: Vec<_> = (0..700).filter(|it| fits(*it)).collect();
            if descending {
                expected.reverse();
            }
            let order = Order { descending, after: None, limit };
            let query = EventQuery { search: search.clone(), ..EventQuery::all(order) };
            let found = events(&it.store, query).await;
            let keys = expected.iter().map(|it| all[*it].events[0].key);
            assert!(found.iter().map(|it| it.key).eq(keys), "{wanted} {descending} {limit}");
            let query = RequestQuery { search: search.clone(), ..RequestQuery::all(order) };
            let found = requests(&it.store, query).await;
            let keys = expected.iter().map(|it| all[*it].request.key);
            assert!(found.iter().map(|it| it.key).eq(keys), "{wanted} {descending} {limit}");
        }
    }
}

pub(super) async fn a_cursor_reads_everything_once(it: Bench) {
    let mut all = Vec::new();
    for _ in 0..7 {
        all.extend(it.accept(&["web_a", "web_b"]).await.events);
    }
    for limit in [1, 2, 7, 13, 14, 15] {
        let mut query = newest(limit);
        query.order.descending = false;
        query.connections = Some(ids(&["web_b", "web_a"]));
        assert_eq!(events(&it.store, query).await, all);
        let page = it.store.events(newest(limit)).await.unwrap();
        assert_eq!(page.next.is_some(), limit < 14);
    }
}

pub(super) async fn attempts_are_listed_by_event(it: Bench) {
    let (one, other) = (it.queued().await, it.queued().await);
    let mut event = one.clone();
    let mut keys = Vec::new();
    for _ in 0..3 {
        let settled = failed(&event, &it.attempt(&event), None);
        it.settle(&settled).await;
        keys.push(settled.attempt.unwrap().key);
        event = settled.event;
    }
    it.settle(&failed(&other, &it.attempt(&other), None)).await;

    let all = |order| AttemptQuery { keys: None, events: None, connections: None, order };
    let order = Order { descending: false, after: Some(keys[0]), limit: 10 };
    let query = AttemptQuery { events: Some(vec![one.key]), ..all(order) };
    let page = it.store.attempts(query).await.unwrap();
    let found: Vec<_> = page.items.iter().map(|it| (it.key, it.number)).collect();
    assert_eq!(found, [(keys[1], 2), (keys[2], 3)]);
    assert!(page.items[0].response_body.is_empty());

    let order = Order { descending: true, after: None, limit: 2 };
    let query = all(order);
    let page = it.store.attempts(query).await.unwrap();
    assert_eq!(page.items[0].event, other.key);
    assert_eq!(page.next, Some(keys[2]));
    let query = AttemptQuery { keys: Some(vec![keys[1], Key(7)]), ..all(order) };
    assert_eq!(it.store.attempts(query).await.unwrap().items.len(), 1);
    for (connection, found) in [(&one.connection, 2), (&Id::from("web_nobody"), 0)] {
        let query = AttemptQuery { connections: Some(vec![connection.clone()]), ..all(order) };
        assert_eq!(it.store.attempts(query).await.unwrap().items.len(), found);
    }
}

pub(super) async fn an_unknown_name_finds_nothing(it: Bench) {
    it.queued().await;
    let query = EventQuery { connections: Some(ids(&["web_nobody"])), ..newest(10) };
    assert!(it.store.events(query).await.unwrap().items.is_empty());
    let query = EventQuery { keys: Some(vec![Key(1)]), ..newest(10) };
    assert!(it.store.events(query).await.unwrap().items.is_empty());
    assert_eq!(it.store.event(Key(1)).await.unwrap(), None);
    assert_eq!(it.store.attempt(Key(1)).await.unwrap(), None);
    assert!(it.store.request(Key(1)).await.unwrap().is_none());
}

pub(super) async fn the_newest_key_is_of_any_table(it: Bench) {
    assert_eq!(it.store.last_key().await.unwrap(), Key(0));
    let event = it.queued().await;
    assert_eq!(it.store.last_key().await.unwrap(), event.key);
    let attempt = it.attempt(&event);
    it.settle(&failed(&event, &attempt, None)).await;
    assert_eq!(it.store.last_key().await.unwrap(), attempt.key);
}
