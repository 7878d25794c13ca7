//! A request before and after something changed it: the rules of its connection, or a transformation
//! that is tried on it.

use std::sync::Arc;

use serde_json::Value;

use super::app::App;
use super::effect::Command;
use super::prompt::{Asking, Overlay, Prompt};
use super::view::compare;

/// A request before and after. Contents are as the API shows them in `data`.
#[derive(Clone, Debug)]
pub struct Change {
    /// `evt_…` or `req_…`
    pub id: String,
    /// The transformation that was tried; without one, it is what became of it on its connection.
    pub tried: Option<Tried>,
    /// As it came.
    pub before: Value,
    /// What was made of it; `None` where the code failed.
    pub after: Option<Value>,
}

/// A run that nothing is kept of.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The transformation's name.
    pub name: String,
    /// What it wrote to its console, each with its level.
    pub console: Vec<(String, String)>,
}

/// A transformation that can be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// `trs_…`
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether the event's connection has it.
    pub is_own: bool,
}

/// With what the tab compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Versus {
    /// Two events, or two attempts, with one another.
    #[default]
    Other,
    /// A request, as it came, with what was made of it.
    Original,
}

impl Choice {
    /// Those with all that is typed in their names.
    pub(super) fn found<'a>(all: &'a [Self], typed: &str) -> Vec<&'a Self> {
        let typed = typed.to_lowercase();
        let fits = |it: &&Self| {
            let name = it.name.to_lowercase();
            typed.split_whitespace().all(|word| name.contains(word))
        };
        all.iter().filter(fits).collect()
    }
}

impl App {
    /// The change of what is looked at, if it was told.
    pub(super) fn change(&self) -> Option<&Change> {
        self.change_and_count().map(|it| &it.1)
    }

    /// The same, with how many were told before: what was tried on it goes first.
    pub(super) fn change_and_count(&self) -> Option<&(u64, Change)> {
        let row = self.row()?;
        let mut all = [&self.tried, &self.change].into_iter().flatten();
        all.find(|it| *it.1.id == *row.id)
    }

    /// Whether a transformation was tried on what is looked at, and that is still to be seen.
    pub(super) fn is_tried(&self) -> bool {
        self.change().is_some_and(|it| it.tried.is_some())
    }

    /// What the gateway must be asked to show what became of the request.
    pub(super) fn wants_change(&mut self, id: &Arc<str>) -> Option<Command> {
        if self.row()?.ignored.is_some() || self.change().is_some() {
            return None;
        }
        let is_asked = self.asked.change.as_ref() == Some(id);
        (!is_asked).then(|| {
            self.asked.change = Some(id.clone());
            Command::Original(id.to_string())
        })
    }

    /// The tab compares with the other.
    pub(super) fn turn_round(&mut self) {
        self.look_elsewhere();
        self.view.versus = match self.view.versus {
            Versus::Other => Versus::Original,
            Versus::Original => {
                // What was tried was seen; from now on it is about what became of it.
                if self.is_tried() {
                    self.tried = None;
                }
                Versus::Other
            }
        };
        self.asked.change = None;
    }

    /// These transformations can be tried on it.
    pub(super) fn choose_transformation(&mut self, id: String, all: Vec<Choice>) {
        if self.view.overlay.is_some() {
            return self
                .notify("the transformations came while you typed: T again".to_owned(), true);
        }
        if all.is_empty() {
            let text = "there is no transformation; `hookport transformation create` makes one";
            return self.notify(text.to_owned(), true);
        }
        self.hush();
        let asking = Asking::Transformation { id, all, chosen: 0 };
        self.view.overlay = Some(Overlay::Prompt(Prompt::new(asking, "")));
    }

