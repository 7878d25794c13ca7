//! Tells people what they asked to be told of, by a request into a source of theirs.
//!
//! What is to be told of stands in the store beside what it is about, written in the same
//! transaction ([`Notice`]). From there it becomes a request of the source, verified as if it had
//! been published, and walks on like any other: it is told once, and survives whatever the request
//! survives. Where nobody wants to be told of a thing, nothing is written for it. What channels are to
//! be told goes from here into their own queues (`channels`).
//!
//! **Invariant:** notifications tell of no notifications. Requests into that source are told of no
//! more than their events, and neither makes an issue; and since a destination may lead back into
//! another source of the project, each carries a [`MARK`] that deliveries pass on, and nothing that
//! carries it is told of.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::join_all;
use serde_json::Value;

use super::{Gateway, STORE_PAUSE, Snapshot, api, channels, prove, route};
use crate::model::{Content, Headers, Project, Request, Source, Timestamp, Topic};
use crate::store::{self, Notice};

/// The header of a request that tells of something. It is signed: no sender may keep what becomes
/// of their requests from being told.
pub(super) const MARK: &str = "hookport-notification";
/// How many are told at once.
const BATCH: usize = 64;

/// Whether a project wants to be told of such things.
pub(super) fn wants(project: &Project, topic: Topic) -> bool {
    let it = &project.notifications;
    it.enabled && it.source_id.is_some() && it.topics.contains(&topic)
}

/// Whether a request tells of something, at however many removes.
pub(super) fn are_about(project: &Project, request: &Request) -> bool {
    let it = &project.notifications;
    if it.enabled && it.source_id.as_ref() == Some(&request.source) {
        return true;
    }
    let Some(mark) = request.content.headers.text(MARK) else { return false };
    let by = |secret: &str| prove::is_signed(secret, marked(project).as_bytes(), mark);
    // One from before the secret was rolled is still on its way.
    by(&project.signing_secret) || project.former_secret(Timestamp::now()).is_some_and(by)
}

/// What its deliveries carry, where a request tells of something: whatever a transformation made of
/// its headers.
pub(super) fn mark_of(snapshot: &Snapshot, request: &Request) -> Option<String> {
    let project = snapshot.projects.get(&request.project)?;
    are_about(project, request).then(|| mark(project))
}

/// Tells what there is to tell, until the gateway stops.
pub(super) async fn run(gateway: Gateway) {
    let stop = gateway.stop.clone();
    stop.run_until_cancelled(async {
        loop {
            let rung = gateway.tell.notified();
            match tell(&gateway).await {
                Ok(0) => rung.await,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "cannot tell what is to be told; trying again");
                    tokio::time::sleep(STORE_PAUSE).await;
                }
            }
        }
    })
    .await;
}

/// Tells some of it, and how much that was.
async fn tell(gateway: &Gateway) -> store::Result<usize> {
    let notices = gateway.store.notices(BATCH).await?;
    let told = notices.iter().map(|it| tell_one(gateway, it));
    join_all(told).await.into_iter().collect::<store::Result<()>>()?;
    Ok(notices.len())
}

async fn tell_one(gateway: &Gateway, notice: &Notice) -> store::Result<()> {
    let snapshot = gateway.catalog.now().clone();
    let accepted = match addressee(&snapshot, notice) {
        None => None,
        Some((project, source)) => {
            let payload = match api::notification(gateway, notice).await {
                // It never will be read, and must not stand in the way of the others.
                Err(error @ store::Error::Damaged(_)) => {
                    tracing::error!(%error, "nobody can be told of this");
                    None
                }
                payload => payload?,
            };
            match payload.map(|it| content(project, &it)) {
                None => None,
                Some(content) => {
                    let made = route::make(gateway, source, content, true, None).await;
                    Some(Arc::new(made.map_err(|_| store::Error::Busy)?))
                }
            }
        }
    };
    let channels = match notice.topic {
        Topic::IssueOpened => {
            let issue = gateway.store.issue(notice.item).await?;
            issue.map(|it| channels::told_of(&snapshot, &it)).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let ring = !channels.is_empty();
    gateway.store.told(notice, accepted, channels, Timestamp::now()).await?;
    if ring {
        gateway.sendable.notify_one();
    }
    Ok(())
}

/// Who is told, unless nobody wants it any more.
fn addressee<'a>(snapshot: &'a Snapshot, notice: &Notice) -> Option<(&'a Project, &'a Source)> {
    let project = snapshot.projects.get(&notice.project)?;
    let source = snapshot.sources.get(project.notifications.source_id.as_ref()?)?;
    let open = source.disabled_at.or(source.deleted_at).is_none();
    (open && wants(project, notice.topic)).then_some((project, source))
}

fn content(project: &Project, payload: &Value) -> Content {
    let body = Bytes::from(payload.to_string());
    let length = body.len().to_string();
    let headers = Headers::default()
        .with("content-type", b"application/json")
        .with("content-length", length.as_bytes())
        .with(MARK, mark(project).as_bytes());
    let (method, path) = ("POST".to_owned(), "/".to_owned());
    Content { method, path, query: String::new(), headers, body }
}

/// What shows that something tells of something, to whoever knows the secret.
pub(super) fn mark(project: &Project) -> String {
    prove::sign(&project.signing_secret, marked(project).as_bytes())
}

fn marked(project: &Project) -> String {
    format!("notification {}", project.id)
}
