//! The screen, one panel per file.
//!
//! ```text
//! hookport → http://localhost:3000                    ● online     header
//! shop     http://127.0.0.1:4400/e/src_…
//! ── 3 attempts · 2 ok · 1 failed · p50 4 ms ───────────────────
//! TIME     STATUS   METHOD  PATH                            MS     list
//! 12:00:00 200      POST    /orders                        4.0
//! ── evt_… · attempt 1 ──────────────────────────────────────────
//! POST http://localhost:3000/orders                                details
//! ↓ j select · d ⏎ details · r retry · ? help · q quit             footer
//! ```
//!
//! On a wide screen the details stand beside the list.

mod body;
mod details;
mod footer;
mod header;
mod help;
mod list;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

use super::app::App;

/// The width from which the details stand beside the list.
const WIDE: u16 = 150;

/// Draws everything.
pub(super) fn render(frame: &mut Frame<'_>, area: Rect, app: &App) {
    let [head, middle, foot] = Layout::vertical([
        Constraint::Length(header::height(area, app)),
        Constraint::Min(0),
        Constraint::Length(1),
    ])
    .areas(area);
    header::render(frame, head, app);
    footer::render(frame, foot, app);
    if app.help {
        help::render(frame, middle, app);
    } else if !app.details {
        list::render(frame, middle, app);
    } else {
        let [list, details] = if area.width < WIDE {
            Layout::vertical([Constraint::Percentage(35), Constraint::Min(0)]).areas(middle)
        } else {
            Layout::horizontal([Constraint::Percentage(50), Constraint::Min(0)])
                .spacing(1)
                .areas(middle)
        };
        list::render(frame, list, app);
        details::render(frame, details, app);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crossterm::event::KeyCode;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::forward::{Failure, Outcome};
    use crate::model::{ErrorCode, Timestamp};
    use crate::relay::Update;
    use crate::tui::tests::{app, arrive, delivery, press, tell};
    use crate::tui::{Health, Input, News};

    fn draw(app: &App, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| render(frame, frame.area(), app)).unwrap();
        terminal.backend().to_string()
    }

    fn failed(app: &mut App, number: usize) {
        arrive(app, number);
        let failure =
            Failure { code: ErrorCode::ConnectionRefused, reason: "connection refused".to_owned() };
        tell(
            app,
            Update::Done {
                at: Timestamp(0),
                attempt: delivery(number).attempt,
                outcome: Outcome::Failed(failure),
                took: Duration::from_micros(300),
            },
        );
    }

    #[test]
    fn before_the_first_event_it_says_where_to_send_one() {
        insta::assert_snapshot!(draw(&app(0), 80, 12));
    }

    #[test]
    fn the_list_has_one_row_for_each_attempt() {
        let mut app = app(2);
        failed(&mut app, 2);
        arrive(&mut app, 3);
        insta::assert_snapshot!(draw(&app, 80, 14));
    }

    #[test]
    fn details_show_request_and_response() {
        let mut app = app(4);
        press(&mut app, KeyCode::Up);
        press(&mut app, KeyCode::Char('d'));
        insta::assert_snapshot!(draw(&app, 80, 32));
    }

    #[test]
    fn details_of_a_failure_give_the_reason() {
        let mut app = app(0);
        failed(&mut app, 0);
        press(&mut app, KeyCode::Enter);
        insta::assert_snapshot!(draw(&app, 80, 24));
    }

    #[test]
    fn offline_the_list_stays_and_the_time_is_counted_down() {
        let mut app = app(2);
        let retry_in = Duration::from_secs(4);
        let reason = "connection closed".to_owned();
        tell(&mut app, Update::Offline { at: Timestamp(0), reason, retry_in });
        app.update(Timestamp(900), Input::News(News::Target(Health::Down("refused".into()))));
        insta::assert_snapshot!(draw(&app, 80, 10));
    }

    #[test]
    fn help_shows_every_key() {
        let mut app = app(2);
        press(&mut app, KeyCode::Char('?'));
        insta::assert_snapshot!(draw(&app, 80, 20));
    }

    #[test]
    fn a_wide_screen_has_the_details_beside_the_list() {
        let mut app = app(2);
        press(&mut app, KeyCode::Char('d'));
        insta::assert_snapshot!(draw(&app, 160, 20));
    }

    #[test]
    fn what_has_no_room_is_left_out_where_it_can_be_seen() {
        let mut app = app(3);
        for number in 3..6 {
            failed(&mut app, number);
        }
        let mut delivery = delivery(6);
        delivery.path = "/long".repeat(20);
        let url = "http://localhost:3000/".parse().unwrap();
        tell(&mut app, Update::Attempt { at: Timestamp(0), delivery, url });
        let screen = draw(&app, 80, 16);
        assert!(
            screen.contains("/long/long/long… ") && screen.contains(" · p50 4.0 ms ─"),
            "{screen}"
        );
        press(&mut app, KeyCode::Up);
        let screen = draw(&app, 64, 16);
        assert!(screen.contains("3 unanswered · G follows the newest ─"), "{screen}");
    }

    #[test]
    fn details_that_go_on_below_say_how_to_get_there() {
        let mut app = app(1);
        press(&mut app, KeyCode::Char('d'));
        assert!(draw(&app, 80, 16).contains("─ ␣ 8 more lines "));
        for _ in 0..9 {
            press(&mut app, KeyCode::Char(' '));
        }
        assert!(!draw(&app, 80, 16).contains("more lines"));
    }

    #[test]
    fn which_source_is_told_where_there_are_several() {
        let mut app = app(1);
        assert!(!draw(&app, 80, 10).contains("SOURCE"));
        app.about.sources.push(("other".to_owned(), "http://127.0.0.1:4400/e/src_2".to_owned()));
        assert!(draw(&app, 80, 10).contains("SOURCE"));
    }

    #[test]
    fn no_size_is_too_small() {
        let mut app = app(30);
        failed(&mut app, 30);
        for keys in ["", "d", "?"] {
            keys.chars().for_each(|key| drop(press(&mut app, KeyCode::Char(key))));
            for (width, height) in
                (1..60).step_by(4).flat_map(|width| (1..14).map(move |height| (width, height)))
            {
                draw(&app, width, height);
            }
        }
    }

    #[test]
    fn scrolling_ends_at_the_last_line() {
        let mut app = app(1);
        press(&mut app, KeyCode::Char('d'));
        draw(&app, 80, 16);
        for _ in 0..50 {
            press(&mut app, KeyCode::PageDown);
        }
        assert!(draw(&app, 80, 16).contains("thank you"));
        assert_eq!(app.scroll, app.scroll_end.get());
        for _ in 0..50 {
            press(&mut app, KeyCode::PageUp);
        }
        assert_eq!(app.scroll, 0);
    }

    #[test]
    fn terminal_codes_in_a_request_do_not_reach_the_screen() {
        let mut app = app(0);
        let mut delivery = delivery(0);
        delivery.body = "\u{1b}[31mred\u{1b}]0;title\u{7}".into();
        delivery.headers = delivery.headers.with("x-evil", b"\x1b[2J");
        let url = "http://localhost:3000/".parse().unwrap();
        tell(&mut app, Update::Attempt { at: Timestamp(0), delivery, url });
        press(&mut app, KeyCode::Char('d'));
        assert!(!draw(&app, 100, 30).contains('\u{1b}'));
    }
}
