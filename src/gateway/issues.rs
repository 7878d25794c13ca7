//! Sees problems: which of them are cases of an issue, and by which trigger.
//!
//! Of all triggers that watch something the most specific alone decides
//! ([`IssueTrigger::specificity`]): where it does not ask for a case of this kind, no other is
//! asked. What cases have in common makes the issue, and not the trigger, so that one problem is one
//! issue; it belongs to the trigger that opened it last. What happens to a listener's events is seen
//! by whoever listens, and what happens to notifications by nobody: neither makes an issue.

use std::sync::Arc;

use http::StatusCode;

use super::{Gateway, Snapshot, channels, notices};
use crate::model::{
    Attempt, Case, Cause, Causes, Connection, Execution, Id, IssueTrigger, Kind, Project, Request,
    Scope, Strategy, Timestamp, Topic, Watch,
};
use crate::script::Level;
use crate::store::{self, Accepted, Aftermath, Sighting};

/// How old a queue may get before the usual trigger opens an issue, in milliseconds.
pub(super) const USUAL_DELAY: u64 = 3_600_000;

/// What follows from how an attempt ended.
pub(super) fn after(
    gateway: &Gateway,
    connection: &Connection,
    request: &Request,
    attempt: &Attempt,
    for_listener: bool,
) -> Aftermath {
    let snapshot = gateway.catalog.now();
    let project = snapshot.projects.get(&connection.team_id);
    let Some(project) = project.filter(|_| !for_listener) else { return Aftermath::default() };
    let failed = !attempt.successful();
    let topic = if failed { Topic::AttemptFailed } else { Topic::EventSuccessful };
    let told = notices::wants(project, topic);
    // On the way of nearly every event there is nothing more to do.
    if !(failed || told) || notices::are_about(project, request) {
        return Aftermath::default();
    }
    let notice = told.then(|| (project.id.clone(), topic));
    let mut res = Aftermath { notice, ..Aftermath::default() };
    let Some((trigger, strategy)) = delivery_trigger(&snapshot, connection) else { return res };
    res.final_only = strategy == Strategy::FinalAttempt;
    // Nothing follows a 410, so that it is worth a word whichever attempt it was.
    let gone = attempt.response_status == Some(StatusCode::GONE.as_u16());
    if failed && (res.final_only || attempt.number == 1 || gone) {
        let cause = Cause::Delivery {
            connection: connection.id.clone(),
            response_status: attempt.response_status,
            error_code: attempt.error_code,
        };
        let case = Case::Delivery { event: attempt.event, attempt: attempt.key };
        res.sighting = Some(sighting(gateway, &snapshot, trigger, cause, case));
    }
    res
}

/// The case of a problem that a request is when it is rejected.
fn rejected(gateway: &Gateway, request: &Request) -> Option<Sighting> {
    let rejection = request.rejection?;
    let snapshot = gateway.catalog.now();
    let project = snapshot.projects.get(&request.project)?;
    if notices::are_about(project, request) {
        return None;
    }
    let source = snapshot.sources.get(&request.source)?;
    let trigger = most_specific(&snapshot, &project.id, |watch| match watch {
        Watch::Request { rejection_causes, excluded_rejection_causes, sources } => {
            let excluded = excluded_rejection_causes.as_deref().unwrap_or_default();
            rejection_causes.cover(rejection)
                && !excluded.contains(&rejection)
                && sources.covers(&source.id, Some(&source.name))
        }
        _ => false,
    })?;
    let cause = Cause::Request { source: source.id.clone(), rejection };
    Some(sighting(gateway, &snapshot, trigger, cause, Case::Request { request: request.key }))
}

/// The cases of problems that a request and its executions are.
pub(super) fn of(gateway: &Gateway, accepted: &Accepted) -> Vec<Sighting> {
    let mut res = complaints(gateway, &accepted.request, &accepted.executions);
    res.extend(rejected(gateway, &accepted.request));
    res
}

/// The cases of problems that executions are.
pub(super) fn complaints(
    gateway: &Gateway,
    request: &Request,
    executions: &[Execution],
) -> Vec<Sighting> {
    if executions.is_empty() {
        return Vec::new();
    }
    let snapshot = gateway.catalog.now();
    let Some(project) = snapshot.projects.get(&request.project) else { return Vec::new() };
    if notices::are_about(project, request) {
        return Vec::new();
    }
    let see = |it: &Execution| {
        let transformation = snapshot.transformations.get(&it.transformation)?;
        let trigger = most_specific(&snapshot, &project.id, |watch| match watch {
            Watch::Transformation { transformations, .. } => {
                transformations.covers(&transformation.id, Some(&transformation.name))
            }
            _ => false,
        })?;
        let Watch::Transformation { log_level, .. } = trigger.watch else { return None };
        let loud = it.level >= log_level;
        let cause = || Cause::Transformation {
            transformation: it.transformation.clone(),
            log_level: it.level,
        };
        let case = Case::Transformation { execution: it.key };
        loud.then(|| sighting(gateway, &snapshot, trigger, cause(), case))
    };
    executions.iter().filter_map(see).collect()
}

