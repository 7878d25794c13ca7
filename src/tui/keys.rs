//! Every key, one row each; footer and help are drawn from here.
//!
//! To add one: a row here, a variant of [`Action`], an arm in `app`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Select the row above.
    Up,
    /// Select the row below.
    Down,
    /// Select the first row.
    First,
    /// Select the last row, and follow what comes.
    Last,
    /// Show or hide the details of the selected row.
    Details,
    /// Scroll the details up.
    PageUp,
    /// Scroll the details down.
    PageDown,
    /// Ask for another attempt of the selected row's event.
    Retry,
    /// Show or hide the keys.
    Help,
    /// Close what is open.
    Close,
    /// Leave.
    Quit,
}

/// A row of the table.
pub(super) struct Binding {
    /// What happens.
    pub(super) action: Action,
    keys: &'static [(KeyModifiers, KeyCode)],
    /// The keys as people write them.
    pub(super) shown: &'static str,
    /// The word for it in the footer; empty when it has no place there.
    pub(super) brief: &'static str,
    /// The sentence for it in the help.
    pub(super) about: &'static str,
}

const fn key(code: KeyCode) -> (KeyModifiers, KeyCode) {
    (KeyModifiers::NONE, code)
}

const fn letter(letter: char) -> (KeyModifiers, KeyCode) {
    key(KeyCode::Char(letter))
}

const CTRL_C: (KeyModifiers, KeyCode) = (KeyModifiers::CONTROL, KeyCode::Char('c'));

/// All keys, in the order of footer and help.
#[rustfmt::skip]
pub(super) const BINDINGS: &[Binding] = &[
    Binding { action: Action::Up, keys: &[key(KeyCode::Up), letter('k')],
        shown: "↑ k", brief: "", about: "Select the attempt above" },
    Binding { action: Action::Down, keys: &[key(KeyCode::Down), letter('j')],
        shown: "↓ j", brief: "select", about: "Select the attempt below" },
    Binding { action: Action::First, keys: &[key(KeyCode::Home), letter('g')],
        shown: "g", brief: "", about: "Select the first attempt" },
    Binding { action: Action::Last, keys: &[key(KeyCode::End), letter('G')],
        shown: "G", brief: "newest", about: "Select the newest attempt and follow what comes" },
    Binding { action: Action::Details, keys: &[key(KeyCode::Enter), letter('d')],
        shown: "d ⏎", brief: "details", about: "Show or hide request and response" },
    Binding { action: Action::PageUp, keys: &[key(KeyCode::PageUp), letter('b')],
        shown: "PgUp b", brief: "", about: "Scroll request and response up" },
    Binding { action: Action::PageDown, keys: &[key(KeyCode::PageDown), letter(' ')],
        shown: "PgDn ␣", brief: "", about: "Scroll request and response down" },
    Binding { action: Action::Retry, keys: &[letter('r')],
        shown: "r", brief: "retry", about: "Deliver the selected event again" },
    Binding { action: Action::Help, keys: &[letter('?')],
        shown: "?", brief: "help", about: "Show or hide these keys" },
    Binding { action: Action::Close, keys: &[key(KeyCode::Esc)],
        shown: "Esc", brief: "", about: "Close what is open" },
    Binding { action: Action::Quit, keys: &[letter('q'), CTRL_C],
        shown: "q", brief: "quit", about: "Leave; so does Ctrl-C" },
];

/// What a key that was pressed does.
pub(super) fn action(pressed: KeyEvent) -> Option<Action> {
    // A capital letter is itself, with or without the word that shift was held.
    let modifiers = pressed.modifiers - KeyModifiers::SHIFT;
    let found = BINDINGS.iter().find(|it| it.keys.contains(&(modifiers, pressed.code)))?;
    Some(found.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things() {
        let mut seen = Vec::new();
        for key in BINDINGS.iter().flat_map(|it| it.keys) {
            assert!(!seen.contains(key), "{key:?}");
            seen.push(*key);
        }
    }

    #[test]
    fn every_action_has_one_row() {
        for (index, binding) in BINDINGS.iter().enumerate() {
            assert!(BINDINGS[..index].iter().all(|it| it.action != binding.action));
        }
    }

    #[test]
    fn shift_makes_a_letter_a_capital_and_nothing_else() {
        let pressed = |modifiers, code| action(KeyEvent::new(code, modifiers));
        assert_eq!(pressed(KeyModifiers::SHIFT, KeyCode::Char('G')), Some(Action::Last));
        assert_eq!(pressed(KeyModifiers::NONE, KeyCode::Char('g')), Some(Action::First));
        assert_eq!(pressed(KeyModifiers::CONTROL, KeyCode::Char('c')), Some(Action::Quit));
        assert_eq!(pressed(KeyModifiers::NONE, KeyCode::Char('c')), None);
    }
}
