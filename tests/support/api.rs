//! The gateway's API, as a person with curl would use it.

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use super::PATIENCE;

/// A way to the API of one gateway; calls panic with the answer where it is not what they want.
#[derive(Clone)]
pub(crate) struct Api {
    gateway: String,
    version: String,
    key: String,
    http: Client,
}

impl Api {
    /// For this gateway and key, in the version that the command line speaks.
    pub(crate) fn new(gateway: &str, key: &str) -> Self {
        Self {
            gateway: gateway.to_owned(),
            version: "/2025-07-01".to_owned(),
            key: key.to_owned(),
            http: Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// The same under another path, like `/2024-09-01`, or under none.
    pub(crate) fn under(&self, version: &str) -> Self {
        Self { version: version.to_owned(), ..self.clone() }
    }

    /// The key that it opens the gateway with.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// The same with another key.
    pub(crate) fn with_key(&self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self.clone() }
    }

    /// Any call: the answer as it comes.
    pub(crate) async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Response {
        let url = format!("{}{}{path}", self.gateway, self.version);
        let mut request = self.http.request(method, url);
        if let Some(body) = body {
            request = request.json(body);
        }
        request.bearer_auth(&self.key).send().await.unwrap()
    }

    /// Any call: the status and the answer, whatever it is.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> (u16, Value) {
        let response = self.ask(method, path, body).await;
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    async fn done(&self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let (status, answer) = self.call(method.clone(), path, body).await;
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        answer
    }

    /// `GET`
    pub(crate) async fn get(&self, path: &str) -> Value {
        self.done(Method::GET, path, None).await
    }

    /// `POST`
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        self.done(Method::POST, path, Some(body)).await
    }

    /// `PUT`
    pub(crate) async fn put(&self, path: &str, body: &Value) -> Value {
        self.done(Method::PUT, path, Some(body)).await
    }

    /// Asks again until the answer is as wanted.
    pub(crate) async fn until(&self, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        let asking = async {
            loop {
                last = self.get(path).await;
                if wanted(&last) {
                    return last.clone();
                }
                tokio::time::sleep(PATIENCE / 1000).await;
            }
        };
        let answer = tokio::time::timeout(PATIENCE, asking).await;
        answer.unwrap_or_else(|_| panic!("GET {path} still answers {last}"))
    }

    /// A connection of this name from a new source to an HTTP destination; answers the connection.
    pub(crate) async fn connect(&self, name: &str, url: &str, rules: &Value) -> Value {
        let connection = json!({
            "name": name,
            "source": { "name": name },
            "destination": { "name": name, "type": "HTTP", "config": { "url": url } },
            "rules": rules,
        });
        self.put("/connections", &connection).await
    }

    /// Posts a body to a source's URL and expects a 200.
    pub(crate) async fn send(
        &self,
        source_url: &str,
        content_type: &str,
        body: impl Into<reqwest::Body>,
    ) -> Value {
        let request = self.http.post(source_url).header("content-type", content_type).body(body);
        let response = request.send().await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        assert_eq!(status, 200, "{text}");
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    }
}
