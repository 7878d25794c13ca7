//! `hookport trigger`: a sample of a provider's, signed as it would sign it.

use std::io::Read as _;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use super::Ctx;
use super::answer::Output;
use super::error::{CliError, Exit, Result};
use super::local::gateway_or_start;
use super::send::{self, Outgoing};
use crate::client::{Client, Query, SOURCES, models};
use crate::model::{Id, Kind, Timestamp};
use crate::verify::{self, Event, SOURCE_TYPES, Sample};

/// Send a source a sample of what its provider sends, freshly signed
///
/// The sample is made here and nobody else is asked for anything. It is signed with the source's own
/// secret, which is read from the gateway, and goes to the source's URL. What providers sign with a
/// private key is signed with one of yours: make a key, and give the source its public half.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport trigger --list
  hookport trigger --list stripe
  hookport trigger github push
  hookport trigger stripe invoice.paid --set data.object.amount_paid=1200
  hookport trigger shopify --source shop-eu
  hookport trigger github push --secret env:WRONG_SECRET
  hookport trigger discord --secret @key.pem")]
pub(super) struct Trigger {
    /// The provider, as a source's type is spelled, in any case: `github`, `tiktok-shop`
    #[arg(value_name = "PROVIDER", required_unless_present = "list")]
    provider: Option<String>,
    /// What happens there [default: the first that `--list` shows]
    #[arg(value_name = "EVENT", conflicts_with = "list")]
    event: Option<String>,
    /// List the providers, or the events of one of them
    #[arg(long)]
    list: bool,
    /// The source, by its name or id [default: the only one of this type]
    #[arg(long, value_name = "NAME or ID")]
    source: Option<String>,
    /// Change a value of the sample, as `path=value`: `data.items.0.price=5` (can be repeated)
    #[arg(long, value_name = "PATH=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// Where another secret is: `@FILE`, `env:NAME`, or `-` for standard input; JSON for several, a
    /// private key in PEM for providers that sign with one [default: the source's own]
    #[arg(long, value_name = "FROM")]
    secret: Option<String>,
    #[command(flatten)]
    pub(super) output: Output,
}

/// Sends it.
pub(super) async fn run(ctx: &Ctx, args: &Trigger) -> Result<()> {
    let Some(provider) = &args.provider else { return list_all(ctx) };
    if args.list {
        return list(ctx, kind(provider)?);
    }
    let sample = Wanted {
        provider,
        event: args.event.as_deref(),
        source: args.source.as_deref(),
        set: &args.set,
        secret: args.secret.as_deref().map(secret).transpose()?,
    };
    sample.event()?;
    let home = gateway_or_start(ctx).await?;
    if home.is_own() {
        ctx.ui.status("no gateway is running; one was started for this command");
    }
    let sending = async {
        let (outgoing, is_signed) = sample.made(&home.client).await?;
        if !is_signed {
            ctx.ui.status("this source asks for no proof, so the sample is not signed");
        }
        send::post(ctx, &home.client, outgoing).await
    };
    let res = sending.await;
    home.leave().await?;
    res
}

/// A sample that is wanted.
pub(super) struct Wanted<'a> {
    /// The provider, however it was typed.
    pub(super) provider: &'a str,
    /// What happens there; the first event when nothing is said.
    pub(super) event: Option<&'a str>,
    /// The source; the only one of the provider's type when nothing is said.
    pub(super) source: Option<&'a str>,
    /// Changes, each a path and a value.
    pub(super) set: &'a [(String, String)],
    /// Another secret than the source's.
    pub(super) secret: Option<String>,
}

