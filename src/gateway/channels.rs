//! Tells the channels of issue triggers that an issue was opened: one POST to a webhook each.
//!
//! A channel of the API's is an account with somebody else: Slack, a mail server, a pager. This
//! gateway has none. What it has is where such accounts take webhooks, or what turns one into them:
//! the trigger says it itself (`webhook.url`, `discord.webhook_url`), or the project says it for all
//! triggers that name the channel ([`crate::model::Project::channels`]).
//!
//! What a channel is to be told stands in the store beside the notice that it came from. It is sent at
//! least once, signed like a delivery and under one `idempotency-key` however often, and given up
//! after [`MOST_ATTEMPTS`]. Channels wait for nobody: each has a queue and a time of its own.
//!
//! **Invariant:** nothing is told of what is told here: each carries the notifications' mark, should
//! it lead back into a source.

use std::collections::HashSet;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use url::Url;

use super::{Gateway, STORE_PAUSE, Snapshot, api, notices, prove};
use crate::forward::{Outcome, Outgoing};
use crate::model::{Issue, IssueTrigger, Kind, Project, Timestamp};
use crate::store::{self, Addressee, Fared, Message, Notice};

/// How long a webhook may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often one message is tried.
const MOST_ATTEMPTS: u32 = 8;
/// How long a channel is left alone after it failed so often in a row, in milliseconds.
const PAUSES: [u64; 7] = [1000, 5000, 30_000, 300_000, 1_800_000, 7_200_000, 21_600_000];
/// How many are sent at once.
const AT_ONCE: usize = 64;

/// Which channels of a trigger lead anywhere.
pub(super) fn of(project: &Project, trigger: &IssueTrigger) -> Vec<Addressee> {
    let names = trigger.channels.iter().flat_map(|it| it.keys());
    let reached = names.filter(|it| url(project, trigger, it).is_some());
    let to = |channel: &String| Addressee {
        project: project.id.clone(),
        trigger: trigger.id.clone(),
        channel: channel.clone(),
    };
    reached.map(to).collect()
}

/// Which channels are told of an issue that was opened.
pub(super) fn told_of(snapshot: &Snapshot, issue: &Issue) -> Vec<Addressee> {
    let project = snapshot.projects.get(&issue.project);
    let trigger = snapshot.issue_triggers.get(&issue.trigger);
    let found = project.zip(trigger.filter(|it| it.deleted_at.or(it.disabled_at).is_none()));
    found.map(|(project, trigger)| of(project, trigger)).unwrap_or_default()
}

/// Where a channel of a trigger leads; the trigger's own word goes first.
pub(super) fn url<'a>(
    project: &'a Project,
    trigger: &'a IssueTrigger,
    channel: &str,
) -> Option<&'a str> {
    let settings = trigger.channels.as_ref()?.get(channel)?;
    let own = settings.get("url").or(settings.get("webhook_url")).and_then(Value::as_str);
    own.or_else(|| project.channels.get(channel).map(String::as_str))
}

/// Sends what there is to send, until the gateway stops.
pub(super) async fn run(gateway: Gateway) {
    let stop = gateway.stop.clone();
    stop.run_until_cancelled(send_all(&gateway)).await;
}

