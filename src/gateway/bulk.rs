//! Does what people want done to many events or requests at once.
//!
//! One task walks through all operations that have more to do, a batch of each in turn, from where
//! each stands; at a start it goes on where the last run ended. What is live goes first: an operation
//! gets its next batch when most of the one before is delivered, so that it never has much more than
//! one batch in the way. Where deliveries take very long (a slow destination, a listener that is
//! away) it goes on after [`PATIENCE`] all the same, for the sake of its other destinations.
//!
//! An operation is over when it was at everything that there was when it was asked for, and nothing
//! of it is queued any more. What cannot be read counts as failed; an operation that cannot even find
//! what it is about ends there, since it would find no more the next time.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use super::api::{self, Asked, Target};
use super::{Gateway, STORE_PAUSE, issues, pending, route};
use crate::model::{Bulk, BulkKind, Event, Id, Key, Kind, Request, Timestamp, Trigger};
use crate::script::Busy;
use crate::store::{
    self, Accepted, Amend, Batch, EventQuery, IgnoredQuery, Order, RequestQuery, Sighting, Task,
};

/// How many events or requests are a batch.
pub(super) const BATCH: u32 = 100;
/// So few may still wait when the next batch comes.
const LEFT: usize = 50;
/// How long an operation waits for its deliveries.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is looked whether an operation may go on.
const LOOK: Duration = Duration::from_millis(50);
/// How many bytes of new requests are in a batch, but for the last.
const BATCH_BYTES: usize = 4 << 20;
/// How long is counted for an estimate.
const COUNTING: Duration = Duration::from_secs(1);
/// How long is looked for the first of what an operation is about.
const LOOKING: Duration = Duration::from_secs(5);
/// How many rows are counted at a time.
const COUNTED: usize = 5_000;

