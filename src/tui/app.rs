//! What we know and where we are; changes in [`App::update`] and nowhere else.

use std::cell::Cell;
use std::time::Duration;

use crossterm::event::KeyEvent;

use super::columns::Look;
use super::history::{History, Row};
use super::keys::{self, Action};
use super::tally::Tally;
use super::theme::Theme;
use super::{About, Health, News};
use crate::model::Timestamp;
use crate::relay::Update;

/// How long a notice stands.
const NOTICE_MS: u64 = 6_000;

/// A viewer: what happened, and what the user is looking at.
pub struct App {
    pub(super) about: About,
    pub(super) look: Look,
    pub(super) link: Link,
    /// `None` until the target was looked at.
    pub(super) health: Option<Health>,
    pub(super) tally: Tally,
    pub(super) history: History,
    /// The row that the user chose; `None` follows the newest.
    chosen: Option<usize>,
    /// Whether request and response are shown.
    pub(super) details: bool,
    /// Whether the keys are shown.
    pub(super) help: bool,
    /// How far the details are scrolled.
    pub(super) scroll: usize,
    /// How far they can be, as the last drawing found.
    pub(super) scroll_end: Cell<usize>,
    /// How many lines of them fit, as the last drawing found.
    pub(super) page: Cell<usize>,
    /// The first row in the window, as the last drawing left it.
    pub(super) top: Cell<usize>,
    notice: Option<Notice>,
    pub(super) now: Timestamp,
}

/// Where the socket stands.
#[derive(Debug)]
pub(super) enum Link {
    /// Being opened for the first time.
    Connecting,
    /// Open.
    Online,
    /// Gone, for this reason; opened again at this time.
    Offline { reason: String, again: Timestamp },
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
#[expect(clippy::large_enum_variant, reason = "nearly all that comes in numbers is the large one")]
pub enum Input {
    /// A key was pressed.
    Key(KeyEvent),
    /// Something happened outside.
    News(News),
    /// Time passed.
    Tick,
}

/// What the outside must now do.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask for another attempt of this event.
    Retry {
        /// `evt_…`
        event: String,
    },
    /// Stop.
    Quit,
}

impl App {
    /// A viewer to which nothing has happened yet.
    pub fn new(about: About) -> Self {
        let look = Look { theme: Theme::new(about.color), zone: about.zone.clone() };
        Self {
            about,
            look,
            link: Link::Connecting,
            health: None,
            tally: Tally::default(),
            history: History::default(),
            chosen: None,
            details: false,
            help: false,
            scroll: 0,
            scroll_end: Cell::default(),
            page: Cell::default(),
            top: Cell::default(),
            notice: None,
            now: Timestamp::default(),
        }
    }

    /// What the session came to.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Takes in what happened, and says what must now be done.
    pub fn update(&mut self, now: Timestamp, input: Input) -> Option<Command> {
        self.now = now;
        match input {
            Input::Key(key) => return keys::action(key).and_then(|action| self.act(action)),
            Input::News(News::Relay(update)) => self.relayed(update),
            Input::News(News::Target(health)) => self.health = Some(health),
            Input::News(News::Note(text)) => self.notify(text, false),
            Input::News(News::Warning(text)) => self.notify(text, true),
            Input::Tick => (),
        }
        None
    }

    /// The index of the row that is looked at.
    pub(super) fn selected(&self) -> Option<usize> {
        let last = self.history.rows().len().checked_sub(1)?;
        Some(self.chosen.unwrap_or(last).min(last))
    }

    /// The row that is looked at.
    pub(super) fn row(&self) -> Option<&Row> {
        self.history.rows().get(self.selected()?)
    }

    /// Whether the newest row is followed.
    pub(super) fn follows(&self) -> bool {
        self.chosen.is_none()
    }

