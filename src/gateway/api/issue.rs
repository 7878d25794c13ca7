//! Issues: problems that come up again and again.
//!
//! The trigger that opened an issue can be asked for (`issue_trigger_id`) but is not shown: live
//! shows it, but no schema has room for it, and clients that hold answers against one would fail.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::Path;
use serde_json::{Value, json};

use super::call::{Answer, Call, Result};
use super::error::ApiError;
use super::page::Paging;
use super::query::{Query, wrong};
use super::resource::{Resource as _, Scene};
use super::table::Table;
use super::versions::Object;
use super::{attempt, event, execution, request};
use crate::gateway::{Gateway, Snapshot, notices};
use crate::model::{
    Attempt, Case, Cause, Connection, Event, Execution, Issue, Key, Kind, Request, Timestamp, Topic,
};
use crate::store::{
    self, AttemptQuery, EventQuery, IssueOrder, IssuePlace, IssueQuery, Order, RequestQuery,
    Verdict,
};

pub(super) fn routes() -> Table {
    Table::new("Issues")
        .get("/issues", list)
        .says("getIssues(IssueQuery): Page<Issue>", "Lists issues.")
        .get("/issues/count", count)
        .says("getIssueCount(IssueQuery): IssueCount", "Counts issues.")
        .get("/issues/{id}", one)
        .says("getIssue(): Issue", "Shows an issue and the case for which it was opened.")
        .put("/issues/{id}", update)
        .says("updateIssue(IssueChange): Issue", "Changes the status of an issue.")
        .delete("/issues/{id}", dismiss)
        .says("dismissIssue(): Issue", "Dismisses an issue until it happens again.")
}

const ORDERS: &[&str] = &["created_at", "first_seen_at", "last_seen_at", "opened_at", "status"];

async fn list(call: Call) -> Result {
    let query = call.query(Object::IssueQuery)?;
    let paging = Paging::read(&query, 100, ORDERS)?;
    let mut asked = filters(&call, &query, paging.limit)?;
    let start = paging.start(Kind::Issue)?;
    let order = |(by, falls): &(String, bool)| {
        let by = match by.as_str() {
            "opened_at" => IssueOrder::Opened,
            "last_seen_at" => IssueOrder::Seen,
            "status" => IssueOrder::Status,
            // An issue is made when it is first seen.
            _ => IssueOrder::Made,
        };
        (by, falls ^ start.back)
    };
    asked.order = paging.by.iter().map(order).collect();
    asked.after = match (start.after, start.by) {
        (None, _) => None,
        (Some(issue), Some(by)) => Some(IssuePlace { by, issue }),
        (Some(key), None) => {
            let found = call.gateway.store.issue(key).await?;
            let found = found.filter(|it| it.project == call.project);
            let name = if start.back { "prev" } else { "next" };
            let found = found.ok_or_else(|| wrong(name, "is not a cursor of this list"))?;
            Some(asked.place(&found))
        }
    };
    let page = call.gateway.store.issues(asked.clone()).await?;
    let place = |it: &Issue| asked.place(it);
    let cut = paging.arrange_by(page, Kind::Issue, place, |it| (it.by.as_slice(), it.issue));
    let cases = Cases::read(&call.gateway, &cut.items).await?;
    let cut = cut.map(|it| show(&it, cases.show(&it)));
    Ok(paging.answer(&call, Object::Issue, cut))
}

async fn count(call: Call) -> Result {
    let query = call.query(Object::IssueQuery)?;
    let asked = filters(&call, &query, usize::MAX)?;
    let count = call.gateway.store.count_issues(asked).await?;
    Ok(Answer::one(Object::IssueCount, json!({ "count": count })))
}

fn filters(call: &Call, query: &Query, limit: usize) -> Result<IssueQuery> {
    let mut keys = event::keys(query, "id", Kind::Issue)?;
    // Issues are never merged, so none was merged with anything.
    if query.texts("merged_with")?.is_some() {
        keys = Some(Vec::new());
    }
    Ok(IssueQuery {
        keys,
        triggers: query.ids("issue_trigger_id")?,
        types: query.names("type")?,
        statuses: query.names("status")?,
        aggregation: aggregation(query)?,
        created_at: query.times("created_at")?,
        first_seen_at: query.times("first_seen_at")?,
        last_seen_at: query.times("last_seen_at")?,
        dismissed_at: query.times("dismissed_at")?,
        ..IssueQuery::all(call.project.clone(), limit)
    })
}

