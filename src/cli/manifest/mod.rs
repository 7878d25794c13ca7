//! `hookport plan`, `apply`, `diff`, `pull` and `destroy`: a project's sources, destinations,
//! connections and transformations in a file that lives with its code.
//!
//! The file says what is to be; the gateway keeps what there is, and nothing else remembers
//! anything. A thing of the file is the one of its name at the gateway. What the file does not name
//! is left alone: `apply --prune` and `destroy` are the only ones that delete, and ask first.
//!
//! [`mod@file`] reads, [`live`] asks the gateway, both into [`thing`]s; [`mod@plan`] compares them,
//! [`deed`] does what it says. [`pulled`] goes the other way; [`mod@preview`] tells of a single upsert.

mod deed;
mod file;
mod live;
mod plan;
mod preview;
mod pulled;
mod show;
mod text;
mod thing;
mod vars;

use std::path::{Path, PathBuf};

use serde_json::json;

use self::file::{Manifest, NAME};
use self::live::Live;
use self::plan::{Action, Change};
use self::pulled::Pulled;
use super::Ctx;
use super::answer::Output;
use super::error::{CliError, Exit, Result};
use super::profile::variable;

pub(in crate::cli) use self::file::Route;
pub(in crate::cli) use self::preview::{is_known, preview};

/// Which file.
#[derive(clap::Args)]
struct Which {
    /// The file, instead of the nearest `hookport.toml` from here up
    #[arg(long, short, value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Show what `apply` would do at the gateway, and do nothing
///
/// With `--output json`: `changes`, each with `action` (create, update, replace, delete), `kind`,
/// `name`, `id` and `fields`, each of those with `path`, `secret`, and where that is false, `before`
/// and `after`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  hookport plan
  hookport plan --exit-code                     status 1 when there is something to do
  hookport plan --file staging.toml --prune")]
pub(super) struct Plan {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    which: Which,
    /// Show what `apply --prune` would do
    #[arg(long)]
    prune: bool,
    /// End with status 1 when there is something to do
    #[arg(long)]
    exit_code: bool,
}

/// Make the gateway as `hookport.toml` says
///
/// What the file names is made, or changed; done twice, the second time does nothing. A field that
/// the file does not give goes back to what is usual; only `auth`, `auth_type`,
/// `allowed_http_methods`, `disabled` and `paused` stay as they are. What the file does not name is left alone. It stops at the first thing that fails; what was
/// done stays, and the same command goes on from there.
#[derive(clap::Args)]
pub(super) struct Apply {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    which: Which,
    /// Delete what the file does not name: everything else in the project that no connection of the
    /// file uses, but for what `hookport listen` made
    #[arg(long)]
    prune: bool,
    /// Do not ask before something is deleted
    #[arg(long)]
    force: bool,
}

/// Show what `pull` would change in the file, and change nothing
///
/// That is what the gateway has and the file does not say: the other way round from `plan`, which
/// shows what the file says and the gateway does not have.
#[derive(clap::Args)]
pub(super) struct Diff {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    which: Which,
    /// End with status 1 when there is a difference
    #[arg(long)]
    exit_code: bool,
}

/// Write what the gateway has into the file
///
/// A file that is there keeps its comments, its variables and its order. Secrets are never written:
/// variables of the environment stand for them. A transformation's code goes into a file of its own.
#[derive(clap::Args)]
pub(super) struct Pull {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    which: Which,
    /// Do not ask before a file is changed
    #[arg(long)]
    force: bool,
}

/// Delete what the file names, with the connections of it
#[derive(clap::Args)]
pub(super) struct Destroy {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    which: Which,
    /// Do not ask
    #[arg(long)]
    force: bool,
}

impl Which {
    fn find(&self) -> Result<PathBuf> {
        file::find(self.file.as_deref())?.ok_or_else(|| {
            CliError::new(Exit::NotFound, format!("there is no {NAME} here or in a folder above"))
                .hint("`hookport pull` writes one from what the gateway has.")
        })
    }

