//! What a session must come to, for scripts and CI: events that match, and answers that are good.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::time::Duration;

use tokio::time::Instant;

use crate::cli::error::{CliError, Exit, Result};
use crate::cli::expect::{Wanted, wanted};
use crate::cli::junit::{self, Case};
use crate::forward::Outcome;
use crate::model::Content;
use crate::relay::{Delivery, Update};
use crate::rules::{Statuses, Subject};

/// What the report is of.
const SUITE: &str = "listen";
/// What fails in it where something did not come.
const ALL: &str = "every event that is expected comes";

/// What ended a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Its time.
    Late,
    /// The program that it was started with, of its own accord.
    Program,
    /// Whoever asked for it.
    Asked,
}

/// What is expected of a session.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Expectations")]
pub(super) struct Expectation {
    /// End with status 0 once the target answered an event that matches this: the API's filter,
    /// `{"body":{"type":"a"}}`, or one value, `body.type=a`
    #[arg(long, value_name = "FILTER", value_parser = wanted)]
    expect: Option<Wanted>,
    /// How many such events
    #[arg(long, value_name = "NUMBER", default_value = "1", requires = "expect")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    count: u32,
    /// End with status 1 when the target answers with such a status, or not at all: `>=400`,
    /// `500-599`, `!200`
    #[arg(long, value_name = "STATUSES", value_parser = statuses)]
    fail_on_status: Option<Statuses>,
    /// Write what came of it to this file, as JUnit does
    #[arg(long, value_name = "FILE", requires = "expect")]
    junit: Option<PathBuf>,
}

fn statuses(text: &str) -> std::result::Result<Statuses, String> {
    let reason = "statuses are written like 404, 500-599, >=400, <500 or !200";
    Statuses::read(text).ok_or_else(|| reason.to_owned())
}

impl Expectation {
    /// Writes a report that says that nothing came of it, for whatever ends this before it is over.
    /// A report that cannot be written is so told before anybody waits.
    pub(super) fn begin(&self) -> Result<()> {
        let Some(file) = &self.junit else { return Ok(()) };
        let failure = Some("it ended before anything could be expected of it".to_owned());
        junit::write(file, SUITE, &[Case { name: ALL.to_owned(), took: Duration::ZERO, failure }])
    }

    /// How long the session may take, when events are waited for.
    pub(super) fn limit(&self, timeout: Option<Duration>) -> Option<Duration> {
        self.expect.as_ref().and(timeout)
    }
}

/// Looks on, and knows when it is over.
pub(super) struct Onlooker<'a> {
    of: &'a Expectation,
    began: Instant,
    /// Attempts that match and were not answered yet.
    open: HashMap<String, Delivery>,
    /// Events that were counted.
    events: HashSet<String>,
    /// Those, and what went wrong.
    cases: Vec<Case>,
    failed: bool,
    /// Why the last event that did not match did not.
    mismatch: Option<String>,
}

impl<'a> Onlooker<'a> {
    pub(super) fn new(of: &'a Expectation) -> Self {
        Self {
            of,
            began: Instant::now(),
            open: HashMap::new(),
            events: HashSet::new(),
            cases: Vec::new(),
            failed: false,
            mismatch: None,
        }
    }

    /// Whether the session is over by this.
    pub(super) fn note(&mut self, update: &Update) -> bool {
        match update {
            Update::Attempt { delivery, .. } | Update::Released { delivery, .. } => {
                let content = content(delivery);
                let subject = content.subject();
                let mismatch = self.of.expect.as_ref().and_then(|it| mismatch(it, &subject));
                match mismatch {
                    None => _ = self.open.insert(delivery.attempt.clone(), delivery.clone()),
                    Some(why) => self.mismatch = Some(format!("{}: {why}", delivery.event)),
                }
            }
            Update::Done { attempt, outcome, took, .. } => {
                let mut matching = self.open.remove(attempt);
                if let Outcome::Failed(failure) = outcome
                    && let Some(unanswered) = matching.take()
                {
                    let event = unanswered.event;
                    self.mismatch =
                        Some(format!("{event}: it was not answered: {}", failure.reason));
                }
                let failure = self.of.fail_on_status.and_then(|it| bad(it, outcome));
                self.failed |= failure.is_some();
                let event = matching.map(|it| it.event);
                let is_first = event.as_ref().is_some_and(|it| self.events.insert(it.clone()));
                if self.of.expect.is_some() && is_first || failure.is_some() {
                    let name = event.unwrap_or_else(|| attempt.clone());
                    self.cases.push(Case { name, took: *took, failure });
                }
            }
            Update::Held { .. } | Update::Dropped { .. } => (),
            Update::Online { .. } | Update::Offline { .. } | Update::Warning { .. } => (),
        }
        self.failed || self.is_met()
    }

    fn is_met(&self) -> bool {
        self.of.expect.is_some() && self.events.len() >= self.of.count as usize
    }

    /// What it came to, whatever ended it.
    pub(super) fn verdict(mut self, ended: Ended) -> Result<()> {
        let (came, count) = (self.events.len(), self.of.count);
        let failure = self.cases.iter().find_map(|it| {
            it.failure.as_ref().map(|why| format!("the target failed on {}: {why}", it.name))
        });
        let (is_met, waited) = (self.is_met(), self.began.elapsed());
        let missing = (self.of.expect.as_ref()).filter(|_| !is_met).map(|wanted| {
            let waited = waited.as_secs_f64();
            let then = if ended == Ended::Program { "; then the program ended" } else { "" };
            format!(
                "{came} of {count} events that match `{wanted}` came within {waited:.1} s{then}"
            )
        });
        if let Some(file) = &self.of.junit {
            let rest = missing.iter().map(|it| Case {
                name: ALL.to_owned(),
                took: waited,
                failure: Some(it.clone()),
            });
            self.cases.extend(rest);
            junit::write(file, SUITE, &self.cases)?;
        }
        if let Some(failure) = failure {
            return Err(CliError::failed(failure));
        }
        let Some(missing) = missing else { return Ok(()) };
        let exit = match ended {
            Ended::Late => Exit::TimedOut,
            Ended::Program => Exit::Failed,
            Ended::Asked => Exit::Interrupted,
        };
        let error = CliError::new(exit, missing);
        Err(match self.mismatch {
            Some(mismatch) => {
                error.hint(format!("The last one that does not count is {mismatch}."))
            }
            None => error,
        })
    }
}

fn mismatch(wanted: &Wanted, subject: &dyn Subject) -> Option<String> {
    (!wanted.is(subject)).then(|| wanted.why_not(subject))
}

/// What came, as filters see it.
fn content(delivery: &Delivery) -> Content {
    let (path, query) = delivery.path.split_once('?').unwrap_or((&delivery.path, ""));
    Content {
        method: delivery.method.clone(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: delivery.headers.clone(),
        body: delivery.body.clone(),
    }
}

/// What is bad about an outcome.
fn bad(statuses: Statuses, outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Answered(answer) => {
            let status = answer.status.as_u16();
            statuses.has(status).then(|| format!("it answered {status}"))
        }
        Outcome::Failed(failure) => Some(failure.reason.clone()),
    }
}
