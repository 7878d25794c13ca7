//! A request that is changed in the viewer itself, and what comes back from the user's own editor.
//!
//! **Invariant:** what was typed goes only when it was sent and taken, or when the user said so. What
//! was not taken comes back, after whatever lies over the list by then.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::app::App;
use super::draft::{Draft, Wrong};
use super::effect::{Command, Effect};
use super::hold::Deed;
use super::keys::Action;
use super::prompt::Overlay;
use super::theme::Theme;

/// The largest body that is changed here; a larger one wants an editor that is made for it.
const LARGEST: usize = 256 << 10;
/// How many lines the mouse wheel moves.
const WHEEL: i16 = 3;

/// What keys do here, besides what they do wherever a text is typed.
pub(super) const KEYS: &[(&str, &str)] =
    &[("^S", "send"), ("^O", "go on in $EDITOR"), ("^U", "undo"), ("^R", "redo"), ("Esc", "leave")];

/// A request that is changed.
#[derive(Debug)]
pub(super) struct Editor {
    /// As it was.
    pub(super) draft: Draft,
    /// The text, and where in it the user is.
    pub(super) area: TextArea<'static>,
    /// What stands in the way of what was wanted last.
    pub(super) hitch: Option<Hitch>,
    /// The lines that may go unasked.
    before: Vec<String>,
    /// Whether the lines end in carriage returns too; they are hidden here.
    returns: bool,
}

/// What stands in the way.
#[derive(Debug)]
pub(super) enum Hitch {
    /// It is no request, or was not taken.
    Wrong(String),
    /// It can be sent, but that may be a mistake.
    Doubt(String),
    /// Leaving would lose what was typed.
    Loss,
}

impl Editor {
    /// Takes a request, if it is a text.
    fn new(draft: Draft, theme: Theme) -> Option<Self> {
        let text = draft.text()?;
        let body = &draft.body;
        let ends = body.iter().filter(|it| **it == b'\n').count();
        let returns = ends > 0 && ends == body.windows(2).filter(|it| it == b"\r\n").count();
        let area = TextArea::default();
        let mut res = Self { draft, area, hitch: None, before: Vec::new(), returns };
        res.write(&text, theme);
        res.before = res.area.lines().to_vec();
        Some(res)
    }

    /// Puts another text into the place of what is there.
    fn write(&mut self, text: &str, theme: Theme) {
        let text = if self.returns { text.replace("\r\n", "\n") } else { text.to_owned() };
        self.area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        self.area.set_wrap_mode(WrapMode::WordOrGlyph);
        self.area.set_cursor_line_style(Style::new());
        self.area.set_selection_style(theme.found());
        self.hitch = None;
    }

    fn text(&self) -> String {
        self.area.lines().join(if self.returns { "\r\n" } else { "\n" })
    }

    /// A text that was pasted; terminals end its lines in their own way.
    pub(super) fn paste(&mut self, text: &str) {
        self.hitch = None;
        self.area.insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
    }

    /// The mouse moves the text.
    pub(super) fn point(&mut self, mouse: MouseEvent) {
        match mouse.kind {
            MouseEventKind::ScrollDown => self.area.scroll((WHEEL, 0)),
            MouseEventKind::ScrollUp => self.area.scroll((-WHEEL, 0)),
            _ => (),
        }
    }

    /// The request that it is now; where there is none, or it may be a mistake, says why.
    fn finish(&mut self) -> Option<Draft> {
        let (Wrong { line, why }, is_doubt) = match self.draft.changed(&self.text()) {
            Ok(changed) => match self.draft.broken(&changed) {
                // It was said already.
                Some(_) if matches!(self.hitch, Some(Hitch::Doubt(_))) => return Some(changed),
                Some(wrong) => (wrong, true),
                None => return Some(changed),
            },
            Err(wrong) => (wrong, false),
        };
        self.area.move_cursor(CursorMove::Jump(u16::try_from(line).unwrap_or(u16::MAX), 0));
        self.hitch = Some(if is_doubt { Hitch::Doubt(why) } else { Hitch::Wrong(why) });
        None
    }

