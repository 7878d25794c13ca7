//! The screen at three sizes, and what it must never do.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use serde_json::json;

use super::render;
use crate::forward::{Failure, Outcome};
use crate::model::{ErrorCode, Headers, Timestamp};
use crate::relay::Update;
use crate::tui::app::Place;
use crate::tui::tests::{
    answered, app, arrive, begin, delivery, done, hold, ignored, press, tell, type_in,
};
use crate::tui::{App, Change, Draft, Health, Hold, Input, News, Reply, Tried};

fn draw(app: &App, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| render(frame, frame.area(), app)).unwrap();
    terminal.backend().to_string()
}

/// The screen at each size; drawn twice, since one drawing may tell the next what it found.
fn all(app: &App) -> String {
    let sizes = [(80, 24), (120, 40), (200, 60)];
    let screens = sizes.map(|(width, height)| {
        draw(app, width, height);
        format!("{width}×{height}\n{}", draw(app, width, height))
    });
    screens.join("\n")
}

fn failed(app: &mut App, number: usize) {
    arrive(app, number);
    let failure = Failure::new(ErrorCode::ConnectionRefused, "connection refused");
    done(app, number, Outcome::Failed(failure), 300);
}

/// A viewer through which some of everything went.
fn busy() -> App {
    let mut app = app(2);
    app.about.sources.push(("stripe".to_owned(), "http://127.0.0.1:4400/e/src_2".to_owned()));
    app.update(Timestamp(0), Input::News(News::Target(Health::Up)));
    failed(&mut app, 2);
    let mut invoice = delivery(3);
    invoice.body = r#"{"id":"evt_1","type":"invoice.paid","data":{"object":{"id":"in_1","amount_paid":1200,"lines":[{"id":"il_1"},{"id":"il_2"}],"customer":null}}}"#.into();
    invoice.path = "/hooks/stripe".to_owned();
    invoice.headers = Headers::default()
        .with("content-type", b"application/json")
        .with("stripe-signature", b"t=1764248400,v1=5f1c0a9e")
        .with("x-hookdeck-eventid", b"evt_00000000003");
    begin(&mut app, invoice.clone());
    done(&mut app, 3, answered(500, "no such customer"), 712_000);
    invoice.attempt = "atm_again".to_owned();
    invoice.number = 2;
    begin(&mut app, invoice);
    let mut form = delivery(4);
    form.method = "PUT".to_owned();
    form.headers = Headers::default().with("content-type", b"application/x-www-form-urlencoded");
    form.body = "From=%2B49+30+1234&Body=Gr%C3%BC%C3%9Fe+%E6%97%A5%E6%9C%AC".into();
    begin(&mut app, form);
    done(&mut app, 4, answered(302, ""), 12_000);
    app.update(Timestamp(0), Input::News(News::Reply(Reply::Past(Ok(ignored())))));
    app
}

/// Looks at the event with two attempts, from the list.
fn at_invoice(app: &mut App) {
    draw(app, 80, 24);
    type_in(app, "kk");
    assert_eq!(&*app.row().unwrap().id, "evt_00000000003");
}

#[test]
fn before_the_first_event_it_says_where_to_send_one() {
    insta::assert_snapshot!(all(&app(0)));
}

#[test]
fn the_list_has_one_line_for_each_event() {
    insta::assert_snapshot!(all(&busy()));
}

#[test]
fn attempts_are_unfolded_below_their_event_and_marks_stay() {
    let mut app = busy();
    at_invoice(&mut app);
    type_in(&mut app, "mklj");
    insta::assert_snapshot!(all(&app));
}

#[test]
fn bodies_are_laid_out_one_below_the_other() {
    let mut app = busy();
    at_invoice(&mut app);
    type_in(&mut app, "lj⏎");
    insta::assert_snapshot!(all(&app));
}

#[test]
fn the_request_has_its_headers() {
    let mut app = busy();
    at_invoice(&mut app);
    type_in(&mut app, "2");
    insta::assert_snapshot!(all(&app));
}

#[test]
fn the_response_of_a_failure_gives_the_reason() {
    let mut app = busy();
    at_invoice(&mut app);
    type_in(&mut app, "k3");
    insta::assert_snapshot!(all(&app));
}

#[test]
fn the_parts_of_an_attempt_are_bars() {
    let mut app = busy();
    at_invoice(&mut app);
    type_in(&mut app, "lj4");
    insta::assert_snapshot!(all(&app));
}

