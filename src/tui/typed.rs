//! Lines that were typed before, for the prompt to bring back.

use serde::{Deserialize, Serialize};

use super::app::App;
use super::filter::Filter;
use super::prompt::{Asking, Overlay};

/// How many of each kind are kept.
const MOST: usize = 50;
/// The longest that is.
const LONGEST: usize = 4 << 10;

/// What was typed before, each once, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// What is searched for may be a token, or somebody's name: no other session is told.
    #[serde(skip)]
    search: Vec<String>,
    filter: Vec<String>,
    /// Addresses have secrets in them too.
    #[serde(skip)]
    url: Vec<String>,
}

impl Typed {
    /// Those that were typed for the same; `None` where none are kept.
    fn of(&mut self, what: &Asking) -> Option<&mut Vec<String>> {
        match what {
            Asking::Search(_) => Some(&mut self.search),
            Asking::Filter(_) | Asking::Hold => Some(&mut self.filter),
            Asking::Url(_) => Some(&mut self.url),
            Asking::Action(_) | Asking::Transformation { .. } => None,
        }
    }

    /// What another session may know: no text that headers or bodies were looked through for.
    pub(super) fn lasting(&self) -> Self {
        let is_harmless = |it: &&String| Filter::read(it).is_ok_and(|it| !it.tells_contents());
        let filter = self.filter.iter().filter(is_harmless).cloned().collect();
        Self { filter, ..Self::default() }
    }

    /// Keeps a line.
    pub(super) fn keep(&mut self, what: &Asking, line: &str) {
        let Some(all) = self.of(what).filter(|_| !line.is_empty() && line.len() <= LONGEST) else {
            return;
        };
        all.retain(|it| it != line);
        all.push(line.to_owned());
        let surplus = all.len().saturating_sub(MOST);
        all.drain(..surplus);
    }
}

impl App {
    /// The line that was typed before the one that is shown, or after it.
    pub(super) fn recall(&mut self, before: bool) {
        let view = &mut self.view;
        let Some(Overlay::Prompt(prompt)) = &mut view.overlay else { return };
        let Some(all) = view.typed.of(&prompt.what) else { return };
        let (own, place) = prompt.own.get_or_insert_with(|| (prompt.input.value().into(), 0));
        let next = if before { *place + 1 } else { place.saturating_sub(1) }.min(all.len());
        if next == *place {
            return;
        }
        *place = next;
        let line = all.len().checked_sub(next).and_then(|it| all.get(it)).unwrap_or(&*own);
        prompt.input = line.clone().into();
        self.typed_on();
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;
    use crate::tui::tests::{app, press, type_in};

    fn line(app: &App) -> &str {
        match &app.view.overlay {
            Some(Overlay::Prompt(prompt)) => prompt.input.value(),
            _ => "",
        }
    }

    #[test]
    fn what_was_typed_before_comes_back_line_by_line() {
        let mut app = app(3);
        type_in(&mut app, "/first⏎/n=1⏎/n=2⏎/n=1⏎/n=");
        let mut seen = Vec::new();
        for code in [KeyCode::Up, KeyCode::Up, KeyCode::Up, KeyCode::Up, KeyCode::Down] {
            press(&mut app, code);
            seen.push(line(&app).to_owned());
        }
        assert_eq!(seen, ["n=1", "n=2", "first", "first", "n=2"]);
        press(&mut app, KeyCode::Down);
        press(&mut app, KeyCode::Down);
        assert_eq!(line(&app), "n=");
        // Filters are others, and show at once.
        press(&mut app, KeyCode::Esc);
        type_in(&mut app, "fn=1⏎f");
        press(&mut app, KeyCode::Esc);
        press(&mut app, KeyCode::Esc);
        press(&mut app, KeyCode::Esc);
        type_in(&mut app, "f");
        press(&mut app, KeyCode::Up);
        assert_eq!((line(&app), &*app.view.listing.filter.text), ("n=1", "n=1"));
    }

    #[test]
    fn what_was_looked_for_in_headers_and_bodies_is_for_this_session_alone() {
        let mut typed = Typed::default();
        let rule = r#"{"body":{"a":"secret"}}"#;
        for line in ["s:5xx p:/orders", "body:secret", "z:>10k", "-h:secret s:2xx", rule] {
            typed.keep(&Asking::Filter(Filter::default()), line);
            typed.keep(&Asking::Search(None), line);
        }
        let kept = serde_json::to_string(&typed.lasting()).unwrap();
        assert_eq!(kept, r#"{"filter":["s:5xx p:/orders","z:>10k"]}"#);
    }

    #[test]
    fn no_more_lines_are_kept_than_anybody_looks_through() {
        let mut typed = Typed::default();
        let what = Asking::Search(None);
        (0..2 * MOST).for_each(|it| typed.keep(&what, &it.to_string()));
        typed.keep(&what, "");
        typed.keep(&what, &"x".repeat(LONGEST + 1));
        assert_eq!((typed.search.len(), &*typed.search[MOST - 1]), (MOST, "99"));
    }
}