impl Wanted<'_> {
    fn event(&self) -> Result<(&'static str, Event)> {
        let kind = kind(self.provider)?;
        Ok((kind, event(kind, self.event)?))
    }

    /// The request for it, and whether it is signed: a source that asks for no proof gets none.
    pub(super) async fn made(&self, client: &Client) -> Result<(Outgoing, bool)> {
        let (kind, mut event) = self.event()?;
        let source = source(client, self.source, kind).await?;
        let (signer, mut auth) = signer(&source);
        let mut private_key = None;
        match &self.secret {
            Some(text) if verify::is_private(text) => private_key = Some(text.as_str()),
            Some(text) => replace(&mut auth, text)?,
            None => (),
        }
        for (path, value) in self.set {
            event.body.set(path, value);
        }
        let text = source["url"].as_str().unwrap_or_default();
        let mut url = send::address(text, "", &[])?;
        let body = event.body.bytes();
        let signed = signed(&signer, &auth, text, &body, private_key)?;
        let is_signed = signed.is_some();
        let signed = signed.unwrap_or(verify::Signed { body, ..verify::Signed::default() });
        let is_json = serde_json::from_slice::<IgnoredAny>(&signed.body).is_ok();
        let media_type = match event.body.media_type() {
            // Where the body is the proof, it is a token now.
            "application/json" if !is_json => "text/plain",
            other => other,
        };
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        for (name, value) in event.headers.iter().chain(&signed.headers) {
            let name: Option<HeaderName> = name.parse().ok();
            if let (Some(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        if !signed.query.is_empty() {
            url.set_query(Some(&signed.query));
        }
        let body = Bytes::from(signed.body);
        Ok((Outgoing { method: Method::POST, url, headers, body }, is_signed))
    }
}

/// A body signed anew for a source, with its own secret; `None` where it asks for no proof.
pub(super) fn resign(source: &Value, url: &str, body: &[u8]) -> Result<Option<verify::Signed>> {
    let (signer, auth) = signer(source);
    signed(&signer, &auth, url, body, None)
}

fn signed(
    signer: &str,
    auth: &Map<String, Value>,
    url: &str,
    body: &[u8],
    private_key: Option<&str>,
) -> Result<Option<verify::Signed>> {
    if auth.is_empty() && !verify::always_checked(signer) {
        return Ok(None);
    }
    let id = format!("msg_{}", &*Id::random(Kind::Event));
    let sample = Sample { id: &id, private_key, ..Sample::new(url, body, Timestamp::now().0) };
    verify::sign(signer, auth, &sample).map(Some).ok_or_else(|| unsigned(signer, auth))
}

/// Why nothing was signed.
fn unsigned(signer: &str, auth: &Map<String, Value>) -> CliError {
    if verify::takes_private_key(signer, auth) {
        return CliError::usage(format!("{signer} signs with a private key, and only it has that"))
            .hint("`--secret @key.pem` signs with a key of yours.")
            .hint("`openssl pkey -in key.pem -pubout` shows what the source is to be told.");
    }
    CliError::failed(format!("nothing can be signed for {signer} with what the source has"))
}

/// A source's type, however it was typed.
fn kind(typed: &str) -> Result<&'static str> {
    let plain = |it: &str| it.to_uppercase().replace('-', "_");
    let wanted = plain(typed);
    SOURCE_TYPES.iter().find(|it| plain(it) == wanted).copied().ok_or_else(|| {
        CliError::usage(format!("no provider is called `{typed}`"))
            .hint("`hookport trigger --list` shows all.")
    })
}

fn event(kind: &str, name: Option<&str>) -> Result<Event> {
    let mut events = verify::events(kind).into_iter();
    let found = match name {
        None => events.next(),
        Some(name) => events.find(|it| it.name.eq_ignore_ascii_case(name)),
    };
    found.ok_or_else(|| {
        let name = name.unwrap_or_default();
        CliError::usage(format!("there is no sample of `{name}`")).hint(format!(
            "`hookport trigger --list {}` shows those that there are.",
            kind.to_lowercase()
        ))
    })
}

/// The source that is named, or else the only one that there is for the provider.
async fn source(client: &Client, name: Option<&str>, kind: &str) -> Result<Value> {
    let query = Query::default().with("include", "config.auth");
    if let Some(name) = name {
        return send::source(client, name, &query).await;
    }
    let all = client.list(SOURCES, &Query::default().with("type", kind)).await?;
    let create = || format!("`hookport source create --name NAME --type {kind}` makes one.");
    match models(&all) {
        [one] => {
            let id = one["id"].as_str().unwrap_or_default();
            Ok(client.get(SOURCES, id, &query).await?)
        }
        [] => Err(CliError::new(Exit::Failed, format!("no source is of type {kind}"))
            .hint(create())
            .hint("`--source NAME` takes any other.")),
        many => {
            let names: Vec<_> = many.iter().filter_map(|it| it["name"].as_str()).collect();
            let message = format!("several sources are of type {kind}: {}", names.join(", "));
            Err(CliError::usage(message).hint("`--source NAME` says which one is meant."))
        }
    }
}

/// Who signs what comes to a source, and the secrets for it.
pub(super) fn signer(source: &Value) -> (String, Map<String, Value>) {
    let config = &source["config"];
    let kind = config["auth_type"].as_str().or(source["type"].as_str()).unwrap_or_default();
    (kind.to_owned(), config["auth"].as_object().cloned().unwrap_or_default())
}

/// Puts another secret in the place of the source's.
fn replace(auth: &mut Map<String, Value>, text: &str) -> Result<()> {
    if let Ok(Value::Object(several)) = serde_json::from_str(text) {
        auth.extend(several);
        return Ok(());
    }
    const NAMES: [&str; 5] =
        ["webhook_secret_key", "api_key", "password", "token", "client_secret"];
    let name = NAMES.iter().find(|it| auth.contains_key(**it)).ok_or_else(|| {
        CliError::usage("this source has no single secret that could be another")
            .hint("`--secret` also takes several, as JSON with their names.")
    })?;
    auth.insert((*name).to_owned(), text.into());
    Ok(())
}

/// Reads a secret from where it is said to be; never from the command line, which others can see.
fn secret(from: &str) -> Result<String> {
    let text = if from == "-" || from == "@-" {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else if let Some(path) = from.strip_prefix('@') {
        std::fs::read_to_string(path)
    } else if let Some(name) = from.strip_prefix("env:") {
        std::env::var(name).map_err(std::io::Error::other)
    } else {
        return Err(CliError::usage("a secret on the command line can be seen by others").hint(
            "`--secret @FILE`, `--secret env:NAME` or `--secret -` read it from elsewhere.",
        ));
    };
    let text = text.map_err(|error| {
        CliError::because(error, Exit::Usage, format!("cannot read the secret from `{from}`"))
    })?;
    let text = text.trim();
    if text.is_empty() {
        return Err(CliError::usage(format!("the secret in `{from}` is empty")));
    }
    Ok(text.to_owned())
}

fn list_all(ctx: &Ctx) -> Result<()> {
    let row = |kind: &'static str| {
        let events = verify::events(kind).into_iter().map(|it| it.name).collect::<Vec<_>>();
        (kind, events)
    };
    let rows = SOURCE_TYPES.iter().map(|it| row(it));
    if !ctx.ui.is_for_people() {
        let rows = rows.map(|(kind, events)| json!({ "type": kind, "events": events }));
        return ctx.ui.answer(&rows.collect());
    }
    for (kind, events) in rows {
        ctx.ui.line(format_args!("{kind:<22}{}", events.join(", ")))?;
    }
    Ok(())
}

fn list(ctx: &Ctx, kind: &'static str) -> Result<()> {
    let events = verify::events(kind).into_iter().map(|it| it.name);
    if !ctx.ui.is_for_people() {
        return ctx.ui.answer(&events.collect());
    }
    events.into_iter().try_for_each(|it| ctx.ui.line(&it))
}

fn setting(text: &str) -> std::result::Result<(String, String), String> {
    let (path, value) = text.split_once('=').ok_or("a change is `path=value`")?;
    if path.is_empty() {
        return Err("a path has at least one name".to_owned());
    }
    Ok((path.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_found_however_it_is_typed() {
        for (typed, kind_) in [
            ("github", "GITHUB"),
            ("TikTok-Shop", "TIKTOK_SHOP"),
            ("property_finder", "PROPERTY-FINDER"),
        ] {
            assert_eq!(kind(typed).ok(), Some(kind_));
        }
        assert!(kind("nobody").is_err());
    }

    #[test]
    fn a_secret_replaces_the_one_that_there_is() {
        let mut auth = json!({ "username": "u", "password": "p" }).as_object().unwrap().clone();
        replace(&mut auth, "q").unwrap();
        assert_eq!(Value::Object(auth.clone()), json!({ "username": "u", "password": "q" }));
        replace(&mut auth, r#"{"username":"v"}"#).unwrap();
        assert_eq!(auth["username"], "v");
        assert!(replace(&mut Map::new(), "q").is_err());
    }

    #[test]
    fn a_secret_is_never_taken_from_the_command_line() {
        assert!(secret("s3cret").is_err());
        assert!(secret("env:HOOKPORT_NO_SUCH_VARIABLE").is_err());
        assert!(secret("@/no/such/file").is_err());
    }
}
