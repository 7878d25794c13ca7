//! What every store must do.
//!
//! Each behaviour is a function, named as the sentence that it proves, and runs on every store.
//! After each the counts must be those of the ledger: whatever changes the ledger must change them.
//! And no question that was asked meanwhile may need to read a whole table.
//!
//! To add a store: one `contract!` line. To add a behaviour: a function, and its name in the list.

mod bulk;
mod channels;
mod executions;
mod groups;
mod issues;
mod ledger;
mod lists;
mod measure;
mod queue;
mod records;
mod retention;
mod seen;
mod whole;

use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt as _;
use tempfile::TempDir;

use super::{
    Accepted, Aftermath, Again, Amend, Blocked, Committed, EventQuery, Feed, Lane, Order, Record,
    Result, Settled, Shared,
};
use crate::model::{
    Attempt, Content, ErrorCode, Event, Headers, Id, Ignored, IgnoredCause, Key, Keys, Kind,
    Request, Status, Timestamp, Timings, Trigger, Unproved, Wait,
};

/// A store in a folder of its own, and what it told.
struct Bench {
    dir: Arc<TempDir>,
    open: fn(&Path, Feed) -> Result<Shared>,
    store: Shared,
    feed: Feed,
    keys: Keys,
}

impl Bench {
    fn new(open: fn(&Path, Feed) -> Result<Shared>) -> Self {
        let dir = Arc::new(tempfile::tempdir().unwrap());
        let feed = Feed::default();
        let store = open(dir.path(), feed.clone()).unwrap();
        // An old time, so that what is done "now" is later than every key.
        Self { dir, open, store, feed, keys: Keys::after(Key::default()) }
    }

    async fn reopen(&mut self) {
        self.store.close().await.unwrap();
        self.feed = Feed::default();
        self.store = (self.open)(self.dir.path(), self.feed.clone()).unwrap();
    }

    /// What was told since this was last asked, each word as a few letters.
    fn told(&self) -> Vec<String> {
        let words = self.feed.next().now_or_never().unwrap_or_default();
        words.iter().map(spell).collect()
    }

    /// Keeps a request with one event for each of these connections.
    async fn accept(&self, connections: &[&str]) -> Accepted {
        let accepted = made(&self.keys, connections, Status::Queued);
        self.keep(accepted).await
    }

    async fn keep(&self, accepted: Accepted) -> Accepted {
        self.store.accept(accepted.clone().into()).await.unwrap();
        accepted
    }

    /// Keeps a request with one event, of which nothing is told any more.
    async fn queued(&self) -> Event {
        let event = self.accept(&["web_a"]).await.events.remove(0);
        self.told();
        event
    }

    /// Keeps an event in another status.
    async fn standing(&self, status: Status, next: Option<Timestamp>) -> Event {
        let mut accepted = made(&self.keys, &["web_a"], status);
        accepted.events[0].next_attempt_at = next;
        let event = self.keep(accepted).await.events.remove(0);
        self.told();
        event
    }

    /// Starts an attempt; what is done from here on is done while it is under way.
    fn attempt(&self, event: &Event) -> Attempt {
        let key = self.keys.next();
        Attempt {
            key,
            event: event.key,
            number: event.attempts + 1,
            trigger: event.trigger,
            bulk: None,
            response_status: None,
            error_code: None,
            reason: None,
            requested_url: "http://localhost/a".to_owned(),
            http_method: "POST".to_owned(),
            response_headers: Headers::default().with("x-a", b"1"),
            response_body: Bytes::from_static(b"\0answer"),
            delivered_at: Some(key.at()),
            responded_at: key.at().plus(5),
            delivery_latency: 1,
            waited_for: Some(Wait::Order),
            response_latency: 5,
            timings: Some(Timings {
                dns: Some(0),
                connect: None,
                tls: Some(1),
                first_byte: Some(u32::MAX),
                body: Some(3000),
            }),
        }
    }

    async fn settle(&self, settled: &Settled) {
        assert!(self.store.settle(settled.clone()).await.unwrap(), "its event is there");
    }

    async fn event(&self, key: Key) -> Event {
        self.store.event(key).await.unwrap().unwrap()
    }

    async fn amend(&self, event: &Event, amend: Amend, now: Timestamp) -> Event {
        self.store.amend(event.key, amend, now).await.unwrap().unwrap()
    }

    async fn event_count(&self) -> usize {
        let query = EventQuery::all(Order { descending: false, after: None, limit: 10_000 });
        self.store.events(query).await.unwrap().items.len()
    }
}

