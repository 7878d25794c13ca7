//! Forgets what is past its time: what a project received, by age and by size, and old counts.
//!
//! Step by step, with a pause after each that is longer than the step: most of the writer's time is
//! for whoever takes requests in. Bookmarked content stays. What a deleted project received goes with
//! the next round.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Gateway, STORE_PAUSE, Snapshot};
use crate::model::{Id, Key, Kind, Retention, Timestamp};
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
    let mut gone = 0;
    for kept in gateway.store.kept().await? {
        let snapshot = gateway.catalog.now().clone();
        if let Some(before) = before(gateway, &snapshot, &kept, now).await? {
            gone += project(gateway, &snapshot, &kept.project, before, now).await?;
        }
    }
    if gone > 0 {
        tracing::info!(requests = gone, "forgot what was past its time");
    }
    while paced(gateway.store.shrink()).await? {}
    let ago = |ms: u64| Timestamp(now.0.saturating_sub(i64::try_from(ms).unwrap_or(i64::MAX)));
    let longest = gateway.catalog.now().projects.values().map(|it| it.retention.days).max();
    let minutes = MINUTES.max(u64::from(longest.unwrap_or_default()).saturating_mul(DAY));
    gateway.store.forget_counts(ago(minutes), ago(HOURS.max(minutes))).await
}

/// Before which time a project's content goes; `None` where all of it stays.
async fn before(
    gateway: &Gateway,
    snapshot: &Snapshot,
    kept: &Kept,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let ago = |ms: u64| Timestamp(now.0.saturating_sub(i64::try_from(ms).unwrap_or(i64::MAX)));
    let Some(project) = snapshot.projects.get(&kept.project) else {
        return Ok(Some(ago(DELETED)));
    };
    let Retention { days, bytes } = project.retention;
    let by_age = (days > 0).then(|| ago(u64::from(days).saturating_mul(DAY)));
    let is_too_much = bytes > 0 && kept.bytes > bytes;
    let by_size = if is_too_much { gateway.store.fits(&kept.project, bytes).await? } else { None };
    Ok(by_age.max(by_size.map(|it| it.min(ago(YOUNG)))))
}

/// Forgets what came to a project before a time; how many requests that was.
async fn project(
    gateway: &Gateway,
    snapshot: &Snapshot,
    project: &Id,
    before: Timestamp,
    now: Timestamp,
) -> Result<usize> {
    let bookmarks = snapshot.bookmarks.values().filter(|it| it.team_id == *project);
    let keep: HashSet<Key> =
        bookmarks.filter_map(|it| Key::parse(Kind::Data, &it.event_data_id)).collect();
    let (project, keep) = (project.clone(), Arc::new(keep));
    let first = Prune { project, before, now, keep, again: None, limit: PART };
    let mut gone = 0;
    // What was passed over in earlier rounds, then what is past its time since.
    for again in [Some(Key::default()), None] {
        let mut prune = Prune { again, ..first.clone() };
        loop {
            let Pruned { gone: some, last, done, .. } =
                paced(gateway.store.prune(prune.clone())).await?;
            gone += some;
            if done {
                break;
            }
            prune.again = prune.again.map(|_| last);
        }
    }
    Ok(gone)
}

/// Does a step, and then nothing for longer than it took.
async fn paced<T>(step: impl Future<Output = Result<T>>) -> Result<T> {
    let started = Instant::now();
    let res = step.await?;
    tokio::time::sleep(PAUSE.max(started.elapsed() * PAUSES)).await;
    Ok(res)
}
