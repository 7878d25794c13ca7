//! The verbs that all groups share, written once over a [`Noun`].

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::answer::Format;
use super::args::Page;
use super::error::{CliError, Result};
use super::flags::{Flag, Flags, Kind, Table, flag};
use super::view::{self, Column};
use super::{Ctx, manifest};
use crate::client::{self, CONNECTIONS, Client, Query, Resource, models};

/// A kind of thing, as the command line knows it.
pub(super) trait Noun: 'static {
    /// What the API calls it.
    const OF: Resource;
    /// What a list shows of it.
    const COLUMNS: &'static [Column];
    /// What a list asks for when nothing is said about it: name and value.
    const USUALLY: Option<(&'static str, &'static str)> = None;

    /// What a list can be narrowed by.
    fn filters() -> Vec<Flag>;

    /// What can be asked for beside the thing itself.
    fn extras() -> Vec<Flag> {
        Vec::new()
    }

    /// What can be set of it.
    fn fields() -> Vec<Flag> {
        Vec::new()
    }

    /// The flags for its credentials, which its configuration holds in another shape.
    fn credentials() -> Vec<Flag> {
        Vec::new()
    }

    /// What can be set of one that is there; usually all of it.
    fn changes() -> Vec<Flag> {
        [Self::fields(), Self::credentials()].concat()
    }

    /// Gives what was set the shape that the API wants.
    fn shape(_body: &mut Map<String, Value>) -> Result<()> {
        Ok(())
    }
}

/// A noun's table of filters.
pub(super) struct Filters<N>(N);
/// A noun's table of extras.
pub(super) struct Extras<N>(N);
/// A noun's table of fields.
pub(super) struct Fields<N>(N);
/// A noun's table of fields that may change.
pub(super) struct Changes<N>(N);

/// Whether it is only to be shown what an upsert would do, where that is known.
pub(super) struct DryRun<N>(N);

impl<N: Noun> Table for DryRun<N> {
    fn rows() -> Vec<Flag> {
        let help = "Show what would change, as `hookport plan` does, and change nothing";
        let row = flag("dry-run", "", Kind::Include("true"), help);
        if manifest::is_known(N::OF) { vec![row] } else { Vec::new() }
    }
}

impl<N: Noun> Table for Filters<N> {
    fn rows() -> Vec<Flag> {
        N::filters()
    }
}

impl<N: Noun> Table for Extras<N> {
    fn rows() -> Vec<Flag> {
        N::extras()
    }
}

impl<N: Noun> Table for Fields<N> {
    fn rows() -> Vec<Flag> {
        [N::fields(), N::credentials()].concat()
    }
}

impl<N: Noun> Table for Changes<N> {
    fn rows() -> Vec<Flag> {
        N::changes()
    }
}

/// What a list asks for: what was said, and what is usual where nothing was.
pub(super) async fn usual_query<N: Noun>(
    filters: &Flags<Filters<N>>,
    client: &Client,
) -> Result<Query> {
    let mut query = filters.query(client).await?;
    if let Some((name, value)) = N::USUALLY
        && !query.asks(name.split('[').next().unwrap_or(name))
    {
        query.push(name, value);
    }
    Ok(query)
}

/// A thing, and what is listed below it: the resource, its id, and the word that its path ends with.
type Below<'a> = (Resource, &'a str, &'a str);

/// Which ones, and which part of the list.
#[derive(clap::Args)]
pub(super) struct List<N: Noun> {
    #[command(flatten)]
    filters: Flags<Filters<N>>,
    #[command(flatten)]
    page: Page,
}

impl<N: Noun> List<N> {
    /// Lists.
    pub(super) async fn run(&self, ctx: &Ctx) -> Result<()> {
        self.read(ctx, None).await
    }

    /// Lists what is below another thing.
    pub(super) async fn run_below(
        &self,
        ctx: &Ctx,
        of: Resource,
        id: &str,
        what: &str,
    ) -> Result<()> {
        self.read(ctx, Some((of, id, what))).await
    }

