//! Issues: what makes one, what opens it again, how they are listed, and what is told of them.

use serde_json::json;

use super::{
    Aftermath, Bench, ErrorCode, Event, Id, Key, Settled, Status, Timestamp, failed, made,
};
use crate::model::{Case, Cause, Issue, IssueStatus, IssueType, Rejection, Topic};
use crate::script::Level;
use crate::store::{EventQuery, IssueOrder, IssueQuery, Order, Sighted, Sighting, Verdict};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// An attempt on a connection that was answered so.
pub(super) fn answered(it: &Bench, connection: &str, status: u16, event: Key) -> Sighting {
    let cause = Cause::Delivery {
        connection: Id::from(connection),
        response_status: Some(status),
        error_code: None,
    };
    seen(it, cause, Case::Delivery { event, attempt: it.keys.next() })
}

fn seen(it: &Bench, cause: Cause, case: Case) -> Sighting {
    Sighting {
        issue: it.keys.next(),
        project: Id::from("tm_a"),
        trigger: Id::from("it_a"),
        cause,
        case,
        at: NOW,
        notify: false,
    }
}

async fn issue(it: &Bench, key: Key) -> Issue {
    it.store.issue(key).await.unwrap().unwrap()
}

async fn listed(it: &Bench, edit: impl FnOnce(&mut IssueQuery)) -> Vec<Key> {
    let mut query = IssueQuery::all(Id::from("tm_a"), 100);
    edit(&mut query);
    let count = it.store.count_issues(query.clone()).await.unwrap();
    let page = it.store.issues(query).await.unwrap();
    assert_eq!((page.next, page.items.len()), (None, count));
    page.items.iter().map(|it| it.key).collect()
}

pub(super) async fn cases_with_the_same_in_common_are_one_issue(it: Bench) {
    let first = answered(&it, "web_a", 500, it.keys.next());
    assert_eq!(it.store.sight(first.clone()).await.unwrap(), Sighted::Opened(first.issue));
    let found = issue(&it, first.issue).await;
    assert_eq!((&found.cause, found.case), (&first.cause, first.case));
    assert_eq!((found.status, found.opened_at), (IssueStatus::Opened, NOW));
    assert_eq!((found.trigger, found.project), (first.trigger.clone(), first.project.clone()));

    let soon = Sighting { at: NOW.plus(999), ..answered(&it, "web_a", 500, it.keys.next()) };
    assert_eq!(it.store.sight(soon).await.unwrap(), Sighted::Seen(first.issue));
    assert_eq!(issue(&it, first.issue).await.last_seen_at, NOW, "to the second");
    let other = Id::from("it_b");
    let later =
        Sighting { at: NOW.plus(1000), trigger: other, ..answered(&it, "web_a", 500, first.issue) };
    assert_eq!(it.store.sight(later).await.unwrap(), Sighted::Seen(first.issue));
    let again = issue(&it, first.issue).await;
    assert_eq!((again.last_seen_at, again.opened_at), (NOW.plus(1000), NOW));
    assert_eq!((again.case, again.trigger), (first.case, first.trigger));

    let transformation = Id::from("trs_a");
    let (destination, source) = (Id::from("web_a"), Id::from("web_a"));
    let execution = Case::Transformation { execution: Key(7) };
    for (cause, case) in [
        (
            Cause::Delivery {
                connection: Id::from("web_b"),
                response_status: Some(500),
                error_code: None,
            },
            first.case,
        ),
        (
            Cause::Delivery {
                connection: Id::from("web_a"),
                response_status: Some(501),
                error_code: None,
            },
            first.case,
        ),
        (
            Cause::Delivery {
                connection: Id::from("web_a"),
                response_status: None,
                error_code: Some(ErrorCode::Timeout),
            },
            first.case,
        ),
        (Cause::Transformation { transformation, log_level: Level::Fatal }, execution),
        (Cause::Backpressure { destination, delay: 60_000 }, Case::Backpressure),
        (
            Cause::Request { source, rejection: Rejection::Unknown },
            Case::Request { request: Key(8) },
        ),
    ] {
        let other = seen(&it, cause.clone(), case);
        assert_eq!(it.store.sight(other.clone()).await.unwrap(), Sighted::Opened(other.issue));
        let found = issue(&it, other.issue).await;
        assert_eq!((found.cause, found.case), (cause, case));
    }
    assert!(it.store.last_key().await.unwrap() > first.issue);
}

