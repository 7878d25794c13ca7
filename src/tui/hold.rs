//! The breakpoint as its user sees it: what it stops, what is held, and what is done with that.
//!
//! The relay holds; here is said what, in the language of the live filter, and what becomes of it.

use std::collections::HashMap;

use http::HeaderValue;

use super::app::{App, NOTICE_MS, names};
use super::attempt::{Message, Try, Whole};
use super::draft::Draft;
use super::effect::Effect;
use super::filter::{Filter, Found};
use super::history::{Names, Row};
use super::keys::{Action, BINDINGS};
use super::{About, News, Reply, kind, word};
use crate::forward::{Failure, Outcome};
use crate::model::{ErrorCode, Headers, Id, Timestamp};
use crate::relay::{self, Breakpoint, Delivery, Undecided, Verdict};

/// What a breakpoint stops.
#[derive(Clone, Debug)]
pub struct Hold(Filter);

/// What is wanted of the breakpoint. Attempts go by their ids.
#[derive(Debug, PartialEq, Eq)]
pub enum Deed {
    /// It stops this; or nothing any more, and what is held goes on.
    Stop(Option<Hold>),
    /// An attempt goes on as it came.
    Release(String),
    /// All of them do.
    ReleaseAll,
    /// An attempt is shown, to be changed.
    Open(String),
    /// An attempt goes on like this.
    Change(Draft),
    /// An attempt goes nowhere.
    Drop(String),
}

/// What came of an attempt that the breakpoint stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It is held, at most until then; it was never sent if it has ended.
    Held(Option<Timestamp>),
    /// It went on as it came.
    Released,
    /// It went on as another.
    Changed,
}

/// What is known of an attempt as long as it is held.
#[derive(Debug)]
pub(super) struct Held {
    /// `evt_…`
    event: String,
    /// When the gateway gives it up, where it does.
    pub(super) until: Option<Timestamp>,
    /// Bytes of its body.
    bytes: usize,
}

impl PartialEq for Hold {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Hold {}

impl Hold {
    /// Reads a line in the language of the live filter; says what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let none = || "nothing is said of what to hold; `/` holds everything".to_owned();
        Self::read_any(text)?.ok_or_else(none)
    }

    /// The same, of a line that may be empty.
    pub(super) fn read_any(text: &str) -> Result<Option<Self>, String> {
        let filter = Filter::read(text)?;
        if filter.asks_for_answers() {
            return Err("`s:` and `t:` ask about an answer, and what is held has none".to_owned());
        }
        Ok((!filter.is_empty()).then_some(Self(filter)))
    }

    /// As it was typed.
    pub(super) fn text(&self) -> &str {
        &self.0.text
    }

    /// Has a breakpoint stop this from now on.
    pub fn set(&self, breakpoint: &Breakpoint, about: &About) {
        let (hold, names) = (self.clone(), names(about));
        breakpoint.set(move |it| hold.stops(it, &names));
    }

    fn stops(&self, delivery: &Delivery, names: &HashMap<Id, Names>) -> bool {
        let mut row = row(delivery, names);
        // It reads the body, which most do not ask for.
        if self.0.asks_for_kind() {
            row.kind = kind::of(&delivery.headers, &delivery.body).into();
        }
        self.0.wants(&row, &Found::new())
    }
}

/// What the list would show of an attempt, but with all of its body, and without its kind.
fn row(delivery: &Delivery, names: &HashMap<Id, Names>) -> Row {
    let Delivery { attempt, event, number, method, path, headers, body, .. } = delivery;
    let Names { source, connection } = names.get(&delivery.connection).cloned().unwrap_or_default();
    let sent = Message { headers: headers.clone(), body: body.clone(), length: body.len() };
    let (url, answer, timings) = (String::new(), None, None);
    let whole = Whole { url, sent, answer, timings, is_sent: true, is_answered: true };
    let at = Timestamp::default();
    Row {
        at,
        id: event.as_str().into(),
        source,
        connection,
        method: method.as_str().into(),
        path: path.as_str().into(),
        kind: Box::default(),
        ignored: None,
        tries: vec![Try {
            id: attempt.as_str().into(),
            number: *number,
            at,
            end: None,
            whole: Some(Box::new(whole)),
            stop: None,
            changed: None,
        }],
        version: 0,
    }
}

