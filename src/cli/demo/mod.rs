//! `hookport demo`: the main job on real input, in one process, leaving nothing behind.
//!
//! In a terminal the viewer shows it at a pace to be followed; elsewhere each step is a line, and
//! the exit status says whether everything arrived.

mod shop;
mod stage;
mod story;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use jiff::tz::TimeZone;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use url::Url;

use self::stage::{Ended, Stage};
use self::story::{SCENES, Scene};
use super::Ctx;
use super::error::{CliError, Exit, Result};
use super::listen::{has_color, is_screen};
use super::{signal, viewer};
use crate::relay::{self, Update};
use crate::tui::{self, About, App, News};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const NAME: Style = AnsiColor::Cyan.on_default();
const QUIET: Style = Style::new().dimmed();

/// Between two webhooks, where somebody is watching.
const PACE: Duration = Duration::from_millis(1200);

/// Plays the demo.
pub(super) fn run(ctx: &Ctx) -> Result<()> {
    super::on_all_threads(demo(ctx))?
}

async fn demo(ctx: &Ctx) -> Result<()> {
    let began = Instant::now();
    ctx.ui
        .line("Webhooks from their senders to a program on this machine, all in this process.\n")?;
    let stage = Stage::build().await?;
    let never = CancellationToken::new();
    let res = tokio::select! {
        res = perform(ctx, &stage, began) => res,
        asked = signal::cancel_when_asked(&never) => {
            asked?;
            Err(CliError::new(Exit::Interrupted, "interrupted"))
        }
    };
    stage.strike().await?;
    conclude(ctx, &res?, began)
}

/// Starts the listener and plays the scenes, to whoever watches.
async fn perform(ctx: &Ctx, stage: &Stage, began: Instant) -> Result<Vec<Ended>> {
    let address = |url: &Url| url.as_str().trim_end_matches('/').to_owned();
    let gateway = format!("{}, on a temporary folder", address(stage.client.base()));
    step(ctx, "gateway", &gateway, began)?;
    let shop = format!("{}, the program that takes them", address(&stage.shop.url));
    step(ctx, "shop", &shop, began)?;

    let (updates, mut incoming) = mpsc::channel(256);
    let stop = CancellationToken::new();
    let listening = relay::listen(stage.listener.clone(), updates, stop);
    let acts = async {
        let online = loop {
            match incoming.recv().await {
                Some(update @ Update::Online { .. }) => break update,
                Some(_) => (),
                None => std::future::pending().await,
            }
        };
        step(ctx, "listener", "connected, forwards what comes to the shop", began)?;
        ctx.ui.line("")?;
        if is_screen() {
            return watch(ctx, stage, online, incoming).await;
        }
        let unseen = async { while incoming.recv().await.is_some() {} };
        tokio::select! {
            played = play(ctx, stage) => played,
            () = unseen => std::future::pending().await,
        }
    };
    tokio::select! {
        played = acts => played,
        ended = listening => {
            ended?;
            Err(CliError::failed("the listener stopped by itself"))
        }
    }
}

fn step(ctx: &Ctx, what: &str, words: &str, began: Instant) -> Result<()> {
    let took = ms(began.elapsed());
    ctx.ui.line(format_args!("    {NAME}{what:<9}{NAME:#}{words:<58}{QUIET}{took:>8}{QUIET:#}"))
}

/// Plays all scenes, a line for each.
async fn play(ctx: &Ctx, stage: &Stage) -> Result<Vec<Ended>> {
    let mut played = Vec::new();
    for scene in SCENES {
        let ended = stage.play(scene).await;
        ctx.ui.line(line(scene, &ended))?;
        played.push(ended);
    }
    Ok(played)
}

/// Plays all scenes in the viewer; returns those that were played when the user left it.
async fn watch(
    ctx: &Ctx,
    stage: &Stage,
    online: Update,
    mut incoming: mpsc::Receiver<Update>,
) -> Result<Vec<Ended>> {
    let (news, mut shown) = mpsc::channel(256);
    let (commands, wishes) = mpsc::channel(16);
    let mut app = App::new(About {
        sources: stage.sources.clone(),
        connections: stage.connections.clone(),
        names: HashMap::new(),
        source_names: stage.source_names.clone(),
        gateway: String::new(),
        targets: vec![stage.shop.url.clone()],
        most: stage.listener.forwarding.max_connections,
        zone: TimeZone::system(),
        color: has_color(),
        tools: viewer::tools(),
    });
    let mut played = Vec::new();
    let story = async {
        for scene in SCENES {
            tokio::time::sleep(PACE).await;
            let ended = stage.play(scene).await;
            let what = format!("{} {}", scene.source, scene.event);
            let item = match &ended.words {
                Ok(words) => News::Note(format!("{what}: {words}")),
                Err(words) => News::Warning(format!("{what}: {words}")),
            };
            drop(news.send(item).await);
            played.push(ended);
        }
        loop {
            tokio::time::sleep(2 * PACE).await;
            let text = "That was all. Look around; q leaves and sums it up.".to_owned();
            drop(news.send(News::Note(text)).await);
        }
    };
    let pass_on = async {
        drop(news.send(News::Relay(online)).await);
        while let Some(update) = incoming.recv().await {
            drop(news.send(News::Relay(update)).await);
        }
    };
    let never = CancellationToken::new();
    let breakpoint = &stage.listener.breakpoint;
    tokio::select! {
        res = tui::run(&mut app, &mut shown, &commands, breakpoint) => res?,
        () = story => (),
        () = pass_on => (),
        () = viewer::ignored(&stage.client, &stage.source_names, &news) => (),
        () = viewer::obey(&stage.client, wishes, news.clone(), &never) => (),
    }
    for (scene, ended) in SCENES.iter().zip(&played) {
        ctx.ui.line(line(scene, ended))?;
    }
    Ok(played)
}

fn line(scene: &Scene, ended: &Ended) -> String {
    let (style, mark, words) = match &ended.words {
        Ok(words) => (GOOD, "✓", words),
        Err(words) => (BAD, "✗", words),
    };
    let Scene { source, event, .. } = scene;
    format!(
        "  {style}{mark}{style:#} {NAME}{source:<9}{NAME:#}{event:<14}{words:<44}\
         {QUIET}{:>8}{QUIET:#}",
        ms(ended.took)
    )
}

/// The last words; an error when not everything went as it should.
fn conclude(ctx: &Ctx, played: &[Ended], began: Instant) -> Result<()> {
    let failed = SCENES.iter().zip(played).filter(|(_, ended)| ended.words.is_err());
    let failed = Vec::from_iter(failed.map(|(it, _)| format!("{} {}", it.source, it.event)));
    if !failed.is_empty() {
        let message = format!("{} of {} did not go as it should", failed.len(), played.len());
        return Err(CliError::failed(format!("{message}: {}", failed.join(", "))));
    }
    ctx.ui.line(format_args!(
        "\nAll {} went as they should, in {:.1} s. Nothing is left behind.",
        played.len(),
        began.elapsed().as_secs_f64()
    ))?;
    ctx.ui.line(format_args!(
        "Now yours: {NAME}hookport listen 3000{NAME:#} forwards webhooks to your program on port 3000."
    ))
}

fn ms(took: Duration) -> String {
    let ms = took.as_secs_f64() * 1000.0;
    if ms < 10.0 { format!("{ms:.1} ms") } else { format!("{ms:.0} ms") }
}