    /// Whether it may go: it is as it was, or the user says so for the second time.
    fn may_go(&mut self) -> bool {
        let may = self.area.lines() == self.before || matches!(self.hitch, Some(Hitch::Loss));
        self.hitch = Some(Hitch::Loss);
        may
    }
}

impl App {
    /// A key while a request is changed.
    pub(super) fn key_in_editor(&mut self, key: KeyEvent) -> Vec<Effect> {
        let Some(Overlay::Editor(editor)) = &mut self.view.overlay else { return Vec::new() };
        match (key.code, key.modifiers) {
            (KeyCode::Esc, _) | (KeyCode::Char('c'), KeyModifiers::CONTROL) => {
                if editor.may_go() {
                    self.view.overlay = None;
                }
            }
            (KeyCode::Char('s'), KeyModifiers::CONTROL) => return self.send(),
            (KeyCode::Char('o'), KeyModifiers::CONTROL) => {
                return vec![Effect::Edit(editor.draft.clone(), editor.text())];
            }
            (KeyCode::Char('z'), KeyModifiers::CONTROL) => return vec![Effect::Suspend],
            _ => {
                let is_changed = editor.area.input(key);
                // What is wrong stands until something is other; what would be lost was kept.
                if is_changed || matches!(editor.hitch, Some(Hitch::Loss)) {
                    editor.hitch = None;
                }
            }
        }
        Vec::new()
    }

    /// A request that was wanted is here.
    pub(super) fn fetched(&mut self, draft: Draft) -> Vec<Effect> {
        // By now another may be wanted.
        let Some((id, here)) = self.asked.edit.take_if(|it| it.0 == draft.id) else {
            return Vec::new();
        };
        // The API does not tell the method; whoever saw it come does.
        let row = self.history.number(&id).and_then(|it| self.history.row(it));
        let method = row.map_or(draft.method, |it| it.method.to_string());
        let draft = Draft { method, ..draft };
        let Some(text) = draft.text() else {
            self.notify(format!("the body of {id} is no text, so it cannot be changed"), true);
            return Vec::new();
        };
        if self.view.overlay.is_some() {
            let key = if here { "e" } else { "E" };
            self.notify(format!("the request of {id} came while you typed: {key} again"), true);
            return Vec::new();
        }
        if !here || draft.body.len() > LARGEST {
            return vec![Effect::Edit(draft, text)];
        }
        self.hush();
        self.open(draft);
        Vec::new()
    }

    /// The user's own editor gave a request back: to where it was lent, or to be sent.
    pub(super) fn edited(&mut self, draft: Draft, text: &str) -> Vec<Effect> {
        let theme = self.look.theme;
        if let Some(Overlay::Editor(editor)) = &mut self.view.overlay
            && editor.draft == draft
        {
            editor.write(text, theme);
            return Vec::new();
        }
        if draft.changed(text).as_ref() == Ok(&draft) {
            let text = match draft.is_held() {
                true => {
                    let key = self.key_of(Action::Release);
                    format!("nothing was changed; it is still held, {key} releases it")
                }
                false => "nothing was changed, so nothing was sent".to_owned(),
            };
            self.notify(text, false);
            return Vec::new();
        }
        // Another one that came back meanwhile has its turn afterwards.
        if let Some(Overlay::Editor(other)) = self.view.overlay.take() {
            self.view.unsent.push(*other);
        }
        if let Some(editor) = self.open(draft) {
            editor.write(text, theme);
        }
        self.send()
    }

    /// What was changed was sent, or was not taken: then it can be changed once more.
    pub(super) fn sent(&mut self, draft: Draft, became: Result<String, String>) {
        match became {
            Ok(said) => self.notify(said, false),
            Err(why) => self.not_taken(draft, format!("it was not sent: {why}")),
        }
    }

    /// What was changed was not taken: it is kept, and says why.
    pub(super) fn not_taken(&mut self, draft: Draft, why: String) {
        if self.view.overlay.is_some() {
            self.notify(why.clone(), true);
        }
        if let Some(mut editor) = Editor::new(draft, self.look.theme) {
            editor.before = Vec::new();
            editor.hitch = Some(Hitch::Wrong(why));
            self.view.unsent.push(editor);
        }
    }

