//! `hookport send`: requests to a source, as a sender would make them.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;
use std::time::Instant;

use http::{HeaderName, HeaderValue, Method, StatusCode, header};

use super::Ctx;
use super::answer::Output;
use super::args::{Pace, rate, setting};
use super::error::{CliError, Exit, Result};
use super::fixture::{Fixture, read_all};
use super::local::gateway_or_start;
use super::outgoing::{Answered, Outgoing, source};
use super::sign::{Signer, secret};
use super::trigger::kind;
use crate::client::{self, Client, Query, REQUESTS, models};

/// How many requests are asked about at once; the API's longest page.
const PAGE: usize = 250;

/// Send requests to a source, as a sender would
///
/// The source's answer goes to standard output, what it means to standard error. The status is 1
/// when the source did not answer with 2xx, and also when it did and rejected the request, as most
/// sources do with one whose sender did not prove who they are: `--resign` signs it. Where no gateway
/// runs, one is started for this command, and keeps what was sent.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport send shop --data '{\"order\":1}'
  hookport send shop --data @order.json --header 'x-topic: orders' --path /eu
  generate-order | hookport send shop --data -
  hookport send shop --set order.id=7 --set order.sku=A1
  hookport send stripe --from fixtures --resign
  pbpaste | hookport send shop --from -         a curl command from elsewhere
  hookport send stripe --data @paid.json --resign stripe --secret env:STRIPE_SECRET
  hookport send shop --data @order.json --repeat 1000 --rate 50/s")]
pub(super) struct Send {
    /// The source, by its name or id
    #[arg(value_name = "SOURCE")]
    source: String,
    /// The body: text, `@FILE` for a file, `-` for standard input
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    data: Option<String>,
    /// Requests in a file, a folder, or standard input (`-`): fixtures as `hookport record` writes
    /// them, HAR, curl commands, JSON of `listen` or of lists; what else is said here is changed in
    /// each
    #[arg(long, value_name = "PATH", conflicts_with = "data")]
    from: Option<PathBuf>,
    /// Change a value of the JSON or form, as `path=value`: `items.0.price=5` (can be repeated)
    #[arg(long, value_name = "PATH=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// The method [default: POST]
    #[arg(long, short = 'X', value_parser = method)]
    method: Option<Method>,
    /// A header, as `name: value` (can be repeated)
    #[arg(long, short = 'H', value_name = "HEADER", value_parser = header)]
    header: Vec<(HeaderName, HeaderValue)>,
    /// What follows the source's own path
    #[arg(long)]
    path: Option<String>,
    /// What follows the `?`, like `a=1&b=2` (can be repeated)
    #[arg(long, value_name = "QUERY")]
    query: Vec<String>,
    /// The content type [default: what the body looks like: JSON, XML, a form or text]
    #[arg(long, value_name = "TYPE")]
    content_type: Option<HeaderValue>,
    /// Sign it as the source's sender would, or as this provider, freshly each time
    #[arg(long, value_name = "PROVIDER", num_args = 0..=1, default_missing_value = "")]
    resign: Option<String>,
    /// Where another secret is: `@FILE`, `env:NAME`, or `-` for standard input; JSON for several, a
    /// private key in PEM for providers that sign with one [default: the source's own]
    #[arg(long, value_name = "FROM", requires = "resign")]
    secret: Option<String>,
    /// Send it this many times
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=100_000))]
    repeat: u32,
    /// How many a second at most, like `50/s`; each waits for the answer to the one before
    #[arg(long, value_name = "NUMBER", value_parser = rate)]
    rate: Option<f64>,
    #[command(flatten)]
    pub(super) output: Output,
}

