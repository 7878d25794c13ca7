//! What channels are told: each in its turn, again when it failed, and never for ever.

use super::issues::answered;
use super::{Bench, Id, Timestamp};
use crate::model::Topic;
use crate::store::{Addressee, Fared, Message, Sighting};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn to(trigger: &str, channel: &str) -> Addressee {
    let (project, trigger) = (Id::from("tm_a"), Id::from(trigger));
    Addressee { project, trigger, channel: channel.to_owned() }
}

/// Has an issue opened that these are told of.
async fn tell(it: &Bench, channels: &[Addressee]) {
    // Each of another cause, so that it is another issue.
    let status = u16::try_from(it.keys.next().0 % 400).unwrap() + 400;
    let opened = answered(it, "web_a", status, it.keys.next());
    it.store.sight(Sighting { notify: true, ..opened }).await.unwrap();
    let notice = it.store.notices(1).await.unwrap().remove(0);
    it.store.told(&notice, None, channels.to_vec(), NOW).await.unwrap();
    // Asked again, it is told once.
    it.store.told(&notice, None, channels.to_vec(), NOW).await.unwrap();
}

async fn due(it: &Bench, now: Timestamp) -> Vec<Message> {
    it.store.due(now, 9).await.unwrap().messages
}

fn failed(next: Timestamp, given_up: bool) -> Fared {
    Fared::Failed { status: Some(503), error: "no".to_owned(), next, given_up }
}

pub(super) async fn each_channel_has_a_queue_of_its_own(mut it: Bench) {
    let (a, b) = (to("it_a", "slack"), to("it_a", "webhook"));
    for _ in 0..2 {
        tell(&it, &[a.clone(), b.clone()]).await;
    }
    it.reopen().await;
    let first = due(&it, NOW).await;
    let whom: Vec<_> = first.iter().map(|it| (&it.to, it.topic, it.attempts)).collect();
    assert_eq!(whom, [(&a, Topic::IssueOpened, 0), (&b, Topic::IssueOpened, 0)]);
    assert_eq!(first[0].issue, first[1].issue);

    // One that fails waits, and keeps what waits behind it; the other goes on.
    it.store.fared(first[0].number, failed(NOW.plus(5000), false), NOW).await.unwrap();
    it.store.fared(first[1].number, Fared::Arrived { status: 204 }, NOW).await.unwrap();
    let second = it.store.due(NOW, 9).await.unwrap();
    assert_eq!(second.next, Some(NOW.plus(5000)));
    assert_eq!(second.messages.iter().map(|it| &it.to).collect::<Vec<_>>(), [&b]);
    assert_ne!(second.messages[0].issue, first[0].issue);
    it.store.fared(second.messages[0].number, Fared::Dropped, NOW).await.unwrap();
    it.reopen().await;
    assert_eq!(due(&it, NOW.plus(4999)).await, []);
    let again = due(&it, NOW.plus(5000)).await;
    assert_eq!((again.len(), again[0].number), (1, first[0].number));
    assert_eq!((again[0].attempts, again[0].failures), (1, 1));

    let later = NOW.plus(5000);
    it.store.fared(again[0].number, failed(later.plus(7), true), later).await.unwrap();
    let last = due(&it, later.plus(7)).await;
    assert_eq!(
        (last[0].issue, last[0].attempts, last[0].failures),
        (second.messages[0].issue, 0, 2)
    );
    let states = it.store.channels(&Id::from("tm_a")).await.unwrap();
    let [slack, webhook] = &states[..] else { panic!("{states:?}") };
    assert_eq!((&slack.of, slack.waiting, slack.arrived, slack.given_up), (&a, 1, 0, 1));
    assert_eq!((slack.last_status, slack.last_error.as_deref()), (Some(503), Some("no")));
    assert_eq!((slack.last_attempt_at, slack.next_attempt_at), (Some(later), Some(later.plus(7))));
    assert_eq!((&webhook.of, webhook.waiting, webhook.arrived), (&b, 0, 1));
    assert_eq!((webhook.last_status, &webhook.last_error), (Some(204), &None));
    assert_eq!((webhook.last_attempt_at, webhook.next_attempt_at), (Some(NOW), None));
    it.store.fared(last[0].number, Fared::Arrived { status: 200 }, later).await.unwrap();
    assert_eq!(it.store.due(Timestamp(i64::MAX), 9).await.unwrap().messages, []);
    assert_eq!(it.store.channels(&Id::from("tm_b")).await.unwrap(), []);
}

pub(super) async fn a_channel_that_is_dead_keeps_a_bounded_queue(it: Bench) {
    tell(&it, &vec![to("it_a", "slack"); 1003]).await;
    let state = it.store.channels(&Id::from("tm_a")).await.unwrap().remove(0);
    assert_eq!((state.waiting, state.given_up), (1000, 3));
    // What was under way when it went is nobody's matter any more.
    let first = due(&it, NOW).await.remove(0);
    it.store.fared(first.number - 1, Fared::Arrived { status: 200 }, NOW).await.unwrap();
    let state = it.store.channels(&Id::from("tm_a")).await.unwrap().remove(0);
    assert_eq!((state.waiting, state.arrived), (1000, 0));
}

pub(super) async fn a_trigger_takes_its_channels_along(it: Bench) {
    let other = to("it_b", "slack");
    tell(&it, &[to("it_a", "slack"), other.clone()]).await;
    it.store.forget_issues(&Id::from("it_a")).await.unwrap();
    assert_eq!(due(&it, NOW).await.into_iter().map(|it| it.to).collect::<Vec<_>>(), [other]);
    assert_eq!(it.store.channels(&Id::from("tm_a")).await.unwrap().len(), 1);
}
