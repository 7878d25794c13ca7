//! What the Hookdeck CLI remembers, taken over. Its file is read, and never written.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use toml::{Table, Value};

use super::variable;
use crate::cli::error::{CliError, Exit, Result, nearest};
use crate::cli::profile::{Access, Choice, web_url};

/// Where keys are good for when the file does not say.
const HOSTED: &str = "https://api.hookdeck.com";

/// The address, the key and the project of one of its profiles.
pub(super) fn read(choice: &Choice, file: Option<&Path>) -> Result<Access> {
    let file = match file {
        Some(file) => file.to_owned(),
        None => usual_file()?,
    };
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    // The error's own words show the line, and with it a key.
    let table: Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |it| text[..it.start].lines().count().max(1));
        anyhow::anyhow!("cannot understand {}:{line}: {}", file.display(), error.message())
    })?;
    let access = access(&table, choice.profile.as_deref()).map_err(|error| {
        error.within(format_args!("nothing to take over from {}", file.display()))
    })?;
    // A key goes to nobody but whom it was given by.
    if choice.api_url.as_ref().is_some_and(|it| it.origin() != access.url.origin()) {
        let message = format!("the key in {} is for {}", file.display(), access.url);
        return Err(CliError::usage(message)
            .hint("Leave out `--api-url` and HOOKPORT_API_URL: the file says where it belongs."));
    }
    Ok(access)
}

/// Where that CLI looks for its file, in its order.
fn usual_file() -> Result<PathBuf> {
    if let Some(file) = variable("HOOKDECK_CONFIG_FILE") {
        return Ok(file.into());
    }
    let local = PathBuf::from(".hookdeck/config.toml");
    let config = variable("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| directories::BaseDirs::new().map(|it| it.home_dir().join(".config")));
    let own = config.map(|it| it.join("hookdeck/config.toml"));
    let both = [Some(local), own];
    both.into_iter().flatten().find(|it| it.is_file()).ok_or_else(|| {
        CliError::new(Exit::NotFound, "the Hookdeck CLI keeps no file here")
            .hint("`--from-hookdeck FILE` says where it is.")
    })
}

fn access(table: &Table, wanted: Option<&str>) -> Result<Access> {
    let text = |table: &Table, names: &[&str]| {
        let mut found = names.iter().filter_map(|it| table.get(*it)?.as_str());
        found.find(|it| !it.is_empty()).map(str::to_owned)
    };
    let active = text(table, &["profile"]).unwrap_or_else(|| "default".to_owned());
    let name = wanted.unwrap_or(&active);
    let profile = match table.get(name).and_then(Value::as_table) {
        Some(profile) => profile,
        // Older ones had no profiles.
        None if wanted.is_none() => table,
        None => return Err(unknown(table, name)),
    };
    let key = text(profile, &["api_key"]).ok_or_else(|| {
        CliError::new(Exit::NotAllowed, format!("profile `{name}` has no key"))
            .hint("`hookdeck login` makes it one; `hookport login` needs none of it.")
    })?;
    let base = text(table, &["api_base"]).unwrap_or_else(|| HOSTED.to_owned());
    let url = web_url(&base).map_err(|_| {
        CliError::failed(format!("its `api_base` is no address of the web: {base}"))
    })?;
    let project = text(profile, &["project_id", "team_id", "workspace_id"]);
    Ok(Access { url, key, project })
}

fn unknown(table: &Table, name: &str) -> CliError {
    let names = table.iter().filter(|(_, value)| value.is_table()).map(|(name, _)| name.as_str());
    let names: Vec<_> = names.collect();
    let error = CliError::new(Exit::NotFound, format!("no profile is called `{name}` there"));
    match nearest(name, names.iter().copied()) {
        Some(near) => error.hint(format!("Did you mean `{near}`?")),
        None if names.is_empty() => error,
        None => error.hint(format!("There are: {}.", names.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
        profile = "work"
        api_base = "http://127.0.0.1:9"

        [default]
        api_key = "clikey_default"
        workspace_id = "tm_old"

        [work]
        api_key = "clikey_work"
        project_id = "tm_work"

        [guest]
        api_key = ""
    "#;

    #[track_caller]
    fn check(text: &str, wanted: Option<&str>, expected: &str) {
        let found = match access(&toml::from_str(text).unwrap(), wanted) {
            Ok(it) => format!("{} {} {}", it.url, it.key, it.project.unwrap_or_default()),
            Err(error) => format!("{error} ({})", error.hints().join(" ")),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_profile_is_the_one_that_is_named_or_the_files_own() {
        check(FILE, None, "http://127.0.0.1:9/ clikey_work tm_work");
        check(FILE, Some("default"), "http://127.0.0.1:9/ clikey_default tm_old");
        check("api_key = 'k'\nteam_id = 't'", None, "https://api.hookdeck.com/ k t");
    }

    #[test]
    fn what_is_not_there_is_said_with_what_is() {
        check(FILE, Some("wrok"), "no profile is called `wrok` there (Did you mean `work`?)");
        check(FILE, Some("x"), "no profile is called `x` there (There are: default, guest, work.)");
        check(
            FILE,
            Some("guest"),
            "profile `guest` has no key (`hookdeck login` makes it one; `hookport login` needs none of it.)",
        );
        check(
            "api_base = 'file:///x'\napi_key = 'k'",
            None,
            "its `api_base` is no address of the web: file:///x ()",
        );
    }
}
