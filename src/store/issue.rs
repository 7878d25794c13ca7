//! What can be done with issues, and asked of their list.

use serde_json::Value;

use crate::model::{Case, Cause, Id, Issue, IssueStatus, IssueType, Key, Timestamp, Topic};

use super::Range;

/// One case of a problem, as it is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// The issue's name, should it be the first case.
    pub issue: Key,
    /// The project.
    pub project: Id,
    /// The trigger that asks for it.
    pub trigger: Id,
    /// What the cases have in common.
    pub cause: Cause,
    /// This one.
    pub case: Case,
    /// When it was seen.
    pub at: Timestamp,
    /// Whether people are told when this opens the issue.
    pub notify: bool,
}

/// What a sighting did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sighted {
    /// It is the first case: there is a new issue.
    Opened(Key),
    /// The issue was resolved or dismissed, and is open again.
    Reopened(Key),
    /// The issue is as it was.
    Seen(Key),
}

/// What follows from how an attempt ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aftermath {
    /// The case of a problem that it is, if the event then stands as failed.
    pub sighting: Option<Sighting>,
    /// Whether it is one only if nothing more is planned for the event.
    pub final_only: bool,
    /// What the people of a project are to be told of it.
    pub notice: Option<(Id, Topic)>,
}

impl Aftermath {
    /// Whether it may leave something to be told of.
    pub fn tells(&self) -> bool {
        self.notice.is_some() || self.sighting.as_ref().is_some_and(|it| it.notify)
    }
}

/// Something that people are to be told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its place among all; given by the store.
    pub number: i64,
    /// The project.
    pub project: Id,
    /// What kind of thing.
    pub topic: Topic,
    /// The issue, or the event.
    pub item: Key,
    /// The attempt, where it is one.
    pub attempt: Option<Key>,
}

/// What somebody makes of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has this status now.
    Status(IssueStatus),
    /// It is not to be seen until it happens again.
    Dismiss,
}

/// What issues are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueOrder {
    /// When they were first seen, which is when they were made.
    Made,
    /// When they were last opened.
    Opened,
    /// When they were last seen.
    Seen,
    /// Their status, in the order in which the API lists those.
    Status,
}

/// A place in a list of issues: what it is sorted by, and the issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuePlace {
    /// What each column of the order says there.
    pub by: Vec<i64>,
    /// The issue.
    pub issue: Key,
}

/// Which issues.
#[derive(Clone, Debug)]
pub struct IssueQuery {
    /// Of this project.
    pub project: Id,
    /// Only these.
    pub keys: Option<Vec<Key>>,
    /// Opened by one of these triggers.
    pub triggers: Option<Vec<Id>>,
    /// Of one of these kinds; any when empty.
    pub types: Vec<IssueType>,
    /// In one of these statuses; any when empty.
    pub statuses: Vec<IssueStatus>,
    /// Which have one of these values for each of these parts of what their cases have in common.
    pub aggregation: Vec<(String, Vec<Value>)>,
    /// When they were first seen.
    pub created_at: Range,
    /// The same, as the API also calls it.
    pub first_seen_at: Range,
    /// When they were last seen.
    pub last_seen_at: Range,
    /// When they were dismissed.
    pub dismissed_at: Range,
    /// What they are sorted by, each downwards or not; one or more.
    pub order: Vec<(IssueOrder, bool)>,
    /// Only those after this place.
    pub after: Option<IssuePlace>,
    /// At most this many.
    pub limit: usize,
}

impl IssueQuery {
    /// The place of an issue in the list.
    pub fn place(&self, issue: &Issue) -> IssuePlace {
        let by = self.order.iter().map(|(by, _)| match by {
            IssueOrder::Made => issue.key.0,
            IssueOrder::Opened => issue.opened_at.0,
            IssueOrder::Seen => issue.last_seen_at.0,
            IssueOrder::Status => issue.status as i64,
        });
        IssuePlace { by: by.collect(), issue: issue.key }
    }

    /// All issues of a project, oldest first.
    pub fn all(project: Id, limit: usize) -> Self {
        Self {
            project,
            keys: None,
            triggers: None,
            types: Vec::new(),
            statuses: Vec::new(),
            aggregation: Vec::new(),
            created_at: Range::default(),
            first_seen_at: Range::default(),
            last_seen_at: Range::default(),
            dismissed_at: Range::default(),
            order: vec![(IssueOrder::Made, false)],
            after: None,
            limit,
        }
    }
}
