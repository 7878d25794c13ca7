//! What transformations did, and the content that they made.

use super::{
    Accepted, Again, Bench, Content, Event, Id, Ignored, IgnoredCause, Key, Order, Status, lane,
    made,
};
use crate::model::{Execution, Transformed};
use crate::script::{Level, Line, Method};
use crate::store::{ExecutionQuery, Page, Range, Search};

/// A request whose one event has content of its own.
fn transformed(it: &Bench) -> Accepted {
    let mut accepted = made(&it.keys, &["web_a"], Status::Queued);
    run(it, &mut accepted, "web_a", Level::Warn);
    accepted
}

/// Adds a run that made content for the events of this connection, or failed.
fn run(it: &Bench, accepted: &mut Accepted, connection: &str, level: Level) -> Execution {
    let key = it.keys.next();
    let execution = Execution {
        key,
        request: accepted.request.key,
        original: accepted.request.key,
        transformed: (level != Level::Fatal).then_some(key),
        transformation: Id::from("trs_a"),
        connection: Id::from(connection),
        issue: None,
        level,
        lines: vec![Line { method: Method::Warn, message: "ü".to_owned() }],
    };
    if level != Level::Fatal {
        let body = b"{\"made\": true}".as_slice().into();
        let content =
            Content { body, path: "/made".to_owned(), ..accepted.request.content.clone() };
        accepted.transformed.push(Transformed { key, content });
        for event in accepted.events.iter_mut().filter(|it| &*it.connection == connection) {
            event.data = key;
        }
    }
    accepted.executions.push(execution.clone());
    execution
}

pub(super) async fn an_execution_reads_back_with_what_it_made(it: Bench) {
    let mut accepted = transformed(&it);
    let mut again = run(&it, &mut accepted, "web_b", Level::Fatal);
    accepted.ignored.push(Ignored {
        request: accepted.request.key,
        connection: Id::from("web_b"),
        cause: IgnoredCause::TransformationFailed,
        filtered: Vec::new(),
        transformation: Some(Id::from("trs_a")),
    });
    // One after the other: what the second was given is what the first made.
    again.original = accepted.executions[0].key;
    accepted.executions[1].original = again.original;
    accepted.count();
    let accepted = it.keep(accepted).await;
    for execution in &accepted.executions {
        let found = it.store.execution(execution.key).await.unwrap();
        assert_eq!(found.as_ref(), Some(execution));
    }
    assert_eq!(it.store.ignored(accepted.request.key).await.unwrap(), accepted.ignored);
    assert_eq!(it.store.execution(Key(1)).await.unwrap(), None);

    let content = async |key| it.store.content(key).await.unwrap();
    let made = content(accepted.executions[0].key).await.unwrap();
    assert_eq!(format!("{made:?}"), format!("{:?}", accepted.transformed[0].content));
    let original = content(accepted.request.key).await.unwrap();
    assert_eq!(original.body, accepted.request.content.body);
    assert!(content(again.key).await.is_none());
    assert_eq!(it.store.last_key().await.unwrap(), again.key);
}

pub(super) async fn a_transformed_event_is_found_and_claimed_with_its_own_content(it: Bench) {
    let accepted = it.keep(transformed(&it)).await;
    let (event, key) = (accepted.events[0].clone(), accepted.executions[0].key);
    let found = async |search: Search, data: Option<Key>| -> Vec<Event> {
        let mut query = super::lists::newest(10);
        (query.search, query.data) = (search, data);
        let page = it.store.events(query).await.unwrap();
        page.items.into_iter().map(|(event, _)| event).collect()
    };
    let body = |json| Search { body: Some(json), ..Search::default() };
    let all = || Search::default();
    assert_eq!(
        found(body(serde_json::json!({"made": true})), None).await,
        std::slice::from_ref(&event)
    );
    assert_eq!(found(body(serde_json::json!({"a": {}})), None).await, []);
    assert_eq!(found(all(), Some(key)).await, std::slice::from_ref(&event));
    assert_eq!(found(all(), Some(accepted.request.key)).await, []);

    it.store.claim(lane("web_a"), Key::default(), 10).await.unwrap();
    let words = it.feed.next().await;
    let Some(super::Committed::Claimed { waiting, .. }) = words.last() else {
        panic!("{words:?}");
    };
    let claimed = waiting[0].accepted.as_ref().unwrap();
    let content = claimed.content(&event).unwrap();
    assert_eq!(content.body, accepted.transformed[0].content.body);
    assert_eq!(claimed.request.content.body, accepted.request.content.body);
}

pub(super) async fn executions_are_listed_by_what_is_asked_for(it: Bench) {
    let mut all = Vec::new();
    for level in [Level::Info, Level::Fatal, Level::Debug, Level::Info, Level::Error] {
        let mut accepted = made(&it.keys, &["web_a"], Status::Queued);
        let connection = if level == Level::Info { "web_b" } else { "web_a" };
        all.push(run(&it, &mut accepted, connection, level));
        it.keep(accepted).await;
    }
    let query = ExecutionQuery {
        transformation: Id::from("trs_a"),
        levels: Vec::new(),
        issues: None,
        connections: None,
        created_at: Range::default(),
        order: Order { descending: false, after: None, limit: 2 },
    };
    let list = async |mut query: ExecutionQuery| {
        let mut res = Vec::new();
        loop {
            let Page { items, next } = it.store.executions(query.clone()).await.unwrap();
            res.extend(items);
            if next.is_none() {
                return res;
            }
            query.order.after = next;
        }
    };
    let only = |wanted: &[usize]| wanted.iter().map(|it| all[*it].clone()).collect::<Vec<_>>();
    assert_eq!(list(query.clone()).await, all);
    let levels = vec![Level::Fatal, Level::Error];
    assert_eq!(list(ExecutionQuery { levels, ..query.clone() }).await, only(&[1, 4]));
    let connections = Some(vec![Id::from("web_b"), Id::from("web_nobody")]);
    assert_eq!(list(ExecutionQuery { connections, ..query.clone() }).await, only(&[0, 3]));
    let order = Order { descending: true, ..query.order };
    assert_eq!(list(ExecutionQuery { order, ..query.clone() }).await, only(&[4, 3, 2, 1, 0]));
    let created_at = Range { gt: Some(all[4].key.at().0), ..Range::default() };
    assert_eq!(list(ExecutionQuery { created_at, ..query.clone() }).await, []);
    let transformation = Id::from("trs_nobody");
    assert_eq!(list(ExecutionQuery { transformation, ..query }).await, []);
}

pub(super) async fn executions_can_be_added_to_a_request(it: Bench) {
    let accepted = it.accept(&["web_a"]).await;
    let mut made = Accepted::of(accepted.request.clone());
    let mut event = super::made(&it.keys, &["web_a"], Status::Queued).events.remove(0);
    (event.request, event.data) = (accepted.request.key, accepted.request.key);
    made.events.push(event);
    run(&it, &mut made, "web_a", Level::Info);
    let Accepted { events, executions, transformed, .. } = made;
    let again = Again { events, executions, transformed, ..Again::of(accepted.request.key) };
    it.store.add(again.clone()).await.unwrap();
    let found = it.store.execution(again.executions[0].key).await.unwrap();
    assert_eq!(found.as_ref(), Some(&again.executions[0]));
    assert_eq!(it.event(again.events[0].key).await, again.events[0]);
    assert!(it.store.content(again.executions[0].key).await.unwrap().is_some());
}