/// Sends them.
pub(super) async fn run(ctx: &Ctx, args: &Send) -> Result<()> {
    let is_stdin = |it: &str| it == "-" || it == "@-";
    let reads = args.data.as_deref().is_some_and(is_stdin)
        || args.from.as_ref().is_some_and(|it| it.as_os_str() == "-");
    if reads && args.secret.as_deref().is_some_and(is_stdin) {
        return Err(CliError::usage(
            "the secret and the body cannot both be read from standard input",
        )
        .hint("`--secret @FILE` and `--secret env:NAME` read it from elsewhere."));
    }
    let fixtures = args.fixtures()?;
    let secret = args.secret.as_deref().map(secret).transpose()?;
    let provider = match args.resign.as_deref() {
        None | Some("") => None,
        Some(typed) => Some(kind(typed)?),
    };
    let home = gateway_or_start(ctx).await?;
    if home.is_own() {
        ctx.ui.status("no gateway is running; one was started for this command");
    }
    let sending = async {
        let query = match args.resign {
            Some(_) => Query::default().with("include", "config.auth"),
            None => Query::default(),
        };
        let source = source(&home.client, &args.source, &query).await?;
        let signer = args.resign.as_ref().map(|_| Signer::of(&source));
        let signer = match provider {
            Some(kind) => signer.map(|it| it.like(kind)),
            None => signer,
        };
        let signer = match (signer, secret) {
            (Some(signer), Some(secret)) => Some(signer.with_secret(secret)?),
            (signer, _) => signer,
        };
        let url = source["url"].as_str().unwrap_or_default();
        let make = |fixture: &Fixture| {
            let mut res = fixture.outgoing(url)?;
            if let Some(signer) = &signer
                && !signer.sign(&mut res)?
            {
                return Err(CliError::usage("this source asks for no proof that could be signed")
                    .hint("`--resign PROVIDER --secret FROM` signs as a provider would."));
            }
            Ok(res)
        };
        match (&*fixtures, args.repeat) {
            ([one], 1) => post(ctx, &home.client, make(one)?).await,
            _ => many(ctx, args, &home.client, &fixtures, make).await,
        }
    };
    let res = sending.await;
    home.leave().await?;
    res
}

impl Send {
    /// What is to be sent, each once.
    fn fixtures(&self) -> Result<Vec<Fixture>> {
        let fixtures = match &self.from {
            Some(path) => read_all(path)?.into_iter().map(|(_, fixture)| fixture).collect(),
            None => vec![Fixture::of(&body(self.data.as_deref())?)],
        };
        let changed = |fixture: Fixture| self.changed(fixture).map_err(CliError::usage);
        fixtures.into_iter().map(changed).collect()
    }

    fn changed(&self, mut fixture: Fixture) -> std::result::Result<Fixture, String> {
        if let Some(method) = &self.method {
            fixture.method = method.to_string();
        }
        if let Some(path) = &self.path {
            fixture.path.clone_from(path);
        }
        if !self.query.is_empty() {
            fixture.query = self.query.join("&");
        }
        let content_type = self.content_type.iter().map(|it| (header::CONTENT_TYPE, it.clone()));
        let headers: Vec<_> = self.header.iter().cloned().chain(content_type).collect();
        let is_given =
            |name: &str| headers.iter().any(|(it, _)| name.eq_ignore_ascii_case(it.as_str()));
        fixture.headers.retain(|(name, _)| !is_given(name));
        for (name, value) in &headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            fixture.headers.push((name.to_string(), value.into_owned()));
        }
        let body = fixture.body()?;
        if self.from.is_none() && !body.is_empty() && fixture.header("content-type").is_none() {
            fixture.headers.push(("content-type".to_owned(), guess(&body).to_owned()));
        }
        if self.set.is_empty() { Ok(fixture) } else { fixture.set(&self.set) }
    }
}

