//! What is done to many at once: one batch of it, and the lists that it works through.

use std::sync::Arc;

use serde_json::Value;

use super::{Accepted, Amend, Order, Range};
use crate::model::{
    BulkKind, Event, Execution, Id, Ignored, IgnoredCause, Key, Timestamp, Transformed,
};

/// What a request's connections made of it when they were asked again.
#[derive(Clone, Debug)]
pub struct Again {
    /// The request.
    pub request: Key,
    /// What is to go out; where a connection made an event, it ignores the request no more.
    pub events: Vec<Event>,
    /// What is still not, or not any more.
    pub ignored: Vec<Ignored>,
    /// Which transformations ran.
    pub executions: Vec<Execution>,
    /// What they made, as far as it is not what they were given.
    pub transformed: Vec<Transformed>,
}

impl Again {
    /// A request of which nothing new was made.
    pub fn of(request: Key) -> Self {
        let (executions, transformed) = (Vec::new(), Vec::new());
        Self { request, events: Vec::new(), ignored: Vec::new(), executions, transformed }
    }
}

/// One thing that a bulk operation does.
#[derive(Clone, Debug)]
pub enum Task {
    /// To an event. One that is requeued is the operation's from then on.
    Amend(Key, Amend),
    /// To a request that is there.
    Add(Again),
    /// A request that is new.
    Accept(Arc<Accepted>),
}

/// Some of a bulk operation's work.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Where the operation stands when this is done from there.
    pub from: Key,
    /// Where it stands afterwards.
    pub to: Key,
    /// How many things it was about.
    pub handled: u32,
    /// How many of them count as done.
    pub completed: u32,
    /// How many count as failed.
    pub failed: u32,
    /// What is to be done.
    pub tasks: Vec<Task>,
    /// Whether nothing comes after it.
    pub last: bool,
    /// When it is done.
    pub now: Timestamp,
}

/// Which bulk operations of a project.
#[derive(Clone, Debug)]
pub struct BulkQuery {
    /// The project.
    pub project: Id,
    /// What they do.
    pub kind: BulkKind,
    /// Only these.
    pub keys: Option<Vec<Key>>,
    /// Those that ask for exactly this, or with `partial` for this among other things.
    pub asked: Option<Value>,
    /// Whether `asked` may be a part of what they ask for.
    pub partial: bool,
    /// Whether they have more to do.
    pub in_progress: Option<bool>,
    /// When they were asked for.
    pub created_at: Range,
    /// When they were cancelled.
    pub cancelled_at: Range,
    /// When their last batch was done.
    pub completed_at: Range,
    /// Order, start and length.
    pub order: Order,
}

/// What was ignored, of all requests.
#[derive(Clone, Debug)]
pub struct IgnoredQuery {
    /// By these connections.
    pub connections: Vec<Id>,
    /// For one of these causes; any when empty.
    pub causes: Vec<IgnoredCause>,
    /// By the failure of this transformation.
    pub transformation: Option<Id>,
    /// Order of the requests, start and length.
    pub order: Order,
}
