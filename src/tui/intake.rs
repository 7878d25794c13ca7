//! What happened outside, taken in.

use super::app::{App, Link, Told};
use super::effect::Effect;
use super::filter::Hits;
use super::hold::Stop;
use super::past::{Past, PastTry};
use super::{News, Reply};
use crate::relay::Update;

/// How many texts it is remembered what the gateway found of.
const TEXTS: usize = 8;

impl App {
    /// Takes it in, and says what must be done about it.
    pub(super) fn news(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Relay(update) => self.relayed(update),
            News::Target(health) => self.health = Some(health),
            News::Note(text) => self.notify(text, false),
            News::Warning(text) => self.notify(text, true),
            News::Reply(reply) => return self.replied(reply),
        }
        Vec::new()
    }

    fn replied(&mut self, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Told { id, tree } => self.told(&id, tree),
            Reply::Past(past) => self.past(past),
            Reply::Attempt { event, attempt } => self.attempted(&event, attempt),
            Reply::Found { text, events, is_all } => self.found(text, events, is_all),
            Reply::Clip(what, text) => return self.clip(what, text),
            Reply::Fetched(draft) => return self.fetched(draft),
            Reply::Transformations { id, all } => self.choose_transformation(id, all),
            Reply::Changed(change) => self.changed(change),
            Reply::Sent(draft, became) => self.sent(draft, became),
        }
        Vec::new()
    }

    fn told(&mut self, id: &str, tree: Result<String, String>) {
        if tree.is_err() {
            self.unanswered(id);
        }
        if let Some((id, version)) = self.asked.explain.take_if(|it| *it.0 == *id) {
            self.told = Some(Told { id, version, tree });
        }
    }

    fn past(&mut self, past: Result<Past, (String, String)>) {
        match past {
            Ok(past) => {
                if !past.is_whole {
                    // There may be more of it to ask for now.
                    self.asked.load.take_if(|it| *it.0 == *past.id);
                }
                let mut names = self.names.get(&past.connection).cloned().unwrap_or_default();
                if let Some(source) = self.about.source_names.get(&past.source) {
                    names.source = source.as_str().into();
                }
                let number = self.history.past(past, &names);
                self.view.listing.note(&self.history, &self.found, number);
            }
            Err((id, why)) => {
                self.asked.load.take_if(|it| *it.0 == *id);
                self.unanswered(&id);
                self.notify(format!("cannot fetch {id}: {why}"), true);
            }
        }
    }

    fn attempted(&mut self, event: &str, attempt: PastTry) {
        // Attempts are told of all sources, those of events that are not looked at too.
        if self.history.number(event).is_none() {
            return;
        }
        if attempt.is_answered {
            // It was asked for, so that it was counted before.
            return self.answered(event, attempt);
        }
        // There may be more of it to ask for now.
        self.asked.load.take_if(|it| *it.0 == *event);
        if let Some((outcome, took)) = &attempt.end {
            self.tally.begun();
            self.tally.ended(outcome, *took);
        }
        self.pulse.beat(self.now, attempt.at);
        self.answered(event, attempt);
    }

    fn answered(&mut self, event: &str, attempt: PastTry) {
        if let Some(number) = self.history.attempt(event, attempt) {
            self.view.listing.note(&self.history, &self.found, number);
        }
    }

    fn found(&mut self, text: String, events: Vec<Past>, is_all: bool) {
        if self.found.len() >= TEXTS {
            self.found.clear();
        }
        let is_wanted = self.view.listing.filter.texts().any(|it| it == text);
        let hits = Hits::new(&text, events, is_all);
        self.found.insert(text, hits);
        if is_wanted {
            self.view.listing.anew();
        }
    }

    fn relayed(&mut self, update: Update) {
        self.tally.note(&update);
        match update {
            Update::Online { missed, .. } => {
                self.link = Link::Online;
                if let Some(missed) = missed.filter(|it| *it > 0) {
                    self.notify(format!("{missed} events waited while away"), false);
                }
            }
            Update::Offline { at, reason, retry_in } => {
                let again = at.plus(u64::try_from(retry_in.as_millis()).unwrap_or(u64::MAX));
                self.link = Link::Offline { reason, again };
            }
            Update::Held { at, delivery, url, until } => {
                self.held(at, delivery, url.into(), Stop::Held(until));
            }
            Update::Released { delivery, url, changed, .. } => {
                self.released(delivery, url.into(), changed);
            }
            Update::Dropped { attempt, failure, .. } => self.dropped(&attempt, failure),
            Update::Attempt { at, delivery, url } => {
                self.held.remove(&delivery.attempt);
                let names = self.names.get(&delivery.connection).cloned().unwrap_or_default();
                let number = self.history.begin(at, delivery, url.into(), &names);
                self.pulse.beat(self.now, self.now);
                self.view.listing.note(&self.history, &self.found, number);
            }
            Update::Done { attempt, outcome, took, timings, .. } => {
                self.held.remove(&attempt);
                if let Some(number) = self.history.end(&attempt, outcome, took, timings) {
                    self.view.listing.note(&self.history, &self.found, number);
                }
            }
            Update::Warning { message, .. } => self.notify(message, true),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::Timestamp;
    use crate::tui::Input;
    use crate::tui::tests::{answered, app, delivery, ignored};

    #[test]
    fn only_attempts_of_events_that_are_here_count_each_at_its_own_time() {
        let mut app = app(1);
        let (before, now) = (app.tally.attempts, Timestamp(60_000));
        for event in [delivery(0).event, "evt_elsewhere".to_owned()] {
            let [one] = <[PastTry; 1]>::try_from(ignored().tries).unwrap();
            let end = Some((answered(200, ""), Duration::ZERO));
            let at = Timestamp(57_000);
            let attempt = PastTry { number: 2, at, end, is_answered: false, ..one };
            app.update(now, Input::News(News::Reply(Reply::Attempt { event, attempt })));
        }
        assert_eq!(app.tally.attempts, before + 1);
        assert_eq!(app.pulse.bars(5), " █   ");
    }
}
