//! What the list is to show, in a line: `s:5xx src:stripe t:>500ms body:text`, or the API's filter
//! language as JSON. All words must hold; one with `-` before it must not.
//!
//! To add a short form: a row in [`FORMS`], and a variant of [`Test`] where no other fits.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;

use super::attempt::{Message, Try, Whole};
use super::history::Row;
use super::needle::Needle;
use super::past::Past;
use crate::model::Content;
use crate::rules::{self, Plan, Statuses, parse_filter};

/// What the gateway found in what is no longer here, by the text.
pub(super) type Found = HashMap<String, Hits>;

/// The events that have a text in them.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// All of them.
    pub(super) all: HashSet<Arc<str>>,
    headers: HashSet<Arc<str>>,
    body: HashSet<Arc<str>>,
    /// Whether no other event has it.
    is_all: bool,
}

impl Hits {
    /// Looks where in each of them it is: the gateway finds it anywhere.
    pub(super) fn new(text: &str, events: Vec<Past>, is_all: bool) -> Self {
        let mut res = Self { is_all, ..Self::default() };
        let Some(needle) = Needle::new(text) else { return res };
        for event in events {
            let id: Arc<str> = event.id.into();
            let (headers, body) = event.content.unwrap_or_default();
            let in_headers = needle.is_in(headers.as_bytes());
            // The gateway's lists lay JSON out anew, so that blanks of it may be others there.
            if needle.is_in(&body) || !in_headers && !needle.is_in(&event.path) {
                res.body.insert(id.clone());
            }
            if in_headers {
                res.headers.insert(id.clone());
            }
            res.all.insert(id);
        }
        res
    }
}

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// As it was typed; empty wants everything.
    pub(super) text: String,
    terms: Vec<Term>,
}

#[derive(Clone, Debug)]
struct Term {
    is_wanted: bool,
    test: Test,
}

/// What must hold of a row.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// The latest attempt's status.
    Status(Status),
    Source(Needle),
    Connection(Needle),
    Method(Needle),
    Path(Needle),
    Kind(Needle),
    Id(Needle),
    /// How long the latest attempt took.
    Took(Than, Duration),
    /// How many attempts there were.
    Tries(Than, u32),
    /// Bytes of the longer of the latest attempt's bodies.
    Size(Than, u64),
    Body(Needle),
    Headers(Needle),
    /// Anything that the list shows of it.
    Anything(Needle),
    /// A filter as connections have them.
    Rule(Box<rules::Filter>),
}

/// What a status must be.
#[derive(Clone, Debug)]
pub(super) enum Status {
    /// `5xx`
    Class(u16),
    /// `>=400`
    Some(Statuses),
    /// Not ended.
    Open,
    /// No event was made of it.
    Ignored,
    /// No answer, for this reason; for any when it is empty.
    Silent(String),
}

/// How a number stands to its limit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Than {
    More,
    AtLeast,
    Less,
    AtMost,
}

/// The status of what is held at the breakpoint.
const HELD: &str = "held";

type Inside = fn(&Needle, &Whole) -> bool;
type Read = fn(&str) -> Result<Test, String>;

/// The short forms: their names, what stands after the colon, and how it is read.
#[rustfmt::skip]
pub(super) const FORMS: &[(&[&str], &str, Read)] = &[
    (&["s", "status"], "5xx, >=400, none, open, held, dropped, expired, ignored", status),
    (&["src", "source"], "the source", |it| needle(it).map(Test::Source)),
    (&["con", "connection"], "the connection", |it| needle(it).map(Test::Connection)),
    (&["m", "method"], "the method", |it| needle(it).map(Test::Method)),
    (&["p", "path"], "the path", |it| needle(it).map(Test::Path)),
    (&["k", "kind"], "the kind of event", |it| needle(it).map(Test::Kind)),
    (&["id"], "the id", |it| needle(it).map(Test::Id)),
    (&["t", "took"], ">500ms, <2s", took),
    (&["n", "tries"], ">1", tries),
    (&["z", "size"], ">10k of a body", size),
    (&["body", "b"], "text of a body", |it| needle(it).map(Test::Body)),
    (&["h", "header"], "text of a header", |it| needle(it).map(Test::Headers)),
];

