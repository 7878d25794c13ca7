//! The screen as a picture for the README, made from what is drawn, so that it never goes stale.
//!
//! `UPDATE=1 cargo test picture` writes it again.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

use super::render;
use crate::forward::{Failure, Outcome};
use crate::model::{ErrorCode, Headers, Id, Timestamp, Timings};
use crate::relay::Update;
use crate::tui::tests::{about, answered, delivery, ignored, type_in};
use crate::tui::{App, Health, Input, News, Reply};

/// How wide and how high a cell is.
const CELL: (f32, f32) = (8.4, 18.0);
/// Around the screen.
const MARGIN: f32 = 12.0;
const GROUND: &str = "#16181d";
const TEXT: &str = "#d5d8de";

fn color(of: Color, otherwise: &'static str) -> &'static str {
    match of {
        Color::Green => "#8cc570",
        Color::Red => "#e8707a",
        Color::Yellow => "#e2bd6b",
        Color::Cyan => "#62b8c9",
        Color::DarkGray => "#767d89",
        Color::Black => GROUND,
        _ => otherwise,
    }
}

/// The colors of a cell, in front and behind, and whether it is bold.
fn look(cell: &Cell) -> (&'static str, &'static str, bool) {
    let (front, back) = (color(cell.fg, TEXT), color(cell.bg, GROUND));
    let bold = cell.modifier.contains(Modifier::BOLD);
    if cell.modifier.contains(Modifier::REVERSED) {
        (back, front, bold)
    } else {
        (front, back, bold)
    }
}

/// A buffer as a picture: runs of cells of one look, each a text and what is behind it.
fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (f32::from(area.width) * CELL.0, f32::from(area.height) * CELL.1);
    let mut res = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, ui-monospace, monospace\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n",
        width + 2.0 * MARGIN,
        height + 2.0 * MARGIN,
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let (start, of) = (x, look(&buffer[(x, y)]));
            let mut text = String::new();
            while x < area.width && look(&buffer[(x, y)]) == of {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                // What is two cells wide has nothing in the second.
                x += u16::try_from(symbol.width().max(1)).unwrap();
            }
            let left = MARGIN + f32::from(start) * CELL.0;
            let top = MARGIN + f32::from(y) * CELL.1;
            run(&mut res, (left, top), f32::from(x - start) * CELL.0, &text, of);
        }
    }
    res + "</svg>\n"
}

fn run(
    res: &mut String,
    (left, top): (f32, f32),
    width: f32,
    text: &str,
    (front, back, bold): (&str, &str, bool),
) {
    if back != GROUND {
        let place = format!("x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\"");
        _ = writeln!(res, "<rect {place} height=\"{}\" fill=\"{back}\"/>", CELL.1);
    }
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    let mut left = left;
    // Each word at its own place: whatever font it is shown in, columns are columns.
    for word in text.split(' ') {
        let width = word.width() as f32 * CELL.0;
        if !word.is_empty() {
            let place = format!("x=\"{left:.1}\" y=\"{:.1}\"", top + 13.5);
            let word = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            _ = writeln!(
                res,
                "<text {place} textLength=\"{width:.1}\" fill=\"{front}\"{weight}>{word}</text>"
            );
        }
        left += width + CELL.0;
    }
}

const INVOICE: &str = r#"{"id":"evt_1P2","type":"invoice.paid","data":{"object":{"id":"in_1P2","amount_paid":12900,"currency":"eur","customer":"cus_Q7","lines":{"total_count":2}}}}"#;

