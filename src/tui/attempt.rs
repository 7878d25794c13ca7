//! One attempt: what was sent, what came back, and what the breakpoint made of it.

use std::time::Duration;

use bytes::Bytes;

use super::draft::Draft;
use super::hold::Stop;
use super::past::PastTry;
use crate::forward::{Failure, Outcome};
use crate::model::{Headers, Timestamp, Timings};

/// How many bytes of one body are kept.
pub(super) const BODY: usize = 64 << 10;

/// One attempt.
#[derive(Debug)]
pub(super) struct Try {
    /// `atm_…`
    pub(super) id: Box<str>,
    /// Counts all attempts of the event from 1.
    pub(super) number: u32,
    /// When it arrived.
    pub(super) at: Timestamp,
    /// How it ended, once it has.
    pub(super) end: Option<End>,
    /// Its contents, as long as there is room for them.
    pub(super) whole: Option<Box<Whole>>,
    /// Whether the breakpoint stopped it, and what came of that.
    pub(super) stop: Option<Stop>,
    /// As what it was sent, where that was changed at the breakpoint; the event is another still.
    pub(super) changed: Option<Box<Head>>,
}

/// The first line of a request.
#[derive(Debug)]
pub(super) struct Head {
    /// The method.
    pub(super) method: Box<str>,
    /// Path and query on the target.
    pub(super) path: Box<str>,
}

/// How an attempt ended.
#[derive(Debug)]
pub(super) struct End {
    /// How long the target took.
    pub(super) took: Duration,
    /// The answer's status, or why there is none.
    pub(super) outcome: Result<u16, Box<Failure>>,
}

/// What went back and forth in an attempt.
#[derive(Debug)]
pub(super) struct Whole {
    /// The URL.
    pub(super) url: String,
    /// What was sent to the target.
    pub(super) sent: Message,
    /// What it answered.
    pub(super) answer: Option<Message>,
    /// How long the parts of it took.
    pub(super) timings: Option<Timings>,
    /// Whether what was sent is exactly that.
    pub(super) is_sent: bool,
    /// Whether there is no more of the answer to be had.
    pub(super) is_answered: bool,
}

/// Headers and a body, as far as it is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    /// All headers.
    pub(super) headers: Headers,
    /// The beginning of the body.
    pub(super) body: Bytes,
    /// How long the whole body was.
    pub(super) length: usize,
}

impl Message {
    /// All headers, and as much of the body as is kept.
    pub(super) fn new(headers: Headers, body: &[u8]) -> Self {
        // A copy: a slice would keep all of the frame that it came in.
        let kept = Bytes::copy_from_slice(&body[..body.len().min(BODY)]);
        Self { headers, body: kept, length: body.len() }
    }

    /// Whether all of the body is here.
    pub(super) fn is_uncut(&self) -> bool {
        self.body.len() == self.length
    }

    pub(super) fn weight(&self) -> usize {
        self.headers.as_bytes().len() + self.body.len()
    }
}

impl Whole {
    /// What was sent, before anything was answered.
    pub(super) fn sent(url: String, headers: Headers, body: &[u8]) -> Self {
        let (sent, answer, timings) = (Message::new(headers, body), None, None);
        Self { url, sent, answer, timings, is_sent: true, is_answered: true }
    }

    /// Whether all that there is to read is here.
    pub(super) fn is_all(&self) -> bool {
        let is_uncut = self.answer.as_ref().is_none_or(Message::is_uncut);
        self.is_sent && self.is_answered && self.sent.is_uncut() && is_uncut
    }

    /// How many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        self.url.len() + self.sent.weight() + self.answer.as_ref().map_or(0, Message::weight)
    }
}

impl End {
    /// With what was answered, for who keeps it.
    pub(super) fn of((outcome, took): (Outcome, Duration)) -> (Self, Option<Message>) {
        match outcome {
            Outcome::Answered(answer) => {
                let message = Message::new(Headers::from_map(&answer.headers), &answer.body);
                (Self { took, outcome: Ok(answer.status.as_u16()) }, Some(message))
            }
            Outcome::Failed(failure) => (Self { took, outcome: Err(Box::new(failure)) }, None),
        }
    }
}