/// Those of them, by their first names, that ask about answers.
pub(super) const OF_ANSWERS: [&str; 2] = ["s", "t"];

impl Filter {
    /// Reads a line; says what is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let (short, json) = text.split_at(text.find('{').unwrap_or(text.len()));
        let mut terms = short.split_whitespace().map(term).collect::<Result<Vec<_>, _>>()?;
        if !json.is_empty() {
            let json: Value =
                serde_json::from_str(json).map_err(|error| format!("it is no JSON: {error}"))?;
            let rule = parse_filter(&json, "filter").map_err(|it| it.join("; "))?;
            terms.push(Term { is_wanted: true, test: Test::Rule(Box::new(rule)) });
        }
        Ok(Self { text: text.trim().to_owned(), terms })
    }

    /// Whether it asks for anything.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Texts that contents are searched for: the gateway can, where they are no longer here.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(|it| match &it.test {
            Test::Body(needle) | Test::Headers(needle) => Some(needle.text()),
            _ => None,
        })
    }

    /// Whether contents must be read for it.
    pub(super) fn is_deep(&self) -> bool {
        let deep = |it: &Test| {
            matches!(it, Test::Body(_) | Test::Headers(_) | Test::Rule(_) | Test::Size(..))
        };
        self.terms.iter().any(|it| deep(&it.test))
    }

    /// Whether it says itself what stands in headers or bodies.
    pub(super) fn tells_contents(&self) -> bool {
        let tells = |it: &Test| matches!(it, Test::Body(_) | Test::Headers(_) | Test::Rule(_));
        self.terms.iter().any(|it| tells(&it.test))
    }

    /// Whether it asks about answers, of which there are none before anything is sent.
    pub(super) fn asks_for_answers(&self) -> bool {
        self.terms.iter().any(|it| matches!(it.test, Test::Status(_) | Test::Took(..)))
    }

    /// Whether it asks what kind of event it is.
    pub(super) fn asks_for_kind(&self) -> bool {
        self.terms.iter().any(|it| matches!(it.test, Test::Kind(_) | Test::Anything(_)))
    }

    /// Whether a row may be wanted: what would tell is neither here nor searched by the gateway.
    pub(super) fn is_blind(&self, row: &Row, found: &Found) -> bool {
        let mut is_unread = false;
        for it in &self.terms {
            match it.test.holds(row, found) {
                None => is_unread = true,
                Some(holds) if holds != it.is_wanted => return false,
                Some(_) => (),
            }
        }
        is_unread
    }

    /// Whether a row is wanted, as far as is known.
    pub(super) fn wants(&self, row: &Row, found: &Found) -> bool {
        self.terms.iter().all(|it| it.test.holds(row, found) == Some(it.is_wanted))
    }
}