    fn read(&self) -> Result<Manifest> {
        file::read(&self.find()?, &variable)
    }
}

/// Shows what would be done.
pub(super) async fn plan(ctx: &Ctx, args: &Plan) -> Result<()> {
    let manifest = args.which.read()?;
    let live =
        Live::read(&ctx.client().await?.patient(), |kind, name| manifest.names(kind, name)).await?;
    let changes = plan::apply(&manifest, &live, args.prune)?;
    match ctx.ui.is_for_people() {
        true => ctx.ui.text(&show::text(&changes))?,
        false => ctx.ui.answer(&show::json(&changes))?,
    }
    ctx.ui.status(show::sum(&changes, false));
    if !changes.is_empty() {
        ctx.ui.hint(if args.prune {
            "`hookport apply --prune` does it."
        } else {
            "`hookport apply` does it."
        });
    }
    differs(args.exit_code && !changes.is_empty(), &manifest.path)
}

/// Makes it so.
pub(super) async fn apply(ctx: &Ctx, args: &Apply) -> Result<()> {
    let manifest = args.which.read()?;
    let client = ctx.client().await?.patient();
    let live = Live::read(&client, |kind, name| manifest.names(kind, name)).await?;
    let changes = plan::apply(&manifest, &live, args.prune)?;
    carry_out(ctx, &client, &manifest, &live, changes, args.force).await
}

/// Takes away what the file names.
pub(super) async fn destroy(ctx: &Ctx, args: &Destroy) -> Result<()> {
    // To delete a thing, nobody needs to know its secrets.
    let manifest = file::read_without_secrets(&args.which.find()?, &variable)?;
    let client = ctx.client().await?.patient();
    let live = Live::read(&client, |_, _| false).await?;
    let changes = plan::destroy(&manifest, &live);
    carry_out(ctx, &client, &manifest, &live, changes, args.force).await
}

async fn carry_out(
    ctx: &Ctx,
    client: &crate::client::Client,
    manifest: &Manifest,
    live: &Live,
    mut changes: Vec<Change>,
    force: bool,
) -> Result<()> {
    let goes: Vec<_> = changes
        .iter()
        .filter(|it| matches!(it.action, Action::Delete | Action::Replace))
        .cloned()
        .collect();
    if !goes.is_empty() && !force {
        for change in &goes {
            ctx.ui.status(show::line(change));
        }
        let question = format!("Delete {}? What waits in connections is cancelled.", goes.len());
        if !ctx.ui.confirm(&question, "--force")? {
            ctx.ui.status("nothing was done");
            return Ok(());
        }
    }
    deed::run(ctx, client, manifest, live, &mut changes).await?;
    if !ctx.ui.is_for_people() {
        ctx.ui.answer(&show::json(&changes))?;
    }
    ctx.ui.status(show::sum(&changes, !changes.is_empty()));
    Ok(())
}

/// Shows what a pull would change.
pub(super) async fn diff(ctx: &Ctx, args: &Diff) -> Result<()> {
    let manifest = args.which.read()?;
    let live = Live::read(&ctx.client().await?.patient(), |_, _| true).await?;
    let pulled = Pulled::new(&manifest.path, Some(&manifest), &live)?;
    let diffs: Vec<_> = pulled.files.iter().map(|it| (&it.path, it.diff())).collect();
    if ctx.ui.is_for_people() {
        ctx.ui.text(&diffs.iter().map(|(_, diff)| diff.as_str()).collect::<String>())?;
    } else {
        let files = diffs.iter().map(|(path, diff)| {
            json!({ "path": path, "diff": anstream::adapter::strip_str(diff).to_string() })
        });
        ctx.ui.answer(&json!({ "files": files.collect::<Vec<_>>(), "notes": pulled.notes }))?;
    }
    pulled.tell(ctx);
    differs(args.exit_code && !(pulled.files.is_empty() && pulled.notes.is_empty()), &manifest.path)
}

/// Writes the file.
pub(super) async fn pull(ctx: &Ctx, args: &Pull) -> Result<()> {
    let path = file::find(args.which.file.as_deref())?.unwrap_or_else(|| NAME.into());
    let old = if path.exists() { Some(file::read(&path, &variable)?) } else { None };
    let live = Live::read(&ctx.client().await?.patient(), |_, _| true).await?;
    let pulled = Pulled::new(&path, old.as_ref(), &live)?;
    let changed: Vec<_> = pulled.files.iter().filter(|it| it.before.is_some()).collect();
    if !changed.is_empty() && !args.force {
        ctx.ui.text(&changed.iter().map(|it| it.diff()).collect::<String>())?;
        let names: Vec<_> = changed.iter().map(|it| it.path.display().to_string()).collect();
        if !ctx.ui.confirm(&format!("Change {}?", names.join(", ")), "--force")? {
            ctx.ui.status("nothing was written");
            return Ok(());
        }
    }
    for it in &pulled.files {
        it.write()?;
    }
    let paths: Vec<_> = pulled.files.iter().map(|it| &it.path).collect();
    match ctx.ui.is_for_people() {
        true => paths.iter().try_for_each(|it| ctx.ui.line(it.display()))?,
        false => ctx.ui.answer(&json!({
            "files": paths, "variables": pulled.variables(), "notes": pulled.notes,
        }))?,
    }
    pulled.tell(ctx);
    let variables = pulled.variables();
    if !variables.is_empty() {
        let names = variables.join(", ");
        ctx.ui.hint(format_args!("The file wants these variables of the environment: {names}"));
    }
    Ok(())
}

/// The routes of the nearest file's `[listen]`; none where there is no file.
pub(super) fn routes() -> Result<Option<(PathBuf, Vec<Route>)>> {
    let Some(path) = file::find(None)? else { return Ok(None) };
    let routes = file::read_routes(&path, &variable)?;
    Ok(Some((path, routes)))
}

fn differs(is_so: bool, path: &Path) -> Result<()> {
    match is_so {
        true => Err(CliError::failed(format!("the gateway is not as {} says", path.display()))),
        false => Ok(()),
    }
}
