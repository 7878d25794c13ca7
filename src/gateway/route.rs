//! 2. Ask each connection's rules what becomes of a request.
//!
//! Nothing is kept here; the caller hands request, events and ignored ones to the store in one
//! piece. Transformations run meanwhile, those of several connections side by side; where there are
//! none, nothing here ever waits.

use std::sync::Arc;

use futures_util::future::try_join_all;

use super::{Gateway, Snapshot, group, rewrite};
use crate::model::{
    Connection, Content, Destination, DestinationType, Event, Execution, Id, Ignored, IgnoredCause,
    Key, Rejection, Request, Source, Status, Timestamp, Transformed,
};
use crate::relay::Hub;
use crate::rules::{Answer, Asking, Plan, Refusal, Subject};
use crate::script::{Busy, Run};
use crate::store::{Accepted, Again, Mark};

/// Makes the request, and unless it was rejected its events. An error is that transformations have
/// no room for it now; the sender may come again.
pub(super) async fn make(
    gateway: &Gateway,
    source: &Source,
    content: Content,
    verified: bool,
    rejection: Option<Rejection>,
) -> Result<Accepted, Busy> {
    let snapshot = gateway.catalog.now().clone();
    let routes = snapshot.routes(&source.id);
    let way = (verified, rejection, Marks::Made);
    ask(gateway, &snapshot, source, content, way, routes).await
}

/// Makes a new request of content that is there already, for those of the source's connections that
/// are open, or only for some of them. It is no duplicate: who asks for it means it.
pub(super) async fn anew(
    gateway: &Gateway,
    source: &Source,
    content: Content,
    verified: bool,
    only: Option<&[Id]>,
) -> Result<Accepted, Busy> {
    let snapshot = gateway.catalog.now().clone();
    let routes = snapshot.routes(&source.id);
    let routes: Vec<_> = routes
        .iter()
        .filter(|it| only.is_none_or(|only| only.contains(&it.id)))
        .filter(|it| it.disabled_at.is_none())
        .cloned()
        .collect();
    let way = (verified, None, Marks::None);
    ask(gateway, &snapshot, source, content, way, &routes).await
}

async fn ask(
    gateway: &Gateway,
    snapshot: &Arc<Snapshot>,
    source: &Source,
    content: Content,
    (verified, rejection, marks): (bool, Option<Rejection>, Marks),
    routes: &[Arc<Connection>],
) -> Result<Accepted, Busy> {
    let mut accepted = Accepted::of(Request {
        key: Key::default(),
        project: source.team_id.clone(),
        source: source.id.clone(),
        content,
        verified,
        unproved: None,
        rejection,
        events_count: 0,
        cli_events_count: 0,
        ignored_count: 0,
    });
    let mut ways = Vec::new();
    if rejection.is_none() {
        if routes.is_empty() {
            accepted.request.rejection = Some(Rejection::NoConnection);
        }
        ways = judge(gateway, snapshot, &accepted.request, routes, marks).await?;
    }
    let first = gateway.keys.reserve(1 + ways.iter().map(Way::keys).sum::<usize>());
    accepted.request.key = first;
    collect(&mut accepted, ways, Key(first.0 + 1));
    accepted.count();
    Ok(accepted)
}

/// Asks again what becomes of a request that was kept before: all its connections, or only some, and
/// in any case only those that there were when it came.
pub(super) async fn again(
    gateway: &Gateway,
    request: &Request,
    only: Option<&[Id]>,
) -> Result<Again, Busy> {
    let snapshot = gateway.catalog.now().clone();
    let routes = snapshot.routes(&request.source);
    let routes: Vec<_> = routes
        .iter()
        .filter(|it| only.is_none_or(|only| only.contains(&it.id)))
        .filter(|it| it.created_at <= request.key.at())
        .cloned()
        .collect();
    let ways = judge(gateway, &snapshot, request, &routes, Marks::None).await?;
    let first = gateway.keys.reserve(ways.iter().map(Way::keys).sum::<usize>().max(1));
    let mut made = Accepted::of(request.clone());
    collect(&mut made, ways, first);
    let Accepted { events, ignored, executions, transformed, .. } = made;
    Ok(Again { request: request.key, events, ignored, executions, transformed })
}

/// Whether duplicates are looked for: what somebody asks for again is one, and meant to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Made,
    None,
}