impl Test {
    /// Whether it holds; `None` where what would tell is not here, and the gateway did not look.
    fn holds(&self, row: &Row, found: &Found) -> Option<bool> {
        let last = row.last();
        let (method, path) = row.head(last);
        let end = last.and_then(|it| it.end.as_ref());
        let in_contents =
            |needle: &Needle, is_in: Inside, part: fn(&Hits) -> &HashSet<Arc<str>>| {
                let hits = found.get(needle.text());
                if any_whole(row, |whole| is_in(needle, whole))
                    || hits.is_some_and(|hits| part(hits).contains(&row.id))
                {
                    return Some(true);
                }
                let is_read = |it: &Try| it.whole.as_ref().is_some_and(|whole| whole.is_all());
                let is_searched = row.ignored.is_none() && hits.is_some_and(|hits| hits.is_all);
                (is_searched || row.tries.iter().all(is_read)).then_some(false)
            };
        Some(match self {
            Self::Status(status) => status.holds(row, last),
            Self::Source(it) => it.is_in(&*row.source),
            Self::Connection(it) => it.is_in(&*row.connection),
            Self::Method(it) => it.is_in(method),
            Self::Path(it) => it.is_in(path),
            Self::Kind(it) => it.is_in(&*row.kind),
            Self::Id(it) => it.is_in(&*row.id) || row.tries.iter().any(|one| it.is_in(&*one.id)),
            Self::Took(than, limit) => end.is_some_and(|it| than.holds(&it.took, limit)),
            Self::Tries(than, limit) => than.holds(&last.map_or(0, |it| it.number), limit),
            Self::Size(than, limit) => {
                let whole = last?.whole.as_ref()?;
                let answer = whole.answer.as_ref().map_or(0, |it| it.length);
                than.holds(&(whole.sent.length.max(answer) as u64), limit)
            }
            Self::Body(it) => return in_contents(it, in_bodies, |hits| &hits.body),
            Self::Headers(it) => return in_contents(it, in_headers, |hits| &hits.headers),
            Self::Anything(it) => {
                let names = [path, &*row.kind, method, &*row.source, &*row.id];
                names.iter().any(|name| it.is_in(name)) || it.is_in(&*row.connection)
            }
            Self::Rule(rule) => {
                let sent = last.and_then(|it| it.whole.as_ref()).map(|it| &it.sent);
                let is_known = match sent {
                    Some(sent) => rule.body.is_none() || sent.is_uncut(),
                    None => rule.body.is_none() && rule.headers.is_none(),
                };
                return is_known.then(|| passes(rule, row, sent));
            }
        })
    }
}

impl Status {
    fn holds(&self, row: &Row, last: Option<&Try>) -> bool {
        let status = last.and_then(Try::status);
        let outcome = last.and_then(|it| it.end.as_ref()).map(|it| &it.outcome);
        match self {
            Self::Class(class) => status.is_some_and(|it| it / 100 == *class),
            Self::Some(statuses) => status.is_some_and(|it| statuses.has(it)),
            Self::Open => row.ignored.is_none() && outcome.is_none(),
            Self::Ignored => row.ignored.is_some(),
            Self::Silent(why) => match outcome {
                Some(Err(_)) => why.is_empty() || last.and_then(Try::why) == Some(why),
                None => why == HELD && last.is_some_and(Try::is_held),
                Some(Ok(_)) => false,
            },
        }
    }
}

impl Than {
    fn holds<T: PartialOrd>(self, value: &T, limit: &T) -> bool {
        match self {
            Self::More => value > limit,
            Self::AtLeast => value >= limit,
            Self::Less => value < limit,
            Self::AtMost => value <= limit,
        }
    }
}

/// Whether any contents of a row that are here are so.
pub(super) fn any_whole(row: &Row, is: impl Fn(&Whole) -> bool) -> bool {
    row.tries.iter().filter_map(|it| it.whole.as_ref()).any(|it| is(it))
}

/// Whether it is in one of the bodies.
pub(super) fn in_bodies(needle: &Needle, whole: &Whole) -> bool {
    let answer = whole.answer.as_ref();
    needle.is_in(&whole.sent.body) || answer.is_some_and(|it| needle.is_in(&it.body))
}

/// Whether it is among the headers.
pub(super) fn in_headers(needle: &Needle, whole: &Whole) -> bool {
    let answer = whole.answer.as_ref();
    needle.is_in(whole.sent.headers.as_bytes())
        || answer.is_some_and(|it| needle.is_in(it.headers.as_bytes()))
}

fn passes(rule: &rules::Filter, row: &Row, sent: Option<&Message>) -> bool {
    let Message { headers, body, .. } = sent.cloned().unwrap_or_default();
    let (method, path) = row.head(row.last());
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let content = Content {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body,
    };
    rule.apply(&content.subject(), Plan::default()).is_continue()
}

