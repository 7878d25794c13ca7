//! The nouns of the house, shared by everyone above.
//!
//! What people configure ([`Source`], [`Destination`], [`Connection`], [`Transformation`]) is spelled as the newest API
//! spells it. What happens ([`Request`], [`Event`], [`Execution`], [`Attempt`]) is the ledger: rows with a
//! [`Key`] that grows with time, from which the printed id is derived.

mod attempt;
mod bookmark;
mod bulk;
mod coding;
mod connection;
mod destination;
mod difference;
mod domain;
mod event;
mod execution;
mod http;
mod id;
mod integration;
mod issue;
mod issue_trigger;
mod project;
mod request;
mod ruleset;
mod source;
mod time;
mod transformation;

pub use self::attempt::{Attempt, ErrorCode, Timings, Trigger, Wait};
pub use self::bookmark::Bookmark;
pub use self::bulk::{Bulk, BulkKind};
pub use self::coding::unpacked;
pub use self::connection::Connection;
pub use self::destination::{
    Auth, Breaker, Destination, DestinationConfig, DestinationType, Groups, Pace, RatePeriod,
};
pub use self::difference::{Difference, differences};
pub use self::domain::{Domain, Proof};
pub use self::event::{Event, Ignored, IgnoredCause, Status};
pub use self::execution::{Execution, Transformed};
pub use self::http::{
    Headers, UNRESERVED, climbs, has_attachment, is_json, parse_body, parse_query,
};
pub use self::id::{Id, Key, Keys, Kind};
pub use self::integration::Integration;
pub use self::issue::{Case, Cause, Issue, IssueStatus, IssueType};
pub use self::issue_trigger::{Causes, IssueTrigger, Scope, Strategy, Watch};
pub use self::project::{ApiKey, FormerSecret, Notifications, Project, Retention, Session, Topic};
pub use self::request::{Content, ORIGINAL_IP, Rejection, Request, Unproved};
pub use self::ruleset::Ruleset;
pub use self::source::{CustomResponse, Source, SourceConfig};
pub use self::time::Timestamp;
pub use self::transformation::Transformation;
