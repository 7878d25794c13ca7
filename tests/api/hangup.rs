//! Callers who hang up before they are answered.

use std::collections::BTreeSet;

use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::support::{KEY, Served};

fn names(page: &Value) -> BTreeSet<String> {
    let models = page["models"].as_array().unwrap();
    models.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_is_on_disk_is_known_also_when_its_caller_hung_up() {
    let mut gateway = Served::with(&["--api-rate-limit", "0"]).await;
    let address = gateway.url.strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
    for at in 0..100 {
        let body = format!("{{\"name\":\"left-{at}\"}}");
        let request = format!(
            "POST /sources HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEY}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut socket = TcpStream::connect(&address).await.unwrap();
        socket.write_all(request.as_bytes()).await.unwrap();
        // At once, or while it is being written.
        tokio::time::sleep(std::time::Duration::from_micros(at * 20)).await;
    }
    let made = |page: &Value| page["models"].as_array().is_some_and(|it| it.len() >= 90);
    gateway.api().until("/sources?limit=250", made).await;
    gateway.api().post("/sources", &serde_json::json!({ "name": "last" })).await;
    let before = names(&gateway.api().get("/sources?limit=250").await);
    gateway.kill().await;
    gateway.restart().await;
    assert_eq!(names(&gateway.api().get("/sources?limit=250").await), before);
}
