//! Whatever happens to a viewer, in whatever order, these hold.

use std::time::Duration;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use serde_json::json;

use super::keys::BINDINGS;
use super::listing::Sort;
use super::tests::{about, answered, delivery, ignored};
use super::{App, Change, Choice, Draft, Effect, Input, News, Past, Reply, Tried, view};
use crate::forward::{Failure, Outcome};
use crate::model::{ErrorCode, Timestamp};
use crate::relay::Update;

/// One thing that happens.
#[derive(Clone, Debug)]
enum Happening {
    /// A key of the table.
    Bound(usize),
    /// Any other.
    Letter(char),
    Enter,
    Backspace,
    /// The mouse, somewhere.
    Mouse(u8, u16, u16),
    Attempt(usize, u32),
    Done(usize, u16),
    Failed(usize),
    Held(usize, bool),
    Released(usize, bool),
    Dropped(usize),
    Offline,
    Online,
    Told(usize),
    Found,
    Fetched(usize),
    Transformations(usize),
    /// What rules made of it, or a transformation that was tried.
    Changed(usize, bool),
    Rest,
    /// A letter, with Ctrl held.
    Ctrl(char),
    Paste,
    Tick(i64),
    Idle,
    /// The screen is drawn at this size.
    Draw(u16, u16),
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        8 => (0..BINDINGS.len()).prop_map(Happening::Bound),
        2 => prop_oneof!["[a-z0-9:>{}\"/é日]".prop_map(|it| it.chars().next().unwrap())]
            .prop_map(Happening::Letter),
        1 => Just(Happening::Enter),
        1 => Just(Happening::Backspace),
        2 => (0..3u8, 0..130u16, 0..45u16).prop_map(|(kind, x, y)| Happening::Mouse(kind, x, y)),
        4 => (0..30usize, 1..3u32).prop_map(|(event, number)| Happening::Attempt(event, number)),
        3 => (0..30usize, 200..600u16).prop_map(|(event, status)| Happening::Done(event, status)),
        1 => (0..30usize).prop_map(Happening::Failed),
        2 => (0..30usize, any::<bool>()).prop_map(|(event, late)| Happening::Held(event, late)),
        1 => (0..30usize, any::<bool>()).prop_map(|(event, new)| Happening::Released(event, new)),
        1 => (0..30usize).prop_map(Happening::Dropped),
        1 => Just(Happening::Offline),
        1 => Just(Happening::Online),
        1 => (0..30usize).prop_map(Happening::Told),
        1 => Just(Happening::Found),
        1 => (0..30usize).prop_map(Happening::Fetched),
        1 => (0..30usize).prop_map(Happening::Transformations),
        1 => (0..30usize, any::<bool>()).prop_map(|(event, it)| Happening::Changed(event, it)),
        1 => Just(Happening::Rest),
        1 => prop_oneof!["[acosuwxz]".prop_map(|it| it.chars().next().unwrap())]
            .prop_map(Happening::Ctrl),
        1 => Just(Happening::Paste),
        2 => (0..5_000i64).prop_map(Happening::Tick),
        2 => Just(Happening::Idle),
        2 => (1..130u16, 1..45u16).prop_map(|(width, height)| Happening::Draw(width, height)),
    ]
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Terminal(Event::Key(KeyEvent::new(code, modifiers)))
}