pub(super) async fn a_resolved_or_dismissed_issue_opens_again_and_an_ignored_one_never(it: Bench) {
    let first = answered(&it, "web_a", 500, it.keys.next());
    it.store.sight(first.clone()).await.unwrap();
    let resolve = Verdict::Status(IssueStatus::Resolved);
    let ignore = Verdict::Status(IssueStatus::Ignored);
    let acknowledge = Verdict::Status(IssueStatus::Acknowledged);
    let mut now = NOW;
    for (verdicts, opens) in [
        (&[][..], false),
        (&[acknowledge], false),
        (&[resolve], true),
        (&[Verdict::Dismiss], true),
        (&[acknowledge, Verdict::Dismiss], true),
        (&[ignore], false),
        (&[ignore, Verdict::Dismiss], false),
    ] {
        for verdict in verdicts {
            now = now.plus(1);
            let judged = it.store.judge(first.issue, *verdict, now, false).await.unwrap();
            assert_eq!(judged, Some(issue(&it, first.issue).await));
        }
        let before = issue(&it, first.issue).await;
        now = now.plus(1);
        let trigger = Id::from("it_b");
        let again = answered(&it, "web_a", 500, it.keys.next());
        let again = Sighting { at: now, trigger: trigger.clone(), ..again };
        let (sighted, found) =
            (it.store.sight(again.clone()).await.unwrap(), issue(&it, first.issue).await);
        if opens {
            assert_eq!(sighted, Sighted::Reopened(first.issue));
            assert_eq!((found.status, found.dismissed_at), (IssueStatus::Opened, None));
            assert_eq!((found.opened_at, found.last_seen_at), (now, now));
            assert_eq!((found.case, found.trigger), (again.case, trigger));
        } else {
            assert_eq!(sighted, Sighted::Seen(first.issue));
            assert_eq!(found, before);
        }
    }
    assert_eq!(it.store.judge(Key(1), resolve, NOW, false).await.unwrap(), None);

    // Whoever opens one that was dismissed wants to see it.
    it.store.judge(first.issue, Verdict::Dismiss, now, false).await.unwrap();
    let open = Verdict::Status(IssueStatus::Opened);
    let opened = it.store.judge(first.issue, open, now.plus(1), false).await.unwrap().unwrap();
    assert_eq!((opened.dismissed_at, opened.opened_at), (None, now.plus(1)));
    let again = it.store.judge(first.issue, open, now.plus(2), false).await.unwrap().unwrap();
    assert_eq!(again.opened_at, now.plus(1), "it was open");
}

pub(super) async fn an_attempt_that_ends_an_event_is_written_down_with_its_issue(it: Bench) {
    // Each a cause of its own.
    for (status, (final_only, planned, muted, expected)) in (500..).zip([
        (false, false, false, 1),
        (false, true, false, 1),
        (true, false, false, 1),
        (true, true, false, 0),
        (true, true, true, 1),
    ]) {
        let event = it.queued().await;
        let attempt = it.attempt(&event);
        if muted {
            it.amend(&event, super::Amend::Mute, event.key.at()).await;
        }
        let sighting = answered(&it, "web_a", status, event.key);
        let key = sighting.issue;
        let aftermath = Aftermath { sighting: Some(sighting), final_only, ..Aftermath::default() };
        let planned = planned.then_some(Timestamp(i64::MAX / 2000));
        it.settle(&Settled { aftermath, ..failed(&event, &attempt, planned) }).await;
        let found = it.store.issue(key).await.unwrap();
        assert_eq!(found.iter().count(), expected, "{final_only} {planned:?} {muted}");
    }

    let event = it.queued().await;
    let attempt = it.attempt(&event);
    it.amend(&event, super::Amend::Cancel, event.key.at()).await;
    let sighting = answered(&it, "web_z", 500, event.key);
    let key = sighting.issue;
    let aftermath = Aftermath { sighting: Some(sighting), ..Aftermath::default() };
    it.settle(&Settled { aftermath, ..failed(&event, &attempt, None) }).await;
    assert_eq!(it.store.issue(key).await.unwrap(), None, "nobody waited for it any more");
}

/// Four issues, by the order in which they were made.
async fn four(it: &Bench) -> [Key; 4] {
    let mut res = Vec::new();
    for (connection, status, at) in
        [("web_a", 500, 5), ("web_a", 404, 7), ("web_b", 500, 6), ("web_c", 500, 6)]
    {
        let sighting = answered(it, connection, status, it.keys.next());
        res.push(sighting.issue);
        it.store.sight(Sighting { at: NOW.plus(at), ..sighting }).await.unwrap();
    }
    res.try_into().unwrap()
}