/// Sends it, writes the answer, and tells what became of it.
pub(super) async fn post(ctx: &Ctx, client: &Client, outgoing: Outgoing) -> Result<()> {
    let answered = outgoing.exchange().await?;
    let (status, request_id) = (answered.status, answered.request_id());
    show(ctx, &answered)?;
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

/// Writes what a source answered.
fn show(ctx: &Ctx, answered: &Answered) -> Result<()> {
    if !ctx.ui.is_for_people() {
        return ctx.ui.answer(&answered.to_value());
    }
    let end = if answered.text.is_empty() || answered.text.ends_with(b"\n") { "" } else { "\n" };
    ctx.ui.write(&[&answered.text, end.as_bytes()].concat())
}

/// Sends them one after another, as often as is asked, and tells what became of all of them.
async fn many(
    ctx: &Ctx,
    args: &Send,
    client: &Client,
    fixtures: &[Fixture],
    make: impl Fn(&Fixture) -> Result<Outgoing>,
) -> Result<()> {
    let (mut http, mut pace, mut sent) = (None, Pace::new(args.rate), Sent::default());
    let (began, mut broken) = (Instant::now(), None);
    for fixture in (0..args.repeat).flat_map(|_| fixtures) {
        pace.wait().await;
        let outgoing = make(fixture)?;
        let http = match &mut http {
            Some(http) => http,
            none => none.insert(client::http(&outgoing.url).build().map_err(anyhow::Error::from)?),
        };
        let answered = match outgoing.exchange_over(http).await {
            Ok(answered) => answered,
            // What became of those before it is told all the same.
            Err(error) => {
                broken = Some(error);
                break;
            }
        };
        show(ctx, &answered)?;
        *sent.statuses.entry(answered.status).or_default() += 1;
        match answered.request_id() {
            Some(id) => sent.requests.push(id),
            None if answered.status.is_success() => (),
            None => *sent.refused.entry(answered.status.to_string()).or_default() += 1,
        }
    }
    let took = began.elapsed().as_secs_f64();
    let asked = sent.ask(&client.clone().patient()).await;
    let count: u64 = sent.statuses.values().sum();
    let rate = count as f64 / took;
    ctx.ui.status(format_args!("sent {count} in {took:.1} s ({rate:.0}/s), {}", sent.became()));
    if let Some(error) = broken {
        return Err(error);
    }
    asked?;
    sent.failure(count).map_or(Ok(()), Err)
}

/// What became of many.
#[derive(Default)]
struct Sent {
    /// How many were answered so.
    statuses: BTreeMap<StatusCode, u64>,
    /// The requests that were kept of them.
    requests: Vec<String>,
    /// Whether it is known what became of those.
    is_known: bool,
    events: u64,
    ignored: u64,
    /// How many were rejected, or not even kept, by why.
    refused: BTreeMap<String, u64>,
}

impl Sent {
    /// Asks what became of them: most sources answer 200 to what they reject.
    async fn ask(&mut self, client: &Client) -> Result<()> {
        for ids in self.requests.chunks(PAGE) {
            let mut query = Query::default().with("limit", &PAGE.to_string());
            query.push_all("id", ids);
            for request in models(&client.list(REQUESTS, &query).await?) {
                let count = |name: &str| request[name].as_u64().unwrap_or_default();
                self.events += count("events_count") + count("cli_events_count");
                self.ignored += count("ignored_count");
                if let Some(cause) = request["rejection_cause"].as_str() {
                    *self.refused.entry(cause.to_owned()).or_default() += 1;
                }
            }
        }
        self.is_known = !self.requests.is_empty();
        Ok(())
    }

    fn became(&self) -> String {
        let mut parts: Vec<_> =
            self.statuses.iter().map(|(status, count)| format!("{count} × {status}")).collect();
        // A source with an answer of its own does not say which request it made.
        if self.is_known {
            parts.push(counted(self.events, "event"));
        }
        if self.ignored > 0 {
            parts.push(format!("{} ignored", self.ignored));
        }
        parts.join(", ")
    }

    /// Why it is no success, where it is none.
    fn failure(&self, count: u64) -> Option<CliError> {
        let bad: u64 = self.refused.values().sum();
        if bad == 0 {
            return None;
        }
        let causes = self.refused.iter().map(|(cause, count)| format!("{count} × {cause}"));
        let causes = causes.collect::<Vec<_>>().join(", ");
        let error = CliError::failed(format!("{bad} of {count} were not taken: {causes}"));
        Some(error.hint("`hookport request list --status rejected` shows those that were kept."))
    }
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The body, from wherever it is.
fn body(data: Option<&str>) -> Result<Vec<u8>> {
    let Some(data) = data else {
        return Ok(Vec::new());
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
        Ok(bytes) => Ok(bytes),
        Err(error) => {
            let message = format!("cannot read the body from `{data}`");
            Err(CliError::because(error, Exit::Usage, message))
        }
    }
}

/// What a body looks like.
fn guess(body: &[u8]) -> &'static str {
    let Ok(text) = std::str::from_utf8(body) else { return "application/octet-stream" };
    let is_form = |text: &str| {
        let is_plain = |it: u8| it.is_ascii_alphanumeric() || b"-_.~+%*[]&=".contains(&it);
        text.bytes().all(is_plain)
            && text.split('&').all(|it| it.find('=').is_some_and(|at| at > 0))
    };
    match text.trim_start() {
        _ if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() => "application/json",
        it if it.starts_with("<?xml") => "application/xml",
        it if is_form(it) => "application/x-www-form-urlencoded",
        _ => "text/plain",
    }
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
    fn what_a_source_answers_in_its_own_words_is_not_counted_as_lost() {
        let mut sent = Sent::default();
        sent.statuses.insert(StatusCode::OK, 2);
        assert!(sent.failure(2).is_none());
        assert_eq!(sent.became(), "2 × 200 OK");
        sent.is_known = true;
        assert_eq!(sent.became(), "2 × 200 OK, 0 events");
    }

    #[test]
    fn a_body_is_called_what_it_looks_like() {
        for (body, expected) in [
            (&b"{\"a\":1}"[..], "application/json"),
            (b" [] ", "application/json"),
            (b"<?xml version=\"1.0\"?><a/>", "application/xml"),
            (b"a=1&b=x%20y", "application/x-www-form-urlencoded"),
            (b"hello", "text/plain"),
            (b"1 + 1 = 2", "text/plain"),
            (b"=", "text/plain"),
            (b"\xff\x00", "application/octet-stream"),
        ] {
            assert_eq!(guess(body), expected, "{}", String::from_utf8_lossy(body));
        }
    }
}
