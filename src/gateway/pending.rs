//! What a change of a connection means for its events that are not delivered yet.
//!
//! The catalog is changed first and the ledger is made to follow, both by [`follow`]. It looks at
//! how things are and not at what was done, so it may come late, twice or out of order. Should the
//! gateway end between the two, [`follow_all`] makes up for it at the next start; until then nothing
//! is lost, since the queue delivers no event of a connection that is paused or disabled. An event
//! that was being made meanwhile is noticed by the queue, which has its connection followed again.

use super::{Gateway, Snapshot};
use crate::model::{ErrorCode, Id, Status, Timestamp};
use crate::store::{self, EventQuery, Order, Range};

/// What is to become of a connection's pending events.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// They wait for their turn.
    Go,
    /// They wait for the end of the pause.
    Hold,
    /// They fail.
    Fail,
}

fn fate(snapshot: &Snapshot, connection: &Id) -> Fate {
    let Some(it) = snapshot.connections.get(connection) else { return Fate::Fail };
    let open = snapshot
        .destinations
        .get(&it.destination_id)
        .is_some_and(|it| it.disabled_at.or(it.deleted_at).is_none());
    match it.paused_at {
        _ if !open || it.disabled_at.or(it.deleted_at).is_some() => Fate::Fail,
        Some(_) => Fate::Hold,
        None => Fate::Go,
    }
}

/// Whether new events of a connection are to be held.
pub(super) fn holds(snapshot: &Snapshot, connection: &Id) -> bool {
    fate(snapshot, connection) == Fate::Hold
}

/// Makes the pending events of a connection follow how it now is.
pub(super) async fn follow(gateway: &Gateway, connection: &Id) -> store::Result<()> {
    let mut now = fate(&gateway.catalog.now(), connection);
    loop {
        let at = Timestamp::now();
        match now {
            Fate::Go => gateway.store.release(connection, at).await?,
            Fate::Hold => gateway.store.hold(connection, at).await?,
            Fate::Fail => {
                gateway.store.fail_pending(connection, None, ErrorCode::Cancelled, at).await?;
            }
        }
        // Somebody else may have changed it meanwhile, and have been here before us.
        let then = std::mem::replace(&mut now, fate(&gateway.catalog.now(), connection));
        if now == then {
            return Ok(());
        }
    }
}

/// Makes up for changes that the last run of the gateway did not get to follow.
pub(super) async fn follow_all(gateway: &Gateway) -> store::Result<()> {
    let by_fate = |wanted: &[Fate]| -> Vec<Id> {
        let snapshot = gateway.catalog.now();
        let all = snapshot.connections.keys();
        all.filter(|it| wanted.contains(&fate(&snapshot, it))).cloned().collect()
    };
    let first = Order { descending: false, after: None, limit: 1 };
    let query = |connections, statuses| EventQuery {
        connections: Some(connections),
        statuses,
        ..EventQuery::all(first)
    };
    let waiting = vec![Status::Scheduled, Status::Queued];
    let planned = Range { any: Some(true), ..Range::default() };
    let queries = [
        query(by_fate(&[Fate::Fail]), vec![Status::Scheduled, Status::Queued, Status::Hold]),
        EventQuery {
            next_attempt_at: planned,
            ..query(by_fate(&[Fate::Fail]), vec![Status::Failed])
        },
        query(by_fate(&[Fate::Hold]), waiting),
        query(by_fate(&[Fate::Go]), vec![Status::Hold]),
    ];
    for mut query in queries.into_iter().filter(|it| it.connections != Some(Vec::new())) {
        loop {
            let page = gateway.store.events(query.clone()).await?;
            let first = page.items.first().map(|(event, _)| event);
            let Some(after) = first.map(|it| it.key).or(page.next) else { break };
            if let Some(event) = first {
                // Settles all events of its connection, so the next one found is of another.
                follow(gateway, &event.connection).await?;
            }
            query.order.after = Some(after);
        }
    }
    Ok(())
}
