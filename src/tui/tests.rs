//! A viewer and what happens to it, for the tests of this room.

use std::time::Duration;

use bytes::Bytes;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use http::{HeaderMap, StatusCode};
use url::Url;

use super::{About, App, Command, Input, News};
use crate::forward::{Answer, Outcome};
use crate::model::{Headers, Id, Timestamp};
use crate::relay::{Delivery, Update};

pub(super) fn about() -> About {
    About {
        sources: vec![("shop".to_owned(), "http://127.0.0.1:4400/e/src_1".to_owned())],
        connections: [(Id::from("web_1"), "shop".to_owned())].into(),
        targets: vec![Url::parse("http://localhost:3000/").unwrap()],
        zone: jiff::tz::TimeZone::UTC,
        color: true,
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

/// A viewer that is online and has been through `count` attempts.
pub(super) fn app(count: usize) -> App {
    let mut app = App::new(about());
    tell(&mut app, Update::Online { at: Timestamp(0), missed: None });
    for number in 0..count {
        arrive(&mut app, number);
        let attempt = delivery(number).attempt;
        let outcome = answered(200, "thank you");
        let took = Duration::from_millis(4);
        tell(&mut app, Update::Done { at: Timestamp(0), attempt, outcome, took });
    }
    app
}

pub(super) fn arrive(app: &mut App, number: usize) {
    let delivery = delivery(number);
    let url = about().targets[0].join(&delivery.path).unwrap();
    tell(app, Update::Attempt { at: Timestamp(0), delivery, url });
}

pub(super) fn tell(app: &mut App, update: Update) {
    app.update(Timestamp(0), Input::News(News::Relay(update)));
}

pub(super) fn press(app: &mut App, code: KeyCode) -> Option<Command> {
    app.update(Timestamp(0), Input::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}