impl Try {
    /// Whether it is held at the breakpoint.
    pub(super) fn is_held(&self) -> bool {
        self.end.is_none() && matches!(self.stop, Some(Stop::Held(_)))
    }

    /// Whether it ended without having been sent.
    pub(super) fn is_unsent(&self) -> bool {
        self.end.is_some() && matches!(self.stop, Some(Stop::Held(_)))
    }

    /// One word for why no answer came.
    pub(super) fn why(&self) -> Option<&'static str> {
        let failure = self.end.as_ref()?.outcome.as_ref().err()?;
        let is_late = self.is_unsent() && failure.code == ErrorCode::Timeout;
        Some(if is_late { "expired" } else { word(failure.code) })
    }
}

impl Deed {
    /// Does it, and says what came of it.
    pub(super) fn carry_out(self, breakpoint: &Breakpoint, about: &About) -> News {
        let decide = |attempt: &str, verdict: Verdict, words: &str| {
            let Some(held) = breakpoint.held(attempt) else { return gone() };
            match breakpoint.decide(attempt, verdict) {
                Ok(()) => News::Note(format!("{} {words}", held.event)),
                Err(why) => News::Warning(why.to_string()),
            }
        };
        match self {
            Self::Stop(Some(hold)) => {
                hold.set(breakpoint, about);
                News::Note(format!("what matches `{}` is held from now on", hold.text()))
            }
            Self::Stop(None) => {
                News::Note(format!("nothing is held any more; {}", released(breakpoint.clear())))
            }
            Self::ReleaseAll => News::Note(released(breakpoint.release_all())),
            Self::Release(attempt) => decide(&attempt, Verdict::Release, "goes on as it came"),
            Self::Drop(attempt) => decide(&attempt, Verdict::Drop, "is dropped"),
            Self::Open(attempt) => match breakpoint.held(&attempt) {
                Some(held) => News::Reply(Reply::Fetched(draft(&held))),
                None => gone(),
            },
            Self::Change(draft) => {
                let became = change(breakpoint, &draft);
                News::Reply(Reply::Sent(draft, became))
            }
        }
    }
}

/// Has what is held go on like this; says so, or why not.
fn change(breakpoint: &Breakpoint, draft: &Draft) -> Result<String, String> {
    let why = |why: Undecided| match why {
        Undecided::Gone => format!("{why}. Leave with Esc: `e` on its event sends it anew"),
        Undecided::Nowhere(_) => why.to_string(),
    };
    let held = breakpoint.held(&draft.id).ok_or_else(|| why(Undecided::Gone))?;
    let sent = changed(draft.clone(), &held);
    let lost = sent.headers.iter().map(|(name, _)| name);
    let lost = lost.filter(|it| relay::is_of_connection(it) && held.headers.get(it).is_none());
    let lost = Vec::from_iter(lost).join(", ");
    breakpoint.decide(&draft.id, Verdict::Changed(Box::new(sent))).map_err(why)?;
    let mut said = format!("{} goes on as it was changed", held.event);
    if !lost.is_empty() {
        said += &format!(", without `{lost}`: the connection to the target has its own");
    }
    Ok(said)
}

fn gone() -> News {
    News::Warning(Undecided::Gone.to_string())
}

fn released(count: usize) -> String {
    match count {
        0 => "there was nothing to release".to_owned(),
        _ => format!("{} released", events(count, "was", "were")),
    }
}

fn events(count: usize, one: &str, more: &str) -> String {
    if count == 1 { format!("1 event {one}") } else { format!("{count} events {more}") }
}

