//! Every action and its keys, one row each; footer, help and palette are drawn from here.
//!
//! To add one: a row here, a variant of [`Action`], an arm in `act`.

use crossterm::event::{KeyCode, KeyModifiers};

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// One line up, in the list or in the details.
    Up,
    /// One line down.
    Down,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
    /// The details up by a screen, wherever keys move.
    ScrollUp,
    /// The details down by a screen.
    ScrollDown,
    /// To the first line.
    First,
    /// To the last line; in the list, follow what comes.
    Last,
    /// Hide what hangs on the line: attempts, or the inside of a value.
    Fold,
    /// Show it.
    Unfold,
    /// Go to the other of list and details.
    Switch,
    /// Open the details and go there; there, fold or unfold.
    Open,
    /// Show or hide the details.
    Details,
    /// The tab of this place.
    Tab(u8),
    /// The tab to the right.
    NextTab,
    /// The tab to the left.
    PreviousTab,
    /// The body in another form: laid out, as text, in hex.
    Form,
    /// Show or hide the sources' URLs.
    Sources,
    /// Search.
    Search,
    /// To the next place where it is found.
    Next,
    /// To the one before.
    Previous,
    /// Say what the list shows.
    Filter,
    /// The list's next part: all, those that went well, those that did not.
    Lens,
    /// Only what came over the next source.
    Source,
    /// The list's next order.
    Sort,
    /// Let the list stand still, or go on.
    Pause,
    /// Say what the breakpoint stops.
    Hold,
    /// Let what is held go on.
    Release,
    /// Let everything that is held go on.
    ReleaseAll,
    /// Have what is held go nowhere.
    Drop,
    /// Mark the event, or take the mark away.
    Mark,
    /// Take all marks away.
    Unmark,
    /// Deliver the event, or those that are marked, again.
    Retry,
    /// Keep its content as a bookmark.
    Bookmark,
    /// Plan no further attempt.
    Mute,
    /// Take it out of the queue.
    Cancel,
    /// Change the request here and send it again.
    Edit,
    /// Change it in the user's own editor and send it again.
    Editor,
    /// Try a transformation on it.
    Transform,
    /// Send it to another URL.
    Elsewhere,
    /// Copy it as a curl command.
    CopyCurl,
    /// Copy its body.
    CopyBody,
    /// Copy its headers.
    CopyHeaders,
    /// Copy its id.
    CopyId,
    /// Look at the body in the pager.
    Page,
    /// Write it to a file.
    Export,
    /// Show or hide the keys.
    Help,
    /// Find an action by its words.
    Palette,
    /// Close what is open.
    Close,
    /// Stop, to be gone on with by the shell's `fg`.
    Suspend,
    /// Leave.
    Quit,
}

/// What rows of the table belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Getting around.
    Move,
    /// What is shown of an event.
    See,
    /// Which events are shown.
    Find,
    /// What is done with one.
    Act,
    /// All else.
    More,
}

impl Group {
    /// All, in the order of the help.
    pub(super) const ALL: [Self; 5] = [Self::Move, Self::See, Self::Find, Self::Act, Self::More];
    /// All, in the order of the palette: what people look for first.
    pub(super) const SOUGHT: [Self; 5] = [Self::Act, Self::Find, Self::See, Self::More, Self::Move];

    /// What stands above it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::See => "See",
            Self::Find => "Find",
            Self::Act => "Act",
            Self::More => "More",
        }
    }
}

/// A row of the table.
pub(super) struct Binding {
    /// What happens.
    pub(super) action: Action,
    /// What it belongs to.
    pub(super) group: Group,
    /// The keys; the first is the one that is told.
    pub(super) keys: &'static [Key],
    /// The word for it in the footer; empty when it has no place there.
    pub(super) brief: &'static str,
    /// The sentence for it in help and palette.
    pub(super) about: &'static str,
}

/// A key, with what is held with it.
pub(super) type Key = (KeyModifiers, KeyCode);

const fn key(code: KeyCode) -> Key {
    (KeyModifiers::NONE, code)
}

const fn letter(letter: char) -> Key {
    key(KeyCode::Char(letter))
}

const fn ctrl(letter: char) -> Key {
    (KeyModifiers::CONTROL, KeyCode::Char(letter))
}

