//! Forgets what is past its time: what a project received, by age and by size, and old counts.
//!
//! Step by step, with a pause after each that is longer than the step: most of the writer's time is
//! for whoever takes requests in. Bookmarked content stays, and so does what is still to be delivered:
//! that ends by its age only, not because there is too much. What a deleted project received goes with
//! the next round.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Gateway, STORE_PAUSE};
use crate::model::{Key, Kind, Retention, Timestamp};
use crate::store::{Kept, Prune, Pruned, Result};

/// How often it is looked for what is past its time.
const EVERY: Duration = Duration::from_secs(60);
/// How many requests are forgotten at a time, with all that was made of them.
const PART: usize = 50;
/// How long the pause after a step is at least, and how many times as long as the step.
const PAUSE: Duration = Duration::from_millis(5);
const PAUSES: u32 = 4;
const DAY: u64 = 24 * 3_600_000;
/// How long the counts of minutes and of hours are kept at least, in milliseconds; those of all time
/// always are.
const MINUTES: u64 = 90 * DAY;
const HOURS: u64 = 730 * DAY;
/// What came within this time stays however much it is, in milliseconds.
const YOUNG: u64 = 600_000;
/// How old what a deleted project received must be: whoever was still at it is done.
const DELETED: u64 = 3_600_000;

/// Does so until the gateway stops.
pub(super) async fn run(gateway: Gateway) {
    let stop = gateway.stop.clone();
    stop.run_until_cancelled(async {
        loop {
            if let Err(error) = round(&gateway, Timestamp::now()).await {
                tracing::error!(%error, "what is past its time could not be forgotten");
                tokio::time::sleep(STORE_PAUSE).await;
            }
            tokio::time::sleep(EVERY).await;
        }
    })
    .await;
}

/// All there is to forget at this time.
async fn round(gateway: &Gateway, now: Timestamp) -> Result<()> {
    let mut all = Pruned::default();
    for kept in gateway.store.kept().await? {
        let some = project(gateway, &kept, now).await?;
        if some.cancelled > 0 {
            tracing::warn!(
                project.id = %kept.project,
                events = some.cancelled,
                "cancelled what was still to be delivered, for its time is over"
            );
        }
        all.gone += some.gone;
    }
    if all.gone > 0 {
        tracing::info!(requests = all.gone, "forgot what was past its time");
    }
    while paced(gateway.store.shrink()).await? {}
    let longest = gateway.catalog.now().projects.values().map(|it| it.retention.days).max();
    let minutes = MINUTES.max(u64::from(longest.unwrap_or_default()).saturating_mul(DAY));
    gateway.store.forget_counts(ago(now, minutes), ago(now, HOURS.max(minutes))).await
}

fn ago(now: Timestamp, ms: u64) -> Timestamp {
    Timestamp(now.0.saturating_sub(i64::try_from(ms).unwrap_or(i64::MAX)))
}

/// Forgets what is past its time of a project; how much that was.
async fn project(gateway: &Gateway, kept: &Kept, now: Timestamp) -> Result<Pruned> {
    let mut res = Pruned::default();
    // What was passed over in earlier rounds, then what is past its time since.
    for mut again in [Some(Key::default()), None] {
        while let Some(prune) = next(gateway, kept, again, now).await? {
            let some = paced(gateway.store.prune(prune)).await?;
            res.gone += some.gone;
            res.cancelled += some.cancelled;
            if some.done {
                break;
            }
            again = again.map(|_| some.last);
        }
    }
    Ok(res)
}

/// The next step, by what is configured and bookmarked now: a round may take long. `None` where all of
/// it stays.
async fn next(
    gateway: &Gateway,
    kept: &Kept,
    again: Option<Key>,
    now: Timestamp,
) -> Result<Option<Prune>> {
    let snapshot = Arc::clone(&gateway.catalog.now());
    let (before, cancel_before) = match snapshot.projects.get(&kept.project) {
        None => (Some(ago(now, DELETED)), Some(ago(now, DELETED))),
        Some(project) => {
            let Retention { days, bytes } = project.retention;
            let by_age = (days > 0).then(|| ago(now, u64::from(days).saturating_mul(DAY)));
            let is_too_much = bytes > 0 && kept.bytes > bytes;
            let by_size =
                if is_too_much { gateway.store.fits(&kept.project, bytes).await? } else { None };
            (by_age.max(by_size.map(|it| it.min(ago(now, YOUNG)))), by_age)
        }
    };
    let Some(before) = before else { return Ok(None) };
    let bookmarks = snapshot.bookmarks.values().filter(|it| it.team_id == kept.project);
    let keep: HashSet<Key> =
        bookmarks.filter_map(|it| Key::parse(Kind::Data, &it.event_data_id)).collect();
    let (project, keep) = (kept.project.clone(), Arc::new(keep));
    Ok(Some(Prune { project, before, cancel_before, now, keep, again, limit: PART }))
}

