//! `--output compact` and `quiet`: what happens as one line each, for people and logs.

use std::collections::HashMap;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use jiff::tz::TimeZone;

use crate::forward::Outcome;
use crate::model::{Id, Timestamp};
use crate::relay::{Delivery, Update};
use crate::tui::{Health, News, Tally, word};

const GOOD: Style = AnsiColor::Green.on_default();
const ODD: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const QUIET: Style = Style::new().dimmed();

/// Attempts whose end is waited for, at most; a session's window is far smaller.
const OPEN: usize = 10_000;

/// Something to be said.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// On standard output.
    Answer(String),
    /// On standard error.
    Status(String),
    /// On standard error, as a warning.
    Warning(String),
}

/// Turns what happens into lines.
pub(super) struct Lines {
    /// Whether what went well is passed over.
    quiet: bool,
    zone: TimeZone,
    /// Which source each connection comes from.
    connections: HashMap<Id, String>,
    /// Attempts that have not ended yet.
    open: HashMap<String, Delivery>,
    /// Whether the target was down when it was last looked at.
    down: bool,
}

impl Lines {
    /// For one session.
    pub(super) fn new(quiet: bool, zone: TimeZone, connections: HashMap<Id, String>) -> Self {
        Self { quiet, zone, connections, open: HashMap::new(), down: false }
    }

    /// What there is to say about this, if anything.
    pub(super) fn say(&mut self, news: News) -> Option<Said> {
        match news {
            News::Relay(update) => self.relayed(update),
            News::Warning(message) => Some(Said::Warning(message)),
            News::Note(message) => Some(Said::Status(message)),
            News::Target(Health::Down(reason)) => {
                self.down = true;
                Some(Said::Warning(format!(
                    "the target takes no connections ({reason}). Is your program running, and on \
                     this port? Events that arrive meanwhile fail; the gateway keeps them."
                )))
            }
            // Nothing is asked of the gateway here.
            News::Reply(_) => None,
            News::Target(Health::Up) => std::mem::take(&mut self.down)
                .then(|| Said::Status("The target takes connections again.".to_owned())),
        }
    }

    fn relayed(&mut self, update: Update) -> Option<Said> {
        match update {
            Update::Online { missed, .. } => {
                let waited = match missed {
                    Some(count) if count > 0 => format!(" {count} waited meanwhile."),
                    _ => String::new(),
                };
                let text = format!("Connected; waiting for events.{waited}");
                (!self.quiet).then_some(Said::Status(text))
            }
            Update::Offline { reason, retry_in, .. } => Some(Said::Warning(format!(
                "the line to the gateway broke ({reason}); trying again in {:.0} s",
                retry_in.as_secs_f64().ceil()
            ))),
            // Only the viewer holds anything.
            Update::Held { .. } | Update::Dropped { .. } => None,
            Update::Attempt { mut delivery, .. } | Update::Released { mut delivery, .. } => {
                delivery.body.clear();
                if self.open.len() < OPEN {
                    self.open.insert(delivery.attempt.clone(), delivery);
                }
                None
            }
            Update::Done { at, attempt, outcome, took, .. } => {
                let delivery = self.open.remove(&attempt)?;
                let well =
                    matches!(&outcome, Outcome::Answered(answer) if answer.status.is_success());
                if self.quiet && well {
                    return None;
                }
                Some(Said::Answer(self.line(at, &delivery, &outcome, took)))
            }
            Update::Warning { message, .. } => Some(Said::Warning(message)),
        }
    }

    fn line(
        &self,
        at: Timestamp,
        delivery: &Delivery,
        outcome: &Outcome,
        took: Duration,
    ) -> String {
        let (style, status, reason) = match outcome {
            Outcome::Answered(answer) => {
                let style = match answer.status.as_u16() {
                    200..300 => GOOD,
                    300..400 => ODD,
                    _ => BAD,
                };
                (style, answer.status.as_u16().to_string(), String::new())
            }
            Outcome::Failed(failure) => {
                (BAD, word(failure.code).to_owned(), format!("  {BAD}{}{BAD:#}", failure.reason))
            }
        };
        let source = self.connections.get(&delivery.connection).map_or("", String::as_str);
        let number = match delivery.number {
            1 => String::new(),
            number => format!("  {ODD}attempt {number}{ODD:#}"),
        };
        let time = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let time = time.to_zoned(self.zone.clone()).strftime("%H:%M:%S").to_string();
        let Delivery { method, path, event, .. } = delivery;
        format!(
            "{QUIET}{time}{QUIET:#} {style}{status:<8}{style:#}{QUIET}{:>8}{QUIET:#}  \
             {method:<6} {path}  {QUIET}{source}  {event}{QUIET:#}{number}{reason}",
            ms(took)
        )
    }
}

