//! What is counted, and that it is what the ledger holds.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::{
    Accepted, Again, Amend, Bench, ErrorCode, Event, Id, Key, Keys, Settled, Status, Timestamp,
    Trigger, failed, made, succeeded,
};
use crate::model::Rejection;
use crate::store::{
    Counted, Fact, Field, MeasureQuery, MeasuredRow, Standing, Step, Totals, Wanted,
};

pub(super) const CONNECTIONS: [&str; 3] = ["web_a", "web_b", "web_c"];
const MINUTE: i64 = 60_000;

/// All of these subjects in one group, over all time.
pub(super) fn all(counted: Counted, subjects: &[&str]) -> MeasureQuery {
    MeasureQuery {
        counted,
        start: Timestamp(0),
        end: Timestamp(i64::MAX),
        step: None,
        subjects: subjects.iter().map(|it| (Id::from(*it), 0)).collect(),
        wanted: Vec::new(),
        by: Vec::new(),
        peak: false,
        now: None,
        limit: 1000,
    }
}

pub(super) async fn rows(it: &Bench, query: MeasureQuery) -> Vec<MeasuredRow> {
    let measured = it.store.measure(query).await.unwrap();
    assert_eq!(measured.warning, None);
    measured.rows
}

pub(super) async fn totals(it: &Bench, query: MeasureQuery) -> Totals {
    rows(it, query).await.pop().map(|it| it.totals).unwrap_or_default()
}

pub(super) fn only(field: Field, facts: &[Fact]) -> Vec<(Field, Wanted)> {
    vec![(field, Wanted::OneOf(facts.to_vec()))]
}

pub(super) async fn requests_are_counted_by_what_became_of_them(it: Bench) {
    it.accept(&["web_a", "web_b"]).await;
    it.accept(&[]).await;
    let mut rejected = made(&it.keys, &[], Status::Queued);
    rejected.request.rejection = Some(Rejection::NoConnection);
    rejected.request.ignored_count = 3;
    it.keep(rejected).await;

    let query = all(Counted::Requests, &["src_a"]);
    let expected =
        Totals { count: 3, rejected: 1, discarded: 1, events: 2, ignored: 3, ..Totals::default() };
    assert_eq!(totals(&it, query.clone()).await, expected);
    assert_eq!(rows(&it, all(Counted::Requests, &["src_b"])).await, []);
    for (field, facts) in [
        (Field::Rejection, vec![Fact::None, Fact::Rejection(Rejection::NoConnection)]),
        (Field::Rejected, vec![Fact::Rejected(false), Fact::Rejected(true)]),
    ] {
        let found = rows(&it, MeasureQuery { by: vec![field], ..query.clone() }).await;
        let found: Vec<_> = found.iter().map(|it| (it.facts[0].clone(), it.totals.count)).collect();
        assert_eq!(found, facts.into_iter().zip([2, 1]).collect::<Vec<_>>());
    }
    let wanted = vec![(Field::EventsCount, Wanted::Between(1, 2))];
    assert_eq!(totals(&it, MeasureQuery { wanted, ..query.clone() }).await.count, 1);

    let request = it.accept(&[]).await.request.key;
    let event = made(&it.keys, &["web_a"], Status::Queued).events.remove(0);
    let events = vec![Event { request, ..event }];
    it.store.add(Again { events, ..Again::of(request) }).await.unwrap();
    let found = totals(&it, query).await;
    assert_eq!((found.count, found.discarded, found.events), (4, 1, 3));
}

