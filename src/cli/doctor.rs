//! `hookport doctor`: looks at everything that commonly goes wrong, and says how to set it right.
//!
//! To look at something else: a function that makes [`Finding`]s, called in [`run`].

use std::path::Path;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use http::{StatusCode, header};
use serde_json::{Value, json};
use url::Url;

use super::Ctx;
use super::answer::Output;
use super::error::{CliError, Result};
use super::listen;
use super::local::ADDRESS;
use super::profile::{self, variable};
use crate::client;

/// How long one look may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How far this clock may be from the gateway's: providers' signatures are taken for five minutes.
const SKEW: Duration = Duration::from_secs(60);

/// Look for what commonly goes wrong, and say how to set it right
///
/// Ends with status 1 when something is wrong.
#[derive(clap::Args)]
pub(super) struct Doctor {
    #[command(flatten)]
    pub(super) output: Output,
}

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Good,
    Odd,
    Bad,
}

/// What was found of one thing.
#[derive(Debug)]
struct Finding {
    what: &'static str,
    state: State,
    /// How it stands, in words.
    found: String,
    /// What sets it right; one line.
    fix: Option<String>,
}

impl Finding {
    fn good(what: &'static str, found: impl Into<String>) -> Self {
        Self { what, state: State::Good, found: found.into(), fix: None }
    }

    fn odd(what: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { what, state: State::Odd, found: found.into(), fix: Some(fix.into()) }
    }

    fn bad(what: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { state: State::Bad, ..Self::odd(what, found, fix) }
    }
}

/// Looks.
pub(super) async fn run(ctx: &Ctx) -> Result<()> {
    let mut findings = vec![proxies()];
    findings.extend(files()?);
    match ctx.choice.url().await? {
        None => {
            findings.push(Finding::odd(
                "gateway",
                "none is named, and none is running for this user",
                "`hookport serve` starts one; `listen`, `send` and `trigger` start their own.",
            ));
            findings.push(port().await);
        }
        Some(url) => findings.extend(gateway(ctx, &url).await),
    }
    let wrong = findings.iter().filter(|it| it.state == State::Bad).count();
    tell(ctx, &findings)?;
    match wrong {
        0 => Ok(()),
        1 => Err(CliError::failed("one thing is wrong")),
        wrong => Err(CliError::failed(format_args!("{wrong} things are wrong"))),
    }
}

fn tell(ctx: &Ctx, findings: &[Finding]) -> Result<()> {
    let state = |it: &Finding| match it.state {
        State::Good => ("ok", AnsiColor::Green),
        State::Odd => ("odd", AnsiColor::Yellow),
        State::Bad => ("wrong", AnsiColor::Red),
    };
    if !ctx.ui.is_for_people() {
        let each = findings.iter().map(
            |it| json!({ "what": it.what, "state": state(it).0, "found": it.found, "fix": it.fix }),
        );
        return ctx.ui.answer(&each.collect());
    }
    for it in findings {
        let (word, color) = state(it);
        let style = Style::new().fg_color(Some(color.into()));
        ctx.ui.line(format_args!("{style}{word:<6}{style:#}{:<12}{}", it.what, it.found))?;
        if let Some(fix) = &it.fix {
            ctx.ui.line(format_args!("{:18}{fix}", ""))?;
        }
    }
    Ok(())
}

/// Whether a proxy stands between, and for whom.
fn proxies() -> Finding {
    let names =
        ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let set: Vec<_> = names.into_iter().filter(|it| variable(it).is_some()).collect();
    if set.is_empty() {
        return Finding::good("proxy", "none is set");
    }
    // An address may hold a password: it is not shown.
    Finding::odd(
        "proxy",
        format!("{} is set; this machine is spoken to without it", set.join(", ")),
        "It must let WebSockets through; NO_PROXY names hosts to reach without it.",
    )
}

/// Whether secrets in files are for this user only.
fn files() -> Result<Vec<Finding>> {
    let data = profile::data_dir()?;
    let mut findings = vec![match std::fs::metadata(&data) {
        Ok(_) => Finding::good("data", data.display().to_string()),
        Err(_) => Finding::good("data", format!("{} is made when it is needed", data.display())),
    }];
    let mut files = vec![data.join("master.key")];
    for folder in [Some(data), profile::config_dir().ok()].into_iter().flatten() {
        // What is not there holds nothing.
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let is_key = |it: &std::path::PathBuf| it.extension().is_some_and(|it| it == "key");
        files.extend(entries.map(|it| it.path()).filter(is_key));
    }
    files.sort();
    files.dedup();
    findings.extend(files.iter().filter_map(|it| readable_by_others(it)));
    Ok(findings)
}

#[cfg(unix)]
fn readable_by_others(file: &Path) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(file).ok()?.permissions().mode() & 0o777;
    let path = file.display();
    (mode & 0o077 != 0).then(|| {
        let found = format!("others may read {path} ({mode:o})");
        Finding::bad("key file", found, format!("chmod 600 {path}"))
    })
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) -> Option<Finding> {
    None
}

/// Whether a gateway could be started at the usual address.
async fn port() -> Finding {
    match tokio::net::TcpListener::bind(ADDRESS).await {
        Ok(_) => Finding::good("port", format!("{ADDRESS} is free")),
        Err(error) => Finding::odd(
            "port",
            format!("{ADDRESS} cannot be used: {error}"),
            "`hookport serve --listen 127.0.0.1:0` takes a free one.",
        ),
    }
}