/// What the session came to, in one line.
pub(super) fn summary(tally: &Tally) -> String {
    let attempts = if tally.attempts == 1 { "attempt" } else { "attempts" };
    let mut res = format!("{} {attempts}: {} ok", tally.attempts, tally.succeeded);
    for (count, what) in [(tally.failed, "failed"), (tally.unanswered, "unanswered")] {
        if count > 0 {
            res += &format!(", {count} {what}");
        }
    }
    for (share, name) in [(0.5, "; p50"), (0.95, ", p95"), (0.99, ", p99")] {
        if let Some(took) = tally.percentile(share) {
            res += &format!("{name} {}", ms(took));
        }
    }
    res
}

fn ms(took: Duration) -> String {
    let ms = took.as_secs_f64() * 1000.0;
    if ms < 10.0 { format!("{ms:.1} ms") } else { format!("{ms:.0} ms") }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};

    use super::*;
    use crate::forward::{Answer, Failure};
    use crate::model::{ErrorCode, Headers};

    fn lines(quiet: bool) -> Lines {
        let connections = [(Id::from("web_1"), "shop".to_owned())].into();
        Lines::new(quiet, TimeZone::UTC, connections)
    }

    fn attempt(number: u32) -> News {
        let delivery = Delivery {
            attempt: "atm_1".to_owned(),
            event: "evt_1".to_owned(),
            request: "req_1".to_owned(),
            connection: Id::from("web_1"),
            number,
            method: "POST".to_owned(),
            path: "/orders?x=1".to_owned(),
            headers: Headers::default(),
            body: Bytes::from_static(b"{}"),
            timeout: Duration::from_secs(30),
        };
        let url = "http://localhost:3000/orders?x=1".parse().unwrap();
        News::Relay(Update::Attempt { at: Timestamp(0), delivery, url })
    }

    fn done(outcome: Outcome) -> News {
        let took = Duration::from_micros(4_200);
        News::Relay(Update::Done {
            at: Timestamp(0),
            attempt: "atm_1".into(),
            outcome,
            took,
            timings: None,
        })
    }

    fn answered(status: u16) -> Outcome {
        let status = StatusCode::from_u16(status).unwrap();
        Outcome::Answered(Answer { status, headers: HeaderMap::new(), body: Bytes::new() })
    }

    fn refused() -> Outcome {
        Outcome::Failed(Failure::new(ErrorCode::ConnectionRefused, "connection refused"))
    }

    fn plain(said: Option<Said>) -> String {
        let Some(Said::Answer(line)) = said else { panic!("{said:?} is no answer") };
        anstream::adapter::strip_str(&line).to_string()
    }

    #[test]
    fn each_attempt_is_one_line() {
        let mut lines = lines(false);
        assert_eq!(lines.say(attempt(1)), None);
        insta::assert_snapshot!(
            plain(lines.say(done(answered(200)))),
            @"00:00:00 200       4.2 ms  POST   /orders?x=1  shop  evt_1"
        );
        lines.say(attempt(2));
        insta::assert_snapshot!(
            plain(lines.say(done(answered(503)))),
            @"00:00:00 503       4.2 ms  POST   /orders?x=1  shop  evt_1  attempt 2"
        );
        lines.say(attempt(1));
        insta::assert_snapshot!(
            plain(lines.say(done(refused()))),
            @"00:00:00 refused   4.2 ms  POST   /orders?x=1  shop  evt_1  connection refused"
        );
    }

    #[test]
    fn quiet_tells_failed_attempts_only() {
        let mut lines = lines(true);
        for (outcome, told) in [(answered(204), false), (answered(500), true), (refused(), true)] {
            lines.say(attempt(1));
            assert_eq!(lines.say(done(outcome)).is_some(), told);
        }
        assert_eq!(lines.say(News::Relay(Update::Online { at: Timestamp(0), missed: None })), None);
    }

    #[test]
    fn the_target_is_told_of_when_it_goes_and_when_it_comes_back() {
        let mut lines = lines(true);
        assert_eq!(lines.say(News::Target(Health::Up)), None);
        let down = News::Target(Health::Down("connection refused".to_owned()));
        assert!(matches!(lines.say(down), Some(Said::Warning(text)) if text.contains("refused")));
        assert!(matches!(lines.say(News::Target(Health::Up)), Some(Said::Status(_))));
        assert_eq!(lines.say(News::Target(Health::Up)), None);
    }

    #[test]
    fn the_summary_names_what_went_wrong() {
        let mut tally = Tally::default();
        assert_eq!(summary(&tally), "0 attempts: 0 ok");
        for outcome in [answered(200), answered(500), refused()] {
            for news in [attempt(1), done(outcome)] {
                let News::Relay(update) = news else { continue };
                tally.note(&update);
            }
        }
        assert_eq!(
            summary(&tally),
            "3 attempts: 1 ok, 1 failed, 1 unanswered; p50 4.2 ms, p95 4.2 ms, p99 4.2 ms"
        );
    }
}
