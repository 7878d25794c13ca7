//! Whose turn it is: fairness, limits, and what a restart leaves.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::{Reply, Served, Target};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// One source that leads to each of these destinations; answers its URL.
async fn fan(gateway: &Served, destinations: &[(&str, Value)]) -> String {
    let mut url = String::new();
    for (name, config) in destinations {
        let connection = json!({
            "name": name,
            "source": {"name": "fan"},
            "destination": {"name": name, "type": "HTTP", "config": config},
        });
        let connection = gateway.api().put("/connections", &connection).await;
        url = text(&connection["source"]["url"]);
    }
    url
}

#[tokio::test]
async fn slow_and_dead_destinations_delay_nobody() {
    let gateway = Served::start().await;
    let slow =
        Target::answering(|_| Reply { after: Duration::from_secs(20), ..Reply::status(200) }).await;
    let dead = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let quick = Target::start().await;
    let url = fan(
        &gateway,
        &[
            ("slow", json!({"url": slow.url})),
            ("dead", json!({"url": format!("http://{dead}")})),
            ("quick", json!({"url": quick.url})),
        ],
    )
    .await;
    for _ in 0..300 {
        gateway.api().send(&url, "application/json", "{}").await;
    }
    // Both others have far more waiting than they may have under way.
    quick.received(300).await;
    assert!(slow.so_far().len() < 300, "the slow one has its share and no more");
}

#[tokio::test]
async fn a_rate_limit_spreads_deliveries_evenly() {
    let gateway = Served::start().await;
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let sink = arrived.clone();
    let target = Target::answering(move |_| {
        sink.lock().unwrap().push(Instant::now());
        Reply::status(200)
    })
    .await;
    let config = json!({"url": target.url, "rate_limit": 20, "rate_limit_period": "second"});
    let url = fan(&gateway, &[("limited", config)]).await;
    let began = Instant::now();
    for _ in 0..10 {
        gateway.api().send(&url, "application/json", "{}").await;
    }
    target.received(10).await;
    // 20 a second: one each 50 ms. Later is allowed, sooner is not.
    for (number, at) in arrived.lock().unwrap().iter().enumerate() {
        let took = *at - began;
        let soonest = Duration::from_millis(50) * u32::try_from(number).unwrap();
        assert!(took >= soonest, "number {number} after {took:?}");
    }
}

#[tokio::test]
async fn a_concurrency_limit_holds() {
    let gateway = Served::start().await;
    let target =
        Target::answering(|_| Reply { after: Duration::from_millis(300), ..Reply::status(200) })
            .await;
    let config = json!({"url": target.url, "rate_limit": 2, "rate_limit_period": "concurrent"});
    let url = fan(&gateway, &[("two", config)]).await;
    let began = Instant::now();
    for _ in 0..6 {
        gateway.api().send(&url, "application/json", "{}").await;
    }
    target.received(6).await;
    // The last two come when two rounds of 300 ms are over.
    assert!(began.elapsed() >= Duration::from_millis(600), "{:?}", began.elapsed());
}

#[tokio::test]
async fn what_was_not_delivered_is_delivered_after_a_kill_oldest_first() {
    let mut gateway = Served::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let config = json!({
        "url": format!("http://{address}"),
        "rate_limit": 1, "rate_limit_period": "concurrent",
    });
    let url = fan(&gateway, &[("later", config)]).await;
    // The socket is bound and nobody answers: the first is under way, the rest wait.
    for number in 0..20 {
        gateway.api().send(&url, "text/plain", format!("{number:02}")).await;
    }
    gateway.kill().await;
    drop(listener);
    let target = Target::at(address, |_| Reply::status(200)).await;
    gateway.restart().await;
    let bodies: Vec<_> = target.received(20).await.into_iter().map(|it| it.body).collect();
    let sent: Vec<_> = (0..20).map(|number| format!("{number:02}")).collect();
    assert_eq!(bodies, sent);
}

#[tokio::test]
async fn a_backlog_longer_than_memory_is_delivered_once_and_in_order() {
    const EVENTS: usize = 1500;
    let gateway = Served::start().await;
    let target = Target::answering(|it| Reply {
        after: Duration::from_secs(if it.number == 1 { 3 } else { 0 }),
        ..Reply::status(200)
    })
    .await;
    let config = json!({"url": target.url, "rate_limit": 1, "rate_limit_period": "concurrent"});
    let url = fan(&gateway, &[("behind", config)]).await;
    let api = gateway.api();
    let mut sent = Vec::new();
    for number in 0..EVENTS {
        sent.push(format!("{number:04}"));
        api.send(&url, "text/plain", format!("{number:04}")).await;
    }
    let bodies: Vec<_> = target.received(EVENTS).await.into_iter().map(|it| it.body).collect();
    assert_eq!(bodies, sent);
    api.until("/events?status=QUEUED", |it| it["count"] == 0).await;
    assert_eq!(target.so_far().len(), EVENTS, "none came twice");
}

#[tokio::test]
async fn a_limit_that_is_lifted_holds_nothing_back_any_more() {
    let gateway = Served::start().await;
    let target = Target::start().await;
    let config = json!({"url": target.url, "rate_limit": 1, "rate_limit_period": "hour"});
    let url = fan(&gateway, &[("slow", config)]).await;
    gateway.api().send(&url, "application/json", "1").await;
    gateway.api().send(&url, "application/json", "2").await;
    target.received(1).await;
    let config = json!({"url": target.url, "rate_limit": 100, "rate_limit_period": "second"});
    let lifted = json!({"name": "slow", "type": "HTTP", "config": config});
    gateway.api().put("/destinations", &lifted).await;
    target.received(2).await;
}