/// What is held, to be changed.
fn draft(held: &Delivery) -> Draft {
    let shown = held.headers.iter().filter_map(|(name, value)| Some((name, shown(name, value)?)));
    Draft {
        id: held.attempt.clone(),
        source: String::new(),
        method: held.method.clone(),
        path: held.path.clone(),
        headers: shown.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        body: held.body.clone(),
    }
}

/// What is held, as it was changed; headers that could not be shown stay.
fn changed(draft: Draft, held: &Delivery) -> Delivery {
    let Draft { method, path, headers, body, .. } = draft;
    let typed = headers.into_iter().map(|(name, value)| (name.to_lowercase(), value));
    let typed = Vec::from_iter(typed);
    let headers = Headers::new(|| {
        let typed = typed.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        let kept = held
            .headers
            .iter()
            .filter(|(name, value)| *name != LENGTH && shown(name, value).is_none());
        typed.chain(kept)
    });
    Delivery { method, path, headers, body, ..held.clone() }
}

/// It follows from the body.
const LENGTH: &str = "content-length";

/// The value of a header, if a line of text can hold it.
fn shown<'a>(name: &str, value: &'a [u8]) -> Option<&'a str> {
    let text = std::str::from_utf8(value).ok().filter(|it| it.trim() == *it)?;
    let is_sent = name != LENGTH && !relay::is_of_connection(name);
    (is_sent && HeaderValue::from_str(text).is_ok()).then_some(text)
}

impl App {
    /// The breakpoint stops this; it was told already.
    pub fn holds(&mut self, hold: Option<Hold>) {
        self.hold = hold;
    }

    /// The events of which an attempt is held.
    pub fn held_events(&self) -> Vec<String> {
        self.held.values().map(|it| it.event.clone()).collect()
    }

    /// Whether as much is held as may be, so that nothing else comes.
    pub(super) fn is_full(&self) -> bool {
        let bytes: usize = self.held.values().map(|it| it.bytes).sum();
        self.held.len() >= relay::most_held(self.about.most) || bytes >= relay::BODIES
    }

