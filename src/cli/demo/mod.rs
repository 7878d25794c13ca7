//! `hookport demo`: the main job on real input, in one process, leaving nothing behind.
//!
//! In a terminal the viewer shows it at a pace to be followed; elsewhere each step is a line, and
//! the exit status says whether everything arrived.

mod shop;
mod stage;
mod story;

use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use jiff::tz::TimeZone;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use self::stage::{Ended, Stage};
use self::story::{SCENES, Scene};
use super::Ctx;
use super::error::{CliError, Result};
use super::listen::{self, has_color, is_screen};
use crate::relay::{self, Update};
use crate::tui::{self, About, App, News};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const NAME: Style = AnsiColor::Cyan.on_default();
const QUIET: Style = Style::new().dimmed();

/// How long the listener may take to get in.
const PATIENCE: Duration = Duration::from_secs(10);
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
    step(ctx, "gateway", format_args!("{}, on a temporary folder", stage.client.base()), began)?;
    step(ctx, "shop", format_args!("{}, the program that takes them", stage.shop.url), began)?;

    let stop = CancellationToken::new();
    let (updates, mut incoming) = mpsc::channel(256);
    let listening = tokio::spawn(relay::listen(stage.listener.clone(), updates, stop.clone()));
    let online = async {
        while let Some(update) = incoming.recv().await {
            if matches!(update, Update::Online { .. }) {
                return Some(update);
            }
        }
        None
    };
    let online = tokio::time::timeout(PATIENCE, online).await.ok().flatten();
    let online = online.ok_or_else(|| CliError::failed("the listener did not get in"))?;
    step(ctx, "listener", "connected, forwards to the shop", began)?;
    ctx.ui.line("")?;

    let played = if is_screen() {
        watch(ctx, &stage, online, incoming).await?
    } else {
        let drain = async { while incoming.recv().await.is_some() {} };
        tokio::select! {
            played = play(ctx, &stage) => played?,
            () = drain => return Err(CliError::failed("the listener stopped")),
        }
    };
    stop.cancel();
    let listened = listening.await.map_err(anyhow::Error::from).flatten();
    stage.strike().await?;
    listened?;
    conclude(ctx, &played, began)
}

fn step(ctx: &Ctx, what: &str, words: impl std::fmt::Display, began: Instant) -> Result<()> {
    let words = words.to_string();
    ctx.ui.line(format_args!("  {what:<9}{words:<62}{QUIET}{:>8}{QUIET:#}", ms(began.elapsed())))
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
        target: stage.shop.url.clone(),
        zone: TimeZone::system(),
        color: has_color(),
    });
    let mut played = Vec::new();
    let story = async {
        for scene in SCENES {
            tokio::time::sleep(PACE).await;
            let ended = stage.play(scene).await;
            let what = format!("{} {}", scene.source, scene.event);
            drop(news.send(match &ended.words {
                Ok(words) => News::Note(format!("{what}: {words}")),
                Err(words) => News::Warning(format!("{what}: {words}")),
            }));
            played.push(ended);
        }
        loop {
            tokio::time::sleep(5 * PACE).await;
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
    tokio::select! {
        res = tui::run(&mut app, &mut shown, &commands) => res?,
        () = story => (),
        () = pass_on => (),
        () = listen::obey(&stage.client, wishes, news.clone(), &never) => (),
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
        "  {style}{mark}{style:#} {NAME}{source:<9}{NAME:#}{event:<15}{words:<45}\
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
