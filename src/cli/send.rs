//! `hookport send`: a request to a source, as a sender would make it.

use std::io::Read as _;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};
use url::Url;

use super::Ctx;
use super::answer::Output;
use super::error::{CliError, Exit, Result};
use super::local::gateway_or_start;
use crate::client::{self, Query, REQUESTS, SOURCES};
use crate::model::Headers;

/// The longest answer that is read; a source answers with a few words.
const ANSWER_LIMIT: usize = 1 << 20;

/// Send a request to a source, as a sender would
///
/// The source's answer goes to standard output, what it means to standard error. The status is 1
/// when the source did not answer with 2xx, and also when it did and rejected the request, as most
/// sources do with one whose sender did not prove who they are.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport send shop --data '{\"order\":1}'
  hookport send shop --data @order.json --header 'x-topic: orders' --path /eu
  generate-order | hookport send shop --data -")]
pub(super) struct Send {
    /// The source, by its name or id
    #[arg(value_name = "SOURCE")]
    source: String,
    /// The body: text, `@FILE` for a file, `-` for standard input
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    data: Option<String>,
    /// The method
    #[arg(long, short = 'X', default_value = "POST", value_parser = method)]
    method: Method,
    /// A header, as `name: value` (can be repeated)
    #[arg(long, short = 'H', value_name = "HEADER", value_parser = header)]
    header: Vec<(HeaderName, HeaderValue)>,
    /// What follows the source's own path
    #[arg(long)]
    path: Option<String>,
    /// What follows the `?`, like `a=1&b=2` (can be repeated)
    #[arg(long, value_name = "QUERY")]
    query: Vec<String>,
    /// The content type [default: application/json for what is JSON, text/plain otherwise]
    #[arg(long, value_name = "TYPE")]
    content_type: Option<HeaderValue>,
    #[command(flatten)]
    pub(super) output: Output,
}

/// Sends it.
pub(super) async fn run(ctx: &Ctx, args: &Send) -> Result<()> {
    let body = body(args.data.as_deref())?;
    let home = gateway_or_start(ctx).await?;
    if home.is_own() {
        ctx.ui.status("no gateway is running; one was started for this command");
    }
    let res = send(ctx, args, &home.client, body).await;
    home.leave().await?;
    res
}

async fn send(ctx: &Ctx, args: &Send, client: &client::Client, body: Bytes) -> Result<()> {
    let source = source(client, &args.source, &Query::default()).await?;
    let url = source["url"].as_str().unwrap_or_default();
    let url = address(url, args.path.as_deref().unwrap_or_default(), &args.query)?;

    let mut headers = http::HeaderMap::new();
    for (name, value) in &args.header {
        headers.append(name, value.clone());
    }
    if let Some(given) = &args.content_type {
        headers.insert(header::CONTENT_TYPE, given.clone());
    } else if !body.is_empty() && !headers.contains_key(header::CONTENT_TYPE) {
        headers.insert(header::CONTENT_TYPE, guess(&body));
    }
    let request = Outgoing { method: args.method.clone(), url, headers, body };
    post(ctx, client, request).await
}

/// A source, by its name or id.
pub(super) async fn source(client: &client::Client, name: &str, query: &Query) -> Result<Value> {
    let id = match client.id_of(SOURCES, name).await {
        Err(error @ client::Error::NotFound(_)) => {
            let hint = format!("`hookport source create --name {name}` makes it.");
            return Err(CliError::from(error).hint(hint));
        }
        id => id?,
    };
    Ok(client.get(SOURCES, &id, query).await?)
}

/// A request that is to go to a source.
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: http::HeaderMap,
    pub(super) body: Bytes,
}

/// What a source answered.
pub(super) struct Answered {
    status: StatusCode,
    headers: Headers,
    text: Vec<u8>,
}

impl Answered {
    /// Status, headers and body, and the request that was kept.
    pub(super) fn to_value(&self) -> Value {
        let body: Option<Value> = serde_json::from_slice(&self.text).ok();
        let body = body.unwrap_or_else(|| String::from_utf8_lossy(&self.text).into());
        json!({
            "status": self.status.as_u16(),
            "request_id": self.request_id(),
            "headers": self.headers.to_value(),
            "body": body,
        })
    }

    fn request_id(&self) -> Option<String> {
        let body: Value = serde_json::from_slice(&self.text).ok()?;
        body["request_id"].as_str().map(str::to_owned)
    }
}

/// Sends it.
pub(super) async fn exchange(outgoing: Outgoing) -> Result<Answered> {
    let Outgoing { method, url, headers, body } = outgoing;
    let http = client::http(&url).build().map_err(|error| unreachable(&url, error))?;
    let request = http.request(method, url.clone()).headers(headers).body(body);
    let mut answer = request.send().await.map_err(|error| unreachable(&url, error))?;
    let mut text = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| unreachable(&url, error))? {
        text.extend_from_slice(&chunk);
        if text.len() > ANSWER_LIMIT {
            return Err(CliError::failed("the source's answer is longer than 1 MiB"));
        }
    }

    Ok(Answered { status: answer.status(), headers: Headers::from_map(answer.headers()), text })
}