    /// Who leaves what is held is told first what becomes of it.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let until = self.asked.quit.take().filter(|it| self.now < *it);
        if self.held.is_empty() || until.is_some() {
            return vec![Effect::Quit];
        }
        let [quit, all] = [Action::Quit, Action::ReleaseAll].map(|it| self.key_of(it));
        let held = events(self.held.len(), "is", "are");
        let text = format!(
            "{held} held and would fail; {quit} again leaves all the same, {all} releases all"
        );
        self.notify(text, true);
        self.asked.quit = Some(self.now.plus(NOTICE_MS));
        Vec::new()
    }

    /// What is done with what is held.
    pub(super) fn act_on_held(&mut self, action: Action) -> Vec<Effect> {
        let attempt = self.attempt().filter(|it| it.is_held()).map(|it| it.id.to_string());
        let deed = match (action, attempt) {
            (Action::ReleaseAll, _) => (!self.held.is_empty()).then_some(Deed::ReleaseAll),
            (_, None) => None,
            (Action::Release, Some(attempt)) => Some(Deed::Release(attempt)),
            (Action::Drop, Some(attempt)) => Some(Deed::Drop(attempt)),
            (_, Some(attempt)) => {
                self.asked.edit = Some((attempt.clone(), action == Action::Edit));
                Some(Deed::Open(attempt))
            }
        };
        if deed.is_none() {
            let what = if self.held.is_empty() { "nothing is held" } else { "this is not held" };
            let key = self.key_of(Action::Hold);
            self.notify(format!("{what}; `{key}` says what is to be"), false);
        }
        deed.map(Effect::Breakpoint).into_iter().collect()
    }

    /// An attempt is held.
    pub(super) fn held(&mut self, at: Timestamp, delivery: Delivery, url: String, stop: Stop) {
        let names = self.names.get(&delivery.connection).cloned().unwrap_or_default();
        let attempt = delivery.attempt.clone();
        let until = if let Stop::Held(until) = stop { until } else { None };
        let held = Held { event: delivery.event.clone(), until, bytes: delivery.body.len() };
        let number = self.history.begin(at, delivery, url, &names);
        self.history.stop(number, &attempt, stop);
        self.held.insert(attempt, held);
        self.pulse.beat(self.now, self.now);
        self.view.listing.note(&self.history, &self.found, number);
    }

    /// One that was held goes on.
    pub(super) fn released(&mut self, delivery: Delivery, url: String, is_changed: bool) {
        self.held.remove(&delivery.attempt);
        if let Some(number) = self.history.release(delivery, url, is_changed) {
            self.view.listing.note(&self.history, &self.found, number);
        }
    }

    /// One that was held goes nowhere.
    pub(super) fn dropped(&mut self, attempt: &str, failure: Failure) {
        self.held.remove(attempt);
        let (outcome, took) = (Outcome::Failed(failure), std::time::Duration::ZERO);
        if let Some(number) = self.history.end(attempt, outcome, took, None) {
            self.view.listing.note(&self.history, &self.found, number);
        }
    }

    /// What there is to say of an attempt that was stopped.
    pub(super) fn told_of_stop(&self, one: &Try) -> Option<String> {
        match (one.stop?, &one.end) {
            (Stop::Held(until), None) => {
                let [release, edit, drop] =
                    [Action::Release, Action::Edit, Action::Drop].map(|it| self.key_of(it));
                let mut text = format!(
                    "Held at the breakpoint: {release} releases it, {edit} changes it first, \
                     {drop} drops it."
                );
                if let Some(until) = until {
                    text += &format!(" The gateway gives it up in {} s.", self.seconds_to(until));
                }
                Some(text)
            }
            (Stop::Changed, _) => {
                let text = "Changed at the breakpoint: this is what was sent. \
                            Signatures in it are of what came.";
                Some(text.to_owned())
            }
            (Stop::Held(_) | Stop::Released, _) => None,
        }
    }

    /// How many seconds are left until then.
    pub(super) fn seconds_to(&self, then: Timestamp) -> u64 {
        then.since(self.now).div_ceil(1000)
    }

    /// The key for this, as it is shown.
    pub(super) fn key_of(&self, action: Action) -> String {
        let binding = BINDINGS.iter().find(|it| it.action == action);
        binding.map(|it| self.keys.key(it)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::relay::Update;
    use crate::tui::columns::{self, Cell};
    use crate::tui::tests::{
        about, answered, app, delivery, done, hold, ignored, press, tell, type_in,
    };
    use crate::tui::{Input, Past, PastTry};

    fn status(app: &App) -> String {
        let row = app.row().unwrap();
        columns::status(Cell { row, one: row.last(), below: false }, &app.look).to_string()
    }

    #[test]
    fn a_breakpoint_speaks_the_language_of_the_filter_but_knows_no_answers() {
        let stops = |text: &str| {
            let body = "{\"a\":1,\"type\":\"invoice.paid\"}".into();
            let delivery = Delivery { body, ..delivery(1) };
            Hold::read(text).unwrap().stops(&delivery, &names(&about()))
        };
        let json = r#"{"body":{"a":1}}"#;
        for text in ["/", "src:shop m:post", "body:\"a\"", json, "-p:other n:1", "k:paid", "paid"] {
            assert!(stops(text), "{text}");
        }
        for text in ["src:other", "con:other", r#"{"body":{"a":2}}"#, "n:>1"] {
            assert!(!stops(text), "{text}");
        }
        for (text, expected) in
            [("", "nothing is said"), ("s:5xx", "answer"), ("t:>1s", "answer"), ("{", "JSON")]
        {
            let error = Hold::read(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn a_body_is_read_to_its_end() {
        let body = format!(r#"{{"filler":"{}","last":1}}"#, "x".repeat(1 << 20));
        let delivery = Delivery { body: body.into(), ..delivery(1) };
        let hold = Hold::read(r#"{"body":{"last":1}}"#).unwrap();
        assert!(hold.stops(&delivery, &HashMap::new()));
    }

    #[test]
    fn a_key_says_what_is_held_and_empty_takes_it_away() {
        let mut app = app(0);
        let set = |text: &str| Effect::Breakpoint(Deed::Stop(Hold::read(text).ok()));
        assert_eq!(type_in(&mut app, "Ps:5xx⏎"), []);
        press(&mut app, crossterm::event::KeyCode::Esc);
        assert_eq!(app.hold, None);
        assert_eq!(type_in(&mut app, "Pp:/orders⏎"), [set("p:/orders")]);
        assert_eq!(type_in(&mut app, "P2⏎"), [set("p:/orders2")]);
        type_in(&mut app, "P");
        for _ in 0.."p:/orders2".len() {
            press(&mut app, crossterm::event::KeyCode::Backspace);
        }
        assert_eq!(type_in(&mut app, "⏎"), [set("")]);
        assert_eq!(app.hold, None);
    }

    #[test]
    fn what_is_held_is_released_dropped_or_opened_and_nothing_else_is() {
        let mut app = app(1);
        for keys in ["a", "A", "D"] {
            assert_eq!(type_in(&mut app, keys), []);
            assert!(app.notice().unwrap().text.contains("nothing is held"));
        }
        hold(&mut app, 1, None);
        let id = || delivery(1).attempt;
        assert_eq!(status(&app), "held");
        assert_eq!(type_in(&mut app, "a"), [Effect::Breakpoint(Deed::Release(id()))]);
        assert_eq!(type_in(&mut app, "D"), [Effect::Breakpoint(Deed::Drop(id()))]);
        assert_eq!(type_in(&mut app, "e"), [Effect::Breakpoint(Deed::Open(id()))]);
        assert_eq!(type_in(&mut app, "A"), [Effect::Breakpoint(Deed::ReleaseAll)]);
        assert_eq!(type_in(&mut app, "ka"), []);
        assert!(app.notice().unwrap().text.contains("this is not held"));
    }

    #[test]
    fn a_row_shows_what_was_sent_and_that_it_was_changed() {
        let mut app = app(0);
        hold(&mut app, 1, None);
        let url = about().targets[0].join("/other").unwrap();
        let (path, body) = ("/other".to_owned(), Bytes::from_static(b"other"));
        let sent = Delivery { path, body, ..delivery(1) };
        let (at, changed) = (Timestamp(0), true);
        tell(&mut app, Update::Released { at, delivery: sent, url, changed });
        done(&mut app, 1, answered(200, ""), 4_000);
        let row = app.row().unwrap();
        let whole = row.last().unwrap().whole.as_ref().unwrap();
        assert_eq!(
            (row.head(row.last()).1, &whole.sent.body[..], &*status(&app)),
            ("/other", &b"other"[..], "200")
        );
        assert!(app.told_of_stop(row.last().unwrap()).unwrap().contains("Changed"));
        assert!(app.held.is_empty() && app.tally.attempts == 1);

        // The gateway has the event as it came, and knows of no change.
        let one = PastTry { id: delivery(1).attempt, number: 1, ..ignored().tries.remove(0) };
        let past = Past { id: delivery(1).event, ignored: None, tries: vec![one], ..ignored() };
        app.update(Timestamp(0), Input::News(News::Reply(Reply::Past(Ok(past)))));
        let row = app.row().unwrap();
        assert_eq!(row.tries.len(), 1);
        assert_eq!(&row.tries[0].whole.as_ref().unwrap().sent.body[..], b"other");
    }

    #[test]
    fn what_is_not_sent_says_why_not() {
        for (code, expected) in [(ErrorCode::Cancelled, "dropped"), (ErrorCode::Timeout, "expired")]
        {
            let mut app = app(0);
            hold(&mut app, 1, Some(Timestamp(30_000)));
            app.update(Timestamp(7_100), Input::Tick);
            let told = app.told_of_stop(app.attempt().unwrap()).unwrap();
            assert!(told.ends_with("gives it up in 23 s."), "{told}");
            let (at, attempt) = (Timestamp(0), delivery(1).attempt);
            let failure = Failure::new(code, "so");
            tell(&mut app, Update::Dropped { at, attempt, failure });
            assert_eq!(status(&app), expected);
            assert!(app.held.is_empty() && app.tally.attempts == 0);
            type_in(&mut app, &format!("fs:{expected}⏎"));
            app.update(Timestamp(7_200), Input::Idle);
            assert_eq!(app.view.listing.len(), 1, "it is found by that word");
        }
    }

    #[test]
    fn what_was_changed_keeps_what_could_not_be_shown_and_what_was_not_is_held_still() {
        let headers = Headers::default()
            .with("content-length", b"2")
            .with("x-a", b"1")
            .with("x-bytes", b"\xff");
        let held = Delivery { headers, body: "{}".into(), ..delivery(1) };
        let draft = draft(&held);
        assert_eq!(draft.headers, [("x-a".to_owned(), "1".to_owned())]);
        let text = draft.text().unwrap();
        let again = draft.changed(&text.replace("x-a: 1", "X-B: 2").replace("{}", "[1]")).unwrap();
        let sent = changed(again.clone(), &held);
        let expected = Headers::default().with("x-b", b"2").with("x-bytes", b"\xff");
        assert_eq!((&sent.headers, &sent.body[..]), (&expected, &b"[1]"[..]));
        assert_eq!(sent.attempt, held.attempt);

        let mut app = app(0);
        let mut edited =
            |text: String| app.update(Timestamp(0), Input::Edited(draft.clone(), text));
        assert_eq!(edited(text.clone()), []);
        let change = Effect::Breakpoint(Deed::Change(again));
        assert_eq!(edited(text.replace("x-a: 1", "X-B: 2").replace("{}", "[1]")), [change]);
    }

    #[test]
    fn who_leaves_what_is_held_is_asked_once() {
        let mut app = app(1);
        hold(&mut app, 1, None);
        assert_eq!(type_in(&mut app, "q"), []);
        assert!(app.notice().unwrap().text.contains("1 event is held"));
        // By now that is not to be read any more.
        let key = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char('q'));
        let again = || Input::Terminal(crossterm::event::Event::Key(key));
        assert_eq!(app.update(Timestamp(60_000), again()), []);
        assert_eq!(app.update(Timestamp(61_000), again()), [Effect::Quit]);
        assert_eq!(app.held_events(), [delivery(1).event]);
    }

    #[test]
    fn nothing_else_comes_when_as_much_is_held_as_may_be() {
        let mut app = app(0);
        for number in 0..100 {
            assert!(!app.is_full());
            hold(&mut app, number, None);
        }
        assert!(app.is_full());
        let (at, attempt) = (Timestamp(0), delivery(1).attempt);
        let failure = Failure::new(ErrorCode::Cancelled, "so");
        tell(&mut app, Update::Dropped { at, attempt, failure });
        assert!(!app.is_full());
        let delivery = Delivery { body: vec![b'.'; relay::BODIES].into(), ..delivery(100) };
        let (at, url, until) = (Timestamp(0), about().targets[0].clone(), None);
        tell(&mut app, Update::Held { at, delivery, url, until });
        assert!(app.is_full());
    }

    #[test]
    fn a_deed_for_what_is_gone_says_so() {
        let breakpoint = Breakpoint::default();
        for deed in [
            Deed::Release("atm_1".to_owned()),
            Deed::Drop("atm_1".to_owned()),
            Deed::Open("atm_1".to_owned()),
            Deed::Change(draft(&delivery(1))),
        ] {
            let why = match deed.carry_out(&breakpoint, &about()) {
                News::Warning(why) | News::Reply(Reply::Sent(_, Err(why))) => why,
                other => panic!("{other:?}"),
            };
            assert!(why.contains("held no longer"), "{why}");
        }
    }
}
