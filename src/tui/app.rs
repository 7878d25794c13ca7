//! What we know and where we are; changes in [`App::update`] and nowhere else.
//!
//! What we know is in the fields of [`App`], where we are in its [`View`]. What a key does is in
//! `act`.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyEvent, KeyEventKind};
use ratatui::layout::Rect;

use super::attempt::Try;
use super::change::{Change, Versus};
use super::columns::Look;
use super::draft::Draft;
use super::editor::Editor;
use super::effect::{Command, Effect};
use super::filter::Found;
use super::glance::Glance;
use super::history::{History, Names, Row};
use super::hold::{Held, Hold};
use super::keymap::Keymap;
use super::listing::Listing;
use super::needle::Needle;
use super::prompt::Overlay;
use super::pulse::Pulse;
use super::tally::Tally;
use super::theme::Theme;
use super::typed::Typed;
use super::view::document::{Form, Page};
use super::view::{REQUEST, compare, timings};
use super::{About, Ground, Health, News};
use crate::model::{Id, Timestamp};

/// How long a notice stands.
pub(super) const NOTICE_MS: u64 = 6_000;
/// How long something is looked at before the gateway is asked about it.
const REST_MS: u64 = 200;
/// How long after the gateway failed to answer it is asked the same again.
const AGAIN_MS: u64 = 30_000;
/// The width from which the details stand beside the list, and are there without being asked for.
pub(super) const WIDE: u16 = 120;
/// The height from which the sources are there all the time.
const HIGH: u16 = 40;

/// A viewer: what happened, and what the user is looking at.
pub struct App {
    pub(super) about: About,
    pub(super) look: Look,
    pub(super) keys: Keymap,
    pub(super) link: Link,
    /// `None` until the target was looked at.
    pub(super) health: Option<Health>,
    pub(super) tally: Tally,
    pub(super) pulse: Pulse,
    pub(super) history: History,
    /// What the breakpoint stops.
    pub(super) hold: Option<Hold>,
    /// Attempts that are held there.
    pub(super) held: HashMap<String, Held>,
    /// What the gateway found in contents that are no longer here.
    pub(super) found: Found,
    /// What the gateway told of the event that was asked about last.
    pub(super) told: Option<Told>,
    pub(super) view: View,
    /// What was made of a request, as it was told last, and how many such were told before.
    pub(super) change: Option<(u64, Change)>,
    /// What a transformation made of one that it was tried on, likewise.
    pub(super) tried: Option<(u64, Change)>,
    pub(super) changes: u64,
    /// The names of connections.
    pub(super) names: HashMap<Id, Names>,
    notice: Option<Notice>,
    /// What the gateway was asked, and has not answered.
    pub(super) asked: Asked,
    pub(super) now: Timestamp,
}

/// Where we are.
#[derive(Default)]
pub(super) struct View {
    /// What the list shows.
    pub(super) listing: Listing,
    /// The line that the user chose; `None` follows the newest.
    pub(super) cursor: Option<Place>,
    /// Events whose attempts are shown below them.
    pub(super) unfolded: HashSet<u64>,
    /// Events that are marked.
    pub(super) marked: BTreeSet<u64>,
    /// Whether keys move in the details, and not in the list.
    pub(super) inside: bool,
    /// Whether the details are shown; when nothing was said, where there is room beside the list.
    pub(super) details: Option<bool>,
    /// Which of the tabs.
    pub(super) tab: usize,
    /// With what the last of them compares.
    pub(super) versus: Versus,
    /// How bodies are shown.
    pub(super) form: Form,
    /// The line of the details that keys move.
    pub(super) line: usize,
    /// The first line of the details in the window.
    pub(super) scroll: usize,
    /// Values whose inside is hidden.
    pub(super) folded: BTreeSet<u64>,
    /// Whether the sources are shown; when nothing was said, on a high screen or before all events.
    pub(super) sources: Option<bool>,
    /// Lines that were typed before.
    pub(super) typed: Typed,
    /// What is searched for.
    pub(super) search: Option<Needle>,
    /// The search that goes on when nothing else happens.
    pub(super) seeking: Option<Seeking>,
    /// What lies over the list.
    pub(super) overlay: Option<Overlay>,
    /// Requests that were changed and not taken; each is shown as soon as nothing lies over the list.
    pub(super) unsent: Vec<Editor>,
    /// What the key that is obeyed just now is meant for, where that is what was seen last.
    pub(super) meant: Option<Glance>,
    /// What the last drawing found.
    pub(super) seen: Seen,
}