/// Asks the rules of each connection.
async fn judge<'a>(
    gateway: &Gateway,
    snapshot: &'a Arc<Snapshot>,
    request: &Request,
    routes: &'a [Arc<Connection>],
    marks: Marks,
) -> Result<Vec<Way<'a>>, Busy> {
    let now = Timestamp::now();
    let ways: Vec<_> = {
        // What one connection has it parse is parsed for all.
        let subject = request.content.subject();
        let begin = |connection: &'a Arc<Connection>| {
            let destination = snapshot.destinations.get(&connection.destination_id)?;
            let mut way = Way::new(connection, destination, marks, now);
            way.go(&gateway.hub, &subject);
            Some(way)
        };
        routes.iter().filter_map(begin).collect()
    };
    if ways.iter().all(|it| matches!(it.stop, Stop::End(_))) {
        return Ok(ways);
    }
    try_join_all(ways.into_iter().map(|way| way.finish(gateway, snapshot, request))).await
}

/// A request on its way through one connection's rules.
struct Way<'a> {
    connection: &'a Arc<Connection>,
    destination: &'a Destination,
    asking: Asking<'a>,
    marks: Marks,
    now: Timestamp,
    /// Where it came to.
    stop: Stop<'a>,
    /// What the connection is to remember of it.
    seen: Vec<Mark>,
    /// Which transformations ran.
    ran: Vec<Ran>,
    /// Which of them made the content as it is now; `None` while it is the request's own.
    current: Option<usize>,
}

/// Where a request came to.
enum Stop<'a> {
    /// A transformation is to be run.
    Transform(&'a str),
    /// It is to be looked up whether it was seen, since it costs something to go on.
    Seen,
    /// The end.
    End(Result<Vec<Event>, Refused>),
}

/// Why no event was made.
struct Refused {
    cause: IgnoredCause,
    filtered: Vec<String>,
    transformation: Option<Id>,
}

/// A transformation that ran.
struct Ran {
    transformation: Id,
    run: Run,
    /// The run whose content it was given; `None` where that was the request's own.
    original: Option<usize>,
    made: Made,
}

enum Made {
    Nothing,
    Same,
    Other(Content),
}

impl<'a> Way<'a> {
    fn new(
        connection: &'a Arc<Connection>,
        destination: &'a Destination,
        marks: Marks,
        now: Timestamp,
    ) -> Self {
        let asking = Asking::new(&connection.rules, connection.rules_in_order);
        let (stop, seen, ran) = (Stop::Seen, Vec::new(), Vec::new());
        Self { connection, destination, asking, marks, now, stop, seen, ran, current: None }
    }

    /// Asks on, as far as it goes without waiting.
    fn go(&mut self, hub: &Hub, subject: &dyn Subject) {
        let Self { connection, destination, .. } = *self;
        if connection.disabled_at.is_some()
            || destination.disabled_at.is_some()
            || destination.deleted_at.is_some()
        {
            self.stop = refused(IgnoredCause::Disabled);
            return;
        }
        self.stop = loop {
            match self.asking.next(subject) {
                Answer::Passed(plan) => break self.passed(hub, subject, plan),
                Answer::Refused(Refusal::Filtered(parts)) => {
                    let filtered = parts.into_iter().map(str::to_owned).collect();
                    let cause = IgnoredCause::Filtered;
                    break Stop::End(Err(Refused { cause, filtered, transformation: None }));
                }
                Answer::Transform(rule) => break Stop::Transform(&rule.transformation_id),
                Answer::Deduplicate(..) if self.marks == Marks::None => {}
                Answer::Deduplicate(rule, fingerprint) => {
                    self.seen.push(Mark {
                        connection: connection.id.clone(),
                        fingerprint,
                        window_ms: rule.window_ms,
                        since: connection.deduplicates_since,
                    });
                    // Otherwise it is enough that the store looks when it keeps the request.
                    if self.asking.transforms() {
                        break Stop::Seen;
                    }
                }
            }
        };
    }