    async fn read(&self, ctx: &Ctx, below: Option<Below<'_>>) -> Result<()> {
        let client = ctx.client().await?;
        let mut query = usual_query(&self.filters, &client).await?;
        self.page.add_to(&mut query);
        match self.page.watch {
            Some(pause) => self.watch(ctx, &client, below, &query, pause).await,
            None => self.pages(ctx, &client, below, query).await,
        }
    }

    /// Reads the same page for ever, and writes it when it changed.
    async fn watch(
        &self,
        ctx: &Ctx,
        client: &Client,
        below: Option<Below<'_>>,
        query: &Query,
        pause: Duration,
    ) -> Result<()> {
        let mut last = None;
        loop {
            let page = Self::page(client, below, query).await?;
            if last.as_ref() != Some(&page) {
                ctx.ui.clear()?;
                // Each picture has its head, and what is asked for is looked at once.
                self.write(ctx, &page, last.is_none() || ctx.ui.is_for_people())?;
                last = Some(page);
            }
            tokio::time::sleep(pause).await;
        }
    }

    /// Reads a page, or page after page. Lines are written as they come; one object needs all of
    /// them first.
    async fn pages(
        &self,
        ctx: &Ctx,
        client: &Client,
        below: Option<Below<'_>>,
        mut query: Query,
    ) -> Result<()> {
        let (mut all, mut is_first) = (Vec::new(), true);
        loop {
            let mut page = match Self::page(client, below, &query).await {
                // Whoever asks for everything has time.
                Err(client::Error::RateLimited(Some(wait))) if self.page.all => {
                    let seconds = wait.as_secs_f64().ceil();
                    ctx.ui.status(format_args!("the API wants a pause of {seconds} s"));
                    tokio::time::sleep(wait).await;
                    continue;
                }
                page => page?,
            };
            let next = page["pagination"]["next"].as_str().map(str::to_owned);
            // A cursor that leads back to itself would be followed for ever.
            let next = next.filter(|it| self.page.all && !query.has(it));
            let in_lines = ctx.ui.is_for_people() || ctx.ui.output.output == Format::Ndjson;
            if !in_lines && self.page.all {
                all.extend_from_slice(models(&page));
                page["count"] = all.len().into();
            }
            if in_lines || !self.page.all {
                self.write(ctx, &page, is_first)?;
            } else if next.is_none() {
                page["models"] = Value::Array(std::mem::take(&mut all));
                ctx.ui.answer(&page)?;
            }
            let Some(next) = next else { return Ok(()) };
            query.set("next", &next);
            is_first = false;
        }
    }

    async fn page(
        client: &Client,
        below: Option<Below<'_>>,
        query: &Query,
    ) -> client::Result<Value> {
        match below {
            Some((of, id, what)) => client.below(of, id, what, query).await,
            None => client.list(N::OF, query).await,
        }
    }

    /// Writes a page.
    fn write(&self, ctx: &Ctx, page: &Value, is_first: bool) -> Result<()> {
        is_first.then(|| ctx.ui.output.check(page)).transpose()?;
        if ctx.ui.is_for_people() {
            self.show(ctx, page, is_first)
        } else if ctx.ui.output.output == Format::Ndjson {
            models(page).iter().try_for_each(|it| ctx.ui.another(it))
        } else {
            ctx.ui.another(page)
        }
    }

    fn show(&self, ctx: &Ctx, page: &Value, is_first: bool) -> Result<()> {
        if is_first && models(page).is_empty() {
            ctx.ui.status(format_args!("no {}s", N::OF.name));
            if N::OF.named {
                ctx.ui.hint("`--disabled` shows disabled ones too.");
            }
            return Ok(());
        }
        ctx.ui.text(&view::table(N::COLUMNS, models(page), is_first))?;
        for way in ["next", "prev"] {
            if let (Some(cursor), false) = (page["pagination"][way].as_str(), self.page.all) {
                ctx.ui.hint(format_args!("There is more: --{way} {cursor}"));
            }
        }
        Ok(())
    }
}

/// Which ones.
#[derive(clap::Args)]
pub(super) struct Count<N: Noun> {
    #[command(flatten)]
    filters: Flags<Filters<N>>,
}