/// A search through the list that has not come to its end.
pub(super) struct Seeking {
    pub(super) needle: Needle,
    pub(super) down: bool,
    /// The place in the list where it began.
    pub(super) from: usize,
    /// How many rows were looked at.
    pub(super) done: usize,
}

/// What only the drawing knows.
#[derive(Default)]
pub(super) struct Seen {
    /// The screen.
    pub(super) screen: Cell<Rect>,
    /// The lines of the list.
    pub(super) list: Cell<Rect>,
    /// What was shown as selected.
    pub(super) glance: RefCell<Option<Glance>>,
    /// The first line of the list in the window.
    pub(super) top: Cell<Place>,
    /// The details, below their title.
    pub(super) details: Cell<Rect>,
    /// The tabs, from left to right.
    pub(super) tabs: RefCell<Vec<Rect>>,
    /// The details as they were laid out.
    pub(super) page: RefCell<Page>,
}

/// A line of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The event.
    pub(super) row: u64,
    /// 0 is the event itself, 1 its first attempt that is kept.
    pub(super) below: usize,
}

/// Where the socket stands.
#[derive(Debug)]
pub(super) enum Link {
    /// There is none: nothing is forwarded here.
    None,
    /// Being opened for the first time.
    Connecting,
    /// Open.
    Online,
    /// Gone, for this reason; opened again at this time.
    Offline { reason: String, again: Timestamp },
}

/// What the gateway was asked.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// To explain this, at this version; until it did.
    pub(super) explain: Option<(Arc<str>, u32)>,
    /// For the contents of this, or what was answered in this attempt of it, the last time. What was
    /// not there then is not asked for again.
    pub(super) load: Option<Part>,
    /// Who moves over many asks for none of them; for what is looked at then, from this time on.
    pub(super) still: Option<Timestamp>,
    /// What became of this on its connection.
    pub(super) change: Option<Arc<str>>,
    /// For the request of this, to be changed: here, or else in the user's own editor.
    pub(super) edit: Option<(String, bool)>,
    /// The user, whether to leave what is held; asked anew from this time on.
    pub(super) quit: Option<Timestamp>,
    /// What it did not answer about, and when it is asked again.
    pub(super) failed: Option<(Arc<str>, Timestamp)>,
}

/// An event, and the attempt of it that is meant; empty where none is.
type Part = (Arc<str>, Box<str>);

/// What the gateway tells of an event.
#[derive(Debug)]
pub(super) struct Told {
    /// Which one.
    pub(super) id: Arc<str>,
    /// At which of its versions.
    pub(super) version: u32,
    /// The tree, or why there is none.
    pub(super) tree: Result<String, String>,
}

/// A line that stands for a few seconds.
#[derive(Debug)]
pub(super) struct Notice {
    /// What.
    pub(super) text: String,
    /// Whether something is not as it should be.
    pub(super) bad: bool,
    until: Timestamp,
}

/// What can happen to a viewer.
#[derive(Debug)]
pub enum Input {
    /// The terminal says something: a key, the mouse, another size.
    Terminal(Event),
    /// Something happened outside.
    News(News),
    /// An editor gave the request back as this text.
    Edited(Draft, String),
    /// Time passed.
    Tick,
    /// There is time to work on what is left over.
    Idle,
    /// The same was looked at for a while.
    Rest,
}

impl App {
    /// A viewer to which nothing has happened yet.
    pub fn new(about: About) -> Self {
        let look =
            Look { theme: Theme::new(about.color, Ground::default()), zone: about.zone.clone() };
        let names = names(&about);
        let link = if about.targets.is_empty() { Link::None } else { Link::Connecting };
        Self {
            about,
            look,
            keys: Keymap::default(),
            link,
            health: None,
            tally: Tally::default(),
            pulse: Pulse::default(),
            history: History::default(),
            hold: None,
            held: HashMap::new(),
            found: Found::default(),
            told: None,
            change: None,
            tried: None,
            changes: 0,
            view: View::default(),
            names,
            notice: None,
            asked: Asked::default(),
            now: Timestamp::default(),
        }
    }