/// An attempt that was answered with 200.
fn succeeded(event: &Event, attempt: &Attempt) -> Settled {
    let attempt = Attempt { response_status: Some(200), ..attempt.clone() };
    let event = Event {
        status: Status::Successful,
        attempts: attempt.number,
        last_attempt_at: Some(attempt.key.at()),
        next_attempt_at: None,
        response_status: Some(200),
        error_code: None,
        successful_at: Some(attempt.responded_at),
        updated_at: attempt.responded_at,
        ..event.clone()
    };
    Settled { attempt: Some(attempt), event, aftermath: Aftermath::default() }
}

/// An attempt that timed out, after which another is planned or none is.
fn failed(event: &Event, attempt: &Attempt, next: Option<Timestamp>) -> Settled {
    let attempt = Attempt {
        error_code: Some(ErrorCode::Timeout),
        reason: Some("it took too long".to_owned()),
        ..attempt.clone()
    };
    let event = Event {
        status: Status::Failed,
        attempts: attempt.number,
        last_attempt_at: Some(attempt.key.at()),
        next_attempt_at: next,
        response_status: None,
        error_code: Some(ErrorCode::Timeout),
        updated_at: attempt.responded_at,
        ..event.clone()
    };
    Settled { attempt: Some(attempt), event, aftermath: Aftermath::default() }
}

/// An event that ended without an attempt.
fn given_up(event: Event) -> Settled {
    Settled { attempt: None, event, aftermath: Aftermath::default() }
}