fn input(happening: &Happening, now: Timestamp) -> Option<Input> {
    let relay = |update| Some(Input::News(News::Relay(update)));
    let ended = |event: usize, outcome| {
        let attempt = delivery(event).attempt;
        let took = Duration::from_millis(event as u64);
        relay(Update::Done { at: now, attempt, outcome, took, timings: None })
    };
    match *happening {
        Happening::Bound(row) => {
            let (modifiers, code) = BINDINGS[row].keys[0];
            Some(key(code, modifiers))
        }
        Happening::Letter(letter) => Some(key(KeyCode::Char(letter), KeyModifiers::NONE)),
        Happening::Enter => Some(key(KeyCode::Enter, KeyModifiers::NONE)),
        Happening::Backspace => Some(key(KeyCode::Backspace, KeyModifiers::NONE)),
        Happening::Mouse(kind, column, row) => {
            let kind = match kind {
                0 => MouseEventKind::Down(MouseButton::Left),
                1 => MouseEventKind::ScrollDown,
                _ => MouseEventKind::ScrollUp,
            };
            let modifiers = KeyModifiers::NONE;
            Some(Input::Terminal(Event::Mouse(MouseEvent { kind, column, row, modifiers })))
        }
        Happening::Attempt(event, number) => {
            let mut delivery = delivery(event);
            if number > 1 {
                delivery.attempt += "-again";
            }
            delivery.number = number;
            let url = about().targets[0].clone();
            relay(Update::Attempt { at: now, delivery, url })
        }
        Happening::Done(event, status) => ended(event, answered(status, "{\"a\":[1,{}]}")),
        Happening::Failed(event) => {
            ended(event, Outcome::Failed(Failure::new(ErrorCode::Timeout, "too slow")))
        }
        Happening::Held(event, late) => {
            let (delivery, url) = (delivery(event), about().targets[0].clone());
            relay(Update::Held { at: now, delivery, url, until: late.then(|| now.plus(9_000)) })
        }
        Happening::Released(event, changed) => {
            let (mut delivery, url) = (delivery(event), about().targets[0].clone());
            if changed {
                delivery.body = vec![b'x'; event * 1000].into();
            }
            relay(Update::Released { at: now, delivery, url, changed })
        }
        Happening::Dropped(event) => {
            let (attempt, code) = (delivery(event).attempt, ErrorCode::Cancelled);
            relay(Update::Dropped { at: now, attempt, failure: Failure::new(code, "dropped") })
        }
        Happening::Offline => {
            let retry_in = Duration::from_secs(3);
            relay(Update::Offline { at: now, reason: "gone".to_owned(), retry_in })
        }
        Happening::Online => relay(Update::Online { at: now, missed: Some(2) }),
        Happening::Told(event) => {
            let (id, tree) = (delivery(event).event, Ok("a\n└─ b".to_owned()));
            Some(Input::News(News::Reply(Reply::Told { id, tree })))
        }
        Happening::Found => {
            let events = vec![Past { id: delivery(1).event, ..ignored() }];
            Some(Input::News(News::Reply(Reply::Found {
                text: "a".to_owned(),
                events,
                is_all: false,
            })))
        }
        Happening::Fetched(event) => {
            let draft = Draft {
                id: delivery(event).event,
                source: "src_1".to_owned(),
                method: "POST".to_owned(),
                path: "/".to_owned(),
                headers: Vec::new(),
                body: "{\r\n}".into(),
            };
            Some(Input::News(News::Reply(Reply::Fetched(draft))))
        }
        Happening::Transformations(event) => {
            let one = |name: &str| Choice { id: "trs_1".into(), name: name.into(), is_own: true };
            let (id, all) = (delivery(event).event, vec![one("a"), one("b")]);
            Some(Input::News(News::Reply(Reply::Transformations { id, all })))
        }
        Happening::Changed(event, is_tried) => {
            let console = vec![("log".to_owned(), "a\nb".to_owned())];
            let tried = is_tried.then(|| Tried { name: "a".to_owned(), console });
            let (before, after) = (json!({ "body": [1, 2] }), Some(json!({ "body": "a\nb" })));
            let change = Change { id: delivery(event).event, tried, before, after };
            Some(Input::News(News::Reply(Reply::Changed(Ok(change)))))
        }
        Happening::Rest => Some(Input::Rest),
        Happening::Ctrl(letter) => Some(key(KeyCode::Char(letter), KeyModifiers::CONTROL)),
        Happening::Paste => Some(Input::Terminal(Event::Paste("a: \u{1b}é\r\nb".to_owned()))),
        Happening::Tick(_) => Some(Input::Tick),
        Happening::Idle => Some(Input::Idle),
        Happening::Draw(..) => None,
    }
}

/// What holds after each of them.
fn check(app: &App, effects: &[Effect]) {
    let listing = &app.view.listing;
    if let Some(place) = app.place() {
        assert!(app.history.row(place.row).is_some(), "the line that is looked at is there");
        assert!(place.below == 0 || place.below < app.height(place.row));
    } else {
        assert_eq!(listing.len(), 0, "something is looked at where anything is shown");
    }
    for number in app.history.gone()..app.history.end_number() {
        let row = app.history.row(number).unwrap();
        let mut held = row.tries.iter().filter(|it| it.is_held());
        assert!(held.all(|it| app.held.contains_key(&*it.id)), "what looks held is held");
    }
    let rows =
        (app.history.gone()..app.history.end_number()).map(|it| app.history.row(it).unwrap());
    let looks_held = rows.flat_map(|it| &it.tries).filter(|it| it.is_held()).count();
    assert_eq!(looks_held, app.held.len(), "what is held looks held");
    let shown: Vec<_> = (0..listing.len()).filter_map(|it| listing.at(it)).collect();
    let mut once = shown.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), shown.len(), "no row is shown twice");
    if listing.behind(&app.history) == 0 && !listing.is_part() && listing.paused_at.is_none() {
        let is_all = listing.len() == app.history.len();
        assert!(is_all || listing.sort != Sort::Time, "all rows are shown");
    }
    assert!(effects.len() <= 4, "no input asks for much: {effects:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_happens_breaks_a_viewer(all in prop::collection::vec(happening(), 1..120)) {
        let mut app = App::new(about());
        let mut now = Timestamp(0);
        for happening in &all {
            if let Happening::Tick(ms) = happening {
                now = Timestamp(now.0 + ms);
            }
            if let Happening::Draw(width, height) = *happening {
                let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
                terminal.draw(|frame| view::render(frame, frame.area(), &app)).unwrap();
            }
            let effects = input(happening, now).map(|it| app.update(now, it));
            check(&app, &effects.unwrap_or_default());
        }
    }
}
