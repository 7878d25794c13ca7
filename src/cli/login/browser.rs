//! A login that somebody agrees to in a browser, as hosted Hookdeck has it.

use std::time::Duration;

use url::Url;

use super::{machine, variable};
use crate::cli::Ctx;
use crate::cli::error::{CliError, Exit, Result};
use crate::client::{Client, Error, Login, Offer};

/// How often it is asked whether somebody has agreed.
const PAUSE: Duration = Duration::from_secs(2);
/// The longest pause that an API which is asked too often gets.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long somebody has to agree.
const PATIENCE: Duration = Duration::from_secs(240);

/// Waits until somebody has agreed; `None` where the gateway has no page for it.
pub(super) async fn login(ctx: &Ctx, url: &Url) -> Result<Option<Login>> {
    let offer = match Client::offer(url.clone(), &machine()).await {
        Ok(offer) => offer,
        Err(Error::Forbidden(_) | Error::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    ctx.ui.status(format_args!("open this page to log in: {}", offer.page));
    if is_screen() {
        // Whoever has no browser reads the address.
        _ = open::that_detached(offer.page.as_str());
    }
    match tokio::time::timeout(PATIENCE, agreed(&offer)).await {
        Ok(login) => login.map(Some),
        Err(_) => {
            let minutes = PATIENCE.as_secs() / 60;
            let message = format!("nobody agreed to the login within {minutes} minutes");
            Err(CliError::new(Exit::TimedOut, message)
                .hint("`hookport login` begins anew, and with `--interactive` it asks for a key."))
        }
    }
}

async fn agreed(offer: &Offer) -> Result<Login> {
    let mut pause = PAUSE;
    loop {
        pause = match offer.claimed().await {
            Ok(Some(login)) => return Ok(login),
            Ok(None) => PAUSE,
            Err(Error::RateLimited(_)) => (pause * 2).min(LONGEST_PAUSE),
            Err(error) => return Err(error.into()),
        };
        tokio::time::sleep(pause).await;
    }
}

/// Whether a browser would be on the screen of whoever waits here.
fn is_screen() -> bool {
    let any = |names: &[&str]| names.iter().any(|it| variable(it).is_some());
    let has_display = cfg!(any(windows, target_os = "macos"))
        || any(&["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]);
    has_display && !any(&["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
}