pub(super) async fn events_are_counted_as_they_stand(it: Bench) {
    let query = all(Counted::Events, &CONNECTIONS);
    let count = async || {
        let found = totals(&it, query.clone()).await;
        [found.count, found.successful, found.failed, found.scheduled, found.queued, found.held]
    };
    let event = it.queued().await;
    let other = it.standing(Status::Scheduled, Some(Timestamp(100))).await;
    assert_eq!(count().await, [2, 0, 0, 1, 1, 0]);
    let settled = failed(&event, &it.attempt(&event), Some(Timestamp(5)));
    it.settle(&settled).await;
    let found = totals(&it, query.clone()).await;
    assert_eq!((found.failed, found.planned, found.attempts), (1, 1, 1));
    it.store.hold(&Id::from("web_a"), Timestamp(6)).await.unwrap();
    assert_eq!(count().await, [2, 0, 1, 0, 0, 1]);
    it.store.release(&Id::from("web_a"), Timestamp(7)).await.unwrap();
    it.store.promote(Timestamp(8), vec![], 10).await.unwrap();
    assert_eq!(count().await, [2, 0, 0, 0, 2, 0]);
    let event = it.event(event.key).await;
    it.settle(&succeeded(&event, &it.attempt(&event))).await;
    assert_eq!(count().await, [2, 1, 0, 0, 1, 0]);
    let connection = Id::from("web_a");
    it.store.fail_pending(&connection, None, ErrorCode::Cancelled, Timestamp(9)).await.unwrap();
    assert_eq!(count().await, [2, 1, 1, 0, 0, 0]);
    it.amend(&event, Amend::Requeue(Trigger::Manual, None), Timestamp(10)).await;
    it.amend(&event, Amend::Cancel, Timestamp(11)).await;
    assert_eq!(count().await, [2, 0, 1, 0, 0, 0]);

    let wanted = only(Field::ErrorCode, &[Fact::Error(ErrorCode::Cancelled)]);
    assert_eq!(totals(&it, MeasureQuery { wanted, ..query.clone() }).await.count, 1);
    let peak = MeasureQuery { peak: true, ..query };
    // The clock may have gone on to the next second between them.
    let second = |it: &Event| it.key.at().0.div_euclid(1000);
    let expected = if second(&event) == second(&other) { 2 } else { 1 };
    assert_eq!(totals(&it, peak.clone()).await.peak, expected);
    // From the counts and, in buckets that are no whole minutes, from the ledger.
    for step in [None, Some(Step::Seconds(10))] {
        let peaks = MeasureQuery { by: vec![Field::Status], step, ..peak.clone() };
        let peaks: Vec<_> = rows(&it, peaks).await.iter().map(|it| it.totals.peak).collect();
        assert_eq!(peaks, [1, 1], "one was cancelled, one failed: {step:?}");
    }
}

pub(super) async fn attempts_are_counted_by_how_they_ended(it: Bench) {
    for (latency, fails) in [(5, false), (100, false), (1000, true)] {
        let event = it.queued().await;
        let mut attempt = it.attempt(&event);
        attempt.response_latency = latency;
        attempt.delivery_latency = 2;
        let settled =
            if fails { failed(&event, &attempt, None) } else { succeeded(&event, &attempt) };
        it.settle(&settled).await;
    }
    let query = all(Counted::Attempts, &CONNECTIONS);
    let found = totals(&it, query.clone()).await;
    let (count, successful, failed) = (found.count, found.successful, found.failed);
    assert_eq!((count, successful, failed, found.answered), (3, 2, 1, 2));
    assert_eq!((found.response_ms, found.longest_ms, found.delivery_ms), (1105, 1000, 6));
    assert!(found.latencies.quantile(0.99).abs_diff(1000) * 16 <= 1000);
    let by = vec![Field::Successful, Field::ErrorCode, Field::Trigger];
    let found = rows(&it, MeasureQuery { by, ..query }).await;
    let facts: Vec<_> = found.iter().map(|it| it.facts.clone()).collect();
    let initial = Fact::Trigger(Trigger::Initial);
    let timeout = Fact::Error(ErrorCode::Timeout);
    assert_eq!(
        facts,
        [
            [Fact::Successful(false), timeout, initial.clone()],
            [Fact::Successful(true), Fact::None, initial],
        ]
    );
}

pub(super) async fn what_counts_do_not_tell_is_counted_in_the_ledger(it: Bench) {
    let mut accepted = made(&it.keys, &["web_a", "web_b"], Status::Queued);
    accepted.events[1].session = Some(Id::from("cli_a"));
    let events = it.keep(accepted).await.events;
    it.queued().await;
    let settled = succeeded(&events[1], &it.attempt(&events[1]));
    it.settle(&settled).await;

    let query = all(Counted::Events, &CONNECTIONS);
    for (field, fact, count) in [
        (Field::Session, Fact::Id(Id::from("cli_a")), 1),
        (Field::Session, Fact::None, 2),
        (Field::Session, Fact::Id(Id::from("cli_nobody")), 0),
        (Field::Data, Fact::Key(events[0].data), 2),
        (Field::Attempts, Fact::Number(1), 1),
        (Field::ResponseStatus, Fact::Number(200), 1),
        (Field::ResponseStatus, Fact::None, 2),
    ] {
        let wanted = only(field, std::slice::from_ref(&fact));
        let found = totals(&it, MeasureQuery { wanted, ..query.clone() }).await;
        assert_eq!(found.count, count, "{fact:?}");
    }
    let attempts = all(Counted::Attempts, &CONNECTIONS);
    for (event, count) in [(&events[0], 0), (&events[1], 1)] {
        let wanted = only(Field::Event, &[Fact::Key(event.key)]);
        let found = totals(&it, MeasureQuery { wanted, ..attempts.clone() }).await;
        assert_eq!(found.count, count);
    }
    let wanted = only(Field::Trigger, &[Fact::Trigger(Trigger::Initial)]);
    assert_eq!(rows(&it, MeasureQuery { wanted, ..query }).await, [], "events have none");
}

