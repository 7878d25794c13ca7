//! A viewer and what happens to it, for the tests of this room.

use std::time::Duration;

use bytes::Bytes;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use http::{HeaderMap, StatusCode};
use url::Url;

use super::{About, App, Effect, Input, News, Past, PastTry, Tools};
use crate::forward::{Answer, Outcome};
use crate::model::{Headers, Id, Timestamp, Timings};
use crate::relay::{Delivery, Update};

pub(super) fn about() -> About {
    About {
        sources: vec![("shop".to_owned(), "http://127.0.0.1:4400/e/src_1".to_owned())],
        source_names: [("src_1".to_owned(), "shop".to_owned())].into(),
        connections: [(Id::from("web_1"), "shop".to_owned())].into(),
        names: [(Id::from("web_1"), "cli-shop".to_owned())].into(),
        gateway: "http://127.0.0.1:4400".to_owned(),
        targets: vec![Url::parse("http://localhost:3000/").unwrap()],
        most: 50,
        zone: jiff::tz::TimeZone::UTC,
        color: true,
        tools: Tools { editor: "vi".into(), pager: "less".into() },
    }
}

pub(super) fn delivery(number: usize) -> Delivery {
    Delivery {
        attempt: format!("atm_{number:011}"),
        event: format!("evt_{number:011}"),
        request: format!("req_{number:011}"),
        connection: Id::from("web_1"),
        number: 1,
        method: "POST".to_owned(),
        path: format!("/orders?n={number}"),
        headers: Headers::default().with("content-type", b"application/json"),
        body: Bytes::from(format!("{{\"number\":{number},\"price\":12.50,\"paid\":true}}")),
        timeout: Duration::from_secs(30),
    }
}

pub(super) fn answered(status: u16, body: &str) -> Outcome {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", "text/plain".parse().unwrap());
    let status = StatusCode::from_u16(status).unwrap();
    Outcome::Answered(Answer { status, headers, body: Bytes::copy_from_slice(body.as_bytes()) })
}

/// A request that a filter refused.
pub(super) fn ignored() -> Past {
    Past {
        id: "req_00000000005".to_owned(),
        at: Timestamp(0),
        connection: Id::from("web_1"),
        source: "shop".to_owned(),
        method: "POST".to_owned(),
        path: "/orders".to_owned(),
        content: Some((Headers::default(), "{\"total\":3}".into())),
        ignored: Some("FILTERED".to_owned()),
        tries: vec![PastTry {
            id: String::new(),
            number: 0,
            at: Timestamp(0),
            url: String::new(),
            end: None,
            timings: None,
            is_answered: true,
        }],
        is_whole: true,
    }
}

/// A viewer that is online and has been through `count` attempts.
pub(super) fn app(count: usize) -> App {
    let mut app = App::new(about());
    tell(&mut app, Update::Online { at: Timestamp(0), missed: None });
    for number in 0..count {
        arrive(&mut app, number);
        done(&mut app, number, answered(200, "thank you"), 4_000);
    }
    app
}

pub(super) fn arrive(app: &mut App, number: usize) {
    begin(app, delivery(number));
}

pub(super) fn begin(app: &mut App, delivery: Delivery) {
    let url = about().targets[0].join(&delivery.path).unwrap();
    tell(app, Update::Attempt { at: Timestamp(0), delivery, url });
}

/// An attempt is held, at most until then.
pub(super) fn hold(app: &mut App, number: usize, until: Option<Timestamp>) {
    let delivery = delivery(number);
    let url = about().targets[0].join(&delivery.path).unwrap();
    tell(app, Update::Held { at: Timestamp(0), delivery, url, until });
}

pub(super) fn done(app: &mut App, number: usize, outcome: Outcome, micros: u32) {
    let timings = Timings {
        dns: Some(micros / 10),
        connect: Some(micros / 5),
        first_byte: Some(micros / 2),
        body: Some(micros / 5),
        ..Timings::default()
    };
    let (at, attempt) = (Timestamp(0), delivery(number).attempt);
    let took = Duration::from_micros(micros.into());
    tell(app, Update::Done { at, attempt, outcome, took, timings: Some(timings) });
}

pub(super) fn tell(app: &mut App, update: Update) {
    app.update(Timestamp(0), Input::News(News::Relay(update)));
}

pub(super) fn press(app: &mut App, code: KeyCode) -> Vec<Effect> {
    let key = KeyEvent::new(code, KeyModifiers::NONE);
    app.update(Timestamp(0), Input::Terminal(Event::Key(key)))
}

/// Presses these letters, and `⏎` for Enter; answers what the last one did.
pub(super) fn type_in(app: &mut App, keys: &str) -> Vec<Effect> {
    let code = |it| if it == '⏎' { KeyCode::Enter } else { KeyCode::Char(it) };
    keys.chars().map(|it| press(app, code(it))).last().unwrap_or_default()
}