impl Try {
    pub(super) fn of(past: PastTry, content: Option<&(Headers, Bytes)>, is_sent: bool) -> Self {
        let PastTry { id, number, at, url, end, timings, is_answered } = past;
        let (end, answer) = end.map(End::of).unzip();
        let whole = content.map(|(headers, body)| {
            let sent = Message::new(headers.clone(), body);
            let answer = answer.flatten().filter(|_| is_answered);
            Box::new(Whole { url, sent, answer, timings, is_sent, is_answered })
        });
        Self { id: id.into(), number, at, end, whole, stop: None, changed: None }
    }

    pub(super) fn weight(&self) -> usize {
        self.whole.as_ref().map_or(0, |it| it.weight())
    }

    /// Takes over what was answered to it, as far as it was told before.
    pub(super) fn answered_as(&mut self, before: Self) {
        if let (Some(now), Some(before)) = (&mut self.whole, before.whole)
            && before.is_answered
            && !now.is_answered
        {
            let Whole { url, answer, timings, .. } = *before;
            (now.url, now.answer, now.timings, now.is_answered) = (url, answer, timings, true);
        }
    }

    /// What was sent where that was changed at the breakpoint, if all of it is here.
    pub(super) fn as_changed(&self) -> Option<Result<Draft, &'static str>> {
        let Head { method, path } = self.changed.as_deref()?;
        let Some(Whole { sent, .. }) = self.whole.as_deref() else {
            return Some(Err("what was sent is no longer here"));
        };
        if !sent.is_uncut() {
            return Some(Err("only the beginning of what was sent is here"));
        }
        let shown = |(name, value): (&str, &[u8])| {
            (name.to_owned(), String::from_utf8_lossy(value).into_owned())
        };
        Some(Ok(Draft {
            id: self.id.to_string(),
            source: String::new(),
            method: method.to_string(),
            path: path.to_string(),
            headers: sent.headers.iter().map(shown).collect(),
            body: sent.body.clone(),
        }))
    }

    /// The status of its answer.
    pub(super) fn status(&self) -> Option<u16> {
        self.end.as_ref()?.outcome.as_ref().ok().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relay::{Delivery, Update};
    use crate::tui::tests::{about, answered, app, begin, delivery, done, hold, tell, type_in};
    use crate::tui::view::details;
    use crate::tui::{App, Command, Effect};

    /// A viewer in which an attempt went on as another.
    fn changed() -> App {
        let mut app = app(0);
        hold(&mut app, 1, None);
        let (method, path, body) = ("PUT".to_owned(), "/other".to_owned(), "other".into());
        let (at, url) = (Timestamp(0), about().targets[0].join(&path).unwrap());
        let delivery = Delivery { method, path, body, ..delivery(1) };
        tell(&mut app, Update::Released { at, delivery, url, changed: true });
        done(&mut app, 1, answered(200, ""), 4_000);
        app
    }

    #[test]
    fn a_curl_command_of_what_was_changed_sends_what_was_sent() {
        let effects = type_in(&mut changed(), "C");
        let [Effect::Ask(Command::Curl { url: Some(url), changed: Some(sent), .. })] = &effects[..]
        else {
            panic!("{effects:?}")
        };
        assert_eq!(url, "http://localhost:3000/other");
        let headers = [("content-type".to_owned(), "application/json".to_owned())];
        assert_eq!(
            (&*sent.method, &*sent.path, &sent.headers[..]),
            ("PUT", "/other", &headers[..])
        );
        assert_eq!(&sent.body[..], b"other");
    }

    #[test]
    fn what_was_changed_and_let_go_is_not_asked_for_and_that_is_said() {
        let mut app = changed();
        for number in 2..300 {
            begin(&mut app, Delivery { body: vec![b'x'; BODY].into(), ..delivery(number) });
        }
        type_in(&mut app, "g");
        app.update(Timestamp(1_000), crate::tui::Input::Rest);
        for tab in ["2", "3"] {
            assert_eq!(type_in(&mut app, tab), []);
            assert!(details::plain(&app).unwrap().contains("only this viewer had it"));
        }
        assert_eq!(type_in(&mut app, "C"), []);
        assert!(app.notice().unwrap().text.contains("no longer here"));
    }
}