    /// Makes the events of a request that all rules let through.
    fn passed(&self, hub: &Hub, subject: &dyn Subject, plan: Plan) -> Stop<'a> {
        let Self { connection, destination, .. } = *self;
        let event = |session| event(&connection.id, session, connection.paused_at, plan, self.now);
        if destination.destination_type != DestinationType::Cli {
            let groups = destination.config.groups.as_ref();
            let group = groups.map(|it| group::of(&it.key, subject));
            return Stop::End(Ok(vec![Event { group, ..event(None) }]));
        }
        let audience = hub.audience(&connection.id, subject);
        if audience.is_empty() {
            // Somebody may listen who does not want this one.
            let listens = hub.listener_of(&connection.id).is_some();
            return refused(match listens {
                true => IgnoredCause::Filtered,
                false => IgnoredCause::CliDisconnected,
            });
        }
        Stop::End(Ok(audience.into_iter().map(|session| event(Some(session))).collect()))
    }

    /// Goes to the end, whatever it takes.
    async fn finish(
        mut self,
        gateway: &Gateway,
        snapshot: &Arc<Snapshot>,
        request: &Request,
    ) -> Result<Self, Busy> {
        loop {
            match self.stop {
                Stop::End(_) => return Ok(self),
                // Should the store not say, it is as if this were the first; the store decides.
                Stop::Seen
                    if gateway.store.seen(self.seen.clone(), self.now).await.unwrap_or(false) =>
                {
                    // It is ignored here and now, so it must leave no mark in the place of the one
                    // that it is a duplicate of.
                    self.seen.clear();
                    self.stop = refused(IgnoredCause::Duplicate);
                    continue;
                }
                Stop::Seen => {}
                Stop::Transform(id) => {
                    if !self.transform(gateway, snapshot, request, id).await? {
                        let transformation = Some(Id::from(id));
                        let cause = IgnoredCause::TransformationFailed;
                        let refused = Refused { cause, filtered: Vec::new(), transformation };
                        self.stop = Stop::End(Err(refused));
                        continue;
                    }
                }
            }
            let content = self.content(request).clone();
            self.go(&gateway.hub, &content.subject());
        }
    }

    /// Runs a transformation; answers whether it made something.
    async fn transform(
        &mut self,
        gateway: &Gateway,
        snapshot: &Arc<Snapshot>,
        request: &Request,
        id: &str,
    ) -> Result<bool, Busy> {
        // None is deleted that a rule names.
        let Some(script) = snapshot.scripts.get(id) else { return Ok(false) };
        let content = self.content(request);
        let connection = Some(self.connection.clone());
        let input = rewrite::input(content, snapshot, connection, &gateway.settings.public_url);
        let mut run = gateway.scripts.run(script, input).await?;
        let made = match run.returned.take() {
            None => Made::Nothing,
            Some(returned) => rewrite::apply(content, returned).map_or(Made::Same, Made::Other),
        };
        let (original, transformation) = (self.current, Id::from(id));
        if matches!(made, Made::Other(_)) {
            self.current = Some(self.ran.len());
        }
        let passed = !matches!(made, Made::Nothing);
        self.ran.push(Ran { transformation, run, original, made });
        Ok(passed)
    }

    /// The content as it is now.
    fn content<'b>(&'b self, request: &'b Request) -> &'b Content {
        match self.current.and_then(|it| self.ran.get(it)) {
            Some(Ran { made: Made::Other(content), .. }) => content,
            _ => &request.content,
        }
    }

    /// How many keys it takes to write down what came of it.
    fn keys(&self) -> usize {
        let events = if let Stop::End(Ok(events)) = &self.stop { events.len() } else { 0 };
        events + self.ran.len()
    }
}

fn refused(cause: IgnoredCause) -> Stop<'static> {
    Stop::End(Err(Refused { cause, filtered: Vec::new(), transformation: None }))
}

/// Writes down what came of each way, with keys from `first` on: events first, since those of a
/// request are a range, then executions.
fn collect(accepted: &mut Accepted, ways: Vec<Way<'_>>, first: Key) {
    let request = accepted.request.key;
    let events = |way: &Way<'_>| way.keys() - way.ran.len();
    let mut next_event = first.0;
    let mut next_run = first.0 + ways.iter().map(events).sum::<usize>() as i64;
    for way in ways {
        let run = |at: Option<usize>| at.map_or(request, |at| Key(next_run + at as i64));
        let connection = &way.connection.id;
        match way.stop {
            Stop::End(Ok(events)) => {
                for event in events {
                    let key = Key(next_event);
                    next_event += 1;
                    accepted.events.push(Event { key, request, data: run(way.current), ..event });
                }
            }
            Stop::End(Err(Refused { cause, filtered, transformation })) => {
                let connection = connection.clone();
                let ignored = Ignored { request, connection, cause, filtered, transformation };
                accepted.ignored.push(ignored);
            }
            Stop::Transform(_) | Stop::Seen => {}
        }
        let count = way.ran.len();
        for (at, ran) in way.ran.into_iter().enumerate() {
            let (key, original) = (run(Some(at)), run(ran.original));
            accepted.executions.push(Execution {
                key,
                request,
                original,
                transformed: match ran.made {
                    Made::Nothing => None,
                    Made::Same => Some(original),
                    Made::Other(_) => Some(key),
                },
                transformation: ran.transformation,
                connection: connection.clone(),
                issue: None,
                level: ran.run.level,
                lines: ran.run.lines,
            });
            if let Made::Other(content) = ran.made {
                accepted.transformed.push(Transformed { key, content });
            }
        }
        accepted.marks.extend(way.seen);
        next_run += count as i64;
    }
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
    let made = Event::new(Key::default(), Key::default(), connection.clone(), status, now);
    Event { session, next_attempt_at, ..made }
}