/// All keys, in the order of help and palette.
#[rustfmt::skip]
pub(super) const BINDINGS: &[Binding] = &[
    Binding { action: Action::Down, group: Group::Move, keys: &[key(KeyCode::Down), letter('j')],
        brief: "", about: "One line down" },
    Binding { action: Action::Up, group: Group::Move, keys: &[key(KeyCode::Up), letter('k')],
        brief: "", about: "One line up" },
    Binding { action: Action::PageDown, group: Group::Move, keys: &[key(KeyCode::PageDown)],
        brief: "", about: "One screen down" },
    Binding { action: Action::PageUp, group: Group::Move, keys: &[key(KeyCode::PageUp)],
        brief: "", about: "One screen up" },
    Binding { action: Action::ScrollDown, group: Group::Move, keys: &[letter(' ')],
        brief: "", about: "The details one screen down" },
    Binding { action: Action::ScrollUp, group: Group::Move, keys: &[letter('b')],
        brief: "", about: "The details one screen up" },
    Binding { action: Action::First, group: Group::Move, keys: &[key(KeyCode::Home), letter('g')],
        brief: "", about: "To the first line" },
    Binding { action: Action::Last, group: Group::Move, keys: &[key(KeyCode::End), letter('G')],
        brief: "", about: "To the last line; in the list, follow what comes" },
    Binding { action: Action::Unfold, group: Group::Move, keys: &[key(KeyCode::Right), letter('l')],
        brief: "", about: "Unfold the attempts of an event, or a value" },
    Binding { action: Action::Fold, group: Group::Move, keys: &[key(KeyCode::Left), letter('h')],
        brief: "", about: "Fold them" },
    Binding { action: Action::Switch, group: Group::Move, keys: &[key(KeyCode::Tab)],
        brief: "", about: "To the other side: list or details" },

    Binding { action: Action::Open, group: Group::See, keys: &[key(KeyCode::Enter)],
        brief: "open", about: "Open the details and go there; there, fold a value" },
    Binding { action: Action::Details, group: Group::See, keys: &[letter('d')],
        brief: "", about: "Show or hide the details" },
    Binding { action: Action::Tab(0), group: Group::See, keys: &[letter('1')],
        brief: "", about: "Both bodies" },
    Binding { action: Action::Tab(1), group: Group::See, keys: &[letter('2')],
        brief: "", about: "The request, with its headers" },
    Binding { action: Action::Tab(2), group: Group::See, keys: &[letter('3')],
        brief: "", about: "The response, with its headers" },
    Binding { action: Action::Tab(3), group: Group::See, keys: &[letter('4')],
        brief: "", about: "How long each part took" },
    Binding { action: Action::Tab(4), group: Group::See, keys: &[letter('5')],
        brief: "", about: "Why: rules, waits and attempts, as the gateway tells it" },
    Binding { action: Action::Tab(5), group: Group::See, keys: &[letter('6'), letter('=')],
        brief: "", about: "Compare two marked, or two attempts; again: what rules changed" },
    Binding { action: Action::NextTab, group: Group::See, keys: &[letter(']')],
        brief: "", about: "The tab to the right" },
    Binding { action: Action::PreviousTab, group: Group::See, keys: &[letter('[')],
        brief: "", about: "The tab to the left" },
    Binding { action: Action::Form, group: Group::See, keys: &[letter('v')],
        brief: "", about: "Bodies in another form: laid out, as text, in hex" },
    Binding { action: Action::Sources, group: Group::See, keys: &[letter('i')],
        brief: "", about: "Show or hide the sources' URLs" },

    Binding { action: Action::Search, group: Group::Find, keys: &[letter('/')],
        brief: "search", about: "Search paths, headers and bodies" },
    Binding { action: Action::Next, group: Group::Find, keys: &[letter('n')],
        brief: "", about: "The next event in which it is found" },
    Binding { action: Action::Previous, group: Group::Find, keys: &[letter('N')],
        brief: "", about: "The one before" },
    Binding { action: Action::Filter, group: Group::Find, keys: &[letter('f')],
        brief: "filter", about: "Show only: s:5xx src:stripe t:>500ms body:text {\"body\":…}" },
    Binding { action: Action::Lens, group: Group::Find, keys: &[letter('t')],
        brief: "", about: "Only what failed, what went well, what is under way, all" },
    Binding { action: Action::Source, group: Group::Find, keys: &[letter('s')],
        brief: "", about: "Only what came over one source, then the next" },
    Binding { action: Action::Sort, group: Group::Find, keys: &[letter('o')],
        brief: "", about: "Order by time, by duration, by status" },
    Binding { action: Action::Pause, group: Group::Find, keys: &[letter('p')],
        brief: "", about: "Let the list stand still, or go on" },

    Binding { action: Action::Hold, group: Group::Act, keys: &[letter('P')],
        brief: "", about: "Hold what matches before it is sent: src:stripe, / for all" },
    Binding { action: Action::Release, group: Group::Act, keys: &[letter('a')],
        brief: "", about: "Release what is held; e changes it first" },
    Binding { action: Action::ReleaseAll, group: Group::Act, keys: &[letter('A')],
        brief: "", about: "Release everything that is held" },
    Binding { action: Action::Drop, group: Group::Act, keys: &[letter('D')],
        brief: "", about: "Drop what is held: the target does not get it" },
    Binding { action: Action::Retry, group: Group::Act, keys: &[letter('r')],
        brief: "retry", about: "Deliver the event again, or all that are marked" },
    Binding { action: Action::Mark, group: Group::Act, keys: &[letter('m')],
        brief: "", about: "Mark the event, or take its mark away" },
    Binding { action: Action::Unmark, group: Group::Act, keys: &[letter('M')],
        brief: "", about: "Take all marks away" },
    Binding { action: Action::Edit, group: Group::Act, keys: &[letter('e')],
        brief: "edit", about: "Change the request and send it, signed anew" },
    Binding { action: Action::Editor, group: Group::Act, keys: &[letter('E')],
        brief: "", about: "Change it in $EDITOR and send it, signed anew" },
    Binding { action: Action::Transform, group: Group::Act, keys: &[letter('T')],
        brief: "", about: "Try a transformation on the request, and see what it changes" },
    Binding { action: Action::Elsewhere, group: Group::Act, keys: &[letter('u')],
        brief: "", about: "Send the request to another URL" },
    Binding { action: Action::CopyCurl, group: Group::Act, keys: &[letter('C'), letter('y')],
        brief: "", about: "Copy the request as a curl command, without secrets" },
    Binding { action: Action::CopyBody, group: Group::Act, keys: &[letter('B')],
        brief: "", about: "Copy the request's body" },
    Binding { action: Action::CopyHeaders, group: Group::Act, keys: &[letter('H')],
        brief: "", about: "Copy the request's headers" },
    Binding { action: Action::CopyId, group: Group::Act, keys: &[letter('I')],
        brief: "", about: "Copy the event's id" },
    Binding { action: Action::Page, group: Group::Act, keys: &[letter('|')],
        brief: "", about: "Look at request and response in $PAGER" },
    Binding { action: Action::Export, group: Group::Act, keys: &[letter('w')],
        brief: "", about: "Write the request to a file, which replay sends again" },
    Binding { action: Action::Bookmark, group: Group::Act, keys: &[letter('*')],
        brief: "", about: "Keep the event's content as a bookmark" },
    Binding { action: Action::Mute, group: Group::Act, keys: &[letter('x')],
        brief: "", about: "Plan no further attempt of the event" },
    Binding { action: Action::Cancel, group: Group::Act, keys: &[letter('X')],
        brief: "", about: "Take the event out of the queue" },

    Binding { action: Action::Help, group: Group::More, keys: &[letter('?')],
        brief: "keys", about: "Show or hide these keys" },
    Binding { action: Action::Palette, group: Group::More, keys: &[letter(':'), ctrl('p')],
        brief: "actions", about: "Find an action by its words" },
    Binding { action: Action::Close, group: Group::More, keys: &[key(KeyCode::Esc)],
        brief: "", about: "Close what is open, step by step" },
    Binding { action: Action::Suspend, group: Group::More, keys: &[ctrl('z')],
        brief: "", about: "Stop; the shell's fg goes on" },
    Binding { action: Action::Quit, group: Group::More, keys: &[letter('q'), ctrl('c')],
        brief: "quit", about: "Leave; so does Ctrl-C" },
];