pub(super) async fn issues_are_listed_in_any_order_and_by_any_filter(it: Bench) {
    let [a, b, c, d] = four(&it).await;
    let rejected = Cause::Request { source: Id::from("src_a"), rejection: Rejection::NoConnection };
    let e = seen(&it, rejected, Case::Request { request: Key(9) });
    let e = Sighting { at: NOW.plus(9), trigger: Id::from("it_b"), ..e };
    it.store.sight(e.clone()).await.unwrap();
    let e = e.issue;
    let other = answered(&it, "web_x", 500, it.keys.next());
    it.store.sight(Sighting { project: Id::from("tm_b"), ..other }).await.unwrap();
    it.store.judge(c, Verdict::Status(IssueStatus::Resolved), NOW, false).await.unwrap();
    it.store.judge(d, Verdict::Dismiss, NOW.plus(3), false).await.unwrap();

    use IssueOrder::{Made, Opened, Seen, Status};
    for (order, expected) in [
        (vec![(Made, false)], [a, b, c, d, e]),
        (vec![(Made, true)], [e, d, c, b, a]),
        (vec![(Opened, false)], [a, c, d, b, e]),
        (vec![(Seen, true)], [e, b, d, c, a]),
        (vec![(Seen, true), (Made, false)], [e, b, c, d, a]),
        (vec![(Status, false)], [a, b, d, e, c]),
        (vec![(Status, true), (Seen, false)], [c, a, d, b, e]),
    ] {
        assert_eq!(listed(&it, |it| it.order = order.clone()).await, expected, "{order:?}");
    }
    assert_eq!(listed(&it, |it| it.keys = Some(vec![e, a, a])).await, [a, e]);
    assert_eq!(listed(&it, |it| it.triggers = Some(vec![Id::from("it_b")])).await, [e]);
    assert_eq!(listed(&it, |it| it.types = vec![IssueType::Request]).await, [e]);
    assert_eq!(listed(&it, |it| it.statuses = vec![IssueStatus::Resolved]).await, [c]);
    assert_eq!(listed(&it, |it| it.dismissed_at.any = Some(true)).await, [d]);
    assert_eq!(listed(&it, |it| it.last_seen_at.gte = Some(NOW.0 + 7)).await, [b, e]);
    assert_eq!(listed(&it, |it| it.created_at.gt = Some(NOW.0)).await, [a, b, c, d, e][5..]);
    let aggregation = |pairs: serde_json::Value| {
        let pairs = pairs.as_object().unwrap().iter();
        pairs.map(|(name, it)| (name.clone(), it.as_array().unwrap().clone())).collect()
    };
    for (wanted, expected) in [
        (json!({ "webhook_id": ["web_a", "web_c"] }), &[a, b, d][..]),
        (json!({ "webhook_id": ["web_a"], "response_status": [500] }), &[a]),
        (json!({ "response_status": ["404"] }), &[b]),
        (json!({ "rejection_cause": ["NO_CONNECTION"] }), &[e]),
        (json!({ "error_code": ["TIMEOUT"] }), &[]),
    ] {
        let found = listed(&it, |it| it.aggregation = aggregation(wanted.clone())).await;
        assert_eq!(found, expected, "{wanted}");
    }
    assert_eq!(listed(&it, |it| it.project = Id::from("tm_nobody")).await, []);
}

pub(super) async fn a_page_of_issues_goes_on_where_the_last_one_ended(it: Bench) {
    let four = four(&it).await;
    use IssueOrder::{Made, Opened, Seen, Status};
    for order in [
        vec![(Made, false)],
        vec![(Opened, true)],
        vec![(Seen, true), (Made, false)],
        vec![(Status, false), (Seen, true)],
    ] {
        let all = listed(&it, |it| it.order = order.clone()).await;
        for keys in [None, Some(four.to_vec())] {
            let mut query = IssueQuery::all(Id::from("tm_a"), 1);
            (query.order, query.keys) = (order.clone(), keys);
            let mut found = Vec::new();
            loop {
                let page = it.store.issues(query.clone()).await.unwrap();
                found.extend(page.items.iter().map(|it| it.key));
                query.after = page.next;
                if query.after.is_none() {
                    break;
                }
            }
            assert_eq!(found, all, "{order:?}");
        }
    }
}

