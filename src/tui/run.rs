//! The one loop: what happens, in; what is to be done, out; and the screen in between.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::event::Event;
use futures_util::{Stream, StreamExt as _};
use ratatui::Frame;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;

use super::app::{App, Input};
use super::effect::{Command, Effect};
use super::{News, lend, term, view};
use crate::model::Timestamp;
use crate::relay::Breakpoint;

/// The shortest time between two drawings.
const FRAME: Duration = Duration::from_millis(33);

/// Where an app is shown, and where its keys come from.
pub trait Stage {
    /// Its keys; gone while somebody else has the terminal.
    type Keys: Stream<Item = io::Result<Event>> + Unpin;

    /// Begins to read keys.
    fn keys(&mut self) -> Self::Keys;
    /// Draws one frame.
    fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()>;
    /// Puts a text on the clipboard of the terminal's user, who may be far away.
    fn copy(&mut self, text: &str) -> io::Result<()>;
    /// Gives the terminal back for a while.
    fn leave(&mut self) -> io::Result<()>;
    /// Takes it over again, and draws all of it with the next frame.
    fn enter_again(&mut self) -> io::Result<()>;
}

/// Shows the app in the terminal until the user quits or the news end.
pub async fn run(
    app: &mut App,
    news: &mut mpsc::Receiver<News>,
    commands: &mpsc::Sender<Command>,
    breakpoint: &Breakpoint,
) -> io::Result<()> {
    play(term::Screen::enter()?, app, news, commands, breakpoint).await
}

/// Shows the app on this stage until the user quits or the news end.
///
/// The screen is drawn here and nowhere else: after each key, and else at most about 30 times a
/// second, however much happens.
pub async fn play(
    mut stage: impl Stage,
    app: &mut App,
    news: &mut mpsc::Receiver<News>,
    commands: &mpsc::Sender<Command>,
    breakpoint: &Breakpoint,
) -> io::Result<()> {
    let mut keys = stage.keys();
    let mut clock = tokio::time::interval(Duration::from_secs(1));
    let mut frame = tokio::time::interval(FRAME);
    frame.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut stale = true;
    loop {
        let (is_behind, rest) = (app.is_behind(), app.rest(Timestamp::now()));
        let input = tokio::select! {
            // Keys first, so that a flood of news cannot lock the user out; then the drawing, so
            // that it is seen.
            biased;
            event = keys.next() => match event.transpose()? {
                Some(event) => Input::Terminal(event),
                None => return Ok(()),
            },
            _ = frame.tick(), if stale => {
                stage.draw(|frame| view::render(frame, frame.area(), app))?;
                stale = false;
                continue;
            }
            _ = clock.tick() => Input::Tick,
            said = term::lost() => {
                stage.enter_again()?;
                let text = format!("a part of hookport failed and is no more: {said}");
                Input::News(News::Warning(text))
            }
            item = news.recv() => match item {
                Some(item) => Input::News(item),
                None => return Ok(()),
            },
            () = tokio::time::sleep(rest.unwrap_or_default()), if rest.is_some() => Input::Rest,
            // Keys and clocks have their turn in between.
            () = tokio::task::yield_now(), if is_behind => Input::Idle,
        };
        stale = true;
        if matches!(input, Input::Terminal(Event::Key(_))) {
            // What a key does is seen at once, however much else there is to draw or to look at.
            frame.reset_immediately();
        }
        let mut effects = VecDeque::from(app.update(Timestamp::now(), input));
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Quit => return Ok(()),
                Effect::Copy(text) => stage.copy(&text)?,
                Effect::Ask(command) => {
                    if let Err(error) = commands.try_send(command) {
                        app.refused(&error.into_inner());
                    }
                }
                Effect::Breakpoint(deed) => {
                    let came_of_it = Input::News(deed.carry_out(breakpoint, &app.about));
                    effects.extend(app.update(Timestamp::now(), came_of_it));
                }
                Effect::Suspend | Effect::Page(_) | Effect::Edit(..) => {
                    // Who has the terminal has the keys too.
                    drop(keys);
                    stage.leave()?;
                    let input = lend::terminal(app, effect, news, commands, &mut effects).await;
                    stage.enter_again()?;
                    keys = stage.keys();
                    if let Some(input) = input {
                        effects.extend(app.update(Timestamp::now(), input));
                    }
                }
            }
        }
    }
}