/// What came to a shop, from whom, and how it was answered: a status, or none, after microseconds.
#[rustfmt::skip]
const DAY: &[(usize, &str, &str, &str, u16, u32)] = &[
    (1, "shopify", "orders/create", r#"{"id":1}"#, 200, 6_200),
    (2, "github", "push", r#"{"ref":"refs/heads/main"}"#, 204, 3_100),
    (3, "stripe", "", r#"{"type":"customer.created"}"#, 200, 8_400),
    (4, "stripe", "", r#"{"type":"charge.succeeded"}"#, 200, 11_900),
    (5, "stripe", "", INVOICE, 500, 412_000),
    (6, "shopify", "orders/paid", r#"{"id":2}"#, 200, 5_800),
    (7, "github", "pull_request", r#"{"action":"opened"}"#, 0, 30_000_000),
    (5, "stripe", "", INVOICE, 200, 14_300),
    (8, "shopify", "orders/create", r#"{"id":3}"#, 200, 6_900),
];

/// A viewer through which that day went.
fn after_a_day() -> App {
    let names = ["github", "shopify", "stripe"];
    let mut about = about();
    about.sources = names.map(|it| (it.to_owned(), format!("http://127.0.0.1:4400/{it}"))).into();
    about.connections = names.map(|it| (Id::from(it), it.to_owned())).into();
    let mut app = App::new(about);
    // 2026-11-27, a little past nine.
    let mut now = Timestamp(1_795_770_125_000);
    let happen = |app: &mut App, at: Timestamp, news: News| drop(app.update(at, Input::News(news)));
    happen(&mut app, now, News::Relay(Update::Online { at: now, missed: None }));
    happen(&mut app, now, News::Target(Health::Up));
    let mut tries = [0; 10];
    for &(number, source, topic, body, status, micros) in DAY {
        tries[number] += 1;
        now = now.plus(number as u64 * 380);
        let mut delivery = delivery(number);
        delivery.event = format!("evt_008DwMqyVI{number}");
        delivery.attempt = format!("{}_{}", delivery.event, tries[number]);
        delivery.number = tries[number];
        delivery.connection = Id::from(source);
        delivery.path = format!("/webhooks/{source}");
        delivery.body = body.into();
        delivery.headers = Headers::default().with("content-type", b"application/json");
        if !topic.is_empty() {
            let name = if source == "github" { "x-github-event" } else { "x-shopify-topic" };
            delivery.headers = delivery.headers.with(name, topic.as_bytes());
        }
        let attempt = delivery.attempt.clone();
        let url = format!("http://localhost:3000{}", delivery.path).parse().unwrap();
        happen(&mut app, now, News::Relay(Update::Attempt { at: now, delivery, url }));
        let outcome = match status {
            0 => Outcome::Failed(Failure::new(ErrorCode::Timeout, "no answer within 30 s")),
            500 => answered(500, r#"{"error":"customer cus_Q7 is unknown"}"#),
            status => answered(status, r#"{"taken":true}"#),
        };
        let took = Duration::from_micros(micros.into());
        let timings = Some(Timings { first_byte: Some(micros), ..Timings::default() });
        let done = Update::Done { at: now, attempt, outcome, took, timings };
        happen(&mut app, now, News::Relay(done));
    }
    let mut filtered = ignored();
    filtered.at = now.plus(300);
    filtered.tries[0].at = filtered.at;
    filtered.connection = Id::from("shopify");
    filtered.path = "/webhooks/shopify".to_owned();
    happen(&mut app, now, News::Reply(Reply::Past(Ok(filtered))));
    app
}

fn hold(name: &str, app: &App, width: u16, height: u16) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    // Twice, since one drawing may tell the next what it found.
    for _ in 0..2 {
        terminal.draw(|frame| render(frame, frame.area(), app)).unwrap();
    }
    let content = svg(terminal.backend().buffer());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::fs::read_to_string(&file).is_ok_and(|it| it.replace("\r\n", "\n") == content) {
        return;
    }
    let wanted = std::env::var_os("UPDATE").is_some();
    assert!(wanted, "docs/{name} is stale: run `UPDATE=1 cargo test picture`");
    std::fs::write(file, content).unwrap();
}

#[test]
fn the_picture_is_what_the_viewer_shows() {
    let mut app = after_a_day();
    app.view.seen.screen.set(Rect::new(0, 0, 132, 24));
    // The invoice that failed at first, with its attempts below it.
    type_in(&mut app, "gjjjjlj");
    hold("viewer.svg", &app, 132, 24);
}