/// The case of a problem that a destination is when its queue has grown old.
pub(super) fn pressed(gateway: &Gateway, destination: &Id, oldest: Timestamp) -> Option<Sighting> {
    let snapshot = gateway.catalog.now();
    let destination = snapshot.destinations.get(destination)?;
    let watches = |watch: &Watch| match watch {
        Watch::Backpressure { destinations, .. } => {
            destinations.covers(&destination.id, Some(&destination.name))
        }
        _ => false,
    };
    let trigger = most_specific(&snapshot, &destination.team_id, watches)?;
    let Watch::Backpressure { delay, .. } = trigger.watch else { return None };
    if Timestamp::now().since(oldest) < delay {
        return None;
    }
    let cause = Cause::Backpressure { destination: destination.id.clone(), delay };
    Some(sighting(gateway, &snapshot, trigger, cause, Case::Backpressure))
}

/// Writes down what was seen beside the walk of an event. It is a help to people, and what it is
/// about is on disk already, so that a store which cannot take it is no reason to do that again.
pub(super) async fn see(gateway: &Gateway, sighting: Sighting) {
    let notify = sighting.notify;
    match gateway.store.sight(sighting).await {
        Ok(_) if notify => gateway.tell.notify_one(),
        Ok(_) => {}
        Err(error) => tracing::error!(%error, "cannot write down the case of an issue"),
    }
}

/// Makes the usual triggers of projects from before there were any, and forgets what is left of
/// triggers that were deleted.
pub(super) async fn begin(gateway: &Gateway) -> store::Result<()> {
    gateway
        .catalog
        .change(|draft| {
            let snapshot = draft.snapshot();
            let known =
                |project: &Id| snapshot.issue_triggers.values().any(|it| it.team_id == *project);
            let without: Vec<_> =
                snapshot.projects.keys().filter(|it| !known(it)).cloned().collect();
            for trigger in without.iter().flat_map(usual_triggers) {
                draft.put_issue_trigger(trigger);
            }
            Ok::<_, store::Error>(())
        })
        .await?;
    let deleted: Vec<_> = {
        let snapshot = gateway.catalog.now();
        let triggers = snapshot.issue_triggers.values();
        triggers.filter(|it| it.deleted_at.is_some()).map(|it| it.id.clone()).collect()
    };
    for trigger in deleted {
        gateway.store.forget_issues(&trigger).await?;
    }
    Ok(())
}

/// What a new project is told of: events that are given up, transformations that fail, and queues
/// that grow old.
pub(super) fn usual_triggers(project: &Id) -> [IssueTrigger; 3] {
    let now = Timestamp::now();
    let trigger = |watch| IssueTrigger {
        id: Id::random(Kind::IssueTrigger),
        team_id: project.clone(),
        name: None,
        watch,
        channels: None,
        disabled_at: None,
        deleted_at: None,
        updated_at: now,
        created_at: now,
    };
    [usual_delivery(), usual_transformation(), usual_backpressure()].map(trigger)
}

/// Events that are given up.
pub(super) fn usual_delivery() -> Watch {
    Watch::Delivery { strategy: Strategy::FinalAttempt, connections: Scope::all() }
}

/// Transformations that fail.
pub(super) fn usual_transformation() -> Watch {
    Watch::Transformation { log_level: Level::Error, transformations: Scope::all() }
}

/// Queues that grow old.
pub(super) fn usual_backpressure() -> Watch {
    Watch::Backpressure { delay: USUAL_DELAY, destinations: Scope::all() }
}

/// Requests that are rejected, for whatever cause.
pub(super) fn usual_request() -> Watch {
    Watch::Request {
        rejection_causes: Causes::All,
        excluded_rejection_causes: None,
        sources: Scope::all(),
    }
}

fn delivery_trigger<'a>(
    snapshot: &'a Snapshot,
    connection: &Connection,
) -> Option<(&'a IssueTrigger, Strategy)> {
    let watches = |watch: &Watch| match watch {
        Watch::Delivery { connections, .. } => {
            connections.covers(&connection.id, connection.name.as_deref())
        }
        _ => false,
    };
    let trigger = most_specific(snapshot, &connection.team_id, watches)?;
    match trigger.watch {
        Watch::Delivery { strategy, .. } => Some((trigger, strategy)),
        _ => None,
    }
}

fn most_specific<'a>(
    snapshot: &'a Snapshot,
    project: &Id,
    watches: impl Fn(&Watch) -> bool,
) -> Option<&'a IssueTrigger> {
    let of_project = snapshot.watching.iter().filter(|it| it.team_id == *project);
    of_project.map(|it| &**it).find(|it| watches(&it.watch))
}

fn sighting(
    gateway: &Gateway,
    snapshot: &Snapshot,
    trigger: &IssueTrigger,
    cause: Cause,
    case: Case,
) -> Sighting {
    let told = |it: &Arc<Project>| {
        notices::wants(it, Topic::IssueOpened) || !channels::of(it, trigger).is_empty()
    };
    Sighting {
        issue: gateway.keys.next(),
        project: trigger.team_id.clone(),
        trigger: trigger.id.clone(),
        cause,
        case,
        at: Timestamp::now(),
        notify: snapshot.projects.get(&trigger.team_id).is_some_and(told),
    }
}