    /// What is to be said just now.
    pub(super) fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref().filter(|it| self.now < it.until)
    }

    fn notify(&mut self, text: String, bad: bool) {
        self.notice = Some(Notice { text, bad, until: self.now.plus(NOTICE_MS) });
    }

    fn relayed(&mut self, update: Update) {
        self.tally.note(&update);
        match update {
            Update::Online { missed, .. } => {
                self.link = Link::Online;
                if let Some(missed) = missed.filter(|it| *it > 0) {
                    self.notify(format!("{missed} events waited while away"), false);
                }
            }
            Update::Offline { at, reason, retry_in } => {
                let again = at.plus(u64::try_from(retry_in.as_millis()).unwrap_or(u64::MAX));
                self.link = Link::Offline { reason, again };
            }
            Update::Attempt { at, delivery, url } => {
                let source = self.about.connections.get(&delivery.connection);
                let source = source.cloned().unwrap_or_default();
                let dropped = self.history.dropped;
                self.history.begin(at, delivery, url.into(), source);
                if self.history.dropped > dropped {
                    // The chosen row moved up with all others.
                    self.chosen = self.chosen.map(|it| it.saturating_sub(1));
                }
                if self.follows() {
                    self.scroll = 0;
                }
            }
            Update::Done { attempt, outcome, took, .. } => {
                self.history.end(&attempt, outcome, took);
            }
            Update::Warning { message, .. } => self.notify(message, true),
        }
    }

    fn act(&mut self, action: Action) -> Option<Command> {
        match action {
            Action::Up => self.choose(self.selected()?.saturating_sub(1)),
            Action::Down => self.choose(self.selected()? + 1),
            Action::First => self.choose(0),
            Action::Last => self.choose(usize::MAX),
            Action::Details => {
                self.details = !self.details;
                self.scroll = 0;
            }
            Action::PageUp => self.scroll = self.scroll.saturating_sub(self.page.get()),
            Action::PageDown => {
                self.scroll = (self.scroll + self.page.get()).min(self.scroll_end.get());
            }
            Action::Retry => return self.retry(),
            Action::Help => self.help = !self.help,
            Action::Close if self.help => self.help = false,
            Action::Close => self.details = false,
            Action::Quit => return Some(Command::Quit),
        }
        None
    }

    fn choose(&mut self, index: usize) {
        // Whoever stands on the last row follows.
        let last = self.history.rows().len().saturating_sub(1);
        self.chosen = Some(index).filter(|it| *it < last);
        self.scroll = 0;
    }

    fn retry(&mut self) -> Option<Command> {
        let Some(event) = self.row().map(|row| row.event.clone()) else {
            self.notify("there is nothing to retry yet".to_owned(), false);
            return None;
        };
        self.notify(format!("asking for another attempt of {event}"), false);
        Some(Command::Retry { event })
    }

    /// How long until the socket is opened again.
    pub(super) fn countdown(&self, again: Timestamp) -> Duration {
        Duration::from_millis(again.since(self.now))
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;
    use crate::tui::tests::{app, arrive, delivery, press, tell};

    #[test]
    fn the_newest_is_followed_until_another_is_chosen() {
        let mut app = app(3);
        assert_eq!(app.selected(), Some(2));
        press(&mut app, KeyCode::Up);
        arrive(&mut app, 3);
        assert_eq!(app.selected(), Some(1));
        press(&mut app, KeyCode::Char('G'));
        arrive(&mut app, 4);
        assert_eq!(app.selected(), Some(4));
    }

    #[test]
    fn moving_onto_the_last_row_follows_again() {
        let mut app = app(3);
        press(&mut app, KeyCode::Up);
        press(&mut app, KeyCode::Down);
        assert!(app.follows());
        press(&mut app, KeyCode::Down);
        assert_eq!(app.selected(), Some(2));
    }

    #[test]
    fn a_chosen_row_stays_chosen_when_old_ones_go() {
        let mut app = app(1_000);
        press(&mut app, KeyCode::Char('g'));
        press(&mut app, KeyCode::Down);
        press(&mut app, KeyCode::Down);
        let event = app.row().unwrap().event.clone();
        arrive(&mut app, 1_000);
        assert_eq!(app.row().unwrap().event, event);
        assert_eq!(app.history.dropped, 1);
    }

    #[test]
    fn keys_before_the_first_event_do_no_harm() {
        let mut app = app(0);
        for code in [KeyCode::Up, KeyCode::Down, KeyCode::Enter, KeyCode::PageDown, KeyCode::Home] {
            assert_eq!(press(&mut app, code), None);
        }
        assert_eq!(press(&mut app, KeyCode::Char('r')), None);
        assert!(app.notice().is_some());
    }

    #[test]
    fn a_retry_names_the_event_and_says_so() {
        let mut app = app(2);
        let event = delivery(1).event;
        assert_eq!(press(&mut app, KeyCode::Char('r')), Some(Command::Retry { event }));
        assert!(app.notice().unwrap().text.contains("evt_00000000001"));
        app.update(Timestamp(0).plus(NOTICE_MS), Input::Tick);
        assert!(app.notice().is_none());
    }

    #[test]
    fn escape_closes_the_help_first() {
        let mut app = app(1);
        press(&mut app, KeyCode::Enter);
        press(&mut app, KeyCode::Char('?'));
        press(&mut app, KeyCode::Esc);
        assert_eq!((app.help, app.details), (false, true));
        press(&mut app, KeyCode::Esc);
        assert!(!app.details);
        assert_eq!(press(&mut app, KeyCode::Char('q')), Some(Command::Quit));
    }

    #[test]
    fn being_offline_forgets_nothing() {
        let mut app = app(3);
        let retry_in = Duration::from_secs(4);
        tell(&mut app, Update::Offline { at: Timestamp(0), reason: "gone".into(), retry_in });
        assert_eq!(app.history.rows().len(), 3);
        assert_eq!(app.countdown(Timestamp(4_000)), retry_in);
    }
}