pub(super) async fn events_are_counted_by_the_issues_that_they_are_cases_of(it: Bench) {
    let events = it.accept(&["web_a", "web_b"]).await.events;
    it.queued().await;
    let mut issues = Vec::new();
    for (event, status) in [(&events[0], 500), (&events[1], 500), (&events[1], 502)] {
        let sighting = super::issues::answered(&it, "web_a", status, event.key);
        let seen = it.store.sight(sighting).await.unwrap();
        if let crate::store::Sighted::Opened(issue) = seen {
            issues.push(Fact::Key(issue));
        }
    }
    let query = MeasureQuery {
        wanted: only(Field::Issue, &issues),
        by: vec![Field::Issue],
        ..all(Counted::Cases, &CONNECTIONS)
    };
    let found = rows(&it, query.clone()).await;
    let found: Vec<_> = found.iter().map(|it| (&it.facts[0], it.totals.count)).collect();
    assert_eq!(found, [(&issues[0], 2), (&issues[1], 1)]);
    let one = MeasureQuery { subjects: HashMap::from([(Id::from("web_b"), 0)]), ..query.clone() };
    assert_eq!(rows(&it, one).await.len(), 2, "the second event has both");
    let events = MeasureQuery { counted: Counted::Events, by: vec![], ..query };
    assert_eq!(totals(&it, events).await.count, 2);
}

/// What the counts must say, by looking at all events: how many, and how many in the greatest second.
fn expected(query: &MeasureQuery, events: &[Event]) -> BTreeMap<(i64, u32, String), (i64, i64)> {
    let (mut res, mut seconds) = (BTreeMap::new(), HashMap::new());
    for event in events {
        let at = event.key.at();
        let facts = |field| match field {
            Field::Status => Fact::Status(event.status),
            Field::ErrorCode => event.error_code.map_or(Fact::None, Fact::Error),
            Field::Attempts => Fact::Number(event.attempts.into()),
            _ => Fact::None,
        };
        let wanted = query.wanted.iter().all(|(field, wanted)| match wanted {
            Wanted::OneOf(wanted) => wanted.contains(&facts(*field)),
            Wanted::Between(low, high) => (*low..=*high).contains(&event.attempts.into()),
        });
        let Some(group) = query.subjects.get(&event.connection) else { continue };
        if (query.start..query.end).contains(&at) && wanted {
            let bucket = match query.step {
                Some(Step::Seconds(seconds)) => at.0 / (seconds * 1000) * seconds * 1000,
                _ => -1,
            };
            let facts: Vec<_> = query.by.iter().map(|it| facts(*it)).collect();
            let place = (bucket, *group, format!("{facts:?}"));
            let second: &mut i64 = seconds.entry((place.clone(), at.0 / 1000)).or_default();
            *second += 1;
            let (count, peak): &mut (i64, i64) = res.entry(place).or_default();
            *count += 1;
            *peak = (*peak).max(*second);
        }
    }
    res
}

pub(super) async fn any_question_is_answered_as_the_ledger_would(it: Bench) {
    const STATUSES: [Status; 4] =
        [Status::Queued, Status::Successful, Status::Failed, Status::Scheduled];
    let mut events = Vec::new();
    // Over four hours, a few in each minute at odd times.
    for place in 0..120i64 {
        let at = Keys::after(Key(place * 127_113_001));
        let key = Key(place * 127_113_001);
        let mut accepted: Accepted = made(&at, &CONNECTIONS, STATUSES[place as usize % 4]);
        accepted.request.key = key;
        for (event, next) in accepted.events.iter_mut().zip(1..) {
            event.key = Key(key.0 + next);
            (event.request, event.data) = (key, key);
            event.attempts = (place % 3) as u32;
            event.error_code = [None, Some(ErrorCode::Timeout)][place as usize % 2];
        }
        events.extend(it.keep(accepted).await.events);
    }
    // Some of them change later, long after their minute was counted and their hour was over.
    it.store.look(Timestamp(0)).await.unwrap();
    for event in events.iter_mut().step_by(7) {
        let mut attempt = it.attempt(event);
        attempt.number = event.attempts + 1;
        let settled = Settled { ..failed(event, &attempt, None) };
        it.settle(&settled).await;
        *event = settled.event;
    }

    let time = || (0..260 * MINUTE).prop_map(Timestamp);
    let step = prop_oneof![
        Just(None),
        prop_oneof![Just(1i64), Just(60), Just(300), Just(3600), Just(7200), Just(86_400)]
            .prop_map(|it| Some(Step::Seconds(it))),
    ];
    let subjects = proptest::sample::subsequence(CONNECTIONS.to_vec(), 0..=3);
    let groups = proptest::collection::vec(0..2u32, 3);
    let by = proptest::sample::subsequence(
        vec![Field::Status, Field::ErrorCode, Field::Attempts],
        0..=2,
    );
    let filter = prop_oneof![
        3 => Just(vec![]),
        1 => Just(only(Field::Status, &[Fact::Status(Status::Failed)])),
        1 => Just(only(Field::ErrorCode, &[Fact::None])),
        1 => Just(vec![(Field::Attempts, Wanted::Between(1, 2))]),
    ];
    let query = (time(), time(), step, subjects, groups, by, filter).prop_map(
        |(start, end, step, subjects, groups, by, wanted)| {
            let ids = subjects.into_iter().map(Id::from);
            let subjects: HashMap<_, _> = ids.zip(groups).collect();
            let query = all(Counted::Events, &[]);
            let (peak, limit) = (true, 5000);
            MeasureQuery { start, end, step, subjects, by, wanted, peak, limit, ..query }
        },
    );
    let mut runner = TestRunner::deterministic();
    for turn in 0..300 {
        if turn == 150 {
            // It makes no difference.
            it.store.look(Timestamp(10 * MINUTE)).await.unwrap();
        }
        let query = query.new_tree(&mut runner).unwrap().current();
        let found = rows(&it, query.clone()).await.into_iter().map(|row| {
            let bucket = row.bucket.map_or(-1, |it| it.0);
            let Totals { count, peak, .. } = row.totals;
            ((bucket, row.group, format!("{:?}", row.facts)), (count, peak))
        });
        assert_eq!(found.collect::<BTreeMap<_, _>>(), expected(&query, &events), "{query:?}");
    }
}