pub(super) async fn the_cases_of_an_issue_are_listed(it: Bench) {
    let mut events = Vec::new();
    for _ in 0..3 {
        events.push(it.queued().await.key);
    }
    let first = answered(&it, "web_a", 500, events[0]);
    let second = answered(&it, "web_a", 501, events[0]);
    for sighting in [
        first.clone(),
        answered(&it, "web_a", 500, events[2]),
        answered(&it, "web_a", 500, events[2]),
        second.clone(),
    ] {
        it.store.sight(sighting).await.unwrap();
    }
    let order = Order { descending: true, after: None, limit: 10 };
    for (issues, keys, expected) in [
        (vec![first.issue], None, vec![events[2], events[0]]),
        (vec![second.issue, first.issue], None, vec![events[2], events[0]]),
        (vec![second.issue], None, vec![events[0]]),
        (vec![second.issue], Some(events.clone()), vec![events[0]]),
        (vec![Key(1)], None, vec![]),
    ] {
        let query = EventQuery { issues: Some(issues), keys, ..EventQuery::all(order) };
        let found = it.store.events(query).await.unwrap().items;
        assert_eq!(found.iter().map(|it| it.0.key).collect::<Vec<_>>(), expected);
    }
}

pub(super) async fn a_trigger_takes_its_issues_along(mut it: Bench) {
    let mine = answered(&it, "web_a", 500, it.keys.next());
    it.store.sight(mine.clone()).await.unwrap();
    // More cases than are forgotten at a time.
    let many = (0..2500).map(|place| it.store.sight(answered(&it, "web_a", 500, Key(place))));
    assert!(futures_util::future::join_all(many).await.iter().all(Result::is_ok));
    let mine_too = answered(&it, "web_b", 500, it.keys.next());
    it.store.sight(mine_too.clone()).await.unwrap();
    let other = Sighting { trigger: Id::from("it_b"), ..answered(&it, "web_c", 500, Key(1)) };
    it.store.sight(other.clone()).await.unwrap();
    it.store.forget_issues(&Id::from("it_a")).await.unwrap();
    it.store.forget_issues(&Id::from("it_nobody")).await.unwrap();
    it.reopen().await;
    assert_eq!(listed(&it, |_| {}).await, [other.issue]);

    let again = answered(&it, "web_a", 500, it.keys.next());
    assert_eq!(it.store.sight(again.clone()).await.unwrap(), Sighted::Opened(again.issue));
}

pub(super) async fn what_is_to_be_told_is_told_once(mut it: Bench) {
    let quiet = answered(&it, "web_q", 500, it.keys.next());
    it.store.sight(quiet.clone()).await.unwrap();
    it.store.judge(quiet.issue, Verdict::Dismiss, NOW, false).await.unwrap();
    assert_eq!(it.store.notices(9).await.unwrap(), []);

    let loud = Sighting { notify: true, ..answered(&it, "web_a", 500, it.keys.next()) };
    it.store.sight(loud.clone()).await.unwrap();
    it.store.sight(loud.clone()).await.unwrap();
    let resolved = Verdict::Status(IssueStatus::Resolved);
    it.store.judge(loud.issue, resolved, NOW, true).await.unwrap();
    it.store.sight(loud.clone()).await.unwrap();
    let event = it.queued().await;
    let attempt = it.attempt(&event);
    let notice = Some((Id::from("tm_a"), Topic::AttemptFailed));
    let aftermath = Aftermath { notice, ..Aftermath::default() };
    it.settle(&Settled { aftermath, ..failed(&event, &attempt, None) }).await;
    it.reopen().await;

    let notices = it.store.notices(9).await.unwrap();
    let said: Vec<_> = notices.iter().map(|it| (it.topic, it.item, it.attempt)).collect();
    assert_eq!(
        said,
        [
            (Topic::IssueOpened, loud.issue, None),
            (Topic::IssueUpdated, loud.issue, None),
            (Topic::IssueOpened, loud.issue, None),
            (Topic::AttemptFailed, event.key, Some(attempt.key)),
        ]
    );
    assert!(notices.iter().all(|it| it.project == Id::from("tm_a")));
    assert_eq!(it.store.notices(2).await.unwrap(), notices[..2]);

    let accepted = made(&it.keys, &["web_a"], Status::Queued);
    let key = accepted.request.key;
    it.store.told(&notices[0], Some(accepted.clone().into()), vec![], NOW).await.unwrap();
    assert_eq!(it.told(), [format!("accepted {}", key.0)]);
    let twice = made(&it.keys, &["web_a"], Status::Queued);
    it.store.told(&notices[0], Some(twice.clone().into()), vec![], NOW).await.unwrap();
    assert!(it.store.request(twice.request.key).await.unwrap().is_none());
    it.store.told(&notices[1], None, vec![], NOW).await.unwrap();
    assert_eq!(it.store.notices(9).await.unwrap(), notices[2..]);
    let Event { key, .. } = accepted.events[0];
    assert_eq!(it.event(key).await, accepted.events[0]);
}