    /// What the session came to.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Whether there is work left over for when nothing happens.
    pub fn is_behind(&self) -> bool {
        self.view.listing.behind(&self.history) > 0 || self.view.seeking.is_some()
    }

    /// Takes in what happened, and says what must now be done.
    pub fn update(&mut self, now: Timestamp, input: Input) -> Vec<Effect> {
        self.now = now;
        let (before, looked_at) = (self.newest(), self.place());
        let is_typed = matches!(input, Input::Terminal(_));
        // Whoever does something else has found it, or does not want it.
        self.view.seeking.take_if(|_| is_typed);
        // A flood of news is no reason for a flood of questions.
        let may_ask = !matches!(input, Input::News(News::Relay(_)));
        let mut effects = match input {
            Input::Terminal(Event::Key(key)) if key.kind != KeyEventKind::Release => self.key(key),
            Input::Terminal(Event::Mouse(mouse)) => {
                self.point(mouse);
                Vec::new()
            }
            Input::Terminal(Event::Paste(text)) => self.paste(&text),
            Input::Terminal(_) => Vec::new(),
            Input::News(news) => self.news(news),
            Input::Edited(draft, text) => self.edited(draft, &text),
            Input::Idle => {
                self.view.listing.go_on(&self.history, &self.found);
                self.seek();
                Vec::new()
            }
            Input::Rest => Vec::new(),
            Input::Tick => {
                self.pulse.tick(now);
                self.view.listing.arrange(&self.history);
                Vec::new()
            }
        };
        // Whoever follows the newest looks elsewhere when there is a newer one.
        if !is_typed && self.newest() != before {
            self.look_elsewhere();
        }
        self.show_unsent();
        if is_typed && self.place() != looked_at {
            self.look();
            self.asked.still = Some(now.plus(REST_MS));
        } else {
            self.asked.still.take_if(|it| *it <= now);
        }
        if may_ask && self.asked.still.is_none() {
            effects.extend(self.wants().map(Effect::Ask));
        }
        effects
    }

    /// How long until what is looked at has been looked at for a while.
    pub(super) fn rest(&self, now: Timestamp) -> Option<Duration> {
        self.asked.still.map(|it| Duration::from_millis(it.since(now)))
    }

    /// What is looked at by who follows the newest.
    fn newest(&self) -> Option<u64> {
        if self.follows() { self.place().map(|it| it.row) } else { None }
    }

    /// There was no room for a command: what was wanted is wanted still.
    pub(super) fn refused(&mut self, command: &Command) {
        match command {
            Command::Explain(id) => _ = self.asked.explain.take_if(|it| *it.0 == **id),
            Command::Original(id) => _ = self.asked.change.take_if(|it| **it == **id),
            Command::Load { id, .. } | Command::Answer { event: id, .. } => {
                self.asked.load.take_if(|it| *it.0 == **id);
            }
            Command::Send(draft) => {
                let why = "it was not sent: too much was asked of the gateway at once";
                self.not_taken(draft.clone(), why.to_owned());
                return self.show_unsent();
            }
            _ => (),
        }
        self.notify("too much was asked of the gateway at once; try again".to_owned(), true);
    }

    /// The gateway did not answer about this: it is asked again, but not at once.
    pub(super) fn unanswered(&mut self, id: &str) {
        self.asked.failed = Some((id.into(), self.now.plus(AGAIN_MS)));
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        if self.view.overlay.is_some() {
            return self.key_over(key);
        }
        self.keys.action(key).map_or_else(Vec::new, |action| self.act(action))
    }