impl Binding {
    /// What it is called where people choose their keys: `copy-body`, `tab-1`.
    pub(super) fn name(&self) -> String {
        if let Action::Tab(place) = self.action {
            return format!("tab-{}", place + 1);
        }
        let mut res = String::new();
        for letter in format!("{:?}", self.action).chars() {
            if letter.is_ascii_uppercase() && !res.is_empty() {
                res.push('-');
            }
            res.push(letter.to_ascii_lowercase());
        }
        res
    }
}

/// A key as it is shown.
pub(super) fn written((modifiers, code): Key) -> String {
    let name = match code {
        KeyCode::Up => "↑",
        KeyCode::Down => "↓",
        KeyCode::Left => "←",
        KeyCode::Right => "→",
        KeyCode::Enter => "⏎",
        KeyCode::Tab => "Tab",
        KeyCode::Esc => "Esc",
        KeyCode::PageUp => "PgUp",
        KeyCode::PageDown => "PgDn",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        KeyCode::Char(' ') => "␣",
        KeyCode::Char(letter) if modifiers.contains(KeyModifiers::CONTROL) => {
            return format!("^{}", letter.to_ascii_uppercase());
        }
        KeyCode::Char(letter) if modifiers.contains(KeyModifiers::ALT) => {
            return format!("⌥{letter}");
        }
        KeyCode::F(number) => return format!("F{number}"),
        KeyCode::Char(letter) => return letter.to_string(),
        _ => "?",
    };
    name.to_owned()
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
    fn every_action_has_one_row_and_every_key_a_name() {
        for (index, binding) in BINDINGS.iter().enumerate() {
            assert!(BINDINGS[..index].iter().all(|it| it.action != binding.action));
            let names = binding.keys.iter().map(|it| written(*it));
            assert!(names.into_iter().all(|it| it != "?" || binding.action == Action::Help));
        }
    }
}