#[test]
fn the_gateway_explains_what_became_of_it() {
    let mut app = busy();
    draw(&app, 80, 24);
    type_in(&mut app, "5");
    let tree =
        Ok("req_1 POST /orders\n└─ web_1 → cli: no event, FILTERED\n   └─ filter refused\n"
            .to_owned());
    let id = "req_00000000005".to_owned();
    app.update(Timestamp(0), Input::News(News::Reply(Reply::Told { id, tree })));
    insta::assert_snapshot!(all(&app));
}

#[test]
fn two_that_are_marked_are_compared_and_so_is_an_attempt_with_the_one_before() {
    let mut app = busy();
    draw(&app, 80, 24);
    // The two whose bodies are alike but for a number.
    type_in(&mut app, "gmm=");
    let marked = all(&app);
    type_in(&mut app, "M");
    let mut again = delivery(3);
    again.attempt = "atm_again".to_owned();
    app.view.cursor = app.history.number(&again.event).map(|row| Place { row, below: 0 });
    let outcome = answered(200, "no such customer\nbut one like it");
    let (at, attempt, took) = (Timestamp(0), again.attempt, Duration::from_millis(3));
    tell(&mut app, Update::Done { at, attempt, outcome, took, timings: None });
    insta::assert_snapshot!(format!("{marked}\n{}", all(&app)));
}

#[test]
fn what_is_searched_for_is_marked_where_it_is() {
    let mut app = busy();
    draw(&app, 80, 24);
    type_in(&mut app, "d/price⏎");
    assert_eq!(&*app.row().unwrap().id, "evt_00000000000");
    insta::assert_snapshot!(all(&app));
}

#[test]
fn a_filter_is_typed_with_its_forms_in_sight() {
    let mut app = busy();
    type_in(&mut app, "f");
    let empty = draw(&app, 80, 24);
    type_in(&mut app, "s:5xx t:>fast");
    insta::assert_snapshot!(format!("{empty}\n{}", all(&app)));
}

#[test]
fn a_request_is_changed_beside_the_list_with_its_keys_below() {
    let mut app = editing();
    let untouched = all(&app);
    type_in(&mut app, "no header⏎");
    let key = KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL);
    app.update(Timestamp(0), Input::Terminal(Event::Key(key)));
    insta::assert_snapshot!(format!("{untouched}\n{}", all(&app)));
}

/// A viewer in which a request is being changed.
fn editing() -> App {
    let mut app = busy();
    at_invoice(&mut app);
    type_in(&mut app, "e");
    let draft = Draft {
        id: "evt_00000000003".to_owned(),
        source: "src_1".to_owned(),
        method: "POST".to_owned(),
        path: "/hooks/stripe".to_owned(),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: delivery(3).body,
    };
    app.update(Timestamp(0), Input::News(News::Reply(Reply::Fetched(draft))));
    app
}

#[test]
fn what_a_transformation_would_change_is_shown_with_its_console() {
    let mut app = busy();
    at_invoice(&mut app);
    let id = app.row().unwrap().id.to_string();
    let console = vec![("log".to_owned(), "rate is 0.9".to_owned())];
    let tried = Some(Tried { name: "to-eur".to_owned(), console });
    let before = json!({"path": "/hooks", "body": {"price": 10, "items": [1, 2]}});
    let after = json!({"path": "/hooks", "body": {"price": 9, "items": [1], "currency": "EUR"}});
    let change = |tried, after| Reply::Changed(Ok(Change { id, tried, before, after }));
    app.update(Timestamp(0), Input::News(News::Reply(change(tried, Some(after)))));
    insta::assert_snapshot!(all(&app));
}

#[test]
fn the_palette_finds_actions_by_their_words() {
    let mut app = busy();
    type_in(&mut app, ":copy");
    press(&mut app, KeyCode::Down);
    insta::assert_snapshot!(all(&app));
}

#[test]
fn what_is_held_stands_out_and_the_header_says_what_can_be_done() {
    let mut app = busy();
    draw(&app, 80, 24);
    app.holds(Some(Hold::read("src:shop").unwrap()));
    hold(&mut app, 6, None);
    hold(&mut app, 7, Some(Timestamp(23_000)));
    let (at, mut delivery) = (Timestamp(0), delivery(6));
    delivery.path = "/orders?n=66".to_owned();
    let url = "http://localhost:3000/orders?n=66".parse().unwrap();
    tell(&mut app, Update::Released { at, delivery, url, changed: true });
    type_in(&mut app, "G");
    insta::assert_snapshot!(all(&app));
}

