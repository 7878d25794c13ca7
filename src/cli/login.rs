//! `hookport login`, `logout` and `whoami`: which gateway is remembered, and who we are there.

use std::io::{self, Write as _};

use crossterm::event::{Event, KeyCode, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use serde_json::{Value, json};

use super::Ctx;
use super::answer::Output;
use super::error::{CliError, Exit, Result};
use super::profile::{Access, variable};
use super::ui::is_interactive;
use super::view;
use crate::client::Client;

/// Remember a gateway and the API key that opens it
///
/// The key is asked for in a terminal, and read from HOOKPORT_API_KEY or standard input otherwise.
/// It is kept in the system's keyring, or in a file that only this user can read. `--api-url` says
/// which gateway, `--profile` under which name.
#[derive(clap::Args)]
pub(super) struct Login {
    #[command(flatten)]
    pub(super) output: Output,
}

/// Forget a gateway and its API key
#[derive(clap::Args)]
pub(super) struct Logout {}

/// Show which gateway is spoken to, and as whom
#[derive(clap::Args)]
pub(super) struct Whoami {
    #[command(flatten)]
    pub(super) output: Output,
}

/// Logs in.
pub(super) async fn login(ctx: &Ctx) -> Result<()> {
    let url = ctx.choice.url().await?.ok_or_else(|| {
        CliError::usage("which gateway to log in to?")
            .hint("`--api-url` names one; hosted Hookdeck is `--api-url https://api.hookdeck.com`.")
    })?;
    let key = match variable("HOOKPORT_API_KEY") {
        Some(key) => key,
        None if is_interactive() => ask(&format!("API key for {url}: "))?,
        None => io::read_to_string(io::stdin())?.trim().to_owned(),
    };
    if key.is_empty() {
        return Err(CliError::usage("no API key was given")
            .hint("Set HOOKPORT_API_KEY, or write the key to standard input."));
    }
    let access = Access { url, key };
    let who = Client::new(access.url.clone(), &access.key)?.whoami().await?;
    let place = ctx.choice.keep(&access)?;
    let name = ctx.choice.name();
    ctx.ui.status(format_args!("logged in to {} as profile `{name}`", access.url));
    ctx.ui.status(format_args!("the key is in {place}"));
    tell(ctx, &access, &who)
}

/// Logs out.
pub(super) fn logout(ctx: &Ctx) -> Result<()> {
    let name = ctx.choice.name();
    if ctx.choice.forget()? {
        ctx.ui.status(format_args!("forgot profile `{name}` and its key"));
    } else {
        ctx.ui.status(format_args!("there is no profile `{name}` to forget"));
    }
    Ok(())
}

/// Says who we are.
pub(super) async fn whoami(ctx: &Ctx) -> Result<()> {
    let access = ctx.access().await?;
    let who = Client::new(access.url.clone(), &access.key)?.whoami().await?;
    tell(ctx, &access, &who)
}

fn tell(ctx: &Ctx, access: &Access, who: &Value) -> Result<()> {
    let mut all = json!({ "api_url": access.url.as_str() });
    if let (Some(all), Some(who)) = (all.as_object_mut(), who.as_object()) {
        all.extend(who.clone());
    }
    if ctx.ui.is_for_people() { ctx.ui.text(&view::sheet(&all)) } else { ctx.ui.answer(&all) }
}

/// Asks for a secret, which is not shown while it is typed or pasted.
fn ask(question: &str) -> Result<String> {
    let mut err = io::stderr().lock();
    write!(err, "{question}")?;
    err.flush()?;
    enable_raw_mode()?;
    let typed = typed();
    disable_raw_mode()?;
    writeln!(err)?;
    typed
}

fn typed() -> Result<String> {
    let mut res = String::new();
    loop {
        let Event::Key(key) = read()? else { continue };
        if !key.is_press() {
            continue;
        }
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => return Ok(res.trim().to_owned()),
            KeyCode::Char('c' | 'd') if is_control => {
                return Err(CliError::new(Exit::Interrupted, "interrupted"));
            }
            KeyCode::Char('u') if is_control => res.clear(),
            KeyCode::Backspace => {
                res.pop();
            }
            KeyCode::Char(it) => res.push(it),
            _ => (),
        }
    }
}
