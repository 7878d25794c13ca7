//! A request worth sending again.

use serde::{Deserialize, Serialize};

use super::{Id, Timestamp};

/// Content that somebody wants at hand, for one connection.
///
/// It is not copied: whatever forgets old content must keep what a bookmark names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bookmark {
    /// `bmk_…`
    pub id: Id,
    /// The project that it belongs to.
    pub team_id: Id,
    /// The connection that it is sent through.
    pub webhook_id: Id,
    /// `edt_…`: the content, a request's own or an event's.
    pub event_data_id: Id,
    /// For people.
    pub label: String,
    /// Unique among the project's bookmarks, when it has one.
    pub name: Option<String>,
    /// When it was last sent.
    pub last_used_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}
