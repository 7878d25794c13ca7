//! What lies over the list: the keys, a line that is typed, or a request that is changed.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::backend::crossterm::EventHandler as _;
use tui_input::{InputRequest, StateChanged};
use url::Url;

use super::app::App;
use super::change::Choice;
use super::editor::Editor;
use super::effect::{Command, Effect};
use super::filter::Filter;
use super::hold::{Deed, Hold};
use super::keys::{Action, BINDINGS, Binding, Group};
use super::needle::Needle;

/// What lies over the list.
#[derive(Debug)]
pub(super) enum Overlay {
    /// The keys, from this line on.
    Help(usize),
    /// A line that is typed.
    Prompt(Prompt),
    /// A request that is changed.
    Editor(Box<Editor>),
}

/// A line that is typed.
#[derive(Debug)]
pub(super) struct Prompt {
    /// What for.
    pub(super) what: Asking,
    /// The line.
    pub(super) input: tui_input::Input,
    /// What is wrong with it.
    pub(super) wrong: Option<String>,
    /// While a line from before is shown: what had been typed, and how far back that one is.
    pub(super) own: Option<(String, usize)>,
}

/// What a line is typed for.
#[derive(Debug)]
pub(super) enum Asking {
    /// To search; what was searched for before.
    Search(Option<Needle>),
    /// To filter; what was wanted before.
    Filter(Filter),
    /// To say what the breakpoint stops.
    Hold,
    /// To find an action; which of those found is chosen.
    Action(usize),
    /// To send this event's request to the URL.
    Url(String),
    /// To find a transformation, and try it on the request of this.
    Transformation {
        /// `evt_…` or `req_…`
        id: String,
        /// Those that there are.
        all: Vec<Choice>,
        /// Which of those found is chosen.
        chosen: usize,
    },
}

impl Prompt {
    /// With what stands in it at first.
    pub(super) fn new(what: Asking, text: &str) -> Self {
        Self { what, input: text.to_owned().into(), wrong: None, own: None }
    }

    /// What stands before the line.
    pub(super) fn label(&self) -> &'static str {
        match self.what {
            Asking::Search(_) => "search: ",
            Asking::Filter(_) => "filter: ",
            Asking::Hold => "hold: ",
            Asking::Action(_) => "action: ",
            Asking::Url(_) => "send to: ",
            Asking::Transformation { .. } => "transformation: ",
        }
    }
}

/// The rows of the table that have all of the words typed in them.
pub(super) fn actions(typed: &str) -> Vec<&'static Binding> {
    let typed = typed.to_lowercase();
    let fits = |it: &&Binding| {
        let about = it.about.to_lowercase();
        typed.split_whitespace().all(|word| about.contains(word))
    };
    let sought = Group::SOUGHT.iter();
    sought.flat_map(|group| BINDINGS.iter().filter(|it| it.group == *group)).filter(fits).collect()
}

impl App {
    /// A key while something lies over the list.
    pub(super) fn key_over(&mut self, key: KeyEvent) -> Vec<Effect> {
        let action = self.keys.action(key);
        match &mut self.view.overlay {
            Some(Overlay::Help(scroll)) => match action {
                Some(Action::Down) => *scroll += 1,
                Some(Action::Up) => *scroll = scroll.saturating_sub(1),
                Some(Action::PageDown) => *scroll += 10,
                Some(Action::PageUp) => *scroll = scroll.saturating_sub(10),
                Some(Action::Quit) => return self.quit(),
                _ => self.view.overlay = None,
            },
            Some(Overlay::Prompt(_)) => return self.typed(key),
            Some(Overlay::Editor(_)) => return self.key_in_editor(key),
            None => (),
        }
        Vec::new()
    }

