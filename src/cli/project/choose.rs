//! Which of several projects is meant.

use serde_json::Value;

use crate::cli::Ctx;
use crate::cli::error::{CliError, Exit, Result, nearest};
use crate::cli::profile::{Access, variable};
use crate::cli::view::safe;

/// Which projects are listed.
#[derive(clap::Args)]
pub(in crate::cli) struct Filter {
    /// Only those whose organization's name holds this
    #[arg(value_name = "ORGANIZATION")]
    organization: Option<String>,
    /// Only those whose own name holds this
    #[arg(value_name = "PROJECT")]
    project: Option<String>,
    /// Only those of this type; hosted Hookdeck has `gateway`, `outpost` and `console`
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
}

impl Filter {
    /// Those of a list that pass.
    pub(super) fn of(&self, all: &Value) -> Value {
        let holds = |text: &str, part: &Option<String>| {
            part.as_ref().is_none_or(|it| text.to_lowercase().contains(&it.to_lowercase()))
        };
        let passes = |it: &&Value| {
            let (organization, name) = names(it);
            let kind = it["type"].as_str().unwrap_or_default();
            holds(organization, &self.organization)
                && holds(name, &self.project)
                && holds(kind, &self.kind)
        };
        all.as_array().into_iter().flatten().filter(passes).cloned().collect()
    }
}

/// Which project is meant.
#[derive(clap::Args)]
pub(in crate::cli) struct Use {
    /// The project, by its name or id; the organization's name may stand before it
    #[arg(value_name = "[ORGANIZATION] PROJECT", required = true, num_args = 1..=2)]
    which: Vec<String>,
    /// Mean it in this folder only, for commands that are run here or below
    #[arg(long)]
    local: bool,
}

impl Use {
    /// Remembers it with the profile.
    pub(super) async fn run(&self, ctx: &Ctx) -> Result<()> {
        if variable("HOOKPORT_API_KEY").is_some() {
            return Err(CliError::usage(
                "HOOKPORT_API_KEY says which key is used, and so which project",
            )
            .hint("Unset it, or `hookport login` with a key of the other project."));
        }
        let access = Access { project: None, ..ctx.access().await? };
        // Only the project changes: the key of another gateway would be lost.
        if let Some(url) = ctx.choice.kept_url()?.filter(|it| it.origin() != access.url.origin()) {
            let name = ctx.choice.name();
            return Err(CliError::usage(format!("profile `{name}` is of {url}"))
                .hint("`--profile NAME` means another one; `hookport login` makes it."));
        }
        let all = access.client()?.projects().await?;
        let project = self.find(all.as_array().map_or(&[], Vec::as_slice))?;
        let id = project["id"].as_str().map(str::to_owned);
        ctx.choice.keep(&Access { project: id, ..access }, self.local)?;
        let name = safe(project["name"].as_str().unwrap_or_default());
        let profile = ctx.choice.name();
        ctx.ui.status(format_args!("profile `{profile}` means project {name} from now on"));
        Ok(())
    }

    fn find<'a>(&self, all: &'a [Value]) -> Result<&'a Value> {
        let is = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
        let is_meant = |it: &&Value| {
            let (organization, name) = names(it);
            match &self.which[..] {
                [of, which] => is(organization, of) && is(name, which),
                [which] => it["id"] == **which || is(name, which),
                _ => false,
            }
        };
        let found: Vec<_> = all.iter().filter(is_meant).collect();
        let which = self.which.join(" ");
        match found[..] {
            [one] => Ok(one),
            [] => {
                let error =
                    CliError::new(Exit::NotFound, format!("no project is called `{which}`"));
                let wanted = self.which.last().map_or("", String::as_str);
                Err(match nearest(wanted, all.iter().map(|it| names(it).1)) {
                    Some(near) => error.hint(format!("Did you mean `{near}`?")),
                    None => error.hint("`hookport project list` shows what the key opens."),
                })
            }
            _ => {
                let ids: Vec<_> = found.iter().filter_map(|it| it["id"].as_str()).collect();
                let message = format!("several projects are called `{which}`");
                Err(CliError::new(Exit::Conflict, message)
                    .hint(format!("Give the id of the one you mean: {}", ids.join(", "))))
            }
        }
    }
}

/// The names of the organization and of the project: they come as `[Organization] Project`.
fn names(project: &Value) -> (&str, &str) {
    let name = project["name"].as_str().unwrap_or_default();
    let split = name.strip_prefix('[').and_then(|it| it.split_once("] "));
    split.unwrap_or(("", name))
}