fn term(text: &str) -> Result<Term, String> {
    let (is_wanted, text) = match text.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (false, rest),
        _ => (true, text),
    };
    let form = text.split_once(':').and_then(|(name, value)| {
        let (_, _, read) = FORMS.iter().find(|(names, ..)| names.contains(&name))?;
        Some(read(value))
    });
    let test = form.unwrap_or_else(|| needle(text).map(Test::Anything))?;
    Ok(Term { is_wanted, test })
}

fn needle(text: &str) -> Result<Needle, String> {
    Needle::new(text).ok_or_else(|| "something must follow the colon".to_owned())
}

fn status(text: &str) -> Result<Test, String> {
    let class = text.strip_suffix("xx").and_then(|it| it.parse().ok());
    let status = match text {
        "" => return Err("a status must follow: 5xx, >=400, timeout, none, open".to_owned()),
        "none" => Status::Silent(String::new()),
        "open" => Status::Open,
        "ignored" => Status::Ignored,
        _ => match (class, Statuses::read(text)) {
            (Some(class @ 1..=5), _) => Status::Class(class),
            (_, Some(statuses)) => Status::Some(statuses),
            (..) if text.bytes().all(|it| it.is_ascii_lowercase()) => {
                Status::Silent(text.to_owned())
            }
            (..) => return Err(format!("`{text}` is no status: 5xx, >=400, timeout, none, open")),
        },
    };
    Ok(Test::Status(status))
}

fn took(text: &str) -> Result<Test, String> {
    let (than, rest) = than(text);
    let took = rest.parse::<SignedDuration>().ok().and_then(|it| it.try_into().ok());
    let took = took.ok_or_else(|| format!("`{rest}` is no duration: >500ms, <2s"))?;
    Ok(Test::Took(than, took))
}

fn tries(text: &str) -> Result<Test, String> {
    let (than, rest) = than(text);
    let count = rest.parse().map_err(|_| format!("`{rest}` is no number"))?;
    Ok(Test::Tries(than, count))
}

fn size(text: &str) -> Result<Test, String> {
    let (than, rest) = than(text);
    let (digits, unit) =
        rest.split_at(rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len()));
    let factor = match unit {
        "" => Some(1),
        "k" => Some(1 << 10),
        "M" => Some(1 << 20),
        _ => None,
    };
    let size = digits.parse::<u64>().ok().zip(factor).and_then(|(it, by)| it.checked_mul(by));
    let size = size.ok_or_else(|| format!("`{rest}` is no size in bytes: >500, <10k, >1M"))?;
    Ok(Test::Size(than, size))
}