impl<N: Noun> Count<N> {
    /// Counts.
    pub(super) async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let query = self.filters.query(&client).await?;
        let path = format!("{}/count", N::OF.path);
        let answer = client.call(Method::GET, &path, &query, None).await?;
        if ctx.ui.is_for_people() { ctx.ui.line(&answer["count"]) } else { ctx.ui.answer(&answer) }
    }
}

/// Which one.
#[derive(clap::Args)]
pub(super) struct One {
    /// Which one: its name, where it has one, or its id
    #[arg(value_name = "NAME or ID")]
    which: String,
}

impl One {
    /// What was typed.
    pub(super) fn which(&self) -> &str {
        &self.which
    }

    /// Its id.
    pub(super) async fn id(&self, client: &Client, of: Resource) -> Result<String> {
        Ok(client.id_of(of, &self.which).await?)
    }

    /// Does what a verb of the API says; `done` is said when it is done.
    pub(super) async fn act<N: Noun>(&self, ctx: &Ctx, verb: &str, done: &str) -> Result<()> {
        let client = ctx.client().await?;
        let id = self.id(&client, N::OF).await?;
        let answer = client.act(N::OF, &id, verb).await?;
        said(ctx, done, N::OF, &id, &answer)
    }

    /// Enables it, and says which connections of it are not enabled by that; `field` is how a
    /// connection names it.
    pub(super) async fn enable<N: Noun>(&self, ctx: &Ctx, field: &'static str) -> Result<()> {
        self.act::<N>(ctx, "enable", "enabled").await?;
        let client = ctx.client().await?;
        let id = self.id(&client, N::OF).await?;
        let query = Query::default().with(field, &id).with("disabled", "true");
        let connections = client.list(CONNECTIONS, &query).await?;
        for it in models(&connections).iter().filter(|it| it["disabled_at"].is_string()) {
            let (id, name) = (it["id"].as_str(), it["full_name"].as_str());
            ctx.ui.hint(format_args!(
                "Connection {} is still disabled; `hookport connection enable {}` enables it.",
                name.unwrap_or_default(),
                id.unwrap_or_default(),
            ));
        }
        Ok(())
    }

    /// Writes its body as it came.
    pub(super) async fn raw_body<N: Noun>(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let id = self.id(&client, N::OF).await?;
        let answer = client.below(N::OF, &id, "raw_body", &Query::default()).await?;
        if ctx.ui.is_for_people() {
            let text = answer["body"].as_str().unwrap_or_default().as_bytes();
            let exact = answer["body_base64"].as_str().map(|it| STANDARD.decode(it));
            match exact.transpose() {
                Ok(exact) => ctx.ui.write(exact.as_deref().unwrap_or(text)),
                Err(error) => Err(CliError::failed(format_args!("the answer is damaged: {error}"))),
            }
        } else {
            ctx.ui.answer(&answer)
        }
    }
}

/// Which ones.
#[derive(clap::Args)]
pub(super) struct Several {
    /// Which ones: their ids
    #[arg(value_name = "ID", required = true)]
    which: Vec<String>,
}

impl Several {
    /// Does to each what `act` does; one that cannot be done does not keep the others from it.
    pub(super) async fn each<N: Noun>(
        &self,
        ctx: &Ctx,
        done: &str,
        act: impl AsyncFn(&Client, &str) -> client::Result<Value>,
    ) -> Result<()> {
        let client = ctx.client().await?;
        let mut failure: Option<CliError> = None;
        for id in &self.which {
            match act(&client, id).await {
                Ok(answer) => said(ctx, done, N::OF, id, &answer)?,
                Err(error) if self.which.len() == 1 => return Err(error.into()),
                Err(error) => {
                    ctx.ui.status(format_args!("not {done}: {} {id}: {error}", N::OF.name));
                    failure.get_or_insert(error.into());
                }
            }
        }
        failure.map_or(Ok(()), Err)
    }
}