/// A request with one event for each of these connections, all in one run of keys.
pub(super) fn made(keys: &Keys, connections: &[&str], status: Status) -> Accepted {
    let key = keys.reserve(1 + connections.len());
    let event = |(connection, place): (&&str, i64)| {
        Event::new(Key(key.0 + place), key, Id::from(*connection), status, key.at())
    };
    let headers = Headers::default().with("content-type", b"application/json");
    let request = Request {
        key,
        project: Id::from("tm_a"),
        source: Id::from("src_a"),
        content: Content {
            method: "POST".to_owned(),
            path: "/path".to_owned(),
            query: "page=1".to_owned(),
            headers: headers.with("x-b", b"\xe9"),
            body: Bytes::from_static(br#"{"a": {"b": [1, 2]}}"#),
        },
        verified: false,
        unproved: Some(Unproved { code: "OLD".to_owned(), reason: "it is old".to_owned() }),
        rejection: None,
        events_count: u32::try_from(connections.len()).unwrap(),
        cli_events_count: 0,
        ignored_count: 0,
    };
    let events = connections.iter().zip(1..).map(event).collect();
    Accepted { events, ..Accepted::of(request) }
}

fn lane(connection: &str) -> Lane {
    Lane { connection: Id::from(connection), session: None, group: None }
}

fn spell(word: &Committed) -> String {
    let event = |word: &str, event: &Event| format!("{word} {} {:?}", event.key.0, event.status);
    match word {
        Committed::Accepted(it) => format!("accepted {}", it.request.key.0),
        Committed::Settled(it) => event("settled", it),
        Committed::Queued(it) => event("queued", it),
        Committed::Removed(keys) => {
            let mut keys: Vec<_> = keys.iter().map(|it| it.0).collect();
            keys.sort_unstable();
            format!("removed {keys:?}")
        }
        Committed::Held(connection, session) => format!("held {connection} {session:?}"),
        Committed::Backlog(connection, _) => format!("backlog {connection}"),
        Committed::Due(due) => format!("due {:?}", due.map(|it| it.0)),
        Committed::Claimed { lane, waiting, more, .. } => {
            let keys: Vec<_> = waiting.iter().map(|it| it.event.key.0).collect();
            format!("claimed {} {:?} {keys:?} {more}", lane.connection, lane.session)
        }
        Committed::Groups { connection, groups, more } => {
            format!("groups {connection} {groups:?} {more}")
        }
    }
}

macro_rules! contract {
    ($store:ident: $open:expr, $faults:path; $($file:ident { $($behaviour:ident)* })*) => {
        mod $store {
            $($(
                #[tokio::test]
                async fn $behaviour() {
                    let bench = super::Bench::new($open);
                    let dir = bench.dir.clone();
                    super::$file::$behaviour(bench).await;
                    let faults = $faults(dir.path()).await;
                    assert!(faults.is_empty(), "{faults:#?}");
                }
            )*)*
        }
    };
}

contract! { sqlite: |dir, feed| Ok(crate::store::sqlite::open(dir, feed)?), crate::store::sqlite::faults;
    records {
        records_are_read_in_the_order_in_which_they_were_first_put
        a_dropped_record_is_gone_and_may_come_back
        puts_and_drops_are_all_or_none
    }
    ledger {
        what_was_accepted_reads_back_as_it_was
        a_request_is_accepted_whole_or_not_at_all
        a_failing_job_takes_nobody_with_it
        an_attempt_is_written_down_with_its_event
        an_event_may_be_given_up_without_an_attempt
        a_cancelled_event_stays_so_unless_the_attempt_succeeded
        an_event_muted_during_an_attempt_is_not_tried_again
        an_event_requeued_during_an_attempt_is_queued_once_more
        an_event_requeued_and_held_during_an_attempt_stays_held
        an_attempt_made_after_a_requeue_is_the_one_that_was_asked_for
        an_event_given_up_during_an_attempt_is_not_tried_again
        a_pause_during_an_attempt_does_not_hide_how_it_ended
        a_requeue_keeps_the_time_of_a_planned_retry
        a_mute_leaves_a_delay_alone
        only_what_waits_can_be_cancelled
        nobody_amends_what_is_not_there
        events_can_be_added_to_a_request
    }
    issues {
        cases_with_the_same_in_common_are_one_issue
        a_resolved_or_dismissed_issue_opens_again_and_an_ignored_one_never
        an_attempt_that_ends_an_event_is_written_down_with_its_issue
        issues_are_listed_in_any_order_and_by_any_filter
        a_page_of_issues_goes_on_where_the_last_one_ended
        the_cases_of_an_issue_are_listed
        a_trigger_takes_its_issues_along
        what_is_to_be_told_is_told_once
    }
    channels {
        each_channel_has_a_queue_of_its_own
        a_channel_that_is_dead_keeps_a_bounded_queue
        a_trigger_takes_its_channels_along
    }
    retention {
        what_is_old_goes_with_all_that_was_made_of_it_and_counts_stay
        steps_are_small_and_go_on_where_the_last_one_ended
        a_request_with_thousands_of_events_goes_in_several_steps
        what_is_to_come_is_cancelled_and_goes_later
        what_is_to_come_is_not_cancelled_to_make_room
        what_was_asked_for_lately_is_not_cancelled_for_its_age
        an_attempt_whose_event_is_gone_ends_all_the_same
        what_was_tried_lately_or_is_bookmarked_stays
        what_a_project_takes_up_is_known_by_when_it_came
    }
    executions {
        an_execution_reads_back_with_what_it_made
        a_transformed_event_is_found_and_claimed_with_its_own_content
        executions_are_listed_by_what_is_asked_for
        executions_can_be_added_to_a_request
    }
    seen {
        of_two_alike_the_first_goes_through
        of_many_alike_at_once_one_goes_through
        a_window_ends_and_begins_with_the_one_that_went_through
        what_was_seen_before_a_change_does_not_count
        a_duplicate_takes_only_its_own_connection_out
        what_was_not_kept_was_not_seen
        what_was_seen_is_known_after_reopening
        what_nobody_can_be_a_duplicate_of_is_forgotten
    }
    groups {
        events_and_attempts_are_counted_by_group
        what_waits_is_told_apart_by_group
        the_greatest_second_holds_events_of_every_status
    }
    queue {
        a_claim_reads_a_lane_in_order_and_says_if_there_is_more
        a_claim_brings_the_requests_and_not_too_many_bytes
        a_claim_is_for_its_lane_only
        lanes_are_those_with_queued_events
        a_group_has_a_lane_and_knows_what_it_waits_for
        what_is_delayed_or_held_stands_before_what_came_after_it
        what_is_due_is_queued_and_the_next_time_told
        what_is_due_on_a_paused_connection_is_held
        a_requeued_event_is_not_due_a_second_time
        a_pause_holds_what_waits_and_an_unpause_queues_it
        a_pause_of_thousands_is_whole
        giving_up_fails_what_waits
        giving_up_a_listener_leaves_the_others
    }
    lists {
        a_list_is_every_row_that_passes_the_filters
        a_list_of_requests_is_every_row_that_passes_the_filters
        a_range_without_a_value_is_a_question_too
        content_is_searched
        a_search_finds_the_same_however_it_is_looked_for
        a_cursor_reads_everything_once
        attempts_are_listed_by_event
        an_unknown_name_finds_nothing
        the_newest_key_is_of_any_table
    }
    measure {
        requests_are_counted_by_what_became_of_them
        events_are_counted_as_they_stand
        attempts_are_counted_by_how_they_ended
        what_counts_do_not_tell_is_counted_in_the_ledger
        events_are_counted_by_the_issues_that_they_are_cases_of
        any_question_is_answered_as_the_ledger_would
        what_waits_is_known_and_remembered
        too_many_rows_are_cut_and_said
    }
    bulk {
        operations_are_counted_and_the_same_goes_once_at_a_time
        a_batch_and_its_place_are_one
        deliveries_are_counted_by_who_asked
        a_cancelled_operation_fails_what_it_queued
        what_is_under_way_when_its_operation_is_cancelled_is_counted_once
        events_are_cancelled_many_at_once
        what_was_ignored_becomes_an_event_and_is_ignored_no_more
    }
    whole {
        everything_is_there_after_reopening
        words_come_in_the_order_of_commits
        a_ping_is_answered
        a_closed_store_is_busy
    }
}
