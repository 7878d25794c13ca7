//! Which key does what: as the table says, or as the user wants it.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::keys::{Action, BINDINGS, Binding, Key, written};

/// All keys, by what they do.
#[derive(Clone, Debug)]
pub(super) struct Keymap(Vec<(Key, Action)>);

impl Default for Keymap {
    fn default() -> Self {
        let all = BINDINGS.iter().flat_map(|it| it.keys.iter().map(|key| (*key, it.action)));
        Self(all.collect())
    }
}

impl Keymap {
    /// The table's keys, with the user's in the place of those of the same actions; an action that is
    /// given no key has none. Says which words make no sense.
    pub(super) fn new(wanted: &HashMap<String, Vec<String>>) -> Result<Self, String> {
        let mut res = Self::default();
        let mut names: Vec<_> = wanted.keys().collect();
        names.sort_unstable();
        for name in names {
            let binding = BINDINGS.iter().find(|it| it.name() == *name);
            let binding = binding.ok_or_else(|| format!("`{name}` is no action of the viewer"))?;
            res.0.retain(|(_, it)| *it != binding.action);
            for text in &wanted[name] {
                let key = read(text).ok_or_else(|| format!("`{text}` is no key"))?;
                // The user's word counts more than the table's.
                res.0.retain(|(it, _)| *it != key);
                res.0.push((key, binding.action));
            }
        }
        Ok(res)
    }

    /// What a key that was pressed does.
    pub(super) fn action(&self, pressed: KeyEvent) -> Option<Action> {
        // A capital letter is itself, with or without the word that shift was held.
        let modifiers = pressed.modifiers - KeyModifiers::SHIFT;
        let found = self.0.iter().find(|(it, _)| *it == (modifiers, pressed.code))?;
        Some(found.1)
    }

    /// The keys of a row of the table, as people write them.
    pub(super) fn shown(&self, of: &Binding) -> String {
        self.keys(of).collect::<Vec<_>>().join(" ")
    }

    /// The first of them; empty where there is none.
    pub(super) fn key(&self, of: &Binding) -> String {
        self.keys(of).next().unwrap_or_default()
    }

    fn keys(&self, of: &Binding) -> impl Iterator<Item = String> {
        self.0.iter().filter(|it| it.1 == of.action).map(|it| written(it.0))
    }
}

/// What actions are called where people choose their keys.
pub fn action_names() -> Vec<String> {
    BINDINGS.iter().map(Binding::name).collect()
}

/// What actions are called, and a key of each.
pub fn bound_keys() -> impl Iterator<Item = (String, KeyEvent)> {
    let first = |it: &Binding| it.keys.first().map(|key| KeyEvent::new(key.1, key.0));
    BINDINGS.iter().filter_map(move |it| Some((it.name(), first(it)?)))
}

/// A key as people write it: `r`, `G`, `ctrl-r`, `space`, `page-down`, `f5`.
fn read(text: &str) -> Option<Key> {
    let (modifiers, name) = match text.split_once('-') {
        Some(("ctrl", name)) if !name.is_empty() => (KeyModifiers::CONTROL, name),
        Some(("alt", name)) if !name.is_empty() => (KeyModifiers::ALT, name),
        _ => (KeyModifiers::NONE, text),
    };
    let code = match name {
        "space" => KeyCode::Char(' '),
        "enter" => KeyCode::Enter,
        "tab" => KeyCode::Tab,
        "esc" => KeyCode::Esc,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "page-up" => KeyCode::PageUp,
        "page-down" => KeyCode::PageDown,
        _ => {
            let mut letters = name.chars();
            match (letters.next()?, letters.as_str()) {
                (letter, "") => KeyCode::Char(letter),
                ('f', number) => {
                    KeyCode::F(number.parse().ok().filter(|it| (1..=12).contains(it))?)
                }
                _ => return None,
            }
        }
    };
    Some((modifiers, code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keymap(wanted: &[(&str, &[&str])]) -> Result<Keymap, String> {
        let owned = |keys: &[&str]| keys.iter().map(|&it| it.to_owned()).collect();
        Keymap::new(&wanted.iter().map(|(name, keys)| ((*name).to_owned(), owned(keys))).collect())
    }

    #[test]
    fn a_key_that_the_user_wants_is_taken_from_whatever_had_it() {
        let keys = keymap(&[("retry", &["ctrl-r", "e"]), ("mute", &[])]).unwrap();
        let pressed = |modifiers, code| keys.action(KeyEvent::new(code, modifiers));
        assert_eq!(pressed(KeyModifiers::CONTROL, KeyCode::Char('r')), Some(Action::Retry));
        assert_eq!(pressed(KeyModifiers::NONE, KeyCode::Char('e')), Some(Action::Retry));
        assert_eq!(pressed(KeyModifiers::NONE, KeyCode::Char('r')), None);
        assert_eq!(pressed(KeyModifiers::NONE, KeyCode::Char('x')), None);
        let shown = BINDINGS.iter().find(|it| it.action == Action::Retry).unwrap();
        assert_eq!((keys.shown(shown), keys.key(shown)), ("^R e".to_owned(), "^R".to_owned()));
    }

    #[test]
    fn what_is_no_key_or_no_action_is_refused() {
        assert_eq!(keymap(&[("rtry", &["r"])]).unwrap_err(), "`rtry` is no action of the viewer");
        for key in ["", "rr", "ctrl-", "f13", "shift-r"] {
            assert!(keymap(&[("retry", &[key])]).is_err(), "{key}");
        }
        for key in ["space", "alt-enter", "f5", "-", "é", "page-up"] {
            assert!(keymap(&[("retry", &[key])]).is_ok(), "{key}");
        }
    }

    #[test]
    fn shift_makes_a_letter_a_capital_and_nothing_else() {
        let keys = keymap(&[]).unwrap();
        let pressed = |modifiers, code| keys.action(KeyEvent::new(code, modifiers));
        assert_eq!(pressed(KeyModifiers::SHIFT, KeyCode::Char('G')), Some(Action::Last));
        assert_eq!(pressed(KeyModifiers::NONE, KeyCode::Char('g')), Some(Action::First));
        assert_eq!(pressed(KeyModifiers::CONTROL, KeyCode::Char('c')), Some(Action::Quit));
        assert_eq!(pressed(KeyModifiers::NONE, KeyCode::Char('c')), None);
    }
}