/// Everything on the way to a gateway, as far as it leads.
async fn gateway(ctx: &Ctx, url: &Url) -> Vec<Finding> {
    let mut findings = Vec::new();
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(80);
    let bare = host.trim_matches(['[', ']']);
    match tokio::net::lookup_host((bare, port)).await.map(Iterator::collect::<Vec<_>>) {
        Ok(addresses) => {
            let addresses: Vec<_> = addresses.iter().map(|it| it.ip().to_string()).collect();
            findings.push(Finding::good("name", format!("{host} is {}", addresses.join(", "))));
        }
        Err(error) => {
            let fix = "Is it spelled right? `--api-url` and the profile say where it is.";
            findings.push(Finding::bad("name", format!("{host} cannot be found: {error}"), fix));
            return findings;
        }
    }
    match answer(url).await {
        Ok(answered) => findings.extend(answered),
        Err(reason) => {
            let (what, fix) = if url.scheme() == "https" {
                ("TLS", "Is it a gateway, and its certificate one that this system trusts?")
            } else {
                ("gateway", "`hookport serve` starts one here.")
            };
            findings.push(Finding::bad(what, format!("{url} does not answer: {reason}"), fix));
            return findings;
        }
    }
    match ctx.choice.access().await {
        Ok(Some(access)) => findings.extend(key(&access).await),
        Ok(None) => (),
        Err(error) => {
            findings.push(Finding::bad("key", error.to_string(), "`hookport login` stores one."));
        }
    }
    findings
}

/// Whether a gateway answers, which one it is, and what time it has.
async fn answer(url: &Url) -> std::result::Result<Vec<Finding>, String> {
    let reason =
        |error: reqwest::Error| anyhow::Error::from(error.without_url()).root_cause().to_string();
    let http = client::http(url).timeout(PATIENCE).build().map_err(reason)?;
    let mut address = url.clone();
    address.set_path(&format!("{}/healthz", url.path().trim_end_matches('/')));
    let began = Instant::now();
    let answer = http.get(address).send().await.map_err(reason)?;
    let took = began.elapsed();
    let date = answer.headers().get(header::DATE).and_then(|it| it.to_str().ok());
    let date = date.and_then(|it| jiff::fmt::rfc2822::parse(it).ok()).map(|it| it.timestamp());
    let said: Value = answer.json().await.unwrap_or_default();
    let who = match (said["name"].as_str(), said["version"].as_str()) {
        (Some(name), Some(version)) => format!("{name} {version}"),
        (Some(name), None) => name.to_owned(),
        _ => "another gateway".to_owned(),
    };
    let mut findings =
        vec![Finding::good("gateway", format!("{who} at {url} answers in {took:.1?}"))];
    if let Some(date) = date {
        let apart = jiff::Timestamp::now().duration_since(date).unsigned_abs();
        findings.push(if apart <= SKEW {
            Finding::good("clock", "is the gateway's, to a minute")
        } else {
            let found = format!("is {apart:.0?} away from the gateway's");
            Finding::bad("clock", found, "Set it: signatures and keys are good for minutes.")
        });
    }
    Ok(findings)
}

/// Whether the key is taken, and whether a listener would be let in.
async fn key(access: &profile::Access) -> Vec<Finding> {
    let whoami = async { access.client()?.whoami().await };
    let who = match whoami.await {
        Ok(who) => who,
        Err(error) => {
            return vec![Finding::bad(
                "key",
                error.to_string(),
                "`hookport login` stores another.",
            )];
        }
    };
    let project = who["team_name_no_org"].as_str().or(who["team_name"].as_str()).unwrap_or("?");
    vec![Finding::good("key", format!("opens project `{project}`")), relay(access).await]
}

/// Whether WebSockets get through to the gateway. Nobody listens by this: it names no session, which
/// the gateway refuses in its own words, and a proxy that takes no WebSockets in others.
async fn relay(access: &profile::Access) -> Finding {
    let fix = "A proxy between may take no WebSockets: it must pass `Upgrade` on.";
    let look = async {
        let client = access.client()?;
        let (mut url, dialect) = listen::socket(&client).await.map_err(anyhow::Error::msg)?;
        let scheme = if url.scheme() == "wss" { "https" } else { "http" };
        url.set_scheme(scheme).map_err(|()| anyhow::anyhow!("{url} is no socket's address"))?;
        let http = client::http(&url).http1_only().timeout(PATIENCE).build()?;
        let began = Instant::now();
        let asked = http
            .get(url.clone())
            .header(header::CONNECTION, "Upgrade")
            .header(header::UPGRADE, "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", "aG9va3BvcnQgZG9jdG9yIQ==")
            .header("sec-websocket-protocol", dialect.subprotocol())
            .bearer_auth(&access.key)
            .send();
        let answer = asked.await.map_err(reqwest::Error::without_url)?;
        anyhow::Ok((url, answer.status(), began.elapsed()))
    };
    match look.await {
        Ok((url, StatusCode::BAD_REQUEST | StatusCode::SWITCHING_PROTOCOLS, took)) => {
            Finding::good("relay", format!("WebSockets reach {url} in {took:.1?}"))
        }
        Ok((url, status, _)) => Finding::bad("relay", format!("{url} answers {status}"), fix),
        Err(error) => Finding::bad("relay", error.root_cause().to_string(), fix),
    }
}
