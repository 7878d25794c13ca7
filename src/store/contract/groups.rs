//! Groups of deliveries in what is counted.

use std::sync::Arc;

use super::measure::{CONNECTIONS, all, only, rows, totals};
use super::{Bench, Event, Id, Key, Status, Timestamp, made, succeeded};
use crate::store::{Counted, Fact, Field, MeasureQuery, MeasuredRow};

/// Keeps an event of each of these groups.
async fn grouped(it: &Bench, groups: &[Option<&str>]) -> Vec<Event> {
    let mut res = Vec::new();
    for group in groups {
        let mut accepted = made(&it.keys, &["web_a"], Status::Queued);
        accepted.events[0].group = group.map(Arc::from);
        res.extend(it.keep(accepted).await.events);
    }
    res
}

fn group(name: &str) -> Fact {
    Fact::Text(name.into())
}

pub(super) async fn events_and_attempts_are_counted_by_group(it: Bench) {
    let events = grouped(&it, &[Some("b"), Some("a"), Some("b"), None]).await;
    it.accept(&["web_b"]).await;
    for event in &events[1..3] {
        let settled = succeeded(event, &it.attempt(event));
        it.settle(&settled).await;
    }
    let count = async |counted, wanted: Option<&[Fact]>, by: &[Field]| {
        let wanted = wanted.map(|it| only(Field::Group, it)).unwrap_or_default();
        let query = MeasureQuery { wanted, by: by.to_vec(), ..all(counted, &CONNECTIONS) };
        let found = rows(&it, query).await;
        found.into_iter().map(|it| (it.facts, it.totals.count)).collect::<Vec<_>>()
    };
    let (events, attempts, by) = (Counted::Events, Counted::Attempts, [Field::Group]);
    let row = |fact: Fact, count| (vec![fact], count);
    let all_three = [row(Fact::None, 2), row(group("b"), 2), row(group("a"), 1)];
    assert_eq!(count(events, None, &by).await, all_three);
    assert_eq!(count(attempts, None, &by).await, [row(group("a"), 1), row(group("b"), 1)]);
    for counted in [events, attempts] {
        assert_eq!(count(counted, Some(&[group("a")]), &[]).await, [(vec![], 1)]);
        assert_eq!(count(counted, Some(&[group("c")]), &by).await, []);
    }
    assert_eq!(count(events, Some(&[group("b"), group("b")]), &[]).await, [(vec![], 2)]);
    let two = [row(Fact::None, 2), row(group("a"), 1)];
    assert_eq!(count(events, Some(&[group("a"), Fact::None]), &by).await, two);
    let both = [Field::Group, Field::Status];
    let statuses = [Status::Queued, Status::Successful]
        .map(|status| (vec![group("b"), Fact::Status(status)], 1));
    let mut found = count(events, Some(&[group("b")]), &both).await;
    found.sort_by_key(|it| format!("{it:?}"));
    assert_eq!(found, statuses);
    assert_eq!(count(Counted::Requests, None, &by).await, [], "requests have none");

    let query = MeasureQuery { by: by.to_vec(), limit: 2, ..all(events, &CONNECTIONS) };
    for peak in [false, true] {
        let found = it.store.measure(MeasureQuery { peak, ..query.clone() }).await.unwrap();
        assert_eq!(found.rows.len(), 2);
        assert!(found.warning.unwrap().contains("more than 2 rows"));
    }
}

pub(super) async fn the_greatest_second_holds_events_of_every_status(it: Bench) {
    for minute in 10..12 {
        let mut accepted = made(&it.keys, &["web_a", "web_b"], Status::Queued);
        for (event, next) in accepted.events.iter_mut().zip(1..) {
            event.key = Key(minute * 60_000_000 + next);
            event.session = Some(Id::from("cli_a"));
            event.group = Some("a".into());
        }
        accepted.events[1].status = Status::Successful;
        it.keep(accepted).await;
    }
    for wanted in [
        only(Field::Session, &[Fact::Id(Id::from("cli_a"))]),
        only(Field::Group, &[group("a")]),
        vec![],
    ] {
        let query = MeasureQuery { wanted, peak: true, ..all(Counted::Events, &CONNECTIONS) };
        let found = totals(&it, query).await;
        assert_eq!((found.count, found.peak), (4, 2));
    }
}

pub(super) async fn what_waits_is_told_apart_by_group(it: Bench) {
    let events = grouped(&it, &[Some("a"), Some("b"), Some("a"), None]).await;
    let plain = it.accept(&["web_b"]).await.events.remove(0);
    let now = Timestamp(plain.updated_at.0 + 65_000);
    let query = MeasureQuery { by: vec![Field::Group], ..all(Counted::Depth, &CONNECTIONS) };
    let found = async |query: &MeasureQuery| {
        let mut res = rows(&it, query.clone()).await;
        res.sort_by_key(|it| format!("{:?}", it.facts));
        let of = |it: MeasuredRow| (it.facts[0].clone(), it.totals.depth, it.totals.age_ms);
        res.into_iter().map(of).collect::<Vec<_>>()
    };
    let age = |event: &Event| now.since(event.updated_at) as i64;
    let expected = [
        (Fact::None, 2, age(&events[3])),
        (group("a"), 2, age(&events[0])),
        (group("b"), 1, age(&events[1])),
    ];
    let asked = MeasureQuery { now: Some(now), end: now.plus(1), ..query.clone() };
    assert_eq!(found(&asked).await, expected, "as if somebody looked now");
    assert_eq!(found(&MeasureQuery { now: None, ..asked.clone() }).await, []);
    it.store.look(now).await.unwrap();
    it.store.look(now.plus(1)).await.unwrap();
    assert_eq!(found(&MeasureQuery { now: None, ..asked.clone() }).await.len(), 3);
    assert_eq!(found(&asked).await[1..], expected[1..], "a moment is counted once");
    let one = MeasureQuery { wanted: only(Field::Group, &[group("b")]), ..asked.clone() };
    assert_eq!(found(&one).await, expected[2..]);
    let one = MeasureQuery { by: vec![], ..one };
    assert_eq!(totals(&it, one).await.depth, 1);
    let one = MeasureQuery { wanted: only(Field::Group, &[Fact::None]), ..asked };
    assert_eq!(found(&one).await[0].1, 2);

    let settled = succeeded(&events[0], &it.attempt(&events[0]));
    it.settle(&settled).await;
    let later = now.plus(20_000);
    it.store.look(later).await.unwrap();
    let since = MeasureQuery { start: later, ..query.clone() };
    assert_eq!(found(&since).await.iter().map(|it| it.1).collect::<Vec<_>>(), [2, 1, 1]);
    assert_eq!(found(&query).await[1].1, 2, "the most that waited");

    // Very many, of which one has the most.
    let names: Vec<_> = (0..110).map(|it| format!("many {}", it.min(105))).collect();
    grouped(&it, &names.iter().map(|it| Some(&**it)).collect::<Vec<_>>()).await;
    let later = later.plus(60_000);
    it.store.look(later).await.unwrap();
    let answer = it.store.measure(MeasureQuery { start: later, ..query }).await.unwrap();
    assert_eq!(answer.rows.len(), 101, "a hundred, and those without");
    assert!(answer.warning.unwrap().contains("100 groups"));
    let most = answer.rows.iter().max_by_key(|it| it.totals.depth).unwrap();
    assert_eq!((&most.facts[0], most.totals.depth), (&group("many 105"), 5));
}