/// Does a step, and then nothing for longer than it took.
async fn paced<T>(step: impl Future<Output = Result<T>>) -> Result<T> {
    let started = Instant::now();
    let res = step.await?;
    tokio::time::sleep(PAUSE.max(started.elapsed() * PAUSES)).await;
    Ok(res)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use tempfile::TempDir;

    use super::*;
    use crate::gateway::Settings;
    use crate::model::{Bookmark, Content, Event, Id, Request, Status};
    use crate::store::Accepted;

    /// A gateway that delivers nothing, and its project.
    async fn open() -> (TempDir, Gateway, Id) {
        let dir = tempfile::tempdir().unwrap();
        let url = "http://127.0.0.1:4400".parse().unwrap();
        let settings = Settings::new(dir.path().to_owned(), url);
        let gateway = Gateway::open(settings, |_| Ok(())).await.unwrap();
        let project = gateway.catalog.now().projects.keys().next().unwrap().clone();
        (dir, gateway, project)
    }

    async fn retain(gateway: &Gateway, project: &Id, retention: Retention) {
        let changed = gateway.catalog.change(|draft| {
            let project = draft.snapshot().projects[project].as_ref().clone();
            draft.put_project(crate::model::Project { retention, ..project });
            Ok::<_, crate::store::Error>(())
        });
        changed.await.unwrap();
    }

    /// Keeps a request with an event that stands so.
    async fn keep(gateway: &Gateway, project: &Id, status: Status) -> Key {
        let key = gateway.keys.reserve(2);
        let event = Event::new(Key(key.0 + 1), key, Id::from("web_a"), status, key.at());
        let body = Bytes::from(vec![b'x'; 1000]);
        let request = Request {
            key,
            project: project.clone(),
            source: Id::from("src_a"),
            content: Content { body, ..Content::default() },
            verified: false,
            unproved: None,
            rejection: None,
            events_count: 1,
            cli_events_count: 0,
            ignored_count: 0,
        };
        let accepted = Accepted { events: vec![event], ..Accepted::of(request) };
        gateway.store.accept(Arc::new(accepted)).await.unwrap();
        key
    }

    async fn is_there(gateway: &Gateway, request: Key) -> bool {
        gateway.store.request(request).await.unwrap().is_some()
    }

    async fn bookmark(gateway: &Gateway, project: &Id, data: Key) {
        let now = Timestamp::now();
        let bookmark = Bookmark {
            id: Id::from("bmk_a"),
            team_id: project.clone(),
            webhook_id: Id::from("web_a"),
            event_data_id: Id::from(data.id(Kind::Data).as_str()),
            label: "kept".to_owned(),
            name: None,
            last_used_at: None,
            updated_at: now,
            created_at: now,
        };
        let changed = gateway.catalog.change(|draft| {
            draft.put_bookmark(bookmark);
            Ok::<_, crate::store::Error>(())
        });
        changed.await.unwrap();
    }

    #[tokio::test]
    async fn too_much_ends_nothing_that_is_still_to_be_delivered_and_age_does() {
        let (_dir, gateway, project) = open().await;
        let held = keep(&gateway, &project, Status::Hold).await;
        let done = keep(&gateway, &project, Status::Successful).await;
        retain(&gateway, &project, Retention { days: 30, bytes: 1 }).await;
        let now = Timestamp::now();
        // What came a moment ago is younger than any size counts; an hour later it is not.
        round(&gateway, now.plus(3_600_000 + YOUNG)).await.unwrap();
        assert!(!is_there(&gateway, done).await);
        let event = gateway.store.event(Key(held.0 + 1)).await.unwrap().unwrap();
        assert_eq!(event.status, Status::Hold);

        keep(&gateway, &project, Status::Successful).await;
        round(&gateway, now.plus(31 * DAY)).await.unwrap();
        let event = gateway.store.event(Key(held.0 + 1)).await.unwrap().unwrap();
        assert_eq!(event.status, Status::Cancelled);
        gateway.store.close().await.unwrap();
    }

    #[tokio::test]
    async fn what_had_to_stay_goes_later_though_nothing_came_since() {
        let (_dir, gateway, project) = open().await;
        let key = keep(&gateway, &project, Status::Successful).await;
        bookmark(&gateway, &project, key).await;
        let now = Timestamp::now().plus(31 * DAY);
        round(&gateway, now).await.unwrap();
        assert!(is_there(&gateway, key).await);
        let dropped = gateway.catalog.change(|draft| {
            draft.drop_bookmark(&Id::from("bmk_a"));
            Ok::<_, crate::store::Error>(())
        });
        dropped.await.unwrap();
        round(&gateway, now).await.unwrap();
        assert!(!is_there(&gateway, key).await);

        // And what a project left that is deleted by then.
        let gone = Id::from("tm_gone");
        let held = keep(&gateway, &gone, Status::Hold).await;
        for later in [2 * DELETED, 3 * DELETED] {
            round(&gateway, now.plus(later)).await.unwrap();
        }
        assert!(!is_there(&gateway, held).await);
        gateway.store.close().await.unwrap();
    }

    #[tokio::test]
    async fn what_is_bookmarked_or_set_during_a_round_counts() {
        for by_setting in [false, true] {
            let (_dir, gateway, project) = open().await;
            let all = (0..20 * PART).map(|_| keep(&gateway, &project, Status::Successful));
            let all = futures_util::future::join_all(all).await;
            let (first, last) = (all.iter().min().unwrap(), *all.iter().max().unwrap());
            let meanwhile = async {
                while is_there(&gateway, *first).await {
                    tokio::task::yield_now().await;
                }
                assert!(is_there(&gateway, last).await, "the round is not over");
                if by_setting {
                    retain(&gateway, &project, Retention { days: 0, bytes: 0 }).await;
                } else {
                    bookmark(&gateway, &project, last).await;
                }
            };
            let now = Timestamp::now().plus(31 * DAY);
            let (done, ()) = tokio::join!(round(&gateway, now), meanwhile);
            done.unwrap();
            assert!(is_there(&gateway, last).await);
            gateway.store.close().await.unwrap();
        }
    }
}
