//! Records.

use super::{Bench, Id, Kind, Record};

fn record(id: &str, json: &str) -> Record {
    Record { kind: Kind::Source, id: Id::from(id), json: json.to_owned() }
}

pub(super) async fn records_are_read_in_the_order_in_which_they_were_first_put(mut it: Bench) {
    it.store.write(vec![record("src_b", "1"), record("src_a", "2")], vec![]).await.unwrap();
    it.store.write(vec![record("src_c", "3"), record("src_b", "4")], vec![]).await.unwrap();
    let expected = [record("src_b", "4"), record("src_a", "2"), record("src_c", "3")];
    assert_eq!(it.store.records().await.unwrap(), expected);
    it.reopen().await;
    assert_eq!(it.store.records().await.unwrap(), expected);
}

pub(super) async fn a_dropped_record_is_gone_and_may_come_back(it: Bench) {
    let event = it.queued().await;
    it.store.write(vec![record(&event.connection, "1")], vec![]).await.unwrap();
    it.store.write(vec![], vec![event.connection.clone()]).await.unwrap();
    assert_eq!(it.store.records().await.unwrap(), []);
    // What happened on it still says so.
    assert_eq!(it.event(event.key).await, event);
    it.store.write(vec![record(&event.connection, "2")], vec![]).await.unwrap();
    assert_eq!(it.store.records().await.unwrap().len(), 1);
}

pub(super) async fn puts_and_drops_are_all_or_none(it: Bench) {
    it.store.write(vec![record("src_a", "1")], vec![]).await.unwrap();
    let (puts, drops) = (vec![record("src_b", "2")], vec![Id::from("src_a")]);
    it.store.write(puts, drops).await.unwrap();
    assert_eq!(it.store.records().await.unwrap(), [record("src_b", "2")]);
}
