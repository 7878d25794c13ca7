//! The store as a whole.

use super::{Bench, failed, lane};
use crate::store::Error;

pub(super) async fn everything_is_there_after_reopening(mut it: Bench) {
    let accepted = it.accept(&["web_a", "web_b"]).await;
    let event = &accepted.events[0];
    let settled = failed(event, &it.attempt(event), None);
    it.settle(&settled).await;
    it.reopen().await;
    assert_eq!(it.event(event.key).await, settled.event);
    assert_eq!(it.event(accepted.events[1].key).await, accepted.events[1]);
    assert_eq!(it.store.lanes().await.unwrap(), [lane("web_b")]);
    assert!(it.told().is_empty());
}

pub(super) async fn words_come_in_the_order_of_commits(it: Bench) {
    let first = it.accept(&["web_a"]).await;
    let event = &first.events[0];
    let settled = failed(event, &it.attempt(event), None);
    it.settle(&settled).await;
    let second = it.accept(&["web_a"]).await;
    it.store.claim(lane("web_a"), first.request.key, 9).await.unwrap();
    let (key, first, second, third) =
        (event.key.0, first.request.key.0, second.request.key.0, second.events[0].key.0);
    assert_eq!(
        it.told(),
        [
            format!("accepted {first}"),
            format!("settled {key} Failed"),
            format!("accepted {second}"),
            format!("claimed web_a None [{third}] false"),
        ]
    );
}

pub(super) async fn a_ping_is_answered(it: Bench) {
    it.store.ping().await.unwrap();
    assert!(it.told().is_empty());
}

pub(super) async fn a_closed_store_is_busy(it: Bench) {
    it.store.close().await.unwrap();
    assert!(matches!(it.store.ping().await, Err(Error::Busy)));
    assert!(matches!(it.store.records().await, Err(Error::Busy)));
    it.store.close().await.unwrap();
}