/// What issues of any type are told apart by.
const AGGREGATION_KEYS: &[&str] = &[
    "webhook_id",
    "response_status",
    "error_code",
    "transformation_id",
    "log_level",
    "destination_id",
    "delay",
    "source_id",
    "rejection_cause",
];

fn aggregation(query: &Query) -> Result<Vec<(String, Vec<Value>)>> {
    const NAME: &str = "aggregation_keys";
    let keys = match query.json(NAME)? {
        None => return Ok(Vec::new()),
        Some(Value::Object(keys)) => keys,
        Some(_) => return Err(wrong(NAME, "must be of type object")),
    };
    let known = |name: &str| AGGREGATION_KEYS.contains(&name);
    if let Some(name) = keys.keys().find(|it| !known(it)) {
        return Err(wrong(&format!("{NAME}.{name}"), "is not allowed"));
    }
    let read = |(name, value): (String, Value)| match value {
        Value::Array(values) => (name, values),
        value => (name, vec![value]),
    };
    Ok(keys.into_iter().map(read).collect())
}

async fn one(Path(id): Path<String>, call: Call) -> Result {
    let issue = find(&call, &id).await?;
    let data = data(&call.gateway, &issue).await?;
    Ok(Answer::one(Object::Issue, show(&issue, data)))
}

async fn update(Path(id): Path<String>, call: Call) -> Result {
    let mut form = call.form(Object::Issue)?;
    form.require("status");
    let words = ["OPENED", "IGNORED", "ACKNOWLEDGED", "RESOLVED"];
    let status = form.word("status", &words);
    form.finish()?;
    let issue = find(&call, &id).await?;
    judge(&call, &issue, status.map_or(Verdict::Status(issue.status), Verdict::Status)).await
}

async fn dismiss(Path(id): Path<String>, call: Call) -> Result {
    let issue = find(&call, &id).await?;
    judge(&call, &issue, Verdict::Dismiss).await
}

async fn judge(call: &Call, issue: &Issue, verdict: Verdict) -> Result {
    let notify = {
        let snapshot = call.gateway.catalog.now();
        let project = snapshot.projects.get(&call.project);
        project.is_some_and(|it| notices::wants(it, Topic::IssueUpdated))
    };
    let judged = call.gateway.store.judge(issue.key, verdict, Timestamp::now(), notify).await?;
    if notify {
        call.gateway.tell.notify_one();
    }
    let issue = judged.ok_or_else(|| ApiError::not_found(&issue.key.id(Kind::Issue)))?;
    Ok(Answer::one(Object::Issue, show(&issue, None)))
}

async fn find(call: &Call, id: &str) -> Result<Issue> {
    let not_found = || ApiError::not_found(id);
    let key = Key::parse(Kind::Issue, id).ok_or_else(not_found)?;
    let found = call.gateway.store.issue(key).await?;
    found.filter(|it| it.project == call.project).ok_or_else(not_found)
}

/// An issue as the newest API shows it; `data` where it is known.
pub(super) fn show(issue: &Issue, data: Option<Value>) -> Value {
    let mut res = json!({
        "id": issue.key.id(Kind::Issue),
        "team_id": issue.project,
        "type": issue.cause.issue_type(),
        "status": issue.status,
        "opened_at": issue.opened_at,
        "first_seen_at": issue.key.at(),
        "last_seen_at": issue.last_seen_at,
        "last_updated_by": null,
        "dismissed_at": issue.dismissed_at,
        "auto_resolved_at": null,
        "merged_with": null,
        "aggregation_keys": issue.cause.aggregation_keys(),
        "reference": issue.reference(),
        "updated_at": issue.updated_at,
        "created_at": issue.key.at(),
    });
    if let Some(data) = data {
        res["data"] = data;
    }
    res
}

