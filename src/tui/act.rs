//! What each action of the table of keys does.

use std::sync::Arc;

use super::app::{App, Place, Seeking};
use super::attempt::{Message, Try};
use super::change::Versus;
use super::effect::{Command, Effect};
use super::filter::{Filter, any_whole, in_bodies, in_headers};
use super::history::Row;
use super::hold::Hold;
use super::keys::Action;
use super::listing::{Lens, Sort, after};
use super::needle::Needle;
use super::prompt::{Asking, Overlay, Prompt};
use super::view::{TABS, compare, details};

/// How many rows are searched in one go.
const STRETCH: usize = 2_000;
/// The longest text that is put on the clipboard; terminals take no more in one piece.
const CLIP: usize = 72 << 10;

impl App {
    /// Does it, to what the user saw last, and says what the outside must do.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        self.view.meant = self.meant_by(action);
        let effects = self.obey_key(action);
        self.view.meant = None;
        effects
    }

    fn obey_key(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => self.go(action),
            Action::First | Action::Last | Action::Fold | Action::Unfold => self.go(action),
            Action::ScrollUp => self.scroll(false),
            Action::ScrollDown => self.scroll(true),
            Action::Switch => {
                self.view.inside = !self.view.inside || !self.shows_details();
                if self.view.inside {
                    self.view.details = Some(true);
                }
            }
            Action::Open if self.view.inside && self.shows_details() => self.fold(None),
            Action::Open => {
                self.view.details = Some(true);
                self.view.inside = true;
            }
            Action::Details => {
                let shown = self.shows_details();
                self.view.details = Some(!shown);
                self.view.inside &= !shown;
            }
            Action::Tab(tab) => self.open_tab(tab.into()),
            Action::NextTab => self.open_tab((self.view.tab + 1) % TABS.len()),
            Action::PreviousTab => {
                self.open_tab((self.view.tab + TABS.len() - 1) % TABS.len());
            }
            Action::Form => self.view.form = self.view.form.next(),
            Action::Sources => self.view.sources = Some(!self.shows_sources()),
            Action::Search | Action::Filter | Action::Palette => self.ask(action),
            Action::Elsewhere => self.ask(action),
            Action::Next => self.search(true),
            Action::Previous => self.search(false),
            Action::Lens => {
                let lens = after(&Lens::ALL, self.view.listing.lens);
                self.view.listing.lens = lens;
                self.anew();
            }
            Action::Source => self.next_source(),
            Action::Sort => {
                self.view.listing.sort = after(&Sort::ALL, self.view.listing.sort);
                self.view.listing.arrange(&self.history);
                self.view.cursor = None;
                self.look_elsewhere();
            }
            Action::Pause => self.pause(),
            Action::Hold if self.about.targets.is_empty() => {
                let text = "nothing is forwarded from here, so there is nothing to hold";
                self.notify(text.to_owned(), false);
            }
            Action::Hold => self.ask(action),
            Action::Release | Action::ReleaseAll | Action::Drop => return self.act_on_held(action),
            Action::Edit | Action::Editor if self.attempt().is_some_and(Try::is_held) => {
                return self.act_on_held(action);
            }
            Action::Mark => self.mark(),
            Action::Unmark => self.view.marked.clear(),
            Action::Help => self.view.overlay = Some(Overlay::Help(0)),
            Action::Close => self.close(),
            Action::Suspend => return vec![Effect::Suspend],
            Action::Quit => return self.quit(),
            _ => return self.act_on_event(action),
        }
        Vec::new()
    }

    /// What is done with the event that is looked at.
    fn act_on_event(&mut self, action: Action) -> Vec<Effect> {
        let Some(row) = self.row() else {
            self.notify("there is no event yet".to_owned(), false);
            return Vec::new();
        };
        let (id, is_ignored) = (row.id.to_string(), row.ignored.is_some());
        let needs_event =
            matches!(action, Action::Retry | Action::Bookmark | Action::Mute | Action::Cancel);
        let is_of_marked = action == Action::Retry && !self.marked_and_shown().is_empty();
        if is_ignored && needs_event && !is_of_marked {
            self.notify(format!("no event was made of {id}; `e` sends it again"), true);
            return Vec::new();
        }
        let (text, command) = match action {
            Action::Retry => return self.retry(id),
            Action::Edit | Action::Editor => {
                self.asked.edit = Some((id.clone(), action == Action::Edit));
                (format!("fetching the request of {id}"), Command::Fetch(id))
            }
            Action::Transform => {
                ("asking for transformations".into(), Command::Transformations(id))
            }
            Action::Bookmark => (format!("bookmarking {id}"), Command::Bookmark(id)),
            Action::CopyCurl => return self.curl(id),
            Action::Export => (format!("writing {id} to a file"), Command::Export(id)),
            Action::Mute => (format!("muting {id}"), Command::Mute(id)),
            Action::Cancel => (format!("cancelling {id}"), Command::Cancel(id)),
            Action::CopyBody => return self.copy("the body", body),
            Action::CopyHeaders => return self.copy("the headers", headers),
            Action::CopyId => {
                self.notify(format!("copied {id}"), false);
                return vec![Effect::Copy(id)];
            }
            Action::Page => return details::plain(self).map(Effect::Page).into_iter().collect(),
            _ => return Vec::new(),
        };
        self.notify(text, false);
        vec![Effect::Ask(command)]
    }

    /// Of an attempt that was changed at the breakpoint, the command sends what that one sent.
    fn curl(&mut self, id: String) -> Vec<Effect> {
        let one = self.attempt();
        let whole = one.and_then(|it| it.whole.as_deref());
        let url = whole.map(|it| it.url.clone()).filter(|it| !it.is_empty());
        let changed = match one.and_then(Try::as_changed).transpose() {
            Ok(changed) => changed,
            Err(why) => {
                self.notify(format!("nothing was copied: {why}"), true);
                return Vec::new();
            }
        };
        let how = if changed.is_some() { ", as it was changed" } else { "" };
        self.notify(format!("making a curl command of {id}{how}"), false);
        vec![Effect::Ask(Command::Curl { id, url, changed })]
    }

    fn retry(&mut self, id: String) -> Vec<Effect> {
        let marked = self.marked_and_shown();
        let named = |it: &u64| self.history.row(*it).map(|row| row.id.to_string());
        let mut events = Vec::from_iter(marked.iter().filter_map(named));
        self.view.marked.retain(|it| !marked.contains(it));
        if events.is_empty() {
            self.notify(format!("asking for another attempt of {id}"), false);
            events.push(id);
        } else {
            self.notify(format!("asking for another attempt of {} events", events.len()), false);
        }
        vec![Effect::Ask(Command::Retry(events))]
    }

    /// Events that are marked, as far as the list shows them.
    fn marked_and_shown(&self) -> Vec<u64> {
        let listing = &self.view.listing;
        let shown = |it: &u64| listing.at(listing.place(*it)) == Some(*it);
        let is_event = |it: &u64| self.history.row(*it).is_some_and(|row| row.ignored.is_none());
        self.view.marked.iter().copied().filter(|it| shown(it) && is_event(it)).collect()
    }

    fn copy(
        &mut self,
        what: &str,
        part: fn(&Message) -> Result<String, &'static str>,
    ) -> Vec<Effect> {
        let whole = self.attempt().and_then(|it| it.whole.as_ref());
        let text = whole.ok_or("it is not here yet").and_then(|it| part(&it.sent));
        match text {
            Ok(text) => self.clip(what, text),
            Err(why) => {
                self.notify(format!("nothing was copied: {why}"), true);
                Vec::new()
            }
        }
    }

    /// Puts a text on the clipboard, if it has room there.
    pub(super) fn clip(&mut self, what: &str, text: String) -> Vec<Effect> {
        if text.len() > CLIP {
            self.notify(format!("{what} is too long for a clipboard; `|` shows it"), true);
            return Vec::new();
        }
        self.notify(format!("copied {what}, {} bytes", text.len()), false);
        vec![Effect::Copy(text)]
    }

    /// Opens a tab of the details.
    pub(super) fn open_tab(&mut self, tab: usize) {
        if self.view.tab == tab && tab == compare::TAB && self.shows_details() {
            return self.turn_round();
        }
        if self.view.tab != tab {
            self.look_elsewhere();
        }
        if tab == compare::TAB && self.is_tried() {
            self.view.versus = Versus::Original;
        }
        self.view.tab = tab;
        self.view.details = Some(true);
    }

    fn ask(&mut self, action: Action) {
        let prompt = match action {
            Action::Search => Prompt::new(Asking::Search(self.view.search.clone()), ""),
            Action::Filter => {
                let before = self.view.listing.filter.clone();
                let text = before.text.clone();
                Prompt::new(Asking::Filter(before), &text)
            }
            Action::Hold => {
                let text = self.hold.as_ref().map_or("", Hold::text).to_owned();
                Prompt::new(Asking::Hold, &text)
            }
            Action::Elsewhere => match self.row() {
                Some(row) => Prompt::new(Asking::Url(row.id.to_string()), ""),
                None => return self.notify("there is no event yet".to_owned(), false),
            },
            _ => Prompt::new(Asking::Action(0), ""),
        };
        self.view.overlay = Some(Overlay::Prompt(prompt));
    }

    fn anew(&mut self) {
        self.view.listing.anew();
        self.look_elsewhere();
    }

    fn next_source(&mut self) {
        let names = self.about.sources.iter().map(|(name, _)| Arc::<str>::from(name.as_str()));
        let all: Vec<_> = [None].into_iter().chain(names.map(Some)).collect();
        let place = all.iter().position(|it| *it == self.view.listing.source).unwrap_or_default();
        self.view.listing.source = all[(place + 1) % all.len()].clone();
        self.anew();
    }

    fn pause(&mut self) {
        let listing = &mut self.view.listing;
        listing.paused_at = match listing.paused_at {
            None => Some(self.history.end_number()),
            Some(_) => None,
        };
    }

    fn mark(&mut self) {
        let Some(place) = self.place() else { return };
        if !self.view.marked.remove(&place.row) {
            self.view.marked.insert(place.row);
        }
        self.go_in_list(Action::Down);
    }

    fn close(&mut self) {
        let view = &mut self.view;
        if view.inside {
            view.inside = false;
        } else if view.search.is_some() {
            view.search = None;
        } else if view.listing.is_part() {
            view.listing.filter = Filter::default();
            view.listing.lens = Lens::All;
            view.listing.source = None;
            self.anew();
        } else if !view.marked.is_empty() {
            view.marked.clear();
        } else if self.shows_details() {
            self.view.details = Some(false);
        }
    }

    /// To the next row, or the one before, in which it is found; round the end.
    fn search(&mut self, down: bool) {
        let Some(needle) = self.view.search.clone() else {
            return self.notify("`/` says what to search for".to_owned(), false);
        };
        let Some(place) = self.place() else { return };
        let from = self.view.listing.place(place.row);
        self.view.seeking = Some(Seeking { needle, down, from, done: 0 });
        self.seek();
    }

    /// Goes on with a search for as long as no key has to wait for it.
    pub(super) fn seek(&mut self) {
        let Some(seeking) = self.view.seeking.take() else { return };
        let Seeking { needle, down, from, done } = &seeking;
        let count = self.view.listing.len();
        let until = (done + STRETCH).min(count);
        let step = if *down { 1 } else { count.saturating_sub(1) };
        let mut places = (done + 1..=until).map(|it| (from + it * step) % count);
        let found = places.find_map(|it| {
            let number = self.view.listing.at(it)?;
            self.is_in(needle, self.history.row(number)?).then_some(number)
        });
        match found {
            Some(row) => {
                self.choose(Place { row, below: 0 });
                // It stays there, even where the newest is.
                self.view.cursor = Some(Place { row, below: 0 });
                self.show_found(needle);
            }
            None if until < count => self.view.seeking = Some(Seeking { done: until, ..seeking }),
            None => self.notify(format!("`{}` is nowhere in what is shown", needle.text()), true),
        }
    }

    fn is_in(&self, needle: &Needle, row: &Row) -> bool {
        let (method, path) = row.head(row.last());
        let names = [path, &*row.kind, method, &*row.source, &*row.id];
        names.iter().any(|it| needle.is_in(it))
            || any_whole(row, |it| in_bodies(needle, it) || in_headers(needle, it))
            || self.found.get(needle.text()).is_some_and(|hits| hits.all.contains(&row.id))
    }

    /// Scrolls the details to where it is found first.
    fn show_found(&mut self, needle: &Needle) {
        if !self.shows_details() {
            return;
        }
        let line =
            details::page(self).lines.iter().position(|it| needle.is_in(it.line.to_string()));
        self.view.line = line.unwrap_or(0);
        self.keep_line_in_window();
    }
}

fn body(message: &Message) -> Result<String, &'static str> {
    if message.body.len() < message.length {
        return Err("only its beginning is here");
    }
    String::from_utf8(message.body.to_vec()).map_err(|_| "it is no text")
}

fn headers(message: &Message) -> Result<String, &'static str> {
    Ok(String::from_utf8_lossy(message.headers.as_bytes()).into_owned())
}