pub(super) async fn what_waits_is_known_and_remembered(it: Bench) {
    let first = it.accept(&["web_a", "web_b"]).await.events.remove(0);
    it.accept(&["web_a"]).await;
    it.standing(Status::Hold, None).await;
    let now = Timestamp(first.updated_at.0 + 65_000);
    it.store.look(now).await.unwrap();
    let standing = it.store.standing().await.unwrap();
    let a = Standing {
        connection: Id::from("web_a"),
        queued: 2,
        scheduled: 0,
        held: 1,
        oldest: Some(first.updated_at),
    };
    let b = Standing { connection: Id::from("web_b"), queued: 1, held: 0, ..a.clone() };
    assert_eq!(standing, [a, b]);
    let settled = succeeded(&first, &it.attempt(&first));
    it.settle(&settled).await;
    let later = now.plus(20_000);
    it.store.look(later).await.unwrap();
    assert_eq!(it.store.standing().await.unwrap()[0].queued, 1);

    let query = all(Counted::Depth, &CONNECTIONS);
    let found = totals(&it, MeasureQuery { end: later.plus(1), ..query.clone() }).await;
    assert_eq!((found.depth, found.age_ms, found.pending), (3, 85_000, 4));
    let found = totals(&it, MeasureQuery { start: now.plus(10_000), ..query.clone() }).await;
    assert_eq!(found.depth, 2);
    let subjects = HashMap::from([(Id::from("web_a"), 0), (Id::from("web_b"), 1)]);
    let found = rows(&it, MeasureQuery { subjects, ..query.clone() }).await;
    let found: Vec<_> = found.iter().map(|it| (it.group, it.totals.depth)).collect();
    assert_eq!(found, [(0, 2), (1, 1)]);

    // Whoever asks what waits now leaves no trace, in a minute that somebody looked in and in one
    // that nobody did.
    for ask in [later.plus(10_000), later.plus(600_000)] {
        let since = MeasureQuery { start: later.plus(5000), ..query.clone() };
        let since = MeasureQuery { start: since.start.max(ask), ..since };
        assert_eq!(totals(&it, since.clone()).await.depth, 0);
        let asked = MeasureQuery { now: Some(ask), ..since.clone() };
        let found = totals(&it, asked).await;
        assert_eq!((found.depth, found.pending), (2, 3));
        assert_eq!(totals(&it, since).await.depth, 0);
    }
}

pub(super) async fn too_many_rows_are_cut_and_said(it: Bench) {
    it.accept(&CONNECTIONS).await;
    let subjects = CONNECTIONS.iter().zip(0..).map(|(it, group)| (Id::from(*it), group)).collect();
    let query = MeasureQuery { subjects, limit: 2, ..all(Counted::Events, &[]) };
    let found = it.store.measure(query.clone()).await.unwrap();
    assert_eq!(found.rows.len(), 2);
    assert!(found.warning.unwrap().contains("more than 2 rows"));
    let found = it.store.measure(MeasureQuery { limit: 3, ..query }).await.unwrap();
    assert_eq!((found.rows.len(), found.warning), (3, None));
}
