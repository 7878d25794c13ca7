//! What lies ready for a viewer: the user's file, and how the last one was left.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::cli::Ctx;
use crate::cli::error::{CliError, Exit, Result};
use crate::cli::profile::{config_dir, data_dir};
use crate::cli::vault::write_private;
use crate::tui::{About, App, Remembered, Wishes};

/// A viewer with the user's keys and colors, as the last one was left.
pub(in crate::cli) fn take_out(about: About) -> Result<App> {
    let mut app = App::new(about);
    // Who has no home has no wishes.
    if let Ok(file) = config_dir().map(|it| it.join("viewer.toml")) {
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).context(format!("cannot read {}", file.display()))?,
        };
        let wrong = |why: String| {
            let message = format!("cannot do as {} says: {why}", file.display());
            CliError::new(Exit::Usage, message)
                .hint("`hookport inspect --help` tells what stands in it.")
        };
        let wishes: Wishes =
            toml::from_str(&text).map_err(|error| wrong(error.message().to_owned()))?;
        app.obey(&wishes).map_err(wrong)?;
    }
    let last = memory().and_then(|it| fs::read_to_string(it).ok());
    let last: Remembered = last.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default();
    app.go_on(&last);
    Ok(app)
}

/// Remembers how a viewer was left, for the next one.
pub(in crate::cli) fn put_away(ctx: &Ctx, app: &App) {
    let Some(file) = memory() else { return };
    let text = serde_json::to_vec(&app.remember()).unwrap_or_default();
    if let Err(error) = write_private(&file, &text) {
        ctx.ui.warning(format_args!("cannot remember the view in {}: {error}", file.display()));
    }
}

fn memory() -> Option<PathBuf> {
    Some(data_dir().ok()?.join("viewer.json"))
}
