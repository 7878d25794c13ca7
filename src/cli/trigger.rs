//! `hookport trigger`: a sample of a provider's, signed as it would sign it.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Value, json};

use super::answer::Output;
use super::args::setting;
use super::error::{CliError, Exit, Result, nearest};
use super::local::gateway_or_start;
use super::outgoing::{self, Outgoing, address};
use super::send;
use super::sign::{Signer, secret};
use super::{Ctx, bookmark};
use crate::client::{self, BOOKMARKS, Client, Query, SOURCES, models};
use crate::verify::{self, Event, SOURCE_TYPES};

/// Send a source a sample of what its provider sends, freshly signed; or a bookmark
///
/// The sample is made here and nobody else is asked for anything. It is signed with the source's own
/// secret, which is read from the gateway, and goes to the source's URL. What providers sign with a
/// private key is signed with one of yours: make a key, and give the source its public half. What is
/// no provider is the name of a bookmark, whose content goes through its connection again.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport trigger --list
  hookport trigger --list stripe
  hookport trigger github push
  hookport trigger stripe invoice.paid --set data.object.amount_paid=1200
  hookport trigger shopify --source shop-eu
  hookport trigger big-order                    what `hookport bookmark create` named so
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
    if let Err(error) = kind(provider) {
        return bookmarked(ctx, args, provider, error).await;
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

/// Sends the bookmark of this name; what is wrong with it as a provider is said where there is none.
async fn bookmarked(ctx: &Ctx, args: &Trigger, name: &str, otherwise: CliError) -> Result<()> {
    if ctx.choice.access().await?.is_none() {
        return Err(otherwise);
    }
    let client = ctx.client().await?;
    let id = match client.id_of(BOOKMARKS, name).await {
        Err(client::Error::NoneCalled { .. }) => {
            let hint = "`hookport bookmark list` shows what is kept under a name.";
            return Err(otherwise.hint(hint));
        }
        id => id?,
    };
    let said = [
        ("EVENT", args.event.is_some()),
        ("--source", args.source.is_some()),
        ("--set", !args.set.is_empty()),
        ("--secret", args.secret.is_some()),
    ];
    if let Some((what, _)) = said.into_iter().find(|(_, is_said)| *is_said) {
        return Err(CliError::usage(format!(
            "`{what}` is for samples of providers: the bookmark `{name}` is sent as it was kept"
        ))
        .hint(
            "`hookport bookmark export --as fixture` writes what `hookport send --from` changes.",
        ));
    }
    bookmark::trigger(ctx, &client, &id).await
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
        let mut signer = Signer::of(&source);
        if let Some(text) = self.secret.clone() {
            signer = signer.with_secret(text)?;
        }
        for (path, value) in self.set {
            event.body.set(path, value);
        }
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(event.body.media_type()));
        for (name, value) in &event.headers {
            let name: Option<HeaderName> = name.parse().ok();
            if let (Some(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        let url = address(source["url"].as_str().unwrap_or_default(), "", &[])?;
        let body = Bytes::from(event.body.bytes());
        let mut outgoing = Outgoing { method: Method::POST, url, headers, body };
        let is_signed = signer.sign(&mut outgoing)?;
        Ok((outgoing, is_signed))
    }
}

/// A source's type, however it was typed.
pub(super) fn kind(typed: &str) -> Result<&'static str> {
    let plain = |it: &str| it.to_uppercase().replace('-', "_");
    let wanted = plain(typed);
    SOURCE_TYPES.iter().find(|it| plain(it) == wanted).copied().ok_or_else(|| {
        let error = CliError::usage(format!("no provider is called `{typed}`"));
        match nearest(typed, SOURCE_TYPES.iter().copied()) {
            Some(near) => error.hint(format!("Did you mean `{}`?", near.to_lowercase())),
            None => error.hint("`hookport trigger --list` shows all."),
        }
    })
}

fn event(kind: &str, name: Option<&str>) -> Result<Event> {
    let mut events = verify::events(kind);
    let name = name.unwrap_or(events.first().map_or("", |it| &it.name));
    if let Some(at) = events.iter().position(|it| it.name.eq_ignore_ascii_case(name)) {
        return Ok(events.swap_remove(at));
    }
    let error = CliError::usage(format!("there is no sample of `{name}`"));
    Err(match nearest(name, events.iter().map(|it| &*it.name)) {
        Some(near) => error.hint(format!("Did you mean `{near}`?")),
        None => error.hint(format!(
            "`hookport trigger --list {}` shows those that there are.",
            kind.to_lowercase()
        )),
    })
}

/// The source that is named, or else the only one that there is for the provider.
async fn source(client: &Client, name: Option<&str>, kind: &str) -> Result<Value> {
    let query = Query::default().with("include", "config.auth");
    if let Some(name) = name {
        return outgoing::source(client, name, &query).await;
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
}