fn than(text: &str) -> (Than, &str) {
    let signs = [(">=", Than::AtLeast), ("<=", Than::AtMost), (">", Than::More), ("<", Than::Less)];
    let found = signs.into_iter().find_map(|(sign, than)| Some((than, text.strip_prefix(sign)?)));
    found.unwrap_or((Than::AtLeast, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forward::{Failure, Outcome};
    use crate::model::{ErrorCode, Headers, Timestamp};
    use crate::tui::history::{History, Names};
    use crate::tui::tests::{answered, delivery, ignored};

    /// A row for each outcome, of paths `/orders?n=0` and so on.
    fn history() -> History {
        let mut history = History::default();
        let failure = Failure::new(ErrorCode::Timeout, "too slow");
        let outcomes = [
            Some((answered(200, "fine"), 10)),
            Some((answered(503, "Busy"), 700)),
            Some((Outcome::Failed(failure), 5_000)),
            None,
        ];
        for (number, outcome) in outcomes.into_iter().enumerate() {
            let delivery = delivery(number);
            let attempt = delivery.attempt.clone();
            let names = Names { source: "shop".into(), connection: "web".into() };
            history.begin(Timestamp(0), delivery, String::new(), &names);
            if let Some((outcome, ms)) = outcome {
                history.end(&attempt, outcome, Duration::from_millis(ms), None);
            }
        }
        history
    }

    #[track_caller]
    fn check(text: &str, expected: &[u64]) {
        let (history, filter) = (history(), Filter::read(text).unwrap());
        let wanted = |it: &u64| filter.wants(history.row(*it).unwrap(), &Found::new());
        assert_eq!((0..4).filter(wanted).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn short_forms_say_what_is_wanted() {
        check("", &[0, 1, 2, 3]);
        check("s:2xx", &[0]);
        check("s:>=400", &[1]);
        check("status:none", &[2]);
        check("s:timeout", &[2]);
        check("s:dns", &[]);
        check("s:open", &[3]);
        check("-s:open t:>500ms", &[1, 2]);
        check("t:<1s", &[0, 1]);
        check("src:SHOP", &[]);
        check("src:sho con:web m:post", &[0, 1, 2, 3]);
        check("n:>1", &[]);
        check("z:<1k", &[0, 1, 2, 3]);
        check("size:>=1k", &[]);
        check("z:>0", &[0, 1, 2, 3]);
        check("orders?n=3", &[3]);
        check("body:busy", &[1]);
        check("body:price -body:busy s:5xx", &[]);
        check("h:text/plain", &[0, 1]);
        check("id:00000000002", &[2]);
    }

    #[test]
    fn the_language_of_filters_is_understood() {
        check(r#"{"body":{"number":{"$gte":2}}}"#, &[2, 3]);
        check(r#"s:open {"body":{"number":{"$gte":2}}}"#, &[3]);
        check(r#"{"query":{"n":"1"},"path":"/orders"}"#, &[1]);
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_words() {
        for (text, expected) in [
            ("s:", "a status must follow"),
            ("s:9xx", "no status"),
            ("t:>fast", "no duration"),
            ("n:many", "no number"),
            ("z:>1G", "no size"),
            ("z:99999999999999999999k", "no size"),
            ("src:", "something must follow"),
            ("{\"body\":", "no JSON"),
            (r#"{"cookie":1}"#, "cookie"),
        ] {
            let error = Filter::read(text).err().unwrap_or_default();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn what_the_gateway_found_counts_as_found() {
        let history = history();
        let filter = Filter::read("body:nowhere").unwrap();
        assert_eq!(filter.texts().collect::<Vec<_>>(), ["nowhere"]);
        let content = Some((Headers::default(), "Nowhere".into()));
        let events = vec![Past { id: delivery(2).event, content, ..ignored() }];
        let found = Found::from([("nowhere".to_owned(), Hits::new("nowhere", events, true))]);
        assert!(filter.wants(history.row(2).unwrap(), &found));
        assert!(!filter.wants(history.row(1).unwrap(), &found));
        // It is in no header of it.
        let filter = Filter::read("h:nowhere").unwrap();
        assert!(!filter.wants(history.row(2).unwrap(), &found));
    }

    #[test]
    fn what_nobody_looked_into_is_known() {
        let mut history = History::default();
        history.past(Past { content: None, ignored: None, ..ignored() }, &Names::default());
        let row = history.row(0).unwrap();
        let blind = |text: &str, is_all: bool| {
            let found = Found::from([("lost".to_owned(), Hits::new("lost", Vec::new(), is_all))]);
            Filter::read(text).unwrap().is_blind(row, &found)
        };
        assert!(blind("body:lost", false) && blind("body:other", true));
        // A rule does not show, and does not leave out, what it cannot look into.
        for rule in [r#"{"body":{"a":1}}"#, r#"{"body":{"$not":{"a":1}}}"#, "-body:other"] {
            assert!(blind(rule, true), "{rule}");
            let wants = Filter::read(rule).unwrap().wants(row, &Found::new());
            assert!(!wants && !blind(&format!("p:nowhere {rule}"), true), "{rule}");
        }
        assert!(!blind(r#"{"path":"/orders"}"#, true));
        assert!(!blind("body:lost", true) && !blind("p:lost", true));
    }
}