    /// Shows what was not taken, where nothing lies over it.
    pub(super) fn show_unsent(&mut self) {
        if self.view.overlay.is_none()
            && let Some(editor) = self.view.unsent.pop()
        {
            self.view.overlay = Some(Overlay::Editor(Box::new(editor)));
        }
    }

    fn open(&mut self, draft: Draft) -> Option<&mut Editor> {
        let editor = Editor::new(draft, self.look.theme)?;
        match self.view.overlay.insert(Overlay::Editor(Box::new(editor))) {
            Overlay::Editor(editor) => Some(editor),
            _ => None,
        }
    }

    /// Sends what was changed, if nothing stands in the way.
    fn send(&mut self) -> Vec<Effect> {
        let Some(Overlay::Editor(editor)) = &mut self.view.overlay else { return Vec::new() };
        let Some(changed) = editor.finish() else {
            self.hush();
            return Vec::new();
        };
        // What was not taken before is another than came.
        let is_same = changed == editor.draft && !editor.before.is_empty();
        self.view.overlay = None;
        if changed.is_held() {
            let as_it_came = is_same.then(|| Deed::Release(changed.id.clone()));
            return vec![Effect::Breakpoint(as_it_came.unwrap_or(Deed::Change(changed)))];
        }
        self.notify("sending what was changed".to_owned(), false);
        vec![Effect::Ask(Command::Send(changed))]
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::Event;

    use super::*;
    use crate::model::Timestamp;
    use crate::tui::tests::{app, arrive, delivery, hold, press, type_in};
    use crate::tui::{Input, News, Reply};

    fn draft(body: &str) -> Draft {
        Draft {
            id: delivery(0).event,
            source: "src_1".to_owned(),
            method: "?".to_owned(),
            path: "/".to_owned(),
            headers: vec![("a".to_owned(), "b".to_owned())],
            body: body.to_owned().into(),
        }
    }

    fn reply(app: &mut App, reply: Reply) -> Vec<Effect> {
        app.update(Timestamp(0), Input::News(News::Reply(reply)))
    }

    fn ctrl(app: &mut App, letter: char) -> Vec<Effect> {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
        app.update(Timestamp(0), Input::Terminal(Event::Key(key)))
    }

    fn editor(app: &App) -> Option<&Editor> {
        match &app.view.overlay {
            Some(Overlay::Editor(editor)) => Some(editor),
            _ => None,
        }
    }

    /// A viewer in which the request of its event is being changed.
    fn editing(body: &str) -> App {
        let mut app = app(1);
        assert_eq!(type_in(&mut app, "e"), [Effect::Ask(Command::Fetch(delivery(0).event))]);
        assert_eq!(reply(&mut app, Reply::Fetched(draft(body))), []);
        assert!(editor(&app).is_some());
        app
    }

    fn sent(effects: &[Effect]) -> Draft {
        let [Effect::Ask(Command::Send(draft))] = effects else { panic!("{effects:?}") };
        draft.clone()
    }

    #[test]
    fn a_request_is_changed_here_and_sent() {
        let mut app = editing("{}");
        app.update(Timestamp(0), Input::Terminal(Event::Paste("x: y\rz: 1\r\n".to_owned())));
        assert_eq!(ctrl(&mut app, 's'), []);
        assert!(
            matches!(&editor(&app).unwrap().hitch, Some(Hitch::Wrong(why)) if why.contains("x:"))
        );
        ctrl(&mut app, 'u');
        for code in [KeyCode::End, KeyCode::Enter] {
            press(&mut app, code);
        }
        // News come in meanwhile, and keys are text.
        arrive(&mut app, 1);
        type_in(&mut app, "q: r");
        let sent = sent(&ctrl(&mut app, 's'));
        let headers = [("q", "r"), ("a", "b")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!((&*sent.method, &sent.headers[..]), ("POST", &headers[..]));
        assert!(editor(&app).is_none() && app.history.len() == 2);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place_and_nothing_is_lost() {
        let mut app = editing("{}");
        press(&mut app, KeyCode::Down);
        type_in(&mut app, "bad line");
        press(&mut app, KeyCode::Enter);
        assert_eq!(ctrl(&mut app, 's'), []);
        let shown = editor(&app).unwrap();
        assert_eq!((shown.area.cursor().0, &*shown.area.lines()[1]), (1, "bad line"));
        // It stands until something is other.
        press(&mut app, KeyCode::Down);
        assert!(editor(&app).unwrap().hitch.is_some());
        type_in(&mut app, "x");
        assert!(editor(&app).unwrap().hitch.is_none());
    }

    #[test]
    fn json_that_is_none_any_more_is_sent_only_when_that_is_said_twice() {
        let mut app = editing("{\"a\":1}");
        let lent = editor(&app).unwrap().draft.clone();
        app.update(Timestamp(0), Input::Edited(lent, "POST /\n\n{\"a\"".to_owned()));
        assert_eq!(ctrl(&mut app, 's'), []);
        assert!(matches!(editor(&app).unwrap().hitch, Some(Hitch::Doubt(_))));
        assert_eq!(&*sent(&ctrl(&mut app, 's')).body, b"{\"a\"");
    }

    #[test]
    fn leaving_asks_only_when_something_would_be_lost() {
        let mut app = editing("{}");
        press(&mut app, KeyCode::Esc);
        assert!(editor(&app).is_none());
        let mut app = editing("{}");
        type_in(&mut app, "x");
        press(&mut app, KeyCode::Esc);
        assert!(matches!(editor(&app).unwrap().hitch, Some(Hitch::Loss)));
        press(&mut app, KeyCode::Left);
        press(&mut app, KeyCode::Esc);
        assert!(editor(&app).is_some());
        press(&mut app, KeyCode::Esc);
        assert!(editor(&app).is_none());
    }

    #[test]
    fn what_the_source_does_not_take_can_be_changed_once_more() {
        let mut app = editing("{}");
        let changed = sent(&ctrl(&mut app, 's'));
        reply(&mut app, Reply::Sent(changed, Err("rejected".to_owned())));
        assert!(editor(&app).is_some());
        press(&mut app, KeyCode::Esc);
        assert!(editor(&app).is_some(), "what was typed goes unasked");
    }

    /// The lines of the request that is changed.
    fn text(app: &App) -> String {
        editor(app).map(Editor::text).unwrap_or_default()
    }

    #[test]
    fn what_is_not_taken_while_something_lies_over_the_list_comes_back_when_that_goes() {
        for keys in ["?", "/beans", "f"] {
            let mut app = editing("{}");
            type_in(&mut app, "RE");
            let changed = sent(&ctrl(&mut app, 's'));
            type_in(&mut app, keys);
            reply(&mut app, Reply::Sent(changed, Err("rejected".to_owned())));
            assert!(editor(&app).is_none() && app.notice().unwrap().text.contains("rejected"));
            press(&mut app, KeyCode::Esc);
            assert!(text(&app).starts_with("REPOST /"), "{keys}");
            press(&mut app, KeyCode::Esc);
            assert!(editor(&app).is_some(), "what was typed goes unasked");
        }
    }

    #[test]
    fn what_finds_no_room_on_its_way_is_changed_once_more() {
        let mut app = editing("{}");
        type_in(&mut app, "RE");
        let [Effect::Ask(command)] = &ctrl(&mut app, 's')[..] else { panic!("nothing is sent") };
        app.refused(command);
        assert!(text(&app).starts_with("REPOST /"));
    }

    #[test]
    fn what_comes_from_the_users_own_editor_takes_no_other_requests_place() {
        let mut app = editing("{}");
        type_in(&mut app, "RE");
        let first = sent(&ctrl(&mut app, 's'));
        // The other is in the user's editor when the first comes back.
        reply(&mut app, Reply::Sent(first.clone(), Err("rejected".to_owned())));
        let other = Draft { id: delivery(1).event, ..draft("{}") };
        let edited = |app: &mut App, text: &str| {
            app.update(Timestamp(0), Input::Edited(other.clone(), text.to_owned()))
        };
        let effects = edited(&mut app, "POST /\n\n[]");
        assert_eq!((sent(&effects).id, &*sent(&effects).body), (other.id.clone(), &b"[]"[..]));
        assert_eq!((&editor(&app).unwrap().draft, text(&app)), (&first, first.text().unwrap()));
        // One that is no request is put right first.
        assert_eq!(edited(&mut app, "POST / x\n\n[]"), []);
        assert!(text(&app).starts_with("POST / x"));
        press(&mut app, KeyCode::Esc);
        press(&mut app, KeyCode::Esc);
        assert!(text(&app).starts_with("REPOST /"));
        // Nor does another change of the same request.
        let same = Draft { id: first.id.clone(), ..other.clone() };
        app.update(Timestamp(0), Input::Edited(same, "POST /\n\n[]".to_owned()));
        assert!(text(&app).starts_with("REPOST /"));
    }

    #[test]
    fn the_users_own_editor_goes_on_with_what_was_typed_and_gives_it_back() {
        let mut app = editing("a\r\nb");
        type_in(&mut app, "X");
        let effects = ctrl(&mut app, 'o');
        let [Effect::Edit(draft, text)] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!(text, "XPOST /\r\na: b\r\n\r\na\r\nb");
        let text = text.replace("XPOST", "PUT").replace("\r\nb", "\r\nc\r\n");
        assert_eq!(app.update(Timestamp(0), Input::Edited(draft.clone(), text)), []);
        let sent = sent(&ctrl(&mut app, 's'));
        assert_eq!((&*sent.method, &*sent.body), ("PUT", b"a\r\nc".as_slice()));
    }

    #[test]
    fn what_comes_from_the_users_own_editor_is_sent_at_once_or_can_be_put_right_here() {
        let mut app = app(1);
        type_in(&mut app, "E");
        let effects = reply(&mut app, Reply::Fetched(draft("{}")));
        let [Effect::Edit(fetched, text)] = &effects[..] else { panic!("{effects:?}") };
        let edited = |app: &mut App, text: &str| {
            app.update(Timestamp(0), Input::Edited(fetched.clone(), text.to_owned()))
        };
        assert_eq!(edited(&mut app, text), []);
        assert!(editor(&app).is_none());
        assert_eq!(&*sent(&edited(&mut app, "POST /\n\n[]")).body, b"[]");
        assert_eq!(edited(&mut app, "POST / x\n\n[]"), []);
        assert_eq!(editor(&app).unwrap().area.lines()[0], "POST / x");
    }

    #[test]
    fn what_is_held_is_changed_here_and_goes_on() {
        let mut app = app(0);
        hold(&mut app, 1, None);
        let (id, source, method) = (delivery(1).attempt, String::new(), "POST".to_owned());
        let held = Draft { id, source, method, ..draft("{}") };
        for (typed, deed) in [
            ("", Deed::Release(held.id.clone())),
            ("RE", Deed::Change(Draft { method: "REPOST".to_owned(), ..held.clone() })),
        ] {
            assert_eq!(type_in(&mut app, "e"), [Effect::Breakpoint(Deed::Open(held.id.clone()))]);
            reply(&mut app, Reply::Fetched(held.clone()));
            assert!(editor(&app).is_some());
            type_in(&mut app, typed);
            assert_eq!(ctrl(&mut app, 's'), [Effect::Breakpoint(deed)]);
        }
    }

    #[test]
    fn what_comes_late_takes_nothing_away_from_who_types() {
        let mut app = app(2);
        type_in(&mut app, "ke/orders");
        assert_eq!(reply(&mut app, Reply::Fetched(draft("{}"))), []);
        assert!(matches!(app.view.overlay, Some(Overlay::Prompt(_))));
        press(&mut app, KeyCode::Esc);
        // What is wanted no more, or was never wanted, opens nothing.
        assert_eq!(reply(&mut app, Reply::Fetched(draft("{}"))), []);
        assert!(app.view.overlay.is_none());
    }

    #[test]
    fn what_is_no_text_is_refused_and_what_is_large_goes_to_the_users_own_editor() {
        let mut app = app(1);
        type_in(&mut app, "e");
        let binary = Draft { body: b"\xff".as_slice().into(), ..draft("") };
        assert_eq!(reply(&mut app, Reply::Fetched(binary)), []);
        assert!(editor(&app).is_none() && app.notice().unwrap().bad);
        type_in(&mut app, "e");
        let effects = reply(&mut app, Reply::Fetched(draft(&"x".repeat(LARGEST + 1))));
        assert!(matches!(&effects[..], [Effect::Edit(..)]));
    }
}
