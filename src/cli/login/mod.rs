//! `hookport login`, `ci`, `logout` and `whoami`: which gateway is remembered, and who we are there.

mod browser;
mod hookdeck;

use std::io::{self, Write as _};
use std::path::PathBuf;

use crossterm::event::{Event, KeyCode, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use serde_json::{Value, json};
use url::Url;

use super::Ctx;
use super::answer::Output;
use super::error::{CliError, Exit, Result};
use super::profile::{self, Access, variable};
use super::ui::is_interactive;
use super::view;

/// Remember a gateway and the API key that opens it
///
/// In a terminal the gateway is asked for a page on which somebody agrees to the login, as hosted
/// Hookdeck has one; where it has none, the key is asked for. HOOKPORT_API_KEY gives the key without a
/// question, and so does standard input where there is no terminal. The key is kept in the system's
/// keyring, or in a file that only this user can read. `--api-url` says which gateway, `--profile`
/// under which name.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport login --api-url https://api.hookdeck.com
  hookport login --api-url https://gateway.example.com --profile work < key.txt
  hookport login --from-hookdeck                what `hookdeck login` kept, which stays as it is")]
pub(super) struct Login {
    /// Ask for the key here, and for no page in a browser
    #[arg(long, short, conflicts_with = "from_hookdeck")]
    interactive: bool,
    /// Take over the address, the key and the project of a Hookdeck CLI's profile, the one that
    /// `--profile` names or the file's own [default FILE: where that CLI has it]
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    from_hookdeck: Option<Option<PathBuf>>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    pub(super) output: Output,
}

/// Log a machine in, with the API key of a project
///
/// The key is read from HOOKPORT_API_KEY, or from standard input; what is kept is the key that the
/// gateway gives this machine for it.
#[derive(clap::Args)]
pub(super) struct Ci {
    /// What the gateway calls this machine [default: its host name]
    #[arg(long, value_name = "NAME", alias = "device-name")]
    name: Option<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    pub(super) output: Output,
}

/// Where a login is kept.
#[derive(clap::Args)]
pub(super) struct Place {
    /// Keep it for this folder: for commands that are run here or below
    #[arg(long)]
    local: bool,
}

/// Forget a gateway and its API key
#[derive(clap::Args)]
pub(super) struct Logout {
    /// Forget all profiles, those of all folders among them
    #[arg(long, short)]
    all: bool,
}

/// Show which gateway is spoken to, and as whom
#[derive(clap::Args)]
pub(super) struct Whoami {
    #[command(flatten)]
    pub(super) output: Output,
}

/// Logs in.
pub(super) async fn login(ctx: &Ctx, args: &Login) -> Result<()> {
    let access = match &args.from_hookdeck {
        Some(file) => hookdeck::read(&ctx.choice, file.as_deref())?,
        None => {
            let url = url(ctx).await?;
            let may_ask = variable("HOOKPORT_API_KEY").is_none() && is_interactive();
            let agreed = match may_ask && !args.interactive {
                true => browser::login(ctx, &url).await?,
                false => None,
            };
            match agreed {
                Some(login) => Access { url, key: login.key, project: login.project },
                None => Access { key: key(&url)?, url, project: None },
            }
        }
    };
    enter(ctx, access, &args.place).await
}

/// Logs a machine in.
pub(super) async fn ci(ctx: &Ctx, args: &Ci) -> Result<()> {
    let url = url(ctx).await?;
    let access = Access { key: key(&url)?, url, project: None };
    let name = args.name.clone().unwrap_or_else(machine);
    let login = access.client()?.log_machine_in(&name).await?;
    enter(ctx, Access { key: login.key, project: login.project, ..access }, &args.place).await
}

/// The gateway to log in to.
async fn url(ctx: &Ctx) -> Result<Url> {
    ctx.choice.url().await?.ok_or_else(|| {
        CliError::usage("which gateway to log in to?")
            .hint("`--api-url` names one; hosted Hookdeck is `--api-url https://api.hookdeck.com`.")
    })
}

/// The key as it is given: in the environment, by hand, or on standard input.
fn key(url: &Url) -> Result<String> {
    let key = match variable("HOOKPORT_API_KEY") {
        Some(key) => key,
        None if is_interactive() => ask(&format!("API key for {url}: "))?,
        None => io::read_to_string(io::stdin())?.trim().to_owned(),
    };
    if key.is_empty() {
        return Err(CliError::usage("no API key was given")
            .hint("Set HOOKPORT_API_KEY, or write the key to standard input."));
    }
    Ok(key)
}

/// Keeps a key that the gateway takes.
async fn enter(ctx: &Ctx, mut access: Access, place: &Place) -> Result<()> {
    let who = access.client()?.whoami().await?;
    if access.project.is_none() {
        access.project = who["team_id"].as_str().map(str::to_owned);
    }
    let kept_in = ctx.choice.keep(&access, place.local)?;
    let name = ctx.choice.name();
    ctx.ui.status(format_args!("logged in to {} as profile `{name}`", access.url));
    ctx.ui.status(format_args!("the key is in {kept_in}"));
    tell(ctx, &access, &who)
}

/// What this machine is called.
fn machine() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = variable("COMPUTERNAME").unwrap_or_default();
    if name.is_empty() { "hookport".to_owned() } else { name }
}

/// Logs out.
pub(super) fn logout(ctx: &Ctx, args: &Logout) -> Result<()> {
    let forgotten = if args.all { profile::forget_all()? } else { ctx.choice.forget()? };
    let name = ctx.choice.name();
    match (&forgotten.names[..], &forgotten.problems[..]) {
        ([], []) if args.all => ctx.ui.status("there is no profile to forget"),
        ([], []) => ctx.ui.status(format_args!("there is no profile `{name}` to forget")),
        ([], _) => (),
        (names, _) if args.all => ctx.ui.status(format_args!("forgot {}", names.join(", "))),
        (_, []) => ctx.ui.status(format_args!("forgot profile `{name}` and its key")),
        _ => ctx.ui.status(format_args!("forgot profile `{name}`")),
    }
    let mut problems = forgotten.problems.into_iter();
    let Some(first) = problems.next() else { return Ok(()) };
    problems.for_each(|it| ctx.ui.warning(format_args!("{it:#}")));
    Err(CliError::from(first).hint("`hookport logout` again, once that is set right."))
}

/// Says who we are.
pub(super) async fn whoami(ctx: &Ctx) -> Result<()> {
    let access = ctx.access().await?;
    let who = access.client()?.whoami().await?;
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
    // Before it asks: what answers at once is not to be shown either.
    enable_raw_mode()?;
    let typed = (|| {
        write!(err, "{question}")?;
        err.flush()?;
        typed()
    })();
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