    /// The gateway tells of a change, or why it cannot.
    pub(super) fn changed(&mut self, change: Result<Change, (String, String)>) {
        let change = match change {
            Ok(change) => change,
            Err((id, why)) => {
                self.asked.change.take_if(|it| **it == *id);
                self.unanswered(&id);
                return self.notify(format!("cannot tell what was made of {id}: {why}"), true);
            }
        };
        let Some(tried) = &change.tried else {
            if self.asked.change.as_deref() == Some(&change.id) {
                self.changes += 1;
                self.change = Some((self.changes, change));
            }
            return;
        };
        let said = format!("tried {} on {}: 6 shows it there", tried.name, change.id);
        self.changes += 1;
        self.tried = Some((self.changes, change));
        if !self.is_tried() {
            self.notify(said, false);
        } else {
            self.hush();
            self.view.versus = Versus::Original;
            self.view.tab = compare::TAB;
            self.view.details = Some(true);
            self.look_elsewhere();
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;
    use serde_json::json;

    use super::*;
    use crate::model::Timestamp;
    use crate::tui::tests::{app, delivery, press, type_in};
    use crate::tui::{Effect, Input, News, Reply};

    fn reply(app: &mut App, reply: Reply) -> Vec<Effect> {
        app.update(Timestamp(0), Input::News(News::Reply(reply)))
    }

    fn change(tried: Option<Tried>) -> Change {
        let (before, after) = (json!({"body": {"a": 1}}), Some(json!({"body": {"a": 2}})));
        Change { id: delivery(0).event, tried, before, after }
    }

    #[test]
    fn a_transformation_is_chosen_by_its_name_and_tried() {
        let mut app = app(1);
        let id = delivery(0).event;
        assert_eq!(type_in(&mut app, "T"), [Effect::Ask(Command::Transformations(id.clone()))]);
        let named = |name: &str, is_own| Choice {
            id: format!("trs_{name}"),
            name: name.to_owned(),
            is_own,
        };
        let all = vec![named("own", true), named("to-eur", false), named("to-usd", false)];
        reply(&mut app, Reply::Transformations { id: id.clone(), all: all.clone() });
        type_in(&mut app, "to");
        press(&mut app, KeyCode::Tab);
        press(&mut app, KeyCode::Tab);
        let ask = Command::Transform { id, choice: all[1].clone() };
        press(&mut app, KeyCode::Tab);
        press(&mut app, KeyCode::Up);
        assert_eq!(press(&mut app, KeyCode::Enter), [Effect::Ask(ask)]);
        let tried = Tried { name: "to-usd".to_owned(), console: Vec::new() };
        assert_eq!(reply(&mut app, Reply::Changed(Ok(change(Some(tried))))), []);
        assert!(app.change().is_some() && app.view.tab == compare::TAB);
    }

    #[test]
    fn what_was_tried_on_one_that_was_left_is_told_of_and_shown_there() {
        let mut app = app(2);
        let tried = || Some(Tried { name: "to-eur".to_owned(), console: Vec::new() });
        for keys in ["16", "66"] {
            // With the tab on what became of the other, or not.
            type_in(&mut app, "G1");
            type_in(&mut app, keys);
            let came = change(None);
            reply(&mut app, Reply::Changed(Ok(Change { id: delivery(1).event, ..came.clone() })));
            reply(&mut app, Reply::Changed(Ok(change(tried()))));
            assert!(app.notice().unwrap().text.contains("6 shows it"));
            assert!(!app.is_tried() && selected(&app) == delivery(1).event);
            type_in(&mut app, "k16");
            assert!(app.is_tried() && app.view.versus == Versus::Original);
            // Once it was seen, it is about what became of it.
            type_in(&mut app, "66");
            assert!(!app.is_tried());
            type_in(&mut app, "6");
        }
    }

    fn selected(app: &App) -> &str {
        app.row().map_or("", |it| &*it.id)
    }

    #[test]
    fn what_became_of_a_request_is_asked_once_and_the_tab_turned_round_for_it() {
        let mut app = app(1);
        let ask = [Effect::Ask(Command::Original(delivery(0).event))];
        assert_eq!(type_in(&mut app, "6"), []);
        assert_eq!(type_in(&mut app, "6"), ask);
        assert_eq!(app.update(Timestamp(0), Input::Tick), []);
        reply(&mut app, Reply::Changed(Ok(change(None))));
        assert!(app.change().is_some());
        assert_eq!(type_in(&mut app, "66"), []);
    }
}
