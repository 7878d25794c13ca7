//! How a gateway stops.

use std::time::Duration;

use serde_json::json;

use crate::support::{Reply, Served, Target};

#[tokio::test]
async fn a_stop_finishes_what_is_under_way() {
    let mut gateway = Served::start().await;
    let target =
        Target::answering(|_| Reply { after: Duration::from_millis(400), ..Reply::status(200) })
            .await;
    let api = gateway.api();
    let connection = api.connect("stop", &target.url, &json!([])).await;
    let url = connection["source"]["url"].as_str().unwrap().to_owned();
    api.send(&url, "application/json", "{}").await;
    target.received(1).await;
    let status = gateway.stop().await;
    assert!(status.success(), "{status}");

    gateway.restart().await;
    let events = api.get("/events").await;
    assert_eq!(events["models"][0]["status"], "SUCCESSFUL");
    assert_eq!(events["models"][0]["attempts"], 1);
    assert_eq!(target.so_far().len(), 1, "and it is not made again");
}