/// Does batch after batch, for as long as the gateway runs.
pub(super) async fn work(gateway: Gateway) {
    if let Err(error) = gateway.store.withdraw_rest(Timestamp::now()).await {
        tracing::error!(%error, "what cancelled bulk operations queued is not all withdrawn");
    }
    let mut last_batches: HashMap<Key, Instant> = HashMap::new();
    while !gateway.stop.is_cancelled() {
        let (mut did, mut failed) = (false, false);
        let pause = match gateway.store.open_bulks().await {
            Ok(open) => {
                last_batches.retain(|key, _| open.iter().any(|it| it.key == *key));
                for bulk in &open {
                    match turn(&gateway, bulk, last_batches.get(&bulk.key)).await {
                        Ok(false) => {}
                        Ok(true) => {
                            did = true;
                            last_batches.insert(bulk.key, Instant::now());
                        }
                        Err(store::Error::Busy) => {
                            tracing::debug!("there is no room for a bulk operation now");
                        }
                        Err(error) => {
                            tracing::error!(%error, "a bulk operation cannot go on; trying again");
                            failed = true;
                        }
                    }
                }
                match open.is_empty() {
                    true => Duration::MAX,
                    false if failed => STORE_PAUSE,
                    false => LOOK,
                }
            }
            Err(error) => {
                tracing::error!(%error, "cannot find bulk operations; trying again");
                STORE_PAUSE
            }
        };
        if !did {
            tokio::select! {
                () = gateway.stop.cancelled() => {}
                () = gateway.bulks.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }
}

/// Does a batch of an operation if it is time for one; answers whether it did.
async fn turn(gateway: &Gateway, bulk: &Bulk, last: Option<&Instant>) -> store::Result<bool> {
    let waiting = gateway.store.waiting(bulk.key, LEFT + 1).await?;
    let at_end = bulk.place >= bulk.key;
    let crowded = waiting > LEFT && last.is_none_or(|it| it.elapsed() < PATIENCE);
    if if at_end { waiting > 0 } else { crowded } {
        return Ok(false);
    }
    let step = if at_end { Ok(Step::over(bulk)) } else { next(gateway, bulk).await };
    let step = match step {
        Err(error @ store::Error::Damaged(_)) => {
            tracing::error!(%error, "a bulk operation cannot go on, and ends");
            let mut step = Step::over(bulk);
            step.batch.failed = 1;
            step
        }
        step => step?,
    };
    gateway.store.advance(bulk.key, step.batch).await?;
    for sighting in step.sightings {
        issues::see(gateway, sighting).await;
    }
    for connection in step.paused {
        pending::follow(gateway, &connection).await?;
    }
    Ok(true)
}

/// A batch, the connections of it that are paused, since what was queued there is to be held, and
/// the cases of issues that are in it.
struct Step {
    batch: Batch,
    paused: HashSet<Id>,
    sightings: Vec<Sighting>,
}

impl Step {
    /// One that does nothing yet, and leads to this place.
    fn new(bulk: &Bulk, to: Option<Key>) -> Self {
        let batch = Batch {
            from: bulk.place,
            // What was made later is none of its business.
            to: to.unwrap_or(bulk.key).min(bulk.key),
            handled: 0,
            completed: 0,
            failed: 0,
            tasks: Vec::new(),
            last: false,
            now: Timestamp::now(),
        };
        Self { batch, paused: HashSet::new(), sightings: Vec::new() }
    }

    /// The end.
    fn over(bulk: &Bulk) -> Self {
        let mut res = Self::new(bulk, None);
        res.batch.last = true;
        res
    }
}

/// The next batch.
async fn next(gateway: &Gateway, bulk: &Bulk) -> store::Result<Step> {
    let Some(asked) = api::asked(gateway, bulk) else { return Ok(Step::over(bulk)) };
    let order = Order { descending: false, after: Some(bulk.place), limit: BATCH as usize };
    match asked {
        Asked::Events(query) => events(gateway, bulk, EventQuery { order, ..query }).await,
        Asked::Requests(query) => {
            requests(gateway, bulk, RequestQuery { order, ..query }, None).await
        }
        Asked::Replay(query, target) => {
            requests(gateway, bulk, RequestQuery { order, ..query }, Some(&target)).await
        }
        Asked::Ignored(query) => ignored(gateway, bulk, IgnoredQuery { order, ..query }).await,
    }
}

async fn events(gateway: &Gateway, bulk: &Bulk, query: EventQuery) -> store::Result<Step> {
    let page = gateway.store.events(query).await?;
    let mut step = Step::new(bulk, page.next);
    let snapshot = gateway.catalog.now();
    for (event, _) in page.items.into_iter().filter(|(it, _)| it.key < bulk.key) {
        step.batch.handled += 1;
        let amend = match bulk.kind {
            BulkKind::EventsCancel => Ok(Amend::Cancel),
            _ => api::requeue(gateway, &event, Trigger::BulkRetry),
        };
        match amend {
            Ok(amend) => step.batch.tasks.push(Task::Amend(event.key, amend)),
            // It can go nowhere, and stays as it is.
            Err(_) => step.batch.failed += 1,
        }
        if pending::holds(&snapshot, &event.connection) {
            step.paused.insert(event.connection);
        }
    }
    Ok(step)
}

/// A request, if there is one that can be read.
async fn find(gateway: &Gateway, key: Key) -> store::Result<Option<Request>> {
    match gateway.store.request(key).await {
        Err(error @ store::Error::Damaged(_)) => {
            let request = key.id(Kind::Request);
            tracing::error!(%error, %request, "a bulk operation passes over a request");
            Ok(None)
        }
        found => found,
    }
}

/// Asks again about requests, or with a target makes new ones of them.
async fn requests(
    gateway: &Gateway,
    bulk: &Bulk,
    query: RequestQuery,
    target: Option<&Target>,
) -> store::Result<Step> {
    let page = gateway.store.requests(query).await?;
    let mut step = Step::new(bulk, page.next);
    let mut bytes = 0;
    for key in page.items.iter().map(|it| it.key).filter(|it| *it < bulk.key) {
        if bytes > BATCH_BYTES {
            step.batch.to = Key(key.0 - 1);
            break;
        }
        step.batch.handled += 1;
        let Some(request) = find(gateway, key).await? else {
            step.batch.failed += 1;
            continue;
        };
        let made = match target {
            None => {
                let mut again = route::again(gateway, &request, None).await.map_err(busy)?;
                claim(bulk, &mut again.events);
                let made = !again.events.is_empty();
                step.sightings.extend(issues::complaints(gateway, &request, &again.executions));
                step.batch.tasks.push(Task::Add(again));
                made
            }
            Some(target) => {
                let made = replay(gateway, &request, target).await?;
                bytes += made.len() * request.content.weight();
                let any = !made.is_empty();
                step.sightings.extend(made.iter().flat_map(|it| issues::of(gateway, it)));
                step.batch.tasks.extend(made.into_iter().map(|mut it| {
                    claim(bulk, &mut it.events);
                    Task::Accept(it.into())
                }));
                any
            }
        };
        if made {
            step.batch.completed += 1;
        } else {
            step.batch.failed += 1;
        }
    }
    Ok(step)
}

async fn ignored(gateway: &Gateway, bulk: &Bulk, query: IgnoredQuery) -> store::Result<Step> {
    let mut page = gateway.store.all_ignored(query).await?;
    let mut step = Step::new(bulk, page.next);
    if let Some(last) = page.next {
        // What several connections ignored of one request may be cut in two.
        let before = Key(last.0 - 1);
        if before > bulk.place {
            page.items.retain(|it| it.request < last);
            step.batch.to = before.min(bulk.key);
        }
    }
    let mut by_request: BTreeMap<Key, Vec<Id>> = BTreeMap::new();
    for it in page.items.into_iter().filter(|it| it.request < bulk.key) {
        by_request.entry(it.request).or_default().push(it.connection);
    }
    for (key, connections) in by_request {
        let count = u32::try_from(connections.len()).unwrap_or(u32::MAX);
        step.batch.handled += count;
        let Some(request) = find(gateway, key).await? else {
            step.batch.failed += count;
            continue;
        };
        let again = route::again(gateway, &request, Some(&connections)).await;
        let mut again = again.map_err(busy)?;
        claim(bulk, &mut again.events);
        step.sightings.extend(issues::complaints(gateway, &request, &again.executions));
        let passed =
            connections.iter().filter(|id| again.events.iter().any(|it| it.connection == **id));
        let passed = u32::try_from(passed.count()).unwrap_or(u32::MAX);
        step.batch.completed += passed;
        step.batch.failed += count - passed;
        step.batch.tasks.push(Task::Add(again));
    }
    Ok(step)
}

/// Makes events the operation's.
fn claim(bulk: &Bulk, events: &mut [Event]) {
    for event in events {
        event.bulk = Some(bulk.key);
        event.trigger = Trigger::BulkRetry;
    }
}

/// Makes new requests of an old one: one for each source that it is to go to.
pub(super) async fn replay(
    gateway: &Gateway,
    request: &Request,
    target: &Target,
) -> store::Result<Vec<Accepted>> {
    let snapshot = gateway.catalog.now().clone();
    let mut ways: BTreeMap<Id, Option<Vec<Id>>> = BTreeMap::new();
    match (&target.source, &target.connections) {
        (None, Some(connections)) => {
            for id in connections {
                let Some(connection) = snapshot.connections.get(id) else { continue };
                let way = ways.entry(connection.source_id.clone()).or_default();
                way.get_or_insert_default().push(id.clone());
            }
        }
        (source, connections) => {
            let source = source.as_ref().unwrap_or(&request.source);
            ways.insert(source.clone(), connections.clone());
        }
    }
    let mut made = Vec::new();
    for (source, only) in ways {
        let source = snapshot.sources.get(&source).filter(|it| it.deleted_at.is_none());
        let Some(source) = source else { continue };
        let content = request.content.clone();
        let new = route::anew(gateway, source, content, request.verified, only.as_deref()).await;
        made.push(new.map_err(busy)?);
    }
    Ok(made)
}

/// Transformations have no room now; the step is done again later.
fn busy(_: Busy) -> store::Error {
    store::Error::Busy
}

/// How many an operation with this key would be about, as far as can be counted in a short time;
/// looks longer where there is nothing yet, and at least says whether there is any.
pub(super) async fn estimate(gateway: &Gateway, asked: Asked, key: Key) -> store::Result<u32> {
    let started = Instant::now();
    let (mut count, mut after) = (0, Key::default());
    loop {
        let order = Order { descending: false, after: Some(after), limit: COUNTED };
        let store = &gateway.store;
        let (keys, next): (Vec<Key>, _) = match &asked {
            Asked::Events(query) => {
                let page = store.events(EventQuery { order, ..query.clone() }).await?;
                (page.items.iter().map(|it| it.0.key).collect(), page.next)
            }
            Asked::Requests(query) | Asked::Replay(query, _) => {
                let page = store.requests(RequestQuery { order, ..query.clone() }).await?;
                (page.items.iter().map(|it| it.key).collect(), page.next)
            }
            Asked::Ignored(query) => {
                let page = store.all_ignored(IgnoredQuery { order, ..query.clone() }).await?;
                (page.items.iter().map(|it| it.request).collect(), page.next)
            }
        };
        count += keys.iter().filter(|it| **it < key).count();
        let enough = if count > 0 { COUNTING } else { LOOKING };
        match next.filter(|it| *it < key) {
            Some(next) if started.elapsed() < enough => after = next,
            // There may be some that were not found in time.
            Some(_) => break Ok(u32::try_from(count.max(1)).unwrap_or(u32::MAX)),
            None => break Ok(u32::try_from(count).unwrap_or(u32::MAX)),
        }
    }
}
