//! What the user saw last: that is what is meant by a key that does something with it.
//!
//! Whoever follows the newest has another one under the cursor whenever one comes. What comes between
//! a look and a key must not be dropped, sent or copied in the place of what was looked at.

use super::app::{App, Place};
use super::attempt::Try;
use super::keys::{Action, BINDINGS, Group};

/// What was shown as selected.
#[derive(Clone, Debug)]
pub(super) struct Glance {
    /// Its line.
    pub(super) place: Place,
    /// The attempt: the latest one is another when the event is tried again.
    attempt: Box<str>,
}

impl App {
    /// The user sees this, or went there.
    pub(super) fn look(&self) {
        let attempt = self.attempt().map_or_else(Box::default, |it| it.id.clone());
        let glance = self.place().map(|place| Glance { place, attempt });
        *self.view.seen.glance.borrow_mut() = glance;
    }

    /// What is meant by an action, if that is what was seen and it is still there.
    pub(super) fn meant_by(&self, action: Action) -> Option<Glance> {
        let is_deed = |it: &Group| *it == Group::Act;
        let group = BINDINGS.iter().find(|it| it.action == action).map(|it| it.group);
        group.filter(is_deed)?;
        let glance = self.view.seen.glance.borrow().clone();
        glance.filter(|it| self.history.row(it.place.row).is_some())
    }

    /// The attempt that was seen, where that is what is meant.
    pub(super) fn attempt_meant(&self) -> Option<Option<&Try>> {
        let Glance { place, attempt } = self.view.meant.as_ref()?;
        let row = self.history.row(place.row)?;
        Some(row.tries.iter().find(|it| it.id == *attempt))
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::tui::tests::{app, arrive, delivery, hold, press, type_in};
    use crate::tui::{Command, Deed, Effect, view};

    fn draw(app: &App) {
        let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
        terminal.draw(|frame| view::render(frame, frame.area(), app)).unwrap();
    }

    #[test]
    fn what_comes_between_a_look_and_a_key_is_not_what_the_key_is_for() {
        let mut app = app(0);
        hold(&mut app, 1, None);
        draw(&app);
        hold(&mut app, 2, None);
        let id = || delivery(1).attempt;
        assert_eq!(type_in(&mut app, "D"), [Effect::Breakpoint(Deed::Drop(id()))]);
        assert_eq!(type_in(&mut app, "a"), [Effect::Breakpoint(Deed::Release(id()))]);
        assert_eq!(type_in(&mut app, "e"), [Effect::Breakpoint(Deed::Open(id()))]);
        assert_eq!(type_in(&mut app, "I"), [Effect::Copy(delivery(1).event)]);
        // Keys that move go on from where the list is, and the newest is followed still.
        assert!(app.follows());
        draw(&app);
        let newer = Deed::Drop(delivery(2).attempt);
        assert_eq!(type_in(&mut app, "D"), [Effect::Breakpoint(newer)]);
    }

    #[test]
    fn a_key_that_moves_needs_no_drawing_to_be_obeyed() {
        let mut app = app(2);
        draw(&app);
        type_in(&mut app, "k");
        let retry = |number| [Effect::Ask(Command::Retry(vec![delivery(number).event]))];
        assert_eq!(type_in(&mut app, "r"), retry(0));
        // The palette too acts on what was seen.
        press(&mut app, KeyCode::End);
        draw(&app);
        type_in(&mut app, ":deliver the event again");
        arrive(&mut app, 2);
        assert_eq!(press(&mut app, KeyCode::Enter), retry(1));
    }

    #[test]
    fn an_attempt_that_came_since_is_not_dropped_for_the_one_that_was_seen() {
        let mut app = app(1);
        draw(&app);
        let mut again = delivery(0);
        again.attempt = "atm_again".to_owned();
        again.number = 2;
        let url = crate::tui::tests::about().targets[0].clone();
        let at = crate::model::Timestamp(0);
        let held = crate::relay::Update::Held { at, delivery: again, url, until: None };
        crate::tui::tests::tell(&mut app, held);
        assert_eq!(type_in(&mut app, "D"), []);
        draw(&app);
        assert_eq!(type_in(&mut app, "D").len(), 1);
    }
}
