//! 2. Ask each connection's rules what becomes of a request.
//!
//! Nothing is kept here; the caller hands request, events and ignored ones to the store in one
//! piece.

use std::ops::ControlFlow;

use super::{Gateway, Route};
use crate::model::{
    Content, DestinationType, Event, Id, Ignored, IgnoredCause, Key, Rejection, Request, Source,
    Status, Timestamp, Trigger,
};
use crate::relay::Hub;
use crate::rules::{self, Plan, Refusal, Subject};
use crate::store::{Accepted, Again};

/// Makes the request, and unless it was rejected its events.
pub(super) fn make(
    gateway: &Gateway,
    source: &Source,
    content: Content,
    verified: bool,
    rejection: Option<Rejection>,
) -> Accepted {
    let snapshot = gateway.catalog.now();
    let routes = snapshot.routes.get(&source.id).map_or(&[][..], Vec::as_slice);
    ask(gateway, source, content, verified, rejection, routes)
}

/// Makes a new request of content that is there already, for those of the source's connections that
/// are open, or only for some of them.
pub(super) fn anew(
    gateway: &Gateway,
    source: &Source,
    content: Content,
    verified: bool,
    only: Option<&[Id]>,
) -> Accepted {
    let snapshot = gateway.catalog.now();
    let routes = snapshot.routes.get(&source.id).map_or(&[][..], Vec::as_slice);
    let routes: Vec<_> = routes
        .iter()
        .filter(|it| only.is_none_or(|only| only.contains(&it.connection.id)))
        .filter(|it| it.connection.disabled_at.is_none())
        .cloned()
        .collect();
    ask(gateway, source, content, verified, None, &routes)
}

fn ask(
    gateway: &Gateway,
    source: &Source,
    content: Content,
    verified: bool,
    rejection: Option<Rejection>,
    routes: &[Route],
) -> Accepted {
    let mut request = Request {
        key: Key::default(),
        project: source.team_id.clone(),
        source: source.id.clone(),
        content,
        verified,
        rejection,
        events_count: 0,
        cli_events_count: 0,
        ignored_count: 0,
    };
    let (mut events, mut ignored) = (Vec::new(), Vec::new());
    if rejection.is_none() {
        if routes.is_empty() {
            request.rejection = Some(Rejection::NoConnection);
        }
        (events, ignored) = judge(&gateway.hub, &request, routes);
    }

    let key = gateway.keys.reserve(1 + events.len());
    request.key = key;
    request.cli_events_count = count(events.iter().filter(|it| it.session.is_some()));
    request.events_count = count(events.iter()) - request.cli_events_count;
    request.ignored_count = count(ignored.iter());
    number(&mut events, key, Key(key.0 + 1));
    for it in &mut ignored {
        it.request = key;
    }
    Accepted { request, events, ignored }
}

/// Asks again what becomes of a request that was kept before: all its connections, or only some, and
/// in any case only those that there were when it came.
pub(super) fn again(gateway: &Gateway, request: &Request, only: Option<&[Id]>) -> Again {
    let snapshot = gateway.catalog.now();
    let routes = snapshot.routes.get(&request.source).map_or(&[][..], Vec::as_slice);
    let routes: Vec<_> = routes
        .iter()
        .filter(|it| only.is_none_or(|only| only.contains(&it.connection.id)))
        .filter(|it| it.connection.created_at <= request.key.at())
        .cloned()
        .collect();
    let (mut events, ignored) = judge(&gateway.hub, request, &routes);
    let first = gateway.keys.reserve(events.len().max(1));
    number(&mut events, request.key, first);
    Again { request: request.key, events, ignored }
}

fn judge(hub: &Hub, request: &Request, routes: &[Route]) -> (Vec<Event>, Vec<Ignored>) {
    let subject = request.content.subject();
    let now = Timestamp::now();
    let (mut events, mut ignored) = (Vec::with_capacity(routes.len()), Vec::new());
    for route in routes {
        match through(hub, route, &subject, now) {
            Ok(made) => events.extend(made),
            Err((cause, filtered)) => ignored.push(Ignored {
                request: request.key,
                connection: route.connection.id.clone(),
                cause,
                filtered,
            }),
        }
    }
    (events, ignored)
}

type Refused = (IgnoredCause, Vec<String>);

fn through(
    hub: &Hub,
    Route { connection, destination }: &Route,
    subject: &dyn Subject,
    now: Timestamp,
) -> Result<Vec<Event>, Refused> {
    if connection.disabled_at.is_some()
        || destination.disabled_at.is_some()
        || destination.deleted_at.is_some()
    {
        return Err((IgnoredCause::Disabled, Vec::new()));
    }
    let plan = match rules::judge(&connection.rules, subject) {
        ControlFlow::Continue(plan) => plan,
        ControlFlow::Break(Refusal::Filtered(parts)) => {
            let parts = parts.into_iter().map(str::to_owned).collect();
            return Err((IgnoredCause::Filtered, parts));
        }
    };
    let event = |session| event(&connection.id, session, connection.paused_at, plan, now);
    if destination.destination_type != DestinationType::Cli {
        return Ok(vec![event(None)]);
    }
    let audience = hub.audience(&connection.id, subject);
    if audience.is_empty() {
        // Somebody may listen who does not want this one.
        let listens = hub.listener_of(&connection.id).is_some();
        let cause = if listens { IgnoredCause::Filtered } else { IgnoredCause::CliDisconnected };
        return Err((cause, Vec::new()));
    }
    Ok(audience.into_iter().map(|session| event(Some(session))).collect())
}

fn event(
    connection: &Id,
    session: Option<Id>,
    paused_at: Option<Timestamp>,
    plan: Plan,
    now: Timestamp,
) -> Event {
    let (status, next_attempt_at) = match plan.delay_ms {
        _ if paused_at.is_some() => (Status::Hold, None),
        0 => (Status::Queued, None),
        delay => (Status::Scheduled, Some(now.plus(delay))),
    };
    Event {
        key: Key::default(),
        request: Key::default(),
        data: Key::default(),
        connection: connection.clone(),
        session,
        status,
        trigger: Trigger::Initial,
        bulk: None,
        attempts: 0,
        retries: 0,
        last_attempt_at: None,
        next_attempt_at,
        response_status: None,
        error_code: None,
        successful_at: None,
        updated_at: now,
    }
}

fn number(events: &mut [Event], request: Key, first: Key) {
    for (event, key) in events.iter_mut().zip(first.0..) {
        event.key = Key(key);
        event.request = request;
        event.data = request;
    }
}

fn count<'a, T: 'a>(items: impl Iterator<Item = &'a T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