    /// What the gateway must be asked for what is looked at.
    fn wants(&mut self) -> Option<Command> {
        if !self.shows_details() {
            return None;
        }
        let row = self.row()?;
        let (id, version) = (row.id.clone(), row.version);
        let failed = self.asked.failed.as_ref().filter(|it| self.now < it.1);
        let failed = failed.map(|it| it.0.clone());
        if self.view.tab == super::view::EXPLAIN {
            let known = self.told.as_ref().is_some_and(|it| {
                let is_fresh = it.tree.is_ok() || failed.as_ref() == Some(&id);
                it.id == id && it.version == version && is_fresh
            });
            if !known && self.asked.explain.is_none() {
                self.asked.explain = Some((id.clone(), version));
                return Some(Command::Explain(id.to_string()));
            }
            return None;
        }
        if self.view.tab == compare::TAB && self.view.versus == Versus::Original {
            return if failed.as_ref() == Some(&id) { None } else { self.wants_change(&id) };
        }
        let gone = match compare::pair(self) {
            Ok(both) if self.view.tab == compare::TAB => {
                both.iter().find_map(|it| self.lacks(it.row, Some(it.one)))
            }
            _ => self.lacks(self.row()?, self.attempt()),
        };
        let (about, command) = gone?;
        if self.asked.load.as_ref() == Some(&about) || failed.as_ref() == Some(&about.0) {
            return None;
        }
        self.asked.load = Some(about);
        Some(command)
    }

    /// What the tab needs of an attempt and is not here: what it is part of, and what brings it.
    /// Of what was changed here the gateway knows nothing.
    fn lacks(&self, row: &Row, one: Option<&Try>) -> Option<(Part, Command)> {
        if one.is_some_and(|it| it.changed.is_some()) {
            return None;
        }
        let needs_answer = ![REQUEST, timings::TAB].contains(&self.view.tab);
        let whole = one.and_then(|it| it.whole.as_ref());
        let ended = one.filter(|it| needs_answer && it.end.is_some() && !it.id.is_empty());
        let attempt = ended.map(|it| it.id.clone());
        let about = (row.id.clone(), attempt.clone().unwrap_or_default());
        let (id, attempt) = (row.id.to_string(), attempt.map(String::from));
        if !whole.is_some_and(|it| it.is_sent) {
            return Some((about, Command::Load { id, attempt }));
        }
        let attempt = attempt.filter(|_| whole.is_some_and(|it| !it.is_answered))?;
        Some((about, Command::Answer { event: id, attempt }))
    }

    /// Whether the details are shown.
    pub(super) fn shows_details(&self) -> bool {
        let wide = self.view.seen.screen.get().width >= WIDE;
        self.view.details.unwrap_or(wide)
    }

    /// Whether the sources are shown.
    pub(super) fn shows_sources(&self) -> bool {
        let high = self.view.seen.screen.get().height >= HIGH;
        self.view.sources.unwrap_or(high || self.history.len() == 0)
    }

    /// The line that is looked at.
    pub(super) fn place(&self) -> Option<Place> {
        if let Some(meant) = &self.view.meant {
            return Some(meant.place);
        }
        let listing = &self.view.listing;
        let front = || Some(Place { row: listing.at(listing.front()?)?, below: 0 });
        let Some(cursor) = self.view.cursor else { return front() };
        let found = listing.at(listing.place(cursor.row));
        if found == Some(cursor.row) {
            return Some(cursor);
        }
        // The row is not shown any more: the next one that is.
        found.map(|row| Place { row, below: 0 }).or_else(front)
    }

    /// The event that is looked at.
    pub(super) fn row(&self) -> Option<&Row> {
        self.history.row(self.place()?.row)
    }

    /// The attempt that is looked at: the latest where none was chosen.
    pub(super) fn attempt(&self) -> Option<&Try> {
        if let Some(meant) = self.attempt_meant() {
            return meant;
        }
        let row = self.row()?;
        let chosen = self.place()?.below.checked_sub(1).and_then(|it| row.tries.get(it));
        chosen.or_else(|| row.last())
    }

    /// How many lines of the list a row takes.
    pub(super) fn height(&self, number: u64) -> usize {
        if !self.view.unfolded.contains(&number) {
            return 1;
        }
        1 + self.history.row(number).map_or(0, |it| it.tries.len())
    }