/// The case for which an issue was opened last, as far as it is still there, and whole.
pub(super) async fn data(gateway: &Gateway, issue: &Issue) -> store::Result<Option<Value>> {
    let cases = Cases::read(gateway, std::slice::from_ref(issue)).await?;
    let mut res = cases.show(issue);
    if let (Some(res), Case::Delivery { event, attempt }) = (&mut res, issue.case)
        && let Some(attempt) = gateway.store.attempt(attempt).await?
    {
        let connection = cases.connection(event);
        res["trigger_attempt"] = attempt::show_whole(&attempt, connection);
    }
    Ok(res)
}

/// The cases for which some issues were opened, read at once.
struct Cases<'a> {
    gateway: &'a Gateway,
    snapshot: Arc<Snapshot>,
    events: HashMap<Key, Event>,
    attempts: HashMap<Key, Attempt>,
    requests: HashMap<Key, Request>,
    executions: HashMap<Key, Execution>,
}

impl<'a> Cases<'a> {
    async fn read(gateway: &'a Gateway, issues: &[Issue]) -> store::Result<Self> {
        let (mut events, mut attempts, mut requests) = (Vec::new(), Vec::new(), Vec::new());
        for issue in issues {
            match issue.case {
                Case::Delivery { event, attempt } => {
                    events.push(event);
                    attempts.push(attempt);
                }
                Case::Request { request } => requests.push(request),
                Case::Transformation { .. } | Case::Backpressure => {}
            }
        }
        let all = |keys: &[Key]| Order { descending: false, after: None, limit: keys.len() };
        let mut res = Self {
            gateway,
            snapshot: gateway.catalog.now().clone(),
            events: HashMap::new(),
            attempts: HashMap::new(),
            requests: HashMap::new(),
            executions: HashMap::new(),
        };
        for issue in issues {
            // There are as many of these as there are transformations, times five.
            if let Case::Transformation { execution } = issue.case
                && let Some(found) = gateway.store.execution(execution).await?
            {
                res.executions.insert(execution, found);
            }
        }
        if !events.is_empty() {
            let (order, of_attempts) = (all(&events), all(&attempts));
            let events = EventQuery { keys: Some(events), ..EventQuery::all(order) };
            let attempts = AttemptQuery {
                keys: Some(attempts),
                events: None,
                connections: None,
                order: of_attempts,
            };
            let (events, attempts) =
                tokio::try_join!(gateway.store.events(events), gateway.store.attempts(attempts))?;
            res.events = events.items.into_iter().map(|(it, _)| (it.key, it)).collect();
            res.attempts = attempts.items.into_iter().map(|it| (it.key, it)).collect();
        }
        if !requests.is_empty() {
            let order = all(&requests);
            let requests = RequestQuery { keys: Some(requests), ..RequestQuery::all(order) };
            let requests = gateway.store.requests(requests).await?.items;
            res.requests = requests.into_iter().map(|it| (it.key, it)).collect();
        }
        Ok(res)
    }

    fn connection(&self, event: Key) -> Option<&Connection> {
        let connection = &self.events.get(&event)?.connection;
        self.snapshot.connections.get(connection).map(|it| &**it)
    }

    fn show(&self, issue: &Issue) -> Option<Value> {
        match (&issue.case, &issue.cause) {
            (Case::Delivery { event, attempt }, _) => {
                let shown = event::show(self.events.get(event)?, &self.snapshot, None);
                let mut res = json!({ "trigger_event": shown });
                if let Some(attempt) = self.attempts.get(attempt) {
                    let shown = attempt::show(attempt, self.connection(*event));
                    res["trigger_attempt"] = json!(shown);
                }
                Some(res)
            }
            (Case::Request { request }, _) => {
                let shown = request::show(self.requests.get(request)?, false);
                Some(json!({ "request": shown }))
            }
            (Case::Backpressure, Cause::Backpressure { destination, .. }) => {
                let destination = self.snapshot.destinations.get(destination)?;
                let scene = Scene::new(self.gateway, &self.snapshot);
                Some(json!({ "destination": destination.show(&scene) }))
            }
            (Case::Transformation { execution }, _) => {
                let execution = self.executions.get(execution)?.clone();
                let shown = execution::show(execution, &issue.project);
                Some(json!({ "transformation_execution": shown }))
            }
            (Case::Backpressure, _) => None,
        }
    }
}
