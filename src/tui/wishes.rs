//! What the user wants of the viewer: keys and colors from a file, and what was left last time.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::app::App;
use super::keymap::Keymap;
use super::listing::Sort;
use super::theme::Theme;
use super::typed::Typed;
use super::view::TABS;
use super::view::document::Form;

/// The user's file: `viewer.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wishes {
    /// On which background the terminal writes.
    #[serde(default)]
    pub theme: Ground,
    /// Keys, by the names of actions: `retry = ["R"]`. An empty list takes an action's keys away.
    #[serde(default)]
    pub keys: HashMap<String, Vec<String>>,
}

/// What a terminal writes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
}

/// How a viewer was left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remembered {
    details: Option<bool>,
    tab: usize,
    form: Form,
    sources: Option<bool>,
    sort: Sort,
    typed: Typed,
}

impl App {
    /// Does as the user wants, or says what makes no sense.
    pub fn obey(&mut self, wishes: &Wishes) -> Result<(), String> {
        self.keys = Keymap::new(&wishes.keys)?;
        self.look.theme = Theme::new(self.about.color, wishes.theme);
        Ok(())
    }

    /// Goes on as it was left.
    pub fn go_on(&mut self, from: &Remembered) {
        self.view.details = from.details;
        self.view.tab = from.tab.min(TABS.len() - 1);
        self.view.form = from.form;
        self.view.sources = from.sources;
        // What hides events is not kept, neither filter nor lens: who comes back after days would look
        // for what is hidden. A filter is found again with ↑.
        self.view.listing.sort = from.sort;
        self.view.typed = from.typed.clone();
    }

    /// How it is left.
    pub fn remember(&self) -> Remembered {
        let view = &self.view;
        Remembered {
            details: view.details,
            tab: view.tab,
            form: view.form,
            sources: view.sources,
            sort: view.listing.sort,
            typed: view.typed.lasting(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;
    use crate::tui::listing::Lens;
    use crate::tui::tests::{app, press, type_in};

    #[test]
    fn a_viewer_goes_on_as_it_was_left() {
        let mut before = app(1);
        type_in(&mut before, "d3vitofs:2xx⏎");
        let text = serde_json::to_string(&before.remember()).unwrap();
        let mut after = app(1);
        after.go_on(&serde_json::from_str(&text).unwrap());
        assert_eq!(after.remember(), before.remember());
        // What hides events is for one session.
        assert_eq!((after.view.listing.lens, after.view.listing.sort), (Lens::All, Sort::Took));
        assert!(after.view.listing.filter.is_empty());
        type_in(&mut after, "f");
        press(&mut after, KeyCode::Up);
        assert_eq!(after.view.listing.filter.text, "s:2xx");
        // From another version, or from nobody.
        after.go_on(&serde_json::from_str(r#"{"tab":99,"new":1}"#).unwrap());
        assert_eq!(after.view.tab, TABS.len() - 1);
    }

    #[test]
    fn wishes_are_keys_and_a_ground() {
        let text = "theme = 'light'\n[keys]\nretry = ['R']\nmark = []";
        let wishes: Wishes = toml::from_str(text).unwrap();
        let mut app = app(2);
        app.obey(&wishes).unwrap();
        assert_eq!(type_in(&mut app, "r"), []);
        assert_eq!(type_in(&mut app, "R").len(), 1);
        assert!(toml::from_str::<Wishes>("colour = 'light'").is_err());
    }
}