#[test]
fn that_nothing_else_comes_is_said_where_all_that_may_be_held_is() {
    let mut app = app(0);
    for number in 0..100 {
        hold(&mut app, number, None);
    }
    let screen = draw(&app, 80, 24);
    assert!(screen.contains("100 held: nothing else comes   a release"), "{screen}");
    assert!(screen.contains("D drop"), "{screen}");
}

#[test]
fn help_shows_every_key() {
    let mut app = busy();
    type_in(&mut app, "?");
    insta::assert_snapshot!(all(&app));
}

#[test]
fn offline_the_list_stays_and_the_time_is_counted_down() {
    let mut app = app(2);
    let retry_in = Duration::from_secs(4);
    let reason = "connection closed".to_owned();
    tell(&mut app, Update::Offline { at: Timestamp(0), reason, retry_in });
    app.update(Timestamp(900), Input::News(News::Target(Health::Down("refused".into()))));
    insta::assert_snapshot!(all(&app));
}

#[test]
fn a_value_is_folded_and_the_line_stays_in_the_window() {
    let mut app = busy();
    at_invoice(&mut app);
    type_in(&mut app, "lj⏎");
    draw(&app, 80, 24);
    let open = draw(&app, 80, 24);
    assert!(open.contains("\"amount_paid\": 1200"), "{open}");
    // The fourth line below the two of the head and an empty one is `"data": {`.
    type_in(&mut app, "jjjjjj⏎");
    let folded = draw(&app, 80, 24);
    assert!(folded.contains("\"data\": {… 1}") && !folded.contains("amount_paid"), "{folded}");
    for _ in 0..50 {
        press(&mut app, KeyCode::Down);
        draw(&app, 80, 24);
    }
    let height = usize::from(app.view.seen.details.get().height);
    assert!((app.view.scroll..app.view.scroll + height).contains(&app.view.line));
}

#[test]
fn details_that_go_on_below_say_how_to_get_there() {
    let mut app = app(1);
    type_in(&mut app, "d");
    assert!(draw(&app, 80, 14).contains(" ␣ "));
    for _ in 0..9 {
        type_in(&mut app, " ");
        draw(&app, 80, 14);
    }
    let screen = draw(&app, 80, 14);
    assert!(!screen.contains(" ␣ ") && screen.contains("thank you"), "{screen}");
    for _ in 0..9 {
        type_in(&mut app, "b");
    }
    assert_eq!(app.view.scroll, 0);
}

#[test]
fn which_source_is_told_where_there_are_several() {
    let mut app = app(1);
    assert!(!draw(&app, 100, 10).contains("SOURCE"));
    app.about.sources.push(("other".to_owned(), "http://127.0.0.1:4400/e/src_2".to_owned()));
    assert!(draw(&app, 100, 10).contains("SOURCE"));
}

#[test]
fn what_has_no_room_is_left_out_where_it_can_be_seen() {
    let mut app = app(3);
    let mut delivery = delivery(6);
    delivery.path = "/long".repeat(20);
    begin(&mut app, delivery);
    let screen = draw(&app, 80, 16);
    assert!(screen.contains(" /long/long/long/long… "), "{screen}");
}

#[test]
fn no_size_is_too_small() {
    let mut app = busy();
    for keys in ["", "d", "⏎", "5", "?", "x:", "copy", "editor"] {
        if keys == "editor" {
            app = editing();
        }
        type_in(&mut app, keys);
        for (width, height) in
            (1..60).step_by(4).flat_map(|width| (1..14).map(move |height| (width, height)))
        {
            draw(&app, width, height);
        }
    }
}

#[test]
fn terminal_codes_in_a_request_do_not_reach_the_screen() {
    let mut app = app(0);
    let mut delivery = delivery(0);
    delivery.body = "\u{1b}[31mred\u{1b}]0;title\u{7}".into();
    delivery.headers = delivery.headers.with("x-evil", b"\x1b[2J");
    begin(&mut app, delivery);
    for tab in ["1", "2", "3"] {
        type_in(&mut app, tab);
        assert!(!draw(&app, 100, 30).contains('\u{1b}'));
    }
    let [crate::tui::Effect::Page(text)] = &type_in(&mut app, "|")[..] else { panic!() };
    assert!(!text.contains('\u{1b}'));
}