    /// Whether the newest row is followed.
    pub(super) fn follows(&self) -> bool {
        self.view.cursor.is_none()
    }

    /// What is to be said just now.
    pub(super) fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref().filter(|it| self.now < it.until)
    }

    pub(super) fn notify(&mut self, text: String, bad: bool) {
        self.notice = Some(Notice { text, bad, until: self.now.plus(NOTICE_MS) });
    }

    /// There is something better to read than what was just said.
    pub(super) fn hush(&mut self) {
        self.notice = None;
    }

    /// Another event or attempt is looked at: from its beginning.
    pub(super) fn look_elsewhere(&mut self) {
        self.view.scroll = 0;
        self.view.line = 0;
        self.view.folded.clear();
    }

    /// How long until the socket is opened again.
    pub(super) fn countdown(&self, again: Timestamp) -> Duration {
        Duration::from_millis(again.since(self.now))
    }
}

/// The names of connections and of what they come from.
pub(super) fn names(about: &About) -> HashMap<Id, Names> {
    let names = about.connections.iter().map(|(id, source)| {
        let name = about.names.get(id).map_or("", String::as_str);
        let names = Names { source: source.as_str().into(), connection: name.into() };
        (id.clone(), names)
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;
    use crate::relay::Update;
    use crate::tui::listing::Lens;
    use crate::tui::tests::{answered, app, arrive, delivery, ignored, press, tell, type_in};
    use crate::tui::{Past, PastTry, Reply};

    /// Works through what is left over.
    fn idle(app: &mut App) {
        while app.is_behind() {
            app.update(Timestamp(0), Input::Idle);
        }
    }

    fn selected(app: &App) -> String {
        app.row().map(|it| it.id.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_newest_is_followed_until_another_is_chosen() {
        let mut app = app(3);
        assert_eq!(selected(&app), delivery(2).event);
        press(&mut app, KeyCode::Up);
        arrive(&mut app, 3);
        assert_eq!(selected(&app), delivery(1).event);
        type_in(&mut app, "G");
        arrive(&mut app, 4);
        assert_eq!(selected(&app), delivery(4).event);
    }

    #[test]
    fn moving_onto_the_last_line_follows_again() {
        let mut app = app(3);
        type_in(&mut app, "kj");
        assert!(app.follows());
        press(&mut app, KeyCode::Down);
        assert_eq!(selected(&app), delivery(2).event);
    }

    #[test]
    fn what_is_chosen_stays_chosen_when_the_list_shows_other_things() {
        let mut app = app(5);
        type_in(&mut app, "kk");
        assert_eq!(selected(&app), delivery(2).event);
        type_in(&mut app, "fn=2⏎");
        idle(&mut app);
        assert_eq!((app.view.listing.len(), selected(&app)), (1, delivery(2).event));
        // What is gone from the list leaves its place to the next.
        type_in(&mut app, "f");
        type_in(&mut app, "x");
        press(&mut app, KeyCode::Esc);
        idle(&mut app);
        assert_eq!(app.view.listing.filter.text, "n=2");
        press(&mut app, KeyCode::Esc);
        idle(&mut app);
        assert_eq!((app.view.listing.len(), selected(&app)), (5, delivery(2).event));
    }

    #[test]
    fn keys_before_the_first_event_do_no_harm() {
        let mut app = app(0);
        for code in [KeyCode::Up, KeyCode::Down, KeyCode::Enter, KeyCode::PageDown, KeyCode::Home] {
            assert_eq!(press(&mut app, code), []);
        }
        assert_eq!(type_in(&mut app, "r"), []);
        assert!(app.notice().is_some());
    }

    #[test]
    fn a_retry_names_the_event_and_says_so_and_many_are_those_that_are_marked() {
        let mut app = app(3);
        let events = |all: &[usize]| {
            let ids = all.iter().map(|it| delivery(*it).event).collect();
            [Effect::Ask(Command::Retry(ids))]
        };
        assert_eq!(type_in(&mut app, "r"), events(&[2]));
        assert!(app.notice().unwrap().text.contains("evt_00000000002"));
        app.update(Timestamp(0).plus(NOTICE_MS), Input::Tick);
        assert!(app.notice().is_none());
        type_in(&mut app, "kkmm");
        assert_eq!(type_in(&mut app, "r"), events(&[0, 1]));
        // The marks have done their work.
        assert_eq!(type_in(&mut app, "r"), events(&[2]));
    }

    #[test]
    fn what_is_marked_and_not_shown_is_not_retried() {
        let mut app = app(3);
        type_in(&mut app, "kkmm");
        type_in(&mut app, "fn=1⏎");
        idle(&mut app);
        let ask = Effect::Ask(Command::Retry(vec![delivery(1).event]));
        assert_eq!(type_in(&mut app, "r"), [ask]);
        assert_eq!(app.view.marked.len(), 1);
    }

    #[test]
    fn details_stay_where_they_are_until_another_event_is_looked_at() {
        let mut app = app(2);
        type_in(&mut app, "p");
        app.view.scroll = 7;
        arrive(&mut app, 2);
        app.update(Timestamp(0), Input::Tick);
        assert_eq!((selected(&app), app.view.scroll), (delivery(1).event, 7));
        type_in(&mut app, "p");
        idle(&mut app);
        assert_eq!((selected(&app), app.view.scroll), (delivery(2).event, 0));
    }

    #[test]
    fn what_found_no_room_or_no_answer_is_asked_again() {
        let mut app = app(1);
        let id = delivery(0).event;
        let ask = [Effect::Ask(Command::Explain(id.clone()))];
        assert_eq!(type_in(&mut app, "5"), ask);
        app.refused(&Command::Explain(id.clone()));
        assert_eq!(app.update(Timestamp(0), Input::Tick), ask);
        let news = Reply::Told { id, tree: Err("away".to_owned()) };
        assert_eq!(app.update(Timestamp(0), Input::News(News::Reply(news))), []);
        assert_eq!(app.update(Timestamp(0), Input::Tick), []);
        assert_eq!(app.update(Timestamp(0).plus(AGAIN_MS), Input::Tick), ask);
    }

    #[test]
    fn escape_closes_what_was_opened_last() {
        let mut app = app(1);
        type_in(&mut app, "t⏎?");
        idle(&mut app);
        press(&mut app, KeyCode::Esc);
        assert!(app.view.overlay.is_none() && app.view.inside);
        press(&mut app, KeyCode::Esc);
        assert!(!app.view.inside && app.view.listing.lens == Lens::Failed);
        press(&mut app, KeyCode::Esc);
        assert!(app.view.listing.lens == Lens::All && app.shows_details());
        press(&mut app, KeyCode::Esc);
        assert!(!app.shows_details());
        assert_eq!(type_in(&mut app, "q"), [Effect::Quit]);
    }

    #[test]
    fn being_offline_forgets_nothing() {
        let mut app = app(3);
        let retry_in = Duration::from_secs(4);
        tell(&mut app, Update::Offline { at: Timestamp(0), reason: "gone".into(), retry_in });
        assert_eq!(app.history.len(), 3);
        assert_eq!(app.countdown(Timestamp(4_000)), retry_in);
    }

    #[test]
    fn the_gateway_is_asked_to_explain_once_and_again_when_more_happened() {
        let mut app = app(1);
        let id = delivery(0).event;
        let ask = [Effect::Ask(Command::Explain(id.clone()))];
        assert_eq!(type_in(&mut app, "5"), ask);
        assert_eq!(app.update(Timestamp(0), Input::Tick), []);
        let told = |app: &mut App| {
            let news = Reply::Told { id: id.clone(), tree: Ok("tree".to_owned()) };
            app.update(Timestamp(0), Input::News(News::Reply(news)))
        };
        assert_eq!(told(&mut app), []);
        let mut again = delivery(0);
        again.attempt = "atm_again".to_owned();
        crate::tui::tests::begin(&mut app, again);
        assert_eq!(app.update(Timestamp(0), Input::Tick), ask);
    }

    #[test]
    fn who_moves_over_many_asks_for_none_but_for_what_is_looked_at_then() {
        let mut app = app(0);
        for number in 0..5 {
            let (id, tries) = (delivery(number).event, Vec::new());
            let past = Past { id, tries, content: None, ignored: None, ..ignored() };
            app.update(Timestamp(0), Input::News(News::Reply(Reply::Past(Ok(past)))));
        }
        let load = |number| {
            let (id, attempt) = (delivery(number).event, None);
            [Effect::Ask(Command::Load { id, attempt })]
        };
        assert_eq!(type_in(&mut app, "2"), load(4));
        assert_eq!(type_in(&mut app, "kkk"), []);
        let rest = app.rest(Timestamp(0)).unwrap();
        assert_eq!(app.update(Timestamp(1), Input::Tick), []);
        let then = Timestamp(0).plus(u64::try_from(rest.as_millis()).unwrap());
        assert_eq!(app.update(then, Input::Rest), load(1));
        assert_eq!((app.rest(then), app.update(then, Input::Tick)), (None, Vec::new()));
    }

    #[test]
    fn no_more_is_asked_for_than_the_tab_shows() {
        let mut app = app(0);
        let (id, tried) = (delivery(0).event, |number: u32, is_answered| PastTry {
            id: format!("atm_{number}"),
            number,
            at: Timestamp(0),
            url: String::new(),
            end: Some((answered(200, "yes"), Duration::ZERO)),
            timings: None,
            is_answered,
        });
        let told = |app: &mut App, reply| {
            app.update(Timestamp(0), Input::News(News::Reply(reply)));
        };
        let tries = vec![tried(1, false), tried(2, false)];
        let past = Past { id: id.clone(), tries, ignored: None, ..ignored() };
        told(&mut app, Reply::Past(Ok(Past { content: None, is_whole: false, ..past.clone() })));
        let load = Command::Load { id: id.clone(), attempt: None };
        assert_eq!(type_in(&mut app, "2"), [Effect::Ask(load)]);
        told(&mut app, Reply::Past(Ok(past)));
        assert_eq!(type_in(&mut app, "4"), []);
        // What was answered is wanted now: in the latest attempt alone.
        let answer = Command::Answer { event: id.clone(), attempt: "atm_2".to_owned() };
        assert_eq!(type_in(&mut app, "3"), [Effect::Ask(answer)]);
        told(&mut app, Reply::Attempt { event: id, attempt: tried(2, true) });
        assert_eq!(type_in(&mut app, "1"), []);
    }

    #[test]
    fn a_search_through_many_rows_goes_on_while_nothing_else_happens() {
        let mut app = app(5_000);
        type_in(&mut app, "/number\":4999}⏎");
        let first = selected(&app);
        type_in(&mut app, "G/nowhere⏎");
        assert!(app.view.seeking.is_some(), "no key waits for all of them");
        while app.is_behind() {
            app.update(Timestamp(0), Input::Idle);
        }
        assert!(app.notice().unwrap().text.contains("`nowhere` is nowhere"));
        type_in(&mut app, "n");
        assert!(app.view.seeking.is_some());
        type_in(&mut app, "k");
        assert!(app.view.seeking.is_none(), "a key ends it");
        // One that is far away is found.
        type_in(&mut app, "G/number\":100,⏎");
        while app.is_behind() {
            app.update(Timestamp(0), Input::Idle);
        }
        assert_ne!(selected(&app), first);
        assert_eq!(selected(&app), delivery(100).event);
    }

    #[test]
    fn a_text_is_searched_for_here_and_by_the_gateway() {
        let mut app = app(4);
        let effects = type_in(&mut app, "/number\":1⏎");
        assert_eq!(effects, [Effect::Ask(Command::Find("number\":1".to_owned()))]);
        assert_eq!(selected(&app), delivery(1).event);
        let events = vec![Past { id: delivery(3).event, ..ignored() }];
        let news = Reply::Found { text: "number\":1".to_owned(), events, is_all: true };
        app.update(Timestamp(0), Input::News(News::Reply(news)));
        type_in(&mut app, "n");
        assert_eq!(selected(&app), delivery(3).event);
        type_in(&mut app, "N");
        assert_eq!(selected(&app), delivery(1).event);
    }
}