    /// A text that was pasted: into the request, or one line of it into what is typed.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        match &mut self.view.overlay {
            Some(Overlay::Editor(editor)) => editor.paste(text),
            Some(Overlay::Prompt(prompt)) => {
                for letter in text.chars().filter(|it| !it.is_control()) {
                    prompt.input.handle(InputRequest::InsertChar(letter));
                }
                self.typed_on();
            }
            _ => (),
        }
        Vec::new()
    }

    fn typed(&mut self, key: KeyEvent) -> Vec<Effect> {
        let Some(Overlay::Prompt(prompt)) = &mut self.view.overlay else { return Vec::new() };
        let is_empty = prompt.input.value().is_empty();
        match (key.code, key.modifiers) {
            (KeyCode::Char('c'), KeyModifiers::CONTROL) | (KeyCode::Esc, _) => self.take_back(),
            (KeyCode::Backspace, _) if is_empty => self.take_back(),
            (KeyCode::Enter, _) => return self.entered(),
            (KeyCode::Up | KeyCode::Down | KeyCode::Tab, _) => {
                let text = prompt.input.value();
                let (chosen, count) = match &mut prompt.what {
                    Asking::Action(chosen) => (chosen, actions(text).len()),
                    Asking::Transformation { all, chosen, .. } => {
                        (chosen, Choice::found(all, text).len())
                    }
                    _ => {
                        self.recall(key.code == KeyCode::Up);
                        return Vec::new();
                    }
                };
                let up = key.code == KeyCode::Up;
                let next = if up { chosen.saturating_sub(1) } else { *chosen + 1 };
                *chosen = next.min(count.saturating_sub(1));
            }
            _ => {
                let changed = prompt.input.handle_event(&Event::Key(key));
                if changed.is_some_and(|StateChanged { value, .. }| value) {
                    prompt.own = None;
                    self.typed_on();
                }
            }
        }
        Vec::new()
    }

    /// The line is another: what shows at once does.
    pub(super) fn typed_on(&mut self) {
        let Some(Overlay::Prompt(prompt)) = &mut self.view.overlay else { return };
        let text = prompt.input.value();
        prompt.wrong = None;
        match &mut prompt.what {
            Asking::Search(_) => self.view.search = Needle::new(text),
            Asking::Filter(_) => match Filter::read(text) {
                Ok(filter) => self.view.listing.want(filter),
                Err(why) => prompt.wrong = Some(why),
            },
            Asking::Hold => prompt.wrong = Hold::read_any(text).err(),
            Asking::Action(chosen) | Asking::Transformation { chosen, .. } => *chosen = 0,
            Asking::Url(_) => (),
        }
    }

    /// Nothing came of it: as it was before.
    fn take_back(&mut self) {
        let Some(Overlay::Prompt(prompt)) = self.view.overlay.take() else { return };
        match prompt.what {
            Asking::Search(before) => self.view.search = before,
            Asking::Filter(before) => self.view.listing.want(before),
            Asking::Hold | Asking::Action(_) | Asking::Url(_) | Asking::Transformation { .. } => (),
        }
    }

    fn entered(&mut self) -> Vec<Effect> {
        let Some(Overlay::Prompt(prompt)) = &mut self.view.overlay else { return Vec::new() };
        let text = prompt.input.value().trim().to_owned();
        if prompt.wrong.is_none() {
            self.view.typed.keep(&prompt.what, &text);
        }
        match &prompt.what {
            Asking::Filter(_) | Asking::Hold if prompt.wrong.is_some() => Vec::new(),
            Asking::Hold => {
                self.view.overlay = None;
                self.hold = Hold::read(&text).ok();
                vec![Effect::Breakpoint(Deed::Stop(self.hold.clone()))]
            }
            Asking::Filter(_) => {
                self.view.overlay = None;
                let unknown = self.view.listing.filter.texts().map(str::to_owned);
                self.ask_for_texts(unknown.collect())
            }
            Asking::Search(_) => {
                self.view.overlay = None;
                let texts = self.view.search.as_ref().map(|it| it.text().to_owned());
                let mut effects = self.ask_for_texts(texts.into_iter().collect());
                effects.extend(self.act(Action::Next));
                effects
            }
            Asking::Action(chosen) => {
                let found = actions(&text).get(*chosen).map(|it| it.action);
                self.view.overlay = None;
                found.map_or_else(Vec::new, |action| self.act(action))
            }
            Asking::Transformation { id, all, chosen } => {
                let Some(choice) = Choice::found(all, &text).get(*chosen).copied() else {
                    prompt.wrong = Some("there is none of this name".to_owned());
                    return Vec::new();
                };
                let (id, choice) = (id.clone(), choice.clone());
                self.view.overlay = None;
                self.notify(format!("trying {} on {id}", choice.name), false);
                vec![Effect::Ask(Command::Transform { id, choice })]
            }
            Asking::Url(id) => match url(&text) {
                Ok(url) => {
                    let id = id.clone();
                    self.view.overlay = None;
                    self.notify(format!("sending {id} to {url}"), false);
                    vec![Effect::Ask(Command::Elsewhere { id, url })]
                }
                Err(why) => {
                    prompt.wrong = Some(why);
                    Vec::new()
                }
            },
        }
    }

    /// Has the gateway look for texts in what is no longer here.
    fn ask_for_texts(&self, texts: Vec<String>) -> Vec<Effect> {
        let unknown = texts.into_iter().filter(|it| !self.found.contains_key(it));
        unknown.map(|it| Effect::Ask(Command::Find(it))).collect()
    }
}

fn url(text: &str) -> Result<Url, String> {
    let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&whole).ok().filter(|it| matches!(it.scheme(), "http" | "https"));
    url.filter(Url::has_host).ok_or_else(|| format!("`{text}` is no URL"))
}