/// Says what was done to a thing, or writes it as it now is.
pub(super) fn said(ctx: &Ctx, done: &str, of: Resource, id: &str, answer: &Value) -> Result<()> {
    if !ctx.ui.is_for_people() {
        return ctx.ui.answer(answer);
    }
    ctx.ui.status(format_args!("{done} {} {id}", of.name));
    Ok(())
}

/// Writes a thing.
pub(super) fn show(ctx: &Ctx, thing: &Value) -> Result<()> {
    if ctx.ui.is_for_people() { ctx.ui.text(&view::sheet(thing)) } else { ctx.ui.answer(thing) }
}

/// Which one, and what of it.
#[derive(clap::Args)]
pub(super) struct Get<N: Noun> {
    #[command(flatten)]
    one: One,
    #[command(flatten)]
    extras: Flags<Extras<N>>,
}

impl<N: Noun> Get<N> {
    /// Shows it.
    pub(super) async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let query = self.extras.query(&client).await?;
        let thing = client.get(N::OF, &self.one.id(&client, N::OF).await?, &query).await?;
        show(ctx, &thing)
    }
}

/// What it is to be.
#[derive(clap::Args)]
pub(super) struct Create<N: Noun> {
    /// Its name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    fields: Flags<Fields<N>>,
}

impl<N: Noun> Create<N> {
    /// Makes it.
    pub(super) async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let body = body::<N, _>(&client, self.name.as_deref(), &self.fields).await?;
        let thing = client.create(N::OF, &body).await?;
        ctx.ui.status(format_args!("created {}", N::OF.name));
        show(ctx, &thing)
    }
}

/// What the one of this name is to be.
#[derive(clap::Args)]
pub(super) struct Upsert<N: Noun> {
    /// Its name
    name: String,
    #[command(flatten)]
    fields: Flags<Fields<N>>,
    #[command(flatten)]
    dry_run: Flags<DryRun<N>>,
}

impl<N: Noun> Upsert<N> {
    /// Makes it, or changes the one that is there.
    pub(super) async fn run(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let body = body::<N, _>(&client, Some(&self.name), &self.fields).await?;
        if !self.dry_run.is_empty() {
            return manifest::preview(ctx, &client, N::OF, &body).await;
        }
        let thing = client.upsert(N::OF, &body).await?;
        show(ctx, &thing)
    }
}

/// Which one, and what it is to be.
#[derive(clap::Args)]
pub(super) struct Update<N: Noun> {
    #[command(flatten)]
    one: One,
    /// Its new name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    changes: Flags<Changes<N>>,
}

impl<N: Noun> Update<N> {
    /// Changes it.
    pub(super) async fn run(&self, ctx: &Ctx) -> Result<()> {
        if self.name.is_none() && self.changes.is_empty() {
            return Err(CliError::usage("nothing was said that should change"));
        }
        let client = ctx.client().await?;
        let body = body::<N, _>(&client, self.name.as_deref(), &self.changes).await?;
        let id = self.one.id(&client, N::OF).await?;
        let thing = client.update(N::OF, &id, &body).await?;
        show(ctx, &thing)
    }
}

async fn body<N: Noun, T>(client: &Client, name: Option<&str>, fields: &Flags<T>) -> Result<Value> {
    let mut body = Map::new();
    if let Some(name) = name {
        body.insert("name".to_owned(), json!(name));
    }
    body.extend(fields.body(client).await?);
    N::shape(&mut body)?;
    Ok(Value::Object(body))
}

/// Which one, and whether to ask first.
#[derive(clap::Args)]
pub(super) struct Delete {
    #[command(flatten)]
    one: One,
    /// Do not ask
    #[arg(long, short)]
    force: bool,
}

impl Delete {
    /// Deletes it.
    pub(super) async fn run<N: Noun>(&self, ctx: &Ctx) -> Result<()> {
        let client = ctx.client().await?;
        let id = self.one.id(&client, N::OF).await?;
        let question = format!("Delete the {} {id}?", N::OF.name);
        if !self.force && !ctx.ui.confirm(&question, "--force")? {
            ctx.ui.status("nothing was deleted");
            return Ok(());
        }
        let answer = client.delete(N::OF, &id).await?;
        said(ctx, "deleted", N::OF, &id, &answer)
    }
}