/// Sends it, writes the answer, and tells what became of it.
pub(super) async fn post(ctx: &Ctx, client: &client::Client, outgoing: Outgoing) -> Result<()> {
    let mut answered = exchange(outgoing).await?;
    let (status, request_id) = (answered.status, answered.request_id());
    if ctx.ui.is_for_people() {
        if !answered.text.is_empty() && !answered.text.ends_with(b"\n") {
            answered.text.push(b'\n');
        }
        ctx.ui.write(&answered.text)?;
    } else {
        ctx.ui.answer(&answered.to_value())?;
    }
    if !status.is_success() {
        let res = CliError::failed(format!("the source answered {status}"));
        return Err(match request_id {
            Some(id) => res.hint(format!("`hookport request get {id}` shows what was kept of it.")),
            None => res,
        });
    }
    let Some(id) = request_id else { return Ok(()) };
    // Most sources answer 200 to what they reject, so that a sender does not try again for ever.
    let request = client.get(REQUESTS, &id, &Query::default()).await?;
    if let Some(cause) = request["rejection_cause"].as_str() {
        let why = request["verification"]["reason"].as_str();
        let why = why.map(|it| format!(", since {it}")).unwrap_or_default();
        return Err(CliError::failed(format!("the source rejected it: {cause}{why}"))
            .hint(format!("`hookport request get {id}` shows what was kept of it.")));
    }
    let count = |name: &str| request[name].as_u64().unwrap_or_default();
    let events = count("events_count") + count("cli_events_count");
    let ignored = match count("ignored_count") {
        0 => String::new(),
        count => format!(", ignored by {}", counted(count, "connection")),
    };
    let verified = if request["verified"] == true { ", verified" } else { "" };
    let events = counted(events, "event");
    ctx.ui.status(format_args!("{status}, request {id}{verified}, {events}{ignored}"));
    Ok(())
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The body, from wherever it is.
fn body(data: Option<&str>) -> Result<Bytes> {
    let Some(data) = data else {
        return Ok(Bytes::new());
    };
    let mut bytes = Vec::new();
    let read = match data {
        "-" | "@-" => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes),
        _ => match data.strip_prefix('@') {
            Some(path) => std::fs::read(path),
            None => Ok(data.as_bytes().to_vec()),
        },
    };
    match read {
        Ok(bytes) => Ok(bytes.into()),
        Err(error) => {
            let message = format!("cannot read the body from `{data}`");
            Err(CliError::because(error, Exit::Usage, message))
        }
    }
}

/// The source's URL, with more path and more query.
pub(super) fn address(source: &str, path: &str, query: &[String]) -> Result<Url> {
    let mut text = source.trim_end_matches('/').to_owned();
    if !path.is_empty() {
        text.push('/');
        text.push_str(path.trim_start_matches('/'));
    }
    for (index, part) in query.iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(part);
    }
    Url::parse(&text)
        .map_err(|error| CliError::because(error, Exit::Failed, "the source has no URL"))
}

fn guess(body: &[u8]) -> HeaderValue {
    let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(body).is_ok();
    HeaderValue::from_static(if is_json { "application/json" } else { "text/plain" })
}

fn unreachable(url: &Url, error: reqwest::Error) -> CliError {
    client::Error::Unreachable { url: url.clone(), source: error.without_url() }.into()
}

fn method(text: &str) -> std::result::Result<Method, String> {
    text.to_uppercase().parse().map_err(|_| "this is no method".to_owned())
}

/// Reads `name: value`.
pub(super) fn header(text: &str) -> std::result::Result<(HeaderName, HeaderValue), String> {
    let (name, value) = text.split_once(':').ok_or("a header is `name: value`")?;
    let name = name.trim().parse().map_err(|_| "this is no header's name".to_owned())?;
    let value = value.trim().parse().map_err(|_| "this is no header's value".to_owned())?;
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_and_query_follow_the_source() {
        let url = address("http://h/e/src_1", "/a/b", &["x=1".into(), "y=2".into()]).unwrap();
        assert_eq!(url.as_str(), "http://h/e/src_1/a/b?x=1&y=2");
        assert_eq!(address("http://h/e/src_1/", "", &[]).unwrap().as_str(), "http://h/e/src_1");
    }

    #[test]
    fn what_is_json_is_called_json() {
        assert_eq!(guess(b"{\"a\":1}"), "application/json");
        assert_eq!(guess(b"a=1"), "text/plain");
    }
}
