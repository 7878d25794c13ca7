//! Asks a gateway one thing after the other, and keeps what it answered.

use std::time::Instant;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Hand, PATIENCE, Reply, Served, Target};

/// One version's story so far.
pub(super) struct Story<'a> {
    /// The gateway's API in that version.
    pub(super) api: Api,
    /// How that version is written.
    pub(super) hand: Hand<'a>,
    /// Where events go; what has `/fail` in its path fails.
    pub(super) target: Target,
    /// Every call that was made, in order.
    pub(super) calls: Vec<Call>,
}

/// One call, and its answer.
pub(super) struct Call {
    /// `PUT /sources/{}/disable`: the operation, with nothing in the place of what it is about.
    pub(super) operation: String,
    /// The path and query that were asked.
    pub(super) asked: String,
    /// The answer's status.
    pub(super) status: u16,
    /// The answer.
    pub(super) answer: Value,
    /// What a list should have had in it, where that is missing.
    pub(super) missed: Option<String>,
}

impl<'a> Story<'a> {
    /// Nothing is made yet.
    pub(super) async fn begin(gateway: &Served, version: &'a str) -> Self {
        let api = gateway.api().under(&format!("/{version}"));
        let answer = |path: &str| if path.contains("/fail") { 500 } else { 200 };
        let target = Target::answering(move |it| Reply::status(answer(&it.path))).await;
        Self { api, hand: Hand::of(version), target, calls: Vec::new() }
    }

    /// Asks for a path in which braces hold the places of ids: `/sources/{src_1}/disable?a=b`.
    async fn ask(&mut self, method: Method, path: &str, body: Option<Value>) -> &mut Call {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let asked = format!("{}?{query}", path.replace(['{', '}'], ""));
        let (status, answer) = self.api.call(method.clone(), &asked, body.as_ref()).await;
        let operation = format!("{method} {}", nameless(path));
        self.calls.push(Call { operation, asked, status, answer, missed: None });
        self.calls.last_mut().unwrap()
    }

    pub(super) async fn get(&mut self, path: &str) -> Value {
        self.ask(Method::GET, path, None).await.answer.clone()
    }

    pub(super) async fn post(&mut self, path: &str, body: Value) -> Value {
        self.ask(Method::POST, path, Some(body)).await.answer.clone()
    }

    pub(super) async fn put(&mut self, path: &str, body: Value) -> Value {
        self.ask(Method::PUT, path, Some(body)).await.answer.clone()
    }

    pub(super) async fn delete(&mut self, path: &str) -> Value {
        self.ask(Method::DELETE, path, None).await.answer.clone()
    }

    /// Puts nothing to a path: what an action takes.
    pub(super) async fn act(&mut self, path: &str) -> Value {
        self.put(path, json!({})).await
    }

    /// Asks for a list, which must have something in it. Answers the first.
    pub(super) async fn list(&mut self, path: &str) -> Value {
        let call = self.ask(Method::GET, path, None).await;
        let models = call.answer.get("models").unwrap_or(&call.answer);
        let first = models.get(0).cloned();
        if first.is_none() {
            call.missed = Some("nothing is in it".to_owned());
        }
        first.unwrap_or_default()
    }

    /// Asks for a list until its first is as wanted; answers that one, or whatever is there after
    /// a while. What is of something that could not be made is not waited for.
    pub(super) async fn wait(&mut self, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let (status, answer) = self.api.call(Method::GET, path, None).await;
            let first = answer.pointer("/models/0").cloned().unwrap_or_default();
            let never = status != 200 || path.ends_with("=none") || Instant::now() > end;
            if never || wanted(&first) {
                return first;
            }
            tokio::time::sleep(PATIENCE / 1000).await;
        }
    }

    /// Sends a body to a source that could be made, whatever becomes of it.
    pub(super) async fn send(&self, source: &Value, body: &str) {
        let Some(url) = source["url"].as_str() else { return };
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{url}/orders?page=1");
        let request = http.post(url).header("content-type", "application/json");
        request.body(body.to_owned()).send().await.unwrap();
    }
}

/// The text under a name, or `none` where something went wrong before: the story goes on.
pub(super) fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or("none").to_owned()
}

/// The id of an object.
pub(super) fn id(value: &Value) -> String {
    text(value, "id")
}

/// The path without what its braces hold.
pub(super) fn nameless(path: &str) -> String {
    let segment = |it: &str| if it.starts_with('{') { "{}".to_owned() } else { it.to_owned() };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}