async fn send_all(gateway: &Gateway) {
    let mut sending = JoinSet::new();
    // What is under way is due until it is settled.
    let mut busy = HashSet::new();
    loop {
        let rung = gateway.sendable.notified();
        let now = Timestamp::now();
        let pause = match gateway.store.due(now, AT_ONCE + busy.len()).await {
            Ok(due) => {
                for message in due.messages {
                    if busy.len() < AT_ONCE && busy.insert(message.to.clone()) {
                        let gateway = gateway.clone();
                        sending.spawn(async move {
                            send(&gateway, &message).await;
                            message.to
                        });
                    }
                }
                due.next.map(|it| Duration::from_millis(it.since(now)))
            }
            Err(error) => {
                tracing::error!(%error, "cannot read what channels are to be told; trying again");
                Some(STORE_PAUSE)
            }
        };
        let due = async {
            match pause {
                Some(pause) => tokio::time::sleep(pause).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = rung => {}
            () = due => {}
            Some(sent) = sending.join_next() => match sent {
                Ok(to) => _ = busy.remove(&to),
                Err(error) => {
                    // Whoever it was must not stay out for ever; the others are only told again.
                    tracing::error!(%error, "telling a channel broke off");
                    sending = JoinSet::new();
                    busy.clear();
                }
            },
        }
    }
}

/// Sends one message and writes down how it fared.
async fn send(gateway: &Gateway, message: &Message) {
    let fared = match outgoing(gateway, message).await {
        Ok(Some(outgoing)) => judge(gateway.sender.send(outgoing).await, message, Timestamp::now()),
        Ok(None) => Fared::Dropped,
        Err(error) => {
            tracing::error!(%error, "a channel cannot be told of an issue");
            let (now, error) = (Timestamp::now(), error.to_string());
            failed(message, now, None, error)
        }
    };
    if let Fared::Failed { given_up, error, .. } = &fared {
        let Addressee { trigger, channel, .. } = &message.to;
        tracing::warn!(%trigger, %channel, given_up, error, "a channel was not told");
    }
    while let Err(error) =
        gateway.store.fared(message.number, fared.clone(), Timestamp::now()).await
    {
        tracing::error!(%error, "cannot write down how a channel was told; trying again");
        tokio::time::sleep(STORE_PAUSE).await;
    }
}

fn judge(outcome: Outcome, message: &Message, now: Timestamp) -> Fared {
    match outcome {
        Outcome::Answered(answer) if answer.status.is_success() => {
            Fared::Arrived { status: answer.status.as_u16() }
        }
        Outcome::Answered(answer) => {
            let status = answer.status.as_u16();
            failed(message, now, Some(status), format!("the webhook answered {status}"))
        }
        Outcome::Failed(failure) => failed(message, now, None, failure.reason),
    }
}

fn failed(message: &Message, now: Timestamp, status: Option<u16>, error: String) -> Fared {
    let pause = PAUSES[(message.failures as usize).min(PAUSES.len() - 1)];
    let given_up = message.attempts + 1 >= MOST_ATTEMPTS;
    Fared::Failed { status, error, next: now.plus(pause), given_up }
}

/// What goes out for a message; `None` where nobody wants it any more.
async fn outgoing(gateway: &Gateway, message: &Message) -> store::Result<Option<Outgoing>> {
    let snapshot = gateway.catalog.now().clone();
    let to = &message.to;
    let project = snapshot.projects.get(&to.project);
    let trigger = snapshot.issue_triggers.get(&to.trigger).filter(|it| it.deleted_at.is_none());
    let Some((project, trigger)) = project.zip(trigger) else { return Ok(None) };
    let url = url(project, trigger, &to.channel).and_then(|it| Url::parse(it).ok());
    let Some(url) = url else { return Ok(None) };
    let notice = Notice {
        number: message.number,
        project: to.project.clone(),
        topic: message.topic,
        item: message.issue,
        attempt: None,
    };
    let Some(mut payload) = api::notification(gateway, &notice).await? else { return Ok(None) };
    let text = sentence(&payload["issue"], gateway);
    payload["channel"] = json!(to.channel);
    payload["channel_settings"] = json!(trigger.channels.as_ref().map(|it| &it[&to.channel]));
    payload["issue_trigger_id"] = json!(trigger.id);
    // By these names Slack and Teams, and Discord, know what to show.
    let shown = if to.channel == "discord" { "content" } else { "text" };
    payload[shown] = json!(text);
    let body = Bytes::from(payload.to_string());
    let headers = headers(gateway, project, message.number, &message.issue.id(Kind::Issue), &body);
    Ok(Some(Outgoing { method: Method::POST, url, headers, body, timeout: PATIENCE }))
}

fn headers(
    gateway: &Gateway,
    project: &Project,
    number: i64,
    issue: &str,
    body: &[u8],
) -> HeaderMap {
    let signature = format!("{}-signature", gateway.settings.header_prefix);
    let pairs = [
        (header::CONTENT_TYPE.as_str(), "application/json".to_owned()),
        ("idempotency-key", format!("{issue}-{number}")),
        (notices::MARK, notices::mark(project)),
        (&signature, prove::sign(&project.signing_secret, body)),
    ];
    // As deliveries are signed while the secret is rolled.
    let second = format!("{signature}-2");
    let former = project.former_secret(Timestamp::now()).map(|it| prove::sign(it, body));
    let former = former.map(|it| (second.as_str(), it));
    let read = |(name, value): (&str, String)| {
        Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
    };
    pairs.into_iter().chain(former).filter_map(read).collect()
}

/// The issue in a sentence, for people.
fn sentence(issue: &Value, gateway: &Gateway) -> String {
    let keys = issue["aggregation_keys"].as_object();
    let about: Vec<_> = keys
        .into_iter()
        .flatten()
        .filter_map(|(name, values)| {
            let plain = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
            let values: Vec<_> = values.as_array()?.iter().filter(|it| !it.is_null()).collect();
            let values: Vec<_> = values.into_iter().map(plain).collect();
            (!values.is_empty()).then(|| format!("{name} {}", values.join(", ")))
        })
        .collect();
    let text = |name: &str| issue[name].as_str().unwrap_or_default();
    let (kind, id) = (text("type"), text("id"));
    let link = gateway.settings.link(&format!("issues/{id}"));
    format!("Issue opened ({kind}): {}. {link}", about.join("; "))
}
