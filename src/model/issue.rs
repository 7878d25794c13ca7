//! A problem that comes up again and again, as one thing.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ErrorCode, Id, Key, Kind, Rejection, Timestamp};
use crate::script::Level;

/// All cases of one problem.
///
/// It is never merged into another and never resolves itself: the API has fields for both, and says
/// of neither when it happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Its name, and when it was first seen.
    pub key: Key,
    /// The project that it belongs to.
    pub project: Id,
    /// The trigger that opened it last.
    pub trigger: Id,
    /// What its cases have in common.
    pub cause: Cause,
    /// The case for which it was opened last.
    pub case: Case,
    /// What people made of it.
    pub status: IssueStatus,
    /// When it was last opened.
    pub opened_at: Timestamp,
    /// When a case was last seen, to the second.
    pub last_seen_at: Timestamp,
    /// Since when nobody wants to see it.
    pub dismissed_at: Option<Timestamp>,
    /// When it was opened or somebody changed it.
    pub updated_at: Timestamp,
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueType {
    /// Attempts fail.
    Delivery,
    /// A transformation complains.
    Transformation,
    /// A queue grows old.
    Backpressure,
    /// Requests are rejected.
    Request,
}

/// What people made of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum IssueStatus {
    /// Nobody has looked at it.
    Opened,
    /// Nobody wants to hear of it again.
    Ignored,
    /// Somebody looks at it.
    Acknowledged,
    /// It is over, until it is seen again.
    Resolved,
}

/// What all cases of an issue have in common; two cases with the same are of one issue.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// Attempts on a connection end so.
    Delivery {
        /// The connection.
        connection: Id,
        /// The answer's status, when one came.
        response_status: Option<u16>,
        /// What went wrong, when none came.
        error_code: Option<ErrorCode>,
    },
    /// A transformation complains so loudly.
    Transformation {
        /// The transformation.
        transformation: Id,
        /// How loudly.
        log_level: Level,
    },
    /// The queue of a destination is older than this.
    Backpressure {
        /// The destination.
        destination: Id,
        /// The trigger's limit, in milliseconds.
        delay: u64,
    },
    /// A source rejects requests for this.
    Request {
        /// The source.
        source: Id,
        /// Why.
        rejection: Rejection,
    },
}

/// One case of an issue, by what to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// An attempt at an event.
    Delivery {
        /// The event.
        event: Key,
        /// The attempt.
        attempt: Key,
    },
    /// An execution of a transformation.
    Transformation {
        /// The execution.
        execution: Key,
    },
    /// A queue; the cause says whose.
    Backpressure,
    /// A request.
    Request {
        /// The request.
        request: Key,
    },
}

impl Cause {
    /// The kind of problem.
    pub fn issue_type(&self) -> IssueType {
        match self {
            Self::Delivery { .. } => IssueType::Delivery,
            Self::Transformation { .. } => IssueType::Transformation,
            Self::Backpressure { .. } => IssueType::Backpressure,
            Self::Request { .. } => IssueType::Request,
        }
    }

    /// As the API writes it: a list for each part, of one value or none.
    pub fn aggregation_keys(&self) -> Value {
        fn list<T: Serialize>(value: Option<T>) -> Value {
            value.map_or_else(|| json!([]), |it| json!([it]))
        }
        match self {
            Self::Delivery { connection, response_status, error_code } => json!({
                "webhook_id": [connection],
                "response_status": list(*response_status),
                "error_code": list(*error_code),
            }),
            Self::Transformation { transformation, log_level } => {
                json!({ "transformation_id": [transformation], "log_level": [log_level] })
            }
            Self::Backpressure { destination, delay } => {
                json!({ "destination_id": [destination], "delay": [delay] })
            }
            Self::Request { source, rejection } => {
                json!({ "source_id": [source], "rejection_cause": [rejection] })
            }
        }
    }
}

impl Issue {
    /// The case for which it was opened last, as the API writes it.
    pub fn reference(&self) -> Value {
        match (&self.case, &self.cause) {
            (Case::Delivery { event, attempt }, _) => {
                json!({ "event_id": event.id(Kind::Event), "attempt_id": attempt.id(Kind::Attempt) })
            }
            (Case::Transformation { execution }, _) => {
                json!({ "transformation_execution_id": execution.id(Kind::Execution) })
            }
            (Case::Request { request }, _) => json!({ "request_id": request.id(Kind::Request) }),
            (Case::Backpressure, Cause::Backpressure { destination, .. }) => {
                json!({ "destination_id": destination })
            }
            (Case::Backpressure, _) => json!({}),
        }
    }
}
